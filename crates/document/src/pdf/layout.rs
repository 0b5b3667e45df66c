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
mod tests;
