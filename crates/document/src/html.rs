//! HTML to blocks.
//!
//! ```text
//! html/sniff.rs      whether text is a page, and in which encoding
//! html/tags.rs       names of elements; tags with more attributes than any writer gives them
//! html/tree.rs       text -> elements, no deeper than the limit
//! html/meta.rs       what the page says of itself
//! html/shape.rs      what each element holds
//! html/furniture.rs  which parts are about the page and not about its subject
//! html/flow.rs       elements -> blocks
//! html/labels.rs     labels and their values
//! html/tables.rs     tables: data, labels, layout
//! html/line.rs       white space as a browser shows it
//! ```

mod flow;
mod furniture;
mod labels;
mod line;
mod meta;
mod shape;
mod sniff;
mod tables;
mod tags;
mod tree;

use almoner_record::Origin;
use encoding_rs::Encoding;

use crate::composer::Composer;
use crate::{Document, Layer, Limit, Limits, ReadError, encoding};
use flow::{Flow, Place};
use furniture::Judge;
pub(crate) use sniff::is_html;
use tree::Tree;

/// # Errors
/// [`ReadError`] when the bytes are no text, or nothing is there to read.
pub(crate) fn read(bytes: &[u8], origin: Origin, limits: &Limits) -> Result<Document, ReadError> {
    read_as(bytes, None, origin, limits)
}

/// The same for bytes whose `encoding` stood before them; without one it is looked for in them.
///
/// # Errors
/// As [`read`].
pub(crate) fn read_as(
    bytes: &[u8],
    encoding: Option<&'static Encoding>,
    origin: Origin,
    limits: &Limits,
) -> Result<Document, ReadError> {
    let declared = encoding.or_else(|| sniff::declared(bytes));
    page(&encoding::decode_as(bytes, declared)?, origin, limits)
}

/// The document that the markup `text` is.
///
/// # Errors
/// [`ReadError::Empty`] when nothing is there to read.
pub(crate) fn page(text: &str, mut origin: Origin, limits: &Limits) -> Result<Document, ReadError> {
    let text = tags::with_few_attributes(text);
    let tree = tree::parse(&text, limits.depth);
    meta::read(&tree, &mut origin);
    let shapes = shape::measure(&tree);
    let (mut out, mut is_too_deep) = write(&tree, &Judge::new(&tree, &shapes, true), limits);
    if !tells_enough(&out, shapes.first().map_or(0, |whole| whole.text)) {
        // All that it tells was taken for furniture: then only the markup's own word counts.
        (out, is_too_deep) = write(&tree, &Judge::new(&tree, &shapes, false), limits);
    }
    let cut = if tree.is_too_deep || is_too_deep { Some(Limit::Depth { limit: limits.depth }) } else { None };
    let document = out.finish(origin, cut);
    if document.text.trim().is_empty() {
        return Err(ReadError::Empty);
    }
    let kept = document.text.len();
    let cut = document.cut.or(tree.is_too_long.then_some(Limit::Text { kept }));
    Ok(Document { cut, ..document })
}

fn write(tree: &Tree, judge: &Judge<'_>, limits: &Limits) -> (Composer, bool) {
    let mut out = Composer::new(limits.text_bytes);
    let mut flow = Flow::new(tree, judge, &mut out);
    flow.children(Tree::ROOT, Place::top(judge.page()));
    flow.finish();
    let is_too_deep = flow.is_too_deep;
    (out, is_too_deep)
}

/// True when a twentieth of the page, or a few lines of it, is body.
fn tells_enough(out: &Composer, whole: u32) -> bool {
    const ENOUGH: usize = 200;
    let body = out.blocks().iter().filter(|block| block.layer == Layer::Body);
    let told: usize = body.map(|block| block.span.len()).sum();
    told >= ENOUGH || told * 20 >= whole as usize
}
