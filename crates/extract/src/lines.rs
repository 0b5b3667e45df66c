//! A document as the lines that labels and headings are looked for in.

mod abreast;
mod menu;
mod parted;
mod rejoined;
mod run_in;
mod titled;

use almoner_document::{BlockKind, Cell, Document, Layer};
use almoner_record::Span;

use crate::labels::Key;
use crate::word_list::WordList;

pub(crate) use abreast::cut_abreast;
pub(crate) use menu::{is_in_menu, is_label_of_menu, is_part_of_site};
pub(crate) use parted::parted;
pub(crate) use rejoined::rejoined;
pub(crate) use run_in::run_in;
pub(crate) use titled::titled;

/// The longest label or heading, in bytes; what is longer is running text.
const LONGEST_LABEL: usize = 320;

/// So many spaces set a value apart from a label that a layout knows.
const GAP: &str = "  ";

/// One line of a document: a block, or one line of a block that has several, or a table as a whole.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// Its text, without list marks.
    pub(crate) span: Span,
    pub(crate) kind: LineKind,
    /// Folded, when it is short enough to be a label or heading; else empty.
    pub(crate) key: Key,
    /// The part before its first colon, folded; the value behind it. None without a colon or a value.
    pub(crate) label: Option<(Key, Span)>,
    /// Which block of the document it is of.
    pub(crate) block: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LineKind {
    Heading {
        level: u8,
    },
    Text,
    Item {
        depth: u8,
    },
    Caption,
    Table,
    /// Footnotes, page headers: never read.
    Aside,
}

/// The lines of a document, in reading order.
pub(crate) fn of(document: &Document) -> Vec<Line> {
    let mut lines = Vec::with_capacity(document.blocks.len());
    for (at, block) in document.blocks.iter().enumerate() {
        let kind = match (block.layer, &block.kind) {
            (Layer::Furniture | Layer::Notes, _) => LineKind::Aside,
            (Layer::Body, BlockKind::Paragraph | BlockKind::ListItem { .. })
                if is_link(document.slice(block.span)) =>
            {
                LineKind::Aside
            }
            (Layer::Body, BlockKind::Heading { level }) => LineKind::Heading { level: *level },
            (Layer::Body, BlockKind::ListItem { depth }) => LineKind::Item { depth: *depth },
            (Layer::Body, BlockKind::Caption) => LineKind::Caption,
            (Layer::Body, BlockKind::Table { .. }) => LineKind::Table,
            (Layer::Body, BlockKind::Paragraph | BlockKind::KeyValue { .. }) => LineKind::Text,
        };
        let mut line = line(&document.text, block.span, kind, at);
        if let (LineKind::Text, BlockKind::KeyValue { key, value }) = (kind, &block.kind) {
            // A gap stands nearer to the label than a colon inside the value.
            let own = key.of(&document.text);
            let is_cut = own.contains(GAP) || own.rfind('(') > own.rfind(')') && line.label.is_some();
            line.label = pair(&document.text, *key, *value).filter(|_| !is_cut).or(line.label);
        }
        lines.push(line);
    }
    lines
}

/// True for lines with the end of one line between them, and no empty one.
pub(crate) fn is_right_below(one: &Line, next: &Line, text: &str) -> bool {
    let between = text.get(one.span.range().end..next.span.range().start);
    between.is_some_and(|between| between.trim_matches([' ', '\t', '\r']) == "\n")
}

/// True for the words of a link of a page, alone on a line: `Read more`, `Back to overview`.
fn is_link(text: &str) -> bool {
    const LONGEST: usize = 40;
    /// Folded, in English, French, Spanish, Portuguese and German.
    static WORDS: WordList = WordList::of_phrases(
        "read more, learn more, find out more, see more, view more, show more, view project, see project, view details, \
         see details, more details, more information, more info, lire la suite, lire plus, en savoir plus, voir plus, \
         voir le projet, plus d'informations, plus d'infos, leer mas, ver mas, saber mas, conocer mas, mas informacion, \
         ver proyecto, ver el proyecto, ler mais, leia mais, ver mais, saber mais, saiba mais, mais informacoes, ver \
         projeto, weiterlesen, mehr lesen, mehr erfahren, mehr informationen, zuruck, retour, volver, voltar, go back, \
         retour en haut, next project, previous project, projet suivant, projet precedent, proyecto siguiente, \
         siguiente proyecto, proyecto anterior, print this page, share this page, imprimer, imprimir, telecharger",
    );
    const BACK: [&str; 9] = [
        "back to",
        "return to",
        "retour a",
        "retour au",
        "retour aux",
        "volver a",
        "voltar a",
        "voltar para",
        "zuruck zu",
    ];
    static PLACES: WordList = WordList::of(
        "the all overview list listing top results search projects project programmes home homepage page main map \
        la le les l liste accueil recherche resultats page projets apercu vue d ensemble haut el los lista inicio busqueda \
        resultados proyectos pagina o a os projetos ubersicht zur ubersicht liste projekte arriba vista general",
    );
    if text.len() > LONGEST {
        return false;
    }
    let folded = almoner_codelists::fold(text);
    if menu::is_way_on(&folded) {
        return true;
    }
    let words = folded.trim_matches(|c: char| !c.is_alphanumeric());
    let is_place = |rest: &str| {
        let mut words = rest.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
        words.peek().is_some() && words.all(|word| PLACES.has(word))
    };
    const FILES: [&str; 4] = ["download ", "telecharger ", "descargar ", "baixar "];
    WORDS.has(words)
        || FILES.iter().any(|verb| words.starts_with(verb))
        || BACK
            .iter()
            .any(|back| words.strip_prefix(back).is_some_and(|rest| rest.starts_with(' ') && is_place(rest)))
}

/// The lines again, those cut where a width joined what belongs apart: before each line of the file that is a label of
/// the layout, or begins with one.
pub(crate) fn divided(lines: Vec<Line>, document: &Document, is_label: impl Fn(&Line) -> bool) -> Vec<Line> {
    let text = &document.text;
    let mut divided = Vec::with_capacity(lines.len());
    for whole in lines {
        let content = whole.span.of(text);
        if whole.kind != LineKind::Text || !content.contains('\n') {
            divided.push(whole);
            continue;
        }
        let mut from = 0;
        for (at, _) in content.match_indices('\n') {
            let rest = content.get(at + 1..).unwrap_or_default();
            let next = whole.span.inner(Span::new(at + 1, at + 1 + rest.find('\n').unwrap_or(rest.len())));
            let next = line(text, next.trim(text), LineKind::Text, whole.block);
            // A word in small letters at the end of a wrapped sentence is no label: `implementing / partners`.
            let goes_on = next.label.is_none() && next.span.of(text).starts_with(char::is_lowercase);
            if !goes_on && is_label(&next) {
                let before = whole.span.inner(Span::new(from, at)).trim(text);
                divided.push(line(text, before, LineKind::Text, whole.block));
                from = at + 1;
            }
        }
        if from == 0 {
            divided.push(whole);
        } else {
            let rest = whole.span.inner(Span::new(from, content.len())).trim(text);
            divided.push(line(text, rest, LineKind::Text, whole.block));
        }
    }
    divided
}

fn line(text: &str, span: Span, kind: LineKind, block: usize) -> Line {
    let span = if kind == LineKind::Table { span } else { without_bars(text, span) };
    let content = span.of(text);
    let is_label =
        matches!(kind, LineKind::Heading { .. } | LineKind::Text | LineKind::Item { .. } | LineKind::Caption);
    let key = if is_label && content.len() <= LONGEST_LABEL { Key::of(content) } else { Key::default() };
    let label = if is_label { label(content, span) } else { None };
    Line { span, kind, key, label, block }
}

/// A line without the bars of empty cells that a copied table leaves at its end: `Operational | |`.
fn without_bars(text: &str, span: Span) -> Span {
    let content = span.of(text);
    if !content.ends_with('|') {
        return span;
    }
    let bare = content.trim_end_matches([' ', '|', '\u{a0}']);
    if bare.is_empty() { span } else { span.inner(Span::new(0, bare.len())) }
}

/// A table's cell as a line, to look for a label in it.
pub(crate) fn line_of_cell(text: &str, cell: Span, block: usize) -> Line {
    line(text, cell, LineKind::Text, block)
}

/// Label and value as the document divides them.
fn pair(text: &str, key: Span, value: Span) -> Option<(Key, Span)> {
    let key = Key::of(key.of(text).trim_matches(['*', '_']));
    let value = without_bars(text, value.trim(text));
    (!key.is_empty() && !value.is_empty()).then_some((key, value))
}

/// Label and value of `Label: value`, with any kind of space and colon, or with a tab or a gap between them.
fn label(content: &str, span: Span) -> Option<(Key, Span)> {
    let head = content.get(..content.floor_char_boundary(LONGEST_LABEL))?;
    let at = divider(head)?;
    // `PROJECT   DATA` is the head of a form in which a scan has widened the spaces.
    if head.get(at..)?.starts_with(GAP)
        && !head.contains(':')
        && crate::header::is_head_of_form(&Key::of(content))
    {
        return None;
    }
    let behind =
        content.get(at..)?.trim_start_matches([':', '：', '\t', ' ', '\u{a0}', '\u{202f}', '*', '_']);
    let leader = behind.trim_start_matches(['.', '…', '_', ' ', '\u{a0}']);
    let is_led = leads(behind) || leads(content.get(at..)?);
    // A table of contents has leaders to its pages too.
    if is_led && is_page(leader) {
        return None;
    }
    let behind = if is_led { leader.trim_start_matches([':', ' ']) } else { behind };
    let key = Key::of(content.get(..at)?.trim_matches(['*', '_']));
    let value = Span::new(content.len() - behind.len(), content.len()).trim(content);
    (!key.is_empty() && !value.is_empty()).then(|| (key, span.inner(value)))
}

/// True where dots lead the eye from a label to its value: `Budget ......... EUR 2 million`.
fn leads(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with("....")
        || text.starts_with("……")
        || text.starts_with(". . . .")
        || text.starts_with("____")
}

/// True for what may be the number of a page.
fn is_page(text: &str) -> bool {
    const LONGEST: usize = 4;
    let text = text.trim();
    text.is_empty()
        || text.len() <= LONGEST && text.bytes().all(|byte| byte.is_ascii_digit() || b"ivxlc".contains(&byte))
}

/// Where the first colon, tab, gap or row of dots stands.
fn divider(head: &str) -> Option<usize> {
    const WIDE_COLON: &str = "：";
    if let Some(at) = behind_doubled_spaces(head) {
        return Some(at);
    }
    let behind = |at: usize| head.as_bytes().get(at..).unwrap_or_default();
    head.bytes().enumerate().position(|(at, byte)| match byte {
        b':' => !is_in_bracket(head, at),
        b'\t' => true,
        b' ' => match behind(at) {
            [_, b' ', ..] => true,
            [_, b'.', ..] => behind(at).starts_with(b" ....") || behind(at).starts_with(b" . . . ."),
            _ => false,
        },
        b'.' => behind(at).starts_with(b"...."),
        0xef => behind(at).starts_with(WIDE_COLON.as_bytes()),
        0xe2 => behind(at).starts_with("……".as_bytes()),
        _ => false,
    })
}

/// The divider of a label between whose words a scan has put two spaces: `Funding  Agency  :  Irish Aid`. A gap stands beside
/// that colon too, which tells it from one in a value: `Title  Roads: north`.
fn behind_doubled_spaces(head: &str) -> Option<usize> {
    const MOST_WORDS: usize = 6;
    const LEADERS: &str = ". . . .";
    if !head.as_bytes().array_windows().any(|pair| pair == b"  ") {
        return None;
    }
    let colon = head.find(':').unwrap_or(head.len());
    let leaders = head.find(LEADERS).unwrap_or(head.len());
    let at = colon.min(leaders);
    let (label, rest) = head.split_at_checked(at)?;
    let is_apart = |rest: &str| label.ends_with(' ') || rest.starts_with(GAP);
    let is_divider = leaders < colon || rest.strip_prefix(':').is_some_and(is_apart);
    let label = label.trim_end();
    let words = label.split(GAP).flat_map(|part| part.split(' ')).count();
    // Wider gaps set columns apart.
    let is_one = label.contains(GAP) && !label.contains("   ") && !label.contains(['\t', '|', '.', ',']);
    (is_divider && is_one && words <= MOST_WORDS).then_some(label.len())
}

/// True for a colon of a note in brackets, where another colon follows the bracket: `Partners (say which: NGO, state): Oxfam`.
fn is_in_bracket(head: &str, at: usize) -> bool {
    let (before, behind) = head.split_at_checked(at).unwrap_or_default();
    let is_open = before.rfind('(') > before.rfind(')');
    let closed = behind.find(')').and_then(|close| behind.get(close + 1..));
    is_open && closed.is_some_and(|rest| rest.trim_start().starts_with(':'))
}

/// The rows of the table that a line stands for, each cell in its column; empty for any other line.
///
/// Where a cell reaches over further rows or columns, an empty cell keeps its place.
pub(crate) fn rows(document: &Document, line: &Line) -> Vec<Vec<Cell>> {
    match document.blocks.get(line.block).map(|block| &block.kind) {
        Some(BlockKind::Table { rows }) => within(rows, line.span),
        _ => Vec::new(),
    }
}

/// The rows that a part of a table holds, without the columns that only other parts fill.
fn within(table: &[Vec<Cell>], part: Span) -> Vec<Vec<Cell>> {
    let starts = |row: &Vec<Cell>| row.first().map(|cell| cell.span.start);
    // Found without a look at all rows: a table may have as many parts. Those without cells stand with those before them.
    let from = table.partition_point(|row| starts(row).is_none_or(|start| start < part.start));
    let until = table.partition_point(|row| starts(row).is_none_or(|start| start < part.end));
    let mut rows = placed(table.get(from.saturating_sub(1)..until).unwrap_or(table));
    let is_filled = |cell: &&Cell| !cell.span.is_empty();
    let is_own = |row: &Vec<Cell>| row.iter().filter(is_filled).all(|cell| part.contains(cell.span));
    if rows.len() == table.len() && rows.iter().all(is_own) {
        return rows;
    }
    rows.retain(|row| row.iter().filter(is_filled).any(|cell| part.contains(cell.span)));
    let width = rows.iter().filter_map(|row| row.iter().rposition(|cell| is_filled(&cell))).max();
    rows.iter_mut().for_each(|row| row.truncate(width.unwrap_or_default() + 1));
    rows
}

/// The first cells of tables that are narrow enough to be of labels and their values, as lines.
pub(crate) fn first_cells(document: &Document, lines: &[Line]) -> Vec<Line> {
    const MOST_COLUMNS: usize = 4;
    let of_line = |line: &Line| {
        let narrow = rows(document, line).into_iter().filter(|row| (2..=MOST_COLUMNS).contains(&row.len()));
        let first = narrow.filter_map(|row| row.into_iter().next());
        first.map(|cell| line_of_cell(&document.text, cell.span, line.block)).collect::<Vec<Line>>()
    };
    lines.iter().filter(|line| line.kind == LineKind::Table).flat_map(of_line).collect()
}

/// The rows of a table without its first column where that counts them: `1. | Country | Guinea`, `N° | Rubrique | Montant`.
pub(crate) fn without_numbers(document: &Document, rows: Vec<Vec<Cell>>) -> Vec<Vec<Cell>> {
    const FEWEST_COLUMNS: usize = 3;
    const HEADS: [&str; 9] = ["", "n°", "nº", "no", "no.", "nr", "#", "n", "num"];
    let number = |row: &Vec<Cell>| {
        let text = document.slice(row.first()?.span).trim();
        let digits = text.trim_end_matches(['.', ')']);
        (digits.len() <= 2).then(|| digits.parse::<u32>().ok()).flatten()
    };
    let is_blank = |row: &Vec<Cell>| {
        row.first()
            .is_none_or(|cell| HEADS.contains(&document.slice(cell.span).trim().to_lowercase().as_str()))
    };
    let numbers: Vec<u32> = rows.iter().filter_map(number).collect();
    let counts =
        numbers.windows(2).all(|pair| matches!(pair, [one, next] if one.checked_add(1) == Some(*next)));
    let is_whole = rows.iter().enumerate().all(|(at, row)| {
        // A last row may be the total.
        row.len() >= FEWEST_COLUMNS && (number(row).is_some() || is_blank(row) || at + 1 == rows.len())
    });
    if numbers.len() < 2 || !counts || !is_whole || numbers.len() * 2 < rows.len() {
        return rows;
    }
    // `Total` may stand where the others have their number, and nothing beside it.
    let left_out = |row: &Vec<Cell>| usize::from(number(row).is_none() && !is_blank(row));
    let without = |row: &Vec<Cell>| {
        let out = left_out(row);
        row.iter().enumerate().filter(|(at, _)| *at != out).map(|(_, cell)| cell.clone()).collect()
    };
    rows.iter().map(without).collect()
}

fn placed(rows: &[Vec<Cell>]) -> Vec<Vec<Cell>> {
    /// More columns than a table on paper has.
    const MOST_COLUMNS: usize = 200;
    // How many more rows a cell above reaches down in each column.
    let mut reaching: Vec<u16> = Vec::new();
    let empty = |cell: &Cell| Cell {
        span: Span::new(cell.span.range().end, cell.span.range().end),
        parts: Vec::new(),
        row_span: 1,
        col_span: 1,
        place: cell.place,
    };
    let placed = |row: &Vec<Cell>| {
        let mut cells: Vec<Cell> = Vec::new();
        let mut own = row.iter().take(MOST_COLUMNS);
        let mut next = own.next();
        let mut above = std::mem::take(&mut reaching);
        // A row all of whose cells are those above.
        if row.is_empty() {
            reaching = above.into_iter().map(|rows| rows.saturating_sub(1)).collect();
            return cells;
        }
        while next.is_some() || above.get(cells.len()..).is_some_and(|rest| rest.iter().any(|rows| *rows > 0))
        {
            let column = cells.len();
            if above.get(column).is_some_and(|rows| *rows > 0) {
                let Some(near) = cells.last().or(next).or(row.first()) else { break };
                cells.push(empty(near));
                continue;
            }
            let Some(cell) = next else {
                cells.extend(cells.last().map(empty));
                continue;
            };
            next = own.next();
            let width = usize::from(cell.col_span.max(1)).min(MOST_COLUMNS.saturating_sub(column).max(1));
            cells.push(cell.clone());
            cells.extend(std::iter::repeat_n(empty(cell), width - 1));
            above.resize(above.len().max(column + width), 0);
            for rows in above.iter_mut().skip(column).take(width) {
                *rows = cell.row_span.max(1);
            }
        }
        reaching = above.into_iter().map(|rows| rows.saturating_sub(1)).collect();
        cells
    };
    rows.iter().map(placed).collect()
}

/// The beginning of what a document tells, page headers and menus left out: where recognition looks for phrases, and
/// what tells its language.
pub(crate) fn beginning(document: &Document) -> String {
    const LOOKED_AT: usize = 24 << 10;
    let mut beginning = String::new();
    for block in document.blocks.iter().filter(|block| block.layer == Layer::Body) {
        let text = document.slice(block.span);
        let room = LOOKED_AT.saturating_sub(beginning.len());
        beginning.push_str(text.get(..text.floor_char_boundary(room)).unwrap_or_default());
        beginning.push('\n');
        if room <= text.len() {
            break;
        }
    }
    beginning
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str, word: &str, row_span: u16, col_span: u16) -> Cell {
        let start = text.find(word).unwrap();
        let span = Span::new(start, start + word.len());
        Cell { span, parts: vec![span], row_span, col_span, place: None }
    }

    #[test]
    fn a_cell_that_reaches_over_others_keeps_their_places_empty() {
        let text = "Outcome Output Activity wide last";
        let rows = vec![
            vec![cell(text, "Outcome", 3, 1), cell(text, "Output", 2, 1), cell(text, "Activity", 1, 1)],
            vec![cell(text, "last", 1, 1)],
            vec![cell(text, "wide", 1, 2)],
            vec![],
        ];
        let placed: Vec<Vec<&str>> =
            placed(&rows).iter().map(|row| row.iter().map(|cell| cell.span.of(text)).collect()).collect();
        assert_eq!(
            placed,
            [vec!["Outcome", "Output", "Activity"], vec!["", "", "last"], vec!["", "wide", ""], vec![]]
        );
    }

    #[test]
    fn words_of_links_are_told_from_names() {
        for text in [
            "Read more",
            "Read more »",
            "En savoir plus",
            "Leer más",
            "Back to overview",
            "← Back to all projects",
            "Download the factsheet (PDF)",
            "Next project",
            "Retour à la liste",
        ] {
            assert!(is_link(text), "{text}");
        }
        for text in [
            "Back to School Foundation",
            "Return to Learning",
            "Read",
            "More",
            "Más Vida",
            "Volver a Vivir",
            "See Foundation",
        ] {
            assert!(!is_link(text), "{text}");
        }
    }

    #[test]
    fn a_label_is_divided_from_its_value_by_a_colon_a_tab_or_a_gap() {
        for (line, expected) in [
            ("Status: Closed", Some(("status", "Closed"))),
            ("Budget\t$5", Some(("budget", "$5"))),
            ("Title    Roads: north", Some(("title", "Roads: north"))),
            ("Status  Closed", Some(("status", "Closed"))),
            ("Status Closed", None),
            ("Status:", None),
            ("Status ........ Closed", Some(("status", "Closed"))),
            ("Budget....................EUR 2 million", Some(("budget", "EUR 2 million"))),
            ("Budget: ........ EUR 2 million", Some(("budget", "EUR 2 million"))),
            ("Statut ………… Achevé", Some(("statut", "Achevé"))),
            ("Budget ................ 12", None),
            ("Partners ................ xiv", None),
            ("We waited ... and went.", None),
            ("Country . . . . . . Niger", Some(("country", "Niger"))),
            ("Project  ID  . . . . . . : 2015/1448", Some(("project id", "2015/1448"))),
            ("Budget . . . . . . 12", None),
            ("PROJECT   DATA", None),
            ("Project  Wells for Kita", Some(("project", "Wells for Kita"))),
            ("We waited . . and went.", None),
            ("Funding  Agency  :  Irish  Aid", Some(("funding agency", "Irish  Aid"))),
            ("Total  Cost :EUR  9", Some(("total cost", "EUR  9"))),
            ("Total  Cost:   EUR  9", Some(("total cost", "EUR  9"))),
            ("Status  Roads: north", Some(("status", "Roads: north"))),
            ("Status  Closed   Country :  Mali", Some(("status", "Closed   Country :  Mali"))),
        ] {
            let label = label(line, Span::new(0, line.len()));
            let read = label.as_ref().map(|(label, value)| (&**label, value.of(line)));
            assert_eq!(read, expected, "{line}");
        }
    }
}
