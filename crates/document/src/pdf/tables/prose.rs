//! Running text: what is no table's though it may stand beside one.

use super::tokens::{Kind, Line, Segment, Token};

/// A chain of segments one below the other.
#[derive(Debug, Clone)]
struct Chain {
    members: Vec<(usize, usize)>,
    x0: f32,
    x1: f32,
    baseline: f32,
    size: f32,
    gap: f32,
    words: usize,
    numbers: usize,
}

/// Takes running text out of the lines: paragraphs of at least three lines that fill their width, long lines alone. Gives the
/// text taken out, as `[x0, top, x1, bottom]` of each line of it.
pub(super) fn take_out(tokens: &[Token], lines: &mut [Line], width: f32) -> Vec<[f32; 4]> {
    for line in lines.iter_mut() {
        marks(tokens, line);
    }
    let mut chains: Vec<Chain> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (at, line) in lines.iter_mut().enumerate() {
        open.retain(|chain| {
            chains.get(*chain).is_some_and(|chain| line.baseline - chain.baseline < 2.2 * chain.size)
        });
        for chain in open.iter().filter_map(|chain| chains.get(*chain)) {
            justified(chain, line);
        }
        let line = &*line;
        for (place, segment) in line.segments.iter().enumerate() {
            let found = open.iter().copied().find(|chain| {
                chains.get(*chain).is_some_and(|chain| follows(chain, line, segment, &line.segments, place))
            });
            let numbers = segment
                .tokens
                .iter()
                .filter(|at| tokens.get(**at).is_some_and(|token| token.kind == Kind::Number))
                .count();
            match found.and_then(|at| chains.get_mut(at)) {
                Some(chain) => {
                    chain.gap = line.baseline - chain.baseline;
                    chain.members.push((at, place));
                    chain.x0 = chain.x0.min(segment.x0);
                    chain.x1 = chain.x1.max(segment.x1);
                    chain.baseline = line.baseline;
                    chain.words += segment.words;
                    chain.numbers += numbers;
                }
                None => {
                    open.push(chains.len());
                    chains.push(Chain {
                        members: vec![(at, place)],
                        x0: segment.x0,
                        x1: segment.x1,
                        baseline: line.baseline,
                        size: line.size,
                        gap: 0.0,
                        words: segment.words,
                        numbers,
                    });
                }
            }
        }
    }
    let mut taken = Vec::new();
    let mut out: Vec<(usize, usize)> = Vec::new();
    for chain in &chains {
        if is_prose(lines, chain, width) && !is_column(tokens, lines, chain) {
            out.extend(&chain.members);
        }
    }
    out.sort_unstable_by(|a, b| b.cmp(a));
    for (at, place) in out {
        if let Some(line) = lines.get_mut(at)
            && place < line.segments.len()
        {
            let segment = line.segments.remove(place);
            taken.push([segment.x0, line.top, segment.x1, line.bottom]);
        }
    }
    taken
}

/// A bullet or number and its text are one segment.
pub(super) fn marks(tokens: &[Token], line: &mut Line) {
    let two = line.segments.len() == 2;
    let is_mark = |at: usize, segment: &Segment| {
        matches!(segment.tokens.as_slice(), [only] if tokens.get(*only).is_some_and(|token| match token.kind {
            Kind::Mark => true,
            // A dash before the text of an item, the number of a heading.
            Kind::Number => at == 0 && two && token.length <= 6,
            _ => false,
        }))
    };
    let mut at = 0;
    while at + 1 < line.segments.len() {
        let (Some(first), Some(second)) = (line.segments.get(at), line.segments.get(at + 1)) else { break };
        if is_mark(at, first) && second.words > 0 && second.x0 - first.x1 < 4.5 * line.size {
            let second = line.segments.remove(at + 1);
            if let Some(first) = line.segments.get_mut(at) {
                first.append(second);
            }
        }
        at += 1;
    }
}

/// Makes lines of running text that are set wide whole again, in a column of a page: those that reach from edge to edge.
pub(super) fn set_wide(lines: &mut [Line]) {
    let left = lines.iter().flat_map(|line| &line.segments).map(|segment| segment.x0).reduce(f32::min);
    let right = lines.iter().flat_map(|line| &line.segments).map(|segment| segment.x1).reduce(f32::max);
    let (Some(left), Some(right)) = (left, right) else { return };
    for line in lines.iter_mut().filter(|line| line.segments.len() > 1) {
        let (Some(first), Some(last)) = (line.segments.first(), line.segments.last()) else { continue };
        let words: usize = line.segments.iter().map(|segment| segment.words).sum();
        let numbers = line.segments.iter().any(|segment| segment.is_number);
        // An item is set in.
        let full = first.x0 < left + 3.0 * line.size && last.x1 > right - 0.6 * line.size;
        let near = line.segments.windows(2).all(|pair| match pair {
            [a, b] => b.x0 - a.x1 < 5.0 * line.size,
            _ => true,
        });
        if full && near && words >= 3 && !numbers {
            let rest: Vec<Segment> = line.segments.drain(1..).collect();
            if let Some(whole) = line.segments.first_mut() {
                rest.into_iter().for_each(|segment| whole.append(segment));
            }
        }
    }
}

/// Makes justified lines whole again, however wide their words are set: all words stand equally far apart, and the line
/// ends where the one above or below does.
pub(super) fn set_even(tokens: &[Token], lines: &mut [Line]) {
    let ends: Vec<Option<(f32, f32, f32, f32)>> = lines
        .iter()
        .map(|line| Some((line.segments.first()?.x0, line.segments.last()?.x1, line.baseline, line.size)))
        .collect();
    for (at, line) in lines.iter_mut().enumerate().filter(|(_, line)| line.segments.len() > 1) {
        let beside =
            [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter_map(|at| *ends.get(at)?);
        let Some((left, right, baseline, size)) = ends.get(at).copied().flatten() else { continue };
        let ends_alike = beside.into_iter().any(|(x0, x1, other, other_size)| {
            (x1 - right).abs() < 0.25 * size
                && (x0 - left).abs() < 3.5 * size
                && (other - baseline).abs() < 2.0 * size
                && (other_size - size).abs() < 0.1 * size
        });
        if ends_alike && is_even(tokens, line) {
            let rest: Vec<Segment> = line.segments.drain(1..).collect();
            if let Some(whole) = line.segments.first_mut() {
                rest.into_iter().for_each(|segment| whole.append(segment));
            }
        }
    }
}

/// True when the words of a line, three at least, stand equally far apart.
fn is_even(tokens: &[Token], line: &Line) -> bool {
    const LEAST: usize = 3;
    let words: Vec<&Token> =
        line.segments.iter().flat_map(|segment| &segment.tokens).filter_map(|at| tokens.get(*at)).collect();
    // Behind the mark of an item is a space of its own.
    let is_item = words.first().is_some_and(|word| word.kind == Kind::Mark);
    let gaps = || {
        words
            .windows(2)
            .skip(usize::from(is_item))
            .filter_map(|pair| Some(pair.last()?.rect[0] - pair.first()?.rect[2]))
    };
    let numbers = line.segments.iter().filter(|segment| segment.is_number).count();
    let (Some(least), Some(most)) = (gaps().reduce(f32::min), gaps().reduce(f32::max)) else { return false };
    words.len() >= LEAST
        && numbers * 4 < words.len()
        && most - least < 0.12 * line.size
        && most < 6.0 * line.size
}

/// Segments that together reach from edge to edge of the paragraph above are one line of it, set wide.
fn justified(chain: &Chain, line: &mut Line) {
    let slack = 0.35 * line.size;
    let width = chain.x1 - chain.x0;
    if chain.members.len() < 2 || width < 10.0 * line.size || chain.words < 3 * chain.members.len() {
        return;
    }
    let first = line.segments.iter().position(|segment| (segment.x0 - chain.x0).abs() < slack);
    let last = line.segments.iter().position(|segment| (segment.x1 - chain.x1).abs() < slack);
    let (Some(first), Some(last)) = (first, last) else { return };
    let inner = line.segments.get(first..=last).unwrap_or_default();
    let near = inner.windows(2).all(|pair| match pair {
        [a, b] => b.x0 - a.x1 < 2.4 * line.size,
        _ => true,
    });
    let words: usize = inner.iter().map(|segment| segment.words).sum();
    if first >= last || !near || words < 2 {
        return;
    }
    let rest: Vec<Segment> = line.segments.drain(first + 1..=last).collect();
    if let Some(segment) = line.segments.get_mut(first) {
        for next in rest {
            segment.append(next);
        }
    }
}

fn follows(chain: &Chain, line: &Line, segment: &Segment, all: &[Segment], place: usize) -> bool {
    let gap = line.baseline - chain.baseline;
    let same = (chain.size - line.size).abs() < 0.12 * line.size;
    let even = chain.gap == 0.0 || (gap - chain.gap).abs() < 0.25 * line.size;
    let near = (segment.x0 - chain.x0).abs() < 3.0 * line.size;
    let overlap = segment.overlap(chain.x0, chain.x1) > 0.5 * segment.width().min(chain.x1 - chain.x0);
    let lone = all
        .iter()
        .enumerate()
        .all(|(at, other)| at == place || other.overlap(chain.x0, chain.x1) < 0.5 * line.size);
    gap > 0.8 * line.size && gap < 1.9 * line.size && same && even && near && overlap && lone
}

/// True when each line begins as a cell does, and stands beside short ones: cells that are long are a column, no paragraph.
fn is_column(tokens: &[Token], lines: &[Line], chain: &Chain) -> bool {
    const SHORT: usize = 6;
    let beside = chain.members.iter().filter(|(at, place)| {
        let Some(line) = lines.get(*at) else { return false };
        let own = line.segments.get(*place).and_then(|segment| segment.tokens.first());
        let others = || line.segments.iter().enumerate().filter(|(other, _)| other != place);
        own.and_then(|at| tokens.get(*at)).is_some_and(|token| !token.is_lower)
            && others().next().is_some()
            && others().all(|(_, segment)| segment.words <= SHORT)
    });
    chain.members.len() >= 3 && beside.count() * 10 >= chain.members.len() * 9
}

/// True when the line, alone, stands right below what has a label beside it.
fn goes_on_beside(lines: &[Line], at: usize) -> bool {
    let above = at.checked_sub(1).and_then(|above| lines.get(above));
    let (Some(above), Some(line)) = (above, lines.get(at)) else { return false };
    let [only] = line.segments.as_slice() else { return false };
    line.baseline - above.baseline < 1.9 * line.size
        && above.segments.iter().skip(1).any(|segment| (segment.x0 - only.x0).abs() < 0.3 * line.size)
}

fn is_prose(lines: &[Line], chain: &Chain, page: f32) -> bool {
    let count = chain.members.len();
    let width = chain.x1 - chain.x0;
    let widths: Vec<f32> = chain
        .members
        .iter()
        .filter_map(|(at, place)| lines.get(*at).and_then(|line| line.segments.get(*place)))
        .map(Segment::width)
        .collect();
    let full = widths.iter().filter(|own| **own >= 0.75 * width).count();
    let words = chain.words as f32 / count as f32;
    if chain.numbers > chain.words {
        return false;
    }
    // A long line is text however few there are; beside a label it is its value.
    if count <= 2 {
        let is_value =
            chain.members.first().is_some_and(|(at, place)| *place > 0 || goes_on_beside(lines, *at));
        if is_value {
            return false;
        }
        return words >= 8.0 && width >= 0.55 * page.min(600.0) && full == count || words >= 14.0;
    }
    let long = words >= 5.0 && width >= 12.0 * chain.size;
    long && full * 10 >= count * 6 || words >= 9.0
}
