//! Lays what people said over a record: a value at a path, one name for an organisation.
//!
//! Paths are JSON pointers. An item of a list is found again by what it is known by (code, name, symbol …), since another
//! reading may put it elsewhere; where it is not found, the correction rests. What follows from a corrected value follows
//! it: the name of a code, amounts in US dollars, the period of dates.

mod following;
mod place;

use std::collections::BTreeMap;

use almoner_codelists::{Rates, dollars, organisation_by_id};
use almoner_record::{Activity, Basis, Evidence, Organisation, WarningCode};
use rust_decimal::Decimal;
use serde_json::Value;

use crate::corrections::{Correction, SameOrganisation, organisation_word};
use following::follow;
use place::{items, parts, place, pointer};

pub(crate) use place::normal;

/// Why a value cannot be put at a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CannotLay {
    /// What is wrong.
    pub(crate) what: String,
    /// What to do.
    pub(crate) hint: String,
}

fn cannot(what: impl Into<String>, hint: impl Into<String>) -> CannotLay {
    CannotLay { what: what.into(), hint: hint.into() }
}

/// What a correction will keep.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Plan {
    /// What the items on the path are known by.
    pub(crate) items: Vec<Option<String>>,
    /// The value as the record holds it.
    pub(crate) value: Value,
    /// The value that stands there now.
    pub(crate) was: Value,
}

/// How a value is refused that is of another type.
const NO_FIT: &str = "the value does not fit";

/// Rule of the evidence of what a person said.
const RULE: &str = "correction";

/// Whether `value`, JSON or a text, can stand at `path` of the record, and what is to be kept of it.
pub(crate) fn plan(activity: &Activity, path: &str, value: &str) -> Result<Plan, CannotLay> {
    let record = serde_json::to_value(activity).unwrap_or_default();
    let parts = parts(path);
    let items = items(&record, &parts)?;
    let place = place(&record, &parts, &items, None).unwrap_or_else(|| parts.clone());
    let was = record.pointer(&pointer(&place)).cloned().unwrap_or_default();
    let json: Option<Value> = serde_json::from_str(value).ok();
    let is_text = !json.as_ref().is_some_and(|json| json.is_object() || json.is_array());
    let text = is_text.then(|| Value::String(value.to_owned()));
    let mut refused: Option<CannotLay> = None;
    for value in json.into_iter().chain(text) {
        match put(activity, &place, &value) {
            Ok(laid) => {
                let record = serde_json::to_value(&laid).unwrap_or_default();
                let value = if value.is_null() {
                    value
                } else {
                    record.pointer(&pointer(&place)).cloned().unwrap_or(value)
                };
                return Ok(Plan { items, value, was });
            }
            // What a number may not be says more than that a text is no number.
            Err(cannot) => refused = refused.filter(|known| !known.what.starts_with(NO_FIT)).or(Some(cannot)),
        }
    }
    Err(refused
        .unwrap_or_else(|| cannot("it cannot be corrected", "`almoner show ID --evidence` prints the paths")))
}

/// The record with all corrections that have a place in it, and organisations under one name.
pub(crate) fn lay(
    activity: &Activity,
    corrections: &[Correction],
    same: &BTreeMap<String, SameOrganisation>,
    rates: &Rates,
) -> Activity {
    let mut laid = activity.clone();
    for correction in corrections {
        let record = serde_json::to_value(&laid).unwrap_or_default();
        let place = place(&record, &parts(&correction.path), &correction.items, Some(&correction.value));
        if let Some(next) = place.and_then(|place| put(&laid, &place, &correction.value).ok()) {
            laid = next;
        }
    }
    if !same.is_empty() {
        unite(&mut laid, same);
    }
    if laid != *activity {
        use WarningCode as Code;
        let of_rates = [Code::NoRate, Code::RateProvisional, Code::AmbiguousCurrency];
        laid.warnings.retain(|warning| !of_rates.contains(&warning.code));
        let told = dollars(&mut laid, rates);
        laid.warnings.extend(told);
    }
    laid
}

/// True where a correction has a place in the record.
pub(crate) fn has_place(activity: &Activity, correction: &Correction) -> bool {
    let record = serde_json::to_value(activity).unwrap_or_default();
    place(&record, &parts(&correction.path), &correction.items, Some(&correction.value)).is_some()
}

/// The record with `value` at `place`.
fn put(activity: &Activity, place: &[String], value: &Value) -> Result<Activity, CannotLay> {
    let mut record = serde_json::to_value(activity).unwrap_or_default();
    let Some((last, above)) = place.split_last() else {
        return Err(cannot("the path is empty", "a path looks like /budget/value"));
    };
    let above = pointer(above);
    let mut removed = None;
    match record.pointer_mut(&above) {
        Some(Value::Array(list)) => {
            let index: usize = last
                .parse()
                .map_err(|_| cannot(format!("`{last}` is no item"), "items are counted from 0"))?;
            match (value.is_null(), list.get_mut(index)) {
                (true, Some(_)) => {
                    list.remove(index);
                    removed = Some(index);
                }
                (false, Some(item)) => *item = value.clone(),
                (_, None) => list.push(value.clone()),
            }
        }
        Some(Value::Object(fields)) => {
            fields.insert(last.clone(), value.clone());
        }
        _ => return Err(cannot(format!("{above} has no value yet"), "give it whole")),
    }
    say_so(&mut record, place);
    name_by_code(&mut record, place);
    let mut laid = typed(record, &pointer(place))?;
    match removed {
        Some(index) => take_out(&mut laid, &above, index),
        None => replace_evidence(&mut laid, &pointer(place), value.is_null()),
    }
    follow(&mut laid, place)?;
    fits(&laid)?;
    Ok(laid)
}

/// What no record may say, whoever says it.
fn fits(activity: &Activity) -> Result<(), CannotLay> {
    let names = (activity.countries.iter().map(|item| &item.name))
        .chain(activity.planned_countries.iter().map(|item| &item.name))
        .chain(activity.regions.iter().map(|item| &item.name))
        .chain(activity.policy_markers.iter().map(|item| &item.name));
    if names.into_iter().any(String::is_empty) {
        return Err(cannot("the item has no name", "give a code of the list, or a name"));
    }
    if activity.title.as_deref().is_some_and(|title| title.trim().is_empty()) {
        return Err(cannot("the title is empty", "`null` takes it away"));
    }
    let shares = (activity.countries.iter().map(|item| item.percentage))
        .chain(activity.regions.iter().map(|item| item.percentage))
        .chain(activity.sectors.iter().map(|item| item.percentage));
    if shares.flatten().any(|share| !(Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&share)) {
        return Err(cannot("a share is between 0 and 100 per cent", "give it as a number: 62.5"));
    }
    let period = activity.period.as_ref().and_then(|period| Some((period.start?, period.end?)));
    if period.is_some_and(|(start, end)| start > end) {
        return Err(cannot("the end is before the start", "correct the other date first, or this one"));
    }
    Ok(())
}

/// An item that is given by its code alone gets its name from the list.
fn name_by_code(record: &mut Value, place: &[String]) {
    const LISTS: [&str; 4] = ["countries", "planned_countries", "regions", "policy_markers"];
    let is_item = place.len() == 2 && place.first().is_some_and(|list| LISTS.contains(&list.as_str()));
    if let (true, Some(Value::Object(fields))) = (is_item, record.pointer_mut(&pointer(place))) {
        fields.entry("name").or_insert_with(|| Value::String(String::new()));
    }
}

/// The nearest item around a place that has a basis is `corrected` now.
fn say_so(record: &mut Value, place: &[String]) {
    for end in (1..=place.len()).rev() {
        if let Some(Value::Object(fields)) =
            record.pointer_mut(&pointer(place.get(..end).unwrap_or_default()))
            && let Some(basis) = fields.get_mut("basis")
        {
            *basis = Value::String("corrected".to_owned());
            return;
        }
    }
}

/// The record from its JSON; what the object at `path` leaves out is null, or an empty list.
fn typed(mut record: Value, path: &str) -> Result<Activity, CannotLay> {
    const LISTS: [&str; 4] = ["quantities", "periods", "outputs", "activities"];
    const KEYS: usize = 16;
    for _ in 0..KEYS {
        let error = match serde_json::from_value(record.clone()) {
            Ok(activity) => return Ok(activity),
            Err(error) => error.to_string(),
        };
        let missing = error.strip_prefix("missing field `").and_then(|rest| rest.split('`').next());
        match (missing, record.pointer_mut(path)) {
            (Some(key), Some(Value::Object(fields))) if !fields.contains_key(key) => {
                let value = match key {
                    "basis" => Value::String("corrected".to_owned()),
                    key if LISTS.contains(&key) => Value::Array(Vec::new()),
                    _ => Value::Null,
                };
                fields.insert(key.to_owned(), value);
            }
            _ => {
                let hint = match () {
                    () if error.contains("expected struct Coded") => {
                        format!("write {path}/code and a code of its list")
                    }
                    () if error.contains("year")
                        || error.contains("date")
                        || path.contains("date")
                        || path.contains("/period") =>
                    {
                        "a date is YYYY-MM-DD".to_owned()
                    }
                    () => {
                        "docs/record.md tells each field's form; a whole item is written as JSON".to_owned()
                    }
                };
                return Err(cannot(format!("{NO_FIT}: {error}"), hint));
            }
        }
    }
    Err(cannot(NO_FIT, "docs/record.md tells each field's form"))
}

fn at_or_below(path: &str, top: &str) -> bool {
    path.strip_prefix(top).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// What was read at a path is read there no more; a person says what stands there. So much for warnings about it, too.
fn replace_evidence(activity: &mut Activity, path: &str, silent: bool) {
    activity.evidence.retain(|evidence| !at_or_below(&evidence.path, path));
    activity.warnings.retain(|warning| !warning.paths.iter().any(|told| at_or_below(told, path)));
    if !silent {
        activity.evidence.push(Evidence {
            path: path.to_owned(),
            page: None,
            boxes: Vec::new(),
            start: 0,
            end: 0,
            quote: String::new(),
            basis: Basis::Corrected,
            confidence: None,
            rule: RULE.to_owned(),
        });
    }
}

/// An item of the list at `list` was taken out: its evidence goes, and the items behind it move up.
fn take_out(activity: &mut Activity, list: &str, index: usize) {
    let gone = format!("{list}/{index}");
    activity.evidence.retain(|evidence| !at_or_below(&evidence.path, &gone));
    activity.warnings.retain(|warning| !warning.paths.iter().any(|told| at_or_below(told, &gone)));
    let paths = activity.evidence.iter_mut().map(|evidence| &mut evidence.path);
    for path in paths.chain(activity.warnings.iter_mut().flat_map(|warning| &mut warning.paths)) {
        let Some(rest) = path.strip_prefix(list).and_then(|rest| rest.strip_prefix('/')) else { continue };
        let (number, below) = rest.split_once('/').map_or((rest, ""), |(number, below)| (number, below));
        let Ok(number) = number.parse::<usize>() else { continue };
        if number > index {
            let slash = if below.is_empty() { "" } else { "/" };
            *path = format!("{list}/{}{slash}{below}", number - 1);
        }
    }
}

/// Every organisation that people said is another one.
fn unite(activity: &mut Activity, same: &BTreeMap<String, SameOrganisation>) {
    let reporting =
        activity.reporting_org.iter_mut().map(|org| ("/reporting_org".to_owned(), &mut org.organisation));
    let taking_part = activity.participating_orgs.iter_mut().enumerate();
    let taking_part =
        taking_part.map(|(at, org)| (format!("/participating_orgs/{at}"), &mut org.organisation));
    let paying = activity.funding.iter_mut().enumerate();
    let paying = paying.map(|(at, share)| (format!("/funding/{at}"), &mut share.organisation));
    let mut changed = Vec::new();
    for (path, organisation) in reporting.chain(taking_part).chain(paying) {
        let words = organisation.reference.iter().chain([&organisation.name]);
        let Some(one) = words.map(|word| organisation_word(word)).find_map(|word| same.get(&word)) else {
            continue;
        };
        changed.extend(united(organisation, one).into_iter().map(|key| format!("{path}/{key}")));
    }
    for path in changed {
        // The document prints the name; that it is this organisation's, a person says.
        let at = path.rsplit_once('/').map_or("", |(above, _)| above);
        let printed = activity.evidence.iter().find(|evidence| evidence.path == at).cloned();
        replace_evidence(activity, &path, false);
        if let (Some(printed), Some(said)) = (printed, activity.evidence.last_mut()) {
            *said = Evidence {
                path,
                basis: Basis::Corrected,
                confidence: None,
                rule: RULE.to_owned(),
                ..printed
            };
        }
    }
}

/// The keys of an organisation that are others now. Where the one has an identifier, that makes them one; else the name.
fn united(organisation: &mut Organisation, one: &SameOrganisation) -> Vec<&'static str> {
    match &one.reference {
        Some(reference) if organisation.reference.as_ref() != Some(reference) => {
            organisation.reference = Some(reference.clone());
            let kind = organisation_by_id(reference).and_then(|known| known.kind);
            match kind {
                Some(kind) => {
                    organisation.kind = Some(kind.to_owned());
                    vec!["ref", "type"]
                }
                None => vec!["ref"],
            }
        }
        None if organisation.name != one.name => {
            organisation.name.clone_from(&one.name);
            organisation.reference = None;
            vec!["name"]
        }
        _ => Vec::new(),
    }
}
