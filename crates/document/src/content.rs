//! The bytes of a document, shared: a file may be half as long as all memory that its reader has.

use std::ops::Deref;
use std::sync::Arc;

/// The bytes of a document. A clone has the same ones; what is borrowed is copied, what is given away is not.
#[derive(Debug, Clone)]
pub struct Content(Arc<Vec<u8>>);

impl Content {
    /// The bytes, for what keeps them as long as it reads in them.
    pub(crate) fn shared(&self) -> Arc<Vec<u8>> {
        self.0.clone()
    }

    /// The bytes alone; copied where others read in them.
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        Arc::unwrap_or_clone(self.0)
    }
}

impl Deref for Content {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl From<Vec<u8>> for Content {
    fn from(bytes: Vec<u8>) -> Self {
        Content(Arc::new(bytes))
    }
}

impl<T: AsRef<[u8]> + ?Sized> From<&T> for Content {
    fn from(bytes: &T) -> Self {
        Content(Arc::new(bytes.as_ref().to_vec()))
    }
}
