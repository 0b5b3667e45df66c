//! Names of countries: one by itself, and all that a text mentions.

mod lexicon;
mod rivers;

use std::collections::BTreeSet;

use almoner_record::Span;

use crate::codelist::Entry;
use crate::folding::Folded;
use crate::lists::COUNTRY;
use lexicon::{Name, Use, candidates, key, word_length};

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

/// A match before it is judged.
struct Hit {
    start: usize,
    end: usize,
    span: Span,
    name: &'static Name,
    kept: bool,
}

/// The country of a name, or a code in capitals, by itself, as in a list: the whole name, else without an article (`The Gambia`,
/// `l'Équateur`), else the part before a comma or bracket (`Tanzania, United Republic of`).
pub fn country(name: &str) -> Option<&'static Entry> {
    let bare = name.trim();
    let code = COUNTRY.get(bare).filter(|_| bare.chars().all(char::is_uppercase));
    if let Some(entry) = code.or_else(|| COUNTRY.find(bare)) {
        return Some(entry);
    }
    let folded = Folded::new(bare);
    let articles = ["the ", "le ", "la ", "les ", "l'", "el ", "los ", "las "];
    let shorter = articles.iter().find_map(|article| folded.text().strip_prefix(article));
    if let Some(entry) = shorter.and_then(|shorter| COUNTRY.find(shorter)) {
        return Some(entry);
    }
    let (front, form) = folded.text().split_once(", ").or_else(|| folded.text().split_once(" ("))?;
    let official = ["republic", "republique", "republica", "kingdom", "state", "the", "islamic", "federal"];
    // These have two countries each: what follows the comma tells which, and the list has all true forms.
    let several = ["congo", "korea", "coree", "corea", "china", "chine", "virgin islands", "micronesia"];
    let told = official.iter().any(|word| form.contains(word)) && !several.contains(&front);
    COUNTRY.find(front).filter(|_| told)
}

/// The countries that `text` mentions, in its order, whole words and longest names only.
///
/// Names count in English, French and Spanish, in any case with a capital; acronyms (`DRC`, `oPt`) only as printed.
/// Adjectives (`Iraqi`) are no names, nor are `Lake Chad`, `New Mexico` and what else data/country-traps.csv lists, nor
/// rivers (`on the Niger`).
/// Names that are also common words or first names (`Dominique`) count in a list of countries, alone on a line, or
/// behind their article. `Congo` alone is the country whose full name stands in the text. Linear in the text.
pub fn countries_in(text: &str) -> Vec<Mention> {
    let folded = Folded::new(text);
    let plain = key(folded.text());
    let mut hits = hits(text, &folded, &plain);
    keep_weak(text, &plain, &mut hits);
    let other = acronyms_of_others(text, &hits);
    hits.retain(|hit| hit.kept && hit.name.entry.is_some() && !is_money(&plain, hit));
    hits.retain(|hit| !is_river(text, &plain, hit));
    hits.retain(|hit| !(hit.name.acronym && other.contains(&hit.span.of(text))));
    let mentions = hits.iter().filter_map(|hit| {
        let after = plain.get(hit.end..).unwrap_or_default();
        let plural = hit.name.folded.ends_with('s') && after.starts_with("' ");
        let possessive = after.starts_with("'s") || plural;
        Some(Mention { span: hit.span, entry: hit.name.entry?, acronym: hit.name.acronym, possessive })
    });
    settle_congo(text, mentions.collect())
}

fn hits(text: &str, folded: &Folded, plain: &str) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut at = 0;
    while let Some(rest) = plain.get(at..) {
        let Some(first) = rest.chars().next() else { break };
        if !first.is_alphanumeric() {
            at += first.len_utf8();
            continue;
        }
        let found = candidates(rest).iter().find_map(|name| {
            let end = at + name.length_in(rest)?;
            let span = folded.span(at..end);
            is_printed_so(text, span, name).then_some(Hit {
                start: at,
                end,
                span,
                name,
                kept: name.usage != Use::Weak,
            })
        });
        at = found.as_ref().map_or(at + word_length(rest), |hit| hit.end);
        hits.extend(found);
    }
    hits
}

/// An acronym stands letter by letter as in the list; a name has a capital.
fn is_printed_so(text: &str, span: Span, name: &Name) -> bool {
    let printed = span.of(text);
    match name.usage {
        Use::Never => false,
        _ if !name.acronym => printed.chars().any(char::is_uppercase),
        Use::NotInCapitals => printed == name.printed && !is_shouted(text, span),
        _ => printed == name.printed,
    }
}

/// The letters beside a span on its line, outwards, two hundred to each side at most.
fn beside(text: &str, span: Span) -> impl Iterator<Item = char> {
    let (range, ends) = (span.range(), |letter: &char| *letter != '\n');
    let front = text.get(..range.start).unwrap_or_default().chars().rev().take(200).take_while(ends);
    front.chain(text.get(range.end..).unwrap_or_default().chars().take(200).take_while(ends))
}

/// Words around in capitals only, or no words at all: an acronym there may be a common word (`CAR PARK`, `EAU`).
fn is_shouted(text: &str, span: Span) -> bool {
    !beside(text, span).any(char::is_lowercase)
}

/// Decides on the names that are also something else.
fn keep_weak(text: &str, plain: &str, hits: &mut [Hit]) {
    let sure = |hit: &Hit| hit.kept && hit.name.entry.is_some();
    // Forwards and backwards, so that one sure name carries a whole list.
    let places: Vec<usize> = (0..hits.len()).collect();
    for (order, step) in [(places.clone(), -1), (places.iter().rev().copied().collect(), 1)] {
        for index in order {
            let Some(hit) = hits.get(index).filter(|hit| !hit.kept) else { continue };
            let beside =
                index.checked_add_signed(step).and_then(|other| hits.get(other)).filter(|other| sure(other));
            let listed = beside.is_some_and(|other| {
                let (from, to) =
                    if other.end <= hit.start { (other.end, hit.start) } else { (hit.end, other.start) };
                plain.get(from..to).is_some_and(is_list_sign)
            });
            let kept = listed || stands_alone(text, hit) || follows_article(plain, hit);
            if let Some(hit) = hits.get_mut(index) {
                hit.kept = kept;
            }
        }
    }
}

/// Nothing but commas, `and`, bullets and percentages between two names.
fn is_list_sign(between: &str) -> bool {
    let joins =
        ["and", "et", "y", "e", "ou", "or", "o", "the", "la", "le", "les", "l", "in", "en", "a", "au", "aux"];
    let parted = between.contains([',', ';', '/', '&', '(', '•'])
        || between.split(' ').any(|word| ["and", "et", "y"].contains(&word));
    parted
        && between
            .split(|letter: char| !letter.is_alphabetic())
            .all(|word| word.is_empty() || joins.contains(&word))
}

fn stands_alone(text: &str, hit: &Hit) -> bool {
    !beside(text, hit.span).any(char::is_alphabetic)
}

fn follows_article(plain: &str, hit: &Hit) -> bool {
    let front = plain.get(..hit.start).unwrap_or_default().trim_end_matches(' ');
    hit.name
        .after
        .iter()
        .any(|words| front.strip_suffix(words).is_some_and(|before| !before.ends_with(char::is_alphanumeric)))
}

/// `Bridges on the Niger`.
fn is_river(text: &str, plain: &str, hit: &Hit) -> bool {
    let range = hit.span.range();
    // `Jordan`, and on the next line `River training works`: a line's end parts a name from what is said.
    let ends_line = text.get(range.end..).is_some_and(|after| after.starts_with(['\n', '\r']));
    let begins_line = text.get(..range.start).is_some_and(|before| before.ends_with('\n'));
    let after = plain.get(hit.end..).filter(|_| !ends_line).unwrap_or_default();
    let before = plain.get(..hit.start).unwrap_or_default();
    hit.name.river && rivers::is_river(before, after, begins_line)
}

/// `U.S. dollars`, `dollars des États-Unis`: a currency, not a country.
fn is_money(plain: &str, hit: &Hit) -> bool {
    let units = [
        "dollar",
        "dollars",
        "shilling",
        "shillings",
        "rupee",
        "rupees",
        "riyal",
        "riyals",
        "cedi",
        "cedis",
        "taka",
        "kwacha",
        "peso",
        "pesos",
        "won",
    ];
    let after = plain.get(hit.end..).unwrap_or_default().trim_start();
    let unit = after.get(..word_length(after)).is_some_and(|word| units.contains(&word));
    let before = plain.get(..hit.start).unwrap_or_default();
    unit || after.starts_with('$')
        || ["dollars des ", "dollar des ", "dolares de ", "dolares de los "]
            .iter()
            .any(|words| before.ends_with(words))
}

/// Acronyms that the text itself gives to something else: `Danish Refugee Council (DRC)`.
fn acronyms_of_others<'a>(text: &'a str, hits: &[Hit]) -> BTreeSet<&'a str> {
    let mut others = BTreeSet::new();
    for (index, hit) in hits.iter().enumerate().filter(|(_, hit)| hit.name.acronym) {
        let (range, acronym) = (hit.span.range(), hit.span.of(text));
        let front = text.get(..range.start).and_then(|front| front.strip_suffix('(')).map(str::trim_end);
        let named = index.checked_sub(1).and_then(|before| hits.get(before));
        let is_country = named.zip(front).is_some_and(|(named, front)| named.span.range().end == front.len());
        if front.is_some_and(|front| !is_country && spells(front, acronym)) {
            others.insert(acronym);
        }
    }
    others
}

/// The last words of `front` begin with the letters of `acronym`; small words between them do not count.
fn spells(front: &str, acronym: &str) -> bool {
    let near = front.char_indices().rev().take(200).last().map_or(0, |(start, _)| start);
    let words = front.get(near..).unwrap_or_default().rsplit([' ', '\n', '-']);
    let mut initials = words
        .map(|word| word.trim_start_matches(['"', '“', '(']))
        .filter_map(|word| word.chars().next().filter(|letter| letter.is_uppercase()));
    let letters = acronym.chars().filter(|letter| letter.is_alphabetic()).rev();
    letters.into_iter().all(|letter| initials.next() == Some(letter))
}

/// `Congo` alone means the one whose full name the text uses; without any it stays Brazzaville, as the OECD writes.
fn settle_congo(text: &str, mut mentions: Vec<Mention>) -> Vec<Mention> {
    let is_bare = |mention: &Mention| crate::fold(mention.span.of(text)) == "congo";
    let full = |code: &str| {
        mentions
            .iter()
            .find(|mention| mention.entry.code == code && !is_bare(mention))
            .map(|mention| mention.entry)
    };
    if let (Some(kinshasa), None) = (full("CD"), full("CG")) {
        mentions
            .iter_mut()
            .filter(|mention| mention.entry.code == "CG")
            .for_each(|mention| mention.entry = kinshasa);
    }
    mentions
}

#[cfg(test)]
mod tests;
