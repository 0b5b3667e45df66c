//! Several names on one line that `and`, a comma or a slash joins, each of which is surely that of a body by itself: `Sida and
//! Norad`, `WaterAid et CARE Mali`. `Ministry of Health and Social Welfare` is one.

use almoner_codelists::{country, donor, fold, organisation};
use almoner_record::{Role, Span};

use crate::bodies;
use crate::header;
use crate::value::enumeration;
use crate::word_list::WordList;

/// The names; None where the line is one name, or might be.
pub(super) fn names(text: &str, role: Option<Role>) -> Option<Vec<Span>> {
    const LONGEST: usize = 240;
    // `&` stands within names: `Agriculture & Food`, `Save & Grow`.
    const JOINS: [&str; 7] = [" and ", " et ", " y ", " e ", ", ", " / ", " + "];
    if text.len() > LONGEST
        || !JOINS.iter().any(|join| text.contains(join))
        || text.contains([';', '&', '\n', '|', '•', ':', '.'])
        || organisation(text).is_some()
        || country(text).is_some()
    {
        return None;
    }
    let listed = bodies::joined(text, enumeration::list(text));
    let names = if listed.len() > 1 { listed } else { parted(text, [" / ", " + "])? };
    let names: Vec<Span> = names.into_iter().map(|name| without_article(text, name)).collect();
    let pays = role == Some(Role::Funding);
    let sure: Vec<bool> = names.iter().map(|name| is_sure(name.of(text), pays)).collect();
    let are_two = || {
        // Of two the second begins with what it is, and the first is no part of its name.
        matches!((names.as_slice(), sure.as_slice()), ([one, other], [false, true])
            if begins_as_body(other.of(text)) && is_whole(one.of(text)))
    };
    (names.len() > 1 && (sure.iter().all(|sure| *sure) || are_two())).then_some(names)
}

fn parted(text: &str, marks: [&str; 2]) -> Option<Vec<Span>> {
    let mark = marks.into_iter().find(|mark| text.contains(mark))?;
    let mut from = 0;
    let parts = text.split(mark).map(|part| {
        let own = Span::new(from, from + part.len());
        from += part.len() + mark.len();
        own.trim(text)
    });
    Some(parts.collect())
}

/// `the European Union`, `l'AFD` behind the word that joins them.
pub(super) fn without_article(text: &str, name: Span) -> Span {
    const ARTICLES: [&str; 11] =
        ["the ", "la ", "le ", "les ", "l'", "l\u{2019}", "el ", "los ", "las ", "a ", "o "];
    let own = name.of(text);
    let rest = ARTICLES.iter().find_map(|article| own.strip_prefix(article)).unwrap_or(own);
    name.inner(Span::new(own.len() - rest.len(), own.len()))
}

/// True for a name that can be no part of another.
fn is_sure(name: &str, pays: bool) -> bool {
    let bare = name.split(" (").next().unwrap_or(name).trim();
    if !bare.starts_with(|c: char| c.is_uppercase() || c == 'i') {
        return false;
    }
    let gives = || {
        const SHORTEST: usize = 3;
        bare.len() > SHORTEST && country(bare).is_some_and(|entry| header::gives(entry.code))
            || donor(&fold(bare)).is_some()
    };
    let is_acronym = |word: &str| {
        const FEWEST: usize = 3;
        !word.contains(' ') && word.chars().filter(|c| c.is_uppercase()).count() >= 2 && word.len() >= FEWEST
    };
    // `CARE Mali`, `Oxfam GB`: the branch of one that is known.
    let is_branch = || {
        bare.rsplit_once(' ').is_some_and(|(front, place)| {
            country(place).is_some()
                && (organisation(front).is_some() || is_acronym(front) || is_family(front))
        })
    };
    organisation(name).or_else(|| organisation(bare)).is_some()
        || pays && gives()
        || is_acronym(bare)
        || is_family(bare)
        || is_branch()
        || begins_as_body(bare)
}

/// True for one word that is the name of an organisation: an acronym, one that is known.
pub(crate) fn is_known_name(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    word.len() > 1 && (organisation(word).is_some() || is_family(word) || bodies::is_body(word))
}

/// True for families of organisations whose members have many names.
fn is_family(name: &str) -> bool {
    static FAMILIES: WordList = WordList::of_phrases(
        "oxfam, care, caritas, wateraid, actionaid, plan international, world vision, save the children, concern worldwide, \
         mercy corps, christian aid, norwegian church aid, danish church aid, norwegian refugee council, danish refugee council, \
         islamic relief, medecins du monde, medicos del mundo, medicos do mundo, medecins sans frontieres, medicos sin \
         fronteras, medicos sem fronteiras, action contre la faim, accion contra el hambre, action against hunger, ayuda en \
         accion, manos unidas, helvetas, trocaire, tearfund, handicap international, solidarites international, \
         catholic relief services, international rescue committee, swisscontact, technoserve",
    );
    FAMILIES.has(&fold(name))
}

/// True for a name of several words that begins with what its bearer is: `Fundación Entre Mares`, `Ministry of Finance`.
fn begins_as_body(name: &str) -> bool {
    static BODIES: WordList = WordList::of(
        "ministry ministere ministerio foundation fondation fundacion fundacao university universite universidad universidade \
         embassy ambassade embajada embaixada government gouvernement gobierno governo croix-rouge union asociacion association \
         associacao federation federacion federacao instituto institut",
    );
    let folded = fold(name);
    // `Government Accountability` is none.
    let needs_of = |first: &str| ["government", "union", "federation"].contains(&first);
    folded.split_once(' ').is_some_and(|(first, rest)| {
        BODIES.has(first)
            && (!needs_of(first) || ["of ", "de ", "des ", "du "].iter().any(|of| rest.starts_with(of)))
    }) && name.starts_with(char::is_uppercase)
}

/// True for what reads as a whole name: some words, the first and the last with capitals, and nothing open.
fn is_whole(name: &str) -> bool {
    let mut words = name.split_whitespace();
    let (first, last) = (words.next(), words.next_back());
    let is_capital = |word: Option<&str>| word.is_some_and(|word| word.starts_with(char::is_uppercase));
    let folded = fold(name);
    let begins = folded.split(' ').next().unwrap_or_default();
    // `Centre for Women and Association …`: what it is for may go on.
    is_capital(first) && is_capital(last) && !bodies::is_framed(begins) && !name.contains(',')
}

#[cfg(test)]
mod tests {
    use almoner_record::Role;

    fn read(text: &str, role: Role) -> Vec<&str> {
        let names = super::names(text, Some(role)).unwrap_or_default();
        names.into_iter().map(|name| name.of(text)).collect()
    }

    #[test]
    fn names_of_bodies_by_themselves_are_parted() {
        for (text, names) in [
            ("WaterAid and CARE Mali", &["WaterAid", "CARE Mali"][..]),
            ("WaterAid e Oxfam", &["WaterAid", "Oxfam"]),
            ("Médecins du Monde et Croix-Rouge malienne", &["Médecins du Monde", "Croix-Rouge malienne"]),
            ("Ayuda en Acción y Fundación Entre Mares", &["Ayuda en Acción", "Fundación Entre Mares"]),
            ("Ministry of Finance and Ministry of Health", &["Ministry of Finance", "Ministry of Health"]),
            ("Norwegian Church Aid and Save the Children", &["Norwegian Church Aid", "Save the Children"]),
            ("UNDP / UNICEF", &["UNDP", "UNICEF"]),
            ("Tierra Viva y Universidad de Sucre", &["Tierra Viva", "Universidad de Sucre"]),
        ] {
            assert_eq!(read(text, Role::Implementing), names, "{text}");
        }
        assert_eq!(read("Noruega, Alemanha", Role::Funding), ["Noruega", "Alemanha"]);
        assert_eq!(read("AFD et l'Union européenne", Role::Funding), ["AFD", "Union européenne"]);
        assert_eq!(read("Norad and Danida", Role::Funding), ["Norad", "Danida"]);
    }

    #[test]
    fn one_name_with_a_joining_word_stays_whole() {
        for text in [
            "Ministry of Health and Social Welfare",
            "Ministério da Agricultura e Desenvolvimento Rural",
            "Ministerio de Salud y Bienestar Social",
            "Livingstonia Synod Church and Society",
            "Ministry of Interior & Ministry of Public Works",
            "Women and Children First",
            "Bill and Melinda Gates Foundation",
            "Foreign, Commonwealth and Development Office",
            "Department for Environment, Food and Rural Affairs",
            "International Federation of Red Cross and Red Crescent Societies",
            "Water and Sanitation Authority",
            "Food and Agriculture Organization",
            "Health and Education Union of Teachers",
            "Trinidad and Tobago",
            "Caisse des Dépôts et Consignations",
            "Centre for Women and Association of Mothers",
            "Norway, Ministry of Foreign Affairs",
        ] {
            let names = read(text, Role::Implementing);
            assert!(names.is_empty(), "{text}: {names:?}");
        }
    }
}
