//! What stands in quotes.

use almoner_record::Span;

/// An opening and a closing quote.
pub(crate) type Pair = (char, char);

/// Words in quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Quoted {
    /// From quote to quote.
    pub(crate) whole: Span,
    /// Between them, without the spaces at its ends.
    pub(crate) inner: Span,
}

/// All that stands between quotes of one kind, in order; none within another.
pub(crate) fn quoted(text: &str, (open, close): Pair) -> impl Iterator<Item = Quoted> + use<'_> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let at = from + text.get(from..)?.find(open)?;
        let start = at + open.len_utf8();
        let end = start + text.get(start..)?.find(close)?;
        from = end + close.len_utf8();
        Some(Quoted { whole: Span::new(at, from), inner: Span::new(start, end).trim(text) })
    })
}

/// What stands between single quotes: `‘Wells for Kita’`, `'Wells for Kita'`. An apostrophe closes none: a letter stands behind it.
pub(crate) fn quoted_singly(text: &str) -> Vec<Quoted> {
    const MARKS: [Pair; 2] = [('\u{2018}', '\u{2019}'), ('\'', '\'')];
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let mut found: Vec<Quoted> = Vec::new();
    for (open, close) in MARKS {
        let mut from = 0;
        while let Some(at) = text.get(from..).and_then(|rest| rest.find(open)).map(|at| from + at) {
            let start = at + open.len_utf8();
            from = start;
            let front = text.get(..at).unwrap_or_default();
            if is_letter(front.chars().next_back()) {
                continue;
            }
            let rest = text.get(start..).unwrap_or_default();
            let ends = |(place, _): &(usize, &str)| {
                let behind = rest.get(place + close.len_utf8()..).unwrap_or_default();
                *place > 0 && !is_letter(behind.chars().next())
            };
            let Some((place, _)) = rest.match_indices(close).take(MOST_APOSTROPHES).find(ends) else {
                continue;
            };
            from = start + place + close.len_utf8();
            found.push(Quoted {
                whole: Span::new(at, from),
                inner: Span::new(start, start + place).trim(text),
            });
        }
    }
    found
}

/// So many apostrophes stand in a name at most.
const MOST_APOSTROPHES: usize = 8;

/// What stands between the quotes that a text begins and ends with; None where it has none, or more than them.
pub(crate) fn unquoted(text: &str, pairs: &[Pair]) -> Option<Span> {
    pairs.iter().find_map(|(open, close)| {
        let inner = text.strip_prefix(*open)?.strip_suffix(*close)?;
        Some(Span::new(open.len_utf8(), open.len_utf8() + inner.len()).trim(text))
    })
}

#[cfg(test)]
mod tests {
    use super::{quoted, quoted_singly, unquoted};

    #[test]
    fn each_pair_of_quotes_holds_words() {
        for (text, expected) in [
            ("the “Wells” and “ Roads ” of “Kita", vec!["Wells", "Roads"]),
            ("”no” “yes”", vec!["yes"]),
            ("none", vec![]),
        ] {
            let found: Vec<&str> = quoted(text, ('“', '”')).map(|one| one.inner.of(text)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn an_apostrophe_is_no_quote() {
        for (text, expected) in [
            ("runs ‘Women’s wells’, and ‘Roads’", vec!["Women’s wells", "Roads"]),
            ("runs 'Wells for Kita's girls' in Mali", vec!["Wells for Kita's girls"]),
            ("l’eau et l'école", vec![]),
            ("the farmers’ union’s ‘wells", vec![]),
        ] {
            let found: Vec<&str> = quoted_singly(text).iter().map(|one| one.inner.of(text)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn a_text_may_be_in_quotes_as_a_whole() {
        for (text, expected) in [
            ("“Wells for Kita”", Some("Wells for Kita")),
            ("« Des puits »", Some("Des puits")),
            ("“Wells” for Kita", None),
            ("“", None),
        ] {
            let found = unquoted(text, &[('“', '”'), ('«', '»'), ('"', '"')]);
            assert_eq!(found.map(|inner| inner.of(text)), expected, "{text}");
        }
    }
}
