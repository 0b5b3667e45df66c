//! The specimen documents as pages, Markdown and Word files (`scripts/forms.py`): each reads as its text does.

use std::collections::BTreeSet;

use crate::blessed::blessed;
use crate::home::{Home, repository};
use crate::specimens::{compare, names, records};

#[test]
fn a_document_in_another_form_gives_the_records_of_its_text() {
    let home = Home::new("a_document_in_another_form");
    std::os::unix::fs::symlink(repository().join("fixtures/forms"), home.path("forms")).unwrap();
    let expected = records();
    let mut told = Vec::new();
    for form in names(&repository().join("fixtures/forms")) {
        let run = home.shell(&format!("almoner extract --whole forms/{form}/*")).exits(0);
        for document in run.json_lines() {
            compare(&form, &document, &expected, &mut told);
        }
    }
    assert!(told.is_empty(), "{} differences\n{}", told.len(), told.join("\n"));
}

#[test]
fn each_specimen_is_there_in_each_form() {
    let specimens: BTreeSet<String> = records().into_keys().collect();
    for form in names(&repository().join("fixtures/forms")) {
        let files = names(&repository().join("fixtures/forms").join(&form));
        let stems = files.iter().filter_map(|name| name.rsplit_once('.')).map(|(stem, _)| stem.to_owned());
        assert_eq!(specimens, stems.collect(), "scripts/forms.py makes fixtures/forms/{form}");
    }
}

/// Pages as sites make them, with the amounts of other activities around the facts. Their golden records stand beside
/// them.
#[test]
fn a_page_gives_its_own_activity_and_nothing_of_what_stands_around_it() {
    let home = Home::new("a_page_gives_its_own_activity");
    home.copy("fixtures/pages", "pages");
    let is_page = |name: &&String| name.ends_with(".html") || name.ends_with(".mhtml");
    for name in names(&repository().join("fixtures/pages")).iter().filter(is_page) {
        let run = home.run(&format!("extract pages/{name}")).exits(0);
        assert_eq!(run.out.lines().count(), 1, "{name}");
        let stem = name.trim_end_matches(".mhtml").trim_end_matches(".html");
        blessed(&format!("fixtures/pages/{stem}.jsonl"), &run.out);
    }
}

/// The same pages against what a careful reader says of them.
#[test]
fn pages_of_publishers_never_seen_are_read_as_a_careful_reader_does() {
    let home = Home::new("pages_of_publishers_never_seen");
    home.copy("fixtures/pages", "pages");
    let run = home.shell("almoner evaluate --gold pages/gold pages/*.*html --format json").exits(0);
    let report: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let all = &report["all"];
    assert!(all["precision"].as_f64().unwrap() >= 0.99, "{}", report["misses"]);
    assert!(all["f1"].as_f64().unwrap() >= 0.98, "{}", report["misses"]);
}
