//! The operators of a content stream, played (ISO 32000-1, Annex A).

use std::rc::Rc;

use hayro_font::kurbo::Affine;
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction as Op;
use hayro_syntax::object::dict::keys;
use hayro_syntax::object::{Array, Dict, Name, Number, ObjRef, Object};
use hayro_syntax::page::Resources;

use super::book::{Book, Drawn, Form};
use super::ink::{self, Space};
use super::marked::Marks;
use super::paths::{self, Path};
use super::sheet::{Glyph, Sheet};
use super::state::State;

const DEEPEST_FORM: usize = 24;
const DEEPEST_STATE: usize = 512;
/// A picture that is thinner is a line, and longer than this many times its thickness.
const THICKEST_LINE: f64 = 3.0;

/// Draws the content of one page onto its sheet.
pub(super) struct Pen<'a, 'b> {
    pub(super) book: &'b Book<'a>,
    pub(super) sheet: Sheet,
    /// True when anything was painted that is no glyph: a shape, a shading, a picture.
    pub(super) has_drawing: bool,
    marks: Marks,
    /// The forms that are being drawn, each inside the one before it.
    forms: Vec<ObjRef>,
    depth: usize,
    /// Where each font of the document stands in `Sheet::fonts`: upright and plain, bold, italic, both.
    faces: Vec<[Option<u16>; 4]>,
}

/// The text object: where the next glyph goes, and where its line began.
#[derive(Debug, Clone, Copy, Default)]
struct Caret {
    matrix: Affine,
    line: Affine,
}

impl Caret {
    fn set(&mut self, matrix: Affine) {
        (self.matrix, self.line) = (matrix, matrix);
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.set(self.line * Affine::translate((x, y)));
    }
}

/// What one content stream keeps to itself.
struct Play<'a> {
    state: State<'a>,
    saved: Vec<State<'a>>,
    /// Saved beyond the deepest.
    lost: usize,
    caret: Caret,
    path: Path,
    clips: bool,
}

impl<'a, 'b> Pen<'a, 'b> {
    pub(super) fn new(book: &'b Book<'a>, sheet: Sheet) -> Self {
        Pen {
            book,
            sheet,
            has_drawing: false,
            marks: Marks::default(),
            forms: Vec::new(),
            depth: 0,
            faces: Vec::new(),
        }
    }

    /// Plays a content stream.
    pub(super) fn run(&mut self, content: &[u8], resources: &Resources<'a>, state: State<'a>) {
        let floor = self.marks.depth();
        let mut play = Play {
            state,
            saved: Vec::new(),
            lost: 0,
            caret: Caret::default(),
            path: Path::default(),
            clips: false,
        };
        let mut ops = TypedIter::new(content);
        while let Some(op) = ops.next() {
            if !self.book.budget.operator() {
                break;
            }
            match op {
                Op::BeginMarkedContent(tag) => self.marks.begin(tag.0),
                Op::BeginMarkedContentWithProperties(mark) => {
                    let layers = &self.book.layers;
                    self.marks.begin_with(mark.0, mark.1, resources, layers, self.depth == 0, &self.sheet);
                }
                Op::EndMarkedContent(_) => self.marks.end(floor, &mut self.sheet),
                Op::XObject(name) => self.object(name.0, resources, &play.state),
                Op::InlineImage(_) => self.picture(&play.state),
                op => {
                    self.text(&op, resources, &mut play);
                    self.graphics(&op, resources, &mut play);
                    self.paths(&op, &mut play);
                }
            }
        }
        self.marks.close(floor, &mut self.sheet);
    }

    /// Operators that set or show text.
    fn text(&mut self, op: &Op<'_, '_>, resources: &Resources<'a>, play: &mut Play<'a>) {
        let Play { state, caret, .. } = play;
        match op {
            Op::BeginText(_) => caret.set(Affine::IDENTITY),
            Op::SetTextMatrix(m) => caret.set(matrix([m.0, m.1, m.2, m.3, m.4, m.5])),
            Op::TextFont(font) => {
                state.text.size = font.1.as_f64();
                state.text.typeface =
                    Some(self.book.fonts.named(font.0, &resources.fonts, &self.book.budget));
            }
            Op::CharacterSpacing(spacing) => state.text.character_spacing = spacing.0.as_f64(),
            Op::WordSpacing(spacing) => state.text.word_spacing = spacing.0.as_f64(),
            Op::HorizontalScaling(scaling) => state.text.scaling = scaling.0.as_f64() / 100.0,
            Op::TextLeading(leading) => state.text.leading = leading.0.as_f64(),
            Op::TextRise(rise) => state.text.rise = rise.0.as_f64(),
            Op::TextRenderingMode(mode) => state.text.mode = mode.0.as_i64(),
            Op::NextLine(by) => caret.next_line(by.0.as_f64(), by.1.as_f64()),
            Op::NextLineAndSetLeading(by) => {
                state.text.leading = -by.1.as_f64();
                caret.next_line(by.0.as_f64(), by.1.as_f64());
            }
            Op::NextLineUsingLeading(_) => caret.next_line(0.0, -state.text.leading),
            Op::ShowText(text) => self.show(state, caret, text.0.as_bytes()),
            Op::NextLineAndShowText(text) => {
                caret.next_line(0.0, -state.text.leading);
                self.show(state, caret, text.0.as_bytes());
            }
            Op::ShowTextWithParameters(text) => {
                state.text.word_spacing = text.0.as_f64();
                state.text.character_spacing = text.1.as_f64();
                caret.next_line(0.0, -state.text.leading);
                self.show(state, caret, text.2.as_bytes());
            }
            Op::ShowTexts(parts) => self.show_parts(state, caret, parts.0),
            _ => {}
        }
    }

    fn show_parts(&mut self, state: &State<'a>, caret: &mut Caret, parts: &Array<'_>) {
        let text = &state.text;
        for part in parts.iter::<Object<'_>>() {
            match part {
                Object::Number(by) => {
                    let by = -by.as_f64() / 1000.0 * text.size;
                    let is_horizontal = text.typeface.as_ref().is_none_or(|typeface| typeface.is_horizontal);
                    let by = if is_horizontal { (by * text.scaling, 0.0) } else { (0.0, by) };
                    caret.matrix *= Affine::translate(by);
                }
                Object::String(shown) => self.show(state, caret, shown.as_bytes()),
                _ => {}
            }
        }
    }

    #[expect(clippy::cast_possible_truncation, reason = "a page is small enough for f32")]
    fn show(&mut self, state: &State<'a>, caret: &mut Caret, bytes: &[u8]) {
        let text = &state.text;
        let Some(typeface) = &text.typeface else { return };
        let typeface = Rc::clone(typeface);
        // What stays the same along the string: directions and sizes; only the origin moves.
        let full = state.ctm * caret.matrix;
        let [a, b, c, d, e, f] = full.as_coeffs();
        let (dir_x, dir_y) = if typeface.is_horizontal { (a, b) } else { (c, d) };
        let size = text.size.abs() * c.hypot(d) * typeface.scale;
        let (mut x, mut y) = (e + c * text.rise, f + d * text.rise);
        let shows = size.is_finite() && size > 0.0 && !self.marks.hidden();
        let font = if shows { self.face(state, full) } else { 0 };
        let (mcid, artifact) = (self.marks.mcid(), self.marks.artifact());
        let invisible = text.mode == 3 || text.mode == 7;
        let (unit, spread) = match typeface.is_horizontal {
            true => (text.size * text.scaling / 1000.0, text.scaling),
            false => (text.size / 1000.0, 1.0),
        };
        let mut moved = 0.0;
        let mut at = 0;
        while at < bytes.len() {
            let (code, length) = typeface.read(bytes, at);
            at = at.saturating_add(length);
            let start = self.sheet.letters.len();
            let known = typeface.code(code, &mut self.sheet.letters);
            let along = f64::from(known.advance) * unit;
            let spacing =
                text.character_spacing + if code == 32 && length == 1 { text.word_spacing } else { 0.0 };
            let is_here = shows && x.abs() < 1e6 && y.abs() < 1e6;
            if is_here && self.book.budget.glyph() {
                self.sheet.glyphs.push(Glyph {
                    start: start as u32,
                    end: self.sheet.letters.len() as u32,
                    x: x as f32,
                    y: y as f32,
                    dx: (along * dir_x) as f32,
                    dy: (along * dir_y) as f32,
                    size: size as f32,
                    font,
                    invisible,
                    vertical: !typeface.is_horizontal,
                    mcid,
                    artifact,
                });
            } else {
                self.sheet.letters.truncate(start);
            }
            let step = along + spacing * spread;
            moved += step;
            x += step * dir_x;
            y += step * dir_y;
        }
        let moved = if typeface.is_horizontal { (moved, 0.0) } else { (0.0, moved) };
        caret.matrix *= Affine::translate(moved);
    }

    /// The place in `Sheet::fonts` of the state's font: text that is filled and stroked is bold, sheared text is italic.
    fn face(&mut self, state: &State<'a>, full: Affine) -> u16 {
        let Some(typeface) = &state.text.typeface else { return 0 };
        let [a, b, c, d, ..] = full.as_coeffs();
        let bold = state.text.mode == 2;
        // The axes of a sheared font are not at a right angle.
        let lean = (a * c + b * d).abs() / (a.hypot(b) * c.hypot(d)).max(1e-9);
        let italic = (0.1..0.6).contains(&lean);
        if self.faces.len() <= typeface.number {
            self.faces.resize(typeface.number.saturating_add(1), [None; 4]);
        }
        let kind = usize::from(bold) | usize::from(italic) << 1;
        let known = self.faces.get(typeface.number).and_then(|kinds| kinds.get(kind)).copied().flatten();
        known.unwrap_or_else(|| {
            let mut face = typeface.face.clone();
            face.bold |= bold;
            face.italic |= italic;
            let place = self.sheet.fonts.iter().position(|one| *one == face).unwrap_or_else(|| {
                self.sheet.fonts.push(face);
                self.sheet.fonts.len().saturating_sub(1)
            });
            let place = u16::try_from(place).unwrap_or(u16::MAX);
            if let Some(known) = self.faces.get_mut(typeface.number).and_then(|kinds| kinds.get_mut(kind)) {
                *known = Some(place);
            }
            place
        })
    }

    /// Operators that set the graphics state.
    fn graphics(&mut self, op: &Op<'_, '_>, resources: &Resources<'a>, play: &mut Play<'a>) {
        let state = &mut play.state;
        match op {
            Op::SaveState(_) if play.saved.len() < DEEPEST_STATE => play.saved.push(state.clone()),
            Op::SaveState(_) => play.lost = play.lost.saturating_add(1),
            Op::RestoreState(_) if play.lost > 0 => play.lost = play.lost.saturating_sub(1),
            Op::RestoreState(_) => {
                if let Some(saved) = play.saved.pop() {
                    *state = saved;
                }
            }
            Op::Transform(m) => state.ctm *= matrix([m.0, m.1, m.2, m.3, m.4, m.5]),
            Op::SetGraphicsState(name) => self.set(name.0, resources, state),
            Op::LineWidth(width) => state.width = width.0.as_f64(),
            Op::ColorSpaceStroke(name) => state.stroke.set_space(Space::named(name.0, resources)),
            Op::ColorSpaceNonStroke(name) => state.fill.set_space(Space::named(name.0, resources)),
            Op::StrokeColor(color) => state.stroke.light = state.stroke.space.light(&color.0),
            Op::NonStrokeColor(color) => state.fill.light = state.fill.space.light(&color.0),
            Op::StrokeColorNamed(color) => state.stroke.light = state.stroke.space.light(&color.0),
            Op::NonStrokeColorNamed(color) => state.fill.light = state.fill.space.light(&color.0),
            Op::StrokeColorDeviceGray(color) => state.stroke.set(Space::Gray, &[color.0]),
            Op::NonStrokeColorDeviceGray(color) => state.fill.set(Space::Gray, &[color.0]),
            Op::StrokeColorDeviceRgb(color) => state.stroke.set(Space::Rgb, &[color.0, color.1, color.2]),
            Op::NonStrokeColorDeviceRgb(color) => state.fill.set(Space::Rgb, &[color.0, color.1, color.2]),
            Op::StrokeColorCmyk(color) => {
                state.stroke.set(Space::Cmyk, &[color.0, color.1, color.2, color.3])
            }
            Op::NonStrokeColorCmyk(color) => {
                state.fill.set(Space::Cmyk, &[color.0, color.1, color.2, color.3])
            }
            _ => {}
        }
    }

    /// Sets what a graphics state dictionary says.
    fn set(&mut self, name: &Name<'_>, resources: &Resources<'a>, state: &mut State<'a>) {
        let Some(dict) = resources.get_ext_g_state(name) else { return };
        let alpha = |key| dict.get::<f32>(key).map(ink::gray);
        state.fill.alpha = alpha("ca").unwrap_or(state.fill.alpha);
        state.stroke.alpha = alpha("CA").unwrap_or(state.stroke.alpha);
        state.width = dict.get::<f64>("LW").unwrap_or(state.width);
        let font = dict.get::<Array<'a>>(keys::FONT);
        let mut font = font.iter().flat_map(|font| font.iter::<Object<'a>>());
        if let (Some(Object::Dict(font)), Some(Object::Number(size))) = (font.next(), font.next()) {
            state.text.size = size.as_f64();
            state.text.typeface = Some(self.book.fonts.described(&font, &self.book.budget));
        }
    }

    /// Operators that construct and paint paths.
    fn paths(&mut self, op: &Op<'_, '_>, play: &mut Play<'a>) {
        let Play { state, path, .. } = play;
        match op {
            Op::MoveTo(to) => path.move_to(state.at(to.0, to.1)),
            Op::LineTo(to) => path.line_to(state.at(to.0, to.1)),
            Op::CubicTo(c) => path.curve_to(state.at(c.0, c.1), state.at(c.2, c.3), state.at(c.4, c.5)),
            Op::CubicStartTo(c) => path.curve_to(path.pen(), state.at(c.0, c.1), state.at(c.2, c.3)),
            Op::CubicEndTo(c) => path.curve_to(state.at(c.0, c.1), state.at(c.2, c.3), state.at(c.2, c.3)),
            Op::RectPath(r) => path.rect(state.ctm, r.0.as_f64(), r.1.as_f64(), r.2.as_f64(), r.3.as_f64()),
            Op::ClosePath(_) => path.close(),
            Op::ClipNonZero(_) | Op::ClipEvenOdd(_) => play.clips = true,
            Op::EndPath(_) => self.paint(play, false, false),
            Op::StrokePath(_) => self.paint(play, false, true),
            Op::CloseAndStrokePath(_) => {
                path.close();
                self.paint(play, false, true);
            }
            Op::FillPathNonZero(_) | Op::FillPathNonZeroCompatibility(_) | Op::FillPathEvenOdd(_) => {
                self.paint(play, true, false);
            }
            Op::FillAndStrokeNonZero(_) | Op::FillAndStrokeEvenOdd(_) => self.paint(play, true, true),
            Op::CloseFillAndStrokeNonZero(_) | Op::CloseFillAndStrokeEvenOdd(_) => {
                path.close();
                self.paint(play, true, true);
            }
            Op::Shading(_) => self.has_drawing = true,
            _ => {}
        }
    }

    fn paint(&mut self, play: &mut Play<'a>, fill: bool, stroke: bool) {
        let Play { state, path, .. } = play;
        if (fill || stroke) && !path.is_empty() && !self.marks.hidden() {
            self.has_drawing = true;
            if let Some(paint) = state.filling().filter(|_| fill) {
                paths::fill(path, paint, &mut self.sheet.strokes);
                paths::dots(path, paint, &mut self.sheet.dots);
            }
            if let Some(paint) = state.stroking().filter(|_| stroke) {
                let (across, down) = state.thickness();
                paths::stroke(path, across, down, paint, &mut self.sheet.strokes);
                if !fill {
                    paths::rings(path, paint, &mut self.sheet.dots);
                }
            }
        }
        if std::mem::take(&mut play.clips) && !path.is_empty() {
            state.clip = paths::intersection(state.clip, path.bounds());
        }
        path.clear();
    }

    /// A picture, drawn into the unit square.
    fn picture(&mut self, state: &State<'a>) {
        if self.marks.hidden() {
            return;
        }
        self.has_drawing = true;
        let whole = paths::transformed(state.ctm, [0.0, 0.0, 1.0, 1.0]);
        let [x0, y0, x1, y1] = paths::intersection(whole, state.clip);
        let (thin, long) = ((x1 - x0).min(y1 - y0), (x1 - x0).max(y1 - y0));
        if thin <= THICKEST_LINE && long > 4.0 * thin {
            if let Some(paint) = state.filling() {
                paths::push([x0, y0, x1, y1], true, paint, &mut self.sheet.strokes);
            }
        } else if thin > 0.0 {
            self.sheet.pictures.push(paths::single([x0, y0, x1, y1]));
        }
    }

    fn object(&mut self, name: &Name<'_>, resources: &Resources<'a>, state: &State<'a>) {
        if self.marks.hidden() {
            return;
        }
        let reference = resources.x_objects.get_ref(name);
        if reference.is_some_and(|reference| self.forms.contains(&reference)) {
            return;
        }
        match self.book.drawn(name, reference, resources) {
            Drawn::Picture => self.picture(state),
            Drawn::Form(form) => {
                self.forms.extend(reference);
                self.form(&form, resources, state.clone(), Affine::IDENTITY);
                if reference.is_some() {
                    self.forms.pop();
                }
            }
            Drawn::Nothing => {}
        }
    }

    /// Draws a form where `place` puts it.
    pub(super) fn form(
        &mut self,
        form: &Form<'a>,
        resources: &Resources<'a>,
        mut state: State<'a>,
        place: Affine,
    ) {
        if self.depth >= DEEPEST_FORM || !self.book.budget.form() {
            return;
        }
        state.ctm *= place * form.matrix;
        if let Some(bounds) = form.bounds {
            state.clip = paths::intersection(state.clip, paths::transformed(state.ctm, bounds));
        }
        self.depth = self.depth.saturating_add(1);
        self.run(&form.content, form.resources.as_ref().unwrap_or(resources), state);
        self.depth = self.depth.saturating_sub(1);
    }
}

fn matrix(numbers: [Number; 6]) -> Affine {
    Affine::new(numbers.map(|number| number.as_f64()))
}

/// True when a dictionary's entry is the name `value`.
pub(super) fn is(dict: &Dict<'_>, key: &[u8], value: &[u8]) -> bool {
    dict.get::<Name<'_>>(key).is_some_and(|name| name.as_ref() == value)
}
