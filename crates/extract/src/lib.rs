//! Document to activity records, by layouts that are data.

pub mod value;
