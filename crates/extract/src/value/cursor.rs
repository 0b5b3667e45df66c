//! A place in a text that moves forward, and words compared without case and accents.

use almoner_record::Span;

use crate::word_list::WordList;

/// A place in a text. It moves forward only, by whole characters.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cursor<'a> {
    text: &'a str,
    /// The text from here on.
    rest: &'a str,
}

impl<'a> Cursor<'a> {
    /// At byte `at` of `text`; at its end when `at` is no character boundary.
    pub(crate) fn new(text: &'a str, at: usize) -> Cursor<'a> {
        Cursor { text, rest: text.get(at..).unwrap_or_default() }
    }

    /// The byte where it stands.
    pub(crate) fn at(self) -> usize {
        self.text.len() - self.rest.len()
    }

    /// The text from here on.
    pub(crate) fn rest(self) -> &'a str {
        self.rest
    }

    /// The text from `start` up to here.
    pub(crate) fn since(self, start: usize) -> &'a str {
        self.text.get(start..self.at()).unwrap_or_default()
    }

    /// The span from `start` up to here.
    pub(crate) fn span(self, start: usize) -> Span {
        Span::new(start, self.at())
    }

    /// The next character.
    pub(crate) fn peek(self) -> Option<char> {
        self.rest().chars().next()
    }

    /// The character after the next one.
    pub(crate) fn peek_second(self) -> Option<char> {
        self.rest().chars().nth(1)
    }

    /// The character before this place.
    pub(crate) fn before(self) -> Option<char> {
        before(self.text, self.at())
    }

    /// Moves over one character.
    pub(crate) fn bump(&mut self) -> Option<char> {
        let mut chars = self.rest.chars();
        let next = chars.next()?;
        self.rest = chars.as_str();
        Some(next)
    }

    /// Moves over `wanted` if it stands here.
    pub(crate) fn eat(&mut self, wanted: char) -> bool {
        self.eat_if(|next| next == wanted)
    }

    /// Moves over the next character if it is one of those.
    pub(crate) fn eat_if(&mut self, wanted: impl Fn(char) -> bool) -> bool {
        let mut chars = self.rest.chars();
        let found = chars.next().is_some_and(wanted);
        if found {
            self.rest = chars.as_str();
        }
        found
    }

    /// Moves over `wanted` (ASCII) if it stands here, in any case.
    pub(crate) fn eat_text(&mut self, wanted: &str) -> bool {
        match self.rest.split_at_checked(wanted.len()) {
            Some((text, rest)) if text.eq_ignore_ascii_case(wanted) => {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }

    /// Moves over the characters that are wanted; the text moved over.
    pub(crate) fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> &'a str {
        let from = self.rest;
        let mut chars = from.chars();
        while chars.next().is_some_and(&wanted) {
            self.rest = chars.as_str();
        }
        from.get(..from.len() - self.rest.len()).unwrap_or_default()
    }

    /// The same, over at most so many characters.
    pub(crate) fn take_at_most(&mut self, most: usize, wanted: impl Fn(char) -> bool) -> &'a str {
        let start = self.at();
        for _ in 0..most {
            if !self.eat_if(&wanted) {
                break;
            }
        }
        self.since(start)
    }

    /// Moves over letters and digits, with marks that combine.
    pub(crate) fn alphanumeric(&mut self) -> &'a str {
        self.take_while(|c| is_letter(c) || c.is_numeric())
    }

    /// Moves over white space of every kind; how many characters.
    pub(crate) fn spaces(&mut self) -> usize {
        self.take_while(char::is_whitespace).chars().count()
    }

    /// Moves over one word: letters, with marks that combine. Empty when none stands here.
    pub(crate) fn word(&mut self) -> &'a str {
        self.take_while(is_letter)
    }

    /// Moves over ASCII digits.
    pub(crate) fn digits(&mut self) -> &'a str {
        self.take_while(|c| c.is_ascii_digit())
    }

    /// Moves over the next word if its plain form is one of `list`.
    pub(crate) fn eat_word(&mut self, list: &[&str]) -> bool {
        let mut ahead = *self;
        let found = Plain::of(ahead.word()).is_any(list);
        if found {
            *self = ahead;
        }
        found
    }
}

/// The character before byte `at`.
pub(crate) fn before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

/// True where nothing, white space or an opening bracket stands before `at`.
pub(crate) fn word_edge(text: &str, at: usize) -> bool {
    before(text, at).is_none_or(|c| c.is_whitespace() || c == '(')
}

/// A letter, or a mark that combines with the letter before it.
pub(crate) fn is_letter(c: char) -> bool {
    c.is_alphabetic() || is_mark(c)
}

/// A mark that combines with the letter before it.
pub(crate) fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// The apostrophes that texts print.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

/// Hyphens and dashes, the minus sign too.
pub(crate) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// The last word of `text`, white space after it left out: its span.
pub(crate) fn last_word(text: &str) -> Option<Span> {
    let end = text.trim_end().len();
    let start = text.get(..end)?.trim_end_matches(is_letter).len();
    (start < end).then(|| Span::new(start, end))
}

const LONGEST: usize = 40;

/// A word in lower case and without accents, on the stack. A word over 40 bytes is empty: no list has it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plain {
    bytes: [u8; LONGEST],
    len: usize,
}

impl Plain {
    /// The plain form of `word`.
    pub(crate) fn of(word: &str) -> Plain {
        let mut plain = Plain { bytes: [0; LONGEST], len: 0 };
        if word.is_ascii() {
            if let Some(bytes) = plain.bytes.get_mut(..word.len()) {
                bytes.copy_from_slice(word.as_bytes());
                bytes.make_ascii_lowercase();
                plain.len = word.len();
            }
            return plain;
        }
        for c in word.chars().filter(|c| !is_mark(*c)).map(fold) {
            let mut buffer = [0; 4];
            for byte in c.encode_utf8(&mut buffer).bytes() {
                let Some(place) = plain.bytes.get_mut(plain.len) else {
                    return Plain { bytes: [0; LONGEST], len: 0 };
                };
                *place = byte;
                plain.len += 1;
            }
        }
        plain
    }

    /// The plain form as bytes.
    pub(crate) fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }

    /// True when nothing is left.
    pub(crate) fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// True when `list` has it.
    pub(crate) fn is_in(&self, list: &WordList) -> bool {
        std::str::from_utf8(self.bytes()).is_ok_and(|word| list.has(word))
    }

    /// True when it is one of a few words.
    pub(crate) fn is_any(&self, list: &[&str]) -> bool {
        list.iter().any(|word| self.is(word))
    }

    /// The value beside it in `table`, which is sorted by bytes of its words.
    pub(crate) fn find<T: Copy>(&self, table: &[(&str, T)]) -> Option<T> {
        if self.is_empty() {
            return None;
        }
        let found = table.binary_search_by(|(word, _)| word.as_bytes().cmp(self.bytes())).ok()?;
        table.get(found).map(|(_, value)| *value)
    }

    /// True when it is that plain word.
    pub(crate) fn is(&self, word: &str) -> bool {
        self.bytes() == word.as_bytes()
    }

    /// True when it ends so.
    pub(crate) fn ends_with(&self, ending: &str) -> bool {
        self.bytes().ends_with(ending.as_bytes())
    }
}

/// Lower case without accent, for the letters of Western Europe.
fn fold(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    match c {
        'à'..='å' | 'À'..='Å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'Ç' | 'ć' => 'c',
        'è'..='ë' | 'È'..='Ë' | 'ę' => 'e',
        'ì'..='ï' | 'Ì'..='Ï' => 'i',
        'ñ' | 'Ñ' | 'ń' => 'n',
        'ò'..='ö' | 'Ò'..='Ö' => 'o',
        'ś' => 's',
        'ź' | 'ż' => 'z',
        'ø' | 'Ø' => 'o',
        'ł' | 'Ł' => 'l',
        'ù'..='ü' | 'Ù'..='Ü' => 'u',
        'ý' | 'ÿ' | 'Ý' => 'y',
        '’' | 'ʼ' => '\'',
        other => other.to_lowercase().next().unwrap_or(other),
    }
}

#[cfg(test)]
pub(crate) fn is_sorted(list: &[&str]) {
    for pair in list.windows(2) {
        assert!(pair[0].as_bytes() < pair[1].as_bytes(), "{} before {}", pair[0], pair[1]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_compared_without_case_and_accents() {
        for (word, plain) in [
            ("Décembre", "decembre"),
            ("De\u{301}cembre", "decembre"), // the accent as a mark of its own
            ("AOÛT", "aout"),
            ("março", "marco"),
        ] {
            assert!(Plain::of(word).is(plain), "{word}");
        }
        assert!(Plain::of(&"a".repeat(41)).is_empty());
    }

    #[test]
    fn the_last_word_is_found_before_spaces() {
        for (text, word) in [("plus de ", "de"), ("Rs", "Rs"), ("in 5", ""), ("", "")] {
            assert_eq!(last_word(text).map_or("", |span| span.of(text)), word, "{text}");
        }
    }
}
