//! Words of lines with lanes between them to columns, and to what stands in each.

use crate::pdf::tables::lanes::{NARROWEST, Stand};
use crate::pdf::tables::tokens::{Kind, Line, Segment, Token, segment};

/// A gap this wide between words, as a share of the size, is one between columns.
pub(super) const WIDE: f32 = 0.78;

/// The words of a line in one column, or over several.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) line: usize,
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) segment: Segment,
    pub(super) baseline: f32,
    pub(super) size: f32,
}

impl Piece {
    /// From where to where its letters stand.
    pub(super) fn band(&self) -> [f32; 2] {
        [self.baseline - 0.7 * self.size, self.baseline + 0.15 * self.size]
    }

    pub(super) fn is_bold(&self, tokens: &[Token]) -> bool {
        self.segment.tokens.iter().all(|at| tokens.get(*at).is_some_and(|token| token.bold))
    }

    /// A number, a date, an amount.
    pub(super) fn is_value(&self, tokens: &[Token]) -> bool {
        const MOST_WORDS: usize = 4;
        let kinds = || self.segment.tokens.iter().filter_map(|at| tokens.get(*at)).map(|token| token.kind);
        let (all, numbers) = (kinds().count(), kinds().filter(|kind| *kind == Kind::Number).count());
        self.segment.is_number || numbers > 0 && (all <= MOST_WORDS || numbers * 2 >= all)
    }

    /// True where it goes on with what stands below it: a range of dates that is wrapped.
    pub(super) fn goes_on(&self, next: &Piece, tokens: &[Token]) -> bool {
        let last = self.segment.tokens.last().and_then(|at| tokens.get(*at));
        let first = next.segment.tokens.first().and_then(|at| tokens.get(*at));
        last.is_some_and(|token| token.goes_on || token.kind != Kind::Number)
            || first.is_some_and(|token| token.is_lower || token.kind == Kind::Sign)
    }
}

/// Left and right edge of what stands between lanes that are real: white on every line, and wide on a good part.
pub(super) fn columns(tokens: &[Token], lines: &[Line], stands: &[Stand]) -> Vec<[f32; 2]> {
    let beside =
        || lines.iter().zip(stands).filter(|(_, stand)| **stand == Stand::Beside).map(|(line, _)| line);
    let runs: Vec<(f32, Vec<[f32; 2]>)> = beside().map(|line| (line.size, runs(tokens, line))).collect();
    let mut all: Vec<[f32; 2]> = runs.iter().flat_map(|(_, runs)| runs).copied().collect();
    all.sort_by(|a, b| a[0].total_cmp(&b[0]));
    let size = runs.first().map_or(10.0, |(size, _)| *size);
    let mut blocks: Vec<[f32; 2]> = Vec::new();
    for [x0, x1] in all {
        match blocks.last_mut() {
            Some(last) if x0 < last[1] + NARROWEST * size => last[1] = last[1].max(x1),
            _ => blocks.push([x0, x1]),
        }
    }
    let mut columns: Vec<[f32; 2]> = Vec::new();
    for block in blocks {
        match columns.last_mut() {
            Some(last) if !is_lane(&runs, *last, block) => last[1] = block[1],
            _ => columns.push(block),
        }
    }
    columns
}

/// Where the words of a line stand; a sign and its number are one.
fn runs(tokens: &[Token], line: &Line) -> Vec<[f32; 2]> {
    let mut runs: Vec<[f32; 2]> = Vec::new();
    for segment in &line.segments {
        let begin = runs.len();
        for token in segment.tokens.iter().filter_map(|at| tokens.get(*at)) {
            match runs.get_mut(begin..).and_then(<[_]>::last_mut) {
                Some(last) if token.rect[0] - last[1] >= WIDE * line.size => {
                    last[1] = last[1].max(token.rect[2])
                }
                _ => runs.push([token.rect[0], token.rect[2]]),
            }
        }
    }
    runs
}

/// True when a good part of the lines with words both in a column and in the block behind it have a wide gap there.
fn is_lane(lines: &[(f32, Vec<[f32; 2]>)], column: [f32; 2], block: [f32; 2]) -> bool {
    let (mut wide, mut all) = (0_usize, 0_usize);
    for (size, runs) in lines {
        let inside =
            |[from, to]: [f32; 2]| runs.iter().filter(move |run| run[0] >= from - 0.1 && run[1] <= to + 0.1);
        let before = inside(column).map(|run| run[1]).reduce(f32::max);
        let behind = inside(block).map(|run| run[0]).reduce(f32::min);
        if let Some((before, behind)) = before.zip(behind) {
            all += 1;
            wide += usize::from(behind - before >= WIDE * size);
        }
    }
    (wide > 0 || all == 0) && wide * 10 >= all * 3
}

/// The words of the lines by column.
pub(super) fn pieces(tokens: &[Token], lines: &[Line], stands: &[Stand], columns: &[[f32; 2]]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for ((at, line), stand) in lines.iter().enumerate().zip(stands) {
        let begin = pieces.len();
        for whole in &line.segments {
            let is_over = *stand == Stand::Over;
            let begin = if is_over { pieces.len() } else { begin };
            for word in &whole.tokens {
                let Some(token) = tokens.get(*word) else { continue };
                let column = nearest(columns, f32::midpoint(token.rect[0], token.rect[2]));
                let made = segment(token, *word);
                match pieces.get_mut(begin..).and_then(<[_]>::last_mut) {
                    Some(last) if last.last == column || is_over => {
                        last.last = last.last.max(column);
                        last.segment.append(made);
                    }
                    _ => pieces.push(Piece {
                        line: at,
                        first: column,
                        last: column,
                        segment: made,
                        baseline: line.baseline,
                        size: line.size,
                    }),
                }
            }
        }
    }
    pieces
}

fn nearest(columns: &[[f32; 2]], x: f32) -> usize {
    let distance = |[x0, x1]: &[f32; 2]| (x0 - x).max(x - x1).max(0.0);
    let best = columns.iter().enumerate().min_by(|(_, a), (_, b)| distance(a).total_cmp(&distance(b)));
    best.map_or(0, |(at, _)| at)
}
