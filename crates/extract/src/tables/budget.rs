//! A proposal's budget, and who pays how much.

use almoner_codelists::fold;
use almoner_document::Cell;
use almoner_record::{Basis, BudgetLine, LineKind, Span};

use super::{cell, column, payers, units};
use crate::context::Context;
use crate::draft::{Draft, Found, FundingTotal};
use crate::figures::{self, Settled};
use crate::organisations;
use crate::value;
use crate::value::money::Column;
use crate::value::sign::CurrencySign;
use crate::{bodies, funders};

const AMOUNTS: [&str; 16] = [
    "amount",
    "total",
    "cost",
    "budget",
    "montant",
    "cout",
    "monto",
    "costo",
    "importe",
    "valor",
    "usd",
    "eur",
    "us$",
    "contribu",
    "aporte",
    "commitment",
];
const DONORS: [&str; 16] = [
    "donor",
    "source",
    "financier",
    "contribut",
    "bailleur",
    "donante",
    "financiador",
    "fuente",
    "funding",
    "financeur",
    "fonte",
    "doador",
    "aportante",
    "donateur",
    "partner",
    "partenaire",
];
/// Heads of the column of what was planned, beside one of what it became.
/// Words before those of a column that names who pays, where another tells only of what kind they are.
const NAMES: [&str; 4] = ["name of", "nom d", "nombre d", "nome d"];
const SUPPORT: [&str; 11] = [
    "support cost",
    "programme support",
    "program support",
    "overhead",
    "indirect cost",
    "psc",
    "general management",
    "frais de gestion",
    "couts indirects",
    "frais d'appui",
    "costos indirectos",
];

/// A line of a table in the making: cells broken over two rows are joined.
struct Open {
    item: Vec<Span>,
    description: Vec<Span>,
    amount: Option<Settled>,
}

/// Reads the lines, and the total as the budget.
pub(super) fn read_lines(draft: &mut Draft, context: &Context<'_>, rows: &[Vec<Cell>]) {
    let Some((header, _)) = rows.split_first() else { return };
    if payers::are_down(context, rows) {
        return read_funding(draft, context, rows);
    }
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    let is_header =
        header.iter().all(|cell| value::money::money(context.text(cell.span), context.decimal).is_none());
    let named = amounts_column(context, header);
    let amounts = if is_header { named } else { None }.unwrap_or(width.saturating_sub(1));
    let column = units::of_column(context, rows, header.get(amounts).filter(|_| is_header));
    let mut open: Option<Open> = None;
    for row in rows.iter().skip(usize::from(is_header)) {
        let item = cell(row, Some(0));
        let amount = cell(row, Some(amounts)).or_else(|| {
            row.last().map(|cell| cell.span).filter(|span| !span.is_empty() && is_total(context, row))
        });
        let amount = amount.and_then(|span| settled(context, span, column));
        let middle = row.get(1..amounts.min(row.len())).unwrap_or_default();
        // Amounts of other years or payers describe nothing.
        let is_told = |part: &Span| context.text(*part).contains(char::is_alphabetic);
        let description: Vec<Span> =
            middle.iter().flat_map(|cell| cell.parts.iter().copied()).filter(is_told).collect();
        if item.is_none()
            && !is_total(context, row)
            && open.as_ref().is_some_and(|open| open.amount.is_none() || amount.is_none())
        {
            if let Some(open) = open.as_mut() {
                open.description.extend(description);
                open.amount = open.amount.take().or(amount);
            }
            continue;
        }
        close(draft, context, open.take());
        open = Some(Open { item: item.into_iter().collect(), description, amount });
    }
    close(draft, context, open);
}

/// The column of amounts: the one of totals, else the last that a word for money heads.
pub(super) fn amounts_column(context: &Context<'_>, header: &[Cell]) -> Option<usize> {
    let heads = |at: &usize| header.get(*at).is_some_and(|cell| is_amount_heading(context, cell));
    let is_total = |at: &usize| {
        header.get(*at).is_some_and(|cell| fold(context.text(cell.span)).trim_start().starts_with("total"))
    };
    let mut columns = (1..header.len()).rev().filter(heads);
    let last = columns.clone().next();
    columns.find(is_total).or(last)
}

fn is_amount_heading(context: &Context<'_>, cell: &Cell) -> bool {
    let text = fold(context.text(cell.span));
    let is_named = AMOUNTS.iter().any(|word| text.contains(word)) || value::money::column(&text).is_some();
    // `USD 14.00 million` is one.
    is_named
        && !text.contains("description")
        && !text.contains("unit")
        && !value::money::is_alone(context.text(cell.span), context.decimal)
}

fn is_total(context: &Context<'_>, row: &[Cell]) -> bool {
    total_of_row(context, row).is_some()
}

/// Whether a row of a table is a total or a subtotal.
pub(super) fn total_of_row(context: &Context<'_>, row: &[Cell]) -> Option<LineKind> {
    row.iter().find_map(|cell| total_kind(&fold(context.text(cell.span))))
}

fn total_kind(folded: &str) -> Option<LineKind> {
    const OTHERS: [&str; 7] = [
        "cout total",
        "montant total",
        "costo total",
        "coste total",
        "monto total",
        "importe total",
        "custo total",
    ];
    let text = folded.trim_end_matches([':', ' ', '.']);
    let text = crate::labels::unnumbered(text.trim_start_matches(['-', '–', '•', ' ']));
    if text.starts_with("subtotal")
        || text.starts_with("sub-total")
        || text.starts_with("sous-total")
        || text.starts_with("sub total")
    {
        Some(LineKind::Subtotal)
    } else if text.starts_with("total")
        || text.starts_with("grand total")
        || text.starts_with("overall total")
        || OTHERS.iter().any(|other| text.starts_with(other))
    {
        Some(LineKind::Total)
    } else {
        None
    }
}

/// An amount in a cell; the column's currency and scale count where the cell has none of its own.
pub(super) fn settled(context: &Context<'_>, span: Span, column: Column) -> Option<Settled> {
    let text = context.text(span);
    let printed = value::money::money(text, context.decimal);
    if let Some((place, printed)) = printed.filter(|(_, printed)| printed.currency.is_some()) {
        let own =
            printed.currency.map(|sign| CurrencySign { span: span.inner(sign.span), codes: sign.codes });
        let sign = own.filter(|sign| sign.code().is_some()).or(column.sign).or(own);
        return Some(figures::settle(context, span.inner(place), printed.value, sign, None));
    }
    let (place, number) = value::money::amount(text, context.decimal)?;
    let scaled = figures::scaled(number, Some(column));
    Some(figures::settle(context, span.inner(place), scaled, column.sign, None))
}

/// Ends a line; one without an amount is a heading inside the table.
fn close(draft: &mut Draft, context: &Context<'_>, open: Option<Open>) {
    let Some(Open { item, description, amount: Some(amount) }) = open else { return };
    let join =
        |spans: &[Span]| spans.iter().map(|span| context.words(*span)).collect::<Vec<String>>().join(" ");
    let name = if item.is_empty() { join(&description) } else { join(&item) };
    let folded = fold(&name);
    let all = fold(&format!("{name} {}", join(&description)));
    let kind = total_kind(&folded).or_else(|| total_kind(&fold(&join(&description)))).unwrap_or({
        if SUPPORT.iter().any(|word| all.contains(word)) { LineKind::Support } else { LineKind::Direct }
    });
    let rule = context.rule("table", "budget_lines");
    let line = BudgetLine {
        money: amount.money.clone(),
        item: name.trim_end_matches([':', ' ']).to_owned(),
        description: (!item.is_empty() && !description.is_empty()).then(|| join(&description)),
        kind,
    };
    let names = if item.is_empty() { description.clone() } else { item };
    let span = names.first().copied().unwrap_or(amount.span);
    let has_description = line.description.is_some();
    let found = Found { value: line, span, basis: Basis::Stated, rule: rule.clone() };
    let path = draft.push("/budget_lines", |activity| &mut activity.budget_lines, found);
    amount.witness(draft, &path, &rule);
    for span in description.iter().filter(|_| has_description) {
        draft.witness(format!("{path}/description"), *span, Basis::Stated, &rule);
    }
    if kind == LineKind::Total {
        let label = names.first().copied();
        let mut amount = amount;
        amount.money.label = label.map(|label| context.text(label).trim_end_matches([':', ' ']).to_owned());
        figures::set_budget(draft, context, amount, None, label, &context.rule("table", "budget"));
    }
}

/// True for the heads of a table of donors with their amounts.
pub(super) fn is_funding_head(context: &Context<'_>, head: &[Cell]) -> bool {
    let donors = column(context, head, &DONORS);
    let is_amount = |(at, cell): (usize, &Cell)| Some(at) != donors && is_amount_heading(context, cell);
    donors == Some(0) && head.len() <= 6 && head.iter().enumerate().any(is_amount)
}

/// Reads a table of donors with their amounts; one without headings has the name first and the amount last.
pub(super) fn read_funding(draft: &mut Draft, context: &Context<'_>, rows: &[Vec<Cell>]) {
    let Some((header, body)) = rows.split_first() else { return };
    let planned = || column(context, header, &crate::sections::PLANNED).filter(|at| *at > 0);
    if !header.iter().any(|cell| is_amount_heading(context, cell)) && planned().is_none() {
        return read_unheaded(draft, context, rows);
    }
    let is_name = |cell: &Cell| {
        let text = fold(context.text(cell.span));
        NAMES.iter().any(|word| text.starts_with(word)) && DONORS.iter().any(|word| text.contains(word))
    };
    let named = header.iter().position(is_name);
    let donors = named.or_else(|| column(context, header, &DONORS)).unwrap_or(0);
    let heads = |at: &usize| header.get(*at).is_some_and(|cell| is_amount_heading(context, cell));
    let amounts = (0..header.len()).rev().filter(|at| *at != donors).find(heads).or_else(planned);
    let column = units::of_column(context, rows, amounts.and_then(|at| header.get(at)));
    let rule = context.rule("table", "funding");
    for row in body {
        let (Some(name), Some(amount)) = (cell(row, Some(donors)), cell(row, amounts)) else { continue };
        let column = unit_beside(context, row, amounts).unwrap_or(column);
        match total_kind(&fold(context.text(name))) {
            Some(LineKind::Total) => {
                keep_total(draft, context, name, amount, column);
                continue;
            }
            Some(_) => continue,
            None => {}
        }
        if is_time(context, name) {
            continue;
        }
        let name = name.inner(Span::new(0, funders::without_instrument(context.text(name))));
        if !figures::is_generic(context.text(name)) {
            organisations::take(draft, context, name, Some(almoner_record::Role::Funding), &rule);
        }
        if let (Some((organisation, _)), Some(settled)) =
            (organisations::printed(context.text(name)), settled(context, amount, column))
        {
            figures::push_funding(draft, organisation, &settled, name, &rule);
        }
    }
}

/// Keeps the total of those who pay, which is the budget where nothing else tells it.
fn keep_total(draft: &mut Draft, context: &Context<'_>, name: Span, amount: Span, column: Column) {
    if let Some(mut total) = settled(context, amount, column) {
        total.money.label = Some(context.text(name).trim_end_matches([':', ' ']).to_owned());
        let rule = context.rule("table", "budget");
        draft.funding_total.get_or_insert(FundingTotal { settled: total, label: name, rule });
    }
}

/// True for a table without heads each row of which is a name and an amount: `Government | USD 6.00 million`.
pub(super) fn is_unheaded(context: &Context<'_>, rows: &[Vec<Cell>]) -> bool {
    let is_share = |row: &Vec<Cell>| match row.as_slice() {
        [name, amount] => {
            context.text(name.span).contains(char::is_alphabetic)
                && value::money::is_alone(context.text(amount.span), context.decimal)
        }
        _ => false,
    };
    rows.len() > 1 && rows.iter().all(is_share)
}

/// What a cell right behind the amount says of it, and nothing else: `45.3 | million USD ($)`.
fn unit_beside(context: &Context<'_>, row: &[Cell], amounts: Option<usize>) -> Option<Column> {
    const LONGEST: usize = 24;
    let unit = cell(row, amounts.map(|at| at + 1))?;
    let text = context.text(unit);
    let is_unit = text.len() <= LONGEST && !text.contains(|c: char| c.is_ascii_digit());
    units::of_head(context, unit).filter(|_| is_unit)
}

/// True for a year, a date or a time, and nothing else: what stands before amounts by year.
fn is_time(context: &Context<'_>, name: Span) -> bool {
    let text = context.text(name).trim();
    let most = |span: Span| span.len() * 5 >= text.len() * 4;
    value::date::date(text, context.order).is_some_and(|(span, _)| most(span))
}

fn read_unheaded(draft: &mut Draft, context: &Context<'_>, rows: &[Vec<Cell>]) {
    let rule = context.rule("table", "funding");
    for row in rows.iter().filter(|row| row.len() > 1) {
        let (name, amount) = (cell(row, Some(0)), cell(row, Some(row.len() - 1)));
        let (Some(name), Some(amount)) = (name, amount) else { continue };
        if is_total(context, row) {
            let is_sum = value::money::is_alone(context.text(amount), context.decimal);
            if total_kind(&fold(context.text(name))) == Some(LineKind::Total) && is_sum {
                keep_total(draft, context, name, amount, Column { sign: None, power: 0 });
            }
            continue;
        }
        if is_time(context, name) {
            continue;
        }
        let printed = value::money::money(context.text(amount), context.decimal).is_some();
        if let (Some((organisation, _)), Some(settled), true) = (
            organisations::printed(context.text(name)),
            settled(context, amount, Column { sign: None, power: 0 }),
            printed,
        ) {
            if bodies::is_payer(&organisation.name) && !figures::is_generic(&organisation.name) {
                organisations::take(draft, context, name, Some(almoner_record::Role::Funding), &rule);
            }
            figures::push_funding(draft, organisation, &settled, name, &rule);
        }
    }
}

#[cfg(test)]
mod tests {

    #[test]
    fn a_counterpart_is_counted_once() {
        let read = |amount: &str| {
            crate::specimen::record(&format!(
                "Wells for Kita\n\nCountry: Mali\nImplemented by: Oxfam\n\nFinancing plan\n\nSource\tAmount\nIFAD\tUSD 4,000,000\nGovernment\tUSD 1,000,000\nCounterpart\t{amount}\nBeneficiaries\tUSD 1,000,000\n"
            ))
        };
        assert_eq!(read("USD 1,000,000").funding.len(), 3);
        assert_eq!(read("USD 2,000,000").funding.len(), 4);
    }
}
