//! Numbers that may count something: no years, dates, percentages, ages, ordinals, or names with a number.

use rust_decimal::Decimal;

use super::cursor::{Cursor, Plain, before, is_dash, last_word};
use super::date::is_year;
use super::lexicon::{AND, BEFORE_YEARS, LABELS, WEAK_LABELS};
use super::month::{is_month, month_before};
use super::number_word::number_words;
use super::numeral::{DecimalMark, Numeral, Shape, numeral};
use super::qualifier;
use super::scale::{Scales, scale};
use super::sign::is_symbol;

/// A number of a sentence.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Figure {
    /// First byte.
    pub start: usize,
    /// One past the last byte, its scale's included.
    pub end: usize,
    /// The value.
    pub value: Decimal,
    /// True behind `million` or `centaine`: `de` may follow.
    pub scaled: bool,
    /// True for digits, false for words.
    pub digits: bool,
    /// Where the lower end of its range begins.
    pub lower: Option<usize>,
}

/// The number at byte `at`, where a run of letters or digits begins.
pub(crate) fn figure(text: &str, at: usize) -> Option<Figure> {
    if Cursor::new(text, at).peek()?.is_ascii_digit() {
        return digits(text, at);
    }
    let number = number_words(text, at)?;
    let word = text.get(at..number.end)?;
    let english_once = word.eq_ignore_ascii_case("once") && !spanish(text, at);
    let small = number.value.is_zero() || english_once || of_another(text, at);
    let clings = before(text, at).is_some_and(is_dash);
    if small || clings || labelled(text, at) {
        return None;
    }
    let scaled = last_word(word).is_some_and(|last| {
        let plain = Plain::of(last.of(word));
        ["aine", "aines", "illier", "illiers", "illion", "illions", "illon", "illones", "illiard", "illiards"]
            .iter()
            .any(|ending| plain.ends_with(ending))
            || plain.is_any(&["centenar", "docena", "douzaine", "milhao", "milhoes"])
    });
    Some(Figure { start: at, end: number.end, value: number.value, scaled, digits: false, lower: None })
}

/// `once` is eleven where Spanish words stand around it.
fn spanish(text: &str, at: usize) -> bool {
    let end = (at + 80..)
        .find(|end| text.is_char_boundary(*end) || *end > text.len())
        .unwrap_or(at)
        .min(text.len());
    let around = [near(text, at), text.get(at..end).unwrap_or_default()];
    let is_spanish =
        |word: &str| matches!(word, "los" | "las" | "el" | "en" | "del" | "y" | "con" | "para" | "por");
    around.iter().any(|part| part.split(|c: char| !c.is_alphabetic()).any(is_spanish))
}

fn digits(text: &str, at: usize) -> Option<Figure> {
    let number = numeral(text, at)?;
    let scale = scale(text, number.end, Scales::Words);
    let end = scale.map_or(number.end, |scale| scale.end);
    // What refuses most numbers first.
    if ends_otherwise(text, end) || is_mark(text, at, end) {
        return None;
    }
    let lower = range_start(text, at);
    let clings = |c: char| {
        c.is_alphanumeric()
            || matches!(c, '_' | '/' | '.' | '#' | '@' | '[' | '+' | '°')
            || is_dash(c)
            || is_symbol(c)
    };
    if lower.is_none() && before(text, at).is_some_and(clings) || is_date(text, at, &number) {
        return None;
    }
    let value = number.value(DecimalMark::Unknown, scale.is_some(), true);
    let value = scale.map_or(Some(value), |scale| scale.of(value))?;
    if value.is_zero() || labelled(text, lower.unwrap_or(at)) || of_another(text, at) {
        return None;
    }
    Some(Figure { start: at, end, value, scaled: scale.is_some(), digits: true, lower })
}

/// `15-20`, `30 to 40`, `30 à 40`: where the lower number begins. `from 20 to 35` is a change and no range.
fn range_start(text: &str, at: usize) -> Option<usize> {
    let shift = at - near(text, at).len();
    let head = near(text, at);
    let tight = head.strip_suffix(is_dash);
    let spaced = [" to ", " à ", " a ", " – ", " - "].iter().find_map(|joint| head.strip_suffix(joint));
    let open = tight.or(spaced)?;
    let start = open.trim_end_matches(|c: char| c.is_ascii_digit() || c == ',').len();
    let digits = open.len() - start;
    let clings = before(head, start)
        .is_some_and(|c| c.is_alphanumeric() || is_dash(c) || matches!(c, '.' | '/' | '$'));
    let change = || {
        let word = open.get(..start).and_then(|text| last_word(text).map(|word| Plain::of(word.of(text))));
        tight.is_none() && word.is_some_and(|word| word.is_any(&["de", "from"]))
    };
    let year = open.get(start..).is_some_and(is_year);
    ((1..=7).contains(&digits) && !clings && !year && !change()).then_some(shift + start)
}

/// The second number of `80 of 120 schools` and `3 in 4 women`: the first one counts, or nothing does.
fn of_another(text: &str, at: usize) -> bool {
    let head = near(text, at);
    let strip = |word: &str| head.strip_suffix(word);
    let strip_total =
        || [" of the ", " of a total of ", " out of the "].iter().find_map(|joint| strip(joint));
    let of =
        [" out of ", " of ", " sur ", " de cada "].iter().find_map(|joint| strip(joint)).or_else(strip_total);
    let ratio = || {
        strip(" in ").filter(|head| head.ends_with(|c: char| ('1'..='9').contains(&c)) || ends_in_word(head))
    };
    let Some(first) = of.or_else(ratio) else { return strip(" x ").is_some() || head.ends_with('×') };
    let digits = first.trim_end_matches(|c: char| c.is_ascii_digit() || c == ',').len();
    let number = digits < first.len()
        && !first.get(..digits).is_some_and(|head| head.ends_with(char::is_alphanumeric));
    let year = first.get(digits..).is_some_and(is_year);
    number && !year || ends_in_word(first)
}

/// A number word at the end: `three`.
fn ends_in_word(head: &str) -> bool {
    last_word(head)
        .filter(|word| word.end as usize == head.len())
        .is_some_and(|word| number_words(head, word.start as usize).is_some())
}

/// A letter, a percent sign or a further part of a longer token follows.
fn ends_otherwise(text: &str, end: usize) -> bool {
    let mut cursor = Cursor::new(text, end);
    let measure = Plain::of(cursor.word());
    if !measure.is_empty() && cursor.at() > end {
        return !measure.is_any(&["ha", "kg", "km", "mw"]); // `20km`; `5th` is an ordinal
    }
    let clings = cursor.peek().is_some_and(|c| is_dash(c) || matches!(c, '/' | ':' | '_' | '°' | 'º'));
    let inner = cursor.peek_second().is_some_and(char::is_alphanumeric);
    if clings && inner {
        return true;
    }
    cursor.spaces();
    if cursor.peek() == Some('%') {
        return true;
    }
    let word = Plain::of(cursor.word());
    let cent = word.is_any(&["per", "por", "pour"])
        && cursor.spaces() == 1
        && cursor.eat_word(&["cent", "cento", "ciento"]);
    cent || word.is("percent")
}

/// `(1)`, `1)`, `[3]`, `(41502)`: nothing but the number stands before the closing bracket.
fn is_mark(text: &str, start: usize, end: usize) -> bool {
    let after = Cursor::new(text, end).peek();
    let before = before(text, start);
    matches!(after, Some(')' | ']')) && before.is_none_or(|c| matches!(c, '(' | '[') || c.is_whitespace())
}

/// A year or a part of a date.
fn is_date(text: &str, at: usize, number: &Numeral) -> bool {
    let mut after = Cursor::new(text, number.end);
    after.spaces();
    if is_month(after.word())
        && after.rest().trim_start_matches(['.', ',']).trim_start().starts_with(|c: char| c.is_ascii_digit())
        || is_month_name(text, number.end)
    {
        return true;
    }
    if month_before(text, at) && number.width() <= 4 {
        return true;
    }
    let year = number.shape == Shape::Plain && text.get(at..number.end).is_some_and(is_year);
    if !year
        || qualifier::before_number(text, at).is_some_and(|span| !Plain::of(span.of(text)).is("estimated"))
    {
        return false;
    }
    let head = text.get(..at).unwrap_or_default().trim_end();
    let Some(word) = last_word(head) else { return true };
    let word = word.of(head);
    Plain::of(word).is_in(&BEFORE_YEARS)
        || word.starts_with(char::is_uppercase)
        || head.ends_with(|c: char| !c.is_alphabetic())
}

/// A month's full name follows the number: `12 January`.
fn is_month_name(text: &str, end: usize) -> bool {
    let mut after = Cursor::new(text, end);
    after.spaces();
    let word = after.word();
    word.chars().count() > 3 && is_month(word) && after.peek().is_none_or(|c| !is_dash(c))
}

/// A word before the number makes it a name: `Phase 2`, `SDGs 5 and 16`, `resolutions 2185 (2014), 2382 (2017)`.
fn labelled(text: &str, at: usize) -> bool {
    let head = near(text, at);
    let mut head = head.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '°' | 'º' | '#'));
    // Over the numbers of the same list, which only a plural opens.
    for step in 0..6 {
        let Some(word) = last_word(head) else {
            let rest = head
                .trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | '(' | ')' | ' '));
            if rest.len() == head.len() || rest.len() + 16 < head.len() {
                return false;
            }
            head = rest;
            continue;
        };
        let plain = Plain::of(word.of(head));
        if plain.is_in(&LABELS) {
            let many = step == 0 || plain.ends_with("s") || plain.is_any(&["odd", "sdg"]);
            return many && (!plain.is_in(&WEAK_LABELS) || word.of(head).starts_with(char::is_uppercase));
        }
        let before_word = head.get(..word.start as usize).unwrap_or_default();
        if !plain.is_in(&AND) || !before_word.trim_end().ends_with(|c: char| c.is_ascii_digit() || c == ')') {
            return false;
        }
        head = before_word.trim_end();
    }
    false
}

/// The eighty bytes or so before `at`.
fn near(text: &str, at: usize) -> &str {
    let start = (at.saturating_sub(80)..=at).find(|start| text.is_char_boundary(*start)).unwrap_or(at);
    text.get(start..at).unwrap_or_default()
}
