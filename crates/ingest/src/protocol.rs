//! The lines between the two processes. A worker says [`Hello`] once; then each line it gets is a [`Request`], and
//! it writes one line for it, an [`Answer`]. It ends when its input ends.
//!
//! ```text
//! <  {"ready":"0.1.0"}
//! >  {"number":1,"path":"in/haiti-roads.txt"}
//! <  {"number":1,"status":"ok","extracted":{"bare":{…},"evidence":[…]},"reason":null,"hint":null}
//! >  {"number":2,"path_bytes":[105,110,47,255]}
//! <  {"number":2,"status":"empty","extracted":null,"reason":"the file is empty","hint":"…"}
//! >  {"number":3,"path":"in/bundle.zip"}
//! <  {"number":3,"status":"no-activity","extracted":{…},"reason":null,"hint":null,"enclosed":["a.txt","b.txt"]}
//! >  {"number":4,"place":1}
//! <  {"number":4,"status":"ok","extracted":{…},"reason":null,"hint":null}
//! ```
//!
//! An answer goes as [`Packed`]: without what the one who asked can tell by itself. Most of a record is its evidence, and
//! to write and read that in full takes longer than the rest of the way.

use std::ffi::OsString;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};

use almoner_record::{Extracted, Origin, Outcome, Unquoted};
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

    /// The path of the file; None where it is none.
    pub fn file(&self) -> Option<PathBuf> {
        let text = self.path.as_ref().map(PathBuf::from);
        text.or_else(|| self.path_bytes.as_ref().map(|bytes| OsString::from_vec(bytes.clone()).into()))
    }
}

/// What a worker has to say about one file: on its way with [`Packed`] records, before and after it with whole ones.
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
    fn with<T>(self, extracted: Option<T>) -> Answer<T> {
        let Answer { number, status, extracted: _, reason, hint, enclosed } = self;
        Answer { number, status, extracted, reason, hint, enclosed }
    }
}

impl Answer {
    /// The answer as it goes to the one who asked.
    pub fn packed(mut self) -> Answer<Packed> {
        let packed = self.extracted.take().map(Packed::of);
        self.with(packed)
    }
}

impl Answer<Packed> {
    /// The answer as it was before it was packed, its quotes no longer than `most` bytes together.
    ///
    /// # Errors
    /// [`Misfit`]: evidence outside the text or of other records than there are, or longer quotes.
    pub(crate) fn unpacked(mut self, most: u64) -> Result<Answer, Misfit> {
        let whole = self.extracted.take().map(|packed| packed.whole(most)).transpose()?;
        Ok(self.with(whole))
    }
}

/// Why what was packed cannot be made whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Misfit {
    /// It would be longer than it may be.
    TooLong,
    /// What is wrong, in words.
    Wrong(String),
}

/// The records of a document without what their text and their document tell again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Packed {
    /// All but the evidence; the records do not name their document.
    bare: Box<Extracted>,
    /// The evidence of each record.
    evidence: Vec<Vec<Unquoted>>,
}

impl Packed {
    fn of(mut bare: Box<Extracted>) -> Packed {
        let evidence = bare.activities.iter_mut().map(|activity| {
            activity.document = Origin::default();
            std::mem::take(&mut activity.evidence).into_iter().map(Unquoted::from).collect()
        });
        let evidence = evidence.collect();
        Packed { bare, evidence }
    }

    fn whole(self, most: u64) -> Result<Box<Extracted>, Misfit> {
        let Packed { bare: mut whole, evidence } = self;
        if whole.activities.len() != evidence.len() {
            let what = format!("evidence of {} records, not of {}", evidence.len(), whole.activities.len());
            return Err(Misfit::Wrong(what));
        }
        // A line of a few bytes may ask for the whole text as its quote, again and again.
        if evidence.iter().flatten().map(Unquoted::quote_bytes).sum::<u64>() > most {
            return Err(Misfit::TooLong);
        }
        for (activity, evidence) in whole.activities.iter_mut().zip(evidence) {
            activity.document = whole.document.clone();
            let evidence = evidence.into_iter().map(|piece| piece.quoted(&whole.text));
            activity.evidence = evidence.collect::<Result<_, _>>().map_err(Misfit::Wrong)?;
        }
        Ok(whole)
    }
}

/// True for what has no text of its own but documents inside.
pub fn is_archive(extracted: &Extracted, enclosed: &[String]) -> bool {
    extracted.text.is_empty() && !enclosed.is_empty()
}

#[cfg(test)]
mod tests {
    use almoner_record::{Activity, Basis, Evidence};

    use super::*;

    #[test]
    fn what_was_packed_comes_out_as_it_was_or_not_at_all() {
        let evidence = |path: &str, start, end, page| Evidence {
            path: path.to_owned(),
            page,
            boxes: page.map(|_| [1.0, 2.5, 3.0, 4.0]).into_iter().collect(),
            start,
            end,
            quote: "été à Ségou".get(start as usize..end as usize).unwrap().to_owned(),
            basis: Basis::Stated,
            confidence: page.map(|_| 0.9),
            rule: "general/label/title".to_owned(),
        };
        let document = Origin { name: "a.txt".to_owned(), ..Origin::default() };
        let activity = |evidence| Activity { document: document.clone(), evidence, ..Activity::default() };
        let activities = vec![
            activity(vec![evidence("/title", 0, 5, None), evidence("/budget/value", 9, 15, Some(2))]),
            activity(Vec::new()),
        ];
        let text = "été à Ségou".to_owned();
        let whole = Extracted { document: document.clone(), text, sections: Vec::new(), activities };
        let line = serde_json::to_string(&Packed::of(Box::new(whole.clone()))).unwrap();
        let unpacked = |line: &str, most| serde_json::from_str::<Packed>(line).unwrap().whole(most);
        assert_eq!(unpacked(&line, 11).as_deref(), Ok(&whole));
        assert_eq!(unpacked(&line, 10), Err(Misfit::TooLong));
        for (good, bad) in [(",0,5,", ",0,50,"), (",0,5,", ",1,5,"), (",0,5,", ",5,0,"), (",[]]}", "]}")] {
            let line = line.replace(good, bad);
            assert!(matches!(unpacked(&line, 99), Err(Misfit::Wrong(_))), "{good} -> {bad}: {line}");
        }
    }

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
