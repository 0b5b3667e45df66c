//! The currency and scale that stand above a table, or in its first head, for all of its amounts: `Financing plan (in
//! millions of FCFA)`, `Table 1: Costs (USD thousand)`, `NOK million | 2019 | 2020`.

use almoner_document::Cell;
use almoner_record::Span;

use crate::context::Context;
use crate::figures;
use crate::lines::{Line, LineKind};
use crate::value;
use crate::value::money::Column;
use crate::value::sign::CurrencySign;

/// What the head of a column gives to its amounts, and what it leaves open from what stands above the table.
pub(super) fn of_column(context: &Context<'_>, rows: &[Vec<Cell>], head: Option<&Cell>) -> Column {
    let own = head.and_then(|cell| of_head(context, cell.span));
    let own = own.unwrap_or(Column { sign: None, power: 0 });
    if own.sign.is_some() && own.power > 0 {
        return own;
    }
    let first = rows.first().and_then(|row| row.first()).and_then(|cell| of_head(context, cell.span));
    let Some(above) = first.or_else(|| above(context, rows)) else { return own };
    let differ =
        |own: CurrencySign, above: CurrencySign| !own.codes.iter().any(|code| above.codes.contains(code));
    if own.sign.zip(above.sign).is_some_and(|(own, above)| differ(own, above)) {
        return own;
    }
    Column { sign: own.sign.or(above.sign), power: if own.power > 0 { own.power } else { above.power } }
}

/// What a head says of the amounts under it, its sign placed in the document: `Total Amount (USD)`.
pub(super) fn of_head(context: &Context<'_>, head: Span) -> Option<Column> {
    let read = value::money::column(context.text(head))?;
    let sign = read.sign.map(|sign| CurrencySign { span: head.inner(sign.span), codes: sign.codes });
    Some(Column { sign, power: read.power })
}

/// The unit that the caption, the note or the heading right above a table tells.
fn above(context: &Context<'_>, rows: &[Vec<Cell>]) -> Option<Column> {
    above_lines(context, rows).find_map(|line| figures::unit_of_label(context, line.span))
}

/// The captions, short notes and headings right above a table, the nearest first.
pub(super) fn above_lines<'a>(
    context: &Context<'a>,
    rows: &[Vec<Cell>],
) -> impl Iterator<Item = &'a Line> + use<'a> {
    const MOST_LINES: usize = 3;
    const LONGEST: usize = 200;
    let start = rows.iter().flatten().map(|cell| cell.span.start).min().unwrap_or_default();
    // The marks around the first cell may be of the table.
    let at = context.lines.partition_point(|line| line.span.end <= start);
    let until = context.lines.get(..at).unwrap_or_default();
    let (document, decimal) = (context.document, context.decimal);
    let is_near = move |line: &&Line| {
        let text = document.slice(line.span);
        let is_note = || !text.ends_with(['.', ';']) && value::money::money(text, decimal).is_none();
        match line.kind {
            LineKind::Heading { .. } | LineKind::Caption => text.len() <= LONGEST,
            LineKind::Text | LineKind::Item { .. } => text.len() <= LONGEST && is_note(),
            _ => false,
        }
    };
    let read = until.iter().rev().filter(|line| line.kind != LineKind::Aside);
    read.take_while(is_near).take(MOST_LINES)
}
