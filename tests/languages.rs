//! One document in two languages gives one record, its texts aside.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::home::Home;
use crate::seeds::shared;

/// Keys that are about the document, and those whose values are words of it or are counted in its sentences.
const ASIDE: [&str; 15] = [
    "version",
    "id",
    "languages",
    "translations",
    "warnings",
    "evidence",
    "document",
    "title",
    "descriptions",
    "results",
    "logframe",
    "indicators",
    "references",
    "related_activities",
    "text",
];
/// The same of parts of values.
const WORDS: [&str; 7] = ["name", "acronym", "unit", "label", "of", "qualifier", "item"];

#[test]
fn english_and_french_versions_give_the_same_record() {
    let Some(open) = shared("open/gac-profiles") else { return };
    let home = Home::new("english_and_french_versions_give_the_same_record");
    let mut files: Vec<_> = std::fs::read_dir(open).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    files.sort();
    let files: Vec<String> = files.iter().map(|path| path.display().to_string()).collect();
    let mut by_language: BTreeMap<(String, String), Value> = BTreeMap::new();
    for document in home.run(&format!("extract --whole {}", files.join(" "))).exits(0).json_lines() {
        let name = document["document"]["name"].as_str().unwrap().to_owned();
        let (stem, language) = name.strip_suffix(".txt").unwrap().rsplit_once('.').unwrap();
        by_language.insert((stem.to_owned(), language.to_owned()), facts(&document["activities"][0], &ASIDE));
    }
    let english = by_language.iter().filter(|((_, language), _)| language == "en");
    let pairs: Vec<_> = english
        .filter_map(|((stem, _), read)| {
            Some((stem, read, by_language.get(&(stem.clone(), "fr".to_owned()))?))
        })
        .collect();
    assert!(pairs.len() > 100, "{} pairs", pairs.len());
    let differing: Vec<_> = pairs.iter().filter(|(_, english, french)| english != french).collect();
    // 99 in 100.
    assert!(differing.len() * 100 <= pairs.len(), "{} of {}: {differing:#?}", differing.len(), pairs.len());
}

/// What a record says but for `aside` at its top and words anywhere.
fn facts(value: &Value, aside: &[&str]) -> Value {
    match value {
        Value::Object(fields) => {
            let kept = fields.iter().filter(|(key, _)| !aside.contains(&key.as_str()));
            kept.map(|(key, value)| (key.clone(), facts(value, &WORDS))).collect()
        }
        Value::Array(items) => items.iter().map(|item| facts(item, aside)).collect(),
        single => single.clone(),
    }
}
