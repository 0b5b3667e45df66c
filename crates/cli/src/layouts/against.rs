//! `almoner layouts check FILE --against PATH`: documents read with the layout and without it, and each value that
//! differs.
//!
//! What the layout reads is read again without it, and nothing else is: a document that it does not recognise gives what
//! it gave. Where it takes the place of one of the same name, all documents may change.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use almoner_extract::Layout;
use almoner_ingest::{Done, PoolOptions, Reading, is_archive, read_files, walk};
use almoner_record::Activity;
use serde::Serialize;

use crate::compare::leaves::{Leaf, leaves};
use crate::compare::{Said, said_by};
use crate::ingest::{nothing, tell_passed};
use crate::limits::Limits;
use crate::read::{Trial, layouts_on_trial};
use crate::report::FileErrors;
use crate::style::{FAINT, Out, STRONG, Safe, counted};
use crate::{Exit, Globals, table};

/// What a layout changes in documents.
#[derive(Debug, Default, Serialize)]
pub(super) struct Against {
    /// Documents read.
    documents: u64,
    /// Files that could not be read.
    failed: u64,
    /// Documents that the layout reads and another one read before.
    newly_recognised: Vec<Turned>,
    /// Documents that a layout of the same name read before and this one does not.
    no_longer_recognised: Vec<Turned>,
    /// Records that differ, in the order of their documents.
    records: Vec<Change>,
    /// How many values differ, by field.
    fields: BTreeMap<String, u64>,
}

/// A document that another layout reads.
#[derive(Debug, Serialize)]
struct Turned {
    document: String,
    before: String,
    after: String,
}

/// A record that differs.
#[derive(Debug, Serialize)]
struct Change {
    document: String,
    before: Option<String>,
    after: Option<String>,
    values: Vec<Difference>,
}

/// A value that differs; null where there is none.
#[derive(Debug, Serialize)]
struct Difference {
    field: String,
    before: Option<Said>,
    after: Option<Said>,
}

/// What a document gives.
#[derive(Debug, Default)]
struct Given {
    layout: String,
    activities: Vec<Activity>,
}

/// Reads what lies at `paths` with the layout in `file` and without it.
pub(super) fn against(
    file: &Path,
    layout: &Layout,
    paths: &[PathBuf],
    limits: &Limits,
    globals: &Globals,
) -> anyhow::Result<(Against, Exit)> {
    let with = Trial { with_layout: Some(file.to_owned()), without_layout: None };
    let without = Trial { with_layout: None, without_layout: Some(file.to_owned()) };
    let replaces = layouts_on_trial(globals, &without)?.iter().any(|known| known.name == layout.name);
    let found = walk(paths, &globals.library);
    let (mut files, mut passed) = (Vec::new(), Vec::new());
    for file in found.files() {
        match file {
            Ok(file) => files.push(found.shown(&file)),
            Err(one) => passed.push(one),
        }
    }
    let missing = tell_passed(&found.passed, globals) + tell_passed(&passed, globals);
    if files.is_empty() {
        return if missing > 0 { Ok((Against::default(), Exit::Failed)) } else { Err(nothing(paths)) };
    }
    let mut told = Against { failed: missing, ..Against::default() };
    let mut after: BTreeMap<PathBuf, Given> = BTreeMap::new();
    let mut again: BTreeSet<PathBuf> = BTreeSet::new();
    let options = |trial: &Trial| limits.pool(globals).map(|options| on_trial(options, trial));
    told.read(files, &options(&with)?, |file, document, given| {
        if replaces || given.layout == layout.name {
            again.insert(file);
            after.insert(document, given);
        }
    })?;
    let mut before: BTreeMap<PathBuf, Given> = BTreeMap::new();
    let mut second = Against::default();
    second.read(again.into_iter().collect(), &options(&without)?, |_, document, given| {
        before.insert(document, given);
    })?;
    told.failed += second.failed;
    for (document, after) in &after {
        // One that could be read before and now could not was told as failed.
        if let Some(before) = before.get(document) {
            told.compare(document, before, after, &layout.name);
        }
    }
    let exit = match (told.failed, told.documents) {
        (0, _) => Exit::Ok,
        (_, 0) => Exit::Failed,
        _ => Exit::SomeFailed,
    };
    Ok((told, exit))
}

fn on_trial(mut options: PoolOptions, trial: &Trial) -> PoolOptions {
    for (option, file) in [("--with-layout", &trial.with_layout), ("--without-layout", &trial.without_layout)]
    {
        if let Some(file) = file {
            options.arguments.extend([option.into(), file.into()]);
        }
    }
    options
}

impl Against {
    /// Reads files; `keep` gets the file, the document (the file, or one inside it) and what that gives.
    fn read(
        &mut self,
        files: Vec<PathBuf>,
        options: &PoolOptions,
        mut keep: impl FnMut(PathBuf, PathBuf, Given),
    ) -> anyhow::Result<()> {
        let mut errors = FileErrors::default();
        read_files(files.clone().into_iter(), options, &AtomicBool::new(false), |done: Done| {
            let document = done.shown();
            let file = usize::try_from(done.ask.number).ok().and_then(|number| files.get(number));
            match (done.reading, file) {
                (Reading::Failed(failure), _) => {
                    self.failed += u64::from(failure.status.is_failure());
                    self.documents += u64::from(!failure.status.is_failure());
                    errors.tell(&document, &failure.reason, &failure.hint);
                }
                (Reading::Read(extracted, ..), Some(file)) if !is_archive(&extracted, &done.enclosed) => {
                    self.documents += 1;
                    let layout = extracted.document.layout.clone();
                    keep(file.clone(), document, Given { layout, activities: extracted.activities });
                }
                (Reading::Read(..), _) => {}
            }
            ControlFlow::Continue(())
        })?;
        Ok(())
    }

    fn compare(&mut self, document: &Path, before: &Given, after: &Given, name: &str) {
        let document = document.to_string_lossy().into_owned();
        if before.layout != after.layout {
            let (before, after) = (before.layout.clone(), after.layout.clone());
            let turned = Turned { document: document.clone(), before, after };
            if turned.after == name {
                self.newly_recognised.push(turned);
            } else {
                self.no_longer_recognised.push(turned);
            }
        }
        for (old, new) in pairs(&before.activities, &after.activities) {
            let values = differences(old, new);
            if values.is_empty() {
                continue;
            }
            for difference in &values {
                let field = difference.field.split(['[', '/']).next().unwrap_or_default();
                *self.fields.entry(field.to_owned()).or_default() += 1;
            }
            let id = |activity: Option<&Activity>| activity.map(|activity| activity.id.clone());
            self.records.push(Change { document: document.clone(), before: id(old), after: id(new), values });
        }
    }

    /// Prints it for a person.
    pub(super) fn show(&self, out: &mut Out, layout: &Layout) -> io::Result<()> {
        if self.documents == 0 {
            return Ok(());
        }
        for turned in self.newly_recognised.iter().chain(&self.no_longer_recognised) {
            let (document, after) = (Safe::line(&turned.document), Safe::line(&turned.after));
            writeln!(out, "{document}: `{after}` reads it instead of `{}`", Safe::line(&turned.before))?;
        }
        for change in &self.records {
            let id = change.after.as_ref().or(change.before.as_ref()).map_or("", String::as_str);
            let what = match (&change.before, &change.after) {
                (None, _) => ", a record more",
                (_, None) => ", a record less",
                _ => "",
            };
            let document = Safe::line(&change.document);
            writeln!(out, "\n{STRONG}{document}{STRONG:#}  {FAINT}{}{what}{FAINT:#}", Safe::line(id))?;
            for line in rows(&change.values) {
                writeln!(out, "{line}")?;
            }
        }
        if !self.records.is_empty() {
            writeln!(out)?;
        }
        writeln!(out, "{}", self.sum(layout))
    }

    fn sum(&self, layout: &Layout) -> String {
        let documents = counted(self.documents, "document", "documents");
        let failed = if self.failed > 0 { format!(", {} failed", self.failed) } else { String::new() };
        let turned = counted(self.newly_recognised.len() as u64, "document", "documents");
        let name = Safe::line(&layout.name);
        let mut lost = String::new();
        if !self.no_longer_recognised.is_empty() {
            lost = format!(", {} no longer", self.no_longer_recognised.len());
        }
        if self.records.is_empty() {
            return format!(
                "{documents} read{failed}: {turned} newly read by `{name}`{lost}; no record would change"
            );
        }
        let records = counted(self.records.len() as u64, "record", "records");
        let mut fields: Vec<(&String, &u64)> = self.fields.iter().collect();
        fields.sort_by_key(|(field, count)| (std::cmp::Reverse(**count), *field));
        let fields: Vec<String> = fields.iter().map(|(field, count)| format!("{field} {count}")).collect();
        format!(
            "{documents} read{failed}: {turned} newly read by `{name}`{lost}; {records} would change, in values of {}",
            fields.join(", ")
        )
    }
}

/// The records of a document with those that take their places: of the same id, else the next.
fn pairs<'a>(
    before: &'a [Activity],
    after: &'a [Activity],
) -> Vec<(Option<&'a Activity>, Option<&'a Activity>)> {
    let has = |all: &[Activity], id: &str| all.iter().any(|one| one.id == id);
    let mut rest = before.iter().filter(|old| !has(after, &old.id));
    let mut pairs: Vec<_> = after
        .iter()
        .map(|new| (before.iter().find(|old| old.id == new.id).or_else(|| rest.next()), Some(new)))
        .collect();
    pairs.extend(rest.map(|old| (Some(old), None)));
    pairs
}

fn differences(before: Option<&Activity>, after: Option<&Activity>) -> Vec<Difference> {
    let of = |activity: Option<&Activity>| activity.map(leaves).unwrap_or_default();
    let (old, new) = (of(before), of(after));
    let mut fields: Vec<(&String, usize)> =
        new.iter().chain(&old).map(|(field, leaf)| (field, leaf.order)).collect();
    fields.sort_by_key(|(_, order)| *order);
    let mut known = BTreeSet::new();
    fields.retain(|(field, _)| known.insert(*field));
    let said = |leaf: Option<&Leaf>, activity: Option<&Activity>| Some(said_by(leaf?, activity?));
    let differs =
        |field: &String| old.get(field).map(|leaf| &leaf.value) != new.get(field).map(|leaf| &leaf.value);
    let differing = fields.into_iter().map(|(field, _)| field).filter(|field| differs(field));
    differing
        .map(|field| Difference {
            field: field.clone(),
            before: said(old.get(field), before),
            after: said(new.get(field), after),
        })
        .collect()
}

/// Field, value before, value after.
fn rows(values: &[Difference]) -> Vec<String> {
    const LONGEST: usize = 120;
    let mut shown = table::plain();
    shown.set_header(["field", "before", "after"]);
    let words =
        |said: &Option<Said>| said.as_ref().map_or("nothing".to_owned(), |said| said.in_words(LONGEST));
    // That an item is there is told by its parts.
    let has_parts = |field: &str| {
        let part = format!("{field}/");
        values.iter().any(|other| other.field.starts_with(&part))
    };
    for Difference { field, before, after } in values.iter().filter(|one| !has_parts(&one.field)) {
        shown.add_row([Safe::line(field).to_string(), words(before), words(after)]);
    }
    table::lines(&shown)
}
