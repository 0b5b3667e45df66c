//! The embedded CSV files: rows of static text.

/// One row. An empty field and a missing column are both `""`.
pub(crate) struct Row {
    header: &'static [&'static str],
    fields: Vec<&'static str>,
}

impl Row {
    /// The text of a column.
    pub(crate) fn text(&self, column: &str) -> &'static str {
        let place = self.header.iter().position(|name| *name == column);
        place.and_then(|place| self.fields.get(place)).copied().unwrap_or_default()
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
    let header: &'static [&'static str] = header.leak();
    let records = reader.records().filter_map(Result::ok);
    records.map(|record| Row { header, fields: record.iter().map(kept).collect() }).collect()
}

fn kept(text: &str) -> &'static str {
    if text.is_empty() { "" } else { text.to_owned().leak() }
}
