//! How sure the general reader is of what it read: by the way in which a value was found.
//!
//! The figures are shares of values that were right, measured with `almoner evaluate` on the open half of
//! `scripts/render-open.py`; docs/accuracy.md shows how far they hold on the half that is held out.

use almoner_record::Basis;

use crate::draft::Draft;

/// The share of right values, by the second part of the rule's name.
const SHARES: [(&str, f32); 7] = [
    ("label", 0.97),
    ("wording", 0.95),
    ("sentence", 0.93),
    ("table", 0.97),
    ("header", 0.9),
    ("section", 0.97),
    ("text", 0.9),
];

/// Gives each piece of evidence that has none its confidence.
pub(crate) fn note(draft: &mut Draft) {
    let stated = draft.activity.evidence.iter_mut().filter(|evidence| evidence.basis == Basis::Stated);
    for evidence in stated.filter(|evidence| evidence.confidence.is_none()) {
        let section = evidence.rule.split('/').nth(1).unwrap_or_default();
        let known = SHARES.iter().find(|(name, _)| *name == section);
        evidence.confidence = known.map(|(_, share)| *share);
    }
}
