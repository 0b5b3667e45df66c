//! The pictures of a page as one, upright, as the page is shown.

use hayro_font::kurbo::{Affine, Point, Rect};
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction as Op;
use hayro_syntax::object::dict::keys;
use hayro_syntax::object::{Dict, Stream};
use hayro_syntax::page::{Page, Resources};

use super::images::{self, Image};
use crate::pdf::frame::Frame;

/// The finest scan that is worth its time: recognisers are trained on 300 dots an inch.
const FINEST: f64 = 300.0;
const COARSEST: f64 = 72.0;
const MOST_PICTURES: usize = 2_000;
const DEEPEST_FORM: u8 = 8;

/// A page as a picture in shades of grey, upright as it is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Scan {
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// Dots an inch.
    pub dpi: f32,
    /// 0 black to 255 white, row by row from the top.
    pub grey: Vec<u8>,
}

impl Scan {
    /// The picture as a file (PGM), which every program reads.
    pub fn pgm(&self) -> Vec<u8> {
        let mut file = format!("P5 {} {} 255\n", self.width, self.height).into_bytes();
        file.extend_from_slice(&self.grey);
        file
    }
}

/// The pictures of a page, painted over each other in their order; None when it has none that can be decoded.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a page is small")]
pub(super) fn of(page: &Page<'_>) -> Option<Scan> {
    let mut found = Vec::new();
    let Frame { width, height, to_sheet } = Frame::of(page);
    gather(page.typed_operations(), page.resources(), to_sheet, 0, &mut found);
    let images: Vec<(Image, Affine)> =
        found.into_iter().filter_map(|(stream, place)| Some((images::image(&stream)?, place))).collect();
    let finest = images.iter().map(|(image, place)| dots_an_inch(image, *place)).fold(0.0, f64::max);
    if images.is_empty() || finest <= 0.0 {
        return None;
    }
    let dpi = finest.clamp(COARSEST, FINEST);
    let scale = dpi / 72.0;
    let pixels = |points: f32| (f64::from(points) * scale).ceil().clamp(1.0, 20_000.0) as u32;
    let (width, height) = (pixels(width), pixels(height));
    let mut scan = Scan { width, height, dpi: dpi as f32, grey: vec![255; width as usize * height as usize] };
    for (image, place) in &images {
        paint(&mut scan, image, Affine::scale(scale) * *place);
    }
    Some(scan)
}

/// The pictures that content draws, each with the transformation of its unit square to the page as shown.
fn gather<'a>(
    mut content: TypedIter<'_>,
    resources: &Resources<'a>,
    transform: Affine,
    depth: u8,
    found: &mut Vec<(Stream<'a>, Affine)>,
) {
    let (mut current, mut saved) = (transform, Vec::new());
    while let Some(operation) = content.next() {
        match operation {
            Op::SaveState(_) if saved.len() < MOST_PICTURES => saved.push(current),
            Op::RestoreState(_) => current = saved.pop().unwrap_or(current),
            Op::Transform(m) => {
                current *= Affine::new([m.0, m.1, m.2, m.3, m.4, m.5].map(|number| number.as_f64()));
            }
            Op::XObject(name) if found.len() < MOST_PICTURES => {
                let Some(object) = resources.get_x_object(name.0) else { continue };
                if images::is_image(object.dict()) {
                    found.push((object, current));
                } else if depth < DEEPEST_FORM
                    && let Ok(data) = object.decoded_data()
                {
                    let dict = object.dict();
                    let matrix = dict.get::<[f64; 6]>(keys::MATRIX).map_or(Affine::IDENTITY, Affine::new);
                    let own = dict.get::<Dict<'_>>(keys::RESOURCES).map(Resources::new);
                    let inner = own.as_ref().unwrap_or(resources);
                    gather(TypedIter::new(data.as_ref()), inner, current * matrix, depth + 1, found);
                }
            }
            _ => {}
        }
    }
}

fn dots_an_inch(image: &Image, place: Affine) -> f64 {
    let [a, b, ..] = place.as_coeffs();
    let across = a.hypot(b);
    if across > 1.0 && across.is_finite() { f64::from(image.width) / across * 72.0 } else { 0.0 }
}

/// Paints an image whose unit square `place` puts on the scan.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the scan")]
fn paint(scan: &mut Scan, image: &Image, place: Affine) {
    let (width, height) = (f64::from(scan.width), f64::from(scan.height));
    let bounds = place
        .transform_rect_bbox(Rect::new(0.0, 0.0, 1.0, 1.0))
        .intersect(Rect::new(0.0, 0.0, width, height));
    if place.determinant().abs() < 1.0 || !place.is_finite() || bounds.is_zero_area() {
        return;
    }
    // From a pixel of the scan to one of the image, whose first row is the top of the unit square.
    let to_image = |image: &Image| {
        Affine::new([
            f64::from(image.width),
            0.0,
            0.0,
            -f64::from(image.height),
            0.0,
            f64::from(image.height),
        ]) * place.inverse()
    };
    let count = |to: Affine| (to.determinant().abs().sqrt().round() as u32).clamp(1, 16);
    let to_shade = to_image(image);
    let alpha = image.alpha.as_deref().map(|alpha| (alpha, to_image(alpha)));
    let shades = count(to_shade);
    for row in bounds.y0 as u32..bounds.y1.ceil() as u32 {
        for column in bounds.x0 as u32..bounds.x1.ceil() as u32 {
            let at = Point::new(f64::from(column) + 0.5, f64::from(row) + 0.5);
            let point = to_shade * at;
            if !(0.0..f64::from(image.width)).contains(&point.x)
                || !(0.0..f64::from(image.height)).contains(&point.y)
            {
                continue;
            }
            let shade = u32::from(image.mean(point.x, point.y, shades));
            let painted = alpha.map_or(255, |(alpha, to_alpha)| {
                let point = to_alpha * at;
                u32::from(alpha.mean(point.x, point.y, count(to_alpha)))
            });
            let pixel = scan.grey.get_mut(row as usize * scan.width as usize + column as usize);
            if let Some(pixel) = pixel {
                *pixel = ((shade * painted + u32::from(*pixel) * (255 - painted)) / 255) as u8;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use hayro_syntax::Pdf;

    use super::*;
    use crate::pdf::specimen::{pdf, stream};

    /// Two by two pixels, the first black, on a page of this form: the shades of its corners, row by row.
    fn corners(page: &str, content: &str, image: &str) -> Vec<u8> {
        let image = stream(image, "\0\u{7f}\u{7f}\u{7f}");
        let page = format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 72 72] /Contents 4 0 R \
            /Resources << /XObject << /I 5 0 R >> >> {page} >>"
        );
        let content = stream("", content);
        let objects = [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            &page,
            &content,
            &image,
        ];
        let pdf = Pdf::new(pdf(&objects)).unwrap();
        let scan = of(&pdf.pages()[0]).unwrap();
        assert_eq!((scan.width, scan.height), (72, 72));
        [(10, 10), (60, 10), (10, 60), (60, 60)].map(|(x, y)| scan.grey[y * 72 + x]).to_vec()
    }

    #[test]
    fn a_scan_is_upright_as_the_page_is_shown() {
        let grey = "/Subtype /Image /Width 2 /Height 2 /BitsPerComponent 8 /ColorSpace /DeviceGray";
        let whole = "q 72 0 0 72 0 0 cm /I Do Q";
        let light = 0x7f;
        for (page, content, expected) in [
            ("", whole, [0, light, light, light]),
            ("/Rotate 90", whole, [light, 0, light, light]),
            ("/Rotate 180", whole, [light, light, light, 0]),
            // Drawn upside down.
            ("", "q 72 0 0 -72 0 72 cm /I Do Q", [light, light, 0, light]),
            // In the upper right quarter alone.
            ("", "q 36 0 0 36 36 36 cm /I Do Q", [255, light, 255, 255]),
        ] {
            assert_eq!(corners(page, content, grey), expected, "{page} {content}");
        }
        let stencil = "/Subtype /Image /ImageMask true /Width 1 /Height 2 /BitsPerComponent 1";
        assert_eq!(corners("", whole, stencil), [0, 0, 0, 0]);
        assert_eq!(corners("", whole, &format!("{stencil} /Decode [1 0]")), [255, 255, 255, 255]);
    }
}
