//! Tables whose columns white alone tells: it goes down between their cells from the first line to the last, however
//! the cells are wrapped.

use std::cmp::Reverse;
use std::ops::Range;

use super::rulings::Rulings;
use super::tokens::{Kind, Line, Token, lines};
use super::{Draft, bands};

/// Fewest columns; two are labels and values.
const FEWEST: usize = 3;
/// The narrowest lane, as a share of the size: two cells may stand as near as words do.
pub(super) const NARROWEST: f32 = 0.25;
/// Most lines of a page.
const MOST_LINES: usize = 400;
/// Most lines that are tried as one of a table.
const MOST_TRIED: usize = 60;
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
    for seed in seeds.into_iter().take(MOST_TRIED) {
        if tried.get(seed).copied().unwrap_or(true) {
            continue;
        }
        let (range, kinds) = stretch(tokens, &all, &used, seed);
        // Lines as this one would find the same; a line with fewer gaps may do better.
        let alike = range.clone().filter(|at| segments(at) == segments(&seed));
        alike.for_each(|at| tried.get_mut(at).into_iter().for_each(|tried| *tried = true));
        let own = all.get(range.clone()).unwrap_or_default();
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

/// The lines around a line that leave the gaps between its segments white, and how each stands to them.
fn stretch(tokens: &[Token], all: &[Line], used: &[bool], seed: usize) -> (Range<usize>, Vec<Stand>) {
    let Some(line) = all.get(seed) else { return (seed..seed + 1, Vec::new()) };
    let mut lanes: Lanes =
        line.segments.windows(2).filter_map(|pair| Some(vec![[pair.first()?.x1, pair.last()?.x0]])).collect();
    let mut kinds = std::collections::VecDeque::from([Stand::Beside]);
    let (mut from, mut to) = (seed, seed + 1);
    let is_free = |at: usize| !used.get(at).copied().unwrap_or(true);
    while let (Some(last), Some(next)) = (all.get(to - 1), all.get(to)) {
        if !is_free(to) || next.baseline - last.baseline > FARTHEST * next.size.max(last.size) {
            break;
        }
        let Some(stand) = take(tokens, &mut lanes, line, next, (last, kinds.back().copied())) else { break };
        kinds.push_back(stand);
        to += 1;
    }
    while let Some(at) = from.checked_sub(1)
        && let (Some(next), Some(last)) = (all.get(at), all.get(from))
    {
        if !is_free(at) || last.baseline - next.baseline > FARTHEST * next.size.max(last.size) {
            break;
        }
        let Some(stand) = take(tokens, &mut lanes, line, next, (last, kinds.front().copied())) else { break };
        kinds.push_front(stand);
        from = at;
    }
    trim(all, from..to, kinds.into(), &lanes)
}

/// Takes a line to those with lanes, `near` being the one beside it and how that stands; None where the table ends.
fn take(
    tokens: &[Token],
    lanes: &mut Lanes,
    seed: &Line,
    line: &Line,
    near: (&Line, Option<Stand>),
) -> Option<Stand> {
    const LARGER: f32 = 1.2;
    const SMALLER: f32 = 0.8;
    if !(SMALLER * seed.size..=LARGER * seed.size).contains(&line.size) {
        return None;
    }
    let rects = |at: usize| {
        let segment = line.segments.get(at);
        segment.into_iter().flat_map(|one| &one.tokens).filter_map(|at| tokens.get(*at)).map(|one| one.rect)
    };
    let least = NARROWEST * seed.size;
    let all = (0..line.segments.len()).flat_map(rects);
    if let Some(left) = left_white(lanes, all, least)
        && !is_text(tokens, &left, seed, line)
    {
        *lanes = left;
        return Some(Stand::Beside);
    }
    // A heading of rows begins where they do, and is no paragraph; behind it may stand a value.
    let begins = seed.segments.first()?.x0 - line.segments.first()?.x0;
    let rest = left_white(lanes, (1..line.segments.len()).flat_map(rects), least)?;
    let is_value = line.segments.iter().skip(1).all(|segment| segment.is_number);
    let (near, stand) = near;
    let is_paragraph = stand == Some(Stand::Over) && (line.baseline - near.baseline).abs() < 1.6 * line.size;
    if begins.abs() > 3.0 * line.size || !is_value || is_paragraph {
        return None;
    }
    *lanes = rest;
    Some(Stand::Over)
}

/// True where words stand on both sides of what is left of a lane as near as those of a sentence do, and do not begin
/// where a column does: a line of text whose gaps happen to stand in lanes.
fn is_text(tokens: &[Token], left: &Lanes, seed: &Line, line: &Line) -> bool {
    const SAME: f32 = 0.6;
    let begins = |token: &Token| {
        token.kind == Kind::Number || seed.segments.iter().any(|one| (one.x0 - token.rect[0]).abs() < SAME)
    };
    let mut gaps: Vec<([f32; 2], bool)> = Vec::new();
    for segment in &line.segments {
        let words: Vec<&Token> = segment.tokens.iter().filter_map(|at| tokens.get(*at)).collect();
        let pairs = words.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?)));
        gaps.extend(pairs.map(|(a, b)| ([a.rect[2], b.rect[0]], begins(b))));
    }
    let within = |white: &[f32; 2]| {
        gaps.iter().find(|([from, to], _)| *from <= white[0] + 0.1 && white[1] <= to + 0.1)
    };
    let is_off = |lane: &&Vec<[f32; 2]>| {
        let gaps: Option<Vec<_>> = lane.iter().map(within).collect();
        gaps.is_some_and(|gaps| gaps.iter().all(|(_, begins)| !begins))
    };
    left.iter().filter(is_off).count() > usize::from(line.segments.len() > 1)
}

/// What is left of the lanes beside words; None where one is no more.
fn left_white(lanes: &Lanes, words: impl Iterator<Item = [f32; 4]>, least: f32) -> Option<Lanes> {
    let mut left = lanes.clone();
    for [x0, _, x1, _] in words {
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
        if kinds.first() == Some(&Stand::Over) || is_label(from) || is_far(from, from + 1..to - 1) {
            kinds.remove(0);
            from += 1;
        } else if kinds.last() == Some(&Stand::Over)
            && all.get(to - 1).is_some_and(|line| line.segments.len() < 2)
            || is_far(to - 2, from..to - 2)
            || is_label(to - 1) && gap(to - 2) > 1.2 * least_gap(all, from..to)
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
