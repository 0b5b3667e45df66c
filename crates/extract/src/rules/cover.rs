//! Covers of a bank's papers: `Proposed loan and grant to the Argentine Republic for the Goat Value Chain Development
//! Programme`; `Cambodia: Road Asset Management Project` above `Completion report`.
//!
//! What a board is asked to pay, to which state and what for is an activity, whatever else the paper tells. A country before
//! the name of a project stands above news too: there a word that only such papers have must stand near.

use almoner_codelists::{Entry, fold};
use almoner_record::Span;

use super::set_title;
use crate::codes::{self, Source};
use crate::context::Context;
use crate::draft::Draft;
use crate::header;
use crate::lines::LineKind;
use crate::nouns;

/// So much of a document is its cover, in bytes.
const COVER: usize = 4 << 10;

/// The longest name of what is paid for, in bytes.
const LONGEST: usize = 200;

/// True for a folded word that ends or holds the name of what a bank pays for.
fn is_named(word: &str) -> bool {
    nouns::is_activity(word) || ["facility", "operation", "operacion", "fund"].contains(&word)
}

/// What a cover names: the country and the activity.
struct Named {
    country: Option<(Span, &'static Entry)>,
    title: Span,
}

/// Reads the title and the country of such a cover, where nothing else tells the title.
pub(super) fn read(draft: &mut Draft, context: &Context<'_>) {
    if draft.activity.title.is_some() || !context.layout.is_general() {
        return;
    }
    let Some(named) = proposed(context).or_else(|| of_country(context)) else { return };
    set_title(draft, context, named.title, &context.rule("cover", "title"));
    if let Some((span, entry)) = named.country.filter(|_| draft.activity.countries.is_empty()) {
        let rule = context.rule("cover", "countries");
        let source = Source { line: context.text(span), span, rule: &rule, closed: false };
        codes::country_named(draft, &source, entry);
    }
}

/// What the cover says is proposed, to a country that receives, all on one line or broken over some.
fn proposed(context: &Context<'_>) -> Option<Named> {
    let text = context.unbroken.get(..context.unbroken.floor_char_boundary(COVER))?;
    let mut from = 0;
    while let Some(words) = header::proposed(text, from) {
        from = words.range().end;
        let Some(found) = header::proposal(text, from) else { continue };
        let place = found.receiver.and_then(|place| Some((place, header::country_alone(place.of(text))?)));
        let Some((place, entry)) = place.filter(|(_, entry)| !header::gives(entry.code)) else { continue };
        if let Some(title) = name(text, found.name) {
            return Some(Named { country: Some((place, entry)), title });
        }
    }
    None
}

/// The name of an activity that begins at `at`, to the end of its line or to the last word for one.
fn name(text: &str, at: usize) -> Option<Span> {
    const FEWEST_WORDS: usize = 2;
    let rest = text.get(at..)?;
    let line = rest.trim_start().split(['\n', '\t', '.', ';']).next()?;
    let line = line.get(..line.floor_char_boundary(LONGEST))?;
    let line = line.split("  ").next()?;
    let start = at + rest.len() - rest.trim_start().len();
    let mut end = 0;
    let mut from = 0;
    for word in line.split_inclusive(' ') {
        let own = word.trim_end();
        if is_named(&fold(own.trim_matches(|c: char| !c.is_alphanumeric()))) {
            end = from + own.len();
        }
        from += word.len();
    }
    // In French and Spanish the word for it comes first.
    let is_first = line.split_whitespace().next().is_some_and(|word| is_named(&fold(word)));
    let end = if is_first { line.len() } else { end };
    let title = Span::new(start, start + end).trim(text);
    let own = title.of(text);
    (own.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        && own.split_whitespace().count() >= FEWEST_WORDS)
        .then_some(title)
}

/// `Cambodia: Road Asset Management Project`, alone on a line near the top of a bank's paper.
fn of_country(context: &Context<'_>) -> Option<Named> {
    const FIRST_LINES: usize = 16;
    const FEWEST_WORDS: usize = 3;
    const PAPERS: [&str; 16] = [
        "completion report",
        "loan number",
        "grant number",
        "credit number",
        "project number",
        "project administration manual",
        "report and recommendation of the president",
        "public disclosure authorized",
        "implementation status",
        "proposed loan",
        "proposed grant",
        "appraisal report",
        "rapport d'achevement",
        "numero du projet",
        "informe de terminacion",
        "numero de prestamo",
    ];
    let cover = fold(context.unbroken.get(..context.unbroken.floor_char_boundary(COVER))?);
    if !PAPERS.iter().any(|words| cover.contains(words)) {
        return None;
    }
    let read = context.lines.iter().filter(|line| !matches!(line.kind, LineKind::Aside | LineKind::Table));
    let named = read.take(FIRST_LINES).filter_map(|line| {
        let text = context.text(line.span);
        let (place, title) = text.split_once(": ").filter(|_| text.len() <= LONGEST)?;
        let entry = header::country_alone(place).filter(|entry| !header::gives(entry.code))?;
        let folded = fold(title);
        let mut words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let is_title = words.any(is_named)
            && title.trim_start().starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            && title.split_whitespace().count() >= FEWEST_WORDS
            && !title.ends_with(['.', '?', '!', ','])
            // `World Bank approves project` is news.
            && title.split_whitespace().filter(|word| word.len() > 3).all(|word| word.starts_with(|c: char| !c.is_lowercase()));
        let title = line.span.inner(Span::new(text.len() - title.len(), text.len())).trim(&context.document.text);
        let place = line.span.inner(Span::new(0, place.len()));
        is_title.then_some((entry, Named { country: Some((place, entry)), title }))
    });
    let mut named = named.collect::<Vec<_>>().into_iter();
    let (entry, first) = named.next()?;
    // Of a list each is another.
    named
        .all(|(other, next)| {
            other.code == entry.code && context.text(next.title) == context.text(first.title)
        })
        .then_some(first)
}

#[cfg(test)]
mod tests {
    use crate::specimen::extracted;

    fn told(text: &str) -> Option<(String, String)> {
        let read = extracted(text).activities;
        let one = read.first()?;
        let codes: Vec<&str> = one.countries.iter().map(|country| country.code.as_str()).collect();
        Some((one.title.clone().unwrap_or_default(), codes.join(" ")))
    }

    #[test]
    fn a_cover_names_what_is_proposed_to_whom() {
        for (text, title, code) in [
            (
                "President's report\n\nProposed loan and grant to the Argentine Republic for the Goat Value Chain Development Programme\n\nFor: Approval\n",
                "Goat Value Chain Development Programme",
                "AR",
            ),
            (
                "Distribution: Public President's report Proposed financing to theRepublic of Mali for theWells of Kita Project Note to the Board\n\nFor: Approval\n",
                "Wells of Kita Project",
                "ML",
            ),
            (
                "RAPPORT\n\nProposition de prêt à la République du Mali pour le Projet de puits de Kita\n\nPour approbation\n",
                "Projet de puits de Kita",
                "ML",
            ),
            (
                "Propuesta de préstamo al Perú para el Proyecto de riego de Piura\n\nPara aprobación\n",
                "Proyecto de riego de Piura",
                "PE",
            ),
            (
                "Nepal: Hill Roads Project\n\nCompletion Report\n\nProject Number: 38255\n\nThe roads are used.\n",
                "Hill Roads Project",
                "NP",
            ),
        ] {
            assert_eq!(told(text), Some((title.to_owned(), code.to_owned())), "{text}");
        }
    }

    #[test]
    fn other_lines_are_no_covers() {
        for text in [
            "Proposed changes to the Republic of Mali for the year 2020\n\nText.\n",
            "Proposed loan to the club for the new stand\n\nText.\n",
            "Proposed loan to the Kingdom of Norway for the Fjord Bridge Project\n\nText.\n",
            "Nepal: Hill Roads Project\n\nThe roads are open, says our correspondent.\n",
            "Nepal: World Bank approves roads project\n\nCompletion report of the year.\n",
            "Nepal: Hill Roads Project\n\nMali: Wells of Kita Project\n\nCompletion reports: a list\n",
            "Strategy of the bank\n\nIt has proposed loans to the poor for a better life.\n",
        ] {
            assert_eq!(told(text), None, "{text}");
        }
    }
}
