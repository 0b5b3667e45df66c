//! Bookmarks (ISO 32000-2, 12.3.3), which are headings.

use std::collections::{BTreeMap, BTreeSet};

use almoner_record::Span;
use hayro_font::kurbo::{Affine, Point};
use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier, String as Bytes};

use super::{catalog, strings, trees};
use crate::pdf::frame::Frame;
use crate::{Block, BlockKind, Document, Layer};

const MOST_BOOKMARKS: usize = 10_000;
const DEEPEST: u8 = 32;

/// An entry of the outline.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Bookmark {
    /// On one line.
    pub(crate) title: String,
    /// 1 for the outermost entries.
    pub(crate) level: u8,
    /// Where it leads; counted from 1.
    pub(crate) page: u32,
    /// How far down the page; None where it says the page alone.
    pub(crate) y: Option<f32>,
}

/// The entries that lead to a page, in order.
pub(crate) fn bookmarks(pdf: &Pdf) -> Vec<Bookmark> {
    let catalog = catalog(pdf);
    let Some(first) = catalog.get::<Dict>("Outlines").and_then(|root| root.get::<Dict>("First")) else {
        return Vec::new();
    };
    let targets = Targets::new(pdf, &catalog);
    let (mut bookmarks, mut seen) = (Vec::new(), BTreeSet::new());
    // Entries whose children and followers are still to come.
    let mut open = vec![(first, 1)];
    while let Some((entry, level)) = open.pop() {
        if seen.len() >= MOST_BOOKMARKS || entry.obj_id().is_some_and(|id| !seen.insert(id)) {
            continue;
        }
        open.extend(entry.get::<Dict>("Next").map(|next| (next, level)));
        open.extend(entry.get::<Dict>("First").filter(|_| level < DEEPEST).map(|child| (child, level + 1)));
        let title = entry.get::<Bytes>("Title").map(|title| strings::line(&title)).unwrap_or_default();
        if let Some((page, y)) = targets.of(&entry).filter(|_| !title.is_empty()) {
            bookmarks.push(Bookmark { title, level, page, y });
        }
    }
    bookmarks
}

/// What entries lead to.
struct Targets<'a> {
    pages: BTreeMap<ObjectIdentifier, (u32, Affine)>,
    /// Destinations that have a name.
    named: BTreeMap<Vec<u8>, Object<'a>>,
}

impl<'a> Targets<'a> {
    fn new(pdf: &'a Pdf, catalog: &Dict<'a>) -> Targets<'a> {
        let pages =
            pdf.pages().iter().zip(1..).filter_map(|(page, number)| {
                Some((page.raw().obj_id()?, (number, Frame::of(page).to_sheet)))
            });
        let mut named = BTreeMap::new();
        if let Some(tree) = catalog.get::<Dict>("Names").and_then(|names| names.get::<Dict>("Dests")) {
            trees::walk(tree, "Names", |key, value| {
                named.extend(key.into_string().map(|key| (key.to_vec(), value)));
            });
        }
        if let Some(dests) = catalog.get::<Dict>("Dests") {
            for key in dests.keys().take(MOST_BOOKMARKS) {
                named.extend(dests.get::<Object>(&*key).map(|value| (key.to_vec(), value)));
            }
        }
        Targets { pages: pages.collect(), named }
    }

    fn of(&self, entry: &Dict<'a>) -> Option<(u32, Option<f32>)> {
        let dest = entry.get::<Object>("Dest").or_else(|| {
            let action = entry.get::<Dict>("A")?;
            (&*action.get::<Name>("S")? == b"GoTo").then(|| action.get::<Object>("D"))?
        })?;
        let name = match &dest {
            Object::String(name) => Some(name.to_vec()),
            Object::Name(name) => Some(name.to_vec()),
            _ => None,
        };
        let dest = match name {
            Some(name) => self.named.get(&name)?.clone(),
            None => dest,
        };
        match dest {
            Object::Array(dest) => self.place(&dest),
            Object::Dict(dest) => self.place(&dest.get::<Array>("D")?),
            _ => None,
        }
    }

    /// `[page /XYZ left top zoom]`, `[page /FitH top]`, `[page /FitR left bottom right top]`, `[page /Fit]`.
    #[expect(clippy::cast_possible_truncation, reason = "a page is small enough for f32")]
    fn place(&self, dest: &Array<'a>) -> Option<(u32, Option<f32>)> {
        let page = dest.raw_iter().next()?.as_obj_ref()?;
        let (number, to_sheet) = self.pages.get(&page.into())?;
        let rest: Vec<Object<'_>> = dest.iter().skip(1).take(5).collect();
        let number_at = |at: usize| match rest.get(at) {
            Some(Object::Number(number)) => Some(number.as_f64()),
            _ => None,
        };
        let (left, top) = match rest.first() {
            Some(Object::Name(kind)) if &**kind == b"XYZ" => (number_at(1), number_at(2)),
            Some(Object::Name(kind)) if matches!(&**kind, b"FitH" | b"FitBH") => (None, number_at(1)),
            Some(Object::Name(kind)) if &**kind == b"FitR" => (number_at(1), number_at(4)),
            _ => (None, None),
        };
        let y = top.map(|top| (*to_sheet * Point::new(left.unwrap_or(0.0), top)).y as f32);
        Some((*number, y))
    }
}

impl Document {
    /// Makes headings of the blocks that bookmarks name. What reads as a heading already keeps its level, and the
    /// other bookmarks of its depth make headings of that level.
    pub(crate) fn promote(&mut self, bookmarks: &[Bookmark]) {
        let named = self.named(bookmarks);
        let mut levels: BTreeMap<u8, u8> = BTreeMap::new();
        for (at, depth) in &named {
            if let Some(BlockKind::Heading { level }) = self.blocks.get(*at).map(|block| &block.kind) {
                levels.entry(*depth).and_modify(|known| *known = (*known).min(*level)).or_insert(*level);
            }
        }
        for (at, depth) in named {
            let level = levels.get(&depth).copied().unwrap_or(depth.min(6));
            if let Some(block) = self.blocks.get_mut(at)
                && !matches!(block.kind, BlockKind::Heading { .. })
            {
                block.kind = BlockKind::Heading { level };
            }
        }
    }

    /// The block that each bookmark names, with the bookmark's level: of several on the page the one nearest to where
    /// the bookmark leads.
    fn named(&self, bookmarks: &[Bookmark]) -> Vec<(usize, u8)> {
        let mut by_page: BTreeMap<u32, Vec<(usize, f32)>> = BTreeMap::new();
        if !bookmarks.is_empty() {
            for (at, block) in self.blocks.iter().enumerate().filter(|(_, block)| may_be_heading(block)) {
                if let Some(place) = self.places(block.span).first() {
                    by_page.entry(place.page).or_default().push((at, place.rect[1]));
                }
            }
        }
        let nearest = |bookmark: &Bookmark| {
            let title = folded(&bookmark.title);
            let far = |top: f32| bookmark.y.map_or(0.0, |y| (top - y).abs());
            let candidates = by_page.get(&bookmark.page).into_iter().flatten().filter(|(at, _)| {
                let block = self.blocks.get(*at);
                block.is_some_and(|block| names(&title, self.line_of(block.span), self.slice(block.span)))
            });
            candidates.min_by(|a, b| far(a.1).total_cmp(&far(b.1))).map(|(at, _)| (*at, bookmark.level))
        };
        bookmarks.iter().filter_map(nearest).collect()
    }

    /// The line of the text that a block stands on, list marks included.
    fn line_of(&self, span: Span) -> &str {
        let before = self.text.get(..span.range().start).unwrap_or_default();
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        self.text.get(start..span.range().end).unwrap_or_default()
    }
}

fn may_be_heading(block: &Block) -> bool {
    block.layer == Layer::Body
        && block.span.len() <= 600
        && matches!(
            block.kind,
            BlockKind::Paragraph
                | BlockKind::Heading { .. }
                | BlockKind::ListItem { .. }
                | BlockKind::KeyValue { .. }
        )
}

/// Whether a bookmark with this folded title names a block: by its text, with or without its number.
fn names(title: &str, line: &str, block: &str) -> bool {
    let (line, block) = (folded(line), folded(block));
    !title.is_empty() && (title == line || title == block)
}

/// Letters and digits alone, in small letters: bookmarks and headings differ in spaces, dots and quotes.
fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
