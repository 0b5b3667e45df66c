//! The content of pages to sheets: an interpreter of the text and path operators (ISO 32000-1, 8 and 9).

use std::sync::Arc;

use hayro_font::hayro_cmap::{self, BfString};
use hayro_font::kurbo::{Affine, Point};
use hayro_font::{CMapResolverFn, Font, FontCache, FontGlyph, FontQuery, FontResolverFn, StandardFont};
use hayro_syntax::Pdf;
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction as Op;
use hayro_syntax::object::dict::keys;
use hayro_syntax::object::{Array, Dict, Name, Object};
use hayro_syntax::page::{Page, Resources};

use crate::Limits;

use super::sheet::{Face, Glyph, Sheet, Stroke};

const DEEPEST_FORM: u32 = 24;
const DEEPEST_STATE: usize = 512;
const MOST_STROKES: usize = 200_000;

/// The sheets of all pages.
pub(crate) fn sheets(pdf: &Pdf, _limits: &Limits) -> Vec<Sheet> {
    let fonts = Fonts::new();
    pdf.pages().iter().zip(1..).map(|(page, number)| sheet(page, number, &fonts)).collect()
}

struct Fonts<'a> {
    cache: FontCache<'a>,
    fonts: FontResolverFn,
    cmaps: CMapResolverFn,
}

impl Fonts<'_> {
    fn new() -> Self {
        Fonts {
            cache: FontCache::new(),
            fonts: Arc::new(|query| {
                let font = match query {
                    FontQuery::Standard(font) => font.get_font_data(),
                    FontQuery::Fallback(query) => query.pick_standard_font().get_font_data(),
                };
                Some(font)
            }),
            cmaps: Arc::new(hayro_cmap::load_embedded),
        }
    }
}

fn sheet<'a>(page: &Page<'a>, number: u32, fonts: &Fonts<'a>) -> Sheet {
    let (width, height) = page.render_dimensions();
    let mut pen = Pen { fonts, sheet: Sheet { number, width, height, ..Sheet::default() }, depth: 0 };
    let state = State {
        ctm: Affine::new(page.initial_transform(true).as_coeffs()),
        font: None,
        face: 0,
        is_simple: true,
        size: 1.0,
        character_spacing: 0.0,
        word_spacing: 0.0,
        scaling: 1.0,
        leading: 0.0,
        rise: 0.0,
        mode: 0,
    };
    pen.run(page.typed_operations(), page.resources(), state.clone());
    for annotation in page.raw().get::<Array>(keys::ANNOTS).iter().flat_map(|all| all.iter::<Dict>()) {
        pen.annotation(&annotation, &state);
    }
    let mut sheet = pen.sheet;
    sheet.blank = sheet.glyphs.is_empty() && sheet.strokes.is_empty() && sheet.pictures.is_empty();
    sheet.scan = !sheet.pictures.is_empty() && sheet.letters.trim().is_empty();
    sheet
}

/// The graphics state, as far as text needs it.
#[derive(Clone)]
struct State<'a> {
    ctm: Affine,
    font: Option<Font<'a>>,
    face: u16,
    is_simple: bool,
    size: f64,
    character_spacing: f64,
    word_spacing: f64,
    scaling: f64,
    leading: f64,
    rise: f64,
    mode: i64,
}

struct Pen<'a, 'f> {
    fonts: &'f Fonts<'a>,
    sheet: Sheet,
    depth: u32,
}

impl<'a> Pen<'a, '_> {
    fn set_font(&mut self, state: &mut State<'a>, font: Option<Dict<'a>>) {
        let face = font.as_ref().map(face).unwrap_or_default();
        let known = self.sheet.fonts.iter().position(|one| *one == face);
        let at = known.unwrap_or_else(|| {
            self.sheet.fonts.push(face);
            self.sheet.fonts.len() - 1
        });
        state.face = u16::try_from(at).unwrap_or(u16::MAX);
        match font {
            Some(font) => {
                state.is_simple =
                    font.get::<Name>(keys::SUBTYPE).is_none_or(|name| name.as_ref() != b"Type0");
                state.font = self.fonts.cache.font(&font, &self.fonts.fonts, &self.fonts.cmaps);
            }
            None => {
                state.is_simple = true;
                state.font = self.fonts.cache.standard_font(StandardFont::Helvetica, &self.fonts.fonts);
            }
        }
    }

    #[expect(clippy::cast_possible_truncation, reason = "a page is small enough for f32")]
    fn show(&mut self, state: &State<'a>, tm: &mut Affine, bytes: &[u8]) {
        let Some(font) = &state.font else { return };
        let is_horizontal = font.is_horizontal();
        let mut at = 0;
        while at < bytes.len() {
            let (code, length) = font.read_code(bytes, at);
            at += length.max(1);
            let advance = font.code_advance(code);
            let spacing =
                state.character_spacing + if code == 32 && length == 1 { state.word_spacing } else { 0.0 };
            let (width, height) = if is_horizontal {
                (advance.x / 1000.0 * state.size * state.scaling, 0.0)
            } else {
                (0.0, advance.y / 1000.0 * state.size)
            };
            let step =
                if is_horizontal { (width + spacing * state.scaling, 0.0) } else { (0.0, height + spacing) };
            let full = state.ctm * *tm;
            let origin = full * Point::new(0.0, state.rise);
            let end = full * Point::new(width, state.rise + height);
            let top = full * Point::new(0.0, state.rise + state.size);
            let unicode = match font.glyph(font.map_code(code), code) {
                FontGlyph::Outline(glyph) => glyph.as_unicode(),
                FontGlyph::Type3(glyph) => glyph.as_unicode(),
            };
            let start = self.sheet.letters.len() as u32;
            match unicode {
                Some(BfString::Char(c)) => self.sheet.letters.push(c),
                Some(BfString::String(text)) => self.sheet.letters.push_str(&text),
                // Glyph names in bitmap Type 3 fonts carry no Unicode: take the code, as Poppler does.
                None if state.is_simple && (0x20..0x7f).contains(&code) => {
                    self.sheet.letters.push(char::from(code as u8));
                }
                None => self.sheet.letters.push('\u{fffd}'),
            }
            self.sheet.glyphs.push(Glyph {
                start,
                end: self.sheet.letters.len() as u32,
                x: origin.x as f32,
                y: origin.y as f32,
                dx: (end.x - origin.x) as f32,
                dy: (end.y - origin.y) as f32,
                size: origin.distance(top) as f32,
                font: state.face,
                invisible: state.mode == 3 || state.mode == 7,
                vertical: !is_horizontal,
                mcid: -1,
                artifact: false,
            });
            *tm *= Affine::translate(step);
        }
    }

    #[expect(clippy::too_many_lines, reason = "one arm an operator")]
    fn run(&mut self, mut ops: TypedIter<'_>, resources: &Resources<'a>, state: State<'a>) {
        let mut state = state;
        let mut saved: Vec<State<'a>> = Vec::new();
        let (mut tm, mut line) = (Affine::IDENTITY, Affine::IDENTITY);
        let mut path: Vec<[f64; 4]> = Vec::new();
        let mut pen = Point::ZERO;
        let mut next_line = |tm: &mut Affine, x: f64, y: f64, to: Option<Affine>| {
            line = to.unwrap_or_else(|| line * Affine::translate((x, y)));
            *tm = line;
        };
        while let Some(op) = ops.next() {
            match op {
                Op::SaveState(_) if saved.len() < DEEPEST_STATE => saved.push(state.clone()),
                Op::RestoreState(_) => state = saved.pop().unwrap_or(state),
                Op::Transform(m) => {
                    state.ctm *= Affine::new([
                        m.0.as_f64(),
                        m.1.as_f64(),
                        m.2.as_f64(),
                        m.3.as_f64(),
                        m.4.as_f64(),
                        m.5.as_f64(),
                    ]);
                }
                Op::BeginText(_) => next_line(&mut tm, 0.0, 0.0, Some(Affine::IDENTITY)),
                Op::SetTextMatrix(m) => {
                    let to = Affine::new([
                        m.0.as_f64(),
                        m.1.as_f64(),
                        m.2.as_f64(),
                        m.3.as_f64(),
                        m.4.as_f64(),
                        m.5.as_f64(),
                    ]);
                    next_line(&mut tm, 0.0, 0.0, Some(to));
                }
                Op::TextFont(font) => {
                    state.size = font.1.as_f64();
                    self.set_font(&mut state, resources.get_font(font.0));
                }
                Op::SetGraphicsState(name) => {
                    let font =
                        resources.get_ext_g_state(name.0).and_then(|state| state.get::<Array>(keys::FONT));
                    let mut font = font.iter().flat_map(|font| font.iter::<Object>());
                    if let (Some(Object::Dict(font)), Some(Object::Number(size))) = (font.next(), font.next())
                    {
                        state.size = size.as_f64();
                        self.set_font(&mut state, Some(font));
                    }
                }
                Op::CharacterSpacing(spacing) => state.character_spacing = spacing.0.as_f64(),
                Op::WordSpacing(spacing) => state.word_spacing = spacing.0.as_f64(),
                Op::HorizontalScaling(scaling) => state.scaling = scaling.0.as_f64() / 100.0,
                Op::TextLeading(leading) => state.leading = leading.0.as_f64(),
                Op::TextRise(rise) => state.rise = rise.0.as_f64(),
                Op::TextRenderingMode(mode) => state.mode = mode.0.as_i64(),
                Op::NextLine(by) => next_line(&mut tm, by.0.as_f64(), by.1.as_f64(), None),
                Op::NextLineAndSetLeading(by) => {
                    state.leading = -by.1.as_f64();
                    next_line(&mut tm, by.0.as_f64(), by.1.as_f64(), None);
                }
                Op::NextLineUsingLeading(_) => next_line(&mut tm, 0.0, -state.leading, None),
                Op::ShowText(text) => self.show(&state, &mut tm, text.0.as_bytes()),
                Op::NextLineAndShowText(text) => {
                    next_line(&mut tm, 0.0, -state.leading, None);
                    self.show(&state, &mut tm, text.0.as_bytes());
                }
                Op::ShowTextWithParameters(text) => {
                    state.word_spacing = text.0.as_f64();
                    state.character_spacing = text.1.as_f64();
                    next_line(&mut tm, 0.0, -state.leading, None);
                    self.show(&state, &mut tm, text.2.as_bytes());
                }
                Op::ShowTexts(parts) => {
                    for part in parts.0.iter::<Object>() {
                        match part {
                            Object::Number(by) => {
                                let by = -by.as_f64() / 1000.0 * state.size;
                                let horizontal = state.font.as_ref().is_none_or(Font::is_horizontal);
                                let by = if horizontal { (by * state.scaling, 0.0) } else { (0.0, by) };
                                tm *= Affine::translate(by);
                            }
                            Object::String(text) => self.show(&state, &mut tm, text.as_bytes()),
                            _ => {}
                        }
                    }
                }
                Op::XObject(name) if self.depth < DEEPEST_FORM => {
                    let Some(object) = resources.get_x_object(name.0) else { continue };
                    self.depth += 1;
                    self.object(&object, resources, &state);
                    self.depth -= 1;
                }
                Op::RectPath(rect) => {
                    let (x, y) = (rect.0.as_f64(), rect.1.as_f64());
                    path.push([x, y, x + rect.2.as_f64(), y + rect.3.as_f64()]);
                }
                Op::MoveTo(to) => pen = Point::new(to.0.as_f64(), to.1.as_f64()),
                Op::LineTo(to) => {
                    let to = Point::new(to.0.as_f64(), to.1.as_f64());
                    path.push([pen.x, pen.y, to.x, to.y]);
                    pen = to;
                }
                Op::EndPath(_) => path.clear(),
                Op::StrokePath(_) | Op::CloseAndStrokePath(_) => self.paint(&state, &mut path, false),
                Op::FillPathNonZero(_)
                | Op::FillPathEvenOdd(_)
                | Op::FillAndStrokeNonZero(_)
                | Op::FillAndStrokeEvenOdd(_)
                | Op::CloseFillAndStrokeNonZero(_)
                | Op::CloseFillAndStrokeEvenOdd(_) => self.paint(&state, &mut path, true),
                _ => {}
            }
        }
    }

    #[expect(clippy::cast_possible_truncation, reason = "a page is small enough for f32")]
    fn paint(&mut self, state: &State<'a>, path: &mut Vec<[f64; 4]>, filled: bool) {
        for [x0, y0, x1, y1] in path.drain(..) {
            if self.sheet.strokes.len() < MOST_STROKES {
                let (a, b) = (state.ctm * Point::new(x0, y0), state.ctm * Point::new(x1, y1));
                let rect =
                    [a.x.min(b.x) as f32, a.y.min(b.y) as f32, a.x.max(b.x) as f32, a.y.max(b.y) as f32];
                self.sheet.strokes.push(Stroke { rect, filled, light: 0.0 });
            }
        }
    }

    fn object(
        &mut self,
        object: &hayro_syntax::object::Stream<'a>,
        resources: &Resources<'a>,
        state: &State<'a>,
    ) {
        let dict = object.dict();
        if dict.get::<Name>(keys::SUBTYPE).is_none_or(|name| name.as_ref() != b"Form") {
            return;
        }
        let Ok(data) = object.decoded_data() else { return };
        let mut inner = state.clone();
        inner.ctm *=
            Affine::new(dict.get::<[f64; 6]>(keys::MATRIX).unwrap_or([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]));
        let own = dict.get::<Dict>(keys::RESOURCES).map(Resources::new);
        self.run(TypedIter::new(data.as_ref()), own.as_ref().unwrap_or(resources), inner);
    }

    /// The appearance of an annotation (ISO 32000-1, 12.5.5); `/AS` picks among several, hidden ones are left out.
    fn annotation(&mut self, annotation: &Dict<'a>, state: &State<'a>) {
        const HIDDEN_OR_NO_VIEW: u32 = 0x22;
        if annotation.get::<u32>(keys::F).unwrap_or(0) & HIDDEN_OR_NO_VIEW != 0 {
            return;
        }
        let appearances = annotation.get::<Dict>(keys::AP);
        let appearance = match appearances.and_then(|appearances| appearances.get::<Object>(keys::N)) {
            Some(Object::Stream(stream)) => Some(stream),
            Some(Object::Dict(states)) => annotation.get::<Name>(keys::AS).and_then(|name| states.get(name)),
            _ => None,
        };
        let (Some(appearance), Some(rect)) = (appearance, annotation.get::<[f64; 4]>(keys::RECT)) else {
            return;
        };
        let dict = appearance.dict().clone();
        let bounds =
            dict.get::<[f64; 4]>(keys::BBOX).unwrap_or([0.0, 0.0, rect[2] - rect[0], rect[3] - rect[1]]);
        let mut inner = state.clone();
        inner.ctm *= Affine::translate((
            rect[0].min(rect[2]) - bounds[0].min(bounds[2]),
            rect[1].min(rect[3]) - bounds[1].min(bounds[3]),
        ));
        let Ok(data) = appearance.decoded_data() else { return };
        let resources = Resources::new(dict.get::<Dict>(keys::RESOURCES).unwrap_or_default());
        self.run(TypedIter::new(data.as_ref()), &resources, inner);
    }
}

fn face(font: &Dict<'_>) -> Face {
    let mut face = Face::default();
    look(font, &mut face);
    if let Some(descendant) =
        font.get::<Array>(keys::DESCENDANT_FONTS).and_then(|fonts| fonts.iter::<Dict>().next())
    {
        look(&descendant, &mut face);
    }
    face
}

fn look(font: &Dict<'_>, face: &mut Face) {
    const FORCE_BOLD: u32 = 1 << 18;
    const ITALIC: u32 = 1 << 6;
    if let Some(name) = font.get::<Name>(keys::BASE_FONT) {
        let lower = name.as_str().to_ascii_lowercase();
        face.bold |= ["bold", "black", "heavy"].iter().any(|word| lower.contains(word));
        face.italic |= ["italic", "oblique"].iter().any(|word| lower.contains(word));
        name.as_str().clone_into(&mut face.name);
    }
    if let Some(descriptor) = font.get::<Dict>(keys::FONT_DESC) {
        let flags = descriptor.get::<u32>(keys::FLAGS).unwrap_or(0);
        face.bold |= descriptor.get::<u32>(keys::FONT_WEIGHT).is_some_and(|weight| weight >= 600);
        face.bold |= flags & FORCE_BOLD != 0;
        face.italic |= flags & ITALIC != 0;
    }
}
