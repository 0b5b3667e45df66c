//! How light the colours of a page are: enough to tell a background from what stands on it (ISO 32000-1, 8.6).

use hayro_syntax::object::dict::keys;
use hayro_syntax::object::{Array, Name, Number, Object, Stream};
use hayro_syntax::page::Resources;

/// A colour space, as far as lightness needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Space {
    #[default]
    Gray,
    Rgb,
    Cmyk,
    Lab,
    /// Colorants of a printing press: none is white, all is dark.
    Tint,
    /// An indexed palette, a pattern: not told by its numbers.
    Unknown,
}

impl Space {
    /// The space called `name`, one of the resources' or one of the format's own.
    pub(super) fn named(name: &Name<'_>, resources: &Resources<'_>) -> Space {
        match name.as_ref() {
            b"DeviceGray" | b"G" | b"CalGray" => Space::Gray,
            b"DeviceRGB" | b"RGB" | b"CalRGB" => Space::Rgb,
            b"DeviceCMYK" | b"CMYK" => Space::Cmyk,
            b"Pattern" => Space::Unknown,
            _ => match resources.get_color_space(name) {
                Some(Object::Name(name)) => Space::device(&name),
                Some(Object::Array(array)) => Space::described(&array),
                _ => Space::Unknown,
            },
        }
    }

    fn device(name: &Name<'_>) -> Space {
        match name.as_ref() {
            b"DeviceGray" => Space::Gray,
            b"DeviceRGB" => Space::Rgb,
            b"DeviceCMYK" => Space::Cmyk,
            _ => Space::Unknown,
        }
    }

    fn described(array: &Array<'_>) -> Space {
        let mut parts = array.iter::<Object<'_>>();
        let Some(Object::Name(family)) = parts.next() else { return Space::Unknown };
        match family.as_ref() {
            b"CalGray" => Space::Gray,
            b"CalRGB" => Space::Rgb,
            b"Lab" => Space::Lab,
            b"Separation" | b"DeviceN" => Space::Tint,
            b"ICCBased" => {
                let profile = array.iter::<Object<'_>>().nth(1).and_then(Object::into_stream);
                match profile.and_then(|profile: Stream<'_>| profile.dict().get::<u32>(keys::N)) {
                    Some(1) => Space::Gray,
                    Some(3) => Space::Rgb,
                    Some(4) => Space::Cmyk,
                    _ => Space::Unknown,
                }
            }
            _ => Space::device(&family),
        }
    }

    /// The lightness of the colour that a space begins with, and of one with these components: 0 black to 1 white.
    pub(super) fn light(self, components: &[Number]) -> f32 {
        let mut numbers = components.iter().map(|number| number.as_f32());
        let mut next = || numbers.next().unwrap_or_default();
        match self {
            Space::Gray => gray(next()),
            Space::Rgb => rgb(next(), next(), next()),
            Space::Cmyk if components.is_empty() => 0.0,
            Space::Cmyk => cmyk(next(), next(), next(), next()),
            Space::Lab => gray(next() / 100.0),
            Space::Tint => match components {
                [] => 0.0,
                all => gray(1.0 - all.iter().map(|number| number.as_f32()).fold(0.0, f32::max)),
            },
            Space::Unknown => 0.5,
        }
    }
}

pub(super) fn gray(level: f32) -> f32 {
    if level.is_finite() { level.clamp(0.0, 1.0) } else { 0.0 }
}

pub(super) fn rgb(r: f32, g: f32, b: f32) -> f32 {
    gray(0.299 * r + 0.587 * g + 0.114 * b)
}

pub(super) fn cmyk(c: f32, m: f32, y: f32, k: f32) -> f32 {
    rgb(1.0 - c, 1.0 - m, 1.0 - y) * gray(1.0 - k)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_has_the_lightness_that_an_eye_sees() {
        let n = Number::from_f32;
        for (space, components, light) in [
            (Space::Gray, vec![n(0.9)], 0.9),
            (Space::Rgb, vec![n(1.0), n(1.0), n(1.0)], 1.0),
            (Space::Cmyk, vec![n(0.0), n(0.0), n(0.0), n(1.0)], 0.0),
            (Space::Cmyk, vec![n(0.0), n(0.0), n(0.0), n(0.0)], 1.0),
            (Space::Tint, vec![n(0.2)], 0.8),
            (Space::Gray, vec![], 0.0),
        ] {
            assert!((space.light(&components) - light).abs() < 0.001, "{space:?} {components:?}");
        }
    }
}
