//! What goes between the two processes. A worker says [`Hello`] once; then each line it gets is a [`Request`], and it writes an
//! [`Answer`] for it: one line, and behind it as many bytes as the line says, the packed records (almoner-record, packed.rs). It
//! ends when its input ends.
//!
//! ```text
//! <  {"ready":"0.1.0"}
//! >  {"number":1,"path":"in/haiti-roads.txt"}
//! <  {"number":1,"status":"ok","extracted":6021,"reason":null,"hint":null}
//! <  6021 bytes
//! >  {"number":2,"path_bytes":[105,110,47,255]}
//! <  {"number":2,"status":"empty","extracted":null,"reason":"the file is empty","hint":"…"}
//! >  {"number":3,"path":"in/bundle.zip"}
//! <  {"number":3,"status":"no-activity","extracted":90,"reason":null,"hint":null,"enclosed":["a.txt","b.txt"]}
//! <  90 bytes
//! >  {"number":4,"place":1}
//! <  {"number":4,"status":"ok","extracted":5112,"reason":null,"hint":null}
//! <  5112 bytes
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

/// What a worker is to read.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Request {
    /// Counted from 1 for each worker; the answer carries it too, so that none is taken for another's.
    pub number: u32,
    /// The file's path.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The file's path, where that is no UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path_bytes: Option<Vec<u8>>,
    /// The document itself in base64, where it is no file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base64: Option<String>,
    /// The document's name, where it is no file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Not the file itself but the document at this place of its `enclosed`. Where the request names no file, it is
    /// the one that this worker read last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<u32>,
}

impl Request {
    /// The request to read the file at `path`.
    pub fn of_file(path: &Path) -> Request {
        match path.to_str() {
            Some(text) => Request { path: Some(text.to_owned()), ..Request::default() },
            None => Request { path_bytes: Some(path.as_os_str().as_bytes().to_vec()), ..Request::default() },
        }
    }

    /// The request to read what `base64` holds, as a file named `name`.
    pub fn of_bytes(base64: &str, name: &str) -> Request {
        Request { base64: Some(base64.to_owned()), name: Some(name.to_owned()), ..Request::default() }
    }

    /// True where it says which file is meant, or holds it; else it is the one that was read last.
    pub fn names_a_file(&self) -> bool {
        self.path.is_some() || self.path_bytes.is_some() || self.base64.is_some()
    }

    /// The path of the file; None where it is none.
    pub fn file(&self) -> Option<PathBuf> {
        let text = self.path.as_ref().map(PathBuf::from);
        text.or_else(|| self.path_bytes.as_ref().map(|bytes| OsString::from_vec(bytes.clone()).into()))
    }
}

/// What a worker has to say about one file. Its line has the length of the packed records in the place of the records.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answer<Records = Box<Extracted>> {
    /// That of the request.
    #[serde(default)]
    pub number: u32,
    /// How the reading ended.
    pub status: Outcome,
    /// What the document gives: there for `ok`, `partial` and `no-activity`, and for no other status.
    pub extracted: Option<Records>,
    /// Why it gives nothing, or not all; null for `ok`.
    pub reason: Option<String>,
    /// What to do about it.
    pub hint: Option<String>,
    /// The names of the documents inside it, each of which is asked for by its place here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub enclosed: Vec<String>,
}

impl<Records> Answer<Records> {
    /// The same with other records.
    pub(crate) fn with<T>(self, extracted: Option<T>) -> Answer<T> {
        let Answer { number, status, extracted: _, reason, hint, enclosed } = self;
        Answer { number, status, extracted, reason, hint, enclosed }
    }
}

impl Answer {
    /// The answer as it goes to the one who asked: its line, and the records.
    ///
    /// # Errors
    /// None that is known: a line that cannot be written.
    pub fn sent(mut self) -> serde_json::Result<Vec<u8>> {
        let packed = self.extracted.take().map(|extracted| extracted.pack());
        let line = self.with(packed.as_ref().map(Vec::len));
        let mut sent = serde_json::to_vec(&line)?;
        sent.push(b'\n');
        sent.extend(packed.unwrap_or_default());
        Ok(sent)
    }
}

/// True for what has no text of its own but documents inside.
pub fn is_archive(extracted: &Extracted, enclosed: &[String]) -> bool {
    extracted.text.is_empty() && !enclosed.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_arrives_as_it_was_sent() {
        for (path, line) in [
            (Path::new("in/a b.txt").to_owned(), r#"{"number":0,"path":"in/a b.txt"}"#),
            (Path::new("in/new\nline").to_owned(), r#"{"number":0,"path":"in/new\nline"}"#),
            (PathBuf::from(OsString::from_vec(vec![b'a', 255])), r#"{"number":0,"path_bytes":[97,255]}"#),
        ] {
            let sent = serde_json::to_string(&Request::of_file(&path)).unwrap();
            assert_eq!(sent, line);
            assert_eq!(serde_json::from_str::<Request>(&sent).unwrap().file(), Some(path));
        }
    }
}
