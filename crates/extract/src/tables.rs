//! Tables: a proposal's logframe and budget, who pays what, indicators, who takes part, policy markers, sectors and
//! countries with their shares.
//!
//! What a column holds is told by its heading, in English, French, Spanish or Portuguese.

mod budget;
mod costs;
mod heads;
mod indicators;
mod logframe;
mod markers;
mod participants;
mod payers;
mod shares;
mod units;
mod years;

use almoner_codelists::fold;
use almoner_document::Cell;
use almoner_record::Span;

use crate::context::Context;
use crate::draft::Draft;
use crate::field::Field;
use crate::lines::{self, Line, LineKind};
use crate::sections::Piece;

pub(crate) use heads::read_unnamed;
pub(crate) use indicators::is_table as is_of_indicators;
pub(crate) use markers::is_table as is_of_markers;
pub(crate) use payers::in_lines as payers_in_lines;
pub(crate) use shares::is_table as is_of_shares;
pub(crate) use units::{of_band as unit_of_band, with_caption};

/// Reads each table under a heading.
pub(crate) fn read(draft: &mut Draft, context: &Context<'_>, piece: &Piece, field: Field) {
    for line in context.lines_of(piece).filter(|line| line.kind == LineKind::Table) {
        read_line(draft, context, line, field);
    }
}

/// Reads the tables whose heads tell alone what they hold, markers and shares, in any layout; what stands under a heading that
/// is passed over is not read.
pub(crate) fn read_told(draft: &mut Draft, context: &Context<'_>, own: &[&Piece]) {
    let is_read = |piece: &&&Piece| !matches!(piece.field, Some(Field::PolicyMarkers | Field::Ignore));
    for piece in own.iter().filter(is_read) {
        for line in context.lines_of(piece).filter(|line| line.kind == LineKind::Table) {
            let rows = &lines::rows(context.document, line);
            if markers::is_table(context.document, rows) {
                markers::read(draft, context, rows);
            } else if shares::is_table(context.document, rows) {
                shares::read(draft, context, rows);
            }
        }
    }
}

/// Reads one table into `field`.
pub(crate) fn read_line(draft: &mut Draft, context: &Context<'_>, line: &Line, field: Field) {
    let rows = &lines::rows(context.document, line);
    match field {
        Field::Logframe => logframe::read(draft, context, rows),
        Field::BudgetLines if heads::by_years(draft, context, rows) => {}
        Field::BudgetLines => budget::read_lines(draft, context, rows),
        Field::Funding => budget::read_funding(draft, context, rows),
        Field::Indicators => indicators::read(draft, context, rows),
        Field::PolicyMarkers => markers::read(draft, context, rows),
        _ => {}
    }
}

/// The column whose heading holds one of `words` (folded).
fn column(context: &Context<'_>, header: &[Cell], words: &[&str]) -> Option<usize> {
    header.iter().position(|cell| {
        let text = fold(context.text(cell.span));
        words.iter().any(|word| text.contains(word))
    })
}

/// The span of a row's cell; None where the cell is missing or empty.
fn cell(row: &[Cell], column: Option<usize>) -> Option<Span> {
    column.and_then(|column| row.get(column)).map(|cell| cell.span).filter(|span| !span.is_empty())
}
