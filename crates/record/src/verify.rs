//! The rules of docs/record.md, checked: a worker is not trusted, so what it sends passes here before it is kept.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::walk::{Shape, walk};
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
    quotes.chain(places).chain(loose(activity))
}

/// Paths without a value, then values without evidence.
fn loose(activity: &Activity) -> Vec<String> {
    let mut told: FxHashMap<&str, Told> = FxHashMap::default();
    told.reserve(2 * activity.evidence.len());
    for evidence in &activity.evidence {
        note(&mut told, &evidence.path, true);
    }
    for path in activity.warnings.iter().flat_map(|warning| &warning.paths) {
        note(&mut told, path, false);
    }
    let mut bare = Vec::new();
    let seen = walk(activity, &mut |path, shape| {
        let here = told.get_mut(path).map(|told| {
            told.is_there = true;
            *told
        });
        let here = here.unwrap_or_default();
        if shape != Shape::List && !here.evidence && is_item(path) {
            bare.push(format!("{path}: a value without evidence"));
        }
        shape != Shape::Scalar && (here.below || path.is_empty() || shape == Shape::List && is_item(path))
    });
    let missing = told.into_iter().filter(|(_, told)| told.itself && !told.is_there);
    let mut missing: Vec<&str> = missing.map(|(path, _)| path).collect();
    missing.sort_unstable();
    let missing = missing.into_iter().map(|path| format!("{path}: there is no value"));
    let unseen = seen.err().map(|_| "not all of its values can be looked at".to_owned());
    missing.chain(bare).chain(unseen).collect()
}

/// What evidence and warnings tell of a path.
#[derive(Debug, Clone, Copy, Default)]
struct Told {
    /// One is of this path.
    itself: bool,
    /// One is of a path below.
    below: bool,
    /// Evidence is of this path or of one below.
    evidence: bool,
    /// The record has a value there.
    is_there: bool,
}

/// No value is deeper in a record: serde_json reads no deeper what an IATI file holds.
const DEEPEST: usize = 160;

/// Notes what is told of a path, and of those that it is below.
fn note<'a>(told: &mut FxHashMap<&'a str, Told>, path: &'a str, evidence: bool) {
    let own = told.entry(path).or_default();
    own.itself = true;
    own.evidence |= evidence;
    let mut path = path;
    for _ in 0..DEEPEST {
        let Some((above, _)) = path.rsplit_once('/') else { break };
        let known = told.entry(above).or_default();
        // Then it is told of all above it, too.
        if known.below && (known.evidence || !evidence) {
            break;
        }
        known.below = true;
        known.evidence |= evidence;
        path = above;
    }
}

/// True for what is itself to have evidence: a field, or the item of a list in a field.
fn is_item(path: &str) -> bool {
    let mut keys = path.split('/').skip(1);
    let field = keys.next().is_some_and(|key| !WITHOUT_EVIDENCE.contains(&key));
    field && keys.all(|key| key.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    /// A document with one record: a title, a country and a budget of its text, each with evidence.
    fn extracted() -> Value {
        let origin = json!({"blake3": "b", "name": "a.txt", "media_type": "text/plain", "bytes": 21, "pages": null,
            "layout": "general", "language": null, "title": null, "date": null, "date_precision": null, "url": null});
        let empty = "other_identifiers languages participating_orgs activity_dates regions planned_countries locations \
            sectors policy_markers sdgs budget_lines funding amounts descriptions logframe results indicators references \
            related_activities translations warnings";
        let mut record = json!({"version": "1", "id": "X-1", "kind": "project", "title": "Roads", "document": origin,
            "countries": [{"code": "HT", "name": "Haiti", "percentage": null, "basis": "stated"}],
            "budget": {"value": "500", "currency": "CAD", "label": null, "value_date": null, "value_date_precision": null,
                "usd": null, "measure": null},
            "evidence": [piece("/kind", 0, ""), piece("/title", 0, "Roads"), piece("/countries/0", 9, "Haiti"),
                piece("/budget/value", 15, "500"), piece("/budget/currency", 19, "CA")]});
        for key in empty.split_whitespace() {
            record[key] = json!([]);
        }
        let null = "iati_identifier reporting_org status period aid_type finance_type flow_type collaboration_type \
            tied_status iati";
        for key in null.split_whitespace() {
            record[key] = Value::Null;
        }
        json!({"document": origin, "text": "Roads in Haiti 500 CA", "sections": [], "activities": [record]})
    }

    fn piece(path: &str, start: usize, quote: &str) -> Value {
        json!({"path": path, "page": null, "boxes": [], "start": start, "end": start + quote.len(), "quote": quote,
            "basis": "stated", "confidence": null, "rule": "general/title"})
    }

    #[test]
    fn every_broken_rule_is_told() {
        for (path, value, flaw) in [
            ("/text", json!("Roads in Haiti 500 CA"), ""),
            ("/text", json!("Route à Haïti 500 CA."), "X-1: /title: the quote is not the text at 0..5"),
            (
                "/sections",
                json!([{"heading": null, "field": null, "activity": null, "start": 0, "end": 99}]),
                "section 0..99 is outside the text",
            ),
            ("/activities/0/title", Value::Null, "X-1: /title: there is no value"),
            ("/activities/0/countries", json!([]), "X-1: /countries/0: there is no value"),
            ("/activities/0/budget/currency", Value::Null, "X-1: /budget/currency: there is no value"),
            ("/activities/0/languages", json!(["en"]), "X-1: /languages/0: a value without evidence"),
            (
                "/activities/0/status",
                json!({"code": "2", "name": null}),
                "X-1: /status: a value without evidence",
            ),
            ("/activities/0/evidence/2/path", json!("/countries/1"), "X-1: /countries/1: there is no value"),
            (
                "/activities/0/evidence/3/page",
                json!(1),
                "X-1: /budget/value: its page and boxes are not a place in the document",
            ),
            (
                "/activities/0/warnings",
                json!([{"code": "dates-out-of-order", "message": "", "paths": ["/period"]}]),
                "X-1: /period: there is no value",
            ),
            ("/activities/0/document/name", json!("b.txt"), "X-1: the record names another document"),
        ] {
            let mut whole = extracted();
            *whole.pointer_mut(path).unwrap() = value;
            let flaws = verify(&serde_json::from_value(whole).unwrap());
            assert_eq!(flaws.first().map(Flaw::to_string).unwrap_or_default(), flaw, "{path}");
        }
        let mut twice = extracted();
        twice["activities"] = json!([twice["activities"][0], twice["activities"][0]]);
        assert_eq!(verify(&serde_json::from_value(twice).unwrap())[0].what, "the id stands twice");
    }
}
