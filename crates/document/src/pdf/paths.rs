//! Painted paths to ruling lines and filled rectangles.

use hayro_font::kurbo::{Affine, Point};

use super::sheet::{Dot, Stroke};

/// Most lines of a page that are kept: a map has more, and no table.
const MOST_STROKES: usize = 50_000;
/// Most points of a path that are kept.
const MOST_POINTS: usize = 1_000_000;
/// A line leans by less than this, in points, or by a hundredth of its length.
const LEAN: f64 = 0.5;
/// What is thinner is a line, however it was painted.
const THICKEST_LINE: f64 = 6.0;
/// A shape that covers so much of its bounds is told as a rectangle: one with rounded corners does.
const LEAST_COVER: f64 = 0.85;

/// How wide and high a shape may be that is a bullet, in points.
const SMALLEST_DOT: f64 = 1.2;
const LARGEST_DOT: f64 = 7.0;
/// A disc covers half of its bounds by the ends of its four curves.
const LEAST_DISC: f64 = 0.45;
/// More than so many small shapes of a page are not kept.
const MOST_DOTS: usize = 1_000;

/// `[x0, y0, x1, y1]`, x0 <= x1, y0 <= y1.
pub(super) type Bounds = [f64; 4];

/// The path under construction, in the sheet's coordinates.
#[derive(Debug, Default)]
pub(super) struct Path {
    points: Vec<Knot>,
    /// Where the last subpath began.
    start: Point,
    pen: Point,
}

#[derive(Debug, Clone, Copy)]
struct Knot {
    at: Point,
    how: How,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    Move,
    Line,
    Curve,
}

impl Path {
    pub(super) fn move_to(&mut self, to: Point) {
        self.start = to;
        self.push(to, How::Move);
    }

    pub(super) fn line_to(&mut self, to: Point) {
        self.push(to, How::Line);
    }

    /// A curve; one that does not bend is a line.
    pub(super) fn curve_to(&mut self, one: Point, two: Point, to: Point) {
        let chord = to - self.pen;
        let bend = |control: Point| chord.cross(control - self.pen).abs();
        let is_flat = bend(one).max(bend(two)) <= 0.1 * chord.hypot();
        self.push(to, if is_flat { How::Line } else { How::Curve });
    }

    pub(super) fn close(&mut self) {
        if self.pen != self.start {
            self.push(self.start, How::Line);
        }
    }

    pub(super) fn rect(&mut self, ctm: Affine, x: f64, y: f64, width: f64, height: f64) {
        self.move_to(ctm * Point::new(x, y));
        self.line_to(ctm * Point::new(x + width, y));
        self.line_to(ctm * Point::new(x + width, y + height));
        self.line_to(ctm * Point::new(x, y + height));
        self.close();
    }

    pub(super) fn pen(&self) -> Point {
        self.pen
    }

    fn push(&mut self, at: Point, how: How) {
        self.pen = at;
        if self.points.len() < MOST_POINTS {
            self.points.push(Knot { at, how });
        }
    }

    pub(super) fn clear(&mut self) {
        self.points.clear();
    }

    pub(super) fn is_empty(&self) -> bool {
        self.points.is_empty()
    }

    pub(super) fn bounds(&self) -> Bounds {
        bounds(&self.points)
    }

    fn parts(&self) -> impl Iterator<Item = &[Knot]> {
        self.points.chunk_by(|_, next| next.how != How::Move)
    }
}

/// What a path is painted with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Paint {
    pub(super) clip: Bounds,
    /// 0 black to 1 white.
    pub(super) light: f32,
}

/// The lines of a stroked path; leaning ones and curves rule nothing and are left out. `across` is how thick an upright
/// line is, `down` a level one.
pub(super) fn stroke(path: &Path, across: f64, down: f64, paint: Paint, strokes: &mut Vec<Stroke>) {
    for part in path.parts() {
        for pair in part.windows(2) {
            let [from, to] = pair else { continue };
            if to.how != How::Line {
                continue;
            }
            let [x0, y0, x1, y1] = bounds(pair);
            let (width, height) = (x1 - x0, y1 - y0);
            let lean = LEAN.max(0.01 * width.max(height));
            let (across, down) = (across.max(0.1) / 2.0, down.max(0.1) / 2.0);
            let middle = from.at.midpoint(to.at);
            let (rect, thickness) = if height <= lean && height <= width {
                ([x0, middle.y - down, x1, middle.y + down], 2.0 * down)
            } else if width <= lean {
                ([middle.x - across, y0, middle.x + across, y1], 2.0 * across)
            } else {
                continue;
            };
            push(rect, thickness > THICKEST_LINE, paint, strokes);
        }
    }
}

/// The rectangles of a filled path: of what is no rectangle only what is thin enough to be a line.
pub(super) fn fill(path: &Path, paint: Paint, strokes: &mut Vec<Stroke>) {
    let mut outer: Option<Bounds> = None;
    for part in path.parts() {
        let [x0, y0, x1, y1] = bounds(part);
        let (width, height) = (x1 - x0, y1 - y0);
        let is_line = width.min(height) <= 3.0 && width.max(height) > 2.0 * width.min(height);
        if part.len() < 2 || !is_line && cover(part) < LEAST_COVER * width * height {
            continue;
        }
        // A rectangle inside the one before it makes a frame of both.
        match outer.take() {
            Some([a0, b0, a1, b1]) if a0 < x0 && b0 < y0 && x1 < a1 && y1 < b1 => {
                strokes.pop();
                for side in [[a0, b0, a1, y0], [a0, y1, a1, b1], [a0, y0, x0, y1], [x1, y0, a1, y1]] {
                    push(side, true, paint, strokes);
                }
            }
            _ if push([x0, y0, x1, y1], true, paint, strokes) => outer = Some([x0, y0, x1, y1]),
            _ => {}
        }
    }
}

/// Small filled shapes as wide as high: discs, squares, triangles.
pub(super) fn dots(path: &Path, paint: Paint, dots: &mut Vec<Dot>) {
    /// What is lighter is not seen.
    const WHITE: f32 = 0.97;
    for part in path.parts().filter(|_| paint.light <= WHITE) {
        let rect @ [x0, y0, x1, y1] = bounds(part);
        let share = cover(part) / ((x1 - x0) * (y1 - y0));
        let is_round = part.iter().any(|knot| knot.how == How::Curve);
        let shown = match share {
            _ if is_round && share >= LEAST_DISC => '•',
            LEAST_COVER.. => '▪',
            LEAST_DISC.. => '‣',
            _ => continue,
        };
        dot(rect, shown, paint, dots);
    }
}

/// Small circles that are not filled.
pub(super) fn rings(path: &Path, paint: Paint, dots: &mut Vec<Dot>) {
    for part in path.parts() {
        let curves = part.iter().filter(|knot| knot.how == How::Curve).count();
        if curves >= 4 && curves + 1 >= part.len() {
            dot(bounds(part), '◦', paint, dots);
        }
    }
}

fn dot(rect: Bounds, shown: char, paint: Paint, dots: &mut Vec<Dot>) {
    let [x0, y0, x1, y1] = rect;
    let (width, height) = (x1 - x0, y1 - y0);
    let (x, y) = (f64::midpoint(x0, x1), f64::midpoint(y0, y1));
    let shows = (paint.clip[0]..=paint.clip[2]).contains(&x) && (paint.clip[1]..=paint.clip[3]).contains(&y);
    let fits = |side: f64| (SMALLEST_DOT..=LARGEST_DOT).contains(&side);
    if shows
        && fits(width)
        && fits(height)
        && (width - height).abs() <= 0.15 * width
        && dots.len() < MOST_DOTS
    {
        dots.push(Dot { rect: single(rect), shown });
    }
}

/// Keeps what of a rectangle shows; true when any does.
pub(super) fn push(rect: Bounds, filled: bool, paint: Paint, strokes: &mut Vec<Stroke>) -> bool {
    let [x0, y0, x1, y1] = intersection(rect, paint.clip);
    let shows = x0 <= x1 && y0 <= y1 && strokes.len() < MOST_STROKES;
    if shows {
        strokes.push(Stroke { rect: single([x0, y0, x1, y1]), filled, light: paint.light });
    }
    shows
}

pub(super) fn intersection(a: Bounds, b: Bounds) -> Bounds {
    [a[0].max(b[0]), a[1].max(b[1]), a[2].min(b[2]), a[3].min(b[3])]
}

/// The bounds of a rectangle after a transformation.
pub(super) fn transformed(transform: Affine, [x0, y0, x1, y1]: Bounds) -> Bounds {
    let corners = [(x0, y0), (x1, y0), (x1, y1), (x0, y1)];
    around(corners.iter().map(|corner| transform * Point::from(*corner)))
}

#[expect(clippy::cast_possible_truncation, reason = "a page is small enough for f32")]
pub(super) fn single([x0, y0, x1, y1]: Bounds) -> [f32; 4] {
    [x0 as f32, y0 as f32, x1 as f32, y1 as f32]
}

fn bounds(knots: &[Knot]) -> Bounds {
    around(knots.iter().map(|knot| knot.at))
}

fn around(points: impl Iterator<Item = Point>) -> Bounds {
    let nothing = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
    points.fold(nothing, |[x0, y0, x1, y1], p| [x0.min(p.x), y0.min(p.y), x1.max(p.x), y1.max(p.y)])
}

/// The area inside a closed run of points.
fn cover(knots: &[Knot]) -> f64 {
    let next = knots.iter().cycle().skip(1);
    let twice: f64 = knots.iter().zip(next).map(|(a, b)| a.at.to_vec2().cross(b.at.to_vec2())).sum();
    twice.abs() / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAINT: Paint = Paint { clip: [0.0, 0.0, 600.0, 800.0], light: 0.0 };

    fn painted(draw: impl Fn(&mut Path), paint: impl Fn(&Path, &mut Vec<Stroke>)) -> Vec<([f32; 4], bool)> {
        let (mut path, mut strokes) = (Path::default(), Vec::new());
        draw(&mut path);
        paint(&path, &mut strokes);
        strokes.iter().map(|stroke| (stroke.rect, stroke.filled)).collect()
    }

    #[test]
    fn a_stroked_rectangle_is_four_lines_of_true_thickness() {
        let lines = painted(
            |path| path.rect(Affine::IDENTITY, 10.0, 10.0, 100.0, 50.0),
            |path, strokes| stroke(path, 2.0, 2.0, PAINT, strokes),
        );
        let expected = [
            [10.0, 9.0, 110.0, 11.0],
            [109.0, 10.0, 111.0, 60.0],
            [10.0, 59.0, 110.0, 61.0],
            [9.0, 10.0, 11.0, 60.0],
        ];
        assert_eq!(lines, expected.map(|rect| (rect, false)));
    }

    #[test]
    fn a_leaning_line_and_a_curve_rule_nothing() {
        let lines = painted(
            |path| {
                path.move_to(Point::new(0.0, 0.0));
                path.line_to(Point::new(50.0, 50.0));
                path.curve_to(Point::new(60.0, 60.0), Point::new(70.0, 10.0), Point::new(100.0, 50.0));
            },
            |path, strokes| stroke(path, 1.0, 1.0, PAINT, strokes),
        );
        assert_eq!(lines, []);
    }

    #[test]
    fn a_rounded_box_is_its_bounds_and_a_disc_is_nothing() {
        for (radius, expected) in [(4.0, vec![([0.0, 0.0, 100.0, 40.0], true)]), (20.0, vec![])] {
            let boxes = painted(
                |path| {
                    let corner = |path: &mut Path, at: (f64, f64), to: (f64, f64)| {
                        path.curve_to(at.into(), at.into(), to.into());
                    };
                    let width = if radius > 10.0 { 40.0 } else { 100.0 };
                    path.move_to(Point::new(radius, 0.0));
                    path.line_to(Point::new(width - radius, 0.0));
                    corner(path, (width, 0.0), (width, radius));
                    path.line_to(Point::new(width, 40.0 - radius));
                    corner(path, (width, 40.0), (width - radius, 40.0));
                    path.line_to(Point::new(radius, 40.0));
                    corner(path, (0.0, 40.0), (0.0, 40.0 - radius));
                    path.line_to(Point::new(0.0, radius));
                    corner(path, (0.0, 0.0), (radius, 0.0));
                },
                |path, strokes| fill(path, PAINT, strokes),
            );
            assert_eq!(boxes, expected, "{radius}");
        }
    }

    #[test]
    fn a_rectangle_with_a_hole_is_a_frame() {
        let sides = painted(
            |path| {
                path.rect(Affine::IDENTITY, 0.0, 0.0, 100.0, 100.0);
                path.rect(Affine::IDENTITY, 1.0, 1.0, 98.0, 98.0);
            },
            |path, strokes| fill(path, PAINT, strokes),
        );
        let sides: Vec<[f32; 4]> = sides.iter().map(|(rect, _)| *rect).collect();
        let expected = [
            [0.0, 0.0, 100.0, 1.0],
            [0.0, 99.0, 100.0, 100.0],
            [0.0, 1.0, 1.0, 99.0],
            [99.0, 1.0, 100.0, 99.0],
        ];
        assert_eq!(sides, expected);
    }

    #[test]
    fn what_is_clipped_away_is_not_there() {
        let rects = painted(
            |path| {
                path.rect(Affine::IDENTITY, -50.0, 10.0, 100.0, 20.0);
                path.rect(Affine::IDENTITY, 700.0, 10.0, 100.0, 20.0);
            },
            |path, strokes| fill(path, PAINT, strokes),
        );
        assert_eq!(rects, [([0.0, 10.0, 50.0, 30.0], true)]);
    }
}
