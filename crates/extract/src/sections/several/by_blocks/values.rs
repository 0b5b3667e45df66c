//! Values without labels on a line below a title, in any order and between any marks: `Mali · Oxfam · EUR 143,000 ·
//! 2009–2012`, `Oxfam (Mali), 143 000 €, 2010`; and spans of a page that nothing divides, `Mali Ongoing June 2020 – May 2022
//! €28,000`.

use almoner_record::Span;

use super::super::{by_bars, by_items, by_parts};
use crate::field::Field;
use crate::value;
use crate::value::numeral::DecimalMark;

/// A value of a line; of no field where it is a name by its place alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Value {
    pub(super) field: Option<Field>,
    pub(super) span: Span,
}

/// Marks that stand between values and within none.
const MARKS: [&str; 7] = [" | ", " · ", " • ", " ¦ ", " || ", " / ", "\t"];

/// The values that a line consists of, no two of a kind, with at most one name among them; None for any other line.
pub(super) fn values(text: &str) -> Option<Vec<Value>> {
    const LONGEST: usize = 240;
    const FEWEST_WORDS: usize = 3;
    let is_short = text.len() <= LONGEST && !text.trim_end().ends_with(['.', '?', '!', ':']);
    if !is_short || !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    if let Some(mark) = MARKS.iter().find(|mark| text.contains(**mark)) {
        return checked(between(text, mark), 1);
    }
    let parts = joined(text, &by_items::parts(text));
    let is_run = || text.split_whitespace().nth(FEWEST_WORDS - 1).is_some();
    let told = if parts.len() > 1 { checked(parts, 2) } else { None };
    told.or_else(|| is_run().then(|| run(text)).flatten())
}

/// The parts between marks; one that holds several values between lesser marks is each of them.
fn between(text: &str, mark: &str) -> Vec<Value> {
    let mut values = Vec::new();
    let mut from = 0;
    for part in text.split(mark) {
        let span = Span::new(from, from + part.len()).trim(text);
        from += part.len() + mark.len();
        let own = value_of(text, span);
        let within = || {
            let inner = joined(span.of(text), &by_items::parts(span.of(text)));
            let are_known = inner.len() > 1 && inner.iter().all(|value| value.field.is_some());
            are_known.then(|| inner.into_iter().map(|value| Value { span: span.inner(value.span), ..value }))
        };
        match within().filter(|_| own.field.is_none()) {
            Some(inner) => values.extend(inner),
            None => values.push(own),
        }
    }
    values
}

fn value_of(text: &str, span: Span) -> Value {
    Value { field: field_of(span.of(text)), span }
}

/// The field of a text that is nothing but a value of it; a length of time is one too.
fn field_of(text: &str) -> Option<Field> {
    const LEAST: i64 = 1_000;
    let is_length = || value::period::duration(text).is_some_and(|(span, _)| span.len() + 2 >= text.len());
    match by_bars::fact_of(text) {
        Some(Field::Budget(measure)) => {
            let (_, printed) = value::money::money(text, DecimalMark::Unknown)?;
            (printed.value >= LEAST.into()).then_some(Field::Budget(measure))
        }
        None if is_length() => Some(Field::Period),
        other => other,
    }
}

/// Parts again, those in one that a mark within a value has parted: `2009 – 2012`, `Mali, Niger`.
fn joined(text: &str, parts: &[Span]) -> Vec<Value> {
    const MOST_JOINED: usize = 3;
    const MOST_PARTS: usize = 12;
    let mut values = Vec::new();
    let mut at = 0;
    while let Some(first) = parts.get(at).filter(|_| values.len() < MOST_PARTS) {
        let whole = |end: usize| Some(first.cover(*parts.get(end)?).trim(text));
        let longest = (at..at + MOST_JOINED).rev().find_map(|end| {
            whole(end).map(|span| (end, value_of(text, span))).filter(|(_, own)| own.field.is_some())
        });
        let (end, value) = longest.unwrap_or((at, Value { field: None, span: first.trim(text) }));
        values.push(value);
        at = end + 1;
    }
    values
}

/// The values, where they are at least so many besides a name.
fn checked(values: Vec<Value>, fewest: usize) -> Option<Vec<Value>> {
    const FEWEST: usize = 2;
    let names = values.iter().filter(|value| value.field.is_none()).count();
    let differ = values
        .iter()
        .enumerate()
        .all(|(at, value)| !values.iter().take(at).any(|other| other.field == value.field));
    let has_figures =
        values.iter().any(|value| matches!(value.field, Some(Field::Budget(_) | Field::Period)));
    let is_whole = values.len() >= FEWEST && names <= 1 && values.len() - names >= fewest;
    (is_whole && differ && has_figures).then_some(values)
}

/// Where a line is nothing but a country and a name, their places: `Mali, Oxfam`, `Oxfam · Mali`.
pub(super) fn place_and_name(text: &str) -> Option<Vec<Value>> {
    const LONGEST: usize = 120;
    if text.len() > LONGEST || text.trim_end().ends_with(['.', '?', '!', ':']) {
        return None;
    }
    let values = match MARKS.iter().find(|mark| text.contains(**mark)) {
        Some(mark) => between(text, mark),
        None => {
            let parts = by_items::parts(text);
            if parts.len() < 2 {
                return None;
            }
            joined(text, &parts)
        }
    };
    let is_pair = matches!(
        values.as_slice(),
        [Value { field: Some(Field::Countries), .. }, Value { field: None, .. }]
            | [Value { field: None, .. }, Value { field: Some(Field::Countries), .. }]
    );
    is_pair.then_some(values)
}

/// Values one behind another with nothing between them but spaces, an amount and a place or time among them.
fn run(text: &str) -> Option<Vec<Value>> {
    const MOST_WORDS: usize = 10;
    const FEWEST: usize = 3;
    value::money::money(text, DecimalMark::Unknown)?;
    let mut words: Vec<Span> = Vec::new();
    let mut from = 0;
    for word in text.split(' ') {
        words.push(Span::new(from, from + word.len()));
        from += word.len() + 1;
    }
    words.retain(|word| !word.is_empty());
    let mut values = Vec::new();
    let mut at = 0;
    while let Some(first) = words.get(at) {
        let ends = (at..words.len().min(at + MOST_WORDS)).rev();
        let known: Vec<(usize, Value)> = ends
            .filter_map(|end| Some((end, value_of(text, first.cover(*words.get(end)?)))))
            .filter(|(_, value)| value.field.is_some())
            .collect();
        // `2009–2012 EUR` is no amount: the next word is.
        let is_time = |(_, value): &&(usize, Value)| value.field == Some(Field::Period);
        let (end, value) = *known.iter().find(is_time).or(known.first())?;
        values.push(value);
        at = end + 1;
    }
    (values.len() >= FEWEST).then_some(values).and_then(|values| checked(values, FEWEST))
}

/// True for what may be the name of who takes part, by its place alone.
pub(super) fn is_name(text: &str) -> bool {
    by_parts::is_name_of_one(text)
}

#[cfg(test)]
mod tests {
    use super::values;

    /// Each value with its field, a name with none.
    fn told(text: &str) -> Vec<String> {
        let values = values(text).unwrap_or_default();
        values.iter().map(|value| format!("{}={:?}", value.span.of(text), value.field)).collect()
    }

    #[test]
    fn values_may_stand_in_any_order_between_any_marks() {
        for (text, expected) in [
            (
                "Mali · Oxfam · EUR 143,000 · 2009–2012",
                "Mali=Some(Countries) Oxfam=None EUR 143,000=Some(Budget(None)) 2009–2012=Some(Period)",
            ),
            (
                "2015 | 165 000 € | Médecins d’ici | Bolivie",
                "2015=Some(Period) 165 000 €=Some(Budget(None)) Médecins d’ici=None Bolivie=Some(Countries)",
            ),
            (
                "Oxfam (Mali), €143,000, 2009 – 2012",
                "Oxfam=None Mali=Some(Countries) €143,000=Some(Budget(None)) 2009 – 2012=Some(Period)",
            ),
            ("€143,000 over 24 months", ""),
            ("24 months, €143,000", "24 months=Some(Period) €143,000=Some(Budget(None))"),
            ("Oxfam • €143,000, 2010", "Oxfam=None €143,000=Some(Budget(None)) 2010=Some(Period)"),
            (
                "Tanzania Completed Jan 2008 – Dec 2009 £537,000",
                "Tanzania=Some(Countries) Completed=Some(Status) Jan 2008 – Dec 2009=Some(Period) £537,000=Some(Budget(None))",
            ),
            (
                "389 000 € Côte d’Ivoire janvier 2009 – décembre 2010 Terminé",
                "389 000 €=Some(Budget(None)) Côte d’Ivoire=Some(Countries) janvier 2009 – décembre 2010=Some(Period) Terminé=Some(Status)",
            ),
        ] {
            assert_eq!(told(text).join(" "), expected, "{text}");
        }
    }

    #[test]
    fn other_lines_are_no_values() {
        for text in [
            "Kenya, 12 May 2022, by Maria Keller",
            "Large | EUR 45 | Delivered by Post",
            "Mali · Oxfam",
            "Kawsay, Nepal",
            "We paid Oxfam €143,000 in 2010 for wells.",
            "Oxfam · CARE · €143,000 · 2010",
            "Home | About us | 2020",
            "1. FC Kita 3:1 FC Kayes, 2019",
        ] {
            let told = told(text);
            assert!(told.is_empty() || text.starts_with("Home"), "{text} {told:?}");
        }
    }
}
