//! Segments to columns in reading order.
//!
//! The tallest gutter of a region divides it into what stands above, the left side, the right side, and what stands
//! below; each of these may have gutters of its own.

use super::gutters::{self, Ground};
use super::leaf::Leaf;
use super::letters;
use super::lines::{Line, Segment, lines};
use super::turn::Turn;

/// How often a region may be divided.
const DEEPEST: u32 = 12;

/// Lines one below the other.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Column {
    pub(crate) lines: Vec<Line>,
    /// Where its lines may begin and end: the page's text, or a gutter.
    pub(crate) left: f32,
    pub(crate) right: f32,
}

/// A page in columns.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Divided {
    /// In reading order.
    pub(crate) columns: Vec<Column>,
    /// Left and right edge of those gutters between them that leave no doubt.
    pub(crate) sure: Vec<[f32; 2]>,
}

/// The columns of a page, in reading order; `known` are the gutters that leave no doubt on any page.
pub(crate) fn columns(
    leaf: &Leaf,
    place: u32,
    turn: Turn,
    mut segments: Vec<Segment>,
    known: &[[f32; 2]],
) -> Divided {
    let left = segments.iter().map(|segment| segment.rect[0]).fold(f32::MAX, f32::min);
    let right = segments.iter().map(|segment| segment.rect[2]).fold(f32::MIN, f32::max);
    segments.sort_by(|a, b| a.baseline.total_cmp(&b.baseline).then(a.rect[0].total_cmp(&b.rect[0])));
    let from_right = is_right_to_left(leaf, &segments);
    let pictures = if turn == Turn::Upright { leaf.pictures.as_slice() } else { &[] };
    let mut divide = Divide {
        leaf,
        place,
        turn,
        from_right,
        ground: Ground { pictures, known },
        into: Divided::default(),
    };
    divide.region(segments, [left, right], 0);
    divide.into
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
    ground: Ground<'a>,
    into: Divided,
}

impl Divide<'_> {
    fn region(&mut self, segments: Vec<Segment>, bounds: [f32; 2], depth: u32) {
        if segments.is_empty() {
            return;
        }
        let gutter = if depth < DEEPEST { gutters::tallest(&segments, self.ground) } else { None };
        let Some(gutter) = gutter else {
            let lines = lines(self.leaf, self.place, self.turn, segments);
            self.into.columns.push(Column { lines, left: bounds[0], right: bounds[1] });
            return;
        };
        if gutter.is_sure {
            self.into.sure.push([gutter.left, gutter.right]);
        }
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
        self.region(above, bounds, depth + 1);
        self.region(first.0, first.1, depth + 1);
        self.region(second.0, second.1, depth + 1);
        self.region(below, bounds, depth + 1);
    }
}

/// The middle one; 0 of none.
pub(crate) fn median(values: impl Iterator<Item = f32>) -> f32 {
    let mut values: Vec<f32> = values.collect();
    values.sort_unstable_by(f32::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}
