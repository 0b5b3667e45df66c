//! A document as the lines that labels and headings are looked for in.

use almoner_codelists::fold;
use almoner_document::{BlockKind, Cell, Document, Layer};
use almoner_record::Span;

use crate::layout::label_key;

/// The longest label or heading, in bytes; what is longer is running text.
const LONGEST_LABEL: usize = 320;

/// One line of a document: a block, or one line of a block that has several, or a table as a whole.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// Its text, without list marks.
    pub(crate) span: Span,
    pub(crate) kind: LineKind,
    /// Folded, when it is short enough to be a label or heading; else empty.
    pub(crate) key: String,
    /// The part before its first colon, folded; the value behind it. None without a colon or a value.
    pub(crate) label: Option<(String, Span)>,
    /// Which block of the document it is of.
    pub(crate) block: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LineKind {
    Heading {
        level: u8,
    },
    Text,
    Item {
        depth: u8,
    },
    Caption,
    Table,
    /// Footnotes, page headers: never read.
    Aside,
}

/// The lines of a document, in reading order.
pub(crate) fn of(document: &Document) -> Vec<Line> {
    let mut lines = Vec::with_capacity(document.blocks.len());
    for (at, block) in document.blocks.iter().enumerate() {
        let kind = match (block.layer, &block.kind) {
            (Layer::Furniture | Layer::Notes, _) => LineKind::Aside,
            (Layer::Body, BlockKind::Heading { level }) => LineKind::Heading { level: *level },
            (Layer::Body, BlockKind::ListItem { depth }) => LineKind::Item { depth: *depth },
            (Layer::Body, BlockKind::Caption) => LineKind::Caption,
            (Layer::Body, BlockKind::Table { .. }) => LineKind::Table,
            (Layer::Body, BlockKind::Paragraph | BlockKind::KeyValue { .. }) => LineKind::Text,
        };
        lines.push(line(&document.text, block.span, kind, at));
    }
    lines
}

fn line(text: &str, span: Span, kind: LineKind, block: usize) -> Line {
    let content = span.of(text);
    let is_label =
        matches!(kind, LineKind::Heading { .. } | LineKind::Text | LineKind::Item { .. } | LineKind::Caption);
    let key = if is_label && content.len() <= LONGEST_LABEL { label_key(content) } else { String::new() };
    let label = if is_label { label(content, span) } else { None };
    Line { span, kind, key, label, block }
}

/// A table's cell as a line, to look for a label in it.
pub(crate) fn line_of_cell(text: &str, cell: Span, block: usize) -> Line {
    line(text, cell, LineKind::Text, block)
}

/// Label and value of `Label: value`, with any kind of space and colon, or with a tab between them.
fn label(content: &str, span: Span) -> Option<(String, Span)> {
    let head = content.get(..content.floor_char_boundary(LONGEST_LABEL))?;
    let at = head.find([':', '：', '\t'])?;
    let behind =
        content.get(at..)?.trim_start_matches([':', '：', '\t', ' ', '\u{a0}', '\u{202f}', '*', '_']);
    let key = label_key(content.get(..at)?.trim_matches(['*', '_']));
    let value = Span::new(content.len() - behind.len(), content.len()).trim(content);
    (!key.is_empty() && !value.is_empty()).then(|| (key, span.inner(value)))
}

/// The rows of the table that a line stands for; empty for any other line.
pub(crate) fn rows<'a>(document: &'a Document, line: &Line) -> &'a [Vec<Cell>] {
    match document.blocks.get(line.block).map(|block| &block.kind) {
        Some(BlockKind::Table { rows }) => rows,
        _ => &[],
    }
}

/// The beginning of a document, folded: where recognition looks for phrases.
pub(crate) fn beginning(document: &Document) -> String {
    const LOOKED_AT: usize = 24 << 10;
    fold(document.text.get(..document.text.floor_char_boundary(LOOKED_AT)).unwrap_or_default())
}
