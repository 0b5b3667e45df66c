//! What a tagged PDF says of its own structure (ISO 32000-2, 14.7 and 14.8): headings and cells of tables, by page and
//! marked content. Geometry decides where tags are silent, and where they contradict what is seen.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, Name, Object, ObjectIdentifier};

/// More elements than this are not of a document that people read.
const MOST_ELEMENTS: usize = 300_000;
const DEEPEST: u16 = 100;
/// The widest span; as in HTML.
const WIDEST_SPAN: u16 = 1000;

/// What is said of a page's marked content, by its number (MCID).
pub(crate) type Tags = HashMap<i32, Tag>;

/// What is said of a stretch of marked content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Tag {
    /// The level of the heading that it is in, 1 to 6.
    pub(crate) heading: Option<u8>,
    /// The cell that it is in; of tables in tables the outermost.
    pub(crate) cell: Option<TaggedCell>,
}

/// A cell of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct TaggedCell {
    pub(crate) table: u32,
    pub(crate) row: u32,
    pub(crate) column: u32,
    pub(crate) row_span: u16,
    pub(crate) col_span: u16,
    pub(crate) header: bool,
}

/// The tags of each page; empty for a file without tags.
pub(crate) fn tags(pdf: &Pdf) -> Vec<Tags> {
    let catalog: Dict<'_> = pdf.xref().get(pdf.xref().root_id()).unwrap_or_default();
    let Some(root) = catalog.get::<Dict<'_>>("StructTreeRoot") else { return Vec::new() };
    let pages = pdf.pages().iter().zip(0..).filter_map(|(page, at)| Some((page.raw().obj_id()?, at)));
    let mut walk = Walk {
        pages: pages.collect(),
        roles: root.get::<Dict<'_>>("RoleMap").unwrap_or_default(),
        seen: BTreeSet::new(),
        count: 0,
        rows: Vec::new(),
        taken: BTreeMap::new(),
        tags: vec![Tags::new(); pdf.pages().len()],
    };
    if let Some(kids) = root.get::<Object<'_>>("K") {
        walk.kids(&kids, Inside::default(), 0);
    }
    walk.tags
}

/// Where in the tree something is.
#[derive(Debug, Clone, Copy, Default)]
struct Inside {
    page: Option<usize>,
    tag: Tag,
    table: Option<u32>,
    /// The indirect object.
    element: Option<ObjectIdentifier>,
}

struct Walk<'a> {
    pages: BTreeMap<ObjectIdentifier, usize>,
    roles: Dict<'a>,
    seen: BTreeSet<ObjectIdentifier>,
    count: usize,
    /// Of each table the number of its rows.
    rows: Vec<u32>,
    /// By table and row, the columns that cells from above still take.
    taken: BTreeMap<(u32, u32), BTreeSet<u32>>,
    tags: Vec<Tags>,
}

impl<'a> Walk<'a> {
    fn kids(&mut self, kids: &Object<'a>, inside: Inside, depth: u16) {
        match kids {
            Object::Array(kids) => {
                for kid in kids.iter::<Object<'a>>() {
                    // An array in an array is no structure.
                    if !matches!(kid, Object::Array(_)) {
                        self.kid(&kid, inside, depth);
                    }
                }
            }
            kid => self.kid(kid, inside, depth),
        }
    }

    fn kid(&mut self, kid: &Object<'a>, inside: Inside, depth: u16) {
        match kid {
            Object::Number(mcid) => self.content(mcid.as_i64(), inside),
            Object::Dict(dict) if dict.contains_key("MCID") => {
                let page = self.page(dict).or(inside.page);
                let mcid = dict.get::<i32>("MCID").unwrap_or(-1);
                // Content of a form XObject counts for itself.
                if !dict.contains_key("Stm") {
                    self.content(mcid.into(), Inside { page, ..inside });
                }
            }
            Object::Dict(dict) if dict.contains_key("S") => self.element(dict, inside, depth),
            _ => {}
        }
    }

    fn content(&mut self, mcid: i64, inside: Inside) {
        let tags = inside.page.and_then(|page| self.tags.get_mut(page));
        if let (Some(tags), Ok(mcid)) = (tags, i32::try_from(mcid)) {
            tags.insert(mcid, inside.tag);
        }
    }

    fn page(&self, element: &Dict<'a>) -> Option<usize> {
        self.pages.get(&element.get_ref("Pg")?.into()).copied()
    }

    fn element(&mut self, element: &Dict<'a>, mut inside: Inside, depth: u16) {
        // An element that stands inside another has the number of that one.
        let id = element.obj_id();
        let is_new = id == inside.element || id.is_none_or(|id| self.seen.insert(id));
        self.count += 1;
        if !is_new || depth >= DEEPEST || self.count > MOST_ELEMENTS {
            return;
        }
        inside.element = id;
        inside.page = self.page(element).or(inside.page);
        let role = self.role(element);
        match &*role {
            b"H1" | b"H2" | b"H3" | b"H4" | b"H5" | b"H6" => {
                inside.tag.heading = role.get(1).map(|level| level - b'0');
            }
            b"H" => inside.tag.heading = Some(2),
            b"Table" if inside.tag.cell.is_none() => {
                inside.table = u32::try_from(self.rows.len()).ok();
                self.rows.push(0);
            }
            b"TR" => {
                let rows = inside.table.and_then(|table| self.rows.get_mut(table as usize));
                if let Some(rows) = rows {
                    *rows = rows.saturating_add(1);
                }
            }
            b"TD" | b"TH" if inside.tag.cell.is_none() => inside.tag.cell = self.cell(element, inside, &role),
            _ => {}
        }
        if let Some(kids) = element.get::<Object<'a>>("K") {
            self.kids(&kids, inside, depth.saturating_add(1));
        }
    }

    /// The standard name of an element's type (14.8.6): that which the file maps it to.
    fn role(&self, element: &Dict<'a>) -> Vec<u8> {
        const MOST_STEPS: usize = 8;
        let mut role = element.get::<Name<'a>>("S").map(|name| name.to_vec()).unwrap_or_default();
        for _ in 0..MOST_STEPS {
            match self.roles.get::<Name<'a>>(&role) {
                Some(standard) => role = standard.to_vec(),
                None => break,
            }
        }
        role
    }

    /// The place of the next cell in the row that is being read.
    fn cell(&mut self, element: &Dict<'a>, inside: Inside, role: &[u8]) -> Option<TaggedCell> {
        let table = inside.table?;
        let row = self.rows.get(table as usize)?.checked_sub(1)?;
        let (row_span, col_span) = (span(element, "RowSpan"), span(element, "ColSpan"));
        let taken = self.taken.entry((table, row)).or_default();
        let mut column = 0;
        while taken.contains(&column) {
            column += 1;
        }
        for below in 0..u32::from(row_span) {
            let taken = self.taken.entry((table, row.saturating_add(below))).or_default();
            taken.extend(column..column + u32::from(col_span));
        }
        Some(TaggedCell { table, row, column, row_span, col_span, header: role == b"TH" })
    }
}

/// How many rows or columns a cell spans.
fn span(element: &Dict<'_>, key: &str) -> u16 {
    let of = |attributes: &Dict<'_>| attributes.get::<i32>(key).and_then(|span| u16::try_from(span).ok());
    let span = match element.get::<Object<'_>>("A") {
        Some(Object::Dict(attributes)) => of(&attributes),
        Some(Object::Array(all)) => all.iter::<Dict<'_>>().find_map(|attributes| of(&attributes)),
        _ => None,
    };
    span.unwrap_or(1).clamp(1, WIDEST_SPAN)
}

#[cfg(test)]
mod tests {
    use almoner_record::Origin;

    use crate::pdf::read;
    use crate::pdf::specimen::{pdf, stream};
    use crate::{BlockKind, Document, Limits};

    /// A page of these words, each its own marked content from 0 at (x, y), under a tree whose elements the test gives.
    fn document(words: &[(&str, i32, i32)], tree: &[&str]) -> Document {
        let mut content = "BT /F 10 Tf\n".to_owned();
        for (mcid, (word, x, y)) in words.iter().enumerate() {
            content += &format!("/P << /MCID {mcid} >> BDC 1 0 0 1 {x} {y} Tm ({word}) Tj EMC\n");
        }
        let content = stream("", &(content + "ET"));
        let mut objects = vec![
            "<< /Type /Catalog /Pages 2 0 R /MarkInfo << /Marked true >> /StructTreeRoot 6 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 400] /Contents 4 0 R \
                /Resources << /Font << /F 5 0 R >> >> >>",
            &content,
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ];
        objects.extend(tree);
        read(&pdf(&objects).into(), Origin::default(), &Limits::default(), None).unwrap()
    }

    #[test]
    fn a_heading_that_looks_like_text_is_one() {
        let words = [
            ("Where the money goes in the second year", 20, 300),
            ("It goes to roads, and the roads go to the north of the country.", 20, 288),
            ("They are kept open by brigades in each of the communes.", 20, 276),
        ];
        let headings = |tree: &[&str]| {
            let document = document(&words, tree);
            let headings = document.blocks.iter().filter_map(|block| match block.kind {
                BlockKind::Heading { level } => Some((document.slice(block.span).to_owned(), level)),
                _ => None,
            });
            headings.collect::<Vec<_>>()
        };
        let one = [("Where the money goes in the second year".to_owned(), 2)];
        let text = "<< /S /P /P 6 0 R /Pg 3 0 R /K [1 2] >>";
        assert_eq!(headings(&["<< /K [7 0 R 8 0 R] >>", "<< /S /H2 /Pg 3 0 R /K 0 >>", text]), one);
        let mapped = [
            "<< /K [7 0 R 8 0 R] /RoleMap << /Titel /Loop /Loop /H2 >> >>",
            "<< /S /Titel /Pg 3 0 R /K [<< /MCID 0 >>] >>",
            text,
        ];
        assert_eq!(headings(&mapped), one);
        // A tree that leads back to itself, and names that are mapped in a circle.
        let loops =
            ["<< /K [7 0 R] /RoleMap << /A /B /B /A >> >>", "<< /S /A /Pg 3 0 R /K [0 7 0 R 7 0 R] >>"];
        assert_eq!(headings(&loops), []);
    }

    #[test]
    fn cells_are_where_the_tags_say() {
        // No column is seen: the second row has its words elsewhere.
        let words = [
            ("Item", 20, 300),
            ("Cost", 120, 300),
            ("Small", 20, 285),
            ("bridges", 50, 285),
            ("9", 120, 285),
            ("Total", 20, 270),
        ];
        let row = |cells: &str| format!("<< /S /TR /K [{cells}] >>");
        let cell =
            |kind: &str, mcids: &str, more: &str| format!("<< /S /{kind} /Pg 3 0 R /K [{mcids}] {more} >>");
        let first = row(&(cell("TH", "0", "") + &cell("TH", "1", "")));
        let second = row(&(cell("TD", "2 3", "") + &cell("TD", "4", "")));
        let third = row(&cell("TD", "5", "/A << /O /Table /ColSpan 2 >>"));
        let table = format!("<< /S /Table /K [<< /S /TBody /K [{first} {second} {third}] >>] >>");
        let document = document(&words, &["<< /K 7 0 R >>", &table]);
        let [block] = document.blocks.as_slice() else { panic!("{:?}", document.blocks) };
        let BlockKind::Table { rows } = &block.kind else { panic!("{block:?}") };
        let told: Vec<Vec<(&str, u16)>> = rows
            .iter()
            .map(|row| row.iter().map(|cell| (document.slice(cell.span), cell.col_span)).collect())
            .collect();
        assert_eq!(
            told,
            [vec![("Item", 1), ("Cost", 1)], vec![("Small bridges", 1), ("9", 1)], vec![("Total", 2)]]
        );
    }
}
