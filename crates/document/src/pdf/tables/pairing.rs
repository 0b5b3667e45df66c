//! Which lines of a column of labels and of a column of values make one row: where labels or values are wrapped, and
//! stand at the top, in the middle or at the foot of their row.

use std::ops::Range;

use super::tokens::{Kind, Token};

/// A line of one of the two columns.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    /// Places in the tokens of the page.
    pub(super) tokens: Vec<usize>,
    pub(super) left: f32,
    pub(super) right: f32,
    baseline: f32,
    size: f32,
    /// Width of its first word.
    first: f32,
    /// Begins as what goes on does: in small letters, with a bracket or a dash.
    begins_inside: bool,
    /// Ends as what goes on does: with a dash, a comma, a word that stands before others.
    goes_on: bool,
    ends_label: bool,
}

impl Piece {
    /// None of no words.
    pub(super) fn of(tokens: &[Token], words: &[usize], baseline: f32) -> Option<Piece> {
        let mut own = words.iter().filter_map(|at| tokens.get(*at));
        let first = own.next()?;
        let last = own.next_back().unwrap_or(first);
        let rects = || words.iter().filter_map(|at| tokens.get(*at)).map(|token| token.rect);
        Some(Piece {
            tokens: words.to_vec(),
            left: rects().map(|rect| rect[0]).fold(f32::MAX, f32::min),
            right: rects().map(|rect| rect[2]).fold(f32::MIN, f32::max),
            baseline,
            size: first.size,
            first: first.rect[2] - first.rect[0],
            begins_inside: first.is_lower || (first.length == 1 && first.kind == Kind::Number),
            goes_on: last.goes_on,
            ends_label: last.is_label,
        })
    }

    fn width(&self) -> f32 {
        self.right - self.left
    }
}

/// A row: which pieces its label and its value are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) labels: Range<usize>,
    pub(super) values: Range<usize>,
}

/// Where a label stands beside its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Align {
    /// First lines side by side.
    Top,
    /// As high above its middle as below.
    Middle,
    /// Last lines side by side.
    Foot,
    /// The label's last line beside the value's first.
    Hanging,
}

/// Lines of one label or one value, at most.
const MOST_OF_LABEL: usize = 4;
const MOST_OF_VALUE: usize = 40;
/// How far a label's line may be from the lines of its value that it stands between, as a share of the size.
const HALF_A_LINE: f32 = 0.9;
/// How far baselines that stand side by side may differ, as a share of the size.
const SIDE_BY_SIDE: f32 = 0.36;

/// What speaks against a row, in points of doubt.
mod doubt {
    /// The first word of a wrapped line had room on the line before.
    pub(super) const LABEL_HAD_ROOM: f32 = 6.0;
    pub(super) const VALUE_HAD_ROOM: f32 = 3.0;
    pub(super) const INSIDE_HAD_ROOM: f32 = 1.0;
    /// A label that ends in a colon goes on; where most do, one ends without.
    pub(super) const BEHIND_COLON: f32 = 6.0;
    pub(super) const NO_COLON: f32 = 4.0;
    /// What looks as if it went on does not.
    pub(super) const LABEL_CUT: f32 = 4.0;
    pub(super) const VALUE_CUT: f32 = 3.0;
    /// Lines of one row stand further apart than lines do.
    pub(super) const APART: f32 = 3.0;
    /// Rows stand no further apart than lines do, where others do.
    pub(super) const NEAR: f32 = 2.0;
    pub(super) const NO_LABEL: f32 = 8.0;
    pub(super) const NO_VALUE: f32 = 1.0;
    /// A label goes on with a word that begins as a label does.
    pub(super) const LABEL_BEGINS: f32 = 1.0;
    /// It does beside a line of the value.
    pub(super) const LABEL_WITH_VALUE: f32 = 4.0;
    /// Labels and values that do not begin side by side, nor have one middle.
    pub(super) const LOWER: f32 = 1.0;
    /// The first line of a value does not begin where values do.
    pub(super) const INDENTED: f32 = 6.0;
    /// Lines of one row are of different sizes.
    pub(super) const OTHER_SIZE: f32 = 6.0;
    /// More than this a row, and it is no list.
    pub(super) const MOST: f32 = 0.9;
}

/// The rows of both columns, each from top to bottom, and how much doubt there is; None when they do not pair up.
///
/// `edge` is where values begin: a label that reaches it has its value on the next line. No row goes over one of the
/// `rules`, lines across.
pub(super) fn rows(labels: &[Piece], values: &[Piece], edge: f32, rules: &[f32]) -> Option<(f32, Vec<Row>)> {
    let pairing = Pairing { rules, ..Pairing::of(labels, values, edge) };
    let ways = [Align::Top, Align::Middle, Align::Foot, Align::Hanging];
    let all = ways.into_iter().filter_map(|align| pairing.best(align));
    let (cost, rows) = all.reduce(|best, other| if other.0 < best.0 { other } else { best })?;
    #[expect(clippy::cast_precision_loss, reason = "rows of one list are few")]
    let count = rows.len() as f32;
    (cost <= doubt::MOST * count + 1.0).then_some((cost, rows))
}

struct Pairing<'a> {
    labels: &'a [Piece],
    values: &'a [Piece],
    widest_label: f32,
    widest_value: f32,
    /// The least distance of two lines of one column, as a share of the size.
    leading: f32,
    /// Rows stand further apart than lines.
    is_spaced: bool,
    with_colons: bool,
    edge: f32,
    rules: &'a [f32],
}

impl Pairing<'_> {
    fn of<'a>(labels: &'a [Piece], values: &'a [Piece], edge: f32) -> Pairing<'a> {
        let widest = |pieces: &[Piece]| pieces.iter().map(Piece::width).fold(0.0, f32::max);
        let mut steps: Vec<f32> = labels
            .windows(2)
            .chain(values.windows(2))
            .filter_map(|pair| match pair {
                [a, b] => Some((b.baseline - a.baseline) / a.size.max(b.size)),
                _ => None,
            })
            .filter(|step| *step > 0.8)
            .collect();
        steps.sort_by(f32::total_cmp);
        let leading = steps.first().copied().unwrap_or(1.2);
        let middle = steps.get(steps.len() / 2).copied().unwrap_or(leading);
        let colons = labels.iter().filter(|label| label.ends_label).count();
        Pairing {
            labels,
            values,
            widest_label: widest(labels),
            widest_value: widest(values),
            leading,
            is_spaced: middle > 1.18 * leading,
            with_colons: colons >= 2 && colons * 5 >= labels.len() * 2,
            edge,
            rules: &[],
        }
    }

    /// The rows with the least doubt, and how much it is.
    fn best(&self, align: Align) -> Option<(f32, Vec<Row>)> {
        let (wide, high) = (self.values.len() + 1, self.labels.len() + 1);
        // The least doubt of the first labels and values, and the last row of it.
        let mut best: Vec<Option<(f32, Row)>> = vec![None; wide * high];
        let place = |label: usize, value: usize| label * wide + value;
        *best.first_mut()? = Some((0.0, Row { labels: 0..0, values: 0..0 }));
        for label in 0..high {
            for value in 0..wide {
                let Some((cost, _)) = best.get(place(label, value)).cloned().flatten() else { continue };
                for next_label in label..high.min(label + MOST_OF_LABEL + 1) {
                    for next_value in value..wide.min(value + MOST_OF_VALUE + 1) {
                        let row = Row { labels: label..next_label, values: value..next_value };
                        let Some(doubt) = self.doubt(&row, align) else { continue };
                        let Some(known) = best.get_mut(place(next_label, next_value)) else { continue };
                        if known.as_ref().is_none_or(|(known, _)| cost + doubt < *known) {
                            *known = Some((cost + doubt, row));
                        }
                    }
                }
            }
        }
        let (mut label, mut value) = (self.labels.len(), self.values.len());
        let (cost, _) = best.last()?.clone()?;
        let mut rows = Vec::new();
        while label + value > 0 {
            let (_, row) = best.get(place(label, value))?.clone()?;
            (label, value) = (row.labels.start, row.values.start);
            rows.push(row);
        }
        rows.reverse();
        Some((cost, rows))
    }

    /// What speaks against a row; None when it cannot be one.
    fn doubt(&self, row: &Row, align: Align) -> Option<f32> {
        let (labels, values) = (self.labels.get(row.labels.clone())?, self.values.get(row.values.clone())?);
        if labels.is_empty() && values.is_empty() {
            return None;
        }
        let bottom = labels.last().into_iter().chain(values.last()).map(|piece| piece.baseline);
        let bottom = bottom.fold(f32::MIN, f32::max);
        let next = self.labels.get(row.labels.end).into_iter().chain(self.values.get(row.values.end));
        if next.map(|piece| piece.baseline).fold(f32::MAX, f32::min) <= bottom + 0.5 {
            return None;
        }
        if self.is_ruled(labels, values) {
            return None;
        }
        let mut doubt = match (labels, values) {
            ([], _) => doubt::NO_LABEL,
            (_, []) => doubt::NO_VALUE,
            _ if are_aligned(labels, values, align) => match align {
                Align::Foot if labels.len() != values.len() => doubt::LOWER,
                Align::Hanging if labels.len() > 1 => doubt::LOWER,
                _ => 0.0,
            },
            _ if self.is_below(labels, values) => 0.0,
            _ => return None,
        };
        if values.first().is_some_and(|value| value.left > self.edge + 0.3 * value.size) {
            doubt += doubt::INDENTED;
        }
        for pair in labels.windows(2) {
            let [a, b] = pair else { continue };
            doubt += if had_room(a, b, self.widest_label) { doubt::LABEL_HAD_ROOM } else { 0.0 };
            doubt += if a.ends_label { doubt::BEHIND_COLON } else { 0.0 };
            doubt += match b.begins_inside || a.goes_on || (self.with_colons && !a.ends_label) {
                true => 0.0,
                false if values.iter().any(|value| is_beside(b, value)) => doubt::LABEL_WITH_VALUE,
                false => doubt::LABEL_BEGINS,
            };
            doubt += self.is_apart(a, b);
        }
        for pair in values.windows(2) {
            let [a, b] = pair else { continue };
            doubt += match had_room(a, b, self.widest_value) {
                true if b.begins_inside || a.goes_on => doubt::INSIDE_HAD_ROOM,
                true => doubt::VALUE_HAD_ROOM,
                false => 0.0,
            };
            doubt += self.is_apart(a, b);
        }
        if let (Some(last), Some(next)) = (labels.last(), self.labels.get(row.labels.end)) {
            let goes_on = !last.ends_label
                && (next.begins_inside || last.goes_on)
                && !had_room(last, next, self.widest_label);
            doubt += if goes_on { doubt::LABEL_CUT } else { 0.0 };
            doubt += self.is_near(last, next);
        }
        let is_whole = labels.last().is_none_or(|last| last.ends_label);
        doubt += if self.with_colons && !is_whole { doubt::NO_COLON } else { 0.0 };
        if let (Some(last), Some(next)) = (values.last(), self.values.get(row.values.end)) {
            let goes_on = (next.begins_inside || last.goes_on) && !had_room(last, next, self.widest_value);
            doubt += if goes_on { doubt::VALUE_CUT } else { 0.0 };
            doubt += self.is_near(last, next);
        }
        Some(doubt)
    }

    /// True when a line across stands between the lines of a row: not one that underlines its first.
    fn is_ruled(&self, labels: &[Piece], values: &[Piece]) -> bool {
        let pieces = || labels.iter().chain(values);
        let top = pieces().map(|piece| piece.baseline).fold(f32::MAX, f32::min);
        let foot = pieces().map(|piece| piece.baseline - 0.5 * piece.size).fold(f32::MIN, f32::max);
        self.rules.iter().any(|rule| top < *rule && *rule < foot)
    }

    /// True when a label of one line leaves no room for its value, which stands on the next.
    fn is_below(&self, labels: &[Piece], values: &[Piece]) -> bool {
        let ([label], Some(value)) = (labels, values.first()) else { return false };
        let step = (value.baseline - label.baseline) / label.size.max(value.size);
        label.right > self.edge - 1.5 * label.size && (0.8..=1.25 * self.leading.max(1.0)).contains(&step)
    }

    fn is_apart(&self, a: &Piece, b: &Piece) -> f32 {
        let step = (b.baseline - a.baseline) / a.size.max(b.size);
        let apart = if step > 1.2 * self.leading.max(1.0) { doubt::APART } else { 0.0 };
        let is_other = (a.size - b.size).abs() > 0.07 * a.size.max(b.size);
        apart + if is_other { doubt::OTHER_SIZE } else { 0.0 }
    }

    fn is_near(&self, a: &Piece, b: &Piece) -> f32 {
        let step = (b.baseline - a.baseline) / a.size.max(b.size);
        if self.is_spaced && step < 1.08 * self.leading { doubt::NEAR } else { 0.0 }
    }
}

/// True when the first word of `next` fits behind `line` in the width that the widest line takes.
fn had_room(line: &Piece, next: &Piece, widest: f32) -> bool {
    line.width() + 0.25 * line.size + next.first <= widest - 0.1
}

fn is_beside(label: &Piece, value: &Piece) -> bool {
    (label.baseline - value.baseline).abs() <= SIDE_BY_SIDE * label.size.max(value.size)
}

fn are_aligned(labels: &[Piece], values: &[Piece], align: Align) -> bool {
    let ends =
        |pieces: &[Piece]| Some((pieces.first()?.baseline, pieces.last()?.baseline, pieces.first()?.size));
    let (Some((top, foot, size)), Some((value_top, value_foot, value_size))) = (ends(labels), ends(values))
    else {
        return false;
    };
    let (label, value) = match align {
        Align::Top => (top, value_top),
        Align::Middle => (f32::midpoint(top, foot), f32::midpoint(value_top, value_foot)),
        Align::Foot => (foot, value_foot),
        Align::Hanging => (foot, value_top),
    };
    // Between two lines of its value a label stands nearer to them than lines do to each other.
    let nearest =
        labels.iter().flat_map(|label| values.iter().map(|value| (label.baseline - value.baseline).abs()));
    let is_between = nearest.fold(f32::MAX, f32::min) <= HALF_A_LINE * size.max(value_size);
    is_between && (label - value).abs() <= SIDE_BY_SIDE * size.max(value_size)
}
