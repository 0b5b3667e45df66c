//! What rows of a table of labels and values hold beside the label and the value.

use almoner_document::Cell;
use almoner_record::{Role, Span};

use super::{Cutter, Labelled, unmarked};
use crate::field::Field;
use crate::lines;
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

    /// True for a table of four columns and more than one row, labels in each other one: in some row nothing but known ones.
    pub(super) fn are_in_pairs(&self, rows: &[Vec<Cell>], block: usize) -> bool {
        const COLUMNS: usize = 4;
        let is_known = |pair: &[Cell]| match pair {
            [key, value] => self.field_of_pair(key, value, block).is_some(),
            _ => false,
        };
        rows.len() > 1
            && rows.iter().all(|row| row.len() == COLUMNS)
            && rows.iter().any(|row| row.chunks(2).all(is_known))
            && rows.iter().all(|row| row.chunks(2).any(is_known))
    }

    /// The labels of a row of such a table, those that nothing knows too.
    pub(super) fn labels_in_pairs(&self, row: &[Cell], block: usize) -> Option<Vec<Labelled>> {
        let pairs = row.chunks(2).filter(|pair| pair.iter().any(|cell| !cell.span.is_empty()));
        let one = |pair: &[Cell]| match pair {
            [key, value] => Some(Labelled {
                label: (!key.span.is_empty()).then(|| unmarked(&self.document.text, key.span)),
                field: self.field_of_pair(key, value, block),
                value: value.parts.clone(),
            }),
            _ => None,
        };
        pairs.map(one).collect()
    }

    fn field_of_pair(&self, key: &Cell, value: &Cell, block: usize) -> Option<Field> {
        const ACTIVITY: [&str; 4] = ["project", "projet", "proyecto", "projeto"];
        let field = |cell: &Cell| self.cell_label(cell, block).map(|found| found.field);
        let told = self.told_by_value(key.span, value.span);
        let folded = almoner_codelists::fold(self.document.slice(key.span));
        let titled = ACTIVITY.contains(&folded.trim_end_matches([':', ' '])).then_some(Field::Title);
        if field(value).is_some() && told.is_none() {
            return None;
        }
        told.or_else(|| field(key)).or(titled)
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
