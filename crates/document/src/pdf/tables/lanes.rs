//! Tables whose columns white alone tells: it goes down between their cells from the first line to the last, however
//! the cells are wrapped.

use std::cmp::Reverse;
use std::collections::VecDeque;
use std::ops::Range;

use super::rulings::Rulings;
use super::tokens::{Kind, Line, Segment, Token, lines};
use super::{Draft, bands};

/// Fewest columns; two are labels and values.
const FEWEST: usize = 3;
/// The narrowest lane, as a share of the size: two cells may stand as near as words do.
pub(super) const NARROWEST: f32 = 0.25;
/// Most lines of a page.
const MOST_LINES: usize = 400;
/// Fewest lines with words in several columns: a head and a row.
const FEWEST_LINES: usize = 2;
/// Most stretches of lines that are looked at closely.
const MOST_TRIED: usize = 16;
/// Begins at the same place, in points.
const SAME: f32 = 0.6;
/// How far apart the lines of a table stand at most, as a share of the size.
const FARTHEST: f32 = 4.0;

/// The tables among the words that are not `taken`; what stands in one of the `boxes` is looked at by itself.
pub(super) fn drafts(
    tokens: &[Token],
    taken: &[bool],
    boxes: &[Vec<usize>],
    rulings: &Rulings,
) -> Vec<Draft> {
    let mut free: Vec<bool> = taken.iter().map(|taken| !taken).collect();
    let mut drafts = Vec::new();
    let rest: Vec<usize> = (0..tokens.len()).collect();
    // The smallest box that a word is in is its own.
    for part in boxes.iter().rev().chain([&rest]) {
        let own = |at: &usize| free.get_mut(*at).is_some_and(std::mem::take);
        let part: Vec<usize> = part.iter().copied().filter(own).collect();
        drafts.extend(of_part(tokens, part, rulings));
    }
    drafts
}

fn of_part(tokens: &[Token], part: Vec<usize>, rulings: &Rulings) -> Vec<Draft> {
    let all = lines(tokens, part.into_iter(), rulings);
    let segments = |at: &usize| all.get(*at).map_or(0, |line| line.segments.len());
    let mut seeds: Vec<usize> = (0..all.len()).filter(|at| segments(at) >= FEWEST).collect();
    let mut drafts = Vec::new();
    if all.len() > MOST_LINES {
        return drafts;
    }
    seeds.sort_by_key(|at| Reverse(segments(at)));
    let mut tried = vec![false; all.len()];
    let mut used = vec![false; all.len()];
    let mut left = MOST_TRIED;
    for seed in seeds {
        if tried.get(seed).copied().unwrap_or(true) {
            continue;
        }
        let (range, kinds) = stretch(tokens, &all, &used, seed);
        // Lines as this one would find the same; a line with fewer gaps may do better.
        let alike = range.clone().filter(|at| segments(at) == segments(&seed));
        alike.for_each(|at| tried.get_mut(at).into_iter().for_each(|tried| *tried = true));
        let own = all.get(range.clone()).unwrap_or_default();
        if own.iter().filter(|line| line.segments.len() > 1).count() < FEWEST_LINES {
            continue;
        }
        let Some(rest) = usize::checked_sub(left, 1) else { break };
        left = rest;
        if let Some(draft) = bands::table(tokens, own, &kinds, rulings) {
            used.get_mut(range).unwrap_or_default().fill(true);
            drafts.push(draft);
        }
    }
    drafts
}

/// How a line stands to the lanes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stand {
    /// None of its words stands in a lane.
    Beside,
    /// Its first words stand over lanes: a heading of rows, a total.
    Over,
}

/// What is left white of each gap of the line that lanes were begun with.
type Lanes = Vec<Vec<[f32; 2]>>;

/// The lanes in the making.
#[derive(Debug, Clone)]
struct Growth<'a> {
    tokens: &'a [Token],
    /// The line that they were begun with.
    seed: &'a Line,
    lanes: Lanes,
    /// Where the segments of lines beside them begin.
    begins: Vec<f32>,
}

/// The lines around a line that leave the gaps between its segments white, and how each stands to them.
fn stretch(tokens: &[Token], all: &[Line], used: &[bool], seed: usize) -> (Range<usize>, Vec<Stand>) {
    let Some(line) = all.get(seed) else { return (seed..seed + 1, Vec::new()) };
    let pairs = line.segments.windows(2);
    let mut growth = Growth {
        tokens,
        seed: line,
        lanes: pairs.filter_map(|pair| Some(vec![[pair.first()?.x1, pair.last()?.x0]])).collect(),
        // Twice, as those of two lines.
        begins: [&line.segments, &line.segments].into_iter().flatten().map(|segment| segment.x0).collect(),
    };
    let mut kinds = VecDeque::from([Stand::Beside]);
    let (mut from, mut to) = (seed, seed + 1);
    let is_free = |at: usize| !used.get(at).copied().unwrap_or(true);
    let is_far = |a: &Line, b: &Line| b.baseline - a.baseline > FARTHEST * a.size.max(b.size);
    while let (Some(last), Some(next)) = (all.get(to - 1), all.get(to))
        && is_free(to)
        && !is_far(last, next)
    {
        let near = kinds.back().copied();
        let before = to.checked_sub(2).and_then(|at| all.get(at));
        if near == Some(Stand::Over) && growth.is_lone(next, Some(last)) {
            break;
        }
        match growth.take(next, near).filter(|stand| *stand == Stand::Beside || !growth.is_lone(last, before))
        {
            Some(stand) => kinds.push_back(stand),
            None if near == Some(Stand::Beside) && growth.is_overrun(next, all.get(to + 1)) => {
                kinds.push_back(Stand::Over);
            }
            None => break,
        }
        to += 1;
    }
    while let Some(at) = from.checked_sub(1)
        && let (Some(next), Some(last)) = (all.get(at), all.get(from))
        && is_free(at)
        && !is_far(next, last)
        && !(kinds.front() == Some(&Stand::Over)
            && growth.is_lone(next, at.checked_sub(1).and_then(|above| all.get(above))))
        && let Some(stand) = growth.take(next, kinds.front().copied())
    {
        kinds.push_front(stand);
        from = at;
    }
    trim(all, from..to, kinds.into(), &growth.lanes)
}

impl Growth<'_> {
    /// Takes a line to those with lanes, the one beside it being `near` to them so; None where the table ends.
    fn take(&mut self, line: &Line, near: Option<Stand>) -> Option<Stand> {
        const LARGER: f32 = 1.2;
        const SMALLER: f32 = 0.8;
        let seed = self.seed;
        if !(SMALLER * seed.size..=LARGER * seed.size).contains(&line.size) {
            return None;
        }
        if let Some(left) = self.left_white(&line.segments)
            && !self.is_text(&left, line)
        {
            self.lanes = left;
            if line.segments.len() > 1 {
                self.begins.extend(line.segments.iter().map(|segment| segment.x0));
            }
            return Some(Stand::Beside);
        }
        // A heading of rows begins where they do, and is no paragraph; behind it, or behind a total, may stand values.
        let (first, values) = line.segments.split_first()?;
        let rest = self.left_white(values)?;
        let are_values = values.iter().all(|segment| segment.is_number);
        let begins = (seed.segments.first()?.x0 - first.x0).abs() <= 3.0 * line.size || !values.is_empty();
        if !begins || !are_values || near == Some(Stand::Over) && values.is_empty() {
            return None;
        }
        self.lanes = rest;
        Some(Stand::Over)
    }

    /// True for words alone where rows begin that do not go on with the line above: a heading, maybe of text below it.
    fn is_lone(&self, line: &Line, above: Option<&Line>) -> bool {
        const APART: f32 = 1.4;
        let begin = self.seed.segments.first().map_or(f32::MIN, |first| first.x0);
        matches!(line.segments.as_slice(), [only] if (only.x0 - begin).abs() <= 3.0 * line.size)
            && above.is_none_or(|above| line.baseline - above.baseline > APART * line.size)
    }

    /// True for a row with a cell that runs over into the next column, between rows that do not.
    fn is_overrun(&self, line: &Line, after: Option<&Line>) -> bool {
        const FAR: f32 = 2.2;
        let Some(after) = after else { return false };
        let begins = |line: &Line| line.segments.first().map(|first| first.x0);
        let same = begins(self.seed).zip(begins(line)).is_some_and(|(a, b)| (a - b).abs() < SAME);
        same && line.segments.len() >= FEWEST
            && after.segments.len() >= FEWEST
            && after.baseline - line.baseline < FAR * line.size
            && (line.size - self.seed.size).abs() < 0.1 * line.size
            && self.clone().take(after, None) == Some(Stand::Beside)
    }

    /// True where words stand on both sides of what is left of a lane as near as those of a sentence do, and do not
    /// begin where a column does: a line of text whose gaps happen to stand in lanes.
    fn is_text(&self, left: &Lanes, line: &Line) -> bool {
        const THOUSANDS: f32 = 0.4;
        let begins = |(before, token): (&Token, &Token)| {
            let same = self.begins.iter().filter(|x0| (*x0 - token.rect[0]).abs() < SAME);
            // The thousands of one number stand as near as words.
            let is_one =
                before.kind == Kind::Number && token.rect[0] - before.rect[2] < THOUSANDS * token.size;
            token.kind == Kind::Number && !is_one || same.count() >= 2
        };
        let mut gaps: Vec<([f32; 2], (&Token, &Token))> = Vec::new();
        for segment in &line.segments {
            let words: Vec<&Token> = segment.tokens.iter().filter_map(|at| self.tokens.get(*at)).collect();
            let pairs = words.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?)));
            gaps.extend(pairs.map(|(a, b)| ([a.rect[2], b.rect[0]], (a, b))));
        }
        let within = |white: &[f32; 2]| {
            gaps.iter().find(|([from, to], _)| *from <= white[0] + 0.1 && white[1] <= to + 0.1)
        };
        let is_off = |lane: &&Vec<[f32; 2]>| {
            let gaps: Option<Vec<_>> = lane.iter().map(within).collect();
            gaps.is_some_and(|gaps| !gaps.iter().any(|(_, pair)| begins(*pair)))
        };
        left.iter().filter(is_off).count() > usize::from(line.segments.len() > 2)
    }

    /// What is left of the lanes beside words; None where one is no more.
    fn left_white(&self, segments: &[Segment]) -> Option<Lanes> {
        let least = NARROWEST * self.seed.size;
        let mut left = self.lanes.clone();
        let words = segments.iter().flat_map(|segment| &segment.tokens).filter_map(|at| self.tokens.get(*at));
        for [x0, _, x1, _] in words.map(|token| token.rect) {
            for lane in &mut left {
                if lane.iter().any(|white| x0 < white[1] && x1 > white[0]) {
                    let parts = lane.iter().flat_map(|[from, to]| [[*from, to.min(x0)], [from.max(x1), *to]]);
                    let mut parts: Vec<[f32; 2]> = parts.filter(|[from, to]| to - from >= least).collect();
                    parts.dedup();
                    *lane = parts;
                }
            }
        }
        left.iter().all(|lane| !lane.is_empty()).then_some(left)
    }
}

/// Leaves out lines at the edges that are none of the table: headings and lines of text that happen to be short, and
/// what stands further off than its lines do.
fn trim(
    all: &[Line],
    range: Range<usize>,
    mut kinds: Vec<Stand>,
    lanes: &Lanes,
) -> (Range<usize>, Vec<Stand>) {
    const APART: f32 = 1.6;
    let Range { start: mut from, end: mut to } = range;
    let edge = lanes.first().and_then(|lane| lane.first()).map_or(f32::MIN, |white| white[0]);
    let is_label = |at: usize| {
        let segments = all.get(at).map(|line| line.segments.as_slice()).unwrap_or_default();
        matches!(segments, [only] if only.x1 <= edge + 0.5 && !only.is_number)
    };
    // What a cell of the page before goes on with stands where its column does.
    let begins = |at: usize| all.get(at).into_iter().flat_map(|line| &line.segments).map(|one| one.x0);
    let is_rest =
        |at: usize| begins(at).any(|x0| begins(at + 1).skip(1).any(|other| (other - x0).abs() < SAME));
    let is_value =
        |at: usize| all.get(at).is_some_and(|line| line.segments.iter().all(|segment| segment.is_number));
    let is_alone = |at: usize| all.get(at).is_some_and(|line| line.segments.len() < 2);
    let gap = |at: usize| {
        let pair = all.get(at).zip(all.get(at + 1));
        pair.map_or(0.0, |(line, next)| next.baseline - line.baseline)
    };
    let widest = |range: Range<usize>| range.map(gap).fold(0.0, f32::max);
    loop {
        let count = to - from;
        if count < 2 {
            break;
        }
        let is_far = |at: usize, rest: Range<usize>| count > 4 && gap(at) > APART * widest(rest);
        let step = 1.2 * least_gap(all, from..to);
        // A heading, and words in two columns below a table of more: another list.
        let is_other = count > 4
            && all.get(to - 1).is_some_and(|line| line.segments.len() <= 2)
            && lanes.len() > 2
            && is_label(to - 2)
            && gap(to - 3) > step;
        if is_other {
            kinds.truncate(count - 2);
            to -= 2;
            continue;
        }
        if kinds.first() == Some(&Stand::Over)
            || is_label(from)
            || is_far(from, from + 1..to - 1)
            || is_alone(from) && gap(from) > step && !is_rest(from)
        {
            kinds.remove(0);
            from += 1;
        } else if kinds.last() == Some(&Stand::Over)
            && all.get(to - 1).is_some_and(|line| line.segments.len() < 2)
            || is_far(to - 2, from..to - 2)
            || is_alone(to - 1) && gap(to - 2) > step && !is_value(to - 1)
        {
            kinds.pop();
            to -= 1;
        } else {
            break;
        }
    }
    (from..to, kinds)
}

/// The distance between the nearest lines that stand on rows of their own.
fn least_gap(all: &[Line], range: Range<usize>) -> f32 {
    let own = all.get(range).unwrap_or_default();
    let gaps = own.windows(2).filter_map(|pair| {
        let (line, next) = (pair.first()?, pair.last()?);
        Some(next.baseline - line.baseline).filter(|gap| *gap > 0.8 * line.size)
    });
    gaps.fold(f32::MAX, f32::min)
}
