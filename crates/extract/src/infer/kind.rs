//! What a text is about, where it says so: a proposal, which asks for the money of its one activity.

use almoner_codelists::Folded;
use almoner_record::{Basis, Kind, Measure, Span};

use crate::context::Context;
use crate::draft::Draft;

/// Words, folded, of a paper that proposes a project.
const PROPOSES: &[&str] = &[
    "project proposal",
    "grant proposal",
    "funding proposal",
    "concept note",
    "proposal for",
    "proposes the project",
    "proposes a project",
    "proposed project",
    "grant application",
    "application for funding",
    "proposition de projet",
    "propose le projet",
    "propose un projet",
    "projet propose",
    "demande de subvention",
    "demande de financement",
    "propuesta de proyecto",
    "propone el proyecto",
    "propone un proyecto",
    "proyecto propuesto",
    "solicitud de subvencion",
    "solicitud de financiacion",
    "proposta de projeto",
    "propoe o projeto",
    "projeto proposto",
    "candidatura a financiamento",
];

/// Takes an activity whose money is asked for by a paper that says that it proposes it for a proposal.
pub(super) fn proposal(draft: &mut Draft, context: &Context<'_>) {
    const BEGINNING: usize = 1500;
    let asks =
        draft.activity.budget.as_ref().is_some_and(|budget| budget.measure == Some(Measure::Requested));
    if !asks || !context.layout.is_general() {
        return;
    }
    let text = &context.document.text;
    let Some(beginning) = text.get(..text.floor_char_boundary(BEGINNING)) else { return };
    let folded = Folded::new(beginning);
    const ASKS: [&str; 8] = [
        "we request",
        "we kindly ask",
        "we ask for",
        "we apply for",
        "nous sollicitons",
        "solicitamos",
        "pedimos um",
        "solicitamos um",
    ];
    let said = PROPOSES.iter().chain(&ASKS).find_map(|words| Some((folded.text().find(words)?, words.len())));
    let Some((at, length)) = said else { return };
    let span: Span = folded.span(at..at + length);
    draft.activity.kind = Kind::Proposal;
    draft.activity.evidence.retain(|evidence| evidence.path != "/kind");
    draft.witness("/kind".to_owned(), span, Basis::Stated, &context.rule("text", "kind"));
}
