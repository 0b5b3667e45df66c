//! Amounts, periods and wrapped text, as tables and cards show them.

use std::ops::Range;

use almoner_library::Snippet;
use almoner_record::{Budget, Measure, Money, Period};
use comfy_table::{ContentArrangement, Table, presets};
use rust_decimal::Decimal;
use unicode_width::UnicodeWidthStr;

use crate::style::{self, STRONG, Safe};

/// `1249777.5` as `1,249,777.5`.
pub(crate) fn number(amount: Decimal) -> String {
    let text = amount.abs().to_string();
    let (whole, fraction) = text.split_once('.').map_or((text.as_str(), None), |(w, f)| (w, Some(f)));
    let digits: Vec<char> = whole.chars().rev().collect();
    let groups: Vec<String> = digits.chunks(3).map(|group| group.iter().collect()).collect();
    let grouped: String = groups.join(",").chars().rev().collect();
    let sign = if amount.is_sign_negative() { "-" } else { "" };
    fraction.map_or_else(|| format!("{sign}{grouped}"), |fraction| format!("{sign}{grouped}.{fraction}"))
}

/// `USD 12.3 m`: short, for a line of words.
pub(crate) fn short_usd(amount: Decimal) -> String {
    let steps = [("bn", 1_000_000_000_i64), ("m", 1_000_000), ("k", 1000)];
    let (unit, size) =
        steps.into_iter().find(|(_, size)| amount.abs() >= Decimal::from(*size)).unwrap_or(("", 1));
    let short =
        amount.checked_div(Decimal::from(size)).unwrap_or(amount).round_dp(if size == 1 { 2 } else { 1 });
    format!("USD {} {unit}", number(short)).trim_end().to_owned()
}

/// `CAD 1,249,777`.
pub(crate) fn money(money: &Money) -> String {
    match &money.currency {
        Some(currency) => format!("{currency} {}", number(money.value)),
        None => format!("{} (currency not stated)", number(money.value)),
    }
}

/// `CAD 1,249,777 = USD 964,469.62, commitment`.
pub(crate) fn budget(budget: &Budget) -> String {
    let mut text = money(&budget.money);
    match &budget.money.usd {
        Some(_) if budget.money.currency.as_deref() == Some("USD") => {}
        Some(usd) => text.push_str(&format!(" = USD {}", number(usd.value))),
        None => text.push_str(" (no rate)"),
    }
    if let Some(measure) = budget.measure {
        text.push_str(&format!(", {}", word(measure)));
    }
    text
}

/// `2018-01-15 to 2024-02-28`, `from 2019`; what was printed to the year or month is shown so.
pub(crate) fn period(period: &Period) -> String {
    use almoner_record::Precision;
    let day = |date: jiff::civil::Date, precision: Option<Precision>| match precision {
        Some(Precision::Year) => date.strftime("%Y").to_string(),
        Some(Precision::Month) => date.strftime("%Y-%m").to_string(),
        _ => date.to_string(),
    };
    let start = period.start.map(|date| day(date, period.start_precision));
    let end = period.end.map(|date| day(date, period.end_precision));
    let days = match (start, end) {
        (Some(start), Some(end)) if start == end => start,
        (Some(start), Some(end)) => format!("{start} to {end}"),
        (Some(start), None) => format!("from {start}"),
        (None, Some(end)) => format!("to {end}"),
        (None, None) => String::new(),
    };
    match (&period.duration, days.is_empty()) {
        (Some(duration), true) => duration.clone(),
        (Some(duration), false) => format!("{days} ({duration})"),
        (None, _) => days,
    }
}

/// A measure in words.
pub(crate) fn word(measure: Measure) -> &'static str {
    match measure {
        Measure::Commitment => "commitment",
        Measure::Ceiling => "ceiling",
        Measure::TotalCost => "total cost",
        Measure::Approved => "approved",
        Measure::Requested => "requested",
    }
}

/// How found words are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Marking {
    /// Bold letters.
    Strong,
    /// Stars around them, where letters cannot be bold: in a pipe, without colours.
    Stars,
}

impl Marking {
    /// As standard output can show it.
    pub(crate) fn of_stdout() -> Marking {
        match anstream::AutoStream::choice(&std::io::stdout()) {
            anstream::ColorChoice::Never => Marking::Stars,
            _ => Marking::Strong,
        }
    }

    fn mark(self, word: &str) -> String {
        match self {
            Marking::Strong => format!("{STRONG}{word}{STRONG:#}"),
            Marking::Stars => format!("**{word}**"),
        }
    }
}

/// Lines of `text` no wider than `width`, each after `indent` spaces, with the found words marked.
pub(crate) fn paragraph(text: &Snippet, indent: usize, width: usize, marking: Marking) -> Vec<String> {
    let room = width.saturating_sub(indent).max(20);
    let mut lines: Vec<(String, usize)> = vec![(String::new(), 0)];
    for word in pieces(text, marking) {
        let wide = word.wide;
        let full = lines.last().is_some_and(|(_, used)| *used > 0 && used + 1 + wide > room);
        if full {
            lines.push((String::new(), 0));
        }
        if let Some((line, used)) = lines.last_mut() {
            let space = usize::from(*used > 0);
            line.push_str(if space > 0 { " " } else { "" });
            line.push_str(&word.shown);
            *used += space + wide;
        }
    }
    lines.into_iter().map(|(line, _)| format!("{:indent$}{line}", "")).collect()
}

/// A word between spaces, its found parts marked.
struct Piece {
    shown: String,
    /// Columns that it takes.
    wide: usize,
}

fn pieces(text: &Snippet, marking: Marking) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = 0;
    for word in text.text.split(' ') {
        let range = at..at + word.len();
        at = range.end + 1;
        if word.is_empty() {
            continue;
        }
        let shown = marked(&text.text, range, &text.marks, marking);
        let plain = anstream::adapter::strip_str(&shown).to_string();
        pieces.push(Piece { shown, wide: plain.width() });
    }
    pieces
}

fn marked(text: &str, range: Range<usize>, marks: &[Range<usize>], marking: Marking) -> String {
    let safe = |range: Range<usize>| Safe::line(text.get(range).unwrap_or_default()).to_string();
    let mut shown = String::new();
    let mut at = range.start;
    for mark in marks.iter().filter(|mark| mark.start < range.end && mark.end > range.start) {
        let (start, end) = (mark.start.max(at), mark.end.min(range.end));
        shown.push_str(&safe(at..start));
        shown.push_str(&marking.mark(&safe(start..end)));
        at = end;
    }
    shown + &safe(at..range.end)
}

/// A table without lines, as wide as the terminal.
pub(crate) fn plain() -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(style::width()).unwrap_or(u16::MAX));
    table
}

/// The lines of a table, without the spaces at their ends.
pub(crate) fn lines(table: &Table) -> Vec<String> {
    table.lines().map(|line| line.trim_end().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_grouped() {
        for (amount, text) in [
            ("0", "0"),
            ("999", "999"),
            ("1249777", "1,249,777"),
            ("-1000.50", "-1,000.50"),
            ("964469.62", "964,469.62"),
        ] {
            assert_eq!(number(amount.parse().unwrap()), text);
        }
        for (amount, text) in [
            ("12345678.90", "USD 12.3 m"),
            ("950", "USD 950"),
            ("1500", "USD 1.5 k"),
            ("2000000000", "USD 2 bn"),
        ] {
            assert_eq!(short_usd(amount.parse::<Decimal>().unwrap().normalize()), text);
        }
    }

    #[test]
    fn a_paragraph_is_wrapped_and_its_marks_are_strong() {
        let text = "The police of Haiti trained forty officers of the State and \u{1b}[2J women".to_owned();
        let snippet = Snippet { marks: std::iter::once(4..10).collect(), text };
        let lines = paragraph(&snippet, 3, 30, Marking::Strong);
        assert_eq!(lines[0], format!("   The {STRONG}police{STRONG:#} of Haiti trained"));
        assert!(lines.iter().all(|line| line.starts_with("   ")) && lines.len() > 2, "{lines:?}");
        assert!(lines.concat().contains("\\u{1b}[2J"), "{lines:?}");
        assert_eq!(paragraph(&snippet, 0, 24, Marking::Stars)[0], "The **police** of Haiti");
    }
}
