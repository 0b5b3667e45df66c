//! Words: how a text is broken and folded, in one place for the index, for queries and for snippets, so that what is
//! found is what is marked.

use std::cell::RefCell;
use std::ops::Range;

use almoner_codelists::{Sign, end_of_run, fold, sign};
use rustc_hash::FxHashMap;
use tantivy::tokenizer::{
    BoxTokenStream, Language, Stemmer, TextAnalyzer, Token, TokenStream, Tokenizer, TokenizerManager,
};

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// Where it stands.
    pub(crate) range: Range<usize>,
    /// Without case and accents: what is compared.
    pub(crate) folded: String,
}

/// The words of `text`: runs of letters, digits and their accents, folded.
///
/// Elided articles (`l'État`, `d'eau`) and the English `'s` are left out: `État` and `women` are the words.
pub(crate) fn words(text: &str) -> Words<'_> {
    Words { text, at: 0 }
}

/// The folded words of `text`.
pub(crate) fn folded(text: &str) -> Vec<String> {
    words(text).map(|word| word.folded).collect()
}

/// See [`words`].
#[derive(Debug, Clone)]
pub(crate) struct Words<'a> {
    text: &'a str,
    at: usize,
}

impl Words<'_> {
    /// Writes the next word into `folded` and says where it stands.
    fn next_into(&mut self, folded: &mut String) -> Option<Range<usize>> {
        loop {
            if let Some(range) = self.next_plain(folded) {
                if !self.is_elided(folded, range.start, range.end) {
                    return Some(range);
                }
                continue;
            }
            let start = end_of_run(self.text, self.at, false, is_part);
            let end = end_of_run(self.text, start, true, |c| is_part(c) || is_joiner(c));
            self.at = end;
            let word = self.text.get(start..end).filter(|word| !word.is_empty())?;
            folded.clear();
            folded.push_str(word);
            fold_letters(folded);
            if !folded.is_empty() && !self.is_elided(folded, start, end) {
                return Some(start..end);
            }
        }
    }

    /// The next word where it and what stands beside it is ASCII, as most is: no letter needs to be decoded. None where that is
    /// not so, or no word is left.
    fn next_plain(&mut self, folded: &mut String) -> Option<Range<usize>> {
        let bytes = self.text.as_bytes().get(self.at..)?;
        let start = bytes.iter().position(|byte| sign(*byte) != Sign::Other)?;
        let word = bytes.get(start..)?;
        let length = word.iter().position(|byte| sign(*byte) != Sign::Word).unwrap_or(word.len());
        let next = word.get(length).copied().unwrap_or(b' ');
        if length == 0 || !next.is_ascii() {
            return None;
        }
        let range = self.at + start..self.at + start + length;
        folded.clear();
        folded.push_str(self.text.get(range.clone())?);
        folded.make_ascii_lowercase();
        self.at = range.end;
        Some(range)
    }

    /// True for the `l` of `l'État` and the `s` of `women's`.
    #[inline]
    fn is_elided(&self, folded: &str, start: usize, end: usize) -> bool {
        const ELIDED: [&str; 14] =
            ["c", "d", "j", "l", "m", "n", "s", "t", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "presqu"];
        // Most words stand before a space, and need no look at letters.
        let next = self.text.as_bytes().get(end);
        let is_sign = next.is_none_or(|next| next.is_ascii() && !matches!(*next, b'\'' | b'`'));
        if is_sign && folded != "s" {
            return false;
        }
        let mut after = self.text.get(end..).unwrap_or_default().chars();
        let mut before = self.text.get(..start).unwrap_or_default().chars().rev();
        let article = after.next().is_some_and(is_apostrophe)
            && after.next().is_some_and(char::is_alphabetic)
            && ELIDED.contains(&folded);
        let possessive =
            folded == "s" && before.next().is_some_and(is_apostrophe) && before.next().is_some_and(is_part);
        article || possessive
    }
}

impl Iterator for Words<'_> {
    type Item = Word;

    fn next(&mut self) -> Option<Word> {
        let mut folded = String::new();
        self.next_into(&mut folded).map(|range| Word { range, folded })
    }
}

fn is_part(c: char) -> bool {
    // Superscript digits are mostly the numbers of footnotes; U+02BC is a letter to Unicode and an apostrophe to people.
    c.is_ascii_alphanumeric()
        || !c.is_ascii()
            && c.is_alphanumeric()
            && !is_apostrophe(c)
            && !matches!(c, '²' | '³' | '¹' | '\u{2070}'..='\u{209c}')
}

/// Accents set on the letter before, and signs without width that stand inside words.
fn is_joiner(c: char) -> bool {
    !c.is_ascii()
        && (unicode_normalization::char::is_combining_mark(c)
            || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}'))
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '`' | '´' | '＇')
}

/// [`fold`] of a word; what it spells with other signs keeps its letters.
fn fold_letters(word: &mut String) {
    // A few letters need it twice: a raised Æ folds to a plain one first.
    for _ in 0..3 {
        if word.is_ascii() {
            return word.make_ascii_lowercase();
        }
        let folded = fold(word);
        let letters = folded.chars().skip_while(|c| !is_part(*c)).filter(|c| is_part(*c) || is_joiner(*c));
        *word = letters.collect();
    }
}

/// The languages with a stemmer, by their primary subtag.
const STEMMED: [(&str, Language); 19] = [
    ("ar", Language::Arabic),
    ("da", Language::Danish),
    ("de", Language::German),
    ("el", Language::Greek),
    ("en", Language::English),
    ("es", Language::Spanish),
    ("fi", Language::Finnish),
    ("fr", Language::French),
    ("hu", Language::Hungarian),
    ("it", Language::Italian),
    ("nb", Language::Norwegian),
    ("nl", Language::Dutch),
    ("no", Language::Norwegian),
    ("pt", Language::Portuguese),
    ("ro", Language::Romanian),
    ("ru", Language::Russian),
    ("sv", Language::Swedish),
    ("ta", Language::Tamil),
    ("tr", Language::Turkish),
];

/// True where a stem has the first letter of its word: in these languages only ends are cut.
pub(crate) fn stems_begin_as_words(language: &str) -> bool {
    matches!(language, "en" | "es" | "fr" | "pt")
}

/// Between a language and a text of it, as the stemming tokenizer takes them.
const OF: char = '\u{1f}';

/// `text` as the tokenizer [`STEMS`] takes it: it stems the words as those of `language`.
pub(crate) fn in_language(language: &str, text: &str) -> String {
    format!("{language}{OF}{text}")
}

/// Name of the tokenizer of whole words.
pub(crate) const WORDS: &str = "words";
/// Name of the tokenizer of stems.
pub(crate) const STEMS: &str = "stems";

/// The tokenizers that the index is made and opened with.
pub(crate) fn tokenizers() -> TokenizerManager {
    let manager = TokenizerManager::default();
    manager.register(WORDS, TextAnalyzer::from(Whole));
    manager.register(STEMS, TextAnalyzer::from(Stems::new()));
    manager
}

#[derive(Debug, Clone)]
struct Whole;

impl Tokenizer for Whole {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        WordStream { words: words(text), token: Token::default() }
    }
}

#[derive(Debug)]
struct WordStream<'a> {
    words: Words<'a>,
    token: Token,
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        self.token.position = self.token.position.wrapping_add(1);
        let Some(range) = self.words.next_into(&mut self.token.text) else { return false };
        self.token.offset_from = range.start;
        self.token.offset_to = range.end;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

/// The stemmers of all languages. As a tokenizer it takes what [`in_language`] gives.
#[derive(Clone)]
pub(crate) struct Stems {
    languages: Vec<(&'static str, TextAnalyzer)>,
    whole: Whole,
}

impl Stems {
    pub(crate) fn new() -> Stems {
        let stemming = |(subtag, language): &(&'static str, Language)| {
            let once = TextAnalyzer::builder(Whole).filter(Stemmer::new(*language));
            // Snowball leaves `mujeres` at `mujer` and cuts `mujer` to `muj`: twice brings them together.
            let twice = *language == Language::Spanish;
            (*subtag, if twice { once.filter(Stemmer::new(*language)).build() } else { once.build() })
        };
        Stems { languages: STEMMED.iter().map(stemming).collect(), whole: Whole }
    }

    /// The stem of one folded word in `language`; the word itself where there is no stemmer for it.
    pub(crate) fn stem(&mut self, language: &str, word: &str) -> String {
        let text = in_language(language, word);
        let mut stream = self.token_stream(&text);
        if stream.advance() { stream.token().text.clone() } else { word.to_owned() }
    }
}

impl Tokenizer for Stems {
    type TokenStream<'a> = BoxTokenStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> BoxTokenStream<'a> {
        let (language, text) = text.split_once(OF).unwrap_or(("", text));
        let words = self.whole.token_stream(text);
        match self.languages.iter_mut().zip(0..).find(|((subtag, _), _)| *subtag == language) {
            Some(((_, stemmer), place)) => BoxTokenStream::new(StemStream { words, place, stemmer }),
            None => BoxTokenStream::new(words),
        }
    }
}

thread_local! {
    /// Stems by language, as in [`STEMMED`], and word. Texts use few words again and again, and finding one takes a tenth
    /// of stemming it.
    static KNOWN: RefCell<[FxHashMap<String, String>; STEMMED.len()]> = RefCell::default();
}
/// With more words of a language they are kept from the beginning again.
const MOST_KNOWN: usize = 1 << 15;
/// Longer words, in bytes, are not kept: no text uses them again.
const LONGEST_KNOWN: usize = 64;

struct StemStream<'a> {
    words: WordStream<'a>,
    /// That of its language in [`STEMMED`].
    place: usize,
    stemmer: &'a mut TextAnalyzer,
}

impl TokenStream for StemStream<'_> {
    fn advance(&mut self) -> bool {
        if !self.words.advance() {
            return false;
        }
        let word = &mut self.words.token_mut().text;
        KNOWN.with_borrow_mut(|known| {
            let Some(known) = known.get_mut(self.place) else { return };
            if let Some(stem) = known.get(word.as_str()) {
                return word.clone_from(stem);
            }
            let whole = word.clone();
            let mut stream = self.stemmer.token_stream(&whole);
            if stream.advance() {
                word.clone_from(&stream.token().text);
            }
            drop(stream);
            if whole.len() > LONGEST_KNOWN {
                return;
            }
            if known.len() >= MOST_KNOWN {
                known.clear();
            }
            known.insert(whole, word.clone());
        });
        true
    }

    fn token(&self) -> &Token {
        self.words.token()
    }

    fn token_mut(&mut self) -> &mut Token {
        self.words.token_mut()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    #[test]
    fn every_letter_of_english_french_and_spanish_is_found_in_any_case_and_form() {
        // Each letter beside what is found by typing it without accents.
        let letters = "a b c d e f g h i j k l m n o p q r s t u v w x y z \
            à:a â:a æ:ae ç:c é:e è:e ê:e ë:e î:i ï:i ô:o œ:oe ù:u û:u ü:u ÿ:y á:a í:i ñ:n ó:o ú:u";
        for pair in letters.split_whitespace() {
            let (letter, plain) = pair.split_once(':').unwrap_or((pair, pair));
            let small = format!("no{letter}el");
            let forms = [
                small.clone(),
                small.to_uppercase(),
                small.nfd().collect(),
                small.to_uppercase().nfd().collect(),
            ];
            for form in forms {
                assert_eq!(folded(&form), [format!("no{plain}el")], "{letter} as {form:?}");
            }
        }
    }

    #[test]
    fn words_are_what_a_person_would_look_for() {
        for (text, expected) in [
            ("État-major", "etat major"),
            ("l’État, d'eau, qu’elle", "etat eau elle"),
            ("Côte d’Ivoire", "cote ivoire"),
            ("women's rights", "women rights"),
            ("O'Brien", "o brien"),
            ("CA-3-P005189001", "ca 3 p005189001"),
            ("S/RES/2185 (2014)", "s res 2185 2014"),
            ("US$27,545,816", "us 27 545 816"),
            ("of\u{ad}ficers ﬁnance", "officers finance"),
            ("police³ m²", "police m"), // numbers of footnotes
            ("СОЮЗ café", "союз cafe"),
            (" — … “” ", ""),
        ] {
            assert_eq!(folded(text).join(" "), expected, "{text}");
        }
    }

    #[test]
    fn a_word_knows_where_it_stands() {
        let text = "L’É\u{301}tat:  police";
        let places: Vec<&str> = words(text).filter_map(|word| text.get(word.range)).collect();
        assert_eq!(places, ["É\u{301}tat", "police"]);
    }

    #[test]
    fn stems_join_the_forms_of_a_word() {
        let mut stems = Stems::new();
        for (language, one, other) in [
            ("en", "road", "roads"),
            ("en", "training", "trained"),
            ("fr", "activite", "activites"),
            ("fr", "policier", "policiers"),
            ("es", "mujer", "mujeres"),
        ] {
            assert_eq!(stems.stem(language, one), stems.stem(language, other), "{one}");
        }
        assert_eq!(stems.stem("xx", "roads"), "roads", "no stemmer, no stem");
    }

    proptest! {
        /// Beside signs that are no ASCII a word is looked at letter by letter.
        #[test]
        fn plain_words_are_found_as_others_are(text in "[a-cSlqu0-2'`. -]{0,12}") {
            let other = text.replace(['\'', '`'], "’").replace([' ', '.', '-'], "–");
            prop_assert_eq!(folded(&text), folded(&format!("–{other}–")));
        }

        #[test]
        fn a_stem_begins_as_its_word(word in "[a-z]{1,9}(ing|ly|s|es|ment|idad|ções|ies)?") {
            let mut stems = Stems::new();
            for (language, _) in STEMMED.iter().filter(|(language, _)| stems_begin_as_words(language)) {
                prop_assert_eq!(stems.stem(language, &word).chars().next(), word.chars().next(), "{}", language);
            }
        }

        #[test]
        fn what_is_folded_stays_as_it_is(text in ".{0,40}") {
            for word in words(&text) {
                prop_assert_eq!(folded(&word.folded), [word.folded.clone()], "{:?}", text.get(word.range));
            }
        }
    }
}
