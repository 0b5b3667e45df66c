//! Names of countries in running text.

use std::collections::HashMap;
use std::sync::LazyLock;

use almoner_record::Span;

use crate::codelist::Entry;
use crate::folding::{Folded, fold};
use crate::lists::COUNTRY;
use crate::table::rows;

/// A country named in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mention {
    /// Where the name stands.
    pub span: Span,
    /// The country.
    pub entry: &'static Entry,
    /// An acronym in capitals (`DRC`), not a name.
    pub acronym: bool,
    /// `Haiti's`: the span leaves the `'s` out.
    pub possessive: bool,
}

/// A name to look for, folded; hyphens count as spaces.
struct Name {
    folded: String,
    /// None: a name that holds a country's and means something else (`Lake Chad`).
    entry: Option<&'static Entry>,
    /// Acronyms are compared letter by letter with the text.
    printed: Option<&'static str>,
}

/// By first word; the longest name first.
static NAMES: LazyLock<HashMap<String, Vec<Name>>> = LazyLock::new(|| {
    let mut names: HashMap<String, Vec<Name>> = HashMap::new();
    let countries = COUNTRY.iter().filter(|entry| entry.active);
    let named = countries.flat_map(|entry| entry.names().map(move |name| (name, Some(entry))));
    let others = rows(include_str!("../data/not-countries.csv"));
    for (name, entry) in named.chain(others.iter().map(|row| (row.text("name"), None))) {
        let folded = key(&fold(name));
        let first = first_word(&folded).to_owned();
        let printed = is_acronym(name).then_some(name);
        names.entry(first).or_default().push(Name { folded, entry, printed });
    }
    // Longest first: "Guinea" is inside "Guinea-Bissau".
    #[expect(
        clippy::iter_over_hash_type,
        reason = "each list is sorted on its own, the order of lists does not matter"
    )]
    for list in names.values_mut() {
        list.sort_by_key(|name| std::cmp::Reverse(name.folded.len()));
    }
    names
});

/// The countries that `text` names, in its order, whole words and longest names only.
///
/// Names count in English, French and Spanish, in any case with a capital first; acronyms (`DRC`, `oPt`) only as
/// printed. Adjectives (`Iraqi`) are no names, nor are `Lake Chad`, `New Mexico` and the like.
pub fn countries_in(text: &str) -> Vec<Mention> {
    let folded = Folded::new(text);
    let plain = key(folded.text());
    let mut mentions = Vec::new();
    let mut at = 0;
    while let Some(rest) = plain.get(at..) {
        let Some(first) = rest.chars().next() else { break };
        if !first.is_alphanumeric() {
            at += first.len_utf8();
            continue;
        }
        let list = NAMES.get(first_word(rest)).map_or(&[][..], Vec::as_slice);
        let found = list.iter().find(|name| ends_well(rest, name) && printed_well(text, &folded, at, name));
        let Some(name) = found else {
            at += word_length(rest);
            continue;
        };
        let end = at + name.folded.len();
        if let Some(entry) = name.entry {
            let possessive = plain.get(end..).is_some_and(|after| after.starts_with("'s"));
            let span = folded.span(at..end);
            mentions.push(Mention { span, entry, acronym: name.printed.is_some(), possessive });
        }
        at = end;
    }
    mentions
}

/// Hyphens as spaces, byte for byte, so that places stay the same.
fn key(folded: &str) -> String {
    folded.replace('-', " ")
}

fn word_length(text: &str) -> usize {
    text.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(text.len())
}

fn first_word(text: &str) -> &str {
    text.get(..word_length(text)).unwrap_or(text)
}

/// The name stands at the start of `rest` and no letter follows it.
fn ends_well(rest: &str, name: &Name) -> bool {
    let after = rest.strip_prefix(name.folded.as_str()).map(|after| after.chars().next());
    after.is_some_and(|next| next.is_none_or(|letter| !letter.is_alphanumeric()))
}

fn printed_well(text: &str, folded: &Folded, at: usize, name: &Name) -> bool {
    let printed = folded.span(at..at + name.folded.len()).of(text);
    match name.printed {
        Some(acronym) => printed == acronym,
        None => printed.chars().any(char::is_uppercase),
    }
}

/// Short, in capitals (dots aside), or with a capital inside (`oPt`, `BiH`).
fn is_acronym(name: &str) -> bool {
    let letters: Vec<char> = name.chars().filter(|letter| letter.is_alphabetic()).collect();
    letters.len() <= 5 && !name.contains(' ') && letters.iter().skip(1).any(|letter| letter.is_uppercase())
}
