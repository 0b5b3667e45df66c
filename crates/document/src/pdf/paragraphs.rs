//! Lines to paragraphs: joined only where the width of their column broke them.

use super::bidi;
use super::columns::Column;
use super::leaf::Leaf;
use super::lines::{Line, cover};
use super::lists::{self, Mark};
use super::measure::{Measure, Reach};
use super::turn::Turn;
use crate::text::{captions, is_figure, is_label, key_value};

/// Width of a space, as a share of the size.
const SPACE: f32 = 0.25;

/// How much of the width of its column a centred title fills before it breaks, at least.
const NARROW: f32 = 0.8;

/// Lines that are one stretch of text; or one table.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Part {
    pub(crate) lines: Vec<Line>,
    /// What it begins with, for an item of a list.
    pub(crate) mark: Option<Mark>,
    /// Which column it begins in.
    pub(crate) column: usize,
    /// White above and below is more than between the lines of a paragraph.
    pub(crate) alone: bool,
}

impl Part {
    pub(crate) fn grid(&self) -> Option<u32> {
        self.lines.first().and_then(|line| line.grid)
    }
}

/// What joins lines needs to know.
pub(crate) struct Joiner<'a> {
    pub(crate) leaves: &'a [Leaf],
    pub(crate) measure: Measure,
    pub(crate) reaches: &'a [Reach],
}

impl Joiner<'_> {
    /// The parts of the columns, in their order. Columns that are `apart` (notes, furniture) join nothing before or
    /// behind them.
    pub(crate) fn parts(&self, columns: Vec<Column>, apart: &[bool]) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        // The last part of the flow that a column may go on with.
        let mut open: Option<usize> = None;
        // Lines on their own, one below the other, right before.
        let mut lone = 0;
        for (at, column) in columns.into_iter().enumerate() {
            let is_apart = apart.get(at).copied().unwrap_or(false);
            let mut last_baseline: Option<f32> = None;
            let mut inside: Option<usize> = None;
            for line in column.lines {
                let before = if inside.is_some() { inside } else { open.filter(|_| !is_apart) };
                let last = before.and_then(|before| parts.get(before));
                let joins = last.is_some_and(|part| {
                    let goes_on = if inside.is_some() { Self::goes_on } else { Self::goes_on_over };
                    goes_on(self, part, &line, at) && !self.is_listed(part, lone, &line)
                });
                let is_lone = last.is_some_and(|part| self.is_lone(part, &line));
                let gap = last_baseline.map(|last| line.baseline - last);
                last_baseline = Some(line.baseline);
                match before.filter(|_| joins).and_then(|before| parts.get_mut(before)) {
                    Some(part) => {
                        part.lines.push(line);
                        lone = 0;
                        inside = before;
                    }
                    None => {
                        let wide = gap.is_none_or(|gap| gap > self.wide(&line));
                        if let Some(last) = inside.and_then(|inside| parts.get_mut(inside)) {
                            last.alone &= wide;
                        }
                        if !is_apart {
                            lone = if is_lone && (gap.is_none() || !wide) { lone + 1 } else { 0 };
                        }
                        let mark = self.mark(&line, &parts);
                        inside = Some(parts.len());
                        parts.push(Part { lines: vec![line], mark, column: at, alone: wide });
                    }
                }
            }
            if !is_apart && inside.is_some() {
                open = inside;
            }
        }
        parts
    }

    /// More than this from one baseline to the next is white between two blocks.
    fn wide(&self, line: &Line) -> f32 {
        1.3 * self.measure.leading * line.size + 0.5
    }

    fn leaf(&self, line: &Line) -> Option<&Leaf> {
        self.leaves.get(line.leaf as usize)
    }

    /// The first word as it is read.
    fn first(&self, line: &Line) -> Option<u32> {
        let leaf = self.leaf(line)?;
        if bidi::is_right_to_left(leaf, &line.words) {
            line.words.last().copied()
        } else {
            line.words.first().copied()
        }
    }

    fn text(&self, line: &Line) -> String {
        let Some(leaf) = self.leaf(line) else { return String::new() };
        let words: Vec<&str> = line.words.iter().map(|at| leaf.text(*at)).collect();
        words.join(" ")
    }

    /// The list mark of a line that begins an item.
    fn mark(&self, line: &Line, _parts: &[Part]) -> Option<Mark> {
        let leaf = self.leaf(line)?;
        if line.words.len() < 2 || line.grid.is_some() {
            return None;
        }
        lists::mark(leaf, self.first(line)?)
    }

    /// True when `line` begins an item behind `part`: a number in running text may stand at a line's beginning too.
    fn begins_item(&self, part: &Part, last: &Line, line: &Line) -> bool {
        let Some(mark) = self.mark(line, &[]) else {
            return self.leaf(line).is_some_and(|leaf| {
                self.first(line).is_some_and(|at| {
                    leaf.text(at).starts_with(|c: char| {
                        c > '\u{7f}' && lists::is_bullet(c) && !"–—\u{2010}\u{2011}".contains(c)
                    })
                })
            });
        };
        if part.mark.is_some_and(|before| mark.follows(before)) {
            return true;
        }
        let is_dash = self.leaf(line).is_some_and(|leaf| {
            self.first(line).is_some_and(|at| matches!(leaf.text(at), "–" | "—" | "-" | "+" | "*"))
        });
        let ended = self.text(last).ends_with(['.', ';', ':', '!', '?']);
        if is_dash && part.mark.is_none() && ends_in_year(&self.text(last)) && ends_range(&self.text(line)) {
            return false;
        }
        match mark {
            Mark::Bullet => !is_dash || ended || !self.is_full(part, last, line),
            Mark::Number { .. } => {
                mark.is_first() && part.mark.is_none() && ended && !self.is_counted_inside(part, last)
                    || !self.is_full(part, last, line)
            }
        }
    }

    /// A number in brackets stands inside its text already: `(1) …; (2) …`.
    fn is_counted_inside(&self, part: &Part, last: &Line) -> bool {
        let Some(leaf) = self.leaf(last) else { return false };
        part.lines.iter().any(|line| {
            line.words.iter().skip(1).any(|at| lists::is_mark(leaf, *at) && leaf.text(*at).ends_with(')'))
        })
    }

    /// True when the width of the column broke the line before `next`: its first word did not fit.
    fn is_full(&self, part: &Part, line: &Line, next: &Line) -> bool {
        self.is_full_in(part.column, line, next)
    }

    fn is_full_in(&self, column: usize, line: &Line, next: &Line) -> bool {
        let (Some(reach), Some(leaf)) = (self.reaches.get(column), self.leaf(next)) else { return false };
        let from_right = bidi::is_right_to_left(leaf, &next.words);
        let Some(word) = self.unbroken(leaf, next, from_right) else { return false };
        let width = line.rect[2] - line.rect[0];
        let from_right = bidi::is_right_to_left(leaf, &line.words);
        let is_centred = self.is_centred(line, next);
        let (right, is_seen) = reach.right_of(next.rect[0]);
        let room = if is_centred {
            let share = if self.is_display(line) { NARROW } else { 1.0 };
            share * (right - reach.left) - width
        } else if from_right {
            line.rect[0] - reach.left
        } else {
            right - line.rect[2]
        };
        let fits = word[2] - word[0] + SPACE * line.size <= room;
        let is_long = is_seen || width >= 0.45 * leaf.width || self.begins_small(next);
        !fits && is_long
    }

    /// Where the words stand that a line begins with and that no break divides: `9 400`, `« eau`, `40 %`.
    fn unbroken(&self, leaf: &Leaf, line: &Line, from_right: bool) -> Option<[f32; 4]> {
        let first = self.first(line).and_then(|at| leaf.print(at)).map(|print| leaf.rect(print))?;
        if from_right {
            return Some(first);
        }
        let pairs = line.words.windows(2).map_while(|pair| match pair {
            [one, next] => Some((leaf.text(*one), *next)),
            _ => None,
        });
        let bound = pairs.take_while(|(one, next)| is_bound(one, leaf.text(*next)));
        let rects = bound.filter_map(|(_, at)| leaf.print(at)).map(|print| leaf.rect(print));
        Some(rects.fold(first, cover))
    }

    /// Set as titles are: larger than the text, or bold.
    fn is_display(&self, line: &Line) -> bool {
        let is_bold = |leaf: &Leaf| line.words.iter().all(|at| leaf.is_bold(*at));
        line.size > 1.1 * self.measure.size || (!self.measure.bold && self.leaf(line).is_some_and(is_bold))
    }

    fn begins_small(&self, line: &Line) -> bool {
        let word = self.first(line).and_then(|at| self.leaf(line).map(|leaf| leaf.text(at)));
        word.is_some_and(|word| word.starts_with(char::is_lowercase))
    }

    fn is_centred(&self, line: &Line, next: &Line) -> bool {
        let middle = |line: &Line| line.rect[0] + line.rect[2];
        (line.rect[0] - next.rect[0]).abs() > line.size
            && (middle(line) - middle(next)).abs() < 1.2 * line.size
    }

    fn is_same_style(&self, last: &Line, line: &Line) -> bool {
        let size = last.size.max(line.size);
        last.turn == line.turn
            && (last.size - line.size).abs() <= 0.07 * size
            && !self.changes_weight(last, line)
    }

    /// A bold line before one that is not, or the other way about.
    fn changes_weight(&self, last: &Line, line: &Line) -> bool {
        let (Some(leaf), Some(other)) = (self.leaf(last), self.leaf(line)) else { return false };
        let all_bold = |leaf: &Leaf, line: &Line| line.words.iter().all(|at| leaf.is_bold(*at));
        let ends_bold = last.words.last().is_some_and(|at| leaf.is_bold(*at));
        let begins_bold = line.words.first().is_some_and(|at| other.is_bold(*at));
        (all_bold(leaf, last) && !begins_bold) || (all_bold(other, line) && !ends_bold)
    }

    /// True when `line`, the next one in the same column, belongs to `part`.
    fn goes_on(&self, part: &Part, line: &Line, column: usize) -> bool {
        let Some(last) = part.lines.last() else { return false };
        if last.grid.is_some() || line.grid.is_some() || !self.is_same_style(last, line) {
            return false;
        }
        let gap = line.baseline - last.baseline;
        let usual = match part.lines.as_slice() {
            [.., before, last] if before.leaf == last.leaf && last.baseline > before.baseline => {
                1.15 * (last.baseline - before.baseline) + 0.8
            }
            _ => self.wide(line),
        };
        gap > 0.7 * line.size
            && gap <= usual.min(3.0 * line.size)
            && self.is_indented_alike(part, last, line)
            && (self.is_full_in(column, last, line)
                || self.is_hyphenated(last, line)
                || self.goes_inside(column, last, line))
            && !self.begins_item(part, last, line)
            && !self.begins_run_in(part, last, line)
            && !self.is_own_line(last, line)
    }

    /// True when a part is one line on its own, and `line` is set like it.
    fn is_lone(&self, part: &Part, line: &Line) -> bool {
        let [own] = part.lines.as_slice() else { return false };
        part.mark.is_none()
            && part.grid().is_none()
            && self.is_same_style(own, line)
            && (own.rect[0] - line.rect[0]).abs() <= 0.3 * line.size
    }

    /// True when `line` is one more of a list of lines, each on its own, although the one before is full: it begins as
    /// a sentence does, and what stands before is whole.
    fn is_listed(&self, part: &Part, lone: usize, line: &Line) -> bool {
        const FEWEST: usize = 3;
        /// Shorter words in small letters stand before others: `of`, `des`, `und`.
        const SHORTEST: usize = 4;
        let word = |line: &Line, at: Option<&u32>| {
            self.leaf(line).zip(at).map(|(leaf, at)| leaf.text(*at)).unwrap_or_default()
        };
        let [own] = part.lines.as_slice() else { return false };
        let last = word(own, own.words.last());
        let [first, second] = [0, 1].map(|at| word(line, line.words.get(at)));
        lone >= FEWEST
            && last.chars().count() >= SHORTEST
            && last.chars().next_back().is_some_and(char::is_lowercase)
            && last.chars().all(|c| !c.is_uppercase())
            && first.starts_with(char::is_uppercase)
            && second.starts_with(char::is_lowercase)
    }

    /// True when `line` begins with a bold label as the part does: the label of the next value.
    fn begins_run_in(&self, part: &Part, last: &Line, line: &Line) -> bool {
        let label = |line: &Line| self.leaf(line).map_or(0, |leaf| run_in(leaf, line));
        let ends_bold = self.leaf(last).zip(last.words.last()).is_some_and(|(leaf, at)| leaf.is_bold(*at));
        !ends_bold && label(line) > 0 && part.lines.first().is_some_and(|first| label(first) > 0)
    }

    /// True when `line`, the first of another column or page, belongs to `part`.
    fn goes_on_over(&self, part: &Part, line: &Line, column: usize) -> bool {
        let Some(last) = part.lines.last() else { return false };
        let text = self.text(last);
        let is_unfinished =
            !text.trim_end_matches(['”', '"', '’', ')']).ends_with(['.', '!', '?', ':', ';', '。']);
        let at_left =
            self.reaches.get(column).is_some_and(|reach| line.rect[0] <= reach.left + 0.5 * line.size)
                || part.mark.is_some();
        let is_text = last.grid.is_none() && line.grid.is_none() && line.size <= 1.08 * self.measure.size;
        is_text
            && self.is_same_style(last, line)
            && (self.begins_small(line) || (is_unfinished && at_left))
            && (self.is_full_over(part, last, line)
                || self.is_hyphenated(last, line)
                || self.goes_inside(part.column, last, line))
            && self.mark(line, &[]).is_none()
            && !self.is_own_line(last, line)
            && last.turn == Turn::Upright
    }

    /// True when a sentence goes on behind a line that takes most of its column, whatever had room there: the page
    /// ended, or the lines were broken so that all look alike.
    fn goes_inside(&self, column: usize, last: &Line, line: &Line) -> bool {
        const MOST: f32 = 0.75;
        let text = self.text(last);
        let begins_number = self
            .leaf(line)
            .zip(line.words.first())
            .is_some_and(|(leaf, at)| leaf.text(*at).starts_with(|c: char| c.is_ascii_digit()));
        let begins = self.begins_small(line) || begins_number && self.mark(line, &[]).is_none();
        let width = self.reaches.get(column).map_or(f32::MAX, |reach| reach.right - reach.left);
        begins
            && text.ends_with(|c: char| c.is_lowercase() || c == ',')
            && last.tabs.is_empty()
            && last.rect[2] - last.rect[0] >= MOST * width
    }

    fn is_full_over(&self, part: &Part, last: &Line, line: &Line) -> bool {
        // The column that the part ended in is not known any more when it ran over several; the first one will do.
        self.is_full_in(part.column, last, line)
    }

    fn is_hyphenated(&self, last: &Line, line: &Line) -> bool {
        let (Some(leaf), Some(end)) = (self.leaf(last), last.words.last()) else { return false };
        let word = leaf.text(*end);
        word.ends_with('\u{ad}')
            || (self.begins_small(line)
                && word.len() > 2
                && word.trim_end_matches(['-', '\u{2010}']).len() < word.len()
                && word.starts_with(char::is_alphabetic))
    }

    fn is_indented_alike(&self, part: &Part, last: &Line, line: &Line) -> bool {
        let near = 0.6 * line.size;
        let from_right = self.leaf(line).is_some_and(|leaf| bidi::is_right_to_left(leaf, &line.words));
        let edge = |line: &Line| if from_right { -line.rect[2] } else { line.rect[0] };
        if self.is_centred(last, line) {
            return true;
        }
        if let [_, second, ..] = part.lines.as_slice()
            && second.leaf == line.leaf
            && (self.reaches.get(part.column).is_some_and(|reach| second.rect[0] >= reach.left - near))
            && part.lines.iter().all(|one| one.leaf == line.leaf)
        {
            return (edge(line) - edge(last)).abs() <= near || (edge(line) - edge(second)).abs() <= near;
        }
        let right_aligned = (line.rect[2] - last.rect[2]).abs() < near;
        let behind_mark =
            last.words.get(1).and_then(|at| self.leaf(last)?.print(*at)).map(|print| print.rect[0]);
        match (part.mark, behind_mark) {
            (Some(_), Some(x)) if !from_right => {
                (edge(last) - near..=x + 1.5 * line.size).contains(&edge(line))
            }
            _ if edge(line) - edge(last) > near => {
                let has_cap = last
                    .words
                    .first()
                    .and_then(|at| self.leaf(last)?.print(*at))
                    .is_some_and(|print| print.size > 1.5 * last.size);
                let goes_on = self.begins_small(line) || (right_aligned && last.rect[0] < line.rect[0]);
                let behind_tab = last
                    .tabs
                    .last()
                    .and_then(|tab| last.words.get(*tab as usize))
                    .and_then(|at| self.leaf(last)?.print(*at));
                let hangs = self.leaf(last).is_some_and(|leaf| run_in(leaf, last) > 0)
                    && edge(line) - edge(last) <= 6.0 * line.size
                    && part.lines.len() == 1;
                has_cap
                    || goes_on
                    || hangs
                    || behind_tab.is_some_and(|print| (print.rect[0] - line.rect[0]).abs() <= near)
            }
            // Further left: the one before was indented as the first of its paragraph.
            _ => edge(last) - edge(line) <= 6.0 * line.size,
        }
    }

    /// Figures and labels by themselves, and labels with their values, go on with nothing.
    fn is_own_line(&self, last: &Line, line: &Line) -> bool {
        if !line.tabs.is_empty() {
            return true;
        }
        let text = self.text(line);
        (is_figure(&text) && !self.is_display(line))
            || is_label(&text)
            || captions::is_credit(&text)
            || (key_value(&text).is_some() && key_value(&self.text(last)).is_some())
    }
}

/// How many words the bold label has that a line begins with, before words that are not bold; 0 for none.
pub(crate) fn run_in(leaf: &Leaf, line: &Line) -> usize {
    const MOST_WORDS: usize = 8;
    let count = line.words.iter().take_while(|at| leaf.is_bold(**at)).count();
    let words = line.words.get(..count).unwrap_or_default();
    let ends = words.last().is_some_and(|at| leaf.text(*at).ends_with(['.', ',', ';']));
    let is_label = words.iter().any(|at| leaf.text(*at).chars().any(char::is_alphabetic)) && !ends;
    let is_all = count == line.words.len();
    if is_label && !is_all && count <= MOST_WORDS { count } else { 0 }
}

/// True when no line is broken between two words: groups of one number, a number and its sign, French quotation marks.
fn is_bound(one: &str, next: &str) -> bool {
    let is_number = !one.is_empty() && one.bytes().all(|byte| byte.is_ascii_digit());
    let group = next.trim_end_matches(|c: char| !c.is_ascii_digit());
    let is_group = group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit());
    let is_sign = next.starts_with(['%', '$', '€', '£', '»', ';', ':', '!', '?']);
    one == "«" || (is_number && one.len() <= 3 && is_group) || is_sign
}

/// `Dates: 1 April 2021`, before the dash of a range.
fn ends_in_year(text: &str) -> bool {
    let word = text.rsplit(' ').next().unwrap_or_default();
    let is_year = |word: &str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    // Also `01.04.2021`, `01/04/2021`.
    is_year(word) || word.rsplit(['.', '/', '-']).next().is_some_and(is_year)
}

/// `– 31 March 2024`: the end of a range of dates, and nothing else.
fn ends_range(text: &str) -> bool {
    const LONGEST: usize = 28;
    text.len() <= LONGEST && ends_in_year(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_words_stay_together() {
        for (one, next, bound) in [
            ("9", "400", true),
            ("12", "500,", true),
            ("2019", "400", false),
            ("9", "40", false),
            ("40", "%", true),
            ("«", "eau", true),
            ("eau", "»", true),
            ("eau", "claire", false),
        ] {
            assert_eq!(is_bound(one, next), bound, "{one} {next}");
        }
    }
}
