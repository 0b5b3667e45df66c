//! Which drafts are of aid: what no layout recognises is read as it stands, and much that has labels, money and dates is
//! about something else.

mod form;
mod kinds;
mod nameless;
mod names;
mod others;
mod weigh;
mod words;

use std::cell::LazyCell;

use almoner_record::{Activity, Role};

use crate::bodies;
use crate::draft::Draft;
use crate::layout::Layout;
use crate::word_list::begins_word;

pub(crate) use form::Labels;
pub(crate) use words::Beginning;

/// Why a draft is no record: a layout that recognises its documents needs a title or identifier only, the general
/// one also words that only aid activities have.
pub(crate) fn why_none(
    draft: &Draft,
    text: &Beginning<'_>,
    layout: &Layout,
    labels: impl FnOnce() -> Labels,
) -> Option<String> {
    let activity = &draft.activity;
    let is_named = activity.title.is_some()
        || activity.iati_identifier.is_some()
        || draft.is_gift
        || layout.is_general() && nameless::is_told(activity, text);
    // One of a list that is announced, `EUR 2 million to build schools in Mali`, stands beside others with names.
    let labels = LazyCell::new(labels);
    if !(is_named || layout.is_general() && labels.are_announced()) {
        return Some("nothing reads as a title or an identifier".to_owned());
    }
    if !layout.is_general() {
        return None;
    }
    if activity.evidence.iter().any(|evidence| evidence.rule.ends_with("/cover/title")) {
        return None;
    }
    if others::explains_a_title(activity) {
        return Some("its title explains what a title is".to_owned());
    }
    // What the terms of its evaluation name, where somebody who gives aid, or a word that only aid has, is told too.
    if activity.evidence.iter().any(|evidence| evidence.rule.ends_with("/evaluated/title")) {
        let is_of_aid = activity.participating_orgs.iter().any(names::is_of_aid)
            || text.strong_aid() > 0
            || text.aid() > 1;
        let is_placed = weigh::place(activity) > 0 || text.names_who_receives();
        return (!is_of_aid || !is_placed)
            .then(|| "the terms of an evaluation that tell of no aid".to_owned());
    }
    if let Some(kind) = others::of_title(activity).filter(|_| activity.iati_identifier.is_none()) {
        return Some(format!("its title is that of {kind}"));
    }
    let is_call = is_call(activity) && activity.iati_identifier.is_none();
    if is_call && (!has_role(activity, Role::Implementing) || text.says(&CLOSES)) {
        return Some("its title is that of a call for offers or proposals".to_owned());
    }
    let labels = *labels;
    if form::is_announced(activity, text, labels) {
        return None;
    }
    others::why(activity, text).map(str::to_owned).or_else(|| weigh::why(activity, text, labels))
}

/// True where somebody takes part in that role.
fn has_role(activity: &Activity, role: Role) -> bool {
    activity.participating_orgs.iter().any(|item| item.role == Some(role))
}

/// A state or one of its bodies: a country's whole name, or a name with a word for a state and no company's form.
fn is_public(name: &str) -> bool {
    const WORDS: [&str; 14] = [
        "government",
        "ministry",
        "republic",
        "kingdom",
        "gouvernement",
        "ministere",
        "royaume",
        "gobierno",
        "ministerio",
        "reino",
        "governo",
        "republique",
        "republica",
        "etat",
    ];
    const COMPANIES: [&str; 8] = ["company", "sarl", "sas", "spa", "ag", "bv", "nv", "ltda"];
    let folded = almoner_codelists::fold(name);
    let words =
        || folded.split(|c: char| c.is_whitespace() || ",()".contains(c)).filter(|word| !word.is_empty());
    let is_company =
        words().any(|word| COMPANIES.contains(&word.trim_matches('.')) || bodies::is_legal_form(word));
    let is_state = || words().any(|word| WORDS.contains(&word.trim_matches('.')));
    almoner_codelists::country(name).is_some() || !is_company && is_state()
}

fn title_begins(activity: &Activity, words: &[&str]) -> bool {
    let title = activity.title.as_deref().map(almoner_codelists::fold).unwrap_or_default();
    words.iter().any(|words| title.starts_with(words))
}

/// Words, folded, of what closes, and of who may answer.
const CLOSES: [&str; 22] = [
    "sealed bid",
    "bidder",
    "bid security",
    "soumissionnaire",
    "oferente",
    "licitante",
    "deadline",
    "eligib",
    "applicants",
    "date limite",
    "candidats",
    "fecha limite",
    "solicitantes",
    "prazo de candidatura",
    "candidaturas",
    "closing date",
    "how to apply",
    "fecha de cierre",
    "fecha de apertura",
    "plazo de presentacion",
    "date de cloture",
    "encerramento",
];

/// True for a page that asks for offers or proposals.
fn is_call(activity: &Activity) -> bool {
    const CALLS: [&str; 13] = [
        "call for",
        "calls for",
        "open call",
        "invitation to",
        "request for",
        "tender",
        "appel a",
        "appel d'offres",
        "avis d'appel",
        "convocatoria",
        "licitacion",
        "chamada",
        "concurso",
    ];
    title_begins(activity, &CALLS)
}

#[cfg(test)]
mod tests {
    use crate::specimen::extracted;

    #[test]
    fn a_country_money_and_time_are_aid_where_the_text_tells_of_it() {
        for (line, expected) in [
            ("The grant helps 6,000 poor households to sell milk.", 1),
            ("The wind farm sells power to the grid and earns 12 per cent.", 0),
        ] {
            let text = format!(
                "Dairy in Punjab\n\nCountry: Pakistan\nBudget: GBP 42.5 million\nStart date: April 2018\nEnd date: March 2024\n\n{line}\n"
            );
            assert_eq!(extracted(&text).activities.len(), expected, "{line}");
        }
    }

    #[test]
    fn who_pays_and_who_carries_out_are_enough_and_a_title_of_another_kind_is_not() {
        for (title, lines, is_one) in [
            ("Rural health posts", "Donor: Irish Aid\nImplementing partner: AMREF", true),
            ("Rural health posts", "Implementing partner: AMREF\nCountry: Kenya", true),
            ("Rural health posts", "Donor: Irish Aid\nPartner: AMREF\nBudget: EUR 10,000", true),
            ("Rural health posts", "Implementing partner: AMREF\nCountry: France", false),
            ("Rural health posts", "Partner: AMREF\nBudget: EUR 10,000", false),
            (
                "Offre de poste : Responsable du suivi",
                "Bailleur : Union européenne\nPays : Mali\nDate de début : 1er juin 2022",
                false,
            ),
            (
                "Working paper 214: Roads and markets",
                "Funded by: UK Department for International Development\nCountry: Ethiopia\nPublished: 2015",
                false,
            ),
            (
                "Contract notice: consultancy for a review",
                "Donor: World Bank\nCountry: Kenya\nContract value: USD 85,000\nStart date: 1 May 2022",
                false,
            ),
            (
                "Open call: Fund of leaders",
                "Donor: Global Affairs Canada\nCountry: Mozambique\nBudget: CAD 4,000,000\nClosing date: 30 April 2022",
                false,
            ),
            (
                "Strategy for development cooperation 2021–2026",
                "Period: 2021–2026\nTotal amount: SEK 3,500 million\nCountry: Kenya",
                false,
            ),
        ] {
            let read = extracted(&format!("{title}\n\n{lines}\n"));
            assert_eq!(read.activities.len() == 1, is_one, "{title}: {lines}");
        }
    }

    #[test]
    fn who_pays_a_contractor_is_no_donor() {
        let text = "Payroll migration\n\nClient: Acme Retail Inc.\nBudget: USD 120,000\nStart date: 1 March 2022\nEnd date: 30 June 2022\n";
        assert!(extracted(text).activities.is_empty());
    }

    #[test]
    fn a_text_about_no_aid_gives_no_record() {
        for text in [
            "Lentil soup\n\nTotal cost: $4\nDuration: 40 minutes\nStatus: tried twice\n\nResults\n\n- 4 plates of soup.\n",
            "Stew of lentils\n\nCountry: Ethiopia\nBudget: $12\nStatus: easy\n\nResults\n\n- 4 people eat well.\n",
            "Choir meeting\n\nBudget: EUR 300\nPartners: Parish of St Anne\nDate: 3 May 2024\n",
            "A single line.\n",
        ] {
            assert!(extracted(text).activities.is_empty(), "{text}");
        }
    }

    #[test]
    fn a_sum_for_a_country_that_receives_is_an_activity_though_nobody_is_named() {
        for (lines, is_one) in [
            (
                "Country: Kenya\nStatus: Ongoing\nPeriod: 2019-2022\nBudget: EUR 4,750,000\nSector: Water supply and sanitation",
                true,
            ),
            ("Country: Kenya\nStatus: Ongoing\nPeriod: 2019-2022\nGrant amount: EUR 4,750,000", true),
            ("Country: Kenya\nProject number: KE-114/2\nPeriod: 2019-2022\nBudget: EUR 4,750,000", true),
            (
                "Country: Kenya\nStatus: Ongoing\nPeriod: 2019-2022\nBudget: EUR 4,750,000\n\nIt reaches 600 households.",
                true,
            ),
            ("Pays : Sénégal\nStatut : Achevé\nDurée : 4 ans\nMontant du financement : 1 500 000 EUR", true),
            ("Country: Kenya\nStatus: Ongoing\nPeriod: 2019-2022\nBudget: EUR 4,750,000", true),
            ("Country: Kenya\nPeriod: 2019-2022\nGrant amount: EUR 4,750,000", true),
            // No country is named, but the labels are those of a grant.
            (
                "Grant partner: Kisumu Roads Forum\nLocation: Kisumu\nProject duration: 2 years\nGrant amount: EUR 47,500",
                true,
            ),
            ("Location: Kisumu\nDuration: 2 years\nCost: EUR 47,500\nStatus: Ongoing", true),
            // As many strange labels as known ones.
            (
                "Country: Kenya\nStatus: Ongoing\nPeriod: 2019-2022\nBudget: EUR 4,750,000\nLanes: 4\nToll: KES 100\nSpeed: 80 km/h",
                false,
            ),
            // A building site at home, a journey, a vacancy, a tender without a sum.
            ("Country: Germany\nStatus: Completed\nPeriod: 2019-2022\nGrant amount: EUR 4,750,000", false),
            ("Country: Kenya\nDates: 3 May 2024 - 10 May 2024\nBudget: USD 2,400", false),
            ("Country: Kenya\nGrant amount: EUR 4,750,000", true),
            // A few days are no period.
            ("Country: Kenya\nStatus: Planned\nDates: 3 May 2024 - 10 May 2024\nBudget: USD 24,000", false),
        ] {
            let read = extracted(&format!("Roads for Kisumu county\n\n{lines}\n"));
            assert_eq!(!read.activities.is_empty(), is_one, "{lines}");
        }
        let call = "Call for proposals: roads for Kisumu\n\nCountry: Kenya\nStatus: Open\nReference: EA/174-221\nBudget: EUR 3,000,000\n";
        assert!(extracted(call).activities.is_empty());
        let call = "Call for proposals: roads for Kisumu\n\nDonor: European Union\nCountry: Kenya\nGrant size: EUR 25,000\nDuration: 12 months\nDeadline: 30 June 2022\n";
        assert!(extracted(call).activities.is_empty());
    }

    #[test]
    fn money_for_a_country_is_no_aid_where_the_page_tells_of_something_else() {
        for text in [
            "Gold mine of Bulyanhulu\n\nCountry: Tanzania\nStatus: Under construction\nInvestment: USD 340 million\nPeriod: 2021-2024\n\nThe mine will produce 12 tonnes a year.\n",
            "Kigali Heights Tower\n\nCountry: Rwanda\nStatus: Completed\nProject cost: USD 36,000,000\nStart: March 2014\nCompletion: June 2016\nArchitect: Studio Habiti\n\nA shopping mall and offices.\n",
            "Supply of 40 transformers to Kumasi\n\nCountry: Ghana\nProject number: GH-2022/114\nStatus: Open\nEstimated value: USD 1,200,000\nDuration: 12 months\nDeadline: 3 March 2022\n\nBidders must post a bid bond.\n",
            "Suministro de transformadores\n\nPaís: Perú\nCódigo: LP-2022-114\nEstado: En curso\nPresupuesto: USD 1.200.000\nPlazo: 12 meses\n\nLos oferentes presentarán sus ofertas.\n",
            "Fourniture de pompes\n\nPays : Mali\nNuméro du projet : ML-22/4\nStatut : En cours\nBudget : 1 200 000 EUR\nDurée : 12 mois\n\nLes soumissionnaires déposent leurs offres avant la date limite.\n",
            "Villa for sale in Zanzibar\n\nCountry: Tanzania\nReference: ZNZ-1140\nPrice: USD 420,000\nBudget: USD 420,000\nStatus: Active\nStart date: 1 May 2024\n",
            "Serena Heights\n\nCountry: DR Congo\nStatus: Under construction\nProject number: 114\nBudget: USD 20 million\nPeriod: 2020-2022\n\nA hotel of 114 rooms.\n",
            "Fornecimento de bombas\n\nPaís: Moçambique\nNúmero do projeto: MOZ/12\nEstado: Aberto\nPeríodo: 2018-2021\nOrçamento: 900 000 EUR\n\nEdital disponível.\n",
            "Villa à vendre à Dakar\n\nPays : Sénégal\nNuméro du projet : DK-114\nBudget : 420 000 EUR\nStatut : En cours\nDurée : 2 ans\n",
            "Nairobi Jazz Weekend\n\nCountry: Kenya\nDates: 3 May 2024 - 10 August 2024\nBudget: USD 24,000\nStatus: Planned\n",
            "Land tenure after reform\n\nProject: A thesis on land tenure in Mozambique\nCountry: Mozambique\nBudget: EUR 12,000\nDuration: 36 months\nStatus: Ongoing\n",
            "Chief Technical Adviser\n\nCountry: Nepal\nReference: VA-2021/17\nDuty station: Kathmandu\nAnnual salary: USD 96,000\nContract period: 1 May 2021 - 30 April 2023\nRecipient: Nepal\n\nApply with a curriculum vitae.\n",
        ] {
            assert!(extracted(text).activities.is_empty(), "{text}");
        }
    }

    #[test]
    fn who_looks_for_people_calls_a_meeting_or_studies_is_no_activity_whoever_funds_it() {
        for text in [
            "Field coordinator\n\nCountry: South Sudan\nImplementing partner: Mercy Corps\nDuration: 12 months\nDonor: USAID\n\nQualifications\n\nFive years of experience. How to apply: send a cover letter.\n",
            "Chargé de suivi\n\nPays : Mali\nOrganisme d'exécution : Oxfam\nType de contrat : CDD\nDurée : 12 mois\n\nLettre de motivation et candidature à envoyer.\n",
            "Water for peace\n\nWhere: Norway\nDates: 3 May 2024 - 4 May 2024\nPartners: Norad; UNICEF\nFunded by: Norad\n\nSpeakers are to be announced. Register here.\n",
            "Water for peace week\n\nWhen: 3 - 5 May 2024\nWhere: Norway\nFunded by: Norad\nPartners: UNICEF\n\nA week of talks.\n",
            "Malaria and rain in Kilifi\n\nCountry: Kenya\nFunded by: Wellcome Trust\nStudy period: 2015-2018\nKeywords: malaria, rain\n\nAbstract\n\nA cohort of 412 children, sample size 412.\n",
        ] {
            assert!(extracted(text).activities.is_empty(), "{text}");
        }
        // Who takes part in a project of schools may look for candidates too.
        let text = "Scholarships for Juba\n\nCountry: South Sudan\nImplementing partner: Mercy Corps\nDonor: USAID\nBudget: USD 240,000\n\nCandidates write a cover letter; how to apply is told on the radio; two years of experience count.\n";
        assert_eq!(extracted(text).activities.len(), 1);
    }

    #[test]
    fn a_client_is_a_state_by_its_name_and_takes_no_part() {
        for text in [
            "Line 4 upgrade\n\nCountry: Kenya\nClient: Kenya Breweries Ltd\nBudget: USD 120,000\nStart date: 1 March 2022\nEnd date: 30 June 2022\n",
            "Line 4 upgrade\n\nCountry: Kenya\nClient: Republic Cement Company\nBudget: USD 120,000\nStart date: 1 March 2022\nEnd date: 30 June 2022\n",
            "Nacala logistics terminal\n\nCountry: Mozambique\nClient: Government of Mozambique\nContract value: USD 45 million\nStart: March 2019\nCompletion: June 2022\nContractor: Mota-Engil\n",
            "Centrale solaire de Segou\n\nPays : Mali\nClient : EDM SA\nMontant du contrat : 25 000 000 EUR\nStatut : Achevé\nDurée : 18 mois\n",
        ] {
            assert!(extracted(text).activities.is_empty(), "{text}");
        }
        for borrower in ["Republic of Mozambique", "Ministry of Finance", "Mozambique"] {
            let text = format!(
                "Nacala rural roads\n\nCountry: Mozambique\nBorrower: {borrower}\nLoan: USD 45 million\nStart date: March 2019\nEnd date: June 2022\n"
            );
            assert_eq!(extracted(&text).activities.len(), 1, "{text}");
        }
    }
}
