//! What every reader of a document needs at hand.

use almoner_document::Document;
use almoner_record::Span;

use crate::field::Field;
use crate::layout::Layout;
use crate::lines::{Line, LineKind};
use crate::sections::Piece;
use crate::value::date::DayOrder;
use crate::value::numeral::DecimalMark;

/// A document with its layout and lines.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    pub(crate) document: &'a Document,
    pub(crate) layout: &'a Layout,
    pub(crate) lines: &'a [Line],
    /// Primary subtag of the document's language.
    pub(crate) language: &'static str,
    pub(crate) order: DayOrder,
    pub(crate) decimal: DecimalMark,
}

impl<'a> Context<'a> {
    pub(crate) fn text(&self, span: Span) -> &'a str {
        self.document.slice(span)
    }

    /// The name of a rule: `layout/section/field`.
    pub(crate) fn rule(&self, section: &str, field: &str) -> String {
        format!("{}/{section}/{field}", self.layout.name)
    }

    /// The rule of a value read under a label or heading.
    pub(crate) fn piece_rule(&self, piece: &Piece, field: Field) -> String {
        self.rule(if piece.inline.is_some() { "label" } else { "section" }, field.name())
    }

    /// The lines of a piece that are read: no captions, no footnotes.
    pub(crate) fn lines_of(&self, piece: &Piece) -> impl Iterator<Item = &'a Line> + use<'a> {
        let lines = self.lines.get(piece.lines.clone()).unwrap_or_default();
        lines.iter().filter(|line| !matches!(line.kind, LineKind::Caption | LineKind::Aside))
    }

    /// The values of a piece: what stands beside its label, else the lines under it.
    pub(crate) fn values(&self, piece: &Piece) -> Vec<Span> {
        let inline = piece.inline.into_iter();
        let items_only = piece.inline.is_some();
        let lines = self.lines_of(piece).filter(|line| match line.kind {
            LineKind::Item { .. } => true,
            LineKind::Text | LineKind::Heading { .. } => !items_only,
            _ => false,
        });
        inline.chain(lines.map(|line| line.span)).collect()
    }

    /// The value of a piece that has one: beside its label, else the first line under it.
    pub(crate) fn value(&self, piece: &Piece) -> Option<Span> {
        self.values(piece).into_iter().next()
    }
}
