//! A file to what it gives: open, read, extract. The same for a worker, for one file in the process, for `explain`.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use almoner_codelists::Rates;
use almoner_document::{Content, Document, ReadError};
use almoner_extract::{Conclusions, Explanation, Layouts};
use almoner_ingest::{Answer, is_archive};
use almoner_library::{Library, LibraryError};
use almoner_record::{Failure, Outcome};
use anyhow::Context;

use crate::limits::Limits;
use crate::ocr::Tesseract;
use crate::{Globals, style};

/// All that decides what a document gives.
pub(crate) struct Reader {
    layouts: Layouts,
    rates: Option<Rates>,
    limits: almoner_document::Limits,
    tesseract: Option<Tesseract>,
    conclusions: Conclusions,
}

impl Reader {
    /// The reader with the layouts and rates that the command line names.
    pub(crate) fn new(globals: &Globals, limits: &Limits) -> anyhow::Result<Reader> {
        Reader::on_trial(globals, limits, &Trial::default())
    }

    /// The same, with or without a layout that is on trial.
    pub(crate) fn on_trial(globals: &Globals, limits: &Limits, trial: &Trial) -> anyhow::Result<Reader> {
        let tesseract = Tesseract::find(&limits.ocr)?;
        Ok(Reader {
            layouts: layouts_on_trial(globals, trial)?,
            rates: rates(globals)?,
            limits: limits.of_document(),
            tesseract,
            conclusions: limits.conclusions(),
        })
    }

    /// What the document in `file` gives.
    pub(crate) fn answer(&self, file: &Bytes) -> Answer {
        read(file.bytes.clone(), &file.name, &self.limits, self.tesseract.as_ref())
            .and_then(|document| self.extract(document))
            .unwrap_or_else(no_answer)
    }

    /// Reads a small document, so that what is made at the first need (lists, rates, names) is there.
    pub(crate) fn warm_up(&self) {
        const DOCUMENT: &[u8] = b"Project profile\n\nCountry: Haiti (100%)\nSector: Road transport (21020)\n\
            Budget: USD 1.5 million\nPeriod: January 2019 to 3 March 2021\nImplemented by: UNDP\n\n\
            Results\n- 25 kilometres of roads, including 3 bridges, as in S/RES/2185 (2014)\n";
        self.answer(&Bytes { name: "roads.txt".to_owned(), bytes: DOCUMENT.into() });
    }

    /// What a document that was taken out of a file gives. Only one level is opened.
    pub(crate) fn answer_inside(&self, part: &Bytes) -> Answer {
        let answer = self.answer(part);
        if answer.extracted.as_ref().is_some_and(|extracted| is_archive(extracted, &answer.enclosed)) {
            return no_answer(Failure {
                status: Outcome::Unsupported,
                reason: "it is an archive inside a file, and only one level is opened".to_owned(),
                hint: "take it out and read that".to_owned(),
            });
        }
        Answer { enclosed: Vec::new(), ..answer }
    }

    /// The file at `path`.
    pub(crate) fn file(&self, path: &Path) -> Result<Bytes, Failure> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Bytes { name, bytes: bytes_of_file(path, self.limits.file_bytes)?.into() })
    }

    /// The document at `place` inside the file.
    pub(crate) fn inside(&self, file: &Bytes, place: u32) -> Result<Bytes, Failure> {
        let place = usize::try_from(place).unwrap_or(usize::MAX);
        let part = almoner_document::take_out(file.bytes.clone(), &file.name, place, &self.limits);
        let part = part.map_err(|error| error.failure())?;
        Ok(Bytes { name: part.name, bytes: part.bytes.into() })
    }

    /// The document in the file at `path`.
    pub(crate) fn document(&self, path: &Path) -> Result<Document, Failure> {
        document(path, &self.limits, self.tesseract.as_ref())
    }

    /// Reads the file at `path` and tells how.
    pub(crate) fn explain(&self, path: &Path) -> Result<Explanation, Failure> {
        let document = self.document(path)?;
        Ok(almoner_extract::explain(document, &self.layouts, self.rates(), self.conclusions))
    }

    fn rates(&self) -> &Rates {
        self.rates.as_ref().unwrap_or_else(|| Rates::embedded())
    }

    fn extract(&self, mut document: Document) -> Result<Answer, Failure> {
        let cut = document.cut;
        let enclosed = std::mem::take(&mut document.enclosed);
        if let Some(limit) = cut.filter(|_| document.text.trim().is_empty() && enclosed.is_empty()) {
            let hint = limit.hint().to_owned();
            return Err(Failure { status: Outcome::Limit, reason: limit.to_string(), hint });
        }
        let extracted = almoner_extract::extract(document, &self.layouts, self.rates(), self.conclusions);
        let status = match (cut, extracted.activities.is_empty()) {
            (Some(_), _) => Outcome::Partial,
            (None, true) => Outcome::NoActivity,
            (None, false) => Outcome::Ok,
        };
        Ok(Answer {
            number: 0,
            status,
            extracted: Some(Box::new(extracted)),
            reason: cut.map(|limit| limit.to_string()),
            hint: cut.map(|limit| limit.hint().to_owned()),
            enclosed,
        })
    }
}

/// A document's name and bytes.
#[derive(Debug)]
pub(crate) struct Bytes {
    /// Its name.
    pub(crate) name: String,
    /// All of it.
    pub(crate) bytes: Content,
}

/// The answer that there is nothing, and why.
pub(crate) fn no_answer(Failure { status, reason, hint }: Failure) -> Answer {
    let (reason, hint) = (Some(reason), Some(hint));
    Answer { number: 0, status, extracted: None, reason, hint, enclosed: Vec::new() }
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
    read(bytes.into(), &name, limits, tesseract)
}

fn read(
    bytes: Content,
    name: &str,
    limits: &almoner_document::Limits,
    tesseract: Option<&Tesseract>,
) -> Result<Document, Failure> {
    let document = match tesseract {
        Some(tesseract) => almoner_document::read_with_ocr(bytes, name, limits, &|scan| tesseract.read(scan)),
        None => almoner_document::read(bytes, name, limits),
    };
    document.map_err(|error| error.failure())
}

/// A layout on trial, for the workers of `layouts check --against`: it is tried before all others, or is left out
/// where it lies among them.
#[derive(Debug, Clone, Default, clap::Args)]
pub(crate) struct Trial {
    #[arg(long, value_name = "FILE", hide = true, requires = "worker")]
    pub(crate) with_layout: Option<PathBuf>,
    #[arg(long, value_name = "FILE", hide = true, requires = "worker")]
    pub(crate) without_layout: Option<PathBuf>,
}

/// The built-in layouts, and before them the library's own, and before those the ones of `--layouts`.
pub(crate) fn layouts(globals: &Globals) -> anyhow::Result<Layouts> {
    layouts_on_trial(globals, &Trial::default())
}

/// The same, with or without a layout that is on trial.
pub(crate) fn layouts_on_trial(globals: &Globals, trial: &Trial) -> anyhow::Result<Layouts> {
    let real = |path: &PathBuf| std::fs::canonicalize(path).ok();
    let tried = trial.with_layout.as_ref().or(trial.without_layout.as_ref()).and_then(real);
    let mut layouts = Layouts::built_in();
    let own = Some(globals.library.join("layouts")).filter(|own| own.is_dir());
    for dir in own.iter().chain(&globals.layouts) {
        let mut files = Layouts::files_of(dir)?;
        files.retain(|file| tried.is_none() || real(file) != tried);
        layouts = layouts.with_files(&files)?;
    }
    Ok(layouts.with_files(trial.with_layout.as_slice())?)
}

/// The table of `--rates`; none where it is not given.
pub(crate) fn rates(globals: &Globals) -> anyhow::Result<Option<Rates>> {
    Ok(globals.rates.as_deref().map(Rates::read).transpose()?)
}

/// The library, open for writing, with the rates of `--rates`.
pub(crate) fn to_write(globals: &Globals) -> anyhow::Result<Library> {
    let rates = rates(globals)?;
    let library = Library::open_for_writing(&globals.library)?;
    Ok(match rates {
        Some(rates) => library.with_rates(rates),
        None => library,
    })
}

/// The same; while another process writes to it, it is waited for `patience`.
pub(crate) fn to_write_after(globals: &Globals, patience: Duration) -> anyhow::Result<Library> {
    const LOOK: Duration = Duration::from_millis(200);
    let until = Instant::now() + patience;
    let mut told = false;
    loop {
        let held = match to_write(globals) {
            Err(error) if matches!(error.downcast_ref(), Some(LibraryError::Locked { .. })) => error,
            opened => return opened,
        };
        if Instant::now() >= until {
            return Err(held);
        }
        if !told && !globals.quiet {
            style::note(format_args!("waiting: {held}"));
            told = true;
        }
        std::thread::sleep(LOOK);
    }
}

/// What must be the same for a file to be left alone: version, layouts, whether scans are recognised and conclusions
/// drawn. Not the rates: newer ones renew the dollars of what is kept.
pub(crate) fn extractor(globals: &Globals, limits: &Limits) -> anyhow::Result<String> {
    let own = globals.library.join("layouts");
    let folders = [Some(own).filter(|own| own.is_dir()), globals.layouts.clone()];
    let mut contents = blake3::Hasher::new();
    for layout in Layouts::built_in_files() {
        contents.update(layout.as_bytes());
    }
    for dir in folders.iter().flatten() {
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
    let mut name = format!("{} layouts {:.16}", env!("CARGO_PKG_VERSION"), contents.finalize().to_hex());
    if limits.stated_only {
        name += " stated only";
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
    let file = File::open(path).map_err(|error| unreadable(&error))?;
    // Its length at once: what grows as it is read takes up to twice as much.
    let length = usize::try_from(metadata.len().saturating_add(1)).unwrap_or_default();
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(length).map_err(|error| unreadable(&error.into()))?;
    fill(&mut bytes, file, limit)?;
    Ok(bytes)
}

/// All bytes, and one more than `limit` where there are too many: the reader of documents then says so.
pub(crate) fn bytes(source: impl Read, limit: u64) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    fill(&mut bytes, source, limit)?;
    Ok(bytes)
}

fn fill(bytes: &mut Vec<u8>, source: impl Read, limit: u64) -> Result<(), Failure> {
    source.take(limit.saturating_add(1)).read_to_end(bytes).map_err(|error| unreadable(&error))?;
    Ok(())
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
