//! The fonts of a document: what each code of a font stands for and how wide it is, found out once.

use std::borrow::Cow;
use std::cell::{Cell, OnceCell, RefCell, RefMut};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use hayro_font::hayro_cmap::{self, BfString};
use hayro_font::{
    CMapResolverFn, Font, FontCache, FontGlyph, FontQuery, FontResolverFn, GlyphId, StandardFont,
};
use hayro_syntax::object::dict::keys;
use hayro_syntax::object::{Array, Dict, Name, ObjRef};

use super::collections::Collection;
use super::guard::Budget;
use super::programs::Characters;
use super::sheet::Face;
use super::{names, orders, symbols};

/// What stands for a glyph whose font does not tell.
pub(super) const UNKNOWN: char = '\u{fffd}';

/// The fonts of a document.
pub(super) struct Fonts<'a> {
    cache: FontCache<'a>,
    programs: FontResolverFn,
    cmaps: CMapResolverFn,
    known: RefCell<HashMap<ObjRef, Rc<Typeface<'a>>>>,
    /// Those written into a page's resources, by where their bytes stand.
    direct: RefCell<HashMap<usize, Rc<Typeface<'a>>>>,
    missing: RefCell<Option<Rc<Typeface<'a>>>>,
    count: Cell<usize>,
}

impl<'a> Fonts<'a> {
    pub(super) fn new() -> Self {
        Fonts {
            cache: FontCache::new(),
            programs: Arc::new(|query| {
                let font = match query {
                    FontQuery::Standard(font) => font.get_font_data(),
                    FontQuery::Fallback(query) => query.pick_standard_font().get_font_data(),
                };
                Some(font)
            }),
            cmaps: Arc::new(hayro_cmap::load_embedded),
            known: RefCell::default(),
            direct: RefCell::default(),
            missing: RefCell::default(),
            count: Cell::default(),
        }
    }

    /// The font that the resources call `name`; Helvetica where they know none.
    pub(super) fn named(&self, name: &Name<'_>, fonts: &Dict<'a>, budget: &Budget) -> Rc<Typeface<'a>> {
        let Some(reference) = fonts.get_ref(name) else {
            return match fonts.get::<Dict<'a>>(name) {
                Some(font) => self.described(&font, budget),
                None => self.missing(),
            };
        };
        if let Some(known) = self.known.borrow().get(&reference) {
            return known.clone();
        }
        let typeface = match fonts.get::<Dict<'a>>(name) {
            Some(font) => Rc::new(self.load(&font, budget)),
            None => self.missing(),
        };
        self.known.borrow_mut().insert(reference, typeface.clone());
        typeface
    }

    /// The font that a dictionary describes.
    pub(super) fn described(&self, font: &Dict<'a>, budget: &Budget) -> Rc<Typeface<'a>> {
        let place = font.data().as_ptr().addr();
        if let Some(known) = self.direct.borrow().get(&place) {
            return known.clone();
        }
        let typeface = Rc::new(self.load(font, budget));
        self.direct.borrow_mut().insert(place, typeface.clone());
        typeface
    }

    fn missing(&self) -> Rc<Typeface<'a>> {
        let missing = || {
            let font = self.cache.standard_font(StandardFont::Helvetica, &self.programs);
            Rc::new(Typeface::new(self.next(), font, Face::default()))
        };
        self.missing.borrow_mut().get_or_insert_with(missing).clone()
    }

    fn load(&self, dict: &Dict<'a>, budget: &Budget) -> Typeface<'a> {
        let font = match budget.font(dict) {
            true => self.cache.font(dict, &self.programs, &self.cmaps),
            false => None,
        };
        let kind = dict.get::<Name<'_>>(keys::SUBTYPE);
        let kind = kind.as_ref().map(AsRef::as_ref).unwrap_or_default();
        // A font that cannot be built still says how many bytes its codes have, if it says anything.
        let is_broken = font.is_none() && kind != b"Type0";
        let font =
            if is_broken { self.cache.standard_font(StandardFont::Helvetica, &self.programs) } else { font };
        let mut typeface = Typeface::new(self.next(), font, face(dict));
        typeface.is_simple = kind != b"Type0";
        typeface.is_embedded = is_embedded(dict);
        if typeface.is_simple {
            typeface.numbered = names::numbered(dict);
        }
        match kind {
            b"Type3" => {
                typeface.is_drawn = true;
                typeface.scale = drawn_scale(dict);
            }
            b"Type0" => {
                typeface.collection = Collection::of(dict, budget);
                typeface.is_unicode = is_unicode(dict);
            }
            b"TrueType" => {
                let tells = dict.contains_key(keys::ENCODING) || dict.contains_key(keys::TO_UNICODE);
                typeface.has_own_encoding = !tells;
            }
            _ => {}
        }
        typeface
    }

    fn next(&self) -> usize {
        self.count.replace(self.count.get().saturating_add(1))
    }
}

/// A font, as far as text needs it.
pub(super) struct Typeface<'a> {
    /// Counted from 0 in its document.
    pub(super) number: usize,
    pub(super) face: Face,
    pub(super) is_horizontal: bool,
    /// What its size is to be multiplied by: drawn (Type 3) fonts have units of their own.
    pub(super) scale: f64,
    font: Option<Font<'a>>,
    is_simple: bool,
    is_drawn: bool,
    is_embedded: bool,
    /// True when its codes are said to be Unicode.
    is_unicode: bool,
    /// True when nothing but its program says what its codes are.
    has_own_encoding: bool,
    collection: Option<Collection>,
    /// Its codes whose glyphs have numbers for names.
    numbered: HashMap<u8, char>,
    characters: OnceCell<Characters>,
    codes: RefCell<Codes>,
}

/// What is known of a font's codes.
#[derive(Debug, Default)]
struct Codes {
    letters: String,
    codes: Vec<Option<Code>>,
}

/// A code of a font.
#[derive(Debug, Clone, Copy)]
pub(super) struct Code {
    start: u32,
    end: u32,
    /// In thousandths of the size, along the line.
    pub(super) advance: f32,
}

impl<'a> Typeface<'a> {
    fn new(number: usize, font: Option<Font<'a>>, face: Face) -> Self {
        let is_horizontal = font.as_ref().is_none_or(Font::is_horizontal);
        Typeface {
            number,
            face,
            is_horizontal,
            scale: 1.0,
            font,
            is_simple: true,
            is_drawn: false,
            is_embedded: false,
            is_unicode: false,
            has_own_encoding: false,
            collection: None,
            numbered: HashMap::new(),
            characters: OnceCell::new(),
            codes: RefCell::default(),
        }
    }

    /// The code at `at` of a shown string, and its length there.
    pub(super) fn read(&self, bytes: &[u8], at: usize) -> (u32, usize) {
        match (&self.font, bytes.get(at)) {
            (_, None) => (0, 1),
            (_, Some(byte)) if self.is_simple => (u32::from(*byte), 1),
            (Some(font), _) => {
                let (code, length) = font.read_code(bytes, at);
                (code, length.max(1))
            }
            (None, Some(byte)) => {
                let low = bytes.get(at.saturating_add(1)).copied().unwrap_or_default();
                (u32::from(*byte) << 8 | u32::from(low), 2)
            }
        }
    }

    /// What a code is, its letters added to `letters`.
    pub(super) fn code(&self, code: u32, letters: &mut String) -> Code {
        const MOST_KEPT: usize = 1 << 16;
        let mut codes = self.codes.borrow_mut();
        let at = code as usize;
        if at >= MOST_KEPT {
            let mut alone = Codes::default();
            let found = self.find(code, &mut alone);
            letters.push_str(&alone.letters);
            return found;
        }
        if at >= codes.codes.len() {
            codes.codes.resize(at.saturating_add(1).next_multiple_of(256), None);
        }
        let known = codes.codes.get(at).copied().flatten();
        let found = known.unwrap_or_else(|| self.learn(at, &mut codes));
        letters.push_str(codes.letters.get(found.start as usize..found.end as usize).unwrap_or_default());
        found
    }

    fn learn(&self, code: usize, codes: &mut RefMut<'_, Codes>) -> Code {
        let found = self.find(u32::try_from(code).unwrap_or_default(), codes);
        if let Some(place) = codes.codes.get_mut(code) {
            *place = Some(found);
        }
        found
    }

    fn find(&self, code: u32, codes: &mut Codes) -> Code {
        let start = codes.letters.len();
        match self.unicode(code) {
            Some(BfString::Char(c @ '\u{e000}'..='\u{f8ff}')) => {
                codes.letters.push(symbols::shown(&self.face.name, c).unwrap_or(c));
            }
            Some(BfString::Char(c)) => codes.letters.push(c),
            Some(BfString::String(text)) => codes.letters.push_str(&text),
            None => codes.letters.push_str(&self.guess(code)),
        }
        let advance = self.font.as_ref().map_or(500.0, |font| {
            let advance = font.code_advance(code);
            if self.is_horizontal { advance.x } else { advance.y }
        });
        #[expect(clippy::cast_possible_truncation, reason = "a font's letters are few, an advance is small")]
        let code = Code { start: start as u32, end: codes.letters.len() as u32, advance: advance as f32 };
        if code.advance.is_finite() { code } else { Code { advance: 0.0, ..code } }
    }

    fn unicode(&self, code: u32) -> Option<BfString> {
        if let Some(shown) = self.symbol(code).filter(|_| self.has_own_encoding) {
            return Some(BfString::Char(shown));
        }
        let stated = self.font.as_ref().and_then(|font| match font.glyph(GlyphId::NOTDEF, code) {
            FontGlyph::Outline(glyph) => glyph.as_unicode(),
            FontGlyph::Type3(glyph) => glyph.as_unicode(),
        });
        stated
            .and_then(printable)
            .or_else(|| self.collection.as_ref()?.unicode(code).and_then(printable))
            .or_else(|| self.by_glyph(code).or_else(|| self.by_number(code)).map(BfString::Char))
    }

    /// The sign that a code of a symbol font shows.
    fn symbol(&self, code: u32) -> Option<char> {
        let code = u8::try_from(code).ok().filter(|_| self.is_simple)?;
        symbols::in_own_encoding(&self.face.name, code)
    }

    /// The letter of a code by the glyph that it shows.
    fn by_glyph(&self, code: u32) -> Option<char> {
        let font = self.font.as_ref().filter(|_| !self.is_drawn)?;
        let stated = || char::from_u32(code).filter(|c| self.is_unicode && !c.is_control());
        if !self.is_embedded && !self.is_simple {
            return stated().or_else(|| orders::character(&self.face.name, code));
        }
        let characters = self.characters.get_or_init(|| Characters::of(font));
        characters.get(font.map_code(code).to_u32()).or_else(stated)
    }

    /// The letter of a code by the number that its glyph is called by.
    fn by_number(&self, code: u32) -> Option<char> {
        self.numbered.get(&u8::try_from(code).ok()?).copied()
    }

    /// The letters of a code of which the font tells nothing.
    fn guess(&self, code: u32) -> Cow<'static, str> {
        /// Where fonts of TeX have their ligatures; their bitmaps carry no names.
        const TEX_LIGATURES: [&str; 5] = ["ff", "fi", "fl", "ffi", "ffl"];
        let byte = u8::try_from(code).ok().filter(|_| self.is_simple);
        if let Some(shown) = self.symbol(code) {
            return Cow::Owned(shown.into());
        }
        match byte {
            Some(byte @ 11..=15) if self.is_drawn => {
                let at = usize::from(byte.saturating_sub(11));
                Cow::Borrowed(TEX_LIGATURES.get(at).copied().unwrap_or_default())
            }
            // Most fonts without names were encoded as ASCII all the same; Poppler takes the code, too.
            Some(byte @ 0x20..0x7f) => Cow::Owned(char::from(byte).into()),
            // The fonts that every reader has show nothing for control characters.
            Some(0..0x20 | 0x7f) if !self.is_embedded && !self.is_drawn => Cow::Borrowed(""),
            _ => Cow::Borrowed("\u{fffd}"),
        }
    }
}

/// Letters as a text may hold them: spaces for control characters that move, None for those that say nothing.
fn printable(letters: BfString) -> Option<BfString> {
    let is_silent =
        |c: char| c == '\0' || c == UNKNOWN || (c.is_control() && !c.is_whitespace()) || c == '\u{ffff}';
    match letters {
        BfString::Char(c) if is_silent(c) => None,
        BfString::Char(c) if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => {
            Some(BfString::Char(' '))
        }
        BfString::String(text) if text.chars().any(|c| c.is_control() || is_silent(c)) => {
            let text: String = text.chars().filter(|c| !c.is_control() && !is_silent(*c)).collect();
            (!text.is_empty()).then_some(BfString::String(text))
        }
        letters => Some(letters),
    }
}

/// How high a drawn (Type 3) font of size 1 is: most fonts have a thousandth as their unit, bitmap fonts have not.
fn drawn_scale(font: &Dict<'_>) -> f64 {
    let [a, _, _, d, ..] =
        font.get::<[f64; 6]>(keys::FONT_MATRIX).unwrap_or([0.001, 0.0, 0.0, 0.001, 0.0, 0.0]);
    let [_, bottom, _, top] = font.get::<[f64; 4]>(keys::FONT_BBOX).unwrap_or_default();
    let height = (top - bottom).abs() * d.abs();
    let widths = font.get::<Array<'_>>(keys::WIDTHS);
    let widths: Vec<f64> = widths
        .iter()
        .flat_map(|widths| widths.iter::<f64>())
        .take(256)
        .filter(|width| *width > 0.0)
        .collect();
    // An average letter is half as wide as its font is high.
    let by_widths = || 2.0 * a.abs() * widths.iter().sum::<f64>() / widths.len().max(1) as f64;
    let scale = if height > 0.0 { height } else { by_widths() };
    let is_usual = (0.4..=2.5).contains(&scale) || scale <= 0.0 || !scale.is_finite();
    if is_usual { 1.0 } else { scale }
}

/// True when a composite font's way to Unicode is the identity, by name: its codes are Unicode already. The standard
/// wants a stream there; readers take the name all the same.
fn is_unicode(font: &Dict<'_>) -> bool {
    font.get::<Name<'_>>(keys::TO_UNICODE).is_some_and(|name| name.as_ref().starts_with(b"Identity"))
}

/// True when a font comes with its program.
fn is_embedded(font: &Dict<'_>) -> bool {
    let descendant =
        font.get::<Array<'_>>(keys::DESCENDANT_FONTS).and_then(|fonts| fonts.iter::<Dict<'_>>().next());
    let font = descendant.as_ref().unwrap_or(font);
    let descriptor = font.get::<Dict<'_>>(keys::FONT_DESC).unwrap_or_default();
    [keys::FONT_FILE, keys::FONT_FILE2, keys::FONT_FILE3].iter().any(|key| descriptor.contains_key(key))
}

fn face(font: &Dict<'_>) -> Face {
    let mut face = Face::default();
    look(font, &mut face);
    if let Some(descendant) =
        font.get::<Array<'_>>(keys::DESCENDANT_FONTS).and_then(|fonts| fonts.iter::<Dict<'_>>().next())
    {
        look(&descendant, &mut face);
    }
    face
}

fn look(font: &Dict<'_>, face: &mut Face) {
    const FORCE_BOLD: u32 = 1 << 18;
    const ITALIC: u32 = 1 << 6;
    if let Some(name) = font.get::<Name<'_>>(keys::BASE_FONT) {
        let name = without_prefix(name.as_str());
        let (bold, italic) = style(name);
        face.bold |= bold;
        face.italic |= italic;
        name.clone_into(&mut face.name);
    }
    if let Some(descriptor) = font.get::<Dict<'_>>(keys::FONT_DESC) {
        let flags = descriptor.get::<u32>(keys::FLAGS).unwrap_or(0);
        face.bold |=
            descriptor.get::<u32>(keys::FONT_WEIGHT).is_some_and(|weight| (600..=1000).contains(&weight));
        face.bold |= flags & FORCE_BOLD != 0;
        face.italic |= flags & ITALIC != 0;
    }
}

/// A font's name without the six letters that mark a subset of it.
fn without_prefix(name: &str) -> &str {
    match name.split_once('+') {
        Some((prefix, rest)) if prefix.len() == 6 && prefix.bytes().all(|byte| byte.is_ascii_uppercase()) => {
            rest
        }
        _ => name,
    }
}

/// Whether a name tells of a bold and of an italic font.
fn style(name: &str) -> (bool, bool) {
    let lower = name.to_ascii_lowercase();
    let tells = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let ends = |endings: &[&str]| endings.iter().any(|ending| lower.ends_with(ending));
    let begins = |names: &[&str]| names.iter().any(|begin| lower.starts_with(begin));
    let bold = tells(&["bold", "black", "heavy", "-bd", "-demi", "demibd"])
        || ends(&["-b", "-bi", ",b", "-medi", "-mediital"])
        || begins(&["cmbx", "cmb1", "sfbx", "ecbx", "cmssbx", "nimbussanl-bold"]);
    let italic = tells(&["italic", "oblique", "kursiv"])
        || ends(&["-it", "-i", "-bi", "-ita", "-obl"])
        || begins(&["cmti", "cmbxti", "cmmi", "sfti", "ecti"]);
    (bold, italic)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::specimen::{pdf, stream};

    #[test]
    fn a_fonts_name_tells_its_style() {
        for (name, told) in [
            ("Arial-BoldMT", (true, false)),
            ("TimesNewRomanPS-BoldItalicMT", (true, true)),
            ("CMBX12", (true, false)),
            ("CMTI10", (false, true)),
            ("OpenSans-Semibold", (true, false)),
            ("Frutiger-Black", (true, false)),
            ("NimbusRomNo9L-Medi", (true, false)),
            ("Helvetica", (false, false)),
        ] {
            assert_eq!(style(name), told, "{name}");
        }
    }

    /// The text of a page that shows `string` in a font with these entries.
    fn text(font: &str, string: &str) -> String {
        document(font, string).map_or_else(|error| error.to_string(), |document| document.text)
    }

    fn document(font: &str, string: &str) -> Result<crate::Document, crate::ReadError> {
        const DESCENDANT: &str = "<< /Type /Font /Subtype /CIDFontType2 /CIDSystemInfo \
            << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 500 >>";
        let page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R \
            /Resources << /Font << /F 5 0 R >> >> >>";
        let bytes = pdf(&[
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            page,
            &stream("", &format!("BT /F 12 Tf 72 700 Td {string} Tj ET")),
            &format!("<< /Type /Font {font} >>"),
            DESCENDANT,
        ]);
        crate::read(bytes, "a.pdf", &crate::Limits::default())
    }

    #[test]
    fn pages_of_letters_that_nothing_is_known_of_are_told() {
        let unknown = "/Subtype /Type0 /BaseFont /Cambria /Encoding /Identity-H /DescendantFonts [6 0 R]";
        let known = "/Subtype /Type0 /BaseFont /Arial /Encoding /Identity-H /DescendantFonts [6 0 R]";
        for (font, told) in [(unknown, Some("fonts tell no Unicode: page 1")), (known, None)] {
            let document = document(font, "<005500700056005800500070>").unwrap();
            assert_eq!(document.untold_letters().as_deref(), told, "{font}");
        }
    }

    #[test]
    fn fonts_that_tell_little_are_read() {
        let composite = "/Subtype /Type0 /BaseFont /Arial /Encoding /Identity-H /DescendantFonts [6 0 R]";
        let unicode = format!("{composite} /ToUnicode /Identity-H");
        let helvetica = "/Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding";
        let numbered = "/Subtype /Type1 /BaseFont /MSTT31c64e /Encoding \
            << /Differences [1 /G4B /G61 /G72 /G20 /G92] >>";
        let symbol = "/Subtype /TrueType /BaseFont /ABCDEF+SymbolMT";
        for (font, shown, expected) in [
            // Numbers of glyphs: r é s u m é.
            (composite, "<005500700056005800500070>", "résumé"),
            // No glyph of the standard order.
            (composite, "<00550220>", "r\u{fffd}"),
            (unicode.as_str(), "<0055007600F3>", "Uvó"),
            (helvetica, "(a\\001b)", "ab"),
            (symbol, "(\\263 10)", "≥ 10"),
            (numbered, "<0102030405>", "Kar ’"),
        ] {
            assert_eq!(text(font, shown).trim(), expected, "{font} {shown}");
        }
    }

    #[test]
    fn a_subset_has_the_name_of_its_font() {
        for (name, expected) in [("ABCDEF+Arial", "Arial"), ("A+B", "A+B"), ("Arial", "Arial")] {
            assert_eq!(without_prefix(name), expected);
        }
    }
}
