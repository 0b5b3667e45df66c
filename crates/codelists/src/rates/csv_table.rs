//! A table of rates from a CSV file, as `--rates FILE.csv` takes it.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{Rate, Rates, RatesError, Series, Step, digest};

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
    table.finish(digest(bytes)).ok_or_else(|| not_a_table("the table has no rates".to_owned()))
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

    fn finish(self, digest: u64) -> Option<Rates> {
        let newest = self.newest?;
        let series = self.found.into_iter().map(|(key, rates)| {
            let rates: Vec<Rate> = rates.into_values().collect();
            (key, Series { packed: "", rates: OnceLock::from(rates) })
        });
        Some(Rates { newest, digest, sources: self.sources, series: series.collect() })
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use almoner_record::{DateFrom, Frequency};
    use jiff::civil::date;

    use super::*;

    /// A file of this test's own, gone when the value is dropped.
    struct File(PathBuf);

    impl File {
        fn new(name: &str, bytes: &[u8]) -> File {
            let path = std::env::temp_dir().join(format!("almoner-{}-{name}.csv", std::process::id()));
            std::fs::write(&path, bytes).unwrap();
            File(path)
        }
    }

    impl Drop for File {
        fn drop(&mut self) {
            let _ = std::fs::remove_file(&self.0);
        }
    }

    #[test]
    fn a_table_of_ones_own_stands_in_place_of_the_embedded_one() {
        let text = "\u{feff}source,currency,units_per_usd,date,frequency,note\r\n\
                    OWN,CAD,2.50,2031-12-31,A,x\r\nOWN,CAD,2.0,2032-02-10,M,\r\n";
        let rates = read(&File::new("own", text.as_bytes()).0).unwrap();
        assert_eq!(rates.newest(), date(2032, 2, 29));
        let found =
            |currency, day| rates.usd(Decimal::from(100), currency, day, Frequency::A, DateFrom::ValueDate);
        assert_eq!(found("CAD", date(2031, 5, 1)).unwrap().usd.value.to_string(), "40.00");
        assert_eq!(found("CAD", date(2032, 5, 1)).unwrap().usd.rate_rule, "mean-of-months");
        assert!(found("EUR", date(2018, 5, 1)).is_err());
    }

    #[test]
    fn a_bad_table_says_where_and_what() {
        let header = "currency,date,frequency,units_per_usd,source\n";
        for (name, text, expected) in [
            ("empty", String::new(), "there is no column `currency`"),
            (
                "column",
                "currency,date,frequency,rate,source\n".to_owned(),
                "there is no column `units_per_usd`",
            ),
            ("rows", header.to_owned(), "the table has no rates"),
            (
                "date",
                format!("{header}CAD,2018-31-12,A,1,X\n"),
                ":2: `2018-31-12` is no date such as 2018-12-31",
            ),
            ("often", format!("{header}CAD,2018-12-31,Q,1,X\n"), ":2: `Q` is no frequency"),
            ("zero", format!("{header}CAD,2018-12-31,A,0,X\n"), ":2: `0` is no rate above zero"),
            (
                "word",
                format!("{header}CAD,2018-12-31,A,1\u{b7}5,X\n"),
                ":2: `1\u{b7}5` is no rate above zero",
            ),
            ("code", format!("{header}$,2018-12-31,A,1,X\n"), ":2: `$` is no currency code"),
            (
                "twice",
                format!("{header}CAD,2018-12-31,A,1,X\nCAD,2018-12-30,A,2,X\n"),
                ":3: a second rate of CAD",
            ),
            ("short", format!("{header}CAD,2018-12-31,A\n"), ":2: 3 fields where the header has 5"),
        ] {
            let file = File::new(name, text.as_bytes());
            let error = read(&file.0).unwrap_err();
            assert!(error.to_string().contains(expected), "{name}: {error}");
            assert!(error.hint().contains("units_per_usd"));
        }
        let error =
            read(&File::new("bytes", b"currency,date,frequency,units_per_usd,source\nC\xff,a,b,c,d\n").0)
                .unwrap_err();
        assert!(error.to_string().ends_with(":2: the text is not UTF-8"), "{error}");
        let error = read(Path::new("/no/such/table.csv")).unwrap_err();
        assert!(error.to_string().starts_with("/no/such/table.csv: "), "{error}");
    }

    #[test]
    fn every_row_of_the_source_comes_back_from_the_embedded_table() {
        let source =
            Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/reference/exchange-rates.csv"));
        if !source.exists() {
            #[expect(
                clippy::disallowed_methods,
                reason = "a build server must have the source table beside the project"
            )]
            let on_a_build_server = std::env::var("CI").is_ok_and(|value| value == "true");
            assert!(!on_a_build_server, "{} is missing", source.display());
            println!("{} is not here: the rates were not compared", source.display());
            return;
        }
        let read = read(source).unwrap();
        let embedded = Rates::embedded();
        assert_eq!(read.newest(), embedded.newest());
        let text = std::fs::read_to_string(source).unwrap();
        let printed = |rates: &Rates| {
            rates
                .rows()
                .iter()
                .map(|(currency, date, frequency, units, source)| {
                    format!("{currency},{date},{frequency:?},{units},{source}")
                })
                .collect::<Vec<_>>()
        };
        // A few rates of the source end in a point without digits behind it.
        let lines: Vec<String> = text.lines().skip(1).map(|line| line.replace(".,", ",")).collect();
        for (rates, which) in [(&read, "read"), (embedded, "embedded")] {
            let rows = printed(rates);
            assert_eq!(rows.len(), lines.len(), "{which}");
            for (row, line) in rows.iter().zip(&lines) {
                assert_eq!(row, line, "{which}");
            }
        }
    }
}
