//! Sentences of a paragraph.

use almoner_record::Span;

use super::cursor::{Cursor, Plain, last_word};
use crate::word_list::WordList;

/// Abbreviations whose point ends no sentence, plain.
static ABBREVIATIONS: WordList = WordList::of(
    "al approx apr art aug av avr bd ca cf ch co dec dept dr ed eg env etc ex fb feb fevr fig gen gov ie inc incl \
     jan janv jr juil lt ltd m max min mlle mm mme mr mrs ms mt no nos nov nr num oct op p pp prof resp sept sr sra \
     st ste vs",
);

/// The sentences of `text` in order, without white space around them. Decimals, initials, abbreviations (`i.e.`, `No. 5`,
/// `St. Lucia`) and marks inside quotes end none; an empty line ends one. Footnote numbers and editing marks (`[IY13]`)
/// behind the point stay with the sentence before them.
pub(crate) fn sentences(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = 0;
    while let Some(end) = sentence_end(text, start) {
        push(text, start, end, &mut found);
        start = end;
    }
    push(text, start, text.len(), &mut found);
    found
}

fn push(text: &str, start: usize, end: usize, found: &mut Vec<Span>) {
    let span = Span::new(start, end).trim(text);
    if !span.is_empty() {
        found.push(span);
    }
}

/// The end of the sentence that begins at `from`; None when it is the last.
pub(super) fn sentence_end(text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        let rest = text.as_bytes().get(at..)?;
        let mark = rest.iter().position(|byte| matches!(byte, b'.' | b'!' | b'?' | b'\n' | 0xe2))?;
        let place = at + mark;
        let mut cursor = Cursor::new(text, place);
        let Some(c) = cursor.bump() else {
            at = place + 1; // inside a character
            continue;
        };
        let ends = match c {
            '\n' => empty_line(cursor).then_some(cursor.at()),
            '.' | '!' | '?' | '…' => ended(text, from, place, cursor),
            _ => None,
        };
        if ends.is_some_and(|end| end < text.len()) {
            return ends;
        }
        // A run of marks is looked at once; behind a quote that closes (`“Kita”.`) one begins.
        if matches!(c, '.' | '!' | '?' | '…') {
            cursor.take_while(|c| matches!(c, '.' | '!' | '?' | '…'));
        }
        at = cursor.at();
    }
}

fn empty_line(mut cursor: Cursor<'_>) -> bool {
    cursor.take_while(|c| c.is_whitespace() && c != '\n');
    cursor.peek() == Some('\n')
}

/// Where the sentence ends whose last mark is at `place`, if it does end there.
fn ended(text: &str, from: usize, place: usize, mut cursor: Cursor<'_>) -> Option<usize> {
    if groups_thousands(text, place) {
        return None;
    }
    cursor.take_while(|c| matches!(c, '.' | '!' | '?' | '…'));
    cursor.take_while(|c| matches!(c, '"' | '”' | '’' | '\'' | '»' | ')' | ']'));
    marks(&mut cursor);
    let end = cursor.at();
    if !cursor.peek()?.is_whitespace() {
        return None;
    }
    marks(&mut cursor);
    let end = if cursor.before() == Some(']') { cursor.at() } else { end };
    cursor.spaces();
    cursor.take_while(|c| {
        matches!(c, '"' | '“' | '‘' | '\'' | '«' | '(' | '[' | '¿' | '¡' | '•') || c.is_whitespace()
    });
    let next = cursor.peek();
    let begins = next.is_none_or(|c| {
        c.is_uppercase() || c.is_ascii_digit() || !c.is_alphanumeric() && c != ',' && c != ';'
    });
    let point = text.get(place..).is_some_and(|rest| rest.starts_with('.'));
    (begins && !(point && is_abbreviation(text.get(from..place)?, next))).then_some(end)
}

/// True for a point inside a number: `37.000 EUR`.
fn groups_thousands(text: &str, place: usize) -> bool {
    let (before, after) = text.as_bytes().split_at_checked(place).unwrap_or_default();
    let digits = after.iter().skip(1).take_while(|byte| byte.is_ascii_digit()).count();
    digits == 3 && before.last().is_some_and(u8::is_ascii_digit)
}

/// Footnote numbers directly behind the point and marks in square brackets: `.3`, `.[IY13] [SB14]`.
fn marks(cursor: &mut Cursor<'_>) {
    let mut ahead = *cursor;
    if !ahead.digits().is_empty() && ahead.peek().is_none_or(char::is_whitespace) {
        *cursor = ahead;
    }
    for _ in 0..4 {
        let mut ahead = *cursor;
        ahead.take_while(|c| c == ' ');
        if !ahead.eat('[') {
            return;
        }
        let inside = ahead.take_while(|c| c.is_ascii_alphanumeric());
        let digits = inside.bytes().any(|byte| byte.is_ascii_digit());
        if inside.len() > 6 || !digits || !ahead.eat(']') {
            return;
        }
        *cursor = ahead;
    }
}

/// The point behind `head` belongs to an abbreviation or an initial.
fn is_abbreviation(head: &str, next: Option<char>) -> bool {
    let Some(word) = last_word(head).filter(|word| word.end as usize == head.len()) else { return false };
    let plain = Plain::of(word.of(head));
    let dotted = head.get(..word.start as usize).is_some_and(|before| before.ends_with('.'));
    let letters = word.of(head).chars().count();
    let digit_next = next.is_some_and(|c| c.is_ascii_digit());
    if plain.is("etc") {
        return false;
    }
    // `no` and months are words too: before a number alone.
    if plain.is_any(&[
        "art", "av", "ch", "co", "ed", "ex", "fig", "m", "max", "min", "mm", "no", "nos", "num", "op",
    ]) {
        return digit_next || plain.is_any(&["m", "mm"]) && word.of(head).starts_with('M');
    }
    plain.is_in(&ABBREVIATIONS)
        || dotted && letters <= 2
        || letters == 1 && word.of(head).chars().all(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_into_sentences() {
        for (text, wanted) in [
            ("One. Two! Three?", vec!["One.", "Two!", "Three?"]),
            ("It rose to 3.5 million. Then it fell.", vec!["It rose to 3.5 million.", "Then it fell."]),
            (
                "See No. 5 and St. Lucia, i.e. Castries. End",
                vec!["See No. 5 and St. Lucia, i.e. Castries.", "End"],
            ),
            ("It costs 37.000 EUR for all. It ends", vec!["It costs 37.000 EUR for all.", "It ends"]),
            ("Of 1.250.000 CHF nothing", vec!["Of 1.250.000 CHF nothing"]),
            ("in 2016.3 The next", vec!["in 2016.3", "The next"]),
            ("It is called “Wells”. It ends", vec!["It is called “Wells”.", "It ends"]),
            ("He said “Stop.” Then left.", vec!["He said “Stop.”", "Then left."]),
            (
                "ready in 2023.[IY13] [SB14] In Eastern Europe",
                vec!["ready in 2023.[IY13] [SB14]", "In Eastern Europe"],
            ),
            ("shootings 2 . On the other hand", vec!["shootings 2 .", "On the other hand"]),
            ("of people.3 The next", vec!["of people.3", "The next"]),
            ("Mr. J. Smith of the U.S. Army came. He", vec!["Mr. J. Smith of the U.S. Army came.", "He"]),
            ("a heading\n\nA text", vec!["a heading", "A text"]),
            ("a wrapped\nline", vec!["a wrapped\nline"]),
            ("schools, etc. The end", vec!["schools, etc.", "The end"]),
            ("Fin. État suivant… Oui", vec!["Fin.", "État suivant…", "Oui"]),
            ("", vec![]),
            (" . ", vec!["."]),
        ] {
            let read: Vec<&str> = sentences(text).into_iter().map(|span| span.of(text)).collect();
            assert_eq!(read, wanted, "{text}");
        }
    }
}
