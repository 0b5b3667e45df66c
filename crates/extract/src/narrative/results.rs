//! Results in prose: sentences that tell what was reached, with numbers; and items of a list of achievements.

use almoner_codelists::{countries_in, fold};
use almoner_record::{Basis, ResultItem, ResultStatus, Span};

use super::sentences;
use crate::context::Context;
use crate::draft::{Draft, Found};
use crate::lines::{Line, LineKind};
use crate::rules::clause;
use crate::sections::Piece;
use crate::value;

/// Beginnings of words that tell an achievement, folded.
pub(crate) const ACHIEVED: [&str; 54] = [
    "train",
    "support",
    "establish",
    "reach",
    "provid",
    "enhanc",
    "benefit",
    "organiz",
    "organis",
    "led",
    "rehabilitat",
    "built",
    "build",
    "distribut",
    "creat",
    "deliver",
    "conduct",
    "construct",
    "develop",
    "assist",
    "help",
    "complet",
    "participat",
    "receiv",
    "promot",
    "improv",
    "equip",
    "launch",
    "facilitat",
    "strengthen",
    "enabl",
    "engag",
    "empower",
    "conven",
    "visit",
    "refurbish",
    "install",
    "graduat",
    "resolv",
    "mediat",
    "handl",
    "sensitiz",
    "sensitis",
    "access",
    "adopt",
    "connect",
    "mentor",
    "advis",
    "vaccinat",
    "form",
    "soutenu",
    "appuy",
    "capacit",
    "benefici",
];

/// Words of a setting: figures about the world, not about the activity.
pub(crate) const SETTING: [&str; 12] = [
    "died",
    "death",
    "killed",
    "casualt",
    "seized",
    "displaced",
    "suffer",
    "victims of the war",
    "lost their",
    "population of",
    "in need",
    "prevalence",
];

/// Reads the results of one activity's prose.
///
/// Under a heading that announces examples every number tells what was reached; right under the activity's own
/// heading, where its setting is told too, somebody of the activity must act.
pub(super) fn read(draft: &mut Draft, context: &Context<'_>, told: &[&Piece], agents: &[String]) {
    let mut told_of: Option<&'static str> = None;
    for (at, piece) in told.iter().enumerate() {
        let examples = at > 0;
        for line in context.lines_of(piece) {
            match line.kind {
                LineKind::Item { .. } => item(draft, context, line),
                LineKind::Text => {
                    let text = context.text(line.span);
                    let folded = fold(text);
                    let acts = agents.iter().any(|agent| folded.contains(agent.as_str()));
                    if !countries_in(text).is_empty() {
                        told_of = None;
                    }
                    for span in sentences(context, line) {
                        sentence(draft, context, span, Setting { acts, examples, agents }, &mut told_of);
                    }
                }
                LineKind::Heading { .. } => told_of = None,
                LineKind::Caption | LineKind::Table | LineKind::Aside => {}
            }
        }
    }
}

fn item(draft: &mut Draft, context: &Context<'_>, line: &Line) {
    let span = clause(context, line.span);
    if !context.text(line.span).trim_end().ends_with(':') {
        push(draft, context, span, None, &value::quantity::quantities(context.text(span)));
    }
}

/// Where a sentence stands.
#[derive(Clone, Copy)]
struct Setting<'a> {
    /// Somebody of the activity acts in its paragraph.
    acts: bool,
    /// It stands under a heading that announces examples.
    examples: bool,
    agents: &'a [String],
}

/// A sentence with numbers is a result when somebody of the activity acts in its paragraph or it tells what people got.
fn sentence(
    draft: &mut Draft,
    context: &Context<'_>,
    span: Span,
    Setting { acts, examples, agents }: Setting<'_>,
    told_of: &mut Option<&'static str>,
) {
    let text = context.text(span);
    let mut named: Vec<&'static str> = countries_in(text)
        .iter()
        .filter(|mention| !mention.possessive && super::countries::is_place(text, mention))
        .map(|mention| mention.entry.code)
        .collect();
    named.dedup();
    match named.as_slice() {
        [one] => *told_of = Some(one),
        [] => {}
        _ => *told_of = None,
    }
    let folded = fold(text);
    let reached = folded
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| ACHIEVED.iter().any(|verb| word.starts_with(verb)));
    let setting = SETTING.iter().any(|words| folded.contains(words));
    let ahead = folded.contains(" will ") && !folded.contains(" was ") && !folded.contains(" were ");
    let strong =
        ["reach", "train", "benefi", "help", "receiv", "support"].iter().any(|verb| folded.contains(verb));
    if setting || ahead || !(examples || (reached && (acts || strong))) {
        return;
    }
    let counted: Vec<_> =
        value::quantity::quantities(text).into_iter().filter(|counted| !counted.context).collect();
    // Among examples, what somebody of the activity did in a country is a result without a number too.
    let deed = examples
        && reached
        && told_of.is_some()
        && agents.iter().any(|agent| folded.contains(agent.as_str()));
    if deed || !counted.is_empty() {
        push(draft, context, span, *told_of, &counted);
    }
}

fn push(
    draft: &mut Draft,
    context: &Context<'_>,
    span: Span,
    country: Option<&str>,
    counted: &[value::quantity::PrintedQuantity],
) {
    let text = context.text(span);
    let rule = context.rule("narrative", "results.achieved");
    let item = ResultItem {
        kind: None,
        status: ResultStatus::Achieved,
        text: text.to_owned(),
        country: country.map(str::to_owned),
        as_of: None,
        quantities: counted.iter().map(|counted| counted.quantity.clone()).collect(),
    };
    let found = Found { value: item, span, basis: Basis::Stated, rule: rule.clone() };
    let path = draft.push("/results", |activity| &mut activity.results, found);
    for (at, counted) in counted.iter().enumerate() {
        draft.witness(format!("{path}/quantities/{at}"), span.inner(counted.span), Basis::Stated, &rule);
    }
}
