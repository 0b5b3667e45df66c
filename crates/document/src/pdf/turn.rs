//! Which way words are written: across, up, down, head first, at odd angles; and sheets turned so that most are upright.

use super::sheet::{Glyph, Sheet};

/// The way that words are written. Each has a frame of its own, in which its words are upright: u runs along the
/// line, v from line to line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) enum Turn {
    /// From left to right.
    #[default]
    Upright,
    /// Turned left, from bottom to top.
    Up,
    /// Turned right, from top to bottom.
    Down,
    /// Head first, from right to left.
    Over,
    /// Upright letters one below the other, columns from right to left (Chinese, Japanese).
    Column,
    /// At another angle (whole degrees, clockwise): watermarks, text in drawings.
    Askew(i16),
}

impl Turn {
    /// The turn of a glyph; None when it has no advance.
    pub(crate) fn of(glyph: &Glyph) -> Option<Turn> {
        let (dx, dy) = (glyph.dx, glyph.dy);
        let long = dx.abs().max(dy.abs());
        if glyph.vertical && dx.abs() <= 0.05 * dy.abs() && dy > 0.0 {
            return Some(Turn::Column);
        }
        if dy.abs() <= 0.03 * dx.abs() && dx > 0.0 {
            Some(Turn::Upright)
        } else if long <= 1e-3 || !long.is_finite() {
            None
        } else if dy.abs() <= 0.03 * long {
            Some(Turn::Over)
        } else if dx.abs() <= 0.03 * long {
            Some(if dy < 0.0 { Turn::Up } else { Turn::Down })
        } else {
            #[expect(clippy::cast_possible_truncation, reason = "degrees")]
            let degrees = dy.atan2(dx).to_degrees().round() as i16;
            Some(Turn::Askew(degrees))
        }
    }

    /// A point of the sheet in this frame.
    pub(crate) fn to_line(self, x: f32, y: f32) -> (f32, f32) {
        match self {
            Turn::Upright => (x, y),
            Turn::Up => (-y, x),
            Turn::Down | Turn::Column => (y, -x),
            Turn::Over => (-x, -y),
            Turn::Askew(degrees) => {
                let (sin, cos) = f32::from(degrees).to_radians().sin_cos();
                (x * cos + y * sin, y * cos - x * sin)
            }
        }
    }

    /// A rectangle of this frame on the sheet (the smallest upright one around it).
    pub(crate) fn to_sheet(self, [u0, v0, u1, v1]: [f32; 4]) -> [f32; 4] {
        match self {
            Turn::Upright => [u0, v0, u1, v1],
            Turn::Up => [v0, -u1, v1, -u0],
            Turn::Down => [-v1, u0, -v0, u1],
            // Letters of a column stand in its middle.
            Turn::Column => {
                let half = (v1 - v0) / 2.0;
                let middle = -(v0 + (v1 - v0) * 0.77);
                [middle - half, u0, middle + half, u1]
            }
            Turn::Over => [-u1, -v1, -u0, -v0],
            Turn::Askew(degrees) => {
                let (sin, cos) = f32::from(degrees).to_radians().sin_cos();
                let corners = [(u0, v0), (u1, v0), (u0, v1), (u1, v1)];
                let points = corners.map(|(u, v)| (u * cos - v * sin, u * sin + v * cos));
                points.iter().fold([f32::MAX, f32::MAX, f32::MIN, f32::MIN], |rect, (x, y)| {
                    [rect[0].min(*x), rect[1].min(*y), rect[2].max(*x), rect[3].max(*y)]
                })
            }
        }
    }
}

/// How a sheet was turned before it was read, to lead places back to the page as shown.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Turned {
    turn: Turn,
    width: f32,
    height: f32,
}

impl Turned {
    /// A rectangle of the turned sheet on the page as shown.
    pub(crate) fn back(self, [x0, y0, x1, y1]: [f32; 4]) -> [f32; 4] {
        match self.turn {
            Turn::Up => [y0, self.height - x1, y1, self.height - x0],
            Turn::Down => [self.width - y1, x0, self.width - y0, x1],
            Turn::Over => [self.width - x1, self.height - y1, self.width - x0, self.height - y0],
            _ => [x0, y0, x1, y1],
        }
    }
}

/// Turns the sheet so that most of its glyphs are upright; a sheet that has them upright stays as it is.
pub(crate) fn upright(sheet: &mut Sheet) -> Turned {
    let mut counts = [0_usize; 3];
    for glyph in &sheet.glyphs {
        match Turn::of(glyph) {
            Some(Turn::Up) => counts[0] += 1,
            Some(Turn::Down) => counts[1] += 1,
            Some(Turn::Over) => counts[2] += 1,
            _ => {}
        }
    }
    let most = sheet.glyphs.len() * 6 / 10;
    let turns = [Turn::Up, Turn::Down, Turn::Over];
    let turn = turns.into_iter().zip(counts).find(|(_, count)| *count > most);
    let turned = Turned {
        turn: turn.map_or(Turn::Upright, |(turn, _)| turn),
        width: sheet.width,
        height: sheet.height,
    };
    if turned.turn != Turn::Upright {
        turn_sheet(sheet, turned);
    }
    turned
}

fn turn_sheet(sheet: &mut Sheet, turned: Turned) {
    let (width, height) = (turned.width, turned.height);
    let point = |x: f32, y: f32| match turned.turn {
        Turn::Up => (height - y, x),
        Turn::Down => (y, width - x),
        _ => (width - x, height - y),
    };
    let rect = |[x0, y0, x1, y1]: [f32; 4]| {
        let ((ax, ay), (bx, by)) = (point(x0, y0), point(x1, y1));
        [ax.min(bx), ay.min(by), ax.max(bx), ay.max(by)]
    };
    for glyph in &mut sheet.glyphs {
        let (x, y) = point(glyph.x, glyph.y);
        let (end_x, end_y) = point(glyph.x + glyph.dx, glyph.y + glyph.dy);
        (glyph.x, glyph.y, glyph.dx, glyph.dy) = (x, y, end_x - x, end_y - y);
    }
    for stroke in &mut sheet.strokes {
        stroke.rect = rect(stroke.rect);
    }
    for picture in &mut sheet.pictures {
        *picture = rect(*picture);
    }
    if turned.turn != Turn::Over {
        (sheet.width, sheet.height) = (height, width);
    }
}
