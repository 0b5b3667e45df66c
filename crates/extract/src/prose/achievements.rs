//! What the activity is to reach and what it has reached, as sentences with numbers say.

use almoner_codelists::words;
use almoner_record::{ResultItem, ResultStatus};

use super::Told;
use crate::context::Context;
use crate::draft::Draft;
use crate::narrative::{ACHIEVED, SETTING};
use crate::results;
use crate::value;

/// Words, folded, of what is still to come.
const AHEAD: [&str; 46] = [
    "will",
    "aims",
    "aim",
    "expects",
    "expected",
    "plans",
    "planned",
    "intends",
    "seeks",
    "shall",
    "target",
    "targets",
    "would",
    "permettra",
    "permettront",
    "beneficiera",
    "beneficieront",
    "seront",
    "sera",
    "aura",
    "auront",
    "vise",
    "prevoit",
    "formera",
    "construira",
    "touchera",
    "profiteront",
    "appuiera",
    "accompagnera",
    "doit",
    "recevront",
    "amelioreront",
    "sera",
    "beneficiara",
    "beneficiaran",
    "seran",
    "sera",
    "tendran",
    "busca",
    "preve",
    "mejorara",
    "permitira",
    "apoyara",
    "llegara",
    "capacitara",
    "construira",
];

/// Words, folded, that tell that something has happened.
const DONE: [&str; 39] = [
    "has",
    "have",
    "had",
    "was",
    "were",
    "did",
    "received",
    "trained",
    "reached",
    "helped",
    "built",
    "found",
    "benefited",
    "benefitted",
    "supported",
    "gained",
    "got",
    "planted",
    "drilled",
    "dug",
    "ont",
    "ete",
    "eu",
    "beneficio",
    "beneficiaron",
    "fueron",
    "fue",
    "ha",
    "han",
    "recibieron",
    "mejoraron",
    "capacito",
    "construyo",
    "logro",
    "participaron",
    "introduced",
    "restored",
    "vaccinated",
    "distributed",
];

/// Reads what is told with a number, where no heading announces results.
pub(super) fn read<'a, 't: 'a>(
    draft: &mut Draft,
    context: &Context<'_>,
    sentences: impl Iterator<Item = &'a Told<'t>>,
) {
    if !draft.activity.results.is_empty() {
        return;
    }
    let mut found: Vec<(&Told<'_>, ResultStatus)> =
        sentences.filter_map(|told| Some((told, status(told, context.language)?))).collect();
    found.sort_by_key(|(told, _)| told.span.start);
    for (told, status) in found {
        let item = ResultItem {
            kind: None,
            status,
            text: context.words(told.span),
            country: None,
            as_of: None,
            quantities: Vec::new(),
        };
        results::push_item(draft, context, told.span, item, &context.rule("sentence", "results"));
    }
}

/// What a sentence tells of a result; None where it tells of none.
fn status(told: &Told<'_>, language: &str) -> Option<ResultStatus> {
    const LONGEST: usize = 400;
    if told.text.len() > LONGEST {
        return None;
    }
    let folded = told.folded.text();
    let all: Vec<&str> = words(folded).map(|(_, word)| word).collect();
    let acts = all.iter().any(|word| {
        ACHIEVED.iter().any(|verb| word.starts_with(verb))
            || ["found", "drilled", "dug", "planted", "raised", "handed"].contains(word)
            || [
                "constru", "forme", "benefic", "profit", "recup", "mejor", "capacit", "particip", "amelior",
                "touche", "atteint",
            ]
            .iter()
            .any(|verb| word.starts_with(verb))
    });
    if !acts || SETTING.iter().any(|words| folded.contains(words)) {
        return None;
    }
    let counts = value::quantity::quantities(told.text).iter().any(|counted| !counted.context);
    if !counts {
        return None;
    }
    if all.iter().any(|word| AHEAD.contains(word)) {
        return Some(ResultStatus::Expected);
    }
    let is_done = all.iter().any(|word| DONE.contains(word)) || language == "fr" && all.contains(&"a");
    is_done.then_some(ResultStatus::Achieved)
}
