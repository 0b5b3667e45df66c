//! Papers and pages that have a form's labels and are of no activity, told by labels and titles that activities do not have:
//! bills, pay, policies, court files, calls, contracts to be given, companies' works, events, posts, and what rich countries
//! build at home.

mod kinds;

use almoner_record::{Activity, Basis, Role};

use super::{Beginning, begins_word, others};
use crate::header;
use kinds::{
    ACCOUNTS, ANSWERS, BEGINNINGS, BODY, BUYERS, CALL, COMPANY, COUNTRY, EVENT, Kind, OFFERS, PAPERS, POSTS,
    STUDIES,
};

/// Words, folded, of a paper that says who paid for the work that it tells of.
const THANKS: [&str; 12] = [
    "this work was funded",
    "this work was supported",
    "this study was funded",
    "this research was funded",
    "ce travail a ete finance",
    "cette etude a ete financee",
    "cette recherche a ete financee",
    "este trabajo fue financiado",
    "este estudio fue financiado",
    "esta investigacion fue financiada",
    "este estudo foi financiado",
    "este trabalho foi financiado",
];

/// Why a form is of no activity, by the labels and titles that its page has.
pub(super) fn why(activity: &Activity, text: &Beginning<'_>) -> Option<&'static str> {
    if activity.iati_identifier.is_some() {
        return None;
    }
    let has_role = |role: Role| activity.participating_orgs.iter().any(|item| item.role == Some(role));
    let carried_out = has_role(Role::Implementing);
    let whole = has_role(Role::Funding) && carried_out && others::lasts(activity);
    let is = |kind: &Kind| kind.is_of(text);
    if text.says(&THANKS) {
        return Some("a study");
    }
    if begins_as_paper(activity, text) {
        return Some("a bill, a report or another paper");
    }
    if is(&BUYERS) && text.says(&OFFERS) {
        return Some(BUYERS.name);
    }
    // A code of the DAC is printed of aid alone; and who pays, who does it, how much, when and for whom is all there is.
    let is_dac = |vocabulary: &str| matches!(vocabulary, "1" | "2");
    let coded = activity
        .sectors
        .iter()
        .any(|sector| sector.basis == Basis::Stated && sector.code.is_some() && is_dac(&sector.vocabulary));
    let receives = || {
        let mut stated = activity.countries.iter().filter(|country| country.basis == Basis::Stated);
        stated.any(|country| !header::gives(&country.code))
    };
    if coded || !activity.policy_markers.is_empty() || whole && activity.budget.is_some() && receives() {
        return None;
    }
    if let Some(kind) = PAPERS.iter().find(|kind| is(kind)) {
        return Some(kind.name);
    }
    if !carried_out && (is(&CALL) || text.says(&ANSWERS)) {
        return Some(CALL.name);
    }
    if !carried_out && !others::lasts(activity) && is(&EVENT) {
        return Some(EVENT.name);
    }
    if !carried_out && text.counts(&STUDIES, 2) {
        return Some("a study");
    }
    if !whole && is(&ACCOUNTS) {
        return Some(ACCOUNTS.name);
    }
    if activity.other_identifiers.is_empty() {
        if activity.budget.is_none() && activity.status.is_none() && !carried_out && is(&BODY) {
            return Some(BODY.name);
        }
        if is(&COUNTRY) {
            return Some(COUNTRY.name);
        }
    }
    // A bank of development lends to companies too, and its page says so.
    let gives = activity
        .participating_orgs
        .iter()
        .any(|item| item.role == Some(Role::Funding) && item.organisation.reference.is_some());
    if !gives && text.strong_aid() == 0 && is(&COMPANY) {
        return Some(COMPANY.name);
    }
    if !carried_out && activity.budget.is_none() && activity.status.is_none() && is_post(activity) {
        return Some("a post");
    }
    is_at_home(activity, text).then_some("what a rich country pays for at home")
}

impl Kind {
    /// True where so many of its labels stand with a value beside them, or two with what stands below.
    fn is_of(&self, text: &Beginning<'_>) -> bool {
        let (mut beside, mut alone) = (0, 0);
        for label in self.labels {
            match text.labels().get(*label) {
                Some(true) => beside += 1,
                Some(false) => alone += 1,
                None => {}
            }
        }
        beside >= self.fewest || beside + alone >= self.fewest.max(2)
    }
}

/// True where the title, or one of the first lines, begins as a paper does.
fn begins_as_paper(activity: &Activity, text: &Beginning<'_>) -> bool {
    let begins = |line: &str| {
        BEGINNINGS.iter().any(|words| {
            line.strip_prefix(words).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
        })
    };
    let title = almoner_codelists::fold(activity.title.as_deref().unwrap_or_default());
    begins(&title) || text.first_lines().iter().any(|line| begins(line))
}

/// True for a short title that is a post's.
fn is_post(activity: &Activity) -> bool {
    const LONGEST_WORDS: usize = 6;
    let title = almoner_codelists::fold(activity.title.as_deref().unwrap_or_default());
    title.split_whitespace().count() <= LONGEST_WORDS
        && POSTS.iter().any(|post| {
            let begins = title.strip_prefix(post);
            begins.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
                || !post.contains(' ') && title.strip_suffix(post).is_some_and(|rest| rest.ends_with(' '))
        })
}

/// True where all countries that are told give aid themselves, and nothing tells of who receives it.
fn is_at_home(activity: &Activity, text: &Beginning<'_>) -> bool {
    let mut stated = activity.countries.iter().filter(|country| country.basis == Basis::Stated).peekable();
    stated.peek().is_some()
        && stated.all(|country| header::gives(&country.code))
        && activity.regions.is_empty()
        && activity.policy_markers.is_empty()
        && activity.sdgs.is_empty()
        && activity.sectors.iter().all(|sector| sector.code.is_none() || sector.basis != Basis::Stated)
        && text.strong_aid() == 0
}

/// The labels of a text, folded, each with whether a value stands beside it.
pub(super) fn labels_of(text: &str) -> std::collections::BTreeMap<String, bool> {
    const LONGEST: usize = 32;
    let mut labels = std::collections::BTreeMap::new();
    for line in text.lines() {
        let line = line.trim_matches(|c: char| c.is_whitespace() || "-*•|#".contains(c));
        let end = [line.find(':'), line.find('\t'), line.find("  ")].into_iter().flatten().min();
        let (label, rest) = line.split_at_checked(end.unwrap_or(line.len())).unwrap_or((line, ""));
        if label.is_empty() || label.len() > LONGEST {
            continue;
        }
        let has_value = rest.contains(char::is_alphanumeric);
        let known = labels.entry(almoner_codelists::fold(label.trim())).or_insert(false);
        *known |= has_value;
    }
    labels
}

/// Words, folded, that nothing but aid is told in: a grant, a donor and a contribution are everybody's.
pub(super) fn says_of_aid(folded: &str) -> usize {
    const WORDS: [&str; 24] = [
        "development cooperation",
        "development co-operation",
        "development assistance",
        "official development",
        "developing countr",
        "partner countr",
        "recipient countr",
        "oda",
        "poverty",
        "refug",
        "humanitar",
        "livelihood",
        "smallholder",
        "vulnerab",
        "asylum",
        "pays en developpement",
        "aide au developpement",
        "pauvrete",
        "cooperacion al desarrollo",
        "cooperacion internacional",
        "pobreza",
        "cooperacao",
        "paises em desenvolvimento",
        "global education",
    ];
    WORDS.iter().filter(|word| begins_word(folded, word)).count()
}

#[cfg(test)]
mod tests {
    use crate::specimen::extracted;

    fn counts(text: &str) -> usize {
        extracted(text).activities.len()
    }

    #[test]
    fn papers_are_told_by_a_label_that_no_activity_has() {
        let facts = "Country: Kenya\nDonor: USAID\nProject: Pumps for Kitui\nAmount: USD 44,000\nPeriod: 2019-2021\nReference: K-14";
        for (line, is_one) in [
            ("Location: Kitui", true),
            ("Supplier: Kisumu Steel Ltd", false),
            ("Employee: A. Otieno", false),
            ("Fournisseur : Aciéries du Sahel", false),
            ("Case number: ACEC 14 of 2020", false),
            ("Insured: Save the Children", false),
            ("Landlord: J. Mensah", false),
            ("Nationality: Kenyan", false),
            ("Precio: 40 USD", false),
            ("Filing date: 4 May 2014", false),
            ("University: University of Leeds\nSupervisor: A. Holm", false),
            // One of two is none, nor is a word that only begins so.
            ("Partner: University of Leeds", true),
            ("Suppliers of seed: trained", true),
        ] {
            assert_eq!(counts(&format!("Pumps for Kitui\n\n{facts}\n{line}\n")) == 1, is_one, "{line}");
        }
        for (first, is_one) in [
            ("Invoice 2022-114", false),
            ("Purchase order PO-14", false),
            ("Travel report: Kitui", false),
            ("Procès-verbal du conseil", false),
            ("Invoicing for small shops", true),
            ("Pumps for Kitui", true),
        ] {
            assert_eq!(counts(&format!("{first}\n\n{facts}\n")) == 1, is_one, "{first}");
        }
    }

    #[test]
    fn who_buys_and_asks_for_offers_gives_no_aid_and_an_authority_alone_may() {
        let facts = "Country: Zambia\nFunding: European Union\nContracting authority: Ministry of Energy\nBudget: EUR 2,000,000\nDuration: 36 months\nSector: Energy";
        for (line, is_one) in [
            ("The action trains 400 engineers of rural districts.", true),
            ("Firms may submit offers until 12 April 2023.", false),
            ("Lot 1: meters. Lot 2: cables.", false),
            ("Publication date: 4 May 2021", false),
        ] {
            assert_eq!(counts(&format!("Meters for Zambia\n\n{facts}\n\n{line}\n")) == 1, is_one, "{line}");
        }
    }

    #[test]
    fn calls_events_and_posts_are_none_unless_somebody_carries_out() {
        for (title, lines, is_one) in [
            (
                "Press freedom",
                "Donor: Norad\nCountry: Georgia\nBudget: EUR 200,000\nGrant size: EUR 10,000 - 25,000",
                false,
            ),
            (
                "Press freedom",
                "Donor: Norad\nCountry: Georgia\nBudget: EUR 200,000\n\nMedia may send a concept of three pages.",
                false,
            ),
            (
                "Fondo de prensa",
                "Financiador: AECID\nPaís: Bolivia\nPresupuesto: 300.000 EUR\n\nPueden postular medios.",
                false,
            ),
            (
                "Press freedom",
                "Donor: Norad\nImplementing partner: GIPA\nCountry: Georgia\nBudget: EUR 200,000\nGrant size: EUR 10,000 - 25,000",
                true,
            ),
            (
                "Water days",
                "Donor: GIZ\nCountry: Namibia\nDates: 22 - 26 November 2021\nOrganiser: AMCOW\nBudget: USD 1,200,000",
                false,
            ),
            (
                "Water days",
                "Donor: GIZ\nCountry: Namibia\nStart date: 1 May 2019\nEnd date: 30 April 2022\nParticipants: 400\nPurpose: to save water\nBudget: USD 1,200,000",
                true,
            ),
            (
                "Programme Officer, Nutrition",
                "Donor: ECHO\nCountry: Chad\nDuration: 12 months\nStart date: 1 March 2023",
                false,
            ),
            (
                "Coordinateur logistique",
                "Bailleurs : ECHO\nPays : Tchad\nDurée : 12 mois\nDate de début : 1er mars 2023",
                false,
            ),
            (
                "Malaria in Kita",
                "Country: Mali\nPeriod: 2016-2018\n\nWe followed 412 pupils.\n\nFunding: This work was supported by Norad (grant 14, USD 1,240,000). The funders had no role in the study.",
                false,
            ),
            (
                "Avis d’attribution de subvention",
                "Pays : Mali\nBailleur : Union européenne\nMontant : 780 000 EUR\nDurée : 36 mois",
                true,
            ),
            (
                "Officers of health for Lac",
                "Donor: ECHO\nCountry: Chad\nDuration: 12 months\nStart date: 1 March 2023",
                true,
            ),
        ] {
            assert_eq!(counts(&format!("{title}\n\n{lines}\n")) == 1, is_one, "{title}: {lines}");
        }
    }

    #[test]
    fn pages_of_countries_bodies_accounts_and_companies_are_none() {
        for (title, lines, is_one) in [
            (
                "Uganda",
                "Country: Uganda\nCapital: Kampala\nPopulation: 45.7 million\nBudget: USD 1,240 million\nImplementing partners: UNICEF\nPeriod: 2015-2021",
                false,
            ),
            (
                "WaterAid Nepal",
                "Country: Nepal\nDonors: DFID, Sida\nPartners: NEWAH\nSector: Water\nEstablished: 1987",
                false,
            ),
            (
                "Hope for Malawi",
                "Country: Malawi\nFunded by: Norad\nPeriod: 2021\nIncome: USD 412,000\nExpenditure: USD 398,000",
                false,
            ),
            (
                "Kathu Solar",
                "Country: South Africa\nDeveloper: Engie\nCapacity: 100 MW\nPartners: SIOC\nStatus: Operating\nPeriod: 2016-2019\nBudget: USD 800 million",
                false,
            ),
            (
                "Kathu Solar",
                "Country: South Africa\nDeveloper: Engie\nCapacity: 100 MW\nFunding: African Development Bank\nStatus: Operating\nPeriod: 2016-2019\nBudget: USD 800 million",
                true,
            ),
        ] {
            assert_eq!(counts(&format!("{title}\n\n{lines}\n")) == 1, is_one, "{title}: {lines}");
        }
    }

    #[test]
    fn what_a_rich_country_builds_at_home_is_none() {
        let facts = "Funded by: Connecting Europe Facility\nImplementing partner: Femern\nGrant: EUR 1,100,000\nPeriod: 2020-2029\nStatus: Ongoing";
        for (lines, is_one) in [
            ("Country: Denmark", false),
            ("Country: Denmark, Kenya", true),
            ("Country: Denmark\n\nPupils learn of poverty and development cooperation.", true),
            ("Country: Kenya", true),
        ] {
            assert_eq!(counts(&format!("Belt works\n\n{facts}\n{lines}\n")) == 1, is_one, "{lines}");
        }
    }
}
