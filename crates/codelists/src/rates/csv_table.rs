//! A table of rates from a CSV file, as `--rates FILE.csv` takes it.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{Rate, Rates, RatesError, Series, Step};

const COLUMNS: [&str; 5] = ["currency", "date", "frequency", "units_per_usd", "source"];

type Found = BTreeMap<(String, Step), BTreeMap<i32, Rate>>;

pub(super) fn read(path: &Path) -> Result<Rates, RatesError> {
    let bytes =
        std::fs::read(path).map_err(|source| RatesError::Unreadable { path: path.to_owned(), source })?;
    let not_a_table = |what: String| RatesError::NotATable { path: path.to_owned(), what };
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(bytes);
    let header = reader.headers().map_err(|error| not_a_table(error.to_string()))?.clone();
    let mut places = [0; COLUMNS.len()];
    for (place, column) in places.iter_mut().zip(COLUMNS) {
        let found = header.iter().position(|name| name == column);
        *place = found.ok_or_else(|| not_a_table(format!("there is no column `{column}`")))?;
    }
    let mut table = Table { newest: None, sources: Vec::new(), found: Found::new() };
    for record in reader.records() {
        let line_of = |record: &csv::StringRecord| record.position().map_or(0, csv::Position::line);
        let record = record.map_err(|error| bad_csv(path, &error))?;
        let fields = places.map(|place| record.get(place).unwrap_or_default());
        table.add(fields).map_err(|what| RatesError::BadRow {
            path: path.to_owned(),
            line: line_of(&record),
            what,
        })?;
    }
    table.finish().ok_or_else(|| not_a_table("the table has no rates".to_owned()))
}

fn bad_csv(path: &Path, error: &csv::Error) -> RatesError {
    let line = error.position().map_or(0, csv::Position::line);
    let what = match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("{len} fields where the header has {expected_len}")
        }
        csv::ErrorKind::Utf8 { .. } => "the text is not UTF-8".to_owned(),
        _ => error.to_string(),
    };
    RatesError::BadRow { path: path.to_owned(), line, what }
}

struct Table {
    newest: Option<Date>,
    sources: Vec<String>,
    found: Found,
}

impl Table {
    /// Adds a row, or says in words why it is none.
    fn add(&mut self, [currency, date, frequency, units, source]: [&str; 5]) -> Result<(), String> {
        if currency.len() != 3 || !currency.bytes().all(|letter| letter.is_ascii_uppercase()) {
            return Err(format!("`{currency}` is no currency code"));
        }
        let date: Date = date.parse().map_err(|_| format!("`{date}` is no date such as 2018-12-31"))?;
        let step = match frequency {
            "A" => Step::Year,
            "M" => Step::Month,
            _ => {
                return Err(format!("`{frequency}` is no frequency: A is a year's average, M a month's end"));
            }
        };
        let rate: Option<Decimal> = Decimal::from_str_exact(units).ok().filter(|rate| *rate > Decimal::ZERO);
        let units = rate.ok_or_else(|| format!("`{units}` is no rate above zero"))?;
        let rate = Rate { period: step.period(date), units, source: self.source(source) };
        let series = self.found.entry((currency.to_owned(), step)).or_default();
        if series.insert(rate.period, rate).is_some() {
            return Err(format!("a second rate of {currency} for {}", step.last_day(rate.period)));
        }
        self.newest = self.newest.max(Some(step.last_day(rate.period)));
        Ok(())
    }

    fn source(&mut self, name: &str) -> usize {
        self.sources.iter().position(|known| known == name).unwrap_or_else(|| {
            self.sources.push(name.to_owned());
            self.sources.len() - 1
        })
    }

    fn finish(self) -> Option<Rates> {
        let newest = self.newest?;
        let series = self.found.into_iter().map(|(key, rates)| {
            let rates: Vec<Rate> = rates.into_values().collect();
            (key, Series { packed: "", rates: OnceLock::from(rates) })
        });
        Some(Rates { newest, sources: self.sources, series: series.collect() })
    }
}
