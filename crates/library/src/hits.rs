//! What is shown of what was found: records from SQLite, and a snippet of each.

use std::path::Path;

use almoner_record::{Activity, Origin, Section, Span};
use rusqlite::{OptionalExtension, params};

use crate::LibraryError;
use crate::collect;
use crate::columns::{self, Kept};
use crate::index::index_error;
use crate::search::{Hit, View};
use crate::slim::{self, Slim};
use crate::snippet::{Wanted, snippet};
use crate::store::Library;
use crate::words::Stems;

impl Library {
    /// These activities as hits, in their order; the first has the rank after `offset`.
    pub(crate) fn hits(
        &self,
        view: &View,
        ranked: Vec<(String, collect::Activity)>,
        offset: usize,
        wanted: &Wanted,
        stems: &mut Stems,
    ) -> Result<Vec<Hit>, LibraryError> {
        let database = self.database();
        let mut hits = Vec::new();
        for (rank, (id, found)) in (offset + 1..).zip(ranked) {
            // A record that was replaced since the index was made is in none of the two.
            if let Some(written) = self.written(view, rank, id, found)? {
                hits.push(written.read(&database, wanted, stems)?);
            }
        }
        Ok(hits)
    }

    /// What the database has of a hit; none where it has gone.
    fn written(
        &self,
        view: &View,
        rank: usize,
        id: String,
        found: collect::Activity,
    ) -> Result<Option<Written>, LibraryError> {
        let (document, record) = view.rows(found.shown).map_err(index_error(&view.path))?;
        let row = record.map(|record| i64::try_from(record).unwrap_or(i64::MAX));
        self.sql(|db| {
            let document_row = db
                .prepare_cached("SELECT origin, sections, text FROM documents WHERE row = ?1")?
                .query_row([document], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
                .optional()?;
            let Some((origin, sections, text)) = document_row else { return Ok(None) };
            let sql = match row {
                Some(_) => "SELECT ordinal, record, evidence FROM records WHERE document = ?1 AND row = ?2",
                None => "SELECT ordinal, record, evidence FROM records WHERE document = ?1 AND ?2 IS NULL ORDER BY ordinal",
            };
            let records = db
                .prepare_cached(sql)?
                .query_map(params![document, row], |row| {
                    Ok((row.get(0)?, Slim { record: row.get(1)?, evidence: row.get(2)? }))
                })?
                .collect::<rusqlite::Result<Vec<(u32, Slim)>>>()?;
            if row.is_some() && records.is_empty() {
                return Ok(None);
            }
            let others = db
                .prepare_cached(
                    "SELECT documents.name FROM records JOIN documents ON documents.row = records.document \
                     WHERE records.activity IN (SELECT own.activity FROM ids JOIN records AS own ON own.own = ids.row \
                        WHERE ids.id = ?1) AND documents.row <> ?2 \
                     ORDER BY documents.name, documents.blake3",
                )?
                .query_map(params![id, document], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            let (score, is_record) = (found.score, row.is_some());
            Ok(Some(Written { rank, score, id, origin, sections, text, records, is_record, others }))
        })
    }
}

/// A hit as the database has it.
struct Written {
    rank: usize,
    score: f32,
    id: String,
    origin: String,
    sections: String,
    text: String,
    /// The record that is the hit, with its ordinal; of a text that belongs to none, all of its document.
    records: Vec<(u32, Slim)>,
    is_record: bool,
    /// The names of the other documents that hold the activity.
    others: Vec<String>,
}

impl Written {
    /// The hit, its JSON read.
    fn read(self, database: &Path, wanted: &Wanted, stems: &mut Stems) -> Result<Hit, LibraryError> {
        let damaged = |what| LibraryError::Damaged { path: database.to_owned(), what };
        let origin: Origin =
            serde_json::from_str(&self.origin).map_err(|error| damaged(error.to_string()))?;
        let sections: Vec<Section> =
            serde_json::from_str(&self.sections).map_err(|error| damaged(error.to_string()))?;
        let whole = |slim| slim::unpack(slim, &origin, &self.text).map_err(damaged);
        let records = self.records.iter().map(|(_, slim)| Ok((0, 0, whole(slim)?)));
        let records = records.collect::<Result<_, LibraryError>>()?;
        let mut kept = Kept { row: 0, origin, sections, text: self.text, records };
        let own = self.records.first().zip(kept.records.first()).filter(|_| self.is_record);
        let (spans, languages) = match own {
            Some(((ordinal, _), (.., record))) => {
                (columns::own_text(&kept, *ordinal, record), columns::languages(record, &kept.origin))
            }
            None => (columns::nobodys_text(&kept), kept.origin.language.iter().cloned().collect()),
        };
        let told = own.and_then(|(_, (.., record))| told_first(record)).filter(|_| wanted.is_empty());
        let spans = told.map_or(spans, |span| vec![span]);
        let snippet = snippet(&kept.text, &spans, wanted, &languages, stems);
        let record = kept.records.pop().filter(|_| self.is_record).map(|(.., record)| Box::new(record));
        let documents = std::iter::once(kept.origin.name.clone()).chain(self.others).collect();
        let Written { rank, score, id, .. } = self;
        Ok(Hit { rank, score, id, record, document: kept.origin, documents, snippet })
    }
}

/// Where the first description stands: the best beginning where nothing in the text was asked for.
fn told_first(record: &Activity) -> Option<Span> {
    let told = record.evidence.iter().filter(|evidence| evidence.path.starts_with("/descriptions/0"));
    told.map(|evidence| evidence.span()).find(|span| !span.is_empty())
}
