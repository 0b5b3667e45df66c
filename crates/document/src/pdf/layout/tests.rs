//! Pages set by hand: what blocks they give.

use super::*;
use crate::BlockKind;
use crate::pdf::sheet::specimen::{Sized, add, sheet};

/// A line at (x, baseline) in a size; of the bold font when it begins with `#`.
type Printed<'a> = (f32, f32, f32, &'a str);

fn page(number: u32, lines: &[Printed<'_>]) -> Sheet {
    let mut sheet = Sheet { number, ..sheet(&[]) };
    for (x, y, size, text) in lines {
        let run = Sized { x: *x, y: *y, size: *size, text: text.trim_start_matches('#'), gap: 0.0 };
        add(&mut sheet, &run, u16::from(text.starts_with('#')));
    }
    sheet
}

fn blocks(pages: &[&[Printed<'_>]]) -> Vec<String> {
    let sheets = (1..).zip(pages).map(|(number, lines)| page(number, lines)).collect();
    let document = document(Origin::default(), sheets);
    let block = |block: &crate::Block| {
        let kind = match &block.kind {
            BlockKind::Heading { level } => format!("h{level}"),
            BlockKind::Paragraph => "p".to_owned(),
            BlockKind::ListItem { depth } => format!("li{depth}"),
            BlockKind::KeyValue { .. } => "kv".to_owned(),
            BlockKind::Table { .. } => "table".to_owned(),
            BlockKind::Caption => "caption".to_owned(),
        };
        let layer = match block.layer {
            Layer::Body => "",
            Layer::Furniture => " furniture",
            Layer::Notes => " note",
        };
        format!("{kind}{layer}|{}", document.slice(block.span))
    };
    document.blocks.iter().map(block).collect()
}

/// Lines of 60 letters, as wide as the column: 300 points.
const A: &str = "The project repairs rural roads in the north of the country";
const B: &str = "and trains the brigades of the villages that will keep them";
const C: &str = "open in the season of rains.";

#[test]
fn lines_are_joined_where_the_width_broke_them() {
    for (lines, expected) in [
        (
            &[(50.0, 100.0, 10.0, A), (50.0, 112.0, 10.0, B), (50.0, 124.0, 10.0, C)][..],
            &[&*format!("p|{A} {B} {C}")][..],
        ),
        // The first line of a paragraph is indented; the line before it is not full.
        (
            &[
                (62.0, 100.0, 10.0, B),
                (50.0, 112.0, 10.0, B),
                (50.0, 124.0, 10.0, C),
                (62.0, 136.0, 10.0, A),
                (50.0, 148.0, 10.0, B),
            ],
            &[&format!("p|{B} {B} {C}"), &format!("p|{A} {B}")],
        ),
        // Lines of a header are short.
        (
            &[
                (50.0, 76.0, 10.0, "CA-3-P006418001"),
                (50.0, 88.0, 10.0, "$9,640,500"),
                (50.0, 120.0, 10.0, A),
                (50.0, 132.0, 10.0, B),
                (50.0, 144.0, 10.0, B),
            ],
            &["p|CA-3-P006418001", "p|$9,640,500", &format!("p|{A} {B} {B}")],
        ),
        // A hyphen that the width put in, and one that it did not.
        (
            &[
                (50.0, 100.0, 10.0, "The project repairs rural roads in the north and gives infor-"),
                (50.0, 112.0, 10.0, "mation to the brigades of the villages that keep the well-"),
                (50.0, 124.0, 10.0, "known roads open."),
            ],
            &[
                "p|The project repairs rural roads in the north and gives information to the brigades of the villages that keep the well-known roads open.",
            ],
        ),
    ] {
        assert_eq!(blocks(&[lines]), expected);
    }
}

#[test]
fn columns_are_read_one_after_the_other() {
    let narrow = [
        "Two columns stand side by",
        "side and each of them is",
        "read to its end before",
        "the other one is begun.",
    ];
    let mut lines: Vec<Printed<'_>> = vec![(50.0, 80.0, 16.0, "A heading over both of the columns")];
    for (line, y) in narrow.iter().zip([110.0, 122.0, 134.0, 146.0]) {
        lines.push((50.0, y, 10.0, line));
        lines.push((200.0, y, 10.0, line));
    }
    let text = narrow.join(" ");
    assert_eq!(
        blocks(&[&lines]),
        ["h1|A heading over both of the columns".to_owned(), format!("p|{text}"), format!("p|{text}")]
    );
}

#[test]
fn columns_that_begin_again_below_a_heading_are_read_to_there() {
    let narrow = ["Two columns stand side by", "side and each of them is", "read to its end first."];
    let mut lines: Vec<Printed<'_>> = Vec::new();
    for (heading, y) in [("ONE PLACE", 80.0), ("AND ANOTHER", 180.0)] {
        lines.push((50.0, y, 14.0, heading));
        for (line, y) in narrow.iter().zip([y + 20.0, y + 32.0, y + 44.0]) {
            lines.push((50.0, y, 10.0, line));
            lines.push((200.0, y, 10.0, line));
        }
    }
    let text = format!("p|{}", narrow.join(" "));
    assert_eq!(blocks(&[&lines]), ["h1|ONE PLACE", &text, &text, "h1|AND ANOTHER", &text, &text]);
}

#[test]
fn the_left_column_goes_on_below_a_picture() {
    let narrow = ["Two columns stand side by", "side and each of them is", "read to its end first."];
    let mut lines: Vec<Printed<'_>> = Vec::new();
    for (line, at) in narrow.iter().zip([0.0, 12.0, 24.0]) {
        lines.extend([100.0, 260.0].map(|y| (50.0, y + at, 10.0, *line)));
        lines.push((200.0, 100.0 + at, 10.0, line));
    }
    lines.last_mut().unwrap().3 = "read to the end last.";
    let last = "p|Two columns stand side by side and each of them is read to the end last.";
    assert_eq!(blocks(&[&lines]).last().map(String::as_str), Some(last));
}

#[test]
fn a_few_labels_with_their_values_are_no_columns() {
    let lines: [Printed<'_>; 6] = [
        (50.0, 100.0, 10.0, "Type of finance"),
        (200.0, 100.0, 10.0, "Standard grant"),
        (50.0, 122.0, 10.0, "Collaboration"),
        (200.0, 122.0, 10.0, "Bilateral"),
        (50.0, 144.0, 10.0, "Type of aid"),
        (200.0, 144.0, 10.0, "Project aid"),
    ];
    let read = blocks(&[&lines]).join("\n");
    for row in ["Type of finance\tStandard grant", "Collaboration\tBilateral", "Type of aid\tProject aid"] {
        assert!(read.contains(row), "{read}");
    }
}

#[test]
fn a_centred_title_breaks_before_its_column_ends() {
    let lines: [Printed<'_>; 4] = [
        (90.0, 80.0, 12.0, "#Roads for the villages of the north west"),
        (150.0, 94.0, 12.0, "#of Haiti, second phase"),
        (50.0, 130.0, 10.0, A),
        (50.0, 142.0, 10.0, B),
    ];
    assert_eq!(blocks(&[&lines])[0], "h1|Roads for the villages of the north west of Haiti, second phase");
}

#[test]
fn what_stands_on_each_page_is_furniture_and_breaks_no_paragraph() {
    let head = (50.0, 40.0, 8.0, "Roads for Haiti");
    let pages: [&[Printed<'_>]; 2] = [
        &[head, (50.0, 700.0, 10.0, A), (50.0, 712.0, 10.0, B), (290.0, 800.0, 8.0, "1")],
        &[head, (50.0, 100.0, 10.0, B), (50.0, 112.0, 10.0, C), (290.0, 800.0, 8.0, "2")],
    ];
    assert_eq!(
        blocks(&pages),
        [
            "p furniture|Roads for Haiti",
            &format!("p|{A} {B} {B} {C}"),
            "p furniture|1",
            "p furniture|Roads for Haiti",
            "p furniture|2",
        ]
    );
}

#[test]
fn headings_items_and_notes_are_known_by_their_look() {
    let lines: [Printed<'_>; 12] = [
        (50.0, 80.0, 18.0, "Rural roads"),
        (50.0, 110.0, 10.0, "#Overview"),
        (50.0, 125.0, 10.0, A),
        (50.0, 137.0, 10.0, B),
        (50.0, 149.0, 10.0, C),
        (60.0, 170.0, 10.0, "• first item of the list"),
        (75.0, 182.0, 10.0, "– an item inside it"),
        (60.0, 194.0, 10.0, "• the next one"),
        (50.0, 215.0, 10.0, "#Status: "),
        (95.0, 215.0, 10.0, "Ongoing"),
        (50.0, 746.0, 5.0, "1"),
        (54.0, 750.0, 8.0, "Institute, List of roads, p. 34."),
    ];
    assert_eq!(
        blocks(&[&lines]),
        [
            "h1|Rural roads",
            "h2|Overview",
            &format!("p|{A} {B} {C}"),
            "li0|first item of the list",
            "li1|an item inside it",
            "li0|the next one",
            "kv|Status: Ongoing",
            "p note|¹ Institute, List of roads, p. 34.",
        ]
    );
}

#[test]
fn notes_that_went_to_the_next_page_are_notes_there() {
    let pages: [&[Printed<'_>]; 2] = [
        &[(50.0, 700.0, 10.0, A), (50.0, 712.0, 10.0, B), (50.0, 724.0, 10.0, "are open in the rains²")],
        &[(50.0, 50.0, 10.0, C), (50.0, 80.0, 8.0, "² Institute, List of roads, p. 34.")],
    ];
    assert_eq!(blocks(&pages).last().map(String::as_str), Some("p note|² Institute, List of roads, p. 34."));
}

#[test]
fn words_have_their_places_and_hyphenated_ones_two() {
    let sheet = page(
        1,
        &[
            (50.0, 100.0, 10.0, "The roads of the north and of the south give infor-"),
            (50.0, 112.0, 10.0, "mation."),
            (50.0, 700.0, 10.0, A),
        ],
    );
    let document = document(Origin::default(), vec![sheet]);
    let words: Vec<(&str, f32)> =
        document.words.iter().map(|word| (document.slice(word.span), word.place.rect[1])).collect();
    assert!(words.contains(&("infor", 92.5)) && words.contains(&("mation.", 104.5)), "{words:?}");
    assert!(document.words.is_sorted_by_key(|word| word.span.start));
}

#[test]
fn right_to_left_lines_are_in_reading_order() {
    // As it stands on paper, from left to right; Latin words and numbers keep their order.
    let lines: [Printed<'_>; 1] = [(50.0, 100.0, 10.0, "םולש roads north 2024 תנש הז")];
    assert_eq!(
        blocks(&[&lines])[0].split_once('|').map(|(_, text)| text),
        Some("זה שנת 2024 roads north שלום")
    );
}

#[test]
fn a_full_line_among_lines_on_their_own_is_not_joined_with_the_next() {
    let page = |first: &str| {
        let mut lines: Vec<Printed<'_>> =
            vec![(50.0, 60.0, 10.0, A), (50.0, 72.0, 10.0, B), (50.0, 84.0, 10.0, C)];
        let own = ["Original budget 0", "Planned disbursement 0", "Type of finance Standard grant", A, first];
        lines.extend(
            own.iter().zip([120.0, 132.0, 144.0, 156.0, 168.0]).map(|(text, y)| (50.0, y, 10.0, *text)),
        );
        blocks(&[&lines])
    };
    assert_eq!(page("Date modified").last().map(String::as_str), Some("p|Date modified"));
    let joined = format!("p|{A} modified later");
    assert_eq!(page("modified later").last(), Some(&joined));
}

#[test]
fn a_sentence_goes_on_where_its_line_was_broken_early() {
    let short = A.rsplit_once(' ').unwrap().0;
    let lines = [
        (50.0, 100.0, 10.0, A),
        (50.0, 112.0, 10.0, B),
        (50.0, 124.0, 10.0, short),
        (50.0, 136.0, 10.0, "of it and then some."),
    ];
    assert_eq!(blocks(&[&lines]), [format!("p|{A} {B} {short} of it and then some.")]);
}

#[test]
fn a_running_title_beside_the_number_of_the_only_page_is_furniture() {
    let lines = [(50.0, 100.0, 10.0, A), (50.0, 800.0, 10.0, "Results achieved"), (540.0, 800.0, 10.0, "1")];
    assert_eq!(blocks(&[&lines]).last().map(String::as_str), Some("kv furniture|Results achieved\t1"));
}
