//! `almoner ingest`: files and folders into the library.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use almoner_ingest::{FailedBefore, Options, Progress, Report, Walk, ingest, walk};
use almoner_library::Library;
use almoner_record::Outcome;
use anyhow::Context;
use indicatif::{ProgressBar, ProgressState, ProgressStyle};

use crate::limits::Limits;
use crate::read::{Reader, extractor};
use crate::report::{FileErrors, complain};
use crate::style::{self, counted, duration, grouped};
use crate::{Exit, Globals};

/// What `ingest` is asked.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  almoner ingest documents/\n  almoner --library health ingest a.txt b.txt \
    reports/\n  almoner ingest documents/ --retry-failed --timeout 300"
)]
pub(crate) struct Arguments {
    /// Documents, archives and folders of documents. Hidden files in folders are left out.
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,

    /// Read files again that failed before and have not changed since.
    #[arg(long)]
    retry_failed: bool,

    #[command(flatten)]
    limits: Limits,
}

/// Reads what the library does not know yet and says what happened.
pub(crate) fn run(arguments: Arguments, globals: &Globals) -> anyhow::Result<Exit> {
    let begun = Instant::now();
    let Arguments { paths, retry_failed, limits } = arguments;
    // What is wrong with layouts or rates is told here, once, and not by each worker.
    Reader::new(globals, &limits)?;
    let options = Options {
        pool: limits.pool(globals)?,
        extractor: extractor(globals, &limits)?,
        failed: if retry_failed { FailedBefore::Retry } else { FailedBefore::Leave },
    };
    let mut screen = Screen::new(globals);
    let found = walk(&paths, &globals.library);
    screen.end();
    let missing = tell_passed(&found, globals);
    if found.files.is_empty() {
        return if missing > 0 { Ok(Exit::Failed) } else { Err(nothing(&paths)) };
    }
    let stop = stop_on_ctrl_c()?;
    let mut library = Library::open_for_writing(&globals.library)?;
    let mut screen = Screen::new(globals);
    let report = ingest(&found, &mut library, &options, &stop, &mut |progress| screen.show(&progress));
    screen.end();
    let report = report?;
    if !globals.quiet {
        for line in summary(&report, &duration(begun.elapsed())) {
            style::line(format_args!("{line}"))?;
        }
    }
    Ok(exit(&report, missing))
}

/// Tells what is not read; how much of it may be documents.
pub(crate) fn tell_passed(found: &Walk, globals: &Globals) -> u64 {
    let mut failures = 0;
    let mut errors = FileErrors::default();
    for passed in &found.passed {
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
fn stop_on_ctrl_c() -> anyhow::Result<Arc<AtomicBool>> {
    let stop = Arc::new(AtomicBool::new(false));
    let asked = stop.clone();
    ctrlc::set_handler(move || {
        if asked.swap(true, Ordering::Relaxed) {
            std::process::exit(Exit::Interrupted as i32);
        }
        style::note(format_args!("stopping after the files under way; Ctrl-C again stops now"));
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
            Progress::Begin { files } => {
                self.bar.set_style(bar_style());
                self.bar.set_length(*files);
            }
            Progress::Inside { files } => self.bar.inc_length(*files),
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

/// What happened, the last line in the form of
/// `12 documents: 10 ok, 1 no-activity, 1 damaged; 14 records of 13 activities; 0.8 s`.
fn summary(report: &Report, time: &str) -> Vec<String> {
    let mut lines = Vec::new();
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
    let all_known = report.outcomes.get(&Outcome::Unchanged) == Some(&report.found);
    let gain = if all_known {
        "nothing to do".to_owned()
    } else {
        let records = counted(report.records, "record", "records");
        format!("{records} of {}", counted(report.activities, "activity", "activities"))
    };
    let documents = counted(report.found, "document", "documents");
    lines.push(format!("{documents}: {}{unread}; {gain}; {time}", outcomes.join(", ")));
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
