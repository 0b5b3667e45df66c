//! The currency that a document states once for all of its amounts: `Currency: USD`.

use almoner_codelists::CURRENCY;
use almoner_record::Span;

use crate::lines::{Line, LineKind};
use crate::value::sign::sign_in;

/// Folded labels of such a line, in English, French, Spanish and Portuguese.
const LABELS: [&str; 11] = [
    "currency",
    "default currency",
    "budget currency",
    "project currency",
    "reporting currency",
    "devise",
    "monnaie",
    "moneda",
    "divisa",
    "moeda",
    "wahrung",
];

/// A currency and where it is stated.
pub(crate) type Stated = (&'static str, Span);

/// The currency that one line states; None where two state different ones.
pub(crate) fn stated(text: &str, lines: &[Line]) -> Option<Stated> {
    let read = lines.iter().filter(|line| line.kind != LineKind::Aside);
    let mut found = read.filter_map(|line| {
        let (label, value) = line.label.as_ref()?;
        LABELS.contains(&&**label).then(|| currency(text, *value)).flatten()
    });
    let first = found.next()?;
    found.all(|(code, _)| code == first.0).then_some(first)
}

fn currency(text: &str, value: Span) -> Option<Stated> {
    let printed = value.of(text).trim();
    let entry = CURRENCY.get(printed).or_else(|| CURRENCY.find(printed));
    let code = entry.map(|entry| entry.code);
    code.or_else(|| sign_in(printed).and_then(|sign| sign.code())).map(|code| (code, value))
}

#[cfg(test)]
mod tests {
    use crate::specimen::record;

    #[test]
    fn a_currency_stated_once_holds_for_signs_that_leave_it_open() {
        for (currency, expected) in [
            ("Currency: USD", Some("USD")),
            ("Currency: Australian dollar", Some("AUD")),
            ("Currency: EUR", None),
        ] {
            let text = format!(
                "Wells for Kitui\n\nCountry: Kenya\nDonor: Norway\nImplementing agency: CARE\nBudget: $ 5,000\n{currency}\n"
            );
            let read = record(&text);
            let budget = read.budget.unwrap();
            assert_eq!(budget.money.currency.as_deref(), expected, "{currency}");
        }
    }
}
