//! Tables without a lattice: lines that stand in columns.

use super::rows::{self, PutLine};
use super::rulings::Rulings;
use super::tokens::{Kind, Line, Token, lines};
use super::verdict::{self, Caption, Look};
use super::{Draft, DraftCell, columns, gutters, heads, prose, seams, spans};

/// Most lines of one table on a page.
const MOST_LINES: usize = 1_000;

/// The tables that stand in columns among the words that are not `taken`; what stands in one of the `boxes` is looked
/// at by itself.
pub(super) fn drafts(
    tokens: &[Token],
    mut taken: Vec<bool>,
    boxes: Vec<Vec<usize>>,
    rulings: &Rulings,
    width: f32,
) -> Vec<Draft> {
    let mut parts: Vec<Vec<usize>> = Vec::new();
    // The smallest box that a word is in is its own.
    for inside in boxes.into_iter().rev() {
        let free: Vec<usize> =
            inside.into_iter().filter(|at| !taken.get(*at).copied().unwrap_or(true)).collect();
        for at in &free {
            if let Some(taken) = taken.get_mut(*at) {
                *taken = true;
            }
        }
        parts.push(free);
    }
    parts.push((0..tokens.len()).filter(|at| !taken.get(*at).copied().unwrap_or(false)).collect());
    let mut drafts = Vec::new();
    for part in parts.into_iter().flat_map(|part| gutters::columns(tokens, part, rulings)) {
        let mut all = lines(tokens, part.into_iter(), rulings);
        prose::set_even(tokens, &mut all);
        heads::cut_under(tokens, &mut all);
        seams::cut(tokens, &mut all);
        let captions: Vec<Captioned> = all
            .iter()
            .map(|line| Captioned {
                caption: caption(tokens, line),
                baseline: line.baseline,
                size: line.size,
            })
            .filter(|captioned| captioned.caption != Caption::None)
            .collect();
        let text = prose::take_out(tokens, &mut all, width);
        all.retain(|line| !line.segments.is_empty() && !is_list(tokens, line));
        for region in regions(tokens, &all, rulings, &text) {
            match page_columns(&region) {
                Some(halves) => {
                    for mut half in halves {
                        prose::set_wide(&mut half);
                        let text = prose::take_out(tokens, &mut half, width);
                        half.retain(|line| !line.segments.is_empty());
                        for region in regions(tokens, &half, rulings, &text) {
                            drafts.extend(cut(tokens, region, rulings, &captions));
                        }
                    }
                }
                None => drafts.extend(cut(tokens, region, rulings, &captions)),
            }
        }
    }
    drafts
}

/// The tables of a region.
fn cut(tokens: &[Token], region: Vec<Line>, rulings: &Rulings, captions: &[Captioned]) -> Vec<Draft> {
    let parts = apart(tokens, region).into_iter();
    parts.filter_map(|part| unframed(tokens, &part, rulings, captioned(captions, &part))).collect()
}

/// The two columns of the page that a region of many lines goes over, most of it running text set wide, each with its
/// lines; None for a table.
fn page_columns(lines: &[Line]) -> Option<[Vec<Line>; 2]> {
    /// Fewer lines are a table's.
    const LEAST: usize = 10;
    /// Words of a line of running text, in one of two columns of a page.
    const WORDS: usize = 4;
    if lines.len() < LEAST {
        return None;
    }
    let left = lines.iter().flat_map(|line| &line.segments).map(|segment| segment.x0).reduce(f32::min)?;
    let right = lines.iter().flat_map(|line| &line.segments).map(|segment| segment.x1).reduce(f32::max)?;
    let middle = f32::midpoint(left, right);
    let reach = 0.1 * (right - left);
    let mut starts: Vec<f32> = lines
        .iter()
        .flat_map(|line| &line.segments)
        .map(|segment| segment.x0)
        .filter(|x0| (x0 - middle).abs() < reach)
        .collect();
    starts.sort_by(f32::total_cmp);
    let is_free =
        |x: f32| lines.iter().all(|line| line.segments.iter().all(|one| one.x1 <= x || one.x0 >= x));
    let gutter = starts.into_iter().map(|x| x - 1.0).find(|x| is_free(*x))?;
    let halves = [true, false].map(|is_left| -> Vec<Line> {
        let own = lines.iter().filter_map(|line| {
            let own = line.segments.iter().filter(|one| (one.x1 <= gutter) == is_left);
            let segments: Vec<_> = own.cloned().collect();
            (!segments.is_empty()).then(|| Line { segments, ..line.clone() })
        });
        own.collect()
    });
    // Lines of running text end where its column does; those of cells anywhere.
    let prose = |half: &[Line]| {
        let edges =
            half.iter().filter_map(|line| Some((line.segments.first()?.x0, line.segments.last()?.x1)));
        let (left, right) = edges.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))).unwrap_or_default();
        let full = half.iter().filter(|line| {
            let words: usize = line.segments.iter().map(|segment| segment.words).sum();
            words >= WORDS
                && line.segments.first().is_some_and(|first| first.x0 < left + 3.0 * line.size)
                && line.segments.last().is_some_and(|last| last.x1 > right - 0.6 * line.size)
        });
        full.count()
    };
    let least = |half: &[Line]| prose(half) * 5 >= half.len() * 2;
    let [a, b] = &halves;
    let enough = a.len().min(b.len()) * 2 >= lines.len();
    (enough && (least(a) || least(b))).then_some(halves)
}

/// Cuts a region where another table begins: after values, and further apart than its lines are, a line of words in
/// columns; or bold labels over other columns.
fn apart(tokens: &[Token], lines: Vec<Line>) -> Vec<Vec<Line>> {
    let mut gaps: Vec<f32> =
        lines.windows(2).filter_map(|pair| Some(pair.last()?.baseline - pair.first()?.baseline)).collect();
    gaps.sort_by(f32::total_cmp);
    let usual = gaps.get(gaps.len() / 2).copied().unwrap_or(0.0);
    let values = |line: &Line| line.segments.iter().skip(1).any(|segment| segment.is_number);
    let mut parts: Vec<Vec<Line>> = Vec::new();
    for line in lines {
        let last = parts.last().and_then(|part| part.iter().rev().find(|line| line.segments.len() > 1));
        let near = parts.last().and_then(|part| part.last());
        let begins = last.zip(near).is_some_and(|(last, near)| {
            line.segments.len() > 1
                && values(last)
                && !values(&line)
                && line.baseline - last.baseline > 1.45 * usual
                && line.baseline - near.baseline > 1.25 * usual
        });
        let begins = begins || parts.last().is_some_and(|part| heads::begins_another(tokens, part, &line));
        match parts.last_mut() {
            Some(part) if !begins => part.push(line),
            _ => parts.push(vec![line]),
        }
    }
    parts
}

/// A table whose frame is known: `chosen` words in it, its rows and columns found by how they stand.
pub(super) fn framed(tokens: &[Token], chosen: &[usize], rulings: &Rulings) -> Option<Draft> {
    let lines = lines(tokens, chosen.iter().copied(), rulings);
    if lines.len() > MOST_LINES {
        return None;
    }
    let (draft, _) = structure(tokens, &lines, rulings)?;
    (draft.rows >= 2 && draft.columns.len() >= 2).then_some(draft)
}

/// Stretches of lines that may be a table each.
fn regions(tokens: &[Token], lines: &[Line], rulings: &Rulings, text: &[[f32; 4]]) -> Vec<Vec<Line>> {
    let mut regions = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let Some(line) = lines.get(at) else { break };
        if line.segments.len() < 2 || is_caption(tokens, line) {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        let mut last = at;
        while let (Some(before), Some(next)) = (lines.get(end - 1), lines.get(end)) {
            let gap = next.baseline - before.baseline;
            let size = next.size.max(before.size);
            let ruled = rulings.between(before.baseline, next.top + 1.0).any(|rule| rule.length() > 20.0);
            let far = if ruled { 4.0 } else { 2.8 };
            let parted = text.iter().any(|rect| {
                rect[1] >= before.bottom - 2.0
                    && rect[3] <= next.top + 2.0
                    && before.segments.first().is_some_and(|first| rect[0] < first.x1 + 200.0)
            });
            if gap > far * size
                || is_caption(tokens, next)
                || is_note(tokens, next)
                || parted && gap > 1.9 * size
            {
                break;
            }
            let goes_on = || match next.segments.as_slice() {
                [only] => lines
                    .get(at..end)
                    .unwrap_or_default()
                    .iter()
                    .flat_map(|line| line.segments.iter().skip(1))
                    .any(|segment| (segment.x0 - only.x0).abs() < 0.3 * next.size),
                _ => false,
            };
            if next.segments.len() >= 2 || goes_on() {
                last = end;
            } else if end - last > 3 {
                break;
            }
            end += 1;
            if end - at > MOST_LINES {
                break;
            }
        }
        let end = tail(tokens, lines, at, last);
        let begin = head(tokens, lines, at, last, rulings, regions.last().map_or(0, |(_, end)| *end));
        let region = lines.get(begin..end).unwrap_or_default().to_vec();
        regions.push((region, end));
        at = end.max(at + 1);
    }
    regions.into_iter().map(|(region, _)| region).collect()
}

/// What the line says stands near it: `Table 3. …`, `Figure 2: …`.
fn caption(tokens: &[Token], line: &Line) -> Caption {
    let mut words = line.segments.first().into_iter().flat_map(|segment| &segment.tokens);
    let first = words.next().and_then(|at| tokens.get(*at));
    let second = words.next().and_then(|at| tokens.get(*at));
    let numbered =
        second.is_some_and(|token| matches!(token.kind, Kind::Number | Kind::Mark) || token.length <= 4);
    match first.map(|token| token.kind) {
        Some(Kind::Table) if numbered && line.segments.len() <= 2 => Caption::Table,
        Some(Kind::Figure) if numbered && line.segments.len() <= 2 => Caption::Figure,
        _ => Caption::None,
    }
}

pub(super) fn is_caption(tokens: &[Token], line: &Line) -> bool {
    caption(tokens, line) != Caption::None
}

/// A caption, and where it stands.
#[derive(Debug, Clone, Copy)]
struct Captioned {
    caption: Caption,
    baseline: f32,
    size: f32,
}

/// What the caption right above lines says, or, where there is none, that of a figure right below.
fn captioned(captions: &[Captioned], lines: &[Line]) -> Caption {
    /// How far above, in lines: a caption may go on for some, and units stand below it.
    const ABOVE: f32 = 7.0;
    const BELOW: f32 = 2.5;
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return Caption::None };
    let mut above = captions.iter().rev().filter(|caption| {
        caption.baseline < first.baseline + 1.0 && first.baseline - caption.baseline < ABOVE * caption.size
    });
    let mut below = captions.iter().filter(|caption| {
        caption.caption == Caption::Figure
            && caption.baseline > last.baseline
            && caption.baseline - last.baseline < BELOW * caption.size
    });
    above.next().or(below.next()).map_or(Caption::None, |caption| caption.caption)
}

/// A source or a note.
fn is_note(tokens: &[Token], line: &Line) -> bool {
    let [only] = line.segments.as_slice() else { return false };
    let first = only.tokens.first().and_then(|at| tokens.get(*at));
    only.words > 1 && first.is_some_and(|token| token.kind == Kind::Note)
}

/// A line of list items side by side.
fn is_list(tokens: &[Token], line: &Line) -> bool {
    line.segments.iter().all(|segment| {
        segment.words > 1
            && segment
                .tokens
                .first()
                .and_then(|at| tokens.get(*at))
                .is_some_and(|token| token.kind == Kind::Mark)
    })
}

/// Where the region ends: a last wrapped label belongs to it.
fn tail(tokens: &[Token], lines: &[Line], at: usize, last: usize) -> usize {
    let end = last + 1;
    let (Some(line), Some(next)) = (lines.get(last), lines.get(end)) else { return end };
    let region = || lines.get(at..end).unwrap_or_default().iter();
    let left =
        region().filter_map(|line| line.segments.first()).map(|segment| segment.x0).fold(f32::MAX, f32::min);
    let right =
        region().filter_map(|line| line.segments.get(1)).map(|segment| segment.x0).fold(f32::MAX, f32::min);
    match next.segments.as_slice() {
        [only]
            if next.baseline - line.baseline <= 1.35 * line.size
                && only.x0 > left + 0.6 * line.size
                && only.x1 < right
                && (next.size - line.size).abs() < 0.1 * line.size =>
        {
            end + 1
        }
        [only] if only.x1 < right && goes_on(tokens, line, next, lines.get(end + 1)) => end + 1,
        _ => end,
    }
}

/// Whether `next`, alone on its line, is the rest of the label that `line` begins with: right below it, in its style, in
/// lower case, and nearer to it than to what comes `after`.
fn goes_on(tokens: &[Token], line: &Line, next: &Line, after: Option<&Line>) -> bool {
    let [label, _, ..] = line.segments.as_slice() else { return false };
    let Some(rest) = next.segments.first() else { return false };
    let gap = next.baseline - line.baseline;
    let (Some(end), Some(word)) = (
        label.tokens.last().and_then(|at| tokens.get(*at)),
        rest.tokens.first().and_then(|at| tokens.get(*at)),
    ) else {
        return false;
    };
    gap <= 1.7 * line.size
        && (label.x0 - rest.x0).abs() < 0.3 * line.size
        && (next.size - line.size).abs() < 0.1 * line.size
        && word.is_lower
        && word.bold == end.bold
        && !end.is_label
        && after.is_none_or(|after| after.baseline - next.baseline > 1.1 * gap)
}

/// Where the region begins: single lines above it that a ruling line takes in, or that stand over some of its columns.
fn head(tokens: &[Token], lines: &[Line], at: usize, last: usize, rulings: &Rulings, floor: usize) -> usize {
    let within = lines.get(at..=last).unwrap_or_default();
    let left = within
        .iter()
        .filter_map(|line| line.segments.first())
        .map(|segment| segment.x0)
        .fold(f32::MAX, f32::min);
    let right = within
        .iter()
        .filter_map(|line| line.segments.last())
        .map(|segment| segment.x1)
        .fold(f32::MIN, f32::max);
    let mut begin = at;
    for above in (floor..at).rev().take(6) {
        let (Some(line), Some(below)) = (lines.get(above), lines.get(begin)) else { break };
        let [only] = line.segments.as_slice() else { break };
        let gap = (below.baseline - line.baseline) / line.size.max(below.size);
        if gap > 3.0
            || is_caption(tokens, line)
            || only.x1 > right + 0.25 * (right - left)
            || only.x0 < left - 10.0
        {
            break;
        }
        let top =
            lines.get(above.wrapping_sub(1)).map_or(line.baseline - 4.0 * line.size, |line| line.baseline);
        let ruled = rulings
            .between(top.max(line.baseline - 4.0 * line.size), line.baseline - 0.5 * line.size)
            .any(|rule| {
                rule.covers(left, right) > 0.7 * (right - left) && rule.length() < 1.25 * (right - left)
            });
        let between = rulings
            .between(line.baseline, below.baseline - 0.4 * below.size)
            .any(|rule| rule.covers(left, right) > 0.8 * (right - left));
        let over = only.x0 > left + 0.2 * (right - left)
            && gap < 1.9
            && (only.centre() - f32::midpoint(left, right)).abs() > 0.08 * (right - left)
            && !between;
        if ruled {
            return above;
        }
        if over {
            begin = above;
        } else if begin != at {
            break;
        } else {
            // A rule further up may still take it in.
            let above_rule = lines
                .get(above.saturating_sub(4)..above)
                .unwrap_or_default()
                .iter()
                .any(|line| line.segments.len() > 1);
            if above_rule || gap > 1.9 {
                break;
            }
            let top = line.baseline - 3.5 * line.size;
            let higher = rulings.between(top, line.baseline).find(|rule| {
                rule.covers(left, right) > 0.7 * (right - left) && rule.length() < 1.25 * (right - left)
            });
            match higher {
                Some(rule) => {
                    let from =
                        (floor..=above).find(|at| lines.get(*at).is_some_and(|line| line.baseline > rule.at));
                    return from.unwrap_or(begin);
                }
                None => break,
            }
        }
    }
    begin
}

/// Columns, rows and cells of lines.
fn structure(tokens: &[Token], lines: &[Line], rulings: &Rulings) -> Option<(Draft, Look)> {
    let columns = columns::columns(lines);
    if columns.len() < 2 {
        return None;
    }
    let puts: Vec<PutLine> = lines.iter().map(|line| columns::put(tokens, line, &columns)).collect();
    let rows = rows::rows(tokens, &puts, &columns, rulings);
    let below = puts.get(rows.header).map_or(f32::MAX, |line| line.baseline);
    let (mut cells, height) =
        spans::header(puts.get(..rows.header).unwrap_or_default(), &columns, rulings, below);
    for (at, row) in rows.body.iter().enumerate() {
        let mut own: Vec<DraftCell> = Vec::new();
        for put in puts.get(row.clone()).unwrap_or_default().iter().flat_map(|line| &line.puts) {
            let over = own
                .iter_mut()
                .find(|cell| cell.column <= put.last && put.first < cell.column + cell.col_span);
            match over {
                Some(cell) => {
                    let end = (cell.column + cell.col_span).max(put.last + 1);
                    cell.column = cell.column.min(put.first);
                    cell.col_span = end - cell.column;
                    cell.tokens.extend(&put.segment.tokens);
                }
                None => own.push(DraftCell {
                    row: height + at,
                    column: put.first,
                    row_span: 1,
                    col_span: put.last + 1 - put.first,
                    tokens: put.segment.tokens.clone(),
                    rect: None,
                }),
            }
        }
        cells.extend(one_each(own));
    }
    let draft = Draft { rows: height + rows.body.len(), columns, cells, header: height, is_ruled: false };
    Some((draft, Look { header: rows.header, puts }))
}

/// Cells of a row that came to overlap are one.
fn one_each(mut cells: Vec<DraftCell>) -> Vec<DraftCell> {
    cells.sort_by_key(|cell| cell.column);
    let mut kept: Vec<DraftCell> = Vec::new();
    for cell in cells {
        match kept.last_mut() {
            Some(last) if cell.column < last.column + last.col_span => {
                last.col_span = last.col_span.max(cell.column + cell.col_span - last.column);
                last.tokens.extend(cell.tokens);
            }
            _ => kept.push(cell),
        }
    }
    kept
}

/// A table without a frame: columns alone do not make one, they must hold like things.
fn unframed(tokens: &[Token], lines: &[Line], rulings: &Rulings, caption: Caption) -> Option<Draft> {
    let several = lines.iter().filter(|line| line.segments.len() >= 2).count();
    if several < 2 {
        return None;
    }
    let (draft, look) = structure(tokens, lines, rulings)?;
    verdict::is_table(tokens, &draft, &look, rulings, caption).then_some(draft)
}
