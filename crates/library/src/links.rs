//! Which records of different ids tell of one activity.
//!
//! Two documents tell of one activity when both name its number under one organisation, or when title, countries and
//! dates are the same, or when they are one page in two languages: countries, days and amount are the same and the
//! languages are not. Two IATI identifiers are two activities, and so are two records of one document. A record that is
//! found to tell of a known activity joins it; none is merged away, and its own id still leads to it.

use std::collections::BTreeSet;

use almoner_codelists::{fold, organisation_key};
use almoner_record::{Activity, Precision};
use rusqlite::{OptionalExtension, Transaction, params};

use crate::{Library, LibraryError};

/// How two records were found to be alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Likeness {
    /// The same id.
    Id,
    /// The same number at the same organisation, or the same title, countries and dates.
    Facts,
    /// The same countries, days and amount: an activity only where the languages differ.
    Figures,
}

/// Below this many letters a title (`Water`) or a number (`12`) is shared by chance.
const SHORTEST_TITLE: usize = 12;
const SHORTEST_NUMBER: usize = 5;

/// What records of one activity have in common, as keys that are compared.
fn keys(activity: &Activity) -> Vec<(Likeness, String)> {
    let mut keys = vec![(Likeness::Id, id_key(&activity.id))];
    let reporting = activity.reporting_org.as_ref().map(|org| &org.organisation);
    if let Some(reporting) = reporting {
        let organisation = reporting.reference.clone().unwrap_or_else(|| organisation_key(&reporting.name));
        let numbers =
            activity.other_identifiers.iter().map(|other| &other.value).chain(&activity.iati_identifier);
        for number in numbers.map(|number| fold(number)) {
            let told = number.len() >= SHORTEST_NUMBER && number.chars().any(|c| c.is_ascii_digit());
            keys.extend(told.then(|| (Likeness::Facts, format!("number\u{1f}{organisation}\u{1f}{number}"))));
        }
    }
    let mut countries: Vec<&str> = activity.countries.iter().map(|country| country.code.as_str()).collect();
    countries.sort_unstable();
    let period = activity.period.as_ref();
    let (Some(start), false) = (period.and_then(|period| period.start), countries.is_empty()) else {
        return keys;
    };
    let end = period.and_then(|period| period.end).map(|end| end.to_string()).unwrap_or_default();
    let facts = format!("{}\u{1f}{start}\u{1f}{end}", countries.join(","));
    if let Some(title) =
        activity.title.as_deref().map(organisation_key).filter(|title| title.len() >= SHORTEST_TITLE)
    {
        keys.push((Likeness::Facts, format!("title\u{1f}{title}\u{1f}{facts}")));
    }
    let to_the_day = period.is_some_and(|period| {
        period.start_precision == Some(Precision::Day) && period.end_precision == Some(Precision::Day)
    });
    let money = activity.budget.as_ref().map(|budget| &budget.money);
    if let Some((money, currency)) =
        money.and_then(|money| Some((money, money.currency.as_ref()?))).filter(|_| to_the_day)
    {
        let value = money.value.normalize();
        keys.push((Likeness::Figures, format!("figures\u{1f}{facts}\u{1f}{value}\u{1f}{currency}")));
    }
    keys
}

impl Library {
    /// How many activities the records with these ids tell of.
    pub fn activities_of<'a>(&self, ids: impl Iterator<Item = &'a String>) -> Result<u64, LibraryError> {
        self.sql(|db| {
            let mut sql = db.prepare(
                "SELECT records.activity FROM links JOIN records ON records.row = links.record WHERE links.key = ?1",
            )?;
            let mut activities = BTreeSet::new();
            for id in ids {
                activities.extend(sql.query_row([id_key(id)], |row| row.get::<_, i64>(0)).optional()?);
            }
            Ok(activities.len() as u64)
        })
    }
}

fn id_key(id: &str) -> String {
    format!("id\u{1f}{id}")
}

/// The row of the activity that `activity`, of the document in row `document`, tells of: a known one, else its own.
pub(crate) fn activity_of(db: &Transaction<'_>, document: i64, activity: &Activity) -> rusqlite::Result<i64> {
    db.prepare_cached("INSERT OR IGNORE INTO ids (id) VALUES (?1)")?.execute([&activity.id])?;
    let own: i64 = db
        .prepare_cached("SELECT row FROM ids WHERE id = ?1")?
        .query_row([&activity.id], |row| row.get(0))?;
    for (likeness, key) in keys(activity) {
        if let Some(known) = known(db, document, activity, likeness, &key)? {
            // An identifier stands for the activity rather than an id made of a document's bytes.
            let is_named = activity.iati_identifier.is_some() && id(db, known)?.starts_with("doc:");
            return if known == own {
                Ok(own)
            } else if is_named {
                move_records(db, known, own)
            } else {
                lead(db, own, known)
            };
        }
    }
    Ok(own)
}

fn id(db: &Transaction<'_>, row: i64) -> rusqlite::Result<String> {
    db.prepare_cached("SELECT id FROM ids WHERE row = ?1")?.query_row([row], |row| row.get(0))
}

/// From now on the id in row `from` leads to the activity in row `to`.
fn lead(db: &Transaction<'_>, from: i64, to: i64) -> rusqlite::Result<i64> {
    let (old, new) = (id(db, from)?, id(db, to)?);
    db.prepare_cached("DELETE FROM followers WHERE old = ?1")?.execute([&new])?;
    db.prepare_cached("INSERT OR REPLACE INTO followers (old, new) VALUES (?1, ?2)")?.execute([old, new])?;
    Ok(to)
}

/// All records of the activity in row `from` are of that in row `to`; the index is told of their documents.
fn move_records(db: &Transaction<'_>, from: i64, to: i64) -> rusqlite::Result<i64> {
    db.prepare_cached(
        "INSERT INTO changes (document) SELECT DISTINCT document FROM records WHERE activity = ?1",
    )?
    .execute([from])?;
    db.prepare_cached("UPDATE records SET activity = ?2 WHERE activity = ?1")?.execute([from, to])?;
    lead(db, from, to)
}

/// The activity of a record with this key that may be the same: the first that was known.
fn known(
    db: &Transaction<'_>,
    document: i64,
    activity: &Activity,
    likeness: Likeness,
    key: &str,
) -> rusqlite::Result<Option<i64>> {
    // A document tells of an activity once; two identifiers are two activities.
    const SQL: &str = "SELECT records.activity FROM links JOIN records ON records.row = links.record \
        WHERE links.key = ?1 AND (?2 OR ( \
            NOT EXISTS (SELECT 1 FROM records AS own WHERE own.document = ?3 AND own.activity = records.activity) \
            AND NOT EXISTS (SELECT 1 FROM records AS other WHERE other.activity = records.activity \
                AND other.record ->> '$.iati_identifier' <> ?4))) \
          AND (?5 IS NULL OR records.record ->> '$.languages[0]' <> ?5) \
        ORDER BY records.activity LIMIT 1";
    let language = activity.languages.first().map_or("", String::as_str);
    db.prepare_cached(SQL)?
        .query_row(
            params![
                key,
                likeness == Likeness::Id,
                document,
                activity.iati_identifier,
                (likeness == Likeness::Figures).then_some(language),
            ],
            |row| row.get(0),
        )
        .optional()
}

/// Keeps what the record in row `record` has in common with others.
pub(crate) fn put(db: &Transaction<'_>, record: i64, activity: &Activity) -> rusqlite::Result<()> {
    for (_, key) in keys(activity) {
        db.prepare_cached("INSERT OR IGNORE INTO links (key, record) VALUES (?1, ?2)")?
            .execute(params![key, record])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::{Shown, sample};

    fn told(id: &str, more: &Value) -> Value {
        let mut record = json!({
            "id": id,
            "title": "Rural roads in the north",
            "countries": [{"code": "HT", "name": "Haiti", "percentage": null, "basis": "stated"}],
            "period": {"start": "2019-01-15", "end": "2021-03-31", "start_precision": "day", "end_precision": "day", "duration": null},
            "budget": {"value": "2500000", "currency": "CAD", "label": null, "value_date": null,
                "value_date_precision": null, "usd": null, "measure": null},
        });
        let (Some(record_keys), Some(more)) = (record.as_object_mut(), more.as_object()) else {
            return record;
        };
        record_keys.extend(more.clone());
        record
    }

    fn activities(records: [(&str, &str, Value); 2]) -> u64 {
        let documents = records.map(|(name, language, record)| {
            let id = record["id"].as_str().unwrap_or_default().to_owned();
            let mut record = record;
            if let Some(keys) = record.as_object_mut() {
                keys.insert("languages".to_owned(), json!([language]));
            }
            sample::document(name, language, name, vec![sample::activity(&id, record)])
        });
        let (_dir, library) = sample::library(documents.to_vec());
        for id in ["doc:1", "doc:2", "X-1", "X-2"] {
            if let Ok(Shown::Activity(found)) = library.get(id) {
                assert!(found.iter().any(|record| record.activity.id == id), "{id} leads to its record");
            }
        }
        library.counts().unwrap().activities
    }

    #[test]
    fn records_of_one_activity_are_linked() {
        let same = json!({});
        for (one, other, languages, expected) in [
            // The same title, countries and dates.
            (told("doc:1", &same), told("doc:2", &same), ["en", "en"], 1),
            (told("X-1", &json!({"iati_identifier": "X-1"})), told("doc:2", &same), ["en", "en"], 1),
            // One page in two languages.
            (
                told("doc:1", &same),
                told("doc:2", &json!({"title": "Routes rurales du nord"})),
                ["en", "fr"],
                1,
            ),
            // Another title in the same language, other dates, two identifiers.
            (told("doc:1", &same), told("doc:2", &json!({"title": "Schools in the north"})), ["en", "en"], 2),
            (
                told("doc:1", &same),
                told(
                    "doc:2",
                    &json!({"period": {"start": "2020-01-15", "end": "2021-03-31",
                "start_precision": "day", "end_precision": "day", "duration": null}}),
                ),
                ["en", "fr"],
                2,
            ),
            (
                told("X-1", &json!({"iati_identifier": "X-1"})),
                told("X-2", &json!({"iati_identifier": "X-2"})),
                ["en", "fr"],
                2,
            ),
            (
                told("doc:1", &json!({"countries": []})),
                told("doc:2", &json!({"countries": []})),
                ["en", "en"],
                2,
            ),
        ] {
            let [first, second] = languages;
            for (one, other) in [(&one, &other), (&other, &one)] {
                let found = activities([("a.txt", first, one.clone()), ("b.txt", second, other.clone())]);
                assert_eq!(found, expected, "{one}\n{other}");
            }
        }
    }
}
