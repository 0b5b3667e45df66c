//! Projects one after another in a line, each with its amount in brackets: `The loans go to: The Jamuna Bridge Project (JPY 89,016
//! million); The Food Value Chain Project (JPY 11,218 million)`. The country stands before all of them, or in their names.

use almoner_codelists::{countries_in, fold};
use almoner_record::Span;

use super::entries::Entry;
use super::{by_country, is_given};
use crate::field::Field;
use crate::header;
use crate::lines::{Line, LineKind};
use crate::nouns;
use crate::sections::Cutter;
use crate::value::money;
use crate::value::numeral::DecimalMark;

/// The line that tells of such ones, and what it tells.
pub(super) fn entries(cutter: &Cutter<'_>) -> Option<(usize, Vec<Entry>)> {
    (0..cutter.lines.len()).find_map(|at| Some((at, of_line(cutter, at)?)))
}

fn of_line(cutter: &Cutter<'_>, at: usize) -> Option<Vec<Entry>> {
    const LONGEST: usize = 6_000;
    const FEWEST: usize = 2;
    const LEAST: i64 = 10_000;
    let is_text = |line: &&Line| matches!(line.kind, LineKind::Text | LineKind::Item { .. });
    let line = cutter.lines.get(at).filter(is_text).filter(|line| line.span.len() <= LONGEST)?;
    let text = cutter.document.slice(line.span);
    // One look refuses most lines.
    if text.matches('(').count() < FEWEST || !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut named: Vec<(Span, Span)> = Vec::new();
    let mut from = 0;
    for (open, _) in text.match_indices('(') {
        let inner = text.get(open + 1..).and_then(|rest| rest.split(')').next()).unwrap_or_default();
        let amount = money::money(inner, DecimalMark::Unknown)
            .filter(|(_, printed)| printed.currency.is_some() && printed.value >= LEAST.into())
            .filter(|_| money::is_alone(inner, DecimalMark::Unknown));
        let Some((span, _)) = amount.filter(|_| open >= from) else { continue };
        let amount = Span::new(open + 1 + span.range().start, open + 1 + span.range().end);
        if let Some(name) = name_before(text, from, open) {
            named.push((name, amount));
        }
        from = open + 1 + inner.len() + 1;
    }
    let first = named.first().filter(|_| named.len() >= FEWEST)?.0;
    // Who decides, and where, stands before them.
    let above = cutter.lines.get(..at).unwrap_or_default().iter().filter(|line| line.kind != LineKind::Aside);
    let above: Vec<Span> = above.map(|line| line.span).filter(|span| span.len() <= 1_200).take(4).collect();
    let before = line.span.inner(Span::new(0, first.range().start));
    let leads = || above.iter().copied().chain([before]);
    let said = leads().any(|lead| {
        let folded = fold(cutter.document.slice(lead));
        is_given(&folded) || by_country::decides(&folded)
    });
    let places = leads().flat_map(|lead| {
        let found = countries_in(cutter.document.slice(lead)).into_iter();
        found
            .filter(|one| !header::gives(one.entry.code))
            .map(move |one| (lead.inner(one.span), one.entry.code))
    });
    let places: Vec<(Span, &'static str)> = places.collect();
    let shared = places.first().copied().filter(|(_, code)| places.iter().all(|(_, other)| other == code));
    let entries: Vec<Entry> = named
        .iter()
        .filter_map(|(name, amount)| {
            let own = countries_in(name.of(text)).into_iter().find(|one| !header::gives(one.entry.code));
            let own = own.map(|one| (line.span.inner(name.inner(one.span)), one.entry.code));
            let (place, code) = own.or(shared)?;
            let told = vec![
                (Field::Title, line.span.inner(*name)),
                (Field::Budget(None), line.span.inner(*amount)),
                (Field::Countries, place),
            ];
            Some(Entry { told, code, lines: at..at, text: None })
        })
        .collect();
    (said && entries.len() == named.len()).then_some(entries)
}

/// The name that ends before the bracket at `open`: several words with capitals, one of them for a project.
fn name_before(text: &str, from: usize, open: usize) -> Option<Span> {
    const LONGEST: usize = 220;
    const FEWEST_WORDS: usize = 3;
    let head = text.get(from..open)?;
    let marks = [";", ": ", ". ", ", and ", " and the ", "), ", ", "];
    // Of colons and commas those count that stand before the word for a project.
    let starts = marks.iter().flat_map(|mark| head.match_indices(mark).map(|(at, mark)| at + mark.len()));
    let mut starts: Vec<usize> = starts.chain([0]).collect();
    starts.sort_unstable();
    starts.dedup();
    let is_noun = |word: &str| {
        word.starts_with(char::is_uppercase)
            && nouns::is_activity(&fold(word.trim_matches(|c: char| !c.is_alphanumeric())))
    };
    let name = starts.into_iter().rev().find_map(|start| {
        let own = Span::new(from + start, open).trim(text);
        let article =
            ["The ", "the ", "Le ", "La ", "El ", "O ", "A ", "le ", "la ", "el ", "o ", "a ", "l'", "l’"]
                .iter()
                .find(|article| own.of(text).starts_with(**article));
        let own = own.inner(Span::new(article.map_or(0, |article| article.len()), own.len())).trim(text);
        let has_noun = own.of(text).split_whitespace().any(is_noun);
        (has_noun && own.of(text).starts_with(char::is_uppercase)).then_some(own)
    })?;
    // `The ministry said that the Water Programme (USD 40 million) …`: the name stands behind the last article.
    let article = name.of(text).rfind(" the ").map(|at| at + " the ".len());
    let behind = article.map(|at| name.inner(Span::new(at, name.len())));
    let behind = behind.filter(|own| {
        own.of(text).starts_with(char::is_uppercase) && own.of(text).split_whitespace().any(is_noun)
    });
    let name = behind.unwrap_or(name);
    let own = name.of(text);
    (own.len() <= LONGEST
        && own.split_whitespace().count() >= FEWEST_WORDS
        && money::money(own, DecimalMark::Unknown).is_none())
    .then_some(name)
}

#[cfg(test)]
mod tests {
    use crate::specimen::{budget, codes, extracted};

    fn told(text: &str) -> Vec<String> {
        let row = |one: &almoner_record::Activity| {
            format!("{}/{}/{}", one.title.clone().unwrap_or_default(), codes(one), budget(one))
        };
        extracted(text).activities.iter().map(row).collect()
    }

    #[test]
    fn each_has_its_amount_in_brackets() {
        for (text, expected) in [
            (
                "The bank signed loan agreements with the Government of Bangladesh for up to JPY 155,932 million: The Jamuna Railway Bridge Construction Project (II) (JPY 89,016 million); The Dhaka Transit Development Project (Line 5) (JPY 55,696 million); The Food Value Chain Improvement Project (JPY 11,218 million).\n",
                vec![
                    "Jamuna Railway Bridge Construction Project (II)/BD/89016000000",
                    "Dhaka Transit Development Project (Line 5)/BD/55696000000",
                    "Food Value Chain Improvement Project/BD/11218000000",
                ],
            ),
            (
                "El BID aprobó dos préstamos para Honduras: el Proyecto de Agua de Choluteca (US$ 40 millones) y, además, el Programa de Caminos de Yoro (US$ 25 millones).\n",
                vec!["Proyecto de Agua de Choluteca/HN/40000000", "Programa de Caminos de Yoro/HN/25000000"],
            ),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn prices_and_shares_in_brackets_are_none() {
        for text in [
            "The shop in Kenya offers the Project Table (USD 12,000) and the Project Lamp (USD 14,000).\n",
            "The council approved the City Park Project (NOK 40 million) and the Harbour Project (NOK 25 million) in Norway.\n",
        ] {
            assert!(told(text).is_empty(), "{text} {:?}", told(text));
        }
    }
}
