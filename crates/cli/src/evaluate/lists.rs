//! Lists: which item of the gold is which item of the record.

use serde_json::Value;

use super::compare::{same, tells};

/// How a list is judged.
#[derive(Debug, Clone, Copy)]
pub(super) struct ListRule {
    /// The list's key.
    pub(super) name: &'static str,
    /// What makes an item that item; its other keys are fields of their own.
    identity: &'static [&'static str],
    /// True when the gold names some items of many, unless the activity says that the list is complete.
    pub(super) sample: bool,
    /// True when the order counts.
    ordered: bool,
}

const fn rule(name: &'static str, identity: &'static [&'static str]) -> ListRule {
    ListRule { name, identity, sample: false, ordered: false }
}

const fn sample(name: &'static str, identity: &'static [&'static str]) -> ListRule {
    ListRule { name, identity, sample: true, ordered: false }
}

const LISTS: &[ListRule] = &[
    rule("activity_dates", &["type", "date"]),
    sample("amounts", &["value"]),
    ListRule { name: "budget_lines", identity: &["item"], sample: false, ordered: true },
    rule("countries", &["code"]),
    rule("descriptions", &["type"]),
    rule("funding", &["name"]),
    rule("indicators", &["title"]),
    sample("locations", &["name"]),
    rule("other_identifiers", &["value"]),
    sample("participating_orgs", &["name"]),
    sample("planned_countries", &["code"]),
    rule("policy_markers", &["vocabulary", "code"]),
    sample("quantities", &["value"]),
    rule("references", &["symbol"]),
    rule("regions", &["vocabulary", "code", "name"]),
    sample("related_activities", &["ref", "title"]),
    ListRule { name: "results", identity: &["status", "text"], sample: true, ordered: true },
    rule("sdgs", &["code"]),
    rule("sectors", &["vocabulary", "code"]),
    rule("warnings", &["code"]),
];

impl ListRule {
    /// How the list of that name is judged: one that is not in the table is complete, and each item is what all its keys say.
    pub(super) fn of(name: &str) -> ListRule {
        let known = LISTS.iter().find(|rule| rule.name == name).copied();
        known.unwrap_or(rule("", &[]))
    }

    /// True for a key that tells items apart and so is no field of its own.
    pub(super) fn identifies(self, key: &str) -> bool {
        self.identity.is_empty() || self.identity.contains(&key)
    }

    /// How well `got` fits: None when it is another item.
    fn likeness(self, gold: &Value, got: &Value) -> Option<usize> {
        let Some(keys) = gold.as_object() else { return same(self.name, gold, got).then_some(0) };
        let told = gold["quote"].as_str().filter(|_| self.name == "results");
        if !told.is_none_or(|quote| tells(quote, got["text"].as_str().unwrap_or_default())) {
            return None;
        }
        let plain =
            keys.iter().filter(|(key, value)| !is_remark(key) && !value.is_array() && !value.is_object());
        let (identity, others): (Vec<_>, Vec<_>) = plain.partition(|(key, _)| self.identifies(key));
        let fits = |&(key, value): &(&String, &Value)| same(key, value, &got[key.as_str()]);
        if identity.is_empty() && told.is_none() {
            // Nothing of the gold's item tells it apart: then all that it says must be so.
            return others.iter().all(fits).then_some(0);
        }
        identity.iter().all(fits).then(|| others.into_iter().filter(fits).count())
    }

    /// For each item of the gold the place of its item in the record. In a list that is complete no item stands for
    /// two; in a sample the record may tell in one result what the gold tells in two.
    pub(super) fn pair(self, gold: &[Value], got: &[&Value], complete: bool) -> Vec<Option<usize>> {
        let likeness = |g: usize, p: usize| self.likeness(gold.get(g)?, got.get(p)?);
        if self.ordered {
            in_order(gold.len(), got.len(), usize::from(complete), likeness)
        } else {
            in_any_order(gold.len(), got.len(), likeness)
        }
    }
}

/// Keys of the gold that speak about a value and are none.
pub(super) fn is_remark(key: &str) -> bool {
    matches!(key, "quote" | "basis" | "currency_basis")
}

/// The likest pairs first.
fn in_any_order(
    gold: usize,
    got: usize,
    likeness: impl Fn(usize, usize) -> Option<usize>,
) -> Vec<Option<usize>> {
    let all = (0..gold).flat_map(|g| (0..got).map(move |p| (g, p)));
    let mut likely: Vec<_> = all.filter_map(|(g, p)| Some((likeness(g, p)?, g, p))).collect();
    likely.sort_by_key(|&(likeness, g, p)| (std::cmp::Reverse(likeness), g, p));
    let mut places: Vec<Option<usize>> = vec![None; gold];
    for (_, g, p) in likely {
        if places.contains(&Some(p)) {
            continue;
        }
        if let Some(place) = places.get_mut(g).filter(|place| place.is_none()) {
            *place = Some(p);
        }
    }
    places
}

/// The most pairs whose order is the same on both sides, and among those the likest. `step` is 1 where an item of the
/// record may be taken once, 0 where neighbours of the gold may share it.
fn in_order(
    gold: usize,
    got: usize,
    step: usize,
    likeness: impl Fn(usize, usize) -> Option<usize>,
) -> Vec<Option<usize>> {
    const PAIR: usize = 1000;
    let worth = |g: usize, p: usize| likeness(g, p).map(|likeness| PAIR + likeness);
    // best[g][p]: what the items of the gold from g on are worth when those of the record from p on are left.
    let mut best: Vec<Vec<usize>> = vec![vec![0; got + 2]; gold + 1];
    let at = |best: &[Vec<usize>], g: usize, p: usize| {
        best.get(g).and_then(|row| row.get(p)).copied().unwrap_or(0)
    };
    for g in (0..gold).rev() {
        for p in (0..got).rev() {
            let taken = worth(g, p).map_or(0, |worth| worth + at(&best, g + 1, p + step));
            let most = taken.max(at(&best, g + 1, p)).max(at(&best, g, p + 1));
            if let Some(cell) = best.get_mut(g).and_then(|row| row.get_mut(p)) {
                *cell = most;
            }
        }
    }
    let (mut g, mut p, mut places) = (0, 0, Vec::new());
    while g < gold {
        let most = at(&best, g, p);
        if p < got && worth(g, p).is_some_and(|worth| worth + at(&best, g + 1, p + step) == most) {
            places.push(Some(p));
            (g, p) = (g + 1, p + step);
        } else if p < got && at(&best, g, p + 1) == most {
            p += 1;
        } else {
            places.push(None);
            g += 1;
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn pair(name: &str, gold: Value, got: Value, complete: bool) -> Vec<Option<usize>> {
        let got: Vec<&Value> = got.as_array().unwrap().iter().collect();
        ListRule::of(name).pair(gold.as_array().unwrap(), &got, complete)
    }

    #[test]
    fn items_are_paired_by_what_they_are_then_by_likeness() {
        let gold = json!([{"name": "UNDP", "role": "funding"}, {"name": "undp", "role": "implementing"}]);
        let got = json!([{"name": "UNDP", "role": "implementing"}, {"name": "UNOPS", "role": "funding"}, {"name": "UNDP", "role": "funding"}]);
        assert_eq!(pair("participating_orgs", gold, got, true), [Some(2), Some(0)]);
        let gold = json!(["16", "5"]);
        assert_eq!(pair("sdgs", gold, json!([{"code": "5"}, {"code": "1"}]), true), [None, Some(0)]);
        let gold = json!([{"vocabulary": "1", "code": "15131"}]);
        assert_eq!(pair("sectors", gold, json!([{"vocabulary": "2", "code": "15131"}]), true), [None]);
    }

    #[test]
    fn the_order_of_budget_lines_counts() {
        let gold =
            json!([{"item": "Travel", "value": "1"}, {"item": "Travel", "value": "2"}, {"item": "Support"}]);
        let got = json!([{"item": "travel", "value": "2"}, {"item": "Support"}]);
        assert_eq!(pair("budget_lines", gold.clone(), got, true), [None, Some(0), Some(1)]);
        let got =
            json!([{"item": "Support"}, {"item": "Travel", "value": "1"}, {"item": "Travel", "value": "2"}]);
        assert_eq!(pair("budget_lines", gold, got, true), [Some(1), Some(2), None]);
    }

    #[test]
    fn two_results_of_a_sample_may_stand_in_one_text() {
        let gold = json!([
            {"status": "achieved", "quote": "11 dialogues"},
            {"status": "achieved", "quote": "ten women’s networks"},
        ]);
        let got = json!([
            {"status": "expected", "text": "11 dialogues"},
            {"status": "achieved", "text": "It led 11 dialogues and set up ten women’s networks."},
        ]);
        assert_eq!(pair("results", gold.clone(), got.clone(), false), [Some(1), Some(1)]);
        let complete = pair("results", gold, got, true);
        assert_eq!(complete.iter().flatten().count(), 1);
    }

    #[test]
    fn an_item_without_a_key_of_its_own_is_what_all_its_keys_say() {
        let gold = json!([{"role": "funding"}]);
        let got = json!([{"name": "A", "role": "implementing"}, {"name": "B", "role": "funding"}]);
        assert_eq!(pair("participating_orgs", gold, got, false), [Some(1)]);
    }
}
