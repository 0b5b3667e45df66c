//! A country alone on a line above the first label: `Republic of Madagascar` on the front page of a project document.

use almoner_codelists::{Entry, country, fold};
use almoner_record::Span;

use crate::codes::{self, Source};
use crate::context::Context;
use crate::draft::Draft;
use crate::lines::Line;

/// Countries that give and receive no official development assistance: the members of the DAC, and others that report to
/// it. Alone on a line one is who publishes or pays (`Kingdom of Belgium`); a title that names one is read by itself.
const DONORS: [&str; 46] = [
    "AE", "AT", "AU", "BE", "BG", "CA", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR",
    "HR", "HU", "IE", "IL", "IS", "IT", "JP", "KR", "KW", "LI", "LT", "LU", "LV", "MC", "MT", "NL", "NO",
    "NZ", "PL", "PT", "QA", "RO", "RU", "SA", "SE", "SI", "SK", "TW", "US",
];

/// True for the code of a country that gives and receives no official development assistance.
pub(crate) fn gives(code: &str) -> bool {
    DONORS.contains(&code)
}

/// The recipient country, where no label tells one and these lines have one alone; two countries are a menu.
pub(crate) fn read_country(draft: &mut Draft, context: &Context<'_>, lines: &[&Line]) {
    let activity = &draft.activity;
    if !context.layout.is_general() || !activity.countries.is_empty() || !activity.regions.is_empty() {
        return;
    }
    let named: Vec<(&&Line, &'static Entry)> =
        lines.iter().filter_map(|line| Some((line, alone(context.text(line.span))?))).collect();
    let Some((line, entry)) = named.first() else { return };
    if gives(entry.code) || named.iter().any(|(_, other)| other.code != entry.code) {
        return;
    }
    let rule = context.rule("header", "countries");
    let source = Source {
        line: context.text(line.span),
        span: Span { start: line.span.start, end: line.span.end },
        rule: &rule,
        closed: false,
    };
    codes::country_named(draft, &source, entry);
}

/// The country that a line names and nothing else, by its name or as the state is called.
pub(crate) fn alone(text: &str) -> Option<&'static Entry> {
    const LONGEST: usize = 60;
    /// `FR` and `ESP` switch a page's language.
    const LONGEST_CODE: usize = 3;
    const STATES: [&str; 14] = [
        "republic of the ",
        "republic of ",
        "kingdom of ",
        "state of ",
        "union of ",
        "republique du ",
        "republique de ",
        "republique d'",
        "royaume du ",
        "republica de la ",
        "republica del ",
        "republica de ",
        "republica do ",
        "republica da ",
    ];
    let text = text.trim();
    let is_code = text.chars().filter(|c| c.is_alphabetic()).count() <= LONGEST_CODE
        && !text.chars().any(char::is_lowercase);
    if text.len() > LONGEST || is_code || !text.starts_with(char::is_uppercase) {
        return None;
    }
    if let Some(entry) = country(text) {
        return Some(entry);
    }
    let folded = fold(text);
    let folded = folded.strip_prefix("the ").unwrap_or(&folded);
    STATES.iter().find_map(|state| folded.strip_prefix(state)).and_then(country)
}

#[cfg(test)]
mod tests {
    use crate::specimen::record;

    #[test]
    fn a_country_alone_on_a_line_receives_unless_it_gives() {
        for (line, code) in [
            ("Republic of Madagascar", Some("MG")),
            ("MALI", Some("ML")),
            ("Government of Canada", None),
            ("Government of Mali", None),
            ("Kingdom of Belgium", None),
            ("Japan", None),
            ("FR", None),
            ("ML", None),
        ] {
            let read = record(&format!(
                "{line}\n\nTitle: Wells for the schools\nDonor: Norad\nStatus: Closed\nTotal budget: EUR 5,000\n"
            ));
            let codes: Vec<&str> = read.countries.iter().map(|country| country.code.as_str()).collect();
            assert_eq!(codes.first().copied(), code, "{line}");
        }
    }
}
