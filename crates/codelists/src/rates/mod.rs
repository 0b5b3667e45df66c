//! Exchange rates and what an amount is in US dollars. docs/record.md, "Money", has the rules.

mod compact;
mod convert;
mod csv_table;
mod records;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, OnceLock};

use almoner_record::{Frequency, Usd};
use jiff::civil::Date;
use rust_decimal::Decimal;

pub use records::dollars;

static EMBEDDED: LazyLock<Rates> = LazyLock::new(|| compact::table(include_str!("../../data/rates.txt")));

/// A table of exchange rates: the embedded one, or one from a file.
#[derive(Debug)]
pub struct Rates {
    newest: Date,
    /// Of the bytes of the table.
    digest: u64,
    sources: Vec<String>,
    series: BTreeMap<(String, Step), Series>,
}

/// An amount in US dollars.
#[derive(Debug, Clone, PartialEq)]
pub struct Conversion {
    /// What goes into the record.
    pub usd: Usd,
    /// True when the rate is of an earlier month because the right one is not known yet: warn `rate-provisional`.
    pub provisional: bool,
}

/// Why an amount has no US dollars.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoRate {
    /// Not an ISO 4217 code, not even a withdrawn one.
    #[error("there is no currency `{currency}`")]
    UnknownCurrency {
        /// As given.
        currency: String,
    },
    /// A known currency, but the table has nothing near the date.
    #[error("there is no exchange rate of {currency} for {date}")]
    NoRateForDate {
        /// ISO 4217 code.
        currency: String,
        /// The date asked for.
        date: Date,
    },
    /// The amount in dollars has more digits than a decimal holds.
    #[error("{value} {currency} is out of range in US dollars")]
    OutOfRange {
        /// The amount.
        value: Decimal,
        /// ISO 4217 code.
        currency: String,
    },
}

/// Why a table of rates could not be read.
#[derive(Debug, thiserror::Error)]
pub enum RatesError {
    /// The file could not be opened or read.
    #[error("{}: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A column is missing, or there are no rows.
    #[error("{}: {what}", path.display())]
    NotATable {
        /// The file.
        path: PathBuf,
        /// What is missing.
        what: String,
    },
    /// A row that is no rate.
    #[error("{}:{line}: {what}", path.display())]
    BadRow {
        /// The file.
        path: PathBuf,
        /// Counted from 1, the header included.
        line: u64,
        /// What is wrong with it.
        what: String,
    },
}

/// One rate: how many units one US dollar buys, in which period, from which source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Rate {
    /// A year, or year * 12 + month - 1.
    period: i32,
    units: Decimal,
    /// Index into `Rates::sources`.
    source: usize,
}

/// Orders the two frequencies: `Frequency` itself has no order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Year,
    Month,
}

/// The rates of one currency and frequency, by period. The embedded ones are read when first asked for.
#[derive(Debug)]
struct Series {
    packed: &'static str,
    rates: OnceLock<Vec<Rate>>,
}

impl Rates {
    /// The table that is part of the program.
    pub fn embedded() -> &'static Rates {
        &EMBEDDED
    }

    /// Reads a table from a CSV file with the columns currency, date, frequency, units_per_usd and source. It stands
    /// in place of the embedded one, it does not add to it.
    pub fn read(path: &Path) -> Result<Rates, RatesError> {
        csv_table::read(path)
    }

    /// The newest date of the table.
    pub fn newest(&self) -> Date {
        self.newest
    }

    /// What tells this table from another: the day of its newest rate, then a digest.
    pub fn stamp(&self) -> String {
        format!("{} {:016x}", self.newest, self.digest)
    }

    /// All rows as (currency, last day of the period, frequency, units per dollar, source), by currency, date and
    /// frequency.
    pub fn rows(&self) -> Vec<(&str, Date, Frequency, Decimal, &str)> {
        let mut rows = Vec::new();
        for ((currency, step), series) in &self.series {
            for rate in Rates::rates(series) {
                let source = self.source(rate.source);
                rows.push((
                    currency.as_str(),
                    step.last_day(rate.period),
                    step.frequency(),
                    rate.units,
                    source,
                ));
            }
        }
        rows.sort_by_key(|(currency, date, frequency, ..)| (*currency, *date, *frequency == Frequency::M));
        rows
    }

    fn rates(series: &Series) -> &[Rate] {
        series.rates.get_or_init(|| compact::rates(series.packed))
    }

    /// The rates of one currency by period; empty when there are none.
    fn of(&self, currency: &str, step: Step) -> &[Rate] {
        self.series.get(&(currency.to_owned(), step)).map_or(&[], |series| Rates::rates(series))
    }

    fn source(&self, index: usize) -> &str {
        self.sources.get(index).map_or("", String::as_str)
    }
}

/// FNV-1a: tells tables apart, not more.
fn digest(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3))
}

impl Step {
    fn frequency(self) -> Frequency {
        match self {
            Step::Year => Frequency::A,
            Step::Month => Frequency::M,
        }
    }

    /// The running number of the year or month of a date.
    fn period(self, date: Date) -> i32 {
        match self {
            Step::Year => i32::from(date.year()),
            Step::Month => i32::from(date.year()) * 12 + i32::from(date.month()) - 1,
        }
    }

    /// The last day of the year or month of a running number.
    fn last_day(self, period: i32) -> Date {
        let (year, month) = match self {
            Step::Year => (period, 12),
            Step::Month => (period.div_euclid(12), period.rem_euclid(12) + 1),
        };
        let first = i16::try_from(year).ok().zip(i8::try_from(month).ok());
        let first = first.and_then(|(year, month)| Date::new(year, month, 1).ok());
        first.map_or(Date::MAX, Date::last_of_month)
    }
}

impl NoRate {
    /// What to do about it.
    pub fn hint(&self) -> String {
        match self {
            NoRate::UnknownCurrency { currency } => match crate::CURRENCY.nearest(currency) {
                Some(entry) => format!("did you mean {} ({})?", entry.code, entry.name),
                None => "give an ISO 4217 code such as CAD or EUR".to_owned(),
            },
            NoRate::NoRateForDate { .. } => {
                "a rate of another year is never used; `--rates FILE` takes a newer table".to_owned()
            }
            NoRate::OutOfRange { .. } => "check the amount and its currency".to_owned(),
        }
    }
}

impl RatesError {
    /// What to do about it.
    pub fn hint(&self) -> String {
        match self {
            RatesError::Unreadable { .. } => "check the path and that you may read it".to_owned(),
            RatesError::NotATable { .. } | RatesError::BadRow { .. } => {
                "a table of rates is a CSV file with the columns currency, date, frequency, units_per_usd and source: \
                 CAD,2018-12-31,A,1.2958179,IMF-AVG"
                    .to_owned()
            }
        }
    }
}
