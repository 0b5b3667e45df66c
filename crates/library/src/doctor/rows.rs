//! `library.sqlite` as a database: its pages, its tables, the sums of its rows, and what the ledger says of documents.

use std::collections::BTreeMap;

use rusqlite::Connection;
use rusqlite::types::ValueRef;

use super::{DATABASE, Examination, Remedy};
use crate::store::{SCHEMA, VIEWS};
use crate::sums::{SUMMED, Summed};

/// SQL: the source `alias` stands for the document with its BLAKE3 (`is_held` of store.rs).
pub(crate) fn holds(alias: &str) -> String {
    format!("{alias}.outcome IN ('ok', 'partial', 'no-activity', 'needs-ocr', 'unchanged', 'duplicate')")
}

/// SQL: what the source `alias` gave should be there. An archive has no layout and is no document.
pub(crate) fn gave(alias: &str) -> String {
    format!("{alias}.blake3 IS NOT NULL AND {alias}.layout IS NOT NULL AND {}", holds(alias))
}

impl Examination<'_> {
    /// What SQLite itself finds.
    pub(super) fn integrity(&mut self) {
        for (pragma, what) in
            [("integrity_check", "SQLite finds"), ("foreign_key_check", "a row leads nowhere")]
        {
            let told = self.library.sql(|db| {
                db.prepare(&format!("PRAGMA {pragma}"))?
                    .query_map([], |row| {
                        let columns =
                            (0..row.as_ref().column_count()).map(|column| told(row.get_ref(column)));
                        Ok(columns.collect::<Vec<_>>().join(" "))
                    })?
                    .collect::<rusqlite::Result<Vec<String>>>()
            });
            let lines = told.unwrap_or_else(|error| vec![error.to_string()]);
            for line in lines.iter().filter(|line| *line != "ok") {
                self.damage(DATABASE, None, format!("{what}: {line}"), Remedy::Repair);
            }
        }
    }

    /// Each table, index and view is as it was made.
    pub(super) fn schema(&mut self) {
        let here = self.library.sql(made);
        let right = Connection::open_in_memory().and_then(|db| {
            db.execute_batch(SCHEMA)?;
            db.execute_batch(VIEWS)?;
            made(&db)
        });
        let (Ok(here), Ok(right)) = (here, right) else {
            self.damage(DATABASE, None, "the list of its tables cannot be read", Remedy::Repair);
            return;
        };
        for (name, sql) in right {
            let what = match here.get(&name) {
                None => "it is missing",
                Some(found) if *found != sql => "it is not as it was made",
                Some(_) => continue,
            };
            self.damage(DATABASE, Some(&name), what, Remedy::Repair);
        }
    }

    /// Each row of which there is a sum.
    pub(super) fn sums(&mut self) {
        for summed in &SUMMED {
            let (mut count, mut unfit) = (0, Vec::new());
            let sql = format!(
                "SELECT {}, \"{}\" FROM {} ORDER BY \"{}\"",
                summed.names(),
                summed.key,
                summed.table,
                summed.key
            );
            let read = self.library.sql(|db| {
                let mut statement = db.prepare(&sql)?;
                let key = statement.column_count() - 1;
                let mut rows = statement.query([])?;
                while let Some(row) = rows.next()? {
                    count += 1;
                    if !summed.fits(row)? {
                        unfit.push(told(row.get_ref(key)));
                    }
                }
                Ok(())
            });
            if let Err(error) = read {
                let what = format!("it cannot be read to its end: {error}");
                self.damage(DATABASE, Some(summed.table), what, remedy(summed));
            }
            for key in unfit {
                self.unfit(summed, key);
            }
            match summed.table {
                "sources" => self.checked.sources = count,
                "documents" => self.checked.documents = count,
                "records" => self.checked.records = count,
                "history" => self.checked.history = count,
                _ => self.checked.said += count,
            }
        }
    }

    fn unfit(&mut self, summed: &'static Summed, key: String) {
        const WHAT: &str = "its sum does not fit: it is not what was put there";
        let row = key.parse().ok();
        match (summed.table, row) {
            ("records", Some(row)) => self.record(row, WHAT, Remedy::ReadAgain),
            ("documents", Some(row)) => self.document(row, WHAT, Remedy::ReadAgain),
            _ => {
                let finding = self.damage(DATABASE, Some(summed.table), WHAT, remedy(summed));
                finding.row = Some(key.clone());
                finding.path = (summed.table == "sources").then(|| key.clone());
            }
        }
        self.unfit.insert((summed.table, key));
    }

    /// The ledger and the documents know each other, and the few facts of the library are there.
    pub(super) fn ledger(&mut self) {
        let (gave, holds) = (gave("s"), holds("s"));
        let lost = format!(
            "SELECT path, outcome FROM sources AS s WHERE {gave} \
             AND NOT EXISTS (SELECT 1 FROM documents AS d WHERE d.blake3 = s.blake3) ORDER BY path"
        );
        for (path, outcome) in self.pairs(&lost) {
            let what = format!("its document is not there (it was read: {outcome})");
            let finding = self.damage(DATABASE, Some("sources"), what, Remedy::ReadAgain);
            (finding.row, finding.path) = (Some(path.clone()), Some(path));
        }
        let fewer = format!(
            "SELECT d.row, (SELECT count(*) FROM records AS r WHERE r.document = d.row) || ' of ' || max(s.records) \
             FROM documents AS d JOIN sources AS s ON s.blake3 = d.blake3 WHERE {gave} GROUP BY d.row \
             HAVING sum(s.records = (SELECT count(*) FROM records AS r WHERE r.document = d.row)) = 0"
        );
        for (row, count) in self.pairs(&fewer) {
            let what = format!("{count} of its records are there");
            self.document(row.parse().unwrap_or_default(), what, Remedy::ReadAgain);
        }
        let nobodys = format!(
            "SELECT name, blake3 FROM documents AS d WHERE NOT EXISTS \
             (SELECT 1 FROM sources AS s WHERE s.blake3 = d.blake3 AND {holds}) ORDER BY name"
        );
        for (name, blake3) in self.pairs(&nobodys) {
            let what =
                format!("no file is known for the document {name} ({blake3:.16}): ingest its folder again");
            self.note(DATABASE, what, Remedy::Nothing);
        }
        self.facts();
        self.followers();
    }

    fn facts(&mut self) {
        let identity = self.library.sql(|db| crate::index::told(db, "identity")).unwrap_or_default();
        if identity.len() != 32 || !identity.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            self.damage(DATABASE, Some("library"), "the identity of the library is damaged", Remedy::Repair);
        }
        if self.library.sql(|db| crate::index::told(db, "rates")).is_err() {
            let what = "the date of its exchange rates is missing";
            self.damage(DATABASE, Some("library"), what, Remedy::Repair);
        }
        let behind = "SELECT coalesce(max(row), 0) > (SELECT coalesce(max(seq), 0) FROM sqlite_sequence \
            WHERE name = 'changes') FROM changes";
        if self.library.sql(|db| db.query_row(behind, [], |row| row.get(0))).unwrap_or(true) {
            self.damage(DATABASE, Some("changes"), "its numbers do not only grow", Remedy::Repair);
        }
    }

    /// An id that another follows is known, and so is that one.
    fn followers(&mut self) {
        let nowhere = "SELECT old, new FROM followers WHERE new NOT IN (SELECT id FROM ids) \
            AND new NOT IN (SELECT old FROM followers) AND new NOT IN (SELECT id FROM history) ORDER BY old";
        for (old, new) in self.pairs(nowhere) {
            let what = format!("it is to lead to `{new}`, which nobody knows");
            let finding = self.damage(DATABASE, Some("followers"), what, Remedy::TakeOut);
            (finding.row, finding.id) = (Some(old.clone()), Some(old));
        }
    }

    /// Two columns of each row; where they cannot be read, that is damage.
    fn pairs(&mut self, sql: &str) -> Vec<(String, String)> {
        let found = self.library.sql(|db| {
            db.prepare(sql)?
                .query_map([], |row| Ok((told(row.get_ref(0)), told(row.get_ref(1)))))?
                .collect::<rusqlite::Result<Vec<_>>>()
        });
        found.unwrap_or_else(|error| {
            self.damage(DATABASE, None, format!("it cannot be asked: {error}"), Remedy::Repair);
            Vec::new()
        })
    }
}

/// What can be done about a row that is lost.
fn remedy(summed: &Summed) -> Remedy {
    match summed.table {
        "sources" | "documents" | "records" => Remedy::ReadAgain,
        _ => Remedy::TakeOut,
    }
}

/// The SQL by which each table, index and view was made.
fn made(db: &Connection) -> rusqlite::Result<BTreeMap<String, String>> {
    db.prepare("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

/// A value as a person can read it, whatever it holds.
fn told(value: rusqlite::Result<ValueRef<'_>>) -> String {
    match value {
        Ok(ValueRef::Null) | Err(_) => String::new(),
        Ok(ValueRef::Integer(number)) => number.to_string(),
        Ok(ValueRef::Real(number)) => number.to_string(),
        Ok(ValueRef::Text(bytes) | ValueRef::Blob(bytes)) => String::from_utf8_lossy(bytes).into_owned(),
    }
}
