//! Folding: how texts are compared. Case, accents, quotes, dashes and spaces do not count.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use almoner_record::Span;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// `text` folded: small letters without accents, ligatures spelt out, plain quotes, hyphens for all dashes, one space
/// for any white space, trimmed. Soft hyphens and other invisible signs are dropped.
pub fn fold(text: &str) -> String {
    let mut rest = text.trim();
    if plain_run(rest) == rest.len() {
        return rest.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(rest.len());
    loop {
        let run = plain_run(rest);
        let before = folded.len();
        folded.push_str(rest.get(..run).unwrap_or_default());
        if let Some(run) = folded.get_mut(before..) {
            run.make_ascii_lowercase();
        }
        let mut behind = rest.get(run..).unwrap_or_default().chars();
        let Some(letter) = behind.next() else { break };
        rest = behind.as_str();
        match Letter::of(letter) {
            Letter::Space if folded.is_empty() || folded.ends_with(' ') => {}
            Letter::Space => folded.push(' '),
            Letter::Spelt(spelling) => folded.push_str(&spelling),
            Letter::Mark | Letter::Nothing => {}
        }
    }
    folded.truncate(folded.trim_end_matches(' ').len());
    folded
}

/// What a letter folds to.
enum Letter {
    Space,
    Spelt(Cow<'static, str>),
    /// Belongs to the letter before it.
    Mark,
    Nothing,
}

impl Letter {
    fn of(letter: char) -> Letter {
        if letter.is_ascii_whitespace() {
            Letter::Space
        } else if let Some(spelling) = latin(letter) {
            Letter::Spelt(Cow::Borrowed(spelling))
        } else if is_mark(letter) {
            Letter::Mark
        } else if is_invisible(letter) {
            Letter::Nothing
        } else if letter.is_whitespace() {
            Letter::Space
        } else {
            let mut spelling = String::new();
            spell(letter, &mut spelling);
            Letter::Spelt(Cow::Owned(spelling))
        }
    }
}

/// A folded text that knows where each of its bytes comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folded {
    text: String,
    pieces: Vec<Piece>,
}

/// A stretch of the folded text from `folded` up to the next piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    folded: usize,
    start: usize,
    end: usize,
    /// Byte for byte the same length as the original; else all of it comes from all of `start..end`.
    even: bool,
}

impl Folded {
    /// Folds `text`.
    pub fn new(text: &str) -> Folded {
        let mut folded = Folded { text: String::with_capacity(text.len()), pieces: Vec::new() };
        let mut start = 0;
        while let Some(rest) = text.get(start..) {
            let run = rest.get(..plain_run(rest)).unwrap_or_default();
            folded.run(run, start);
            start += run.len();
            let Some(letter) = rest.get(run.len()..).and_then(|rest| rest.chars().next()) else { break };
            folded.letter(letter, start);
            start += letter.len_utf8();
        }
        if folded.text.ends_with(' ') {
            folded.text.pop();
        }
        folded
    }

    /// Folds one letter that stands at `start`.
    fn letter(&mut self, letter: char, start: usize) {
        let end = start + letter.len_utf8();
        match Letter::of(letter) {
            Letter::Space => self.space(start, end),
            Letter::Spelt(spelling) => self.push(&spelling, start, end),
            Letter::Mark => self.lengthen(end),
            Letter::Nothing => {}
        }
    }

    /// Folds what needs nothing but small letters: see [`plain_run`].
    fn run(&mut self, run: &str, start: usize) {
        if run.is_empty() {
            return;
        }
        self.piece_of(start, start + run.len(), true);
        let before = self.text.len();
        self.text.push_str(run);
        if let Some(folded) = self.text.get_mut(before..) {
            folded.make_ascii_lowercase();
        }
    }

    /// The folded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where bytes `range` of the folded text stand in the original. A range that cuts a letter takes all of it;
    /// one outside the text is empty.
    pub fn span(&self, range: Range<usize>) -> Span {
        if range.start >= range.end || range.end > self.text.len() {
            return Span::default();
        }
        let start = self.piece(range.start).map_or(0, |piece| {
            if piece.even { piece.start + (range.start - piece.folded) } else { piece.start }
        });
        let last = range.end - 1;
        let end = self.piece(last).map_or(start, |piece| {
            if piece.even { piece.start + (range.end - piece.folded) } else { piece.end }
        });
        Span::new(start, end)
    }

    fn piece(&self, at: usize) -> Option<&Piece> {
        let after = self.pieces.partition_point(|piece| piece.folded <= at);
        self.pieces.get(after.checked_sub(1)?)
    }

    fn push(&mut self, spelling: &str, start: usize, end: usize) {
        if !spelling.is_empty() {
            self.piece_of(start, end, end - start == 1 && spelling.len() == 1);
            self.text.push_str(spelling);
        }
    }

    /// Notes where what is pushed next comes from.
    fn piece_of(&mut self, start: usize, end: usize, even: bool) {
        let joined = even && self.pieces.last().is_some_and(|piece| piece.even && piece.end == start);
        if let (true, Some(last)) = (joined, self.pieces.last_mut()) {
            last.end = end;
        } else {
            self.pieces.push(Piece { folded: self.text.len(), start, end, even });
        }
    }

    /// White space: one space, or the space before made wider.
    fn space(&mut self, start: usize, end: usize) {
        if self.text.is_empty() {
            return;
        }
        if self.text.ends_with(' ') {
            self.lengthen(end);
        } else {
            self.push(" ", start, end);
        }
    }

    /// The last letter of the folded text also covers the original up to `end` (a combining mark behind it).
    fn lengthen(&mut self, end: usize) {
        let length = self.text.len();
        let Some(last) = self.pieces.last_mut() else { return };
        if last.even && length - last.folded > 1 {
            last.end -= 1;
            let start = last.end;
            self.pieces.push(Piece { folded: length - 1, start, end, even: false });
        } else {
            last.even = false;
            last.end = end;
        }
    }
}

/// The length of what `text` begins with that folds byte for byte, in one go: signs of ASCII that stand for themselves,
/// with single spaces between them. Most of most texts.
fn plain_run(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (chunks, left) = bytes.as_chunks::<CHUNK>();
    // A space at the beginning is as one behind another.
    let mut before = b' ';
    let mut run = 0;
    for chunk in chunks {
        let plain = plain_bytes(*chunk, before);
        run += plain;
        if plain < CHUNK {
            return without_space(bytes, run);
        }
        [.., before] = *chunk;
    }
    run += plain_bytes(filled_up(left), before);
    without_space(bytes, run)
}

/// A space at the end of a run belongs to what goes on behind it.
fn without_space(bytes: &[u8], run: usize) -> usize {
    let last = run.checked_sub(1).filter(|last| bytes.get(*last) == Some(&b' '));
    last.unwrap_or(run)
}

const CHUNK: usize = 8;

/// The bytes that are left, fewer than a chunk, and behind them some that break a run.
fn filled_up(bytes: &[u8]) -> [u8; CHUNK] {
    let byte = |at: usize| bytes.get(at).copied().unwrap_or_default();
    std::array::from_fn(byte)
}

/// How many of the bytes come before the first that does not fold to one byte: a control character, what is no ASCII, a
/// backtick, a space behind a space. `before` is the byte before them.
///
/// All are looked at at once, as one number. Each test sets the top bit of the bytes that it finds; a carry may set that of
/// a later byte too, never of an earlier one.
fn plain_bytes(chunk: [u8; CHUNK], before: u8) -> usize {
    const ONES: u64 = u64::from_le_bytes([1; CHUNK]);
    const TOPS: u64 = u64::from_le_bytes([0x80; CHUNK]);
    let all = |byte: u8| ONES * u64::from(byte);
    let is_below = |bytes: u64, least: u8| bytes.wrapping_sub(all(least)) & !bytes;
    let is_zero = |bytes: u64| is_below(bytes, 1);
    let bytes = u64::from_le_bytes(chunk);
    let above = bytes | bytes.wrapping_add(all(0x80 - 0x7f));
    let spaces = (bytes ^ all(b' ')) | (bytes << 8 | u64::from(before)) ^ all(b' ');
    let broken = is_below(bytes, b' ') | above | is_zero(bytes ^ all(b'`')) | is_zero(spaces);
    (broken & TOPS).trailing_zeros() as usize / 8
}

/// The words of a text, letters and digits, and where they begin.
pub fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = end_of_run(text, at, false, char::is_alphanumeric);
        at = end_of_run(text, start, true, char::is_alphanumeric);
        text.get(start..at).filter(|word| !word.is_empty()).map(|word| (start, word))
    })
}

/// Where what is of a word ends, from byte `start` on; with `of_word` false, what is of none. Letters and digits of ASCII are
/// of words, as a table of its bytes tells, which most of a text is looked up in; what is no ASCII, `is_letter` tells.
pub fn end_of_run(text: &str, start: usize, of_word: bool, is_letter: impl Fn(char) -> bool) -> usize {
    let wanted = if of_word { Sign::Word } else { Sign::Other };
    let bytes = text.as_bytes();
    let mut at = start;
    while let Some(sign) = bytes.get(at).and_then(|byte| SIGNS.get(usize::from(*byte))) {
        if *sign == wanted {
            at += 1;
        } else if *sign == Sign::Part {
            let letter = text.get(at..).and_then(|rest| rest.chars().next());
            let Some(letter) = letter.filter(|letter| is_letter(*letter) == of_word) else { break };
            at += letter.len_utf8();
        } else {
            break;
        }
    }
    at
}

/// What a byte is to a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// A letter or digit of ASCII.
    Word,
    /// Another sign of ASCII.
    Other,
    /// Part of a letter that is no ASCII.
    Part,
}

/// What a byte is to a word.
pub fn sign(byte: u8) -> Sign {
    SIGNS.get(usize::from(byte)).copied().unwrap_or(Sign::Part)
}

static SIGNS: [Sign; 256] = {
    let mut signs = [Sign::Part; 256];
    let mut rest: &mut [Sign] = &mut signs;
    let mut byte = 0_u8;
    while let [first, others @ ..] = rest
        && byte.is_ascii()
    {
        *first = if byte.is_ascii_alphanumeric() { Sign::Word } else { Sign::Other };
        byte += 1;
        rest = others;
    }
    signs
};

/// The letters of Latin scripts with accents, spelt once.
static LATIN: LazyLock<Vec<String>> = LazyLock::new(|| {
    let spelt = |letter: char| {
        let mut spelling = String::new();
        if letter.is_alphabetic() {
            spell(letter, &mut spelling);
        }
        spelling
    };
    (FIRST_LATIN..=LAST_LATIN).map(spelt).collect()
});
const FIRST_LATIN: char = '\u{c0}';
const LAST_LATIN: char = '\u{24f}';

/// The spelling of such a letter; None for any other one.
fn latin(letter: char) -> Option<&'static str> {
    let place = u32::from(letter).checked_sub(u32::from(FIRST_LATIN))?;
    let spelling = LATIN.get(usize::try_from(place).ok()?)?;
    (!spelling.is_empty()).then_some(spelling)
}

/// Accents and vowel points set on the letter before, Arabic ones and the tatweel included.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{640}'
        | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{fe20}'..='\u{fe2f}')
}

/// Soft hyphen, zero-width signs, direction marks, byte order mark.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{feff}')
}

/// Writes the folded form of one letter to `out`.
fn spell(letter: char, out: &mut String) {
    if letter.is_ascii() {
        out.push(if letter == '`' { '\'' } else { letter.to_ascii_lowercase() });
    } else if let Some(plain) = plain(letter) {
        out.push_str(plain);
    } else if matches!(letter, '\u{ff01}'..='\u{ff5e}') {
        let ascii = char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter);
        out.push(ascii.to_ascii_lowercase());
    } else if letter.is_alphabetic() && !matches!(letter, '\u{ac00}'..='\u{d7a3}') {
        let before = out.len();
        let parts = letter.to_lowercase().nfkd().filter(|part| !is_combining_mark(*part) && !is_mark(*part));
        for part in parts {
            match plain(part) {
                Some(plain) => out.push_str(plain),
                None => out.extend(part.to_lowercase()),
            }
        }
        // A phrase in one sign, or a mark that stands for itself: as it is.
        if out.get(before..).is_none_or(|parts| parts.is_empty() || parts.contains(' ')) {
            out.truncate(before);
            out.push(letter);
        }
    } else {
        out.push(letter);
    }
}

/// What Unicode does not take apart, and signs that are written in several ways.
fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'Œ' | 'œ' => "oe",
        'Æ' | 'æ' | 'Ǽ' | 'ǽ' => "ae",
        'ß' | 'ẞ' => "ss",
        'Ø' | 'ø' | 'Ǿ' | 'ǿ' => "o",
        'Ł' | 'ł' => "l",
        'Đ' | 'đ' | 'Ð' | 'ð' => "d",
        'Þ' | 'þ' => "th",
        'Ħ' | 'ħ' => "h",
        'Ŧ' | 'ŧ' => "t",
        'ı' => "i",
        'ς' => "σ",
        '‘' | '’' | '‚' | '‛' | '′' | '´' | 'ʼ' | 'ʹ' | 'ʻ' | '＇' | '｀' => "'",
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' | '‹' | '›' | '＂' => "\"",
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '﹘' | '﹣' | '－' => "-",
        '…' => "...",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_that_a_reader_takes_for_the_same_fold_alike() {
        for (text, folded) in [
            ("État", "etat"),
            ("E\u{301}tat", "etat"),
            ("Œuvre, ŒUVRE, cœur", "oeuvre, oeuvre, coeur"),
            ("Straße, STRASSE, STRAẞE", "strasse, strasse, strasse"),
            ("Ærø Łódź Đà Þór ﬁn", "aero lodz da thor fin"),
            ("Côte d’Ivoire", "cote d'ivoire"),
            ("l‘eau lʼeau l´eau l`eau l′eau", "l'eau l'eau l'eau l'eau l'eau"),
            ("« zéro » “zero” „zero“", "\" zero \" \"zero\" \"zero\""),
            ("a‐b‑c‒d–e—f―g−h", "a-b-c-d-e-f-g-h"),
            ("  a\u{a0}b\u{202f}c\t\td\r\n\n e\u{3000}", "a b c d e"),
            ("pro\u{ad}gramme \u{feff}zero\u{200b}width\u{200e}", "programme zerowidth"),
            ("İstanbul ISTANBUL ıstanbul", "istanbul istanbul istanbul"),
            ("ＵＮＤＰ １２３", "undp 123"),
            ("ΣΊΣΥΦΟΣ σίσυφος", "σισυφοσ σισυφοσ"),
            ("Й й", "и и"),
            ("مُحَمَّد محـمد", "محمد محمد"),
            ("서울", "서울"),
            ("𐞃", "ae"),
            ("m² Haiti³ 1ª ½ …", "m² haiti³ 1a ½ ..."),
            ("", ""),
            (" \u{301} ", ""),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
    }

    /// Every letter of English, French, Spanish and Portuguese that has an accent or is none of the twenty-six.
    const LETTERS: &str =
        "àa áa âa äa ãa çc èe ée êe ëe ìi íi îi ïi ñn òo óo ôo öo õo ùu úu ûu üu ÿy ýy œoe æae";

    #[test]
    fn every_letter_of_english_french_spanish_and_portuguese_loses_case_and_accent() {
        use unicode_normalization::UnicodeNormalization;
        let plain = ('a'..='z').map(|letter| (letter.to_string(), letter.to_string()));
        let accented = LETTERS.split(' ').map(|pair| {
            let letter: String = pair.chars().take(1).collect();
            (letter, pair.chars().skip(1).collect())
        });
        for (letter, expected) in plain.chain(accented) {
            let (capital, apart): (String, String) = (letter.to_uppercase(), letter.nfd().collect());
            let capital_apart: String = capital.nfd().collect();
            for form in [&letter, &capital, &apart, &capital_apart] {
                assert_eq!(fold(form), *expected, "{form}");
                let framed = Folded::new(&format!("x {form}y"));
                assert_eq!(framed.text(), format!("x {expected}y"));
                let span = framed.span(2..2 + expected.len());
                assert_eq!(span.of(&format!("x {form}y")), form, "the accent belongs to its letter");
            }
        }
    }

    #[test]
    fn every_letter_of_unicode_folds_once() {
        for letter in '\0'..='\u{1ffff}' {
            let framed = Folded::new(&format!("a{letter}b"));
            assert_eq!(fold(framed.text()), framed.text(), "U+{:04X}", u32::from(letter));
        }
    }

    #[test]
    fn a_place_in_the_folded_text_leads_back_to_the_original() {
        for (text, part, original) in [
            ("in Côte d’Ivoire.", "cote d'ivoire", "Côte d’Ivoire"),
            ("in Co\u{302}te d’Ivoire.", "cote", "Co\u{302}te"),
            ("un  cœur", "coeur", "cœur"),
            ("un cœur", "o", "œ"), // a letter spelt with two is taken whole
            ("pro\u{ad}gramme", "programme", "pro\u{ad}gramme"),
            ("a \u{a0}\n b", "a b", "a \u{a0}\n b"),
            ("  a b  ", "a b", "a b"),
            ("abce\u{301}", "e", "e\u{301}"),
            ("abce\u{301}", "bc", "bc"),
        ] {
            let folded = Folded::new(text);
            let at = folded.text().find(part).unwrap();
            assert_eq!(folded.span(at..at + part.len()).of(text), original, "{text}: {part}");
        }
        let folded = Folded::new("abc");
        assert_eq!((folded.span(2..2), folded.span(1..9)), (Span::default(), Span::default()));
    }

    proptest! {
        #[test]
        fn folding_never_fails_and_folds_once(text in "\\PC*|[ \\t\\n\u{a0}\u{301}\u{ad}éœßÀ’–aB]*") {
            let folded = Folded::new(&text);
            prop_assert_eq!(folded.text(), fold(&text));
            prop_assert_eq!(fold(folded.text()), folded.text(), "folded twice");
        }

        #[test]
        fn every_span_cuts_whole_letters_in_order(text in "\\PC*|[ \\t\\n\u{a0}\u{301}\u{ad}éœßÀ’–aB]*") {
            let folded = Folded::new(&text);
            let places: Vec<usize> = folded.text().char_indices().map(|(at, _)| at).chain([folded.text().len()]).collect();
            let mut before = 0;
            for pair in places.windows(2) {
                let span = folded.span(pair[0]..pair[1]);
                prop_assert!(text.get(span.range()).is_some_and(|part| !part.is_empty()), "{:?}", span);
                prop_assert!(span.range().start >= before || span.range().end >= before);
                before = span.range().start;
                prop_assert!(folded.span(0..pair[1]).contains(span));
            }
        }
    }
}
