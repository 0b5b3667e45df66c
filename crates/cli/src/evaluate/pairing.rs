//! Which activity of the gold is which record: by identifier, else by title, else by order.

use serde_json::{Map, Value};

use super::compare::{folded, shared_words, words};

/// For each activity of the gold the place of its record.
pub(super) fn pair(gold: &[Map<String, Value>], records: &[Value]) -> Vec<Option<usize>> {
    let mut places = vec![None; gold.len()];
    take(&mut places, records.len(), |g, r| {
        let stated = gold.get(g)?.get("iati_identifier")?.as_str()?;
        (records.get(r)?["iati_identifier"].as_str()? == stated).then_some(1)
    });
    take(&mut places, records.len(), |g, r| {
        title_likeness(gold.get(g)?.get("title")?.as_str()?, records.get(r)?["title"].as_str()?)
    });
    let mut left: Vec<usize> = (0..records.len()).filter(|record| !places.contains(&Some(*record))).collect();
    left.reverse();
    for place in places.iter_mut().filter(|place| place.is_none()) {
        *place = left.pop();
    }
    places
}

/// Fills the places that are still free, the likest pairs first.
fn take(places: &mut [Option<usize>], records: usize, likeness: impl Fn(usize, usize) -> Option<usize>) {
    let all = (0..places.len()).flat_map(|g| (0..records).map(move |r| (g, r)));
    let mut likely: Vec<_> = all.filter_map(|(g, r)| Some((likeness(g, r)?, g, r))).collect();
    likely.sort_by_key(|&(likeness, g, r)| (std::cmp::Reverse(likeness), g, r));
    for (_, g, r) in likely {
        let free = !places.contains(&Some(r));
        if let Some(place) = places.get_mut(g).filter(|place| free && place.is_none()) {
            *place = Some(r);
        }
    }
}

/// How alike two titles are; None when less than half of the longer is shared.
fn title_likeness(gold: &str, got: &str) -> Option<usize> {
    if folded(gold) == folded(got) {
        return Some(usize::MAX);
    }
    let longer = words(gold).len().max(words(got).len());
    Some(shared_words(gold, got)).filter(|shared| 2 * shared >= longer && *shared > 0)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn activities_are_paired_by_identifier_then_title_then_order() {
        let gold: Vec<Map<String, Value>> = serde_json::from_value(json!([
            {"title": "Roads in Haiti"}, {"iati_identifier": "CA-3-1", "title": "Wells"}, {"title": null}, {"kind": "project"},
        ]))
        .unwrap();
        let records = json!([
            {"title": "Another"}, {"title": "Wells"}, {"iati_identifier": "CA-3-1"}, {"title": "ROADS  in Haiti"},
        ]);
        assert_eq!(pair(&gold, records.as_array().unwrap()), [Some(3), Some(2), Some(0), Some(1)]);
        assert_eq!(pair(&gold, &[]), [None; 4]);
    }
}
