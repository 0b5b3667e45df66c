//! The specimen documents' golden records, and how a document in another form is held against them.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use crate::home::repository;

/// Adds to `told` what the document that `extract --whole` printed gives otherwise than its specimen; `place` is the
/// folder that it stands in.
pub(crate) fn compare(
    place: &str,
    document: &Value,
    specimens: &BTreeMap<String, Vec<Value>>,
    told: &mut Vec<String>,
) {
    let name = document["document"]["name"].as_str().unwrap();
    let stem = name.rsplit_once('.').unwrap().0;
    let expected = specimens.get(stem).unwrap_or_else(|| panic!("{name}: there is no such specimen"));
    let read: Vec<Value> = document["activities"].as_array().unwrap().iter().map(comparable).collect();
    if read.len() != expected.len() {
        told.push(format!("{place}/{name}: {} records, {} expected", read.len(), expected.len()));
    }
    for (at, (expected, read)) in expected.iter().zip(&read).enumerate() {
        differences(&format!("{place}/{name} record {at} "), expected, read, told);
    }
}

/// The golden records of each specimen, by its stem.
pub(crate) fn records() -> BTreeMap<String, Vec<Value>> {
    let mut records = BTreeMap::new();
    let folder = repository().join("fixtures/records");
    for layout in names(&folder) {
        for name in names(&folder.join(&layout)) {
            let text = std::fs::read_to_string(folder.join(&layout).join(&name)).unwrap();
            let lines = text.lines().map(|line| comparable(&serde_json::from_str(line).unwrap()));
            records.insert(name.strip_suffix(".jsonl").unwrap().to_owned(), lines.collect());
        }
    }
    records
}

/// A record without what tells of the file: `document`, `evidence`, and the hash in an `id` that is made from it.
fn comparable(record: &Value) -> Value {
    let mut record = record.clone();
    let fields = record.as_object_mut().unwrap();
    fields.remove("document");
    fields.remove("evidence");
    let id = fields["id"].as_str().unwrap();
    if let Some((_, ordinal)) = id.strip_prefix("doc:").and_then(|id| id.split_once('-')) {
        fields["id"] = format!("doc:…-{ordinal}").into();
    }
    record
}

/// Adds a line for each value that differs.
fn differences(path: &str, expected: &Value, read: &Value, told: &mut Vec<String>) {
    match (expected, read) {
        (Value::Object(expected), Value::Object(read)) => {
            for (key, value) in expected {
                differences(&format!("{path}/{key}"), value, read.get(key).unwrap_or(&Value::Null), told);
            }
        }
        (Value::Array(expected), Value::Array(read)) if expected.len() == read.len() => {
            for (at, (expected, read)) in expected.iter().zip(read).enumerate() {
                differences(&format!("{path}/{at}"), expected, read, told);
            }
        }
        _ if expected != read => {
            told.push(format!("{path}\n    expected {expected}\n    read     {read}"));
        }
        _ => {}
    }
}

/// The names in a folder, sorted.
pub(crate) fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}
