//! A page on its way from glyphs to text: its words, tables and what else layout needs, glyphs left behind.

use super::sheet::{Face, Sheet};
use super::tables::{self, Grid};
use super::tagged::Tags;
use super::turn::{self, Turn, Turned};
use super::words::{self, Print, Prints};

/// A page as words.
#[derive(Debug, Default)]
pub(crate) struct Leaf {
    /// Counted from 1.
    pub(crate) number: u32,
    /// In points, as turned: most words are upright.
    pub(crate) width: f32,
    pub(crate) height: f32,
    /// How to lead places back to the page as shown.
    pub(crate) turned: Turned,
    pub(crate) prints: Prints,
    /// Which of its words are in tables.
    pub(crate) taken: Vec<bool>,
    pub(crate) faces: Vec<Face>,
    /// What the file says of its marked content.
    pub(crate) tags: Tags,
    /// Where pictures stand, drawn ones too.
    pub(crate) pictures: Vec<[f32; 4]>,
    /// Thin lines across: what stands over footnotes.
    pub(crate) dashes: Vec<[f32; 4]>,
}

impl Leaf {
    /// The page that a sheet is, and the tables on it.
    pub(crate) fn of(mut sheet: Sheet) -> (Leaf, Vec<Grid>) {
        let turned = turn::upright(&mut sheet);
        let prints = words::prints(&sheet);
        let grids = tables::find(&sheet, &prints);
        let mut taken = vec![false; prints.words.len()];
        for at in grids.iter().flat_map(|grid| &grid.rows).flatten().flat_map(|cell| &cell.prints) {
            if let Some(taken) = taken.get_mut(*at as usize) {
                *taken = true;
            }
        }
        let dashes =
            sheet.strokes.iter().map(|stroke| stroke.rect).filter(|rect| is_dash(*rect, sheet.width));
        let pictures = pictures(&sheet, &prints);
        let leaf = Leaf {
            number: sheet.number,
            width: sheet.width,
            height: sheet.height,
            turned,
            prints,
            dashes: dashes.collect(),
            pictures,
            faces: sheet.fonts,
            tags: sheet.tags,
            taken,
        };
        (leaf, grids)
    }

    pub(crate) fn print(&self, at: u32) -> Option<&Print> {
        self.prints.words.get(at as usize)
    }

    /// The letters of a word.
    pub(crate) fn text(&self, at: u32) -> &str {
        self.print(at).map(|print| self.prints.text(print)).unwrap_or_default()
    }

    /// The level of the heading that a word is in, as the file's tags say.
    pub(crate) fn heading(&self, at: u32) -> Option<u8> {
        self.tags.get(&self.print(at)?.mcid)?.heading
    }

    pub(crate) fn is_bold(&self, at: u32) -> bool {
        self.print(at).and_then(|print| self.faces.get(usize::from(print.face))).is_some_and(|face| face.bold)
    }

    /// Where a word stands in the frame of its turn: across and down.
    pub(crate) fn rect(&self, print: &Print) -> [f32; 4] {
        match print.turn {
            Turn::Upright => print.rect,
            turn => {
                let [x0, y0, x1, y1] = print.rect;
                let ((au, av), (bu, bv)) = (turn.to_line(x0, y0), turn.to_line(x1, y1));
                [au.min(bu), av.min(bv), au.max(bu), av.max(bv)]
            }
        }
    }
}

/// Pictures, and shapes without a word on them: what columns of text stand beside.
fn pictures(sheet: &Sheet, prints: &Prints) -> Vec<[f32; 4]> {
    const LEAST: f32 = 20.0;
    const MOST: usize = 64;
    let shapes = sheet.strokes.iter().filter(|stroke| stroke.filled).map(|stroke| stroke.rect);
    let large = |[x0, y0, x1, y1]: &[f32; 4]| x1 - x0 >= LEAST && y1 - y0 >= LEAST;
    let all = sheet.pictures.iter().copied().chain(shapes).filter(large).take(MOST);
    let is_on = |rect: &[f32; 4], [x0, y0, x1, y1]: [f32; 4]| {
        let (x, y) = (f32::midpoint(x0, x1), f32::midpoint(y0, y1));
        (rect[0]..=rect[2]).contains(&x) && (rect[1]..=rect[3]).contains(&y)
    };
    all.filter(|rect| !prints.words.iter().any(|print| is_on(rect, print.rect))).collect()
}

/// A thin line across, no longer than the text is wide.
fn is_dash([x0, y0, x1, y1]: [f32; 4], width: f32) -> bool {
    const THICKEST: f32 = 1.6;
    y1 - y0 <= THICKEST && (20.0..=0.9 * width).contains(&(x1 - x0))
}
