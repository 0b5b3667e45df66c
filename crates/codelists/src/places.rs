//! Capitals and first divisions of countries, in a text that is about those countries.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use almoner_record::Span;
use rustc_hash::FxHashMap;

use crate::codelist::Entry;
use crate::folding::{Folded, fold, words};
use crate::lists::COUNTRY;
use crate::table::rows;

/// A place named in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Where the name stands.
    pub span: Span,
    /// Its usual name.
    pub name: &'static str,
    /// ISO 3166-1 alpha-2.
    pub country: &'static str,
}

/// A name by its folded words, and what it tells.
struct Name<T> {
    words: Vec<String>,
    tells: T,
}

/// Names by their first word, the longest first.
type Names<T> = FxHashMap<String, Vec<Name<T>>>;

fn by_first_word<T>(mut names: Vec<Name<T>>) -> Names<T> {
    names.sort_by_key(|name| std::cmp::Reverse(name.words.len()));
    let mut by_word: Names<T> = FxHashMap::default();
    for name in names {
        by_word.entry(name.words.first().cloned().unwrap_or_default()).or_default().push(name);
    }
    by_word
}

/// The longest name that the words said begin with.
fn longest<'n, T>(names: &'n Names<T>, said: &[(usize, &str)]) -> Option<&'n Name<T>> {
    let (_, first) = said.first()?;
    let fits = |name: &&Name<T>| {
        name.words.len() <= said.len() && name.words.iter().zip(said).all(|(word, (_, said))| word == said)
    };
    names.get(*first)?.iter().find(fits)
}

/// Runs over the words of a folded text; `tell` takes those that are left and gives how many it used, with what they tell.
fn each<T>(folded: &Folded, mut tell: impl FnMut(&[(usize, &str)]) -> Option<(usize, Option<T>)>) -> Vec<T> {
    let mut said = Vec::with_capacity(folded.text().len() / 6);
    said.extend(words(folded.text()));
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = said.get(at..).filter(|rest| !rest.is_empty()) {
        let (used, told) = tell(rest).unwrap_or((1, None));
        found.extend(told);
        at += used.max(1);
    }
    found
}

/// Where the first `count` words stand in the text.
fn span_of(folded: &Folded, said: &[(usize, &str)], count: usize) -> Option<Span> {
    let ((start, _), (last, word)) = (said.first()?, said.get(count.checked_sub(1)?)?);
    Some(folded.span(*start..last + word.len()))
}

fn name_words(name: &str) -> Vec<String> {
    words(&fold(name)).map(|(_, word)| word.to_owned()).collect()
}

/// The places of each country, by name.
static PLACES: LazyLock<FxHashMap<&'static str, Names<&'static str>>> = LazyLock::new(|| {
    let mut places: FxHashMap<&'static str, Vec<Name<&'static str>>> = FxHashMap::default();
    for row in rows(include_str!("../data/places.csv")) {
        let Some(usual) = row.items("names").next() else { continue };
        let names = places.entry(row.text("country")).or_default();
        names.extend(row.items("names").map(|name| Name { words: name_words(name), tells: usual }));
    }
    places.into_iter().map(|(country, names)| (country, by_first_word(names))).collect()
});

/// The capitals and first divisions of `countries` (ISO 3166-1 alpha-2) that `text` names, in its order, the longest name at
/// each place. A name counts with a capital letter only; in other countries than those, a name may mean anything.
pub fn places_in(text: &str, countries: &[&str]) -> Vec<Place> {
    let known: Vec<_> = countries.iter().filter_map(|country| PLACES.get_key_value(*country)).collect();
    if known.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = next_capital(text, from) {
        let place = place_at(text, start, &known);
        from = place.as_ref().map_or(start + 1, |place| place.span.range().end);
        found.extend(place);
    }
    found
}

/// Where the next word begins that has a capital letter: most words of a text have none, and are not compared.
fn next_capital(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(byte) = bytes.get(at) {
        let is_letter = byte.is_ascii_uppercase()
            || !byte.is_ascii()
                && text.get(at..).and_then(|rest| rest.chars().next()).is_some_and(char::is_uppercase);
        let begins = || !text.get(..at).is_some_and(|front| front.ends_with(char::is_alphanumeric));
        if is_letter && begins() {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// The longest name of a place in `countries` that begins at `start`.
fn place_at(text: &str, start: usize, countries: &[(&&'static str, &Names<&'static str>)]) -> Option<Place> {
    /// More than any name has, in bytes and in words.
    const LONGEST: usize = 160;
    const MOST_WORDS: usize = 12;
    let rest = text.get(start..)?;
    // Few words are the first of a name.
    let first = rest.find(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
    let first = fold(rest.get(..first)?);
    let (_, first) = words(&first).next()?;
    if !countries.iter().any(|(_, names)| names.contains_key(first)) {
        return None;
    }
    let folded = Folded::new(rest.get(..rest.floor_char_boundary(LONGEST))?);
    let said: Vec<(usize, &str)> = words(folded.text()).take(MOST_WORDS).collect();
    let longest = countries.iter().filter_map(|(country, names)| Some((**country, longest(names, &said)?)));
    let (country, name) = longest.max_by_key(|(_, name)| name.words.len())?;
    let inner = span_of(&folded, &said, name.words.len())?;
    // A word that goes on where what was looked at ends is another one.
    let is_whole = inner.range().end < folded.text().len() || rest.len() <= LONGEST;
    let span = Span::new(start, start).inner(inner);
    // `Bissau` in `Guinea-Bissau` is no place of its own.
    let joined = text.get(..start).is_some_and(|front| front.ends_with(is_dash))
        || text.get(span.range().end..).is_some_and(|back| back.starts_with(is_dash));
    (is_whole && !joined).then_some(Place { span, name: name.tells, country })
}

/// Adjectives and capitals: what tells of a country where no name of one stands. None where two countries have the word.
static HINTS: LazyLock<Names<Option<&'static str>>> = LazyLock::new(|| {
    let mut hints: BTreeMap<Vec<String>, Option<&'static str>> = BTreeMap::new();
    let mut add = |name: &str, country: &'static str| {
        let known = hints.entry(name_words(name)).or_insert(Some(country));
        *known = known.filter(|known| *known == country);
    };
    for row in rows(include_str!("../data/country-adjectives.csv")) {
        row.items("words").for_each(|word| add(word, row.text("code")));
    }
    for row in rows(include_str!("../data/places.csv")).iter().filter(|row| row.text("capital") == "yes") {
        row.items("names").for_each(|name| add(name, row.text("country")));
    }
    by_first_word(hints.into_iter().map(|(words, tells)| Name { words, tells }).collect())
});

/// The countries that `text` tells of by an adjective (`Haitian police`, `la police haïtienne`) or by their capital, each with
/// the place of the word: the longest at each place, those that two countries share left out.
pub fn countries_hinted(text: &str) -> Vec<(Span, &'static Entry)> {
    let folded = Folded::new(text);
    each(&folded, |rest| {
        let name = longest(&HINTS, rest)?;
        let entry = name.tells.and_then(|country| COUNTRY.get(country));
        let told = span_of(&folded, rest, name.words.len()).zip(entry);
        Some((name.words.len(), told))
    })
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_named_in_the_countries_of_the_text() {
        for (text, countries, names) in [
            ("in Anbar, Ninewa and the city of Baghdad", &["IQ"][..], &["Al Anbar", "Baghdad"][..]),
            ("dans l’Artibonite et à Port-au-Prince", &["HT"], &["Artibonite", "Port-au-Prince"]),
            ("a workshop in Nairobi", &["HT"], &[]),
            ("a workshop in Nairobi", &["HT", "KE"], &["Nairobi"]),
            ("water for homa bay and Homa Bay", &["KE"], &["Homa Bay"]),
            ("the centre of the country, its west and its coast", &["HT", "GH"], &[]),
            ("courts of Guinea-Bissau in Bissau", &["GW"], &["Bissau"]),
            ("courts of Guinea-Bissau", &["GW"], &[]),
            ("", &["HT"], &[]),
            ("Nairobi", &[], &[]),
        ] {
            let found: Vec<&str> = places_in(text, countries).iter().map(|place| place.name).collect();
            assert_eq!(found, names, "{text}");
        }
        for (text, codes) in [
            ("Training of the Haitian National Police", &["HT"][..]),
            ("Appui à la police haïtienne et malienne", &["HT", "ML"]),
            ("Water supply of Ouagadougou", &["BF"]),
            ("South Sudanese returnees", &["SS"]),
            ("Dominican and Congolese farmers", &[]),
            ("Roads", &[]),
        ] {
            let found: Vec<&str> = countries_hinted(text).iter().map(|(_, entry)| entry.code).collect();
            assert_eq!(found, codes, "{text}");
        }
        let text = "près de Port-au-\nPrince";
        assert_eq!(places_in(text, &["HT"])[0].span.of(text), "Port-au-\nPrince");
    }
}
