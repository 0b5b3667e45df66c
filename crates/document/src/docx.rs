//! Word documents to blocks.

use almoner_record::Origin;

use crate::archive::Package;
use crate::{Document, Limits, ReadError};

/// # Errors
/// [`ReadError`] when the parts cannot be unpacked, or there is no text in them.
pub(crate) fn read(bytes: &[u8], origin: Origin, limits: &Limits) -> Result<Document, ReadError> {
    let mut package = Package::open(bytes, limits)?;
    package.part("word/document.xml").ok_or(ReadError::Damaged { what: "it has no main part" })?;
    Ok(Document::unpaged(origin, String::new(), Vec::new(), None))
}
