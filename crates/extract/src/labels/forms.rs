//! The forms of a label beside the one that a document prints: without its number, its unit, a note in brackets, the word for
//! the project before or behind it.

use super::LONGEST;
use crate::value;
use crate::value::date::is_year;

/// One form of a label.
#[derive(Debug, Clone)]
pub(super) enum Form {
    Whole(Spelling),
    /// A label in several languages, `Country / Pays`: each part is a label of one field.
    Parts(Vec<Spelling>),
}

#[derive(Debug, Clone)]
pub(super) struct Spelling {
    pub(super) whole: String,
    pub(super) stem: String,
}

impl Spelling {
    pub(super) fn of(key: &str) -> Spelling {
        Spelling { whole: key.to_owned(), stem: stem(key) }
    }
}

/// The forms of a label beside the one that stands there, in the order in which they are tried; none of what is too long.
pub(super) fn forms(key: &str) -> Vec<Form> {
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
    is_year(first) && rest.starts_with(char::is_alphabetic)
}

/// A label without a bracket at its end and without the endings that brackets offer (`country(ies)`), and of the bracket
/// the word that tells a planned time from an actual one: `start date (planned)`.
pub(super) fn without_bracket(key: &str) -> (String, Option<&str>) {
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

pub(super) fn time_in_bracket(key: &str) -> Option<&str> {
    const TIMES: [&str; 8] =
        ["planned", "actual", "expected", "estimated", "prevue", "effective", "prevista", "real"];
    bracket(key).map(|(_, inside)| inside.trim()).filter(|inside| TIMES.contains(inside))
}

/// A label without the endings that brackets offer.
pub(super) fn without_endings(key: &str) -> String {
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
pub(super) fn without_unit(key: &str) -> &str {
    const BEFORE: [&str; 5] = [", ", " in ", " en ", " em ", " - "];
    const TAXES: [&str; 6] = [" ht-hd", " ht", " ttc", " htva", " hors taxes", " sin iva"];
    let key = TAXES.iter().find_map(|tax| key.strip_suffix(tax)).unwrap_or(key);
    let key = without_years(key);
    let parted = BEFORE.iter().filter_map(|mark| key.rsplit_once(mark));
    let last = key.rsplit_once(' ').filter(|(_, unit)| unit.len() <= 4);
    // `budget usd m`
    let scaled = last.filter(|(_, unit)| unit.len() <= 3).and_then(|(front, _)| {
        let (label, _) = front.rsplit_once(' ').filter(|(_, code)| code.len() <= 4)?;
        Some((label, key.get(label.len() + 1..)?))
    });
    let mut found =
        parted.chain(last).chain(scaled).filter(|(label, unit)| !label.is_empty() && is_unit(unit));
    found.next().map_or(key, |(label, _)| label.trim_end_matches([',', '-', ' ']))
}

/// A label without the years of its amount: `budget 2021-2023`. Beside another label they are its value.
fn without_years(key: &str) -> &str {
    const SUMS: [&str; 4] = ["budget", "presupuesto", "orcamento", "montant"];
    if !key.ends_with(|c: char| c.is_ascii_digit()) || !SUMS.iter().any(|sum| key.starts_with(sum)) {
        return key;
    }
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
    const BEHIND: [&str; 51] = [
        " of the action to be evaluated",
        " of the project to be evaluated",
        " of the program to be evaluated",
        " of the project under evaluation",
        " du projet a evaluer",
        " du projet evalue",
        " del proyecto a evaluar",
        " del proyecto evaluado",
        " do projeto a avaliar",
        " of the partnership",
        " du partenariat",
        " de projet",
        " des projekts",
        " des vorhabens",
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
pub(super) fn stem(key: &str) -> String {
    let mut stems = String::with_capacity(key.len());
    for word in key.split(' ') {
        if !stems.is_empty() {
            stems.push(' ');
        }
        stems.push_str(singular(word));
    }
    stems
}

pub(super) fn singular(word: &str) -> &str {
    const SHORTEST: usize = 4;
    if word.len() < SHORTEST {
        return word;
    }
    word.strip_suffix("ies").unwrap_or_else(|| {
        let single = word.strip_suffix(['s', 'x']).unwrap_or(word);
        single.strip_suffix(['e', 'y']).unwrap_or(single)
    })
}
