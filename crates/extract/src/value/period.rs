//! Periods: `2018-01-15 - 2024-02-28`, `January to December 2024`, `One year`.

use almoner_record::Span;

use super::cursor::{Cursor, Plain, is_apostrophe, is_dash, last_word};
use super::date::{DayOrder, PrintedDate, date, next_start, part, token_end};
pub(crate) use super::duration::duration;

mod range;

use range::{Ends, ends};

/// A stretch of time as printed; at least one of its parts is there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct PrintedPeriod {
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
pub(crate) fn period(text: &str, order: DayOrder) -> Option<(Span, PrintedPeriod)> {
    if let Some(found) = years_below(text, order) {
        return Some(found);
    }
    let duration = duration(text);
    let dates = dates(text, order).or_else(|| beside(text, order, duration.as_ref()?.0));
    let span = match (dates, &duration) {
        (Some((span, ..)), Some((length, _))) => span.cover(*length),
        (Some((span, ..)), None) => span,
        (None, Some((length, _))) => *length,
        (None, None) => return None,
    };
    let (start, end) = dates.map_or((None, None), |(_, start, end)| (start, end));
    Some((span, PrintedPeriod { start, end, duration }))
}

/// A year, and a later one on the line below it.
fn years_below(text: &str, order: DayOrder) -> Option<(Span, PrintedPeriod)> {
    const LONGEST: usize = 12;
    let (one, other) = text.split_once('\n').filter(|_| text.len() <= LONGEST)?;
    let is_year = |text: &str| text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_year(one.trim()) || !is_year(other.trim()) || one.trim() >= other.trim() {
        return None;
    }
    let (start, first) = date(one, order)?;
    let (end, last) = date(other, order)?;
    let from = one.len() + 1;
    let end = Span::new(from + end.range().start, from + end.range().end);
    let told = PrintedPeriod { start: Some((start, first)), end: Some((end, last)), duration: None };
    Some((start.cover(end), told))
}

fn dates(text: &str, order: DayOrder) -> Option<Ends> {
    let mut at = 0;
    let mut open = None;
    while let Some(start) = next_start(text, at) {
        at = token_end(text, start);
        if let Some(found) = ends(text, start, order) {
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

/// A range with one end: `2018-01-15 -`, `2018 – present`, `until 2024`, `from March 2019`; and a year or month that is
/// the whole text.
fn half_open(text: &str, span: Span, date: PrintedDate) -> Option<Ends> {
    let head = text.get(..span.start as usize)?.trim();
    let tail = text.get(span.end as usize..)?.trim_start();
    let found = Some((span, date));
    if let Some(rest) = tail.strip_prefix(is_dash) {
        return is_open(rest.trim_start()).then_some((span, found, None));
    }
    if head.chars().all(is_dash) && !head.is_empty() || is_last(head) {
        return Some((span, None, found));
    }
    if is_first(head) {
        return Some((span, found, None));
    }
    let alone = is_edge(head.trim_start_matches("FY")) && is_edge(tail);
    (alone && date.day.is_none()).then_some((span, found, found))
}

/// What stands for an end that is not known: nothing, `present`, `N/A`.
fn is_open(rest: &str) -> bool {
    const WORDS: [&str; 11] =
        ["actualidad", "current", "en", "n", "na", "now", "ongoing", "open", "present", "tbd", "today"];
    let word = Plain::of(Cursor::new(rest, 0).word());
    rest.chars().all(|c| matches!(c, '.' | '…' | '?')) || word.is_any(&WORDS)
}

/// The last word, plain, and what stands before it.
fn split_last(head: &str) -> Option<(Plain, &str)> {
    let word = last_word(head)?;
    Some((Plain::of(word.of(head)), head.get(..word.start as usize)?.trim_end()))
}

/// An end follows: `until`, `jusqu'au`.
fn is_last(head: &str) -> bool {
    split_last(head).is_some_and(|(word, before)| {
        let elided = word.is_any(&["a", "au"]) && before.ends_with(is_apostrophe);
        elided || word.is_any(&["ate", "hasta", "till", "until"])
    })
}

/// A start follows: `from`, `à compter du`, `a partir de`.
fn is_first(head: &str) -> bool {
    split_last(head).is_some_and(|(word, before)| {
        let counted = split_last(before).is_some_and(|(word, _)| word.is_any(&["compter", "partir"]));
        counted && word.is_any(&["d", "de", "del", "du"]) || word.is_any(&["beginning", "from", "starting"])
    })
}

/// Nothing but marks and spaces.
fn is_edge(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || c.is_ascii_punctuation() || is_dash(c))
}

/// `April 2020 (12 months)`: one date beside a length, and nothing else, is the start.
fn beside(text: &str, order: DayOrder, length: Span) -> Option<Ends> {
    let (span, found) = date(text, order)?;
    let (one, two) = if span.start < length.start { (span, length) } else { (length, span) };
    let between = text.get(one.end as usize..two.start as usize)?;
    let around = [text.get(..one.start as usize)?, text.get(two.end as usize..)?];
    (is_edge(between) && around.into_iter().all(is_edge)).then_some((span, Some((span, found)), None))
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
            ("2020\n2022", "2020-01-01 2022-12-31 -"),
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
            (" - 2024-02-28", "- 2024-02-28 -"),
            ("2018-01-15 - N/A", "2018-01-15 - -"),
            ("2019-01-01/2021-12-31", "2019-01-01 2021-12-31 -"),
            ("From: 01/01/2019 To: 31/12/2021", "2019-01-01 2021-12-31 -"),
            ("Start: 2019-01-01 End: 2021-12-31", "2019-01-01 2021-12-31 -"),
            ("36 mois à compter du 1er avril 2019", "2019-04-01 - P36M"),
            ("2017/2018 – 2019/2020", "2017-01-01 2020-12-31 -"),
            ("FY2019-FY2021", "2019-01-01 2021-12-31 -"),
            ("FY 2019/20 to FY 2021/22", "2019-01-01 2022-12-31 -"),
            ("mid-2019 to end 2021", "2019-01-01 2021-12-31 -"),
            ("Q1 2020 - Q3 2021", "2020-01-01 2021-09-30 -"),
            ("March 15-20, 2019", "2019-03-15 2019-03-20 -"),
            ("April 2020 (12 months)", "2020-04-01 - P12M"),
            ("du 01-04-2018 au 31-03-2020", "2018-04-01 2020-03-31 -"),
            ("2018-01-15T00:00:00 - 2019-01-15T00:00:00", "2018-01-15 2019-01-15 -"),
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
}
