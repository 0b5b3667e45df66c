//! The subject of a letter about a grant: `Subject: Grant agreement no. 2019/12 – Wells for Kita` has its number and title.

use almoner_codelists::Folded;
use almoner_record::Span;

use super::signing::is_agreement;
use crate::context::Context;
use crate::draft::Draft;
use crate::lines::Line;
use crate::rules::{other_identifier, set_title};

/// Labels, folded, of what a letter is about.
const SUBJECTS: [&str; 8] = ["subject", "re", "objet", "asunto", "assunto", "betreff", "concerne", "ref"];
/// So many lines stand above the subject of a letter at most: who it is to, where they live, the day.
const MOST_ABOVE: usize = 16;

/// True for a letter that says under a label what it is about.
pub(crate) fn has_subject(lines: &[Line]) -> bool {
    let mut keys = lines.iter().take(MOST_ABOVE).filter_map(|line| line.label.as_ref());
    keys.any(|(key, _)| SUBJECTS.contains(&&**key))
}

/// Takes number and title from the subject line, and gives its end; a title under a label of its own stays.
pub(super) fn read(draft: &mut Draft, context: &Context<'_>) -> Option<u32> {
    let has_label = draft.activity.evidence.iter().any(|one| {
        one.path == "/title" && !one.rule.ends_with("/header/title") && !one.rule.ends_with("/heading/title")
    });
    if has_label {
        return None;
    }
    for (at, line) in context.lines.iter().enumerate().take(MOST_ABOVE) {
        let Some((key, value)) = &line.label else { continue };
        if !SUBJECTS.contains(&&**key) {
            continue;
        }
        // A narrow page breaks it.
        let next = context.lines.get(at + 1).filter(|next| {
            let text = context.text(next.span);
            let between = context.document.slice(Span { start: value.end, end: next.span.start });
            text.starts_with(char::is_lowercase) && between.bytes().filter(|byte| *byte == b'\n').count() == 1
        });
        let whole = next.map_or(*value, |next| value.cover(next.span));
        let Some((number, title)) = parts(context.text(whole)) else { continue };
        draft.activity.title = None;
        draft.activity.evidence.retain(|evidence| evidence.path != "/title");
        set_title(draft, context, whole.inner(title), &context.rule("sentence", "title"));
        if let Some(number) = number {
            let rule = context.rule("sentence", "other_identifiers");
            other_identifier(draft, context, whole.inner(number), None, &rule);
        }
        return Some(whole.end);
    }
    None
}

/// Takes the number of the grant that a letter is about: `Re: Grant number 2009-1349`, `Objet : Subvention n° 2019/12`.
pub(crate) fn number(draft: &mut Draft, context: &Context<'_>) {
    if !context.layout.is_general() || !draft.activity.other_identifiers.is_empty() {
        return;
    }
    for line in context.lines.iter().take(MOST_ABOVE) {
        let Some((key, value)) = &line.label else { continue };
        if !SUBJECTS.contains(&&**key) {
            continue;
        }
        if let Some(number) = number_alone(context.text(*value)) {
            let rule = context.rule("sentence", "other_identifiers");
            other_identifier(draft, context, value.inner(number), None, &rule);
        }
        return;
    }
}

/// The number behind a word for a grant and one for a number, with nothing else beside it.
fn number_alone(text: &str) -> Option<Span> {
    const GRANTS: [&str; 16] = [
        "your grant",
        "our grant",
        "grant award",
        "grant agreement",
        "grant",
        "award",
        "convention de subvention",
        "subvention",
        "convenio de subvencion",
        "subvencion",
        "donacion",
        "acordo de subvencao",
        "subvencao",
        "financing agreement",
        "convention de financement",
        "project grant",
    ];
    const SIGNS: [&str; 14] = [
        "number",
        "numero",
        "reference",
        "ref.",
        "ref",
        "no.",
        "no",
        "nr.",
        "nr",
        "n°",
        "n.o",
        "n.\u{ba}",
        "n\u{ba}",
        "#",
    ];
    const FEWEST_DIGITS: usize = 3;
    let folded = Folded::new(text);
    let grant =
        GRANTS.iter().filter(|words| folded.text().starts_with(**words)).max_by_key(|words| words.len())?;
    let rest = folded.text().get(grant.len()..)?;
    let lead = rest.len() - rest.trim_start().len();
    let behind = rest.get(lead..)?;
    let sign = SIGNS
        .iter()
        .filter(|sign| behind.starts_with(**sign))
        .max_by_key(|sign| sign.len())
        .map_or(0, |sign| sign.len());
    let from = grant.len() + lead + sign;
    let own = folded.text().get(from..)?;
    let own_lead = own.len() - own.trim_start_matches([' ', ':', '.']).len();
    let start = folded.span(from + own_lead..folded.text().len()).range().start;
    let span = Span::new(start, text.len()).trim(text);
    let code = span.of(text).trim_end_matches(['.', ',']);
    let is_code = !code.contains(char::is_whitespace)
        && code.len() <= 32
        && code.bytes().filter(u8::is_ascii_digit).count() >= FEWEST_DIGITS
        && code.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '/' | '.' | '_'));
    is_code.then(|| Span::new(span.range().start, span.range().start + code.len()))
}

/// Number and title behind words for an agreement.
fn parts(text: &str) -> Option<(Option<Span>, Span)> {
    const DASHES: [&str; 5] = [" – ", " — ", " - ", ": ", " : "];
    const FEWEST_WORDS: usize = 2;
    const SIGNS: [&str; 11] = [
        "number",
        "num\u{e9}ro",
        "n\u{fa}mero",
        "ref.",
        "no.",
        "n\u{b0}",
        "n.\u{ba}",
        "n\u{ba}",
        "nr.",
        "#",
        "no",
    ];
    let folded = Folded::new(text);
    let length = is_agreement(folded.text())?;
    let from = folded.span(0..length).range().end;
    let rest = text.get(from..)?;
    let (at, mark) = DASHES.iter().filter_map(|dash| Some((rest.find(dash)?, dash.len()))).min()?;
    let title = Span::new(from + at + mark, text.len()).trim(text);
    let own = title.of(text);
    let is_title = own.split_whitespace().count() >= FEWEST_WORDS
        && own.starts_with(|c: char| c.is_uppercase() || "«“\"".contains(c))
        && !own.ends_with(['.', '?', '!']);
    if !is_title {
        return None;
    }
    let between = Span::new(from, from + at).trim(text);
    let bare = between.of(text);
    let sign = SIGNS.iter().find(|sign| bare.to_lowercase().starts_with(**sign)).map_or(0, |sign| sign.len());
    let number = between.inner(Span::new(sign.min(bare.len()), bare.len())).trim(text);
    let code = number.of(text);
    let is_number = code.bytes().any(|byte| byte.is_ascii_digit()) && !code.contains(char::is_whitespace);
    // What else stands between is told of something else.
    (is_number || code.is_empty()).then_some((is_number.then_some(number), title))
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::specimen::record;

    #[test]
    fn a_letter_tells_of_the_grant_in_its_subject() {
        let read = record(
            "Self Help Africa\n3 January 2022\nSubject: Grant agreement no. 2021/1386 – Wells for the schools of Kita\nDear Director,\nWe are pleased to inform you that Irish Aid has approved a grant of EUR 5,200,000 for the above project in Mali.\nThe implementation period begins on 1 April 2022 and ends on 31 March 2026.\nYours sincerely,\nHead of Grants\n",
        );
        assert_eq!(read.title.as_deref(), Some("Wells for the schools of Kita"));
        assert_eq!(read.other_identifiers[0].value, "2021/1386");
        assert_eq!(read.budget.unwrap().money.value.to_string(), "5200000");
        let days =
            read.period.map(|period| (period.start.unwrap().to_string(), period.end.unwrap().to_string()));
        assert_eq!(days, Some(("2022-04-01".to_owned(), "2026-03-31".to_owned())));
        assert_eq!(read.participating_orgs[0].organisation.name, "Irish Aid");
        assert_eq!(read.participating_orgs[0].role, Some(almoner_record::Role::Funding));
    }

    #[test]
    fn a_grant_s_number_stands_alone_in_the_subject() {
        for (text, expected) in [
            ("Grant number 2009-1349", Some("2009-1349")),
            ("Grant No. ABC/2012/7", Some("ABC/2012/7")),
            ("Grant agreement #12345.", Some("12345")),
            ("Your grant 2019-33", Some("2019-33")),
            ("Subvention n° 2019/12", Some("2019/12")),
            ("Subvención n.º 118/20", Some("118/20")),
            ("Subvenção número 2020-4", Some("2020-4")),
            ("Grant of 2,000 dollars", None),
            ("Grant to Oxfam 2019", None),
            ("Grant report 2019", None),
            ("Invoice number 2009-1349", None),
            ("Grant number 12", None),
        ] {
            assert_eq!(number_alone(text).map(|span| span.of(text)), expected, "{text}");
        }
    }

    #[test]
    fn who_gives_is_told_in_the_letter_s_sentence() {
        for (sentence, expected) in [
            (
                "We are pleased to inform you that the Alder Foundation has approved a grant to Oxfam for this work.",
                Some("Alder Foundation"),
            ),
            (
                "The Trustees met. The Alder Trust has awarded a grant to Oxfam for this work.",
                Some("Alder Trust"),
            ),
            (
                "Nous avons le plaisir de vous informer que la Fondation de l'Aulne a accordé une subvention à Oxfam.",
                Some("Fondation de l'Aulne"),
            ),
            (
                "Nos complace informarle de que la Fundación Aliso ha aprobado una subvención a Oxfam.",
                Some("Fundación Aliso"),
            ),
            (
                "Temos o prazer de informar que a Fundação Amieiro aprovou uma subvenção à Oxfam.",
                Some("Fundação Amieiro"),
            ),
            ("Alder Philanthropies awarded this grant to Oxfam.", Some("Alder Philanthropies")),
            ("The Ministry of Finance has approved the tax on the grant.", None),
            ("Oxfam has awarded a grant to its partners.", None),
            ("The Alder Foundation has not approved a grant yet.", None),
            ("The Alder Foundation visited Oxfam.", None),
        ] {
            let read = record(&format!(
                "Re: Grant number 2009-1349\n\n{sentence}\n\nGrantee: Oxfam\nProject: Wells for the schools of Kita\nCountry: Mali\nAmount of grant: EUR 20,000\nPeriod: January 2019 to March 2021\n"
            ));
            let mut orgs = read.participating_orgs.iter();
            let payer = orgs.find(|one| one.role == Some(almoner_record::Role::Funding));
            assert_eq!(payer.map(|one| one.organisation.name.as_str()), expected, "{sentence}");
            assert_eq!(read.other_identifiers[0].value, "2009-1349");
        }
    }

    #[test]
    fn the_subject_of_a_letter_has_number_and_title() {
        for (text, expected) in [
            ("Grant agreement no. 2019/12 – Wells for Kita", Some(("2019/12", "Wells for Kita"))),
            ("Convention de subvention n° 2021/16 – Puits pour Kita", Some(("2021/16", "Puits pour Kita"))),
            ("Convenio de subvención n.º 7-B - Pozos para Kita", Some(("7-B", "Pozos para Kita"))),
            ("Grant agreement: Wells for Kita", Some(("", "Wells for Kita"))),
            ("Grant agreement – reminder", None),
            ("Grant agreement with Oxfam – Wells for Kita", None),
            ("Your visit – Wells for Kita", None),
            ("Grant agreement no. 2019/12", None),
        ] {
            let read = parts(text);
            let read =
                read.map(|(number, title)| (number.map_or("", |number| number.of(text)), title.of(text)));
            assert_eq!(read, expected, "{text}");
        }
    }
}
