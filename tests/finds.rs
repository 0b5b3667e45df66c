//! What fuzzing once found, replayed; fuzz/README.md.

#[path = "../fuzz/promises.rs"]
#[expect(unreachable_pub, reason = "the fuzz targets call what this test does not")]
mod promises;

use std::collections::BTreeSet;
use std::fs;

use crate::home::repository;

#[test]
fn what_fuzzing_found_stays_mended() {
    let finds = repository().join("fuzz/finds");
    for folder in
        fs::read_dir(&finds).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir())
    {
        let name = folder.file_name().unwrap().to_str().unwrap();
        let target = promises::TARGETS.iter().find(|(target, _)| *target == name);
        let (_, run) = target.unwrap_or_else(|| panic!("fuzz/finds/{name} is of no target"));
        for find in fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()) {
            println!("{}", find.display());
            run(&fs::read(&find).unwrap());
        }
    }
}

#[test]
fn every_promise_is_a_fuzz_target() {
    let targets = fs::read_dir(repository().join("fuzz/fuzz_targets")).unwrap();
    let files: BTreeSet<String> = targets
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    let rows = promises::TARGETS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(files, rows, "left: fuzz/fuzz_targets/, right: TARGETS in fuzz/promises.rs");
}
