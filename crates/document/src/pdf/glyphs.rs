//! The pages of a PDF to sheets.

use hayro_font::kurbo::Affine;
use hayro_syntax::Pdf;
use hayro_syntax::object::dict::keys;
use hayro_syntax::object::{Array, Dict, Name, Object, Stream};
use hayro_syntax::page::{Page, Resources};

use super::book::{Book, ordered};
use super::bullets;
use super::content::{Pen, is};
use super::frame::Frame;
use super::objects::fields;
use super::paths;
use super::sheet::Sheet;
use super::state::State;
use crate::{Limit, Limits};

/// How much of a scanned page its pictures cover at least.
const LEAST_COVER: f32 = 0.5;
/// A stamp on a scan (a page number, a mark of its source) has no more letters, when the picture is the whole page.
const MOST_STAMPED: usize = 24;
const WHOLE: f32 = 0.85;

/// The sheets of all pages within the limits, and the limit that cut them short.
pub(crate) fn sheets(pdf: &Pdf, limits: &Limits) -> (Vec<Sheet>, Option<Limit>) {
    let book = Book::new(pdf, limits);
    let pages = pdf.pages();
    if pages.len() as u64 > u64::from(limits.pages) {
        book.budget.note(Limit::Pages { kept: limits.pages });
    }
    let sheets =
        pages.iter().zip(1..=limits.pages).map(|(page, number)| sheet(page, number, &book)).collect();
    (sheets, book.budget.cut())
}

fn sheet<'a>(page: &Page<'a>, number: u32, book: &Book<'a>) -> Sheet {
    book.budget.turn_to(number);
    let Frame { width, height, to_sheet } = Frame::of(page);
    let state = State::new(to_sheet, [0.0, 0.0, f64::from(width), f64::from(height)]);
    let mut pen = Pen::new(book, Sheet { number, width, height, ..Sheet::default() });
    pen.run(&book.budget.contents(page.raw()), page.resources(), state.clone());
    for annotation in page.raw().get::<Array<'a>>(keys::ANNOTS).iter().flat_map(|all| all.iter::<Dict<'a>>())
    {
        self::annotation(&mut pen, &annotation, page.resources(), &state);
    }
    let has_drawing = pen.has_drawing;
    let mut sheet = pen.sheet;
    sheet.blank = !has_drawing && sheet.glyphs.is_empty();
    sheet.scan = is_scan(&sheet);
    bullets::write(&mut sheet);
    sheet.glyphs.shrink_to_fit();
    sheet.letters.shrink_to_fit();
    sheet.strokes.shrink_to_fit();
    sheet
}

/// True for a picture of a page.
fn is_scan(sheet: &Sheet) -> bool {
    let area = (sheet.width * sheet.height).max(1.0);
    let cover: f32 = sheet.pictures.iter().map(|[x0, y0, x1, y1]| (x1 - x0) * (y1 - y0)).sum::<f32>() / area;
    if cover < LEAST_COVER {
        return false;
    }
    let most = if cover >= WHOLE { MOST_STAMPED } else { 0 };
    let on_page = |glyph: &&super::sheet::Glyph| {
        (0.0..=sheet.width).contains(&glyph.x) && (0.0..=sheet.height).contains(&glyph.y)
    };
    let letters = sheet.glyphs.iter().filter(on_page).filter(|glyph| !sheet.letters(glyph).trim().is_empty());
    letters.take(most.saturating_add(1)).count() <= most
}

/// The appearance of an annotation (ISO 32000-1, 12.5.5); `/AS` picks among several, hidden ones are left out.
fn annotation<'a>(
    pen: &mut Pen<'a, '_>,
    annotation: &Dict<'a>,
    resources: &Resources<'a>,
    state: &State<'a>,
) {
    const HIDDEN_OR_NO_VIEW: u32 = 0x22;
    let is_hidden = annotation.get::<u32>(keys::F).unwrap_or(0) & HIDDEN_OR_NO_VIEW != 0
        || is(annotation, keys::SUBTYPE, b"Popup")
        || pen.book.layers.hide(annotation, "OC")
        || pen.book.redraws_fields && fields::has_value(annotation);
    let (Some(appearance), Some(rect)) = (appearance(annotation), annotation.get::<[f64; 4]>(keys::RECT))
    else {
        return;
    };
    if is_hidden || rect.iter().any(|number| !number.is_finite()) {
        return;
    }
    let form = pen.book.form(&appearance);
    let rect = ordered(rect);
    let bounds = paths::transformed(
        form.matrix,
        form.bounds.unwrap_or([0.0, 0.0, rect[2] - rect[0], rect[3] - rect[1]]),
    );
    let scale = |to: f64, from: f64| if from > 0.0 && to > 0.0 { to / from } else { 1.0 };
    let (across, down) =
        (scale(rect[2] - rect[0], bounds[2] - bounds[0]), scale(rect[3] - rect[1], bounds[3] - bounds[1]));
    let place = Affine::translate((rect[0], rect[1]))
        * Affine::scale_non_uniform(across, down)
        * Affine::translate((-bounds[0], -bounds[1]));
    pen.form(&form, resources, state.clone(), place);
}

/// The normal appearance of an annotation, in its state.
fn appearance<'a>(annotation: &Dict<'a>) -> Option<Stream<'a>> {
    match annotation.get::<Dict<'a>>(keys::AP)?.get::<Object<'a>>(keys::N)? {
        Object::Stream(stream) => Some(stream),
        Object::Dict(states) => states.get(annotation.get::<Name<'_>>(keys::AS)?),
        _ => None,
    }
}
