//! Formats that are known by name and not read: how each is told by its content, and what to do with it.

use crate::archive;

/// A format that is known and not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Foreign {
    /// What a person calls it, with its article where it has one.
    pub name: &'static str,
    /// What to do to have it read.
    pub hint: &'static str,
}

const OFFICE: &str = "save it as .docx or PDF and read that";
const SLIDES: &str = "save it as PDF and read that";
const SHEET: &str = "save it as PDF or as a web page and read that";
const PICTURE: &str =
    "read the document that it is a picture of, or make a PDF of it and read that with --ocr";
const PACKED: &str = "unpack it and read the files in it";
const MAIL: &str = "open it in a mail program; save its text as PDF, and its attachments as files";
const DATA: &str = "it is data and no document: read the document that it was made from";
const BOOK: &str = "convert it to PDF or .docx and read that";
const NOTHING: &str = "no document is read from it; leave it out";

/// A binary file that nothing tells more about.
pub(crate) const BINARY: Foreign =
    Foreign { name: "a binary file", hint: "save it as PDF, .docx or text and read that" };
/// An archive in an archive, or where one document is wanted.
pub(crate) const ARCHIVE: Foreign = Foreign {
    name: "a ZIP archive",
    hint: "unpack it and read the files in it; archives are opened one level deep",
};

/// First bytes, the format's name, what to do.
const SIGNATURES: [(&[u8], &str, &str); 33] = [
    (b"{\\rtf", "a Rich Text document", OFFICE),
    (b"\xdb\xa5-\0", "an old Word document", OFFICE),
    (b"\xffWPC", "a WordPerfect document", OFFICE),
    (b"%!PS", "a PostScript document", "convert it to PDF (`ps2pdf`) and read that"),
    (b"\x89PNG\r\n", "a PNG image", PICTURE),
    (b"\xff\xd8\xff", "a JPEG image", PICTURE),
    (b"GIF87a", "a GIF image", PICTURE),
    (b"GIF89a", "a GIF image", PICTURE),
    (b"II*\0", "a TIFF image", PICTURE),
    (b"MM\0*", "a TIFF image", PICTURE),
    (b"8BPS", "a Photoshop image", PICTURE),
    (b"\x00\x00\x00\x0cjP  ", "a JPEG 2000 image", PICTURE),
    (b"AT&TFORM", "a DjVu document", "convert it to PDF (`ddjvu -format=pdf`) and read that"),
    (b"ITSF", "a Windows help file", BOOK),
    (b"\x1f\x8b", "a gzip archive", PACKED),
    (b"BZh", "a bzip2 archive", PACKED),
    (b"\xfd7zXZ\0", "an xz archive", PACKED),
    (b"(\xb5/\xfd", "a Zstandard archive", PACKED),
    (b"7z\xbc\xaf'\x1c", "a 7z archive", PACKED),
    (b"Rar!\x1a\x07", "a RAR archive", PACKED),
    (b"MSCF\0\0\0\0", "a Cabinet archive", PACKED),
    (b"!BDN", "an Outlook mailbox", MAIL),
    (b"SQLite format 3\0", "an SQLite database", DATA),
    (b"PAR1", "a Parquet file", DATA),
    (b"ARROW1", "an Arrow file", DATA),
    (b"\x7fELF", "a program", NOTHING),
    (b"MZ\x90\0", "a Windows program", NOTHING),
    (b"\xca\xfe\xba\xbe", "a program", NOTHING),
    (b"\xcf\xfa\xed\xfe", "a program", NOTHING),
    (b"OggS", "an audio or video file", NOTHING),
    (b"ID3", "an audio file", NOTHING),
    (b"\x1aE\xdf\xa3", "a video", NOTHING),
    (b"L\0\0\0\x01\x14\x02\0", "a Windows shortcut", "read the file that it points to"),
];

/// The foreign format that the first bytes tell.
pub(crate) fn by_signature(bytes: &[u8]) -> Option<Foreign> {
    if let Some((_, name, hint)) = SIGNATURES.iter().find(|(signature, ..)| bytes.starts_with(signature)) {
        return Some(Foreign { name, hint });
    }
    if bytes.starts_with(COMPOUND) {
        return Some(compound(bytes));
    }
    // Containers name their kind some bytes into the file.
    let (name, hint) = match (bytes.get(..4)?, bytes.get(4..8)?, bytes.get(8..12)?) {
        (b"RIFF", _, b"WEBP") => ("a WebP image", PICTURE),
        (b"RIFF", ..) => ("an audio or video file", NOTHING),
        (_, b"ftyp", b"heic" | b"heix" | b"mif1" | b"avif") => ("a HEIF image", PICTURE),
        (_, b"ftyp", _) => ("a video", NOTHING),
        _ if bytes.get(257..262) == Some(b"ustar") => ("a tar archive", PACKED),
        _ if is_bitmap(bytes) => ("a BMP image", PICTURE),
        _ => return None,
    };
    Some(Foreign { name, hint })
}

/// `BM` begins many a text; a bitmap tells its own length behind it.
fn is_bitmap(bytes: &[u8]) -> bool {
    let length = bytes.get(2..6).and_then(|length| length.try_into().ok()).map(u32::from_le_bytes);
    bytes.starts_with(b"BM") && length.is_some_and(|length| usize::try_from(length) == Ok(bytes.len()))
}

/// First bytes of the container of Office before 2007.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// True for a `.docx` with a password: a container of the old form holds the encrypted new one.
pub(crate) fn is_encrypted_office(bytes: &[u8]) -> bool {
    bytes.starts_with(COMPOUND) && holds_stream(bytes, "EncryptedPackage")
}

/// What a container of the old form holds, by the names of its streams ([MS-CFB] 2.6).
fn compound(bytes: &[u8]) -> Foreign {
    const STREAMS: [(&str, &str, &str); 7] = [
        ("WordDocument", "an old Word document (.doc)", OFFICE),
        ("PowerPoint Document", "an old PowerPoint presentation (.ppt)", SLIDES),
        ("Workbook", "an old Excel workbook (.xls)", SHEET),
        ("Book", "an old Excel workbook (.xls)", SHEET),
        ("__properties_version1.0", "an Outlook message (.msg)", MAIL),
        ("VisioDocument", "a Visio drawing", SLIDES),
        ("Quill", "a Publisher document", SLIDES),
    ];
    let found = STREAMS.iter().find(|(stream, ..)| holds_stream(bytes, stream));
    found.map_or(Foreign { name: "an old Office document", hint: OFFICE }, |(_, name, hint)| Foreign {
        name,
        hint,
    })
}

/// True when the container's directory names the stream. The directory stands anywhere; its first sector, which the
/// header points at, names the streams of the top.
fn holds_stream(bytes: &[u8], stream: &str) -> bool {
    const LOOKED_AT: usize = 16 << 10;
    let field = |at: usize, length: usize| bytes.get(at..at.checked_add(length)?);
    let shift = field(30, 2).and_then(|field| field.try_into().ok()).map_or(9, u16::from_le_bytes);
    let sector = field(48, 4).and_then(|field| field.try_into().ok()).map_or(0, u32::from_le_bytes);
    let start = usize::try_from((u64::from(sector) + 1) << shift.min(16)).unwrap_or(usize::MAX);
    let directory = bytes.get(start..).unwrap_or_default();
    let directory = directory.get(..directory.len().min(LOOKED_AT)).unwrap_or_default();
    let name: Vec<u8> = stream.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
    directory.chunks_exact(128).any(|entry| entry.starts_with(&name))
}

/// A part of a zip container in small letters, the format that it makes of it, what to do.
const PARTS: [(&str, &str, &str); 9] = [
    ("xl/workbook.xml", "an Excel workbook (.xlsx)", SHEET),
    ("xl/workbook.bin", "an Excel workbook (.xlsb)", SHEET),
    ("ppt/presentation.xml", "a PowerPoint presentation (.pptx)", SLIDES),
    ("visio/document.xml", "a Visio drawing", SLIDES),
    ("index/document.iwa", "an Apple iWork document", OFFICE),
    ("meta-inf/container.xml", "an EPUB book", BOOK),
    ("androidmanifest.xml", "an Android program", NOTHING),
    ("meta-inf/manifest.mf", "a Java program", NOTHING),
    ("doc.kml", "a map (.kmz)", DATA),
];

/// What the part `mimetype` says that OpenDocument and EPUB begin with.
const MEDIA_TYPES: [(&str, &str, &str); 5] = [
    ("application/vnd.oasis.opendocument.text", "an OpenDocument text (.odt)", OFFICE),
    ("application/vnd.oasis.opendocument.spreadsheet", "an OpenDocument spreadsheet (.ods)", SHEET),
    ("application/vnd.oasis.opendocument.presentation", "an OpenDocument presentation (.odp)", SLIDES),
    ("application/vnd.oasis.opendocument", "an OpenDocument file", OFFICE),
    ("application/epub+zip", "an EPUB book", BOOK),
];

/// The foreign format that a zip file is a container of; None for a mere archive.
pub(crate) fn in_zip(names: &archive::Names) -> Option<Foreign> {
    let told = names.mimetype.as_deref().map(str::trim);
    let media = told.and_then(|told| MEDIA_TYPES.iter().find(|(media, ..)| told.starts_with(media)));
    let part = || PARTS.iter().find(|(part, ..)| names.has(part));
    media.or_else(part).map(|(_, name, hint)| Foreign { name, hint })
}

/// A text that is data or mail and no document, told by its first characters and, where those tell nothing, by its
/// name as well.
pub(crate) fn by_text(start: &str, name: &str) -> Option<Foreign> {
    let start = start.trim_start_matches('\u{feff}').trim_start();
    let named = |endings: &[&str]| endings.iter().any(|ending| name.to_ascii_lowercase().ends_with(ending));
    let (name, hint) = if is_json(start) {
        if named(&[".jsonl", ".ndjson"]) { ("JSON Lines", DATA) } else { ("JSON", DATA) }
    } else if is_mail(start) {
        ("a mail message (.eml)", MAIL)
    } else if start.starts_with("<?xml") || (start.starts_with('<') && named(&[".xml"])) {
        xml(start)
    } else if start.starts_with("<svg") {
        ("an SVG image", PICTURE)
    } else if start.starts_with("{\\urtf") {
        ("a Rich Text document", OFFICE)
    } else if named(&[".csv", ".tsv"]) && is_grid(start) {
        (if named(&[".csv"]) { "CSV" } else { "TSV" }, DATA)
    } else if named(&[".yaml", ".yml"]) {
        ("YAML", DATA)
    } else if named(&[".toml"]) {
        ("TOML", DATA)
    } else {
        return None;
    };
    Some(Foreign { name, hint })
}

fn xml(start: &str) -> (&'static str, &'static str) {
    const ROOTS: [(&str, &str, &str); 7] = [
        ("<iati-activities", "IATI XML", DATA),
        ("<iati-organisations", "IATI XML", DATA),
        ("<pkg:package", "a Word document saved as XML", OFFICE),
        ("<w:wordDocument", "a Word document saved as XML", OFFICE),
        ("<office:document", "an OpenDocument text (.fodt)", OFFICE),
        ("<svg", "an SVG image", PICTURE),
        ("<rss", "a news feed", "read the pages that it points to"),
    ];
    let root = ROOTS.iter().find(|(root, ..)| start.contains(root));
    root.map_or(("XML", DATA), |(_, name, hint)| (name, hint))
}

/// An object with a first key, or an array of values.
fn is_json(start: &str) -> bool {
    let Some(rest) = start.strip_prefix(['{', '[']) else { return false };
    let rest = rest.trim_start();
    if start.starts_with('{') {
        let key = rest.strip_prefix('"').and_then(|rest| rest.split_once('"'));
        return rest.starts_with('}') || key.is_some_and(|(_, behind)| behind.trim_start().starts_with(':'));
    }
    rest.starts_with(['{', '"']) || (rest.starts_with('[') && is_json(rest))
}

/// Headers of a message that went through the mail; a memo has `From:` and `Date:` too.
fn is_mail(start: &str) -> bool {
    const TELLING: [&str; 5] = ["received:", "return-path:", "message-id:", "mime-version:", "delivered-to:"];
    let mut told = 0;
    for line in start.lines().take(60) {
        if line.is_empty() {
            break;
        }
        let Some((header, _)) = line.split_once(':') else {
            if line.starts_with([' ', '\t']) || line.starts_with("From ") {
                continue;
            }
            return false;
        };
        if header.contains(char::is_whitespace)
            && !line.starts_with([' ', '\t'])
            && !line.starts_with("From ")
        {
            return false;
        }
        told += usize::from(TELLING.iter().any(|telling| line.to_ascii_lowercase().starts_with(telling)));
    }
    told >= 2
}

/// Lines with the same number of separators.
fn is_grid(start: &str) -> bool {
    let lines: Vec<&str> = start.lines().filter(|line| !line.trim().is_empty()).take(4).collect();
    let count = |line: &str, separator: char| line.matches(separator).count();
    [',', ';', '\t'].iter().any(|separator| {
        let first = lines.first().map_or(0, |line| count(line, *separator));
        // A quoted cell may hold separators and line ends; the first line is names.
        first > 0 && lines.iter().all(|line| count(line, *separator) >= first || line.contains('"'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_and_mail_are_told_from_documents() {
        for (text, name, expected) in [
            ("{\"a\": 1}", "notes.txt", Some("JSON")),
            ("[{\"a\": 1}]", "notes.txt", Some("JSON")),
            ("[Draft] Project profile", "notes.txt", None),
            ("{Draft}", "notes.json", None),
            ("Title: Roads, and more\nCountry: Haiti", "notes.csv", None),
            ("a,b,c\n1,2,3\n", "notes.csv", Some("CSV")),
            ("Budget, in thousands\nof dollars", "notes.txt", None),
            ("From: Ann\nTo: Bob\nDate: 3 May 2020\nSubject: Roads\n\nDear Bob", "memo.txt", None),
            (
                "Received: by x\n\tfor y\nMessage-ID: <1>\nMIME-Version: 1.0\nFrom: Ann\n\nDear Bob",
                "a.txt",
                Some("a mail message (.eml)"),
            ),
            ("<?xml version=\"1.0\"?>\n<iati-activities version=\"2.03\">", "a.txt", Some("IATI XML")),
            ("<note>", "a.xml", Some("XML")),
        ] {
            assert_eq!(by_text(text, name).map(|foreign| foreign.name), expected, "{text}");
        }
    }

    #[test]
    fn old_office_files_are_told_apart_by_their_streams() {
        let container = |stream: &str| {
            let mut bytes = COMPOUND.to_vec();
            bytes.resize(512 + 128, 0);
            bytes[30] = 9;
            bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
            bytes.resize(512 + 512, 0);
            bytes
        };
        for (stream, name) in [
            ("WordDocument", "an old Word document (.doc)"),
            ("Workbook", "an old Excel workbook (.xls)"),
            ("PowerPoint Document", "an old PowerPoint presentation (.ppt)"),
            ("Something", "an old Office document"),
        ] {
            assert_eq!(by_signature(&container(stream)).map(|foreign| foreign.name), Some(name));
        }
        assert!(is_encrypted_office(&container("EncryptedPackage")));
    }
}
