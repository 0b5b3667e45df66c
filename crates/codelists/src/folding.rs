//! Folding: how texts are compared. Case, accents, quotes, dashes and spaces do not count.

use std::ops::Range;

use almoner_record::Span;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// `text` folded: small letters without accents, ligatures spelt out, plain quotes, hyphens for all dashes, one space
/// for any white space, trimmed. Soft hyphens and other invisible signs are dropped.
pub fn fold(text: &str) -> String {
    Folded::new(text).text
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
        let mut spelling = String::new();
        for (start, letter) in text.char_indices() {
            let end = start + letter.len_utf8();
            if is_mark(letter) {
                folded.lengthen(end);
            } else if is_invisible(letter) {
                continue;
            } else if letter.is_whitespace() {
                folded.space(start, end);
            } else {
                spelling.clear();
                spell(letter, &mut spelling);
                folded.push(&spelling, start, end);
            }
        }
        if folded.text.ends_with(' ') {
            folded.text.pop();
        }
        folded
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
        if spelling.is_empty() {
            return;
        }
        let even = end - start == 1 && spelling.len() == 1;
        let joined = even && self.pieces.last().is_some_and(|piece| piece.even && piece.end == start);
        if let (true, Some(last)) = (joined, self.pieces.last_mut()) {
            last.end = end;
        } else {
            self.pieces.push(Piece { folded: self.text.len(), start, end, even });
        }
        self.text.push_str(spelling);
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
        out.push(letter.to_ascii_lowercase());
        return;
    }
    let plain = match letter {
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
        '‘' | '’' | '‚' | '‛' | '′' | '´' | 'ʼ' | 'ʹ' | 'ʻ' | '＇' => "'",
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' | '‹' | '›' | '＂' => "\"",
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '﹘' | '﹣' | '－' => "-",
        '…' => "...",
        _ => "",
    };
    if !plain.is_empty() {
        out.push_str(plain);
    } else if matches!(letter, '\u{ff01}'..='\u{ff5e}') {
        let ascii = char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter);
        out.push(ascii.to_ascii_lowercase());
    } else if letter.is_alphabetic() && !matches!(letter, '\u{ac00}'..='\u{d7a3}') {
        let decomposed = letter.to_lowercase().nfkd().filter(|part| !is_combining_mark(*part));
        let before = out.len();
        out.extend(decomposed.flat_map(char::to_lowercase));
        if out.len() == before {
            out.push(letter);
        }
    } else {
        out.push(letter);
    }
}
