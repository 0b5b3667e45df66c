//! Sums by which damage is found: SQLite notices a broken page, not a changed letter.

use std::borrow::Cow;

use rusqlite::Row;
use rusqlite::types::ValueRef;

/// A table whose rows carry a sum.
#[derive(Debug)]
pub(crate) struct Summed {
    pub(crate) table: &'static str,
    /// What its rows are in the order of.
    pub(crate) key: &'static str,
    /// What the sum is of, in the order in which the rows' writers give it to [`sum`].
    pub(crate) columns: &'static [&'static str],
    /// The other columns, which other columns tell again or which tell nothing that is relied upon.
    pub(crate) others: &'static [&'static str],
}

/// All of them. doctor.rs compares their sums, and a test holds that each of these columns is in its sum.
pub(crate) const SUMMED: [Summed; 6] = [
    Summed {
        table: "sources",
        key: "path",
        columns: &[
            "path",
            "size",
            "mtime_ns",
            "blake3",
            "outcome",
            "reason",
            "hint",
            "extractor",
            "layout",
            "records",
            "read_at",
        ],
        others: &["seconds"],
    },
    Summed {
        table: "documents",
        key: "row",
        columns: &["blake3", "origin", "sections", "text"],
        others: &["row", "name", "media_type", "layout", "language", "date"],
    },
    Summed {
        table: "records",
        key: "row",
        columns: &["record", "evidence", "as_read"],
        others: &["row", "document", "ordinal", "own", "activity", "counts"],
    },
    Summed {
        table: "history",
        key: "row",
        columns: &["id", "blake3", "path", "extractor", "read_at", "left_at", "why", "record"],
        others: &["row"],
    },
    Summed {
        table: "corrections",
        key: "row",
        // Without the id, which changes when a file does.
        columns: &["path", "items", "value", "was", "by", "because", "made_at"],
        others: &["row", "id"],
    },
    Summed {
        table: "same_organisations",
        key: "key",
        columns: &["key", "other", "name", "ref", "by", "because", "made_at"],
        others: &[],
    },
];

impl Summed {
    /// The table of this name.
    pub(crate) fn of(table: &str) -> Option<&'static Summed> {
        SUMMED.iter().find(|summed| summed.table == table)
    }

    /// Its columns as SQL names them: those of the sum first, then the others, then the sum.
    pub(crate) fn names(&self) -> String {
        let quoted: Vec<String> =
            self.columns.iter().chain(self.others).map(|column| format!("\"{column}\"")).collect();
        format!("{}, sum", quoted.join(", "))
    }

    /// True when the sum of a row with the columns of [`Summed::names`] fits what it is of.
    pub(crate) fn fits(&self, row: &Row<'_>) -> rusqlite::Result<bool> {
        let mut columns = Vec::new();
        for place in 0..self.columns.len() {
            let Some(text) = as_summed(row.get_ref(place)?) else { return Ok(false) };
            columns.push(text);
        }
        let columns: Vec<&str> = columns.iter().map(|column| or_null(column.as_deref())).collect();
        let kept = row.get_ref(self.columns.len() + self.others.len())?;
        Ok(kept == ValueRef::Integer(sum(&columns)))
    }
}

/// A value as its writer sums it; none for one that no writer writes. The inner one is none for null.
fn as_summed(value: ValueRef<'_>) -> Option<Option<Cow<'_, str>>> {
    match value {
        ValueRef::Null => Some(None),
        ValueRef::Integer(number) => Some(Some(number.to_string().into())),
        ValueRef::Text(text) => Some(Some(std::str::from_utf8(text).ok()?.into())),
        ValueRef::Real(_) | ValueRef::Blob(_) => None,
    }
}

/// The first 8 bytes of the BLAKE3 of these columns, each with its length before it.
pub(crate) fn sum(columns: &[&str]) -> i64 {
    let mut hasher = blake3::Hasher::new();
    for column in columns {
        hasher.update(&(column.len() as u64).to_le_bytes());
        hasher.update(column.as_bytes());
    }
    i64::from_le_bytes(hasher.finalize().as_bytes().first_chunk().copied().unwrap_or_default())
}

/// A column that may be null: null and empty differ.
pub(crate) fn or_null(column: Option<&str>) -> &str {
    column.unwrap_or("\u{0}null")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_do_not_run_into_each_other() {
        let sums = [
            sum(&["ab", "c"]),
            sum(&["a", "bc"]),
            sum(&["abc"]),
            sum(&["abc", ""]),
            sum(&["abc", or_null(None)]),
        ];
        let different: std::collections::BTreeSet<i64> = sums.into_iter().collect();
        assert_eq!(different.len(), sums.len());
    }
}
