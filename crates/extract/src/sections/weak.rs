//! Labels that mean more elsewhere: `Until`, `Supported by`, `Ref.`, `Allocation` begin sentences, and pages of anything.
//! Such a label counts where it has its value right beside it, and that reads as one of its field and as nothing else.

use std::sync::LazyLock;

use almoner_codelists::{SECTOR, SECTOR_CATEGORY, fold};
use almoner_record::{Measure, Role};
use rustc_hash::FxHashMap;

use super::told::is_date_alone;
use crate::bodies;
use crate::codes;
use crate::field::{DateKind, Field};
use crate::value;
use crate::value::date::DayOrder;
use crate::value::numeral::DecimalMark;
use crate::word_list::WordList;

/// The fields of such labels, folded, each label behind a `|`.
const LABELS: [(Field, &str); 11] = [
    (Field::Countries, "land|pays concerne|in which country"),
    (
        Field::Date(DateKind::Start),
        "from|du|de|since|effective from|effective|kick-off|kick off|kickoff|begins|starts|commences|starting|commenced|started|a partir du|a partir de|\
         commence le|debute le|depuis le|mise en route|lancement|desde|desde el|a partir del|empieza|empieza el|comienza|comienza el|inicia|inicia el|\
         puesta en marcha|arranque|comeca em|com inicio em|date from|debute en|iniciado el|iniciado em",
    ),
    (
        Field::Date(DateKind::End),
        "to|au|a|until|till|valid until|runs until|expires|expires on|finishes|ends|ending|concludes|due to end|jusqu'au|jusqu'a|se termine le|finit le|\
         s'acheve le|prend fin le|date limite|hasta|hasta el|termina|termina el|finaliza|finaliza el|acaba el|vencimiento|ate|ate ao|termina em|\
         date to|date closed|date finale|termine le|fecha tope|culminacion|termo",
    ),
    (
        Field::Org(Some(Role::Funding)),
        "supported by|with support from|with the support of|with support of|support from|sponsor|sponsors|sponsored by|financed through|funded through|\
         made possible by|backed by|mandant|soutenu par|avec le soutien de|avec l'appui de|soutien de|appuye par|parrain|\
         apoyado por|con el apoyo de|con apoyo de|patrocinador|patrocinadores|patrocina|financia|comitente|subvenciona|\
         apoiado por|com o apoio de",
    ),
    (
        Field::Org(Some(Role::Implementing)),
        "run by|led by|managed by|undertaken by|awarded to|granted to|operating organisation|organisation operationnelle|organizacion operativa|operating national society|operating organization|operating agency|responsible party|\
         met en oeuvre|porteur|accorde a|octroye a|ejecuta|implementa|desarrolla|a cargo de|concedido a|otorgado a|executa",
    ),
    (
        Field::Budget(Some(Measure::Commitment)),
        "award|allocation|appropriation|dotation|dotacion|dotacao|verba|amount of support|financial support|appui financier|soutien financier|apoyo financiero",
    ),
    (
        Field::Budget(None),
        "investment|investissement|inversion|investimento|volume|funding requirement|funding requirements|requirement|requirements|financial requirements|funds needed|fonds necessaires|\
         besoins de financement|besoins financiers|fondos necesarios|necesidades de financiacion|requisitos de financiacion",
    ),
    (
        Field::OtherIdentifier,
        "id|ref|ref.|reference|appeal no.|appeal number|appeal code|appel n°|llamamiento n.º|grant no.|dossier n°|dossier no|n° de dossier|n° de subvention|n.º de subvencion|no de subvencion|n.º de expediente",
    ),
    (
        Field::Status,
        "etape|lifecycle|life cycle|avance|avancement|situacion|situacion actual|estatus|progress|where we are|ou en est-on",
    ),
    (
        Field::Sectors,
        "subject area|subject|subjects|topic|topics|priority|priorities|investment priority|champ d'action|champs d'action|axe|axe d'intervention|\
         linea de trabajo|lineas de trabajo|eje|eje tematico|ambito|ambitos|linha de trabalho|eixo|\
         purpose|focus|field|fields|area|areas|area of intervention|intervention area|area of activity|category|categories|cluster|clusters|issue|issues|\
         technical area|result area|results area|investment area|axe strategique|axes strategiques|priorites|categorie|filiere|finalite|objet|sujet|\
         area de intervencion|areas de intervencion|areas de enfoque|ejes|eje estrategico|linea estrategica|linea|categoria|categorias|campo|rubro|\
         prioridad|prioridades|rama|finalidad|area de intervencao|eixo estrategico|dominio|prioridade|ambit|eix",
    ),
    (Field::Title, "designation|denomination|denominacion|denominacao|designacao"),
];

static FIELDS: LazyLock<FxHashMap<String, Field>> = LazyLock::new(|| {
    let labels =
        LABELS.iter().flat_map(|(field, labels)| labels.split('|').map(|label| (fold(label), *field)));
    labels.collect()
});

/// True for such a label, folded.
pub(crate) fn is_known(key: &str) -> bool {
    FIELDS.contains_key(key)
}

/// Where a label stands to its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Beside,
    /// Where it may as well be a heading.
    Above,
}

/// The field of such a label, folded, with `value`.
pub(super) fn field(key: &str, value: &str, place: Place) -> Option<Field> {
    /// Persons do it too.
    const DONE_BY_PERSONS: [&str; 12] = [
        "run by",
        "led by",
        "managed by",
        "undertaken by",
        "awarded to",
        "granted to",
        "accorde a",
        "octroye a",
        "a cargo de",
        "concedido a",
        "otorgado a",
        "porteur",
    ];
    let key = crate::labels::unnumbered(key);
    let field = *FIELDS.get(key)?;
    let value = value.trim();
    // Persons support, too, and sponsors have ranks.
    let is_of_persons = || {
        DONE_BY_PERSONS.contains(&key)
            || ["support", "sponsor", "patrocin", "parrain"].iter().any(|part| key.contains(part))
    };
    let wants_body = || place == Place::Above || is_of_persons();
    let reads = match field {
        Field::Date(_) => is_date_alone(value),
        Field::Org(_) => {
            let names = || value.split(['\n', ';']).map(str::trim).filter(|name| !name.is_empty());
            let is_support =
                ["support", "apo", "soutien", "soutenu", "appu"].iter().any(|part| key.contains(part));
            let is_cause = |name: &str| is_support && place == Place::Beside && names_cause(name);
            names().all(|name| is_name(name) && (!wants_body() || bodies::is_body(name) || is_cause(name)))
        }
        Field::Budget(_) => value::money::is_alone(value, DecimalMark::Unknown) || is_decided_sum(value),
        Field::OtherIdentifier => is_number(value),
        Field::Status => codes::status_told(value, DayOrder::Unknown).is_some(),
        Field::Sectors => is_sector(value),
        Field::Countries => codes::are_countries(value),
        _ => is_title(value) && place == Place::Beside,
    };
    reads.then_some(field)
}

/// An amount and the day on which it was decided: `50 000 € au Comité du 06/03/2012`.
fn is_decided_sum(value: &str) -> bool {
    const LONGEST: usize = 60;
    let Some((span, _)) = value::money::money(value, DecimalMark::Unknown) else { return false };
    let rest = value.get(span.range().end..).unwrap_or_default().trim();
    value.len() <= LONGEST
        && span.start == 0
        && value::date::date(rest, DayOrder::Unknown).is_some_and(|(day, _)| day.range().end == rest.len())
}

/// A name of what its bearers stand for, as charities have and no person: `Bread for All`, `Solidarité Sahel`.
fn names_cause(value: &str) -> bool {
    static CAUSES: WordList = WordList::of(
        "for without solidarity action aid relief help care hope mission charity development world campaign appeal \
        pour sans solidarite aide secours entraide espoir monde developpement \
        sin solidaridad accion ayuda esperanza mundo desarrollo mision \
        sem solidariedade acao ajuda esperanca desenvolvimento missao",
    );
    const MOST_WORDS: usize = 7;
    let folded = fold(value);
    let count = value.split_whitespace().count();
    let is_cause = |word: &str| CAUSES.has(word);
    (2..=MOST_WORDS).contains(&count)
        && !value.contains([',', '('])
        && value.split_whitespace().next_back().is_some_and(|last| last.starts_with(char::is_uppercase))
        && folded.split(|c: char| !c.is_alphanumeric()).any(is_cause)
}

/// A name as of a body: short, and no sentence.
pub(super) fn is_name(value: &str) -> bool {
    const LONGEST: usize = 160;
    const MOST_SMALL: usize = 4;
    let small = value.split_whitespace().filter(|word| word.starts_with(char::is_lowercase)).count();
    value.len() <= LONGEST
        && value.starts_with(|c: char| c.is_uppercase())
        && !value.ends_with(['.', '!', '?', ':'])
        && !value.contains(". ")
        && small <= MOST_SMALL.max(value.split_whitespace().count() / 2)
        && !value.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_punctuation())
}

/// One word with digits, as systems give them.
pub(super) fn is_number(value: &str) -> bool {
    const LENGTHS: std::ops::RangeInclusive<usize> = 3..=40;
    let is_part = |c: char| c.is_ascii_alphanumeric() || "-/._".contains(c);
    LENGTHS.contains(&value.len())
        && value.chars().all(is_part)
        && value.bytes().filter(u8::is_ascii_digit).count() >= 2
        && !is_date_alone(value)
}

/// Names of purposes or of their categories, one or several.
fn is_sector(value: &str) -> bool {
    let named = |part: &str| SECTOR.find(part).or_else(|| SECTOR_CATEGORY.find(part)).is_some();
    named(value) || value.split([';', '\n', ',']).map(str::trim).any(named)
}

/// What an activity is called, and no work that a person has.
fn is_title(value: &str) -> bool {
    const FEWEST_WORDS: usize = 4;
    const LONGEST: usize = 300;
    const JOBS: [&str; 22] = [
        "officer",
        "manager",
        "director",
        "directeur",
        "directrice",
        "directora",
        "coordinator",
        "coordinateur",
        "coordonnateur",
        "coordinador",
        "coordenador",
        "head",
        "chief",
        "secretary",
        "specialist",
        "adviser",
        "advisor",
        "assistant",
        "charge",
        "chef",
        "jefe",
        "responsable",
    ];
    let folded = fold(value);
    let is_job = folded.split(|c: char| !c.is_alphanumeric()).any(|word| JOBS.contains(&word));
    value.split_whitespace().count() >= FEWEST_WORDS
        && value.len() <= LONGEST
        && !value.ends_with(['.', ':'])
        && !is_job
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_that_means_more_elsewhere_counts_beside_a_value_of_its_field() {
        let name = |field: Option<Field>| field.map_or("none", |field| field.name());
        for (key, value, expected) in [
            ("until", "31 December 2026", "end"),
            ("until", "the harvest of 2026", "none"),
            ("dotation", "50 000 € au Comité du 06/03/2012", "budget.commitment"),
            ("dotation", "50 000 € de lots et de primes", "none"),
            ("desde", "16/07/2012", "start"),
            ("from", "Irish Aid", "none"),
            ("supported by", "Irish Aid", "funding_org"),
            ("supported by", "Irish Aid\nUNICEF", "funding_org"),
            ("supported by", "Bread for Children", "funding_org"),
            ("soutenu par", "Solidarité Sahel", "funding_org"),
            ("supported by", "John Smith", "none"),
            ("supported by", "Donations for the poor", "none"),
            ("sponsor", "Bread for Children", "none"),
            ("sponsors", "Platinum; Gold", "none"),
            ("sponsor", "Senator John Smith", "none"),
            ("supported by", "a team of volunteers", "none"),
            ("supported by", "It is thanks to our donors that we can go on.", "none"),
            ("ejecuta", "Concert d’Actions des Jeunes", "implementing_org"),
            ("allocation", "EUR 3.2 million", "budget.commitment"),
            ("allocation", "by lottery", "none"),
            ("ref.", "DRC218", "other_identifier"),
            ("ref.", "your letter of 3 May", "none"),
            ("id", "12", "none"),
            ("etape", "Achevé", "status"),
            ("etape", "Kayes", "none"),
            ("subject area", "Basic health care; Family planning", "sectors"),
            ("subject area", "Mathematics", "none"),
            ("designation", "Soil and water for the plateau of Bamenda", "title"),
            ("designation", "Senior Programme Officer for Water", "none"),
            ("managed by", "Ministry of Health", "implementing_org"),
            ("managed by", "Joan Baptiste", "none"),
            ("zonk", "Irish Aid", "none"),
        ] {
            assert_eq!(name(field(key, value, Place::Beside)), expected, "{key}: {value}");
        }
        for (key, value, expected) in [
            ("supported by", "Ministry of Health", "funding_org"),
            ("supported by", "Concern Universal", "none"),
            ("designation", "Soil and water for the plateau of Bamenda", "none"),
        ] {
            assert_eq!(name(field(key, value, Place::Above)), expected, "{key} above {value}");
        }
    }
}
