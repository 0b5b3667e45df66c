//! Places inside a country, and regions, under a label; countries with their shares.

mod listed;
mod shares;

use almoner_codelists::Entry;
use almoner_record::{Basis, Location, Span};

use crate::codes::{self, Source};
use crate::context::Context;
use crate::draft::{Draft, Found};
use crate::field::Field;
use crate::rules;
use crate::value;

pub(crate) use listed::read_listed;
pub(crate) use shares::read_shares;

/// Regions of the DAC's list; else places, which tell no recipient country.
pub(crate) fn regions(draft: &mut Draft, context: &Context<'_>, line: Span, rule: &str) {
    let source = Source { line: context.text(line), span: line, rule, closed: false };
    if codes::regions(draft, &source) {
        return;
    }
    places(draft, context, line, rule, |_, _, _| {});
}

/// Places: the list in brackets where there is one (`7 Governorates (Anbar, Baghdad)`), else the line's own list. A
/// country among them is a recipient country.
pub(crate) fn locations(draft: &mut Draft, context: &Context<'_>, line: Span, rule: &str) {
    if codes::are_countries(context.text(line)) {
        return rules::codes_of_line(draft, context, line, Field::Countries, rule);
    }
    places(draft, context, line, rule, codes::country_named);
    country_at_end(draft, context, line, rule);
}

/// The country that a line about a place ends with, where nothing tells another: `a town 35 km from Lomé, au Togo`.
fn country_at_end(draft: &mut Draft, context: &Context<'_>, line: Span, rule: &str) {
    const BEFORE: [&str; 12] =
        [" in", " au", " aux", " en", " à", " na", " no", " em", " nel", " nella", " w", ","];
    let text = context.text(line);
    if !context.layout.is_general() || !draft.activity.countries.is_empty() {
        return;
    }
    let [mention] = almoner_codelists::countries_in(text)[..] else { return };
    let before = text.get(..mention.span.range().start).unwrap_or_default().trim_end();
    let after = text.get(mention.span.range().end..).unwrap_or_default();
    let is_end = after.chars().all(|c| c.is_whitespace() || ".)".contains(c));
    if is_end && BEFORE.iter().any(|word| before.ends_with(word)) {
        let source =
            Source { line: mention.span.of(text), span: line.inner(mention.span), rule, closed: false };
        codes::country_named(draft, &source, mention.entry);
    }
}

/// Places of a line; what is a country goes to `country`.
fn places(
    draft: &mut Draft,
    context: &Context<'_>,
    line: Span,
    rule: &str,
    country: fn(&mut Draft, &Source<'_>, &Entry),
) {
    // `Democratic Republic of the`, and below it `Congo`.
    let text = &*rules::joined_lines(context.text(line));
    let bracket = text.find('(').and_then(|open| text.rfind(')').map(|close| Span::new(open + 1, close)));
    let inside = bracket.filter(|span| {
        let inside = span.of(text);
        inside.contains([',', ';'])
            || [" and ", " et ", " y ", " e "].iter().any(|join| inside.contains(join))
    });
    let list = inside.unwrap_or(Span::new(0, text.len()));
    // Bars and semicolons divide what commas may be part of.
    let listed = |piece: Span| {
        let parts = value::enumeration::list(piece.of(list.of(text)));
        parts.into_iter().map(move |part| piece.inner(part)).collect::<Vec<Span>>()
    };
    for part in codes::items(list.of(text)).into_iter().flat_map(listed) {
        let span = list.inner(part).trim(text);
        let name = place_name(span.of(text));
        let is_name = name.chars().next().is_some_and(char::is_uppercase) && name.len() <= 80;
        // `Ethiopia (Tigray)`
        let parts = name
            .strip_suffix(')')
            .and_then(|front| front.split_once(" ("))
            .filter(|(_, inside)| !inside.is_empty());
        let both =
            parts.and_then(|(front, inside)| Some((almoner_codelists::country(front)?, front.len(), inside)));
        if let Some((entry, front, inside)) = both {
            let source = Source {
                line: entry.name,
                span: line.inner(span.inner(Span::new(0, front))),
                rule,
                closed: false,
            };
            country(draft, &source, entry);
            let own = span.inner(Span::new(front + 2, front + 2 + inside.len()));
            if inside.starts_with(char::is_uppercase) && inside.chars().any(char::is_lowercase) {
                let value = Location { name: inside.to_owned(), country: None, basis: Basis::Stated };
                let found =
                    Found { value, span: line.inner(own), basis: Basis::Stated, rule: rule.to_owned() };
                draft.push("/locations", |activity| &mut activity.locations, found);
            }
        } else if let Some(entry) = almoner_codelists::country(name) {
            let source = Source { line: entry.name, span: line.inner(span), rule, closed: false };
            country(draft, &source, entry);
        } else if is_name
            && !goes_on(name, text, span.range().start + name.len())
            && !name.bytes().any(|byte| byte.is_ascii_digit())
        {
            let value = Location { name: name.to_owned(), country: None, basis: Basis::Stated };
            let span = Span { start: span.start, end: span.start + Span::new(0, name.len()).end };
            let found = Found { value, span: line.inner(span), basis: Basis::Stated, rule: rule.to_owned() };
            draft.push("/locations", |activity| &mut activity.locations, found);
        }
    }
    let before = inside.and_then(|span| text.get(..span.range().start)).unwrap_or_default();
    for mention in almoner_codelists::countries_in(before) {
        let source = Source { line: text, span: line.inner(mention.span), rule, closed: false };
        country(draft, &source, mention.entry);
    }
}

/// True for a word that goes on into the name behind it, and names no place by itself: `Central` in `Central and southern
/// Tanzania`, `Developing` in `Developing countries`.
fn goes_on(name: &str, text: &str, end: usize) -> bool {
    const DIRECTIONS: [&str; 17] = [
        "central", "north", "south", "east", "west", "northern", "southern", "eastern", "western", "rural",
        "urban", "nord", "sud", "norte", "sur", "sul", "centro",
    ];
    const JOINS: [&str; 7] = ["and ", "or ", "et ", "y ", "e ", ", ", "& "];
    let rest = text.get(end..).unwrap_or_default().trim_start();
    let joined = JOINS.iter().find_map(|join| rest.strip_prefix(join));
    let is_direction = DIRECTIONS.contains(&almoner_codelists::fold(name).as_str());
    is_direction && joined.is_some_and(|rest| rest.starts_with(char::is_lowercase))
        || name == "Developing" && rest.starts_with("countries")
}

/// A place's name without the words for what it is: `Sudurpashchim provinces`.
fn place_name(text: &str) -> &str {
    let mut name = text.trim_end_matches(['.', ';']);
    while let Some((rest, last)) = name.rsplit_once(' ') {
        if !last.chars().all(char::is_lowercase) || last.is_empty() {
            break;
        }
        name = rest.trim_end();
    }
    name
}

/// Places behind a country's name and a colon: `Georgia: Imereti, Kakheti; Ghana: Volta`. Nothing where one of them is a
/// country or no name.
pub(crate) fn of_countries(draft: &mut Draft, context: &Context<'_>, line: Span, rule: &str) {
    let text = context.text(line);
    for item in codes::items(text) {
        let Some((name, _)) = item.of(text).split_once(": ") else { continue };
        if almoner_codelists::country(name.trim()).is_none() {
            continue;
        }
        let list = Span::new(item.range().start + name.len() + 2, item.range().end).trim(text);
        let is_place = |part: &Span| {
            let part = part.of(list.of(text));
            part.starts_with(char::is_uppercase)
                && !part.bytes().any(|byte| byte.is_ascii_digit())
                && almoner_codelists::countries_in(part).is_empty()
        };
        if value::enumeration::list(list.of(text)).iter().all(is_place) {
            places(draft, context, line.inner(list), rule, |_, _, _| {});
        }
    }
}

#[cfg(test)]
mod tests {
    use almoner_record::Basis;

    use crate::specimen::record;

    #[test]
    fn a_place_may_end_with_its_country() {
        for (printed, expected) in [
            ("Tsévié, ville de 60 000 habitants, à 35 km au nord de Lomé, au Togo.", Some("TG")),
            ("a village two hours from Gondar in Ethiopia", Some("ET")),
            ("the hills at the border with Kenya", None),
            ("Kenyan hills", None),
        ] {
            let read = record(&format!(
                "Wells for villages\n\nLocation: {printed}\nDonor: Norad\nImplementing agency: Wells Association\nTotal budget: EUR 5,000\n"
            ));
            let stated = read.countries.iter().find(|one| one.basis == Basis::Stated);
            assert_eq!(stated.map(|one| one.code.as_str()), expected, "{printed}");
        }
    }

    #[test]
    fn places_stand_behind_their_country() {
        for (printed, countries, places) in [
            ("Georgia: Imereti, Kakheti and Guria", vec!["GE"], vec!["Imereti", "Kakheti", "Guria"]),
            ("Ghana: Volta; Togo: Kara", vec!["GH", "TG"], vec!["Volta", "Kara"]),
            ("Kenya: 60%; Uganda: 40%", vec!["KE", "UG"], vec![]),
            ("Mali: the whole country", vec!["ML"], vec![]),
            ("Mali: Niger, Gao", vec!["ML", "NE"], vec![]), // a country among them: nothing tells a list of places
        ] {
            let read = record(&format!(
                "Wells for villages\n\nCountry: {printed}\nImplementing agency: Wells Association\nTotal budget: EUR 5,000\n"
            ));
            let stated = |basis: &Basis| *basis == Basis::Stated;
            let codes = read.countries.iter().filter(|country| stated(&country.basis));
            let codes: Vec<&str> = codes.map(|country| country.code.as_str()).collect();
            let names = read.locations.iter().filter(|place| stated(&place.basis));
            let names: Vec<&str> = names.map(|place| place.name.as_str()).collect();
            assert_eq!((codes, names), (countries, places), "{printed}");
        }
    }

    #[test]
    fn a_direction_before_another_is_no_place() {
        for (line, expected) in [
            ("Central and southern Tanzania", &[][..]),
            ("Central, Northern", &["Central", "Northern"]),
            ("Maputo and surrounding villages", &["Maputo"]),
            ("Developing countries", &[]),
        ] {
            let read = record(&format!(
                "Roads\n\nDonor: Norad\nLocation: {line}\nStatus: Closed\nTotal budget: EUR 50,000\n"
            ));
            let names: Vec<&str> = read.locations.iter().map(|place| place.name.as_str()).collect();
            assert_eq!(names, expected, "{line}");
        }
    }

    #[test]
    fn a_country_may_have_its_region_in_brackets() {
        let read = crate::specimen::record(
            "Seeds for Tigray\n\nDonor: Irish Aid\nLocation: Ethiopia (Tigray)\nBudget: EUR 500,000\n",
        );
        assert_eq!(read.countries.first().map(|one| one.code.as_str()), Some("ET"));
        assert_eq!(read.locations.first().map(|one| one.name.as_str()), Some("Tigray"));
    }
}
