//! Tables of costs in two columns, planned and actual, as evaluations after the end print them: what it came to is the value.

use almoner_codelists::fold;
use almoner_document::Cell;
use almoner_record::Span;

use super::{Cutter, unmarked};
use crate::field::{DateKind, Field, Shape};
use crate::lines::{Line, LineKind};
use crate::value;

/// Words, folded, of the heads of such columns, in English, French, Spanish, Portuguese and German.
pub(crate) const PLANNED: [&str; 13] = [
    "planned",
    "plan",
    "estimated",
    "appraisal",
    "at approval",
    "a l'evaluation",
    "prevu",
    "prevue",
    "previsto",
    "planificado",
    "planeado",
    "estimado",
    "geplant",
];
const ACTUAL: [&str; 8] =
    ["actual", "at completion", "reel", "realise", "real", "ejecutado", "realizado", "ist"];

impl Cutter<'_> {
    /// Opens a piece a row of such a table, with the unit of its own column as a part of the label; false for any other table.
    pub(super) fn take_planned_and_actual(&mut self, at: usize, line: &Line, rows: &[Vec<Cell>]) -> bool {
        if !self.layout.is_general() {
            return false;
        }
        let Some((body, actual)) = self.actual_column(at, rows) else { return false };
        let known: Vec<(Span, Option<Field>, Span)> =
            body.iter().filter_map(|row| self.row_of_costs(row, actual, line.block)).collect();
        let is_number = |value: Span| {
            let text = self.document.slice(value).trim();
            !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || b" .,'".contains(&byte))
        };
        let numbers = known.iter().filter(|(_, _, value)| is_number(*value)).count();
        let dates = known.iter().filter(|(_, field, _)| matches!(field, Some(Field::Date(_)))).count();
        if numbers + dates.min(1) < 2
            || numbers == 0
            || !known.iter().any(|(_, field, _)| matches!(field, Some(Field::Budget(_))))
        {
            return false;
        }
        for (label, field, value) in known {
            let field = field.map(|field| match field {
                Field::Date(DateKind::Start) => Field::Date(DateKind::ActualStart),
                Field::Date(DateKind::End) => Field::Date(DateKind::ActualEnd),
                field => field,
            });
            self.open(Some(label), field, vec![value], at + 1);
        }
        true
    }

    /// The rows below the heads, and the column of what is actual: by its head, or where two lines above tell the order of the
    /// last two columns.
    fn actual_column<'r>(&self, at: usize, rows: &'r [Vec<Cell>]) -> Option<(&'r [Vec<Cell>], usize)> {
        const LINES_ABOVE: usize = 3;
        const MOST_HEADS: usize = 8;
        let (head, body) = rows.split_first()?;
        let column =
            |words: &[&str]| head.iter().position(|cell| has_word(self.document.slice(cell.span), words));
        if let (Some(planned), Some(actual)) = (column(&PLANNED), column(&ACTUAL)) {
            let is_between = |row: &&Vec<Cell>| row.len() == head.len();
            return (planned < actual && body.iter().filter(is_between).count() > 1)
                .then_some((body, actual));
        }
        let from = at.saturating_sub(LINES_ABOVE);
        let above = self.lines.get(from..at)?.iter().filter(|line| line.kind != LineKind::Aside);
        let is_order = |line: &Line| {
            let text = fold(self.document.slice(line.span));
            let words: Vec<&str> =
                text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
            if words.len() > MOST_HEADS {
                return false;
            }
            let place = |known: &[&str]| words.iter().position(|word| known.contains(word));
            matches!((place(&PLANNED), place(&ACTUAL)), (Some(planned), Some(actual)) if planned < actual)
        };
        let width = head.len();
        let are_alike = width > 2 && rows.iter().all(|row| row.len() == width);
        (are_alike && above.into_iter().any(is_order)).then_some((rows, width - 1))
    }

    /// The label of a row with the unit behind it, its field, and its number in `column`.
    fn row_of_costs(&self, row: &[Cell], column: usize, block: usize) -> Option<(Span, Option<Field>, Span)> {
        let first = row.first().filter(|cell| !cell.span.is_empty())?;
        let value = row.get(column).filter(|cell| !cell.span.is_empty())?;
        let field = self.cell_label(first, block).map(|found| found.field);
        let is_money = matches!(field, Some(Field::Budget(_) | Field::Amount));
        // Who funds is no number.
        let field = field.filter(|field| is_money || field.shape() == Shape::Line);
        let unit = row.get(1).filter(|cell| column > 1 && !cell.span.is_empty());
        let is_unit = |text: &str| {
            !text.bytes().any(|byte| byte.is_ascii_digit()) && value::money::column(text).is_some()
        };
        // `1 May 2019` is what was planned.
        let is_word = |text: &str| {
            text.chars().any(char::is_alphabetic) && !text.bytes().any(|byte| byte.is_ascii_digit())
        };
        let unit = unit.filter(|cell| is_word(self.document.slice(cell.span)));
        // A count of wells is no money.
        if unit.is_some_and(|cell| !is_unit(self.document.slice(cell.span))) {
            return None;
        }
        let label = unmarked(&self.document.text, first.span);
        Some((unit.map_or(label, |unit| label.cover(unit.span)), field, value.span))
    }
}

fn has_word(text: &str, words: &[&str]) -> bool {
    let folded = fold(text);
    folded.split(|c: char| !c.is_alphanumeric()).any(|word| words.contains(&word))
        || words.iter().any(|word| word.contains(' ') && folded.contains(word))
}

#[cfg(test)]
mod tests {
    use crate::specimen::record;

    #[test]
    fn what_it_came_to_is_the_cost() {
        let heads = "Kisii water supply\n\nSector: 14022 Sanitation - large systems\nCountry: Kenya\nImplementing agency: Lake Victoria Water Board\n\n";
        for table in [
            "\tUnit\tProject (planned)\tProject (actual)\nInvestment costs (total)\tEUR million\t12.50\t14.10\nCounterpart contribution\tEUR million\t2.50\t3.10\n",
            "                               Project      Project\n                               (Planned)    (Actual)\nInvestment costs (total)  EUR million  12.50  14.10\nCounterpart contribution  EUR million   2.50   3.10\nFunding                   EUR million  10.00  11.00\n",
        ] {
            let read = record(&format!("{heads}{table}"));
            let budget = read.budget.unwrap();
            assert_eq!(
                (budget.money.value.to_string().as_str(), budget.money.currency.as_deref()),
                ("14100000", Some("EUR")),
                "{table}"
            );
            let amounts: Vec<String> = read.amounts.iter().map(|one| one.money.value.to_string()).collect();
            assert_eq!(amounts, ["3100000"], "{table}");
            assert_eq!(read.participating_orgs.len(), 1, "{:?}", read.participating_orgs);
        }
    }

    #[test]
    fn the_head_of_a_column_tells_its_currency() {
        let read = record(
            "Wells for Kita\n\nCountry: Mali\nDonor: Norad\nProject ID: ML-12/4\n\nWhat\tPlanned\tActual (EUR)\nTotal cost\t400,000\t390,000\nStart date\t1 May 2019\t3 June 2019\nEnd date\t31 May 2022\t30 June 2022\n",
        );
        let budget = read.budget.unwrap().money;
        assert_eq!((budget.value.to_string().as_str(), budget.currency.as_deref()), ("390000", Some("EUR")));
        let kinds: Vec<Option<&str>> = read.activity_dates.iter().map(|date| date.kind.as_deref()).collect();
        assert_eq!(kinds, [Some("2"), Some("4")]);
    }
}
