//! What kind of file it is, and its reader.
//!
//! A new format is a variant, a line in [`sniff`] and an arm in [`read`].

use almoner_record::Origin;

use crate::{Document, Limits, ReadError, encoding, pdf, text};

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Plain text in any encoding, Markdown included.
    Text,
    /// PDF.
    Pdf,
    /// Known by name, not read.
    Foreign(&'static str),
}

/// First bytes of formats that are not read, and what a person calls them.
const SIGNATURES: [(&[u8], &str); 13] = [
    (b"PK\x03\x04", "a ZIP archive or Office document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"{\\rtf", "a Rich Text document"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"\x7fELF", "a program"),
];

/// Endings of text formats whose text is data and not a document.
const DATA_ENDINGS: [(&str, &str); 9] = [
    (".json", "JSON"),
    (".jsonl", "JSON Lines"),
    (".csv", "CSV"),
    (".tsv", "TSV"),
    (".xml", "XML"),
    (".html", "HTML"),
    (".htm", "HTML"),
    (".yaml", "YAML"),
    (".toml", "TOML"),
];

/// What kind of file `bytes` are; None for bytes that are nothing known (a binary file).
pub fn sniff(bytes: &[u8], name: &str) -> Option<Format> {
    if pdf::is_pdf(bytes) {
        return Some(Format::Pdf);
    }
    if let Some((_, what)) = SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)) {
        return Some(Format::Foreign(what));
    }
    let name = name.to_ascii_lowercase();
    if let Some((_, what)) = DATA_ENDINGS.iter().find(|(ending, _)| name.ends_with(ending)) {
        return Some(Format::Foreign(what));
    }
    if encoding::is_binary(bytes) {
        return None;
    }
    let start = bytes.get(..bytes.len().min(512)).unwrap_or_default().trim_ascii_start().to_ascii_lowercase();
    if start.starts_with(b"<!doctype html") || start.starts_with(b"<html") {
        return Some(Format::Foreign("HTML"));
    }
    if start.starts_with(b"<?xml") {
        return Some(Format::Foreign("XML"));
    }
    Some(Format::Text)
}

/// The document that `bytes` hold. `name` is the file's name; folders before it are left out.
///
/// # Errors
/// [`ReadError`] when the bytes are empty, too long, of a foreign format, or no text.
pub fn read(bytes: &[u8], name: &str, limits: &Limits) -> Result<Document, ReadError> {
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
        Some(Format::Pdf) => pdf::read(bytes, origin, limits),
        Some(Format::Foreign(what)) => Err(ReadError::Unsupported { what }),
        None => Err(ReadError::Unsupported { what: "a binary file" }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_foreign_format_is_called_by_its_name() {
        for (bytes, name, expected) in [
            (&b"%PDF-1.7\n"[..], "a.txt", Some(Format::Pdf)),
            (b"\x89PNG\r\n\x1a\n\0\0", "notes.txt", Some(Format::Foreign("a PNG image"))),
            (b"{\"a\": 1}", "gold.json", Some(Format::Foreign("JSON"))),
            (b"  <!DOCTYPE html><p>", "page", Some(Format::Foreign("HTML"))),
            (b"\0\x01\x02\0\0\0\x07\x08abc\0\0\0\0", "notes.txt", None),
            (b"Title: Roads", "notes.txt", Some(Format::Text)),
        ] {
            assert_eq!(sniff(bytes, name), expected, "{name}");
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
