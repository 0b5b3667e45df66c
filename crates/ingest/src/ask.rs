//! What is to be read, and what comes back.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use almoner_record::{Extracted, Failure, Outcome};

use crate::credit::Credit;
use crate::protocol::Request;
use crate::walk::path_inside;

/// Something to be read.
#[derive(Debug)]
pub struct Ask {
    /// Counted from 0, in the order in which they were asked.
    pub number: u64,
    /// What it is.
    pub content: Content,
    /// Whatever the asker wants back with the reading.
    pub tag: String,
    /// Lets another ask come when this one is dropped.
    pub(crate) _credit: Credit,
}

/// What is to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// A file.
    File(PathBuf),
    /// Bytes in base64, not looked at by this process.
    Bytes {
        /// The bytes.
        base64: String,
        /// The document's name.
        name: String,
    },
    /// Nothing that could be read: it comes back as it is, in its turn.
    Refused {
        /// Why not.
        failure: Failure,
        /// What a person would call it.
        name: String,
    },
}

impl Ask {
    /// The request to a worker; short where the worker holds the file already.
    pub(crate) fn request(&self, place: Option<u32>, held: bool) -> Request {
        let whole = match &self.content {
            _ if held => Request::default(),
            Content::File(path) => Request::of_file(path),
            Content::Bytes { base64, name } => Request::of_bytes(base64, name),
            Content::Refused { .. } => Request::default(),
        };
        Request { place, ..whole }
    }
}

/// A reading, and what it is of.
#[derive(Debug)]
pub struct Done {
    /// What was asked.
    pub ask: Arc<Ask>,
    /// For a document inside it, its place there and its name.
    pub part: Option<Part>,
    /// How it ended.
    pub reading: Reading,
    /// The names of the documents inside it: each of them is read next, unasked.
    pub enclosed: Vec<String>,
    /// How long a worker had it.
    pub time: Duration,
    /// Room that the reading takes until it is dropped.
    pub(crate) _kept: Credit,
}

impl Done {
    /// What a person would call it: `bundle.zip!/a.pdf`.
    pub fn shown(&self) -> PathBuf {
        let file = match &self.ask.content {
            Content::File(path) => path.as_path(),
            Content::Bytes { name, .. } | Content::Refused { name, .. } => Path::new(name),
        };
        match &self.part {
            None => file.to_owned(),
            Some(part) => path_inside(&file.to_string_lossy(), &part.name).into(),
        }
    }
}

/// A document inside a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its place among them, from 0.
    pub place: u32,
    /// Its name there.
    pub name: String,
}

/// What became of one file: a failure is a value, not an error of the run.
#[derive(Debug, Clone, PartialEq)]
pub enum Reading {
    /// Read, and found to keep the rules of docs/record.md; `ok`, `partial` or `no-activity`. Of a partial one, the
    /// limit that cut it short.
    Read(Box<Extracted>, Outcome, Option<Failure>),
    /// It gave nothing.
    Failed(Failure),
}
