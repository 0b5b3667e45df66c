//! `almoner evaluate`: extraction compared with gold, JSON against JSON.
//!
//! It runs the program itself and reads what it prints, and shares no code with what extracts, so that one bug cannot
//! hide behind itself. docs/evaluate.md gives the rules of the comparison.

mod checks;
mod compare;
mod gold;
mod iati;
mod judge;
mod lists;
mod logframe;
mod markdown;
mod pairing;
mod predictions;
mod report;
mod score;
mod subject;

use std::path::PathBuf;

use serde_json::Value;

use gold::Gold;
use predictions::Prediction;
use score::{Miss, Sheet, Tally};
use subject::{Subject, items};

use crate::report::complain;
use crate::style::counted;
use crate::{Exit, Globals};

/// What `evaluate` is asked.
#[derive(clap::Args)]
#[command(
    after_help = "A document is judged by the gold file that names it, else by the one of the same stem."
)]
pub(crate) struct Arguments {
    /// The folder of the gold files, in our own form or as IATI files; or one IATI file.
    #[arg(long, value_name = "DIR")]
    gold: PathBuf,

    /// Judge records made before by `almoner extract --whole`, instead of extracting now.
    #[arg(long, value_name = "FILE.jsonl", conflicts_with = "documents")]
    records: Option<PathBuf>,

    /// The form of the report.
    #[arg(long, value_name = "FORM", default_value = "table")]
    format: Format,

    /// Documents and folders of documents.
    #[arg(value_name = "DOCS", required_unless_present = "records")]
    documents: Vec<PathBuf>,
}

/// The form of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For a person.
    Table,
    /// For a program.
    Json,
    /// Tables for a page: families of fields with intervals, misses by rule, calibration.
    Markdown,
}

/// Prints the report. A low figure is no failure.
pub(crate) fn run(arguments: Arguments, globals: &Globals) -> anyhow::Result<Exit> {
    let golds = gold::read_folder(&arguments.gold)?;
    let found = match &arguments.records {
        Some(path) => predictions::read(path)?,
        None => {
            let documents = gold::documents(&arguments.documents)?;
            let (judged, left_out): (Vec<_>, Vec<_>) =
                documents.into_iter().partition(|path| golds.may_judge(path));
            let mut found =
                if judged.is_empty() { Vec::new() } else { predictions::extract(&judged, globals)? };
            // They have no gold: known by name alone, they are counted as left out.
            found.extend(left_out.into_iter().map(|path| Prediction { path, extracted: Value::Null }));
            found
        }
    };
    let (pairs, left_out): (Vec<_>, Vec<_>) = found
        .iter()
        .map(|one| (golds.of(&one.path, &one.extracted), one))
        .partition(|(gold, _)| gold.is_some());
    if pairs.is_empty() {
        let documents = counted(found.len() as u64, "document", "documents");
        let what = format!("{}: no gold file for any of {documents}", arguments.gold.display());
        return Err(complain(Exit::Failed, what, "a gold file names its document, or has the same stem"));
    }
    let mut sheet = Sheet::default();
    for (gold, prediction) in pairs {
        gold.into_iter().for_each(|gold| judge_document(&gold, prediction, &mut sheet));
    }
    match arguments.format {
        Format::Table => report::table(&sheet, left_out.len())?,
        Format::Json => report::json(&sheet, left_out.len())?,
        Format::Markdown => markdown::print(&sheet, left_out.len())?,
    }
    Ok(Exit::Ok)
}

/// Judges one document: its activities, and the evidence of each.
fn judge_document(gold: &Gold, prediction: &Prediction, sheet: &mut Sheet) {
    let name = prediction.path.file_name().unwrap_or_default().to_string_lossy();
    let records = prediction.extracted.get("activities").map(items).unwrap_or_default();
    let places = pairing::pair(&gold.activities, records);
    let right = places.iter().flatten().count() as u64;
    let tally =
        Tally { gold: gold.activities.len() as u64, found: records.len() as u64, right, ..Tally::default() };
    sheet.documents += 1;
    sheet.count("activities", tally);
    for (ordinal, (activity, place)) in gold.activities.iter().zip(&places).enumerate() {
        let record = place.and_then(|place| records.get(place));
        let subject = Subject::new(&prediction.extracted, record);
        let evidence = judge_evidence(&name, Some(ordinal), subject, sheet);
        let fields = judge::judge(&name, ordinal, activity, subject, sheet);
        sheet.records += 1;
        sheet.records_right += u64::from(record.is_some() && evidence && fields);
    }
    for (place, record) in records.iter().enumerate().filter(|(place, _)| !places.contains(&Some(*place))) {
        judge_evidence(&name, None, Subject::new(&prediction.extracted, Some(record)), sheet);
        sheet.misses.push(Miss {
            document: name.to_string(),
            activity: None,
            field: "activities".to_owned(),
            expected: None,
            got: record["title"].as_str().map(str::to_owned).or_else(|| Some(format!("record {place}"))),
            rule: None,
        });
    }
}

/// Every quote must be the document's text at its span, byte for byte.
fn judge_evidence(document: &str, activity: Option<usize>, subject: Subject<'_>, sheet: &mut Sheet) -> bool {
    let text = subject.text();
    let evidence = subject.list("evidence");
    let is_right = |one: &&Value| {
        let place = subject::span(one).and_then(|(start, end)| text.get(start..end));
        place.is_some() && place == one["quote"].as_str()
    };
    let wrong: Vec<&Value> = evidence.iter().filter(|one| !is_right(one)).collect();
    let (all, right) = (evidence.len() as u64, (evidence.len() - wrong.len()) as u64);
    sheet.count("evidence", Tally { gold: all, found: all, right, ..Tally::default() });
    for one in &wrong {
        let place = subject::span(one).and_then(|(start, end)| text.get(start..end));
        sheet.misses.push(Miss {
            document: document.to_owned(),
            activity,
            field: format!("evidence of {}", one["path"].as_str().unwrap_or_default()),
            expected: place.map(str::to_owned),
            got: judge::shown(&one["quote"]),
            rule: one["rule"].as_str().map(str::to_owned),
        });
    }
    wrong.is_empty()
}

#[cfg(test)]
mod tests;
