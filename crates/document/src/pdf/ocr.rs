//! Scanned pages: their pictures to a program that recognises letters, what it read back to glyphs.
//!
//! ```text
//! ocr/images.rs  a picture of a PDF as shades of grey
//! ocr/scan.rs    the pictures of a page as one, upright, as the page is shown
//! ```
//!
//! The program itself is the caller's: this crate starts none.

mod images;
mod scan;

use hayro_syntax::Pdf;

use super::sheet::{Face, Glyph, Sheet};
use crate::ReadError;

pub use scan::Scan;

/// Share of a font's size from its baseline down to the end of `g`, and from the end of `g` up to the top of `H`.
const DESCENT: f32 = 0.21;
const HEIGHT: f32 = 0.93;
/// Lines whose sizes differ by less are of one size: pictures of letters are not measured better.
const SAME_SIZE: f32 = 0.18;

/// A word that was recognised.
#[derive(Debug, Clone, PartialEq)]
pub struct ScannedWord {
    /// Its letters.
    pub text: String,
    /// `[x0, y0, x1, y1]` in pixels of the scan, from its top left.
    pub rect: [f32; 4],
    /// Words with the same number stand on one line.
    pub line: u32,
    /// 0..1.
    pub confidence: f32,
}

/// Reads a picture of a page; the error in words.
pub type Recogniser<'a> = &'a dyn Fn(&Scan) -> Result<Vec<ScannedWord>, String>;

/// A page whose text was recognised.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Recognised {
    /// Counted from 1.
    pub page: u32,
    /// The mean over its words, 0..1.
    pub confidence: f32,
}

/// Prints on the scanned sheets what is recognised there.
pub(super) fn fill(
    pdf: &Pdf,
    sheets: &mut [Sheet],
    recogniser: Recogniser<'_>,
) -> Result<Vec<Recognised>, ReadError> {
    let mut recognised = Vec::new();
    for (page, sheet) in pdf.pages().iter().zip(sheets).filter(|(_, sheet)| sheet.scan) {
        let Some(scan) = scan::of(page) else { continue };
        let words = recogniser(&scan).map_err(|what| ReadError::Ocr { what })?;
        let count = u16::try_from(words.len()).unwrap_or(u16::MAX);
        if count > 0 {
            let confidence = words.iter().map(|word| word.confidence).sum::<f32>() / f32::from(count);
            recognised
                .push(Recognised { page: sheet.number, confidence: (confidence * 100.0).round() / 100.0 });
        }
        print(sheet, &words, 72.0 / scan.dpi);
    }
    Ok(recognised)
}

/// Prints words as glyphs of one width, a word's letters over its box.
fn print(sheet: &mut Sheet, words: &[ScannedWord], scale: f32) {
    let lines: Vec<&[ScannedWord]> = words.chunk_by(|a, b| a.line == b.line).collect();
    let sizes: Vec<f32> = lines.iter().map(|line| size(line) * scale).collect();
    let usual = median(sizes.clone());
    let font = u16::try_from(sheet.fonts.len()).unwrap_or(u16::MAX);
    sheet.fonts.push(Face::default());
    for (line, size) in lines.iter().zip(sizes) {
        let size = if (size - usual).abs() < SAME_SIZE * usual { usual } else { size };
        let y = baseline(line) * scale;
        let mut end: Option<f32> = None;
        for (place, word) in line.iter().enumerate() {
            let [x0, _, x1, _] = word.rect.map(|at| at * scale);
            // A space is printed too: the gap between words of a scan is not what a font would leave.
            if let Some(end) = end {
                glyph(sheet, " ", [end, y], x0 - end, size, font);
            }
            let is_mark = place == 0 && line.len() > 1 && is_list_mark(word, size / scale);
            let text = if is_mark { "•" } else { &word.text };
            let count = u16::try_from(text.chars().count()).unwrap_or(u16::MAX).max(1);
            let advance = (x1 - x0) / f32::from(count);
            for (place, letter) in (0_u16..).zip(text.chars()) {
                let x = x0 + f32::from(place) * advance;
                glyph(sheet, letter.encode_utf8(&mut [0; 4]), [x, y], advance, size, font);
            }
            end = Some(x1);
        }
    }
}

fn glyph(sheet: &mut Sheet, letter: &str, [x, y]: [f32; 2], dx: f32, size: f32, font: u16) {
    let start = u32::try_from(sheet.letters.len()).unwrap_or(u32::MAX);
    sheet.letters.push_str(letter);
    let end = u32::try_from(sheet.letters.len()).unwrap_or(u32::MAX);
    sheet.glyphs.push(Glyph { start, end, x, y, dx, size, font, mcid: -1, ..Glyph::default() });
}

/// True for what recognisers take the bullet at the start of a line for: a sign, or a round letter that is too low to
/// be one.
fn is_list_mark(word: &ScannedWord, size: f32) -> bool {
    let low = word.rect[3] - word.rect[1] < 0.42 * size;
    match word.text.as_str() {
        "+" | "*" | "°" | "¢" | "®" | "©" | "»" | "«" | "·" | "¤" | "@" | "e¢" | "°¢" => true,
        "e" | "o" | "c" | "O" | "0" => low,
        _ => false,
    }
}

/// Where the letters without a descender end; of words of descenders alone, a descender above their end.
fn baseline(line: &[ScannedWord]) -> f32 {
    let ends =
        line.iter().filter(|word| !word.text.contains(descends)).map(|word| word.rect[3]).collect::<Vec<_>>();
    if ends.is_empty() {
        let end = line.iter().map(|word| word.rect[3]).fold(f32::MIN, f32::max);
        return end - DESCENT * size(line);
    }
    median(ends)
}

/// Size of the font of a line, from the letters that it has.
fn size(line: &[ScannedWord]) -> f32 {
    let top = line.iter().map(|word| word.rect[1]).fold(f32::MAX, f32::min);
    let bottom = line.iter().map(|word| word.rect[3]).fold(f32::MIN, f32::max);
    let has = |which: fn(char) -> bool| line.iter().any(|word| word.text.contains(which));
    // Of small letters without ascender (`on one`) the height is about half of the font's.
    let above = if has(ascends) { HEIGHT - DESCENT } else { 0.5 };
    let below = if has(descends) { DESCENT } else { 0.0 };
    (bottom - top) / (above + below)
}

fn ascends(c: char) -> bool {
    !matches!(c, 'a' | 'c' | 'e' | 'g' | 'm'..='s' | 'u'..='z' | '.' | ',' | '-' | ':' | ';' | '•' | '·')
}

fn descends(c: char) -> bool {
    matches!(
        c,
        'g' | 'j' | 'p' | 'q' | 'y' | 'Q' | 'ç' | ',' | ';' | '(' | ')' | '[' | ']' | '$' | '/' | '|' | '§'
    )
}

fn median(mut numbers: Vec<f32>) -> f32 {
    numbers.sort_by(f32::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_scan_are_printed_where_they_stand() {
        let word = |text: &str, rect: [f32; 4], line| ScannedWord {
            text: text.to_owned(),
            rect,
            line,
            confidence: 0.9,
        };
        let words = [
            word("Rural", [100.0, 100.0, 200.0, 130.0], 0),
            word("roads,", [215.0, 100.0, 320.0, 138.0], 0),
            word("on", [100.0, 165.0, 130.0, 186.0], 1),
            word("e", [100.0, 205.0, 110.0, 215.0], 2),
            word("Haiti", [130.0, 200.0, 180.0, 230.0], 2),
        ];
        let mut sheet = Sheet::default();
        print(&mut sheet, &words, 0.5);
        assert_eq!(sheet.letters, "Rural roads,on• Haiti");
        let first = sheet.glyphs[0];
        assert_eq!((first.x, first.y, first.dx), (50.0, 65.0, 10.0));
        let (space, last) = (sheet.glyphs[5], sheet.glyphs[13]);
        assert_eq!((space.x, space.dx), (100.0, 7.5));
        assert!((last.y - 93.0).abs() < 0.1 && (last.size - first.size).abs() < 0.1, "{first:?} {last:?}");
    }
}
