//! Characters that are written for others that look alike: where one glyph shows several, some programs say the wrong one.

use super::sheet::{Glyph, Sheet};

const SOFT_HYPHEN: &str = "\u{ad}";

/// Those that Unicode holds to be the same: the Greek question mark, the signs of ohm, kelvin and ångström, a grave accent.
const SAME: [(&str, &str); 5] =
    [("\u{37e}", ";"), ("\u{2126}", "Ω"), ("\u{212a}", "K"), ("\u{212b}", "Å"), ("\u{1fef}", "`")];

/// Puts what is meant in the place of what is written.
pub(super) fn replace(sheets: &mut [Sheet]) {
    for (written, meant) in SAME {
        sheets.iter_mut().for_each(|sheet| put(sheet, written, meant));
    }
    if are_hyphens(sheets) {
        sheets.iter_mut().for_each(|sheet| put(sheet, SOFT_HYPHEN, "-"));
    }
}

/// True when soft hyphens stand inside lines, and more often than hyphens stand anywhere: some programs write each
/// hyphen so.
fn are_hyphens(sheets: &[Sheet]) -> bool {
    let (mut inside, mut plain) = (0_usize, 0_usize);
    for sheet in sheets {
        if sheet.letters.contains(SOFT_HYPHEN) {
            inside += sheet.glyphs.windows(2).filter(|pair| is_inside(sheet, pair)).count();
        }
        plain += sheet.letters.matches('-').count();
    }
    inside > plain
}

/// Replaces a character where it shows.
fn put(sheet: &mut Sheet, written: &str, meant: &str) {
    if !sheet.letters.contains(written) {
        return;
    }
    let start = sheet.letters.len() as u32;
    sheet.letters.push_str(meant);
    let end = sheet.letters.len() as u32;
    let letters = &sheet.letters;
    for glyph in &mut sheet.glyphs {
        let text = letters.get(glyph.start as usize..glyph.end as usize);
        if text == Some(written) && is_seen(glyph) {
            (glyph.start, glyph.end) = (start, end);
        }
    }
}

fn is_seen(glyph: &Glyph) -> bool {
    glyph.dx.hypot(glyph.dy) > 0.1 * glyph.size
}

/// A soft hyphen that shows, and right behind it something on its line.
fn is_inside(sheet: &Sheet, pair: &[Glyph]) -> bool {
    let [hyphen, next] = pair else { return false };
    let (x, y) = (hyphen.x + hyphen.dx - next.x, hyphen.y + hyphen.dy - next.y);
    sheet.letters(hyphen) == SOFT_HYPHEN && is_seen(hyphen) && x.hypot(y) < 0.5 * hyphen.size
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::sheet::specimen::{Sized, sheet};

    #[test]
    fn a_greek_question_mark_is_a_semicolon() {
        let text = "communes\u{37e} and";
        let mut sheets = [sheet(&[Sized { x: 50.0, y: 100.0, size: 10.0, text, gap: 0.0 }])];
        replace(&mut sheets);
        let [sheet] = &sheets;
        let read: String = sheet.glyphs.iter().map(|glyph| sheet.letters(glyph)).collect();
        assert_eq!(read, "communes; and");
    }

    #[test]
    fn a_soft_hyphen_inside_a_line_is_a_hyphen_and_so_are_those_at_the_ends() {
        for (text, expected) in [
            ("Inter\u{ad}American co\u{ad}", "Inter-American co-"),
            ("co\u{ad}", "co\u{ad}"),
            ("well-known co\u{ad}op", "well-known co\u{ad}op"),
        ] {
            let mut sheets = [sheet(&[Sized { x: 50.0, y: 100.0, size: 10.0, text, gap: 0.0 }])];
            replace(&mut sheets);
            let [sheet] = &sheets;
            let read: String = sheet.glyphs.iter().map(|glyph| sheet.letters(glyph)).collect();
            assert_eq!(read, expected);
        }
    }
}
