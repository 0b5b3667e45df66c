//! Amounts that contradict themselves: words against digits, a budget beyond reason, shares beyond their whole.

use almoner_record::{LineKind, Measure, Span, WarningCode};
use rust_decimal::Decimal;

use super::differs;
use crate::context::Context;
use crate::draft::Draft;
use crate::value::number_word::{next_number, number_words};
use crate::word_list::WordList;

/// Words around an amount in which it may be said again, in bytes.
const NEAR: usize = 160;
/// No activity is reported that costs less, in US dollars: `$18.5` was meant in millions.
const LEAST: Decimal = Decimal::ONE_THOUSAND;
/// More than any single activity costs, in US dollars: a hundred thousand million.
const MOST: Decimal = Decimal::from_parts(1_215_752_192, 23, 0, false, 0);

pub(super) fn note(draft: &mut Draft, context: &Context<'_>) {
    in_words(draft, context);
    beyond_reason(draft);
    funding(draft);
    subtotals(draft);
}

/// `two million dollars (USD 2,500,000)`, `USD 2,500,000 (two million dollars)`.
fn in_words(draft: &mut Draft, context: &Context<'_>) {
    let budget = draft.activity.budget.iter().map(|budget| ("/budget/value".to_owned(), &budget.money));
    let funding = draft.activity.funding.iter().enumerate();
    let funding = funding.map(|(at, share)| (format!("/funding/{at}/value"), &share.money));
    let amounts = draft.activity.amounts.iter().enumerate();
    let amounts = amounts.map(|(at, amount)| (format!("/amounts/{at}/value"), &amount.money));
    let all: Vec<(String, Decimal)> =
        budget.chain(funding).chain(amounts).map(|(path, money)| (path, money.value)).collect();
    let places = draft.places_below(&["/budget/value", "/funding/", "/amounts/"]);
    let place = |path: &String| places.get(path.as_str()).and_then(|places| places.first()).copied();
    let all: Vec<(Option<Span>, String, Decimal)> =
        all.into_iter().map(|(path, value)| (place(&path), path, value)).collect();
    for (place, path, value) in all {
        let Some(place) = place else { continue };
        if let Some(said) = said_again(context.unbroken, place).filter(|said| *said != value.trunc()) {
            let message = format!("the digits say {}, the words {}", value.normalize(), said.normalize());
            draft.warn(WarningCode::AmountInWords, message, &[&path]);
        }
    }
}

/// The amount in words beside the one at `place`, one of the two in brackets.
fn said_again(text: &str, place: Span) -> Option<Decimal> {
    let (front, back) = (text.get(..place.range().start)?, text.get(place.range().end..)?);
    behind(back).or_else(|| before(front, back))
}

/// ` (two million US dollars)` behind the digits.
fn behind(back: &str) -> Option<Decimal> {
    let line = back.lines().next().unwrap_or_default();
    let (_, rest) = line.split_once('(').filter(|(between, _)| is_currency(between))?;
    whole_number(rest.split(')').next().unwrap_or_default())
}

/// `two million US dollars (` before the digits, which a bracket closes.
fn before(front: &str, back: &str) -> Option<Decimal> {
    let closed = back.trim_start_matches(|c: char| c.is_alphabetic() || c == ' ').starts_with(')');
    let line = front.trim_end().strip_suffix('(').filter(|_| closed)?.lines().next_back()?;
    let cut = line.char_indices().rev().map(|(at, _)| at).take_while(|at| line.len() - at <= NEAR).last()?;
    let near = line.get(cut..)?;
    let mut at = 0;
    let mut last = None;
    while let Some(start) = next_number(near, at) {
        match number_words(near, start) {
            Some(number) => {
                last = Some((number.value, number.end));
                at = number.end;
            }
            None => at = start + near.get(start..)?.find(|c: char| !c.is_alphanumeric()).unwrap_or(1).max(1),
        }
    }
    let (value, end) = last?;
    (value >= Decimal::ONE_HUNDRED && is_currency(near.get(end..)?)).then_some(value)
}

/// A number in words with nothing but the currency around it.
fn whole_number(inside: &str) -> Option<Decimal> {
    let mut at = 0;
    while let Some(start) = next_number(inside, at) {
        if let Some(number) = number_words(inside, start) {
            let around = is_currency(inside.get(..start)?) && is_currency(inside.get(number.end..)?);
            return Some(number.value).filter(|value| around && *value >= Decimal::ONE_HUNDRED);
        }
        at = start + inside.get(start..)?.find(|c: char| !c.is_alphanumeric()).unwrap_or(1).max(1);
    }
    None
}

/// Words of the names of currencies, folded.
static CURRENCY_WORDS: WordList = WordList::of(
    "dollar dollars us usd united states america american canadian australian canadiens americains etats unis dolar \
     dolares estadounidenses canadienses estados unidos americanos euro euros eur pound pounds sterling livre \
     livres libras franc francs cfa fcfa suisses swiss yen yens peso pesos real reais cad gbp chf of the de des d \
     los las dos du only say soit seulement",
);

/// No more than the name of a currency: `US dollars`, `d'euros`, or nothing.
fn is_currency(text: &str) -> bool {
    if text.chars().any(|c| c.is_numeric() || "();".contains(c)) {
        return false;
    }
    let folded = almoner_codelists::fold(text);
    let mut words = folded.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    words.all(|word| CURRENCY_WORDS.has(word))
}

/// `$18.5` for `$18.5 million`.
fn beyond_reason(draft: &mut Draft) {
    let Some(budget) = &draft.activity.budget else { return };
    let Some(usd) = budget.money.usd.as_ref().map(|usd| usd.value) else { return };
    // `529.14` was counted; `18.5` and `1.25` were rounded to a unit that is not printed.
    let value = budget.money.value;
    let is_rounded = value.scale() < 2 || value < Decimal::TEN;
    let message = if usd < LEAST && is_rounded {
        format!("a budget of {usd} US dollars is too small for an activity: is it in thousands or millions?")
    } else if usd > MOST {
        format!("a budget of {usd} US dollars is too large for an activity: is its unit right?")
    } else {
        return;
    };
    draft.warn(WarningCode::ImplausibleBudget, message, &["/budget/value"]);
}

/// Who pays cannot pay more than the whole.
fn funding(draft: &mut Draft) {
    let Some(total) =
        draft.activity.budget.as_ref().filter(|budget| budget.measure == Some(Measure::TotalCost))
    else {
        return;
    };
    let of_total = draft.activity.funding.iter().filter(|share| share.money.currency == total.money.currency);
    let shares: Vec<Decimal> = of_total.map(|share| share.money.value).collect();
    let whole = total.money.value;
    // A total among the shares is their sum, not one of them.
    let sum: Decimal = shares.iter().filter(|share| **share != whole).sum();
    if shares.len() > 1 && sum - whole > whole / Decimal::ONE_HUNDRED {
        let message = format!("the shares of those who pay add up to {sum}, the total is {whole}");
        draft.warn(WarningCode::LinesDoNotAddUp, message, &["/funding", "/budget/value"]);
    }
}

/// A subtotal is the sum of the lines since the last one, or of all lines above it.
fn subtotals(draft: &mut Draft) {
    let (mut since, mut above) = (Decimal::ZERO, Decimal::ZERO);
    let mut found = Vec::new();
    for (at, line) in draft.activity.budget_lines.iter().enumerate() {
        let value = line.money.value;
        match line.kind {
            LineKind::Direct | LineKind::Support => (since, above) = (since + value, above + value),
            LineKind::Subtotal => {
                if differs(since, value) && differs(above, value) && !above.is_zero() {
                    let message = format!("the lines above it add up to {since}, the subtotal is {value}");
                    found.push((message, format!("/budget_lines/{at}/value")));
                }
                since = Decimal::ZERO;
            }
            LineKind::Total => {}
        }
    }
    for (message, path) in found {
        draft.warn(WarningCode::LinesDoNotAddUp, message, &[&path]);
    }
}

#[cfg(test)]
mod tests {
    use almoner_record::Span;

    use super::said_again;

    #[test]
    fn an_amount_is_said_again_in_words() {
        for (front, digits, back, words) in [
            ("Budget: ", "USD 2,500,000", " (two million five hundred thousand US dollars)", Some("2500000")),
            ("Budget: ", "USD 2,500,000", " (two million dollars)", Some("2000000")),
            ("a grant of two million US dollars (", "US$2,500,000", ") to", Some("2000000")),
            ("un monto de dos millones de dólares (", "US$ 2.000.000", ")", Some("2000000")),
            ("Coût : ", "3 000 000 EUR", " (trois millions d'euros)", Some("3000000")),
            ("Budget: ", "USD 2,500,000", " (of which two hundred for pens, the rest for schools)", None),
            ("Budget: ", "USD 2,500,000", " (two phases)", None),
            ("Budget: ", "USD 2,500,000", " for two million people", None),
            ("for two million farmers in need (", "US$2,500,000", ")", None),
        ] {
            let text = format!("{front}{digits}{back}");
            let place = Span::new(front.len(), front.len() + digits.len());
            let said = said_again(&text, place).map(|said| said.to_string());
            assert_eq!(said.as_deref(), words, "{text}");
        }
    }
}
