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

/// The lines come in the order of the documents; one that could not be read has none.
fn assign(documents: &[PathBuf], lines: Vec<Value>) -> Vec<Prediction> {
    let mut lines = lines.into_iter().peekable();
    let mut predictions = Vec::new();
    for path in documents {
        let file = path.file_name().map(|name| name.to_string_lossy());
        let line = lines.next_if(|line| file.as_deref() == Some(name(line)));
        predictions.push(Prediction { path: path.clone(), extracted: line.unwrap_or_default() });
    }
    predictions
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
}
