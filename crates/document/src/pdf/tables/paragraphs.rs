//! The paragraphs of a cell: lines that stand further apart than those of one paragraph do, items behind bullets, and
//! lines after which the next one's first word had room.

use super::tokens::{Kind, Token};

/// How much wider than the usual distance of lines one between paragraphs is.
const WIDER: f32 = 1.22;
/// A line that takes no more of its column was not broken by a width that others go up to.
const SHORT: f32 = 0.72;
/// Shorter words in small letters stand before others: `of`, `the`, `und`.
const SHORTEST: usize = 4;

/// The usual distance of lines inside the cells of a table, as a share of the size: the least. None where every cell
/// has one line.
pub(super) fn leading<'a>(tokens: &[Token], cells: impl Iterator<Item = &'a [usize]>) -> Option<f32> {
    cells
        .flat_map(|cell| steps(tokens, cell))
        .map(|(_, step)| step)
        .filter(|step| *step > 0.85)
        .reduce(f32::min)
}

/// How many words each paragraph of a cell has, whose lines may go as far as `right`, short ones as far as `reach`.
pub(super) fn parts(
    tokens: &[Token],
    cell: &[usize],
    leading: Option<f32>,
    [right, reach]: [f32; 2],
) -> Vec<usize> {
    let left = cell.iter().filter_map(|at| tokens.get(*at)).map(|token| token.rect[0]).fold(right, f32::min);
    let mut parts = Vec::new();
    let mut begin = 0;
    for (at, step) in steps(tokens, cell) {
        let is_item = cell.get(at).and_then(|at| tokens.get(*at)).is_some_and(|token| {
            let is_dash = token.kind == Kind::Number && token.length == 1 && token.goes_on;
            token.kind == Kind::Mark || is_dash
        });
        let (above, below) = cell.split_at_checked(at).unwrap_or_default();
        let is_short = above
            .last()
            .and_then(|at| tokens.get(*at))
            .is_some_and(|last| last.rect[2] - left < SHORT * (right - left));
        let ends = has_ended(tokens, above, below, if is_short { reach } else { right });
        let own = above.get(begin..).unwrap_or_default();
        let other = || changes_style(tokens, own, below);
        if is_item
            || ends
            || other()
            || leading.is_some_and(|leading| step > WIDER * leading.max(1.0))
            || begins_item(tokens, own, below, begin > 0, cell)
        {
            parts.push(at - begin);
            begin = at;
        }
    }
    if cell.len() > begin {
        parts.push(cell.len() - begin);
    }
    parts
}

/// True when the words tell of two items of a list without marks, where the width does not: both begin as sentences do, and
/// `above` is whole. `again`: the cell has several paragraphs already.
fn begins_item(tokens: &[Token], above: &[usize], below: &[usize], again: bool, cell: &[usize]) -> bool {
    /// Words of the shortest item.
    const LEAST: usize = 3;
    let token = |at: Option<&usize>| at.and_then(|at| tokens.get(*at));
    let (Some(head), Some(last)) = (token(above.first()), token(above.last())) else { return false };
    let (Some(first), Some(second)) = (token(below.first()), token(below.get(1))) else { return false };
    let same_line = (second.baseline - first.baseline).abs() < 0.4 * first.size;
    let whole =
        !last.goes_on && (again || last.kind == Kind::Number || last.is_lower && last.length >= SHORTEST);
    // In some languages every noun has a capital.
    let inner = || cell.windows(2).filter_map(|pair| Some((token(pair.first())?, token(pair.last())?)));
    let inner = || inner().filter(|(a, b)| b.baseline - a.baseline < 0.4 * a.size).map(|(_, b)| b);
    let capitals = inner().filter(|token| token.is_capital).count();
    head.is_capital
        && above.len() >= LEAST
        && below.len() >= LEAST
        && first.is_capital
        && second.is_lower
        && same_line
        && whole
        && capitals * 4 < inner().count()
}

/// True for a few words of one style, and others of another style below them: a label above its value.
fn changes_style(tokens: &[Token], above: &[usize], below: &[usize]) -> bool {
    const MOST_WORDS: usize = 8;
    let style = |token: &Token| (token.bold, token.size);
    let is_same = |(bold, size): (bool, f32), token: &Token| {
        token.bold == bold && (token.size - size).abs() <= 0.07 * size
    };
    let mut own = above.iter().filter_map(|at| tokens.get(*at));
    let (Some(label), Some(value)) = (own.next().map(style), below.first().and_then(|at| tokens.get(*at)))
    else {
        return false;
    };
    above.len() <= MOST_WORDS && own.all(|token| is_same(label, token)) && !is_same(label, value)
}

/// True when no width broke the line that ends `above`: the word after it had room, and begins as a paragraph does.
fn has_ended(tokens: &[Token], above: &[usize], below: &[usize], right: f32) -> bool {
    let token = |at: Option<&usize>| at.and_then(|at| tokens.get(*at));
    let (Some(last), Some(first)) = (token(above.last()), token(below.first())) else { return false };
    let needed = 0.3 * last.size + first.rect[2] - first.rect[0];
    let goes_on = last.is_lower && last.length < SHORTEST || first.kind == Kind::Sign;
    last.rect[2] + needed < right - 0.05 * last.size && !first.is_lower && !goes_on
}

/// True when a line of a cell goes on in the next one although the next word had room up to `right`: a width that is
/// less broke it.
pub(super) fn breaks_before(tokens: &[Token], cell: &[usize], right: f32) -> bool {
    steps(tokens, cell).any(|(at, _)| {
        let token = |at: Option<&usize>| at.and_then(|at| tokens.get(*at));
        let last = token(at.checked_sub(1).and_then(|at| cell.get(at)));
        let (Some(last), Some(first)) = (last, token(cell.get(at))) else { return false };
        let needed = 0.3 * last.size + first.rect[2] - first.rect[0];
        let goes_on = first.is_lower || last.goes_on || last.kind == Kind::Sign;
        goes_on && last.rect[2] + needed < right - 0.05 * last.size
    })
}

/// Where each further line of a cell begins, and how far it is below the one before, as a share of the size.
fn steps<'a>(tokens: &'a [Token], cell: &'a [usize]) -> impl Iterator<Item = (usize, f32)> + 'a {
    cell.windows(2).zip(1..).filter_map(|(pair, at)| {
        let (a, b) = (tokens.get(*pair.first()?)?, tokens.get(*pair.last()?)?);
        let step = (b.baseline - a.baseline) / a.size.max(b.size);
        (a.turn == b.turn && step > 0.5).then_some((at, step))
    })
}
