//! A state that stands on a line of its own without a label: `En cours` below the heading of a fact sheet.

use almoner_codelists::fold;

use crate::codes;
use crate::context::Context;
use crate::draft::Draft;
use crate::lines::{Line, LineKind};
use crate::word_list::WordList;

/// Lines that read as a state and are something else as often: a filter, a button, a step of a menu.
static OTHERS: WordList = WordList::of_phrases(
    "open, ouvert, abierto, aberto, signed, signe, firmado, assinado, pipeline, identification, formulation, closing, active, \
     actif, activo, ativo, activa, planned, proposed, completion, operational, implementation, finalisation, finalization, \
     aktiv, attivo, actief, previsto, pending, approved, en projet, closed, close, clos, ended, finished, trwa, i gang",
);

/// True for the codes of what goes on and of what is done: words for the others are labels of days and headings too
/// (`Finalización`, `Cancelled`).
fn is_of_work(code: &str) -> bool {
    matches!(code, "2" | "4")
}

/// Reads the one line near the top that is a state and nothing else; where two are, they are a choice.
pub(super) fn read(draft: &mut Draft, context: &Context<'_>) {
    const FARTHEST: usize = 30;
    const LONGEST: usize = 40;
    if !context.layout.is_general() || draft.activity.status.is_some() {
        return;
    }
    let is_state = |line: &&Line| {
        let text = context.text(line.span);
        matches!(line.kind, LineKind::Text | LineKind::Heading { .. })
            && text.len() <= LONGEST
            && text.starts_with(char::is_uppercase)
            && line.label.is_none()
            && codes::status(text).is_some_and(|state| is_of_work(state.code))
    };
    let mut states = context.lines.iter().take(FARTHEST).filter(is_state);
    let (Some(line), None) = (states.next(), states.next()) else { return };
    if !OTHERS.has(&fold(context.text(line.span))) {
        super::status(draft, context, line.span, &context.rule("text", "status"));
    }
}

#[cfg(test)]
mod tests {
    use crate::specimen::record;

    #[test]
    fn a_state_alone_on_a_line_is_the_activitys_where_it_is_the_only_one() {
        for (lines, expected) in [
            ("En cours", Some("2")),
            ("Project completed", Some("4")),
            ("Ongoing", Some("2")),
            ("Ongoing\n\nCompleted", None),
            ("Open", None),
            ("Approved", None),
            ("Finalización", None),
            ("Cancelled", None),
            ("Ongoing work on roads", None),
        ] {
            let read = record(&format!(
                "Football for all in Kano\n\n{lines}\n\nCountry: Nigeria\nDonor: Norad\nBudget: EUR 200,000\nImplementing partner: Oxfam\n"
            ));
            assert_eq!(read.status.map(|status| status.code).as_deref(), expected, "{lines}");
        }
    }
}
