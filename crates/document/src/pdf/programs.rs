//! What an embedded font program says of its glyphs, for fonts of which the PDF tells no Unicode.

use std::collections::HashMap;

use hayro_font::{Font, FontGlyph};
use skrifa::{FontRef, MetadataProvider};

/// Most glyphs of a font that are looked at; a glyph's number has two bytes.
const MOST_GLYPHS: usize = 1 << 16;

/// The characters of a font's glyphs.
#[derive(Debug, Default)]
pub(super) struct Characters(HashMap<u32, char>);

impl Characters {
    /// Those of the program that a font is drawn with; none where it is no TrueType or OpenType font.
    pub(super) fn of(font: &Font<'_>) -> Characters {
        let FontGlyph::Outline(glyph) = font.glyph(font.map_code(0), 0) else { return Characters::default() };
        let Some(program) = glyph.font_data() else { return Characters::default() };
        let data = (*program.data).as_ref();
        let Ok(font) = FontRef::new(data) else { return Characters::default() };
        let mut characters = HashMap::new();
        for (code, glyph) in font.charmap().mappings().take(MOST_GLYPHS) {
            // Symbol fonts put their glyphs into the private use area: that tells nothing.
            if let Some(c) =
                char::from_u32(code).filter(|c| !c.is_control() && !('\u{e000}'..='\u{f8ff}').contains(c))
            {
                characters.entry(glyph.to_u32()).or_insert(c);
            }
        }
        Characters(characters)
    }

    pub(super) fn get(&self, glyph: u32) -> Option<char> {
        self.0.get(&glyph).copied().filter(|_| glyph != 0)
    }
}

/// The character of a glyph of a font that is not embedded and is known by the numbers of its glyphs only: the fonts
/// that come with Windows have the order of Apple's standard glyphs (OpenType, table `post`, format 1), from the space
/// at 3 on.
pub(super) fn in_standard_order(glyph: u32) -> Option<char> {
    const FROM_ASCII: u32 = 29;
    const BEYOND_ASCII: &str = "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u{a0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄¤\
        ‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{fffd}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇŁłŠšŽž¦ÐðÝýÞþ−×¹²³½¼¾₣ĞğİŞşĆćČčđ";
    match glyph {
        3..=97 => char::from_u32(glyph.saturating_add(FROM_ASCII)),
        98.. => BEYOND_ASCII.chars().nth(glyph.saturating_sub(98) as usize),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glyphs_of_windows_fonts_have_the_standard_order() {
        for (glyph, character) in
            [(2, None), (3, Some(' ')), (36, Some('A')), (97, Some('~')), (98, Some('Ä')), (112, Some('é'))]
        {
            assert_eq!(in_standard_order(glyph), character, "{glyph}");
        }
        for (glyph, character) in
            [(178, Some('–')), (183, Some('’')), (227, Some('ł')), (257, Some('đ')), (258, None)]
        {
            assert_eq!(in_standard_order(glyph), character, "{glyph}");
        }
    }
}
