//! Prose about what was done: countries, results with quantities, amounts, partners, announced programmes.
//!
//! Only layouts that name it in `narrative` are read so. A report's prose tells of many things beside the activity;
//! each reader takes what the activity did and leaves its setting alone.

mod amounts;
mod countries;
mod partners;
mod results;

pub(crate) use results::{ACHIEVED, SETTING};

use almoner_codelists::fold;
use almoner_record::{Basis, Description, DescriptionType, Span};

use crate::context::Context;
use crate::draft::{Draft, Found};
use crate::field::Field;
use crate::layout::Narrative;
use crate::lines::{Line, LineKind};
use crate::sections::Piece;

/// Reads the prose of one activity.
pub(crate) fn read(draft: &mut Draft, context: &Context<'_>, own: &[&Piece]) {
    let wanted = &context.layout.narrative;
    if wanted.is_empty() {
        return;
    }
    let told: Vec<&Piece> =
        own.iter().copied().filter(|piece| piece.field == Some(Field::Narrative)).collect();
    let lines: Vec<&Line> = told.iter().flat_map(|piece| context.lines_of(piece)).collect();
    let forward = own
        .iter()
        .copied()
        .filter(|piece| piece.field == Some(Field::Description(DescriptionType::LookingForward)));
    let ahead: Vec<&Line> = forward.flat_map(|piece| context.lines_of(piece)).collect();
    for piece in &told {
        describe(draft, context, piece);
    }
    let agents = agents(draft, context);
    for reader in wanted {
        match reader {
            Narrative::Countries => {
                countries::read(draft, context, &lines);
                countries::read_regions(draft, context, &lines);
            }
            Narrative::PlannedCountries => countries::read_planned(draft, context, &ahead),
            Narrative::Results => results::read(draft, context, &told, &agents),
            Narrative::Amounts => amounts::read(draft, context, &lines),
            Narrative::ParticipatingOrgs => {
                let own: Vec<&Line> =
                    told.first().map_or_else(Vec::new, |piece| context.lines_of(piece).collect());
                partners::read(draft, context, &own, &lines);
            }
            Narrative::RelatedActivities => partners::read_related(draft, context, &ahead),
        }
    }
}

fn describe(draft: &mut Draft, context: &Context<'_>, piece: &Piece) {
    let places = context.runs(context.lines_of(piece));
    let Some((first, others)) = places.split_first() else { return };
    let value = Description { kind: DescriptionType::General, text: context.prose(context.lines_of(piece)) };
    let rule = context.rule("narrative", "descriptions.general");
    let found = Found { value, span: *first, basis: Basis::Stated, rule: rule.clone() };
    let path = draft.push("/descriptions", |activity| &mut activity.descriptions, found);
    for place in others {
        draft.witness(path.clone(), *place, Basis::Stated, &rule);
    }
}

/// Words, folded, that name who acts: the reporting organisation, and the activity's own short name.
fn agents(draft: &Draft, context: &Context<'_>) -> Vec<String> {
    let implied = context.layout.defaults.reporting_org.as_ref();
    let known = implied.and_then(|implied| almoner_codelists::organisation(&implied.name));
    let names =
        implied.map(|implied| implied.name.as_str()).into_iter().chain(known.and_then(|known| known.acronym));
    let title =
        draft.activity.title.as_deref().and_then(|title| title.split_once(':')).map(|(short, _)| short);
    let mut agents: Vec<String> = names.chain(title).map(fold).filter(|name| name.len() > 2).collect();
    agents.extend(
        ["the project", "the programme", "the program", "le projet", "le programme", "el proyecto"]
            .map(str::to_owned),
    );
    agents
}

/// The sentences of a line, as spans of the document.
fn sentences(context: &Context<'_>, line: &Line) -> Vec<Span> {
    let sentences = crate::value::sentence::sentences(context.text(line.span));
    sentences.into_iter().map(|sentence| line.span.inner(sentence)).collect()
}

fn is_prose(line: &Line) -> bool {
    matches!(line.kind, LineKind::Text | LineKind::Item { .. })
}
