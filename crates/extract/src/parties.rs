//! Who signs an agreement, and as what: `The Ministry for Foreign Affairs of Finland ("the Donor")`.
//!
//! A memorandum or a grant agreement has no labels: its parties are named so, its project stands in quotation marks, and a
//! sentence tells the grant.

use almoner_codelists::fold;
use almoner_record::{Measure, Role, Span};

use crate::context::Context;
use crate::draft::Draft;
use crate::lines::LineKind;
use crate::sections::Piece;
use crate::{figures, organisations, rules, value};

/// What a party is called in the rest of the text.
const PARTIES: [(&str, Role); 22] = [
    ("donor", Role::Funding),
    ("grantor", Role::Funding),
    ("funder", Role::Funding),
    ("bailleur", Role::Funding),
    ("donateur", Role::Funding),
    ("donante", Role::Funding),
    ("doador", Role::Funding),
    ("grantee", Role::Implementing),
    ("grant recipient", Role::Implementing),
    ("implementing partner", Role::Implementing),
    ("implementing agency", Role::Implementing),
    ("partenaire de mise en oeuvre", Role::Implementing),
    ("agence d'execution", Role::Implementing),
    ("socio ejecutor", Role::Implementing),
    ("entidad ejecutora", Role::Implementing),
    ("entidade executora", Role::Implementing),
    ("recipient", Role::Accountable),
    ("borrower", Role::Accountable),
    ("emprunteur", Role::Accountable),
    ("beneficiaire", Role::Accountable),
    ("prestatario", Role::Accountable),
    ("mutuario", Role::Accountable),
];
const QUOTES: [char; 7] = ['"', '\u{201c}', '\u{201d}', '\u{ab}', '\u{bb}', '\u{2018}', '\u{2019}'];

/// Reads the parties of an agreement, and where there are some, its project and its grant.
pub(crate) fn read(draft: &mut Draft, context: &Context<'_>, own: &[&Piece]) {
    const FIRST_LINES: usize = 40;
    if !context.layout.is_general() {
        return;
    }
    let lines = own.iter().flat_map(|piece| context.lines_of(piece)).take(FIRST_LINES);
    let lines = lines.filter(|line| {
        matches!(line.kind, LineKind::Text | LineKind::Item { .. } | LineKind::Heading { .. })
    });
    let found: Vec<(Span, Role)> = lines
        .filter_map(|line| party(context.text(line.span)).map(|(name, role)| (line.span.inner(name), role)))
        .collect();
    if !found.iter().any(|(_, role)| *role == Role::Funding) || found.len() < 2 {
        return;
    }
    let rule = context.rule("party", "participating_orgs");
    for (name, role) in found {
        organisations::take(draft, context, name, Some(role), &rule);
    }
    for line in
        own.iter().flat_map(|piece| context.lines_of(piece)).filter(|line| line.kind == LineKind::Text)
    {
        let text = context.text(line.span);
        if let Some(title) = quoted(text) {
            rules::set_title(draft, context, line.span.inner(title), &context.rule("party", "title"));
        }
        for sentence in value::sentence::sentences(text) {
            if let Some(from) = grant(sentence.of(text), context.decimal) {
                let rest = line.span.inner(sentence.inner(Span::new(from, sentence.len())));
                figures::budget(
                    draft,
                    context,
                    rest,
                    Some(Measure::Commitment),
                    None,
                    &context.rule("party", "budget"),
                );
            }
        }
    }
}

/// The name and role of a party that a line is.
fn party(text: &str) -> Option<(Span, Role)> {
    const LONGEST: usize = 300;
    const ARTICLES: [&str; 13] = [
        "the ",
        "The ",
        "and the ",
        "between the ",
        "le ",
        "Le ",
        "la ",
        "La ",
        "L'",
        "L\u{2019}",
        "El ",
        "O ",
        "A ",
    ];
    let open = text.find('(').filter(|_| text.len() <= LONGEST)?;
    let inside = text.get(open + 1..)?.split(')').next()?;
    let from = inside.find(QUOTES)?;
    let called = fold(inside.get(from..)?.trim_matches(|c: char| QUOTES.contains(&c) || c.is_whitespace()));
    let called = ["the ", "le ", "la ", "l'", "el ", "o ", "a "]
        .iter()
        .find_map(|article| called.strip_prefix(article))
        .unwrap_or(&called);
    let (_, role) = PARTIES.iter().find(|(word, _)| *word == called.trim_matches(QUOTES))?;
    let name = text.get(..open)?.trim_end_matches([' ', ',', '\u{a0}']);
    let article =
        ARTICLES.iter().find(|article| name.starts_with(**article)).map_or(0, |article| article.len());
    let own = name.get(article..)?;
    let is_name = own.starts_with(char::is_uppercase)
        && !own.contains(['.', ':', ';'])
        && own.split_whitespace().count() <= 14;
    is_name.then(|| (Span::new(article, name.len()), *role))
}

/// The project that a sentence names in quotation marks: `the project “Secure Land for Smallholders”`.
fn quoted(text: &str) -> Option<Span> {
    const KINDS: [&str; 8] =
        ["project", "programme", "program", "projet", "proyecto", "projeto", "programa", "action"];
    const FEWEST_WORDS: usize = 3;
    let open = text.find(['\u{201c}', '"', '\u{ab}'])?;
    let word = text.get(..open)?.trim_end().rsplit(' ').next()?;
    let mark = text.get(open..)?.chars().next()?.len_utf8();
    let inner = text.get(open + mark..)?;
    let close = inner.find(['\u{201d}', '"', '\u{bb}'])?;
    let title = Span::new(open + mark, open + mark + close).trim(text);
    let is_title =
        KINDS.contains(&fold(word).as_str()) && title.of(text).split_whitespace().count() >= FEWEST_WORDS;
    is_title.then_some(title)
}

/// Where the amount stands that a sentence grants: right behind `a grant of up to`.
fn grant(sentence: &str, decimal: value::numeral::DecimalMark) -> Option<usize> {
    const GRANTS: [&str; 9] = [
        "grant of up to ",
        "grant of ",
        "grant not exceeding ",
        "contribution of up to ",
        "contribution of ",
        "subvention de ",
        "don de ",
        "subvenci\u{f3}n de ",
        "subven\u{e7}\u{e3}o de ",
    ];
    let from = GRANTS.iter().find_map(|words| sentence.find(words).map(|at| at + words.len()))?;
    let rest = sentence.get(from..)?;
    let near = value::money::money(rest, decimal);
    near.is_some_and(|(span, _)| span.start <= 12).then_some(from)
}

#[cfg(test)]
mod tests {
    use almoner_record::Role;

    use crate::specimen::extracted;

    #[test]
    fn the_parties_of_an_agreement_have_their_roles() {
        let text = "MEMORANDUM OF UNDERSTANDING\n\nbetween\n\nThe Ministry for Foreign Affairs of Finland (\u{201c}the Donor\u{201d})\n\nand\n\nThe Zambia Land Alliance (hereinafter \u{201c}the Grantee\u{201d})\n\nGrant number: FIN-2020-14\n\nThe Donor will make available a grant of up to EUR 1,450,000 for the project \u{201c}Secure Land for Smallholders\u{201d} in Zambia. A balance of more than EUR 500 is returned.\n\nThe project will be implemented from 1 January 2021 to 31 December 2023.\n";
        let read = extracted(text).activities;
        assert_eq!(read.len(), 1);
        let orgs: Vec<(&str, Option<Role>)> =
            read[0].participating_orgs.iter().map(|org| (org.organisation.name.as_str(), org.role)).collect();
        assert_eq!(
            orgs,
            [
                ("Ministry for Foreign Affairs of Finland", Some(Role::Funding)),
                ("Zambia Land Alliance", Some(Role::Implementing))
            ]
        );
        assert_eq!(read[0].title.as_deref(), Some("Secure Land for Smallholders"));
        assert_eq!(
            read[0].budget.as_ref().map(|budget| budget.money.value.to_string()).as_deref(),
            Some("1450000")
        );
    }

    #[test]
    fn other_brackets_name_no_party() {
        for text in [
            "Lease\n\nAcme Ltd (\u{201c}the Landlord\u{201d})\n\nJoe Smith (\u{201c}the Tenant\u{201d})\n\nThe rent is EUR 900.\n",
            "Study\n\nA donor (\u{201c}the Donor\u{201d}) may give a grant of EUR 500 to a body.\n",
        ] {
            assert!(extracted(text).activities.is_empty(), "{text}");
        }
    }
}
