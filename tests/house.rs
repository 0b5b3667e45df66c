//! The plan of the house, docs/house.md, holds in the code.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::home::repository;

/// What each crate may know of the others. `ingest` cannot name a parser: hostile bytes are read in a worker.
const ARROWS: &[(&str, &[&str])] = &[
    ("record", &[]),
    ("codelists", &["record"]),
    ("document", &["record"]),
    ("extract", &["record", "codelists", "document"]),
    ("library", &["record", "codelists"]),
    ("ingest", &["record", "library"]),
    ("cli", &["record", "codelists", "document", "extract", "library", "ingest"]),
];

#[test]
fn a_crate_knows_only_what_stands_to_its_left() {
    let crates = names(&repository().join("crates"));
    assert_eq!(crates, ARROWS.iter().map(|(name, _)| (*name).to_owned()).collect());
    for (name, known) in ARROWS {
        let manifest = read(&repository().join("crates").join(name).join("Cargo.toml"));
        let ours = manifest.lines().filter_map(|line| line.strip_prefix("almoner-"));
        let mut depends: BTreeSet<&str> =
            ours.filter_map(|line| line.split(['.', ' ', '=']).next()).collect();
        depends.retain(|other| !known.contains(other));
        assert_eq!(depends, BTreeSet::new(), "crates/{name} may not know these");
    }
}

#[test]
fn no_path_has_a_name_that_says_nothing() {
    for path in
        ["crates", "tests", "scripts", "docs", "corpus", "fixtures"].iter().flat_map(|folder| files(folder))
    {
        for part in path.iter().filter_map(|part| part.to_str()) {
            let says_nothing =
                ["util", "common", "helper", "manager", "misc"].iter().any(|word| part.starts_with(word));
            assert!(!says_nothing, "{}: name the idea", path.display());
        }
    }
}

#[test]
fn every_specimen_has_its_records_and_its_gold_and_no_fixture_is_an_orphan() {
    let specimens: BTreeSet<PathBuf> = specimens().iter().map(|path| path.with_extension("")).collect();
    let records = files("fixtures/records").iter().map(|path| path.with_extension("")).collect();
    assert_eq!(
        specimens, records,
        "left: corpus/, right: fixtures/records/; `make bless` writes the records"
    );
    let stem = |path: &PathBuf| path.file_stem().unwrap_or_default().to_os_string();
    let stems: BTreeSet<_> = specimens.iter().filter_map(|path| path.file_name().map(Into::into)).collect();
    assert_eq!(
        stems,
        files("fixtures/gold").iter().map(stem).collect(),
        "left: corpus/, right: fixtures/gold/"
    );
    let named = read(&repository().join("fixtures/broken/README.md"));
    for path in files("fixtures/broken") {
        let name = path.to_string_lossy();
        assert!(
            name == "README.md" || named.contains(&*name),
            "fixtures/broken/{name} is not in its README.md"
        );
    }
}

/// What stands in capitals there (`X.toml`) is for the reader to name.
#[test]
fn the_plan_names_files_that_there_are() {
    let plan = read(&repository().join("docs/house.md"));
    let named = plan
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|path| path.contains('/') && !path.contains(|c: char| c.is_uppercase() || c == ' '));
    for path in named {
        let (first, rest) = path.split_once('/').unwrap();
        let in_crate = ARROWS.iter().any(|(name, _)| *name == first);
        let place = if in_crate { format!("crates/{first}/src/{rest}") } else { path.to_owned() };
        assert!(
            place.contains('*') || repository().join(&place).exists(),
            "docs/house.md: there is no {place}"
        );
    }
}

/// The documents of corpus/, as paths within it.
fn specimens() -> Vec<PathBuf> {
    files("corpus").into_iter().filter(|path| path.parent() != Some(Path::new(""))).collect()
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The names in a folder but hidden ones.
fn names(folder: &Path) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| !name.starts_with('.')).collect()
}

/// All files below a folder of the project, as paths within it, sorted.
fn files(folder: &str) -> Vec<PathBuf> {
    fn walk(top: &Path, within: &Path, files: &mut Vec<PathBuf>) {
        for name in names(&top.join(within)) {
            let path = within.join(name);
            if top.join(&path).is_dir() {
                walk(top, &path, files);
            } else {
                files.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&repository().join(folder), Path::new(""), &mut found);
    found
}
