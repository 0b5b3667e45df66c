//! Titles of a list of activities in plain text: a line right above a label that stands below the next title again.

use almoner_document::Document;

use super::{Line, LineKind};
use crate::recognise::Matched;

/// The lines again, those as headings that begin the parts of a list: short, behind an empty line, right above a label with
/// its value, and below each the same label, as in `Wells for Kita`, `Country: Mali`, …, `Schools of Segou`, `Country: Mali`.
pub(crate) fn titled(
    mut lines: Vec<Line>,
    document: &Document,
    known: impl Fn(&Line) -> Option<Matched>,
) -> Vec<Line> {
    /// Below the title of the page and the headings of its parts.
    const LEVEL: u8 = 3;
    const FEWEST: usize = 2;
    const LONGEST: usize = 200;
    const FEWEST_WORDS: usize = 2;
    let text = &document.text;
    let between =
        |one: &Line, next: &Line| text.get(one.span.range().end..next.span.range().start).unwrap_or_default();
    let is_rule = |line: &Line| line.span.of(text).chars().all(|c| "=-_*~".contains(c));
    let mut titles = Vec::new();
    for (at, pair) in lines.windows(2).enumerate() {
        let [line, below] = pair else { continue };
        let own = line.span.of(text);
        let is_title = matches!(line.kind, LineKind::Text | LineKind::Item { depth: 0 })
            && line.label.is_none()
            && own.len() <= LONGEST
            && own.split_whitespace().count() >= FEWEST_WORDS
            && own.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            && !own.ends_with(['.', ':', ';', ',', '!'])
            && between(line, below) == "\n"
            && known(line).is_none();
        let above = at.checked_sub(1).and_then(|above| lines.get(above));
        let stands_apart =
            || above.is_none_or(|above| is_rule(above) || between(above, line).matches('\n').count() > 1);
        if !is_title || !stands_apart() {
            continue;
        }
        if let Some(found) = known(below).filter(|found| found.inline) {
            titles.push((at, found.field));
        }
    }
    let Some((_, first)) = titles.first().copied() else { return lines };
    let is_part = |at: usize| lines.get(at).is_some_and(|line| names_part(line.span.of(text)));
    if titles.len() < FEWEST || titles.iter().any(|(at, field)| *field != first || is_part(*at)) {
        return lines;
    }
    for (at, _) in titles {
        lines.get_mut(at).into_iter().for_each(|line| line.kind = LineKind::Heading { level: LEVEL });
    }
    lines
}

/// `First component`, `Phase 2`: a part of one activity.
fn names_part(title: &str) -> bool {
    const PARTS: [&str; 22] = [
        "component",
        "phase",
        "tranche",
        "lot",
        "output",
        "outcome",
        "activity",
        "part",
        "package",
        "year",
        "composante",
        "volet",
        "produit",
        "annee",
        "componente",
        "fase",
        "tramo",
        "producto",
        "ano",
        "tranches",
        "office",
        "region",
    ];
    let folded = almoner_codelists::fold(title);
    let is_word = |word: &&str| word.contains(char::is_alphabetic);
    let mut words = folded.split(|c: char| !c.is_alphanumeric()).filter(is_word);
    let first = words.next();
    [first, words.next_back()].into_iter().flatten().any(|word| PARTS.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::names_part;
    use crate::specimen::extracted;

    fn told(text: &str) -> Vec<(String, Vec<String>)> {
        let told = |one: almoner_record::Activity| {
            let names = one.participating_orgs.into_iter().map(|org| org.organisation.name);
            (one.title.unwrap_or_default(), names.collect())
        };
        extracted(text).activities.into_iter().map(told).collect()
    }

    #[test]
    fn a_line_above_the_same_label_each_time_is_a_title() {
        let list = "OUR PROJECTS\n\nRural Water Supply\nCountry: Malawi\nBudget: EUR 1,200,000\nDonor: Irish Aid\n\nPrimary Schools for All\nCountry: Zambia\nBudget: EUR 200,000\nDonor: Norad\n";
        let counted = list.replace("Rural", "1. Rural").replace("Primary", "2. Primary");
        let ruled = list.replace("OUR PROJECTS\n", "Our projects\n============");
        for text in [list, &ruled, &counted] {
            let read = told(text);
            let expected = [("Rural Water Supply", "Irish Aid"), ("Primary Schools for All", "Norad")]
                .map(|(title, donor)| (title.to_owned(), vec![donor.to_owned()]));
            assert_eq!(read, expected, "{text}");
        }
    }

    #[test]
    fn parts_of_a_form_are_no_activities() {
        // Each part begins with another label.
        let read = told(
            "Rural Water Supply\n\nProject details\nCountry: Malawi\nBudget: EUR 1,200,000\n\nWho takes part\nDonor: Irish Aid\nStatus: Closed\n",
        );
        assert_eq!(read, [("Rural Water Supply".to_owned(), vec!["Irish Aid".to_owned()])]);
        // The same label with nothing else that an activity has.
        let read = told(
            "Rural Water Supply\n\nCountry: Malawi\nBudget: EUR 1,200,000\nDonor: Irish Aid\n\nOffice in Lilongwe\nLocation: Lilongwe\n\nOffice in Mzuzu\nLocation: Mzuzu\n",
        );
        assert_eq!(read.len(), 1, "{read:?}");
    }

    #[test]
    fn names_of_parts_are_told_from_titles() {
        for (line, is_part) in [
            ("First component", true),
            ("Phase 2", true),
            ("Volet eau potable", true),
            ("Rural Water Supply", false),
            ("Parts of the coast restored", false),
        ] {
            assert_eq!(names_part(line), is_part, "{line}");
        }
    }
}
