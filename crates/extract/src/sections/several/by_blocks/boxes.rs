//! Boxes side by side: cells of a table that are a block each, their labels run on within a text.

use almoner_document::Cell;
use almoner_record::{DescriptionType, Span};

use super::Block;
use super::told::{Told, is_fact};
use crate::field::Field;
use crate::lines::{self};
use crate::nouns;
use crate::recognise::{Matched, matched};
use crate::sections::Cutter;
use crate::value;
use crate::value::date::DayOrder;
use crate::value::numeral::DecimalMark;

/// The blocks that the cells of a table are: boxes with a title and labels each.
pub(super) fn boxes(cutter: &Cutter<'_>, at: usize) -> Vec<Block> {
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
        told.push(Told { label: Some(*label), ..Told::alone(*field, own) });
    }
    let text = rest.map(|start| Span { start, end: cell.span.end }.trim(&cutter.document.text));
    let text = text.filter(|text| !text.is_empty());
    told.extend(text.map(|value| Told::alone(Field::Description(DescriptionType::General), value)));
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
