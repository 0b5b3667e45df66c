//! What kind of file it is, and its reader.
//!
//! A new format is a variant, a line in [`sniff`] and an arm in [`read`].

use almoner_record::Origin;

use crate::foreign::{self, Foreign};
use crate::{
    Content, Document, Limits, ReadError, Recogniser, archive, docx, encoding, html, markdown, mhtml, pdf,
    text,
};

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Plain text in any encoding.
    Text,
    /// PDF.
    Pdf,
    /// A Word document of 2007 or later, whoever wrote it.
    Docx,
    /// A page of the web, or a piece of one.
    Html,
    /// A saved page with its parts.
    Mhtml,
    /// Markdown.
    Markdown,
    /// A zip archive: no text of its own, but documents in it.
    Archive,
    /// Known by name, not read.
    Foreign(Foreign),
}

/// How much of a text is looked at to tell what it is.
const LOOKED_AT: usize = 4 << 10;

/// What kind of file `bytes` are; None for bytes that are nothing known (a binary file).
///
/// Told by the content; `name` only decides where the content does not (a text called `.yaml`).
pub fn sniff(bytes: &[u8], name: &str) -> Option<Format> {
    // Before PDF: a PDF may stand unpacked right at the beginning of an archive.
    if archive::is_zip(bytes) {
        return Some(in_zip(bytes));
    }
    if pdf::is_pdf(bytes) {
        return Some(Format::Pdf);
    }
    if let Some(foreign) = foreign::by_signature(bytes) {
        return Some(Format::Foreign(foreign));
    }
    if encoding::is_binary(bytes) {
        return None;
    }
    let start = encoding::beginning(bytes, LOOKED_AT);
    if mhtml::is_mhtml(&start) {
        return Some(Format::Mhtml);
    }
    if html::is_html(&start, name) {
        return Some(Format::Html);
    }
    if let Some(foreign) = foreign::by_text(&start, name) {
        return Some(Format::Foreign(foreign));
    }
    if markdown::is_markdown(&start, name) {
        return Some(Format::Markdown);
    }
    Some(Format::Text)
}

/// What a zip file is a container of.
fn in_zip(bytes: &[u8]) -> Format {
    let Some(names) = archive::Names::of(bytes) else { return Format::Archive };
    if names.is_docx() {
        return Format::Docx;
    }
    foreign::in_zip(&names).map_or(Format::Archive, Format::Foreign)
}

/// The document that `bytes` hold. `name` is the file's name; folders before it are left out.
///
/// # Errors
/// [`ReadError`] when the bytes are empty, too long, of a foreign format, or no text.
pub fn read(bytes: impl Into<Content>, name: &str, limits: &Limits) -> Result<Document, ReadError> {
    read_with(&bytes.into(), name, limits, None)
}

/// The same, with scanned pages given to `recogniser`.
///
/// # Errors
/// Those of [`read`], and what the recogniser says.
pub fn read_with_ocr(
    bytes: impl Into<Content>,
    name: &str,
    limits: &Limits,
    recogniser: Recogniser<'_>,
) -> Result<Document, ReadError> {
    read_with(&bytes.into(), name, limits, Some(recogniser))
}

fn read_with(
    bytes: &Content,
    name: &str,
    limits: &Limits,
    recogniser: Option<Recogniser<'_>>,
) -> Result<Document, ReadError> {
    let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if length > limits.file_bytes {
        return Err(ReadError::TooLong { bytes: length, limit: limits.file_bytes });
    }
    if bytes.trim_ascii().is_empty() {
        return Err(ReadError::Empty);
    }
    let format = sniff(bytes, name);
    let media_type = match format {
        Some(Format::Pdf) => "application/pdf",
        Some(Format::Docx) => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Some(Format::Html) => "text/html",
        Some(Format::Mhtml) => "multipart/related",
        Some(Format::Markdown) => "text/markdown",
        Some(Format::Archive) => "application/zip",
        _ => "text/plain",
    };
    let origin = Origin {
        blake3: blake3::hash(bytes).to_hex().to_string(),
        name: name.rsplit(['/', '\\']).next().unwrap_or(name).to_owned(),
        media_type: media_type.to_owned(),
        bytes: length,
        ..Origin::default()
    };
    match format {
        Some(Format::Text) => text::read(bytes, origin, limits),
        Some(Format::Pdf) => pdf::read(bytes, origin, limits, recogniser),
        Some(Format::Docx) => docx::read(bytes, origin, limits),
        Some(Format::Html) => html::read(bytes, origin, limits),
        Some(Format::Markdown) => markdown::read(bytes, origin, limits),
        Some(Format::Mhtml) => mhtml::read(bytes, origin, limits),
        Some(Format::Archive) => archive::read(bytes, origin, limits),
        Some(Format::Foreign(_)) if foreign::is_encrypted_office(bytes) => Err(ReadError::Encrypted),
        Some(Format::Foreign(foreign)) => Err(ReadError::Unsupported(foreign)),
        None => Err(ReadError::Unsupported(foreign::BINARY)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_is_told_by_its_content_and_a_foreign_one_by_name() {
        let named = |format| match format {
            Some(Format::Foreign(foreign)) => foreign.name.to_owned(),
            Some(format) => format!("{format:?}"),
            None => "nothing".to_owned(),
        };
        for (bytes, name, expected) in [
            (&b"%PDF-1.7\n"[..], "a.txt", "Pdf"),
            (b"\x89PNG\r\n\x1a\n\0\0", "notes.txt", "a PNG image"),
            (b"{\\rtf1\\ansi Roads}", "notes.doc", "a Rich Text document"),
            (b"{\"a\": 1}", "gold.json", "JSON"),
            (b"\0\x01\x02\0\0\0\x07\x08abc\0\0\0\0", "notes.txt", "nothing"),
            (b"  <!DOCTYPE html><p>", "page", "Html"),
            (b"Title: Roads", "notes.txt", "Text"),
            (b"Title: Roads", "notes.pdf", "Text"),
            (b"Title: Roads", "notes.json", "Text"),
            (b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", "empty.docx", "Archive"),
            (b"PK\x03\x04 and no more", "broken.docx", "Archive"),
        ] {
            assert_eq!(named(sniff(bytes, name)), expected, "{name}");
        }
    }

    #[test]
    fn nothing_but_white_space_is_empty() {
        assert_eq!(read(b" \n\t", "a.txt", &Limits::default()).map(|d| d.text), Err(ReadError::Empty));
    }

    #[test]
    fn the_name_of_an_origin_has_no_folder() {
        let document = read(b"Roads", "some/where/roads.txt", &Limits::default()).unwrap();
        assert_eq!(document.origin.name, "roads.txt");
    }
}
