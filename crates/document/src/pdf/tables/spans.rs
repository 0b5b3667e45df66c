//! Lines of a header to its cells: what spans columns, what wraps, what stands in which row.

use super::DraftCell;
use super::rows::{Put, PutLine};
use super::rulings::{Rule, Rulings};

/// A cell of the header in the making.
#[derive(Debug, Clone)]
struct Head {
    first: usize,
    last: usize,
    /// Its lines.
    from: usize,
    to: usize,
    centre: f32,
    tokens: Vec<usize>,
    level: usize,
}

/// The header's cells, and how many rows they make.
pub(super) fn header(
    lines: &[PutLine],
    columns: &[[f32; 2]],
    rulings: &Rulings,
    below: f32,
) -> (Vec<DraftCell>, usize) {
    let mut heads: Vec<Head> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        for (put, (first, last)) in line.puts.iter().zip(spanned(lines, at, columns, rulings, below)) {
            let above = heads
                .iter_mut()
                .filter(|head| head.first <= last && first <= head.last)
                .max_by_key(|head| head.to);
            match above {
                Some(head) if head.to == at || continues(lines, head, at, put, (first, last), rulings) => {
                    head.to = at;
                    head.first = head.first.min(first);
                    head.last = head.last.max(last);
                    head.tokens.extend(&put.segment.tokens);
                }
                _ => heads.push(Head {
                    first,
                    last,
                    from: at,
                    to: at,
                    centre: put.segment.centre(),
                    tokens: put.segment.tokens.clone(),
                    level: 0,
                }),
            }
        }
    }
    level(&mut heads);
    place(heads)
}

/// The columns that each segment of a header's line stands over: as far as the rule beneath it reaches, or, when it is
/// in the middle of columns that have headers of their own below, those.
fn spanned(
    lines: &[PutLine],
    at: usize,
    columns: &[[f32; 2]],
    rulings: &Rulings,
    below: f32,
) -> Vec<(usize, usize)> {
    let Some(line) = lines.get(at) else { return Vec::new() };
    let (Some([left, _]), Some([_, right])) = (columns.first(), columns.last()) else { return Vec::new() };
    let next = lines.get(at + 1);
    let floor = next.map_or(below, |next| next.baseline);
    let mut limits: Vec<(usize, usize, bool)> = Vec::new();
    for put in &line.puts {
        let centre = put.segment.centre();
        let under = rulings
            .between(line.baseline - 0.1 * line.size, floor - 0.3 * line.size)
            .find(|rule| rule.from <= centre && centre <= rule.to && rule.length() < 0.93 * (right - left));
        let mut covered = columns
            .iter()
            .enumerate()
            .filter(|(_, [x0, x1])| under.is_some_and(|rule| rule.covers(*x0, *x1) >= 0.5 * (x1 - x0)));
        let own = (put.first, put.last, false);
        let limit = covered.next().map(|(first, _)| {
            let last = covered.next_back().map_or(first, |(last, _)| last);
            (first.min(put.first), last.max(put.last), true)
        });
        let beside = || {
            let next = next?;
            let has = |column: usize| next.put(column).is_some_and(|put| put.first == put.last);
            let is_lone = |column: usize| {
                line.put(column).is_none() && has(column) && !parted(line, rulings, columns, put, column)
            };
            has(put.first).then_some(())?;
            has(put.last).then_some(())?;
            let low = (1..put.first).rev().take_while(|column| is_lone(*column)).last().unwrap_or(put.first);
            let high = (put.last + 1..columns.len()).take_while(|column| is_lone(*column)).last();
            Some((low, high.unwrap_or(put.last), false))
        };
        limits.push(limit.or_else(beside).unwrap_or(own));
    }
    share(line, columns, &limits)
}

/// True when a line down stands between a segment and a column.
fn parted(line: &PutLine, rulings: &Rulings, columns: &[[f32; 2]], put: &Put, column: usize) -> bool {
    let Some([x0, x1]) = columns.get(column).copied() else { return true };
    let (from, to) = if column < put.first { (x1, put.segment.x0) } else { (put.segment.x1, x0) };
    from < to && rulings.divides(from + 1.0, to - 1.0, line.top, line.bottom)
}

/// Shares the columns among the segments within their limits, so that each stands as near the middle of its columns as
/// can be; the cheapest of all ways.
fn share(line: &PutLine, columns: &[[f32; 2]], limits: &[(usize, usize, bool)]) -> Vec<(usize, usize)> {
    const MOST: usize = 60;
    if columns.len() > MOST {
        return line.puts.iter().map(|put| (put.first, put.last)).collect();
    }
    // By number of columns used up: the least cost, and the spans that give it.
    type Way = (f32, Vec<(usize, usize)>);
    let mut ways: Vec<Option<Way>> = vec![None; columns.len() + 1];
    if let Some(way) = ways.first_mut() {
        *way = Some((0.0, Vec::new()));
    }
    for (put, (low, high, ruled)) in line.puts.iter().zip(limits) {
        let mut next: Vec<Option<Way>> = vec![None; columns.len() + 1];
        for (used, way) in ways.iter().enumerate() {
            let Some((cost, spans)) = way else { continue };
            for first in used.max(*low)..=put.first {
                for last in put.last..=*high {
                    let (Some([x0, _]), Some([_, x1])) = (columns.get(first), columns.get(last)) else {
                        continue;
                    };
                    let off = (f32::midpoint(*x0, *x1) - put.segment.centre()).abs() / line.size;
                    // Left over columns of a rule's, or with headers of their own below, cost more than a little off.
                    let left_over = (first - low + high - last) as f32;
                    let cost = cost + off + left_over * if *ruled { 2.0 } else { 0.7 };
                    let Some(slot) = next.get_mut(last + 1) else { continue };
                    if slot.as_ref().is_none_or(|(least, _)| cost < *least) {
                        let mut spans = spans.clone();
                        spans.push((first, last));
                        *slot = Some((cost, spans));
                    }
                }
            }
        }
        ways = next;
    }
    let best = ways.into_iter().flatten().min_by(|a, b| a.0.total_cmp(&b.0));
    best.map_or_else(|| line.puts.iter().map(|put| (put.first, put.last)).collect(), |(_, spans)| spans)
}

/// Whether a segment is a further line of a cell above it.
fn continues(
    lines: &[PutLine],
    head: &Head,
    at: usize,
    put: &Put,
    (first, last): (usize, usize),
    rulings: &Rulings,
) -> bool {
    let (Some(above), Some(line)) = (lines.get(head.to), lines.get(at)) else { return false };
    let gap = (line.baseline - above.baseline) / line.size.max(above.size);
    let centre = put.segment.centre();
    let is_ruled = rulings
        .between(above.baseline, line.baseline - 0.4 * line.size)
        .filter(|rule| !underlines(above, rule))
        .any(|rule| rule.from - 1.0 <= centre && centre <= rule.to + 1.0);
    if is_ruled || gap > 1.9 {
        return false;
    }
    if head.first == first && head.last == last {
        return true;
    }
    // A second line of a spanning header, shorter or longer than the first.
    let alone =
        line.puts.iter().filter(|other| other.first <= head.last && head.first <= other.last).count() == 1;
    let inside = head.first <= first && last <= head.last && head.first < head.last;
    let around = first <= head.first && head.last <= last;
    let middle = (centre - head.centre).abs() <= line.size;
    let own = lines.iter().skip(at + 1).any(|below| {
        below.puts.iter().filter(|other| other.first <= head.last && head.first <= other.last).count() >= 2
    });
    // A row of its own stands further below than its own next line does.
    let next = lines.get(at + 1).map(|next| (next.baseline - line.baseline) / line.size.max(next.size));
    if inside && next.is_some_and(|next| gap > 1.12 * next) {
        return false;
    }
    alone && middle && (inside && own || around && gap < 1.4 && head.first == head.last)
}

/// True when a rule is as long as words of the line right above it.
fn underlines(line: &PutLine, rule: &Rule) -> bool {
    const NEAR: f32 = 1.5;
    rule.at - line.baseline < 0.25 * line.size
        && line
            .puts
            .iter()
            .any(|put| (put.segment.x0 - rule.from).abs() < NEAR && (put.segment.x1 - rule.to).abs() < NEAR)
}

fn level(heads: &mut [Head]) {
    heads.sort_by_key(|head| (head.from, head.first));
    for at in 0..heads.len() {
        let Some(head) = heads.get(at) else { break };
        let level = heads
            .iter()
            .take(at)
            .filter(|above| above.first <= head.last && head.first <= above.last)
            .map(|above| above.level + 1)
            .max()
            .unwrap_or(0);
        if let Some(head) = heads.get_mut(at) {
            head.level = level;
        }
    }
}

/// Heads to cells: those of the columns with most levels make the rows, others stand in the rows that they are beside.
fn place(heads: Vec<Head>) -> (Vec<DraftCell>, usize) {
    let deepest = heads.iter().map(|head| head.level).max().map_or(0, |level| level + 1);
    let full = |head: &Head| {
        let reach = heads
            .iter()
            .filter(|other| other.first <= head.last && head.first <= other.last)
            .map(|other| other.level + 1)
            .max();
        reach == Some(deepest)
    };
    let mut bands = vec![(usize::MAX, 0_usize); deepest];
    for head in heads.iter().filter(|head| full(head)) {
        if let Some(band) = bands.get_mut(head.level) {
            *band = (band.0.min(head.from), band.1.max(head.to));
        }
    }
    let mut cells: Vec<DraftCell> = Vec::new();
    for head in &heads {
        let (mut first, mut last) = (head.level, head.level);
        if !full(head) {
            let mut beside =
                bands.iter().enumerate().filter(|(_, (from, to))| *from <= head.to && head.from <= *to);
            if let Some((row, _)) = beside.next() {
                (first, last) = (row, beside.next_back().map_or(row, |(row, _)| row));
            } else {
                // Between two rows: it stands beside both.
                let above = bands.iter().rposition(|(_, to)| *to < head.from);
                let below = bands.iter().position(|(from, _)| *from > head.to);
                first = above.unwrap_or(0);
                last = below.unwrap_or(deepest.saturating_sub(1)).max(first);
            }
        }
        cells.push(DraftCell {
            row: first,
            column: head.first,
            row_span: last + 1 - first,
            col_span: head.last + 1 - head.first,
            tokens: head.tokens.clone(),
            rect: None,
        });
    }
    apart(&mut cells);
    (cells, deepest)
}

/// Makes cells that would overlap give way: the later one is put into the earlier.
fn apart(cells: &mut Vec<DraftCell>) {
    let mut kept: Vec<DraftCell> = Vec::new();
    cells.sort_by_key(|cell| (cell.row, cell.column));
    for cell in cells.drain(..) {
        let over = kept.iter_mut().find(|other| {
            other.row < cell.row + cell.row_span
                && cell.row < other.row + other.row_span
                && other.column < cell.column + cell.col_span
                && cell.column < other.column + other.col_span
        });
        match over {
            Some(other) if other.row < cell.row => {
                // Shortens the one above instead of losing this one.
                other.row_span = cell.row - other.row;
                kept.push(cell);
            }
            Some(other) => other.tokens.extend(cell.tokens),
            None => kept.push(cell),
        }
    }
    *cells = kept;
}
