//! Rules of the IATI standard (its ruleset for 2.03) that a document can break: those about values that contradict each
//! other. What a document merely leaves out breaks none.

use almoner_record::{Activity, Precision, WarningCode};
use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::draft::Draft;

pub(super) fn note(draft: &mut Draft) {
    planned_and_actual(draft);
    later_than_the_document(draft);
    some_without_percentage(draft);
    identifier(draft);
}

fn date_of(activity: &Activity, kind: &str) -> Option<(usize, Date, Precision)> {
    let mut dates = activity.activity_dates.iter().enumerate();
    let found = dates.find(|(_, date)| date.kind.as_deref() == Some(kind));
    found.map(|(at, date)| (at, date.date, date.precision))
}

/// The planned start is before the planned end, the actual one before the actual one.
fn planned_and_actual(draft: &mut Draft) {
    let period = draft.activity.period.as_ref();
    let told = period
        .is_some_and(|period| matches!((period.start, period.end), (Some(start), Some(end)) if end < start));
    for (start, end, what) in [("1", "3", "planned"), ("2", "4", "actual")] {
        let (Some((first, from, _)), Some((last, to, _))) =
            (date_of(&draft.activity, start), date_of(&draft.activity, end))
        else {
            continue;
        };
        if to < from && !told {
            let message = format!("the {what} end {to} is before the {what} start {from}");
            let paths = [format!("/activity_dates/{first}"), format!("/activity_dates/{last}")];
            draft.warn(WarningCode::DatesOutOfOrder, message, &[&paths[0], &paths[1]]);
        }
    }
}

/// An actual start or end is no later than the day that the document bears.
fn later_than_the_document(draft: &mut Draft) {
    let Some(printed) = draft.activity.document.date else { return };
    for (kind, what) in [("2", "start"), ("4", "end")] {
        let Some((at, date, precision)) = date_of(&draft.activity, kind) else { continue };
        // A month or a year is widened to its last day, which is no promise of that day.
        if date > printed && precision == Precision::Day {
            let message = format!("the actual {what} {date} is after the document's own date {printed}");
            draft.warn(WarningCode::ActualDateToCome, message, &[&format!("/activity_dates/{at}")]);
        }
    }
}

/// Where several countries and regions, or sectors of one vocabulary, have percentages, each has one.
fn some_without_percentage(draft: &mut Draft) {
    let activity = &draft.activity;
    let countries = activity.countries.iter().map(|country| country.percentage);
    let places: Vec<Option<Decimal>> =
        countries.chain(activity.regions.iter().map(|region| region.percentage)).collect();
    let mut lists = vec![(
        places,
        "countries and regions",
        if activity.countries.is_empty() { "/regions" } else { "/countries" },
    )];
    for vocabulary in ["1", "2", "98", "99"] {
        let own = activity.sectors.iter().filter(|sector| sector.vocabulary == vocabulary);
        lists.push((own.map(|sector| sector.percentage).collect(), "sectors", "/sectors"));
    }
    let mut found = Vec::new();
    for (shares, what, path) in lists {
        let with = shares.iter().flatten().count();
        let all = shares.iter().flatten().sum::<Decimal>() == Decimal::ONE_HUNDRED;
        if with > 0 && with < shares.len() && !all {
            found.push((format!("{with} of {} {what} have a percentage", shares.len()), path));
        }
    }
    for (message, path) in found {
        draft.warn(WarningCode::Percentages, message, &[path]);
    }
}

/// An identifier of an activity is not that of its organisation, and has none of the signs that the standard forbids.
fn identifier(draft: &mut Draft) {
    let Some(identifier) = draft.activity.iati_identifier.clone() else { return };
    let reporting = draft.activity.reporting_org.as_ref().and_then(|org| org.organisation.reference.clone());
    let message = if reporting.as_deref() == Some(identifier.as_str()) {
        format!("{identifier} is the identifier of the reporting organisation itself")
    } else if identifier.contains(['/', '&', '|', '?']) {
        format!("{identifier} has a sign that the standard does not allow: / & | ?")
    } else {
        return;
    };
    draft.warn(WarningCode::Identifier, message, &["/iati_identifier"]);
}
