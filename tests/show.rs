//! `almoner show` over documents of our own.

use crate::home::Home;

#[test]
fn a_card_shows_every_value_and_the_evidence_behind_it() {
    let home = Home::new("a_card_shows_every_value_and_the_evidence_behind_it");
    home.copy("corpus/gac-profile/haiti-roads.txt", "in/");
    home.run("ingest in").exits(0);
    home.run("show CA-3-P006418001")
        .exits(0)
        .says("Rural Roads and River Crossings in the Grand’Anse")
        .says("Finalisation (3)")
        .says("2019-06-03 to 2023-11-30")
        .says("Haiti (HT), 100 %")
        .says("21020 Road transport, 85 %")
        .says("CAD 9,640,500 = USD ")
        .says("a dollar, average of 2019 (")
        .says("in/haiti-roads.txt")
        .does_not_say("bytes ");
    home.run("show P006418001 --evidence")
        .exits(0)
        .says("/budget/value “$9,640,500” bytes ")
        .says("gac-profile/")
        .says("stated");
    let run = home.run("show P0064 --format json").exits(0);
    let record: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(record["budget"]["value"], "9640500");
}

#[test]
fn an_activity_in_two_documents_is_shown_from_both() {
    let home = Home::new("an_activity_in_two_documents_is_shown_from_both");
    home.copy("corpus/gac-profile/haiti-roads.txt", "in/");
    let later = home.read("in/haiti-roads.txt").replace("Terminating", "Closed");
    home.write("in/later.txt", later);
    home.run("ingest in").exits(0);
    home.run("show P006418001")
        .exits(0)
        .says("document 1 of 2")
        .says("document 2 of 2")
        .says("Closed (4)")
        .says("Finalisation (3)");
    home.run("search roads").says("1 of 1").says("haiti-roads.txt").says("later.txt");
    let run = home.run("show P006418001 --format json");
    assert_eq!(serde_json::from_str::<serde_json::Value>(&run.out).unwrap().as_array().unwrap().len(), 2);
}

#[test]
fn an_unknown_id_names_the_nearest() {
    let home = Home::new("an_unknown_id_names_the_nearest");
    home.copy("corpus/gac-profile", "in");
    home.run("ingest in").exits(0);
    home.run("show CA-3-P006418002")
        .exits(1)
        .warns("there is no activity `CA-3-P006418002`")
        .warns("hint: did you mean `CA-3-P006418001`?");
    home.run("show CA-3-").exits(1).warns("`CA-3-` is a part of").warns("hint: write more of it: CA-3-");
}
