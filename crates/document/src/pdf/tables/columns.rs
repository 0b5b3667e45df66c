//! Segments of lines to columns.

use super::rows::{Put, PutLine};
use super::tokens::{Kind, Line, Segment, Token};

/// How far two segments must overlap to count as one above the other, as a share of the size.
const OVERLAP: f32 = 0.3;
/// Most pairs of segments and lines that are compared.
const MOST_PAIRS: usize = 2_000_000;

/// A segment and where it is from.
#[derive(Debug, Clone, Copy)]
struct Part {
    line: usize,
    x0: f32,
    x1: f32,
}

/// Left and right edge of each column of these lines; what spans columns has no say.
pub(super) fn columns(lines: &[Line]) -> Vec<[f32; 2]> {
    let several: Vec<&Line> = lines.iter().filter(|line| line.segments.len() >= 2).collect();
    let count: usize = several.iter().map(|line| line.segments.len()).sum();
    let step = (count * several.len() / MOST_PAIRS) + 1;
    let sample: Vec<&Line> = several.iter().copied().step_by(step).collect();
    let mut parts = Vec::new();
    let mut spanning = Vec::new();
    for (at, line) in several.iter().enumerate() {
        for segment in &line.segments {
            let part = Part { line: at, x0: segment.x0, x1: segment.text_x1.max(segment.x0 + 0.1) };
            if is_spanning(segment, line, &sample) {
                spanning.push(part);
            } else {
                parts.push(part);
            }
        }
    }
    let size = several.first().map_or(10.0, |line| line.size);
    let mut groups = groups(parts, &several, 0.12 * size);
    groups.sort_by(|a, b| left(a).total_cmp(&left(b)));
    under_header(&mut groups);
    groups.iter().map(|group| [left(group), right(group)]).collect()
}

/// Parts that are one below the other. Where lines of values tell the columns, other words (a header over two of them)
/// join theirs or make columns of their own.
fn groups(parts: Vec<Part>, lines: &[&Line], slack: f32) -> Vec<Vec<Part>> {
    /// Fewest lines of values that tell.
    const LEAST: usize = 3;
    let holds_values = |part: &Part| {
        lines.get(part.line).is_some_and(|line| {
            let numbers = line.segments.iter().skip(1).filter(|segment| segment.is_number).count();
            numbers > 0 && numbers * 2 >= line.segments.len() - 1
        })
    };
    let (values, others): (Vec<Part>, Vec<Part>) = parts.into_iter().partition(holds_values);
    let mut groups = Vec::new();
    let told: std::collections::BTreeSet<usize> = values.iter().map(|part| part.line).collect();
    if told.len() < LEAST {
        for group in apart(values.into_iter().chain(others).collect(), slack) {
            split(group, &mut groups);
        }
        return groups;
    }
    for group in apart(values, slack) {
        split(group, &mut groups);
    }
    let sides: Vec<[f32; 2]> = groups.iter().map(|group| [left(group), right(group)]).collect();
    let mut new = Vec::new();
    let mut joining: Vec<(usize, Part)> = Vec::new();
    for part in others {
        let mut over = sides
            .iter()
            .enumerate()
            .filter(|(_, side)| part.x0 < side[1] - slack && part.x1 > side[0] + slack);
        match (over.next(), over.next()) {
            (None, _) => new.push(part),
            (Some((at, _)), None) => joining.push((at, part)),
            _ => {}
        }
    }
    for (at, part) in joining {
        let is_free = sides
            .iter()
            .enumerate()
            .all(|(other, side)| other == at || part.x1 < side[0] || part.x0 > side[1]);
        if let Some(group) = groups.get_mut(at).filter(|_| is_free) {
            group.push(part);
        }
    }
    for group in apart(new, slack) {
        split(group, &mut groups);
    }
    groups
}

fn left(group: &[Part]) -> f32 {
    group.iter().map(|part| part.x0).fold(f32::MAX, f32::min)
}

fn right(group: &[Part]) -> f32 {
    group.iter().map(|part| part.x1).fold(f32::MIN, f32::max)
}

/// True when most lines have two segments where this one is.
fn is_spanning(segment: &Segment, line: &Line, sample: &[&Line]) -> bool {
    let (mut two, mut one) = (0_usize, 0_usize);
    for other in sample {
        if std::ptr::eq(*other, line) {
            continue;
        }
        let least = OVERLAP * other.size;
        let first = other.segments.partition_point(|other| other.x1 < segment.x0);
        let count = other
            .segments
            .iter()
            .skip(first)
            .take_while(|other| other.x0 < segment.text_x1)
            .filter(|other| {
                let overlap = other.overlap(segment.x0, segment.text_x1);
                overlap >= least || overlap >= 0.6 * other.width()
            })
            .count();
        match count {
            0 => {}
            1 => one += 1,
            _ => two += 1,
        }
    }
    two > 0 && two * 2 > one
}

/// Groups of parts that overlap, from left to right.
fn apart(mut parts: Vec<Part>, slack: f32) -> Vec<Vec<Part>> {
    parts.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let mut groups: Vec<Vec<Part>> = Vec::new();
    let mut end = f32::MIN;
    for part in parts {
        match groups.last_mut() {
            Some(group) if part.x0 < end - slack => group.push(part),
            _ => groups.push(vec![part]),
        }
        end = if groups.last().is_some_and(|group| group.len() == 1) { part.x1 } else { end.max(part.x1) };
    }
    groups
}

/// Splits a group in which a good part of the lines have two parts or more.
fn split(group: Vec<Part>, groups: &mut Vec<Vec<Part>>) {
    let mut todo = vec![group];
    while let Some(mut group) = todo.pop() {
        match gutter(&mut group) {
            Some(at) if groups.len() + todo.len() < 500 => {
                let (a, b): (Vec<Part>, Vec<Part>) =
                    group.into_iter().partition(|part| f32::midpoint(part.x0, part.x1) < at);
                todo.extend([a, b].into_iter().filter(|half| !half.is_empty()));
            }
            _ => groups.push(group),
        }
    }
}

/// Where most lines of the group have a gap between two parts, if they do.
fn gutter(group: &mut [Part]) -> Option<f32> {
    group.sort_by(|a, b| a.line.cmp(&b.line).then(a.x0.total_cmp(&b.x0)));
    let mut lines = 0_usize;
    let mut last = usize::MAX;
    for part in group.iter() {
        lines += usize::from(part.line != last);
        last = part.line;
    }
    // Each gap and each part open at its left and close at its right: the place where gaps most outnumber parts.
    let mut events: Vec<(f32, i32, i32)> = Vec::new();
    let mut gaps = 0_usize;
    for pair in group.windows(2) {
        if let [a, b] = pair
            && a.line == b.line
        {
            gaps += 1;
            events.push((a.x1, 1, 0));
            events.push((b.x0, -1, 0));
        }
    }
    if gaps < 2 || gaps * 4 < lines {
        return None;
    }
    for part in group.iter() {
        events.push((part.x0 + 0.5, 0, 1));
        events.push((part.x1 - 0.5, 0, -1));
    }
    events.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let (mut open, mut covered) = (0, 0);
    let mut best: Option<(i32, f32)> = None;
    for pair in events.windows(2) {
        let [(x, gap, cover), (next, ..)] = pair else { continue };
        open += gap;
        covered += cover;
        let score = open - 2 * covered;
        if open >= 2 && score > 0 && *next - *x > 0.2 && best.is_none_or(|(most, _)| score > most) {
            best = Some((score, f32::midpoint(*x, *next)));
        }
    }
    best.map(|(_, at)| at)
}

/// Puts a group that has parts in the first lines only to the one beside it that has none there: a header that does
/// not stand over its values.
fn under_header(groups: &mut Vec<Vec<Part>>) {
    const HEADER: usize = 3;
    let lines = groups.iter().flatten().map(|part| part.line + 1).max().unwrap_or(0);
    let header = (lines / 2).clamp(1, HEADER);
    let mut at = 0;
    while at + 1 < groups.len() {
        let (Some(a), Some(b)) = (groups.get(at), groups.get(at + 1)) else { break };
        let is_header = |group: &[Part]| group.iter().all(|part| part.line < header);
        let together = a.iter().any(|part| b.iter().any(|other| other.line == part.line));
        // What begins behind all labels is no header of theirs.
        let is_behind_labels = at == 0 && groups.len() > 2 && is_header(b);
        if !together && !is_behind_labels && is_header(a) != is_header(b) && a.len().max(b.len()) >= 2 {
            let mut next = groups.remove(at + 1);
            if let Some(group) = groups.get_mut(at) {
                group.append(&mut next);
            }
        } else {
            at += 1;
        }
    }
}

/// The segments of a line in their columns.
pub(super) fn put(tokens: &[Token], line: &Line, columns: &[[f32; 2]]) -> PutLine {
    let mut puts: Vec<Put> = Vec::new();
    for segment in &line.segments {
        for segment in parted(tokens, segment, columns) {
            let (first, last) = span(&segment, columns, line.size);
            match puts.last_mut() {
                Some(put) if put.last >= first => {
                    put.last = put.last.max(last);
                    put.segment.append(segment);
                }
                _ => puts.push(Put { first, last, segment }),
            }
        }
    }
    PutLine { baseline: line.baseline, size: line.size, top: line.top, bottom: line.bottom, puts }
}

/// A segment over several columns whose words stand apart at the columns' edges is one of each: numbers always, words
/// where the gap there is wider than those between the other words.
fn parted(tokens: &[Token], segment: &Segment, columns: &[[f32; 2]]) -> Vec<Segment> {
    let mut parts: Vec<(usize, Segment)> = Vec::new();
    if segment.tokens.len() < 2 {
        return vec![segment.clone()];
    }
    let (mut inner, mut outer) = (0.0_f32, f32::MAX);
    for at in &segment.tokens {
        let Some(token) = tokens.get(*at) else { continue };
        let is_value = matches!(token.kind, Kind::Number | Kind::Sign);
        let made = Segment {
            x0: token.rect[0],
            x1: token.rect[2],
            text_x1: if token.kind == Kind::Leader { token.rect[0] } else { token.rect[2] },
            tokens: vec![*at],
            is_number: is_value,
            words: usize::from(!is_value && token.kind != Kind::Leader),
        };
        let column = nearest(columns, made.centre());
        match parts.last_mut() {
            Some((_, part)) if token.kind == Kind::Leader => part.append(made),
            Some((last, part)) if *last == column => {
                inner = inner.max(made.x0 - part.x1);
                part.append(made);
            }
            _ => {
                if let Some((_, last)) = parts.last() {
                    outer = outer.min(made.x0 - last.x1);
                }
                parts.push((column, made));
            }
        }
    }
    let size = segment.tokens.first().and_then(|at| tokens.get(*at)).map_or(10.0, |token| token.size);
    let numbers = parts.iter().skip(1).all(|(_, part)| part.is_number);
    // Words that each stand as the values of a column of their own do.
    let stands = |(at, part): &(usize, Segment)| {
        columns.get(*at).is_some_and(|[x0, x1]| {
            let off = [part.x0 - x0, part.x1 - x1, part.centre() - f32::midpoint(*x0, *x1)];
            off.into_iter().any(|off| off.abs() < 0.35 * size)
        })
    };
    let wider =
        inner == 0.0 && parts.iter().all(stands) || outer > 1.35 * inner && inner > 0.0 || outer > 0.5 * size;
    if parts.len() >= 2
        && (numbers || wider || is_label_full(&parts, columns))
        && columns_apart(&parts, columns, 0.15 * size)
    {
        return parts.into_iter().map(|(_, part)| part).collect();
    }
    vec![segment.clone()]
}

/// A label that fills its column up to the value beside it: each begins right where its column does.
fn is_label_full(parts: &[(usize, Segment)], columns: &[[f32; 2]]) -> bool {
    const SAME: f32 = 0.4;
    let begins = |(at, part): &(usize, Segment)| {
        columns.get(*at).is_some_and(|[left, _]| (part.x0 - left).abs() <= SAME)
    };
    columns.len() == 2 && parts.len() == 2 && parts.iter().all(begins)
}

/// True when no part reaches into the column of another.
fn columns_apart(parts: &[(usize, Segment)], columns: &[[f32; 2]], slack: f32) -> bool {
    parts.iter().all(|(column, part)| {
        columns
            .iter()
            .enumerate()
            .filter(|(at, _)| at != column)
            .all(|(_, [x0, x1])| part.overlap(*x0, *x1) <= slack)
    })
}

fn nearest(columns: &[[f32; 2]], x: f32) -> usize {
    let distance = |[x0, x1]: &[f32; 2]| (x0 - x).max(x - x1).max(0.0);
    let best = columns.iter().enumerate().min_by(|(_, a), (_, b)| distance(a).total_cmp(&distance(b)));
    best.map_or(0, |(at, _)| at)
}

/// First and last column that a segment stands in.
fn span(segment: &Segment, columns: &[[f32; 2]], size: f32) -> (usize, usize) {
    let mut over = columns.iter().enumerate().filter(|(_, [x0, x1])| {
        let overlap = segment.overlap(*x0, *x1);
        let narrow = (x1 - x0).min(segment.text_x1 - segment.x0);
        overlap > 0.5 * narrow || overlap > 2.0 * size
    });
    let Some((first, _)) = over.next() else {
        let at = nearest(columns, segment.centre());
        return (at, at);
    };
    (first, over.next_back().map_or(first, |(last, _)| last))
}
