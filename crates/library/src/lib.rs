//! A folder of activity records: SQLite keeps them, tantivy finds them.
//!
//! ```text
//! store.rs      library.sqlite: what is kept, and the order in which it reaches the disk (slim.rs: a record in its columns;
//!               sums.rs: by which damage is found; migration.rs: from older forms; views.sql: for who asks in SQL)
//! sources.rs    the ledger: each file, and how its reading ended (runs.rs: what each ingest did)
//! groups.rs     which records tell of one activity
//! corrections.rs what people said instead of what was read (laying.rs: laid over a record); renewal.rs: newer rates
//! history.rs    what stood here before
//! status.rs     how it stands, and room given back
//! doctor.rs     all of it checked, damage named (doctor/), and made right where that can be (repair.rs)
//! lock.rs       one writer at a time
//! fields.rs     the fields of a query: one table for parser, flags, facets, index and help
//! query.rs      a query: what was typed, as it is meant (lexer.rs: its signs; values.rs: codes, days, amounts)
//! words.rs      how a text is broken into words, folded and stemmed
//! facts.rs      what each field knows of a record (shares.rs: how an amount goes to several rows)
//! index.rs      the tantivy index, derived from the store (columns.rs: its columns; directory.rs: its folder; fresh.rs: what it
//!               need not read again; watch.rs: who is told how far it is)
//! search.rs     a query to hits (matching.rs: as tantivy takes it; collect.rs: each activity once; hits.rs: what is shown; snippet.rs)
//! facets.rs     counts and sums
//! records.rs    records by id, and all of them in order
//! yardstick.rs  what tantivy alone takes, for benches
//! error.rs      what can go wrong, and what to do about it
//! ```

mod collect;
mod columns;
mod corrections;
mod directory;
mod doctor;
mod error;
mod facets;
mod facts;
mod fields;
mod fresh;
mod groups;
mod history;
mod hits;
mod index;
mod laying;
mod lexer;
mod lock;
mod matching;
mod migration;
mod query;
mod records;
mod renewal;
mod repair;
mod runs;
#[cfg(test)]
mod sample;
mod search;
mod segments;
mod shares;
mod slim;
mod snippet;
mod sources;
mod status;
mod store;
mod sums;
#[cfg(test)]
mod tests;
mod values;
mod watch;
mod words;
mod yardstick;

pub use corrections::{Correction, Said, SameOrganisation, Saying};
pub use doctor::{Checked, Checkup, Finding, Grade, Remedy, examine};
pub use error::LibraryError;
pub use facets::{Basis, Facet, FacetRow, RowKind};
pub use fields::{FIELDS, Field, FieldSpec, Flag, Split, Values};
pub use history::{Past, Why};
pub use query::{Expr, Note, Problem, Query, Value, parse_query};
pub use records::{Record, Shown};
pub use repair::{Repair, repair};
pub use runs::{PastRun, RunEnd};
pub use search::{Found, Hit, Page};
pub use snippet::Snippet;
pub use sources::{INSIDE, Source};
pub use status::{IndexStatus, Status};
pub use store::{Counts, Entry, Library};
pub use yardstick::Entries;
