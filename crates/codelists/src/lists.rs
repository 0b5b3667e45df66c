//! The codelists, each a file under data/. A new one is a file there and a line here.

use std::sync::LazyLock;

use crate::codelist::Codelist;
use crate::table::rows;

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

/// Our own (code, alias) pairs of one list.
fn aliases(list: &str) -> Vec<(&'static str, &'static str)> {
    let all = rows(include_str!("../data/aliases.csv"));
    all.iter()
        .filter(|row| row.text("list") == list)
        .map(|row| (row.text("code"), row.text("alias")))
        .collect()
}
