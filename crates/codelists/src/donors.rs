//! Donors as the labels of amounts name them: `IFAD financing`, `Swiss contribution`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::folding::fold;
use crate::table::rows;

/// What a word or words of a label tell of a donor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Donor {
    /// The name of one: `ifad`.
    Name,
    /// The name of one, and a word that means another thing in English: `bid`, `who`.
    EnglishWord,
    /// The name of one, and a word that means another thing in French, Spanish and Portuguese: `sida`.
    RomanceWord,
    /// The adjective of a country that gives: its money, and no name of an organisation.
    Country,
}

static DONORS: LazyLock<FxHashMap<String, Donor>> = LazyLock::new(|| {
    let kind = |kind: &str| match kind {
        "english" => Donor::EnglishWord,
        "romance" => Donor::RomanceWord,
        "country" => Donor::Country,
        _ => Donor::Name,
    };
    let rows = rows(include_str!("../data/donors.csv"));
    let names =
        rows.iter().flat_map(|row| row.items("words").map(|name| (fold(name), kind(row.text("kind")))));
    names.collect()
});

/// What folded words tell of a donor; None for words that name none. data/donors.csv holds them.
pub fn donor(folded: &str) -> Option<Donor> {
    DONORS.get(folded).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_name_who_gives_are_told_apart() {
        assert_eq!(donor("ifad"), Some(Donor::Name));
        assert_eq!(donor("union europeenne"), Some(Donor::Name));
        assert_eq!(donor("bid"), Some(Donor::EnglishWord));
        assert_eq!(donor("sida"), Some(Donor::RomanceWord));
        assert_eq!(donor("suisse"), Some(Donor::Country));
        assert_eq!(donor("total"), None);
    }
}
