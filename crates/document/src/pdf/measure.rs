//! What is usual in a document: the size of its text, how far its lines stand apart, how far to the right they go.

use super::columns::{Column, median};
use super::leaf::Leaf;
use super::lines::Line;

/// The usual measures of a document.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Measure {
    /// Size of most of its letters.
    pub(crate) size: f32,
    /// From line to line inside a paragraph, as a share of the size.
    pub(crate) leading: f32,
    /// Most of its text is bold.
    pub(crate) bold: bool,
}

/// How far to the right the lines of a column go before they break.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Reach {
    pub(crate) left: f32,
    pub(crate) right: f32,
    /// Lines of it, or of columns like it, were seen to break there.
    pub(crate) is_seen: bool,
    /// The same for lines that begin at one place: where they begin, how many were seen to break, and where.
    indented: Vec<(f32, usize, f32)>,
}

impl Reach {
    /// Where lines that go on at `left` end, and whether that was seen.
    pub(crate) fn right_of(&self, left: f32) -> (f32, bool) {
        let own =
            self.indented.iter().find(|(begin, count, _)| (begin - left).abs() <= NEAR && *count >= SEEN);
        own.map_or((self.right, self.is_seen), |(_, _, right)| (*right, true))
    }
}

/// Lines begin at one place when they are no farther apart than this, in points.
const NEAR: f32 = 4.0;
/// Columns begin and end at the same places when those are no farther apart than this, in points.
const LIKE: f32 = 12.0;
/// How many lines must have been seen to break.
const SEEN: usize = 2;

impl Measure {
    pub(crate) fn of(leaves: &[Leaf], columns: &[Column]) -> Measure {
        let mut sizes: Vec<(i32, usize)> = Vec::new();
        let (mut bold, mut all) = (0, 0);
        let mut leadings = Vec::new();
        for line in columns.iter().flat_map(|column| &column.lines) {
            let Some(leaf) = leaves.get(line.leaf as usize) else { continue };
            let letters: usize = line.words.iter().map(|at| leaf.text(*at).len()).sum();
            #[expect(clippy::cast_possible_truncation, reason = "a font's size")]
            let size = (line.size * 4.0).round() as i32;
            match sizes.iter_mut().find(|(known, _)| *known == size) {
                Some((_, count)) => *count += letters,
                None => sizes.push((size, letters)),
            }
            all += letters;
            bold += line
                .words
                .iter()
                .filter(|at| leaf.is_bold(**at))
                .map(|at| leaf.text(*at).len())
                .sum::<usize>();
        }
        for column in columns {
            for (line, next) in broken(leaves, column) {
                leadings.push((next.baseline - line.baseline) / line.size);
            }
        }
        let size = sizes.iter().max_by_key(|(_, letters)| *letters).map_or(40, |(size, _)| *size);
        #[expect(clippy::cast_precision_loss, reason = "a font's size")]
        let size = size as f32 / 4.0;
        let leading = if leadings.is_empty() { 1.3 } else { median(leadings.into_iter()) };
        Measure { size, leading, bold: bold * 2 > all }
    }
}

/// Pairs of lines that a width broke beyond doubt: a long one, and one below it that begins with a small letter.
fn broken<'a>(leaves: &'a [Leaf], column: &'a Column) -> impl Iterator<Item = (&'a Line, &'a Line)> {
    const LONG: f32 = 0.4;
    let width = column.right - column.left;
    column.lines.windows(2).filter_map(move |pair| {
        let [line, next] = pair else { return None };
        let gap = next.baseline - line.baseline;
        let begins =
            next.words.first().map(|at| leaves.get(next.leaf as usize).map_or("", |leaf| leaf.text(*at)));
        let goes_on = begins.is_some_and(|word| word.starts_with(char::is_lowercase));
        let is_pair = line.grid.is_none()
            && next.grid.is_none()
            && (line.size - next.size).abs() <= 0.05 * line.size
            && (0.8 * line.size..=2.6 * line.size).contains(&gap)
            && line.rect[2] - line.rect[0] >= LONG * width
            && (next.rect[0] - line.rect[0]).abs() <= 3.0 * line.size
            && line.tabs.is_empty()
            && next.tabs.is_empty();
        (goes_on && is_pair).then_some((line, next))
    })
}

/// How far the lines of each column go.
pub(crate) fn reaches(leaves: &[Leaf], columns: &[Column]) -> Vec<Reach> {
    let own: Vec<(usize, f32)> = columns
        .iter()
        .map(|column| {
            let ends = broken(leaves, column).map(|(line, _)| line.rect[2]);
            ends.fold((0, f32::MIN), |(count, right), end| (count + 1, right.max(end)))
        })
        .collect();
    let is_like =
        |a: &Column, b: &Column| (a.left - b.left).abs() <= LIKE && (a.right - b.right).abs() <= LIKE;
    columns
        .iter()
        .zip(&own)
        .map(|(column, (count, right))| {
            let indented = indented(leaves, column);
            let seen =
                |right: f32| Reach { left: column.left, right, is_seen: true, indented: indented.clone() };
            if *count >= SEEN {
                return seen(*right);
            }
            let alike = columns.iter().zip(&own).filter(|(other, _)| is_like(other, column));
            let (all, end) =
                alike.fold((0, *right), |(all, end), (_, (count, right))| (all + count, end.max(*right)));
            if all >= SEEN {
                return seen(end);
            }
            match beside(column, columns, &own) {
                Some(right) => seen(right),
                None => Reach { left: column.left, right: column.right, is_seen: false, indented },
            }
        })
        .collect()
}

/// Where the lines of a column end when they go as far as those of a column of the same page that were seen to break.
fn beside(column: &Column, columns: &[Column], own: &[(usize, f32)]) -> Option<f32> {
    const FILLED: f32 = 0.93;
    let leaf = column.lines.first()?.leaf;
    let left = column.lines.iter().map(|line| line.rect[0]).reduce(f32::min)?;
    let right = column.lines.iter().map(|line| line.rect[2]).reduce(f32::max)?;
    let others = columns.iter().zip(own).filter(|(other, (count, _))| {
        *count >= SEEN
            && other.lines.first().is_some_and(|line| line.leaf == leaf)
            && (other.right <= left || other.left >= right)
    });
    let mut widths = others.map(|(other, (_, end))| end - other.left);
    widths
        .find(|width| (FILLED * width..=width + LIKE).contains(&(right - left)))
        .map(|width| right.max(left + width))
}

/// Where the broken lines of a column go on, and how far they go there.
fn indented(leaves: &[Leaf], column: &Column) -> Vec<(f32, usize, f32)> {
    const MOST: usize = 16;
    let mut seen: Vec<(f32, usize, f32)> = Vec::new();
    for (line, next) in broken(leaves, column) {
        let known = seen.iter_mut().find(|(begin, ..)| (begin - next.rect[0]).abs() <= NEAR);
        if let Some((_, count, right)) = known {
            *count += 1;
            *right = right.max(line.rect[2]);
        } else if seen.len() < MOST {
            seen.push((next.rect[0], 1, line.rect[2]));
        }
    }
    seen
}
