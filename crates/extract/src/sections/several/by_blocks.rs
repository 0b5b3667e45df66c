//! Titles that are no headings, each with its facts right below it: an item of a numbered list over indented labels, a bold
//! line over `A$4.3 million, 2012–2015`, boxes side by side whose labels run on.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::Range;

use almoner_document::Cell;
use almoner_record::{DescriptionType, Span};

use super::super::{Cutter, Piece};
use super::heads::{Head, head, is_count};
use super::{Fact, by_bars, fact, facts, is_part_of_one, others, place_above};
use crate::bodies;
use crate::codes;
use crate::field::{Field, Shape};
use crate::lines::{self, Line, LineKind};
use crate::nouns;
use crate::recognise::{Matched, matched};
use crate::sentences;
use crate::value;
use crate::value::date::DayOrder;
use crate::value::numeral::DecimalMark;

/// A value with its label, if one stands before it.
#[derive(Clone, Copy)]
struct Told {
    label: Option<Span>,
    field: Field,
    value: Span,
}

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
    let mut blocks = blocks(cutter);
    take_countries_below(cutter, &mut blocks);
    let Some(first) = blocks.first().filter(|_| blocks.len() >= FEWEST) else { return false };
    let above = above(cutter, first.title);
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
    put(cutter, blocks);
    true
}

/// A country that stands alone as the last line of each block: none of them has one above its title.
fn take_countries_below(cutter: &Cutter<'_>, blocks: &mut [Block]) {
    let country = |at: usize| {
        let line = cutter.lines.get(at).filter(|line| line.span.len() <= 80)?;
        codes::are_countries(cutter.document.slice(line.span).trim()).then_some(line.span)
    };
    let above = blocks.first().and_then(|first| first.lines.start.checked_sub(1)).and_then(country);
    let below: Option<Vec<Span>> = blocks.iter().map(|block| country(block.lines.end)).collect();
    let are_placed = blocks.iter().any(|block| block.facts().contains(&Fact::Country));
    let (Some(below), None, false) = (below, above, are_placed) else { return };
    for (block, value) in blocks.iter_mut().zip(below) {
        block.told.push(Told { label: None, field: Field::Countries, value });
        block.lines.end += 1;
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
fn put(cutter: &mut Cutter<'_>, blocks: Vec<Block>) {
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
        pieces.push(of(None, Field::Title, block.title));
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

fn blocks(cutter: &Cutter<'_>) -> Vec<Block> {
    let told = cutter.lines.iter().map(|_| OnceCell::new()).collect();
    let lines = Lines { cutter, told };
    let mut blocks = Vec::new();
    let mut at = 0;
    while let Some(line) = cutter.lines.get(at) {
        if line.kind == LineKind::Table {
            blocks.extend(boxes(cutter, at));
        } else if let Some(block) = of_lines(&lines, at).filter(Block::is_one) {
            at = block.lines.end;
            blocks.push(block);
            continue;
        }
        at += 1;
    }
    blocks
}

/// The block whose title is the line at `at`.
fn of_lines(lines: &Lines<'_>, at: usize) -> Option<Block> {
    const MOST_LINES: usize = 24;
    const MOST_TEXT: usize = 4;
    let Head { title, number } = title(lines, at)?;
    // What it is for may stand between.
    let between = text_between(lines, at);
    let first = at + 1 + between;
    let mut told = lines.told_on(first).to_vec();
    if told.is_empty() {
        return None;
    }
    told.extend(number.map(|value| Told { label: None, field: Field::OtherIdentifier, value }));
    let (mut end, mut texts) = (first + 1, Vec::new());
    texts.extend((between > 0).then_some(at + 1..first));
    let mut unread = end;
    let all = lines.cutter.lines;
    while end < all.len().min(at + MOST_LINES) {
        let own = lines.told_on(end);
        if !own.is_empty() {
            if unread < end {
                texts.push(unread..end);
            }
            // A label that stands again is of what follows.
            if own.iter().any(|one| is_single(one.field) && told.iter().any(|other| other.field == one.field))
            {
                break;
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
    let has_money = told.iter().any(|told| matches!(told.field, Field::Budget(_)));
    let asks = told.iter().filter_map(|told| told.label).any(|label| question(lines.cutter, label).is_some());
    // Of a meeting `Who` and `When` are asked too.
    (has_money || !asks && between == 0).then_some(Block { title, told, text: texts, lines: at..unread })
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
    told.len() > 1 && title(lines, at).is_some()
}

/// True for what an activity has one of.
fn is_single(field: Field) -> bool {
    matches!(field, Field::Period | Field::Budget(_) | Field::Countries | Field::Title)
}

/// The title that a line may be, and the number beside it: no label, no sentence; behind `Project 2:` what follows.
fn title(lines: &Lines<'_>, at: usize) -> Option<Head> {
    let cutter = lines.cutter;
    const LONGEST: usize = 240;
    const MOST_WORDS: usize = 8;
    let line = cutter.lines.get(at)?;
    if !matches!(line.kind, LineKind::Heading { .. } | LineKind::Text | LineKind::Item { .. }) {
        return None;
    }
    let span = match &line.label {
        Some((label, value)) if is_count(label) => *value,
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
    let text = cutter.document.slice(span);
    let is_name = text.split_whitespace().count() >= 2
        && text.len() <= LONGEST
        && text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "«“\"'‘¿".contains(c))
        && text.chars().filter(|c| c.is_alphabetic()).count() * 2 > text.chars().count()
        && !text.trim_end().ends_with([':', ';', ',', '?'])
        && (!text.trim_end().ends_with('.') || is_heading && text.split_whitespace().count() <= MOST_WORDS)
        && !text.contains(['|', '\t'])
        && lines.told_on(at).is_empty()
        && matched(cutter.layout, line).is_none();
    is_name.then_some(Head { title: span, number })
}

/// What a line tells: a label with its value, or values one after another that need none.
fn told_on(cutter: &Cutter<'_>, at: usize) -> Vec<Told> {
    const LONGEST: usize = 400;
    let Some(line) = cutter.lines.get(at).filter(|line| line.span.len() <= LONGEST) else {
        return Vec::new();
    };
    if !matches!(line.kind, LineKind::Heading { .. } | LineKind::Text | LineKind::Item { .. }) {
        return Vec::new();
    }
    if let Some(told) = labelled(cutter, line) {
        return vec![told];
    }
    let text = cutter.document.slice(line.span);
    if let Some(field) = alone(cutter, at, text) {
        return vec![Told { label: None, field, value: line.span }];
    }
    let facts = typed(text).unwrap_or_default().into_iter();
    // `Funded by Norad. Implemented by AMREF.`
    let told =
        sentences::told_without_subject(text).into_iter().map(|(role, span)| (Field::Org(Some(role)), span));
    facts.chain(told).map(|(field, span)| Told { label: None, field, value: line.span.inner(span) }).collect()
}

/// The field of a line that is an amount, a time or a country and nothing else. A country with no value below it may stand
/// over the next title.
fn alone(cutter: &Cutter<'_>, at: usize, text: &str) -> Option<Field> {
    const LONGEST: usize = 80;
    const LEAST: i64 = 1_000;
    let text = Some(text.trim()).filter(|text| text.len() <= LONGEST)?;
    if codes::are_countries(text) {
        let below = cutter.lines.get(at + 1)?;
        let next = cutter.document.slice(below.span).trim();
        let is_told = labelled(cutter, below).is_some()
            || matches!(by_bars::fact_of(next), Some(Field::Budget(_) | Field::Period));
        return (below.span.len() <= LONGEST && is_told).then_some(Field::Countries);
    }
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    match by_bars::fact_of(text)? {
        Field::Budget(measure) => {
            let (_, printed) = value::money::money(text, DecimalMark::Unknown)?;
            (printed.value >= LEAST.into()).then_some(Field::Budget(measure))
        }
        Field::Period => Some(Field::Period),
        _ => None,
    }
}

/// What a question in place of a label asks for: `Where`, `Who`, `When`, `How much`.
fn question(cutter: &Cutter<'_>, label: Span) -> Option<Field> {
    const LONGEST: usize = 16;
    let text = cutter.document.slice(label);
    let text = Some(text).filter(|text| text.len() <= LONGEST)?;
    match almoner_codelists::fold(text).trim_matches([' ', ':', '?', '¿']) {
        "where" | "ou" | "donde" | "onde" => Some(Field::Countries),
        "who" | "qui" | "quien" | "quienes" | "quem" => Some(Field::Org(None)),
        "when" | "quand" | "cuando" | "quando" => Some(Field::Period),
        "how much" | "combien" | "cuanto" | "quanto" => Some(Field::Budget(None)),
        _ => None,
    }
}

/// True where `How much` is asked of several: the other questions are labels then too.
pub(super) fn are_asked(cutter: &Cutter<'_>) -> bool {
    let is_asked =
        |line: &&Line| asked(cutter, line).is_some_and(|told| matches!(told.field, Field::Budget(_)));
    cutter.lines.iter().filter(is_asked).nth(1).is_some()
}

/// A question with its answer.
fn asked(cutter: &Cutter<'_>, line: &Line) -> Option<Told> {
    const LEAST: i64 = 1_000;
    let (_, value) = line.label.as_ref()?;
    let label = Span { start: line.span.start, end: value.start };
    let label = super::super::unmarked(&cutter.document.text, label);
    let text = cutter.document.slice(*value);
    let field = match question(cutter, label)? {
        Field::Countries if !codes::are_countries(text) => Field::Locations,
        Field::Budget(_) => {
            let (_, printed) = value::money::money(text, DecimalMark::Unknown)?;
            Some(Field::Budget(None)).filter(|_| printed.value >= LEAST.into())?
        }
        field => field,
    };
    super::super::reads_as(field, text).then_some(Told { label: Some(label), field, value: *value })
}

/// A known label with its value.
fn labelled(cutter: &Cutter<'_>, line: &Line) -> Option<Told> {
    let (_, value) = line.label.as_ref()?;
    if let Some(asked) = asked(cutter, line) {
        return Some(asked);
    }
    let found = matched(cutter.layout, line).filter(|found| is_fact(*found))?;
    let label = Span { start: line.span.start, end: value.start };
    let label = super::super::unmarked(&cutter.document.text, label);
    super::super::reads_as(found.field, cutter.document.slice(*value)).then_some(Told {
        label: Some(label),
        field: found.field,
        value: *value,
    })
}

fn is_fact(found: Matched) -> bool {
    let is_told = !found.by_words || matches!(found.field, Field::Budget(_) | Field::Period | Field::Org(_));
    found.inline
        && is_told
        && found.bare.is_none()
        && found.field.shape() != Shape::Text
        && !matches!(found.field, Field::Title | Field::Ignore | Field::Header | Field::DocumentDate)
}

/// Values of a line without labels, an amount among them: `A$4.3 million, 2012–2015`, `EUR 2 million (2019–2022)`.
fn typed(text: &str) -> Option<Vec<(Field, Span)>> {
    const LONGEST: usize = 160;
    const MARKS: [&str; 10] = [" | ", " · ", " • ", " ¦ ", ", ", "; ", " – ", " — ", " - ", " / "];
    if text.len() > LONGEST || !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let between =
        MARKS.iter().filter(|mark| text.contains(**mark)).find_map(|mark| by_bars::facts_between(text, mark));
    let in_bracket = || {
        let (front, rest) = text.split_once('(')?;
        let inner = rest.trim_end().strip_suffix(')')?;
        let one = Span::new(0, front.len()).trim(text);
        let other = Span::new(front.len() + 1, front.len() + 1 + inner.len());
        let field = |span: Span| by_bars::fact_of(span.of(text));
        Some(vec![(field(one)?, one), (field(other)?, other)])
    };
    let told = between.or_else(in_bracket)?;
    told.iter().any(|(field, _)| matches!(field, Field::Budget(_))).then_some(told)
}

/// The blocks that the cells of a table are: boxes with a title and labels each.
fn boxes(cutter: &Cutter<'_>, at: usize) -> Vec<Block> {
    const MOST: usize = 400;
    let Some(line) = cutter.lines.get(at) else { return Vec::new() };
    let rows = lines::rows(cutter.document, line);
    let cells: Vec<Cell> =
        rows.into_iter().flatten().filter(|cell| !cell.span.is_empty()).take(MOST).collect();
    let blocks: Vec<Block> =
        cells.iter().filter_map(|cell| of_box(cutter, cell, at)).filter(Block::is_one).collect();
    // Other cells hold pictures and their captions at most.
    if blocks.len() * 2 >= cells.len() { blocks } else { Vec::new() }
}

/// The block of one box: a title, then labels that may run on in one text.
fn of_box(cutter: &Cutter<'_>, cell: &Cell, at: usize) -> Option<Block> {
    const LONGEST: usize = 4_000;
    const LONGEST_TITLE: usize = 240;
    let block = cutter.lines.get(at)?.block;
    let whole = cutter.document.slice(cell.span);
    if whole.len() > LONGEST || !whole.contains(':') {
        return None;
    }
    let labels = labels_in(cutter, cell.span, block);
    let first = labels.first()?;
    let title = Span { start: cell.span.start, end: first.0.start }.trim(&cutter.document.text);
    let name = cutter.document.slice(title);
    if name.len() > LONGEST_TITLE
        || name.split_whitespace().count() < 2
        || !name.starts_with(char::is_alphanumeric)
    {
        return None;
    }
    let ends = labels.iter().skip(1).map(|(label, ..)| label.start).chain([cell.span.end]);
    let mut told = Vec::new();
    let mut rest = None;
    for ((label, field, start), end) in labels.iter().zip(ends) {
        let value = Span { start: *start, end }.trim(&cutter.document.text);
        // Behind the last value the text of the box goes on.
        let own = if end == cell.span.end { own_value(cutter, *field, value, cell) } else { Some(value) };
        let Some(own) = own.filter(|own| !own.is_empty()) else { continue };
        rest = Some(own.end);
        told.push(Told { label: Some(*label), field: *field, value: own });
    }
    let text = rest.map(|start| Span { start, end: cell.span.end }.trim(&cutter.document.text));
    told.extend(text.filter(|text| !text.is_empty()).map(|value| Told {
        label: None,
        field: Field::Description(DescriptionType::General),
        value,
    }));
    Some(Block { title, told, text: Vec::new(), lines: at..at + 1 })
}

/// The value of the last label: what reads as one at its beginning, or its own paragraph of the box.
fn own_value(cutter: &Cutter<'_>, field: Field, value: Span, cell: &Cell) -> Option<Span> {
    let text = cutter.document.slice(value);
    let own = match field {
        Field::Budget(_) | Field::Funding | Field::Amount => {
            value::money::money(text, DecimalMark::Unknown)?.0
        }
        Field::Period => value::period::period(text, DayOrder::Unknown)?.0,
        _ => {
            let part = cell.parts.iter().find(|part| part.start <= value.start && value.start < part.end)?;
            let line = Span { start: value.start, end: part.end };
            return (cell.parts.len() > 1).then_some(line.trim(&cutter.document.text));
        }
    };
    (own.range().start <= 4).then(|| value.inner(own))
}

/// The known labels in a text in which they run on, and where their values begin.
fn labels_in(cutter: &Cutter<'_>, whole: Span, block: usize) -> Vec<(Span, Field, u32)> {
    const MOST_WORDS: usize = 4;
    const MOST_COLONS: usize = 24;
    let text = cutter.document.slice(whole);
    let mut found: Vec<(Span, Field, u32)> = Vec::new();
    for (colon, _) in text.match_indices(':').take(MOST_COLONS) {
        let least = found.last().map_or(0, |(_, _, value)| (value - whole.start) as usize);
        let before = text.get(least..colon).unwrap_or_default();
        // The longest label whose words end at the colon.
        let starts = before.char_indices().rev().filter(|(at, c)| {
            c.is_uppercase()
                && (*at == 0 || before.get(..*at).is_some_and(|front| front.ends_with(char::is_whitespace)))
        });
        let candidates: Vec<usize> = starts.map(|(at, _)| least + at).take(MOST_WORDS).collect();
        let labels: Vec<(Span, Matched)> = candidates
            .iter()
            .filter_map(|start| {
                let label = whole.inner(Span::new(*start, colon));
                let line = whole.inner(Span::new(*start, text.len()));
                let line = lines::line_of_cell(&cutter.document.text, line, block);
                let is_short = cutter.document.slice(label).split_whitespace().count() <= MOST_WORDS;
                let found = matched(cutter.layout, &line).filter(|found| is_short && is_fact(*found))?;
                Some((label, found))
            })
            .collect();
        // The words of a name before it add nothing: `Health Organization Funded by`.
        let named = labels.iter().rfind(|(_, found)| !found.by_words).or(labels.first());
        let label = named.map(|(label, found)| (*label, found.field));
        // `Rural Roads Project Country: Mali`: the word ends the title.
        let shorter = label.and_then(|(label, field)| {
            let (word, rest) = cutter.document.slice(label).split_once(' ')?;
            let own = label.inner(Span::new(word.len() + 1, word.len() + 1 + rest.len()));
            let line =
                lines::line_of_cell(&cutter.document.text, Span { start: own.start, end: whole.end }, block);
            let is_same =
                matched(cutter.layout, &line).is_some_and(|found| is_fact(found) && found.field == field);
            (nouns::is_activity(&almoner_codelists::fold(word)) && found.is_empty() && is_same)
                .then_some((own, field))
        });
        let label = shorter.or(label);
        let Some((label, field)) = label else { continue };
        found.push((label, field, whole.inner(Span::new(colon + 1, colon + 1)).start));
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::specimen::{extracted, of_page};

    /// Title, countries, budget, organisations.
    fn row(one: &almoner_record::Activity) -> String {
        let codes: Vec<&str> = one.countries.iter().map(|country| country.code.as_str()).collect();
        let budget = one.budget.as_ref().map(|budget| budget.money.value.to_string());
        let names: Vec<&str> =
            one.participating_orgs.iter().map(|org| org.organisation.name.as_str()).collect();
        let title = one.title.clone().unwrap_or_default();
        format!("{title}/{}/{}/{}", codes.join(" "), budget.unwrap_or_default(), names.join(" "))
    }

    fn told(text: &str) -> Vec<String> {
        extracted(text).activities.iter().map(row).collect()
    }

    const WELLS: &str = "Wells for the villages of Kita/ML/2340000/WaterAid Mali";
    const MEALS: &str = "School meals in Maradi/NE/780000/Swissaid";

    #[test]
    fn items_over_their_labels_are_activities() {
        for (one, two) in [("1. ", "2. "), ("a) ", "b) "), ("- ", "- "), ("Project 1: ", "Project 2: ")] {
            let text = format!(
                "Projects chosen in the call of 2015\n\n{one}Wells for the villages of Kita\n   Executing entity: WaterAid Mali\n   Country: Mali\n   Grant amount: EUR 2 340 000\n\n{two}School meals in Maradi\n   Executing entity: Swissaid\n   Country: Niger\n   Grant amount: EUR 780 000\n"
            );
            assert_eq!(told(&text), [WELLS, MEALS], "{one}");
        }
        let french = "Projets retenus\n\n1) Puits des villages de Kita\n   ONG : Eau Vive\n   Pays : Mali\n   Budget : 45 000 EUR\n\n2) Repas scolaires de Maradi\n   ONG : Swissaid\n   Pays : Niger\n   Budget : 35 000 EUR\n";
        assert_eq!(
            told(french),
            ["Puits des villages de Kita/ML/45000/Eau Vive", "Repas scolaires de Maradi/NE/35000/Swissaid"]
        );
    }

    #[test]
    fn an_amount_and_years_may_stand_below_a_title() {
        for facts in [
            ["EUR 2.34 million, 2019–2022", "EUR 0.78 million, 2020–2021"],
            ["2019-2022 | EUR 2,340,000", "2020-2021 | EUR 780,000"],
            ["EUR 2.34 million (2019–2022)", "EUR 0.78 million (2020–2021)"],
            ["2019–2022; EUR 2.34 million", "2020–2021; EUR 0.78 million"],
        ] {
            let block = |title: &str, facts: &str, partner: &str| {
                format!(
                    "<h3>{title}</h3><p><b>{facts}</b></p><p>Much is done there, and more will be.</p><p>Implementing partner: {partner}</p>"
                )
            };
            let page = format!(
                "<html lang=\"en\"><body><h1>Our work in Mali</h1><p>We help.</p><h2>Current programs in Mali</h2>{}{}</body></html>",
                block("Wells for the villages of Kita", facts[0], "WaterAid Mali"),
                block("School meals in Kayes", facts[1], "Swissaid")
            );
            let read: Vec<String> = of_page(&page).iter().map(row).collect();
            let as_whole: Vec<String> = read.iter().map(|row| row.replace(".00", "")).collect();
            assert_eq!(as_whole, [WELLS, "School meals in Kayes/ML/780000/Swissaid"], "{}", facts[0]);
        }
    }

    #[test]
    fn cards_tell_their_facts_a_line_each() {
        let page = |cards: [&str; 2]| {
            let cards: String = cards
                .iter()
                .map(|card| {
                    let mut lines = card.split(" / ");
                    let title = lines.next().unwrap();
                    let lines: String = lines.map(|line| format!("<div>{line}</div>")).collect();
                    format!("<div class=\"card\"><h4>{title}</h4>{lines}<a href=\"/x\">Read more</a></div>")
                })
                .collect();
            let page = format!(
                "<html lang=\"en\"><body><h1>Our projects</h1><p>Development cooperation: 2 of 40</p>{cards}</body></html>"
            );
            of_page(&page).iter().map(row).collect::<Vec<String>>()
        };
        let one = "Wells for the villages of Kita/ML/2340000/";
        let two = "School meals in Maradi/NE/780000/";
        for cards in [
            [
                "Wells for the villages of Kita / Mali / June 2020 – June 2023 / €2,340,000",
                "School meals in Maradi / Niger / June 2021 – May 2023 / €780,000",
            ],
            [
                "Wells for the villages of Kita / 2019–2022 / EUR 2,340,000 / Mali",
                "School meals in Maradi / 2020–2021 / EUR 780,000 / Niger",
            ],
            [
                "Wells for the villages of Kita / The villages will have water for all who live there. / Mali / 2019–2022 / EUR 2,340,000",
                "School meals in Maradi / The children eat at school and will come there more often. / Niger / 2020–2021 / EUR 780,000",
            ],
        ] {
            assert_eq!(page(cards), [one, two], "{cards:?}");
        }
        // Events, offers and houses.
        for cards in [
            [
                "Music for the villages / Mali / 12 June 2020 / €12",
                "Dances of Maradi / Niger / 14 June 2020 / €15",
            ],
            ["Tents for all / Mali / 2019–2022 / €45", "Stoves for two / Niger / 2019–2022 / €85"],
            ["A visit to the wells / Mali / June 2020", "A walk in Maradi / Niger / July 2020"],
        ] {
            assert!(page(cards).is_empty(), "{cards:?} {:?}", page(cards));
        }
    }

    #[test]
    fn text_may_stand_between_a_title_and_its_labels() {
        let text = "Our work by country\n===================\n\nWe work with friends there.\n\n\nMALI\n\n\nWells for the villages of Kita\n\nThe villages will have water for all who live there, and for their herds, in the dry months\nof the year too.\n\nPartner: WaterAid Mali\nDuration: March 2019 – May 2022\nProject budget: EUR 2,340,000\n\n\nNIGER\n\n\nSchool meals in Maradi\n\nThe children eat at school and will come there more often than they do now.\n\nPartner: Swissaid\nDuration: March 2019 – May 2022\nProject budget: EUR 780,000\n";
        assert_eq!(told(text), [WELLS, MEALS]);
    }

    #[test]
    fn questions_may_be_labels_of_activities() {
        for labels in [
            ["Where", "Who", "When", "How much"],
            ["Où", "Qui", "Quand", "Combien"],
            ["Dónde", "Quién", "Cuándo", "Cuánto"],
            ["Onde", "Quem", "Quando", "Quanto"],
        ] {
            let block = |title: &str, values: [&str; 4]| {
                let lines: Vec<String> =
                    labels.iter().zip(values).map(|(label, value)| format!("- {label}: {value}\n")).collect();
                format!("{title}\n\n{}\n", lines.concat())
            };
            let one = ["Mali", "WaterAid Mali", "January 2019 – May 2022", "EUR 2,340,000"];
            let two = ["Niger", "Swissaid", "March 2020 – May 2021", "EUR 780,000"];
            let text = format!(
                "Chapter 2\n=========\n\n{}{}",
                block("Box 1: Wells for the villages of Kita", one),
                block("Box 2: School meals in Maradi", two)
            );
            assert_eq!(told(&text), [WELLS, MEALS], "{labels:?}");
            let meeting = ["Mali", "All members", "5 May 2022", "free"];
            let dinner = ["Niger", "All friends", "7 May 2022", "EUR 20"];
            let text = format!(
                "Agenda\n======\n\n{}{}",
                block("Meeting of the members", meeting),
                block("Dinner of the friends", dinner)
            );
            assert!(told(&text).is_empty(), "{labels:?} {:?}", told(&text));
        }
    }

    #[test]
    fn boxes_side_by_side_are_activities() {
        let cell = |title: &str, country: &str, partner: &str, budget: &str| {
            format!(
                "<td>{title} Project Country: {country} Partner: {partner} Funded by: Irish Aid Budget: {budget} The villages will have what they need.</td>"
            )
        };
        let page = format!(
            "<html lang=\"en\"><body><h1>Our projects</h1><table><tr>{}{}</tr></table></body></html>",
            cell("Wells of Kita", "Mali", "Ministry of Water", "€2,340,000"),
            cell("Meals of Maradi", "Niger", "Swissaid", "€780,000")
        );
        let read: Vec<String> = of_page(&page).iter().map(row).collect();
        assert_eq!(
            read,
            [
                "Wells of Kita Project/ML/2340000/Ministry of Water Irish Aid",
                "Meals of Maradi Project/NE/780000/Swissaid Irish Aid"
            ]
        );
    }

    #[test]
    fn lists_of_other_things_are_no_activities() {
        for text in [
            // Donors and what they gave.
            "Our donors\n\n1. Irish Aid\n   Country: Ireland\n   Contribution: EUR 2 340 000\n   Period: 2019-2022\n\n2. Norwegian Ministry of Foreign Affairs\n   Country: Norway\n   Contribution: EUR 780 000\n   Period: 2019-2021\n",
            // Publications.
            "Publications\n\n1. Water and schools of Mali\n   Publisher: Oxfam\n   Price: EUR 23\n   Year: 2019\n\n2. Roads and markets of Niger\n   Publisher: Oxfam\n   Price: EUR 25\n   Year: 2020\n",
            // Staff.
            "Our staff\n\nMaria Keller\nPosition: Team leader\nOrganisation: Oxfam\nPeriod: 2019-2022\n\nJan Otto Berg\nPosition: Engineer\nOrganisation: Oxfam\nPeriod: 2018-2021\n",
            // Prices and indicators.
            "Tents for all\nEUR 450, 2019–2022\n\nStoves for two\nEUR 85, 2019–2022\n",
            "Share of births attended\n60 %, 2019–2022\n\nShare of girls at school\n80 %, 2019–2022\n",
        ] {
            assert_eq!(told(text), [""; 0], "{text}");
        }
        // A person's own work is not parted.
        let vita = "Curriculum vitae\n\n1. Rural roads of Nakuru\n   Country: Kenya\n   Donor: World Bank\n   Period: 2012-2014\n\n2. Water supply of Mbale\n   Country: Uganda\n   Donor: KfW\n   Period: 2015-2017\n";
        assert_eq!(told(vita), ["Curriculum vitae/KE UG//World Bank KfW"]);
        // Parts of one, and what is like it.
        let one = "Wells for the villages of Kita\n\nCountry: Mali\nDonor: Norad\nBudget: EUR 2 340 000\n\n";
        let parts = "1. Deep wells of Kita\n   Partner: Oxfam\n   Budget: EUR 340 000\n\n2. Pipes of the town\n   Partner: CARE\n   Budget: EUR 780 000\n";
        assert_eq!(
            told(&format!("{one}{parts}")),
            ["Wells for the villages of Kita/ML/2340000/Norad Oxfam CARE"]
        );
        let components =
            parts.replace("Deep wells of Kita", "Component 1").replace("Pipes of the town", "Component 2");
        assert_eq!(told(&format!("Wells for Kita\n\n{components}")), [""; 0]);
    }
}
