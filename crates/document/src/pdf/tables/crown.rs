//! Rows that a frame leaves out: a header above a ruled table, rows below a shaded one.

use super::rows::PutLine;
use super::rulings::Rulings;
use super::tokens::{Line, Token, lines};
use super::{Draft, columns, prose, regions, spans};

/// Gives a ruled table the lines right above its frame that stand in its columns: a header that is not ruled.
pub(super) fn crown(draft: &mut Draft, tokens: &[Token], taken: &mut [bool], rulings: &Rulings) {
    const MOST: usize = 6;
    let boxes = draft.cells.iter().filter_map(|cell| cell.rect).map(|rect| rect[1]);
    let words = draft.tokens().filter_map(|at| tokens.get(at)).map(|token| token.rect[1]);
    let Some(top) = boxes.chain(words).reduce(f32::min) else { return };
    let (Some([left, _]), Some([_, right])) = (draft.columns.first(), draft.columns.last()) else { return };
    let near = tokens.iter().enumerate().filter(|(at, token)| {
        token.rect[3] > top - 80.0 && token.baseline < top + 2.0 && !taken.get(*at).copied().unwrap_or(true)
    });
    let lines = lines(tokens, near.map(|(at, _)| at), rulings);
    let mut below = top + 3.0;
    let mut header: Vec<Line> = Vec::new();
    for mut line in lines.into_iter().rev().take(MOST) {
        prose::marks(tokens, &mut line);
        let inside = line.segments.iter().all(|segment| {
            (left - 3.0..=right + 3.0).contains(&segment.centre())
                && draft.columns.iter().filter(|[x0, x1]| segment.overlap(*x0, *x1) > 0.3 * line.size).count()
                    < 3
        });
        let several = line.segments.len() >= 2 && line.segments.len() * 3 >= draft.columns.len();
        if !inside
            || !several
            || below - line.baseline > 1.7 * line.size
            || regions::is_caption(tokens, &line)
        {
            break;
        }
        below = line.baseline;
        header.insert(0, line);
    }
    if header.is_empty() {
        return;
    }
    let puts: Vec<PutLine> = header.iter().map(|line| columns::put(tokens, line, &draft.columns)).collect();
    let (cells, height) = spans::header(&puts, &draft.columns, rulings, top);
    for cell in &mut draft.cells {
        cell.row += height;
    }
    for at in cells.iter().flat_map(|cell| &cell.tokens) {
        if let Some(taken) = taken.get_mut(*at) {
            *taken = true;
        }
    }
    draft.cells.extend(cells);
    draft.rows += height;
    draft.header += height;
}

/// More rows than this are no shaded header, nor shaded rows of a table that others go on.
const MOST_SHADED: usize = 8;

/// True when a frame is made of filled bands alone and rows go on below it, in its columns: every other row is shaded.
pub(super) fn is_top(draft: &Draft, tokens: &[Token], rulings: &Rulings) -> bool {
    let words = || draft.tokens().filter_map(|at| tokens.get(at));
    let boxes = draft.cells.iter().filter_map(|cell| cell.rect).map(|rect| rect[3]);
    let (Some(bottom), Some(size)) =
        (boxes.reduce(f32::max), words().map(|token| token.size).reduce(f32::max))
    else {
        return false;
    };
    let filled = rulings.fills.iter().any(|fill| (fill[3] - bottom).abs() < 1.5);
    let below = |token: &&Token| token.rect[1] > bottom - 1.0 && token.baseline < bottom + 2.2 * size;
    let starts = |column: usize| {
        let own = draft.cells.iter().filter(move |cell| cell.column == column && cell.col_span == 1);
        own.filter_map(|cell| tokens.get(*cell.tokens.first()?)).map(|token| token.rect[0])
    };
    let near = |a: f32, b: f32| (a - b).abs() < 0.3 * size;
    let going_on = (0..draft.columns.len()).filter(|column| {
        tokens.iter().filter(below).any(|token| starts(*column).any(|start| near(start, token.rect[0])))
    });
    filled && draft.rows <= MOST_SHADED && going_on.count() >= 2
}
