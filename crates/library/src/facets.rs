//! Facets: how many activities stand in each row of a field, and their sums in US dollars.
//!
//! Each activity counts once. Sums of different measures are never added: what was requested stands apart from what
//! was committed. What a sum rests on is told ([`Basis`]).

use std::collections::BTreeMap;

use almoner_record::Measure;
use rust_decimal::Decimal;
use tantivy::DocId;
use tantivy::columnar::{Column, StrColumn};

use crate::collect::Activity;
use crate::columns::{LABEL, Part, column, own};
use crate::facts::Scope;
use crate::fields::{Field, FieldSpec, Split};
use crate::index::index_error;
use crate::search::View;
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
                let facets = fields
                    .iter()
                    .map(|field| tally(view, &activities, *field, Scope::of(*field, query.stated_only)))
                    .collect::<tantivy::Result<_>>()?;
                Ok((facets, basis(view, &activities, query.stated_only)?))
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
    record: Column<u64>,
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

/// One facet over the activities, each of them once.
pub(crate) fn tally(
    view: &View,
    activities: &[Activity],
    field: Field,
    scope: Scope,
) -> tantivy::Result<Facet> {
    let segments: Vec<Columns> = view
        .searcher
        .segment_readers()
        .iter()
        .map(|segment| columns(segment, field, scope))
        .collect::<Result<_, _>>()?;
    let mut tallies: Vec<Tally> = segments.iter().map(Tally::of).collect();
    for at in activities.iter().map(|activity| activity.counted) {
        let place = at.segment_ord as usize;
        if let (Some(segment), Some(tally)) = (segments.get(place), tallies.get_mut(place)) {
            tally.count(segment, at.doc_id);
        }
    }
    named(&segments, tallies, field)
}

fn columns(segment: &tantivy::SegmentReader, field: Field, scope: Scope) -> tantivy::Result<Columns> {
    let columns = segment.fast_fields();
    Ok(Columns {
        rows: columns.str(&column(field, Part::Rows, scope))?,
        cents: columns.i64(&column(field, Part::Cents, scope))?,
        measure: columns.u64(own::MEASURE)?,
        record: columns.u64(own::RECORD)?,
    })
}

impl Tally {
    fn of(segment: &Columns) -> Tally {
        let rows = segment.rows.as_ref().map_or(0, |rows| rows.num_terms());
        Tally { places: vec![0; rows], counted: Vec::new() }
    }

    /// Counts a document in each of its rows.
    fn count(&mut self, segment: &Columns, doc: DocId) {
        let Some(rows) = &segment.rows else { return };
        let measure = segment.measure.first(doc).and_then(|number| usize::try_from(number).ok());
        for (row, cents) in rows.term_ords(doc).zip(segment.cents.values_for_doc(doc)) {
            let Some(counted) = self.row(row) else { continue };
            counted.count += 1;
            if let Some(sum) = counted.cents.get_mut(measure.unwrap_or_default()) {
                *sum += i128::from(cents);
            }
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
fn named(segments: &[Columns], tallies: Vec<Tally>, field: Field) -> tantivy::Result<Facet> {
    let mut rows: BTreeMap<(RowKind, String), FacetRow> = BTreeMap::new();
    let spec = FieldSpec::of(field);
    let counted = segments
        .iter()
        .zip(tallies)
        .flat_map(|(segment, tally)| tally.counted.into_iter().map(move |counted| (segment, counted)));
    for (segment, Counted { row: number, count, cents }) in counted {
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

fn basis(view: &View, activities: &[Activity], stated_only: bool) -> tantivy::Result<Basis> {
    let scope = if stated_only { Scope::Stated } else { Scope::All };
    let money = own::MONEY.into_iter().nth(usize::from(stated_only)).unwrap_or(own::MONEY[0]);
    let mut basis = Basis::default();
    let mut sums: BTreeMap<u64, (u64, i128)> = BTreeMap::new();
    for (ordinal, segment) in view.searcher.segment_readers().iter().enumerate() {
        let (fast, columns) = (segment.fast_fields(), columns(segment, Field::Status, scope)?);
        let state = fast.u64(money)?;
        let usd = fast.i64(&column(Field::Usd, Part::Number, scope))?;
        let here = activities.iter().filter(|activity| activity.counted.segment_ord as usize == ordinal);
        for doc in
            here.map(|activity| activity.counted.doc_id).filter(|doc| columns.record.first(*doc).is_some())
        {
            basis.activities += 1;
            match state.first(doc).unwrap_or_default() {
                0 => basis.without_amount += 1,
                1 => basis.without_rate += 1,
                _ => {
                    let (count, sum) =
                        sums.entry(columns.measure.first(doc).unwrap_or_default()).or_default();
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
