//! The countries that sentences about the activity say it works in.

use almoner_codelists::{Entry, countries_in, fold};
use almoner_record::{Basis, Span};

use super::Told;
use super::names::EMBASSIES;
use crate::codes::{self, Source};
use crate::context::Context;
use crate::draft::Draft;
use crate::header;
use crate::word_list::WordList;

/// Words, folded, before a country in which something is done.
static IN: WordList =
    WordList::of("in across within throughout en au aux dans a for entre from em na nos nas pour para");

/// Words, folded, for a part of a country: `the Kharkiv region of Ukraine`.
static PARTS: WordList = WordList::of(
    "region regions province provinces district districts county counties state states governorate governorates town towns city \
     cities village villages communities schools coast capital islands parts areas departement departements departments \
     communes ville villes provincia provincias departamento departamentos regiones comunidades aldeas municipios distritos regioes \
     aldeias escolas comunidade",
);

/// Words, folded, that may stand between such a word and a country: `in western Nepal`, `in the north of Mali`.
static BETWEEN: WordList = WordList::of(
    "the la le les el los western eastern northern southern central north-east north-west south-east south-west \
    rural north south east west of du de del norte sur este oeste nord sud est ouest l'est l'ouest both northeast northwest",
);

/// Reads the countries, where no label tells any.
pub(super) fn read(draft: &mut Draft, context: &Context<'_>, told: &[Told<'_>], text: &[Span]) {
    const MOST: usize = 8;
    if draft.activity.countries.iter().any(|country| country.basis == Basis::Stated)
        || !draft.activity.regions.is_empty()
    {
        return;
    }
    for sentence in told {
        let mentions = countries_in(sentence.text);
        let mut last_end: Option<usize> = None;
        let mut found = Vec::new();
        for mention in &mentions {
            let span = mention.span;
            let before = sentence.text.get(..span.range().start).unwrap_or_default();
            let behind = sentence.text.get(span.range().end..).unwrap_or_default();
            let listed =
                last_end.and_then(|end| sentence.text.get(end..span.range().start)).is_some_and(joins);
            let is_in = listed || follows_in(before, context.language) || closes(before, behind);
            let is_name = names_body(draft, sentence, span);
            if is_in && !is_name && !mention.possessive && !header::gives(mention.entry.code) {
                found.push(mention);
                last_end = Some(span.range().end);
            }
        }
        if found.len() > MOST {
            continue;
        }
        for mention in &found {
            let rule = context.rule("sentence", "countries");
            let span = sentence.inner(mention.span);
            let source = Source { line: context.text(span), span, rule: &rule, closed: false };
            codes::country_named(draft, &source, mention.entry);
        }
        if !found.is_empty() {
            return;
        }
    }
    if !told.is_empty() {
        draft.named_country = only_one(context, text);
    }
}

/// The one country that receives aid of those that the running text names.
fn only_one(context: &Context<'_>, text: &[Span]) -> Option<(Span, &'static Entry)> {
    let mut one: Option<(Span, &'static Entry)> = None;
    for line in text {
        for mention in countries_in(context.text(*line)) {
            if header::gives(mention.entry.code) {
                continue;
            }
            match one {
                Some((_, entry)) if entry.code != mention.entry.code => return None,
                Some(_) => {}
                None => one = Some((line.inner(mention.span), mention.entry)),
            }
        }
    }
    one
}

/// True for what stands between two countries of a list.
fn joins(between: &str) -> bool {
    let folded = fold(between);
    let mut words = folded.split([' ', ',', '\'']).filter(|word| !word.is_empty());
    words.all(|word| {
        ["and", "et", "y", "e", "the", "le", "la", "l", "au", "en", "ou", "aux", "as", "well"].contains(&word)
    }) && between.len() <= 16
}

/// True behind a preposition of place: `in `, `dans le nord du `.
fn follows_in(before: &str, language: &str) -> bool {
    const FURTHEST: usize = 4;
    let near = before.get(before.floor_char_boundary(before.len().saturating_sub(60))..).unwrap_or_default();
    let folded = fold(near);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    if crate::sentences::is_denied(&folded) {
        return false;
    }
    if let [.., part, "of" | "de" | "du" | "del" | "da" | "do" | "la"] = words.as_slice()
        && PARTS.has(part)
    {
        return true;
    }
    for word in words.iter().rev().take(FURTHEST) {
        // `no Peru`
        if IN.has(word) || language == "pt" && *word == "no" {
            return true;
        }
        if !BETWEEN.has(word) {
            return false;
        }
    }
    false
}

/// True for the country behind a place: `in Kilifi County, Kenya.`
fn closes(before: &str, behind: &str) -> bool {
    let ends = behind.chars().next().is_none_or(|c| matches!(c, '.' | ',' | ';' | ')'));
    let place = before.trim_end().strip_suffix(',').and_then(|place| place.split_whitespace().next_back());
    ends && place.is_some_and(|word| word.starts_with(char::is_uppercase))
}

/// True for a country inside the name of somebody who takes part.
fn names_body(draft: &Draft, told: &Told<'_>, span: Span) -> bool {
    let place = told.inner(span);
    let names =
        draft.activity.evidence.iter().filter(|evidence| evidence.path.starts_with("/participating_orgs/"));
    // An embassy's name goes on with where it works.
    let is_embassy = |name: Span| {
        let folded = fold(
            told.text.get(name.range().start.saturating_sub(told.span.range().start)..).unwrap_or_default(),
        );
        EMBASSIES.iter().any(|word| folded.starts_with(word))
    };
    names.map(|evidence| evidence.span()).any(|name| name.contains(place) && !is_embassy(name))
}
