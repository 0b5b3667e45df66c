//! Where a value was read: spans, basis, evidence.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A stretch of `Extracted::text`: bytes `start..end`, both on character boundaries.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, JsonSchema,
)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span of bytes `start..end`. Offsets beyond `u32::MAX` are cut to it: no text is that long.
    pub fn new(start: usize, end: usize) -> Span {
        let cut = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Span { start: cut(start), end: cut(end) }
    }

    /// The bytes as a range, for slicing.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The text at this span; empty when the span does not fit `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.range().len()
    }

    /// True when the span holds nothing.
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// A span inside this one, given relative to its start.
    pub fn inner(self, inner: Span) -> Span {
        Span { start: self.start.saturating_add(inner.start), end: self.start.saturating_add(inner.end) }
    }

    /// The smallest span that holds both.
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// True when `inner` lies wholly inside this span.
    pub fn contains(self, inner: Span) -> bool {
        self.start <= inner.start && inner.end <= self.end
    }

    /// This span without white space at its ends.
    pub fn trim(self, text: &str) -> Span {
        let whole = self.of(text);
        let front = whole.len() - whole.trim_start().len();
        let kept = whole.trim().len();
        Span::new(self.start as usize + front, self.start as usize + front + kept)
    }
}

/// How a value came to be known.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// The document says it.
    #[default]
    Stated,
    /// The layout or the reporting organisation implies it (`$` in a Canadian profile is CAD).
    Default,
    /// A rule concluded it; the evidence has a confidence.
    Inferred,
    /// A person said so (`almoner correct`, `almoner same`): it stands instead of what was read.
    Corrected,
}

/// Where one value of a record was read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// JSON pointer (RFC 6901) of the value in its record: `/budget/value`.
    pub path: String,
    /// Page, counted from 1, on which the quote begins; null where the format has no pages.
    pub page: Option<u32>,
    /// The words of the quote on `page`, a box a printed line: `[x0, y0, x1, y1]` in points from the top left of the
    /// page as shown. Empty where the format has no pages, or only form feeds between them.
    pub boxes: Vec<[f32; 4]>,
    /// First byte of the quote in `Extracted::text`.
    pub start: u32,
    /// One past its last byte. `start == end == 0`: nothing is there to point at.
    pub end: u32,
    /// The text at `start..end`, byte for byte.
    pub quote: String,
    /// How the value came to be known.
    pub basis: Basis,
    /// 0..1, how sure a concluded value is.
    pub confidence: Option<f32>,
    /// The rule that fired: `layout/section/field`.
    pub rule: String,
}

impl Evidence {
    /// Where the quote stands.
    pub fn span(&self) -> Span {
        Span { start: self.start, end: self.end }
    }
}

/// A piece of evidence without its quote, which is the text at its span, and without names of its fields: as it is kept,
/// since most of a record is evidence. Path, page, boxes, start, end, basis, confidence, rule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Unquoted<T = String>(T, Option<u32>, Vec<[f32; 4]>, u32, u32, Basis, Option<f32>, T);

impl<'a> From<&'a Evidence> for Unquoted<&'a str> {
    fn from(e: &'a Evidence) -> Self {
        Unquoted(&e.path, e.page, e.boxes.clone(), e.start, e.end, e.basis, e.confidence, &e.rule)
    }
}

impl Unquoted {
    /// The evidence, its quote cut from `text`.
    ///
    /// # Errors
    /// In words for a person: `text` has nothing at its span.
    pub fn quoted(self, text: &str) -> Result<Evidence, String> {
        let Unquoted(path, page, boxes, start, end, basis, confidence, rule) = self;
        let quote = text.get(start as usize..end as usize);
        let quote = quote.ok_or_else(|| format!("{path}: {start}..{end} is not in the text"))?.to_owned();
        Ok(Evidence { path, page, boxes, start, end, quote, basis, confidence, rule })
    }
}
