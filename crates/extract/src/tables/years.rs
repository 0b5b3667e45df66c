//! Grids of years with their total: `DKK million | 2012 | 2013 | Total`, under it `Commitment | 2.9 | 2.8 | 5.7`. The total of the
//! row of what was committed is the budget; what is paid out in each year, or was spent, is none.

use almoner_codelists::fold;
use almoner_document::Cell;
use almoner_record::Measure;

use super::{budget, units};
use crate::context::Context;
use crate::draft::Draft;
use crate::figures;
use crate::value;

/// What heads the column of totals, folded.
const TOTALS: [&str; 12] = [
    "total",
    "totals",
    "sum",
    "overall",
    "grand total",
    "total budget",
    "total amount",
    "totaux",
    "montant total",
    "importe total",
    "i alt",
    "in total",
];

/// Words, folded, that begin the row of the activity's money, and what they say of it.
const ROWS: [(&str, Option<Measure>); 22] = [
    ("commit", Some(Measure::Commitment)),
    ("engagement", Some(Measure::Commitment)),
    ("compromis", Some(Measure::Commitment)),
    ("budget", None),
    ("total budget", None),
    ("project budget", None),
    ("programme budget", None),
    ("allocation", None),
    ("grant", None),
    ("contribution", None),
    ("amount", None),
    ("planned budget", None),
    ("approved", Some(Measure::Approved)),
    ("montant", None),
    ("subvention", None),
    ("presupuesto", None),
    ("importe", None),
    ("monto", None),
    ("subvencion", None),
    ("orcamento", None),
    ("montante", None),
    ("total cost", Some(Measure::TotalCost)),
];

/// Reads the budget of such a grid; false where the table is none, or the budget is told already.
pub(super) fn read(draft: &mut Draft, context: &Context<'_>, rows: &[Vec<Cell>]) -> bool {
    if draft.activity.budget.is_some() || !context.layout.is_general() {
        return false;
    }
    let Some((head, body)) = rows.split_first() else { return false };
    let Some(total) = head.iter().rposition(|cell| is_total(context, cell)).filter(|at| *at > 1) else {
        return false;
    };
    let between = head.get(1..total).unwrap_or_default();
    let are_years =
        !between.is_empty() && between.iter().all(|cell| is_head_of_year(context.text(cell.span)));
    if !are_years {
        return false;
    }
    let own = body.iter().find_map(|row| {
        let name = fold(context.text(row.first()?.span));
        let (_, measure) = ROWS.iter().find(|(word, _)| name.starts_with(word))?;
        // `Commitments paid out`
        let is_spent =
            ["paid", "disburs", "spent", "verse", "pagad", "expend"].iter().any(|word| name.contains(word));
        Some((row, *measure)).filter(|_| !is_spent)
    });
    let Some((row, measure)) = own else { return false };
    let Some(amount) = row.get(total).filter(|cell| !cell.span.is_empty()) else { return false };
    let column = units::of_column(context, rows, row.first());
    let Some(mut settled) = budget::settled(context, amount.span, column) else { return false };
    let label = row.first().map(|cell| cell.span);
    settled.money.label = label.map(|label| context.words(label));
    figures::set_budget(draft, context, settled, measure, label, &context.rule("table", "budget"));
    true
}

fn is_total(context: &Context<'_>, cell: &Cell) -> bool {
    let text = fold(context.text(cell.span));
    TOTALS.contains(&text.split(" (").next().unwrap_or_default().trim_end_matches([':', '*', ' ']))
}

/// `2012`, `2012/13`, `FY2012`, `Year 1`.
fn is_head_of_year(text: &str) -> bool {
    const LONGEST: usize = 12;
    let folded = fold(text);
    let bare = ["fy", "year ", "annee ", "ano ", "y"]
        .iter()
        .find_map(|word| folded.strip_prefix(word))
        .unwrap_or(&folded);
    let bare = bare.trim_end_matches(['*', '+', ' ']);
    let numbers = || bare.split(['/', '-', '–']).map(str::trim);
    let is_number =
        |part: &str| !part.is_empty() && part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_counted = bare.len() < folded.len();
    text.len() <= LONGEST
        && numbers().all(is_number)
        && (is_counted
            || numbers().next().is_some_and(|year| year.len() == 4 && year.starts_with(['1', '2'])))
        && value::numeral::numeral(bare, 0).is_some()
}

#[cfg(test)]
mod tests {
    use almoner_record::{Activity, Measure};

    use crate::specimen::of_page;

    fn record(rows: &str) -> Activity {
        let row = |line: &str| format!("<tr><td>{}</td></tr>", line.replace(" | ", "</td><td>"));
        let rows: String = rows.lines().map(row).collect();
        let page = format!(
            "<html><body><h1>Wells for Kita</h1><p>Country: Mali</p><p>Donor: Norad</p><p>Status: Closed</p><table>{rows}</table></body></html>"
        );
        of_page(&page).remove(0)
    }

    #[test]
    fn the_total_of_what_is_committed_over_the_years_is_the_budget() {
        for (rows, expected) in [
            ("NOK million | 2012 | 2013 | Total\nCommitment | 2.9 | 2.8 | 5.7", Some(("5700000", "NOK"))),
            (
                "EUR | 2012/13 | 2013/14 | Total\nDisbursement | 1,000 | 2,000 | 3,000\nBudget | 20,000 | 30,000 | 50,000",
                Some(("50000", "EUR")),
            ),
            (
                "En millions d'euros | 2012 | 2013 | Total\nEngagements | 2,9 | 2,8 | 5,7",
                Some(("5700000", "EUR")),
            ),
            (
                "USD thousand | Year 1 | Year 2 | Year 3 | Total\nPresupuesto | 100 | 150 | 50 | 300",
                Some(("300000", "USD")),
            ),
            // What was paid out, no total.
            ("NOK million | 2012 | 2013 | Total\nDisbursement | 2.9 | 2.8 | 5.7", None),
            ("NOK million | 2012 | 2013 | Total\nCommitment disbursed | 2.9 | 2.8 | 5.7", None),
            ("NOK million | 2012 | 2013 | 2014\nCommitment | 2.9 | 2.8 | 5.7", None),
        ] {
            let read = record(rows);
            let told = read
                .budget
                .as_ref()
                .map(|one| (one.money.value.to_string(), one.money.currency.clone().unwrap_or_default()));
            let told = told.as_ref().map(|(value, currency)| (value.as_str(), currency.as_str()));
            assert_eq!(told, expected, "{rows}");
        }
    }

    #[test]
    fn a_form_goes_on_behind_its_grid() {
        let read = record(
            "File no. | 2020-114\nResponsible unit | ELK\nSector | Primary education\nPartner | Oxfam\nDKK million | 2012 | 2013 | Total\nCommitment | 2.9 | 2.8 | 5.7\nDuration | 2012 – 2013\nFinance act code | 06.32.01\nHead of unit | Awa Keita\nDesk officer | Lars Holm",
        );
        assert_eq!(read.period.unwrap().end.unwrap().to_string(), "2013-12-31");
        assert_eq!(read.budget.unwrap().measure, Some(Measure::Commitment));
        assert_eq!(read.sectors.len(), 1);
    }
}
