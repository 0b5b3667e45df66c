//! Gutters: stretches of white between lines on their left and lines on their right, which no segment crosses.

use std::ops::Range;

use super::columns::median;
use super::lines::{SAME_ROW, Segment};

/// Left edges that are tried as the right side of a gutter.
const MOST_EDGES: usize = 32;
/// A gutter's least width, as a share of the size.
const NARROWEST: f32 = 0.6;
/// How much of their column's width lines of running text take, in the median.
const FILLED: f32 = 0.55;
/// So many lines on either side leave no doubt.
const SURE: usize = 6;

/// White between `segments[from..to]`: some end at its left, some begin at its right.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Gutter {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) left: f32,
    pub(super) right: f32,
    /// Lines on the side that has fewer.
    lines: usize,
    /// So many lines stand beside it, and fill their columns, that it leaves no doubt.
    pub(super) is_sure: bool,
}

/// What tells of gutters beside lines.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ground<'a> {
    /// Where pictures stand.
    pub(super) pictures: &'a [[f32; 4]],
    /// Gutters that leave no doubt on other pages, or further up or down: left and right edge.
    pub(super) known: &'a [[f32; 2]],
}

impl Ground<'_> {
    /// Where the sure gutter begins that ends at `edge`.
    fn known(self, white: f32, edge: f32) -> Option<f32> {
        const NEAR: f32 = 2.0;
        let is_same = |[left, right]: &&[f32; 2]| (right - edge).abs() <= NEAR && white <= left + NEAR;
        self.known.iter().find(is_same).map(|[left, _]| *left)
    }

    /// How much of the way from `top` to `bottom` pictures between `left` and `right` take.
    fn covered(self, [left, top, right, bottom]: [f32; 4]) -> f32 {
        let own = self.pictures.iter().filter(|picture| picture[0] < right && picture[2] > left);
        own.map(|picture| (picture[3].min(bottom) - picture[1].max(top)).max(0.0)).fold(0.0, f32::max)
    }
}

/// The tallest gutter between columns of text.
pub(super) fn tallest(segments: &[Segment], ground: Ground<'_>) -> Option<Gutter> {
    let mut best: Option<Gutter> = None;
    for edge in edges(segments) {
        let mut from = 0;
        let mut bottom = f32::MIN;
        for (at, segment) in segments.iter().enumerate() {
            if segment.rect[0] < edge - 0.5 && segment.rect[2] > edge - NARROWEST * segment.size {
                consider(segments, ground, edge, from..at, &mut best);
                from = at + 1;
            } else if restarts(segments.get(at..).unwrap_or_default(), bottom, edge, ground) {
                consider(segments, ground, edge, from..at, &mut best);
                from = at;
            }
            bottom = bottom.max(segment.rect[3]);
        }
        consider(segments, ground, edge, from..segments.len(), &mut best);
    }
    best
}

/// True when the columns at `edge` begin again with `rest`, below all that ends at `bottom`: a heading by itself under
/// white that goes across both columns, and below it what both begin with, lines on one row or a picture beside one.
fn restarts(rest: &[Segment], bottom: f32, edge: f32, ground: Ground<'_>) -> bool {
    const WHITE: f32 = 0.6;
    const MOST_LINES: usize = 3;
    let near = || rest.iter().take(MOST_LINES + 2);
    let is_right = |segment: &&Segment| segment.rect[0] >= edge - 0.5;
    let Some(first) = rest.first() else { return false };
    let pictures = || ground.pictures.iter().filter(|picture| picture[1] > first.baseline);
    let above = ground.pictures.iter().filter(|picture| picture[1] < first.rect[1]);
    let bottom = above.map(|picture| picture[3]).fold(bottom, f32::max);
    let right = near().find(is_right);
    let picture = pictures().filter(|picture| picture[0] >= edge - 0.5).map(|picture| picture[1]);
    let picture = picture.reduce(f32::min).filter(|top| right.is_none_or(|right| *top < right.rect[1]));
    let is_beside = |segment: &&Segment| match (picture, right) {
        (Some(top), _) => (segment.rect[1] - top).abs() <= segment.size,
        (None, Some(right)) => (segment.baseline - right.baseline).abs() <= SAME_ROW * segment.size,
        (None, None) => false,
    };
    let is_above = |segment: &&Segment| match (picture, right) {
        (Some(top), _) => segment.rect[1] < top - segment.size,
        (None, Some(right)) => segment.baseline < right.baseline - SAME_ROW * segment.size,
        (None, None) => false,
    };
    first.rect[1] - bottom >= WHITE * first.size
        && near().any(|segment| !is_right(&segment) && is_beside(&segment))
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

fn consider(
    segments: &[Segment],
    ground: Ground<'_>,
    edge: f32,
    zone: Range<usize>,
    best: &mut Option<Gutter>,
) {
    let Some(gutter) = bounded(segments, ground, edge, zone) else { return };
    let is_better =
        best.is_none_or(|best| (gutter.lines, gutter.to - gutter.from) > (best.lines, best.to - best.from));
    if is_better {
        *best = Some(gutter);
    }
}

/// The gutter at `edge` in a zone of the segments, cut to where there are lines on both sides.
fn bounded(
    segments: &[Segment],
    ground: Ground<'_>,
    edge: f32,
    Range { start: from, end: to }: Range<usize>,
) -> Option<Gutter> {
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
    let known = ground.known(white, edge);
    let (is_known, white) = (known.is_some(), known.map_or(white, |known| known.max(white)));
    let is_wide = match lines {
        0 => false,
        _ if is_known => edge - white >= NARROWEST * em,
        1 => false,
        2 => edge - white >= 2.5 * em,
        3..=5 => edge - white >= em,
        _ => edge - white >= NARROWEST * em,
    };
    let are_text = || are_columns(&left, &right, &left_lines, &right_lines);
    if !is_wide || !(is_known && lines == 1 || are_text()) {
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
    let side = Side { ground, edge, left: begins, right: white, to_end: to == segments.len(), is_known };
    let is_sure = lines >= SURE && are_filled(&left, &right);
    Some(Gutter {
        from: begin,
        to: from + side.end(zone, last_right),
        left: white,
        right: edge,
        lines,
        is_sure,
    })
}

/// The left side of a gutter.
struct Side<'a> {
    ground: Ground<'a>,
    edge: f32,
    left: f32,
    right: f32,
    /// Nothing stands below the zone.
    to_end: bool,
    is_known: bool,
}

impl Side<'_> {
    fn holds(&self, segment: &Segment) -> bool {
        segment.rect[0] < self.edge - 0.5
    }

    /// How many segments of the zone are of the columns: below the last line on the right the left column may go on.
    fn end(&self, zone: &[Segment], last_right: usize) -> usize {
        let lines = || zone.iter().filter(|segment| self.holds(segment));
        let steps = lines().zip(lines().skip(1)).map(|(a, b)| (b.baseline - a.baseline) / a.size);
        let leading = median(steps.filter(|step| *step > SAME_ROW)).max(1.0);
        let mut chunks: Vec<Range<usize>> = Vec::new();
        let first =
            zone.get(..=last_right).unwrap_or_default().iter().rev().find(|segment| self.holds(segment));
        let mut above = first;
        for (at, segment) in zone.iter().enumerate().skip(last_right + 1) {
            let goes_on = above.is_some_and(|above| {
                let between = [self.left, above.baseline, self.right, segment.baseline];
                let gap = segment.baseline - above.baseline - self.ground.covered(between);
                gap <= 1.7 * leading * segment.size.min(above.size)
            });
            above = Some(segment);
            match chunks.last_mut() {
                Some(chunk) if goes_on => chunk.end = at + 1,
                None if goes_on => chunks.push(last_right + 1..at + 1),
                None => chunks.extend([last_right + 1..at, at..at + 1]),
                Some(_) => chunks.push(at..at + 1),
            }
        }
        let near = chunks.first().map_or(last_right + 1, |chunk| chunk.end);
        let own = chunks
            .iter()
            .skip(1)
            .rev()
            .find(|chunk| self.is_column(zone.get((*chunk).clone()).unwrap_or_default(), leading));
        match own {
            Some(_) if self.to_end => zone.len(),
            // A heading by itself at the end may be of what stands below.
            None if self.to_end && self.is_known && self.goes_below(zone, near) => zone.len(),
            Some(chunk) => chunk.end,
            None => near,
        }
    }

    /// True when more than headings stands behind `near`.
    fn goes_below(&self, zone: &[Segment], near: usize) -> bool {
        let em = median(zone.iter().map(|segment| segment.size));
        zone.iter().skip(near).any(|segment| segment.size <= 1.15 * em)
    }

    /// True when lines break at the white of the gutter: they are of the left column.
    fn is_column(&self, segments: &[Segment], leading: f32) -> bool {
        const WIDE: f32 = 0.85;
        segments.windows(2).any(|pair| match pair {
            [line, next] => {
                line.rect[2] - line.rect[0] >= WIDE * (self.right - self.left)
                    && (0.5 * leading..=1.3 * leading)
                        .contains(&((next.baseline - line.baseline) / line.size))
            }
            _ => false,
        })
    }
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
    let on_rows = rows_shared(left_lines, right_lines) * 10 > left_lines.len().min(right_lines.len()) * 7;
    !on_rows || (are_filled(left, right) && !are_labels(left, left_lines, right_lines))
}

/// True when lines fill their columns, as running text does.
fn are_filled(left: &[&Segment], right: &[&Segment]) -> bool {
    /// Headings and last lines may be the most of a short column.
    const SHORT: f32 = 0.35;
    const PROSE: f32 = 5.0;
    let (left_fill, right_fill) = (fill(left), fill(right));
    left_fill >= FILLED && (right_fill >= FILLED || right_fill >= SHORT && words(left) >= PROSE)
}

/// A few rows of a few words with something beside each; more where all end in colons.
fn are_labels(left: &[&Segment], left_lines: &[f32], right_lines: &[f32]) -> bool {
    const MOST_ROWS: usize = 6;
    const MOST_WORDS: usize = 4;
    let rows = left_lines.len();
    let colons = left.iter().all(|segment| segment.is_label);
    (rows <= MOST_ROWS || colons)
        && right_lines.len() == rows
        && rows_shared(left_lines, right_lines) == rows
        && left.len() == rows
        && left.iter().all(|segment| segment.grid.is_none() && (colons || segment.words.len() <= MOST_WORDS))
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

/// How many words stand on a line, in the median.
fn words(segments: &[&Segment]) -> f32 {
    let rows = segments.chunk_by(|a, b| b.baseline - a.baseline <= SAME_ROW * a.size);
    #[expect(clippy::cast_precision_loss, reason = "words of one line are few")]
    let count = |row: &[&Segment]| row.iter().map(|segment| segment.words.len()).sum::<usize>() as f32;
    median(rows.map(count))
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
