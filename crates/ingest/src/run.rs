//! Files to readings to the library. Each file found ends in exactly one outcome.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use almoner_library::{Entry, Library, LibraryError, Source};
use almoner_record::{Extracted, Failure, Outcome};

use crate::pool::{PoolError, PoolOptions, Reading, read_files};
use crate::walk::{Found, Walk, ledger_path};

/// How to ingest.
#[derive(Debug, Clone)]
pub struct Options {
    /// The workers.
    pub pool: PoolOptions,
    /// All that decides what a document gives: version, layouts, rates. A file that another extractor read is read
    /// again.
    pub extractor: String,
    /// What to do with files that failed before and have not changed since.
    pub failed: FailedBefore,
}

/// What to do with files that failed before and have not changed since.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailedBefore {
    /// Leave them alone: they would fail again.
    Leave,
    /// Read them once more.
    Retry,
}

/// What a run tells while it goes on.
#[derive(Debug)]
pub enum Progress<'a> {
    /// So many files are to be read.
    Begin {
        /// How many.
        files: u64,
    },
    /// A file has its outcome.
    File {
        /// Its path, as a person would write it.
        path: &'a Path,
        /// How its reading ended.
        outcome: Outcome,
        /// Why it gave nothing.
        failure: Option<&'a Failure>,
    },
    /// All is read; the index is brought up to date.
    Index,
}

/// What a run did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Files found.
    pub found: u64,
    /// How many files ended how. They add up to `found`, unless the run was stopped.
    pub outcomes: BTreeMap<Outcome, u64>,
    /// How many of the unchanged ones failed before.
    pub failed_before: u64,
    /// Records put into the library.
    pub records: u64,
    /// Different activities among them.
    pub activities: u64,
    /// True when it was stopped before all files were read.
    pub stopped: bool,
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
    let files = run.leave_out_known(walk)?;
    watch(Progress::Begin { files: files.len() as u64 });
    let mut failed: Result<(), LibraryError> = Ok(());
    let paths = files.iter().map(|file| file.path.clone()).take_while(|_| !stop.load(Ordering::Relaxed));
    let pool = read_files(paths, &options.pool, |index, _, reading| {
        let Some(file) = files.get(index) else { return ControlFlow::Break(()) };
        match run.keep(file, reading) {
            Ok((outcome, failure)) => {
                watch(Progress::File { path: &walk.shown(file), outcome, failure: failure.as_ref() });
                ControlFlow::Continue(())
            }
            Err(error) => {
                failed = Err(error);
                ControlFlow::Break(())
            }
        }
    });
    failed?;
    watch(Progress::Index);
    let report = run.finish(walk.files.len() as u64)?;
    pool?;
    Ok(report)
}

/// A batch is put when it has so many files, so much text, or is so old: a kill costs no more than that.
const BATCH_FILES: usize = 256;
const BATCH_TEXT: usize = 64 << 20;
const BATCH_TIME: Duration = Duration::from_secs(3);
/// The index is brought up to date in between, so that a search finds something during a long run.
const FILES_AN_INDEX: u64 = 10_000;

struct Run<'a> {
    library: &'a mut Library,
    options: &'a Options,
    report: Report,
    batch: Vec<Entry>,
    batch_text: usize,
    batch_since: Instant,
    not_indexed: u64,
    contents: BTreeSet<String>,
    activities: BTreeSet<String>,
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
            contents: BTreeSet::new(),
            activities: BTreeSet::new(),
        }
    }

    /// The files that are to be read; the others are counted as unchanged.
    fn leave_out_known<'w>(&mut self, walk: &'w Walk) -> Result<Vec<&'w Found>, LibraryError> {
        let mut files = Vec::new();
        for file in &walk.files {
            let known = self.library.source(&ledger_path(&file.path))?;
            match known.filter(|source| self.is_unchanged(file, source)) {
                None => files.push(file),
                Some(source) => {
                    self.report.count(Outcome::Unchanged);
                    self.report.failed_before += u64::from(source.outcome.is_failure());
                }
            }
        }
        Ok(files)
    }

    fn is_unchanged(&self, file: &Found, source: &Source) -> bool {
        let failed = source.outcome.is_failure();
        // Permissions change without a trace in size or time.
        let again =
            failed && self.options.failed == FailedBefore::Retry || source.outcome == Outcome::Unreadable;
        !again
            && (source.size, source.mtime_ns) == (file.size, file.mtime_ns)
            && source.extractor == self.options.extractor
    }

    /// Takes up what a file gave, and puts the batch when it is time.
    fn keep(&mut self, file: &Found, reading: Reading) -> Result<(Outcome, Option<Failure>), LibraryError> {
        let path = ledger_path(&file.path);
        let mut source = Source {
            size: file.size,
            mtime_ns: file.mtime_ns,
            blake3: None,
            outcome: Outcome::Ok,
            reason: None,
            hint: None,
            extractor: self.options.extractor.clone(),
            path,
        };
        let mut kept = None;
        let mut told = None;
        match reading {
            Reading::Failed(failure) => {
                source.outcome = failure.status;
                source.reason = Some(failure.reason.clone());
                source.hint = Some(failure.hint.clone());
                told = Some(failure);
            }
            Reading::Read(extracted, outcome) => {
                let blake3 = extracted.document.blake3.clone();
                let duplicate = self.is_duplicate(&source.path, &blake3)?;
                source.outcome = if duplicate { Outcome::Duplicate } else { outcome };
                source.blake3 = Some(blake3);
                kept = (!duplicate).then_some(extracted);
            }
        }
        let outcome = source.outcome;
        self.take_up(source, kept);
        if self.batch.len() >= BATCH_FILES
            || self.batch_text >= BATCH_TEXT
            || self.batch_since.elapsed() >= BATCH_TIME
        {
            self.put()?;
        }
        Ok((outcome, told))
    }

    /// True when these bytes are known from another path: in this run, or from an earlier one.
    fn is_duplicate(&self, path: &str, blake3: &str) -> Result<bool, LibraryError> {
        if self.contents.contains(blake3) {
            return Ok(true);
        }
        if !self.library.document_known(blake3)? {
            return Ok(false);
        }
        let before = self.library.source(path)?.filter(|source| source.blake3.as_deref() == Some(blake3));
        // Known by this very path: read again because the file was touched or the extractor is another.
        Ok(before.is_none_or(|source| {
            source.outcome == Outcome::Duplicate && source.extractor == self.options.extractor
        }))
    }

    fn take_up(&mut self, source: Source, extracted: Option<Box<Extracted>>) {
        self.report.count(source.outcome);
        if let Some(extracted) = &extracted {
            self.contents.insert(extracted.document.blake3.clone());
            self.report.records += extracted.activities.len() as u64;
            self.activities.extend(extracted.activities.iter().map(|activity| activity.id.clone()));
            self.batch_text += extracted.text.len();
        }
        self.batch.push(Entry { source, extracted });
    }

    fn put(&mut self) -> Result<(), LibraryError> {
        self.library.put(&self.batch)?;
        self.not_indexed += self.batch.len() as u64;
        self.batch.clear();
        self.batch_text = 0;
        self.batch_since = Instant::now();
        if self.not_indexed >= FILES_AN_INDEX {
            self.library.index()?;
            self.not_indexed = 0;
        }
        Ok(())
    }

    fn finish(mut self, found: u64) -> Result<Report, LibraryError> {
        if !self.batch.is_empty() {
            self.put()?;
        }
        self.library.index()?;
        let ended: u64 = self.report.outcomes.values().sum();
        self.report.stopped = ended < found;
        self.report.found = found;
        self.report.activities = self.activities.len() as u64;
        Ok(self.report)
    }
}
