//! What rows of a table of labels and values hold beside the label and the value.

use almoner_document::Cell;
use almoner_record::{Role, Span};

use super::Cutter;
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
