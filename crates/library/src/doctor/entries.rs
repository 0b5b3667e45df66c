//! The index: its commit says whose it is, its files have the sums that tantivy wrote, and it holds each record once.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use tantivy::directory::error::OpenReadError;
use tantivy::index::SegmentComponent;
use tantivy::{Index, ReloadPolicy, SegmentMeta, TantivyError};

use super::{Examination, Remedy};
use crate::columns::{self, own};
use crate::directory::Reading;
use crate::index::{FORM, Payload, last_change, told};

/// What the index should hold: row of the document, of the record if it is one's; the number of the activity.
#[derive(Debug, Default)]
pub(super) struct Expected {
    pub(super) entries: BTreeMap<(u64, Option<u64>), u64>,
    /// Documents of which that cannot be said.
    pub(super) unsure: BTreeSet<i64>,
}

/// What the index holds: how often, and under which activity.
type Held = BTreeMap<(u64, Option<u64>), (u64, u64)>;

/// What tantivy keeps of its files.
const MANAGED: &str = ".managed.json";

impl Examination<'_> {
    /// The whole index. tantivy may panic on bytes that it did not write.
    pub(super) fn index(&mut self) {
        if !self.library.index_path().exists() {
            self.note("index", "there is none: the next command that needs it makes it", Remedy::Nothing);
            return;
        }
        let before = self.findings.len();
        if catch_unwind(AssertUnwindSafe(|| self.look())).is_err() {
            self.findings.truncate(before);
            self.of_index("index", "its bytes make no sense to tantivy");
        }
    }

    fn look(&mut self) {
        let folder = self.library.index_path();
        let opened = Reading::open(&folder).map_err(TantivyError::from).and_then(Index::open);
        let index = match opened {
            Ok(index) => index,
            Err(error) => return self.of_index("index/meta.json", format!("it cannot be opened: {error}")),
        };
        let Some(seen) = self.payload(&index) else { return };
        let before = self.findings.len();
        self.files(&index, &folder);
        if self.findings.len() > before {
            return;
        }
        match held(&index) {
            Ok(held) => self.compare(&held, seen),
            Err(error) => self.of_index("index", format!("it cannot be read: {error}")),
        }
    }

    /// Whose commit it is, and the last change that it has seen. None where it is not worth to look further.
    fn payload(&mut self, index: &Index) -> Option<i64> {
        const META: &str = "index/meta.json";
        let payload = index.load_metas().ok().and_then(|metas| metas.payload);
        let payload = payload.and_then(|payload| serde_json::from_str::<Payload>(&payload).ok());
        let facts = self.library.sql(|db| Ok((told(db, "identity")?, told(db, "rates")?, last_change(db)?)));
        let (Some(payload), Ok((identity, rates, last))) = (payload, facts) else {
            self.of_index(META, "its commit does not say whose it is");
            return None;
        };
        if payload.form < FORM || payload.rates != rates && payload.library == identity {
            let what = "an older almoner or older exchange rates made it: the next command makes it again";
            self.note("index", what, Remedy::Nothing);
            return None;
        }
        let wrong = if payload.form > FORM {
            format!("it has form {}; this almoner knows form {FORM}", payload.form)
        } else if payload.library != identity {
            "it is the index of another library".to_owned()
        } else if payload.seen > last {
            "it has seen what the database does not have".to_owned()
        } else if index.schema() != columns::schema() {
            "its columns are not this almoner's".to_owned()
        } else {
            if payload.seen < last {
                let what =
                    format!("it has not seen {} changes: the next command shows it", last - payload.seen);
                self.note("index", what, Remedy::Nothing);
            }
            return Some(payload.seen);
        };
        self.of_index(META, wrong);
        None
    }

    /// The files of the segments that are searched: there, listed, and as tantivy wrote them.
    fn files(&mut self, index: &Index, folder: &Path) {
        let Ok(segments) = index.searchable_segment_metas() else {
            return self.of_index("index/meta.json", "its segments cannot be listed");
        };
        let managed = index.directory().list_managed_files();
        if !folder.join(MANAGED).exists() {
            self.of_index(&format!("index/{MANAGED}"), "it is missing");
        }
        for path in segments.iter().flat_map(files_of) {
            let what = match index.directory().validate_checksum(&path) {
                Ok(true) if managed.contains(&path) => {
                    self.checked.index_files += 1;
                    continue;
                }
                Ok(true) => "it is not on the list of the index's files".to_owned(),
                Ok(false) => "its sum does not fit: it is not what was written".to_owned(),
                Err(OpenReadError::FileDoesNotExist(_)) => "it is missing".to_owned(),
                Err(OpenReadError::IoError { io_error, .. }) => format!("it cannot be read: {io_error}"),
                Err(error) => format!("it cannot be read: {error}"),
            };
            self.of_index(&format!("index/{}", path.display()), what);
        }
    }

    /// Exactly the records that there are, each once, under its activity.
    fn compare(&mut self, held: &Held, seen: i64) {
        self.checked.index_entries = held.values().map(|(count, _)| count).sum();
        let late = self.library.sql(|db| {
            db.prepare("SELECT DISTINCT document FROM changes WHERE row > ?1")?
                .query_map([seen], |row| row.get(0))?
                .collect::<rusqlite::Result<Vec<i64>>>()
        });
        let late: BTreeSet<u64> = late
            .unwrap_or_default()
            .iter()
            .chain(&self.expected.unsure)
            .map(|document| document.unsigned_abs())
            .collect();
        let expected = std::mem::take(&mut self.expected.entries);
        for (place, activity) in &expected {
            let what = match held.get(place) {
                _ if late.contains(&place.0) => continue,
                Some((1, found)) if found == activity => continue,
                Some((1, _)) => "the index has it under another activity".to_owned(),
                Some((count, _)) => format!("the index has it {count} times"),
                None => "the index does not have it".to_owned(),
            };
            self.entry(*place, what);
        }
        for place in held.keys().filter(|place| !expected.contains_key(place) && !late.contains(&place.0)) {
            self.entry(*place, "the index has it, and the database does not".to_owned());
        }
    }

    fn entry(&mut self, (document, record): (u64, Option<u64>), what: String) {
        let signed = |row: u64| i64::try_from(row).unwrap_or(i64::MAX);
        match record {
            Some(record) => self.record(signed(record), what, Remedy::Repair),
            None => self.document(signed(document), what, Remedy::Repair),
        }
        if let Some(finding) = self.findings.last_mut() {
            "index".clone_into(&mut finding.file);
        }
    }

    fn of_index(&mut self, file: &str, what: impl Into<String>) {
        self.damage(file, None, what, Remedy::Repair);
    }
}

/// The files that a segment must have.
fn files_of(segment: &SegmentMeta) -> Vec<PathBuf> {
    use SegmentComponent as Part;
    let parts =
        [Part::Postings, Part::Positions, Part::Terms, Part::Store, Part::FastFields, Part::FieldNorms];
    let deletes = segment.has_deletes().then_some(Part::Delete);
    parts.into_iter().chain(deletes).map(|part| segment.relative_path(part)).collect()
}

fn held(index: &Index) -> tantivy::Result<Held> {
    let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
    let mut held = Held::new();
    for segment in reader.searcher().segment_readers() {
        let columns = segment.fast_fields();
        let [document, record, activity] =
            [own::DOCUMENT, own::RECORD, own::ACTIVITY].map(|column| columns.u64(column));
        let (document, record, activity) = (document?, record?, activity?);
        for doc in segment.doc_ids_alive() {
            let place = (document.first(doc).unwrap_or_default(), record.first(doc));
            let entry = held.entry(place).or_default();
            *entry = (entry.0 + 1, activity.first(doc).unwrap_or_default());
        }
    }
    Ok(held)
}
