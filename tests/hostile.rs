//! Files that attack, and files that were broken by their makers: each ends with a status of its own, and costs no other.

use std::path::{Path, PathBuf};
use std::process::Command;

use almoner_library::Library;
use almoner_record::Outcome;

use crate::home::{Home, repository};

/// Each file that an ingest of `in` met, with how it ended and why.
fn outcomes(home: &Home) -> Vec<(PathBuf, Outcome, String)> {
    let sources = Library::open(&home.path("almoner-library")).unwrap().sources().unwrap();
    sources
        .into_iter()
        .map(|source| (home.path(&source.path), source.outcome, source.reason.unwrap_or_default()))
        .collect()
}

fn count(folder: &Path) -> usize {
    std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| if path.is_dir() { count(&path) } else { 1 })
        .sum()
}

/// `flate-bomb.limit.pdf` is to end with `limit`, `a.partial+timeout.pdf` with one of the two.
#[test]
fn a_hostile_pdf_ends_with_the_status_that_its_name_tells() {
    let home = Home::new("a_hostile_pdf_ends_with_the_status_that_its_name_tells");
    let script = repository().join("scripts/hostile-pdfs.py");
    assert!(Command::new("python3").arg(script).arg(home.path("in")).status().unwrap().success());
    home.run("ingest in --timeout 10 --memory 1G");
    let outcomes = outcomes(&home);
    assert_eq!(outcomes.len(), count(&home.path("in")));
    let wrong: Vec<_> = outcomes
        .iter()
        .filter(|(path, outcome, _)| {
            let stem = path.file_stem().unwrap().to_string_lossy();
            let (_, expected) = stem.rsplit_once('.').unwrap();
            !expected.split('+').any(|one| one == outcome.to_string())
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// `../shared/open/pdf`: the test files of other readers, many of them broken on purpose.
#[test]
fn real_and_broken_pdfs_all_end_and_an_empty_text_names_its_cause() {
    let shared = std::env::var_os("SHARED").map_or_else(|| "../shared".into(), PathBuf::from);
    let folder = repository().join(shared).join("open/pdf");
    if !folder.is_dir() {
        assert_ne!(std::env::var_os("CI"), Some("true".into()), "{} is missing", folder.display());
        println!("{} is missing: not tested", folder.display());
        return;
    }
    let home = Home::new("real_and_broken_pdfs_all_end_and_an_empty_text_names_its_cause");
    std::os::unix::fs::symlink(folder.canonicalize().unwrap(), home.path("in")).unwrap();
    home.run("ingest in/");
    let mut outcomes = outcomes(&home);
    // Attachments are documents of their own.
    outcomes.retain(|(path, ..)| !path.to_string_lossy().contains("!/"));
    assert_eq!(outcomes.len(), count(&folder));
    let deaths = |outcome: &Outcome| matches!(outcome, Outcome::Crashed | Outcome::Memory | Outcome::Timeout);
    let dead: Vec<_> = outcomes.iter().filter(|(_, outcome, _)| deaths(outcome)).collect();
    assert!(dead.len() * 1000 <= 2 * outcomes.len(), "{dead:#?}");
    let without_text = |outcome: &Outcome| {
        matches!(
            outcome,
            Outcome::NeedsOcr | Outcome::Empty | Outcome::Damaged | Outcome::Limit | Outcome::Encrypted
        )
    };
    for (path, outcome, reason) in outcomes.iter().filter(|(_, outcome, _)| without_text(outcome)) {
        assert!(!reason.is_empty(), "{}: {outcome}", path.display());
        let text = Command::new("pdftotext").arg("-q").arg(path).arg("-").output().unwrap().stdout;
        let text = String::from_utf8_lossy(&text).into_owned();
        assert!(text.trim().is_empty(), "{}: {outcome}, {reason}, yet it says {text:?}", path.display());
    }
}
