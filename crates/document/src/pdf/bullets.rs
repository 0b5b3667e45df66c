//! Bullets that are drawn, not written: browsers draw the discs before the items of a list as shapes.

use super::sheet::{Dot, Glyph, Sheet};

/// So many small shapes are a drawing.
const MOST_DOTS: usize = 400;
/// How far a bullet stands before its item, as shares of the size of its letters.
const NEAREST: f32 = 0.1;
const FARTHEST: f32 = 2.6;
/// How wide it is, as shares of that size.
const NARROWEST: f32 = 0.12;
const WIDEST: f32 = 0.62;
/// How far above the baseline its middle stands.
const LOWEST: f32 = 0.08;
const HIGHEST: f32 = 0.62;

/// Writes a bullet before each line that has one drawn before it.
pub(super) fn write(sheet: &mut Sheet) {
    let dots = std::mem::take(&mut sheet.dots);
    if dots.is_empty() || dots.len() > MOST_DOTS {
        return;
    }
    let mut found: Vec<(usize, Glyph)> = Vec::new();
    for dot in dots.iter().filter(|dot| stands_alone(dot, &dots)) {
        let Some((at, first)) = item(sheet, dot) else { continue };
        let start = sheet.letters.len() as u32;
        sheet.letters.push(dot.shown);
        let end = sheet.letters.len() as u32;
        let [x0, _, x1, _] = dot.rect;
        found.push((at, Glyph { start, end, x: x0, dx: x1 - x0, ..first }));
    }
    // From behind, so that the places before stay what they are.
    found.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    found.dedup_by_key(|(at, _)| *at);
    for (at, glyph) in found {
        sheet.glyphs.insert(at, glyph);
    }
}

fn middle(dot: &Dot) -> (f32, f32) {
    (f32::midpoint(dot.rect[0], dot.rect[2]), f32::midpoint(dot.rect[1], dot.rect[3]))
}

/// No other dot stands near it on its line: dotted lines and points of charts do.
fn stands_alone(dot: &Dot, dots: &[Dot]) -> bool {
    let (x, y) = middle(dot);
    let width = dot.rect[2] - dot.rect[0];
    let near = |other: &&Dot| {
        let (other_x, other_y) = middle(other);
        (other_y - y).abs() < width && (other_x - x).abs() < 10.0 * width
    };
    // Itself, or drawn twice.
    dots.iter().filter(near).all(|other| (middle(other).0 - x).abs() < 0.5 * width)
}

/// The first glyph behind the dot, when it begins a line there: nothing is written on the dot or right before it.
fn item(sheet: &Sheet, dot: &Dot) -> Option<(usize, Glyph)> {
    let (_, y) = middle(dot);
    let [x0, _, x1, _] = dot.rect;
    let mut first: Option<(usize, Glyph)> = None;
    for (at, glyph) in sheet.glyphs.iter().enumerate() {
        let above = glyph.y - y;
        let is_beside = glyph.dx > 0.0
            && glyph.dy.abs() < 0.01 * glyph.size
            && (LOWEST * glyph.size..=HIGHEST * glyph.size).contains(&above)
            && !glyph.invisible
            && !sheet.letters(glyph).trim().is_empty();
        if !is_beside {
            continue;
        }
        let gap = glyph.x - x1;
        if glyph.x < x1 && glyph.x + glyph.dx > x0 - FARTHEST * glyph.size {
            return None;
        }
        let fits = (NEAREST * glyph.size..=FARTHEST * glyph.size).contains(&gap)
            && (NARROWEST * glyph.size..=WIDEST * glyph.size).contains(&(x1 - x0));
        if fits && first.is_none_or(|(_, first)| glyph.x < first.x) {
            first = Some((at, *glyph));
        }
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::sheet::specimen::{Sized, sheet};

    fn written(runs: &[(f32, f32, &str)], dots: &[[f32; 4]]) -> String {
        let runs: Vec<Sized<'_>> =
            runs.iter().map(|(x, y, text)| Sized { x: *x, y: *y, size: 10.0, text, gap: 0.0 }).collect();
        let mut sheet = sheet(&runs);
        sheet.dots = dots.iter().map(|rect| Dot { rect: *rect, shown: '•' }).collect();
        write(&mut sheet);
        sheet.glyphs.iter().map(|glyph| sheet.letters(glyph).to_owned()).collect()
    }

    #[test]
    fn a_disc_before_a_line_is_its_bullet() {
        let disc = |x: f32, y: f32| [x, y - 5.0, x + 3.5, y - 1.5];
        for (what, runs, dots, expected) in [
            (
                "items",
                &[(60.0, 100.0, "one"), (60.0, 112.0, "two")][..],
                &[disc(50.0, 100.0), disc(50.0, 112.0)][..],
                "•one•two",
            ),
            ("drawn twice", &[(60.0, 100.0, "one")], &[disc(50.0, 100.0), disc(50.1, 100.0)], "•one"),
            ("behind text", &[(35.0, 100.0, "a"), (60.0, 100.0, "one")], &[disc(50.0, 100.0)], "aone"),
            ("far away", &[(99.0, 100.0, "one")], &[disc(50.0, 100.0)], "one"),
            ("a dotted line", &[(60.0, 100.0, "one")], &[disc(50.0, 100.0), disc(42.0, 100.0)], "one"),
            ("under the line", &[(60.0, 100.0, "one")], &[disc(50.0, 107.0)], "one"),
        ] {
            assert_eq!(written(runs, dots), expected, "{what}");
        }
    }
}
