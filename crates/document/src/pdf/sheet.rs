//! A page as its glyphs, ruling lines and pictures.

use super::tagged::Tags;

/// All that is printed on a page, in drawing order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sheet {
    /// Counted from 1.
    pub(crate) number: u32,
    /// In points, as shown.
    pub(crate) width: f32,
    pub(crate) height: f32,
    /// The characters of all glyphs, one after the other.
    pub(crate) letters: String,
    pub(crate) glyphs: Vec<Glyph>,
    /// Lines and filled rectangles.
    pub(crate) strokes: Vec<Stroke>,
    /// Small shapes that may be bullets; none left once the sheet is whole.
    pub(crate) dots: Vec<Dot>,
    /// Where pictures stand.
    pub(crate) pictures: Vec<[f32; 4]>,
    /// The fonts that its glyphs are set in.
    pub(crate) fonts: Vec<Face>,
    /// What the file says of its marked content.
    pub(crate) tags: Tags,
    /// True for a picture of a page: pictures over most of it, and no text, hidden text included.
    pub(crate) scan: bool,
    /// True when nothing at all is on it: no glyph, picture, line or shape.
    pub(crate) blank: bool,
}

impl Sheet {
    /// The characters of a glyph: most often one, several for a ligature, U+FFFD where the font does not tell.
    pub(crate) fn letters(&self, glyph: &Glyph) -> &str {
        self.letters.get(glyph.start as usize..glyph.end as usize).unwrap_or_default()
    }

    /// True when a tenth of the letters, and more than some signs, are unknown: their fonts do not tell.
    pub(crate) fn is_untold(&self) -> bool {
        const FEWEST: usize = 5;
        let letters = || self.glyphs.iter().flat_map(|glyph| self.letters(glyph).chars());
        let unknown = letters().filter(|c| *c == char::REPLACEMENT_CHARACTER).count();
        unknown >= FEWEST && unknown * 10 >= letters().filter(|c| !c.is_whitespace()).count()
    }
}

/// A glyph as drawn.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Glyph {
    /// Its characters, in `Sheet::letters`.
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// Its origin, on the baseline.
    pub(crate) x: f32,
    pub(crate) y: f32,
    /// From its origin to that of the next one, spacing left out: (width, 0) for horizontal text.
    pub(crate) dx: f32,
    pub(crate) dy: f32,
    /// Height of the font as shown, in points.
    pub(crate) size: f32,
    /// Its font, in `Sheet::fonts`.
    pub(crate) font: u16,
    /// Drawn in render mode 3 or 7: there to be searched, not seen (the text of a scan).
    pub(crate) invisible: bool,
    /// Of a font that is written downwards.
    pub(crate) vertical: bool,
    /// The marked content that it is of; none below zero.
    pub(crate) mcid: i32,
    /// Marked as no part of what the document tells: a page number, a running header, an ornament.
    pub(crate) artifact: bool,
}

/// A font.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Face {
    pub(crate) name: String,
    pub(crate) bold: bool,
    pub(crate) italic: bool,
}

/// A ruling line or a filled rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Stroke {
    /// `[x0, y0, x1, y1]`, x0 <= x1, y0 <= y1; a stroked rectangle is four strokes.
    pub(crate) rect: [f32; 4],
    /// Filled and not stroked: a thin one is a line, a wide one a background.
    pub(crate) filled: bool,
    /// 0 black to 1 white.
    pub(crate) light: f32,
}

/// A small shape, as wide as high.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Dot {
    pub(crate) rect: [f32; 4],
    /// The character that looks like it.
    pub(crate) shown: char,
}

/// Sheets made by hand for tests.
#[cfg(test)]
pub(crate) mod specimen {
    use super::{Face, Glyph, Sheet};

    /// Text from (x, y) on the baseline; its glyphs are half as wide as high, with a gap behind each.
    #[derive(Debug, Clone, Copy)]
    pub(crate) struct Sized<'a> {
        pub(crate) x: f32,
        pub(crate) y: f32,
        pub(crate) size: f32,
        pub(crate) text: &'a str,
        pub(crate) gap: f32,
    }

    /// A page in A4; its second font is bold.
    pub(crate) fn sheet(runs: &[Sized<'_>]) -> Sheet {
        let bold = Face { bold: true, ..Face::default() };
        let mut sheet = Sheet {
            number: 1,
            width: 595.0,
            height: 842.0,
            fonts: vec![Face::default(), bold],
            ..Sheet::default()
        };
        for run in runs {
            add(&mut sheet, run, 0);
        }
        sheet
    }

    /// Prints one more run, in a font of the sheet.
    pub(crate) fn add(sheet: &mut Sheet, run: &Sized<'_>, font: u16) {
        let mut x = run.x;
        for c in run.text.chars() {
            let start = sheet.letters.len() as u32;
            sheet.letters.push(c);
            let (end, dx) = (sheet.letters.len() as u32, 0.5 * run.size);
            sheet.glyphs.push(Glyph {
                start,
                end,
                x,
                y: run.y,
                dx,
                dy: 0.0,
                size: run.size,
                font,
                invisible: false,
                vertical: false,
                mcid: -1,
                artifact: false,
            });
            x += dx + run.gap;
        }
    }
}
