//! Lengths of time: `One year`, `18 mois`, `2 years and 6 months`.

use almoner_record::Span;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::cursor::{Cursor, Plain, before, is_dash};
use super::number_word::{next_number, number_words};
use super::numeral::{DecimalMark, numeral};

/// The first length of time in `text`, as an ISO 8601 duration: `One year` is `P1Y`, `1.5 years` is `P18M`, `2 years and
/// 6 months` is `P2Y6M`. An age (`5 years old`) is none.
pub(crate) fn duration(text: &str) -> Option<(Span, String)> {
    let mut from = 0;
    while let Some(at) = next_number(text, from) {
        if !before(text, at).is_some_and(|c| matches!(c, '.' | ',' | '-' | '/'))
            && let Some(found) = length(text, at)
        {
            return Some(found);
        }
        let mut cursor = Cursor::new(text, at);
        cursor.alphanumeric();
        from = cursor.at();
    }
    None
}

fn length(text: &str, at: usize) -> Option<(Span, String)> {
    let first = measure(text, at)?;
    let mut end = first.end;
    let mut parts = vec![first];
    let mut cursor = Cursor::new(text, end);
    // `2 years and 6 months`, `1 an et demi`
    for _ in 0..2 {
        cursor.take_while(|c| c.is_whitespace() || c == ',');
        cursor.eat_word(&["and", "e", "et", "y"]);
        cursor.spaces();
        let Some(next) = measure(text, cursor.at()) else { break };
        if parts.last().is_none_or(|last| last.unit.rank() >= next.unit.rank()) {
            break;
        }
        end = next.end;
        cursor = Cursor::new(text, end);
        parts.push(next);
    }
    if let ([one], Some(half)) = (parts.as_mut_slice(), half_after(text, end)) {
        one.value += Decimal::new(5, 1);
        end = half;
    }
    let tail = Cursor::new(text, end).rest().trim_start();
    if ["old", "of age", "d'âge", "d’âge", "de edad", "de idade"].iter().any(|age| tail.starts_with(age))
    {
        return None;
    }
    let duration = parts.iter().map(Measure::iso).collect::<Option<String>>()?;
    Some((Span::new(at, end), format!("P{duration}")))
}

/// `and a half`, `et demi`, `y medio` behind a unit: where it ends.
fn half_after(text: &str, at: usize) -> Option<usize> {
    let mut cursor = Cursor::new(text, at);
    if cursor.spaces() != 1 || !cursor.eat_word(&["and", "e", "et", "y"]) || cursor.spaces() != 1 {
        return None;
    }
    if cursor.eat_word(&["a"]) {
        cursor.spaces();
    }
    cursor.eat_word(&["demi", "demie", "half", "media", "medio", "meio"]).then_some(cursor.at())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Years,
    Months,
    Weeks,
    Days,
}

impl Unit {
    fn rank(self) -> u8 {
        match self {
            Unit::Years => 0,
            Unit::Months => 1,
            Unit::Weeks => 2,
            Unit::Days => 3,
        }
    }
}

const UNITS: [(&str, Unit); 82] = [
    ("an", Unit::Years),
    ("annee", Unit::Years),
    ("annees", Unit::Years),
    ("anni", Unit::Years),
    ("anno", Unit::Years),
    ("ano", Unit::Years),
    ("anos", Unit::Years),
    ("ans", Unit::Years),
    ("anys", Unit::Years),
    ("ar", Unit::Years),
    ("dage", Unit::Days),
    ("dagen", Unit::Days),
    ("dager", Unit::Days),
    ("day", Unit::Days),
    ("days", Unit::Days),
    ("dia", Unit::Days),
    ("dias", Unit::Days),
    ("dni", Unit::Days),
    ("giorni", Unit::Days),
    ("jaar", Unit::Years),
    ("jahr", Unit::Years),
    ("jahre", Unit::Years),
    ("jahren", Unit::Years),
    ("jaren", Unit::Years),
    ("jour", Unit::Days),
    ("jours", Unit::Days),
    ("lat", Unit::Years),
    ("lata", Unit::Years),
    ("maand", Unit::Months),
    ("maanden", Unit::Months),
    ("manad", Unit::Months),
    ("manader", Unit::Months),
    ("maned", Unit::Months),
    ("maneder", Unit::Months),
    ("mes", Unit::Months),
    ("mese", Unit::Months),
    ("meses", Unit::Months),
    ("mesi", Unit::Months),
    ("mesos", Unit::Months),
    ("miesiac", Unit::Months),
    ("miesiace", Unit::Months),
    ("miesiecy", Unit::Months),
    ("mnd", Unit::Months),
    ("mo", Unit::Months),
    ("mois", Unit::Months),
    ("monat", Unit::Months),
    ("monate", Unit::Months),
    ("monaten", Unit::Months),
    ("month", Unit::Months),
    ("months", Unit::Months),
    ("mos", Unit::Months),
    ("mth", Unit::Months),
    ("mths", Unit::Months),
    ("rok", Unit::Years),
    ("semaine", Unit::Weeks),
    ("semaines", Unit::Weeks),
    ("semana", Unit::Weeks),
    ("semanas", Unit::Weeks),
    ("setmanes", Unit::Weeks),
    ("settimana", Unit::Weeks),
    ("settimane", Unit::Weeks),
    ("tag", Unit::Days),
    ("tage", Unit::Days),
    ("tagen", Unit::Days),
    ("tygodni", Unit::Weeks),
    ("uge", Unit::Weeks),
    ("uger", Unit::Weeks),
    ("uke", Unit::Weeks),
    ("uker", Unit::Weeks),
    ("vecka", Unit::Weeks),
    ("veckor", Unit::Weeks),
    ("week", Unit::Weeks),
    ("weeks", Unit::Weeks),
    ("weken", Unit::Weeks),
    ("wk", Unit::Weeks),
    ("wks", Unit::Weeks),
    ("woche", Unit::Weeks),
    ("wochen", Unit::Weeks),
    ("year", Unit::Years),
    ("years", Unit::Years),
    ("yr", Unit::Years),
    ("yrs", Unit::Years),
];

struct Measure {
    value: Decimal,
    unit: Unit,
    end: usize,
}

impl Measure {
    /// `1Y`, `18M`. Half years are months, half months stay decimals.
    fn iso(&self) -> Option<String> {
        let months = self.value.checked_mul(Decimal::from(12))?;
        Some(match self.unit {
            Unit::Years if !self.value.is_integer() && months.is_integer() => {
                format!("{}M", months.to_u32()?)
            }
            Unit::Years => format!("{}Y", self.value.normalize()),
            Unit::Months => format!("{}M", self.value.normalize()),
            Unit::Weeks => format!("{}W", self.value.normalize()),
            Unit::Days => format!("{}D", self.value.normalize()),
        })
    }
}

/// A number and a unit of time: `18 months`, `one year`, `un an`, `12 (twelve) months`, `24-month`.
fn measure(text: &str, at: usize) -> Option<Measure> {
    let cursor = Cursor::new(text, at);
    let (value, end) = if cursor.peek()?.is_ascii_digit() {
        let number = numeral(text, at)?;
        (number.value(DecimalMark::Unknown, true, false), number.end)
    } else if let Some(number) = number_words(text, at) {
        (number.value, number.end)
    } else {
        let mut ahead = cursor;
        let article = ahead.word();
        let one = matches!(Plain::of(article).bytes(), b"un" | b"une" | b"um" | b"uma" | b"una");
        let hyphened = number_of_hyphened(article, ahead);
        (hyphened.or(one.then_some(Decimal::ONE))?, ahead.at())
    };
    let mut ahead = Cursor::new(text, end);
    let mut value = value;
    if ahead.eat('½') || ahead.eat_text(" 1/2") || ahead.eat_text(" ½") {
        value += Decimal::new(5, 1);
    }
    ahead.eat_if(is_dash);
    ahead.spaces();
    if ahead.eat('(') {
        ahead.take_at_most(20, |c| c != ')' && c != '\n');
        if !ahead.eat(')') {
            return None;
        }
        ahead.spaces();
        ahead.eat_if(is_dash);
    }
    // `3 calendar years`, `two full years`
    let mut unit = ahead.word();
    if Plain::of(unit).is_any(&["additional", "calendar", "full", "more"]) {
        ahead.spaces();
        unit = ahead.word();
    }
    let unit = Plain::of(unit).find(&UNITS)?;
    Some(Measure { value, unit, end: ahead.at() })
}

/// The number of `two-year` and `five-day`.
fn number_of_hyphened(word: &str, after: Cursor<'_>) -> Option<Decimal> {
    let hyphen = after.peek().is_some_and(is_dash);
    number_words(word, 0).filter(|number| hyphen && number.end == word.len()).map(|number| number.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read() {
        for (text, wanted) in [
            ("One year", "P1Y"),
            ("3 years", "P3Y"),
            ("2 years and 6 months", "P2Y6M"),
            ("1.5 years", "P18M"),
            ("1,5 an", "P18M"),
            ("twelve (12) months", "P12M"),
            ("12 (twelve) months", "P12M"),
            ("a 24-month project", "P24M"),
            ("a two-year project", "P2Y"),
            ("deux ans", "P2Y"),
            ("un an", "P1Y"),
            ("tres años", "P3Y"),
            ("90 days", "P90D"),
            ("18 mths", "P18M"),
            ("Two years and a half", "P30M"),
            ("deux ans et demi", "P30M"),
            ("2 1/2 years", "P30M"),
            ("6 semaines", "P6W"),
        ] {
            assert_eq!(duration(text).map(|(_, length)| length).as_deref(), Some(wanted), "{text}");
        }
    }

    #[test]
    fn the_tables_are_sorted() {
        crate::value::cursor::is_sorted(&UNITS.map(|(word, _)| word));
    }
}
