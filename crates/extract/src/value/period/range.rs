//! Two dates with what joins them.

use almoner_record::Span;

use crate::value::cursor::{Cursor, Plain, is_apostrophe, is_dash, last_word};
use crate::value::date::{DayOrder, Part, PrintedDate, order_of, ordinal, part, whole_year, year_after};

/// Where a period stands, its start and its end, each with its place.
pub(super) type Ends = (Span, Option<(Span, PrintedDate)>, Option<(Span, PrintedDate)>);

/// The start and end of the period that begins at byte `at`.
pub(super) fn ends(text: &str, at: usize, order: DayOrder) -> Option<Ends> {
    years(text, at).or_else(|| range(text, at, order))
}

/// `2019-2022`, `2019–22`, `2019/20`, `2011-12`, `FY2023/24`, `2017/2018 – 2019/2020`: years alone.
fn years(text: &str, at: usize) -> Option<Ends> {
    let (start, end) = season(text, at)?;
    // From one double year to another.
    let mut cursor = Cursor::new(text, end.0.end as usize);
    let last = joint(text, at, &mut cursor).then(|| {
        fiscal(&mut cursor);
        season(text, cursor.at()).map(|(_, end)| end)
    });
    let end = last.flatten().unwrap_or(end);
    Some((start.0.cover(end.0), Some(start), Some(end)))
}

/// Moves over `FY`.
fn fiscal(cursor: &mut Cursor<'_>) {
    if cursor.eat_text("FY") {
        cursor.spaces();
    }
}

/// Two years: `2019-2022`, `2019/20`, `FY19/20`.
fn season(text: &str, at: usize) -> Option<((Span, PrintedDate), (Span, PrintedDate))> {
    let mut cursor = Cursor::new(text, at);
    let is_fiscal = text.get(..at).is_some_and(|head| head.ends_with("FY") || head.ends_with("FY "));
    if cursor.before().is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '/' | '$')) && !is_fiscal {
        return None;
    }
    let digits = cursor.digits();
    let first = whole_year(digits).filter(|_| digits.len() == 4 || is_fiscal)?;
    let start = (cursor.span(at), PrintedDate::new(first, None, None)?);
    let spaced = cursor.spaces() > 0;
    if !cursor.eat_if(|c| is_dash(c) || c == '/') {
        return None;
    }
    cursor.spaces();
    fiscal(&mut cursor);
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
    Some((start, (cursor.span(from), PrintedDate::new(last, None, None)?)))
}

/// A start at byte `at`, what joins, and an end.
fn range(text: &str, at: usize, order: DayOrder) -> Option<Ends> {
    let mut first = part(text, at, order).or_else(|| bare_day(text, at))?;
    let mut cursor = Cursor::new(text, first.end);
    if !joint(text, at, &mut cursor) {
        return None;
    }
    let quarter = loosely(&mut cursor);
    let from = cursor.at();
    let mut second = part(text, from, order).or_else(|| day_of(text, from, first))?;
    settle(text, (at, &mut first), (from, &mut second));
    if let Some(quarter) = quarter_before(text, at) {
        first.month = first.month.or(Some(quarter * 3 - 2));
    }
    second.month = second.month.or(quarter.map(|quarter| quarter * 3));
    let end = second.date()?;
    let start = completed(first, end)?;
    let start = (Span::new(at, first.end), start);
    let end = (Span::new(from, second.end), end);
    Some((start.0.cover(end.0), Some(start), Some(end)))
}

/// What one date tells of day and month tells for the other: `01-04-2018 … 31-03-2020`.
fn settle(text: &str, first: (usize, &mut Part), second: (usize, &mut Part)) {
    let order = [first.0, second.0].into_iter().find_map(|at| order_of(text, at));
    for (at, own) in [first, second] {
        if own.ambiguous
            && let Some(order) = order
            && let Some(settled) = part(text, at, order)
        {
            *own = settled;
        }
    }
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
    Some(Part { year: None, month: None, day: Some(day), ambiguous: false, quarter: false, end: cursor.at() })
}

/// `March 15-20, 2019`: the second day is of the first one's month.
fn day_of(text: &str, at: usize, first: Part) -> Option<Part> {
    let day = bare_day_at(text, at)?;
    let mut cursor = Cursor::new(text, day.end);
    let year = year_after(&mut cursor)?;
    first.day?;
    Some(Part { year: Some(year), month: first.month, end: cursor.at(), ..day })
}

fn bare_day_at(text: &str, at: usize) -> Option<Part> {
    let own = text.get(at..)?;
    bare_day(own, 0).map(|part| Part { end: at + part.end, ..part })
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

/// Words that join a start and an end, besides `and`.
const JOINTS: [&str; 15] = [
    "a", "al", "ao", "ate", "au", "bis", "end", "fin", "hasta", "through", "thru", "til", "till", "to", "tot",
];

/// Moves over what joins two dates: a dash, `to`, `au`, `jusqu'au`; `and` only after `between`.
fn joint(text: &str, at: usize, cursor: &mut Cursor<'_>) -> bool {
    if cursor.peek() == Some('T') && cursor.peek_second().is_some_and(|c| c.is_ascii_digit()) {
        cursor.take_while(|c| c.is_ascii_digit() || matches!(c, 'T' | 'Z' | ':' | '.' | '+')); // a time of day
    }
    cursor.take_while(|c| c.is_whitespace() || matches!(c, ',' | ';'));
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
    } else if !word.is("until") && !word.is_any(&JOINTS) {
        return false;
    }
    cursor.eat(':');
    cursor.spaces() > 0
}

/// Moves over words that make a date less precise (`the end of`, `mid-`, `Q4`); the quarter, if one is named.
fn loosely(cursor: &mut Cursor<'_>) -> Option<i8> {
    const WORDS: [&str; 19] = [
        "beginning",
        "date",
        "debut",
        "early",
        "el",
        "end",
        "fim",
        "fin",
        "finales",
        "fy",
        "inicio",
        "la",
        "late",
        "mediados",
        "mi",
        "mid",
        "o",
        "of",
        "the",
    ];
    let mut quarter = None;
    for _ in 0..4 {
        let mut ahead = *cursor;
        if ahead.eat_if(|c| matches!(c, 'Q' | 'T')) {
            let digit = ahead.digits();
            if !matches!(digit, "1" | "2" | "3" | "4") || ahead.spaces() == 0 {
                break;
            }
            quarter = digit.parse().ok();
        } else if !(ahead.eat_word(&WORDS)
            && (ahead.eat_if(|c| is_dash(c) || c == ':') | (ahead.spaces() > 0)))
        {
            break;
        }
        ahead.spaces();
        *cursor = ahead;
    }
    quarter
}

/// `Q1 2020`: the quarter before the year at `at`.
fn quarter_before(text: &str, at: usize) -> Option<i8> {
    let head = text.get(..at)?.trim_end();
    let digit = head.chars().next_back().and_then(|c| c.to_digit(10))?;
    let letter = head.get(..head.len() - 1)?.chars().next_back();
    let quarter = i8::try_from(digit).ok()?;
    (matches!(letter, Some('Q' | 'T')) && (1..=4).contains(&quarter)).then_some(quarter)
}
