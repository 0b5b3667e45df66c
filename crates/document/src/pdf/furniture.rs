//! Page headers, page footers, page numbers: known by what is repeated at the same place from page to page.

use std::collections::HashMap;

use super::columns::median;
use super::leaf::Leaf;
use super::lines::{SAME_ROW, Segment};

/// Rows looked at from each end of a page.
const ROWS: usize = 6;
/// How far from its end of the page such a row may stand, as a share of its height.
const ZONE: f32 = 0.2;
/// How far the same row may be off on another page, in points.
const SAME_PLACE: f32 = 5.0;

/// A row at the top or bottom of a page.
#[derive(Debug)]
struct Row {
    leaf: usize,
    /// The segments of the page that it is made of.
    segments: std::ops::Range<usize>,
    is_top: bool,
    /// The outermost one.
    is_last: bool,
    /// A word stands at one of its ends, apart from the others.
    has_apart: bool,
    y: f32,
    size: f32,
    /// White between it and the next row of the page.
    white: f32,
    text: String,
    /// Marked as such in the file.
    is_marked: bool,
}

/// For each page, which of its segments are furniture.
pub(crate) fn find(leaves: &[Leaf], segments: &[Vec<Segment>]) -> Vec<Vec<bool>> {
    let rows: Vec<Row> = leaves
        .iter()
        .zip(segments)
        .enumerate()
        .flat_map(|(at, (leaf, segments))| rows(leaf, at, segments))
        .collect();
    let mut found: Vec<Vec<bool>> = segments.iter().map(|segments| vec![false; segments.len()]).collect();
    let body_size = body_size(segments);
    let marks_are_sane = marks_are_sane(leaves);
    let repeated = repeated(&rows, leaves.len());
    let numbered = numbered(&rows, leaves);
    for (at, row) in rows.iter().enumerate() {
        let is_furniture = repeated.get(at).copied().unwrap_or(false)
            || numbered.get(at).copied().unwrap_or(false)
            || (row.is_last && is_browsers(&row.text, row.is_top))
            || (row.is_marked && marks_are_sane)
            || is_in_margin(row, leaves, body_size)
            || is_page_of(row);
        let own = found.get_mut(row.leaf).and_then(|found| found.get_mut(row.segments.clone()));
        if let Some(own) = own.filter(|_| is_furniture) {
            own.fill(true);
        }
    }
    found
}

fn rows(leaf: &Leaf, at: usize, segments: &[Segment]) -> Vec<Row> {
    let mut rows: Vec<std::ops::Range<usize>> = Vec::new();
    let baseline = |at: usize| segments.get(at).map_or(0.0, |segment| segment.baseline);
    for (at, segment) in segments.iter().enumerate() {
        match rows.last_mut() {
            Some(row) if segment.baseline - baseline(row.start) <= SAME_ROW * segment.size => {
                row.end = at + 1
            }
            _ => rows.push(at..at + 1),
        }
    }
    let count = rows.len();
    let ends = rows.into_iter().enumerate().filter(|(nth, _)| *nth < ROWS || *nth + ROWS >= count);
    ends.filter_map(|(nth, range)| {
        let own = segments.get(range.clone())?;
        let first = own.first()?;
        let y = first.baseline;
        let is_top = y < ZONE * leaf.height;
        let is_bottom = y > (1.0 - ZONE) * leaf.height;
        let mut order: Vec<&Segment> = own.iter().collect();
        order.sort_by(|a, b| a.rect[0].total_cmp(&b.rect[0]));
        let words: Vec<&str> =
            order.iter().flat_map(|segment| &segment.words).map(|word| leaf.text(*word)).collect();
        let is_row =
            (is_top || is_bottom) && !words.is_empty() && own.iter().all(|segment| segment.grid.is_none());
        let is_last = (is_top && nth == 0) || (is_bottom && nth + 1 == count);
        let next = if is_top { range.end } else { range.start.wrapping_sub(1) };
        let white = segments.get(next).map_or(0.0, |segment| (segment.baseline - y).abs());
        let lone = |segment: Option<&&Segment>| segment.is_some_and(|segment| segment.words.len() == 1);
        let has_apart = order.len() > 1 && (lone(order.first()) || lone(order.last()));
        let is_marked = own
            .iter()
            .flat_map(|segment| &segment.words)
            .all(|word| leaf.print(*word).is_some_and(|print| print.artifact));
        let (size, text) = (first.size, words.join(" "));
        is_row.then_some(Row {
            leaf: at,
            segments: range,
            is_top,
            is_last,
            has_apart,
            y,
            size,
            white,
            text,
            is_marked,
        })
    })
    .collect()
}

/// Rows whose text, up to its digits, stands at the same place on other pages.
fn repeated(rows: &[Row], pages: usize) -> Vec<bool> {
    let least = if pages < 6 { 2 } else { 3 };
    let mut same: HashMap<(String, bool), Vec<usize>> = HashMap::new();
    for (at, row) in rows.iter().enumerate() {
        let key = without_digits(&row.text);
        if key.chars().any(char::is_alphabetic) {
            same.entry((key, row.is_top)).or_default().push(at);
        }
    }
    let mut found = vec![false; rows.len()];
    for group in same.values_mut().filter(|group| group.len() >= least) {
        let y = |at: usize| rows.get(at).map_or(0.0, |row| row.y);
        group.sort_by(|a, b| y(*a).total_cmp(&y(*b)));
        for near in group.chunk_by(|a, b| y(*b) - y(*a) <= SAME_PLACE) {
            let mut pages: Vec<usize> =
                near.iter().filter_map(|at| rows.get(*at)).map(|row| row.leaf).collect();
            pages.sort_unstable();
            pages.dedup();
            if pages.len() >= least {
                near.iter().filter_map(|at| found.get_mut(*at).map(|found| *found = true)).count();
            }
        }
    }
    found
}

/// Each run of digits as one `#`.
fn without_digits(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for c in text.chars() {
        if !c.is_ascii_digit() {
            key.push(c);
        } else if !key.ends_with('#') {
            key.push('#');
        }
    }
    key
}

/// Rows that begin or end with a number that counts the pages.
fn numbered(rows: &[Row], leaves: &[Leaf]) -> Vec<bool> {
    /// White between a running title and the text, as a share of its size.
    const APART: f32 = 1.6;
    /// The same on the only page.
    const FAR: f32 = 3.0;
    // How far the number is ahead of the page, whether the row has words beside it, whether it is at the top.
    type Key = (i64, bool, bool);
    let mut same: HashMap<Key, Vec<(usize, f32)>> = HashMap::new();
    let number_of = |row: &Row| leaves.get(row.leaf).map_or(0, |leaf| i64::from(leaf.number));
    let mut keys: Vec<Vec<Key>> = Vec::with_capacity(rows.len());
    for row in rows {
        let alone =
            row.text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count() == 1;
        let words = [row.text.split_whitespace().next(), row.text.split_whitespace().next_back()];
        let mut own: Vec<Key> = words
            .into_iter()
            .flatten()
            .filter_map(page_number)
            .map(|number| (number - number_of(row), alone, row.is_top))
            .collect();
        own.dedup();
        for key in &own {
            same.entry(*key).or_default().push((row.leaf, row.y));
        }
        keys.push(own);
    }
    rows.iter()
        .zip(keys)
        .map(|(row, keys)| {
            keys.iter().any(|key| {
                let mut pages: Vec<usize> = same
                    .get(key)
                    .into_iter()
                    .flatten()
                    .filter(|(_, y)| (y - row.y).abs() <= SAME_PLACE)
                    .map(|(leaf, _)| *leaf)
                    .take(64)
                    .collect();
                pages.dedup();
                // A number alone needs one more page to count with, or one apart from what runs along the edge; one
                // beside words two more.
                let runs = row.is_last && row.has_apart && row.white > APART * row.size;
                pages.len() >= if key.1 || runs { 2 } else { 3 }
            }) || (leaves.len() == 1
                && row.is_last
                && !row.is_top
                && (matches!(row.text.as_str(), "1" | "- 1 -" | "– 1 –")
                    || row.has_apart && row.white > FAR * row.size && keys.iter().any(|key| key.0 == 0)))
        })
        .collect()
}

/// `17`, `xvii`, `-17-`, `17/20`.
fn page_number(word: &str) -> Option<i64> {
    let bare = word.trim_matches(|c: char| "-–—|.[]()".contains(c));
    let first = bare.split('/').next()?;
    if first.len() <= 4 && first.bytes().all(|byte| byte.is_ascii_digit()) {
        return first.parse().ok();
    }
    let values = bare.chars().map(|c| match c {
        'i' => Some(1),
        'v' => Some(5),
        'x' => Some(10),
        'l' => Some(50),
        _ => None,
    });
    let values: Vec<i64> = values.collect::<Option<_>>()?;
    let sum =
        values.iter().zip(values.iter().skip(1).chain([&0])).map(|(a, b)| if a < b { -a } else { *a }).sum();
    (!values.is_empty()).then_some(sum)
}

/// `Page 1 of 3` and the like: on any page, however few.
fn is_page_of(row: &Row) -> bool {
    let key = without_digits(&row.text).to_lowercase();
    let is_digits_of = matches!(
        key.as_str(),
        "page # of #"
            | "page #"
            | "#/#"
            | "# / #"
            | "page #/#"
            | "page # / #"
            | "# of #"
            | "- # -"
            | "– # –"
            | "— # —"
            | "-#-"
            | "–#–"
            | "—#—"
            | "seite # von #"
            | "page # sur #"
            | "página # de #"
            | "p. #"
            | "# | page"
            | "page | #"
            | "# | p a g e"
    );
    is_digits_of && row.is_last
}

/// Few words are marked as artifacts: some producers mark all.
fn marks_are_sane(leaves: &[Leaf]) -> bool {
    let words = || leaves.iter().flat_map(|leaf| &leaf.prints.words);
    words().filter(|print| print.artifact).count() * 4 < words().count()
}

/// The size of most segments.
fn body_size(segments: &[Vec<Segment>]) -> f32 {
    median(segments.iter().flatten().map(|segment| segment.size))
}

/// A small row in the outermost margin of the page, far from the text.
fn is_in_margin(row: &Row, leaves: &[Leaf], body_size: f32) -> bool {
    const MARGIN: f32 = 0.07;
    const SMALL: f32 = 0.87;
    let height = leaves.get(row.leaf).map_or(0.0, |leaf| leaf.height);
    let is_outside = row.y < MARGIN * height || row.y > (1.0 - MARGIN) * height;
    let is_note = row.text.starts_with(|c: char| c.is_ascii_digit() || "*†‡¹²³".contains(c));
    row.is_last && is_outside && row.size <= SMALL * body_size && row.white > 2.5 * body_size && !is_note
}

/// What browsers print around a page, in its first and last row: date and title above, address and page number below.
pub(crate) fn is_browsers(row: &str, is_top: bool) -> bool {
    let mut words = row.split_whitespace();
    let first = words.next().unwrap_or_default();
    if is_top {
        let day = first.trim_end_matches([',', '،']);
        let parts = day
            .split(['/', '.', '-'])
            .filter(|part| part.bytes().all(|byte| byte.is_ascii_digit()) && !part.is_empty());
        let is_time = words.next().is_some_and(|time| {
            time.split_once(':').is_some_and(|(hour, minute)| {
                [hour, minute].iter().all(|part| {
                    (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
                })
            })
        });
        parts.count() == 3 && is_time
    } else {
        let is_address = ["http://", "https://", "file://", "about:", "data:", "chrome://"]
            .iter()
            .any(|start| first.starts_with(start));
        let last = row.split_whitespace().next_back().unwrap_or_default();
        let is_page = last.split_once('/').is_some_and(|(page, pages)| {
            [page, pages]
                .iter()
                .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
        });
        is_address && (is_page || row.split_whitespace().count() == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_are_read() {
        for (word, number) in [
            ("17", Some(17)),
            ("-17-", Some(17)),
            ("3/12", Some(3)),
            ("xiv", Some(14)),
            ("Haiti", None),
            ("20170", None),
        ] {
            assert_eq!(page_number(word), number, "{word}");
        }
    }

    #[test]
    fn the_number_of_a_page_is_known_on_one_page_too() {
        for (text, known) in
            [("-2-", true), ("– 2 –", true), ("Page 2 of 3", true), ("-2-3", false), ("2 km", false)]
        {
            let row = Row {
                leaf: 0,
                segments: 0..1,
                is_top: true,
                is_last: true,
                y: 0.0,
                size: 8.0,
                white: 0.0,
                has_apart: false,
                is_marked: false,
                text: text.to_owned(),
            };
            assert_eq!(is_page_of(&row), known, "{text}");
        }
    }

    #[test]
    fn what_a_browser_prints_around_a_page_is_known() {
        for (text, is_top, known) in [
            ("11/23/26, 10:04 PM Project profile", true, true),
            ("23.11.2026, 22:04 Projektprofil", true, true),
            ("2019-06-03 - 2023-11-30", true, false),
            ("https://example.org/projects/17 1/2", false, true),
            ("file:///tmp/a.html 1/1", false, true),
            ("https://example.org is its site.", false, false),
        ] {
            assert_eq!(is_browsers(text, is_top), known, "{text}");
        }
    }
}
