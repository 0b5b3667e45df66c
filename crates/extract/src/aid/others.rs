//! Pages that name who funds or carries out and are of no activity: vacancies, announcements of events, studies and papers.

use almoner_record::{Activity, Precision, Role};
use jiff::ToSpan;

use super::{Beginning, has_role};

/// Words, folded, of a page that looks for people.
pub(super) const VACANCY: [&str; 35] = [
    "cv",
    "duty station",
    "job title",
    "job description",
    "reports to",
    "reporting to",
    "salary",
    "remuneration",
    "vacanc",
    "contract type",
    "type of contract",
    "years of experience",
    "qualifications",
    "applicants",
    "candidates",
    "cover letter",
    "curriculum vitae",
    "how to apply",
    "apply by",
    "apply before",
    "to apply",
    "application deadline",
    "closing date for applications",
    "equal opportunity",
    "lieu d'affectation",
    "type de contrat",
    "lettre de motivation",
    "candidature",
    "annees d'experience",
    "lugar de trabajo",
    "tipo de contrato",
    "carta de motivacion",
    "anos de experiencia",
    "candidatura",
    "local de trabalho",
];

/// Those of them that no page of an activity says.
pub(super) const OF_POST: [&str; 14] = [
    "duty station",
    "job title",
    "job description",
    "salary",
    "remuneration",
    "vacanc",
    "cover letter",
    "curriculum vitae",
    "how to apply",
    "equal opportunity",
    "lettre de motivation",
    "carta de motivacion",
    "lieu d'affectation",
    "lugar de trabajo",
];

/// Words, folded, of the announcement of an event.
pub(super) const EVENT: [&str; 22] = [
    "register here",
    "register now",
    "register by",
    "register at",
    "to register",
    "rsvp",
    "webinar",
    "speakers",
    "panellist",
    "panelist",
    "moderator",
    "keynote",
    "venue",
    "livestream",
    "join us",
    "attendees",
    "inscriptions",
    "intervenants",
    "ponentes",
    "inscripciones",
    "inscricoes",
    "palestrantes",
];

/// Words, folded, of a study or of a paper about one.
pub(super) const STUDY: [&str; 28] = [
    "doi",
    "keywords",
    "key words",
    "mots-cles",
    "palabras clave",
    "palavras-chave",
    "abstract",
    "et al",
    "corresponding author",
    "journal of",
    "issn",
    "competing interests",
    "conflicts of interest",
    "principal investigator",
    "co-investigator",
    "investigateur principal",
    "investigador principal",
    "study design",
    "study period",
    "study population",
    "sample size",
    "cohort",
    "clinical trial",
    "trial registration",
    "hypothes",
    "ethics approval",
    "ethical approval",
    "p <",
];

const PLAN: &str = "a donor's plan";

/// What begins as one of these, folded, is called so: never an activity.
const TITLES: [(&str, &[&str]); 5] = [
    (
        "a page of questions, or for members",
        &[
            "frequently asked questions",
            "become a member",
            "questions frequentes",
            "foire aux questions",
            "devenir membre",
            "preguntas frecuentes",
            "hazte socio",
            "perguntas frequentes",
            "torne-se socio",
        ],
    ),
    (
        "a vacancy",
        &[
            "vacanc",
            "job vacanc",
            "current vacanc",
            "job opening",
            "job offer",
            "job advert",
            "job:",
            "offre d'emploi",
            "offres d'emploi",
            "offre de poste",
            "avis de recrutement",
            "avis de vacance",
            "appel a candidature",
            "vacante",
            "oferta de empleo",
            "oferta laboral",
            "vagas de emprego",
            "oferta de emprego",
        ],
    ),
    (
        "a paper",
        &[
            "working paper",
            "discussion paper",
            "policy brief",
            "research paper",
            "policy research working paper",
            "document de travail",
            "note de recherche",
            "documento de trabajo",
            "documento de trabalho",
        ],
    ),
    (
        "a contract to be given",
        &[
            "contract notice",
            "procurement notice",
            "request for expressions of interest",
            "expression of interest",
            "terms of reference",
            "terms for the",
            "avis a manifestation",
            "avis general de passation",
            "termes de reference",
            "anuncio de licitacion",
            "anuncio de contratacion",
            "terminos de referencia",
            "termos de referencia",
        ],
    ),
    (
        PLAN,
        &[
            "strategy for",
            "national indicative",
            "regional indicative",
            "country partnership",
            "programme indicatif",
            "programa indicativo",
            "marco de asociacion",
            "cadre de partenariat",
            "country strategy",
            "country programme document",
            "strategie pour",
            "strategie pays",
            "strategie de cooperation",
            "estrategia de cooperacion",
            "estrategia para",
            "estrategia pais",
            "plan director",
        ],
    ),
];

/// True where the title says what a title is, as a page does that explains fields: `The official title of the project`,
/// `Titre complet du projet en français`.
pub(super) fn explains_a_title(activity: &Activity) -> bool {
    const NEAR: usize = 40;
    const TITLES: [&str; 6] = ["title", "name", "titre", "intitule", "titulo", "nombre"];
    const OF: [&str; 17] = [
        "of the project",
        "of the activity",
        "of the programme",
        "of the program",
        "of your project",
        "of the grant",
        "of each project",
        "of an activity",
        "of a project",
        "du projet",
        "de l'activite",
        "del proyecto",
        "de la actividad",
        "do projeto",
        "da atividade",
        "del progetto",
        "of the intervention",
    ];
    let title = almoner_codelists::fold(activity.title.as_deref().unwrap_or_default());
    let near = title.get(..title.floor_char_boundary(NEAR)).unwrap_or_default();
    // `The official title of the IDRC project`: a name may stand between.
    let names = |at: usize| {
        let rest = title.get(at..).unwrap_or_default();
        let own = |of: &&str| {
            let (of, noun) = of.rsplit_once(' ').unwrap_or(("", of));
            rest.trim_start_matches(|c: char| c.is_alphanumeric()).trim_start().strip_prefix(of).is_some_and(
                |rest| {
                    rest.split_whitespace()
                        .take(3)
                        .any(|word| word.trim_matches(|c: char| !c.is_alphanumeric()) == noun)
                },
            )
        };
        OF.iter().any(own)
    };
    almoner_codelists::words(near).any(|(at, word)| TITLES.contains(&word) && names(at))
}

/// The kind of page that a title begins as.
pub(super) fn of_title(activity: &Activity) -> Option<&'static str> {
    let title = almoner_codelists::fold(activity.title.as_deref()?);
    let is_ended = |word: &str| {
        let next = title.get(word.len()..).and_then(|rest| rest.chars().next());
        word.ends_with("vacanc") || !next.is_some_and(char::is_alphanumeric)
    };
    let begins =
        |(_, words): &&(&str, &[&str])| words.iter().any(|word| title.starts_with(word) && is_ended(word));
    let is_carried_out = has_role(activity, Role::Implementing);
    // What somebody pays and somebody carries out, or has a state, is an activity however it is called.
    if has_role(activity, Role::Funding) && is_carried_out || activity.status.is_some() {
        return None;
    }
    if !is_carried_out
        && activity.other_identifiers.is_empty()
        && almoner_codelists::country(activity.title.as_deref()?).is_some()
    {
        return Some("a donor's page of a country");
    }
    let kind = TITLES.iter().find(begins).map(|(kind, _)| *kind)?;
    // `Strategy for women in trade`, which a partner carries out, is a project.
    (kind != PLAN || !is_carried_out && activity.other_identifiers.is_empty()).then_some(kind)
}

/// Why a draft without any money is of no activity, though the page names who takes part.
pub(super) fn why(activity: &Activity, text: &Beginning<'_>) -> Option<&'static str> {
    const FEWEST: usize = 3;
    const FEWEST_BESIDE_FACTS: usize = 6;
    const FEWEST_OF_EVENT: usize = 2;
    const FEWEST_OF_STUDY: usize = 2;
    let has_money =
        (activity.budget.is_some() || !activity.funding.is_empty() || !activity.amounts.is_empty())
            && !is_told_in_prose(activity);
    // A grant for research, or a training of a few days, names all of them.
    let is_whole = has_role(activity, Role::Funding)
        && has_role(activity, Role::Implementing)
        && !activity.countries.is_empty();
    if has_money || activity.iati_identifier.is_some() {
        return None;
    }
    // Where somebody is to work.
    const STATIONS: [&str; 4] =
        ["duty station", "lieu d'affectation", "lugar de destino", "local de trabalho"];
    if text.says(&STATIONS) && !is_whole {
        return Some("its words are those of a vacancy");
    }
    if is_of_days(activity) && !is_whole {
        return Some("it lasts some days, as a meeting does");
    }
    // Who pays, who carries out, where and for how long: nurses have qualifications and candidates there too.
    let is_told = is_whole && lasts(activity) && !is_told_in_prose(activity) && !text.says(&OF_POST);
    if text.counts(&VACANCY, if is_told { FEWEST_BESIDE_FACTS } else { FEWEST }) {
        return Some("its words are those of a vacancy");
    }
    if text.counts(&EVENT, FEWEST_OF_EVENT) && !lasts(activity) {
        return Some("its words are those of an event's announcement");
    }
    (!is_whole && text.counts(&STUDY, FEWEST_OF_STUDY)).then_some("its words are those of a study or a paper")
}

/// True where no label tells who pays or how much, but sentences do: a study and a vacancy say so of a project too.
pub(super) fn is_told_in_prose(activity: &Activity) -> bool {
    let mut rules = activity.evidence.iter().filter(|evidence| {
        evidence.path.starts_with("/participating_orgs/")
            || evidence.path.starts_with("/budget/")
            || evidence.path.starts_with("/funding/")
    });
    rules.clone().next().is_some() && rules.all(|evidence| evidence.rule.contains("/sentence/"))
}

/// True for a few days, from one day to another, with no state and no number.
fn is_of_days(activity: &Activity) -> bool {
    const LONGEST_DAYS: i64 = 15;
    let days = activity.period.as_ref().and_then(|period| {
        let is_day =
            period.start_precision == Some(Precision::Day) && period.end_precision == Some(Precision::Day);
        period.start.zip(period.end).filter(|_| is_day)
    });
    days.is_some_and(|(start, end)| end < start.saturating_add(LONGEST_DAYS.days()))
        && activity.status.is_none()
        && activity.other_identifiers.is_empty()
}

/// True for what goes on for longer than a meeting does.
pub(super) fn lasts(activity: &Activity) -> bool {
    const SHORTEST_DAYS: i64 = 45;
    let Some(period) = &activity.period else { return false };
    match (period.start, period.end) {
        (Some(start), Some(end)) => start.saturating_add(SHORTEST_DAYS.days()) <= end,
        _ => true,
    }
}

/// True for what goes on for longer than any event.
pub(super) fn lasts_for_months(activity: &Activity) -> bool {
    const SHORTEST_DAYS: i64 = 150;
    let Some(period) = &activity.period else { return false };
    period.duration.as_deref().is_some_and(|length| length.ends_with(['M', 'Y']))
        || period
            .start
            .zip(period.end)
            .is_some_and(|(start, end)| start.saturating_add(SHORTEST_DAYS.days()) <= end)
}

#[cfg(test)]
mod tests {
    use crate::specimen::extracted;

    #[test]
    fn words_of_posts_are_those_of_training_too_where_all_else_is_told() {
        let read = |facts: &str, words: &str| {
            let text = format!(
                "Health workers for Kita\n\n{facts}\n\nObjective\n\nNurses gain qualifications, candidates and applicants from villages have years of experience. {words}\n"
            );
            extracted(&text).activities.len()
        };
        let whole = "Country: Mali\nDonor: Norad\nImplementing agency: Oxfam\nStart date: 1 May 2019\nEnd date: 31 May 2022";
        assert_eq!(read(whole, ""), 1);
        assert_eq!(read(whole, "Duty station: Kita. Send a cover letter."), 0);
        assert_eq!(
            read("Country: Mali\nImplementing agency: Oxfam\nStart date: 1 May 2019\nStatus: Open", ""),
            0
        );
    }
}
