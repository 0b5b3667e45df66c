//! `almoner export`: records as they are kept, all of them, in a stable order.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use almoner_library::{Library, Query};

use crate::asked::Asked;
use crate::output::to_file;
use crate::style::{self, Safe};
use crate::{Exit, Globals, open};

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
    let library = open::library(globals)?;
    match arguments.output.as_deref().filter(|path| *path != Path::new("-")) {
        None => {
            write(&library, &query, style::stdout())?;
        }
        Some(path) => {
            let count = to_file(path, |file| write(&library, &query, file))?;
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
