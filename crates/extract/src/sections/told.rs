//! Labels whose value tells what they are: the name of a policy marker beside a significance (`Gender equality:
//! Significant objective`), `Date` beside a start and an end, `Name` beside words that no person is called.

mod granted;
mod markers;
mod numbers;
mod words;

use almoner_record::{Measure, Role, Span};

use super::persons::{is_common_word, is_name_label};
use super::{Cutter, weak};
use crate::bodies;
use crate::codes::{self, Digits};
use crate::field::{DateKind, Field};
use crate::labels::Key;
use crate::lines::{Line, LineKind};
use crate::nouns;
use crate::recognise::matched;
use crate::value;
use crate::value::date::DayOrder;
use crate::value::numeral::DecimalMark;
use crate::wording;
use numbers::is_own_number;
use words::{DATED, DONE_BY, ENDED, GIVEN, PLACES, RECIPIENTS, REGIONS, ROLES, is_given, is_name};

impl Cutter<'_> {
    /// The field that a label tells together with the value below it, which may as well be another label's or a page's
    /// number: only the DAC's own markers count, and only words for their significance.
    pub(super) fn told_by_value_below(&self, label: Span, value: Span) -> Option<Field> {
        self.told(label, value, Digits::Refused, weak::Place::Above)
    }

    /// The field that a label and the value beside it tell together.
    pub(super) fn told_by_value(&self, label: Span, value: Span) -> Option<Field> {
        let is_among = self.pieces.last().is_some_and(|piece| piece.field == Some(Field::PolicyMarkers));
        let digits = if is_among { Digits::Read } else { Digits::WhereTheLabelSaysMarker };
        self.told(label, value, digits, weak::Place::Beside)
    }

    fn told(&self, label: Span, value: Span, digits: Digits, place: weak::Place) -> Option<Field> {
        if !self.layout.knows_the_trade() {
            return None;
        }
        let (label_at, value_at) = (label, value);
        let (label, value) = (self.document.slice(label), self.document.slice(value));
        let key = folded(label);
        if label.len() <= 12 && self.names_project(&key, value) {
            return Some(Field::Title);
        }
        if let Some(marked) = codes::marker_of_label(label, value, digits) {
            return (place == weak::Place::Beside || marked.is_known()).then_some(Field::PolicyMarkers);
        }
        if let Some(field) = self.told_by_words(&key, label, value) {
            return Some(field);
        }
        let is_date = DATED.contains(&key.as_str());
        let is_range = || {
            let read = value::period::period(value, DayOrder::Unknown);
            read.is_some_and(|(_, period)| period.start.is_some() && period.end.is_some())
        };
        if is_date && is_range() {
            return Some(Field::Period);
        }
        self.told_weakly(&key, value, place)
            .or_else(|| self.told_within_form(label, value, place))
            .or_else(|| self.told_by_value_alone(label_at, value_at, place))
    }

    /// True for `Project | Water losses in Karak`, where no title stands yet.
    fn names_project(&self, key: &str, value: &str) -> bool {
        const FEWEST_WORDS: usize = 3;
        const LONGEST: usize = 200;
        self.layout.is_general()
            && nouns::is_project(key)
            && value.split_whitespace().count() >= FEWEST_WORDS
            && value.len() <= LONGEST
            && !value.ends_with(['.', ':'])
            && !self.opened.contains(&(self.activity, Field::Title))
    }

    /// The field of labels that are of another field, or of none, beside another value.
    fn told_by_words(&self, key: &str, label: &str, value: &str) -> Option<Field> {
        if !self.layout.is_general() {
            return None;
        }
        // `Recipient: Solomon Islands`; beside the name of a body it is who answers for the money.
        if RECIPIENTS.contains(&key) && codes::are_countries(value) && value.chars().any(char::is_lowercase) {
            return Some(Field::Countries);
        }
        if RECIPIENTS.contains(&key) && almoner_codelists::REGION.find(value).is_some() {
            return Some(Field::Regions);
        }
        // `Regions served: Haiti`, `Location: Southern Africa`.
        if REGIONS.contains(&key) && codes::are_countries(value) {
            return Some(Field::Countries);
        }
        if (PLACES.contains(&key) || REGIONS.contains(&key))
            && almoner_codelists::REGION.find(value).is_some()
        {
            return Some(Field::Regions);
        }
        // `Bénéficiaire : Vision Mondiale Canada` is given the money; `Beneficiaries: rural women` are who it is for.
        if GIVEN.contains(&key) && is_given(value) {
            return Some(Field::Org(Some(Role::Accountable)));
        }
        if DONE_BY.contains(&key) && bodies::is_body(value) {
            return Some(Field::Org(Some(Role::Implementing)));
        }
        if let Some((_, role)) = ROLES.iter().find(|(label, _)| *label == key).filter(|_| is_name(value)) {
            return Some(Field::Org(Some(*role)));
        }
        if ENDED.contains(&key) && is_date_alone(value) {
            return Some(Field::Date(DateKind::End));
        }
        // `Montant octroyé`, `Monto otorgado` have a field and a measure of their own.
        let is_sum = |field: Option<Field>| matches!(field, Some(Field::Budget(_)));
        if let Some(measure) = granted::measure(label, value)
            && !is_sum(self.layout.field_of(&Key::of(label)))
            && !is_sum(wording::field(key))
        {
            return Some(Field::Budget(Some(measure)));
        }
        let is_money = || value::money::is_alone(value.trim(), DecimalMark::Unknown);
        if matches!(key, "participants" | "participantes") && bodies::listed(value, false).is_some() {
            return Some(Field::Org(None));
        }
        if matches!(key, "total" | "grand total") && self.has_parts() && is_money() {
            return Some(Field::Budget(None));
        }
        is_own_number(label, value).then_some(Field::OtherIdentifier)
    }

    /// The field of a label that means more elsewhere, beside or above such a value.
    fn told_weakly(&self, key: &str, value: &str, place: weak::Place) -> Option<Field> {
        let field = weak::field(key, value, place).filter(|_| self.layout.is_general())?;
        let is_one = matches!(field, Field::Title | Field::OtherIdentifier);
        (!is_one || !self.opened.contains(&(self.activity, field))).then_some(field)
    }

    /// True right below a loan or a grant. Below other text a total is of something else.
    fn has_parts(&self) -> bool {
        let parts = [Field::Budget(Some(Measure::Commitment)), Field::Amount];
        let is_part = |field: Field| parts.contains(&field);
        self.pieces.last().is_some_and(|piece| piece.field.is_some_and(is_part) && piece.lines.is_empty())
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

    /// True for `Organisation: …` right above the title of its project: who holds the grant.
    fn is_holder(&self, at: usize, label: Span, value: Span) -> bool {
        const LABELS: [&str; 6] =
            ["organisation", "organization", "organizacion", "organizacao", "organisme", "lead organisation"];
        const LONGEST: usize = 120;
        let below = self.lines.iter().skip(at + 1).find(|below| below.kind != LineKind::Aside);
        let is_title = |line: &Line| {
            matched(self.layout, line).is_some_and(|found| found.field == Field::Title && found.inline)
        };
        self.layout.is_general()
            && value.len() <= LONGEST
            && LABELS.contains(&almoner_codelists::fold(self.document.slice(label)).as_str())
            && below.is_some_and(is_title)
    }

    /// Opens the piece of such a label; false for any other line.
    pub(super) fn take_told(&mut self, at: usize, line: &Line) -> bool {
        let is_line = matches!(line.kind, LineKind::Text | LineKind::Item { .. } | LineKind::Heading { .. });
        let listed = self.lists_markers();
        if !is_line || (listed && !self.layout.is_general()) {
            return false;
        }
        if self.marker_before_colon(at, line) {
            return true;
        }
        if let Some((_, value)) = &line.label {
            let label =
                super::unmarked(&self.document.text, Span { start: line.span.start, end: value.start });
            let named = || self.is_name(at, label, *value).then_some(Field::Title);
            let holder = || self.is_holder(at, label, *value).then_some(Field::Org(Some(Role::Implementing)));
            if let Some((number, value)) = self.numbered_subject(label, *value) {
                self.open(Some(number), Some(Field::OtherIdentifier), vec![value], at + 1);
                return true;
            }
            let Some(field) = self.told_by_value(label, *value).or_else(named).or_else(holder) else {
                return false;
            };
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

/// A label as those here are compared: folded, without its colon or question marks.
fn folded(label: &str) -> String {
    almoner_codelists::fold(label.trim_matches([':', ' ', '¿', '?', '*', '_']))
}

pub(super) fn is_date_alone(value: &str) -> bool {
    let read = value::date::date(value, DayOrder::Unknown);
    read.is_some_and(|(span, _)| span.len() + 2 >= value.trim().len())
}

#[cfg(test)]
mod tests;
