//! One writer at a time. The lock is the operating system's, on an own file: it dies with the process, so a killed
//! ingest locks nobody out. What the holder wrote into the file is for people.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;

use crate::LibraryError;

const NAME: &str = "writer.lock";

/// Held while a library is open for writing.
#[derive(Debug)]
pub(crate) struct WriterLock {
    _file: File,
}

impl WriterLock {
    /// Takes the lock of the library in `dir`, or says who has it.
    pub(crate) fn take(dir: &Path) -> Result<WriterLock, LibraryError> {
        let path = dir.join(NAME);
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(LibraryError::disk(&path, "cannot open the lock file"))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(LibraryError::Locked { dir: dir.to_owned(), holder: holder(&mut file) });
            }
            // Some network disks have no locks at all: that is not "locked by another".
            Err(TryLockError::Error(cause)) => {
                return Err(LibraryError::Disk { path, what: "this disk does not lock files", cause });
            }
        }
        sign(&mut file).map_err(LibraryError::disk(&path, "cannot write the lock file"))?;
        Ok(WriterLock { _file: file })
    }
}

fn sign(file: &mut File) -> std::io::Result<()> {
    let since = jiff::Timestamp::now().strftime("%Y-%m-%d %H:%M:%S UTC");
    file.set_len(0)?;
    file.rewind()?;
    writeln!(file, "process {} on {} since {since}", std::process::id(), host())
}

fn holder(file: &mut File) -> String {
    let mut words = String::new();
    // A holder that has just begun may not have signed yet.
    let signed = file.rewind().and_then(|()| file.read_to_string(&mut words)).is_ok();
    match words.trim() {
        words if signed && !words.is_empty() => words.to_owned(),
        _ => "another process".to_owned(),
    }
}

fn host() -> String {
    let name = std::fs::read_to_string("/proc/sys/kernel/hostname")
        .or_else(|_| std::fs::read_to_string("/etc/hostname"))
        .unwrap_or_default();
    if name.trim().is_empty() { "this machine".to_owned() } else { name.trim().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_writer_is_told_who_the_first_is_and_may_go_on_after_it() {
        let dir = tempfile::tempdir().unwrap();
        let first = WriterLock::take(dir.path()).unwrap();
        let refused = WriterLock::take(dir.path()).unwrap_err().to_string();
        assert!(refused.contains(&format!("locked by process {} on ", std::process::id())), "{refused}");
        assert!(refused.contains(" UTC"), "{refused}");
        drop(first);
        WriterLock::take(dir.path()).unwrap();
    }
}
