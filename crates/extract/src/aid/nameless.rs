//! Activities without a title: excerpts, and pages whose title stands in a picture. More facts than for others have to be told.

use almoner_record::{Activity, Basis, ParticipatingOrg, Role};

use super::{Beginning, has_role, names, others};
use crate::header;

/// Words, folded, of the page of an organisation, which has donors and a country too.
pub(super) const OF_BODIES: [&str; 20] = [
    "annual budget",
    "annual turnover",
    "founded",
    "year of foundation",
    "year established",
    "established in",
    "number of staff",
    "legal status",
    "board of trustees",
    "registration number",
    "budget annuel",
    "annee de creation",
    "fondee en",
    "statut juridique",
    "presupuesto anual",
    "ano de creacion",
    "ano de fundacion",
    "fundada en",
    "orcamento anual",
    "ano de fundacao",
];

/// True where three facts that labels or sentences tell are of an activity, money, who takes part or a number among them.
pub(super) fn is_told(activity: &Activity, text: &Beginning<'_>) -> bool {
    const FEWEST: usize = 3;
    if text.elsewhere() > 0 || text.trade() > 0 || text.says(&OF_BODIES) {
        return false;
    }
    let has_money = activity.budget.is_some() || !activity.funding.is_empty();
    let takes_part = has_role(activity, Role::Funding) || has_role(activity, Role::Implementing);
    let is_donor = |item: &ParticipatingOrg| item.role == Some(Role::Funding) && names::is_of_aid(item);
    let told = [
        has_money && activity.participating_orgs.iter().any(is_donor),
        has_money,
        has_role(activity, Role::Funding),
        has_role(activity, Role::Implementing),
        others::lasts(activity),
        activity.status.is_some(),
        !activity.other_identifiers.is_empty(),
        activity.countries.iter().any(|country| country.basis == Basis::Stated)
            || !activity.regions.is_empty(),
        activity.sectors.iter().any(|sector| sector.basis == Basis::Stated),
    ];
    // What is told of rich countries alone is no aid, whoever pays.
    let mut countries = activity.countries.iter().filter(|country| country.basis == Basis::Stated).peekable();
    if countries.peek().is_some() && countries.all(|country| header::gives(&country.code)) {
        return false;
    }
    // A bank lends to anybody.
    let is_of_aid = activity.participating_orgs.iter().any(is_donor)
        || has_role(activity, Role::Implementing)
        || activity
            .countries
            .iter()
            .any(|country| country.basis == Basis::Stated && !header::gives(&country.code))
        || !activity.regions.is_empty();
    is_of_aid
        && (has_money || takes_part || !activity.other_identifiers.is_empty())
        && told.into_iter().filter(|told| *told).count() >= FEWEST
}

#[cfg(test)]
mod tests {
    use crate::specimen::extracted;

    #[test]
    fn three_facts_are_an_activity_without_a_title() {
        for (lines, is_one) in [
            (
                "Start date: December 2011\nEnd date: December 2015\nProject budget: $5,200,000\nImplementer: Macedonian Centre for Civic Education",
                true,
            ),
            ("Donor: Norad\nCountry: Mali\nBudget: EUR 50,000", true),
            ("Bailleur : Norad\nPays : Mali\nOrganisme d'exécution : Oxfam", true),
            ("Project number: P-114\nCountry: Mali\nStatus: Closed\nDonor: Norad", true),
            // Nobody who gives, and no country that receives.
            (
                "Start date: December 2011\nEnd date: December 2015\nProject budget: $5,200,000\nImplementer: Centre for Civic Education",
                false,
            ),
            // Money alone, a body alone, a shop, a vacancy, a tender.
            ("Budget: EUR 50,000\nStatus: Closed", false),
            ("Donor: Norad\nUpdated: 3 May 2020", false),
            ("Status: Open\nCountry: Mali\nPeriod: 2019-2022", false),
            (
                "Client: Acme Ltd\nBudget: EUR 50,000\nPeriod: 2019-2022\nThe profit of our company rose.",
                false,
            ),
            (
                "Country: Mali\nDuty station: Bamako\nDonor: Norad\nDuration: 12 months\nSalary: EUR 50,000",
                false,
            ),
            (
                "Country: Mali\nReference: T-114\nBudget: EUR 50,000\nDeadline: 3 May 2020\nTender documents are sold.",
                false,
            ),
        ] {
            let read = extracted(&format!("{lines}\n")).activities;
            assert_eq!(read.len() == 1, is_one, "{lines}");
        }
    }
}
