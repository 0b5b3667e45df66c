//! The currency that a document states once for all of its amounts: `Currency: USD`.

use almoner_codelists::{CURRENCY, fold, organisation, words};
use almoner_record::{Role, Span};

use crate::context::Context;
use crate::field::Field;
use crate::lines::{Line, LineKind};
use crate::recognise::matched;
use crate::value::sign::sign_in;

/// Folded labels of such a line, in English, French, Spanish and Portuguese.
const LABELS: [&str; 11] = [
    "currency",
    "default currency",
    "budget currency",
    "project currency",
    "reporting currency",
    "devise",
    "monnaie",
    "moneda",
    "divisa",
    "moeda",
    "wahrung",
];

/// A currency and where it is stated.
pub(crate) type Stated = (&'static str, Span);

/// The currency that one line states; None where two state different ones.
pub(crate) fn stated(text: &str, lines: &[Line]) -> Option<Stated> {
    let read = lines.iter().filter(|line| line.kind != LineKind::Aside);
    let mut found = read.filter_map(|line| {
        let (label, value) = line.label.as_ref()?;
        LABELS.contains(&&**label).then(|| currency(text, *value)).flatten()
    });
    let first = found.next()?;
    found.all(|(code, _)| code == first.0).then_some(first)
}

fn currency(text: &str, value: Span) -> Option<Stated> {
    let printed = value.of(text).trim();
    let entry = CURRENCY.get(printed).or_else(|| CURRENCY.find(printed));
    let code = entry.map(|entry| entry.code);
    code.or_else(|| sign_in(printed).and_then(|sign| sign.code())).map(|code| (code, value))
}

/// Whether a document's bare dollars are those of the United States.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Dollars {
    /// Where `$` stands.
    pub(crate) by_sign: bool,
    /// Where the word stands: `dollars`, `dólares`.
    pub(crate) by_name: bool,
}

/// True for a page of an American or United Nations body, or of a fund that counts in United States dollars, or one that calls
/// them by their whole name, where nothing names a country of other dollars: there a bare `$` is theirs.
pub(crate) fn of_dollars(context: &Context<'_>) -> Dollars {
    if !context.layout.is_general() {
        return Dollars::default();
    }
    let counts =
        says_dollars(context) || site_counts(context) || lines_count(context) || sentences_count(context);
    // The word for dollars is not that for pesos, though the sign is.
    Dollars {
        by_sign: counts && !names_other_dollars(context, true),
        by_name: counts && !names_other_dollars(context, false),
    }
}

/// True where the text calls United States dollars by their whole name, or by a sign of theirs alone: its bare ones are these.
fn says_dollars(context: &Context<'_>) -> bool {
    const NAMES: [&str; 12] = [
        "US$",
        "USD",
        "U.S. dollar",
        "US dollar",
        "United States dollar",
        "dollars US",
        "dollars américains",
        "dollars des États-Unis",
        "dólares estadounidenses",
        "dólares americanos",
        "dólares de los Estados Unidos",
        "dólares de Estados Unidos",
    ];
    // An amount beside a label may be another activity's, in a list of links.
    let read = |line: &&Line| line.kind != LineKind::Aside && line.label.is_none();
    let says = |line: &Line| {
        let text = context.text(line.span);
        NAMES.iter().any(|name| text.contains(name))
    };
    context.lines.iter().filter(read).any(says)
}

/// What the page's own title says behind its name: `… | U.S. Agency for International Development`.
fn site_counts(context: &Context<'_>) -> bool {
    let title = context.document.origin.title.as_deref().unwrap_or_default();
    title.split(['|', '–', '—', ',']).flat_map(|part| part.split(" - ")).any(counts_in_dollars)
}

/// Who stands alone on one of the first lines, reports, or pays.
fn lines_count(context: &Context<'_>) -> bool {
    const FIRST_LINES: usize = 8;
    let read = context.lines.iter().filter(|line| line.kind != LineKind::Aside);
    let mut read = read.enumerate();
    read.any(|(at, line)| {
        let is_head = at < FIRST_LINES && line.label.is_none() && counts_in_dollars(context.text(line.span));
        is_head || label_counts(context, line) || value_counts(context, line)
    })
}

/// Who gives, as the first sentences of a text without a form name it.
fn sentences_count(context: &Context<'_>) -> bool {
    const LOOKED_AT: usize = 1500;
    const GIVERS: [&str; 9] = [
        "U.S. Embassy",
        "US Embassy",
        "U.S. Agency for International Development",
        "U.S. Department of",
        "USAID",
        "The United States, through",
        "Gates Foundation",
        "MacArthur Foundation",
        "Ford Foundation",
    ];
    let is_form = context.lines.iter().filter(|line| line.label.is_some()).count() > 3;
    let text = context.unbroken;
    let text = text.get(..text.floor_char_boundary(LOOKED_AT)).unwrap_or_default();
    !is_form && GIVERS.iter().any(|giver| text.contains(giver))
}

/// `Total USAID funding`, `GEF project grant`.
fn label_counts(context: &Context<'_>, line: &Line) -> bool {
    const MONEY: [&str; 6] = ["funding", "financing", "grant", "contribution", "amount", "obligated"];
    let Some((key, value)) = &line.label else { return false };
    let printed = context.text(Span { start: line.span.start, end: value.start });
    words(key).any(|(_, word)| MONEY.contains(&word))
        && words(printed).any(|(_, word)| word.len() > 2 && counts_in_dollars(word))
}

fn value_counts(context: &Context<'_>, line: &Line) -> bool {
    let Some((_, value)) = &line.label else { return false };
    let field = || matched(context.layout, line).filter(|found| found.inline).map(|found| found.field);
    counts_in_dollars(context.text(*value))
        && matches!(field(), Some(Field::ReportingOrg | Field::Org(Some(Role::Funding))))
}

/// True for the name of a body of the United States or of the United Nations, or of a fund or bank that counts in their dollars.
fn counts_in_dollars(name: &str) -> bool {
    /// Agencies of the United States, and of the United Nations by their numbers at the DAC and IATI.
    const PREFIXES: [&str; 3] = ["US-GOV-", "XM-DAC-411", "XM-DAC-413"];
    /// Global Environment Facility, Global Fund, Adaptation Fund, World Bank.
    const BODIES: [&str; 5] = ["XM-DAC-47044", "XM-DAC-47045", "XM-DAC-47111", "44000", "XM-DAC-44000"];
    const NAMES: [&str; 4] = [
        "united nations",
        "gef trust fund",
        "u.s. agency for international development",
        "green climate fund",
    ];
    const LONGEST: usize = 120;
    let name = name.trim();
    if name.is_empty() || name.len() > LONGEST {
        return false;
    }
    let known = organisation(name).map(|known| known.id);
    known.is_some_and(|id| BODIES.contains(&id) || PREFIXES.iter().any(|prefix| id.starts_with(prefix)))
        || NAMES.contains(&fold(name).as_str())
        || fold(name).ends_with("united states of america")
}

/// True where a sign or code of other dollars, of pesos or of reais stands anywhere, or where a country of such money is one of
/// who takes part or of where: on a heading, among the first lines, or beside a label for those. A potato from Fiji is neither.
fn names_other_dollars(context: &Context<'_>, by_sign: bool) -> bool {
    const SIGNS: [&str; 10] = ["CAD", "AUD", "NZD", "SGD", "A$", "C$", "Z$", " S$", "J$", "R$"];
    const DOLLARS: [&str; 23] = [
        "Canad",
        "CANAD",
        "Austral",
        "AUSTRAL",
        "New Zealand",
        "Singapore",
        "Jamai",
        "Fiji",
        "Fidji",
        "Fiyi",
        "Trinidad",
        "Barbad",
        "Guyana",
        "Beliz",
        "Namibi",
        "Liberia",
        "Solomon",
        "Salomon",
        "Surinam",
        "Bahama",
        "Hong Kong",
        "Taiwan",
        "Samoa",
    ];
    /// Whose own money has the same sign and another name.
    const PESOS: [&str; 13] = [
        "Mexic",
        "Méxic",
        "Mexiq",
        "Colomb",
        "Chile",
        "Chili",
        "Argentin",
        "Uruguay",
        "Dominic",
        "Nicaragua",
        "Brazil",
        "Brasil",
        "Brésil",
    ];
    const FIRST_LINES: usize = 8;
    let text = &context.document.text;
    if SIGNS.iter().any(|sign| text.contains(sign)) {
        return true;
    }
    let others = || DOLLARS.iter().chain(PESOS.iter().filter(|_| by_sign));
    if !others().any(|country| text.contains(country)) {
        return false;
    }
    let label = |line: &Line| matched(context.layout, line);
    let takes_part = |line: &Line| {
        let field = label(line).map(|found| found.field);
        matches!(
            field,
            Some(
                Field::Countries
                    | Field::Locations
                    | Field::Regions
                    | Field::Org(_)
                    | Field::ReportingOrg
                    | Field::Title
            )
        )
    };
    let mut before = false;
    let read = context.lines.iter().filter(|line| line.kind != LineKind::Aside);
    for (at, line) in read.enumerate() {
        let is_label = takes_part(line);
        let is_short =
            matches!(line.kind, LineKind::Heading { .. } | LineKind::Table) || line.label.is_some();
        let is_first = at < FIRST_LINES && !context.text(line.span).ends_with('.');
        // What stands right below such a label, or in a list under it.
        let counts = is_first || is_label || before || is_short;
        if counts && others().any(|country| context.text(line.span).contains(country)) {
            return true;
        }
        let stands_alone = is_label && label(line).is_some_and(|found| !found.inline);
        before = stands_alone || before && matches!(line.kind, LineKind::Item { .. });
    }
    false
}

#[cfg(test)]
mod tests {
    use crate::specimen::record;

    #[test]
    fn a_bare_dollar_is_of_who_publishes_or_pays() {
        for (lines, expected) in [
            ("Donor: USAID", Some("USD")),
            ("Total USAID funding: $39.1 million", Some("USD")),
            ("GEF project grant: $3,988,575", Some("USD")),
            ("Funding source: GEF Trust Fund", Some("USD")),
            ("Donor: Bureau of Law Enforcement Affairs of the United States of America", Some("USD")),
            ("Donor: Norway\n\nIts boats cost US$ 2 million a year.", Some("USD")),
            ("Donor: Norway\nLoan: US$ 2 million", None),
            ("Donor: Norway\nPartner: Bank of Canada\n\nIts boats cost US$ 2 million a year.", None),
            ("Donor: Norway", None),
            ("Donor: Global Affairs Canada", None),
            ("Donor: USAID; Government of Canada", None),
            ("Donor: USAID\nPartner: University of Sydney, Australia", None),
            ("Donor: UNDP\nFurther country: Fiji", None),
            ("Donor: GEF\nLocal contribution: J$ 3 million", None),
            (
                "Donor: USAID\n\nGrowers from Canada and Mexico visit, and potatoes from Fiji are tested on each plot.",
                Some("USD"),
            ),
            ("Donor: USAID\n\nCountries\n\n- Kenya\n- Fiji", None),
            ("Donor: USAID\n\nIts price is CAD 3 for each plot.", None),
        ] {
            let text = format!(
                "Wells for Kitui\n\nCountry: Kenya\nImplementing agency: CARE\nBudget: $ 5,000\nStatus: Closed\n{lines}\n"
            );
            let money = record(&text).budget.unwrap().money;
            assert_eq!(money.currency.as_deref(), expected, "{lines}");
        }
    }

    #[test]
    fn a_currency_stated_once_holds_for_signs_that_leave_it_open() {
        for (currency, expected) in [
            ("Currency: USD", Some("USD")),
            ("Currency: Australian dollar", Some("AUD")),
            ("Currency: EUR", None),
        ] {
            let text = format!(
                "Wells for Kitui\n\nCountry: Kenya\nDonor: Norway\nImplementing agency: CARE\nBudget: $ 5,000\n{currency}\n"
            );
            let read = record(&text);
            let budget = read.budget.unwrap();
            assert_eq!(budget.money.currency.as_deref(), expected, "{currency}");
        }
    }
}
