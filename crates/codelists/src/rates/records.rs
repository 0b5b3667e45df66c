//! All amounts of a record in US dollars: docs/record.md, "Money".

use almoner_record::{Activity, DateFrom, Frequency, Money, Precision, Warning, WarningCode};
use jiff::civil::Date;

use super::Rates;

/// Puts every amount of `activity` into US dollars by `rates`, and gives the warnings that this calls for.
///
/// What stood in `usd` before is replaced. One warning says it for all amounts of a kind: it names the first of them.
pub fn dollars(activity: &mut Activity, rates: &Rates) -> Vec<Warning> {
    let start = activity.period.as_ref().and_then(|period| period.start);
    let implied = start
        .map(|date| (date, DateFrom::PeriodStart))
        .or(activity.document.date.map(|date| (date, DateFrom::DocumentDate)));
    let mut told: Vec<Warning> = Vec::new();
    for (path, money, yearly) in amounts(activity) {
        match convert(money, implied, yearly, rates) {
            Some((code, message)) if told.iter().all(|known| known.code != code) => {
                told.push(Warning { code, message, paths: vec![format!("{path}/value")] });
            }
            _ => {}
        }
    }
    told
}

/// Each amount with its path, and whether it is one of a year whatever its date says.
fn amounts(activity: &mut Activity) -> impl Iterator<Item = (String, &mut Money, bool)> {
    let budget = activity.budget.iter_mut().map(|budget| ("/budget".to_owned(), &mut budget.money, true));
    let lines = activity.budget_lines.iter_mut().enumerate();
    let lines = lines.map(|(at, line)| (format!("/budget_lines/{at}"), &mut line.money, true));
    let funding = activity.funding.iter_mut().enumerate();
    let funding = funding.map(|(at, share)| (format!("/funding/{at}"), &mut share.money, true));
    let amounts = activity.amounts.iter_mut().enumerate();
    let amounts = amounts.map(|(at, amount)| (format!("/amounts/{at}"), &mut amount.money, false));
    budget.chain(lines).chain(funding).chain(amounts)
}

fn convert(
    money: &mut Money,
    implied: Option<(Date, DateFrom)>,
    yearly: bool,
    rates: &Rates,
) -> Option<(WarningCode, String)> {
    money.usd = None;
    let Some(currency) = money.currency.clone() else {
        let message = format!("nothing tells which currency {} is in", money.value);
        return Some((WarningCode::AmbiguousCurrency, message));
    };
    let own = money.value_date.map(|date| (date, DateFrom::ValueDate));
    let without_date = (currency == "USD").then_some((Date::default(), DateFrom::ValueDate));
    let Some((date, from)) = own.or(implied).or(without_date) else {
        let message =
            format!("nothing tells the date of {} {currency}, so there is no rate for it", money.value);
        return Some((WarningCode::NoRate, message));
    };
    let to_the_year = yearly || own.is_none() || money.value_date_precision == Some(Precision::Year);
    let frequency = if to_the_year { Frequency::A } else { Frequency::M };
    match rates.usd(money.value, &currency, date, frequency, from) {
        Ok(conversion) => {
            money.usd = Some(conversion.usd);
            conversion.provisional.then(|| {
                let message =
                    format!("the rate of {currency} is that of the newest month known before {date}");
                (WarningCode::RateProvisional, message)
            })
        }
        Err(cause) => Some((WarningCode::NoRate, cause.to_string())),
    }
}
