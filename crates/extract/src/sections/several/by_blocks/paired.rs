//! Entries of two lines and values: a title over who carries it out, or the other way round.
//!
//! ```text
//! Wells for Kita        Oxfam
//! Oxfam                 Wells for Kita
//! EUR 143,000, 2019     EUR 143,000, 2019
//! ```

use almoner_codelists::country;

use super::super::of_aid;
use super::values::is_name as is_name_of_one;
use super::{Block, FEWEST_WORDS, Lines, Told, is_name};
use crate::bodies;
use crate::field::Field;
use crate::lines::LineKind;
use almoner_record::Span;

/// What stands right above a block's first line.
struct Above {
    line: usize,
    span: Span,
    /// A country alone on the line between.
    place: Option<Span>,
}

/// Takes the line above each block for its title or its name, where all blocks have one and one of the two lines is of bodies;
/// a single word that is neither is no title.
pub(super) fn settle(lines: &Lines<'_>, blocks: &mut Vec<Block>) {
    const FEWEST: usize = 2;
    let text = |span: Span| lines.cutter.document.slice(span);
    let mut end = 0;
    let above: Option<Vec<Above>> = blocks
        .iter()
        .map(|block| {
            let own = above(lines, block, end);
            end = block.lines.end;
            own
        })
        .collect();
    if let Some(above) = above.filter(|_| blocks.len() >= FEWEST) {
        let count = |spans: &mut dyn Iterator<Item = Span>, wanted: fn(&str) -> bool| {
            spans.filter(|span| wanted(text(*span))).count()
        };
        let is_body = |text: &str| is_name_of_one(text) && bodies::is_body(text);
        let titles = || blocks.iter().map(|block| block.title);
        let others = || above.iter().map(|above| above.span);
        let (own_bodies, other_bodies) = (count(&mut titles(), is_body), count(&mut others(), is_body));
        let words = |spans: &mut dyn Iterator<Item = Span>| -> usize {
            spans.map(|span| text(span).split_whitespace().count()).sum()
        };
        let (own_words, other_words) = (words(&mut titles()), words(&mut others()));
        let about = |spans: &mut dyn Iterator<Item = Span>| count(spans, of_aid::is_about_aid);
        let (own_about, other_about) = (about(&mut titles()), about(&mut others()));
        // Names mostly are those of bodies; where few are, the other lines are longer and tell what aid does.
        let is_title_above =
            own_bodies * 2 >= blocks.len() && own_bodies > other_bodies && other_words > own_words
                || own_bodies >= other_bodies
                    && other_words * 2 >= own_words * 3
                    && other_about * 2 >= blocks.len()
                    && other_about > own_about
                    && titles().all(|title| is_name_of_one(text(title)));
        let above_are = other_bodies * 2 >= blocks.len() && other_bodies > own_bodies
            || other_bodies >= own_bodies
                && own_words * 2 >= other_words * 3
                && own_about * 2 >= blocks.len()
                && own_about > other_about
                && others().all(|other| is_name_of_one(text(other)));
        let is_name_above = above_are && !is_title_above;
        if is_title_above || is_name_above {
            for (block, above) in blocks.iter_mut().zip(above) {
                let name = if is_title_above { block.title } else { above.span };
                block.title = if is_title_above { above.span } else { block.title };
                block.told.push(Told { is_by_place: true, ..Told::alone(Field::Org(None), name) });
                block.told.extend(above.place.map(|place| Told::alone(Field::Countries, place)));
                block.lines.start = above.line;
            }
        }
    }
    blocks.retain(|block| words_are_enough(text(block.title), block));
}

/// The line above a block that is a name or title, if nothing else has it.
fn above(lines: &Lines<'_>, block: &Block, end: usize) -> Option<Above> {
    let cutter = lines.cutter;
    let takes_part = block.told.iter().any(|told| matches!(told.field, Field::Org(_)));
    let is_placed = block.told.iter().any(|told| told.field == Field::Countries);
    let line = |at: usize| cutter.lines.get(at).filter(|_| at >= end);
    let text = |at: usize| line(at).map(|line| cutter.document.slice(line.span).trim());
    let mut at = block.lines.start.checked_sub(1).filter(|_| !takes_part)?;
    let place = text(at)
        .filter(|text| !is_placed && country(text).is_some())
        .and_then(|_| line(at))
        .map(|line| line.span);
    if place.is_some() {
        at = at.checked_sub(1)?;
    }
    let own = line(at)?;
    let is_read = matches!(
        own.kind,
        LineKind::Text | LineKind::Heading { .. } | LineKind::Item { .. } | LineKind::Caption
    );
    let name = text(at)?;
    (is_read && is_name(name, 1) && country(name).is_none() && lines.told_on(at).is_empty())
        .then_some(Above { line: at, span: own.span, place })
}

/// True for a title of several words, or of one in capitals over all that an activity needs: `FORTALESSA`.
fn words_are_enough(title: &str, block: &Block) -> bool {
    const FEWEST_LETTERS: usize = 6;
    const FEWEST_FACTS: usize = 3;
    let letters = || title.chars().filter(|c| c.is_alphabetic());
    title.split_whitespace().nth(FEWEST_WORDS - 1).is_some()
        || letters().count() >= FEWEST_LETTERS
            && letters().skip(1).any(char::is_uppercase)
            && block.facts().len() >= FEWEST_FACTS
}
