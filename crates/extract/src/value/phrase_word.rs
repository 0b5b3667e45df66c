//! Words of a noun phrase: which may stand in it, which are plurals, which end it.

use super::cursor::{Cursor, Plain, is_apostrophe, is_dash};
use super::lexicon::{ADJECTIVES, AND, GERUNDS, OF, PLURALS, SINGULAR, STOPS, VERBS};
use super::number_word::number_words;

/// A word: letters and digits with hyphens, apostrophes and slashes inside, and `(e)s`.
#[derive(Clone, Copy)]
pub(super) struct Word<'a> {
    /// First byte.
    pub(super) start: usize,
    /// One past the last byte, an apostrophe's included.
    pub(super) end: usize,
    /// The word without what is elided or possessive.
    pub(super) text: &'a str,
    /// Its plain form.
    pub(super) plain: Plain,
    /// `women’s`
    pub(super) possessive: bool,
}

impl<'a> Word<'a> {
    /// The word at `at`, spaces before it passed over. None at punctuation and at a number.
    pub(super) fn next(text: &'a str, at: usize) -> Option<Word<'a>> {
        let mut cursor = Cursor::new(text, at);
        cursor.spaces();
        let start = cursor.at();
        if !cursor.peek()?.is_alphabetic() {
            return None;
        }
        loop {
            cursor.take_while(|c| c.is_alphanumeric());
            let inside = |c: char| is_dash(c) && c != '–' && c != '—' || matches!(c, '/' | '&' | '.');
            let joined =
                cursor.peek().is_some_and(inside) && cursor.peek_second().is_some_and(char::is_alphabetic);
            if joined {
                cursor.bump();
            } else if !ending(&mut cursor) {
                break;
            }
        }
        let word = cursor.since(start);
        let mut ahead = cursor;
        let mut possessive = false;
        if ahead.eat_if(is_apostrophe) {
            if OF.has(word) || matches!(word, "l" | "L" | "D") {
                cursor = ahead; // elided: `d’agriculteurs`
            } else if ahead.peek().is_none_or(|c| !c.is_alphanumeric()) {
                possessive = word.ends_with('s');
                cursor = if possessive { ahead } else { cursor };
            } else if ahead.eat_word(&["s"]) {
                possessive = true;
                cursor = ahead;
            } else {
                ahead.word();
                cursor = ahead;
            }
        }
        Some(Word { start, end: cursor.at(), text: word, plain: Plain::of(word), possessive })
    }

    pub(super) fn is_capital(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }

    /// A plural noun, or one that counts many.
    pub(super) fn is_plural(&self) -> bool {
        if self.possessive {
            return false;
        }
        let last = last_part(self.text);
        let plain = Plain::of(last);
        let s = plain.ends_with("s") && !plain.ends_with("ss") && !plain.ends_with("us")
            || self.text.ends_with("aux");
        let compound =
            ["smen", "rmen", "women", "children", "people"].iter().any(|ending| plain.ends_with(ending));
        plain.is_in(&PLURALS)
            || compound
            || last.len() > 2 && (s || plain.ends_with("eux")) && !plain.is_in(&SINGULAR)
    }

    /// A word that can stand in a noun phrase.
    pub(super) fn is_open(&self) -> bool {
        !self.plain.is_in(&STOPS)
            && !self.plain.is_in(&OF)
            && !self.plain.is_in(&AND)
            && !is_number(self.text)
    }

    /// The same behind `of`, where a participle before a noun is an adjective and `-ment` and `-ent` are nouns:
    /// `federations of municipal elected officials`, `members of parliament`.
    pub(super) fn ends_of(&self, next: Option<&Word<'_>>) -> bool {
        let before_plural = next.is_some_and(|next| next.is_open() && next.is_plural());
        let noun = self.plain.ends_with("ment") || self.is_capital();
        let adjective = before_plural && self.plain.ends_with("ed");
        !noun && !adjective && self.ends_phrase(next)
    }

    /// A verb, participle or adverb after the noun; `next` is the word after it.
    pub(super) fn ends_phrase(&self, next: Option<&Word<'_>>) -> bool {
        let before_plural = next.is_some_and(|next| next.is_open() && next.is_plural());
        let ends = |endings: &[&str]| endings.iter().any(|ending| self.plain.ends_with(ending));
        if self.plain.is_in(&VERBS) {
            return true;
        }
        if self.plain.is_in(&ADJECTIVES) {
            return false;
        }
        if self.plain.ends_with("ing") {
            return !(before_plural && self.plain.is_in(&GERUNDS));
        }
        if self.text.ends_with(['é', 'É']) || ["és", "ée", "ées"].iter().any(|end| self.text.ends_with(end))
        {
            return true;
        }
        if ends(&["ed"]) {
            return !self.text.contains(is_dash) || !before_plural;
        }
        if ends(&["ent", "ant", "ly"]) {
            return !before_plural && !self.plain.is_any(&["assembly", "family", "supply"]);
        }
        ends(&[
            "aron", "ieron", "ando", "iendo", "ados", "adas", "idos", "idas", "aram", "eram", "iram", "ront",
        ])
    }
}

/// `(e)s`, `(ne)s`, `(s)` at the end of a word.
fn ending(cursor: &mut Cursor<'_>) -> bool {
    let mut ahead = *cursor;
    if !ahead.eat('(') {
        return false;
    }
    let inside = ahead.word();
    if inside.is_empty() || inside.len() > 2 || !ahead.eat(')') {
        return false;
    }
    *cursor = ahead;
    true
}

/// What follows the last hyphen: `ex-combatants` is a plural as `combatants` is.
fn last_part(word: &str) -> &str {
    let word = word.trim_end_matches(')');
    word.rsplit(|c: char| is_dash(c) || matches!(c, '/' | '.')).next().unwrap_or(word)
}

/// `ten`, but not `a` and not `once`.
fn is_number(word: &str) -> bool {
    word.len() > 2 && number_words(word, 0).is_some_and(|number| number.end == word.len())
}
