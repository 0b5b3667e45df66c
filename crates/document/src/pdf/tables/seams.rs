//! Words of two columns that stand too near for a gap between them: that a word begins where a column does tells.

use super::tokens::{Kind, Line, Segment, Token, segment};

/// Begins or ends at the same place, in points.
const SAME: f32 = 0.4;
/// How many lines above tell of columns, and how far they may stand apart, as a share of the size.
const LINES: usize = 6;
const FARTHEST: f32 = 3.2;
/// The least gap between columns, as a share of the size, and of the other gaps of the line.
const LEAST: f32 = 0.25;
const WIDER: f32 = 1.3;

/// Where columns begin, and where their numbers end.
#[derive(Debug, Default)]
struct Edges {
    left: Vec<f32>,
    right: Vec<f32>,
}

/// Cuts the segments of lines where columns of the lines above begin: at two of them, or where the gap is wider than others;
/// numbers where those above end.
pub(super) fn cut(tokens: &[Token], lines: &mut [Line]) {
    for at in 1..lines.len() {
        let (above, below) = lines.split_at_mut(at);
        let Some(line) = below.first_mut() else { break };
        let edges = edges(above, line);
        if edges.left.is_empty() {
            continue;
        }
        line.segments = line.segments.iter().flat_map(|segment| parts(tokens, segment, &edges)).collect();
    }
}

/// The columns of the lines right above, the first left out.
fn edges(above: &[Line], line: &Line) -> Edges {
    let mut edges = Edges::default();
    let mut baseline = line.baseline;
    for above in above.iter().rev().take(LINES) {
        if baseline - above.baseline > FARTHEST * line.size {
            break;
        }
        baseline = above.baseline;
        for segment in above.segments.iter().skip(1) {
            edges.left.push(segment.x0);
            edges.right.extend(segment.is_number.then_some(segment.x1));
        }
    }
    edges
}

fn parts(tokens: &[Token], whole: &Segment, edges: &Edges) -> Vec<Segment> {
    let gaps = gaps(tokens, whole);
    let near = |edges: &[f32], at: f32| edges.iter().any(|edge| (edge - at).abs() < SAME);
    let mut usual: Vec<f32> = gaps.iter().map(|(_, gap, _)| *gap).collect();
    usual.sort_by(f32::total_cmp);
    let usual = usual.get(usual.len() / 2).copied().unwrap_or(0.0);
    let begins: Vec<(usize, f32)> = gaps
        .iter()
        .filter(|(_, gap, token)| *gap >= LEAST * token.size && near(&edges.left, token.rect[0]))
        .map(|(at, gap, _)| (*at, *gap))
        .collect();
    let several = begins.len() >= 2;
    let mut cuts: Vec<usize> = begins
        .into_iter()
        .filter(|(_, gap)| several || gaps.len() > 2 && *gap > WIDER * usual)
        .map(|(at, _)| at)
        .collect();
    if let Some((at, gap, token)) = gaps.last()
        && token.kind == Kind::Number
        && !whole.is_number
        && *gap >= LEAST * token.size
        && near(&edges.right, token.rect[2])
    {
        cuts.push(*at);
    }
    let mut parts: Vec<Segment> = Vec::new();
    for (place, at) in whole.tokens.iter().enumerate() {
        let Some(token) = tokens.get(*at) else { continue };
        match parts.last_mut() {
            Some(part) if !cuts.contains(&place) => part.append(segment(token, *at)),
            _ => parts.push(segment(token, *at)),
        }
    }
    parts
}

/// For each further word of a segment its place, the gap before it, and itself.
fn gaps<'a>(tokens: &'a [Token], whole: &Segment) -> Vec<(usize, f32, &'a Token)> {
    let pairs = whole.tokens.windows(2).zip(1..);
    let gap = |(pair, at): (&[usize], usize)| {
        let (a, b) = (tokens.get(*pair.first()?)?, tokens.get(*pair.last()?)?);
        Some((at, b.rect[0] - a.rect[2], b))
    };
    pairs.filter_map(gap).collect()
}
