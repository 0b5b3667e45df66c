//! Words that qualify a number: `over`, `up to`, `plus de`, `environ`, `al menos`.

use almoner_record::Span;

use super::cursor::{Plain, before, is_apostrophe, is_letter};

/// The words as they are printed before a number, in their plain form.
const PHRASES: &[&[&str]] = &[
    &["about"],
    &["alrededor", "de"],
    &["almost"],
    &["an", "estimated"],
    &["any", "more", "than"],
    &["approx"],
    &["approximately"],
    &["approximativement"],
    &["aproximadamente"],
    &["around"],
    &["as", "many", "as"],
    &["at", "least"],
    &["at", "most"],
    &["ate"],
    &["au", "dela", "de"],
    &["au", "maximum"],
    &["au", "minimum"],
    &["au", "moins"],
    &["au", "plus"],
    &["aux", "alentours", "de"],
    &["aux", "environs", "de"],
    &["autour", "de"],
    &["casi"],
    &["cerca", "de"],
    &["circa"],
    &["close", "to"],
    &["como", "maximo"],
    &["como", "minimo"],
    &["em", "torno", "de"],
    &["en", "torno", "a"],
    &["environ"],
    &["estimated"],
    &["fewer", "than"],
    &["hasta"],
    &["in", "excess", "of"],
    &["jusqu", "a"],
    &["just", "over"],
    &["just", "under"],
    &["less", "than"],
    &["mais", "de"],
    &["mas", "de"],
    &["maximum"],
    &["maximum", "of"],
    &["menos", "de"],
    &["minimum"],
    &["minimum", "of"],
    &["moins", "de"],
    &["moins", "d"],
    &["more", "than"],
    &["nearly"],
    &["no", "fewer", "than"],
    &["no", "less", "than"],
    &["no", "maximo"],
    &["no", "menos", "de"],
    &["no", "minimo"],
    &["not", "less", "than"],
    &["over"],
    &["pas", "moins", "de"],
    &["pelo", "menos"],
    &["plus", "d"],
    &["plus", "de"],
    &["plus", "que"],
    &["por", "lo", "menos"],
    &["pres", "d"],
    &["pres", "de"],
    &["presque"],
    &["quasi"],
    &["quase"],
    &["quelque"],
    &["quelques"],
    &["roughly"],
    &["some"],
    &["al", "menos"],
    &["unas"],
    &["unos"],
    &["up", "to"],
    &["upwards", "of"],
    &["well", "over"],
];

/// The words that qualify the number at byte `at`: the longest phrase that ends there, spaces between.
/// A sign (`~`, `>`, `≈`) is one as well.
pub(crate) fn before_number(text: &str, at: usize) -> Option<Span> {
    let end = text.get(..at)?.trim_end().len();
    if let Some(sign @ ('~' | '>' | '<' | '≈' | '≥' | '≤')) = before(text, end) {
        return Some(Span::new(end - sign.len_utf8(), end));
    }
    // Cheap refusal: most numbers have no qualifier.
    let (last, last_start) = word_before(text, end)?;
    if other_meaning(text, &last, last_start) {
        return None;
    }
    let mut found: Option<Span> = None;
    for phrase in PHRASES {
        let Some((first_from_end, others)) = phrase.split_last() else { continue };
        if !last.is(first_from_end) {
            continue;
        }
        if let Some(start) = others.iter().rev().try_fold(last_start, |start, word| {
            let (plain, start) = word_before(text, start)?;
            plain.is(word).then_some(start)
        }) && found.is_none_or(|found| start < found.start as usize)
        {
            found = Some(Span::new(start, end));
        }
    }
    found
}

/// `handed over 3 stations`, `information about 3 topics`: the word belongs to the one before it.
fn other_meaning(text: &str, last: &Plain, start: usize) -> bool {
    let words: &[&str] = match last.bytes() {
        b"over" => &[
            "carried", "extended", "hand", "handed", "handing", "presided", "spread", "take", "taken",
            "taking", "took", "turned",
        ],
        b"about" => &[
            "awareness",
            "aware",
            "concerns",
            "informed",
            "information",
            "knowledge",
            "learn",
            "learned",
            "more",
        ],
        b"around" => &["built", "centered", "centred", "organised", "organized", "structured"],
        _ => return false,
    };
    word_before(text, start).is_some_and(|(plain, _)| plain.is_any(words))
}

/// The word that ends before `at`, spaces, points, hyphens and apostrophes between passed over: its plain form and start.
fn word_before(text: &str, at: usize) -> Option<(Plain, usize)> {
    let head = text.get(..at)?;
    let end = head
        .trim_end_matches(|c: char| c.is_whitespace() || is_apostrophe(c) || matches!(c, '-' | '.'))
        .len();
    let start = head.get(..end)?.trim_end_matches(is_letter).len();
    (start < end).then(|| (Plain::of(head.get(start..end).unwrap_or_default()), start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_phrase_before_the_number_is_taken() {
        for (text, qualifier) in [
            ("over 260", Some("over")),
            ("Over 2,000", Some("Over")),
            ("reached well over 2", Some("well over")),
            ("no fewer than 5", Some("no fewer than")),
            ("jusqu’à 5", Some("jusqu’à")),
            ("jusqu'à 5", Some("jusqu'à")),
            ("près de 5", Some("près de")),
            ("prés d’ 5", Some("prés d’")),
            ("más de 5", Some("más de")),
            ("an estimated 5", Some("an estimated")),
            ("the estimated 5", Some("estimated")),
            ("~5", Some("~")),
            ("trained 5", None),
            ("de 5", None),
            ("5", None),
        ] {
            let at = text.find(|c: char| c.is_ascii_digit()).unwrap();
            assert_eq!(before_number(text, at).map(|span| span.of(text)), qualifier, "{text}");
        }
    }
}
