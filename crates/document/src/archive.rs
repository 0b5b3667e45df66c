//! Zip files: archives of documents, opened one level deep, and the container that Office files are.
//!
//! Nothing is written to the disk and no size that an archive declares is believed: what comes out is counted. Names
//! are names and never paths.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use almoner_record::Origin;
use zip::read::{Config, ZipFileEntry};
use zip::result::ZipError;
use zip::unstable::read::ZipIterable;
use zip::{CompressionMethod, ZipReadOptions};

use crate::format::{Format, sniff};
use crate::{Document, Enclosed, Limit, Limits, ReadError, foreign};

/// What a part may always give, however small it is packed.
const SMALL: u64 = 1 << 20;
/// How many times its packed size a larger part may give: deflate reaches 1,030, text 20, the XML of tables 60.
const RATIO: u64 = 100;

/// A document without text that names the documents in the archive, in its order.
///
/// Folders, links and what a Mac adds (`__MACOSX`, `.DS_Store`) are left out; two entries of one name are two.
///
/// # Errors
/// [`ReadError`] when the archive's own list cannot be read, its entries overlap, or there are none.
pub(crate) fn read(bytes: &[u8], origin: Origin, limits: &Limits) -> Result<Document, ReadError> {
    let mut packed = 0_u64;
    let mut document = Document::unpaged(origin, String::new(), Vec::new(), None);
    for file in open(bytes)?.files().map_err(|error| damaged(&error))? {
        // A list that breaks off gives what stands before.
        let Ok(file) = file else { break };
        packed = packed.saturating_add(file.compressed_size());
        if !is_document(&file) {
            continue;
        }
        if u32::try_from(document.enclosed.len()).is_ok_and(|kept| kept == limits.enclosed) {
            document.cut = Some(Limit::Enclosed { kept: limits.enclosed });
            break;
        }
        document.enclosed.push(name(&file));
    }
    // Entries that share their bytes are how a small archive gives the same gigabyte a thousand times.
    if packed > length(bytes) {
        return Err(ReadError::Damaged {
            what: "its entries together are longer than the archive: they overlap",
        });
    }
    if document.enclosed.is_empty() {
        return Err(ReadError::Empty);
    }
    Ok(document)
}

/// Takes out the document at `place` in [`Document::enclosed`].
///
/// # Errors
/// [`ReadError`] when there is none, when it is an archive itself, encrypted, damaged or packed in a way that is not
/// read, or when it gives more than `Limits::file_bytes` or `Limits::inflated_bytes`, or more than [`RATIO`] allows.
pub(crate) fn take_out(bytes: &[u8], place: usize, limits: &Limits) -> Result<Enclosed, ReadError> {
    let mut zip = open(bytes)?;
    let files = zip.files().map_err(|error| damaged(&error))?;
    let mut documents = files.map_while(Result::ok).filter(is_document);
    let file = documents.nth(place).ok_or(ReadError::Damaged { what: "it holds no such document" })?;
    let name = name(&file);
    let inflated = inflate(bytes, file, limits.file_bytes.min(limits.inflated_bytes))?;
    if let Some(limit) = inflated.cut {
        return Err(ReadError::Limit { limit: Limit::Inflated { limit } });
    }
    if inflated.is_broken {
        return Err(ReadError::Damaged {
            what: "unpacking it breaks off, or gives other bytes than were packed",
        });
    }
    let inflated = inflated.bytes;
    if sniff(&inflated, &name) == Some(Format::Archive) {
        return Err(ReadError::Unsupported(foreign::ARCHIVE));
    }
    Ok(Enclosed { name, bytes: inflated })
}

fn is_document(file: &ZipFileEntry<'_>) -> bool {
    let name = name(file);
    let of_a_mac = name.starts_with("__MACOSX/") || name.rsplit('/').next() == Some(".DS_Store");
    !(file.is_dir() || file.is_symlink() || of_a_mac)
}

fn length(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

fn open(bytes: &[u8]) -> Result<ZipIterable<Cursor<&[u8]>>, ReadError> {
    ZipIterable::try_new(Cursor::new(bytes), Config::default()).map_err(|error| damaged(&error))
}

fn name(file: &ZipFileEntry<'_>) -> String {
    file.name()
        .map_or_else(|_| String::from_utf8_lossy(file.name_raw()).into_owned(), |name| name.into_owned())
}

/// What unpacking a part gave.
struct Inflated {
    bytes: Vec<u8>,
    /// The limit that cut it short, if one did.
    cut: Option<u64>,
    /// It broke off, or its checksum is wrong.
    is_broken: bool,
}

/// Unpacks one part, to `most` bytes and no more than [`RATIO`] allows.
fn inflate(bytes: &[u8], file: ZipFileEntry<'_>, most: u64) -> Result<Inflated, ReadError> {
    if file.encrypted() {
        return Err(ReadError::Encrypted);
    }
    if !matches!(file.compression(), CompressionMethod::Stored | CompressionMethod::Deflated) {
        return Err(ReadError::Damaged { what: "it is packed by a method that is not read" });
    }
    // More than the whole file holds is packed in no part of it.
    let packed = file.compressed_size().min(length(bytes));
    let limit = most.min(packed.saturating_mul(RATIO).max(SMALL));
    let mut reader = Cursor::new(bytes);
    let mut part = file.with_reader(&mut reader, ZipReadOptions::new()).map_err(|error| damaged(&error))?;
    let mut inflated = Vec::new();
    let read = part.by_ref().take(limit).read_to_end(&mut inflated);
    // One byte more tells a part that is cut from one that ends; its checksum is known there too.
    let more = if read.is_ok() { part.read(&mut [0]).map(|more| more > 0) } else { Ok(false) };
    Ok(Inflated {
        bytes: inflated,
        is_broken: read.is_err() || more.is_err(),
        cut: more.is_ok_and(|more| more).then_some(limit),
    })
}

fn damaged(error: &ZipError) -> ReadError {
    let what = match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => return ReadError::Encrypted,
        ZipError::UnsupportedArchive(_) => {
            "it is one of several parts of an archive, or packed by a method that is not read"
        }
        _ => "the list of its parts cannot be read; its end may be missing",
    };
    ReadError::Damaged { what }
}

/// True when the bytes begin as a zip file does (an empty one begins with its end).
pub(crate) fn is_zip(bytes: &[u8]) -> bool {
    [b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"].iter().any(|signature| bytes.starts_with(*signature))
}

/// The names of the parts of a zip file, for telling what it is a container of.
pub(crate) struct Names {
    parts: BTreeSet<String>,
    /// What the part `mimetype` says.
    pub(crate) mimetype: Option<String>,
}

impl Names {
    /// None when the list cannot be read.
    pub(crate) fn of(bytes: &[u8]) -> Option<Names> {
        /// A container names what it is early.
        const LOOKED_AT: usize = 5_000;
        /// Longer than any media type.
        const LONGEST_TYPE: u64 = 200;
        let mut zip = open(bytes).ok()?;
        let mut names = Names { parts: BTreeSet::new(), mimetype: None };
        for file in zip.files().ok()?.take(LOOKED_AT).map_while(Result::ok) {
            let name = name(&file);
            if name == "mimetype" && names.mimetype.is_none() {
                let told = inflate(bytes, file, LONGEST_TYPE).ok();
                names.mimetype = told.map(|told| String::from_utf8_lossy(&told.bytes).into_owned());
            }
            names.parts.insert(name.replace('\\', "/").to_ascii_lowercase());
        }
        Some(names)
    }

    /// True when there is a part of that name, in small letters.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.parts.contains(name)
    }

    /// True when the parts are those of a Word document, wherever its main part is said to stand.
    pub(crate) fn is_docx(&self) -> bool {
        let in_word = |part: &String| part.starts_with("word/") && part.ends_with(".xml");
        self.has("[content_types].xml") && self.parts.iter().any(in_word)
    }
}

/// An Office file: parts by name, which together give no more than a limit.
pub(crate) struct Package<'a> {
    bytes: &'a [u8],
    names: Vec<String>,
    left: u64,
    /// The limit that cut a part short, if one did.
    pub(crate) cut: Option<u64>,
}

impl<'a> Package<'a> {
    /// # Errors
    /// [`ReadError::Damaged`] when the list of parts cannot be read.
    pub(crate) fn open(bytes: &'a [u8], limits: &Limits) -> Result<Package<'a>, ReadError> {
        /// More than any Office file has.
        const MOST_PARTS: usize = 20_000;
        /// The XML of thousands of pages; what is made of it in memory is three times as long.
        const MOST_XML: u64 = 64 << 20;
        let mut zip = open(bytes)?;
        let files = zip.files().map_err(|error| damaged(&error))?;
        let names = files.take(MOST_PARTS).map_while(Result::ok).map(|file| name(&file)).collect();
        Ok(Package { bytes, names, left: limits.inflated_bytes.min(MOST_XML), cut: None })
    }

    /// The bytes of a part as far as the limits let them be read; None where there is none or it cannot be unpacked.
    pub(crate) fn part(&mut self, name: &str) -> Option<Vec<u8>> {
        let index = self.index(name)?;
        let mut zip = open(self.bytes).ok()?;
        let file = zip.files().ok()?.nth(index)?.ok()?;
        let inflated = inflate(self.bytes, file, self.left).ok()?;
        self.left = self.left.saturating_sub(length(&inflated.bytes));
        self.cut = self.cut.or(inflated.cut);
        // What stands before a break is read; its reader sees that it breaks off.
        Some(inflated.bytes)
    }

    /// True when there is a part of that name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.index(name).is_some()
    }

    /// Names are compared as Office does: without regard to case, with either slash.
    fn index(&self, name: &str) -> Option<usize> {
        let wanted = name.trim_start_matches('/');
        let is_slash = |byte: u8| matches!(byte, b'/' | b'\\');
        let is_same = |a: u8, b: u8| a.eq_ignore_ascii_case(&b) || (is_slash(a) && is_slash(b));
        self.names.iter().position(|part| {
            part.len() == wanted.len() && part.bytes().zip(wanted.bytes()).all(|(a, b)| is_same(a, b))
        })
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::write::SimpleFileOptions;

    use super::*;
    use crate::{read, take_out};

    fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in entries {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(content).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn names_of(bytes: &[u8]) -> Result<Vec<String>, ReadError> {
        read(bytes, "a.zip", &Limits::default()).map(|document| document.enclosed)
    }

    fn taken(bytes: &[u8], place: usize) -> Result<Vec<u8>, ReadError> {
        take_out(bytes, "a.zip", place, &Limits::default()).map(|enclosed| enclosed.bytes)
    }

    /// `bytes` with each list entry (`PK\x01\x02`) and each local header (`PK\x03\x04`) changed.
    fn changed(bytes: &[u8], change: impl Fn(&mut [u8], bool)) -> Vec<u8> {
        let mut bytes = bytes.to_vec();
        for at in 0..bytes.len().saturating_sub(4) {
            let of_list = bytes[at..].starts_with(b"PK\x01\x02");
            if of_list || bytes[at..].starts_with(b"PK\x03\x04") {
                change(&mut bytes[at..], of_list);
            }
        }
        bytes
    }

    #[test]
    fn an_archive_names_its_documents_and_gives_each() {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.add_directory("in/", SimpleFileOptions::default()).unwrap();
        for (name, content) in [
            ("in/a.txt", "Roads"),
            ("__MACOSX/in/._a.txt", "x"),
            ("in/.DS_Store", "x"),
            ("../../b.txt", "Wells"),
        ] {
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(content.as_bytes()).unwrap();
        }
        let bytes = zip.finish().unwrap().into_inner();
        assert_eq!(names_of(&bytes).unwrap(), ["in/a.txt", "../../b.txt"]);
        assert_eq!(taken(&bytes, 1).unwrap(), b"Wells");
        assert!(matches!(taken(&bytes, 2), Err(ReadError::Damaged { .. })));
        // Two of one name are two: `ZipWriter` refuses to write them, so the second is renamed.
        let mut renamed = zipped(&[("a.txt", b"one"), ("b.txt", b"two")]);
        for at in 0..renamed.len() - 5 {
            if renamed[at..].starts_with(b"b.txt") {
                renamed[at] = b'a';
            }
        }
        assert_eq!(names_of(&renamed).unwrap(), ["a.txt", "a.txt"]);
        assert_eq!(
            (taken(&renamed, 0).unwrap(), taken(&renamed, 1).unwrap()),
            (b"one".to_vec(), b"two".to_vec())
        );
    }

    #[test]
    fn what_cannot_be_taken_out_is_told() {
        let text = zipped(&[("a.txt", b"Roads and bridges")]);
        let inside = zipped(&[("b.zip", &text)]);
        assert_eq!(taken(&inside, 0), Err(ReadError::Unsupported(foreign::ARCHIVE)));
        let encrypted = changed(&text, |header, of_list| header[if of_list { 8 } else { 6 }] |= 1);
        assert_eq!(taken(&encrypted, 0), Err(ReadError::Encrypted));
        let method = changed(&text, |header, of_list| header[if of_list { 10 } else { 8 }] = 14);
        assert!(matches!(taken(&method, 0), Err(ReadError::Damaged { .. })));
        let lying = changed(&text, |header, of_list| header[if of_list { 24 } else { 22 }] = 5);
        assert!(matches!(taken(&lying, 0), Err(ReadError::Damaged { .. })), "{:?}", taken(&lying, 0));
        assert!(matches!(names_of(&text[..text.len() - 30]), Err(ReadError::Damaged { .. })));
        assert_eq!(names_of(&zipped(&[])), Err(ReadError::Empty));
    }

    #[test]
    fn a_bomb_gives_no_more_than_its_share() {
        let bytes = zipped(&[("a.txt", &vec![b'a'; 96 << 20])]);
        assert!(bytes.len() < 120_000, "{}", bytes.len());
        assert!(matches!(taken(&bytes, 0), Err(ReadError::Limit { limit: Limit::Inflated { .. } })));
        // Five entries of the list that share the bytes of the first.
        let text: Vec<u8> = (0..2000_u32).flat_map(|at| (at * at).to_string().into_bytes()).collect();
        let names = ["a.txt", "b.txt", "c.txt", "d.txt", "e.txt"];
        let all = zipped(&names.map(|name| (name, text.as_slice())));
        let one = zipped(&[("a.txt", text.as_slice())]);
        let list_at = |bytes: &[u8]| bytes.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
        let (data, list) = (&one[..list_at(&one)], &all[list_at(&all)..]);
        let mut overlapping = [data, list].concat();
        overlapping = changed(&overlapping, |header, of_list| {
            if of_list {
                header[42..46].fill(0);
            }
        });
        let end = overlapping.len() - 22;
        overlapping[end + 16..end + 20].copy_from_slice(&u32::try_from(data.len()).unwrap().to_le_bytes());
        assert!(
            matches!(names_of(&overlapping), Err(ReadError::Damaged { what }) if what.contains("overlap"))
        );
    }

    #[test]
    fn of_a_hundred_thousand_entries_the_first_are_named() {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        for at in 0..100_000 {
            zip.start_file(at.to_string(), options).unwrap();
        }
        let bytes = zip.finish().unwrap().into_inner();
        let document = read(&bytes, "a.zip", &Limits::default()).unwrap();
        assert_eq!((document.enclosed.len(), document.cut), (10_000, Some(Limit::Enclosed { kept: 10_000 })));
    }

    #[test]
    fn a_container_is_told_by_its_parts() {
        for (parts, expected) in [
            (&[("[Content_Types].xml", "x"), ("xl/workbook.xml", "x")][..], "an Excel workbook (.xlsx)"),
            (
                &[("[Content_Types].xml", "x"), ("ppt/presentation.xml", "x")],
                "a PowerPoint presentation (.pptx)",
            ),
            (&[("mimetype", "application/vnd.oasis.opendocument.text")], "an OpenDocument text (.odt)"),
            (&[("mimetype", "application/epub+zip")], "an EPUB book"),
        ] {
            let parts: Vec<(&str, &[u8])> =
                parts.iter().map(|(name, content)| (*name, content.as_bytes())).collect();
            match names_of(&zipped(&parts)) {
                Err(ReadError::Unsupported(foreign)) => assert_eq!(foreign.name, expected),
                other => panic!("{expected}: {other:?}"),
            }
        }
    }
}
