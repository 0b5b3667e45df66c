//! Periods (`2018-01-15 - 2024-02-28`, `January to December 2024`) and lengths of time (`One year`, `18 mois`).

use almoner_record::Span;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::cursor::{Cursor, Plain, before, is_apostrophe, is_dash, last_word};
use super::date::{DayOrder, Part, PrintedDate, next_start, ordinal, part, token_end, whole_year};
use super::number_word::{next_number, number_words};
use super::numeral::{DecimalMark, numeral};

/// A stretch of time as printed; at least one of its parts is there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PrintedPeriod {
    /// The start.
    pub start: Option<(Span, PrintedDate)>,
    /// The end.
    pub end: Option<(Span, PrintedDate)>,
    /// The length, an ISO 8601 duration in the printed unit.
    pub duration: Option<(Span, String)>,
}

/// The first period in `text`: two dates with what joins them, an open range (`2018-01-15 -`, `until June 2021`), a
/// length, or a length with dates.
///
/// A start without year (or month) takes the end's; `November to March 2024` starts the year before. A fiscal year
/// (`FY2023/24`) keeps the precision of years, from its first year to its last: whose fiscal year it is, nothing here
/// tells. One year or month by itself is a period when the text holds nothing else. `Since 2015` is none.
pub fn period(text: &str, order: DayOrder) -> Option<(Span, PrintedPeriod)> {
    let dates = dates(text, order);
    let duration = duration(text);
    let span = match (dates, &duration) {
        (Some((span, ..)), Some((length, _))) => span.cover(*length),
        (Some((span, ..)), None) => span,
        (None, Some((length, _))) => *length,
        (None, None) => return None,
    };
    let (start, end) = dates.map_or((None, None), |(_, start, end)| (start, end));
    Some((span, PrintedPeriod { start, end, duration }))
}

type Ends = (Span, Option<(Span, PrintedDate)>, Option<(Span, PrintedDate)>);

fn dates(text: &str, order: DayOrder) -> Option<Ends> {
    let mut at = 0;
    let mut open = None;
    while let Some(start) = next_start(text, at) {
        at = token_end(text, start);
        if let Some(found) = years(text, start).or_else(|| range(text, start, order)) {
            return Some(found);
        }
        let Some(part) = part(text, start, order) else { continue };
        at = part.end.max(at);
        if let Some(date) = part.date()
            && open.is_none()
        {
            open = half_open(text, Span::new(start, part.end), date);
        }
    }
    open
}

/// `2019-2022`, `2019–22`, `2019/20`, `2011-12` and `FY2023/24`: years alone.
fn years(text: &str, at: usize) -> Option<Ends> {
    let mut cursor = Cursor::new(text, at);
    let fiscal = text.get(..at).is_some_and(|head| head.ends_with("FY") || head.ends_with("FY "));
    if cursor.before().is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '/' | '$')) && !fiscal {
        return None;
    }
    let digits = cursor.digits();
    let first = whole_year(digits).filter(|_| digits.len() == 4)?;
    let start = (cursor.span(at), PrintedDate::new(first, None, None)?);
    let spaced = cursor.spaces() > 0;
    if !cursor.eat_if(|c| is_dash(c) || c == '/') {
        return None;
    }
    cursor.spaces();
    let from = cursor.at();
    let digits = cursor.digits();
    let short = digits.len() == 2 && !spaced;
    let last = match whole_year(digits)? {
        last if digits.len() == 4 => last,
        last if short => last - last / 100 * 100 + first / 100 * 100,
        _ => return None,
    };
    // `2018-01` is a month; `2011-12` is two years.
    let plausible = !short || last == first + 1 || last % 100 > 12 && last > first;
    let joined = match cursor.peek() {
        Some('-' | '/' | '.') => cursor.peek_second().is_some_and(|c| c.is_ascii_digit()),
        Some(c) => c.is_alphanumeric(),
        None => false,
    };
    if !plausible || joined || last < first {
        return None;
    }
    let end = (cursor.span(from), PrintedDate::new(last, None, None)?);
    Some((start.0.cover(end.0), Some(start), Some(end)))
}

/// Words that join a start and an end, plain and sorted.
const JOINTS: [&str; 17] = [
    "a", "al", "ao", "ate", "au", "bis", "et", "and", "hasta", "jusqu", "y", "e", "through", "thru", "till",
    "to", "until",
];

/// A start at byte `at`, what joins, and an end.
fn range(text: &str, at: usize, order: DayOrder) -> Option<Ends> {
    let first = part(text, at, order).or_else(|| bare_day(text, at))?;
    let mut cursor = Cursor::new(text, first.end);
    if !joint(text, at, &mut cursor) {
        return None;
    }
    let from = cursor.at();
    if !cursor.peek().is_some_and(|c| c.is_alphanumeric()) {
        return None;
    }
    let second = part(text, from, order)?;
    let end = second.date()?;
    let start = completed(first, end)?;
    let start = (Span::new(at, first.end), start);
    let end = (Span::new(from, second.end), end);
    Some((start.0.cover(end.0), Some(start), Some(end)))
}

/// The day of `1-15 March 2020` and `du 1er au 31 décembre 2022`.
fn bare_day(text: &str, at: usize) -> Option<Part> {
    let mut cursor = Cursor::new(text, at);
    if cursor.before().is_some_and(|c| c.is_alphanumeric() || is_dash(c) || c == '/') {
        return None;
    }
    let digits = cursor.digits();
    let day = digits.parse().ok().filter(|day| digits.len() <= 2 && (1..=31).contains(day))?;
    ordinal(&mut cursor);
    Some(Part { year: None, month: None, day: Some(day), ambiguous: false, end: cursor.at() })
}

/// The start with what only the end prints.
fn completed(first: Part, end: PrintedDate) -> Option<PrintedDate> {
    if let Some(date) = first.date() {
        return Some(date);
    }
    let month = match (first.month, first.day) {
        (Some(month), _) => month,
        (None, Some(day)) if end.day.is_some_and(|last| day <= last) => end.month?,
        _ => return None,
    };
    let year = if end.month.is_some_and(|last| month > last) { end.year - 1 } else { end.year };
    end.month?;
    PrintedDate::new(year, Some(month), first.day)
}

/// Moves over what joins two dates: a dash, `to`, `au`, `jusqu'au`; `and` only after `between`.
fn joint(text: &str, at: usize, cursor: &mut Cursor<'_>) -> bool {
    cursor.take_while(|c| c.is_whitespace() || c == ',');
    if cursor.eat_if(|c| is_dash(c) || matches!(c, '→' | '/')) {
        cursor.take_while(|c| is_dash(c) || c == '>');
        cursor.spaces();
        return true;
    }
    let word = Plain::of(cursor.word());
    if word.is_any(&["and", "e", "et", "y"]) {
        let opening = text.get(..at).and_then(last_word).map(|word| Plain::of(word.of(text)));
        if !opening.is_some_and(|word| word.is_any(&["between", "entre"])) {
            return false;
        }
    } else if word.is("jusqu") {
        cursor.eat_if(is_apostrophe);
        cursor.word();
    } else if !JOINTS.iter().any(|joint| word.is(joint)) {
        return false;
    }
    let spaced = cursor.spaces() > 0;
    let mut ahead = *cursor;
    if ahead.eat_word(&["el", "o", "the"]) && ahead.spaces() > 0 {
        *cursor = ahead;
    }
    spaced
}

/// A range with one end: `2018-01-15 -`, `2018 – present`, `until 2024`, `from March 2019`; and a year or month that is
/// the whole text.
fn half_open(text: &str, span: Span, date: PrintedDate) -> Option<Ends> {
    let head = text.get(..span.start as usize)?.trim_end();
    let tail = text.get(span.end as usize..)?.trim_start();
    let found = Some((span, date));
    if let Some(rest) = tail.strip_prefix(is_dash) {
        let rest = rest.trim_start();
        let word = Plain::of(Cursor::new(rest, 0).word());
        let open =
            word.is_any(&["actualidad", "current", "en", "now", "ongoing", "open", "present", "today"]);
        return (rest.is_empty() || open).then_some((span, found, None));
    }
    if head.chars().all(is_dash) && !head.is_empty() {
        return Some((span, None, found));
    }
    if let Some(word) = last_word(head) {
        let plain = Plain::of(word.of(head));
        let last = plain.is_any(&["ate", "hasta", "till", "until"])
            || plain.is_any(&["a", "au"])
                && head.get(..word.start as usize)?.trim_end().ends_with(['\'', '’']);
        if last {
            return Some((span, None, found));
        }
        if plain.is_any(&["beginning", "from", "starting"]) {
            return Some((span, found, None));
        }
    }
    let edge = |c: char| c.is_whitespace() || c.is_ascii_punctuation() || is_dash(c);
    let alone =
        head.trim_start_matches("FY").trim_matches(edge).is_empty() && tail.trim_matches(edge).is_empty();
    (alone && date.day.is_none()).then_some((span, found, found))
}

/// The first length of time in `text`, as an ISO 8601 duration: `One year` is `P1Y`, `1.5 years` is `P18M`, `2 years and
/// 6 months` is `P2Y6M`. An age (`5 years old`) is none.
pub fn duration(text: &str) -> Option<(Span, String)> {
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
    let tail = Cursor::new(text, end).rest().trim_start();
    if ["old", "of age", "d'âge", "d’âge", "de edad", "de idade"].iter().any(|age| tail.starts_with(age))
    {
        return None;
    }
    let duration = parts.iter().map(Measure::iso).collect::<Option<String>>()?;
    Some((Span::new(at, end), format!("P{duration}")))
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

const UNITS: [(&str, Unit); 29] = [
    ("an", Unit::Years),
    ("annee", Unit::Years),
    ("annees", Unit::Years),
    ("ano", Unit::Years),
    ("anos", Unit::Years),
    ("ans", Unit::Years),
    ("day", Unit::Days),
    ("days", Unit::Days),
    ("dia", Unit::Days),
    ("dias", Unit::Days),
    ("jour", Unit::Days),
    ("jours", Unit::Days),
    ("mes", Unit::Months),
    ("meses", Unit::Months),
    ("mois", Unit::Months),
    ("month", Unit::Months),
    ("months", Unit::Months),
    ("semaine", Unit::Weeks),
    ("semaines", Unit::Weeks),
    ("semana", Unit::Weeks),
    ("semanas", Unit::Weeks),
    ("week", Unit::Weeks),
    ("weeks", Unit::Weeks),
    ("wk", Unit::Weeks),
    ("wks", Unit::Weeks),
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

    fn read(text: &str) -> Option<String> {
        let (_, period) = period(text, DayOrder::Unknown)?;
        let first = period.start.map_or("-".to_owned(), |(_, date)| date.first().to_string());
        let last = period.end.map_or("-".to_owned(), |(_, date)| date.last().to_string());
        let length = period.duration.map_or("-".to_owned(), |(_, length)| length);
        Some(format!("{first} {last} {length}"))
    }

    #[test]
    fn periods_are_read() {
        for (text, wanted) in [
            ("2018-01-15 - 2024-02-28", "2018-01-15 2024-02-28 -"),
            ("2019-2022", "2019-01-01 2022-12-31 -"),
            ("2019–22", "2019-01-01 2022-12-31 -"),
            ("2019 - 2022", "2019-01-01 2022-12-31 -"),
            ("2011-12", "2011-01-01 2012-12-31 -"),
            ("FY2023/24", "2023-01-01 2024-12-31 -"),
            ("FY 2023-24", "2023-01-01 2024-12-31 -"),
            ("January to December 2024", "2024-01-01 2024-12-31 -"),
            ("One year (January to December 2024).", "2024-01-01 2024-12-31 P1Y"),
            ("November 2023 - March 2024", "2023-11-01 2024-03-31 -"),
            ("November to March 2024", "2023-11-01 2024-03-31 -"),
            ("An initial one year.", "- - P1Y"),
            ("18 months", "- - P18M"),
            ("18 mois (mars 2019 à août 2020)", "2019-03-01 2020-08-31 P18M"),
            ("du 1er janvier 2020 au 31 décembre 2022", "2020-01-01 2022-12-31 -"),
            ("du 1er au 31 décembre 2022", "2022-12-01 2022-12-31 -"),
            ("1-15 March 2020", "2020-03-01 2020-03-15 -"),
            ("15 January – 30 March 2024", "2024-01-15 2024-03-30 -"),
            ("from March 2019 to June 2021", "2019-03-01 2021-06-30 -"),
            ("between March 2019 and June 2021", "2019-03-01 2021-06-30 -"),
            ("2018-01-15 -", "2018-01-15 - -"),
            ("2018-01-15 - present", "2018-01-15 - -"),
            ("- 2024-02-28", "- 2024-02-28 -"),
            ("jusqu'au 31 décembre 2022", "- 2022-12-31 -"),
            ("de 2019 a 2022", "2019-01-01 2022-12-31 -"),
            ("del 1 de enero de 2019 al 31 de marzo de 2021", "2019-01-01 2021-03-31 -"),
            ("01/04/2019 - 31/03/2022", "2019-04-01 2022-03-31 -"),
            ("2019", "2019-01-01 2019-12-31 -"),
            ("March 2019", "2019-03-01 2019-03-31 -"),
        ] {
            assert_eq!(read(text).as_deref(), Some(wanted), "{text}");
        }
    }

    #[test]
    fn one_date_in_a_sentence_is_no_period() {
        for text in [
            "Since 2015, at the request of the Government of Iraq",
            "2018-01-15",
            "on 12 March 2019",
            "15131",
            "",
            "In 2020 and 2021, a global crisis",
            "CA-3-P005189001",
            "SDG 16",
            "15-20 participants",
            "children under 5 years old",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

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
