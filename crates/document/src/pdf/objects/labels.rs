//! Labels of pages (ISO 32000-2, 12.4.2): what a reader shows as the number of a page, `iv` or `A-3`.

use std::collections::BTreeMap;

use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, Name, Object, String as Bytes};

use super::{catalog, strings, trees};
use crate::numeral;

/// Pages that share a way of counting.
struct Range {
    style: Option<u8>,
    prefix: String,
    first: u32,
}

/// The label of each of `pages` pages; empty when the file gives none.
pub(crate) fn labels(pdf: &Pdf, pages: u32) -> Vec<String> {
    let Some(root) = catalog(pdf).get::<Dict>("PageLabels") else { return Vec::new() };
    let mut ranges: BTreeMap<u32, Range> = BTreeMap::new();
    trees::walk(root, "Nums", |key, value| {
        let from = key.into_i32().and_then(|from| u32::try_from(from).ok()).filter(|from| *from < pages);
        if let (Some(from), Object::Dict(range)) = (from, value) {
            ranges.insert(from, of(&range));
        }
    });
    if ranges.is_empty() {
        return Vec::new();
    }
    let label = |page: u32| match ranges.range(..=page).next_back() {
        Some((from, range)) => {
            let number = range.first.saturating_add(page - from);
            range
                .style
                .map_or_else(|| range.prefix.clone(), |style| range.prefix.clone() + &told(style, number))
        }
        None => (page + 1).to_string(),
    };
    (0..pages).map(label).collect()
}

fn of(range: &Dict<'_>) -> Range {
    let mut prefix = range.get::<Bytes>("P").map(|prefix| strings::line(&prefix)).unwrap_or_default();
    prefix.truncate(prefix.floor_char_boundary(64));
    Range {
        style: range.get::<Name>("S").and_then(|style| style.first().copied()),
        prefix,
        first: range.get::<i32>("St").and_then(|first| u32::try_from(first).ok()).unwrap_or(1).max(1),
    }
}

/// A number as the style writes it: D digits, R and r Roman, A and a letters (A to Z, AA to ZZ …).
fn told(style: u8, number: u32) -> String {
    // Beyond this, letters are longer than anybody prints.
    const LARGEST: u32 = 4999;
    match style {
        b'R' | b'r' => cased(style, numeral::roman(number)),
        b'A' | b'a' if number <= LARGEST => {
            let letter = char::from(b'A' + u8::try_from((number - 1) % 26).unwrap_or(0));
            cased(style, letter.to_string().repeat(number.div_ceil(26) as usize))
        }
        _ => number.to_string(),
    }
}

fn cased(style: u8, text: String) -> String {
    if style.is_ascii_lowercase() { text.to_ascii_lowercase() } else { text }
}

#[cfg(test)]
mod tests {
    use super::told;

    #[test]
    fn a_number_is_told_in_its_style() {
        for (style, number, expected) in [
            (b'D', 12, "12"),
            (b'r', 4, "iv"),
            (b'R', 1994, "MCMXCIV"),
            (b'A', 26, "Z"),
            (b'a', 28, "bb"),
            (b'r', 2_000_000_000, "2000000000"),
            (b'?', 3, "3"),
        ] {
            assert_eq!(told(style, number), expected, "{}", char::from(style));
        }
    }
}
