//! A copy of a PDF with highlights: an annotation each (ISO 32000-2, 12.5.6.10), appended to the file as it is.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use hayro_font::kurbo::{Affine, Point};
use lopdf::{Dictionary, IncrementalDocument, Object, ObjectId, Stream, dictionary};

use super::frame::Frame;
use crate::{Content, Limits, ReadError};

/// A place to highlight, and the note that explains it.
#[derive(Debug, Clone, PartialEq)]
pub struct Highlight {
    /// Counted from 1.
    pub page: u32,
    /// `[x0, y0, x1, y1]` in points from the top left of the page as shown.
    pub boxes: Vec<[f32; 4]>,
    /// What it is about: the field.
    pub subject: String,
    /// What a reader sees when it points at the highlight.
    pub note: String,
    /// Red, green, blue in 0..1.
    pub color: [f32; 3],
}

/// The bytes of a copy of the PDF with these highlights, one annotation each. All that the file had stays as it was.
///
/// # Errors
/// [`ReadError`] when the file cannot be read, is encrypted with a password, or is so damaged that nothing can be
/// added to it.
pub fn mark(
    bytes: impl Into<Content>,
    highlights: &[Highlight],
    limits: &Limits,
) -> Result<Vec<u8>, ReadError> {
    let bytes = bytes.into();
    let pdf = super::open(&bytes, limits)?;
    let broken = |_| ReadError::Damaged { what: "nothing can be added to it" };
    let before = lopdf::Document::load_mem(&bytes).map_err(broken)?;
    let mut copy = IncrementalDocument::create_from(bytes.to_vec(), before);
    let mut by_page: BTreeMap<u32, Vec<&Highlight>> = BTreeMap::new();
    for highlight in highlights.iter().filter(|highlight| !highlight.boxes.is_empty()) {
        by_page.entry(highlight.page).or_default().push(highlight);
    }
    for (number, highlights) in by_page {
        let page = usize::try_from(number).ok().and_then(|number| pdf.pages().get(number.checked_sub(1)?));
        let page = page.ok_or(ReadError::Damaged { what: "it has fewer pages than it had" })?;
        let id = page.raw().obj_id().and_then(|id| Some((id.obj_number, u16::try_from(id.gen_number).ok()?)));
        let id = id.ok_or(ReadError::Damaged { what: "nothing can be added to a page of it" })?;
        let from_sheet = Frame::of(page).to_sheet.inverse();
        annotate(&mut copy, id, from_sheet, &highlights).map_err(broken)?;
    }
    let mut marked = Vec::with_capacity(bytes.len() + (16 << 10));
    copy.save_to(&mut marked).map_err(|_| ReadError::Damaged { what: "nothing can be added to it" })?;
    // A reader that repairs files may see other pages than one that trusts their tables.
    let marked = Content::from(marked);
    let pages = super::open(&marked, limits).map(|marked| marked.pages().len());
    if pages != Ok(pdf.pages().len()) {
        return Err(ReadError::Damaged { what: "nothing can be added to it without losing pages" });
    }
    Ok(marked.into_bytes())
}

fn annotate(
    copy: &mut IncrementalDocument,
    page: ObjectId,
    from_sheet: Affine,
    highlights: &[&Highlight],
) -> lopdf::Result<()> {
    copy.opt_clone_object_to_new_document(page)?;
    let there = copy.new_document.get_dictionary(page)?.get(b"Annots").cloned();
    let mut annotations = match there {
        Ok(Object::Array(there)) => there,
        Ok(Object::Reference(id)) => {
            let there = copy.get_prev_documents().get_object(id).and_then(Object::as_array);
            there.cloned().unwrap_or_default()
        }
        _ => Vec::new(),
    };
    for highlight in highlights {
        let annotation = annotation(copy, page, from_sheet, highlight);
        annotations.push(copy.new_document.add_object(annotation).into());
    }
    copy.new_document.get_dictionary_mut(page)?.set("Annots", annotations);
    Ok(())
}

fn annotation(
    copy: &mut IncrementalDocument,
    page: ObjectId,
    from_sheet: Affine,
    highlight: &Highlight,
) -> Dictionary {
    let quads: Vec<[Point; 4]> = highlight.boxes.iter().map(|rect| quad(*rect, from_sheet)).collect();
    let points = || quads.iter().flatten();
    let rect = vec![
        real(points().map(|point| point.x).fold(f64::MAX, f64::min)),
        real(points().map(|point| point.y).fold(f64::MAX, f64::min)),
        real(points().map(|point| point.x).fold(f64::MIN, f64::max)),
        real(points().map(|point| point.y).fold(f64::MIN, f64::max)),
    ];
    let color: Vec<Object> = highlight.color.iter().map(|part| Object::Real(*part)).collect();
    let looks = copy.new_document.add_object(appearance(&quads, highlight.color, rect.clone()));
    dictionary! {
        "Type" => "Annot",
        "Subtype" => "Highlight",
        "P" => page,
        "Rect" => rect,
        "QuadPoints" => points().flat_map(|point| [real(point.x), real(point.y)]).collect::<Vec<_>>(),
        "C" => color,
        "F" => 4, // It is printed too.
        "T" => lopdf::text_string("almoner"),
        "Subj" => lopdf::text_string(&highlight.subject),
        "Contents" => lopdf::text_string(&highlight.note),
        "AP" => dictionary! { "N" => looks },
    }
}

/// The corners of a box in the order that readers expect, which is not that of the standard: top left, top right,
/// bottom left, bottom right, as shown.
fn quad([x0, y0, x1, y1]: [f32; 4], from_sheet: Affine) -> [Point; 4] {
    [(x0, y0), (x1, y0), (x0, y1), (x1, y1)].map(|(x, y)| from_sheet * Point::new(f64::from(x), f64::from(y)))
}

/// The colour over the boxes, the text still seen; where two values stand in one place, the colour is as for one.
fn appearance(quads: &[[Point; 4]], [red, green, blue]: [f32; 3], rect: Vec<Object>) -> Stream {
    let mut content = format!("/G gs {red:.2} {green:.2} {blue:.2} rg\n");
    for [a, b, c, d] in quads {
        for (point, operator) in [(a, 'm'), (b, 'l'), (d, 'l'), (c, 'l')] {
            let _ = writeln!(content, "{:.2} {:.2} {operator}", point.x, point.y);
        }
        content.push_str("f\n");
    }
    let states = dictionary! { "G" => dictionary! { "Type" => "ExtGState", "BM" => "Darken" } };
    let form = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Form",
        "BBox" => rect,
        "Resources" => dictionary! { "ExtGState" => states },
    };
    Stream::new(form, content.into_bytes())
}

/// To hundredths of a point.
#[expect(clippy::cast_possible_truncation, reason = "a page is small enough for f32")]
fn real(number: f64) -> Object {
    Object::Real(((number * 100.0).round() / 100.0) as f32)
}

#[cfg(test)]
mod tests {
    use almoner_record::Origin;

    use super::*;
    use crate::pdf::read;
    use crate::pdf::specimen::{pdf, stream};
    use crate::{Limits, Place};

    /// A page with `Overview` on it, whose entries the test gives.
    fn page(entries: &str, more: &[&str]) -> Vec<u8> {
        let content = stream("", "BT /F 12 Tf 120 300 Td (Overview) Tj ET");
        let page = format!("<< /Type /Page /Parent 2 0 R /Contents 4 0 R {entries} >>");
        let pages = "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 300 400] \
            /Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>";
        let mut objects = vec!["<< /Type /Catalog /Pages 2 0 R >>", pages, &page, &content];
        objects.extend(more);
        pdf(&objects)
    }

    fn highlight(page: u32, rect: [f32; 4]) -> Highlight {
        let (subject, note) = ("/title".to_owned(), "title: Übersicht".to_owned());
        Highlight { page, boxes: vec![rect], subject, note, color: [1.0, 0.9, 0.4] }
    }

    #[test]
    fn a_highlight_lies_on_its_words_however_the_page_is_turned() {
        for entries in [
            "",
            "/Rotate 90",
            "/Rotate 180",
            "/Rotate 270",
            "/CropBox [100 250 290 390]",
            "/CropBox [50 50 290 390] /Rotate 90",
        ] {
            let bytes = page(entries, &[]);
            let document =
                read(&bytes.as_slice().into(), Origin::default(), &Limits::default(), None).unwrap();
            let Place { page, rect } = document.words[0].place;
            let marked = mark(&bytes, &[highlight(page, rect)], &Limits::default()).unwrap();
            let copy = lopdf::Document::load_mem(&marked).unwrap();
            let annotations = copy.get_page_annotations((3, 0)).unwrap();
            let [annotation] = annotations.as_slice() else { panic!("{entries}: {annotations:?}") };
            let rect: Vec<f32> = annotation
                .get(b"Rect")
                .and_then(Object::as_array)
                .unwrap()
                .iter()
                .map(|number| number.as_float().unwrap())
                .collect();
            // In the page's own coordinates the word begins at (120, 300), whatever is shown of the page.
            assert!((rect[0] - 120.0).abs() < 2.0 && (rect[2] - 172.0).abs() < 4.0, "{entries}: {rect:?}");
            assert!((rect[1] - 297.0).abs() < 3.0 && (rect[3] - 309.0).abs() < 4.0, "{entries}: {rect:?}");
        }
    }

    #[test]
    fn what_the_page_had_stays() {
        let link = "<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] >>";
        for (entries, more) in
            [("/Annots [5 0 R]", vec![link]), ("/Annots 6 0 R", vec![link, "[5 0 R]"]), ("", vec![])]
        {
            let bytes = page(entries, &more);
            let marked =
                mark(&bytes, &[highlight(1, [1.0; 4]), highlight(1, [2.0; 4])], &Limits::default()).unwrap();
            assert!(marked.starts_with(&bytes), "{entries}");
            let copy = lopdf::Document::load_mem(&marked).unwrap();
            let kinds: Vec<String> = copy
                .get_page_annotations((3, 0))
                .unwrap()
                .iter()
                .map(|one| {
                    String::from_utf8_lossy(one.get(b"Subtype").unwrap().as_name().unwrap()).into_owned()
                })
                .collect();
            let links = if more.is_empty() { 0 } else { 1 };
            assert_eq!(kinds.len(), links + 2, "{entries}: {kinds:?}");
            assert!(kinds.iter().skip(links).all(|kind| kind == "Highlight"), "{kinds:?}");
        }
        let bytes = page("", &[]);
        assert_eq!(
            mark(&bytes, &[highlight(2, [1.0; 4])], &Limits::default()),
            Err(ReadError::Damaged { what: "it has fewer pages than it had" })
        );
    }
}
