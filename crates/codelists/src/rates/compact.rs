//! The packed text form of the rates that scripts/codelists.py writes; its first lines describe it.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{Rate, Rates, Series, Step, digest};

/// The table, its series still packed.
pub(super) fn table(text: &'static str) -> Rates {
    let mut rates = Rates {
        newest: Date::MIN,
        digest: digest(text.as_bytes()),
        sources: Vec::new(),
        series: BTreeMap::new(),
    };
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        match line.split_once(' ') {
            Some(("newest", date)) => rates.newest = date.parse().unwrap_or(Date::MIN),
            // `a NAME`, `b NAME` … in this order: the letter is the index.
            Some(("source", named)) => rates.sources.push(named.chars().skip(2).collect()),
            Some((currency, rest)) => {
                let Some((frequency, packed)) = rest.split_once(' ') else { continue };
                let step = if frequency == "A" { Step::Year } else { Step::Month };
                rates.series.insert((currency.to_owned(), step), Series { packed, rates: OnceLock::new() });
            }
            None => {}
        }
    }
    rates
}

/// The rates of one packed series: `1966-01 e 4.7619 =70 4.386`.
pub(super) fn rates(packed: &str) -> Vec<Rate> {
    let mut words = packed.split(' ');
    let mut rate = Rate { period: words.next().map_or(0, first_period) - 1, units: Decimal::ZERO, source: 0 };
    let mut rates = Vec::new();
    for word in words {
        if let Some(gap) = word.strip_prefix('-') {
            rate.period += gap.parse::<i32>().unwrap_or_default();
        } else if let Some(count) = word.strip_prefix('=') {
            for _ in 0..count.parse::<u32>().unwrap_or_default() {
                rate.period += 1;
                rates.push(rate);
            }
        } else if let Some(letter) = word.bytes().next().filter(u8::is_ascii_lowercase) {
            rate.source = usize::from(letter - b'a');
        } else {
            rate.units = units(word);
            rate.period += 1;
            rates.push(rate);
        }
    }
    rates
}

fn first_period(word: &str) -> i32 {
    match word.split_once('-') {
        Some((year, month)) => number(year) * 12 + number(month) - 1,
        None => number(word),
    }
}

fn number(word: &str) -> i32 {
    word.parse().unwrap_or_default()
}

fn units(word: &str) -> Decimal {
    let whole = if word.starts_with('.') { format!("0{word}").parse() } else { word.parse() };
    whole.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_series_is_unpacked_word_by_word() {
        let printed = |rates: Vec<Rate>| {
            let one = |rate: &Rate| format!("{} {} {}", rate.period, rate.units, rate.source);
            rates.iter().map(one).collect::<Vec<_>>()
        };
        assert_eq!(printed(rates("1966 d 4.7619 =1 .50")), ["1966 4.7619 3", "1967 4.7619 3", "1968 0.50 3"]);
        assert_eq!(printed(rates("1966-12 a 2 -11 =1 b 3")), ["23603 2 0", "23615 2 0", "23616 3 1"]);
        assert_eq!(printed(rates("")), Vec::<String>::new());
    }

    #[test]
    fn the_packed_table_is_small() {
        let bytes = include_str!("../../data/rates.txt").len();
        assert!(bytes < 1_000_000, "{bytes} bytes");
    }
}
