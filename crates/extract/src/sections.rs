//! A document cut into pieces: a label or heading, and what stands under it.

mod bare;
mod by_value;
mod cells;
mod form;
mod headings;
mod matrix;
mod outline;
mod persons;
mod planned;
mod rows;
mod run_together;
mod several;
mod shifted;
mod stacked;
mod told;
mod upside;
mod weak;
mod within_form;

pub(crate) use persons::{is_name_label, is_person_label, is_person_name};
pub(crate) use planned::PLANNED;
pub(crate) use several::head as head_of_activity;
pub(crate) use weak::is_known as is_weak_label;

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::Range;

use almoner_document::Document;
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
    /// True for the title of one of several activities that a sentence announces: `The Board approved these projects:`.
    pub(crate) announced: bool,
    /// True for the title of one of a list that its words above it, its titles and its names say to be of aid.
    pub(crate) of_aid: bool,
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
    /// Whether the document has the labels of an activity; asked of a few documents only.
    trade_form: OnceCell<within_form::TradeForm>,
    /// Where labels that nothing knows are told by their values.
    form_of_values: OnceCell<Option<by_value::Form>>,
    /// The document's headings; asked where several activities may be.
    headings: OnceCell<headings::Headings>,
}

/// The pieces of a document, in reading order; they hold all of its lines.
pub(crate) fn cut(document: &Document, lines: &[Line], layout: &Layout) -> Vec<Piece> {
    let mut cutter = cutter(document, lines, layout);
    several::part(&mut cutter);
    cutter.pieces
}

/// The same pieces where what looks like several activities of a document that no layout names is taken for one.
pub(crate) fn cut_whole(document: &Document, lines: &[Line], layout: &Layout) -> Vec<Piece> {
    cutter(document, lines, layout).pieces
}

fn cutter<'a>(document: &'a Document, lines: &'a [Line], layout: &'a Layout) -> Cutter<'a> {
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
        trade_form: OnceCell::new(),
        form_of_values: OnceCell::new(),
        headings: OnceCell::new(),
    };
    cutter.open(None, None, Vec::new(), 0);
    for at in 0..lines.len() {
        cutter.take(at);
    }
    outline::end_pairs(&mut cutter);
    upside::turn(&mut cutter);
    cutter
}

impl Cutter<'_> {
    fn headings(&self) -> &headings::Headings {
        self.headings.get_or_init(|| headings::Headings::of(self.lines))
    }

    fn open(&mut self, heading: Option<Span>, field: Option<Field>, inline: Vec<Span>, from: usize) {
        if let Some(closed) = self.pieces.last().filter(|piece| is_bare_header(piece)) {
            self.bare.insert(closed.activity);
        }
        let (lines, activity) = (from..from, self.activity);
        self.opened.extend(field.map(|field| (activity, field)));
        self.pieces.push(Piece {
            heading,
            field,
            inline,
            lines,
            activity,
            by_words: false,
            in_row: false,
            announced: false,
            of_aid: false,
        });
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
            || self.take_labels_run_together(at, line)
            || line.kind == LineKind::Table && self.take_table(at, line)
            || self.take_told(at, line)
        {
        } else if let Some(found) = matched(self.layout, line)
            .filter(|found| self.is_label(line, *found) && !self.is_title(at, line, *found))
            .filter(|found| !self.is_status(at, line, *found) && !self.is_marker(line))
            .filter(|found| !self.is_publisher(at, line, *found))
            .filter(|found| {
                !(found.by_words && found.inline && found.field != Field::Status && self.is_head(line))
            })
            .filter(|found| !found.by_words || self.has_value(at, line, *found))
            // `PRESS RELEASE` above all is no heading of what others have said.
            .filter(|found| found.field != Field::Ignore || at > 0 && !self.is_in_menu(line))
            .filter(|_| !lines::is_label_of_menu(line, self.lines, &self.document.text))
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
        } else if self.take_bare_fact(at, line) {
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

    fn is_in_menu(&self, line: &Line) -> bool {
        lines::is_in_menu(line, self.lines, &self.document.text)
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
            && (is_item && !self.is_fact_among_items(line, found)
                || (line.span.len() > LONGEST_VALUE && found.field.shape() != Shape::Text));
        !(in_text && (is_text || self.is_prose(line, found)))
    }

    /// True for a label with its value that is an item right beside another such item, of another field: `• Funding: Belgium`,
    /// `• Budget: € 2596750` below the items of a text.
    fn is_fact_among_items(&self, line: &Line, found: Matched) -> bool {
        const LONGEST: usize = 120;
        let open = self.pieces.last().and_then(|piece| piece.field);
        if !self.layout.is_general() || !matches!(open, Some(Field::Description(_))) {
            return false;
        }
        let is_fact = |line: &Line, found: Matched| {
            let value = line.label.as_ref().map(|(_, value)| self.document.slice(*value));
            found.inline
                && !found.by_words
                && found.field.shape() != Shape::Text
                && value.is_some_and(|value| value.len() <= LONGEST && reads_as(found.field, value))
        };
        let at = self.lines.partition_point(|other| other.span.start < line.span.start);
        let beside = [at.checked_sub(1), at.checked_add(1)].into_iter().flatten();
        let mut beside = beside.filter_map(|at| self.lines.get(at));
        is_fact(line, found)
            && beside.any(|other| {
                matches!(other.kind, LineKind::Item { .. })
                    && matched(self.layout, other)
                        .is_some_and(|next| next.field != found.field && is_fact(other, next))
            })
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

    /// True for who publishes, at the top of all, right above the title: `Partner Agency`, though it is a label elsewhere.
    fn is_publisher(&self, at: usize, line: &Line, found: Matched) -> bool {
        let is_title = |line: &Line| matches!(line.kind, LineKind::Heading { level: 1 });
        at == 0
            && self.layout.is_general()
            && !found.inline
            && matches!(found.field, Field::Org(_))
            && matches!(line.kind, LineKind::Text | LineKind::Heading { .. })
            && !self.document.slice(line.span).ends_with(':')
            && self.lines.get(1).is_some_and(is_title)
    }

    /// True for a marker with its significance below a label for markers, even if it is a label elsewhere: `Gender equality
    /// (principal objective)`.
    fn is_marker(&self, line: &Line) -> bool {
        self.pieces.last().is_some_and(|piece| piece.field == Some(Field::PolicyMarkers))
            && codes::ends_in_significance(self.document.slice(line.span))
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
        // A name in capitals over two lines.
        let goes_on = || {
            let above = at.checked_sub(1).and_then(|above| self.lines.get(above));
            let own = self.document.slice(line.span);
            let is_open = |above: &Line| {
                let above = self.document.slice(above.span);
                crate::bodies::is_unfinished(above, own)
                    || above.rfind('(') > above.rfind(')') && own.contains(')')
            };
            self.layout.is_general()
                && matches!(piece.field, Some(Field::Org(_)))
                && piece.inline.is_empty()
                && piece.lines.len() == 1
                && above.is_some_and(is_open)
        };
        at > 0
            && !(wants_value && is_first)
            && !(wants_value && goes_on())
            && !(in_header && level > 1)
            && self.layout.headings_cut(piece.field)
    }

    /// Running text under a label whose value stands already.
    fn is_loose_text(&self, at: usize, line: &Line) -> bool {
        let Some(piece) = self.pieces.last() else { return false };
        let has_value = !piece.inline.is_empty() || piece.lines.start < at;
        let wants_value = self.open_shape().is_some_and(|shape| shape != Shape::Text);
        let is_long = line.span.len() > LONGEST_VALUE;
        // A sentence behind the names of a list is none of them.
        let is_sentence = || {
            self.layout.knows_the_trade()
                && matches!(piece.field, Some(Field::Org(_)))
                && crate::organisations::is_sentence(self.document.slice(line.span))
        };
        wants_value && has_value && line.kind == LineKind::Text && (is_long || is_sentence())
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
    let content = label.of(text);
    // Dots that lead to the value are marks, the one behind `No.` is none.
    let is_led = content.contains('.') && content.contains("...") || content.contains('…');
    let is_mark = |c: char| c.is_whitespace() || ":：*_".contains(c) || is_led && ".…".contains(c);
    let start = label.range().start + content.len() - content.trim_start_matches(is_mark).len();
    Span::new(start, start + content.trim_matches(is_mark).len())
}

impl Piece {
    /// Lines of no field and no activity.
    fn of_lines(lines: Range<usize>) -> Piece {
        Piece {
            heading: None,
            field: None,
            inline: Vec::new(),
            lines,
            activity: None,
            by_words: false,
            in_row: false,
            announced: false,
            of_aid: false,
        }
    }

    /// From its heading to its last line.
    pub(crate) fn span(&self, lines: &[Line]) -> Option<Span> {
        // What a heading hands down stands where it stands.
        if self.in_row && self.heading.is_none() {
            return None;
        }
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
    use crate::specimen::{of_markdown, record};

    #[test]
    fn labels_side_by_side_have_their_values_below_them() {
        let read = record(
            "Project profile — Radio\n\nOverview\n\nProject number\tMaximum contribution\nCA-3-D000123001\t$2,500,000\n\nStart date\tEnd date\tStatus\n2016-04-01\t2019-03-31\tClosed\n\nCountry / region\n\n• Mali (100.00%)\n\nDescription\n\nRadio.\n",
        );
        assert_eq!(read.iati_identifier.as_deref(), Some("CA-3-D000123001"));
        assert!(read.budget.is_some() && read.status.is_some() && read.period.is_some(), "{read:?}");
    }

    #[test]
    fn facts_may_be_items_behind_a_text() {
        let text = "Wells for Kita\n\nCountry: Mali\nObjectives:\n\nClean water for all.\n\n- Funding: Belgium\n- Budget: € 2596750\n- Location: Kita\n";
        let read = record(text);
        assert_eq!(read.budget.map(|budget| budget.money.value.to_string()).as_deref(), Some("2596750"));
        assert_eq!((read.participating_orgs.len(), read.locations.len()), (1, 1));
        // One item of its kind belongs to the text, and so does what reads as no value.
        for items in
            ["- Funding: Belgium\n- Wells are drilled.\n", "- Budget: it is thin.\n- Duration: too short.\n"]
        {
            let text = format!(
                "Wells for Kita\n\nCountry: Mali\nDonor: Norad\nStatus: Closed\nObjectives:\n\nClean water.\n\n{items}"
            );
            let read = record(&text);
            assert_eq!((read.budget, read.period, read.participating_orgs.len()), (None, None, 1), "{items}");
        }
    }

    #[test]
    fn who_publishes_may_have_a_label_for_a_name() {
        for (head, orgs) in [
            ("Partner Agency\n\nWells of Kita\n=============", &["Norad"][..]),
            ("Partner Agency: Oxfam\n\nWells of Kita\n=============", &["Oxfam", "Norad"]),
            ("Wells of Kita\n=============\n\nPartner Agency\n\nOxfam", &["Oxfam", "Norad"]),
        ] {
            let read = record(&format!(
                "{head}\n\nCountry: Mali\nDonor: Norad\nStatus: Closed\nBudget: EUR 400,000\n"
            ));
            let names: Vec<&str> =
                read.participating_orgs.iter().map(|one| one.organisation.name.as_str()).collect();
            assert_eq!(names, orgs, "{head}");
            assert_eq!(read.title.as_deref(), Some("Wells of Kita"), "{head}");
        }
    }

    #[test]
    fn a_page_that_nothing_announces_begins_with_its_title() {
        let page = "# Radio for farmers\n\n## Overview\n\nProject number: CA-3-D000123001\n\nMaximum contribution: $2,500,000\n\nExecuting agency - partner: Farm Radio\n\nCountry / region: Mali\n\n## Description\n\nRadio.\n";
        let read = of_markdown(page);
        let title = read.first().and_then(|activity| activity.title.as_deref());
        assert_eq!(title, Some("Radio for farmers"));
    }
}
