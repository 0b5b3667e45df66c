//! The logframe: rows of an outcome, its outputs and its activities.

use serde_json::Value;

use super::compare::{shared_words, spaced, words};
use super::judge::Judge;
use super::score::Tally;
use super::subject::items;

/// Judges the rows. A row is found by its words, whatever the order of the rows.
pub(super) fn judge(judge: &mut Judge<'_>, gold: &[Value]) {
    let rows = judge.subject.list("logframe");
    let mut left: Vec<usize> = (0..rows.len()).collect();
    let mut right = 0;
    for row in gold {
        let likest =
            left.iter().copied().max_by_key(|&at| (likeness(row, rows.get(at)), std::cmp::Reverse(at)));
        let place = likest.filter(|&at| likeness(row, rows.get(at)) > 0);
        left.retain(|at| Some(*at) != place);
        right += u64::from(place.is_some());
        let found = place.and_then(|at| Some((at, rows.get(at)?)));
        if found.is_none() {
            judge.miss("logframe", "/logframe", super::judge::shown(row), None);
        }
        self::row(judge, row, found);
    }
    judge.count(
        "logframe",
        Tally { gold: gold.len() as u64, found: rows.len() as u64, right, ..Tally::default() },
    );
    for at in left {
        judge.miss("logframe", &format!("/logframe/{at}"), None, rows.get(at).and_then(super::judge::shown));
    }
}

fn row(judge: &mut Judge<'_>, gold: &Value, found: Option<(usize, &Value)>) {
    for key in ["outcome", "outputs", "activities"] {
        let Some(expected) = gold.get(key) else { continue };
        let (expected, got) = (texts(expected), found.map(|(_, row)| texts(&row[key])).unwrap_or_default());
        let (right, missed, left) = compare(&expected, got);
        let field = format!("logframe/{key}");
        let gold = expected.len() as u64;
        judge.count(&field, Tally { gold, found: right + left.len() as u64, right, ..Tally::default() });
        let Some((at, _)) = found else { continue };
        let pointer = format!("/logframe/{at}/{key}");
        for text in missed {
            judge.miss(&field, &pointer, Some(text), None);
        }
        for text in left {
            judge.miss(&field, &pointer, None, Some(text));
        }
    }
}

/// How many texts are as expected, which are missed, and which are left over. A cell that has lost its line breaks
/// holds two items in one: a gold that keeps it so is met by the two as well.
fn compare(expected: &[String], mut got: Vec<String>) -> (u64, Vec<String>, Vec<String>) {
    let mut missed = Vec::new();
    for text in expected {
        let lengths = 1..=got.len();
        let mut runs =
            lengths.flat_map(|length| (0..=got.len() - length).map(move |start| start..start + length));
        match runs.find(|run| got.get(run.clone()).is_some_and(|run| run.join(" ") == *text)) {
            Some(run) => drop(got.drain(run)),
            None => missed.push(text.clone()),
        }
    }
    ((expected.len() - missed.len()) as u64, missed, got)
}

/// The texts of a cell with white space folded; a single text is one.
fn texts(cell: &Value) -> Vec<String> {
    match cell {
        Value::String(text) => vec![spaced(text)],
        list => items(list).iter().filter_map(Value::as_str).map(spaced).collect(),
    }
}

/// How many words two rows share.
fn likeness(gold: &Value, row: Option<&Value>) -> usize {
    let all =
        |row: &Value| ["outcome", "outputs", "activities"].map(|key| texts(&row[key]).join(" ")).join(" ");
    let shared = row.map(|row| shared_words(&all(gold), &all(row))).unwrap_or_default();
    // Small words are shared by any two rows.
    if 4 * shared >= words(&all(gold)).len() { shared } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_items_may_stand_for_a_cell_that_lost_its_line_break() {
        let gold = ["Reinforced awareness Stronger capacities".to_owned(), "Reports".to_owned()];
        for (got, right, missed, left) in [
            (vec!["Reinforced awareness Stronger capacities", "Reports"], 2, 0, 0),
            (vec!["Reports", "Reinforced awareness", "Stronger capacities"], 2, 0, 0),
            (vec!["Reinforced awareness", "Reports"], 1, 1, 1),
            (vec!["Reinforced awareness Stronger capacities Reports"], 0, 2, 1),
            (vec![], 0, 2, 0),
        ] {
            let (n, misses, rest) = compare(&gold, got.iter().map(|text| (*text).to_owned()).collect());
            assert_eq!((n, misses.len(), rest.len()), (right, missed, left), "{got:?}");
        }
    }
}
