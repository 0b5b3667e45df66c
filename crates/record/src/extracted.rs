//! What one document gives.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Activity, Precision};

/// The document a record came from. No folder and no clock: the same bytes and name give the same origin.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Origin {
    /// BLAKE3 of the bytes, 64 hex digits.
    pub blake3: String,
    /// The file's name without folders, with extension; `-` for standard input.
    pub name: String,
    /// `text/plain`, `application/pdf` …
    pub media_type: String,
    /// Length of the file in bytes.
    pub bytes: u64,
    /// Number of pages; null where the format has none.
    pub pages: Option<u32>,
    /// The layout it was read with.
    pub layout: String,
    /// Primary subtag of its language.
    pub language: Option<String>,
    /// The document's own title.
    pub title: Option<String>,
    /// Printed or from the file's metadata, never the file's time.
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub date: Option<Date>,
    /// How precisely `date` was printed.
    pub date_precision: Option<Precision>,
    /// Where it is published.
    pub url: Option<String>,
}

/// A stretch of a document under one heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Section {
    /// As printed; null before the first heading.
    pub heading: Option<String>,
    /// The field it was read into; null where it maps to none.
    pub field: Option<String>,
    /// Ordinal (from 0) in `Extracted::activities` of the activity it belongs to; null for the document's own text.
    pub activity: Option<u32>,
    /// First byte in `Extracted::text`.
    pub start: u32,
    /// One past its last byte.
    pub end: u32,
}

/// All that one document gives: what a worker sends (packed.rs) and `extract --whole` prints.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Extracted {
    /// Where it came from.
    pub document: Origin,
    /// The extracted text that all spans point into.
    pub text: String,
    /// In reading order; they cover the body of the text, so what no field took is still found by a search.
    pub sections: Vec<Section>,
    /// The records.
    pub activities: Vec<Activity>,
}
