//! `almoner failures`: what a library could not read.

use crate::home::Home;

fn library(test: &str) -> Home {
    let home = Home::new(test);
    home.copy("corpus/gac-profile/haiti-roads.txt", "in/");
    home.write("in/empty.txt", "")
        .write("in/=blank.txt", " \n")
        .write("in/picture.png", b"\x89PNG\r\n\x1a\n\0\0");
    home.run("ingest in").exits(3);
    home
}

#[test]
fn the_list_for_a_person_is_sorted_by_outcome_with_a_hint_for_neighbours() {
    let home = library("the_list_for_a_person_is_sorted_by_outcome_with_a_hint_for_neighbours");
    let run = home.run("failures").exits(0).warns_of_nothing();
    insta::assert_snapshot!(run.out, @r"
    empty       in/=blank.txt: the file is empty
    empty       in/empty.txt: the file is empty
                hint: fetch the document again; nothing arrived
    unsupported in/picture.png: a PNG image is not a format that almoner reads
                hint: read the document that it is a picture of, or make a PDF of it and read that with --ocr
    3 of 4 files
    ");
    home.run("failures --status unsupported -q").exits(0).says("in/picture.png").does_not_say("of 4 files");
    home.run("failures --status ok").exits(0).says("ok          in/haiti-roads.txt\n1 of 4 files");
}

#[test]
fn the_list_for_a_program_names_status_reason_and_hint() {
    let home = library("the_list_for_a_program_names_status_reason_and_hint");
    let lines = home.run("failures --format jsonl").exits(0).json_lines();
    let statuses: Vec<&str> = lines.iter().map(|line| line["status"].as_str().unwrap()).collect();
    assert_eq!(statuses, ["empty", "empty", "unsupported"]);
    for line in &lines {
        let keys: Vec<&String> = line.as_object().unwrap().keys().collect();
        assert_eq!(keys, ["blake3", "bytes", "extractor", "hint", "path", "reason", "status"]);
        assert!(line["path"].as_str().unwrap().starts_with('/'), "{line}");
        assert!(!line["reason"].as_str().unwrap().is_empty() && !line["hint"].as_str().unwrap().is_empty());
    }
    let csv = home.run("failures --format csv").exits(0).out;
    assert_eq!(csv.lines().next(), Some("path,status,reason,hint,bytes,blake3,extractor"));
    assert_eq!(csv.lines().count(), 4, "{csv}");
    home.run("failures --format jsonl --status timeout").exits(0).says_only("");
}

#[test]
fn what_is_wrong_with_the_question_is_said() {
    let home = Home::new("what_is_wrong_with_the_question_is_said");
    home.run("failures").exits(10).warns("there is no library here");
    home.run("failures --status broken").exits(2).warns("there is no such outcome; there are ok, partial, ");
}
