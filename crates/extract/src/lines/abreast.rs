//! Several labels with their values on one line, gaps between them: `Start date: 2022    End date: 2026`.

use almoner_document::Document;
use almoner_record::Span;

use super::{GAP, Line, LineKind, line};

/// The lines again, each cut before every further `Label: value` that a gap or tab sets apart and `is_label` knows.
pub(crate) fn cut_abreast(
    lines: Vec<Line>,
    document: &Document,
    is_label: impl Fn(&Line) -> bool,
) -> Vec<Line> {
    let text = &document.text;
    let mut cut = Vec::with_capacity(lines.len());
    for whole in lines {
        let content = whole.span.of(text);
        if whole.kind != LineKind::Text || !may_hold_several(content) {
            cut.push(whole);
            continue;
        }
        let mut from = 0;
        for at in gaps(content) {
            let rest = whole.span.inner(Span::new(at, content.len())).trim(text);
            let next = line(text, rest, LineKind::Text, whole.block);
            let has_colon = next.label.as_ref().is_some_and(|(_, value)| {
                document.slice(Span { start: rest.start, end: value.start }).contains(':')
            });
            if has_colon && is_label(&next) {
                let before = whole.span.inner(Span::new(from, at)).trim(text);
                cut.push(line(text, before, LineKind::Text, whole.block));
                from = at;
            }
        }
        if from == 0 {
            cut.push(whole);
        } else {
            let rest = whole.span.inner(Span::new(from, content.len())).trim(text);
            cut.push(line(text, rest, LineKind::Text, whole.block));
        }
    }
    cut
}

fn may_hold_several(content: &str) -> bool {
    const LONGEST: usize = 400;
    content.len() <= LONGEST
        && content.bytes().filter(|byte| *byte == b':').count() >= 2
        && (content.contains(GAP) || content.contains('\t'))
}

/// Where words begin behind a gap or a tab.
fn gaps(content: &str) -> Vec<usize> {
    let mut places = Vec::new();
    let mut spaces = 0;
    for (at, c) in content.char_indices() {
        match c {
            ' ' | '\u{a0}' => spaces += 1,
            '\t' => spaces += GAP.len(),
            _ => {
                if spaces >= GAP.len() && at > 0 {
                    places.push(at);
                }
                spaces = 0;
            }
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use crate::specimen::record;

    #[test]
    fn labels_abreast_have_their_own_values() {
        let read = record(
            "Courts for Androy\n\nRepublic of Madagascar\n\nProject number: 00112233    Implementing partner: Ministry of Justice\nStart date: 1 February 2022    End date: 31 January 2026\tStatus: Ongoing\n",
        );
        let period = read.period.unwrap();
        assert_eq!(period.end.map(|end| end.to_string()).as_deref(), Some("2026-01-31"));
        assert_eq!(read.countries.first().map(|country| country.code.as_str()), Some("MG"));
        assert_eq!(
            read.participating_orgs.first().map(|org| org.organisation.name.as_str()),
            Some("Ministry of Justice")
        );
        assert_eq!(read.other_identifiers.first().map(|one| one.value.as_str()), Some("00112233"));
        assert!(read.status.is_some());
    }
}
