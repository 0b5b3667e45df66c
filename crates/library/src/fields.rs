//! The fields of a query, in one table. The query parser, the flags of the command, the facets, the index and the help
//! are made from [`FIELDS`]: to add a field, add a row and say in facts.rs where its values come from.

use std::sync::LazyLock;

use almoner_codelists::{
    ACTIVITY_STATUS, COUNTRY, CURRENCY, Codelist, POLICY_MARKER, REGION, SDG, SECTOR, SECTOR_CATEGORY,
};

/// A field of a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "FIELDS says what each holds")]
pub enum Field {
    Country,
    Region,
    Sector,
    Marker,
    Status,
    Donor,
    Org,
    Kind,
    Year,
    Period,
    Start,
    End,
    Usd,
    Amount,
    Currency,
    Sdg,
    Warning,
    Id,
    Title,
    Description,
    Results,
    Language,
    Layout,
    File,
}

/// What may stand after `field:`.
#[derive(Debug, Clone, Copy)]
pub enum Values {
    /// Codes of codelists, or their names; `open`: a donor's own names too.
    Code {
        /// The lists, in the order in which a name is looked up.
        lists: &'static [&'static LazyLock<Codelist>],
        /// True where records also hold names without a code of these lists.
        open: bool,
    },
    /// One of these words, or `any`.
    Word(fn() -> Vec<&'static str>),
    /// An organisation: identifier, acronym, or words of its name.
    Organisation,
    /// An identifier, whole or in part.
    Id,
    /// Words of a text.
    Text,
    /// A short word as the record writes it.
    Plain,
    /// A day, month, year, or a range of them: `2019`, `2019-03..2021`, `>2020`.
    Date,
    /// An amount or a range: `>1M`, `10k..2.5M`.
    Money,
}

/// How amounts go to the rows of a facet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Split {
    /// By the stated percentages; several values without them stand in a row of their own.
    Shares,
    /// Whole to each value: rows overlap.
    Each,
}

/// A flag of the command that stands for a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flag {
    /// `--country HT` is `country:HT`; several values are joined by OR.
    Value(&'static str),
    /// `--min-usd 1M` is `amount/usd:>=1M`.
    Lower(&'static str),
    /// `--max-usd 1M` is `amount/usd:<=1M`.
    Upper(&'static str),
}

impl Flag {
    /// Its name, without `--`.
    pub fn name(self) -> &'static str {
        match self {
            Flag::Value(name) | Flag::Lower(name) | Flag::Upper(name) => name,
        }
    }
}

/// One row of [`FIELDS`].
#[derive(Debug, Clone, Copy)]
pub struct FieldSpec {
    /// Which field.
    pub field: Field,
    /// Its name in a query.
    pub name: &'static str,
    /// Other names for it.
    pub also: &'static [&'static str],
    /// The element of the IATI standard that it comes from; empty where there is none.
    pub iati: &'static str,
    /// What may stand after the colon.
    pub values: Values,
    /// Its flags.
    pub flags: &'static [Flag],
    /// How it is counted and summed; none where it is no facet.
    pub facet: Option<Split>,
    /// What it finds, one line.
    pub meaning: &'static str,
    /// A query that uses it.
    pub example: &'static str,
}

impl FieldSpec {
    /// The row of a field.
    pub fn of(field: Field) -> &'static FieldSpec {
        // The table is in the order of the enum: a test holds it so.
        FIELDS.get(field as usize).unwrap_or(&FIELDS[0])
    }

    /// The row of a name or of another name for it, in any case.
    pub fn named(name: &str) -> Option<&'static FieldSpec> {
        let name = name.to_lowercase();
        FIELDS.iter().find(|spec| spec.names().any(|known| known == name))
    }

    /// The name nearest to what was typed, for a hint.
    pub fn nearest(name: &str) -> Option<&'static str> {
        let known = FIELDS.iter().flat_map(|spec| spec.names().map(|name| (name, spec.name)));
        almoner_codelists::nearest(&name.to_lowercase(), known)
    }

    /// The fields that can be counted and summed.
    pub fn facets() -> impl Iterator<Item = &'static FieldSpec> {
        FIELDS.iter().filter(|spec| spec.facet.is_some())
    }

    /// The name and the other names.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + use<> {
        std::iter::once(self.name).chain(self.also.iter().copied())
    }

    /// The name of a code in English; none where the field has no codelist with it.
    pub fn name_of(&self, code: &str) -> Option<&'static str> {
        let Values::Code { lists, .. } = self.values else { return None };
        lists.iter().find_map(|list| list.get(code)).map(|entry| entry.name)
    }
}

fn kinds() -> Vec<&'static str> {
    vec!["project", "proposal", "programme", "portfolio", "document"]
}

fn warnings() -> Vec<&'static str> {
    almoner_record::WarningCode::ALL.iter().map(|code| code.code()).collect()
}

const fn code(list: &'static [&'static LazyLock<Codelist>]) -> Values {
    Values::Code { lists: list, open: false }
}

const fn open(list: &'static [&'static LazyLock<Codelist>]) -> Values {
    Values::Code { lists: list, open: true }
}

/// All fields, in the order of [`Field`].
#[rustfmt::skip]
pub static FIELDS: [FieldSpec; 24] = [
    FieldSpec { field: Field::Country, name: "country", also: &["recipient"], iati: "recipient-country",
        values: code(&[&COUNTRY]), flags: &[Flag::Value("country")], facet: Some(Split::Shares),
        meaning: "the recipient country, by code or name", example: "country:Haiti" },
    FieldSpec { field: Field::Region, name: "region", also: &[], iati: "recipient-region",
        values: open(&[&REGION]), flags: &[Flag::Value("region")], facet: Some(Split::Shares),
        meaning: "the recipient region, by code or name", example: "region:298" },
    FieldSpec { field: Field::Sector, name: "sector", also: &["purpose"], iati: "sector",
        values: open(&[&SECTOR_CATEGORY, &SECTOR]), flags: &[Flag::Value("sector")], facet: Some(Split::Shares),
        meaning: "the sector, by code or name; a category of three digits finds its purposes", example: "sector:151" },
    FieldSpec { field: Field::Marker, name: "marker", also: &["policy"], iati: "policy-marker",
        values: open(&[&POLICY_MARKER]), flags: &[Flag::Value("marker")], facet: Some(Split::Each),
        meaning: "the policy marker, by code or name, unless it is marked as not targeted; `/2`: of that significance",
        example: "marker:gender/2" },
    FieldSpec { field: Field::Status, name: "status", also: &[], iati: "activity-status",
        values: code(&[&ACTIVITY_STATUS]), flags: &[Flag::Value("status")], facet: Some(Split::Shares),
        meaning: "the status, by code or name", example: "status:closed" },
    FieldSpec { field: Field::Donor, name: "donor", also: &["funder"], iati: "participating-org (funding), else reporting-org",
        values: Values::Organisation, flags: &[Flag::Value("donor")], facet: Some(Split::Shares),
        meaning: "who funds it, else who reports it: identifier, acronym, or words of the name", example: "donor:canada" },
    FieldSpec { field: Field::Org, name: "org", also: &["organisation", "organization"], iati: "participating-org, reporting-org",
        values: Values::Organisation, flags: &[Flag::Value("org")], facet: Some(Split::Each),
        meaning: "any organisation that takes part, in whatever role", example: "org:UNDP" },
    FieldSpec { field: Field::Kind, name: "kind", also: &["type"], iati: "",
        values: Values::Word(kinds), flags: &[Flag::Value("kind")], facet: Some(Split::Shares),
        meaning: "project, proposal, programme, portfolio; document: text that belongs to no activity", example: "kind:proposal" },
    FieldSpec { field: Field::Year, name: "year", also: &[], iati: "activity-date (start)",
        values: Values::Date, flags: &[Flag::Value("year")], facet: Some(Split::Shares),
        meaning: "the year in which it starts", example: "year:2019..2021" },
    FieldSpec { field: Field::Period, name: "period", also: &["during"], iati: "activity-date",
        values: Values::Date, flags: &[Flag::Lower("from"), Flag::Upper("to")], facet: None,
        meaning: "when it runs, at some time of it", example: "period:2018..2024" },
    FieldSpec { field: Field::Start, name: "start", also: &[], iati: "activity-date (start)",
        values: Values::Date, flags: &[], facet: None,
        meaning: "when it starts", example: "start:2019-03" },
    FieldSpec { field: Field::End, name: "end", also: &[], iati: "activity-date (end)",
        values: Values::Date, flags: &[], facet: None,
        meaning: "when it ends", example: "end:>2024" },
    FieldSpec { field: Field::Usd, name: "amount/usd", also: &["usd", "budget/usd"], iati: "budget",
        values: Values::Money, flags: &[Flag::Lower("min-usd"), Flag::Upper("max-usd")], facet: None,
        meaning: "the budget in current US dollars", example: "amount/usd:>1M" },
    FieldSpec { field: Field::Amount, name: "amount", also: &["budget"], iati: "budget",
        values: Values::Money, flags: &[], facet: None,
        meaning: "the budget in its own currency", example: "amount:10k..2.5M" },
    FieldSpec { field: Field::Currency, name: "currency", also: &[], iati: "budget/@currency",
        values: code(&[&CURRENCY]), flags: &[Flag::Value("currency")], facet: Some(Split::Shares),
        meaning: "the currency of the budget", example: "currency:CAD" },
    FieldSpec { field: Field::Sdg, name: "sdg", also: &["goal"], iati: "tag",
        values: code(&[&SDG]), flags: &[Flag::Value("sdg")], facet: Some(Split::Each),
        meaning: "the Sustainable Development Goal", example: "sdg:16" },
    FieldSpec { field: Field::Warning, name: "warning", also: &["warnings"], iati: "",
        values: Values::Word(warnings), flags: &[Flag::Value("warning")], facet: Some(Split::Each),
        meaning: "what a person should look at; `any` finds all that have a warning", example: "warning:any" },
    FieldSpec { field: Field::Id, name: "id", also: &["identifier"], iati: "iati-identifier, other-identifier",
        values: Values::Id, flags: &[], facet: None,
        meaning: "an identifier, whole or in part", example: "id:P005189001" },
    FieldSpec { field: Field::Title, name: "title", also: &[], iati: "title",
        values: Values::Text, flags: &[], facet: None,
        meaning: "words of the title", example: "title:roads" },
    FieldSpec { field: Field::Description, name: "description", also: &["objective"], iati: "description",
        values: Values::Text, flags: &[], facet: None,
        meaning: "words of the descriptions", example: "description:\"climate change\"" },
    FieldSpec { field: Field::Results, name: "results", also: &["result"], iati: "result",
        values: Values::Text, flags: &[], facet: None,
        meaning: "words of the results, expected and achieved", example: "results:vaccinated" },
    FieldSpec { field: Field::Language, name: "language", also: &["lang"], iati: "narrative/@xml:lang",
        values: Values::Plain, flags: &[], facet: Some(Split::Each),
        meaning: "the language of the text", example: "language:fr" },
    FieldSpec { field: Field::Layout, name: "layout", also: &[], iati: "",
        values: Values::Plain, flags: &[], facet: Some(Split::Shares),
        meaning: "the layout that the document was read with", example: "layout:gac-profile" },
    FieldSpec { field: Field::File, name: "file", also: &["document"], iati: "",
        values: Values::Text, flags: &[], facet: None,
        meaning: "words of the file's name", example: "file:haiti" },
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_enum_and_no_name_stands_twice() {
        let mut names = BTreeSet::new();
        for (index, spec) in FIELDS.iter().enumerate() {
            assert_eq!(spec.field as usize, index, "{}", spec.name);
            assert_eq!(FieldSpec::of(spec.field).name, spec.name);
            for name in spec.names() {
                assert!(names.insert(name), "`{name}` stands twice");
                assert_eq!(FieldSpec::named(&name.to_uppercase()).unwrap().field, spec.field);
            }
        }
    }

    #[test]
    fn a_misspelt_name_gets_the_nearest() {
        for (typed, nearest) in [("cuntry", Some("country")), ("organization", Some("org")), ("xyzzy", None)]
        {
            assert_eq!(FieldSpec::nearest(typed), nearest, "{typed}");
        }
    }

    #[test]
    fn codes_have_names() {
        assert_eq!(FieldSpec::of(Field::Country).name_of("HT"), Some("Haiti"));
        assert!(FieldSpec::of(Field::Sector).name_of("15131").is_some());
        assert_eq!(FieldSpec::of(Field::Donor).name_of("CA-3"), None);
    }
}
