//! `almoner text`: the text that is read of a document, in reading order; its blocks as JSON, its tables as CSV.
//!
//! ```text
//! text/blocks.rs   blocks as one JSON object
//! text/grids.rs    tables as CSV
//! ```

mod blocks;
mod grids;

use std::borrow::Cow;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use almoner_document::{Document, Layer};
use almoner_record::Failure;

use crate::limits::Limits;
use crate::ocr::Tesseract;
use crate::read::{document, on_a_deep_stack};
use crate::report::FileErrors;
use crate::style::{self, Safe};
use crate::{Exit, Globals};

/// What `text` is asked.
#[derive(clap::Args)]
#[command(
    after_help = "Printed to a file or a pipe, the text is byte for byte the one that evidence counts its bytes in.\n\n\
    Examples:\n  almoner text report.pdf\n  almoner text --body report.pdf | wc -w\n  \
    almoner text --blocks report.pdf | jq '.blocks[] | select(.kind == \"heading\") | .text'\n  \
    almoner text --tables report.pdf > tables.csv",
    mut_arg("stated_only", |argument| argument.hide(true))
)]
pub(crate) struct Arguments {
    /// A document; `-` is standard input.
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// Leave out page headers, page footers and page numbers. Footnotes stay.
    #[arg(long)]
    body: bool,

    /// The blocks as one JSON object: headings, paragraphs, list items, tables, with their places.
    #[arg(long, conflicts_with = "tables")]
    blocks: bool,

    /// The tables as CSV, an empty line between two. A cell that spans stands once, in its first row and column. A table of
    /// labels with their values is pairs, which --blocks prints.
    #[arg(long)]
    tables: bool,

    #[command(flatten)]
    limits: Limits,
}

/// Prints what is read of the file.
pub(crate) fn run(arguments: Arguments, globals: &Globals) -> anyhow::Result<Exit> {
    let Arguments { file, body, blocks, tables, limits } = arguments;
    let tesseract = Tesseract::find(&limits.ocr)?;
    let read = || document(&file, &limits.of_document(), tesseract.as_ref());
    let mut document = match on_a_deep_stack(read)? {
        Ok(document) => document,
        Err(Failure { status, reason, hint }) => {
            FileErrors::default().tell(&file, &reason, &hint);
            return Ok(if status.is_failure() { Exit::Failed } else { Exit::Ok });
        }
    };
    if body && (blocks || tables) {
        document.blocks.retain(|block| block.layer != Layer::Furniture);
    }
    if blocks {
        style::line(format_args!("{}", blocks::json(&document)?))?;
    } else if tables {
        let mut out = BufWriter::new(style::stdout());
        grids::write(&document, &mut out)?;
        out.flush()?;
    } else {
        style::document(if body { without_furniture(&document) } else { (&document.text).into() }.as_ref())?;
    }
    if let Some(unread) = document.unread_scans().filter(|_| !globals.quiet) {
        style::note(format_args!("{}: {unread}; --ocr reads them", Safe::path(&file)));
    }
    if let Some(untold) = document.untold_letters().filter(|_| !globals.quiet) {
        style::note(format_args!("{}: {untold}; U+FFFD stands for each of their letters", Safe::path(&file)));
    }
    if let Some(limit) = document.cut.filter(|_| !globals.quiet) {
        style::note(format_args!("{}: {limit}", Safe::path(&file)));
    }
    Ok(Exit::Ok)
}

/// The text without the lines that furniture stands on.
fn without_furniture(document: &Document) -> Cow<'_, str> {
    let text = document.text.as_str();
    let mut kept = String::with_capacity(text.len());
    let mut from = 0;
    for block in document.blocks.iter().filter(|block| block.layer == Layer::Furniture) {
        let span = block.span.range();
        let before = text.get(from..span.start).unwrap_or_default();
        // Marks before its first word are of its line.
        kept.push_str(before.rfind('\n').map_or("", |end| before.get(..=end).unwrap_or_default()));
        let rest = text.get(span.end..).unwrap_or_default();
        from = span.end + rest.find('\n').map_or(rest.len(), |end| end + 1);
    }
    kept.push_str(text.get(from..).unwrap_or_default());
    kept.into()
}

#[cfg(test)]
mod tests {
    use almoner_document::{Block, BlockKind, Limits, read};
    use almoner_record::Span;

    use super::*;

    #[test]
    fn furniture_is_left_out_with_its_line() {
        let mut document =
            read(b"Page 1 of 2\nRoads\n\n- 7 -\nBridges\nPage 2 of 2", "a.txt", &Limits::default()).unwrap();
        let furniture = [(0, 11), (21, 22), (33, 44)].map(|(start, end)| Block {
            span: Span::new(start, end),
            kind: BlockKind::Paragraph,
            layer: Layer::Furniture,
            place: None,
        });
        document.blocks = furniture.to_vec();
        assert_eq!(without_furniture(&document), "Roads\n\nBridges\n");
    }
}
