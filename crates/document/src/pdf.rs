//! PDF to blocks with places.
//!
//! ```text
//! pdf/sheet.rs   a page as its glyphs, ruling lines and pictures: what everything below works on
//! pdf/glyphs.rs  the content of a page -> Sheet
//! pdf/layout.rs  sheets -> one text, blocks, words with their places
//! ```
//!
//! Coordinates are in points from the top left of the page as shown (after rotation), y downwards.

#![expect(clippy::float_arithmetic, reason = "places on a page are floats; no money is computed here")]

mod glyphs;
mod layout;
mod letters;
mod sheet;
mod turn;
mod words;

use almoner_record::Origin;
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use self::sheet::Sheet;
use crate::{Document, Limits, ReadError};

/// How far into a file its header may stand; as in Acrobat.
const LATEST_HEADER: usize = 1024;

/// True when the bytes begin as a PDF does.
pub(crate) fn is_pdf(bytes: &[u8]) -> bool {
    let start = bytes.get(..bytes.len().min(LATEST_HEADER)).unwrap_or_default();
    start.windows(5).any(|window| window == b"%PDF-")
}

/// # Errors
/// [`ReadError`] when the file is encrypted, damaged beyond repair, or holds nothing but pictures of pages.
pub(crate) fn read(bytes: &[u8], mut origin: Origin, limits: &Limits) -> Result<Document, ReadError> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => ReadError::Encrypted,
        LoadPdfError::Decryption(_) => ReadError::Damaged { what: "its encryption cannot be undone" },
        LoadPdfError::Invalid => ReadError::Damaged { what: "it has no page tree" },
    })?;
    let sheets = glyphs::sheets(&pdf, limits);
    origin.pages = u32::try_from(sheets.len()).ok();
    let scanned = numbers(&sheets, |sheet| sheet.scan);
    let drawn = numbers(&sheets, |sheet| !sheet.blank);
    let mut document = layout::document(origin, sheets);
    document.scanned = scanned;
    if !document.text.trim().is_empty() {
        return Ok(document);
    }
    Err(match drawn.is_empty() {
        true => ReadError::Blank { pages: document.pages.len() },
        false => ReadError::NeedsOcr { pages: drawn },
    })
}

fn numbers(sheets: &[Sheet], which: impl Fn(&Sheet) -> bool) -> Vec<u32> {
    sheets.iter().filter(|sheet| which(sheet)).map(|sheet| sheet.number).collect()
}
