//! IATI files as gold: what the publisher itself says of an activity, in version 1.0x or 2.0x of the standard.
//!
//! A document rarely prints all that the publisher reports, so nothing is asserted to be missing.

use std::collections::BTreeMap;
use std::path::Path;

use quick_xml::events::Event;
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use super::compare::folded;
use super::subject::items;

/// An element with what it holds.
#[derive(Debug, Default)]
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    children: Vec<Element>,
    text: String,
}

/// Elements inside each other beyond this are no IATI.
const DEEPEST: usize = 64;

/// The activities of an IATI file as gold; None when the file is no IATI.
pub(super) fn read(path: &Path, bytes: &[u8]) -> Option<Vec<Map<String, Value>>> {
    let is_xml = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xml"));
    let root = is_xml.then(|| tree(bytes)).flatten()?;
    let mut activities = Vec::new();
    collect(&root, &mut activities);
    Some(activities).filter(|activities| !activities.is_empty())
}

fn collect(element: &Element, activities: &mut Vec<Map<String, Value>>) {
    for child in &element.children {
        if child.name == "iati-activity" {
            activities.push(activity(child));
        } else if child.name == "iati-activities" {
            child.all("iati-activity").for_each(|child| activities.push(activity(child)));
        }
    }
}

fn tree(bytes: &[u8]) -> Option<Element> {
    let text = String::from_utf8_lossy(bytes);
    let mut reader = quick_xml::Reader::from_str(&text);
    let mut open = vec![Element::default()];
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) if open.len() < DEEPEST => open.push(element(&start)),
            Event::Start(_) => return None,
            Event::Empty(start) => open.last_mut()?.children.push(element(&start)),
            Event::End(_) => {
                let done = open.pop()?;
                open.last_mut()?.children.push(done);
            }
            Event::Text(text) => open.last_mut()?.text.push_str(&text),
            Event::CData(text) => open.last_mut()?.text.push_str(&text),
            Event::GeneralRef(name) => {
                let letter = match &*name {
                    "amp" => Some('&'),
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "quot" => Some('"'),
                    "apos" => Some('\''),
                    _ => name.resolve_char_ref().ok().flatten(),
                };
                open.last_mut()?.text.extend(letter);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    (open.len() == 1).then(|| open.pop()).flatten()
}

fn element(start: &quick_xml::events::BytesStart<'_>) -> Element {
    let attributes = start.attributes().flatten();
    let attributes = attributes.map(|one| (one.key.as_ref().to_owned(), one.value.to_string())).collect();
    Element { name: start.name().as_ref().to_owned(), attributes, ..Element::default() }
}

impl Element {
    fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.children.iter().filter(move |child| child.name == name)
    }

    fn first<'a>(&'a self, name: &'a str) -> Option<&'a Element> {
        self.all(name).next()
    }

    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    fn code<'a>(&'a self, name: &'a str) -> Option<&'a str> {
        self.first(name).and_then(|child| child.attribute("code")).filter(|code| !code.is_empty())
    }

    /// Texts by language; in version 1 the element is its own narrative.
    fn narratives(&self) -> BTreeMap<String, String> {
        let language = |element: &Element| element.attribute("xml:lang").map(str::to_owned);
        let inner: Vec<&Element> = self.all("narrative").collect();
        let texts = if inner.is_empty() { vec![self] } else { inner };
        let told = texts.into_iter().map(|each| {
            let text = each.text.split_whitespace().collect::<Vec<_>>().join(" ");
            (language(each).or_else(|| language(self)).unwrap_or_else(|| "en".to_owned()), text)
        });
        told.filter(|(_, text)| !text.is_empty()).collect()
    }

    fn amount(&self) -> Option<Decimal> {
        self.first("value")?.text.trim().replace(',', "").parse().ok()
    }
}

/// What an activity says: first in its own language, and in `narratives` in each other one.
fn activity(element: &Element) -> Map<String, Value> {
    let mut gold = Map::new();
    let identifier = element.first("iati-identifier").map(|each| each.text.trim().to_owned());
    gold.insert("iati_identifier".to_owned(), identifier.into());
    if let Some(status) = element.code("activity-status") {
        gold.insert("status".to_owned(), status.into());
    }
    let types = [
        ("aid_type", "default-aid-type"),
        ("finance_type", "default-finance-type"),
        ("flow_type", "default-flow-type"),
        ("collaboration_type", "collaboration-type"),
        ("tied_status", "default-tied-status"),
    ];
    for (key, name) in types {
        if let Some(code) = element.code(name) {
            gold.insert(key.to_owned(), code.into());
        }
    }
    for (key, list) in [
        ("period", period(element)),
        ("countries", countries(element)),
        ("sectors", sectors(element)),
        ("policy_markers", markers(element)),
        ("budget", budget(element)),
    ] {
        if !list.is_null() && !items_are_none(&list) {
            gold.insert(key.to_owned(), list);
        }
    }
    let languages = element.first("title").map(Element::narratives).unwrap_or_default();
    let told = |language: &str| narrative(element, language);
    let own = element.attribute("xml:lang").filter(|own| languages.contains_key(*own)).unwrap_or("en");
    gold.extend(told(own));
    let others = languages.keys().filter(|language| language.as_str() != own);
    let others: Map<String, Value> =
        others.map(|language| (language.clone(), told(language).into())).collect();
    gold.insert(NARRATIVES.to_owned(), others.into());
    gold
}

/// The key of the texts in other languages, which replace those beside it for a document in that language.
const NARRATIVES: &str = "narratives";

fn items_are_none(list: &Value) -> bool {
    list.as_array().is_some_and(Vec::is_empty)
}

/// The fields that differ with the language.
fn narrative(element: &Element, language: &str) -> Map<String, Value> {
    let text = |element: &Element| {
        let texts = element.narratives();
        texts.get(language).or_else(|| texts.get("en")).or_else(|| texts.values().next()).cloned()
    };
    let roles = [("1", "funding"), ("2", "accountable"), ("3", "extending"), ("4", "implementing")];
    let role = |printed: &str| {
        let printed = printed.to_lowercase();
        roles.iter().find(|(code, name)| printed == *code || printed == *name).map(|(_, name)| *name)
    };
    let named = |each: &Element| {
        Some(json!({"name": text(each)?, "role": role(each.attribute("role").unwrap_or_default())?}))
    };
    let mut told = Map::new();
    if let Some(title) = element.first("title").and_then(text) {
        told.insert("title".to_owned(), title.into());
    }
    let organisations: Vec<Value> = element.all("participating-org").filter_map(named).collect();
    if !organisations.is_empty() {
        told.insert("participating_orgs".to_owned(), organisations.into());
    }
    told
}

fn period(element: &Element) -> Value {
    let date = |kinds: [&str; 2]| {
        let mut dates = element.all("activity-date");
        let date = dates.find(|date| date.attribute("type").is_some_and(|kind| kinds.contains(&kind)))?;
        date.attribute("iso-date")?.get(..10).map(str::to_owned)
    };
    let start = date(["2", "start-actual"]).or_else(|| date(["1", "start-planned"]));
    let end = date(["4", "end-actual"]).or_else(|| date(["3", "end-planned"]));
    let mut period = Map::new();
    for (key, date) in [("start", start), ("end", end)] {
        if let Some(date) = date {
            period.insert(key.to_owned(), date.into());
        }
    }
    if period.is_empty() { Value::Null } else { period.into() }
}

fn countries(element: &Element) -> Value {
    element
        .all("recipient-country")
        .filter_map(|each| Some(json!({"code": each.attribute("code")?})))
        .collect()
}

fn sectors(element: &Element) -> Value {
    let of = |each: &Element| {
        let vocabulary = each.attribute("vocabulary").or_else(|| each.attribute("vocab")).unwrap_or("1");
        let code = each.attribute("code").filter(|code| code.len() == 5)?;
        matches!(vocabulary, "1" | "DAC").then(|| json!({"vocabulary": "1", "code": code}))
    };
    element.all("sector").filter_map(of).collect()
}

fn markers(element: &Element) -> Value {
    let of = |each: &Element| {
        let significance: u64 = each.attribute("significance")?.parse().ok()?;
        let dac = matches!(each.attribute("vocabulary").unwrap_or("1"), "1" | "DAC");
        let code = each.attribute("code")?;
        dac.then(|| json!({"vocabulary": "1", "code": code, "significance": significance}))
    };
    element.all("policy-marker").filter_map(of).collect()
}

/// What was committed, in the activity's own currency.
fn budget(element: &Element) -> Value {
    let committed = element.all("transaction").filter(|each| {
        let kind = each.code("transaction-type");
        kind == Some("2") || kind == Some("C")
    });
    let currency = element.attribute("default-currency");
    let same = |each: &&Element| {
        let own = each.first("value").and_then(|value| value.attribute("currency"));
        own.is_none() || own == currency
    };
    let sum: Decimal = committed.filter(same).filter_map(Element::amount).sum();
    match currency {
        Some(currency) if sum > Decimal::ZERO => json!({"value": sum.to_string(), "currency": currency}),
        _ => Value::Null,
    }
}

/// The activities of the files that a document is about: by the identifier that its records state, by a project number
/// that ends one, else by its file's name.
pub(super) fn of<'a>(
    all: &'a [Map<String, Value>],
    extracted: &Value,
    stem: &str,
) -> Vec<Map<String, Value>> {
    let records = extracted.get("activities").map(items).unwrap_or_default();
    let stated = |gold: &'a Map<String, Value>| gold.get("iati_identifier").and_then(Value::as_str);
    let by_record = |identifier: &str| {
        records.iter().any(|record| {
            let numbers = items(&record["other_identifiers"]).iter();
            let mut numbers = numbers.filter_map(|number| number["value"].as_str());
            record["iati_identifier"] == identifier
                || numbers.any(|number| number.len() >= 4 && identifier.ends_with(number))
        })
    };
    let letters = |text: &str| folded(text).chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let stem = letters(stem);
    let by_name = |identifier: &str| identifier.len() >= 6 && stem.contains(&letters(identifier));
    let found = |is: &dyn Fn(&str) -> bool| -> Vec<&Map<String, Value>> {
        all.iter().filter(|gold| stated(gold).is_some_and(is)).collect()
    };
    let mut golds = found(&by_record);
    if golds.is_empty() {
        // The longest identifier in the name is the activity's; a shorter one may be that of its programme.
        golds = found(&by_name);
        golds.sort_by_key(|gold| std::cmp::Reverse(stated(gold).map_or(0, str::len)));
        golds.truncate(1);
    }
    let language = records.first().and_then(|record| record["languages"].get(0)?.as_str()).unwrap_or("en");
    golds.into_iter().map(|gold| in_language(gold, language)).collect()
}

fn in_language(gold: &Map<String, Value>, language: &str) -> Map<String, Value> {
    let mut gold = gold.clone();
    let narratives = gold.remove(NARRATIVES);
    if let Some(told) = narratives.as_ref().and_then(|told| told[language].as_object()) {
        gold.extend(told.clone());
    }
    gold
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = r#"<?xml version="1.0"?><iati-activities version="2.03">
      <iati-activity default-currency="CAD" xml:lang="en"><iati-identifier>CA-3-A1</iati-identifier>
        <title><narrative>Wells &amp; pumps</narrative><narrative xml:lang="fr">Puits</narrative></title>
        <participating-org role="4"><narrative>WaterAid</narrative></participating-org>
        <activity-status code="2"/><activity-date type="1" iso-date="2019-05-03"/>
        <recipient-country code="ML" percentage="100"/><sector vocabulary="1" code="14030"/>
        <transaction><transaction-type code="2"/><value>2400.50</value></transaction>
        <transaction><transaction-type code="3"/><value>9</value></transaction></iati-activity>
      <iati-activity><iati-identifier>CA-3-A2</iati-identifier><title>Roads</title>
        <participating-org role="Funding">Norad</participating-org>
        <activity-date type="end-actual" iso-date="2012-01-31"/></iati-activity></iati-activities>"#;

    #[test]
    fn both_versions_are_gold() {
        let all = read(Path::new("x.xml"), FILE.as_bytes()).unwrap();
        let [first, second] = all.as_slice() else { panic!("{all:?}") };
        assert_eq!(first["title"], "Wells & pumps");
        assert_eq!(first["budget"], json!({"value": "2400.50", "currency": "CAD"}));
        assert_eq!(first["period"], json!({"start": "2019-05-03"}));
        assert_eq!(first["participating_orgs"], json!([{"name": "WaterAid", "role": "implementing"}]));
        assert_eq!(second["participating_orgs"], json!([{"name": "Norad", "role": "funding"}]));
        assert_eq!(second["period"], json!({"end": "2012-01-31"}));
        assert!(read(Path::new("x.json"), FILE.as_bytes()).is_none());
        assert!(read(Path::new("x.xml"), b"<html/>").is_none());
    }

    #[test]
    fn an_activity_is_found_by_its_identifier_or_by_the_document() {
        let all = read(Path::new("x.xml"), FILE.as_bytes()).unwrap();
        let titles = |extracted: Value, stem: &str| -> Vec<Value> {
            of(&all, &extracted, stem).iter().map(|gold| gold["title"].clone()).collect()
        };
        assert_eq!(titles(json!({"activities": [{"iati_identifier": "CA-3-A2"}]}), "x"), ["Roads"]);
        assert_eq!(titles(json!({"activities": [{"languages": ["fr"]}]}), "CA-3-A1.fr"), ["Puits"]);
        assert!(titles(json!({"activities": [{}]}), "other").is_empty());
    }
}
