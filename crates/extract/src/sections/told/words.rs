//! The words of labels that their values tell, and what such values are.

use almoner_record::Role;

use crate::word_list::WordList;
use crate::{bodies, codes};

/// Labels, folded, of the time beside them where they have a beginning and an end.
pub(super) const DATED: [&str; 46] = [
    "time",
    "timeline",
    "date",
    "dates",
    "fecha",
    "data",
    "runs",
    "running",
    "implementation",
    "execution",
    "mise en oeuvre",
    "realisation",
    "implementacion",
    "ejecucion",
    "execucao",
    "implementacao",
    "when",
    "active",
    "timing",
    "time line",
    "phase",
    "current phase",
    "phase actuelle",
    "phase en cours",
    "fase",
    "fase actual",
    "fase atual",
    "length",
    "validity",
    "validite",
    "validez",
    "validade",
    "year(s)",
    "annees",
    "annee(s)",
    "anos",
    "ano(s)",
    "active years",
    "project cycle",
    "ciclo del proyecto",
    "project running",
    "tiempo",
    "temps",
    "quand",
    "cuando",
    "quando",
];

/// Labels, folded, of who carries out, where the name of a body stands beside them.
pub(super) const DONE_BY: [&str; 5] =
    ["execution", "implementation", "ejecucion", "execucao", "implementacion"];

/// Labels, folded, that are IATI's names for the roles, where a name stands beside them.
pub(super) const ROLES: [(&str, Role); 4] = [
    ("accountable", Role::Accountable),
    ("extending", Role::Extending),
    ("implementing", Role::Implementing),
    ("funding", Role::Funding),
];

/// True for what may be the name of a body: words with capitals, no figure and no sentence.
pub(super) fn is_name(value: &str) -> bool {
    const LONGEST: usize = 120;
    value.len() <= LONGEST
        && value.starts_with(char::is_uppercase)
        && !value.ends_with(['.', '!', '?'])
        && !value.contains(|c: char| c.is_ascii_digit())
        && (bodies::is_body(value)
            || value.split_whitespace().filter(|word| word.starts_with(char::is_uppercase)).count() > 1)
}

/// Labels, folded, of who receives.
pub(super) const RECIPIENTS: [&str; 12] = [
    "recipient",
    "recipients",
    "beneficiary",
    "member",
    "beneficiaire",
    "beneficiaires",
    "beneficiario",
    "beneficiarios",
    "destinataire",
    "destinatario",
    "receptor",
    "where",
];

/// Labels, folded, of one who is given the money, or for whom it is spent.
pub(super) const GIVEN: [&str; 12] = [
    "beneficiary",
    "beneficiary of the funding",
    "beneficiary of the financing",
    "beneficiary of funding",
    "beneficiaire",
    "beneficiaire du financement",
    "beneficiaire du concours",
    "beneficiario",
    "beneficiario de la financiacion",
    "beneficiario del financiamiento",
    "beneficiaria",
    "beneficiario do financiamento",
];

/// True for one body, by its noun or by the capitals of its name, and for no people and no place.
pub(super) fn is_given(value: &str) -> bool {
    /// Nouns, folded, for people and for what else projects are for; a plural in `s` needs no word.
    static PEOPLE: WordList = WordList::of(
        "woman women girl men boy child children youth young people person population community communities \
        household family families farmer student pupil teacher refugee migrant patient resident inhabitant villager worker \
        victim survivor smallholder entrepreneur village school region province district \
        femme fille homme garcon enfant jeune personne menage famille agriculteur agricultrice eleve etudiant enseignant \
        refugie deplace migrant malade habitant villageois travailleur victime communaute producteur productrice paysan \
        eleveur pecheur artisan ecole mere peuple \
        mujer nina nino hombre joven jovenes persona poblacion hogar familia agricultor agricultora alumno estudiante docente \
        refugiado migrante paciente habitante trabajador victima comunidad comunidades productor productora campesino campesina \
        pescador escuela madre indigena pueblo \
        mulher mulheres menina menino homem homens crianca jovem jovens pessoa populacao agregado agricultores alunos aluno \
        comunidade produtor campones camponesa escola",
    );
    const LONGEST: usize = 240;
    const MOST_WORDS: usize = 9;
    let name = value.trim();
    let folded = almoner_codelists::fold(name);
    let words = || folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_people = |word: &str| {
        let single = word.strip_suffix('s').unwrap_or(word);
        PEOPLE.has(word) || PEOPLE.has(single)
    };
    let is_one = !name.contains(['\n', ';', ':', '|', '\t', '•'])
        && !name.ends_with(['.', '!', '?'])
        && !name.contains(". ")
        && name.len() <= LONGEST
        && name.starts_with(char::is_uppercase)
        && !name.bytes().any(|byte| byte.is_ascii_digit());
    if !is_one || almoner_codelists::country(name).is_some() || codes::are_countries(name) {
        return false;
    }
    if almoner_codelists::organisation(name).is_some() {
        return true;
    }
    // `Femmes rurales`, `Les enfants de Goma`
    const ARTICLES: [&str; 10] = ["the", "les", "des", "la", "le", "los", "las", "el", "os", "as"];
    let first = words().find(|word| !ARTICLES.contains(word));
    if first.is_none_or(is_people) || name.contains(',') && !bodies::is_framed(name) {
        return false;
    }
    let capitals =
        name.split([' ', '-', '\u{a0}']).filter(|word| word.starts_with(char::is_uppercase)).count();
    bodies::is_body(name)
        || bodies::is_framed(name)
        || capitals > 1 && words().count() <= MOST_WORDS && !words().any(is_people)
}

/// Labels, folded, of regions, beside which countries may stand.
pub(super) const REGIONS: [&str; 12] = [
    "region",
    "regions",
    "regions served",
    "region served",
    "regiones",
    "region(s)",
    "region/country",
    "regions d'intervention",
    "region d'intervention",
    "regiao",
    "regioes",
    "geographic region",
];

/// Labels, folded, of places, beside which a region of the DAC's may stand.
pub(super) const PLACES: [&str; 10] = [
    "location",
    "locations",
    "where",
    "area",
    "coverage",
    "geographic coverage",
    "lieu",
    "zone",
    "ubicacion",
    "localizacion",
];

/// Words, folded, for an end that is a state beside anything but a date.
pub(super) const ENDED: [&str; 6] = ["completed", "closed", "ended", "finished", "acheve", "finalizado"];
