//! Records by id, and all of them in a stable order.

use almoner_record::{Activity, Origin};
use rusqlite::{Connection, OptionalExtension};

use crate::columns;
use crate::index::index_error;
use crate::query::Expr;
use crate::slim::Slim;
use crate::store::Library;
use crate::{LibraryError, Query};

/// What an id stands for.
#[derive(Debug, Clone, PartialEq)]
pub enum Shown {
    /// An activity: its records, the one that counts first.
    Activity(Vec<Record>),
    /// The text of a document that belongs to no activity.
    Document(Box<Origin>, String),
}

/// A record as it is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// The record.
    pub activity: Activity,
    /// The same, as an export writes it.
    pub json: String,
    /// Where its document was found.
    pub paths: Vec<String>,
}

impl Library {
    /// What `id` stands for: the whole id, or as much of it as only one has.
    pub fn get(&self, id: &str) -> Result<Shown, LibraryError> {
        let id = id.trim();
        if let Some(blake3) =
            id.strip_prefix("doc:").filter(|digits| digits.len() >= 16 && !digits.contains('-'))
            && let Some(shown) = self.document(blake3)?
        {
            return Ok(shown);
        }
        let mut found = self.sql(|db| matching_ids(db, id))?;
        if found.is_empty() {
            found = self.sql(|db| followers(db, id))?;
        }
        match found.as_slice() {
            [] => Err(self.no_such_activity(id)?),
            [(row, _), others @ ..] if others.iter().all(|(other, _)| other == row) => {
                self.records(*row).map(Shown::Activity)
            }
            _ => {
                let found = found.into_iter().map(|(_, id)| id).collect();
                Err(LibraryError::SeveralActivities { id: id.to_owned(), found })
            }
        }
    }

    /// Gives every record of each activity that the query finds to `each`, as JSON, by id and then by document.
    pub fn export<E: From<LibraryError>>(
        &self,
        query: &Query,
        mut each: impl FnMut(&str) -> Result<(), E>,
    ) -> Result<u64, E> {
        let sql = "SELECT records.record, records.evidence, documents.origin, documents.text, records.activity \
                   FROM ids JOIN records ON records.own = ids.row \
                   JOIN documents ON documents.row = records.document ORDER BY ids.id, documents.blake3";
        let wanted = self.wanted(query)?;
        let mut count = 0;
        let mut failed = None;
        let read = self.sql(|db| {
            let mut statement = db.prepare(sql)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let activity: i64 = row.get(4)?;
                if wanted.as_ref().is_some_and(|wanted| wanted.binary_search(&activity).is_err()) {
                    continue;
                }
                let slim = Slim { record: row.get(0)?, evidence: row.get(1)? };
                let (origin, text) = (row.get_ref(2)?.as_str()?, row.get_ref(3)?.as_str()?);
                let json = self
                    .read(origin)
                    .and_then(|origin: Origin| self.whole(&slim, &origin, text))
                    .map_err(E::from)
                    .and_then(|activity| each(&as_json(&activity)));
                if let Err(error) = json {
                    failed = Some(error);
                    break;
                }
                count += 1;
            }
            Ok(())
        });
        read?;
        failed.map_or(Ok(count), Err)
    }

    /// The rows of the ids that the query finds, in order; none for all of them, which needs no index.
    fn wanted(&self, query: &Query) -> Result<Option<Vec<i64>>, LibraryError> {
        if query.expr == Expr::All && query.problems.is_empty() {
            return Ok(None);
        }
        let numbers = self.with_view(|view| {
            let found = view.found(&mut view.matching(query)?, &query.expr)?;
            view.identities(&found).map_err(index_error(&view.path))
        })?;
        let mut ids = Vec::new();
        for number in numbers {
            // Odd numbers are texts that belong to no activity: no records.
            if number.is_multiple_of(2) {
                ids.push(i64::try_from(number / 2).unwrap_or(i64::MAX));
            }
        }
        ids.sort_unstable();
        Ok(Some(ids))
    }

    fn records(&self, row: i64) -> Result<Vec<Record>, LibraryError> {
        let found = self.sql(|db| {
            db.prepare_cached(
                "SELECT records.record, records.evidence, documents.origin, documents.text FROM records \
                 JOIN documents ON documents.row = records.document WHERE records.activity = ?1 \
                 ORDER BY documents.date DESC NULLS LAST, documents.blake3",
            )?
            .query_map([row], |row| {
                Ok((Slim { record: row.get(0)?, evidence: row.get(1)? }, row.get(2)?, row.get(3)?))
            })?
            .collect::<rusqlite::Result<Vec<(Slim, String, String)>>>()
        })?;
        let mut records = Vec::new();
        for (slim, origin, text) in found {
            let origin: Origin = self.read(&origin)?;
            let activity = self.whole(&slim, &origin, &text)?;
            records.push(Record {
                json: as_json(&activity),
                activity,
                paths: self.paths_of(&origin.blake3)?,
            });
        }
        Ok(records)
    }

    /// Where the document with these bytes was found.
    pub fn paths_of(&self, blake3: &str) -> Result<Vec<String>, LibraryError> {
        self.sql(|db| {
            db.prepare_cached("SELECT path FROM sources WHERE blake3 = ?1 ORDER BY path")?
                .query_map([blake3], |row| row.get(0))?
                .collect()
        })
    }

    fn document(&self, blake3: &str) -> Result<Option<Shown>, LibraryError> {
        let row = self.sql(|db| {
            db.prepare_cached("SELECT row FROM documents WHERE blake3 >= ?1 AND blake3 < ?1 || 'g' LIMIT 1")?
                .query_row([blake3], |row| row.get(0))
                .optional()
        })?;
        let Some(row) = row else { return Ok(None) };
        let Some(kept) = self.kept(row)? else { return Ok(None) };
        let pieces: Vec<&str> =
            columns::nobodys_text(&kept).iter().map(|span| span.of(&kept.text).trim()).collect();
        let text = pieces.join("\n\n");
        Ok(Some(Shown::Document(Box::new(kept.origin), text)))
    }

    pub(crate) fn no_such_activity(&self, id: &str) -> Result<LibraryError, LibraryError> {
        let nearest = self.nearest_id(id)?;
        Ok(LibraryError::NoSuchActivity { dir: self.dir().to_owned(), id: id.to_owned(), nearest })
    }

    /// The id nearest in spelling, among those that begin alike.
    fn nearest_id(&self, id: &str) -> Result<Option<String>, LibraryError> {
        const ENOUGH: i64 = 100_000;
        let ids = self.sql(|db| {
            db.prepare("SELECT DISTINCT ids.id FROM ids JOIN records ON records.own = ids.row LIMIT ?1")?
                .query_map([ENOUGH], |row| row.get(0))?
                .collect::<rusqlite::Result<Vec<String>>>()
        })?;
        let folded: Vec<(String, &String)> = ids.iter().map(|known| (known.to_lowercase(), known)).collect();
        let known = folded.iter().map(|(folded, known)| (folded.as_str(), (*known).clone()));
        Ok(almoner_codelists::nearest(&id.to_lowercase(), known))
    }
}

/// A record as an export writes it.
fn as_json(activity: &Activity) -> String {
    serde_json::to_string(activity).unwrap_or_default()
}

/// What stands for an id whose file has changed since.
fn followers(db: &Connection, id: &str) -> rusqlite::Result<Vec<(i64, String)>> {
    db.prepare(
        "WITH RECURSIVE chain (id) AS (SELECT new FROM followers WHERE old = ?1 \
         UNION SELECT new FROM followers JOIN chain ON old = chain.id) \
         SELECT records.activity, id FROM ids JOIN chain USING (id) JOIN records ON records.own = ids.row LIMIT 1",
    )?
    .query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?
    .collect()
}

/// The ids that are `id`, else that begin with it, else that hold it; in any case of letters, with records alone.
fn matching_ids(db: &Connection, id: &str) -> rusqlite::Result<Vec<(i64, String)>> {
    const SEVERAL: usize = 10;
    for ways in [
        "id = ?1",
        "id = ?1 COLLATE NOCASE",
        "substr(id, 1, length(?1)) = ?1 COLLATE NOCASE",
        "instr(lower(id), lower(?1)) > 0",
    ] {
        let sql = format!(
            "SELECT DISTINCT records.activity, id FROM ids JOIN records ON records.own = ids.row \
             WHERE ({ways}) AND ?1 <> '' ORDER BY id LIMIT {SEVERAL}"
        );
        let found: Vec<(i64, String)> = db
            .prepare(&sql)?
            .query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(Vec::new())
}
