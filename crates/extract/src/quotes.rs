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

/// What stands between the quotes that a text begins and ends with; None where it has none, or more than them.
pub(crate) fn unquoted(text: &str, pairs: &[Pair]) -> Option<Span> {
    pairs.iter().find_map(|(open, close)| {
        let inner = text.strip_prefix(*open)?.strip_suffix(*close)?;
        Some(Span::new(open.len_utf8(), open.len_utf8() + inner.len()).trim(text))
    })
}

#[cfg(test)]
mod tests {
    use super::{quoted, unquoted};

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
