//! The segments of an index with their columns, each opened once: to open one is to look it up in a dictionary of names,
//! and a search in many segments would do that hundreds of times.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use tantivy::columnar::{Column, StrColumn};
use tantivy::{Searcher, SegmentOrdinal};

/// The columns of all segments, by name.
pub(crate) struct Segments {
    searcher: Searcher,
    numbers: Kept<Column<u64>>,
    signed: Kept<Column<i64>>,
    terms: Kept<Option<StrColumn>>,
}

impl Segments {
    pub(crate) fn of(searcher: Searcher) -> Segments {
        Segments { searcher, numbers: Kept::default(), signed: Kept::default(), terms: Kept::default() }
    }

    pub(crate) fn u64(&self, segment: SegmentOrdinal, name: &str) -> tantivy::Result<Column<u64>> {
        self.numbers.get(segment, name, || self.searcher.segment_reader(segment).fast_fields().u64(name))
    }

    pub(crate) fn i64(&self, segment: SegmentOrdinal, name: &str) -> tantivy::Result<Column<i64>> {
        self.signed.get(segment, name, || self.searcher.segment_reader(segment).fast_fields().i64(name))
    }

    /// None where the segment holds no value of it.
    pub(crate) fn str(&self, segment: SegmentOrdinal, name: &str) -> tantivy::Result<Option<StrColumn>> {
        self.terms.get(segment, name, || self.searcher.segment_reader(segment).fast_fields().str(name))
    }
}

/// What was opened, by name and segment.
struct Kept<C>(Mutex<BTreeMap<String, Vec<Option<C>>>>);

impl<C> Default for Kept<C> {
    fn default() -> Kept<C> {
        Kept(Mutex::default())
    }
}

impl<C: Clone> Kept<C> {
    fn get(
        &self,
        segment: SegmentOrdinal,
        name: &str,
        open: impl FnOnce() -> tantivy::Result<C>,
    ) -> tantivy::Result<C> {
        let place = segment as usize;
        let known = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(Some(column)) = known().get(name).and_then(|segments| segments.get(place)) {
            return Ok(column.clone());
        }
        let column = open()?;
        let mut known = known();
        let segments = known.entry(name.to_owned()).or_default();
        segments.resize_with(segments.len().max(place + 1), || None);
        if let Some(kept) = segments.get_mut(place) {
            *kept = Some(column.clone());
        }
        Ok(column)
    }
}
