//! Labels whose value tells what they are: the name of a policy marker beside a significance (`Gender equality:
//! Significant objective`), `Date` beside a start and an end.

use almoner_record::Span;

use super::Cutter;
use crate::codes;
use crate::field::Field;
use crate::lines::{Line, LineKind};
use crate::value;
use crate::value::date::DayOrder;

impl Cutter<'_> {
    /// The field that a label tells together with the value below it, which may as well be another label's: only the DAC's
    /// own markers count.
    pub(super) fn told_by_value_below(&self, label: Span, value: Span) -> Option<Field> {
        let marked = codes::marker_of_label(self.document.slice(label), self.document.slice(value));
        let is_marker = marked.is_some_and(codes::Marked::is_known);
        self.told_by_value(label, value).filter(|field| *field != Field::PolicyMarkers || is_marker)
    }

    /// The field that a label and the value beside it tell together.
    pub(super) fn told_by_value(&self, label: Span, value: Span) -> Option<Field> {
        if !self.layout.knows_the_trade() {
            return None;
        }
        let (label, value) = (self.document.slice(label), self.document.slice(value));
        if codes::marker_of_label(label, value).is_some() {
            return Some(Field::PolicyMarkers);
        }
        let is_date = ["date", "dates", "fecha", "data"]
            .contains(&almoner_codelists::fold(label.trim_end_matches([':', ' '])).as_str());
        let is_range = || {
            let read = value::period::period(value, DayOrder::Unknown);
            read.is_some_and(|(_, period)| period.start.is_some() && period.end.is_some())
        };
        (is_date && is_range()).then_some(Field::Period)
    }

    /// True for `Nombre: …` among the first lines, before any title: further down it names a person.
    fn is_name(&self, at: usize, label: Span, value: Span) -> bool {
        const FIRST_LINES: usize = 6;
        const FEWEST_WORDS: usize = 4;
        let words = self.document.slice(value).split_whitespace().count();
        at < FIRST_LINES
            && self.layout.is_general()
            && words >= FEWEST_WORDS
            && ["name", "nom", "nombre", "nome"]
                .contains(&almoner_codelists::fold(self.document.slice(label)).as_str())
            && !self.opened.contains(&(self.activity, Field::Title))
    }

    /// True under a label for markers, which has their names and significances below it.
    fn lists_markers(&self) -> bool {
        let open = self.pieces.last().filter(|piece| piece.field == Some(Field::PolicyMarkers));
        open.is_some_and(|piece| {
            let label = piece.heading.map_or("", |heading| self.document.slice(heading));
            let told = piece.inline.first().map(|value| self.document.slice(*value));
            told.is_none_or(|value| codes::marker_of_label(label, value).is_none())
        })
    }

    /// Opens the piece of such a label; false for any other line.
    pub(super) fn take_told(&mut self, at: usize, line: &Line) -> bool {
        let is_line = matches!(line.kind, LineKind::Text | LineKind::Item { .. } | LineKind::Heading { .. });
        if !is_line || self.lists_markers() {
            return false;
        }
        if let Some((_, value)) = &line.label {
            let label =
                super::unmarked(&self.document.text, Span { start: line.span.start, end: value.start });
            let named = || self.is_name(at, label, *value).then_some(Field::Title);
            let Some(field) = self.told_by_value(label, *value).or_else(named) else { return false };
            self.open(Some(label), Some(field), vec![*value], at + 1);
            return true;
        }
        let Some(below) = self.lines.get(at + 1).filter(|below| below.kind != LineKind::Table) else {
            return false;
        };
        let Some(field) = self.told_by_value_below(line.span, below.span) else { return false };
        self.open(Some(line.span), Some(field), vec![below.span], at + 2);
        self.taken = Some(at + 1);
        true
    }
}

#[cfg(test)]
mod tests {
    use crate::specimen::record;

    #[test]
    fn a_marker_may_be_named_by_its_label() {
        for (line, expected) in [
            ("Gender equality: Significant objective", Some((Some("1"), Some(1)))),
            ("Égalité des genres : objectif principal", Some((Some("1"), Some(2)))),
            ("Gender marker: 2 - significant", Some((Some("1"), Some(1)))),
            ("Biodiversity: 0", Some((Some("5"), Some(0)))),
            ("Igualdad de género: Objetivo significativo", Some((Some("1"), Some(1)))),
            ("Adaptation to climate change\tnot targeted", Some((Some("7"), Some(0)))),
            ("Human rights: significant objective", Some((None, Some(1)))), // a donor's own
            ("Gender equality: Women lead the committees", None),
            ("Environment: Category B", None),
            ("Priority: Principal", None),
        ] {
            let read = record(&format!(
                "Wells for Kita\n\nCountry: Mali\nDonor: Norad\n{line}\nStatus: Closed\nTotal budget: EUR 5,000\n"
            ));
            let marker = read.policy_markers.iter().find(|one| one.basis == almoner_record::Basis::Stated);
            let marker = marker.map(|one| (one.code.as_deref(), one.significance));
            assert_eq!(marker, expected, "{line}");
            assert!(read.status.is_some(), "{line}");
        }
    }
}
