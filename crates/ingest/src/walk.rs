//! Paths to files, in one order whatever the disk's is.
//!
//! Files come one by one, so that a folder of millions takes no memory; in the order of the bytes of their paths, so that
//! they can be laid beside the ledger. Hidden files and the library's own folder are left out; ignore files
//! (`.gitignore`) are not obeyed, because a folder of documents is no source code. Nothing is opened: what is no file
//! (a pipe would wait for ever) is passed over by its type alone, and links to folders are not followed.

use std::ffi::{OsStr, OsString};
use std::fs::{self, Metadata};
use std::io;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use almoner_library::{INSIDE, Library, LibraryError};
use walkdir::{DirEntry, FilterEntry, WalkDir};

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

impl Found {
    /// The number of the given path below which it was found.
    pub(crate) fn root(&self) -> usize {
        self.root
    }
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

/// Paths that were given, and the files below them.
#[derive(Debug, Default)]
pub struct Walk {
    /// Which of the given paths lead to no file and no folder.
    pub passed: Vec<Passed>,
    /// In the order of their places; none lies in another.
    roots: Vec<Root>,
    library: Option<PathBuf>,
}

/// A path as given, and where it leads.
#[derive(Debug, Clone)]
struct Root {
    given: PathBuf,
    real: PathBuf,
    is_folder: bool,
}

impl Walk {
    /// The path of a found file as a person would write it: beginning with the path that was given.
    pub fn shown(&self, file: &Found) -> PathBuf {
        self.roots.get(file.root).map_or_else(|| file.path.clone(), |root| root.shown(&file.path))
    }

    /// The folders and files that were given, as absolute paths without links in folders.
    pub fn roots(&self) -> impl Iterator<Item = &Path> {
        self.roots.iter().map(|root| root.real.as_path())
    }

    /// True where the root with this number is a folder.
    pub(crate) fn is_folder(&self, root: usize) -> bool {
        self.roots.get(root).is_some_and(|root| root.is_folder)
    }

    /// The files, each once, in the order of the bytes of their paths: no more of them are held than one folder has.
    pub fn files(&self) -> Files<'_> {
        Files { walk: self, root: 0, inside: None }
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

/// The files at `paths`, and in them where they are folders; `library` is left out. Folders are not listed yet.
pub fn walk(paths: &[PathBuf], library: &Path) -> Walk {
    let mut walk = Walk { library: Some(place_to_be(library)), ..Walk::default() };
    for given in paths {
        match root(given) {
            Ok(root) => walk.roots.push(root),
            Err(why) => walk.passed.push(Passed { path: given.clone(), why }),
        }
    }
    walk.tidy();
    walk
}

impl Walk {
    /// Each place once: what lies in a folder that is given too is found in that.
    fn tidy(&mut self) {
        self.roots.sort_by(|a, b| in_order(&a.real, a.is_folder).cmp(in_order(&b.real, b.is_folder)));
        let mut kept: Vec<Root> = Vec::new();
        for root in std::mem::take(&mut self.roots) {
            let is_known = kept.iter().rev().any(|other| {
                other.real == root.real
                    || other.is_folder && root.real.starts_with(&other.real) && is_seen(&root, other)
            });
            if !is_known {
                kept.push(root);
            }
        }
        self.roots = kept;
        self.passed.sort_by(|a, b| a.path.cmp(&b.path));
        self.passed.dedup_by(|a, b| a.path == b.path);
    }
}

/// False for what is hidden in a folder: it is read only where it is named itself.
fn is_seen(root: &Root, folder: &Root) -> bool {
    let below = root.real.strip_prefix(&folder.real).unwrap_or(&root.real);
    !below.iter().any(is_hidden)
}

fn is_hidden(name: &OsStr) -> bool {
    name.as_bytes().first() == Some(&b'.')
}

/// The bytes of a path by which files come in order: those of a folder end with `/`, as they do in the paths below it.
fn in_order(path: &Path, is_folder: bool) -> impl Iterator<Item = &u8> {
    path.as_os_str().as_bytes().iter().chain(is_folder.then_some(&b'/'))
}

/// The files of a walk.
pub struct Files<'w> {
    walk: &'w Walk,
    root: usize,
    inside: Option<Entries>,
}

type Entries = FilterEntry<walkdir::IntoIter, Box<dyn FnMut(&DirEntry) -> bool + Send>>;

impl Iterator for Files<'_> {
    type Item = Result<Found, Passed>;

    fn next(&mut self) -> Option<Result<Found, Passed>> {
        loop {
            let root = self.walk.roots.get(self.root)?;
            if let Some(entries) = &mut self.inside {
                match entries.next() {
                    None => {
                        self.inside = None;
                        self.root += 1;
                    }
                    Some(entry) => {
                        let looked = entry.map_err(of_walkdir).and_then(|entry| look(&entry, self.root));
                        match looked {
                            Ok(None) => {}
                            Ok(Some(found)) => return Some(Ok(found)),
                            Err((path, why)) => {
                                let path = path.map_or_else(|| root.given.clone(), |path| root.shown(&path));
                                return Some(Err(Passed { path, why }));
                            }
                        }
                    }
                }
            } else if root.is_folder {
                self.inside = Some(entries(&root.real, self.walk.library.clone()));
            } else {
                let ordinal = self.root;
                self.root += 1;
                return Some(match fs::metadata(&root.real) {
                    Ok(metadata) => Ok(found(root.real.clone(), &metadata, ordinal)),
                    Err(error) => Err(Passed { path: root.given.clone(), why: WalkError::Unreadable(error) }),
                });
            }
        }
    }
}

fn entries(folder: &Path, library: Option<PathBuf>) -> Entries {
    fn bytes(entry: &DirEntry) -> impl Iterator<Item = &u8> {
        in_order(Path::new(entry.file_name()), entry.file_type().is_dir())
    }
    let wanted = move |entry: &DirEntry| {
        library.as_deref() != Some(entry.path()) && (entry.depth() == 0 || !is_hidden(entry.file_name()))
    };
    WalkDir::new(folder)
        .follow_links(false)
        .sort_by(|a, b| bytes(a).cmp(bytes(b)))
        .into_iter()
        .filter_entry(Box::new(wanted))
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
            walk.roots.push(Root { given: path.clone(), real: path, is_folder: false });
        }
    }
    Ok(walk)
}

/// One of the given paths. It itself may be a link.
fn root(given: &Path) -> Result<Root, WalkError> {
    let metadata = fs::metadata(given).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => WalkError::Missing,
        _ => WalkError::Unreadable(error),
    })?;
    let is_folder = metadata.is_dir();
    if let Some(kind) = no_file(&metadata).filter(|_| !is_folder) {
        return Err(WalkError::NoFile(kind));
    }
    let real = if is_folder { fs::canonicalize(given) } else { real_place(given) };
    Ok(Root { given: given.to_owned(), real: real.map_err(WalkError::Unreadable)?, is_folder })
}

/// Where a folder is, or will be when it is made: without links as far as it is there.
fn place_to_be(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let there = path.ancestors().find_map(|above| Some((fs::canonicalize(above).ok()?, above)));
    match there {
        Some((real, above)) => real.join(path.strip_prefix(above).unwrap_or(Path::new(""))),
        None => path,
    }
}

/// Where a file is: its folder without links, and its own name, which may be that of a link.
fn real_place(path: &Path) -> io::Result<PathBuf> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match path.file_name() {
        Some(name) => Ok(fs::canonicalize(folder)?.join(name)),
        None => fs::canonicalize(path),
    }
}

type Refused = (Option<PathBuf>, WalkError);

/// A directory entry as a file; None for a folder, which is walked.
fn look(entry: &DirEntry, root: usize) -> Result<Option<Found>, Refused> {
    let path = entry.path();
    let refuse = |why| (Some(path.to_owned()), why);
    if entry.file_type().is_dir() {
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
fn of_walkdir(error: walkdir::Error) -> Refused {
    let path = error.path().map(Path::to_owned);
    let what = error.to_string();
    (path, WalkError::Unreadable(error.into_io_error().unwrap_or_else(|| io::Error::other(what))))
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
        fs::create_dir_all(at("in/library")).unwrap();
        fs::write(at("in/library/library.sqlite"), "x").unwrap();
        let walk = walk(&[at("in/b"), at("in"), at("in/z"), at("gone")], &at("in/b/../library"));
        let shown: Vec<PathBuf> = walk.files().map(|file| walk.shown(&file.unwrap())).collect();
        assert_eq!(shown, [at("in/b.txt"), at("in/b/c/d"), at("in/z")], "a point comes before a slash");
        assert!(
            matches!(walk.passed.as_slice(), [Passed { why: WalkError::Missing, .. }]),
            "{:?}",
            walk.passed
        );
    }

    #[test]
    fn names_that_are_no_utf8_are_told_apart() {
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
