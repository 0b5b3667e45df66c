//! `almoner corrections`: what people said, listed, as a file, from a file, as gold.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use almoner_library::{Library, Said, Shown};
use anyhow::Context;
use serde_json::{Map, Value, json};

use crate::output::to_file;
use crate::report::complain;
use crate::style::{self, FAINT, Safe, counted};
use crate::{Exit, Globals, correct, read};

/// What `corrections` is asked.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  almoner corrections\n  almoner corrections -o corrections.jsonl\n  \
    almoner --library other corrections --import corrections.jsonl\n  almoner corrections --gold gold/ && \
    almoner evaluate --gold gold/ documents/")]
pub(crate) struct Arguments {
    /// Write them to a file, an object a line.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Take up what such a file says. Of two corrections of one value the later stands.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["output", "gold", "format"])]
    import: Option<PathBuf>,
    /// Write gold files for `almoner evaluate` into a folder: what people corrected is what should be read.
    #[arg(long, value_name = "DIR", conflicts_with_all = ["output", "format"])]
    gold: Option<PathBuf>,
    /// A list for people, or an object a line.
    #[arg(long, value_name = "FORM")]
    format: Option<Format>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people.
    Table,
    /// A JSON object a line, as --import takes it.
    Jsonl,
}

/// Lists, writes or takes them up.
pub(crate) fn run(arguments: Arguments, globals: &Globals) -> anyhow::Result<Exit> {
    if let Some(file) = &arguments.import {
        return import(file, globals);
    }
    let library = Library::open(&globals.library)?;
    let said = library.said()?;
    if let Some(folder) = &arguments.gold {
        return gold(&library, &said, folder, globals);
    }
    if let Some(path) = arguments.output.as_deref().filter(|path| *path != Path::new("-")) {
        to_file(path, |mut file| {
            for one in &said {
                writeln!(file, "{}", style::json_line(one)?)?;
            }
            Ok(())
        })?;
        if !globals.quiet {
            let count = counted(said.len() as u64, "saying", "sayings");
            style::note(format_args!("{count} in {}", Safe::path(path)));
        }
        return Ok(Exit::Ok);
    }
    let mut out = style::stdout();
    let form = if arguments.output.is_some() { Format::Jsonl } else { Format::Table };
    for one in &said {
        match arguments.format.unwrap_or(form) {
            Format::Jsonl => writeln!(out, "{}", style::json_line(one)?)?,
            Format::Table => writeln!(out, "{}{}", line(one), rests(&library, one)?)?,
        }
    }
    if arguments.format.unwrap_or(form) == Format::Table && said.is_empty() && !globals.quiet {
        writeln!(out, "nothing is corrected")?;
    }
    Ok(Exit::Ok)
}

/// Why a correction has no effect now, where it has none.
fn rests(library: &Library, said: &Said) -> anyhow::Result<String> {
    let Said::Correction(correction) = said else { return Ok(String::new()) };
    let why = library.rests(correction)?;
    Ok(why.map(|why| format!("  {FAINT}(rests: {why}){FAINT:#}")).unwrap_or_default())
}

fn line(said: &Said) -> String {
    let (what, by, because, made_at) = match said {
        Said::Correction(one) => (correct::line(one), &one.by, &one.because, &one.made_at),
        Said::Same(one) => {
            let reference = one.reference.as_deref().map(|id| format!(" [{id}]")).unwrap_or_default();
            let what =
                format!("{} is {}{}", Safe::line(&one.other), Safe::line(&one.name), Safe::line(&reference));
            (what, &one.by, &one.because, &one.made_at)
        }
    };
    let because = because.as_deref().map(|why| format!(": {}", Safe::line(why))).unwrap_or_default();
    format!("{what}  {FAINT}{} on {}{because}{FAINT:#}", Safe::line(by), Safe::line(made_at))
}

fn import(file: &Path, globals: &Globals) -> anyhow::Result<Exit> {
    let text = std::fs::read_to_string(file).with_context(|| Safe::path(file).to_string())?;
    let mut said = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        said.push(serde_json::from_str(line).map_err(|error| {
            let what = format!("{}:{}: {error}", file.display(), number + 1);
            complain(Exit::Failed, what, "`almoner corrections -o FILE` writes such a file")
        })?);
    }
    let mut library = read::to_write(globals)?;
    let changed = library.take_up(&said)?;
    library.index()?;
    let (said, changed) =
        (counted(said.len() as u64, "saying", "sayings"), counted(changed as u64, "record", "records"));
    style::line(format_args!("{said} taken up; {changed} changed"))?;
    Ok(Exit::Ok)
}

/// A file a document; of each corrected record the fields that were corrected, as they stand now.
fn gold(library: &Library, said: &[Said], folder: &Path, globals: &Globals) -> anyhow::Result<Exit> {
    let mut documents: BTreeMap<String, BTreeMap<String, Map<String, Value>>> = BTreeMap::new();
    for said in said {
        let Said::Correction(correction) = said else { continue };
        let Ok(Shown::Activity(records)) = library.get(&correction.id) else { continue };
        for record in records.iter().filter(|record| record.activity.id == correction.id) {
            let whole = serde_json::to_value(&record.activity)?;
            let key = correction.path.trim_start_matches('/').split('/').next().unwrap_or_default();
            let told = documents.entry(record.activity.document.name.clone()).or_default();
            let told = told.entry(correction.id.clone()).or_default();
            if let Some(identifier) = whole.get("iati_identifier").filter(|identifier| !identifier.is_null())
            {
                told.insert("iati_identifier".to_owned(), identifier.clone());
            }
            let value = whole.get(key).cloned().unwrap_or_default();
            told.insert(key.to_owned(), asserted(&value, correction.path.trim_start_matches('/')));
        }
    }
    std::fs::create_dir_all(folder).with_context(|| Safe::path(folder).to_string())?;
    for (name, activities) in &documents {
        let activities: Vec<&Map<String, Value>> = activities.values().collect();
        let gold = json!({ "document": name, "activities": activities });
        let path = folder.join(format!("{name}.json"));
        to_file(&path, |mut file| Ok(writeln!(file, "{}", style::json_pretty(&gold)?)?))?;
    }
    if !globals.quiet {
        let count = counted(documents.len() as u64, "gold file", "gold files");
        style::note(format_args!("{count} in {}", Safe::path(folder)));
    }
    Ok(Exit::Ok)
}

/// What gold says of a field: of an object the corrected key alone; of a list all items, without what no reading gives.
fn asserted(value: &Value, path: &str) -> Value {
    match (value, path.split_once('/')) {
        (Value::Object(fields), Some((_, below))) => {
            let key = below.split('/').next().unwrap_or_default();
            fields.get(key).map(|value| json!({ key: value })).unwrap_or_default()
        }
        (Value::Array(items), _) => items.iter().map(without_basis).collect(),
        (value, _) => without_basis(value),
    }
}

fn without_basis(value: &Value) -> Value {
    match value {
        Value::Object(fields) => fields
            .iter()
            .filter(|(key, value)| !matches!(key.as_str(), "basis" | "usd") && !value.is_null())
            .map(|(key, value)| (key.clone(), without_basis(value)))
            .collect(),
        Value::Array(items) => items.iter().map(without_basis).collect(),
        other => other.clone(),
    }
}
