//! Why a file could not be read.

use almoner_record::{Failure, Outcome};

/// Why a file could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// No bytes, or nothing but white space.
    #[error("the file is empty")]
    Empty,
    /// A format that is known by name and not read.
    #[error("{what} is not a format that almoner reads")]
    Unsupported {
        /// The format's name, with its article where it has one.
        what: &'static str,
    },
    /// Bytes that are no text in any encoding.
    #[error(
        "the text is in no encoding that can be recognised ({damaged} of {characters} characters are unreadable)"
    )]
    Encoding {
        /// Characters that could not be decoded.
        damaged: usize,
        /// All characters.
        characters: usize,
    },
    /// Longer than `Limits::file_bytes`.
    #[error("the file has {bytes} bytes; the limit is {limit}")]
    TooLong {
        /// Length of the file.
        bytes: u64,
        /// The limit.
        limit: u64,
    },
    /// A password is needed to read it.
    #[error("the document is encrypted and opens with a password only")]
    Encrypted,
    /// Not what its format promises.
    #[error("the document is damaged: {what}")]
    Damaged {
        /// What is wrong.
        what: &'static str,
    },
    /// Scanned pages, and no text on any page.
    #[error("no text layer: {pages} scanned pages")]
    NeedsOcr {
        /// How many pages are scans.
        pages: usize,
    },
}

impl ReadError {
    /// The outcome of a file that ends so.
    pub fn status(&self) -> Outcome {
        match self {
            ReadError::Empty => Outcome::Empty,
            ReadError::Unsupported { .. } => Outcome::Unsupported,
            ReadError::Encoding { .. } => Outcome::Damaged,
            ReadError::TooLong { .. } => Outcome::Limit,
            ReadError::Encrypted => Outcome::Encrypted,
            ReadError::Damaged { .. } => Outcome::Damaged,
            ReadError::NeedsOcr { .. } => Outcome::NeedsOcr,
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            ReadError::Empty => "fetch the document again; nothing arrived",
            ReadError::Unsupported { .. } => "save it as plain text and read that",
            ReadError::Encoding { .. } => "save it as UTF-8 text and read that",
            ReadError::TooLong { .. } => "split it, or raise the limit with --max-file-size",
            ReadError::Encrypted => "save it without a password and read that",
            ReadError::Damaged { .. } => {
                "fetch the document again, or print it to PDF anew from another program"
            }
            ReadError::NeedsOcr { .. } => "read it with --ocr (needs tesseract)",
        }
    }

    /// The same as a value of a run.
    pub fn failure(&self) -> Failure {
        Failure { status: self.status(), reason: self.to_string(), hint: self.hint().to_owned() }
    }
}
