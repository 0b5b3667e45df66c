//! Rows at the edges of a table that are none: a caption inside its frame, sources and notes below its values.

use super::tokens::{Kind, Token};
use super::{Draft, DraftCell};

/// Text smaller than this share of the table's is a note's.
const SMALLER: f32 = 0.92;

/// Fewest words of a note behind its mark.
const FEWEST_WORDS: usize = 5;

/// Takes rows of one cell from the top when they are the caption, and from the bottom when they are sources or notes.
pub(super) fn trim(draft: &mut Draft, tokens: &[Token]) {
    let Some(usual) = usual_size(draft, tokens) else { return };
    while let Some(at) = lone(draft, 0).filter(|at| is_caption(draft, *at, tokens)) {
        draft.cells.remove(at);
        for cell in &mut draft.cells {
            cell.row = cell.row.saturating_sub(1);
        }
        draft.rows -= 1;
        draft.header = draft.header.saturating_sub(1);
    }
    while let Some(last) = draft.rows.checked_sub(1).filter(|last| *last > 1)
        && let Some(at) = lone(draft, last).filter(|at| is_note(draft, *at, tokens, usual))
    {
        draft.cells.remove(at);
        draft.rows = last;
    }
}

/// The cell of a row that has but one with words, at its left edge, and shares it with no cell from above.
fn lone(draft: &Draft, row: usize) -> Option<usize> {
    let mut inside = draft.cells.iter().enumerate().filter(|(_, cell)| {
        (cell.row..cell.row + cell.row_span.max(1)).contains(&row) && !cell.tokens.is_empty()
    });
    let (at, cell) = inside.next()?;
    (inside.next().is_none() && cell.row == row && cell.row_span <= 1 && cell.column == 0).then_some(at)
}

fn words<'a>(cell: &'a DraftCell, tokens: &'a [Token]) -> impl Iterator<Item = &'a Token> {
    cell.tokens.iter().filter_map(|at| tokens.get(*at))
}

fn is_caption(draft: &Draft, at: usize, tokens: &[Token]) -> bool {
    let Some(cell) = draft.cells.get(at) else { return false };
    let mut words = words(cell, tokens);
    let first = words.next().is_some_and(|token| token.kind == Kind::Table);
    let second = words
        .next()
        .is_some_and(|token| matches!(token.kind, Kind::Number | Kind::Mark) || token.length <= 4);
    draft.rows > 2 && first && second
}

fn is_note(draft: &Draft, at: usize, tokens: &[Token], usual: f32) -> bool {
    let Some(cell) = draft.cells.get(at) else { return false };
    let spans = cell.col_span >= draft.columns.len();
    let is_smaller = words(cell, tokens).all(|token| token.size < SMALLER * usual);
    let first = words(cell, tokens).next();
    // Behind the mark of a note stands a sentence.
    let is_marked = first.is_some_and(|token| {
        matches!(token.kind, Kind::Number | Kind::Mark)
            && token.length <= 2
            && cell.tokens.len() >= FEWEST_WORDS
            && words(cell, tokens).filter(|token| token.kind == Kind::Word).count() * 2 > cell.tokens.len()
    });
    first.is_some_and(|token| token.kind == Kind::Note) || spans && (is_smaller || is_marked)
}

/// The size of most words.
fn usual_size(draft: &Draft, tokens: &[Token]) -> Option<f32> {
    let mut sizes: Vec<f32> =
        draft.tokens().filter_map(|at| tokens.get(at)).map(|token| token.size).collect();
    sizes.sort_by(f32::total_cmp);
    sizes.get(sizes.len() / 2).copied()
}
