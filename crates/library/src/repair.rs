//! Damage made right where that can be: the database is written anew from all of its rows that are what was put there, and
//! the index from the records.
//!
//! The old file stays as a copy. What depends on a damaged row is marked in the ledger, so that the next ingest reads its
//! file again; what no file says again (history, corrections) is taken out, and only the copy has it.

mod salvage;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use serde::Serialize;

use crate::doctor::{Checkup, DATABASE, Finding, Remedy, examine_locked};
use crate::lock::WriterLock;
use crate::store::{at, create, now, open_for_reading};
use crate::{Library, LibraryError};

/// What a repair did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Repair {
    /// What was found before.
    pub before: Checkup,
    /// Where the database as it was stays; none where nothing had to be done to it.
    pub copy: Option<PathBuf>,
    /// Paths of files whose documents are lost, in whole or in part: the next ingest reads them again.
    pub read_again: Vec<String>,
    /// What was taken out and is said by no document.
    pub taken_out: Vec<Finding>,
    /// Whether the index was made anew.
    pub index: bool,
    /// What is found now.
    pub after: Checkup,
}

/// Makes right what is damaged in the library in `dir`, after a copy of the database.
///
/// # Errors
/// Another process writes to it, the database does not open at all, or the disk does not let us. The library then is as it
/// was.
pub fn repair(dir: &Path) -> Result<Repair, LibraryError> {
    // One of an older form is migrated by that.
    let library = Library::open(dir)?;
    let lock = WriterLock::take(dir)?;
    let before = examine_locked(&library)?;
    drop(library);
    let of_database = before.damages().any(|damage| damage.file == DATABASE);
    let of_index = before.findings.iter().any(|finding| finding.file.starts_with("index"));
    let mut saved = Saved::default();
    if of_database {
        saved = save(dir)?;
    }
    let library = Library::open_locked(dir, lock)?;
    let index = of_database || of_index;
    if index {
        library.index_all()?;
    }
    remove_leftovers(dir)?;
    let taken_out = before.damages().filter(|damage| damage.remedy == Remedy::TakeOut).cloned().collect();
    let after = examine_locked(&library)?;
    let Saved { copy, read_again } = saved;
    Ok(Repair { before, copy, read_again: read_again.into_iter().collect(), taken_out, index, after })
}

fn remove_leftovers(dir: &Path) -> Result<(), LibraryError> {
    let removed = |path: &Path, removed: std::io::Result<()>| match removed {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(LibraryError::disk(path, "cannot remove what a stopped run left")(error))
        }
        _ => Ok(()),
    };
    let index = dir.join("index.new");
    removed(&index, std::fs::remove_dir_all(&index))?;
    for name in
        ["library.copy.sqlite", "library.new.sqlite", "library.new.sqlite-wal", "library.new.sqlite-shm"]
    {
        let path = dir.join(name);
        removed(&path, std::fs::remove_file(&path))?;
    }
    Ok(())
}

/// What a new database was written from.
#[derive(Default)]
struct Saved {
    copy: Option<PathBuf>,
    read_again: BTreeSet<String>,
}

/// Writes a new database from what is sound, and puts it in the place of the old one.
fn save(dir: &Path) -> Result<Saved, LibraryError> {
    let (path, fresh) = (dir.join(DATABASE), dir.join("library.new.sqlite"));
    remove_leftovers(dir)?;
    let old = open_for_reading(&path).map_err(at(&path))?;
    let mut db = Connection::open(&fresh).map_err(at(&fresh))?;
    create(&mut db).map_err(at(&fresh))?;
    let transaction = db.transaction().map_err(at(&fresh))?;
    let read_again = salvage::all(&old, &transaction).map_err(at(&fresh))?;
    transaction.commit().map_err(at(&fresh))?;
    // All in one file, without a log beside it.
    db.pragma_update(None, "journal_mode", "DELETE").map_err(at(&fresh))?;
    db.close().map_err(|(_, error)| at(&fresh)(error))?;
    drop(old);
    let copy = replace(dir, &path, &fresh)
        .map_err(LibraryError::disk(&path, "cannot put the repaired database in its place"))?;
    Ok(Saved { copy: Some(copy), read_again })
}

/// The old database gets a name that tells what it is, with its log where it has one; the new one gets its name.
fn replace(dir: &Path, path: &Path, fresh: &Path) -> std::io::Result<PathBuf> {
    let stamp: String = now().chars().filter(char::is_ascii_alphanumeric).collect();
    let mut copy = dir.join(format!("library.before-repair-{stamp}.sqlite"));
    let mut number = 1;
    while copy.exists() {
        number += 1;
        copy = dir.join(format!("library.before-repair-{stamp}-{number}.sqlite"));
    }
    let beside = |path: &Path, ending: &str| {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        PathBuf::from(name)
    };
    std::fs::File::open(fresh)?.sync_all()?;
    if let Ok(metadata) = std::fs::metadata(path) {
        std::fs::set_permissions(fresh, metadata.permissions())?;
    }
    // Not every disk knows links.
    std::fs::hard_link(path, &copy).or_else(|_| std::fs::copy(path, &copy).map(drop))?;
    // A log of the old database beside the new one would be taken for its own.
    if beside(path, "-wal").exists() {
        std::fs::rename(beside(path, "-wal"), beside(&copy, "-wal"))?;
    }
    let _ = std::fs::remove_file(beside(path, "-shm"));
    std::fs::rename(fresh, path)?;
    std::fs::File::open(dir)?.sync_all()?;
    Ok(copy)
}
