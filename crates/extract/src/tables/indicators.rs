//! Indicators with baseline, target and actual value, as printed.

use almoner_codelists::fold;
use almoner_document::{Cell, Document};
use almoner_record::{Basis, Indicator, IndicatorPeriod, Span};
use jiff::civil::Date;

use super::{cell, column};
use crate::context::Context;
use crate::draft::{Draft, Found};
use crate::value;

const INDICATORS: [&str; 3] = ["indicator", "indicateur", "indicador"];
const BASELINES: [&str; 8] =
    ["baseline", "reference", "base", "depart", "linea de base", "initial", "inicial", "starting"];
const TARGETS: [&str; 6] = ["target", "cible", "meta", "objectif", "objetivo", "alvo"];
const ACTUALS: [&str; 12] = [
    "actual",
    "achieved",
    "current",
    "atteint",
    "logrado",
    "progress",
    "realis",
    "alcancado",
    "alcanzado",
    "avance",
    "reached",
    "obtenu",
];
const RESULTS: [&str; 2] = ["result", "status"];

/// True for a column each of whose values begins with a number: `On track` is a judgement, and reaches nothing.
fn counts(context: &Context<'_>, body: &[Vec<Cell>], at: usize) -> bool {
    let values = body.iter().filter_map(|row| cell(row, Some(at)));
    values.map(|value| context.text(value)).all(|value| {
        value
            .trim_start_matches(|c: char| c.is_whitespace() || "<>≥≤~±+-−".contains(c))
            .starts_with(|c: char| c.is_ascii_digit())
    })
}

/// True for the heads of a table of indicators: one for what is measured, one for where it stands or is to stand.
pub(super) fn is_head(context: &Context<'_>, head: &[Cell]) -> bool {
    are_heads(context.document, head)
}

/// True for a table of indicators, told by the heads of its columns.
pub(crate) fn is_table(document: &Document, rows: &[Vec<Cell>]) -> bool {
    rows.first().is_some_and(|head| are_heads(document, head))
}

fn are_heads(document: &Document, head: &[Cell]) -> bool {
    const LONGEST: usize = 80;
    let at = |words: &[&str]| {
        head.iter().position(|cell| {
            let text = document.slice(cell.span);
            text.len() <= LONGEST && has_any(&fold(text), words)
        })
    };
    let titles = at(&INDICATORS);
    let other = |words: &[&str]| at(words).is_some_and(|at| Some(at) != titles);
    titles.is_some() && (other(&BASELINES) || other(&TARGETS))
}

fn has_any(folded: &str, words: &[&str]) -> bool {
    words.iter().any(|word| folded.contains(word))
}

pub(super) fn read(draft: &mut Draft, context: &Context<'_>, rows: &[Vec<Cell>]) {
    let Some((header, body)) = rows.split_first() else { return };
    let Some(titles) = column(context, header, &INDICATORS) else { return };
    let other = |words: &[&str]| column(context, header, words).filter(|at| *at != titles);
    let baselines = other(&BASELINES);
    // `Result` names the column of results as often as what was reached: there it stands before the indicator.
    let reached =
        other(&ACTUALS).or_else(|| other(&RESULTS).filter(|at| *at > titles && counts(context, body, *at)));
    let actuals = reached.filter(|at| Some(*at) != baselines);
    let targets = targets(context, header, titles);
    let rule = context.rule("table", "indicators");
    for row in body {
        let Some(title) = cell(row, Some(titles)) else { continue };
        // A table may stand under two headings that it is read for.
        if !draft.is_new("indicators", title.start.to_string()) {
            continue;
        }
        let printed = |column| cell(row, column).map(|span: Span| context.text(span).to_owned());
        let (periods, places) = periods(context, row, &targets, actuals);
        let value = Indicator {
            title: context.text(title).to_owned(),
            result: None,
            measure: None,
            baseline: printed(baselines),
            periods,
        };
        let found = Found { value, span: title, basis: Basis::Stated, rule: rule.clone() };
        let path = draft.push("/indicators", |activity| &mut activity.indicators, found);
        let baseline = cell(row, baselines).map(|span| ("baseline".to_owned(), span));
        for (name, span) in baseline.into_iter().chain(places) {
            draft.witness(format!("{path}/{name}"), span, Basis::Stated, &rule);
        }
    }
}

/// A column of targets.
#[derive(Debug, Clone, Copy)]
struct Target {
    column: usize,
    /// The year in its heading, and that year's end.
    year: Option<(Span, Date)>,
}

/// The columns of targets; several only where each tells its year (`Target 2022`, `Target 2023`).
fn targets(context: &Context<'_>, header: &[Cell], titles: usize) -> Vec<Target> {
    let is_target = |(at, cell): &(usize, &Cell)| {
        let text = fold(context.text(cell.span));
        *at != titles && TARGETS.iter().any(|word| text.contains(word))
    };
    let columns = header.iter().enumerate().filter(is_target);
    let dated = columns.map(|(at, cell)| {
        let date = value::date::date(context.text(cell.span), context.order);
        let year = date.filter(|(_, date)| date.month.is_none());
        Target { column: at, year: year.map(|(span, date)| (cell.span.inner(span), date.last())) }
    });
    let columns: Vec<Target> = dated.collect();
    if columns.len() > 1 && columns.iter().all(|target| target.year.is_some()) {
        return columns;
    }
    columns.into_iter().take(1).map(|target| Target { year: None, ..target }).collect()
}

/// The targets and the actual value of a row, and where they stand.
fn periods(
    context: &Context<'_>,
    row: &[Cell],
    targets: &[Target],
    actuals: Option<usize>,
) -> (Vec<IndicatorPeriod>, Vec<(String, Span)>) {
    let (mut periods, mut places) = (Vec::new(), Vec::new());
    let printed = |span: Option<Span>| span.map(|span| context.text(span).to_owned());
    for Target { column, year } in targets {
        let Some(target) = cell(row, Some(*column)) else { continue };
        places.extend(year.map(|(place, _)| (format!("periods/{}/end", periods.len()), place)));
        places.push((format!("periods/{}/target", periods.len()), target));
        periods.push(IndicatorPeriod {
            start: None,
            end: year.map(|(_, end)| end),
            target: printed(Some(target)),
            actual: None,
        });
    }
    if let Some(actual) = cell(row, actuals) {
        // Of several years nothing tells which is meant.
        if periods.len() != 1 {
            periods.push(IndicatorPeriod { start: None, end: None, target: None, actual: None });
        }
        places.push((format!("periods/{}/actual", periods.len() - 1), actual));
        if let Some(period) = periods.last_mut() {
            period.actual = printed(Some(actual));
        }
    }
    (periods, places)
}

#[cfg(test)]
mod tests {
    use crate::specimen::of_markdown;

    #[test]
    fn a_status_is_what_was_reached_where_it_counts() {
        for (first, second, expected) in [
            ("38", "11,500 people", [Some("38"), Some("11,500 people")]),
            ("On track", "11,500", [None, None]),
        ] {
            let text = format!(
                "# Wells for Kita\n\nCountry: Mali\n\nDonor: Norad\n\nTotal budget: EUR 5,000\n\n## Indicators\n\n| Indicator | Baseline | Target | Status |\n|---|---|---|---|\n| Wells drilled | 0 | 40 | {first} |\n| People served | 0 | 12000 | {second} |\n"
            );
            let indicators = of_markdown(&text).first().map(|one| one.indicators.clone()).unwrap_or_default();
            let actual: Vec<Option<&str>> = indicators
                .iter()
                .map(|one| one.periods.first().and_then(|period| period.actual.as_deref()))
                .collect();
            assert_eq!(actual, expected, "{first}");
        }
    }
}
