//! Lists of folded words, written as one text and asked as a set; and where a text has the beginning of a word.

use std::sync::OnceLock;

use rustc_hash::FxHashSet;

/// Folded words, or folded phrases, that a text is compared with.
#[derive(Debug)]
pub(crate) struct WordList {
    text: &'static str,
    mark: char,
    set: OnceLock<FxHashSet<&'static str>>,
}

impl WordList {
    /// Words with spaces between them.
    pub(crate) const fn of(words: &'static str) -> WordList {
        WordList { text: words, mark: ' ', set: OnceLock::new() }
    }

    /// Phrases with commas between them.
    pub(crate) const fn of_phrases(phrases: &'static str) -> WordList {
        WordList { text: phrases, mark: ',', set: OnceLock::new() }
    }

    /// All of them, as they are written.
    pub(crate) fn entries(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.text.split(self.mark).map(str::trim).filter(|entry| !entry.is_empty())
    }

    /// True for one of them.
    pub(crate) fn has(&self, word: &str) -> bool {
        self.set.get_or_init(|| self.entries().collect()).contains(word)
    }
}

/// True where no letter or digit stands before byte `at`.
pub(crate) fn is_word_start(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|front| front.chars().next_back());
    before.is_none_or(|c| !c.is_alphanumeric())
}

/// Where words of a text begin with `stem`, which may be several words.
pub(crate) fn word_starts<'t, 's>(text: &'t str, stem: &'s str) -> impl Iterator<Item = usize> + use<'t, 's> {
    // Dozens of stems are looked for in a label: `str::match_indices` prepares more for each than there is to read.
    let first = stem.as_bytes().first().copied().unwrap_or(b' ');
    let begins =
        move |at: &usize| text.as_bytes().get(*at..).is_some_and(|rest| rest.starts_with(stem.as_bytes()));
    memchr::memchr_iter(first, text.as_bytes()).filter(begins).filter(|at| is_word_start(text, *at))
}

/// True where a word of a text begins with `stem`.
pub(crate) fn begins_word(text: &str, stem: &str) -> bool {
    word_starts(text, stem).next().is_some()
}

#[cfg(test)]
mod tests {
    use super::{WordList, word_starts};

    #[test]
    fn the_middle_of_a_word_begins_none() {
        for (text, stem, places) in [
            ("aid and paid aids", "aid", vec![0, 13]),
            ("co-aid (aid)", "aid", vec![3, 8]),
            ("poverty", "aid", vec![]),
        ] {
            assert_eq!(word_starts(text, stem).collect::<Vec<_>>(), places, "{text}");
        }
    }

    #[test]
    fn words_and_phrases_are_told_apart() {
        static WORDS: WordList = WordList::of("read more  than\n this");
        static PHRASES: WordList = WordList::of_phrases("read more, lire la suite,\n plus d'infos");
        for (entry, is_word, is_phrase) in [
            ("read", true, false),
            ("read more", false, true),
            ("this", true, false),
            ("plus d'infos", false, true),
            ("infos", false, false),
            ("", false, false),
        ] {
            assert_eq!((WORDS.has(entry), PHRASES.has(entry)), (is_word, is_phrase), "{entry}");
        }
    }
}
