//! The currency and scale that stand above a table, or in its first head, for all of its amounts: `Financing plan (in
//! millions of FCFA)`, `Table 1: Costs (USD thousand)`, `NOK million | 2019 | 2020`.

use almoner_document::{BlockKind, Cell};
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

/// The unit that a row of one cell tells to the bare amounts below it in the same table: `Financing (in USD million)`.
pub(crate) fn of_band(context: &Context<'_>, amount: Span) -> Option<Column> {
    const MOST_ROWS: usize = 8;
    let at = context.lines.partition_point(|line| line.span.end < amount.end);
    let table = context.lines.get(at).filter(|line| line.kind == LineKind::Table)?;
    let Some(BlockKind::Table { rows }) = context.document.blocks.get(table.block).map(|block| &block.kind)
    else {
        return None;
    };
    // Each amount of a long table asks: only the rows near it are looked at.
    let row = rows.partition_point(|row| row.first().is_none_or(|cell| cell.span.start <= amount.start));
    let above = rows.get(..row.saturating_sub(1)).unwrap_or_default();
    let above = above.iter().rev().take_while(|row| row.iter().all(|cell| table.span.contains(cell.span)));
    let of_row = above.take(MOST_ROWS).find_map(|row| {
        let mut filled = row.iter().filter(|cell| !cell.span.is_empty());
        let alone = filled.next().filter(|_| filled.next().is_none())?;
        figures::unit_of_label(context, alone.span)
    });
    // `Actual (EUR)` above the cell of the amount.
    let of_head = || {
        let own = rows.get(row.checked_sub(1)?)?;
        let column = own.iter().position(|cell| cell.span.contains(amount)).filter(|column| *column > 0)?;
        let head = rows.first().filter(|head| head.len() == own.len() && row > 1)?.get(column)?;
        figures::unit_of_label(context, head.span).filter(|unit| unit.sign.is_some())
    };
    of_row.or_else(of_head)
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

#[cfg(test)]
mod tests {

    #[test]
    fn a_row_above_or_a_cell_beside_tells_the_unit() {
        use crate::specimen::of_page;

        let page = "<html><body><h1>Pastures of the Hodh</h1><table>\
            <tr><td>Country:</td><td>Mauritania</td><td>Project ID:</td><td>HODH-12</td></tr>\
            <tr><td>Implementing agency:</td><td>Ministry of Livestock</td><td>Status:</td><td>Ongoing</td></tr>\
            <tr><td>Financing (in USD million)</td></tr>\
            <tr><td>Total project cost:</td><td>45.00</td><td>Total financing:</td><td>45.00</td></tr></table></body></html>";
        let read = of_page(page).remove(0);
        let budget = read.budget.unwrap().money;
        assert_eq!(
            (budget.value.to_string().as_str(), budget.currency.as_deref()),
            ("45000000", Some("USD"))
        );
        let page = "<html><body><h1>Climate services for Vanuatu</h1><p>Country: Vanuatu</p><p>Accredited entity: SPREP</p><h2>Financing plan</h2><table>\
            <tr><td>Name of institution</td><td>Amount</td><td>Currency</td></tr>\
            <tr><td>Government of Vanuatu</td><td>4.5</td><td>million USD ($)</td></tr>\
            <tr><td>Total</td><td>61.8</td><td>million USD ($)</td></tr></table></body></html>";
        let read = of_page(page).remove(0);
        let shares: Vec<String> = read.funding.iter().map(|one| one.money.value.to_string()).collect();
        assert_eq!(
            (shares, read.budget.unwrap().money.value.to_string()),
            (vec!["4500000".to_owned()], "61800000".to_owned())
        );
    }
}
