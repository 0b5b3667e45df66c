//! Labels that hold markers: a list of them below one, and one of them behind it.

use almoner_record::Span;

use super::folded;
use crate::codes::{self, Digits};
use crate::field::Field;
use crate::lines::{Line, LineKind};
use crate::sections::Cutter;

impl Cutter<'_> {
    /// True under a label for markers, which has their names and significances below it.
    pub(super) fn lists_markers(&self) -> bool {
        let open = self.pieces.last().filter(|piece| piece.field == Some(Field::PolicyMarkers));
        open.is_some_and(|piece| {
            let label = piece.heading.map_or("", |heading| self.document.slice(heading));
            let told = piece.inline.first().map(|value| self.document.slice(*value));
            told.is_none_or(|value| codes::marker_of_label(label, value, Digits::Read).is_none())
        })
    }

    /// Opens the piece of a marker whose name stands behind a colon and its significance on the next line: `Marker: Gender
    /// equality`, below it `Significant objective`. False for any other line.
    pub(super) fn marker_before_colon(&mut self, at: usize, line: &Line) -> bool {
        const LABELS: [&str; 10] = [
            "marker",
            "policy marker",
            "rio marker",
            "dac marker",
            "marqueur",
            "marqueur de politique",
            "marqueur de rio",
            "marqueur cad",
            "marcador",
            "marcador de politica",
        ];
        let is_label = line.label.as_ref().is_some_and(|(_, value)| {
            let label = self.document.slice(Span { start: line.span.start, end: value.start });
            LABELS.contains(&folded(label).as_str())
        });
        let Some(below) = self.lines.get(at + 1).filter(|below| is_label && below.kind != LineKind::Table)
        else {
            return false;
        };
        let (label, value, below) = (line.span, below.span, self.document.slice(below.span));
        let marked = codes::marker_of_label(self.document.slice(label), below, Digits::Refused);
        if !self.layout.is_general() || !marked.is_some_and(|marked| marked.is_known()) {
            return false;
        }
        self.open(Some(label), Some(Field::PolicyMarkers), vec![value], at + 2);
        self.taken = Some(at + 1);
        true
    }
}
