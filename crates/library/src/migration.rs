//! A library of an older form is brought to this one: a copy of the file first, then one transaction. No document is
//! read again for it.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, Transaction, params};

use crate::LibraryError;
use crate::groups;
use crate::slim;
use crate::store::{FORM, SCHEMA, VIEWS, at, id_row, now, record_sum, unwritable};
use crate::sums::sum;

/// True for a form that [`migrate`] knows.
pub(crate) fn is_known(form: i64) -> bool {
    (1..FORM).contains(&form)
}

/// Where the file of the older form stays.
pub(crate) fn copy_of(path: &Path, form: i64) -> PathBuf {
    path.with_file_name(format!("library.form-{form}.sqlite"))
}

/// The names of the copies in the library's folder that [`migrate`] and a repair left.
pub(crate) fn copies(dir: &Path) -> Vec<String> {
    let files = std::fs::read_dir(dir).into_iter().flatten().flatten();
    let names = files.map(|file| file.file_name().to_string_lossy().into_owned());
    let is_copy = |name: &String| {
        (name.starts_with("library.form-") || name.starts_with("library.before-repair-"))
            && name.ends_with(".sqlite")
    };
    let mut copies: Vec<String> = names.filter(is_copy).collect();
    copies.sort();
    copies
}

/// Brings the database at `path` to the form of this program.
pub(crate) fn migrate(db: &mut Connection, path: &Path, form: i64) -> Result<(), LibraryError> {
    copy(db, path, form)?;
    db.pragma_update(None, "journal_mode", "WAL").map_err(at(path))?;
    // Tables are renamed and dropped, which foreign keys would follow.
    db.pragma_update(None, "foreign_keys", "OFF").map_err(at(path))?;
    let transaction = db.transaction().map_err(at(path))?;
    from_1(&transaction).map_err(at(path))?;
    transaction.pragma_update(None, "user_version", FORM).map_err(at(path))?;
    transaction.commit().map_err(at(path))
}

/// A whole copy beside the file, log included. An earlier copy of the same form is of a migration that did not end.
fn copy(db: &Connection, path: &Path, form: i64) -> Result<(), LibraryError> {
    let (copy, unfinished) = (copy_of(path, form), path.with_file_name("library.copy.sqlite"));
    let _ = std::fs::remove_file(&unfinished);
    db.execute("VACUUM INTO ?1", [unfinished.to_string_lossy()]).map_err(at(path))?;
    let kept = std::fs::File::open(&unfinished)
        .and_then(|file| file.sync_all())
        .and_then(|()| std::fs::rename(&unfinished, &copy));
    kept.map_err(LibraryError::disk(&copy, "cannot keep a copy of the older library"))
}

/// Form 1 kept whole records, knew nothing of corrections, history and runs, and joined ids in the order in which they came.
fn from_1(db: &Transaction<'_>) -> rusqlite::Result<()> {
    const OLD: [&str; 6] = ["sources", "documents", "records", "links", "changes", "library"];
    for table in OLD {
        // Links were not in all libraries of form 1.
        let known =
            db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1")?.exists([table])?;
        if known {
            db.execute_batch(&format!("ALTER TABLE {table} RENAME TO old_{table}"))?;
        }
    }
    db.execute_batch(
        "DROP INDEX IF EXISTS sources_by_content; DROP INDEX IF EXISTS records_by_activity; \
         DROP TABLE IF EXISTS old_links; ALTER TABLE ids RENAME TO old_ids; \
         ALTER TABLE followers RENAME TO old_followers",
    )?;
    db.execute_batch(SCHEMA)?;
    db.execute_batch(VIEWS)?;
    db.execute_batch(
        "INSERT INTO library SELECT key, value FROM old_library; \
         INSERT OR IGNORE INTO library (key, value) VALUES ('rates', ''); \
         INSERT INTO ids SELECT row, id FROM old_ids; \
         INSERT INTO followers SELECT old, new FROM old_followers; \
         INSERT INTO changes SELECT row, document FROM old_changes",
    )?;
    sources_of_1(db)?;
    documents_of_1(db)?;
    records_of_1(db)?;
    db.execute_batch(
        "DROP TABLE old_sources; DROP TABLE old_records; DROP TABLE old_documents; DROP TABLE old_library; \
         DROP TABLE old_changes; DROP TABLE old_ids; DROP TABLE old_followers",
    )
}

fn sources_of_1(db: &Transaction<'_>) -> rusqlite::Result<()> {
    db.execute_batch(
        "INSERT INTO sources (path, size, mtime_ns, blake3, outcome, reason, hint, extractor, layout, records, sum) \
         SELECT path, size, mtime_ns, s.blake3, outcome, reason, hint, extractor, d.layout, \
            (SELECT count(*) FROM old_records AS r WHERE r.document = d.row), 0 \
         FROM old_sources AS s LEFT JOIN old_documents AS d ON d.blake3 = s.blake3",
    )?;
    crate::sources::sum_all(db, &now())
}

fn documents_of_1(db: &Transaction<'_>) -> rusqlite::Result<()> {
    let mut old = db.prepare(
        "SELECT row, blake3, name, media_type, layout, language, date, origin, sections, text FROM old_documents",
    )?;
    let mut new = db.prepare(
        "INSERT INTO documents (row, blake3, name, media_type, layout, language, date, origin, sections, text, sum) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?;
    let mut rows = old.query([])?;
    while let Some(row) = rows.next()? {
        let texts =
            (1..10).map(|column| row.get(column)).collect::<rusqlite::Result<Vec<Option<String>>>>()?;
        let text = |column: usize| texts.get(column - 1).and_then(Option::as_deref);
        let whole = |column| text(column).unwrap_or_default();
        new.execute(params![
            row.get::<_, i64>(0)?,
            text(1),
            text(2),
            text(3),
            text(4),
            text(5),
            text(6),
            text(7),
            text(8),
            text(9),
            sum(&[whole(1), whole(7), whole(8), whole(9)]),
        ])?;
    }
    Ok(())
}

fn records_of_1(db: &Transaction<'_>) -> rusqlite::Result<()> {
    let mut touched = std::collections::BTreeSet::new();
    let mut old = db.prepare("SELECT row, document, ordinal, record FROM old_records ORDER BY row")?;
    let mut new = db.prepare(
        "INSERT INTO records (row, document, ordinal, own, activity, counts, record, evidence, sum) \
         VALUES (?1, ?2, ?3, ?4, ?4, 1, ?5, ?6, ?7)",
    )?;
    let mut rows = old.query([])?;
    while let Some(row) = rows.next()? {
        let json: String = row.get(3)?;
        let mut activity: almoner_record::Activity = serde_json::from_str(&json).map_err(unwritable)?;
        let own = id_row(db, &activity.id)?;
        let slim = slim::pack(&mut activity).map_err(unwritable)?;
        new.execute(params![
            row.get::<_, i64>(0)?,
            row.get::<_, i64>(1)?,
            row.get::<_, i64>(2)?,
            own,
            slim.record,
            slim.evidence,
            record_sum(&slim, None),
        ])?;
        groups::put(db, row.get(0)?, &activity)?;
        touched.insert(own);
    }
    groups::settle(db, touched)
}
