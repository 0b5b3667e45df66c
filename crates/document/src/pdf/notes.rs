//! Footnotes: small lines at the foot of a column, behind a raised mark or under a short rule.

use std::collections::HashSet;

use super::columns::Column;
use super::leaf::Leaf;
use super::lines::Line;
use super::words::Rise;

/// No larger than this share of the body's size.
const SMALL: f32 = 0.93;

/// The numbers of notes that stand behind words of the document, as superscripts.
pub(crate) fn references(leaves: &[Leaf]) -> HashSet<String> {
    let words = leaves.iter().flat_map(|leaf| leaf.prints.words.iter().map(|print| leaf.prints.text(print)));
    words.filter(|word| word.starts_with(char::is_alphabetic)).filter_map(superscript_number).collect()
}

/// Takes the footnotes from the end of a column. Those that are `referred` to may stand high on the next page.
pub(crate) fn split(
    leaf: &Leaf,
    column: &mut Column,
    body_size: f32,
    referred: &HashSet<String>,
) -> Option<Column> {
    let begin =
        begin(leaf, &column.lines, body_size, referred).or_else(|| referred_to(leaf, &column.lines))?;
    let lines = column.lines.split_off(begin);
    Some(Column { lines, left: column.left, right: column.right })
}

/// The first line of the notes: all from there on is small.
fn begin(leaf: &Leaf, lines: &[Line], body_size: f32, referred: &HashSet<String>) -> Option<usize> {
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
    let is_referred_to = |line: &Line| {
        let word = line.words.first().map(|at| leaf.text(*at)).unwrap_or_default();
        superscript_number(word).is_some_and(|number| referred.contains(&number))
    };
    tail.get(begin)
        .filter(|line| line.baseline > HIGHEST * leaf.height || is_referred_to(line))
        .map(|_| small + begin)
}

/// The first line at the foot of the column that begins with the number of a superscript above it, whatever its size.
fn referred_to(leaf: &Leaf, lines: &[Line]) -> Option<usize> {
    const LOW: f32 = 0.5;
    let marks: Vec<String> = lines
        .iter()
        .flat_map(|line| &line.words)
        .filter_map(|at| superscript_number(leaf.text(*at)))
        .collect();
    if marks.is_empty() {
        return None;
    }
    lines.iter().position(|line| {
        let word = line.words.first().map(|at| leaf.text(*at)).unwrap_or_default();
        let behind = word.trim_start_matches(|c: char| c.is_ascii_digit());
        let number = word.get(..word.len() - behind.len()).unwrap_or_default();
        let is_glued = behind.starts_with(char::is_uppercase);
        let is_alone = behind.is_empty() && line.words.len() > 2;
        line.baseline > LOW * leaf.height && (is_glued || is_alone) && marks.iter().any(|mark| mark == number)
    })
}

/// The digits of a superscript at the end of a word.
fn superscript_number(word: &str) -> Option<String> {
    let digit = |c: char| match c {
        '¹' => Some('1'),
        '²' => Some('2'),
        '³' => Some('3'),
        '\u{2070}' | '\u{2074}'..='\u{2079}' => char::from_digit(c as u32 - 0x2070, 10),
        _ => None,
    };
    let end = word.trim_end_matches(['.', ',', ';', ':', ')', '”', '"']);
    let mut digits: Vec<char> = end.chars().rev().map_while(digit).collect();
    digits.reverse();
    let is_unit = end.chars().rev().nth(digits.len()).is_some_and(|c| c.is_ascii_digit());
    (!digits.is_empty() && !is_unit).then(|| digits.into_iter().collect())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_superscript_behind_a_word_is_the_number_of_a_note() {
        for (word, number) in [
            ("court¹.", Some("1")),
            ("women¹²", Some("12")),
            ("10²", None),
            ("women", None),
            ("¹", Some("1")),
        ] {
            assert_eq!(superscript_number(word).as_deref(), number, "{word}");
        }
    }
}
