//! DAC, IATI and ISO codelists, countries and organisations by name, and exchange rates: all embedded.
//!
//! Names are compared folded ([`fold`]): case, accents, quotes, dashes and spaces do not count. Nothing here guesses:
//! what is ambiguous is not found. data/README.md names the sources.

mod codelist;
mod countries;
mod currencies;
mod donors;
mod folding;
mod lists;
mod organisations;
mod places;
mod rates;
mod spelling;
mod table;

pub use codelist::{Codelist, Entry};
pub use countries::{Mention, countries_in, country};
pub use currencies::{currency_sign, currency_signs};
pub use donors::{Donor, donor};
pub use folding::{Folded, Sign, end_of_run, fold, sign, words};
pub use lists::{
    ACTIVITY_DATE_TYPE, ACTIVITY_STATUS, AID_TYPE, BUDGET_STATUS, BUDGET_TYPE, CHANNEL, COLLABORATION_TYPE,
    COUNTRY, CURRENCY, DOCUMENT_CATEGORY, FINANCE_TYPE, FLOW_TYPE, LANGUAGE, ORGANISATION_ROLE,
    ORGANISATION_TYPE, POLICY_MARKER, POLICY_SIGNIFICANCE, REGION, RESULT_TYPE, SDG, SECTOR, SECTOR_CATEGORY,
    TIED_STATUS, TRANSACTION_TYPE, sector,
};
pub use organisations::{Organisation, channel, organisation, organisation_by_id, organisation_key};
pub use places::{Place, countries_hinted, places_in};
pub use rates::{Conversion, NoRate, Rates, RatesError, dollars};
pub use spelling::nearest;
