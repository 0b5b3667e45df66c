//! Amounts in tables, whose columns tell the currency once.

use almoner_record::Span;
use rust_decimal::Decimal;

use super::{chain_end, money, next_digit};
use crate::value::cursor::{Cursor, before, is_dash, word_edge};
use crate::value::numeral::{DecimalMark, numeral};
use crate::value::scale::{Scales, power_of, scale, short_power};
use crate::value::sign::{CurrencySign, sign_in};

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
        let value = number.value(mark, scale.is_some(), true);
        let value = scale.map_or(Some(value), |scale| scale.of(value))?;
        let end = scale.map_or(number.end, |scale| scale.end);
        let span = Span::new(start, end);
        if stands_alone(text, span) {
            let minus = before(text, start).filter(|c| is_dash(*c));
            let begin = start - minus.map_or(0, char::len_utf8);
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
    let attached = sign.and_then(|sign| {
        let mut cursor = Cursor::new(head, sign.span.end as usize);
        short_power(cursor.word())
    });
    let power = power.or(attached).unwrap_or(0);
    (sign.is_some() || power > 0).then_some(Column { sign, power })
}
