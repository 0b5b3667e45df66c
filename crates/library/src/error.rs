//! What can go wrong with a library, and what to do about it.

use std::io;
use std::path::{Path, PathBuf};

use crate::Problem;

/// Why a library could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum LibraryError {
    /// There is no library in the folder.
    #[error("{}: there is no library here", dir.display())]
    NotFound {
        /// The folder.
        dir: PathBuf,
    },
    /// `library.sqlite` is there and is something else.
    #[error("{}: this file is no almoner library", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// Another version of almoner made it.
    #[error("{}: the library has form {found}; this almoner knows form {known}", dir.display())]
    WrongVersion {
        /// The folder.
        dir: PathBuf,
        /// Its form.
        found: i64,
        /// The form this program writes.
        known: i64,
    },
    /// Another process writes to it.
    #[error("{}: the library is locked by {holder}", dir.display())]
    Locked {
        /// The folder.
        dir: PathBuf,
        /// Process, host and since when, as the holder wrote it.
        holder: String,
    },
    /// The file system does not let us.
    #[error("{}: {what}: {cause}", path.display())]
    Disk {
        /// The file or folder.
        path: PathBuf,
        /// What was tried, a lowercase fragment.
        what: &'static str,
        /// Why not.
        cause: io::Error,
    },
    /// SQLite does not do it.
    #[error("{}: {cause}", path.display())]
    Store {
        /// `library.sqlite`.
        path: PathBuf,
        /// Why not.
        cause: Box<rusqlite::Error>,
    },
    /// tantivy does not do it.
    #[error("{}: {cause}", path.display())]
    Index {
        /// The index folder.
        path: PathBuf,
        /// Why not.
        cause: Box<tantivy::TantivyError>,
    },
    /// Files of the index are damaged, and it could not be made again.
    #[error("{}: the index is damaged", path.display())]
    DamagedIndex {
        /// The index folder.
        path: PathBuf,
    },
    /// The query names a field, code or value that there is not.
    #[error("{0}")]
    Query(Problem),
    /// No activity has the id.
    #[error("{}: there is no activity `{id}`", dir.display())]
    NoSuchActivity {
        /// The folder.
        dir: PathBuf,
        /// As typed.
        id: String,
        /// The nearest id that there is.
        nearest: Option<String>,
    },
    /// Several activities have ids that begin so, or hold it.
    #[error("`{id}` is a part of {} ids", found.len())]
    SeveralActivities {
        /// As typed.
        id: String,
        /// The ids.
        found: Vec<String>,
    },
    /// A correction names no value, or one that does not fit.
    #[error("{id} {path}: {what}")]
    CannotCorrect {
        /// The activity, as typed.
        id: String,
        /// The path, as typed.
        path: String,
        /// What is wrong.
        what: String,
        /// What to do.
        hint: String,
    },
    /// The index is to be made, and may not be.
    #[error("{}: the library has no index, and you may not write there to make it", path.display())]
    NoIndex {
        /// The folder of the index.
        path: PathBuf,
    },
    /// Two names that are to be one are one.
    #[error("`{name}` is the same name twice")]
    OneName {
        /// As typed.
        name: String,
    },
    /// What is kept does not read as what was put there.
    #[error("{}: the library is damaged: {what}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        what: String,
    },
}

impl LibraryError {
    /// What to do about it.
    pub fn hint(&self) -> String {
        match self {
            LibraryError::NotFound { .. } => {
                "make one with `almoner ingest PATH`, or name another with --library DIR".to_owned()
            }
            LibraryError::Foreign { .. } => "name another folder with --library DIR".to_owned(),
            LibraryError::WrongVersion { found, known, .. } if found > known => {
                "a newer almoner made it: use that one, or ingest the documents into a new folder".to_owned()
            }
            LibraryError::WrongVersion { .. } => {
                "an older almoner made it: ingest the documents into a new folder".to_owned()
            }
            LibraryError::Locked { .. } => "wait until it has ended; searches work meanwhile".to_owned(),
            LibraryError::Disk { cause, .. } => disk_hint(cause).to_owned(),
            LibraryError::Store { .. } => store_hint(self.is_disk()).to_owned(),
            LibraryError::Index { path, .. } => {
                format!("the index can be made again from the records: delete {}", path.display())
            }
            LibraryError::DamagedIndex { path } => {
                format!("delete {}; the next command makes it again", path.display())
            }
            LibraryError::Query(problem) => problem.hint(),
            LibraryError::NoSuchActivity { nearest: Some(nearest), .. } => {
                format!("did you mean `{nearest}`?")
            }
            LibraryError::NoSuchActivity { .. } => {
                "`almoner search WORDS` prints the ids of what it finds".to_owned()
            }
            LibraryError::SeveralActivities { found, .. } => {
                let shown: Vec<&str> = found.iter().take(4).map(String::as_str).collect();
                format!("write more of it: {}", shown.join(", "))
            }
            LibraryError::CannotCorrect { hint, .. } => hint.clone(),
            LibraryError::NoIndex { .. } => {
                "whoever may write there makes it with any `almoner search`; or copy the folder and search the copy"
                    .to_owned()
            }
            LibraryError::OneName { .. } => {
                "case, accents and legal forms make no other name; give two that differ".to_owned()
            }
            LibraryError::Damaged { .. } => {
                "move the folder away and ingest the documents again; a copy of the folder may also be whole"
                    .to_owned()
            }
        }
    }

    /// True when the files may not be written.
    pub(crate) fn is_forbidden(&self) -> bool {
        use std::io::ErrorKind as Kind;
        matches!(self, LibraryError::Disk { cause, .. }
            if matches!(cause.kind(), Kind::PermissionDenied | Kind::ReadOnlyFilesystem))
    }

    /// True when disk, permission or quota is at fault, not the library and not the question.
    pub fn is_disk(&self) -> bool {
        use rusqlite::ErrorCode as Code;
        match self {
            LibraryError::Disk { .. } | LibraryError::NoIndex { .. } => true,
            LibraryError::Store { cause, .. } => matches!(
                cause.sqlite_error_code(),
                Some(
                    Code::DiskFull
                        | Code::SystemIoFailure
                        | Code::ReadOnly
                        | Code::PermissionDenied
                        | Code::CannotOpen
                        | Code::FileLockingProtocolFailed
                )
            ),
            LibraryError::Index { cause, .. } => matches!(
                **cause,
                tantivy::TantivyError::IoError(_)
                    | tantivy::TantivyError::OpenReadError(_)
                    | tantivy::TantivyError::OpenWriteError(_)
                    | tantivy::TantivyError::OpenDirectoryError(_)
            ),
            _ => false,
        }
    }

    /// True when files of the index do not read as tantivy wrote them: making it again helps.
    pub(crate) fn is_damaged_index(&self) -> bool {
        use tantivy::TantivyError as Cause;
        use tantivy::directory::error::{OpenReadError, OpenWriteError};
        let broken = |kind| matches!(kind, io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof);
        let LibraryError::Index { cause, .. } = self else { return false };
        match &**cause {
            Cause::DataCorruption(_) | Cause::InternalError(_) | Cause::IncompatibleIndex(_) => true,
            Cause::OpenReadError(OpenReadError::IoError { io_error, .. }) => broken(io_error.kind()),
            Cause::OpenReadError(_) => true,
            // What a stopped commit left is in the way.
            Cause::OpenWriteError(OpenWriteError::FileAlreadyExists(_)) => true,
            Cause::IoError(error) => broken(error.kind()) || error.kind() == io::ErrorKind::Other,
            _ => false,
        }
    }

    pub(crate) fn disk(path: &Path, what: &'static str) -> impl FnOnce(io::Error) -> LibraryError {
        let path = path.to_owned();
        move |cause| LibraryError::Disk { path, what, cause }
    }
}

fn disk_hint(cause: &io::Error) -> &'static str {
    match cause.kind() {
        io::ErrorKind::PermissionDenied => {
            "you may not write there: choose another folder with --library DIR"
        }
        io::ErrorKind::ReadOnlyFilesystem => {
            "the disk is read-only: choose another folder with --library DIR"
        }
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "make room on the disk; what was reported done is kept"
        }
        _ => "look at the disk and the rights of the folder; what was reported done is kept",
    }
}

fn store_hint(disk: bool) -> &'static str {
    if disk {
        "look at the disk's free space and the rights of the folder; what was reported done is kept"
    } else {
        "the file may be damaged: move the folder away and ingest the documents again"
    }
}
