//! The lines between the two processes. A worker says [`Hello`] once; then each line it gets is a [`Request`], and
//! it writes one line for it, an [`Answer`]. It ends when its input ends.
//!
//! ```text
//! <  {"ready":"0.1.0"}
//! >  {"path":"in/haiti-roads.txt"}
//! <  {"status":"ok","extracted":{…},"reason":null,"hint":null}
//! >  {"path_bytes":[105,110,47,255]}
//! <  {"status":"empty","extracted":null,"reason":"the file is empty","hint":"…"}
//! ```

use std::ffi::OsString;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};

use almoner_record::{Extracted, Outcome};
use serde::{Deserialize, Serialize};

/// The first line of a worker: it has started, its layouts and rates are read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    /// The worker's version; it must be that of whoever started it.
    pub ready: String,
}

/// A file to be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Request {
    /// Its path.
    Path(String),
    /// Its path, where that is no UTF-8.
    PathBytes(Vec<u8>),
}

impl Request {
    /// The request to read the file at `path`.
    pub fn of(path: &Path) -> Request {
        match path.to_str() {
            Some(text) => Request::Path(text.to_owned()),
            None => Request::PathBytes(path.as_os_str().as_bytes().to_vec()),
        }
    }

    /// The path of the file.
    pub fn into_path(self) -> PathBuf {
        match self {
            Request::Path(text) => PathBuf::from(text),
            Request::PathBytes(bytes) => PathBuf::from(OsString::from_vec(bytes)),
        }
    }
}

/// What a worker has to say about one file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// How the reading ended.
    pub status: Outcome,
    /// What the document gives: there for `ok`, `partial` and `no-activity`, and for no other status.
    pub extracted: Option<Box<Extracted>>,
    /// Why it gives nothing, or not all; null for `ok`.
    pub reason: Option<String>,
    /// What to do about it.
    pub hint: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_arrives_as_it_was_sent() {
        for (path, line) in [
            (Path::new("in/a b.txt").to_owned(), r#"{"path":"in/a b.txt"}"#),
            (Path::new("in/new\nline").to_owned(), r#"{"path":"in/new\nline"}"#),
            (PathBuf::from(OsString::from_vec(vec![b'a', 255])), r#"{"path_bytes":[97,255]}"#),
        ] {
            let sent = serde_json::to_string(&Request::of(&path)).unwrap();
            assert_eq!(sent, line);
            assert_eq!(serde_json::from_str::<Request>(&sent).unwrap().into_path(), path);
        }
    }
}
