//! A picture of a PDF (ISO 32000-2, 8.9) as shades of grey.

use hayro_syntax::object::stream::{ImageColorSpace, ImageDecodeParams};
use hayro_syntax::object::{Array, Dict, Name, Object, Stream};

/// Larger pictures are no scans of a page.
const MOST_PIXELS: u64 = 120_000_000;

/// Shades of grey, 0 black to 255 white, row by row from the top.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Image {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) grey: Vec<u8>,
    /// 0 where nothing is painted, 255 where all is; of a size of its own.
    pub(super) alpha: Option<Box<Image>>,
}

impl Image {
    /// The mean over `count` by `count` pixels round (x, y).
    pub(super) fn mean(&self, x: f64, y: f64, count: u32) -> u8 {
        let first = |at: f64, size: u32| {
            (at - f64::from(count) / 2.0).round().clamp(0.0, f64::from(size.saturating_sub(1)))
        };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the picture")]
        let (left, top) = (first(x, self.width) as u32, first(y, self.height) as u32);
        let (mut sum, mut seen) = (0_u32, 0_u32);
        for row in top..(top + count).min(self.height) {
            let start = row as usize * self.width as usize;
            let columns = start + left as usize..start + (left + count).min(self.width) as usize;
            for shade in self.grey.get(columns).unwrap_or_default() {
                sum += u32::from(*shade);
                seen += 1;
            }
        }
        u8::try_from(sum.checked_div(seen).unwrap_or(255)).unwrap_or(255)
    }
}

/// The picture that a stream is; None when it cannot be decoded.
pub(super) fn image(stream: &Stream<'_>) -> Option<Image> {
    let mut image = shades(stream)?;
    let dict = stream.dict();
    if dict.get::<bool>("ImageMask").or_else(|| dict.get::<bool>("IM")) == Some(true) {
        // A stencil: black is what it paints.
        let alpha = image.grey.iter().map(|shade| 255 - shade).collect();
        let black = vec![0; image.grey.len()];
        let (width, height) = (image.width, image.height);
        image = Image {
            width,
            height,
            grey: black,
            alpha: Some(Box::new(Image { width, height, grey: alpha, alpha: None })),
        };
    } else if let Some(mask) = dict.get::<Stream<'_>>("SMask") {
        image.alpha = shades(&mask).map(Box::new);
    } else if let Some(mask) = dict.get::<Stream<'_>>("Mask") {
        image.alpha = shades(&mask).map(|mut mask| {
            mask.grey.iter_mut().for_each(|shade| *shade = 255 - *shade);
            Box::new(mask)
        });
    }
    Some(image)
}

/// How samples become shades.
enum Colors {
    Grey,
    Rgb,
    Cmyk,
    /// The shade of each entry of a palette.
    Palette(Vec<u8>),
}

fn shades(stream: &Stream<'_>) -> Option<Image> {
    let dict = stream.dict();
    let size = |long: &str, short: &str| dict.get::<u32>(long).or_else(|| dict.get::<u32>(short));
    let (width, height) = (size("Width", "W")?, size("Height", "H")?);
    if u64::from(width) * u64::from(height) > MOST_PIXELS || width == 0 || height == 0 {
        return None;
    }
    let is_mask = dict.get::<bool>("ImageMask").or_else(|| dict.get::<bool>("IM")) == Some(true);
    let bits = if is_mask {
        1
    } else {
        size("BitsPerComponent", "BPC").and_then(|bits| u8::try_from(bits).ok()).unwrap_or(8)
    };
    let space = dict.get::<Object<'_>>("ColorSpace").or_else(|| dict.get::<Object<'_>>("CS"));
    let colors = space.as_ref().and_then(|space| colors(space, 0));
    let params = ImageDecodeParams {
        is_indexed: matches!(colors, Some(Colors::Palette(_))),
        bpc: Some(bits),
        num_components: colors.as_ref().map(components),
        target_dimension: None,
        width,
        height,
    };
    let decoded = stream.decoded_image(&params).ok()?;
    let (mut width, mut height, mut bits) = (width, height, bits);
    let mut colors = colors.unwrap_or(Colors::Grey);
    if let Some(data) = &decoded.image_data {
        (width, height, bits) = (data.width, data.height, data.bits_per_component);
        if !matches!(colors, Colors::Palette(_)) {
            colors = match data.color_space {
                Some(ImageColorSpace::Rgb) => Colors::Rgb,
                Some(ImageColorSpace::Cmyk) => Colors::Cmyk,
                Some(ImageColorSpace::Gray) => Colors::Grey,
                _ => colors,
            };
        }
    }
    let inverted = dict
        .get::<Array<'_>>("Decode")
        .or_else(|| dict.get::<Array<'_>>("D"))
        .and_then(|decode| decode.iter::<f32>().next())
        .is_some_and(|first| first > 0.5)
        && !matches!(colors, Colors::Palette(_));
    let mut grey = grey(&decoded.data, width, height, bits, &colors)?;
    if inverted {
        grey.iter_mut().for_each(|shade| *shade = 255 - *shade);
    }
    Some(Image { width, height, grey, alpha: None })
}

fn components(colors: &Colors) -> u8 {
    match colors {
        Colors::Grey | Colors::Palette(_) => 1,
        Colors::Rgb => 3,
        Colors::Cmyk => 4,
    }
}

fn colors(space: &Object<'_>, depth: u8) -> Option<Colors> {
    let of_count = |count: i32| match count {
        1 => Some(Colors::Grey),
        3 => Some(Colors::Rgb),
        4 => Some(Colors::Cmyk),
        _ => None,
    };
    let array = match space {
        Object::Name(name) => {
            return match &**name {
                b"DeviceGray" | b"G" | b"CalGray" => Some(Colors::Grey),
                b"DeviceRGB" | b"RGB" | b"CalRGB" => Some(Colors::Rgb),
                b"DeviceCMYK" | b"CMYK" => Some(Colors::Cmyk),
                _ => None,
            };
        }
        Object::Array(array) => array,
        _ => return None,
    };
    let mut parts = array.iter::<Object<'_>>();
    match &*parts.next()?.into_name()? {
        b"ICCBased" => of_count(parts.next()?.into_stream()?.dict().get::<i32>("N")?),
        b"CalGray" | b"DeviceGray" | b"Separation" => Some(Colors::Grey),
        b"CalRGB" | b"DeviceRGB" | b"Lab" => Some(Colors::Rgb),
        b"DeviceCMYK" => Some(Colors::Cmyk),
        b"Indexed" | b"I" if depth == 0 => {
            let base = colors(&parts.next()?, depth + 1)?;
            parts.next()?;
            let table = match parts.next()? {
                Object::String(table) => table.to_vec(),
                Object::Stream(table) => table.decoded_data().ok()?.into_owned(),
                _ => return None,
            };
            Some(Colors::Palette(
                table.chunks_exact(usize::from(components(&base))).map(|entry| shade(entry, &base)).collect(),
            ))
        }
        _ => None,
    }
}

/// The shade of one pixel (ITU-R BT.601).
fn shade(samples: &[u8], colors: &Colors) -> u8 {
    let mixed = |red: u8, green: u8, blue: u8| {
        (u32::from(red) * 299 + u32::from(green) * 587 + u32::from(blue) * 114) / 1000
    };
    let shade = match (colors, samples) {
        (Colors::Rgb, [red, green, blue, ..]) => mixed(*red, *green, *blue),
        (Colors::Cmyk, [cyan, magenta, yellow, black, ..]) => {
            255_u32.saturating_sub(mixed(*cyan, *magenta, *yellow) + u32::from(*black))
        }
        (Colors::Palette(shades), [index, ..]) => {
            shades.get(usize::from(*index)).copied().unwrap_or(255).into()
        }
        (_, [grey, ..]) => (*grey).into(),
        (_, []) => 255,
    };
    u8::try_from(shade).unwrap_or(255)
}

/// The shades of packed rows of samples; rows that are missing are white.
fn grey(data: &[u8], width: u32, height: u32, bits: u8, colors: &Colors) -> Option<Vec<u8>> {
    if !matches!(bits, 1 | 2 | 4 | 8 | 16) {
        return None;
    }
    let samples = width as usize * usize::from(components(colors));
    let stride = (samples * usize::from(bits)).div_ceil(8);
    let mut grey = Vec::with_capacity(width as usize * height as usize);
    let mut row = Vec::with_capacity(samples);
    for packed in data.chunks(stride.max(1)).take(height as usize) {
        row.clear();
        unpack(packed, bits, matches!(colors, Colors::Palette(_)), &mut row);
        row.resize(samples, 255);
        grey.extend(row.chunks_exact(usize::from(components(colors))).map(|pixel| shade(pixel, colors)));
    }
    grey.resize(width as usize * height as usize, 255);
    Some(grey)
}

/// Samples of fewer bits widened to 0..255, or as they are where they number a palette's entries.
fn unpack(packed: &[u8], bits: u8, is_index: bool, samples: &mut Vec<u8>) {
    match bits {
        8 => samples.extend_from_slice(packed),
        16 => samples.extend(packed.chunks_exact(2).filter_map(|pair| pair.first())),
        _ => {
            let most = (1_u8 << bits) - 1;
            let widen = if is_index { 1 } else { 255 / most };
            for byte in packed {
                samples.extend((0..8 / bits).rev().map(|place| (byte >> (place * bits) & most) * widen));
            }
        }
    }
}

/// Whether an object is a picture.
pub(super) fn is_image(dict: &Dict<'_>) -> bool {
    dict.get::<Name<'_>>("Subtype").is_some_and(|name| &*name == b"Image")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_become_shades() {
        let palette = || Colors::Palette(vec![10, 20, 30, 40]);
        for (data, width, bits, colors, expected) in [
            (&[0b1010_0000][..], 3, 1, Colors::Grey, &[255, 0, 255][..]),
            (&[0b0001_1011], 4, 2, palette(), &[10, 20, 30, 40]),
            (&[0xf0], 2, 4, Colors::Grey, &[255, 0]),
            (&[255, 255, 255, 0, 0, 0], 2, 8, Colors::Rgb, &[255, 0]),
            (&[0, 0, 0, 255, 0, 0, 0, 0], 2, 8, Colors::Cmyk, &[0, 255]),
            (&[7, 0, 9, 0], 2, 16, Colors::Grey, &[7, 9]),
            (&[7], 3, 8, Colors::Grey, &[7, 255, 255]),
        ] {
            assert_eq!(grey(data, width, 1, bits, &colors).as_deref(), Some(expected), "{data:?}");
        }
        assert_eq!(grey(&[], 1, 1, 3, &Colors::Grey), None);
    }
}
