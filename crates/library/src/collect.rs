//! What a query finds, each activity once.
//!
//! Records of one id are one activity: the best of them is shown, and the newest of them (then the one with the lowest
//! BLAKE3) is counted and summed.
//!
//! A search without a filter finds a million of them: they are kept by segment, in lists of plain numbers, and columns are
//! read in blocks.

use std::borrow::Cow;
use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BinaryHeap};

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use crate::columns::own;
use crate::segments::Segments;

/// So many documents are looked up in a column at once.
pub(crate) const BLOCK: usize = 1024;

/// An activity that was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Activity {
    /// How well it fits.
    pub(crate) score: Score,
    /// Its best record.
    pub(crate) shown: DocAddress,
}

/// Collects every match with the number of its activity.
pub(crate) struct Matches<'a> {
    pub(crate) scored: bool,
    pub(crate) segments: &'a Segments,
}

/// The matches in one segment, in the order of its documents.
pub(crate) struct InSegment {
    segment: SegmentOrdinal,
    column: Column<u64>,
    scored: bool,
    docs: Vec<DocId>,
    /// Empty where nothing is weighed.
    scores: Vec<Score>,
    /// The numbers of their activities; there when all are collected.
    activities: Vec<u64>,
}

impl Collector for Matches<'_> {
    type Fruit = Vec<InSegment>;
    type Child = InSegment;

    fn for_segment(&self, segment: SegmentOrdinal, _: &SegmentReader) -> tantivy::Result<InSegment> {
        let column = self.segments.u64(segment, own::ACTIVITY)?;
        let scored = self.scored;
        Ok(InSegment { segment, column, scored, docs: vec![], scores: vec![], activities: vec![] })
    }

    fn requires_scoring(&self) -> bool {
        self.scored
    }

    fn merge_fruits(&self, segments: Vec<InSegment>) -> tantivy::Result<Vec<InSegment>> {
        Ok(segments)
    }
}

impl SegmentCollector for InSegment {
    type Fruit = InSegment;

    fn collect(&mut self, doc: DocId, score: Score) {
        self.docs.push(doc);
        if self.scored {
            self.scores.push(score);
        }
    }

    fn collect_block(&mut self, docs: &[DocId]) {
        self.docs.extend_from_slice(docs);
        if self.scored {
            self.scores.resize(self.docs.len(), 0.0);
        }
    }

    fn harvest(mut self) -> InSegment {
        self.activities.reserve_exact(self.docs.len());
        for_each_first(&self.column, &self.docs, |number| self.activities.push(number.unwrap_or_default()));
        self
    }
}

/// Gives the first value of each document, in order.
pub(crate) fn for_each_first<T: Copy + PartialOrd + std::fmt::Debug + Send + Sync + 'static>(
    column: &Column<T>,
    docs: &[DocId],
    mut each: impl FnMut(Option<T>),
) {
    let mut values = [None; BLOCK];
    for block in docs.chunks(BLOCK) {
        let Some(values) = values.get_mut(..block.len()) else { continue };
        values.fill(None);
        column.first_vals(block, values);
        values.iter().copied().for_each(&mut each);
    }
}

/// The records that are counted, by segment, in the order of their documents.
pub(crate) type Counts<'a> = BTreeMap<SegmentOrdinal, Cow<'a, [DocId]>>;

/// The activities that were found, each once.
#[derive(Debug, Default)]
pub(crate) struct Activities {
    segments: BTreeMap<SegmentOrdinal, Shown>,
    /// Of those whose counted record is another than the shown one: the counted one.
    counted: BTreeMap<DocAddress, DocAddress>,
}

/// The records of one segment that are shown, in the order of their documents, and how well they fit; scores that are not
/// there are 0.
#[derive(Debug, Default)]
struct Shown {
    docs: Vec<DocId>,
    scores: Vec<Score>,
}

impl Shown {
    fn each(&self) -> impl Iterator<Item = (DocId, Score)> {
        let scores = self.scores.iter().copied().chain(std::iter::repeat(0.0));
        self.docs.iter().copied().zip(scores)
    }

    fn sort(&mut self) {
        let mut both: Vec<(DocId, Score)> = self.each().collect();
        both.sort_unstable_by_key(|(doc, _)| *doc);
        (self.docs, self.scores) = both.into_iter().unzip();
    }
}

impl Activities {
    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.segments.values().map(|shown| shown.docs.len()).sum()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The records that are shown.
    pub(crate) fn shown(&self) -> impl Iterator<Item = (SegmentOrdinal, &[DocId])> {
        self.segments.iter().map(|(segment, shown)| (*segment, shown.docs.as_slice()))
    }

    /// The records that are counted.
    pub(crate) fn counted(&self) -> Counts<'_> {
        let mut counted: Counts<'_> =
            self.shown().map(|(segment, docs)| (segment, Cow::Borrowed(docs))).collect();
        if self.counted.is_empty() {
            return counted;
        }
        for (segment, docs) in &mut counted {
            docs.to_mut().retain(|doc| !self.counted.contains_key(&DocAddress::new(*segment, *doc)));
        }
        for at in self.counted.values() {
            counted.entry(at.segment_ord).or_default().to_mut().push(at.doc_id);
        }
        counted.values_mut().for_each(|docs| docs.to_mut().sort_unstable());
        counted
    }
}

/// The activities of these matches.
pub(crate) fn activities(segments: &Segments, matches: Vec<InSegment>) -> tantivy::Result<Activities> {
    let repeated = repeated(&matches);
    let mut found = Activities::default();
    let mut several: BTreeMap<u64, Vec<Activity>> = BTreeMap::new();
    for InSegment { segment, docs, scores, activities, .. } in matches {
        let mut shown = Shown { docs, scores };
        if let Some(repeated) = &repeated {
            let mut once = Shown::default();
            for ((doc, score), number) in shown.each().zip(activities) {
                if repeated.has(number) {
                    let shown = DocAddress::new(segment, doc);
                    several.entry(number).or_default().push(Activity { score, shown });
                } else {
                    once.docs.push(doc);
                    once.scores.push(score);
                }
            }
            shown = once;
        }
        if !shown.docs.is_empty() {
            found.segments.insert(segment, shown);
        }
    }
    let ages = Ages { segments };
    for records in several.into_values() {
        found.add(&records, &ages)?;
    }
    if repeated.is_some() {
        found.segments.values_mut().for_each(Shown::sort);
    }
    Ok(found)
}

impl Activities {
    /// Adds an activity of several records.
    fn add(&mut self, records: &[Activity], ages: &Ages<'_>) -> tantivy::Result<()> {
        let Some(mut counted) = records.first().map(|first| first.shown) else { return Ok(()) };
        for record in records {
            if ages.of(record.shown)? > ages.of(counted)? {
                counted = record.shown;
            }
        }
        // Of equal scores the one that counts is shown, so that the order of ingest does not show.
        let fits = |one: &Activity, other: &Activity| {
            let counts = |record: &Activity| record.shown == counted;
            one.score.total_cmp(&other.score).then(counts(one).cmp(&counts(other)))
        };
        let Some(best) = records.iter().reduce(|best, other| match fits(other, best) {
            Ordering::Greater => other,
            _ => best,
        }) else {
            return Ok(());
        };
        if best.shown != counted {
            self.counted.insert(best.shown, counted);
        }
        let shown = self.segments.entry(best.shown.segment_ord).or_default();
        shown.docs.push(best.shown.doc_id);
        shown.scores.push(best.score);
        Ok(())
    }
}

/// A set of numbers of activities: they are dense, so bits are small and fast.
struct Numbers(Vec<u64>);

impl Numbers {
    /// False where it has been there before.
    fn insert(&mut self, number: u64) -> bool {
        let bit = 1 << (number % 64);
        match usize::try_from(number / 64).ok().and_then(|word| self.0.get_mut(word)) {
            Some(bits) => {
                let first = *bits & bit == 0;
                *bits |= bit;
                first
            }
            None => true,
        }
    }

    fn has(&self, number: u64) -> bool {
        let bits = usize::try_from(number / 64).ok().and_then(|word| self.0.get(word));
        bits.is_some_and(|bits| bits & 1 << (number % 64) != 0)
    }
}

/// The activities with several matches; none where there are none.
fn repeated(matches: &[InSegment]) -> Option<Numbers> {
    let numbers = || matches.iter().flat_map(|segment| segment.activities.iter().copied());
    let words = usize::try_from(numbers().max()? / 64).ok()? + 1;
    let (mut seen, mut repeated) = (Numbers(vec![0; words]), Numbers(vec![0; words]));
    let mut any = false;
    for number in numbers() {
        if !seen.insert(number) {
            repeated.insert(number);
            any = true;
        }
    }
    any.then_some(repeated)
}

/// Which record of several counts: the greatest.
struct Ages<'a> {
    segments: &'a Segments,
}

impl Ages<'_> {
    fn of(&self, at: DocAddress) -> tantivy::Result<(i64, Reverse<u64>)> {
        let newest = self.segments.i64(at.segment_ord, own::NEWEST)?.first(at.doc_id);
        let lowest = self.segments.u64(at.segment_ord, own::LOWEST)?.first(at.doc_id);
        Ok((newest.unwrap_or(i64::MIN), Reverse(lowest.unwrap_or(u64::MAX))))
    }
}

/// The activities `offset..offset + limit` with their ids: best first, of equals by id.
pub(crate) fn page(
    segments: &Segments,
    activities: &Activities,
    offset: usize,
    limit: usize,
) -> tantivy::Result<Vec<(String, Activity)>> {
    let wanted = offset.saturating_add(limit);
    let mut queues = Vec::with_capacity(activities.segments.len());
    for (segment, shown) in &activities.segments {
        let identity = segments.str(*segment, own::IDENTITY)?;
        let ranked = best(shown, identity.as_ref(), wanted).into_sorted_vec().into_iter();
        let mut queue = Queue { segment: *segment, identity, ranked, first: None };
        queue.next()?;
        queues.push(queue);
    }
    let mut page = Vec::new();
    for at in 0..wanted {
        let left = queues.iter_mut().filter(|queue| queue.first.is_some());
        let Some(queue) = left.min_by(|one, other| Queue::order(one, other)) else { break };
        page.extend(queue.next()?.filter(|_| at >= offset));
    }
    Ok(page)
}

/// The best of one segment, in their order. An id costs a look into a dictionary: only the first has its own.
struct Queue {
    segment: SegmentOrdinal,
    identity: Option<StrColumn>,
    ranked: std::vec::IntoIter<Ranked>,
    first: Option<(String, Activity)>,
}

impl Queue {
    /// Takes the first one, and makes the next one the first.
    fn next(&mut self) -> tantivy::Result<Option<(String, Activity)>> {
        let next = match self.ranked.next() {
            Some(Ranked { score, number, doc }) => {
                let mut id = String::new();
                if let Some(column) = &self.identity {
                    column.ord_to_str(number, &mut id)?;
                }
                Some((id, Activity { score, shown: DocAddress::new(self.segment, doc) }))
            }
            None => None,
        };
        Ok(std::mem::replace(&mut self.first, next))
    }

    /// By their first ones: the best score, of equals the least id.
    fn order(one: &Queue, other: &Queue) -> Ordering {
        let (Some((id, one)), Some((other_id, other))) = (&one.first, &other.first) else {
            return Ordering::Equal;
        };
        other.score.total_cmp(&one.score).then_with(|| id.cmp(other_id))
    }
}

/// A record of a segment; the least fits best. Within a segment the numbers of ids are in the order of the ids.
#[derive(Debug, Clone, Copy)]
struct Ranked {
    score: Score,
    number: u64,
    doc: DocId,
}

impl Ord for Ranked {
    fn cmp(&self, other: &Ranked) -> Ordering {
        other.score.total_cmp(&self.score).then(self.number.cmp(&other.number))
    }
}

impl PartialOrd for Ranked {
    fn partial_cmp(&self, other: &Ranked) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Ranked {
    fn eq(&self, other: &Ranked) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Ranked {}

/// The `wanted` best of one segment.
fn best(shown: &Shown, identity: Option<&StrColumn>, wanted: usize) -> BinaryHeap<Ranked> {
    let mut best: BinaryHeap<Ranked> = BinaryHeap::new();
    let mut each = shown.each();
    let mut take = |number: Option<u64>| {
        let Some((doc, score)) = each.next() else { return };
        let ranked = Ranked { score, number: number.unwrap_or_default(), doc };
        if best.len() < wanted {
            best.push(ranked);
        } else if let Some(mut worst) = best.peek_mut().filter(|worst| ranked < **worst) {
            *worst = ranked;
        }
    };
    match identity {
        Some(column) => for_each_first(column.ords(), &shown.docs, take),
        None => shown.docs.iter().for_each(|_| take(None)),
    }
    best
}
