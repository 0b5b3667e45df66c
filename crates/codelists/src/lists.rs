//! The codelists, each a file under data/. A new one is a file there and a line here.

use std::sync::LazyLock;

use crate::codelist::{Codelist, Entry};
use crate::table::{Row, rows};

macro_rules! codelists {
    ($($(#[doc = $doc:literal])+ $name:ident = $title:literal in $file:literal,)+) => {
        $(
            $(#[doc = $doc])+
            pub static $name: LazyLock<Codelist> = LazyLock::new(|| {
                let own = aliases($title);
                Codelist::new($title, &rows(include_str!(concat!("../data/", $file))), &own)
            });
        )+
    };
}

codelists! {
    /// Types of activity dates.
    ACTIVITY_DATE_TYPE = "ActivityDateType" in "activity-date-types.csv",
    /// Life cycle of an activity.
    ACTIVITY_STATUS = "ActivityStatus" in "activity-status.csv",
    /// OECD types of aid.
    AID_TYPE = "AidType" in "aid-types.csv",
    /// Indicative or committed.
    BUDGET_STATUS = "BudgetStatus" in "budget-status.csv",
    /// Original or revised.
    BUDGET_TYPE = "BudgetType" in "budget-types.csv",
    /// CRS channel codes: through whom the money goes. The parent is the channel above.
    CHANNEL = "CRSChannelCode" in "channels.csv",
    /// OECD bi/multi.
    COLLABORATION_TYPE = "CollaborationType" in "collaboration-types.csv",
    /// ISO 3166-1 alpha-2, with Kosovo (XK) and some withdrawn codes. Names in English, French and Spanish.
    COUNTRY = "Country" in "countries.csv",
    /// ISO 4217, withdrawn currencies too.
    CURRENCY = "Currency" in "currencies.csv",
    /// What a linked document is.
    DOCUMENT_CATEGORY = "DocumentCategory" in "document-category.csv",
    /// OECD types of finance.
    FINANCE_TYPE = "FinanceType" in "finance-types.csv",
    /// OECD types of flow.
    FLOW_TYPE = "FlowType" in "flow-types.csv",
    /// ISO 639-1: languages of two letters.
    LANGUAGE = "Language" in "languages.csv",
    /// Funding, accountable, extending, implementing.
    ORGANISATION_ROLE = "OrganisationRole" in "organisation-roles.csv",
    /// Kinds of organisation.
    ORGANISATION_TYPE = "OrganisationType" in "organisation-types.csv",
    /// DAC policy markers 1 to 12.
    POLICY_MARKER = "PolicyMarker" in "policy-markers.csv",
    /// How strongly an activity serves a policy marker.
    POLICY_SIGNIFICANCE = "PolicySignificance" in "policy-significance.csv",
    /// OECD regional recipients (vocabulary 1).
    REGION = "Region" in "regions.csv",
    /// Output, outcome, impact.
    RESULT_TYPE = "ResultType" in "result-types.csv",
    /// The seventeen Sustainable Development Goals.
    SDG = "UNSDG-Goals" in "sdg-goals.csv",
    /// DAC purpose codes of five digits; the parent is the category.
    SECTOR = "Sector" in "sectors.csv",
    /// DAC categories of three digits; the parent is the group above.
    SECTOR_CATEGORY = "SectorCategory" in "sector-categories.csv",
    /// Tied, partially tied, untied.
    TIED_STATUS = "TiedStatus" in "tied-status.csv",
    /// Kinds of transaction.
    TRANSACTION_TYPE = "TransactionType" in "transaction-types.csv",
}

static ALIASES: LazyLock<Vec<Row>> = LazyLock::new(|| rows(include_str!("../data/aliases.csv")));

/// Our own (code, alias) pairs of one list.
fn aliases(list: &str) -> Vec<(&'static str, &'static str)> {
    let own = ALIASES.iter().filter(|row| row.text("list") == list);
    own.map(|row| (row.text("code"), row.text("alias"))).collect()
}

/// The DAC purpose of a name, English or French: `Basic health care`, or with its category before it, as Global Affairs
/// Canada prints it (`Basic Health: Basic health care`). A category that does not hold the purpose makes it none.
pub fn sector(name: &str) -> Option<&'static Entry> {
    let list: &'static Codelist = &SECTOR;
    if let Some(entry) = list.find(name) {
        return Some(entry);
    }
    let (front, purpose) = name.split_once(':')?;
    let Some(category) = SECTOR_CATEGORY.find(front) else { return list.find(purpose) };
    // The same name may stand in two categories, or once withdrawn: the category decides.
    list.find_among(purpose, |entry| {
        let above = entry.parent.and_then(|code| SECTOR_CATEGORY.get(code));
        above.is_some_and(|above| above.code == category.code || above.parent == Some(category.code))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_and_a_name_lead_to_the_same_row() {
        let cases: &[(&Codelist, &str, Option<&str>)] = &[
            (&ACTIVITY_STATUS, "Closed", Some("4")),
            (&ACTIVITY_STATUS, "Fermé", Some("4")),
            (&ACTIVITY_STATUS, "ongoing", Some("2")),
            (&ACTIVITY_STATUS, "4", Some("4")),
            (&AID_TYPE, "Project-type interventions", Some("C01")),
            (&AID_TYPE, "Interventions de type projet", Some("C01")),
            (&AID_TYPE, "c01", Some("C01")),
            (&FINANCE_TYPE, "Aid grant excluding debt reorganisation", Some("110")),
            (&FINANCE_TYPE, "Dons ordinaires", Some("110")),
            (&COLLABORATION_TYPE, "Bilatéral", Some("1")),
            (&POLICY_SIGNIFICANCE, "significant objective", Some("1")),
            (&POLICY_SIGNIFICANCE, "objectif principal", Some("2")),
            (&SECTOR_CATEGORY, "Government And Civil Society, General", Some("151")),
            (&SECTOR_CATEGORY, "Government & Civil Society-general", Some("151")),
            (&SECTOR_CATEGORY, "Gouvernement & Société Civile-général", Some("151")),
            (&SECTOR, "Justice, law and order policy, planning and administration", Some("15131")),
            (&SECTOR, "Lower secondary education", Some("11260")), // and 11321, which is withdrawn
            (&SECTOR, "Elections", Some("15151")),
            (&SECTOR, "15161", Some("15161")),
            (&SDG, "Peace, Justice and Strong Institutions", Some("16")),
            (&SDG, "Égalité entre les sexes", Some("5")),
            (&SDG, "Hambre cero", Some("2")),
            (&CHANNEL, "41502", Some("41502")),
            (&CHANNEL, "UNOPS", Some("41502")),
            (&REGION, "Caribbean & Central America, regional", Some("389")),
            (&COUNTRY, "pse", Some("PS")),
            (&CURRENCY, "cad", Some("CAD")),
            (&CURRENCY, "Canadian Dollar", Some("CAD")),
            (&ORGANISATION_TYPE, "Multilateral", Some("40")),
            (&SECTOR, "", None),
            (&SECTOR, "Basic", None),
        ];
        for (list, name, code) in cases {
            assert_eq!(list.lookup(name).map(|entry| entry.code), *code, "{} {name}", list.name());
        }
    }

    #[test]
    fn a_marker_is_found_by_its_official_and_its_usual_names() {
        for (code, names) in [
            ("1", &["Gender equality", "Égalité des genres", "Egalité des genres", "Igualdad de género"][..]),
            ("2", &["Aid to Environment", "Environment", "Aide à l’environnement", "Environnement"]),
            (
                "3",
                &[
                    "Participatory Development/Good Governance",
                    "Participatory development and good governance",
                    "Développement participatif/Bonne gouvernance",
                    "good governance",
                ],
            ),
            ("4", &["Trade development", "Développement du commerce"]),
            (
                "5",
                &[
                    "Biodiversity",
                    "Biodiversité",
                    "Aid Targeting the Objectives of the Convention on Biological Diversity",
                ],
            ),
            (
                "6",
                &[
                    "Climate change mitigation",
                    "Aid Targeting the Objectives of the Framework Convention on Climate Change – Mitigation",
                ],
            ),
            (
                "7",
                &[
                    "Climate change adaptation",
                    "Climate change - Adaptation",
                    "Adaptation aux changements climatiques",
                ],
            ),
            ("8", &["Desertification", "Désertification"]),
            (
                "9",
                &[
                    "RMNCH",
                    "Reproductive, maternal, newborn and child health",
                    "Santé génésique, maternelle, néonatale et infantile",
                ],
            ),
            ("10", &["Disaster risk reduction", "DRR", "Réduction des risques de catastrophe"]),
            ("11", &["Disability", "Handicap"]),
            ("12", &["Nutrition"]),
        ] {
            for name in names {
                assert_eq!(POLICY_MARKER.find(name).map(|entry| entry.code), Some(code), "{name}");
            }
        }
        for own in ["Children's issues", "Youth issues", "Indigenous issues", "ICT as a tool for development"]
        {
            assert_eq!(POLICY_MARKER.find(own), None, "{own}: a marker of the donor's own");
        }
    }

    #[test]
    fn a_purpose_may_have_its_category_before_it() {
        for (name, code) in [
            ("Basic Health: Basic health care", Some("12220")),
            ("Santé de Base: Soins et services de santé de base", Some("12220")),
            ("Santé de Base : Soins et services de santé de base", Some("12220")),
            (
                "Government And Civil Society, General: Justice, law and order policy, planning and administration",
                Some("15131"),
            ),
            ("Energy: Hydro-electric power plants", Some("23220")),
            (
                "Energy generation, renewable sources: Energy generation, renewable sources - multiple technologies",
                Some("23210"),
            ),
            ("Government & Civil Society-general: Elections", Some("15151")),
            ("Basic Health: Elections", None),
            ("A group of our own: Elections", Some("15151")),
            ("Basic health care", Some("12220")),
            ("Basic Health", None), // a category
            ("", None),
            (":", None),
        ] {
            assert_eq!(sector(name).map(|entry| entry.code), code, "{name}");
        }
    }

    #[test]
    fn a_wrong_spelling_is_told_the_nearest() {
        let cases: &[(&Codelist, &str, Option<&str>)] = &[
            (&COUNTRY, "Palestin", Some("PS")),
            (&COUNTRY, "Ugana", Some("UG")),
            (&COUNTRY, "Hati", Some("HT")),
            (&CURRENCY, "CDA", Some("CAD")),
            (&SECTOR, "Basic helth care", Some("12220")),
            (&SECTOR, "15132x", Some("15132")),
            (&POLICY_MARKER, "gendre equality", Some("1")),
            (&COUNTRY, "qqqqqqqq", None),
        ];
        for (list, text, code) in cases {
            assert_eq!(list.nearest(text).map(|entry| entry.code), *code, "{text}");
        }
    }

    #[test]
    fn lists_hold_together() {
        assert_eq!(SECTOR.iter().count(), 326);
        assert_eq!(SDG.iter().count(), 17);
        for purpose in SECTOR.iter() {
            assert!(
                purpose.parent.is_some_and(|code| SECTOR_CATEGORY.get(code).is_some()),
                "{}",
                purpose.code
            );
        }
        assert_eq!(
            SECTOR_CATEGORY.children("150").map(|entry| entry.code).collect::<Vec<_>>(),
            ["151", "152"]
        );
        assert!(SECTOR.children("151").any(|entry| entry.code == "15131"));
        for row in ALIASES.iter() {
            let lists: [&Codelist; 15] = [
                &ACTIVITY_STATUS,
                &AID_TYPE,
                &COLLABORATION_TYPE,
                &COUNTRY,
                &FINANCE_TYPE,
                &FLOW_TYPE,
                &ORGANISATION_ROLE,
                &POLICY_MARKER,
                &POLICY_SIGNIFICANCE,
                &REGION,
                &RESULT_TYPE,
                &SDG,
                &SECTOR,
                &SECTOR_CATEGORY,
                &TIED_STATUS,
            ];
            let list = lists.iter().find(|list| list.name() == row.text("list"));
            let found = list.and_then(|list| list.find(row.text("alias"))).map(|entry| entry.code);
            assert_eq!(found, Some(row.text("code")), "{} {}", row.text("list"), row.text("alias"));
        }
    }
}
