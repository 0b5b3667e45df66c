//! The field of a label that no dictionary knows, by what stands beside it.

use almoner_codelists::{POLICY_MARKER, SECTOR, SECTOR_CATEGORY, countries_in, organisation, sector};

use super::sample::Sample;
use crate::codes;
use crate::field::{DateKind, Field, TypeList};
use crate::value;

/// The field that two thirds of the values read as; None where they tell nothing. `label` is folded.
pub(super) fn field(label: &str, values: &[String], sample: &Sample) -> Option<Field> {
    /// Parts of words for when a page was written, which is no date of the activity.
    const WRITTEN: [&str; 9] = [
        "updat",
        "modifi",
        "publi",
        "actualiza",
        "mise a jour",
        "atualiza",
        "printed",
        "generated",
        "report",
    ];
    let told = |field: Field| {
        let right = values.iter().filter(|text| reads(field, text, sample)).count();
        right > 0 && right * 3 >= values.len() * 2
    };
    let field = KINDS.into_iter().find(|field| told(*field))?;
    let is_written = matches!(field, Field::Date(_)) && WRITTEN.iter().any(|word| label.contains(word));
    Some(if is_written { Field::DocumentDate } else { field })
}

/// What values tell by themselves, the surest first.
const KINDS: [Field; 15] = [
    Field::IatiIdentifier,
    Field::Status,
    Field::Type(TypeList::Aid),
    Field::Type(TypeList::Finance),
    Field::Type(TypeList::Flow),
    Field::Type(TypeList::Collaboration),
    Field::Period,
    Field::Date(DateKind::Other),
    Field::Budget(None),
    Field::Countries,
    Field::Sectors,
    Field::PolicyMarkers,
    Field::Sdgs,
    Field::Org(None),
    Field::OtherIdentifier,
];

fn reads(field: Field, text: &str, sample: &Sample) -> bool {
    let most = |length: usize| length * 3 >= text.len() * 2;
    match field {
        Field::IatiIdentifier => {
            let whole = value::identifier::iati_identifier(text).filter(|(span, _)| span.len() == text.len());
            whole.is_some_and(|(_, identifier)| identifier.matches('-').count() >= 2)
        }
        Field::Status => codes::status(text).is_some(),
        Field::Type(list) => codes::of_type(list, text).is_some(),
        Field::Period => value::period::period(text, sample.order).is_some_and(|(span, period)| {
            most(span.len()) && (period.duration.is_some() || period.start.is_some() && period.end.is_some())
        }),
        Field::Date(_) => value::date::date(text, sample.order).is_some_and(|(span, _)| most(span.len())),
        Field::Budget(_) => value::money::money(text, sample.decimal)
            .is_some_and(|(span, money)| most(span.len()) && money.currency.is_some()),
        Field::Countries => {
            let named: usize = countries_in(text).iter().map(|mention| mention.span.len()).sum();
            codes::are_countries(text) || most(named)
        }
        Field::Sectors => {
            let code = value::identifier::bracketed_code(text, 5).map(|(_, code)| code);
            code.and_then(|code| SECTOR.get(code)).is_some()
                || sector(text).or_else(|| SECTOR_CATEGORY.find(text)).is_some()
        }
        Field::PolicyMarkers => {
            let name = text.split(['(', ':']).next().unwrap_or_default().trim();
            name.len() < text.len() && POLICY_MARKER.find(name).is_some()
        }
        Field::Sdgs => text.len() <= 120 && !value::sdg::sdgs(text).is_empty(),
        Field::Org(_) => organisation(text).is_some(),
        Field::OtherIdentifier => {
            let is_part = |c: char| c.is_ascii_alphanumeric() || "-/._".contains(c);
            let has_both =
                text.chars().any(|c| c.is_ascii_digit()) && text.chars().any(|c| !c.is_ascii_digit());
            (4..=40).contains(&text.len()) && text.chars().all(is_part) && has_both
        }
        _ => false,
    }
}

/// What one value reads as, for a person who looks for its field.
pub(super) fn in_words(text: &str, sample: &Sample) -> Option<&'static str> {
    KINDS.into_iter().find(|field| reads(*field, text, sample)).map(Field::name)
}

#[cfg(test)]
mod tests {
    use almoner_document::{Limits, read};

    use super::*;
    use crate::layouts::Layouts;

    #[test]
    fn a_value_tells_what_it_is_of() {
        let text = "Wells for Kita\n\nThe project is for the people of the north and the south.\n";
        let document = read(text.as_bytes(), "a.txt", &Limits::default()).unwrap();
        let layouts = Layouts::built_in();
        let sample = Sample::read(document, layouts.get("general").unwrap());
        for (value, field) in [
            ("GB-GOV-1-300123", "iati_identifier"),
            ("Closed", "status"),
            ("1 March 2021 - 28 February 2023", "period"),
            ("18 months", "period"),
            ("3 May 2020", "other_date"),
            ("USD 85,000", "budget"),
            ("Ecuador", "countries"),
            ("Kenya, Uganda", "countries"),
            ("Basic nutrition (12240)", "sectors"),
            ("Gender equality (significant objective)", "policy_markers"),
            ("UNICEF", "partner_org"),
            ("HT-2021-044", "other_identifier"),
            ("Fundación Río Verde", ""),
            ("85", ""),
        ] {
            assert_eq!(in_words(value, &sample).unwrap_or_default(), field, "{value}");
        }
    }
}
