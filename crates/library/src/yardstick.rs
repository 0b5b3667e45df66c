//! What tantivy alone takes to index texts: what `make bench-ingest` measures an ingest against.

use std::path::Path;

use tantivy::{Index, IndexWriter, TantivyDocument};

use crate::LibraryError;
use crate::columns::{self, own};
use crate::index::{ARENA, index_error};
use crate::words::{in_language, tokenizers};

/// Makes an index with the library's schema in `dir`, which is there and empty, of texts with their languages: words with
/// their places, and stems. Nothing is read, kept or verified, and no other column is filled. `threads` index.
///
/// # Errors
/// [`LibraryError::Index`] where tantivy cannot write.
pub fn index_texts(
    dir: &Path,
    texts: impl Iterator<Item = (String, &'static str)>,
    threads: usize,
) -> Result<(), LibraryError> {
    index(dir, texts, threads).map_err(index_error(dir))
}

fn index(
    dir: &Path,
    texts: impl Iterator<Item = (String, &'static str)>,
    threads: usize,
) -> tantivy::Result<()> {
    let schema = columns::schema();
    let (words, stems) = (schema.get_field(own::TEXT)?, schema.get_field(own::TEXT_STEMS)?);
    let index = Index::builder().schema(schema).tokenizers(tokenizers()).create_in_dir(dir)?;
    let mut writer: IndexWriter = index.writer_with_num_threads(threads, threads * ARENA)?;
    for (text, language) in texts {
        let mut document = TantivyDocument::default();
        document.add_text(stems, in_language(language, &text));
        document.add_text(words, text);
        writer.add_document(document)?;
    }
    writer.commit()?;
    writer.wait_merging_threads()
}
