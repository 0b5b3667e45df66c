//! The activity record: one aid activity as one document describes it, with evidence for every value.
//!
//! Field names are those of the IATI standard 2.03 in snake_case; docs/record.md describes each. This crate does
//! no I/O and reads no clock: the same input gives the same record everywhere.
//!
//! ```text
//! activity.rs   the record and the objects in it
//! money.rs      amounts, and what an amount is in US dollars
//! evidence.rs   spans, basis, evidence
//! extracted.rs  what one document gives: text, sections, records
//! packed.rs     the same, as a worker sends it
//! outcome.rs    how the reading of one file ended
//! warning.rs    where a document contradicts itself
//! verify.rs     the rules of docs/record.md, checked
//! walk.rs       the values of a record at their JSON pointers
//! schema.rs     the JSON Schema of a record
//! number.rs     decimals that are JSON numbers
//! ```

mod activity;
mod evidence;
mod extracted;
mod money;
mod number;
mod outcome;
mod packed;
mod schema;
mod verify;
mod walk;
mod warning;

pub use activity::{
    Activity, ActivityDate, Coded, Country, Description, DescriptionType, Indicator, IndicatorPeriod, Kind,
    Location, LogframeRow, Narrative, Organisation, OtherIdentifier, ParticipatingOrg, Period, PolicyMarker,
    Precision, Quantity, Reference, Region, RelatedActivity, ReportingOrg, ResultItem, ResultStatus,
    ResultType, Role, Sdg, Sector, VERSION,
};
pub use evidence::{Basis, Evidence, Span, Unquoted};
pub use extracted::{Extracted, Origin, Section};
pub use money::{Amount, Budget, BudgetLine, DateFrom, Frequency, Funding, LineKind, Measure, Money, Usd};
pub use outcome::{Failure, Outcome};
pub use packed::Misfit;
pub use schema::{activity_schema, extracted_schema};
pub use verify::{Flaw, verify};
pub use warning::{Warning, WarningCode};
