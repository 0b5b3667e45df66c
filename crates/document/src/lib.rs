//! The bytes of a file as a [`Document`]: one text, and blocks in reading order that hold spans of it.
//!
//! ```text
//! format.rs    what kind of file it is; the readers, one arm a format
//! foreign.rs   formats that are known and not read
//! archive.rs   zip archives: documents in a document; Office files: parts
//! encoding.rs  bytes to characters
//! text.rs      plain text and Markdown-flavoured text to blocks
//! docx.rs      Word documents to blocks
//! html.rs      pages of the web to blocks; composer.rs writes text and blocks of what has no lines of its own
//! markdown.rs  Markdown, as the page that it renders to
//! mhtml.rs     saved pages: the page among its parts
//! pdf.rs       PDF to blocks with places
//! numeral.rs   Roman numerals of lists and pages
//! places.rs    a span to its rectangles on paper
//! enclosed.rs  documents inside files: entries of archives, attachments
//! content.rs   the bytes that all of them read
//! ```
//!
//! A reader never copies text into blocks and never drops any: what is no block's stays in the text.

mod archive;
mod composer;
mod content;
mod docx;
mod enclosed;
mod encoding;
mod error;
mod foreign;
mod format;
mod html;
mod markdown;
mod mhtml;
mod numeral;
mod pdf;
mod places;
mod text;

use almoner_record::{Origin, Span};

pub use content::Content;
pub use enclosed::{Enclosed, take_out};
pub use encoding::western_sign;
pub use error::ReadError;
pub use foreign::Foreign;
pub use format::{Format, read, read_with_ocr, sniff};
pub use pdf::{Highlight, Recognised, Recogniser, Scan, ScannedWord, mark};

/// A document as read: everything later stages know of it.
#[derive(Debug, Clone)]
pub struct Document {
    /// Where it came from.
    pub origin: Origin,
    /// The one text that all spans point into. Lines end in `\n`; nothing else is changed.
    pub text: String,
    /// In reading order; their spans do not overlap.
    pub blocks: Vec<Block>,
    /// The limit that cut the reading short, if one did.
    pub cut: Option<Limit>,
    /// The pages, in order; empty where the format has none.
    pub pages: Vec<Page>,
    /// Where each printed word stands, by the start of its span; empty where the format has no pages. A word that was
    /// hyphenated over two lines is there twice, with the span of each part.
    pub words: Vec<Word>,
    /// The names of the documents inside this one (attachments of a PDF, entries of an archive), in their order there;
    /// [`take_out`] gives each by its place in this list. An archive has these and no text.
    pub enclosed: Vec<String>,
    /// Pages without text that are a picture of a page, counted from 1.
    pub scanned: Vec<u32>,
    /// Those of them whose text was recognised.
    pub recognised: Vec<Recognised>,
    /// Pages much of whose text is U+FFFD, because their fonts do not tell what letters they show; counted from 1.
    pub untold: Vec<u32>,
    /// Where the second and later pages of a plain text begin, if form feeds divide it: it has pages and no places.
    pub breaks: Vec<u32>,
}

impl Document {
    /// A document without pages.
    pub(crate) fn unpaged(origin: Origin, text: String, blocks: Vec<Block>, cut: Option<Limit>) -> Document {
        Document {
            origin,
            text,
            blocks,
            cut,
            pages: Vec::new(),
            words: Vec::new(),
            enclosed: Vec::new(),
            scanned: Vec::new(),
            recognised: Vec::new(),
            untold: Vec::new(),
            breaks: Vec::new(),
        }
    }

    /// How surely the text of a page was recognised; None where it was read.
    pub fn recognised_on(&self, page: u32) -> Option<f32> {
        self.recognised
            .iter()
            .find(|recognised| recognised.page == page)
            .map(|recognised| recognised.confidence)
    }

    /// `no text layer: pages 3-9` where scanned pages were not recognised.
    pub fn unread_scans(&self) -> Option<String> {
        let unread: Vec<u32> =
            self.scanned.iter().copied().filter(|page| self.recognised_on(*page).is_none()).collect();
        (!unread.is_empty()).then(|| format!("no text layer: {}", error::ranges(&unread)))
    }

    /// `fonts tell no Unicode: pages 3-9` where much of the text is letters that nothing is known of.
    pub fn untold_letters(&self) -> Option<String> {
        (!self.untold.is_empty()).then(|| format!("fonts tell no Unicode: {}", error::ranges(&self.untold)))
    }

    /// The text at `span`; empty when the span is not of this document.
    pub fn slice(&self, span: Span) -> &str {
        span.of(&self.text)
    }
}

/// A stretch of text with one function on the page.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// Where its text stands, list marks and heading marks left out.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
    /// Body, or out of its way.
    pub layer: Layer,
    /// Where it stands on paper; None where the format has no pages.
    pub place: Option<Place>,
}

/// What a block is.
#[derive(Debug, Clone, PartialEq)]
pub enum BlockKind {
    /// A heading; level 1 is the highest.
    Heading {
        /// 1 to 6.
        level: u8,
    },
    /// Running text.
    Paragraph,
    /// An item of a list.
    ListItem {
        /// 0 for the outermost list.
        depth: u8,
    },
    /// A label and its value on one line.
    KeyValue {
        /// The label, without its colon.
        key: Span,
        /// The value.
        value: Span,
    },
    /// A table.
    Table {
        /// Rows of cells; a row may be shorter than another.
        rows: Vec<Vec<Cell>>,
    },
    /// Words that belong to a picture: caption, alternative text, credit.
    Caption,
}

#[cfg(test)]
impl BlockKind {
    /// In one word, as tests expect it.
    pub(crate) fn told(&self) -> String {
        match self {
            BlockKind::Heading { level } => format!("h{level}"),
            BlockKind::Paragraph => "p".to_owned(),
            BlockKind::ListItem { depth } => format!("li{depth}"),
            BlockKind::KeyValue { .. } => "kv".to_owned(),
            BlockKind::Table { rows } => format!("table {}", rows.len()),
            BlockKind::Caption => "caption".to_owned(),
        }
    }
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// All of its text.
    pub span: Span,
    /// Its paragraphs, in order; empty for an empty cell.
    pub parts: Vec<Span>,
    /// How many rows it spans.
    pub row_span: u16,
    /// How many columns it spans.
    pub col_span: u16,
    /// Where it stands on paper.
    pub place: Option<Place>,
}

/// Whether a block is part of what the document tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layer {
    /// What is read into records.
    Body,
    /// Page headers, footers, page numbers: in the text, out of the way.
    Furniture,
    /// Footnotes and the like: searchable, read into nothing.
    Notes,
}

/// Where something stands on paper.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// Counted from 1.
    pub page: u32,
    /// `[x0, y0, x1, y1]` in points from the page's top left.
    pub rect: [f32; 4],
}

/// A page of a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Counted from 1.
    pub number: u32,
    /// In points, as shown (after rotation).
    pub width: f32,
    /// In points, as shown.
    pub height: f32,
    /// What a reader shows as its number (`iv`, `A-3`); None where the file gives no labels.
    pub label: Option<String>,
}

/// A word as printed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Word {
    /// Its text.
    pub span: Span,
    /// Where it stands.
    pub place: Place,
}

/// How much of a file is read at most.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// The longest file, in bytes; a longer one is refused.
    pub file_bytes: u64,
    /// The longest extracted text, in bytes; what stands further down is cut off.
    pub text_bytes: usize,
    /// Most pages; later ones are cut off.
    pub pages: u32,
    /// Most bytes that all compressed parts of a file may give together.
    pub inflated_bytes: u64,
    /// How deep parts may be nested in parts: elements of a page, objects of a PDF.
    pub depth: u16,
    /// Most glyphs on a page; later ones are cut off.
    pub glyphs: u32,
    /// Most documents inside a file (attachments, entries of an archive); later ones are cut off.
    pub enclosed: u32,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            file_bytes: 512 << 20,
            text_bytes: 32 << 20,
            pages: 5_000,
            inflated_bytes: 512 << 20,
            depth: 512,
            glyphs: 1_000_000,
            enclosed: 10_000,
        }
    }
}

/// A limit that cut a reading short.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// `Limits::text_bytes`.
    Text {
        /// How many bytes of text were kept.
        kept: usize,
    },
    /// `Limits::pages`.
    Pages {
        /// How many pages were read.
        kept: u32,
    },
    /// `Limits::inflated_bytes`.
    Inflated {
        /// The limit.
        limit: u64,
    },
    /// `Limits::depth`.
    Depth {
        /// The limit.
        limit: u16,
    },
    /// `Limits::glyphs`.
    Glyphs {
        /// The first page that has more.
        page: u32,
    },
    /// More operators, forms or streams of content than any page has.
    Drawing {
        /// The first page that was cut off.
        page: u32,
    },
    /// A font with more codes than any font has.
    Font {
        /// The first page with such a font.
        page: u32,
    },
    /// No limit of ours: characters of the text that its encoding does not have.
    Characters {
        /// How many; each stands in the text as U+FFFD.
        damaged: usize,
    },
    /// `Limits::enclosed`.
    Enclosed {
        /// How many documents were kept.
        kept: u32,
    },
}

impl Limit {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Limit::Text { .. } => "split the document, or raise the limit with `--max-text`",
            Limit::Pages { .. } => "split the document, or raise the limit with `--max-pages`",
            Limit::Inflated { .. } => {
                "if it is no bomb, raise the limit with `--max-inflated` (and `--memory`)"
            }
            Limit::Depth { .. } => "print it to PDF anew, or raise the limit with `--max-depth`",
            Limit::Glyphs { .. } => "split the page, or raise the limit with `--max-glyphs`",
            Limit::Characters { .. } => "save it as UTF-8 text and read that",
            Limit::Drawing { .. } | Limit::Font { .. } => "print it to PDF anew from another program",
            Limit::Enclosed { .. } => {
                "unpack it and read the folder, or raise the limit with `--max-enclosed`"
            }
        }
    }
}

impl std::fmt::Display for Limit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Limit::Text { kept } => write!(f, "only the first {kept} bytes of text were read"),
            Limit::Pages { kept } => write!(f, "only the first {kept} pages were read"),
            Limit::Inflated { limit } => write!(f, "its compressed parts give more than {} MB", limit >> 20),
            Limit::Depth { limit } => write!(f, "parts nested deeper than {limit} were left out"),
            Limit::Glyphs { page } => write!(f, "page {page} holds more glyphs than are read of a page"),
            Limit::Drawing { page } => write!(f, "page {page} draws more than is read of a page"),
            Limit::Font { page } => {
                write!(f, "a font of page {page} is larger than fonts are; its text was left out")
            }
            Limit::Characters { damaged: 1 } => f.write_str("one character of it cannot be decoded"),
            Limit::Characters { damaged } => write!(f, "{damaged} characters of it cannot be decoded"),
            Limit::Enclosed { kept } => write!(f, "only the first {kept} documents in it were read"),
        }
    }
}
