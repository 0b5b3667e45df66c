//! `almoner ingest`: files and folders into the library.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use almoner_ingest::{
    Check, Choice, FailedBefore, Only, Options, Passed, Progress, Report, Vanished, Walk, ingest,
    known_files, walk,
};
use almoner_library::Library;
use almoner_record::Outcome;
use anyhow::Context;
use indicatif::{ProgressBar, ProgressState, ProgressStyle};

use crate::limits::Limits;
use crate::read::{self, Reader, extractor};
use crate::report::{FileErrors, complain};
use crate::style::{self, counted, duration, grouped};
use crate::{Exit, Globals, planned};

/// What `ingest` is asked.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  almoner ingest documents/\n  almoner --library health ingest a.txt b.txt \
    reports/\n  almoner ingest documents/ --dry-run\n  almoner ingest documents/ --prune\n  almoner ingest --only \
    failed,outdated --timeout 300"
)]
pub(crate) struct Arguments {
    /// Documents, archives and folders of documents. Hidden files in folders are left out. With --only: all files that the
    /// library knows, if none is given.
    #[arg(value_name = "PATH", required_unless_present = "only")]
    paths: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) how: How,

    /// Say what would be done, and do nothing.
    #[arg(long)]
    dry_run: bool,

    #[command(flatten)]
    pub(crate) limits: Limits,
}

/// How files are chosen, and what becomes of those that went: for `ingest` and `watch`.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct How {
    /// Read files again that failed before and have not changed since.
    #[arg(long)]
    retry_failed: bool,

    /// Read just these, known or not, and open no others: failed, outdated (by another version or other layouts), new,
    /// an outcome (timeout, needs-ocr …), a format (pdf, html, docx, md, txt).
    #[arg(long, value_name = "KIND,…", value_delimiter = ',', value_parser = only)]
    only: Vec<Only>,

    /// Compare the bytes of files whose size and time are as before, too.
    #[arg(long)]
    verify: bool,

    /// Take out what files gave that are not there any more. `almoner history` still shows it.
    #[arg(long)]
    prune: bool,

    /// Wait while another process writes to the library, so many seconds at most.
    #[arg(long, value_name = "SECONDS", num_args = 0..=1, require_equals = true, default_missing_value = "86400")]
    wait: Option<u64>,
}

fn only(word: &str) -> Result<Only, String> {
    Only::from_word(word).ok_or_else(|| {
        let words = Only::WORDS.into_iter().chain(Outcome::ALL.into_iter().map(Outcome::word));
        format!("there are {}", words.collect::<Vec<_>>().join(", "))
    })
}

impl How {
    /// As the library's own terms.
    pub(crate) fn options(&self, limits: &Limits, globals: &Globals) -> anyhow::Result<Options> {
        Ok(Options {
            pool: limits.pool(globals)?,
            choice: Choice {
                extractor: extractor(globals, limits)?,
                failed: if self.retry_failed { FailedBefore::Retry } else { FailedBefore::Leave },
                check: if self.verify { Check::Content } else { Check::Time },
                only: self.only.clone(),
            },
            vanished: if self.prune { Vanished::Prune } else { Vanished::Keep },
        })
    }

    /// The library, open for writing, its dollars by the newest rates; after a while where another process has it.
    pub(crate) fn library(&self, globals: &Globals) -> anyhow::Result<Library> {
        let mut library = read::to_write_after(globals, Duration::from_secs(self.wait.unwrap_or_default()))?;
        renew_dollars(&mut library, globals)?;
        Ok(library)
    }
}

/// Reads what the library does not know yet and says what happened.
pub(crate) fn run(arguments: Arguments, globals: &Globals) -> anyhow::Result<Exit> {
    let begun = Instant::now();
    let Arguments { paths, how, dry_run, limits } = arguments;
    // What is wrong with layouts or rates is told here, once, and not by each worker.
    Reader::new(globals, &limits)?;
    let options = how.options(&limits, globals)?;
    let found = match paths.as_slice() {
        [] => known_files(&Library::open(&globals.library)?)?,
        paths => walk(paths, &globals.library),
    };
    let missing = tell_passed(&found.passed, globals);
    if dry_run {
        let missing = missing + planned::tell(&found, &options, globals)?;
        return Ok(if missing > 0 { Exit::SomeFailed } else { Exit::Ok });
    }
    if found.roots().next().is_none() {
        return if missing > 0 { Ok(Exit::Failed) } else { Err(nothing(&paths)) };
    }
    // A library is made for documents, not for nothing.
    if !globals.library.join("library.sqlite").is_file() && found.files().all(|file| file.is_err()) {
        let passed: Vec<Passed> = found.files().filter_map(Result::err).collect();
        let missing = missing + tell_passed(&passed, globals);
        return if missing > 0 { Ok(Exit::Failed) } else { Err(nothing(&paths)) };
    }
    let stop = stop_on_ctrl_c("stopping after the files under way; Ctrl-C again stops now")?;
    let mut library = how.library(globals)?;
    let report = show(&found, &mut library, &options, &stop, globals)?;
    let missing = missing + tell_passed(&report.passed, globals);
    if report.found == 0 && report.vanished == 0 && report.not_asked == 0 {
        return if missing > 0 { Ok(Exit::Failed) } else { Err(nothing(&paths)) };
    }
    if !globals.quiet {
        for line in summary(&report, options.vanished, &duration(begun.elapsed())) {
            style::line(format_args!("{line}"))?;
        }
    }
    Ok(exit(&report, missing))
}

/// Ingests, with a bar on the terminal.
pub(crate) fn show(
    found: &Walk,
    library: &mut Library,
    options: &Options,
    stop: &AtomicBool,
    globals: &Globals,
) -> anyhow::Result<Report> {
    let mut screen = Screen::new(globals);
    let report = ingest(found, library, options, stop, &mut |progress| screen.show(&progress));
    screen.end();
    Ok(report?)
}

/// Amounts are kept in dollars of the newest rates, whatever was ingested when.
fn renew_dollars(library: &mut Library, globals: &Globals) -> anyhow::Result<()> {
    if let Some(records) = library.renew_dollars()?.filter(|records| *records > 0 && !globals.quiet) {
        let records = counted(records as u64, "record", "records");
        style::note(format_args!("newer exchange rates: the US dollars of {records} are renewed"));
    }
    Ok(())
}

/// Tells what is not read; how much of it may be documents.
pub(crate) fn tell_passed(passed: &[Passed], globals: &Globals) -> u64 {
    let mut failures = 0;
    let mut errors = FileErrors::default();
    for passed in passed {
        failures += u64::from(passed.why.is_failure());
        if passed.why.is_failure() || !globals.quiet {
            errors.tell(&passed.path, &passed.why.to_string(), passed.why.hint());
        }
    }
    failures
}

/// The complaint that there is nothing to read at `paths`.
pub(crate) fn nothing(paths: &[PathBuf]) -> anyhow::Error {
    let names: Vec<_> = paths.iter().map(|path| path.to_string_lossy()).collect();
    let what = format!("{}: there is no document in it", names.join(", "));
    complain(Exit::Failed, what, "give files, or a folder with files; hidden files are left out")
}

/// True from the first Ctrl-C on; the second one ends the process.
pub(crate) fn stop_on_ctrl_c(words: &'static str) -> anyhow::Result<Arc<AtomicBool>> {
    let stop = Arc::new(AtomicBool::new(false));
    let asked = stop.clone();
    ctrlc::set_handler(move || {
        if asked.swap(true, Ordering::Relaxed) {
            std::process::exit(Exit::Interrupted as i32);
        }
        style::note(format_args!("{words}"));
    })
    .context("cannot watch for Ctrl-C")?;
    Ok(stop)
}

/// What a person sees meanwhile: failures at once, and on a terminal a bar.
struct Screen {
    bar: ProgressBar,
    ok: u64,
    others: u64,
    failed: u64,
    errors: FileErrors,
}

impl Screen {
    fn new(globals: &Globals) -> Screen {
        let bar = if globals.quiet { ProgressBar::hidden() } else { ProgressBar::no_length() };
        // A big folder takes a while to list: something is seen at once.
        bar.set_style(ProgressStyle::default_spinner());
        bar.set_message("looking for documents");
        bar.enable_steady_tick(Duration::from_millis(250));
        Screen { bar, ok: 0, others: 0, failed: 0, errors: FileErrors::default() }
    }

    fn end(&mut self) {
        self.bar.finish_and_clear();
        self.errors.end();
    }

    fn show(&mut self, progress: &Progress<'_>) {
        match progress {
            Progress::More { files } => {
                if self.bar.length().is_none() {
                    self.bar.set_style(bar_style());
                    self.bar.set_length(0);
                }
                self.bar.inc_length(*files);
            }
            Progress::File { path, outcome, failure } => {
                match outcome {
                    Outcome::Ok => self.ok += 1,
                    outcome if outcome.is_failure() => self.failed += 1,
                    _ => self.others += 1,
                }
                if let Some(failure) = failure {
                    let cut = if *outcome == Outcome::Partial { "cut short: " } else { "" };
                    let what = format!("{cut}{}", failure.reason);
                    self.bar.suspend(|| self.errors.tell(path, &what, &failure.hint));
                }
                self.bar.set_message(format!(
                    "{} ok, {} other, {} failed",
                    grouped(self.ok),
                    grouped(self.others),
                    grouped(self.failed)
                ));
                self.bar.inc(1);
            }
            Progress::Index => {
                self.bar.set_style(ProgressStyle::default_spinner());
                self.bar.set_message("bringing the index up to date");
                self.bar.tick();
            }
        }
    }
}

/// Counts, rate and time left.
fn bar_style() -> ProgressStyle {
    let form = "{bar:24} {human_pos}/{human_len}  {msg}  {rate}, {eta} left";
    ProgressStyle::with_template(form).unwrap_or_else(|_| ProgressStyle::default_bar()).with_key(
        "rate",
        |state: &ProgressState, out: &mut dyn std::fmt::Write| {
            let _ = write!(out, "{:.0} files/s", state.per_sec());
        },
    )
}

/// What became of documents that are not there any more.
pub(crate) fn vanished_line(count: u64, vanished: Vanished) -> String {
    let gone = counted(count, "document is", "documents are");
    let who = if count == 1 { "it" } else { "they" };
    match vanished {
        Vanished::Keep => format!("{gone} not there any more; `--prune` takes out what {who} gave"),
        Vanished::Prune => format!("{gone} not there any more; what {who} gave is taken out"),
    }
}

/// What happened, the last line in the form of
/// `12 documents: 10 ok, 1 no-activity, 1 damaged; 14 records of 13 activities; 0.8 s`.
pub(crate) fn summary(report: &Report, vanished: Vanished, time: &str) -> Vec<String> {
    let mut lines = Vec::new();
    if report.vanished > 0 {
        lines.push(vanished_line(report.vanished, vanished));
    }
    if report.not_asked > 0 {
        lines.push(format!("{} left alone", counted(report.not_asked, "other file", "other files")));
    }
    if report.failed_before > 0 {
        let failed = counted(report.failed_before, "unchanged document", "unchanged documents");
        lines.push(format!("{failed} failed before; `--retry-failed` reads them again"));
    }
    let outcomes: Vec<String> = Outcome::ALL
        .into_iter()
        .filter_map(|outcome| {
            report.outcomes.get(&outcome).map(|count| format!("{} {outcome}", grouped(*count)))
        })
        .collect();
    let ended: u64 = report.outcomes.values().sum();
    let unread = match report.found - ended {
        0 => String::new(),
        unread => format!(", {} not read yet", grouped(unread)),
    };
    let all_known = ended == report.outcomes.get(&Outcome::Unchanged).copied().unwrap_or_default();
    let gain = if all_known {
        "nothing to do".to_owned()
    } else {
        let records = counted(report.records, "record", "records");
        format!("{records} of {}", counted(report.activities, "activity", "activities"))
    };
    let documents = counted(report.found, "document", "documents");
    let colon = if outcomes.is_empty() { "" } else { ": " };
    lines.push(format!("{documents}{colon}{}{unread}; {gain}; {time}", outcomes.join(", ")));
    lines
}

fn exit(report: &Report, missing: u64) -> Exit {
    let failed = report.failures() + missing;
    match () {
        () if report.stopped => Exit::Interrupted,
        () if failed == 0 => Exit::Ok,
        () if failed == report.found + missing => Exit::Failed,
        () => Exit::SomeFailed,
    }
}
