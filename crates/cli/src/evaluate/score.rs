//! Counts, and what follows from them.

use std::fmt;

/// What is counted of one field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Tally {
    /// Values that the gold asserts.
    pub(super) gold: u64,
    /// Values that were found and are judged: of a sample, those alone that match one of the gold.
    pub(super) found: u64,
    /// Values that are as the gold says.
    pub(super) right: u64,
}

impl Tally {
    /// Of what was found, the share that is right.
    pub(super) fn precision(self) -> Share {
        Share { part: self.right, whole: self.found }
    }

    /// Of what the gold asserts, the share that was found and is right.
    pub(super) fn recall(self) -> Share {
        Share { part: self.right, whole: self.gold }
    }

    /// The harmonic mean of both.
    pub(super) fn f1(self) -> Share {
        Share { part: 2 * self.right, whole: self.gold + self.found }
    }
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, other: Tally) {
        self.gold += other.gold;
        self.found += other.found;
        self.right += other.right;
    }
}

/// A share, shown with four digits and cut rather than rounded, so that 1.0000 means all. The share of nothing is all:
/// where the gold asserts that nothing is there and nothing was found, all is right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Share {
    pub(super) part: u64,
    pub(super) whole: u64,
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = (self.part * 10_000).checked_div(self.whole).unwrap_or(10_000);
        f.pad(&format!("{}.{:04}", parts / 10_000, parts % 10_000))
    }
}

impl serde::Serialize for Share {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.to_string().parse().map_err(serde::ser::Error::custom)?)
    }
}

/// One thing that is not as the gold says.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(super) struct Miss {
    /// Name of the document.
    pub(super) document: String,
    /// Ordinal of the activity in its gold, from 0; null for one that the gold does not know.
    pub(super) activity: Option<usize>,
    /// The field, as the table names it.
    pub(super) field: String,
    /// What the gold says; null for nothing.
    pub(super) expected: Option<String>,
    /// What was found; null for nothing.
    pub(super) got: Option<String>,
    /// The rule that read it.
    pub(super) rule: Option<String>,
}

/// All that was counted.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// The fields in the order in which they came up.
    fields: Vec<(String, Tally)>,
    pub(super) misses: Vec<Miss>,
    pub(super) documents: u64,
    pub(super) records: u64,
    pub(super) records_right: u64,
}

impl Sheet {
    /// Adds to a field.
    pub(super) fn count(&mut self, field: &str, tally: Tally) {
        match self.fields.iter_mut().find(|(name, _)| name == field) {
            Some((_, sum)) => *sum += tally,
            None => self.fields.push((field.to_owned(), tally)),
        }
    }

    /// The fields by name: what belongs together stands together.
    pub(super) fn fields(&self) -> Vec<(&str, Tally)> {
        let mut fields: Vec<_> = self.fields.iter().map(|(name, tally)| (name.as_str(), *tally)).collect();
        fields.sort_by_key(|(name, _)| *name);
        fields
    }

    /// All fields together.
    pub(super) fn total(&self) -> Tally {
        let mut total = Tally::default();
        self.fields.iter().for_each(|(_, tally)| total += *tally);
        total
    }

    /// Share of the gold's records that are right in every field.
    pub(super) fn whole(&self) -> Share {
        Share { part: self.records_right, whole: self.records }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_cut_and_never_flatter() {
        for (gold, found, right, precision, recall, f1) in [
            (0, 0, 0, "1.0000", "1.0000", "1.0000"),
            (2, 2, 2, "1.0000", "1.0000", "1.0000"),
            (3, 2, 2, "1.0000", "0.6666", "0.8000"),
            (0, 1, 0, "0.0000", "1.0000", "0.0000"),
            (100_000, 100_000, 99_999, "0.9999", "0.9999", "0.9999"),
        ] {
            let tally = Tally { gold, found, right };
            let shares = [tally.precision(), tally.recall(), tally.f1()].map(|share| share.to_string());
            assert_eq!(shares, [precision, recall, f1], "{tally:?}");
        }
    }

    #[test]
    fn a_share_is_a_number_in_json() {
        assert_eq!(serde_json::to_string(&Share { part: 2, whole: 3 }).unwrap(), "0.6666");
    }
}
