//! Strokes to ruling lines: pieces, dashes and double drawings made whole, edges of filled cells taken as lines.

use super::tokens::Token;
use crate::pdf::sheet::Sheet;

/// The thickest line, in points; what is thicker is a background.
const THICKEST: f32 = 3.0;
/// How far pieces of one line may be off it.
const OFF: f32 = 1.2;
/// The widest gap between pieces of one line (dashes, dots).
const WIDEST_GAP: f32 = 4.0;
/// The shortest line that means something.
const SHORTEST: f32 = 7.0;
/// What is lighter is as good as white.
const WHITE: f32 = 0.97;
/// More backgrounds than this are a picture.
const MOST_SHADES: usize = 1_000;
/// More than this on a page is a drawing.
const MOST: usize = 6_000;

/// A line, across or down: at `at` on the other axis, `from` to `to` along its own.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rule {
    pub(super) at: f32,
    pub(super) from: f32,
    pub(super) to: f32,
    /// A stroke; else the edge of a background.
    pub(super) drawn: bool,
}

impl Rule {
    pub(super) fn length(&self) -> f32 {
        self.to - self.from
    }

    /// How much of `from..to` it covers.
    pub(super) fn covers(&self, from: f32, to: f32) -> f32 {
        (self.to.min(to) - self.from.max(from)).max(0.0)
    }
}

/// The lines of a page, each list sorted by `at`, then `from`.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Rulings {
    pub(super) across: Vec<Rule>,
    pub(super) down: Vec<Rule>,
    /// Backgrounds: filled rectangles that are not the page's.
    pub(super) fills: Vec<[f32; 4]>,
}

impl Rulings {
    /// True when a line down stands between x0 and x1 beside what reaches from top to bottom.
    pub(super) fn divides(&self, x0: f32, x1: f32, top: f32, bottom: f32) -> bool {
        let (x0, x1) = (x0.min(x1) - 1.0, x1.max(x0) + 1.0);
        let first = self.down.partition_point(|rule| rule.at < x0);
        let rest = self.down.get(first..).unwrap_or_default();
        rest.iter()
            .take_while(|rule| rule.at <= x1)
            .any(|rule| rule.covers(top, bottom) >= 0.7 * (bottom - top))
    }

    /// The lines across with `top <= at <= bottom`.
    pub(super) fn between(&self, top: f32, bottom: f32) -> impl Iterator<Item = &Rule> {
        let first = self.across.partition_point(|rule| rule.at < top);
        self.across.get(first..).unwrap_or_default().iter().take_while(move |rule| rule.at <= bottom)
    }
}

/// The ruling lines of a sheet; none of a page that is a drawing.
pub(super) fn rulings(sheet: &Sheet, tokens: &[Token]) -> Rulings {
    let (mut across, mut down, mut fills, mut shades) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let page = sheet.width * sheet.height;
    for stroke in &sheet.strokes {
        let [x0, y0, x1, y1] = stroke.rect;
        if ![x0, y0, x1, y1].iter().all(|side| side.is_finite()) {
            continue;
        }
        // A white line is seen on a background alone.
        if stroke.light > WHITE && !stroke.filled && !fills.iter().any(|fill| holds(fill, &stroke.rect)) {
            continue;
        }
        let (width, height) = (x1 - x0, y1 - y0);
        if height <= THICKEST && width >= height {
            across.push(Rule { at: f32::midpoint(y0, y1), from: x0, to: x1, drawn: true });
        }
        if width <= THICKEST && height >= width {
            down.push(Rule { at: f32::midpoint(x0, x1), from: y0, to: y1, drawn: true });
        }
        if stroke.filled
            && width > THICKEST
            && height > THICKEST
            && width * height < 0.7 * page
            && !bleeds(sheet, &stroke.rect)
            && stroke.light <= WHITE
        {
            fills.push(stroke.rect);
            shades.push((stroke.rect, stroke.light));
            if width >= 8.0 && height >= 5.0 {
                across.extend([y0, y1].map(|at| Rule { at, from: x0, to: x1, drawn: false }));
                down.extend([x0, x1].map(|at| Rule { at, from: y0, to: y1, drawn: false }));
            }
        }
    }
    seams(&mut across, &mut shades, tokens);
    let (across, down) = (whole(across), whole(down));
    if across.len() + down.len() > MOST {
        return Rulings::default();
    }
    Rulings { across, down, fills }
}

/// Takes out the seams of backgrounds in pieces: edges between two of one shade and width, one right below the other and
/// one of them without words, where nothing beside them has an edge.
fn seams(across: &mut Vec<Rule>, shades: &mut [([f32; 4], f32)], tokens: &[Token]) {
    if shades.len() > MOST_SHADES {
        return;
    }
    let is_empty = |rect: &[f32; 4]| !tokens.iter().any(|token| holds(rect, &token.rect));
    shades.sort_by(|(a, _), (b, _)| a[1].total_cmp(&b[1]));
    across.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut seams: Vec<[f32; 3]> = Vec::new();
    for (rect, light) in shades.iter() {
        let [x0, _, x1, bottom] = rect;
        let first = shades.partition_point(|(below, _)| below[1] < bottom - OFF);
        let below = shades.get(first..).unwrap_or_default();
        let near = below.iter().take_while(|(below, _)| below[1] <= bottom + OFF);
        let is_same = |(below, other): &&([f32; 4], f32)| {
            (below[0] - x0).abs() < OFF
                && (below[2] - x1).abs() < OFF
                && (other - light).abs() < 0.02
                && (is_empty(rect) || is_empty(below))
        };
        if near.filter(is_same).count() == 0 {
            continue;
        }
        let first = across.partition_point(|rule| rule.at < bottom - OFF);
        let mut beside = across.iter().skip(first).take_while(|rule| rule.at <= bottom + OFF);
        if beside.all(|rule| !rule.drawn && rule.from > x0 - OFF && rule.to < x1 + OFF) {
            seams.push([*bottom, *x0, *x1]);
        }
    }
    across.retain(|rule| {
        rule.drawn
            || !seams.iter().any(|[at, from, to]| {
                (rule.at - at).abs() <= OFF && (rule.from - from).abs() < OFF && (rule.to - to).abs() < OFF
            })
    });
}

/// True for what is printed to an edge of the page: it decorates.
fn bleeds(sheet: &Sheet, [x0, y0, x1, y1]: &[f32; 4]) -> bool {
    *x0 < 1.0 || *y0 < 1.0 || *x1 > sheet.width - 1.0 || *y1 > sheet.height - 1.0
}

/// True when the middle of a line stands on a background.
fn holds(fill: &[f32; 4], line: &[f32; 4]) -> bool {
    let (x, y) = (f32::midpoint(line[0], line[2]), f32::midpoint(line[1], line[3]));
    (fill[0] - 1.0..=fill[2] + 1.0).contains(&x) && (fill[1] - 1.0..=fill[3] + 1.0).contains(&y)
}

/// Pieces of lines put together.
fn whole(mut pieces: Vec<Rule>) -> Vec<Rule> {
    pieces.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut rules: Vec<Rule> = Vec::new();
    let mut rest = pieces.as_mut_slice();
    while let Some(first) = rest.first().copied() {
        let mut last = first.at;
        let count = rest
            .iter()
            .position(|piece| {
                let is_far = piece.at - last > OFF || piece.at - first.at > 2.0 * OFF;
                last = piece.at;
                is_far
            })
            .unwrap_or(rest.len());
        let (group, behind) = rest.split_at_mut(count.max(1));
        group.sort_by(|a, b| a.from.total_cmp(&b.from));
        let mut open: Option<(Rule, f32)> = None;
        for piece in group.iter() {
            open = match open {
                Some((mut rule, mut weight)) if piece.from - rule.to <= WIDEST_GAP => {
                    let length = piece.length().max(0.01);
                    rule.at = (rule.at * weight + piece.at * length) / (weight + length);
                    weight += length;
                    rule.to = rule.to.max(piece.to);
                    rule.drawn |= piece.drawn;
                    Some((rule, weight))
                }
                other => {
                    rules.extend(other.map(|(rule, _)| rule));
                    Some((*piece, piece.length().max(0.01)))
                }
            };
        }
        rules.extend(open.map(|(rule, _)| rule));
        rest = behind;
    }
    rules.retain(|rule| rule.length() >= SHORTEST);
    rules.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    rules
}
