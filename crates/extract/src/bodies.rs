//! Where the name of a body ends in a list: `Ministry of Water and Sanitation` is one, `Ministry of Water and UNICEF` are
//! two.

use std::collections::HashSet;
use std::sync::LazyLock;

use almoner_codelists::{country, fold, organisation};
use almoner_record::Span;

use crate::context::one_line;
use crate::header;

/// Nouns, folded, of which one stands in the name of a body, in English, French, Spanish, Portuguese and, of the more
/// frequent, in the languages of the other donors; a plural in `s` needs no word.
const NOUNS: &str = "ministry ministries department directorate agency agencies authority authorities bank fund foundation \
    trust council commission committee university universities college institute institution association federation union \
    society organisation network company companies corporation enterprise ltd limited inc llc gmbh plc group centre center \
    office secretariat bureau government municipality municipalities embassy cooperative church diocese caritas cross \
    crescent hospital philanthropy philanthropies forum alliance consortium board international facility bancorp confederation chamber police \
    parliament court treasury \
    ministere departement direction agence autorite banque fonds fondation conseil comite universite institut societe \
    reseau entreprise groupe mairie commune ambassade eglise croix federacao etat chambre syndicat gouvernement municipalite \
    cooperative centre secours organisme diocese hopital \
    ministerio secretaria departamento direccion agencia autoridad banco fondo fundacion consejo comision comite \
    universidad instituto asociacion federacion sociedad organizacion empresa grupo centro oficina gobierno municipio \
    alcaldia embajada cooperativa iglesia cruz mancomunidad camara gobernacion ayuntamiento \
    direcao fundo fundacao conselho comissao universidade associacao sociedade organizacao rede governo igreja cruz \
    presidencia prefeitura \
    ministerium bundesministerium direktion direzione stiftung verein gesellschaft bundesamt agentur verband universitat kirche regierung \
    ministero agenzia fondazione associazione universita istituto banca chiesa comune fondo \
    stichting vereniging ministerie gemeente universiteit overheid kerk \
    ministeriet udenrigsministeriet utenriksdepartementet departementet styrelsen forening foreningen fonden stiftelse \
    stiftelsen forbund forbundet kirke organisationen regeringen kommun kommune \
    ministerstwo ministerstwa fundacja stowarzyszenie agencja urzad instytut uniwersytet \
    fundacio ajuntament associacio diputacio";

/// First words of names that go on with what the body is for: `Ministry of …`.
const HEADS: &str = "ministry ministries department directorate secretariat institute office agency authority commission \
    council bureau board committee centre center division faculty school federal national state provincial regional \
    ministere departement direction secretariat institut agence autorite conseil comite bureau \
    ministerio secretaria departamento direccion instituto agencia autoridad consejo comision subsecretaria viceministerio \
    direcao conselho comissao secretariado";

/// What stands between such a head and what the body is for.
const OF: [&str; 14] = [
    " of ", " for ", " de ", " du ", " des ", " d'", " del ", " para ", " pour ", " da ", " do ", " das ",
    " dos ", " on ",
];

type Words = LazyLock<HashSet<&'static str>>;

static NOUN: Words = LazyLock::new(|| NOUNS.split_ascii_whitespace().collect());
static HEAD: Words = LazyLock::new(|| HEADS.split_ascii_whitespace().collect());

fn has_word(words: &Words, word: &str) -> bool {
    words.contains(word) || word.strip_suffix('s').is_some_and(|single| words.contains(single))
}

/// True for a name that reads as that of a body by itself: it is known, an acronym, or holds the noun of one.
pub(crate) fn is_body(name: &str) -> bool {
    let name = name.trim();
    let bare = name.split(" (").next().unwrap_or(name).trim();
    if bare.is_empty() {
        return false;
    }
    if organisation(name).or_else(|| organisation(bare)).is_some() || is_acronym(bare) {
        return true;
    }
    has_noun(bare)
}

/// True for a name that reads as that of one who pays, wherever it stands: an organisation that is known, a country, or a
/// name with the noun of a body. `FY2022`, `CAPEX` and `USD` are none, for all their capitals.
pub(crate) fn is_payer(name: &str) -> bool {
    // Codes of two and three letters are countries only in a list of such: `IT`, `HR`.
    const SHORTEST_COUNTRY: usize = 4;
    let name = name.trim();
    let is_country = || name.len() >= SHORTEST_COUNTRY && country(name).is_some();
    let is_numbered = || name.contains(|c: char| c.is_ascii_digit());
    organisation(name).is_some() || is_country() || has_noun(name) && !is_numbered()
}

/// True for a name of several words with the noun of a body.
fn has_noun(name: &str) -> bool {
    // One word is a kind of body, not its name: `International`, `Government`.
    let folded = fold(name);
    folded.contains(' ') && folded.split(|c: char| !c.is_alphanumeric()).any(|word| has_word(&NOUN, word))
}

/// True for a name that begins or ends with the noun of a body: `Danish Refugee Council`, `Ministère de la Santé`, but not
/// `Paix du Diocèse d'Uvira`.
pub(crate) fn is_framed(name: &str) -> bool {
    let folded = fold(name);
    let mut words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let (first, last) = (words.next(), words.next_back());
    [first, last].into_iter().flatten().any(|word| has_word(&NOUN, word))
}

/// One word with two capitals or more: `BRAC`, `WaterAid`.
fn is_acronym(name: &str) -> bool {
    !name.contains(char::is_whitespace) && name.chars().filter(|c| c.is_uppercase()).count() >= 2
}

/// The parts of a list, those that only go on with the name before them joined to it.
pub(crate) fn joined(text: &str, parts: Vec<Span>) -> Vec<Span> {
    let mut names: Vec<Span> = Vec::with_capacity(parts.len());
    for part in parts {
        // `and the Ministry of Environment`
        let article = if part.of(text).starts_with("the ") { "the ".len() } else { 0 };
        let part = part.inner(Span::new(article, part.len()));
        let is_form = is_legal_form(part.of(text)) && !part.of(text).contains(' ');
        // `Government of Tanzania, United Republic of`
        let is_turned = [" of", " de", " du"].iter().any(|of| part.of(text).trim_end().ends_with(of));
        let belongs = |name: &Span| is_form || is_turned || goes_on(name.of(text)) && !is_body(part.of(text));
        match names.last_mut().filter(|name| belongs(name)) {
            // `Abt Associates, Inc.` keeps its point.
            Some(name) if is_form => {
                let point = text.get(part.range().end..).is_some_and(|rest| rest.starts_with('.'));
                *name = name.cover(Span::new(part.range().start, part.range().end + usize::from(point)));
            }
            Some(name) => *name = name.cover(part),
            None => names.push(part),
        }
    }
    names
}

/// True where a legal form begins `rest`, which follows a name behind a comma: `Camões, I.P.`, `Abt Associates, Inc.`
pub(crate) fn is_legal_form(rest: &str) -> bool {
    const FORMS: [&str; 22] = [
        "i.p", "ip", "inc", "ltd", "limited", "llc", "l.l.c", "llp", "plc", "gmbh", "e.v", "ev", "s.a", "sa",
        "s.l", "lda", "b.v", "pty", "co", "corp", "n.v", "s.p.a",
    ];
    let word = rest.trim_start().split([' ', ',', ';', '(', ':']).next().unwrap_or_default();
    FORMS.contains(&fold(word.trim_end_matches('.')).as_str())
}

/// True for a name that may go on behind a comma or an `and`: it begins with what it is, and says what for.
fn goes_on(name: &str) -> bool {
    let folded = fold(name);
    let first = folded.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    has_word(&HEAD, first) && OF.iter().any(|of| folded.contains(of))
}

/// True where a name that a narrow column broke goes on with `rest`: none ends with an article or a preposition, but for that of
/// a country turned round (`Tanzania, United Republic of`); behind an `and` another body may begin.
pub(crate) fn is_unfinished(name: &str, rest: &str) -> bool {
    const JOINS: [&str; 5] = ["and", "et", "y", "e", "&"];
    const OPEN: [&str; 26] = [
        "of", "for", "the", "de", "du", "des", "la", "le", "les", "pour", "del", "el", "los", "las", "para",
        "da", "do", "das", "dos", "-", "–", "au", "aux", "en", "to", "por",
    ];
    // The last word alone, for a text may be long.
    let word = name.rsplit([' ', '\n']).next().unwrap_or_default();
    // `BUREAU OF`
    let small = if name.contains(char::is_lowercase) { String::new() } else { word.to_lowercase() };
    let word = if small.is_empty() { word } else { small.as_str() };
    let is_turned = || word == "of" && name.contains(", ") && is_body(rest);
    OPEN.contains(&word) && !is_turned() || JOINS.contains(&word) && !is_body(rest)
}

/// True for a label of several bodies: `Implementing partners`.
pub(crate) fn is_plural(label: &str) -> bool {
    const PLURALS: [&str; 12] = [
        "partners",
        "agencies",
        "entities",
        "organisations",
        "organizations",
        "institutions",
        "partenaires",
        "organismes",
        "agences",
        "socios",
        "entidades",
        "parceiros",
    ];
    let label = fold(label);
    PLURALS.iter().any(|word| label.contains(word)) || label.contains("(s)")
}

/// True for a label of several who pay: `Bailleurs`, `Donors`.
pub(crate) fn is_of_payers(label: &str) -> bool {
    const PLURALS: [&str; 20] = [
        "donors",
        "funders",
        "financers",
        "financiers",
        "sponsors",
        "contributors",
        "funding partners",
        "funding sources",
        "sources of fund",
        "bailleurs",
        "financeurs",
        "donateurs",
        "partenaires financiers",
        "sources de financement",
        "donantes",
        "financiadores",
        "financiadoras",
        "fuentes de financia",
        "doadores",
        "fontes de financiamento",
    ];
    let label = fold(label);
    PLURALS.iter().any(|word| label.contains(word))
}

/// The names of a list that commas divide below a label of several who pay, one of which reads as that of a body, and all as
/// names: `Fondation de France, Région Occitanie`. A name and its country are one.
pub(crate) fn payers(text: &str) -> Option<Vec<Span>> {
    const MOST_WORDS: usize = 8;
    if !text.contains(',') || text.contains([';', '\n', '|', '•', '(', ':', '.']) {
        return None;
    }
    let names = joined(text, crate::value::enumeration::list(text));
    let is_name = |name: &Span| {
        let name = name.of(text);
        let words = name.split_whitespace().count();
        is_body(name)
            || country(name).is_some_and(|entry| header::gives(entry.code))
            || (2..=MOST_WORDS).contains(&words)
                && name.starts_with(char::is_uppercase)
                && name
                    .split_whitespace()
                    .next_back()
                    .is_some_and(|last| last.starts_with(char::is_uppercase))
                && !name.contains(|c: char| c.is_ascii_digit())
    };
    let is_seat = || match names.as_slice() {
        [_, place] => country(place.of(text)).is_some(),
        _ => false,
    };
    let are_names = names.len() > 1 && names.iter().all(is_name);
    (are_names && names.iter().any(|name| is_body(name.of(text))) && !is_seat()).then_some(names)
}

/// The bodies of a list that commas divide; None where a part reads as no body by itself.
pub(crate) fn listed(text: &str, pays: bool) -> Option<Vec<Span>> {
    if !text.contains(',') || text.contains([';', '\n', '|', '•']) {
        return None;
    }
    let names = joined(text, crate::value::enumeration::list(text));
    // `Norway, EU Trust Fund`: countries that give are among those who pay.
    let gives = |name: &str| country(name).is_some_and(|entry| header::gives(entry.code));
    // `AO Foundation, Switzerland` is one.
    // `Oxfam (lead), CARE, Whave`: who leads does so among several.
    let is_led = names.iter().any(|name| crate::organisations::is_part_of_several(name.of(text)))
        && names.iter().all(|name| name.of(text).starts_with(char::is_uppercase));
    let begins = pays && names.first().is_some_and(|name| gives(name.of(text)));
    let is_one = |name: &Span| is_body(name.of(text)) || begins && gives(name.of(text));
    (names.len() > 1 && (is_led || names.iter().all(is_one))).then_some(names)
}

/// True where `next`, with nothing but white space between, belongs to the name `last`: that is unfinished, goes on in small
/// letters, or is known with it alone.
fn name_goes_on(text: &str, last: Span, next: Span) -> bool {
    let (name, rest) = (last.of(text), next.of(text));
    let is_known =
        || organisation(name).is_none() && organisation(&one_line(last.cover(next).of(text))).is_some();
    let is_word = name.contains(char::is_alphabetic);
    is_word
        && (is_unfinished(name, rest)
            || rest.starts_with(char::is_lowercase)
            || is_in_bracket(name, rest)
            || is_last_word(name, rest)
            || is_known())
}

/// True where a bracket that the name opens is closed on the line below, or the line below is a bracket alone:
/// `Unit of Works (National`, `Roads)`; `Commissioner for Refugees`, `(UNHCR)`.
fn is_in_bracket(name: &str, rest: &str) -> bool {
    const LONGEST: usize = 160;
    let is_open = name.rfind('(') > name.rfind(')');
    let closes = || rest.find(')').is_some_and(|at| rest.find('(').is_none_or(|open| at < open));
    let is_bracket = rest.starts_with('(') && rest.ends_with(')');
    rest.len() <= LONGEST && (is_open && closes() || !is_open && is_bracket)
}

/// True for the last word of a long name, which is none by itself: `Consortium for Elections and Political Process`,
/// `Strengthening`.
fn is_last_word(name: &str, rest: &str) -> bool {
    const SHORTEST_LINE: usize = 32;
    const SHORTEST_WORD: usize = 5;
    const MOST_LETTERS: usize = 24;
    let line = name.rsplit('\n').next().unwrap_or(name).trim();
    let is_word = rest.chars().all(char::is_alphabetic)
        && (SHORTEST_WORD..=MOST_LETTERS).contains(&rest.len())
        && rest.chars().filter(|c| c.is_uppercase()).count() == 1;
    is_word
        && line.chars().count() >= SHORTEST_LINE
        && !line.ends_with(['.', ')', ';', ','])
        && organisation(rest).is_none()
        && organisation(line).is_none()
        && country(rest).is_none()
}

/// Parts of a text, those joined again that a narrow column broke within a name: `Agency for Development and`, `Cooperation`.
/// `may_join` is asked what stands between two of them.
pub(crate) fn whole_names(
    text: &str,
    parts: impl IntoIterator<Item = Span>,
    may_join: impl Fn(&str) -> bool,
) -> Vec<Span> {
    let mut whole: Vec<Span> = Vec::new();
    for part in parts {
        let is_broken = |last: &Span| {
            let between = text.get(last.range().end..part.range().start);
            between.is_some_and(|between| between.trim().is_empty() && may_join(between))
                && name_goes_on(text, *last, part)
        };
        match whole.last_mut().filter(|last| is_broken(last)) {
            Some(last) => *last = last.cover(part),
            None => whole.push(part),
        }
    }
    whole
}

/// The names of a cell that has lost its lines, each with its acronym or its country in brackets behind it: `Development Office
/// (FCDO) Directorate-General for Partnerships (INTPA)`. None for any other text.
pub(crate) fn behind_brackets(text: &str) -> Option<Vec<Span>> {
    const FEWEST_WORDS: usize = 2;
    let (mut names, mut from) = (Vec::new(), 0);
    for (open, _) in text.match_indices('(') {
        let (inside, _) = text.get(open + 1..)?.split_once(')')?;
        let name = text.get(from..open)?.trim();
        let is_name = name.starts_with(char::is_uppercase)
            && name.split_whitespace().count() >= FEWEST_WORDS
            && !name.contains([';', '\n']);
        if !is_name || !(is_acronym(inside) || country(inside).is_some()) {
            return None;
        }
        let end = open + inside.len() + 2;
        names.push(Span::new(from, end).trim(text));
        from = end;
    }
    (names.len() > 1 && text.get(from..)?.trim().is_empty()).then_some(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_ends_with_a_small_word_goes_on() {
        for (word, rest, goes_on) in [
            ("du", "Diocèse Goma", true),
            ("el", "Desarrollo Local", true),
            ("-", "Ministerio de Desarrollo Local", true),
            ("and", "Cooperation", true),
            ("and", "UNICEF", false),
            ("Water", "Helvetas", false),
            ("Government of Tanzania, United Republic of", "Ministry of Works", false),
        ] {
            assert_eq!(is_unfinished(word, rest), goes_on, "{word} {rest}");
        }
    }

    #[test]
    fn brackets_end_names_that_follow_each_other() {
        for (text, expected) in [
            (
                "Foreign, Commonwealth & Development Office (FCDO) Directorate-General for Partnerships (INTPA)",
                Some(
                    &[
                        "Foreign, Commonwealth & Development Office (FCDO)",
                        "Directorate-General for Partnerships (INTPA)",
                    ][..],
                ),
            ),
            (
                "España con ACNUR (Spain) Fundación ACNUR (Argentina)",
                Some(&["España con ACNUR (Spain)", "Fundación ACNUR (Argentina)"]),
            ),
            ("Gesellschaft für Zusammenarbeit (GIZ) GmbH", None),
            ("Kreditanstalt für Wiederaufbau (KfW) Entwicklungsbank (Germany)", None),
            ("Agence nationale (ANPE) du Mali (Mali)", None),
            ("Ministry of Trade (MINICOM)", None),
            ("Red de Mujeres (norte) Casa de Agua (sur)", None),
        ] {
            let read =
                behind_brackets(text).map(|names| names.iter().map(|name| name.of(text)).collect::<Vec<_>>());
            assert_eq!(read.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_name_is_cut_only_before_another_body() {
        for (text, expected) in [
            ("Ministry of Water and Sanitation", &["Ministry of Water and Sanitation"][..]),
            ("Ministry of Water and UNICEF", &["Ministry of Water", "UNICEF"]),
            (
                "Ministry of Gender, Children and Social Protection, Oxfam International",
                &["Ministry of Gender, Children and Social Protection", "Oxfam International"],
            ),
            ("Ministère de l'Agriculture et de l'Élevage", &["Ministère de l'Agriculture et de l'Élevage"]),
            (
                "Secretariat of Agriculture and Livestock, Secretariat of Education, FAO",
                &["Secretariat of Agriculture and Livestock", "Secretariat of Education", "FAO"],
            ),
            ("Ministry of Trade and Industry (MINICOM)", &["Ministry of Trade and Industry (MINICOM)"]),
            (
                "Ministerio de Agricultura y Ganadería y FAO",
                &["Ministerio de Agricultura y Ganadería", "FAO"],
            ),
            ("Chemonics International, Inc.", &["Chemonics International, Inc."]),
            (
                "Government of Tanzania, United Republic of; UNICEF",
                &["Government of Tanzania, United Republic of", "UNICEF"],
            ),
            ("Abt Associates, Inc., WHO", &["Abt Associates, Inc.", "WHO"]),
            ("Academia and civil society", &["Academia", "civil society"]),
        ] {
            let names = joined(text, crate::value::enumeration::list(text));
            let names: Vec<&str> = names.iter().map(|name| name.of(text)).collect();
            assert_eq!(names, expected, "{text}");
        }
    }
}
