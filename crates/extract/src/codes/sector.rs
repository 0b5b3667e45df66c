//! Sectors: DAC purposes and categories by code or name, and a donor's own.

use almoner_codelists::{Entry, SECTOR, SECTOR_CATEGORY};
use almoner_record::{Basis, Sector, Span};

use super::{Source, items, without_percentage};
use crate::context::one_line;
use crate::draft::Draft;
use crate::value;

/// Sectors: DAC purposes and categories by code or name, else the donor's own.
pub(crate) fn sectors(draft: &mut Draft, source: &Source<'_>) {
    for item in named_items(source.line) {
        let text = item.of(source.line);
        let (rest, percentage) = without_percentage(text);
        if let Some(mut sector) = sector(rest.of(text), source.closed) {
            sector.percentage = percentage;
            // `DAC code: 11220`, beside it `Sector: Primary education`.
            let is_same = |other: &Sector| {
                other.vocabulary == sector.vocabulary
                    && other.code == sector.code
                    && other.basis == sector.basis
            };
            if sector.code.is_some() && percentage.is_none() && draft.activity.sectors.iter().any(is_same) {
                continue;
            }
            draft.push("/sectors", |activity| &mut activity.sectors, source.found(item, sector));
        }
    }
}

/// The items of a line. One that is no sector by itself is a list where signs or `and` part it into sectors, the longest
/// names first: `Primary education, Urban development and management`, `60% Basic health care, 40% Family planning`.
fn named_items(line: &str) -> Vec<Span> {
    let parts = |item: Span| {
        let text = item.of(line);
        let list = if is_one(text) { None } else { all_named(text) };
        let list = list.map(|parts| without_categories(text, parts));
        list.map_or_else(|| vec![item], |parts| parts.into_iter().map(|part| item.inner(part)).collect())
    };
    let with_codes = |item| beside_codes(line, item);
    items(line)
        .into_iter()
        .flat_map(|item| behind_shares(line, item))
        .flat_map(with_codes)
        .flat_map(parts)
        .collect()
}

/// The parts of an item that holds several codes of purposes, each beside its name, always behind it or always before it:
/// `Material relief 72010, Basic health care 12220`, `72010 Material relief, 12220 Basic health care`.
fn beside_codes(line: &str, item: Span) -> Vec<Span> {
    const DIGITS: usize = 5;
    let text = item.of(line);
    let is_digit = |c: char| c.is_ascii_digit();
    let mut codes: Vec<usize> = Vec::new();
    let mut at = 0;
    while let Some(from) = text.get(at..).and_then(|rest| rest.find(is_digit)).map(|found| at + found) {
        let rest = text.get(from..).unwrap_or_default();
        let end = from + rest.find(|c| !is_digit(c)).unwrap_or(rest.len());
        let is_code =
            end - from == DIGITS && text.get(from..end).is_some_and(|code| SECTOR.get(code).is_some());
        codes.extend(is_code.then_some(from));
        at = end;
    }
    let (Some(first), Some(last)) = (codes.first(), codes.last()) else { return vec![item] };
    let is_mark = |c: char| c.is_whitespace() || ",;/".contains(c);
    let names = |span: Span| span.of(text).contains(char::is_alphabetic);
    // Where each part but the first begins.
    let begins: Vec<usize> = if codes.len() < 2 {
        return vec![item];
    } else if last + DIGITS == text.len() && *first > 0 {
        codes.iter().take(codes.len() - 1).map(|code| code + DIGITS).collect()
    } else if *first == 0 {
        codes.iter().skip(1).copied().collect()
    } else {
        return vec![item];
    };
    let ends = begins.iter().copied().chain([text.len()]);
    let starts = std::iter::once(0).chain(begins.iter().copied());
    let trimmed = |from: usize, to: usize| {
        let own = text.get(from..to).unwrap_or_default();
        let start = from + own.len() - own.trim_start_matches(is_mark).len();
        Span::new(start, start + own.trim_matches(is_mark).len())
    };
    let is_parted = |at: &usize| {
        let (before, behind) = text.split_at_checked(*at).unwrap_or_default();
        before.trim_end().ends_with([',', ';', '/']) || behind.trim_start().starts_with([',', ';', '/'])
    };
    if !begins.iter().all(is_parted) {
        return vec![item];
    }
    let parts: Vec<Span> = starts.zip(ends).map(|(from, to)| trimmed(from, to)).collect();
    // Codes without names between them are a list that others part.
    if parts.iter().all(|part| names(*part)) {
        parts.into_iter().map(|part| item.inner(part)).collect()
    } else {
        vec![item]
    }
}

/// The parts of an item that lost its lines, each with its share behind its name: `Health – 60 % Schools – 40 %`. Shares
/// before the names divide nothing.
fn behind_shares(line: &str, item: Span) -> Vec<Span> {
    let text = item.of(line);
    let (mut parts, mut from) = (Vec::new(), 0);
    for (at, _) in text.match_indices('%') {
        let end = at + 1 + usize::from(text.get(at + 1..).is_some_and(|rest| rest.starts_with(')')));
        let own = Span::new(from, end).trim(text);
        let rest = text.get(end..).unwrap_or_default();
        let next = rest.trim_start();
        let is_code = next.len() > 5 && next.bytes().take(5).all(|byte| byte.is_ascii_digit());
        let begins =
            next.is_empty() || rest.len() > next.len() && (is_code || next.starts_with(char::is_uppercase));
        let name = without_percentage(own.of(text)).0;
        let is_named = name.range().start == 0 && name.of(own.of(text)).contains(char::is_alphabetic);
        if !begins || !is_named {
            return vec![item];
        }
        parts.push(item.inner(own));
        from = end;
    }
    let is_whole = text.get(from..).is_none_or(|rest| rest.trim().is_empty());
    if parts.len() > 1 && is_whole { parts } else { vec![item] }
}

/// True for one sector. Where it has no code, a comma in the text is one of the list's own name, for `Health, Education` is
/// two.
fn is_one(text: &str) -> bool {
    let (rest, _) = without_percentage(text.trim());
    let is_coded = name_and_digits(rest.of(text.trim())).1.is_some();
    let has_comma = |entry: &Entry| entry.names().any(|name| name.contains(','));
    entry_of(text).is_some_and(|entry| is_coded || !text.contains(',') || has_comma(entry))
}

fn is_sector(text: &str) -> bool {
    let is_percentage = |part: &str| {
        value::percentage::percentage(part).is_some_and(|(span, _)| span.len() == part.trim().len())
    };
    // `Trade policy, 55% Fishing`: the percentage is of what follows.
    let is_cut = text.rsplit_once(',').is_some_and(|(_, last)| is_percentage(last));
    !is_cut && is_one(text)
}

/// The code that a part with or without a percentage names, printed or by its name.
fn code_of(text: &str) -> Option<&'static str> {
    entry_of(text).map(|entry| entry.code)
}

fn entry_of(text: &str) -> Option<&'static Entry> {
    let (rest, _) = without_percentage(text.trim());
    let (name, code) = name_and_digits(rest.of(text.trim()));
    match code {
        Some(code) => SECTOR.get(code).or_else(|| SECTOR_CATEGORY.get(code)),
        None => almoner_codelists::sector(name).or_else(|| SECTOR_CATEGORY.find(name)),
    }
}

/// The parts without a category right before a purpose of it: `Industry / SME development` is one.
fn without_categories(text: &str, parts: Vec<Span>) -> Vec<Span> {
    let is_above = |part: &Span, next: &Span| {
        let between = text.get(part.range().end..next.range().start).unwrap_or_default().trim();
        let codes = code_of(part.of(text)).zip(code_of(next.of(text)));
        matches!(between, "/" | "–")
            && codes.is_some_and(|(code, next)| code.len() == 3 && next.len() == 5 && next.starts_with(code))
    };
    let next = parts.iter().skip(1).map(Some).chain([None]);
    let kept = parts.iter().zip(next).filter(|(part, next)| !next.is_some_and(|next| is_above(part, next)));
    kept.map(|(part, _)| *part).collect()
}

/// The fewest parts of a text that are all sectors; None where it cannot be parted so.
fn all_named(text: &str) -> Option<Vec<Span>> {
    /// What parts names, the longer of two that begin alike first.
    const MARKS: [&str; 16] = [
        ", and ", ", et ", ", y ", ", e ", ", ", "; ", " / ", "/", " | ", " · ", " – ", " and ", " et ",
        " y ", " e ", " & ",
    ];
    const MOST_PLACES: usize = 40;
    const MOST_MARKS_IN_A_NAME: usize = 8;
    // Where a part ends and the next one begins.
    let mut places: Vec<(usize, usize)> = vec![(0, 0)];
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let mark = MARKS.iter().find(|mark| rest.starts_with(**mark));
        places.extend(mark.map(|mark| (at, at + mark.len())));
        at += mark.map_or_else(|| rest.chars().next().map_or(1, char::len_utf8), |mark| mark.len());
    }
    places.push((text.len(), text.len()));
    if places.len() < 3 || places.len() > MOST_PLACES {
        return None;
    }
    // For each place the fewest parts from the beginning to it, and where the last of them begins.
    let mut best: Vec<Option<(usize, usize)>> = vec![Some((0, 0))];
    for (number, (end, _)) in places.iter().enumerate().skip(1) {
        let first = number.saturating_sub(MOST_MARKS_IN_A_NAME);
        let mut found = None;
        for from in first..number {
            let (Some(Some((parts, _))), Some((_, start))) = (best.get(from), places.get(from)) else {
                continue;
            };
            let is_better = found.is_none_or(|(fewest, _)| parts + 1 < fewest);
            if is_better && text.get(*start..*end).is_some_and(is_sector) {
                found = Some((parts + 1, from));
            }
        }
        best.push(found);
    }
    let mut parts = Vec::new();
    let mut place = places.len() - 1;
    while place > 0 {
        let (_, from) = (*best.get(place)?)?;
        parts.push(Span::new(places.get(from)?.1, places.get(place)?.0).trim(text));
        place = from;
    }
    parts.reverse();
    Some(parts)
}

/// The sector that a text names, without its percentage; None for a name of no list unless `closed`.
fn sector(text: &str, closed: bool) -> Option<Sector> {
    let (name, code) = name_and_digits(text);
    // `Category: Purpose` is how donors print a purpose; the category is in its code.
    let purpose = name.rsplit_once(": ").map_or(name, |(_, purpose)| purpose.trim());
    let by_code = code.and_then(|code| SECTOR.get(code).or_else(|| SECTOR_CATEGORY.get(code)));
    let by_name = || almoner_codelists::sector(name).or_else(|| SECTOR_CATEGORY.find(name));
    let entry = by_code.or_else(|| if code.is_none() { by_name() } else { None });
    let printed = if purpose.is_empty() { entry.map(|entry| entry.name) } else { Some(purpose) };
    let code = entry.map(|entry| entry.code).or(code);
    if code.is_none() && !(closed && name.len() <= 200 && name.chars().any(char::is_alphabetic)) {
        return None;
    }
    Some(Sector {
        vocabulary: match code.map(str::len) {
            Some(5) => "1",
            Some(3) => "2",
            _ => "99",
        }
        .to_owned(),
        code: code.map(str::to_owned),
        name: printed.map(one_line),
        category: code.filter(|code| code.len() == 5).and_then(|code| code.get(..3)).map(str::to_owned),
        percentage: None,
        basis: Basis::Stated,
    })
}

/// The name and a code of three or five digits, in brackets behind it or in front of it.
fn name_and_digits(text: &str) -> (&str, Option<&str>) {
    let is_code = |code: &str| matches!(code.len(), 3 | 5) && code.bytes().all(|byte| byte.is_ascii_digit());
    if let Some((name, code)) = text.trim().strip_suffix(')').and_then(|rest| rest.rsplit_once('('))
        && is_code(code.trim())
    {
        return (name.trim(), Some(code.trim()));
    }
    let (first, rest) = text.trim().split_once([' ', '\u{a0}', ':']).unwrap_or((text.trim(), ""));
    let code = first.trim_end_matches([':', '-', '–', '.']);
    if is_code(code) {
        return (rest.trim_start_matches([' ', '\u{a0}', '-', '–', ':']).trim(), Some(code));
    }
    let (before, last) = text.trim().rsplit_once([' ', '\u{a0}']).unwrap_or(("", text.trim()));
    if is_code(last) && last.len() == 5 && before.contains(char::is_alphabetic) {
        return (before.trim_end_matches([' ', '-', '–', ':']), Some(last));
    }
    // `Agriculture / 31163 Livestock`
    if let Some((_, behind)) = text.split_once(" / ")
        && let Some((code, name)) = behind.trim().split_once(' ')
        && is_code(code)
        && SECTOR.get(code).is_some()
    {
        return (name.trim_start_matches(['-', '–', ':', ' ']).trim(), Some(code));
    }
    (text.trim(), None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_behind_names_divide_what_has_lost_its_lines() {
        for (line, expected) in [
            (
                "11240 Early childhood – 73 % 11120 Schools – 27 %",
                &["11240 Early childhood – 73 %", "11120 Schools – 27 %"][..],
            ),
            (
                "Education (11230) : 50 % Agriculture (31120) : 50 %",
                &["Education (11230) : 50 %", "Agriculture (31120) : 50 %"],
            ),
            ("Health 60% Schools 40%", &["Health 60%", "Schools 40%"]),
            // The shares stand before the names, or there is one.
            ("60 % Health 40 % Schools", &["60 % Health 40 % Schools"]),
            ("Health 60% of the budget", &["Health 60% of the budget"]),
            ("Health 60% in Mali and 40% Schools", &["Health 60% in Mali and 40% Schools"]),
        ] {
            let read = behind_shares(line, Span::new(0, line.len()));
            let read: Vec<&str> = read.iter().map(|part| part.of(line)).collect();
            assert_eq!(read, expected, "{line}");
        }
    }

    #[test]
    fn a_list_of_names_is_parted_where_all_its_parts_are_sectors() {
        for (line, expected) in [
            (
                "Primary education, Urban development and management",
                &["Primary education", "Urban development and management"][..],
            ),
            (
                "60% Basic health care, 40% Primary education",
                &["60% Basic health care", "40% Primary education"],
            ),
            ("12220, 11220", &["12220", "11220"]),
            (
                "Material relief 72010, Basic health care 12220, Education in emergencies 72012",
                &["Material relief 72010", "Basic health care 12220", "Education in emergencies 72012"],
            ),
            (
                "72010 Material relief, 12220 Basic health care",
                &["72010 Material relief", "12220 Basic health care"],
            ),
            ("72010 Material relief of 72012 people", &["72010 Material relief of 72012 people"]),
            ("Family planning / Basic nutrition", &["Family planning", "Basic nutrition"]),
            ("Health and Education", &["Health", "Education"]),
            (
                "Health, General: Health policy and administrative management (12110) (25.00%)",
                &["Health, General: Health policy and administrative management (12110) (25.00%)"],
            ),
            ("Health, Education and Agriculture", &["Health", "Education", "Agriculture"]),
            (
                "Trade policy and administrative management, 55% Fishing",
                &["Trade policy and administrative management", "55% Fishing"],
            ),
            (
                "Industry / Small and medium-sized enterprises (SME) development",
                &["Small and medium-sized enterprises (SME) development"],
            ),
            (
                "Basic drinking water supply and basic sanitation",
                &["Basic drinking water supply and basic sanitation"],
            ),
            ("Planificación familiar y Nutrición básica", &["Planificación familiar", "Nutrición básica"]),
            ("Bees, honey and wax", &["Bees, honey and wax"]),
            ("Primary education, bees", &["Primary education, bees"]),
        ] {
            let parts: Vec<&str> = named_items(line).iter().map(|part| part.of(line)).collect();
            assert_eq!(parts, expected);
        }
    }
}
