//! The fields that a layout may name: the record's, and one a role. One table; `almoner layouts fields` prints it.

use std::sync::LazyLock;

use almoner_record::{DescriptionType, Measure, ResultStatus, Role};
use rustc_hash::FxHashMap;

/// A field that a layout names: where the value under a label or heading goes, and so how it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Field {
    /// `iati_identifier`
    IatiIdentifier,
    /// `other_identifiers`
    OtherIdentifier,
    /// `title`
    Title,
    /// `reporting_org`
    ReportingOrg,
    /// `reporting_org.unit`
    Unit,
    /// `participating_orgs` in a role; None where the label says only "partner"
    Org(Option<Role>),
    /// `status`
    Status,
    /// `period`: start and end together, or a length
    Period,
    /// `activity_dates` of a type
    Date(DateKind),
    /// `countries` and `regions`
    Countries,
    /// `regions`, and `locations` where a name is no region of the DAC's
    Regions,
    /// `planned_countries`
    PlannedCountries,
    /// `locations`
    Locations,
    /// `sectors`
    Sectors,
    /// `policy_markers`
    PolicyMarkers,
    /// `sdgs`
    Sdgs,
    /// `budget`; None leaves the measure to the layout's default
    Budget(Option<Measure>),
    /// `amounts`: money of the activity that is not its budget
    Amount,
    /// `funding`: organisations with their amounts
    Funding,
    /// `budget_lines`
    BudgetLines,
    /// one of the DAC's types
    Type(TypeList),
    /// `descriptions` of a type
    Description(DescriptionType),
    /// `logframe`: a table of outcomes, outputs, activities
    Logframe,
    /// `logframe`: a bare list of activities
    Activities,
    /// `results` of a status
    Results(ResultStatus),
    /// `indicators`: a table
    Indicators,
    /// Prose about what was done, read for countries, results and amounts as `[narrative]` says
    Narrative,
    /// the date of the document itself
    DocumentDate,
    /// lines without labels, in the order of `[header]`
    Header,
    /// read into nothing; the text stays searchable
    Ignore,
}

/// What a date is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum DateKind {
    /// A start, planned or actual not told.
    Start,
    /// An end, planned or actual not told.
    End,
    /// IATI ActivityDateType 1.
    PlannedStart,
    /// IATI ActivityDateType 2.
    ActualStart,
    /// IATI ActivityDateType 3.
    PlannedEnd,
    /// IATI ActivityDateType 4.
    ActualEnd,
    /// Approval, signature, board: neither start nor end.
    Other,
}

/// Which list of codes a type is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum TypeList {
    /// `aid_type`
    Aid,
    /// `finance_type`
    Finance,
    /// `flow_type`
    Flow,
    /// `collaboration_type`
    Collaboration,
    /// `tied_status`
    Tied,
}

/// How the text under a label is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// One line is the value; what follows is no longer its.
    Line,
    /// Lines or items, each a value, until something else begins.
    List,
    /// Running text until the next heading.
    Text,
}

/// A row of the table of fields.
#[derive(Debug, Clone, Copy)]
pub struct FieldHelp {
    /// As written in a layout.
    pub name: &'static str,
    /// How it is read: `line`, `list` or `text`.
    pub kind: &'static str,
    /// What the text under it says.
    pub meaning: &'static str,
    pub(crate) field: Field,
    pub(crate) shape: Shape,
}

const fn row(name: &'static str, field: Field, shape: Shape, meaning: &'static str) -> FieldHelp {
    let kind = match shape {
        Shape::Line => "line",
        Shape::List => "list",
        Shape::Text => "text",
    };
    FieldHelp { name, kind, meaning, field, shape }
}

use DescriptionType as D;
use Shape::{Line, List, Text};

/// All fields that a layout may name.
pub(crate) const FIELDS: &[FieldHelp] = &[
    row(
        "iati_identifier",
        Field::IatiIdentifier,
        Line,
        "the IATI activity identifier, or the donor's project number",
    ),
    row("other_identifier", Field::OtherIdentifier, Line, "any other project, award or grant number"),
    row("title", Field::Title, Line, "the activity's title"),
    row("reporting_org", Field::ReportingOrg, Line, "who reports the activity"),
    row("unit", Field::Unit, Line, "a branch of the reporting organisation"),
    row("funding_org", Field::Org(Some(Role::Funding)), List, "who pays: donor, financier"),
    row("accountable_org", Field::Org(Some(Role::Accountable)), List, "who answers for it: borrower, owner"),
    row("extending_org", Field::Org(Some(Role::Extending)), List, "who passes the money on"),
    row("implementing_org", Field::Org(Some(Role::Implementing)), List, "who carries it out"),
    row("partner_org", Field::Org(None), List, "a partner whose role nothing tells"),
    row("status", Field::Status, Line, "where the activity stands: pipeline, implementation, closed …"),
    row("period", Field::Period, Line, "start and end together, or a length"),
    row("start", Field::Date(DateKind::Start), Line, "the start, planned or actual not told"),
    row("end", Field::Date(DateKind::End), Line, "the end, planned or actual not told"),
    row("planned_start", Field::Date(DateKind::PlannedStart), Line, "the planned start"),
    row("actual_start", Field::Date(DateKind::ActualStart), Line, "the actual start"),
    row("planned_end", Field::Date(DateKind::PlannedEnd), Line, "the planned end"),
    row("actual_end", Field::Date(DateKind::ActualEnd), Line, "the actual end"),
    row(
        "other_date",
        Field::Date(DateKind::Other),
        Line,
        "approval, signature, board: neither start nor end",
    ),
    row("countries", Field::Countries, List, "recipient countries and regions, with or without percentages"),
    row("regions", Field::Regions, List, "recipient regions; a part of a country is a location"),
    row("planned_countries", Field::PlannedCountries, List, "countries named as coming"),
    row("locations", Field::Locations, List, "places inside a country"),
    row(
        "sectors",
        Field::Sectors,
        List,
        "DAC purposes or the donor's own sectors, with or without percentages",
    ),
    row("policy_markers", Field::PolicyMarkers, List, "policy markers with their significance"),
    row("sdgs", Field::Sdgs, List, "Sustainable Development Goals and targets"),
    row("budget", Field::Budget(None), Line, "the one figure for the activity"),
    row("budget.commitment", Field::Budget(Some(Measure::Commitment)), Line, "a commitment of the donor"),
    row("budget.ceiling", Field::Budget(Some(Measure::Ceiling)), Line, "the most that may be spent"),
    row(
        "budget.total_cost",
        Field::Budget(Some(Measure::TotalCost)),
        Line,
        "the cost of the whole activity, whoever pays",
    ),
    row("budget.approved", Field::Budget(Some(Measure::Approved)), Line, "an approved amount"),
    row("budget.requested", Field::Budget(Some(Measure::Requested)), Line, "what a proposal asks for"),
    row(
        "amounts",
        Field::Amount,
        Line,
        "money of the activity that is not its budget: disbursed, spent, a local share",
    ),
    row("funding", Field::Funding, List, "who pays how much: lines or a table"),
    row("budget_lines", Field::BudgetLines, Text, "a table of items with their cost"),
    row("aid_type", Field::Type(TypeList::Aid), Line, "the DAC's type of aid"),
    row("finance_type", Field::Type(TypeList::Finance), Line, "the DAC's type of finance"),
    row("flow_type", Field::Type(TypeList::Flow), Line, "the DAC's type of flow"),
    row("collaboration_type", Field::Type(TypeList::Collaboration), Line, "bilateral, multilateral …"),
    row("tied_status", Field::Type(TypeList::Tied), Line, "tied, partially tied, untied"),
    row("descriptions.general", Field::Description(D::General), Text, "what the activity is and does"),
    row("descriptions.objective", Field::Description(D::Objective), Text, "its objective"),
    row("descriptions.rationale", Field::Description(D::Rationale), Text, "why it is needed"),
    row("descriptions.impact", Field::Description(D::Impact), Text, "the impact it expects"),
    row("descriptions.target_groups", Field::Description(D::TargetGroups), Text, "whom it reaches"),
    row("descriptions.gender", Field::Description(D::Gender), Text, "how it treats gender"),
    row("descriptions.risks", Field::Description(D::Risks), Text, "risks and what is done about them"),
    row("descriptions.alignment", Field::Description(D::Alignment), Text, "the policies it follows"),
    row("descriptions.lessons_learned", Field::Description(D::LessonsLearned), Text, "lessons learned"),
    row("descriptions.looking_forward", Field::Description(D::LookingForward), Text, "what comes next"),
    row(
        "descriptions.timeline",
        Field::Description(D::Timeline),
        Text,
        "the time line; the period is read from it",
    ),
    row("descriptions.other", Field::Description(D::Other), Text, "any other narrative of the activity"),
    row("logframe", Field::Logframe, Text, "a table of outcomes, outputs and activities"),
    row("logframe.activities", Field::Activities, Text, "a list of activities"),
    row("results.expected", Field::Results(ResultStatus::Expected), Text, "expected results"),
    row("results.achieved", Field::Results(ResultStatus::Achieved), Text, "achieved results"),
    row("indicators", Field::Indicators, Text, "a table of indicators with baseline and target"),
    row(
        "narrative",
        Field::Narrative,
        Text,
        "prose about what was done, read for countries, results and amounts",
    ),
    row("document_date", Field::DocumentDate, Line, "the date of the document itself"),
    row("header", Field::Header, Text, "lines without labels, in the order of [header]"),
    row("ignore", Field::Ignore, Text, "read into nothing; the text stays searchable"),
];

impl Field {
    /// The field of that name, as a layout writes it.
    pub(crate) fn from_name(name: &str) -> Option<Field> {
        FIELDS.iter().find(|row| row.name == name).map(|row| row.field)
    }

    /// Its name, as a layout writes it.
    pub(crate) fn name(self) -> &'static str {
        self.row().map_or("", |row| row.name)
    }

    pub(crate) fn shape(self) -> Shape {
        self.row().map_or(Shape::Text, |row| row.shape)
    }

    fn row(self) -> Option<&'static FieldHelp> {
        static ROWS: LazyLock<FxHashMap<Field, &FieldHelp>> =
            LazyLock::new(|| FIELDS.iter().rev().map(|row| (row.field, row)).collect());
        ROWS.get(&self).copied()
    }
}

/// The table of fields, for help.
pub fn layout_fields() -> &'static [FieldHelp] {
    FIELDS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_found_by_its_name_and_by_its_field() {
        for row in FIELDS {
            assert_eq!(Field::from_name(row.name), Some(row.field), "{}", row.name);
            assert_eq!(row.field.name(), row.name);
        }
    }
}
