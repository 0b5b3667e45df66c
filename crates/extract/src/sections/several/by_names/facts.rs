//! Money, time, place and number in the sentences that tell of a project.

use almoner_codelists::fold;
use almoner_record::Span;
use rust_decimal::Decimal;

use super::acting;
use super::units::Told;
use super::words::doing::DOES;
use super::words::money::{BUDGET, GIVING, NO_BUDGET, NO_BUDGET_ALONE, PARTS, TOTALS};
use super::words::time::{BEGINS, CLOSES, ENDS, SINCE, STARTS};
use crate::nouns;
use crate::value;
use crate::value::date::DayOrder;
use crate::value::money::moneys;
use crate::word_list::{WordList, begins_word, word_starts};

/// The amounts of a sentence, each with whether it is told to be the whole.
pub(super) fn amounts(told: &Told) -> Vec<(Span, Decimal, bool)> {
    const LEAST: Decimal = Decimal::from_parts(200, 0, 0, false, 0);
    let folded = told.folded.text();
    let until = PARTS.iter().filter_map(|words| folded.find(words)).min().unwrap_or(folded.len());
    let all = moneys(&told.text, told.decimal);
    // Alone, an amount in a bracket says no other once more: `a grant (about EUR 300,000)`.
    let is_one = all.len() == 1;
    all.into_iter()
        .filter(|(_, money)| money.currency.is_some() && money.range_end.is_none() && money.value >= LEAST)
        .filter(|(span, _)| told.folded_at(span.range().start) < until)
        .filter(|(span, _)| is_one || !is_converted(told, *span))
        .filter(|(span, _)| is_given(told, *span) && !is_of_other_money(told, *span))
        .map(|(span, money)| {
            let before = told.text.get(..span.range().start).map(fold).unwrap_or_default();
            let before = before.trim_end_matches([':', ' ', '=']);
            (span, money.value, TOTALS.iter().any(|words| before.ends_with(words)))
        })
        .collect()
}

/// True for an amount that its sentence tells to be given, asked for or the cost: by a word for that, by who it goes to or what it
/// is for right behind it, or by the mark or bracket it stands in.
fn is_given(told: &Told, amount: Span) -> bool {
    const BEHIND: [&str; 12] = [
        " to ",
        " for ",
        " towards ",
        " a ",
        " al ",
        " ao ",
        " para ",
        " pour ",
        " au ",
        " aux ",
        " go ",
        " goes ",
    ];
    const BEFORE: [&str; 8] = [" with", " avec", " con", " com", " a hauteur de", " pour", " for", " por"];
    let folded = told.folded.text();
    let (at, end) = (told.folded_at(amount.range().start), told.folded_at(amount.range().end));
    let (front, rest) = (folded.get(..at).unwrap_or_default(), folded.get(end..).unwrap_or_default());
    let bare = front.trim_end();
    let in_bracket =
        front.rfind('(').is_some_and(|open| !front.get(open..).unwrap_or_default().contains(')'));
    bare.is_empty()
        || in_bracket
        || bare.ends_with([':', '–', '—', '-', '='])
        || BEFORE.iter().any(|words| bare.ends_with(words))
        || BEHIND.iter().any(|words| rest.starts_with(words))
        || BUDGET.iter().chain(GIVING).any(|words| begins_word(folded, words))
}

/// True for an amount in a bracket that says another once more in other money: `(soit environ 12 millions de francs CFA)`.
fn is_converted(told: &Told, amount: Span) -> bool {
    const SAYS: [&str; 13] = [
        "soit",
        "environ",
        "about",
        "approx",
        "around",
        "equivalent",
        "equivalente",
        "unos",
        "cerca de",
        "aproximadamente",
        "some",
        "i.e",
        "or ",
    ];
    let front = told.text.get(..amount.range().start).unwrap_or_default();
    let inside =
        front.rfind('(').and_then(|open| front.get(open + 1..)).filter(|inside| !inside.contains(')'));
    inside.is_some_and(|inside| {
        let folded = fold(inside);
        SAYS.iter().any(|word| begins_word(&folded, word))
    })
}

/// True for an amount that was repaid, lost, earned, saved or spent, or that is left, by the words of its clause.
fn is_of_other_money(told: &Told, amount: Span) -> bool {
    const MARKS: [&str; 11] = [", ", "; ", ": ", " (", ") ", " – ", " and ", " et ", " y ", " e ", " but "];
    const LESS: [&str; 5] = [" less", " de moins", " menos", " a menos", " de menos"];
    let folded = told.folded.text();
    let (at, end) = (told.folded_at(amount.range().start), told.folded_at(amount.range().end));
    let (front, rest) = (folded.get(..at).unwrap_or_default(), folded.get(end..).unwrap_or_default());
    let from =
        MARKS.iter().filter_map(|mark| front.rfind(mark).map(|at| at + mark.len())).max().unwrap_or_default();
    let until = MARKS.iter().filter_map(|mark| rest.find(mark)).min().unwrap_or(rest.len());
    // What will be spent is not gone.
    let clause = folded.get(from..end + until).unwrap_or_default().replace("be spent", "");
    let has = |words: &[&str]| words.iter().any(|words| begins_word(&clause, words));
    LESS.iter().any(|words| rest.starts_with(words)) || has(NO_BUDGET) || has(NO_BUDGET_ALONE) && !has(BUDGET)
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
        let joint = text.get(start.range().end..end.range().start).map(fold).unwrap_or_default();
        if ["and", "et", "y", "e"].contains(&joint.trim()) {
            // `between July 2019 and June 2021`
            (time.start, time.end) = (Some(start), Some(end));
        } else {
            time.range = Some(start.cover(end));
        }
    }
    if time.range.is_none() && time.start.is_none() {
        time.start = verb_at(told, BEGINS)
            .or_else(|| behind(told, STARTS, |_| true))
            .or_else(|| behind(told, SINCE, |before| is_of_project(before) || ends_with_doing(before)));
        time.end = verb_at(told, CLOSES).or_else(|| behind(told, ENDS, |_| true));
        if time.start == time.end {
            time.end = None;
        }
    }
    time.length = value::duration::duration(text)
        .filter(|(span, length)| !is_too_long(length) && !is_of_others(told, *span))
        .map(|(span, _)| span);
    time
}

/// True for a length longer than projects last.
fn is_too_long(length: &str) -> bool {
    const MOST_YEARS: u32 = 15;
    let unit = |unit: char| {
        let front = length.split_once(unit).map_or("", |(front, _)| front);
        let digits = front.trim_start_matches('P').rsplit(|c: char| !c.is_ascii_digit()).next();
        digits.and_then(|digits| digits.parse::<u32>().ok()).unwrap_or_default()
    };
    unit('Y').saturating_mul(12).saturating_add(unit('M')) > MOST_YEARS * 12
}

/// `Marie, 34 years`, `every 2 weeks`, `30 years ago`, `25 years of work`.
fn is_of_others(told: &Told, span: Span) -> bool {
    let behind = told.text.get(span.range().end..).map(fold).unwrap_or_default();
    let before = told.text.get(..span.range().start).map(fold).unwrap_or_default();
    let front = [before.trim_end(), " "].concat();
    let is_back = [
        " ago",
        " old",
        "-old",
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
    let is_front = [
        "every ",
        "il y a ",
        "hace ",
        "ha ",
        "last ",
        "past ",
        "under ",
        "chaque ",
        "cada ",
        "depuis ",
        "since ",
        "aged ",
        "agee de ",
        "age de ",
        "active for ",
        "worked for ",
    ]
    .iter()
    .any(|words| front.ends_with(words));
    is_back || is_front || is_age(told, &before, span)
}

/// `Marie, 12 ans,`, `una niña de 12 años`
fn is_age(told: &Told, before: &str, span: Span) -> bool {
    const PERSONS: [&str; 20] = [
        "girl", "boy", "child", "woman", "man", "fille", "garcon", "enfant", "femme", "homme", "nina",
        "nino", "hija", "hijo", "mujer", "hombre", "menina", "menino", "mulher", "homem",
    ];
    let mut words = before.split_whitespace().rev();
    let is_of = words.next() == Some("de") && words.next().is_some_and(|word| PERSONS.contains(&word));
    let front = told.text.get(..span.range().start).unwrap_or_default();
    let is_named = || {
        let name = front.trim_end().strip_suffix(',').unwrap_or_default();
        let last = name.rsplit(' ').next().unwrap_or_default();
        let is_place = told.countries.iter().any(|(place, _)| place.range().end == name.len());
        let is_years = !span.of(&told.text).to_lowercase().contains('m');
        !is_place && is_years && last.starts_with(char::is_uppercase) && last.contains(char::is_lowercase)
    };
    is_of || is_named()
}

/// True where the last clause of folded text is of a project.
pub(super) fn is_of_project(before: &str) -> bool {
    let clause = before.rsplit([',', ';', ':']).next().unwrap_or_default().trim_start();
    nouns::names_activity(clause) || ["it ", "work ", "il ", "elle "].iter().any(|it| clause.starts_with(it))
}

/// The day, month or year behind one of the verbs, with a place between at most: `started in Peru in April 2008`; or right before
/// it at the beginning: `En septiembre de 2018 arrancó`.
fn verb_at(told: &Told, verbs: &[&str]) -> Option<Span> {
    const WINDOW: usize = 48;
    const FEWEST_DIGITS: usize = 4;
    const MOST_WORDS: usize = 5;
    static SMALL: WordList = WordList::of(
        "in on by at the to until a au aux en le la fin de du d' jusqu'en jusqu'a jusqu'au no na em ao ate hasta el finales end \
        finais principios is are be was were planned due prevu prevue previsto prevista for para",
    );
    let folded = told.folded.text();
    let is_word = |at: usize, verb: &str| {
        folded
            .get(at + verb.len()..)
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-'))
    };
    verbs.iter().find_map(|verb| {
        let at =
            word_starts(folded, verb).find(|at| is_word(*at, verb) && !acting::is_of_others(told, *at))?;
        let from = told.printed(at + verb.len());
        let rest = told.text.get(from..)?;
        let near = rest.get(..rest.floor_char_boundary(WINDOW))?;
        // A date of another kind may begin where the window cuts it.
        let behind = value::date::date(near, DayOrder::Unknown).and_then(|(span, _)| {
            let between = near.get(..span.range().start)?;
            let own = Span::new(from + span.range().start, from + span.range().end);
            let is_small = |word: &str| {
                let place = told.countries.iter().any(|(place, _)| place.of(&told.text).contains(word));
                place || SMALL.has(&fold(word))
            };
            let is_near = between.split_whitespace().count() <= MOST_WORDS
                && !between.contains([',', ';', '.', ':'])
                && between.split_whitespace().all(is_small);
            let is_whole = own.of(&told.text).bytes().filter(u8::is_ascii_digit).count() >= FEWEST_DIGITS;
            (is_near && is_whole).then_some(own)
        });
        behind.or_else(|| {
            let front = told.text.get(..told.printed(at))?;
            let opens = ["In ", "En ", "Em ", "On ", "Le ", "El ", "A "]
                .iter()
                .find(|open| front.starts_with(**open))?;
            let (span, _) = value::date::date(front, DayOrder::Unknown)?;
            let is_front = span.range().start <= opens.len() && front.len() - span.range().end <= 20;
            is_front.then_some(span)
        })
    })
}

/// `that the cooperative has been running since`
fn ends_with_doing(before: &str) -> bool {
    let before = before.trim_end();
    DOES.iter().any(|verb| before.ends_with(verb))
}

/// True for a clause in which somebody does something: `which Oxfam will run until`.
fn tells_of_doing(before: &str) -> bool {
    let clause = before.rsplit([',', ';', ':']).next().unwrap_or_default();
    DOES.iter().any(|verb| begins_word(clause, verb))
}

/// The day or month right behind one of the words.
fn behind(told: &Told, words: &[&str], may: impl Fn(&str) -> bool) -> Option<Span> {
    const VERBS: [&str; 14] = [
        "start", "begin", "end", "clos", "complet", "finish", "comec", "debut", "achev", "termin", "prend",
        "clotur", "finaliz", "conclu",
    ];
    const WINDOW: usize = 40;
    let folded = told.folded.text();
    words.iter().find_map(|words| {
        let at = word_starts(folded, words).next()?;
        // A small word alone, as `until`, stands behind anything.
        let is_verb = VERBS.iter().any(|stem| words.contains(stem));
        if !may(folded.get(..at)?) || is_verb && acting::is_of_others(told, at) {
            return None;
        }
        let from = told.printed(at + words.len());
        let rest = told.text.get(from..)?;
        let near = rest.get(..rest.floor_char_boundary(WINDOW))?;
        let (span, date) = value::date::date(near, DayOrder::Unknown)?;
        // A lone year without a month is no day, but where the words before are of the project.
        let of_project = || {
            let from = told.folded_at(0).max(at.saturating_sub(90));
            is_of_project(folded.get(folded.floor_char_boundary(from)..at).unwrap_or_default())
                || tells_of_doing(folded.get(..at).unwrap_or_default())
        };
        let own = Span::new(from + span.range().start, from + span.range().end);
        let ends = || {
            let rest = told.text.get(own.range().end..).unwrap_or_default();
            rest.is_empty() || rest.starts_with(['.', ',', ')', ';'])
        };
        let is_told = date.month.is_some() || of_project() || ENDS.contains(words) && ends();
        (span.range().start <= 3 && is_told).then_some(own)
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
