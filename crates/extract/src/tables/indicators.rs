//! Indicators with baseline, target and actual value, as printed.

use almoner_document::Cell;
use almoner_record::{Basis, Indicator, IndicatorPeriod, Span};

use super::{cell, column};
use crate::context::Context;
use crate::draft::{Draft, Found};

const INDICATORS: [&str; 3] = ["indicator", "indicateur", "indicador"];
const BASELINES: [&str; 8] =
    ["baseline", "reference", "base", "depart", "linea de base", "initial", "inicial", "starting"];
const TARGETS: [&str; 6] = ["target", "cible", "meta", "objectif", "objetivo", "alvo"];
const ACTUALS: [&str; 6] = ["actual", "achieved", "result", "current", "atteint", "logrado"];

/// True for the heads of a table of indicators: one for what is measured, one for where it stands or is to stand.
pub(super) fn is_head(context: &Context<'_>, head: &[Cell]) -> bool {
    let titles = column(context, head, &INDICATORS);
    let other = |words: &[&str]| column(context, head, words).is_some_and(|at| Some(at) != titles);
    titles.is_some() && (other(&BASELINES) || other(&TARGETS))
}

pub(super) fn read(draft: &mut Draft, context: &Context<'_>, rows: &[Vec<Cell>]) {
    let Some((header, body)) = rows.split_first() else { return };
    let Some(titles) = column(context, header, &INDICATORS) else { return };
    let other = |words: &[&str]| column(context, header, words).filter(|at| *at != titles);
    let (baselines, targets, actuals) = (other(&BASELINES), other(&TARGETS), other(&ACTUALS));
    let rule = context.rule("table", "indicators");
    for row in body {
        let Some(title) = cell(row, Some(titles)) else { continue };
        let printed = |column| cell(row, column).map(|span: Span| context.text(span).to_owned());
        let (target, actual) = (printed(targets), printed(actuals));
        let periods = if target.is_some() || actual.is_some() {
            vec![IndicatorPeriod { start: None, end: None, target, actual }]
        } else {
            Vec::new()
        };
        let value = Indicator {
            title: context.text(title).to_owned(),
            result: None,
            measure: None,
            baseline: printed(baselines),
            periods,
        };
        let found = Found { value, span: title, basis: Basis::Stated, rule: rule.clone() };
        let path = draft.push("/indicators", |activity| &mut activity.indicators, found);
        let parts = [(baselines, "baseline"), (targets, "periods/0/target"), (actuals, "periods/0/actual")];
        for (column, name) in parts {
            if let Some(span) = cell(row, column) {
                draft.witness(format!("{path}/{name}"), span, Basis::Stated, &rule);
            }
        }
    }
}
