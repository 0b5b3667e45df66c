//! What is found, and in which order.

use almoner_record::{Extracted, Section};
use serde_json::json;

use crate::sample::{activity, document, library};
use crate::{Field, FieldSpec, Flag, Found, Library, LibraryError, Page, Query, parse_query};

fn all() -> Page {
    Page { offset: 0, limit: 20, facets: Vec::new() }
}

fn search(library: &Library, query: &str) -> Found {
    library.search(&parse_query(query), &all()).unwrap()
}

fn ids(library: &Library, query: &str) -> String {
    search(library, query).hits.iter().map(|hit| hit.id.as_str()).collect::<Vec<_>>().join(" ")
}

/// Three projects and a report.
fn documents() -> Vec<Extracted> {
    let roads = json!({
        "title": "Rural roads", "languages": ["en"], "status": {"code": "4", "name": "Closed"},
        "period": {"start": "2018-01-15", "end": "2024-02-28", "start_precision": "day", "end_precision": "day", "duration": null},
        "countries": [{"code": "HT", "name": "Haiti", "percentage": 100, "basis": "stated"}],
        "sectors": [{"vocabulary": "1", "code": "21020", "name": "Road transport", "category": "210", "percentage": 100, "basis": "stated"}],
        "policy_markers": [
            {"vocabulary": "1", "code": "1", "name": "Gender equality", "significance": 1, "basis": "stated"},
            {"vocabulary": "1", "code": "2", "name": "Environment", "significance": 0, "basis": "stated"},
            {"vocabulary": "99", "code": null, "name": "Youth issues", "significance": 1, "basis": "stated"},
        ],
        "participating_orgs": [{"ref": "CA-3", "name": "Global Affairs Canada", "acronym": null, "type": null, "activity_id": null, "role": "funding", "crs_channel_code": null, "basis": "stated"}],
        "budget": {"value": "1249777", "currency": "CAD", "label": null, "value_date": null, "value_date_precision": null,
            "usd": {"value": "964469.62", "units_per_usd": "1.2958179", "rate_frequency": "A", "rate_date": "2018-12-31",
                "rate_source": "IMF-AVG", "rate_rule": "year-average", "date_from": "period-start"},
            "measure": "commitment"},
    });
    let police = json!({
        "title": "Police training", "languages": ["en"], "kind": "proposal",
        "period": {"start": "2021-06-01", "end": null, "start_precision": "month", "end_precision": null, "duration": null},
        "countries": [{"code": "PS", "name": "Palestine", "percentage": null, "basis": "inferred"}],
        "sectors": [{"vocabulary": "1", "code": "15131", "name": null, "category": "151", "percentage": null, "basis": "inferred"}],
        "warnings": [{"code": "no-rate", "message": "no rate", "paths": []}],
    });
    let eau = json!({"title": "Eau potable", "languages": ["fr"], "countries": [{"code": "HT", "name": "Haiti", "percentage": null, "basis": "stated"}]});
    vec![
        document(
            "roads.txt",
            "en",
            "CA-3-P005189001\nRural roads near the State border. Trained 47,452 women.",
            vec![activity("CA-3-P005189001", roads)],
        ),
        document(
            "police.txt",
            "en",
            "Police training. They train officers; a road is near. Gender-based violence.",
            vec![activity("doc:0123456789abcdef-1", police)],
        ),
        document(
            "eau.txt",
            "fr",
            "L’État finance des activités d’eau potable en Haïti. Formation de la police.",
            vec![activity("XM-EAU-7", eau)],
        ),
        document("report.txt", "en", "The annual report speaks of roads and of policing.", vec![]),
    ]
}

#[test]
fn words_are_found_in_any_form_and_the_exact_form_first() {
    let (_dir, library) = library(documents());
    for (query, expected) in [
        ("roads", "CA-3-P005189001 doc:"), // then the proposal, which has `road`
        ("etat", "XM-EAU-7"),
        ("État", "XM-EAU-7"),
        ("activité", "XM-EAU-7"), // the text has the plural
        ("eau", "XM-EAU-7"),
        ("training women", "CA-3-P005189001"), // `Trained`, by its stem
        ("P005189001", "CA-3-P005189001"),
        ("CA-3-P005189001", "CA-3-P005189001"),
        ("ca-3-p0051*", ""),
        ("P0051*", "CA-3-P005189001"),
        ("gender-based", "doc:0123456789abcdef-1"),
        ("\"road near\"", ""),
        ("\"a road\"", "doc:0123456789abcdef-1"),
        ("police -gender", "XM-EAU-7"),
        ("title:training", "doc:0123456789abcdef-1"),
        ("title:trainings", "doc:0123456789abcdef-1"),
        ("file:roads", "CA-3-P005189001"),
        ("polic* gender", "doc:0123456789abcdef-1"),
        ("(roads OR eau) country:HT", "XM-EAU-7 CA-3-P005189001"),
    ] {
        let found = ids(&library, query);
        assert!(found.starts_with(expected) && expected.is_empty() == found.is_empty(), "{query}: {found}");
    }
    assert_eq!(search(&library, "roads").total, 3);
    assert!(ids(&library, "roads").ends_with("doc:0123456789abcdef-1"), "another form is last");
}

#[test]
fn fields_find_codes_names_and_ranges() {
    let (_dir, library) = library(documents());
    for (query, expected) in [
        ("country:Palestine", "doc:0123456789abcdef-1"),
        ("country:HT", "CA-3-P005189001 XM-EAU-7"),
        ("sector:210", "CA-3-P005189001"),
        ("sector:151", "doc:0123456789abcdef-1"),
        ("sector:150", "doc:0123456789abcdef-1"), // the group above the category
        ("marker:gender", "CA-3-P005189001"),
        ("marker:gender/1", "CA-3-P005189001"),
        ("marker:gender/2", ""),
        ("marker:environment", ""), // marked as not targeted
        ("marker:2/0", "CA-3-P005189001"),
        ("marker:\"youth issues\"", "CA-3-P005189001"),
        ("status:closed", "CA-3-P005189001"),
        ("donor:canada", "CA-3-P005189001"),
        ("donor:CA-3", "CA-3-P005189001"),
        ("org:\"Global Affairs Canada\"", "CA-3-P005189001"),
        ("kind:proposal", "doc:0123456789abcdef-1"),
        ("warning:any", "doc:0123456789abcdef-1"),
        ("warning:no-rate", "doc:0123456789abcdef-1"),
        ("year:2018", "CA-3-P005189001"),
        ("start:2018-01", "CA-3-P005189001"),
        ("start:>2018", "doc:0123456789abcdef-1"),
        ("end:2024", "CA-3-P005189001"),
        ("period:2016..2017", ""),
        ("period:2020..2020", "CA-3-P005189001"),
        ("period:2022..", "CA-3-P005189001 doc:0123456789abcdef-1"), // the second has no end
        ("period:..2020", "CA-3-P005189001"),
        ("usd:>900k", "CA-3-P005189001"),
        ("usd:>964469.62", ""),
        ("usd:>=964469.62", "CA-3-P005189001"),
        ("amount:1,249,777", "CA-3-P005189001"),
        ("currency:CAD", "CA-3-P005189001"),
        ("id:P005189001", "CA-3-P005189001"),
        ("language:fr", "XM-EAU-7"),
        ("-country:HT kind:(project OR proposal)", "doc:0123456789abcdef-1"),
    ] {
        assert_eq!(ids(&library, query), expected, "{query}");
    }
}

#[test]
fn stated_only_leaves_out_what_was_concluded() {
    let (_dir, library) = library(documents());
    let stated = |text: &str| {
        let query = Query { stated_only: true, ..parse_query(text) };
        library.search(&query, &all()).unwrap().total
    };
    assert_eq!([stated("country:HT"), stated("country:PS"), stated("sector:15131")], [2, 0, 0]);
}

#[test]
fn a_name_that_neither_list_nor_library_has_is_an_error() {
    let (_dir, library) = library(documents());
    for (query, field) in [("marker:gendr", "marker"), ("sector:\"police stations\"", "sector")] {
        let error = library.search(&parse_query(query), &all()).unwrap_err();
        assert!(
            matches!(&error, LibraryError::Query(_)) && error.to_string().contains(field),
            "{query}: {error}"
        );
    }
}

#[test]
fn text_of_no_activity_is_a_hit_and_filters_leave_it_out() {
    let (_dir, library) = library(documents());
    let found = search(&library, "annual report");
    let [hit] = found.hits.as_slice() else { panic!("{found:?}") };
    assert_eq!((hit.kind(), hit.documents.as_slice()), ("document", &["report.txt".to_owned()][..]));
    assert_eq!(hit.snippet.marked("[", "]"), "The [annual] [report] speaks of roads and of policing.");
    for filter in ["country:HT", "usd:>0", "period:1900..2100", "status:4"] {
        assert!(!ids(&library, &format!("report {filter}")).contains("doc:"), "{filter}");
    }
    assert_eq!(ids(&library, "kind:document"), hit.id);
}

#[test]
fn a_report_has_hits_for_its_parts_and_for_what_is_in_none() {
    let text = "Overview of the fund. IRAQ police. YEMEN mines.";
    let section = |activity, start, end| Section { heading: None, field: None, activity, start, end };
    let report = Extracted {
        sections: vec![section(None, 0, 21), section(Some(0), 22, 34), section(Some(1), 35, 47)],
        ..document(
            "fund.txt",
            "en",
            text,
            vec![activity("doc:f-1", json!({})), activity("doc:f-2", json!({}))],
        )
    };
    let (_dir, library) = library(vec![report]);
    assert_eq!(ids(&library, "police"), "doc:f-1");
    assert_eq!(ids(&library, "mines"), "doc:f-2");
    assert_eq!(search(&library, "overview").hits[0].kind(), "document");
    assert_eq!(search(&library, "overview police").total, 0);
}

#[test]
fn the_same_activity_in_two_documents_is_one_hit() {
    let english = document("a.en.txt", "en", "The police of Haiti", vec![activity("X-1", json!({}))]);
    let french = document(
        "a.fr.txt",
        "fr",
        "La police de la ville, police et gendarmes",
        vec![activity("X-1", json!({}))],
    );
    let (_dir, library) = library(vec![english, french]);
    let found = search(&library, "police");
    assert_eq!((found.total, found.hits.len()), (1, 1));
    assert_eq!(found.hits[0].documents.len(), 2);
    assert_eq!(search(&library, "gendarmes").hits[0].documents, ["a.fr.txt", "a.en.txt"]);
}

#[test]
fn pages_follow_each_other() {
    let document = |number: usize| {
        let id = format!("X-{number:02}");
        document(&format!("{id}.txt"), "en", &format!("Roads {number}"), vec![activity(&id, json!({}))])
    };
    let (_dir, library) = library((0..25).map(document).collect());
    let page = |query: &str, offset| {
        let found = library.search(&parse_query(query), &Page { offset, limit: 10, facets: vec![] }).unwrap();
        assert_eq!(found.total, 25);
        found.hits.iter().map(|hit| hit.id.clone()).collect::<Vec<_>>()
    };
    for query in ["roads", "*"] {
        let all: Vec<String> = [0, 10, 20, 30].into_iter().flat_map(|offset| page(query, offset)).collect();
        assert_eq!(all, (0..25).map(|number| format!("X-{number:02}")).collect::<Vec<_>>());
    }
}

#[test]
fn where_nothing_is_found_it_says_why() {
    let (_dir, library) = library(documents());
    let found = search(&library, "roads country:HT status:closed year:2021");
    assert_eq!(found.total, 0);
    assert_eq!(found.without, [("year:2021".to_owned(), 1)]);
    let found = search(&library, "rodas");
    assert_eq!(found.nearest, [("rodas".to_owned(), "roads".to_owned())]);
}

#[test]
fn flags_narrow_a_query() {
    let (_dir, library) = library(documents());
    let mut query = parse_query("");
    let spec = FieldSpec::of(Field::Country);
    query.narrow(spec, Flag::Value("country"), &["Haiti,Palestine".to_owned()]);
    assert_eq!(library.search(&query, &all()).unwrap().total, 3);
}

#[test]
fn hostile_queries_are_quick_and_never_fail() {
    let (_dir, library) = library(documents());
    let hostile = [
        "(".repeat(100_000),
        "*".repeat(1000),
        "a* b* c* ".repeat(300),
        "[* TO *]".to_owned(),
        "x".repeat(1_000_000),
        "-".repeat(3000),
        "-a -b -c".to_owned(),
        "NOT NOT NOT".to_owned(),
        "\"\"\"\"".to_owned(),
        "a OR ".repeat(500),
        "field:^~*?\\/".replace("field", "title"),
        "(a (b (c".repeat(200),
        ") OR (".repeat(300),
        "~1 +- ^2".to_owned(),
        "title:\"".to_owned(),
        "id:*".replace('*', "\"*\"x"),
        "🕴 ‏ \u{202e}".to_owned(),
        "é".repeat(2001),
    ];
    for query in hostile {
        let started = std::time::Instant::now();
        let found = library.search(&parse_query(&query), &all());
        assert!(matches!(found, Ok(_) | Err(LibraryError::Query(_))), "{found:?}");
        assert!(started.elapsed().as_secs() < 2, "{}", query.chars().take(40).collect::<String>());
    }
}
