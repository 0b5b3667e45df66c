//! The specimen documents as PDFs of several producers (`scripts/prints.py`): each reads as its text does.

use std::collections::BTreeMap;

use crate::home::{Home, repository};
use crate::specimens::{compare, names, records};

/// The least number of producers that print each document.
const PRODUCERS: usize = 4;

#[test]
fn prints_give_the_records_of_their_text() {
    let home = Home::new("prints_give_the_records_of_their_text");
    std::os::unix::fs::symlink(repository().join("fixtures/prints"), home.path("prints")).unwrap();
    let expected = records();
    let mut told = Vec::new();
    for producer in names(&repository().join("fixtures/prints")) {
        let run = home.shell(&format!("almoner extract --whole prints/{producer}/*.pdf")).exits(0);
        for document in run.json_lines() {
            compare(&producer, &document, &expected, &mut told);
        }
    }
    assert!(told.is_empty(), "{} differences\n{}", told.len(), told.join("\n"));
}

#[test]
fn each_specimen_has_prints_of_several_producers() {
    let mut prints: BTreeMap<String, usize> = records().into_keys().map(|stem| (stem, 0)).collect();
    let folder = repository().join("fixtures/prints");
    for producer in names(&folder) {
        for name in names(&folder.join(&producer)) {
            let count = prints.get_mut(name.strip_suffix(".pdf").unwrap_or_default());
            *count.unwrap_or_else(|| panic!("fixtures/prints/{producer}/{name} is an orphan")) += 1;
        }
    }
    let few: Vec<_> = prints.iter().filter(|(_, count)| **count < PRODUCERS).collect();
    assert!(few.is_empty(), "scripts/prints.py makes more: {few:?}");
}
