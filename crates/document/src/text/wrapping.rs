//! Files whose lines are broken at a width: which breaks are the width's, and which the writer's.

use almoner_record::Span;

use super::{is_bold, key_value, list_mark, markdown_heading};

/// The widest lines that an editor or a mail program breaks at.
const WIDEST: usize = 120;
/// The narrowest.
const NARROWEST: usize = 40;
/// How many lines must have been broken before the file counts as wrapped.
const ENOUGH: usize = 3;

/// The width that the file is wrapped at; None when its lines are as long as its paragraphs.
pub(crate) fn width(text: &str, lines: &[Span]) -> Option<usize> {
    let length = |line: &Span| line.of(text).chars().count();
    let is_width = |width: &usize| (NARROWEST..=WIDEST).contains(width);
    lines.iter().map(length).max().filter(is_width)?;
    // Lists and headers have lines of one length too; a sentence that goes on does so with a small letter somewhere. A
    // title may be wider than the lines that the width broke.
    let goes_on =
        |next: Span| next.of(text).trim_start().starts_with(|c: char| c.is_alphabetic() && !c.is_uppercase());
    let going_on = lines.windows(2).filter_map(|pair| match pair {
        [line, next] if goes_on(*next) => Some(length(line)),
        _ => None,
    });
    let width = going_on.max().filter(is_width)?;
    let broken = || {
        lines.windows(2).filter_map(|pair| match pair {
            [line, next] if is_broken(text, *line, *next, width) => Some(*next),
            _ => None,
        })
    };
    (broken().take(ENOUGH).count() == ENOUGH && broken().any(goes_on)).then_some(width)
}

/// How many of `lines`, from the first, are one paragraph.
pub(crate) fn run(text: &str, lines: &[Span], width: usize) -> usize {
    1 + lines
        .windows(2)
        .take_while(|pair| matches!(pair, [line, next] if is_broken(text, *line, *next, width)))
        .count()
}

/// A line without words that ends no sentence: dates from and to, an amount.
pub(crate) fn is_figure(content: &str) -> bool {
    const SHORTEST: usize = 5;
    content.len() >= SHORTEST
        && !content.chars().any(char::is_alphabetic)
        && !content.ends_with(['.', ';', ',', ')', '!', '?', ':', '%'])
}

/// A line of few words with a capital and a colon at its end: `Date modified:`.
pub(crate) fn is_label(content: &str) -> bool {
    const MOST_WORDS: usize = 4;
    content.ends_with(':')
        && content.starts_with(char::is_uppercase)
        && content.split_whitespace().count() <= MOST_WORDS
}

/// A label and its value with a gap between them.
fn has_gap(content: &str) -> bool {
    const LONGEST_LABEL: usize = 40;
    content.find("  ").and_then(|gap| content.get(..gap)).is_some_and(|label| {
        label.len() <= LONGEST_LABEL
            && label.starts_with(char::is_uppercase)
            && !label.contains(['.', ',', ';', '!', '?'])
    })
}

/// An item with its share at its end: `Haiti 12.5%`, `Mali (40 %)`.
fn has_share(line: &str) -> bool {
    line.trim_end_matches(')').ends_with('%')
}

/// A line of a list whose last item goes on: `Health: Nutrition (12240): 15 %; Drinking`.
fn is_open_list(content: &str) -> bool {
    content.contains([';', '%']) && !content.ends_with([')', '%'])
}

/// True when the width broke the line: the first word of the next would not have fitted, and the next is no item,
/// nor a figure or label by itself, nor are both labels with their values.
fn is_broken(text: &str, line: Span, next: Span, width: usize) -> bool {
    let content = next.of(text).trim_start();
    let word = content.split_whitespace().next().unwrap_or_default();
    let length = line.of(text).chars().count();
    let are_labelled = || {
        let line = line.of(text).trim();
        key_value(line).is_some() && key_value(content).is_some() && !is_open_list(line)
    };
    !line.is_empty()
        && !content.is_empty()
        && length * 2 > width
        && length + 1 + word.chars().count() > width
        && !content.contains('\t')
        && list_mark(content).is_none()
        && markdown_heading(content).is_none()
        && !is_figure(content)
        && !is_label(content)
        && !is_bold(content)
        && !has_gap(content)
        && !are_labelled()
        && !(has_share(line.of(text)) && content.starts_with(char::is_uppercase))
}
