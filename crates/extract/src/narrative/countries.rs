//! Countries where an activity works, told from those that only stand in its text.

use almoner_codelists::{Mention, countries_in, fold};
use almoner_record::{Activity, Basis, Country, Region, Span};

use super::{is_prose, sentences};
use crate::context::Context;
use crate::draft::{Draft, Found};
use crate::lines::Line;

/// Words right before a name that make it something else than a place of work: who pays, teaches, or hosts.
const NOT_A_PLACE: [&str; 24] = [
    "study visit to",
    "study tour to",
    "conference in",
    "summit in",
    "meeting in",
    "forum in",
    "experience of",
    "experiences of",
    "experience from",
    "lessons from",
    "example of",
    "model of",
    "reforms in",
    "practices in",
    "practices from",
    "practices of",
    "funded by",
    "financed by",
    "support of",
    "support from",
    "contribution of",
    "contribution from",
    "embassy of",
    "university of",
];

/// Countries that the prose says the activity works in.
pub(super) fn read(draft: &mut Draft, context: &Context<'_>, lines: &[&Line]) {
    let givers = givers(draft);
    for line in lines.iter().filter(|line| is_prose(line)) {
        for sentence in sentences(context, line) {
            let text = context.text(sentence);
            if tells_of_funders(text) {
                continue;
            }
            let named = countries_in(text).into_iter();
            for mention in
                named.filter(|mention| is_place(text, mention) && !givers.contains(&mention.entry.code))
            {
                let span = sentence.inner(mention.span);
                push(draft, context, span, &mention, "countries", |activity| &mut activity.countries);
            }
        }
    }
}

/// Parts of the world that reports name as where a programme works, where it names no country.
const REGIONS: [&str; 26] = [
    "South Eastern and Eastern Europe",
    "South-Eastern Europe",
    "South East Europe",
    "Southeast Europe",
    "Western Balkans",
    "Eastern Europe",
    "Central Asia",
    "South Caucasus",
    "Central America",
    "Latin America and the Caribbean",
    "Caribbean",
    "Middle East and North Africa",
    "Arab States",
    "Horn of Africa",
    "Lake Chad Basin",
    "Sahel",
    "West Africa",
    "Central Africa",
    "East Africa",
    "Southern Africa",
    "Great Lakes region",
    "South Asia",
    "South-East Asia",
    "Southeast Asia",
    "Pacific Islands",
    "Asia and the Pacific",
];

/// Regions that the prose of an activity without countries names.
pub(super) fn read_regions(draft: &mut Draft, context: &Context<'_>, lines: &[&Line]) {
    if !draft.activity.countries.is_empty() {
        return;
    }
    for line in lines.iter().filter(|line| is_prose(line)) {
        let text = context.text(line.span);
        for name in REGIONS {
            let known = draft.activity.regions.iter().any(|known| known.name.contains(name));
            let Some(at) = text.find(name).filter(|_| !known) else { continue };
            let value = Region {
                vocabulary: "99".to_owned(),
                code: None,
                name: name.to_owned(),
                percentage: None,
                basis: Basis::Stated,
            };
            let span = line.span.inner(Span::new(at, at + name.len()));
            let rule = context.rule("narrative", "regions");
            draft.push(
                "/regions",
                |activity| &mut activity.regions,
                Found { value, span, basis: Basis::Stated, rule },
            );
        }
    }
}

/// Countries named as coming: `will be implemented in Ghana, Honduras and Panama`.
pub(super) fn read_planned(draft: &mut Draft, context: &Context<'_>, lines: &[&Line]) {
    for line in lines.iter().filter(|line| is_prose(line)) {
        for sentence in sentences(context, line) {
            let text = context.text(sentence);
            let Some(from) = announcement(text) else { continue };
            let comes = joining(text);
            let is_named =
                |mention: &Mention| mention.span.range().start >= from || mention.span.range().end <= comes;
            for mention in countries_in(text).into_iter().filter(is_named) {
                let known = draft.activity.countries.iter().any(|known| known.code == mention.entry.code);
                if !known {
                    push(
                        draft,
                        context,
                        sentence.inner(mention.span),
                        &mention,
                        "planned_countries",
                        |activity| &mut activity.planned_countries,
                    );
                }
            }
        }
    }
}

/// Where the words that announce countries end; None in a sentence about another programme (one in quotes).
fn announcement(sentence: &str) -> Option<usize> {
    const WORDS: [&str; 6] = [" will ", "is planned", "are planned", "being planned", "is to ", "are to "];
    let quoted = sentence.contains(['‘', '“', '"', '«']);
    WORDS.iter().filter(|_| !quoted).find_map(|words| sentence.find(words).map(|at| at + words.len()))
}

/// Up to where a sentence names countries that come in: `Nigeria will join the programme`; 0 where it names none so.
fn joining(sentence: &str) -> usize {
    const WORDS: [&str; 8] = [
        " will join ",
        " will be added",
        " will be included",
        " will become ",
        " will take part",
        " will follow",
        " will come next",
        " are to join ",
    ];
    WORDS.iter().find_map(|words| sentence.find(words)).unwrap_or(0)
}

/// Countries whose own practice or knowledge the title names: they give, they do not receive.
fn givers(draft: &Draft) -> Vec<&'static str> {
    let title = draft.activity.title.as_deref().unwrap_or_default();
    countries_in(title)
        .iter()
        .filter(|mention| mention.possessive)
        .map(|mention| mention.entry.code)
        .collect()
}

/// True for a sentence about who pays: its countries give.
fn tells_of_funders(sentence: &str) -> bool {
    const WORDS: [&str; 9] = [
        " contributed ",
        " pledged ",
        " donated ",
        "funded by",
        "financed by",
        "donors ",
        "financial support of",
        "financial support from",
        "financial contribution",
    ];
    WORDS.iter().any(|words| sentence.contains(words))
}

/// False for a country that only stands in the text: who pays, teaches or hosts.
pub(super) fn is_place(text: &str, mention: &Mention) -> bool {
    /// Right behind a name: `brought judges to Kenya for a study visit`.
    const HOSTED: [&str; 8] = [
        " for a study visit",
        " for a study tour",
        " for an exchange",
        " for a conference",
        " for a workshop",
        " for a training",
        " on a study visit",
        " on a study tour",
    ];
    let behind = text.get(mention.span.range().end..).unwrap_or_default();
    if HOSTED.iter().any(|words| behind.starts_with(words)) {
        return false;
    }
    let before = text.get(..mention.span.range().start).unwrap_or_default();
    let near =
        before.char_indices().rev().nth(40).map_or(before, |(at, _)| before.get(at..).unwrap_or_default());
    let near = fold(near);
    let near = near.strip_suffix(" the").unwrap_or(&near);
    let near = near.strip_suffix(" government of").unwrap_or(near);
    !NOT_A_PLACE.iter().any(|words| near.ends_with(words))
}

fn push(
    draft: &mut Draft,
    context: &Context<'_>,
    span: Span,
    mention: &Mention,
    field: &str,
    list: fn(&mut Activity) -> &mut Vec<Country>,
) {
    if list(&mut draft.activity).iter().any(|known| known.code == mention.entry.code) {
        return;
    }
    let value = Country {
        code: mention.entry.code.to_owned(),
        name: mention.entry.name.to_owned(),
        percentage: None,
        basis: Basis::Stated,
    };
    let found = Found { value, span, basis: Basis::Stated, rule: context.rule("narrative", field) };
    draft.push(&format!("/{field}"), list, found);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_that_hosts_or_teaches_is_no_place_of_work() {
        for (text, expected) in [
            ("It brought judges to Kenya for a study visit of five days.", 0),
            ("It built on the experience of Rwanda.", 0),
            ("It brought judges to Kenya for a hearing.", 1),
        ] {
            let named = countries_in(text);
            let places = named.iter().filter(|mention| is_place(text, mention));
            assert_eq!(places.count(), expected, "{text}");
        }
    }

    #[test]
    fn who_joins_is_named_before_the_announcement() {
        for (text, expected) in
            [("Nigeria and Chad will join the Window in 2020.", 16), ("The Window will go on in Nigeria.", 0)]
        {
            assert_eq!(joining(text), expected, "{text}");
        }
    }
}
