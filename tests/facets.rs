//! `almoner facets` over documents of our own.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde_json::Value;

use crate::home::Home;

fn library(test: &str) -> Home {
    let home = Home::new(test);
    home.copy("corpus", "in");
    home.run("ingest in").exits(0);
    home
}

/// The sums of the rows, by measure.
fn sums(rows: &Value) -> BTreeMap<String, Decimal> {
    let mut sums = BTreeMap::new();
    for (measure, sum) in rows.as_array().unwrap().iter().flat_map(|row| row["usd"].as_object().unwrap()) {
        *sums.entry(measure.clone()).or_default() += sum.as_str().unwrap().parse::<Decimal>().unwrap();
    }
    sums
}

#[test]
fn rows_add_up_to_what_the_sums_rest_on() {
    let home = library("rows_add_up_to_what_the_sums_rest_on");
    let run = home.run("facets --by country,sector,status,donor,year,kind --format json").exits(0);
    let answer: Value = serde_json::from_str(&run.out).unwrap();
    let whole = answer["basis"]["usd"].as_object().unwrap().iter();
    let whole: BTreeMap<String, Decimal> =
        whole.map(|(measure, of)| (measure.clone(), of["sum"].as_str().unwrap().parse().unwrap())).collect();
    assert!(whole.contains_key("commitment") && whole.contains_key("requested"), "{answer}");
    for facet in answer["facets"].as_array().unwrap() {
        assert_eq!(sums(&facet["rows"]), whole, "{}", facet["by"]);
    }
}

#[test]
fn a_table_has_counts_bars_and_a_line_on_what_it_rests_on() {
    let home = library("a_table_has_counts_bars_and_a_line_on_what_it_rests_on");
    home.run_with("facets --by country,marker", |command| {
        command.env("LC_ALL", "C.UTF-8");
    })
    .exits(0)
    .says("commitments")
    .says("requested")
    .says("Nepal (NP)")
    .says("not stated")
    .says("█")
    .says("these rows overlap")
    .says(" current, total costs, ")
    .says(" activities (")
    .says(" requested amounts apart");
    home.run_with("facets --by country", |command| {
        command.env("LC_ALL", "C");
    })
    .does_not_say("█")
    .says("###");
}

#[test]
fn percentages_split_and_filters_narrow() {
    let home = library("percentages_split_and_filters_narrow");
    let rows = home.run("facets --by country P006418001 --format jsonl").exits(0).json_lines();
    assert_eq!((rows.len(), rows[0]["key"].as_str()), (1, Some("HT")));
    let rows =
        home.run("facets --by sector --country Haiti CA-3-P006418001 --format jsonl").exits(0).json_lines();
    let amounts: Vec<Decimal> =
        rows.iter().map(|row| row["usd"]["commitment"].as_str().unwrap().parse().unwrap()).collect();
    let (large, small) = (amounts.iter().max().unwrap(), amounts.iter().min().unwrap());
    let share = (*small / (*large + *small)).round_dp(4);
    assert_eq!(share, Decimal::new(15, 2), "85 and 15 per cent: {amounts:?}");
}
