//! A document cut into pieces: a label or heading, and what stands under it.

mod form;
mod outline;
mod rows;
mod several;
mod told;

pub(crate) use several::title as title_of_heading;
pub(crate) use told::{is_name_label, is_person_label};

use std::collections::BTreeSet;
use std::ops::Range;

use almoner_document::{Cell, Document};
use almoner_record::{DescriptionType, Section, Span};

use crate::codes;
use crate::field::{DateKind, Field, Shape};
use crate::layout::{Begin, Layout};
use crate::lines::{self, Line, LineKind};
use crate::recognise::{Matched, matched};
use crate::value::date::DayOrder;

/// Text longer than this under a label that wants one line is a paragraph of its own.
const LONGEST_VALUE: usize = 240;

/// A label or heading and what stands under it.
#[derive(Debug, Clone)]
pub(crate) struct Piece {
    /// The label or heading; None before the first.
    pub(crate) heading: Option<Span>,
    /// Where it is read into; None for a heading that the layout does not know.
    pub(crate) field: Option<Field>,
    /// The value on the label's own line; several where a cell beside the label has several paragraphs.
    pub(crate) inline: Vec<Span>,
    /// The lines under it.
    pub(crate) lines: Range<usize>,
    /// Ordinal of the activity it belongs to; None for the document's own text.
    pub(crate) activity: Option<u32>,
    /// True when no layout names the label and its words tell the field.
    pub(crate) by_words: bool,
    /// True for a cell whose heading is the head of its column, above other rows.
    pub(crate) in_row: bool,
}

/// Where the cutting stands.
struct Cutter<'a> {
    document: &'a Document,
    lines: &'a [Line],
    layout: &'a Layout,
    pieces: Vec<Piece>,
    activity: Option<u32>,
    begun: u32,
    /// A line that was taken with the one before it.
    taken: Option<usize>,
    /// The fields that pieces of each activity were opened for.
    opened: BTreeSet<(Option<u32>, Field)>,
    /// The activities that have a bare header among their closed pieces.
    bare: BTreeSet<Option<u32>>,
}

/// The pieces of a document, in reading order; they hold all of its lines.
pub(crate) fn cut(document: &Document, lines: &[Line], layout: &Layout) -> Vec<Piece> {
    let alone = layout.activities.begin == Begin::Document;
    let mut cutter = Cutter {
        document,
        lines,
        layout,
        pieces: Vec::new(),
        activity: alone.then_some(0),
        begun: u32::from(alone),
        taken: None,
        opened: BTreeSet::new(),
        bare: BTreeSet::new(),
    };
    cutter.open(None, None, Vec::new(), 0);
    for at in 0..lines.len() {
        cutter.take(at);
    }
    outline::end_pairs(&mut cutter);
    several::part(&mut cutter);
    cutter.pieces
}

impl Cutter<'_> {
    fn open(&mut self, heading: Option<Span>, field: Option<Field>, inline: Vec<Span>, from: usize) {
        if let Some(closed) = self.pieces.last().filter(|piece| is_bare_header(piece)) {
            self.bare.insert(closed.activity);
        }
        let (lines, activity) = (from..from, self.activity);
        self.opened.extend(field.map(|field| (activity, field)));
        self.pieces.push(Piece { heading, field, inline, lines, activity, by_words: false, in_row: false });
    }

    /// Opens a piece whose label was found.
    fn open_found(&mut self, heading: Span, found: Matched, inline: Vec<Span>, from: usize) {
        self.open(Some(heading), Some(found.field), inline, from);
        if let Some(piece) = self.pieces.last_mut() {
            piece.by_words = found.by_words;
        }
    }

    /// Line `at` opens a piece, or goes to the open one.
    fn take(&mut self, at: usize) {
        let Some(line) = self.lines.get(at) else { return };
        if self.begins_activity(at, line) {
            let named = self.layout.never_begins(line.span.of(&self.document.text));
            self.activity = if named { None } else { Some(self.begun) };
            self.begun += u32::from(!named);
            self.open(Some(line.span), (!named).then_some(Field::Narrative), Vec::new(), at + 1);
        } else if self.taken == Some(at)
            || self.take_labels_across(at, line)
            || line.kind == LineKind::Table && self.take_label_table(at, line)
            || self.take_told(at, line)
        {
        } else if let Some(found) = matched(self.layout, line)
            .filter(|found| self.is_label(line, *found) && !self.is_title(at, line, *found))
            .filter(|found| !self.is_status(at, line, *found))
            .filter(|found| {
                !(found.by_words && found.inline && found.field != Field::Status && self.is_head(line))
            })
            .filter(|found| !found.by_words || self.has_value(at, line, *found))
        {
            let (heading, inline) = self.label_and_value(line, found);
            self.open_found(heading, found, inline.into_iter().collect(), at + 1);
            // `Amounts concerned`, beside it `Total cost: EUR 3 million`.
            let inner = inline.filter(|_| found.field == Field::Ignore);
            if let Some((label, field, value)) =
                inner.and_then(|value| self.part_with_label(value, line.block))
            {
                self.open(Some(label), Some(field), vec![value], at + 1);
            }
        } else if let Some((label, value)) = self.unknown_label(line) {
            self.open(Some(label), None, vec![value], at + 1);
        } else if self.is_lone_label(line) {
            self.open(Some(line.span), None, Vec::new(), at + 1);
        } else if self.is_unknown_heading(at, line) || self.is_outline_heading(at, line) {
            let field =
                self.pieces.last().and_then(|piece| piece.field).filter(|field| *field == Field::Narrative);
            self.open(Some(line.span), field, Vec::new(), at + 1);
        } else if self.is_loose_text(at, line) {
            let field = self.layout.knows_the_trade().then_some(Field::Description(DescriptionType::General));
            self.open(None, field, Vec::new(), at);
            self.keep(at);
        } else {
            self.keep(at);
        }
    }

    fn keep(&mut self, at: usize) {
        if let Some(piece) = self.pieces.last_mut() {
            piece.lines.end = at + 1;
        }
    }

    /// A heading of the first level with text under it before the next one.
    fn begins_activity(&self, at: usize, line: &Line) -> bool {
        let is_top = |line: &Line| matches!(line.kind, LineKind::Heading { level: 1 });
        self.layout.activities.begin == Begin::Heading
            && is_top(line)
            && self.lines.get(at + 1).is_some_and(|next| !is_top(next))
    }

    /// A label inside running text must be a line of its own or have a short value; an item of a list is no label.
    fn is_label(&self, line: &Line, found: Matched) -> bool {
        if found.bare.is_some() {
            let (_, value) = self.label_and_value(line, found);
            let text = value.map(|value| self.document.slice(value));
            return matches!((found.field, text), (Field::Type(list), Some(text)) if codes::of_type(list, text).is_some());
        }
        let open = self.pieces.last().and_then(|piece| piece.field);
        let in_text = open.is_some_and(|open| {
            open.shape() == Shape::Text && !matches!(open, Field::Header | Field::Ignore)
        }) && found.field != Field::Ignore;
        let is_item = matches!(line.kind, LineKind::Item { .. });
        if is_item && found.inline && self.is_list_below() {
            return false;
        }
        let is_text = found.inline
            && (is_item || (line.span.len() > LONGEST_VALUE && found.field.shape() != Shape::Text));
        !(in_text && (is_text || self.is_prose(line, found)))
    }

    /// True under a label of a list whose items stand below it, and which is no item itself: `Financing:`, then
    /// `- Communes: 450,000`.
    fn is_list_below(&self) -> bool {
        let Some(piece) = self.pieces.last() else { return false };
        let above = piece.lines.start.checked_sub(1).and_then(|at| self.lines.get(at));
        let is_line = above.is_some_and(|line| !matches!(line.kind, LineKind::Item { .. }));
        // The first item may stand beside the label.
        let is_item = |span: &Span| self.is_marked_item(*span);
        is_line && piece.inline.first().is_none_or(is_item) && self.open_shape() == Some(Shape::List)
    }

    /// True for an item of a list behind its mark.
    fn is_marked_item(&self, span: Span) -> bool {
        ["- ", "• ", "– "].iter().any(|mark| self.document.slice(span).starts_with(mark))
    }

    /// True when what stands beside or below a label that is told by its words alone reads as a value of its field.
    fn has_value(&self, at: usize, line: &Line, found: Matched) -> bool {
        if found.field.shape() == Shape::Text {
            return !found.inline || matches!(line.kind, LineKind::Heading { .. });
        }
        if let Some((_, value)) = line.label.as_ref().filter(|_| found.inline) {
            return reads_as(found.field, self.document.slice(*value));
        }
        let below = self.lines.iter().skip(at + 1).find(|below| below.kind != LineKind::Aside);
        below.is_some_and(|below| match below.kind {
            LineKind::Table => matches!(found.field, Field::Org(_)),
            _ => reads_as(found.field, self.document.slice(below.span)),
        })
    }

    /// A label of a donor's own layout inside running text that names a value which stands already, or whose value
    /// ends as a sentence does.
    fn is_prose(&self, line: &Line, found: Matched) -> bool {
        let is_type = matches!(found.field, Field::Type(_) | Field::DocumentDate);
        if self.layout.is_general() || is_type || found.field.shape() == Shape::Text {
            return false;
        }
        let is_seen = self.opened.contains(&(self.activity, found.field));
        let part_of_period = matches!(found.field, Field::Date(DateKind::Start | DateKind::End));
        let in_header = self.layout.header.contains(&found.field)
            || (part_of_period && self.layout.header.contains(&Field::Period));
        let value =
            line.label.as_ref().filter(|_| found.inline).map(|(_, value)| self.document.slice(*value));
        let is_sentence = value.is_some_and(|value| value.ends_with(['.', '!', '?']));
        is_seen || is_sentence || (in_header && self.has_bare_header())
    }

    /// True where the open activity has lines without labels before its first label.
    fn has_bare_header(&self) -> bool {
        let is_own = |piece: &&Piece| piece.activity == self.activity && is_bare_header(piece);
        self.bare.contains(&self.activity) || self.pieces.last().filter(is_own).is_some()
    }

    /// The line right under a title's label is the title even if it begins like a label: like a heading with more
    /// words (`Description of biodiversity`), or like one with its value (`Sector: Forests`) that stands again further
    /// down.
    fn is_title(&self, at: usize, line: &Line, found: Matched) -> bool {
        let is_open = self.pieces.last().is_some_and(|piece| {
            piece.field == Some(Field::Title) && piece.inline.is_empty() && piece.lines.is_empty()
        });
        let is_longer = !found.inline && self.layout.field_of(&line.key).is_none();
        let mut below = self.lines.iter().skip(at + 1).filter_map(|line| matched(self.layout, line));
        is_open && (is_longer || (found.inline && below.any(|again| again.field == found.field)))
    }

    /// True for two heads of columns beside each other, `Finance source` and `Amount`: what looks like the value is a label.
    fn is_head(&self, line: &Line) -> bool {
        let value = line.label.as_ref().map(|(_, value)| *value);
        let cell = value.map(|value| lines::line_of_cell(&self.document.text, value, line.block));
        let divided = self.document.slice(line.span).contains('\t');
        divided && cell.is_some_and(|cell| self.layout.field_of(&cell.key).is_some())
    }

    /// The line right under a label for the status is one even if it is a label elsewhere: `Completion`, `Finalización`.
    fn is_status(&self, at: usize, line: &Line, found: Matched) -> bool {
        let is_open = self.pieces.last().is_some_and(|piece| {
            piece.field == Some(Field::Status) && piece.inline.is_empty() && piece.lines.start == at
        });
        is_open && !found.inline && codes::status(self.document.slice(line.span)).is_some()
    }

    fn open_shape(&self) -> Option<Shape> {
        self.pieces.last().and_then(|piece| piece.field).map(Field::shape)
    }

    fn label_and_value(&self, line: &Line, found: Matched) -> (Span, Option<Span>) {
        if let Some(length) = found.bare {
            return self.bare_value(line, length);
        }
        match &line.label {
            Some((_, value)) if found.inline => {
                let label = Span { start: line.span.start, end: value.start };
                (unmarked(&self.document.text, label), Some(*value))
            }
            _ => (line.span, None),
        }
    }

    /// Label and value where no colon divides them: the label has as many words as the layout's.
    fn bare_value(&self, line: &Line, folded_length: usize) -> (Span, Option<Span>) {
        let words = line.key.get(..folded_length).unwrap_or_default().split_whitespace().count();
        let text = self.document.slice(line.span);
        let mut at = 0;
        for _ in 0..words {
            let rest = text.get(at..).unwrap_or_default();
            let space = rest.len() - rest.trim_start().len();
            at += space + rest.trim_start().find(char::is_whitespace).unwrap_or(rest.len() - space);
        }
        let label = Span::new(0, at);
        (line.span.inner(label), Some(line.span.inner(Span::new(at, text.len())).trim(&self.document.text)))
    }

    /// A short line that ends with a colon, below a label that wants a value: a label that nothing knows, no value.
    fn is_lone_label(&self, line: &Line) -> bool {
        const LONGEST: usize = 60;
        let text = self.document.slice(line.span).trim_end();
        let wants_value = self.open_shape().is_some_and(|shape| shape != Shape::Text);
        self.layout.knows_the_trade()
            && wants_value
            && line.kind == LineKind::Text
            && text.len() <= LONGEST
            && text.ends_with(':')
    }

    /// A heading that the layout does not know. Right under a label that wants a value it is the value.
    fn is_unknown_heading(&self, at: usize, line: &Line) -> bool {
        let LineKind::Heading { level } = line.kind else { return false };
        let Some(piece) = self.pieces.last() else { return false };
        let is_first = piece.lines.end <= piece.lines.start && piece.inline.is_empty();
        let wants_value = self.open_shape().is_some_and(|shape| shape != Shape::Text);
        let in_header = piece.field == Some(Field::Header);
        at > 0
            && !(wants_value && is_first)
            && !(in_header && level > 1)
            && self.layout.headings_cut(piece.field)
    }

    /// Running text under a label whose value stands already.
    fn is_loose_text(&self, at: usize, line: &Line) -> bool {
        let Some(piece) = self.pieces.last() else { return false };
        let has_value = !piece.inline.is_empty() || piece.lines.start < at;
        let wants_value = self.open_shape().is_some_and(|shape| shape != Shape::Text);
        wants_value && has_value && line.kind == LineKind::Text && line.span.len() > LONGEST_VALUE
    }

    /// A table of labels and values: at least half of its rows begin with a label of the layout.
    fn take_label_table(&mut self, at: usize, line: &Line) -> bool {
        const FEWEST_KNOWN: usize = 4;
        let rows = lines::without_numbers(self.document, lines::rows(self.document, line));
        if self.take_cards(at, line, &rows) {
            return true;
        }
        let in_pairs = self.are_in_pairs(&rows, line.block);
        let of_row = |row: &Vec<Cell>| {
            let pairs = in_pairs.then(|| self.labels_in_pairs(row, line.block)).flatten();
            pairs.unwrap_or_else(|| self.labelled(row, line.block))
        };
        let mut labelled: Vec<Vec<Labelled>> = rows.iter().map(of_row).collect();
        if !in_pairs {
            self.pair_rows(&rows, &mut labelled, line.block);
        }
        let is_known = |row: &&Vec<Labelled>| row.iter().any(|one| one.field.is_some());
        let known = labelled.iter().filter(is_known).count();
        let is_narrow = |row: &Vec<Cell>, labelled: &Vec<Labelled>| row.len() <= 4 || labelled.len() > 1;
        let are_narrow = rows.iter().zip(&labelled).all(|(row, labelled)| is_narrow(row, labelled));
        let is_other = self.has_years_across(&rows) || self.has_donors_down(&rows, line.block);
        // Labels that nobody knows stand in a long form too.
        let is_form =
            known >= FEWEST_KNOWN && known * 3 >= rows.len() && rows.iter().all(|row| row.len() == 2);
        if rows.is_empty() || (known * 2 < rows.len() && !is_form) || !are_narrow || is_other {
            return !is_other && self.take_filled_cells(at, line, &rows);
        }
        for Labelled { label, field, value } in labelled.into_iter().flatten() {
            match (label, field) {
                (Some(label), Some(field)) => self.open_row(label, field, value, line.block, at + 1),
                (Some(label), None) if !value.is_empty() => self.open(Some(label), None, value, at + 1),
                // Label and value in one cell.
                (Some(cell), None) => {
                    if let Some((label, field, value)) = self.part_with_label(cell, line.block) {
                        self.open(Some(label), Some(field), vec![value], at + 1);
                    }
                }
                (None, _) => self.go_on(value, line.block, at + 1),
            }
        }
        true
    }

    /// True for a table whose columns are years: its first cells name rows, they are no labels.
    fn has_years_across(&self, rows: &[Vec<Cell>]) -> bool {
        let is_year = |cell: &&Cell| {
            let text = self.document.slice(cell.span).trim();
            text.len() == 4 && text.starts_with(['1', '2']) && text.bytes().all(|byte| byte.is_ascii_digit())
        };
        rows.first().is_some_and(|head| head.iter().skip(1).filter(is_year).count() >= 2)
    }

    /// The labels of a row with their values: one before the other cells; several side by side, each with its value in
    /// the next cell; or each above its value, or before it, in a cell of its own.
    fn labelled(&self, row: &[Cell], block: usize) -> Vec<Labelled> {
        let text = &self.document.text;
        let of_cell = |cell: &Cell| self.label_in_cell(cell, block);
        let own: Vec<Option<Labelled>> = row.iter().map(of_cell).collect();
        let filled = row.iter().filter(|cell| !cell.span.is_empty()).count();
        if filled > 0 && own.iter().flatten().count() == filled {
            return own.into_iter().flatten().collect();
        }
        let field = |cell: &Cell| self.cell_label(cell, block).map(|found| found.field);
        let spans = |cells: &[Cell]| cells.iter().flat_map(|cell| cell.parts.iter().copied()).collect();
        let filled = |pair: &&[Cell]| pair.iter().any(|cell| !cell.span.is_empty());
        let pairs: Vec<(&Cell, &Cell, Field)> = row
            .chunks(2)
            .filter(filled)
            .filter_map(|pair| match pair {
                [key, value] if field(value).is_none() => Some((key, value, field(key)?)),
                _ => None,
            })
            .collect();
        let all = row.chunks(2).filter(filled).count();
        if let [(key, _, known)] = pairs.as_slice()
            && let Some(both) = self.half_known(row, key.span, *known)
        {
            return both;
        }
        if pairs.len() > 1 && pairs.len() == all {
            let one = |(key, value, field): (&Cell, &Cell, Field)| Labelled {
                label: Some(unmarked(text, key.span)),
                field: Some(field),
                value: spans(std::slice::from_ref(value)),
            };
            return pairs.into_iter().map(one).collect();
        }
        let [key, values @ ..] = row else { return Vec::new() };
        let label = (!key.span.is_empty()).then(|| unmarked(text, key.span));
        let told = match values {
            [value] => self.told_by_value(key.span, value.span),
            _ => None,
        };
        let field = if values.is_empty() { None } else { told.or_else(|| field(key)) };
        vec![Labelled { label, field, value: spans(values) }]
    }

    /// The label in a cell that holds its value too.
    fn label_in_cell(&self, cell: &Cell, block: usize) -> Option<Labelled> {
        let text = &self.document.text;
        let [key, values @ ..] = cell.parts.as_slice() else { return None };
        let value = values.first()?;
        let field = self.field_of_card(*key, *value, block)?;
        Some(Labelled { label: Some(unmarked(text, *key)), field: Some(field), value: values.to_vec() })
    }

    /// A row of a table of labels and values. Where paragraphs of the value have labels of their own (`Amounts concerned`,
    /// beside it `Total cost: EUR 3 million`), these are pieces by themselves.
    fn open_row(&mut self, label: Span, field: Field, values: Vec<Span>, block: usize, from: usize) {
        let (mut own, mut others) = (Vec::new(), Vec::new());
        // `Project partners`, beside it `Contract partner`, and below that a name.
        if let Some((label, inner, value)) = self.label_above(field, &values, block) {
            self.open(Some(label), Some(inner), value, from);
            return;
        }
        for (at, value) in values.into_iter().enumerate() {
            let labelled = self.part_with_label(value, block);
            match labelled.filter(|(_, inner, _)| *inner != field && (at > 0 || field == Field::Ignore)) {
                Some(labelled) => others.push(labelled),
                None => own.push(value),
            }
        }
        self.open(Some(label), Some(field), own, from);
        for (label, field, value) in others {
            self.open(Some(label), Some(field), vec![value], from);
        }
    }

    /// A row without a label: it goes on with the value above it, or has labels in its value.
    fn go_on(&mut self, values: Vec<Span>, block: usize, from: usize) {
        for value in values {
            if let Some((label, field, value)) = self.part_with_label(value, block) {
                self.open(Some(label), Some(field), vec![value], from);
            } else if let Some(piece) = self.pieces.last_mut().filter(|piece| !piece.inline.is_empty()) {
                piece.inline.push(value);
            }
        }
    }

    /// A paragraph of a cell that has a label of its own: label, field and value. An item of a list has none.
    fn part_with_label(&self, paragraph: Span, block: usize) -> Option<(Span, Field, Span)> {
        if self.is_marked_item(paragraph) {
            return None;
        }
        let line = lines::line_of_cell(&self.document.text, paragraph, block);
        let found = matched(self.layout, &line).filter(|found| found.inline && found.bare.is_none())?;
        let (_, value) = line.label?;
        let label = unmarked(&self.document.text, Span { start: paragraph.start, end: value.start });
        Some((label, found.field, value))
    }

    /// A table each other row of which is labels, with their values in the row below them. One label in four may be unknown.
    fn take_cards(&mut self, at: usize, line: &Line, rows: &[Vec<Cell>]) -> bool {
        let mut cards = Vec::new();
        for pair in rows.chunks(2) {
            let [keys, values] = pair else { return false };
            for (key, value) in keys.iter().zip(values).filter(|(key, _)| !key.span.is_empty()) {
                let field = self.field_of_card(key.span, value.span, line.block);
                cards.push((unmarked(&self.document.text, key.span), field, value.parts.clone()));
            }
        }
        let across = rows.first().map_or(0, |row| row.iter().filter(|cell| !cell.span.is_empty()).count());
        let known = cards.iter().filter(|(_, field, _)| field.is_some()).count();
        if across < 2 || (cards.len() - known) * 3 > known {
            return false;
        }
        for (label, field, value) in cards {
            self.open(Some(label), field, value, at + 1);
        }
        true
    }

    /// Labels side by side on a line, their values side by side on the next one, tabs between them.
    fn take_labels_across(&mut self, at: usize, line: &Line) -> bool {
        let Some(below) = self.lines.get(at + 1).filter(|below| below.kind == LineKind::Text) else {
            return false;
        };
        let (labels, values) = (self.across(line), self.across(below));
        let is_line = matches!(line.kind, LineKind::Text | LineKind::Heading { .. });
        if !is_line || labels.len() < 2 || labels.len() != values.len() || self.are_heads(at, line, below) {
            return false;
        }
        let pairs = labels.iter().zip(&values);
        let fields: Option<Vec<Field>> =
            pairs.map(|(label, value)| self.field_of_card(*label, *value, line.block)).collect();
        let Some(fields) = fields else { return false };
        for ((label, value), field) in labels.into_iter().zip(values).zip(fields) {
            self.open(Some(unmarked(&self.document.text, label)), Some(field), vec![value], at + 2);
        }
        self.taken = Some(at + 1);
        true
    }

    /// True for the heads of a table: a second line of values follows, as many as there are labels, or did so where the
    /// same heads stood before (a table over two pages).
    fn are_heads(&self, at: usize, line: &Line, below: &Line) -> bool {
        const LOOKED_BACK: usize = 200;
        let from = at.saturating_sub(LOOKED_BACK);
        let before = self.lines.get(from..at).unwrap_or_default().iter().enumerate();
        let same = before.filter(|(_, other)| !line.key.is_empty() && other.key == line.key);
        let mut same = same
            .filter_map(|(number, other)| Some((from + number, other, self.lines.get(from + number + 1)?)));
        self.goes_on_in_rows(at, line, below)
            || same.any(|(at, line, below)| self.goes_on_in_rows(at, line, below))
    }

    fn goes_on_in_rows(&self, at: usize, line: &Line, below: &Line) -> bool {
        let Some(next) = self.lines.get(at + 2).filter(|next| next.kind == LineKind::Text) else {
            return false;
        };
        let between = self.document.slice(Span { start: below.span.end, end: next.span.start });
        let row = self.across(next);
        let is_label = |part: &Span| {
            let cell = lines::line_of_cell(&self.document.text, *part, next.block);
            matched(self.layout, &cell).is_some_and(|found| !found.inline)
        };
        between == "\n" && row.len() == self.across(line).len() && !row.iter().any(is_label)
    }

    /// What tabs divide on a line.
    fn across(&self, line: &Line) -> Vec<Span> {
        let text = self.document.slice(line.span);
        let mut from = 0;
        let mut parts = Vec::new();
        for part in text.split('\t') {
            parts.push(line.span.inner(Span::new(from, from + part.len())).trim(&self.document.text));
            from += part.len() + 1;
        }
        parts.retain(|part| !part.is_empty());
        parts
    }

    /// The field of a label whose value stands below it, if it is one of the layout and the value is none.
    fn field_of_card(&self, label: Span, value: Span, block: usize) -> Option<Field> {
        let field = |span: Span| {
            let line = lines::line_of_cell(&self.document.text, span, block);
            matched(self.layout, &line).filter(|found| !found.inline && found.bare.is_none())
        };
        let is_status = || codes::status(self.document.slice(value)).is_some();
        let is_value =
            |found: &Matched| field(value).is_none() || found.field == Field::Status && is_status();
        let told = self.told_by_value_below(label, value);
        told.or_else(|| field(label).filter(is_value).map(|found| found.field))
    }

    fn cell_label(&self, key: &Cell, block: usize) -> Option<Matched> {
        let cell = lines::line_of_cell(&self.document.text, key.span, block);
        matched(self.layout, &cell).filter(|found| !found.inline)
    }
}

/// True when `text` could be a value of the field.
fn reads_as(field: Field, text: &str) -> bool {
    let has_digit = || text.bytes().any(|byte| byte.is_ascii_digit());
    match field {
        Field::Date(_)
        | Field::Period
        | Field::Budget(_)
        | Field::Amount
        | Field::OtherIdentifier
        | Field::IatiIdentifier => has_digit() && text.len() <= LONGEST_VALUE,
        Field::Funding => has_digit(),
        Field::Status => codes::status_told(text, DayOrder::Unknown).is_some(),
        Field::Type(list) => codes::type_told(list, text).is_some(),
        Field::Org(_) | Field::ReportingOrg => !text.ends_with(['.', '!', '?', ':']) || text.len() < 60,
        // Names, and no sentence: `Country and sector background` is no label of sectors.
        _ if field.shape() == Shape::List => !text.ends_with(['.', '!', '?']) || text.len() < 60,
        _ => true,
    }
}

/// A label of a table, and its value.
struct Labelled {
    /// None for a row that has none.
    label: Option<Span>,
    /// None for a label that the layout does not name.
    field: Option<Field>,
    value: Vec<Span>,
}

/// Lines without labels under the heading that announces them, or more than a title before the first label.
fn is_bare_header(piece: &Piece) -> bool {
    const MOST_WITH_A_TITLE: usize = 2;
    match piece.field {
        Some(Field::Header) => !piece.lines.is_empty(),
        None | Some(Field::Title) => piece.lines.len() > MOST_WITH_A_TITLE,
        Some(_) => false,
    }
}

/// A label without Markdown's marks and its colon.
pub(crate) fn unmarked(text: &str, label: Span) -> Span {
    let is_mark = |c: char| c.is_whitespace() || ":：*_".contains(c);
    let content = label.of(text);
    let start = label.range().start + content.len() - content.trim_start_matches(is_mark).len();
    Span::new(start, start + content.trim_matches(is_mark).len())
}

impl Piece {
    /// From its heading to its last line.
    pub(crate) fn span(&self, lines: &[Line]) -> Option<Span> {
        let content = lines.get(self.lines.clone()).unwrap_or_default();
        let spans = self
            .heading
            .filter(|_| !self.in_row)
            .into_iter()
            .chain(self.inline.iter().copied())
            .chain(content.iter().map(|line| line.span));
        spans.reduce(Span::cover)
    }
}

/// The pieces as the sections of [`almoner_record::Extracted`]: each begins where the one before it ends, so that
/// together they cover the whole text.
pub(crate) fn sections(document: &Document, lines: &[Line], pieces: &[Piece]) -> Vec<Section> {
    let spans: Vec<(Span, &Piece)> =
        pieces.iter().filter_map(|piece| piece.span(lines).map(|span| (span, piece))).collect();
    let mut sections = Vec::with_capacity(spans.len());
    for (at, (span, piece)) in spans.iter().enumerate() {
        let start = if at == 0 { 0 } else { span.start };
        let end = spans
            .get(at + 1)
            .map_or(Span::new(0, document.text.len()).end, |(next, _)| next.start.max(start));
        sections.push(Section {
            heading: piece.heading.map(|heading| document.slice(heading).to_owned()),
            field: piece.field.filter(|field| *field != Field::Ignore).map(|field| field.name().to_owned()),
            activity: piece.activity,
            start,
            end,
        });
    }
    sections
}

#[cfg(test)]
mod tests {
    use almoner_codelists::Rates;
    use almoner_document::{Limits, read};

    use crate::layouts::Layouts;
    use crate::specimen::record;

    #[test]
    fn labels_side_by_side_have_their_values_below_them() {
        let read = record(
            "Project profile — Radio\n\nOverview\n\nProject number\tMaximum contribution\nCA-3-D000123001\t$2,500,000\n\nStart date\tEnd date\tStatus\n2016-04-01\t2019-03-31\tClosed\n\nCountry / region\n\n• Mali (100.00%)\n\nDescription\n\nRadio.\n",
        );
        assert_eq!(read.iati_identifier.as_deref(), Some("CA-3-D000123001"));
        assert!(read.budget.is_some() && read.status.is_some() && read.period.is_some(), "{read:?}");
    }

    #[test]
    fn a_page_that_nothing_announces_begins_with_its_title() {
        let page = "# Radio for farmers\n\n## Overview\n\nProject number: CA-3-D000123001\n\nMaximum contribution: $2,500,000\n\nExecuting agency - partner: Farm Radio\n\nCountry / region: Mali\n\n## Description\n\nRadio.\n";
        let document = read(page.as_bytes(), "specimen.md", &Limits::default()).unwrap();
        let read =
            crate::extract(document, &Layouts::built_in(), Rates::embedded(), crate::Conclusions::Drawn);
        let title = read.activities.first().and_then(|activity| activity.title.as_deref());
        assert_eq!(title, Some("Radio for farmers"));
    }
}
