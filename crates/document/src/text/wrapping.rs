//! Files whose lines are broken at a width: which breaks are the width's, and which the writer's.

use almoner_record::Span;

use super::{key_value, list_mark, markdown_heading};

/// The widest lines that an editor or a mail program breaks at.
const WIDEST: usize = 120;
/// The narrowest.
const NARROWEST: usize = 40;
/// How many lines must have been broken before the file counts as wrapped.
const ENOUGH: usize = 3;

/// The width that the file is wrapped at; None when its lines are as long as its paragraphs.
pub(crate) fn width(text: &str, lines: &[Span]) -> Option<usize> {
    let length = |line: &Span| line.of(text).chars().count();
    let width = lines.iter().map(length).max().filter(|width| (NARROWEST..=WIDEST).contains(width))?;
    let broken =
        lines.windows(2).filter(|pair| matches!(pair, [line, next] if is_broken(text, *line, *next, width)));
    (broken.take(ENOUGH).count() == ENOUGH).then_some(width)
}

/// How many of `lines`, from the first, are one paragraph.
pub(crate) fn run(text: &str, lines: &[Span], width: usize) -> usize {
    1 + lines
        .windows(2)
        .take_while(|pair| matches!(pair, [line, next] if is_broken(text, *line, *next, width)))
        .count()
}

/// True when the width broke the line: the first word of the next would not have fitted, and the next is no item,
/// nor are both labels with their values.
fn is_broken(text: &str, line: Span, next: Span, width: usize) -> bool {
    let content = next.of(text).trim_start();
    let word = content.split_whitespace().next().unwrap_or_default();
    let length = line.of(text).chars().count();
    let are_labelled = || key_value(line.of(text).trim()).is_some() && key_value(content).is_some();
    !line.is_empty()
        && !content.is_empty()
        && length * 2 > width
        && length + 1 + word.chars().count() > width
        && !content.contains('\t')
        && list_mark(content).is_none()
        && markdown_heading(content).is_none()
        && !are_labelled()
}
