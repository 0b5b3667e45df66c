//! Text strings (ISO 32000-2, 7.9.2.2): UTF-16 or UTF-8 with a mark in front, else PDFDocEncoding.

/// PDFDocEncoding from 0x18 and from 0x80, where it is not Latin-1 (ISO 32000-2, annex D.3).
const FROM_18: [char; 8] = ['˘', 'ˇ', 'ˆ', '˙', '˝', '˛', '˚', '˜'];
const FROM_80: [char; 33] = [
    '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™', 'ﬁ', 'ﬂ',
    'Ł', 'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{fffd}', '€',
];

/// The text of a text string.
pub(in crate::pdf) fn text(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        // No such mark is in the standard, yet some programs write it.
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        bytes => bytes.iter().map(|byte| character(*byte)).collect(),
    }
}

/// The same on one line: no line breaks, control characters or doubled spaces.
pub(super) fn line(bytes: &[u8]) -> String {
    let text: String = text(bytes).chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).filter_map(|pair| pair.try_into().ok().map(unit));
    let mut text = String::with_capacity(bytes.len() / 2);
    let mut in_language = false;
    for c in char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')) {
        // ESC begins and ends the name of a language (7.9.2.2.1).
        match c {
            '\u{1b}' => in_language = !in_language,
            _ if in_language => {}
            c => text.push(c),
        }
    }
    text
}

fn character(byte: u8) -> char {
    match byte {
        0x18..=0x1f => FROM_18.get(usize::from(byte - 0x18)).copied(),
        0x80..=0xa0 => FROM_80.get(usize::from(byte - 0x80)).copied(),
        _ => None,
    }
    .unwrap_or(char::from(byte))
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_text_string_is_read_in_its_encoding() {
        for (bytes, expected) in [
            (&b"Roads"[..], "Roads"),
            (b"\xfe\xff\0R\0o\x20\x19", "Ro’"),
            (b"\xff\xfeR\0o\0", "Ro"),
            (b"\xef\xbb\xbfCura\xc3\xa7ao", "Curaçao"),
            (b"Cura\xe7ao \x80 \xa0 5 \x85", "Curaçao • € 5 –"),
            (b"\xfe\xff\0\x1b\0e\0n\0\x1b\0R", "R"),
            (b"\xfe\xff\xd8\0\0R\0", "\u{fffd}R"),
        ] {
            assert_eq!(super::text(bytes), expected, "{bytes:?}");
        }
        assert_eq!(super::line(b" Roads\r\nand\tbridges \0"), "Roads and bridges");
    }
}
