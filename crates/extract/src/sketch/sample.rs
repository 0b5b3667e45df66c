//! A sample as the general reader cuts it.

use std::collections::BTreeSet;

use almoner_codelists::fold;
use almoner_document::Document;
use almoner_record::{Activity, Span};

use crate::context::one_line;
use crate::field::Field;
use crate::infer;
use crate::labels::label_key;
use crate::layout::Layout;
use crate::lines::{self, Line, LineKind};
use crate::recognise::matched;
use crate::sections::{self, Piece, unmarked};
use crate::value::date::DayOrder;
use crate::value::numeral::DecimalMark;

/// A document with what the general reader makes of it.
#[derive(Debug)]
pub(super) struct Sample {
    pub(super) name: String,
    pub(super) document: Document,
    pub(super) lines: Vec<Line>,
    pub(super) language: &'static str,
    pub(super) order: DayOrder,
    pub(super) decimal: DecimalMark,
    /// What it gives without a layout of its own, nothing concluded.
    pub(super) record: Option<Activity>,
    /// Where recognition looks for phrases, folded.
    pub(super) beginning: String,
    /// Labels and headings, in the order of the document.
    pub(super) labels: Vec<Printed>,
}

/// A label or heading with what stands beside or below it.
#[derive(Debug, Clone)]
pub(super) struct Printed {
    /// As labels are compared.
    pub(super) key: String,
    /// As printed.
    pub(super) text: String,
    /// The field that the labels of the trade give it.
    pub(super) field: Option<Field>,
    pub(super) values: Vec<String>,
    /// True for a heading with text below it.
    pub(super) heading: bool,
    at: u32,
}

/// So many values of a label are looked at.
const MOST_VALUES: usize = 3;

impl Sample {
    pub(super) fn read(document: Document, general: &Layout) -> Sample {
        let beginning = lines::beginning(&document);
        let language = infer::language_of(&beginning);
        let is_label = |line: &Line| matched(general, line).is_some_and(|found| found.bare.is_none());
        let lines = lines::divided(lines::of(&document), &document, is_label);
        let mut labels: Vec<Printed> = Vec::new();
        let pieces = sections::cut(&document, &lines, general);
        labels.extend(pieces.iter().filter_map(|piece| of_piece(&document, &lines, piece)));
        let taken: BTreeSet<u32> = labels.iter().map(|label| label.at).collect();
        for line in &lines {
            let further = if line.kind == LineKind::Table {
                of_rows(&document, line)
            } else {
                of_line(&document, line)
            };
            labels.extend(further.into_iter().filter(|label| !taken.contains(&label.at)));
        }
        labels.retain(|label| is_plausible(&label.text));
        labels.sort_by_key(|label| label.at);
        Sample {
            name: document.origin.name.clone(),
            lines,
            language,
            order: infer::day_order(language, &document.text),
            decimal: infer::decimal_mark(language),
            record: super::record(document.clone(), general.clone()),
            beginning: fold(&beginning),
            labels,
            document,
        }
    }

    /// The lines that are read, in their order.
    pub(super) fn read_lines(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(|line| line.kind != LineKind::Aside)
    }

    /// The text at `span` on one line.
    pub(super) fn words(&self, span: Span) -> String {
        one_line(self.document.slice(span))
    }

    /// The line that holds the title, and whether a label tells it. Of a sample that is no activity without a layout, the
    /// first line that names no kind of page.
    pub(super) fn title(&self, general: &Layout) -> Option<(&Line, bool)> {
        let Some(record) = &self.record else {
            let is_title =
                |line: &&Line| !line.key.is_empty() && !general.banners.contains(line.key.as_ref());
            let first = self.read_lines().find(is_title)?;
            return matched(general, first).is_none().then_some((first, false));
        };
        let evidence = record.evidence.iter().find(|one| one.path == "/title")?;
        let line = self.lines.iter().find(|line| line.span.contains(evidence.span()))?;
        let section = evidence.rule.split('/').nth(1).unwrap_or_default();
        Some((line, matches!(section, "label" | "section" | "wording")))
    }
}

fn of_piece(document: &Document, lines: &[Line], piece: &Piece) -> Option<Printed> {
    let label = unmarked(&document.text, piece.heading?);
    let below = lines.get(piece.lines.clone()).unwrap_or_default().iter();
    let below =
        below.filter(|line| !matches!(line.kind, LineKind::Aside | LineKind::Table)).map(|line| line.span);
    let values: Vec<Span> = if piece.inline.is_empty() { below.collect() } else { piece.inline.clone() };
    Some(printed(document, label, piece.field, values, piece.inline.is_empty()))
}

/// A label that the trade does not know, on a line with its value or above it.
fn of_line(document: &Document, line: &Line) -> Vec<Printed> {
    let text = document.slice(line.span);
    match &line.label {
        Some((_, value)) => {
            let label = unmarked(&document.text, Span { start: line.span.start, end: value.start });
            vec![printed(document, label, None, vec![*value], false)]
        }
        None if text.trim_end().ends_with(':') => {
            let label = unmarked(&document.text, line.span);
            vec![printed(document, label, None, Vec::new(), false)]
        }
        None => Vec::new(),
    }
}

/// The first cells of a table that is narrow enough to be of labels and their values.
fn of_rows(document: &Document, line: &Line) -> Vec<Printed> {
    let rows = lines::rows(document, line);
    let pairs = rows.iter().filter_map(|row| match row.as_slice() {
        [key, value] if !key.span.is_empty() && !value.span.is_empty() => Some((key.span, value.span)),
        _ => None,
    });
    pairs
        .map(|(key, value)| printed(document, unmarked(&document.text, key), None, vec![value], false))
        .collect()
}

fn printed(
    document: &Document,
    label: Span,
    field: Option<Field>,
    values: Vec<Span>,
    heading: bool,
) -> Printed {
    let text = plain(&one_line(document.slice(label))).to_owned();
    let values = values.into_iter().take(MOST_VALUES).map(|value| one_line(document.slice(value)));
    Printed { key: label_key(&text), text, field, values: values.collect(), heading, at: label.start }
}

/// A label without the number before it: `2.1 Objectives`, `3) Budget`.
fn plain(label: &str) -> &str {
    let rest = label.trim_start_matches(|c: char| c.is_ascii_digit() || ".()".contains(c));
    let number = label.get(..label.len() - rest.len()).unwrap_or_default();
    let is_number = number.contains(['.', ')']) && number.bytes().any(|byte| byte.is_ascii_digit());
    if is_number && rest.starts_with(' ') { rest.trim_start() } else { label }
}

/// True for words that a form prints beside a value; a sentence, an address or a time is none.
fn is_plausible(text: &str) -> bool {
    const LONGEST: usize = 70;
    const MOST_WORDS: usize = 9;
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    text.len() <= LONGEST
        && text.split_whitespace().count() <= MOST_WORDS
        && letters >= 2
        && text.starts_with(|c: char| c.is_alphabetic() || c == '¿')
        && !text.contains(['@', '"', '“', '«', ';', '|'])
        && !text.contains("://")
        && !["http", "https"].contains(&text)
}

impl Printed {
    /// A line that is a label by itself, with the value below it.
    pub(super) fn bare(line: &Line, text: String, value: String) -> Printed {
        Printed {
            key: line.key.to_string(),
            text,
            field: None,
            values: vec![value],
            heading: false,
            at: line.span.start,
        }
    }
}
