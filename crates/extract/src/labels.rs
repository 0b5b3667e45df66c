//! Labels and headings of a layout, and how what a document prints is recognised as one of them.
//!
//! A label is printed in more ways than a layout can list: numbered, plural, with its unit or a note in brackets, in two
//! languages at once, with `project` before it or `of the project` behind it. What stands in the layout just so goes first.

mod forms;
#[cfg(test)]
mod tongues;
mod vocabulary;

use std::cell::{OnceCell, RefCell};
use std::ops::Deref;
use std::rc::Rc;

use almoner_codelists::fold;
use rustc_hash::FxHashMap;

use crate::field::{Field, Shape};
use crate::{donor_label, wording};
pub(crate) use forms::unnumbered;
use forms::{Form, Spelling, forms, stem, without_bracket, without_endings, without_unit};
use vocabulary::{Beginnings, FirstWords};
pub(crate) use vocabulary::{Namers, Vocabulary};

/// What a document prints as a label or heading, as [`label_key`] folds it, and what is known of it whatever the layout.
#[derive(Debug, Clone, Default)]
pub(crate) struct Key {
    text: String,
    known: OnceCell<Rc<Known>>,
}

/// The longest label that is printed in other forms, in bytes.
const LONGEST: usize = 100;

/// What is asked of a label more than once, each made at the first look.
#[derive(Debug, Default)]
struct Known {
    /// The forms in which a layout may name it.
    forms: OnceCell<Box<[Form]>>,
    told: OnceCell<Option<Field>>,
    is_donors: OnceCell<bool>,
}

impl Key {
    /// The key of a printed label.
    pub(crate) fn of(label: &str) -> Key {
        Key { text: label_key(label), known: OnceCell::new() }
    }

    fn known(&self) -> &Known {
        self.known.get_or_init(|| known(&self.text))
    }

    fn forms(&self) -> &[Form] {
        self.known().forms.get_or_init(|| forms(&self.text).into())
    }

    /// The field that its words tell: [`wording::field`].
    pub(crate) fn told(&self) -> Option<Field> {
        *self.known().told.get_or_init(|| {
            let key = unnumbered(&self.text);
            wording::field(key).or_else(|| {
                // `Financial commitment (EUR)`
                let (unbracketed, _) = without_bracket(key);
                let plain = without_unit(&unbracketed);
                if plain == key || plain.is_empty() { None } else { wording::field(plain) }
            })
        })
    }

    /// True where it names who pays: [`donor_label::is_donor_label`].
    pub(crate) fn is_donors(&self) -> bool {
        *self.known().is_donors.get_or_init(|| donor_label::is_donor_label(unnumbered(&self.text)))
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Key) -> bool {
        self.text == other.text
    }
}

impl AsRef<String> for Key {
    fn as_ref(&self) -> &String {
        &self.text
    }
}

impl Deref for Key {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

thread_local! {
    /// See [`known`].
    static KNOWN: RefCell<FxHashMap<String, Rc<Known>>> = RefCell::default();
}

/// What is known of a label. The same labels stand in document after document, and all currencies of the world are looked
/// for at their ends: what was made is kept.
fn known(key: &str) -> Rc<Known> {
    const MOST_KEPT: usize = 10_000;
    if key.len() > LONGEST {
        return Rc::default();
    }
    KNOWN.with_borrow_mut(|all| {
        if let Some(known) = all.get(key) {
            return Rc::clone(known);
        }
        if all.len() >= MOST_KEPT {
            all.clear();
        }
        Rc::clone(all.entry(key.to_owned()).or_default())
    })
}

/// Labels and headings, folded, and the field that each names.
#[derive(Debug, Clone, Default)]
pub(crate) struct Labels {
    whole: FxHashMap<String, Field>,
    /// Those of lists and texts without the endings of plurals. A label of one value has none: `Dates` is no date.
    stems: FxHashMap<String, Field>,
    /// Those that stand for longer headings too (`Explain how …`), without the `…`.
    beginnings: Beginnings<Field>,
    /// Those of code lists, whose value may follow without a colon (`Type of aid Project-type interventions`).
    bare: Beginnings<Field>,
    /// The first words of the others.
    words: FirstWords,
}

impl Labels {
    pub(crate) fn add(&mut self, label: &str, field: Field) {
        if let Some(beginning) = label.strip_suffix('…') {
            self.beginnings.add(&label_key(beginning), field);
            return;
        }
        let key = label_key(label);
        if matches!(field, Field::Type(_)) {
            self.bare.add(&key, field);
        }
        if key.contains('(') {
            let plain = without_endings(&key);
            self.words.add(&plain);
            self.whole.entry(plain).or_insert(field);
        }
        if field.shape() != Shape::Line {
            let stem = stem(&key);
            self.words.add(&stem);
            self.stems.entry(stem).or_insert(field);
        }
        self.words.add(&key);
        self.whole.insert(key, field);
    }

    /// The field of a label or heading that stands in the layout just so, given folded by [`label_key`].
    pub(crate) fn get(&self, key: &str) -> Option<Field> {
        self.whole.get(key).copied()
    }

    /// False for a key that begins with no word which a label begins with.
    pub(crate) fn may_begin(&self, key: &str) -> bool {
        self.words.may_begin_a_form(key)
    }

    /// The field of a label or heading in any of the forms that it is printed in.
    pub(crate) fn find(&self, key: &Key) -> Option<Field> {
        let of_forms = || key.forms().iter().find_map(|form| self.of_form(form));
        self.get(key).or_else(|| if self.words.may_begin_a_form(key) { of_forms() } else { None })
    }

    fn of_form(&self, form: &Form) -> Option<Field> {
        let known = |spelling: &Spelling| {
            self.get(&spelling.whole).or_else(|| self.stems.get(&spelling.stem).copied())
        };
        match form {
            Form::Whole(spelling) => known(spelling),
            Form::Parts(parts) => {
                let mut fields = parts.iter().map(known);
                let first = fields.next()??;
                fields.all(|field| field == Some(first)).then_some(first)
            }
        }
    }

    /// The field of a heading that begins with a known one.
    pub(crate) fn beginning(&self, key: &str) -> Option<Field> {
        self.beginnings.of(unnumbered(key)).map(|(_, field)| field).next()
    }

    /// The field of a heading that is a known one and the time it tells of: `Results achieved by 2017`.
    pub(crate) fn dated(&self, key: &str) -> Option<Field> {
        // `The project for rehabilitation of the port` is a name.
        let is_dated = |field: &Field, label: &str| {
            let is_description = matches!(field, Field::Description(_));
            field.shape() == Shape::Text
                && (!is_description || key.get(label.len()..).is_some_and(names_time))
        };
        before_time(key).find_map(|label| self.get(label).filter(|field| is_dated(field, label)))
    }

    /// The length of the folded label that `key` begins with, and its field, for values without a colon.
    pub(crate) fn bare(&self, key: &str) -> Option<(usize, Field)> {
        let bare = self.bare.of(key).filter(|(label, _)| goes_on_behind(key, label));
        bare.map(|(label, field)| (label.len(), field)).max_by_key(|(length, _)| *length)
    }
}

/// True where `key` begins with the label as a word, and goes on.
fn goes_on_behind(key: &str, label: &str) -> bool {
    key.strip_prefix(label).is_some_and(|rest| rest.starts_with(' '))
}

/// What stands before each word of a heading that may begin to tell a time, the longest first.
fn before_time(key: &str) -> impl Iterator<Item = &str> {
    const BEFORE_TIME: [&str; 20] = [
        "by", "to", "until", "as", "since", "in", "so", "for", "jusqu'en", "jusqu'au", "au", "en", "a",
        "hasta", "al", "ate", "desde", "de", "during", "and",
    ];
    let spaces = key.match_indices(' ').map(|(at, _)| at);
    spaces.rev().filter_map(move |at| {
        let next = key.get(at + 1..)?.split(' ').next()?;
        let tells_time =
            BEFORE_TIME.contains(&next) || next.starts_with(|c: char| c.is_ascii_digit() || c == '(');
        key.get(..at).filter(|_| tells_time)
    })
}

/// True for words with a year or a word for time: `to date`, `for the period`.
fn names_time(words: &str) -> bool {
    const TIMES: [&str; 22] = [
        "date",
        "far",
        "now",
        "period",
        "today",
        "year",
        "quarter",
        "month",
        "inception",
        "launch",
        "start",
        "end",
        "close",
        "life",
        "periode",
        "annee",
        "jour",
        "fecha",
        "periodo",
        "ano",
        "momento",
        "hoje",
    ];
    let mut parts = words.split(|c: char| !c.is_alphanumeric());
    parts.any(|word| word.contains(|c: char| c.is_ascii_digit()) || TIMES.contains(&word))
}

/// A label or heading as it is compared: folded, in one of two spellings, without colon, question mark or full stop at its
/// end, without spaces around a slash.
pub(crate) fn label_key(label: &str) -> String {
    let mut key = fold(label);
    // Letters that few labels have say of most, at one look, that there is nothing to do.
    let has = |pair: &[u8; 2]| key.as_bytes().array_windows().any(|found| found == pair);
    let (slashes, organiz, programme) = (key.bytes().any(|byte| byte == b'/'), has(b"iz"), has(b"mm"));
    if slashes {
        key = key.replace(" / ", "/").replace("/ ", "/").replace(" /", "/");
    }
    if organiz {
        key = key.replace("organiz", "organis");
    }
    if programme {
        key = key.replace("programme", "program");
    }
    key.truncate(key.trim_end_matches([' ', ':', '?', '.', '*', '_']).len());
    let marks = key.len() - key.trim_start_matches(['*', '_', ' ', '¿', '¡']).len();
    key.drain(..marks);
    key
}

#[cfg(test)]
mod tests {
    use almoner_record::{Measure, Role};

    use super::*;

    #[test]
    fn a_label_is_known_in_the_forms_that_it_is_printed_in() {
        let mut labels = Labels::default();
        for (label, field) in [
            ("Country", "countries"),
            ("Pays", "countries"),
            ("Implementing agency", "implementing_org"),
            ("Agence d'exécution", "implementing_org"),
            ("Sector", "sectors"),
            ("Sector / Subsector", "sectors"),
            ("Lieu", "locations"),
            ("Objective", "descriptions.objective"),
            ("Total cost", "budget.total_cost"),
            ("Budget", "budget"),
            ("Start date", "start"),
            ("Planned start date", "planned_start"),
            ("Dates", "period"),
            ("Grant number", "other_identifier"),
            ("Numéro de projet", "other_identifier"),
            ("Explain how…", "descriptions.alignment"),
        ] {
            labels.add(label, Field::from_name(field).unwrap());
        }
        let implementing = Some(Field::Org(Some(Role::Implementing)));
        let total = Some(Field::Budget(Some(Measure::TotalCost)));
        let other = Some(Field::OtherIdentifier);
        for (printed, expected) in [
            ("Country(ies):", Some(Field::Countries)),
            ("Countries", Some(Field::Countries)),
            ("Country / Pays", Some(Field::Countries)),
            ("Pays - Country", Some(Field::Countries)),
            ("Country / Budget", None), // two fields in one label: nothing tells which is meant
            ("Implementing agencies", implementing),
            ("Agence(s) d’exécution", implementing),
            ("Implementing agency(ies) (lead first)", implementing),
            ("1.2 Implementing agency", implementing),
            ("8 a) Sector(s)", Some(Field::Sectors)),
            ("A.3. Country", Some(Field::Countries)),
            ("IV. Objectives of the project", Field::from_name("descriptions.objective")),
            ("Objectives", Field::from_name("descriptions.objective")),
            ("Sectores", Some(Field::Sectors)),
            ("Lieux", Some(Field::Locations)),
            ("Sector/Subsector", Some(Field::Sectors)),
            ("Total cost (EUR)", total),
            ("Total cost, USD million", total),
            ("Total project cost", total),
            ("Project budget in US$ million", Some(Field::Budget(None))),
            ("Budget EUR", Some(Field::Budget(None))),
            ("Total cost HT", total),
            ("Budget 2021-2023", Some(Field::Budget(None))),
            ("Budget 2021", None), // of that year alone
            ("Dates 2021-2023", None),
            ("Start date (planned)", Field::from_name("planned_start")),
            ("Grant no.", other),
            ("N° de projet", other),
            ("N.º de projet", other),
            ("Start date (dd/mm/yyyy)", Field::from_name("start")),
            ("Date", None),
            ("Budgets", None),
            ("The", None),
            ("(1)", None),
        ] {
            assert_eq!(labels.find(&Key::of(printed)), expected, "{printed}");
        }
        labels.add("The project", Field::from_name("descriptions.general").unwrap());
        assert_eq!(labels.dated("the project for rehabilitation of mtwara port"), None);
        assert_eq!(labels.dated("the project in 2021"), Field::from_name("descriptions.general"));
        assert_eq!(labels.beginning("2.3 explain how it helps"), Field::from_name("descriptions.alignment"));
    }

    #[test]
    fn endings_and_whose_it_is_are_no_part_of_a_label() {
        let mut labels = Labels::default();
        labels.add("Country", Field::Countries);
        labels.add("Code CAD", Field::Sectors);
        labels.add("Code", Field::OtherIdentifier);
        labels.add("Title", Field::Title);
        labels.add("Lieu", Field::Locations);
        for (label, field) in [
            ("Country/ies", Some(Field::Countries)),
            ("7 a) Code(s) CAD", Some(Field::Sectors)),
            ("Code", Some(Field::OtherIdentifier)),
            ("Title of Project/Programme", Some(Field::Title)),
            ("Project / Programme title", Some(Field::Title)),
            ("Intervention title", Some(Field::Title)),
            ("Lieu(x) de l'action", Some(Field::Locations)),
            ("Countries/regions", None),
            ("Title of the meeting", None),
        ] {
            assert_eq!(labels.find(&Key::of(label)), field, "{label}");
        }
    }
}
