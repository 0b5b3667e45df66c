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
    /// Credit for values that are nearly so, in ten-thousandths of a value: shared words of a text, overlap of evidence.
    pub(super) near: u64,
}

/// The whole credit of one value.
pub(super) const WHOLE: u64 = 10_000;

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

    /// F1 with the credit for what is nearly right.
    pub(super) fn soft_f1(self) -> Share {
        Share { part: 2 * (self.right * WHOLE + self.near), whole: (self.gold + self.found) * WHOLE }
    }
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, other: Tally) {
        self.gold += other.gold;
        self.found += other.found;
        self.right += other.right;
        self.near += other.near;
    }
}

/// A share, shown with four digits and cut rather than rounded, so that 1.0000 means all. The share of nothing is all:
/// where the gold asserts that nothing is there and nothing was found, all is right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Share {
    pub(super) part: u64,
    pub(super) whole: u64,
}

impl Share {
    /// The interval in which the true share lies in 95 of 100 samples (Wilson, 1927), in ten-thousandths. All of it where
    /// nothing was counted.
    #[expect(clippy::float_arithmetic, reason = "an interval of a share is no money")]
    #[expect(clippy::cast_precision_loss, reason = "counts of values stay far below 2^52")]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 10,000")]
    pub(super) fn interval(self) -> (u64, u64) {
        const Z: f64 = 1.959_964;
        if self.whole == 0 {
            return (0, WHOLE);
        }
        let (n, p) = (self.whole as f64, self.part.min(self.whole) as f64 / self.whole as f64);
        let middle = p + Z * Z / (2.0 * n);
        let reach = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
        let bound = |edge: f64| ((edge / (1.0 + Z * Z / n)).clamp(0.0, 1.0) * WHOLE as f64).round() as u64;
        (bound(middle - reach), bound(middle + reach))
    }
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
    /// Of the values that carry a confidence, how many there are in each tenth of it, and how many are right.
    pub(super) sure: [Tally; 10],
}

impl Sheet {
    /// Adds to a field.
    pub(super) fn count(&mut self, field: &str, tally: Tally) {
        match self.fields.iter_mut().find(|(name, _)| name == field) {
            Some((_, sum)) => *sum += tally,
            None => self.fields.push((field.to_owned(), tally)),
        }
    }

    /// Counts a value that carries a confidence, given in hundredths.
    pub(super) fn count_sure(&mut self, confidence: u64, right: bool) {
        let tenth = usize::try_from(confidence / 10).unwrap_or(0).min(9);
        if let Some(tally) = self.sure.get_mut(tenth) {
            *tally += Tally { found: 1, right: u64::from(right), ..Tally::default() };
        }
    }

    /// Of the values whose confidence is 0.9 or more, the share that is right.
    pub(super) fn at_nine_tenths(&self) -> Share {
        self.sure[9].precision()
    }

    /// The fields in families, in the order of the record; evidence is counted apart.
    pub(super) fn families(&self) -> Vec<(&'static str, Tally)> {
        let of = |family: &str| {
            let mut sum = Tally::default();
            self.fields
                .iter()
                .filter(|(name, _)| self::family(name) == family)
                .for_each(|(_, tally)| sum += *tally);
            sum
        };
        FAMILIES
            .iter()
            .map(|(name, _)| (*name, of(name)))
            .filter(|(_, sum)| *sum != Tally::default())
            .collect()
    }

    /// What was read wrongly or missed, by the rule that read it; what no rule read stands under the empty name.
    pub(super) fn by_rule(&self) -> Vec<(&str, u64)> {
        let mut rules: Vec<(&str, u64)> = Vec::new();
        for miss in &self.misses {
            let rule = miss.rule.as_deref().unwrap_or_default();
            match rules.iter_mut().find(|(name, _)| *name == rule) {
                Some((_, count)) => *count += 1,
                None => rules.push((rule, 1)),
            }
        }
        rules.sort_by_key(|(name, count)| (std::cmp::Reverse(*count), *name));
        rules
    }

    /// All fields of the record together, without the row of evidence: its many quotes would hide what was missed.
    pub(super) fn values(&self) -> Tally {
        let mut total = Tally::default();
        self.fields.iter().filter(|(name, _)| name != "evidence").for_each(|(_, tally)| total += *tally);
        total
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

/// Families of fields, by the first part of a field's name.
const FAMILIES: [(&str, &[&str]); 12] = [
    ("activities", &["activities"]),
    ("title", &["title"]),
    ("identifiers", &["id", "iati_identifier", "other_identifiers"]),
    ("organisations", &["reporting_org", "participating_orgs"]),
    ("status", &["status", "kind"]),
    ("dates", &["activity_dates", "period"]),
    ("places", &["countries", "planned_countries", "regions", "regions_text", "locations"]),
    ("sectors and goals", &["sectors", "sectors_stated", "sdgs"]),
    ("policy markers", &["policy_markers", "policy_markers_stated"]),
    ("money", &["budget", "budget_lines", "funding", "amounts", "arithmetic"]),
    ("types", &["aid_type", "finance_type", "flow_type", "collaboration_type", "tied_status"]),
    ("text and results", &[]),
];

fn family(field: &str) -> &'static str {
    let first = field.split('/').next().unwrap_or(field);
    let known = FAMILIES.iter().find(|(_, names)| names.contains(&first));
    match known {
        Some((name, _)) => name,
        None if first == "evidence" => "",
        None => "text and results",
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
            let tally = Tally { gold, found, right, near: 0 };
            let shares = [tally.precision(), tally.recall(), tally.f1()].map(|share| share.to_string());
            assert_eq!(shares, [precision, recall, f1], "{tally:?}");
        }
    }

    #[test]
    fn an_interval_holds_its_share_and_narrows_with_what_was_counted() {
        for (part, whole, interval) in
            [(0, 0, (0, 10_000)), (9, 10, (5958, 9821)), (900, 1000, (8798, 9171)), (10, 10, (7225, 10_000))]
        {
            assert_eq!(Share { part, whole }.interval(), interval, "{part} of {whole}");
        }
    }

    #[test]
    fn fields_are_counted_in_their_families() {
        let mut sheet = Sheet::default();
        let one = Tally { gold: 1, found: 1, right: 1, near: 0 };
        for field in ["budget/value", "funding", "evidence", "results/quantities", "period/start"] {
            sheet.count(field, one);
        }
        let families: Vec<_> = sheet.families().into_iter().map(|(name, tally)| (name, tally.gold)).collect();
        assert_eq!(families, [("dates", 1), ("money", 2), ("text and results", 1)]);
        assert_eq!(sheet.values().gold, 4);
    }

    #[test]
    fn a_share_is_a_number_in_json() {
        assert_eq!(serde_json::to_string(&Share { part: 2, whole: 3 }).unwrap(), "0.6666");
    }
}
