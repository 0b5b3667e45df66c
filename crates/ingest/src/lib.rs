//! Files to worker processes to the library.
//!
//! This crate knows no reader of any format: the process that holds the library hands each file to a worker, a child
//! process with little memory and little time, and looks only at what comes back. A file that breaks its worker
//! costs that file.
//!
//! ```text
//! walk.rs      paths -> files, in one order
//! plan.rs      which of them are to be read, as the ledger tells
//! pool.rs      what is to be read -> readings, by several workers at once (ask.rs: what is asked and what comes back;
//!              desk.rs: who reads what next; credit.rs: how much is under way; options.rs: what a worker may take)
//! worker.rs    one worker: started, asked, watched, buried (wire.rs: its pipes)
//! protocol.rs  what goes between the two processes
//! run.rs       files -> readings -> library, each file with exactly one outcome
//! ```

mod ask;
mod credit;
mod desk;
mod options;
mod plan;
mod pool;
mod protocol;
mod run;
mod seat;
mod walk;
mod wire;
mod worker;

pub use ask::{Ask, Content, Done, Part, Reading};
pub use options::{PoolError, PoolOptions, WorkerLimits};
pub use plan::{Check, Choice, FailedBefore, Known, Only, Plan, PlanEnd, Planned, Step, count_documents};
pub use pool::{Feed, Pool, pool, read_files};
pub use protocol::{Answer, Hello, Request, is_archive};
pub use run::{IngestError, Options, Progress, Report, Vanished, ingest};
pub use walk::{Files, Found, Passed, Walk, WalkError, known_files, ledger_path_of, walk};
