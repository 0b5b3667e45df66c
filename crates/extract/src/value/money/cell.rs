//! Amounts in tables, whose columns tell the currency once.

use almoner_codelists::fold;
use almoner_record::Span;
use rust_decimal::Decimal;

use super::{chain_end, money, next_digit};
use crate::value::cursor::{Cursor, before, is_dash, word_edge};
use crate::value::numeral::{DecimalMark, numeral};
use crate::value::scale::{MILLION, Scale, Scales, power_of, scale, short_power};
use crate::value::sign::{CurrencySign, sign_in};
use crate::word_list::WordList;

/// The first amount in a cell of a table whose column tells the currency: with a sign, or a number by itself.
///
/// A minus or brackets around it make it negative. Percentages, ordinals and numbers inside words are none.
pub(crate) fn amount(text: &str, mark: DecimalMark) -> Option<(Span, Decimal)> {
    if let Some((span, money)) = money(text, mark) {
        let negative = money.value.is_sign_positive() && bracketed(text, span);
        return Some((span, if negative { -money.value } else { money.value }));
    }
    let mut at = 0;
    while let Some(start) = next_digit(text, at) {
        let Some(number) = numeral(text, start) else {
            at = chain_end(text, start);
            continue;
        };
        at = number.end;
        let scale = scale(text, number.end, Scales::Words);
        let mark = match scale {
            Some(Scale { power: MILLION.., .. }) => number.mark_before_millions(mark),
            _ => mark,
        };
        let value = number.value(mark, scale.is_some(), true);
        let value = scale.map_or(Some(value), |scale| scale.of(value))?;
        let end = scale.map_or(number.end, |scale| scale.end);
        let span = Span::new(start, end);
        if stands_alone(text, span) {
            let minus = before(text, start).filter(|c| is_dash(*c));
            let begin = start - minus.map_or(0, char::len_utf8);
            // A part of a code: `OP-703`, `B2022-14.020120-C1`.
            let is_code = minus.is_some() && before(text, begin).is_some_and(char::is_alphabetic)
                || is_part_of_code(text, begin, end);
            if is_code {
                continue;
            }
            let negative = bracketed(text, span) || (minus.is_some() && word_edge(text, begin));
            let span = if minus.is_some() { Span::new(begin, end) } else { span };
            return Some((span, if negative { -value } else { value }));
        }
    }
    None
}

/// Neither part of a word, nor a percentage.
fn stands_alone(text: &str, span: Span) -> bool {
    let mut after = Cursor::new(text, span.end as usize);
    let word = after.peek().is_some_and(|c| c.is_alphanumeric());
    after.spaces();
    !word
        && after.peek() != Some('%')
        && !before(text, span.start as usize).is_some_and(char::is_alphanumeric)
}

/// True for digits with hyphens on both sides and letters or digits around those.
fn is_part_of_code(text: &str, begin: usize, end: usize) -> bool {
    let is_tight = |c: char| c.is_alphanumeric();
    let mut after = Cursor::new(text, end);
    after.bump().is_some_and(is_dash)
        && after.peek().is_some_and(is_tight)
        && before(text, begin).is_some_and(is_tight)
}

/// `(1,200)`: the whole text is the amount in brackets.
fn bracketed(text: &str, span: Span) -> bool {
    let head = text.get(..span.start as usize).unwrap_or_default().trim();
    let tail = text.get(span.end as usize..).unwrap_or_default().trim();
    head.ends_with('(') && tail.starts_with(')') && head.len() <= 5 && tail.len() <= 5
}

/// What the head of a column, or a note above a table, says of its amounts: `Total (USD)`, `in thousands of US dollars`,
/// `Montant (en milliers d'euros)`, `US$ million`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Column {
    /// The currency.
    pub sign: Option<CurrencySign>,
    /// The power of ten of its amounts: 6 for `US$ million`, 0 where nothing is said.
    pub power: u32,
}

/// The currency and scale that the head of a column gives to its amounts. None when it gives neither.
pub(crate) fn column(head: &str) -> Option<Column> {
    let sign = sign_in(head);
    let words = head.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let power = words.filter_map(|word| match word {
        // `en miles de euros`: behind a number they are a distance.
        "000" | "miles" => Some(3),
        _ => power_of(word),
    });
    let power = power.max();
    // `US$m`, `k€`.
    let attached = sign.and_then(|sign| {
        let mut behind = Cursor::new(head, sign.span.end as usize);
        let before = head.get(..sign.span.start as usize).unwrap_or_default();
        let letters = before.get(before.trim_end_matches(char::is_alphabetic).len()..).unwrap_or_default();
        // `US$ m)` too, and no `USD M&E`.
        if behind.spaces() > 0 {
            let rest = head.get(behind.at()..).unwrap_or_default().trim_start_matches(char::is_alphabetic);
            return short_power(behind.word())
                .filter(|_| rest.is_empty() || rest.starts_with([')', ']', ',']));
        }
        short_power(behind.word()).or_else(|| short_power(letters).filter(|_| letters.len() == 1))
    });
    let power = power.or(attached).unwrap_or(0);
    (sign.is_some() || power > 0).then_some(Column { sign, power })
}

/// Words of a scale beside a currency, and between them: `EUR thousand`, `milliers de CHF`, `in 1,000 USD`.
static SCALES: WordList = WordList::of(
    "in en em thousand thousands million millions mio mln m k 000 1 1000 milliers millier miles millones milhares milhoes \
     mil de d of",
);

/// True for a folded word of a scale, or of how it joins a currency.
pub(crate) fn is_scale(word: &str) -> bool {
    SCALES.has(word)
}

/// True for a head that is a currency, and at most a scale: `CHF`, `EUR thousand`, `milliers CHF`.
pub(crate) fn is_unit(head: &str) -> bool {
    const LONGEST: usize = 40;
    let Some(sign) = Some(head).filter(|head| head.len() <= LONGEST).and_then(sign_in) else { return false };
    let sign = sign.span.range();
    let rest = [head.get(..sign.start), head.get(sign.end..)];
    rest.into_iter()
        .flatten()
        .map(fold)
        .all(|rest| rest.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).all(is_scale))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_within_a_code_is_no_amount() {
        for (text, value) in [
            ("OP-703", None),
            ("BGUE-B2022-14.020120-C1-INTPA", None),
            ("-703", Some("-703")),
            ("1,200-1,500", Some("1200")),
        ] {
            let read = amount(text, DecimalMark::Unknown).map(|(_, value)| value.to_string());
            assert_eq!(read.as_deref(), value, "{text}");
        }
    }

    #[test]
    fn a_scale_in_short_stands_beside_the_currency_of_a_head() {
        for (head, power) in [
            ("Amount (US$m)", 6),
            ("Amount (US$ m)", 6),
            ("Budget, EUR k", 3),
            ("Total USD bn", 9),
            ("USD M&E", 0),
            ("USD m approved", 0),
        ] {
            assert_eq!(column(head).map(|column| column.power), Some(power), "{head}");
        }
    }

    #[test]
    fn the_unit_of_account_stands_at_an_amount_or_in_a_head() {
        let codes = |sign: Option<CurrencySign>| sign.map(|sign| sign.codes.join(";"));
        for (head, code) in [
            ("Amount (UA)", Some("XUA")),
            ("Montant (UC)", Some("XUA")),
            ("Coûts en millions d'UC", Some("XUA")),
            ("UC Berkeley", None),
            ("Grants to UA partners", None),
            ("(UAE)", None),
        ] {
            assert_eq!(codes(column(head).and_then(|column| column.sign)).as_deref(), code, "{head}");
        }
        for (text, code) in [
            ("UA 27.50 million", Some("XUA")),
            ("15 millions d'UC", Some("XUA")),
            ("UA 120", None),
            ("4,379,700 (in U.S. dollars)", Some("USD")),
            ("4,379,700 (in U.S Dollars Equivalent)", Some("USD")),
            ("1 200 000 (en EUR)", Some("EUR")),
        ] {
            let read = money(text, DecimalMark::Unknown).and_then(|(_, money)| codes(money.currency));
            assert_eq!(read.as_deref(), code, "{text}");
        }
    }
}
