//! Sheets to one text, blocks, and words with their places.

use almoner_record::{Origin, Span};

use super::sheet::Sheet;
use super::turn;
use super::words;
use crate::{Block, BlockKind, Document, Layer, Page, Place, Word};

/// The document that the sheets are.
pub(crate) fn document(origin: Origin, sheets: Vec<Sheet>) -> Document {
    let mut document = Document::unpaged(origin, String::new(), Vec::new(), None);
    for mut sheet in sheets {
        let (number, width, height) = (sheet.number, sheet.width, sheet.height);
        document.pages.push(Page { number, width, height, label: None });
        let turned = turn::upright(&mut sheet);
        let mut prints = words::prints(&sheet);
        let mut words = std::mem::take(&mut prints.words);
        words.sort_by(|a, b| a.turn.cmp(&b.turn).then(a.baseline.total_cmp(&b.baseline)));
        let lines = words.chunk_by_mut(|a, b| a.turn == b.turn && b.baseline - a.baseline < 0.3 * a.size);
        for line in lines {
            line.sort_by(|a, b| a.rect[0].total_cmp(&b.rect[0]));
            let start = document.text.len();
            for print in line {
                if document.text.len() > start {
                    document.text.push(' ');
                }
                let begin = document.text.len();
                document.text.push_str(prints.text(print));
                let place = Place { page: sheet.number, rect: turned.back(print.rect) };
                document.words.push(Word { span: Span::new(begin, document.text.len()), place });
            }
            let span = Span::new(start, document.text.len());
            document.blocks.push(Block { span, kind: BlockKind::Paragraph, layer: Layer::Body, place: None });
            document.text.push('\n');
        }
    }
    document
}
