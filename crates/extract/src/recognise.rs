//! Which layout a document is of: the one with most phrases, labels and headings seen.

use std::collections::BTreeSet;

use almoner_codelists::fold;
use almoner_document::Document;

use crate::field::Field;
use crate::labels::{Labels, unnumbered};
use crate::layout::Layout;
use crate::layouts::Layouts;
use crate::lines::{self, Line, LineKind};
use crate::wording;

/// How one layout fared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// The layout's name.
    pub layout: String,
    /// Phrases, labels and headings seen.
    pub score: u32,
    /// How many it needs.
    pub needed: u32,
    /// What was seen: phrases as the layout writes them (folded), fields of labels and headings.
    pub seen: Vec<String>,
    /// The first cue that was missed, in words; None for a layout that matches.
    pub missed: Option<String>,
    /// True for the one that the document is read with.
    pub chosen: bool,
}

/// Tries all layouts; exactly one attempt is `chosen`, `general` when no other matches.
pub(crate) fn recognise(document: &Document, lines: &[Line], layouts: &Layouts) -> Vec<Attempt> {
    let beginning = fold(&lines::beginning(document));
    // Labels may stand in a table, where they are no lines.
    let cells = lines::first_cells(document, lines);
    let mut attempts: Vec<Attempt> =
        layouts.iter().map(|layout| attempt(layout, &beginning, lines, &cells)).collect();
    // Where a layout that wants no labels of the trade sees less than half of the fields that those tell, another's
    // document has its phrases.
    let general = attempts.iter().find(|attempt| attempt.needed == 0).map_or(0, |attempt| attempt.score);
    let is_strange = |attempt: &Attempt| {
        let alone = layouts.get(&attempt.layout).is_some_and(|layout| !layout.knows_the_trade());
        alone && attempt.score * 2 < general
    };
    let best = attempts
        .iter()
        .enumerate()
        .filter(|(_, attempt)| attempt.missed.is_none() && !is_strange(attempt))
        // The first of equals: a user's own layout, or the one tried earlier; the general one last.
        .min_by_key(|(at, attempt)| (attempt.needed == 0, std::cmp::Reverse(attempt.score), *at))
        .map(|(at, _)| at);
    if let Some(attempt) = best.and_then(|at| attempts.get_mut(at)) {
        attempt.chosen = true;
    }
    attempts
}

fn attempt(layout: &Layout, beginning: &str, lines: &[Line], cells: &[Line]) -> Attempt {
    let cues = &layout.recognise;
    let (mut seen, mut missed) = (Vec::new(), None);
    for phrase in &cues.all {
        if has_words(beginning, phrase) {
            seen.push(format!("“{phrase}”"));
        } else if missed.is_none() {
            missed = Some(format!("the words “{phrase}” near the beginning"));
        }
    }
    let any: Vec<String> = cues
        .any
        .iter()
        .filter(|phrase| has_words(beginning, phrase))
        .map(|phrase| format!("“{phrase}”"))
        .collect();
    if any.is_empty() && missed.is_none() {
        missed = cues
            .any
            .first()
            .map(|phrase| format!("any of its phrases near the beginning, such as “{phrase}”"));
    }
    seen.extend(any);
    let fields = fields_seen(layout, lines, cells);
    seen.extend(fields.iter().map(|field| field.name().to_owned()));
    let score = u32::try_from(seen.len()).unwrap_or(u32::MAX);
    let needed = if layout.is_general() { 0 } else { cues.least };
    if score < needed && missed.is_none() {
        missed = Some(format!("{needed} of its phrases, labels and headings; {score} were seen"));
    }
    Attempt { layout: layout.name.clone(), score, needed, seen, missed, chosen: false }
}

/// True where `phrase` stands in `text` as words of its own: `BID` is not in `recibida`.
pub(crate) fn has_words(text: &str, phrase: &str) -> bool {
    let is_edge = |inner: Option<char>, outer: Option<char>| {
        !(inner.is_some_and(char::is_alphanumeric) && outer.is_some_and(char::is_alphanumeric))
    };
    text.match_indices(phrase).any(|(at, _)| {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let after = text.get(at + phrase.len()..).and_then(|text| text.chars().next());
        is_edge(phrase.chars().next(), before) && is_edge(phrase.chars().next_back(), after)
    })
}

/// The fields whose own labels or headings stand in the document; each counts once.
fn fields_seen(layout: &Layout, lines: &[Line], cells: &[Line]) -> BTreeSet<Field> {
    let of_lines = lines.iter().filter_map(|line| matched_in(&layout.labels, line));
    let of_cells = cells.iter().filter_map(|cell| matched_in(&layout.labels, cell));
    of_lines.chain(of_cells).map(|matched| matched.field).collect()
}

/// A label or heading of the layout on a line.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Matched {
    pub(crate) field: Field,
    /// How many bytes of the folded line are the label, where the value follows without a colon.
    pub(crate) bare: Option<usize>,
    /// True when the value stands on the line too, behind a colon.
    pub(crate) inline: bool,
    /// True when its words alone tell the field: then the value must read as one of that field.
    pub(crate) by_words: bool,
}

/// The label or heading of `layout` that a line is or begins with: its own, else one of the trade.
pub(crate) fn matched(layout: &Layout, line: &Line) -> Option<Matched> {
    layout.among(|labels| matched_in(labels, line)).or_else(|| by_words(layout, line))
}

fn matched_in(labels: &Labels, line: &Line) -> Option<Matched> {
    if matches!(line.kind, LineKind::Table | LineKind::Aside) {
        return None;
    }
    let named = |field, bare, inline| Matched { field, bare, inline, by_words: false };
    let label = line.label.as_ref().map(|(label, _)| label.as_str());
    if let Some(field) = labels.find(&line.key) {
        return Some(named(field, None, false));
    }
    if let Some(field) = label.and_then(|label| labels.find(label).or_else(|| labels.beginning(label))) {
        return Some(named(field, None, true));
    }
    if let Some((bare, field)) = labels.bare(&line.key) {
        return Some(named(field, Some(bare), true));
    }
    let dated = matches!(line.kind, LineKind::Heading { .. }).then(|| labels.dated(&line.key)).flatten();
    labels.beginning(&line.key).or(dated).map(|field| named(field, None, false))
}

/// A label whose words tell its field, where no layout names it.
fn by_words(layout: &Layout, line: &Line) -> Option<Matched> {
    /// What a page prints before a title, beside it: `Project: Roads for Mali`.
    const ACTIVITY: [&str; 4] = ["project", "projet", "proyecto", "projeto"];
    if !layout.knows_the_trade() || matches!(line.kind, LineKind::Table | LineKind::Aside) {
        return None;
    }
    let (key, inline) = line.label.as_ref().map_or((&line.key, false), |(label, _)| (label, true));
    let title = (inline && ACTIVITY.contains(&key.as_str())).then_some(Field::Title);
    let field = title.or_else(|| wording::field(unnumbered(key)))?;
    Some(Matched { field, bare: None, inline, by_words: true })
}
