//! Labels run together on one line, as a copied page has those that stood side by side, with their values below one after the
//! other: `Country/region Topic Period Budget`, then `Tajikistan`, `Water`, `01.01.2014 - 31.12.2019`, `CHF 5'610'000`. Which
//! value is whose is told by what it is.

use almoner_record::Span;

use super::by_value::{Kind, kind};
use super::{Cutter, weak};
use crate::field::{Field, Shape};
use crate::labels::Key;
use crate::lines::{Line, LineKind};
use crate::recognise::matched;
use crate::value;
use crate::value::date::DayOrder;
use crate::word_list::WordList;

impl Cutter<'_> {
    /// Opens a piece for each label of such a line that has its value below; false for any other line.
    pub(super) fn take_labels_run_together(&mut self, at: usize, line: &Line) -> bool {
        const FEWEST: usize = 2;
        let Some(labels) = self.run_together(line) else { return false };
        let mut below: Vec<(Span, Kind)> = self.values_below(at);
        let mut pairs = Vec::new();
        // A line a label: what no kind tells is told by its place.
        let names: Vec<(Span, Field, Span)> = if below.len() == labels.len() {
            let pairs = labels.iter().zip(&below);
            let own = pairs.filter(|((_, field), (_, kind))| {
                matches!(field, Field::Org(_)) && matches!(kind, Kind::Body | Kind::Name)
            });
            own.map(|((label, field), (value, _))| (*label, *field, *value)).collect()
        } else {
            Vec::new()
        };
        for (label, field) in labels {
            let (wanted, field): (&[Kind], Field) = match field {
                Field::Countries | Field::Regions | Field::Locations => {
                    (&[Kind::Countries], Field::Countries)
                }
                Field::Period => (&[Kind::Times, Kind::Length], field),
                Field::Budget(_) => (&[Kind::Money], field),
                _ => continue,
            };
            if let Some(own) = below.iter().position(|(_, kind)| wanted.contains(kind)) {
                pairs.push((label, field, below.remove(own).0));
            }
        }
        if pairs.len() < FEWEST {
            return false;
        }
        for (label, field, value) in pairs.into_iter().chain(names) {
            self.open(Some(label), Some(field), vec![value], at + 1);
        }
        self.open(None, None, Vec::new(), at + 1);
        true
    }

    /// The labels that a line is made of, with what each names; None for a line that is anything else.
    fn run_together(&self, line: &Line) -> Option<Vec<(Span, Field)>> {
        const LONGEST: usize = 90;
        const FEWEST: usize = 3;
        const MOST_WORDS_OF_LABEL: usize = 3;
        let text = self.document.slice(line.span);
        let may_be = self.layout.is_general()
            && matches!(line.kind, LineKind::Text | LineKind::Heading { .. })
            && line.label.is_none()
            && text.len() <= LONGEST
            && !text.ends_with(['.', ':', '?', '!', ','])
            && text.starts_with(char::is_uppercase);
        // `Country | Topic | Period | Budget |`: the head of a table whose cells are broken.
        let text = text.trim_end_matches([' ', '|']);
        let words = text.split(' ').filter(|_| may_be).collect::<Vec<_>>();
        // One look refuses nearly all lines.
        self.named(words.get(FEWEST - 1..)?.last()?)?;
        let (mut labels, mut from, mut start) = (Vec::new(), 0, 0);
        while from < words.len() {
            if words.get(from) == Some(&"|") {
                (from, start) = (from + 1, start + 2);
                continue;
            }
            let longest = (1..=MOST_WORDS_OF_LABEL).rev().find_map(|count| {
                let label = words.get(from..from + count)?.join(" ");
                let begins = label.starts_with(char::is_uppercase);
                Some((count, label.len(), self.named(&label).filter(|_| begins)?))
            });
            let (count, length, field) = longest?;
            labels.push((line.span.inner(Span::new(start, start + length)), field));
            (from, start) = (from + count, start + length + 1);
        }
        (labels.len() >= FEWEST).then_some(labels)
    }

    /// What a label names; texts stand below no such line.
    fn named(&self, label: &str) -> Option<Field> {
        static AMOUNTS: WordList = WordList::of("amount value montant monto importe valor summe betrag");
        let key = Key::of(label);
        if AMOUNTS.has(&key) {
            return Some(Field::Budget(None));
        }
        let known =
            self.layout.among(|labels| labels.find(&key)).filter(|field| field.shape() != Shape::Text);
        known.or_else(|| weak::is_known(&key).then_some(Field::Ignore))
    }

    /// The lines below that are values by themselves, before the text goes on.
    fn values_below(&self, at: usize) -> Vec<(Span, Kind)> {
        const FARTHEST: usize = 12;
        const LONGEST: usize = 80;
        let below = self.lines.get(at + 1..).unwrap_or_default().iter().take(FARTHEST);
        // A fact with its own label, or what leads to other pages, is of what comes next.
        let ends = |line: &Line| {
            line.label.is_some() && kind(self.document.slice(line.span).trim()).is_none()
                || matched(self.layout, line).is_some_and(|found| found.field == Field::Ignore)
        };
        let short = below
            .take_while(|line| line.kind != LineKind::Table && line.span.len() <= LONGEST && !ends(line));
        let short: Vec<Span> = short.map(|line| self.without_bar(line.span)).collect();
        let own = |at: usize, span: Span| {
            let next = short.get(at + 1).copied();
            let broken = next.map(|next| span.cover(next)).filter(|whole| self.is_broken_time(*whole));
            let span = broken.unwrap_or(span);
            Some((span, kind(self.document.slice(span).trim()).or(broken.map(|_| Kind::Times))?))
        };
        short.iter().enumerate().filter_map(|(at, span)| own(at, *span)).collect()
    }

    /// A line without the bar of a table's cell at its end.
    fn without_bar(&self, span: Span) -> Span {
        let text = self.document.slice(span);
        span.inner(Span::new(0, text.trim_end_matches([' ', '|']).len()))
    }

    /// True for a beginning and an end with a dash and the end of a line between: `01.01.2025`, `- 31.12.2026`.
    fn is_broken_time(&self, whole: Span) -> bool {
        const LONGEST: usize = 40;
        let text = self.document.slice(whole);
        let Some((first, rest)) = text.split_once('\n').filter(|_| text.len() <= LONGEST) else {
            return false;
        };
        let rest = rest.trim_start();
        let is_joined = rest.starts_with(['-', '–', '—']) || first.trim_end().ends_with(['-', '–', '—']);
        is_joined
            && value::period::period(text, DayOrder::DayFirst).is_some_and(|(span, period)| {
                span.len() + 2 >= text.len() && period.start.is_some() && period.end.is_some()
            })
    }
}

#[cfg(test)]
mod tests {
    use crate::specimen::{extracted, record};

    #[test]
    fn values_below_labels_that_run_together_are_told_by_what_they_are() {
        for (labels, values) in [
            (
                "Country/region Topic Period Budget",
                "Mali\nWater\nWater supply\n01.01.2014 - 31.12.2019\nCHF  5’610’000",
            ),
            ("Country Period Total budget", "Mali\n2014-2019\nCHF 5'610'000"),
            ("Pays Durée Budget", "2014-2019\n5 610 000 CHF\nMali"),
            (
                "Land/Region | Thema | Periode | Budget |",
                "---|---|---|---|\nMali |\nWasser\n01.01.2014\n- 31.12.2019 |\nCHF 5’610’000\n|",
            ),
            ("Country | Period | Budget", "Mali |\n2014 -\n2019 |\nCHF 5'610'000 |"),
            ("Land/Region Thema Periode Budget", "Mali\nWasser\n01.01.2014 - 31.12.2019\nCHF  5’610’000"),
            ("Region Sector Donor Duration Amount", "Mali\nWater\nNorad\n2014-2019\nCHF 5'610'000"),
        ] {
            let read = record(&format!(
                "Water supply and sanitation in Kita\n\nThe wells of Kita are old, and poor households pay much for water.\n\n{labels}\n{values}\nBackground\n\nHalf of those in the countryside have no safe water.\n"
            ));
            let budget = read.budget.map(|budget| budget.money.value.to_string());
            assert_eq!(budget.as_deref(), Some("5610000"), "{labels}");
            assert_eq!(read.countries.first().map(|one| one.code.as_str()), Some("ML"), "{labels}");
            let period = read.period.unwrap_or_default();
            assert!(period.start.is_some() && period.end.is_some(), "{labels}");
        }
    }

    #[test]
    fn other_lines_of_words_that_are_labels_are_none() {
        for text in [
            "Our tours\n\nCountry Period Budget\nKenya is dear in the summer.\nCHF 5'610\n",
            "Menu\n\nCountry Status Budget\nHome\nContact\n",
            "Wells for Kita\n\nCountry Period Budget\nMali\nRelated projects\nRoads in Niger\nCHF 900'000\n2014-2019\n",
        ] {
            assert!(extracted(text).activities.is_empty(), "{text}");
        }
    }
}
