//! `almoner extract`: documents to records.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::home::{Home, Run, repository};

const ROADS: &str = "corpus/gac-profile/haiti-roads.txt";
const SOUP: &str = "corpus/general/lentil-soup-recipe.txt";

/// The ways of the documents of the corpus, in the repository.
fn corpus() -> Vec<String> {
    let mut files = Vec::new();
    for folder in std::fs::read_dir(repository().join("corpus")).unwrap() {
        let folder = folder.unwrap().path();
        if folder.is_dir() {
            let documents = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
            files
                .extend(documents.map(|path| path.strip_prefix(repository()).unwrap().display().to_string()));
        }
    }
    files.sort();
    assert!(files.len() >= 30, "{files:?}");
    files
}

fn in_home(test: &str) -> (Home, String) {
    let home = Home::new(test);
    home.copy("corpus", "");
    let files = corpus().join(" ");
    (home, files)
}

#[test]
fn each_record_is_a_line_that_the_schema_takes() {
    let (home, files) = in_home("each_record_is_a_line_that_the_schema_takes");
    for (extract, schema) in [("extract", "schema"), ("extract --whole", "schema --whole")] {
        let schema: Value = serde_json::from_str(&home.run(schema).exits(0).out).unwrap();
        let schema = jsonschema::validator_for(&schema).unwrap();
        let lines = home.run(&format!("{extract} {files}")).exits(0).json_lines();
        assert!(lines.len() >= 25, "{}", lines.len());
        for line in lines {
            let errors: Vec<String> = schema.iter_errors(&line).map(|error| error.to_string()).collect();
            assert!(errors.is_empty(), "{errors:?}\n{line}");
        }
    }
}

#[test]
fn every_quote_is_the_text_at_its_place() {
    let (home, files) = in_home("every_quote_is_the_text_at_its_place");
    for document in home.run(&format!("extract --whole {files}")).exits(0).json_lines() {
        let text = document["text"].as_str().unwrap();
        for activity in document["activities"].as_array().unwrap() {
            let paths: BTreeSet<&str> = activity["evidence"]
                .as_array()
                .unwrap()
                .iter()
                .map(|one| one["path"].as_str().unwrap())
                .collect();
            assert!(paths.contains("/title") || activity["title"].is_null(), "{paths:?}");
            for evidence in activity["evidence"].as_array().unwrap() {
                let at = |end: &str| evidence[end].as_u64().unwrap() as usize;
                let there = text.get(at("start")..at("end"));
                assert_eq!(evidence["quote"].as_str(), there, "{evidence}");
                assert!(
                    !activity.pointer(evidence["path"].as_str().unwrap()).unwrap().is_null(),
                    "{evidence}"
                );
            }
        }
    }
}

#[test]
fn one_file_in_the_process_gives_what_a_worker_gives() {
    let (home, files) = in_home("one_file_in_the_process_gives_what_a_worker_gives");
    for way in ["extract", "extract --whole"] {
        let together = home.run(&format!("{way} {files}")).exits(0).out;
        let alone: Vec<String> =
            files.split(' ').map(|file| home.run(&format!("{way} {file}")).exits(0).out).collect();
        assert_eq!(together, alone.concat());
    }
}

#[test]
fn neither_folder_nor_locale_nor_time_zone_nor_order_changes_a_record() {
    let (home, files) = in_home("neither_folder_nor_locale_nor_time_zone_nor_order_changes_a_record");
    let lines = |run: Run| {
        let mut lines: Vec<String> = run.exits(0).out.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    let expected = lines(home.run(&format!("extract {files}")));
    let backwards: Vec<&str> = files.rsplit(' ').collect();
    assert_eq!(lines(home.run(&format!("extract --workers 3 {}", backwards.join(" ")))), expected);
    for (zone, locale) in [("Pacific/Kiritimati", "tr_TR.UTF-8"), ("America/Port-au-Prince", "fr_FR.UTF-8")] {
        let elsewhere = files.replace("corpus/", "../corpus/");
        home.write("elsewhere/x", "");
        let run = home.run_with(&format!("extract {elsewhere}"), |command| {
            command
                .env("TZ", zone)
                .env("LC_ALL", locale)
                .env("LANG", locale)
                .current_dir(home.path("elsewhere"));
        });
        assert_eq!(lines(run), expected, "{zone} {locale}");
    }
}

#[test]
fn standard_input_is_a_document_without_a_name() {
    let home = Home::new("standard_input_is_a_document_without_a_name");
    home.copy(ROADS, "");
    let bytes = std::fs::read(home.path("haiti-roads.txt")).unwrap();
    let piped = home.run_on(&bytes, "extract -").exits(0).warns_of_nothing().json_lines();
    let mut named = home.run("extract haiti-roads.txt").exits(0).json_lines();
    assert_eq!(piped[0]["document"]["name"], "-");
    named[0]["document"]["name"] = "-".into();
    assert_eq!(piped, named);
    home.run_on(b"", "extract -").exits(1).says_only("").warns("almoner: -: the file is empty\nhint: ");
}

#[test]
fn a_document_about_no_activity_gives_nothing_and_says_so() {
    let home = Home::new("a_document_about_no_activity_gives_nothing_and_says_so");
    home.copy(SOUP, "").copy(ROADS, "");
    let note =
        "lentil-soup-recipe.txt: no aid activity in it; `almoner explain lentil-soup-recipe.txt` says why\n";
    let run = home.run("extract lentil-soup-recipe.txt").exits(0).says_only("");
    assert_eq!(run.err, note);
    let run = home.run("extract lentil-soup-recipe.txt haiti-roads.txt").exits(0);
    assert_eq!((run.err.as_str(), run.json_lines().len()), (note, 1));
    home.run("extract -q lentil-soup-recipe.txt").exits(0).says_only("").warns_of_nothing();
    let whole = home.run("extract --whole lentil-soup-recipe.txt").exits(0).json_lines();
    assert!(
        whole[0]["activities"].as_array().unwrap().is_empty()
            && whole[0]["text"].as_str().unwrap().len() > 100
    );
}

#[test]
fn pretty_is_the_same_record_on_many_lines() {
    let home = Home::new("pretty_is_the_same_record_on_many_lines");
    home.copy(ROADS, "");
    let pretty = home.run("extract --pretty haiti-roads.txt").exits(0);
    assert!(pretty.out.lines().count() > 50);
    let line = home.run("extract haiti-roads.txt").exits(0).json_lines().remove(0);
    assert_eq!(serde_json::from_str::<Value>(&pretty.out).unwrap(), line);
}

#[test]
fn what_a_document_holds_cannot_take_over_the_terminal() {
    let home = Home::new("what_a_document_holds_cannot_take_over_the_terminal");
    let text = std::fs::read_to_string(repository().join(ROADS)).unwrap();
    let hostile = text.replace(". ", ". \u{1b}]0;owned\u{7}\u{9b}31m\u{202e}\u{200b} ");
    home.write("hostile.txt", hostile);
    for command in ["extract --whole hostile.txt", "extract --pretty hostile.txt", "explain hostile.txt"] {
        let run = home.run(command).exits(0);
        let bad = |c: char| c != '\n' && (c.is_control() || "\u{202e}\u{200b}".contains(c));
        assert!(!run.out.is_empty() && !run.out.chars().any(bad), "{run}");
    }
}
