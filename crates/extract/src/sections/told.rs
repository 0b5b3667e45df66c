//! Labels whose value tells what they are: the name of a policy marker beside a significance (`Gender equality:
//! Significant objective`), `Date` beside a start and an end, `Name` beside words that no person is called.
//!
//! `Name: Wells for the schools of Kita` among the first lines is the title, for it holds a word in small letters.
//! Particles of names are none: `Nombre: María de los Ángeles García López` is a person, and so is what has capitals alone.

use almoner_record::Span;

use super::Cutter;
use crate::codes::{self, Digits};
use crate::field::Field;
use crate::lines::{Line, LineKind};
use crate::value;
use crate::value::date::DayOrder;

impl Cutter<'_> {
    /// The field that a label tells together with the value below it, which may as well be another label's or a page's
    /// number: only the DAC's own markers count, and only words for their significance.
    pub(super) fn told_by_value_below(&self, label: Span, value: Span) -> Option<Field> {
        self.told(label, value, Digits::Refused, codes::Marked::is_known)
    }

    /// The field that a label and the value beside it tell together.
    pub(super) fn told_by_value(&self, label: Span, value: Span) -> Option<Field> {
        let is_among = self.pieces.last().is_some_and(|piece| piece.field == Some(Field::PolicyMarkers));
        let digits = if is_among { Digits::Read } else { Digits::WhereTheLabelSaysMarker };
        self.told(label, value, digits, |_| true)
    }

    fn told(
        &self,
        label: Span,
        value: Span,
        digits: Digits,
        counts: fn(codes::Marked) -> bool,
    ) -> Option<Field> {
        if !self.layout.knows_the_trade() {
            return None;
        }
        let (label, value) = (self.document.slice(label), self.document.slice(value));
        if self.names_project(label, value) {
            return Some(Field::Title);
        }
        if let Some(marked) = codes::marker_of_label(label, value, digits) {
            return counts(marked).then_some(Field::PolicyMarkers);
        }
        let is_date = ["date", "dates", "fecha", "data"]
            .contains(&almoner_codelists::fold(label.trim_end_matches([':', ' '])).as_str());
        let is_range = || {
            let read = value::period::period(value, DayOrder::Unknown);
            read.is_some_and(|(_, period)| period.start.is_some() && period.end.is_some())
        };
        (is_date && is_range()).then_some(Field::Period)
    }

    /// True for `Project | Water losses in Karak`, where no title stands yet.
    fn names_project(&self, label: &str, value: &str) -> bool {
        const LABELS: [&str; 5] = ["project", "projet", "proyecto", "projeto", "projecto"];
        const FEWEST_WORDS: usize = 3;
        const LONGEST: usize = 200;
        label.len() <= 12
            && self.layout.is_general()
            && LABELS.contains(&almoner_codelists::fold(label.trim_end_matches([':', ' '])).as_str())
            && value.split_whitespace().count() >= FEWEST_WORDS
            && value.len() <= LONGEST
            && !value.ends_with(['.', ':'])
            && !self.opened.contains(&(self.activity, Field::Title))
    }

    /// True for `Nombre: …` among the first lines, before any title: further down it names a person.
    fn is_name(&self, at: usize, label: Span, value: Span) -> bool {
        const FIRST_LINES: usize = 6;
        const FEWEST_WORDS: usize = 4;
        let value = self.document.slice(value);
        at < FIRST_LINES
            && self.layout.is_general()
            && value.split_whitespace().count() >= FEWEST_WORDS
            && value.split_whitespace().any(is_common_word)
            && is_name_label(&almoner_codelists::fold(self.document.slice(label)))
            && !self.opened.contains(&(self.activity, Field::Title))
    }

    /// True under a label for markers, which has their names and significances below it.
    fn lists_markers(&self) -> bool {
        let open = self.pieces.last().filter(|piece| piece.field == Some(Field::PolicyMarkers));
        open.is_some_and(|piece| {
            let label = piece.heading.map_or("", |heading| self.document.slice(heading));
            let told = piece.inline.first().map(|value| self.document.slice(*value));
            told.is_none_or(|value| codes::marker_of_label(label, value, Digits::Read).is_none())
        })
    }

    /// Opens the piece of such a label; false for any other line.
    pub(super) fn take_told(&mut self, at: usize, line: &Line) -> bool {
        let is_line = matches!(line.kind, LineKind::Text | LineKind::Item { .. } | LineKind::Heading { .. });
        let listed = self.lists_markers();
        if !is_line || (listed && !self.layout.is_general()) {
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
        let Some(below) =
            self.lines.get(at + 1).filter(|_| !listed).filter(|below| below.kind != LineKind::Table)
        else {
            return false;
        };
        let Some(field) = self.told_by_value_below(line.span, below.span) else { return false };
        self.open(Some(line.span), Some(field), vec![below.span], at + 2);
        self.taken = Some(at + 1);
        true
    }
}

/// `Name`, folded: of the activity or of a person.
pub(crate) fn is_name_label(label: &str) -> bool {
    ["name", "nom", "nombre", "nome"].contains(&label)
}

/// A word in small letters that is no part of a person's name.
fn is_common_word(word: &str) -> bool {
    const FEWEST_LETTERS: usize = 3;
    const PARTICLES: [&str; 24] = [
        "abu", "auf", "bin", "bint", "das", "degli", "del", "dela", "della", "dem", "den", "der", "des",
        "dos", "ibn", "las", "los", "san", "ten", "ter", "van", "von", "zum", "zur",
    ];
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    word.chars().count() >= FEWEST_LETTERS
        && word.chars().all(char::is_lowercase)
        && !PARTICLES.contains(&word)
}

#[cfg(test)]
mod tests {
    use crate::specimen::record;

    #[test]
    fn a_name_of_a_person_is_no_title() {
        for (name, is_title) in [
            ("Nombre: Agua para las escuelas de Kita", true),
            ("Nombre: María José García López", false),
            ("Nombre: María de los Ángeles García López", false),
            ("Name: Anna von der Leyen Schmidt", false),
            ("Nome: JOÃO PEDRO DOS SANTOS", false),
        ] {
            let read = record(&format!(
                "{name}\n\nWells for Kita\n\nProject number: ML-12/4\nCountry: Mali\nDonor: Norad\nStatus: Closed\n"
            ));
            let value = name.split_once(": ").map(|(_, value)| value);
            assert_eq!(read.title.as_deref() == value, is_title, "{name}: {:?}", read.title);
            assert!(is_title || read.title.as_deref() == Some("Wells for Kita"), "{name}: {:?}", read.title);
        }
    }

    #[test]
    fn a_marker_may_be_named_by_its_label() {
        for (line, expected) in [
            ("Gender equality: Significant objective", Some((Some("1"), Some(1)))),
            ("Égalité des genres : objectif principal", Some((Some("1"), Some(2)))),
            ("Gender marker: 2 - significant", Some((Some("1"), Some(1)))),
            ("Biodiversity marker: 0", Some((Some("5"), Some(0)))),
            ("DAC gender equality marker: 2", Some((Some("1"), Some(2)))),
            ("Biodiversity: 0", None), // a count, or a page
            ("Gender equality\t4", None),
            ("Biodiversity marker: 3", None),
            ("Gender marker: 2", None), // the United Nations' scale
            ("Marcador de género: 2", None),
            ("Type of objective: Principal objective", None),
            ("Priority level: significant objective", None),
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

    #[test]
    fn a_number_below_a_name_is_no_significance() {
        for lines in ["Biodiversity\n3", "Biodiversity\n2", "Biodiversity marker\n2", "Nutrition\n\n1"] {
            let read = record(&format!(
                "Wells for Kita\n\nCountry: Mali\nDonor: Norad\n{lines}\n\nStatus: Closed\nTotal budget: EUR 5,000\n"
            ));
            let stated = read.policy_markers.iter().find(|one| one.basis == almoner_record::Basis::Stated);
            assert_eq!(stated, None, "{lines}");
        }
    }

    #[test]
    fn digits_are_significances_among_markers() {
        let read = record(
            "Wells for Kita\n\nCountry: Mali\nDonor: Norad\n\nPolicy markers\n\nGender equality: 2\nBiodiversity: 0\nNutrition: 4\nGender marker: 2\n\nStatus: Closed\n",
        );
        let told = |code: &str| {
            let one = read.policy_markers.iter().find(|one| one.code.as_deref() == Some(code));
            one.and_then(|one| one.significance)
        };
        assert_eq!((told("1"), told("5"), told("12")), (Some(2), Some(0), None), "{:?}", read.policy_markers);
    }
}
