//! What a record implies: the kind and countries that nothing states, the language, the identity, amounts in dollars.

mod calibration;
mod countries;
mod kind;
mod label_language;
mod organisations;
mod places;
mod subjects;
mod terms;

use std::sync::LazyLock;

use almoner_codelists::{Rates, dollars};
use almoner_record::{Basis, Country, Origin, Region, Span};
use rustc_hash::FxHashMap;

use crate::Conclusions;
use crate::context::Context;
use crate::draft::Draft;
use crate::figures;
use crate::value::date::{DayOrder, order_shown};
use crate::value::numeral::DecimalMark;

pub(crate) use label_language::language_of_labels;

/// Completes a draft with what follows from it.
pub(crate) fn complete(draft: &mut Draft, context: &Context<'_>, rates: &Rates, conclusions: Conclusions) {
    draft.activity.kind = context.layout.defaults.kind;
    draft.witness("/kind".to_owned(), Span::default(), Basis::Default, &context.rule("defaults", "kind"));
    kind::proposal(draft, context);
    if draft.activity.period.as_ref().is_some_and(figures::is_blank) {
        draft.activity.period = None;
    }
    language(draft, context);
    organisations::references(draft, context, conclusions);
    if conclusions == Conclusions::Drawn {
        countries::conclude(draft, context);
        if context.layout.is_general() {
            figures::by_grant(draft, &context.rule("dates", "value_date"));
        }
        subjects::conclude(draft, context);
        places::locations(draft, context);
    }
    let told = dollars(&mut draft.activity, rates);
    draft.activity.warnings.extend(told);
}

/// The identity of the `ordinal`th record (from 0) of its document.
pub(crate) fn identify(draft: &mut Draft, origin: &Origin, ordinal: usize) {
    let hash = origin.blake3.get(..16).unwrap_or_default();
    let stated = draft.activity.iati_identifier.clone();
    draft.activity.id = stated.unwrap_or_else(|| format!("doc:{hash}-{}", ordinal + 1));
}

fn language(draft: &mut Draft, context: &Context<'_>) {
    if context.language.is_empty() {
        return;
    }
    let longest =
        draft.activity.evidence.iter().filter(|evidence| evidence.path.starts_with("/descriptions/"));
    let place = longest
        .map(almoner_record::Evidence::span)
        .max_by_key(|span| span.len())
        .or_else(|| draft.place("/title"));
    draft.activity.languages.push(context.language.to_owned());
    let rule = context.rule("text", "languages");
    draft.witness("/languages/0".to_owned(), place.unwrap_or_default(), Basis::Inferred, &rule);
    draft.sure(0.95);
}

/// Primary subtag of the language of `text`, by its smallest words; empty when they do not tell.
pub(crate) fn language_of(text: &str) -> &'static str {
    const LOOKED_AT: usize = 4000;
    let (mut letters, mut length, mut signs, mut looked_at, mut counts) = (0, 0, 0, 0, 0);
    // Signs of ASCII part most words, and are found without a look at letters. The end of the text parts the last one.
    for at in 0..text.len() + 1 {
        let letter = text.as_bytes().get(at).map_or(0, |byte| letter_of(*byte));
        if letter != 0 {
            letters = with(letters, letter);
            length += 1;
            signs |= letter;
            continue;
        }
        if length == 0 {
            continue;
        }
        if signs.is_ascii() {
            looked_at += 1;
            counts += small_word(letters, length);
        } else {
            let words = text.get(at - length..at).unwrap_or_default();
            for word in words.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
                looked_at += 1;
                let letters = word.bytes().fold(0, |letters, byte| with(letters, byte.to_ascii_lowercase()));
                counts += small_word(letters, word.len());
            }
        }
        if looked_at >= LOOKED_AT {
            break;
        }
        (letters, length, signs) = (0, 0, 0);
    }
    let of = |place: usize| counts >> (place * COUNT_BITS) & ((1 << COUNT_BITS) - 1);
    let best = LANGUAGES.iter().enumerate().max_by_key(|(place, _)| of(*place));
    best.filter(|(place, _)| of(*place) >= 3).map_or("", |(_, (language, _))| language)
}

const LANGUAGES: [(&str, &str); 4] = [
    ("en", "the and of to in for with is by this will on"),
    ("fr", "le les des et du pour une dans est aux ce sur la de"),
    ("es", "el los las y para una del con por en se que la de"),
    ("pt", "o os e para uma do da dos das com em ao que de"),
];
const LONGEST_SMALL_WORD: usize = 4;
/// Words of each language are counted in so many bits of one number: more than are looked at.
const COUNT_BITS: usize = 16;

/// The small words as [`with`] makes a number of their letters, each with a one in the counts of the languages that have it.
static SMALL_WORDS: LazyLock<FxHashMap<u32, u64>> = LazyLock::new(|| {
    let mut words = FxHashMap::default();
    for (place, (_, small)) in LANGUAGES.iter().enumerate() {
        for word in small.split(' ') {
            *words.entry(word.bytes().fold(0, with)).or_default() += 1 << (place * COUNT_BITS);
        }
    }
    words
});

/// A one in the counts of the languages that have the small word of these letters.
fn small_word(letters: u32, length: usize) -> u64 {
    if length > LONGEST_SMALL_WORD { 0 } else { SMALL_WORDS.get(&letters).copied().unwrap_or(0) }
}

/// The number of a word's last four letters, and one small letter more.
fn with(letters: u32, letter: u8) -> u32 {
    letters << 8 | u32::from(letter)
}

fn letter_of(byte: u8) -> u8 {
    LETTERS.get(usize::from(byte)).copied().unwrap_or_default()
}

/// The small letter of each letter of ASCII, bytes of other letters as they are; 0 for what is of none.
static LETTERS: [u8; 256] = {
    let mut letters = [0; 256];
    let mut rest: &mut [u8] = &mut letters;
    let mut byte = 0_u8;
    while let [first, others @ ..] = rest {
        if byte.is_ascii_alphabetic() || !byte.is_ascii() {
            *first = byte.to_ascii_lowercase();
        }
        byte = byte.wrapping_add(1);
        rest = others;
    }
    letters
};

/// How a language writes day and month; where it does not tell, how the dates of the text show that they are written.
pub(crate) fn day_order(language: &str, text: &str) -> DayOrder {
    match language {
        "fr" | "es" | "pt" => DayOrder::DayFirst,
        _ => order_shown(text),
    }
}

/// How a language writes decimals.
pub(crate) fn decimal_mark(language: &str) -> DecimalMark {
    match language {
        "fr" | "es" | "pt" => DecimalMark::Comma,
        "en" => DecimalMark::Point,
        _ => DecimalMark::Unknown,
    }
}

/// The shares of countries and regions together.
pub(crate) fn shares(countries: &[Country], regions: &[Region]) -> Vec<rust_decimal::Decimal> {
    let countries = countries.iter().map(|country| country.percentage);
    countries.chain(regions.iter().map(|region| region.percentage)).flatten().collect()
}
