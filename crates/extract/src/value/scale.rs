//! What multiplies a number: `million`, `Mio`, `bn`, `crore`, `mil millones`.

use rust_decimal::Decimal;

use super::cursor::{Cursor, Plain, is_dash};
use super::numeral::LARGEST;
use super::sign::coded_scale;

/// Scales that are words: they may follow any number.
const WORDS: [(&str, u32); 41] = [
    ("bilhao", 9),
    ("bilhoes", 9),
    ("billion", 9),
    ("billions", 9),
    ("billones", 12),
    ("crore", 7),
    ("crores", 7),
    ("lac", 5),
    ("lacs", 5),
    ("lakh", 5),
    ("lakhs", 5),
    ("mil", 3),
    ("milhao", 6),
    ("milhares", 3),
    ("milhoes", 6),
    ("miliardi", 9),
    ("milione", 6),
    ("milioni", 6),
    ("miljard", 9),
    ("miljoen", 6),
    ("millares", 3),
    ("mille", 3),
    ("milliard", 9),
    ("milliarde", 9),
    ("milliarden", 9),
    ("milliards", 9),
    ("milliers", 3),
    ("million", 6),
    ("millionen", 6),
    ("millions", 6),
    ("millon", 6),
    ("millones", 6),
    ("mils", 3),
    ("tausend", 3),
    ("thousand", 3),
    ("thousands", 3),
    ("trilhao", 12),
    ("trilhoes", 12),
    ("trillion", 12),
    ("trillions", 12),
    ("trillones", 18),
];

/// Scales that are abbreviations: they follow an amount of money only.
const SHORT: [(&str, u32); 18] = [
    ("b", 9),
    ("bio", 9),
    ("bn", 9),
    ("cr", 7),
    ("k", 3),
    ("m", 6),
    ("md", 9),
    ("mds", 9),
    ("miles", 3),
    ("mill", 6),
    ("mio", 6),
    ("mkr", 6),
    ("mln", 6),
    ("mm", 6),
    ("mn", 6),
    ("mrd", 9),
    ("tn", 12),
    ("tsd", 3),
];

/// The power of ten of a million.
pub(crate) const MILLION: u32 = 6;

/// Which scales may stand after a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scales {
    /// Words alone.
    Words,
    /// Words and abbreviations.
    All,
}

/// A scale as printed: a power of ten and where it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Scale {
    /// The power of ten.
    pub power: u32,
    /// One past its last byte.
    pub end: usize,
}

impl Scale {
    /// `value` times the scale, without zeros after the point. None when it is too large.
    pub(crate) fn of(self, value: Decimal) -> Option<Decimal> {
        let factor = Decimal::try_from_i128_with_scale(10_i128.checked_pow(self.power)?, 0).ok()?;
        value.checked_mul(factor).map(|value| value.normalize()).filter(|value| *value < LARGEST)
    }
}

/// The scale that stands after a number ending at byte `at`: `million`, ` Mio.`, `-million`, `m`.
pub(crate) fn scale(text: &str, at: usize, which: Scales) -> Option<Scale> {
    let mut cursor = Cursor::new(text, at);
    if cursor.spaces() > 2 {
        return None;
    }
    if cursor.at() == at {
        cursor.eat_if(is_dash);
    }
    let before_word = cursor;
    let word = cursor.word();
    if which == Scales::All
        && let Some((power, letters)) = coded_scale(word)
    {
        return Some(Scale { power, end: before_word.at() + letters }); // `25 MSEK`
    }
    if cursor.peek().is_some_and(|next| next.is_ascii_digit()) {
        return None;
    }
    let plain = Plain::of(word);
    let Some(power) = plain.find(&WORDS) else {
        let power = plain.find(&SHORT).filter(|_| which == Scales::All)?;
        // `Mio.`, but the point after `$5 m.` at the end of a sentence stays outside.
        if word.len() > 1 && cursor.peek_second().is_some_and(char::is_whitespace) && !is_last(cursor) {
            cursor.eat('.');
        }
        return Some(Scale { power, end: cursor.at() });
    };
    let mut scale = Scale { power, end: cursor.at() };
    if let Some(second) = second(cursor, power) {
        scale = Scale { power: power + second.power, end: second.end };
    }
    Some(scale)
}

/// The power of ten of a word: `million`, `thousands`.
pub(crate) fn power_of(word: &str) -> Option<u32> {
    Plain::of(word).find(&WORDS)
}

/// The power of ten of an abbreviation: `m`, `bn`, `k`.
pub(crate) fn short_power(word: &str) -> Option<u32> {
    Plain::of(word).find(&SHORT)
}

/// `mil millones`, `lakh crore`, `thousand million`.
fn second(mut cursor: Cursor<'_>, first: u32) -> Option<Scale> {
    if cursor.spaces() != 1 || !matches!(first, 3 | 5) {
        return None;
    }
    let power = Plain::of(cursor.word()).find(&WORDS).filter(|power| *power == 6 || *power == 7)?;
    Some(Scale { power, end: cursor.at() })
}

/// True when a capital follows the point that begins no currency (`Mio. EUR`): it ends a sentence.
fn is_last(cursor: Cursor<'_>) -> bool {
    let rest = cursor.rest().get(1..).unwrap_or_default().trim_start();
    let word =
        || rest.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '$').next().unwrap_or_default();
    let is_currency = || rest.starts_with("US") || !almoner_codelists::currency_sign(word()).is_empty();
    rest.chars().next().is_none_or(char::is_uppercase) && !is_currency()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_multiplies() {
        for (text, value) in [
            ("18.5 million", "18500000"),
            ("1.2 bn", "1200000000"),
            ("2.5 Mio", "2500000"),
            ("4,5 Mio. EUR", "4500000"),
            ("2.5-million", "2500000"),
            ("3m", "3000000"),
            ("12 crore", "120000000"),
            ("2 lakh crore", "2000000000000"),
            ("3 mil millones", "3000000000"),
            ("17.5 trillion", "17500000000000"),
            ("1,5 milliard", "1500000000"),
        ] {
            let number = crate::value::numeral::numeral(text, 0).unwrap();
            let scale = scale(text, number.end, Scales::All).unwrap();
            let read = scale.of(number.value(Default::default(), true, false)).unwrap();
            assert_eq!(read.to_string(), value, "{text}");
        }
    }

    #[test]
    fn abbreviations_follow_money_only() {
        assert_eq!(scale("3 m", 1, Scales::Words), None);
        assert_eq!(scale("3 months", 1, Scales::All), None);
        assert_eq!(scale("3 million", 1, Scales::Words), Some(Scale { power: 6, end: 9 }));
    }

    #[test]
    fn the_tables_are_sorted() {
        crate::value::cursor::is_sorted(&WORDS.map(|(word, _)| word));
        crate::value::cursor::is_sorted(&SHORT.map(|(word, _)| word));
    }
}
