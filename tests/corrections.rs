//! What people say stands instead of what was read, whatever is ingested; and what stood before stays readable.

use serde_json::json;

use crate::home::Home;

const ROADS: &str = "corpus/gac-profile/haiti-roads.txt";
const ID: &str = "CA-3-P006418001";

fn record(home: &Home) -> serde_json::Value {
    serde_json::from_str(&home.run(&format!("show {ID} --format json")).exits(0).out).unwrap()
}

#[test]
fn a_correction_lasts() {
    let home = Home::new("a_correction_lasts");
    home.copy(ROADS, "in/");
    home.run("ingest in").exits(0);
    home.run(&format!("correct {ID} /budget/value 163850 --by Ana --because 'annex 2'"))
        .exits(0)
        .says_only(&format!("{ID} /budget/value: 163850, not 9640500"));
    let check = |home: &Home| {
        let record = record(home);
        assert_eq!(record["budget"]["value"], "163850");
        assert_eq!(record["budget"]["usd"]["value"], "123493.23", "the dollars follow");
        let evidence: Vec<&serde_json::Value> = record["evidence"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|one| one["path"] == "/budget/value")
            .collect();
        assert_eq!(evidence.len(), 1);
        assert_eq!((&evidence[0]["basis"], &evidence[0]["quote"]), (&json!("corrected"), &json!("")));
    };
    check(&home);
    home.run("search --max-usd 200000").exits(0).says("1 of 1");
    // A new edition of the file, and the whole read again with other layouts.
    home.shell("sed -i 's/9,640,500/9,640,900/' in/haiti-roads.txt").exits(0);
    home.run("ingest in").exits(0).says("1 ok");
    check(&home);
    home.copy("crates/extract/layouts/undp-project-page.toml", "mine/");
    home.run("--layouts mine ingest in").exits(0).says("1 ok");
    check(&home);
    home.run("corrections")
        .exits(0)
        .says("163850, not 9640500  Ana on 20")
        .says(": annex 2")
        .does_not_say("rests");
    home.run("remove in/haiti-roads.txt").exits(0);
    home.run("corrections").exits(0).says("(rests: its record is not in the library)");
    home.run("--layouts mine ingest in").exits(0).says("1 ok");
    check(&home);
    home.run(&format!("correct {ID} /budget/value --undo")).exits(0).says("1 correction taken back");
    assert_eq!(record(&home)["budget"]["value"], "9640900", "what was read stands again");
    home.run(&format!("correct {ID} /budget/value --undo")).exits(1).warns("nothing is corrected there");
    home.run("corrections").exits(0).says_only("nothing is corrected");
}

#[test]
fn items_are_added_taken_away_and_found_again() {
    let home = Home::new("items_are_added_taken_away_and_found_again");
    home.copy(ROADS, "in/");
    home.run("ingest in").exits(0);
    let sectors = |home: &Home| -> Vec<String> {
        let record = record(home);
        let told = record["sectors"].as_array().unwrap().iter();
        told.map(|one| format!("{} {} {}", one["code"], one["name"], one["basis"]).replace('"', "")).collect()
    };
    let before = sectors(&home);
    assert_eq!(before.len(), 2, "{before:?}");
    home.run(&format!("correct {ID} /sectors/- '{{\"vocabulary\": \"1\", \"code\": \"14030\"}}' --by Ana"))
        .exits(0);
    home.run(&format!("correct {ID} /sectors/1 null --by Ana")).exits(0);
    home.run(&format!("correct {ID} /countries/0/code DO --by Ana")).exits(0);
    let check = |home: &Home| {
        let after = sectors(home);
        assert_eq!(after.len(), 2, "{after:?}");
        assert_eq!(after[0], before[0]);
        assert!(after[1].starts_with("14030 Basic drinking water"), "{after:?}");
        assert!(after[1].ends_with(" corrected"), "{after:?}");
        assert_eq!(record(home)["countries"][0]["name"], "Dominican Republic");
    };
    check(&home);
    home.run(&format!("correct {ID} /policy_markers/- '{{\"vocabulary\": \"99\"}}' --by Ana"))
        .exits(2)
        .warns("the item has no name");
    home.run(&format!("correct {ID} countries/- '{{\"code\": \"CU\"}}' --by Ana")).exits(0);
    home.run("search --country Cuba").exits(0).says("1 of 1");
    home.run(&format!("correct {ID} /countries/- --undo")).exits(0);
    home.run(&format!("correct {ID} budget/currency cad --by Ana"))
        .exits(0)
        .says("/budget/currency: CAD, not CAD");
    home.run("search --country DO --sector 140").exits(0).says("1 of 1");
    // The new edition lists the sectors the other way round.
    home.shell("awk '/\\(21020\\)/ { held = $0; next } { print } /\\(15112\\)/ { print held }' in/haiti-roads.txt > t && mv t in/haiti-roads.txt")
        .exits(0);
    home.run("ingest in").exits(0).says("1 ok");
    assert!(sectors(&home).iter().any(|one| one.starts_with("14030")), "{:?}", sectors(&home));
    assert!(!sectors(&home).iter().any(|one| one.starts_with("15112")), "{:?}", sectors(&home));
}

#[test]
fn what_cannot_be_corrected_says_why() {
    let home = Home::new("what_cannot_be_corrected_says_why");
    home.copy(ROADS, "in/");
    home.run("ingest in").exits(0);
    for (words, what, hint) in [
        ("/budgett/value 1", "there is no field `budgett`", "did you mean `budget`?"),
        ("/budget/usd 1", "`usd` is not read from the document", "correct the values that it comes from"),
        ("/sectors/7 null", "there is no item `7`: the list has 2", "counted from 0; `-` adds one"),
        ("/budget/value many", "the value does not fit", "docs/record.md"),
        ("/budget/currency CDA", "there is no code `CDA`", "did you mean `CAD`"),
        ("/countries/0/code Hayti", "there is no code `Hayti`", "did you mean `HT` (Haiti)?"),
        ("/period/start soon", "the value does not fit", "a date is YYYY-MM-DD"),
        ("/period/start 2090-01-01", "the end is before the start", "correct the other date first"),
        ("/sectors/0/percentage 400", "a share is between 0 and 100 per cent", "give it as a number"),
        ("/budget/value -5", "a budget is not below zero", "without a sign"),
        ("/iati_identifier X-1", "`iati_identifier` is not read", "correct the values"),
        ("/status Closed", "the value does not fit", "write /status/code and a code of its list"),
        ("/flow_type/code 10", "/flow_type has no value yet", "give it whole: /flow_type '{\"code\": …}'"),
    ] {
        let command = format!("correct {ID} {words} --by Ana");
        home.run(&command).exits(2).warns(what).warns(hint).says_only("");
    }
    home.run("correct X-1 /title Roads --by Ana").exits(1).warns("there is no activity `X-1`");
    home.run(&format!("correct {ID} /title Roads")).exits(2).warns("--by");
    home.run("corrections").exits(0).says_only("nothing is corrected");
}

#[test]
fn two_names_are_one_organisation() {
    let home = Home::new("two_names_are_one_organisation");
    let page = |name: &str, number: u32| {
        format!(
            "Project profile\n\nTitle: Wells of village {number}\nProject number: W-{number}00\nCountry: Mali\n\
            Executing agency: {name}\nStart date: 2020-01-0{number}\nTotal budget: USD {number}00,000\n"
        )
    };
    home.write("in/a.txt", page("Wells for Mali Trust", 1))
        .write("in/b.txt", page("Fonds des puits du Mali", 2));
    home.run("ingest in").exits(0).says("2 ok");
    home.run("facets --by org").exits(0).says("Wells for Mali Trust").says("Fonds des puits du Mali");
    home.run("same 'Wells for Mali Trust' 'Fonds des puits du Mali' --by Ana")
        .exits(0)
        .says_only("Fonds des puits du Mali is Wells for Mali Trust; 1 record changed");
    home.run("facets --by org").exits(0).says("Wells for Mali Trust").does_not_say("Fonds des puits");
    home.run("search --org 'Wells for Mali Trust'").exits(0).says("2 of 2");
    home.run("search --org 'fonds des puits du MALI'").exits(0).says("2 of 2");
    home.run("same 'Wells for Mali Trust' 'WELLS for Mali trust' --by Ana")
        .exits(1)
        .warns("the same name twice");
    home.run("same 'Wells for Mali Trust' Nobody --by Ana").exits(0).warns("no record names Nobody so far");
    // What comes later is read so, too.
    home.write("in/c.txt", page("Fonds des puits du Mali", 3));
    home.run("ingest in").exits(0).says("1 ok");
    home.run("search --org 'Wells for Mali Trust'").exits(0).says("3 of 3");
    home.run("same XM-DAC-41114 'Wells for Mali Trust' --by Ana").exits(0).says("[XM-DAC-41114]");
    home.run("same --undo 'Wells for Mali Trust'").exits(0);
    home.run("same --undo 'Fonds des puits du Mali'").exits(0).says("stands for itself again");
    home.run("facets --by org").exits(0).says("Fonds des puits du Mali");
    home.run("same --undo Nobody").exits(0);
    home.run("same --undo Nobody").exits(1).warns("nobody said that");
}

#[test]
fn what_was_said_goes_to_another_library_and_becomes_gold() {
    let home = Home::new("what_was_said_goes_to_another_library_and_becomes_gold");
    home.copy(ROADS, "in/");
    home.run("ingest in").exits(0);
    home.run(&format!("correct {ID} /budget/value 163850 --by Ana")).exits(0);
    home.run("same CA-3 'Canadian Roads Board' --by Ana").exits(0);
    home.run("corrections -o said.jsonl").exits(0).warns("2 sayings in said.jsonl");
    home.run("--library other ingest in").exits(0);
    home.run("--library other corrections --import said.jsonl")
        .exits(0)
        .says("2 sayings taken up; 1 record changed");
    let exported = |library: &str| home.run(&format!("--library {library} export")).exits(0).out;
    assert_eq!(exported("other"), exported("almoner-library"));
    home.run("--library other corrections --import said.jsonl").exits(0).says("0 records changed");
    home.write("bad.jsonl", "{\"kind\": \"correction\"}\n");
    home.run("corrections --import bad.jsonl").exits(1).warns("bad.jsonl:1: missing field");
    home.run("corrections --gold gold").exits(0).warns("1 gold file in gold");
    home.run("evaluate --gold gold in").exits(0).says("expected 163850").says("got      9640500");
}

#[test]
fn what_stood_before_stays_readable() {
    let home = Home::new("what_stood_before_stays_readable");
    home.copy(ROADS, "in/").copy("corpus/general/cambodia-irrigation.txt", "in/");
    home.run("ingest in").exits(0);
    home.run(&format!("history {ID}")).exits(0).says_only(&format!("0 earlier records of {ID}"));
    home.shell("sed -i 's/9,640,500/9,640,900/' in/haiti-roads.txt").exits(0);
    home.run("ingest in").exits(0);
    home.run(&format!("history {ID}"))
        .exits(0)
        .says("  changed     CA-3-P006418001")
        .says("1 earlier record of");
    let past = home.run(&format!("history {ID} --format jsonl")).exits(0).json_lines();
    assert_eq!(past[0]["record"]["budget"]["value"], "9640500");
    let quotes = past[0]["record"]["evidence"].as_array().unwrap();
    assert!(quotes.iter().any(|one| one["path"] == "/budget/value" && one["quote"] == "$9,640,500"));
    home.run(&format!("history {ID} --show {}", past[0]["number"])).exits(0).says("CAD 9,640,500");
    home.run(&format!("history {ID} --show 77")).exits(1).warns("there is no number 77");
    home.run("history X-1").exits(1).warns("there is no activity `X-1`");
    // An id made of the bytes leads on, and so does its history; a file that went leaves its record there.
    let line = home.run("search irrigation --format jsonl").exits(0).json_lines();
    let old = line[0]["id"].as_str().unwrap().to_owned();
    home.shell("sed -i 's/once a year/twice a year/' in/cambodia-irrigation.txt").exits(0);
    home.run("ingest in").exits(0);
    home.run(&format!("history {old}")).exits(0).says("1 earlier record of doc:");
    home.shell("rm in/cambodia-irrigation.txt").exits(0);
    home.run("ingest in --prune").exits(0);
    home.run(&format!("history {old}")).exits(0).says("vanished").says("2 earlier records");
}
