//! How a library stands: what it holds, how much room it takes, whether its index has seen all.

use std::collections::BTreeMap;
use std::path::Path;

use almoner_record::Outcome;

use crate::index::{Purpose, State, told};
use crate::sources::whole;
use crate::{Library, LibraryError};

/// How a library stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// How many files ended how; archives are not among them.
    pub outcomes: BTreeMap<Outcome, u64>,
    /// Archives, each of whose documents is a file of its own.
    pub archives: u64,
    /// Documents kept: different contents.
    pub documents: u64,
    /// Records: one a document and activity.
    pub records: u64,
    /// Activities.
    pub activities: u64,
    /// Records that stood here before.
    pub history: u64,
    /// Values that people corrected.
    pub corrections: u64,
    /// Organisations that people said are one.
    pub same_organisations: u64,
    /// Bytes of text.
    pub text_bytes: u64,
    /// Bytes of `library.sqlite` and its log.
    pub database_bytes: u64,
    /// Bytes of the index.
    pub index_bytes: u64,
    /// How the index stands to the records.
    pub index: IndexStatus,
    /// The exchange rates that amounts are put into dollars by: the day of the newest, and a digest.
    pub rates: String,
}

/// How the index stands to the records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IndexStatus {
    /// It has seen all of them.
    Current,
    /// The next command brings it up to date.
    Behind,
    /// The next command makes it anew.
    Missing,
}

/// Of what has no activity, what no document is kept of: it had nothing but documents inside.
const ARCHIVE: &str = "outcome = 'no-activity' AND NOT EXISTS (SELECT 1 FROM documents WHERE documents.blake3 = sources.blake3)";

impl Library {
    /// How it stands.
    pub fn status(&self) -> Result<Status, LibraryError> {
        let counts = self.counts()?;
        let number = |sql: &str| self.sql(|db| db.query_row(sql, [], |row| whole(row, 0)));
        let outcomes = self.sql(|db| {
            db.prepare(&format!(
                "SELECT outcome, count(*) FROM sources WHERE NOT ({ARCHIVE}) GROUP BY outcome"
            ))?
            .query_map([], |row| Ok((row.get::<_, String>(0)?, whole(row, 1)?)))?
            .collect::<rusqlite::Result<Vec<_>>>()
        })?;
        let known = |(word, count): (String, u64)| Some((Outcome::from_word(&word)?, count));
        let log = self.database().with_extension("sqlite-wal");
        Ok(Status {
            outcomes: outcomes.into_iter().filter_map(known).collect(),
            archives: number(&format!("SELECT count(*) FROM sources WHERE {ARCHIVE}"))?,
            documents: counts.documents,
            records: counts.records,
            activities: counts.activities,
            history: number("SELECT count(*) FROM history")?,
            corrections: number("SELECT count(*) FROM corrections")?,
            same_organisations: number("SELECT count(*) FROM same_organisations")?,
            text_bytes: number("SELECT coalesce(sum(octet_length(text)), 0) FROM documents")?,
            database_bytes: size(&self.database()) + size(&log),
            index_bytes: folder_size(&self.index_path()),
            index: match self.index_state(Purpose::Reading)? {
                State::Current(_) => IndexStatus::Current,
                State::Behind(..) => IndexStatus::Behind,
                State::Unusable => IndexStatus::Missing,
            },
            rates: self.sql(|db| told(db, "rates"))?,
        })
    }

    /// Gives back room: what the index has seen is forgotten as news, ids that nothing has go, the files are written
    /// anew without gaps. Gives the bytes before and after.
    pub fn compact(&mut self) -> Result<(u64, u64), LibraryError> {
        let bytes = |library: &Library| {
            let log = library.database().with_extension("sqlite-wal");
            size(&library.database()) + size(&log) + folder_size(&library.index_path())
        };
        let before = bytes(self);
        self.index()?;
        self.change(|db, _| {
            db.execute_batch(
                "DELETE FROM changes; \
                 DELETE FROM ids WHERE NOT EXISTS (SELECT 1 FROM records WHERE own = ids.row) \
                    AND NOT EXISTS (SELECT 1 FROM records WHERE activity = ids.row)",
            )
        })?;
        self.sql(|db| {
            db.execute_batch("VACUUM")?;
            db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
        })?;
        self.merge_index()?;
        Ok((before, bytes(self)))
    }
}

fn size(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |metadata| metadata.len())
}

fn folder_size(path: &Path) -> u64 {
    std::fs::read_dir(path).into_iter().flatten().flatten().map(|entry| size(&entry.path())).sum()
}
