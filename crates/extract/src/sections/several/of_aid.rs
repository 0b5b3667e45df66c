//! What says that a list is one of aid, where no labels do: the words above it, what its titles are about, and who is named.
//!
//! Titles with a country, a name, an amount and years are printed of buildings, loans of banks, films and players too.

use almoner_codelists::{countries_in, donor, fold, words};
use almoner_record::Span;

use super::super::Cutter;
use super::by_amounts::Entry;
use super::others;
use crate::bodies;
use crate::field::Field;
use crate::header;
use crate::lines::LineKind;
use crate::nouns;
use crate::themes;
use crate::word_list::{WordList, begins_word};

/// Beginnings of folded words over lists of what is given: grants, support, partners abroad.
const GIVEN: [&str; 33] = [
    "grants",
    "donor",
    "donat",
    "supported",
    "we support",
    "receive support",
    "support for",
    "cooperat",
    "solidarit",
    "humanitarian",
    "subvention",
    "aides",
    "aide a",
    "appui",
    "soutien",
    "soutenu",
    "soutenon",
    "bailleur",
    "cooperacion",
    "subvencion",
    "ayuda",
    "apoyo",
    "apoyad",
    "apoyamos",
    "financiador",
    "donante",
    "solidari",
    "cooperacao",
    "subvenc",
    "apoio",
    "apoiad",
    "apoiamos",
    "doador",
];

/// Whole words of the same.
const GIVEN_WORDS: [&str; 5] = ["aid", "ngo", "ngos", "ong", "ongs"];

/// More of them, of what is done for whom.
const PLACES: [&str; 32] = [
    "communit",
    "communaut",
    "comunidad",
    "comunitari",
    "village",
    "aldea",
    "aldeia",
    "vocational",
    "formation professionnelle",
    "formacion profesional",
    "formacao profissional",
    "alphabet",
    "alfabeti",
    "gender",
    "genre",
    "genero",
    "governance",
    "gouvernance",
    "gobernanza",
    "governacao",
    "justice",
    "justicia",
    "justica",
    "resilien",
    "capacity",
    "development",
    "developpement",
    "desarrollo",
    "desenvolvimento",
    "emergency",
    "urgence",
    "emergenc",
];

/// Forms of companies in a name.
static COMPANIES: WordList = WordList::of(
    "ltd limited inc llc plc gmbh ag spa sarl sas company corporation corp builders constructors contractors holdings \
     holding investments properties estates developers realty motors records pictures films fc",
);

/// What stands above a list says of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Above {
    Given,
    Projects,
    Nothing,
}

/// True where enough says that the entries of a list that begins at `first` are of aid.
pub(super) fn are_told(cutter: &Cutter<'_>, first: Span, titles: &[&str], names: &[&str]) -> bool {
    let companies = names.iter().filter(|name| is_company(name)).count();
    if titles.is_empty() || companies * 2 > names.len() {
        return false;
    }
    let is_body = |name: &&&str| bodies::is_body(name) && !is_company(name);
    let themes = titles.iter().filter(|title| is_about_aid(title)).count();
    let signs = themes.max(names.iter().filter(is_body).count());
    match above(cutter, first) {
        Above::Given => signs * 4 >= titles.len(),
        Above::Projects => signs * 2 >= titles.len() && themes > 0,
        // Who gives aid may be named in each.
        Above::Nothing => {
            let givers = names.iter().filter(|name| donor(&fold(name)).is_some()).count();
            themes * 4 >= titles.len() * 3 || themes * 2 >= titles.len() && givers * 2 >= titles.len()
        }
    }
}

/// True where enough says so of the entries of a list, most of them in countries that receive aid.
pub(super) fn are_entries_of(cutter: &Cutter<'_>, entries: &[Entry]) -> bool {
    let text = |span: Span| cutter.document.slice(span);
    let of = |wanted: fn(Field) -> bool| {
        let facts = entries.iter().flat_map(|entry| &entry.facts);
        facts.filter(move |(field, _)| wanted(*field)).map(|(_, span)| *span).collect::<Vec<Span>>()
    };
    let titles = of(|field| field == Field::Title);
    let places = of(|field| field == Field::Countries);
    let receives =
        |span: &&Span| countries_in(text(**span)).iter().any(|place| !header::gives(place.entry.code));
    let names: Vec<&str> = of(|field| matches!(field, Field::Org(_))).into_iter().map(text).collect();
    let first = titles.first().copied();
    let titles: Vec<&str> = titles.into_iter().map(text).collect();
    places.iter().filter(receives).count() * 2 > entries.len()
        && first.is_some_and(|first| are_told(cutter, first, &titles, &names))
}

/// True for a title with words of what aid is about.
pub(super) fn is_about_aid(title: &str) -> bool {
    let folded = fold(title);
    themes::are_in(&folded) || PLACES.iter().any(|stem| begins_word(&folded, stem))
}

fn is_company(name: &str) -> bool {
    fold(name).split(|c: char| !c.is_alphanumeric()).any(|word| COMPANIES.has(word))
}

/// What the lines right above a list, the open headings and the first lines of the document say.
fn above(cutter: &Cutter<'_>, first: Span) -> Above {
    const NEAR: usize = 6;
    let until = cutter.lines.partition_point(|line| line.span.start < first.start);
    let read = |line: &&crate::lines::Line| !matches!(line.kind, LineKind::Table | LineKind::Aside);
    let all = cutter.lines.get(..until).unwrap_or_default();
    let near = all.iter().rev().filter(read).take(NEAR);
    let open = others::headings_above(cutter, first);
    let keys = || {
        near.clone().chain(open.iter().copied()).chain(all.iter().filter(read).take(2)).map(|line| &line.key)
    };
    let gives = |key: &str| {
        GIVEN.iter().any(|stem| begins_word(key, stem))
            || words(key).any(|(_, word)| GIVEN_WORDS.contains(&word))
    };
    if keys().any(|key| gives(key)) {
        Above::Given
    } else if keys().any(|key| nouns::names_activity(key)) {
        Above::Projects
    } else {
        Above::Nothing
    }
}
