//! Bytes to characters: byte order marks, UTF-8, UTF-16 without a mark, then the detector that Firefox uses.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::ReadError;

/// How many bytes the tests for binary and UTF-16 look at.
const SAMPLE: usize = 16 << 10;

/// `bytes` as text with `\n` line ends and without a byte order mark.
///
/// # Errors
/// [`ReadError::Encoding`] when more than one character in a hundred cannot be decoded.
pub(crate) fn decode(bytes: &[u8]) -> Result<String, ReadError> {
    decode_as(bytes, None)
}

/// The same for bytes whose encoding is `declared`: what they are without doubt (a byte order mark, UTF-8) comes before
/// it, what they look like behind it.
///
/// # Errors
/// As [`decode`].
pub(crate) fn decode_as(bytes: &[u8], declared: Option<&'static Encoding>) -> Result<String, ReadError> {
    let is_plain = Encoding::for_bom(bytes).is_none() && utf_16(bytes).is_none();
    let declared = declared.filter(|declared| {
        is_plain
            && *declared != UTF_8
            && declared.is_ascii_compatible()
            && std::str::from_utf8(bytes).is_err()
    });
    let (text, _) = declared.unwrap_or_else(|| encoding(bytes)).decode_with_bom_removal(bytes);
    let damaged = text.matches('\u{fffd}').count();
    if damaged > 0 {
        let characters = text.chars().count();
        if damaged.saturating_mul(100) > characters {
            return Err(ReadError::Encoding { damaged, characters });
        }
    }
    if !text.contains('\r') {
        return Ok(text.into_owned());
    }
    Ok(text.replace("\r\n", "\n").replace('\r', "\n"))
}

/// The first characters of a text, of its first `length` bytes.
pub(crate) fn beginning(bytes: &[u8], length: usize) -> String {
    let start = bytes.get(..bytes.len().min(length)).unwrap_or_default();
    encoding(start).decode_with_bom_removal(start).0.into_owned()
}

fn encoding(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    if let Some(encoding) = utf_16(bytes) {
        return encoding;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, chardetng::Utf8Detection::Allow)
}

/// UTF-16 without a byte order mark: in western text every second byte is zero. The detector does not know it.
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..bytes.len().min(SAMPLE)).unwrap_or_default();
    let (mut even, mut odd) = (0_usize, 0_usize);
    for pair in sample.chunks_exact(2) {
        even += usize::from(pair.first() == Some(&0));
        odd += usize::from(pair.last() == Some(&0));
    }
    let pairs = sample.len() / 2;
    if pairs >= 4 && odd * 10 >= pairs * 6 && even * 20 <= pairs {
        Some(UTF_16LE)
    } else if pairs >= 4 && even * 10 >= pairs * 6 && odd * 20 <= pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// True for bytes that no text has: zero bytes outside UTF-16, or many control characters.
pub(crate) fn is_binary(bytes: &[u8]) -> bool {
    if Encoding::for_bom(bytes).is_some() || utf_16(bytes).is_some() {
        return false;
    }
    let sample = bytes.get(..bytes.len().min(SAMPLE)).unwrap_or_default();
    if sample.contains(&0) {
        return true;
    }
    let control = sample.iter().filter(|byte| **byte < 0x20 && !b"\t\n\r\x0c\x1b".contains(byte)).count();
    control.saturating_mul(50) > sample.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn western_encodings_are_recognised() {
        let text = "Aperçu\nMarqueur de politique — Égalité des genres\nBudget et dépenses : 1 249 777 $\n";
        let windows = encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
        let utf_16 = |little: bool| -> Vec<u8> {
            text.encode_utf16()
                .flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() })
                .collect()
        };
        let marked = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
        for (name, bytes) in [
            ("UTF-8", text.as_bytes().to_vec()),
            ("UTF-8 with mark", marked(b"\xef\xbb\xbf", text.as_bytes())),
            ("Windows-1252", windows),
            ("UTF-16LE", utf_16(true)),
            ("UTF-16BE", utf_16(false)),
            ("UTF-16LE with mark", marked(b"\xff\xfe", &utf_16(true))),
            ("Windows line ends", text.replace('\n', "\r\n").into_bytes()),
            ("old Mac line ends", text.replace('\n', "\r").into_bytes()),
        ] {
            assert!(!is_binary(&bytes), "{name}");
            assert_eq!(decode(&bytes).as_deref(), Ok(text), "{name}");
        }
    }

    #[test]
    fn a_few_broken_characters_are_kept_and_many_are_refused() {
        let mut bytes = b"\xff\xfe".to_vec();
        bytes.extend(
            "a long text with one lone surrogate ".repeat(9).encode_utf16().flat_map(u16::to_le_bytes),
        );
        let mut few = bytes.clone();
        few.extend(0xd800_u16.to_le_bytes());
        assert!(decode(&few).unwrap().ends_with('\u{fffd}'));
        let mut many = bytes;
        many.extend(0xd800_u16.to_le_bytes().repeat(9));
        assert!(matches!(decode(&many), Err(ReadError::Encoding { damaged: 9, .. })));
    }
}
