//! Dates as documents print them, in English, French, Spanish and Portuguese.

use std::ops::RangeInclusive;

use almoner_record::{Precision, Span};
use jiff::civil::Date;

use super::cursor::{Cursor, before, is_apostrophe, is_dash};
use super::month::{may_begin, month};

/// The years of dates: what lies before or behind them is another number.
const YEARS: RangeInclusive<i16> = 1900..=2100;

/// True for four digits that are a year of [`YEARS`], and nothing else.
pub(crate) fn is_year(text: &str) -> bool {
    text.len() == 4
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && text.parse().is_ok_and(|year| YEARS.contains(&year))
}

/// Whether `12/03/2020` is in March or in December, as far as the document tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum DayOrder {
    /// Not known: the day is taken to stand first, and the date is marked ambiguous.
    #[default]
    Unknown,
    /// Day, month, year.
    DayFirst,
    /// Month, day, year.
    MonthFirst,
}

/// A date as printed: to the day, the month or the year. It is always a date of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PrintedDate {
    /// The year.
    pub year: i16,
    /// The month, where printed.
    pub month: Option<i8>,
    /// The day, where printed.
    pub day: Option<i8>,
    /// True when day and month may be the other way round.
    pub ambiguous: bool,
    /// True for a quarter of a year (`Q2 2020`), whose first month stands in `month`.
    pub quarter: bool,
}

impl PrintedDate {
    pub(super) fn new(year: i16, month: Option<i8>, day: Option<i8>) -> Option<PrintedDate> {
        let valid = YEARS.contains(&year) && Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).is_ok();
        valid.then_some(PrintedDate { year, month, day, ambiguous: false, quarter: false })
    }

    /// The day, or the first day of the month, quarter or year.
    pub(crate) fn first(self) -> Date {
        Date::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1)).unwrap_or_default()
    }

    /// The day, or the last day of the month, quarter or year.
    pub(crate) fn last(self) -> Date {
        let last = if self.quarter { self.month.map(|first| first.saturating_add(2)) } else { self.month };
        let month = Date::new(self.year, last.unwrap_or(12), self.day.unwrap_or(1)).unwrap_or_default();
        if self.day.is_some() { month } else { month.last_of_month() }
    }

    /// How precisely it was printed. Of a quarter no month is known.
    pub(crate) fn precision(self) -> Precision {
        match (self.month.filter(|_| !self.quarter), self.day) {
            (None, _) => Precision::Year,
            (_, None) => Precision::Month,
            _ => Precision::Day,
        }
    }
}

/// The first date in `text`; a year alone is one, as its field decides what it means.
pub(crate) fn date(text: &str, order: DayOrder) -> Option<(Span, PrintedDate)> {
    let mut at = 0;
    while let Some(start) = next_start(text, at) {
        if let Some(part) = part(text, start, order)
            && let Some(date) = part.date()
        {
            return Some((Span::new(start, part.end), date));
        }
        at = impossible(text, start, order).unwrap_or_else(|| token_end(text, start));
    }
    None
}

/// The end of what is written as a whole date and is none (`31/04/2021`, `30 February 2024`): no month or year of it is one.
fn impossible(text: &str, at: usize, order: DayOrder) -> Option<usize> {
    let mut cursor = Cursor::new(text, at);
    let first = cursor.digits().len();
    if !matches!(first, 1 | 2) {
        return None;
    }
    let mut numbers = cursor;
    if let Some(mark) = numbers.bump().filter(|c| matches!(c, '/' | '.' | '-')) {
        let second = numbers.digits().len();
        let whole = matches!(second, 1 | 2) && numbers.eat(mark) && numbers.digits().len() == 4;
        return (whole && ends(numbers, false)).then(|| numbers.at());
    }
    let spaces = cursor.spaces();
    let named = part(text, cursor.at(), order).filter(|part| part.month.is_some() && part.year.is_some());
    let is_word = cursor.peek().is_some_and(char::is_alphabetic);
    named.filter(|_| spaces == 1 && is_word).map(|part| part.end)
}

/// The next place where a date may begin: a digit, or two letters that begin the name of a month.
pub(super) fn next_start(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut previous = from.checked_sub(1).and_then(|at| bytes.get(at)).copied().unwrap_or(b' ');
    for (offset, byte) in bytes.get(from..)?.iter().copied().enumerate() {
        let at = from + offset;
        let digit = byte.is_ascii_digit() && !previous.is_ascii_digit();
        let letter = || {
            byte.is_ascii_alphabetic()
                && !previous.is_ascii_alphanumeric()
                && (may_begin(bytes, at) || is_quarter_at(bytes, at))
        };
        if digit || letter() && (previous < 0x80 || before(text, at).is_none_or(|c| !c.is_alphanumeric())) {
            return Some(at);
        }
        previous = byte;
    }
    None
}

/// The end of the run of digits or letters that begins at `at`.
pub(super) fn token_end(text: &str, at: usize) -> usize {
    let mut cursor = Cursor::new(text, at);
    if cursor.digits().is_empty() && cursor.word().is_empty() {
        cursor.bump();
    }
    cursor.at().max(at + 1)
}

/// What is printed of a date; in a range the start may lack its year or even its month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) year: Option<i16>,
    pub(super) month: Option<i8>,
    pub(super) day: Option<i8>,
    pub(super) ambiguous: bool,
    pub(super) quarter: bool,
    pub(super) end: usize,
}

impl Part {
    pub(super) fn date(self) -> Option<PrintedDate> {
        let date = PrintedDate::new(self.year?, self.month, self.day)?;
        Some(PrintedDate { ambiguous: self.ambiguous, quarter: self.quarter, ..date })
    }
}

/// What is printed of a date at byte `at`: a whole one, a month and a year, a year, a day and a month.
pub(super) fn part(text: &str, at: usize, order: DayOrder) -> Option<Part> {
    let cursor = Cursor::new(text, at);
    if cursor.before().is_some_and(|c| c.is_alphanumeric() || c == '_') && !fiscal_before(text, at) {
        return None;
    }
    if cursor.peek()?.is_ascii_digit() {
        let number = digits(text, at)?;
        return match number.len {
            4 => year_first(cursor, number).map(|year| with_quarter(text, year)),
            1 | 2 => numeric(cursor, order).or_else(|| day_first(cursor)).or_else(|| quarter_first(cursor)),
            _ => None,
        };
    }
    if is_quarter_at(text.as_bytes(), at) { quarter_first(cursor) } else { month_first(cursor) }
}

/// True where `Q1` to `Q4`, or `T1` to `T4` of `trimestre`, stands.
fn is_quarter_at(bytes: &[u8], at: usize) -> bool {
    matches!(bytes.get(at..at + 3), Some([b'Q' | b'T', b'1'..=b'4', b' ' | b'/' | b'-' | b'\'' | b',']))
}

/// `Q2 2020`, `T2/2021`, `2nd quarter of 2020`, `4e trimestre 2024`.
fn quarter_first(cursor: Cursor<'_>) -> Option<Part> {
    let mut ahead = cursor;
    let is_short = ahead.eat_if(|c| matches!(c, 'Q' | 'T'));
    let number = two_digits(&mut ahead).filter(|number| (1..=4).contains(number))?;
    if !is_short {
        ordinal(&mut ahead);
        ahead.eat_word(&["e", "eme", "ème", "o"]);
        ahead.spaces();
        if !ahead.eat_word(&["quarter", "trimestre"]) {
            return None;
        }
    }
    let year = year_after(&mut ahead)?;
    Some(quarter_of(year, number, ahead.at()))
}

fn quarter_of(year: i16, number: i8, end: usize) -> Part {
    let month = Some(number.saturating_mul(3).saturating_sub(2));
    Part { year: Some(year), month, day: None, ambiguous: false, quarter: true, end }
}

/// A year and the quarter behind it: `2021 Q3`, `2021-T4`.
fn with_quarter(text: &str, year: Part) -> Part {
    let bare = year.year.filter(|_| year.month.is_none());
    let Some([b' ' | b'-' | b'/', b'Q' | b'T', number @ b'1'..=b'4']) =
        bare.and_then(|_| text.as_bytes().get(year.end..year.end + 3))
    else {
        return year;
    };
    let goes_on = text.get(year.end + 3..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    let number = i8::try_from(number - b'0').unwrap_or_default();
    match bare.filter(|_| !goes_on) {
        Some(bare) => quarter_of(bare, number, year.end + 3),
        None => year,
    }
}

/// `FY2023`: letters directly before the year.
fn fiscal_before(text: &str, at: usize) -> bool {
    text.get(..at).is_some_and(|head| head.ends_with("FY") || head.ends_with("fy"))
}

struct Digits {
    value: i16,
    len: usize,
}

/// The run of digits at `at`, four at most, that is no part of a number with marks or of a word.
fn digits(text: &str, at: usize) -> Option<Digits> {
    let mut cursor = Cursor::new(text, at);
    let run = cursor.digits();
    let value = run.parse().ok().filter(|_| run.len() <= 4)?;
    Some(Digits { value, len: run.len() })
}

/// `2018-01-15`, `2020/03/12`, `2018-01`, `2018`.
fn year_first(cursor: Cursor<'_>, year: Digits) -> Option<Part> {
    let mut ahead = cursor;
    ahead.digits();
    let year = Some(year.value).filter(|year| YEARS.contains(year))?;
    let whole = || {
        let mut ahead = ahead;
        let mark = ahead.bump().filter(|c| matches!(c, '-' | '/' | '.' | '\u{2010}' | '\u{2011}'))?;
        let month = two_digits(&mut ahead)?;
        let month_end = ahead;
        if ahead.eat(mark)
            && let Some(day) = two_digits(&mut ahead)
        {
            return part_of(year, month, Some(day), ahead.at()).filter(|_| ends(ahead, true));
        }
        let plain = mark != '.' && month_end.since(cursor.at()).len() == 7;
        part_of(year, month, None, month_end.at()).filter(|_| plain && ends(month_end, false))
    };
    if let Some(part) = whole() {
        return Some(part);
    }
    stands_alone(cursor, ahead).then_some(Part {
        year: Some(year),
        month: None,
        day: None,
        ambiguous: false,
        quarter: false,
        end: ahead.at(),
    })
}

/// Neither a part of a number (`2,013.5`, `$2013`) nor of a word.
fn stands_alone(start: Cursor<'_>, end: Cursor<'_>) -> bool {
    let mark = |c: char| matches!(c, ',' | '.');
    let number_before = start.before().is_some_and(mark) && {
        let text = start.since(0);
        text.trim_end_matches(mark).ends_with(|c: char| c.is_ascii_digit())
    };
    let sign_before = start.before().is_some_and(|c| super::sign::is_symbol(c) || c == '#');
    let number_after = end.peek().is_some_and(mark) && end.peek_second().is_some_and(|c| c.is_ascii_digit());
    let joined = |c: char| is_dash(c) || c == '/';
    let joined = end.peek().is_some_and(joined) && end.peek_second().is_some_and(|c| c.is_ascii_digit());
    let word_after = joined && !is_years(end)
        || end.peek().is_some_and(|c| c.is_alphanumeric() || c == '%' || super::sign::is_symbol(c));
    !(number_before || sign_before || number_after || word_after)
}

/// A year, or its last two digits, follows a dash: `2019-2022`, `2019/20`.
fn is_years(end: Cursor<'_>) -> bool {
    let mut ahead = end;
    ahead.bump();
    matches!(ahead.digits().len(), 2 | 4) && ends(ahead, false)
}

fn part_of(year: i16, month: i8, day: Option<i8>, end: usize) -> Option<Part> {
    PrintedDate::new(year, Some(month), day)?;
    Some(Part { year: Some(year), month: Some(month), day, ambiguous: false, quarter: false, end })
}

fn two_digits(cursor: &mut Cursor<'_>) -> Option<i8> {
    let digits = cursor.digits();
    if digits.len() > 2 { None } else { digits.parse().ok() }
}

/// True when no digit, letter or further mark with a digit follows: `2018-01-15T10:00` is a date, `1-2-2018-5` is none.
fn ends(cursor: Cursor<'_>, time: bool) -> bool {
    match cursor.peek() {
        Some('T') => time,
        Some(c) if c.is_alphanumeric() => false,
        Some('/') if time => true, // an ISO interval
        Some('-' | '/' | '.') => !cursor.peek_second().is_some_and(|c| c.is_ascii_digit()),
        _ => true,
    }
}

/// `12/03/2020`, `12.03.20`, `12-03-2020`, `03/2020`.
fn numeric(cursor: Cursor<'_>, order: DayOrder) -> Option<Part> {
    let mut ahead = cursor;
    let first = two_digits(&mut ahead)?;
    let mark = ahead.bump().filter(|c| matches!(c, '/' | '.' | '-'))?;
    let run = ahead.digits();
    // `06.2011`, but no `3.2011`: that is a number as well.
    if run.len() == 4 && (mark != '.' || ahead.at() - cursor.at() == 7 && whole_year(run).is_some()) {
        let part = part_of(run.parse().ok()?, first, None, ahead.at())?;
        return Some(part).filter(|_| ends(ahead, false));
    }
    let second: i8 = run.parse().ok().filter(|_| run.len() <= 2)?;
    if !ahead.eat(mark) {
        return None;
    }
    let run = ahead.digits();
    let year = whole_year(run)?;
    if !(ends(ahead, false) || mark != '-' && is_dated_on(ahead, mark)) {
        return None;
    }
    let day_first = mark == '.' || first > 12 || (second <= 12 && order != DayOrder::MonthFirst);
    let (day, month) = if day_first { (first, second) } else { (second, first) };
    let open = mark != '.' && order == DayOrder::Unknown && first <= 12 && second <= 12 && first != second;
    part_of(year, month, Some(day), ahead.at()).map(|part| Part { ambiguous: open, ..part })
}

/// True where a dash and another date in the same form follow: `01.07.2019-30.06.2023`.
fn is_dated_on(end: Cursor<'_>, mark: char) -> bool {
    let mut ahead = end;
    ahead.eat('-')
        && two_digits(&mut ahead).is_some()
        && ahead.eat(mark)
        && two_digits(&mut ahead).is_some()
        && ahead.eat(mark)
        && ahead.digits().len() == 4
        && ends(ahead, false)
}

/// The order that the numbers of `31/12/2020` at `at` show by themselves.
pub(super) fn order_of(text: &str, at: usize) -> Option<DayOrder> {
    let mut cursor = Cursor::new(text, at);
    let first = two_digits(&mut cursor)?;
    cursor.bump().filter(|c| matches!(c, '/' | '-'))?;
    match (first, two_digits(&mut cursor)?) {
        (13.., _) => Some(DayOrder::DayFirst),
        (_, 13..) => Some(DayOrder::MonthFirst),
        _ => None,
    }
}

/// The order that the dates of a text show, where all that show one agree: `18/11/2019` beside `02/03/2020`.
pub(crate) fn order_shown(text: &str) -> DayOrder {
    let mut shown = None;
    for mark in memchr::memchr2_iter(b'/', b'-', text.as_bytes()) {
        let before = text.get(..mark).unwrap_or_default();
        let start = before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let is_inner = before.get(..start).is_some_and(|rest| rest.ends_with(['/', '-', '.', ',']));
        let is_day = |_: &DayOrder| {
            part(text, start, DayOrder::Unknown)
                .and_then(|part| part.date())
                .is_some_and(|date| date.day.is_some())
        };
        let Some(order) = order_of(text, start).filter(|_| !is_inner).filter(is_day) else { continue };
        if *shown.get_or_insert(order) != order {
            return DayOrder::Unknown;
        }
    }
    shown.unwrap_or_default()
}

/// A year of four digits, or of two: 70 to 99 are of the last century.
pub(super) fn whole_year(digits: &str) -> Option<i16> {
    let value: i16 = digits.parse().ok()?;
    match digits.len() {
        4 => Some(value),
        2 if value < 70 => Some(2000 + value),
        2 => Some(1900 + value),
        _ => None,
    }
}

/// `1 April 2021`, `1er janvier 2020`, `15 de marzo de 2021`, `15-Jan-2018`, `31 décembre`.
fn day_first(cursor: Cursor<'_>) -> Option<Part> {
    let mut ahead = cursor;
    let day = two_digits(&mut ahead).filter(|day| (1..=31).contains(day))?;
    ordinal(&mut ahead);
    between(&mut ahead, &["de", "of"]);
    let month = month(&mut ahead)?;
    let mut end = ahead.at();
    let year = year_after(&mut ahead);
    if year.is_some() {
        end = ahead.at();
    }
    PrintedDate::new(year.unwrap_or(2000), Some(month), Some(day))?;
    Some(Part { year, month: Some(month), day: Some(day), ambiguous: false, quarter: false, end })
}

/// `April 1, 2021`, `January 2018`, `enero de 2018`, `Feb-2024`, `January`.
fn month_first(cursor: Cursor<'_>) -> Option<Part> {
    let mut ahead = cursor;
    let month = month(&mut ahead)?;
    let bare =
        Part { year: None, month: Some(month), day: None, ambiguous: false, quarter: false, end: ahead.at() };
    // `Jan-23`, as spreadsheets write a month and its year.
    if ahead.at() - cursor.at() <= 4 && ahead.peek() == Some('-') {
        let mut short = ahead;
        let year = year_after(&mut short);
        if let Some(year) =
            year.filter(|_| ahead.rest().len() - short.rest().len() == 3 && ends(short, false))
        {
            let mut goes_on = short;
            between(&mut goes_on, &[]);
            let dated = goes_on.digits();
            // The last day of a month as well.
            let is_day = matches!(year % 100, 30 | 31);
            if !is_day && (dated.len() != 4 || whole_year(dated).is_none()) {
                return Some(Part { year: Some(year), end: short.at(), ..bare });
            }
        }
    }
    let mut with_day = ahead;
    between(&mut with_day, &[]);
    if let Some(day) = two_digits(&mut with_day).filter(|day| (1..=31).contains(day)) {
        ordinal(&mut with_day);
        let end = with_day.at();
        let inside = with_day.peek().is_some_and(|c| c.is_alphanumeric() || c == '%');
        let ranged = with_day.peek() == Some('-'); // `March 15-20`
        let year = if ranged { None } else { year_after(&mut with_day) };
        let end = if year.is_some() { with_day.at() } else { end };
        let valid = PrintedDate::new(year.unwrap_or(2000), Some(month), Some(day)).is_some();
        return (valid && !inside).then_some(Part { year, day: Some(day), end, ..bare });
    }
    match year_after(&mut ahead) {
        Some(year) => Some(Part { year: Some(year), end: ahead.at(), ..bare }),
        None => Some(bare),
    }
}

/// `st`, `nd`, `rd`, `th`, `er`, `º` after a day.
pub(super) fn ordinal(cursor: &mut Cursor<'_>) {
    if !cursor.eat_if(|c| matches!(c, 'º' | '°' | 'ª')) {
        cursor.eat_word(&["er", "nd", "rd", "re", "st", "th"]);
    }
}

/// Moves over what joins day, month and year: spaces, a comma, a hyphen, one of the sorted `words`.
fn between(cursor: &mut Cursor<'_>, words: &[&str]) {
    cursor.eat_if(|c| matches!(c, ',' | '.' | '-' | '\u{2010}' | '\u{2011}' | '/'));
    cursor.spaces();
    let mut ahead = *cursor;
    if ahead.eat_word(words) && ahead.spaces() > 0 {
        *cursor = ahead;
    }
}

pub(super) fn year_after(cursor: &mut Cursor<'_>) -> Option<i16> {
    let mut ahead = *cursor;
    let tight = ahead.peek() == Some('-') || ahead.peek().is_some_and(is_apostrophe);
    between(&mut ahead, &["de", "del", "of"]);
    let short = ahead.eat_if(is_apostrophe) || tight;
    let digits = ahead.digits();
    let year = match digits.len() {
        4 => whole_year(digits),
        2 if short => whole_year(digits),
        _ => None,
    }?;
    let inside = ahead.peek().is_some_and(|c| c.is_alphanumeric() || c == '%');
    if inside || !YEARS.contains(&year) {
        return None;
    }
    *cursor = ahead;
    Some(year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dash_alone_may_stand_between_two_dates() {
        for (text, expected) in [
            ("01.07.2019-30.06.2023", Some("2019-07-01")),
            ("01/07/2019-30/06/2023", Some("2019-07-01")),
            ("01.07.2019-5", None),
        ] {
            let read = date(text, DayOrder::DayFirst).map(|(_, date)| date.first().to_string());
            assert_eq!(read.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_quarter_has_its_first_and_last_day_and_no_month() {
        for (text, expected) in [
            ("Q2 2020", Some(("2020-04-01", "2020-06-30"))),
            ("T4/2021", Some(("2021-10-01", "2021-12-31"))),
            ("2nd quarter of 2020", Some(("2020-04-01", "2020-06-30"))),
            ("4e trimestre 2024", Some(("2024-10-01", "2024-12-31"))),
            ("2.º trimestre de 2020", None), // a full stop divides
            ("1er trimestre 2021", Some(("2021-01-01", "2021-03-31"))),
            ("2021 Q3", Some(("2021-07-01", "2021-09-30"))),
            ("2021-Q33", None),
            ("Q5 2020", None),
            ("T20 2020", None),
        ] {
            let read = date(text, DayOrder::Unknown).map(|(_, date)| date).filter(|date| date.quarter);
            let read = read.map(|date| (date.first().to_string(), date.last().to_string()));
            assert_eq!(read, expected.map(|(first, last)| (first.to_owned(), last.to_owned())), "{text}");
        }
    }

    fn read(text: &str, order: DayOrder) -> Option<(String, String)> {
        let (span, date) = date(text, order)?;
        let mark = if date.ambiguous { "?" } else { "" };
        let whole = match date.precision() {
            Precision::Day => date.first().to_string(),
            Precision::Month => format!("{:04}-{:02}", date.year, date.month.unwrap()),
            Precision::Year => date.year.to_string(),
        };
        Some((whole + mark, span.of(text).to_owned()))
    }

    #[test]
    fn dates_are_read_in_four_languages() {
        use DayOrder::{DayFirst, MonthFirst, Unknown};
        for (text, order, value, place) in [
            ("2018-01-15", Unknown, "2018-01-15", "2018-01-15"),
            ("on 2018-01-15T00:00:00Z", Unknown, "2018-01-15", "2018-01-15"),
            ("2020/03/12", Unknown, "2020-03-12", "2020/03/12"),
            ("as of 28 April 2023.", Unknown, "2023-04-28", "28 April 2023"),
            ("1 April 2021", Unknown, "2021-04-01", "1 April 2021"),
            ("April 1, 2021", Unknown, "2021-04-01", "April 1, 2021"),
            ("Apr. 1st, 2021", Unknown, "2021-04-01", "Apr. 1st, 2021"),
            ("1er janvier 2020", Unknown, "2020-01-01", "1er janvier 2020"),
            ("31 décembre 2022", Unknown, "2022-12-31", "31 décembre 2022"),
            ("15 de marzo de 2021", Unknown, "2021-03-15", "15 de marzo de 2021"),
            ("1º de março de 2021", Unknown, "2021-03-01", "1º de março de 2021"),
            ("12/03/2020", Unknown, "2020-03-12?", "12/03/2020"),
            ("12/03/2020", DayFirst, "2020-03-12", "12/03/2020"),
            ("12/03/2020", MonthFirst, "2020-12-03", "12/03/2020"),
            ("25/03/2020", MonthFirst, "2020-03-25", "25/03/2020"), // there is no month 25
            ("03/25/2020", DayFirst, "2020-03-25", "03/25/2020"),
            ("05/05/2020", Unknown, "2020-05-05", "05/05/2020"),
            ("12.03.2020", Unknown, "2020-03-12", "12.03.2020"),
            ("03/2020", Unknown, "2020-03", "03/2020"),
            ("Feb 2024", Unknown, "2024-02", "Feb 2024"),
            ("(May 2024)", Unknown, "2024-05", "May 2024"),
            ("mars 2012", Unknown, "2012-03", "mars 2012"),
            ("15-Jan-2018", Unknown, "2018-01-15", "15-Jan-2018"),
            ("15-Jan-18", Unknown, "2018-01-15", "15-Jan-18"),
            ("2018-01", Unknown, "2018-01", "2018-01"),
            ("in 2016", Unknown, "2016", "2016"),
            ("FY2023", Unknown, "2023", "2023"),
            ("Jan-23", Unknown, "2023-01", "Jan-23"),
            ("Mar-15, 2020", Unknown, "2020-03-15", "Mar-15, 2020"),
            ("06.2011", Unknown, "2011-06", "06.2011"),
        ] {
            assert_eq!(read(text, order), Some((value.to_owned(), place.to_owned())), "{text} {order:?}");
        }
    }

    #[test]
    fn the_dates_of_a_text_show_their_order() {
        for (text, order) in [
            ("Approval 18/11/2019, start 02/03/2020", DayOrder::DayFirst),
            ("From 02/03/2020 to 11/18/2022", DayOrder::MonthFirst),
            ("18-11-2019", DayOrder::DayFirst),
            ("18/11/2019 and 11/18/2019", DayOrder::Unknown), // they do not agree
            ("02/03/2020", DayOrder::Unknown),
            ("resolution 18/11, file 2020/18/11/2019, 18/11/9", DayOrder::Unknown),
            ("/-/", DayOrder::Unknown),
        ] {
            assert_eq!(order_shown(text), order, "{text}");
        }
    }

    #[test]
    fn other_numbers_are_no_dates() {
        for text in [
            "31/04/2021", // nor April 2021
            "13/14/2021",
            "30 February 2024",
            "45 March 2022",
            "CA-3-P005189001",
            "15131",
            "2,013",
            "$2013",
            "31 February",
            "2018-13-45x",
            "may 15 people",
            "12/2345",
            "20130",
            "S2018",
            "",
            "the march",
            "0000",
            "1.2.3",
            "3.2011",
            "13.2011",
        ] {
            assert_eq!(read(text, DayOrder::Unknown), None, "{text}");
        }
    }

    #[test]
    fn a_month_widens_to_its_days() {
        let (_, date) = date("Feb 2024", DayOrder::Unknown).unwrap();
        assert_eq!(
            (date.first().to_string(), date.last().to_string()),
            ("2024-02-01".into(), "2024-02-29".into())
        );
    }
}
