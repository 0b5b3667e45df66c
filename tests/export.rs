//! `almoner export` over documents of our own.

use crate::home::Home;

fn library(test: &str) -> Home {
    let home = Home::new(test);
    home.copy("corpus/gac-profile", "in");
    home.run("ingest in").exits(0);
    home
}

#[test]
fn an_export_is_whole_valid_and_in_a_stable_order() {
    let home = library("an_export_is_whole_valid_and_in_a_stable_order");
    let run = home.run("export").exits(0).warns_of_nothing();
    let schema: serde_json::Value = serde_json::from_str(&home.run("schema").exits(0).out).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let ids: Vec<String> = run
        .json_lines()
        .iter()
        .map(|record| {
            assert!(schema.is_valid(record), "{record}");
            record["id"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(ids.len(), 9);
    assert!(ids.is_sorted(), "{ids:?}");
    home.run("export -o out.jsonl").exits(0).warns("9 records in out.jsonl").says_only("");
    assert_eq!(home.read("out.jsonl"), run.out);
    home.run("--library again ingest in/rwanda-cafe-cooperatives.txt in").exits(0);
    home.run("--library again export").exits(0).says_only(run.out.trim());
}

#[test]
fn a_query_narrows_an_export() {
    let home = library("a_query_narrows_an_export");
    let lines = home.run("export roads --country HT").exits(0).json_lines();
    assert_eq!((lines.len(), lines[0]["id"].as_str()), (1, Some("CA-3-P006418001")));
    home.run("export nothing-of-this-kind").exits(0).says_only("");
}

#[test]
fn a_file_is_written_whole_or_not_at_all() {
    let home = library("a_file_is_written_whole_or_not_at_all");
    home.write("out.jsonl", "what was there before");
    home.run("export cuntry:Haiti -o out.jsonl").exits(2);
    assert_eq!(home.read("out.jsonl"), "what was there before");
    home.run("export -o missing/out.jsonl")
        .exits(4)
        .warns("missing/out.jsonl: there is no folder missing")
        .warns("with -o");
    home.run("export -o in").exits(4).warns("almoner: in: is a folder").warns("hint: -o takes the file");
    home.run("export -o /dev/full").exits(4).warns("/dev/full: ").warns("hint: make room");
    home.shell("almoner export > /dev/full").exits(4).warns("cannot write to standard output");
    let names = home.shell("ls -A").out;
    assert!(!names.contains(".almoner-"), "{names}");
}

#[test]
fn who_reads_a_pipe_may_leave() {
    let home = library("who_reads_a_pipe_may_leave");
    home.shell("set -o pipefail; almoner export | head -1 | wc -l")
        .exits(0)
        .says_only("1")
        .warns_of_nothing();
    home.shell("set -o pipefail; almoner search | head -1").exits(0).warns_of_nothing();
}
