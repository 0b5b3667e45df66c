//! Files to readings to the library. Each file found ends in exactly one outcome.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use almoner_library::{Entry, Library, LibraryError, RunEnd, Source, Why};
use almoner_record::{Failure, Outcome};

use crate::ask::{Done, Reading};
use crate::options::{PoolError, PoolOptions};
use crate::plan::{Choice, Plan, PlanEnd, Planned, Step, count_documents, is_document};
use crate::pool::read_files;
use crate::protocol::is_archive;
use crate::walk::{Found, Passed, Walk, ledger_path, path_inside};

/// How to ingest.
#[derive(Debug, Clone)]
pub struct Options {
    /// The workers.
    pub pool: PoolOptions,
    /// Which of the files that are found are read.
    pub choice: Choice,
    /// What to do with files that are not there any more.
    pub vanished: Vanished,
}

/// What to do with files that the library knows and that are not there any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vanished {
    /// Count them; what they gave stays.
    Keep,
    /// Take out what they gave; it stays in the history.
    Prune,
}

/// What a run tells while it goes on.
#[derive(Debug)]
pub enum Progress<'a> {
    /// So many more are to be read: files that were found, or documents inside a file.
    More {
        /// How many.
        files: u64,
    },
    /// A file, or a document inside one, has its outcome.
    File {
        /// Its path, as a person would write it.
        path: &'a Path,
        /// How its reading ended.
        outcome: Outcome,
        /// Why it gave nothing, or not all.
        failure: Option<&'a Failure>,
    },
    /// All is read; the index is brought up to date.
    Index,
}

/// What a run did.
#[derive(Debug, Default)]
pub struct Report {
    /// Files found, and documents inside them. An archive counts as what is in it, as a folder does.
    pub found: u64,
    /// How many files ended how. They add up to `found`, unless the run was stopped.
    pub outcomes: BTreeMap<Outcome, u64>,
    /// How many of the unchanged ones failed before.
    pub failed_before: u64,
    /// How many were none of those that were asked for; they are not among those found.
    pub not_asked: u64,
    /// How many that the library knew are not there any more.
    pub vanished: u64,
    /// Records put into the library.
    pub records: u64,
    /// Different activities among them.
    pub activities: u64,
    /// True when it was stopped before all files were read.
    pub stopped: bool,
    /// What lies in the folders and is not read.
    pub passed: Vec<Passed>,
}

impl Report {
    /// How many files failed in this run.
    pub fn failures(&self) -> u64 {
        self.outcomes.iter().filter(|(outcome, _)| outcome.is_failure()).map(|(_, count)| count).sum()
    }

    fn count(&mut self, outcome: Outcome) {
        *self.outcomes.entry(outcome).or_default() += 1;
    }
}

/// A run cannot go on. A bad file is never the reason.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// The library.
    #[error(transparent)]
    Library(#[from] LibraryError),
    /// The workers.
    #[error(transparent)]
    Pool(#[from] PoolError),
}

/// Reads the files that the library does not know yet and keeps what they give.
///
/// What was read is kept whatever ends the run: `stop` (files under way are still read), a worker that cannot be
/// started, or the last file.
pub fn ingest(
    walk: &Walk,
    library: &mut Library,
    options: &Options,
    stop: &AtomicBool,
    watch: &mut dyn FnMut(Progress<'_>),
) -> Result<Report, IngestError> {
    let mut run = Run::new(library, options);
    run.last_document = run.library.last_document()?;
    run.last_record = run.library.last_record()?;
    let number =
        run.library.begin_run(&walk.roots().take(PATHS_TOLD).map(ledger_path).collect::<Vec<_>>())?;
    let found = Discovered::default();
    let reading = Library::open(run.library.dir())?;
    let files = ToRead { plan: Some(Plan::new(walk, Some(reading), &options.choice)), found: &found };
    let mut failed: Result<(), LibraryError> = Ok(());
    let mut told = 0;
    let pool = read_files(files, &options.pool, stop, |done| {
        let known = found.files.load(Ordering::Relaxed);
        watch(Progress::More { files: known - told });
        told = known;
        let Some(file) = found.file(done.ask.number) else { return ControlFlow::Break(()) };
        match run.keep(walk, &file, done, watch) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failed = Err(error);
                ControlFlow::Break(())
            }
        }
    });
    failed?;
    run.take_up_found(found)?;
    watch(Progress::Index);
    let report = run.finish(number)?;
    pool?;
    Ok(report)
}

/// What the thread that finds files tells the one that keeps what they give.
#[derive(Default)]
struct Discovered {
    /// How many files are to be read, so far.
    files: AtomicU64,
    /// Those that are being read, by their numbers.
    reading: Mutex<BTreeMap<u64, Found>>,
    others: Mutex<Others>,
}

/// The files that are not read.
#[derive(Default)]
struct Others {
    unchanged: u64,
    failed_before: u64,
    not_asked: u64,
    /// There when all files were looked at.
    end: Option<PlanEnd>,
    failed: Option<LibraryError>,
}

impl Discovered {
    /// The file with this number; earlier ones are read.
    fn file(&self, number: u64) -> Option<Found> {
        let mut reading = self.reading.lock().unwrap_or_else(PoisonError::into_inner);
        *reading = reading.split_off(&number);
        reading.get(&number).cloned()
    }

    fn take(&self, planned: Planned, library: Option<&Library>) -> Result<Option<PathBuf>, LibraryError> {
        let Planned { file, step, known } = planned;
        if step.is_read() {
            let number = self.files.fetch_add(1, Ordering::Relaxed);
            let path = file.path.clone();
            self.reading.lock().unwrap_or_else(PoisonError::into_inner).insert(number, file);
            return Ok(Some(path));
        }
        let mut others = self.others.lock().unwrap_or_else(PoisonError::into_inner);
        match (step, known, library) {
            (Step::Unchanged, Some(known), Some(library)) => {
                let archive = !known.inside.is_empty() && !is_document(library, &known.source)?;
                for source in known.inside.iter().chain((!archive).then_some(&known.source)) {
                    others.unchanged += 1;
                    others.failed_before += u64::from(source.outcome.is_failure());
                }
            }
            _ => others.not_asked += 1,
        }
        Ok(None)
    }
}

/// The paths of the files that are to be read, found while others are read already.
struct ToRead<'a> {
    plan: Option<Plan<'a>>,
    found: &'a Discovered,
}

impl Iterator for ToRead<'_> {
    type Item = PathBuf;

    fn next(&mut self) -> Option<PathBuf> {
        loop {
            let plan = self.plan.as_mut()?;
            let taken = match plan.next() {
                None => {
                    let end = self.plan.take().map(Plan::end);
                    self.found.others.lock().unwrap_or_else(PoisonError::into_inner).end = end;
                    return None;
                }
                Some(planned) => planned.and_then(|planned| self.found.take(planned, plan.library())),
            };
            match taken {
                Ok(Some(path)) => return Some(path),
                Ok(None) => {}
                Err(error) => {
                    self.plan = None;
                    self.found.others.lock().unwrap_or_else(PoisonError::into_inner).failed = Some(error);
                    return None;
                }
            }
        }
    }
}

/// A batch is put when it has so many files, so much text, or is so old: a kill costs no more than that.
const BATCH_FILES: usize = 512;
const BATCH_TEXT: usize = 64 << 20;
const BATCH_TIME: Duration = Duration::from_secs(3);
/// The index is brought up to date in between, so that a search finds something during a long run.
const FILES_AN_INDEX: u64 = 10_000;
/// So many of the paths that were given are noted of a run.
const PATHS_TOLD: usize = 20;

struct Run<'a> {
    library: &'a mut Library,
    options: &'a Options,
    report: Report,
    batch: Vec<Entry>,
    batch_text: usize,
    batch_since: Instant,
    not_indexed: u64,
    /// The contents of the batch.
    waiting: BTreeSet<String>,
    /// What this run puts has greater numbers.
    last_document: i64,
    last_record: i64,
    open: Option<Opened>,
}

/// A file with documents inside, of which some are still to come. It is kept after them: a run that is killed in
/// between leaves it unknown, and the next one reads it again.
struct Opened {
    entry: Entry,
    /// Nothing but what is in it: it is no document itself.
    archive: bool,
    left: usize,
    /// The paths of its documents.
    paths: BTreeSet<String>,
}

impl<'a> Run<'a> {
    fn new(library: &'a mut Library, options: &'a Options) -> Run<'a> {
        Run {
            library,
            options,
            report: Report::default(),
            batch: Vec::new(),
            batch_text: 0,
            batch_since: Instant::now(),
            not_indexed: 0,
            waiting: BTreeSet::new(),
            last_document: 0,
            last_record: 0,
            open: None,
        }
    }

    /// Takes up what a file, or a document inside it, gave, and puts the batch when it is time.
    fn keep(
        &mut self,
        walk: &Walk,
        file: &Found,
        done: Done,
        watch: &mut dyn FnMut(Progress<'_>),
    ) -> Result<(), LibraryError> {
        let Done { part, reading, enclosed, time, .. } = done;
        let own = ledger_path(&file.path);
        let mut shown = walk.shown(file);
        let path = match &part {
            None => own,
            Some(part) => {
                shown = path_inside(&shown.to_string_lossy(), &part.name).into();
                self.path_of_part(path_inside(&own, &part.name))
            }
        };
        let archive = matches!(
            &reading,
            Reading::Read(extracted, Outcome::NoActivity, _) if is_archive(extracted, &enclosed)
        );
        let (entry, told) = self.entry(file, path, reading, time, archive)?;
        let outcome = entry.source.outcome;
        if !archive {
            watch(Progress::File { path: &shown, outcome, failure: told.as_ref() });
        }
        if enclosed.is_empty() {
            self.take_up(entry);
        } else {
            let inside = enclosed.len();
            self.report.found += inside as u64 - u64::from(archive);
            watch(Progress::More { files: inside as u64 - u64::from(archive) });
            self.open = Some(Opened { entry, archive, left: inside, paths: BTreeSet::new() });
        }
        self.close_opened(part.is_some())?;
        if part.is_none() && self.open.is_none() {
            self.forget_inside(&ledger_path(&file.path), &BTreeSet::new())?;
        }
        if self.batch.len() >= BATCH_FILES
            || self.batch_text >= BATCH_TEXT
            || self.batch_since.elapsed() >= BATCH_TIME
        {
            self.put()?;
        }
        Ok(())
    }

    /// What the ledger says of a file, and what it gave; with what is told of it at once.
    fn entry(
        &mut self,
        file: &Found,
        path: String,
        reading: Reading,
        time: Duration,
        archive: bool,
    ) -> Result<(Entry, Option<Failure>), LibraryError> {
        let mut source = Source {
            size: file.size,
            mtime_ns: file.mtime_ns,
            blake3: None,
            outcome: Outcome::Ok,
            reason: None,
            hint: None,
            extractor: self.options.choice.extractor.clone(),
            layout: None,
            records: 0,
            time: Some(time),
            read_at: None,
            path,
        };
        let mut kept = None;
        let told = match reading {
            Reading::Failed(failure) => {
                source.outcome = failure.status;
                Some(failure)
            }
            Reading::Read(extracted, outcome, cut) => {
                let blake3 = extracted.document.blake3.clone();
                let duplicate = !archive && self.is_duplicate(&source.path, &blake3)?;
                source.outcome = if duplicate { Outcome::Duplicate } else { outcome };
                source.blake3 = Some(blake3);
                source.layout = (!archive).then(|| extracted.document.layout.clone());
                source.records = extracted.activities.len() as u64;
                kept = (!duplicate && !archive).then_some(extracted);
                cut.filter(|_| !duplicate)
            }
        };
        source.reason = told.as_ref().map(|failure| failure.reason.clone());
        source.hint = told.as_ref().map(|failure| failure.hint.clone());
        Ok((Entry { source, extracted: kept }, told))
    }

    /// Two documents in an archive may have one name; in the ledger each has its own.
    fn path_of_part(&mut self, path: String) -> String {
        let Some(open) = &mut self.open else { return path };
        let mut own = path.clone();
        let mut number = 1;
        while !open.paths.insert(own.clone()) {
            number += 1;
            own = format!("{path} ({number})");
        }
        own
    }

    /// Takes up a file when all documents inside it are.
    fn close_opened(&mut self, part: bool) -> Result<(), LibraryError> {
        let Some(mut open) = self.open.take() else { return Ok(()) };
        open.left -= usize::from(part);
        if open.left > 0 {
            self.open = Some(open);
            return Ok(());
        }
        self.forget_inside(&open.entry.source.path, &open.paths)?;
        if open.archive {
            self.batch.push(open.entry);
        } else {
            self.take_up(open.entry);
        }
        Ok(())
    }

    /// Forgets documents that were inside a file and are no more.
    fn forget_inside(&mut self, path: &str, but: &BTreeSet<String>) -> Result<(), LibraryError> {
        let mut gone: Vec<String> =
            self.library.sources_inside(path)?.into_iter().map(|source| source.path).collect();
        gone.retain(|path| !but.contains(path));
        if gone.is_empty() { Ok(()) } else { self.library.forget(&gone, Why::Changed) }
    }

    /// True when these bytes are known from another path: in this run, or from an earlier one.
    fn is_duplicate(&self, path: &str, blake3: &str) -> Result<bool, LibraryError> {
        if self.waiting.contains(blake3) {
            return Ok(true);
        }
        let Some(number) = self.library.document_number(blake3)? else { return Ok(false) };
        if number > self.last_document {
            return Ok(true);
        }
        let before = self.library.source(path)?.filter(|source| source.blake3.as_deref() == Some(blake3));
        // Known by this very path: read again because the file was touched or the extractor is another.
        Ok(before.is_none_or(|source| {
            source.outcome == Outcome::Duplicate && source.extractor == self.options.choice.extractor
        }))
    }

    fn take_up(&mut self, entry: Entry) {
        self.report.count(entry.source.outcome);
        if let Some(extracted) = &entry.extracted {
            self.waiting.insert(extracted.document.blake3.clone());
            self.report.records += extracted.activities.len() as u64;
            self.batch_text += extracted.text.len();
        }
        self.batch.push(entry);
    }

    fn put(&mut self) -> Result<(), LibraryError> {
        self.not_indexed += self.batch.len() as u64;
        self.library.put(std::mem::take(&mut self.batch))?;
        self.waiting.clear();
        self.batch_text = 0;
        self.batch_since = Instant::now();
        self.library.index_ahead()?;
        if self.not_indexed >= FILES_AN_INDEX {
            self.library.commit_index()?;
            self.not_indexed = 0;
        }
        Ok(())
    }

    /// Counts the files that were not read, and those that are not there any more. A run that was stopped leaves those to
    /// the next one.
    fn take_up_found(&mut self, found: Discovered) -> Result<(), LibraryError> {
        let others = found.others.into_inner().unwrap_or_else(PoisonError::into_inner);
        self.report.found += found.files.into_inner() + others.unchanged;
        if others.unchanged > 0 {
            self.report.outcomes.insert(Outcome::Unchanged, others.unchanged);
        }
        self.report.failed_before = others.failed_before;
        self.report.not_asked = others.not_asked;
        self.report.stopped = others.end.is_none();
        if let Some(error) = others.failed {
            return Err(error);
        }
        let PlanEnd { vanished, passed } = others.end.unwrap_or_default();
        self.report.passed = passed;
        self.report.vanished = count_documents(self.library, &vanished)?;
        if self.options.vanished == Vanished::Prune && !vanished.is_empty() {
            self.library.forget(&vanished, Why::Vanished)?;
        }
        Ok(())
    }

    fn finish(mut self, number: i64) -> Result<Report, LibraryError> {
        if !self.batch.is_empty() {
            self.put()?;
        }
        self.library.index()?;
        let ended: u64 = self.report.outcomes.values().sum();
        self.report.stopped |= ended < self.report.found;
        self.library.end_run(
            number,
            &RunEnd {
                found: self.report.found,
                records: self.report.records,
                outcomes: self.report.outcomes.clone(),
                stopped: self.report.stopped,
            },
        )?;
        self.report.activities = self.library.activities_since(self.last_record)?;
        Ok(self.report)
    }
}
