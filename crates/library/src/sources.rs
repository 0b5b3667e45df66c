//! The ledger: each file that was found, and how its reading ended.

use std::time::Duration;

use almoner_record::Outcome;
use rusqlite::{OptionalExtension, Row, Transaction, params, types::Type};

use crate::sums::{or_null, sum};
use crate::{Library, LibraryError};

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
    /// What read it: version of the program and layouts.
    pub extractor: String,
    /// The layout that it was read with.
    pub layout: Option<String>,
    /// How many records it gave.
    pub records: u64,
    /// How long a worker had it; none where none had.
    pub time: Option<Duration>,
    /// When it was kept, RFC 3339. The library says so itself.
    pub read_at: Option<String>,
}

/// Stands between the path of a file and the name of a document inside it: `in/bundle.zip!/reports/a.pdf`.
pub const INSIDE: &str = "!/";

const COLUMNS: &str =
    "path, size, mtime_ns, blake3, outcome, reason, hint, extractor, layout, records, seconds, read_at";

impl Library {
    /// What is known of the file at `path`.
    pub fn source(&self, path: &str) -> Result<Option<Source>, LibraryError> {
        let sql = format!("SELECT {COLUMNS} FROM sources WHERE path = ?1");
        self.sql(|db| db.prepare_cached(&sql)?.query_row([path], source_of).optional())
    }

    /// Every file known, in the order of their paths.
    pub fn sources(&self) -> Result<Vec<Source>, LibraryError> {
        let sql = format!("SELECT {COLUMNS} FROM sources ORDER BY path");
        self.sql(|db| db.prepare(&sql)?.query_map([], source_of)?.collect())
    }

    /// The documents known inside the file at `path`, in the order of their paths.
    pub fn sources_inside(&self, path: &str) -> Result<Vec<Source>, LibraryError> {
        let sql = format!("SELECT {COLUMNS} FROM sources WHERE path >= ?1 AND path < ?2 ORDER BY path");
        // The character that follows `/`.
        let (from, to) = (format!("{path}{INSIDE}"), format!("{path}!0"));
        self.sql(|db| db.prepare_cached(&sql)?.query_map([from, to], source_of)?.collect())
    }
}

impl Library {
    /// The first `most` files known whose paths are `from` or greater and less than `to`, in the order of their paths.
    pub fn sources_between(&self, from: &str, to: &str, most: usize) -> Result<Vec<Source>, LibraryError> {
        let sql =
            format!("SELECT {COLUMNS} FROM sources WHERE path >= ?1 AND path < ?2 ORDER BY path LIMIT ?3");
        self.sql(|db| {
            db.prepare_cached(&sql)?.query_map(params![from, to, signed(most as u64)], source_of)?.collect()
        })
    }

    /// The paths known at `path` and below it, of documents inside files too.
    pub fn paths_below(&self, path: &str) -> Result<Vec<String>, LibraryError> {
        // What follows `/`, and what a document inside begins with.
        let path = path.trim_end_matches('/');
        let (below, end) = (format!("{path}/"), format!("{path}0"));
        let (inside, after) = (format!("{path}{INSIDE}"), format!("{path}!0"));
        self.sql(|db| {
            db.prepare_cached(
                "SELECT path FROM sources WHERE path = ?1 OR (path >= ?2 AND path < ?3) \
                 OR (path >= ?4 AND path < ?5) ORDER BY path",
            )?
            .query_map([path, &below, &end, &inside, &after], |row| row.get(0))?
            .collect()
        })
    }

    /// The media type of the document with these bytes, where it is kept.
    pub fn media_type(&self, blake3: &str) -> Result<Option<String>, LibraryError> {
        self.sql(|db| {
            db.prepare_cached("SELECT media_type FROM documents WHERE blake3 = ?1")?
                .query_row([blake3], |row| row.get(0))
                .optional()
        })
    }
}

/// Puts a source in the place of what was known of its path.
pub(crate) fn put(db: &Transaction<'_>, source: &Source, now: &str) -> rusqlite::Result<()> {
    db.prepare_cached(&format!(
        "INSERT OR REPLACE INTO sources ({COLUMNS}, sum) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"
    ))?
    .execute(params![
        source.path,
        signed(source.size),
        source.mtime_ns,
        source.blake3,
        source.outcome.word(),
        source.reason,
        source.hint,
        source.extractor,
        source.layout,
        signed(source.records),
        source.time.map(|time| time.as_secs_f64()),
        now,
        sum_of(source, now),
    ])?;
    Ok(())
}

/// Sums all sources anew, those without a time as of `now`.
pub(crate) fn sum_all(db: &Transaction<'_>, now: &str) -> rusqlite::Result<()> {
    let paths: Vec<String> = db
        .prepare("SELECT path FROM sources")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    db.execute("UPDATE sources SET read_at = ?1 WHERE read_at IS NULL", [now])?;
    paths.iter().try_for_each(|path| sum_anew(db, path))
}

/// Sums the source at `path` anew after it was changed.
pub(crate) fn sum_anew(db: &Transaction<'_>, path: &str) -> rusqlite::Result<()> {
    let source = db
        .prepare_cached(&format!("SELECT {COLUMNS} FROM sources WHERE path = ?1"))?
        .query_row([path], source_of)
        .optional()?;
    let Some(source) = source else { return Ok(()) };
    let read_at = source.read_at.clone().unwrap_or_else(crate::store::now);
    db.prepare_cached("UPDATE sources SET read_at = ?2, sum = ?3 WHERE path = ?1")?.execute(params![
        path,
        read_at,
        sum_of(&source, &read_at)
    ])?;
    Ok(())
}

/// The sum of what a source says.
pub(crate) fn sum_of(source: &Source, read_at: &str) -> i64 {
    sum(&[
        &source.path,
        &source.size.to_string(),
        &source.mtime_ns.to_string(),
        or_null(source.blake3.as_deref()),
        source.outcome.word(),
        or_null(source.reason.as_deref()),
        or_null(source.hint.as_deref()),
        &source.extractor,
        or_null(source.layout.as_deref()),
        &source.records.to_string(),
        read_at,
    ])
}

fn source_of(row: &Row<'_>) -> rusqlite::Result<Source> {
    let word: String = row.get(4)?;
    let outcome = Outcome::from_word(&word).ok_or_else(|| {
        let what = format!("there is no outcome `{word}`");
        rusqlite::Error::FromSqlConversionFailure(4, Type::Text, what.into())
    })?;
    let seconds: Option<f64> = row.get(10)?;
    Ok(Source {
        path: row.get(0)?,
        size: whole(row, 1)?,
        mtime_ns: row.get(2)?,
        blake3: row.get(3)?,
        outcome,
        reason: row.get(5)?,
        hint: row.get(6)?,
        extractor: row.get(7)?,
        layout: row.get(8)?,
        records: whole(row, 9)?,
        time: seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok()),
        read_at: row.get(11)?,
    })
}

/// A number that is never negative: SQLite knows only signed ones.
pub(crate) fn whole(row: &Row<'_>, column: usize) -> rusqlite::Result<u64> {
    row.get(column).map(|number: i64| number.unsigned_abs())
}

pub(crate) fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
