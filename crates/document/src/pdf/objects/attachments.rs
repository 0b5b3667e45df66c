//! Files in a PDF: embedded files (ISO 32000-2, 7.11.4) of the document's name tree, then those of annotations.

use std::collections::BTreeSet;

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Name, Object, Stream, String as Bytes};

use super::{catalog, strings, trees};
use crate::{Enclosed, Limits, ReadError};

/// The names of the files in it, in their order.
pub(crate) fn names(pdf: &Pdf) -> Vec<String> {
    attachments(pdf).into_iter().map(|(name, _)| name).collect()
}

/// The file at `place` in the order of [`names`].
///
/// # Errors
/// [`ReadError`] when there is none, or when it is damaged or longer than the limits.
pub(crate) fn take_out(pdf: &Pdf, place: usize, limits: &Limits) -> Result<Enclosed, ReadError> {
    let none = ReadError::Damaged { what: "it holds no such document" };
    let (name, stream) = attachments(pdf).into_iter().nth(place).ok_or(none)?;
    let damaged = ReadError::Damaged { what: "a document in it cannot be unpacked" };
    let bytes = stream.decoded().map_err(|_| damaged)?.into_owned();
    let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if length > limits.file_bytes {
        return Err(ReadError::TooLong { bytes: length, limit: limits.file_bytes });
    }
    Ok(Enclosed { name, bytes })
}

/// Each embedded file once, with its name.
fn attachments(pdf: &Pdf) -> Vec<(String, Stream<'_>)> {
    let mut specifications: Vec<Dict<'_>> = Vec::new();
    let names = catalog(pdf).get::<Dict>("Names");
    if let Some(tree) = names.and_then(|names| names.get::<Dict>("EmbeddedFiles")) {
        trees::walk(tree, "Names", |_, value| specifications.extend(value.into_dict()));
    }
    for page in pdf.pages().iter() {
        let annotations = page.raw().get::<Array>("Annots");
        for annotation in annotations.iter().flat_map(|all| all.iter::<Dict>()) {
            let attaches = annotation.get::<Name>("Subtype").is_some_and(|kind| &*kind == b"FileAttachment");
            specifications.extend(annotation.get::<Dict>("FS").filter(|_| attaches));
        }
    }
    let mut seen = BTreeSet::new();
    let files = specifications.iter().filter_map(file);
    files.filter(|(_, stream)| seen.insert(stream.obj_id())).collect()
}

/// Name and content of a file specification; None where it names a file outside.
fn file<'a>(specification: &Dict<'a>) -> Option<(String, Stream<'a>)> {
    let files = specification.get::<Dict>("EF")?;
    let keys = ["UF", "F", "Unix", "Mac", "DOS"];
    let stream = keys.iter().find_map(|key| files.get::<Stream>(key))?;
    let name = keys.iter().find_map(|key| match specification.get::<Object>(key) {
        Some(Object::String(name)) => Some(strings::line(&name)),
        _ => None,
    });
    let name = name.or_else(|| specification.get::<Bytes>("Desc").map(|text| strings::line(&text)));
    Some((name.filter(|name| !name.is_empty()).unwrap_or_else(|| "attachment".to_owned()), stream))
}
