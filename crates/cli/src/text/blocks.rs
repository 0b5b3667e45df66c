//! The blocks of a document as one JSON object, in the form of docs/record.md.

use almoner_document::{Block, BlockKind, Cell, Document, Layer, Page, Place};
use almoner_record::{Origin, Span};
use serde::Serialize;

use crate::style;

#[derive(Serialize)]
struct Object<'a> {
    document: &'a Origin,
    pages: Vec<Sheet>,
    blocks: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Sheet {
    number: u32,
    width: f32,
    height: f32,
}

#[derive(Serialize)]
struct Item<'a> {
    kind: &'static str,
    layer: &'static str,
    start: u32,
    end: u32,
    text: &'a str,
    page: Option<u32>,
    #[serde(rename = "box")]
    rect: Option<[f32; 4]>,
    level: Option<u8>,
    depth: Option<u8>,
    rows: Option<Vec<Vec<Part<'a>>>>,
}

#[derive(Serialize)]
struct Part<'a> {
    start: u32,
    end: u32,
    text: &'a str,
    page: Option<u32>,
    #[serde(rename = "box")]
    rect: Option<[f32; 4]>,
    row_span: u16,
    col_span: u16,
}

/// The object on one line.
pub(super) fn json(document: &Document) -> serde_json::Result<String> {
    let pages = document.pages.iter().map(sheet).collect();
    let blocks = document.blocks.iter().map(|block| item(document, block)).collect();
    style::json_line(&Object { document: &document.origin, pages, blocks })
}

fn sheet(page: &Page) -> Sheet {
    Sheet { number: page.number, width: page.width, height: page.height }
}

fn item<'a>(document: &'a Document, block: &Block) -> Item<'a> {
    let Span { start, end } = block.span;
    let (page, rect) = place(block.place);
    let (mut level, mut depth, mut rows) = (None, None, None);
    let kind = match &block.kind {
        BlockKind::Heading { level: of } => {
            level = Some(*of);
            "heading"
        }
        BlockKind::Paragraph => "paragraph",
        BlockKind::ListItem { depth: of } => {
            depth = Some(*of);
            "list-item"
        }
        BlockKind::KeyValue { .. } => "key-value",
        BlockKind::Table { rows: of } => {
            rows = Some(of.iter().map(|row| row.iter().map(|cell| part(document, cell)).collect()).collect());
            "table"
        }
        BlockKind::Caption => "caption",
    };
    let layer = match block.layer {
        Layer::Body => "body",
        Layer::Furniture => "furniture",
        Layer::Notes => "notes",
    };
    Item { kind, layer, start, end, text: document.slice(block.span), page, rect, level, depth, rows }
}

fn part<'a>(document: &'a Document, cell: &Cell) -> Part<'a> {
    let Span { start, end } = cell.span;
    let (page, rect) = place(cell.place);
    let (row_span, col_span) = (cell.row_span, cell.col_span);
    Part { start, end, text: document.slice(cell.span), page, rect, row_span, col_span }
}

fn place(place: Option<Place>) -> (Option<u32>, Option<[f32; 4]>) {
    (place.map(|place| place.page), place.map(|place| place.rect))
}
