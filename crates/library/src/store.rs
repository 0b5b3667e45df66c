//! `library.sqlite`: what is kept. docs/library.md describes its tables.
//!
//! A batch is one transaction, on disk when [`Library::put`] returns. Every change to a document also writes a row
//! of `changes`, whose number only grows: the index knows by it what it has not seen yet.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use almoner_record::{Extracted, Outcome};
use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension, Transaction, params};

use crate::LibraryError;
use crate::links;
use crate::lock::WriterLock;

/// The form of `library.sqlite`, in its `user_version`.
pub(crate) const FORM: i64 = 1;
/// `almo`, in the file's header: this SQLite file is ours.
const APPLICATION: i64 = 0x616c_6d6f;
const SCHEMA: &str = include_str!("schema.sql");
const LINKS: &str = include_str!("links.sql");

/// A file that was found, and how its reading ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Where it was found.
    pub path: String,
    /// Length in bytes.
    pub size: u64,
    /// Time of the last change, in nanoseconds since 1970.
    pub mtime_ns: i64,
    /// BLAKE3 of the bytes, 64 hex digits; none where they could not be read.
    pub blake3: Option<String>,
    /// How it ended.
    pub outcome: Outcome,
    /// Why it failed.
    pub reason: Option<String>,
    /// What to do about the failure.
    pub hint: Option<String>,
    /// Version of the program that read it.
    pub extractor: String,
}

/// Stands between the path of a file and the name of a document inside it: `in/bundle.zip!/reports/a.pdf`.
pub const INSIDE: &str = "!/";

/// A file and what it gave.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The file.
    pub source: Source,
    /// What it gave; none for failures and duplicates.
    pub extracted: Option<Box<Extracted>>,
}

/// How much a library holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Files known, failures too.
    pub sources: u64,
    /// Documents kept: different contents.
    pub documents: u64,
    /// Records: one a document and activity.
    pub records: u64,
    /// Activities: records of the same id are one.
    pub activities: u64,
}

/// A library, open for reading or for writing.
#[derive(Debug)]
pub struct Library {
    dir: PathBuf,
    db: Connection,
    // Some: open for writing.
    _lock: Option<WriterLock>,
}

impl Library {
    /// Opens the library in `dir` for reading. Any number of processes may, also while one writes.
    pub fn open(dir: &Path) -> Result<Library, LibraryError> {
        let path = dir.join("library.sqlite");
        if !path.is_file() {
            return Err(LibraryError::NotFound { dir: dir.to_owned() });
        }
        let db = open_for_reading(&path).map_err(at(&path))?;
        match form(&db, &path)? {
            Some(FORM) => Ok(Library { dir: dir.to_owned(), db, _lock: None }),
            Some(found) => Err(LibraryError::WrongVersion { dir: dir.to_owned(), found, known: FORM }),
            None => Err(LibraryError::NotFound { dir: dir.to_owned() }),
        }
    }

    /// Opens the library in `dir` for writing and makes it where there is none. One process at a time.
    pub fn open_for_writing(dir: &Path) -> Result<Library, LibraryError> {
        std::fs::create_dir_all(dir).map_err(LibraryError::disk(dir, "cannot make the folder"))?;
        let lock = WriterLock::take(dir)?;
        let path = dir.join("library.sqlite");
        let mut db = Connection::open(&path).map_err(at(&path))?;
        let found = form(&db, &path)?;
        match found {
            Some(FORM) => {}
            Some(found) => {
                return Err(LibraryError::WrongVersion { dir: dir.to_owned(), found, known: FORM });
            }
            None => create(&mut db).map_err(at(&path))?,
        }
        prepare_for_writing(&db).map_err(at(&path))?;
        let mut library = Library { dir: dir.to_owned(), db, _lock: Some(lock) };
        if found.is_none() {
            // Whoever searches during the first ingest finds an empty index, not none.
            library.index()?;
        }
        Ok(library)
    }

    /// The folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// What is known of the file at `path`.
    pub fn source(&self, path: &str) -> Result<Option<Source>, LibraryError> {
        let sql = format!("SELECT {SOURCE} FROM sources WHERE path = ?1");
        self.sql(|db| db.prepare_cached(&sql)?.query_row([path], source_of).optional())
    }

    /// Every file known, in the order of their paths.
    pub fn sources(&self) -> Result<Vec<Source>, LibraryError> {
        let sql = format!("SELECT {SOURCE} FROM sources ORDER BY path");
        self.sql(|db| db.prepare(&sql)?.query_map([], source_of)?.collect())
    }

    /// The documents known inside the file at `path`, in the order of their paths.
    pub fn sources_inside(&self, path: &str) -> Result<Vec<Source>, LibraryError> {
        let sql = format!("SELECT {SOURCE} FROM sources WHERE path >= ?1 AND path < ?2 ORDER BY path");
        // The character that follows `/`.
        let (from, to) = (format!("{path}{INSIDE}"), format!("{path}!0"));
        self.sql(|db| db.prepare_cached(&sql)?.query_map([from, to], source_of)?.collect())
    }

    /// True when the bytes with this BLAKE3 have been read and are kept.
    pub fn document_known(&self, blake3: &str) -> Result<bool, LibraryError> {
        self.sql(|db| db.prepare_cached("SELECT 1 FROM documents WHERE blake3 = ?1")?.exists([blake3]))
    }

    /// How much the library holds.
    pub fn counts(&self) -> Result<Counts, LibraryError> {
        let sql = "SELECT (SELECT count(*) FROM sources), (SELECT count(*) FROM documents), \
                   count(*), count(DISTINCT activity) FROM records";
        self.sql(|db| {
            db.query_row(sql, [], |row| {
                Ok(Counts {
                    sources: whole(row, 0)?,
                    documents: whole(row, 1)?,
                    records: whole(row, 2)?,
                    activities: whole(row, 3)?,
                })
            })
        })
    }

    /// Keeps a batch: one transaction, on disk when this returns.
    ///
    /// A source that is put again replaces what it gave before; a document lives as long as a source that was read
    /// has its bytes. The index does not know of it before [`Library::index`].
    pub fn put(&mut self, batch: &[Entry]) -> Result<(), LibraryError> {
        let path = self.database();
        let transaction = self.db.transaction().map_err(at(&path))?;
        for entry in batch {
            put_one(&transaction, entry).map_err(at(&path))?;
        }
        transaction.commit().map_err(at(&path))
    }

    /// Forgets the sources at these paths, and the documents that no other source has. Each call is one transaction.
    pub fn forget(&mut self, paths: &[String]) -> Result<(), LibraryError> {
        let path = self.database();
        let transaction = self.db.transaction().map_err(at(&path))?;
        for gone in paths {
            forget_one(&transaction, gone).map_err(at(&path))?;
        }
        transaction.commit().map_err(at(&path))
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.dir.join("library.sqlite")
    }

    /// Runs `ask` on the database; an error gets the file's path.
    pub(crate) fn sql<T>(
        &self,
        ask: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, LibraryError> {
        ask(&self.db).map_err(at(&self.database()))
    }
}

const SOURCE: &str = "path, size, mtime_ns, blake3, outcome, reason, hint, extractor";

fn source_of(row: &rusqlite::Row<'_>) -> rusqlite::Result<Source> {
    let word: String = row.get(4)?;
    let outcome = Outcome::from_word(&word).ok_or_else(|| {
        rusqlite::Error::FromSqlConversionFailure(
            4,
            rusqlite::types::Type::Text,
            format!("there is no outcome `{word}`").into(),
        )
    })?;
    Ok(Source {
        path: row.get(0)?,
        size: whole(row, 1)?,
        mtime_ns: row.get(2)?,
        blake3: row.get(3)?,
        outcome,
        reason: row.get(5)?,
        hint: row.get(6)?,
        extractor: row.get(7)?,
    })
}

/// A number that is never negative: SQLite knows only signed ones.
fn whole(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<u64> {
    row.get(column).map(|number: i64| number.unsigned_abs())
}

pub(crate) fn at(path: &Path) -> impl FnOnce(rusqlite::Error) -> LibraryError {
    let path = path.to_owned();
    move |cause| match cause.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => LibraryError::Foreign { path },
        Some(ErrorCode::DatabaseCorrupt) => LibraryError::Damaged { path, what: cause.to_string() },
        _ => LibraryError::Store { path, cause: Box::new(cause) },
    }
}

/// Read-only; where the folder is read-only too, SQLite cannot keep its log beside the file and takes it as it is.
fn open_for_reading(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let readable = |db: Connection| {
        db.busy_timeout(Duration::from_secs(5))?;
        db.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
        Ok(db)
    };
    Connection::open_with_flags(path, flags).and_then(readable).or_else(|error| {
        if !matches!(error.sqlite_error_code(), Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly)) {
            return Err(error);
        }
        let quoted = path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
        let address = format!("file:{quoted}?immutable=1");
        Connection::open_with_flags(address, flags | OpenFlags::SQLITE_OPEN_URI).and_then(readable)
    })
}

/// The form of the library in `db`; none where nothing has been made yet.
fn form(db: &Connection, path: &Path) -> Result<Option<i64>, LibraryError> {
    let number = |name: &str| db.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, i64>(0));
    let application = number("application_id").map_err(at(path))?;
    let form = number("user_version").map_err(at(path))?;
    let tables = number("schema_version").map_err(at(path))?;
    match (application, form, tables) {
        (0, 0, 0) => Ok(None),
        (APPLICATION, form, _) => Ok(Some(form)),
        _ => Err(LibraryError::Foreign { path: path.to_owned() }),
    }
}

fn create(db: &mut Connection) -> rusqlite::Result<()> {
    db.pragma_update(None, "journal_mode", "WAL")?;
    let transaction = db.transaction()?;
    transaction.execute_batch(SCHEMA)?;
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.pragma_update(None, "user_version", FORM)?;
    // Ties the index to this library: another one's index is never taken for ours.
    transaction
        .execute("INSERT INTO library (key, value) VALUES ('identity', lower(hex(randomblob(16))))", [])?;
    transaction.commit()
}

fn prepare_for_writing(db: &Connection) -> rusqlite::Result<()> {
    db.busy_timeout(Duration::from_secs(30))?;
    db.pragma_update(None, "journal_mode", "WAL")?;
    db.pragma_update(None, "synchronous", "FULL")?;
    db.pragma_update(None, "foreign_keys", "ON")?;
    db.execute_batch(LINKS)
}

fn put_one(db: &Transaction<'_>, entry: &Entry) -> rusqlite::Result<()> {
    let source = &entry.source;
    let before: Option<String> = db
        .prepare_cached("SELECT blake3 FROM sources WHERE path = ?1")?
        .query_row([&source.path], |row| row.get(0))
        .optional()?
        .flatten();
    put_source(db, source)?;
    if let Some(extracted) = &entry.extracted {
        if let Some(before) = before.as_ref().filter(|before| **before != extracted.document.blake3) {
            put_followers(db, before, extracted)?;
        }
        remove_document(db, &extracted.document.blake3)?;
        put_document(db, extracted)?;
    }
    // Whichever contents this path had before or has now: they stay only while a source stands for them.
    for blake3 in before.iter().chain(&source.blake3).collect::<BTreeSet<_>>() {
        if !is_held(db, blake3)? {
            remove_document(db, blake3)?;
        }
    }
    Ok(())
}

fn forget_one(db: &Transaction<'_>, path: &str) -> rusqlite::Result<()> {
    let blake3: Option<String> = db
        .prepare_cached("DELETE FROM sources WHERE path = ?1 RETURNING blake3")?
        .query_row([path], |row| row.get(0))
        .optional()?
        .flatten();
    match blake3 {
        Some(blake3) if !is_held(db, &blake3)? => remove_document(db, &blake3),
        _ => Ok(()),
    }
}

fn put_source(db: &Transaction<'_>, source: &Source) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT OR REPLACE INTO sources (path, size, mtime_ns, blake3, outcome, reason, hint, extractor) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![
        source.path,
        i64::try_from(source.size).unwrap_or(i64::MAX),
        source.mtime_ns,
        source.blake3,
        source.outcome.word(),
        source.reason,
        source.hint,
        source.extractor,
    ])?;
    Ok(())
}

fn is_held(db: &Transaction<'_>, blake3: &str) -> rusqlite::Result<bool> {
    db.prepare_cached(
        "SELECT 1 FROM sources WHERE blake3 = ?1 AND outcome IN \
         ('ok', 'partial', 'no-activity', 'needs-ocr', 'unchanged', 'duplicate')",
    )?
    .exists([blake3])
}

fn remove_document(db: &Transaction<'_>, blake3: &str) -> rusqlite::Result<()> {
    let row: Option<i64> = db
        .prepare_cached("SELECT row FROM documents WHERE blake3 = ?1")?
        .query_row([blake3], |row| row.get(0))
        .optional()?;
    let Some(row) = row else { return Ok(()) };
    db.prepare_cached("DELETE FROM records WHERE document = ?1")?.execute([row])?;
    db.prepare_cached("DELETE FROM documents WHERE row = ?1")?.execute([row])?;
    changed(db, row)
}

fn put_document(db: &Transaction<'_>, extracted: &Extracted) -> rusqlite::Result<()> {
    let origin = &extracted.document;
    db.prepare_cached(
        "INSERT INTO documents (blake3, name, media_type, layout, language, date, origin, sections, text) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute(params![
        origin.blake3,
        origin.name,
        origin.media_type,
        origin.layout,
        origin.language,
        origin.date.map(|date| date.to_string()),
        json(origin)?,
        json(&extracted.sections)?,
        extracted.text,
    ])?;
    let document = db.last_insert_rowid();
    for (ordinal, activity) in extracted.activities.iter().enumerate() {
        let told = links::activity_of(db, document, activity)?;
        db.prepare_cached(
            "INSERT INTO records (document, ordinal, activity, record) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![
            document,
            i64::try_from(ordinal).unwrap_or(i64::MAX),
            told,
            json(activity)?
        ])?;
        links::put(db, db.last_insert_rowid(), activity)?;
    }
    changed(db, document)
}

/// What was attached to an id stays attached when its file changes: the record with the same title follows it, else
/// the one in the same place.
fn put_followers(db: &Transaction<'_>, before: &str, extracted: &Extracted) -> rusqlite::Result<()> {
    let old: Vec<(String, Option<String>)> = db
        .prepare_cached(
            "SELECT ids.id, records.record ->> '$.title' FROM records JOIN ids ON ids.row = records.activity \
             JOIN documents ON documents.row = records.document WHERE documents.blake3 = ?1 ORDER BY records.ordinal",
        )?
        .query_map([before], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let new = &extracted.activities;
    for (place, (id, title)) in old.iter().enumerate() {
        let same_title = || new.iter().find(|activity| title.is_some() && activity.title == *title);
        let stays = new.iter().any(|activity| activity.id == *id);
        if let Some(follower) = same_title().or_else(|| new.get(place)).filter(|_| !stays) {
            db.prepare_cached("INSERT OR REPLACE INTO followers (old, new) VALUES (?1, ?2)")?
                .execute([id, &follower.id])?;
        }
    }
    Ok(())
}

fn changed(db: &Transaction<'_>, document: i64) -> rusqlite::Result<()> {
    db.prepare_cached("INSERT INTO changes (document) VALUES (?1)")?.execute([document])?;
    Ok(())
}

fn json(value: &impl serde::Serialize) -> rusqlite::Result<String> {
    serde_json::to_string(value).map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))
}

#[cfg(test)]
mod tests {
    use almoner_record::Outcome;
    use serde_json::json;

    use super::*;
    use crate::sample;

    fn counts(library: &Library) -> (u64, u64, u64, u64) {
        let counts = library.counts().unwrap();
        (counts.sources, counts.documents, counts.records, counts.activities)
    }

    #[test]
    fn the_same_activity_in_two_documents_is_two_records_of_one_activity() {
        let english = sample::document("en.txt", "en", "Roads", vec![sample::activity("X-1", json!({}))]);
        let french = sample::document("fr.txt", "fr", "Routes", vec![sample::activity("X-1", json!({}))]);
        let (_dir, library) = sample::library(vec![english, french]);
        assert_eq!(counts(&library), (2, 2, 2, 1));
    }

    #[test]
    fn a_source_that_is_put_again_replaces_what_it_gave_before() {
        let first = sample::document("a.txt", "en", "Roads", vec![sample::activity("X-1", json!({}))]);
        let (_dir, mut library) = sample::library(vec![first.clone()]);
        let second = sample::document("a.txt", "en", "Bridges", vec![]);
        library.put(&[sample::entry("a.txt", second.clone())]).unwrap();
        assert_eq!(counts(&library), (1, 1, 0, 0));
        assert!(!library.document_known(&first.document.blake3).unwrap());
        assert!(library.document_known(&second.document.blake3).unwrap());
    }

    #[test]
    fn a_document_lives_as_long_as_a_source_has_its_bytes() {
        let roads = sample::document("a.txt", "en", "Roads", vec![sample::activity("X-1", json!({}))]);
        let blake3 = roads.document.blake3.clone();
        let (_dir, mut library) = sample::library(vec![roads]);
        let copy = sample::source("b.txt", Some(&blake3), Outcome::Duplicate);
        library.put(&[Entry { source: copy, extracted: None }]).unwrap();
        let gone = Entry { source: sample::source("a.txt", None, Outcome::Damaged), extracted: None };
        library.put(&[gone]).unwrap();
        assert_eq!(counts(&library), (2, 1, 1, 1), "the copy still has them");
        let gone = Entry { source: sample::source("b.txt", None, Outcome::Empty), extracted: None };
        library.put(&[gone]).unwrap();
        assert_eq!(counts(&library), (2, 0, 0, 0));
        assert_eq!(library.source("b.txt").unwrap().unwrap().outcome, Outcome::Empty);
    }

    #[test]
    fn what_was_inside_a_file_is_found_by_its_path_and_forgotten() {
        let roads = sample::document("a.txt", "en", "Roads", vec![sample::activity("X-1", json!({}))]);
        let water = sample::document("b.txt", "en", "Water", vec![]);
        let (_dir, mut library) = sample::library(vec![]);
        let entries = [("in/b.zip!/a.txt", &roads), ("in/b.zip!/c/b.txt", &water), ("in/b.zip", &water)];
        library.put(&entries.map(|(path, document)| sample::entry(path, document.clone()))).unwrap();
        let inside = |library: &Library, path: &str| {
            let sources = library.sources_inside(path).unwrap();
            sources.into_iter().map(|source| source.path).collect::<Vec<_>>()
        };
        assert_eq!(inside(&library, "in/b.zip"), ["in/b.zip!/a.txt", "in/b.zip!/c/b.txt"]);
        assert_eq!(inside(&library, "in/b.zi"), [""; 0]);
        library.forget(&inside(&library, "in/b.zip")).unwrap();
        assert_eq!(counts(&library), (1, 1, 0, 0), "the file itself still has the bytes of one");
    }

    #[test]
    fn a_library_of_another_form_and_a_foreign_file_are_told() {
        let dir = tempfile::tempdir().unwrap();
        assert!(matches!(Library::open(dir.path()), Err(LibraryError::NotFound { .. })));
        drop(Library::open_for_writing(dir.path()).unwrap());
        Library::open(dir.path()).unwrap();
        let path = dir.path().join("library.sqlite");
        Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
        for error in
            [Library::open(dir.path()).unwrap_err(), Library::open_for_writing(dir.path()).unwrap_err()]
        {
            assert!(matches!(error, LibraryError::WrongVersion { found: 99, .. }), "{error}");
        }
        std::fs::write(&path, "a text and no database at all, ".repeat(9)).unwrap();
        for error in
            [Library::open(dir.path()).unwrap_err(), Library::open_for_writing(dir.path()).unwrap_err()]
        {
            assert!(matches!(error, LibraryError::Foreign { .. }), "{error}");
        }
    }
}
