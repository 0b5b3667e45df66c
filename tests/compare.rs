//! `almoner compare`, and the links between documents that tell of one activity.

use crate::home::Home;

const ENGLISH: &str = "Project title: Rural roads in the north\nCountry: Haiti\nImplementing agency: UNOPS\n\
    Total budget: USD 2,500,000\nStart date: 15 January 2019\nEnd date: 31 March 2021\nStatus: Closed\n\n\
    Description\n\nThe project repairs rural roads and the bridges on them for the people of the north.\n";

const FRENCH: &str = "Titre du projet : Routes rurales du nord\nPays : Haïti\nAgence d’exécution : UNOPS\n\
    Budget total : 2 500 000 USD\nDate de début : 15 janvier 2019\nDate de fin : 31 mars 2021\nStatut : En cours\n\n\
    Description\n\nLe projet répare les routes rurales et les ponts pour les gens du nord.\n";

fn id_of(home: &Home, file: &str) -> String {
    let record = home.run(&format!("extract {file}")).exits(0).json_lines().remove(0);
    record["id"].as_str().unwrap().to_owned()
}

#[test]
fn a_page_in_two_languages_is_one_activity() {
    let home = Home::new("a_page_in_two_languages_is_one_activity");
    home.write("in/en.txt", ENGLISH).write("in/fr.txt", FRENCH);
    home.run("ingest in").exits(0).says("2 records of 1 activity");
    home.run("search --country HT").exits(0).says("1 of 1");
    for file in ["in/en.txt", "in/fr.txt"] {
        let id = id_of(&home, file);
        home.run(&format!("show {id}")).exits(0).says("document 1 of 2");
        home.run(&format!("compare {id}"))
            .exits(0)
            .says("status/code")
            .says("“Closed” bytes ")
            .says("“En cours” bytes ")
            .says("in different languages")
            .does_not_say("budget/value");
        home.run(&format!("compare {id} --texts")).exits(0).says("“Routes rurales du nord” bytes ");
    }
    assert_eq!(home.run("export").exits(0).out.lines().count(), 2, "no record is merged away");
}

#[test]
fn what_differs_is_told_with_both_quotes() {
    let home = Home::new("what_differs_is_told_with_both_quotes");
    home.copy("corpus/gac-profile/haiti-roads.txt", "in/");
    let later = home.read("in/haiti-roads.txt").replace("$9,640,500", "$9,700,000");
    home.write("in/later.txt", later);
    home.run("ingest in").exits(0);
    home.run("compare P006418001")
        .exits(0)
        .says("budget/value")
        .says("“$9,640,500” bytes ")
        .says("“$9,700,000” bytes ");
    let run = home.run("compare P006418001 --format json").exits(0);
    let told: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(told["differences"][0]["field"], "budget/value", "{told}");
    assert_eq!(told["differences"][0]["values"][1]["quotes"].as_array().map(Vec::len), Some(1));
}

#[test]
fn one_document_has_nothing_to_be_compared_with() {
    let home = Home::new("one_document_has_nothing_to_be_compared_with");
    home.write("in/en.txt", ENGLISH);
    home.run("ingest in").exits(0);
    let id = id_of(&home, "in/en.txt");
    home.run(&format!("compare {id}")).exits(1).warns("one document alone tells of it").warns("hint: ");
}
