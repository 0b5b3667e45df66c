//! One activity of the gold against one record: what the gold leaves out is not judged.

use serde_json::{Map, Value};

use super::checks;
use super::compare::{self, same};
use super::lists::{ListRule, is_remark};
use super::logframe;
use super::score::{Miss, Sheet, Tally};
use super::subject::{Subject, items};

/// Keys of an activity of the gold that say how to judge, or speak to people.
const REMARKS: &[&str] = &["complete", "must_not", "document", "title_normalised"];

/// The judging of one activity.
pub(super) struct Judge<'a> {
    pub(super) subject: Subject<'a>,
    pub(super) gold: &'a Map<String, Value>,
    /// Name of the document, for the list of misses.
    document: &'a str,
    /// Ordinal of the activity in its gold.
    ordinal: usize,
    sheet: &'a mut Sheet,
    wrong: bool,
    /// True while the parts of an item are counted that was itself missed: one line tells of it.
    quiet: bool,
}

/// A value of the gold and of the record, and where it is.
#[derive(Clone)]
struct Place {
    /// As the table names it: `countries/percentage`.
    field: String,
    /// JSON pointer in the record; the evidence lies there.
    pointer: String,
}

impl Place {
    fn of(key: &str) -> Place {
        Place { field: key.to_owned(), pointer: format!("/{key}") }
    }

    fn key(&self, key: &str) -> Place {
        Place { field: format!("{}/{key}", self.field), pointer: format!("{}/{key}", self.pointer) }
    }

    fn item(&self, place: usize) -> Place {
        Place { field: self.field.clone(), pointer: format!("{}/{place}", self.pointer) }
    }
}

/// Judges one activity and adds to the sheet. True when all that the gold says of it is so.
pub(super) fn judge(
    document: &str,
    ordinal: usize,
    gold: &Map<String, Value>,
    subject: Subject<'_>,
    sheet: &mut Sheet,
) -> bool {
    let mut judge = Judge { subject, gold, document, ordinal, sheet, wrong: false, quiet: false };
    for (key, value) in gold {
        match key.as_str() {
            key if REMARKS.contains(&key) => {}
            "logframe" => logframe::judge(&mut judge, items(value)),
            "title" if judge.is_normalised_title() => {
                judge.count("title", Tally { gold: 1, found: 1, right: 1, ..Tally::default() })
            }
            key if checks::judge(&mut judge, key, value) => {}
            key => judge.value(&Place::of(key), key, value, &subject.record[key]),
        }
    }
    !judge.wrong
}

impl Judge<'_> {
    /// Counts a value in the calibration, if it carries a confidence: the least of its pieces of evidence.
    fn sure(&mut self, pointer: &str, right: bool) {
        let evidence = self.subject.evidence(pointer);
        let sure = evidence.iter().filter_map(|one| compare::hundredths(&one["confidence"])).min();
        if let Some(sure) = sure {
            self.sheet.count_sure(sure, right);
        }
    }

    /// Counts in a field; anything that is not right makes the record wrong.
    pub(super) fn count(&mut self, field: &str, tally: Tally) {
        self.wrong |= tally.right < tally.gold.max(tally.found);
        self.sheet.count(field, tally);
    }

    /// Notes what is not as the gold says. `None` stands for nothing.
    pub(super) fn miss(&mut self, field: &str, pointer: &str, expected: Option<String>, got: Option<String>) {
        if self.quiet {
            return;
        }
        self.sheet.misses.push(Miss {
            document: self.document.to_owned(),
            activity: Some(self.ordinal),
            field: field.to_owned(),
            expected,
            got,
            rule: self.subject.rule(pointer).map(str::to_owned),
        });
    }

    /// True when the list `name` is all that there is.
    fn is_complete(&self, name: &str) -> bool {
        self.gold.get("complete").map(items).is_some_and(|lists| lists.iter().any(|list| list == name))
    }

    /// A title may also be given as the gold normalises it.
    fn is_normalised_title(&self) -> bool {
        let title = &self.subject.record["title"];
        self.gold.get("title_normalised").is_some_and(|normalised| same("title", normalised, title))
    }

    fn value(&mut self, place: &Place, key: &str, gold: &Value, got: &Value) {
        match gold {
            Value::Array(gold) => self.list(place, ListRule::of(key), gold, items(got)),
            Value::Object(gold) => self.object(place, gold, got),
            Value::Null if got.is_array() => self.list(place, ListRule::of(key), &[], items(got)),
            Value::Null if got.is_object() => self.leaf(&place.main(), key, gold, got),
            Value::Null if main_key(key).is_some() => self.leaf(&place.main(), key, gold, got),
            _ => self.leaf(place, key, gold, got),
        }
    }

    /// A single value: asserted, or asserted to be missing.
    fn leaf(&mut self, place: &Place, key: &str, gold: &Value, got: &Value) {
        let right = !gold.is_null() && same(key, gold, got);
        let near = if right { 0 } else { compare::nearness(key, gold, got) };
        let tally = Tally {
            gold: u64::from(!gold.is_null()),
            found: u64::from(!got.is_null()),
            right: u64::from(right),
            near,
        };
        if tally.found > 0 {
            self.sure(&place.pointer, right);
        }
        self.count(&place.field, tally);
        if tally.right < tally.gold.max(tally.found) {
            self.miss(&place.field, &place.pointer, shown(gold), shown(got));
        }
    }

    /// The parts of an object that the gold names.
    fn object(&mut self, place: &Place, gold: &Map<String, Value>, got: &Value) {
        for (key, value) in gold.iter().filter(|(key, _)| !is_remark(key)) {
            self.value(&place.key(key), key, value, &got[key.as_str()]);
        }
        self.remarks(place, gold, got);
    }

    /// What the gold says about a value: where it stands, and how it is known.
    fn remarks(&mut self, place: &Place, gold: &Map<String, Value>, got: &Value) {
        if let Some(quote) = gold.get("quote").and_then(Value::as_str) {
            self.quote(place, quote, got);
        }
        if let Some(basis) = gold.get("currency_basis").and_then(Value::as_str) {
            self.currency_basis(place, basis, got);
        }
        self.basis(place, gold.get("basis").and_then(Value::as_str), got);
    }

    /// The evidence must lie inside the words that the gold quotes.
    fn quote(&mut self, place: &Place, quote: &str, got: &Value) {
        let field = format!("{}/quote", place.field);
        let pointer = place.main().pointer;
        let found = !got.is_null();
        let right = found && self.subject.stands_in(&pointer, quote);
        let near = if right || !found { 0 } else { self.subject.overlap(&pointer, quote) };
        self.count(&field, Tally { gold: 1, found: u64::from(found), right: u64::from(right), near });
        if right {
            return;
        }
        let evidence = self.subject.evidence(&pointer);
        let quotes: Vec<_> = evidence.iter().filter_map(|one| one["quote"].as_str()).collect();
        let got = match self.subject.text().contains(quote) {
            false => "these words do not stand in the document's text".to_owned(),
            true => quotes.join(" | "),
        };
        self.miss(&field, &pointer, Some(quote.to_owned()), Some(got).filter(|got| !got.is_empty()));
    }

    /// How the value is known: as the gold says; where it says nothing, stated or implied but not concluded.
    fn basis(&mut self, place: &Place, gold: Option<&str>, got: &Value) {
        let found = got["basis"].as_str();
        if gold.is_none() && found.is_none() {
            return;
        }
        let right = gold.map_or(found != Some("inferred"), |gold| found == Some(gold));
        let field = format!("{}/basis", place.field);
        self.count(
            &field,
            Tally { gold: 1, found: u64::from(found.is_some()), right: u64::from(right), ..Tally::default() },
        );
        if !right {
            let expected = gold.unwrap_or("stated or default").to_owned();
            self.miss(&field, &place.pointer, Some(expected), found.map(str::to_owned));
        }
    }

    /// How the currency is known: the word before the colon.
    fn currency_basis(&mut self, place: &Place, gold: &str, got: &Value) {
        let gold = gold.split(':').next().unwrap_or(gold).trim();
        let currency = place.key("currency");
        let evidence = self.subject.evidence(&currency.pointer);
        let found: Vec<_> = evidence.iter().filter_map(|one| one["basis"].as_str()).collect();
        let found = Some(found).filter(|found| !found.is_empty() && !got["currency"].is_null());
        let right = found.as_ref().is_some_and(|found| found.contains(&gold));
        let field = format!("{}/currency_basis", place.field);
        self.count(
            &field,
            Tally { gold: 1, found: u64::from(found.is_some()), right: u64::from(right), ..Tally::default() },
        );
        if !right {
            self.miss(&field, &currency.pointer, Some(gold.to_owned()), found.map(|found| found.join(" | ")));
        }
    }

    fn list(&mut self, place: &Place, rule: ListRule, gold: &[Value], got: &[Value]) {
        let complete = !rule.sample || self.is_complete(rule.name) || gold.is_empty();
        let (gold, got) = (parts_named(gold), parts_named(got));
        let gold: Vec<Value> = gold.into_iter().filter(is_judged).collect();
        let aside = concluded_aside(rule.name, &gold);
        let judged = |item: &Value| is_judged(item) && !(aside && item["basis"] == "inferred");
        let (at, got): (Vec<usize>, Vec<&Value>) =
            got.iter().enumerate().filter(|(_, item)| judged(item)).unzip();
        let pairs = rule.pair(&gold, &got, complete);
        let right = pairs.iter().flatten().count() as u64;
        let found = if complete { got.len() as u64 } else { right };
        let missed = gold.iter().zip(&pairs).filter(|(_, pair)| pair.is_none()).map(|(item, _)| item);
        let spare = got.iter().enumerate().filter(|(p, _)| complete && !pairs.contains(&Some(*p)));
        let near = compare::nearness_of_items(missed, spare.map(|(_, item)| *item));
        self.count(&place.field, Tally { gold: gold.len() as u64, found, right, near });
        for (p, at) in at.iter().enumerate() {
            let paired = pairs.contains(&Some(p));
            if paired || complete {
                self.sure(&place.item(*at).pointer, paired);
            }
        }
        for (item, pair) in gold.iter().zip(&pairs) {
            let found = pair.and_then(|pair| Some((*at.get(pair)?, *got.get(pair)?)));
            self.item(place, rule, item, found);
        }
        for (at, item) in
            at.iter().zip(&got).enumerate().filter(|(p, _)| !pairs.contains(&Some(*p))).map(|(_, pair)| pair)
        {
            if complete {
                self.miss(&place.field, &place.item(*at).pointer, None, shown(item));
            }
        }
    }

    /// One item of the gold and the one found for it.
    fn item(&mut self, place: &Place, rule: ListRule, gold: &Value, found: Option<(usize, &Value)>) {
        let outer = self.quiet;
        let (place, got) = match found {
            Some((at, got)) => (place.item(at), got),
            None => {
                self.miss(&place.field, &place.pointer, shown(gold), None);
                self.quiet = true;
                (place.clone(), &Value::Null)
            }
        };
        if let Some(gold) = gold.as_object() {
            let mut others = gold.clone();
            others.retain(|key, _| is_remark(key) || !rule.identifies(key));
            if rule.name == "results" {
                others.remove("quote"); // It has told which result this is.
            }
            self.object(&place, &others, got);
        }
        self.quiet = outer;
    }
}

impl Place {
    /// The value that an object is about: it is missing when the object is.
    fn main(&self) -> Place {
        let last = self.field.rsplit('/').next().unwrap_or_default();
        main_key(last).map_or_else(|| self.clone(), |key| self.key(key))
    }
}

fn main_key(key: &str) -> Option<&'static str> {
    match key {
        "budget" | "usd" => Some("value"),
        "reporting_org" => Some("name"),
        "status" => Some("code"),
        _ => None,
    }
}

/// The items with the number of the whole in `part_of`, in place of its index: two lists need not be alike for one
/// item to be part of the same whole.
fn parts_named(list: &[Value]) -> Vec<Value> {
    let whole = |index: &Value| list.get(usize::try_from(index.as_u64()?).ok()?)?.get("value").cloned();
    let mut named = list.to_vec();
    for part in named.iter_mut().filter_map(|item| item.get_mut("part_of")) {
        *part = whole(part).unwrap_or_default();
    }
    named
}

/// What the words of a text made a program conclude stands apart from what the document states: where the gold tells of
/// nothing that is inferred, it says nothing of those items.
fn concluded_aside(list: &str, gold: &[Value]) -> bool {
    matches!(list, "sectors" | "policy_markers" | "locations")
        && !gold.iter().any(|item| item["basis"] == "inferred")
}

/// The totals of a budget table are checked by the record's own warnings.
fn is_judged(item: &Value) -> bool {
    !matches!(item["kind"].as_str(), Some("total" | "subtotal"))
}

/// A value in words for the list of misses; null is nothing.
pub(super) fn shown(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        Value::Object(object) => {
            // Long texts and what is missing would hide what matters.
            let said = object
                .iter()
                .filter(|(key, value)| !value.is_null() && !matches!(key.as_str(), "usd" | "evidence"));
            let said = said.filter(|(_, value)| !items(value).is_empty() || !value.is_array());
            let parts: Vec<_> =
                said.map(|(key, value)| format!("{key}: {}", shown(value).unwrap_or_default())).collect();
            Some(parts.join(", "))
        }
        Value::Array(list) => {
            Some(format!("[{}]", list.iter().filter_map(shown).collect::<Vec<_>>().join("; ")))
        }
        other => Some(other.to_string()),
    }
}
