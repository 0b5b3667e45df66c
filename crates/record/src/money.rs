//! Amounts of money as documents print them, and what they are in US dollars.

use jiff::civil::Date;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Precision;

/// An amount of money, in its own currency and in US dollars.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Money {
    /// The amount, a decimal string.
    #[serde(with = "rust_decimal::serde::str")]
    #[schemars(with = "String")]
    pub value: Decimal,
    /// ISO 4217 code; null when the document leaves it open.
    pub currency: Option<String>,
    /// The words printed beside the amount that say what it is.
    pub label: Option<String>,
    /// The day the amount is of, where the text says so.
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub value_date: Option<Date>,
    /// How precisely `value_date` was printed.
    pub value_date_precision: Option<Precision>,
    /// The amount in current US dollars; null when there is no rate or no date.
    pub usd: Option<Usd>,
}

/// An amount in current (nominal) US dollars, and how it was converted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Usd {
    /// Dollars, two decimals, rounded half to even.
    #[serde(with = "rust_decimal::serde::str")]
    #[schemars(with = "String")]
    pub value: Decimal,
    /// How many units of the currency one dollar buys.
    #[serde(with = "crate::number::text_option")]
    #[schemars(with = "Option<String>")]
    pub units_per_usd: Option<Decimal>,
    /// A: average of the year, M: end of the month; null for an amount in dollars.
    pub rate_frequency: Option<Frequency>,
    /// Last day of the year or month of the rate.
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub rate_date: Option<Date>,
    /// Where the rate is from (`IMF-AVG`, `ECB-EOP` …).
    pub rate_source: Option<String>,
    /// The rule that chose the rate: `year-average`, `month-end`, `mean-of-months`, `newest-month`, `same-currency`.
    pub rate_rule: String,
    /// Which date chose the rate; null for an amount in dollars.
    pub date_from: Option<DateFrom>,
}

/// How often a rate is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub enum Frequency {
    /// The average of a calendar year.
    A,
    /// The last day of a month.
    M,
}

/// Which date an amount was converted at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DateFrom {
    /// The amount's own date.
    ValueDate,
    /// The start of the activity's period.
    PeriodStart,
    /// The document's date.
    DocumentDate,
}

/// What kind of figure an amount is: figures of different measures are never added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Firm obligation of the donor.
    Commitment,
    /// The most that may be spent.
    Ceiling,
    /// Cost of the whole activity, whoever pays.
    TotalCost,
    /// What a board or ministry approved.
    Approved,
    /// What a proposal asks for.
    Requested,
}

/// The one figure that the document gives for the activity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Budget {
    /// The amount.
    #[serde(flatten)]
    pub money: Money,
    /// What kind of figure it is; null when neither label nor layout says so.
    pub measure: Option<Measure>,
}

/// One line of a proposal's budget table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BudgetLine {
    /// The amount.
    #[serde(flatten)]
    pub money: Money,
    /// The line's name as printed.
    pub item: String,
    /// What it pays for, as printed; broken cells joined with one space.
    pub description: Option<String>,
    /// What the line is in the table's sum.
    pub kind: LineKind,
}

/// What a budget line is in the table's sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum LineKind {
    /// A cost of the activity itself.
    Direct,
    /// Programme support or overhead, usually a percentage of the direct lines.
    Support,
    /// A sum of some lines above.
    Subtotal,
    /// The sum of all lines.
    Total,
}

/// Who pays how much, as printed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Funding {
    /// Who pays.
    #[serde(flatten)]
    pub organisation: crate::Organisation,
    /// How much.
    #[serde(flatten)]
    pub money: Money,
    /// What kind of figure it is.
    pub measure: Option<Measure>,
}

/// Money that the text ties to the activity and that is not its budget.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Amount {
    /// The amount.
    #[serde(flatten)]
    pub money: Money,
    /// What it is an amount of, as printed (`Trust Fund portfolio`).
    pub of: Option<String>,
    /// `over`, `up to`, `about`, as printed.
    pub qualifier: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_in_dollars_is_read_as_it_was_written() {
        let dollars = Usd {
            value: Decimal::new(16_385_000, 2),
            units_per_usd: None,
            rate_frequency: None,
            rate_date: None,
            rate_source: None,
            rate_rule: "same-currency".to_owned(),
            date_from: None,
        };
        let converted = Usd { units_per_usd: Some(Decimal::new(12_958_179, 7)), ..dollars.clone() };
        for usd in [dollars, converted] {
            let money = Money {
                value: Decimal::new(163_850, 0),
                currency: Some("USD".to_owned()),
                label: None,
                value_date: None,
                value_date_precision: None,
                usd: Some(usd),
            };
            let budget = Budget { money, measure: Some(Measure::Requested) };
            let json = serde_json::to_string(&budget).unwrap();
            assert_eq!(serde_json::from_str::<Budget>(&json).unwrap(), budget, "{json}");
        }
    }
}
