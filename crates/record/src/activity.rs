//! The record of one activity and the objects in it. docs/record.md describes each field.

use jiff::civil::Date;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Amount, Basis, Budget, BudgetLine, Evidence, Funding, Origin, Warning, number};

/// The version of the record form, in every record: readers keep exported lines for years.
pub const VERSION: &str = "1";

/// One activity as one document describes it. Every key is always written: null or `[]` where the document is silent.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Activity {
    /// Version of this record form.
    pub version: String,
    /// Stable identity: the IATI identifier where stated, else `doc:` + 16 hex of the document's BLAKE3 + `-` + ordinal.
    pub id: String,
    /// `iati-identifier` as printed.
    pub iati_identifier: Option<String>,
    /// Project numbers, award ids: `other-identifier`.
    pub other_identifiers: Vec<OtherIdentifier>,
    /// What the text is about.
    pub kind: Kind,
    /// `title`, as printed.
    pub title: Option<String>,
    /// Languages of the narrative, primary subtags.
    pub languages: Vec<String>,
    /// `reporting-org`.
    pub reporting_org: Option<ReportingOrg>,
    /// `participating-org`, one item a role.
    pub participating_orgs: Vec<ParticipatingOrg>,
    /// `activity-status`, codes 1 to 6.
    pub status: Option<Coded>,
    /// `activity-date`.
    pub activity_dates: Vec<ActivityDate>,
    /// Start and end for search, derived from the dates: actual before planned.
    pub period: Option<Period>,
    /// `recipient-country`.
    pub countries: Vec<Country>,
    /// `recipient-region`.
    pub regions: Vec<Region>,
    /// Countries named as coming.
    pub planned_countries: Vec<Country>,
    /// `location`.
    pub locations: Vec<Location>,
    /// `sector`.
    pub sectors: Vec<Sector>,
    /// `policy-marker`.
    pub policy_markers: Vec<PolicyMarker>,
    /// Sustainable Development Goals and targets: `tag`.
    pub sdgs: Vec<Sdg>,
    /// The one figure that the document gives for the activity.
    pub budget: Option<Budget>,
    /// A proposal's budget table.
    pub budget_lines: Vec<BudgetLine>,
    /// Who pays how much.
    pub funding: Vec<Funding>,
    /// Money tied to the activity that is not its budget.
    pub amounts: Vec<Amount>,
    /// `default-aid-type`.
    pub aid_type: Option<Coded>,
    /// `default-finance-type`.
    pub finance_type: Option<Coded>,
    /// `default-flow-type`.
    pub flow_type: Option<Coded>,
    /// `collaboration-type`.
    pub collaboration_type: Option<Coded>,
    /// `default-tied-status`.
    pub tied_status: Option<Coded>,
    /// `description`.
    pub descriptions: Vec<Description>,
    /// A proposal's outcomes, outputs and activities.
    pub logframe: Vec<LogframeRow>,
    /// `result`.
    pub results: Vec<ResultItem>,
    /// `result/indicator`.
    pub indicators: Vec<Indicator>,
    /// Documents cited by a symbol or number.
    pub references: Vec<Reference>,
    /// `related-activity`.
    pub related_activities: Vec<RelatedActivity>,
    /// Narratives in another language than the record's first.
    pub translations: Vec<Narrative>,
    /// Where the document contradicts itself.
    pub warnings: Vec<Warning>,
    /// Where each value was read.
    pub evidence: Vec<Evidence>,
    /// The document it came from.
    pub document: Origin,
    /// What only IATI files hold; null for other documents.
    pub iati: Option<serde_json::Map<String, serde_json::Value>>,
}

/// What a text is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A project under way or ended.
    #[default]
    Project,
    /// A request for money.
    Proposal,
    /// A programme of several projects or countries.
    Programme,
    /// A collection of projects.
    Portfolio,
}

/// An identifier other than the IATI one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct OtherIdentifier {
    /// What kind it is, as its label says.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// As printed.
    pub value: String,
}

/// An organisation as printed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Organisation {
    /// IATI organisation identifier (`XM-DAC-41502`), only when sure.
    #[serde(rename = "ref")]
    pub reference: Option<String>,
    /// As printed, without a trailing channel code.
    pub name: String,
    /// Printed in brackets after the name.
    pub acronym: Option<String>,
    /// Code of IATI's OrganisationType.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// The activity's identifier at that organisation.
    pub activity_id: Option<String>,
}

/// Who reports the activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ReportingOrg {
    /// The organisation.
    #[serde(flatten)]
    pub organisation: Organisation,
    /// A branch of it, as printed.
    pub unit: Option<String>,
    /// True when it reports what another published.
    pub secondary_reporter: Option<bool>,
    /// How it is known.
    pub basis: Basis,
}

/// Who takes part, in one role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ParticipatingOrg {
    /// The organisation.
    #[serde(flatten)]
    pub organisation: Organisation,
    /// Null where the document says only "partner".
    pub role: Option<Role>,
    /// CRS channel code.
    pub crs_channel_code: Option<String>,
    /// How it is known.
    pub basis: Basis,
}

/// IATI OrganisationRole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Code 1.
    Funding,
    /// Code 2.
    Accountable,
    /// Code 3.
    Extending,
    /// Code 4.
    Implementing,
}

/// A code of a codelist and its name in English.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Coded {
    /// The code.
    pub code: String,
    /// The codelist's English name.
    pub name: Option<String>,
}

/// How precisely a date was printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// To the day.
    Day,
    /// To the month: widened to its first or last day.
    Month,
    /// To the year: widened to its first or last day.
    Year,
}

/// `activity-date`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ActivityDate {
    /// IATI ActivityDateType: 1 planned start, 2 actual start, 3 planned end, 4 actual end; null where not told.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// Widened to a whole date.
    #[schemars(with = "String", extend("format" = "date"))]
    pub date: Date,
    /// How it was printed.
    pub precision: Precision,
    /// The label printed beside it.
    pub text: Option<String>,
}

/// When the activity runs.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Period {
    /// First day.
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub start: Option<Date>,
    /// Last day.
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub end: Option<Date>,
    /// How the start was printed.
    pub start_precision: Option<Precision>,
    /// How the end was printed.
    pub end_precision: Option<Precision>,
    /// ISO 8601 duration in the printed unit: `One year` is `P1Y`.
    pub duration: Option<String>,
}

/// `recipient-country`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Country {
    /// ISO 3166-1 alpha-2.
    pub code: String,
    /// The codelist's English name.
    pub name: String,
    /// Only where printed.
    #[serde(with = "number::option")]
    #[schemars(with = "Option<f64>")]
    pub percentage: Option<Decimal>,
    /// How it is known.
    pub basis: Basis,
}

/// `recipient-region`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Region {
    /// IATI RegionVocabulary: 1 is OECD DAC, 99 the donor's own.
    pub vocabulary: String,
    /// Code in that vocabulary.
    pub code: Option<String>,
    /// As printed.
    pub name: String,
    /// Only where printed.
    #[serde(with = "number::option")]
    #[schemars(with = "Option<f64>")]
    pub percentage: Option<Decimal>,
    /// How it is known.
    pub basis: Basis,
}

/// `location`: a place inside a country.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Location {
    /// As printed.
    pub name: String,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// How it is known.
    pub basis: Basis,
}

/// `sector`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Sector {
    /// IATI SectorVocabulary: 1 DAC five digits, 2 DAC three digits, 98 and 99 the donor's own.
    pub vocabulary: String,
    /// Code in that vocabulary.
    pub code: Option<String>,
    /// As printed; the codelist's English name where only a code is printed.
    pub name: Option<String>,
    /// DAC category (three digits) of a purpose code.
    pub category: Option<String>,
    /// Only where printed.
    #[serde(with = "number::option")]
    #[schemars(with = "Option<f64>")]
    pub percentage: Option<Decimal>,
    /// How it is known.
    pub basis: Basis,
}

/// `policy-marker`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PolicyMarker {
    /// 1 is OECD DAC CRS, 99 the donor's own.
    pub vocabulary: String,
    /// DAC code 1 to 12; null for a donor's own marker.
    pub code: Option<String>,
    /// As printed.
    pub name: String,
    /// DAC PolicySignificance 0 to 4; null where not printed.
    pub significance: Option<u8>,
    /// How it is known.
    pub basis: Basis,
}

/// A Sustainable Development Goal (`16`) or target (`16.4`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Sdg {
    /// Goal or target.
    pub code: String,
    /// How it is known.
    pub basis: Basis,
}

/// `description`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Description {
    /// What it tells.
    #[serde(rename = "type")]
    pub kind: DescriptionType,
    /// The text as printed.
    pub text: String,
}

/// What a description tells. IATI's types 1, 2, 3, and what proposals and reports add.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum DescriptionType {
    General,
    Objective,
    Rationale,
    Impact,
    TargetGroups,
    Gender,
    Risks,
    Alignment,
    LessonsLearned,
    LookingForward,
    Timeline,
    Other,
}

/// One row of a proposal's logframe; a bare list of activities is one row without outcome.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct LogframeRow {
    /// The outcome.
    pub outcome: Option<String>,
    /// Its outputs.
    pub outputs: Vec<String>,
    /// Its activities.
    pub activities: Vec<String>,
}

/// `result`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ResultItem {
    /// As told; null where not.
    #[serde(rename = "type")]
    pub kind: Option<ResultType>,
    /// Expected or achieved.
    pub status: ResultStatus,
    /// The text as printed.
    pub text: String,
    /// ISO 3166-1 alpha-2, where the text tells one.
    pub country: Option<String>,
    /// The day up to which it is told.
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub as_of: Option<Date>,
    /// Numbers in the text.
    pub quantities: Vec<Quantity>,
}

/// IATI ResultType.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ResultType {
    /// Code 3.
    Impact,
    /// Code 2.
    Outcome,
    /// Code 1.
    Output,
}

/// Whether a result is hoped for or reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ResultStatus {
    /// Hoped for.
    Expected,
    /// Reached.
    Achieved,
}

/// A counted thing in a result: `over 260 officers, including 72 women`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Quantity {
    /// The number.
    #[serde(with = "number")]
    #[schemars(with = "f64")]
    pub value: Decimal,
    /// What is counted, as printed.
    pub unit: String,
    /// `over`, `up to`, `about`, as printed.
    pub qualifier: Option<String>,
    /// Index, in the same list, of the quantity that this one is a part of.
    pub part_of: Option<u32>,
}

/// `result/indicator`; values as printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Indicator {
    /// What is measured.
    pub title: String,
    /// The result it belongs to.
    pub result: Option<String>,
    /// Unit, percentage, qualitative.
    pub measure: Option<String>,
    /// Value at the start.
    pub baseline: Option<String>,
    /// Targets and actual values.
    pub periods: Vec<IndicatorPeriod>,
}

/// A target or actual value of an indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct IndicatorPeriod {
    /// First day.
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub start: Option<Date>,
    /// Last day.
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub end: Option<Date>,
    /// As printed.
    pub target: Option<String>,
    /// As printed.
    pub actual: Option<String>,
}

/// A document cited by symbol or number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Reference {
    /// `S/RES/2185 (2014)`, `A/72/19`.
    pub symbol: String,
    /// As printed.
    pub text: String,
}

/// `related-activity`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RelatedActivity {
    /// IATI RelatedActivityType 1 to 5; null where not told.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// Its identifier.
    #[serde(rename = "ref")]
    pub reference: Option<String>,
    /// Its title as printed.
    pub title: Option<String>,
}

/// A narrative in another language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Narrative {
    /// JSON pointer of the value it translates.
    pub path: String,
    /// Primary subtag.
    pub lang: String,
    /// The text as printed.
    pub text: String,
}
