//! Glyphs to printed words.
//!
//! Glyphs that follow each other on one baseline are a run; a run is cut where a space was drawn or where the gap is
//! wider than those between its letters. What was drawn in several passes is put together again by its place.

use super::letters;
use super::sheet::{Glyph, Sheet};
use super::turn::Turn;

/// The widest gap inside a word, as a share of the font's size (Poppler's `minWordBreakSpace`).
const WIDEST_GAP: f32 = 0.1;
/// The widest gap between the letters of letter-spaced text.
const WIDEST_LETTER_SPACING: f32 = 0.75;
/// How far a baseline may be off inside a line.
const BASELINE: f32 = 0.2;
/// How far above and below its baseline a font reaches, as a share of its size.
const ASCENT: f32 = 0.75;
const DESCENT: f32 = 0.22;

/// The words of a sheet.
#[derive(Debug, Clone, Default)]
pub(crate) struct Prints {
    /// The letters of all words, one after the other.
    pub(crate) letters: String,
    /// In drawing order.
    pub(crate) words: Vec<Print>,
}

impl Prints {
    /// The letters of a word: ligatures apart, accents on their letters, right-to-left words in reading order.
    pub(crate) fn text(&self, print: &Print) -> &str {
        self.letters.get(print.start as usize..print.end as usize).unwrap_or_default()
    }
}

/// A word as printed: no space inside.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Print {
    /// Its letters, in `Prints::letters`.
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// `[x0, y0, x1, y1]` on the sheet, whatever its turn: from the font's ascent to its descent.
    pub(crate) rect: [f32; 4],
    /// Of upright words the y of the baseline; of turned ones how far down the baseline is when the words are upright
    /// (see [`Turn`]). A superscript has the baseline of its line.
    pub(crate) baseline: f32,
    /// Height of the font in points; that of the letters a superscript belongs to.
    pub(crate) size: f32,
    /// Font of its first letter, in `Sheet::fonts`.
    pub(crate) face: u16,
    /// Marked content that its first letter is of; none below zero.
    pub(crate) mcid: i32,
    pub(crate) turn: Turn,
    /// Where its first letters stand: only a word that is raised as a whole is `Raised`.
    pub(crate) rise: Rise,
    /// Drawn in no colour: the text of a scan.
    pub(crate) invisible: bool,
    /// Marked as no part of what the document tells.
    pub(crate) artifact: bool,
}

/// Whether a word stands on its line's baseline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rise {
    Baseline,
    Raised,
    Lowered,
}

/// A glyph that shows, in the frame of its turn: u along the line, v down the lines.
#[derive(Debug, Clone, Copy)]
struct Mark {
    start: u32,
    end: u32,
    u0: f32,
    u1: f32,
    v: f32,
    size: f32,
    turn: Turn,
    face: u16,
    mcid: i32,
    invisible: bool,
    artifact: bool,
    /// A space was drawn before it.
    spaced: bool,
}

/// Marks that follow each other: `marks[first..end]`.
#[derive(Debug, Clone, Copy)]
struct Piece {
    first: u32,
    end: u32,
    u0: f32,
    u1: f32,
    v: f32,
    /// Size of its line: the letters' own unless it is raised or lowered.
    size: f32,
    turn: Turn,
    spaced: bool,
    rise: Rise,
    /// Of one word with the piece to its left.
    joined: bool,
}

/// The words of a sheet, in drawing order.
pub(crate) fn prints(sheet: &Sheet) -> Prints {
    let marks = marks(sheet);
    let mut pieces = pieces(&marks);
    raise(&marks, &mut pieces);
    let pieces = together(sheet, &marks, &mut pieces);
    let mut words: Vec<&[Piece]> = pieces.chunk_by(|_, next| next.joined).collect();
    words.sort_unstable_by_key(|word| word.first().map(|piece| piece.first));
    let mut prints = Prints {
        letters: String::with_capacity(sheet.letters.len()),
        words: Vec::with_capacity(words.len()),
    };
    let mut clusters = letters::Clusters::default();
    for word in words {
        prints.words.extend(print(sheet, &marks, word, &mut clusters, &mut prints.letters));
    }
    prints
}

/// The glyphs that print something on the page; spaces become a flag of the glyph behind them.
fn marks(sheet: &Sheet) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::with_capacity(sheet.glyphs.len());
    let mut spaced = false;
    let mut turn = Turn::Upright;
    for glyph in &sheet.glyphs {
        let text = sheet.letters(glyph);
        let is_on_page = (-glyph.size..=sheet.width + glyph.size).contains(&glyph.x)
            && (-glyph.size..=sheet.height + glyph.size).contains(&glyph.y);
        if text.bytes().all(|byte| byte == b' ') || letters::is_space(text) {
            spaced |= !text.is_empty();
            continue;
        }
        if !is_on_page || !glyph.size.is_finite() || letters::is_nothing(text) {
            continue;
        }
        turn = Turn::of(glyph).unwrap_or(turn);
        let mark = mark(glyph, turn, spaced);
        spaced = false;
        if !marks.last().is_some_and(|last| is_overprint(sheet, last, &mark)) {
            marks.push(mark);
        }
    }
    part_leaders(sheet, &mut marks);
    marks
}

/// Leaders are words of their own: in `Total......12` stand three.
fn part_leaders(sheet: &Sheet, marks: &mut [Mark]) {
    const FEWEST: usize = 4;
    if !sheet.letters.contains("....") {
        return;
    }
    let mut count = 0;
    for at in 0..marks.len() {
        let is_dot = marks.get(at).is_some_and(|mark| letters_of(sheet, mark) == ".");
        // The first dot of a leader, and what stands behind its last.
        let begins = if is_dot && count + 1 == FEWEST { Some(at + 1 - FEWEST) } else { None };
        let ends = (!is_dot && count >= FEWEST).then_some(at);
        count = if is_dot { count + 1 } else { 0 };
        if let Some(mark) = begins.or(ends).and_then(|at| marks.get_mut(at)) {
            mark.spaced = true;
        }
    }
}

fn mark(glyph: &Glyph, turn: Turn, spaced: bool) -> Mark {
    let (u0, v) = turn.to_line(glyph.x, glyph.y);
    let (u1, _) = turn.to_line(glyph.x + glyph.dx, glyph.y + glyph.dy);
    Mark {
        start: glyph.start,
        end: glyph.end,
        u0,
        u1: u1.max(u0),
        v,
        size: glyph.size.max(0.01),
        turn,
        face: glyph.font,
        mcid: glyph.mcid,
        invisible: glyph.invisible,
        artifact: glyph.artifact,
        spaced,
    }
}

/// The same letter again at the same place: fake bold, a shadow.
fn is_overprint(sheet: &Sheet, last: &Mark, mark: &Mark) -> bool {
    let near = 0.15 * mark.size;
    (last.u0 - mark.u0).abs() < near
        && (last.v - mark.v).abs() < near
        && mark.u1 - mark.u0 > near
        && letters_of(sheet, last) == letters_of(sheet, mark)
}

fn letters_of<'a>(sheet: &'a Sheet, mark: &Mark) -> &'a str {
    sheet.letters.get(mark.start as usize..mark.end as usize).unwrap_or_default()
}

/// Runs of marks cut at spaces and wide gaps.
fn pieces(marks: &[Mark]) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(marks.len() / 4 + 1);
    let mut from = 0;
    for (at, pair) in marks.windows(2).enumerate() {
        if let [last, next] = pair
            && !follows(last, next)
        {
            cut(marks, from, at + 1, &mut pieces);
            from = at + 1;
        }
    }
    cut(marks, from, marks.len(), &mut pieces);
    pieces
}

/// On the same baseline, in the same size, not far behind.
fn follows(last: &Mark, next: &Mark) -> bool {
    let gap = next.u0 - last.u1;
    let size = last.size.max(next.size);
    let width = next.u1 - next.u0;
    // Letters drawn from right to left are put in order by their places.
    let goes_back = width > 0.0 && next.u1 <= last.u0 + 0.25 * width;
    last.turn == next.turn
        && !goes_back
        && (last.v - next.v).abs() <= 0.05 * size
        && (last.size - next.size).abs() <= 0.1 * size
        && (-0.5 * size..=1.5 * size).contains(&gap)
}

/// Cuts the run `marks[from..end]` into pieces.
fn cut(marks: &[Mark], from: usize, end: usize, pieces: &mut Vec<Piece>) {
    let run = marks.get(from..end).unwrap_or_default();
    let Some(first) = run.first() else { return };
    let widest = widest_gap(run);
    let mut begin = from;
    let mut piece = opened(first, begin);
    for (at, pair) in run.windows(2).enumerate() {
        let [last, next] = pair else { continue };
        if next.spaced || next.u0 - last.u1 > widest {
            pieces.push(piece);
            begin = from + at + 1;
            piece = opened(next, begin);
        } else {
            piece.end += 1;
            piece.u1 = piece.u1.max(next.u1);
        }
    }
    pieces.push(piece);
}

fn opened(mark: &Mark, at: usize) -> Piece {
    let first = u32::try_from(at).unwrap_or(u32::MAX);
    Piece {
        first,
        end: first.saturating_add(1),
        u0: mark.u0,
        u1: mark.u1,
        v: mark.v,
        size: mark.size,
        turn: mark.turn,
        spaced: mark.spaced,
        rise: Rise::Baseline,
        joined: false,
    }
}

/// The widest gap between two letters of a word in this run. Wider than usual where all of its letters stand apart
/// by about the same: `A N N E X`.
fn widest_gap(run: &[Mark]) -> f32 {
    const FEWEST: usize = 4;
    let size = run.first().map_or(0.0, |first| first.size);
    let usual = WIDEST_GAP * size;
    let gaps = || {
        run.windows(2).filter_map(|pair| match pair {
            [last, next] if !next.spaced => Some(next.u0 - last.u1),
            _ => None,
        })
    };
    let wide = gaps().filter(|gap| *gap > 0.6 * usual).count();
    if wide < FEWEST || wide * 10 < gaps().count() * 8 {
        return usual;
    }
    let mut sorted: Vec<f32> = gaps().collect();
    sorted.sort_unstable_by(f32::total_cmp);
    let low = sorted.get(sorted.len() / 8).copied().unwrap_or(0.0);
    let even = sorted.iter().filter(|gap| (**gap - low).abs() <= 0.12 * size).count();
    if low > WIDEST_LETTER_SPACING * size || even * 10 < sorted.len() * 6 {
        return usual;
    }
    (low + 0.15 * size).max(1.3 * low).max(usual)
}

/// Finds superscripts and subscripts: smaller, off the baseline, right behind (or right before) a word drawn next to it.
/// They get the baseline of that word.
fn raise(marks: &[Mark], pieces: &mut [Piece]) {
    let mut base: Option<Piece> = None;
    for at in 0..pieces.len() {
        let Some(piece) = pieces.get(at).copied() else { break };
        let rise = base.and_then(|base| rise(&base, &piece).filter(|_| piece.u0 - base.u1 < 0.5 * base.size));
        if let (Some(base), Some(rise)) = (&mut base, rise) {
            if let Some(piece) = pieces.get_mut(at) {
                piece.v = base.v;
                piece.size = base.size;
                piece.rise = rise;
            }
            base.u1 = piece.u1;
            continue;
        }
        let next = pieces.get(at + 1).copied();
        let leads = next.filter(|next| {
            piece.end - piece.first <= 3
                && matches!(rise_of(next, &piece), Some(Rise::Raised))
                && (-0.1 * next.size..0.8 * next.size).contains(&(next.u0 - piece.u1))
        });
        if let (Some(next), Some(piece)) = (leads, pieces.get_mut(at)) {
            piece.v = next.v;
            piece.size = next.size;
            piece.rise = Rise::Raised;
            if let Some(next) = pieces.get_mut(at + 1) {
                next.spaced = true;
            }
        }
        base = pieces.get(at).copied();
    }
    debug_assert!(pieces.iter().all(|piece| (piece.end as usize) <= marks.len()));
}

fn rise(base: &Piece, piece: &Piece) -> Option<Rise> {
    let gap = piece.u0 - base.u1;
    rise_of(base, piece).filter(|_| !piece.spaced && gap > -0.6 * base.size)
}

fn rise_of(base: &Piece, piece: &Piece) -> Option<Rise> {
    let (up, ratio) = ((base.v - piece.v) / base.size, piece.size / base.size);
    if base.turn != piece.turn || !(0.3..0.88).contains(&ratio) {
        None
    } else if (0.12..0.75).contains(&up) {
        Some(Rise::Raised)
    } else if (-0.4..-0.05).contains(&up) {
        Some(Rise::Lowered)
    } else {
        None
    }
}

/// Pieces that stand side by side without a gap are one word, whenever they were drawn; a piece drawn twice is there
/// once.
fn together(sheet: &Sheet, marks: &[Mark], pieces: &mut [Piece]) -> Vec<Piece> {
    pieces.sort_unstable_by(|a, b| a.turn.cmp(&b.turn).then(a.v.total_cmp(&b.v)));
    let mut words = Vec::with_capacity(pieces.len());
    let mut rest = pieces;
    while let Some(first) = rest.first().copied() {
        let row = rest
            .iter()
            .position(|piece| piece.turn != first.turn || piece.v - first.v > BASELINE * first.size)
            .unwrap_or(rest.len());
        let (row, behind) = rest.split_at_mut(row);
        row.sort_unstable_by(|a, b| a.u0.total_cmp(&b.u0).then(a.first.cmp(&b.first)));
        join_row(sheet, marks, row, &mut words);
        rest = behind;
    }
    words
}

fn join_row(sheet: &Sheet, marks: &[Mark], row: &[Piece], words: &mut Vec<Piece>) {
    let begin = words.len();
    let mut end = f32::MIN;
    for piece in row {
        let own = words.get(begin..).unwrap_or_default();
        let overlaps = piece.u0 < end - 0.3 * piece.size;
        end = end.max(piece.u1);
        if !overlaps || !is_drawn_again(sheet, marks, own, piece) {
            let joined = own.last().is_some_and(|last| is_joined(last, piece));
            words.push(Piece { joined, ..*piece });
        }
    }
}

/// True when each letter of the piece stands already in pieces before it.
fn is_drawn_again(sheet: &Sheet, marks: &[Mark], before: &[Piece], piece: &Piece) -> bool {
    const LOOKED_AT: usize = 6;
    let of = |piece: &Piece| marks.get(piece.first as usize..piece.end as usize).unwrap_or_default();
    let near = 0.2 * piece.size;
    let is_there = |mark: &Mark| {
        before
            .iter()
            .rev()
            .take(LOOKED_AT)
            .filter(|other| other.u1 > mark.u0 && (other.v - mark.v).abs() < near)
            .any(|other| {
                let others = of(other);
                let from = others.partition_point(|one| one.u0 < mark.u0 - near);
                others
                    .iter()
                    .skip(from)
                    .take_while(|one| one.u0 <= mark.u0 + near)
                    .any(|one| letters_of(sheet, one) == letters_of(sheet, mark))
            })
    };
    of(piece).iter().all(is_there)
}

fn is_joined(last: &Piece, next: &Piece) -> bool {
    let size = last.size.min(next.size);
    let gap = next.u0 - last.u1;
    let drawn_next = last.end == next.first;
    let rises = last.rise != next.rise;
    !(next.spaced && drawn_next)
        && (-0.6 * size..=WIDEST_GAP * size * if rises { 1.5 } else { 1.0 }).contains(&gap)
        && last.size.max(next.size) <= 1.45 * size
}

/// The word that pieces make; None when nothing of it can be read.
fn print<'a>(
    sheet: &'a Sheet,
    marks: &[Mark],
    word: &[Piece],
    clusters: &mut letters::Clusters<'a>,
    out: &mut String,
) -> Option<Print> {
    let lead = word.first()?;
    let first = marks.get(lead.first as usize)?;
    let start = out.len();
    let (mut u0, mut u1, mut top, mut bottom) = (lead.u0, lead.u1, f32::MAX, f32::MIN);
    clusters.clear();
    for piece in word {
        for mark in marks.get(piece.first as usize..piece.end as usize).unwrap_or_default() {
            clusters.push(letters_of(sheet, mark), [mark.u0, mark.u1], piece.rise);
            top = top.min(mark.v - ASCENT * mark.size);
            bottom = bottom.max(mark.v + DESCENT * mark.size);
        }
        u0 = u0.min(piece.u0);
        u1 = u1.max(piece.u1);
    }
    clusters.write(out);
    (out.len() > start).then(|| Print {
        start: u32::try_from(start).unwrap_or(u32::MAX),
        end: u32::try_from(out.len()).unwrap_or(u32::MAX),
        rect: lead.turn.to_sheet([u0, top, u1, bottom]),
        baseline: lead.v,
        size: lead.size,
        face: first.face,
        mcid: first.mcid,
        turn: lead.turn,
        rise: lead.rise,
        invisible: first.invisible,
        artifact: first.artifact,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::sheet::specimen::{Sized, sheet};

    fn words(runs: &[Sized<'_>]) -> Vec<String> {
        let prints = prints(&sheet(runs));
        prints.words.iter().map(|print| prints.text(print).to_owned()).collect()
    }

    #[test]
    fn glyphs_are_cut_into_words_by_gaps_and_spaces() {
        let at = |x: f32, y: f32, size: f32, text: &'static str| Sized { x, y, size, text, gap: 0.0 };
        let spaced = |gap: f32, text: &'static str| Sized { x: 10.0, y: 10.0, size: 10.0, text, gap };
        for (runs, expected) in [
            (&[at(10.0, 10.0, 10.0, "rural roads")][..], &["rural", "roads"][..]),
            // Gaps without space glyphs; a kerning gap is none.
            (
                &[at(10.0, 10.0, 10.0, "ru"), at(20.5, 10.0, 10.0, "ral"), at(39.0, 10.0, 10.0, "roads")],
                &["rural", "roads"],
            ),
            (&[spaced(3.0, "ANNEX")], &["ANNEX"]),
            (&[spaced(3.0, "ANNEX ONE")], &["ANNEX", "ONE"]),
            (&[at(10.0, 10.0, 10.0, "Roads.....12")], &["Roads", ".....", "12"]),
            (&[at(10.0, 10.0, 10.0, "etc... and")], &["etc...", "and"]),
            // Figures in columns are no letter-spaced word.
            (&[spaced(12.0, "12345")], &["1", "2", "3", "4", "5"]),
            // Fake bold: twice, a little off.
            (&[at(10.0, 10.0, 10.0, "Budget"), at(10.3, 10.0, 10.0, "Budget")], &["Budget"]),
            (&[at(10.0, 10.0, 10.0, "women"), at(35.0, 6.0, 6.0, "12")], &["women¹²"]),
            (&[at(10.0, 10.0, 10.0, "CO"), at(20.0, 12.0, 6.0, "2"), at(23.0, 10.0, 10.0, "eq")], &["CO2eq"]),
            (&[at(10.0, 6.0, 6.0, "3"), at(14.0, 10.0, 10.0, "Institute")], &["³", "Institute"]),
            // The second half of the word is drawn after another word.
            (
                &[at(10.0, 10.0, 10.0, "Hai"), at(60.0, 10.0, 10.0, "roads"), at(25.0, 10.0, 10.0, "ti")],
                &["Haiti", "roads"],
            ),
        ] {
            assert_eq!(words(runs), expected);
        }
    }

    #[test]
    fn a_sheet_of_turned_words_is_turned() {
        let mut turned = sheet(&[Sized { x: 10.0, y: 20.0, size: 10.0, text: "Roads", gap: 0.0 }]);
        for glyph in &mut turned.glyphs {
            // Upwards, along the left edge.
            *glyph = Glyph { x: 20.0, y: 700.0 - glyph.x, dx: 0.0, dy: -glyph.dx, ..*glyph };
        }
        let words = prints(&turned);
        assert_eq!(words.words[0].turn, Turn::Up);
        assert_eq!(words.words[0].rect, [12.5, 665.0, 22.2, 690.0]);
        let back = crate::pdf::turn::upright(&mut turned);
        let words = prints(&turned);
        assert_eq!(words.words[0].turn, Turn::Upright);
        assert_eq!(words.text(&words.words[0]), "Roads");
        assert_eq!(back.back(words.words[0].rect), [12.5, 665.0, 22.2, 690.0]);
    }
}
