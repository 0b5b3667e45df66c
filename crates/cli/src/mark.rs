//! `almoner mark`: a copy of the PDF that an activity was read from, with each value's evidence highlighted.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use almoner_document::Highlight;
use almoner_library::{Record, Shown};
use almoner_record::{Activity, Basis};
use anyhow::{Context, bail};

use crate::explain::in_words;
use crate::output::to_file;
use crate::report::complain;
use crate::style::{self, Safe, counted};
use crate::{Exit, Globals, open};

const PDF: &str = "application/pdf";

/// What `mark` is asked.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  almoner mark CA-3-P006418001 -o marked.pdf\n  \
    almoner mark P006418001 --source old/haiti-roads.pdf -o marked.pdf\n\n\
    Yellow is stated by the document, blue implied by its layout, pink concluded; the note of a highlight names the field,\n\
    the value and the rule. The PDF itself is not changed.")]
pub(crate) struct Arguments {
    /// The id as `search` prints it, or as much of it as only one activity has.
    id: String,
    /// The PDF to write.
    #[arg(short, long, value_name = "OUT.pdf")]
    output: PathBuf,
    /// The PDF that the activity was read from, where it is not found at its place any more.
    #[arg(long, value_name = "FILE")]
    source: Option<PathBuf>,
}

/// Writes the copy.
pub(crate) fn run(arguments: Arguments, globals: &Globals) -> anyhow::Result<Exit> {
    let Arguments { id, output, source } = arguments;
    let records = match open::library(globals)?.get(&id)? {
        Shown::Activity(records) => records,
        Shown::Document(..) => {
            let hint = "give the id of an activity, as `almoner search` prints it";
            bail!(complain(Exit::Failed, format!("`{id}` is a text that belongs to no activity"), hint));
        }
    };
    let (record, path, bytes) = match source {
        Some(path) => named(&id, &records, path)?,
        None => found(&id, &records)?,
    };
    if same_file(&path, &output) {
        let what = format!("{}: is the source itself", output.display());
        bail!(complain(Exit::Usage, what, "give another file with -o; the source is never changed"));
    }
    let highlights = highlights(&record.activity)?;
    let marked = almoner_document::mark(bytes, &highlights, &almoner_document::Limits::default())
        .map_err(|error| complain(Exit::Failed, format!("{}: {error}", path.display()), error.hint()))?;
    to_file(&output, |mut file| Ok(file.write_all(&marked)?))?;
    if !globals.quiet {
        let all = record.activity.evidence.len();
        let pages: BTreeSet<u32> = highlights.iter().map(|highlight| highlight.page).collect();
        let left = match all - highlights.len() {
            0 => String::new(),
            more => format!("; {more} have no place on a page"),
        };
        style::note(format_args!(
            "{} on {} in {}{left}",
            counted(highlights.len() as u64, "value marked", "values marked"),
            counted(pages.len() as u64, "page", "pages"),
            Safe::path(&output),
        ));
    }
    Ok(Exit::Ok)
}

/// The record of the PDF that was named, by its bytes.
fn named<'a>(
    id: &str,
    records: &'a [Record],
    path: PathBuf,
) -> anyhow::Result<(&'a Record, PathBuf, Vec<u8>)> {
    let bytes = fs::read(&path).with_context(|| Safe::path(&path).to_string())?;
    let blake3 = blake3::hash(&bytes).to_hex();
    let record = records.iter().find(|record| record.activity.document.blake3 == *blake3);
    let record = record.ok_or_else(|| {
        let names: Vec<&str> = records.iter().map(|record| record.activity.document.name.as_str()).collect();
        let what = format!("{}: `{id}` was not read from it but from {}", path.display(), names.join(", "));
        complain(Exit::Failed, what, "give that file as it was, or ingest this one")
    })?;
    only_pdf(id, std::slice::from_ref(record))?;
    Ok((record, path, bytes))
}

/// The first record whose PDF is where it was and as it was.
fn found<'a>(id: &str, records: &'a [Record]) -> anyhow::Result<(&'a Record, PathBuf, Vec<u8>)> {
    let pdfs = only_pdf(id, records)?;
    let mut changed = None;
    for (record, path) in pdfs.iter().flat_map(|record| record.paths.iter().map(move |path| (*record, path)))
    {
        let Ok(bytes) = fs::read(path) else { continue };
        if blake3::hash(&bytes).to_hex().as_str() == record.activity.document.blake3 {
            return Ok((record, path.into(), bytes));
        }
        changed = Some(path);
    }
    let (what, hint) = match changed {
        Some(path) => (
            format!("{path}: has changed since `{id}` was read from it"),
            "ingest it again, or give the file as it was with --source",
        ),
        None => {
            let first =
                pdfs.first().map(|record| record.paths.first().unwrap_or(&record.activity.document.name));
            (
                format!("{}: is not there any more", first.map_or("", String::as_str)),
                "give the PDF with --source, wherever it is now",
            )
        }
    };
    Err(complain(Exit::Failed, what, hint))
}

/// The records that were read from PDFs; an error when there are none.
fn only_pdf<'a>(id: &str, records: &'a [Record]) -> anyhow::Result<Vec<&'a Record>> {
    let is_pdf = |record: &&Record| record.activity.document.media_type == PDF;
    let pdfs: Vec<&Record> = records.iter().filter(is_pdf).collect();
    if let (true, Some(record)) = (pdfs.is_empty(), records.first()) {
        let document = &record.activity.document;
        let what = format!(
            "`{id}` was read from {} ({}); only PDFs can be marked",
            document.name, document.media_type
        );
        bail!(complain(
            Exit::Failed,
            what,
            "`almoner show ID --evidence` prints the quote behind each value"
        ));
    }
    Ok(pdfs)
}

fn same_file(source: &Path, output: &Path) -> bool {
    let place = |path: &Path| fs::canonicalize(path).ok();
    place(output).is_some_and(|output| place(source) == Some(output))
}

/// A highlight for each piece of evidence that has a place.
fn highlights(activity: &Activity) -> anyhow::Result<Vec<Highlight>> {
    let record = serde_json::to_value(activity)?;
    let placed = activity.evidence.iter().filter_map(|evidence| Some((evidence, evidence.page?)));
    Ok(placed
        .map(|(evidence, page)| {
            let value = record.pointer(&evidence.path).map(in_words).unwrap_or_default();
            let (basis, color) = match evidence.basis {
                Basis::Stated => ("stated", [1.0, 0.93, 0.4]),
                Basis::Default => ("default", [0.65, 0.85, 1.0]),
                Basis::Inferred => ("inferred", [1.0, 0.75, 0.8]),
                Basis::Corrected => ("corrected", [0.75, 1.0, 0.75]),
            };
            let sure = evidence.confidence.map(|sure| format!(" ({sure:.2})")).unwrap_or_default();
            Highlight {
                page,
                boxes: evidence.boxes.clone(),
                subject: evidence.path.clone(),
                note: format!("{} = {value}\n{basis}{sure}, {}", evidence.path, evidence.rule),
                color,
            }
        })
        .collect())
}
