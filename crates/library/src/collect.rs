//! What a query finds, each activity once.
//!
//! Records of one id are one activity: the best of them is shown, and the newest of them (then the one with the lowest
//! BLAKE3) is counted and summed.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, DocId, Score, Searcher, SegmentOrdinal, SegmentReader};

use crate::columns::own;

/// An activity that was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Activity {
    /// How well it fits.
    pub(crate) score: Score,
    /// Its best record.
    pub(crate) shown: DocAddress,
    /// The record that is counted.
    pub(crate) counted: DocAddress,
}

/// Collects every match with the number of its activity.
#[derive(Debug)]
pub(crate) struct Matches {
    pub(crate) scored: bool,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Match {
    score: Score,
    address: DocAddress,
    activity: u64,
}

pub(crate) struct InSegment {
    segment: SegmentOrdinal,
    activity: Column<u64>,
    matches: Vec<Match>,
}

impl Collector for Matches {
    type Fruit = Vec<Match>;
    type Child = InSegment;

    fn for_segment(&self, segment: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<InSegment> {
        let activity = reader.fast_fields().u64(own::ACTIVITY)?;
        Ok(InSegment { segment, activity, matches: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        self.scored
    }

    fn merge_fruits(&self, fruits: Vec<Vec<Match>>) -> tantivy::Result<Vec<Match>> {
        Ok(fruits.concat())
    }
}

impl SegmentCollector for InSegment {
    type Fruit = Vec<Match>;

    fn collect(&mut self, doc: DocId, score: Score) {
        let activity = self.activity.first(doc).unwrap_or_default();
        self.matches.push(Match { score, address: DocAddress::new(self.segment, doc), activity });
    }

    fn harvest(self) -> Vec<Match> {
        self.matches
    }
}

/// The activities of these matches, each once, in no particular order.
pub(crate) fn activities(searcher: &Searcher, matches: Vec<Match>) -> tantivy::Result<Vec<Activity>> {
    let (firsts, repeats) = by_first_mention(matches);
    let alone = |found: &Match| Activity { score: found.score, shown: found.address, counted: found.address };
    let mut activities: Vec<Activity> = firsts.iter().map(alone).collect();
    if repeats.is_empty() {
        return Ok(activities);
    }
    let places: HashMap<u64, usize> =
        firsts.iter().enumerate().map(|(place, found)| (found.activity, place)).collect();
    let mut ages = Ages { searcher, columns: BTreeMap::new() };
    for repeat in repeats {
        let place = places.get(&repeat.activity).and_then(|place| activities.get_mut(*place));
        let Some(activity) = place else { continue };
        if ages.of(repeat.address)? > ages.of(activity.counted)? {
            activity.counted = repeat.address;
        }
        // Of equal scores the one that counts is shown, so that the order of ingest does not show.
        let better = repeat.score.total_cmp(&activity.score);
        if better == Ordering::Greater || better == Ordering::Equal && activity.counted == repeat.address {
            activity.score = repeat.score;
            activity.shown = repeat.address;
        }
    }
    Ok(activities)
}

/// One match an activity, and the further ones. Numbers of activities are dense: a set of bits is small and fast.
fn by_first_mention(matches: Vec<Match>) -> (Vec<Match>, Vec<Match>) {
    let highest = matches.iter().map(|found| found.activity).max().unwrap_or_default();
    let mut seen = vec![0_u64; usize::try_from(highest / 64).unwrap_or_default() + 1];
    matches.into_iter().partition(|found| {
        let bit = 1 << (found.activity % 64);
        let Some(bits) = usize::try_from(found.activity / 64).ok().and_then(|word| seen.get_mut(word)) else {
            return true;
        };
        let first = *bits & bit == 0;
        *bits |= bit;
        first
    })
}

/// Which record of several counts: the greatest.
struct Ages<'a> {
    searcher: &'a Searcher,
    columns: BTreeMap<SegmentOrdinal, (Column<i64>, Column<u64>)>,
}

impl Ages<'_> {
    fn of(&mut self, at: DocAddress) -> tantivy::Result<(i64, std::cmp::Reverse<u64>)> {
        if !self.columns.contains_key(&at.segment_ord) {
            let columns = self.searcher.segment_reader(at.segment_ord).fast_fields();
            self.columns.insert(at.segment_ord, (columns.i64(own::NEWEST)?, columns.u64(own::LOWEST)?));
        }
        let (newest, lowest) = match self.columns.get(&at.segment_ord) {
            Some((newest, lowest)) => (newest.first(at.doc_id), lowest.first(at.doc_id)),
            None => (None, None),
        };
        Ok((newest.unwrap_or(i64::MIN), std::cmp::Reverse(lowest.unwrap_or(u64::MAX))))
    }
}

/// The activities `offset..offset + limit`: best first, of equals by id.
pub(crate) fn page(
    searcher: &Searcher,
    activities: Vec<Activity>,
    offset: usize,
    limit: usize,
) -> tantivy::Result<Vec<(String, Activity)>> {
    let wanted = offset.saturating_add(limit);
    let mut segments: BTreeMap<SegmentOrdinal, Vec<Activity>> = BTreeMap::new();
    for activity in activities {
        segments.entry(activity.shown.segment_ord).or_default().push(activity);
    }
    let mut candidates = Vec::new();
    for (segment, found) in segments {
        let identity = searcher.segment_reader(segment).fast_fields().str(own::IDENTITY)?;
        candidates.extend(best(found, identity.as_ref(), wanted)?);
    }
    candidates.sort_by(|(id, one), (other_id, other)| {
        other.score.total_cmp(&one.score).then_with(|| id.cmp(other_id))
    });
    Ok(candidates.into_iter().skip(offset).take(limit).collect())
}

/// The `wanted` best of one segment. Within a segment the numbers of ids are in the order of the ids.
fn best(
    found: Vec<Activity>,
    identity: Option<&StrColumn>,
    wanted: usize,
) -> tantivy::Result<Vec<(String, Activity)>> {
    let number =
        |at: DocAddress| identity.and_then(|column| column.term_ords(at.doc_id).next()).unwrap_or_default();
    let mut ranked: Vec<(u64, Activity)> =
        found.into_iter().map(|found| (number(found.shown), found)).collect();
    let order = |(id, one): &(u64, Activity), (other_id, other): &(u64, Activity)| {
        other.score.total_cmp(&one.score).then(id.cmp(other_id))
    };
    if ranked.len() > wanted {
        ranked.select_nth_unstable_by(wanted, order);
        ranked.truncate(wanted);
    }
    let mut named = Vec::new();
    for (number, activity) in ranked {
        let mut id = String::new();
        if let Some(column) = identity {
            column.ord_to_str(number, &mut id)?;
        }
        named.push((id, activity));
    }
    Ok(named)
}
