//! What is concluded from the words of a document, and that it says so: docs/inference.md.

use serde_json::{Value, json};

use crate::home::Home;

const MALARIA: &str = "Project: Malaria control in coastal villages\nCountry: Kenya\nImplementing agency: UNICEF\n\
    Total budget: USD 2,000,000\nStart date: 1 January 2020\nEnd date: 31 December 2022\n\nDescription\n\n\
    The project distributes insecticide-treated nets against malaria and trains community health workers in malaria \
    diagnosis. Malaria cases in children are to fall by half.\n";

fn record(home: &Home, command: &str) -> Value {
    home.run(command).exits(0).json_lines().remove(0)
}

#[test]
fn a_sector_is_concluded_with_the_words_that_decided_it() {
    let home = Home::new("a_sector_is_concluded");
    home.write("malaria.txt", MALARIA);
    let read = record(&home, "extract malaria.txt");
    let sector = &read["sectors"][0];
    assert_eq!((&sector["code"], &sector["basis"]), (&json!("122"), &json!("inferred")), "{sector}");
    let evidence = read["evidence"].as_array().unwrap().iter();
    let words: Vec<&Value> = evidence.filter(|one| one["path"] == "/sectors/0").collect();
    assert!(words.iter().any(|one| one["quote"] == "Malaria"), "{words:?}");
    assert!(words.iter().all(|one| one["confidence"].as_f64() >= Some(0.8) && one["basis"] == "inferred"));
    let reference = "/participating_orgs/0/ref";
    assert_eq!(read.pointer(reference), Some(&json!("XM-DAC-41122")));
    let known = read["evidence"].as_array().unwrap().iter().find(|one| one["path"] == reference).unwrap();
    assert_eq!((&known["quote"], &known["basis"]), (&json!("UNICEF"), &json!("inferred")));
    home.run("explain malaria.txt").exits(0).says("general/words/sectors, inferred (0.85): “Malaria”");
}

#[test]
fn what_is_stated_leaves_no_room_for_conclusions() {
    let home = Home::new("what_is_stated_leaves_no_room");
    home.write("stated.txt", MALARIA.replace("Country:", "Sector: Road transport (21020)\nCountry:"));
    let read = record(&home, "extract stated.txt");
    let codes: Vec<&Value> = read["sectors"].as_array().unwrap().iter().map(|one| &one["code"]).collect();
    assert_eq!(codes, ["21020"]);
    assert_eq!(read["policy_markers"], json!([]));
}

#[test]
fn places_are_those_of_the_activitys_own_countries() {
    let home = Home::new("places_are_those_of_the_activitys_own_countries");
    let text = MALARIA.replace(
        "Malaria cases in",
        "Clinics open in Kilifi and Kwale; staff were trained in Kampala. Cases in",
    );
    home.write("kenya.txt", &text)
        .write("listed.txt", text.replace("Country: Kenya", "Country: Kenya\nLocation: Mombasa"));
    let names = |file: &str| -> Vec<String> {
        let read = record(&home, &format!("extract {file}"));
        let places = read["locations"].as_array().unwrap().iter();
        places
            .map(|place| format!("{} {}", place["name"].as_str().unwrap(), place["basis"].as_str().unwrap()))
            .collect()
    };
    assert_eq!(names("kenya.txt"), ["Kilifi inferred", "Kwale inferred"]);
    assert_eq!(names("listed.txt"), ["Mombasa stated"]);
    home.write("title.txt", MALARIA.replace("in coastal villages\nCountry: Kenya", "for Haitian clinics"));
    let read = record(&home, "extract title.txt");
    assert_eq!(
        (&read["countries"][0]["code"], &read["countries"][0]["basis"]),
        (&json!("HT"), &json!("inferred"))
    );
}

#[test]
fn stated_only_concludes_nothing_but_the_language() {
    let home = Home::new("stated_only_concludes_nothing");
    home.write("in/malaria.txt", MALARIA);
    let read = record(&home, "extract --stated-only in/malaria.txt");
    assert_eq!((&read["sectors"], &read["participating_orgs"][0]["ref"]), (&json!([]), &Value::Null));
    let inferred = read["evidence"].as_array().unwrap().iter().filter(|one| one["basis"] == "inferred");
    let paths: Vec<&Value> = inferred.map(|one| &one["path"]).collect();
    assert_eq!(paths, ["/languages/0"]);
    home.run("ingest --stated-only in").exits(0).says("1 document");
    home.run("search malaria --sector 122").exits(0).does_not_say("Malaria control");
    // Reading it again with conclusions is another reading of the same bytes.
    home.run("ingest in").exits(0);
    home.run("search malaria --sector 122").exits(0).says("Malaria control");
    home.run("search malaria --sector 122 --stated-only").exits(0).does_not_say("Malaria control");
}
