//! Activities one after another whose labels stand again for each: `Project: …`, `Total cost: …`, then the next project.

use std::collections::{BTreeMap, BTreeSet};

use almoner_codelists::fold;

use super::super::{Cutter, Piece};
use super::{Fact, facts, give, others};
use crate::field::{Field, Shape};

/// Parts the pieces where a label for the title stands again with another title, and the facts of each stand around it.
pub(super) fn part(cutter: &mut Cutter<'_>) -> bool {
    let titles = titles(cutter);
    let (Some(first), Some(last)) = (titles.first(), titles.last()) else { return false };
    let before = labels_before(cutter, &titles);
    let begins: Vec<usize> = titles.iter().map(|title| title - before).collect();
    let end = end_of_last(cutter, *last, first + 1..titles.get(1).copied().unwrap_or(*last));
    let ends = begins.iter().skip(1).copied().chain([end]);
    let mut parts: Vec<(usize, usize)> = begins.iter().copied().zip(ends).collect();
    if let Some((from, until)) = parts.last().copied() {
        let earlier: Vec<(usize, usize)> = parts.iter().rev().skip(1).copied().collect();
        let end = end_of_facts(cutter, from..until, &earlier);
        parts.last_mut().into_iter().for_each(|part| part.1 = end);
    }
    let told: Vec<BTreeSet<Fact>> = parts
        .iter()
        .map(|(from, until)| facts(cutter, cutter.pieces.get(*from..*until).unwrap_or_default()))
        .collect();
    let is_activity = |facts: &BTreeSet<Fact>| {
        facts.len() > 1 && (facts.contains(&Fact::Money) || facts.contains(&Fact::Taker))
    };
    let alike = told.windows(2).all(|pair| matches!(pair, [one, next] if one.intersection(next).count() > 1));
    let from = parts.first().map_or(0, |(from, _)| *from);
    let above = facts(cutter, cutter.pieces.get(..from).unwrap_or_default());
    let is_told = [Fact::Country, Fact::Money, Fact::Taker].iter().any(|fact| above.contains(fact));
    let heading = cutter.pieces.get(*first).and_then(|piece| piece.heading);
    let are_others = heading.is_some_and(|heading| others::stand_below_others(cutter, heading));
    if !alike || !told.iter().all(is_activity) || is_told || are_others {
        return false;
    }
    give(cutter, 0..cutter.pieces.len(), None);
    for (ordinal, (from, until)) in (0..).zip(parts) {
        give(cutter, from..until, Some(ordinal));
    }
    true
}

/// The pieces of labels for the title, all under one label, with another title each. Empty where there are none, or one.
fn titles(cutter: &Cutter<'_>) -> Vec<usize> {
    let label = |piece: &Piece| piece.heading.map(|label| fold(cutter.document.slice(label)));
    let value = |piece: &Piece| {
        // A label on a line of its own has its value below.
        let below = || cutter.lines.get(piece.lines.clone())?.first().map(|line| line.span);
        piece.inline.first().copied().or_else(below).map(|value| cutter.document.slice(value))
    };
    let is_title = |piece: &&Piece| {
        piece.field == Some(Field::Title) && piece.heading.is_some() && value(piece).is_some()
    };
    let titles: Vec<usize> =
        cutter.pieces.iter().enumerate().filter(|(_, piece)| is_title(piece)).map(|(at, _)| at).collect();
    let of = |at: &usize| cutter.pieces.get(*at);
    let labels: BTreeSet<Option<String>> = titles.iter().filter_map(of).map(label).collect();
    let values: BTreeSet<Option<&str>> = titles.iter().filter_map(of).map(value).collect();
    if titles.len() < 2 || labels.len() != 1 || values.len() != titles.len() {
        return Vec::new();
    }
    titles
}

/// True for a label with its value, beside it or below.
fn has_value(piece: &Piece) -> bool {
    !piece.inline.is_empty() || !piece.lines.is_empty()
}

/// How many labels stand right before each title, the same before all of them.
fn labels_before(cutter: &Cutter<'_>, titles: &[usize]) -> usize {
    const MOST: usize = 6;
    let field = |title: usize, back: usize| {
        let piece = cutter.pieces.get(title.checked_sub(back)?)?;
        let is_fact = has_value(piece) && piece.field? != Field::Title;
        piece.field.filter(|field| is_fact && field.shape() != Shape::Text)
    };
    let is_common = |back: &usize| {
        let mut fields = titles.iter().map(|title| field(*title, *back));
        let Some(Some(first)) = fields.next() else { return false };
        fields.all(|field| field == Some(first))
    };
    (1..=MOST).take_while(is_common).count()
}

/// Where the facts of the last activity end: before a label that stands in it again though it stands once in each of those
/// before, which is of what follows them all.
fn end_of_facts(cutter: &Cutter<'_>, last: std::ops::Range<usize>, earlier: &[(usize, usize)]) -> usize {
    let fields = |from: usize, until: usize| {
        let pieces = cutter.pieces.get(from..until).unwrap_or_default().iter();
        pieces.filter(|piece| has_value(piece)).map(|piece| piece.field)
    };
    let counted = |field: Field, from: usize, until: usize| {
        fields(from, until).filter(|own| *own == Some(field)).count()
    };
    let until = last.end;
    let mut seen: Vec<Field> = Vec::new();
    let mut alone: BTreeMap<Field, bool> = BTreeMap::new();
    for at in last.clone() {
        let Some(piece) = cutter.pieces.get(at).filter(|piece| has_value(piece)) else { continue };
        let Some(field) = piece.field.filter(|field| field.shape() != Shape::Text) else { continue };
        // Each field is looked for in the others once.
        if seen.contains(&field) && !earlier.is_empty() {
            let is_alone = || earlier.iter().all(|(from, until)| counted(field, *from, *until) == 1);
            if *alone.entry(field).or_insert_with(is_alone) {
                return at;
            }
        }
        if !seen.contains(&field) {
            seen.push(field);
        }
    }
    until
}

/// Where the last activity ends: before the first heading that names nothing, unless one stood in the first activity too.
fn end_of_last(cutter: &Cutter<'_>, last: usize, first: std::ops::Range<usize>) -> usize {
    let is_strange =
        |piece: &Piece| piece.heading.is_some() && piece.field.is_none() && piece.inline.is_empty();
    if cutter.pieces.get(first).into_iter().flatten().any(is_strange) {
        return cutter.pieces.len();
    }
    let behind = cutter.pieces.get(last + 1..).unwrap_or_default();
    last + 1 + behind.iter().position(is_strange).unwrap_or(behind.len())
}
