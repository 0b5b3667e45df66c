//! Tests of the whole library: documents in, hits, sums and records out.

mod damages;
mod doctor;
mod facets;
mod faults;
mod search;
mod together;
mod upkeep;
