//! What the gold says beside the fields of the record.

use serde_json::Value;

use super::compare::{folded, shared_words, words};
use super::judge::Judge;
use super::score::Tally;
use super::subject::items;

/// Judges `key` if it is no field of the record. False when it is one.
pub(super) fn judge(judge: &mut Judge<'_>, key: &str, gold: &Value) -> bool {
    match key {
        "sectors_stated" => stated(judge, key, "sectors", gold),
        "policy_markers_stated" => stated(judge, key, "policy_markers", gold),
        "has_expected_results" => has_results(judge, key, "expected", gold),
        "has_achieved_results" => has_results(judge, key, "achieved", gold),
        "regions_text" => regions(judge, key, gold),
        "sections" => sections(judge, key, gold),
        "arithmetic" => arithmetic(judge, key),
        "context_figures" => context_figures(judge, key, gold),
        _ => return false,
    }
    true
}

/// An empty list: the document states none. What was concluded may be there.
fn stated(judge: &mut Judge<'_>, field: &str, list: &str, gold: &Value) {
    let all = judge.subject.list(list).iter().enumerate();
    let stated: Vec<_> = all.filter(|(_, item)| item["basis"] == "stated").collect();
    let expected = items(gold).len();
    let codes: Vec<_> = items(gold).iter().collect();
    let is_right = |item: &Value| codes.iter().any(|code| super::compare::same(list, code, item));
    let right = stated.iter().filter(|(_, item)| is_right(item)).count();
    judge.count(
        field,
        Tally { gold: expected as u64, found: stated.len() as u64, right: right as u64, ..Tally::default() },
    );
    for (at, item) in stated.into_iter().filter(|(_, item)| !is_right(item)) {
        judge.miss(field, &format!("/{list}/{at}"), None, super::judge::shown(item));
    }
}

/// Whether there are results of a status at all.
fn has_results(judge: &mut Judge<'_>, field: &str, status: &str, gold: &Value) {
    let results = judge.subject.list("results").iter();
    let mut of_status = results.enumerate().filter(|(_, result)| result["status"] == status);
    let (first, expected) = (of_status.next(), gold == &Value::Bool(true));
    let right = expected && first.is_some();
    judge.count(
        field,
        Tally {
            gold: u64::from(expected),
            found: u64::from(first.is_some()),
            right: u64::from(right),
            ..Tally::default()
        },
    );
    if expected != first.is_some() {
        let (pointer, got) = match first {
            Some((at, result)) => (format!("/results/{at}"), super::judge::shown(result)),
            None => ("/results".to_owned(), None),
        };
        judge.miss(field, &pointer, expected.then(|| "a result".to_owned()), got);
    }
}

/// Regions that the text names must be among the record's.
fn regions(judge: &mut Judge<'_>, field: &str, gold: &Value) {
    let regions = judge.subject.list("regions").iter();
    let names: Vec<String> = regions.filter_map(|region| region["name"].as_str()).map(folded).collect();
    let told = |text: &str| names.iter().any(|name| name.contains(text) || text.contains(name.as_str()));
    texts(judge, field, "/regions", gold, told);
}

/// Headings of the document must be headings of sections: the gold gives at least how they begin.
fn sections(judge: &mut Judge<'_>, field: &str, gold: &Value) {
    let headings: Vec<String> = judge.subject.headings().map(folded).collect();
    texts(judge, field, "/sections", gold, |text| headings.iter().any(|heading| heading.contains(text)));
}

/// Texts of which each must be found; others are not judged.
fn texts(judge: &mut Judge<'_>, field: &str, pointer: &str, gold: &Value, found: impl Fn(&str) -> bool) {
    for text in items(gold).iter().filter_map(Value::as_str) {
        let right = u64::from(found(&folded(text)));
        judge.count(field, Tally { gold: 1, found: right, right, ..Tally::default() });
        if right == 0 {
            judge.miss(field, pointer, Some(text.to_owned()), None);
        }
    }
}

/// The sums of the document are right, so no warning may say otherwise.
fn arithmetic(judge: &mut Judge<'_>, field: &str) {
    let warnings = judge.subject.list("warnings").iter().enumerate();
    let wrong: Vec<_> = warnings
        .filter(|(_, warning)| {
            matches!(warning["code"].as_str(), Some("lines-do-not-add-up" | "support-cost-share"))
        })
        .collect();
    judge.count(field, Tally { gold: 0, found: wrong.len() as u64, right: 0, ..Tally::default() });
    for (at, warning) in wrong {
        judge.miss(field, &format!("/warnings/{at}"), None, super::judge::shown(warning));
    }
}

/// Figures of the context are neither results nor quantities of results.
fn context_figures(judge: &mut Judge<'_>, field: &str, gold: &Value) {
    let mut taken = Vec::new();
    for figure in items(gold).iter().filter_map(Value::as_str) {
        let phrase = figure.split([':', '(']).next().unwrap_or(figure).trim();
        for (at, result) in judge.subject.list("results").iter().enumerate() {
            if tells_figure(result, phrase) {
                taken.push((format!("/results/{at}"), super::judge::shown(result)));
            }
        }
    }
    judge.count(field, Tally { gold: 0, found: taken.len() as u64, right: 0, ..Tally::default() });
    for (pointer, got) in taken {
        judge.miss(field, &pointer, None, got);
    }
}

/// True when the result's text holds the phrase, or a quantity of it has the phrase's number and counts the same.
fn tells_figure(result: &Value, phrase: &str) -> bool {
    let text = result["text"].as_str().unwrap_or_default();
    let number = phrase.split_whitespace().find_map(|word| word.replace(',', "").parse::<u64>().ok());
    let counts = |quantity: &Value| {
        let unit = quantity["unit"].as_str().unwrap_or_default();
        super::compare::decimal(&quantity["value"]) == number.map(Into::into)
            && shared_words(unit, phrase) > 0
    };
    let held = words(text).join(" ").contains(&words(phrase).join(" "));
    held || (number.is_some() && items(&result["quantities"]).iter().any(counts))
}
