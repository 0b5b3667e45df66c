//! Lists of folded words: written as one text, asked as a set.

use std::sync::OnceLock;

use rustc_hash::FxHashSet;

/// Folded words, or folded phrases, that a text is compared with.
#[derive(Debug)]
pub(crate) struct WordList {
    text: &'static str,
    mark: char,
    entries: OnceLock<FxHashSet<&'static str>>,
}

impl WordList {
    /// Words with spaces between them.
    pub(crate) const fn of(words: &'static str) -> WordList {
        WordList { text: words, mark: ' ', entries: OnceLock::new() }
    }

    /// Phrases with commas between them.
    pub(crate) const fn of_phrases(phrases: &'static str) -> WordList {
        WordList { text: phrases, mark: ',', entries: OnceLock::new() }
    }

    /// True for one of them.
    pub(crate) fn has(&self, word: &str) -> bool {
        let entries = || self.text.split(self.mark).map(str::trim).filter(|entry| !entry.is_empty());
        self.entries.get_or_init(|| entries().collect()).contains(word)
    }
}

#[cfg(test)]
mod tests {
    use super::WordList;

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
