//! Whole records against whole gold.

use serde_json::{Value, json};

use super::*;

/// What the sheet says of a field: gold, found, right.
fn counts(sheet: &Sheet, field: &str) -> Option<(u64, u64, u64)> {
    let fields = sheet.fields();
    let (_, tally) = fields.iter().find(|(name, _)| *name == field)?;
    Some((tally.gold, tally.found, tally.right))
}

fn judged(gold: Value, extracted: Value) -> Sheet {
    let Value::Array(activities) = gold else { panic!("gold is a list of activities") };
    let activities = activities.iter().map(|activity| activity.as_object().unwrap().clone()).collect();
    let gold = Gold { path: "x.json".into(), document: "x.txt".to_owned(), activities };
    let mut sheet = Sheet::default();
    judge_document(&gold, &Prediction { path: "x.txt".into(), extracted }, &mut sheet);
    sheet
}

/// A record of a text with what the case adds.
fn extracted(text: &str, record: Value) -> Value {
    json!({"document": {"name": "x.txt"}, "text": text, "sections": [{"heading": "Objective of the project"}], "activities": [record]})
}

#[test]
fn a_right_record_is_right_in_every_field() {
    let text = "Budget: $ 1 249 777 in Palestine (100.00%)";
    let record = json!({
        "title": "POLICE  reform", "status": {"code": "4", "name": "Closed"}, "finance_type": {"code": "110", "name": null},
        "budget": {"value": "1249777.00", "currency": "CAD", "measure": "commitment", "usd": {"value": "964469.62", "rate_frequency": "A"}},
        "period": {"start": "2018-01-15", "end": null, "start_precision": "day"},
        "countries": [{"code": "PS", "name": "Palestine", "percentage": 100, "basis": "stated"}],
        "languages": ["en"], "sdgs": [], "policy_markers": [{"code": "1", "basis": "inferred"}],
        "evidence": [
            {"path": "/budget/value", "start": 10, "end": 19, "quote": "1 249 777", "rule": "x/budget", "basis": "stated"},
            {"path": "/budget/currency", "start": 8, "end": 9, "quote": "$", "rule": "x/budget", "basis": "default"},
            {"path": "/countries/0", "start": 23, "end": 32, "quote": "Palestine", "rule": "x/countries", "basis": "stated"},
        ],
    });
    let gold = json!([{
        "title": "Police reform", "status": {"code": "4"}, "finance_type": "110", "iati_identifier": null,
        "budget": {"value": "1249777", "currency": "CAD", "measure": "commitment", "quote": "$ 1 249 777",
            "currency_basis": "default: the donor's", "usd": {"value": "964469.62"}},
        "period": {"start": "2018-01-15", "end": null}, "sdgs": [], "languages": ["en"], "aid_type": null,
        "countries": [{"code": "PS", "percentage": 100.0, "quote": "Palestine (100.00%)"}],
        "sections": ["Objective of the"], "policy_markers_stated": [], "must_not": ["any trap"],
    }]);
    let sheet = judged(gold, extracted(text, record));
    assert_eq!(sheet.misses, []);
    assert_eq!((sheet.records, sheet.records_right), (1, 1));
    for (field, expected) in [
        ("budget/value", (1, 1, 1)),
        ("budget/usd/value", (1, 1, 1)),
        ("budget/quote", (1, 1, 1)),
        ("budget/currency_basis", (1, 1, 1)),
        ("countries", (1, 1, 1)),
        ("countries/percentage", (1, 1, 1)),
        ("countries/quote", (1, 1, 1)),
        ("period/end", (0, 0, 0)),
        ("sdgs", (0, 0, 0)),
        ("evidence", (3, 3, 3)),
        ("sections", (1, 1, 1)),
    ] {
        assert_eq!(counts(&sheet, field), Some(expected), "{field}");
    }
    assert_eq!(counts(&sheet, "descriptions"), None, "a key that the gold leaves out is not judged");
}

/// Each row is one fault: gold, record, the field that tells of it and its counts.
#[test]
fn a_fault_is_told_by_its_field() {
    let rows = [
        (json!({"title": "A"}), json!({"title": "B"}), "title", (1, 1, 0)),
        (json!({"title": null}), json!({"title": "B"}), "title", (0, 1, 0)),
        (json!({"budget": null}), json!({"budget": {"value": "1"}}), "budget/value", (0, 1, 0)),
        (json!({"budget": {"value": "1"}}), json!({"budget": null}), "budget/value", (1, 0, 0)),
        (json!({"period": {"end": null}}), json!({"period": {"end": "2020-12-31"}}), "period/end", (0, 1, 0)),
        (json!({"aid_type": "C01"}), json!({"aid_type": {"code": "B03"}}), "aid_type", (1, 1, 0)),
        (json!({"countries": []}), json!({"countries": [{"code": "KR"}]}), "countries", (0, 1, 0)),
        (
            json!({"countries": [{"code": "IQ"}]}),
            json!({"countries": [{"code": "IQ", "basis": "inferred"}]}),
            "countries/basis",
            (1, 1, 0),
        ),
        (json!({"sdgs": ["16"]}), json!({"sdgs": []}), "sdgs", (1, 0, 0)),
        (
            json!({"sectors_stated": []}),
            json!({"sectors": [{"code": "15131", "basis": "stated"}]}),
            "sectors_stated",
            (0, 1, 0),
        ),
        (
            json!({"has_achieved_results": false}),
            json!({"results": [{"status": "achieved"}]}),
            "has_achieved_results",
            (0, 1, 0),
        ),
        (
            json!({"has_expected_results": true}),
            json!({"results": [{"status": "achieved"}]}),
            "has_expected_results",
            (1, 0, 0),
        ),
        (
            json!({"regions_text": ["Western Balkans"]}),
            json!({"regions": [{"name": "Africa"}]}),
            "regions_text",
            (1, 0, 0),
        ),
        (
            json!({"arithmetic": "it adds up"}),
            json!({"warnings": [{"code": "support-cost-share"}]}),
            "arithmetic",
            (0, 1, 0),
        ),
        (json!({"sections": ["Budget"]}), json!({}), "sections", (1, 0, 0)),
        (
            json!({"budget": {"currency": "USD", "currency_basis": "stated"}}),
            json!({"budget": {"currency": "USD"}, "evidence": [{"path": "/budget/currency", "start": 0, "end": 0, "quote": "", "basis": "default"}]}),
            "budget/currency_basis",
            (1, 1, 0),
        ),
        (
            json!({"budget": {"value": "5", "quote": "total 5"}}),
            json!({"budget": {"value": "5"}, "evidence": [{"path": "/budget/value", "start": 0, "end": 1, "quote": "5"}]}),
            "budget/quote",
            (1, 1, 0),
        ),
        (
            json!({"title": "A"}),
            json!({"title": "A", "evidence": [{"path": "/title", "start": 0, "end": 1, "quote": "A"}]}),
            "evidence",
            (1, 1, 0),
        ),
        (
            json!({"context_figures": ["over 60,500 firearms were destroyed"]}),
            json!({"results": [{"text": "x", "quantities": [{"value": 60500, "unit": "firearms"}]}]}),
            "context_figures",
            (0, 1, 0),
        ),
        (
            json!({"context_figures": ["151 people died"]}),
            json!({"results": [{"text": "In 2023, 151 people died", "quantities": []}]}),
            "context_figures",
            (0, 1, 0),
        ),
    ];
    for (gold, record, field, expected) in rows {
        let sheet = judged(json!([gold]), extracted("5, and a total 5", record));
        assert_eq!(counts(&sheet, field), Some(expected), "{field}");
        assert_eq!((sheet.misses.len(), sheet.records_right), (1, 0), "{field}: {:?}", sheet.misses);
    }
}

#[test]
fn a_sample_is_judged_for_recall_only() {
    let gold = json!([{"results": [
        {"status": "achieved", "quote": "over 260 officers, including 72 women", "country": "BF",
         "quantities": [{"value": 260, "unit": "police officers", "qualifier": "over"}, {"value": 72, "unit": "women"}, {"value": 4, "unit": "sessions"}]},
        {"status": "achieved", "quote": "reached 11 people"},
    ]}]);
    let record = json!({"results": [
        {"status": "achieved", "text": "not in the gold", "quantities": []},
        {"status": "achieved", "text": "In Burkina Faso, over 260 officers,\nincluding 72 women, were trained", "country": null,
         "quantities": [{"value": 260, "unit": "officers", "qualifier": "over"}, {"value": 72, "unit": "men"}, {"value": 1, "unit": "x"}]},
    ]});
    let sheet = judged(gold.clone(), extracted("", record.clone()));
    for (field, expected) in [
        ("results", (2, 1, 1)),
        ("results/country", (1, 0, 0)),
        ("results/quantities", (3, 2, 2)),
        ("results/quantities/unit", (3, 2, 1)),
        ("results/quantities/qualifier", (1, 1, 1)),
    ] {
        assert_eq!(counts(&sheet, field), Some(expected), "{field}");
    }
    let mut complete = gold;
    complete[0]["complete"] = json!(["results"]);
    let sheet = judged(complete, extracted("", record));
    assert_eq!(counts(&sheet, "results"), Some((2, 2, 1)));
}

#[test]
fn a_part_is_part_of_the_same_whole_wherever_that_stands() {
    let gold = json!([{"results": [{"quote": "40 people (18 women)", "quantities": [
        {"value": 40, "unit": "people"}, {"value": 18, "unit": "women", "part_of": 0},
    ]}]}]);
    for (part_of, right) in [(1, 1), (0, 0)] {
        let record = json!({"results": [{"status": "achieved", "text": "3 meetings of 40 people (18 women)", "quantities": [
            {"value": 3, "unit": "meetings", "part_of": null}, {"value": 40, "unit": "people", "part_of": null},
            {"value": 18, "unit": "women", "part_of": part_of},
        ]}]});
        let sheet = judged(gold.clone(), extracted("", record));
        assert_eq!(counts(&sheet, "results/quantities/part_of"), Some((1, 1, right)));
    }
}

#[test]
fn totals_of_a_budget_table_are_not_judged() {
    let gold = json!([{"budget_lines": [{"item": "Travel", "value": "70000.00"}, {"item": "Support (13%)", "value": "18850", "kind": "support"}]}]);
    let record = json!({"budget_lines": [
        {"item": "Travel", "value": "70000", "kind": "direct"}, {"item": "Support (13%)", "value": "18850", "kind": "support"},
        {"item": "Total", "value": "88850", "kind": "total"},
    ]});
    let sheet = judged(gold, extracted("", record));
    assert_eq!(counts(&sheet, "budget_lines"), Some((2, 2, 2)));
    assert_eq!(sheet.misses, []);
}

#[test]
fn a_miss_names_the_rule_that_read_it() {
    let record = json!({"budget": {"value": "2"}, "evidence": [{"path": "/budget/value", "start": 0, "end": 1, "quote": "2", "rule": "x/header/budget"}]});
    let sheet = judged(json!([{"budget": {"value": "1"}}]), extracted("2", record));
    let miss = sheet.misses.first().unwrap();
    assert_eq!((miss.field.as_str(), miss.rule.as_deref()), ("budget/value", Some("x/header/budget")));
    assert_eq!((miss.expected.as_deref(), miss.got.as_deref()), (Some("1"), Some("2")));
}

#[test]
fn a_document_that_gave_nothing_misses_all_and_a_record_too_many_counts() {
    let sheet = judged(json!([{"title": "A", "sdgs": []}]), Value::Null);
    assert_eq!(counts(&sheet, "activities"), Some((1, 0, 0)));
    assert_eq!((counts(&sheet, "title"), sheet.records_right), (Some((1, 0, 0)), 0));
    let two = json!({"text": "", "activities": [{"title": "A"}, {"title": "OVERVIEW"}]});
    let sheet = judged(json!([{"title": "A"}]), two);
    assert_eq!(counts(&sheet, "activities"), Some((1, 2, 1)));
    assert_eq!(sheet.misses.first().unwrap().got.as_deref(), Some("OVERVIEW"));
}
