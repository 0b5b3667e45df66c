//! Pages set in columns: which words stand in which column, and which stand over several.
//!
//! Lines are made of the words of one column: beside a table in one column stands running text in the other, on lines
//! of its own.

use super::rulings::Rulings;
use super::tokens::{Kind, Token};
use crate::pdf::turn::Turn;

/// Columns inside columns.
const DEEPEST: usize = 3;
/// Words further apart than this, as a share of the size, are no neighbours.
const WIDEST_GAP: f32 = 1.3;
/// Fewest lines of a stack that tells of a column.
const FEWEST_LINES: usize = 4;
/// The narrowest column, as a share of the size.
const NARROWEST: f32 = 11.0;
/// Baselines nearer than this are one line's, in points.
const SAME_LINE: f32 = 0.6;
/// A full line's share of the width.
const FULL: f32 = 0.72;
/// Text wider than this share of the page's stands over all columns.
const WIDEST: f32 = 0.58;
/// Text up to this share is a column where lines stand right of it.
const WIDEST_BESIDE: f32 = 0.72;

/// Neighbouring words on one line.
#[derive(Debug, Clone, Copy)]
struct Run {
    x0: f32,
    x1: f32,
    baseline: f32,
    size: f32,
    words: usize,
    numbers: usize,
}

/// Lines of running text, one below the other.
#[derive(Debug, Clone, Copy)]
struct Stack {
    x0: f32,
    x1: f32,
    top: f32,
    bottom: f32,
    lines: usize,
    /// Lines that reach over most of its width.
    full: usize,
    size: f32,
}

/// The words of a page, or a box on it, by column; where no column tells, all of them.
pub(super) fn columns(tokens: &[Token], chosen: Vec<usize>, rulings: &Rulings) -> Vec<Vec<usize>> {
    let mut done = Vec::new();
    let mut todo = vec![(chosen, 0)];
    while let Some((chosen, depth)) = todo.pop() {
        match (depth < DEEPEST).then(|| cut(tokens, &chosen, rulings)).flatten() {
            Some([left, right, over]) => {
                todo.extend([left, right].map(|part| (part, depth + 1)));
                done.push(over);
            }
            None => done.push(chosen),
        }
    }
    done.retain(|part| !part.is_empty());
    done
}

/// What stands left of a gutter, right of it, and over it.
fn cut(tokens: &[Token], chosen: &[usize], rulings: &Rulings) -> Option<[Vec<usize>; 3]> {
    let runs = runs(tokens, chosen);
    let stacks = stacks(&runs, rulings);
    let (gutter, stacks) = gutter(&runs, stacks)?;
    let beside = intervals(&stacks);
    let is_beside = |y: f32| beside.iter().any(|[top, bottom]| (*top..=*bottom).contains(&y));
    // What stands beside no running text may stand over the gutter.
    let mut edges: Vec<f32> = beside.iter().flatten().copied().collect();
    edges.insert(0, f32::MIN);
    edges.push(f32::MAX);
    let over: Vec<[f32; 2]> = edges
        .chunks_exact(2)
        .filter_map(|pair| Some([*pair.first()?, *pair.last()?]))
        .filter(|free| stands_over(&runs, rulings, gutter, *free))
        .collect();
    let mut parts: [Vec<usize>; 3] = Default::default();
    for at in chosen {
        let Some(token) = tokens.get(*at) else { continue };
        let is_over = !is_beside(token.baseline)
            && over.iter().any(|[top, bottom]| (*top..=*bottom).contains(&token.baseline));
        let is_left = f32::midpoint(token.rect[0], token.rect[2]) < gutter;
        let [left, right, whole] = &mut parts;
        match (is_over, is_left) {
            (true, _) => whole.push(*at),
            (false, true) => left.push(*at),
            (false, false) => right.push(*at),
        }
    }
    let [left, right, _] = &parts;
    (!left.is_empty() && !right.is_empty()).then_some(parts)
}

/// Words that are neighbours on one line, from top to bottom.
fn runs(tokens: &[Token], chosen: &[usize]) -> Vec<Run> {
    let mut words: Vec<&Token> = chosen
        .iter()
        .filter_map(|at| tokens.get(*at))
        .filter(|token| token.turn == Turn::Upright && token.kind != Kind::Leader)
        .collect();
    words.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
    let mut runs: Vec<Run> = Vec::new();
    for line in words.chunk_by_mut(|a, b| b.baseline - a.baseline < SAME_LINE) {
        line.sort_by(|a, b| a.rect[0].total_cmp(&b.rect[0]));
        let begin = runs.len();
        for token in line.iter() {
            let numbers = usize::from(matches!(token.kind, Kind::Number | Kind::Sign));
            match runs.get_mut(begin..).and_then(<[_]>::last_mut) {
                Some(run) if token.rect[0] - run.x1 < WIDEST_GAP * token.size => {
                    run.x1 = run.x1.max(token.rect[2]);
                    run.words += 1;
                    run.numbers += numbers;
                }
                _ => runs.push(Run {
                    x0: token.rect[0],
                    x1: token.rect[2],
                    baseline: token.baseline,
                    size: token.size,
                    words: 1,
                    numbers,
                }),
            }
        }
    }
    runs
}

/// Running text: runs one below the other at one distance, that begin alike and fill their width.
fn stacks(runs: &[Run], rulings: &Rulings) -> Vec<Stack> {
    let mut stacks: Vec<Vec<Run>> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for run in runs {
        open.retain(|at| {
            let last = stacks.get(*at).and_then(|stack| stack.last());
            last.is_some_and(|last| run.baseline - last.baseline < 1.9 * last.size)
        });
        let found =
            open.iter().copied().find(|at| stacks.get(*at).is_some_and(|stack| follows(stack, run, rulings)));
        match found.and_then(|at| stacks.get_mut(at)) {
            Some(stack) => stack.push(*run),
            None => {
                open.push(stacks.len());
                stacks.push(vec![*run]);
            }
        }
    }
    stacks.iter().filter_map(|stack| stacked(runs, stack)).collect()
}

fn follows(stack: &[Run], run: &Run, rulings: &Rulings) -> bool {
    let Some(last) = stack.last() else { return false };
    let gap = run.baseline - last.baseline;
    let before =
        stack.len().checked_sub(2).and_then(|at| stack.get(at)).map(|before| last.baseline - before.baseline);
    let begins = (run.x0 - last.x0).abs() < 0.6 * run.size
        || stack.len() == 1 && last.x0 > run.x0 && last.x0 - run.x0 < 3.5 * run.size;
    (last.size - run.size).abs() < 0.08 * run.size
        && gap > 0.8 * run.size
        && before.is_none_or(|before| (before - gap).abs() < 0.2 * run.size)
        && begins
        && !rulings
            .between(last.baseline, run.baseline - 0.4 * run.size)
            .any(|rule| rule.covers(run.x0, run.x1) > 0.5 * (run.x1 - run.x0))
}

/// The lines as one; None where they hold values, or labels of values beside them.
fn stacked(runs: &[Run], stack: &[Run]) -> Option<Stack> {
    let (first, last) = (stack.first()?, stack.last()?);
    let x0 = stack.iter().map(|run| run.x0).reduce(f32::min)?;
    let x1 = stack.iter().map(|run| run.x1).reduce(f32::max)?;
    let words: usize = stack.iter().map(|run| run.words).sum();
    let numbers: usize = stack.iter().map(|run| run.numbers).sum();
    let labels = stack.iter().filter(|run| {
        let first = runs.partition_point(|other| other.baseline < run.baseline - SAME_LINE);
        let beside = runs.iter().skip(first).take_while(|other| other.baseline < run.baseline + SAME_LINE);
        beside.into_iter().any(|other| other.x0 > run.x1 && other.numbers == other.words)
    });
    let lines = stack.len();
    let full = stack.iter().filter(|run| run.x1 - x0 >= FULL * (x1 - x0)).count();
    (lines >= 2 && words * 2 >= lines * 5 && numbers * 3 < words && labels.count() * 2 < lines).then_some(
        Stack {
            x0,
            x1,
            top: first.baseline - first.size,
            bottom: last.baseline + 0.5 * last.size,
            lines,
            full,
            size: first.size,
        },
    )
}

impl Stack {
    /// It alone tells that a column of running text is here: lines enough that fill a width.
    fn tells(&self) -> bool {
        self.lines >= FEWEST_LINES
            && self.x1 - self.x0 >= NARROWEST * self.size
            && self.full * 20 >= self.lines * 13
    }

    /// Fills the column of another.
    fn fills(&self, [x0, x1]: [f32; 2]) -> bool {
        self.x0 > x0 - 0.6 * self.size
            && self.x0 < x0 + 3.0 * self.size
            && self.x1 <= x1 + 0.6 * self.size
            && self.x1 - self.x0 >= 0.8 * (x1 - x0)
    }
}

/// Where the first gutter is, and the running text that tells of it.
fn gutter(runs: &[Run], all: Vec<Stack>) -> Option<(f32, Vec<Stack>)> {
    /// Fewest lines of the only column of running text.
    const ALONE: usize = 8;
    let left = runs.iter().map(|run| run.x0).reduce(f32::min)?;
    let right = runs.iter().map(|run| run.x1).reduce(f32::max)?;
    let width = |stack: &Stack| (stack.x1 - stack.x0) / (right - left).max(1.0);
    let is_narrow = |stack: &&Stack| {
        stack.tells()
            && (width(stack) < WIDEST || width(stack) < WIDEST_BESIDE && has_lines_right(runs, stack))
    };
    let mut stacks: Vec<Stack> = all.iter().filter(is_narrow).copied().collect();
    stacks.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let mut groups: Vec<([f32; 2], Vec<Stack>)> = Vec::new();
    for stack in stacks {
        match groups.last_mut() {
            Some((sides, group)) if stack.x0 < sides[1] => {
                sides[1] = sides[1].max(stack.x1);
                group.push(stack);
            }
            _ => groups.push(([stack.x0, stack.x1], vec![stack])),
        }
    }
    let mut groups = groups.into_iter();
    let (first, second) = (groups.next()?, groups.next());
    if let Some((sides, others)) = second {
        let known = |stack: &Stack| [first.0, sides].iter().any(|sides| stack.fills(*sides));
        let small = all.into_iter().filter(|stack| !stack.tells() && known(stack));
        let stacks: Vec<Stack> = first.1.into_iter().chain(others).chain(small).collect();
        return Some((f32::midpoint(first.0[1], sides[0]), stacks));
    }
    let ([x0, x1], stacks) = first;
    if stacks.iter().map(|stack| stack.lines).sum::<usize>() < ALONE || x1 - x0 < 0.28 * (right - left) {
        return None;
    }
    let size = stacks.first()?.size;
    let beside = runs
        .iter()
        .filter(|run| stacks.iter().any(|stack| (stack.top..=stack.bottom).contains(&run.baseline)));
    let to_right = beside.clone().map(|run| run.x0).filter(|at| *at > x1).reduce(f32::min);
    let to_left = beside.map(|run| run.x1).filter(|at| *at < x0).reduce(f32::max);
    let gap = 0.7 * size;
    match (to_right, to_left) {
        (Some(at), _) if at - x1 > gap => Some((f32::midpoint(x1, at), stacks)),
        (_, Some(at)) if x0 - at > gap => Some((f32::midpoint(at, x0), stacks)),
        _ => None,
    }
}

/// True where lines stand right of running text, beside most of its own: a column of facts.
fn has_lines_right(runs: &[Run], stack: &Stack) -> bool {
    let first = runs.partition_point(|run| run.baseline < stack.top);
    let inside: Vec<&Run> = runs.iter().skip(first).take_while(|run| run.baseline <= stack.bottom).collect();
    let right = inside.iter().filter(|run| run.x0 > stack.x1 + 0.7 * stack.size);
    let mut rows: Vec<f32> = right.map(|run| run.baseline).collect();
    rows.dedup_by(|a, b| (*a - *b).abs() < SAME_LINE);
    rows.len() * 2 > stack.lines
}

/// From where to where running text stands, from top to bottom.
fn intervals(stacks: &[Stack]) -> Vec<[f32; 2]> {
    let mut sides: Vec<[f32; 2]> = stacks.iter().map(|stack| [stack.top, stack.bottom]).collect();
    sides.sort_by(|a, b| a[0].total_cmp(&b[0]));
    let mut all: Vec<[f32; 2]> = Vec::new();
    for [top, bottom] in sides {
        match all.last_mut() {
            Some(last) if top <= last[1] => last[1] = last[1].max(bottom),
            _ => all.push([top, bottom]),
        }
    }
    all
}

/// Whether what stands between these heights stands over the gutter: rules or words that cross it, or lines that have
/// words on both sides of it.
fn stands_over(runs: &[Run], rulings: &Rulings, gutter: f32, [top, bottom]: [f32; 2]) -> bool {
    /// How far a rule reaches over a gutter.
    const FAR: f32 = 20.0;
    /// As many lines a rule counts for.
    const RULE: usize = 3;
    let first = runs.partition_point(|run| run.baseline < top);
    let inside: Vec<&Run> = runs.iter().skip(first).take_while(|run| run.baseline <= bottom).collect();
    let rules =
        rulings.between(top, bottom).filter(|rule| rule.from < gutter - FAR && rule.to > gutter + FAR);
    let mut over = RULE * rules.count();
    let mut all = over;
    for line in inside.chunk_by(|a, b| b.baseline - a.baseline < 1.5) {
        let crosses = line.iter().any(|run| run.x0 < gutter - 1.0 && run.x1 > gutter + 1.0);
        let both = line.iter().any(|run| run.x1 <= gutter) && line.iter().any(|run| run.x0 >= gutter);
        over += usize::from(crosses || both);
        all += 1;
    }
    over > 0 && over * 2 >= all
}
