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
    #[error("{}: cannot start a worker: {cause}", program.display())]
    NotStarted {
        /// The program.
        program: PathBuf,
        /// Why not.
        cause: io::Error,
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A pool whose workers are a shell script: it gets each request in `$request`.
    fn pool(workers: usize, hello: &str, script: &str) -> PoolOptions {
        let script = format!("echo '{hello}'; while read -r request; do {script}; done");
        let limits =
            WorkerLimits { time: Duration::from_secs(2), answer_bytes: 4096, ..WorkerLimits::default() };
        let arguments = vec!["-c".into(), script.into()];
        PoolOptions { program: "sh".into(), arguments, version: "1".to_owned(), workers, limits }
    }

    const READY: &str = r#"{"ready":"1"}"#;
    /// Answers with the request as the reason.
    const ECHO: &str = r#"name=${request#*:\"}; echo "{\"status\":\"empty\",\"extracted\":null,\"reason\":\"${name%\"*}\",\"hint\":null}""#;

    /// The outcome and reason of each file.
    fn outcomes(files: &[&str], options: &PoolOptions) -> Vec<(Outcome, String)> {
        let mut outcomes = Vec::new();
        read_files(files.iter().map(PathBuf::from), options, |index, path, reading| {
            assert_eq!((index, path), (outcomes.len(), PathBuf::from(files[index])));
            let Reading::Failed(failure) = reading else { panic!("{reading:?}") };
            outcomes.push((failure.status, failure.reason));
            ControlFlow::Continue(())
        })
        .unwrap();
        outcomes
    }

    #[test]
    fn readings_come_in_the_order_of_the_files() {
        let names: Vec<String> = (0..60).map(|number| format!("{number:02}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let slow_for_some = format!("case $request in *[37]*) sleep 0.05;; esac; {ECHO}");
        for workers in [0, 1, 4] {
            let reasons: Vec<String> = outcomes(&names, &pool(workers, READY, &slow_for_some))
                .into_iter()
                .map(|(_, reason)| reason)
                .collect();
            assert_eq!(reasons, names, "{workers} workers");
        }
    }

    #[test]
    fn each_end_of_a_worker_has_its_outcome_and_the_next_file_is_read() {
        let script = format!(
            "case $request in *memory*) echo 'memory allocation of 9 bytes failed' >&2; kill -ABRT $$;; \
             *stack*) echo 'thread main has overflowed its stack' >&2; kill -ABRT $$;; *hang*) exec sleep 60;; \
             *long*) head -c 9999 /dev/zero;; *noise*) echo hello;; *half*) printf '{{'; exit;; *gone*) exit 3;; esac; {ECHO}"
        );
        let files = ["memory", "stack", "hang", "long", "noise", "half", "gone", "good"];
        let outcomes = outcomes(&files, &pool(2, READY, &script));
        let words: Vec<&str> = outcomes.iter().map(|(outcome, _)| outcome.word()).collect();
        assert_eq!(
            words,
            ["memory", "crashed", "timeout", "limit", "crashed", "crashed", "crashed", "empty"],
            "{outcomes:?}"
        );
    }

    #[test]
    fn a_program_that_is_no_worker_ends_the_run() {
        let read = |options: &PoolOptions| {
            read_files(["a".into()].into_iter(), options, |_, _, _| ControlFlow::Continue(()))
                .unwrap_err()
                .to_string()
        };
        let said = read(&pool(1, "usage: sh", "true"));
        assert!(said.contains("did not get ready"), "{said}");
        let said = read(&pool(1, r#"{"ready":"2"}"#, "true"));
        assert!(said.contains("is almoner 2, not this version"), "{said}");
        let said = read(&PoolOptions { program: "/nowhere/almoner".into(), ..pool(1, READY, "true") });
        assert!(said.contains("cannot start a worker"), "{said}");
    }

    #[test]
    fn few_files_are_taken_ahead_and_none_after_the_end() {
        let mut delivered = 0;
        let taken = std::cell::Cell::new(0);
        let files = (0..1000).map(|number| {
            taken.set(number);
            PathBuf::from(number.to_string())
        });
        read_files(files, &pool(2, READY, ECHO), |index, _, _| {
            assert!(taken.get() < index + 8, "{} taken at {index}", taken.get());
            delivered += 1;
            if index == 20 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })
        .unwrap();
        assert_eq!(delivered, 21);
    }
}
