//! From an amount to US dollars: the rules of docs/record.md, "Money", in their order.

use std::sync::LazyLock;

use almoner_record::{DateFrom, Frequency, Usd};
use jiff::civil::Date;
use rust_decimal::{Decimal, RoundingStrategy};

use super::{Conversion, NoRate, Rate, Rates, Step};
use crate::lists::CURRENCY;
use crate::table::rows;

/// A provisional rate is at most this many months older than the date.
const OLDEST_MONTHS: i32 = 12;
/// A mean of months is kept to this many significant digits: enough for cents in a hundred billion.
const MEAN_DIGITS: u32 = 14;

/// Currencies that were replaced: (old, new, units of the old one that made one of the new).
static SUCCESSORS: LazyLock<Vec<(&str, &str, Decimal)>> = LazyLock::new(|| {
    let table = rows(include_str!("../../data/currency-successors.csv"));
    let read = |row: &crate::table::Row| {
        (row.text("old"), row.text("new"), row.text("old_per_new").parse().unwrap_or(Decimal::ONE))
    };
    table.iter().map(read).collect()
});

/// A rate that was chosen, and why.
struct Chosen {
    units: Decimal,
    step: Step,
    period: i32,
    source: String,
    rule: &'static str,
}

impl Rates {
    /// `value` of `currency` in US dollars of `date`, rounded to cents half to even.
    ///
    /// `frequency` A takes the average of the calendar year (budgets and all that is dated to a year), else the mean
    /// of that year's months; M takes the end of the month (dated payments). Without either, the newest month at or
    /// before `date` and not older than twelve months, marked provisional. A currency that was replaced goes through
    /// its successors where it has no rate of its own. US dollars need neither date nor rate. `from` says where
    /// `date` came from and is written into the result.
    pub fn usd(
        &self,
        value: Decimal,
        currency: &str,
        date: Date,
        frequency: Frequency,
        from: DateFrom,
    ) -> Result<Conversion, NoRate> {
        let known = CURRENCY.get(currency.trim()).map(|entry| entry.code);
        let code = known.ok_or_else(|| NoRate::UnknownCurrency { currency: currency.to_owned() })?;
        if code == "USD" {
            return Ok(same_currency(value));
        }
        let chosen = self
            .choose(code, date, frequency)
            .ok_or_else(|| NoRate::NoRateForDate { currency: code.to_owned(), date })?;
        let dollars = value.checked_div(chosen.units).and_then(cents);
        let dollars = dollars.ok_or_else(|| NoRate::OutOfRange { value, currency: code.to_owned() })?;
        let usd = Usd {
            value: dollars,
            units_per_usd: Some(chosen.units),
            rate_frequency: Some(chosen.step.frequency()),
            rate_date: Some(chosen.step.last_day(chosen.period)),
            rate_source: Some(chosen.source),
            rate_rule: chosen.rule.to_owned(),
            date_from: Some(from),
        };
        Ok(Conversion { usd, provisional: chosen.rule == "newest-month" })
    }

    /// The first rule that any currency of the chain can serve: an exact rate of a successor goes before a
    /// provisional one of the currency itself.
    fn choose(&self, currency: &str, date: Date, frequency: Frequency) -> Option<Chosen> {
        let rules: &[fn(&Rates, &str, Date) -> Option<Chosen>] = match frequency {
            Frequency::A => &[Rates::year_average, Rates::mean_of_months, Rates::newest_month],
            Frequency::M => &[Rates::month_end, Rates::newest_month],
        };
        let chain = chain(currency);
        rules.iter().find_map(|rule| {
            chain.iter().find_map(|(code, old_per_new)| {
                let chosen = rule(self, code, date)?;
                Some(Chosen { units: chosen.units.checked_mul(*old_per_new)?, ..chosen })
            })
        })
    }

    fn year_average(&self, currency: &str, date: Date) -> Option<Chosen> {
        self.exactly(currency, date, Step::Year, "year-average")
    }

    fn month_end(&self, currency: &str, date: Date) -> Option<Chosen> {
        self.exactly(currency, date, Step::Month, "month-end")
    }

    fn exactly(&self, currency: &str, date: Date, step: Step, rule: &'static str) -> Option<Chosen> {
        let rates = self.of(currency, step);
        let place = rates.binary_search_by_key(&step.period(date), |rate| rate.period).ok()?;
        rates.get(place).map(|rate| self.chosen(rate, step, rule))
    }

    fn mean_of_months(&self, currency: &str, date: Date) -> Option<Chosen> {
        let year = i32::from(date.year());
        let rates = self.of(currency, Step::Month);
        let from = rates.partition_point(|rate| rate.period < year * 12);
        let to = rates.partition_point(|rate| rate.period < (year + 1) * 12);
        let months = rates.get(from..to).filter(|months| !months.is_empty())?;
        let sum = months.iter().try_fold(Decimal::ZERO, |sum, rate| sum.checked_add(rate.units))?;
        let units = sum.checked_div(Decimal::from(months.len()))?.round_sf(MEAN_DIGITS)?.normalize();
        let mut sources: Vec<&str> = months.iter().map(|rate| self.source(rate.source)).collect();
        sources.dedup();
        Some(Chosen {
            units,
            step: Step::Year,
            period: year,
            source: sources.join("+"),
            rule: "mean-of-months",
        })
    }

    fn newest_month(&self, currency: &str, date: Date) -> Option<Chosen> {
        let rates = self.of(currency, Step::Month);
        let month = Step::Month.period(date);
        let after = rates.partition_point(|rate| rate.period <= month);
        let rate = rates.get(after.checked_sub(1)?)?;
        (month - rate.period <= OLDEST_MONTHS).then(|| self.chosen(rate, Step::Month, "newest-month"))
    }

    fn chosen(&self, rate: &Rate, step: Step, rule: &'static str) -> Chosen {
        let source = self.source(rate.source).to_owned();
        Chosen { units: rate.units, step, period: rate.period, source, rule }
    }
}

/// A currency and its successors, each with how many units of the first made one of it.
fn chain(currency: &str) -> Vec<(&str, Decimal)> {
    let mut chain = vec![(currency, Decimal::ONE)];
    while let Some((last, factor)) = chain.last().copied() {
        let next = SUCCESSORS.iter().find(|(old, ..)| *old == last);
        let Some((_, new, old_per_new)) = next else { break };
        let Some(factor) = factor.checked_mul(*old_per_new) else { break };
        if chain.iter().any(|(code, _)| code == new) {
            break;
        }
        chain.push((new, factor));
    }
    chain
}

fn same_currency(value: Decimal) -> Conversion {
    let usd = Usd {
        value: cents(value).unwrap_or(value),
        units_per_usd: None,
        rate_frequency: None,
        rate_date: None,
        rate_source: None,
        rate_rule: "same-currency".to_owned(),
        date_from: None,
    };
    Conversion { usd, provisional: false }
}

/// Rounded half to even and written with two decimals; None when that many digits do not fit.
fn cents(value: Decimal) -> Option<Decimal> {
    let mut value = value.round_dp_with_strategy(2, RoundingStrategy::MidpointNearestEven);
    value.rescale(2);
    (value.scale() == 2).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_seed_is_converted_at_the_average_of_its_year() {
        let date = jiff::civil::date(2018, 1, 15);
        let found = Rates::embedded()
            .usd(Decimal::from(1249777), "CAD", date, Frequency::A, DateFrom::PeriodStart)
            .unwrap();
        assert_eq!(found.usd.value.to_string(), "964469.62");
        assert_eq!(found.usd.units_per_usd.unwrap().to_string(), "1.2958179");
        assert_eq!(found.usd.rate_date, Some(jiff::civil::date(2018, 12, 31)));
    }
}
