//! Why a file could not be read.

use almoner_record::{Failure, Outcome};

use crate::{Foreign, Limit};

/// Why a file could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// No bytes, or nothing but white space.
    #[error("the file is empty")]
    Empty,
    /// A format that is known by name and not read.
    #[error("{} is not a format that almoner reads", .0.name)]
    Unsupported(Foreign),
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
    /// A limit that it broke before anything was read.
    #[error("{limit}")]
    Limit {
        /// The limit.
        limit: Limit,
    },
    /// Pages with nothing on them.
    #[error("nothing is on its pages ({pages})")]
    Blank {
        /// How many pages it has.
        pages: usize,
    },
    /// Pictures and drawings, and no text on any page.
    #[error("no text layer: {}", ranges(pages))]
    NeedsOcr {
        /// The pages that are not blank, counted from 1.
        pages: Vec<u32>,
    },
    /// The same, after scanned pages were given to a program that recognises letters.
    #[error("no text layer, and no text was recognised: {}", ranges(pages))]
    Unrecognised {
        /// The pages that are not blank, counted from 1.
        pages: Vec<u32>,
    },
    /// The program that recognises letters failed.
    #[error("its scanned pages cannot be recognised: {what}")]
    Ocr {
        /// What it says.
        what: String,
    },
}

/// `page 3`, `pages 3-9, 12`.
pub(crate) fn ranges(pages: &[u32]) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for page in pages.iter().copied() {
        match runs.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(page) => *last = page,
            _ => runs.push((page, page)),
        }
    }
    let runs: Vec<String> = runs
        .iter()
        .map(|(first, last)| if first == last { first.to_string() } else { format!("{first}-{last}") })
        .collect();
    format!("{} {}", if pages.len() == 1 { "page" } else { "pages" }, runs.join(", "))
}

impl ReadError {
    /// The outcome of a file that ends so.
    pub fn status(&self) -> Outcome {
        match self {
            ReadError::Empty => Outcome::Empty,
            ReadError::Unsupported(_) => Outcome::Unsupported,
            ReadError::Blank { .. } => Outcome::Empty,
            ReadError::Encoding { .. } => Outcome::Damaged,
            ReadError::TooLong { .. } | ReadError::Limit { .. } => Outcome::Limit,
            ReadError::Encrypted => Outcome::Encrypted,
            ReadError::Damaged { .. } => Outcome::Damaged,
            ReadError::NeedsOcr { .. } | ReadError::Unrecognised { .. } => Outcome::NeedsOcr,
            ReadError::Ocr { .. } => Outcome::Unreadable,
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            ReadError::Empty => "fetch the document again; nothing arrived",
            ReadError::Unsupported(foreign) => foreign.hint,
            ReadError::Encoding { .. } => "save it as UTF-8 text and read that",
            ReadError::TooLong { .. } => "split it, or raise the limit with --max-file-size",
            ReadError::Limit { .. } => {
                "if it comes from a source that you trust, print it to PDF anew, or unpack or split it, and read that"
            }
            ReadError::Blank { .. } => "look at it: if it shows text, print it to PDF anew and read that",
            ReadError::Encrypted => "save it without a password and read that",
            ReadError::Damaged { .. } => {
                "fetch the document again, or print it to PDF anew from another program"
            }
            ReadError::NeedsOcr { .. } => "read it with --ocr (needs tesseract)",
            ReadError::Unrecognised { .. } => {
                "look at it: pages drawn as shapes cannot be recognised, coarse scans are better made anew"
            }
            ReadError::Ocr { .. } => "try `tesseract` on a picture by hand, or read it without --ocr",
        }
    }

    /// The same as a value of a run.
    pub fn failure(&self) -> Failure {
        Failure { status: self.status(), reason: self.to_string(), hint: self.hint().to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_told_as_a_person_counts_them() {
        for (pages, told) in [
            (&[7][..], "no text layer: page 7"),
            (&[3, 4, 5, 6, 7, 8, 9], "no text layer: pages 3-9"),
            (&[1, 2, 4], "no text layer: pages 1-2, 4"),
        ] {
            assert_eq!(ReadError::NeedsOcr { pages: pages.to_vec() }.to_string(), told);
        }
    }
}
