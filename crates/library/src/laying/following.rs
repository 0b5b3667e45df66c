//! What follows from a value that a person gave: the names of codes, the period of dates; and what no code list has.

use almoner_codelists::{
    ACTIVITY_STATUS, AID_TYPE, COLLABORATION_TYPE, COUNTRY, CURRENCY, Codelist, FINANCE_TYPE, FLOW_TYPE,
    POLICY_MARKER, REGION, SECTOR, SECTOR_CATEGORY, TIED_STATUS,
};
use almoner_record::{Activity, Coded, Precision};

use super::{CannotLay, cannot, replace_evidence};

/// What follows from the value at `place`: the names of codes, the period.
pub(super) fn follow(activity: &mut Activity, place: &[String]) -> Result<(), CannotLay> {
    let part = |at: usize| place.get(at).map_or("", String::as_str);
    let index = || part(1).parse::<usize>().ok();
    if matches!(part(0), "budget" | "budget_lines" | "funding" | "amounts") {
        currencies(activity)?;
    }
    if place.last().is_some_and(|last| last == "name") {
        return Ok(());
    }
    match part(0) {
        "status" => coded(&mut activity.status, &ACTIVITY_STATUS),
        "aid_type" => coded(&mut activity.aid_type, &AID_TYPE),
        "finance_type" => coded(&mut activity.finance_type, &FINANCE_TYPE),
        "flow_type" => coded(&mut activity.flow_type, &FLOW_TYPE),
        "collaboration_type" => coded(&mut activity.collaboration_type, &COLLABORATION_TYPE),
        "tied_status" => coded(&mut activity.tied_status, &TIED_STATUS),
        "countries" => named(
            index().and_then(|at| activity.countries.get_mut(at)).map(|c| (&mut c.code, &mut c.name)),
            &COUNTRY,
        ),
        "planned_countries" => named(
            index().and_then(|at| activity.planned_countries.get_mut(at)).map(|c| (&mut c.code, &mut c.name)),
            &COUNTRY,
        ),
        "regions" => {
            let region =
                index().and_then(|at| activity.regions.get_mut(at)).filter(|region| region.vocabulary == "1");
            named(region.and_then(|r| Some((r.code.as_mut()?, &mut r.name))), &REGION)
        }
        "policy_markers" => {
            let marker =
                index().and_then(|at| activity.policy_markers.get_mut(at)).filter(|m| m.vocabulary == "1");
            named(marker.and_then(|m| Some((m.code.as_mut()?, &mut m.name))), &POLICY_MARKER)
        }
        "sectors" => index().and_then(|at| activity.sectors.get_mut(at)).map_or(Ok(()), purpose),
        "activity_dates" => {
            period(activity);
            Ok(())
        }
        _ => Ok(()),
    }
}

fn unknown(code: &str, list: &Codelist) -> CannotLay {
    let near = list.nearest(code).map(|entry| format!("did you mean `{}` ({})?", entry.code, entry.name));
    cannot(
        format!("there is no code `{code}`"),
        near.unwrap_or_else(|| "`almoner schema` and docs/record.md tell the codelists".to_owned()),
    )
}

fn coded(field: &mut Option<Coded>, list: &Codelist) -> Result<(), CannotLay> {
    let Some(field) = field else { return Ok(()) };
    let entry = list.get(&field.code).ok_or_else(|| unknown(&field.code, list))?;
    field.name = Some(entry.name.to_owned());
    Ok(())
}

fn named(item: Option<(&mut String, &mut String)>, list: &Codelist) -> Result<(), CannotLay> {
    let Some((code, name)) = item else { return Ok(()) };
    let entry = list.get(code).ok_or_else(|| unknown(code, list))?;
    entry.code.clone_into(code);
    entry.name.clone_into(name);
    Ok(())
}

fn purpose(item: &mut almoner_record::Sector) -> Result<(), CannotLay> {
    let Some(code) = &item.code else { return Ok(()) };
    let list: &'static Codelist = match item.vocabulary.as_str() {
        "1" => &SECTOR,
        "2" => &SECTOR_CATEGORY,
        _ => return Ok(()),
    };
    let entry = list.get(code).ok_or_else(|| unknown(code, list))?;
    item.name = Some(entry.name.to_owned());
    item.category = entry.parent.filter(|_| item.vocabulary == "1").map(str::to_owned);
    Ok(())
}

/// Currencies by their codes, and no amount below zero.
fn currencies(activity: &mut Activity) -> Result<(), CannotLay> {
    let budget = activity.budget.iter_mut().map(|budget| &mut budget.money);
    let money = budget
        .chain(activity.budget_lines.iter_mut().map(|line| &mut line.money))
        .chain(activity.funding.iter_mut().map(|share| &mut share.money))
        .chain(activity.amounts.iter_mut().map(|amount| &mut amount.money));
    for money in money {
        if let Some(currency) = &mut money.currency {
            let entry = CURRENCY.get(currency).ok_or_else(|| unknown(currency, &CURRENCY))?;
            entry.code.clone_into(currency);
        }
    }
    if activity.budget.as_ref().is_some_and(|budget| budget.money.value.is_sign_negative()) {
        return Err(cannot("a budget is not below zero", "give it without a sign"));
    }
    Ok(())
}

/// Start and end as the dates tell them: actual before planned.
fn period(activity: &mut Activity) {
    let told = |kinds: [&str; 2]| {
        kinds.iter().find_map(|kind| {
            let date = activity.activity_dates.iter().find(|date| date.kind.as_deref() == Some(kind))?;
            Some((date.date, date.precision))
        })
    };
    let (start, end) = (told(["2", "1"]), told(["4", "3"]));
    if start.is_none() && end.is_none() {
        return;
    }
    let mut period = activity.period.take().unwrap_or_default();
    let mut changed = Vec::new();
    let mut set =
        |path, date: &mut Option<jiff::civil::Date>, precision: &mut Option<Precision>, told: Option<_>| {
            if let Some((day, exact)) = told.filter(|(day, _)| *date != Some(*day)) {
                (*date, *precision) = (Some(day), Some(exact));
                changed.push(path);
            }
        };
    set("/period/start", &mut period.start, &mut period.start_precision, start);
    set("/period/end", &mut period.end, &mut period.end_precision, end);
    activity.period = Some(period);
    for path in changed {
        replace_evidence(activity, path, false);
    }
}
