//! Which records of different ids tell of one activity.
//!
//! Two documents tell of one activity when both name its number under one organisation, or when title, countries and
//! dates are the same, or when they are one page in two languages: countries, days and amount are the same and the
//! languages are not. Two IATI identifiers are two activities, and so are two records of one document. None is merged
//! away, and each id still leads to its activity.
//!
//! What a record joins depends on the records that there are, not on the order in which they came: whenever one comes
//! or goes, all ids that it is connected with are grouped anew, in the order of their names.

use std::collections::{BTreeMap, BTreeSet};

use almoner_codelists::{fold, organisation_key};
use almoner_record::{Activity, Precision};
use rusqlite::{Connection, Transaction, params};

use crate::sources::whole;
use crate::sums::sum;
use crate::{Library, LibraryError};

/// Below this many letters a title (`Water`) or a number (`12`) is shared by chance.
const SHORTEST_TITLE: usize = 12;
const SHORTEST_NUMBER: usize = 5;
/// What so many ids have in common (a title such as `Technical assistance to the ministry`) tells nothing of one activity.
const MOST: usize = 64;

/// Something that a record may have in common with others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    hash: i64,
    /// Countries, days and amount: an activity only where the languages differ.
    figures: bool,
}

impl Key {
    fn of(parts: &[&str], figures: bool) -> Key {
        Key { hash: sum(parts), figures }
    }
}

/// What records of one activity have in common, as keys that are compared.
fn keys(activity: &Activity) -> Vec<Key> {
    let mut keys = Vec::new();
    let reporting = activity.reporting_org.as_ref().map(|org| &org.organisation);
    if let Some(reporting) = reporting {
        let organisation = reporting.reference.clone().unwrap_or_else(|| organisation_key(&reporting.name));
        let numbers =
            activity.other_identifiers.iter().map(|other| &other.value).chain(&activity.iati_identifier);
        for number in numbers.map(|number| fold(number)) {
            let told = number.len() >= SHORTEST_NUMBER && number.chars().any(|c| c.is_ascii_digit());
            keys.extend(told.then(|| Key::of(&["number", &organisation, &number], false)));
        }
    }
    let mut countries: Vec<&str> = activity.countries.iter().map(|country| country.code.as_str()).collect();
    countries.sort_unstable();
    let period = activity.period.as_ref();
    let (Some(start), false) = (period.and_then(|period| period.start), countries.is_empty()) else {
        return keys;
    };
    let end = period.and_then(|period| period.end).map(|end| end.to_string()).unwrap_or_default();
    let (countries, start) = (countries.join(","), start.to_string());
    let title = activity.title.as_deref().map(organisation_key);
    if let Some(title) = title.filter(|title| title.len() >= SHORTEST_TITLE) {
        keys.push(Key::of(&["title", &title, &countries, &start, &end], false));
    }
    let to_the_day = period.is_some_and(|period| {
        period.start_precision == Some(Precision::Day) && period.end_precision == Some(Precision::Day)
    });
    let money = activity.budget.as_ref().map(|budget| &budget.money).filter(|_| to_the_day);
    if let Some((money, currency)) = money.and_then(|money| Some((money, money.currency.as_ref()?))) {
        let value = money.value.normalize().to_string();
        keys.push(Key::of(&["figures", &countries, &start, &end, &value, currency], true));
    }
    keys
}

/// Keeps what the record in row `record` has in common with others.
pub(crate) fn put(db: &Transaction<'_>, record: i64, activity: &Activity) -> rusqlite::Result<()> {
    for key in keys(activity) {
        db.prepare_cached("INSERT OR IGNORE INTO links (key, record, figures) VALUES (?1, ?2, ?3)")?
            .execute(params![key.hash, record, key.figures])?;
    }
    Ok(())
}

/// The ids of the document in row `document`, and those that they are connected with. To be asked before the document
/// goes: they are to be settled after it.
pub(crate) fn around(db: &Connection, document: i64) -> rusqlite::Result<BTreeSet<i64>> {
    let mut ids: BTreeSet<i64> = db
        .prepare_cached("SELECT own FROM records WHERE document = ?1")?
        .query_map([document], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for id in ids.clone() {
        for key in keys_of(db, id)? {
            ids.extend(holders(db, key)?.ids);
        }
    }
    Ok(ids)
}

/// Groups these ids, and all that they are connected with, into activities.
pub(crate) fn settle(db: &Transaction<'_>, ids: BTreeSet<i64>) -> rusqlite::Result<()> {
    let mut unsettled = Vec::new();
    for group in gathered(db, ids)? {
        if !stands_alone(db, &group)? {
            unsettled.push(group);
        }
    }
    // All of them first: as long as one that leaves is still there, another may not be counted for it.
    for group in &unsettled {
        assign(db, group)?;
    }
    for first in unsettled.iter().filter_map(|group| group.first()) {
        count(db, *first)?;
    }
    Ok(())
}

/// True for one id whose one record stands for it: what most records are from the start.
fn stands_alone(db: &Transaction<'_>, group: &[i64]) -> rusqlite::Result<bool> {
    let [id] = group else { return Ok(false) };
    db.prepare_cached(
        "SELECT count(*) = 1 AND min(own = ?1 AND counts = 1) AND (SELECT count(*) FROM records WHERE own = ?1) = 1 \
         FROM records WHERE activity = ?1",
    )?
    .query_row([id], |row| row.get::<_, Option<bool>>(0))
    .map(|alone| alone == Some(true))
}

/// The activities of these ids, and of all that they are connected with, as ids; the first of each gives it its own.
fn gathered(db: &Connection, ids: BTreeSet<i64>) -> rusqlite::Result<Vec<Vec<i64>>> {
    let mut open: Vec<i64> = ids.into_iter().collect();
    let mut known: BTreeMap<i64, BTreeSet<Key>> = BTreeMap::new();
    let mut shared: BTreeSet<Key> = BTreeSet::new();
    while let Some(id) = open.pop() {
        if known.contains_key(&id) {
            continue;
        }
        if !is_connected(db, id)? {
            known.insert(id, BTreeSet::new());
            continue;
        }
        let keys = keys_of(db, id)?;
        for key in &keys {
            let holders = holders(db, *key)?;
            if holders.tell && holders.ids.len() > 1 {
                shared.insert(*key);
            }
            open.extend(holders.ids);
        }
        known.insert(id, keys);
    }
    let (alone, connected): (Vec<_>, Vec<_>) =
        known.into_iter().partition(|(_, keys)| keys.is_disjoint(&shared));
    let mut gathered: Vec<Vec<i64>> = alone.into_iter().map(|(id, _)| vec![id]).collect();
    let mut members = Vec::new();
    for (id, keys) in connected {
        members.extend(Member::read(db, id, keys.intersection(&shared).copied().collect())?);
    }
    gathered.extend(groups(members).iter().map(|group| group.iter().map(|member| member.id).collect()));
    Ok(gathered)
}

/// The records that stand under another activity than what they have in common says, or that count where another of
/// their activity should.
pub(crate) fn misplaced(db: &Connection) -> rusqlite::Result<BTreeSet<i64>> {
    let ids: Vec<i64> = db
        .prepare("SELECT DISTINCT own FROM records ORDER BY own")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let mut seen = BTreeSet::new();
    let mut misplaced: BTreeSet<i64> = db
        .prepare(
            &format!("SELECT row FROM records AS r WHERE counts <> (row = ({COUNTED}))")
                .replace("?1", "r.activity"),
        )?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let mut elsewhere = db.prepare("SELECT row FROM records WHERE own = ?1 AND activity <> ?2")?;
    for id in ids {
        if seen.contains(&id) {
            continue;
        }
        for group in gathered(db, BTreeSet::from([id]))? {
            let Some(first) = group.first().copied() else { continue };
            for id in group {
                seen.insert(id);
                let rows = elsewhere.query_map([id, first], |row| row.get(0))?;
                misplaced.extend(rows.collect::<rusqlite::Result<Vec<i64>>>()?);
            }
        }
    }
    Ok(misplaced)
}

/// True when what is kept of a record's links is what the record has in common with others.
pub(crate) fn is_linked(db: &Connection, record: i64, activity: &Activity) -> rusqlite::Result<bool> {
    let kept: BTreeMap<i64, bool> = db
        .prepare_cached("SELECT key, figures FROM links WHERE record = ?1")?
        .query_map([record], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    // Of two keys with one hash the first is kept.
    let told: BTreeMap<i64, bool> =
        keys(activity).into_iter().rev().map(|key| (key.hash, key.figures)).collect();
    Ok(kept == told)
}

impl Library {
    /// The number of the newest record; later ones have greater numbers.
    pub fn last_record(&self) -> Result<i64, LibraryError> {
        let sql = "SELECT coalesce(max(row), 0) FROM records";
        self.sql(|db| db.query_row(sql, [], |row| row.get(0)))
    }

    /// How many activities the records tell of that came after the one with this number.
    pub fn activities_since(&self, record: i64) -> Result<u64, LibraryError> {
        let sql = "SELECT count(DISTINCT activity) FROM records WHERE row > ?1";
        self.sql(|db| db.query_row(sql, [record], |row| whole(row, 0)))
    }
}

/// An id, and what may connect it with others.
struct Member {
    id: i64,
    name: String,
    /// It is an IATI identifier.
    named: bool,
    documents: BTreeSet<i64>,
    languages: BTreeSet<String>,
    keys: BTreeSet<Key>,
}

impl Member {
    /// None for an id that has no records any more.
    fn read(db: &Connection, id: i64, keys: BTreeSet<Key>) -> rusqlite::Result<Option<Member>> {
        let mut member = Member {
            id,
            name: db
                .prepare_cached("SELECT id FROM ids WHERE row = ?1")?
                .query_row([id], |row| row.get(0))?,
            named: false,
            documents: BTreeSet::new(),
            languages: BTreeSet::new(),
            keys,
        };
        let mut records = db.prepare_cached(
            "SELECT document, record ->> '$.iati_identifier' IS NOT NULL, record ->> '$.languages[0]' \
             FROM records WHERE own = ?1",
        )?;
        let mut rows = records.query([id])?;
        while let Some(row) = rows.next()? {
            member.documents.insert(row.get(0)?);
            member.named |= row.get::<_, bool>(1)?;
            member.languages.extend(row.get::<_, Option<String>>(2)?);
        }
        Ok(Some(member).filter(|member| !member.documents.is_empty()))
    }

    fn tells_of_the_same(&self, other: &Member) -> bool {
        let translated = !self.languages.is_empty()
            && !other.languages.is_empty()
            && self.languages.is_disjoint(&other.languages);
        !(self.named && other.named)
            && self.documents.is_disjoint(&other.documents)
            && self.keys.intersection(&other.keys).any(|key| !key.figures || translated)
    }

    fn may_stand_beside(&self, other: &Member) -> bool {
        !(self.named && other.named) && self.documents.is_disjoint(&other.documents)
    }
}

/// The activities of these ids; the first of each gives it its id: an identifier, else the least.
fn groups(mut members: Vec<Member>) -> Vec<Vec<Member>> {
    members.sort_by(|one, other| (!one.named, &one.name).cmp(&(!other.named, &other.name)));
    let mut groups: Vec<Vec<Member>> = Vec::new();
    for member in members {
        let fits = |group: &&mut Vec<Member>| {
            group.iter().all(|other| member.may_stand_beside(other))
                && group.iter().any(|other| member.tells_of_the_same(other))
        };
        match groups.iter_mut().find(fits) {
            Some(group) => group.push(member),
            None => groups.push(vec![member]),
        }
    }
    groups
}

/// True when an id has something in common with another: most have not, and one statement tells it.
fn is_connected(db: &Connection, id: i64) -> rusqlite::Result<bool> {
    db.prepare_cached(
        "SELECT 1 FROM records AS own JOIN links AS mine ON mine.record = own.row \
         JOIN links AS same ON same.key = mine.key JOIN records AS other ON other.row = same.record \
         WHERE own.own = ?1 AND other.own <> ?1 LIMIT 1",
    )?
    .exists([id])
}

fn keys_of(db: &Connection, id: i64) -> rusqlite::Result<BTreeSet<Key>> {
    db.prepare_cached(
        "SELECT DISTINCT links.key, links.figures FROM records JOIN links ON links.record = records.row \
         WHERE records.own = ?1",
    )?
    .query_map([id], |row| Ok(Key { hash: row.get(0)?, figures: row.get(1)? }))?
    .collect()
}

/// The ids that have a key.
struct Holders {
    ids: BTreeSet<i64>,
    /// False where they are too many to tell of one activity. Of exactly one too many all are given: until now they did.
    tell: bool,
}

fn holders(db: &Connection, key: Key) -> rusqlite::Result<Holders> {
    let mut ids: BTreeSet<i64> = db
        .prepare_cached(&format!(
            "SELECT DISTINCT records.own FROM links JOIN records ON records.row = links.record \
             WHERE links.key = ?1 LIMIT {}",
            MOST + 2
        ))?
        .query_map([key.hash], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let tell = ids.len() <= MOST;
    if ids.len() > MOST + 1 {
        ids.clear();
    }
    Ok(Holders { ids, tell })
}

/// Of several records of the activity in row `?1` the newest counts, then the one whose document has the lowest BLAKE3.
const COUNTED: &str = "SELECT other.row FROM records AS other JOIN documents ON documents.row = other.document \
    WHERE other.activity = ?1 ORDER BY documents.date DESC NULLS LAST, documents.blake3 LIMIT 1";

/// The records of these ids are of the activity of the first. The index is told of documents for which that is new.
fn assign(db: &Transaction<'_>, ids: &[i64]) -> rusqlite::Result<()> {
    let Some(activity) = ids.first() else { return Ok(()) };
    for id in ids {
        db.prepare_cached(
            "INSERT INTO changes (document) SELECT DISTINCT document FROM records WHERE own = ?1 AND activity <> ?2",
        )?
        .execute([id, activity])?;
        db.prepare_cached("UPDATE records SET activity = ?2 WHERE own = ?1 AND activity <> ?2")?
            .execute([id, activity])?;
    }
    Ok(())
}

/// Of the records of an activity the right one counts.
fn count(db: &Transaction<'_>, activity: i64) -> rusqlite::Result<()> {
    db.prepare_cached(&format!("UPDATE records SET counts = (row = ({COUNTED})) WHERE activity = ?1"))?
        .execute([activity])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use almoner_record::Extracted;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use crate::{Library, Shown, Why, sample};

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

    const TITLES: [&str; 4] =
        ["Rural roads in the north", "Routes rurales du nord", "Schools in the north", "Water"];
    const LANGUAGES: [&str; 2] = ["en", "fr"];

    /// One of few of everything, so that much is shared.
    fn record() -> impl Strategy<Value = Value> {
        let number = |number: usize| json!({"type": null, "value": format!("P-10{number}23")});
        (0..4_usize, 0..3_usize, 0..2_usize, 0..2_usize, prop::option::of(0..3_usize), prop::option::of(0..2_usize)).prop_map(
            move |(title, start, country, language, identifier, other)| {
                let mut told = told(
                    "",
                    &json!({
                        "title": TITLES.get(title),
                        "languages": [LANGUAGES.get(language)],
                        "reporting_org": {"ref": "CA-3", "name": "GAC", "acronym": null, "type": null, "unit": null, "secondary_reporter": null, "basis": "stated"},
                        "other_identifiers": other.map(number).into_iter().collect::<Vec<_>>(),
                        "iati_identifier": identifier.map(|number| format!("X-{number}")),
                    }),
                );
                told["period"]["start"] = ["2019-01-15", "2019-01-16", "2020-02-02"][start].into();
                told["countries"][0]["code"] = ["HT", "BJ"][country].into();
                told
            },
        )
    }

    /// A document with these records; a record has its identifier as its id, else one of its document.
    fn read(place: usize, records: Vec<Value>) -> Extracted {
        let mut activities: Vec<_> = Vec::new();
        for (ordinal, record) in records.into_iter().enumerate() {
            let id = match record["iati_identifier"].as_str() {
                Some(identifier) => identifier.to_owned(),
                None => format!("doc:{place}-{ordinal}"),
            };
            if activities.iter().all(|known: &almoner_record::Activity| known.id != id) {
                let mut record = record;
                record["id"] = id.clone().into();
                activities.push(sample::activity(&id, record));
            }
        }
        sample::document(&format!("{place}.txt"), "en", &format!("text {place}"), activities)
    }

    /// Each record by document and id, with the id of its activity and whether it counts.
    fn gathered(library: &Library) -> Vec<(String, String, String, bool)> {
        let sql = "SELECT documents.name, own.id, activity.id, counts FROM records JOIN ids AS own ON own.row = own \
            JOIN ids AS activity ON activity.row = records.activity JOIN documents ON documents.row = document ORDER BY 1, 2";
        let rows = library.sql(|db| {
            db.prepare(sql)?
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?
                .collect::<rusqlite::Result<Vec<_>>>()
        });
        rows.unwrap()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

        /// Whatever the order in which documents come, one by one or in batches, and whatever came and went in between.
        #[test]
        fn the_order_of_documents_does_not_show_in_the_activities(
            documents in prop::collection::vec(prop::collection::vec(record(), 1..3), 2..6),
            passing in prop::collection::vec(record(), 1..3),
            order in any::<u64>(),
        ) {
            let documents: Vec<Extracted> =
                documents.into_iter().enumerate().map(|(place, records)| read(place, records)).collect();
            let at_once = sample::library(documents.clone());
            let (_dir, mut one_by_one) = sample::library(vec![]);
            let mut shuffled = documents;
            let mut seed = order;
            for place in (1..shuffled.len()).rev() {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                shuffled.swap(place, (seed >> 33) as usize % (place + 1));
            }
            let passing = read(99, passing);
            for (place, document) in shuffled.into_iter().enumerate() {
                if place == 1 {
                    one_by_one.put(vec![sample::entry("99.txt", passing.clone())]).unwrap();
                }
                one_by_one.put(vec![sample::entry(&document.document.name.clone(), document)]).unwrap();
            }
            one_by_one.forget(&["99.txt".to_owned()], Why::Removed).unwrap();
            prop_assert_eq!(gathered(&at_once.1), gathered(&one_by_one));
            prop_assert_eq!(one_by_one.sql(super::misplaced).unwrap().len(), 0);
        }
    }
}
