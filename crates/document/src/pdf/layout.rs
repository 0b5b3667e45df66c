//! Sheets to one text, blocks, and words with their places.

use std::collections::HashMap;

use almoner_record::Origin;

use super::columns::{self, Column, Divided};
use super::furniture;
use super::leaf::Leaf;
use super::lines::{self, Segment};
use super::lookalikes;
use super::measure::{self, Measure};
use super::notes;
use super::paragraphs::{Joiner, Part};
use super::sheet::Sheet;
use super::tables::{self, Grid};
use super::turn::Turn;
use super::write;
use crate::{Document, Layer, Page};

/// The document that the sheets are.
pub(crate) fn document(origin: Origin, mut sheets: Vec<Sheet>) -> Document {
    lookalikes::replace(&mut sheets);
    let mut document = Document::unpaged(origin, String::new(), Vec::new(), None);
    let (mut leaves, mut grids) = (Vec::with_capacity(sheets.len()), Vec::new());
    for sheet in sheets {
        let (number, width, height) = (sheet.number, sheet.width, sheet.height);
        document.pages.push(Page { number, width, height, label: None });
        let (leaf, own) = Leaf::of(sheet);
        leaves.push(leaf);
        grids.extend(own);
    }
    let grids = tables::join(grids);
    let (columns, layers) = columns(&leaves, &grids);
    let measure = Measure::of(&leaves, &columns);
    let (columns, layers) = notes_apart(&leaves, columns, layers, measure);
    let reaches = measure::reaches(&leaves, &columns);
    let apart: Vec<bool> = layers.iter().map(|layer| *layer != Layer::Body).collect();
    let joiner = Joiner { leaves: &leaves, measure, reaches: &reaches };
    let parts: Vec<(Part, Layer)> = joiner
        .parts(columns, &apart)
        .into_iter()
        .map(|part| {
            let layer = layers.get(part.column).copied().unwrap_or(Layer::Body);
            (part, layer)
        })
        .collect();
    write::write(&mut document, &leaves, &grids, measure, &parts);
    document
}

/// The columns of all pages in reading order, page headers before and footers behind them.
fn columns(leaves: &[Leaf], grids: &[Grid]) -> (Vec<Column>, Vec<Layer>) {
    let mut segments: Vec<Vec<Segment>> =
        leaves.iter().map(|leaf| lines::segments(leaf, Turn::Upright)).collect();
    let furniture = furniture::find(leaves, &segments);
    let place: HashMap<u32, usize> = leaves.iter().enumerate().map(|(at, leaf)| (leaf.number, at)).collect();
    for (at, grid) in (0_u32..).zip(grids) {
        if let Some(segments) = place.get(&grid.page).and_then(|place| segments.get_mut(*place)) {
            segments.push(lines::table(at, grid));
        }
    }
    let sides: Vec<[Vec<Segment>; 3]> = leaves
        .iter()
        .zip(segments.into_iter().zip(furniture))
        .map(|(leaf, (segments, furniture))| sides(leaf, segments, furniture))
        .collect();
    let bodies = bodies(leaves, sides.iter().map(|[_, body, _]| body));
    let (mut columns, mut layers) = (Vec::new(), Vec::new());
    for (place, ((leaf, [header, _, footer]), body)) in (0_u32..).zip(leaves.iter().zip(sides).zip(bodies)) {
        let furniture = |segments: Vec<Segment>| Column {
            lines: lines::lines(leaf, place, Turn::Upright, segments),
            left: 0.0,
            right: leaf.width,
        };
        columns.push(furniture(header));
        layers.push(Layer::Furniture);
        columns.extend(body);
        layers.resize(columns.len(), Layer::Body);
        columns.extend(again(leaf, place, grids));
        layers.resize(columns.len(), Layer::Furniture);
        for (turn, layer) in turned(leaf) {
            let divided = columns::columns(leaf, place, turn, lines::segments(leaf, turn), &[]);
            columns.extend(divided.columns);
            layers.resize(columns.len(), layer);
        }
        columns.push(furniture(footer));
        layers.push(Layer::Furniture);
    }
    let keep: Vec<bool> = columns.iter().map(|column| !column.lines.is_empty()).collect();
    let mut kept = keep.iter();
    columns.retain(|_| kept.next().copied().unwrap_or(true));
    let mut kept = keep.iter();
    layers.retain(|_| kept.next().copied().unwrap_or(true));
    (columns, layers)
}

/// The header of a page, its body, its footer. Tables stand behind the segments that were asked about.
fn sides(leaf: &Leaf, segments: Vec<Segment>, furniture: Vec<bool>) -> [Vec<Segment>; 3] {
    let [mut header, mut body, mut footer] = <[Vec<Segment>; 3]>::default();
    for (segment, is_furniture) in
        segments.into_iter().zip(furniture.into_iter().chain(std::iter::repeat(false)))
    {
        match is_furniture {
            true if segment.baseline < leaf.height / 2.0 => header.push(segment),
            true => footer.push(segment),
            false => body.push(segment),
        }
    }
    [header, body, footer]
}

/// The bodies of pages in columns. What leaves no doubt on one page helps on others, where a line or two are all that
/// stands in a column.
fn bodies<'a>(leaves: &[Leaf], bodies: impl Iterator<Item = &'a Vec<Segment>> + Clone) -> Vec<Vec<Column>> {
    const MOST: usize = 16;
    let divided = |known: &[[f32; 2]]| -> Vec<Divided> {
        let pages = (0_u32..).zip(leaves).zip(bodies.clone());
        let of = |((place, leaf), body): ((u32, &Leaf), &Vec<Segment>)| {
            columns::columns(leaf, place, Turn::Upright, body.clone(), known)
        };
        pages.map(of).collect()
    };
    let first = divided(&[]);
    let mut known: Vec<[f32; 2]> = first.iter().flat_map(|page| page.sure.iter().copied()).collect();
    known.sort_by(|a, b| a[1].total_cmp(&b[1]).then(b[0].total_cmp(&a[0])));
    known.dedup_by(|a, b| a[1] - b[1] < 1.0);
    known.truncate(MOST);
    let pages = if known.is_empty() { first } else { divided(&known) };
    pages.into_iter().map(|page| page.columns).collect()
}

/// The header of a table that stands again on this page.
fn again(leaf: &Leaf, place: u32, grids: &[Grid]) -> Option<Column> {
    let cells = grids.iter().flat_map(|grid| &grid.again).filter(|cell| cell.page == leaf.number);
    let words: Vec<u32> = cells.flat_map(|cell| cell.prints.iter().copied()).collect();
    let line = lines::of_words(leaf, place, words)?;
    Some(Column { lines: vec![line], left: 0.0, right: leaf.width })
}

/// The other ways that words of the page are written in. Large text at odd angles is a watermark.
fn turned(leaf: &Leaf) -> Vec<(Turn, Layer)> {
    const LARGE: f32 = 24.0;
    let mut turns: Vec<(Turn, Layer)> = Vec::new();
    for print in leaf.prints.words.iter().filter(|print| print.turn != Turn::Upright) {
        let is_watermark = matches!(print.turn, Turn::Askew(_)) && print.size >= LARGE;
        let layer = if is_watermark { Layer::Furniture } else { Layer::Body };
        match turns.iter_mut().find(|(turn, _)| *turn == print.turn) {
            Some((_, known)) if layer == Layer::Body => *known = layer,
            Some(_) => {}
            None => turns.push((print.turn, layer)),
        }
    }
    turns.sort_by_key(|(turn, _)| *turn);
    turns
}

/// Footnotes as columns of their own, right behind the column they stand under.
fn notes_apart(
    leaves: &[Leaf],
    columns: Vec<Column>,
    layers: Vec<Layer>,
    measure: Measure,
) -> (Vec<Column>, Vec<Layer>) {
    let (mut all, mut all_layers) = (Vec::with_capacity(columns.len()), Vec::with_capacity(layers.len()));
    let referred = notes::references(leaves);
    for (mut column, layer) in columns.into_iter().zip(layers) {
        let leaf = column.lines.first().and_then(|line| leaves.get(line.leaf as usize));
        let notes = leaf
            .filter(|_| layer == Layer::Body)
            .and_then(|leaf| notes::split(leaf, &mut column, measure.size, &referred));
        if !column.lines.is_empty() {
            all.push(column);
            all_layers.push(layer);
        }
        if let Some(notes) = notes {
            all.push(notes);
            all_layers.push(Layer::Notes);
        }
    }
    (all, all_layers)
}

#[cfg(test)]
mod tests {
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
        for row in ["Type of finance\tStandard grant", "Collaboration\tBilateral", "Type of aid\tProject aid"]
        {
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
        assert_eq!(
            blocks(&[&lines])[0],
            "h1|Roads for the villages of the north west of Haiti, second phase"
        );
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
        assert_eq!(
            blocks(&pages).last().map(String::as_str),
            Some("p note|² Institute, List of roads, p. 34.")
        );
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
}
