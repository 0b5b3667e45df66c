//! The headings of a document and which of them are open where: found once, as many ask for each of many places.

use std::cell::OnceCell;

use super::Cutter;
use super::several::names_others;
use crate::lines::{Line, LineKind};

/// All headings of a document.
pub(super) struct Headings {
    all: Vec<Heading>,
    first_of_others: OnceCell<Option<usize>>,
}

/// A heading, and the one that it stands below.
pub(super) struct Heading {
    /// Its line.
    pub(super) line: usize,
    pub(super) level: u8,
    /// The nearest heading above it of a higher level, among all.
    above: Option<usize>,
    is_of_others: OnceCell<bool>,
}

impl Headings {
    pub(super) fn of(lines: &[Line]) -> Headings {
        let mut all: Vec<Heading> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        for (line, own) in lines.iter().enumerate() {
            let LineKind::Heading { level } = own.kind else { continue };
            while open.last().and_then(|last| all.get(*last)).is_some_and(|last| last.level >= level) {
                open.pop();
            }
            all.push(Heading { line, level, above: open.last().copied(), is_of_others: OnceCell::new() });
            open.push(all.len() - 1);
        }
        Headings { all, first_of_others: OnceCell::new() }
    }

    /// Those that are open above line `until`, the nearest first.
    pub(super) fn open_at(&self, until: usize) -> impl Iterator<Item = &Heading> {
        let last = self.all.partition_point(|heading| heading.line < until).checked_sub(1);
        let get = |at: Option<usize>| self.all.get(at?);
        std::iter::successors(get(last), move |heading| get(heading.above))
    }

    /// The first line of the document, where it has words for what others do. The links of a site name what it has elsewhere:
    /// `Home | Our work | Publications`.
    pub(super) fn first_of_others(&self, cutter: &Cutter<'_>) -> Option<usize> {
        const MARKS: [&str; 4] = [" | ", "  ", " · ", " • "];
        let are_links = |line: &Line| {
            let text = cutter.document.slice(line.span);
            MARKS.iter().any(|mark| text.trim().matches(mark).nth(1).is_some())
        };
        *self.first_of_others.get_or_init(|| {
            let first = cutter.lines.iter().position(|line| !are_links(line));
            first.filter(|at| cutter.lines.get(*at).is_some_and(names_others))
        })
    }
}

impl Heading {
    /// True for one with words for what others do.
    pub(super) fn is_of_others(&self, cutter: &Cutter<'_>) -> bool {
        *self.is_of_others.get_or_init(|| cutter.lines.get(self.line).is_some_and(names_others))
    }
}

#[cfg(test)]
mod tests {
    use almoner_document::{Limits, read};

    use super::Headings;
    use crate::lines;

    #[test]
    fn a_heading_is_open_until_one_of_its_level_or_a_higher_one() {
        let text = "# a\n\ntext\n\n## b\n\n### c\n\ntext\n\n## d\n\ntext\n\n# e\n\n### f\n\ntext\n";
        let document = read(text.as_bytes(), "specimen.md", &Limits::default()).unwrap();
        let lines = lines::of(&document);
        let headings = Headings::of(&lines);
        let open = |until: usize| {
            let open = headings.open_at(until).filter_map(|heading| lines.get(heading.line));
            open.map(|line| document.slice(line.span)).collect::<Vec<_>>().join(" ")
        };
        let told: Vec<String> = (0..=lines.len()).map(open).collect();
        assert_eq!(told, ["", "a", "a", "b a", "c b a", "c b a", "d a", "d a", "e", "f e", "f e"]);
    }
}
