//! The parts of the heading of one of several activities: what counts it (`4.1`, `Box 2:`), its own number (`P519922 –`,
//! `(P999163)`), and its title.

use almoner_codelists::fold;
use almoner_record::Span;

use crate::value::date;
use crate::word_list::WordList;

/// What counts the activities of a list, or the boxes of a chapter.
static COUNTED: WordList = WordList::of_phrases(
    "project, projet, proyecto, projeto, programme, programa, grant, subvention, initiative, action, box, case, case study, \
     example, encadre, etude de cas, exemple, recuadro, cuadro, caso, estudio de caso, ejemplo, caixa, quadro, \
     estudo de caso, exemplo",
);

/// The words before a number in brackets: `(Project no. 4711)`, `(réf. 12-044)`.
static NUMBERED: WordList = WordList::of(
    "project projet proyecto projeto programme grant contract contrat no nr n number numero num id code codigo ref reference \
     referencia de du del do",
);

/// The title in the text of a heading, and the number of the activity beside it.
pub(crate) struct Head {
    pub(crate) title: Span,
    pub(crate) number: Option<Span>,
}

/// The parts of a heading.
pub(crate) fn head(text: &str) -> Head {
    let counted = Span::new(behind_count(text), text.len());
    let title = Span::new(
        behind_box(counted.of(text)).map_or(counted.range().start, |at| counted.range().start + at),
        text.len(),
    );
    let own = title.of(text);
    let parts = number_before(own).or_else(|| number_behind(own));
    match parts.filter(|(rest, _)| is_title(rest.of(own))) {
        Some((rest, number)) => Head { title: title.inner(rest), number: Some(title.inner(number)) },
        None => Head { title, number: None },
    }
}

/// Where a heading goes on behind its number: `4.1 Wells for Borena`.
pub(super) fn behind_count(text: &str) -> usize {
    const BEHIND: [char; 4] = [' ', '\t', ')', '\u{a0}'];
    let number = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').len();
    let rest = text.get(number..).unwrap_or_default();
    if number > 0 && rest.starts_with(BEHIND) {
        text.len() - rest.trim_start_matches(BEHIND).len()
    } else {
        0
    }
}

/// Where a heading goes on behind what counts it: `Box 2: Wells for Borena`.
fn behind_box(text: &str) -> Option<usize> {
    const LONGEST: usize = 32;
    let (at, mark) = text.char_indices().find(|(_, c)| matches!(c, ':' | '–' | '—' | '|'))?;
    let label = text.get(..at).filter(|label| label.len() <= LONGEST)?;
    let behind = text.get(at + mark.len_utf8()..)?.trim_start();
    (is_count(fold(label).trim()) && is_title(behind)).then(|| text.len() - behind.len())
}

/// True for a folded label that counts: `project 2`, `projet n° 3`, `box 4.1`, `case study 2`.
pub(super) fn is_count(label: &str) -> bool {
    const MOST_LETTERS: usize = 2;
    let Some(digit) = label.find(|c: char| c.is_ascii_digit()) else { return false };
    let (words, number) = label.split_at(digit);
    let words = words.trim();
    // `n°`, `no.`
    let front = words.rsplit_once(' ').map(|(front, _)| front);
    let is_short = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count() <= MOST_LETTERS;
    let counts = |words: &str| COUNTED.has(words.trim_end_matches(['.', ' ']));
    let last = words.rsplit(' ').next().unwrap_or_default();
    is_short(number) && (counts(words) || is_short(last) && front.is_some_and(counts))
}

/// A number before the title: `P519922 – Wells for Borena`.
fn number_before(text: &str) -> Option<(Span, Span)> {
    const SIGNS: [&str; 7] = [" – ", " — ", " - ", ": ", " | ", " / ", "\t"];
    const LONGEST: usize = 40;
    let (at, sign) = SIGNS.iter().filter_map(|sign| Some((text.find(sign)?, sign))).min()?;
    let number = text.get(..at).filter(|number| number.len() <= LONGEST)?.trim_end();
    is_number(number).then(|| (Span::new(at + sign.len(), text.len()).trim(text), Span::new(0, number.len())))
}

/// A number in brackets behind the title: `Wells for Borena (P999163)`, `… [no. 4711]`.
fn number_behind(text: &str) -> Option<(Span, Span)> {
    const LONGEST: usize = 60;
    let inner = text.trim_end().strip_suffix([')', ']'])?;
    let open = inner.rfind(['(', '['])?;
    let inside = inner.get(open + 1..).filter(|inside| inside.len() <= LONGEST)?;
    let from = inside
        .rfind([' ', ':', '\u{a0}'])
        .map_or(0, |at| at + inside.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
    let (words, number) = inside.split_at_checked(from)?;
    let folded = fold(words);
    let mut labels = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
    let is_labelled = labels.peek().is_some();
    let is_own = labels.all(|word| NUMBERED.has(word));
    let is_counted = || {
        number.len() >= 4 && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-' || byte == b'/')
    };
    let start = open + 1 + from;
    (is_own && (is_number(number) || is_labelled && is_counted()))
        .then(|| (Span::new(0, open).trim(text), Span::new(start, start + number.len())))
}

/// True for what can only be a number of an activity: capitals and digits, three at least. `COVID-19` is none, nor `MDG2015`.
pub(super) fn is_number(text: &str) -> bool {
    const FEWEST: usize = 3;
    let is_one = text.bytes().all(|byte| {
        byte.is_ascii_uppercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'/' | b'.' | b'_')
    });
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let is_year = || {
        let year = text.trim_start_matches(|c: char| c.is_ascii_uppercase() || c == '-');
        date::is_year(year)
    };
    let has_letter = || text.bytes().any(|byte| byte.is_ascii_uppercase());
    let is_in_parts = || text.contains(['-', '/']) && digits > 4;
    // `2015-2018` is a time.
    let is_time = || {
        let mut years = text.split(['-', '/']);
        years.next().is_some_and(date::is_year)
            && years.next().is_some_and(|part| date::is_year(part) || part.len() == 2)
            && years.next().is_none()
    };
    is_one
        && digits >= FEWEST
        && !is_of_others(text)
        && text.starts_with(|c: char| c.is_alphanumeric())
        && !is_year()
        && (has_letter() || is_in_parts() && !is_time())
}

/// True for resolutions, goals and groups of countries: `S/RES/2363`, `UNSCR1325`, `G7/G20`, `SDG4/5/16`.
fn is_of_others(text: &str) -> bool {
    const NAMES: [&str; 12] =
        ["UNSCR", "UNSC", "SCR", "RES", "SDG", "SDGS", "MDG", "MDGS", "ODD", "ODS", "OMD", "G"];
    text.split(['-', '/', '.', '_']).any(|part| {
        let name = part.trim_end_matches(|c: char| c.is_ascii_digit());
        // `G-64-19` is a number, `G20` a group.
        let digits = part.len() - name.len();
        NAMES.contains(&name) && (name != "G" || (1..=2).contains(&digits) && text.matches('G').count() > 1)
    })
}

/// True for what may stand as a title by itself.
fn is_title(text: &str) -> bool {
    const FEWEST_LETTERS: usize = 4;
    text.chars().filter(|c| c.is_alphabetic()).count() >= FEWEST_LETTERS
}

#[cfg(test)]
mod tests {
    use super::head;

    #[test]
    fn a_title_stands_apart_from_what_counts_and_numbers_it() {
        for (text, title, number) in [
            ("4.1 Wells for Borena", "Wells for Borena", None),
            ("Box 2: Wells for Borena", "Wells for Borena", None),
            ("Box 4.1 – Wells for Borena", "Wells for Borena", None),
            ("Encadré n° 3 : Puits de Borena", "Puits de Borena", None),
            ("Case study 2: Wells for Borena", "Wells for Borena", None),
            ("Recuadro 1: Pozos de Borena", "Pozos de Borena", None),
            ("P519922 – Wells for Borena", "Wells for Borena", Some("P519922")),
            ("2019/ET-044: Wells for Borena", "Wells for Borena", Some("2019/ET-044")),
            ("ET-0345 - Wells for Borena", "Wells for Borena", Some("ET-0345")),
            ("Wells for Borena (P999163)", "Wells for Borena", Some("P999163")),
            ("Wells for Borena [Project no. 4711]", "Wells for Borena", Some("4711")),
            ("Puits de Borena (réf. : 12-044)", "Puits de Borena", Some("12-044")),
            ("2. P519922 – Wells for Borena", "Wells for Borena", Some("P519922")),
            // None of these is a number.
            ("COVID-19 – Wells for Borena", "COVID-19 – Wells for Borena", None),
            ("MDG2015: Wells for Borena", "MDG2015: Wells for Borena", None),
            ("2015-2018: Wells for Borena", "2015-2018: Wells for Borena", None),
            ("Wells for Borena (2015-2018)", "Wells for Borena (2015-2018)", None),
            ("Wells for Borena (FLI II)", "Wells for Borena (FLI II)", None),
            ("Wells for Borena (Phase 2)", "Wells for Borena (Phase 2)", None),
            ("Wells for Borena (UNSCR 1325)", "Wells for Borena (UNSCR 1325)", None),
            ("G7/G20: Wells for Borena", "G7/G20: Wells for Borena", None),
            ("Wells for Borena (S/RES/2363)", "Wells for Borena (S/RES/2363)", None),
            ("UNSCR1325 – Wells for Borena", "UNSCR1325 – Wells for Borena", None),
            ("G-64-19: Wells for Borena", "Wells for Borena", Some("G-64-19")),
            ("Boxing 3: Wells for Borena", "Boxing 3: Wells for Borena", None),
            ("Ethiopia – Wells for Borena", "Ethiopia – Wells for Borena", None),
            ("P519922", "P519922", None),
            ("Box 2", "Box 2", None),
        ] {
            let read = head(text);
            assert_eq!(
                (read.title.of(text), read.number.map(|number| number.of(text))),
                (title, number),
                "{text}"
            );
        }
    }
}
