//! What people said instead of what was read. Kept apart from the records and laid over them whenever a document is read
//! (again): laying.rs. `almoner correct`, `almoner same`.

use std::collections::{BTreeMap, BTreeSet};

use almoner_codelists::{Rates, organisation, organisation_by_id, organisation_key};
use almoner_record::Activity;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::laying::{self, CannotLay};
use crate::slim::{self, Slim};
use crate::store::{changed, json, now, record_sum, unwritable};
use crate::sums::{or_null, sum};
use crate::{Library, LibraryError, Shown, groups};

/// A value that a person corrected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The id of the record.
    pub id: String,
    /// JSON pointer of the value.
    pub path: String,
    /// What the items of lists on the path are known by, a text a part of the path; null where it is no item. Another
    /// reading may put them elsewhere.
    pub items: Vec<Option<String>>,
    /// The value that stands there.
    pub value: Value,
    /// The value that stood there when it was corrected.
    pub was: Value,
    /// Who says so.
    pub by: String,
    /// Why.
    pub because: Option<String>,
    /// When, RFC 3339.
    pub made_at: String,
}

/// Two names of one organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SameOrganisation {
    /// The name or identifier that is replaced.
    pub other: String,
    /// The name that stands for it.
    pub name: String,
    /// Its IATI identifier, where it is known.
    #[serde(rename = "ref")]
    pub reference: Option<String>,
    /// Who says so.
    pub by: String,
    /// Why.
    pub because: Option<String>,
    /// When, RFC 3339.
    pub made_at: String,
}

/// All that people said, as a file holds it: an object a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Said {
    /// A value of a record.
    Correction(Correction),
    /// Two names of one organisation.
    Same(SameOrganisation),
}

/// Who says something, and why.
#[derive(Debug, Clone, Copy)]
pub struct Saying<'a> {
    /// Who.
    pub by: &'a str,
    /// Why.
    pub because: Option<&'a str>,
}

/// What is to be laid over records that are put.
pub(crate) struct Corrections<'a> {
    any: bool,
    same: BTreeMap<String, SameOrganisation>,
    pub(crate) rates: &'a Rates,
}

impl<'a> Corrections<'a> {
    pub(crate) fn read(db: &Connection, rates: &'a Rates) -> rusqlite::Result<Corrections<'a>> {
        let any = db.prepare_cached("SELECT 1 FROM corrections LIMIT 1")?.exists([])?;
        Ok(Corrections { any, same: replaced_names(db)?, rates })
    }

    /// The record with all that people said of it; the second is the record as it was read, where that differs.
    pub(crate) fn lay(
        &self,
        db: &Transaction<'_>,
        activity: Activity,
    ) -> rusqlite::Result<(Activity, Option<String>)> {
        if !self.any && self.same.is_empty() {
            return Ok((activity, None));
        }
        let corrections = if self.any { of(db, &activity.id)? } else { Vec::new() };
        let laid = laying::lay(&activity, &corrections, &self.same, self.rates);
        if laid == activity { Ok((activity, None)) } else { Ok((laid, Some(json(&activity)?))) }
    }

    /// Lays all that is said over a record that is kept already, after `change` was made to what was read.
    fn lay_again(
        &self,
        db: &Transaction<'_>,
        row: i64,
        change: &dyn Fn(&mut Activity),
    ) -> rusqlite::Result<Option<BTreeSet<i64>>> {
        let Some(mut kept) = kept(db, row)? else { return Ok(None) };
        let before = kept.slim;
        change(&mut kept.as_read);
        let (mut activity, as_read) = self.lay(db, kept.as_read)?;
        let slim = slim::pack(&mut activity).map_err(unwritable)?;
        if slim == before {
            return Ok(None);
        }
        db.prepare_cached(
            "UPDATE records SET record = ?2, evidence = ?3, as_read = ?4, sum = ?5 WHERE row = ?1",
        )?
        .execute(params![
            row,
            slim.record,
            slim.evidence,
            as_read,
            record_sum(&slim, as_read.as_deref())
        ])?;
        // What it was connected with is settled without it, too.
        let touched = groups::around(db, kept.document)?;
        db.prepare_cached("DELETE FROM links WHERE record = ?1")?.execute([row])?;
        groups::put(db, row, &activity)?;
        changed(db, kept.document)?;
        Ok(Some(touched))
    }

    /// Lays all that is said over these records again, after `change`; gives how many are others now.
    pub(crate) fn lay_over(
        &self,
        db: &Transaction<'_>,
        rows: Vec<i64>,
        change: &dyn Fn(&mut Activity),
    ) -> rusqlite::Result<usize> {
        let mut touched = BTreeSet::new();
        let mut count = 0;
        for row in rows {
            if let Some(around) = self.lay_again(db, row, change)? {
                touched.extend(around);
                count += 1;
            }
        }
        groups::settle(db, touched)?;
        Ok(count)
    }
}

/// The rows of all records.
pub(crate) fn all_records(db: &Connection) -> rusqlite::Result<Vec<i64>> {
    db.prepare("SELECT row FROM records ORDER BY row")?.query_map([], |row| row.get(0))?.collect()
}

/// The rows of the records with this id.
fn records_of(db: &Connection, id: &str) -> rusqlite::Result<Vec<i64>> {
    db.prepare_cached("SELECT records.row FROM records JOIN ids ON ids.row = records.own WHERE ids.id = ?1")?
        .query_map([id], |row| row.get(0))?
        .collect()
}

/// A record as it is kept, and as it was read.
struct Kept {
    document: i64,
    slim: Slim,
    as_read: Activity,
}

fn kept(db: &Connection, row: i64) -> rusqlite::Result<Option<Kept>> {
    type Columns = (i64, String, String, Option<String>, String, String);
    let found: Option<Columns> = db
        .prepare_cached(
            "SELECT document, record, evidence, as_read, origin, text FROM records \
             JOIN documents ON documents.row = records.document WHERE records.row = ?1",
        )?
        .query_row([row], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?))
        })
        .optional()?;
    let Some((document, record, evidence, as_read, origin, text)) = found else { return Ok(None) };
    let slim = Slim { record, evidence };
    let as_read = match as_read {
        Some(json) => serde_json::from_str(&json).map_err(unwritable)?,
        None => {
            let origin = serde_json::from_str(&origin).map_err(unwritable)?;
            slim::unpack(&slim, &origin, &text)
                .map_err(|what| rusqlite::Error::ToSqlConversionFailure(what.into()))?
        }
    };
    Ok(Some(Kept { document, slim, as_read }))
}

impl Library {
    /// All that people said: corrections in the order in which they were made, then organisations.
    pub fn said(&self) -> Result<Vec<Said>, LibraryError> {
        self.sql(|db| {
            let corrections = db
                .prepare(&format!("SELECT {CORRECTION} FROM corrections ORDER BY row"))?
                .query_map([], correction_of)?
                .collect::<rusqlite::Result<Vec<_>>>()?;
            let same = same_organisations(db)?.into_iter().map(Said::Same);
            Ok(corrections.into_iter().map(Said::Correction).chain(same).collect())
        })
    }

    /// Why a correction rests, in words: its record is not there now, or what it is of is not in the record. None where it
    /// stands.
    pub fn rests(&self, correction: &Correction) -> Result<Option<&'static str>, LibraryError> {
        let as_read = self.sql(|db| {
            let rows = records_of(db, &correction.id)?;
            rows.into_iter().map(|row| kept(db, row)).collect::<rusqlite::Result<Vec<_>>>()
        })?;
        let mut as_read = as_read.into_iter().flatten().map(|kept| kept.as_read).peekable();
        Ok(match as_read.peek() {
            None => Some("its record is not in the library"),
            Some(_) => {
                let stands = as_read.any(|activity| laying::has_place(&activity, correction));
                (!stands).then_some("its item is not in the record")
            }
        })
    }

    /// Puts `value` in the place of what was read at `path` of the activity, in each of its records that has such a place.
    /// `value` is JSON, or a text as it is; null takes a value or an item away. Gives what was corrected.
    pub fn correct(
        &mut self,
        id: &str,
        path: &str,
        value: &str,
        saying: Saying<'_>,
    ) -> Result<Vec<Correction>, LibraryError> {
        let Shown::Activity(records) = self.get(id)? else {
            return Err(self.no_such_activity(id)?);
        };
        let mut made: Vec<Correction> = Vec::new();
        let mut refused = None;
        for record in &records {
            let activity = &record.activity;
            if made.iter().any(|known| known.id == activity.id) {
                continue;
            }
            match laying::plan(activity, path, value) {
                Ok(plan) => made.push(Correction {
                    id: activity.id.clone(),
                    path: laying::normal(path),
                    items: plan.items,
                    value: plan.value,
                    was: plan.was,
                    by: saying.by.to_owned(),
                    because: saying.because.map(str::to_owned),
                    made_at: now(),
                }),
                Err(cannot) => refused = Some(cannot),
            }
        }
        if let (true, Some(cannot)) = (made.is_empty(), refused) {
            return Err(cannot.of(id, path));
        }
        self.change(|db, _| made.iter().try_for_each(|correction| put_correction(db, correction)))?;
        self.lay_over_ids(made.iter().map(|correction| correction.id.as_str()))?;
        Ok(made)
    }

    /// Takes a correction back: what was read stands again. Gives how many there were.
    pub fn uncorrect(&mut self, id: &str, path: Option<&str>) -> Result<usize, LibraryError> {
        let path = path.map(laying::normal);
        let ids: Vec<String> = match self.get(id) {
            Ok(Shown::Activity(records)) => records.into_iter().map(|record| record.activity.id).collect(),
            // A correction may stand for a record that is not there now.
            _ => vec![id.to_owned()],
        };
        let taken = self.change(|db, _| {
            let mut taken = 0;
            for id in &ids {
                taken += db
                    .prepare_cached("DELETE FROM corrections WHERE id = ?1 AND (?2 IS NULL OR path = ?2)")?
                    .execute(params![id, path])?;
            }
            Ok(taken)
        })?;
        self.lay_over_ids(ids.iter().map(String::as_str))?;
        Ok(taken)
    }

    /// From now on `other` is the organisation `one`, in all records. Gives how it is kept and how many records are
    /// others now.
    ///
    /// # Errors
    /// [`LibraryError::OneName`] where the two are one name already.
    pub fn same(
        &mut self,
        one: &str,
        other: &str,
        saying: Saying<'_>,
    ) -> Result<(SameOrganisation, usize), LibraryError> {
        if organisation_word(one) == organisation_word(other) {
            return Err(LibraryError::OneName { name: other.trim().to_owned() });
        }
        let known = organisation_by_id(one.trim()).or_else(|| organisation(one));
        let same = SameOrganisation {
            other: other.trim().to_owned(),
            name: known
                .filter(|known| known.id == one.trim())
                .map_or(one.trim(), |known| known.name)
                .to_owned(),
            reference: known.map(|known| known.id.to_owned()),
            by: saying.by.to_owned(),
            because: saying.because.map(str::to_owned),
            made_at: now(),
        };
        let changed = self.take_up(&[Said::Same(same.clone())])?;
        Ok((same, changed))
    }

    /// Takes back that `other` is another organisation's name. Gives how many such sayings there were.
    pub fn not_same(&mut self, other: &str) -> Result<usize, LibraryError> {
        let key = organisation_word(other);
        let taken =
            self.change(|db, _| db.execute("DELETE FROM same_organisations WHERE key = ?1", [&key]))?;
        self.lay_over_all()?;
        Ok(taken)
    }

    /// Takes up what another library's people said. Of two corrections of one value the later stands. Gives how many
    /// records are others now.
    pub fn take_up(&mut self, said: &[Said]) -> Result<usize, LibraryError> {
        self.change(|db, _| {
            for one in said {
                match one {
                    Said::Correction(correction) => put_correction(db, correction)?,
                    Said::Same(same) => put_same(db, same)?,
                }
            }
            Ok(())
        })?;
        self.lay_over_all()
    }

    fn lay_over_all(&mut self) -> Result<usize, LibraryError> {
        self.change(|db, corrections| corrections.lay_over(db, all_records(db)?, &|_| {}))
    }

    fn lay_over_ids<'a>(&mut self, ids: impl Iterator<Item = &'a str>) -> Result<usize, LibraryError> {
        self.change(|db, corrections| {
            let mut rows: Vec<i64> = Vec::new();
            for id in ids {
                rows.extend(records_of(db, id)?);
            }
            corrections.lay_over(db, rows, &|_| {})
        })
    }
}

impl CannotLay {
    fn of(self, id: &str, path: &str) -> LibraryError {
        LibraryError::CannotCorrect {
            id: id.to_owned(),
            path: path.to_owned(),
            what: self.what,
            hint: self.hint,
        }
    }
}

/// The key by which names of organisations are compared; an identifier is one of them.
pub(crate) fn organisation_word(name: &str) -> String {
    organisation_key(name.trim())
}

const CORRECTION: &str = "id, path, items, value, was, by, because, made_at";

fn of(db: &Connection, id: &str) -> rusqlite::Result<Vec<Correction>> {
    db.prepare_cached(&format!("SELECT {CORRECTION} FROM corrections WHERE id = ?1 ORDER BY row"))?
        .query_map([id], correction_of)?
        .collect()
}

fn correction_of(row: &Row<'_>) -> rusqlite::Result<Correction> {
    let json = |column: usize| -> rusqlite::Result<Value> {
        serde_json::from_str(row.get_ref(column)?.as_str()?).map_err(unwritable)
    };
    Ok(Correction {
        id: row.get(0)?,
        path: row.get(1)?,
        items: serde_json::from_value(json(2)?).map_err(unwritable)?,
        value: json(3)?,
        was: json(4)?,
        by: row.get(5)?,
        because: row.get(6)?,
        made_at: row.get(7)?,
    })
}

/// A later correction of the same value replaces the earlier one; the value that was read stays known.
fn put_correction(db: &Transaction<'_>, correction: &Correction) -> rusqlite::Result<()> {
    let Correction { id, path, items, value, was, by, because, made_at } = correction;
    let earlier: Option<(String, String)> = db
        .prepare_cached("SELECT made_at, was FROM corrections WHERE id = ?1 AND path = ?2")?
        .query_row([id, path], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    if earlier.as_ref().is_some_and(|(earlier, _)| earlier > made_at) {
        return Ok(());
    }
    let was = earlier.map_or(json(was)?, |(_, was)| was);
    let (items, value) = (json(items)?, json(value)?);
    db.prepare_cached("DELETE FROM corrections WHERE id = ?1 AND path = ?2")?.execute([id, path])?;
    db.prepare_cached(&format!(
        "INSERT INTO corrections ({CORRECTION}, sum) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
    ))?
    .execute(params![
        id,
        path,
        items,
        value,
        was,
        by,
        because,
        made_at,
        // Without the id, which changes when a file does.
        sum(&[path, &items, &value, &was, by, or_null(because.as_deref()), made_at]),
    ])?;
    Ok(())
}

fn same_organisations(db: &Connection) -> rusqlite::Result<Vec<SameOrganisation>> {
    db.prepare_cached("SELECT other, name, ref, by, because, made_at FROM same_organisations ORDER BY key")?
        .query_map([], |row| {
            Ok(SameOrganisation {
                other: row.get(0)?,
                name: row.get(1)?,
                reference: row.get(2)?,
                by: row.get(3)?,
                because: row.get(4)?,
                made_at: row.get(5)?,
            })
        })?
        .collect()
}

/// The sayings by which names of organisations are replaced, by the keys of those names.
pub(crate) fn replaced_names(db: &Connection) -> rusqlite::Result<BTreeMap<String, SameOrganisation>> {
    let same = same_organisations(db)?;
    Ok(same.into_iter().map(|same| (organisation_word(&same.other), same)).collect())
}

fn put_same(db: &Transaction<'_>, same: &SameOrganisation) -> rusqlite::Result<()> {
    let SameOrganisation { other, name, reference, by, because, made_at } = same;
    let key = organisation_word(other);
    db.prepare_cached(
        "INSERT OR REPLACE INTO same_organisations (key, other, name, ref, by, because, made_at, sum) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![
        key,
        other,
        name,
        reference,
        by,
        because,
        made_at,
        sum(&[&key, other, name, or_null(reference.as_deref()), by, or_null(because.as_deref()), made_at]),
    ])?;
    Ok(())
}
