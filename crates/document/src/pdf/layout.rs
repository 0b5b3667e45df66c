//! Sheets to one text, blocks, and words with their places.

use std::collections::HashMap;

use almoner_record::Origin;

use super::columns::{self, Column};
use super::furniture;
use super::leaf::Leaf;
use super::lines::{self, Segment};
use super::measure::{self, Measure};
use super::notes;
use super::paragraphs::{Joiner, Part};
use super::sheet::Sheet;
use super::tables::{self, Grid};
use super::turn::Turn;
use super::write;
use crate::{Document, Layer, Page};

/// The document that the sheets are.
pub(crate) fn document(origin: Origin, sheets: Vec<Sheet>) -> Document {
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
    let (mut columns, mut layers) = (Vec::new(), Vec::new());
    for (place, ((leaf, segments), furniture)) in (0_u32..).zip(leaves.iter().zip(segments).zip(furniture)) {
        let (mut header, mut footer, mut body) = (Vec::new(), Vec::new(), Vec::new());
        // Tables stand behind the segments that were asked about.
        for (segment, is_furniture) in
            segments.into_iter().zip(furniture.into_iter().chain(std::iter::repeat(false)))
        {
            match is_furniture {
                true if segment.baseline < leaf.height / 2.0 => header.push(segment),
                true => footer.push(segment),
                false => body.push(segment),
            }
        }
        let furniture = |segments: Vec<Segment>| Column {
            lines: lines::lines(leaf, place, Turn::Upright, segments),
            left: 0.0,
            right: leaf.width,
        };
        columns.push(furniture(header));
        layers.push(Layer::Furniture);
        columns.extend(columns::columns(leaf, place, Turn::Upright, body));
        layers.resize(columns.len(), Layer::Body);
        columns.extend(again(leaf, place, grids));
        layers.resize(columns.len(), Layer::Furniture);
        for (turn, layer) in turned(leaf) {
            columns.extend(columns::columns(leaf, place, turn, lines::segments(leaf, turn)));
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
    for (mut column, layer) in columns.into_iter().zip(layers) {
        let leaf = column.lines.first().and_then(|line| leaves.get(line.leaf as usize));
        let notes = leaf
            .filter(|_| layer == Layer::Body)
            .and_then(|leaf| notes::split(leaf, &mut column, measure.size));
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
