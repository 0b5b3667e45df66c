//! Headings: what is larger or heavier than the text, in capitals, or by itself; and their levels.

use super::leaf::Leaf;
use super::lists::Mark;
use super::measure::Measure;
use super::paragraphs::Part;
use crate::text::{is_capitals, is_heading, key_value};

/// How a heading looks; one that ranks higher stands first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Look {
    /// In quarter points, larger first.
    size: std::cmp::Reverse<i32>,
    rank: Rank,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Capitals,
    Bold,
    Plain,
}

/// The most lines and bytes that a heading has.
const MOST_LINES: usize = 4;
const LONGEST: usize = 240;

/// How a part looks, if it looks like a heading.
pub(crate) fn look(leaves: &[Leaf], measure: Measure, part: &Part, text: &str, styled: bool) -> Option<Look> {
    let first = part.lines.first()?;
    let tabbed = part.lines.iter().any(|line| !line.tabs.is_empty());
    let is_short = part.lines.len() <= MOST_LINES && text.len() <= LONGEST;
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    if !is_short || letters < 2 || tabbed || part.grid().is_some() {
        return None;
    }
    let larger = first.size / measure.size;
    let bold = !measure.bold && is_bold(leaves, part);
    let ends_sentence = text.ends_with(['.', ';', ',']) && !text.ends_with("..");
    let is_large = larger >= 1.18 && !ends_sentence && part.mark != Some(Mark::Bullet);
    // A bold number may begin a heading or an item: a heading stands by itself.
    let may_be_numbered = match part.mark {
        None => true,
        Some(Mark::Number { .. }) => part.alone && !text.ends_with(':'),
        Some(Mark::Bullet) => false,
    };
    let is_bold = bold && larger > 0.9 && !ends_sentence && key_value(text).is_none() && may_be_numbered;
    let in_capitals = is_capitals(text) && part.mark.is_none() && larger > 0.9;
    let by_itself = !styled && part.alone && part.mark.is_none() && is_heading(text) && larger > 0.95;
    let rank = if in_capitals {
        Rank::Capitals
    } else if bold {
        Rank::Bold
    } else {
        Rank::Plain
    };
    #[expect(clippy::cast_possible_truncation, reason = "a font's size")]
    let size = (first.size * 4.0).round() as i32;
    (is_large || is_bold || in_capitals || by_itself).then_some(Look { size: std::cmp::Reverse(size), rank })
}

/// The level of a part of which the file's tags say that it is a heading as a whole.
pub(crate) fn tagged(leaves: &[Leaf], part: &Part) -> Option<u8> {
    let mut levels = part.lines.iter().flat_map(|line| {
        let leaf = leaves.get(line.leaf as usize);
        line.words.iter().map(move |at| leaf.and_then(|leaf| leaf.heading(*at)))
    });
    let first = levels.next()??;
    (part.lines.len() <= MOST_LINES && levels.all(|level| level == Some(first))).then_some(first)
}

pub(crate) fn is_bold(leaves: &[Leaf], part: &Part) -> bool {
    part.lines.iter().all(|line| {
        leaves.get(line.leaf as usize).is_some_and(|leaf| {
            line.words
                .iter()
                .filter(|at| leaf.text(**at).chars().any(char::is_alphanumeric))
                .all(|at| leaf.is_bold(*at))
        })
    })
}

/// The level of each look: the highest is 1. Capitals are of the first level when nothing but a title is larger, as in
/// plain text.
pub(crate) fn levels(looks: &[Look]) -> Vec<(Look, u8)> {
    let mut ranked: Vec<Look> = looks.to_vec();
    ranked.sort_unstable();
    ranked.dedup();
    ranked
        .into_iter()
        .enumerate()
        .map(|(at, look)| {
            let level = u8::try_from(at + 1).unwrap_or(6).min(6);
            (look, if look.rank == Rank::Capitals { 1 } else { level })
        })
        .collect()
}
