//! What every reader of a document needs at hand.

use std::cell::OnceCell;

use almoner_document::{Cell, Document};
use almoner_record::{Role, Span};

use crate::bodies;
use crate::field::{Field, Shape};
use crate::layout::Layout;
use crate::lines::{Line, LineKind};
use crate::recognise::matched;
use crate::sections::Piece;
use crate::value::date::DayOrder;
use crate::value::numeral::DecimalMark;

/// A paragraph of a cell without the mark of the list that it is an item of.
fn behind_mark(document: &Document, span: Span) -> Span {
    let text = document.slice(span);
    let item = ["- ", "– ", "• ", "* "].iter().find_map(|mark| text.strip_prefix(mark));
    item.map_or(span, |item| span.inner(Span::new(text.len() - item.len(), text.len())).trim(&document.text))
}

/// A document's text in which the line breaks inside blocks are spaces: a width broke them, they divide nothing. All
/// else stands where it stood.
pub(crate) fn unbroken(document: &Document) -> String {
    let mut text = String::with_capacity(document.text.len());
    for block in &document.blocks {
        let range = block.span.range();
        text.push_str(document.text.get(text.len()..range.start).unwrap_or_default());
        let own = document.text.get(text.len()..range.end).unwrap_or_default();
        let mut lines = own.split('\n');
        text.push_str(lines.next().unwrap_or_default());
        for line in lines {
            text.push(' ');
            text.push_str(line);
        }
    }
    text.push_str(document.text.get(text.len()..).unwrap_or_default());
    text
}

/// Text with all white space as single spaces: paper does not tell a no-break space from another.
pub(crate) fn one_line(text: &str) -> String {
    if is_one_line(text) {
        return text.to_owned();
    }
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// True for text that is one line already, as far as bytes tell: no white space but single spaces inside.
fn is_one_line(text: &str) -> bool {
    let mut before = b' ';
    let mut broken = false;
    // All are looked at, which goes many at a time.
    for byte in text.bytes() {
        // What any other white space begins with.
        let may_be_white = (byte < b' ') | (byte == 0x7f) | (byte == 0xc2) | (0xe1..=0xe3).contains(&byte);
        broken |= may_be_white | ((byte == b' ') & (before == b' '));
        before = byte;
    }
    !broken && !text.ends_with(' ')
}

/// A document with its layout and lines.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    pub(crate) document: &'a Document,
    /// Its text as [`unbroken`] gives it.
    pub(crate) unbroken: &'a str,
    pub(crate) layout: &'a Layout,
    pub(crate) lines: &'a [Line],
    /// Primary subtag of the document's language.
    pub(crate) language: &'static str,
    pub(crate) order: DayOrder,
    pub(crate) decimal: DecimalMark,
    /// See [`Context::headings`].
    pub(crate) headings: &'a OnceCell<Vec<Span>>,
    /// The currency that the document states once.
    pub(crate) currency: Option<crate::currency::Stated>,
    /// Whether who publishes or pays counts in United States dollars. Looked for once, when a sign leaves it open.
    pub(crate) publisher: &'a OnceCell<crate::currency::Dollars>,
}

impl<'a> Context<'a> {
    /// The text at `span`, without line breaks: see [`unbroken`].
    pub(crate) fn text(&self, span: Span) -> &'a str {
        span.of(self.unbroken)
    }

    /// The headings of the document and the labels that stand alone on their line. Looked for once, when asked for.
    pub(crate) fn headings(&self) -> &'a [Span] {
        let named = |line: &Line| {
            matched(self.layout, line).is_some_and(|found| !found.inline && found.bare.is_none())
        };
        let is_heading = |line: &&Line| matches!(line.kind, LineKind::Heading { .. }) || named(line);
        self.headings.get_or_init(|| self.lines.iter().filter(is_heading).map(|line| line.span).collect())
    }

    /// The text at `span` as a value: a line that its file or its cell broke is one line again.
    pub(crate) fn words(&self, span: Span) -> String {
        one_line(self.text(span))
    }

    /// Runs of lines that stand together in the document, with nothing between them that is not read.
    pub(crate) fn runs(&self, lines: impl Iterator<Item = &'a Line>) -> Vec<Span> {
        let mut runs: Vec<Span> = Vec::new();
        let mut last = None;
        for line in lines {
            match runs
                .last_mut()
                .filter(|_| last.is_some_and(|last| last == line.block || last + 1 == line.block))
            {
                Some(run) => *run = run.cover(line.span),
                None => runs.push(line.span),
            }
            last = Some(line.block);
        }
        runs
    }

    /// Lines as the text of one value, the same in each format: an empty line between paragraphs, items on lines of
    /// their own behind a bullet, a table's cells divided by tabs.
    pub(crate) fn prose(&self, lines: impl Iterator<Item = &'a Line>) -> String {
        let mut prose = String::new();
        let mut last: Option<LineKind> = None;
        for line in lines {
            let is_item = |kind: LineKind| matches!(kind, LineKind::Item { .. });
            let follows = last.is_some_and(|last| is_item(last) && is_item(line.kind));
            prose.push_str(if prose.is_empty() {
                ""
            } else if follows {
                "\n"
            } else {
                "\n\n"
            });
            match line.kind {
                LineKind::Item { .. } => {
                    prose.push_str("• ");
                    prose.push_str(&self.words(line.span));
                }
                LineKind::Table => prose.push_str(&self.rows(line)),
                _ => prose.push_str(&self.words(line.span)),
            }
            last = Some(line.kind);
        }
        prose
    }

    fn rows(&self, line: &Line) -> String {
        let rows = crate::lines::rows(self.document, line);
        let row = |row: &Vec<Cell>| {
            let cells = row
                .iter()
                .map(|cell| cell.parts.iter().map(|part| self.words(*part)).collect::<Vec<_>>().join(" "));
            cells.collect::<Vec<_>>().join("\t")
        };
        rows.iter().map(row).collect::<Vec<_>>().join("\n")
    }

    /// The name of a rule: `layout/section/field`.
    pub(crate) fn rule(&self, section: &str, field: &str) -> String {
        [&self.layout.name, "/", section, "/", field].concat()
    }

    /// The rule of a value read under a label or heading.
    pub(crate) fn piece_rule(&self, piece: &Piece, field: Field) -> String {
        let section = match (piece.by_words, piece.inline.is_empty()) {
            (true, _) => "wording",
            (false, true) => "section",
            (false, false) => "label",
        };
        self.rule(section, field.name())
    }

    /// The lines of a piece that are read: no captions, no footnotes.
    pub(crate) fn lines_of(&self, piece: &Piece) -> impl Iterator<Item = &'a Line> + use<'a> {
        let lines = self.lines.get(piece.lines.clone()).unwrap_or_default();
        lines.iter().filter(|line| !matches!(line.kind, LineKind::Caption | LineKind::Aside))
    }

    /// The values of a piece: what stands beside its label, else the lines under it.
    pub(crate) fn values(&self, piece: &Piece) -> Vec<Span> {
        let inline = piece.inline.iter().copied();
        let items_only = !piece.inline.is_empty();
        let mut further =
            piece.inline.last().copied().filter(|_| self.may_go_on(piece) && !self.is_cell(piece));
        let is_item = self.is_item(piece);
        let lines = self.lines_of(piece).filter(|line| match line.kind {
            LineKind::Item { .. } => !(is_item && line.label.is_some()),
            LineKind::Text if items_only => {
                further = further.filter(|last| self.goes_on(*last, line)).map(|_| line.span);
                further.is_some()
            }
            LineKind::Text | LineKind::Heading { .. } => !items_only,
            _ => false,
        });
        let values = inline.map(|span| behind_mark(self.document, span)).chain(lines.map(|line| line.span));
        if !self.may_go_on(piece) {
            return values.collect();
        }
        let values = bodies::whole_names(&self.document.text, values, |_| true);
        let is_of_payers = matches!(piece.field, Some(Field::Funding | Field::Org(Some(Role::Funding))));
        if is_of_payers { values.into_iter().flat_map(|value| self.payers(value)).collect() } else { values }
    }

    /// True where the label is an item of a list: other items with labels stand beside it, not below it.
    fn is_item(&self, piece: &Piece) -> bool {
        let above = piece.lines.start.checked_sub(1).and_then(|at| self.lines.get(at));
        above.is_some_and(|line| {
            matches!(line.kind, LineKind::Item { .. })
                && piece.heading.is_some_and(|heading| line.span.contains(heading))
        })
    }

    /// True where no layout says that a label has one line, and its field is a list.
    fn may_go_on(&self, piece: &Piece) -> bool {
        self.layout.knows_the_trade() && piece.field.is_some_and(|field| field.shape() == Shape::List)
    }

    /// True where the value stands in a table: what is below that is another line's.
    fn is_cell(&self, piece: &Piece) -> bool {
        let above = piece.lines.start.checked_sub(1).and_then(|at| self.lines.get(at));
        above.is_some_and(|line| line.kind == LineKind::Table)
    }

    /// Those who pay with their amounts that one line holds, where a cell has lost its lines: `Unión Europea: EUR 4,000
    /// Gobernación: EUR 1,000`.
    fn payers(&self, value: Span) -> Vec<Span> {
        let text = self.text(value);
        let whole = vec![value];
        if text.matches(": ").count() < 2 || text.contains([';', '(']) {
            return whole;
        }
        let (mut parts, mut from) = (Vec::new(), 0);
        while let Some(rest) = text.get(from..).filter(|rest| !rest.trim().is_empty()) {
            let Some((money, _)) = crate::value::money::money(rest, self.decimal) else { return whole };
            let name = rest.get(..money.range().start).unwrap_or_default().trim_start();
            let is_name = name.starts_with(char::is_uppercase) && name.trim_end().ends_with(':');
            if !is_name || name.contains('.') || crate::funders::is_of_accounts(name) {
                return whole;
            }
            let end = from + money.range().end;
            parts.push(value.inner(Span::new(from, end)).trim(&self.document.text));
            from = end;
        }
        parts
    }

    /// True for a line right below a value of a list that reads as a further one: short, no sentence, no label.
    fn goes_on(&self, last: Span, line: &Line) -> bool {
        const LONGEST: usize = 160;
        let between = self.document.slice(Span { start: last.end, end: line.span.start });
        let text = self.text(line.span);
        let is_sentence = text.ends_with(['.', '!', '?', ':']) && text.contains(' ');
        let is_below = between == "\n" || self.hangs(last, line) && !is_address(text);
        is_below && text.len() <= LONGEST && !is_sentence && !self.is_pair(line)
    }

    /// True for a line right below that is set in below a label: columns of labels and values that spaces make.
    fn hangs(&self, last: Span, line: &Line) -> bool {
        const FEWEST: usize = 4;
        let text = &self.document.text;
        let between = self.document.slice(Span { start: last.end, end: line.span.start });
        let Some(indent) =
            between.strip_prefix('\n').filter(|indent| indent.bytes().all(|byte| byte == b' '))
        else {
            return false;
        };
        let above = text.get(..last.range().start).unwrap_or_default();
        let begin = above.rsplit('\n').next().unwrap_or_default();
        let above = begin.len() - begin.trim_start_matches(' ').len();
        // Below a line that is set in itself: as far as that one.
        let is_value = begin.trim().is_empty() && indent.len() == above;
        indent.len() >= FEWEST && (is_value || indent.len() >= above + FEWEST)
    }

    /// True for `Label: value`; a value may hold a colon before its share (`Haiti: 20 %`).
    fn is_pair(&self, line: &Line) -> bool {
        let value = line.label.as_ref().map(|(_, value)| self.text(*value));
        value.is_some_and(|value| !value.starts_with(|c: char| c.is_ascii_digit()) || !value.ends_with('%'))
    }

    /// The value of a piece that has one: beside its label, else the first line under it.
    pub(crate) fn value(&self, piece: &Piece) -> Option<Span> {
        self.values(piece).into_iter().next()
    }
}

/// `Dublin, Ireland`: where the body on the line above has its seat.
fn is_address(text: &str) -> bool {
    let place = text.rsplit_once(',').map(|(_, place)| place.trim());
    place.is_some_and(|place| almoner_codelists::country(place).is_some()) && !crate::bodies::is_body(text)
}

#[cfg(test)]
mod tests {
    use crate::specimen::record;

    fn names(lines: &str) -> Vec<String> {
        let read = record(&format!(
            "Wells for Kita\n\nCountry     Mali\n{lines}Budget      EUR 5,000,000\nStatus      Closed\n"
        ));
        assert!(read.budget.is_some() && read.status.is_some(), "{lines}");
        read.participating_orgs.into_iter().map(|one| one.organisation.name).collect()
    }

    #[test]
    fn a_name_of_a_sector_may_go_on_below() {
        let read = record(
            "Wells for Kita\n\nCountry     Mali\nDonor       Norad\nSectors     Basic drinking water supply and basic\n            sanitation\n            Primary education\nBudget      EUR 5,000,000\n",
        );
        let codes: Vec<Option<&str>> = read.sectors.iter().map(|one| one.code.as_deref()).collect();
        assert_eq!(codes, [Some("14030"), Some("11220")], "{:?}", read.sectors);
    }

    #[test]
    fn a_line_set_in_below_a_value_goes_on_with_it() {
        for (lines, expected) in [
            (
                "Donor       Irish Aid\n            European Commission\n",
                &["Irish Aid", "European Commission"][..],
            ),
            ("Donor       Irish Aid\n            Norad\n            Sida\n", &["Irish Aid", "Norad", "Sida"]),
            (
                "Implemented by   Commission Justice et Paix du\n                 Diocese Goma\n",
                &["Commission Justice et Paix du Diocese Goma"],
            ),
            // An address, a sentence, another label, a line at the margin.
            ("Donor       Irish Aid\n            Dublin, Ireland\n", &["Irish Aid"]),
            ("Donor       Irish Aid\n            It pays in two parts.\n", &["Irish Aid"]),
            ("Donor       Irish Aid\n            Zonk: Norad\n", &["Irish Aid"]),
            ("Donor       Irish Aid\n\n            Wells in the north\n\n", &["Irish Aid"]),
        ] {
            assert_eq!(names(lines), expected, "{lines}");
        }
    }
}
