//! Ruling lines that cross to cells.

use super::rulings::{Rule, Rulings};
use super::tokens::{Kind, Token};
use super::{Draft, DraftCell, regions, rows};
use crate::pdf::turn::Turn;

/// How far from a line another may end and still touch it.
const TOUCH: f32 = 3.0;
/// Lines nearer than this are one edge (double rules).
const ONE_EDGE: f32 = 3.0;
/// Most cells that lines may make before they are a drawing (squared paper, a map).
const MOST_CELLS: usize = 60_000;
/// Share of an edge that must be drawn.
const DRAWN: f32 = 0.6;

/// The tables that ruling lines make, with the words in them, and the words in each box that is none: what stands in a
/// box belongs together.
pub(super) fn drafts(tokens: &[Token], rulings: &Rulings) -> (Vec<Draft>, Vec<Vec<usize>>) {
    let mut by_place: Vec<usize> = (0..tokens.len()).collect();
    let middle =
        |at: &usize| tokens.get(*at).map_or(0.0, |token| f32::midpoint(token.rect[1], token.rect[3]));
    by_place.sort_by(|a, b| middle(a).total_cmp(&middle(b)));
    let mut meshes: Vec<Mesh> = components(rulings).into_iter().filter_map(Mesh::new).collect();
    // Outermost first: a table inside a cell stays text of that cell.
    meshes.sort_by(|a, b| b.area().total_cmp(&a.area()));
    let mut taken = vec![false; tokens.len()];
    let mut drafts = Vec::new();
    let mut boxes = Vec::new();
    for mesh in meshes {
        let first = by_place.partition_point(|at| middle(at) < mesh.top());
        let inside: Vec<usize> = by_place
            .get(first..)
            .unwrap_or_default()
            .iter()
            .take_while(|at| middle(at) <= mesh.bottom())
            .filter(|at| !taken.get(**at).copied().unwrap_or(true))
            .copied()
            .collect();
        let Some(draft) = mesh.draft(tokens, &inside, rulings) else {
            if mesh.is_box() {
                boxes.push((mesh.sides(), mesh.held(tokens, &inside)));
            }
            continue;
        };
        for at in draft.tokens() {
            if let Some(taken) = taken.get_mut(at) {
                *taken = true;
            }
        }
        drafts.push(draft);
    }
    (drafts, alone(tokens, boxes))
}

/// Boxes of a few lines at least, none below another of the same width: those are bands of one table.
fn alone(tokens: &[Token], mut boxes: Vec<([f32; 2], Vec<usize>)>) -> Vec<Vec<usize>> {
    const FEWEST_LINES: usize = 4;
    let near = |a: &[f32; 2], b: &[f32; 2]| (a[0] - b[0]).abs() < TOUCH && (a[1] - b[1]).abs() < TOUCH;
    let sides: Vec<[f32; 2]> = boxes.iter().map(|(sides, _)| *sides).collect();
    boxes.retain(|(own, words)| {
        let mut baselines: Vec<f32> =
            words.iter().filter_map(|at| tokens.get(*at)).map(|token| token.baseline).collect();
        baselines.sort_by(f32::total_cmp);
        baselines.dedup_by(|next, last| *next - *last < 4.0);
        baselines.len() >= FEWEST_LINES && sides.iter().filter(|other| near(own, other)).count() == 1
    });
    boxes.into_iter().map(|(_, words)| words).collect()
}

/// Lines that touch each other, across and down.
type Component = (Vec<Rule>, Vec<Rule>);

fn components(rulings: &Rulings) -> Vec<Component> {
    let (across, down) = (&rulings.across, &rulings.down);
    let mut parents: Vec<usize> = (0..across.len() + down.len()).collect();
    let mut touches = 0_usize;
    for (at, rule) in across.iter().enumerate() {
        let first = down.partition_point(|other| other.at < rule.from - TOUCH);
        let rest = down.get(first..).unwrap_or_default();
        for (other_at, other) in rest.iter().enumerate().take_while(|(_, other)| other.at <= rule.to + TOUCH)
        {
            if (other.from - TOUCH..=other.to + TOUCH).contains(&rule.at) {
                touches += 1;
                let (a, b) = (root(&mut parents, at), root(&mut parents, across.len() + first + other_at));
                if let Some(parent) = parents.get_mut(a) {
                    *parent = b;
                }
            }
        }
        if touches > 20 * MOST_CELLS {
            return Vec::new();
        }
    }
    let mut places: Vec<Option<usize>> = vec![None; parents.len()];
    let mut components: Vec<Component> = Vec::new();
    for at in 0..parents.len() {
        let root = root(&mut parents, at);
        let Some(place) = places.get_mut(root) else { continue };
        let place = *place.get_or_insert_with(|| {
            components.push((Vec::new(), Vec::new()));
            components.len() - 1
        });
        let Some((rows, columns)) = components.get_mut(place) else { continue };
        match across.get(at) {
            Some(rule) => rows.push(*rule),
            None => columns.extend(down.get(at - across.len())),
        }
    }
    components
        .retain(|(across, down)| across.len() + down.len() >= 3 && !across.is_empty() && !down.is_empty());
    components
}

fn root(parents: &mut [usize], mut at: usize) -> usize {
    while let Some(parent) = parents.get(at).copied() {
        if parent == at {
            break;
        }
        // Halves the way for who comes next.
        let above = parents.get(parent).copied().unwrap_or(parent);
        if let Some(own) = parents.get_mut(at) {
            *own = above;
        }
        at = above;
    }
    at
}

/// Edges of a table, and which of them are drawn between which cells.
struct Mesh {
    /// Edges from left to right, from top to bottom.
    xs: Vec<f32>,
    ys: Vec<f32>,
    /// By row, then edge: a line down at that edge beside that row.
    beside: Vec<bool>,
    /// By edge, then column: a line across at that edge over that column.
    above: Vec<bool>,
    /// Some of its lines are strokes, not edges of backgrounds.
    drawn: bool,
}

impl Mesh {
    fn new((across, down): Component) -> Option<Mesh> {
        let mut xs: Vec<f32> = down.iter().map(|rule| rule.at).collect();
        let mut ys: Vec<f32> = across.iter().map(|rule| rule.at).collect();
        // Lines that end beyond the last crossing: a table without a frame on that side.
        open_ends(&mut xs, across.iter());
        open_ends(&mut ys, down.iter());
        let (xs, ys) = (edges(xs), edges(ys));
        let (columns, rows) = (xs.len().checked_sub(1)?, ys.len().checked_sub(1)?);
        if columns == 0 || rows == 0 || columns * rows > MOST_CELLS {
            return None;
        }
        let mut beside = vec![0.0_f32; rows * xs.len()];
        for rule in &down {
            let edge = nearest(&xs, rule.at);
            let first = ys.partition_point(|y| *y <= rule.from).saturating_sub(1);
            for (row, band) in ys.windows(2).enumerate().skip(first) {
                let &[top, bottom] = band else { continue };
                if top >= rule.to {
                    break;
                }
                if let Some(beside) = beside.get_mut(row * xs.len() + edge) {
                    *beside += rule.covers(top, bottom) / (bottom - top);
                }
            }
        }
        let mut above = vec![0.0_f32; ys.len() * columns];
        for rule in &across {
            let edge = nearest(&ys, rule.at);
            let first = xs.partition_point(|x| *x <= rule.from).saturating_sub(1);
            for (column, band) in xs.windows(2).enumerate().skip(first) {
                let &[left, right] = band else { continue };
                if left >= rule.to {
                    break;
                }
                if let Some(above) = above.get_mut(edge * columns + column) {
                    *above += rule.covers(left, right) / (right - left);
                }
            }
        }
        let is_drawn = across.iter().chain(&down).any(|rule| rule.drawn);
        let drawn = |shares: Vec<f32>| shares.into_iter().map(|share| share >= DRAWN).collect();
        Some(Mesh { xs, ys, beside: drawn(beside), above: drawn(above), drawn: is_drawn })
    }

    fn columns(&self) -> usize {
        self.xs.len().saturating_sub(1)
    }

    fn rows(&self) -> usize {
        self.ys.len().saturating_sub(1)
    }

    fn top(&self) -> f32 {
        self.ys.first().copied().unwrap_or(0.0)
    }

    fn bottom(&self) -> f32 {
        self.ys.last().copied().unwrap_or(0.0)
    }

    fn area(&self) -> f32 {
        let width = self.xs.last().copied().unwrap_or(0.0) - self.xs.first().copied().unwrap_or(0.0);
        width * (self.bottom() - self.top())
    }

    /// A frame around it all.
    fn is_box(&self) -> bool {
        let (rows, columns) = (self.rows(), self.columns());
        columns == 1
            && (0..rows).all(|row| self.is_beside(row, 0) && self.is_beside(row, columns))
            && (0..columns).all(|column| self.is_above(0, column) && self.is_above(rows, column))
    }

    /// Its left and right edge.
    fn sides(&self) -> [f32; 2] {
        [self.xs.first().copied().unwrap_or(0.0), self.xs.last().copied().unwrap_or(0.0)]
    }

    /// Those of the words that stand in it.
    fn held(&self, tokens: &[Token], inside: &[usize]) -> Vec<usize> {
        let within = |at: &&usize| {
            tokens
                .get(**at)
                .is_some_and(|token| band(&self.xs, f32::midpoint(token.rect[0], token.rect[2])).is_some())
        };
        inside.iter().filter(within).copied().collect()
    }

    fn is_beside(&self, row: usize, edge: usize) -> bool {
        self.beside.get(row * self.xs.len() + edge).copied().unwrap_or(true)
    }

    fn is_above(&self, edge: usize, column: usize) -> bool {
        self.above.get(edge * self.columns() + column).copied().unwrap_or(true)
    }

    /// Rectangles of small cells that no line divides: `(row, column, row_span, col_span)`; and for each small cell
    /// which one it is of.
    fn cells(&self) -> (Vec<DraftCell>, Vec<usize>) {
        let (rows, columns) = (self.rows(), self.columns());
        let mut owner = vec![usize::MAX; rows * columns];
        let is_free = |owner: &[usize], row: usize, column: usize| {
            owner.get(row * columns + column).is_some_and(|owner| *owner == usize::MAX)
        };
        let mut cells = Vec::new();
        for row in 0..rows {
            for column in 0..columns {
                if !is_free(&owner, row, column) {
                    continue;
                }
                let mut right = column + 1;
                while right < columns && is_free(&owner, row, right) && !self.is_beside(row, right) {
                    right += 1;
                }
                let mut below = row + 1;
                while below < rows
                    && (column..right).all(|at| !self.is_above(below, at) && is_free(&owner, below, at))
                    && (column + 1..right).all(|at| !self.is_beside(below, at))
                {
                    below += 1;
                }
                for r in row..below {
                    for c in column..right {
                        if let Some(owner) = owner.get_mut(r * columns + c) {
                            *owner = cells.len();
                        }
                    }
                }
                let side = |list: &[f32], at: usize| list.get(at).copied().unwrap_or(0.0);
                cells.push(DraftCell {
                    row,
                    column,
                    row_span: below - row,
                    col_span: right - column,
                    tokens: Vec::new(),
                    rect: Some([
                        side(&self.xs, column),
                        side(&self.ys, row),
                        side(&self.xs, right),
                        side(&self.ys, below),
                    ]),
                });
            }
        }
        (cells, owner)
    }

    /// The table, when there is one: at least two rows and two columns that hold words.
    fn draft(&self, tokens: &[Token], inside: &[usize], rulings: &Rulings) -> Option<Draft> {
        let (mut cells, owner) = self.cells();
        let mut held = 0_usize;
        for at in inside {
            let Some(token) = tokens.get(*at) else { continue };
            let [x0, y0, x1, y1] = token.rect;
            let (Some(column), Some(row)) =
                (band(&self.xs, f32::midpoint(x0, x1)), band(&self.ys, f32::midpoint(y0, y1)))
            else {
                continue;
            };
            let owner = owner.get(row * self.columns() + column).copied().unwrap_or(usize::MAX);
            if let Some(cell) = cells.get_mut(owner) {
                cell.tokens.push(*at);
                held += 1;
            }
        }
        let draft = Draft {
            rows: self.rows(),
            columns: self.xs.windows(2).filter_map(|pair| Some([*pair.first()?, *pair.last()?])).collect(),
            cells,
            header: 0,
            is_ruled: true,
        };
        let mut squeezed = draft;
        squeezed.squeeze();
        let is_grid = squeezed.rows >= 2 && squeezed.columns.len() >= 2 && squeezed.cells.len() >= 4;
        // Shaded bands are no cells where words stand apart in them.
        if !self.drawn && squeezed.cells.iter().any(|cell| words_apart(tokens, &cell.tokens)) {
            return None;
        }
        let coarse = holds_rows(tokens, &squeezed.cells);
        if coarse || !is_grid {
            let drawn = self.area();
            let lone = squeezed.columns.len() < 2 && squeezed.rows < 2 && !coarse;
            if lone || held < 4 || drawn <= 0.0 {
                return None;
            }
            let chosen: Vec<usize> = squeezed.tokens().collect();
            if coarse
                && squeezed.cells.len() >= 2
                && let Some(mut draft) = regions::framed(tokens, &chosen, rulings)
            {
                stretch(tokens, &mut draft, &squeezed.cells);
                return Some(draft);
            }
            if !is_grid {
                return None;
            }
        }
        let words = squeezed.cells.len();
        let all = squeezed.rows * squeezed.columns.len();
        // Bars, axes and boxes of a drawing hold few words for their cells.
        if words * 5 < all && words < 60 {
            return None;
        }
        for cell in &mut squeezed.cells {
            order(tokens, &mut cell.tokens);
        }
        squeezed.header = 1;
        Some(squeezed)
    }
}

/// Lets a cell whose ruled box stands beside several rows span them.
fn stretch(tokens: &[Token], draft: &mut Draft, ruled: &[DraftCell]) {
    let middle = |at: usize| tokens.get(at).map(|token| f32::midpoint(token.rect[1], token.rect[3]));
    // Each row's first cell tells where it stands: labels stand beside their values.
    let mut rows: Vec<Option<f32>> = vec![None; draft.rows];
    let mut cells: Vec<&DraftCell> = draft.cells.iter().collect();
    cells.sort_by_key(|cell| cell.column);
    for cell in cells {
        if let (Some(slot @ None), Some(at)) = (rows.get_mut(cell.row), cell.tokens.first()) {
            *slot = middle(*at);
        }
    }
    for boxed in ruled {
        let (Some([_, top, _, bottom]), Some(first)) = (boxed.rect, boxed.tokens.iter().min()) else {
            continue;
        };
        let inside = |row: &Option<f32>| row.is_some_and(|row| top < row && row < bottom);
        let (Some(from), Some(to)) = (rows.iter().position(inside), rows.iter().rposition(inside)) else {
            continue;
        };
        let own = draft.cells.iter().position(|cell| {
            cell.tokens.len() == boxed.tokens.len() && cell.tokens.iter().min() == Some(first)
        });
        let Some(cell) = own.and_then(|own| draft.cells.get(own)).cloned() else { continue };
        let is_free = draft.cells.iter().enumerate().all(|(at, other)| {
            Some(at) == own
                || other.row > to
                || other.row + other.row_span <= from
                || other.column >= cell.column + cell.col_span
                || cell.column >= other.column + other.col_span
        });
        if to > from
            && (from..=to).contains(&cell.row)
            && is_free
            && let Some(cell) = own.and_then(|own| draft.cells.get_mut(own))
        {
            (cell.row, cell.row_span) = (from, to + 1 - from);
        }
    }
}

/// Whether ruled cells hold several rows of a table whose rows are not ruled: numbers one below the other, three in one
/// cell or two in each of two cells side by side.
fn holds_rows(tokens: &[Token], cells: &[DraftCell]) -> bool {
    let mut pairs: Vec<usize> = Vec::new();
    for cell in cells {
        match rows::stacked_numbers(tokens, &cell.tokens) {
            0 | 1 => {}
            2 => pairs.push(cell.row),
            _ => return true,
        }
        if values_apart(tokens, &cell.tokens) {
            return true;
        }
    }
    pairs.sort_unstable();
    pairs.windows(2).any(|pair| pair.first() == pair.last())
}

/// True when words stand far apart on one line: columns that are not ruled.
fn words_apart(tokens: &[Token], words: &[usize]) -> bool {
    const FAR: f32 = 2.0;
    let mut words: Vec<&Token> =
        words.iter().filter_map(|at| tokens.get(*at)).filter(|token| token.turn == Turn::Upright).collect();
    words.sort_by(|a, b| a.baseline.total_cmp(&b.baseline).then(a.rect[0].total_cmp(&b.rect[0])));
    words.windows(2).any(|pair| match pair {
        [a, b] => {
            (b.baseline - a.baseline).abs() < 0.1 * a.size
                && b.rect[0] - a.rect[2] > FAR * a.size
                && !matches!(a.kind, Kind::Mark | Kind::Sign | Kind::Leader)
        }
        _ => false,
    })
}

/// True when two numbers stand far apart on one line of a cell: columns that are not ruled.
fn values_apart(tokens: &[Token], words: &[usize]) -> bool {
    let mut numbers: Vec<&Token> = words
        .iter()
        .filter_map(|at| tokens.get(*at))
        .filter(|token| token.kind == Kind::Number && token.turn == Turn::Upright)
        .collect();
    numbers.sort_by(|a, b| a.baseline.total_cmp(&b.baseline).then(a.rect[0].total_cmp(&b.rect[0])));
    numbers.windows(2).any(|pair| match pair {
        [a, b] => {
            let between = |token: &Token| token.rect[0] >= a.rect[2] && token.rect[2] <= b.rect[0];
            let same = (b.baseline - a.baseline).abs() < 0.2 * a.size;
            let far = b.rect[0] - a.rect[2] > 1.2 * a.size;
            same && far
                && !words
                    .iter()
                    .filter_map(|at| tokens.get(*at))
                    .any(|token| (token.baseline - a.baseline).abs() < 0.3 * a.size && between(token))
        }
        _ => false,
    })
}

/// Adds where lines of the other direction begin and end beyond the outermost edges.
fn open_ends<'a>(edges: &mut Vec<f32>, others: impl Iterator<Item = &'a Rule> + Clone) {
    const FAR: f32 = 12.0;
    let (Some(low), Some(high)) =
        (edges.iter().copied().reduce(f32::min), edges.iter().copied().reduce(f32::max))
    else {
        return;
    };
    let from = others.clone().map(|rule| rule.from).reduce(f32::min).unwrap_or(low);
    let to = others.clone().map(|rule| rule.to).reduce(f32::max).unwrap_or(high);
    if from < low - FAR && others.clone().filter(|rule| rule.from < from + FAR).count() >= 2 {
        edges.push(from);
    }
    if to > high + FAR && others.filter(|rule| rule.to > to - FAR).count() >= 2 {
        edges.push(to);
    }
}

/// Sorted, those nearer than a double rule made one.
fn edges(mut all: Vec<f32>) -> Vec<f32> {
    all.sort_by(f32::total_cmp);
    all.dedup_by(|next, last| *next - *last < ONE_EDGE);
    all
}

fn nearest(edges: &[f32], at: f32) -> usize {
    let next = edges.partition_point(|edge| *edge < at);
    let distance = |place: usize| edges.get(place).map_or(f32::MAX, |edge| (edge - at).abs());
    if next > 0 && distance(next - 1) <= distance(next) {
        next - 1
    } else {
        next.min(edges.len().saturating_sub(1))
    }
}

fn band(edges: &[f32], at: f32) -> Option<usize> {
    let next = edges.partition_point(|edge| *edge <= at);
    (next > 0 && next < edges.len()).then(|| next - 1)
}

/// Reading order of the words of a cell: by line, then along it; turned words along their own lines.
pub(super) fn order(tokens: &[Token], words: &mut [usize]) {
    let key = |at: &usize| {
        tokens.get(*at).map_or((0.0, 0.0, 0.0), |token| {
            let (u, v) = token.turn.to_line(token.rect[0], token.rect[1]);
            let (u1, v1) = token.turn.to_line(token.rect[2], token.rect[3]);
            let line = if token.turn == Turn::Upright { token.baseline } else { v.max(v1) };
            (line, u.min(u1), token.size)
        })
    };
    words.sort_by(|a, b| key(a).0.total_cmp(&key(b).0));
    let mut rest = words;
    while let Some(first) = rest.first() {
        let (begin, _, size) = key(first);
        let count = rest.iter().position(|at| key(at).0 - begin > 0.4 * size).unwrap_or(rest.len());
        let (line, behind) = rest.split_at_mut(count.max(1));
        line.sort_by(|a, b| key(a).1.total_cmp(&key(b).1));
        rest = behind;
    }
}
