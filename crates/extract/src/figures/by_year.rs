//! Amounts under one label that are each of a year: `£45,000 (2019), £52,000 (2020)`, `2019: NOK 450,000`. None of them is what
//! the activity costs, and nobody prints what they add up to.

use almoner_codelists::fold;
use almoner_record::Span;

use super::{amount_on, push_amount};
use crate::context::Context;
use crate::draft::Draft;
use crate::value;
use crate::word_list::WordList;

/// What stands between two amounts is short.
const LONGEST_GAP: usize = 24;

/// Takes such amounts, each with its year; false for any other value.
pub(crate) fn read(
    draft: &mut Draft,
    context: &Context<'_>,
    values: &[Span],
    label: Option<Span>,
    rule: &str,
) -> bool {
    const LONGEST: usize = 600;
    let (Some(first), Some(last)) = (values.first(), values.last()) else { return false };
    let whole = first.cover(*last);
    if !context.layout.is_general() || whole.len() > LONGEST {
        return false;
    }
    let found = by_year(context.text(whole), context);
    for (amount, year) in &found {
        if let Some(settled) = amount_on(context, whole.inner(*amount), label) {
            push_amount(draft, settled, Some(year.clone()), None, rule);
        }
    }
    !found.is_empty()
}

/// The amounts of a text with their years; empty where not each of two or more has one of its own.
fn by_year(text: &str, context: &Context<'_>) -> Vec<(Span, String)> {
    static WHOLE: WordList = WordList::of("total totale totals overall altogether gesamt");
    let moneys = value::money::moneys(text, context.decimal);
    let is_clear = |(_, money): &(Span, value::money::PrintedMoney)| money.range_end.is_none();
    if moneys.len() < 2 || !moneys.iter().all(is_clear) {
        return Vec::new();
    }
    if almoner_codelists::words(&fold(text)).any(|(_, word)| WHOLE.has(word)) {
        return Vec::new();
    }
    let starts = || moneys.iter().map(|(span, _)| span.range().start);
    let ends = || moneys.iter().map(|(span, _)| span.range().end);
    let years = |gaps: Vec<(usize, usize)>| -> Option<Vec<String>> {
        let mut years: Vec<String> = Vec::new();
        for (from, until) in gaps {
            let year = year_in(text.get(from..until)?)?;
            if years.contains(&year) {
                return None;
            }
            years.push(year);
        }
        Some(years)
    };
    let before = std::iter::once(0).chain(ends()).zip(starts()).collect();
    let behind = ends().zip(starts().skip(1).chain(std::iter::once(text.len()))).collect();
    let years = years(before).or_else(|| years(behind)).unwrap_or_default();
    moneys.iter().map(|(span, _)| *span).zip(years).collect()
}

/// The one year that stands in a short text: `(2019), `, `FY2019: `, ` in Year 2`.
fn year_in(gap: &str) -> Option<String> {
    static COUNTED: WordList = WordList::of("year yr annee an ano y fy");
    if gap.len() > LONGEST_GAP {
        return None;
    }
    let words: Vec<&str> =
        gap.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_year = |word: &str| {
        let digits = word.strip_prefix("FY").unwrap_or(word);
        digits.len() == 4 && digits.parse().is_ok_and(|year: u16| (1980..2060).contains(&year))
    };
    let counted = words.windows(2).filter_map(|pair| match pair {
        [word, count] if COUNTED.has(&fold(word)) && count.len() == 1 && count.parse::<u8>().is_ok() => {
            Some(format!("{word} {count}"))
        }
        _ => None,
    });
    let mut found = words.iter().filter(|word| is_year(word)).map(|word| (*word).to_owned()).chain(counted);
    found.next().filter(|_| found.next().is_none())
}

/// True for the label of what one year costs: `Annual budget`, `Budget par an`.
pub(super) fn is_annual(label: &str) -> bool {
    static ANNUAL: WordList = WordList::of("annual annually yearly annuel annuelle anual anuales anuais");
    const PER: [&str; 8] =
        ["per year", "per annum", "par an", "por ano", "al ano", "ao ano", "/year", "a year"];
    let folded = fold(label);
    // `Annual programme of 2019: total budget`
    let is_other = folded.contains("total") || folded.contains("program") || folded.contains("plan");
    !is_other
        && (almoner_codelists::words(&folded).any(|(_, word)| ANNUAL.has(word))
            || PER.iter().any(|words| folded.contains(words)))
}

#[cfg(test)]
mod tests {
    use crate::specimen::record;

    /// The budget and the other amounts with what they are of.
    fn told(line: &str) -> (Option<String>, Vec<String>) {
        let read = record(&format!(
            "Wells for Kita\n\nCountry: Mali\nDonor: Comic Relief\nPartner: WaterAid\n{line}\n"
        ));
        let amounts = read.amounts.into_iter();
        let amounts = amounts.map(|one| format!("{} {}", one.of.unwrap_or_default(), one.money.value));
        (read.budget.map(|budget| budget.money.value.to_string()), amounts.collect())
    }

    #[test]
    fn amounts_of_years_are_no_budget() {
        for (line, years) in [
            ("Budget: £45,000 (2019), £52,000 (2020)", ["2019 45000", "2020 52000"]),
            ("Budget: 2019: EUR 45,000; 2020: EUR 52,000", ["2019 45000", "2020 52000"]),
            ("Presupuesto: 45.000 € en 2019 y 52.000 € en 2020", ["2019 45000", "2020 52000"]),
            ("Budget: FY2019: USD 45,000, FY2020: USD 52,000", ["FY2019 45000", "FY2020 52000"]),
            ("Budget: £45,000 (Year 1), £52,000 (Year 2)", ["Year 1 45000", "Year 2 52000"]),
        ] {
            assert_eq!(told(line), (None, years.map(str::to_owned).to_vec()), "{line}");
        }
        assert_eq!(told("Budget (EUR): 2019: 45,000; 2020: 52,000"), (None, Vec::new()));
        assert_eq!(told("Annual budget: £45,000"), (None, vec!["Annual budget 45000".to_owned()]));
    }

    #[test]
    fn one_amount_with_a_year_and_a_total_with_its_years_are_a_budget() {
        for line in [
            "Budget: £97,000 (2019-2020)",
            "Budget: £97,000 (2019)",
            "Budget: £97,000 total: £45,000 (2019), £52,000 (2020)",
            "Budget: £97,000 (2019: £45,000, 2020: £52,000)",
            "Budget: £97,000 (USD 120,000 in 2019)",
        ] {
            assert_eq!(told(line).0.as_deref(), Some("97000"), "{line}");
        }
    }
}
