//! What a run will do with each file that was found, told by the ledger before a document is opened.

use std::io;
use std::path::Path;

use almoner_library::{Library, LibraryError, Source};
use almoner_record::Outcome;

use crate::walk::{Found, Walk, ledger_path, real_path};

/// What to do with files that failed before and have not changed since.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailedBefore {
    /// Leave them alone: they would fail again.
    Leave,
    /// Read them once more.
    Retry,
}

/// By what a known file is told to be unchanged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Check {
    /// Size and time of the last change.
    Time,
    /// Its bytes, too.
    Content,
}

/// A kind of files that a run is asked to redo, and no other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Only {
    /// Those that ended so.
    Outcome(Outcome),
    /// Those that failed, in whatever way.
    Failed,
    /// Those that another version read, or other layouts.
    Outdated,
    /// Those that the library does not know.
    New,
    /// Those of a format: its media type, and the endings of names that are taken for it where nothing is known yet.
    Format(&'static str, &'static [&'static str]),
}

impl Only {
    /// What the word says: `failed`, `outdated`, `new`, an outcome, or a format such as `pdf`.
    pub fn from_word(word: &str) -> Option<Only> {
        const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
        Some(match word {
            "failed" => Only::Failed,
            "outdated" => Only::Outdated,
            "new" => Only::New,
            "pdf" => Only::Format("application/pdf", &["pdf"]),
            "html" => Only::Format("text/html", &["html", "htm", "mhtml", "mht"]),
            "docx" => Only::Format(DOCX, &["docx"]),
            "md" | "markdown" => Only::Format("text/markdown", &["md", "markdown"]),
            "txt" | "text" => Only::Format("text/plain", &["txt", "text"]),
            word => Only::Outcome(Outcome::from_word(word)?),
        })
    }

    /// The words of [`Only::from_word`] but for the outcomes.
    pub const WORDS: [&str; 8] = ["failed", "outdated", "new", "pdf", "html", "docx", "md", "txt"];
}

/// Which of the files that are found a run reads.
#[derive(Debug, Clone)]
pub struct Choice {
    /// All that decides what a document gives: version, layouts. A file that another extractor read is read again.
    pub extractor: String,
    /// What to do with files that failed before.
    pub failed: FailedBefore,
    /// By what files are told to be unchanged.
    pub check: Check,
    /// Where it is not empty: files of these kinds are read, known or not, and no others are opened.
    pub only: Vec<Only>,
}

/// What is to be done with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// The library does not know it.
    New,
    /// It has changed since it was read.
    Changed,
    /// Another version read it, or other layouts.
    Outdated,
    /// It failed before, or is asked for.
    Again,
    /// It is left alone, as it was.
    Unchanged,
    /// It is none of those that were asked for.
    NotAsked,
}

impl Step {
    /// True for a file that is to be read.
    pub fn is_read(self) -> bool {
        !matches!(self, Step::Unchanged | Step::NotAsked)
    }
}

/// What the ledger knows of a file and of the documents inside it.
#[derive(Debug)]
pub struct Known {
    /// The file.
    pub source: Source,
    /// What is inside it.
    pub inside: Vec<Source>,
}

impl Known {
    fn any(&self, is: impl Fn(&Source) -> bool) -> bool {
        is(&self.source) || self.inside.iter().any(is)
    }
}

/// What is to be done with `file`, and what is known of it.
pub fn step(library: &Library, choice: &Choice, file: &Found) -> Result<(Step, Option<Known>), LibraryError> {
    let path = ledger_path(&file.path);
    let Some(source) = library.source(&path)? else {
        let asked = choice.only.is_empty() || choice.only.iter().any(|only| is_new(only, &file.path));
        return Ok((if asked { Step::New } else { Step::NotAsked }, None));
    };
    let known = Known { inside: library.sources_inside(&path)?, source };
    let step = match choice.only.as_slice() {
        [] => of_known(choice, file, &known),
        only => {
            let mut asked = false;
            for one in only {
                asked |= is_asked(library, choice, one, &known)?;
            }
            if asked { Step::Again } else { Step::NotAsked }
        }
    };
    Ok((step, Some(known)))
}

fn is_new(only: &Only, path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    match only {
        Only::New => true,
        Only::Format(_, endings) => ending.is_some_and(|ending| endings.contains(&ending.as_str())),
        Only::Outcome(_) | Only::Failed | Only::Outdated => false,
    }
}

fn is_asked(library: &Library, choice: &Choice, only: &Only, known: &Known) -> Result<bool, LibraryError> {
    Ok(match only {
        Only::New => false,
        Only::Outcome(outcome) => known.any(|source| source.outcome == *outcome),
        Only::Failed => known.any(|source| source.outcome.is_failure()),
        Only::Outdated => known.any(|source| source.extractor != choice.extractor),
        Only::Format(media_type, _) => {
            for source in known.inside.iter().chain([&known.source]) {
                let Some(blake3) = &source.blake3 else { continue };
                if library.media_type(blake3)?.as_deref() == Some(media_type) {
                    return Ok(true);
                }
            }
            false
        }
    })
}

fn of_known(choice: &Choice, file: &Found, known: &Known) -> Step {
    let source = &known.source;
    let retry = choice.failed == FailedBefore::Retry && known.any(|source| source.outcome.is_failure());
    // Permissions change without a trace in size or time.
    if retry || source.outcome == Outcome::Unreadable {
        return Step::Again;
    }
    if (source.size, source.mtime_ns) != (file.size, file.mtime_ns) {
        return Step::Changed;
    }
    if source.extractor != choice.extractor {
        return Step::Outdated;
    }
    let same_bytes = || source.blake3.is_none() || blake3_of(&file.path).ok() == source.blake3;
    if choice.check == Check::Content && !same_bytes() { Step::Changed } else { Step::Unchanged }
}

/// BLAKE3 of a file's bytes, 64 hex digits.
fn blake3_of(path: &Path) -> io::Result<String> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(std::fs::File::open(path)?)?;
    Ok(hasher.finalize().to_hex().to_string())
}

/// The files that the library knows below the paths that were walked and that are not there any more, by their paths in the
/// ledger; documents inside them too. What lies in a folder that could not be listed may be there still.
pub fn vanished(library: &Library, walk: &Walk) -> Result<Vec<String>, LibraryError> {
    let mut gone = Vec::new();
    for root in walk.roots() {
        for path in library.paths_below(&ledger_path(root))? {
            let file = real_path(&path);
            let found = walk.files.binary_search_by(|found| found.path.as_path().cmp(&file)).is_ok();
            if !found && is_gone(&file) {
                gone.push(path);
            }
        }
    }
    gone.sort();
    gone.dedup();
    Ok(gone)
}

/// How many documents these paths of the ledger stand for: an archive counts as what is in it, as a folder does.
pub fn count_documents(library: &Library, paths: &[String]) -> Result<u64, LibraryError> {
    let mut count = 0;
    for path in paths {
        let is_one = match library.source(path)? {
            Some(source) if !library.sources_inside(path)?.is_empty() => is_document(library, &source)?,
            _ => true,
        };
        count += u64::from(is_one);
    }
    Ok(count)
}

/// False for an archive that was opened: only what is in it is kept.
pub(crate) fn is_document(library: &Library, source: &Source) -> Result<bool, LibraryError> {
    match (&source.blake3, source.outcome) {
        (Some(blake3), Outcome::NoActivity) => library.document_known(blake3),
        _ => Ok(true),
    }
}

fn is_gone(path: &Path) -> bool {
    let kind = |error: &io::Error| error.kind();
    let nowhere = |kind| matches!(kind, io::ErrorKind::NotFound | io::ErrorKind::NotADirectory);
    std::fs::symlink_metadata(path).as_ref().err().map(kind).is_some_and(nowhere)
}
