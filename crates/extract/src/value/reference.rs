//! Documents of the United Nations cited by their symbol or number.

use std::sync::LazyLock;

use almoner_record::Span;
use memchr::memmem::Finder;

use super::cursor::{Cursor, Plain, before, is_apostrophe, last_word};

/// The documents that `text` cites, in order: where, and the symbol.
///
/// A resolution of the Security Council is always `S/RES/2185 (2014)`, each one of an enumeration too (the span is then
/// its number); a year that is not printed is that of its number. Resolutions of the General Assembly are `A/RES/70/1`.
/// Symbols (`A/72/19`, `S/2018/1183`) are taken as printed.
pub(crate) fn references(text: &str) -> Vec<(Span, String)> {
    let mut found = Vec::new();
    if !may_cite(text) {
        return found;
    }
    let mut cursor = Cursor::new(text, 0);
    while let Some(at) = next_word(text, cursor.at()) {
        cursor = Cursor::new(text, at);
        let Some(next) = cursor.peek() else { break };
        let word = cursor.take_while(char::is_alphanumeric);
        if cursor.peek() == Some('/') && next.is_ascii_uppercase() {
            if let Some((end, symbol)) = symbol(text, at, word) {
                found.push((Span::new(at, end), symbol));
                cursor = Cursor::new(text, end);
            }
        } else if matches!(next, 'r' | 'R' | 'U' | 'S') && is_resolution(word) {
            let end = resolutions(text, at, cursor, word, &mut found);
            cursor = Cursor::new(text, end);
        }
    }
    found
}

/// False for a text without a slash or a part of the words of a citation: most texts, and this goes many bytes at a time.
fn may_cite(text: &str) -> bool {
    static PARTS: LazyLock<[Finder<'static>; 3]> = LazyLock::new(|| ["solu", "SOLU", "SCR"].map(Finder::new));
    let text = text.as_bytes();
    text.contains(&b'/') || PARTS.iter().any(|part| part.find(text).is_some())
}

/// Where the next word begins that may be one of a citation: before a slash, or with a letter of those below. The others
/// are passed over by bytes: most of most texts.
fn next_word(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(first) = bytes.get(at) {
        if !first.is_ascii() {
            let next = Cursor::new(text, at).peek()?;
            if next.is_alphabetic() {
                return Some(at);
            }
            at += next.len_utf8();
            continue;
        }
        if !first.is_ascii_alphabetic() {
            at += 1;
            continue;
        }
        let rest = bytes.get(at..).unwrap_or_default();
        let length = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let goes_on = rest.get(length).is_some_and(|byte| *byte == b'/' || !byte.is_ascii());
        if goes_on || matches!(first, b'r' | b'R' | b'U' | b'S') {
            return Some(at);
        }
        at += length;
    }
    None
}

/// The organs whose symbols begin so.
const ORGANS: [&str; 16] = [
    "A", "CAT", "CCPR", "CEDAW", "CERD", "CMW", "CRC", "CRPD", "DP", "E", "FCCC", "HRI", "S", "ST", "T",
    "UNEP",
];

/// `A/72/19`, `S/RES/2185 (2014)`, `E/CN.5/2020/3`, `A/HRC/RES/7/24` at byte `at`.
fn symbol(text: &str, at: usize, organ: &str) -> Option<(usize, String)> {
    if ORGANS.binary_search(&organ).is_err()
        || before(text, at).is_some_and(|c| c.is_alphanumeric() || c == '/')
    {
        return None;
    }
    let mut cursor = Cursor::new(text, at);
    cursor.take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '-'));
    let printed = cursor.since(at).trim_end_matches(['.', '/', '-']);
    let parts = printed.split('/').count();
    let numbered = printed.split('/').skip(1).any(|part| part.starts_with(|c: char| c.is_ascii_digit()));
    let capitals = !printed.bytes().any(|byte| byte.is_ascii_lowercase())
        || printed.contains("/Add.")
        || printed.contains("/Rev.");
    if parts < 3 || !numbered || !capitals {
        return None;
    }
    let end = at + printed.len();
    if let Some(number) =
        printed.strip_prefix("S/RES/").filter(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
    {
        let (year, end) = year_after(text, end).map_or((None, end), |(year, end)| (Some(year), end));
        return Some((end, security_council(number, year)));
    }
    Some((end, printed.to_owned()))
}

/// `resolution`, `résolutions`, `UNSCR`, in any of the languages.
fn is_resolution(word: &str) -> bool {
    const SHORTEST: usize = "resolucao".len();
    matches!(word, "UNSCR" | "UNSCRs" | "SCR" | "SCRs")
        || word.len() >= SHORTEST
            && Plain::of(word).is_any(&[
                "resolucao",
                "resolucion",
                "resoluciones",
                "resolucoes",
                "resolution",
                "resolutions",
            ])
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Body {
    SecurityCouncil,
    GeneralAssembly,
    HumanRightsCouncil,
    EconomicAndSocial,
    Unknown,
}

/// One number of an enumeration.
struct Number {
    span: Span,
    number: String,
    /// `70/1`
    second: Option<String>,
    year: Option<String>,
    /// `2625 (XXV)`
    session: Option<String>,
}

/// Reads the numbers behind the word; where they end.
fn resolutions<'a>(
    text: &'a str,
    at: usize,
    mut cursor: Cursor<'a>,
    word: &str,
    found: &mut Vec<(Span, String)>,
) -> usize {
    let mut numbers: Vec<Number> = Vec::new();
    cursor.take_while(char::is_whitespace);
    let mut ahead = cursor;
    if ahead.eat_word(&["no", "nos", "number", "numero"]) || ahead.eat_text("n°") || ahead.eat_text("nº") {
        ahead.take_while(|c| c.is_whitespace() || matches!(c, '.' | '°' | 'º'));
        cursor = ahead;
    }
    while let Some(number) = number(text, cursor.at()) {
        cursor = Cursor::new(text, number.span.end as usize);
        numbers.push(number);
        let mut ahead = cursor;
        ahead.take_while(|c| c.is_whitespace() || matches!(c, ',' | ';' | '&'));
        ahead.eat_word(&["and", "e", "et", "y"]);
        ahead.take_while(char::is_whitespace);
        ahead.eat_word(&["resolution", "resolutions"]);
        ahead.take_while(char::is_whitespace);
        if ahead.at() == cursor.at() {
            break;
        }
        cursor = ahead;
    }
    let Some(last) = numbers.last() else { return cursor.at().max(at + word.len()) };
    let end = last.span.end as usize;
    let short = matches!(word, "UNSCR" | "UNSCRs" | "SCR" | "SCRs");
    let body = if short { Body::SecurityCouncil } else { body(text, at, end) };
    let listed = numbers.len() > 1;
    for (index, number) in numbers.into_iter().enumerate() {
        let span = if index == 0 && !listed { Span::new(at, number.span.end as usize) } else { number.span };
        found.extend(resolution(&number, body).map(|symbol| (span, symbol)));
    }
    end
}

/// `2185 (2014)`, `70/1`, `2625 (XXV)` at byte `at`.
fn number(text: &str, at: usize) -> Option<Number> {
    let mut cursor = Cursor::new(text, at);
    let digits = cursor.digits().to_owned();
    if digits.is_empty() || digits.len() > 4 {
        return None;
    }
    let mut number =
        Number { span: cursor.span(at), number: digits, second: None, year: None, session: None };
    let mut ahead = cursor;
    if ahead.eat('/') {
        let second = ahead.take_while(|c| c.is_ascii_digit() || matches!(c, 'A'..='F'));
        if second.starts_with(|c: char| c.is_ascii_digit()) {
            number.second = Some(second.to_owned());
            number.span = ahead.span(at);
        }
        return number.second.is_some().then_some(number);
    }
    if cursor.peek().is_some_and(|c| c.is_alphanumeric() || c == '%') {
        return None;
    }
    if let Some((year, end)) = year_after(text, cursor.at()) {
        number.year = Some(year);
        number.span = Span::new(at, end);
        return Some(number);
    }
    cursor.spaces();
    if cursor.eat('(') {
        let session = cursor.take_while(|c| matches!(c, 'I' | 'V' | 'X' | 'L'));
        if !session.is_empty() && cursor.eat(')') {
            number.session = Some(session.to_owned());
            number.span = cursor.span(at);
        }
    }
    Some(number)
}

/// ` (2014)` at byte `at`: the year and where it ends.
fn year_after(text: &str, at: usize) -> Option<(String, usize)> {
    let mut cursor = Cursor::new(text, at);
    cursor.spaces();
    if !cursor.eat('(') {
        return None;
    }
    let year = cursor.digits().to_owned();
    (year.len() == 4 && cursor.eat(')')).then(|| (year, cursor.at()))
}

/// The body whose resolution it is, by the words before (`Security Council resolution`) or behind (`du Conseil de
/// sécurité`).
fn body(text: &str, at: usize, end: usize) -> Body {
    let before = text.get(..at).unwrap_or_default().trim_end();
    let before = before.strip_suffix("'s").or_else(|| before.strip_suffix("’s")).unwrap_or(before);
    let words = |text: &str, last: Span| {
        let head = text.get(..last.start as usize).unwrap_or_default();
        last_word(head).map(|word| Plain::of(word.of(head)))
    };
    if let Some(last) = last_word(before) {
        let plain = Plain::of(last.of(before));
        let previous = words(before, last);
        let previous_is = |word: &str| previous.is_some_and(|plain| plain.is(word));
        if plain.is("unsc") || plain.is("council") && previous_is("security") {
            return Body::SecurityCouncil;
        }
        if plain.is("council") && previous_is("rights") || plain.is("hrc") {
            return Body::HumanRightsCouncil;
        }
        if plain.is("council") && previous_is("social") || plain.is("ecosoc") {
            return Body::EconomicAndSocial;
        }
        if plain.is("assembly") || plain.is("unga") {
            return Body::GeneralAssembly;
        }
    }
    body_behind(text, end)
}

fn body_behind(text: &str, end: usize) -> Body {
    let mut cursor = Cursor::new(text, end);
    for _ in 0..7 {
        cursor.take_while(|c| c.is_whitespace() || is_apostrophe(c) || c == '-');
        let word = Plain::of(cursor.word());
        if word.is_any(&["seguranca", "seguridad", "securite", "security"]) {
            return Body::SecurityCouncil;
        }
        if word.is_any(&["asamblea", "assembleia", "assemblee", "assembly"]) {
            return Body::GeneralAssembly;
        }
        let passed = [
            "conseil", "consejo", "conselho", "council", "d", "da", "de", "del", "des", "do", "du",
            "general", "l", "la", "of", "the", "un", "united", "nations",
        ];
        if !passed.iter().any(|passed| word.is(passed)) {
            break;
        }
    }
    Body::Unknown
}

/// The symbol of a resolution; None when nothing tells whose it is.
fn resolution(number: &Number, body: Body) -> Option<String> {
    let Number { number: digits, second, year, session, .. } = number;
    let value: u16 = digits.parse().ok()?;
    if let Some(second) = second {
        return match body {
            Body::GeneralAssembly => Some(format!("A/RES/{digits}/{second}")),
            Body::HumanRightsCouncil => Some(format!("A/HRC/RES/{digits}/{second}")),
            Body::EconomicAndSocial => Some(format!("E/RES/{digits}/{second}")),
            Body::Unknown if (31..=99).contains(&value) => Some(format!("A/RES/{digits}/{second}")),
            _ => None,
        };
    }
    if let Some(session) = session {
        return Some(format!("A/RES/{digits}({session})"));
    }
    match body {
        Body::SecurityCouncil => Some(security_council(digits, year.clone())),
        Body::Unknown if year.is_some() => Some(security_council(digits, year.clone())),
        // `resolution 1325` alone, but not `resolution 2015`.
        Body::Unknown if (1000..1900).contains(&value) || (2100..3000).contains(&value) => {
            Some(security_council(digits, None))
        }
        _ => None,
    }
}

fn security_council(number: &str, year: Option<String>) -> String {
    let known = || number.parse().ok().and_then(year_of).map(|year| year.to_string());
    match year.or_else(known) {
        Some(year) => format!("S/RES/{number} ({year})"),
        None => format!("S/RES/{number}"),
    }
}

/// The last resolution of the Security Council in each year since 1989, in its order; the numbers run on through the
/// years, so that a number tells its year. Source: the Council's lists of resolutions by year.
const LAST_OF_YEAR: [u16; 36] = [
    646, 683, 725, 799, 892, 969, 1035, 1092, 1146, 1219, 1284, 1334, 1386, 1454, 1521, 1580, 1651, 1738,
    1794, 1859, 1907, 1966, 2032, 2085, 2132, 2195, 2259, 2336, 2397, 2451, 2503, 2560, 2617, 2671, 2721,
    2767,
];

fn year_of(number: u16) -> Option<usize> {
    let index = LAST_OF_YEAR.partition_point(|last| *last < number);
    (index > 0 && index < LAST_OF_YEAR.len()).then_some(1989 + index)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_and_numbers_are_read() {
        for (text, wanted) in [
            (
                "as evidenced by Security Council resolutions 2185 (2014), 2382 (2017) and 2482 (2019), and the reports (2016 and 2018)",
                "S/RES/2185 (2014) | S/RES/2382 (2017) | S/RES/2482 (2019)",
            ),
            ("Building on Security Council resolution 2436 (2018), reports", "S/RES/2436 (2018)"),
            (
                "in line with Security Council resolution 1325 (2000) and successor resolutions",
                "S/RES/1325 (2000)",
            ),
            ("Operations (A/72/19 and A/74/19), Action", "A/72/19 | A/74/19"),
            ("United Nations policing (S/2018/1183) to", "S/2018/1183"),
            ("in Kosovo (S/RES/1244 (1999)) for 2023", "S/RES/1244 (1999)"),
            ("S/RES/2185 (2014)", "S/RES/2185 (2014)"),
            ("la résolution 1325 du Conseil de sécurité", "S/RES/1325 (2000)"),
            ("les résolutions 1325 (2000) et 1820 (2008)", "S/RES/1325 (2000) | S/RES/1820 (2008)"),
            (
                "UNSCR 1325 and UNSCRs 2242 and 2250",
                "S/RES/1325 (2000) | S/RES/2242 (2015) | S/RES/2250 (2015)",
            ),
            ("General Assembly resolution 70/1", "A/RES/70/1"),
            ("la résolution 70/1 de l’Assemblée générale", "A/RES/70/1"),
            ("Human Rights Council resolution 7/24", "A/HRC/RES/7/24"),
            ("General Assembly resolution 2625 (XXV)", "A/RES/2625(XXV)"),
            ("E/CN.5/2020/3, A/HRC/RES/7/24.", "E/CN.5/2020/3 | A/HRC/RES/7/24"),
            ("resolución 1325 (2000) del Consejo de Seguridad", "S/RES/1325 (2000)"),
            ("early identification and resolution of bottlenecks", ""),
            ("conflict resolution 2015", ""),
            ("A/B testing and and/or, S/he, 12/03/2020, E/2", ""),
            ("the 1325 National Action Plan", ""),
            ("", ""),
        ] {
            let read: Vec<String> = references(text).into_iter().map(|(_, symbol)| symbol).collect();
            assert_eq!(read.join(" | "), wanted, "{text}");
        }
    }

    #[test]
    fn each_number_of_an_enumeration_has_its_place() {
        let text = "Security Council resolutions 2185 (2014), 2382 (2017)";
        let places: Vec<&str> = references(text).iter().map(|(span, _)| span.of(text)).collect();
        assert_eq!(places, ["2185 (2014)", "2382 (2017)"]);
    }

    #[test]
    fn a_number_tells_its_year() {
        for (number, year) in [
            (678, Some(1990)),
            (1244, Some(1999)),
            (1325, Some(2000)),
            (1820, Some(2008)),
            (2250, Some(2015)),
            (242, None),
            (2900, None),
        ] {
            assert_eq!(year_of(number), year, "{number}");
        }
    }
}
