//! A hundred damages: bits flipped in each kind of file, files cut, missing, emptied, swapped between libraries, of a
//! future form. Each is named, or costs nothing at all; nothing panics, and what can be made right is made right.

use std::path::{Path, PathBuf};

use super::doctor::{all_of, copy, full};
use crate::{Checkup, Library, LibraryError, examine, repair};

/// Seeded numbers, the same in each run.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Dice {
        Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below `limit`.
    pub(super) fn throw(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }
}

/// What an examination comes to: named, of a newer almoner, or nothing found.
enum Verdict {
    Named(Checkup),
    Newer,
    Clean,
}

fn verdict(dir: &Path) -> Verdict {
    match examine(dir) {
        Ok(checkup) if checkup.is_sound() => Verdict::Clean,
        Ok(checkup) => {
            for damage in checkup.damages() {
                assert!(!damage.file.is_empty() && !damage.what.is_empty(), "{damage:?}");
            }
            Verdict::Named(checkup)
        }
        Err(LibraryError::WrongVersion { .. } | LibraryError::NotFound { .. }) => Verdict::Newer,
        Err(error) => panic!("{error}"),
    }
}

/// Every kind of file in a library, one of each: ending, path.
fn kinds(dir: &Path) -> Vec<(String, PathBuf)> {
    let mut kinds: Vec<(String, PathBuf)> = Vec::new();
    for folder in [dir.to_owned(), dir.join("index")] {
        let mut files: Vec<PathBuf> =
            std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
        files.sort();
        for path in files.into_iter().filter(|path| path.is_file()) {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            // Files of segments are of one kind where their endings are one; the two lists of files are each its own.
            let ending = name.rsplit('.').next().unwrap().to_owned();
            let kind = if ending == "json" { name.clone() } else { ending };
            // Locks hold nothing, and what no segment names any more is searched by nobody.
            if !["lock", "sqlite-shm", "sqlite-wal"].contains(&kind.as_str())
                && !name.starts_with(".tantivy")
                && kinds.iter().all(|(known, _)| *known != kind)
            {
                kinds.push((kind, path.strip_prefix(dir).unwrap().to_owned()));
            }
        }
    }
    kinds
}

/// A library without old segments, so that each file of the index is one that is searched.
fn whole() -> (tempfile::TempDir, String) {
    let (dir, library) = full();
    library.index_all().unwrap();
    drop(library);
    let all = all_of(dir.path()).unwrap();
    assert!(matches!(verdict(dir.path()), Verdict::Clean));
    (dir, all)
}

/// Repairs; what is whole afterwards gives what was exported, but for what the repair tells to be lost.
fn set_right(dir: &Path, before: &str, told: &str) {
    let done = match repair(dir) {
        Ok(done) => done,
        // Beyond opening: a copy is needed.
        Err(LibraryError::Foreign { .. } | LibraryError::Damaged { .. } | LibraryError::Store { .. }) => {
            return;
        }
        Err(LibraryError::NotFound { .. }) => return,
        Err(error) => panic!("{told}: {error}"),
    };
    assert!(done.after.is_sound(), "{told}: {done:#?}");
    let all = all_of(dir).unwrap_or_else(|error| {
        if done.read_again.is_empty() { panic!("{told}: {error}") } else { String::new() }
    });
    let lost = !done.read_again.is_empty() || !done.taken_out.is_empty();
    assert!(lost || all == before, "{told}: it is another library, and nothing is told to be lost");
}

#[test]
fn a_flipped_bit_is_named_or_costs_nothing() {
    let (dir, before) = whole();
    let mut dice = Dice::new(7);
    let count = std::env::var_os("ALMONER_SOAK").map_or(8, |_| 80);
    let (mut named, mut all) = (0, 0);
    for (kind, path) in kinds(dir.path()) {
        // Most of the bytes are the database's.
        for _ in 0..if kind == "sqlite" { count * 4 } else { count } {
            let damaged = copy(dir.path());
            let mut bytes = std::fs::read(damaged.path().join(&path)).unwrap();
            let (place, bit) = (dice.throw(bytes.len()), dice.throw(8));
            bytes[place] ^= 1 << bit;
            std::fs::write(damaged.path().join(&path), &bytes).unwrap();
            let told = format!("bit {bit} of byte {place} of {}", path.display());
            all += 1;
            match verdict(damaged.path()) {
                Verdict::Named(_) => {
                    named += 1;
                    set_right(damaged.path(), &before, &told);
                }
                Verdict::Newer => named += 1,
                Verdict::Clean => {
                    assert_eq!(all_of(damaged.path()).unwrap(), before, "{told}: found by nobody");
                }
            }
        }
    }
    assert!(all >= 64 && named * 3 > all, "{named} of {all}");
}

#[test]
fn a_cut_missing_emptied_or_swapped_file_is_named() {
    let (dir, before) = whole();
    let (other, others) = whole();
    for (kind, path) in kinds(dir.path()) {
        let length = std::fs::metadata(dir.path().join(&path)).unwrap().len();
        for damage in ["cut a little", "cut in half", "emptied", "missing", "swapped"] {
            let damaged = copy(dir.path());
            let file = damaged.path().join(&path);
            let told = format!("{} {damage}", path.display());
            match damage {
                "cut a little" => cut(&file, length - 3),
                "cut in half" => cut(&file, length / 2),
                "emptied" => cut(&file, 0),
                "missing" => std::fs::remove_file(&file).unwrap(),
                _ => {
                    let from = kinds(other.path()).into_iter().find(|(known, _)| *known == kind).unwrap().1;
                    let from = other.path().join(from);
                    if std::fs::read(&from).unwrap() == std::fs::read(&file).unwrap() {
                        continue;
                    }
                    std::fs::copy(from, &file).unwrap();
                }
            }
            let Verdict::Named(_) = verdict(damaged.path()) else { panic!("{told}: found by nobody") };
            // The other library's database is the other library.
            let right = if (kind.as_str(), damage) == ("sqlite", "swapped") { &others } else { &before };
            set_right(damaged.path(), right, &told);
        }
    }
}

fn cut(file: &Path, length: u64) {
    std::fs::File::options().write(true).open(file).unwrap().set_len(length).unwrap();
}

#[test]
fn a_future_form_is_named() {
    let (dir, before) = whole();
    let meta = dir.path().join("index/meta.json");
    let text = std::fs::read_to_string(&meta).unwrap();
    let form = format!("\\\"form\\\":{}", crate::index::FORM);
    assert!(text.contains(&form), "{text}");
    std::fs::write(&meta, text.replace(&form, "\\\"form\\\":99")).unwrap();
    let Verdict::Named(checkup) = verdict(dir.path()) else { panic!("found by nobody") };
    assert!(checkup.findings[0].what.contains("form 99"), "{checkup:?}");
    set_right(dir.path(), &before, "a future index");
    let db = rusqlite::Connection::open(dir.path().join("library.sqlite")).unwrap();
    db.pragma_update(None, "user_version", 99).unwrap();
    drop(db);
    assert!(matches!(examine(dir.path()), Err(LibraryError::WrongVersion { found: 99, .. })));
    assert!(matches!(repair(dir.path()), Err(LibraryError::WrongVersion { found: 99, .. })));
}

/// The index of an earlier state, as a restored copy of a part of the folder leaves it, and a whole one that is gone.
#[test]
fn an_index_of_another_time_is_told() {
    let (dir, _) = whole();
    let early = copy(dir.path());
    let mut library = Library::open_for_writing(dir.path()).unwrap();
    library.forget(&["two.txt".to_owned()], crate::Why::Removed).unwrap();
    library.index().unwrap();
    drop(library);
    let late = copy(dir.path());
    swap_index(early.path(), late.path());
    let Verdict::Named(checkup) = verdict(early.path()) else { panic!("an index from the future") };
    assert!(checkup.findings[0].what.contains("has seen what"), "{checkup:?}");
    // An index that is late, or not there, is no damage: the next command sees to it.
    let checkup = examine(late.path()).unwrap();
    assert!(checkup.is_sound() && checkup.findings[0].what.contains("has not seen"), "{checkup:?}");
    std::fs::remove_dir_all(late.path().join("index")).unwrap();
    let checkup = examine(late.path()).unwrap();
    assert!(checkup.is_sound() && checkup.findings[0].what.contains("there is none"), "{checkup:?}");
}

fn swap_index(one: &Path, other: &Path) {
    let aside = one.join("aside");
    std::fs::rename(one.join("index"), &aside).unwrap();
    std::fs::rename(other.join("index"), one.join("index")).unwrap();
    std::fs::rename(aside, other.join("index")).unwrap();
}
