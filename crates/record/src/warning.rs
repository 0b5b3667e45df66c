//! Where a document contradicts itself, or a person should look. docs/warnings.md is made from this file.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One warning of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Warning {
    /// Which kind.
    pub code: WarningCode,
    /// For a person, with the figures.
    pub message: String,
    /// JSON pointers of the values it is about.
    pub paths: Vec<String>,
}

macro_rules! warning_codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $code:literal,)+) => {
        /// What a warning is about.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        pub enum WarningCode {
            $($(#[doc = $doc])+ #[serde(rename = $code)] $name,)+
        }

        impl WarningCode {
            /// All of them, in the order of docs/warnings.md.
            pub const ALL: &[WarningCode] = &[$(WarningCode::$name),+];

            /// The code as written in records and queries.
            pub fn code(self) -> &'static str {
                match self { $(WarningCode::$name => $code),+ }
            }

            /// What it means and what to do, as docs/warnings.md tells it.
            pub fn explanation(self) -> &'static str {
                match self { $(WarningCode::$name => concat!($($doc, "\n"),+).trim_ascii()),+ }
            }
        }
    };
}

warning_codes! {
    /// The lines of a budget table do not add up to its total or subtotal, or the shares of those who pay are more than
    /// the total cost. Compare the table on the page; a line may have been misread or the document is wrong.
    LinesDoNotAddUp = "lines-do-not-add-up",
    /// The support costs are not the percentage that the line names of the lines above it.
    SupportCostShare = "support-cost-share",
    /// An amount says one thing in digits and another in the words beside it. The digits are kept.
    AmountInWords = "amount-in-words",
    /// The budget is a round figure below a thousand US dollars, or more than a hundred thousand million: a unit such as `million` may
    /// be missing, or stand where it does not belong. The figure is kept as printed.
    ImplausibleBudget = "implausible-budget",
    /// The percentages of sectors or countries do not add up to 100, or some have one and others not.
    Percentages = "percentages",
    /// The end of the activity is before its start, or a planned or actual end before the start of its kind.
    DatesOutOfOrder = "dates-out-of-order",
    /// An actual start or end is later than the date of the document that tells it: it may be a planned one.
    ActualDateToCome = "actual-date-to-come",
    /// The activity's identifier is that of the organisation, or has a sign that the IATI standard does not allow in it.
    Identifier = "identifier",
    /// Results are told of a time after the stated end of the activity; the stated end is kept.
    ResultsAfterEnd = "results-after-end",
    /// The currency sign stands for several currencies and nothing in the document settles which.
    AmbiguousCurrency = "ambiguous-currency",
    /// A date such as 03/04/2020 can be read in two ways and nothing in the document settles which.
    AmbiguousDate = "ambiguous-date",
    /// There is no exchange rate for the currency and date, or no date, so there is no amount in US dollars.
    NoRate = "no-rate",
    /// The rate of a month not older than a year was used, because the year's average is not known yet.
    RateProvisional = "rate-provisional",
    /// Pages of the document are scans without a text layer and were not read. `--ocr` reads them.
    ScannedPages = "scanned-pages",
    /// Fonts of some pages do not tell what letters they show; each stands in the text as U+FFFD. Read those pages by
    /// eye, or print and scan them for `--ocr`.
    UntoldLetters = "untold-letters",
    /// A limit cut the reading short: the record may miss what stands further down.
    Partial = "partial",
}

impl std::fmt::Display for WarningCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}
