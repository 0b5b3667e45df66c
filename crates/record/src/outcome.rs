//! How the reading of one file ended. Each file found ends in exactly one of these words.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How the reading of one file ended; docs/record.md, "Outcome".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Read, with at least one activity.
    Ok,
    /// A limit cut it short; what was read is kept.
    Partial,
    /// Read, but about no aid activity.
    NoActivity,
    /// Scanned pages without text.
    NeedsOcr,
    /// Known from an earlier run.
    Unchanged,
    /// The same bytes stand under another path.
    Duplicate,
    /// Permission or I/O error.
    Unreadable,
    /// No bytes, or nothing but white space.
    Empty,
    /// A format that is not read.
    Unsupported,
    /// Needs a password.
    Encrypted,
    /// Not what its format promises.
    Damaged,
    /// Larger or deeper than the limits.
    Limit,
    /// Took too long.
    Timeout,
    /// Took too much memory.
    Memory,
    /// The worker died on it.
    Crashed,
}

impl Outcome {
    /// All of them, in the order in which a summary names them.
    pub const ALL: [Outcome; 15] = [
        Outcome::Ok,
        Outcome::Partial,
        Outcome::NoActivity,
        Outcome::NeedsOcr,
        Outcome::Unchanged,
        Outcome::Duplicate,
        Outcome::Unreadable,
        Outcome::Empty,
        Outcome::Unsupported,
        Outcome::Encrypted,
        Outcome::Damaged,
        Outcome::Limit,
        Outcome::Timeout,
        Outcome::Memory,
        Outcome::Crashed,
    ];

    /// The word for it, the same in summary, ledger and exports.
    pub fn word(self) -> &'static str {
        match self {
            Outcome::Ok => "ok",
            Outcome::Partial => "partial",
            Outcome::NoActivity => "no-activity",
            Outcome::NeedsOcr => "needs-ocr",
            Outcome::Unchanged => "unchanged",
            Outcome::Duplicate => "duplicate",
            Outcome::Unreadable => "unreadable",
            Outcome::Empty => "empty",
            Outcome::Unsupported => "unsupported",
            Outcome::Encrypted => "encrypted",
            Outcome::Damaged => "damaged",
            Outcome::Limit => "limit",
            Outcome::Timeout => "timeout",
            Outcome::Memory => "memory",
            Outcome::Crashed => "crashed",
        }
    }

    /// The outcome of that word.
    pub fn from_word(word: &str) -> Option<Outcome> {
        Outcome::ALL.into_iter().find(|outcome| outcome.word() == word)
    }

    /// True for those that make a run exit with 3 (1 when all files failed).
    pub fn is_failure(self) -> bool {
        self >= Outcome::Unreadable
    }
}

impl std::fmt::Display for Outcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.word())
    }
}

/// Why a file gave nothing, in words for a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// Which kind.
    pub status: Outcome,
    /// What is wrong, a lowercase fragment: `the document is damaged: no page tree`.
    pub reason: String,
    /// What to do about it.
    pub hint: String,
}
