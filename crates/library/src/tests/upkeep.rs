//! The index follows the records, whatever happens to it; records come out as they went in.

use almoner_record::Outcome;
use serde_json::json;

use crate::sample::{activity, document, entry, library, source};
use crate::{Entry, Library, LibraryError, Page, Shown, parse_query};

const ALL: Page = Page { offset: 0, limit: 20, facets: Vec::new() };

fn found(library: &Library, query: &str) -> u64 {
    library.search(&parse_query(query), &ALL).unwrap().total
}

#[test]
fn the_index_follows_additions_changes_and_removals() {
    let roads = document("a.txt", "en", "Roads", vec![activity("A", json!({}))]);
    let (_dir, mut library) = library(vec![roads]);
    let bridges = document("a.txt", "en", "Bridges", vec![activity("A", json!({}))]);
    library
        .put(vec![entry("a.txt", bridges), entry("b.txt", document("b.txt", "en", "Boats", vec![]))])
        .unwrap();
    library.index().unwrap();
    assert_eq!(["roads", "bridges", "boats"].map(|word| found(&library, word)), [0, 1, 1]);
    library.put(vec![Entry { source: source("a.txt", None, Outcome::Damaged), extracted: None }]).unwrap();
    library.index().unwrap();
    assert_eq!(["roads", "bridges", "boats"].map(|word| found(&library, word)), [0, 0, 1]);
}

#[test]
fn a_missing_damaged_foreign_or_late_index_is_made_again() {
    let (dir, library) = library(vec![document("a.txt", "en", "Roads", vec![])]);
    drop(library);
    let index = dir.path().join("index");
    let open = || Library::open(dir.path()).unwrap();
    std::fs::remove_dir_all(&index).unwrap();
    assert_eq!(found(&open(), "roads"), 1, "missing");
    std::fs::write(index.join("meta.json"), "{}").unwrap();
    assert_eq!(found(&open(), "roads"), 1, "damaged");
    let (other, _) = super::super::sample::library(vec![document("b.txt", "en", "Bridges", vec![])]);
    std::fs::remove_dir_all(&index).unwrap();
    std::fs::rename(other.path().join("index"), &index).unwrap();
    assert_eq!(found(&open(), "roads"), 1, "another library's");
    let mut writer = Library::open_for_writing(dir.path()).unwrap();
    writer.put(vec![entry("c.txt", document("c.txt", "en", "Boats", vec![]))]).unwrap();
    assert_eq!(found(&open(), "boats"), 0, "the writer has not indexed it yet");
    drop(writer);
    assert_eq!(found(&open(), "boats"), 1, "killed before it indexed");
}

#[test]
fn a_library_that_may_not_be_written_to_is_searched() {
    use std::os::unix::fs::PermissionsExt;
    let (dir, library) = library(vec![document("a.txt", "en", "Roads", vec![activity("A", json!({}))])]);
    drop(library);
    let set = |mode| {
        for folder in [dir.path().to_owned(), dir.path().join("index")] {
            std::fs::set_permissions(folder, std::fs::Permissions::from_mode(mode)).unwrap();
        }
    };
    set(0o555);
    let library = Library::open(dir.path()).unwrap();
    let total = found(&library, "roads");
    set(0o755);
    assert_eq!(total, 1);
}

#[test]
fn damage_that_a_search_meets_is_repaired() {
    let (dir, library) =
        library(vec![document("a.txt", "en", "Roads and bridges", vec![activity("A", json!({}))])]);
    drop(library);
    let index = dir.path().join("index");
    for ending in ["idx", "term", "fast", "store", "pos", "fieldnorm"] {
        for seed in 1..8_u32 {
            let files = std::fs::read_dir(&index).unwrap().map(|file| file.unwrap().path());
            for path in files.filter(|path| path.extension().is_some_and(|found| found == ending)) {
                let mut bytes = std::fs::read(&path).unwrap();
                let mut noise = seed.wrapping_mul(2_654_435_761);
                let begin = bytes.len().saturating_sub(100);
                for byte in &mut bytes[begin..] {
                    noise ^= noise << 13;
                    noise ^= noise >> 17;
                    noise ^= noise << 5;
                    *byte = noise as u8;
                }
                std::fs::write(&path, bytes).unwrap();
            }
            let library = Library::open(dir.path()).unwrap();
            assert_eq!(found(&library, "roads"), 1, "{ending} {seed}");
        }
    }
}

#[test]
fn who_may_read_the_database_may_read_the_index() {
    use std::os::unix::fs::PermissionsExt;
    let (dir, _library) = library(vec![document("a.txt", "en", "Roads", vec![])]);
    let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let database = mode(&dir.path().join("library.sqlite"));
    for file in std::fs::read_dir(dir.path().join("index")).unwrap() {
        let path = file.unwrap().path();
        assert_eq!(mode(&path), database, "{}", path.display());
    }
}

#[test]
fn a_record_is_found_by_as_much_of_its_id_as_only_one_has() {
    let documents =
        ["CA-3-P001", "CA-3-P002", "XM-1"].map(|id| document(id, "en", id, vec![activity(id, json!({}))]));
    let (_dir, library) = library(documents.to_vec());
    for (typed, id) in
        [("CA-3-P001", "CA-3-P001"), ("ca-3-p002", "CA-3-P002"), ("xm", "XM-1"), ("P001", "CA-3-P001")]
    {
        let Shown::Activity(records) = library.get(typed).unwrap() else { panic!("{typed}") };
        assert_eq!((records.len(), records[0].activity.id.as_str()), (1, id), "{typed}");
        assert_eq!(records[0].paths, [id]);
    }
    assert!(
        matches!(library.get("CA-3-"), Err(LibraryError::SeveralActivities { found, .. }) if found.len() == 2)
    );
    assert!(
        matches!(library.get("XM-7"), Err(LibraryError::NoSuchActivity { nearest: Some(near), .. }) if near == "XM-1")
    );
    assert!(matches!(library.get(""), Err(LibraryError::NoSuchActivity { .. })));
}

#[test]
fn an_id_that_came_from_the_bytes_leads_to_the_changed_file_s_record() {
    let make = |text: &str, ids: [&str; 2]| {
        let titled = |id, title| activity(id, json!({ "title": title }));
        document("a.txt", "en", text, vec![titled(ids[0], "Roads"), titled(ids[1], "Boats")])
    };
    let (_dir, mut library) = library(vec![make("One", ["doc:1-1", "doc:1-2"])]);
    for (text, ids) in [("Two", ["doc:2-1", "doc:2-2"]), ("Three", ["doc:3-1", "X-2"])] {
        library.put(vec![entry("a.txt", make(text, ids))]).unwrap();
    }
    for (old, new) in [("doc:1-1", "doc:3-1"), ("doc:1-2", "X-2"), ("doc:2-2", "X-2")] {
        let Shown::Activity(records) = library.get(old).unwrap() else { panic!("{old}") };
        assert_eq!(records[0].activity.id, new, "{old}");
    }
}

#[test]
fn the_text_of_a_document_is_shown_by_the_id_of_its_hit() {
    let (_dir, library) = library(vec![document("a.txt", "en", "Roads and bridges", vec![])]);
    let id = library.search(&parse_query("roads"), &ALL).unwrap().hits[0].id.clone();
    let Shown::Document(origin, text) = library.get(&id).unwrap() else { panic!("{id}") };
    assert_eq!((origin.name.as_str(), text.as_str()), ("a.txt", "Roads and bridges"));
}

#[test]
fn an_export_has_every_record_of_what_is_found_in_a_stable_order() {
    let make = |name: &str, id: &str, text: &str| document(name, "en", text, vec![activity(id, json!({}))]);
    let documents = vec![
        make("b", "B", "Roads"),
        make("a1", "A", "Bridges"),
        make("a2", "A", "Roads here"),
        make("c", "C", "Boats"),
    ];
    let mut reversed = documents.clone();
    reversed.reverse();
    let exported = |documents, query: &str| {
        let (_dir, library) = library(documents);
        let mut lines = Vec::new();
        let count = library.export::<LibraryError>(&parse_query(query), |line| {
            lines.push(line.to_owned());
            Ok(())
        });
        assert_eq!(count.unwrap(), lines.len() as u64);
        lines
    };
    let lines = exported(documents.clone(), "");
    assert_eq!(lines, exported(reversed, ""), "the order of ingest does not show");
    let schema = jsonschema::validator_for(&almoner_record::activity_schema()).unwrap();
    let ids = |lines: &[String]| {
        let records = lines.iter().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
        let ids = records.map(|record| {
            assert!(schema.is_valid(&record), "{record}");
            record["id"].as_str().unwrap().to_owned()
        });
        ids.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(ids(&lines), "A A B C");
    assert_eq!(ids(&exported(documents, "roads")), "A A B", "both records of A, though one has the word");
}
