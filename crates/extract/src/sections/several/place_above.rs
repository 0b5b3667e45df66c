//! The country that stands in the heading of a list and holds for all of its activities: `Projects in Kenya`,
//! `Country programme: Bolivia – list of projects`, `Embassy of Japan in Mali`.

use std::collections::BTreeMap;

use almoner_codelists::{Mention, countries_in, country, fold};
use almoner_record::Span;
use rustc_hash::FxHashSet;

use super::super::{Cutter, Piece};
use super::others;
use crate::field::Field;
use crate::header;
use crate::lines::{Line, LineKind};

/// The longest heading, in bytes.
const LONGEST: usize = 240;

/// The longest line, in bytes, that is a country and nothing else.
const LONGEST_ALONE: usize = 60;

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
    let until = cutter.lines.partition_point(|line| line.span.start < place.start);
    let above = cutter.lines.get(..until)?;
    let near = above.iter().rev().take_while(|line| line.kind != LineKind::Table).take(NEAR);
    let open = others::headings_above(cutter, place);
    nearest(cutter, near.filter(|line| may_head(line)).chain(open).chain(first(above)))
}

/// So many lines above a list, and at the top of a document, may tell where it is.
const NEAR: usize = 3;

fn may_head(line: &Line) -> bool {
    matches!(line.kind, LineKind::Text | LineKind::Caption | LineKind::Heading { .. })
}

fn first(above: &[Line]) -> impl Iterator<Item = &Line> {
    above.iter().filter(|line| may_head(line)).take(NEAR)
}

/// The country that the first of these lines that tells of one is sure of.
fn nearest<'a>(cutter: &Cutter<'_>, lines: impl IntoIterator<Item = &'a Line>) -> Option<Span> {
    for line in lines {
        match told(cutter.document.slice(line.span), matches!(line.kind, LineKind::Heading { .. })) {
            Told::Country(span) => return Some(line.span.inner(span)),
            Told::Unsure => return None,
            Told::Nothing => {}
        }
    }
    None
}

/// An activity among the pieces.
#[derive(Default)]
pub(super) struct Own {
    /// Where its first piece begins.
    pub(super) start: Option<Span>,
    /// True where it tells itself what is handed down.
    pub(super) is_placed: bool,
    /// Its last piece.
    pub(super) last: usize,
}

/// The activities of a cutter's pieces, each with whether one of its pieces tells what is handed down.
pub(super) fn activities(cutter: &Cutter<'_>, tells: impl Fn(&Piece) -> bool) -> BTreeMap<u32, Own> {
    let mut all: BTreeMap<u32, Own> = BTreeMap::new();
    for (at, piece) in cutter.pieces.iter().enumerate() {
        let Some(activity) = piece.activity else { continue };
        let own = all.entry(activity).or_default();
        own.last = at;
        own.is_placed |= tells(piece);
        // The head of a column stands above all of its rows.
        let first = piece.heading.filter(|_| !piece.in_row).or(piece.inline.first().copied());
        let first = first.or_else(|| cutter.lines.get(piece.lines.start).map(|line| line.span));
        own.start = [own.start, first].into_iter().flatten().min_by_key(|span| span.start);
    }
    all
}

/// Puts a piece behind the last one of each activity that `told` has one for: what stands above it.
pub(super) fn put_behind(cutter: &mut Cutter<'_>, told: &BTreeMap<usize, Span>, field: Field) {
    let pieces = std::mem::take(&mut cutter.pieces);
    for (at, piece) in pieces.into_iter().enumerate() {
        let (activity, lines) = (piece.activity, piece.lines.end);
        cutter.pieces.push(piece);
        cutter.pieces.extend(told.get(&at).map(|value| Piece {
            field: Some(field),
            inline: vec![*value],
            activity,
            in_row: true,
            ..Piece::of_lines(lines..lines)
        }));
    }
}

/// Gives each activity that tells of no place the country of the group that it stands in: of the nearest line above it that
/// is a country and nothing else, `Cameroon:`, or of a heading that is open there, else of the first lines of the document.
pub(super) fn hand_down(cutter: &mut Cutter<'_>) {
    let all = activities(cutter, tells_place);
    if all.values().all(|own| own.is_placed) || all.len() < 2 {
        return;
    }
    let top = all.values().filter_map(|own| own.start).map(|start| start.start).min().unwrap_or_default();
    let top = cutter.lines.partition_point(|line| line.span.start < top);
    // Its headings hold for what stands below them.
    let top = first(cutter.lines.get(..top).unwrap_or_default())
        .filter(|line| !matches!(line.kind, LineKind::Heading { .. }));
    let top = nearest(cutter, top);
    let taken = places_of_one(cutter, &all);
    let mut unplaced: Vec<(Span, usize)> =
        all.values().filter(|own| !own.is_placed).filter_map(|own| Some((own.start?, own.last))).collect();
    unplaced.sort_by_key(|(start, _)| start.start);
    let starts: FxHashSet<u32> = all.values().filter_map(|own| own.start).map(|start| start.start).collect();
    let mut open = Open::default();
    let mut lines = cutter.lines.iter().enumerate().peekable();
    let mut told: BTreeMap<usize, Span> = BTreeMap::new();
    for (start, last) in unplaced {
        while let Some((at, line)) = lines.next_if(|(_, line)| line.span.start < start.start) {
            if !taken.contains(&at) && !is_item_of_countries(cutter, at) {
                let is_title = starts.contains(&line.span.start);
                open.pass(line, cutter.document.slice(line.span), is_title);
            }
        }
        told.extend(open.country(top).map(|country| (last, country)));
    }
    put_behind(cutter, &told, Field::Countries);
}

/// True for an item that heads nothing: one of several countries in a menu.
fn is_item_of_countries(cutter: &Cutter<'_>, at: usize) -> bool {
    let is_country = |at: Option<usize>| {
        at.and_then(|at| cutter.lines.get(at)).is_some_and(|line| {
            matches!(line.kind, LineKind::Item { .. })
                && line.span.len() <= LONGEST_ALONE
                && country(cutter.document.slice(line.span).trim()).is_some()
        })
    };
    is_country(Some(at)) && (is_country(at.checked_sub(1)) || is_country(at.checked_add(1)))
}

/// True for a country that stands alone as an item right above the first of a list, `• Mali`, with what is done there below it.
pub(super) fn is_item_above(cutter: &Cutter<'_>, first: Span) -> bool {
    let until = cutter.lines.partition_point(|line| line.span.start < first.start);
    let above = until.checked_sub(1).and_then(|at| Some((at, cutter.lines.get(at)?)));
    above.is_some_and(|(at, line)| {
        matches!(line.kind, LineKind::Item { .. })
            && country(cutter.document.slice(line.span).trim()).is_some()
            && !is_item_of_countries(cutter, at)
    })
}

fn tells_place(piece: &Piece) -> bool {
    matches!(piece.field, Some(Field::Countries | Field::Regions | Field::Locations))
}

/// The lines that tell the place of one activity below its first line. That of the group may be the first of all, and ends in
/// a colon behind another's.
fn places_of_one(cutter: &Cutter<'_>, all: &BTreeMap<u32, Own>) -> FxHashSet<usize> {
    let mut taken = FxHashSet::default();
    for piece in cutter.pieces.iter().filter(|piece| tells_place(piece)) {
        let start = piece.activity.and_then(|activity| all.get(&activity)?.start);
        let Some(start) = start else { continue };
        let of_value =
            |value: &Span| cutter.lines.partition_point(|line| line.span.start <= value.start).checked_sub(1);
        let is_own = |at: &usize| {
            cutter.lines.get(*at).is_some_and(|line| {
                let is_group = cutter.document.slice(line.span).trim_end().ends_with(':');
                line.span.start > start.start && !is_group
            })
        };
        taken.extend(piece.inline.iter().filter_map(of_value).chain(piece.lines.clone()).filter(is_own));
    }
    taken
}

/// What stands open on the way down a document.
#[derive(Default)]
struct Open {
    /// The country of a group, and the level of its heading.
    group: Option<(Span, u8)>,
    headings: Vec<(u8, Told)>,
}

impl Open {
    /// Goes on over a line; the title of an activity heads nothing, and ends what a heading as high has begun.
    fn pass(&mut self, line: &Line, text: &str, is_title: bool) {
        let is_country = |part: &str| country(part.trim()).is_some();
        let level = match line.kind {
            // `NGO: OED` in capitals heads nothing, `GRANTS OF 2012: CAMEROON` all below it.
            LineKind::Heading { .. } if line.label.is_some() && !text.split(':').any(is_country) => return,
            LineKind::Heading { level } => level,
            LineKind::Text | LineKind::Caption | LineKind::Item { .. } => u8::MAX,
            _ => return,
        };
        let alone =
            line.span.inner(Span::new(0, text.trim_end_matches([':', ' ', '\u{a0}', '.', '-', '–']).len()));
        if text.len() <= LONGEST_ALONE && country(text.get(..alone.len()).unwrap_or_default()).is_some() {
            self.group = Some((alone, level));
        } else if level < u8::MAX {
            self.group = self.group.filter(|(_, own)| *own < level || is_title && *own == u8::MAX);
            self.headings.retain(|(other, _)| *other < level);
            if is_title {
                return;
            }
            let told = match told(text, true) {
                Told::Country(span) => Told::Country(line.span.inner(span)),
                other => other,
            };
            self.headings.push((level, told));
        }
    }

    /// The country that holds here, else that of the `top` of the document.
    fn country(&self, top: Option<Span>) -> Option<Span> {
        if let Some((country, _)) = self.group {
            return Some(country);
        }
        for (_, told) in self.headings.iter().rev() {
            match told {
                Told::Country(country) => return Some(*country),
                Told::Unsure => return None,
                Told::Nothing => {}
            }
        }
        top
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
    use crate::specimen::of_markdown;

    fn country(text: &str, is_heading: bool) -> Option<&str> {
        match told(text, is_heading) {
            Told::Country(span) => Some(span.of(text)),
            Told::Unsure | Told::Nothing => None,
        }
    }

    /// The title and the countries of each activity.
    fn placed(text: &str) -> Vec<String> {
        let codes = |one: &almoner_record::Activity| {
            one.countries.iter().map(|country| country.code.clone()).collect::<Vec<_>>().join(" ")
        };
        let read = of_markdown(text);
        read.iter().map(|one| format!("{}: {}", one.title.clone().unwrap_or_default(), codes(one))).collect()
    }

    #[test]
    fn the_country_of_one_activity_is_not_that_of_the_next() {
        let facts = |partner: &str| {
            format!(
                "Donor: Norad\n\nPartner: {partner}\n\nStatus: Ongoing\n\nPeriod: 2019-2022\n\nBudget: NOK 22.5 million\n\nWells were drilled.\n\n"
            )
        };
        let of = |first: &str, place: &str| {
            format!(
                "# Our projects in 2020\n\n{first}## Wells for Borena\n\n{place}{}## School meals\n\n{}## Seeds for all\n\nCountry: Nepal\n\n{}",
                facts("Water Bureau"),
                facts("World Food Programme"),
                facts("Seed Bank")
            )
        };
        for (first, place, expected) in [
            ("", "Country\n\nEthiopia\n\n", ["ET", "", "NP"]),
            ("", "Country: Ethiopia\n\n", ["ET", "", "NP"]),
            ("", "Countries\n\nEthiopia\n\nMali\n\n", ["ET ML", "", "NP"]),
            ("Ethiopia:\n\n", "", ["ET", "ET", "NP"]),
            ("Ethiopia:\n\n", "Country\n\nMali\n\n", ["ML", "ET", "NP"]),
        ] {
            let titles = ["Wells for Borena", "School meals", "Seeds for all"];
            let expected: Vec<String> =
                titles.iter().zip(expected).map(|(title, codes)| format!("{title}: {codes}")).collect();
            assert_eq!(placed(&of(first, place)), expected, "{first}{place}");
        }
    }

    #[test]
    fn the_title_of_one_activity_places_no_other() {
        let facts =
            "Donor: Norad\n\nPartner: Water Bureau\n\nPeriod: 2019-2022\n\nBudget: NOK 22.5 million\n\n";
        let text = format!(
            "# Our projects\n\n## Wells in Mali\n\nCountry: Mali\n\n{facts}## Seeds for all\n\n{facts}## School meals\n\nCountry: Nepal\n\n{facts}"
        );
        assert_eq!(placed(&text), ["Wells in Mali: ML", "Seeds for all: ", "School meals: NP"]);
        let items = "# Projects we support\n\n- Niger\n\n### School meals in Maradi\nImplemented by Swissaid.\nEUR 78,000, 2019–2022\n\n### Seeds for the farmers of Dosso\nImplemented by Oxfam.\nEUR 18,000, 2019–2022\n\n- Mali\n\n### Clean water for the schools of Kita\nImplemented by Eau Vive.\nEUR 8,000, 2019–2022\n";
        assert_eq!(
            placed(items),
            [
                "School meals in Maradi: NE",
                "Seeds for the farmers of Dosso: NE",
                "Clean water for the schools of Kita: ML"
            ]
        );
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
