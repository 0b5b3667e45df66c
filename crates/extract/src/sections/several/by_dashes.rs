//! Lists with an activity a line, below the heading of a country: `Wells for Kita — WaterAid — EUR 400,000 — 2019–2022`.

use almoner_codelists::{countries_in, country};
use almoner_record::{Role, Span};

use super::super::Cutter;
use super::by_amounts::Entry;
use crate::bodies;
use crate::field::Field;
use crate::lines::{self, LineKind};
use crate::recognise::matched;
use crate::value::date::DayOrder;
use crate::value::money;
use crate::value::numeral::DecimalMark;
use crate::value::period::period;

/// The activities of such lines; none unless two of them stand right below one another.
///
/// Each names what is done, who does it, an amount and a period; a line that has less is of another list.
pub(super) fn entries(cutter: &Cutter<'_>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut at = 0;
    while at < cutter.lines.len() {
        let entry = of_line(cutter, at);
        at = entry.as_ref().map_or(at + 1, |entry| entry.lines.end);
        entries.extend(entry);
    }
    let stand_together =
        entries.windows(2).any(|pair| matches!(pair, [one, next] if one.lines.end == next.lines.start));
    if stand_together { entries } else { Vec::new() }
}

/// The activity on line `at`, which may go on on the next one.
fn of_line(cutter: &Cutter<'_>, at: usize) -> Option<Entry> {
    let line = cutter.lines.get(at)?;
    if !matches!(line.kind, LineKind::Item { .. } | LineKind::Text) {
        return None;
    }
    let below = cutter.lines.get(at + 1).filter(|below| below.kind == LineKind::Text);
    let both = below.map(|below| (line.span.cover(below.span), at + 2));
    let mut wholes = [Some((line.span, at + 1)), both].into_iter().flatten();
    let (mut facts, end) = wholes.find_map(|(span, end)| Some((facts(cutter, span, line.block)?, end)))?;
    if !facts.iter().any(|(field, _)| *field == Field::Countries) {
        facts.push((Field::Countries, country_above(cutter, at)?));
    }
    Some(Entry { facts, text: None, lines: at..end })
}

/// Title, organisation, amount and period between dashes or bars of one kind, a country beside them.
fn facts(cutter: &Cutter<'_>, whole: Span, block: usize) -> Option<Vec<(Field, Span)>> {
    const DIVIDERS: [&str; 4] = [" — ", " – ", " | ", " -- "];
    const LONGEST: usize = 320;
    const FEWEST_LETTERS: usize = 5;
    let text = cutter.document.slice(whole);
    let divider = DIVIDERS.iter().find(|divider| text.contains(**divider))?;
    // A line may end in a dash.
    let flat = text.replace('\n', " ");
    if text.len() > LONGEST || text.matches('\n').count() > 1 {
        return None;
    }
    let mut from = 0;
    let parts: Vec<Span> = flat
        .split(*divider)
        .map(|part| {
            let own = Span::new(from, from + part.len());
            from += part.len() + divider.len();
            whole.inner(own).trim(&cutter.document.text)
        })
        .collect();
    let (title, others) = parts.split_first()?;
    let name = cutter.document.slice(*title);
    let is_title = name.chars().filter(|c| c.is_alphabetic()).count() >= FEWEST_LETTERS
        && name.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        && !name.contains([':', '\n'])
        && money::money(name, DecimalMark::Unknown).is_none()
        && whole_period(name).is_none();
    if !is_title || !(3..=4).contains(&others.len()) {
        return None;
    }
    let mut facts = vec![(Field::Title, *title)];
    for part in others {
        facts.push(fact_of(cutter, *part, block)?);
    }
    let counted = |wanted: fn(Field) -> bool| facts.iter().filter(|(field, _)| wanted(*field)).count();
    let is_whole = counted(|field| matches!(field, Field::Budget(_))) == 1
        && counted(|field| field == Field::Period) == 1
        && counted(|field| matches!(field, Field::Org(_))) == 1
        && counted(|field| field == Field::Countries) <= 1;
    is_whole.then_some(facts)
}

/// What a part of such a line is.
fn fact_of(cutter: &Cutter<'_>, part: Span, block: usize) -> Option<(Field, Span)> {
    let text = cutter.document.slice(part);
    if money::is_alone(text, DecimalMark::Unknown) {
        return Some((Field::Budget(None), part));
    }
    if whole_period(text).is_some() {
        return Some((Field::Period, part));
    }
    if country(text).is_some() {
        return Some((Field::Countries, part));
    }
    let line = lines::line_of_cell(&cutter.document.text, part, block);
    if let Some((_, value)) = line.label.clone() {
        let found = matched(cutter.layout, &line).filter(|found| found.inline)?;
        return matches!(found.field, Field::Org(_)).then_some((found.field, value));
    }
    let is_name = text.starts_with(char::is_uppercase)
        && text.bytes().all(|byte| !byte.is_ascii_digit())
        && !text.ends_with('.')
        && bodies::is_body(text);
    is_name.then_some((Field::Org(Some(Role::Implementing)), part))
}

/// A period that is all of a text.
pub(super) fn whole_period(text: &str) -> Option<Span> {
    period(text, DayOrder::Unknown).map(|(span, _)| span).filter(|span| span.len() + 2 >= text.len())
}

/// The country that the nearest heading above names, or the nearest line that is nothing else.
fn country_above(cutter: &Cutter<'_>, at: usize) -> Option<Span> {
    const MOST_WORDS: usize = 6;
    let mut open = u8::MAX;
    for line in cutter.lines.get(..at)?.iter().rev() {
        let text = cutter.document.slice(line.span);
        match line.kind {
            LineKind::Heading { level } if level < open => open = level,
            LineKind::Heading { .. } => continue,
            _ if open == u8::MAX && country(text).is_some() => return Some(line.span),
            _ => continue,
        }
        match countries_in(text).as_slice() {
            [] => {}
            [one] if text.split_whitespace().count() <= MOST_WORDS => return Some(line.span.inner(one.span)),
            _ => return None,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::specimen::of_page;

    fn told(items: &[&str]) -> Vec<[String; 4]> {
        let items: Vec<String> = items.iter().map(|item| format!("<li>{item}</li>")).collect();
        let page = format!(
            "<html lang=\"en\"><body><h1>Projects by country</h1><h2>Kenya</h2><ul>{}</ul></body></html>",
            items.concat()
        );
        let one = |one: almoner_record::Activity| {
            let codes: Vec<String> = one.countries.into_iter().map(|country| country.code).collect();
            let names: Vec<String> =
                one.participating_orgs.into_iter().map(|org| org.organisation.name).collect();
            let budget = one.budget.map_or_else(String::new, |budget| budget.money.value.to_string());
            [one.title.unwrap_or_default(), codes.join(" "), names.join(" "), budget]
        };
        of_page(&page).into_iter().map(one).collect()
    }

    #[test]
    fn a_line_may_tell_all_of_an_activity() {
        for (one, other) in [
            (
                "Rural Health Posts — AMREF — EUR 2,340,000 — 2019–2022",
                "Feeder Roads — Save the Children — EUR 300,000 — 2019–2022",
            ),
            (
                "Rural Health Posts — Implementing partner: AMREF — EUR 2,340,000 — 2019–2022",
                "Feeder Roads — 2019–2022 — EUR 300,000 — Implementing partner: Save the Children",
            ),
            (
                "Rural Health Posts | AMREF | 2019-2022 | EUR 2,340,000",
                "Feeder Roads | Save the Children | 2019-2022 | EUR 300,000",
            ),
        ] {
            let expected = [
                ["Rural Health Posts", "KE", "AMREF", "2340000"],
                ["Feeder Roads", "KE", "Save the Children", "300000"],
            ]
            .map(|row| row.map(str::to_owned));
            assert_eq!(told(&[one, other]), expected, "{one}");
        }
    }

    #[test]
    fn lines_that_tell_less_are_no_activities() {
        for items in [
            // One alone.
            &["Rural Health Posts — AMREF — EUR 2,340,000 — 2019–2022"][..],
            // A person's posts.
            &["Team Leader — Nairobi office — 2019–2022", "Field Officer — Mombasa office — 2016–2019"],
            &["2019–2022 — AMREF — Team Leader — EUR 2,340,000", "2016–2019 — Oxfam — Officer — EUR 300,000"],
            // Prices, and what no one takes part in.
            &["Deep wells — two — EUR 2,340 — 2019", "Feeder roads — many — EUR 300 — 2019"],
            &["Rural Health Posts — EUR 2,340,000", "Feeder Roads — EUR 300,000"],
        ] {
            assert!(told(items).len() < 2, "{:?}", told(items));
        }
    }
}
