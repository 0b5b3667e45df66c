//! Documents that have an activity's labels and are of none: tenders, loans to companies, films, posts, research, works of rich
//! countries. Beside them stand twins that are of aid.

use crate::home::{Home, repository};
use crate::specimens::names;

#[test]
fn no_document_about_something_else_gives_a_record_and_its_twin_does() {
    let home = Home::new("no_document_about_something_else");
    home.copy("fixtures/others", "others");
    let others: Vec<String> = names(&repository().join("fixtures/others"))
        .into_iter()
        .filter(|name| !matches!(name.as_str(), "twins" | "README.md"))
        .collect();
    let twins = names(&repository().join("fixtures/others/twins"));
    assert!(others.len() >= 40 && twins.len() >= 15, "{} others, {} twins", others.len(), twins.len());

    let paths: Vec<String> = others.iter().map(|name| format!("others/{name}")).collect();
    let run = home.shell(&format!("almoner extract --whole {}", paths.join(" "))).exits(0);
    let given = run.json_lines();
    assert_eq!(given.len(), others.len());
    for document in given {
        assert_eq!(document["activities"].as_array().unwrap().len(), 0, "{document}");
    }

    let run = home.shell("almoner extract --whole others/twins/*").exits(0);
    for document in run.json_lines() {
        assert!(!document["activities"].as_array().unwrap().is_empty(), "{}", document["document"]["name"]);
    }
}

/// Each twin has its other, by the name before the ending.
#[test]
fn each_twin_has_its_other() {
    let stems = |folder: &str| -> Vec<String> {
        let names = names(&repository().join(folder));
        names.iter().filter_map(|name| name.rsplit_once('.')).map(|(stem, _)| stem.to_owned()).collect()
    };
    let others = stems("fixtures/others");
    for twin in stems("fixtures/others/twins") {
        assert!(others.contains(&twin), "fixtures/others/{twin}.*");
    }
}
