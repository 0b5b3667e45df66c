//! `almoner watch`: ingests what is dropped into folders, until Ctrl-C.
//!
//! It looks at the folders every few seconds, which works on network shares too. A file is read when its size and time have
//! stayed the same for a while: it is written to no more, or was moved in. What was read is in the library's ledger, so a
//! restart goes on where it was.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use almoner_ingest::{Options, Plan, Vanished, Walk, count_documents, walk};
use almoner_library::{Library, LibraryError, Why};

use crate::ingest::{How, show, stop_on_ctrl_c, summary, tell_passed, vanished_line};
use crate::limits::Limits;
use crate::read::Reader;
use crate::style::{self, Safe, duration};
use crate::{Exit, Globals};

/// What `watch` is asked.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  almoner watch inbox/\n  almoner watch inbox/ --every 30 --still 60 --prune\n\n\
    A file that fails is told and left where it is."
)]
pub(crate) struct Arguments {
    /// Folders to watch.
    #[arg(value_name = "DIR", required = true)]
    folders: Vec<PathBuf>,

    /// Seconds between two looks at the folders.
    #[arg(long, value_name = "SECONDS", default_value = "2", value_parser = clap::value_parser!(u64).range(1..=86_400))]
    every: u64,

    /// Seconds that a file must stay the same before it is read.
    #[arg(long, value_name = "SECONDS", default_value = "5", value_parser = clap::value_parser!(u64).range(0..=86_400))]
    still: u64,

    #[command(flatten)]
    how: How,

    #[command(flatten)]
    limits: Limits,
}

/// Watches until it is stopped.
pub(crate) fn run(arguments: Arguments, globals: &Globals) -> anyhow::Result<Exit> {
    let Arguments { folders, every, still, how, limits } = arguments;
    Reader::new(globals, &limits)?;
    let options = how.options(&limits, globals)?;
    // A folder that is not there is told at once, a library that cannot be written to as well.
    let found = walk(&folders, &globals.library);
    if tell_passed(&found.passed, globals) > 0 && found.roots().next().is_none() {
        return Ok(Exit::Failed);
    }
    drop(how.library(globals)?);
    let stop = stop_on_ctrl_c("stopping; Ctrl-C again stops now")?;
    if !globals.quiet {
        let names: Vec<String> = folders.iter().map(|folder| Safe::path(folder).to_string()).collect();
        style::line(format_args!("watching {}; Ctrl-C stops", names.join(", ")))?;
    }
    let mut watch = Watch {
        how: &how,
        options: &options,
        globals,
        still: Duration::from_secs(still),
        seen: HashMap::new(),
        fewer: true,
    };
    while !stop.load(Ordering::Relaxed) {
        watch.look(&walk(&folders, &globals.library), &stop)?;
        let until = Instant::now() + Duration::from_secs(every);
        while Instant::now() < until && !stop.load(Ordering::Relaxed) {
            std::thread::sleep(Duration::from_millis(50));
        }
    }
    Ok(Exit::Interrupted)
}

/// What is known of the files of the folders.
struct Watch<'a> {
    how: &'a How,
    options: &'a Options,
    globals: &'a Globals,
    still: Duration,
    seen: HashMap<PathBuf, Seen>,
    /// Files went since the last look at the ledger, or may have gone before the first.
    fewer: bool,
}

struct Seen {
    size: u64,
    mtime_ns: i64,
    since: Instant,
    done: bool,
    here: bool,
}

impl Watch<'_> {
    /// Takes in what is ready, and takes out what went, if anything of it is news to the library. While another process
    /// writes to that, it is left for the next look.
    fn look(&mut self, found: &Walk, stop: &AtomicBool) -> anyhow::Result<()> {
        let ready = self.ready(found);
        let prunes = self.options.vanished == Vanished::Prune && self.fewer;
        if ready.is_empty() && !prunes {
            return Ok(());
        }
        let gone = if prunes { self.plan(found)?.1 } else { Vec::new() };
        let files = walk(&ready, &self.globals.library);
        let (news, _) = self.plan(&files)?;
        if news || !gone.is_empty() {
            let mut library = match self.how.library(self.globals) {
                Err(error) if matches!(error.downcast_ref(), Some(LibraryError::Locked { .. })) => {
                    style::note(format_args!("{error}; trying again"));
                    return Ok(());
                }
                opened => opened?,
            };
            self.take_out(&mut library, &gone)?;
            if news {
                self.take_in(&mut library, &files, stop)?;
            }
        }
        self.fewer &= !prunes;
        for path in ready {
            self.seen.entry(path).and_modify(|seen| seen.done = true);
        }
        Ok(())
    }

    /// The files that have stayed the same for long enough and were not taken in since.
    fn ready(&mut self, found: &Walk) -> Vec<PathBuf> {
        let now = Instant::now();
        self.seen.values_mut().for_each(|seen| seen.here = false);
        let mut ready = Vec::new();
        for file in found.files().flatten() {
            let fresh =
                || Seen { size: file.size, mtime_ns: file.mtime_ns, since: now, done: false, here: true };
            let seen = self.seen.entry(file.path.clone()).or_insert_with(fresh);
            if (seen.size, seen.mtime_ns) != (file.size, file.mtime_ns) {
                *seen = fresh();
            }
            seen.here = true;
            if !seen.done && now.duration_since(seen.since) >= self.still {
                ready.push(file.path);
            }
        }
        let before = self.seen.len();
        self.seen.retain(|_, seen| seen.here);
        self.fewer |= self.seen.len() < before;
        ready
    }

    /// Whether any of the files is to be read, and what the library knows in the folders that is not there any more.
    fn plan(&self, files: &Walk) -> anyhow::Result<(bool, Vec<String>)> {
        let library = Library::open(&self.globals.library)?;
        let mut plan = Plan::new(files, Some(library), &self.options.choice);
        let mut news = false;
        for planned in &mut plan {
            news |= planned?.step.is_read();
        }
        Ok((news, plan.end().vanished))
    }

    fn take_out(&self, library: &mut Library, gone: &[String]) -> anyhow::Result<()> {
        let count = count_documents(library, gone)?;
        if count > 0 {
            library.forget(gone, Why::Vanished)?;
            library.index()?;
            if !self.globals.quiet {
                style::line(format_args!("{}", vanished_line(count, self.options.vanished)))?;
            }
        }
        Ok(())
    }

    fn take_in(&self, library: &mut Library, files: &Walk, stop: &AtomicBool) -> anyhow::Result<()> {
        let begun = Instant::now();
        let report = show(files, library, self.options, stop, self.globals)?;
        if !self.globals.quiet {
            for line in summary(&report, self.options.vanished, &duration(begun.elapsed())) {
                style::line(format_args!("{line}"))?;
            }
        }
        Ok(())
    }
}
