//! Terms that tell of a subject, in English, French, Spanish and Portuguese, and where a text says them.
//!
//! A file under `inference/` has a line a code: `code: term; school*^3; …`. A star is any ending of a word, `^n` the
//! weight. Words are compared folded; at each place of a text the longest term counts.

use std::ops::Range;

use almoner_codelists::{Folded, fold};
use almoner_record::Span;
use rustc_hash::FxHashMap;

/// Words of a text that are looked at: a book says no more of its subject than its first chapters.
const MOST_WORDS: usize = 20_000;
/// The weight of a term where none is told.
const WEIGHT: u32 = 2;

/// The terms of one file.
pub(super) struct Terms {
    terms: Vec<Term>,
    /// Terms by the first letters of their first word, the longest first: where they stand in `fronts`.
    by_start: FxHashMap<Start, Range<usize>>,
    fronts: Vec<Front>,
}

type Start = [u8; 3];

/// How the first word of a term begins: it settles nearly all without a look at the term, which lies elsewhere.
struct Front {
    letters: u64,
    /// Those of the letters that count: where any ending may follow, its own; else what comes behind them too.
    counting: u64,
    term: usize,
}

impl Front {
    fn of(at: usize, term: &Term) -> Front {
        let (word, star) = term.words.first().map_or(("", false), |(word, star)| (word, *star));
        let own = u32::try_from(word.len()).unwrap_or(8).min(8);
        let counting = if star { !u64::MAX.checked_shl(8 * own).unwrap_or(0) } else { u64::MAX };
        Front { letters: letters(word), counting, term: at }
    }

    fn begins(&self, letters: u64) -> bool {
        (self.letters ^ letters) & self.counting == 0
    }
}

/// The first eight bytes of a word, 0 behind a shorter one.
fn letters(word: &str) -> u64 {
    let mut letters = [0; 8];
    letters.iter_mut().zip(word.bytes()).for_each(|(letter, byte)| *letter = byte);
    u64::from_le_bytes(letters)
}

/// Words that stand for codes.
pub(super) struct Term {
    /// Each word, and whether any ending may follow it.
    words: Vec<(String, bool)>,
    /// Code and weight.
    pub(super) codes: Vec<(&'static str, u32)>,
}

impl Terms {
    /// The terms of a file, of the codes that `wanted` lets in.
    pub(super) fn read(file: &'static str, wanted: impl Fn(&str) -> bool) -> Terms {
        let mut terms: Vec<Term> = Vec::new();
        let mut known: FxHashMap<Vec<(String, bool)>, usize> = FxHashMap::default();
        let lines = file.lines().filter(|line| !line.starts_with('#'));
        for (code, printed) in lines.filter_map(|line| line.split_once(':')).filter(|(code, _)| wanted(code))
        {
            for item in printed.split(';').map(str::trim).filter(|item| !item.is_empty()) {
                let (term, weight) = item.split_once('^').unwrap_or((item, ""));
                let weight = weight.parse().unwrap_or(WEIGHT);
                let words = words_of_term(term);
                let at = *known.entry(words.clone()).or_insert_with(|| {
                    terms.push(Term { words, codes: Vec::new() });
                    terms.len() - 1
                });
                let Some(term) = terms.get_mut(at) else { continue };
                match term.codes.iter_mut().find(|(known, _)| *known == code) {
                    Some((_, known)) => *known = weight.max(*known),
                    None => term.codes.push((code, weight)),
                }
            }
        }
        let start_of = |term: &Term| start(term.words.first().map_or("", |(word, _)| word));
        let mut ordered: Vec<(usize, &Term)> = terms.iter().enumerate().collect();
        ordered.sort_by_key(|(_, term)| (start_of(term), std::cmp::Reverse(term.size())));
        let fronts = ordered.iter().map(|(at, term)| Front::of(*at, term)).collect();
        let mut by_start: FxHashMap<Start, Range<usize>> = FxHashMap::default();
        for (place, (_, term)) in ordered.iter().enumerate() {
            by_start.entry(start_of(term)).or_insert(place..place).end = place + 1;
        }
        Terms { terms, by_start, fronts }
    }

    pub(super) fn get(&self, at: usize) -> Option<&Term> {
        self.terms.get(at)
    }

    /// The terms that a text says, in its order, each with its place.
    pub(super) fn said(&self, text: &Words) -> Vec<(usize, Span)> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(rest) = text.words.get(at..).filter(|rest| !rest.is_empty()) {
            let said = |word: &Word| text.folded.text().get(word.start..word.end).unwrap_or_default();
            let word = rest.first().map_or("", said);
            let here = self.by_start.get(&start(word)).and_then(|range| self.fronts.get(range.clone()));
            let own = if here.is_some() { letters(word) } else { 0 };
            let mut here = here.into_iter().flatten().filter(|front| front.begins(own));
            let term = here.find_map(|front| {
                let term = self.terms.get(front.term).filter(|term| term.begins(rest, said));
                term.map(|term| (front.term, term))
            });
            let length = term.map_or(1, |(_, term)| term.words.len());
            if let (Some((term, _)), Some(first), Some(last)) = (term, rest.first(), rest.get(length - 1)) {
                found.push((term, text.folded.span(first.start..last.end)));
            }
            at += length;
        }
        found
    }
}

impl Term {
    fn begins<'a>(&self, words: &[Word], said: impl Fn(&Word) -> &'a str) -> bool {
        let fits = |(part, star): &(String, bool), word: &Word| {
            if *star { said(word).starts_with(part.as_str()) } else { said(word) == part }
        };
        self.words.len() <= words.len() && self.words.iter().zip(words).all(|(part, word)| fits(part, word))
    }

    /// Words, then letters: the longer term is the one that is meant.
    fn size(&self) -> (usize, usize) {
        (self.words.len(), self.words.iter().map(|(word, _)| word.chars().count()).sum())
    }
}

/// A text as terms are looked for in it: folded, and its words.
pub(super) struct Words {
    folded: Folded,
    words: Vec<Word>,
}

/// Where a word stands in a folded text.
struct Word {
    start: usize,
    end: usize,
}

impl Words {
    pub(super) fn of(text: &str) -> Words {
        let folded = Folded::new(text);
        let words = words(folded.text());
        Words { folded, words }
    }

    /// How many words are looked at.
    pub(super) fn count(&self) -> usize {
        self.words.len()
    }
}

fn words(folded: &str) -> Vec<Word> {
    let words = almoner_codelists::words(folded).take(MOST_WORDS);
    let mut found = Vec::with_capacity(folded.len() / 6);
    found.extend(words.map(|(start, word)| Word { start, end: start + word.len() }));
    found
}

fn words_of_term(printed: &str) -> Vec<(String, bool)> {
    let mut found = Vec::new();
    for part in printed.split(' ') {
        let folded = fold(part.trim_end_matches('*'));
        let inner = words(&folded);
        let last = inner.len().saturating_sub(1);
        let star = part.ends_with('*');
        let text = |word: &Word| folded.get(word.start..word.end).unwrap_or_default().to_owned();
        found.extend(inner.iter().enumerate().map(|(at, word)| (text(word), star && at == last)));
    }
    found
}

fn start(word: &str) -> Start {
    let mut letters = word.bytes();
    std::array::from_fn(|_| letters.next().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# terms\n122: health^1; malaria^5\n123: mental health^6\n111: school*; l'ecole\n";

    #[test]
    fn the_longest_term_at_a_place_counts() {
        let terms = Terms::read(FILE, |_| true);
        let text = "Mental-health care, Healthy schools; MALARIA; à l’école.";
        let words = Words::of(text);
        let said = terms.said(&words);
        let said: Vec<(&str, &str)> = said
            .iter()
            .filter_map(|(at, span)| Some((terms.get(*at)?.codes.first()?.0, span.of(text))))
            .collect();
        let expected = [("123", "Mental-health"), ("111", "schools"), ("122", "MALARIA"), ("111", "l’école")];
        assert_eq!((said.as_slice(), words.count()), (expected.as_slice(), 9));
    }

    #[test]
    fn a_star_needs_three_letters_before_it() {
        for file in [include_str!("../../inference/sectors.txt"), include_str!("../../inference/markers.txt")]
        {
            for term in &Terms::read(file, |_| true).terms {
                let first = term.words.first().unwrap();
                assert!(!first.1 || first.0.len() >= 3, "{first:?}: it is looked for by three letters");
            }
        }
    }
}
