//! The numbers of an activity: IATI's and others.

use almoner_record::{Basis, OtherIdentifier, Span};

use crate::context::Context;
use crate::draft::{Draft, Found};
use crate::lines::LineKind;
use crate::{codes, value};

pub(super) fn identifier(
    draft: &mut Draft,
    context: &Context<'_>,
    line: Span,
    label: Option<Span>,
    rule: &str,
) {
    let text = context.text(line);
    let prefix = context.layout.defaults.identifier_prefix.as_deref();
    let word = text.split_whitespace().next().unwrap_or_default();
    let prefixed = prefix.filter(|prefix| word.starts_with(prefix)).map(|_| (Span::new(0, word.len()), word));
    let printed = prefixed.or_else(|| value::identifier::iati_identifier(text));
    if let Some((span, identifier)) = printed {
        let found = Found {
            value: identifier.to_owned(),
            span: line.inner(span),
            basis: Basis::Stated,
            rule: rule.to_owned(),
        };
        draft.set("/iati_identifier", |activity| &mut activity.iati_identifier, found);
        return;
    }
    other_identifier(draft, context, line, label, rule);
    if let Some(prefix) = prefix.filter(|_| word.bytes().any(|byte| byte.is_ascii_digit())) {
        let span = line.inner(Span::new(0, word.len()));
        let found =
            Found { value: format!("{prefix}{word}"), span, basis: Basis::Default, rule: rule.to_owned() };
        draft.set("/iati_identifier", |activity| &mut activity.iati_identifier, found);
    }
}

/// A value behind the note of a form: `(if applicable) JP-112`.
fn behind_note(context: &Context<'_>, line: Span) -> Span {
    let text = context.text(line);
    let rest = text.strip_prefix('(').and_then(|text| text.split_once(')'));
    let is_note = |note: &str| !note.contains(|c: char| c.is_ascii_digit()) && note.contains(' ');
    match rest.filter(|(note, rest)| is_note(note) && !rest.trim().is_empty()) {
        Some((_, rest)) => {
            line.inner(Span::new(text.len() - rest.len(), text.len())).trim(&context.document.text)
        }
        None => line,
    }
}

/// The title behind the number that a label of both tells: `Project ID & Title: 00076875 Wells for Kita`. None for any other.
pub(super) fn behind_number(
    draft: &mut Draft,
    context: &Context<'_>,
    line: Span,
    label: Span,
    rule: &str,
) -> Option<Span> {
    const NUMBERS: [&str; 11] =
        ["id", "number", "no", "code", "numero", "codigo", "identifiant", "reference", "ref", "nr", "num"];
    const FEWEST_DIGITS: usize = 3;
    let folded = almoner_codelists::fold(context.text(label));
    let names_number = folded.split(|c: char| !c.is_alphanumeric()).any(|word| NUMBERS.contains(&word));
    let text = context.text(line);
    let (number, rest) = text.split_once([' ', '\u{a0}']).filter(|_| names_number)?;
    let number = number.trim_end_matches([':', ',', ';', '-', '–']);
    let title = rest.trim_start_matches(|c: char| c.is_whitespace() || ":-–—/".contains(c));
    let is_number = number.bytes().filter(u8::is_ascii_digit).count() >= FEWEST_DIGITS;
    if !is_number || !title.starts_with(char::is_alphabetic) {
        return None;
    }
    other_identifier(draft, context, line.inner(Span::new(0, number.len())), Some(label), rule);
    Some(line.inner(Span::new(text.len() - title.len(), text.len())))
}

pub(crate) fn other_identifier(
    draft: &mut Draft,
    context: &Context<'_>,
    line: Span,
    label: Option<Span>,
    rule: &str,
) {
    const LONGEST: usize = 80;
    let line = behind_note(context, line);
    let text = context.text(line);
    let is_code = is_code_of_letters(text);
    if text.len() > LONGEST || !(is_code || text.bytes().any(|byte| byte.is_ascii_digit())) {
        return;
    }
    // Under such a label an identifier is IATI's only when it begins with a known organisation's.
    if let Some((span, identifier)) = value::identifier::iati_identifier(text).filter(|(_, id)| is_known(id))
    {
        let found = Found {
            value: identifier.to_owned(),
            span: line.inner(span),
            basis: Basis::Stated,
            rule: rule.to_owned(),
        };
        if draft.set("/iati_identifier", |activity| &mut activity.iati_identifier, found) {
            return;
        }
    }
    let value =
        OtherIdentifier { kind: label.map(|label| context.text(label).to_owned()), value: text.to_owned() };
    if draft.is_new("identifiers", identifier_key(&value)) {
        let found = Found { value, span: line, basis: Basis::Stated, rule: rule.to_owned() };
        draft.push("/other_identifiers", |activity| &mut activity.other_identifiers, found);
    }
}

/// The number that stands alone right above the title, as a page's crest: `FP084`, `GCP/MLI/012/SWE`.
pub(super) fn above_title(draft: &mut Draft, context: &Context<'_>) {
    let has_one = draft.activity.iati_identifier.is_some() || !draft.activity.other_identifiers.is_empty();
    let Some(title) = draft.place("/title").filter(|_| context.layout.is_general() && !has_one) else {
        return;
    };
    let at = context.lines.iter().position(|line| line.span.contains(title));
    // What stands above the heading of a page is read as aside.
    let above = at.and_then(|at| context.lines.get(at.checked_sub(1)?));
    let Some(line) = above.filter(|line| line.label.is_none() && line.kind != LineKind::Table) else {
        return;
    };
    if !is_crest(context.text(line.span)) {
        return;
    }
    let rule = context.rule("header", "other_identifier");
    let value = OtherIdentifier { kind: None, value: context.text(line.span).to_owned() };
    if draft.is_new("identifiers", identifier_key(&value)) {
        let found = Found { value, span: line.span, basis: Basis::Stated, rule };
        draft.push("/other_identifiers", |activity| &mut activity.other_identifiers, found);
    }
}

/// Capitals and then figures, three of them or more, as systems number projects: `P123456`, `ML-2019/114`. `COVID-19`, `A4` and
/// `FY2019` are none, nor is a symbol of a document of the United Nations.
fn is_crest(text: &str) -> bool {
    const LENGTHS: std::ops::RangeInclusive<usize> = 5..=30;
    const FEWEST_DIGITS: usize = 3;
    let letters = text.bytes().take_while(u8::is_ascii_uppercase).count();
    let prefix = text.get(..letters).unwrap_or_default();
    let rest = text.get(letters..).unwrap_or_default();
    let year = rest.trim_start_matches(['-', '/', ' ', '.']);
    let is_part = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || "-/.".contains(c);
    LENGTHS.contains(&text.len())
        && (1..=5).contains(&letters)
        && text.chars().all(is_part)
        && text.ends_with(|c: char| c.is_ascii_alphanumeric())
        && text.bytes().filter(u8::is_ascii_digit).count() >= FEWEST_DIGITS
        && !value::date::is_year(year)
        && ![
            "FY", "A", "S", "E", "ISO", "EN", "ISBN", "ISSN", "DOI", "RFP", "RFQ", "ITB", "EOI", "VA", "B",
            "H", "HR",
        ]
        .contains(&prefix)
}

/// `TGO-M-PMT` is a number too; `ON-GOING` and `CO-FINANCED` are words.
fn is_code_of_letters(text: &str) -> bool {
    const LONGEST_PART: usize = 4;
    const FEWEST_LETTERS: usize = 4;
    let parts: Vec<&str> = text.split('-').collect();
    let is_part = |part: &&str| {
        (1..=LONGEST_PART).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_uppercase())
    };
    parts.len() > 2
        && parts.iter().all(is_part)
        && parts.iter().map(|part| part.len()).sum::<usize>() >= FEWEST_LETTERS
        && codes::status(text).is_none()
}

/// What makes an identifier one: its kind and its value.
pub(super) fn identifier_key(identifier: &OtherIdentifier) -> String {
    format!("{:?} {}", identifier.kind, identifier.value)
}

/// True when an organisation's identifier and a hyphen begin it.
fn is_known(identifier: &str) -> bool {
    let hyphens = identifier.match_indices('-').map(|(at, _)| at);
    hyphens
        .filter_map(|at| identifier.get(..at))
        .any(|id| almoner_codelists::organisation_by_id(id).is_some())
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_number_may_stand_above_the_title_as_a_crest() {
        for (line, number) in [
            ("FP084", Some("FP084")),
            ("GCP/MLI/012/SWE", Some("GCP/MLI/012/SWE")),
            ("P123456", Some("P123456")),
            ("COVID-19", None),
            ("FY2019", None),
            ("NEWS", None),
            ("RFP-2021-114", None),
            ("12345", None),
            ("A/72/19", None),
        ] {
            let page = format!(
                "<html><body><main><p>{line}</p><h1>Clean rivers for the towns of Kita</h1><p>Country: Mali</p><p>Donor: Norad</p><p>Implementing agency: Oxfam</p></main></body></html>"
            );
            let read = crate::specimen::of_page(&page).remove(0);
            assert_eq!(read.other_identifiers.first().map(|one| one.value.as_str()), number, "{line}");
            assert_eq!(read.title.as_deref(), Some("Clean rivers for the towns of Kita"), "{line}");
        }
    }

    #[test]
    fn the_note_of_a_form_is_no_part_of_a_number() {
        for (printed, number) in [("(if applicable) JP-112", "JP-112"), ("(2019) 112", "(2019) 112")] {
            let read = crate::specimen::record(&format!(
                "Wells for Kita\n\nCountry: Mali\nProgramme number: {printed}\nDonor: Norad\nTotal budget: EUR 5,000\n"
            ));
            assert_eq!(read.other_identifiers.first().map(|one| one.value.as_str()), Some(number));
        }
    }
}
