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
    first.or_else(|| above(context, rows)).map_or(own, |above| filled(own, above))
}

/// What the head of a column leaves open, from what stands above the table; of another currency that tells nothing.
fn filled(own: Column, above: Column) -> Column {
    let differ =
        |own: CurrencySign, above: CurrencySign| !own.codes.iter().any(|code| above.codes.contains(code));
    if own.sign.zip(above.sign).is_some_and(|(own, above)| differ(own, above)) {
        return own;
    }
    // `$` below `US dollars`.
    let sign = own.sign.filter(|own| own.code().is_some() || above.sign.is_none()).or(above.sign);
    Column { sign, power: if own.power > 0 { own.power } else { above.power } }
}

/// `own`, the unit of the label or of the sign of an amount, with what a caption above its table tells.
pub(crate) fn with_caption(context: &Context<'_>, amount: Span, own: Option<Column>) -> Option<Column> {
    if own.is_some_and(|own| own.power > 0) {
        return own;
    }
    let Some(above) = of_caption(context, amount) else { return own };
    Some(own.map_or(above, |own| filled(own, above)))
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

/// The unit that a caption, a note or a heading right above the table of an amount tells to all of its amounts:
/// `(in millions of US dollars)`.
fn of_caption(context: &Context<'_>, amount: Span) -> Option<Column> {
    const MOST_LINES: usize = 3;
    const LONGEST: usize = 200;
    let at = context.lines.partition_point(|line| line.span.end < amount.end);
    context.lines.get(at).filter(|line| line.kind == LineKind::Table)?;
    let until = context.lines.get(..at).unwrap_or_default();
    let is_near = |line: &&Line| line.kind != LineKind::Table && context.text(line.span).len() <= LONGEST;
    let read = until.iter().rev().filter(|line| line.kind != LineKind::Aside);
    read.take_while(is_near).take(MOST_LINES).find_map(|line| {
        let column = value::money::column_of_note(context.text(line.span))?;
        let sign = column.sign.map(|sign| CurrencySign { span: line.span.inner(sign.span), ..sign });
        Some(Column { sign, ..column })
    })
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

    /// The budgets of the activities of a page.
    fn budgets(page: &str) -> Vec<String> {
        let told = |one: almoner_record::Activity| {
            let money = one.budget.map(|budget| budget.money);
            money.map_or_else(String::new, |money| {
                format!("{} {}", money.value.normalize(), money.currency.unwrap_or_default())
            })
        };
        crate::specimen::of_page(page).into_iter().map(told).collect()
    }

    /// A list of two activities; `above` stands over it, `head` over its amounts.
    fn list(above: &str, head: &str, one: &str, other: &str) -> Vec<String> {
        budgets(&format!(
            "<html lang=\"en\"><body><h1>Projects of the fund</h1>{above}<table>\
             <tr><td>Project</td><td>Country</td><td>Implementing agency</td><td>{head}</td><td>Period</td></tr>\
             <tr><td>Grazing reserves of Zinder</td><td>Niger</td><td>FAO</td><td>{one}</td><td>2018-2022</td></tr>\
             <tr><td>Teachers for nomads</td><td>Chad</td><td>UNICEF</td><td>{other}</td><td>2019-2023</td></tr>\
             </table></body></html>"
        ))
    }

    #[test]
    fn the_unit_of_a_column_or_of_a_caption_counts_once() {
        for (above, head, one, other, expected) in [
            ("", "Budget (USD m)", "4.2", "0.85", ["4200000 USD", "850000 USD"]),
            ("", "Budget (EUR k)", "450", "1,200", ["450000 EUR", "1200000 EUR"]),
            ("", "Amount (£000)", "12,400", "95", ["12400000 GBP", "95000 GBP"]),
            ("", "Cost, USD thousand", "450", "300.5", ["450000 USD", "300500 USD"]),
            ("", "Amount (in million EUR)", "4.2", "12", ["4200000 EUR", "12000000 EUR"]),
            // The cell's own.
            ("", "Budget (USD m)", "4.2 million", "USD 450,000", ["4200000 USD", "450000 USD"]),
            ("", "Budget (USD m)", "0.05 million", "3", ["50000 USD", "3000000 USD"]),
            ("", "Budget (USD m)", "4,200,000", "850,000", ["4200000 USD", "850000 USD"]),
            ("<p>(in millions of US dollars)</p>", "Amount", "6.5", "11", ["6500000 USD", "11000000 USD"]),
            ("<p>(in millions of US dollars)</p>", "Amount", "$6.5", "11", ["6500000 USD", "11000000 USD"]),
            ("<p>All amounts in USD thousands.</p>", "Amount", "450", "820", ["450000 USD", "820000 USD"]),
            ("<p>(USD '000)</p>", "Amount (EUR)", "450", "820", ["450 EUR", "820 EUR"]),
            ("<p>(USD '000)</p>", "Amount (USD m)", "4.5", "8", ["4500000 USD", "8000000 USD"]),
        ] {
            assert_eq!(list(above, head, one, other), expected, "{above} {head} {one} {other}");
        }
    }

    #[test]
    fn what_is_no_unit_above_a_table_multiplies_nothing() {
        for above in [
            "<p>3 million people are reached by projects in USD</p>",
            "<h2>Beneficiaries (thousands)</h2>",
            "<p>A million trees (USD)</p>",
        ] {
            let read = list(above, "Amount (USD)", "6,500", "1,100");
            assert_eq!(read, ["6500 USD", "1100 USD"], "{above}");
        }
    }
}
