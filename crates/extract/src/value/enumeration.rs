//! Items that a paragraph counts, and short lists.

use almoner_record::Span;

use super::cursor::{Cursor, Plain, before, is_dash, last_word};
use super::sentence::sentence_end;

/// A paragraph that enumerates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Enumeration {
    /// What stands before the first item.
    pub lead: Span,
    /// The items, without marks, joining words and the point of a clause.
    pub items: Vec<Span>,
    /// What stands after the last item: sentences of their own.
    pub rest: Span,
}

/// The items that `paragraph` counts: `(1) …; (2) …; and (3) …`, `i) … ii) …`, `a) …`, `• …`; the counts go up one by
/// one from the first. Without counts, what stands between semicolons after a colon. None when there are fewer than two.
///
/// When no item before the last holds more than one sentence, the last ends with its first; `rest` is what follows.
pub(crate) fn items(paragraph: &str) -> Option<Enumeration> {
    counted(paragraph).or_else(|| bulleted(paragraph)).or_else(|| after_colon(paragraph))
}

/// How items are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Count {
    Digits,
    Roman,
    Letters,
}

/// The signs around a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Around {
    /// `(1)`
    Brackets,
    /// `1)`
    Bracket,
    /// `1.`
    Point,
}

#[derive(Debug, Clone, Copy)]
struct Mark {
    start: usize,
    end: usize,
    around: Around,
    digits: Option<u8>,
    roman: Option<u8>,
    letter: Option<u8>,
}

impl Mark {
    fn value(&self, count: Count) -> Option<u8> {
        match count {
            Count::Digits => self.digits,
            Count::Roman => self.roman,
            Count::Letters => self.letter,
        }
    }

    /// How it counts, if it is a first.
    fn first(&self) -> Option<Count> {
        [Count::Digits, Count::Roman, Count::Letters].into_iter().find(|count| self.value(*count) == Some(1))
    }
}

fn counted(text: &str) -> Option<Enumeration> {
    let marks = marks(text);
    for (index, first) in marks.iter().enumerate() {
        let Some(count) = first.first() else { continue };
        let mut own = vec![*first];
        let mut restart = None;
        for mark in marks.iter().skip(index + 1).filter(|mark| mark.around == first.around) {
            let wanted = u8::try_from(own.len() + 1).ok();
            if mark.value(count).is_some() && mark.value(count) == wanted {
                own.push(*mark);
            } else if mark.value(count) == Some(1) {
                restart = Some(mark.start);
                break;
            }
        }
        if own.len() > 1 {
            return cut(text, &own, restart);
        }
    }
    None
}

/// All that may be a mark, in order.
fn marks(text: &str) -> Vec<Mark> {
    let mut found = Vec::new();
    let mut depth = 0_usize;
    let mut cursor = Cursor::new(text, 0);
    while let Some(next) = cursor.peek() {
        let at = cursor.at();
        let edge = before(text, at)
            .is_none_or(|c| c.is_whitespace() || matches!(c, ';' | ':' | ',' | '.' | '–' | '—'));
        if edge
            && (next == '(' || next.is_ascii_alphanumeric())
            && let Some(mark) = mark(text, at, depth)
        {
            found.push(mark);
            cursor = Cursor::new(text, mark.end);
            continue;
        }
        match next {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        cursor.bump();
    }
    found
}

fn mark(text: &str, at: usize, depth: usize) -> Option<Mark> {
    let mut cursor = Cursor::new(text, at);
    let open = cursor.eat('(');
    let count = cursor.take_while(|c| c.is_ascii_alphanumeric());
    if count.is_empty() || count.len() > 5 {
        return None;
    }
    let around = match cursor.bump()? {
        ')' if open => Around::Brackets,
        ')' if depth == 0 => Around::Bracket,
        '.' if !open && at_line(text, at) => Around::Point,
        _ => return None,
    };
    let follows = cursor.peek()?;
    if around == Around::Point && !follows.is_whitespace()
        || !(follows.is_whitespace() || follows.is_alphabetic())
    {
        return None;
    }
    let digits = count.parse().ok().filter(|value| (1..=60).contains(value) && count.len() <= 2);
    let lower = count.to_ascii_lowercase();
    let letter = match lower.as_bytes() {
        [letter @ b'a'..=b'z'] => Some(letter - b'a' + 1),
        _ => None,
    };
    let mark = Mark { start: at, end: cursor.at(), around, digits, roman: roman(&lower), letter };
    (digits.is_some() || mark.roman.is_some() || letter.is_some()).then_some(mark)
}

/// `1.` counts at the start of a text, a line or a sentence only.
fn at_line(text: &str, at: usize) -> bool {
    let head = text.get(..at).unwrap_or_default().trim_end_matches([' ', '\t', '\u{a0}']);
    head.is_empty() || head.ends_with(['\n', '.', ';', ':'])
}

fn roman(count: &str) -> Option<u8> {
    const ROMANS: [&str; 20] = [
        "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi",
        "xvii", "xviii", "xix", "xx",
    ];
    let found = ROMANS.iter().position(|roman| *roman == count)?;
    u8::try_from(found + 1).ok()
}

/// The items between marks.
fn cut(text: &str, marks: &[Mark], restart: Option<usize>) -> Option<Enumeration> {
    let starts: Vec<(usize, usize)> = marks.iter().map(|mark| (mark.start, mark.end)).collect();
    between(text, &starts, restart)
}

/// The items that begin behind those places (start and end of a mark each).
fn between(text: &str, marks: &[(usize, usize)], limit: Option<usize>) -> Option<Enumeration> {
    let lead = Span::new(0, marks.first()?.0).trim(text);
    let mut raw: Vec<Span> = Vec::with_capacity(marks.len());
    for (index, (_, end)) in marks.iter().enumerate() {
        let next = marks.get(index + 1).map_or(text.len(), |(start, _)| *start);
        raw.push(Span::new(*end, next));
    }
    let (last, others) = raw.split_last_mut()?;
    let single = others.iter().all(|item| one_sentence(text, *item));
    let own = Span::new(last.start as usize, limit.unwrap_or(text.len()));
    let limit_end = |span: Span| sentence_end(span.of(text), 0).map(|end| span.start as usize + end);
    let end = if single { limit_end(own) } else { limit.and_then(|_| last_sentence(text, own)) };
    if let Some(end) = end {
        *last = Span::new(last.start as usize, end);
    }
    let rest = Span::new(last.end as usize, text.len()).trim(text);
    let items: Vec<Span> =
        raw.into_iter().map(|item| trimmed(text, item)).filter(|item| !item.is_empty()).collect();
    (items.len() > 1).then_some(Enumeration { lead, items, rest })
}

fn one_sentence(text: &str, span: Span) -> bool {
    sentence_end(span.trim(text).of(text), 0).is_none()
}

/// The end of the last whole sentence of a span.
fn last_sentence(text: &str, span: Span) -> Option<usize> {
    let own = span.of(text);
    let mut last = None;
    while let Some(end) = sentence_end(own, last.unwrap_or(0)) {
        last = Some(end);
    }
    last.map(|end| span.start as usize + end)
}

/// An item without what joins it to the next: `;`, `; and`, `, et`, and without its point when it is one clause.
fn trimmed(text: &str, item: Span) -> Span {
    let mut own = item.trim(text);
    let mut front = Cursor::new(own.of(text), 0);
    if front.eat_word(&["and", "et"]) && front.spaces() > 0 {
        own = Span::new(own.start as usize + front.at(), own.end as usize); // `; and …` without counts
    }
    for _ in 0..3 {
        let part = own.of(text);
        let mut kept = part.trim_end_matches(|c: char| matches!(c, ';' | ',' | '•') || c.is_whitespace());
        if let Some(word) = last_word(kept) {
            let head = kept.get(..word.start as usize).unwrap_or_default().trim_end();
            let plain = Plain::of(word.of(kept));
            let joins = plain.is_any(&["and", "e", "et", "or", "ou", "y"]) && word.end as usize == kept.len();
            let weak = plain.is_any(&["e", "y"]);
            let loose = !weak && (kept.len() < part.len() || own.end as usize != text.trim_end().len());
            if joins && (head.ends_with([';', ',']) || loose) {
                kept = head;
            }
        }
        if kept.len() == part.len() {
            break;
        }
        own = Span::new(own.start as usize, own.start as usize + kept.len());
    }
    let part = own.of(text);
    let clause =
        part.ends_with('.') && !part.ends_with("..") && !part.ends_with("etc.") && one_sentence(text, own);
    if clause { Span::new(own.start as usize, own.end as usize - 1) } else { own }
}

/// `• a • b`, or lines that begin with a dash, a star or a bullet.
fn bulleted(text: &str) -> Option<Enumeration> {
    let mut marks = Vec::new();
    for (at, c) in text.char_indices() {
        let head = text.get(..at).unwrap_or_default();
        let line = || {
            head.trim_end_matches([' ', '\t', '\u{a0}']).is_empty()
                || head.trim_end_matches([' ', '\t']).ends_with('\n')
        };
        let spaced = text.get(at + c.len_utf8()..).is_some_and(|rest| rest.starts_with(char::is_whitespace));
        let bullet = matches!(c, '•' | '‣' | '◦' | '▪' | '●' | '■' | '\u{f0b7}');
        if bullet || (is_dash(c) || c == '*' || c == 'o') && spaced && line() {
            marks.push((at, at + c.len_utf8()));
        }
    }
    if marks.len() < 2 {
        return None;
    }
    let mut found = between(text, &marks, None)?;
    // A bullet's text may hold several sentences; the last one too.
    let last = marks.last()?.1;
    found.rest = Span::new(text.len(), text.len());
    if let Some(item) = found.items.last_mut() {
        *item = trimmed(text, Span::new(last, text.len()));
    }
    Some(found)
}

/// What stands between semicolons, from the last colon before the first of them.
fn after_colon(text: &str) -> Option<Enumeration> {
    let semicolons = separators(text, ';');
    let first = *semicolons.first()?;
    let colon = separators(text.get(..first)?, ':').into_iter().next_back()?;
    text.get(colon + 1..).filter(|rest| rest.starts_with(char::is_whitespace))?;
    let mut marks = vec![(colon, colon + 1)];
    // A semicolon in a later sentence separates other things.
    let end = last_item_end(text, colon + 1, first);
    marks.extend(semicolons.iter().filter(|at| **at < end).map(|at| (*at, *at + 1)));
    let mut found = between(text, &marks, None)?;
    found.lead = Span::new(0, colon + 1).trim(text);
    Some(found)
}

/// The end of the sentence that holds the first semicolon.
fn last_item_end(text: &str, from: usize, first: usize) -> usize {
    let mut at = from;
    while let Some(end) = text.get(at..).and_then(|rest| sentence_end(rest, 0)).map(|end| at + end) {
        if first < end {
            return end;
        }
        at = end;
    }
    text.len()
}

/// Where `mark` stands outside brackets.
fn separators(text: &str, mark: char) -> Vec<usize> {
    let mut depth = 0_i32;
    let mut found = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = (depth - 1).max(0),
            _ if c == mark && depth == 0 => found.push(at),
            _ => {}
        }
    }
    found
}

/// The parts of a short list: `A, B and C`, `A; B`, `A et B`. What stands in brackets is not split; where semicolons
/// stand, commas and joining words split nothing.
pub(crate) fn list(text: &str) -> Vec<Span> {
    let semicolons = separators(text, ';');
    let marks = if semicolons.is_empty() { separators(text, ',') } else { semicolons.clone() };
    let mut parts = Vec::with_capacity(marks.len() + 1);
    let mut start = 0;
    for mark in marks {
        // `1,249 people`: no list.
        let digits = before(text, mark).is_some_and(|c| c.is_ascii_digit())
            && text.get(mark + 1..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        if !digits {
            parts.push(Span::new(start, mark));
            start = mark + 1;
        }
    }
    let last = Span::new(start, text.len());
    match split_last(text, last).filter(|_| semicolons.is_empty()) {
        Some((one, two)) => parts.extend([one, two]),
        None => parts.push(last),
    }
    parts.into_iter().map(|part| bare(text, part)).filter(|part| !part.is_empty()).collect()
}

/// `B and C` as two, at the last joining word outside brackets.
fn split_last(text: &str, part: Span) -> Option<(Span, Span)> {
    let own = part.of(text);
    let joins = [" and ", " et ", " y ", " e ", " & ", " ou ", " or "];
    let depth =
        |at: usize| own.get(..at).is_some_and(|head| head.matches('(').count() > head.matches(')').count());
    let found = joins
        .iter()
        .filter_map(|join| own.rfind(join).map(|at| (at, join.len())))
        .filter(|(at, _)| !depth(*at));
    let (at, len) = found.max()?;
    let start = part.start as usize;
    (!own.get(..at)?.trim().is_empty())
        .then(|| (Span::new(start, start + at), Span::new(start + at + len, part.end as usize)))
}

/// A part without spaces, its final point and a joining word before it.
fn bare(text: &str, part: Span) -> Span {
    let own = part.trim(text);
    let mut cursor = Cursor::new(own.of(text), 0);
    let front = if cursor.eat_word(&["and", "et"]) && cursor.spaces() > 0 { cursor.at() } else { 0 };
    let end = own.of(text).trim_end_matches('.').len();
    Span::new(own.start as usize + front.min(end), own.start as usize + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, Vec<String>, String)> {
        let found = items(text)?;
        let items = found.items.iter().map(|span| span.of(text).to_owned()).collect();
        Some((found.lead.of(text).to_owned(), items, found.rest.of(text).to_owned()))
    }

    #[test]
    fn counted_items_are_found() {
        for (text, lead, items, rest) in [
            ("Include: (1) a b; (2) c; and (3) d.", "Include:", vec!["a b", "c", "d"], ""),
            (
                "Include: (i) a; (ii) b; (iii) c. The project is more.",
                "Include:",
                vec!["a", "b", "c"],
                "The project is more.",
            ),
            (
                "Comprennent : 1) aider; 2) former; et 3) bâtir.",
                "Comprennent :",
                vec!["aider", "former", "bâtir"],
                "",
            ),
            ("i) une prise (voir 1); ii) deux", "", vec!["une prise (voir 1)", "deux"], ""),
            ("a) x, b) w and c) z", "", vec!["x", "w", "z"], ""),
            (
                "(1) one. More of one. (2) two. More of two.",
                "",
                vec!["one. More of one.", "two. More of two."],
                "",
            ),
            ("as of 2 (2013) include: (1) x (2) y", "as of 2 (2013) include:", vec!["x", "y"], ""),
            ("• a • b", "", vec!["a", "b"], ""),
            ("Results:\n- a\n- b.", "Results:", vec!["a", "b"], ""),
            ("1. One\n2. Two", "", vec!["One", "Two"], ""),
            (
                "Include: a, b; c (d; e); and f. And more.",
                "Include:",
                vec!["a, b", "c (d; e)", "f"],
                "And more.",
            ),
        ] {
            let wanted = (lead.to_owned(), items.into_iter().map(str::to_owned).collect(), rest.to_owned());
            assert_eq!(read(text), Some(wanted), "{text}");
        }
    }

    #[test]
    fn other_paragraphs_enumerate_nothing() {
        for text in [
            "",
            "One sentence.",
            "(1) alone",
            "Phase (2) and (3)",
            "a; b",
            "see (a) and (c)",
            "x: y",
            "The year (2013).",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn short_lists_are_split() {
        for (text, wanted) in [
            ("A, B and C", vec!["A", "B", "C"]),
            ("A; B, C and D", vec!["A", "B, C and D"]),
            ("A et B", vec!["A", "B"]),
            ("A (x, y), B", vec!["A (x, y)", "B"]),
            ("Anbar, Baghdad, and Salah al-Din.", vec!["Anbar", "Baghdad", "Salah al-Din"]),
            ("The Government of Iraq ", vec!["The Government of Iraq"]),
            ("", vec![]),
        ] {
            let read: Vec<&str> = list(text).into_iter().map(|span| span.of(text)).collect();
            assert_eq!(read, wanted, "{text}");
        }
    }
}
