//! Cells of tables in real PDFs against cells told by hand, as the ICDAR 2013 table competition counts them: for each
//! cell its text and that of its nearest neighbours to the right and below.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use almoner_document::{BlockKind, Limits, read};
use serde_json::Value;

use crate::home::repository;

/// A cell: text without spaces, rows and columns that it spans.
type Cell = (String, usize, usize);
/// How often one text is next to another, to its right or below it.
type Neighbours = BTreeMap<(String, String, bool), usize>;

/// Micro-averaged over the files of `fixtures/tables`.
const BAR: f64 = 0.98;

#[test]
fn cells_of_real_tables_are_found() {
    let shared = std::env::var_os("SHARED").map_or_else(|| "../shared".into(), PathBuf::from);
    let files = repository().join(shared).join("open/pdf");
    if !files.is_dir() {
        assert_ne!(std::env::var_os("CI"), Some("true".into()), "{} is missing", files.display());
        println!("{} is missing: not tested", files.display());
        return;
    }
    let truths = repository().join("fixtures/tables");
    let mut paths: Vec<_> = fs::read_dir(truths).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let (mut hits, mut found, mut true_ones) = (0, 0, 0);
    for path in &paths {
        let truth: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        let name = truth["file"].as_str().unwrap();
        let expected = all(truth["tables"].as_array().unwrap().iter().map(told));
        let printed = all(tables(&files.join(name)));
        let hit: usize =
            expected.iter().map(|(pair, count)| printed.get(pair).copied().unwrap_or(0).min(*count)).sum();
        let (all_printed, all_expected): (usize, usize) = (printed.values().sum(), expected.values().sum());
        println!("{:.3} {name}", score(hit, all_printed, all_expected));
        hits += hit;
        found += all_printed;
        true_ones += all_expected;
    }
    let score = score(hits, found, true_ones);
    assert!(score >= BAR, "adjacency F1 {score:.3} is below {BAR}");
}

#[expect(clippy::float_arithmetic, reason = "a score, no money")]
fn score(hits: usize, found: usize, expected: usize) -> f64 {
    2.0 * hits as f64 / (found + expected).max(1) as f64
}

fn all(tables: impl Iterator<Item = Vec<Vec<Cell>>>) -> Neighbours {
    let mut all = Neighbours::new();
    for table in tables {
        for (pair, count) in neighbours(&table) {
            *all.entry(pair).or_default() += count;
        }
    }
    all
}

fn told(table: &Value) -> Vec<Vec<Cell>> {
    let span = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    let cell = |cell: &Value| match cell {
        Value::Array(cell) => (letters(cell[0].as_str().unwrap()), span(&cell[1]), span(&cell[2])),
        cell => (letters(cell.as_str().unwrap()), 1, 1),
    };
    table.as_array().unwrap().iter().map(|row| row.as_array().unwrap().iter().map(cell).collect()).collect()
}

fn tables(file: &Path) -> impl Iterator<Item = Vec<Vec<Cell>>> + use<> {
    let document = read(fs::read(file).unwrap(), "table.pdf", &Limits::default()).unwrap();
    let mut tables = Vec::new();
    for block in &document.blocks {
        if let BlockKind::Table { rows } = &block.kind {
            let cell = |cell: &almoner_document::Cell| {
                (letters(document.slice(cell.span)), usize::from(cell.row_span), usize::from(cell.col_span))
            };
            tables.push(rows.iter().map(|row| row.iter().map(cell).collect()).collect());
        }
    }
    tables.into_iter()
}

/// What is compared: neither spaces nor the dots that lead to the next column.
fn letters(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_whitespace() && *c != '\u{ad}').collect();
    text.trim_end_matches('.').to_owned()
}

fn neighbours(rows: &[Vec<Cell>]) -> Neighbours {
    let mut places: BTreeMap<(usize, usize), (usize, &str)> = BTreeMap::new();
    let mut count = 0;
    for (row, cells) in rows.iter().enumerate() {
        let mut column = 0;
        for (text, row_span, col_span) in cells {
            while places.contains_key(&(row, column)) {
                column += 1;
            }
            for at in (row..row + row_span).flat_map(|row| (column..column + col_span).map(move |c| (row, c)))
            {
                places.entry(at).or_insert((count, text));
            }
            count += 1;
            column += col_span;
        }
    }
    let height = places.keys().map(|at| at.0 + 1).max().unwrap_or(0);
    let width = places.keys().map(|at| at.1 + 1).max().unwrap_or(0);
    let mut pairs: BTreeMap<(usize, usize, bool), (&str, &str)> = BTreeMap::new();
    for ((row, column), (id, text)) in &places {
        for below in [false, true] {
            let line: Vec<(usize, usize)> = match below {
                true => (row + 1..height).map(|row| (row, *column)).collect(),
                false => (column + 1..width).map(|column| (*row, column)).collect(),
            };
            let next = line
                .iter()
                .filter_map(|at| places.get(at))
                .find(|(other, text)| other != id && !text.is_empty());
            if let Some((other, next)) = next.filter(|_| !text.is_empty()) {
                pairs.insert((*id, *other, below), (text, next));
            }
        }
    }
    let mut neighbours = Neighbours::new();
    for ((.., below), (one, other)) in pairs {
        *neighbours.entry((one.to_owned(), other.to_owned(), below)).or_default() += 1;
    }
    neighbours
}
