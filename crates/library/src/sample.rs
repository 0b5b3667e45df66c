//! Small documents and records for tests, made by hand: a record is written as the JSON that differs from an empty
//! one, and its evidence from the text itself.

use almoner_record::{Activity, Extracted, Origin, Outcome, Section};
use serde_json::Value;

use crate::{Entry, Library, Source};

const EMPTY: &str = r#"{
    "version": "1", "id": "", "iati_identifier": null, "other_identifiers": [], "kind": "project", "title": null,
    "languages": [], "reporting_org": null, "participating_orgs": [], "status": null, "activity_dates": [],
    "period": null, "countries": [], "regions": [], "planned_countries": [], "locations": [], "sectors": [],
    "policy_markers": [], "sdgs": [], "budget": null, "budget_lines": [], "funding": [], "amounts": [],
    "aid_type": null, "finance_type": null, "flow_type": null, "collaboration_type": null, "tied_status": null,
    "descriptions": [], "logframe": [], "results": [], "indicators": [], "references": [],
    "related_activities": [], "translations": [], "warnings": [], "evidence": [], "iati": null,
    "document": {"blake3": "", "name": "", "media_type": "text/plain", "bytes": 0, "pages": null,
        "layout": "general", "language": null, "title": null, "date": null, "date_precision": null, "url": null}
}"#;

/// A record with nothing but `id`, and `fields` laid over it.
pub(crate) fn activity(id: &str, fields: Value) -> Activity {
    let mut record: Value = serde_json::from_str(EMPTY).unwrap();
    record["id"] = id.into();
    for (key, value) in fields.as_object().cloned().unwrap_or_default() {
        record[key] = value;
    }
    serde_json::from_value(record).unwrap()
}

/// A document of `text`, one section an activity: `sections` gives the first words of each, none for the document's own.
pub(crate) fn document(name: &str, language: &str, text: &str, activities: Vec<Activity>) -> Extracted {
    let origin = Origin {
        blake3: blake3_like(text),
        name: name.to_owned(),
        media_type: "text/plain".to_owned(),
        bytes: text.len() as u64,
        layout: "general".to_owned(),
        language: Some(language.to_owned()),
        ..Origin::default()
    };
    let whole = Section {
        heading: None,
        field: None,
        activity: (activities.len() == 1).then_some(0),
        start: 0,
        end: text.len() as u32,
    };
    let mut activities = activities;
    for activity in &mut activities {
        activity.document = origin.clone();
    }
    Extracted { document: origin, text: text.to_owned(), sections: vec![whole], activities }
}

/// The document at `path`, read well.
pub(crate) fn entry(path: &str, extracted: Extracted) -> Entry {
    let mut source = source(path, Some(&extracted.document.blake3), Outcome::Ok);
    source.records = extracted.activities.len() as u64;
    source.layout = Some(extracted.document.layout.clone());
    Entry { source, extracted: Some(Box::new(extracted)) }
}

pub(crate) fn source(path: &str, blake3: Option<&str>, outcome: Outcome) -> Source {
    Source {
        path: path.to_owned(),
        size: 1,
        mtime_ns: 1,
        blake3: blake3.map(str::to_owned),
        outcome,
        reason: None,
        hint: None,
        extractor: "test".to_owned(),
        layout: None,
        records: 0,
        time: None,
        read_at: None,
    }
}

/// A library of these documents, indexed, in a folder that goes when the test ends.
pub(crate) fn library(documents: Vec<Extracted>) -> (tempfile::TempDir, Library) {
    let dir = tempfile::tempdir().unwrap();
    let mut library = Library::open_for_writing(dir.path()).unwrap();
    let batch: Vec<Entry> =
        documents.into_iter().map(|document| entry(&document.document.name.clone(), document)).collect();
    library.put(batch).unwrap();
    library.index().unwrap();
    (dir, library)
}

/// 64 hex digits that depend on the text: tests need identity, not strength.
fn blake3_like(text: &str) -> String {
    let number = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    format!("{number:016x}").repeat(4)
}
