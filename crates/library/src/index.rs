//! The tantivy index: derived from `library.sqlite`, made again whenever it is missing, old or not ours.
//!
//! A commit's payload names the last row of `changes` that it has seen, so a kill between the two commits loses
//! nothing: the next run goes on from there. tantivy syncs the folder before it renames `meta.json`, not after; we do.

use std::fs::{File, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use almoner_record::{Activity, Origin};
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use tantivy::directory::Directory;
use tantivy::indexer::IndexWriterOptions;
use tantivy::merge_policy::LogMergePolicy;
use tantivy::{Index, IndexWriter, TantivyError, Term};

use crate::LibraryError;
use crate::columns::{self, Kept, own};
use crate::directory::Reading;
use crate::fresh::Fresh;
use crate::slim::{self, Slim};
use crate::store::Library;
use crate::words::tokenizers;

/// The form of the index. To be raised when words, columns or facts change their meaning.
pub(crate) const FORM: u32 = 2;
const FOLDER: &str = "index";
/// Documents from which on all cores index.
const MANY: usize = 500;
/// Memory of one indexing thread.
pub(crate) const ARENA: usize = 64 << 20;

/// What a commit says of itself.
#[derive(Debug, Serialize, Deserialize, PartialEq, Eq)]
pub(crate) struct Payload {
    pub(crate) form: u32,
    pub(crate) library: String,
    /// The rates that its dollars are of.
    pub(crate) rates: String,
    /// The last row of `changes`.
    pub(crate) seen: i64,
}

/// The index while it is written to.
pub(crate) struct Writing {
    index: Index,
    writer: IndexWriter,
    /// The last row of `changes` that it was given, and the last that is committed.
    given: i64,
    committed: i64,
}

impl std::fmt::Debug for Writing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Writing").field("given", &self.given).finish_non_exhaustive()
    }
}

/// How the index stands to the records.
#[derive(Debug)]
pub(crate) enum State {
    /// It has seen all of them.
    Current(Index),
    /// It has seen the changes up to this row.
    Behind(Index, i64),
    /// It is missing, damaged, of another form or of another library.
    Unusable,
}

impl Library {
    /// Brings the index up to date with the records; makes it anew where there is none that can go on.
    pub fn index(&mut self) -> Result<(), LibraryError> {
        match self.bring_up_to_date() {
            Err(error) if error.is_damaged_index() => self.index_all(),
            done => done,
        }
    }

    fn bring_up_to_date(&mut self) -> Result<(), LibraryError> {
        self.index_ahead()?;
        self.commit_index()?;
        let path = self.index_path();
        if let Some(Writing { index, writer, .. }) = self.writing.take() {
            writer.wait_merging_threads().map_err(index_error(&path))?;
            self.share(&path);
            return sync_index(&index, &path);
        }
        match self.index_state(Purpose::Writing)? {
            State::Current(_) | State::Behind(..) => {
                self.share(&path);
                Ok(())
            }
            State::Unusable => self.index_all(),
        }
    }

    /// Gives the index what was put since, which it works on while more is read. Nothing of it is found, or on disk, before
    /// [`Library::commit_index`] or [`Library::index`].
    pub fn index_ahead(&mut self) -> Result<(), LibraryError> {
        let mut fresh = std::mem::take(&mut self.fresh);
        let writing = match self.writing.take() {
            Some(writing) => Some(writing),
            None => self.begin_writing()?,
        };
        let Some(mut writing) = writing else { return Ok(()) };
        self.give(&mut writing, &mut fresh)?;
        self.writing = Some(writing);
        Ok(())
    }

    /// Gives the index all that changed since it was given something.
    fn give(&self, writing: &mut Writing, fresh: &mut Fresh) -> Result<(), LibraryError> {
        let last = self.sql(last_change)?;
        let changed = self.changed_since(writing.given)?;
        self.write_documents(&writing.writer, &self.index_path(), &changed, fresh)?;
        if !changed.is_empty() {
            self.watch.tell(changed.len(), changed.len());
        }
        writing.given = last;
        Ok(())
    }

    /// Has found and on disk what the index was given.
    pub fn commit_index(&mut self) -> Result<(), LibraryError> {
        // One whose commit failed is dropped, never rolled back: a second rollback panics.
        let Some(mut writing) = self.writing.take() else { return Ok(()) };
        self.commit_given(&mut writing)?;
        self.writing = Some(writing);
        Ok(())
    }

    fn commit_given(&self, writing: &mut Writing) -> Result<(), LibraryError> {
        let path = self.index_path();
        if writing.committed < writing.given {
            let payload = self.payload(writing.given)?;
            commit(&mut writing.writer, &payload).map_err(index_error(&path))?;
            writing.committed = writing.given;
            self.share(&path);
            sync_index(&writing.index, &path)?;
        }
        Ok(())
    }

    /// The index, opened to go on where it stands; none where it has seen all, or cannot go on.
    fn begin_writing(&self) -> Result<Option<Writing>, LibraryError> {
        match self.index_state(Purpose::Writing)? {
            State::Behind(index, seen) => self.write_on(index, seen).map(Some),
            State::Current(_) | State::Unusable => Ok(None),
        }
    }

    fn write_on(&self, index: Index, seen: i64) -> Result<Writing, LibraryError> {
        let path = self.index_path();
        let writer = writer(&index, self.changed_since(seen)?.len()).map_err(index_error(&path))?;
        Ok(Writing { index, writer, given: seen, committed: seen })
    }

    /// Brings an index up to date that lies anywhere: for tests of what disks do.
    #[cfg(test)]
    pub(crate) fn index_changes(&self, index: &Index, seen: i64) -> Result<(), LibraryError> {
        let mut writing = self.write_on(index.clone(), seen)?;
        self.give(&mut writing, &mut Fresh::default())?;
        self.commit_given(&mut writing)?;
        writing.writer.wait_merging_threads().map_err(index_error(&self.index_path()))
    }

    fn changed_since(&self, seen: i64) -> Result<Vec<i64>, LibraryError> {
        self.sql(|db| {
            db.prepare_cached("SELECT DISTINCT document FROM changes WHERE row > ?1 ORDER BY document")?
                .query_map([seen], |row| row.get(0))?
                .collect()
        })
    }

    fn payload(&self, seen: i64) -> Result<Payload, LibraryError> {
        let (library, rates) = self.sql(|db| Ok((told(db, "identity")?, told(db, "rates")?)))?;
        Ok(Payload { form: FORM, library, rates, seen })
    }

    /// The folder of the index.
    pub(crate) fn index_path(&self) -> PathBuf {
        self.dir().join(FOLDER)
    }

    pub(crate) fn index_state(&self, purpose: Purpose) -> Result<State, LibraryError> {
        let (identity, rates, last) =
            self.sql(|db| Ok((told(db, "identity")?, told(db, "rates")?, last_change(db)?)))?;
        let Some((index, payload)) = open(&self.index_path(), purpose).and_then(with_payload) else {
            return Ok(State::Unusable);
        };
        let ours = payload.form == FORM && payload.library == identity && payload.seen <= last;
        let ours = ours && index.schema() == columns::schema();
        Ok(match (ours, payload.seen == last) {
            (true, true) if payload.rates == rates => State::Current(index),
            (true, false) => State::Behind(index, payload.seen),
            _ => State::Unusable,
        })
    }

    /// Makes one segment of all, so that nothing of what was deleted takes room.
    pub(crate) fn merge_index(&self) -> Result<(), LibraryError> {
        let path = self.index_path();
        let State::Current(index) = self.index_state(Purpose::Writing)? else { return Ok(()) };
        let merge = || -> tantivy::Result<()> {
            let mut writer: IndexWriter = index.writer_with_num_threads(1, ARENA)?;
            let segments = index.searchable_segment_ids()?;
            if !segments.is_empty() {
                writer.merge(&segments).wait()?;
            }
            writer.garbage_collect_files().wait()?;
            writer.wait_merging_threads()
        };
        merge().map_err(index_error(&path))?;
        self.share(&path);
        sync_index(&index, &path)
    }

    /// Beside the old one, then in its place: whoever searches meanwhile keeps what they have.
    pub(crate) fn index_all(&self) -> Result<(), LibraryError> {
        let (place, fresh) = (self.index_path(), self.dir().join("index.new"));
        let all = self.sql(|db| {
            db.prepare("SELECT row FROM documents ORDER BY row")?
                .query_map([], |row| row.get(0))?
                .collect::<rusqlite::Result<Vec<i64>>>()
        })?;
        remove(&fresh)?;
        std::fs::create_dir(&fresh).map_err(LibraryError::disk(&fresh, "cannot make the folder"))?;
        let index = Index::builder().schema(columns::schema()).tokenizers(tokenizers()).create_in_dir(&fresh);
        let index = index.map_err(index_error(&fresh))?;
        self.write_index(&index, &fresh, &all)?;
        drop(index);
        remove(&place)?;
        std::fs::rename(&fresh, &place).map_err(LibraryError::disk(&place, "cannot put the index there"))?;
        sync(self.dir())
    }

    pub(crate) fn write_index(
        &self,
        index: &Index,
        path: &Path,
        documents: &[i64],
    ) -> Result<(), LibraryError> {
        let payload = self.payload(self.sql(last_change)?)?;
        let mut writer = writer(index, documents.len()).map_err(index_error(path))?;
        self.write_documents(&writer, path, documents, &mut Fresh::default())?;
        let committed = commit(&mut writer, &payload).and_then(|()| writer.wait_merging_threads());
        committed.map_err(index_error(path))?;
        self.watch.tell(documents.len(), documents.len());
        self.share(path);
        sync_index(index, path)
    }

    /// Gives the files of the index the permissions of the database: tantivy makes some of them for their owner
    /// alone. Only a file's owner may; whoever else writes to the library leaves it as it is.
    fn share(&self, index: &Path) {
        let Ok(database) = std::fs::metadata(self.database()) else { return };
        let mode = database.permissions().mode() & 0o666;
        for file in std::fs::read_dir(index).into_iter().flatten().flatten() {
            let Ok(metadata) = file.metadata() else { continue };
            if metadata.is_file() && metadata.permissions().mode() & 0o777 != mode {
                let _ = std::fs::set_permissions(file.path(), Permissions::from_mode(mode));
            }
        }
    }

    /// Gives the index at `path` these documents, and says how far it is.
    fn write_documents(
        &self,
        writer: &IndexWriter,
        path: &Path,
        rows: &[i64],
        fresh: &mut Fresh,
    ) -> Result<(), LibraryError> {
        for (done, row) in rows.iter().enumerate() {
            self.watch.tell(done, rows.len());
            self.write_document(writer, *row, fresh).map_err(|error| error.of_index(path))?;
        }
        Ok(())
    }

    fn write_document(&self, writer: &IndexWriter, row: i64, fresh: &mut Fresh) -> Result<(), Failure> {
        let schema = writer.index().schema();
        let column = schema.get_field(own::DOCUMENT)?;
        writer.delete_term(Term::from_field_u64(column, row.unsigned_abs()));
        let held = self.sql(|db| fresh.take(db, row))?;
        let kept = held.map_or_else(|| self.kept(row), |kept| Ok(Some(kept)))?;
        if let Some(kept) = kept {
            for entry in columns::entries(&schema, &kept)? {
                writer.add_document(entry)?;
            }
        }
        Ok(())
    }

    /// A document and its records; none where it has gone.
    pub(crate) fn kept(&self, row: i64) -> Result<Option<Kept>, LibraryError> {
        let found = self.sql(|db| {
            db.prepare_cached("SELECT origin, sections, text FROM documents WHERE row = ?1")?
                .query_row([row], |found| Ok((found.get(0)?, found.get(1)?, found.get(2)?)))
                .optional()
        })?;
        let Some((origin, sections, text)): Option<(String, String, String)> = found else { return Ok(None) };
        let rows = self.sql(|db| {
            db.prepare_cached(
                "SELECT row, activity, record, evidence FROM records WHERE document = ?1 ORDER BY ordinal",
            )?
            .query_map([row], |found| {
                let slim = Slim { record: found.get(2)?, evidence: found.get(3)? };
                Ok((found.get(0)?, found.get(1)?, slim))
            })?
            .collect::<rusqlite::Result<Vec<(i64, i64, Slim)>>>()
        })?;
        let origin: Origin = self.read(&origin)?;
        let mut records = Vec::new();
        for (row, activity, slim) in rows {
            records.push((row.unsigned_abs(), activity.unsigned_abs(), self.whole(&slim, &origin, &text)?));
        }
        Ok(Some(Kept { row: row.unsigned_abs(), origin, sections: self.read(&sections)?, text, records }))
    }

    /// A record as it was read.
    pub(crate) fn whole(&self, slim: &Slim, origin: &Origin, text: &str) -> Result<Activity, LibraryError> {
        slim::unpack(slim, origin, text).map_err(|what| LibraryError::Damaged { path: self.database(), what })
    }

    /// Reads JSON that the library wrote.
    pub(crate) fn read<T: for<'de> Deserialize<'de>>(&self, json: &str) -> Result<T, LibraryError> {
        serde_json::from_str(json)
            .map_err(|error| LibraryError::Damaged { path: self.database(), what: error.to_string() })
    }
}

/// What the index is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    Reading,
    Writing,
}

/// What may stop the writing of one document.
enum Failure {
    Library(LibraryError),
    Index(TantivyError),
}

impl From<LibraryError> for Failure {
    fn from(error: LibraryError) -> Failure {
        Failure::Library(error)
    }
}

impl From<TantivyError> for Failure {
    fn from(error: TantivyError) -> Failure {
        Failure::Index(error)
    }
}

impl Failure {
    fn of_index(self, path: &Path) -> LibraryError {
        match self {
            Failure::Library(error) => error,
            Failure::Index(error) => index_error(path)(error),
        }
    }
}

fn commit(writer: &mut IndexWriter, payload: &Payload) -> tantivy::Result<()> {
    let mut prepared = writer.prepare_commit()?;
    prepared.set_payload(&serde_json::to_string(payload)?);
    prepared.commit().map(drop)
}

/// A segment of more documents stays as it is, until `almoner compact`: to merge the segments of a million documents takes a
/// gigabyte of memory and writes each of them once more, and a search in twenty segments is hardly slower than in one.
const LARGEST_TO_MERGE: usize = 20_000;

/// A writer for so many documents.
fn writer(index: &Index, documents: usize) -> tantivy::Result<IndexWriter> {
    // Merges one after the other: at once they would take their memory several times.
    let options = IndexWriterOptions::builder()
        .num_worker_threads(threads_for(documents))
        .memory_budget_per_thread(ARENA)
        .num_merge_threads(1)
        .build();
    let writer: IndexWriter = index.writer_with_options(options)?;
    let mut merging = LogMergePolicy::default();
    merging.set_max_docs_before_merge(LARGEST_TO_MERGE);
    writer.set_merge_policy(Box::new(merging));
    // A commit that was stopped may have left files of the names that this one wants.
    writer.garbage_collect_files().wait()?;
    Ok(writer)
}

/// All cores for many documents, one for few.
fn threads_for(documents: usize) -> usize {
    match documents {
        0..MANY => 1,
        _ => std::thread::available_parallelism().map_or(1, usize::from).min(4),
    }
}

fn open(path: &Path, purpose: Purpose) -> Option<Index> {
    match purpose {
        Purpose::Writing => Index::open_in_dir(path).ok(),
        Purpose::Reading => Index::open(Reading::open(path).ok()?).ok(),
    }
}

/// What its last commit says of itself; none where that is nothing of ours.
pub(crate) fn with_payload(mut index: Index) -> Option<(Index, Payload)> {
    index.set_tokenizers(tokenizers());
    let payload = index.load_metas().ok()?.payload?;
    Some((index, serde_json::from_str(&payload).ok()?))
}

/// A fact of the library.
pub(crate) fn told(db: &Connection, key: &str) -> rusqlite::Result<String> {
    db.query_row("SELECT value FROM library WHERE key = ?1", [key], |row| row.get(0))
}

/// Its number only grows, though rows that the index has seen may go.
pub(crate) fn last_change(db: &Connection) -> rusqlite::Result<i64> {
    db.query_row("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'changes'", [], |row| {
        row.get(0)
    })
}

pub(crate) fn index_error(path: &Path) -> impl FnOnce(TantivyError) -> LibraryError {
    let path = path.to_owned();
    move |cause| LibraryError::Index { path, cause: Box::new(cause) }
}

fn remove(folder: &Path) -> Result<(), LibraryError> {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(LibraryError::disk(folder, "cannot remove the old index")(error))
        }
        _ => Ok(()),
    }
}

/// Makes the names in the folder of an index durable: tantivy has synced it before it renamed `meta.json`, not after.
fn sync_index(index: &Index, path: &Path) -> Result<(), LibraryError> {
    index.directory().sync_directory().map_err(LibraryError::disk(path, "cannot sync the folder"))
}

/// Makes the names in a folder durable.
fn sync(folder: &Path) -> Result<(), LibraryError> {
    let synced = File::open(folder).and_then(|folder| folder.sync_all());
    synced.map_err(LibraryError::disk(folder, "cannot sync the folder"))
}
