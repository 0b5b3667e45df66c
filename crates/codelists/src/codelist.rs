//! A codelist: its rows, by code and by name.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::folding::{self, fold};
use crate::spelling;
use crate::table::Row;

/// One row of a codelist.
#[derive(Debug, PartialEq, Eq)]
pub struct Entry {
    /// The code.
    pub code: &'static str,
    /// The name in English.
    pub name: &'static str,
    /// The name in French; empty where the list has none.
    pub name_fr: &'static str,
    /// Other names in any language, former ones and acronyms.
    pub aliases: Vec<&'static str>,
    /// Another code for the same row (alpha-3 of a country).
    pub other_code: Option<&'static str>,
    /// The code above: a purpose's category, a category's group, a channel's parent.
    pub parent: Option<&'static str>,
    /// False for a withdrawn code.
    pub active: bool,
}

impl Entry {
    /// All its names: English, French, then the others.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        [self.name, self.name_fr]
            .into_iter()
            .chain(self.aliases.iter().copied())
            .filter(|name| !name.is_empty())
    }

    fn read(row: &Row, own: &FxHashMap<&'static str, Vec<&'static str>>) -> Entry {
        let code = row.text("code");
        let columns = ["long_en", "long_fr", "acronym", "acronym_fr"];
        Entry {
            code,
            name: row.text("name_en"),
            name_fr: row.text("name_fr"),
            aliases: row
                .items("aliases")
                .chain(columns.iter().filter_map(|column| row.some(column)))
                .chain(own.get(code).into_iter().flatten().copied())
                .collect(),
            other_code: row.some("alpha3"),
            parent: row.some("parent"),
            active: row.text("status") != "withdrawn",
        }
    }
}

/// Whom a name means.
#[derive(Debug, Clone, Copy)]
struct Claim {
    strength: Strength,
    /// None where two rows of that strength share the name.
    index: Option<usize>,
}

/// Which claim on a name counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    Withdrawn,
    Active,
    /// data/aliases.csv: settles what two rows share.
    Own,
}

/// A codelist. Rows stand in the order of the published list.
#[derive(Debug)]
pub struct Codelist {
    name: &'static str,
    entries: Vec<Entry>,
    by_code: FxHashMap<String, usize>,
    /// Our own names, by code.
    own: FxHashMap<&'static str, Vec<&'static str>>,
    /// Made when the first name is asked for: a code needs none of it.
    names: OnceLock<Names>,
}

/// The rows of a codelist by their names.
#[derive(Debug, Default)]
struct Names {
    /// By folded name.
    folded: FxHashMap<String, Claim>,
    /// By the words of a name.
    words: FxHashMap<String, Claim>,
    /// All rows that have a name of these words, in their order.
    all: FxHashMap<String, Vec<usize>>,
}

impl Names {
    fn of(entries: &[Entry], own: &FxHashMap<&'static str, Vec<&'static str>>) -> Names {
        let mut names = Names::default();
        for (index, entry) in entries.iter().enumerate() {
            let listed = if entry.active { Strength::Active } else { Strength::Withdrawn };
            for name in entry.names() {
                let words = names.claim(name, listed, index);
                let rows = names.all.entry(words).or_default();
                if rows.last() != Some(&index) {
                    rows.push(index);
                }
            }
            for alias in own.get(entry.code).into_iter().flatten() {
                names.claim(alias, Strength::Own, index);
            }
        }
        names
    }

    /// Notes whom a name means; gives its words.
    fn claim(&mut self, name: &str, strength: Strength, index: usize) -> String {
        let folded = fold(name);
        let words = words_of(&folded);
        for (table, key) in [(&mut self.folded, folded), (&mut self.words, words.clone())] {
            let claim = table.entry(key).or_insert(Claim { strength, index: Some(index) });
            if strength > claim.strength {
                *claim = Claim { strength, index: Some(index) };
            } else if strength == claim.strength && claim.index != Some(index) {
                claim.index = None;
            }
        }
        words
    }
}

impl Codelist {
    /// The list `name` of `rows`, with `also`: (code, alias) pairs of our own.
    pub(crate) fn new(name: &'static str, rows: &[Row], also: &[(&'static str, &'static str)]) -> Codelist {
        let mut own: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
        for (code, alias) in also {
            own.entry(*code).or_default().push(*alias);
        }
        let entries: Vec<Entry> = rows.iter().map(|row| Entry::read(row, &own)).collect();
        let mut by_code = FxHashMap::default();
        for (index, entry) in entries.iter().enumerate() {
            for code in std::iter::once(entry.code).chain(entry.other_code) {
                by_code.entry(fold(code)).or_insert(index);
            }
        }
        Codelist { name, entries, by_code, own, names: OnceLock::new() }
    }

    fn names(&self) -> &Names {
        self.names.get_or_init(|| Names::of(&self.entries, &self.own))
    }

    /// IATI's name of the list: `ActivityStatus`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The row of a code, in any case; a country also by its alpha-3 code.
    pub fn get(&self, code: &str) -> Option<&Entry> {
        self.by_code.get(&fold(code)).and_then(|index| self.entries.get(*index))
    }

    /// The row of a whole name in any known language, folded; active rows first. Where no name is just so,
    /// punctuation and `&` for `and` are overlooked. None when two rows share the name.
    pub fn find(&self, name: &str) -> Option<&Entry> {
        const LONGEST: usize = 1000;
        if name.len() > LONGEST {
            return None;
        }
        let (folded, names) = (fold(name), self.names());
        let found = names.folded.get(&folded).or_else(|| names.words.get(&words_of(&folded)));
        found.and_then(|claim| claim.index).and_then(|index| self.entries.get(index))
    }

    /// The row of a whole name among those that `fits` says, where several share the name; active rows first.
    pub(crate) fn find_among(&self, name: &str, fits: impl Fn(&Entry) -> bool) -> Option<&Entry> {
        let rows = self.names().all.get(&words(name))?;
        let mut named = rows.iter().filter_map(|row| self.entries.get(*row)).filter(|entry| fits(entry));
        named.clone().find(|entry| entry.active).or_else(|| named.next())
    }

    /// The row of a code, else of a name.
    pub fn lookup(&self, code_or_name: &str) -> Option<&Entry> {
        self.get(code_or_name).or_else(|| self.find(code_or_name))
    }

    /// The row whose code or name is nearest in spelling, for a hint; None when nothing is near.
    pub fn nearest(&self, text: &str) -> Option<&Entry> {
        let mut names: Vec<(String, usize)> = Vec::new();
        for (index, entry) in self.entries.iter().enumerate() {
            names.extend(entry.names().chain([entry.code]).map(|name| (fold(name), index)));
        }
        let found = spelling::nearest(&fold(text), names.iter().map(|(name, index)| (name.as_str(), *index)));
        found.and_then(|index| self.entries.get(index))
    }

    /// All rows.
    pub fn iter(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter()
    }

    /// The rows whose parent is `code`.
    pub fn children<'a>(&'a self, code: &'a str) -> impl Iterator<Item = &'a Entry> {
        self.entries.iter().filter(move |entry| entry.parent == Some(code))
    }
}

/// A name as its folded words: `Government & Civil Society-general` and `Government and Civil Society, General` are one.
pub(crate) fn words(name: &str) -> String {
    words_of(&fold(name))
}

/// The same of a name that is folded.
fn words_of(folded: &str) -> String {
    let mut words = String::with_capacity(folded.len() + 8);
    // A word of its own, whatever stands around it.
    let parts = folded.split('&').enumerate();
    for (at, part) in parts {
        let and = (at > 0).then_some("and");
        for word in and.into_iter().chain(folding::words(part).map(|(_, word)| word)) {
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(word);
        }
    }
    words
}
