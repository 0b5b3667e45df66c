//! Money, time, place and number in the sentences that tell of a project.

use almoner_codelists::fold;
use almoner_record::Span;
use rust_decimal::Decimal;

use super::units::Told;
use super::words::{PARTS, TOTALS};
use crate::value;
use crate::value::date::DayOrder;
use crate::value::money::moneys;

/// The amounts of a sentence, each with whether it is told to be the whole.
pub(super) fn amounts(told: &Told) -> Vec<(Span, Decimal, bool)> {
    const LEAST: Decimal = Decimal::from_parts(200, 0, 0, false, 0);
    let folded = told.folded.text();
    let until = PARTS.iter().filter_map(|words| folded.find(words)).min().unwrap_or(folded.len());
    moneys(&told.text, told.decimal)
        .into_iter()
        .filter(|(_, money)| money.currency.is_some() && money.range_end.is_none() && money.value >= LEAST)
        .filter(|(span, _)| told.folded_at(span.range().start) < until)
        .map(|(span, money)| {
            let before = told.text.get(..span.range().start).map(fold).unwrap_or_default();
            let before = before.trim_end_matches([':', ' ', '=']);
            (span, money.value, TOTALS.iter().any(|words| before.ends_with(words)))
        })
        .collect()
}

/// When a project begins and ends, or how long it takes, as fields of it.
pub(super) struct Time {
    /// From when to when.
    pub(super) range: Option<Span>,
    pub(super) start: Option<Span>,
    pub(super) end: Option<Span>,
    pub(super) length: Option<Span>,
}

/// What a sentence tells of time.
pub(super) fn time(told: &Told) -> Time {
    let text = told.text.as_str();
    let mut time = Time { range: None, start: None, end: None, length: None };
    // A length beside them is told apart, and one day alone is no range.
    if let Some((_, period)) = value::period::period(text, DayOrder::Unknown)
        && let Some(((start, _), (end, _))) = period.start.zip(period.end)
        && start != end
    {
        time.range = Some(start.cover(end));
    }
    if time.range.is_none() {
        time.start = behind(told, &STARTS);
        time.end = behind(told, &ENDS);
    }
    time.length =
        value::period::duration(text).map(|(span, _)| span).filter(|span| !is_of_others(told, *span));
    time
}

/// `Marie, 34 years`, `every 2 weeks`, `30 years ago`, `25 years of work`.
fn is_of_others(told: &Told, span: Span) -> bool {
    let behind = told.text.get(span.range().end..).map(fold).unwrap_or_default();
    let before = told.text.get(..span.range().start).map(fold).unwrap_or_default();
    let is_back = [
        " ago",
        " old",
        " of experience",
        " later",
        " earlier",
        " de edad",
        " atras",
        " plus tard",
        " despues",
    ]
    .iter()
    .any(|words| behind.starts_with(words));
    let is_front = ["every ", "il y a ", "hace ", "ha ", "last ", "past ", "under ", "chaque ", "cada "]
        .iter()
        .any(|words| [before.trim_end(), " "].concat().ends_with(words));
    is_back || is_front
}

/// Words, folded, before the day on which a project begins.
const STARTS: [&str; 26] = [
    "starting in ",
    "starting on ",
    "starting from ",
    "starting ",
    "beginning in ",
    "beginning on ",
    "will start in ",
    "will begin in ",
    "started in ",
    "began in ",
    "starts in ",
    "since ",
    "with effect from ",
    "from ",
    "a partir de ",
    "a partir du ",
    "a partir del ",
    "a compter de ",
    "a compter du ",
    "des ",
    "depuis ",
    "desde ",
    "con inicio en ",
    "com inicio em ",
    "a comecar em ",
    "debutera en ",
];

/// Words, folded, before the one on which it ends.
const ENDS: [&str; 44] = [
    "until ",
    "till ",
    "through ",
    "will end in ",
    "ends in ",
    "end in ",
    "ended in ",
    "to close in ",
    "closes in ",
    "closing in ",
    "close on ",
    "close in ",
    "completed in ",
    "completed by ",
    "to be completed in ",
    "complete in ",
    "finish in ",
    "jusqu'en ",
    "jusqu'a ",
    "jusqu'au ",
    "s'achever en ",
    "s'achevera en ",
    "se terminer en ",
    "se terminera en ",
    "prendra fin en ",
    "cloture en ",
    "fin en ",
    "hasta ",
    "hasta el ",
    "cierre en ",
    "cerrara en ",
    "finalizara en ",
    "finalizar en ",
    "terminara en ",
    "concluira en ",
    "ate ",
    "ate ao fim de ",
    "terminara em ",
    "encerramento em ",
    "conclusao em ",
    "conclusao prevista em ",
    "concluido em ",
    "terminar em ",
    "fim em ",
];

/// The day or month right behind one of the words.
fn behind(told: &Told, words: &[&str]) -> Option<Span> {
    const WINDOW: usize = 40;
    let folded = told.folded.text();
    words.iter().find_map(|words| {
        let at = folded.match_indices(words).map(|(at, _)| at).find(|at| {
            folded.get(..*at).and_then(|front| front.chars().next_back()).is_none_or(|c| !c.is_alphanumeric())
        })?;
        let from = told.printed(at + words.len());
        let rest = told.text.get(from..)?;
        let near = rest.get(..rest.floor_char_boundary(WINDOW))?;
        let (span, date) = value::date::date(near, DayOrder::Unknown)?;
        // A lone year without a month is no day.
        let own = Span::new(from + span.range().start, from + span.range().end);
        (span.range().start <= 3 && date.month.is_some()).then_some(own)
    })
}

/// The number of a project in the bracket behind its name: `(project no. GF-64-19)`, `(Mali, GF-13-47)`.
pub(super) fn number(text: &str, name: Span) -> Option<Span> {
    const FURTHEST: usize = 70;
    const FEWEST_DIGITS: usize = 3;
    let rest = text.get(name.range().end..)?;
    let near = rest.get(..rest.floor_char_boundary(FURTHEST))?;
    let open = near.find('(')?;
    let inside = rest.get(open + 1..)?;
    let inside = inside.get(..inside.find(')').filter(|length| *length <= FURTHEST)?)?;
    let mut at = 0;
    for word in inside.split_inclusive([' ', ',', ':']) {
        let bare = word.trim_end_matches([' ', ',', ':', '.', ';']);
        let is_code = bare.bytes().filter(u8::is_ascii_digit).count() >= FEWEST_DIGITS
            && bare.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'/' | b'.'))
            && bare.bytes().any(|byte| byte.is_ascii_uppercase());
        if is_code {
            let start = name.range().end + open + 1 + at;
            return Some(Span::new(start, start + bare.len()));
        }
        at += word.len();
    }
    None
}
