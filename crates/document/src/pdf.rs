//! PDF to blocks with places.
//!
//! ```text
//! pdf/sheet.rs   a page as its glyphs, ruling lines and pictures: what everything below works on
//! pdf/guard.rs   what is refused before it costs anything; what is left of the limits
//! pdf/glyphs.rs  pages -> Sheets
//!   frame.rs       where a page's coordinates lie on its sheet
//!   book.rs        what pages share: forms, layers, fonts.rs (letters of last resort: collections.rs, programs.rs,
//!                  names.rs, orders.rs; symbols.rs: symbol fonts)
//!   content.rs     the operators, played: state.rs, ink.rs (colours), paths.rs (lines), marked.rs (marked content)
//!   bullets.rs     bullets that are drawn
//! pdf/tagged.rs  what the file's tags say: headings, cells of tables
//! pdf/tables.rs  the tables of a sheet: rows of cells
//! pdf/lookalikes.rs  characters that are written for others that look alike
//! pdf/layout.rs  sheets -> one text, blocks, words with their places
//!   leaf.rs        a page as words: turn.rs (pages and words turned), words.rs (glyphs to words), letters.rs
//!   lines.rs       words to segments and lines
//!   furniture.rs   page headers, footers, page numbers
//!   columns.rs     segments to columns in reading order: gutters.rs (white between them)
//!   notes.rs       footnotes
//!   measure.rs     what is usual: size, leading, how far lines go
//!   paragraphs.rs  lines to paragraphs: lists.rs (list marks)
//!   write.rs       the text: bidi.rs (right to left), headings.rs (levels)
//! pdf/mark.rs    a copy with highlights
//! pdf/ocr.rs     scanned pages to glyphs, by a program that recognises letters
//! pdf/objects.rs what the file says beside its pages: title, outline, labels of pages, values of forms, files in it
//! ```
//!
//! Coordinates are in points from the top left of the page as shown (after rotation), y downwards.

#![expect(clippy::float_arithmetic, reason = "places on a page are floats; no money is computed here")]

mod bidi;
mod book;
mod breaks;
mod bullets;
mod collections;
mod columns;
mod content;
mod fonts;
mod frame;
mod furniture;
mod glyphs;
mod guard;
mod gutters;
mod headings;
mod ink;
mod layout;
mod leaf;
mod letters;
mod lines;
mod lists;
mod lookalikes;
mod mark;
mod marked;
mod measure;
mod names;
mod notes;
mod objects;
mod ocr;
mod orders;
mod paragraphs;
mod paths;
mod programs;
mod sheet;
mod state;
mod symbols;
mod tables;
mod tagged;
mod turn;
mod words;
mod write;

use almoner_record::Origin;
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use self::sheet::Sheet;
pub use mark::{Highlight, mark};
pub use ocr::{Recognised, Recogniser, Scan, ScannedWord};

use crate::{Content, Document, Enclosed, Limits, ReadError};

/// How far into a file its header may stand; as in Acrobat.
const LATEST_HEADER: usize = 1024;

/// True when the bytes begin as a PDF does.
pub(crate) fn is_pdf(bytes: &[u8]) -> bool {
    let start = bytes.get(..bytes.len().min(LATEST_HEADER)).unwrap_or_default();
    start.windows(5).any(|window| window == b"%PDF-")
}

/// # Errors
/// [`ReadError`] when the file is encrypted, damaged beyond repair, or holds nothing but pictures of pages.
pub(crate) fn read(
    bytes: &Content,
    mut origin: Origin,
    limits: &Limits,
    recogniser: Option<Recogniser<'_>>,
) -> Result<Document, ReadError> {
    let pdf = open(bytes, limits)?;
    objects::tell(&pdf, &mut origin);
    let (mut sheets, cut) = glyphs::sheets(&pdf, limits);
    for (sheet, tags) in sheets.iter_mut().zip(tagged::tags(&pdf)) {
        sheet.tags = tags;
    }
    objects::fields::fill(&pdf, &mut sheets);
    origin.pages = u32::try_from(sheets.len()).ok();
    let scanned = numbers(&sheets, |sheet| sheet.scan);
    let recognised = match recogniser {
        Some(recogniser) => ocr::fill(&pdf, &mut sheets, recogniser)?,
        None => Vec::new(),
    };
    let untold = numbers(&sheets, Sheet::is_untold);
    let drawn = numbers(&sheets, |sheet| !sheet.blank);
    let mut document = layout::document(origin, sheets);
    document.scanned = scanned;
    document.recognised = recognised;
    document.untold = untold;
    document.cut = document.cut.or(cut);
    objects::add(&pdf, &mut document, limits);
    if !document.text.trim().is_empty() || !document.enclosed.is_empty() {
        return Ok(document);
    }
    Err(match document.cut {
        Some(limit) => ReadError::Limit { limit },
        None if drawn.is_empty() => ReadError::Blank { pages: document.pages.len() },
        None if recogniser.is_some() => ReadError::Unrecognised { pages: drawn },
        None => ReadError::NeedsOcr { pages: drawn },
    })
}

/// Takes an attachment out, by its place in `Document::enclosed`.
///
/// # Errors
/// [`ReadError`] when there is none at that place, or when it cannot be unpacked within the limits.
pub(crate) fn take_out(bytes: &Content, place: usize, limits: &Limits) -> Result<Enclosed, ReadError> {
    objects::take_out(&open(bytes, limits)?, place, limits)
}

fn open(bytes: &Content, limits: &Limits) -> Result<Pdf, ReadError> {
    guard::look(bytes, limits).map_err(|limit| ReadError::Limit { limit })?;
    Pdf::new(bytes.shared()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => ReadError::Encrypted,
        LoadPdfError::Decryption(_) => ReadError::Damaged { what: "its encryption cannot be undone" },
        LoadPdfError::Invalid => ReadError::Damaged { what: "it has no page tree" },
    })
}

fn numbers(sheets: &[Sheet], which: impl Fn(&Sheet) -> bool) -> Vec<u32> {
    sheets.iter().filter(|sheet| which(sheet)).map(|sheet| sheet.number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_where_its_bytes_stand() {
        let pages = "<< /Type /Pages /Count 1 /Kids [<< /Type /Page /Parent 2 0 R >>] >>";
        let content = Content::from(specimen::pdf(&["<< /Type /Catalog /Pages 2 0 R >>", pages]));
        let pdf = open(&content, &Limits::default()).unwrap();
        assert_eq!(pdf.data().as_ref().as_ptr(), content.as_ptr());
    }
}

/// PDFs made by hand for tests.
#[cfg(test)]
pub(crate) mod specimen {
    use std::fmt::Write as _;

    /// A file of these objects, numbered from 1; the first is the catalog.
    pub(crate) fn pdf(objects: &[&str]) -> Vec<u8> {
        let mut file = "%PDF-1.7\n".to_owned();
        let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
        for (number, object) in (1..).zip(objects) {
            writeln!(table, "{:010} 00000 n ", file.len()).unwrap();
            writeln!(file, "{number} 0 obj\n{object}\nendobj").unwrap();
        }
        let (start, size) = (file.len(), objects.len() + 1);
        write!(file, "{table}trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").unwrap();
        file.into_bytes()
    }

    /// A stream object.
    pub(crate) fn stream(entries: &str, data: &str) -> String {
        format!("<< {entries} /Length {} >>\nstream\n{data}\nendstream", data.len())
    }
}
