//! Labels in the cells of a table, with their values beside or below them.

use almoner_document::Cell;
use almoner_record::Span;

use super::several::by_columns;
use super::{Cutter, Labelled, Piece, unmarked};
use crate::codes;
use crate::field::Field;
use crate::lines::{self, Line, LineKind};
use crate::recognise::{Matched, matched};
use crate::tables;

impl Cutter<'_> {
    /// A table of labels and values; the items below it are no names beside its last one.
    pub(super) fn take_table(&mut self, at: usize, line: &Line) -> bool {
        let taken = self.take_label_table(at, line);
        let is_item = self.lines.get(at + 1).is_some_and(|next| matches!(next.kind, LineKind::Item { .. }));
        let is_name = |piece: &Piece| {
            !piece.inline.is_empty() && matches!(piece.field, Some(Field::Org(_) | Field::Countries))
        };
        if taken && is_item && self.pieces.last().is_some_and(is_name) {
            self.open(None, None, Vec::new(), at + 1);
        }
        taken
    }

    /// A table of labels and values: at least half of its rows begin with a label of the layout.
    fn take_label_table(&mut self, at: usize, line: &Line) -> bool {
        const FEWEST_KNOWN: usize = 4;
        let rows = lines::without_numbers(self.document, lines::rows(self.document, line));
        let rows = self.without_groups(rows, line.block);
        // The heads of columns are no labels, the first column's no more than the others'.
        if tables::is_of_indicators(self.document, &rows)
            || tables::is_of_markers(self.document, &rows)
            || tables::is_of_shares(self.document, &rows)
            || by_columns::are_activities(self, line, &rows)
        {
            return false;
        }
        if self.take_dates_both_ways(at, &rows)
            || self.take_cards(at, line, &rows)
            || self.take_planned_and_actual(at, line, &rows)
        {
            return true;
        }
        let in_pairs = self.are_in_pairs(&rows, line.block);
        let of_row = |row: &Vec<Cell>| {
            let pairs = in_pairs.then(|| self.labels_in_pairs(row, line.block)).flatten();
            pairs.unwrap_or_else(|| self.labelled(row, line.block))
        };
        let mut labelled: Vec<Vec<Labelled>> = rows.iter().map(of_row).collect();
        if !in_pairs {
            self.pair_rows(&rows, &mut labelled, line.block);
            self.pair_lone_rows(&rows, &mut labelled, line.block);
        }
        let is_known = |row: &&Vec<Labelled>| row.iter().any(|one| one.field.is_some());
        let known = labelled.iter().filter(is_known).count();
        let is_narrow = |row: &Vec<Cell>, labelled: &Vec<Labelled>| row.len() <= 4 || labelled.len() > 1;
        let are_narrow = rows.iter().zip(&labelled).all(|(row, labelled)| is_narrow(row, labelled));
        let is_other = self.has_years_across(&rows) || self.has_donors_down(&rows, line.block);
        // Labels that nobody knows stand in a long form too.
        let goes_on = |row: &&Vec<Cell>| row.first().is_none_or(|cell| cell.span.is_empty());
        let own = rows.len() - rows.iter().filter(goes_on).count();
        let is_numbered = known > 1 && self.is_numbered_form(&rows);
        // What stands behind a grid within a form is of the form too.
        let is_part = || {
            let is_pair = |row: &Vec<Cell>| row.iter().filter(|cell| !cell.span.is_empty()).count() <= 2;
            known > 0
                && rows.iter().all(is_pair)
                && self
                    .document
                    .blocks
                    .get(line.block)
                    .is_some_and(|block| block.span.start < line.span.start)
        };
        let is_form = is_part()
            || is_numbered
            || known > 0 && self.have_colons(&rows)
            || known >= FEWEST_KNOWN && known * 3 >= own && self.are_pairs(&rows);
        if rows.is_empty() || (known * 2 < rows.len() && !is_form) || !are_narrow || is_other {
            return !is_other
                && (self.take_filled_cells(at, line, &rows) || self.take_first_row(at, line, &rows));
        }
        for Labelled { label, field, value } in labelled.into_iter().flatten() {
            match (label, field) {
                (Some(label), Some(field)) => self.open_row(label, field, value, line.block, at + 1),
                (Some(label), None) if !value.is_empty() => self.open(Some(label), None, value, at + 1),
                // Label and value in one cell.
                (Some(cell), None) => {
                    if let Some((label, field, value)) = self.part_with_label(cell, line.block) {
                        self.open(Some(label), Some(field), vec![value], at + 1);
                    }
                }
                (None, _) => self.go_on(value, line.block, at + 1),
            }
        }
        true
    }

    /// True for the rows of a form that numbers its questions: `A.8. Indicative total project cost`, `A.9. …`.
    fn is_numbered_form(&self, rows: &[Vec<Cell>]) -> bool {
        let is_number = |row: &&Vec<Cell>| {
            let text = row.first().map_or("", |cell| self.document.slice(cell.span));
            let number = text.split_whitespace().next().unwrap_or_default();
            let (letter, digits) = number.split_at_checked(1).unwrap_or_default();
            letter.starts_with(|c: char| c.is_ascii_uppercase())
                && digits.starts_with('.')
                && digits.bytes().any(|byte| byte.is_ascii_digit())
                && digits.bytes().all(|byte| byte == b'.' || byte.is_ascii_digit())
        };
        rows.len() > 3 && self.are_pairs(rows) && rows.iter().filter(is_number).count() * 3 >= rows.len() * 2
    }

    /// True where a colon behind each first cell tells that it is a label: `Total resources required: | US$ 2,100,000`.
    fn have_colons(&self, rows: &[Vec<Cell>]) -> bool {
        let is_label = |row: &Vec<Cell>| match row.as_slice() {
            [key, _] => self.document.slice(key.span).trim_end().ends_with(':'),
            _ => false,
        };
        rows.len() > 1 && rows.iter().all(is_label)
    }

    /// True for rows of a label and a value; some may have more beside them, or go on with the value above.
    fn are_pairs(&self, rows: &[Vec<Cell>]) -> bool {
        const MOST_COLUMNS: usize = 3;
        let is_filled = |cell: &Cell| !cell.span.is_empty();
        let own = || rows.iter().filter(|row| row.first().is_some_and(is_filled));
        let is_pair = |row: &&Vec<Cell>| row.get(2..).is_none_or(|rest| !rest.iter().any(is_filled));
        rows.iter().all(|row| row.len() <= MOST_COLUMNS) && own().filter(is_pair).count() * 2 >= own().count()
    }

    /// True for a table whose columns are years: its first cells name rows, they are no labels.
    pub(super) fn has_years_across(&self, rows: &[Vec<Cell>]) -> bool {
        let is_year = |cell: &&Cell| {
            let text = self.document.slice(cell.span).trim();
            // `2012/13` too.
            let (year, rest) = text.split_at_checked(4).unwrap_or_default();
            let rest = rest.trim_start_matches(['/', '-', '–']);
            text.len() <= 11
                && rest.len() <= 4
                && year.starts_with(['1', '2'])
                && [year, rest].iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
        };
        rows.first().is_some_and(|head| head.iter().skip(1).filter(is_year).count() >= 2)
    }

    /// The labels of a row with their values: one before the other cells; several side by side, each with its value in
    /// the next cell; or each above its value, or before it, in a cell of its own.
    pub(super) fn labelled(&self, row: &[Cell], block: usize) -> Vec<Labelled> {
        let text = &self.document.text;
        let of_cell = |cell: &Cell| self.label_in_cell(cell, block);
        let own: Vec<Option<Labelled>> =
            row.iter().map(|cell| of_cell(cell).or_else(|| self.label_on_one_line(cell, block))).collect();
        let filled = row.iter().filter(|cell| !cell.span.is_empty()).count();
        let known = own.iter().flatten().count();
        if filled > 0 && known == filled {
            return own.into_iter().flatten().collect();
        }
        // One that nothing knows beside others: `Start date: 2019 | End date: 2023 | PAC meeting date: 14 May 2019`, or each of
        // them above its value.
        let is_box = |(cell, own): (&Cell, &Option<Labelled>)| {
            own.is_some() || cell.span.is_empty() || self.has_colon(cell) || self.is_box(cell)
        };
        if known > 1 && row.iter().zip(&own).all(is_box) {
            return own.into_iter().flatten().collect();
        }
        let field = |cell: &Cell| self.cell_label(cell, block).map(|found| found.field);
        let spans = |cells: &[Cell]| cells.iter().flat_map(|cell| cell.parts.iter().copied()).collect();
        let filled = |pair: &&[Cell]| pair.iter().any(|cell| !cell.span.is_empty());
        let pairs: Vec<(&Cell, &Cell, Field)> = row
            .chunks(2)
            .filter(filled)
            .filter_map(|pair| match pair {
                [key, value] if field(value).is_none() || self.is_status_beside(field(key), value) => {
                    Some((key, value, field(key)?))
                }
                _ => None,
            })
            .collect();
        let all = row.chunks(2).filter(filled).count();
        if let [(key, _, known)] = pairs.as_slice()
            && let Some(both) = self.half_known(row, key.span, *known)
        {
            return both;
        }
        if pairs.len() > 1 && pairs.len() == all {
            let one = |(key, value, field): (&Cell, &Cell, Field)| Labelled {
                label: Some(unmarked(text, key.span)),
                field: Some(field),
                value: spans(std::slice::from_ref(value)),
            };
            return pairs.into_iter().map(one).collect();
        }
        let [key, values @ ..] = row else { return Vec::new() };
        let label = (!key.span.is_empty()).then(|| unmarked(text, key.span));
        let told = match values {
            [value] => self.told_by_value(key.span, value.span),
            _ => None,
        };
        let field = if values.is_empty() { None } else { told.or_else(|| field(key)) };
        vec![Labelled { label, field, value: spans(values) }]
    }

    /// True for a status beside its label, even if it is a label elsewhere: `Completion`.
    pub(super) fn is_status_beside(&self, field: Option<Field>, value: &Cell) -> bool {
        field == Some(Field::Status) && codes::status(self.document.slice(value.span)).is_some()
    }

    /// The label in a cell that holds its value too.
    pub(super) fn label_in_cell(&self, cell: &Cell, block: usize) -> Option<Labelled> {
        let text = &self.document.text;
        let [key, values @ ..] = cell.parts.as_slice() else { return None };
        let value = values.first()?;
        let field = self.field_of_card(*key, *value, block)?;
        Some(Labelled { label: Some(unmarked(text, *key)), field: Some(field), value: values.to_vec() })
    }

    /// True for a cell that holds a label and its value, known or not.
    fn has_colon(&self, cell: &Cell) -> bool {
        self.document.slice(cell.span).split_once(": ").is_some_and(|(label, _)| !label.contains('.'))
    }

    /// True for a cell that holds a short line and a value below it, as a box of a form does.
    fn is_box(&self, cell: &Cell) -> bool {
        const LONGEST: usize = 60;
        let [label, value] = cell.parts.as_slice() else { return false };
        let text = self.document.slice(*label);
        !value.is_empty() && text.len() <= LONGEST && !text.ends_with(['.', ',', ';'])
    }

    /// A cell of one line that is a label with its value: `Start date: 1 July 2019`.
    fn label_on_one_line(&self, cell: &Cell, block: usize) -> Option<Labelled> {
        let [line] = cell.parts.as_slice() else { return None };
        let (label, field, value) = self.part_with_label(*line, block)?;
        Some(Labelled { label: Some(label), field: Some(field), value: vec![value] })
    }

    /// A row of a table of labels and values. Where paragraphs of the value have labels of their own (`Amounts concerned`,
    /// beside it `Total cost: EUR 3 million`), these are pieces by themselves.
    pub(super) fn open_row(
        &mut self,
        label: Span,
        field: Field,
        values: Vec<Span>,
        block: usize,
        from: usize,
    ) {
        let (mut own, mut others) = (Vec::new(), Vec::new());
        // `Project partners`, beside it `Contract partner`, and below that a name.
        if let Some((label, inner, value)) = self.label_above(field, &values, block) {
            self.open(Some(label), Some(inner), value, from);
            return;
        }
        for (at, value) in values.into_iter().enumerate() {
            let labelled = self.part_with_label(value, block);
            // `Total cost | EU contribution: EUR 18 million`: a share, not the total.
            let is_share = |inner: Field| {
                matches!(field, Field::Budget(_)) && matches!(inner, Field::Amount | Field::Funding)
            };
            match labelled.filter(|(_, inner, _)| {
                *inner != field && (at > 0 || field == Field::Ignore || is_share(*inner))
            }) {
                Some(labelled) => others.push(labelled),
                None => own.push(value),
            }
        }
        self.open(Some(label), Some(field), own, from);
        for (label, field, value) in others {
            self.open(Some(label), Some(field), vec![value], from);
        }
    }

    /// A row without a label: it goes on with the value above it, or has labels in its value.
    pub(super) fn go_on(&mut self, values: Vec<Span>, block: usize, from: usize) {
        for value in values {
            if let Some((label, field, value)) = self.part_with_label(value, block) {
                self.open(Some(label), Some(field), vec![value], from);
            } else if let Some(piece) = self.pieces.last_mut().filter(|piece| !piece.inline.is_empty()) {
                piece.inline.push(value);
            }
        }
    }

    /// A paragraph of a cell that has a label of its own: label, field and value. An item of a list has none.
    pub(super) fn part_with_label(&self, paragraph: Span, block: usize) -> Option<(Span, Field, Span)> {
        if self.is_marked_item(paragraph) {
            return None;
        }
        let line = lines::line_of_cell(&self.document.text, paragraph, block);
        let found = matched(self.layout, &line).filter(|found| found.inline && found.bare.is_none())?;
        let (_, value) = line.label?;
        let label = unmarked(&self.document.text, Span { start: paragraph.start, end: value.start });
        Some((label, found.field, value))
    }

    /// A table each other row of which is labels, with their values in the row below them. One label in four may be unknown.
    pub(super) fn take_cards(&mut self, at: usize, line: &Line, rows: &[Vec<Cell>]) -> bool {
        let mut cards = Vec::new();
        for pair in rows.chunks(2) {
            let [keys, values] = pair else { return false };
            for (key, value) in keys.iter().zip(values).filter(|(key, _)| !key.span.is_empty()) {
                let field = self.field_of_card(key.span, value.span, line.block);
                cards.push((unmarked(&self.document.text, key.span), field, value.parts.clone()));
            }
        }
        let across = rows.first().map_or(0, |row| row.iter().filter(|cell| !cell.span.is_empty()).count());
        let known = cards.iter().filter(|(_, field, _)| field.is_some()).count();
        if across < 2 || (cards.len() - known) * 3 > known {
            return false;
        }
        for (label, field, value) in cards {
            self.open(Some(label), field, value, at + 1);
        }
        true
    }

    /// Labels side by side on a line, their values side by side on the next one, tabs between them.
    pub(super) fn take_labels_across(&mut self, at: usize, line: &Line) -> bool {
        let Some(below) = self.lines.get(at + 1).filter(|below| below.kind == LineKind::Text) else {
            return false;
        };
        let (labels, values) = (self.across(line), self.across(below));
        let is_line = matches!(line.kind, LineKind::Text | LineKind::Heading { .. });
        if !is_line || labels.len() < 2 || labels.len() != values.len() || self.are_heads(at, line, below) {
            return false;
        }
        // `Status:`, beside it `Completion`: a colon behind one of them tells that the other is its value.
        let has_colon = |label: &&Span| self.document.slice(**label).ends_with(':');
        if ![0, labels.len()].contains(&labels.iter().filter(has_colon).count()) {
            return false;
        }
        let pairs = labels.iter().zip(&values);
        let fields: Option<Vec<Field>> =
            pairs.map(|(label, value)| self.field_of_card(*label, *value, line.block)).collect();
        let Some(fields) = fields else { return false };
        for ((label, value), field) in labels.into_iter().zip(values).zip(fields) {
            self.open(Some(unmarked(&self.document.text, label)), Some(field), vec![value], at + 2);
        }
        self.taken = Some(at + 1);
        true
    }

    /// True for the heads of a table: a second line of values follows, as many as there are labels, or did so where the
    /// same heads stood before (a table over two pages).
    pub(super) fn are_heads(&self, at: usize, line: &Line, below: &Line) -> bool {
        const LOOKED_BACK: usize = 200;
        let from = at.saturating_sub(LOOKED_BACK);
        let before = self.lines.get(from..at).unwrap_or_default().iter().enumerate();
        let same = before.filter(|(_, other)| !line.key.is_empty() && other.key == line.key);
        let mut same = same
            .filter_map(|(number, other)| Some((from + number, other, self.lines.get(from + number + 1)?)));
        self.goes_on_in_rows(at, line, below)
            || same.any(|(at, line, below)| self.goes_on_in_rows(at, line, below))
    }

    pub(super) fn goes_on_in_rows(&self, at: usize, line: &Line, below: &Line) -> bool {
        let Some(next) = self.lines.get(at + 2).filter(|next| next.kind == LineKind::Text) else {
            return false;
        };
        let between = self.document.slice(Span { start: below.span.end, end: next.span.start });
        let row = self.across(next);
        let is_label = |part: &Span| {
            let cell = lines::line_of_cell(&self.document.text, *part, next.block);
            matched(self.layout, &cell).is_some_and(|found| !found.inline)
        };
        between == "\n" && row.len() == self.across(line).len() && !row.iter().any(is_label)
    }

    /// What tabs divide on a line.
    pub(super) fn across(&self, line: &Line) -> Vec<Span> {
        let text = self.document.slice(line.span);
        let mut from = 0;
        let mut parts = Vec::new();
        for part in text.split('\t') {
            parts.push(line.span.inner(Span::new(from, from + part.len())).trim(&self.document.text));
            from += part.len() + 1;
        }
        parts.retain(|part| !part.is_empty());
        parts
    }

    /// The field of a label whose value stands below it, if it is one of the layout and the value is none.
    pub(super) fn field_of_card(&self, label: Span, value: Span, block: usize) -> Option<Field> {
        let field = |span: Span| {
            let line = lines::line_of_cell(&self.document.text, span, block);
            matched(self.layout, &line).filter(|found| !found.inline && found.bare.is_none())
        };
        let is_status = || codes::status(self.document.slice(value)).is_some();
        let is_value =
            |found: &Matched| field(value).is_none() || found.field == Field::Status && is_status();
        let told = self.told_by_value_below(label, value);
        told.or_else(|| field(label).filter(is_value).map(|found| found.field))
    }

    pub(super) fn cell_label(&self, key: &Cell, block: usize) -> Option<Matched> {
        let cell = lines::line_of_cell(&self.document.text, key.span, block);
        matched(self.layout, &cell).filter(|found| !found.inline)
    }
}

#[cfg(test)]
mod tests {

    #[test]
    fn labels_with_their_values_in_one_cell_each_are_a_form() {
        let page = "<html><body><h1>Project document</h1><table>\
            <tr><td>Project title: Courts within reach of the islands</td></tr>\
            <tr><td>Country: Solomon Islands</td></tr>\
            <tr><td>Implementing partner: Ministry of Justice</td></tr>\
            <tr><td>Start date: 1 July 2019</td><td>End date: 30 June 2023</td><td>Handover meeting: 14 May 2019</td></tr>\
            <tr><td>Total resources required:</td><td>USD 4,850,000</td></tr></table></body></html>";
        let read = crate::specimen::of_page(page).remove(0);
        assert_eq!(read.title.as_deref(), Some("Courts within reach of the islands"));
        let period = read.period.unwrap();
        assert_eq!(period.start.unwrap().to_string(), "2019-07-01");
        assert_eq!(period.end.unwrap().to_string(), "2023-06-30");
        assert_eq!(read.activity_dates.len(), 2);
        assert_eq!(read.participating_orgs.len(), 1);
    }

    #[test]
    fn labels_above_their_values_fill_the_boxes_of_a_form() {
        let cells = |row: &[(&str, &str)]| -> String {
            row.iter().map(|(label, value)| format!("<td>{label}<br>{value}</td>")).collect()
        };
        for (dates, total, number) in [
            (
                [("Start date", "1 July 2019"), ("End date", "30 June 2023"), ("Handover", "14 May 2019")],
                "Total resources required:",
                "3. Agreement number",
            ),
            (
                [
                    ("Date de démarrage", "1 juillet 2019"),
                    ("Date de fin", "30 juin 2023"),
                    ("Réunion de lancement", "14 mai 2019"),
                ],
                "Total des ressources requises :",
                "3. Convention n°",
            ),
            (
                [
                    ("Fecha de inicio", "1 de julio de 2019"),
                    ("Fecha de finalización", "30 de junio de 2023"),
                    ("Reunión del comité", "14 de mayo de 2019"),
                ],
                "Total de recursos requeridos:",
                "3. N.º de convenio",
            ),
        ] {
            let (dates, number) = (cells(&dates), cells(&[("2. Partner", "Oxfam"), (number, "GA-2019-114")]));
            let page = format!(
                "<html><body><h1>Courts within reach of the islands</h1><p>Country: Mali</p><table><tr>{dates}</tr></table>\
                 <table><tr>{number}</tr></table>\
                 <table><tr><td>{total}</td><td>USD 4,850,000</td></tr><tr><td>Sweden:</td><td>USD 850,000</td></tr>\
                 <tr><td>Unfunded:</td><td>-</td></tr></table></body></html>"
            );
            let read = crate::specimen::of_page(&page).remove(0);
            let period = read.period.unwrap();
            assert_eq!(period.start.unwrap().to_string(), "2019-07-01", "{page}");
            assert_eq!(period.end.unwrap().to_string(), "2023-06-30", "{page}");
            assert_eq!(
                read.budget.map(|one| one.money.value.to_string()).as_deref(),
                Some("4850000"),
                "{page}"
            );
            let numbers: Vec<&str> = read.other_identifiers.iter().map(|one| one.value.as_str()).collect();
            assert_eq!(numbers, ["GA-2019-114"], "{page}");
        }
    }

    #[test]
    fn a_form_may_number_its_questions() {
        let read = crate::specimen::of_page(
            "<html><body><h1>Rice of the Senegal valley</h1><p>Country(ies): Senegal</p><p>Accredited Entity: Centre de Suivi Ecologique</p><h2>A. Project/Programme Summary</h2><table><tr><td>A.1. Project or programme</td><td>Project</td></tr><tr><td>A.2. Public or private sector</td><td>Public sector</td></tr><tr><td>A.4. Confidentiality</td><td>Not confidential</td></tr><tr><td>A.8. Indicative total project cost (GCF + co-finance)</td><td>Amount: USD 24,500,000</td></tr><tr><td>A.9. Project size</td><td>Medium (up to USD 250 million)</td></tr><tr><td>A.11. Estimated duration</td><td>60 months</td></tr></table></body></html>",
        );
        let read = read.first().unwrap();
        let budget = read.budget.as_ref().map(|budget| budget.money.value.to_string());
        assert_eq!((budget.as_deref(), read.amounts.len()), (Some("24500000"), 0));
    }
}
