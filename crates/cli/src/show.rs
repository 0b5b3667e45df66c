//! `almoner show`: one activity as a card, from all its documents.

use std::io::Write;

use almoner_library::Shown;
use almoner_record::Origin;

use crate::style::{self, STRONG, Safe};
use crate::{Exit, Globals, card, open};

/// What `show` is asked.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  almoner show CA-3-P005189001\n  almoner show P005189001 --evidence\n  \
    almoner show CA-3-P005189001 --format json | jq .budget")]
pub(crate) struct Arguments {
    /// The id as `search` prints it, or as much of it as only one activity has.
    id: String,
    /// The quote and the place in the document behind each value.
    #[arg(long)]
    evidence: bool,
    /// A card for people, or the record (a list of records where several documents have the activity).
    #[arg(long, value_name = "FORM", default_value = "card")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people.
    Card,
    /// JSON.
    Json,
}

/// Prints the activity.
pub(crate) fn run(arguments: Arguments, globals: &Globals) -> anyhow::Result<Exit> {
    let shown = open::library(globals)?.get(&arguments.id)?;
    let mut out = style::stdout();
    if arguments.format == Format::Json {
        writeln!(out, "{}", json(&shown)?)?;
        return Ok(Exit::Ok);
    }
    match &shown {
        Shown::Activity(records) => {
            for (place, record) in records.iter().enumerate() {
                if records.len() > 1 {
                    writeln!(
                        out,
                        "{}document {} of {}",
                        if place > 0 { "\n" } else { "" },
                        place + 1,
                        records.len()
                    )?;
                }
                for line in card::card(record, arguments.evidence) {
                    writeln!(out, "{line}")?;
                }
            }
        }
        Shown::Document(origin, text) => {
            let title = origin.title.as_deref().unwrap_or(&origin.name);
            writeln!(out, "{STRONG}{}{STRONG:#}", Safe::line(title))?;
            writeln!(out, "text of {} that belongs to no activity:\n", Safe::line(&origin.name))?;
            writeln!(out, "{}", Safe::text(text))?;
        }
    }
    Ok(Exit::Ok)
}

/// As JSON, its keys in the order of the record.
fn json(shown: &Shown) -> serde_json::Result<String> {
    match shown {
        Shown::Activity(records) => match records.as_slice() {
            [record] => style::json_pretty(&record.activity),
            records => style::json_pretty(&records.iter().map(|record| &record.activity).collect::<Vec<_>>()),
        },
        Shown::Document(document, text) => style::json_pretty(&Text { document, text }),
    }
}

/// The text of a document that belongs to no activity.
#[derive(serde::Serialize)]
struct Text<'a> {
    document: &'a Origin,
    text: &'a str,
}
