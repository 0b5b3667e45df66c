//! Names of glyphs that are numbers: `G4B` (Windows' PostScript driver, in hexadecimal), `C85`, `a65`. Readers take them
//! for codes of characters where they can be such.

use std::collections::{BTreeMap, HashMap};

use encoding_rs::WINDOWS_1252;
use hayro_syntax::object::dict::keys;
use hayro_syntax::object::{Array, Dict, Object};

/// What stands before the place of a glyph in its font, and before Unicode, which is read elsewhere.
const NO_CODES: [&str; 7] = ["cid", "gid", "glyph", "index", "i", "u", "uni"];
const LONGEST_PREFIX: usize = 5;

/// The characters of a simple font's codes whose glyphs have numbers for names.
pub(super) fn numbered(font: &Dict<'_>) -> HashMap<u8, char> {
    let mut families: BTreeMap<String, Vec<(u8, String)>> = BTreeMap::new();
    for (code, name) in differences(font) {
        if let Some((prefix, number)) = parts(&name) {
            families.entry(prefix.to_owned()).or_default().push((code, number.to_owned()));
        }
    }
    families.iter().flat_map(|(prefix, glyphs)| characters(prefix, glyphs)).collect()
}

/// What stands before the number, and the number; without what is behind a dot.
fn parts(name: &str) -> Option<(&str, &str)> {
    let base = name.split('.').next()?;
    let is_letter = |c: char| c.is_ascii_alphabetic();
    // Of `GAB` the first letter alone is the prefix.
    let at = match base.len() {
        3 if base.starts_with(is_letter) && base.ends_with(|c: char| c.is_ascii_hexdigit()) => 1,
        _ => base.find(|c: char| c.is_ascii_digit())?,
    };
    let (prefix, number) = base.split_at_checked(at)?;
    let is_prefix = prefix.len() <= LONGEST_PREFIX && prefix.chars().all(is_letter);
    let is_number = !number.is_empty() && number.len() <= 4 && number.chars().all(|c| c.is_ascii_hexdigit());
    (is_prefix && is_number && !NO_CODES.contains(&prefix.to_ascii_lowercase().as_str()))
        .then_some((prefix, number))
}

/// The characters of glyphs whose names begin alike; none where the numbers are no codes of printed characters.
fn characters(prefix: &str, glyphs: &[(u8, String)]) -> Vec<(u8, char)> {
    let is_short = glyphs.iter().all(|(_, number)| number.len() == 2);
    let has_letters = glyphs.iter().any(|(_, number)| number.contains(|c: char| c.is_ascii_alphabetic()));
    if has_letters && !is_short {
        return Vec::new();
    }
    let radix = if is_short && (has_letters || prefix == "G") { 16 } else { 10 };
    let value = |number: &str| u8::from_str_radix(number, radix).ok().filter(|value| *value >= 0x20);
    let found: Vec<(u8, char)> =
        glyphs.iter().filter_map(|(code, number)| Some((*code, character(value(number)?)?))).collect();
    // Glyphs counted through begin with small numbers.
    if found.len() * 4 >= glyphs.len() * 3 { found } else { Vec::new() }
}

fn character(value: u8) -> Option<char> {
    let bytes = [value];
    let text = WINDOWS_1252.decode_without_bom_handling(&bytes).0;
    text.chars().next().filter(|c| !c.is_control())
}

/// The names that a font's encoding gives its codes.
fn differences(font: &Dict<'_>) -> Vec<(u8, String)> {
    let encoding = font.get::<Dict<'_>>(keys::ENCODING);
    let differences = encoding.and_then(|encoding| encoding.get::<Array<'_>>(keys::DIFFERENCES));
    let mut code = 0_i64;
    let mut names = Vec::new();
    for entry in differences.iter().flat_map(|entries| entries.iter::<Object<'_>>()).take(4096) {
        match entry {
            Object::Number(number) => code = number.as_i64(),
            Object::Name(name) => {
                if let Ok(code) = u8::try_from(code) {
                    names.push((code, name.as_str().to_owned()));
                }
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(names: &[&str]) -> String {
        let mut families: BTreeMap<String, Vec<(u8, String)>> = BTreeMap::new();
        for (code, name) in (0..).zip(names) {
            if let Some((prefix, number)) = parts(name) {
                families.entry(prefix.to_owned()).or_default().push((code, number.to_owned()));
            }
        }
        let mut found: Vec<(u8, char)> =
            families.iter().flat_map(|(prefix, glyphs)| characters(prefix, glyphs)).collect();
        found.sort_unstable();
        found.into_iter().map(|(_, c)| c).collect()
    }

    #[test]
    fn names_that_are_codes_are_characters() {
        for (names, expected) in [
            (&["G4B", "G61", "G72", "G20"][..], "Kar "),
            // All of them could be decimal; Windows' are not.
            (&["G20", "G61", "G72"], " ar"),
            (&["GAB", "G92", "G6D"], "«’m"),
            (&["C85", "C110", "C115"], "Uns"),
            (&["a65", "a66", "char67"], "ABC"),
            // Glyphs that are counted.
            (&["g1", "g2", "g3", "g33"], ""),
            (&["glyph65", "cid66", "I67"], ""),
            (&["g300", "g301"], ""),
            (&["A", "comma", "uni0041"], ""),
        ] {
            assert_eq!(read(names), expected, "{names:?}");
        }
    }
}
