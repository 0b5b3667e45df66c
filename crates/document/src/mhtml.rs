//! Saved pages (`.mhtml`, `.mht`; RFC 2557): the page among its parts, read as a page is.

use almoner_record::Origin;
use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use encoding_rs::Encoding;

use crate::{Document, Limits, ReadError, html};

/// How deep parts may stand in parts; browsers write two levels.
const DEEPEST: usize = 4;
/// Most parts that are looked at for the page.
const MOST_PARTS: usize = 10_000;

/// True for a page saved by a browser with all its parts; a mail to somebody is none.
pub(crate) fn is_mhtml(start: &str) -> bool {
    let (head, _) = split_head(start.as_bytes());
    let head = Head::of(head);
    let kind = head.get("content-type").unwrap_or_default().to_ascii_lowercase();
    let is_page = kind.starts_with("multipart/related")
        || kind.starts_with("multipart/alternative")
        || kind.starts_with("text/html");
    let is_sent =
        ["to", "received", "return-path", "delivered-to"].iter().any(|name| head.get(name).is_some());
    is_page && head.get("mime-version").is_some() && !is_sent
}

/// # Errors
/// [`ReadError`] when there is no page among the parts, or nothing is there to read.
pub(crate) fn read(bytes: &[u8], mut origin: Origin, limits: &Limits) -> Result<Document, ReadError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let page = page(bytes, DEEPEST).ok_or(ReadError::Damaged { what: "there is no page among its parts" })?;
    origin.url = page.location.filter(|place| place.starts_with("https://") || place.starts_with("http://"));
    html::read_as(&page.bytes, page.encoding, origin, limits)
}

/// The page of a saved page.
struct Page {
    bytes: Vec<u8>,
    /// As its head names it.
    encoding: Option<&'static Encoding>,
    location: Option<String>,
}

/// The page in a part: the part itself, or the one of its parts that it begins with.
fn page(part: &[u8], deepest: usize) -> Option<Page> {
    let (head, body) = split_head(part);
    let head = Head::of(head);
    let kind = head.get("content-type").unwrap_or_default();
    let lower = kind.to_ascii_lowercase();
    if lower.starts_with("multipart/") {
        let boundary = parameter(kind, "boundary")?;
        let parts = parts(body, &boundary);
        let start = parameter(kind, "start");
        let is_start = |part: &&&[u8]| {
            let head = Head::of(split_head(part).0);
            start.is_some() && head.get("content-id").map(str::to_owned) == start
        };
        let deeper = deepest.checked_sub(1)?;
        let root = parts.iter().find(is_start).and_then(|part| page(part, deeper));
        return root.or_else(|| parts.iter().find_map(|part| page(part, deeper)));
    }
    if !(lower.starts_with("text/html") || lower.starts_with("application/xhtml")) {
        return None;
    }
    let coding = head.get("content-transfer-encoding").unwrap_or_default().to_ascii_lowercase();
    let bytes = match coding.as_str() {
        "quoted-printable" => quoted_printable(body),
        "base64" => base_64(body),
        _ => body.to_vec(),
    };
    let encoding = parameter(kind, "charset").and_then(|label| Encoding::for_label(label.as_bytes()));
    Some(Page { bytes, encoding, location: head.get("content-location").map(str::to_owned) })
}

/// Head and body: an empty line stands between them.
fn split_head(part: &[u8]) -> (&[u8], &[u8]) {
    let mut at = 0;
    while let Some(line) = line_at(part, at) {
        let next = at + line.len();
        if line.trim_ascii().is_empty() && at > 0 {
            return (part.get(..at).unwrap_or_default(), part.get(next..).unwrap_or_default());
        }
        at = next;
    }
    (part, &[])
}

/// The line that begins at `at`, with its end.
fn line_at(bytes: &[u8], at: usize) -> Option<&[u8]> {
    let rest = bytes.get(at..).filter(|rest| !rest.is_empty())?;
    let length = rest.iter().position(|byte| *byte == b'\n').map_or(rest.len(), |end| end + 1);
    rest.get(..length)
}

/// The fields of a head: names in small letters, values with their folded lines joined.
struct Head(Vec<(String, String)>);

impl Head {
    fn of(head: &[u8]) -> Head {
        const LONGEST: usize = 64 << 10;
        let head = String::from_utf8_lossy(head.get(..head.len().min(LONGEST)).unwrap_or_default());
        let mut fields: Vec<(String, String)> = Vec::new();
        for line in head.lines() {
            if line.starts_with([' ', '\t']) {
                if let Some((_, value)) = fields.last_mut() {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            } else if let Some((name, value)) = line.split_once(':') {
                fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        Head(fields)
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

/// The parameter of a field: `boundary="x"`.
fn parameter(field: &str, name: &str) -> Option<String> {
    field.split(';').skip(1).find_map(|parameter| {
        let (own, value) = parameter.split_once('=')?;
        let value = value.trim().trim_matches('"').trim();
        (own.trim().eq_ignore_ascii_case(name) && !value.is_empty()).then(|| value.to_owned())
    })
}

/// The parts between the lines of a boundary.
fn parts<'a>(body: &'a [u8], boundary: &str) -> Vec<&'a [u8]> {
    let mark = format!("--{boundary}");
    let mut parts = Vec::new();
    let (mut at, mut from) = (0, None);
    while let Some(line) = line_at(body, at) {
        if line.starts_with(mark.as_bytes()) {
            parts.extend(from.and_then(|from: usize| body.get(from..at)));
            from = Some(at + line.len());
            let is_last = line.get(mark.len()..).is_some_and(|rest| rest.starts_with(b"--"));
            if is_last || parts.len() >= MOST_PARTS {
                return parts;
            }
        }
        at += line.len();
    }
    // The file was cut short.
    parts.extend(from.and_then(|from| body.get(from..)));
    parts
}

/// RFC 2045, 6.7. What is no code stays as it is.
fn quoted_printable(bytes: &[u8]) -> Vec<u8> {
    let digit = |byte: Option<&u8>| {
        byte.and_then(|byte| char::from(*byte).to_digit(16)).and_then(|it| u8::try_from(it).ok())
    };
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let rest = bytes.get(at + 1..).unwrap_or_default();
        if *byte != b'=' {
            decoded.push(*byte);
            at += 1;
        } else if let (Some(high), Some(low)) = (digit(rest.first()), digit(rest.get(1))) {
            decoded.push(high * 16 + low);
            at += 3;
        } else if rest.starts_with(b"\r\n") {
            at += 3;
        } else if rest.starts_with(b"\n") {
            at += 2;
        } else {
            decoded.push(*byte);
            at += 1;
        }
    }
    decoded
}

/// Base64 with line ends in it; what stands before the first fault where it is broken.
fn base_64(bytes: &[u8]) -> Vec<u8> {
    const LENIENT: GeneralPurpose = GeneralPurpose::new(
        &STANDARD,
        GeneralPurposeConfig::new()
            .with_decode_allow_trailing_bits(true)
            .with_decode_padding_mode(DecodePaddingMode::Indifferent),
    );
    let is_letter = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    let mut letters: Vec<u8> =
        bytes.iter().filter(|byte| !byte.is_ascii_whitespace()).take_while(is_letter).copied().collect();
    if letters.len() % 4 == 1 {
        letters.pop();
    }
    LENIENT.decode(&letters).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn saved(coding: &str, charset: &str, page: &[u8]) -> Vec<u8> {
        let mut saved = format!(
            "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://donor.example/p/1\r\nSubject: Roads\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----Boundary--x\"\r\n\r\n\r\n------Boundary--x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n------Boundary--x\r\nContent-Type: text/html{charset}\r\nContent-ID: <frame-1>\r\nContent-Transfer-Encoding: {coding}\r\nContent-Location: https://donor.example/p/1\r\n\r\n"
        )
        .into_bytes();
        saved.extend_from_slice(page);
        saved.extend_from_slice(b"\r\n------Boundary--x--\r\n");
        saved
    }

    #[test]
    fn the_page_among_the_parts_is_read() {
        let cases: [(&str, &str, &[u8]); 4] = [
            (
                "quoted-printable",
                "",
                b"<!DOCTYPE html><title>R</title><p>\r\nB=C3=A9nin: 5=\r\n 000 =E2=82=AC",
            ),
            ("quoted-printable", "; charset=windows-1252", b"<p>B=E9nin: 5 000 =80"),
            ("base64", "; charset=\"utf-8\"", b"PHA+QsOpbmluOiA1\r\nIDAwMCDigqw="),
            ("8bit", "", b"<meta charset=windows-1252><p>B\xe9nin: 5 000 \x80"),
        ];
        for (coding, charset, page) in cases {
            let bytes = saved(coding, charset, page);
            assert!(is_mhtml(&String::from_utf8_lossy(&bytes)), "{coding}");
            let document = read(&bytes, Origin::default(), &Limits::default()).unwrap();
            assert_eq!(document.text.trim(), "Bénin: 5 000 €", "{coding}{charset}");
            assert_eq!(document.origin.url.as_deref(), Some("https://donor.example/p/1"));
        }
    }

    #[test]
    fn mail_is_no_saved_page_and_a_saved_page_without_a_page_is_damaged() {
        let mail = "From: a@b.example\nTo: c@d.example\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n";
        assert!(!is_mhtml(mail));
        assert!(!is_mhtml("Title: Roads\nContent-Type: text/html\n\nText."));
        let empty = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/css\n\nb{}\n--x--\n";
        assert!(is_mhtml(&String::from_utf8_lossy(empty)));
        assert!(matches!(read(empty, Origin::default(), &Limits::default()), Err(ReadError::Damaged { .. })));
    }

    #[test]
    fn parts_that_stand_in_themselves_end() {
        let nested = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n".repeat(3000);
        assert!(read(nested.as_bytes(), Origin::default(), &Limits::default()).is_err());
    }
}
