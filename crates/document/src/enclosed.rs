//! Documents inside files: entries of an archive, attachments of a PDF, one level deep.
//!
//! A reader lists their names in [`Document::enclosed`](crate::Document::enclosed) and unpacks none of them; each is
//! taken out alone, so that one which breaks its reader costs itself.

use crate::format::{Format, sniff};
use crate::{Content, Limits, ReadError, archive, pdf};

/// A document inside a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enclosed {
    /// Its name there, as it stands there, with folders: never a path to write to.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Takes a document out of the file that holds it: `bytes`, named `name`. `place` is its place in
/// [`Document::enclosed`](crate::Document::enclosed), from 0.
///
/// # Errors
/// [`ReadError`] when the file holds no such document, or when it is encrypted, damaged, or longer than the limits.
pub fn take_out(
    bytes: impl Into<Content>,
    name: &str,
    place: usize,
    limits: &Limits,
) -> Result<Enclosed, ReadError> {
    let bytes = &bytes.into();
    // One arm a format that holds documents.
    match sniff(bytes, name) {
        Some(Format::Archive) => archive::take_out(bytes, place, limits),
        Some(Format::Pdf) => pdf::take_out(bytes, place, limits),
        Some(
            Format::Text
            | Format::Docx
            | Format::Html
            | Format::Markdown
            | Format::Mhtml
            | Format::Foreign(_),
        )
        | None => Err(ReadError::Damaged { what: "it holds no such document" }),
    }
}
