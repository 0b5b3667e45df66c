//! Names of who gives aid or carries it out, told from those of companies, banks and people.

use almoner_codelists::{Donor, countries_in, donor, fold};
use almoner_record::ParticipatingOrg;

use crate::header;

/// Words, folded, or beginnings of words, of such names.
const WORDS: [&str; 81] = [
    "emergency response fund",
    "opec fund",
    "fondo opep",
    "fonds opep",
    "fundo opep",
    "ofid",
    "pooled fund",
    "fundo amazonia",
    "peacebuilding fund",
    "cooperaci",
    "cooperacao",
    "cooperation",
    "developpement",
    "desenvolvimento",
    "entwicklung",
    "ayuda",
    "ajuda",
    "relief",
    "secours",
    "humanitar",
    "refug",
    "peace",
    "paix",
    "caritas",
    "oxfam",
    "solidar",
    "charit",
    "sans frontieres",
    "without borders",
    "sin fronteras",
    "sem fronteiras",
    "embassy",
    "high commission",
    "ambassade",
    "embajada",
    "embaixada",
    "european union",
    "union europeenne",
    "union europea",
    "uniao europeia",
    "united nations",
    "nations unies",
    "naciones unidas",
    "nacoes unidas",
    "foreign affairs",
    "affaires etrangeres",
    "asuntos exteriores",
    "negocios estrangeiros",
    // Regions of Spain that give.
    "generalitat",
    "diputacion",
    "xunta",
    "technical assistance",
    "assistance technique",
    "asistencia tecnica",
    "assistencia tecnica",
    "red cross",
    "croix-rouge",
    "cruz roja",
    // Of other languages.
    "cooperazione",
    "sviluppo",
    "ontwikkeling",
    "wirtschaftliche zusammenarbeit",
    "auswartiges amt",
    "affari esteri",
    "buitenlandse zaken",
    "udenrigsministeri",
    "utenriksdepartement",
    "utrikesdepartement",
    "spraw zagranicznych",
    "polska pomoc",
    "bistand",
    "brot fur die welt",
    "misereor",
    "rotes kreuz",
    "rode kruis",
    "rode kors",
    "roda korset",
    "croce rossa",
    "nodhj",
    "fluchtling",
    "cooperacio",
];

/// Whole words, folded, of such names where no company bears them.
const OF_NO_COMPANY: [&str; 6] = ["aid", "aide", "mission", "missions", "development", "desarrollo"];

/// True for one that is known to give aid or to carry it out, a country that gives, or a name with a word of aid.
pub(super) fn is_of_aid(item: &ParticipatingOrg) -> bool {
    if item.organisation.reference.is_some() {
        return true;
    }
    let name = item.organisation.name.as_str();
    let folded = fold(name);
    // `BMZ`, `Sida`, `Suíça`.
    let is_donor = donor(&folded).is_some();
    let is_giver = |mention: &almoner_codelists::Mention| header::gives(mention.entry.code);
    let words = || folded.split(|c: char| !c.is_alphanumeric());
    let is_state = || {
        (super::is_public(name) || folded.ends_with(" state"))
            && (countries_in(name).iter().any(is_giver)
                || words().any(|word| donor(word) == Some(Donor::Country)))
    };
    let is_company = || {
        let last = name.rsplit([' ', ',']).next().unwrap_or_default();
        crate::bodies::is_legal_form(last)
            || words().any(|word| ["bank", "banco", "banque", "property"].contains(&word))
    };
    let has_word = || words().any(|word| OF_NO_COMPANY.contains(&word)) && !is_company();
    let begins_so = || {
        let mut places = almoner_codelists::words(&folded).filter_map(|(at, _)| folded.get(at..));
        places.any(|rest| WORDS.iter().any(|word| rest.starts_with(word)))
    };
    is_donor || has_word() || begins_so() || is_state()
}
