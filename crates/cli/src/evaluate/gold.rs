//! Gold files: what a careful reader says of a document. README of the gold folder describes the form.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use serde_json::{Map, Value};

use super::iati;
use crate::Exit;
use crate::report::complain;

/// One gold file.
#[derive(Debug, Clone)]
pub(super) struct Gold {
    pub(super) path: PathBuf,
    /// Name of the document it speaks of.
    pub(super) document: String,
    /// One object an activity.
    pub(super) activities: Vec<Map<String, Value>>,
}

/// All gold of a folder.
#[derive(Debug)]
pub(super) struct Golds {
    /// Gold files in our own form, each of a document.
    pub(super) files: Vec<Gold>,
    /// Activities of IATI files, of whatever document they are found to be.
    pub(super) published: Vec<Map<String, Value>>,
}

impl Golds {
    /// What is said of the document at `path`, of which `extracted` was read.
    pub(super) fn of(&self, path: &Path, extracted: &Value) -> Option<Gold> {
        if let Some(gold) = of(&self.files, path) {
            return Some(gold.clone());
        }
        let activities = iati::of(&self.published, extracted, stem(path));
        let document = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        (!activities.is_empty()).then(|| Gold { path: path.to_owned(), document, activities })
    }

    /// False where no gold can be of the document at `path`, whatever it says.
    pub(super) fn may_judge(&self, path: &Path) -> bool {
        !self.published.is_empty() || of(&self.files, path).is_some()
    }
}

/// The gold files in a folder and the folders below it, sorted by path.
pub(super) fn read_folder(folder: &Path) -> anyhow::Result<Golds> {
    let mut golds = Vec::new();
    let mut published = Vec::new();
    let files = if folder.is_file() { vec![folder.to_owned()] } else { files(folder)? };
    for path in files {
        if path.extension().is_some_and(|extension| extension == "xml") {
            let bytes = std::fs::read(&path).with_context(|| path.display().to_string())?;
            published.extend(iati::read(&path, &bytes).unwrap_or_default());
        }
        if path.extension().is_some_and(|extension| extension == "json") {
            let bytes = std::fs::read(&path).with_context(|| path.display().to_string())?;
            golds.extend(read(&path, &bytes)?);
        }
    }
    if golds.is_empty() && published.is_empty() {
        return Err(complain(
            Exit::Failed,
            format!("{}: there is no gold file", folder.display()),
            "a gold file is JSON with `document` and `activities`, or an IATI file; docs/evaluate.md describes it",
        ));
    }
    Ok(Golds { files: golds, published })
}

/// The gold in a file; None when the file is JSON of another form.
fn read(path: &Path, bytes: &[u8]) -> anyhow::Result<Option<Gold>> {
    let broken = |what: String| {
        complain(Exit::Failed, format!("{}: {what}", path.display()), "docs/evaluate.md describes gold files")
    };
    let value: Value = serde_json::from_slice(bytes).map_err(|error| broken(error.to_string()))?;
    let Some(list) = value.get("activities").and_then(Value::as_array) else { return Ok(None) };
    let mut activities = Vec::new();
    for activity in list {
        let mut activity =
            activity.as_object().cloned().ok_or_else(|| broken("an activity is no object".to_owned()))?;
        // Figures of the context belong to no activity of the document.
        if let Some(figures) = value.get("context_figures") {
            activity.entry("context_figures").or_insert_with(|| figures.clone());
        }
        activities.push(activity);
    }
    let document = match value.get("document") {
        Some(Value::String(name)) => name.clone(),
        // An `Extracted`, whose `document` is an object, is no gold.
        Some(Value::Object(_)) => return Ok(None),
        _ => stem(path).to_owned(),
    };
    Ok(Some(Gold { path: path.to_owned(), document, activities }))
}

/// True when the bytes are a gold file, which is no document.
fn is_gold(path: &Path) -> bool {
    let json = path.extension().is_some_and(|extension| extension == "json");
    json && std::fs::read(path).is_ok_and(|bytes| read(path, &bytes).is_ok_and(|gold| gold.is_some()))
}

/// The gold that speaks of the document at `path`: by file name, else by stem; of several, the one in its folder.
pub(super) fn of<'a>(golds: &'a [Gold], path: &Path) -> Option<&'a Gold> {
    let name = path.file_name().and_then(|name| name.to_str())?;
    let by_name = |gold: &&Gold| gold.document == name;
    let by_stem = |gold: &&Gold| stem(Path::new(&gold.document)) == stem(path);
    let near = |gold: &&Gold| gold.path.parent() == path.parent();
    golds
        .iter()
        .find(|gold| by_name(gold) && near(gold))
        .or_else(|| golds.iter().find(by_name))
        .or_else(|| golds.iter().find(|gold| by_stem(gold) && near(gold)))
        .or_else(|| golds.iter().find(by_stem))
}

/// The documents among `paths` and below them: every file that is no gold, sorted within each path given.
pub(super) fn documents(paths: &[PathBuf]) -> anyhow::Result<Vec<PathBuf>> {
    let mut documents = Vec::new();
    for path in paths {
        let found = if path.is_dir() { files(path)? } else { vec![path.clone()] };
        documents.extend(found.into_iter().filter(|file| !is_gold(file)));
    }
    Ok(documents)
}

/// All files below `folder` but hidden ones, sorted by path. Links to folders are not followed: they may lead back.
fn files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry.with_context(|| folder.display().to_string())?;
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        found.push((entry.path(), is_folder));
    }
    found.sort();
    let mut files = Vec::new();
    for (path, is_folder) in found {
        let hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        if is_folder && !hidden {
            files.extend(self::files(&path)?);
        } else if path.is_file() && !hidden {
            files.push(path);
        }
    }
    Ok(files)
}

fn stem(path: &Path) -> &str {
    path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gold(path: &str, document: &str) -> Gold {
        Gold { path: path.into(), document: document.to_owned(), activities: Vec::new() }
    }

    #[test]
    fn a_document_finds_its_gold_by_name_then_by_stem() {
        let golds = [gold("g/a.json", "a.txt"), gold("g/b.json", "b.txt"), gold("docs/b.json", "b.txt")];
        for (path, found) in [
            ("docs/a.txt", Some("g/a.json")),
            ("docs/a.pdf", Some("g/a.json")),
            ("docs/b.txt", Some("docs/b.json")),
            ("elsewhere/b.html", Some("g/b.json")),
            ("docs/README.md", None),
        ] {
            let gold = of(&golds, Path::new(path)).map(|gold| gold.path.as_path());
            assert_eq!(gold, found.map(Path::new), "{path}");
        }
    }

    #[test]
    fn only_json_with_activities_is_gold() {
        let path = Path::new("x.en.json");
        let read = |text: &str| read(path, text.as_bytes());
        assert_eq!(read(r#"{"activities": [{}]}"#).unwrap().unwrap().document, "x.en");
        let figures = read(r#"{"context_figures": ["1"], "activities": [{}]}"#).unwrap().unwrap();
        assert!(figures.activities[0].contains_key("context_figures"));
        assert!(read(r#"{"document": {"name": "x.txt"}, "activities": []}"#).unwrap().is_none());
        assert!(read(r#"{"type": "FeatureCollection"}"#).unwrap().is_none());
        assert!(read(r#"{"activities": ["#).unwrap_err().to_string().starts_with("x.en.json: EOF"));
        assert!(read(r#"{"activities": [1]}"#).is_err());
    }
}
