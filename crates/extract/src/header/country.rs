//! A country alone on a line above the first label: `Republic of Madagascar` on the front page of a project document.

use almoner_codelists::{Entry, country, fold};
use almoner_record::Span;

use crate::codes::{self, Source};
use crate::context::Context;
use crate::draft::Draft;
use crate::lines::Line;

/// The recipient country, where no label tells one and these lines have one alone; two countries are a menu.
pub(crate) fn read_country(draft: &mut Draft, context: &Context<'_>, lines: &[&Line]) {
    let activity = &draft.activity;
    if !context.layout.is_general() || !activity.countries.is_empty() || !activity.regions.is_empty() {
        return;
    }
    let named: Vec<(&&Line, &'static Entry)> =
        lines.iter().filter_map(|line| Some((line, alone(context.text(line.span))?))).collect();
    let Some((line, entry)) = named.first() else { return };
    if named.iter().any(|(_, other)| other.code != entry.code) {
        return;
    }
    let rule = context.rule("header", "countries");
    let source = Source {
        line: context.text(line.span),
        span: Span { start: line.span.start, end: line.span.end },
        rule: &rule,
        closed: false,
    };
    codes::country_named(draft, &source, entry);
}

/// The country that a line names and nothing else, by its name or as the state is called.
fn alone(text: &str) -> Option<&'static Entry> {
    const LONGEST: usize = 60;
    const STATES: [&str; 16] = [
        "republic of the ",
        "republic of ",
        "kingdom of ",
        "state of ",
        "union of ",
        "government of the ",
        "government of ",
        "republique du ",
        "republique de ",
        "republique d'",
        "royaume du ",
        "republica de la ",
        "republica del ",
        "republica de ",
        "republica do ",
        "republica da ",
    ];
    let text = text.trim();
    if text.len() > LONGEST || !text.starts_with(char::is_uppercase) {
        return None;
    }
    if let Some(entry) = country(text) {
        return Some(entry);
    }
    let folded = fold(text);
    let folded = folded.strip_prefix("the ").unwrap_or(&folded);
    STATES.iter().find_map(|state| folded.strip_prefix(state)).and_then(country)
}
