//! The runs of `almoner ingest`, for `almoner status`.

use std::collections::BTreeMap;

use almoner_record::Outcome;
use rusqlite::params;

use crate::sources::{signed, whole};
use crate::store::{json, now, unwritable};
use crate::{Library, LibraryError};

/// A run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastRun {
    /// When it began, RFC 3339.
    pub began_at: String,
    /// When it ended; none while it goes on, or where it was killed.
    pub ended_at: Option<String>,
    /// The paths that it was given.
    pub paths: Vec<String>,
    /// What it did; none while it goes on.
    pub end: Option<RunEnd>,
}

/// What a run did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RunEnd {
    /// Files found, and documents inside them.
    pub found: u64,
    /// Records put into the library.
    pub records: u64,
    /// How many files ended how.
    pub outcomes: BTreeMap<Outcome, u64>,
    /// True when it was stopped before all files were read.
    pub stopped: bool,
}

impl Library {
    /// Notes that a run begins. Gives its number.
    pub fn begin_run(&mut self, paths: &[String]) -> Result<i64, LibraryError> {
        self.change(|db, _| {
            db.execute("INSERT INTO runs (began_at, paths) VALUES (?1, ?2)", params![now(), json(&paths)?])?;
            Ok(db.last_insert_rowid())
        })
    }

    /// Notes what the run with this number did.
    pub fn end_run(&mut self, number: i64, end: &RunEnd) -> Result<(), LibraryError> {
        self.change(|db, _| {
            db.execute(
                "UPDATE runs SET ended_at = ?2, found = ?3, records = ?4, outcomes = ?5, stopped = ?6 WHERE row = ?1",
                params![number, now(), signed(end.found), signed(end.records), json(&end.outcomes)?, end.stopped],
            )?;
            Ok(())
        })
    }

    /// The newest runs, the newest first.
    pub fn runs(&self, most: usize) -> Result<Vec<PastRun>, LibraryError> {
        self.sql(|db| {
            db.prepare(
                "SELECT began_at, ended_at, paths, found, records, outcomes, stopped FROM runs \
                 ORDER BY row DESC LIMIT ?1",
            )?
            .query_map([signed(most as u64)], |row| {
                let outcomes: Option<String> = row.get(5)?;
                let end = match outcomes {
                    None => None,
                    Some(outcomes) => Some(RunEnd {
                        found: whole(row, 3)?,
                        records: whole(row, 4)?,
                        outcomes: serde_json::from_str(&outcomes).map_err(unwritable)?,
                        stopped: row.get(6)?,
                    }),
                };
                let paths: String = row.get(2)?;
                Ok(PastRun {
                    began_at: row.get(0)?,
                    ended_at: row.get(1)?,
                    paths: serde_json::from_str(&paths).map_err(unwritable)?,
                    end,
                })
            })?
            .collect()
        })
    }
}
