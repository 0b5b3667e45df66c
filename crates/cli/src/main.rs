//! The command `almoner`: arguments in, words and exit codes out.
//!
//! Each subcommand is a file with `Arguments` and `run`. Errors travel up as `anyhow::Error` and become words and an
//! exit code in report.rs alone; all text goes out through style.rs.

mod asked;
mod card;
mod compare;
mod correct;
mod corrections;
mod doctor;
mod evaluate;
mod explain;
mod export;
mod extract;
mod facets;
mod failures;
#[cfg(debug_assertions)]
mod faults;
mod history;
mod ingest;
mod isolate;
mod layouts;
mod limits;
mod mark;
mod ocr;
mod open;
mod output;
mod planned;
mod rate;
mod read;
mod remove;
mod report;
mod schema;
mod search;
mod show;
mod status;
mod style;
mod table;
mod tally;
mod text;
mod watch;
mod worker;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{Parser, Subcommand};

/// Turns documents about aid activities into activity records with evidence, keeps them in a library, and finds them.
#[derive(Parser)]
#[command(name = "almoner", version, propagate_version = false, max_term_width = 100)]
#[command(
    after_help = "Exit codes: 0 ok, 1 failed, 2 usage or query, 3 done but some files failed, 4 disk or \
    permission,\n10 no library or of another version, 11 locked by another, 130 stopped by Ctrl-C, 101 a bug."
)]
struct Cli {
    #[command(flatten)]
    globals: Globals,
    #[command(subcommand)]
    command: Command,
}

/// What every subcommand knows.
#[derive(clap::Args)]
pub(crate) struct Globals {
    /// The library's folder.
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = "ALMONER_LIBRARY",
        default_value = "almoner-library"
    )]
    #[arg(hide_env_values = true)]
    pub(crate) library: PathBuf,

    /// A folder of your own layouts, tried before the built-in ones.
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) layouts: Option<PathBuf>,

    /// A newer table of exchange rates than the built-in one.
    #[arg(long, global = true, value_name = "FILE.csv")]
    pub(crate) rates: Option<PathBuf>,

    /// Colours: on a terminal, always, or never.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: style::Color,

    /// No progress and no notes; errors are still told.
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
}

#[derive(Subcommand)]
enum Command {
    /// Print the records of documents, one a line.
    Extract(extract::Arguments),
    /// Print the text of a document in reading order, its blocks or its tables.
    Text(text::Arguments),
    /// Put documents into the library.
    Ingest(ingest::Arguments),
    /// Ingest what is dropped into folders, until Ctrl-C.
    Watch(watch::Arguments),
    /// Tell what the library holds, how much room it takes and what the last runs did.
    Status(status::Arguments),
    /// List the files of the library that failed or were cut short, with reason and hint.
    Failures(failures::Arguments),
    /// Check all of the library; name what is damaged, and make it right where that can be.
    Doctor(doctor::Arguments),
    /// Find activities by words and fields.
    Search(search::Arguments),
    /// Show one activity as a card, with the evidence behind each value.
    Show(show::Arguments),
    /// Lay the documents of one activity side by side: each field that differs, with its quotes.
    Compare(compare::Arguments),
    /// List the records of an activity that stood in the library before.
    History(history::Arguments),
    /// Say what a value of a record should be; it stands, whatever is ingested.
    Correct(correct::Arguments),
    /// Say that two names are one organisation.
    Same(correct::Same),
    /// List what people corrected, write it to a file, take it up from one.
    Corrections(corrections::Arguments),
    /// Write a copy of a PDF in which the evidence of an activity is highlighted.
    Mark(mark::Arguments),
    /// Count activities and sum their budgets by country, sector, marker, status, donor, year.
    Facets(facets::Arguments),
    /// Write records as they are kept: JSON Lines, all of them, in a stable order.
    Export(export::Arguments),
    /// Take out what files or activities gave.
    Remove(remove::Arguments),
    /// Give back the room of what is no more in the library.
    Compact,
    /// Show how a document is read, and why it gives what it gives.
    Explain(explain::Arguments),
    /// List layouts, check one of your own, list the fields that it may name.
    Layouts(layouts::Arguments),
    /// Show an amount in US dollars, as a budget and as a transaction would be converted.
    Rate(rate::Arguments),
    /// Compare extraction with gold files: precision, recall, F1 and every miss.
    Evaluate(evaluate::Arguments),
    /// Print the JSON Schema of a record.
    Schema(schema::Arguments),
}

/// How the command ends, for whoever called it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// All is well.
    Ok = 0,
    /// It failed; of several files, all failed.
    Failed = 1,
    /// The command line or the query cannot be understood.
    Usage = 2,
    /// Done, but some files failed.
    SomeFailed = 3,
    /// The disk or a permission is in the way.
    Disk = 4,
    /// There is no library, or another version of almoner made it.
    NoLibrary = 10,
    /// Another process writes to the library.
    Locked = 11,
    /// Stopped by Ctrl-C.
    Interrupted = 130,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit as u8)
    }
}

fn main() -> ExitCode {
    report::own_up_to_panics();
    let exit = match Cli::try_parse_from(asked::with_words_left_out(std::env::args_os())) {
        Ok(cli) => {
            cli.globals.color.set();
            run(cli.command, &cli.globals)
        }
        Err(error) if error.kind() == ErrorKind::DisplayVersion => version(),
        Err(error) => report::usage(&error),
    };
    exit.unwrap_or_else(|error| report::report(&error)).into()
}

fn run(command: Command, globals: &Globals) -> anyhow::Result<Exit> {
    match command {
        Command::Extract(arguments) => extract::run(arguments, globals),
        Command::Text(arguments) => text::run(arguments, globals),
        Command::Ingest(arguments) => ingest::run(arguments, globals),
        Command::Watch(arguments) => watch::run(arguments, globals),
        Command::Status(arguments) => status::run(arguments, globals),
        Command::Failures(arguments) => failures::run(arguments, globals),
        Command::Doctor(arguments) => doctor::run(arguments, globals),
        Command::Search(arguments) => search::run(arguments, globals),
        Command::Show(arguments) => show::run(arguments, globals),
        Command::Compare(arguments) => compare::run(arguments, globals),
        Command::History(arguments) => history::run(arguments, globals),
        Command::Correct(arguments) => correct::run(arguments, globals),
        Command::Same(arguments) => correct::same(arguments, globals),
        Command::Corrections(arguments) => corrections::run(arguments, globals),
        Command::Mark(arguments) => mark::run(arguments, globals),
        Command::Facets(arguments) => facets::run(arguments, globals),
        Command::Export(arguments) => export::run(arguments, globals),
        Command::Remove(arguments) => remove::run(arguments, globals),
        Command::Compact => remove::compact(globals),
        Command::Explain(arguments) => explain::run(arguments, globals),
        Command::Layouts(arguments) => layouts::run(arguments, globals),
        Command::Rate(arguments) => rate::run(arguments, globals),
        Command::Evaluate(arguments) => evaluate::run(arguments, globals),
        Command::Schema(arguments) => schema::run(arguments, globals),
    }
}

/// `almoner 0.1.0 (exchange rates to 2026-10-31)`: all that decides what a document gives.
fn version() -> anyhow::Result<Exit> {
    let rates = almoner_codelists::Rates::embedded().newest();
    style::line(format_args!("almoner {} (exchange rates to {rates})", env!("CARGO_PKG_VERSION")))?;
    Ok(Exit::Ok)
}
