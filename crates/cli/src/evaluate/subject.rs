//! The record that is judged: its values and their evidence.

use serde_json::Value;

static NOTHING: Value = Value::Null;

/// One record and the text that it was read from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Subject<'a> {
    /// `Extracted`.
    extracted: &'a Value,
    /// One of its activities; null where none was found.
    pub(super) record: &'a Value,
}

impl<'a> Subject<'a> {
    pub(super) fn new(extracted: &'a Value, record: Option<&'a Value>) -> Self {
        Subject { extracted, record: record.unwrap_or(&NOTHING) }
    }

    /// The document's text.
    pub(super) fn text(self) -> &'a str {
        self.extracted["text"].as_str().unwrap_or_default()
    }

    /// Headings of the document's sections.
    pub(super) fn headings(self) -> impl Iterator<Item = &'a str> {
        items(&self.extracted["sections"]).iter().filter_map(|section| section["heading"].as_str())
    }

    /// A list of the record; empty where there is none.
    pub(super) fn list(self, key: &str) -> &'a [Value] {
        items(&self.record[key])
    }

    /// The evidence of the value at `pointer`: its own and that of what lies in it, else that of what it lies in.
    pub(super) fn evidence(self, pointer: &str) -> Vec<&'a Value> {
        let all = self.list("evidence");
        let within = |one: &&Value| {
            let rest = path(one).strip_prefix(pointer);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let mut found: Vec<&Value> = all.iter().filter(within).collect();
        // What lies beside it is no evidence of it: of what it lies in, only the evidence of the whole.
        let mut whole = pointer;
        while let Some((above, _)) = whole.rsplit_once('/').filter(|_| found.is_empty()) {
            found = all.iter().filter(|one| path(one) == above).collect();
            whole = above;
        }
        found
    }

    /// The rule that read the value at `pointer`.
    pub(super) fn rule(self, pointer: &str) -> Option<&'a str> {
        self.evidence(pointer).first().and_then(|one| one["rule"].as_str())
    }

    /// True when some evidence of the value at `pointer` lies inside the words `quote` of the text.
    pub(super) fn stands_in(self, pointer: &str, quote: &str) -> bool {
        let text = self.text();
        self.evidence(pointer).into_iter().filter_map(span).any(|(start, end)| {
            start < end && text.match_indices(quote).any(|(at, _)| at <= start && end <= at + quote.len())
        })
    }

    /// How much of the words `quote` and of the evidence at `pointer` they have in common, in ten-thousandths of what
    /// both cover.
    pub(super) fn overlap(self, pointer: &str, quote: &str) -> u64 {
        let text = self.text();
        let quoted: Vec<(usize, usize)> =
            text.match_indices(quote).map(|(at, _)| (at, at + quote.len())).collect();
        let shared = |(start, end): (usize, usize)| {
            let share = |&(from, to): &(usize, usize)| {
                let both = end.min(to).saturating_sub(start.max(from)) as u64;
                let all = (end - start.min(end) + to - from) as u64 - both;
                (both * super::score::WHOLE).checked_div(all).unwrap_or(0)
            };
            quoted.iter().map(share).max().unwrap_or(0)
        };
        self.evidence(pointer).into_iter().filter_map(span).map(shared).max().unwrap_or(0)
    }
}

fn path(evidence: &Value) -> &str {
    evidence["path"].as_str().unwrap_or_default()
}

/// The items of a JSON array; none of anything else.
pub(super) fn items(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

/// Start and end of a piece of evidence.
pub(super) fn span(evidence: &Value) -> Option<(usize, usize)> {
    let place = |key: &str| evidence[key].as_u64().and_then(|place| usize::try_from(place).ok());
    Some((place("start")?, place("end")?))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn evidence_is_that_of_the_value_of_its_parts_or_of_the_whole() {
        let extracted = json!({"text": "Budget: $ 5 of $ 5"});
        let record = json!({"evidence": [
            {"path": "/budget/value", "start": 10, "end": 11, "rule": "a/value"},
            {"path": "/budget/currency", "start": 8, "end": 9, "rule": "a/currency"},
            {"path": "/period", "start": 0, "end": 0, "rule": "a/period"},
            {"path": "/countries/1", "start": 0, "end": 0, "rule": "a/countries"},
        ]});
        let subject = Subject::new(&extracted, Some(&record));
        for (pointer, rule) in [
            ("/budget/value", Some("a/value")),
            ("/budget", Some("a/value")),
            ("/budget/measure", None),
            ("/period/start", Some("a/period")),
            ("/countries/10/code", None),
            ("/countries/1/code", Some("a/countries")),
            ("/title", None),
        ] {
            assert_eq!(subject.rule(pointer), rule, "{pointer}");
        }
        assert!(subject.stands_in("/budget/value", "Budget: $ 5"));
        assert!(!subject.stands_in("/budget/value", "of $ 5"));
        assert!(!subject.stands_in("/period", "Budget"), "evidence that points nowhere lies in nothing");
    }
}
