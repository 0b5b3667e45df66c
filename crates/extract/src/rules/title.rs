//! The activity's title, where a label tells it and where none does.

use almoner_codelists::Folded;
use almoner_record::{Basis, Span};

use crate::context::Context;
use crate::draft::{Draft, Found};
use crate::field::Field;
use crate::header;
use crate::lines::{Line, LineKind};
use crate::sections::{Piece, is_name_label, is_person_label, is_person_name};

pub(crate) fn set_title(draft: &mut Draft, context: &Context<'_>, line: Span, rule: &str) {
    let line = header::behind_banner(context, header::behind_trail(context, line));
    let line = if rule.ends_with("/header/title") { header::before_site(context, line) } else { line };
    let line = without_open_quote(context.text(line), line);
    let text = context.text(line);
    if text.chars().any(char::is_alphabetic) {
        let value = context.words(line);
        let found = Found { value, span: line, basis: Basis::Stated, rule: rule.to_owned() };
        draft.set("/title", |activity| &mut activity.title, found);
    }
}

/// A title without the quote that opens before it and closes nowhere in it.
fn without_open_quote(text: &str, line: Span) -> Span {
    let open = [('“', '”'), ('«', '»'), ('"', '"'), ('„', '“')];
    let lone = open.iter().find(|(open, close)| {
        text.strip_prefix(*open).is_some_and(|rest| !rest.contains(*close) && !rest.contains(*open))
    });
    let Some((open, _)) = lone else { return line };
    let rest = text.get(open.len_utf8()..).unwrap_or_default();
    line.inner(Span::new(text.len() - rest.trim_start().len(), text.len()))
}

/// A title behind words that announce it (`Project profile — `), on the first lines of the document.
pub(super) fn title_after(draft: &mut Draft, context: &Context<'_>) {
    const FIRST_LINES: usize = 12;
    if draft.activity.title.is_some() || context.layout.title_after.is_empty() {
        return;
    }
    for line in context.lines.iter().take(FIRST_LINES).map(|line| line.span) {
        let folded = Folded::new(context.text(line));
        let phrase =
            context.layout.title_after.iter().find(|phrase| folded.text().starts_with(phrase.as_str()));
        if let Some(phrase) = phrase {
            let span =
                line.inner(folded.span(phrase.len()..folded.text().len())).trim(&context.document.text);
            if !span.is_empty() {
                set_title(draft, context, span, &context.rule("header", "title"));
                return;
            }
        }
    }
}

/// Where no layout says where the title stands and none stands before the first label: the first of the highest headings
/// that is no label.
pub(super) fn title_further_down(draft: &mut Draft, context: &Context<'_>, own: &[&Piece]) {
    const LOWEST: u8 = 2;
    if draft.activity.title.is_some() || !context.layout.knows_the_trade() {
        return;
    }
    let level = |line: &Line| match line.kind {
        LineKind::Heading { level } if level <= LOWEST => Some(level),
        _ => None,
    };
    let is_title = |line: &&Line| {
        crate::recognise::matched(context.layout, line).is_none() && header::reads_as_title(context, line)
    };
    // What stands right below a heading for names is a name. A line at the top may be who publishes: `Partner Agency`.
    let is_name = |at: usize| {
        let last = own.partition_point(|piece| piece.lines.start <= at).checked_sub(1);
        let piece = last.and_then(|last| own.get(last)).filter(|piece| piece.lines.contains(&at));
        piece.is_some_and(|piece| {
            let above = at.checked_sub(1).and_then(|above| context.lines.get(above));
            let is_first = piece.inline.is_empty() && piece.lines.start == at;
            is_first
                && matches!(piece.field, Some(Field::Org(_)))
                && above.is_some_and(|above| level(above).is_some() && piece.heading == Some(above.span))
        })
    };
    let lines = context.lines.iter().enumerate().filter(|(at, _)| !is_name(*at));
    let headings = lines.map(|(_, line)| line).filter(|line| level(line).is_some()).filter(is_title);
    if let Some(line) = headings.min_by_key(|line| level(line)) {
        set_title(draft, context, line.span, &context.rule("header", "title"));
    }
}

/// Where nothing else is the title: what stands beside `Name` as the first label of the form, unless the label below it is one
/// of a person too.
pub(super) fn title_of_name(draft: &mut Draft, context: &Context<'_>, own: &[&Piece]) {
    if draft.activity.title.is_some() || !context.layout.is_general() {
        return;
    }
    let label = |piece: &Piece| piece.heading.map(|heading| almoner_codelists::fold(context.text(heading)));
    let printed = context.lines.iter().find_map(|line| {
        let (key, value) = line.label.as_ref()?;
        is_name_label(key).then_some(*value)
    });
    let first = own.iter().position(|piece| piece.heading.is_some() && !piece.inline.is_empty());
    let first = first.unwrap_or(own.len());
    let labelled = own.get(first).filter(|piece| label(piece).is_some_and(|label| is_name_label(&label)));
    let below = own.get(first..).unwrap_or_default().iter().take(3).filter_map(|piece| label(piece));
    let mut near = context.lines.iter().filter_map(|line| line.label.as_ref()).take(3);
    if below.into_iter().any(|label| is_person_label(&label)) || near.any(|(key, _)| is_person_label(key)) {
        return;
    }
    // A line of text under no label yet, before the first one.
    let before = own.get(first).and_then(|piece| piece.heading).map_or(u32::MAX, |heading| heading.start);
    let value = labelled.and_then(|piece| piece.inline.first().copied());
    let value = value.or_else(|| printed.filter(|value| value.start < before));
    let is_title = |value: &Span| value.len() <= 240 && !is_person_name(context.text(*value));
    if let Some(value) = value.filter(is_title) {
        set_title(draft, context, value, &context.rule("header", "title"));
    }
}

/// The heading of the first level that such a document begins with, where nothing announces the title.
pub(super) fn title_of_heading(draft: &mut Draft, context: &Context<'_>) {
    const FIRST_LINES: usize = 4;
    if draft.activity.title.is_some() || context.layout.title_after.is_empty() {
        return;
    }
    let is_heading = |line: &&Line| line.kind == (LineKind::Heading { level: 1 });
    let first = context.lines.iter().filter(|line| line.kind != LineKind::Aside).take(FIRST_LINES);
    let is_label = |line: &Line| context.layout.field_of(&line.key).is_some();
    if let Some(line) = first.take_while(|line| !is_label(line)).find(is_heading) {
        set_title(draft, context, line.span, &context.rule("header", "title"));
    }
}
