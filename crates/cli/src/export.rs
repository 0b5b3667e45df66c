//! `almoner export`: records as they are kept, all of them, in a stable order.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use almoner_library::{Library, Query};
use anyhow::{Context, bail};

use crate::asked::Asked;
use crate::report::complain;
use crate::style::{self, Safe};
use crate::{Exit, Globals};

/// What `export` is asked.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  almoner export -o records.jsonl\n  \
    almoner export country:HT --min-usd 1M -o haiti.jsonl\n  \
    almoner export | head -3\n\n\
    Every record of each activity found is written, by id and then by document; `almoner schema` prints the JSON Schema\n\
    of a line. A file is written whole or not at all.")]
pub(crate) struct Arguments {
    #[command(flatten)]
    asked: Asked,
    /// JSON Lines: one record a line.
    #[arg(long, value_name = "FORM", default_value = "jsonl")]
    format: Format,
    /// The file to write; standard output if not given.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// JSON Lines.
    Jsonl,
}

/// Writes the records of what the query finds.
pub(crate) fn run(arguments: Arguments, globals: &Globals) -> anyhow::Result<Exit> {
    let Format::Jsonl = arguments.format;
    let query = arguments.asked.query(globals)?;
    let library = Library::open(&globals.library)?;
    match arguments.output.as_deref().filter(|path| *path != Path::new("-")) {
        None => {
            write(&library, &query, style::stdout())?;
        }
        Some(path) => {
            let count = to_file(&library, &query, path)?;
            if !globals.quiet {
                let records = style::counted(count, "record", "records");
                style::note(format_args!("{records} in {}", Safe::path(path)));
            }
        }
    }
    Ok(Exit::Ok)
}

/// Writes a line a record and says how many.
fn write(library: &Library, query: &Query, out: impl Write) -> anyhow::Result<u64> {
    let mut out = BufWriter::new(out);
    let count = library.export(query, |record| -> anyhow::Result<()> {
        Ok(writeln!(out, "{}", style::harmless(record))?)
    })?;
    out.flush()?;
    Ok(count)
}

/// The file whole or not at all: a new one beside it takes its place when all of it is on the disk. What is no plain
/// file (`/dev/stdout`, a pipe) cannot be replaced and is written to.
fn to_file(library: &Library, query: &Query, path: &Path) -> anyhow::Result<u64> {
    let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let told = || Safe::path(path).to_string();
    if place.is_dir() {
        let hint = "-o takes the file to write, such as records.jsonl in that folder";
        bail!(complain(Exit::Disk, format!("{}: is a folder", path.display()), hint));
    }
    if place.exists() && !place.is_file() {
        let file = File::options().write(true).open(&place).with_context(told)?;
        return write(library, query, file).with_context(told);
    }
    let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        let what = format!("{}: there is no folder {}", path.display(), folder.display());
        bail!(complain(Exit::Disk, what, "make the folder first, or give another file with -o"));
    }
    let fresh = tempfile::Builder::new()
        .prefix(".almoner-export-")
        .permissions(fs::Permissions::from_mode(0o666))
        .tempfile_in(folder)
        .map_err(io_of)
        .with_context(told)?;
    let count = write(library, query, fresh.as_file()).with_context(told)?;
    fresh.as_file().sync_all().with_context(told)?;
    fresh.persist(&place).map_err(|error| error.error).with_context(told)?;
    File::open(folder).and_then(|folder| folder.sync_all()).with_context(told)?;
    Ok(count)
}

/// The error without the name of the new file, which nobody asked for.
fn io_of(error: io::Error) -> io::Error {
    match error.raw_os_error() {
        Some(code) => io::Error::from_raw_os_error(code),
        None => io::Error::from(error.kind()),
    }
}
