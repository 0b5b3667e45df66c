//! Counts and sums.

use std::collections::BTreeMap;

use almoner_record::{Extracted, Measure};
use rust_decimal::Decimal;
use serde_json::{Value, json};

use crate::sample::{activity, document, library};
use crate::{Facet, Field, RowKind, parse_query};

fn budget(usd: Option<&str>, measure: Option<&str>) -> Value {
    let usd = usd.map(|value| {
        json!({"value": value, "units_per_usd": null, "rate_frequency": null, "rate_date": null,
        "rate_source": null, "rate_rule": "same-currency", "date_from": null})
    });
    json!({"value": "5", "currency": "XXX", "label": null, "value_date": null, "value_date_precision": null, "usd": usd, "measure": measure})
}

fn country(code: &str, percentage: Option<f64>) -> Value {
    json!({"code": code, "name": code, "percentage": percentage, "basis": "stated"})
}

fn one(id: &str, countries: Vec<Value>, budget: Value) -> Extracted {
    document(
        &format!("{id}.txt"),
        "en",
        &format!("Text of {id}"),
        vec![activity(id, json!({"countries": countries, "budget": budget}))],
    )
}

fn shown(facet: &Facet) -> Vec<String> {
    let rows = facet.rows.iter().map(|row| {
        let sums: Vec<String> =
            row.usd.iter().map(|(measure, sum)| format!("{} {sum}", measure.map_or("-", name))).collect();
        let key = if row.kind == RowKind::Value { &row.key } else { &row.name };
        format!("{key} {} {}", row.count, sums.join(" ")).trim().to_owned()
    });
    rows.collect()
}

fn name(measure: Measure) -> &'static str {
    match measure {
        Measure::Commitment => "committed",
        Measure::Requested => "requested",
        _ => "other",
    }
}

#[test]
fn sums_are_split_by_stated_percentages_and_measures_stand_apart() {
    let (_dir, library) = library(vec![
        one(
            "A",
            vec![country("HT", Some(60.0)), country("JM", Some(40.0))],
            budget(Some("1000.01"), Some("commitment")),
        ),
        one("B", vec![country("HT", None), country("JM", None)], budget(Some("500.00"), Some("commitment"))),
        one("C", vec![country("HT", None)], budget(Some("70.00"), Some("requested"))),
        one("D", vec![], budget(Some("9.00"), None)),
        one("E", vec![country("HT", None)], budget(None, Some("commitment"))),
        one("F", vec![country("JM", None)], Value::Null),
    ]);
    let (facets, basis) = library.facets(&parse_query(""), &[Field::Country]).unwrap();
    assert_eq!(
        shown(&facets[0]),
        [
            "HT 4 committed 600.01 requested 70.00",
            "JM 3 committed 400.00",
            "several, not split 1 committed 500.00",
            "not stated 1 - 9.00"
        ]
    );
    assert_eq!((basis.activities, basis.without_amount, basis.without_rate), (6, 1, 1));
    let sums: BTreeMap<_, _> = basis
        .usd
        .iter()
        .map(|(measure, (count, sum))| (measure.map_or("-", name), (*count, sum.to_string())))
        .collect();
    assert_eq!(sums["committed"], (2, "1500.01".to_owned()));
    assert_eq!(sums["requested"], (1, "70.00".to_owned()));
    assert_eq!(sums["-"], (1, "9.00".to_owned()));
    let rows: Decimal = facets[0].rows.iter().flat_map(|row| row.usd.values()).sum();
    let whole: Decimal = basis.usd.values().map(|(_, sum)| sum).sum();
    assert_eq!(rows, whole, "the rows add up to the cent");
}

#[test]
fn an_activity_in_two_documents_counts_once_and_the_newer_one_counts() {
    let mut old = one("A", vec![country("HT", None)], budget(Some("100.00"), Some("commitment")));
    let mut new = one("A", vec![country("JM", None)], budget(Some("300.00"), Some("commitment")));
    (old.text, new.text) = ("Old text".to_owned(), "New text".to_owned());
    new.document.blake3 = "f".repeat(64);
    for (extracted, date) in [(&mut old, "2019-05-01"), (&mut new, "2020-05-01")] {
        extracted.document.date = Some(date.parse().unwrap());
        extracted.document.name = format!("{date}.txt");
        extracted.sections[0].end = 8;
        extracted.activities[0].document = extracted.document.clone();
    }
    let (_dir, library) = library(vec![old, new]);
    let (facets, basis) = library.facets(&parse_query(""), &[Field::Country]).unwrap();
    assert_eq!(shown(&facets[0]), ["JM 1 committed 300.00"]);
    assert_eq!(basis.activities, 1);
    let (facets, _) = library.facets(&parse_query("old"), &[Field::Country]).unwrap();
    assert_eq!(shown(&facets[0]), ["HT 1 committed 100.00"], "only the old one was found");
}

#[test]
fn donors_years_markers_and_texts_of_no_activity() {
    let org = |name: &str, reference: Option<&str>, role: &str| {
        json!({"ref": reference, "name": name, "acronym": null, "type": null, "activity_id": null,
            "role": role, "crs_channel_code": null, "basis": "stated"})
    };
    let marker = |code: Option<&str>, name: &str, significance: u8| json!({"vocabulary": if code.is_some() { "1" } else { "99" }, "code": code, "name": name, "significance": significance, "basis": "stated"});
    let record = json!({
        "participating_orgs": [org("Global Affairs Canada", Some("CA-3"), "funding"), org("Local NGO", None, "implementing")],
        "policy_markers": [marker(Some("1"), "Gender", 2), marker(None, "Youth issues", 1), marker(Some("2"), "Environment", 0)],
        "period": {"start": "2018-01-15", "end": null, "start_precision": "day", "end_precision": null, "duration": null},
        "budget": budget(Some("10.00"), Some("commitment")),
    });
    let (_dir, library) = library(vec![
        document("a.txt", "en", "Roads", vec![activity("A", record)]),
        document("report.txt", "en", "A report of roads", vec![]),
    ]);
    let fields = [Field::Donor, Field::Year, Field::Marker, Field::Org, Field::Status];
    let (facets, basis) = library.facets(&parse_query("roads"), &fields).unwrap();
    assert_eq!(basis.activities, 1);
    assert_eq!(shown(&facets[0]), ["CA-3 1 committed 10.00"]);
    assert!(facets[0].rows[0].name.contains("Canada"), "{:?}", facets[0].rows);
    assert_eq!(shown(&facets[1]), ["2018 1 committed 10.00"]);
    assert_eq!(shown(&facets[2]), ["1 1 committed 10.00", "99:youth issues 1 committed 10.00"]);
    assert_eq!(facets[2].rows[0].name, "Gender Equality");
    assert_eq!(facets[2].rows[1].name, "Youth issues");
    assert!(facets[2].overlaps() && !facets[0].overlaps());
    assert_eq!(shown(&facets[3]), ["CA-3 1 committed 10.00", "local ngo 1 committed 10.00"]);
    assert_eq!(shown(&facets[4]), ["not stated 1 committed 10.00"]);
}
