//! What was extracted, as JSON lines: from the program itself in a process of its own, or from a file made before.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::Context as _;
use serde_json::Value;

use crate::report::complain;
use crate::{Exit, Globals};

/// What the program made of one document: a line of `almoner extract --whole`.
#[derive(Debug)]
pub(super) struct Prediction {
    /// Where the document lies, as far as that is known.
    pub(super) path: PathBuf,
    /// `Extracted`; null where the document could not be read.
    pub(super) extracted: Value,
}

/// Command lines have a length that the system limits; so many paths fit everywhere.
const DOCUMENTS_A_PROCESS: usize = 500;

/// Extracts `documents` with this very program.
pub(super) fn extract(documents: &[PathBuf], globals: &Globals) -> anyhow::Result<Vec<Prediction>> {
    let program = std::env::current_exe().context("cannot find the program itself")?;
    let mut predictions = Vec::new();
    for documents in documents.chunks(DOCUMENTS_A_PROCESS) {
        let mut command = Command::new(&program);
        command.args(["extract", "--whole"]);
        for (option, path) in [("--layouts", &globals.layouts), ("--rates", &globals.rates)] {
            if let Some(path) = path {
                command.arg(option).arg(path);
            }
        }
        command.arg("--").args(documents);
        predictions.extend(assign(documents, run(&mut command)?));
    }
    Ok(predictions)
}

/// The lines that the command prints. Its words on standard error are for the person, so they pass.
fn run(command: &mut Command) -> anyhow::Result<Vec<Value>> {
    let context = || format!("cannot run {}", command.get_program().display());
    let context = context();
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().with_context(|| context.clone())?;
    let mut lines = Vec::new();
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).lines() {
            let line = line.with_context(|| context.clone())?;
            lines.push(serde_json::from_str(&line).context("`almoner extract` printed no JSON")?);
        }
    }
    let status = child.wait().with_context(|| context)?;
    // 1 and 3 tell of files that could not be read: those give no record, and are judged so.
    match status.code() {
        Some(0 | 1 | 3) => Ok(lines),
        Some(code) => Err(complain(exit(code), "`almoner extract` failed", "it says why above")),
        None => Err(complain(Exit::Failed, "`almoner extract` was killed", "run it alone to see why")),
    }
}

fn exit(code: i32) -> Exit {
    match code {
        2 => Exit::Usage,
        4 => Exit::Disk,
        130 => Exit::Interrupted,
        _ => Exit::Failed,
    }
}

/// The lines come in the order of the documents; one that could not be read has none. A line that is no document's is
/// that of a document inside one: it is known by its own name.
fn assign(documents: &[PathBuf], lines: Vec<Value>) -> Vec<Prediction> {
    let names: Vec<_> = documents.iter().map(|path| path.file_name().unwrap_or_default()).collect();
    let mut predictions = Vec::new();
    let mut next = 0;
    for extracted in lines {
        let ahead = names.get(next..).unwrap_or_default();
        match ahead.iter().position(|file| *file == name(&extracted)) {
            Some(skipped) => {
                predictions.extend(unread(documents, next..next + skipped));
                let path = documents.get(next + skipped).cloned().unwrap_or_default();
                predictions.push(Prediction { path, extracted });
                next += skipped + 1;
            }
            None => predictions.push(Prediction { path: name(&extracted).into(), extracted }),
        }
    }
    predictions.extend(unread(documents, next..documents.len()));
    predictions
}

/// Documents that gave no line.
fn unread(documents: &[PathBuf], range: std::ops::Range<usize>) -> impl Iterator<Item = Prediction> {
    let documents = documents.get(range).unwrap_or_default();
    documents.iter().map(|path| Prediction { path: path.clone(), extracted: Value::Null })
}

fn name(extracted: &Value) -> &str {
    extracted.pointer("/document/name").and_then(Value::as_str).unwrap_or_default()
}

/// The lines of a file that `almoner extract --whole` has printed.
pub(super) fn read(path: &Path) -> anyhow::Result<Vec<Prediction>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut predictions = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let wrong = |what: String| {
            let place = format!("{}:{}: {what}", path.display(), number + 1);
            complain(Exit::Failed, place, "`almoner extract --whole DOCS…` makes such a file")
        };
        let extracted: Value = serde_json::from_str(line).map_err(|error| wrong(error.to_string()))?;
        let has = |key: &str, is: fn(&Value) -> bool| extracted.get(key).is_some_and(is);
        if !(has("text", Value::is_string) && has("activities", Value::is_array)) {
            return Err(wrong("the line has no `text` and `activities`".to_owned()));
        }
        predictions.push(Prediction { path: name(&extracted).into(), extracted });
    }
    Ok(predictions)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_document_without_a_line_could_not_be_read() {
        let documents = ["a/x.txt", "a/broken.pdf", "b/x.txt"].map(PathBuf::from);
        let line = json!({"document": {"name": "x.txt"}, "text": "", "activities": []});
        let predictions = assign(&documents, vec![line.clone(), line]);
        let read: Vec<bool> = predictions.iter().map(|one| !one.extracted.is_null()).collect();
        assert_eq!(read, [true, false, true]);
    }

    #[test]
    fn a_document_inside_another_is_known_by_its_own_name() {
        let documents = ["a.txt", "b.zip", "c.txt"].map(PathBuf::from);
        let line = |name: &str| json!({"document": {"name": name}, "text": "", "activities": []});
        let predictions = assign(&documents, ["a.txt", "roads.txt", "c.txt"].map(line).into());
        let paths: Vec<String> = predictions.iter().map(|one| one.path.display().to_string()).collect();
        assert_eq!(paths, ["a.txt", "roads.txt", "b.zip", "c.txt"]);
    }
}
