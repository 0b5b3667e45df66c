//! The sentences of a text that name a project, each with those that go on about it.

use almoner_codelists::{Folded, countries_in, fold};
use almoner_record::Span;
use rustc_hash::FxHashMap;

use super::super::super::Cutter;
use super::super::by_decisions::REFUSALS;
use super::facts;
use super::headed;
use super::list;
use super::name::{self, Name, Naming};
use super::words::doing::{DONE_BY, SIGNERS};
use super::words::money::{BUDGET, GIVING};
use super::words::paying::FUNDS_OF;
use super::words::refused::ASIDE;
use super::words::refused::{BE, MAY, MAY_GIVE, REFUSED};
use super::words::time::{BEGINS, ENDS, STARTS};
use super::words::{ASKS, GOES_ON};
use crate::infer;
use crate::lines::{self, LineKind};
use crate::nouns;
use crate::prose::is_elsewhere;
use crate::value::numeral::DecimalMark;
use crate::value::sentence::sentences;
use crate::word_list::{begins_word, word_starts};

/// What is longer is a table or a list that has lost its lines, in bytes.
pub(super) const LONGEST_SENTENCE: usize = 1500;

/// A sentence that tells of a project: its text without the project's name, and what is asked of it.
pub(super) struct Told {
    pub(super) span: Span,
    /// New lines are spaces, and the name is blank.
    pub(super) text: String,
    pub(super) folded: Folded,
    /// How its language writes decimals.
    pub(super) decimal: DecimalMark,
    /// Countries with their codes.
    pub(super) countries: Vec<(Span, &'static str)>,
}

impl Told {
    pub(super) fn new(text: &str, span: Span, name: Option<Span>, decimal: DecimalMark) -> Told {
        let mut text = text.replace(['\n', '\r'], " ");
        if let Some(name) = name {
            text.replace_range(name.range(), &" ".repeat(name.len()));
        }
        let countries = countries_in(&text).iter().map(|one| (one.span, one.entry.code)).collect();
        Told { span, folded: Folded::new(&text), decimal, countries, text }
    }

    /// Where what stands at `at` in the folded text is printed.
    pub(super) fn printed(&self, at: usize) -> usize {
        let length = self.folded.text().len();
        match self.folded.span(at.min(length)..length) {
            span if span.is_empty() => self.text.len(),
            span => span.range().start,
        }
    }

    /// Where what is printed at `at` stands in the folded text.
    pub(super) fn folded_at(&self, at: usize) -> usize {
        self.text.get(..at).map_or(0, |front| fold(front).len()).min(self.folded.text().len())
    }
}

/// A project that a sentence names, and the sentences that tell of it.
pub(super) struct Unit {
    pub(super) name: Span,
    pub(super) is_told: bool,
    /// Nothing beside its name tells that it is one.
    pub(super) is_bare: bool,
    pub(super) line: usize,
    /// The heading above it.
    pub(super) heading: Option<Span>,
    /// The sentence that names it, then those that go on.
    pub(super) told: Vec<Told>,
    /// The place of the sentence that names it among those.
    pub(super) named: usize,
    /// What is described behind it.
    pub(super) text: Vec<Span>,
}

impl Unit {
    pub(super) fn new(
        title: Span,
        name: Name,
        line: usize,
        heading: Option<Span>,
        told: Vec<Told>,
        named: usize,
    ) -> Unit {
        let Name { is_told, is_bare, .. } = name;
        Unit { name: title, is_told, is_bare, line, heading, told, named, text: Vec::new() }
    }
}

/// The projects that sentences name, in order, and the sentences elsewhere that would go on about the only one.
pub(super) fn units(cutter: &Cutter<'_>, naming: Naming) -> (Vec<Unit>, Vec<Told>) {
    const MOST: usize = 400;
    const MOST_FURTHER: usize = 12;
    let decimal = infer::decimal_mark(infer::language_of(&lines::beginning(cutter.document)));
    if naming == Naming::Headings {
        return (headed::units(cutter, decimal), Vec::new());
    }
    let mut units: Vec<Unit> = Vec::new();
    // The unit of each name, folded.
    let mut of_name: FxHashMap<String, usize> = FxHashMap::default();
    let mut further: Vec<Told> = Vec::new();
    let mut above: Option<Span> = None;
    for (at, passage, is_heading) in passages(cutter) {
        if units.len() >= MOST {
            break;
        }
        let whole = cutter.document.slice(passage);
        let parts = sentences_of(whole);
        // The unit that is open on this line, and the sentence before.
        let mut open: Option<usize> = None;
        let mut last: Option<Span> = None;
        let mut is_aside = false;
        for part in parts {
            if part.len() > LONGEST_SENTENCE {
                (open, last) = (None, None);
                continue;
            }
            let text = part.of(whole);
            let span = passage.inner(part);
            let names = if is_heading { Vec::new() } else { name::names(text, naming) };
            let listed = list::parts(text, &names, decimal);
            if !listed.is_empty() {
                for (part, name) in listed {
                    let inner = Span::new(
                        name.span.range().start - part.range().start,
                        name.span.range().end - part.range().start,
                    );
                    let told = Told::new(part.of(text), span.inner(part), Some(inner), decimal);
                    if is_refused(told.folded.text()) {
                        continue;
                    }
                    let title = span.inner(name.span);
                    of_name.entry(fold(cutter.document.slice(title))).or_insert(units.len());
                    units.push(Unit::new(title, name, at, above, vec![told], 0));
                }
                (open, last) = (units.len().checked_sub(1), None);
                continue;
            }
            if let Some(Name { span: name, is_told, is_bare }) = name::only(&names) {
                let told = Told::new(text, span, Some(name), decimal);
                if is_refused(told.folded.text()) {
                    (open, last) = (None, None);
                    continue;
                }
                let title = span.inner(name);
                let known = *of_name.entry(fold(cutter.document.slice(title))).or_insert(units.len());
                open = Some(known);
                if let Some(unit) = units.get_mut(known) {
                    unit.is_told |= is_told;
                    unit.is_bare &= is_bare;
                    unit.told.push(told);
                } else {
                    // `The Embassy has given EUR 87,000 to X. The cheque for the project “…” was handed over`
                    let before = last
                        .take()
                        .map(|before| Told::new(cutter.document.slice(before), before, None, decimal));
                    let before = before.filter(|one| leads_to(one, &told));
                    let named = usize::from(before.is_some());
                    let told = before.into_iter().chain([told]).collect();
                    let name = Name { span: name, is_told, is_bare };
                    units.push(Unit::new(title, name, at, above, told, named));
                }
                last = None;
                continue;
            }
            let folded = fold(text);
            // `The evaluation follows six criteria. It cost`
            let is_of_aside = is_aside && ["it ", "il ", "elle "].iter().any(|it| folded.starts_with(it));
            is_aside =
                is_of_aside || is_elsewhere(&folded) || ASIDE.iter().any(|words| begins_word(&folded, words));
            let goes_on = !is_of_aside
                && (GOES_ON.iter().any(|words| folded.starts_with(words))
                    || asks_for(&folded)
                    || tells(&folded));
            match open.and_then(|open| units.get_mut(open)) {
                Some(unit) if goes_on && !is_refused(&folded) => {
                    unit.told.push(Told::new(text, span, None, decimal))
                }
                Some(unit) => unit.text.push(span),
                None if goes_on && further.len() < MOST_FURTHER && !is_refused(&folded) => {
                    further.push(Told::new(text, span, None, decimal));
                }
                None => {}
            }
            last = open.is_none().then_some(span);
        }
        // A short line without a mark is a heading too.
        let is_short =
            || whole.len() < 90 && !whole.trim_end().ends_with(['.', '!', '?', ':', ';', ',', '”', '»']);
        if is_heading || is_short() {
            above = Some(passage);
        }
    }
    (units, further)
}

/// Lines of running text and headings, each with its place; those joined that a narrow page broke before a name in quotes.
pub(super) fn passages(cutter: &Cutter<'_>) -> Vec<(usize, Span, bool)> {
    let mut joined: Vec<(usize, Span, bool)> = Vec::new();
    for (at, line) in cutter.lines.iter().enumerate() {
        let is_heading = match line.kind {
            LineKind::Heading { .. } => true,
            LineKind::Text | LineKind::Item { .. } | LineKind::Caption => false,
            LineKind::Table | LineKind::Aside => continue,
        };
        let own = cutter.document.slice(line.span);
        let goes_on = |last: &(usize, Span, bool)| {
            let between = cutter.document.text.get(last.1.end as usize..line.span.start as usize);
            last.0 + 1 == at
                && !last.2
                && !is_heading
                && (own.starts_with(|c: char| "«“\"(".contains(c) || c.is_lowercase())
                    || is_wrapped(cutter.document.slice(last.1), own))
                && between.is_some_and(|between| {
                    between.trim().is_empty() && between.bytes().filter(|byte| *byte == b'\n').count() <= 1
                })
                && !cutter.document.slice(last.1).ends_with(['.', ':', '!', '?', ';'])
        };
        match joined.last_mut().filter(|last| goes_on(last)) {
            Some(last) => last.1 = last.1.cover(line.span),
            None => joined.push((at, line.span, is_heading)),
        }
    }
    joined
}

/// True for lines of text that a narrow page broke: the last of them is long, and the next one no longer than lines of it are.
fn is_wrapped(text: &str, next: &str) -> bool {
    const SHORTEST: usize = 64;
    const LONGEST: usize = 120;
    let last = text.rsplit('\n').next().unwrap_or_default();
    (SHORTEST..=LONGEST).contains(&last.chars().count()) && next.chars().count() <= LONGEST
}

/// The sentences of a passage.
pub(super) fn sentences_of(text: &str) -> Vec<Span> {
    whole_brackets(text, sentences(text))
}

/// Sentences, those joined that a point inside a bracket parted: `(project no. GF-64)`.
fn whole_brackets(text: &str, parts: Vec<Span>) -> Vec<Span> {
    let mut whole: Vec<Span> = Vec::with_capacity(parts.len());
    let mut depth = 0_usize;
    for part in parts {
        match whole.last_mut().filter(|last| depth > 0 && last.len() < 400) {
            Some(last) => *last = last.cover(part),
            None => {
                depth = 0;
                whole.push(part);
            }
        }
        let own = part.of(text);
        depth = (depth + own.matches('(').count()).saturating_sub(own.matches(')').count());
    }
    whole
}

/// True for a sentence that tells who does, who pays, how much or when, and of no other activity.
fn tells(folded: &str) -> bool {
    let has = |words: &[&str]| words.iter().any(|words| begins_word(folded, words));
    let has_digit = folded.bytes().any(|byte| byte.is_ascii_digit());
    (has(DONE_BY)
        || has(SIGNERS)
        || has(FUNDS_OF)
        || has_digit
            && (has(BUDGET)
                || has(GIVING)
                || has(ENDS)
                || has(STARTS)
                || facts::is_of_project(folded) && has(BEGINS)))
        && !is_elsewhere(folded)
        && !has(ASIDE)
}

pub(super) fn is_refused(folded: &str) -> bool {
    let may_give = |at: usize, words: &str| {
        let rest = folded.get(at + words.len()..).unwrap_or_default();
        let rest = BE.iter().find_map(|be| rest.strip_prefix(be)).unwrap_or(rest);
        MAY_GIVE.iter().any(|verb| rest.starts_with(verb))
    };
    REFUSED.iter().chain(&REFUSALS).any(|words| begins_word(folded, words))
        || MAY.iter().any(|words| word_starts(folded, words).any(|at| may_give(at, words)))
}

/// True for a sentence that tells of the project which the next one names: `The Embassy has given EUR 87,000 to X. The cheque for
/// the project “…” was handed over`, `A 3-year project funded by X was launched. The project, “…”, has`.
fn leads_to(before: &Told, named: &Told) -> bool {
    const NAMES_IT: [&str; 10] = [
        "the project, ",
        "the programme, ",
        "this project, ",
        "le projet, ",
        "ce projet, ",
        "el proyecto, ",
        "este proyecto, ",
        "o projeto, ",
        "este projeto, ",
        "the initiative, ",
    ];
    let names_it = || {
        NAMES_IT.iter().any(|words| named.folded.text().starts_with(words))
            && nouns::names_activity(before.folded.text())
    };
    let gives = || facts::amounts(named).is_empty() && !facts::amounts(before).is_empty();
    !is_refused(before.folded.text()) && (gives() || names_it())
}

pub(super) fn asks_for(folded: &str) -> bool {
    ASKS.iter().any(|words| folded.contains(words))
}
