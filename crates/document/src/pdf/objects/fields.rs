//! Values of a form (ISO 32000-2, 12.7) whose fields have no appearance: a reader draws them itself, so they are part
//! of what is printed.

use std::borrow::Cow;

use hayro_font::kurbo::{Affine, Point};
use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Name, Object, String as Bytes};
use unicode_bidi::BidiInfo;

use super::{catalog, strings};
use crate::pdf::frame::Frame;
use crate::pdf::sheet::{Face, Glyph, Sheet};

const HIDDEN_OR_NO_VIEW: u32 = 0x22;
const MULTILINE: u32 = 1 << 12;
const PASSWORD: u32 = 1 << 13;
/// How many fields above a field are asked for what it inherits.
const MOST_PARENTS: usize = 16;
/// Width of a letter as a share of the font's size: the middle of Helvetica's.
const ADVANCE: f32 = 0.5;

/// True when the file leaves it to its reader to draw its fields anew: what they look like may be out of date.
pub(crate) fn are_redrawn(pdf: &Pdf) -> bool {
    let form = catalog(pdf).get::<Dict>("AcroForm");
    form.and_then(|form| form.get::<bool>("NeedAppearances")).unwrap_or(false)
}

/// Prints the values of fields, and the free texts, that are drawn nowhere on the sheets.
pub(crate) fn fill(pdf: &Pdf, sheets: &mut [Sheet]) {
    let are_redrawn = are_redrawn(pdf);
    for (page, sheet) in pdf.pages().iter().zip(sheets) {
        let to_sheet = Frame::of(page).to_sheet;
        let annotations = page.raw().get::<Array>("Annots");
        for widget in annotations.iter().flat_map(|all| all.iter::<Dict>()) {
            let drawn = widget.get::<Dict>("AP").is_some_and(|looks| looks.contains_key("N"))
                && !(are_redrawn && has_value(&widget));
            let hidden = widget.get::<u32>("F").unwrap_or(0) & HIDDEN_OR_NO_VIEW != 0;
            if let Some(value) = value(&widget).filter(|_| !drawn && !hidden) {
                print(&widget, &value, to_sheet, sheet);
            }
        }
    }
}

/// True for a text field or a choice that holds something.
pub(crate) fn has_value(annotation: &Dict<'_>) -> bool {
    annotation.get::<Name>("Subtype").is_some_and(|kind| &*kind == b"Widget") && value(annotation).is_some()
}

/// What a text field, a choice or a free text holds.
fn value(widget: &Dict<'_>) -> Option<String> {
    if widget.get::<Name>("Subtype").is_some_and(|kind| &*kind == b"FreeText") {
        let text = widget.get::<Bytes>("Contents").map(|text| strings::text(&text));
        return text.filter(|text| !text.trim().is_empty());
    }
    widget.get::<Name>("Subtype").filter(|kind| &**kind == b"Widget")?;
    let kind = inherited(widget, "FT")?.into_name()?;
    let flags = inherited(widget, "Ff").and_then(Object::into_i32).unwrap_or(0).cast_unsigned();
    if !matches!(&*kind, b"Tx" | b"Ch") || (&*kind == b"Tx" && flags & PASSWORD != 0) {
        return None;
    }
    let text = match inherited(widget, "V")? {
        Object::String(value) => strings::text(&value),
        Object::Stream(value) => strings::text(&value.decoded_data().ok()?),
        Object::Array(values) => {
            let values: Vec<String> = values.iter::<Bytes>().map(|value| strings::line(&value)).collect();
            values.join("\n")
        }
        _ => return None,
    };
    let one_line = &*kind == b"Tx" && flags & MULTILINE == 0;
    Some(if one_line { text.split_whitespace().collect::<Vec<_>>().join(" ") } else { text })
        .filter(|text| !text.trim().is_empty())
}

/// The entry of a field, or of the nearest field above that has it.
fn inherited<'a>(field: &Dict<'a>, key: &str) -> Option<Object<'a>> {
    let mut field = field.clone();
    for _ in 0..MOST_PARENTS {
        match field.get::<Object>(key) {
            Some(found) => return Some(found),
            None => field = field.get::<Dict>("Parent")?,
        }
    }
    None
}

/// A line as its letters stand from left to right.
fn as_drawn(line: &str) -> Cow<'_, str> {
    if line.is_ascii() {
        return Cow::Borrowed(line);
    }
    let levels = BidiInfo::new(line, None);
    match levels.paragraphs.first() {
        Some(whole) if whole.range.len() == line.len() => levels.reorder_line(whole, whole.range.clone()),
        _ => Cow::Borrowed(line),
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a page is small enough for f32")]
fn print(widget: &Dict<'_>, value: &str, to_sheet: Affine, sheet: &mut Sheet) {
    let Some([x0, y0, x1, y1]) = widget.get::<[f64; 4]>("Rect") else { return };
    let (a, b) = (to_sheet * Point::new(x0, y0), to_sheet * Point::new(x1, y1));
    let (left, right) = (a.x.min(b.x) as f32, a.x.max(b.x) as f32);
    let (top, bottom) = (a.y.min(b.y) as f32, a.y.max(b.y) as f32);
    let lines: Vec<&str> = value.lines().filter(|line| !line.trim().is_empty()).collect();
    let height = (bottom - top) / lines.len().max(1) as f32;
    let longest = lines.iter().map(|line| line.chars().count()).max().unwrap_or(1) as f32;
    // Small enough for its box both ways, as readers set text of automatic size.
    let size = (0.8 * height).min((right - left) / (longest * ADVANCE)).clamp(0.5, 12.0);
    let font = u16::try_from(sheet.fonts.len()).unwrap_or(u16::MAX);
    sheet.fonts.push(Face { name: "Helvetica".to_owned(), ..Face::default() });
    for (line, baseline) in lines.iter().zip((1..).map(|line| top + (line as f32 - 0.25) * height)) {
        let mut x = left;
        for c in as_drawn(line).chars().map(|c| if c.is_control() { ' ' } else { c }) {
            let start = u32::try_from(sheet.letters.len()).unwrap_or(u32::MAX);
            sheet.letters.push(c);
            let end = u32::try_from(sheet.letters.len()).unwrap_or(u32::MAX);
            let (y, dx) = (baseline, ADVANCE * size);
            sheet.glyphs.push(Glyph { start, end, x, y, dx, size, font, mcid: -1, ..Glyph::default() });
            x += dx;
        }
    }
    sheet.blank = false;
}
