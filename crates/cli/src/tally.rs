//! Facets as tables and as JSON, and the line that says what their sums rest on.

use std::collections::BTreeMap;

use almoner_library::{Basis, Facet, FacetRow, FieldSpec, RowKind};
use almoner_record::Measure;
use comfy_table::{CellAlignment, ColumnConstraint, Table, Width};
use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

use crate::style::{self, Safe};
use crate::table::{lines, number, plain, short_usd};

/// What so many amounts of a measure are called.
fn amounts(measure: Option<Measure>, count: u64) -> &'static str {
    let (one, several) = match measure {
        Some(Measure::Commitment) => ("commitment", "commitments"),
        Some(Measure::Ceiling) => ("ceiling", "ceilings"),
        Some(Measure::TotalCost) => ("total cost", "total costs"),
        Some(Measure::Approved) => ("approved amount", "approved amounts"),
        Some(Measure::Requested) => ("requested amount", "requested amounts"),
        None => ("amount of unstated measure", "amounts of unstated measure"),
    };
    if count == 1 { one } else { several }
}

/// The same over a column.
fn short(measure: Option<Measure>) -> &'static str {
    match measure {
        Some(Measure::Approved) => "approved",
        Some(Measure::Requested) => "requested",
        Some(_) => amounts(measure, 2),
        None => "not told",
    }
}

fn key_of(measure: Option<Measure>) -> &'static str {
    match measure {
        Some(Measure::Commitment) => "commitment",
        Some(Measure::Ceiling) => "ceiling",
        Some(Measure::TotalCost) => "total_cost",
        Some(Measure::Approved) => "approved",
        Some(Measure::Requested) => "requested",
        None => "unstated",
    }
}

/// A facet as a table: rows with counts, bars and one column of sums a measure; at most `top` rows of values.
pub(crate) fn facet(facet: &Facet, top: usize, bars: Bars) -> Vec<String> {
    let measures: Vec<Option<Measure>> = measures_of(facet);
    let most = facet.rows.iter().map(|row| row.count).max().unwrap_or_default();
    let mut table = plain();
    let spec = FieldSpec::of(facet.field);
    let sums = measures.iter().map(|measure| format!("USD {}", short(*measure)));
    table.set_header([spec.name.to_owned(), "activities".to_owned(), String::new()].into_iter().chain(sums));
    let mut widest: Vec<usize> = vec![0; measures.len()];
    let mut word = spec.name.len();
    for row in cut(&facet.rows, top) {
        let sums: Vec<String> = measures
            .iter()
            .map(|measure| row.usd.get(measure).map(|sum| number(*sum)).unwrap_or_default())
            .collect();
        widest.iter_mut().zip(&sums).for_each(|(widest, sum)| *widest = sum.len().max(*widest));
        let label = labelled(spec, &row);
        word = label.split_whitespace().map(UnicodeWidthStr::width).chain([word]).max().unwrap_or(word);
        let cells = [label, style::grouped(row.count), bars.bar(row.count, most)];
        table.add_row(cells.into_iter().chain(sums));
    }
    arrange(&mut table, word, &widest);
    lines(&table)
}

/// Figures to the right, and none of them over two lines; the names take what is left, and break between words.
fn arrange(table: &mut Table, word: usize, widest: &[usize]) {
    const PADDING: usize = 2;
    /// No longer word keeps its line.
    const LONGEST_WORD: usize = 24;
    if let Some(names) = table.column_mut(0) {
        let width = u16::try_from(word.min(LONGEST_WORD) + PADDING).unwrap_or(u16::MAX);
        names.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(width)));
    }
    let figures = [HEADING, Bars::WIDTH].into_iter().chain(widest.iter().copied());
    for ((place, column), width) in table.column_iter_mut().enumerate().skip(1).zip(figures) {
        let width = Width::Fixed(u16::try_from(width + PADDING).unwrap_or(u16::MAX));
        column.set_constraint(if place < 3 {
            ColumnConstraint::Absolute(width)
        } else {
            ColumnConstraint::LowerBoundary(width)
        });
        if place != 2 {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
}

/// As wide as `activities`.
const HEADING: usize = 10;

fn measures_of(facet: &Facet) -> Vec<Option<Measure>> {
    let mut measures: Vec<Option<Measure>> =
        facet.rows.iter().flat_map(|row| row.usd.keys().copied()).collect();
    // Named measures first, in the order of the record's documentation.
    measures.sort_by_key(|measure| (measure.is_none(), *measure));
    measures.dedup();
    measures
}

/// `Haiti (HT)`: the name, and its code in a codelist.
fn labelled(spec: &FieldSpec, row: &FacetRow) -> String {
    match spec.name_of(&row.key) {
        Some(_) => format!("{} ({})", Safe::line(&row.name), Safe::line(&row.key)),
        None => Safe::line(&row.name).to_string(),
    }
}

/// The first `top` rows of values, the others as one, and the special rows.
fn cut(rows: &[FacetRow], top: usize) -> Vec<FacetRow> {
    let (values, special): (Vec<FacetRow>, Vec<FacetRow>) =
        rows.iter().cloned().partition(|row| row.kind == RowKind::Value);
    let mut shown: Vec<FacetRow> = values.iter().take(top).cloned().collect();
    let others = values.get(top..).unwrap_or_default();
    if !others.is_empty() {
        let mut sum = FacetRow {
            kind: RowKind::Value,
            key: String::new(),
            name: format!("{} others", style::grouped(others.len() as u64)),
            count: others.iter().map(|row| row.count).sum(),
            usd: BTreeMap::new(),
        };
        for (measure, amount) in others.iter().flat_map(|row| &row.usd) {
            *sum.usd.entry(*measure).or_default() += amount;
        }
        shown.push(sum);
    }
    shown.extend(special);
    shown
}

/// What the sums rest on: `USD 12.3 m current, commitments, 41 of 57 activities (14 without amount, 2 without rate); 3
/// requested amounts apart`.
pub(crate) fn rests_on(basis: &Basis) -> String {
    let mut measures: Vec<_> = basis.usd.iter().collect();
    measures.sort_by_key(|(measure, (count, _))| (measure.is_none(), std::cmp::Reverse(*count)));
    let mut without = Vec::new();
    for (count, what) in [(basis.without_amount, "without amount"), (basis.without_rate, "without rate")] {
        if count > 0 {
            without.push(format!("{} {what}", style::grouped(count)));
        }
    }
    let activities = style::counted(basis.activities, "activity", "activities");
    let mut text = match measures.first() {
        Some((measure, (count, sum))) => format!(
            "{} current, {}, {} of {activities}",
            short_usd(*sum),
            amounts(**measure, 2),
            style::grouped(*count)
        ),
        None => format!("no amounts in US dollars, {activities}"),
    };
    if !without.is_empty() {
        text.push_str(&format!(" ({})", without.join(", ")));
    }
    for (measure, (count, sum)) in measures.iter().skip(1) {
        let what = amounts(**measure, *count);
        text.push_str(&format!("; {} {what} apart ({})", style::grouped(*count), short_usd(*sum)));
    }
    text
}

/// How bars are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bars {
    /// Blocks, to an eighth.
    Blocks,
    /// `#`.
    Ascii,
}

impl Bars {
    /// Blocks where the locale has them.
    pub(crate) fn of_locale() -> Bars {
        let name = ["LC_ALL", "LC_CTYPE", "LANG"]
            .into_iter()
            .filter_map(std::env::var_os)
            .find(|value| !value.is_empty());
        let name = name.map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
        if name.contains("utf-8") || name.contains("utf8") { Bars::Blocks } else { Bars::Ascii }
    }

    const WIDTH: usize = 8;

    /// A bar of at most eight signs; what is there at all has a sign, what are more than any row has none.
    fn bar(self, count: u64, most: u64) -> String {
        if count > most || count == 0 {
            return String::new();
        }
        let eighths = (count * Bars::WIDTH as u64 * 8).div_ceil(most);
        match self {
            Bars::Ascii => "#".repeat(usize::try_from(eighths.div_ceil(8)).unwrap_or_default()),
            Bars::Blocks => {
                let full = "█".repeat(usize::try_from(eighths / 8).unwrap_or_default());
                let part = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
                    .into_iter()
                    .nth(usize::try_from(eighths % 8).unwrap_or_default());
                full + part.unwrap_or_default()
            }
        }
    }
}

/// A facet as JSON.
pub(crate) fn facet_json(facet: &Facet) -> Value {
    let rows: Vec<Value> = facet.rows.iter().map(row_json).collect();
    json!({"by": FieldSpec::of(facet.field).name, "overlaps": facet.overlaps(), "rows": rows})
}

/// A row of a facet as JSON; sums are decimal strings, one a measure.
pub(crate) fn row_json(row: &FacetRow) -> Value {
    let usd: serde_json::Map<String, Value> =
        row.usd.iter().map(|(measure, sum)| (key_of(*measure).to_owned(), json!(sum.to_string()))).collect();
    let kind = match row.kind {
        RowKind::Value => "value",
        RowKind::Several => "several",
        RowKind::NotStated => "not-stated",
    };
    let key = (row.kind == RowKind::Value).then_some(&row.key);
    json!({"kind": kind, "key": key, "name": row.name, "activities": row.count, "usd": usd})
}

/// What sums rest on, as JSON.
pub(crate) fn basis_json(basis: &Basis) -> Value {
    let usd: serde_json::Map<String, Value> = basis
        .usd
        .iter()
        .map(|(measure, (count, sum))| {
            (key_of(*measure).to_owned(), json!({"activities": count, "sum": sum.to_string()}))
        })
        .collect();
    json!({
        "activities": basis.activities,
        "without_amount": basis.without_amount,
        "without_rate": basis.without_rate,
        "usd": usd,
        "text": rests_on(basis),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_under_a_table_says_what_the_sums_rest_on() {
        let usd = BTreeMap::from([
            (Some(Measure::Commitment), (41, "12345678.90".parse().unwrap())),
            (Some(Measure::Requested), (3, "500000".parse().unwrap())),
        ]);
        let basis = Basis { activities: 60, usd, without_amount: 14, without_rate: 2 };
        assert_eq!(
            rests_on(&basis),
            "USD 12.3 m current, commitments, 41 of 60 activities (14 without amount, 2 without rate); 3 requested amounts \
             apart (USD 500 k)"
        );
        assert_eq!(
            rests_on(&Basis { activities: 1, without_amount: 1, ..Basis::default() }),
            "no amounts in US dollars, 1 activity (1 without amount)"
        );
    }

    #[test]
    fn bars_are_as_long_as_counts() {
        for (count, most, blocks, ascii) in [
            (8, 8, "████████", "########"),
            (4, 8, "████", "####"),
            (3, 16, "█▌", "##"),
            (1, 1000, "▏", "#"),
            (0, 5, "", ""),
            (9, 5, "", ""), // the others together
        ] {
            assert_eq!(Bars::Blocks.bar(count, most), blocks);
            assert_eq!(Bars::Ascii.bar(count, most), ascii);
        }
    }
}
