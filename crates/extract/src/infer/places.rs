//! Places inside the activity's countries that its words name, where the document lists none.

use almoner_codelists::places_in;
use almoner_record::{Basis, Location};

use super::subjects::text_places;
use crate::context::Context;
use crate::draft::{Draft, Found};

/// Of the places that words name, so many are where the activity works: docs/inference.md.
const SURE: f32 = 0.8;
/// An activity in more countries than this has no places worth listing, and their names mean too many things.
const MOST_COUNTRIES: usize = 5;
/// Most places: what names more of them is a list of something else.
const MOST_PLACES: usize = 30;

/// Capitals and first divisions of the record's countries. A place elsewhere that the text names, where a meeting was held or
/// a model came from, is none.
pub(super) fn locations(draft: &mut Draft, context: &Context<'_>) {
    let countries: Vec<String> =
        draft.activity.countries.iter().map(|country| country.code.clone()).collect();
    let countries: Vec<&str> = countries.iter().map(String::as_str).collect();
    if !draft.activity.locations.is_empty() || countries.is_empty() || countries.len() > MOST_COUNTRIES {
        return;
    }
    let mut found: Vec<Found<Location>> = Vec::new();
    let mut known: Vec<&str> = Vec::new();
    let rule = context.rule("words", "locations");
    for span in text_places(draft) {
        for place in places_in(context.text(span), &countries) {
            if known.contains(&place.name) {
                continue;
            }
            known.push(place.name);
            let value = Location {
                name: context.words(span.inner(place.span)),
                country: Some(place.country.to_owned()),
                basis: Basis::Inferred,
            };
            let span = span.inner(place.span);
            found.push(Found { value, span, basis: Basis::Inferred, rule: rule.clone() });
        }
    }
    if found.len() > MOST_PLACES {
        return;
    }
    for place in found {
        draft.push("/locations", |activity| &mut activity.locations, place);
        draft.sure(SURE);
    }
}
