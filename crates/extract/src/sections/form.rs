//! Forms: labels and values that white space alone sets apart, those of no field too.

use almoner_document::BlockKind;
use almoner_record::{Role, Span};

use super::Cutter;
use crate::bodies;
use crate::field::{Field, Shape};
use crate::lines::{Line, LineKind};

impl Cutter<'_> {
    /// Label and value that the document itself divides (a tab stands between them), of no field of the layout: no
    /// value of the label above. In running text only where a gap sets the label above apart too: that is a form.
    pub(super) fn unknown_label(&self, line: &Line) -> Option<(Span, Span)> {
        let pays = [Field::Funding, Field::Org(Some(Role::Funding))];
        let field = self.pieces.last()?.field.filter(|field| *field != Field::Header)?;
        let in_form = self.layout.is_general() && self.is_in_form(line);
        let (key, value) = match (&self.document.blocks.get(line.block)?.kind, &line.label) {
            (BlockKind::KeyValue { key, value }, _) => (*key, *value),
            (_, Some((_, value))) if in_form => {
                (Span { start: line.span.start, end: value.start }.trim(&self.document.text), *value)
            }
            _ => return None,
        };
        let between = self.document.slice(Span { start: key.end, end: value.start });
        let is_apart = between.contains('\t') || in_form && between.trim().is_empty();
        let is_value = field.shape() != Shape::Text || in_form;
        if pays.contains(&field) && !self.is_no_payer(key, value) {
            return None;
        }
        (line.kind == LineKind::Text && is_value && is_apart).then_some((key, value))
    }

    /// True for a label and its value below those who pay: an amount would be beside one of them, and a body is one of them.
    fn is_no_payer(&self, key: Span, value: Span) -> bool {
        let (key, value) = (self.document.slice(key), self.document.slice(value));
        !value.contains(|c: char| c.is_ascii_digit())
            && value.contains(char::is_alphabetic)
            && !bodies::is_body(key)
            && !bodies::is_payer(key)
    }

    /// True where the label of the open piece stands on the line right above, and white space alone sets its value apart.
    fn is_in_form(&self, line: &Line) -> bool {
        let Some(piece) = self.pieces.last().filter(|piece| piece.lines.is_empty()) else { return false };
        let (Some(label), Some(value)) = (piece.heading, piece.inline.last()) else { return false };
        let gap = self.document.text.get(label.range().end..value.range().start).unwrap_or_default();
        let between = self.document.text.get(value.range().end..line.span.range().start).unwrap_or_default();
        gap.trim().is_empty()
            && (gap.contains("  ") || gap.contains('\t'))
            && between.trim_matches(' ') == "\n"
    }
}
