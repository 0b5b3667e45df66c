//! Documents and records: each reads, keeps the rules of docs/record.md, and what is derived from it is there.

use almoner_record::{Activity, Extracted, Origin, Section, verify};

use super::{DATABASE, Examination, Remedy};
use crate::columns::{Kept, has_words, nobodys_text};
use crate::groups;
use crate::slim::{Slim, unpack};

/// A row of `documents`.
struct Document {
    row: i64,
    blake3: String,
    /// Name, media type, layout, language, date: what the origin says too.
    told: [Option<String>; 5],
    origin: String,
    sections: String,
    text: String,
}

/// A row of `records`, with the id that `own` names.
struct Record {
    row: i64,
    ordinal: i64,
    id: Option<String>,
    activity: i64,
    slim: Slim,
    as_read: Option<String>,
}

impl Examination<'_> {
    /// Every document with its records.
    pub(super) fn documents(&mut self) {
        let rows = self.library.sql(|db| {
            db.prepare("SELECT row FROM documents ORDER BY row")?
                .query_map([], |row| row.get(0))?
                .collect::<rusqlite::Result<Vec<i64>>>()
        });
        // That the table cannot be read is told already.
        for row in rows.unwrap_or_default() {
            if self.one_document(row).is_none() {
                self.expected.unsure.insert(row);
            }
        }
    }

    /// None where it cannot be said what the index should hold of it.
    fn one_document(&mut self, row: i64) -> Option<()> {
        if self.unfit.contains(&("documents", row.to_string())) {
            return None;
        }
        let read = self.library.sql(|db| read_document(db, row)).and_then(|document| {
            let origin: Origin = self.library.read(&document.origin)?;
            let sections: Vec<Section> = self.library.read(&document.sections)?;
            let records = self.library.sql(|db| read_records(db, row))?;
            Ok((document, origin, sections, records))
        });
        let (document, origin, sections, records) = match read {
            Ok(read) => read,
            Err(error) => {
                self.document(row, format!("it does not read: {error}"), Remedy::ReadAgain);
                return None;
            }
        };
        self.columns_of(&document, &origin);
        let ordinals = records.iter().map(|record| record.ordinal);
        if !ordinals.eq(0..i64::try_from(records.len()).unwrap_or(i64::MAX)) {
            self.document(row, "records of it are missing", Remedy::ReadAgain);
        }
        let mut kept = Vec::new();
        let mut as_read = Vec::new();
        for record in records {
            let (laid, read) = self.one_record(&record, &origin, &document.text)?;
            kept.push((record.row.unsigned_abs(), record.activity.unsigned_abs(), laid));
            as_read.push(read);
        }
        let extracted = Extracted { document: origin, text: document.text, sections, activities: as_read };
        for flaw in verify(&extracted) {
            let path = self.path_of(row);
            let finding = self.damage(DATABASE, Some("records"), flaw.what, Remedy::ReadAgain);
            (finding.path, finding.id) = (path, Some(flaw.id).filter(|id| !id.is_empty()));
        }
        let Extracted { document: origin, text, sections, .. } = extracted;
        self.expect(&Kept { row: row.unsigned_abs(), origin, sections, text, records: kept });
        Some(())
    }

    /// The record as it stands, and as it was read. None where it is damaged.
    fn one_record(&mut self, record: &Record, origin: &Origin, text: &str) -> Option<(Activity, Activity)> {
        let row = record.row;
        if self.unfit.contains(&("records", row.to_string())) {
            return None;
        }
        let laid = match unpack(&record.slim, origin, text) {
            Ok(activity) => activity,
            Err(what) => {
                self.record(row, format!("it does not read: {what}"), Remedy::ReadAgain);
                return None;
            }
        };
        self.checked.evidence += laid.evidence.len() as u64;
        if record.id.as_deref() != Some(laid.id.as_str()) {
            let what = format!("it stands under an id that is not its own, `{}`", laid.id);
            self.record(row, what, Remedy::Repair);
        }
        if !self.library.sql(|db| groups::is_linked(db, row, &laid)).unwrap_or(false) {
            self.record(row, "what it has in common with others is not what is kept of that", Remedy::Repair);
        }
        // A correction has no quote and may take away what a warning is about: the rules are for what was read.
        let as_read = match &record.as_read {
            None => laid.clone(),
            Some(json) => match serde_json::from_str(json) {
                Ok(activity) => activity,
                Err(error) => {
                    self.record(row, format!("it does not read as it was read: {error}"), Remedy::ReadAgain);
                    return None;
                }
            },
        };
        Some((laid, as_read))
    }

    /// The columns that the origin says too.
    fn columns_of(&mut self, document: &Document, origin: &Origin) {
        let date = origin.date.map(|date| date.to_string());
        let told = [
            Some(origin.name.clone()),
            Some(origin.media_type.clone()),
            Some(origin.layout.clone()),
            origin.language.clone(),
            date,
        ];
        if document.blake3 != origin.blake3 || document.told != told {
            self.document(document.row, "its columns are not what its origin says", Remedy::Repair);
        }
    }

    /// What the index should hold of a document.
    fn expect(&mut self, kept: &Kept) {
        for (row, activity, _) in &kept.records {
            self.expected.entries.insert((kept.row, Some(*row)), activity * 2);
        }
        if has_words(kept, &nobodys_text(kept)) {
            self.expected.entries.insert((kept.row, None), kept.row * 2 + 1);
        }
    }

    /// Which records tell of one activity, and which of them counts.
    pub(super) fn derived(&mut self) {
        match self.library.sql(groups::misplaced) {
            Ok(rows) => {
                for row in rows {
                    self.record(row, "it stands under another activity than its own", Remedy::Repair);
                }
            }
            Err(error) => {
                self.damage(DATABASE, Some("links"), format!("it does not read: {error}"), Remedy::Repair);
            }
        }
    }
}

fn read_document(db: &rusqlite::Connection, row: i64) -> rusqlite::Result<Document> {
    db.prepare_cached(
        "SELECT blake3, name, media_type, layout, language, date, origin, sections, text FROM documents WHERE row = ?1",
    )?
    .query_row([row], |found| {
        Ok(Document {
            row,
            blake3: found.get(0)?,
            told: [found.get(1)?, found.get(2)?, found.get(3)?, found.get(4)?, found.get(5)?],
            origin: found.get(6)?,
            sections: found.get(7)?,
            text: found.get(8)?,
        })
    })
}

fn read_records(db: &rusqlite::Connection, document: i64) -> rusqlite::Result<Vec<Record>> {
    db.prepare_cached(
        "SELECT row, ordinal, (SELECT id FROM ids WHERE ids.row = own), activity, record, evidence, as_read \
         FROM records WHERE document = ?1 ORDER BY ordinal",
    )?
    .query_map([document], |found| {
        Ok(Record {
            row: found.get(0)?,
            ordinal: found.get(1)?,
            // One that is no text any more is not the record's.
            id: found.get(2).unwrap_or_default(),
            activity: found.get(3)?,
            slim: Slim { record: found.get(4)?, evidence: found.get(5)? },
            as_read: found.get(6)?,
        })
    })?
    .collect()
}
