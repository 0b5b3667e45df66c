//! A sample as an example that the draft passes: its text, shortened, and what is read of it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use almoner_document::{Block, BlockKind, Document, Layer, Limits, read};
use almoner_record::Activity;
use serde_json::Value;

use super::form::Form;
use super::{Sample, record};
use crate::context::one_line;
use crate::value::sentence::sentences;

/// What an example expects, and what is watched while drafting: the facts of a record that one value tells.
const POINTERS: [&str; 30] = [
    "/title",
    "/iati_identifier",
    "/other_identifiers/0/value",
    "/reporting_org/name",
    "/status/code",
    "/period/start",
    "/period/end",
    "/period/duration",
    "/activity_dates/0/date",
    "/budget/value",
    "/budget/currency",
    "/budget/measure",
    "/countries/0/code",
    "/countries/1/code",
    "/countries/0/percentage",
    "/regions/0/name",
    "/locations/0/name",
    "/sectors/0/code",
    "/sectors/0/name",
    "/policy_markers/0/code",
    "/policy_markers/0/significance",
    "/sdgs/0/code",
    "/participating_orgs/0/name",
    "/participating_orgs/0/role",
    "/participating_orgs/1/name",
    "/participating_orgs/1/role",
    "/funding/0/value",
    "/results/0/status",
    "/aid_type/code",
    "/finance_type/code",
];

/// The facts of a record, as an example writes them.
pub(super) fn facts(activity: &Activity) -> BTreeMap<String, String> {
    let record = serde_json::to_value(activity).unwrap_or_default();
    let told = POINTERS.iter().filter_map(|pointer| {
        let text = match record.pointer(pointer)? {
            Value::Null => return None,
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        Some(((*pointer).to_owned(), text))
    });
    told.collect()
}

/// A text and what must be read from it.
#[derive(Debug, Clone, Default)]
pub(super) struct Example {
    pub(super) text: String,
    pub(super) expect: BTreeMap<String, String>,
}

/// Of the samples, as they are or as labels and lines alone, the one of which the draft reads most in a text; expected is
/// what it reads in the whole sample too.
pub(super) fn of(form: &Form<'_>) -> Example {
    let mut best = Example::default();
    for sample in form.samples {
        let Some(whole) = form.layout().and_then(|layout| record(sample.document.clone(), layout)) else {
            continue;
        };
        let whole = facts(&whole);
        for text in [as_printed(sample), as_lines(sample)] {
            let document = read(text.as_bytes(), "example.txt", &Limits::default());
            let Some(read) =
                document.ok().zip(form.layout()).and_then(|(document, layout)| record(document, layout))
            else {
                continue;
            };
            let mut expect = facts(&read);
            expect.retain(|pointer, value| whole.get(pointer) == Some(value));
            if expect.len() > best.expect.len() {
                best = Example { text, expect };
            }
        }
    }
    best
}

/// So much of a sample shows where things stand.
const MOST_LINES: usize = 70;
const MOST_BYTES: usize = 5000;
/// A longer paragraph is cut behind a sentence.
const LONGEST_PARAGRAPH: usize = 240;

/// The text of a sample as it stands, long paragraphs cut.
fn as_printed(sample: &Sample) -> String {
    let document = &sample.document;
    let mut text = String::new();
    let mut last = None;
    for block in body(document) {
        let end = last.map_or(block.span.start, |end: u32| end).min(block.span.start);
        let between = document.text.get(end as usize..block.span.start as usize).unwrap_or_default();
        let breaks = between.matches('\n').count().clamp(1, 2);
        if last.is_some() {
            text.push_str(if breaks == 1 { "\n" } else { "\n\n" });
        }
        // What stands before a block on its line is its mark: `- `, `2. `.
        let mark = between.rsplit('\n').next().unwrap_or_default();
        text.push_str(mark);
        text.push_str(shortened(document.slice(block.span)));
        last = Some(block.span.end);
        if is_long(&text) {
            break;
        }
    }
    text.trim_start_matches('\n').to_owned()
}

/// The sample's blocks as lines: `Label: value`, headings and paragraphs apart, the cells of wide tables behind tabs.
fn as_lines(sample: &Sample) -> String {
    let document = &sample.document;
    let mut text = String::new();
    for block in body(document) {
        let words = |span| one_line(document.slice(span));
        match &block.kind {
            BlockKind::KeyValue { key, value } => {
                let _ = writeln!(text, "{}: {}", words(*key).trim_end_matches([':', ' ']), words(*value));
            }
            BlockKind::ListItem { .. } => {
                let _ = writeln!(text, "- {}", shortened(&words(block.span)));
            }
            BlockKind::Table { rows } => {
                text.push('\n');
                for row in rows {
                    let cells: Vec<String> = row.iter().map(|cell| words(cell.span)).collect();
                    let line = match cells.as_slice() {
                        [key, value] if rows.iter().all(|row| row.len() == 2) => {
                            format!("{}: {value}", key.trim_end_matches([':', ' ']))
                        }
                        cells => cells.join("\t"),
                    };
                    text.push_str(&line);
                    text.push('\n');
                }
                text.push('\n');
            }
            _ => {
                let _ = write!(text, "\n{}\n\n", shortened(&words(block.span)));
            }
        }
        if is_long(&text) {
            break;
        }
    }
    while text.contains("\n\n\n") {
        text = text.replace("\n\n\n", "\n\n");
    }
    text.trim().to_owned()
}

fn body(document: &Document) -> impl Iterator<Item = &Block> {
    document.blocks.iter().filter(|block| block.layer == Layer::Body)
}

fn is_long(text: &str) -> bool {
    text.len() > MOST_BYTES || text.matches('\n').count() > MOST_LINES
}

/// A paragraph up to the end of its first sentences.
fn shortened(text: &str) -> &str {
    if text.len() <= LONGEST_PARAGRAPH || text.contains('\t') {
        return text;
    }
    let ends = sentences(text).into_iter().map(|sentence| sentence.range().end);
    let end = ends.take_while(|end| *end <= LONGEST_PARAGRAPH).last();
    end.and_then(|end| text.get(..end)).unwrap_or(text)
}
