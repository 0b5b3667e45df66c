//! A budget that names those who pay and nothing else: `Government of the Grand Duchy of Luxembourg | EUR 5,100,000`.
//!
//! Other budgets name what is paid for, and some of those who spend it; so one of the names at least is a government, a
//! country that gives or those whom the activity is for, and the others are bodies.

use almoner_codelists::{country, fold, words};
use almoner_document::Cell;
use almoner_record::Span;

use super::budget;
use crate::context::Context;
use crate::header;
use crate::lines::LineKind;
use crate::sections::Piece;
use crate::word_list::WordList;
use crate::{bodies, figures, value};

/// So many may pay for one activity.
const MOST: usize = 12;

/// True for such a table; it may have heads and a total.
pub(super) fn are_down(context: &Context<'_>, rows: &[Vec<Cell>]) -> bool {
    let is_sum = |cell: &Cell| value::money::is_alone(context.text(cell.span), context.decimal);
    let body = rows.iter().enumerate().filter(|(at, row)| *at > 0 || row.iter().any(is_sum));
    let mut names = Vec::new();
    for (_, row) in body {
        match row.as_slice() {
            [name, amount] if is_sum(amount) => {
                if budget::total_of_row(context, row).is_none() {
                    names.push(context.text(name.span));
                }
            }
            _ => return false,
        }
    }
    are_payers(&names)
}

/// The lines under the heading of a budget where each names one who pays, its amount beside it; empty for any other.
pub(crate) fn in_lines(context: &Context<'_>, piece: &Piece) -> Vec<Span> {
    let mut names = Vec::new();
    let mut lines = Vec::new();
    for line in context.lines_of(piece) {
        let Some((_, amount)) = line.label.as_ref().filter(|_| line.kind == LineKind::Text) else {
            return Vec::new();
        };
        let name = context.text(Span { start: line.span.start, end: amount.start });
        let name = name.trim_end_matches(|c: char| c.is_whitespace() || c == ':');
        if !value::money::is_alone(context.text(*amount), context.decimal) {
            return Vec::new();
        }
        if !figures::is_total(name) {
            names.push(name);
        }
        lines.push(line.span);
    }
    if are_payers(&names) { lines } else { Vec::new() }
}

fn are_payers(names: &[&str]) -> bool {
    (2..=MOST).contains(&names.len())
        && names.iter().all(|name| bodies::is_payer(name) || is_state(name))
        && names.iter().any(|name| is_state(name))
}

/// True for a government, a country that gives, and words for those who add their own share.
fn is_state(name: &str) -> bool {
    static STATES: WordList = WordList::of(
        "government governments gouvernement gouvernements gobierno gobiernos governo governos beneficiaries \
        beneficiaires beneficiarios communities communautes comunidades",
    );
    const SHORTEST_COUNTRY: usize = 4;
    let folded = fold(name);
    figures::is_generic(name)
        || name.len() >= SHORTEST_COUNTRY
            && country(name.trim()).is_some_and(|known| header::gives(known.code))
        || words(&folded).next().is_some_and(|(_, first)| STATES.has(first))
}

#[cfg(test)]
mod tests {
    use crate::specimen::{of_page, record};

    #[test]
    fn a_budget_of_those_who_pay_is_their_funding() {
        for (heading, one, other) in [
            ("Detailed budget", "Government of the Grand Duchy of Luxembourg", "Government of Mali"),
            (
                "Budget détaillé",
                "Gouvernement du Grand-Duché de Luxembourg",
                "Gouvernement du pays partenaire",
            ),
            ("Presupuesto detallado", "Gobierno de Luxemburgo", "Gobierno de Honduras"),
            ("Orçamento detalhado", "Governo de Portugal", "Fundação Calouste Gulbenkian"),
            ("Budget breakdown", "Norway", "UNICEF"),
        ] {
            let rows = format!("{one}\tEUR 5,100,000\n{other}\tEUR 900,000\n");
            let text = format!(
                "Wells for Kita\n\nCountry: Mali\nStatus: Closed\nImplementing agency: LuxDev\nTotal budget: EUR 6,000,000\n\n{heading}\n\n{rows}\nContext\n\nFew have water.\n"
            );
            let cells: String = [one, other]
                .iter()
                .zip(["EUR 5,100,000", "EUR 900,000"])
                .map(|(name, sum)| format!("<tr><td>{name}</td><td>{sum}</td></tr>"))
                .collect();
            let page = format!(
                "<h1>Wells for Kita</h1><table><tr><th>Country</th><td>Mali</td></tr><tr><th>Implementing agency</th><td>LuxDev</td></tr><tr><th>Total budget</th><td>EUR 6,000,000</td></tr></table><h2>{heading}</h2><table>{cells}</table>"
            );
            for read in [record(&text), of_page(&page).remove(0)] {
                let funding: Vec<(String, String)> = read
                    .funding
                    .iter()
                    .map(|one| (one.organisation.name.clone(), one.money.value.to_string()))
                    .collect();
                let expected =
                    [(one.to_owned(), "5100000".to_owned()), (other.to_owned(), "900000".to_owned())];
                assert_eq!(funding, expected, "{heading}");
                assert_eq!(read.budget_lines, [], "{heading}");
                assert_eq!(read.budget.map(|one| one.money.value.to_string()).as_deref(), Some("6000000"));
            }
        }
    }

    #[test]
    fn a_budget_of_what_is_paid_for_is_nobodys_funding() {
        for rows in [
            "Staff\tEUR 5,100,000\nTravel\tEUR 900,000\n",
            "Ministry of Health\tEUR 5,100,000\nWater Authority\tEUR 900,000\n",
            "Government of Mali\tEUR 5,100,000\nPumps\tEUR 900,000\n",
            "Mali\tEUR 5,100,000\nNiger\tEUR 900,000\n",
            "Government of Mali\tEUR 5,100,000\n",
        ] {
            let text = format!(
                "Wells for Kita\n\nCountry: Mali\nStatus: Closed\nImplementing agency: LuxDev\nTotal budget: EUR 6,000,000\n\nDetailed budget\n\n{rows}\nContext\n\nFew have water.\n"
            );
            assert_eq!(record(&text).funding, [], "{rows}");
        }
    }

    #[test]
    fn a_table_of_sources_needs_no_heads() {
        for (heading, name) in [
            ("Source of Funding / Amount", "Ordinary capital resources"),
            ("Fuente de financiación / monto", "Capital ordinario"),
            ("Source de financement / montant", "Ressources ordinaires en capital"),
        ] {
            let page = format!(
                "<h1>Wells for Kita</h1><table><tr><th>Project number</th><td>47944-000</td></tr><tr><th>Country</th><td>Mali</td></tr><tr><th>Status</th><td>Active</td></tr></table><h2>{heading}</h2><table><tr><td>{name}</td><td>USD 14.00 million</td></tr><tr><td>Government</td><td>USD 6.00 million</td></tr><tr><td>Total</td><td>USD 20.00 million</td></tr></table>"
            );
            let read = of_page(&page).remove(0);
            let names: Vec<&str> = read.funding.iter().map(|one| one.organisation.name.as_str()).collect();
            assert_eq!(names, [name, "Government"]);
            assert_eq!(read.budget.map(|one| one.money.value.to_string()).as_deref(), Some("20000000"));
        }
    }
}
