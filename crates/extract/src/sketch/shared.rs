//! The labels and headings of all samples as one list.

use std::collections::{BTreeMap, BTreeSet};

use almoner_codelists::fold;

use super::guess;
use super::sample::{Printed, Sample};
use crate::context::one_line;
use crate::field::{Field, Shape};
use crate::layout::Layout;
use crate::lines::{Line, LineKind};
use crate::recognise::matched;

/// A label or heading that samples share.
#[derive(Debug, Clone)]
pub(super) struct Label {
    pub(super) text: String,
    pub(super) field: Option<Field>,
    pub(super) told: Told,
    /// Which samples have it.
    pub(super) samples: BTreeSet<usize>,
    pub(super) values: Vec<String>,
    pub(super) heading: bool,
    /// What a value of it reads as, where no field is given.
    pub(super) reads_as: Option<&'static str>,
}

/// How a label's field is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// The trade knows it, by the label or by its words.
    ByLabel,
    /// Its values read as one.
    ByValues,
    Nothing,
}

/// Samples that share fewer labels of the trade are pages in several languages, or of several editions.
const LITTLE: usize = 4;

/// The labels that two samples at least have, or all of a single one; and the labels that stand in one of several, each
/// with that one's name. Where samples share little, what the trade knows of each is taken.
pub(super) fn labels(samples: &[Sample], general: &Layout) -> (Vec<Label>, Vec<(String, String)>) {
    let mut order: Vec<String> = Vec::new();
    let mut groups: BTreeMap<String, Label> = BTreeMap::new();
    let bare = bare(samples, general);
    for (at, sample) in samples.iter().enumerate() {
        let further = bare.iter().filter(|(number, _)| *number == at).map(|(_, label)| label);
        for printed in sample.labels.iter().chain(further).filter(|printed| !printed.key.is_empty()) {
            let group = groups.entry(printed.key.clone()).or_insert_with(|| {
                order.push(printed.key.clone());
                of_printed(printed)
            });
            group.field = group.field.or(printed.field);
            group.heading &= printed.heading;
            if group.samples.insert(at) {
                group.values.extend(printed.values.iter().take(1).cloned());
            }
        }
    }
    let known = |label: &&Label| label.samples.len() > 1 && label.field.is_some();
    let share_little = groups.values().filter(known).count() < LITTLE;
    let is_shared = |label: &Label| {
        samples.len() == 1
            || label.samples.len() > 1
            || share_little && label.field.is_some_and(|field| field != Field::Ignore)
    };
    let (shared, single): (Vec<Label>, Vec<Label>) =
        order.iter().filter_map(|key| groups.remove(key)).partition(is_shared);
    let name = |label: &Label| {
        label.samples.first().and_then(|at| samples.get(*at)).map(|sample| sample.name.clone())
    };
    let alone = single.iter().filter_map(|label| Some((label.text.clone(), name(label)?))).collect();
    (with_fields(shared, samples), alone)
}

fn of_printed(printed: &Printed) -> Label {
    Label {
        text: printed.text.clone(),
        field: None,
        told: Told::Nothing,
        samples: BTreeSet::new(),
        values: Vec::new(),
        heading: printed.heading,
        reads_as: None,
    }
}

/// Fields that an activity has once: a guess beside a label that is known would take its place.
fn is_single(field: Field) -> bool {
    field.shape() == Shape::Line && !matches!(field, Field::OtherIdentifier | Field::Date(_))
}

/// The same for a person: dates tell a period, amounts of any measure are a budget.
fn kind(field: Field) -> Field {
    match field {
        Field::Date(_) => Field::Period,
        Field::Budget(_) => Field::Budget(None),
        other => other,
    }
}

fn with_fields(mut labels: Vec<Label>, samples: &[Sample]) -> Vec<Label> {
    let mut known: Vec<Field> = labels.iter().filter_map(|label| label.field).map(kind).collect();
    for label in &mut labels {
        let Some(sample) = label.samples.first().and_then(|at| samples.get(*at)) else { continue };
        if label.field.is_some() {
            label.told = Told::ByLabel;
            continue;
        }
        let guessed = guess::field(&fold(&label.text), &label.values, sample);
        if let Some(field) = guessed.filter(|field| !(is_single(*field) && known.contains(&kind(*field)))) {
            label.field = Some(field);
            label.told = Told::ByValues;
            known.push(kind(field));
        }
        label.reads_as = label.values.first().and_then(|value| guess::in_words(value, sample));
    }
    labels
}

/// Short lines that stand in several samples with other text below them: labels without a colon, their values below.
fn bare(samples: &[Sample], general: &Layout) -> Vec<(usize, Printed)> {
    const LONGEST: usize = 50;
    const MOST_WORDS: usize = 6;
    let mut seen: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (at, sample) in samples.iter().enumerate() {
        for line in sample.read_lines().filter(|line| !line.key.is_empty()) {
            seen.entry(&line.key).or_default().insert(at);
        }
    }
    let is_shared = |line: &Line| seen.get::<str>(&line.key).is_some_and(|samples| samples.len() > 1);
    let mut found = Vec::new();
    for (at, sample) in samples.iter().enumerate() {
        let lines: Vec<&Line> = sample.read_lines().collect();
        for pair in lines.windows(2) {
            let [line, below] = pair else { continue };
            let text = sample.words(line.span);
            let is_label = line.kind == LineKind::Text
                && line.label.is_none()
                && text.len() <= LONGEST
                && text.split_whitespace().count() <= MOST_WORDS
                && text.starts_with(char::is_uppercase)
                && !text.ends_with(['.', '!', ':', ','])
                && matched(general, line).is_none();
            if is_label && is_shared(line) && !is_shared(below) && below.kind == LineKind::Text {
                let value = one_line(sample.document.slice(below.span));
                found.push((at, Printed::bare(line, text, value)));
            }
        }
    }
    // A value that several samples have stands under a label itself.
    found.retain(|(at, printed)| {
        samples
            .get(*at)
            .is_some_and(|sample| !sample.labels.iter().any(|label| label.values.contains(&printed.text)))
    });
    found
}
