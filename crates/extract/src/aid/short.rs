//! Short blocks of labels: a title, who pays and how much; a project's number, its country and its state. Three facts are enough
//! where one of them is of aid, and nothing tells of a post, an event, a study, trade or a donor's own papers.

use almoner_codelists::countries_in;
use almoner_record::{Activity, Basis, Country, ParticipatingOrg, Role};
use rust_decimal::Decimal;

use super::form::Labels;
use super::{Beginning, others};
use crate::header;

/// Beginnings of titles, folded, of what donors and others write about their money.
const PAPERS: [&str; 41] = [
    "annual report",
    "annual accounts",
    "financial statement",
    "financial report",
    "statement of",
    "audit",
    "accounts",
    "budget",
    "strategy",
    "strategic",
    "policy",
    "guideline",
    "guidance",
    "plan ",
    "work plan",
    "minutes",
    "agenda",
    "newsletter",
    "press release",
    "agreement",
    "contract",
    "loan agreement",
    "invoice",
    "offer",
    "quotation",
    "membership",
    "statistics",
    "key figures",
    "rapport annuel",
    "rapport financier",
    "comptes",
    "strategie",
    "politique",
    "convention",
    "contrat",
    "facture",
    "informe anual",
    "memoria anual",
    "estrategia",
    "contrato",
    "relatorio anual",
];

/// True where the facts of a short form are of an activity.
pub(super) fn is_activity(activity: &Activity, text: &Beginning<'_>, labels: Labels) -> bool {
    const FEWEST: usize = 3;
    const LEAST_MONEY: Decimal = Decimal::from_parts(5000, 0, 0, false, 0);
    let Some(title) = activity.title.as_deref() else { return false };
    if labels.are_strange() || text.elsewhere() > 0 || text.trade() > 0 || is_of_other(title, text) {
        return false;
    }
    let is_known = |item: &ParticipatingOrg| {
        item.organisation.reference.is_some() || crate::bodies::is_body(&item.organisation.name)
    };
    let has_role =
        |role: Role| activity.participating_orgs.iter().any(|item| item.role == Some(role) && is_known(item));
    let gives = |country: &Country| header::gives(&country.code);
    let stated = || activity.countries.iter().filter(|country| country.basis == Basis::Stated);
    let receives = stated().any(|country| !gives(country)) || !activity.regions.is_empty();
    // `The European Union lends Greece two billion` is of no country that receives.
    let mut named = countries_in(title).into_iter().peekable();
    if named.peek().is_some() && !receives && named.all(|mention| header::gives(mention.entry.code)) {
        return false;
    }
    let (pays, carries_out) = (has_role(Role::Funding), has_role(Role::Implementing));
    let money = activity.budget.as_ref().map(|budget| budget.money.value);
    let money = money.or_else(|| activity.funding.first().map(|share| share.money.value));
    let has_money = money.is_some_and(|money| money >= LEAST_MONEY);
    let is_numbered = activity.other_identifiers.iter().any(|number| {
        const NUMBERS: [&str; 9] =
            ["project", "programme", "grant", "award", "loan", "projet", "proyecto", "projeto", "subvention"];
        let label = almoner_codelists::fold(number.kind.as_deref().unwrap_or_default());
        NUMBERS.iter().any(|word| label.contains(word))
            && number.value.bytes().any(|byte| byte.is_ascii_digit())
    });
    let told = [
        pays,
        carries_out,
        has_money,
        is_numbered,
        receives,
        activity.status.is_some(),
        others::lasts(activity),
        activity.sectors.iter().any(|sector| sector.basis == Basis::Stated),
        // Under a title who takes part and how much is enough.
        pays && has_money,
    ];
    let is_of_aid = pays || carries_out || receives && (labels.are_of_aid() || is_numbered);
    is_of_aid
        && (has_money || pays || carries_out || is_numbered)
        && stated().all(|country| !gives(country))
        && told.into_iter().filter(|told| *told).count() >= FEWEST
}

/// True where the title or the words are those of something else.
fn is_of_other(title: &str, text: &Beginning<'_>) -> bool {
    let folded = almoner_codelists::fold(title);
    PAPERS.iter().any(|words| folded.starts_with(words))
        || almoner_codelists::country(title).is_some()
        || almoner_codelists::organisation(title).is_some()
        || text.says(&["invoice", "purchase order", "facture n", "factura n"])
        || text.says(&others::OF_POST)
        || text.counts(&others::VACANCY, 2)
        || text.says(&others::EVENT)
        || text.says(&super::nameless::OF_BODIES)
        || text.counts(&others::STUDY, 2)
        || text.says(&super::CLOSES)
}

#[cfg(test)]
mod tests {
    use crate::specimen::extracted;

    #[test]
    fn three_labels_of_the_trade_below_a_title_are_an_activity() {
        for text in [
            "Wells for Kita\n\nDonor: Norad\nBudget: EUR 50,000\n",
            "Project: Wells for the schools\nDonor: Norad\nBudget: EUR 50,000\n",
            "Projet : Puits de Kita\nBailleur : Union européenne\nMontant : 50 000 EUR\n",
            "Nombre del proyecto: Pozos para las escuelas\nMonto: 50.000 EUR\nPaís: Bolivia\nPeríodo: 2019-2022\n",
            "Título do projeto: Poços de Kita\nPaís: Moçambique\nOrçamento: 50 000 EUR\nDuração: 2019-2022\n",
            "Project name: Wells for the schools\nProject number: P-11432\nCountry: Mali\nStatus: Closed\n",
            "Titre du projet : Puits de Kita\nPays : Mali\nCoût total : 50 000 EUR\nDurée : 2019-2022\n",
        ] {
            assert_eq!(extracted(text).activities.len(), 1, "{text}");
        }
    }

    #[test]
    fn labels_of_other_things_are_none() {
        for text in [
            "Field coordinator\n\nCountry: Mali\nDonor: Norad\nDuty station: Bamako\nDuration: 12 months\n",
            "Nurse for Kita\n\nCountry: Mali\nProject number: 114\nStatus: Open\nHow to apply: send a letter\n",
            "Grants for wells\n\nDonor: Norad\nBudget: EUR 50,000\nDeadline: 3 May 2020\n",
            "Supply of pumps\n\nDonor: World Bank\nBudget: EUR 50,000\nTender number: T-114\n",
            "Roads and markets\n\nFunded by: DFID\nCountry: Ethiopia\nKeywords: roads, markets\nAbstract: We look at roads.\n",
            "Strategy for Mali 2019-2023\n\nDonor: Sida\nCountry: Mali\nBudget: SEK 3,500 million\n",
            "Mali\n\nDonor: Norad\nTotal aid: NOK 30 million\nBudget: NOK 30 million\n",
            "Financial statement 2019\n\nDonor: Norad\nTotal income: NOK 30 million\nBudget: NOK 30 million\n",
            "Norad\n\nCountry: Norway\nBudget: NOK 30 billion\nStatus: Active\n",
            "Office tower of Oslo\n\nStart date: 1 May 2019\nEnd date: 30 April 2022\nBudget: EUR 50,000,000\nStatus: Ongoing\n",
            "Website relaunch\n\nProject number: 114\nBudget: EUR 50,000\nStart: 1 May 2019\nStatus: Closed\n",
            "Kitchen renovation\n\nBudget: USD 15,000\nDuration: 3 months\nStatus: Completed\n",
            "Invoice 2020/114\n\nProject: Kitchen\nAmount: EUR 11,240\nFunded by: Norad\n",
            "The river, a film\n\nCountry: Mali\nBudget: EUR 500,000\nDuration: 90 minutes\n",
            "Organización socia: Fundación Agua\n\nPaís: Bolivia\nAño de creación: 1991\nFinanciadores: AECID\nPresupuesto anual: USD 1.200.000\nEstado: Activa\n",
            "Loan agreement\n\nLender: Bank of Oslo\nBorrower: Jane Smith\nAmount: NOK 3,000,000\nDuration: 20 years\n",
            "Mortgage offer\n\nLoan amount: USD 250,000\nDuration: 20 years\nCountry: Kenya\n",
        ] {
            assert!(extracted(text).activities.is_empty(), "{text}");
        }
    }
}
