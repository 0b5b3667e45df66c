//! How names of organisations are compared.

use crate::codelist::words;

/// Small words that vary between two spellings of one name.
const SMALL: [&str; 24] = [
    "the", "of", "for", "and", "to", "in", "on", "a", "an", "de", "la", "le", "les", "du", "des", "d", "l",
    "et", "pour", "el", "los", "las", "del", "y",
];

/// British and American spellings, and words that are written in two ways.
const SPELLINGS: [(&str, &str); 12] = [
    ("organization", "organisation"),
    ("organizations", "organisations"),
    ("program", "programme"),
    ("programs", "programmes"),
    ("center", "centre"),
    ("labor", "labour"),
    ("defense", "defence"),
    ("immunization", "immunisation"),
    ("utilization", "utilisation"),
    ("cooperation", "co operation"),
    ("coordination", "co ordination"),
    ("un", "united nations"),
];

/// The words of a name that count, in one spelling.
pub(super) fn key(name: &str) -> String {
    spelt(&words(name))
}

/// The same for a name that is in words already.
pub(super) fn spelt(all: &str) -> String {
    let spelt = all
        .split(' ')
        .filter(|word| !SMALL.contains(word))
        .map(|word| SPELLINGS.iter().find(|(other, _)| *other == word).map_or(word, |(_, ours)| *ours));
    spelt.collect::<Vec<_>>().join(" ")
}

/// An acronym or another name so short that it counts only as printed: one word of at most six letters, or with
/// two capitals (`UNOPS`, `AusAID`, `Sida`).
pub(super) fn is_short(name: &str) -> bool {
    let capitals = name.chars().filter(|letter| letter.is_uppercase()).count();
    let letters = name.chars().count();
    !name.contains(' ') && (letters <= 6 || (capitals >= 2 && letters <= 12))
}

/// Two capitals or more, and most letters capitals: `UNOPS`, `NORAD`, not `Canada`.
pub(super) fn is_acronym(short: &str) -> bool {
    let letters = short.chars().filter(|letter| letter.is_alphabetic()).count();
    let capitals = short.chars().filter(|letter| letter.is_uppercase()).count();
    capitals >= 2 && capitals * 2 > letters
}

/// `International Labour Organization (ILO)`: the name and the short name in brackets behind it.
pub(super) fn bracketed(name: &str) -> Option<(&str, &str)> {
    let (front, back) = name.strip_suffix(')')?.rsplit_once(" (")?;
    is_short(back).then_some((front, back))
}
