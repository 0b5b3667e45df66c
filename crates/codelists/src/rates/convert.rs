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

/// One way to choose a rate of a currency for a date.
type Rule = fn(&Rates, &str, Date) -> Option<Chosen>;

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
        let rules: &[Rule] = match frequency {
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
    use jiff::civil::date;

    use super::*;

    fn usd(value: &str, currency: &str, date: Date, frequency: Frequency) -> Result<Conversion, NoRate> {
        Rates::embedded().usd(value.parse().unwrap(), currency, date, frequency, DateFrom::PeriodStart)
    }

    /// `dollars at units, rate_date source rule`, and `?` behind it when provisional.
    fn told(value: &str, currency: &str, day: &str, frequency: Frequency) -> String {
        match usd(value, currency, day.parse().unwrap(), frequency) {
            Err(none) => none.to_string(),
            Ok(Conversion { usd, provisional }) => {
                let (units, date) = (usd.units_per_usd.unwrap().normalize(), usd.rate_date.unwrap());
                let mark = if provisional { "?" } else { "" };
                format!(
                    "{} at {units}, {date} {} {}{mark}",
                    usd.value,
                    usd.rate_source.unwrap(),
                    usd.rate_rule
                )
            }
        }
    }

    #[test]
    fn each_amount_takes_the_rate_that_its_date_and_kind_ask_for() {
        use Frequency::{A, M};
        for (value, currency, day, frequency, expected) in [
            ("1249777", "CAD", "2018-01-15", A, "964469.62 at 1.2958179, 2018-12-31 IMF-AVG year-average"),
            ("1249777", "CAD", "2018-12-31", A, "964469.62 at 1.2958179, 2018-12-31 IMF-AVG year-average"),
            ("1249777", "CAD", "2018-01-15", M, "1018212.72 at 1.2274223, 2018-01-31 ECB-EOP month-end"),
            ("1249777", " cad", "2018-01-31", M, "1018212.72 at 1.2274223, 2018-01-31 ECB-EOP month-end"),
            ("1000000", "XAF", "2016-02-03", M, "1659.86 at 602.45867, 2016-02-29 IMF-EOP month-end"),
            ("-1000000", "XAF", "2016-02-03", M, "-1659.86 at 602.45867, 2016-02-29 IMF-EOP month-end"),
            // No average of 2026 yet: the mean of its months so far.
            ("1000000", "CAD", "2026-03-01", A, "719853.42 at 1.38917171, 2026-12-31 ECB-EOP mean-of-months"),
            (
                "1000000",
                "LKR",
                "2024-05-01",
                A,
                "3322.36 at 300.991225, 2024-12-31 IMF-EOP+FRED-AVG mean-of-months",
            ),
            (
                "1000000",
                "TWD",
                "2026-01-01",
                A,
                "31635.69 at 31.609866666667, 2026-12-31 FRED-AVG mean-of-months",
            ),
            // Neither: the newest month, twelve months old at most, and a person should look.
            ("1000", "CAD", "2027-10-01", A, "715.88 at 1.3968851, 2026-10-31 ECB-EOP newest-month?"),
            ("1000", "CAD", "2027-10-31", M, "715.88 at 1.3968851, 2026-10-31 ECB-EOP newest-month?"),
            ("1000", "CAD", "2027-11-01", A, "there is no exchange rate of CAD for 2027-11-01"),
            ("24305", "SOS", "2019-06-30", M, "1.00 at 24305, 2018-06-30 IMF-EOP newest-month?"),
            ("24305", "SOS", "2019-07-01", M, "there is no exchange rate of SOS for 2019-07-01"),
            // Never a rate of a later month, nor a yearly one for a dated payment.
            ("1000", "EUR", "1998-12-31", M, "there is no exchange rate of EUR for 1998-12-31"),
            ("1000", "HTG", "2023-06-01", M, "there is no exchange rate of HTG for 2023-06-01"),
            ("1000", "KPW", "2018-06-01", A, "there is no exchange rate of KPW for 2018-06-01"),
            // Replaced currencies: their own rates while there were any, then those of the successors.
            ("1000", "DEM", "1990-07-01", A, "618.91 at 1.6157333, 1990-12-31 IMF-AVG year-average"),
            ("195583", "DEM", "2003-05-05", M, "118220.00 at 1.6543985756648, 2003-05-31 ECB-EOP month-end"),
            ("1000000000", "TRL", "2001-06-01", A, "815.93 at 1225588.1, 2001-12-31 IMF-AVG year-average"),
            (
                "1000000000",
                "ZRZ",
                "1992-06-01",
                A,
                "1549.41 at 645408.78075, 1992-12-31 IMF-AVG year-average",
            ),
            ("1000", "SVC", "2003-06-01", A, "114.29 at 8.75, 2003-12-31 PEG year-average"),
            ("1000", "XYZ", "2018-01-01", A, "there is no currency `XYZ`"),
            ("1000", "", "2018-01-01", A, "there is no currency ``"),
        ] {
            assert_eq!(
                told(value, currency, day, frequency),
                expected,
                "{value} {currency} {day} {frequency:?}"
            );
        }
    }

    #[test]
    fn dollars_stay_as_they_are_to_the_cent() {
        for (value, cents) in
            [("18500000", "18500000.00"), ("0.125", "0.12"), ("0.135", "0.14"), ("-7.5", "-7.50")]
        {
            let found = usd(value, "USD", date(1900, 1, 1), Frequency::M).unwrap();
            assert_eq!(found.usd.value.to_string(), cents);
            assert_eq!((found.usd.rate_rule.as_str(), found.usd.units_per_usd), ("same-currency", None));
            assert_eq!((found.usd.rate_date, found.usd.date_from, found.provisional), (None, None, false));
        }
    }

    #[test]
    fn an_amount_out_of_range_is_told_not_cut() {
        let huge = Decimal::MAX.to_string();
        let none = usd(&huge, "MXN", date(1957, 6, 1), Frequency::A).unwrap_err();
        assert!(matches!(none, NoRate::OutOfRange { .. }), "{none}");
        assert!(none.hint().contains("check"));
        assert_eq!(
            usd("1", "CDA", date(2018, 1, 1), Frequency::A).unwrap_err().hint(),
            "did you mean CAD (Canadian Dollar)?"
        );
    }

    #[test]
    fn a_hundred_thousand_conversions_take_no_time_to_speak_of() {
        let started = std::time::Instant::now();
        for step in 0..100_000_i32 {
            let day = date(i16::try_from(1999 + step % 26).unwrap(), 1 + i8::try_from(step % 12).unwrap(), 1);
            let currency = if step % 2 == 0 { "CAD" } else { "DEM" };
            let frequency = if step % 3 == 0 { Frequency::A } else { Frequency::M };
            assert!(usd("1000", currency, day, frequency).is_ok(), "{currency} {day}");
        }
        assert!(started.elapsed().as_secs() < 5, "{:?} (unoptimized)", started.elapsed());
    }
}
