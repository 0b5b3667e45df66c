//! Bold labels side by side over one line of their values, and other such pairs below: each pair is a table of its own.

use super::rows::PutLine;
use super::tokens::{Line, Segment, Token, segment};

/// Begins at the same place, in points.
const SAME: f32 = 0.4;
/// Columns begin elsewhere when they are farther apart than this, in points.
const ELSEWHERE: f32 = 3.0;

/// Cuts lines under bold labels where a word begins right below a label: values may end close before it.
pub(super) fn cut_under(tokens: &[Token], lines: &mut [Line]) {
    for at in 1..lines.len() {
        let (above, below) = lines.split_at_mut(at);
        let (Some(head), Some(line)) = (above.last(), below.first_mut()) else { continue };
        if !is_head(tokens, head) || is_bold(tokens, line) {
            continue;
        }
        let edges: Vec<f32> = head.segments.iter().map(|segment| segment.x0).collect();
        line.segments = line.segments.iter().flat_map(|segment| cut(tokens, segment, &edges)).collect();
    }
}

fn cut(tokens: &[Token], whole: &Segment, edges: &[f32]) -> Vec<Segment> {
    let mut parts: Vec<Segment> = Vec::new();
    for at in &whole.tokens {
        let Some(token) = tokens.get(*at) else { continue };
        let begins = edges.iter().any(|edge| (edge - token.rect[0]).abs() < SAME);
        match parts.last_mut() {
            Some(part) if !begins => part.append(segment(token, *at)),
            _ => parts.push(segment(token, *at)),
        }
    }
    parts
}

/// True for bold words in several columns, no numbers.
pub(super) fn is_head(tokens: &[Token], line: &Line) -> bool {
    line.segments.len() >= 2 && line.segments.iter().all(|one| !one.is_number) && is_bold(tokens, line)
}

fn is_bold(tokens: &[Token], line: &Line) -> bool {
    let words = line.segments.iter().flat_map(|segment| &segment.tokens);
    words.into_iter().all(|at| tokens.get(*at).is_some_and(|token| token.bold))
}

/// True where bold labels over columns that begin elsewhere than those of the labels above begin another table.
pub(super) fn begins_another(tokens: &[Token], above: &[Line], line: &Line) -> bool {
    let Some(last) = above.last() else { return false };
    let labels = above.iter().rev().find(|line| is_head(tokens, line));
    let stands = |segment: &Segment, other: &Line| {
        other.segments.iter().any(|one| (one.x0 - segment.x0).abs() < ELSEWHERE)
    };
    is_head(tokens, line)
        && !is_bold(tokens, last)
        && labels.is_some_and(|labels| {
            is_one_row(above, labels)
                || labels.segments.len() != line.segments.len()
                || line.segments.iter().any(|segment| !stands(segment, labels))
        })
}

/// True when few lines stand below the labels, words in columns: their values.
fn is_one_row(above: &[Line], labels: &Line) -> bool {
    const MOST: usize = 3;
    let values = above.iter().filter(|line| line.baseline > labels.baseline);
    let words =
        |line: &&Line| line.segments.iter().all(|segment| !segment.is_number || segment.tokens.len() > 1);
    values.clone().count() <= MOST && values.clone().all(|line| words(&line))
}

/// True for bold labels over values, one below each, whatever is wrapped in them.
pub(super) fn are_pairs(tokens: &[Token], lines: &[PutLine], width: usize) -> bool {
    /// Lines of a label, and of a value.
    const MOST: usize = 4;
    let count = lines.iter().take_while(|line| is_bold_put(tokens, line)).count();
    let (labels, values) = lines.split_at_checked(count).unwrap_or_default();
    let whole = |line: Option<&PutLine>| line.is_some_and(|line| line.puts.len() == width);
    let alone = |line: &PutLine| line.puts.iter().all(|put| put.first == put.last);
    width >= 3
        && whole(labels.first())
        && whole(values.first())
        && labels.len() <= MOST
        && values.len() <= MOST
        && lines.iter().all(alone)
        && !values.iter().any(|line| is_bold_put(tokens, line))
        && labels
            .iter()
            .flat_map(|line| &line.puts)
            .all(|put| !put.segment.is_number && put.segment.words <= 8)
}

/// True when the header of a table is bold, and no line below it.
pub(super) fn is_bold_header(tokens: &[Token], lines: &[PutLine], header: usize) -> bool {
    let (header, body) = lines.split_at_checked(header).unwrap_or_default();
    !header.is_empty()
        && header.iter().all(|line| is_bold_put(tokens, line))
        && !body.iter().any(|line| is_bold_put(tokens, line))
}

fn is_bold_put(tokens: &[Token], line: &PutLine) -> bool {
    let words = line.puts.iter().flat_map(|put| &put.segment.tokens);
    words.into_iter().all(|at| tokens.get(*at).is_some_and(|token| token.bold))
}
