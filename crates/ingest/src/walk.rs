//! Paths to files, in one order whatever the disk's is.
//!
//! Folders are walked by several threads. Hidden files and the library's own folder are left out; ignore files
//! (`.gitignore`) are not obeyed, because a folder of documents is no source code. Nothing is opened: what is no file
//! (a pipe would wait for ever) is passed over by its type alone, and links to folders are not followed.

use std::ffi::OsString;
use std::fs::{self, Metadata};
use std::io;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use almoner_library::{INSIDE, Library, LibraryError};
use ignore::{DirEntry, WalkBuilder, WalkState};

/// A file to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its absolute path without links in folders: the same file is known by it from wherever the command runs.
    pub path: PathBuf,
    /// Length in bytes.
    pub size: u64,
    /// Time of the last change, in nanoseconds since 1970.
    pub mtime_ns: i64,
    root: usize,
}

/// Something that is named or lies in a folder and is not read.
#[derive(Debug)]
pub struct Passed {
    /// Its path, as a person would write it.
    pub path: PathBuf,
    /// Why it is not read.
    pub why: WalkError,
}

/// Why a path gives no file.
#[derive(Debug, thiserror::Error)]
pub enum WalkError {
    /// There is nothing.
    #[error("there is no such file or folder")]
    Missing,
    /// It cannot be looked at or listed.
    #[error("it cannot be read: {0}")]
    Unreadable(io::Error),
    /// A pipe, a socket or a device.
    #[error("it is passed over: {0}, no file")]
    NoFile(&'static str),
    /// A link to a folder, inside a folder.
    #[error("it is passed over: a link to a folder")]
    LinkToFolder,
    /// A link that leads nowhere, or round in a circle.
    #[error("it is passed over: a link that leads nowhere")]
    DeadLink,
}

impl WalkError {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            WalkError::Missing => "check the path; a relative one starts at the current folder",
            WalkError::Unreadable(_) => "check who owns it and its permissions (`ls -l`)",
            WalkError::NoFile(_) => "save what it gives to a file first",
            WalkError::LinkToFolder => "name the folder that it leads to as well",
            WalkError::DeadLink => "mend the link or delete it",
        }
    }

    /// True when documents may be missing because of it; false for what is no document in any case.
    pub fn is_failure(&self) -> bool {
        matches!(self, WalkError::Missing | WalkError::Unreadable(_))
    }
}

/// What a walk found.
#[derive(Debug, Default)]
pub struct Walk {
    /// The files, sorted by path, each once.
    pub files: Vec<Found>,
    /// What is not read, sorted by path.
    pub passed: Vec<Passed>,
    roots: Vec<Root>,
}

/// A path as given, and where it leads.
#[derive(Debug)]
struct Root {
    given: PathBuf,
    real: PathBuf,
}

impl Walk {
    /// The path of a found file as a person would write it: beginning with the path that was given.
    pub fn shown(&self, file: &Found) -> PathBuf {
        self.roots.get(file.root).map_or_else(|| file.path.clone(), |root| root.shown(&file.path))
    }
}

impl Walk {
    /// The folders and files that were given, as absolute paths without links in folders.
    pub fn roots(&self) -> impl Iterator<Item = &Path> {
        self.roots.iter().map(|root| root.real.as_path())
    }
}

impl Root {
    fn shown(&self, path: &Path) -> PathBuf {
        let shown = match path.strip_prefix(&self.real) {
            Ok(below) if below.as_os_str().is_empty() => self.given.clone(),
            Ok(below) => self.given.join(below),
            Err(_) => path.to_owned(),
        };
        shown.strip_prefix("./").map(Path::to_owned).unwrap_or(shown)
    }
}

/// Finds the files at `paths`, and in them where they are folders; `library` is left out.
pub fn walk(paths: &[PathBuf], library: &Path) -> Walk {
    let library = fs::canonicalize(library).ok();
    let mut walk = Walk::default();
    for given in paths {
        if let Err(why) = add(&mut walk, given, library.as_deref()) {
            walk.passed.push(Passed { path: given.clone(), why });
        }
    }
    walk.files.sort_by(|a, b| a.path.cmp(&b.path));
    walk.files.dedup_by(|a, b| a.path == b.path);
    walk.passed.sort_by(|a, b| a.path.cmp(&b.path));
    walk.passed.dedup_by(|a, b| a.path == b.path);
    walk
}

/// The path by which the ledger knows a file or folder that a person names; it need not be there any more.
pub fn ledger_path_of(given: &Path) -> String {
    let here = || std::path::absolute(given).unwrap_or_else(|_| given.to_owned());
    let place = if given.is_dir() { fs::canonicalize(given) } else { real_place(given) };
    ledger_path(&place.unwrap_or_else(|_| here()))
}

/// The files that the library knows and that are there, wherever they lie.
pub fn known_files(library: &Library) -> Result<Walk, LibraryError> {
    let mut walk = Walk::default();
    for source in library.sources()?.into_iter().filter(|source| !source.path.contains(INSIDE)) {
        let path = real_path(&source.path);
        if path.is_file() {
            // What went meanwhile is told when it is read.
            let _ = add(&mut walk, &path, None);
        }
    }
    walk.files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(walk)
}

/// Adds what is at one of the given paths. It itself may be a link.
fn add(walk: &mut Walk, given: &Path, library: Option<&Path>) -> Result<(), WalkError> {
    let metadata = fs::metadata(given).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => WalkError::Missing,
        _ => WalkError::Unreadable(error),
    })?;
    let root = walk.roots.len();
    if metadata.is_dir() {
        let real = fs::canonicalize(given).map_err(WalkError::Unreadable)?;
        walk.roots.push(Root { given: given.to_owned(), real });
        add_folder(walk, root, library);
        return Ok(());
    }
    if let Some(kind) = no_file(&metadata) {
        return Err(WalkError::NoFile(kind));
    }
    let real = real_place(given).map_err(WalkError::Unreadable)?;
    walk.files.push(found(real.clone(), &metadata, root));
    walk.roots.push(Root { given: given.to_owned(), real });
    Ok(())
}

/// Where a file is: its folder without links, and its own name, which may be that of a link.
fn real_place(path: &Path) -> io::Result<PathBuf> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match path.file_name() {
        Some(name) => Ok(fs::canonicalize(folder)?.join(name)),
        None => fs::canonicalize(path),
    }
}

/// Adds all files of a folder, with several threads.
fn add_folder(walk: &mut Walk, ordinal: usize, library: Option<&Path>) {
    let Walk { files, passed, roots } = walk;
    let Some(root) = roots.get(ordinal) else { return };
    let own = library.map(Path::to_owned);
    let walker = WalkBuilder::new(&root.real)
        .standard_filters(false)
        .hidden(true)
        .follow_links(false)
        .threads(std::thread::available_parallelism().map_or(1, usize::from).min(8))
        .filter_entry(move |entry| own.as_deref() != Some(entry.path()))
        .build_parallel();
    if library == Some(root.real.as_path()) {
        return;
    }
    let (files, passed) = (Mutex::new(files), Mutex::new(passed));
    walker.run(|| {
        Box::new(|entry| {
            match entry.map_err(of_ignore).and_then(|entry| look(&entry, ordinal)) {
                Ok(Some(file)) => files.lock().unwrap_or_else(PoisonError::into_inner).push(file),
                Ok(None) => {}
                Err((path, why)) => {
                    let path = path.map_or_else(|| root.given.clone(), |path| root.shown(&path));
                    passed.lock().unwrap_or_else(PoisonError::into_inner).push(Passed { path, why });
                }
            }
            WalkState::Continue
        })
    });
}

type Refused = (Option<PathBuf>, WalkError);

/// A directory entry as a file; None for a folder, which is walked.
fn look(entry: &DirEntry, root: usize) -> Result<Option<Found>, Refused> {
    let path = entry.path();
    let refuse = |why| (Some(path.to_owned()), why);
    if entry.file_type().is_some_and(|kind| kind.is_dir()) {
        return Ok(None);
    }
    let metadata = fs::metadata(path).map_err(|error| {
        refuse(if entry.path_is_symlink() { WalkError::DeadLink } else { WalkError::Unreadable(error) })
    })?;
    if metadata.is_dir() {
        return Err(refuse(WalkError::LinkToFolder));
    }
    match no_file(&metadata) {
        Some(kind) => Err(refuse(WalkError::NoFile(kind))),
        None => Ok(Some(found(path.to_owned(), &metadata, root))),
    }
}

fn found(path: PathBuf, metadata: &Metadata, root: usize) -> Found {
    let mtime_ns = metadata.mtime().saturating_mul(1_000_000_000).saturating_add(metadata.mtime_nsec());
    Found { path, size: metadata.len(), mtime_ns, root }
}

/// What it is, where it is no file.
fn no_file(metadata: &Metadata) -> Option<&'static str> {
    use std::os::unix::fs::FileTypeExt;
    let kind = metadata.file_type();
    match () {
        () if kind.is_file() => None,
        () if kind.is_fifo() => Some("a pipe"),
        () if kind.is_socket() => Some("a socket"),
        () => Some("a device"),
    }
}

/// An error of the walk, with the path that it is about.
fn of_ignore(error: ignore::Error) -> Refused {
    let mut path = None;
    let mut error = error;
    loop {
        error = match error {
            ignore::Error::WithPath { path: at, err } => {
                path = Some(at);
                *err
            }
            ignore::Error::WithDepth { err, .. } => *err,
            ignore::Error::Io(source) => return (path, WalkError::Unreadable(source)),
            other => return (path, WalkError::Unreadable(io::Error::other(other.to_string()))),
        };
    }
}

/// A path as the ledger keeps it: itself where it is UTF-8; else readable text and, to tell it from others, its bytes
/// in hex.
pub(crate) fn ledger_path(path: &Path) -> String {
    path.to_str().map_or_else(
        || {
            let hex: String = path.as_os_str().as_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
            format!("{} (bytes {hex})", path.to_string_lossy())
        },
        str::to_owned,
    )
}

/// The file of a path in the ledger: of a document inside a file, that file.
pub(crate) fn real_path(ledger: &str) -> PathBuf {
    let file = ledger.split_once(INSIDE).map_or(ledger, |(file, _)| file);
    let hex = file.strip_suffix(')').and_then(|file| file.rsplit_once(" (bytes ")).map(|(_, hex)| hex);
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    let bytes: Option<Vec<u8>> = hex.and_then(|hex| hex.as_bytes().chunks(2).map(byte).collect());
    match bytes.filter(|bytes| std::str::from_utf8(bytes).is_err()) {
        Some(bytes) => OsString::from_vec(bytes).into(),
        None => PathBuf::from(file),
    }
}

/// The path of a document inside the file at `path`.
pub(crate) fn path_inside(path: &str, name: &str) -> String {
    format!("{path}{INSIDE}{name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_come_sorted_each_once_and_shown_as_they_were_given() {
        let dir = tempfile::tempdir().unwrap();
        let at = |path: &str| dir.path().join(path);
        fs::create_dir_all(at("in/b/c")).unwrap();
        for path in ["in/z", "in/b/c/d", "in/b.txt", "in/.hidden", "in/b/.e"] {
            fs::write(at(path), "x").unwrap();
        }
        let walk = walk(&[at("in/b"), at("in"), at("in/z"), at("gone")], Path::new("nowhere"));
        let shown: Vec<PathBuf> = walk.files.iter().map(|file| walk.shown(file)).collect();
        assert_eq!(shown, [at("in/b/c/d"), at("in/b.txt"), at("in/z")]);
        assert!(
            matches!(walk.passed.as_slice(), [Passed { why: WalkError::Missing, .. }]),
            "{:?}",
            walk.passed
        );
    }

    #[test]
    fn names_that_are_no_utf8_are_told_apart() {
        use std::ffi::OsStr;
        let [a, b] = [&b"a\xff"[..], b"a\xfe"].map(|bytes| ledger_path(Path::new(OsStr::from_bytes(bytes))));
        assert_eq!(a, "a\u{fffd} (bytes 61ff)");
        assert_ne!(a, b);
        assert_eq!(ledger_path(Path::new("in/\u{e9}")), "in/\u{e9}");
        for name in [&b"a\xff"[..], b"in/\xc3\xa9", b"in/a (bytes 61)"] {
            let path = Path::new(OsStr::from_bytes(name));
            assert_eq!(real_path(&ledger_path(path)), path);
            assert_eq!(real_path(&path_inside(&ledger_path(path), "b.txt")), path);
        }
    }
}
