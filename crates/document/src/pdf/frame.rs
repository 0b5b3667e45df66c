//! Where a page's coordinates lie on its sheet.

use hayro_font::kurbo::{Affine, Rect};
use hayro_syntax::page::{Page, Rotation};

/// What is shown of a page whose boxes say nothing: A4.
const USUAL: Rect = Rect::new(0.0, 0.0, 595.0, 842.0);
/// A box that is thinner shows nothing.
const THINNEST: f64 = 1e-3;

/// A page as shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Frame {
    /// In points, after rotation.
    pub(super) width: f32,
    pub(super) height: f32,
    /// From the page's coordinates to points from the top left.
    pub(super) to_sheet: Affine,
}

impl Frame {
    /// That of the page's crop box (ISO 32000-1, 14.11.2), of its media box where the crop box is empty or beside it.
    #[expect(clippy::cast_possible_truncation, reason = "a page is small enough for f32")]
    pub(super) fn of(page: &Page<'_>) -> Frame {
        let rect = |of: hayro_syntax::object::Rect| Rect::new(of.x0, of.y0, of.x1, of.y1);
        let shows = |rect: &Rect| rect.width() > THINNEST && rect.height() > THINNEST;
        let boxes = [rect(page.intersected_crop_box()), rect(page.media_box())];
        let shown = boxes.into_iter().find(shows).unwrap_or(USUAL);
        let (width, height) = (shown.width(), shown.height());
        let upright = Affine::new([1.0, 0.0, 0.0, -1.0, -shown.x0, shown.y1]);
        let (width, height, turn) = match page.rotation() {
            Rotation::None => (width, height, Affine::IDENTITY),
            Rotation::Horizontal => (height, width, Affine::new([0.0, 1.0, -1.0, 0.0, height, 0.0])),
            Rotation::Flipped => (width, height, Affine::new([-1.0, 0.0, 0.0, -1.0, width, height])),
            Rotation::FlippedHorizontal => (height, width, Affine::new([0.0, -1.0, 1.0, 0.0, 0.0, width])),
        };
        Frame { width: width as f32, height: height as f32, to_sheet: turn * upright }
    }
}

#[cfg(test)]
mod tests {
    use hayro_font::kurbo::Point;
    use hayro_syntax::Pdf;

    use super::*;
    use crate::pdf::specimen::pdf;

    fn frame(page: &str) -> Frame {
        let page = format!("<< /Type /Page /Parent 2 0 R {page} >>");
        let bytes =
            pdf(&["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1 /Kids [3 0 R] >>", &page]);
        let pdf = Pdf::new(bytes).unwrap();
        Frame::of(pdf.pages().first().unwrap())
    }

    #[test]
    fn a_page_is_shown_as_its_boxes_say() {
        for (page, size, corner) in [
            ("/MediaBox [0 0 600 800]", [600.0, 800.0], [10.0, 780.0]),
            ("/MediaBox [0 0 600 800] /Rotate 90", [800.0, 600.0], [20.0, 10.0]),
            ("/MediaBox [0 0 600 800] /Rotate 180", [600.0, 800.0], [590.0, 20.0]),
            ("/MediaBox [0 0 600 800] /Rotate 270", [800.0, 600.0], [780.0, 590.0]),
            ("/MediaBox [0 0 600 800] /CropBox [5 5 500 700]", [495.0, 695.0], [5.0, 680.0]),
            // A crop box that is empty, and one that is beside the page.
            ("/MediaBox [0 0 600 800] /CropBox [0 0 0 0]", [600.0, 800.0], [10.0, 780.0]),
            ("/MediaBox [0 0 600 800] /CropBox [600 800 900 900]", [600.0, 800.0], [10.0, 780.0]),
            ("/MediaBox [0 0 0 0]", [595.0, 842.0], [10.0, 822.0]),
        ] {
            let frame = frame(page);
            assert_eq!([frame.width, frame.height], size, "{page}");
            assert_eq!(
                frame.to_sheet * Point::new(10.0, 20.0),
                Point::from((corner[0], corner[1])),
                "{page}"
            );
        }
    }
}
