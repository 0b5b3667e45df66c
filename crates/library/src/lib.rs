//! A folder of activity records: SQLite keeps them, tantivy finds them.
//!
//! ```text
//! store.rs    library.sqlite: what is kept, and the order in which it reaches the disk
//! lock.rs     one writer at a time
//! error.rs    what can go wrong, and what to do about it
//! ```

mod error;
mod lock;
#[cfg(test)]
mod sample;
mod store;

pub use error::LibraryError;
pub use store::{Counts, Entry, Library, Source};
