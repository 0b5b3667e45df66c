//! Sheets to one text, blocks, and words with their places.

use almoner_record::{Origin, Span};

use super::sheet::{Glyph, Sheet};
use crate::{Block, BlockKind, Document, Layer, Page, Place, Word};

/// The document that the sheets are.
pub(crate) fn document(origin: Origin, sheets: &[Sheet]) -> Document {
    let mut document = Document::unpaged(origin, String::new(), Vec::new(), None);
    for sheet in sheets {
        document.pages.push(Page { number: sheet.number, width: sheet.width, height: sheet.height });
        for line in lines(sheet) {
            write(&mut document, sheet, &line);
        }
    }
    document
}

fn lines(sheet: &Sheet) -> Vec<Vec<Glyph>> {
    let mut lines: Vec<Vec<Glyph>> = Vec::new();
    for glyph in &sheet.glyphs {
        match lines
            .iter_mut()
            .rev()
            .take(8)
            .find(|line| line.first().is_some_and(|first| (first.y - glyph.y).abs() < 0.3 * glyph.size))
        {
            Some(line) => line.push(*glyph),
            None => lines.push(vec![*glyph]),
        }
    }
    for line in &mut lines {
        line.sort_by(|a, b| a.x.total_cmp(&b.x));
    }
    lines
}

fn write(document: &mut Document, sheet: &Sheet, line: &[Glyph]) {
    let start = document.text.len();
    let mut end: Option<f32> = None;
    for glyph in line {
        let letters = sheet.letters(glyph);
        let gap = end.is_some_and(|end| glyph.x - end > 0.2 * glyph.size);
        end = Some(glyph.x + glyph.dx);
        if gap && !document.text.ends_with([' ', '\n']) {
            document.text.push(' ');
        }
        if letters.trim().is_empty() {
            continue;
        }
        let from = document.text.len();
        document.text.push_str(letters);
        let rect = [glyph.x, glyph.y - 0.8 * glyph.size, glyph.x + glyph.dx, glyph.y + 0.2 * glyph.size];
        let place = Place { page: sheet.number, rect };
        document.words.push(Word { span: Span::new(from, document.text.len()), place });
    }
    let span = Span::new(start, document.text.len()).trim(&document.text);
    if !span.is_empty() {
        let kind = BlockKind::Paragraph;
        document.blocks.push(Block { span, kind, layer: Layer::Body, place: None });
        document.text.push('\n');
    }
}
