//! Several labels with their values on one line: `Start date: 2022    End date: 2026`, `Country: Mali | Donor: Norad`.

use almoner_document::Document;
use almoner_record::Span;

use super::{GAP, Line, LineKind, line};
use crate::field::{Field, Shape};
use crate::recognise::Matched;
use crate::sections;

/// The lines again, each cut before every further `Label: value` that a gap, a tab or a mark sets apart. `known` gives the
/// label that a line is or begins with.
pub(crate) fn cut_abreast(
    lines: Vec<Line>,
    document: &Document,
    known: impl Fn(&Line) -> Option<Matched>,
) -> Vec<Line> {
    let mut cut = Vec::with_capacity(lines.len());
    for whole in lines {
        let places =
            if may_hold_several(&whole, document) { places(&whole, document, &known) } else { Vec::new() };
        if places.is_empty() {
            cut.push(whole);
            continue;
        }
        let text = &document.text;
        let mut from = 0;
        let ends = places.iter().map(|place| (place.end, place.next)).chain([(whole.span.len(), 0)]);
        for (end, next) in ends {
            let part = whole.span.inner(Span::new(from, end)).trim(text);
            let is_fact =
                matches!(whole.kind, LineKind::Heading { .. } if from > 0) || whole.kind == LineKind::Caption;
            let kind = if is_fact { LineKind::Text } else { whole.kind };
            cut.push(line(text, part, kind, whole.block));
            from = next;
        }
    }
    cut
}

fn may_hold_several(line: &Line, document: &Document) -> bool {
    const LONGEST: usize = 1_200;
    let content = document.slice(line.span);
    // `Girls learn to code | RUN BY: Women in Tech | STATUS: ONGOING` may be a heading of its page.
    let is_head =
        || matches!(line.kind, LineKind::Heading { .. } | LineKind::Caption) && content.contains(" | ");
    (matches!(line.kind, LineKind::Text | LineKind::Item { .. }) || is_head())
        && content.len() <= LONGEST
        && content.bytes().filter(|byte| *byte == b':').count() >= 2
}

/// What sets one label with its value apart from the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// White space alone.
    Gap,
    /// A sign that does nothing else: what it parts need not be known.
    Bar,
    /// A dash or semicolon.
    Dash,
    /// What also stands within a value: the line itself has to begin with a known label.
    Comma,
    /// One space: a column or a cell has lost its lines, and several labels stand on one.
    Space,
}

const MARKS: [(&str, Mark); 15] = [
    (" | ", Mark::Bar),
    (" || ", Mark::Bar),
    (" ¦ ", Mark::Bar),
    (" · ", Mark::Bar),
    (" • ", Mark::Bar),
    (" ● ", Mark::Bar),
    (" ▪ ", Mark::Bar),
    (" // ", Mark::Bar),
    ("; ", Mark::Dash),
    (" — ", Mark::Dash),
    (" – ", Mark::Dash),
    (" - ", Mark::Comma),
    (" / ", Mark::Comma),
    (", ", Mark::Comma),
    (". ", Mark::Comma),
];

/// A place where a line is cut, in bytes of the line.
#[derive(Debug, Clone, Copy)]
struct Place {
    /// Where the part before it ends.
    end: usize,
    /// Where the next one begins.
    next: usize,
    mark: Mark,
    is_known: bool,
    /// The label that begins there is of a list, whose items may have figures behind colons.
    is_list: bool,
}

/// Where the line is cut: none where it holds no second label.
fn places(whole: &Line, document: &Document, known: &impl Fn(&Line) -> Option<Matched>) -> Vec<Place> {
    const LONGEST_LABEL: usize = 80;
    let text = &document.text;
    let content = whole.span.of(text);
    let is_weak = |line: &Line| line.label.as_ref().is_some_and(|(key, _)| sections::is_weak_label(key));
    // A text or a title goes on behind commas and full stops, whatever it names.
    let ends = |found: Matched| found.field.shape() != Shape::Text && found.field != Field::Title;
    let is_fact = |line: &Line| known(line).map_or_else(|| is_weak(line), ends);
    let begins_known = whole.label.is_some() && (known(whole).is_some() || is_weak(whole));
    let begins_as_fact = begins_known && is_fact(whole);
    // Within a label they part nothing: `Executing entity / beneficiary: …`.
    let own = whole.label.as_ref().map_or(0, |(_, value)| (value.start - whole.span.start) as usize);
    let lists = |field: Field| matches!(field, Field::PolicyMarkers | Field::Sectors | Field::Sdgs);
    let begins_with_list = known(whole).is_some_and(|found| found.inline && lists(found.field));
    let mut places: Vec<Place> = marks(content);
    let run_in = run_in(whole, document, known);
    places.retain_mut(|place| {
        if place.end < own && !matches!(place.mark, Mark::Bar | Mark::Gap) {
            return false;
        }
        // `Markers    Gender: 2, Environment: 1`: what stands beside a list's label are its items.
        if place.mark == Mark::Gap && place.end <= own && begins_with_list {
            return false;
        }
        let ahead = content.as_bytes().get(place.next..).unwrap_or_default();
        if !ahead.iter().take(LONGEST_LABEL).any(|byte| matches!(byte, b':' | 0xef)) {
            return false;
        }
        let rest = whole.span.inner(Span::new(place.next, content.len())).trim(text);
        let next = line(text, rest, LineKind::Text, whole.block);
        let label = next.label.as_ref().map(|(_, value)| Span { start: rest.start, end: value.start });
        let Some(label) = label.map(|label| document.slice(label).trim_end()) else { return false };
        // A mark or a gap before the colon: the label would be of a later part.
        let is_own = label.ends_with([':', '：', '*', '_']) && marks(label).is_empty();
        let found = known(&next).filter(|_| is_own);
        place.is_known = found.is_some() || is_own && is_weak(&next);
        place.is_list = found.is_some_and(|found| found.inline && lists(found.field));
        let is_like_one = || {
            const MOST_WORDS: usize = 5;
            label.starts_with(|c: char| c.is_uppercase() || c == '*')
                && label.split_whitespace().count() <= MOST_WORDS
        };
        match place.mark {
            Mark::Bar => place.is_known || is_own && is_like_one(),
            Mark::Comma => place.is_known && begins_as_fact && is_fact(&next),
            Mark::Gap | Mark::Dash | Mark::Space => place.is_known,
        }
    });
    // `Sectors: Health: 40 % | Roads: 60 %` has one label.
    let known = places.iter().filter(|place| place.is_known).count() + usize::from(begins_known);
    if known < 2 {
        places.retain(|place| place.is_known);
    }
    // `Country: Malawi | Sectors: Health: 60 % | Roads: 40 %`: what nothing knows is an item of the list before it.
    let ends: Vec<usize> = places.iter().skip(1).map(|next| next.end).chain([content.len()]).collect();
    let mut ends = ends.into_iter();
    let mut in_list = begins_with_list;
    places.retain(|place| {
        let own = ends.next().and_then(|end| content.get(place.next..end)).unwrap_or_default();
        in_list = if place.is_known { place.is_list } else { in_list && is_share(own) };
        place.is_known || !in_list
    });
    if run_in.len() > places.len() { run_in } else { places }
}

/// True for `Education: 40 %` and `Environment: 1`: an item of a list with its share or score.
fn is_share(text: &str) -> bool {
    let value = text.rsplit([':', '：']).next().unwrap_or_default().trim();
    let rest = value.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ',');
    rest.len() < value.len() && (rest.trim_start().starts_with('%') || rest.is_empty() && value.len() == 1)
}

/// Where known labels with their colons stand on one line with nothing but a space before them: `Start date: December 2011 End
/// date: Dec. 2015`. Below a text such words are its own.
fn run_in(whole: &Line, document: &Document, known: &impl Fn(&Line) -> Option<Matched>) -> Vec<Place> {
    const MOST_WORDS: usize = 5;
    const MOST_COLONS: usize = 24;
    const LONGEST_VALUE: usize = 120;
    const FEWEST_ALONE: usize = 3;
    let text = &document.text;
    let content = whole.span.of(text);
    let is_fact = |found: &Matched| {
        found.bare.is_none()
            && found.inline
            && found.field.shape() != Shape::Text
            && found.field != Field::Ignore
    };
    let begins = known(whole).filter(|found| found.inline);
    // A text goes on, whatever it names.
    if begins.is_some_and(|found| found.field.shape() == Shape::Text) {
        return Vec::new();
    }
    let mut places: Vec<Place> = Vec::new();
    let mut from = 0;
    for (colon, _) in content.match_indices(':').take(MOST_COLONS) {
        let before = content.get(from..colon).unwrap_or_default().trim_end();
        let starts: Vec<usize> =
            before.rmatch_indices(' ').take(MOST_WORDS).map(|(at, _)| from + at + 1).collect();
        // The longest label that is listed goes first, `Implementation start date` before `date`; of those that only their
        // words tell the shortest, for the value before may end in any word.
        let mut label = None;
        for start in starts.into_iter().rev() {
            let own = content.get(start..colon).unwrap_or_default();
            if !own.starts_with(char::is_uppercase) || own.contains(['.', ',', ';']) {
                continue;
            }
            let end = content.floor_char_boundary(colon + LONGEST_VALUE);
            let rest = whole.span.inner(Span::new(start, end)).trim(text);
            match known(&line(text, rest, LineKind::Text, whole.block)).filter(&is_fact) {
                Some(found) if !found.by_words => {
                    label = Some(start);
                    break;
                }
                Some(found) if found.field != Field::Title => label = Some(start),
                _ => {}
            }
        }
        if let Some(start) = label {
            let before = content.get(..start).unwrap_or_default();
            let end = before.trim_end_matches([' ', ';', ',', '|', '·', '•', '—', '–', '/']).len();
            places.push(Place { end, next: start, mark: Mark::Space, is_known: true, is_list: false });
        }
        from = colon + 1;
    }
    let begins_as_fact = begins.is_some_and(|found| is_fact(&found) && found.field != Field::Title);
    // `… RUN BY: Oxfam | STATUS: ONGOING`: what is in capitals is set apart by that.
    let is_in_capitals = |place: &Place| {
        let label = content.get(place.next..).and_then(|rest| rest.split(':').next()).unwrap_or_default();
        !label.contains(char::is_lowercase)
    };
    let are_set_apart = content.contains(char::is_lowercase) && places.iter().all(is_in_capitals);
    let fewest = if begins_as_fact { 1 } else { FEWEST_ALONE - usize::from(are_set_apart) };
    if places.len() < fewest {
        places.clear();
    }
    places
}

/// The marks and gaps of a line, in order.
fn marks(content: &str) -> Vec<Place> {
    let place = |end, next, mark| Place { end, next, mark, is_known: false, is_list: false };
    let mut places: Vec<Place> = gaps(content).into_iter().map(|at| place(at, at, Mark::Gap)).collect();
    for (sign, mark) in MARKS {
        let found = content.match_indices(sign).map(|(at, _)| place(at, at + sign.len(), mark));
        places.extend(found);
    }
    places.sort_by_key(|place| place.next);
    places.dedup_by_key(|place| place.next);
    places
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

    #[test]
    fn shares_of_a_list_stay_with_it_behind_other_labels() {
        for line in [
            "Country: Malawi   Sectors: Health: 60% | Education: 40%",
            "Country: Malawi | Sectors: Health: 60 % | Education: 40 %",
            "Sectors: Health: 60% | Education: 40% | Country: Malawi",
            "Country: Malawi\tSectors: Health: 60% | Education: 40%\tStatus: Ongoing",
        ] {
            let read = record(&format!(
                "Clean water for clinics\n\n{line}\nDonor: Norad\nTotal budget: USD 2,000,000\n"
            ));
            let shares = read.sectors.iter().filter(|sector| sector.percentage.is_some());
            let shares: Vec<String> = shares
                .map(|sector| {
                    format!(
                        "{} {}",
                        sector.code.clone().unwrap_or_default(),
                        sector.percentage.unwrap_or_default()
                    )
                })
                .collect();
            assert_eq!(shares, ["120 60", "110 40"], "{line}");
            let codes: Vec<&str> = read.countries.iter().map(|country| country.code.as_str()).collect();
            assert_eq!(codes, ["MW"], "{line}");
        }
        // A label that nothing knows ends the list.
        let read = record(
            "Clean water for clinics\n\nCountry: Malawi | Sectors: Health | Zonk: 17 | Donor: Norad\nTotal budget: USD 2,000,000\n",
        );
        assert_eq!(
            read.sectors.iter().filter(|sector| sector.basis == almoner_record::Basis::Stated).count(),
            1
        );
    }

    #[test]
    fn a_value_ends_at_the_next_label_that_is_known() {
        let read = record(
            "Wells for the schools of Kita\n\nStart date: December 2011 End date: Dec. 2015\nImplementing agency: Oxfam Donor: Ministry of Foreign Affairs of Finland Total budget: EUR 5,200,000 Country: Mali\n",
        );
        assert_eq!(
            read.period.and_then(|period| period.end).map(|end| end.to_string()).as_deref(),
            Some("2015-12-31")
        );
        let names: Vec<&str> =
            read.participating_orgs.iter().map(|one| one.organisation.name.as_str()).collect();
        assert_eq!(names, ["Oxfam", "Ministry of Foreign Affairs of Finland"]);
        assert_eq!(read.budget.map(|budget| budget.money.value.to_string()).as_deref(), Some("5200000"));
        // A title holds what it likes, and a word in small letters is no label.
        let read = record(
            "Project title: Towards a better Country: roads for Mali\nDonor: Norad\nImplementing agency: Oxfam and its donor: none\nTotal budget: EUR 5,000\n",
        );
        assert_eq!(read.title.as_deref(), Some("Towards a better Country: roads for Mali"));
    }

    #[test]
    fn marks_part_labels_with_their_values_as_gaps_do() {
        for mark in [" | ", " · ", " — ", "; ", ", ", " // ", ". "] {
            let facts = [
                "Country: Malawi",
                "Period: 2011 – 2016",
                "Budget: EUR 1,200,000",
                "Donor: Irish Aid",
                "Implementing partner: Water for Zomba",
                "Ref: MW-2017",
            ];
            let read = record(&format!("Taps for the villages of Zomba\n\n{}\n", facts.join(mark)));
            let country = read.countries.first().map(|country| country.code.as_str());
            let amount = read.budget.as_ref().map(|budget| budget.money.value.to_string());
            let end = read.period.and_then(|period| period.end).map(|end| end.to_string());
            let names: Vec<&str> =
                read.participating_orgs.iter().map(|one| one.organisation.name.as_str()).collect();
            assert_eq!(country, Some("MW"), "{mark}");
            assert_eq!(amount.as_deref(), Some("1200000"), "{mark}");
            assert_eq!(end.as_deref(), Some("2016-12-31"), "{mark}");
            assert_eq!(names, ["Irish Aid", "Water for Zomba"], "{mark}");
            assert_eq!(read.other_identifiers.len(), 1, "{mark}");
        }
    }

    #[test]
    fn labels_that_run_in_have_their_own_values() {
        let facts = "Start date: December 2011 End date: Dec. 2015 Country: Malawi Budget: EUR 1,200,000 Donor: Irish Aid Implementing partner: Water for Zomba";
        for above in ["", "1 Public Document Annex "] {
            let read = record(&format!("Taps for the villages of Zomba\n\n{above}{facts}\n"));
            let period = read.period.unwrap();
            assert_eq!(period.end.unwrap().to_string(), "2015-12-31", "{above}");
            assert_eq!(read.countries.first().map(|country| country.code.as_str()), Some("MW"));
            let names: Vec<&str> =
                read.participating_orgs.iter().map(|one| one.organisation.name.as_str()).collect();
            assert_eq!(names, ["Irish Aid", "Water for Zomba"], "{above}");
        }
        // A text goes on, and so does a title.
        for line in [
            "Objective: The wells and their Budget: how they are paid. Donor: who pays",
            "Title: Wells Country: all of it",
        ] {
            let read = record(&format!(
                "Taps of Zomba\n\n{line}\n\nDonor: Irish Aid\nCountry: Zambia\nBudget: EUR 5,000\n"
            ));
            assert_eq!(read.participating_orgs.len(), 1, "{line}");
            assert_eq!(read.countries.len(), 1, "{line}");
        }
    }

    #[test]
    fn a_label_that_nothing_knows_ends_the_value_before_a_bar_and_no_other() {
        let read = record(
            "Taps for the villages of Zomba\n\nDonor: Irish Aid | Zonk: 17 | Country: Malawi | Budget: EUR 5,000\n",
        );
        let names: Vec<&str> =
            read.participating_orgs.iter().map(|one| one.organisation.name.as_str()).collect();
        assert_eq!(names, ["Irish Aid"]);
        let text = "Taps for the villages of Zomba\n\nDonor: Irish Aid\nCountry: Malawi\nBudget: EUR 5,000\nDescription: The wells, the taps: all of it; the rest: nothing. Of note: the donor, a friend: Oxfam\n";
        let read = record(text);
        assert_eq!(read.participating_orgs.len(), 1);
        assert!(read.descriptions.iter().any(|one| one.text.ends_with("a friend: Oxfam")));
        let read = record(
            "Taps for the villages of Zomba\n\nDonor: Irish Aid\nBudget: EUR 5,000\nCountry: Malawi\nDescription: The wells are dug. Expected results: Taps run\n",
        );
        assert!(read.descriptions.iter().any(|one| one.text.ends_with("Taps run")));
        let read =
            record("Title: Peace, Country: Kenya\nDonor: Irish Aid\nCountry: Zambia\nBudget: EUR 5,000\n");
        assert_eq!(read.title.as_deref(), Some("Peace, Country: Kenya"));
        let read = record(
            "Taps for the villages of Zomba\n\nDonor: Irish Aid\nBudget: EUR 5,000\nCountries: Malawi: 60% | Zambia: 40%\n",
        );
        assert_eq!(read.countries.len(), 2);
    }
}
