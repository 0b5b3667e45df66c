//! The phrases beside which a name stands: behind words, behind a participle and `by`, before a verb.

use almoner_codelists::{fold, organisation};
use almoner_record::Span;

use super::super::units::Told;
use super::super::words::names::{ADVERBS, DECIDERS, OF_DECIDERS, PLACES};
use super::super::words::paying::{BY, FUNDS_OF};
use super::named::name_at;
use crate::funders::without_article;
use crate::sentences::is_denied;
use crate::value::date::{DayOrder, date};
use crate::word_list::word_starts;

/// True for one who decides and has no name of its own: `the Grants Committee`, `le conseil municipal`.
pub(super) fn is_decider(name: &str) -> bool {
    let folded = fold(name);
    let mut words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 2).peekable();
    let begins = words.peek().is_none_or(|first| DECIDERS.has(first) || OF_DECIDERS.has(first));
    begins && words.all(|word| DECIDERS.has(word) || OF_DECIDERS.has(word))
}

/// Places of folded `phrase` as words of a text.
pub(super) fn places<'a>(text: &'a str, phrase: &'a str) -> impl Iterator<Item = usize> + 'a {
    word_starts(text, phrase).filter(|at| {
        let after = text.get(at + phrase.len()..).and_then(|rest| rest.chars().next());
        phrase.ends_with(' ') || after.is_none_or(|c| !c.is_alphanumeric() && c != '-')
    })
}

/// The name behind one of the phrases.
pub(super) fn behind(told: &Told, phrases: &[&str]) -> Option<Span> {
    let folded = told.folded.text();
    phrases.iter().find_map(|phrase| {
        let at = places(folded, phrase).next()?;
        if is_denied(folded.get(..at)?) {
            return None;
        }
        name_at(told, told.printed(at + phrase.len()))
    })
}

/// The name behind a participle and `by`: `implemented by`, `carried out from 2015 to 2018 by`.
pub(super) fn by(told: &Told, participles: &[&str]) -> Option<Span> {
    const MOST_BETWEEN: usize = 60;
    let folded = told.folded.text();
    participles.iter().find_map(|participle| {
        places(folded, participle).find_map(|at| {
            let rest = folded.get(at + participle.len()..)?;
            let (between, length) = BY
                .iter()
                .filter_map(|by| rest.find(by).map(|found| (found, by.len())))
                .filter(|(found, _)| *found <= MOST_BETWEEN)
                .min()?;
            let inner = rest.get(..between)?;
            // A time or a place stands between them, no other clause.
            let is_near = between == 0
                || inner.split_whitespace().count() <= 8
                    && !inner.contains([',', ';', ':', '.', '“', '"'])
                    && (inner.bytes().any(|byte| byte.is_ascii_digit())
                        || inner.split_whitespace().count() <= 3);
            if !is_near || is_denied(folded.get(..at)?) {
                return None;
            }
            name_at(told, told.printed(at + participle.len() + between + length))
        })
    })
}

/// The name that a sentence begins with, before one of the verbs.
pub(super) fn subject(told: &Told, verbs: &[&str]) -> Option<Span> {
    // `Second is “…”: Oxfam will get`
    let colon = told.text.find(": ").map(|at| at + 2);
    front(told)
        .into_iter()
        .chain(colon)
        .find_map(|from| subject_at(told, verbs, without_article_at(told, from)))
}

pub(super) fn without_article_at(told: &Told, from: usize) -> usize {
    told.text.get(from..).map_or(from, |rest| told.text.len() - without_article(rest).len())
}

/// The one that begins at `from`.
pub(super) fn subject_at(told: &Told, verbs: &[&str], from: usize) -> Option<Span> {
    let folded = told.folded.text();
    let start = told.folded_at(from);
    let mut found: Vec<(usize, usize)> = verbs
        .iter()
        .filter_map(|verb| places(folded, verb).find(|at| *at > start).map(|at| (at, verb.len())))
        .collect();
    found.sort_unstable();
    let (at, length) = *found.first()?;
    // `The project was launched by`
    let rest = folded.get(at + length..)?;
    if BY.iter().any(|by| rest.starts_with(by)) {
        return None;
    }
    let verb = told.folded.span(at..at + 1).range().start;
    let name = name_at(told, from)?;
    let between = told.text.get(name.range().end..verb)?;
    // A name itself may hold `Sans` or `Without`.
    if is_denied(&fold(between)) {
        return None;
    }
    // `Norwegian Agency for Development Cooperation (Norad) has granted`
    let bracket = between.trim_start().strip_prefix('(').and_then(|inside| inside.split_once(')'));
    let between = bracket.map_or(between, |(_, rest)| rest);
    // `X, with funding from Y, launches`, `Oxfam in Lebanon can count on`
    let is_place = || {
        between.split_whitespace().count() <= 4
            && PLACES.has(&fold(between.split_whitespace().next().unwrap_or_default()))
            && told
                .countries
                .iter()
                .any(|(span, _)| span.range().start >= name.range().end && span.range().end <= verb)
    };
    let is_near = between.trim().is_empty()
        || between.starts_with(", ") && between.trim_end().ends_with(',')
        || is_place();
    // Of two who sign neither is told to do it.
    let signs = || {
        let own = fold(name.of(&told.text));
        let words = folded.get(at..at + length).unwrap_or_default();
        (words.contains("sign") || words.contains("firm") || words.contains("assin"))
            && [" and ", " et ", " y ", " e "].iter().any(|join| own.contains(join))
    };
    (is_near && !is_decider(name.of(&told.text)) && !signs()).then_some(name)
}

/// Where the subject of a sentence may begin: behind `In Mali, `, `Article 2: `, `2.1 `, a day.
pub(super) fn front(told: &Told) -> Option<usize> {
    const LONGEST_FRONT: usize = 70;
    let text = told.text.as_str();
    let near = text.get(..text.floor_char_boundary(LONGEST_FRONT))?;
    let mut from = dateline(near);
    if let Some(comma) = near.get(from..)?.find(", ").map(|at| from + at).filter(|_| from == 0) {
        let before = near.get(..comma)?;
        // `Finally, Oxfam receives`
        if ADVERBS.has(&fold(before)) {
            from = comma + 2;
        }
        let opens = ["In ", "En ", "Au ", "Aux ", "À ", "Em ", "No ", "Na ", "On ", "Le ", "El ", "A "];
        let is_place = told.countries.iter().any(|(span, _)| span.range().end == comma);
        let is_day = date(before, DayOrder::Unknown).is_some();
        // `With funding from Irish Aid, Concern has launched`
        let is_payer = FUNDS_OF.iter().any(|words| fold(before).starts_with(words));
        if opens.iter().any(|word| before.starts_with(word)) && (is_place || is_day) || is_payer {
            from = comma + 2;
        }
    }
    // `Em Angola a WaterAid`: a place without a comma.
    let rest = text.get(from..)?;
    let article = [
        "The ", "L'", "L’", "Le ", "La ", "Les ", "El ", "Los ", "O ", "A ", "the ", "la ", "le ", "el ",
        "o ", "a ",
    ]
    .iter()
    .find(|article| rest.starts_with(**article));
    Some(from + article.map_or(0, |article| article.len()))
}

/// Where a sentence goes on behind the place and day that news begins with: `MANILA – `, `9 de fevereiro de 2014 – `.
pub(super) fn dateline(near: &str) -> usize {
    const DASHES: [&str; 3] = [" – ", " — ", " - "];
    const SHORTEST: usize = 5;
    let dash = DASHES.iter().filter_map(|dash| near.find(dash).map(|at| (at, at + dash.len()))).min();
    let is_line = |front: &str| {
        let place = front.split([',', '(']).next().unwrap_or_default();
        let is_place = place.len() >= SHORTEST
            && organisation(place.trim()).is_none()
            && place.chars().all(|c| c.is_uppercase() || matches!(c, ' ' | '.' | '-'));
        is_place || date(front, DayOrder::Unknown).is_some_and(|(span, _)| span.range().start < 24)
    };
    dash.filter(|(at, _)| near.get(..*at).is_some_and(is_line)).map_or(0, |(_, end)| end)
}
