//! Sums by which damage is found: SQLite notices a broken page, not a changed letter.

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
