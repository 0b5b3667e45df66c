//! Parts to the one text: words in reading order, hyphenation undone, blocks with their spans and places.

use std::collections::HashMap;

use almoner_record::Span;

use super::bidi;
use super::breaks::Breaks;
use super::headings::{self, Look};
use super::leaf::Leaf;
use super::letters;
use super::lines::{self, Line, cover};
use super::lists::{Depths, Mark};
use super::measure::Measure;
use super::paragraphs::{self, Part};
use super::tables::{Grid, GridCell};
use super::turn::Turn;
use crate::text::{captions, key_value, list_mark};
use crate::{Block, BlockKind, Cell, Document, Layer, Place, Word};

/// Writes the parts.
pub(crate) fn write(
    document: &mut Document,
    leaves: &[Leaf],
    grids: &[Grid],
    measure: Measure,
    parts: &[(Part, Layer)],
) {
    let pages = (0_u32..).zip(leaves).map(|(at, leaf)| (leaf.number, at)).collect();
    let breaks = Breaks::of(leaves, parts.iter().map(|(part, _)| part));
    let mut writer = Writer { document, leaves, grids, pages, breaks, is_bold: measure.bold };
    let mut tables = HashMap::new();
    let mut written: Vec<(Span, Option<Look>)> = Vec::with_capacity(parts.len());
    for (at, (part, _)) in parts.iter().enumerate() {
        let grid = part.grid().and_then(|grid| grids.get(grid as usize));
        let span = match grid {
            Some(grid) => {
                let (span, rows) = writer.table(grid);
                tables.insert(at, rows);
                span
            }
            None => writer.part(part),
        };
        written.push((span, None));
    }
    let is_styled = |text: &str, part: &Part| headings::look(leaves, measure, part, text, true).is_some();
    let styled = parts.iter().zip(&written).any(|((part, layer), (span, _))| {
        *layer == Layer::Body && is_styled(writer.document.slice(*span), part)
    });
    for ((part, layer), (span, look)) in parts.iter().zip(&mut written) {
        if *layer == Layer::Body {
            *look = headings::look(leaves, measure, part, writer.document.slice(*span), styled);
        }
    }
    let looks: Vec<Look> = written.iter().filter_map(|(_, look)| *look).collect();
    let levels = headings::levels(&looks);
    let level_of = |look: &Look| levels.iter().find(|(known, _)| known == look).map(|(_, level)| *level);
    // What looks like a heading has the level of its looks; what tags alone make one has that of its like.
    let mut of_tags: HashMap<u8, u8> = HashMap::new();
    for ((part, _), (_, look)) in parts.iter().zip(&written) {
        if let (Some(tag), Some(level)) = (headings::tagged(leaves, part), look.as_ref().and_then(level_of)) {
            of_tags.entry(tag).and_modify(|known| *known = level.min(*known)).or_insert(level);
        }
    }
    let mut depths = Depths::default();
    for (at, ((part, layer), (span, look))) in parts.iter().zip(written).enumerate() {
        if span.is_empty() {
            continue;
        }
        if let Some(rows) = tables.remove(&at) {
            let block = writer.table_block(part, span, rows);
            writer.document.blocks.push(block);
            continue;
        }
        let by_tag = || {
            let tag = headings::tagged(leaves, part).filter(|_| *layer == Layer::Body)?;
            Some(of_tags.get(&tag).copied().unwrap_or(tag))
        };
        let level = look.as_ref().and_then(level_of).or_else(by_tag);
        let block = writer.block(part, *layer, span, level, &mut depths);
        writer.document.blocks.push(block);
    }
    captions::mark(&document.text, &mut document.blocks);
}

struct Writer<'a> {
    document: &'a mut Document,
    leaves: &'a [Leaf],
    grids: &'a [Grid],
    /// Place of each page among the leaves, by its number.
    pages: HashMap<u32, u32>,
    breaks: Breaks,
    /// Most of the text is bold.
    is_bold: bool,
}

impl Writer<'_> {
    /// Writes a part as one line of text.
    fn part(&mut self, part: &Part) -> Span {
        let start = self.document.text.len();
        for line in &part.lines {
            let Some(leaf) = self.leaves.get(line.leaf as usize) else { continue };
            self.line(leaf, line, start);
        }
        let trimmed = self.document.text.trim_end_matches('\u{ad}').len();
        if trimmed >= start && trimmed < self.document.text.len() {
            self.document.text.truncate(trimmed);
            self.document.text.push('-');
        }
        let span = Span::new(start, self.document.text.len());
        if !span.is_empty() {
            self.document.text.push('\n');
        }
        span
    }

    /// Writes a table: a line a row, tabs between its cells.
    fn table(&mut self, grid: &Grid) -> (Span, Vec<Vec<Cell>>) {
        let start = self.document.text.len();
        let mut rows = Vec::with_capacity(grid.rows.len());
        for row in &grid.rows {
            let mut cells = Vec::with_capacity(row.len());
            for (at, cell) in row.iter().enumerate() {
                if at > 0 {
                    self.document.text.push('\t');
                }
                cells.push(self.cell(cell));
            }
            rows.push(cells);
            self.document.text.push('\n');
        }
        let span = Span::new(start, self.document.text.len()).trim(&self.document.text);
        (span, rows)
    }

    fn cell(&mut self, cell: &GridCell) -> Cell {
        let start = self.document.text.len();
        let leaves = self.leaves;
        let mut parts: Vec<Span> = Vec::with_capacity(cell.parts.len());
        for piece in std::iter::once(cell).chain(&cell.rest) {
            let place = self.pages.get(&piece.page).copied().unwrap_or(0);
            let Some(leaf) = leaves.get(place as usize) else { continue };
            let mut rest = piece.prints.as_slice();
            for (at, count) in piece.parts.iter().enumerate() {
                let (own, behind) = rest.split_at(rest.len().min(*count));
                rest = behind;
                // The first paragraph of a piece on the next page is the rest of the last.
                let goes_on = if at == 0 { parts.pop() } else { None };
                if goes_on.is_none() && self.document.text.len() > start {
                    self.document.text.push(' ');
                }
                let begin = goes_on.map_or(self.document.text.len(), |part| part.range().start);
                for line in own.chunk_by(|a, b| is_same_line(leaf, *a, *b)) {
                    if let Some(line) = lines::of_words(leaf, place, line.to_vec()) {
                        self.line(leaf, &line, begin);
                    }
                }
                parts.push(Span::new(begin, self.document.text.len()));
            }
        }
        let leaf = self.pages.get(&cell.page).and_then(|at| leaves.get(*at as usize));
        let rect = leaf.map_or(cell.rect, |leaf| leaf.turned.back(cell.rect));
        let place = Some(Place { page: cell.page, rect });
        let span = Span::new(start, self.document.text.len());
        parts.retain(|part| !part.is_empty());
        Cell { span, parts, row_span: cell.row_span, col_span: cell.col_span, place }
    }

    /// One row of a label and its value is no table.
    fn table_block(&self, part: &Part, span: Span, rows: Vec<Vec<Cell>>) -> Block {
        let kind = match rows.as_slice() {
            [row] => match row.as_slice() {
                [key, value] if !key.span.is_empty() && !value.span.is_empty() => {
                    let label =
                        key.span.of(&self.document.text).trim_end().trim_end_matches([':', '：']).trim_end();
                    let start = key.span.range().start;
                    BlockKind::KeyValue { key: Span::new(start, start + label.len()), value: value.span }
                }
                _ => BlockKind::Table { rows },
            },
            _ => BlockKind::Table { rows },
        };
        let grid = part.grid().and_then(|grid| self.grids.get(grid as usize));
        let leaf = part.lines.first().and_then(|line| self.leaves.get(line.leaf as usize));
        let place =
            grid.zip(leaf).map(|(grid, leaf)| Place { page: grid.page, rect: leaf.turned.back(grid.rect) });
        Block { span, kind, layer: Layer::Body, place }
    }

    fn line(&mut self, leaf: &Leaf, line: &Line, start: usize) {
        let mut order = line.words.clone();
        bidi::reading_order(leaf, &mut order);
        let tabs: Vec<u32> =
            line.tabs.iter().filter_map(|tab| line.words.get(*tab as usize).copied()).collect();
        let mut before: Option<u32> = None;
        for at in order {
            let text = leaf.text(at);
            if self.document.text.len() > start {
                match before {
                    _ if tabs.contains(&at) => self.document.text.push('\t'),
                    Some(before) if is_dropped_cap(leaf, before, at, line) => {}
                    Some(before) if are_unspaced(leaf, before, at) => {}
                    Some(_) => self.document.text.push(' '),
                    None => self.break_line(text),
                }
            }
            before = Some(at);
            let from = self.document.text.len();
            match text {
                // Symbols of symbol fonts have no meaning outside them: as bullets they are bullets.
                _ if from == start && is_private(text) => self.document.text.push('•'),
                _ => self.document.text.push_str(text),
            }
            if let Some(print) = leaf.print(at) {
                let place = Place { page: leaf.number, rect: leaf.turned.back(print.rect) };
                self.document.words.push(Word { span: Span::new(from, self.document.text.len()), place });
            }
        }
    }

    /// What stands between the last word of a line and the first of the next: a space; nothing where a hyphen was put
    /// in or where letters are written without spaces.
    fn break_line(&mut self, next: &str) {
        let text = &mut self.document.text;
        let begins = next.chars().next();
        if text.ends_with('\u{ad}') {
            self.take_back('\u{ad}'.len_utf8());
            return;
        }
        let word = text.rsplit(|c: char| c.is_whitespace()).next().unwrap_or_default();
        let Some(hyphen) = word.chars().next_back().filter(|c| matches!(c, '-' | '\u{2010}')) else {
            let last = text.chars().next_back();
            let unspaced = |c: Option<char>| c.is_some_and(letters::is_unspaced);
            let is_unspaced = unspaced(last) && unspaced(begins);
            if !is_unspaced && !self.breaks.is_glued(last, next) {
                text.push(' ');
            }
            return;
        };
        let stem = word.get(..word.len() - hyphen.len_utf8()).unwrap_or_default();
        let first = stem.chars().next_back();
        if stem.is_empty() || !first.is_some_and(char::is_alphanumeric) {
            text.push(' ');
        } else if self.breaks.is_put_in(stem, hyphen, next) {
            self.take_back(hyphen.len_utf8());
        }
    }

    /// Takes a hyphen back from the end of the text and of its last word.
    fn take_back(&mut self, bytes: usize) {
        let kept = self.document.text.len().saturating_sub(bytes);
        self.document.text.truncate(kept);
        if let Some(word) = self.document.words.last_mut() {
            word.span = Span::new(word.span.range().start, kept);
        }
    }

    fn block(&self, part: &Part, layer: Layer, span: Span, level: Option<u8>, depths: &mut Depths) -> Block {
        let text = &self.document.text;
        let content = span.of(text);
        let mut inner = span;
        let mark = mark_length(part, content);
        let kind = if let Some(level) = level {
            depths.close();
            BlockKind::Heading { level }
        } else if let Some(mark) = mark.filter(|_| layer == Layer::Body) {
            inner = Span::new(span.range().start + mark, span.range().end).trim(text);
            let (x, size) = part.lines.first().map_or((0.0, 10.0), |line| (line.rect[0], line.size));
            BlockKind::ListItem { depth: depths.of(x, size) }
        } else if let Some((key, value)) =
            tabbed(content).or_else(|| key_value(content)).or_else(|| self.run_in(part, span))
        {
            BlockKind::KeyValue { key: span.inner(key), value: span.inner(value) }
        } else {
            BlockKind::Paragraph
        };
        Block { span: inner, kind, layer, place: self.place(part) }
    }

    /// A bold label and the value behind it, where most of the document is not bold.
    fn run_in(&self, part: &Part, span: Span) -> Option<(Span, Span)> {
        let line = part.lines.first().filter(|line| !self.is_bold && line.tabs.is_empty())?;
        let leaf = self.leaves.get(line.leaf as usize)?;
        let count = paragraphs::run_in(leaf, line);
        let content = span.of(&self.document.text);
        let (last, first) =
            content.match_indices(' ').nth(count.checked_sub(1)?).map(|(at, _)| (at, at + 1))?;
        let key = content.get(..last)?.trim_end_matches([':', '：']).trim_end();
        Some((Span::new(0, key.len()), Span::new(first, content.len())))
    }

    /// The page that the part begins on, and its rectangle there.
    fn place(&self, part: &Part) -> Option<Place> {
        let first = part.lines.first()?;
        let leaf = self.leaves.get(first.leaf as usize)?;
        let own = part.lines.iter().filter(|line| line.leaf == first.leaf);
        let rect = own.map(|line| on_sheet(line.turn, line.rect)).reduce(cover)?;
        Some(Place { page: leaf.number, rect: leaf.turned.back(rect) })
    }
}

fn on_sheet(turn: Turn, rect: [f32; 4]) -> [f32; 4] {
    turn.to_sheet(rect)
}

/// The second word stands behind the first, on one line.
fn is_same_line(leaf: &Leaf, a: u32, b: u32) -> bool {
    leaf.print(a)
        .zip(leaf.print(b))
        .is_some_and(|(a, b)| a.turn == b.turn && (a.baseline - b.baseline).abs() <= 0.5 * a.size.min(b.size))
}

/// Length of the list mark and the space behind it.
fn mark_length(part: &Part, content: &str) -> Option<usize> {
    match part.mark {
        Some(Mark::Bullet | Mark::Number { .. }) => {
            let mark = content.find(char::is_whitespace)?;
            let rest = content.get(mark..)?;
            Some(mark + rest.len() - rest.trim_start().len())
        }
        None => list_mark(content).filter(|_| !content.starts_with(|c: char| c.is_ascii())),
    }
}

/// Key and value of one line with one tab.
fn tabbed(content: &str) -> Option<(Span, Span)> {
    let (key, value) = content.split_once('\t')?;
    if value.contains('\t') || key.is_empty() || value.is_empty() || key.len() > 80 {
        return None;
    }
    let label = key.trim_end().trim_end_matches(':').trim_end();
    Some((Span::new(0, label.len()), Span::new(key.len() + 1, content.len())))
}

/// One character for private use, as symbol fonts have.
fn is_private(text: &str) -> bool {
    let mut chars = text.chars();
    matches!((chars.next(), chars.next()), (Some('\u{e000}'..='\u{f8ff}'), None))
}

fn is_dropped_cap(leaf: &Leaf, before: u32, at: u32, line: &Line) -> bool {
    let (Some(cap), Some(next)) = (leaf.print(before), leaf.print(at)) else { return false };
    line.words.first() == Some(&before)
        && cap.size > 1.6 * next.size
        && cap.end - cap.start <= 2
        && next.rect[0] - cap.rect[2] < 0.5 * next.size
        && !leaf.text(before).eq_ignore_ascii_case("a")
}

/// Words of scripts without spaces that stand close.
fn are_unspaced(leaf: &Leaf, before: u32, at: u32) -> bool {
    let (Some(one), Some(other)) = (leaf.print(before), leaf.print(at)) else { return false };
    let (a, b) = (leaf.text(before).chars().next_back(), leaf.text(at).chars().next());
    let unspaced = a.is_some_and(letters::is_unspaced) && b.is_some_and(letters::is_unspaced);
    let (one, other) = (leaf.rect(one), leaf.rect(other));
    unspaced && (other[0] - one[2]).abs() < 0.45 * (one[3] - one[1])
}
