//! Who is told how far the making of an index is.

use std::sync::Arc;

use crate::{Library, LibraryError};

/// See the module.
#[derive(Clone, Default)]
pub(crate) struct Watch(Option<Arc<dyn Fn(u64, u64) + Send + Sync>>);

impl std::fmt::Debug for Watch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.0.is_some() { "Watch" } else { "no Watch" })
    }
}

impl Watch {
    /// So many of all documents are in the index.
    pub(crate) fn tell(&self, done: usize, all: usize) {
        if let Some(watch) = &self.0 {
            watch(done as u64, all as u64);
        }
    }
}

impl Library {
    /// The same; `watch` is told how many of how many documents are in the index, whenever one is made.
    pub fn watched(mut self, watch: impl Fn(u64, u64) + Send + Sync + 'static) -> Library {
        self.watch = Watch(Some(Arc::new(watch)));
        self
    }

    /// This library, open for writing, to bring its index up to date.
    pub(crate) fn for_writing(&self) -> Result<Library, LibraryError> {
        let mut library = Library::open_for_writing(self.dir())?;
        library.watch = self.watch.clone();
        Ok(library)
    }
}
