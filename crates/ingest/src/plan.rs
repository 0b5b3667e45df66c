//! What a run will do with each file that was found, told by the ledger before a document is opened.

use std::collections::VecDeque;
use std::io;
use std::path::{Path, PathBuf};

use almoner_library::{INSIDE, Library, LibraryError, Source};
use almoner_record::Outcome;

use crate::walk::{Files, Found, Passed, Walk, ledger_path, real_path};

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

/// A file that was found, and what is to be done with it.
#[derive(Debug)]
pub struct Planned {
    /// The file.
    pub file: Found,
    /// What is to be done with it.
    pub step: Step,
    /// What is known of it.
    pub known: Option<Known>,
}

/// What is to be done with each file of a walk. The walk and the ledger come in one order and are laid beside each other, a
/// page of the ledger at a time.
pub struct Plan<'a> {
    files: Files<'a>,
    walk: &'a Walk,
    choice: &'a Choice,
    library: Option<Library>,
    /// The root whose part of the ledger is open.
    root: usize,
    ledger: Ledger,
    end: PlanEnd,
}

/// What a plan has found when all files are planned.
#[derive(Debug, Default)]
pub struct PlanEnd {
    /// What the library knows below the paths that were walked and that is not there any more, by its paths in the ledger;
    /// documents inside files too.
    pub vanished: Vec<String>,
    /// What lies in the folders and is not read.
    pub passed: Vec<Passed>,
}

impl<'a> Plan<'a> {
    /// A plan for the files of `walk`; without a library all of them are new.
    pub fn new(walk: &'a Walk, library: Option<Library>, choice: &'a Choice) -> Plan<'a> {
        Plan {
            files: walk.files(),
            walk,
            choice,
            library,
            root: 0,
            ledger: Ledger::of(walk, 0),
            end: PlanEnd::default(),
        }
    }

    /// The library that the plan looks into.
    pub(crate) fn library(&self) -> Option<&Library> {
        self.library.as_ref()
    }

    /// What else was found; to be asked when all files are planned.
    pub fn end(self) -> PlanEnd {
        self.end
    }

    fn plan(&mut self, file: Found) -> Result<Planned, LibraryError> {
        self.open(file.root())?;
        let path = ledger_path(&file.path);
        let Some(library) = &self.library else {
            let step = if self.choice.is_new_asked(&file.path) { Step::New } else { Step::NotAsked };
            return Ok(Planned { file, step, known: None });
        };
        // A name that is no UTF-8 stands elsewhere in the ledger.
        let in_order = self.walk.is_folder(file.root()) && file.path.to_str().is_some();
        let known = if in_order {
            self.ledger.known(library, &path, &mut self.end.vanished)?
        } else {
            let source = library.source(&path)?;
            source.map(|source| Ok(Known { inside: library.sources_inside(&path)?, source })).transpose()?
        };
        let step = step(library, self.choice, &file, known.as_ref())?;
        Ok(Planned { file, step, known })
    }

    /// Opens the part of the ledger of a root; what is left of those before it has gone, or is no file.
    fn open(&mut self, root: usize) -> Result<(), LibraryError> {
        while self.root < root {
            if let Some(library) = &self.library {
                self.ledger.drain(library, &mut self.end.vanished)?;
            }
            self.root += 1;
            self.ledger = Ledger::of(self.walk, self.root);
        }
        Ok(())
    }
}

impl Iterator for Plan<'_> {
    type Item = Result<Planned, LibraryError>;

    fn next(&mut self) -> Option<Result<Planned, LibraryError>> {
        loop {
            match self.files.next() {
                Some(Ok(file)) => return Some(self.plan(file)),
                Some(Err(passed)) => self.end.passed.push(passed),
                None => return self.open(self.walk.roots().count()).err().map(Err),
            }
        }
    }
}

/// The part of the ledger that lies below a folder, a page at a time.
#[derive(Default)]
struct Ledger {
    /// Paths from the first on, and before the second; none for what is no folder.
    range: Option<(String, String)>,
    page: VecDeque<Source>,
    /// The container of the last path that was looked for on the disk, and whether it has gone.
    looked: Option<(PathBuf, bool)>,
}

impl Ledger {
    /// So many rows are held.
    const PAGE: usize = 1000;

    fn of(walk: &Walk, root: usize) -> Ledger {
        let folder = walk.roots().nth(root).filter(|_| walk.is_folder(root));
        let range = folder.map(|folder| {
            let path = ledger_path(folder);
            let path = path.trim_end_matches('/');
            // The character that follows `/`.
            (format!("{path}/"), format!("{path}0"))
        });
        Ledger { range, ..Ledger::default() }
    }

    /// The next row without taking it.
    fn front(&mut self, library: &Library) -> Result<Option<&Source>, LibraryError> {
        if self.page.is_empty() {
            self.turn(library)?;
        }
        Ok(self.page.front())
    }

    /// Takes up the next page; false where there is none.
    fn turn(&mut self, library: &Library) -> Result<bool, LibraryError> {
        let Some((from, to)) = &mut self.range else { return Ok(false) };
        let rows = library.sources_between(from, to, Ledger::PAGE)?;
        match rows.last() {
            // The least text that is greater.
            Some(last) => *from = format!("{}\0", last.path),
            None => self.range = None,
        }
        let some = !rows.is_empty();
        self.page.extend(rows);
        Ok(some)
    }

    /// What is known of the file at `path`; what stands before it and is not there any more is added to `gone`.
    fn known(
        &mut self,
        library: &Library,
        path: &str,
        gone: &mut Vec<String>,
    ) -> Result<Option<Known>, LibraryError> {
        while self.front(library)?.is_some_and(|source| source.path.as_str() < path) {
            self.pass(gone);
        }
        if self.front(library)?.is_none_or(|source| source.path != path) {
            return Ok(None);
        }
        let Some(source) = self.page.pop_front() else { return Ok(None) };
        // What is inside may stand behind files whose names begin with this one's.
        let begin = format!("{path}{INSIDE}");
        while self.page.back().is_none_or(|row| row.path.starts_with(path)) && self.turn(library)? {}
        let near = self.page.iter().take_while(|row| row.path.starts_with(path));
        let inside = near.filter(|row| row.path.starts_with(&begin)).cloned().collect();
        self.looked = Some((real_path(path), false));
        Ok(Some(Known { source, inside }))
    }

    fn drain(&mut self, library: &Library, gone: &mut Vec<String>) -> Result<(), LibraryError> {
        while self.front(library)?.is_some() {
            self.pass(gone);
        }
        Ok(())
    }

    /// Steps over the next row, whose file was not found: it has gone, or lies in a folder that could not be listed, or is
    /// inside a file that is there.
    fn pass(&mut self, gone: &mut Vec<String>) {
        let Some(source) = self.page.pop_front() else { return };
        let file = real_path(&source.path);
        let is_gone = match &self.looked {
            Some((known, is_gone)) if *known == file => *is_gone,
            _ => is_gone(&file),
        };
        self.looked = Some((file, is_gone));
        if is_gone {
            gone.push(source.path);
        }
    }
}

/// What is to be done with `file`, of which `known` is known.
fn step(
    library: &Library,
    choice: &Choice,
    file: &Found,
    known: Option<&Known>,
) -> Result<Step, LibraryError> {
    let Some(known) = known else {
        return Ok(if choice.is_new_asked(&file.path) { Step::New } else { Step::NotAsked });
    };
    if choice.only.is_empty() {
        return Ok(of_known(choice, file, known));
    }
    for one in &choice.only {
        if is_asked(library, choice, one, known)? {
            return Ok(Step::Again);
        }
    }
    Ok(Step::NotAsked)
}

impl Choice {
    fn is_new_asked(&self, path: &Path) -> bool {
        self.only.is_empty() || self.only.iter().any(|only| is_new(only, path))
    }
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    use almoner_library::Entry;

    use super::*;
    use crate::walk::{path_inside, walk};

    fn source(path: String, size: u64, mtime_ns: i64) -> Source {
        Source {
            path,
            size,
            mtime_ns,
            blake3: None,
            outcome: Outcome::Empty,
            reason: None,
            hint: None,
            extractor: "1".to_owned(),
            layout: None,
            records: 0,
            time: None,
            read_at: None,
        }
    }

    fn choice(only: &[&str]) -> Choice {
        Choice {
            extractor: "1".to_owned(),
            failed: FailedBefore::Leave,
            check: Check::Time,
            only: only.iter().filter_map(|word| Only::from_word(word)).collect(),
        }
    }

    /// The names of files, what is to be done with each and what is inside; and what went.
    fn planned(dir: &Path, choice: &Choice) -> (Vec<(String, Step, usize)>, Vec<String>) {
        let walk = walk(&[dir.join("in")], &dir.join("library"));
        let library = Library::open(&dir.join("library")).unwrap();
        let mut plan = Plan::new(&walk, Some(library), choice);
        let root = format!("{}/", walk.roots().next().unwrap().display());
        let name = |path: &str| path.strip_prefix(&root).unwrap().to_owned();
        let mut files = Vec::new();
        for planned in &mut plan {
            let Planned { file, step, known } = planned.unwrap();
            files.push((name(&ledger_path(&file.path)), step, known.map_or(0, |known| known.inside.len())));
        }
        (files, plan.end().vanished.iter().map(|path| name(path)).collect())
    }

    #[test]
    fn walk_and_ledger_are_laid_beside_each_other() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &[u8]| dir.path().join("in").join(OsStr::from_bytes(name));
        // Names that sort otherwise as text, as paths and as bytes; documents inside files behind their siblings.
        let known: [&[u8]; 8] = [b"a", b"a b", b"a.txt", b"a0", b"b/c d", b"b\xff", b"\xc3\xa9", b"z"];
        let gone = ["c", "b/a", "zz/y", "a  c"];
        std::fs::create_dir_all(at(b"b")).unwrap();
        for name in known.into_iter().chain([&b"new"[..], &b"a!"[..]]) {
            std::fs::write(at(name), "x").unwrap();
        }
        let mut library = Library::open_for_writing(&dir.path().join("library")).unwrap();
        let walked = walk(&[dir.path().join("in")], Path::new("nowhere"));
        let found: BTreeMap<PathBuf, Found> =
            walked.files().map(|file| file.unwrap()).map(|file| (file.path.clone(), file)).collect();
        let root = walked.roots().next().unwrap().to_owned();
        let mut sources: Vec<Source> = Vec::new();
        for name in &known {
            let file = &found[&root.join(OsStr::from_bytes(name))];
            sources.push(source(ledger_path(&file.path), file.size, file.mtime_ns));
        }
        for name in ["a", "c", "zz/y"] {
            for part in ["1.txt", "2/3.txt"] {
                sources.push(source(path_inside(&ledger_path(&root.join(name)), part), 1, 1));
            }
        }
        sources.extend(gone.map(|name| source(ledger_path(&root.join(name)), 1, 1)));
        library.put(sources.into_iter().map(|source| Entry { source, extracted: None }).collect()).unwrap();
        drop(library);

        let (files, vanished) = planned(dir.path(), &choice(&[]));
        let expected: Vec<(String, Step, usize)> = found
            .keys()
            .map(|path| {
                let name = path.strip_prefix(&root).unwrap();
                let is_known = known.contains(&name.as_os_str().as_bytes());
                let step = if is_known { Step::Unchanged } else { Step::New };
                let shown =
                    ledger_path(path).strip_prefix(&format!("{}/", root.display())).unwrap().to_owned();
                (shown, step, if name == Path::new("a") { 2 } else { 0 })
            })
            .collect();
        let sorted = |mut files: Vec<(String, Step, usize)>| {
            files.sort();
            files
        };
        assert_eq!(sorted(files), sorted(expected));
        let mut vanished = vanished;
        vanished.sort();
        assert_eq!(
            vanished,
            ["a  c", "b/a", "c", "c!/1.txt", "c!/2/3.txt", "zz/y", "zz/y!/1.txt", "zz/y!/2/3.txt"]
        );
        let (files, _) = planned(dir.path(), &choice(&["failed"]));
        assert_eq!(files.iter().filter(|(_, step, _)| *step == Step::Again).count(), known.len());
        std::fs::write(at(b"z"), "longer").unwrap();
        let (files, _) = planned(dir.path(), &choice(&[]));
        assert!(files.contains(&("z".to_owned(), Step::Changed, 0)), "{files:?}");
    }

    #[test]
    fn a_page_of_the_ledger_may_end_anywhere() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().join("in");
        std::fs::create_dir_all(&root).unwrap();
        std::fs::write(root.join("m.zip"), "x").unwrap();
        let root = std::fs::canonicalize(&root).unwrap();
        let mut library = Library::open_for_writing(&dir.path().join("library")).unwrap();
        let path = |name: &str| ledger_path(&root.join(name));
        let mut sources = vec![source(path("m.zip"), 1, 1)];
        sources.extend(
            (0..2_500).map(|number| source(path_inside(&path("m.zip"), &format!("{number:05}")), 1, 1)),
        );
        sources.extend((0..1_998).map(|number| source(path(&format!("a{number:05}")), 1, 1)));
        library.put(sources.into_iter().map(|source| Entry { source, extracted: None }).collect()).unwrap();
        drop(library);
        let (files, vanished) = planned(dir.path(), &choice(&[]));
        assert_eq!(files, [("m.zip".to_owned(), Step::Changed, 2_500)]);
        assert_eq!(vanished.len(), 1_998);
    }
}
