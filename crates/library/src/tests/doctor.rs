//! The examination of a library, and its repair.

use std::path::Path;

use almoner_record::Outcome;
use rusqlite::Connection;
use serde_json::json;

use crate::sample::{activity, document, entry, library, source};
use crate::sums::SUMMED;
use crate::{
    Correction, Entry, Field, Library, LibraryError, Page, Remedy, Said, Saying, examine, parse_query, repair,
};

const ME: Saying<'_> = Saying { by: "Ada", because: Some("the annex says so") };

/// A record whose values have their evidence in `text`.
fn told(id: &str, text: &str, title: &str) -> almoner_record::Activity {
    let evidence = |path: &str, quote: &str, basis: &str| {
        let start = text.find(quote).unwrap();
        json!({"path": path, "page": null, "boxes": [], "start": start, "end": start + quote.len(), "quote": quote,
            "basis": basis, "confidence": null, "rule": "general/header/title"})
    };
    activity(
        id,
        json!({
            "title": title,
            "countries": [{"code": "HT", "name": "Haiti", "percentage": null, "basis": "default"}],
            "period": {"start": "2019-01-15", "end": "2021-03-31", "start_precision": "day", "end_precision": "day",
                "duration": null},
            "evidence": [evidence("/title", title, "stated"), evidence("/kind", "", "default"),
                evidence("/countries/0", "", "default"), evidence("/period", "", "default")],
        }),
    )
}

/// A library with a row in every table: changed and duplicate files, history, followers, corrections, organisations.
pub(super) fn full() -> (tempfile::TempDir, Library) {
    let roads = "Rural roads in the north. And bridges.";
    let two = "Water for all\n\nSchools for all\n\nand some words of the document's own";
    let old = "Boats on the lake, first draft";
    let (dir, mut library) = library(vec![
        document("roads.txt", "en", roads, vec![told("X-1", roads, "Rural roads in the north")]),
        document(
            "two.txt",
            "en",
            two,
            vec![told("doc:2-1", two, "Water for all"), told("doc:2-2", two, "Schools for all")],
        ),
        document("boats.txt", "en", old, vec![told("doc:3-1", old, "Boats on the lake")]),
    ]);
    let copy = document("roads.txt", "en", roads, vec![]).document.blake3;
    let new = "Boats on the lake, second draft";
    let mut copy = source("copy.txt", Some(&copy), Outcome::Duplicate);
    (copy.records, copy.layout) = (1, Some("general".to_owned()));
    let put = library.put(vec![
        entry("boats.txt", document("boats.txt", "en", new, vec![told("doc:4-1", new, "Boats on the lake")])),
        Entry { source: copy, extracted: None },
        Entry { source: source("empty.txt", None, Outcome::Empty), extracted: None },
    ]);
    put.unwrap();
    library.correct("X-1", "/title", "Rural roads of the north", ME).unwrap();
    library.same("United Nations Development Programme", "The Programme", ME).unwrap();
    library.index().unwrap();
    (dir, library)
}

/// All that is exported and listed.
pub(super) fn all_of(dir: &Path) -> Result<String, LibraryError> {
    let library = Library::open(dir)?;
    let mut all = String::new();
    library.export::<LibraryError>(&parse_query(""), |line| {
        all += line;
        all += "\n";
        Ok(())
    })?;
    for mut source in library.sources()? {
        source.time = None;
        all += &format!("{source:?}\n");
    }
    all += &format!("{:?}\n{:?}\n", library.said()?, library.counts()?);
    let page = Page { offset: 0, limit: 20, facets: vec![Field::Country, Field::Year] };
    for query in ["", "north OR schools", "country:HT"] {
        all += &format!("{:?}\n", library.search(&parse_query(query), &page)?);
    }
    for id in ["X-1", "doc:3-1", "doc:4-1"] {
        all += &format!("{:?}\n{:?}\n", library.history(id)?, library.get(id)?);
    }
    Ok(all)
}

/// A copy of a library, to be damaged.
pub(super) fn copy(dir: &Path) -> tempfile::TempDir {
    let copy = tempfile::tempdir().unwrap();
    std::fs::create_dir(copy.path().join("index")).unwrap();
    for folder in ["", "index"] {
        for file in std::fs::read_dir(dir.join(folder)).unwrap().map(|file| file.unwrap().path()) {
            if file.is_file() {
                std::fs::copy(&file, copy.path().join(folder).join(file.file_name().unwrap())).unwrap();
            }
        }
    }
    copy
}

fn change(dir: &Path, sql: &str) {
    let db = Connection::open(dir.join("library.sqlite")).unwrap();
    db.pragma_update(None, "foreign_keys", "OFF").unwrap();
    db.execute_batch(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
}

#[test]
fn a_library_with_something_in_every_table_is_sound() {
    let (dir, library) = full();
    drop(library);
    let checkup = examine(dir.path()).unwrap();
    assert_eq!(checkup.findings, [], "{checkup:#?}");
    let checked = checkup.checked;
    assert_eq!((checked.sources, checked.documents, checked.records, checked.evidence), (5, 3, 4, 16));
    assert_eq!((checked.history, checked.said, checked.index_entries), (1, 2, 5));
    assert!(checked.index_files >= 6);
    assert!(matches!(repair(dir.path()).unwrap(), done if done.copy.is_none() && !done.index));
}

/// Every column that a sum is of: a letter more is found, and its table and row are named.
#[test]
fn a_changed_letter_in_any_column_with_a_sum_is_found() {
    let (dir, library) = full();
    drop(library);
    let whole = std::fs::read(dir.path().join("library.sqlite")).unwrap();
    for summed in &SUMMED {
        for column in summed.columns {
            let row = format!("(SELECT max(\"{}\") FROM {})", summed.key, summed.table);
            let sql = format!(
                "UPDATE {0} SET \"{column}\" = CASE typeof(\"{column}\") WHEN 'integer' THEN \"{column}\" + 1 \
                 ELSE coalesce(\"{column}\", '') || ' ' END WHERE \"{1}\" = {row}",
                summed.table, summed.key
            );
            change(dir.path(), &sql);
            let checkup = examine(dir.path()).unwrap();
            let named = checkup
                .damages()
                .any(|found| found.table.as_deref() == Some(summed.table) && found.row.is_some());
            assert!(named, "{} {column}: {checkup:#?}", summed.table);
            std::fs::write(dir.path().join("library.sqlite"), &whole).unwrap();
        }
    }
}

/// What has no sum is known by something else.
#[test]
fn what_is_derived_and_what_leads_somewhere_is_compared() {
    let (dir, library) = full();
    drop(library);
    for (sql, table, remedy) in [
        ("UPDATE documents SET name = 'other.txt' WHERE row = 1", "documents", Remedy::Repair),
        ("UPDATE documents SET date = '2020-01-01'", "documents", Remedy::Repair),
        ("UPDATE ids SET id = id || 'x' WHERE row = 1", "records", Remedy::Repair),
        ("UPDATE records SET counts = 0 WHERE row = 1", "records", Remedy::Repair),
        ("UPDATE records SET activity = 2 WHERE row = 1", "records", Remedy::Repair),
        ("UPDATE records SET ordinal = 7 WHERE row = 2", "documents", Remedy::ReadAgain),
        ("DELETE FROM records WHERE row = 1", "documents", Remedy::ReadAgain),
        (
            "DELETE FROM documents WHERE row = 2; DELETE FROM records WHERE document = 2",
            "sources",
            Remedy::ReadAgain,
        ),
        ("INSERT INTO links VALUES (7, 1, 0)", "records", Remedy::Repair),
        ("UPDATE followers SET new = 'nobody'", "followers", Remedy::TakeOut),
        ("DROP VIEW evidence", "evidence", Remedy::Repair),
        ("DROP INDEX records_by_own", "records_by_own", Remedy::Repair),
        ("UPDATE library SET value = 'x' WHERE key = 'identity'", "library", Remedy::Repair),
        ("DELETE FROM sqlite_sequence WHERE name = 'changes'", "changes", Remedy::Repair),
        ("UPDATE records SET document = 1, ordinal = 1 WHERE row = 5", "documents", Remedy::ReadAgain),
    ] {
        let dir = copy(dir.path());
        change(dir.path(), sql);
        let checkup = examine(dir.path()).unwrap();
        let named = checkup.damages().any(|found| {
            found.table.as_deref() == Some(table) && found.remedy == remedy && !found.what.is_empty()
        });
        assert!(named, "{sql}: {checkup:#?}");
        let done = repair(dir.path()).unwrap();
        assert!(done.after.is_sound(), "{sql}: {done:#?}");
        assert!(done.copy.as_ref().is_some_and(|copy| copy.is_file()), "{sql}");
    }
}

#[test]
fn what_can_be_made_again_is_as_before() {
    let (dir, library) = full();
    // How well a word fits depends on what an index has forgotten.
    library.index_all().unwrap();
    drop(library);
    let before = all_of(dir.path()).unwrap();
    for sql in [
        "UPDATE ids SET id = id || 'x' WHERE row = 1",
        "UPDATE records SET activity = 2, counts = 1 WHERE row = 1",
        "DELETE FROM links",
        "DROP VIEW activities",
        "UPDATE documents SET name = 'x', language = NULL",
    ] {
        let dir = copy(dir.path());
        change(dir.path(), sql);
        assert!(!examine(dir.path()).unwrap().is_sound(), "{sql}");
        let done = repair(dir.path()).unwrap();
        assert!(done.after.is_sound() && done.index && done.copy.is_some(), "{sql}: {done:#?}");
        assert_eq!((done.read_again.len(), done.taken_out.len()), (0, 0), "{sql}");
        assert_eq!(all_of(dir.path()).unwrap(), before, "{sql}");
    }
}

/// A lost record costs itself until its file is read again; the others of its document stay, with their own text.
#[test]
fn of_a_document_with_a_lost_record_the_others_stay() {
    let (dir, library) = full();
    drop(library);
    change(
        dir.path(),
        "UPDATE records SET record = replace(record, 'Water', 'Wader') WHERE ordinal = 0 AND document = 2",
    );
    let done = repair(dir.path()).unwrap();
    assert!(done.after.is_sound(), "{done:#?}");
    assert_eq!(done.read_again, ["two.txt"]);
    let library = Library::open(dir.path()).unwrap();
    let marked = library.source("two.txt").unwrap().unwrap();
    assert_eq!((marked.outcome, marked.extractor.as_str(), marked.records), (Outcome::Partial, "", 1));
    assert!(library.get("doc:2-2").is_ok() && library.get("doc:2-1").is_err());
}

#[test]
fn lost_documents_are_marked_and_what_nobody_says_again_is_told() {
    let (dir, library) = full();
    drop(library);
    change(
        dir.path(),
        "UPDATE documents SET text = replace(text, 'Rural', 'Royal') WHERE row = 1; \
         UPDATE corrections SET value = '\"Other\"'; UPDATE history SET record = '{}'; \
         UPDATE sources SET blake3 = 'x' WHERE path = 'boats.txt'",
    );
    let done = repair(dir.path()).unwrap();
    assert!(done.after.is_sound(), "{done:#?}");
    assert_eq!(done.read_again, ["boats.txt", "copy.txt", "roads.txt"]);
    assert_eq!(done.taken_out.len(), 2, "{:#?}", done.taken_out);
    let library = Library::open(dir.path()).unwrap();
    for path in &done.read_again {
        let marked = library.source(path).unwrap().unwrap();
        assert_eq!((marked.outcome, marked.records), (Outcome::Unreadable, 0));
        assert!(marked.reason.is_some() && marked.hint.is_some());
    }
    assert!(library.get("X-1").is_err());
    assert!(matches!(library.get("doc:3-1"), Ok(crate::Shown::Activity(_))), "its follower stays");
}

#[test]
fn what_runs_left_behind_is_told_and_a_repair_removes_it() {
    let (dir, library) = full();
    drop(library);
    std::fs::create_dir(dir.path().join("index.new")).unwrap();
    std::fs::write(dir.path().join("library.copy.sqlite"), "x").unwrap();
    std::fs::write(dir.path().join("library.form-1.sqlite"), "x").unwrap();
    let checkup = examine(dir.path()).unwrap();
    let named: Vec<&str> = checkup.findings.iter().map(|found| found.file.as_str()).collect();
    assert_eq!(named, ["index.new", "library.copy.sqlite", "library.form-1.sqlite"]);
    assert!(checkup.is_sound());
    repair(dir.path()).unwrap();
    assert!(!dir.path().join("index.new").exists() && !dir.path().join("library.copy.sqlite").exists());
    assert!(dir.path().join("library.form-1.sqlite").exists(), "a copy is the person's to delete");
}

#[test]
fn while_another_writes_the_database_is_examined_and_the_index_is_not() {
    let (dir, library) = full();
    let checkup = examine(dir.path()).unwrap();
    assert!(checkup.is_sound() && checkup.checked.records == 4, "{checkup:#?}");
    assert!(checkup.findings[0].what.contains("process"), "{checkup:#?}");
    assert!(matches!(repair(dir.path()), Err(LibraryError::Locked { .. })));
    drop(library);
}

/// A page in the middle of the file that is nonsense.
#[test]
fn what_stands_on_both_sides_of_a_broken_page_is_saved() {
    let dir = tempfile::tempdir().unwrap();
    let mut library = Library::open_for_writing(dir.path()).unwrap();
    let entries = (0..400).map(|number| {
        let text = format!("Roads of region {number}. {}", "Words about it. ".repeat(40));
        let title = format!("Roads of region {number}");
        let name = format!("{number:03}.txt");
        entry(&name, document(&name, "en", &text, vec![told(&format!("R-{number:03}"), &text, &title)]))
    });
    library.put(entries.collect()).unwrap();
    library.index().unwrap();
    drop(library);
    let path = dir.path().join("library.sqlite");
    let page: u64 = {
        let db = Connection::open(&path).unwrap();
        db.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
        // A leaf in the middle of the table of documents: the page of the row is found by what stands on it.
        drop(db);
        let bytes = std::fs::read(&path).unwrap();
        let place = bytes.windows(23).position(|found| found == b"Roads of region 200. Wo").unwrap();
        place as u64 / 8192
    };
    let mut bytes = std::fs::read(&path).unwrap();
    let from = page as usize * 8192;
    bytes[from..from + 8192].fill(0xa5);
    std::fs::write(&path, bytes).unwrap();
    let checkup = examine(dir.path()).unwrap();
    assert!(!checkup.is_sound());
    let done = repair(dir.path()).unwrap();
    assert!(done.after.is_sound(), "{:#?}", done.after);
    let kept = done.after.checked.documents;
    assert!((380..400).contains(&kept), "{kept}");
    assert_eq!(done.read_again.len() as u64, 400 - kept, "{:?}", done.read_again);
}

/// One that left its activity by a correction leaves the others counted and grouped as if it had never been there.
#[test]
fn who_leaves_an_activity_by_a_correction_leaves_it_whole() {
    let text = |number: u32| format!("Rural roads in the north, {number}");
    let make = |number: u32| {
        let id = format!("doc:{number}");
        document(
            &format!("{number}.txt"),
            "en",
            &text(number),
            vec![told(&id, &text(number), "Rural roads in the north")],
        )
    };
    let (dir, mut library) = library(vec![make(1), make(2), make(3)]);
    assert_eq!(library.counts().unwrap().activities, 1);
    for left in ["doc:1", "doc:2"] {
        library
            .take_up(&[Said::Correction(Correction {
                id: left.to_owned(),
                path: "/title".to_owned(),
                items: vec![None],
                value: "Another title altogether".into(),
                was: "Rural roads in the north".into(),
                by: "Ada".to_owned(),
                because: None,
                made_at: "2026-11-29T10:00:00Z".to_owned(),
            })])
            .unwrap();
        library.index().unwrap();
        assert_eq!(library.counts().unwrap().activities, 2, "{left}");
        let checkup = examine(dir.path()).unwrap();
        assert!(checkup.is_sound(), "{left}: {checkup:#?}");
    }
}
