//! The texts that describe an activity, and the activities listed in them.

use almoner_record::{Basis, Description, DescriptionType, LogframeRow, Span};

use crate::context::Context;
use crate::draft::{Draft, Found};
use crate::field::Field;
use crate::lines::{Line, LineKind};
use crate::sections::Piece;
use crate::{figures, sentences, tables};

/// Where no layout says otherwise, the sentences right under the title are the activity's description, if no heading
/// announces one.
pub(super) fn lead(draft: &mut Draft, context: &Context<'_>, own: &[&Piece]) {
    let is_general = |description: &Description| description.kind == DescriptionType::General;
    if !context.layout.knows_the_trade() || draft.activity.descriptions.iter().any(is_general) {
        return;
    }
    let Some(title) = draft.place("/title") else { return };
    let holds_title = |piece: &&&Piece| {
        piece.heading.is_some_and(|heading| heading.contains(title))
            || context.lines_of(piece).any(|line| line.span.contains(title))
    };
    let Some(piece) = own.iter().find(holds_title).filter(|piece| piece.field.is_none()) else { return };
    let below = context.lines_of(piece).skip_while(|line| line.span.start < title.end);
    let lines: Vec<&Line> = below
        .skip_while(|line| !is_sentence(context.text(line.span)))
        .take_while(|line| line.kind == LineKind::Text && is_sentence(context.text(line.span)))
        .collect();
    let places = context.runs(lines.iter().copied());
    let Some((first, others)) = places.split_first() else { return };
    let rule = context.rule("header", "descriptions.general");
    let text = context.prose(lines.iter().copied());
    if sentences::are_particulars(&text) {
        return;
    }
    let value = Description { kind: DescriptionType::General, text };
    let found = Found { value, span: *first, basis: Basis::Stated, rule: rule.clone() };
    let path = draft.push("/descriptions", |activity| &mut activity.descriptions, found);
    for place in others {
        draft.witness(path.clone(), *place, Basis::Stated, &rule);
    }
}

/// A line of running text: no label, no name, no list of links.
fn is_sentence(text: &str) -> bool {
    const FEWEST_WORDS: usize = 8;
    text.trim_end().ends_with(['.', '…', '!', '»', '”', '"'])
        && text.split_whitespace().count() >= FEWEST_WORDS
}

/// The text under a heading: what is read of it, from its first line to its last.
pub(super) fn describe(
    draft: &mut Draft,
    context: &Context<'_>,
    piece: &Piece,
    kind: DescriptionType,
    rule: &str,
) {
    let places: Vec<Span> =
        piece.inline.iter().copied().chain(context.runs(context.lines_of(piece))).collect();
    let Some((first, others)) = places.split_first() else { return };
    if kind == DescriptionType::Timeline {
        for line in context.values(piece) {
            figures::period(draft, context, line, None, rule);
        }
    }
    let below = context.prose(context.lines_of(piece));
    let inline = piece.inline.iter().map(|span| context.words(*span));
    let text = inline.chain((!below.is_empty()).then_some(below)).collect::<Vec<_>>().join("\n\n");
    // A tick or a score in a cell describes nothing.
    if !text.split(|c: char| !c.is_alphabetic()).any(|word| word.chars().count() > 1) {
        return;
    }
    let value = Description { kind, text };
    let found = Found { value, span: *first, basis: Basis::Stated, rule: rule.to_owned() };
    let path = draft.push("/descriptions", |activity| &mut activity.descriptions, found);
    for place in others {
        draft.witness(path.clone(), *place, Basis::Stated, rule);
    }
    if kind == DescriptionType::General {
        activities_in_description(draft, context, piece);
    }
}

/// Words, folded, before a list in a description that is not of activities.
const OTHER_LISTS: [&str; 9] =
    ["partner", "donor", "result", "outcome", "countr", "benefici", "partenaire", "socio", "parceir"];

/// A list under `… activities include the following:` is the activity's activities.
fn activities_in_description(draft: &mut Draft, context: &Context<'_>, piece: &Piece) {
    let lines: Vec<&Line> = context.lines_of(piece).collect();
    let announces = |line: &&Line| {
        let text = context.text(line.span);
        // Another sign may fold to a colon; a letter or full stop does not.
        if text.trim_end().ends_with(|c: char| c.is_ascii() && c != ':') {
            return false;
        }
        let text = almoner_codelists::fold(text);
        // What the list is of stands right before it.
        let near = text.char_indices().rev().nth(40).map_or(0, |(at, _)| at);
        let last = text.get(near..).unwrap_or_default();
        text.ends_with(':') && !OTHER_LISTS.iter().any(|word| last.contains(word))
    };
    let Some(at) = lines.iter().position(announces) else { return };
    let items: Vec<Span> = lines
        .iter()
        .skip(at + 1)
        .take_while(|line| matches!(line.kind, LineKind::Item { .. }))
        .map(|line| line.span)
        .collect();
    push_activities(draft, context, &items, &context.rule("section", "logframe.activities"));
}

pub(super) fn activities(draft: &mut Draft, context: &Context<'_>, piece: &Piece, rule: &str) {
    let items: Vec<Span> = context
        .lines_of(piece)
        .filter(|line| matches!(line.kind, LineKind::Item { .. }))
        .map(|line| line.span)
        .collect();
    if items.is_empty() {
        describe(draft, context, piece, DescriptionType::Other, rule);
    }
    push_activities(draft, context, &items, rule);
    for line in context.lines_of(piece).filter(|line| line.kind == LineKind::Table) {
        tables::read_line(draft, context, line, Field::Logframe);
    }
}

fn push_activities(draft: &mut Draft, context: &Context<'_>, items: &[Span], rule: &str) {
    let clauses: Vec<Span> = items.iter().map(|item| clause(context, *item)).collect();
    let (Some(first), Some(last)) = (clauses.first(), clauses.last()) else { return };
    let activities = clauses.iter().map(|clause| context.words(*clause)).collect();
    let value = LogframeRow { outcome: None, outputs: Vec::new(), activities };
    let found = Found { value, span: first.cover(*last), basis: Basis::Stated, rule: rule.to_owned() };
    let path = draft.push("/logframe", |activity| &mut activity.logframe, found);
    for (at, clause) in clauses.iter().enumerate() {
        draft.witness(format!("{path}/activities/{at}"), *clause, Basis::Stated, rule);
    }
}

/// An item without the mark at its end: `one;`, `two.`, `three; and`.
pub(crate) fn clause(context: &Context<'_>, item: Span) -> Span {
    let text = context.text(item).trim_end();
    let joined =
        ["; and", "; et", "; y", "; e", ", and", ", et"].iter().find_map(|join| text.strip_suffix(join));
    let text = joined.unwrap_or(text).trim_end_matches([';', '.', ',']).trim_end();
    Span::new(item.range().start, item.range().start + text.len())
}
