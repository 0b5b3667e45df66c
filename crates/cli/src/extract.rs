//! `almoner extract`: documents to records, one a line.

use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use almoner_ingest::{Content, Done, Reading, is_archive, pool, read_files};
use almoner_record::{Extracted, Failure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::limits::Limits;
use crate::read::{Reader, Trial, bytes};
use crate::report::{FileErrors, complain};
use crate::style::{self, Safe};
use crate::{Exit, Globals, isolate, worker};

/// What `extract` is asked.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  almoner extract report.txt\n  almoner extract --pretty report.txt\n  \
    almoner extract in/*.txt > records.jsonl\n  curl -s URL | almoner extract -\n  \
    almoner extract --stdin --isolate < uris.jsonl > outcomes.jsonl\n\n\
    With --stdin --isolate each line of standard input names a document, {\"id\": …, \"uri\": \"a path or file://\"} or\n\
    {\"id\": …, \"bytes\": \"base64\", \"name\": \"a.pdf\"}, and gets one line back, in any order:\n\
    {\"id\": …, \"status\": \"ok\", \"extracted\": {…}} or {\"id\": …, \"status\": \"timeout\", \"reason\": …, \"hint\": …}.")]
pub(crate) struct Arguments {
    /// Documents, archives of documents; `-` is standard input.
    #[arg(value_name = "FILE", required_unless_present_any = ["worker", "stdin"])]
    files: Vec<PathBuf>,

    /// Indented, for a person.
    #[arg(long)]
    pretty: bool,

    /// The whole of each document, one a line: its text, its sections, its records.
    #[arg(long)]
    whole: bool,

    /// Read the documents that standard input names, a JSON object a line, until it ends.
    #[arg(long, requires = "isolate", conflicts_with_all = ["files", "pretty", "whole"])]
    stdin: bool,

    /// Write one outcome for each of these lines, whatever the documents do.
    #[arg(long, requires = "stdin")]
    isolate: bool,

    /// Read the files that are named on standard input, for the pool of another almoner.
    #[arg(long, hide = true)]
    worker: bool,

    #[command(flatten)]
    trial: Trial,

    #[command(flatten)]
    limits: Limits,
}

/// Prints the records of the files.
pub(crate) fn run(arguments: Arguments, globals: &Globals) -> anyhow::Result<Exit> {
    let Arguments { files, pretty, whole, stdin, isolate: _, worker, trial, limits } = arguments;
    if worker {
        return worker::run(&limits, globals, &trial);
    }
    if files.len() > 1 && files.iter().any(|file| file.as_os_str() == "-") {
        let hint = "give standard input or files, not both";
        return Err(complain(Exit::Usage, "`-` (standard input) stands beside other files", hint));
    }
    // What is wrong with a layout is told once, here, and not by each worker.
    Reader::new(globals, &limits)?;
    let options = limits.pool(globals)?;
    if stdin {
        return isolate::run(&options, &limits);
    }
    let mut printer =
        Printer { pretty, whole, quiet: globals.quiet, read: 0, failed: 0, errors: FileErrors::default() };
    let mut printed = Ok(());
    let print = |done: Done| {
        printed = printer.print(done);
        if printed.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    };
    if files.iter().any(|file| file.as_os_str() == "-") {
        let content = match bytes(io::stdin().lock(), limits.max_file_size) {
            Ok(bytes) => Content::Bytes { base64: STANDARD.encode(bytes), name: "-".to_owned() },
            Err(failure) => Content::Refused { failure, name: "-".to_owned() },
        };
        let (mut feed, pool) = pool(&options);
        feed.ask(content, String::new());
        drop(feed);
        pool.read(&options, &AtomicBool::new(false), print)?;
    } else {
        read_files(files.into_iter(), &options, &AtomicBool::new(false), print)?;
    }
    printed.map(|()| printer.exit())
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
    fn print(&mut self, done: Done) -> anyhow::Result<()> {
        let file = done.shown();
        match done.reading {
            Reading::Failed(failure) => {
                self.failed += u64::from(failure.status.is_failure());
                self.read += u64::from(!failure.status.is_failure());
                self.errors.tell(&file, &failure.reason, &failure.hint);
                Ok(())
            }
            Reading::Read(extracted, _, cut) => {
                self.read += 1;
                let archive = is_archive(&extracted, &done.enclosed);
                self.note(&file, &extracted, archive, cut.as_ref());
                if archive { Ok(()) } else { self.records(&extracted) }
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

    fn note(&mut self, file: &Path, extracted: &Extracted, archive: bool, cut: Option<&Failure>) {
        if self.quiet {
            return;
        }
        if let Some(cut) = cut {
            self.errors.tell(file, &format!("cut short: {}", cut.reason), &cut.hint);
        }
        if extracted.activities.is_empty() && !archive {
            self.errors.end();
            let file = Safe::path(file);
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
