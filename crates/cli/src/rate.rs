//! `almoner rate`: an amount in US dollars, as a budget and as a transaction would be converted.

use almoner_codelists::{CURRENCY, Conversion, NoRate, Rates, currency_sign};
use almoner_record::{DateFrom, Frequency, Precision};
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde_json::json;

use crate::report::complain;
use crate::{Exit, Globals, style};

/// What `rate` is asked.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  almoner rate CAD 2018-01-15 1249777\n  almoner rate EUR 2020\n  \
    almoner rate DEM 1990-07 1000 --format json")]
pub(crate) struct Arguments {
    /// ISO 4217 code (CAD, DEM) or a sign or name that means one currency (US$, 'Canadian dollars').
    currency: String,
    /// A day, month or year: 2018-01-15, 2018-01, 2018.
    date: String,
    /// How much; 1 if not given.
    #[arg(default_value = "1", allow_negative_numbers = true)]
    amount: String,
    /// For a person or for a program.
    #[arg(long, value_name = "FORM", default_value = "text")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Words.
    Text,
    /// One JSON object.
    Json,
}

/// An amount with its date, and what it is in dollars by either rule.
struct Answer {
    amount: Decimal,
    currency: &'static str,
    date: Date,
    precision: Precision,
    /// The average of the year: budgets, and all that is dated to a year.
    budget: Result<Conversion, NoRate>,
    /// The end of the month: payments dated to a day or month. None when only the year is known.
    transaction: Option<Result<Conversion, NoRate>>,
}

/// Prints both conversions and says which amount takes which.
pub(crate) fn run(arguments: Arguments, globals: &Globals) -> anyhow::Result<Exit> {
    let own;
    let rates = match &globals.rates {
        Some(path) => {
            own = Rates::read(path)?;
            &own
        }
        None => Rates::embedded(),
    };
    let answer = answer(&arguments, rates)?;
    let found = answer.budget.is_ok() || matches!(answer.transaction, Some(Ok(_)));
    if let (Err(none), false) = (&answer.budget, found) {
        return Err(complain(Exit::Failed, none.to_string(), none.hint()));
    }
    match arguments.format {
        Format::Json => style::line(format_args!("{}", style::json_pretty(&answer.json())?))?,
        Format::Text => answer.lines().iter().try_for_each(|line| style::line(format_args!("{line}")))?,
    }
    Ok(Exit::Ok)
}

fn answer(arguments: &Arguments, rates: &Rates) -> anyhow::Result<Answer> {
    let currency = read_currency(&arguments.currency)?;
    let (date, precision) = read_date(&arguments.date)?;
    let amount = read_amount(&arguments.amount)?;
    let convert = |frequency| rates.usd(amount, currency, date, frequency, DateFrom::ValueDate);
    let transaction = (precision != Precision::Year).then(|| convert(Frequency::M));
    Ok(Answer { amount, currency, date, precision, budget: convert(Frequency::A), transaction })
}

fn read_currency(text: &str) -> anyhow::Result<&'static str> {
    match currency_sign(text) {
        [code] => return Ok(code),
        [] => {}
        several => {
            let what = format!("`{text}` may mean {}", several.join(", "));
            return Err(complain(Exit::Usage, what, "give the ISO 4217 code"));
        }
    }
    let known = CURRENCY.lookup(text.trim()).map(|entry| entry.code);
    let unknown = NoRate::UnknownCurrency { currency: text.to_owned() };
    known.ok_or_else(|| complain(Exit::Usage, unknown.to_string(), unknown.hint()))
}

fn read_date(text: &str) -> anyhow::Result<(Date, Precision)> {
    let forms = [("", Precision::Day), ("-01", Precision::Month), ("-01-01", Precision::Year)];
    let found = forms.iter().find_map(|(rest, precision)| {
        let whole = format!("{}{rest}", text.trim());
        // Ten characters only: jiff also reads `20180115` and dates with a time.
        let date = (whole.len() == 10).then(|| whole.parse::<Date>().ok())?;
        date.map(|date| (date, *precision))
    });
    found.ok_or_else(|| {
        complain(
            Exit::Usage,
            format!("`{text}` is no date"),
            "give a day, month or year: 2018-01-15, 2018-01, 2018",
        )
    })
}

/// A decimal; `,`, `_` and spaces between groups of three digits are taken for what they are, nothing else.
fn read_amount(text: &str) -> anyhow::Result<Decimal> {
    let (whole, cents) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    let groups: Vec<&str> = whole.split([',', '_', ' ', '\u{a0}', '\u{202f}']).collect();
    let grouped = groups.iter().skip(1).all(|group| group.len() == 3);
    let plain = format!("{}.{}", groups.concat(), if cents.is_empty() { "0" } else { cents });
    let value = plain
        .parse::<Decimal>()
        .ok()
        .filter(|_| grouped && (1..30).contains(&whole.len()) && cents.len() < 10);
    let value = if cents.is_empty() { value.map(|value| value.normalize()) } else { value };
    value.ok_or_else(|| {
        complain(
            Exit::Usage,
            format!("`{text}` is no amount"),
            "write it with a point before the cents: 1249777.50",
        )
    })
}

impl Answer {
    fn lines(&self) -> Vec<String> {
        let date = match self.precision {
            Precision::Day => self.date.to_string(),
            Precision::Month => self.date.strftime("%Y-%m").to_string(),
            Precision::Year => self.date.year().to_string(),
        };
        let mut lines = vec![format!("{} {} of {date} is", grouped(self.amount), self.currency)];
        lines.push(self.line("as a budget", &self.budget));
        lines.extend(self.transaction.as_ref().map(|found| self.line("as a transaction", found)));
        if self.currency != "USD" {
            let told = "A budget, a budget line, a funding share and what is dated only to a year take the average\n\
                        of the calendar year; a transaction dated to a day or month takes the end of that month.";
            lines.push(told.to_owned());
        }
        lines
    }

    fn line(&self, what: &str, found: &Result<Conversion, NoRate>) -> String {
        let usd = match found {
            Ok(conversion) => &conversion.usd,
            Err(none) => return format!("  {what:<16}  {none}"),
        };
        let dollars = format!("{} USD", grouped(usd.value));
        let (Some(units), Some(date), Some(source)) = (usd.units_per_usd, usd.rate_date, &usd.rate_source)
        else {
            return format!("  {what:<16}  {dollars:>20}  (a dollar is a dollar: {})", usd.rate_rule);
        };
        let of = match usd.rate_rule.as_str() {
            "year-average" => format!("average of {}", date.year()),
            "mean-of-months" => format!("mean of the known months of {}", date.year()),
            "newest-month" => format!("newest rate, of {date}, provisional"),
            _ => format!("end of month, {date}"),
        };
        let (rule, currency) = (&usd.rate_rule, self.currency);
        format!(
            "  {what:<16}  {dollars:>20}  {of}: {} {currency} a dollar ({source}, {rule})",
            units.normalize()
        )
    }

    fn json(&self) -> serde_json::Value {
        let one = |found: &Result<Conversion, NoRate>| match found {
            Ok(conversion) => json!({ "usd": conversion.usd, "provisional": conversion.provisional }),
            Err(none) => json!({ "usd": null, "reason": none.to_string() }),
        };
        json!({
            "value": self.amount.to_string(),
            "currency": self.currency,
            "date": self.date,
            "date_precision": self.precision,
            "budget": one(&self.budget),
            "transaction": self.transaction.as_ref().map(one),
        })
    }
}

/// `1,249,777.50`.
fn grouped(value: Decimal) -> String {
    let text = value.abs().to_string();
    let (whole, cents) =
        text.split_once('.').map_or((text.as_str(), None), |(whole, cents)| (whole, Some(cents)));
    let mut digits = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            digits.push(',');
        }
        digits.push(digit);
    }
    let sign = if value.is_sign_negative() && !value.is_zero() { "-" } else { "" };
    format!("{sign}{digits}{}", cents.map(|cents| format!(".{cents}")).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(currency: &str, date: &str, amount: &str) -> Arguments {
        let [currency, date, amount] = [currency, date, amount].map(str::to_owned);
        Arguments { currency, date, amount, format: Format::Text }
    }

    #[test]
    fn amounts_and_dates_are_read_as_people_write_them_or_not_at_all() {
        for (text, value) in [
            ("1249777", Some("1249777")),
            ("1,249,777", Some("1249777")),
            ("1 249 777.50", Some("1249777.50")),
            ("-12.5", Some("-12.5")),
            ("1,2", None), // a decimal comma, or a slip
            ("1.249.777", None),
            ("1e6", None),
            ("", None),
            ("much", None),
        ] {
            assert_eq!(read_amount(text).ok().map(|value| value.to_string()).as_deref(), value, "{text}");
        }
        for (text, read) in [
            ("2018-01-15", Some(("2018-01-15", Precision::Day))),
            ("2018-01", Some(("2018-01-01", Precision::Month))),
            ("2018", Some(("2018-01-01", Precision::Year))),
            ("20180115", None),
            ("15/01/2018", None),
            ("2018-02-30", None),
            ("", None),
        ] {
            let found = read_date(text).ok().map(|(date, precision)| (date.to_string(), precision));
            assert_eq!(found, read.map(|(date, precision)| (date.to_owned(), precision)), "{text}");
        }
    }

    #[test]
    fn a_currency_is_a_code_or_what_means_one() {
        for (text, read) in [
            ("CAD", Ok("CAD")),
            ("cad", Ok("CAD")),
            ("US$", Ok("USD")),
            ("Canadian dollars", Ok("CAD")),
            ("$", Err("`$` may mean CAD, USD, AUD, NZD")),
            ("CDA", Err("there is no currency `CDA`")),
        ] {
            let found = read_currency(text).map_err(|error| error.to_string());
            assert_eq!(found, read.map_err(str::to_owned), "{text}");
        }
    }

    #[test]
    fn an_amount_is_shown_both_ways() {
        let lines = answer(&asked("CAD", "2018-01-15", "1249777"), Rates::embedded()).unwrap().lines();
        assert_eq!(lines[0], "1,249,777 CAD of 2018-01-15 is");
        assert!(
            lines[1].contains("as a budget             964,469.62 USD  average of 2018: 1.2958179 CAD"),
            "{}",
            lines[1]
        );
        assert!(
            lines[2].contains("as a transaction      1,018,212.72 USD  end of month, 2018-01-31"),
            "{}",
            lines[2]
        );
        let lines = answer(&asked("CAD", "2018", "1"), Rates::embedded()).unwrap().lines();
        assert_eq!(lines.len(), 3, "a year alone has no month: {lines:?}");
    }
}
