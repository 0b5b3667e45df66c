//! A file to what it gives: open, read, extract. The same for a worker, for one file in the process, for `explain`.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use almoner_codelists::Rates;
use almoner_document::{Document, ReadError};
use almoner_extract::{Explanation, Layouts};
use almoner_ingest::Answer;
use almoner_record::{Failure, Outcome};
use anyhow::Context;

use crate::Globals;
use crate::limits::Limits;
use crate::ocr::Tesseract;

/// All that decides what a document gives.
pub(crate) struct Reader {
    layouts: Layouts,
    rates: Option<Rates>,
    limits: almoner_document::Limits,
    tesseract: Option<Tesseract>,
}

impl Reader {
    /// The reader with the layouts and rates that the command line names.
    pub(crate) fn new(globals: &Globals, limits: &Limits) -> anyhow::Result<Reader> {
        let tesseract = Tesseract::find(&limits.ocr)?;
        Ok(Reader {
            layouts: layouts(globals)?,
            rates: rates(globals)?,
            limits: limits.of_document(),
            tesseract,
        })
    }

    /// Reads the file at `path`; `-` is standard input.
    pub(crate) fn answer(&self, path: &Path) -> Answer {
        match document(path, &self.limits, self.tesseract.as_ref()) {
            Ok(document) => self.extract(document),
            Err(Failure { status, reason, hint }) => {
                Answer { status, extracted: None, reason: Some(reason), hint: Some(hint) }
            }
        }
    }

    /// Reads the file at `path` and tells how.
    pub(crate) fn explain(&self, path: &Path) -> Result<Explanation, Failure> {
        let document = document(path, &self.limits, self.tesseract.as_ref())?;
        Ok(almoner_extract::explain(document, &self.layouts, self.rates()))
    }

    fn rates(&self) -> &Rates {
        self.rates.as_ref().unwrap_or_else(|| Rates::embedded())
    }

    fn extract(&self, document: Document) -> Answer {
        let cut = document.cut.map(|limit| limit.to_string());
        let extracted = almoner_extract::extract(document, &self.layouts, self.rates());
        let status = match (&cut, extracted.activities.is_empty()) {
            (Some(_), _) => Outcome::Partial,
            (None, true) => Outcome::NoActivity,
            (None, false) => Outcome::Ok,
        };
        let hint = cut.is_some().then(|| "split the document to have all of it read".to_owned());
        Answer { status, extracted: Some(Box::new(extracted)), reason: cut, hint }
    }
}

/// The document in the file at `path`; `-` is standard input.
pub(crate) fn document(
    path: &Path,
    limits: &almoner_document::Limits,
    tesseract: Option<&Tesseract>,
) -> Result<Document, Failure> {
    let standard_input = path.as_os_str() == "-";
    let limit = limits.file_bytes;
    let bytes = if standard_input { bytes(io::stdin().lock(), limit) } else { bytes_of_file(path, limit) }?;
    let name = if standard_input { path.as_os_str() } else { path.file_name().unwrap_or_default() };
    let name = name.to_string_lossy();
    let document = match tesseract {
        Some(tesseract) => {
            almoner_document::read_with_ocr(&bytes, &name, limits, &|scan| tesseract.read(scan))
        }
        None => almoner_document::read(&bytes, &name, limits),
    };
    document.map_err(|error| error.failure())
}

/// The built-in layouts, and before them the library's own, and before those the ones of `--layouts`.
pub(crate) fn layouts(globals: &Globals) -> anyhow::Result<Layouts> {
    let mut layouts = Layouts::built_in();
    let own = globals.library.join("layouts");
    if own.is_dir() {
        layouts = layouts.with_dir(&own)?;
    }
    match &globals.layouts {
        Some(dir) => Ok(layouts.with_dir(dir)?),
        None => Ok(layouts),
    }
}

/// The table of `--rates`; none where it is not given.
fn rates(globals: &Globals) -> anyhow::Result<Option<Rates>> {
    Ok(globals.rates.as_deref().map(Rates::read).transpose()?)
}

/// What must be the same for a file to be left alone: version, layouts, rates, whether scans are recognised.
pub(crate) fn extractor(globals: &Globals, limits: &Limits) -> anyhow::Result<String> {
    let mut name = env!("CARGO_PKG_VERSION").to_owned();
    let own = globals.library.join("layouts");
    let layouts = [Some(own).filter(|own| own.is_dir()), globals.layouts.clone()];
    let layouts: Vec<_> = layouts.into_iter().flatten().collect();
    if !layouts.is_empty() {
        let mut contents = blake3::Hasher::new();
        for dir in &layouts {
            let mut files: Vec<_> = std::fs::read_dir(dir)
                .and_then(Iterator::collect::<io::Result<Vec<_>>>)
                .with_context(|| dir.display().to_string())?
                .iter()
                .map(std::fs::DirEntry::path)
                .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
                .collect();
            files.sort();
            for file in files {
                contents.update(file.file_name().unwrap_or_default().as_encoded_bytes());
                contents.update(&std::fs::read(&file).with_context(|| file.display().to_string())?);
            }
        }
        name += &format!(" layouts {:.16}", contents.finalize().to_hex());
    }
    if let Some(path) = &globals.rates {
        let contents = std::fs::read(path).with_context(|| path.display().to_string())?;
        name += &format!(" rates {:.16}", blake3::hash(&contents).to_hex());
    }
    if limits.ocr.ocr {
        name += &format!(" ocr {}", limits.ocr.ocr_language);
    }
    Ok(name)
}

fn bytes_of_file(path: &Path, limit: u64) -> Result<Vec<u8>, Failure> {
    let metadata = std::fs::metadata(path).map_err(|error| unreadable(&error))?;
    if metadata.is_dir() {
        return Err(Failure {
            status: Outcome::Unreadable,
            reason: "it is a folder".to_owned(),
            hint: "give its files, or give the folder to `almoner ingest`".to_owned(),
        });
    }
    if metadata.len() > limit {
        return Err(ReadError::TooLong { bytes: metadata.len(), limit }.failure());
    }
    bytes(File::open(path).map_err(|error| unreadable(&error))?, limit)
}

/// All bytes, and one more than `limit` where there are too many: the reader of documents then says so.
fn bytes(source: impl Read, limit: u64) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    source.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
    Ok(bytes)
}

fn unreadable(error: &io::Error) -> Failure {
    let (reason, hint) = match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => (
            "there is no such file".to_owned(),
            "check the path; a relative one starts at the current folder",
        ),
        io::ErrorKind::PermissionDenied => (
            "you may not read it (permission denied)".to_owned(),
            "check who owns it and its permissions (`ls -l`)",
        ),
        _ => (format!("it cannot be read: {error}"), "check the disk, then run it again"),
    };
    Failure { status: Outcome::Unreadable, reason, hint: hint.to_owned() }
}

/// Runs `work` on a stack that is deep enough for deeply nested documents.
pub(crate) fn on_a_deep_stack<T: Send>(work: impl FnOnce() -> T + Send) -> anyhow::Result<T> {
    const STACK: usize = 16 << 20;
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new()
            .name("reader".to_owned())
            .stack_size(STACK)
            .spawn_scoped(scope, work)
            .context("cannot start a thread")?;
        match thread.join() {
            Ok(done) => Ok(done),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}
