//! Where a record contradicts itself. Each finding is a warning; nothing is set right.

mod amounts;
mod standard;

use almoner_record::{LineKind, WarningCode};
use rust_decimal::Decimal;

use crate::context::Context;
use crate::draft::Draft;
use crate::infer::shares;
use crate::value::percentage::percentage;

/// Notes all contradictions of a draft.
pub(crate) fn note(draft: &mut Draft, context: &Context<'_>) {
    sums(draft);
    support_costs(draft);
    amounts::note(draft, context);
    percentages(draft);
    dates(draft);
    standard::note(draft);
}

/// Half a unit a line may be lost in rounding.
fn differs(one: Decimal, other: Decimal) -> bool {
    (one - other).abs() > Decimal::ONE
}

fn sums(draft: &mut Draft) {
    let lines = &draft.activity.budget_lines;
    let Some(total) = lines.iter().rposition(|line| line.kind == LineKind::Total) else { return };
    let counted = lines.iter().filter(|line| matches!(line.kind, LineKind::Direct | LineKind::Support));
    let sum: Decimal = counted.map(|line| line.money.value).sum();
    let Some(stated) = lines.get(total).map(|line| line.money.value) else { return };
    if differs(sum, stated) {
        let message = format!("the lines add up to {sum}, the total is {stated}");
        let paths = [format!("/budget_lines/{total}/value"), "/budget/value".to_owned()];
        let known = if draft.activity.budget.is_some() { 2 } else { 1 };
        let paths: Vec<&str> = paths.iter().take(known).map(String::as_str).collect();
        draft.warn(WarningCode::LinesDoNotAddUp, message, &paths);
    }
}

fn support_costs(draft: &mut Draft) {
    let mut direct = Decimal::ZERO;
    let mut found = Vec::new();
    for (at, line) in draft.activity.budget_lines.iter().enumerate() {
        if line.kind == LineKind::Direct {
            direct += line.money.value;
        }
        let share = percentage(&line.item).or_else(|| line.description.as_deref().and_then(percentage));
        if let (LineKind::Support, Some((_, share))) = (line.kind, share) {
            let Some(expected) = direct.checked_mul(share / Decimal::ONE_HUNDRED) else { continue };
            if differs(expected, line.money.value) {
                let expected = expected.round_dp(2).normalize();
                found.push((
                    format!("{share} % of {direct} is {expected}, the line says {}", line.money.value),
                    format!("/budget_lines/{at}/value"),
                ));
            }
        }
    }
    for (message, path) in found {
        draft.warn(WarningCode::SupportCostShare, message, &[&path]);
    }
}

fn percentages(draft: &mut Draft) {
    let activity = &draft.activity;
    let mut found = Vec::new();
    let countries = shares(&activity.countries, &activity.regions);
    found.push((
        countries,
        activity.countries.len() + activity.regions.len(),
        "countries and regions",
        if activity.countries.is_empty() { "/regions" } else { "/countries" },
    ));
    let mut vocabularies: Vec<&str> =
        activity.sectors.iter().map(|sector| sector.vocabulary.as_str()).collect();
    vocabularies.sort_unstable();
    vocabularies.dedup();
    for vocabulary in vocabularies {
        let of: Vec<_> = activity.sectors.iter().filter(|sector| sector.vocabulary == vocabulary).collect();
        let shares = of.iter().filter_map(|sector| sector.percentage).collect();
        found.push((shares, of.len(), "sectors", "/sectors"));
    }
    for (shares, of, what, path) in found {
        let sum: Decimal = shares.iter().sum();
        // Thirds are printed as 33.33: a tenth of a percent a share is rounding.
        let slack = Decimal::new(1, 1) * Decimal::from(shares.len());
        // Where some have none, less than the whole is told by standard.rs.
        let short = shares.len() < of && sum < Decimal::ONE_HUNDRED;
        if !shares.is_empty() && !short && (sum - Decimal::ONE_HUNDRED).abs() > slack {
            draft.warn(
                WarningCode::Percentages,
                format!("the percentages of the {what} add up to {}", sum.normalize()),
                &[path],
            );
        }
    }
}

fn dates(draft: &mut Draft) {
    let Some(period) = draft.activity.period.clone() else { return };
    if let (Some(start), Some(end)) = (period.start, period.end)
        && end < start
    {
        let message = format!("the end {end} is before the start {start}");
        draft.warn(WarningCode::DatesOutOfOrder, message, &["/period/start", "/period/end"]);
    }
    let late = draft.activity.results.iter().position(
        |result| matches!((result.as_of, period.end), (Some(told), Some(end)) if told.first_of_month() > end),
    );
    if let Some((at, told)) = late
        .and_then(|at| draft.activity.results.get(at).and_then(|result| result.as_of).map(|told| (at, told)))
    {
        let end = period.end.map(|end| end.to_string()).unwrap_or_default();
        let message = format!("results are told as of {told}, the stated end is {end}");
        draft.warn(WarningCode::ResultsAfterEnd, message, &[&format!("/results/{at}"), "/period/end"]);
    }
}

#[cfg(test)]
mod tests {
    use crate::specimen::record;

    #[test]
    fn a_budget_that_does_not_add_up_is_told() {
        for (rows, expected) in [
            ("Travel\tVisits\t$40,000\nProgramme Support Costs (13%)\t\t$5,200\n\tTotal:\t$45,200", &[][..]),
            (
                "Travel\tVisits\t$40,000\nProgramme Support Costs (13%)\t\t$5,200\n\tTotal:\t$54,200",
                &["lines-do-not-add-up"],
            ),
            (
                "Travel\tVisits\t$40,000\nProgramme Support Costs (13%)\t\t$4,200\n\tTotal:\t$44,200",
                &["support-cost-share"],
            ),
            // A cell broken over two lines is one line of the budget.
            ("Travel\tVisits of the\t$40,000\n\tmissions\t\n\tTotal:\t$40,000", &[]),
        ] {
            let read = record(&format!(
                "A proposal\n\nObjective of the project\n\nOne.\n\nWhy is the project required?\n\nTwo.\n\nWhat is the expected impact of the project?\n\nThree.\n\nImplementation timeline\n\n12 months\n\nProposed budget\n\nItem\tBrief Description\tTotal Amount\n{rows}\n"
            ));
            let codes: Vec<&str> = read.warnings.iter().map(|warning| warning.code.code()).collect();
            assert_eq!(codes, expected, "{rows}");
        }
    }

    #[test]
    fn what_a_labelled_document_contradicts_is_told() {
        let document = |lines: &str| {
            format!(
                "Project title: Clinics for the north\nImplementing agency: UNICEF\nStatus: Closed\n{lines}\n\nDescription\n\nThe project builds clinics.\n"
            )
        };
        for (lines, expected) in [
            (
                "Total budget: USD 2,500,000 (two million five hundred thousand US dollars)\nStart date: 1 May 2019",
                &[][..],
            ),
            (
                "Total budget: USD 2,500,000 (two million US dollars)\nStart date: 1 May 2019",
                &["amount-in-words"],
            ),
            ("Total budget: USD 18.5\nStart date: 1 May 2019", &["implausible-budget"]),
            ("Total budget: USD 18.5 million\nStart date: 1 May 2019", &[]),
            ("Country: Mali (60%), Niger\nTotal budget: USD 2,000,000", &["percentages"]),
            ("Country: Mali (60%), Niger (60%)\nTotal budget: USD 2,000,000", &["percentages"]),
            (
                "Total budget: USD 2,000,000\nStart date: 1 May 2019\nEnd date: 1 May 2018",
                &["dates-out-of-order"],
            ),
        ] {
            let read = record(&document(lines));
            let codes: Vec<&str> = read.warnings.iter().map(|warning| warning.code.code()).collect();
            assert_eq!(codes, expected, "{lines}");
        }
    }

    #[test]
    fn percentages_and_dates_are_checked() {
        let read = record(
            "Project profile — X\n\nOverview\n\nCA-3-D1234\n2019-01-01 - 2016-02-28\n\nCountry / region\n\n• Haiti (60.00%)\n• Mali (30.00%)\n\nDescription\n\nText.\n",
        );
        let codes: Vec<&str> = read.warnings.iter().map(|warning| warning.code.code()).collect();
        assert_eq!(codes, ["percentages", "dates-out-of-order"]);
    }
}
