//! `almoner remove`: takes out what files gave. `almoner compact`: gives back room.

use std::path::Path;

use almoner_ingest::ledger_path_of;
use almoner_library::{Library, Shown, Why};

use crate::report::complain;
use crate::status::bytes;
use crate::style::{self, Safe, counted};
use crate::{Exit, Globals, read};

/// What `remove` is asked.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  almoner remove documents/old.pdf\n  almoner remove documents/2019/ --dry-run\n  \
    almoner remove CA-3-P005189001\n\n\
    The files themselves stay: the next `almoner ingest` of their folder reads them again."
)]
pub(crate) struct Arguments {
    /// Files and folders as the library knows them, or whole ids of activities, whose documents go.
    #[arg(value_name = "PATH|ID", required = true)]
    what: Vec<String>,

    /// Say what would be taken out, and do nothing.
    #[arg(long)]
    dry_run: bool,
}

/// Takes it out of the library, its history too.
pub(crate) fn run(arguments: Arguments, globals: &Globals) -> anyhow::Result<Exit> {
    let library = Library::open(&globals.library)?;
    let mut paths = Vec::new();
    for what in &arguments.what {
        paths.extend(paths_of(&library, what)?);
    }
    paths.sort();
    paths.dedup();
    drop(library);
    let count = counted(paths.len() as u64, "document", "documents");
    if !arguments.dry_run {
        let mut library = read::to_write(globals)?;
        library.forget(&paths, Why::Removed)?;
        library.index()?;
    }
    for path in &paths {
        style::line(format_args!("{}", Safe::line(path)))?;
    }
    if !globals.quiet {
        let done =
            if arguments.dry_run { "would be taken out" } else { "taken out; the files themselves stay" };
        style::note(format_args!("{count} {done}"));
    }
    Ok(Exit::Ok)
}

fn paths_of(library: &Library, what: &str) -> anyhow::Result<Vec<String>> {
    if what.trim().is_empty() {
        return Err(complain(
            Exit::Usage,
            "a path is empty",
            "name the files, folders or ids that are to be taken out",
        ));
    }
    let paths = library.paths_below(&ledger_path_of(Path::new(what)))?;
    let named = library.paths_below(what)?;
    if let Some(found) = [paths, named].into_iter().find(|paths| !paths.is_empty()) {
        return Ok(found);
    }
    match library.get(what) {
        // Nothing is taken out by a guess: a part of an id is none.
        Ok(Shown::Activity(records)) if records.iter().any(|record| record.activity.id == what) => {
            Ok(records.into_iter().flat_map(|record| record.paths).collect())
        }
        Ok(Shown::Activity(records)) => {
            let whole = records.first().map_or("", |record| record.activity.id.as_str());
            Err(complain(
                Exit::Failed,
                format!("{what}: is no whole id"),
                format!("write `{whole}` if you mean that"),
            ))
        }
        Ok(Shown::Document(origin, _)) => Ok(library.paths_of(&origin.blake3)?),
        Err(error @ almoner_library::LibraryError::SeveralActivities { .. }) => Err(error.into()),
        Err(_) => {
            let what = format!("{what}: the library knows no such file, folder or activity");
            Err(complain(
                Exit::Failed,
                what,
                "`almoner search` prints ids; paths are those that were ingested",
            ))
        }
    }
}

/// Gives back the room of what is no more there.
pub(crate) fn compact(globals: &Globals) -> anyhow::Result<Exit> {
    Library::open(&globals.library)?;
    let (before, after) = read::to_write(globals)?.compact()?;
    if !globals.quiet {
        style::note(format_args!("{} now, {} before", bytes(after), bytes(before)));
    }
    Ok(Exit::Ok)
}
