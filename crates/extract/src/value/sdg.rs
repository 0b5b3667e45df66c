//! Sustainable Development Goals named by their number: `SDG 16`, `SDGs 5 and 16`, `ODD 13`, `Goal 5`.

use std::sync::LazyLock;

use almoner_record::Span;
use memchr::memmem::Finder;

use super::cursor::{Cursor, Plain, before, is_dash, last_word};
use crate::word_list::WordList;

/// The goals (`16`) and targets (`16.4`) that `text` names by number, in order; each span holds the name or, in a list,
/// the number. `Goal 5` counts unless the word before it tells of other goals (`MDG Goal 5`, `Strategic Goal 2`).
pub(crate) fn sdgs(text: &str) -> Vec<(Span, String)> {
    let mut found = Vec::new();
    if !may_name_goals(text) {
        return found;
    }
    let mut cursor = Cursor::new(text, 0);
    while let Some(start) = next_name(text, cursor.at()) {
        cursor = Cursor::new(text, start);
        let word = cursor.take_while(char::is_alphabetic);
        let plain = Plain::of(word);
        let mut after = cursor;
        if name(text, start, word, &plain, &mut after) {
            cursor = numbers(text, start, after, &mut found);
        }
    }
    found
}

/// The goal or target that a line of a list of goals begins with, whatever it is called: `Goal 2: zero hunger`,
/// `Meta 6.2: …`, `Mål 3`, `ODS6 - Agua`. The text behind may hold other numbers, which are none.
pub(crate) fn numbered(text: &str) -> Option<(Span, &str)> {
    static NAMES: WordList = WordList::of(
        "goal target objectif cible ods odd sdg objetivo meta ziel unterziel obiettivo traguardo doel mal delmal verdensmal \
         objectiu cel fita",
    );
    let text = text.trim_end();
    let mut cursor = Cursor::new(text, 0);
    let name = cursor.take_while(char::is_alphabetic);
    if name.is_empty() || !Plain::of(name).is_in(&NAMES) {
        return None;
    }
    cursor.take_while(|c| matches!(c, ' ' | '\u{a0}' | '#'));
    let start = cursor.at();
    let goal = cursor.take_while(|c| c.is_ascii_digit());
    goal.parse::<u8>().ok().filter(|goal| (1..=17).contains(goal) && start > 0)?;
    let mut target = cursor;
    if target.eat('.') && target.peek().is_some_and(|c| c.is_ascii_digit() || ('a'..='d').contains(&c)) {
        target.take_while(|c| c.is_ascii_alphanumeric());
        cursor = target;
    }
    let is_whole = cursor.peek().is_none_or(|c| matches!(c, ':' | '.' | ',' | ' ' | '\u{a0}') || is_dash(c));
    let code = text.get(start..cursor.at())?;
    is_whole.then_some((Span::new(0, cursor.at()), code))
}

/// False for a text without a name: most texts, and this goes many bytes at a time. Few texts have the letters, and of
/// those that have them few a part of a name.
fn may_name_goals(text: &str) -> bool {
    type Finders = LazyLock<Vec<Finder<'static>>>;
    static SHORT: Finders = LazyLock::new(|| finders(&["SDG", "ODD", "ODS", "Goal", "Target"]));
    static OBJECTIVES: Finders = LazyLock::new(|| finders(&["bjecti", "BJECTI", "bjeti", "BJETI"]));
    static SMALL: Finders = LazyLock::new(|| finders(&["ustainable"]));
    static CAPITAL: Finders = LazyLock::new(|| finders(&["USTAINABLE"]));
    let text = text.as_bytes();
    let has = |parts: &[Finder<'_>]| parts.iter().any(|part| part.find(text).is_some());
    memchr::memchr3(b'D', b'G', b'T', text).is_some() && has(&SHORT)
        || memchr::memchr2(b'j', b'J', text).is_some() && has(&OBJECTIVES)
        || has(&SMALL)
        || memchr::memchr(b'U', text).is_some() && has(&CAPITAL)
}

fn finders(parts: &[&'static str]) -> Vec<Finder<'static>> {
    parts.iter().map(|part| Finder::new(*part)).collect()
}

/// The next word that begins with the letters of a name.
fn next_name(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes().get(from..)?;
    let mut previous = from.checked_sub(1).and_then(|at| text.as_bytes().get(at)).copied().unwrap_or(b' ');
    for (offset, byte) in bytes.iter().copied().enumerate() {
        if matches!(byte, b'S' | b'O' | b'G' | b's' | b'o' | b'T' | b't')
            && !previous.is_ascii_alphanumeric()
            && previous < 0x80
            && may_begin(bytes.get(offset..).unwrap_or_default())
        {
            return Some(from + offset);
        }
        previous = byte;
    }
    None
}

/// True for the first three letters of the names, in small letters and capitals; what has an accent is looked at later.
fn may_begin(word: &[u8]) -> bool {
    let Some(start @ [_, second, third]) = word.first_chunk::<3>() else { return false };
    let start = start.map(|letter| letter.to_ascii_lowercase());
    !second.is_ascii()
        || !third.is_ascii()
        || [b"sdg", b"sus", b"odd", b"ods", b"obj", b"goa", b"tar"].contains(&&start)
}

/// True when the word, with what follows it, names the goals; `after` then stands behind the name.
fn name(text: &str, start: usize, word: &str, plain: &Plain, after: &mut Cursor<'_>) -> bool {
    match word {
        "SDG" | "SDGs" | "ODD" | "ODS" => {
            let mut ahead = *after;
            ahead.take_while(|c| c.is_whitespace() || c == ':');
            if ahead.eat_word(&["cible", "goal", "goals", "meta", "no", "target", "targets"]) {
                *after = ahead;
            }
            true
        }
        "Goal" | "Goals" | "Target" | "Targets" => !other_goals(text, start),
        "target" | "targets" => text.contains("Sustainable Development Goal") || text.contains("SDG"),
        _ if plain.is_any(&["objectif", "objectifs", "objetivo", "objetivos", "sustainable"]) => {
            long_name(after)
        }
        _ => false,
    }
}

/// The words before `Goal` tell of other goals.
fn other_goals(text: &str, start: usize) -> bool {
    let head = text.get(..start).unwrap_or_default();
    last_word(head).filter(|word| head.trim_end().len() == word.end as usize).is_some_and(|word| {
        let plain = Plain::of(word.of(head));
        let before_it = head.get(..word.start as usize).unwrap_or_default().trim_end();
        let sustainable = before_it.ends_with("Sustainable") || before_it.ends_with("sustainable");
        plain.is_any(&["mdg", "millennium", "operational", "organizational", "project", "strategic"])
            || plain.is("development") && !sustainable
    })
}

/// `Sustainable Development Goals`, `Objectifs de développement durable`, `Objetivos de Desarrollo Sostenible`.
fn long_name(after: &mut Cursor<'_>) -> bool {
    let mut ahead = *after;
    let mut last = false;
    for _ in 0..4 {
        ahead.spaces();
        let word = Plain::of(ahead.word());
        last = word.is_any(&["durable", "goal", "goals", "sostenible", "sustentavel"]);
        if last {
            *after = ahead;
            break;
        }
        if !word.is_any(&["de", "desarrollo", "desenvolvimento", "developpement", "development"]) {
            return false;
        }
    }
    let mut ahead = *after;
    ahead.spaces();
    // `Sustainable Development Goals (SDGs) 5 and 16`
    if last && ahead.eat('(') {
        ahead.word();
        if ahead.eat(')') {
            *after = ahead;
        }
    }
    last
}

/// The numbers behind a name.
fn numbers<'a>(
    text: &'a str,
    start: usize,
    mut cursor: Cursor<'a>,
    found: &mut Vec<(Span, String)>,
) -> Cursor<'a> {
    let mut from = Some(start);
    cursor.take_while(|c| c.is_whitespace() || matches!(c, ':' | '#' | '°' | 'º') || is_dash(c));
    while let Some((number, end)) = number(cursor) {
        let begin = from.take().unwrap_or(cursor.at());
        let last = found.last().and_then(|(_, last)| last.parse::<u8>().ok());
        let ranged = before(text, cursor.at()).is_some_and(is_dash) && begin != start;
        if let (true, Some(last), Ok(next)) = (ranged, last, number.parse::<u8>()) {
            for between in last.saturating_add(1)..next {
                found.push((Span::new(cursor.at(), end), between.to_string()));
            }
        }
        found.push((Span::new(begin, end), number));
        cursor = Cursor::new(text, end);
        cursor.eat('+');
        if !next_in_list(&mut cursor) {
            break;
        }
    }
    cursor
}

/// Moves over `, `, ` and `, `–` to the next number of a list.
fn next_in_list(cursor: &mut Cursor<'_>) -> bool {
    let mut ahead = *cursor;
    ahead.spaces();
    let mark = ahead.eat_if(|c| matches!(c, ',' | '&' | '/' | ';') || is_dash(c));
    ahead.spaces();
    let word = ahead.eat_word(&["and", "e", "et", "y"]);
    ahead.spaces();
    // `SDGs 5 and SDG 16` is read at the next name.
    let next = (mark || word) && ahead.peek().is_some_and(|c| c.is_ascii_digit());
    if next {
        *cursor = ahead;
    }
    next
}

/// `16`, `16.4`, `4.c` at the cursor: a goal from 1 to 17.
fn number(mut cursor: Cursor<'_>) -> Option<(String, usize)> {
    let digits = cursor.digits();
    let goal: u8 = digits.parse().ok().filter(|goal| (1..=17).contains(goal) && digits.len() <= 2)?;
    let mut end = cursor.at();
    let mut ahead = cursor;
    if ahead.eat('.') {
        let from = ahead.at();
        let target = if ahead.peek().is_some_and(|c| c.is_ascii_digit()) {
            ahead.digits()
        } else {
            ahead.take_while(|c| matches!(c, 'a'..='d'))
        };
        let single = target.len() <= 2 && !ahead.peek().is_some_and(char::is_alphanumeric);
        if !target.is_empty() && single && !(target.len() == 2 && target.starts_with(char::is_alphabetic)) {
            end = from + target.len();
            return Some((format!("{goal}.{target}"), end));
        }
    }
    let clings = cursor.peek().is_some_and(|c| c.is_alphanumeric() || c == '%');
    (!clings).then(|| (goal.to_string(), end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_a_list_of_goals_begins_with_its_number() {
        for (line, expected) in [
            ("Meta 6.2: Para 2030, reducir en 10 por ciento", Some("6.2")),
            ("Mål 2: Stop sult", Some("2")),
            ("ODS6 - Agua limpia", Some("6")),
            ("Goal 16", Some("16")),
            ("Target 17.a of the plan", Some("17.a")),
            ("Ziel 4, Bildung", Some("4")),
            ("Goal 18", None),
            ("Goals and 3 targets", None),
            ("Meta 2030", None),
            ("Phase 2: roads", None),
        ] {
            assert_eq!(numbered(line).map(|(_, code)| code), expected, "{line}");
        }
    }

    #[test]
    fn goals_are_found_by_number() {
        for (text, wanted) in [
            ("outlined in SDG 16 related", "16"),
            ("SDG: SDG 16: Peace, Justice", "16"),
            ("implementation of the SDG16 for", "16"),
            ("SDGs 5 and 16", "5 16"),
            ("SDGs 5, 8 et 16.4", "5 8 16.4"),
            ("SDG Goal 16", "16"),
            ("SDG target 16.4", "16.4"),
            ("SDG 4.c", "4.c"),
            ("SDG 16.", "16"),
            ("Goal 5: Gender equality", "5"),
            ("Sustainable Development Goal 5", "5"),
            ("Sustainable Development Goals (SDGs) 1, 2", "1 2"),
            ("ODD 13", "13"),
            ("Objectif de développement durable 13", "13"),
            ("ODS 4 y 5", "4 5"),
            ("SDGs 1–3", "1 2 3"),
            ("SDG 16 and SDG 5", "16 5"),
            ("SDG 16+ pathfinders", "16"),
            ("SDG 2030 Agenda", ""),
            ("SDG 18", ""),
            ("MDG Goal 5", ""),
            ("Millennium Development Goal 5", ""),
            ("the Sustainable Development Goals (SDG) Partnership", ""),
            ("a goal 5 times", ""),
            ("", ""),
        ] {
            let read: Vec<String> = sdgs(text).into_iter().map(|(_, code)| code).collect();
            assert_eq!(read.join(" "), wanted, "{text}");
        }
    }
}
