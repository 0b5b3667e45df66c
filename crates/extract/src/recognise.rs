//! Which layout a document is of: the one with most phrases, labels and headings seen.

use std::collections::BTreeSet;

use aho_corasick::AhoCorasick;
use almoner_codelists::fold;
use almoner_document::Document;
use rustc_hash::FxHashSet;

use crate::field::Field;
use crate::labels::{Key, Labels, Namers};
use crate::layout::Layout;
use crate::layouts::Layouts;
use crate::lines::{self, Line, LineKind};
use crate::nouns;

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

/// Which layouts are tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tried {
    /// All, to tell what each missed.
    All,
    /// Those whose phrases stand in the document: enough to choose one.
    Possible,
}

/// Tries layouts; exactly one attempt is `chosen`, `general` when no other matches.
pub(crate) fn recognise(
    document: &Document,
    lines: &[Line],
    layouts: &Layouts,
    tried: Tried,
) -> Vec<Attempt> {
    let beginning = fold(&lines::beginning(document));
    let phrases = layouts.phrases().seen(&beginning);
    let tried: Vec<(usize, &Layout)> = layouts
        .iter()
        .enumerate()
        .filter(|(_, layout)| tried == Tried::All || has_phrases(layout, &phrases))
        .collect();
    // Nothing to choose from: the general one, for most documents of publishers that no layout knows.
    if let [(_, only)] = tried.as_slice()
        && only.is_general()
    {
        let layout = only.name.clone();
        return vec![Attempt { layout, score: 0, needed: 0, seen: Vec::new(), missed: None, chosen: true }];
    }
    // Labels may stand in a table, where they are no lines.
    let cells = lines::first_cells(document, lines);
    let seen = Seen {
        phrases,
        lines: lines
            .iter()
            .chain(&cells)
            .filter(is_read)
            .map(|line| (line, layouts.namers(line)))
            .filter(|(_, namers)| !namers.is_empty())
            .collect(),
    };
    let mut attempts: Vec<Attempt> =
        tried.into_iter().map(|(place, layout)| attempt(layout, place, &seen)).collect();
    // Another's document has the phrases of a layout that wants no labels of the trade where it sees less than half of the
    // fields that those tell, two of the main ones less, or one and fewer of all.
    const MAIN: [&str; 3] = ["budget", "funding_org", "implementing_org"];
    let is_field = |seen: &&String| !seen.starts_with('“') && *seen != Field::Ignore.name();
    let fields = |attempt: &Attempt| attempt.seen.iter().filter(is_field).count();
    let sees = |attempt: &Attempt, field: &str| attempt.seen.iter().any(|seen| seen.starts_with(field));
    let general = attempts.iter().find(|attempt| attempt.needed == 0);
    let is_strange = |attempt: &Attempt| {
        let is_alone = layouts.get(&attempt.layout).is_some_and(|layout| !layout.knows_the_trade());
        general.filter(|_| is_alone).is_some_and(|general| {
            let missed = MAIN.iter().filter(|field| sees(general, field) && !sees(attempt, field)).count();
            let (own, all) = (fields(attempt), fields(general));
            own * 2 < all || missed > 1 || missed == 1 && own < all
        })
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

/// What of a document the layouts are judged by.
struct Seen<'a> {
    /// The phrases of layouts near the beginning.
    phrases: FxHashSet<&'a str>,
    /// The lines and cells that a layout may name, each with those that may.
    lines: Vec<(&'a Line, Namers)>,
}

/// True where the phrases stand in the document without which the layout is not chosen.
fn has_phrases(layout: &Layout, phrases: &FxHashSet<&str>) -> bool {
    let stands = |phrase: &String| phrases.contains(phrase.as_str());
    let cues = &layout.recognise;
    cues.all.iter().all(stands) && (cues.any.is_empty() || cues.any.iter().any(stands))
}

fn attempt(layout: &Layout, place: usize, document: &Seen<'_>) -> Attempt {
    let cues = &layout.recognise;
    let (mut seen, mut missed) = (Vec::new(), None);
    for phrase in &cues.all {
        if document.phrases.contains(phrase.as_str()) {
            seen.push(format!("“{phrase}”"));
        } else if missed.is_none() {
            missed = Some(format!("the words “{phrase}” near the beginning"));
        }
    }
    let any: Vec<String> = cues
        .any
        .iter()
        .filter(|phrase| document.phrases.contains(phrase.as_str()))
        .map(|phrase| format!("“{phrase}”"))
        .collect();
    if any.is_empty() && missed.is_none() {
        missed = cues
            .any
            .first()
            .map(|phrase| format!("any of its phrases near the beginning, such as “{phrase}”"));
    }
    seen.extend(any);
    let fields = fields_seen(layout, place, document);
    seen.extend(fields.iter().map(|field| field.name().to_owned()));
    let score = u32::try_from(seen.len()).unwrap_or(u32::MAX);
    let needed = if layout.is_general() { 0 } else { cues.least };
    if score < needed && missed.is_none() {
        missed = Some(format!("{needed} of its phrases, labels and headings; {score} were seen"));
    }
    Attempt { layout: layout.name.clone(), score, needed, seen, missed, chosen: false }
}

/// The phrases of many layouts, looked for all at once.
#[derive(Debug, Clone)]
pub(crate) struct Phrases {
    phrases: Vec<String>,
    /// None where there are no phrases, or too many to be looked for at once.
    automaton: Option<AhoCorasick>,
}

impl Phrases {
    pub(crate) fn of(layouts: &[Layout]) -> Phrases {
        let cues = layouts.iter().flat_map(|layout| layout.recognise.all.iter().chain(&layout.recognise.any));
        let phrases: Vec<String> = cues.cloned().collect::<BTreeSet<String>>().into_iter().collect();
        let automaton = AhoCorasick::new(&phrases).ok();
        Phrases { phrases, automaton }
    }

    /// Those that stand in `text` as words of their own: `BID` is not in `recibida`.
    fn seen(&self, text: &str) -> FxHashSet<&str> {
        let mut seen = FxHashSet::default();
        let Some(automaton) = &self.automaton else {
            let words =
                |phrase: &&str| text.match_indices(phrase).any(|(at, _)| stands_alone(text, at, phrase));
            return self.phrases.iter().map(String::as_str).filter(words).collect();
        };
        for found in automaton.find_overlapping_iter(text) {
            let phrase = self.phrases.get(found.pattern().as_usize());
            seen.extend(
                phrase.map(String::as_str).filter(|phrase| stands_alone(text, found.start(), phrase)),
            );
        }
        seen
    }
}

/// True where `phrase` stands in `text` as words of its own.
pub(crate) fn has_words(text: &str, phrase: &str) -> bool {
    text.match_indices(phrase).any(|(at, _)| stands_alone(text, at, phrase))
}

/// True where no letter goes on beside `phrase`, which stands in `text` at `at`.
fn stands_alone(text: &str, at: usize, phrase: &str) -> bool {
    let is_edge = |inner: Option<char>, outer: Option<char>| {
        !(inner.is_some_and(char::is_alphanumeric) && outer.is_some_and(char::is_alphanumeric))
    };
    let before = text.get(..at).and_then(|text| text.chars().next_back());
    let after = text.get(at + phrase.len()..).and_then(|text| text.chars().next());
    is_edge(phrase.chars().next(), before) && is_edge(phrase.chars().next_back(), after)
}

/// The fields whose own labels or headings stand in the document; each counts once.
fn fields_seen(layout: &Layout, place: usize, document: &Seen<'_>) -> BTreeSet<Field> {
    let named = document.lines.iter().filter(|(_, namers)| namers.has(place));
    let matched = named
        .filter_map(|(line, _)| named_in(&layout.labels, line).or_else(|| begun_in(&layout.labels, line)));
    matched.map(|matched| matched.field).collect()
}

/// False for a table and for what stands aside: no label.
fn is_read(line: &&Line) -> bool {
    !matches!(line.kind, LineKind::Table | LineKind::Aside)
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
    let found = layout.among(|labels| matched_in(labels, line)).or_else(|| by_words(layout, line))?;
    // `Montant du prêt BAD` names who pays.
    let key: &Key = line.label.as_ref().filter(|_| found.inline).map_or(&line.key, |(label, _)| label);
    let is_donors = layout.is_general()
        && matches!(found.field, Field::Budget(_))
        && found.bare.is_none()
        && key.is_donors();
    Some(if is_donors { Matched { field: Field::Funding, by_words: true, ..found } } else { found })
}

fn matched_in(labels: &Labels, line: &Line) -> Option<Matched> {
    if !is_read(&line) {
        return None;
    }
    named_in(labels, line).or_else(|| begun_in(labels, line))
}

impl Matched {
    fn of(field: Field, bare: Option<usize>, inline: bool) -> Matched {
        Matched { field, bare, inline, by_words: false }
    }
}

/// A line that is a label, or has one before its value.
fn named_in(labels: &Labels, line: &Line) -> Option<Matched> {
    let whole = labels.find(&line.key).map(|field| Matched::of(field, None, false));
    let label = || line.label.as_ref().and_then(|(label, _)| labels.find(label));
    whole.or_else(|| label().map(|field| Matched::of(field, None, true)))
}

/// A line that begins as a label does.
fn begun_in(labels: &Labels, line: &Line) -> Option<Matched> {
    if let Some(field) = line.label.as_ref().and_then(|(label, _)| labels.beginning(label)) {
        return Some(Matched::of(field, None, true));
    }
    if let Some((bare, field)) = labels.bare(&line.key) {
        return Some(Matched::of(field, Some(bare), true));
    }
    let dated = matches!(line.kind, LineKind::Heading { .. }).then(|| labels.dated(&line.key)).flatten();
    labels.beginning(&line.key).or(dated).map(|field| Matched::of(field, None, false))
}

/// A label whose words tell its field, where no layout names it.
fn by_words(layout: &Layout, line: &Line) -> Option<Matched> {
    if !layout.knows_the_trade() || !is_read(&line) {
        return None;
    }
    let (key, inline): (&Key, bool) =
        line.label.as_ref().map_or((&line.key, false), |(label, _)| (label, true));
    // What a page prints before a title, beside it: `Project: Roads for Mali`.
    let title = (inline && nouns::is_project(key)).then_some(Field::Title);
    let donor = || key.is_donors().then_some(Field::Funding);
    let field = title.or_else(|| key.told()).or_else(donor)?;
    // `Borrower/Recipient 11.70`, `Grant Amount N/A`: the value stands on the line too.
    let last = key.rsplit(' ').next().unwrap_or_default();
    let is_number =
        last.contains(['.', ',']) && last.bytes().all(|byte| byte.is_ascii_digit() || b".,".contains(&byte));
    if !inline && (is_number || last == "n/a") {
        return None;
    }
    Some(Matched { field, bare: None, inline, by_words: true })
}

#[cfg(test)]
mod tests {
    use crate::specimen::extracted;

    #[test]
    fn a_page_that_other_words_read_better_is_not_of_the_donor_whose_number_it_prints() {
        let profile = "Project profile — Wells\n\nOverview\n\nCA-3-D000123001\n$2,500,000\nCARE Canada\n2016-04-01 - 2019-03-31\nClosed\nGlobal Affairs Canada\n\nDescription\n\nWells are dug.\n";
        let labelled = "Wells for Kita\n\nProject number: D000123001\nStatus: Closed\nExecuting agency - partner: CARE Canada\nMaximum contribution: $2,500,000\nStart date: 2016-04-01\nEnd date: 2019-03-31\nCountry: Mali\nSector: Basic health\n\nDescription\n\nWells of Global Affairs Canada.\n";
        let viewer = "Wells for Kita\n\nDescription\n\nWells are dug.\n\nIATI identifier: CA-3-D000123001\nStatus: Closed\nImplementing organisation: CARE Canada\nProgramme budget: £2,500,000\nStart date: 1 April 2016\nEnd date: 31 March 2019\nType of aid: C01\n\nLocation\n\nMali\n\nSector\n\nBasic health\n";
        for (text, layout, currency) in [
            (profile, "gac-profile", "CAD"),
            (labelled, "gac-profile", "CAD"),
            (viewer, "general", "GBP"),
            (
                &viewer.replace("Status: Closed\n", "Statut : Clos\n").replace("CA-3-", "CA-3-X"),
                "general",
                "GBP",
            ),
        ] {
            let read = extracted(text);
            assert_eq!(read.document.layout, layout, "{text}");
            let budgets: Vec<_> =
                read.activities.iter().filter_map(|activity| activity.budget.as_ref()).collect();
            let [budget] = budgets.as_slice() else { panic!("{text}") };
            assert_eq!(budget.money.currency.as_deref(), Some(currency), "{text}");
        }
    }
}
