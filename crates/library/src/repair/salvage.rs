//! The rows of a damaged database that are what was put there, on their way into a new one.

use std::collections::BTreeSet;

use almoner_record::{Origin, Section};
use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, Row, Transaction, params, params_from_iter};

use crate::doctor::gave;
use crate::slim::{Slim, unpack};
use crate::store::{id_row, json};
use crate::sums::Summed;
use crate::{groups, sources};

/// Takes over everything; gives the paths of files that are to be read again.
pub(super) fn all(old: &Connection, db: &Transaction<'_>) -> rusqlite::Result<BTreeSet<String>> {
    Salvage { old, db, short: BTreeSet::new() }.all()
}

/// Rows on their way from the old database to the new one.
struct Salvage<'a> {
    old: &'a Connection,
    db: &'a Transaction<'a>,
    /// Documents of which records are lost.
    short: BTreeSet<i64>,
}

impl Salvage<'_> {
    fn all(mut self) -> rusqlite::Result<BTreeSet<String>> {
        self.facts()?;
        self.plain("ids", "row", &["row", "id"])?;
        let mut again = self.sources()?;
        self.documents()?;
        let owns = self.records()?;
        for table in ["history", "corrections", "same_organisations"] {
            self.summed(table)?;
        }
        self.plain("followers", "old", &["old", "new"])?;
        self.db.execute(
            "DELETE FROM followers WHERE new NOT IN (SELECT id FROM ids) AND new NOT IN (SELECT old FROM followers) \
             AND new NOT IN (SELECT id FROM history)",
            [],
        )?;
        let run = ["row", "began_at", "ended_at", "paths", "found", "records", "outcomes", "stopped"];
        self.plain("runs", "row", &run)?;
        groups::settle(self.db, owns)?;
        again.extend(self.mark_short()?);
        again.extend(self.mark_lost()?);
        Ok(again)
    }

    /// The identity is a new one, so that the old index is never taken for that of the new database.
    fn facts(&self) -> rusqlite::Result<()> {
        let rates = crate::index::told(self.old, "rates").unwrap_or_default();
        self.db.execute("UPDATE library SET value = ?1 WHERE key = 'rates'", [rates])?;
        Ok(())
    }

    /// Gives each row of a table that can be read to `each`: from its beginning to where it breaks off, then from its end.
    fn rows(
        &self,
        table: &str,
        key: &str,
        columns: &str,
        each: &mut dyn FnMut(&Row<'_>) -> rusqlite::Result<()>,
    ) -> rusqlite::Result<()> {
        let mut last = Value::Null;
        for (direction, beyond) in [("ASC", "?1 IS NULL"), ("DESC", "(?1 IS NULL OR k > ?1)")] {
            let sql = format!(
                "SELECT {columns}, \"{key}\" AS k FROM \"{table}\" WHERE {beyond} ORDER BY \"{key}\" {direction}"
            );
            let Ok(mut statement) = self.old.prepare(&sql) else { return Ok(()) };
            let place = statement.column_count() - 1;
            let Ok(mut rows) = statement.query([last.clone()]) else { return Ok(()) };
            loop {
                match rows.next() {
                    Ok(Some(row)) => {
                        if direction == "ASC" {
                            last = row.get(place).unwrap_or(Value::Null);
                        }
                        each(row)?;
                    }
                    Ok(None) if direction == "ASC" => return Ok(()),
                    Ok(None) => break,
                    Err(_) => break,
                }
            }
        }
        Ok(())
    }

    fn put(&self, table: &str, columns: &str, values: Vec<Value>) -> rusqlite::Result<()> {
        let places: Vec<String> = (1..=values.len()).map(|place| format!("?{place}")).collect();
        // Two rows of one key are damage too; the first that reads stays.
        let sql = format!("INSERT OR IGNORE INTO \"{table}\" ({columns}) VALUES ({})", places.join(", "));
        self.db.prepare_cached(&sql)?.execute(params_from_iter(values))?;
        Ok(())
    }

    /// A table without sums: each row that reads.
    fn plain(&self, table: &str, key: &str, columns: &[&str]) -> rusqlite::Result<()> {
        let columns = columns.join(", ");
        self.rows(table, key, &columns, &mut |row| match values(row) {
            Some(values) => self.put(table, &columns, values),
            None => Ok(()),
        })
    }

    /// A table with sums: each row that is what was put there.
    fn summed(&self, table: &str) -> rusqlite::Result<()> {
        let Some(summed) = Summed::of(table) else { return Ok(()) };
        let columns = summed.names();
        self.rows(table, summed.key, &columns, &mut |row| match (summed.fits(row), values(row)) {
            (Ok(true), Some(values)) => self.put(table, &columns, values),
            _ => Ok(()),
        })
    }

    /// Of a row that is not what was put there only the path is kept, to be read again.
    fn sources(&self) -> rusqlite::Result<BTreeSet<String>> {
        self.summed("sources")?;
        let mut again = BTreeSet::new();
        self.rows("sources", "path", "path", &mut |row| {
            if let Ok(path) = row.get::<_, String>(0)
                && !self.db.prepare_cached("SELECT 1 FROM sources WHERE path = ?1")?.exists([&path])?
            {
                self.db.prepare_cached(
                    "INSERT INTO sources (path, size, mtime_ns, outcome, extractor, sum) VALUES (?1, 0, 0, 'ok', '', 0)",
                )?
                .execute([&path])?;
                mark(self.db, &path)?;
                again.insert(path);
            }
            Ok(())
        })?;
        Ok(again)
    }

    /// The columns that the origin says too are written from it.
    fn documents(&self) -> rusqlite::Result<()> {
        self.summed("documents")?;
        let rows: Vec<(i64, String, String, String)> = self
            .db
            .prepare("SELECT row, blake3, origin, sections FROM documents")?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?
            .collect::<rusqlite::Result<_>>()?;
        for (row, blake3, origin, sections) in rows {
            let origin =
                serde_json::from_str::<Origin>(&origin).ok().filter(|origin| origin.blake3 == blake3);
            let sections = serde_json::from_str::<Vec<Section>>(&sections);
            let (Some(origin), Ok(_)) = (origin, sections) else {
                self.db.execute("DELETE FROM documents WHERE row = ?1", [row])?;
                continue;
            };
            self.db
                .prepare_cached(
                    "UPDATE documents SET name = ?2, media_type = ?3, layout = ?4, language = ?5, date = ?6 \
                     WHERE row = ?1",
                )?
                .execute(params![
                    row,
                    origin.name,
                    origin.media_type,
                    origin.layout,
                    origin.language,
                    origin.date.map(|date| date.to_string())
                ])?;
        }
        Ok(())
    }

    /// Records that are what was put there and read, under their own ids. Gives the rows of those.
    fn records(&mut self) -> rusqlite::Result<BTreeSet<i64>> {
        let Some(summed) = Summed::of("records") else { return Ok(BTreeSet::new()) };
        let (mut owns, mut short) = (BTreeSet::new(), BTreeSet::new());
        self.rows("records", summed.key, &summed.names(), &mut |row| {
            let document = row.get::<_, i64>("document");
            match self.record(summed, row)? {
                Some(own) => drop(owns.insert(own)),
                None => short.extend(document),
            }
            Ok(())
        })?;
        self.short = short;
        Ok(owns)
    }

    /// None where it is damaged, or its document is not there.
    fn record(&self, summed: &Summed, row: &Row<'_>) -> rusqlite::Result<Option<i64>> {
        if !summed.fits(row).unwrap_or(false) {
            return Ok(None);
        }
        let (Ok(number), Ok(document), Ok(ordinal)) =
            (row.get::<_, i64>("row"), row.get::<_, i64>("document"), row.get::<_, i64>("ordinal"))
        else {
            return Ok(None);
        };
        let slim = Slim { record: row.get("record")?, evidence: row.get("evidence")? };
        let found = self
            .db
            .prepare_cached("SELECT origin, text FROM documents WHERE row = ?1")?
            .query_row([document], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)));
        let Ok((origin, text)) = found else { return Ok(None) };
        let origin = serde_json::from_str(&origin).unwrap_or_default();
        let Ok(activity) = unpack(&slim, &origin, &text) else { return Ok(None) };
        let own = id_row(self.db, &activity.id)?;
        let as_read: Option<String> = row.get("as_read")?;
        let sum: i64 = row.get("sum")?;
        let put = self
            .db
            .prepare_cached(
                "INSERT OR IGNORE INTO records (row, document, ordinal, own, activity, counts, record, evidence, as_read, sum) \
                 VALUES (?1, ?2, ?3, ?4, ?4, 1, ?5, ?6, ?7, ?8)",
            )?
            .execute(params![number, document, ordinal, own, slim.record, slim.evidence, as_read, sum])?;
        if put == 0 {
            return Ok(None);
        }
        groups::put(self.db, number, &activity)?;
        Ok(Some(own))
    }

    /// Documents that have fewer records than were read: the others move up, and their files are read again.
    fn mark_short(&self) -> rusqlite::Result<BTreeSet<String>> {
        let mut short = self.short.clone();
        let sql = format!(
            "SELECT d.row FROM documents AS d JOIN sources AS s ON s.blake3 = d.blake3 WHERE {} GROUP BY d.row \
             HAVING sum(s.records = (SELECT count(*) FROM records AS r WHERE r.document = d.row)) = 0",
            gave("s")
        );
        let rows: Vec<i64> =
            self.db.prepare(&sql)?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        short.extend(rows);
        let gaps = "SELECT document FROM records GROUP BY document HAVING min(ordinal) <> 0 OR max(ordinal) <> count(*) - 1";
        let rows: Vec<i64> =
            self.db.prepare(gaps)?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        short.extend(rows);
        let mut again = BTreeSet::new();
        for document in short {
            move_up(self.db, document)?;
            for path in paths_of(self.db, document)? {
                let count = "(SELECT count(*) FROM records WHERE document = ?2)";
                self.db.execute(
                    &format!("UPDATE sources SET outcome = 'partial', records = {count} WHERE path = ?1"),
                    params![path, document],
                )?;
                set(self.db, &path, "records of it were lost when the library was damaged")?;
                again.insert(path);
            }
        }
        Ok(again)
    }

    /// Files whose documents are not there any more.
    fn mark_lost(&self) -> rusqlite::Result<BTreeSet<String>> {
        let sql = format!(
            "SELECT path FROM sources AS s WHERE {} \
             AND NOT EXISTS (SELECT 1 FROM documents AS d WHERE d.blake3 = s.blake3) ORDER BY path",
            gave("s")
        );
        let paths: BTreeSet<String> =
            self.db.prepare(&sql)?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        for path in &paths {
            mark(self.db, path)?;
        }
        Ok(paths)
    }
}

/// The columns of a row but for the last, which is its key again; none where one is no value that a library keeps.
fn values(row: &Row<'_>) -> Option<Vec<Value>> {
    let columns = row.as_ref().column_count() - 1;
    (0..columns)
        .map(|column| match row.get_ref(column).ok()? {
            ValueRef::Blob(_) => None,
            value => Value::try_from(value).ok(),
        })
        .collect()
}

/// The sources of a document.
fn paths_of(db: &Connection, document: i64) -> rusqlite::Result<Vec<String>> {
    db.prepare_cached(
        "SELECT path FROM sources WHERE blake3 = (SELECT blake3 FROM documents WHERE row = ?1) ORDER BY path",
    )?
    .query_map([document], |row| row.get(0))?
    .collect()
}

/// The file at this path gave something that is lost.
fn mark(db: &Transaction<'_>, path: &str) -> rusqlite::Result<()> {
    db.prepare_cached("UPDATE sources SET blake3 = NULL, outcome = 'unreadable', layout = NULL, records = 0 WHERE path = ?1")?
        .execute([path])?;
    set(db, path, "what it gave was lost when the library was damaged")
}

/// Nothing has read it, so that the next ingest does; nor the file that it is in.
fn set(db: &Transaction<'_>, path: &str, reason: &str) -> rusqlite::Result<()> {
    const HINT: &str = "ingest it again";
    db.prepare_cached("UPDATE sources SET extractor = '', reason = ?2, hint = ?3 WHERE path = ?1")?
        .execute([path, reason, HINT])?;
    if let Some((file, _)) = path.split_once(sources::INSIDE) {
        db.prepare_cached("UPDATE sources SET extractor = '' WHERE path = ?1")?.execute([file])?;
        sources::sum_anew(db, file)?;
    }
    sources::sum_anew(db, path)
}

/// Closes the gaps that lost records left; what stood in their sections is the document's own text now.
fn move_up(db: &Transaction<'_>, document: i64) -> rusqlite::Result<()> {
    let ordinals: Vec<i64> = db
        .prepare("SELECT ordinal FROM records WHERE document = ?1 ORDER BY ordinal")?
        .query_map([document], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let Ok((origin, sections, text)) =
        db.query_row("SELECT origin, sections, text FROM documents WHERE row = ?1", [document], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?))
        })
    else {
        return Ok(());
    };
    let mut sections: Vec<Section> = serde_json::from_str(&sections).unwrap_or_default();
    for section in &mut sections {
        let place = |old: u32| ordinals.iter().position(|ordinal| *ordinal == i64::from(old));
        section.activity = section.activity.and_then(place).and_then(|place| u32::try_from(place).ok());
    }
    for (place, ordinal) in ordinals.iter().enumerate() {
        let place = sources::signed(place as u64);
        db.prepare_cached("UPDATE records SET ordinal = ?3 WHERE document = ?1 AND ordinal = ?2")?
            .execute(params![document, ordinal, place])?;
    }
    let sections = json(&sections)?;
    let blake3 = serde_json::from_str::<Origin>(&origin).unwrap_or_default().blake3;
    db.execute(
        "UPDATE documents SET sections = ?2, sum = ?3 WHERE row = ?1",
        params![document, sections, crate::sums::sum(&[&blake3, &origin, &sections, &text])],
    )?;
    Ok(())
}
