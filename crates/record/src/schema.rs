//! The JSON Schema (draft 2020-12) that every exported line satisfies.

use schemars::generate::SchemaSettings;
use serde_json::Value;

use crate::{Activity, Extracted};

/// The schema of a record: a line of `almoner export` or `almoner extract`.
pub fn activity_schema() -> Value {
    written::<Activity>()
}

/// The schema of a line of `almoner extract --whole`.
pub fn extracted_schema() -> Value {
    written::<Extracted>()
}

// Serialize, not deserialize: every key is always written, so every key is required.
fn written<T: schemars::JsonSchema>() -> Value {
    SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>().to_value()
}
