//! IATI identifiers and codes in brackets.

use almoner_codelists::COUNTRY;
use almoner_record::Span;

/// The first IATI identifier in `text`: a registration agency or a country and its agency, then the rest
/// (`CA-3-P005189001`, `XM-DAC-41114-00012345`, `GB-1-205210`), or a five-digit DAC agency and the rest
/// (`44000-P099469`).
pub(crate) fn iati_identifier(text: &str) -> Option<(Span, &str)> {
    if !text.contains('-') {
        return None;
    }
    let mut at = 0;
    for token in text.split(|c: char| !is_part(c)) {
        let start = at;
        at += token.len();
        at += text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        let trimmed = token.trim_end_matches(|c: char| !c.is_alphanumeric());
        if is_identifier(trimmed) {
            return Some((Span::new(start, start + trimmed.len()), trimmed));
        }
    }
    None
}

/// Characters inside an identifier.
fn is_part(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | ':' | '+')
}

fn is_identifier(token: &str) -> bool {
    let mut parts = token.split('-');
    let (Some(first), Some(second)) = (parts.next(), parts.next()) else { return false };
    let has_digit = |part: &str| part.bytes().any(|byte| byte.is_ascii_digit());
    if first.len() == 5 && first.bytes().all(|byte| byte.is_ascii_digit()) {
        let rest = token.get(6..).unwrap_or_default();
        return rest.len() >= 4 && has_digit(rest) && rest.bytes().any(|byte| byte.is_ascii_uppercase());
    }
    let agency = matches!(first, "XI" | "XM" | "XR") || first.len() == 2 && COUNTRY.get(first).is_some();
    let capitals = !second.is_empty()
        && second.len() <= 8
        && second.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
    let rest = first.len() + second.len() + 2;
    let rest = token.get(rest..).unwrap_or_default();
    first.bytes().all(|byte| byte.is_ascii_uppercase())
        && agency
        && capitals
        && rest.len() >= 4
        && has_digit(rest)
}

/// The last code of exactly `digits` digits in brackets, as at the end of an organisation's name
/// (`UNOPS - United Nations Office for Project Services (41502)`): the span with its brackets, and the code.
pub(crate) fn bracketed_code(text: &str, digits: usize) -> Option<(Span, &str)> {
    let mut end = text.len();
    while let Some(open) = text.get(..end)?.rfind('(') {
        let inside = text.get(open + 1..)?;
        let code = inside.get(..digits).filter(|code| code.bytes().all(|byte| byte.is_ascii_digit()));
        if let Some(code) = code.filter(|_| inside.get(digits..).is_some_and(|rest| rest.starts_with(')'))) {
            return Some((Span::new(open, open + digits + 2), code));
        }
        end = open;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_found() {
        for (text, wanted) in [
            ("CA-3-P005189001", Some("CA-3-P005189001")),
            ("ID: XM-DAC-41114-00012345.", Some("XM-DAC-41114-00012345")),
            ("(GB-1-205210)", Some("GB-1-205210")),
            ("US-GOV-1-AID-511-A-00-04-00233", Some("US-GOV-1-AID-511-A-00-04-00233")),
            ("44000-P099469", Some("44000-P099469")),
            ("46004-HA-L1055, Haiti", Some("46004-HA-L1055")),
            ("XI-IATI-EC_INTPA-2017/387-142", Some("XI-IATI-EC_INTPA-2017/387-142")),
            ("2018-01-15 - 2024-02-28", None),
            ("COVID-19", None),
            ("UN-HABITAT-2030", None), // UN is no country
            ("in-mission visits", None),
            ("12345-6789", None), // a postal code
            ("IT-enabled-services", None),
            ("", None),
        ] {
            assert_eq!(
                iati_identifier(text).map(|(span, id)| (span.of(text), id)),
                wanted.map(|id| (id, id)),
                "{text}"
            );
        }
    }

    #[test]
    fn a_code_in_brackets_is_found_from_the_end() {
        for (text, wanted) in [
            ("UNOPS - United Nations Office for Project Services (41502)", Some("(41502)")),
            ("planning and administration (15131) (100.00%)", Some("(15131)")),
            ("Fund (phase II) (1234)", None),
            ("(415022)", None),
            ("", None),
        ] {
            assert_eq!(bracketed_code(text, 5).map(|(span, _)| span.of(text)), wanted, "{text}");
        }
    }
}
