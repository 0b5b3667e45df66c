//! Facets: how many activities stand in each row of a field, and their sums in US dollars.
//!
//! Each activity counts once. Sums of different measures are never added: what was requested stands apart from what
//! was committed. What a sum rests on is told ([`Basis`]).

use std::collections::BTreeMap;
use std::thread::Builder;

use almoner_record::Measure;
use rust_decimal::Decimal;
use tantivy::columnar::{Column, StrColumn};
use tantivy::error::DataCorruption;
use tantivy::{DocId, SegmentOrdinal, TantivyError};

use crate::collect::{BLOCK, Counts, for_each_first};
use crate::columns::{LABEL, Part, column, own};
use crate::facts::Scope;
use crate::fields::{Field, FieldSpec, Split};
use crate::index::index_error;
use crate::search::View;
use crate::segments::Segments;
use crate::shares::{NOT_STATED, SEVERAL};
use crate::store::Library;
use crate::{LibraryError, Query};

/// A field, counted and summed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet {
    /// The field.
    pub field: Field,
    /// Most activities first, years in their order; then what is not split and what is not stated.
    pub rows: Vec<FacetRow>,
}

/// A row of a facet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetRow {
    /// What it is.
    pub kind: RowKind,
    /// The code, else the vocabulary and folded name; empty for the two special rows.
    pub key: String,
    /// As a person reads it.
    pub name: String,
    /// How many activities stand in it.
    pub count: u64,
    /// Their part of the budgets in current US dollars, by measure.
    pub usd: BTreeMap<Option<Measure>, Decimal>,
}

/// What a row of a facet is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RowKind {
    /// One value of the field.
    Value,
    /// Activities with several values and no percentages to split them by.
    Several,
    /// Activities that lack the field, and what stated percentages leave.
    NotStated,
}

/// What the sums of facets rest on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Basis {
    /// How many activities there are.
    pub activities: u64,
    /// Activities with an amount in US dollars, and the sum of it, by measure.
    pub usd: BTreeMap<Option<Measure>, (u64, Decimal)>,
    /// Activities without a budget.
    pub without_amount: u64,
    /// Activities with a budget that has no rate.
    pub without_rate: u64,
}

impl Facet {
    /// True where an activity with several values counts whole in each of their rows.
    pub fn overlaps(&self) -> bool {
        FieldSpec::of(self.field).facet == Some(Split::Each)
    }
}

impl Library {
    /// The facets of what a query finds, and what their sums rest on.
    pub fn facets(&self, query: &Query, fields: &[Field]) -> Result<(Vec<Facet>, Basis), LibraryError> {
        self.with_view(|view| {
            let mut matching = view.matching(query)?;
            let activities = view.found(&mut matching, &query.expr)?;
            let read = || -> tantivy::Result<(Vec<Facet>, Basis)> {
                let facets = view.facets(query, &activities, fields)?;
                Ok((facets, basis(view, &activities.counted(), query.stated_only)?))
            };
            read().map_err(index_error(&view.path))
        })
    }
}

/// The columns of one segment that a facet is read from.
struct Columns {
    rows: Option<StrColumn>,
    cents: Column<i64>,
    measure: Column<u64>,
}

/// Counts and sums of the rows of one segment: lists and no maps, since a facet may be counted over a million activities.
struct Tally {
    /// By the numbers that the index gives the rows: one more than the place in `counted`; 0 for what was not met.
    places: Vec<u32>,
    counted: Vec<Counted>,
}

/// How many activities stand in a row, and their cents by measure, as the index numbers measures.
#[derive(Debug)]
struct Counted {
    row: u64,
    count: u64,
    cents: [i128; MEASURES],
}

/// None, and each of [`Measure`].
const MEASURES: usize = 6;

/// From so many activities or segments on, a facet has a thread of its own where there is one to be had.
const MANY: usize = 20_000;
pub(crate) const MANY_SEGMENTS: usize = 8;

/// Facets over the activities, each of them once.
pub(crate) fn tallies(
    view: &View,
    counts: &Counts<'_>,
    fields: &[Field],
    stated_only: bool,
) -> tantivy::Result<Vec<Facet>> {
    let tally = |field: &Field| tally(view, counts, *field, Scope::of(*field, stated_only));
    let activities: usize = counts.values().map(|docs| docs.len()).sum();
    let (here, apart) = match fields {
        [first, others @ ..] if activities >= MANY || counts.len() >= MANY_SEGMENTS => {
            (std::slice::from_ref(first), others)
        }
        _ => (fields, &[][..]),
    };
    std::thread::scope(|scope| {
        let begin = |field| Builder::new().spawn_scoped(scope, move || tally(field));
        let threads: Vec<_> = apart.iter().map(|field| (field, begin(field))).collect();
        let mut facets = here.iter().map(tally).collect::<tantivy::Result<Vec<Facet>>>()?;
        for (field, thread) in threads {
            let told = thread.ok().and_then(|thread| thread.join().ok());
            facets.push(told.unwrap_or_else(|| tally(field))?);
        }
        Ok(facets)
    })
}

fn tally(view: &View, counts: &Counts<'_>, field: Field, scope: Scope) -> tantivy::Result<Facet> {
    let mut counted = Vec::new();
    for (segment, docs) in counts {
        let segment = columns(&view.segments, *segment, field, scope)?;
        let mut tally = Tally::of(&segment);
        tally.count(&segment, docs)?;
        counted.push((segment, tally));
    }
    named(counted, field)
}

fn columns(
    segments: &Segments,
    segment: SegmentOrdinal,
    field: Field,
    scope: Scope,
) -> tantivy::Result<Columns> {
    Ok(Columns {
        rows: segments.str(segment, &column(field, Part::Rows, scope))?,
        cents: segments.i64(segment, &column(field, Part::Cents, scope))?,
        measure: segments.u64(segment, own::MEASURE)?,
    })
}

impl Tally {
    fn of(segment: &Columns) -> Tally {
        let rows = segment.rows.as_ref().map_or(0, |rows| rows.num_terms());
        Tally { places: vec![0; rows], counted: Vec::new() }
    }

    /// Counts documents, each in all of its rows.
    fn count(&mut self, segment: &Columns, docs: &[DocId]) -> tantivy::Result<()> {
        let Some(rows) = &segment.rows else { return Ok(()) };
        // Row and cents are written in pairs: the place of the one is that of the other.
        let (ords, cents_of) = (rows.ords(), &segment.cents);
        if ords.values.num_vals() != cents_of.values.num_vals() {
            let what = "a facet has other rows than amounts".to_owned();
            return Err(TantivyError::DataCorruption(DataCorruption::comment_only(what)));
        }
        let (mut of, mut places) = (Vec::new(), Vec::new());
        let (mut rows, mut cents, mut measures) = (Vec::new(), Vec::new(), Vec::new());
        for block in docs.chunks(BLOCK) {
            of.clear();
            places.clear();
            ords.row_ids_for_docs(block, &mut of, &mut places);
            rows.resize(places.len(), 0);
            ords.values.get_vals(&places, &mut rows);
            cents.resize(places.len(), 0);
            cents_of.values.get_vals(&places, &mut cents);
            measures.clear();
            for_each_first(&segment.measure, block, |measure| measures.push(measure.unwrap_or_default()));
            let mut measured = block.iter().zip(&measures).peekable();
            for ((doc, row), cents) in of.iter().zip(&rows).zip(&cents) {
                while measured.next_if(|(next, _)| *next != doc).is_some() {}
                let measure = measured.peek().map_or(0, |(_, measure)| **measure);
                self.add(*row, measure, *cents);
            }
        }
        Ok(())
    }

    fn add(&mut self, row: u64, measure: u64, cents: i64) {
        let Some(counted) = self.row(row) else { return };
        counted.count += 1;
        if let Some(sum) = usize::try_from(measure).ok().and_then(|place| counted.cents.get_mut(place)) {
            *sum += i128::from(cents);
        }
    }

    fn row(&mut self, row: u64) -> Option<&mut Counted> {
        let place = usize::try_from(row).ok().and_then(|row| self.places.get_mut(row))?;
        if *place == 0 {
            self.counted.push(Counted { row, count: 0, cents: [0; MEASURES] });
            *place = u32::try_from(self.counted.len()).ok()?;
        }
        self.counted.get_mut(*place as usize - 1)
    }
}

/// Rows of the same key are one, whatever label each document prints.
fn named(tallies: Vec<(Columns, Tally)>, field: Field) -> tantivy::Result<Facet> {
    let mut rows: BTreeMap<(RowKind, String), FacetRow> = BTreeMap::new();
    let spec = FieldSpec::of(field);
    let counted = tallies
        .iter()
        .flat_map(|(segment, tally)| tally.counted.iter().map(move |counted| (segment, counted)));
    for (segment, &Counted { row: number, count, cents }) in counted {
        let mut term = String::new();
        if let Some(names) = &segment.rows {
            names.ord_to_str(number, &mut term)?;
        }
        let (key, label) = term.split_once(LABEL).unwrap_or((&term, ""));
        let (kind, key) = match key {
            SEVERAL => (RowKind::Several, ""),
            NOT_STATED => (RowKind::NotStated, ""),
            key => (RowKind::Value, key),
        };
        let name = match kind {
            RowKind::Several => "several, not split",
            RowKind::NotStated => "not stated",
            RowKind::Value if label.is_empty() => spec.name_of(key).unwrap_or(key),
            RowKind::Value => label,
        };
        let row = rows.entry((kind, key.to_owned())).or_insert_with(|| FacetRow {
            kind,
            key: key.to_owned(),
            name: name.to_owned(),
            count: 0,
            usd: BTreeMap::new(),
        });
        // Of several labels the first in the alphabet, whatever the order of documents.
        row.name = row.name.as_str().min(name).to_owned();
        row.count += count;
        for (measure, cents) in (0..).zip(cents).filter(|(_, cents)| *cents != 0) {
            *row.usd.entry(measure_of(measure)).or_default() += dollars(cents);
        }
    }
    let mut rows: Vec<FacetRow> = rows.into_values().collect();
    let by_key = matches!(field, Field::Year);
    rows.sort_by(|one, other| {
        let by_count = if by_key { std::cmp::Ordering::Equal } else { other.count.cmp(&one.count) };
        let usd = |row: &FacetRow| row.usd.values().sum::<Decimal>();
        let by_sum = || if by_key { std::cmp::Ordering::Equal } else { usd(other).cmp(&usd(one)) };
        one.kind.cmp(&other.kind).then(by_count).then_with(by_sum).then_with(|| one.key.cmp(&other.key))
    });
    rows.iter_mut().for_each(|row| row.usd.retain(|_, sum| !sum.is_zero()));
    Ok(Facet { field, rows })
}

fn basis(view: &View, counts: &Counts<'_>, stated_only: bool) -> tantivy::Result<Basis> {
    let scope = if stated_only { Scope::Stated } else { Scope::All };
    let money = own::MONEY.into_iter().nth(usize::from(stated_only)).unwrap_or(own::MONEY[0]);
    let mut basis = Basis::default();
    let mut sums: BTreeMap<u64, (u64, i128)> = BTreeMap::new();
    for (segment, docs) in counts {
        let number = |name| view.segments.u64(*segment, name);
        let (record, measure, state) = (number(own::RECORD)?, number(own::MEASURE)?, number(money)?);
        let usd = view.segments.i64(*segment, &column(Field::Usd, Part::Number, scope))?;
        for doc in docs.iter().copied().filter(|doc| record.first(*doc).is_some()) {
            basis.activities += 1;
            match state.first(doc).unwrap_or_default() {
                0 => basis.without_amount += 1,
                1 => basis.without_rate += 1,
                _ => {
                    let (count, sum) = sums.entry(measure.first(doc).unwrap_or_default()).or_default();
                    *count += 1;
                    *sum += i128::from(usd.first(doc).unwrap_or_default());
                }
            }
        }
    }
    basis.usd = sums
        .into_iter()
        .map(|(measure, (count, sum))| (measure_of(measure), (count, dollars(sum))))
        .collect();
    Ok(basis)
}

fn measure_of(number: u64) -> Option<Measure> {
    use Measure::{Approved, Ceiling, Commitment, Requested, TotalCost};
    let all = [Commitment, Ceiling, TotalCost, Approved, Requested];
    all.into_iter().find(|measure| *measure as u64 + 1 == number)
}

/// Cents as dollars with two decimals. No sum of `i64`s that fits a library is beyond a decimal.
fn dollars(cents: i128) -> Decimal {
    Decimal::try_from_i128_with_scale(cents, 2).unwrap_or(Decimal::MAX)
}
