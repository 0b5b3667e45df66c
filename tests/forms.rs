//! The specimen documents as pages, Markdown and Word files (`scripts/forms.py`): each reads as its text does.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;

use crate::blessed::blessed;
use crate::home::{Home, repository};

#[test]
fn a_document_in_another_form_gives_the_records_of_its_text() {
    let home = Home::new("a_document_in_another_form");
    std::os::unix::fs::symlink(repository().join("fixtures/forms"), home.path("forms")).unwrap();
    let expected = records();
    let mut told = Vec::new();
    for form in names(&repository().join("fixtures/forms")) {
        let run = home.shell(&format!("almoner extract --whole forms/{form}/*")).exits(0);
        for document in run.json_lines() {
            let name = document["document"]["name"].as_str().unwrap().to_owned();
            let stem = name.rsplit_once('.').unwrap().0;
            let expected = expected.get(stem).unwrap_or_else(|| panic!("{name}: there is no such specimen"));
            let read: Vec<Value> =
                document["activities"].as_array().unwrap().iter().map(comparable).collect();
            if read.len() != expected.len() {
                told.push(format!("{name}: {} records, {} expected", read.len(), expected.len()));
            }
            for (at, (expected, read)) in expected.iter().zip(&read).enumerate() {
                differences(&format!("{name} record {at} "), expected, read, &mut told);
            }
        }
    }
    assert!(told.is_empty(), "{} differences\n{}", told.len(), told.join("\n"));
}

#[test]
fn each_specimen_is_there_in_each_form() {
    let specimens: BTreeSet<String> = records().into_keys().collect();
    for form in names(&repository().join("fixtures/forms")) {
        let files = names(&repository().join("fixtures/forms").join(&form));
        let stems = files.iter().filter_map(|name| name.rsplit_once('.')).map(|(stem, _)| stem.to_owned());
        assert_eq!(specimens, stems.collect(), "scripts/forms.py makes fixtures/forms/{form}");
    }
}

/// Pages as sites make them, with the amounts of other activities around the facts. Their golden records stand beside
/// them.
#[test]
fn a_page_gives_its_own_activity_and_nothing_of_what_stands_around_it() {
    let home = Home::new("a_page_gives_its_own_activity");
    home.copy("fixtures/pages", "pages");
    for name in names(&repository().join("fixtures/pages")).iter().filter(|name| name.ends_with(".html")) {
        let run = home.run(&format!("extract pages/{name}")).exits(0);
        assert_eq!(run.out.lines().count(), 1, "{name}");
        blessed(&format!("fixtures/pages/{}", name.replace(".html", ".jsonl")), &run.out);
    }
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
        _ if expected != read => {
            told.push(format!("{path}\n    expected {expected}\n    read     {read}"));
        }
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
