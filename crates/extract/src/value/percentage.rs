//! Percentages: `(100.00%)`, `7,70 %`, `13 percent`, `eight percent`, `12 pour cent`.

use almoner_record::Span;
use rust_decimal::Decimal;

use super::cursor::{Cursor, Plain, before};
use super::number_word::number_words;
use super::numeral::{DecimalMark, numeral};

/// The first percentage in `text`; the span ends with the sign or word.
pub(crate) fn percentage(text: &str) -> Option<(Span, Decimal)> {
    find(text, 0)
}

fn find(text: &str, from: usize) -> Option<(Span, Decimal)> {
    let mut at = from;
    while let Some(sign) = next_sign(text, at) {
        if let Some((start, value)) = number_before(text, sign.0.max(from), from) {
            return Some((Span::new(start, sign.1), value));
        }
        at = sign.1;
    }
    None
}

/// The next `%` or word that means it: start and end.
fn next_sign(text: &str, from: usize) -> Option<(usize, usize)> {
    let rest = text.as_bytes().get(from..)?;
    let mut previous = b' ';
    for (offset, byte) in rest.iter().copied().enumerate() {
        let at = from + offset;
        if byte == b'%' {
            return Some((at, at + 1));
        }
        if matches!(byte, b'p' | b'P')
            && !previous.is_ascii_alphanumeric()
            && let Some(end) = word(text, at)
        {
            return Some((at, end));
        }
        previous = byte;
    }
    None
}

/// `percent`, `per cent`, `pour cent`, `p. 100`, `por ciento`, `pct` at `at`: where it ends.
fn word(text: &str, at: usize) -> Option<usize> {
    let mut cursor = Cursor::new(text, at);
    let first = Plain::of(cursor.word());
    if first.is_any(&["pct", "percent", "percentage", "porcento"]) {
        return (!first.is("percentage")).then_some(cursor.at());
    }
    if first.is_any(&["per", "por", "pour"]) && cursor.spaces() == 1 {
        return cursor.eat_word(&["cent", "cento", "ciento"]).then_some(cursor.at());
    }
    None
}

/// The number that ends before `sign`, not before `floor`: its start and value.
fn number_before(text: &str, sign: usize, floor: usize) -> Option<(usize, Decimal)> {
    let head = text.get(floor..sign)?.trim_end();
    let end = floor + head.len();
    if before(text, end)?.is_ascii_digit() {
        let start =
            floor + head.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',')).len();
        let start = start + text.get(start..end)?.bytes().take_while(|byte| !byte.is_ascii_digit()).count();
        if before(text, start).is_some_and(char::is_alphabetic) {
            return None;
        }
        let number = numeral(text, start).filter(|number| number.end == end)?;
        // Shares have decimals, not thousands.
        let value =
            number.value(DecimalMark::Comma, true, false).min(number.value(DecimalMark::Point, true, false));
        return Some((start, value));
    }
    // Up to three words: `twenty-five percent`.
    let mut start = end;
    let mut found = None;
    for _ in 0..3 {
        let head = text.get(floor..start)?;
        let trimmed = head.trim_end_matches([' ', '-']).len();
        let word = head.get(..trimmed)?.trim_end_matches(char::is_alphabetic).len();
        if word == trimmed {
            break;
        }
        start = floor + word;
        match number_words(text, start).filter(|number| number.end == end) {
            Some(number) => found = Some((start, number.value)),
            None => break,
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_are_read() {
        for (text, value, place) in [
            ("Palestine (100.00%)", "100.00", "100.00%"),
            ("Haïti (100,00 %)", "100.00", "100,00 %"),
            ("7,70 %", "7.70", "7,70 %"),
            ("8,333 %", "8.333", "8,333 %"),
            ("8.25\u{a0}%", "8.25", "8.25\u{a0}%"),
            ("about 13 percent of", "13", "13 percent"),
            ("only eight percent of", "8", "eight percent"),
            ("twenty-five per cent", "25", "twenty-five per cent"),
            ("12 pour cent", "12", "12 pour cent"),
            ("12 por ciento", "12", "12 por ciento"),
            ("in 2012, 53% women", "53", "53%"),
        ] {
            let read = percentage(text).map(|(span, value)| (value.to_string(), span.of(text)));
            assert_eq!(read, Some((value.to_owned(), place)), "{text}");
        }
    }

    #[test]
    fn other_text_is_none() {
        for text in ["%", "a percentage", "100", "per cent", "", "per capita 5", "x5%"] {
            assert_eq!(percentage(text), None, "{text}");
        }
    }
}
