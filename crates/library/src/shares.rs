//! How one activity's amount goes to the rows of a facet.
//!
//! By the *stated* percentages alone. What has several values and no percentages stands in a row of its own, what
//! lacks the field in another: nothing is shared out by a guess, and the rows add up to the whole, cent for cent.

use almoner_codelists::fold;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::fields::Split;

/// Key of the row of what has several values and no percentages to split it by.
pub(crate) const SEVERAL: &str = "\u{1}several";
/// Key of the row of what lacks the field.
pub(crate) const NOT_STATED: &str = "\u{1}none";

/// A value of an activity's field, and the percentage that the document prints beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Share {
    /// What is counted: a code, else the vocabulary and the folded name.
    pub(crate) key: String,
    /// As a person reads it; empty where the codelist tells.
    pub(crate) label: String,
    pub(crate) percentage: Option<Decimal>,
}

impl Share {
    pub(crate) fn coded(code: &str) -> Share {
        Share { key: code.to_owned(), label: String::new(), percentage: None }
    }

    /// A code of the common list, else a name of the donor's own vocabulary.
    pub(crate) fn of(code: Option<&str>, vocabulary: &str, name: &str) -> Share {
        match code {
            Some(code) => Share::coded(code),
            None => Share {
                key: format!("{vocabulary}:{}", fold(name)),
                label: name.to_owned(),
                percentage: None,
            },
        }
    }

    pub(crate) fn with(self, percentage: Option<Decimal>) -> Share {
        Share { percentage, ..self }
    }

    /// Each key once, in the order of their first mention; percentages of the same key are added.
    pub(crate) fn joined(shares: Vec<Share>) -> Vec<Share> {
        let mut joined: Vec<Share> = Vec::new();
        for share in shares {
            match joined.iter_mut().find(|known| known.key == share.key) {
                Some(known) => {
                    known.percentage = match (known.percentage, share.percentage) {
                        (Some(one), Some(other)) => one.checked_add(other),
                        (one, other) => one.or(other),
                    };
                }
                None => joined.push(share),
            }
        }
        joined
    }
}

/// What an activity adds to a row of a facet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) key: String,
    pub(crate) label: String,
    /// Its part of the amount, in cents of a US dollar.
    pub(crate) cents: i64,
}

/// The rows of one activity: each of its values, and where the amount goes. `elsewhere`: a part may go to places that
/// this field does not hold (regions, when countries are asked for).
pub(crate) fn rows(shares: &[Share], split: Split, cents: Option<i64>, elsewhere: bool) -> Vec<Row> {
    let cents = cents.unwrap_or_default();
    let row = |share: &Share, cents| Row { key: share.key.clone(), label: share.label.clone(), cents };
    let special = |key: &str, cents| Row { key: key.to_owned(), label: String::new(), cents };
    match (split, shares) {
        (_, []) => vec![special(NOT_STATED, cents)],
        (Split::Each, shares) => shares.iter().map(|share| row(share, cents)).collect(),
        (Split::Shares, [only]) if only.percentage.is_none() && !elsewhere => vec![row(only, cents)],
        (Split::Shares, shares) => match parts(shares, cents) {
            Some((parts, rest)) => {
                let mut rows: Vec<Row> =
                    shares.iter().zip(parts).map(|(share, part)| row(share, part)).collect();
                rows.extend(rest.map(|rest| special(NOT_STATED, rest)));
                rows
            }
            None => {
                let mut rows: Vec<Row> = shares.iter().map(|share| row(share, 0)).collect();
                rows.push(special(SEVERAL, cents));
                rows
            }
        },
    }
}

/// Each share's cents, and what the percentages leave; None where they cannot be followed: one is missing or negative,
/// or they are more than 100 together. Half a point either way is rounding and taken as 100.
fn parts(shares: &[Share], cents: i64) -> Option<(Vec<i64>, Option<i64>)> {
    let percentages: Vec<Decimal> = shares.iter().map(|share| share.percentage).collect::<Option<_>>()?;
    if percentages.iter().any(Decimal::is_sign_negative) {
        return None;
    }
    let sum = percentages.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(*part))?;
    let (low, high) = (Decimal::new(995, 1), Decimal::new(1005, 1));
    let (whole, complete) = if sum < low { (Decimal::ONE_HUNDRED, false) } else { (sum, true) };
    if sum > high {
        return None;
    }
    // Rounding the running sum, not each part, makes the parts add up to the whole.
    let mut parts = Vec::new();
    let (mut running, mut given) = (Decimal::ZERO, 0_i64);
    for percentage in percentages {
        running = running.checked_add(percentage)?;
        let upto = Decimal::from(cents).checked_mul(running)?.checked_div(whole)?.round().to_i64()?;
        parts.push(upto.checked_sub(given)?);
        given = upto;
    }
    let rest = if complete { None } else { Some(cents.checked_sub(given)?) };
    Some((parts, rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shares(percentages: &[Option<i64>]) -> Vec<Share> {
        let share = |(index, hundredths): (usize, &Option<i64>)| {
            Share::coded(&index.to_string()).with(hundredths.map(|hundredths| Decimal::new(hundredths, 2)))
        };
        percentages.iter().enumerate().map(share).collect()
    }

    fn shown(percentages: &[Option<i64>], split: Split, elsewhere: bool) -> String {
        let rows = rows(&shares(percentages), split, Some(10_000), elsewhere);
        rows.iter()
            .map(|row| format!("{}={}", row.key.trim_start_matches('\u{1}'), row.cents))
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn amounts_are_split_by_stated_percentages_alone() {
        use Split::{Each, Shares};
        for (percentages, split, elsewhere, expected) in [
            (&[][..], Shares, false, "none=10000"),
            (&[None], Shares, false, "0=10000"),          // the only one
            (&[None], Shares, true, "0=0 several=10000"), // with regions beside it
            (&[Some(10_000)], Shares, true, "0=10000"),
            (&[Some(6000), Some(4000)], Shares, false, "0=6000 1=4000"),
            (&[Some(6000), Some(2000)], Shares, false, "0=6000 1=2000 none=2000"),
            (&[Some(3333), Some(3333), Some(3333)], Shares, false, "0=3333 1=3334 2=3333"),
            (&[Some(3340), Some(3340), Some(3340)], Shares, false, "0=3333 1=3334 2=3333"),
            (&[Some(6000), Some(6000)], Shares, false, "0=0 1=0 several=10000"), // more than there is
            (&[Some(6000), None], Shares, false, "0=0 1=0 several=10000"),
            (&[None, None], Shares, false, "0=0 1=0 several=10000"),
            (&[None, None], Each, false, "0=10000 1=10000"),
        ] {
            assert_eq!(
                shown(percentages, split, elsewhere),
                expected,
                "{percentages:?} {split:?} {elsewhere}"
            );
        }
    }

    #[test]
    fn the_same_value_twice_is_one() {
        let twice =
            vec![Share::coded("HT").with(Some(Decimal::TEN)), Share::coded("HT").with(Some(Decimal::ONE))];
        assert_eq!(Share::joined(twice), [Share::coded("HT").with(Some(Decimal::new(11, 0)))]);
    }

    proptest! {
        #[test]
        fn the_rows_add_up_to_the_cent(
            percentages in proptest::collection::vec(proptest::option::of(0_i64..12_000), 0..9),
            cents in -10_i64.pow(15)..10_i64.pow(15),
        ) {
            let rows = rows(&shares(&percentages), Split::Shares, Some(cents), false);
            prop_assert_eq!(rows.iter().map(|row| row.cents).sum::<i64>(), cents);
        }
    }
}
