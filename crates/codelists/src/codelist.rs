//! A codelist: its rows, by code and by name.

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

    fn read(row: &Row, also: &[(&'static str, &'static str)]) -> Entry {
        let code = row.text("code");
        let columns = ["long_en", "long_fr", "acronym", "acronym_fr"];
        let own = also.iter().filter(|(of, _)| *of == code).map(|(_, alias)| *alias);
        Entry {
            code,
            name: row.text("name_en"),
            name_fr: row.text("name_fr"),
            aliases: row
                .items("aliases")
                .chain(columns.iter().filter_map(|column| row.some(column)))
                .chain(own)
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
    /// By folded name.
    by_name: FxHashMap<String, Claim>,
    /// By the words of a name.
    by_words: FxHashMap<String, Claim>,
    /// All rows that have a name of these words, in their order.
    all_by_words: FxHashMap<String, Vec<usize>>,
}

impl Codelist {
    /// The list `name` of `rows`, with `also`: (code, alias) pairs of our own.
    pub(crate) fn new(name: &'static str, rows: &[Row], also: &[(&'static str, &'static str)]) -> Codelist {
        let entries: Vec<Entry> = rows.iter().map(|row| Entry::read(row, also)).collect();
        let (by_code, by_name, by_words, all_by_words) = Default::default();
        let mut list = Codelist { name, entries, by_code, by_name, by_words, all_by_words };
        for index in 0..list.entries.len() {
            list.index(index, also);
        }
        list
    }

    fn index(&mut self, index: usize, also: &[(&'static str, &'static str)]) {
        let Some(entry) = self.entries.get(index) else { return };
        for code in std::iter::once(entry.code).chain(entry.other_code) {
            self.by_code.entry(fold(code)).or_insert(index);
        }
        for name in entry.names() {
            let rows = self.all_by_words.entry(words(name)).or_default();
            if rows.last() != Some(&index) {
                rows.push(index);
            }
        }
        let listed = if entry.active { Strength::Active } else { Strength::Withdrawn };
        let own =
            also.iter().filter(|(code, _)| *code == entry.code).map(|(_, alias)| (*alias, Strength::Own));
        for (name, strength) in entry.names().map(|name| (name, listed)).chain(own) {
            for (table, key) in [(&mut self.by_name, fold(name)), (&mut self.by_words, words(name))] {
                let claim = table.entry(key).or_insert(Claim { strength, index: Some(index) });
                if strength > claim.strength {
                    *claim = Claim { strength, index: Some(index) };
                } else if strength == claim.strength && claim.index != Some(index) {
                    claim.index = None;
                }
            }
        }
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
        let folded = fold(name);
        let found = self.by_name.get(&folded).or_else(|| self.by_words.get(&words_of(&folded)));
        found.and_then(|claim| claim.index).and_then(|index| self.entries.get(index))
    }

    /// The row of a whole name among those that `fits` says, where several share the name; active rows first.
    pub(crate) fn find_among(&self, name: &str, fits: impl Fn(&Entry) -> bool) -> Option<&Entry> {
        let rows = self.all_by_words.get(&words(name))?;
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
