//! Tables that no heading announces: what they hold is told by the heads of their columns.

use almoner_codelists::fold;
use almoner_document::Cell;

use super::{budget, cell, costs, indicators, participants, shares, units, years};
use crate::context::Context;
use crate::draft::Draft;
use crate::field::Field;
use crate::figures;
use crate::lines::{self, LineKind};
use crate::sections::Piece;
use crate::value;
use crate::value::date::PrintedDate;
use crate::value::money::Column;

/// Reads the tables of indicators, of donors with their amounts, of years with theirs, of organisations with their roles,
/// and of sectors and countries with their shares that stand under no heading of their own.
pub(crate) fn read_unnamed(draft: &mut Draft, context: &Context<'_>, own: &[&Piece]) {
    let is_named = |field: Option<Field>| {
        matches!(
            field,
            Some(
                Field::Funding
                    | Field::Org(_)
                    | Field::BudgetLines
                    | Field::Indicators
                    | Field::Logframe
                    | Field::Activities
                    | Field::Ignore
            )
        )
    };
    for piece in own.iter().filter(|piece| piece.field != Some(Field::Ignore)) {
        for line in context.lines_of(piece).filter(|line| line.kind == LineKind::Table) {
            years::read(draft, context, &lines::rows(context.document, line));
        }
    }
    for piece in own.iter().filter(|piece| !is_named(piece.field)) {
        for line in context.lines_of(piece).filter(|line| line.kind == LineKind::Table) {
            read(draft, context, &lines::rows(context.document, line));
        }
    }
    // Components with their costs.
    for piece in own.iter().filter(|piece| piece.field == Some(Field::Activities)) {
        for line in context.lines_of(piece).filter(|line| line.kind == LineKind::Table) {
            costs::read(draft, context, &lines::rows(context.document, line));
        }
    }
    for piece in own.iter().filter(|piece| matches!(piece.field, Some(Field::Funding | Field::Org(_)))) {
        for line in context.lines_of(piece).filter(|line| line.kind == LineKind::Table) {
            let rows = &lines::rows(context.document, line);
            let is_funding = rows.first().is_some_and(|head| budget::is_funding_head(context, head))
                || budget::is_unheaded(context, rows);
            if is_funding && draft.activity.funding.is_empty() {
                budget::read_funding(draft, context, rows);
            } else if !participants::read(draft, context, rows) && !shares::read(draft, context, rows) {
                by_years(draft, context, rows);
            }
        }
    }
}

fn read(draft: &mut Draft, context: &Context<'_>, rows: &[Vec<Cell>]) {
    let Some(head) = rows.first() else { return };
    if indicators::is_head(context, head) {
        indicators::read(draft, context, rows);
    } else if budget::is_funding_head(context, head) {
        budget::read_funding(draft, context, rows);
    } else if !participants::read(draft, context, rows)
        && !participants::read_first_column(draft, context, rows)
        && !shares::read(draft, context, rows)
        && !costs::read(draft, context, rows)
    {
        by_years(draft, context, rows);
    }
}

/// The year that a cell is.
fn year(context: &Context<'_>, cell: &Cell) -> Option<PrintedDate> {
    let text = context.text(cell.span);
    let (span, date) = value::date::date(text, context.order)?;
    (date.month.is_none() && span.len() == text.len()).then_some(date)
}

const YEARS: [&str; 8] = ["year", "annee", "exercice", "ano", "ejercicio", "exercicio", "period", "annual"];

/// Amounts by year, a row or a column each. They are parts of the budget, so they go to `amounts`. False for any other table.
pub(super) fn by_years(draft: &mut Draft, context: &Context<'_>, rows: &[Vec<Cell>]) -> bool {
    let Some((head, body)) = rows.split_first() else { return false };
    let is_years = |cell: &Cell| {
        let text = fold(context.text(cell.span));
        YEARS.contains(&text.trim_end_matches('s'))
            || ["fiscal year", "financial year"].contains(&text.as_str())
    };
    let down = head.len() == 2 && head.first().is_some_and(is_years);
    let across =
        rows.len() == 2 && head.iter().skip(1).filter(|cell| year(context, cell).is_some()).count() >= 2;
    let pairs: Vec<(&Cell, &Cell)> = if down {
        body.iter().filter_map(|row| Some((row.first()?, row.get(1)?))).collect()
    } else if across {
        head.iter().skip(1).zip(body.iter().flatten().skip(1)).collect()
    } else {
        return false;
    };
    let heading = if down { cell(head, Some(1)) } else { body.first().and_then(|row| cell(row, Some(0))) };
    let Some(heading) = heading else { return false };
    let column = units::of_head(context, heading).unwrap_or(Column { sign: None, power: 0 });
    let rule = context.rule("table", "amounts");
    for (when, amount) in pairs {
        let Some(year) = year(context, when) else { continue };
        let Some(mut settled) = budget::settled(context, amount.span, column) else { continue };
        settled.money.value_date = Some(year.last());
        settled.money.value_date_precision = Some(year.precision());
        figures::push_amount(draft, settled, Some(context.text(heading).to_owned()), None, &rule);
    }
    true
}

#[cfg(test)]
mod tests {
    use crate::specimen::record;

    #[test]
    fn a_budget_by_year_has_no_lines() {
        for (heading, head, amounts, lines) in [
            ("Budget breakdown by year", "Year | Amount committed", 2, 0),
            ("Detailed budget", "Ejercicio | Importe", 2, 0),
            ("Detailed budget", "Item | Amount", 0, 2),
        ] {
            let read = record(&format!(
                "Wells for Kita\n\nCountry: Mali\nDonor: Norad\nTotal budget: EUR 30,000\n\n{heading}\n\n| {head} |\n|---|---|\n| 2010 | EUR 10,000 |\n| 2011 | EUR 20,000 |\n"
            ));
            assert_eq!((read.amounts.len(), read.budget_lines.len()), (amounts, lines), "{heading}: {head}");
        }
    }
}
