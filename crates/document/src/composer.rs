//! One text and its blocks, as a reader of marked-up documents writes them: each block on a line of its own, cells
//! divided by tabs, list marks before the block's span.

use almoner_record::{Origin, Span};

use crate::{Block, BlockKind, Cell, Document, Layer, Limit, text};

/// Writes the text of a document and its blocks.
#[derive(Debug)]
pub(crate) struct Composer {
    text: String,
    blocks: Vec<Block>,
    limit: usize,
    cut: Option<Limit>,
}

/// A cell's paragraphs, and how far it reaches.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Content {
    pub(crate) parts: Vec<String>,
    pub(crate) row_span: u16,
    pub(crate) col_span: u16,
}

impl Composer {
    /// At most `limit` bytes of text are written.
    pub(crate) fn new(limit: usize) -> Composer {
        Composer { text: String::new(), blocks: Vec::new(), limit, cut: None }
    }

    /// A block of one line; `mark` stands before it. White space at its ends is left out; nothing is written of an
    /// empty one.
    pub(crate) fn line(&mut self, mark: &str, content: &str, kind: BlockKind, layer: Layer) {
        let content = content.trim();
        if content.is_empty() || self.is_full(content.len()) {
            return;
        }
        if matches!(kind, BlockKind::Heading { .. }) && !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(mark);
        let span = self.push(content);
        self.text.push('\n');
        let kind = match (kind, text::key_value(content)) {
            (BlockKind::Paragraph, Some((key, value))) => {
                BlockKind::KeyValue { key: span.inner(key), value: span.inner(value) }
            }
            (kind, _) => kind,
        };
        self.blocks.push(Block { span, kind, layer, place: None });
    }

    /// A label and its value on one line, divided by a tab. A colon at the label's end is no part of it.
    pub(crate) fn key_value(&mut self, label: &str, value: &str, layer: Layer) {
        let (label, value) = (label.trim(), value.trim());
        let key = label.trim_end_matches([':', '：']).trim_end();
        if key.is_empty() || value.is_empty() {
            let content = if key.is_empty() { value } else { label };
            return self.line("", content, BlockKind::Paragraph, layer);
        }
        if self.is_full(label.len() + value.len() + 1) {
            return;
        }
        let start = self.text.len();
        let label = self.push(label);
        self.text.push('\t');
        let value = self.push(value);
        self.text.push('\n');
        let key = Span::new(start, start + key.len());
        let kind = BlockKind::KeyValue { key, value };
        self.blocks.push(Block { span: label.cover(value), kind, layer, place: None });
    }

    /// A table: a line a row, each cell once.
    pub(crate) fn table(&mut self, rows: &[Vec<Content>], layer: Layer) {
        let start = self.text.len();
        let mut written: Vec<Vec<Cell>> = Vec::with_capacity(rows.len());
        for row in rows {
            let length: usize =
                row.iter().map(|cell| 1 + cell.parts.iter().map(|part| part.len() + 1).sum::<usize>()).sum();
            if self.is_full(length) {
                break;
            }
            let mut cells = Vec::with_capacity(row.len());
            for (column, content) in row.iter().enumerate() {
                if column > 0 {
                    self.text.push('\t');
                }
                cells.push(self.cell(content));
            }
            self.text.push('\n');
            written.push(cells);
        }
        let spans = written.iter().flatten().map(|cell| cell.span).filter(|span| !span.is_empty());
        match spans.reduce(Span::cover) {
            Some(span) => {
                let kind = BlockKind::Table { rows: written };
                self.blocks.push(Block { span, kind, layer, place: None });
            }
            None => self.text.truncate(start),
        }
    }

    fn cell(&mut self, content: &Content) -> Cell {
        let start = self.text.len();
        let mut parts = Vec::with_capacity(content.parts.len());
        for part in content.parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()) {
            if !parts.is_empty() {
                self.text.push(' ');
            }
            parts.push(self.push(part));
        }
        Cell {
            span: Span::new(start, self.text.len()),
            parts,
            row_span: content.row_span.max(1),
            col_span: content.col_span.max(1),
            place: None,
        }
    }

    /// Text whose lines its writer set: read as plain text is.
    pub(crate) fn preformatted(&mut self, content: &str, layer: Layer) {
        let content = content.trim_matches('\n').trim_end();
        if content.is_empty() || self.is_full(content.len()) {
            return;
        }
        let start = self.text.len();
        self.text.push_str(content);
        self.text.push('\n');
        let mut blocks = text::blocks(content);
        for block in &mut blocks {
            block.move_by(start);
            if block.layer == Layer::Body {
                block.layer = layer;
            }
        }
        self.blocks.append(&mut blocks);
    }

    /// The blocks written so far.
    pub(crate) fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The document as written.
    pub(crate) fn finish(mut self, origin: Origin, cut: Option<Limit>) -> Document {
        text::captions::mark(&self.text, &mut self.blocks);
        Document::unpaged(origin, self.text, self.blocks, self.cut.or(cut))
    }

    fn push(&mut self, content: &str) -> Span {
        let start = self.text.len();
        self.text.push_str(content);
        Span::new(start, self.text.len())
    }

    /// True when `more` bytes do not fit; then nothing that follows is written either.
    fn is_full(&mut self, more: usize) -> bool {
        if self.cut.is_none() && self.text.len() + more > self.limit {
            self.cut = Some(Limit::Text { kept: self.text.len() });
        }
        self.cut.is_some()
    }
}

impl Block {
    /// The same block, `by` bytes further down.
    fn move_by(&mut self, by: usize) {
        let outer = Span::new(by, by);
        let moved = |span: &mut Span| *span = outer.inner(*span);
        moved(&mut self.span);
        match &mut self.kind {
            BlockKind::KeyValue { key, value } => {
                moved(key);
                moved(value);
            }
            BlockKind::Table { rows } => {
                for cell in rows.iter_mut().flatten() {
                    moved(&mut cell.span);
                    cell.parts.iter_mut().for_each(moved);
                }
            }
            BlockKind::Heading { .. }
            | BlockKind::Paragraph
            | BlockKind::ListItem { .. }
            | BlockKind::Caption => {}
        }
    }
}
