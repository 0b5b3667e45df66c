//! How workers are started, what each may take, and why none can be had.

use std::ffi::OsString;
use std::io;
use std::path::PathBuf;
use std::time::Duration;

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
    /// Time on the wall clock, from the request to the end of the answer.
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
