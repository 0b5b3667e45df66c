//! Files to readings to the library. Each file found ends in exactly one outcome.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use almoner_library::{Entry, Library, LibraryError, Source, Why};
use almoner_record::{Failure, Outcome};

use crate::pool::{Done, PoolError, PoolOptions, Reading, read_files};
use crate::protocol::is_archive;
use crate::walk::{Found, Walk, ledger_path, path_inside};

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
    /// So many documents more are to be read: a file holds them.
    Inside {
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
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Files found, and documents inside them. An archive counts as what is in it, as a folder does.
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
    run.first_record = run.library.last_record()?;
    let files = run.leave_out_known(walk)?;
    watch(Progress::Begin { files: files.len() as u64 });
    let mut failed: Result<(), LibraryError> = Ok(());
    let paths = files.iter().map(|file| file.path.clone());
    let pool = read_files(paths, &options.pool, stop, |done| {
        let file = usize::try_from(done.ask.number).ok().and_then(|number| files.get(number));
        let Some(file) = file else { return ControlFlow::Break(()) };
        match run.keep(walk, file, done, watch) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failed = Err(error);
                ControlFlow::Break(())
            }
        }
    });
    failed?;
    watch(Progress::Index);
    let report = run.finish()?;
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
    /// Records that this run puts have greater numbers.
    first_record: i64,
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
            contents: BTreeSet::new(),
            first_record: 0,
            open: None,
        }
    }

    /// The files that are to be read; the others, and what is inside them, are counted as unchanged.
    fn leave_out_known<'w>(&mut self, walk: &'w Walk) -> Result<Vec<&'w Found>, LibraryError> {
        let mut files = Vec::new();
        for file in &walk.files {
            let path = ledger_path(&file.path);
            let known = self.library.source(&path)?.filter(|source| self.is_unchanged(file, source));
            let Some(source) = known else {
                files.push(file);
                continue;
            };
            let inside = self.library.sources_inside(&path)?;
            if self.options.failed == FailedBefore::Retry
                && inside.iter().any(|part| part.outcome.is_failure())
            {
                files.push(file);
                continue;
            }
            let archive = !inside.is_empty() && !self.is_document(&source)?;
            for known in inside.iter().chain((!archive).then_some(&source)) {
                self.report.found += 1;
                self.report.count(Outcome::Unchanged);
                self.report.failed_before += u64::from(known.outcome.is_failure());
            }
        }
        self.report.found += files.len() as u64;
        Ok(files)
    }

    /// False for an archive that was opened: only what is in it is kept.
    fn is_document(&self, source: &Source) -> Result<bool, LibraryError> {
        match (&source.blake3, source.outcome) {
            (Some(blake3), Outcome::NoActivity) => self.library.document_known(blake3),
            _ => Ok(true),
        }
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
            watch(Progress::Inside { files: inside as u64 - u64::from(archive) });
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
            extractor: self.options.extractor.clone(),
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

    fn take_up(&mut self, entry: Entry) {
        self.report.count(entry.source.outcome);
        if let Some(extracted) = &entry.extracted {
            self.contents.insert(extracted.document.blake3.clone());
            self.report.records += extracted.activities.len() as u64;
            self.batch_text += extracted.text.len();
        }
        self.batch.push(entry);
    }

    fn put(&mut self) -> Result<(), LibraryError> {
        self.not_indexed += self.batch.len() as u64;
        self.library.put(std::mem::take(&mut self.batch))?;
        self.batch_text = 0;
        self.batch_since = Instant::now();
        if self.not_indexed >= FILES_AN_INDEX {
            self.library.index()?;
            self.not_indexed = 0;
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Report, LibraryError> {
        if !self.batch.is_empty() {
            self.put()?;
        }
        self.library.index()?;
        let ended: u64 = self.report.outcomes.values().sum();
        self.report.stopped = ended < self.report.found;
        self.report.activities = self.library.activities_since(self.first_record)?;
        Ok(self.report)
    }
}
