//! What rows of a table of labels and values hold beside the label and the value.

use almoner_document::Cell;
use almoner_record::{Role, Span};

use super::{Cutter, Labelled};
use crate::field::Field;
use crate::lines::{self, Line};
use crate::recognise::matched;

impl Cutter<'_> {
    /// True for a table of those who pay with their amounts: its first cells name them, though some read as labels
    /// (`Beneficiaries`, `IFAD loan`).
    pub(super) fn has_donors_down(&self, rows: &[Vec<Cell>], block: usize) -> bool {
        const AMOUNTS: [&str; 6] = ["amount", "montant", "monto", "importe", "valor", "montante"];
        let [head, _, _, ..] = rows else { return false };
        let [first, others @ ..] = head.as_slice() else { return false };
        let is_amount = |cell: &Cell| {
            let text = almoner_codelists::fold(self.document.slice(cell.span));
            text.len() <= 40 && AMOUNTS.iter().any(|word| text.starts_with(word))
        };
        let field = self.cell_label(first, block).map(|found| found.field);
        matches!(field, Some(Field::Org(Some(Role::Funding)) | Field::Funding))
            && others.iter().any(is_amount)
    }

    /// Labels side by side in a row with an empty place below what stands before them, and their values in the row below:
    /// `Project dates | Start | Planned end` over ` | 1 July 2017 | 31 December 2021`.
    pub(super) fn pair_rows(&self, rows: &[Vec<Cell>], labelled: &mut [Vec<Labelled>], block: usize) {
        for (at, pair) in rows.windows(2).enumerate() {
            let [above, below] = pair else { continue };
            let is_open = below.first().is_some_and(|cell| cell.span.is_empty());
            let cells: Vec<(&Cell, &Cell)> =
                above.iter().zip(below).skip(1).filter(|(key, _)| !key.span.is_empty()).collect();
            if !is_open || cells.len() < 2 || above.len() != below.len() {
                continue;
            }
            let field = |(key, value): &(&Cell, &Cell)| {
                self.field_of_card(key.span, value.span, block).filter(|_| !value.span.is_empty())
            };
            let Some(fields) = cells.iter().map(field).collect::<Option<Vec<Field>>>() else { continue };
            let text = &self.document.text;
            let cards = cells.iter().zip(fields).map(|((key, value), field)| Labelled {
                label: Some(super::unmarked(text, key.span)),
                field: Some(field),
                value: value.parts.clone(),
            });
            let cards: Vec<Labelled> = cards.collect();
            if let Some([first, second]) = labelled.get_mut(at..at + 2) {
                (*first, *second) = (cards, Vec::new());
            }
        }
    }

    /// A frame of few cells, most of whose paragraphs are labels with their values.
    pub(super) fn take_filled_cells(&mut self, at: usize, line: &Line, rows: &[Vec<Cell>]) -> bool {
        const MOST_CELLS: usize = 8;
        const FEWEST: usize = 2;
        let cells: Vec<&Cell> = rows.iter().flatten().filter(|cell| !cell.span.is_empty()).collect();
        if cells.is_empty() || cells.len() > MOST_CELLS {
            return false;
        }
        let text = &self.document.text;
        // A paragraph may hold several lines.
        let parts = cells.iter().flat_map(|cell| cell.parts.iter());
        let lines: Vec<Span> = parts
            .flat_map(|part| {
                let mut from = 0;
                let broken = part.of(text).split('\n').map(move |line| {
                    let own = Span::new(from, from + line.len());
                    from += line.len() + 1;
                    part.inner(own).trim(text)
                });
                broken.collect::<Vec<Span>>()
            })
            .collect();
        let found: Vec<(Span, Field, Span)> =
            lines.iter().filter_map(|part| self.part_with_label(*part, line.block)).collect();
        if found.len() < FEWEST || found.len() * 3 < lines.len() {
            return false;
        }
        for (label, field, value) in found {
            self.open(Some(label), Some(field), vec![value], at + 1);
        }
        true
    }

    /// The label that the first paragraph of a cell is, where both it and the row's are of organisations.
    pub(super) fn label_above(
        &self,
        field: Field,
        values: &[Span],
        block: usize,
    ) -> Option<(Span, Field, Vec<Span>)> {
        let [label, value @ ..] = values else { return None };
        let line = lines::line_of_cell(&self.document.text, *label, block);
        let found = matched(self.layout, &line).filter(|found| !found.inline && !found.by_words)?;
        let are_orgs = matches!((field, found.field), (Field::Org(_), Field::Org(_)));
        (are_orgs && !value.is_empty()).then(|| (*label, found.field, value.to_vec()))
    }
}
