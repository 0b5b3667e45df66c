//! The specimen documents as PDFs of several producers (`scripts/prints.py`): how many read as their text does.

use std::collections::BTreeMap;

use crate::home::{Home, repository};
use crate::specimens::{compare, names, records};

/// The least number of producers that print each document.
const PRODUCERS: usize = 4;
/// The share of prints that give the very records of their text; it is to become all of them.
const BAR: f64 = 0.97;

#[test]
fn prints_give_the_records_of_their_text() {
    let home = Home::new("prints_give_the_records_of_their_text");
    std::os::unix::fs::symlink(repository().join("fixtures/prints"), home.path("prints")).unwrap();
    let expected = records();
    let (mut told, mut equal, mut all) = (Vec::new(), 0_u32, 0_u32);
    for producer in names(&repository().join("fixtures/prints")) {
        let run = home.shell(&format!("almoner extract --whole prints/{producer}/*.pdf")).exits(0);
        for document in run.json_lines() {
            let before = told.len();
            compare(&producer, &document, &expected, &mut told);
            all += 1;
            equal += u32::from(told.len() == before);
        }
    }
    let share = f64::from(equal) / f64::from(all);
    assert!(share >= BAR, "{equal} of {all} prints read as their text\n{}", told.join("\n"));
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
