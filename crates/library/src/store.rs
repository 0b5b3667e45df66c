//! `library.sqlite`: what is kept. docs/library.md describes its tables.
//!
//! A batch is one transaction, on disk when [`Library::put`] returns. Every change to a document also writes a row
//! of `changes`, whose number only grows: the index knows by it what it has not seen yet.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use almoner_codelists::Rates;
use almoner_record::Extracted;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension, Transaction, params};

use crate::columns::Kept;
use crate::corrections::Corrections;
use crate::fresh::{self, Fresh};
use crate::history::{self, Leaving, Why};
use crate::index::Writing;
use crate::lock::WriterLock;
use crate::search::Opened;
use crate::sources::{signed, whole};
use crate::sums::{or_null, sum};
use crate::watch::Watch;
use crate::{LibraryError, Source, groups, migration, slim, sources};

/// The form of `library.sqlite`, in its `user_version`.
pub(crate) const FORM: i64 = 2;
/// `almo`, in the file's header: this SQLite file is ours.
const APPLICATION: i64 = 0x616c_6d6f;
pub(crate) const SCHEMA: &str = include_str!("schema.sql");
pub(crate) const VIEWS: &str = include_str!("views.sql");

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
    /// Activities: records that tell of the same are one.
    pub activities: u64,
}

/// A library, open for reading or for writing.
#[derive(Debug)]
pub struct Library {
    dir: PathBuf,
    db: Connection,
    rates: Option<Rates>,
    /// What was put and the index has not been given yet.
    pub(crate) fresh: Fresh,
    /// The index, while it is written to.
    pub(crate) writing: Option<Writing>,
    pub(crate) watch: Watch,
    /// The index as a search has opened it, for the next one.
    pub(crate) opened: RefCell<Option<Opened>>,
    // Some: open for writing. Dropped last: nobody else writes before the index is closed.
    lock: Option<WriterLock>,
}

impl Library {
    /// Opens the library in `dir` for reading. Any number of processes may, also while one writes. One of an older form is
    /// brought to this one first.
    pub fn open(dir: &Path) -> Result<Library, LibraryError> {
        let path = dir.join("library.sqlite");
        if !path.is_file() {
            return Err(LibraryError::NotFound { dir: dir.to_owned() });
        }
        let db = open_for_reading(&path).map_err(at(&path))?;
        match form(&db, &path)? {
            Some(FORM) => Ok(Library::of(dir, db, None)),
            Some(found) if migration::is_known(found) => {
                drop(db);
                drop(Library::open_for_writing(dir)?);
                Library::open(dir)
            }
            Some(found) => Err(LibraryError::WrongVersion { dir: dir.to_owned(), found, known: FORM }),
            None => Err(LibraryError::NotFound { dir: dir.to_owned() }),
        }
    }

    /// Opens the library in `dir` for writing and makes it where there is none. One process at a time.
    pub fn open_for_writing(dir: &Path) -> Result<Library, LibraryError> {
        std::fs::create_dir_all(dir).map_err(LibraryError::disk(dir, "cannot make the folder"))?;
        Library::open_locked(dir, WriterLock::take(dir)?)
    }

    pub(crate) fn open_locked(dir: &Path, lock: WriterLock) -> Result<Library, LibraryError> {
        let path = dir.join("library.sqlite");
        let mut db = Connection::open(&path).map_err(at(&path))?;
        let found = form(&db, &path)?;
        match found {
            Some(FORM) => {}
            Some(found) if migration::is_known(found) => migration::migrate(&mut db, &path, found)?,
            Some(found) => {
                return Err(LibraryError::WrongVersion { dir: dir.to_owned(), found, known: FORM });
            }
            None => create(&mut db).map_err(at(&path))?,
        }
        prepare_for_writing(&db).map_err(at(&path))?;
        let mut library = Library::of(dir, db, Some(lock));
        if found.is_none() {
            // Whoever searches during the first ingest finds an empty index, not none.
            library.index()?;
        }
        Ok(library)
    }

    fn of(dir: &Path, db: Connection, lock: Option<WriterLock>) -> Library {
        Library {
            dir: dir.to_owned(),
            db,
            rates: None,
            fresh: Fresh::default(),
            writing: None,
            watch: Watch::default(),
            opened: RefCell::default(),
            lock,
        }
    }

    /// The same, with a table of exchange rates instead of the embedded one.
    pub fn with_rates(self, rates: Rates) -> Library {
        Library { rates: Some(rates), ..self }
    }

    /// The folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    pub(crate) fn is_for_reading(&self) -> bool {
        self.lock.is_none()
    }

    /// The exchange rates that amounts are put into US dollars by.
    pub(crate) fn rates(&self) -> &Rates {
        self.rates.as_ref().unwrap_or_else(|| Rates::embedded())
    }

    /// True when the bytes with this BLAKE3 have been read and are kept.
    pub fn document_known(&self, blake3: &str) -> Result<bool, LibraryError> {
        self.sql(|db| db.prepare_cached("SELECT 1 FROM documents WHERE blake3 = ?1")?.exists([blake3]))
    }

    /// The number of the document with this BLAKE3, where it is kept; of one that is put again, a greater one.
    pub fn document_number(&self, blake3: &str) -> Result<Option<i64>, LibraryError> {
        self.sql(|db| {
            db.prepare_cached("SELECT row FROM documents WHERE blake3 = ?1")?
                .query_row([blake3], |row| row.get(0))
                .optional()
        })
    }

    /// The number of the newest document; later ones have greater numbers.
    pub fn last_document(&self) -> Result<i64, LibraryError> {
        self.sql(|db| db.query_row("SELECT coalesce(max(row), 0) FROM documents", [], |row| row.get(0)))
    }

    /// How much the library holds.
    pub fn counts(&self) -> Result<Counts, LibraryError> {
        let sql = "SELECT (SELECT count(*) FROM sources), (SELECT count(*) FROM documents), \
                   count(*), coalesce(sum(counts), 0) FROM records";
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
    /// A source that is put again replaces what it gave before, which stays in the history; a document lives as long as
    /// a source that was read has its bytes. Corrections are laid over what was read. The index does not know of it
    /// before [`Library::index`].
    pub fn put(&mut self, batch: Vec<Entry>) -> Result<(), LibraryError> {
        let mut fresh = std::mem::take(&mut self.fresh);
        self.change(|db, corrections| {
            let mut touched = BTreeSet::new();
            let now = now();
            for entry in batch {
                if let Some(kept) = put_one(db, entry, corrections, &now, &mut touched)? {
                    fresh.hold(kept);
                }
            }
            groups::settle(db, touched)
        })?;
        self.fresh = fresh;
        Ok(())
    }

    /// Forgets the sources at these paths, and the documents that no other source has. Each call is one transaction.
    pub fn forget(&mut self, paths: &[String], why: Why) -> Result<(), LibraryError> {
        self.change(|db, _| {
            let mut touched = BTreeSet::new();
            let now = now();
            for gone in paths {
                forget_one(db, gone, why, &now, &mut touched)?;
            }
            groups::settle(db, touched)
        })
    }

    /// One transaction; on disk when this returns.
    pub(crate) fn change<T>(
        &mut self,
        change: impl FnOnce(&Transaction<'_>, &Corrections<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, LibraryError> {
        let path = self.database();
        // Whatever is changed now may be of what is held.
        self.fresh = Fresh::default();
        let rates = self.rates.as_ref().unwrap_or_else(|| Rates::embedded());
        let transaction = self.db.transaction().map_err(at(&path))?;
        let corrections = Corrections::read(&transaction, rates).map_err(at(&path))?;
        let changed = change(&transaction, &corrections).map_err(at(&path))?;
        transaction.commit().map_err(at(&path))?;
        Ok(changed)
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

/// This second, RFC 3339: when something was kept. No record holds it.
pub(crate) fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
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
pub(crate) fn open_for_reading(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let readable = |db: Connection| {
        db.busy_timeout(Duration::from_secs(5))?;
        // 16 MiB: the inner pages of the trees of a million documents are more than the 2 of default.
        db.pragma_update(None, "cache_size", -16_384)?;
        plan_once(&db)?;
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

pub(crate) fn create(db: &mut Connection) -> rusqlite::Result<()> {
    // Texts, records and evidence are some kilobytes each: on smaller pages half of the room stays empty behind them.
    db.pragma_update(None, "page_size", 32_768)?;
    db.pragma_update(None, "journal_mode", "WAL")?;
    let transaction = db.transaction()?;
    transaction.execute_batch(SCHEMA)?;
    transaction.execute_batch(VIEWS)?;
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.pragma_update(None, "user_version", FORM)?;
    // Ties the index to this library: another one's index is never taken for ours.
    transaction
        .execute("INSERT INTO library (key, value) VALUES ('identity', lower(hex(randomblob(16))))", [])?;
    transaction
        .execute("INSERT INTO library (key, value) VALUES ('rates', ?1)", [Rates::embedded().stamp()])?;
    transaction.commit()
}

pub(crate) fn prepare_for_writing(db: &Connection) -> rusqlite::Result<()> {
    db.busy_timeout(Duration::from_secs(30))?;
    db.pragma_update(None, "journal_mode", "WAL")?;
    db.pragma_update(None, "synchronous", "FULL")?;
    // 64 MiB: rows go into trees of paths, ids and hashes at any place.
    db.pragma_update(None, "cache_size", -65_536)?;
    // More than there are: with the sixteen of default each statement of a document is compiled again for the next one.
    db.set_prepared_statement_cache_capacity(128);
    plan_once(db)?;
    db.pragma_update(None, "foreign_keys", "ON")
}

/// Else the bundled SQLite plans a statement anew for each path or id that is asked for.
fn plan_once(db: &Connection) -> rusqlite::Result<()> {
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map(drop)
}

fn put_one(
    db: &Transaction<'_>,
    entry: Entry,
    corrections: &Corrections<'_>,
    now: &str,
    touched: &mut BTreeSet<i64>,
) -> rusqlite::Result<Option<Kept>> {
    let Entry { source, extracted } = entry;
    let before = history::stood_at(db, &source.path)?;
    sources::put(db, &source, now)?;
    let old = before.as_ref().and_then(|before| before.blake3.clone());
    let mut kept = None;
    if let Some(extracted) = extracted {
        let new = extracted.document.blake3.clone();
        if let Some(old) = old.as_ref().filter(|old| **old != new) {
            put_followers(db, old, &extracted)?;
        }
        let leaving = remove_document(db, &new, touched)?;
        kept = Some(put_document(db, *extracted, corrections, touched)?);
        leaving.keep_what_changed(db, &new, before.as_ref(), now)?;
    }
    // Whichever contents this path had before or has now: they stay only while a source stands for them.
    for blake3 in old.iter().chain(&source.blake3).collect::<BTreeSet<_>>() {
        let read = source.blake3.as_ref() == Some(blake3) && !source.outcome.is_failure();
        if !read && !is_held(db, blake3)? {
            remove_document(db, blake3, touched)?.keep(db, blake3, before.as_ref(), Why::Changed, now)?;
        }
    }
    Ok(kept)
}

fn forget_one(
    db: &Transaction<'_>,
    path: &str,
    why: Why,
    now: &str,
    touched: &mut BTreeSet<i64>,
) -> rusqlite::Result<()> {
    let before = history::stood_at(db, path)?;
    db.prepare_cached("DELETE FROM sources WHERE path = ?1")?.execute([path])?;
    match before.as_ref().and_then(|before| before.blake3.as_ref()) {
        Some(blake3) if !is_held(db, blake3)? => {
            remove_document(db, blake3, touched)?.keep(db, blake3, before.as_ref(), why, now)
        }
        _ => Ok(()),
    }
}

fn is_held(db: &Transaction<'_>, blake3: &str) -> rusqlite::Result<bool> {
    db.prepare_cached(
        "SELECT 1 FROM sources WHERE blake3 = ?1 AND outcome IN \
         ('ok', 'partial', 'no-activity', 'needs-ocr', 'unchanged', 'duplicate')",
    )?
    .exists([blake3])
}

/// Takes a document out, with its records, which are given back for the history.
fn remove_document(
    db: &Transaction<'_>,
    blake3: &str,
    touched: &mut BTreeSet<i64>,
) -> rusqlite::Result<Leaving> {
    let row: Option<i64> = db
        .prepare_cached("SELECT row FROM documents WHERE blake3 = ?1")?
        .query_row([blake3], |row| row.get(0))
        .optional()?;
    let Some(row) = row else { return Ok(Leaving::default()) };
    let leaving = Leaving::read(db, row)?;
    touched.extend(groups::around(db, row)?);
    db.prepare_cached("DELETE FROM records WHERE document = ?1")?.execute([row])?;
    db.prepare_cached("DELETE FROM documents WHERE row = ?1")?.execute([row])?;
    changed(db, row)?;
    Ok(leaving)
}

fn put_document(
    db: &Transaction<'_>,
    extracted: Extracted,
    corrections: &Corrections<'_>,
    touched: &mut BTreeSet<i64>,
) -> rusqlite::Result<Kept> {
    let Extracted { document: origin, text, sections, activities } = extracted;
    let (date, kept_origin) = (origin.date.map(|date| date.to_string()), json(&origin)?);
    let kept_sections = json(&sections)?;
    db.prepare_cached(
        "INSERT INTO documents (blake3, name, media_type, layout, language, date, origin, sections, text, sum) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .execute(params![
        origin.blake3,
        origin.name,
        origin.media_type,
        origin.layout,
        origin.language,
        date,
        kept_origin,
        kept_sections,
        text,
        sum(&[&origin.blake3, &kept_origin, &kept_sections, &text]),
    ])?;
    let document = db.last_insert_rowid();
    let mut records = Vec::with_capacity(activities.len());
    for (ordinal, activity) in activities.into_iter().enumerate() {
        let (mut activity, as_read) = corrections.lay(db, activity)?;
        let own = id_row(db, &activity.id)?;
        let slim = slim::pack(&mut activity).map_err(unwritable)?;
        db.prepare_cached(
            "INSERT INTO records (document, ordinal, own, activity, counts, record, evidence, as_read, sum) \
             VALUES (?1, ?2, ?3, ?3, 1, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            document,
            signed(ordinal as u64),
            own,
            slim.record,
            slim.evidence,
            as_read,
            record_sum(&slim, as_read.as_deref()),
        ])?;
        let row = db.last_insert_rowid();
        groups::put(db, row, &activity)?;
        touched.insert(own);
        records.push(fresh::record(row, activity));
    }
    changed(db, document)?;
    Ok(Kept { row: document.unsigned_abs(), origin, sections, text, records })
}

pub(crate) fn record_sum(slim: &slim::Slim, as_read: Option<&str>) -> i64 {
    sum(&[&slim.record, &slim.evidence, or_null(as_read)])
}

/// The row of an id, made where there is none.
pub(crate) fn id_row(db: &Transaction<'_>, id: &str) -> rusqlite::Result<i64> {
    db.prepare_cached("INSERT OR IGNORE INTO ids (id) VALUES (?1)")?.execute([id])?;
    db.prepare_cached("SELECT row FROM ids WHERE id = ?1")?.query_row([id], |row| row.get(0))
}

/// What was attached to an id stays attached when its file changes: the record with the same title follows it, else
/// the one in the same place.
fn put_followers(db: &Transaction<'_>, before: &str, extracted: &Extracted) -> rusqlite::Result<()> {
    let old: Vec<(String, Option<String>)> = db
        .prepare_cached(
            "SELECT ids.id, records.record ->> '$.title' FROM records JOIN ids ON ids.row = records.own \
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
            db.prepare_cached("UPDATE OR IGNORE corrections SET id = ?2 WHERE id = ?1")?
                .execute([id, &follower.id])?;
        }
    }
    Ok(())
}

pub(crate) fn changed(db: &Transaction<'_>, document: i64) -> rusqlite::Result<()> {
    db.prepare_cached("INSERT INTO changes (document) VALUES (?1)")?.execute([document])?;
    Ok(())
}

pub(crate) fn json(value: &impl serde::Serialize) -> rusqlite::Result<String> {
    serde_json::to_string(value).map_err(unwritable)
}

pub(crate) fn unwritable(error: serde_json::Error) -> rusqlite::Error {
    rusqlite::Error::ToSqlConversionFailure(error.into())
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
        library.put(vec![sample::entry("a.txt", second.clone())]).unwrap();
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
        library.put(vec![Entry { source: copy, extracted: None }]).unwrap();
        let gone = Entry { source: sample::source("a.txt", None, Outcome::Damaged), extracted: None };
        library.put(vec![gone]).unwrap();
        assert_eq!(counts(&library), (2, 1, 1, 1), "the copy still has them");
        let gone = Entry { source: sample::source("b.txt", None, Outcome::Empty), extracted: None };
        library.put(vec![gone]).unwrap();
        assert_eq!(counts(&library), (2, 0, 0, 0));
        assert_eq!(library.source("b.txt").unwrap().unwrap().outcome, Outcome::Empty);
    }

    #[test]
    fn what_was_inside_a_file_is_found_by_its_path_and_forgotten() {
        let roads = sample::document("a.txt", "en", "Roads", vec![sample::activity("X-1", json!({}))]);
        let water = sample::document("b.txt", "en", "Water", vec![]);
        let (_dir, mut library) = sample::library(vec![]);
        let entries = [("in/b.zip!/a.txt", &roads), ("in/b.zip!/c/b.txt", &water), ("in/b.zip", &water)];
        let entries = entries.map(|(path, document)| sample::entry(path, document.clone()));
        library.put(entries.into()).unwrap();
        let inside = |library: &Library, path: &str| {
            let sources = library.sources_inside(path).unwrap();
            sources.into_iter().map(|source| source.path).collect::<Vec<_>>()
        };
        assert_eq!(inside(&library, "in/b.zip"), ["in/b.zip!/a.txt", "in/b.zip!/c/b.txt"]);
        assert_eq!(inside(&library, "in/b.zi"), [""; 0]);
        library.forget(&inside(&library, "in/b.zip"), Why::Changed).unwrap();
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
