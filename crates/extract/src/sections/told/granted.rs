//! The amount beside a label of the decision to give it: `Approved (USD m): 24.5`, `Signed: EUR 3 million`. Its words alone are
//! those of a day.

use almoner_record::Measure;

use crate::sections::several;
use crate::value::date::DayOrder;
use crate::value::numeral::DecimalMark;
use crate::value::{self, money};

/// The measure of the amount beside such a label; None where the label says more, or a day stands beside it.
pub(super) fn measure(label: &str, value: &str) -> Option<Measure> {
    const LONGEST: usize = 60;
    let value = value.trim();
    if label.len() > LONGEST || !value.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let unit = money::column(label).and_then(|column| column.sign);
    let words = match unit {
        Some(sign) => label.get(..sign.span.start as usize)?.split(['(', '[', ',']).next()?,
        None => label,
    };
    let measure = several::decided(words.trim_end_matches([':', ' ']))?;
    let is_amount = match unit {
        Some(_) => is_number(value),
        None => money::is_alone(value, DecimalMark::Unknown),
    };
    is_amount.then_some(measure)
}

/// True for an amount and nothing else, with its currency or without.
fn is_number(value: &str) -> bool {
    const MOST_BESIDE: usize = 2;
    let is_whole = money::amount(value, DecimalMark::Unknown)
        .is_some_and(|(span, _)| value.len() <= span.len() + MOST_BESIDE);
    is_whole && value::date::date(value, DayOrder::Unknown).is_none_or(|(_, date)| date.month.is_none())
}

#[cfg(test)]
mod tests {
    use almoner_record::Measure;

    use super::measure;

    #[test]
    fn a_decision_beside_an_amount_tells_its_measure() {
        let (approved, given) = (Some(Measure::Approved), Some(Measure::Commitment));
        for (label, value, is) in [
            ("Approved (USD m):", "24.5", approved),
            ("Approved", "EUR 8.25 million", approved),
            ("Aprobado (US$)", "24.500.000", approved),
            ("Approuvé, en milliers d'euros", "8 250", approved),
            ("Signed (USD million)", "14", given),
            ("Awarded:", "2,500,000 USD", given),
            ("Approved", "12 May 2014", None),
            ("Approved (USD m)", "12 May 2014", None),
            ("Approved", "2014", None),
            ("Approved (EUR)", "12.05.2014", None),
            ("Approved", "Board meeting of EUR group 12", None),
            ("Approval of the loan", "EUR 8.25 million", None),
            ("Requested", "EUR 8.25 million", None),
        ] {
            assert_eq!(measure(label, value), is, "{label} {value}");
        }
    }
}
