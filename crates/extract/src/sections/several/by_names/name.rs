//! The name of a project in a sentence: in quotes beside a word for one, or before words that say that it is a name.

use almoner_codelists::{Folded, fold};
use almoner_record::Span;

use super::words::LEADS;
use crate::nouns;
use crate::prose::{is_saying, unquoted_project};
use crate::quotes::{self, Quoted};

/// A name, where it stands in its sentence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Name {
    pub(super) span: Span,
    /// A word for a project stands beside it.
    pub(super) is_told: bool,
    /// Nothing beside it tells that it is one: what else is told must.
    pub(super) is_bare: bool,
}

/// How projects are named that are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Naming {
    Quoted,
    Capitals,
    Headings,
}

/// The projects that a sentence names.
pub(super) fn names(text: &str, naming: Naming) -> Vec<Name> {
    match naming {
        Naming::Quoted => in_quotes(text),
        Naming::Headings => Vec::new(),
        Naming::Capitals => {
            let told = |span| Name { span, is_told: true, is_bare: false };
            unquoted(text).map(told).into_iter().collect()
        }
    }
}

/// The projects that a sentence names, each once, in order. Those that nothing beside them tells to be one count where no
/// other is named, or beside the others of a list.
fn in_quotes(text: &str) -> Vec<Name> {
    let mut found: Vec<Name> = Vec::new();
    for pair in [('«', '»'), ('“', '”'), ('"', '"'), ('„', '“')] {
        found.extend(quotes::quoted(text, pair).filter_map(|one| quoted(text, one)));
    }
    if text.contains(['\u{2018}', '\'']) {
        let single = quotes::quoted_singly(text).into_iter().filter_map(|one| quoted(text, one));
        let inside = |one: &Name| found.iter().any(|known| known.span.contains(one.span));
        let single: Vec<Name> = single.filter(|one| !inside(one)).collect();
        found.extend(single);
    }
    if !found.iter().any(|name| !name.is_bare)
        && let Some(span) = introduced(text)
    {
        return vec![Name { span, is_told: true, is_bare: false }];
    }
    found.sort_unstable_by_key(|name| name.span.start);
    let mut once: Vec<Name> = Vec::new();
    for name in found {
        match once.iter_mut().find(|known| known.span.of(text) == name.span.of(text)) {
            Some(known) if known.is_bare => *known = name,
            Some(_) => {}
            None => once.push(name),
        }
    }
    once
}

/// `the Bihar Kosi Basin Development Project`, in a sentence that tells of money.
fn unquoted(text: &str) -> Option<Span> {
    let has_digit = text.bytes().any(|byte| byte.is_ascii_digit());
    let span = unquoted_project(text).filter(|_| has_digit)?;
    Some(span)
}

/// The one of `names` that a sentence tells of; None where it tells of several.
pub(super) fn only(names: &[Name]) -> Option<Name> {
    let one_of = |is_bare: bool| {
        let mut those = names.iter().filter(|name| name.is_bare == is_bare);
        those.next().copied().filter(|_| those.next().is_none())
    };
    if names.iter().any(|name| !name.is_bare) { one_of(false) } else { one_of(true) }
}

/// What stands in quotes.
fn quoted(text: &str, Quoted { whole, inner: span }: Quoted) -> Option<Name> {
    const FEWEST_WORDS: usize = 2;
    const LONGEST: usize = 260;
    const NEAR: usize = 7;
    let (open, end) = (whole.range().start, whole.range().end);
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
    if leads {
        return Some(Name { span, is_told, is_bare: false });
    }
    let is_bare = !is_saying(whole.of(text)) && !is_said(before);
    is_bare.then_some(Name { span, is_told: false, is_bare })
}

/// True where the folded text before a quote says that somebody speaks.
fn is_said(before: &str) -> bool {
    const SAYS: [&str; 24] = [
        "said",
        "says",
        "told",
        "added",
        "explained",
        "asked",
        "wrote",
        "declared",
        "dit",
        "explique",
        "ajoute",
        "declare",
        "raconte",
        "dijo",
        "dice",
        "explica",
        "anade",
        "cuenta",
        "disse",
        "diz",
        "conta",
        "afirma",
        "film",
        "book",
    ];
    let last = before.split_whitespace().rev().take(2);
    last.into_iter().any(|word| SAYS.contains(&word.trim_matches(|c: char| !c.is_alphanumeric())))
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
