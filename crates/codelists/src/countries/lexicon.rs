//! The names that a text is searched for, by their first word.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::codelist::Entry;
use crate::folding::fold;
use crate::lists::COUNTRY;
use crate::table::{Row, rows};

/// A name to look for.
pub(super) struct Name {
    /// Folded, hyphens as spaces.
    pub(super) folded: String,
    /// As the list has it.
    pub(super) printed: &'static str,
    /// None: it holds a country's name and means something else (`Lake Chad`).
    pub(super) entry: Option<&'static Entry>,
    /// Counts only letter by letter as printed.
    pub(super) acronym: bool,
    /// The bare name of a river too (`Niger`).
    pub(super) river: bool,
    /// When it counts.
    pub(super) usage: Use,
    /// A weak name counts behind one of these words.
    pub(super) after: Vec<&'static str>,
}

/// When a name counts as a mention.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// Wherever it stands.
    Always,
    /// Only where its neighbours show that a country is meant.
    Weak,
    /// Not on a line of capitals.
    NotInCapitals,
    /// Not in running text.
    Never,
}

static NAMES: LazyLock<FxHashMap<String, Vec<Name>>> = LazyLock::new(|| {
    let listed = rows(include_str!("../../data/country-traps.csv"));
    let others = listed.iter().filter(|row| row.text("rule") == "other");
    let told = listed.iter().filter(|row| row.text("rule") != "other");
    let traps: FxHashMap<String, &Row> = told.map(|row| (spelling(row.text("name")), row)).collect();
    let mut names: FxHashMap<String, Vec<Name>> = FxHashMap::default();
    let mut add = |name: Name| names.entry(first_word(&name.folded).to_owned()).or_default().push(name);
    for entry in COUNTRY.iter().filter(|entry| entry.active) {
        entry.names().for_each(|printed| add(Name::new(printed, Some(entry), &traps)));
    }
    others.for_each(|row| add(Name::new(row.text("name"), None, &FxHashMap::default())));
    // Longest first: "Guinea" is inside "Guinea-Bissau".
    #[expect(clippy::iter_over_hash_type, reason = "each list is sorted by itself")]
    for list in names.values_mut() {
        list.sort_by_key(|name| std::cmp::Reverse(name.folded.len()));
    }
    names
});

/// The names that begin with the first word of `text`, the longest first.
pub(super) fn candidates(text: &str) -> &'static [Name] {
    NAMES.get(first_word(text)).map_or(&[], Vec::as_slice)
}

impl Name {
    fn new(printed: &'static str, entry: Option<&'static Entry>, traps: &FxHashMap<String, &Row>) -> Name {
        let whole = key(&fold(printed));
        // Without its article, so that `the Netherlands Antilles` is seen before `the Netherlands`.
        let folded = whole.strip_prefix("the ").unwrap_or(&whole).to_owned();
        let acronym = is_acronym(printed);
        let trap = traps.get(&spelling(printed));
        let usage = match trap.map_or("", |row| row.text("rule")) {
            "weak" => Use::Weak,
            "word" => Use::NotInCapitals,
            "never" => Use::Never,
            _ => Use::Always,
        };
        let after = trap.map(|row| row.items("after").collect()).unwrap_or_default();
        let river = traps.get(&folded).is_some_and(|row| row.text("rule") == "river");
        Name { folded, printed, entry, acronym, river: river && !acronym, usage, after }
    }

    /// How many bytes of `text` the name takes at its start, whole words only. A space of the name stands for any
    /// run of spaces and hyphens: `Guinea-` at the end of a line and `Bissau` on the next are one name.
    pub(super) fn length_in(&self, text: &str) -> Option<usize> {
        let mut rest = text;
        for (index, word) in self.folded.split(' ').enumerate() {
            if index > 0 {
                rest = rest.starts_with(' ').then(|| rest.trim_start_matches(' '))?;
            }
            rest = rest.strip_prefix(word)?;
        }
        let whole = rest.chars().next().is_none_or(|letter| !letter.is_alphanumeric());
        whole.then_some(text.len() - rest.len())
    }
}

/// How a name is looked for: folded, an acronym as printed.
fn spelling(printed: &str) -> String {
    if is_acronym(printed) { printed.to_owned() } else { key(&fold(printed)) }
}

/// Hyphens as spaces, byte for byte, so that places stay the same.
pub(super) fn key(folded: &str) -> String {
    folded.replace('-', " ")
}

/// Bytes of the word at the start of `text`.
pub(super) fn word_length(text: &str) -> usize {
    text.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(text.len())
}

fn first_word(text: &str) -> &str {
    text.get(..word_length(text)).unwrap_or(text)
}

/// Short and in capitals, dots aside, or with a capital inside: `DRC`, `U.S.`, `oPt`, `BiH`.
fn is_acronym(name: &str) -> bool {
    let letters: Vec<char> = name.chars().filter(|letter| letter.is_alphabetic()).collect();
    letters.len() <= 5 && !name.contains(' ') && letters.iter().skip(1).any(|letter| letter.is_uppercase())
}
