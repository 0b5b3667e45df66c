//! Tables that the tags of the file make, where what is seen does not contradict them.

use std::collections::BTreeMap;

use super::tokens::Token;
use super::{Draft, DraftCell, around};
use crate::pdf::sheet::Sheet;
use crate::pdf::tagged::TaggedCell;
use crate::pdf::words::Prints;

/// A cell of more words lays out a page; nobody reads such a table.
const MOST_WORDS: usize = 200;
/// How far a column may reach into the next, in points.
const OVERLAP: f32 = 2.0;

/// The tables that the tags of a sheet make.
pub(super) fn drafts(sheet: &Sheet, prints: &Prints, tokens: &[Token]) -> Vec<Draft> {
    let mut tables: BTreeMap<u32, BTreeMap<TaggedCell, Vec<usize>>> = BTreeMap::new();
    if sheet.tags.is_empty() {
        return Vec::new();
    }
    for (at, token) in tokens.iter().enumerate() {
        let print = prints.words.get(token.print as usize);
        let cell = print.and_then(|print| sheet.tags.get(&print.mcid)).and_then(|tag| tag.cell);
        if let Some(cell) = cell {
            tables.entry(cell.table).or_default().entry(cell).or_default().push(at);
        }
    }
    tables.into_values().filter_map(|cells| draft(tokens, cells)).collect()
}

/// A table of one page; None where its words do not stand as the tags say.
fn draft(tokens: &[Token], cells: BTreeMap<TaggedCell, Vec<usize>>) -> Option<Draft> {
    let first = cells.keys().map(|cell| cell.row).min()?;
    let end = cells.keys().map(|cell| cell.row + u32::from(cell.row_span)).max()?;
    let width = cells.keys().map(|cell| cell.column + u32::from(cell.col_span)).max()? as usize;
    let height = (end - first) as usize;
    if height < 2 || !(2..=100).contains(&width) || cells.values().any(|words| words.len() > MOST_WORDS) {
        return None;
    }
    let rect =
        |words: &[usize]| around(words.iter().filter_map(|at| tokens.get(*at)).map(|token| token.rect));
    let mut columns: Vec<Option<[f32; 2]>> = vec![None; width];
    let mut rows: BTreeMap<u32, [f32; 2]> = BTreeMap::new();
    for (cell, words) in &cells {
        let [left, top, right, bottom] = rect(words)?;
        if let Some(column) = columns.get_mut(cell.column as usize).filter(|_| cell.col_span == 1) {
            *column = Some(column.map_or([left, right], |[l, r]| [l.min(left), r.max(right)]));
        }
        if cell.row_span == 1 {
            rows.entry(cell.row)
                .and_modify(|[t, b]| (*t, *b) = (t.min(top), b.max(bottom)))
                .or_insert([top, bottom]);
        }
    }
    let edges: Vec<[f32; 2]> = columns.iter().flatten().copied().collect();
    let apart = |edges: &[[f32; 2]]| {
        edges.iter().zip(edges.iter().skip(1)).all(|([_, end], [start, _])| *end <= *start + OVERLAP)
    };
    let rows: Vec<[f32; 2]> = rows.into_values().collect();
    if edges.len() < 2 || !apart(&edges) || !apart(&rows) || foreign(tokens, &cells) {
        return None;
    }
    // Columns that only spanning cells have stand at the end of the one before.
    let mut last = edges.first().map_or(0.0, |[left, _]| *left);
    let columns = columns.into_iter().map(|column| {
        let column = column.unwrap_or([last, last]);
        last = column[1];
        column
    });
    let columns: Vec<[f32; 2]> = columns.collect();
    let is_header = |row: u32| {
        let mut own = cells.keys().filter(|cell| cell.row == row).peekable();
        own.peek().is_some() && own.all(|cell| cell.header)
    };
    let header = (first..end).take_while(|row| is_header(*row)).count();
    let cells = cells.into_iter().map(|(cell, words)| DraftCell {
        row: (cell.row - first) as usize,
        column: cell.column as usize,
        row_span: usize::from(cell.row_span),
        col_span: usize::from(cell.col_span),
        tokens: in_lines(tokens, words),
        rect: None,
    });
    Some(Draft {
        rows: height,
        columns,
        cells: cells.collect(),
        header: if header == height { 0 } else { header },
        is_ruled: false,
    })
}

/// Whether words that are in none of the cells stand among them.
fn foreign(tokens: &[Token], cells: &BTreeMap<TaggedCell, Vec<usize>>) -> bool {
    let own: Vec<usize> = cells.values().flatten().copied().collect();
    let Some([left, top, right, bottom]) =
        around(own.iter().filter_map(|at| tokens.get(*at)).map(|token| token.rect))
    else {
        return true;
    };
    let inside = tokens.iter().filter(|token| {
        let (x, y) =
            (f32::midpoint(token.rect[0], token.rect[2]), f32::midpoint(token.rect[1], token.rect[3]));
        (left..=right).contains(&x) && (top..=bottom).contains(&y)
    });
    inside.count() > own.len() + own.len() / 20
}

/// Words from line to line, from left to right.
fn in_lines(tokens: &[Token], mut words: Vec<usize>) -> Vec<usize> {
    let of = |at: &usize| {
        tokens.get(*at).map_or((0.0, 0.0, 1.0), |token| (token.baseline, token.rect[0], token.size))
    };
    words.sort_by(|a, b| of(a).0.total_cmp(&of(b).0));
    for line in words.chunk_by_mut(|a, b| of(b).0 - of(a).0 < 0.4 * of(a).2) {
        line.sort_by(|a, b| of(a).1.total_cmp(&of(b).1));
    }
    words
}
