//! Files to readings, by several workers at once.
//!
//! One thread, a seat, looks after each worker. The calling thread deals files to the seats and hands the readings
//! on in the order of the files. Only a few files are under way at a time, so memory does not grow with their number.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use almoner_record::{Extracted, Failure, Outcome};

use crate::worker::Worker;

/// How to start workers, how many, and what each may take.
#[derive(Debug, Clone)]
pub struct PoolOptions {
    /// The program that reads: almoner itself.
    pub program: PathBuf,
    /// Its arguments: `extract --worker …`.
    pub arguments: Vec<OsString>,
    /// The version that it must be.
    pub version: String,
    /// How many work at once; at least one does.
    pub workers: usize,
    /// What each may take.
    pub limits: WorkerLimits,
}

/// What a worker may take for one file. It holds to its memory itself; the clock and the answer are watched here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkerLimits {
    /// Time on the wall clock.
    pub time: Duration,
    /// Address space; here for the words only.
    pub memory_bytes: u64,
    /// Length of its answer.
    pub answer_bytes: u64,
}

impl Default for WorkerLimits {
    fn default() -> WorkerLimits {
        WorkerLimits { time: Duration::from_secs(60), memory_bytes: 1 << 30, answer_bytes: 256 << 20 }
    }
}

/// What became of one file: a failure is a value, not an error of the run.
#[derive(Debug, Clone, PartialEq)]
pub enum Reading {
    /// Read, and found to keep the rules of docs/record.md; `ok`, `partial` or `no-activity`.
    Read(Box<Extracted>, Outcome),
    /// It gave nothing.
    Failed(Failure),
}

/// No worker can be had: nothing can be read.
#[derive(Debug, thiserror::Error)]
pub enum PoolError {
    /// The system does not start the program.
    #[error("{}: cannot start a worker: {source}", program.display())]
    NotStarted {
        /// The program.
        program: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// The program started and said nothing that a worker says.
    #[error("{}: a worker did not get ready: {said}", program.display())]
    NotReady {
        /// The program.
        program: PathBuf,
        /// The last that it wrote to standard error.
        said: String,
    },
    /// The program was replaced while this one runs.
    #[error("{}: the worker is almoner {version}, not this version", program.display())]
    OtherVersion {
        /// The program.
        program: PathBuf,
        /// The version it says it is.
        version: String,
    },
}

impl PoolError {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            PoolError::NotStarted { .. } => {
                "is the system out of processes or memory? try again with `--workers 1`"
            }
            PoolError::NotReady { .. } => "try again with more `--memory`",
            PoolError::OtherVersion { .. } => "almoner was updated meanwhile; run the command again",
        }
    }
}

/// A worker is replaced after so many files, so that what it may leak stays small.
const FILES_A_WORKER: u32 = 500;

/// Reads the files with a pool of workers and gives each reading, with the file's ordinal, to `each`, in the order of
/// the files. A file whose worker died is tried once more, by a worker that has read nothing else. Ends when `files`
/// end, or early when `each` breaks off.
pub fn read_files(
    files: impl Iterator<Item = PathBuf>,
    options: &PoolOptions,
    mut each: impl FnMut(usize, PathBuf, Reading) -> ControlFlow<()>,
) -> Result<(), PoolError> {
    let seats = options.workers.max(1);
    let mut files = files.enumerate().fuse();
    std::thread::scope(|scope| {
        let (jobs, dealt) = mpsc::channel::<Job>();
        let dealt = std::sync::Arc::new(Mutex::new(dealt));
        let (done, finished) = mpsc::channel();
        for _ in 0..seats {
            let (dealt, done) = (dealt.clone(), done.clone());
            scope.spawn(move || seat(&dealt, &done, options));
        }
        let mut under_way = 0;
        let mut next = 0;
        let mut waiting = BTreeMap::new();
        loop {
            while under_way < 4 * seats
                && let Some(job) = files.next()
            {
                under_way += 1;
                let _ = jobs.send(job);
            }
            if under_way == 0 {
                return Ok(());
            }
            let Ok((index, path, reading)) = finished.recv() else { return Ok(()) };
            waiting.insert(index, (path, reading?));
            while let Some((path, reading)) = waiting.remove(&next) {
                if each(next, path, reading).is_break() {
                    return Ok(());
                }
                next += 1;
                under_way -= 1;
            }
        }
    })
}

type Job = (usize, PathBuf);
type Done = (usize, PathBuf, Result<Reading, PoolError>);

/// Takes files from the deal, one at a time, until there are no more or nobody wants the readings.
fn seat(dealt: &Mutex<Receiver<Job>>, done: &Sender<Done>, options: &PoolOptions) {
    let mut worker = None;
    loop {
        let job = dealt.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((index, path)) = job else { return };
        let reading = read(&path, &mut worker, options);
        if done.send((index, path, reading)).is_err() {
            return;
        }
    }
}

/// Has one file read by the seat's worker, starting one where there is none; a second time where the first died.
fn read(path: &Path, seated: &mut Option<Worker>, options: &PoolOptions) -> Result<Reading, PoolError> {
    let mut tried = false;
    loop {
        let mut worker = match seated.take().filter(|worker| worker.files < FILES_A_WORKER) {
            Some(worker) => worker,
            None => Worker::start(options)?,
        };
        match worker.read(path, options) {
            Ok(reading) => {
                *seated = Some(worker);
                return Ok(reading);
            }
            Err(loss) if tried || !loss.again => return Ok(Reading::Failed(loss.failure)),
            Err(_) => tried = true,
        }
    }
}
