//! A library examined: everything that it keeps against its sums, its rules and itself, and the index against the records.
//!
//! SQLite's own check sees pages, not letters; the sums of the rows see letters; and what is derived (links, activities,
//! the index) is compared with what it is derived from. Damage is named, never fixed: repair.rs does that.

mod entries;
mod records;
mod rows;

use std::collections::BTreeSet;
use std::path::Path;

use rusqlite::OptionalExtension;
use serde::Serialize;

pub(crate) use rows::gave;

use crate::lock::WriterLock;
use crate::migration::copies;
use crate::{Library, LibraryError};

/// Something that the examination found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Finding {
    /// How bad it is.
    pub grade: Grade,
    /// The file, from the library's folder on.
    pub file: String,
    /// The table of `library.sqlite`.
    pub table: Option<String>,
    /// What the row is known by there: its number, or its path.
    pub row: Option<String>,
    /// The id of the record that it hits.
    pub id: Option<String>,
    /// The path of the document that it hits.
    pub path: Option<String>,
    /// What is wrong, a lowercase fragment.
    pub what: String,
    /// What to do.
    pub remedy: Remedy,
}

/// How bad something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Grade {
    /// What is kept is not what was put there, or what is derived is not what it should be.
    Damage,
    /// Nothing is lost and nothing is wrong, but it is good to know.
    Note,
}

/// What to do about a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Remedy {
    /// It is derived: `--repair` makes it again.
    Repair,
    /// `--repair` takes it out and marks the file; the next ingest reads that again.
    ReadAgain,
    /// `--repair` takes it out, and no document says it again.
    TakeOut,
    /// It is beyond repair.
    Restore,
    /// Nothing.
    Nothing,
}

impl Remedy {
    /// The same, for a person.
    pub fn hint(self) -> &'static str {
        match self {
            Remedy::Repair => "`almoner doctor --repair` makes it again from the records",
            Remedy::ReadAgain => {
                "`almoner doctor --repair` takes it out and marks its document, which the next ingest reads again"
            }
            Remedy::TakeOut => {
                "no document says it again: take it from a copy of the folder; `almoner doctor --repair` takes it out"
            }
            Remedy::Restore => {
                "put a copy of the folder in its place, or move it away and ingest the documents again"
            }
            Remedy::Nothing => "",
        }
    }
}

/// How much was examined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Checked {
    /// Files that the ledger knows.
    pub sources: u64,
    /// Documents.
    pub documents: u64,
    /// Records.
    pub records: u64,
    /// Pieces of evidence.
    pub evidence: u64,
    /// Records of the past.
    pub history: u64,
    /// Corrections, and organisations that are the same.
    pub said: u64,
    /// Files of the index.
    pub index_files: u64,
    /// Entries of the index.
    pub index_entries: u64,
}

/// What an examination found.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Checkup {
    /// Damage first.
    pub findings: Vec<Finding>,
    /// How much was examined.
    pub checked: Checked,
}

impl Checkup {
    /// True when nothing is damaged.
    pub fn is_sound(&self) -> bool {
        self.damages().next().is_none()
    }

    /// What is damaged.
    pub fn damages(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.grade == Grade::Damage)
    }
}

/// Examines the library in `dir`. It holds the writer's lock meanwhile where it may: what is written just now cannot be
/// told from what is damaged.
///
/// # Errors
/// There is no library, a newer almoner made it, or the disk does not let us read it. Damage is no error.
pub fn examine(dir: &Path) -> Result<Checkup, LibraryError> {
    let library = match Library::open(dir) {
        Ok(library) => library,
        Err(error) => {
            let findings = vec![beyond_opening(dir, error)?];
            return Ok(Checkup { findings, ..Checkup::default() });
        }
    };
    match WriterLock::take(dir) {
        Err(LibraryError::Locked { holder, .. }) => Examination::new(&library).run(Some(&holder)),
        // Where nothing may be written, nobody writes.
        taken => {
            let checkup = Examination::new(&library).run(None);
            drop(taken);
            checkup
        }
    }
}

/// Examines a library of which this process has the lock.
pub(crate) fn examine_locked(library: &Library) -> Result<Checkup, LibraryError> {
    Examination::new(library).run(None)
}

pub(crate) const DATABASE: &str = "library.sqlite";

/// A database that does not open is a finding, unless it is no library of ours or cannot be reached at all.
fn beyond_opening(dir: &Path, error: LibraryError) -> Result<Finding, LibraryError> {
    let what = match &error {
        LibraryError::NotFound { .. } if dir.join("index").join("meta.json").exists() => {
            "it is missing or empty, but its index is there".to_owned()
        }
        LibraryError::Foreign { .. } => "it does not begin as the file of a library does".to_owned(),
        LibraryError::Damaged { what, .. } => format!("it cannot be opened: {what}"),
        LibraryError::Store { cause, .. } if !error.is_disk() => format!("it cannot be opened: {cause}"),
        _ => return Err(error),
    };
    Ok(Finding {
        grade: Grade::Damage,
        file: DATABASE.to_owned(),
        table: None,
        row: None,
        id: None,
        path: None,
        what,
        remedy: Remedy::Restore,
    })
}

/// An examination under way.
struct Examination<'a> {
    library: &'a Library,
    findings: Vec<Finding>,
    checked: Checked,
    /// Tables and keys of rows whose sums do not fit: nothing else is said of them.
    unfit: BTreeSet<(&'static str, String)>,
    expected: entries::Expected,
}

impl<'a> Examination<'a> {
    fn new(library: &'a Library) -> Examination<'a> {
        Examination {
            library,
            findings: Vec::new(),
            checked: Checked::default(),
            unfit: BTreeSet::new(),
            expected: entries::Expected::default(),
        }
    }

    fn run(mut self, writer: Option<&str>) -> Result<Checkup, LibraryError> {
        // One state of the database, whatever is written meanwhile.
        self.library.sql(|db| db.execute_batch("BEGIN"))?;
        self.database();
        match writer {
            None => self.index(),
            Some(holder) => {
                let what = format!("{holder} writes to the library: its index is not examined");
                self.note("index", what, Remedy::Nothing);
            }
        }
        let _ = self.library.sql(|db| db.execute_batch("ROLLBACK"));
        self.leftovers(writer);
        self.findings.sort_by_key(|finding| finding.grade);
        Ok(Checkup { findings: self.findings, checked: self.checked })
    }

    fn database(&mut self) {
        self.integrity();
        self.schema();
        self.sums();
        self.ledger();
        self.documents();
        self.derived();
    }

    /// What runs that were stopped, migrations and repairs leave.
    fn leftovers(&mut self, writer: Option<&str>) {
        let dir = self.library.dir();
        if writer.is_none() {
            for name in ["index.new", "library.copy.sqlite", "library.new.sqlite"] {
                if dir.join(name).exists() {
                    let what = "a run that was stopped left it; it can be deleted, and `--repair` does so";
                    self.note(name, what, Remedy::Nothing);
                }
            }
        }
        for name in copies(dir) {
            let what = "a copy from before a change of the whole library; delete it when all is well";
            self.note(&name, what, Remedy::Nothing);
        }
    }

    fn note(&mut self, file: &str, what: impl Into<String>, remedy: Remedy) {
        self.add(Grade::Note, file, None, what, remedy);
    }

    fn damage(
        &mut self,
        file: &str,
        table: Option<&str>,
        what: impl Into<String>,
        remedy: Remedy,
    ) -> &mut Finding {
        self.add(Grade::Damage, file, table, what, remedy)
    }

    fn add(
        &mut self,
        grade: Grade,
        file: &str,
        table: Option<&str>,
        what: impl Into<String>,
        remedy: Remedy,
    ) -> &mut Finding {
        let table = table.map(str::to_owned);
        let (file, what) = (file.to_owned(), what.into());
        self.findings.push(Finding { grade, file, table, row: None, id: None, path: None, what, remedy });
        let last = self.findings.len() - 1;
        // It has just been put there.
        #[expect(clippy::indexing_slicing, reason = "it has just been put there")]
        &mut self.findings[last]
    }

    /// Damage of one record.
    fn record(&mut self, row: i64, what: impl Into<String>, remedy: Remedy) {
        let (id, document) = self.id_and_document(row);
        let path = document.and_then(|document| self.path_of(document));
        let finding = self.damage(DATABASE, Some("records"), what, remedy);
        (finding.row, finding.id, finding.path) = (Some(row.to_string()), id, path);
    }

    /// Damage of one document.
    fn document(&mut self, row: i64, what: impl Into<String>, remedy: Remedy) {
        let path = self.path_of(row);
        let finding = self.damage(DATABASE, Some("documents"), what, remedy);
        (finding.row, finding.path) = (Some(row.to_string()), path);
    }

    fn id_and_document(&self, record: i64) -> (Option<String>, Option<i64>) {
        let sql = "SELECT (SELECT id FROM ids WHERE ids.row = own), document FROM records WHERE row = ?1";
        let found = self.library.sql(|db| {
            db.prepare_cached(sql)?
                .query_row([record], |row| Ok((row.get(0).unwrap_or_default(), row.get(1).ok())))
                .optional()
        });
        found.ok().flatten().unwrap_or_default()
    }

    /// Where the document in this row was found.
    fn path_of(&self, document: i64) -> Option<String> {
        let sql = "SELECT path FROM sources WHERE blake3 = (SELECT blake3 FROM documents WHERE row = ?1) \
                   ORDER BY path LIMIT 1";
        let found = self.library.sql(|db| {
            db.prepare_cached(sql)?.query_row([document], |row| row.get::<_, String>(0)).optional()
        });
        found.ok().flatten()
    }
}
