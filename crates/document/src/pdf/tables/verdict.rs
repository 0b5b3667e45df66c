//! Whether lines in columns are a table: columns alone do not make one, they must hold like things.

use super::rows::{Put, PutLine};
use super::rulings::Rulings;
use super::tokens::{Kind, Token};
use super::{Draft, heads};

/// What was found on the way, to judge by.
pub(super) struct Look {
    pub(super) puts: Vec<PutLine>,
    pub(super) header: usize,
}

/// What a caption near lines in columns says they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Caption {
    Table,
    /// A figure, a chart, a map.
    Figure,
    None,
}

pub(super) fn is_table(
    tokens: &[Token],
    draft: &Draft,
    look: &Look,
    rulings: &Rulings,
    caption: Caption,
) -> bool {
    let width = draft.columns.len();
    let body: Vec<&PutLine> =
        look.puts.iter().skip(look.header).filter(|line| line.puts.len() >= 2).collect();
    let (Some([left, _]), Some([_, right])) = (draft.columns.first(), draft.columns.last()) else {
        return false;
    };
    let (Some(top), Some(bottom)) = (look.puts.first(), look.puts.last()) else { return false };
    let rules = rulings
        .between(top.top - 1.5 * top.size, bottom.bottom + 1.5 * bottom.size)
        .filter(|rule| {
            rule.covers(*left, *right) >= 0.6 * (right - left) && rule.length() <= 1.6 * (right - left)
        })
        .count();
    if body.is_empty() || draft.rows < 2 || body.len() + usize::from(look.header > 0) < 2 {
        return false;
    }
    if heads::are_pairs(tokens, &look.puts, width) {
        return true;
    }
    let filled: usize = body.iter().map(|line| line.puts.len()).sum();
    let fill = filled as f32 / (body.len() * width) as f32;
    let numbers: usize =
        body.iter().flat_map(|line| &line.puts).filter(|put| put.first > 0 && put.segment.is_number).count();
    let values: usize = body.iter().flat_map(|line| &line.puts).filter(|put| put.first > 0).count();
    let numeric = numbers as f32 / values.max(1) as f32;
    let aligned = alignment(&body, width);
    let leaders = body
        .iter()
        .filter(|line| {
            line.puts.first().is_some_and(|put| {
                put.segment
                    .tokens
                    .last()
                    .and_then(|at| tokens.get(*at))
                    .is_some_and(|token| token.kind == Kind::Leader)
            })
        })
        .count();
    if width == 2 && leaders * 2 > body.len() && is_contents(tokens, &body) {
        return false;
    }
    // Lines to write on: a form.
    let blanks = body.iter().flat_map(|line| &line.puts).filter(|put| is_blank(tokens, put));
    if blanks.count() * 2 > body.len() {
        return false;
    }
    // Words of running text, set wide, stand over the columns of other lines as often as in one.
    let all = look.puts.iter().skip(look.header).flat_map(|line| &line.puts);
    let spanning = all.clone().filter(|put| put.last > put.first).count();
    if spanning * 5 > all.count() {
        return false;
    }
    let marks = body.iter().flat_map(|line| line.puts.iter().skip(1)).filter(|put| {
        let first = put.segment.tokens.first().and_then(|at| tokens.get(*at));
        first.is_some_and(|token| token.kind == Kind::Mark) && put.segment.words > 1
    });
    if marks.count() * 3 > body.len() {
        return false;
    }
    if fill < 0.3 || aligned < 0.5 {
        return false;
    }
    let words = body.iter().flat_map(|line| &line.puts).map(|put| put.segment.words).sum::<usize>() as f32
        / filled.max(1) as f32;
    if caption == Caption::Figure && (rules < 2 || fill < 0.6) {
        return false;
    }
    if caption == Caption::Table && aligned >= 0.6 && fill >= 0.4 {
        return true;
    }
    if rules >= 2 {
        let is_text =
            words < 9.0 && aligned >= 0.7 && fill >= 0.5 && (width > 2 || are_labels(&body, right - left));
        return aligned >= 0.55 && (numeric > 0.2 || is_text);
    }
    if numeric >= 0.5 {
        let few = width > 2 || heads::is_bold_header(tokens, &look.puts, look.header);
        return body.len() >= if few { 2 } else { 3 } && aligned >= 0.6;
    }
    let labels = body
        .iter()
        .filter(|line| {
            line.puts
                .first()
                .and_then(|put| put.segment.tokens.last())
                .and_then(|at| tokens.get(*at))
                .is_some_and(|token| token.is_label)
        })
        .count();
    if width == 2 {
        let told = look.header > 0
            || body.iter().all(|line| line.puts.first().is_some_and(|put| is_bold(tokens, put)));
        // Blocks at either edge of a page are no labels and values.
        let [edge, start] =
            [draft.columns.first().map(|column| column[1]), draft.columns.last().map(|column| column[0])];
        let near = start.zip(edge).is_some_and(|(start, edge)| start - edge < 12.0 * top.size);
        let enough = (told || near) && body.len() >= 3 && body.len() * 2 >= look.puts.len() || labels >= 2;
        return enough && aligned >= 0.8 && words < 7.0 && are_labels(&body, right - left);
    }
    body.len() >= 3 && aligned >= 0.75 && words < 6.0 && fill >= 0.45
}

/// True for a label with a line to write on behind it, or such a line alone.
fn is_blank(tokens: &[Token], put: &Put) -> bool {
    let mut words = put.segment.tokens.iter().rev().filter_map(|at| tokens.get(*at));
    let ends = words.next().is_some_and(|token| token.kind == Kind::Leader);
    ends && words.next().is_none_or(|token| token.is_label)
}

fn is_bold(tokens: &[Token], put: &Put) -> bool {
    put.segment.tokens.iter().all(|at| tokens.get(*at).is_some_and(|token| token.bold))
}

/// True when the first column holds labels: a few words, less than half of the table's width.
fn are_labels(body: &[&PutLine], width: f32) -> bool {
    const MOST_WORDS: usize = 6;
    let labels = body.iter().filter_map(|line| line.puts.first()).filter(|put| put.first == 0);
    let short =
        labels.clone().filter(|put| put.segment.words <= MOST_WORDS && put.segment.width() < 0.55 * width);
    short.count() * 10 >= labels.count() * 9
}

/// How well the columns are aligned: the share of segments that share the left edge, right edge or middle with most
/// others of their column, the mean over the columns.
fn alignment(body: &[&PutLine], width: usize) -> f32 {
    let (mut shared, mut all) = (0_usize, 0_usize);
    for column in 0..width {
        let members: Vec<(f32, f32, f32)> = body
            .iter()
            .flat_map(|line| {
                line.puts
                    .iter()
                    .filter(|put| put.first == column && put.last == column)
                    .map(|put| (put.segment.x0, put.segment.x1, line.size))
            })
            .collect();
        if members.len() < 2 {
            continue;
        }
        let most = |value: fn(&(f32, f32, f32)) -> f32| {
            let mut values: Vec<f32> = members.iter().map(value).collect();
            values.sort_by(f32::total_cmp);
            let size = members.first().map_or(10.0, |member| member.2);
            let mut low = 0;
            let mut most = 0;
            for high in 0..values.len() {
                while values.get(high).zip(values.get(low)).is_some_and(|(high, low)| high - low > 0.6 * size)
                {
                    low += 1;
                }
                most = most.max(high + 1 - low);
            }
            most
        };
        let best = most(|member| member.0)
            .max(most(|member| member.1))
            .max(most(|member| f32::midpoint(member.0, member.1)));
        shared += best;
        all += members.len();
    }
    shared as f32 / all.max(1) as f32
}

/// True for a table of contents: whole numbers that only rise.
fn is_contents(tokens: &[Token], body: &[&PutLine]) -> bool {
    let short = body.iter().filter(|line| {
        line.puts.last().is_some_and(|put| matches!(put.segment.tokens.as_slice(), [at] if tokens.get(*at).is_some_and(|token| token.length <= 4)))
    });
    short.count() * 10 >= body.len() * 8
}
