//! Labels and headings of a layout, and how what a document prints is recognised as one of them.
//!
//! A label is printed in more ways than a layout can list: numbered, plural, with its unit or a note in brackets, in two
//! languages at once, with `project` before it or `of the project` behind it. What stands in the layout just so goes first.

mod vocabulary;

use std::cell::{OnceCell, RefCell};
use std::ops::Deref;
use std::rc::Rc;

use almoner_codelists::fold;
use rustc_hash::FxHashMap;

use crate::field::{Field, Shape};
use crate::{donor_label, value, wording};
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

/// One form of a label.
#[derive(Debug, Clone)]
enum Form {
    Whole(Spelling),
    /// A label in several languages, `Country / Pays`: each part is a label of one field.
    Parts(Vec<Spelling>),
}

#[derive(Debug, Clone)]
struct Spelling {
    whole: String,
    stem: String,
}

impl Spelling {
    fn of(key: &str) -> Spelling {
        Spelling { whole: key.to_owned(), stem: stem(key) }
    }
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

/// The forms of a label beside the one that stands there, in the order in which they are tried; none of what is too long.
fn forms(key: &str) -> Vec<Form> {
    let mut forms = Vec::new();
    if key.is_empty() || key.len() > LONGEST {
        return forms;
    }
    let mut push = |form: &str| forms.push(Form::Whole(Spelling::of(form)));
    if let Some(label) = numbered(key) {
        push(&label);
    }
    let key = unnumbered(key);
    push(key);
    let (unbracketed, bracket) = without_bracket(key);
    // `Code(s) CAD` of the DAC's, before `CAD` is taken for dollars.
    if unbracketed != key && bracket.is_none() {
        push(&unbracketed);
    }
    let plain = without_unit(&unbracketed);
    if let Some(bracket) = bracket {
        push(&format!("{bracket} {plain}"));
    }
    if plain != key {
        push(plain);
    }
    forms
        .extend(parts(plain).map(|parts| Form::Parts(parts.map(|part| Spelling::of(part.trim())).collect())));
    forms.extend(without_project(plain).map(|label| Form::Whole(Spelling::of(&label))));
    forms
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

/// A label without the number before it: `2.1 objectives`, `8 a) dac codes`, `iv. budget`.
pub(crate) fn unnumbered(key: &str) -> &str {
    // A word, as most lines begin with.
    if let [first, second, ..] = key.as_bytes()
        && first.is_ascii_lowercase()
        && !b"ivx".contains(first)
        && !b".)".contains(second)
    {
        return key;
    }
    if begins_with_year(key) {
        return key;
    }
    let figure = key.trim_start_matches(|c: char| c.is_ascii_digit() || ".()".contains(c)).trim_start();
    let figure = figure.trim_start_matches(['-', ':']).trim_start();
    let is_number = |word: &str| word.len() == 1 || word.bytes().all(|byte| b"ivx".contains(&byte));
    // No number is longer than the letters of one.
    let roman = figure.bytes().take_while(|byte| b"ivx".contains(byte)).count();
    let mark = figure.bytes().take(roman.max(1) + 1).position(|byte| matches!(byte, b')' | b'.'));
    match mark.and_then(|mark| Some((figure.get(..mark)?, figure.get(mark + 1..)?))) {
        // `N.º de convenio`
        Some(("n", rest)) if ["o ", "os ", "° "].iter().any(|sign| rest.starts_with(sign)) => figure,
        Some((word, rest)) if !word.is_empty() && is_number(word) && !rest.trim().is_empty() => {
            // `a.1. project title`
            rest.trim_start_matches(|c: char| c.is_ascii_digit() || ".()".contains(c)).trim_start()
        }
        _ if figure.is_empty() => key,
        _ => figure,
    }
}

/// `2021 budget` is that of a year.
fn begins_with_year(key: &str) -> bool {
    let (first, rest) = key.split_once(' ').unwrap_or_default();
    first.len() == 4
        && (first.starts_with("19") || first.starts_with("20"))
        && first.bytes().all(|byte| byte.is_ascii_digit())
        && rest.starts_with(char::is_alphabetic)
}

/// A label without a bracket at its end and without the endings that brackets offer (`country(ies)`), and of the bracket
/// the word that tells a planned time from an actual one: `start date (planned)`.
fn without_bracket(key: &str) -> (String, Option<&str>) {
    let plain = match bracket(key) {
        Some((before, _)) if !before.trim().is_empty() => before.trim_end(),
        _ => key,
    };
    (without_endings(plain), time_in_bracket(key))
}

/// What stands before the bracket at the end of a label, and in it.
fn bracket(key: &str) -> Option<(&str, &str)> {
    key.strip_suffix(')')?.rsplit_once('(')
}

fn time_in_bracket(key: &str) -> Option<&str> {
    const TIMES: [&str; 8] =
        ["planned", "actual", "expected", "estimated", "prevue", "effective", "prevista", "real"];
    bracket(key).map(|(_, inside)| inside.trim()).filter(|inside| TIMES.contains(inside))
}

/// A label without the endings that brackets offer.
fn without_endings(key: &str) -> String {
    const ENDINGS: [&str; 5] = ["(s)", "(es)", "(ies)", "(e)", "(x)"];
    // `country/ies`, at the end of a word.
    const SLASHED: [&str; 2] = ["/ies", "/s"];
    let key = SLASHED.iter().find_map(|ending| key.strip_suffix(ending)).unwrap_or(key);
    if !key.contains('(') {
        return key.to_owned();
    }
    ENDINGS.iter().fold(key.to_owned(), |plain, ending| plain.replace(ending, ""))
}

/// A label without the currency of its amount: `budget in eur`, `total cost, usd million`, `montant en fcfa`.
fn without_unit(key: &str) -> &str {
    const BEFORE: [&str; 5] = [", ", " in ", " en ", " em ", " - "];
    const TAXES: [&str; 6] = [" ht-hd", " ht", " ttc", " htva", " hors taxes", " sin iva"];
    let key = TAXES.iter().find_map(|tax| key.strip_suffix(tax)).unwrap_or(key);
    let key = without_years(key);
    let parted = BEFORE.iter().filter_map(|mark| key.rsplit_once(mark));
    let last = key.rsplit_once(' ').filter(|(_, unit)| unit.len() <= 4);
    let mut found = parted.chain(last).filter(|(label, unit)| !label.is_empty() && is_unit(unit));
    found.next().map_or(key, |(label, _)| label.trim_end_matches([',', '-', ' ']))
}

/// A label without the years of its amount: `budget 2021-2023`. Beside another label they are its value.
fn without_years(key: &str) -> &str {
    const SUMS: [&str; 4] = ["budget", "presupuesto", "orcamento", "montant"];
    if !key.ends_with(|c: char| c.is_ascii_digit()) || !SUMS.iter().any(|sum| key.starts_with(sum)) {
        return key;
    }
    let is_year = |part: &str| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    let found = key.rsplit_once(' ').filter(|(_, years)| {
        years.split_once(['-', '–']).is_some_and(|(one, other)| is_year(one) && is_year(other))
    });
    found.map_or(key, |(label, _)| label)
}

/// True for words that name a currency or a scale.
fn is_unit(words: &str) -> bool {
    let named = |words: &str| value::money::column(words).is_some();
    !words.bytes().any(|byte| byte.is_ascii_digit()) && (named(words) || named(&words.to_uppercase()))
}

/// The parts of a label in two languages, `country / pays`.
fn parts(key: &str) -> Option<impl Iterator<Item = &str>> {
    let mark = ["/", " - ", " | "].into_iter().find(|mark| key.contains(mark))?;
    Some(key.split(mark))
}

/// A label with the word for which a sign stands: `grant no`, `n° de projet`, `contract #`. None without one.
fn numbered(key: &str) -> Option<String> {
    const BEFORE: [&str; 8] = ["n° ", "n.o ", "n.° ", "no. ", "no ", "nro. ", "nro ", "num. "];
    const BEHIND: [&str; 7] = [" no", " nr", " #", " n°", " n.o", " n.°", " num"];
    if let Some(label) = BEHIND.iter().find_map(|sign| key.strip_suffix(sign)) {
        return Some(format!("{label} number"));
    }
    BEFORE.iter().find_map(|sign| key.strip_prefix(sign)).map(|label| format!("numero {label}"))
}

/// A label without the words that say whose it is: `project budget`, `total project cost`, `objectives of the project`.
/// None without them.
fn without_project(key: &str) -> Option<String> {
    const BEFORE: [&str; 10] = [
        "the ",
        "project/program ",
        "project's ",
        "project ",
        "program's ",
        "program ",
        "activity ",
        "action ",
        "intervention ",
        "operation ",
    ];
    const WITHIN: [&str; 3] = [" project/program ", " project ", " program "];
    const BEHIND: [&str; 37] = [
        " of project/program",
        " of the project/program",
        " of the intervention",
        " of the operation",
        " de l'intervention",
        " de l'operation",
        " de la intervencion",
        " de la operacion",
        " de la ct",
        " de ct",
        " of the project",
        " of project",
        " of the program",
        " of the action",
        " of the activity",
        " du projet",
        " du program",
        " de l'action",
        " del proyecto",
        " del programa",
        " de la accion",
        " do projeto",
        " do projecto",
        " do programa",
        " da acao",
        " da accao",
        " of the grant",
        " de la subvention",
        " de la subvencion",
        " da subvencao",
        " del convenio",
        " do convenio",
        " de l'activite",
        " de la actividad",
        " da atividade",
        " da intervencao",
        " da operacao",
    ];
    if let Some(word) = WITHIN.iter().find(|word| key.contains(**word)) {
        return Some(key.replacen(word, " ", 1));
    }
    let before = BEFORE.iter().find_map(|word| key.strip_prefix(word));
    let plain = before.or_else(|| BEHIND.iter().find_map(|words| key.strip_suffix(words)));
    plain.filter(|rest| !rest.is_empty()).map(str::to_owned)
}

/// A folded label with each word as English, French, Spanish and Portuguese singulars and plurals have it in common:
/// `implementing agencies` and `implementing agency`, `sectores` and `sector`, `lieux` and `lieu`.
fn stem(key: &str) -> String {
    let mut stems = String::with_capacity(key.len());
    for word in key.split(' ') {
        if !stems.is_empty() {
            stems.push(' ');
        }
        stems.push_str(singular(word));
    }
    stems
}

fn singular(word: &str) -> &str {
    const SHORTEST: usize = 4;
    if word.len() < SHORTEST {
        return word;
    }
    word.strip_suffix("ies").unwrap_or_else(|| {
        let single = word.strip_suffix(['s', 'x']).unwrap_or(word);
        single.strip_suffix(['e', 'y']).unwrap_or(single)
    })
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
