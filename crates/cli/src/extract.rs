//! `almoner extract`: documents to records, one a line.

use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use almoner_ingest::{Answer, Reading, read_files};
use almoner_record::{Extracted, Failure, Outcome};

use crate::limits::Limits;
use crate::read::{Reader, on_a_deep_stack};
use crate::report::{FileErrors, complain};
use crate::style::{self, Safe};
use crate::{Exit, Globals, worker};

/// What `extract` is asked.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  almoner extract report.txt\n  almoner extract --pretty report.txt\n  \
    almoner extract in/*.txt > records.jsonl\n  curl -s URL | almoner extract -")]
pub(crate) struct Arguments {
    /// Documents; `-` is standard input.
    #[arg(value_name = "FILE", required_unless_present = "worker")]
    files: Vec<PathBuf>,

    /// Indented, for a person.
    #[arg(long)]
    pretty: bool,

    /// The whole of each document, one a line: its text, its sections, its records.
    #[arg(long)]
    whole: bool,

    /// Read the files that are named on standard input, for the pool of another almoner.
    #[arg(long, hide = true)]
    worker: bool,

    #[command(flatten)]
    limits: Limits,
}

/// Prints the records of the files.
pub(crate) fn run(arguments: Arguments, globals: &Globals) -> anyhow::Result<Exit> {
    let Arguments { files, pretty, whole, worker, limits } = arguments;
    if worker {
        return worker::run(&limits, globals);
    }
    if files.len() > 1 && files.iter().any(|file| file.as_os_str() == "-") {
        let hint = "give standard input or files, not both";
        return Err(complain(Exit::Usage, "`-` (standard input) stands beside other files", hint));
    }
    // Also for several files: what is wrong with a layout is told once, here, and not by each worker.
    let reader = Reader::new(globals, &limits)?;
    let mut printer =
        Printer { pretty, whole, quiet: globals.quiet, read: 0, failed: 0, errors: FileErrors::default() };
    if let [file] = files.as_slice() {
        let answer = on_a_deep_stack(|| reader.answer(file))?;
        printer.print(file, reading(answer))?;
        return Ok(printer.exit());
    }
    let mut printed = Ok(());
    read_files(files.into_iter(), &limits.pool(globals)?, |_, file, reading| {
        printed = printer.print(&file, reading);
        if printed.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    printed.map(|()| printer.exit())
}

/// What this process read itself needs no proof.
fn reading(answer: Answer) -> Reading {
    let Answer { status, extracted, reason, hint } = answer;
    match extracted {
        Some(extracted) => Reading::Read(extracted, status),
        None => Reading::Failed(Failure {
            status,
            reason: reason.unwrap_or_default(),
            hint: hint.unwrap_or_default(),
        }),
    }
}

struct Printer {
    pretty: bool,
    whole: bool,
    quiet: bool,
    read: u64,
    failed: u64,
    errors: FileErrors,
}

impl Printer {
    fn print(&mut self, file: &Path, reading: Reading) -> anyhow::Result<()> {
        match reading {
            Reading::Failed(failure) => {
                self.failed += u64::from(failure.status.is_failure());
                self.read += u64::from(!failure.status.is_failure());
                self.errors.tell(file, &failure.reason, &failure.hint);
                Ok(())
            }
            Reading::Read(extracted, outcome) => {
                self.read += 1;
                self.note(file, &extracted, outcome);
                self.records(&extracted)
            }
        }
    }

    fn records(&self, extracted: &Extracted) -> anyhow::Result<()> {
        let mut out = style::stdout();
        if self.whole {
            writeln!(out, "{}", self.json(extracted)?)?;
            return Ok(());
        }
        for activity in &extracted.activities {
            writeln!(out, "{}", self.json(activity)?)?;
        }
        Ok(())
    }

    fn json(&self, value: &impl serde::Serialize) -> serde_json::Result<String> {
        if self.pretty { style::json_pretty(value) } else { style::json_line(value) }
    }

    fn note(&mut self, file: &Path, extracted: &Extracted, outcome: Outcome) {
        if self.quiet {
            return;
        }
        let file = Safe::path(file);
        if outcome == Outcome::Partial || extracted.activities.is_empty() {
            self.errors.end();
        }
        if outcome == Outcome::Partial {
            style::note(format_args!("{file}: a limit cut it short; what was read is printed"));
        }
        if extracted.activities.is_empty() {
            style::note(format_args!("{file}: no aid activity in it; `almoner explain {file}` says why"));
        }
    }

    fn exit(&self) -> Exit {
        match (self.failed, self.read) {
            (0, _) => Exit::Ok,
            (_, 0) => Exit::Failed,
            _ => Exit::SomeFailed,
        }
    }
}
