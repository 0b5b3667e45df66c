//! Labels in one column and their values in the next: which lines are such a list, whatever is wrapped in it.

use super::pairing::{self, Piece};
use super::rulings::Rulings;
use super::tokens::{Kind, Line, Token, lines};
use super::{Draft, DraftCell};

/// A label has no more words than this on one line, and one of a form, with a colon behind it, no more than that.
const MOST_WORDS: usize = 7;
const MOST_WORDS_OF_FORMS: usize = 16;
/// Lists of labels are no longer than this.
const MOST_LINES: usize = 120;
/// Left edges that are tried as the edge of the values.
const MOST_EDGES: usize = 8;
/// Values begin at one place when they are no farther apart than this, in points.
const NEAR: f32 = 1.5;

/// The lists of labels and values among the words that are not `taken`.
///
/// Only those in which a label or a value is wrapped, or stands too near for a gap between them: lists of one line a
/// row are found by their columns like other tables.
pub(super) fn drafts(tokens: &[Token], taken: &[bool], rulings: &Rulings) -> Vec<Draft> {
    let free = (0..tokens.len()).filter(|at| !taken.get(*at).copied().unwrap_or(false));
    let lines = lines(tokens, free, rulings);
    let mut used = vec![false; lines.len()];
    let mut drafts = Vec::new();
    for edge in edges(&lines) {
        let kind = kind(tokens, &lines, edge);
        if is_of_text(&lines, edge, kind) {
            continue;
        }
        let cut: Vec<Option<Sides>> = lines.iter().map(|line| sides(tokens, line, edge, kind)).collect();
        let mut at = 0;
        while at < lines.len() {
            let end = run(tokens, &lines, &cut, &used, at);
            if let Some((run, draft)) = list(tokens, (&lines, &cut), at..end, (edge, kind), rulings) {
                used.get_mut(run).unwrap_or_default().fill(true);
                drafts.push(draft);
            }
            at = end.max(at + 1);
        }
    }
    drafts
}

/// Where values may begin: left edges that two lines or more share, to the right of where most begin.
fn edges(lines: &[Line]) -> Vec<f32> {
    let mut all: Vec<f32> = lines.iter().flat_map(|line| &line.segments).map(|segment| segment.x0).collect();
    all.sort_by(f32::total_cmp);
    let begin = all.first().copied().unwrap_or(0.0) + 20.0;
    let near = all.chunk_by(|a, b| b - a < 1.0).filter(|near| near.len() > 1);
    let mut counted: Vec<(usize, f32)> =
        near.filter_map(|near| near.first().map(|edge| (near.len(), *edge))).collect();
    counted.retain(|(_, edge)| *edge > begin);
    counted.sort_by(|(a, x), (b, y)| b.cmp(a).then(x.total_cmp(y)));
    counted.into_iter().take(MOST_EDGES).map(|(_, edge)| edge).collect()
}

/// What labels are like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Labels {
    /// A few words.
    Short,
    /// Questions of a form, with colons behind them.
    OfForm,
}

impl Labels {
    fn most_words(self) -> usize {
        match self {
            Labels::Short => MOST_WORDS,
            Labels::OfForm => MOST_WORDS_OF_FORMS,
        }
    }
}

/// Labels are those of a form where most lines with something behind the edge have a colon before it.
fn kind(tokens: &[Token], lines: &[Line], edge: f32) -> Labels {
    const LEAST: usize = 5;
    let before = lines.iter().filter_map(|line| {
        let at = line.segments.iter().position(|segment| (segment.x0 - edge).abs() <= NEAR)?;
        line.segments.get(at.checked_sub(1)?)?.tokens.last().and_then(|at| tokens.get(*at))
    });
    let ends: Vec<bool> = before.map(|token| token.is_label).collect();
    let colons = ends.iter().filter(|ends| **ends).count();
    if colons >= LEAST && colons * 2 > ends.len() { Labels::OfForm } else { Labels::Short }
}

/// True when running text stands on the left of lines that go on behind the edge: two columns of a page.
fn is_of_text(lines: &[Line], edge: f32, kind: Labels) -> bool {
    let behind = lines.iter().filter_map(|line| {
        let at = line.segments.iter().position(|segment| (segment.x0 - edge).abs() <= NEAR)?;
        let words: usize = line.segments.get(..at)?.iter().map(|segment| segment.words).sum();
        (at > 0).then_some(words)
    });
    let words: Vec<usize> = behind.collect();
    let text = words.iter().filter(|words| **words > kind.most_words()).count();
    text > 1 && text * 6 > words.len()
}

/// A line on both sides of an edge: places of its tokens.
#[derive(Debug, Clone, PartialEq)]
struct Sides {
    label: Vec<usize>,
    value: Vec<usize>,
    /// A gap stands between the two.
    is_clear: bool,
    /// A label that reaches over the edge: its value stands on the next line.
    is_wide: bool,
}

/// The line cut at the edge, when it can be of a list: no word stands over the edge, few stand before it, and what
/// stands behind begins there.
fn sides(tokens: &[Token], line: &Line, edge: f32, kind: Labels) -> Option<Sides> {
    const INDENT: f32 = 2.5;
    let all = line.segments.iter().flat_map(|segment| &segment.tokens).copied();
    let rect = |at: &usize| tokens.get(*at).map_or([0.0; 4], |token| token.rect);
    let (value, label): (Vec<usize>, Vec<usize>) = all.partition(|at| rect(at)[0] >= edge - NEAR);
    let end = label.iter().map(|at| rect(at)[2]).fold(f32::MIN, f32::max);
    let begin = value.iter().map(|at| rect(at)[0]).fold(f32::MAX, f32::min);
    let is_list = label.first().and_then(|at| tokens.get(*at)).is_some_and(|token| token.kind == Kind::Mark);
    let near = if label.is_empty() { INDENT * line.size } else { NEAR };
    if end > edge + 0.5 && line.segments.len() == 1 && label.len() + value.len() <= MOST_WORDS && !is_list {
        let label = label.into_iter().chain(value).collect();
        return Some(Sides { label, value: Vec::new(), is_clear: false, is_wide: true });
    }
    let fits = end <= edge + 0.5
        && label.len() <= kind.most_words()
        && !is_list
        && (value.is_empty() || begin <= edge + near);
    // More columns than two.
    let wide = value.windows(2).filter(|pair| match pair {
        [a, b] => rect(b)[0] - rect(a)[2] > 3.0 * line.size,
        _ => false,
    });
    let token = |at: Option<&usize>| at.and_then(|at| tokens.get(*at));
    let meet = token(label.last()).zip(token(value.first()));
    // A bold label stands before what is not, or it goes on.
    let is_one = meet.is_some_and(|(end, begin)| end.bold && begin.bold && !end.is_label);
    let is_clear = !label.is_empty()
        && !value.is_empty()
        && (begin - end > 0.78 * line.size || meet.is_some_and(|(end, _)| end.is_label));
    (fits && (is_clear || !is_one) && wide.count() == 0).then_some(Sides {
        label,
        value,
        is_clear,
        is_wide: false,
    })
}

/// Where the run of lines ends that begins with line `at` and may be one list.
fn run(tokens: &[Token], lines: &[Line], cut: &[Option<Sides>], used: &[bool], at: usize) -> usize {
    const WIDEST: f32 = 3.6;
    let mut end = at;
    let mut style: Option<(f32, bool)> = None;
    while end < lines.len() && end - at < MOST_LINES {
        let (Some(Some(sides)), Some(line), false) =
            (cut.get(end), lines.get(end), used.get(end).copied().unwrap_or(true))
        else {
            break;
        };
        let above = end.checked_sub(1).filter(|_| end > at).and_then(|above| lines.get(above));
        if above.is_some_and(|above| line.baseline - above.baseline > WIDEST * line.size) {
            break;
        }
        let below = cut.get(end + 1).and_then(Option::as_ref);
        if sides.is_wide && !below.is_some_and(|below| below.label.is_empty()) {
            break;
        }
        if let Some(first) = sides.label.first().and_then(|at| tokens.get(*at)) {
            let own = (first.size, first.bold);
            if style.is_some_and(|(size, bold)| (size - own.0).abs() > 0.07 * size || bold != own.1) {
                break;
            }
            style = Some(own);
        }
        end += 1;
    }
    end
}

/// The list that lines are, when labels and values pair up.
fn list(
    tokens: &[Token],
    (lines, cut): (&[Line], &[Option<Sides>]),
    run: std::ops::Range<usize>,
    (edge, kind): (f32, Labels),
    rulings: &Rulings,
) -> Option<(std::ops::Range<usize>, Draft)> {
    let right = lines.iter().flat_map(|line| &line.segments).map(|segment| segment.x1).reduce(f32::max)?;
    /// A line more at an end of the list is worth so much doubt.
    const LINE: f32 = 1.2;
    let mut best: Option<(f32, std::ops::Range<usize>, Draft)> = None;
    let begin = begin(lines, run.start, right);
    for run in trimmed(cut, run, begin) {
        let own = lines.get(run.clone())?.iter().zip(cut.get(run.clone())?.iter().flatten()).collect();
        let Some((doubt, draft)) = paired(tokens, own, [edge, right], kind, rulings) else { continue };
        #[expect(clippy::cast_precision_loss, reason = "lines of one page are few")]
        let doubt = doubt - LINE * run.len() as f32;
        if best.as_ref().is_none_or(|(least, ..)| doubt < *least) {
            best = Some((doubt, run, draft));
        }
    }
    best.map(|(_, run, draft)| (run, draft))
}

/// The first line of a run that a label may begin with: what stands right below a line that goes to the right edge is the
/// rest of that line.
fn begin(lines: &[Line], start: usize, right: f32) -> usize {
    const FULL: f32 = 0.85;
    let above = start.checked_sub(1).and_then(|above| lines.get(above));
    let goes_on = above.zip(lines.get(start)).is_some_and(|(above, line)| {
        line.baseline - above.baseline < 1.6 * line.size
            && above.segments.last().is_some_and(|last| last.x1 > FULL * right)
    });
    start + usize::from(goes_on)
}

/// The list that a run of lines is, and how much doubt there is.
fn paired(
    tokens: &[Token],
    own: Vec<(&Line, &Sides)>,
    [edge, right]: [f32; 2],
    kind: Labels,
    rulings: &Rulings,
) -> Option<(f32, Draft)> {
    let clear = own.iter().filter(|(_, sides)| sides.is_clear).count();
    if !are_labels(tokens, &own, [edge, right], kind) {
        return None;
    }
    if has_third_column(&own, edge) {
        return None;
    }
    let piece = |line: &Line, side: &[usize]| Piece::of(tokens, side, line.baseline);
    let labels: Vec<Piece> = own.iter().filter_map(|(line, sides)| piece(line, &sides.label)).collect();
    let values: Vec<Piece> = own.iter().filter_map(|(line, sides)| piece(line, &sides.value)).collect();
    let rules = rules(&own, rulings);
    let (doubt, mut rows) = pairing::rows(&labels, &values, edge, &rules)?;
    let wraps = rows.iter().any(|row| row.labels.len() > 1 || row.values.len() > 1);
    if !wraps && own.iter().all(|(_, sides)| sides.is_clear) {
        return None;
    }
    // What has no value at either end is a heading or a line of text.
    let is_pair = |row: &pairing::Row| !row.labels.is_empty() && !row.values.is_empty();
    let last = rows.iter().rposition(is_pair)?;
    rows.truncate(last + 1);
    rows.drain(..rows.iter().position(is_pair)?);
    // Where nothing stands side by side, chance may pair two.
    let least = if clear > 0 { 2 } else { 3 };
    if rows.iter().filter(|row| is_pair(row)).count() < least {
        return None;
    }
    let mut cells = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        for (column, pieces) in [(0, labels.get(row.labels.clone())), (1, values.get(row.values.clone()))] {
            let words: Vec<usize> = pieces?.iter().flat_map(|piece| piece.tokens.iter().copied()).collect();
            if !words.is_empty() {
                cells.push(DraftCell {
                    row: at,
                    column,
                    row_span: 1,
                    col_span: 1,
                    tokens: words,
                    rect: None,
                });
            }
        }
    }
    let edges = |pieces: &[Piece]| {
        let left = pieces.iter().map(|piece| piece.left).fold(f32::MAX, f32::min);
        [left, pieces.iter().map(|piece| piece.right).fold(left, f32::max)]
    };
    let columns = vec![edges(&labels), edges(&values)];
    Some((doubt, Draft { rows: rows.len(), columns, cells, header: 0, is_ruled: false }))
}

/// The run without lines at its ends that no value stands beside, but for so many as a label may be wrapped in; and
/// without those that have no gap between label and value: nothing tells that they are of the list.
fn trimmed(cut: &[Option<Sides>], run: std::ops::Range<usize>, begin: usize) -> Vec<std::ops::Range<usize>> {
    const MOST_ABOVE: usize = 2;
    const MOST_BELOW: usize = 3;
    let own = cut.get(run.clone()).unwrap_or_default();
    let is_tight = |sides: &Option<Sides>| {
        sides
            .as_ref()
            .is_some_and(|sides| !sides.is_clear && !sides.label.is_empty() && !sides.value.is_empty())
    };
    let is_value = |sides: &Option<Sides>| {
        sides
            .as_ref()
            .is_some_and(|sides| sides.is_clear || sides.label.is_empty() && !sides.value.is_empty())
    };
    let (Some(first), Some(last)) = (own.iter().position(is_value), own.iter().rposition(is_value)) else {
        return Vec::new();
    };
    let labels = |sides: &&Option<Sides>| !is_tight(sides);
    let above = own.iter().take(first).rev().take_while(labels).take(MOST_ABOVE).count();
    let below = own.iter().skip(last + 1).take_while(labels).take(MOST_BELOW).count();
    let begins = (0..=above)
        .map(|above| run.start + first - above)
        .filter(|at| *at >= begin || *at == run.start + first);
    begins.flat_map(|begin| (0..=below).map(move |below| begin..run.start + last + 1 + below)).collect()
}

/// True when numbers stand behind the values, one below the other: a table of more columns.
fn has_third_column(lines: &[(&Line, &Sides)], edge: f32) -> bool {
    let numbers = lines.iter().filter_map(|(line, _)| {
        let last = line.segments.last().filter(|last| last.is_number && last.x0 > edge + NEAR)?;
        let beside = line.segments.iter().any(|segment| (segment.x0 - edge).abs() <= NEAR);
        beside.then_some([last.x0, last.x1])
    });
    let sides: Vec<[f32; 2]> = numbers.collect();
    let near = |a: f32, b: f32| (a - b).abs() < NEAR;
    let shared =
        |one: &[f32; 2]| sides.iter().filter(|side| near(side[0], one[0]) || near(side[1], one[1])).count();
    sides.iter().any(|one| shared(one) > 1)
}

/// Where lines across stand between lines of a list.
fn rules(lines: &[(&Line, &Sides)], rulings: &Rulings) -> Vec<f32> {
    const SHARE: f32 = 0.6;
    let segments = || lines.iter().flat_map(|(line, _)| &line.segments);
    let left = segments().map(|segment| segment.x0).fold(f32::MAX, f32::min);
    let right = segments().map(|segment| segment.x1).fold(left, f32::max);
    let (Some((first, _)), Some((last, _))) = (lines.first(), lines.last()) else { return Vec::new() };
    let across = rulings.between(first.baseline, last.baseline);
    across.filter(|rule| rule.covers(left, right) >= SHARE * (right - left)).map(|rule| rule.at).collect()
}

/// True when the left side is of labels: few words, less than two thirds of the width; and the right is not of numbers
/// alone.
fn are_labels(tokens: &[Token], lines: &[(&Line, &Sides)], [edge, right]: [f32; 2], kind: Labels) -> bool {
    let (most, share) = match kind {
        Labels::Short => (4, 0.66),
        Labels::OfForm => (12, 0.8),
    };
    let rect = |at: &usize| tokens.get(*at).map_or([0.0; 4], |token| token.rect);
    let beside = || lines.iter().filter(|(_, sides)| !sides.is_wide);
    let all = || beside().flat_map(|(_, sides)| sides.label.iter().chain(&sides.value));
    let left = all().map(|at| rect(at)[0]).fold(f32::MAX, f32::min);
    let mut words: Vec<usize> =
        lines.iter().map(|(_, sides)| sides.label.len()).filter(|words| *words > 0).collect();
    words.sort_unstable();
    let median = words.get(words.len() / 2).copied().unwrap_or(0);
    let values = || lines.iter().filter(|(_, sides)| !sides.value.is_empty());
    let is_number = |sides: &Sides| {
        let mut kinds = sides.value.iter().filter_map(|at| tokens.get(*at)).map(|token| token.kind);
        kinds.all(|kind| matches!(kind, Kind::Number | Kind::Sign))
    };
    let numbers = values().filter(|(_, sides)| is_number(sides)).count();
    median <= most && edge - left < share * (right - left) && numbers * 10 < values().count() * 9
}
