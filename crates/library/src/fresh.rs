//! Documents that were just put, as the index takes them: they need not be read from the database again.

use std::collections::BTreeMap;

use almoner_record::Activity;
use rusqlite::Connection;

use crate::columns::Kept;

/// More text than this is not held; what has no room is read again.
const MOST_TEXT: usize = 32 << 20;
const MOST_DOCUMENTS: usize = 4_096;

/// Documents by their rows.
#[derive(Debug, Default)]
pub(crate) struct Fresh {
    documents: BTreeMap<i64, Kept>,
    text: usize,
}

impl Fresh {
    /// Holds a document, where there is room.
    pub(crate) fn hold(&mut self, kept: Kept) {
        let text = self.text + kept.text.len();
        if let Some(row) = i64::try_from(kept.row).ok().filter(|_| text <= MOST_TEXT && self.has_room()) {
            self.text = text;
            self.documents.insert(row, kept);
        }
    }

    fn has_room(&self) -> bool {
        self.documents.len() < MOST_DOCUMENTS
    }

    /// Gives a document out, with the activities that its records are of by now. None where it is not held, or something of
    /// it has gone.
    pub(crate) fn take(&mut self, db: &Connection, row: i64) -> rusqlite::Result<Option<Kept>> {
        let Some(mut kept) = self.documents.remove(&row) else { return Ok(None) };
        self.text -= kept.text.len();
        let now: Vec<(u64, u64)> = db
            .prepare_cached("SELECT row, activity FROM records WHERE document = ?1 ORDER BY ordinal")?
            .query_map([row], |found| {
                let (row, activity): (i64, i64) = (found.get(0)?, found.get(1)?);
                Ok((row.unsigned_abs(), activity.unsigned_abs()))
            })?
            .collect::<rusqlite::Result<_>>()?;
        let there = db.prepare_cached("SELECT 1 FROM documents WHERE row = ?1")?.exists([row])?;
        let same = now.iter().map(|(row, _)| row).eq(kept.records.iter().map(|(row, ..)| row));
        for ((_, activity), (_, known, _)) in now.iter().zip(&mut kept.records) {
            *known = *activity;
        }
        Ok(Some(kept).filter(|_| there && same))
    }
}

/// A record of a document that is held, in its row.
pub(crate) fn record(row: i64, activity: Activity) -> (u64, u64, Activity) {
    (row.unsigned_abs(), 0, activity)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::{Library, sample};

    fn held(library: &mut Library, row: i64) -> Option<crate::columns::Kept> {
        let mut fresh = std::mem::take(&mut library.fresh);
        library.sql(|db| fresh.take(db, row)).unwrap()
    }

    #[test]
    fn what_is_held_is_what_would_be_read() {
        let roads = || {
            let told = json!({"title": "Rural roads in the north"});
            sample::document("a.txt", "en", "Rural roads", vec![sample::activity("X-1", told)])
        };
        let (_dir, mut library) = sample::library(vec![]);
        library.put(vec![sample::entry("a.txt", roads())]).unwrap();
        let read = library.kept(1).unwrap();
        assert!(read.is_some());
        assert_eq!(held(&mut library, 1), read);
        library.put(vec![sample::entry("a.txt", roads())]).unwrap();
        let again = sample::document("a.txt", "en", "Bridges", vec![]);
        library.put(vec![sample::entry("a.txt", again)]).unwrap();
        assert_eq!(held(&mut library, 2), None, "it was replaced");
    }
}
