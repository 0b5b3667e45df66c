//! `almoner status`: what the library holds, how much room it takes, what the last runs did.

use std::collections::BTreeMap;
use std::io::Write;

use almoner_library::{IndexStatus, Library, PastRun, Status};
use almoner_record::Outcome;
use serde::Serialize;

use crate::output::Form;
use crate::style::{self, FAINT, STRONG, Safe, counted, grouped};
use crate::{Exit, Globals};

/// What `status` is asked.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  almoner status\n  almoner status --format json | jq .activities\n\n\
    `almoner failures` lists the files that failed, `almoner doctor` looks for damage.")]
pub(crate) struct Arguments {
    /// How many of the last runs to tell.
    #[arg(long, value_name = "N", default_value = "5")]
    runs: usize,
    /// For people, or JSON.
    #[arg(long, value_name = "FORM", default_value = "text")]
    format: Form,
}

/// Tells it.
pub(crate) fn run(arguments: Arguments, globals: &Globals) -> anyhow::Result<Exit> {
    let library = Library::open(&globals.library)?;
    let (status, runs) = (library.status()?, library.runs(arguments.runs)?);
    let mut out = style::stdout();
    match arguments.format {
        Form::Json => writeln!(out, "{}", style::json_pretty(&Told::of(&status, &runs))?)?,
        Form::Text => {
            for line in lines(&status, &runs, globals) {
                writeln!(out, "{line}")?;
            }
        }
    }
    Ok(Exit::Ok)
}

/// The same for a program.
#[derive(Serialize)]
struct Told<'a> {
    files: u64,
    outcomes: &'a BTreeMap<Outcome, u64>,
    archives: u64,
    documents: u64,
    records: u64,
    activities: u64,
    history: u64,
    corrections: u64,
    same_organisations: u64,
    text_bytes: u64,
    database_bytes: u64,
    index_bytes: u64,
    index: &'static str,
    rates: &'a str,
    runs: Vec<Run<'a>>,
}

#[derive(Serialize)]
struct Run<'a> {
    began_at: &'a str,
    ended_at: Option<&'a str>,
    paths: &'a [String],
    found: Option<u64>,
    records: Option<u64>,
    outcomes: Option<&'a BTreeMap<Outcome, u64>>,
    stopped: Option<bool>,
}

impl<'a> Told<'a> {
    fn of(status: &'a Status, runs: &'a [PastRun]) -> Told<'a> {
        let run = |run: &'a PastRun| Run {
            began_at: &run.began_at,
            ended_at: run.ended_at.as_deref(),
            paths: &run.paths,
            found: run.end.as_ref().map(|end| end.found),
            records: run.end.as_ref().map(|end| end.records),
            outcomes: run.end.as_ref().map(|end| &end.outcomes),
            stopped: run.end.as_ref().map(|end| end.stopped),
        };
        Told {
            files: status.outcomes.values().sum(),
            outcomes: &status.outcomes,
            archives: status.archives,
            documents: status.documents,
            records: status.records,
            activities: status.activities,
            history: status.history,
            corrections: status.corrections,
            same_organisations: status.same_organisations,
            text_bytes: status.text_bytes,
            database_bytes: status.database_bytes,
            index_bytes: status.index_bytes,
            index: index_word(status.index),
            rates: &status.rates,
            runs: runs.iter().map(run).collect(),
        }
    }
}

fn index_word(index: IndexStatus) -> &'static str {
    match index {
        IndexStatus::Current => "up to date",
        IndexStatus::Behind => "behind: the next command brings it up to date",
        IndexStatus::Missing => "missing: the next command makes it",
    }
}

fn lines(status: &Status, runs: &[PastRun], globals: &Globals) -> Vec<String> {
    let text = status.text_bytes;
    let files: u64 = status.outcomes.values().sum();
    let mut lines = vec![
        line("library", &Safe::path(&globals.library).to_string()),
        line(
            "activities",
            &format!("{} in {}", grouped(status.activities), counted(status.records, "record", "records")),
        ),
        line("documents", &format!("{} of {}", grouped(status.documents), counted(files, "file", "files"))),
        line("text", &bytes(text)),
        line("database", &format!("{}{}", bytes(status.database_bytes), times(status.database_bytes, text))),
        line(
            "index",
            &format!(
                "{}{}, {}",
                bytes(status.index_bytes),
                times(status.index_bytes, text),
                index_word(status.index)
            ),
        ),
        line("rates", status.rates.split(' ').next().unwrap_or_default()),
    ];
    if status.corrections + status.same_organisations > 0 {
        let values = counted(status.corrections, "value", "values");
        let names = counted(status.same_organisations, "name of an organisation", "names of organisations");
        lines.push(line("corrected", &format!("{values}, {names}")));
    }
    if status.history > 0 {
        lines.push(line(
            "history",
            &counted(status.history, "record that stood here", "records that stood here"),
        ));
    }
    if files > 0 {
        lines.extend([String::new(), format!("{STRONG}Files{STRONG:#}")]);
        lines.extend(
            status.outcomes.iter().map(|(outcome, count)| format!("  {:>9}  {outcome}", grouped(*count))),
        );
        if status.archives > 0 {
            lines.push(format!("  {:>9}  opened, their documents are counted", grouped(status.archives)));
        }
    }
    if !runs.is_empty() {
        lines.extend([String::new(), format!("{STRONG}Last runs{STRONG:#}")]);
        lines.extend(runs.iter().map(run_line));
    }
    lines
}

fn line(name: &str, value: &str) -> String {
    format!("{name:<12}{value}")
}

fn run_line(run: &PastRun) -> String {
    let paths: Vec<String> = run.paths.iter().map(|path| Safe::line(path).to_string()).collect();
    let what = match &run.end {
        None => "did not end".to_owned(),
        Some(end) => {
            let outcomes: Vec<String> = end
                .outcomes
                .iter()
                .map(|(outcome, count)| format!("{} {outcome}", grouped(*count)))
                .collect();
            let stopped = if end.stopped { "; stopped" } else { "" };
            format!("{}: {}{stopped}", counted(end.found, "document", "documents"), outcomes.join(", "))
        }
    };
    format!("  {}  {what}  {FAINT}{}{FAINT:#}", run.began_at, paths.join(" "))
}

/// `1.3 MB`, decimal.
pub(crate) fn bytes(count: u64) -> String {
    const UNITS: [(u64, &str); 3] = [(1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB")];
    match UNITS.into_iter().find(|(size, _)| count >= *size) {
        Some((size, unit)) => format!("{}.{} {unit}", count / size, count % size * 10 / size),
        None => counted(count, "byte", "bytes"),
    }
}

/// How many times the text, to a hundredth.
fn times(count: u64, text: u64) -> String {
    match count.saturating_mul(100).checked_div(text) {
        Some(hundredths) => format!(", {}.{:02} x the text", hundredths / 100, hundredths % 100),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_told_in_words_and_as_a_share_of_the_text() {
        assert_eq!(
            [0, 999, 1_250, 3_999_999, 12_000_000_000].map(bytes),
            ["0 bytes", "999 bytes", "1.2 kB", "3.9 MB", "12.0 GB"]
        );
        assert_eq!(times(150, 100), ", 1.50 x the text");
        assert_eq!(times(150, 0), "");
    }
}
