//! Policy markers with a column a significance, one of them ticked.

use almoner_codelists::POLICY_MARKER;
use almoner_document::{Cell, Document};
use almoner_record::{Basis, PolicyMarker};

use super::cell;
use crate::codes;
use crate::context::{Context, one_line};
use crate::draft::{Draft, Found};
use crate::field::Field;
use crate::lines::{self, LineKind};
use crate::sections::Piece;

/// What is printed in a box that is ticked.
const TICKS: [&str; 10] = ["☒", "☑", "✓", "✔", "✗", "✘", "x", "X", "√", "■"];

/// True for a table of markers of the DAC's list, with a head of words for significances over boxes.
pub(crate) fn is_table(document: &Document, rows: &[Vec<Cell>]) -> bool {
    const LONGEST: usize = 60;
    let is_told = |cell: &&Cell| {
        let text = document.slice(cell.span);
        text.len() <= LONGEST && text.contains(char::is_alphabetic) && codes::significance(text).is_some()
    };
    let Some((head, body)) = rows.split_first() else { return false };
    let is_ticked = |cell: &Cell| TICKS.contains(&document.slice(cell.span).trim());
    let is_marker = |row: &Vec<Cell>| {
        let name = row.first().and_then(|cell| POLICY_MARKER.find(document.slice(cell.span)));
        name.is_some() && row.iter().skip(1).any(is_ticked)
    };
    head.iter().skip(1).filter(is_told).count() >= 2 && body.iter().any(is_marker)
}

/// Reads the tables of markers that stand under no heading for them; what is under one that is passed over is a donor's own.
pub(crate) fn read_unnamed(draft: &mut Draft, context: &Context<'_>, own: &[&Piece]) {
    let is_read = |piece: &&&Piece| !matches!(piece.field, Some(Field::PolicyMarkers | Field::Ignore));
    for piece in own.iter().filter(is_read) {
        for line in context.lines_of(piece).filter(|line| line.kind == LineKind::Table) {
            let rows = lines::rows(context.document, line);
            if is_table(context.document, &rows) {
                read(draft, context, &rows);
            }
        }
    }
}

pub(super) fn read(draft: &mut Draft, context: &Context<'_>, rows: &[Vec<Cell>]) {
    let mut columns: Vec<Option<u8>> = Vec::new();
    for row in rows {
        let heads: Vec<Option<u8>> =
            row.iter().map(|cell| codes::significance(context.text(cell.span))).collect();
        if heads.iter().flatten().count() >= 2 {
            // A column without a heading is a part of the one before it.
            columns = heads;
            for at in 1..columns.len() {
                let blank = row.get(at).is_some_and(|cell| cell.span.is_empty());
                let before = columns.get(at - 1).copied().flatten();
                if let Some(head) = columns.get_mut(at).filter(|_| blank) {
                    *head = before;
                }
            }
            continue;
        }
        let ticked: Vec<u8> = row
            .iter()
            .zip(&columns)
            .filter_map(|(cell, head)| head.filter(|_| TICKS.contains(&context.text(cell.span).trim())))
            .collect();
        // Two ticks in a row: nothing tells which is meant.
        let (Some(name), [significance]) = (cell(row, Some(0)), ticked.as_slice()) else { continue };
        let text = context.text(name);
        let entry = POLICY_MARKER.find(text);
        let value = PolicyMarker {
            vocabulary: if entry.is_some() { "1" } else { "99" }.to_owned(),
            code: entry.map(|entry| entry.code.to_owned()),
            name: one_line(text),
            significance: Some(*significance),
            basis: Basis::Stated,
        };
        let rule = context.rule("table", "policy_markers");
        let found = Found { value, span: name, basis: Basis::Stated, rule };
        draft.push("/policy_markers", |activity| &mut activity.policy_markers, found);
    }
}
