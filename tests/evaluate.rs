//! `almoner evaluate`, on records made before and on what it finds in folders.

use serde_json::{Value, json};

use crate::home::{Home, repository};
use crate::seeds::shared;

const GOLD: &str = r#"{"document": "roads.txt", "activities": [{"title": "Roads", "budget": {"value": "5", "currency": "CAD"}, "sdgs": []}]}"#;

/// A line of `almoner extract --whole`.
fn extracted(name: &str, record: Value) -> String {
    let line =
        json!({"document": {"name": name}, "text": "Roads: $5", "sections": [], "activities": [record]});
    format!("{line}\n")
}

#[test]
fn a_miss_is_told_with_its_rule_and_counts_in_its_field() {
    let home = Home::new("a_miss_is_told_with_its_rule_and_counts_in_its_field");
    let record = json!({
        "title": "Roads", "budget": {"value": "5", "currency": "USD"}, "sdgs": [],
        "evidence": [{"path": "/budget/currency", "start": 7, "end": 8, "quote": "$", "basis": "stated", "rule": "x/header/budget"}],
    });
    let other = extracted("wells.txt", json!({"title": "Wells"}));
    home.write("gold/roads.json", GOLD).write("records.jsonl", extracted("roads.txt", record) + &other);
    home.run("evaluate --gold gold --records records.jsonl")
        .exits(0)
        .says("roads.txt activity 0: budget/currency x/header/budget\n  expected CAD\n  got      USD\n")
        .says(
            "0 of 1 record right in every field (0.0000)\n1 document judged, 1 without gold left out, 1 miss",
        )
        .warns_of_nothing();
    let run = home.run("evaluate --gold gold --records records.jsonl --format json").exits(0);
    let report: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((report["documents"].as_u64(), report["left_out"].as_u64()), (Some(1), Some(1)));
    let fields = report["fields"].as_array().unwrap();
    let f1 = |name| fields.iter().find(|field| field["field"] == name).map(|field| field["f1"].clone());
    assert_eq!(
        [f1("title"), f1("budget/value"), f1("budget/currency"), f1("evidence"), f1("kind")],
        [Some(json!(1.0)), Some(json!(1.0)), Some(json!(0.0)), Some(json!(1.0)), None]
    );
}

#[test]
fn what_cannot_be_judged_says_why() {
    let home = Home::new("what_cannot_be_judged_says_why");
    home.write("gold/roads.json", GOLD)
        .write("other/readme.json", "{}")
        .write("bad/x.json", "{")
        .write("wells.txt", "Wells");
    home.write("activities.jsonl", "{\"title\": \"Roads\"}\n");
    for (command, code, words, hint) in [
        ("evaluate --gold none wells.txt", 1, "almoner: none: ", "hint: check the path"),
        ("evaluate --gold other wells.txt", 1, "other: there is no gold file", "docs/evaluate.md"),
        ("evaluate --gold bad wells.txt", 1, "bad/x.json: EOF", "docs/evaluate.md"),
        ("evaluate --gold gold wells.txt", 1, "gold: no gold file for any of 1 document", "the same stem"),
        ("evaluate --gold gold gold", 1, "for any of 0 documents", "hint: "),
        (
            "evaluate --gold gold --records activities.jsonl",
            1,
            "activities.jsonl:1: ",
            "`almoner extract --whole",
        ),
        ("evaluate --gold gold", 2, "DOCS", "hint: "),
    ] {
        home.run(command).exits(code).warns(words).warns(hint).says_only("");
    }
}

#[test]
fn documents_are_extracted_and_gold_files_are_none() {
    let home = Home::new("documents_are_extracted_and_gold_files_are_none");
    home.copy("corpus/gac-profile/haiti-roads.txt", "both/").copy("fixtures/gold/haiti-roads.json", "both/");
    home.write("both/notes.txt", "no gold speaks of this")
        .write("both/.hidden.txt", "nor is this a document");
    home.run("evaluate --gold both both").exits(0).says(
        "1 of 1 record right in every field (1.0000)\n1 document judged, 1 without gold left out, 0 misses",
    );
    home.run("evaluate --gold both both/haiti-roads.txt")
        .exits(0)
        .says("1 document judged, 0 without gold left out");
}

#[test]
fn a_document_that_cannot_be_read_misses_all() {
    let home = Home::new("a_document_that_cannot_be_read_misses_all");
    home.write("gold/roads.json", GOLD).write("docs/roads.txt", "");
    home.run("evaluate --gold gold docs")
        .exits(0)
        .warns("docs/roads.txt: ")
        .says("roads.txt activity 0: title no rule\n  expected Roads\n  got      nothing\n")
        .says("0 of 1 record right in every field");
}

#[test]
fn layouts_and_rates_are_those_that_were_given() {
    let home = Home::new("layouts_and_rates_are_those_that_were_given");
    home.write("gold/roads.json", GOLD).write("roads.txt", "Roads").write("layouts/x.toml", "titel = 'x'");
    home.run("evaluate --gold gold --layouts layouts roads.txt").exits(2).warns("layouts/x.toml:1:1: ");
    home.run("evaluate --gold gold --rates none.csv roads.txt").exits(2).warns("none.csv: ");
}

#[test]
fn an_iati_file_is_gold_for_the_documents_of_its_activities() {
    let home = Home::new("an_iati_file_is_gold_for_the_documents_of_its_activities");
    let gold = r#"<iati-activities version="2.03"><iati-activity><iati-identifier>XM-DAC-1-77</iati-identifier>
        <title><narrative>Roads</narrative></title><activity-status code="2"/></iati-activity></iati-activities>"#;
    let record = json!({"title": "Road", "iati_identifier": "XM-DAC-1-77", "status": {"code": "4"}});
    home.write("gold/published.xml", gold).write(
        "records.jsonl",
        extracted("roads.txt", record) + &extracted("wells.txt", json!({"title": "Wells"})),
    );
    home.run("evaluate --gold gold --records records.jsonl")
        .exits(0)
        .says("roads.txt activity 0: status no rule\n  expected 2\n  got      code: 4\n")
        .says("1 document judged, 1 without gold left out");
    home.run("evaluate --gold gold --records records.jsonl --format markdown")
        .exits(0)
        .says("0 of 1 record right in every field: 0.0 % (0.0 %–79.3 %)")
        .says("| status | 1 | 1 | 0.0000 |")
        .says("| (nothing was read) | 2 |");
}

/// `scripts/accuracy.py` writes the floors; lower one by hand, and say why, where a change is worth it.
#[test]
fn no_field_falls_below_its_floor() {
    let floors = std::fs::read_to_string(repository().join("fixtures/floors.json")).unwrap();
    let floors: Value = serde_json::from_str(&floors).unwrap();
    let home = Home::new("no_field_falls_below_its_floor");
    home.copy("corpus", "corpus").copy("fixtures/gold", "gold");
    stands(&floors["specimens"], &home.run("evaluate --gold gold corpus --format json").exits(0).out);
    let Some(open) = shared("open") else { return };
    let mut script = std::process::Command::new("python3");
    script.arg(repository().join("scripts/render-open.py")).arg(open).arg(home.path("rendered"));
    let made = script.args(["--half", "held", "--each", "3", "--seed", "2"]).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    stands(&floors["rendered"], &home.run("evaluate --gold rendered rendered --format json").exits(0).out);
}

fn stands(floors: &Value, report: &str) {
    let report: Value = serde_json::from_str(report).unwrap();
    let rows = report["fields"].as_array().unwrap().iter().chain([&report["values"]]);
    let reached =
        |name: &str| rows.clone().find(|row| row["field"] == name).and_then(|row| row["f1"].as_f64());
    let floors = floors.as_object().unwrap().iter().map(|(name, floor)| (name, floor.as_f64().unwrap()));
    let fallen: Vec<_> = floors
        .map(|(name, floor)| (name, floor, reached(name)))
        .filter(|(_, floor, reached)| reached.is_none_or(|reached| reached < *floor))
        .collect();
    assert!(fallen.is_empty(), "field, floor, reached: {fallen:#?}");
}
