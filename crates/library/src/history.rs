//! What stood in the library before: records whose file changed, was read again or went.

use almoner_record::Origin;
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use crate::slim::{self, Slim};
use crate::store::json;
use crate::sums::{or_null, sum};
use crate::{Library, LibraryError};

/// Why a record stands in the library no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Its file has other bytes now.
    Changed,
    /// Its file was read again, by another version or with other layouts, and gives something else.
    ReadAgain,
    /// Its file is not there any more.
    Vanished,
    /// A person removed it. Nothing of it is kept.
    Removed,
}

impl Why {
    /// The word that is kept and shown.
    pub fn word(self) -> &'static str {
        match self {
            Why::Changed => "changed",
            Why::ReadAgain => "read again",
            Why::Vanished => "vanished",
            Why::Removed => "removed",
        }
    }
}

/// A record that stood in the library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Past {
    /// Its number in the history.
    pub number: i64,
    /// Its id.
    pub id: String,
    /// BLAKE3 of its document.
    pub blake3: String,
    /// The file that it was read from.
    pub path: Option<String>,
    /// What read it.
    pub extractor: Option<String>,
    /// When it came.
    pub read_at: Option<String>,
    /// When it left.
    pub left_at: String,
    /// Why, a word of [`Why`].
    pub why: String,
    /// The record whole, as an export wrote it.
    pub json: String,
}

impl Library {
    /// What stood in the library of the activity with this id, and of ids that lead to it or that it leads to, the newest first.
    pub fn history(&self, id: &str) -> Result<Vec<Past>, LibraryError> {
        self.sql(|db| {
            db.prepare(
                "WITH RECURSIVE names (id) AS ( \
                    SELECT ?1 UNION SELECT ids.id FROM ids JOIN records ON records.own = ids.row \
                        WHERE records.activity = (SELECT row FROM ids WHERE id = ?1) \
                    UNION SELECT old FROM followers JOIN names ON new = names.id \
                    UNION SELECT new FROM followers JOIN names ON old = names.id) \
                 SELECT row, id, blake3, path, extractor, read_at, left_at, why, record \
                 FROM history WHERE id IN (SELECT id FROM names) ORDER BY row DESC",
            )?
            .query_map([id], |row| {
                Ok(Past {
                    number: row.get(0)?,
                    id: row.get(1)?,
                    blake3: row.get(2)?,
                    path: row.get(3)?,
                    extractor: row.get(4)?,
                    read_at: row.get(5)?,
                    left_at: row.get(6)?,
                    why: row.get(7)?,
                    json: row.get(8)?,
                })
            })?
            .collect()
        })
    }
}

/// What the ledger said of a path before it was put again.
pub(crate) struct Stood {
    pub(crate) path: String,
    pub(crate) blake3: Option<String>,
    extractor: String,
    read_at: Option<String>,
}

pub(crate) fn stood_at(db: &Connection, path: &str) -> rusqlite::Result<Option<Stood>> {
    db.prepare_cached("SELECT path, blake3, extractor, read_at FROM sources WHERE path = ?1")?
        .query_row([path], |row| {
            Ok(Stood { path: row.get(0)?, blake3: row.get(1)?, extractor: row.get(2)?, read_at: row.get(3)? })
        })
        .optional()
}

/// A document's records on their way out.
#[derive(Default)]
pub(crate) struct Leaving {
    origin: String,
    text: String,
    records: Vec<(String, Slim)>,
}

impl Leaving {
    /// The records of the document in row `document`.
    pub(crate) fn read(db: &Connection, document: i64) -> rusqlite::Result<Leaving> {
        let (origin, text) = db
            .prepare_cached("SELECT origin, text FROM documents WHERE row = ?1")?
            .query_row([document], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let records = db
            .prepare_cached(
                "SELECT ids.id, record, evidence FROM records JOIN ids ON ids.row = records.own \
                 WHERE document = ?1 ORDER BY ordinal",
            )?
            .query_map([document], |row| {
                Ok((row.get(0)?, Slim { record: row.get(1)?, evidence: row.get(2)? }))
            })?
            .collect::<rusqlite::Result<_>>()?;
        Ok(Leaving { origin, text, records })
    }

    /// Keeps all of them.
    pub(crate) fn keep(
        &self,
        db: &Transaction<'_>,
        blake3: &str,
        before: Option<&Stood>,
        why: Why,
        now: &str,
    ) -> rusqlite::Result<()> {
        if why == Why::Removed {
            let path = before.map(|before| before.path.as_str());
            db.prepare_cached("DELETE FROM history WHERE path = ?1")?.execute([path])?;
            return Ok(());
        }
        for (id, slim) in &self.records {
            self.keep_one(db, blake3, before, why, now, id, slim)?;
        }
        Ok(())
    }

    /// Keeps those that the document, read again, does not give just so.
    pub(crate) fn keep_what_changed(
        &self,
        db: &Transaction<'_>,
        blake3: &str,
        before: Option<&Stood>,
        now: &str,
    ) -> rusqlite::Result<()> {
        for (id, slim) in &self.records {
            let same = db
                .prepare_cached(
                    "SELECT 1 FROM records JOIN ids ON ids.row = records.own \
                     JOIN documents ON documents.row = records.document \
                     WHERE documents.blake3 = ?1 AND ids.id = ?2 AND record = ?3 AND evidence = ?4",
                )?
                .exists(params![blake3, id, slim.record, slim.evidence])?;
            if !same {
                self.keep_one(db, blake3, before, Why::ReadAgain, now, id, slim)?;
            }
        }
        Ok(())
    }

    #[expect(clippy::too_many_arguments, reason = "a row of the table")]
    fn keep_one(
        &self,
        db: &Transaction<'_>,
        blake3: &str,
        before: Option<&Stood>,
        why: Why,
        now: &str,
        id: &str,
        slim: &Slim,
    ) -> rusqlite::Result<()> {
        let origin: Origin = serde_json::from_str(&self.origin).unwrap_or_default();
        // What does not read any more (damage) leaves as it is.
        let record = match slim::unpack(slim, &origin, &self.text) {
            Ok(activity) => json(&activity)?,
            Err(_) => slim.record.clone(),
        };
        let path = before.map(|before| before.path.as_str());
        let extractor = before.map(|before| before.extractor.as_str());
        let read_at = before.and_then(|before| before.read_at.as_deref());
        db.prepare_cached(
            "INSERT INTO history (id, blake3, path, extractor, read_at, left_at, why, record, sum) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute(params![
            id,
            blake3,
            path,
            extractor,
            read_at,
            now,
            why.word(),
            record,
            sum(&[id, blake3, or_null(path), or_null(extractor), or_null(read_at), now, why.word(), &record]),
        ])?;
        Ok(())
    }
}
