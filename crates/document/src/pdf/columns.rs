//! Segments to columns in reading order.
//!
//! A gutter is a stretch of white between lines on its left and lines on its right, which no segment crosses. The
//! tallest gutter of a region divides it into what stands above, the left side, the right side, and what stands below;
//! each of these may have gutters of its own.

use super::leaf::Leaf;
use super::letters;
use super::lines::{Line, SAME_ROW, Segment, lines};
use super::turn::Turn;

/// How often a region may be divided.
const DEEPEST: u32 = 12;
/// Left edges that are tried as the right side of a gutter.
const MOST_EDGES: usize = 32;
/// A gutter's least width, as a share of the size.
const NARROWEST: f32 = 0.6;

/// Lines one below the other.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Column {
    pub(crate) lines: Vec<Line>,
    /// Where its lines may begin and end: the page's text, or a gutter.
    pub(crate) left: f32,
    pub(crate) right: f32,
}

/// The columns of a page, in reading order.
pub(crate) fn columns(leaf: &Leaf, place: u32, turn: Turn, mut segments: Vec<Segment>) -> Vec<Column> {
    let left = segments.iter().map(|segment| segment.rect[0]).fold(f32::MAX, f32::min);
    let right = segments.iter().map(|segment| segment.rect[2]).fold(f32::MIN, f32::max);
    segments.sort_by(|a, b| a.baseline.total_cmp(&b.baseline).then(a.rect[0].total_cmp(&b.rect[0])));
    let mut columns = Vec::new();
    let from_right = is_right_to_left(leaf, &segments);
    let divide = Divide { leaf, place, turn, from_right };
    divide.region(segments, [left, right], 0, &mut columns);
    columns
}

fn is_right_to_left(leaf: &Leaf, segments: &[Segment]) -> bool {
    let (mut right_to_left, mut all) = (0_usize, 0_usize);
    for at in segments.iter().flat_map(|segment| &segment.words) {
        all += 1;
        right_to_left += usize::from(leaf.text(*at).chars().any(letters::is_right_to_left));
    }
    right_to_left * 2 > all
}

struct Divide<'a> {
    leaf: &'a Leaf,
    place: u32,
    turn: Turn,
    from_right: bool,
}

/// White between `segments[from..to]`: some end at its left, some begin at its right.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Gutter {
    from: usize,
    to: usize,
    left: f32,
    right: f32,
    /// Lines on the side that has fewer.
    lines: usize,
}

impl Divide<'_> {
    fn region(&self, segments: Vec<Segment>, bounds: [f32; 2], depth: u32, columns: &mut Vec<Column>) {
        if segments.is_empty() {
            return;
        }
        let gutter = if depth < DEEPEST { gutter(&segments) } else { None };
        let Some(gutter) = gutter else {
            let lines = lines(self.leaf, self.place, self.turn, segments);
            columns.push(Column { lines, left: bounds[0], right: bounds[1] });
            return;
        };
        let mut parts: [Vec<Segment>; 4] = Default::default();
        for (at, segment) in segments.into_iter().enumerate() {
            let part = if at < gutter.from {
                0
            } else if at >= gutter.to {
                3
            } else if segment.rect[2] <= gutter.right {
                1
            } else {
                2
            };
            if let Some(part) = parts.get_mut(part) {
                part.push(segment);
            }
        }
        let [above, left, right, below] = parts;
        let (left, right) = ((left, [bounds[0], gutter.left]), (right, [gutter.right, bounds[1]]));
        let (first, second) = if self.from_right { (right, left) } else { (left, right) };
        self.region(above, bounds, depth + 1, columns);
        self.region(first.0, first.1, depth + 1, columns);
        self.region(second.0, second.1, depth + 1, columns);
        self.region(below, bounds, depth + 1, columns);
    }
}

/// The tallest gutter between columns of text.
fn gutter(segments: &[Segment]) -> Option<Gutter> {
    let mut best: Option<Gutter> = None;
    for edge in edges(segments) {
        let mut from = 0;
        let mut bottom = f32::MIN;
        for (at, segment) in segments.iter().enumerate() {
            if segment.rect[0] < edge - 0.5 && segment.rect[2] > edge - NARROWEST * segment.size {
                consider(segments, edge, from, at, &mut best);
                from = at + 1;
            } else if restarts(segments.get(at..).unwrap_or_default(), bottom, edge) {
                consider(segments, edge, from, at, &mut best);
                from = at;
            }
            bottom = bottom.max(segment.rect[3]);
        }
        consider(segments, edge, from, segments.len(), &mut best);
    }
    best
}

/// True when the columns at `edge` begin again with `rest`, below all that ends at `bottom`: a heading by itself under
/// white that goes across both columns, and the first lines of both below it on one row.
fn restarts(rest: &[Segment], bottom: f32, edge: f32) -> bool {
    const WHITE: f32 = 0.6;
    const MOST_LINES: usize = 3;
    let near = || rest.iter().take(MOST_LINES + 2);
    let is_right = |segment: &&Segment| segment.rect[0] >= edge - 0.5;
    let (Some(first), Some(right)) = (rest.first(), near().find(is_right)) else { return false };
    let is_beside = |segment: &&Segment| {
        !is_right(segment) && (segment.baseline - right.baseline).abs() <= SAME_ROW * segment.size
    };
    let is_above = |segment: &&Segment| segment.baseline < right.baseline - SAME_ROW * segment.size;
    first.rect[1] - bottom >= WHITE * first.size
        && near().any(|segment| is_beside(&segment))
        && (1..=MOST_LINES).contains(&near().take_while(is_above).count())
}

/// Left edges of segments, those of most segments first.
fn edges(segments: &[Segment]) -> Vec<f32> {
    let mut all: Vec<f32> = segments.iter().map(|segment| segment.rect[0]).collect();
    all.sort_unstable_by(f32::total_cmp);
    let mut counted: Vec<(usize, f32)> = all
        .chunk_by(|a, b| b - a < 1.0)
        .filter_map(|near| near.first().map(|edge| (near.len(), *edge)))
        .collect();
    counted.sort_by(|(a, x), (b, y)| b.cmp(a).then(x.total_cmp(y)));
    counted.into_iter().take(MOST_EDGES).map(|(_, edge)| edge).collect()
}

fn consider(segments: &[Segment], edge: f32, from: usize, to: usize, best: &mut Option<Gutter>) {
    let Some(gutter) = bounded(segments, edge, from, to) else { return };
    let is_better =
        best.is_none_or(|best| (gutter.lines, gutter.to - gutter.from) > (best.lines, best.to - best.from));
    if is_better {
        *best = Some(gutter);
    }
}

/// The gutter at `edge` among `segments[from..to]`, cut to where there are lines on both sides.
fn bounded(segments: &[Segment], edge: f32, from: usize, to: usize) -> Option<Gutter> {
    let zone = segments.get(from..to)?;
    let is_left = |segment: &Segment| segment.rect[0] < edge - 0.5;
    let first = |left: bool| zone.iter().position(|segment| is_left(segment) == left);
    let last = |left: bool| zone.iter().rposition(|segment| is_left(segment) == left);
    let (first_left, first_right) = (first(true)?, first(false)?);
    let (last_left, last_right) = (last(true)?, last(false)?);
    let baseline = |at: usize| zone.get(at).map_or(0.0, |segment| segment.baseline);
    let size = zone.get(first_left).map_or(10.0, |segment| segment.size);
    let top = baseline(first_left).max(baseline(first_right)) - 0.5 * size;
    let bottom = baseline(last_left).min(baseline(last_right)) + 0.5 * size;
    let shared = || zone.iter().filter(|segment| (top..=bottom).contains(&segment.baseline));
    let left: Vec<&Segment> = shared().filter(|segment| is_left(segment)).collect();
    let right: Vec<&Segment> = shared().filter(|segment| !is_left(segment)).collect();
    let white = left.iter().map(|segment| segment.rect[2]).fold(f32::MIN, f32::max);
    let (left_lines, right_lines) = (baselines(&left), baselines(&right));
    let lines = left_lines.len().min(right_lines.len());
    let em = median(shared().map(|segment| segment.size));
    let is_wide = match lines {
        0 | 1 => false,
        2 => edge - white >= 2.5 * em,
        3..=5 => edge - white >= em,
        _ => edge - white >= NARROWEST * em,
    };
    if !is_wide || !are_columns(&left, &right, &left_lines, &right_lines) {
        return None;
    }
    // What stands on the right only, above the first line on the left, is no part of the columns; neither is the last
    // line of a heading that stands over both, nor what follows on the left after a gap.
    let over = |segment: &&Segment| {
        let above_right = segment.baseline < baseline(first_right) - 0.5 * size;
        let above_left = segment.baseline < baseline(first_left) - 0.5 * size;
        above_left || (above_right && segment.size > 1.15 * em)
    };
    let begin = from + zone.iter().take_while(over).count();
    let begins = left.iter().map(|segment| segment.rect[0]).fold(f32::MAX, f32::min);
    let end =
        from + end_of_left(zone, &left_lines, last_right, is_left, [begins, white], to == segments.len());
    Some(Gutter { from: begin, to: end, left: white, right: edge, lines })
}

/// How many segments of the zone are of the columns: below the last line on the right the left column may go on.
fn end_of_left(
    zone: &[Segment],
    left_lines: &[f32],
    last_right: usize,
    is_left: impl Fn(&Segment) -> bool,
    [left, white]: [f32; 2],
    to_end: bool,
) -> usize {
    let leading = median(left_lines.windows(2).filter_map(|pair| match pair {
        [a, b] => Some(b - a),
        _ => None,
    }));
    let mut end = last_right + 1;
    let behind = zone.get(..end).unwrap_or_default();
    let mut at =
        behind.iter().rev().find(|segment| is_left(segment)).map_or(f32::MIN, |segment| segment.baseline);
    while let Some(segment) = zone.get(end).filter(|segment| segment.baseline - at <= 1.7 * leading) {
        at = segment.baseline;
        end += 1;
    }
    let behind = zone.get(end..).unwrap_or_default();
    if to_end && is_left_column(behind, left, white, leading) { zone.len() } else { end }
}

/// True when lines below a gap break at the white of the gutter too: the left column goes on there.
fn is_left_column(segments: &[Segment], left: f32, white: f32, leading: f32) -> bool {
    const FILLED: f32 = 0.85;
    segments.windows(2).any(|pair| match pair {
        [line, next] => {
            line.rect[2] - line.rect[0] >= FILLED * (white - left)
                && (0.5 * leading..=1.3 * leading).contains(&(next.baseline - line.baseline))
        }
        _ => false,
    })
}

/// Where lines stand, one a row.
fn baselines(segments: &[&Segment]) -> Vec<f32> {
    let mut lines: Vec<f32> = Vec::new();
    for segment in segments {
        if lines.last().is_none_or(|last| segment.baseline - last > 0.3 * segment.size) {
            lines.push(segment.baseline);
        }
    }
    lines
}

/// Running text on both sides, not labels and their values: lines fill their column, or do not stand on rows.
fn are_columns(left: &[&Segment], right: &[&Segment], left_lines: &[f32], right_lines: &[f32]) -> bool {
    const FILLED: f32 = 0.55;
    let on_rows = rows_shared(left_lines, right_lines) * 10 > left_lines.len().min(right_lines.len()) * 7;
    !on_rows || (fill(left) >= FILLED && fill(right) >= FILLED && !are_labels(left, left_lines, right_lines))
}

/// A few rows of a few words with something beside each.
fn are_labels(left: &[&Segment], left_lines: &[f32], right_lines: &[f32]) -> bool {
    const MOST_ROWS: usize = 6;
    const MOST_WORDS: usize = 4;
    let rows = left_lines.len();
    rows <= MOST_ROWS
        && right_lines.len() == rows
        && rows_shared(left_lines, right_lines) == rows
        && left.len() == rows
        && left.iter().all(|segment| segment.grid.is_none() && segment.words.len() <= MOST_WORDS)
}

fn rows_shared(left: &[f32], right: &[f32]) -> usize {
    let mut right = right.iter().peekable();
    left.iter()
        .filter(|line| {
            while right.next_if(|other| **other < **line - 2.0).is_some() {}
            right.peek().is_some_and(|other| (**other - **line).abs() <= 2.0)
        })
        .count()
}

/// How much of their column's width lines take, in the median.
fn fill(segments: &[&Segment]) -> f32 {
    let left = segments.iter().map(|segment| segment.rect[0]).fold(f32::MAX, f32::min);
    let right = segments.iter().map(|segment| segment.rect[2]).fold(f32::MIN, f32::max);
    // A justified line may be several segments.
    let rows = segments.chunk_by(|a, b| b.baseline - a.baseline <= SAME_ROW * a.size);
    median(rows.map(|row| {
        let begin = row.iter().map(|segment| segment.rect[0]).fold(f32::MAX, f32::min);
        let end = row.iter().map(|segment| segment.rect[2]).fold(f32::MIN, f32::max);
        (end - begin) / (right - left).max(1.0)
    }))
}

/// The middle one; 0 of none.
pub(crate) fn median(values: impl Iterator<Item = f32>) -> f32 {
    let mut values: Vec<f32> = values.collect();
    values.sort_unstable_by(f32::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}
