//! `almoner failures`: the files of the library that gave nothing, or not all, with the reason and what to do.

use std::io::Write;
use std::path::Path;

use almoner_library::Source;
use almoner_record::Outcome;
use serde::Serialize;

use crate::style::{self, FAINT, HINT, Safe, counted};
use crate::{Exit, Globals, open};

/// What `failures` is asked.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  almoner failures\n  almoner failures --status timeout,memory\n  \
    almoner failures --format jsonl | jq -r .path\n\n\
    `almoner ingest PATH --retry-failed` reads failed files again.")]
pub(crate) struct Arguments {
    /// Only these outcomes [default: all failures, partial and needs-ocr].
    #[arg(long, value_name = "STATUS,…", value_delimiter = ',', value_parser = status)]
    status: Vec<Outcome>,

    /// The form of the list.
    #[arg(long, value_name = "FORM", default_value = "table")]
    format: Format,
}

/// The form of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For a person.
    Table,
    /// A JSON object a line: path, status, reason, hint, bytes, blake3, extractor.
    Jsonl,
    /// The same columns; a text that a spreadsheet would take for a formula begins with `'`.
    Csv,
}

fn status(word: &str) -> Result<Outcome, String> {
    Outcome::from_word(word).ok_or_else(|| {
        let words: Vec<&str> = Outcome::ALL.into_iter().map(Outcome::word).collect();
        format!("there is no such outcome; there are {}", words.join(", "))
    })
}

/// Lists them.
pub(crate) fn run(arguments: Arguments, globals: &Globals) -> anyhow::Result<Exit> {
    let library = open::library(globals)?;
    let mut sources = library.sources()?;
    let known = sources.len() as u64;
    sources.retain(|source| match arguments.status.as_slice() {
        [] => source.outcome.is_failure() || matches!(source.outcome, Outcome::Partial | Outcome::NeedsOcr),
        wanted => wanted.contains(&source.outcome),
    });
    match arguments.format {
        Format::Table => table(&mut sources, known, globals)?,
        Format::Jsonl => {
            let mut out = style::stdout();
            for source in &sources {
                writeln!(out, "{}", style::json_line(&Row::of(source))?)?;
            }
        }
        Format::Csv => csv(&sources)?,
    }
    Ok(Exit::Ok)
}

/// A file that failed.
#[derive(Serialize)]
struct Row<'a> {
    /// As the library knows it: absolute; `bundle.zip!/a.pdf` for a document inside a file.
    path: &'a str,
    status: Outcome,
    reason: Option<&'a str>,
    hint: Option<&'a str>,
    bytes: u64,
    blake3: Option<&'a str>,
    extractor: &'a str,
}

impl Row<'_> {
    fn of(source: &Source) -> Row<'_> {
        Row {
            path: &source.path,
            status: source.outcome,
            reason: source.reason.as_deref(),
            hint: source.hint.as_deref(),
            bytes: source.size,
            blake3: source.blake3.as_deref(),
            extractor: &source.extractor,
        }
    }
}

/// By outcome; neighbours with the same hint share it.
fn table(sources: &mut [Source], known: u64, globals: &Globals) -> anyhow::Result<()> {
    let order = |source: &Source| (source.outcome, source.hint.clone(), source.path.clone());
    sources.sort_by_key(order);
    let here = std::env::current_dir().unwrap_or_default();
    let mut out = style::stdout();
    for (place, source) in sources.iter().enumerate() {
        let path = Path::new(&source.path);
        let path = path.strip_prefix(&here).unwrap_or(path);
        let reason = source.reason.as_deref().unwrap_or_default();
        let (status, path) = (source.outcome.word(), Safe::path(path));
        let colon = if reason.is_empty() { "" } else { ": " };
        writeln!(out, "{status:<11} {path}{colon}{FAINT}{}{FAINT:#}", Safe::line(reason))?;
        let next = sources.get(place + 1).map(|next| (next.outcome, &next.hint));
        let hint = source.hint.as_deref().filter(|hint| !hint.is_empty());
        if let Some(hint) = hint.filter(|_| next != Some((source.outcome, &source.hint))) {
            writeln!(out, "{:<11} {HINT}hint:{HINT:#} {}", "", Safe::line(hint))?;
        }
    }
    if !globals.quiet {
        let files = counted(known, "file", "files");
        match sources.len() as u64 {
            0 => writeln!(out, "none of {files}")?,
            count => writeln!(out, "{} of {files}", style::grouped(count))?,
        }
    }
    Ok(())
}

fn csv(sources: &[Source]) -> anyhow::Result<()> {
    let mut out = csv::Writer::from_writer(style::stdout());
    out.write_record(["path", "status", "reason", "hint", "bytes", "blake3", "extractor"])?;
    for source in sources {
        let row = Row::of(source);
        out.write_record([
            no_formula(row.path),
            row.status.word().to_owned(),
            no_formula(row.reason.unwrap_or_default()),
            no_formula(row.hint.unwrap_or_default()),
            row.bytes.to_string(),
            row.blake3.unwrap_or_default().to_owned(),
            row.extractor.to_owned(),
        ])?;
    }
    out.flush()?;
    Ok(())
}

/// A cell that no spreadsheet runs, and no terminal obeys.
fn no_formula(text: &str) -> String {
    let sign =
        if text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']) { "'" } else { "" };
    format!("{sign}{}", Safe::line(text))
}

#[cfg(test)]
mod tests {
    use super::no_formula;

    #[test]
    fn a_cell_is_no_formula() {
        for (text, cell) in [
            ("in/a.pdf", "in/a.pdf"),
            ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
            ("-a\u{1b}[2J.txt", "'-a\\u{1b}[2J.txt"),
        ] {
            assert_eq!(no_formula(text), cell);
        }
    }
}
