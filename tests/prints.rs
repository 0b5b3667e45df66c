//! The specimen documents as PDFs of several producers (`scripts/prints.py`): how many read as their text does.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use crate::home::{Home, repository};

/// The least number of producers that print each document.
const PRODUCERS: usize = 4;
/// The share of prints that give the very records of their text; it is to become all of them.
const BAR: f64 = 0.83;

#[test]
fn prints_give_the_records_of_their_text() {
    let home = Home::new("prints_give_the_records_of_their_text");
    std::os::unix::fs::symlink(repository().join("fixtures/prints"), home.path("prints")).unwrap();
    let expected = records();
    let (mut told, mut equal, mut all) = (Vec::new(), 0_u32, 0_u32);
    for producer in names(&repository().join("fixtures/prints")) {
        let run = home.shell(&format!("almoner extract --whole prints/{producer}/*.pdf")).exits(0);
        for document in run.json_lines() {
            let name = document["document"]["name"].as_str().unwrap().to_owned();
            let before = told.len();
            let stem = name.strip_suffix(".pdf").unwrap();
            let expected = expected.get(stem).unwrap_or_else(|| panic!("{name}: there is no such specimen"));
            let read: Vec<Value> =
                document["activities"].as_array().unwrap().iter().map(comparable).collect();
            if read.len() != expected.len() {
                told.push(format!("{producer}/{name}: {} records, {} expected", read.len(), expected.len()));
            }
            for (at, (expected, read)) in expected.iter().zip(&read).enumerate() {
                differences(&format!("{producer}/{name} record {at} "), expected, read, &mut told);
            }
            all += 1;
            equal += u32::from(told.len() == before);
        }
    }
    let share = f64::from(equal) / f64::from(all);
    assert!(share >= BAR, "{equal} of {all} prints read as their text\n{}", told.join("\n"));
}

#[test]
fn each_specimen_has_prints_of_several_producers() {
    let mut prints: BTreeMap<String, usize> = records().into_keys().map(|stem| (stem, 0)).collect();
    let folder = repository().join("fixtures/prints");
    for producer in names(&folder) {
        for name in names(&folder.join(&producer)) {
            let count = prints.get_mut(name.strip_suffix(".pdf").unwrap_or_default());
            *count.unwrap_or_else(|| panic!("fixtures/prints/{producer}/{name} is an orphan")) += 1;
        }
    }
    let few: Vec<_> = prints.iter().filter(|(_, count)| **count < PRODUCERS).collect();
    assert!(few.is_empty(), "scripts/prints.py makes more: {few:?}");
}

/// The golden records of each specimen, by its stem.
fn records() -> BTreeMap<String, Vec<Value>> {
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
        _ if expected != read => told.push(format!("{path}\n    expected {expected}\n    read     {read}")),
        _ => {}
    }
}

/// The names in a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}
