//! Footnotes: small lines at the foot of a column, behind a raised mark or under a short rule.

use super::columns::Column;
use super::leaf::Leaf;
use super::lines::Line;
use super::words::Rise;

/// No larger than this share of the body's size.
const SMALL: f32 = 0.93;

/// Takes the footnotes from the end of a column.
pub(crate) fn split(leaf: &Leaf, column: &mut Column, body_size: f32) -> Option<Column> {
    let begin = begin(leaf, &column.lines, body_size)?;
    let lines = column.lines.split_off(begin);
    Some(Column { lines, left: column.left, right: column.right })
}

/// The first line of the notes: all from there on is small.
fn begin(leaf: &Leaf, lines: &[Line], body_size: f32) -> Option<usize> {
    const HIGHEST: f32 = 0.3;
    let is_small = |line: &Line| line.size <= SMALL * body_size && line.grid.is_none();
    let small = lines.len() - lines.iter().rev().take_while(|line| is_small(line)).count();
    let tail = lines.get(small..)?;
    let under_rule = tail.iter().position(|line| {
        let numbered = is_numbered(leaf, line, lines, body_size);
        is_under_rule(leaf, line, lines, if numbered { 0.9 } else { 0.42 })
    });
    let marked = tail.iter().position(|line| begins_with_mark(leaf, line, lines, body_size));
    let begin = match (under_rule, marked) {
        (Some(rule), Some(mark)) => rule.min(mark),
        (rule, mark) => rule.or(mark)?,
    };
    tail.get(begin).filter(|line| line.baseline > HIGHEST * leaf.height).map(|_| small + begin)
}

/// A number, and white above: `1. Institute, p. 34.`
fn is_numbered(leaf: &Leaf, line: &Line, lines: &[Line], body_size: f32) -> bool {
    const LOW: f32 = 0.6;
    let mut above = lines.iter().filter(|other| other.baseline < line.baseline - 0.5 * line.size);
    let white = above.next_back().map_or(f32::MAX, |above| line.baseline - above.baseline);
    let number = line.words.first().map(|at| leaf.text(*at).trim_end_matches(['.', ')'])).unwrap_or_default();
    let is_number = (1..=2).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
    is_number
        && line.words.len() > 2
        && line.size <= 0.87 * body_size
        && line.baseline > LOW * leaf.height
        && white > 1.8 * body_size
}

fn begins_with_mark(leaf: &Leaf, line: &Line, lines: &[Line], body_size: f32) -> bool {
    let first = line.words.first().copied();
    is_numbered(leaf, line, lines, body_size)
        || first.and_then(|at| leaf.print(at)).is_some_and(|print| print.rise == Rise::Raised)
        || first.is_some_and(|at| {
            leaf.text(at).starts_with(|c: char| {
                matches!(c, '*' | '†' | '‡' | '¹' | '²' | '³' | '\u{2074}'..='\u{2079}')
            })
        })
}

/// Right below a short rule that begins where the line does, and nothing between.
fn is_under_rule(leaf: &Leaf, line: &Line, lines: &[Line], longest: f32) -> bool {
    let top = line.baseline - line.size;
    leaf.dashes.iter().any(|dash| {
        let y = dash[1];
        dash[2] - dash[0] <= longest * leaf.width
            && (dash[0] - line.rect[0]).abs() < 1.5 * line.size
            && (top - 2.5 * line.size..=top + 0.4 * line.size).contains(&y)
            && !lines
                .iter()
                .any(|other| other.baseline > y && other.baseline < line.baseline - 0.5 * line.size)
    })
}
