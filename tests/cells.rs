//! The tables of the specimen documents in their prints (`scripts/prints.py`), ruled or not, cell by cell.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use almoner_document::{BlockKind, Cell, Document, Limits, read};

use crate::home::repository;

/// The paragraphs of a cell.
type Parts = Vec<String>;
/// Rows of cells; where a cell spans rows, those below have an empty one.
type Table = Vec<Vec<Parts>>;

/// Fewer prints than this are not all of them.
const LEAST: usize = 40;

#[test]
fn cells_of_specimen_tables_are_right_in_every_print() {
    let folder = repository().join("corpus/un-police-proposal");
    let prints = repository().join("fixtures/prints");
    let (mut right, mut wrong) = (0, Vec::new());
    for text in files(&folder) {
        let specimen = fs::read_to_string(&text).unwrap();
        let name = Path::new(text.file_name().unwrap()).with_extension("pdf");
        for print in files(&prints).into_iter().map(|producer| producer.join(&name)) {
            let Ok(bytes) = fs::read(&print) else { continue };
            let found = tables(&read(&bytes, "print.pdf", &Limits::default()).unwrap());
            for expected in told(&specimen) {
                if found.contains(&expected) || found.contains(&merged(&expected)) {
                    right += 1;
                } else {
                    wrong.push(format!("{}\n    expected {expected:?}\n    of {found:?}", print.display()));
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {} tables differ\n{}",
        wrong.len(),
        right + wrong.len(),
        wrong.join("\n")
    );
    assert!(right >= LEAST, "there are only {right} tables");
}

/// What is in a folder, sorted.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// The tables of a specimen's text: lines with tabs, a row a line.
fn told(text: &str) -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    let mut goes_on = false;
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        if !line.contains('\t') {
            goes_on = false;
            continue;
        }
        let row: Vec<Parts> = line.split('\t').map(parts).collect();
        // Empty lines may part the rows of one table, lines of text part tables.
        match tables.last_mut().filter(|_| goes_on) {
            Some(table) => add(table, row),
            None => tables.push(vec![row]),
        }
        goes_on = true;
    }
    for row in tables.iter_mut().flatten() {
        row.resize(3, Parts::new());
    }
    tables
}

/// Adds a row; one with a description alone, in a budget, goes on with the one above.
fn add(table: &mut Table, mut row: Vec<Parts>) {
    row.resize(3, Parts::new());
    let is_budget = table[0][0] == ["Item"];
    if is_budget && row[0].is_empty() && row[2].is_empty() {
        let above = table.last_mut().and_then(|above| above[1].last_mut()).unwrap();
        above.push(' ');
        above.push_str(&row[1].join(" "));
    } else {
        table.push(row);
    }
}

fn parts(cell: &str) -> Parts {
    let cell = cell.trim().replace("\\$", "$");
    let parts: Parts =
        cell.split("<p>").map(|part| part.trim().trim_end_matches("</p>").trim().to_owned()).collect();
    parts.into_iter().filter(|part| !part.is_empty()).collect()
}

/// The table as some producers print it: rows without a first cell are paragraphs of the one above.
fn merged(table: &Table) -> Table {
    let mut rows = Table::new();
    for row in table {
        match rows.last_mut().filter(|_| row[0].is_empty()) {
            Some(above) => above.iter_mut().zip(row).for_each(|(above, cell)| above.extend(cell.clone())),
            None => rows.push(row.clone()),
        }
    }
    rows
}

fn tables(document: &Document) -> Vec<Table> {
    let mut tables = Vec::new();
    for block in &document.blocks {
        if let BlockKind::Table { rows } = &block.kind {
            tables.push(placed(document, rows));
        }
    }
    tables
}

/// Each cell at its row and column.
fn placed(document: &Document, rows: &[Vec<Cell>]) -> Table {
    let mut cells: BTreeMap<(usize, usize), Parts> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        let mut column = 0;
        for cell in row {
            while cells.contains_key(&(at, column)) {
                column += 1;
            }
            for below in 0..usize::from(cell.row_span) {
                for beside in 0..usize::from(cell.col_span) {
                    cells.insert((at + below, column + beside), Parts::new());
                }
            }
            let parts = cell.parts.iter().map(|part| document.slice(*part).to_owned()).collect();
            cells.insert((at, column), parts);
            column += usize::from(cell.col_span);
        }
    }
    let mut table = Table::new();
    for ((row, _), parts) in cells {
        table.resize(table.len().max(row + 1), Vec::new());
        table[row].push(parts);
    }
    table
}
