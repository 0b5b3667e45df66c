//! A record as its single values, each under a name that is the same in every document: items of a list are named by
//! what makes them that item (`countries[HT]/percentage`), not by their place.

use std::collections::BTreeMap;

use almoner_codelists::organisation_key;
use almoner_record::Activity;
use serde_json::{Map, Value};

/// A single value of a record.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Leaf {
    /// What the record says; `true` for an item of which no more is said than that it is there.
    pub(crate) value: Value,
    /// Where it stands in its record.
    pub(crate) pointer: String,
    /// Its place among the values of the record.
    pub(crate) order: usize,
}

/// Keys that are about the document or the reading, and what is worked out from other values.
const LEFT_OUT: [&str; 11] = [
    "version",
    "id",
    "languages",
    "translations",
    "warnings",
    "evidence",
    "document",
    "iati",
    "usd",
    "basis",
    "label",
];

/// Keys whose values are words of the document: another language says them otherwise.
const TEXTS: [&str; 11] = [
    "title",
    "text",
    "name",
    "acronym",
    "item",
    "description",
    "unit",
    "qualifier",
    "outcome",
    "of",
    "measure",
];

/// All single values of a record.
pub(crate) fn leaves(activity: &Activity) -> BTreeMap<String, Leaf> {
    let record = serde_json::to_value(activity).unwrap_or_default();
    let mut found = Leaves::default();
    for (key, value) in record.as_object().into_iter().flatten().filter(|(key, _)| !left_out(key)) {
        found.take(key.clone(), format!("/{key}"), key, value);
    }
    found.0
}

fn left_out(key: &str) -> bool {
    LEFT_OUT.contains(&key)
}

/// True for a field whose value is words of the document, or whose item is told apart by its words.
pub(crate) fn is_text(field: &str) -> bool {
    let last = field.rsplit('/').next().unwrap_or(field);
    let key = last.split('[').next().unwrap_or(last);
    let by_words = field.contains('“');
    by_words || (TEXTS.contains(&key) && !field.starts_with("budget/"))
}

#[derive(Default)]
struct Leaves(BTreeMap<String, Leaf>);

impl Leaves {
    fn take(&mut self, field: String, pointer: String, key: &str, value: &Value) {
        match value {
            Value::Null => {}
            Value::Object(object) => self.object(&field, &pointer, object),
            Value::Array(items) => {
                for (at, item) in items.iter().enumerate() {
                    let mut name = format!("{field}[{}]", identity(key, item, at));
                    let mut twice = 2;
                    while self.0.contains_key(&name) {
                        name = format!("{field}[{} #{twice}]", identity(key, item, at));
                        twice += 1;
                    }
                    let pointer = format!("{pointer}/{at}");
                    self.put(
                        name.clone(),
                        pointer.clone(),
                        item.as_object().map_or(item, |_| &Value::Bool(true)),
                    );
                    if let Value::Object(object) = item {
                        self.object(&name, &pointer, object);
                    }
                }
            }
            single => self.put(field, pointer, single),
        }
    }

    fn object(&mut self, field: &str, pointer: &str, object: &Map<String, Value>) {
        for (key, value) in object.iter().filter(|(key, _)| !left_out(key)) {
            self.take(format!("{field}/{key}"), format!("{pointer}/{key}"), key, value);
        }
    }

    fn put(&mut self, field: String, pointer: String, value: &Value) {
        let order = self.0.len();
        self.0.insert(field, Leaf { value: value.clone(), pointer, order });
    }
}

/// What makes an item of a list that item. Words of the document stand in quotes.
fn identity(list: &str, item: &Value, at: usize) -> String {
    let text = |key: &str| item[key].as_str().unwrap_or_default().to_owned();
    let quoted = |words: &str| format!("“{words}”");
    match list {
        "countries" | "planned_countries" | "sdgs" => text("code"),
        "sectors" | "policy_markers" | "regions" => match item["code"].as_str() {
            Some(code) => format!("{}-{code}", text("vocabulary")),
            None => quoted(&text("name")),
        },
        "participating_orgs" | "funding" => {
            let who =
                item["ref"].as_str().map_or_else(|| quoted(&organisation_key(&text("name"))), str::to_owned);
            [text("role"), who].join(" ").trim().to_owned()
        }
        "activity_dates" => item["type"].as_str().map_or_else(|| quoted(&text("text")), str::to_owned),
        "locations" => quoted(&text("name")),
        "references" => text("symbol"),
        "other_identifiers" => text("value"),
        "descriptions" => text("type"),
        "results" => format!("{} {}", text("status"), at + 1),
        "indicators" => quoted(&text("title")),
        _ => (at + 1).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::is_text;

    #[test]
    fn words_are_told_from_figures() {
        for (field, expected) in [
            ("title", true),
            ("results[achieved 1]/text", true),
            ("results[achieved 1]/quantities[1]/unit", true),
            ("results[achieved 1]/quantities[1]/value", false),
            ("participating_orgs[funding CA-3]/name", true),
            ("participating_orgs[implementing “care canada”]", true),
            ("participating_orgs[funding CA-3]", false),
            ("countries[HT]/percentage", false),
            ("budget/value", false),
            ("budget/measure", false),
        ] {
            assert_eq!(is_text(field), expected, "{field}");
        }
    }
}
