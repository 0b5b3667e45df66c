//! `almoner history`: what stood in the library of an activity before its file changed, was read again or went.

use std::io::Write;

use almoner_library::{Library, Past, Record, Shown};
use almoner_record::Activity;
use serde::Serialize;

use crate::report::complain;
use crate::style::{self, FAINT, STRONG, Safe, counted};
use crate::{Exit, Globals, card};

/// What `history` is asked.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  almoner history CA-3-P005189001\n  almoner history CA-3-P005189001 --show 12 \
    --evidence\n  almoner history CA-3-P005189001 --format jsonl | jq .record.budget.value"
)]
pub(crate) struct Arguments {
    /// The id of the activity; one that it had before, too.
    id: String,
    /// Show the record with this number of the list as a card.
    #[arg(long, value_name = "NUMBER")]
    show: Option<i64>,
    /// With --show: the quote behind each value.
    #[arg(long, requires = "show")]
    evidence: bool,
    /// A list for people, or an object a line with the whole record.
    #[arg(long, value_name = "FORM", default_value = "table")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people.
    Table,
    /// A JSON object a line.
    Jsonl,
}

/// Lists them, or shows one.
pub(crate) fn run(arguments: Arguments, globals: &Globals) -> anyhow::Result<Exit> {
    let library = Library::open(&globals.library)?;
    let id = match library.get(&arguments.id) {
        Ok(Shown::Activity(records)) => records.into_iter().next().map(|record| record.activity.id),
        _ => None,
    };
    let id = id.unwrap_or_else(|| arguments.id.clone());
    let mut past = library.history(&id)?;
    if past.is_empty() && library.get(&id).is_err() {
        library.get(&arguments.id)?;
    }
    if let Some(number) = arguments.show {
        past.retain(|past| past.number == number);
        if past.is_empty() {
            let what = format!("{id}: there is no number {number} in its history");
            return Err(complain(Exit::Failed, what, "`almoner history ID` lists them"));
        }
    }
    let mut out = style::stdout();
    match (arguments.format, arguments.show) {
        (Format::Jsonl, _) => {
            for past in &past {
                writeln!(out, "{}", style::json_line(&Line::of(past)?)?)?;
            }
        }
        (Format::Table, None) => {
            for past in &past {
                writeln!(out, "{}", line(past))?;
            }
            if !globals.quiet {
                writeln!(
                    out,
                    "{} of {}",
                    counted(past.len() as u64, "earlier record", "earlier records"),
                    Safe::line(&id)
                )?;
            }
        }
        (Format::Table, Some(_)) => {
            for past in past {
                for line in card::card(&record(past)?, arguments.evidence) {
                    writeln!(out, "{line}")?;
                }
            }
        }
    }
    Ok(Exit::Ok)
}

#[derive(Serialize)]
struct Line<'a> {
    number: i64,
    id: &'a str,
    left_at: &'a str,
    why: &'a str,
    path: Option<&'a str>,
    blake3: &'a str,
    extractor: Option<&'a str>,
    read_at: Option<&'a str>,
    record: Box<Activity>,
}

impl Line<'_> {
    fn of(past: &Past) -> anyhow::Result<Line<'_>> {
        Ok(Line {
            number: past.number,
            id: &past.id,
            left_at: &past.left_at,
            why: &past.why,
            path: past.path.as_deref(),
            blake3: &past.blake3,
            extractor: past.extractor.as_deref(),
            read_at: past.read_at.as_deref(),
            record: Box::new(serde_json::from_str(&past.json)?),
        })
    }
}

fn line(past: &Past) -> String {
    let Past { number, id, left_at, why, path, extractor, .. } = past;
    let told: Vec<String> =
        [path, extractor].into_iter().flatten().map(|word| Safe::line(word).to_string()).collect();
    let (id, told) = (Safe::line(id), told.join(", "));
    format!("{STRONG}{number:>5}{STRONG:#}  until {left_at}  {why:<10}  {id}  {FAINT}{told}{FAINT:#}")
}

fn record(past: Past) -> anyhow::Result<Record> {
    let activity = serde_json::from_str(&past.json)?;
    Ok(Record { activity, json: past.json, paths: past.path.into_iter().collect() })
}
