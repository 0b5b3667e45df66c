//! Cards: labels above their values, in another style, several side by side.

use super::rulings::Rulings;
use super::tokens::{Kind, Token, lines};
use super::{Draft, DraftCell};

/// The most words of a label, and of a value.
const LONGEST_LABEL: usize = 7;
const LONGEST_VALUE: usize = 30;
/// So few cards may be headings over text.
const LEAST: usize = 4;
/// How far a value may stand below its label, and the next card below a value, as a share of the size.
const BELOW: f32 = 2.4;
const NEXT: f32 = 7.0;

/// Words side by side that begin where those of a column do.
#[derive(Debug, Clone)]
struct Stretch {
    tokens: Vec<usize>,
    left: f32,
    right: f32,
    baseline: f32,
    style: Style,
}

/// How words look: of one weight, and of a size in quarter points. None of several styles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Style {
    size: i32,
    bold: bool,
}

/// A label and its value.
#[derive(Debug)]
struct Card {
    label: Stretch,
    value: Vec<Stretch>,
}

impl Card {
    fn bottom(&self) -> f32 {
        self.value.last().map_or(self.label.baseline, |line| line.baseline)
    }
}

/// The cards among the words that are not `taken`, each group a table of two columns: labels and values.
pub(super) fn drafts(tokens: &[Token], taken: &[bool], rulings: &Rulings) -> Vec<Draft> {
    let free = (0..tokens.len()).filter(|at| !taken.get(*at).copied().unwrap_or(false));
    let lines = lines(tokens, free, rulings);
    let segments = lines.iter().flat_map(|line| &line.segments).map(|segment| segment.tokens.as_slice());
    let whole: Vec<Stretch> = segments.clone().filter_map(|words| Stretch::of(tokens, words)).collect();
    let edges = edges(&whole);
    let cut = segments.flat_map(|words| cut(tokens, words, &edges));
    let stretches: Vec<Stretch> = cut.filter_map(|words| Stretch::of(tokens, words)).collect();
    let cards: Vec<Card> = (0..stretches.len()).filter_map(|at| card(&stretches, at)).collect();
    let mut styles: Vec<(Style, Option<Style>)> = Vec::new();
    for card in &cards {
        let style = (card.label.style, card.value.first().map(|value| value.style));
        if !styles.contains(&style) {
            styles.push(style);
        }
    }
    let mut drafts = Vec::new();
    for style in styles {
        let is_own = |card: &&Card| (card.label.style, card.value.first().map(|value| value.style)) == style;
        let own: Vec<&Card> = cards.iter().filter(is_own).collect();
        let near = own.chunk_by(|a, b| b.label.baseline - a.bottom() < NEXT * size(b.label.style));
        drafts.extend(near.filter(|group| is_group(group, &stretches)).map(draft));
    }
    drafts
}

impl Stretch {
    fn of(tokens: &[Token], words: &[usize]) -> Option<Stretch> {
        let own = || words.iter().filter_map(|at| tokens.get(*at));
        let first = own().next()?;
        let style = Style::of(first);
        let is_plain = own().all(|token| Style::of(token) == style) && first.kind != Kind::Mark;
        is_plain.then(|| Stretch {
            tokens: words.to_vec(),
            left: own().map(|token| token.rect[0]).fold(f32::MAX, f32::min),
            right: own().map(|token| token.rect[2]).fold(f32::MIN, f32::max),
            baseline: first.baseline,
            style,
        })
    }

    /// True when this stands in the column of the other one, from the left or in the middle.
    fn is_under(&self, other: &Stretch) -> bool {
        const NEAR: f32 = 1.5;
        let middle = |one: &Stretch| f32::midpoint(one.left, one.right);
        (self.left - other.left).abs() <= NEAR || (middle(self) - middle(other)).abs() <= NEAR
    }
}

impl Style {
    fn of(token: &Token) -> Style {
        #[expect(clippy::cast_possible_truncation, reason = "a font's size")]
        let size = (token.size * 4.0).round() as i32;
        Style { size, bold: token.bold }
    }
}

fn size(style: Style) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a font's size")]
    let quarters = style.size as f32;
    quarters / 4.0
}

/// Where the labels of cards begin, those on the left left out.
fn edges(stretches: &[Stretch]) -> Vec<f32> {
    let mut edges: Vec<f32> =
        (0..stretches.len()).filter_map(|at| card(stretches, at)).map(|card| card.label.left).collect();
    edges.sort_by(f32::total_cmp);
    edges.dedup_by(|a, b| *a - *b < 1.0);
    edges.drain(..edges.len().min(1));
    edges
}

/// Words side by side, cut where another card begins: a value may end right before it.
fn cut<'a>(tokens: &[Token], words: &'a [usize], edges: &[f32]) -> Vec<&'a [usize]> {
    const GAP: f32 = 0.4;
    let begins = |before: &usize, at: &usize| {
        let (Some(before), Some(token)) = (tokens.get(*before), tokens.get(*at)) else { return false };
        edges.iter().any(|edge| (token.rect[0] - edge).abs() < 1.0)
            && token.rect[0] - before.rect[2] > GAP * token.size
    };
    words.chunk_by(|before, at| !begins(before, at)).collect()
}

/// The card whose label is this stretch: right below it stands something in another style.
fn card(stretches: &[Stretch], at: usize) -> Option<Card> {
    const LEADING: f32 = 1.7;
    let label = stretches.get(at)?;
    if label.tokens.len() > LONGEST_LABEL {
        return None;
    }
    let mut value: Vec<Stretch> = Vec::new();
    for below in stretches.get(at + 1..)? {
        let last = value.last().unwrap_or(label);
        let step = (below.baseline - last.baseline) / size(below.style).max(size(last.style));
        if step > if value.is_empty() { BELOW } else { LEADING } {
            break;
        }
        if step < 0.5 || !below.is_under(label) {
            continue;
        }
        let goes_on = value.first().is_none_or(|first| first.style == below.style);
        if below.style == label.style || !goes_on {
            break;
        }
        value.push(below.clone());
    }
    let words: usize = value.iter().map(|line| line.tokens.len()).sum();
    // A heading is larger than the text below it.
    let is_heading = value.first().is_some_and(|first| label.style.size > first.style.size + 2);
    (!value.is_empty() && words <= LONGEST_VALUE && !is_heading).then(|| Card { label: label.clone(), value })
}

/// True for cards that stand side by side, with nothing else between them.
fn is_group(cards: &[&Card], stretches: &[Stretch]) -> bool {
    let beside = cards
        .iter()
        .filter(|card| {
            cards.iter().any(|other| {
                (other.label.baseline - card.label.baseline).abs() < 1.0
                    && (other.label.left - card.label.left).abs() > 20.0
            })
        })
        .count();
    let top = cards.iter().map(|card| card.label.baseline).fold(f32::MAX, f32::min);
    let bottom = cards.iter().map(|card| card.bottom()).fold(f32::MIN, f32::max);
    let all = stretches.iter().filter(|one| (top - 1.0..=bottom + 1.0).contains(&one.baseline)).count();
    let own: usize = cards.iter().map(|card| 1 + card.value.len()).sum();
    cards.len() >= LEAST && beside * 2 > cards.len() && own == all
}

fn draft(cards: &[&Card]) -> Draft {
    let mut cells = Vec::with_capacity(2 * cards.len());
    for (row, card) in cards.iter().enumerate() {
        let value = card.value.iter().flat_map(|line| line.tokens.iter().copied()).collect();
        for (column, tokens) in [(0, card.label.tokens.clone()), (1, value)] {
            cells.push(DraftCell { row, column, row_span: 1, col_span: 1, tokens, rect: None });
        }
    }
    let lines = || cards.iter().flat_map(|card| std::iter::once(&card.label).chain(&card.value));
    let left = lines().map(|line| line.left).fold(f32::MAX, f32::min);
    let right = lines().map(|line| line.right).fold(left, f32::max);
    Draft { rows: cards.len(), columns: vec![[left, right]; 2], cells, header: 0, is_ruled: false }
}
