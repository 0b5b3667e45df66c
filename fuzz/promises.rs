//! What holds for any bytes: the bodies of the fuzz targets, and of the ordinary test that replays their finds.
//!
//! A target is a row of [`TARGETS`] and a file of three lines in `fuzz_targets/`.

use almoner_codelists::Rates;
use almoner_document::{BlockKind, Document, Limits, take_out};
use almoner_extract::{Conclusions, Layouts};
use almoner_record::{Extracted, Span, verify};

/// A fuzz target: its name, and what it does with the bytes.
pub type Target = (&'static str, fn(&[u8]));

/// All targets; `finds/NAME/` holds the bytes that once broke one.
pub const TARGETS: &[Target] = &[
    ("sniff", sniff),
    ("text", text),
    ("encoding", encoding),
    ("docx", docx),
    ("archive", zip_archive),
    ("html", html),
    ("mhtml", mhtml),
    ("markdown", markdown),
    ("pdf", pdf),
    ("pdf_content", pdf_content),
    ("pdf_font", pdf_font),
    ("query", query),
    ("amount", amount),
    ("date", date),
    ("record", record),
];

/// Small limits: a fuzzer that waits finds nothing.
fn limits() -> Limits {
    Limits {
        file_bytes: 4 << 20,
        text_bytes: 4 << 20,
        pages: 50,
        inflated_bytes: 8 << 20,
        glyphs: 50_000,
        enclosed: 50,
        ..Limits::default()
    }
}

/// Any bytes under any name: what they are, and what is read of them.
pub fn sniff(bytes: &[u8]) {
    for name in ["a", "a.txt", "a.json", "a.csv", "a.xml", "a.html", "a.md"] {
        let _ = almoner_document::sniff(bytes, name);
    }
}

/// Plain text, whole way to the record.
pub fn text(bytes: &[u8]) {
    read(bytes, "a.txt");
}

/// Bytes in an encoding, with and without the marks that tell it.
pub fn encoding(bytes: &[u8]) {
    for mark in [&b""[..], b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"] {
        read(&[mark, bytes].concat(), "a.txt");
    }
}

/// The bytes as a whole `.docx`; and, as most are no zip file, as the main part of one.
pub fn docx(bytes: &[u8]) {
    read(bytes, "a.docx");
    let part = |body: &[u8]| zipped(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", body)]);
    read(&part(bytes), "a.docx");
    let whole = [
        &br#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>"#[..],
        bytes,
        b"</w:body></w:document>",
    ];
    read(&part(&whole.concat()), "a.docx");
}

/// The bytes as an archive: all of its entries, each read.
pub fn zip_archive(bytes: &[u8]) {
    let Ok(archive) = almoner_document::read(bytes, "a.zip", &limits()) else { return };
    for place in 0..archive.enclosed.len() {
        if let Ok(inside) = take_out(bytes, "a.zip", place, &limits()) {
            read(&inside.bytes, &inside.name);
        }
    }
}

/// The bytes as a page, and as the content of one.
pub fn html(bytes: &[u8]) {
    read(bytes, "a.html");
    read(&[&b"<!doctype html><html><body>"[..], bytes].concat(), "a.html");
}

/// The bytes as a saved page, and as the parts of one.
pub fn mhtml(bytes: &[u8]) {
    read(bytes, "a.mhtml");
    const HEAD: &[u8] = b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/\r\nSubject: Roads\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"xx\"\r\n\r\n--xx\r\n";
    read(&[HEAD, bytes].concat(), "a.mhtml");
}

/// The bytes as Markdown.
pub fn markdown(bytes: &[u8]) {
    read(bytes, "a.md");
}

/// The bytes as a PDF, and behind the header of one.
pub fn pdf(bytes: &[u8]) {
    read(bytes, "a.pdf");
    read(&[&b"%PDF-1.7\n"[..], bytes].concat(), "a.pdf");
}

/// The content of a page.
pub fn pdf_content(bytes: &[u8]) {
    read(&pdf_of(bytes, b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", b""), "a.pdf");
}

/// The map of a font to Unicode, and the program of a font.
pub fn pdf_font(bytes: &[u8]) {
    let show = b"BT /F1 12 Tf 72 720 Td (Roads) Tj <0041004200430044> Tj ET";
    let mapped = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>";
    read(&pdf_of(show, mapped, bytes), "a.pdf");
    let drawn = b"<< /Type /Font /Subtype /TrueType /BaseFont /Roads /FirstChar 65 /LastChar 65 /Widths [500] /FontDescriptor \
        << /Type /FontDescriptor /FontName /Roads /Flags 4 /FontFile2 6 0 R >> >>";
    read(&pdf_of(show, drawn, bytes), "a.pdf");
}

/// A PDF of one page; the reader finds its objects without a table of them.
fn pdf_of(content: &[u8], font: &[u8], stream: &[u8]) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n\
        2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj\n\
        3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R \
        /Resources << /Font << /F1 4 0 R >> >> >> endobj\n4 0 obj "
        .to_vec();
    file.extend_from_slice(font);
    for (number, data) in [(5, content), (6, stream)] {
        file.extend_from_slice(
            format!(" endobj\n{number} 0 obj << /Length {} >> stream\n", data.len()).as_bytes(),
        );
        file.extend_from_slice(data);
        file.extend_from_slice(b"\nendstream");
    }
    file.extend_from_slice(b" endobj\ntrailer << /Root 1 0 R >>\n");
    file
}

/// A query as typed: it never fails, and is understood as it says that it is.
pub fn query(bytes: &[u8]) {
    let Ok(typed) = std::str::from_utf8(bytes) else { return };
    let query = almoner_library::parse_query(typed);
    let _ = query.read_as();
}

/// What stands behind the label of an amount.
pub fn amount(bytes: &[u8]) {
    labelled(bytes, "Budget");
}

/// What stands behind the labels of dates and periods.
pub fn date(bytes: &[u8]) {
    labelled(bytes, "Period");
    labelled(bytes, "Start date");
}

/// A record that comes over the pipe: what is read is written as it was.
pub fn record(bytes: &[u8]) {
    let Ok(read) = serde_json::from_slice::<Extracted>(bytes) else { return };
    let _ = verify(&read);
    let written = serde_json::to_vec(&read).expect("what was read can be written");
    let again: Extracted = serde_json::from_slice(&written).expect("what was written can be read");
    assert_eq!(again, read);
}

fn labelled(value: &[u8], label: &str) {
    let value = String::from_utf8_lossy(value);
    read(format!("Project: Roads\nCountry: Haiti\nDonor: Canada\n{label}: {value}\n").as_bytes(), "a.txt");
}

/// Reads and extracts; holds the document and what it gives to their promises.
fn read(bytes: &[u8], name: &str) {
    let Ok(document) = almoner_document::read(bytes, name, &limits()) else { return };
    check(&document);
    thread_local! {
        static LAYOUTS: Layouts = Layouts::built_in();
    }
    let extracted = LAYOUTS
        .with(|layouts| almoner_extract::extract(document, layouts, Rates::embedded(), Conclusions::Drawn));
    assert_eq!(verify(&extracted), []);
}

/// Spans are of the text, in order, apart from one another, and what lies in a block is within it.
pub fn check(document: &Document) {
    let text = &document.text;
    let mut end = 0;
    for block in &document.blocks {
        holds(text, block.span);
        assert!(block.span.start >= end, "blocks are in order and apart: {block:?} begins before {end}");
        end = block.span.end;
        match &block.kind {
            BlockKind::KeyValue { key, value } => {
                for part in [key, value] {
                    holds(text, *part);
                    assert!(block.span.contains(*part), "{part:?} is within {block:?}");
                }
            }
            BlockKind::Table { rows } => {
                let mut end = 0;
                for cell in rows.iter().flatten() {
                    holds(text, cell.span);
                    // An empty cell may stand at the edge, beside the text.
                    let is_within = cell.span.is_empty() || block.span.contains(cell.span);
                    assert!(is_within, "{cell:?} is within {:?}", block.span);
                    assert!(cell.span.start >= end, "cells are in order and apart: {cell:?}");
                    end = cell.span.end;
                    for part in &cell.parts {
                        holds(text, *part);
                        assert!(cell.span.contains(*part), "{part:?} is within {cell:?}");
                    }
                }
            }
            _ => {}
        }
    }
    let mut start = 0;
    for word in &document.words {
        holds(text, word.span);
        assert!(word.span.start >= start, "words are in order");
        start = word.span.start;
        assert!(word.place.rect.iter().all(|edge| edge.is_finite()), "{word:?}");
    }
}

fn holds(text: &str, span: Span) {
    assert!(text.get(span.range()).is_some(), "{span:?} is of the text, on character boundaries");
}

/// A zip file of these parts, not compressed.
pub fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut bytes, mut list) = (Vec::new(), Vec::new());
    for (name, content) in parts {
        let size = u32::try_from(content.len()).expect("a small part").to_le_bytes();
        let length = u16::try_from(name.len()).expect("a short name").to_le_bytes();
        let start = u32::try_from(bytes.len()).expect("a small file").to_le_bytes();
        // version, flags, method, time, date; then the checksum and both sizes.
        let common =
            [&[20, 0, 0, 0, 0, 0, 0, 0, 0, 0][..], &crc32(content), &size, &size, &length, &[0, 0]].concat();
        bytes.extend([b"PK\x03\x04", &common[..], name.as_bytes(), content].concat());
        list.extend([b"PK\x01\x02\x14\0", &common[..], &[0; 10], &start, name.as_bytes()].concat());
    }
    let count = u16::try_from(parts.len()).expect("few parts").to_le_bytes();
    let start = u32::try_from(bytes.len()).expect("a small file").to_le_bytes();
    let size = u32::try_from(list.len()).expect("few parts").to_le_bytes();
    bytes.extend(list);
    bytes.extend([b"PK\x05\x06\0\0\0\0", &count[..], &count, &size, &start, &[0, 0]].concat());
    bytes
}

/// CRC-32 as zip files have it.
fn crc32(bytes: &[u8]) -> [u8; 4] {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = (crc >> 1) ^ (0xedb8_8320 & 0_u32.wrapping_sub(crc & 1));
        }
    }
    (!crc).to_le_bytes()
}
