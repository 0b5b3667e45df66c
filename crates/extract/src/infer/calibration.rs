//! How sure an inferred code is: inference/calibration.txt, which `scripts/train-inference.py` writes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// What the script learnt.
pub(super) static CALIBRATION: LazyLock<Calibration> =
    LazyLock::new(|| Calibration::read(include_str!("../../inference/calibration.txt")));

/// Three figures in thousandths.
pub(super) type Figures = [i64; 3];

/// How figures become a confidence, for each kind of code.
#[derive(Default)]
pub(super) struct Calibration {
    /// All sectors together.
    pub(super) sectors: Scale,
    /// Each marker that is given.
    pub(super) markers: BTreeMap<&'static str, Scale>,
    /// Purposes that are given beside their category.
    pub(super) purposes: BTreeSet<&'static str>,
    /// The least that a category needs; None: it is never given.
    least: BTreeMap<&'static str, Option<Sure>>,
}

/// Weights of the figures, and the least sums for each band.
#[derive(Default)]
pub(super) struct Scale {
    weights: Figures,
    least: Vec<i64>,
}

/// How sure a code is, in hundredths: the lower end of its band.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Sure(u8);

impl Sure {
    const BANDS: [Sure; 4] = [Sure(80), Sure(85), Sure(90), Sure(95)];

    /// As evidence says it, between 0 and 1.
    pub(super) fn of_one(self) -> f32 {
        match self {
            Sure(95..) => 0.95,
            Sure(90..) => 0.9,
            Sure(85..) => 0.85,
            Sure(_) => 0.8,
        }
    }
}

impl Scale {
    fn read<'a>(numbers: impl Iterator<Item = &'a str>) -> Scale {
        let numbers: Vec<i64> = numbers.filter_map(|number| number.parse().ok()).collect();
        let (weights, least) = numbers.split_at_checked(3).unwrap_or_default();
        Scale { weights: weights.try_into().unwrap_or_default(), least: least.to_vec() }
    }

    /// How sure figures make; None below 0.8.
    pub(super) fn sure(&self, figures: Figures) -> Option<Sure> {
        let sum: i64 = self.weights.iter().zip(figures).map(|(weight, figure)| weight * figure).sum();
        let reached = self.least.iter().take_while(|least| sum / 1000 >= **least).count();
        reached.checked_sub(1).and_then(|band| Sure::BANDS.get(band).copied())
    }
}

impl Calibration {
    fn read(file: &'static str) -> Calibration {
        let mut read = Calibration::default();
        for line in file.lines() {
            let mut words = line.split(' ');
            match (words.next(), &mut words) {
                (Some("sectors"), numbers) => read.sectors = Scale::read(numbers),
                (Some("marker"), rest) => {
                    if let Some(code) = rest.next() {
                        read.markers.insert(code, Scale::read(rest));
                    }
                }
                (Some("purpose"), rest) => read.purposes.extend(rest.next()),
                (Some("least"), rest) => {
                    if let Some(code) = rest.next() {
                        read.least.insert(code, rest.next().and_then(|least| least.parse().ok()).map(Sure));
                    }
                }
                _ => {}
            }
        }
        read
    }

    /// True when a category may be given with this confidence.
    pub(super) fn lets(&self, category: &str, sure: Sure) -> bool {
        self.least.get(category).is_none_or(|least| least.is_some_and(|least| sure >= least))
    }
}
