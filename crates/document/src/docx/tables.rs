//! Tables: rows and columns, labels with their values, or frames that only put things beside each other.

use super::flow::{Flow, is_label};
use super::runs;
use super::styles::Role;
use super::xml::Element;
use crate::composer::Content;

/// The farthest that a cell reaches.
const FARTHEST: u16 = 64;

struct Row<'a> {
    is_header: bool,
    before: u16,
    cells: Vec<Cell<'a>>,
}

struct Cell<'a> {
    element: &'a Element,
    columns: u16,
    /// It goes on from the cell above it.
    goes_on: bool,
    parts: Vec<String>,
    bold: bool,
}

/// Writes a table.
pub(super) fn write(flow: &mut Flow<'_>, table: &Element) {
    flow.end_tabbed();
    let elements = rows_of(table);
    if is_layout(flow, &elements) {
        for cell in elements.iter().flat_map(|row| cells_of(row)) {
            flow.apart(cell);
        }
        return;
    }
    let rows: Vec<Row<'_>> = elements.into_iter().map(|row| read_row(flow, row)).collect();
    if is_labels(&rows) {
        for row in &rows {
            entries(flow, row);
        }
    } else {
        let layer = flow.layer;
        flow.out.table(&contents(&rows), layer);
    }
    // What stands in text boxes of cells.
    for content in rows.iter().flat_map(|row| &row.cells).flat_map(|cell| cell.element.below("txbxContent")) {
        flow.apart(content);
    }
}

fn is_deleted(element: &Element, properties: &str, mark: &str) -> bool {
    element.child(properties).is_some_and(|properties| properties.child(mark).is_some())
}

/// Elements of that name, in controls around them too, but not those of a table inside.
fn inner<'a>(element: &'a Element, name: &str, found: &mut Vec<&'a Element>) {
    for child in element.children() {
        if child.name == name {
            found.push(child);
        } else if matches!(child.name, "" | "sdt" | "sdtContent") {
            inner(child, name, found);
        }
    }
}

fn rows_of(table: &Element) -> Vec<&Element> {
    let mut rows = Vec::new();
    inner(table, "tr", &mut rows);
    rows.retain(|row| !is_deleted(row, "trPr", "del"));
    rows
}

fn cells_of(row: &Element) -> Vec<&Element> {
    let mut cells = Vec::new();
    inner(row, "tc", &mut cells);
    cells.retain(|cell| !is_deleted(cell, "tcPr", "cellDel"));
    cells
}

/// A table of one column, or one that holds tables or chapters, or columns of running text.
fn is_layout(flow: &Flow<'_>, rows: &[&Element]) -> bool {
    const MANY: usize = 6;
    let has_header = rows.iter().any(|row| is_deleted(row, "trPr", "tblHeader"));
    let cells: Vec<Vec<&Element>> = rows.iter().map(|row| cells_of(row)).collect();
    if cells.iter().all(|row| row.len() < 2) {
        return true;
    }
    if has_header {
        return false;
    }
    let paragraphs = |cell: &Element| cell.children().filter(|child| child.name == "p").count();
    let is_chapter = |cell: &Element| {
        let mut heads = cell.children().filter(|child| child.name == "p");
        let is_heading = |paragraph: &Element| {
            matches!(flow.styles.paragraph(paragraph.child("pPr")).role, Some(Role::Heading(_)))
        };
        paragraphs(cell) > 1 && heads.any(is_heading)
    };
    let all = || cells.iter().flatten();
    all().any(|cell| !cell.below("tbl").is_empty() && paragraphs(cell) > 1)
        || all().any(|cell| cell.below("tbl").iter().any(|inside| rows_of(inside).len() > 1))
        || all().any(|cell| is_chapter(cell))
        || (cells.len() == 1 && all().any(|cell| paragraphs(cell) > MANY))
}

fn read_row<'a>(flow: &mut Flow<'_>, row: &'a Element) -> Row<'a> {
    let properties = row.child("trPr");
    let number = |properties: Option<&Element>, name: &str| {
        properties.and_then(|it| it.child_val(name)).and_then(|number| number.trim().parse::<u16>().ok())
    };
    let mut cells: Vec<Cell<'a>> = Vec::new();
    for element in cells_of(row) {
        let own = element.child("tcPr");
        let goes_on =
            |name: &str| own.and_then(|own| own.child(name)).map(|merge| merge.val() != Some("restart"));
        if goes_on("hMerge") == Some(true)
            && let Some(last) = cells.last_mut()
        {
            last.columns += 1;
            continue;
        }
        let mut parts = Vec::new();
        let bold = paragraphs(flow, element, &mut parts);
        cells.push(Cell {
            element,
            columns: number(own, "gridSpan").unwrap_or(1).clamp(1, FARTHEST),
            goes_on: goes_on("vMerge") == Some(true),
            parts,
            bold,
        });
    }
    let is_header = properties.and_then(|it| it.switch("tblHeader")) == Some(true);
    Row { is_header, before: number(properties, "gridBefore").unwrap_or(0).min(FARTHEST), cells }
}

/// The lines of all paragraphs in a cell, those of tables inside it too, a row of them a line. True when all are bold.
fn paragraphs(flow: &mut Flow<'_>, cell: &Element, parts: &mut Vec<String>) -> bool {
    let mut bold = true;
    for child in cell.children() {
        match child.name {
            "p" => {
                let look = flow.styles.paragraph(child.child("pPr"));
                let shown = runs::read(child, &look, flow.styles, &mut flow.fields);
                flow.count(&look);
                for line in &shown.lines {
                    bold &= line.split_strong().1.trim().is_empty();
                    parts.push(line.text().replace('\t', " "));
                }
            }
            "tbl" => {
                for row in rows_of(child) {
                    let mut inside = Vec::new();
                    for cell in cells_of(row) {
                        bold &= paragraphs(flow, cell, &mut inside);
                    }
                    parts.push(inside.join(" "));
                }
            }
            "sdt" if runs::is_placeholder(child) => {}
            "" | "sdt" | "sdtContent" => bold &= paragraphs(flow, child, parts),
            _ => {}
        }
    }
    parts.retain(|part| !part.is_empty());
    bold && !parts.is_empty()
}

/// Labels in bold or with a colon beside values that are not; or short labels beside values of several paragraphs.
fn is_labels(rows: &[Row<'_>]) -> bool {
    let header = rows.first().is_some_and(|row| {
        row.is_header || (rows.len() > 1 && row.cells.len() > 1 && row.cells.iter().all(|cell| cell.bold))
    });
    if header || rows.iter().any(|row| row.before > 0) {
        return false;
    }
    let (mut pairs, mut told, mut short, mut long) = (0_usize, 0_usize, 0_usize, 0_usize);
    for row in rows {
        match row.cells.as_slice() {
            [_] => {}
            cells if cells.len() % 2 == 0 && cells.len() <= 4 => {
                for pair in cells.chunks_exact(2) {
                    let [label, value] = pair else { continue };
                    let [text] = label.parts.as_slice() else {
                        // Labels are there, and one line each; an empty pair fills a row.
                        if label.parts.is_empty() && value.parts.is_empty() {
                            continue;
                        }
                        return false;
                    };
                    pairs += 1;
                    let is_told = text.trim_end().ends_with([':', '：']) || (label.bold && !value.bold);
                    told += usize::from(is_told && is_label(text));
                    short += usize::from(is_label(text) && cells.len() == 2);
                    long += usize::from(value.parts.len() > 1);
                }
            }
            _ => return false,
        }
    }
    pairs > 0 && (told * 4 >= pairs * 3 || (short == pairs && long > 0 && rows.len() > 1))
}

fn entries(flow: &mut Flow<'_>, row: &Row<'_>) {
    for pair in row.cells.chunks(2) {
        match pair {
            [label, value] => flow.labelled(&label.parts.join(" "), &value.parts, value.element),
            [band] if band.parts.len() == 1 => flow.band(&band.parts.join(" ")),
            [band] => flow.apart(band.element),
            _ => {}
        }
    }
}

/// Rows of cells, each cell once: where it reaches over others there is none.
fn contents(rows: &[Row<'_>]) -> Vec<Vec<Content>> {
    let mut written: Vec<Vec<Content>> = Vec::with_capacity(rows.len());
    // The row and place of the cell that stands in, or reaches down to, each column.
    let mut above: Vec<Option<(usize, usize)>> = Vec::new();
    for row in rows {
        let mut contents: Vec<Content> = (0..row.before).map(|_| Content::default()).collect();
        let mut below: Vec<Option<(usize, usize)>> = contents.iter().map(|_| None).collect();
        for cell in &row.cells {
            let over = above.get(below.len()).copied().flatten().filter(|_| cell.goes_on);
            let own = over.unwrap_or((written.len(), contents.len()));
            below.extend((0..cell.columns).map(|_| Some(own)));
            match over.and_then(|(row, place)| written.get_mut(row)?.get_mut(place)) {
                // What stands in a cell that goes on from the one above is not shown.
                Some(first) => first.row_span = first.row_span.saturating_add(1),
                None => {
                    contents.push(Content { parts: cell.parts.clone(), row_span: 1, col_span: cell.columns });
                }
            }
        }
        written.push(contents);
        above = below;
    }
    written
}
