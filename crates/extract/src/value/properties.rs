//! What holds for every reader and every text: no panic, and places that fit the text.

use almoner_record::Span;
use proptest::prelude::*;

use super::date::DayOrder;
use super::money::{self, DecimalMark};
use super::{date, enumeration, identifier, percentage, period, quantity, reference, sdg, sentence};

/// All places that any reader finds in `text`.
fn places(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    for mark in [DecimalMark::Unknown, DecimalMark::Point, DecimalMark::Comma] {
        found.extend(money::amount(text, mark).map(|(span, _)| span));
        for (span, money) in money::moneys(text, mark) {
            found.extend([span, money.number]);
            found.extend(money.qualifier);
            found.extend(money.currency.map(|sign| sign.span));
        }
    }
    for order in [DayOrder::Unknown, DayOrder::DayFirst, DayOrder::MonthFirst] {
        found.extend(date::date(text, order).map(|(span, date)| {
            assert!(date.first() <= date.last(), "{text:?}");
            span
        }));
        if let Some((span, period)) = period::period(text, order) {
            found.push(span);
            found.extend([period.start, period.end].into_iter().flatten().map(|(span, _)| span));
            found.extend(period.duration.map(|(span, _)| span));
        }
    }
    found.extend(period::duration(text).map(|(span, _)| span));
    found.extend(percentage::percentage(text).into_iter().map(|(span, _)| span));
    found.extend(identifier::iati_identifier(text).map(|(span, _)| span));
    found.extend(identifier::bracketed_code(text, 5).map(|(span, _)| span));
    found.extend(reference::references(text).into_iter().map(|(span, _)| span));
    found.extend(sdg::sdgs(text).into_iter().map(|(span, _)| span));
    found.extend(sentence::sentences(text));
    found.extend(enumeration::list(text));
    if let Some(enumeration) = enumeration::items(text) {
        found.extend([enumeration.lead, enumeration.rest]);
        found.extend(enumeration.items);
    }
    for (index, quantity) in quantity::quantities(text).into_iter().enumerate() {
        assert!(quantity.quantity.part_of.is_none_or(|whole| (whole as usize) < index), "{text:?}");
        assert!(quantity.span.contains(quantity.number) && quantity.span.contains(quantity.unit), "{text:?}");
        found.extend([quantity.span, quantity.number, quantity.unit]);
        found.extend(quantity.qualifier);
    }
    found
}

fn check(text: &str) {
    for span in places(text) {
        assert!(text.get(span.range()).is_some(), "{span:?} does not fit {text:?}");
    }
}

/// Pieces of what the readers look for, so that chance comes near them.
const PIECES: &[&str] = &[
    "1",
    "2",
    "16",
    "260",
    "1,249,777",
    "1 249 777",
    "1.234",
    "2018",
    "2024",
    "18.5",
    "(",
    ")",
    "[",
    "]",
    "-",
    "–",
    "—",
    ",",
    ".",
    ";",
    ":",
    " ",
    " ",
    " ",
    "\n",
    "\u{a0}",
    "\u{202f}",
    "$",
    "$US",
    "US$",
    "€",
    "£",
    "%",
    "CAD",
    "USD",
    "FCFA",
    "Rs.",
    "million",
    "millions de",
    "bn",
    "m",
    "k",
    "crore",
    "dollars",
    "d'euros",
    "d’",
    "percent",
    "pour cent",
    "January",
    "décembre",
    "mars",
    "1er",
    "to",
    "au",
    "from",
    "du",
    "2018-01-15",
    "12/03/2020",
    "FY",
    "year",
    "mois",
    "two",
    "six",
    "hundred",
    "and",
    "et",
    "y",
    "half a",
    "une centaine",
    "over",
    "plus de",
    "people",
    "women",
    "officers",
    "trained",
    "including",
    "dont",
    "of",
    "de",
    "of whom",
    "were",
    "(1)",
    "(2)",
    "(3)",
    "i)",
    "ii)",
    "•",
    "SDG",
    "Goal",
    "resolution",
    "S/RES/",
    "Security Council",
    "(2014)",
    "CA-3-",
    "é",
    "😀",
    "e\u{301}",
];

proptest! {
    #[test]
    fn any_string_is_survived(text in "\\PC{0,60}") {
        check(&text);
    }

    #[test]
    fn pieces_in_any_order_are_survived(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..24)) {
        check(&pieces.concat());
        check(&pieces.join(" "));
    }
}

#[test]
fn one_piece_over_and_over_is_survived() {
    // What takes more than linear time would be felt here.
    for piece in PIECES {
        check(&piece.repeat(1_500 / piece.len()));
        check(&format!("{piece} ").repeat(1_500 / piece.len()));
        check(&format!("{piece} 5 ").repeat(1_500 / piece.len()));
    }
}
