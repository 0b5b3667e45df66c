//! The rules of docs/record.md, checked: a worker is not trusted, so what it sends passes here before it is kept.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::{Activity, Extracted, Span};

/// A rule that an `Extracted` breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// The record's id; empty for the document itself.
    pub id: String,
    /// What is wrong, in words.
    pub what: String,
}

impl std::fmt::Display for Flaw {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.id.is_empty() { f.write_str(&self.what) } else { write!(f, "{}: {}", self.id, self.what) }
    }
}

/// Keys that are no reading of the document and so need no evidence: identity, provenance, and what is computed.
const WITHOUT_EVIDENCE: [&str; 6] = ["version", "id", "warnings", "evidence", "document", "iati"];

/// Every broken rule; empty when `extracted` may be kept.
///
/// Checked: every span lies on character boundaries of the text, every quote is the text at its span, every path
/// of evidence and of warnings leads to a value, every value (each field, and each item of a list) has evidence at
/// its path or below, evidence has boxes where it has a page and that page is one of the document's, ids are unique,
/// and all records name the same document.
pub fn verify(extracted: &Extracted) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    for section in &extracted.sections {
        if extracted.text.get(section.start as usize..section.end as usize).is_none() {
            flaws.push(Flaw {
                id: String::new(),
                what: format!("section {}..{} is outside the text", section.start, section.end),
            });
        }
    }
    let mut ids = BTreeSet::new();
    for activity in &extracted.activities {
        if !ids.insert(&activity.id) {
            flaws.push(Flaw { id: activity.id.clone(), what: "the id stands twice".to_owned() });
        }
        if activity.document != extracted.document {
            flaws
                .push(Flaw { id: activity.id.clone(), what: "the record names another document".to_owned() });
        }
        flaws.extend(flaws_of(activity, &extracted.text).map(|what| Flaw { id: activity.id.clone(), what }));
    }
    flaws
}

fn flaws_of<'a>(activity: &'a Activity, text: &'a str) -> impl Iterator<Item = String> + 'a {
    let value = serde_json::to_value(activity).unwrap_or(Value::Null);
    let quotes = activity.evidence.iter().filter_map(|evidence| {
        let there = text.get(Span { start: evidence.start, end: evidence.end }.range());
        (there != Some(evidence.quote.as_str())).then(|| {
            format!("{}: the quote is not the text at {}..{}", evidence.path, evidence.start, evidence.end)
        })
    });
    let pages = activity.document.pages.unwrap_or(0);
    let places = activity.evidence.iter().filter_map(move |evidence| {
        let fits = match evidence.page {
            Some(page) => (1..=pages).contains(&page),
            None => evidence.boxes.is_empty(),
        };
        (!fits).then(|| format!("{}: its page and boxes are not a place in the document", evidence.path))
    });
    let mut loose: Vec<String> = activity
        .evidence
        .iter()
        .map(|evidence| &evidence.path)
        .chain(activity.warnings.iter().flat_map(|warning| &warning.paths))
        .filter(|path| value.pointer(path).is_none_or(Value::is_null))
        .map(|path| format!("{path}: there is no value"))
        .collect();
    let known: BTreeSet<&str> = activity.evidence.iter().map(|evidence| evidence.path.as_str()).collect();
    if let Value::Object(fields) = &value {
        for (key, field) in fields.iter().filter(|(key, _)| !WITHOUT_EVIDENCE.contains(&key.as_str())) {
            without_evidence(&format!("/{key}"), field, &known, &mut loose);
        }
    }
    quotes.chain(places).chain(loose)
}

/// Adds a complaint for each list item, object or scalar at `path` that has no evidence at or below it.
fn without_evidence(path: &str, value: &Value, known: &BTreeSet<&str>, complaints: &mut Vec<String>) {
    match value {
        Value::Null => {}
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                without_evidence(&format!("{path}/{index}"), item, known, complaints);
            }
        }
        _ if covered(path, known) => {}
        _ => complaints.push(format!("{path}: a value without evidence")),
    }
}

fn covered(path: &str, known: &BTreeSet<&str>) -> bool {
    let below = format!("{path}/");
    known.contains(path)
        || known.range(below.as_str()..).next().is_some_and(|first| first.starts_with(&below))
}
