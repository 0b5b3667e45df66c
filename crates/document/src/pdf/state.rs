//! The graphics state, as far as text, lines and pictures need it (ISO 32000-1, 8.4).

use std::rc::Rc;

use hayro_font::kurbo::{Affine, Point};
use hayro_syntax::object::Number;

use super::fonts::Typeface;
use super::ink::Space;
use super::paths::{Bounds, Paint};

/// The graphics state.
#[derive(Clone)]
pub(super) struct State<'a> {
    /// From the units of the content to the sheet's.
    pub(super) ctm: Affine,
    /// Nothing shows outside.
    pub(super) clip: Bounds,
    pub(super) width: f64,
    pub(super) fill: Ink,
    pub(super) stroke: Ink,
    pub(super) text: TextState<'a>,
}

/// A colour.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ink {
    pub(super) space: Space,
    /// 0 black to 1 white.
    pub(super) light: f32,
    /// 0 clear to 1 opaque.
    pub(super) alpha: f32,
}

impl Ink {
    const BLACK: Ink = Ink { space: Space::Gray, light: 0.0, alpha: 1.0 };

    /// Takes a space and the colour that it begins with.
    pub(super) fn set_space(&mut self, space: Space) {
        self.set(space, &[]);
    }

    pub(super) fn set(&mut self, space: Space, components: &[Number]) {
        (self.space, self.light) = (space, space.light(components));
    }

    /// On white paper; None where it is clear.
    fn paint(self, clip: Bounds) -> Option<Paint> {
        let light = 1.0 - (1.0 - self.light) * self.alpha;
        (self.alpha > 0.02).then_some(Paint { clip, light })
    }
}

/// What is set for showing text.
#[derive(Clone)]
pub(super) struct TextState<'a> {
    pub(super) typeface: Option<Rc<Typeface<'a>>>,
    pub(super) size: f64,
    pub(super) character_spacing: f64,
    pub(super) word_spacing: f64,
    /// 1 for letters as wide as they are.
    pub(super) scaling: f64,
    pub(super) leading: f64,
    pub(super) rise: f64,
    pub(super) mode: i64,
}

impl State<'_> {
    /// That at the beginning of a page.
    pub(super) fn new(ctm: Affine, clip: Bounds) -> Self {
        State {
            ctm,
            clip,
            width: 1.0,
            fill: Ink::BLACK,
            stroke: Ink::BLACK,
            text: TextState {
                typeface: None,
                size: 1.0,
                character_spacing: 0.0,
                word_spacing: 0.0,
                scaling: 1.0,
                leading: 0.0,
                rise: 0.0,
                mode: 0,
            },
        }
    }

    pub(super) fn at(&self, x: Number, y: Number) -> Point {
        self.ctm * Point::new(x.as_f64(), y.as_f64())
    }

    pub(super) fn filling(&self) -> Option<Paint> {
        self.fill.paint(self.clip)
    }

    pub(super) fn stroking(&self) -> Option<Paint> {
        self.stroke.paint(self.clip)
    }

    /// How thick an upright and a level line are on the sheet.
    pub(super) fn thickness(&self) -> (f64, f64) {
        let [a, b, c, d, ..] = self.ctm.as_coeffs();
        // Upright lines are drawn along the axis that comes out upright.
        let (across, down) =
            if a.abs() >= b.abs() { (a.hypot(b), c.hypot(d)) } else { (c.hypot(d), a.hypot(b)) };
        (self.width.abs() * across, self.width.abs() * down)
    }
}
