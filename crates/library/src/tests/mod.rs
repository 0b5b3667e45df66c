//! Tests of the whole library: documents in, hits, sums and records out.

mod facets;
mod search;
mod upkeep;
