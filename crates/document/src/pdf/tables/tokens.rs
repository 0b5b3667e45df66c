//! Printed words as tables see them, and the lines they stand on.

use super::rulings::Rulings;
use crate::pdf::sheet::Sheet;
use crate::pdf::turn::Turn;
use crate::pdf::words::Prints;

/// A printed word.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    /// Its place in `Prints::words`.
    pub(super) print: u32,
    pub(super) rect: [f32; 4],
    pub(super) baseline: f32,
    pub(super) size: f32,
    pub(super) bold: bool,
    pub(super) turn: Turn,
    pub(super) kind: Kind,
    /// Begins in lower case.
    pub(super) is_lower: bool,
    /// Begins in upper case.
    pub(super) is_capital: bool,
    /// A sentence goes on after it: it ends in a comma or a hyphen, or stands before a name.
    pub(super) goes_on: bool,
    /// Ends in a colon.
    pub(super) is_label: bool,
    /// Number of its characters.
    pub(super) length: usize,
}

/// Words that stand before others, in the languages of most donors.
const LINKS: [&str; 63] = [
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with", "au",
    "aux", "avec", "dans", "de", "des", "du", "en", "et", "la", "le", "les", "ou", "par", "pour", "sur",
    "un", "une", "à", "al", "con", "del", "e", "el", "las", "los", "o", "por", "una", "y", "ao", "com", "da",
    "das", "do", "dos", "em", "na", "no", "os", "um", "den", "der", "die", "im", "und", "von", "zu",
];

/// What a word is to a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A number, with what belongs to it: sign, separators, percent; or what stands for a missing one (`-`, `n.a.`).
    Number,
    /// A currency or unit sign alone, which belongs to the number beside it.
    Sign,
    /// Dots that lead to the next column.
    Leader,
    /// A bullet or the number of a list item.
    Mark,
    /// `Table`, in the languages of most donors.
    Table,
    /// `Figure`, `Chart`, `Map` and the like.
    Figure,
    /// `Source:`, `Note:`, in the languages of most donors.
    Note,
    Word,
}

/// The words of a sheet as tokens, invisible and askew ones left out.
pub(super) fn tokens(sheet: &Sheet, prints: &Prints) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(prints.words.len());
    for (at, print) in prints.words.iter().enumerate() {
        let text = prints.text(print);
        if matches!(print.turn, Turn::Askew(_)) || !print.rect.iter().all(|side| side.is_finite()) {
            continue;
        }
        tokens.push(Token {
            print: u32::try_from(at).unwrap_or(u32::MAX),
            rect: print.rect,
            baseline: print.baseline,
            size: print.size.max(1.0),
            bold: sheet.fonts.get(usize::from(print.face)).is_some_and(|face| face.bold),
            turn: print.turn,
            kind: kind(text),
            is_lower: text.chars().next().is_some_and(char::is_lowercase),
            is_capital: text.chars().next().is_some_and(char::is_uppercase),
            goes_on: text.ends_with([',', ';', '-', '–', '—', '/', '(', '&', '\u{ad}'])
                || LINKS.contains(&text),
            is_label: text.ends_with(':'),
            length: text.chars().count(),
        });
    }
    tokens
}

fn kind(text: &str) -> Kind {
    let count = text.chars().count();
    if text.chars().all(|c| matches!(c, '.' | '…' | '_' | '·' | '‥')) {
        return match text {
            ".." => Kind::Number,
            "_" | "·" => Kind::Word,
            _ => Kind::Leader,
        };
    }
    if matches!(
        text,
        "$" | "€" | "£" | "¥" | "%" | "US$" | "R$" | "A$" | "C$" | "(" | ")" | "±" | "Rs." | "Rs"
    ) {
        return Kind::Sign;
    }
    if matches!(
        text,
        "•" | "●"
            | "▪"
            | "■"
            | "◦"
            | "○"
            | "‣"
            | "➢"
            | "✓"
            | "\u{f0b7}"
            | "\u{f0a7}"
            | "*"
            | "o"
            | "§"
    ) {
        return Kind::Mark;
    }
    if matches!(
        text,
        "-" | "–"
            | "—"
            | "−"
            | "--"
            | "n.a."
            | "n/a"
            | "N/A"
            | "NA"
            | "n.a"
            | "na"
            | "(X)"
            | "X"
            | "(NA)"
            | ":"
    ) {
        return Kind::Number;
    }
    if is_number(text) {
        return Kind::Number;
    }
    let inner = text.trim_matches(['(', ')', '.', ']', '[']);
    let ends = text.ends_with([')', '.', ']']) && count <= 5;
    if ends
        && (inner.chars().count() == 1
            || inner.chars().all(|c| matches!(c, 'i' | 'v' | 'x'))
            || inner.parse::<u16>().is_ok())
    {
        return Kind::Mark;
    }
    match text.to_lowercase().as_str() {
        "table" | "tableau" | "tabelle" | "tabla" | "tabela" | "cuadro" | "quadro" => return Kind::Table,
        "figure" | "chart" | "graph" | "exhibit" | "box" | "map" | "figura" | "gráfico" | "graphique"
        | "abbildung" => return Kind::Figure,
        _ => {}
    }
    if text.ends_with([':', '.']) && is_note(text) {
        return Kind::Note;
    }
    Kind::Word
}

fn is_note(text: &str) -> bool {
    matches!(
        text.trim_end_matches([':', '.']).to_lowercase().as_str(),
        "source"
            | "sources"
            | "note"
            | "notes"
            | "nota"
            | "notas"
            | "fuente"
            | "fuentes"
            | "fonte"
            | "fontes"
            | "quelle"
            | "quellen"
            | "anmerkung"
            | "anmerkungen"
    )
}

/// A number in any of the usual writings: digits are at least half of it, letters at most two (units, notes).
fn is_number(text: &str) -> bool {
    let (mut digits, mut letters, mut others) = (0, 0, 0);
    for c in text.chars() {
        match c {
            c if c.is_numeric() => digits += 1,
            '.' | ',' | '+' | '-' | '−' | '–' | '%' | '$' | '€' | '£' | '(' | ')' | '\'' | '’' | '/'
            | ':' | '<' | '>' | '*' | '±' | '~' | '≥' | '≤' | '†' | '‡' => others += 1,
            c if c.is_alphabetic() => letters += 1,
            _ => others += 2,
        }
    }
    digits > 0
        && letters <= 2
        && letters <= digits
        && others <= digits + 2
        && !(text.ends_with(['.', ')']) && !text.starts_with('(') && digits <= 2 && others == 1)
}

/// Tokens on one baseline, from left to right.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub(super) baseline: f32,
    pub(super) size: f32,
    pub(super) top: f32,
    pub(super) bottom: f32,
    pub(super) segments: Vec<Segment>,
}

/// Tokens of a line that no wide gap or ruling line divides.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Segment {
    pub(super) x0: f32,
    pub(super) x1: f32,
    /// Right edge without leaders.
    pub(super) text_x1: f32,
    /// Places in the tokens of the page.
    pub(super) tokens: Vec<usize>,
    /// Numbers and signs only.
    pub(super) is_number: bool,
    /// Words that are neither numbers nor leaders.
    pub(super) words: usize,
}

impl Segment {
    pub(super) fn width(&self) -> f32 {
        self.x1 - self.x0
    }

    pub(super) fn centre(&self) -> f32 {
        f32::midpoint(self.x0, self.x1)
    }

    pub(super) fn overlap(&self, x0: f32, x1: f32) -> f32 {
        self.x1.min(x1) - self.x0.max(x0)
    }

    /// Takes the tokens of the next segment.
    pub(super) fn append(&mut self, mut next: Segment) {
        self.tokens.append(&mut next.tokens);
        self.x0 = self.x0.min(next.x0);
        self.x1 = self.x1.max(next.x1);
        if next.words > 0 || next.is_number {
            self.text_x1 = self.text_x1.max(next.text_x1);
        }
        self.is_number &= next.is_number;
        self.words += next.words;
    }
}

/// The widest gap inside a segment, as a share of the size.
const WIDEST_GAP: f32 = 0.78;

/// The lines of the upright tokens among `chosen`, from top to bottom.
pub(super) fn lines(tokens: &[Token], chosen: impl Iterator<Item = usize>, rulings: &Rulings) -> Vec<Line> {
    let mut all: Vec<usize> =
        chosen.filter(|at| tokens.get(*at).is_some_and(|token| token.turn == Turn::Upright)).collect();
    let baseline = |at: &usize| tokens.get(*at).map_or(0.0, |token| token.baseline);
    all.sort_by(|a, b| baseline(a).total_cmp(&baseline(b)));
    let mut lines = Vec::new();
    let mut row: Vec<usize> = Vec::new();
    let mut begin = f32::MIN;
    for at in all {
        let Some(token) = tokens.get(at) else { continue };
        if !row.is_empty() && token.baseline - begin > 0.38 * token.size {
            lines.extend(line(tokens, std::mem::take(&mut row), rulings));
        }
        if row.is_empty() {
            begin = token.baseline;
        }
        row.push(at);
    }
    lines.extend(line(tokens, row, rulings));
    lines
}

fn line(tokens: &[Token], mut row: Vec<usize>, rulings: &Rulings) -> Option<Line> {
    let left = |at: &usize| tokens.get(*at).map_or(0.0, |token| token.rect[0]);
    row.sort_by(|a, b| left(a).total_cmp(&left(b)));
    let mut sizes: Vec<f32> = row.iter().filter_map(|at| tokens.get(*at)).map(|token| token.size).collect();
    sizes.sort_by(f32::total_cmp);
    let size = *sizes.get(sizes.len() / 2)?;
    let mut line = Line { baseline: 0.0, size, top: f32::MAX, bottom: f32::MIN, segments: Vec::new() };
    let mut baselines: Vec<f32> = Vec::with_capacity(row.len());
    let mut after_leader = false;
    for at in row {
        let Some(token) = tokens.get(at) else { continue };
        baselines.push(token.baseline);
        line.top = line.top.min(token.rect[1]);
        line.bottom = line.bottom.max(token.rect[3]);
        let made = segment(token, at);
        let is_leader = token.kind == Kind::Leader;
        match line.segments.last_mut() {
            Some(last)
                if (is_leader || !after_leader)
                    && token.rect[0] - last.x1 <= WIDEST_GAP * size.min(token.size * 1.3)
                    && !rulings.divides(last.text_x1, token.rect[0], token.rect[1], token.rect[3]) =>
            {
                last.append(made);
            }
            // Leaders belong to what they lead from, however far.
            Some(last)
                if is_leader
                    && !rulings.divides(last.text_x1, token.rect[0], token.rect[1], token.rect[3]) =>
            {
                last.append(made)
            }
            _ => line.segments.push(made),
        }
        after_leader = is_leader;
    }
    baselines.sort_by(f32::total_cmp);
    line.baseline = *baselines.get(baselines.len() / 2)?;
    signs(tokens, &mut line);
    Some(line)
}

/// The segment that a token, at its place in the tokens of the page, is.
pub(super) fn segment(token: &Token, at: usize) -> Segment {
    let is_leader = token.kind == Kind::Leader;
    Segment {
        x0: token.rect[0],
        x1: token.rect[2],
        text_x1: if is_leader { token.rect[0] } else { token.rect[2] },
        tokens: vec![at],
        is_number: matches!(token.kind, Kind::Number | Kind::Sign),
        words: usize::from(matches!(
            token.kind,
            Kind::Word | Kind::Mark | Kind::Table | Kind::Figure | Kind::Note
        )),
    }
}

/// A currency sign set apart is part of the number behind it, a percent sign of the one before.
fn signs(tokens: &[Token], line: &mut Line) {
    let alone = |segment: &Segment| matches!(segment.tokens.as_slice(), [at] if tokens.get(*at).is_some_and(|token| token.kind == Kind::Sign));
    let mut at = 0;
    while at + 1 < line.segments.len() {
        let pair = (line.segments.get(at), line.segments.get(at + 1));
        let (Some(first), Some(second)) = pair else { break };
        let joins = alone(first) && second.is_number && second.x0 - first.x1 < 6.0 * line.size && at > 0
            || alone(second) && first.is_number && second.x0 - first.x1 < 1.5 * line.size;
        if joins {
            let second = line.segments.remove(at + 1);
            if let Some(first) = line.segments.get_mut(at) {
                first.append(second);
            }
        } else {
            at += 1;
        }
    }
}
