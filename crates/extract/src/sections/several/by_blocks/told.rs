//! What a line of a block tells: a label with its value, a question with its answer, or values that need none.

use almoner_record::Span;

use super::super::{by_bars, by_items, by_rows};
use super::values;
use crate::codes;
use crate::field::{Field, Shape};
use crate::lines::{Line, LineKind};
use crate::recognise::{Matched, matched};
use crate::sections::{Cutter, reads_as, unmarked};
use crate::sentences;
use crate::value;
use crate::value::numeral::DecimalMark;

/// A value with its label, if one stands before it.
#[derive(Clone, Copy)]
pub(super) struct Told {
    pub(super) label: Option<Span>,
    pub(super) field: Field,
    pub(super) value: Span,
    /// A name that its place among other values tells alone: the other blocks must have one there too.
    pub(super) is_by_place: bool,
}

impl Told {
    /// A value that needs no label.
    pub(super) fn alone(field: Field, value: Span) -> Told {
        Told { label: None, field, value, is_by_place: false }
    }
}

/// What a line tells: a label with its value, or values one after another that need none.
pub(super) fn told_on(cutter: &Cutter<'_>, at: usize) -> Vec<Told> {
    const LONGEST: usize = 400;
    let Some(line) = cutter.lines.get(at).filter(|line| line.span.len() <= LONGEST) else {
        return Vec::new();
    };
    if matches!(line.kind, LineKind::Table | LineKind::Aside) {
        return Vec::new();
    }
    if let Some(told) = labelled(cutter, line) {
        return vec![told];
    }
    let text = cutter.document.slice(line.span);
    if let Some(field) = alone(cutter, at, text) {
        return vec![Told::alone(field, line.span)];
    }
    let facts = typed(text).unwrap_or_default().into_iter();
    // `Funded by Norad. Implemented by AMREF.`
    let told =
        sentences::told_without_subject(text).into_iter().map(|(role, span)| (Field::Org(Some(role)), span));
    let told: Vec<Told> =
        facts.chain(told).map(|(field, span)| Told::alone(field, line.span.inner(span))).collect();
    if !told.is_empty() {
        return told;
    }
    if let Some((role, name)) = by_items::named_behind(text) {
        return vec![Told::alone(Field::Org(Some(role)), line.span.inner(name))];
    }
    let told = values_on(line.span, text);
    if let Some((_, value)) = line.label.as_ref().filter(|_| told.is_empty()) {
        return behind_name(cutter, line, *value);
    }
    if told.is_empty()
        && let Some(pair) = values::place_and_name(text)
        && has_values_below(cutter, at)
    {
        return told_of(line.span, Some(pair));
    }
    told
}

/// An amount and nothing else behind a short label that nothing knows.
pub(super) fn money_behind(cutter: &Cutter<'_>, at: usize) -> Option<Told> {
    const MOST_WORDS: usize = 3;
    const LEAST: i64 = 1_000;
    let line = cutter.lines.get(at).filter(|line| matched(cutter.layout, line).is_none())?;
    let (key, value) = line.label.as_ref()?;
    let text = cutter.document.slice(*value);
    let is_given = key.split_whitespace().count() <= MOST_WORDS && !by_rows::is_of_other_money(key);
    let is_amount = value::money::is_alone(text, DecimalMark::Unknown)
        && value::money::money(text, DecimalMark::Unknown).is_some_and(|(_, own)| own.value >= LEAST.into());
    let label = unmarked(&cutter.document.text, Span { start: line.span.start, end: value.start });
    (is_given && is_amount).then(|| Told { label: Some(label), ..Told::alone(Field::Budget(None), *value) })
}

/// Values behind a name and a colon: `Oxfam: EUR 143,000, 2009–2012`.
fn behind_name(cutter: &Cutter<'_>, line: &Line, value: Span) -> Vec<Told> {
    let label = Span { start: line.span.start, end: value.start };
    let name = unmarked(&cutter.document.text, label);
    let values = values::values(cutter.document.slice(value)).unwrap_or_default();
    let are_known = !values.is_empty() && values.iter().all(|value| value.field.is_some());
    if !are_known || !values::is_name(cutter.document.slice(name)) || matched(cutter.layout, line).is_some() {
        return Vec::new();
    }
    let name = Told { is_by_place: true, ..Told::alone(Field::Org(None), name) };
    std::iter::once(name).chain(told_of(value, Some(values))).collect()
}

/// True for a line right above values.
fn has_values_below(cutter: &Cutter<'_>, at: usize) -> bool {
    cutter.lines.get(at + 1).is_some_and(|below| {
        let text = cutter.document.slice(below.span).trim();
        matches!(by_bars::fact_of(text), Some(Field::Budget(_) | Field::Period))
            || values::values(text).is_some()
    })
}

/// Values one after another, a name among them at most.
pub(super) fn values_on(place: Span, text: &str) -> Vec<Told> {
    told_of(place, values::values(text))
}

fn told_of(place: Span, values: Option<Vec<values::Value>>) -> Vec<Told> {
    let told = |value: values::Value| match value.field {
        Some(field) => Told::alone(field, place.inner(value.span)),
        None => {
            Told { label: None, field: Field::Org(None), value: place.inner(value.span), is_by_place: true }
        }
    };
    values.unwrap_or_default().into_iter().map(told).collect()
}

/// The field of a line that is an amount, a time or a country and nothing else. A country with no value below it may stand
/// over the next title.
fn alone(cutter: &Cutter<'_>, at: usize, text: &str) -> Option<Field> {
    const LONGEST: usize = 80;
    const LEAST: i64 = 1_000;
    let text = Some(text.trim()).filter(|text| text.len() <= LONGEST)?;
    if codes::are_countries(text) {
        let below = cutter.lines.get(at + 1)?;
        let is_told = labelled(cutter, below).is_some() || has_values_below(cutter, at);
        return (below.span.len() <= LONGEST && is_told).then_some(Field::Countries);
    }
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    match by_bars::fact_of(text)? {
        Field::Budget(measure) => {
            let (_, printed) = value::money::money(text, DecimalMark::Unknown)?;
            (printed.value >= LEAST.into()).then_some(Field::Budget(measure))
        }
        Field::Period => Some(Field::Period),
        _ => None,
    }
}

/// What a question in place of a label asks for: `Where`, `Who`, `When`, `How much`.
pub(super) fn question(cutter: &Cutter<'_>, label: Span) -> Option<Field> {
    const LONGEST: usize = 16;
    let text = cutter.document.slice(label);
    let text = Some(text).filter(|text| text.len() <= LONGEST)?;
    match almoner_codelists::fold(text).trim_matches([' ', ':', '?', '¿']) {
        "where" | "ou" | "donde" | "onde" => Some(Field::Countries),
        "who" | "qui" | "quien" | "quienes" | "quem" => Some(Field::Org(None)),
        "when" | "quand" | "cuando" | "quando" => Some(Field::Period),
        "how much" | "combien" | "cuanto" | "quanto" => Some(Field::Budget(None)),
        _ => None,
    }
}

/// True where `How much` is asked of several: the other questions are labels then too.
pub(in crate::sections::several) fn are_asked(cutter: &Cutter<'_>) -> bool {
    let is_asked =
        |line: &&Line| asked(cutter, line).is_some_and(|told| matches!(told.field, Field::Budget(_)));
    cutter.lines.iter().filter(is_asked).nth(1).is_some()
}

/// A question with its answer.
fn asked(cutter: &Cutter<'_>, line: &Line) -> Option<Told> {
    const LEAST: i64 = 1_000;
    let (_, value) = line.label.as_ref()?;
    let label = Span { start: line.span.start, end: value.start };
    let label = unmarked(&cutter.document.text, label);
    let text = cutter.document.slice(*value);
    let field = match question(cutter, label)? {
        Field::Countries if !codes::are_countries(text) => Field::Locations,
        Field::Budget(_) => {
            let (_, printed) = value::money::money(text, DecimalMark::Unknown)?;
            Some(Field::Budget(None)).filter(|_| printed.value >= LEAST.into())?
        }
        field => field,
    };
    reads_as(field, text).then_some(Told { label: Some(label), ..Told::alone(field, *value) })
}

/// A known label with its value.
pub(super) fn labelled(cutter: &Cutter<'_>, line: &Line) -> Option<Told> {
    let (_, value) = line.label.as_ref()?;
    if let Some(asked) = asked(cutter, line) {
        return Some(asked);
    }
    let found = matched(cutter.layout, line).filter(|found| is_fact(*found))?;
    let label = Span { start: line.span.start, end: value.start };
    let label = unmarked(&cutter.document.text, label);
    reads_as(found.field, cutter.document.slice(*value))
        .then_some(Told { label: Some(label), ..Told::alone(found.field, *value) })
}

pub(super) fn is_fact(found: Matched) -> bool {
    let is_told = !found.by_words || matches!(found.field, Field::Budget(_) | Field::Period | Field::Org(_));
    found.inline
        && is_told
        && found.bare.is_none()
        && found.field.shape() != Shape::Text
        && !matches!(found.field, Field::Title | Field::Ignore | Field::Header | Field::DocumentDate)
}

/// Values of a line without labels, an amount among them: `A$4.3 million, 2012–2015`, `EUR 2 million (2019–2022)`.
fn typed(text: &str) -> Option<Vec<(Field, Span)>> {
    const LONGEST: usize = 160;
    const MARKS: [&str; 10] = [" | ", " · ", " • ", " ¦ ", ", ", "; ", " – ", " — ", " - ", " / "];
    if text.len() > LONGEST || !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let between =
        MARKS.iter().filter(|mark| text.contains(**mark)).find_map(|mark| by_bars::facts_between(text, mark));
    let in_bracket = || {
        let (front, rest) = text.split_once('(')?;
        let inner = rest.trim_end().strip_suffix(')')?;
        let one = Span::new(0, front.len()).trim(text);
        let other = Span::new(front.len() + 1, front.len() + 1 + inner.len());
        let field = |span: Span| by_bars::fact_of(span.of(text));
        Some(vec![(field(one)?, one), (field(other)?, other)])
    };
    let told = between.or_else(in_bracket)?;
    told.iter().any(|(field, _)| matches!(field, Field::Budget(_))).then_some(told)
}
