//! `almoner watch`: ingests what is dropped into folders, until Ctrl-C.
//!
//! It looks at the folders every few seconds, which works on network shares too. A file is read when its size and time have
//! stayed the same for a while: it is written to no more, or was moved in. What was read is in the library's ledger, so a
//! restart goes on where it was.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use almoner_ingest::{Options, Walk, step, vanished, walk};
use almoner_library::{Library, LibraryError};

use crate::ingest::{How, show, stop_on_ctrl_c, summary, tell_passed};
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
    let mut found = walk(&folders, &globals.library);
    if tell_passed(&found, globals) > 0 && found.roots().next().is_none() {
        return Ok(Exit::Failed);
    }
    drop(how.library(globals)?);
    let stop = stop_on_ctrl_c("stopping; Ctrl-C again stops now")?;
    if !globals.quiet {
        let names: Vec<String> = folders.iter().map(|folder| Safe::path(folder).to_string()).collect();
        style::line(format_args!("watching {}; Ctrl-C stops", names.join(", ")))?;
    }
    let mut watched = Watched { still: Duration::from_secs(still), seen: HashMap::new() };
    loop {
        let ready = watched.ready(&mut found);
        if !stop.load(Ordering::Relaxed) {
            take_in(&mut watched, found, ready, &how, &options, &stop, globals)?;
        }
        let until = Instant::now() + Duration::from_secs(every);
        while Instant::now() < until && !stop.load(Ordering::Relaxed) {
            std::thread::sleep(Duration::from_millis(50));
        }
        if stop.load(Ordering::Relaxed) {
            return Ok(Exit::Interrupted);
        }
        found = walk(&folders, &globals.library);
    }
}

/// What is known of the files of the folders.
struct Watched {
    still: Duration,
    seen: HashMap<PathBuf, Seen>,
}

struct Seen {
    size: u64,
    mtime_ns: i64,
    since: Instant,
    done: bool,
}

impl Watched {
    /// Leaves in `found` the files that have stayed the same for long enough and were not taken in since.
    fn ready(&mut self, found: &mut Walk) -> bool {
        let now = Instant::now();
        self.seen.retain(|path, _| found.files.binary_search_by(|file| file.path.cmp(path)).is_ok());
        found.files.retain(|file| {
            let seen = self.seen.entry(file.path.clone()).or_insert_with(|| Seen {
                size: file.size,
                mtime_ns: file.mtime_ns,
                since: now,
                done: false,
            });
            if (seen.size, seen.mtime_ns) != (file.size, file.mtime_ns) {
                *seen = Seen { size: file.size, mtime_ns: file.mtime_ns, since: now, done: false };
            }
            !seen.done && now.duration_since(seen.since) >= self.still
        });
        !found.files.is_empty()
    }

    fn done(&mut self, found: &Walk) {
        for file in &found.files {
            if let Some(seen) = self.seen.get_mut(&file.path) {
                seen.done = true;
            }
        }
    }
}

/// Takes in what is ready. While another process writes to the library it is left for the next look.
fn take_in(
    watched: &mut Watched,
    found: Walk,
    ready: bool,
    how: &How,
    options: &Options,
    stop: &AtomicBool,
    globals: &Globals,
) -> anyhow::Result<()> {
    let begun = Instant::now();
    {
        let library = Library::open(&globals.library)?;
        let mut news = false;
        for file in &found.files {
            news |= step(&library, &options.choice, file)?.0.is_read();
        }
        let gone =
            options.vanished == almoner_ingest::Vanished::Prune && !vanished(&library, &found)?.is_empty();
        if !news && !gone {
            if ready {
                watched.done(&found);
            }
            return Ok(());
        }
    }
    let mut library = match how.library(globals) {
        Err(error) if matches!(error.downcast_ref(), Some(LibraryError::Locked { .. })) => {
            style::note(format_args!("{error}; trying again"));
            return Ok(());
        }
        opened => opened?,
    };
    let report = show(&found, &mut library, options, stop, globals)?;
    watched.done(&found);
    if !globals.quiet {
        for line in summary(&report, options.vanished, &duration(begun.elapsed())) {
            style::line(format_args!("{line}"))?;
        }
    }
    Ok(())
}
