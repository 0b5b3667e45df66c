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
        let Ok(font) = FontRef::from_index(data, 0) else { return Characters::default() };
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
