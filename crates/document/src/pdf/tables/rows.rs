//! Lines to rows: which lines are one row, and which are the header.

use super::rulings::Rulings;
use super::tokens::{Kind, Segment, Token};

/// A segment in its columns.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Put {
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) segment: Segment,
}

/// A line in columns.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PutLine {
    pub(super) baseline: f32,
    pub(super) size: f32,
    pub(super) top: f32,
    pub(super) bottom: f32,
    pub(super) puts: Vec<Put>,
}

impl PutLine {
    pub(super) fn put(&self, column: usize) -> Option<&Put> {
        self.puts.iter().find(|put| (put.first..=put.last).contains(&column))
    }

    /// The segment of the first column.
    fn stub(&self) -> Option<&Put> {
        self.puts.first().filter(|put| put.first == 0)
    }

    fn is_stub_only(&self) -> bool {
        matches!(self.puts.as_slice(), [put] if put.first == 0)
    }

    fn numbers(&self) -> usize {
        self.puts.iter().filter(|put| put.segment.is_number && put.first > 0).count()
    }
}

/// Which lines are header, and which rows the others are.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Rows {
    /// The first lines.
    pub(super) header: usize,
    /// Lines of each row of the body.
    pub(super) body: Vec<std::ops::Range<usize>>,
}

/// How many lines of a ruled cell hold numbers alone, when most do: so many rows are in it.
pub(super) fn stacked_numbers(tokens: &[Token], words: &[usize]) -> usize {
    let mut words: Vec<&Token> = words
        .iter()
        .filter_map(|at| tokens.get(*at))
        .filter(|token| token.turn == crate::pdf::turn::Turn::Upright)
        .collect();
    words.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
    let lines = words.chunk_by(|a, b| b.baseline - a.baseline < 0.4 * a.size);
    let (mut numbers, mut all) = (0, 0);
    for line in lines {
        all += 1;
        numbers += usize::from(line.iter().all(|token| matches!(token.kind, Kind::Number | Kind::Sign)));
    }
    if numbers * 5 >= all * 3 { numbers } else { 0 }
}

/// Groups lines to rows.
pub(super) fn rows(tokens: &[Token], lines: &[PutLine], columns: &[[f32; 2]], rulings: &Rulings) -> Rows {
    let ruled: Vec<bool> = (0..lines.len()).map(|at| is_ruled(lines, columns, rulings, at, 0.6)).collect();
    let header = header(tokens, lines, &ruled);
    let groups = by_rules(lines, &ruled, header);
    let mut body: Vec<std::ops::Range<usize>> = Vec::new();
    let gaps = Gaps::of(lines, header);
    let room = rooms(lines, columns);
    for group in groups {
        let stacked = (0..columns.len()).any(|column| {
            lines
                .get(group.clone())
                .unwrap_or_default()
                .iter()
                .filter(|line| line.put(column).is_some_and(|put| put.segment.is_number))
                .count()
                >= 2
        });
        let whole = group.end - group.start < lines.len() - header && !stacked && ruled_rows(&ruled, header);
        let begin = body.len();
        for at in group {
            let row = body.get(begin..).and_then(<[_]>::last).cloned();
            let joins = row.is_some_and(|row| whole || joins(tokens, lines, row, at, &room, &gaps));
            match body.last_mut() {
                Some(row) if joins => row.end = at + 1,
                _ => body.push(at..at + 1),
            }
        }
    }
    Rows { header, body }
}

/// True when lines across divide the body all along, not just here and there.
fn ruled_rows(ruled: &[bool], header: usize) -> bool {
    ruled.iter().skip(header + 1).filter(|ruled| **ruled).count() >= 2
}

fn by_rules(lines: &[PutLine], ruled: &[bool], header: usize) -> Vec<std::ops::Range<usize>> {
    let mut groups: Vec<std::ops::Range<usize>> = Vec::new();
    for at in header..lines.len() {
        match groups.last_mut() {
            Some(group) if !ruled.get(at).copied().unwrap_or(false) => group.end = at + 1,
            _ => groups.push(at..at + 1),
        }
    }
    groups
}

/// True when a line across stands between this line and the one before over a `share` of the table's width.
pub(super) fn is_ruled(
    lines: &[PutLine],
    columns: &[[f32; 2]],
    rulings: &Rulings,
    at: usize,
    share: f32,
) -> bool {
    let (Some(before), Some(line)) = (at.checked_sub(1).and_then(|at| lines.get(at)), lines.get(at)) else {
        return false;
    };
    let (Some([left, _]), Some([_, right])) = (columns.first(), columns.last()) else { return false };
    let covered: f32 = rulings
        .between(before.baseline - 0.1 * before.size, line.baseline - 0.45 * line.size)
        .map(|rule| rule.covers(*left, *right))
        .sum();
    covered >= share * (right - left)
}

/// How many lines the header has.
fn header(tokens: &[Token], lines: &[PutLine], ruled: &[bool]) -> usize {
    const MOST: usize = 14;
    let is_year = |put: &Put| {
        put.segment.tokens.iter().all(|at| {
            tokens.get(*at).is_some_and(|token| token.length == 4 || token.length == 7 || token.length == 9)
        })
    };
    let first = lines.iter().take(MOST).position(|line| {
        let numbers = line.numbers();
        let years =
            line.puts.iter().filter(|put| put.segment.is_number && put.first > 0 && is_year(put)).count();
        numbers > 0
            && numbers * 2 >= line.puts.len().saturating_sub(1)
            && (years < numbers || line.stub().is_some() && numbers < 2)
    });
    // Labels and their values, one of them a number.
    let is_label =
        |line: &&PutLine| line.puts.len() >= 2 && line.stub().is_some_and(|stub| ends_label(tokens, stub));
    let labels = lines.iter().take(first.unwrap_or(0)).filter(is_label).count();
    if labels >= 2 || first.is_some_and(|first| are_pairs(tokens, lines, first)) {
        return 0;
    }
    match first {
        // Labels with their colons, from the first line on.
        Some(first)
            if first > 1
                && lines.iter().take(first).all(|line| {
                    line.puts.len() > 1 && line.stub().is_some_and(|stub| ends_label(tokens, stub))
                }) =>
        {
            0
        }
        Some(first) => {
            let is_ruled = |at: &usize| ruled.get(*at).copied().unwrap_or(false);
            // Where rules stand under every row, the first is the header's.
            let all_over = first > 3 && (1..lines.len()).filter(is_ruled).count() * 2 >= lines.len();
            let rule = if all_over { (1..=first).find(is_ruled) } else { (1..=first).rev().find(is_ruled) };
            if let Some(rule) = rule {
                return rule;
            }
            // A label alone above the first values belongs to them when it stands nearer to them.
            let mut end = first;
            while end > 1
                && let (Some(above), Some(line), Some(below)) =
                    (lines.get(end - 2), lines.get(end - 1), lines.get(end))
                && line.is_stub_only()
                && (line.baseline - above.baseline >= 1.05 * (below.baseline - line.baseline)
                    || line.stub().is_some_and(|stub| ends_label(tokens, stub)))
            {
                end -= 1;
            }
            end
        }
        None => {
            let rule = (1..lines.len().min(6)).find(|at| ruled.get(*at).copied().unwrap_or(false));
            let bold = |line: &PutLine| {
                line.puts
                    .iter()
                    .flat_map(|put| &put.segment.tokens)
                    .all(|at| tokens.get(*at).is_some_and(|token| token.bold))
            };
            let bolds = lines.iter().take_while(|line| bold(line)).count();
            let bolds = (bolds < lines.len() && bolds > 0 && bolds < 5).then_some(bolds);
            // The edge of a shaded row further down is no header's.
            rule.into_iter().chain(bolds).min().unwrap_or(0)
        }
    }
}

/// True for lines of a form above its first number: two columns, and each line fills both and begins anew in both, where
/// a wrapped head goes on in small letters or in one of them.
fn are_pairs(tokens: &[Token], lines: &[PutLine], first: usize) -> bool {
    let is_pair = |line: &PutLine| match line.puts.as_slice() {
        [label, value] => label.last == 0 && value.first == 1 && value.last == 1,
        _ => false,
    };
    let begins = |line: &PutLine| line.puts.iter().all(|put| !begins_lower(tokens, put));
    first > 1
        && lines.iter().all(|line| line.puts.len() <= 2)
        && lines.iter().take(first).all(is_pair)
        && lines.iter().take(first).skip(1).all(begins)
}

/// The distances of lines of a body.
struct Gaps {
    /// Above it, a new row begins; None where all are much the same.
    row: Option<f32>,
    /// Rows stand apart, and the lines of a cell near each other, all over.
    part: bool,
}

impl Gaps {
    fn of(lines: &[PutLine], header: usize) -> Gaps {
        let mut gaps: Vec<f32> = lines
            .get(header..)
            .unwrap_or_default()
            .windows(2)
            .filter_map(|pair| match pair {
                [a, b] => Some((b.baseline - a.baseline) / a.size.max(b.size)),
                _ => None,
            })
            .filter(|gap| *gap > 0.8)
            .collect();
        gaps.sort_by(f32::total_cmp);
        let count = gaps.len();
        // Few rows of many lines: most lines have nothing in the first column.
        let body = lines.get(header..).unwrap_or_default();
        let wrapped = body.iter().filter(|line| line.stub().is_none()).count() * 2 > body.len();
        let mut best: Option<(f32, f32)> = None;
        for (at, pair) in gaps.windows(2).enumerate() {
            let [a, b] = pair else { continue };
            let ratio = b / a;
            // Set by a machine: two distances and none between.
            let (low, high) = gaps.split_at_checked(at + 1).unwrap_or_default();
            let spread =
                |part: &[f32]| part.last().zip(part.first()).map_or(0.0, |(most, least)| most - least);
            let exact =
                ratio > 1.06 && low.len() + high.len() >= 4 && spread(low).max(spread(high)) < 0.2 * (b - a);
            let rare = wrapped && b / a > 1.25 && gaps.first().is_some_and(|least| *a < 1.08 * least);
            let fair = (at + 1) * 8 >= count && ((count - at - 1) * 8 >= count || rare);
            if (ratio > 1.12 || exact) && fair && *a < 1.75 && best.is_none_or(|(most, _)| ratio > most) {
                best = Some((ratio, f32::midpoint(*a, *b)));
            }
        }
        let row = best.map(|(_, at)| at);
        let mut near = 0_usize;
        let mut twice = 0_usize;
        for pair in lines.get(header..).unwrap_or_default().windows(2) {
            if let [a, b] = pair
                && row.is_some_and(|row| b.baseline - a.baseline < row * a.size.max(b.size))
            {
                near += 1;
                let both = |put: &&Put| {
                    put.first > 0
                        && put.segment.is_number
                        && a.put(put.first).is_some_and(|put| put.segment.is_number)
                };
                twice += usize::from(b.puts.iter().any(|put| both(&put)));
            }
        }
        Gaps { row, part: near > 0 && twice * 8 <= near && best.is_some_and(|(ratio, _)| ratio > 1.2) }
    }
}

/// Whether a line belongs to the row of the lines before it.
fn joins(
    tokens: &[Token],
    lines: &[PutLine],
    row: std::ops::Range<usize>,
    at: usize,
    room: &[f32],
    gaps: &Gaps,
) -> bool {
    let (Some(line), Some(last)) = (lines.get(at), row.end.checked_sub(1).and_then(|at| lines.get(at)))
    else {
        return false;
    };
    let above = lines.get(row).unwrap_or_default();
    let gap = (line.baseline - last.baseline) / line.size.max(last.size);
    let is_free = |put: &Put| {
        let mut others = above.iter().flat_map(|line| &line.puts);
        !others.any(|other| other.first <= put.last && put.first <= other.last)
    };
    if gap < 0.8 && line.puts.iter().all(is_free) {
        return true;
    }
    // A label's next line, below values that stand beside its middle.
    let label =
        || above.iter().rev().find(|line| line.stub().is_some()).map(|above| line.baseline - above.baseline);
    if gap < 0.8 && line.is_stub_only() && label().is_some_and(|step| step < 1.5 * line.size) {
        return true;
    }
    if gap > 2.0 {
        return false;
    }
    let number_twice = line.puts.iter().any(|put| {
        put.segment.is_number
            && put.first > 0
            && above.iter().any(|above| above.put(put.first).is_some_and(|other| other.segment.is_number))
    });
    if number_twice {
        return false;
    }
    let next =
        lines.get(at + 1).map_or(f32::MAX, |next| (next.baseline - line.baseline) / line.size.max(next.size));
    let is_wide = gaps.row.is_some_and(|row| gap > row);
    let is_tight = gaps.row.is_some_and(|row| gap < row);
    let others = above.iter().any(|line| !line.is_stub_only());
    let numbers = above.iter().any(|line| line.numbers() > 0);
    // A label with its colon, and another.
    let stub_above = above.iter().rev().find_map(PutLine::stub);
    let is_label = |put: Option<&Put>| put.is_some_and(|put| ends_label(tokens, put));
    if is_label(stub_above) && is_label(line.stub()) {
        return false;
    }
    if gaps.part {
        return !is_wide;
    }
    let Some(stub) = line.stub() else {
        return !is_wide && (line.numbers() == 0 || !numbers && gap < 1.5);
    };
    let Some(last_stub) = stub_above else {
        // Values first, their label below: a label set lower than its values.
        return line.is_stub_only() && is_tight && gap < 1.0;
    };
    let wraps = wraps(tokens, last_stub, stub, room);
    // Where all lines stand apart alike, and wide, a line that goes on would stand nearer.
    let wraps = wraps && (gaps.row.is_some() || gap < 1.32 || begins_lower(tokens, stub));
    if line.is_stub_only() {
        if others {
            return !is_wide && (is_tight && next > gap || wraps && gap <= 1.05 * next)
                || stub.segment.x0 > last_stub.segment.x0 + 0.4 * line.size && wraps && !is_wide;
        }
        return wraps && !is_wide;
    }
    if !others {
        return wraps
            && !is_wide
            && !ends_label(tokens, last_stub)
            && !starts_new(tokens, lines, at, last_stub, stub);
    }
    // Words in several columns go on where none of them had room, or where rows stand apart.
    let values = line.numbers() > 0;
    if !values && !is_wide && all_wrap(tokens, line, above, room) {
        return true;
    }
    is_tight
        && !values
        && (line.puts.len() <= last.puts.len()
            || line.puts.iter().all(|put| above.iter().any(|above| above.put(put.first).is_some())))
}

/// True when each segment of the line goes on with one above it, one of them in lower case at least.
fn all_wrap(tokens: &[Token], line: &PutLine, above: &[PutLine], room: &[f32]) -> bool {
    let wraps_above = |put: &Put| {
        let last = above.iter().rev().find_map(|above| above.put(put.first));
        last.is_some_and(|last| last.first == put.first && wraps(tokens, last, put, room))
    };
    line.puts.iter().all(wraps_above) && line.stub().is_some_and(|stub| begins_lower(tokens, stub))
}

/// How far to the right the longest line of each column reaches.
fn rooms(lines: &[PutLine], columns: &[[f32; 2]]) -> Vec<f32> {
    let mut rooms: Vec<f32> = columns.iter().map(|column| column[1]).collect();
    for put in lines.iter().flat_map(|line| &line.puts).filter(|put| put.first == put.last) {
        if let Some(room) = rooms.get_mut(put.first) {
            *room = room.max(put.segment.x1);
        }
    }
    rooms
}

/// Whether the first word of `next` had no room behind `last`, or begins in lower case.
fn wraps(tokens: &[Token], last: &Put, next: &Put, room: &[f32]) -> bool {
    let Some(word) = next.segment.tokens.first().and_then(|at| tokens.get(*at)) else { return false };
    if ends_label(tokens, last) || ends_led(tokens, last) {
        return false;
    }
    let limit = room.get(last.last).copied().unwrap_or(last.segment.x1);
    let needs = last.segment.text_x1 + 0.25 * word.size + (word.rect[2] - word.rect[0]);
    word.is_lower || needs > limit + 0.5
}

fn begins_lower(tokens: &[Token], put: &Put) -> bool {
    put.segment.tokens.first().and_then(|at| tokens.get(*at)).is_some_and(|token| token.is_lower)
}

fn ends_label(tokens: &[Token], put: &Put) -> bool {
    put.segment.tokens.last().and_then(|at| tokens.get(*at)).is_some_and(|token| token.is_label)
}

/// True when leaders lead on from it: it is whole.
fn ends_led(tokens: &[Token], put: &Put) -> bool {
    put.segment.tokens.last().and_then(|at| tokens.get(*at)).is_some_and(|token| token.kind == Kind::Leader)
}

/// A label above values that is a section's, not their first line: the row after is set in as far as this one.
fn starts_new(tokens: &[Token], lines: &[PutLine], at: usize, last: &Put, stub: &Put) -> bool {
    let Some(word) = stub.segment.tokens.first().and_then(|at| tokens.get(*at)) else { return false };
    if word.is_lower {
        return false;
    }
    let indent = 0.4 * word.size;
    let after = lines.get(at + 1).and_then(PutLine::stub);
    let is_in = stub.segment.x0 > last.segment.x0 + indent;
    let after_in = after.is_some_and(|after| (after.segment.x0 - stub.segment.x0).abs() < indent);
    let first_bold =
        |put: &Put| put.segment.tokens.first().and_then(|at| tokens.get(*at)).is_some_and(|token| token.bold);
    is_in && after_in || first_bold(last) && !first_bold(stub)
}
