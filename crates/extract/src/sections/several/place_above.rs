//! The country that stands in the heading of a list and holds for all of its activities: `Projects in Kenya`,
//! `Country programme: Bolivia – list of projects`, `Embassy of Japan in Mali`.

use std::collections::BTreeMap;

use almoner_codelists::{Mention, countries_in, country, fold};
use almoner_record::Span;

use super::super::{Cutter, Piece};
use super::others;
use crate::field::Field;
use crate::header;
use crate::lines::{Line, LineKind};

/// The longest heading, in bytes.
const LONGEST: usize = 240;

/// What a heading tells of the country of what stands below it.
enum Told {
    Country(Span),
    /// Several, or one that may be whose list it is: nothing further up tells either.
    Unsure,
    Nothing,
}

/// The one country of what stands below `place`: of the lines right above it, else of the headings that are open there, else
/// of the first lines of the document.
pub(super) fn country_above(cutter: &Cutter<'_>, place: Span) -> Option<Span> {
    const NEAR: usize = 3;
    let until = cutter.lines.partition_point(|line| line.span.start < place.start);
    let above = cutter.lines.get(..until)?;
    let is_line =
        |line: &&Line| matches!(line.kind, LineKind::Text | LineKind::Caption | LineKind::Heading { .. });
    let near = above.iter().rev().take_while(|line| line.kind != LineKind::Table).take(NEAR).filter(is_line);
    let open = others::headings_above(cutter, place);
    let first = above.iter().filter(is_line).take(NEAR);
    for line in near.chain(open).chain(first) {
        let text = cutter.document.slice(line.span);
        match told(text, matches!(line.kind, LineKind::Heading { .. })) {
            Told::Country(span) => return Some(line.span.inner(span)),
            Told::Unsure => return None,
            Told::Nothing => {}
        }
    }
    None
}

/// Gives each activity that tells of no place the country of the group that it stands in: of the nearest line above it that
/// is a country and nothing else, `Cameroon:`, or of a heading that is open there.
pub(super) fn hand_down(cutter: &mut Cutter<'_>) {
    let mut placed: BTreeMap<u32, bool> = BTreeMap::new();
    let mut starts: BTreeMap<u32, Span> = BTreeMap::new();
    let mut last: BTreeMap<u32, usize> = BTreeMap::new();
    for (at, piece) in cutter.pieces.iter().enumerate() {
        let Some(activity) = piece.activity else { continue };
        last.insert(activity, at);
        let tells = matches!(piece.field, Some(Field::Countries | Field::Regions | Field::Locations));
        *placed.entry(activity).or_default() |= tells;
        let first = piece.heading.or(piece.inline.first().copied());
        let first = first.or_else(|| cutter.lines.get(piece.lines.start).map(|line| line.span));
        if let Some(first) = first {
            let start = starts.entry(activity).or_insert(first);
            *start = if first.start < start.start { first } else { *start };
        }
    }
    if placed.values().all(|placed| *placed) || placed.len() < 2 {
        return;
    }
    let mut ordered: Vec<(u32, Span)> =
        starts.into_iter().filter(|(activity, _)| placed.get(activity) == Some(&false)).collect();
    ordered.sort_by_key(|(_, start)| start.start);
    let mut open = Open::default();
    let mut lines = cutter.lines.iter().peekable();
    let mut told: BTreeMap<u32, Span> = BTreeMap::new();
    for (activity, start) in ordered {
        while let Some(line) = lines.next_if(|line| line.span.start < start.start) {
            open.pass(line, cutter.document.slice(line.span));
        }
        told.extend(open.country().map(|country| (activity, country)));
    }
    let pieces = std::mem::take(&mut cutter.pieces);
    for (at, piece) in pieces.into_iter().enumerate() {
        let (activity, lines) = (piece.activity, piece.lines.end);
        cutter.pieces.push(piece);
        let country = activity.filter(|own| last.get(own) == Some(&at)).and_then(|own| told.get(&own));
        cutter.pieces.extend(country.map(|country| Piece {
            field: Some(Field::Countries),
            inline: vec![*country],
            activity,
            in_row: true,
            ..Piece::of_lines(lines..lines)
        }));
    }
}

/// What stands open on the way down a document.
#[derive(Default)]
struct Open {
    /// The country of a group, and the level of its heading.
    group: Option<(Span, u8)>,
    headings: Vec<(u8, Option<Span>, bool)>,
}

impl Open {
    fn pass(&mut self, line: &Line, text: &str) {
        let level = match line.kind {
            // `NGO: OED` in capitals heads nothing.
            LineKind::Heading { .. }
                if line.label.as_ref().is_some_and(|(label, _)| country(label).is_none()) =>
            {
                return;
            }
            LineKind::Heading { level } => level,
            LineKind::Text | LineKind::Caption => u8::MAX,
            _ => return,
        };
        let alone =
            line.span.inner(Span::new(0, text.trim_end_matches([':', ' ', '\u{a0}', '.', '-', '–']).len()));
        if text.len() <= 60 && country(text.get(..alone.len()).unwrap_or_default()).is_some() {
            self.group = Some((alone, level));
        } else if level < u8::MAX {
            self.group = self.group.filter(|(_, own)| *own < level);
            self.headings.retain(|(other, ..)| *other < level);
            let (told, unsure) = match told(text, true) {
                Told::Country(span) => (Some(line.span.inner(span)), false),
                Told::Unsure => (None, true),
                Told::Nothing => (None, false),
            };
            self.headings.push((level, told, unsure));
        }
    }

    fn country(&self) -> Option<Span> {
        if let Some((country, _)) = self.group {
            return Some(country);
        }
        let nearest = self.headings.iter().rev().find(|(_, told, unsure)| told.is_some() || *unsure);
        nearest.and_then(|(_, told, _)| *told)
    }
}

/// The country of a heading, or of a line above a list. A line that is none has to set the country apart.
fn told(text: &str, is_heading: bool) -> Told {
    const MOST_WORDS: usize = 6;
    let is_sentence = text.trim_end().ends_with(['.', ';', '!', '?']);
    if text.len() > LONGEST || is_sentence {
        return Told::Nothing;
    }
    let found = countries_in(text);
    // Beside it stand those that give at most: `Embassy of Japan in Mali`.
    let is_alone = |placed: &&Mention| {
        found.iter().all(|other| other.entry.code == placed.entry.code || header::gives(other.entry.code))
    };
    if let Some(placed) = found.iter().filter(|one| is_where(text, one.span)).find(is_alone) {
        return Told::Country(placed.span);
    }
    match found.as_slice() {
        [] => Told::Nothing,
        [one] => {
            let gives = header::gives(one.entry.code);
            let is_short = is_heading && text.split_whitespace().count() <= MOST_WORDS;
            match is_apart(text, one.span) || is_short && !gives {
                true => Told::Country(one.span),
                // Whose list it is, or what a sentence names.
                false if is_heading && !gives => Told::Unsure,
                false => Told::Nothing,
            }
        }
        _ if is_heading => Told::Unsure,
        _ => Told::Nothing,
    }
}

/// True for a country behind a word for where something is, at the end of a text or before a mark: `… in Mali`,
/// `… au Mali (2020–2022)`, `… in Mali in 2021`.
fn is_where(text: &str, span: Span) -> bool {
    const WHERE: [&str; 10] = ["in", "en", "au", "aux", "em", "no", "na", "nos", "dans", "a"];
    const ARTICLES: [&str; 6] = ["the", "el", "la", "los", "las", "les"];
    const MARKS: [char; 8] = ['(', ':', '–', '—', '|', ',', '-', '['];
    let before = fold(text.get(..span.range().start).unwrap_or_default());
    let mut words = before.split_whitespace().rev().skip_while(|word| ARTICLES.contains(word));
    let behind = text.get(span.range().end..).unwrap_or_default().trim_start();
    let dated = WHERE.iter().find_map(|word| fold(behind).strip_prefix(word).map(str::to_owned));
    let is_dated = dated.is_some_and(|rest| rest.starts_with(' ') && !rest.contains(char::is_alphabetic));
    words.next().is_some_and(|word| WHERE.contains(&word))
        && (is_dated || behind.starts_with(MARKS) || !behind.contains(char::is_alphabetic))
}

/// True for a country between marks that set it apart: `Programme: Mali – projects`, `Projects (Mali)`, `MALI: projects`.
fn is_apart(text: &str, span: Span) -> bool {
    let before = text.get(..span.range().start).unwrap_or_default().trim_end();
    let behind = text.get(span.range().end..).unwrap_or_default().trim_start();
    let begins =
        before.is_empty() || before.ends_with([':', '–', '—', '-', '|', '(', '/', '•', '·', '>', '.']);
    let ends =
        behind.is_empty() || behind.starts_with([':', '–', '—', '-', '|', ')', '/', '•', '·', '(', ',']);
    begins && ends
}

#[cfg(test)]
mod tests {
    use super::{Told, told};

    fn country(text: &str, is_heading: bool) -> Option<&str> {
        match told(text, is_heading) {
            Told::Country(span) => Some(span.of(text)),
            Told::Unsure | Told::Nothing => None,
        }
    }

    #[test]
    fn a_heading_may_tell_where_all_below_it_is() {
        for (text, expected) in [
            ("Projects in Kenya", Some("Kenya")),
            ("Embassy of Japan in Mali", Some("Mali")),
            ("Small grants of the embassy of the Czech Republic in Zambia in 2021", Some("Zambia")),
            ("Small grants signed by the embassy of Finland in Zambia (2021)", Some("Zambia")),
            ("Country programme: Bolivia – list of projects", Some("Bolivia")),
            ("Programme de pays : Haïti – liste des projets", Some("Haïti")),
            ("Projets financés par la France au Tchad", Some("Tchad")),
            ("Ambassade de Belgique au Niger : microprojets", Some("Niger")),
            ("Projets appuyés au Niger et au Bénin en 2020", None),
            ("Proyectos aprobados por la Embajada de Alemania en el Perú", Some("Perú")),
            ("Projetos apoiados em Moçambique", Some("Moçambique")),
            ("MALI: projects financed", Some("MALI")),
            ("Projects funded by Norway", None),
            ("Norway's grants of the year 2022", None),
            ("Projects in Kenya and Uganda", None),
        ] {
            assert_eq!(country(text, true), expected, "{text}");
        }
        for (text, expected) in [
            ("Country programme: Bolivia – list of projects", Some("Bolivia")),
            ("The fund helps where Kenya cannot.", None),
            ("We thank our friends of Kenya for all", None),
        ] {
            assert_eq!(country(text, false), expected, "{text}");
        }
    }
}
