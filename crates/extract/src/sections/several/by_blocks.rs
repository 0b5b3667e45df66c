//! Titles that are no headings, each with its facts right below it: an item of a numbered list over indented labels, a bold
//! line over `A$4.3 million, 2012–2015`, boxes side by side whose labels run on.

mod boxes;
mod names;
mod paired;
#[cfg(test)]
mod tests;
mod told;
mod values;

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::Range;

use almoner_codelists::{Mention, countries_in};
use almoner_record::{DescriptionType, Span};

use super::super::{Cutter, Piece};
use super::heads::{Head, head, is_count};
use super::{Fact, fact, facts, is_part_of_one, of_aid, others, place_above};
use crate::bodies;
use crate::codes;
use crate::field::Field;
use crate::header;
use crate::lines::LineKind;
use crate::recognise::matched;
use boxes::boxes;
use told::{Told, question, told_on, values_on};

pub(super) use told::are_asked;

/// True for values below a title, such as need no labels.
pub(super) fn are_values(text: &str) -> bool {
    values::values(text).is_some()
}

/// So many words make a title; one may be a name, or a title in capitals.
const FEWEST_WORDS: usize = 2;

/// One activity: its title, what is told of it, and the lines that tell it.
struct Block {
    title: Span,
    told: Vec<Told>,
    text: Vec<Range<usize>>,
    lines: Range<usize>,
}

/// Parts a document of such blocks.
pub(super) fn part(cutter: &mut Cutter<'_>) -> bool {
    const FEWEST: usize = 2;
    let told = cutter.lines.iter().map(|_| OnceCell::new()).collect();
    let lines = Lines { cutter, told };
    let mut blocks = blocks(&lines);
    paired::settle(&lines, &mut blocks);
    names::settle(cutter, &mut blocks);
    take_countries_beside(cutter, &mut blocks);
    let Some(first) = blocks.first().filter(|_| blocks.len() >= FEWEST) else { return false };
    let values = first.told.iter().map(|told| told.value);
    let above = above(
        cutter,
        values.fold(first.title, |top, value| if value.start < top.start { value } else { top }),
    );
    let is_told = [Fact::Country, Fact::Money, Fact::Taker].iter().any(|fact| above.contains(fact));
    let text = |span: Span| cutter.document.slice(span);
    let parts =
        blocks.iter().filter(|block| is_part_of_one(cutter, &almoner_codelists::fold(text(block.title))));
    // Those who give, or receive, are no activities.
    let are_bodies = blocks.iter().all(|block| bodies::is_body(text(block.title)));
    let sets: Vec<BTreeSet<Fact>> = blocks.iter().map(Block::facts).collect();
    let alike = sets
        .windows(2)
        .filter(|pair| matches!(pair, [one, next] if one.intersection(next).count() > 1))
        .count();
    let titles: BTreeSet<&str> = blocks.iter().map(|block| text(block.title)).collect();
    let differ = titles.len() == blocks.len();
    let are_placed = blocks.iter().any(|block| block.facts().contains(&Fact::Country))
        || blocks.iter().all(|block| block.told.iter().any(|told| matches!(told.field, Field::Org(Some(_)))))
        || place_above::is_item_above(cutter, first.title)
        || place_above::country_above(cutter, first.title).is_some();
    if is_told
        || !differ
        || are_bodies
        || !are_placed
        || alike + 1 < sets.len()
        || parts.count() * 2 >= blocks.len()
        || are_others(cutter, &blocks)
        || others::is_study(cutter)
    {
        return false;
    }
    let of_aid = are_of_aid(cutter, &blocks);
    // A name that has nothing but its place needs it said.
    if !of_aid && blocks.iter().flat_map(|block| &block.told).any(|told| told.is_by_place) {
        return false;
    }
    put(cutter, blocks, of_aid);
    true
}

/// True where enough says that the blocks are of aid, most of them in countries that receive it.
fn are_of_aid(cutter: &Cutter<'_>, blocks: &[Block]) -> bool {
    let Some(first) = blocks.first() else { return false };
    let text = |span: Span| cutter.document.slice(span);
    let told = || blocks.iter().flat_map(|block| &block.told);
    let titles: Vec<&str> = blocks.iter().map(|block| text(block.title)).collect();
    let names: Vec<&str> =
        told().filter(|told| matches!(told.field, Field::Org(_))).map(|told| text(told.value)).collect();
    let of_places = told().filter(|told| told.field == Field::Countries);
    let places: Vec<Mention> = of_places.flat_map(|told| countries_in(text(told.value))).collect();
    let receive = places.iter().filter(|place| !header::gives(place.entry.code)).count();
    receive * 2 >= places.len() && of_aid::are_told(cutter, first.title, &titles, &names)
}

/// A country that stands alone on the line above each title, or as the last line of each block.
fn take_countries_beside(cutter: &Cutter<'_>, blocks: &mut [Block]) {
    let country = |at: usize| {
        let line = cutter.lines.get(at).filter(|line| line.span.len() <= 80)?;
        codes::are_countries(cutter.document.slice(line.span).trim()).then_some(line.span)
    };
    if blocks.iter().any(|block| block.facts().contains(&Fact::Country)) {
        return;
    }
    let above = |block: &Block| block.lines.start.checked_sub(1).and_then(country);
    if let Some(values) = blocks.iter().map(above).collect::<Option<Vec<Span>>>() {
        for (block, value) in blocks.iter_mut().zip(values) {
            block.told.push(Told::alone(Field::Countries, value));
        }
    } else if blocks.first().and_then(above).is_none()
        && let Some(values) =
            blocks.iter().map(|block| country(block.lines.end)).collect::<Option<Vec<Span>>>()
    {
        for (block, value) in blocks.iter_mut().zip(values) {
            block.told.push(Told::alone(Field::Countries, value));
            block.lines.end += 1;
        }
    }
}

/// True where blocks stand below the first as parts of it or for what others do, or all stand below such a heading.
fn are_others(cutter: &Cutter<'_>, blocks: &[Block]) -> bool {
    const LOOKED_BACK: usize = 4;
    let level = |block: &Block| match cutter.lines.get(block.lines.start).map(|line| line.kind) {
        Some(LineKind::Heading { level }) => level,
        _ => u8::MAX,
    };
    let mut levels = blocks.iter().map(level);
    let first = levels.next();
    let mut end = 0;
    let tells = |range: Range<usize>| {
        let lines = cutter.lines.get(range).unwrap_or_default().iter().rev().take(LOOKED_BACK);
        lines.filter(|line| line.label.is_none()).any(|line| others::tells_of_others(&line.key))
    };
    // A title that a text sets no further apart than its lines is no part for sure.
    let below: Vec<u8> = levels.filter(|level| Some(*level) > first).collect();
    let are_below = below.iter().any(|level| *level < u8::MAX) || below.len() * 2 >= blocks.len();
    are_below
        || blocks.iter().any(|block| {
            let above = end..block.lines.start;
            end = block.lines.end;
            tells(above) || others::stand_below_others(cutter, block.title)
        })
}

/// The facts that stand above the first block.
fn above(cutter: &Cutter<'_>, first: Span) -> BTreeSet<Fact> {
    let is_above = |piece: &&Piece| {
        let place = piece.heading.or(piece.inline.first().copied());
        place.is_none_or(|place| place.start < first.start)
    };
    let above: Vec<Piece> = cutter.pieces.iter().take_while(is_above).cloned().collect();
    facts(cutter, &above)
}

/// Puts the pieces of the blocks in place of all others.
fn put(cutter: &mut Cutter<'_>, blocks: Vec<Block>, of_aid: bool) {
    let mut pieces = Vec::new();
    let mut at = 0;
    for (ordinal, block) in (0..).zip(blocks) {
        if at < block.lines.start {
            pieces.push(Piece::of_lines(at..block.lines.start));
        }
        let start = block.lines.start.max(at);
        let of = |heading, field, value| Piece {
            heading,
            field: Some(field),
            inline: vec![value],
            activity: Some(ordinal),
            ..Piece::of_lines(start..start)
        };
        pieces.push(Piece { of_aid, ..of(None, Field::Title, block.title) });
        pieces.extend(block.told.into_iter().map(|told| of(told.label, told.field, told.value)));
        let field = Some(Field::Description(DescriptionType::General));
        pieces.extend(block.text.into_iter().map(|lines| Piece {
            field,
            activity: Some(ordinal),
            ..Piece::of_lines(lines)
        }));
        at = block.lines.end.max(at);
    }
    if at < cutter.lines.len() {
        pieces.push(Piece::of_lines(at..cutter.lines.len()));
    }
    cutter.pieces = pieces;
}

impl Block {
    fn facts(&self) -> BTreeSet<Fact> {
        self.told.iter().filter_map(|told| fact(told.field)).collect()
    }

    /// True where enough is told for an activity.
    fn is_one(&self) -> bool {
        let facts = self.facts();
        facts.len() > 1 && (facts.contains(&Fact::Money) || facts.contains(&Fact::Taker))
    }
}

/// The lines, and what each tells: several ask, those above a line and those that look for the next title.
struct Lines<'a> {
    cutter: &'a Cutter<'a>,
    told: Vec<OnceCell<Vec<Told>>>,
}

impl Lines<'_> {
    fn told_on(&self, at: usize) -> &[Told] {
        self.told.get(at).map_or(&[], |told| told.get_or_init(|| told_on(self.cutter, at)))
    }
}

fn blocks(lines: &Lines<'_>) -> Vec<Block> {
    let cutter = lines.cutter;
    let mut blocks = Vec::new();
    // No block has the lines from here on.
    let (mut at, mut free) = (0, 0);
    while let Some(line) = cutter.lines.get(at) {
        if line.kind == LineKind::Table {
            blocks.extend(boxes(cutter, at));
        } else if let Some(block) = of_pair(lines, at).filter(Block::is_one) {
            blocks.push(block);
        } else if let Some(block) = of_lines(lines, at, free).filter(Block::is_one) {
            at = block.lines.end;
            free = at;
            blocks.push(block);
            continue;
        }
        at += 1;
    }
    blocks
}

/// The block of one line: its title, a tab, and values that need no label.
fn of_pair(lines: &Lines<'_>, at: usize) -> Option<Block> {
    let line = lines.cutter.lines.get(at).filter(|line| line.kind == LineKind::Text)?;
    let text = lines.cutter.document.slice(line.span);
    // `Oxfam` in bold, behind it `(Mali), EUR 143,000 – Wells`: the line goes on.
    let (front, behind) = text.split_once('\t').filter(|(_, behind)| !behind.starts_with('('))?;
    let title = line.span.inner(Span::new(0, front.trim_end().len()));
    let told = values_on(line.span.inner(Span::new(text.len() - behind.len(), text.len())), behind);
    let is_told = told.iter().any(|told| matches!(told.field, Field::Budget(_)));
    (is_told && is_name(lines.cutter.document.slice(title), FEWEST_WORDS)).then(|| Block {
        title,
        told,
        text: Vec::new(),
        lines: at..at + 1,
    })
}

/// The block whose title is the line at `at`; those before `free` are of others.
fn of_lines(lines: &Lines<'_>, at: usize, free: usize) -> Option<Block> {
    const MOST_LINES: usize = 24;
    const MOST_TEXT: usize = 4;
    let Head { title, number } = title(lines, at, 1)?;
    // What it is for may stand between.
    let between = text_between(lines, at);
    let first = at + 1 + between;
    let mut told = lines.told_on(first).to_vec();
    if told.is_empty() {
        return None;
    }
    told.extend(number.map(|value| Told::alone(Field::OtherIdentifier, value)));
    let (mut end, mut texts) = (first + 1, Vec::new());
    texts.extend((between > 0).then_some(at + 1..first));
    let mut unread = end;
    let all = lines.cutter.lines;
    while end < all.len().min(at + MOST_LINES) {
        let own = lines.told_on(end);
        // What stands alone above this title stands above the next one too.
        let heads_next =
            || matches!(own, [one] if at > free && heads(lines, at, one) && begins(lines, end + 1));
        if heads_next() {
            break;
        }
        if !own.is_empty() {
            // A label that stands again is of what follows.
            if own.iter().any(|one| is_single(one.field) && told.iter().any(|other| other.field == one.field))
            {
                break;
            }
            if unread < end {
                texts.push(unread..end);
            }
            told.extend(own);
            unread = end + 1;
        } else if begins(lines, end)
            || all.get(end).is_none_or(|line| !matches!(line.kind, LineKind::Text | LineKind::Item { .. }))
            || end - unread >= MOST_TEXT
        {
            break;
        }
        end += 1;
    }
    if let Some((line, money)) = money_by_value(lines, first..unread + 1, &told) {
        told.push(money);
        unread = unread.max(line + 1);
    }
    let has_money = told.iter().any(|told| matches!(told.field, Field::Budget(_)));
    let asks = told.iter().filter_map(|told| told.label).any(|label| question(lines.cutter, label).is_some());
    // Of a meeting `Who` and `When` are asked too.
    (has_money || !asks && between == 0).then_some(Block { title, told, text: texts, lines: at..unread })
}

/// The one amount of a block behind a label that nothing knows, where no other is told: `Funds: EUR 143,000`.
fn money_by_value(lines: &Lines<'_>, own: Range<usize>, told: &[Told]) -> Option<(usize, Told)> {
    let is_told =
        told.iter().any(|told| matches!(told.field, Field::Budget(_) | Field::Funding | Field::Amount));
    let takes_part = told.iter().any(|told| matches!(told.field, Field::Org(_)));
    if is_told || !takes_part {
        return None;
    }
    let mut found = own.filter_map(|at| Some((at, told::money_behind(lines.cutter, at)?)));
    found.next().filter(|_| found.next().is_none())
}

/// True for a value alone on its line, as one is on the line right above the title at `at`: a year, a country.
fn heads(lines: &Lines<'_>, at: usize, one: &Told) -> bool {
    let above = at.checked_sub(1).map(|above| lines.told_on(above)).unwrap_or_default();
    one.label.is_none() && matches!(above, [above] if above.label.is_none() && above.field == one.field)
}

/// How many lines of text stand between a title and the facts below it: one or two paragraphs.
fn text_between(lines: &Lines<'_>, at: usize) -> usize {
    const MOST: usize = 2;
    const FEWEST_WORDS: usize = 6;
    let is_text = |below: &usize| {
        lines.cutter.lines.get(*below).is_some_and(|line| {
            let text = lines.cutter.document.slice(line.span);
            line.kind == LineKind::Text
                && text.trim_end().ends_with(['.', '…', '!'])
                && text.split_whitespace().nth(FEWEST_WORDS).is_some()
                && lines.told_on(*below).is_empty()
        })
    };
    (at + 1..=at + MOST).take_while(is_text).count()
}

/// True for a title with the facts of an activity right below it: a line of text above one label is none.
fn begins(lines: &Lines<'_>, at: usize) -> bool {
    const MOST: usize = 4;
    let below = (at + 1..=at + MOST).map(|below| lines.told_on(below)).take_while(|told| !told.is_empty());
    let told: BTreeSet<Fact> = below.flatten().filter_map(|told| fact(told.field)).collect();
    told.len() > 1 && title(lines, at, FEWEST_WORDS).is_some()
}

/// True for what an activity has one of.
fn is_single(field: Field) -> bool {
    matches!(field, Field::Period | Field::Budget(_) | Field::Countries | Field::Title)
}

/// The title that a line may be, and the number beside it: no label, no sentence; behind `Project 2:` what follows.
fn title(lines: &Lines<'_>, at: usize, fewest: usize) -> Option<Head> {
    let cutter = lines.cutter;
    const MOST_WORDS: usize = 8;
    let line = cutter.lines.get(at)?;
    if matches!(line.kind, LineKind::Table | LineKind::Aside) {
        return None;
    }
    let span = match &line.label {
        Some((label, value)) if is_count(label) => *value,
        // `LARF-14: Maize for the uplands`
        Some(_) if head(cutter.document.slice(line.span)).number.is_some() => line.span,
        // A colon within a title: `Growing up healthy: early childhood`.
        Some((label, _))
            if label.split_whitespace().count() < 2 || matched(cutter.layout, line).is_some() =>
        {
            return None;
        }
        _ => line.span,
    };
    let own = head(cutter.document.slice(span));
    let (span, number) = (span.inner(own.title), own.number.map(|number| span.inner(number)));
    // `Centre and North Reg. Dev.` is a title where a heading says so.
    let is_heading = matches!(line.kind, LineKind::Heading { .. });
    // `Wells for Kita. Country: Mali. Amount: …` stands on one line of the file.
    let is_parted = cutter.lines.get(at + 1).is_some_and(|next| next.block == line.block);
    let text = cutter.document.slice(span);
    let is_name = is_name(text, fewest)
        && (!text.trim_end().ends_with('.')
            || (is_heading || is_parted) && text.split_whitespace().count() <= MOST_WORDS)
        && lines.told_on(at).is_empty()
        && matched(cutter.layout, line).is_none();
    let end = if is_parted { text.trim_end_matches('.').len() } else { text.len() };
    is_name.then_some(Head { title: span.inner(Span::new(0, end)), number })
}

/// True for what may be the name of an activity: several words that begin as a name does, and nothing between bars.
fn is_name(text: &str, fewest: usize) -> bool {
    const LONGEST: usize = 240;
    text.split_whitespace().count() >= fewest
        && text.len() <= LONGEST
        && text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "«“\"'‘¿".contains(c))
        && text.chars().filter(|c| c.is_alphabetic()).count() * 2 > text.chars().count()
        && !text.trim_end().ends_with([':', ';', ',', '?'])
        && !text.contains(['|', '\t'])
}
