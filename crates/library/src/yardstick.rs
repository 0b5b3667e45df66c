//! What tantivy alone takes to index documents: what `make bench-ingest` measures an ingest against.

use std::path::Path;

use almoner_record::Extracted;
use tantivy::{Index, IndexWriter, TantivyDocument};

use crate::LibraryError;
use crate::columns::{self, Kept, own};
use crate::index::{ARENA, index_error};
use crate::words::tokenizers;

/// Entries of an index, made beforehand: nothing is left to be read, kept or verified.
#[derive(Debug, Default)]
pub struct Entries(Vec<TantivyDocument>);

impl Entries {
    /// All that a library's index would hold of a document is added.
    ///
    /// # Errors
    /// [`LibraryError::Index`] where the schema lacks a column.
    pub fn add(&mut self, document: Extracted) -> Result<(), LibraryError> {
        let number = self.0.len() as u64;
        let Extracted { document: origin, text, sections, activities } = document;
        let records = activities.into_iter().map(|activity| (number, number, activity)).collect();
        let kept = Kept { row: number, origin, sections, text, records };
        let entries = columns::entries(&columns::schema(), &kept);
        self.0.extend(entries.map_err(index_error(Path::new("")))?);
        Ok(())
    }

    /// The same with the columns of the whole text alone: its words with their places, and its stems.
    #[must_use]
    pub fn text_alone(&self) -> Entries {
        let schema = columns::schema();
        let text = [own::TEXT, own::TEXT_STEMS].map(|name| schema.get_field(name).ok());
        let alone = |entry: &TantivyDocument| {
            let mut document = TantivyDocument::default();
            for (column, value) in entry.field_values().filter(|(column, _)| text.contains(&Some(*column))) {
                document.add_field_value(column, value);
            }
            document
        };
        Entries(self.0.iter().map(alone).collect())
    }

    /// Makes an index with the library's schema of them in `dir`, which is there and empty. `threads` index.
    ///
    /// # Errors
    /// [`LibraryError::Index`] where tantivy cannot write.
    pub fn index(self, dir: &Path, threads: usize) -> Result<(), LibraryError> {
        let index = || -> tantivy::Result<()> {
            let index =
                Index::builder().schema(columns::schema()).tokenizers(tokenizers()).create_in_dir(dir)?;
            let mut writer: IndexWriter = index.writer_with_num_threads(threads, threads * ARENA)?;
            for entry in self.0 {
                writer.add_document(entry)?;
            }
            writer.commit()?;
            writer.wait_merging_threads()
        };
        index().map_err(index_error(dir))
    }
}
