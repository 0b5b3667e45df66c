//! Characters for private use, as symbol fonts have them, to those that they show.

/// The encoding of Symbol from 0x20 and from 0xA1 on (ISO 32000-1, Annex D.5); U+FFFD where it has no glyph.
const SYMBOL: &str =
    " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_\u{203e}αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼";
const SYMBOL_ABOVE: &str =
    "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪\u{fffd}〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭";

/// Marks of Wingdings as office programs use them before the items of lists and in boxes to tick.
const WINGDINGS: [(u8, char); 22] = [
    (0x6c, '●'),
    (0x6d, '❍'),
    (0x6e, '■'),
    (0x6f, '□'),
    (0x71, '❑'),
    (0x72, '❒'),
    (0x75, '◆'),
    (0x76, '❖'),
    (0x77, '◆'),
    (0x9f, '•'),
    (0xa1, '○'),
    (0xa7, '▪'),
    (0xa8, '◻'),
    (0xd8, '➢'),
    (0xe0, '→'),
    (0xe8, '➔'),
    (0xf0, '⇨'),
    (0xfb, '✗'),
    (0xfc, '✓'),
    (0xfd, '☒'),
    (0xfe, '☑'),
    (0x78, '☒'),
];

/// What Adobe's list of glyphs has for private use: signs without and with serifs, pieces of brackets.
const ADOBE_SIGNS: [(char, char); 3] = [('\u{f6d9}', '©'), ('\u{f6da}', '®'), ('\u{f6db}', '™')];
const ADOBE_PIECES: &str = "‾⏐⎯®©™⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪⎮⎞⎟⎠⎤⎥⎦⎫⎬⎭";
const FIRST_PIECE: u32 = 0xf8e5;

/// The character that `c` of the font called `font` shows. `c` is for private use; None where nothing is known of it.
pub(super) fn shown(font: &str, c: char) -> Option<char> {
    let code = u32::from(c);
    match code {
        // Where TrueType fonts of symbols have the codes of their own encoding.
        0xf020..=0xf0ff => in_own_encoding(font, u8::try_from(code.saturating_sub(0xf000)).ok()?),
        FIRST_PIECE..=0xf8fe => ADOBE_PIECES.chars().nth(code.saturating_sub(FIRST_PIECE) as usize),
        _ => ADOBE_SIGNS.iter().find(|(private, _)| *private == c).map(|(_, shown)| *shown),
    }
}

/// The character at `code` of a font of symbols; None for other fonts.
pub(super) fn in_own_encoding(font: &str, code: u8) -> Option<char> {
    let font = font.to_ascii_lowercase();
    // "Symbol", "SymbolMT", "Symbol,Bold"; not "SymbolStd" and the like, which have encodings of their own.
    let is_symbol = font
        .strip_prefix("symbol")
        .is_some_and(|rest| rest.is_empty() || rest.starts_with("mt") || rest.starts_with([',', '-', ' ']));
    let shown = match code {
        0x20..=0x7e if is_symbol => SYMBOL.chars().nth(usize::from(code.saturating_sub(0x20))),
        0xa0 if is_symbol => Some('€'),
        0xa1..=0xfe if is_symbol => SYMBOL_ABOVE.chars().nth(usize::from(code.saturating_sub(0xa1))),
        _ if font.starts_with("wingdings") && !font.contains(['2', '3']) => {
            WINGDINGS.iter().find(|(own, _)| *own == code).map(|(_, shown)| *shown)
        }
        // The bullet of Symbol, whatever the font is called.
        0xb7 if font.contains("symbol") => Some('•'),
        _ => None,
    };
    shown.filter(|c| *c != char::REPLACEMENT_CHARACTER)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_are_what_they_show() {
        for (font, private, character) in [
            ("Symbol", '\u{f0b7}', Some('•')),
            ("SymbolMT", '\u{f0b3}', Some('≥')),
            ("Symbol,Bold", '\u{f0a3}', Some('≤')),
            ("Symbol", '\u{f02b}', Some('+')),
            ("Symbol", '\u{f061}', Some('α')),
            ("Symbol", '\u{f07e}', Some('∼')),
            ("Symbol", '\u{f0ae}', Some('→')),
            ("Symbol", '\u{f0e5}', Some('∑')),
            ("Symbol", '\u{f0f0}', None),
            ("Symbol", '\u{f0fe}', Some('⎭')),
            ("Wingdings-Regular", '\u{f0a7}', Some('▪')),
            ("Wingdings", '\u{f0fc}', Some('✓')),
            ("Wingdings2", '\u{f0fc}', None),
            ("Helvetica", '\u{f0b7}', None),
            ("Helvetica", '\u{f8e9}', Some('©')),
            ("Symbol", '\u{f8fe}', Some('⎭')),
            ("Times", '\u{f6db}', Some('™')),
        ] {
            assert_eq!(shown(font, private), character, "{font} {private:?}");
        }
    }
}
