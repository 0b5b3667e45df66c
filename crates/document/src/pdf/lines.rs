//! Words to segments (what stands side by side without a wide gap) and segments to lines.

use super::leaf::Leaf;
use super::letters;
use super::lists;
use super::tables::Grid;
use super::turn::Turn;

/// The widest gap inside a segment, as a share of the size: two columns may stand as near as this.
const WIDEST_GAP: f32 = 0.7;
/// A gap this wide divides a label from its value.
const TAB: f32 = 2.0;
/// How far the baselines of one row may differ, as a share of the size.
pub(crate) const SAME_ROW: f32 = 0.3;

/// Words side by side; or a table, which has no words of its own here.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Segment {
    /// From left to right: places in `Prints::words`.
    pub(crate) words: Vec<u32>,
    pub(crate) rect: [f32; 4],
    pub(crate) baseline: f32,
    pub(crate) size: f32,
    /// Ends in a colon.
    pub(crate) is_label: bool,
    /// The table that it stands for.
    pub(crate) grid: Option<u32>,
}

/// One line of a column.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Line {
    /// Number of its page, as a place among the leaves.
    pub(crate) leaf: u32,
    /// In visual order, from left to right.
    pub(crate) words: Vec<u32>,
    /// Which of `words` stand behind a wide gap.
    pub(crate) tabs: Vec<u32>,
    pub(crate) rect: [f32; 4],
    pub(crate) baseline: f32,
    /// The size most of its letters have.
    pub(crate) size: f32,
    pub(crate) turn: Turn,
    pub(crate) grid: Option<u32>,
}

/// The segments of a page that are written in one way, from the top; words of tables are left out.
pub(crate) fn segments(leaf: &Leaf, turn: Turn) -> Vec<Segment> {
    let mut order: Vec<(u32, [f32; 4])> = (0_u32..)
        .zip(&leaf.prints.words)
        .filter(|(at, print)| print.turn == turn && !leaf.taken.get(*at as usize).copied().unwrap_or(false))
        .map(|(at, print)| (at, leaf.rect(print)))
        .collect();
    let baseline = |at: u32| leaf.print(at).map_or(0.0, |print| print.baseline);
    let size = |at: u32| leaf.print(at).map_or(1.0, |print| print.size);
    order.sort_by(|(a, _), (b, _)| baseline(*a).total_cmp(&baseline(*b)));
    let mut segments: Vec<Segment> = Vec::new();
    let mut rest = order.as_mut_slice();
    while let Some((first, _)) = rest.first().copied() {
        let least = baseline(first);
        let mut small = size(first);
        let row = rest
            .iter()
            .position(|(at, _)| {
                small = small.min(size(*at));
                baseline(*at) - least > SAME_ROW * small
            })
            .unwrap_or(rest.len())
            .max(1);
        let (row, behind) = rest.split_at_mut(row);
        row.sort_by(|(_, a), (_, b)| a[0].total_cmp(&b[0]));
        cut_row(leaf, row, &mut segments);
        rest = behind;
    }
    marks_to_items(leaf, &mut segments);
    segments
}

/// Bullets that are set higher or lower than their items go to them: to what stands right behind them, at their height.
fn marks_to_items(leaf: &Leaf, segments: &mut Vec<Segment>) {
    const FARTHEST: f32 = 4.5;
    let middle = |rect: [f32; 4]| f32::midpoint(rect[1], rect[3]);
    let mut at = 0;
    while let Some(mark) = segments.get(at) {
        let is_bullet =
            matches!(mark.words.as_slice(), [word] if lists::mark(leaf, *word) == Some(lists::Mark::Bullet));
        let height = |segment: &Segment| (middle(segment.rect) - middle(mark.rect)).abs();
        let near = |segment: &Segment| {
            let gap = segment.rect[0] - mark.rect[2];
            (0.0..=FARTHEST * segment.size).contains(&gap) && height(segment) <= 0.6 * segment.size
        };
        let from = at.saturating_sub(4);
        let around = segments.iter().enumerate().skip(from).take(9).filter(|(_, one)| is_bullet && near(one));
        let is_alone = !segments
            .iter()
            .skip(from)
            .take(9)
            .any(|one| one.rect[0] > mark.rect[0] && one.baseline == mark.baseline);
        let item = around.min_by(|(_, a), (_, b)| height(a).total_cmp(&height(b))).map(|(at, _)| at);
        match item.filter(|_| is_alone) {
            Some(item) => {
                let mark = segments.remove(at);
                if let Some(item) = segments.get_mut(if item > at { item - 1 } else { item }) {
                    item.words.splice(0..0, mark.words);
                    item.rect = cover(item.rect, mark.rect);
                }
            }
            None => at += 1,
        }
    }
}

/// What stands for a table in the flow.
pub(crate) fn table(at: u32, grid: &Grid) -> Segment {
    const FIRST_LINE: f32 = 10.0;
    let [_, top, _, bottom] = grid.rect;
    let baseline = (top + FIRST_LINE).min(bottom);
    Segment {
        words: Vec::new(),
        rect: grid.rect,
        baseline,
        size: FIRST_LINE,
        is_label: false,
        grid: Some(at),
    }
}

/// Cuts a row at its wide gaps; a list mark stays with what stands behind it.
fn cut_row(leaf: &Leaf, row: &[(u32, [f32; 4])], segments: &mut Vec<Segment>) {
    let begin = segments.len();
    for (at, rect) in row {
        let Some(print) = leaf.print(*at) else { continue };
        let own = segments.get_mut(begin..).unwrap_or_default();
        match own.last_mut() {
            Some(last) if is_near(leaf, last, rect[0], print.size) => {
                last.words.push(*at);
                last.rect = cover(last.rect, *rect);
                last.size = last.size.max(print.size);
                last.is_label = leaf.text(*at).ends_with(':');
            }
            _ => segments.push(Segment {
                words: vec![*at],
                rect: *rect,
                baseline: print.baseline,
                size: print.size,
                is_label: leaf.text(*at).ends_with(':'),
                grid: None,
            }),
        }
    }
}

fn is_near(leaf: &Leaf, last: &Segment, x0: f32, size: f32) -> bool {
    const WIDEST_BEHIND_MARK: f32 = 4.5;
    let size = last.size.min(size);
    let gap = x0 - last.rect[2];
    let is_mark = || match last.words.as_slice() {
        [mark] => lists::is_mark(leaf, *mark),
        _ => false,
    };
    gap <= WIDEST_GAP * size || (gap <= WIDEST_BEHIND_MARK * size && is_mark())
}

/// The smallest rectangle that holds both.
pub(crate) fn cover(a: [f32; 4], b: [f32; 4]) -> [f32; 4] {
    [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]
}

/// The lines that segments make when those on one row belong together.
pub(crate) fn lines(leaf: &Leaf, place: u32, turn: Turn, segments: Vec<Segment>) -> Vec<Line> {
    let mut rows: Vec<Vec<Segment>> = Vec::new();
    for segment in segments {
        match rows.last_mut() {
            Some(row)
                if segment.grid.is_none()
                    && row.first().is_some_and(|first| {
                        first.grid.is_none()
                            && (segment.baseline - first.baseline).abs()
                                <= SAME_ROW * first.size.min(segment.size)
                    }) =>
            {
                row.push(segment);
            }
            _ => rows.push(vec![segment]),
        }
    }
    let mut lines = Vec::with_capacity(rows.len());
    for mut row in rows {
        row.sort_by(|a, b| a.rect[0].total_cmp(&b.rect[0]));
        lines.extend(line(leaf, place, turn, row));
    }
    drop_caps(leaf, &mut lines);
    lines
}

fn line(leaf: &Leaf, place: u32, turn: Turn, row: Vec<Segment>) -> Option<Line> {
    let first = row.first()?;
    let mut line = Line {
        leaf: place,
        words: Vec::with_capacity(row.iter().map(|segment| segment.words.len()).sum()),
        tabs: Vec::new(),
        rect: first.rect,
        baseline: first.baseline,
        size: first.size,
        turn,
        grid: first.grid,
    };
    let widest = row.windows(2).filter_map(|pair| match pair {
        [a, b] => Some((b.rect[0] - a.rect[2]) / a.size.min(b.size)),
        _ => None,
    });
    // Justified lines of few words have many wide gaps; labels and values have one or two.
    let is_justified = row.len() > 4 && widest.fold(0.0, f32::max) < 2.0 * TAB;
    let mut end: Option<f32> = None;
    for segment in row {
        let is_tab = end.is_some_and(|end| segment.rect[0] - end > TAB * segment.size) && !is_justified;
        if is_tab {
            line.tabs.push(u32::try_from(line.words.len()).unwrap_or(u32::MAX));
        }
        end = Some(segment.rect[2]);
        line.rect = cover(line.rect, segment.rect);
        line.words.extend(segment.words);
    }
    line.size = main_size(leaf, &line.words).unwrap_or(line.size);
    Some(line)
}

/// A line of words in their order.
pub(crate) fn of_words(leaf: &Leaf, place: u32, words: Vec<u32>) -> Option<Line> {
    let first = *leaf.print(*words.first()?)?;
    let rect = rect_of(leaf, &words)?;
    Some(Line {
        leaf: place,
        words,
        tabs: Vec::new(),
        rect,
        baseline: first.baseline,
        size: first.size,
        turn: first.turn,
        grid: None,
    })
}

/// The size that most letters have.
fn main_size(leaf: &Leaf, words: &[u32]) -> Option<f32> {
    let mut sizes: Vec<(f32, u32)> = Vec::new();
    for print in words.iter().filter_map(|at| leaf.print(*at)) {
        let letters = print.end.saturating_sub(print.start);
        match sizes.iter_mut().find(|(size, _)| (*size - print.size).abs() < 0.1) {
            Some((_, count)) => *count += letters,
            None => sizes.push((print.size, letters)),
        }
    }
    sizes.into_iter().max_by_key(|(_, letters)| *letters).map(|(size, _)| size)
}

/// A large first letter goes to the line beside its top.
fn drop_caps(leaf: &Leaf, lines: &mut Vec<Line>) {
    let mut at = 0;
    while at < lines.len() {
        if let Some((cap, to)) = drop_cap(leaf, lines, at) {
            if let Some(line) = lines.get_mut(at) {
                line.words.remove(0);
                line.tabs =
                    line.tabs.iter().map(|tab| tab.saturating_sub(1)).filter(|tab| *tab > 0).collect();
                if let Some(rect) = rect_of(leaf, &line.words) {
                    line.rect = rect;
                }
            }
            if let Some(line) = lines.get_mut(to) {
                line.words.insert(0, cap);
                line.tabs.iter_mut().for_each(|tab| *tab += 1);
            }
            if lines.get(at).is_some_and(|line| line.words.is_empty()) {
                lines.remove(at);
                continue;
            }
        }
        at += 1;
    }
}

/// The large letter that line `at` begins with, and the line that it is the first letter of.
fn drop_cap(leaf: &Leaf, lines: &[Line], at: usize) -> Option<(u32, usize)> {
    const LARGE: f32 = 1.7;
    let line = lines.get(at)?;
    let first = *line.words.first()?;
    let print = leaf.print(first)?;
    let mut letters = leaf.text(first).chars();
    let (Some(letter), None) = (letters.next(), letters.next()) else { return None };
    let beside = |other: &Line| {
        other.rect[0] > print.rect[2] - 1.0
            && other.rect[0] < print.rect[2] + 1.2 * other.size
            && print.size > LARGE * other.size
            && other.baseline > print.baseline - 0.95 * print.size
            && other.baseline < print.baseline - 0.5 * other.size
    };
    if !letter.is_uppercase() || !letters::is_letters(leaf.text(first)) {
        return None;
    }
    let from = at.saturating_sub(6);
    let to = lines.get(from..at)?.iter().position(beside)? + from;
    Some((first, to))
}

pub(crate) fn rect_of(leaf: &Leaf, words: &[u32]) -> Option<[f32; 4]> {
    words.iter().filter_map(|at| leaf.print(*at)).map(|print| leaf.rect(print)).reduce(cover)
}
