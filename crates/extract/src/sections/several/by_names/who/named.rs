//! The name that begins at a place of a sentence, and where it ends.

use almoner_codelists::{fold, organisation};
use almoner_record::Span;

use super::super::units::Told;
use super::super::words::doing::DOES;
use super::super::words::names::{CUTS, OPENS, PLACES, SMALL, TIMES};
use super::super::words::paying::GIVES;
use crate::bodies;
use crate::funders::without_article;
use crate::nouns;
use crate::organisations::is_known_name;
use crate::prose::names::{EMBASSIES, is_of_activity};
use crate::value::date::{DayOrder, date};
use crate::word_list::WordList;

/// The longest name.
pub(super) const LONGEST: usize = 180;

/// The name that begins at `from`.
pub(super) fn name_at(told: &Told, from: usize) -> Option<Span> {
    let text = told.text.as_str();
    let from = text.len() - without_article(text.get(from..)?.trim_start()).len();
    let from = from + portuguese_article(text.get(from..)?);
    let from = from + kind_before(text.get(from..)?);
    let end = end(told, from)?;
    let own = text.get(from..end)?;
    let bare = without_clause(own.trim_end_matches([' ', ',', ';', ':', '\u{a0}']));
    // `Inc.`, `e.V.` keep their points.
    let last = bare.rsplit(' ').next().unwrap_or_default();
    let is_form = bodies::is_legal_form(last) || last.trim_end_matches('.').contains('.');
    let bare = if is_form { bare } else { bare.trim_end_matches('.') };
    is_name(bare).then(|| Span::new(from, from + bare.len()))
}

/// The length of an article in Portuguese before a name: `a Associação`, `o Instituto`.
pub(super) fn portuguese_article(text: &str) -> usize {
    let is_article = ["a ", "o ", "as ", "os "].iter().find(|article| text.starts_with(**article));
    let length = is_article.map_or(0, |article| article.len());
    if text.get(length..).is_some_and(|rest| rest.starts_with(char::is_uppercase)) { length } else { 0 }
}

/// The length of the words in small letters that say what the bearer of a name is: `organização Oxfam`, `our partner Oxfam`.
pub(super) fn kind_before(text: &str) -> usize {
    static KINDS: WordList = WordList::of(
        "organisation organization ngo charity association partner partners local organizacion organizacao ong asociacion \
        associacao partenaire partenaires socio socia parceiro parceira entidad entidade our notre nuestro nuestra nosso nossa \
        long-standing l'association l'organisation l'ong l\u{2019}association l\u{2019}organisation l\u{2019}ong",
    );
    let mut length = 0;
    for word in text.split_inclusive(' ').take(4) {
        let bare = word.trim_end();
        if !bare.starts_with(char::is_lowercase) && !bare.starts_with(char::is_uppercase)
            || !KINDS.has(&fold(bare))
            || bare.starts_with(char::is_uppercase)
        {
            break;
        }
        length += word.len();
    }
    if text.get(length..).is_some_and(|rest| rest.starts_with(char::is_uppercase)) { length } else { 0 }
}

/// A name without what goes on behind it in small letters: `Cruz Roja y concluirá`, `Oxfam which the project`.
pub(super) fn without_clause(name: &str) -> &str {
    const JOINS: [&str; 5] = [", ", " and ", " et ", " y ", " e "];
    let join = JOINS.iter().filter_map(|join| name.rfind(join)).max();
    match join.and_then(|join| name.split_at_checked(join)) {
        Some((front, rest)) if !rest.contains(char::is_uppercase) => front,
        _ => name,
    }
}

pub(super) fn is_name(name: &str) -> bool {
    const MOST_WORDS: usize = 22;
    let first = name.split_whitespace().next().unwrap_or_default();
    let begins = name.starts_with(char::is_uppercase)
        || name.contains(char::is_uppercase) && bodies::is_framed(name)
        || first.chars().skip(1).any(char::is_uppercase);
    let folded_first = fold(first);
    let is_kind = nouns::is_activity(&folded_first) && organisation(name).is_none();
    // `Dr Moss`, `Mme Traoré`
    let is_person = [
        "dr",
        "dr.",
        "prof",
        "prof.",
        "professor",
        "mr",
        "mr.",
        "ms",
        "ms.",
        "mrs",
        "mrs.",
        "mme",
        "sr.",
        "sra.",
    ]
    .contains(&folded_first.as_str());
    begins
        && !is_person
        && !is_kind
        && !is_of_activity(name)
        && !OPENS.has(&folded_first)
        && (2..=LONGEST).contains(&name.len())
        && name.split_whitespace().count() <= MOST_WORDS
        && !name.contains(['$', '€', '£', '%'])
        && name.bytes().filter(u8::is_ascii_digit).count() < 5
}

/// Where a name ends that begins at `from`: at a mark or at words that go on.
pub(super) fn end(told: &Told, from: usize) -> Option<usize> {
    const WINDOW: usize = 48;
    let text = told.text.as_str();
    let rest = text.get(from..)?;
    for (at, c) in rest.char_indices() {
        let place = from + at;
        if at > LONGEST {
            return None;
        }
        match c {
            '“' | '”' | '«' | '»' | '"' | '„' | ';' | '(' | ')' | ':' => return Some(place),
            ',' | ' ' => {
                let tail = text.get(place..)?;
                let window = fold(tail.get(..tail.floor_char_boundary(WINDOW))?);
                // Folding takes the space before the first word.
                let window = if c == ' ' { [" ", window.trim_start()].concat() } else { window };
                if at > 0
                    && (c == ',' && goes_on_small(tail)
                        || c == ' ' && is_for(text.get(from..place).unwrap_or_default(), tail)
                        || CUTS.iter().any(|cut| window.starts_with(cut))
                        || ends_here(told, place, &window))
                {
                    return Some(place);
                }
            }
            _ => {}
        }
    }
    Some(text.len())
}

/// True for what the bearer of a name that is known is given money for: `Oxfam for wells`.
fn is_for(name: &str, tail: &str) -> bool {
    let rest = [" for ", " pour ", " para "].iter().find_map(|word| tail.strip_prefix(word));
    rest.is_some_and(|rest| rest.starts_with(char::is_lowercase))
        && (organisation(name).is_some() || !name.contains(' ') && is_known_name(name))
}

/// True for a comma before a small word that is of no name: `Oxfam, active in Mali`.
pub(super) fn goes_on_small(tail: &str) -> bool {
    const OF_NAMES: [&str; 14] =
        ["de", "du", "des", "del", "da", "do", "dos", "das", "of", "and", "et", "y", "e", "und"];
    let Some(rest) = tail.strip_prefix(", ") else { return false };
    let word = rest.split([' ', ',', '.', '\u{2019}', '\'']).next().unwrap_or_default();
    word.starts_with(char::is_lowercase) && !OF_NAMES.contains(&word)
}

/// True for a small word behind which a place, a time or another clause begins, and for verbs.
pub(super) fn ends_here(told: &Told, place: usize, window: &str) -> bool {
    const WINDOW: usize = 40;
    let Some(inner) = window.strip_prefix(' ') else { return false };
    let is_verb = || {
        DOES.iter().chain(GIVES).any(|verb| {
            inner
                .strip_prefix(verb)
                .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-'))
        })
    };
    let word = inner.split(' ').next().unwrap_or_default();
    let tail = told.text.get(place + 1..).unwrap_or_default();
    let next = tail.find(' ').map_or("", |space| tail.get(space + 1..).unwrap_or_default());
    let is_small =
        next.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit() || "$€£“«\"".contains(c));
    // `Local Funds Management Center`
    if tail.starts_with(char::is_lowercase) && is_verb() {
        return true;
    }
    if SMALL.has(word) {
        let is_month = next.get(..next.floor_char_boundary(24)).is_some_and(|near| {
            date(near, DayOrder::Unknown).is_some_and(|(span, _)| span.range().start == 0)
        });
        let is_currency = next.get(..3).is_some_and(|code| code.bytes().all(|b| b.is_ascii_uppercase()))
            && next.get(3..).is_some_and(|rest| {
                rest.starts_with([' ', '\u{a0}'])
                    && rest.trim_start().starts_with(|c: char| c.is_ascii_digit())
            });
        return is_small || is_month || is_currency;
    }
    // `Embajada de Suecia en Guatemala` goes on with where it works.
    let is_embassy = || {
        let front = told
            .text
            .get(told.text.floor_char_boundary(place.saturating_sub(WINDOW))..place)
            .map(fold)
            .unwrap_or_default();
        EMBASSIES.iter().any(|word| front.contains(word))
    };
    if PLACES.has(word) && is_embassy() {
        return false;
    }
    let is_of_place = PLACES.has(word);
    if is_of_place || TIMES.has(word) {
        let start = place + 1 + (tail.len() - next.len());
        let is_place = told.countries.iter().any(|(span, _)| {
            let begins = span.range().start;
            begins >= start && begins <= start + 4
        });
        let is_time = next.get(..next.floor_char_boundary(24)).is_some_and(|near| {
            near.starts_with(|c: char| c.is_ascii_digit())
                || date(near, DayOrder::Unknown).is_some_and(|(span, _)| span.range().start == 0)
        });
        return is_of_place && is_place || is_time || next.starts_with(['“', '«', '"', '„']);
    }
    false
}
