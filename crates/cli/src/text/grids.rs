//! The tables of a document as CSV (RFC 4180, lines ending in `\n`).

use std::collections::BTreeMap;
use std::io::{self, Write};

use almoner_document::{BlockKind, Cell, Document};

/// Writes all tables, an empty line between two.
pub(super) fn write(document: &Document, out: &mut impl Write) -> io::Result<()> {
    let tables = document.blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Table { rows } => Some(rows),
        _ => None,
    });
    for (ordinal, rows) in tables.enumerate() {
        if ordinal > 0 {
            out.write_all(b"\n")?;
        }
        for row in grid(rows) {
            let fields: Vec<String> = row
                .into_iter()
                .map(|cell| field(cell.map_or("", |cell| document.slice(cell.span))))
                .collect();
            // One empty field alone would be an empty line, which stands between tables.
            let line = if fields == [""] { "\"\"".to_owned() } else { fields.join(",") };
            writeln!(out, "{line}")?;
        }
    }
    Ok(())
}

/// The rows of a table, all of one length, each cell in its first row and column.
fn grid(rows: &[Vec<Cell>]) -> Vec<Vec<Option<&Cell>>> {
    // By column: the number of rows below that a cell from above still takes.
    let mut taken: BTreeMap<usize, u16> = BTreeMap::new();
    let mut grid: Vec<Vec<Option<&Cell>>> = Vec::with_capacity(rows.len());
    for row in rows {
        let mut fields = Vec::with_capacity(row.len());
        let mut below = BTreeMap::new();
        for cell in row {
            while taken.contains_key(&fields.len()) {
                fields.push(None);
            }
            let column = fields.len();
            fields.push(Some(cell));
            fields.resize(column + usize::from(cell.col_span.max(1)), None);
            below.extend((column..fields.len()).map(|column| (column, cell.row_span.max(1))));
        }
        grid.push(fields);
        taken.append(&mut below);
        taken.retain(|_, rows| {
            *rows -= 1;
            *rows > 0
        });
    }
    let width = grid.iter().map(Vec::len).max().unwrap_or(0);
    grid.iter_mut().for_each(|row| row.resize(width, None));
    grid
}

/// A field as CSV writes it. What a spreadsheet would run as a formula gets an apostrophe in front; numbers with a sign
/// and dashes stay as printed.
fn field(text: &str) -> String {
    let runs = match text.chars().next() {
        Some('=' | '@' | '\t' | '\r') => true,
        Some('+' | '-') => text.contains(['(', '|', '!']),
        _ => false,
    };
    let text = if runs { format!("'{text}") } else { text.to_owned() };
    if text.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests {
    use almoner_document::{Block, Layer, Limits, read};
    use almoner_record::Span;

    use super::*;

    /// A document whose one table has these cells: text, rows, columns.
    fn csv(rows: &[&[(&str, u16, u16)]]) -> String {
        let mut document = read(b"x", "a.txt", &Limits::default()).unwrap();
        let mut cell = |(text, row_span, col_span): &(&str, u16, u16)| {
            let start = document.text.len();
            document.text.push_str(text);
            let span = Span::new(start, document.text.len());
            Cell { span, parts: vec![span], row_span: *row_span, col_span: *col_span, place: None }
        };
        let rows: Vec<Vec<Cell>> = rows.iter().map(|row| row.iter().map(&mut cell).collect()).collect();
        let span = Span::new(0, document.text.len());
        document.blocks =
            vec![Block { span, kind: BlockKind::Table { rows }, layer: Layer::Body, place: None }];
        let mut out = Vec::new();
        write(&document, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_cell_that_spans_stands_once() {
        let rows: &[&[(&str, u16, u16)]] = &[
            &[("Item", 2, 1), ("Cost", 1, 2)],
            &[("2023", 1, 1), ("2024", 1, 1)],
            &[("Total", 1, 1), ("9", 2, 2)],
            &[("of it", 1, 1)],
        ];
        assert_eq!(csv(rows), "Item,Cost,\n,2023,2024\nTotal,9,\nof it,,\n");
    }

    #[test]
    fn a_field_is_one_field_again_and_no_formula() {
        for (cell, expected) in [
            ("Roads, bridges", "\"Roads, bridges\""),
            ("the \"new\" road", "\"the \"\"new\"\" road\""),
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-cmd|'/C calc'!A0", "'-cmd|'/C calc'!A0"),
            ("-500,000", "\"-500,000\""),
            ("-", "-"),
            ("- a bullet", "- a bullet"),
            ("+5 %", "+5 %"),
            ("", "\"\""),
        ] {
            assert_eq!(csv(&[&[(cell, 1, 1)]]), format!("{expected}\n"), "{cell}");
        }
    }
}
