//! The index on a disk that fails: every call of tantivy to its folder fails once, in each of five ways, and after each the
//! old commit or the new one stands, whole, and the next run completes.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::json;
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    AntiCallToken, Directory, DirectoryLock, FileHandle, Lock, OwnedBytes, TerminatingWrite, WatchCallback,
    WatchHandle, WritePtr,
};
use tantivy::{Index, ReloadPolicy};

use crate::columns::{self, own};
use crate::index::with_payload;
use crate::sample::{activity, document, entry, library};
use crate::words::tokenizers;
use crate::{Library, LibraryError};

/// How the disk fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    /// One call fails with an I/O error.
    Io,
    /// This call and all further writes find the disk full.
    Full,
    /// Half of the bytes are written, then the disk is full.
    Short,
    /// The process ends: nothing that it wants after this call happens.
    Crash,
    /// The power goes: nor is there what was not synced before.
    PowerLoss,
}

const FAULTS: [Fault; 5] = [Fault::Io, Fault::Full, Fault::Short, Fault::Crash, Fault::PowerLoss];

/// A file: its bytes, and how many of them are on the disk for sure.
#[derive(Debug, Default)]
struct File {
    bytes: Vec<u8>,
    synced: usize,
}

type Files = BTreeMap<PathBuf, Arc<Mutex<File>>>;

#[derive(Debug, Default)]
struct Disk {
    /// The names as a process sees them.
    names: Files,
    /// The names that are on the disk for sure.
    synced: Files,
    locks: BTreeSet<PathBuf>,
    calls: usize,
    /// Which call fails, and how.
    plan: Option<(usize, Fault)>,
    /// It has failed.
    failed: bool,
}

/// A folder in memory that fails as planned.
#[derive(Debug, Clone, Default)]
struct Faulty {
    disk: Arc<Mutex<Disk>>,
}

/// What a call may still do.
#[derive(Debug, PartialEq, Eq)]
enum May {
    All,
    Half,
}

impl Disk {
    /// Counts a call that reads.
    fn read(&mut self) -> io::Result<()> {
        self.call(false).map(drop)
    }

    /// Counts a call that changes something.
    fn write(&mut self) -> io::Result<May> {
        self.call(true)
    }

    fn call(&mut self, writes: bool) -> io::Result<May> {
        self.calls += 1;
        let Some((number, fault)) = self.plan else { return Ok(May::All) };
        let now = self.calls == number;
        let later = self.failed;
        self.failed |= now;
        match fault {
            Fault::Io if now => Err(io::Error::other("as the test asked for")),
            Fault::Short if now && writes => Ok(May::Half),
            Fault::Full | Fault::Short if (now || later) && writes => Err(io::ErrorKind::StorageFull.into()),
            Fault::Crash | Fault::PowerLoss if now || later => {
                Err(io::Error::other("nobody is there any more"))
            }
            _ => Ok(May::All),
        }
    }
}

impl Faulty {
    fn disk(&self) -> MutexGuard<'_, Disk> {
        self.disk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn plan(&self, plan: Option<(usize, Fault)>) {
        let mut disk = self.disk();
        (disk.plan, disk.calls, disk.failed) = (plan, 0, false);
    }

    /// The folder as the next process finds it.
    fn next(&self, fault: Fault) -> Faulty {
        let disk = self.disk();
        let files = if fault == Fault::PowerLoss { &disk.synced } else { &disk.names };
        let copied = files.iter().map(|(path, file)| {
            let file = file.lock().unwrap();
            let length = if fault == Fault::PowerLoss { file.synced } else { file.bytes.len() };
            let file = File { bytes: file.bytes[..length].to_vec(), synced: length };
            (path.clone(), Arc::new(Mutex::new(file)))
        });
        let names: Files = copied.collect();
        let disk = Disk { synced: names.clone(), names, ..Disk::default() };
        Faulty { disk: Arc::new(Mutex::new(disk)) }
    }

    fn bytes(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        let mut disk = self.disk();
        disk.read().map_err(|error| OpenReadError::wrap_io_error(error, path.to_owned()))?;
        let file = disk.names.get(path).ok_or_else(|| OpenReadError::FileDoesNotExist(path.to_owned()))?;
        let bytes = file.lock().unwrap().bytes.clone();
        Ok(bytes)
    }
}

struct Writing {
    folder: Faulty,
    file: Arc<Mutex<File>>,
}

impl Write for Writing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let may = self.folder.disk().write()?;
        let length = if may == May::Half { bytes.len() / 2 } else { bytes.len() };
        self.file.lock().unwrap().bytes.extend_from_slice(&bytes[..length]);
        Ok(length)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl TerminatingWrite for Writing {
    /// As on a disk: the bytes are synced, the name is not.
    fn terminate_ref(&mut self, _: AntiCallToken) -> io::Result<()> {
        self.folder.disk().write()?;
        let mut file = self.file.lock().unwrap();
        file.synced = file.bytes.len();
        Ok(())
    }
}

/// Held while tantivy writes.
struct Held(Faulty, PathBuf);

impl Drop for Held {
    fn drop(&mut self) {
        self.0.disk().locks.remove(&self.1);
    }
}

impl Directory for Faulty {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        Ok(Arc::new(OwnedBytes::new(self.bytes(path)?)))
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        let mut disk = self.disk();
        disk.write()
            .map_err(|error| DeleteError::IoError { io_error: Arc::new(error), filepath: path.to_owned() })?;
        let gone = disk.names.remove(path);
        gone.map(drop).ok_or_else(|| DeleteError::FileDoesNotExist(path.to_owned()))
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        let mut disk = self.disk();
        disk.read().map_err(|error| OpenReadError::wrap_io_error(error, path.to_owned()))?;
        Ok(disk.names.contains_key(path))
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        let file = Arc::<Mutex<File>>::default();
        let mut disk = self.disk();
        disk.write().map_err(|error| OpenWriteError::wrap_io_error(error, path.to_owned()))?;
        if disk.names.contains_key(path) {
            return Err(OpenWriteError::FileAlreadyExists(path.to_owned()));
        }
        disk.names.insert(path.to_owned(), file.clone());
        Ok(io::BufWriter::new(Box::new(Writing { folder: self.clone(), file })))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.bytes(path)
    }

    /// A file beside it, synced, then renamed: the name waits for the folder to be synced.
    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        let mut disk = self.disk();
        if disk.write()? == May::Half {
            return Err(io::ErrorKind::StorageFull.into());
        }
        let file = File { bytes: data.to_vec(), synced: data.len() };
        disk.names.insert(path.to_owned(), Arc::new(Mutex::new(file)));
        Ok(())
    }

    fn sync_directory(&self) -> io::Result<()> {
        let mut disk = self.disk();
        disk.write()?;
        disk.synced = disk.names.clone();
        Ok(())
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        let mut disk = self.disk();
        disk.read().map_err(|error| LockError::IoError(Arc::new(error)))?;
        if lock.is_blocking {
            return Ok(DirectoryLock::from(Box::new(())));
        }
        if !disk.locks.insert(lock.filepath.clone()) {
            return Err(LockError::LockBusy);
        }
        drop(disk);
        Ok(DirectoryLock::from(Box::new(Held(self.clone(), lock.filepath.clone()))))
    }

    fn watch(&self, _: WatchCallback) -> tantivy::Result<WatchHandle> {
        Ok(WatchHandle::empty())
    }
}

/// What the commit in a folder has seen, and the documents that it holds, each as often as it holds it.
fn stands(folder: &Faulty) -> Option<(i64, Vec<u64>)> {
    let (index, payload) = with_payload(Index::open(folder.clone()).ok()?)?;
    assert!(index.validate_checksum().unwrap().is_empty(), "a file is damaged");
    let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into().unwrap();
    let mut documents = Vec::new();
    for segment in reader.searcher().segment_readers() {
        let column = segment.fast_fields().u64(own::DOCUMENT).unwrap();
        documents.extend(segment.doc_ids_alive().map(|doc| column.first(doc).unwrap()));
    }
    documents.sort_unstable();
    Some((payload.seen, documents))
}

/// Brings the index in `folder` up to date, as `Library::index` does with its own.
fn index(library: &Library, folder: &Faulty) -> Result<(), LibraryError> {
    let path = Path::new("nowhere");
    let error = |cause| LibraryError::Index { path: path.to_owned(), cause: Box::new(cause) };
    if !Index::exists(folder).map_err(|cause| error(cause.into()))? {
        let builder = Index::builder().schema(columns::schema()).tokenizers(tokenizers());
        let index = builder.open_or_create(folder.clone()).map_err(error)?;
        return library.index_changes(&index, 0);
    }
    match with_payload(Index::open(folder.clone()).map_err(error)?) {
        Some((index, payload)) => library.index_changes(&index, payload.seen),
        None => Err(LibraryError::DamagedIndex { path: path.to_owned() }),
    }
}

/// Makes each call of a run fail; gives how many calls a run makes.
fn fail_each_call(library: &Library, before: &Faulty, fault: Fault) -> usize {
    let old = stands(before);
    let whole = before.next(Fault::Crash);
    index(library, &whole).unwrap();
    let new = stands(&whole);
    assert!(new.is_some() && new != old);
    for number in 1.. {
        let folder = before.next(Fault::Crash);
        folder.plan(Some((number, fault)));
        let done = index(library, &folder);
        let reached = folder.disk().failed;
        let next = folder.next(fault);
        let found = stands(&next);
        let told = format!("{fault:?} at call {number}: {done:?}");
        assert!(found == old || found == new, "{told}: {found:?} is neither {old:?} nor {new:?}");
        assert!(done.is_err() || found == new, "{told}: it was reported done, and {found:?} stands");
        index(library, &next).unwrap_or_else(|error| panic!("{told}; the next run: {error}"));
        assert_eq!(stands(&next), new, "{told}; the next run");
        if !reached {
            assert!(done.is_ok(), "{told}");
            return number - 1;
        }
    }
    0
}

#[test]
fn whatever_call_fails_the_old_or_the_new_commit_stands_and_the_next_run_completes() {
    let one = |number: u32, text: &str| {
        let id = format!("X-{number}");
        document(&format!("{number}.txt"), "en", text, vec![activity(&id, json!({"title": text}))])
    };
    let (_dir, mut library) = library(vec![one(1, "Roads"), one(2, "Water")]);
    let empty = Faulty::default();
    let first = empty.next(Fault::Crash);
    index(&library, &first).unwrap();
    first.sync_directory().unwrap();
    // A change, an addition: entries go and come.
    library.put(vec![entry("1.txt", one(1, "Roads and bridges")), entry("3.txt", one(3, "Boats"))]).unwrap();
    for fault in FAULTS {
        let calls = fail_each_call(&library, &first, fault);
        assert!(calls > 30, "{fault:?}: {calls}");
    }
}
