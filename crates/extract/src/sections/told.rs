//! Labels whose value tells what they are: the name of a policy marker beside a significance (`Gender equality:
//! Significant objective`), `Date` beside a start and an end, `Name` beside words that no person is called.

use almoner_record::{Measure, Role, Span};

use super::persons::{is_common_word, is_name_label};
use super::{Cutter, weak};
use crate::bodies;
use crate::codes::{self, Digits};
use crate::field::{DateKind, Field};
use crate::labels::Key;
use crate::lines::{Line, LineKind};
use crate::nouns;
use crate::recognise::matched;
use crate::value;
use crate::value::date::DayOrder;
use crate::value::numeral::DecimalMark;

impl Cutter<'_> {
    /// The field that a label tells together with the value below it, which may as well be another label's or a page's
    /// number: only the DAC's own markers count, and only words for their significance.
    pub(super) fn told_by_value_below(&self, label: Span, value: Span) -> Option<Field> {
        self.told(label, value, Digits::Refused, weak::Place::Above)
    }

    /// The field that a label and the value beside it tell together.
    pub(super) fn told_by_value(&self, label: Span, value: Span) -> Option<Field> {
        let is_among = self.pieces.last().is_some_and(|piece| piece.field == Some(Field::PolicyMarkers));
        let digits = if is_among { Digits::Read } else { Digits::WhereTheLabelSaysMarker };
        self.told(label, value, digits, weak::Place::Beside)
    }

    fn told(&self, label: Span, value: Span, digits: Digits, place: weak::Place) -> Option<Field> {
        if !self.layout.knows_the_trade() {
            return None;
        }
        let (label, value) = (self.document.slice(label), self.document.slice(value));
        let key = folded(label);
        if label.len() <= 12 && self.names_project(&key, value) {
            return Some(Field::Title);
        }
        if let Some(marked) = codes::marker_of_label(label, value, digits) {
            return (place == weak::Place::Beside || marked.is_known()).then_some(Field::PolicyMarkers);
        }
        if let Some(field) = self.told_by_words(&key, label, value) {
            return Some(field);
        }
        let is_date = DATED.contains(&key.as_str());
        let is_range = || {
            let read = value::period::period(value, DayOrder::Unknown);
            read.is_some_and(|(_, period)| period.start.is_some() && period.end.is_some())
        };
        if is_date && is_range() {
            return Some(Field::Period);
        }
        self.told_weakly(&key, value, place).or_else(|| self.told_within_form(label, value, place))
    }

    /// True for `Project | Water losses in Karak`, where no title stands yet.
    fn names_project(&self, key: &str, value: &str) -> bool {
        const FEWEST_WORDS: usize = 3;
        const LONGEST: usize = 200;
        self.layout.is_general()
            && nouns::is_project(key)
            && value.split_whitespace().count() >= FEWEST_WORDS
            && value.len() <= LONGEST
            && !value.ends_with(['.', ':'])
            && !self.opened.contains(&(self.activity, Field::Title))
    }

    /// The field of labels that are of another field, or of none, beside another value.
    fn told_by_words(&self, key: &str, label: &str, value: &str) -> Option<Field> {
        if !self.layout.is_general() {
            return None;
        }
        // `Recipient: Solomon Islands`; beside the name of a body it is who answers for the money.
        if RECIPIENTS.contains(&key) && codes::are_countries(value) && value.chars().any(char::is_lowercase) {
            return Some(Field::Countries);
        }
        if RECIPIENTS.contains(&key) && almoner_codelists::REGION.find(value).is_some() {
            return Some(Field::Regions);
        }
        // `Regions served: Haiti`, `Location: Southern Africa`.
        if REGIONS.contains(&key) && codes::are_countries(value) {
            return Some(Field::Countries);
        }
        if (PLACES.contains(&key) || REGIONS.contains(&key))
            && almoner_codelists::REGION.find(value).is_some()
        {
            return Some(Field::Regions);
        }
        // `Bénéficiaire : Vision Mondiale Canada` is given the money; `Beneficiaries: rural women` are who it is for.
        if GIVEN.contains(&key) && is_given(value) {
            return Some(Field::Org(Some(Role::Accountable)));
        }
        if DONE_BY.contains(&key) && bodies::is_body(value) {
            return Some(Field::Org(Some(Role::Implementing)));
        }
        if let Some((_, role)) = ROLES.iter().find(|(label, _)| *label == key).filter(|_| is_name(value)) {
            return Some(Field::Org(Some(*role)));
        }
        if ENDED.contains(&key) && is_date_alone(value) {
            return Some(Field::Date(DateKind::End));
        }
        let is_money = || value::money::is_alone(value.trim(), DecimalMark::Unknown);
        if matches!(key, "participants" | "participantes") && bodies::listed(value, false).is_some() {
            return Some(Field::Org(None));
        }
        if matches!(key, "total" | "grand total") && self.has_parts() && is_money() {
            return Some(Field::Budget(None));
        }
        is_own_number(label, value).then_some(Field::OtherIdentifier)
    }

    /// The field of a label that means more elsewhere, beside or above such a value.
    fn told_weakly(&self, key: &str, value: &str, place: weak::Place) -> Option<Field> {
        let field = weak::field(key, value, place).filter(|_| self.layout.is_general())?;
        let is_one = matches!(field, Field::Title | Field::OtherIdentifier);
        (!is_one || !self.opened.contains(&(self.activity, field))).then_some(field)
    }

    /// True right below a loan or a grant. Below other text a total is of something else.
    fn has_parts(&self) -> bool {
        let parts = [Field::Budget(Some(Measure::Commitment)), Field::Amount];
        let is_part = |field: Field| parts.contains(&field);
        self.pieces.last().is_some_and(|piece| piece.field.is_some_and(is_part) && piece.lines.is_empty())
    }

    /// True for `Nombre: …` among the first lines, before any title: further down it names a person.
    fn is_name(&self, at: usize, label: Span, value: Span) -> bool {
        const FIRST_LINES: usize = 6;
        const FEWEST_WORDS: usize = 4;
        let value = self.document.slice(value);
        at < FIRST_LINES
            && self.layout.is_general()
            && value.split_whitespace().count() >= FEWEST_WORDS
            && value.split_whitespace().any(is_common_word)
            && is_name_label(&almoner_codelists::fold(self.document.slice(label)))
            && !self.opened.contains(&(self.activity, Field::Title))
    }

    /// True for `Organisation: …` right above the title of its project: who holds the grant.
    fn is_holder(&self, at: usize, label: Span, value: Span) -> bool {
        const LABELS: [&str; 6] =
            ["organisation", "organization", "organizacion", "organizacao", "organisme", "lead organisation"];
        const LONGEST: usize = 120;
        let below = self.lines.iter().skip(at + 1).find(|below| below.kind != LineKind::Aside);
        let is_title = |line: &Line| {
            matched(self.layout, line).is_some_and(|found| found.field == Field::Title && found.inline)
        };
        self.layout.is_general()
            && value.len() <= LONGEST
            && LABELS.contains(&almoner_codelists::fold(self.document.slice(label)).as_str())
            && below.is_some_and(is_title)
    }

    /// The label and the number of what a letter is about: `Re: Grant number 2010-8800`, `Objet : Convention n° ML-12/3`.
    fn numbered_subject(&self, label: Span, value: Span) -> Option<(Span, Span)> {
        const LABELS: [&str; 12] = [
            "re",
            "ref",
            "ref.",
            "reference",
            "subject",
            "objet",
            "asunto",
            "assunto",
            "referencia",
            "concerne",
            "our ref",
            "n/ref",
        ];
        const NOUNS: [&str; 21] = [
            "grant",
            "award",
            "project",
            "contract",
            "agreement",
            "grant agreement",
            "loan",
            "projet",
            "contrat",
            "convention",
            "subvention",
            "pret",
            "proyecto",
            "contrato",
            "convenio",
            "subvencion",
            "prestamo",
            "projeto",
            "subvencao",
            "appeal",
            "donacion",
        ];
        const LONGEST: usize = 80;
        let is_taken = self.opened.contains(&(self.activity, Field::OtherIdentifier));
        if !self.layout.is_general() || value.len() > LONGEST || is_taken {
            return None;
        }
        LABELS.contains(&folded(self.document.slice(label)).as_str()).then_some(())?;
        let text = self.document.slice(value);
        let (named, number) = text.trim_end_matches(['.', ' ']).rsplit_once([' ', '\u{a0}'])?;
        let named = named.trim_end();
        let plain = number.trim_start_matches('#');
        // `Grant 2010-8800`, but not `Project 2030`.
        let has_parts =
            plain.contains(['-', '/']) || plain.bytes().all(|byte| byte.is_ascii_digit()) && plain.len() > 4;
        let is_noun =
            NOUNS.contains(&almoner_codelists::fold(named).as_str()) && (has_parts || plain != number);
        let is_label = || {
            let key = Key::of(named);
            self.layout.among(|labels| labels.find(&key)).or_else(|| key.told())
                == Some(Field::OtherIdentifier)
        };
        let (number, is_number) = (plain, weak::is_number(plain) && (is_noun || is_label()));
        let at = named.len() + text.get(named.len()..)?.find(number)?;
        let span = |from: usize, to: usize| value.inner(Span::new(from, to));
        is_number.then(|| (span(0, named.len()), span(at, at + number.len())))
    }

    /// True under a label for markers, which has their names and significances below it.
    fn lists_markers(&self) -> bool {
        let open = self.pieces.last().filter(|piece| piece.field == Some(Field::PolicyMarkers));
        open.is_some_and(|piece| {
            let label = piece.heading.map_or("", |heading| self.document.slice(heading));
            let told = piece.inline.first().map(|value| self.document.slice(*value));
            told.is_none_or(|value| codes::marker_of_label(label, value, Digits::Read).is_none())
        })
    }

    /// Opens the piece of a marker whose name stands behind a colon and its significance on the next line: `Marker: Gender
    /// equality`, below it `Significant objective`. False for any other line.
    fn marker_before_colon(&mut self, at: usize, line: &Line) -> bool {
        const LABELS: [&str; 10] = [
            "marker",
            "policy marker",
            "rio marker",
            "dac marker",
            "marqueur",
            "marqueur de politique",
            "marqueur de rio",
            "marqueur cad",
            "marcador",
            "marcador de politica",
        ];
        let is_label = line.label.as_ref().is_some_and(|(_, value)| {
            let label = self.document.slice(Span { start: line.span.start, end: value.start });
            LABELS.contains(&folded(label).as_str())
        });
        let Some(below) = self.lines.get(at + 1).filter(|below| is_label && below.kind != LineKind::Table)
        else {
            return false;
        };
        let (label, value, below) = (line.span, below.span, self.document.slice(below.span));
        let marked = codes::marker_of_label(self.document.slice(label), below, Digits::Refused);
        if !self.layout.is_general() || !marked.is_some_and(|marked| marked.is_known()) {
            return false;
        }
        self.open(Some(label), Some(Field::PolicyMarkers), vec![value], at + 2);
        self.taken = Some(at + 1);
        true
    }

    /// Opens the piece of such a label; false for any other line.
    pub(super) fn take_told(&mut self, at: usize, line: &Line) -> bool {
        let is_line = matches!(line.kind, LineKind::Text | LineKind::Item { .. } | LineKind::Heading { .. });
        let listed = self.lists_markers();
        if !is_line || (listed && !self.layout.is_general()) {
            return false;
        }
        if self.marker_before_colon(at, line) {
            return true;
        }
        if let Some((_, value)) = &line.label {
            let label =
                super::unmarked(&self.document.text, Span { start: line.span.start, end: value.start });
            let named = || self.is_name(at, label, *value).then_some(Field::Title);
            let holder = || self.is_holder(at, label, *value).then_some(Field::Org(Some(Role::Implementing)));
            if let Some((number, value)) = self.numbered_subject(label, *value) {
                self.open(Some(number), Some(Field::OtherIdentifier), vec![value], at + 1);
                return true;
            }
            let Some(field) = self.told_by_value(label, *value).or_else(named).or_else(holder) else {
                return false;
            };
            self.open(Some(label), Some(field), vec![*value], at + 1);
            return true;
        }
        let Some(below) =
            self.lines.get(at + 1).filter(|_| !listed).filter(|below| below.kind != LineKind::Table)
        else {
            return false;
        };
        let Some(field) = self.told_by_value_below(line.span, below.span) else { return false };
        self.open(Some(line.span), Some(field), vec![below.span], at + 2);
        self.taken = Some(at + 1);
        true
    }
}

/// A label as those here are compared: folded, without its colon or question marks.
fn folded(label: &str) -> String {
    almoner_codelists::fold(label.trim_matches([':', ' ', '¿', '?', '*', '_']))
}

/// Labels, folded, of the time beside them where they have a beginning and an end.
const DATED: [&str; 46] = [
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
const DONE_BY: [&str; 5] = ["execution", "implementation", "ejecucion", "execucao", "implementacion"];
/// Labels, folded, that are IATI's names for the roles, where a name stands beside them.
const ROLES: [(&str, Role); 4] = [
    ("accountable", Role::Accountable),
    ("extending", Role::Extending),
    ("implementing", Role::Implementing),
    ("funding", Role::Funding),
];

/// True for what may be the name of a body: words with capitals, no figure and no sentence.
fn is_name(value: &str) -> bool {
    const LONGEST: usize = 120;
    value.len() <= LONGEST
        && value.starts_with(char::is_uppercase)
        && !value.ends_with(['.', '!', '?'])
        && !value.contains(|c: char| c.is_ascii_digit())
        && (bodies::is_body(value)
            || value.split_whitespace().filter(|word| word.starts_with(char::is_uppercase)).count() > 1)
}

/// Labels, folded, of who receives.
const RECIPIENTS: [&str; 12] = [
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
const GIVEN: [&str; 12] = [
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
fn is_given(value: &str) -> bool {
    /// Nouns, folded, for people and for what else projects are for; a plural in `s` needs no word.
    const PEOPLE: &str = "woman women girl men boy child children youth young people person population community communities \
        household family families farmer student pupil teacher refugee migrant patient resident inhabitant villager worker \
        victim survivor smallholder entrepreneur village school region province district \
        femme fille homme garcon enfant jeune personne menage famille agriculteur agricultrice eleve etudiant enseignant \
        refugie deplace migrant malade habitant villageois travailleur victime communaute producteur productrice paysan \
        eleveur pecheur artisan ecole mere peuple \
        mujer nina nino hombre joven jovenes persona poblacion hogar familia agricultor agricultora alumno estudiante docente \
        refugiado migrante paciente habitante trabajador victima comunidad comunidades productor productora campesino campesina \
        pescador escuela madre indigena pueblo \
        mulher mulheres menina menino homem homens crianca jovem jovens pessoa populacao agregado agricultores alunos aluno \
        comunidade produtor campones camponesa escola";
    const LONGEST: usize = 240;
    const MOST_WORDS: usize = 9;
    let name = value.trim();
    let folded = almoner_codelists::fold(name);
    let words = || folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_people = |word: &str| {
        let single = word.strip_suffix('s').unwrap_or(word);
        PEOPLE.split_ascii_whitespace().any(|noun| noun == word || noun == single)
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
const REGIONS: [&str; 12] = [
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
const PLACES: [&str; 10] = [
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
const ENDED: [&str; 6] = ["completed", "closed", "ended", "finished", "acheve", "finalizado"];

pub(super) fn is_date_alone(value: &str) -> bool {
    let read = value::date::date(value, DayOrder::Unknown);
    read.is_some_and(|(span, _)| span.len() + 2 >= value.trim().len())
}

/// A number that a system of the publisher's own gave: `SAP ID: 190054`, `GPE ID: NPL-2019-ESPIG`. `ID` and `reference`
/// are of what is done; a `number` or `code` as often of a telephone, a substance or a firm, so it counts beside a known
/// body or system alone.
fn is_own_number(label: &str, value: &str) -> bool {
    const IDENTIFIERS: [&str; 3] = ["id", "ref", "reference"];
    const NUMBERS: [&str; 5] = ["number", "no", "code", "numero", "codigo"];
    const SYSTEMS: [&str; 6] = ["SAP", "AMP", "CRIS", "OPSYS", "ERP", "PMS"];
    const OTHERS: [&str; 52] = [
        "VAT", "TIN", "EIN", "UEI", "DUNS", "SWIFT", "IBAN", "BIC", "NIF", "NIT", "RUC", "CNPJ", "CPF",
        "ISO", "ZIP", "PIN", "IATI", "ISBN", "ISSN", "DOI", "URL", "QR", "SDG", "CRS", "DAC", "UN", "TAX",
        "TVA", "IVA", "GST", "PAN", "CIN", "RCS", "SIRET", "SIREN", "NIU", "IFU", "RCCM", "NINEA", "BP",
        "PO", "TEL", "FAX", "GSM", "HQ", "CAS", "HS", "MAC", "IP", "USER", "ORCID", "SSN",
    ];
    const LONGEST_VALUE: usize = 30;
    let mut words = label.trim_end_matches([':', ' ', '.']).split(' ');
    let (Some(system), Some(number), None) = (words.next(), words.next(), words.next()) else { return false };
    let number = almoner_codelists::fold(number);
    let is_known = || SYSTEMS.contains(&system) || almoner_codelists::organisation(system).is_some();
    (2..=6).contains(&system.len())
        && system.bytes().all(|byte| byte.is_ascii_uppercase())
        && !OTHERS.contains(&system)
        && (IDENTIFIERS.contains(&number.as_str()) || NUMBERS.contains(&number.as_str()) && is_known())
        && value.len() <= LONGEST_VALUE
        && !value.trim().contains(' ')
        && value.bytes().filter(u8::is_ascii_digit).count() > 2
}

#[cfg(test)]
mod tests {
    use almoner_record::Role;

    use crate::specimen::record;

    #[test]
    fn a_marker_behind_a_colon_has_its_significance_below() {
        for (lines, expected) in [
            ("Marqueur : Égalité homme-femme\nObjectif principal", Some((Some("1"), Some(2)))),
            ("Policy marker: Gender equality\nSignificant objective", Some((Some("1"), Some(1)))),
            ("Marcador: Igualdad de género\nObjetivo principal", Some((Some("1"), Some(2)))),
            ("Marker: Permanent ink\nMain road", None),
        ] {
            let read = record(&format!(
                "Puits pour les écoles de Kita\n\nPays\nMali\n\nBudget total\nEUR 60,000\n\nBailleur\nSida\n\nNuméro de projet\nML-17\n\n{lines}\n\nDescription\nOn creuse.\n"
            ));
            let marker = read.policy_markers.first();
            let marker =
                marker.filter(|one| one.vocabulary == "1").map(|one| (one.code.as_deref(), one.significance));
            assert_eq!(marker, expected, "{lines}");
        }
    }

    #[test]
    fn a_body_beside_beneficiary_is_given_the_money_and_people_are_not() {
        for (label, value, is_given) in [
            ("Bénéficiaire", "Vision Mondiale Suisse", true),
            ("Bénéficiaire", "Office national de l'eau", true),
            ("Bénéficiaire du financement", "État burkinabè", true),
            ("Beneficiary", "Kenya Water Trust", true),
            ("Beneficiario", "Ministerio de Salud", true),
            ("Beneficiário", "Câmara Municipal de Pemba", true),
            ("Bénéficiaire", "Enfants de Port-au-Prince", false),
            ("Bénéficiaire", "Femmes Rurales", false),
            ("Bénéficiaire", "12 000 familles", false),
            ("Bénéficiaire", "Les Jeunes de la Commune", false),
            ("Bénéficiaires", "Vision Mondiale Suisse", false),
            ("Beneficiary", "Rural Women and Girls", false),
            ("Beneficiary", "Students, teachers and the Ministry", false),
            ("Beneficiario", "Comunidades del Altiplano Norte", false),
        ] {
            let read = record(&format!(
                "Puits pour les écoles de Kita\n\nPays : Mali\n{label} : {value}\nMontant du financement : 60 000 EUR\nNuméro de projet : ML-17\nPériode : 2011 - 2014\n"
            ));
            let mut orgs = read.participating_orgs.iter();
            let given = orgs.find(|one| one.role == Some(Role::Accountable));
            assert_eq!(
                given.map(|one| one.organisation.name.as_str()),
                is_given.then_some(value),
                "{label}: {value}"
            );
        }
        let invoice = "Invoice 2019-33\n\nBeneficiary: Acme Water Services Ltd\nIBAN: KE12 3456\nAmount: USD 12,000\nCountry: Kenya\nDue date: 3 May 2019\n";
        assert!(crate::specimen::extracted(invoice).activities.is_empty());
    }

    #[test]
    fn towns_universities_and_we_have_labels_too() {
        for (lead, partner, money) in [
            (
                "Lead local authority: City of Turin",
                "Partner local authority: Municipality of Matola",
                "Our contribution",
            ),
            (
                "Collectivité chef de file : Ville de Turin",
                "Collectivité partenaire : Commune de Matola",
                "Notre participation",
            ),
            (
                "Ayuntamiento líder: Ayuntamiento de Turin",
                "Municipio socio: Municipio de Matola",
                "Nuestro aporte",
            ),
            (
                "Autarquia líder: Câmara de Turin",
                "Município parceiro: Município de Matola",
                "O nosso contributo",
            ),
            (
                "Établissement responsable : University of Turin",
                "Université partenaire : Université de Matola",
                "Notre apport",
            ),
        ] {
            let read = record(&format!(
                "Taps for the quarters of the north\n\nCountry: Mozambique\n{lead}\n{partner}\n{money}: EUR 60,000\nDate of grant contract: 7 March 2011\nStart date: May 2011\n"
            ));
            let roles: Vec<Option<Role>> = read.participating_orgs.iter().map(|one| one.role).collect();
            assert_eq!(roles, [Some(Role::Implementing), None], "{lead}");
            assert_eq!(
                read.budget.map(|one| one.money.value.to_string()).as_deref(),
                Some("60000"),
                "{money}"
            );
            // The day of the contract begins nothing.
            assert_eq!(read.activity_dates.len(), 2);
            let start = read.period.and_then(|period| period.start);
            assert_eq!(start.map(|start| start.to_string()).as_deref(), Some("2011-05-01"));
        }
    }

    #[test]
    fn the_names_of_roles_are_labels_beside_names() {
        for (line, role) in [
            ("Implementing: Concern Universal", Some(Role::Implementing)),
            ("Accountable: UNICEF", Some(Role::Accountable)),
            ("Extending: Malawi Red Cross", Some(Role::Extending)),
            ("Implementing: the work goes on until May.", None),
            ("Implementing: 3 of 5", None),
            ("Accountable: yes", None),
        ] {
            let read = record(&format!(
                "Wells for Kita\n\nCountry: Mali\nDonor: Norad\n{line}\nStatus: Closed\nTotal budget: EUR 5,000\n"
            ));
            let named = read.participating_orgs.iter().filter(|one| one.organisation.name != "Norad");
            assert_eq!(
                named.map(|one| one.role).collect::<Vec<_>>(),
                Vec::from_iter(role.map(Some)),
                "{line}"
            );
        }
    }

    #[test]
    fn the_value_tells_who_receives_and_what_a_word_is_of() {
        let base = "Wells for Kita\n\nDonor: Norad\nImplementing agency: Oxfam\nTotal budget: EUR 5,000\n";
        let read = |line: &str| record(&format!("{base}{line}\nStart date: 1 May 2019\n"));
        let recipient = read("Recipient: Solomon Islands");
        let told: Vec<_> = recipient.countries.iter().map(|one| (one.code.as_str(), one.basis)).collect();
        assert_eq!(told, [("SB", almoner_record::Basis::Stated)]);
        assert_eq!(recipient.participating_orgs.len(), 2);
        let body = read("Recipient: Ministry of Finance of Kenya");
        assert_eq!(body.participating_orgs.len(), 3);
        assert!(
            read("Beneficiaries: 3,000 families in Kenya")
                .countries
                .iter()
                .all(|one| one.basis != almoner_record::Basis::Stated)
        );
        let end = |line: &str| read(line).period.and_then(|period| period.end).map(|date| date.to_string());
        assert_eq!(end("Completed: 31 August 2023").as_deref(), Some("2023-08-31"));
        assert_eq!(end("Implementation: 2018–2021").as_deref(), Some("2021-12-31"));
        assert_eq!(end("Time: Sept 2021 – Aug 2024").as_deref(), Some("2024-08-31"));
        assert_eq!(read("Execution: Fondation Hirondelle").participating_orgs.len(), 3);
        assert_eq!(read("Execution: on time and on budget").participating_orgs.len(), 2);
        assert_eq!(read("Recipient: South Asia").regions.len(), 1);
        assert_eq!(end("Completed: 24 wells and 3 schools"), None);
        let numbers = |line: &str| read(line).other_identifiers.len();
        for line in ["SAP ID: 190054", "GPE ID: NPL-2019-ESPIG", "FAO No: 45000", "SAP number: 190054"] {
            assert_eq!(numbers(line), 1, "{line}");
        }
        for line in [
            "VAT number: 190054",
            "IATI ID: 44000-P095523",
            "CRS code: 14030",
            "TEL No: 2547123456",
            "FAX No: 2547123",
            "HQ number: +2547123456",
            "UN number: 1203",
            "CAS number: 67-56-1",
            "PO number: 33312",
            "GSM No: 76123456",
            "RCS No: B1234",
            "SIRET No: 73282932000074",
            "PAN ID: AAAPL1234C",
            "GST ID: 22AAAAA0000A1Z5",
            "BP No: 1234",
            "ISIC code: 4100",
        ] {
            assert_eq!(numbers(line), 0, "{line}");
        }
    }

    #[test]
    fn a_line_that_ends_in_its_number_is_no_label_of_the_line_below() {
        let read = record(
            "Roads for Tabora\n\nCountry: Tanzania\nImplementing agency: TANROADS\nStatus: Closed\nTotal budget: US$ 281.70 million\n\nBorrower/Recipient 11.70\nIDA Credit 270.00\n",
        );
        let roles: Vec<_> = read.participating_orgs.iter().map(|org| org.role).collect();
        assert_eq!(roles, [Some(almoner_record::Role::Implementing)]);
    }

    #[test]
    fn a_letter_tells_the_number_of_its_grant() {
        for (line, number) in [
            ("Re: Grant number 2010-8800", Some("2010-8800")),
            ("RE: Grant Agreement No. SGP/ML/12-33", Some("SGP/ML/12-33")),
            ("Subject: Grant #33821", Some("33821")),
            ("Objet : Convention n° ML-12/3", Some("ML-12/3")),
            ("Subject: Grant 2010-8800", Some("2010-8800")),
            ("Subject: Project 2030", None),
            ("Asunto: Convenio No. 2012-331", Some("2012-331")),
            ("Re: your letter of 3 May 2012", None),
            ("Re: Meeting on 12/03/2012", None),
            ("Re: Grant number soon", None),
        ] {
            let read = record(&format!(
                "{line}\n\nGrantee: Oxfam\nDonor: Norad\nProject: Wells for the schools of Kita\nCountry: Mali\nAmount: EUR 5,000\n"
            ));
            let printed = read.other_identifiers.first().map(|one| one.value.as_str());
            assert_eq!(printed, number, "{line}");
        }
    }

    #[test]
    fn a_total_below_a_loan_and_a_grant_is_the_figure() {
        let read = record(
            "Roads for Belmopan\n\nCountry: Belize\nExecuting agency: Ministry of Works\nStatus: Ongoing\nLoan: US$ 12.4 million\nGrant: US$ 0.6 million\nTotal: US$ 13.0 million\n",
        );
        let budget = read.budget.unwrap();
        assert_eq!((budget.money.value.to_string().as_str(), budget.measure), ("13000000", None));
        let amounts: Vec<String> = read.amounts.iter().map(|one| one.money.value.to_string()).collect();
        assert_eq!(amounts.len(), 2, "{amounts:?}");
        let read = record(
            "Roads for Belmopan\n\nCountry: Belize\nExecuting agency: Ministry of Works\nGrant: US$ 0.6 million\n\nFinancing plan\n\nSource of funds\tBudget\nPrivate donors\tUS$ 119,178\nNorad\tUS$ 23,816\nTotal\tUS$ 142,994\n",
        );
        assert_eq!(read.funding.len(), 2, "{:?}", read.funding);
        // Without its parts above it a total may be of anything.
        let read = record(
            "Roads for Belmopan\n\nCountry: Belize\nExecuting agency: Ministry of Works\nStatus: Ongoing\nTotal: US$ 13.0 million\n",
        );
        assert_eq!(read.budget, None);
    }

    #[test]
    fn a_status_may_have_its_day_beside_it() {
        for (line, status, day) in [
            ("Status: Signed – 12 March 2021", Some("2"), Some("2021-03-12")),
            ("Status: Signed - 12/03/2021", Some("2"), Some("2021-03-12")),
            ("Status: Closed (30 June 2020)", Some("4"), None),
            ("Status: Ongoing, since 2019", Some("2"), None),
            ("Status: Active – citizens of the valley", None, None),
        ] {
            let read = record(&format!(
                "Wells for Kita\n\nCountry: Mali\nDonor: Norad\nTotal budget: EUR 5,000\n{line}\n"
            ));
            assert_eq!(read.status.and_then(|one| one.code.into()).as_deref(), status, "{line}");
            let date = read.activity_dates.first().map(|date| date.date.to_string());
            assert_eq!(date.as_deref(), day, "{line}");
        }
    }

    #[test]
    fn a_marker_may_be_named_by_its_label() {
        for (line, expected) in [
            ("Gender equality: Significant objective", Some((Some("1"), Some(1)))),
            ("Égalité des genres : objectif principal", Some((Some("1"), Some(2)))),
            ("Gender marker: 2 - significant", Some((Some("1"), Some(1)))),
            ("Biodiversity marker: 0", Some((Some("5"), Some(0)))),
            ("DAC gender equality marker: 2", Some((Some("1"), Some(2)))),
            ("Gender equality (0/1/2): 1", Some((Some("1"), Some(1)))),
            ("Rio marker – Biodiversity: 0", Some((Some("5"), Some(0)))),
            ("Households (0-2): 1", None),
            ("Biodiversity: 0", None), // a count, or a page
            ("Gender equality\t4", None),
            ("Biodiversity marker: 3", None),
            ("Gender marker: 2", None), // the United Nations' scale
            ("Marcador de género: 2", None),
            ("Type of objective: Principal objective", None),
            ("Priority level: significant objective", None),
            ("Igualdad de género: Objetivo significativo", Some((Some("1"), Some(1)))),
            ("Adaptation to climate change\tnot targeted", Some((Some("7"), Some(0)))),
            (
                "Adaptation au changement climatique (marqueur de Rio): objectif principal",
                Some((Some("7"), Some(2))),
            ),
            ("Human rights: significant objective", Some((None, Some(1)))), // a donor's own
            ("Gender equality: Women lead the committees", None),
            ("Environment: Category B", None),
            ("Priority: Principal", None),
        ] {
            let read = record(&format!(
                "Wells for Kita\n\nCountry: Mali\nDonor: Norad\n{line}\nStatus: Closed\nTotal budget: EUR 5,000\n"
            ));
            let marker = read.policy_markers.iter().find(|one| one.basis == almoner_record::Basis::Stated);
            let marker = marker.map(|one| (one.code.as_deref(), one.significance));
            assert_eq!(marker, expected, "{line}");
            assert!(read.status.is_some(), "{line}");
        }
    }

    #[test]
    fn a_number_below_a_name_is_no_significance() {
        for lines in ["Biodiversity\n3", "Biodiversity\n2", "Biodiversity marker\n2", "Nutrition\n\n1"] {
            let read = record(&format!(
                "Wells for Kita\n\nCountry: Mali\nDonor: Norad\n{lines}\n\nStatus: Closed\nTotal budget: EUR 5,000\n"
            ));
            let stated = read.policy_markers.iter().find(|one| one.basis == almoner_record::Basis::Stated);
            assert_eq!(stated, None, "{lines}");
        }
    }

    #[test]
    fn digits_are_significances_among_markers() {
        let read = record(
            "Wells for Kita\n\nCountry: Mali\nDonor: Norad\n\nPolicy markers\n\nGender equality: 2\nBiodiversity: 0\nNutrition: 4\nGender marker: 2\n\nStatus: Closed\n",
        );
        let told = |code: &str| {
            let one = read.policy_markers.iter().find(|one| one.code.as_deref() == Some(code));
            one.and_then(|one| one.significance)
        };
        assert_eq!((told("1"), told("5"), told("12")), (Some(2), Some(0), None), "{:?}", read.policy_markers);
    }
}
