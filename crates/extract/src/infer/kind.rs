//! What a text is about, where it says so: a proposal, which asks for the money of its one activity.

use almoner_codelists::Folded;
use almoner_record::{Basis, Kind, Measure, Span};

use crate::context::Context;
use crate::draft::Draft;
use crate::value::money::money;
use crate::value::numeral::DecimalMark;

/// Words, folded, of a paper that proposes a project.
const PROPOSES: &[&str] = &[
    "note conceptuelle",
    "nota de concepto",
    "nota conceptual",
    "application for support",
    "enclosed application",
    "submit the application",
    "demande de soutien",
    "soumettre le dossier",
    "soumettre le projet",
    "la propuesta",
    "solicitud de apoyo",
    "a proposta",
    "pedido de apoio",
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

/// Words, folded, of who asks for the money.
const ASKS: [&str; 12] = [
    "we ask you to",
    "nous permettons de solliciter",
    "rogamos consideren",
    "vimos pedir",
    "vimos solicitar",
    "we request",
    "we kindly ask",
    "we ask for",
    "we apply for",
    "nous sollicitons",
    "solicitamos",
    "pedimos um",
];

/// Labels, folded, of the amount that was given: what is given is no longer proposed.
const GIVEN: [&str; 22] = [
    "amount granted",
    "amount awarded",
    "amount approved",
    "grant awarded",
    "grant approved",
    "awarded amount",
    "approved amount",
    "approved budget",
    "approved grant",
    "granted amount",
    "montant accorde",
    "montant octroye",
    "montant attribue",
    "montant approuve",
    "subvention accordee",
    "importe concedido",
    "importe aprobado",
    "monto aprobado",
    "subvencion concedida",
    "montante aprovado",
    "montante atribuido",
    "montante concedido",
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
    let said = PROPOSES.iter().chain(&ASKS).find_map(|words| Some((folded.text().find(words)?, words.len())));
    let Some((at, length)) = said else { return };
    if GIVEN.iter().any(|label| is_given(beginning, &folded, label)) {
        return;
    }
    let span: Span = folded.span(at..at + length);
    draft.activity.kind = Kind::Proposal;
    draft.activity.evidence.retain(|evidence| evidence.path != "/kind");
    draft.witness("/kind".to_owned(), span, Basis::Stated, &context.rule("text", "kind"));
}

/// True where an amount stands right behind the label, in its line or cell or the next one.
fn is_given(text: &str, folded: &Folded, label: &str) -> bool {
    const NEAR: usize = 40;
    folded.text().match_indices(label).any(|(at, _)| {
        let from = folded.span(at..at + label.len()).range().end;
        let near =
            text.get(from..text.floor_char_boundary((from + NEAR).min(text.len()))).unwrap_or_default();
        let front = near.trim_start_matches(|c: char| !c.is_alphanumeric() && !"$€£".contains(c));
        money(front, DecimalMark::Unknown).is_some_and(|(span, _)| span.range().start <= 4)
    })
}

#[cfg(test)]
mod tests {
    use almoner_codelists::Folded;

    use super::{GIVEN, is_given};

    #[test]
    fn an_amount_behind_a_label_was_given() {
        for (text, is) in [
            ("Amount requested: EUR 50,000\nAmount awarded: EUR 40,000", true),
            ("Montant accordé : 40 000 EUR", true),
            ("Amount awarded:\n", false),
            ("Amount requested: EUR 50,000", false),
            ("No grant approved before 2012 is listed. Amount requested: EUR 50,000", false),
        ] {
            let folded = Folded::new(text);
            assert_eq!(GIVEN.iter().any(|label| is_given(text, &folded, label)), is, "{text}");
        }
    }
}
