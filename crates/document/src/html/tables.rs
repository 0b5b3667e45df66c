//! Tables: what their cells hold, and whether they are data, labels with their values, or a page's layout.

use super::flow::{is_note_mark, is_told};
use super::labels;
use super::line::Line;
use super::shape::{Shape, is_unread};
use super::tags;
use super::tree::{Id, Tree};
use crate::composer::Content;

/// The farthest that a cell reaches.
const FARTHEST: u16 = 64;
/// So many labels with their values are no layout, whatever the values hold.
const FEWEST_LABELS: usize = 3;

/// A table as read.
pub(super) struct Grid {
    pub(super) captions: Vec<Id>,
    pub(super) kind: Kind,
}

/// What a table is for.
pub(super) enum Kind {
    /// To put things beside each other: the cells, each of which is read as a page is.
    Layout(Vec<Id>),
    /// Labels and their values; a label without a value is a heading.
    Labels(Vec<(Option<Id>, Option<Id>)>),
    /// Rows and columns.
    Data(Vec<Vec<Content>>),
}

/// The cells of the rows of a table.
type Rows = Vec<Vec<Id>>;

pub(super) fn read(tree: &Tree, table: Id, shape: &dyn Fn(Id) -> Shape) -> Grid {
    let (captions, rows) = rows(tree, table);
    let entries = if is_set_out(tree, table, &rows) { None } else { entries(tree, &rows) };
    let holds_labels = entries.as_ref().is_some_and(|entries| entries.len() >= FEWEST_LABELS);
    let kind = if !holds_labels && is_layout(tree, table, &rows, shape) {
        Kind::Layout(rows.into_iter().flatten().collect())
    } else if let Some(entries) = entries {
        Kind::Labels(entries)
    } else {
        Kind::Data(contents(tree, &rows))
    };
    Grid { captions, kind }
}

fn rows(tree: &Tree, table: Id) -> (Vec<Id>, Rows) {
    let (mut captions, mut rows) = (Vec::new(), Vec::new());
    let mut row = |id: Id| {
        let cells: Vec<Id> = tree
            .elements(id)
            .filter(|cell| matches!(tree.name(*cell), "td" | "th") && !is_unread(tree, *cell))
            .collect();
        if !is_unread(tree, id) {
            rows.push(cells);
        }
    };
    for child in tree.elements(table) {
        match tree.name(child) {
            "caption" => captions.push(child),
            "tr" => row(child),
            "thead" | "tbody" | "tfoot" => {
                tree.elements(child).filter(|id| tree.name(*id) == "tr").for_each(&mut row)
            }
            _ => {}
        }
    }
    (captions, rows)
}

/// A table that says to be for layout, or has one column.
fn is_set_out(tree: &Tree, table: Id, rows: &Rows) -> bool {
    matches!(tree.get(table, "role"), Some("presentation" | "none")) || rows.iter().all(|row| row.len() < 2)
}

/// A table of one column, or whose cells hold headings, forms, other tables.
fn is_layout(tree: &Tree, table: Id, rows: &Rows, shape: &dyn Fn(Id) -> Shape) -> bool {
    const MANY_BLOCKS: u32 = 6;
    if is_set_out(tree, table, rows) {
        return true;
    }
    let has_header = rows.iter().flatten().any(|cell| tree.name(*cell) == "th");
    let holds_blocks = |cell: &Id| shape(*cell).headings > 0 || shape(*cell).titles > 0;
    let holds_table = |cell: &Id| tree.below(*cell).any(|inner| tree.name(inner) == "table");
    rows.iter().flatten().any(holds_table)
        || (!has_header && rows.iter().flatten().any(holds_blocks))
        || (!has_header
            && rows.len() == 1
            && rows.iter().flatten().any(|cell| shape(*cell).blocks > MANY_BLOCKS))
}

/// The labels and values of a table that is made of them: a header cell, a bold cell or a cell with a colon before each
/// value; or a row of headings over one row of short values.
fn entries(tree: &Tree, rows: &Rows) -> Option<Vec<(Option<Id>, Option<Id>)>> {
    let mut entries = Vec::new();
    let (mut told, mut pairs) = (0_usize, 0_usize);
    let is_headed = rows.first().is_some_and(|row| names_labels(tree, row));
    for row in rows.iter().skip(usize::from(is_headed)) {
        // `Label | : | value`.
        let row: Vec<Id> = row.iter().copied().filter(|cell| labels::text(tree, *cell) != ":").collect();
        match row.as_slice() {
            [] => {}
            [only] => entries.push((Some(*only), None)),
            cells if cells.len() % 2 == 0 && cells.len() <= 4 => {
                for pair in cells.chunks_exact(2) {
                    let [label, value] = pair else { continue };
                    let text = labels::text(tree, *label);
                    if text.is_empty() {
                        entries.push((None, Some(*value)));
                        continue;
                    }
                    pairs += 1;
                    let is_told = is_headed || is_told_label(tree, *label, *value);
                    told += usize::from(is_told && labels::is_label(&text));
                    entries.push((Some(*label), Some(*value)));
                }
            }
            _ => return None,
        }
    }
    let is_first_header = !is_headed
        && rows.first().is_some_and(|row| !row.is_empty() && row.iter().all(|cell| tree.name(*cell) == "th"));
    (pairs > 0 && told * 4 >= pairs * 3 && !is_first_header).then_some(entries).or_else(|| headed(tree, rows))
}

/// A row of headings that say that labels and values stand under them; Markdown has no table without one.
fn names_labels(tree: &Tree, row: &[Id]) -> bool {
    const LABELS: [&str; 14] = [
        "",
        "field",
        "label",
        "key",
        "attribute",
        "property",
        "parameter",
        "detail",
        "champ",
        "rubrique",
        "campo",
        "dato",
        "merkmal",
        "project information",
    ];
    const VALUES: [&str; 14] = [
        "",
        "value",
        "details",
        "description",
        "information",
        "content",
        "valeur",
        "détail",
        "détails",
        "contenu",
        "valor",
        "detalle",
        "wert",
        "project information",
    ];
    let [label, value] = row else { return false };
    let is_one_of =
        |cell: Id, words: &[&str]| words.contains(&labels::text(tree, cell).to_lowercase().as_str());
    tree.name(*label) == "th" && is_one_of(*label, &LABELS) && is_one_of(*value, &VALUES)
}

fn is_told_label(tree: &Tree, label: Id, value: Id) -> bool {
    let is_bold = || {
        let mut read =
            tree.children(label).filter(|id| tree.text(*id).is_none_or(|text| !text.trim().is_empty()));
        let first = read.next();
        first.is_some_and(|first| matches!(tree.name(first), "b" | "strong")) && read.next().is_none()
    };
    let is_value_bold =
        || tree.elements(value).next().is_some_and(|first| matches!(tree.name(first), "b" | "strong"));
    (tree.name(label) == "th" && tree.name(value) == "td")
        || labels::text(tree, label).trim_end().ends_with([':', '：'])
        || (is_bold() && !is_value_bold())
        || labels::is_named(tree, label)
}

/// One row of headings over one row of short values: at least four, so that no table with one line of items is taken
/// for one.
fn headed(tree: &Tree, rows: &Rows) -> Option<Vec<(Option<Id>, Option<Id>)>> {
    const FEWEST: usize = 4;
    let [labels, values] = rows.as_slice() else { return None };
    let are_labels = labels.len() >= FEWEST
        && labels.len() == values.len()
        && labels.iter().all(|cell| tree.name(*cell) == "th" && labels::is_label(&labels::text(tree, *cell)))
        && values.iter().all(|cell| parts(tree, *cell).len() <= 1);
    are_labels.then(|| labels.iter().zip(values).map(|(label, value)| (Some(*label), Some(*value))).collect())
}

fn contents(tree: &Tree, rows: &Rows) -> Vec<Vec<Content>> {
    let content = |cell: &Id| {
        let reach = |name| tree.get(*cell, name).and_then(|reach| reach.trim().parse::<u16>().ok());
        Content {
            parts: parts(tree, *cell),
            row_span: reach("rowspan").unwrap_or(1).max(1),
            col_span: reach("colspan").unwrap_or(1).clamp(1, FARTHEST),
        }
    };
    let mut rows: Vec<Vec<Content>> = rows.iter().map(|row| row.iter().map(content).collect()).collect();
    // A row of nothing is one only to the cells that reach down into it.
    if rows.iter().flatten().all(|cell| cell.row_span == 1) {
        rows.retain(|row| row.iter().any(|cell| !cell.parts.is_empty()));
    }
    rows
}

/// The paragraphs of a cell, a label or a value: what blocks, line breaks, or links side by side divide. Where there is
/// no text, what its pictures say.
pub(super) fn parts(tree: &Tree, top: Id) -> Vec<String> {
    const DEEPEST: u16 = 600;
    let mut parts = Parts { tree, done: Vec::new(), line: Line::default() };
    parts.element(top, DEEPEST);
    parts.end();
    if parts.done.is_empty() {
        let pictures = tree.below(top).filter(|id| tree.name(*id) == "img");
        parts.done = pictures
            .filter_map(|id| tree.get(id, "alt"))
            .filter(|alt| is_told(alt))
            .map(str::to_owned)
            .collect();
    }
    parts.done
}

struct Parts<'a> {
    tree: &'a Tree,
    done: Vec<String>,
    line: Line,
}

impl Parts<'_> {
    fn element(&mut self, id: Id, deepest: u16) {
        let Some(deepest) = deepest.checked_sub(1) else { return };
        if let Some(text) = self.tree.text(id) {
            self.line.push(text, false);
        }
        let divides = self.divides(id);
        for child in self.tree.children(id) {
            if let Some(text) = self.tree.text(child) {
                self.line.push(text, false);
                continue;
            }
            let name = self.tree.name(child);
            let is_left_out = self.tree.element(child).is_none()
                || is_unread(self.tree, child)
                || matches!(name, "button" | "del" | "s" | "strike" | "select" | "input" | "rt" | "rp")
                || (name == "sup" && is_note_mark(self.tree, child));
            if is_left_out {
                continue;
            }
            match name {
                "br" | "hr" => self.end(),
                _ if divides || tags::is_block(name) => {
                    self.end();
                    self.element(child, deepest);
                    self.end();
                }
                _ => self.element(child, deepest),
            }
        }
    }

    /// True for an element that holds nothing but links, or spans of one class, side by side.
    fn divides(&self, id: Id) -> bool {
        let mut children = self
            .tree
            .children(id)
            .filter(|child| self.tree.text(*child).is_none_or(|text| !text.trim().is_empty()));
        let Some(first) = children.next() else { return false };
        let (name, class) = (self.tree.name(first), self.tree.get(first, "class"));
        let is_kind = name == "a" || (name == "span" && class.is_some());
        let mut others = children.peekable();
        is_kind
            && others.peek().is_some()
            && others.all(|other| self.tree.name(other) == name && self.tree.get(other, "class") == class)
    }

    fn end(&mut self) {
        let line = self.line.take();
        if !line.is_empty() {
            self.done.push(line.text().trim().to_owned());
        }
    }
}
