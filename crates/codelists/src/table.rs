//! The embedded CSV files: rows of static text.

use std::collections::BTreeMap;

/// One row: column name to text. An empty field and a missing column are both `""`.
pub(crate) struct Row(BTreeMap<&'static str, &'static str>);

impl Row {
    /// The text of a column.
    pub(crate) fn text(&self, column: &str) -> &'static str {
        self.0.get(column).copied().unwrap_or_default()
    }

    /// The text of a column, None when empty.
    pub(crate) fn some(&self, column: &str) -> Option<&'static str> {
        Some(self.text(column)).filter(|text| !text.is_empty())
    }

    /// The items of a column that holds several, parted by `;`.
    pub(crate) fn items(&self, column: &str) -> impl Iterator<Item = &'static str> {
        self.text(column).split(';').map(str::trim).filter(|item| !item.is_empty())
    }
}

/// The rows of an embedded file. Their text lives as long as the program: each table is read once.
pub(crate) fn rows(csv_text: &'static str) -> Vec<Row> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(csv_text.as_bytes());
    let header: Vec<&'static str> =
        reader.headers().map(|names| names.iter().map(kept).collect()).unwrap_or_default();
    reader
        .records()
        .filter_map(Result::ok)
        .map(|record| Row(header.iter().copied().zip(record.iter().map(kept)).collect()))
        .collect()
}

fn kept(text: &str) -> &'static str {
    if text.is_empty() { "" } else { text.to_owned().leak() }
}
