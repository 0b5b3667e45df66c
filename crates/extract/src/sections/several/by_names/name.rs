//! The name of a project in a sentence: in quotes beside a word for one, or before words that say that it is a name.

use almoner_codelists::{Folded, fold};
use almoner_record::Span;

use super::words::LEADS;
use crate::nouns;
use crate::quotes::{self, Quoted};

/// A name, where it stands in its sentence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Name {
    pub(super) span: Span,
    /// A word for a project stands beside it.
    pub(super) is_told: bool,
}

/// The one project that a sentence names; None where it names none, or several.
pub(super) fn name(text: &str) -> Option<Name> {
    let mut found: Vec<Name> = Vec::new();
    for pair in [('«', '»'), ('“', '”'), ('"', '"'), ('„', '“')] {
        found.extend(quotes::quoted(text, pair).filter_map(|Quoted { whole, inner }| {
            quoted(text, whole.range().start, inner, whole.range().end)
        }));
    }
    match found.as_slice() {
        [] => introduced(text).map(|span| Name { span, is_told: true }),
        [one] => Some(*one),
        [first, rest @ ..] => {
            let own = first.span.of(text);
            rest.iter().all(|other| other.span.of(text) == own).then_some(*first)
        }
    }
}

/// What stands in quotes, from `open` to `end`.
fn quoted(text: &str, open: usize, span: Span, end: usize) -> Option<Name> {
    const FEWEST_WORDS: usize = 2;
    const LONGEST: usize = 260;
    const NEAR: usize = 7;
    let own = span.of(text);
    let begins = own.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    if !begins
        || own.len() > LONGEST
        || own.split_whitespace().count() < FEWEST_WORDS
        || own.ends_with([',', '!', '?', '.'])
    {
        return None;
    }
    let from = text.floor_char_boundary(open.saturating_sub(90));
    let before = fold(text.get(from..open)?);
    let before = before.trim_end();
    const PROPOSALS: [&str; 4] = ["proposal", "proposition", "propuesta", "proposta"];
    let is_kind = |word: &str| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        nouns::is_activity(bare) || PROPOSALS.contains(&bare)
    };
    let last = before.split_whitespace().next_back().unwrap_or_default();
    let bare = last.trim_matches(|c: char| !c.is_alphanumeric());
    // `a new project was launched: “…”`, `the project called “…”`
    let is_near = || before.split_whitespace().rev().take(NEAR).any(is_kind);
    // `“…”, a project carried out by`, `“…” in Malawi, a three-year project`, `the “…” project`
    let behind = || {
        let near = text.get(end..).unwrap_or_default();
        let near = fold(near.get(..near.floor_char_boundary(60)).unwrap_or_default());
        let next = near.split_whitespace().next().is_some_and(is_kind) && !near.starts_with([',', '.', ';']);
        next || near.split_once(',').is_some_and(|(place, rest)| {
            let mut words = rest.split_whitespace().take(4);
            place.split_whitespace().count() <= 4
                && words.next().is_some_and(|word| ["a", "an", "un", "une", "uma", "the"].contains(&word))
                && words.any(is_kind)
        })
    };
    let is_told =
        is_kind(last) || (before.ends_with(':') || LEADS.has(bare) || bare == "de") && is_near() || behind();
    // `: “We are glad”`
    let leads = LEADS.has(bare) && !before.ends_with([':', '.']) || is_told;
    leads.then_some(Name { span, is_told })
}

/// `Wells for Kita is a project of Oxfam`, `Wells for Kita: this is the name of the project for which …`.
fn introduced(text: &str) -> Option<Span> {
    const SAYS: [&str; 11] = [
        " is a project of ",
        " is a project by ",
        " est un projet de ",
        " est un projet du ",
        " es un proyecto de ",
        " es un proyecto del ",
        " e um projeto d",
        ": this is the name of the project",
        ": c'est le nom du projet",
        ": es el nombre del proyecto",
        ": e o nome do projeto",
    ];
    const FEWEST_WORDS: usize = 3;
    const LONGEST: usize = 240;
    const FRONT: usize = 40;
    let folded = Folded::new(text);
    let at = SAYS.iter().find_map(|words| folded.text().find(words)).filter(|at| *at > 0)?;
    let end = folded.span(at.checked_sub(1)?..at).range().end;
    let own = text.get(..end)?;
    // `About the project: `
    let front = own.get(..own.floor_char_boundary(FRONT))?.find(": ");
    let front = front.filter(|front| {
        let words = fold(own.get(..*front).unwrap_or_default());
        words.split_whitespace().any(nouns::is_activity)
    });
    let span = Span::new(front.map_or(0, |front| front + 2), end).trim(text);
    let name = span.of(text);
    let is_name = name.starts_with(char::is_uppercase)
        && name.len() <= LONGEST
        && name.split_whitespace().count() >= FEWEST_WORDS
        && !["The ", "This ", "Le ", "La ", "Ce ", "El ", "Este ", "Esta ", "O ", "A ", "It "]
            .iter()
            .any(|begin| name.starts_with(begin));
    is_name.then_some(span)
}
