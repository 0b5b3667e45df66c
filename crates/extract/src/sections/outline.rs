//! Headings that only their number shows: `4. Targeted Outcomes` on a line of its own, where a list stands above it.

use std::collections::VecDeque;

use almoner_document::BlockKind;
use almoner_record::Span;

use super::{Cutter, Piece};
use crate::bodies;
use crate::codes;
use crate::field::{Field, Shape};
use crate::lines::{Line, LineKind};

/// How a heading or an item is counted: the marks around its number, and the number.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Count {
    marks: String,
    number: u32,
}

impl Cutter<'_> {
    /// True for a counted line that stands alone between empty lines, under a label whose value stands already: the items
    /// of a list follow one another. Inside running text only where its own heading is counted too.
    pub(super) fn is_outline_heading(&self, at: usize, line: &Line) -> bool {
        const LONGEST: usize = 100;
        let text = self.document.slice(line.span);
        let is_short = text.len() <= LONGEST && !text.ends_with(['.', ';', ',', ':', '!', '?']);
        let is_item = matches!(line.kind, LineKind::Item { depth: 0 });
        if !self.layout.knows_the_trade() || !is_item || !is_short || line.label.is_some() {
            return false;
        }
        let (Some(count), Some(piece)) = (self.count(line), self.pieces.last()) else { return false };
        let above = piece.lines.start.checked_sub(1).and_then(|above| self.lines.get(above));
        let above = above.and_then(|above| self.count(above));
        let follows_heading = above.as_ref().is_some_and(|above| {
            above.marks == count.marks && above.number.checked_add(1) == Some(count.number)
        });
        let has_value = !piece.inline.is_empty() || piece.lines.end > piece.lines.start;
        let in_text = piece.field.is_none_or(|field| field.shape() == Shape::Text);
        let may_end = if in_text { above.is_some() } else { has_value || follows_heading };
        may_end && !self.is_among_items(at, line, &count)
    }

    /// True where an item of the same list stands right before or behind the line.
    fn is_among_items(&self, at: usize, line: &Line, count: &Count) -> bool {
        let near = |other: Option<&Line>, wanted: Option<u32>| {
            let Some(other) = other.filter(|other| matches!(other.kind, LineKind::Item { .. })) else {
                return false;
            };
            let (from, to) = if other.span.start < line.span.start { (other, line) } else { (line, other) };
            let between = self.document.slice(Span { start: from.span.end, end: to.span.start });
            let counted = self.count(other);
            let same = counted.as_ref().is_none_or(|other| other.marks == count.marks);
            let joined = same && between.matches('\n').count() < 2;
            let next =
                counted.is_some_and(|other| other.marks == count.marks && Some(other.number) == wanted);
            joined || next
        };
        let before = at.checked_sub(1).and_then(|before| self.lines.get(before));
        // A heading may be counted on from the heading above it, with nothing between them.
        let is_heading = self.pieces.last().is_some_and(|piece| piece.lines.start == at);
        near(before.filter(|_| !is_heading), count.number.checked_sub(1))
            || count.number.checked_add(1).is_some_and(|next| near(self.lines.get(at + 1), Some(next)))
    }

    /// The number before an item; None for a bullet.
    fn count(&self, line: &Line) -> Option<Count> {
        let before = self.document.text.get(..line.span.range().start)?;
        let mark = before.rsplit('\n').next()?.trim();
        // `3.2. Results` is no item of a list: its number stands in the line.
        let is_number = |c: char| c.is_ascii_digit() || ".()".contains(c);
        let own = self.document.slice(line.span).split_whitespace().next().unwrap_or_default();
        let mark = if mark.is_empty() && own.chars().all(is_number) { own } else { mark };
        let digits: String = mark.chars().filter(char::is_ascii_digit).collect();
        let marks: String = mark.chars().filter(|c| !c.is_ascii_digit()).collect();
        (marks.len() <= 3).then_some(())?;
        Some(Count { marks, number: digits.parse().ok()? })
    }
}

/// Ends lists that ran over the label and the value behind them: where each label around has one line under it, the two lines
/// behind the first are a label that nothing knows, and its value.
pub(super) fn end_pairs(cutter: &mut Cutter<'_>) {
    let mut ahead = VecDeque::from(std::mem::take(&mut cutter.pieces));
    while let Some(mut piece) = ahead.pop_front() {
        let further = beyond_pair(cutter, &piece, ahead.iter()).map(|rest| {
            let lines = rest..std::mem::replace(&mut piece.lines.end, rest);
            Piece { heading: None, field: None, lines, ..piece.clone() }
        });
        cutter.pieces.push(piece);
        cutter.pieces.extend(further);
    }
}

/// Where the lines begin that are no values of the list that is the next piece, before those that stand `ahead`.
fn beyond_pair<'p>(
    cutter: &'p Cutter<'_>,
    piece: &'p Piece,
    ahead: impl Iterator<Item = &'p Piece>,
) -> Option<usize> {
    const LONGEST: usize = 120;
    const FEWEST: usize = 2;
    let is_list = piece.inline.is_empty()
        && piece.heading.is_some()
        && matches!(piece.field, Some(Field::Org(_) | Field::Locations));
    if !cutter.layout.is_general() || !is_list {
        return None;
    }
    let lines: Vec<&Line> = cutter.lines.get(piece.lines.clone())?.iter().collect();
    let read = lines.iter().rposition(|line| line.kind != LineKind::Aside).map_or(0, |last| last + 1);
    let lines = lines.get(..read)?;
    let is_value = |line: &Line| {
        let is_paragraph = matches!(
            cutter.document.blocks.get(line.block).map(|block| &block.kind),
            Some(BlockKind::Paragraph | BlockKind::Heading { .. } | BlockKind::KeyValue { .. })
        );
        is_paragraph
            && matches!(line.kind, LineKind::Text | LineKind::Heading { .. })
            && line.span.len() <= LONGEST
    };
    let is_pair =
        |piece: &&Piece| piece.heading.is_some() && piece.inline.is_empty() && piece.lines.len() == 1;
    let around = cutter.pieces.iter().rev().take(3).chain(ahead.take(2));
    if lines.len() < 2 || around.filter(is_pair).count() < FEWEST {
        return None;
    }
    if let Some(strange) = lines.iter().position(|line| names_no_value(cutter.document.slice(line.span))) {
        return Some(piece.lines.start + strange);
    }
    if lines.len() < 3 || lines.len() % 2 == 0 {
        return None;
    }
    let rest = lines.get(1..)?;
    // Label and value stand as near to each other as a value and the next label.
    let heading = piece.heading.filter(|heading| !bodies::is_plural(cutter.document.slice(*heading)))?;
    let spans: Vec<Span> = std::iter::once(heading).chain(lines.iter().map(|line| line.span)).collect();
    let mut gaps = spans.windows(2).filter_map(|pair| match pair {
        [one, next] => Some(cutter.document.slice(Span { start: one.end, end: next.start })),
        _ => None,
    });
    let first = gaps.next()?;
    let apart = gaps.all(|gap| gap == first);
    let is_value_of_list = |line: &Line| {
        let text = cutter.document.slice(line.span);
        bodies::is_body(text) || codes::are_countries(text)
    };
    let plain = apart && !rest.iter().any(|line| is_value_of_list(line));
    (lines.iter().all(|line| is_value(line)) && plain).then_some(piece.lines.start + 1)
}

/// True for a short line that is a label by the noun which it ends with, and names neither a body nor a place: `GEF Period`,
/// `Program Manager`, `Type of Recipient`.
fn names_no_value(text: &str) -> bool {
    const LONGEST: usize = 48;
    const ENDS: [&str; 47] = [
        "id",
        "number",
        "code",
        "period",
        "date",
        "type",
        "status",
        "phase",
        "manager",
        "officer",
        "leader",
        "cycle",
        "year",
        "fy",
        "fiscal year",
        "category",
        "rating",
        "modality",
        "instrument",
        "timeframe",
        "time frame",
        "deadline",
        "size",
        "terms",
        "channel",
        "area",
        "area(s)",
        "areas",
        "administrator",
        "contact",
        "language",
        "window",
        "objective",
        "objectives",
        "sector",
        "sectors",
        "theme",
        "themes",
        "budget",
        "amount",
        "cost",
        "duration",
        "numero",
        "fecha",
        "tipo",
        "duree",
        "estado",
    ];
    const BEGINS: [&str; 14] = [
        "type of",
        "date of",
        "year of",
        "number of",
        "level of",
        "code for",
        "size of",
        "tipo de",
        "fecha de",
        "numero de",
        "date de",
        "type de",
        "annee de",
        "ano de",
    ];
    let text = text.trim();
    if text.len() > LONGEST || text.contains([',', ';', '.', '\t']) || !text.starts_with(char::is_uppercase) {
        return false;
    }
    let folded = almoner_codelists::fold(text.trim_end_matches([':', ' ']));
    let is_named =
        almoner_codelists::organisation(text).is_some() || almoner_codelists::country(text).is_some();
    let begins =
        BEGINS.iter().any(|word| folded.strip_prefix(word).is_some_and(|rest| rest.starts_with(' ')));
    let ends = ENDS.iter().any(|word| folded.strip_suffix(word).is_some_and(|rest| rest.ends_with(' ')));
    !is_named && (begins || ends)
}

#[cfg(test)]
mod tests {
    use crate::specimen::record;

    #[test]
    fn a_counted_heading_is_no_value_of_the_list_above_it() {
        let read = record(
            "Skills for Lusaka\n\nCountry: Zambia\nTotal budget: USD 2,500,000\n\n3. Implementing partners\n\nMinistry of Labour\nZambia Red Cross\n\n4. Monitoring and Learning\n\nQuarterly.\n\nDonor: Norad\n\n5. Exit Strategy\n\n1. Handing over.\n2. Training.\n",
        );
        let names: Vec<&str> =
            read.participating_orgs.iter().map(|org| org.organisation.name.as_str()).collect();
        assert_eq!(names, ["Ministry of Labour", "Zambia Red Cross", "Norad"]);
    }

    #[test]
    fn a_label_that_nothing_knows_ends_the_value_above_it_in_a_form() {
        let read = record(
            "Bridges of the Jamuna\n\nProject Number               P000421\nCountry                      Bangladesh\nDonor                        AIIB\nExpected results             Travel time falls by 30%.\nEnvironmental category       B\nBorrower                     Government of Bangladesh\n",
        );
        let results: Vec<&str> = read.results.iter().map(|result| result.text.as_str()).collect();
        assert_eq!(results, ["Travel time falls by 30%."]);
        assert_eq!(read.participating_orgs.len(), 2);
    }

    #[test]
    fn labels_of_no_field_end_a_list_of_names() {
        let form = |agencies: &str| {
            format!(
                "Forests of Petén\n\nProject ID\n2899\n\nCountry\nGuatemala\n\nImplementing agencies\n{agencies}\n\nStatus\nCompleted\n\nFunding source\nNorad\n"
            )
        };
        for (agencies, expected) in [
            ("UNDP\nUNEP\nApproval FY\n2006", &["UNDP", "UNEP", "Norad"][..]),
            (
                "UNDP\n\nAgency ID\nUNDP: 6253\n\nFocal area(s)\nForests\n\nProgram manager\nAna Ruiz",
                &["UNDP", "Norad"],
            ),
            // Nothing stands below the label.
            ("Approval period\nFirst\nProject type\nFull-size project", &["Norad"]),
            // These are names, all of them.
            (
                "Asociación Balam\nPronatura\nRed de Mujeres",
                &["Asociación Balam", "Pronatura", "Red de Mujeres", "Norad"],
            ),
            (
                "Asociación Balam\nCentre for Area Studies",
                &["Asociación Balam", "Centre for Area Studies", "Norad"],
            ),
        ] {
            let read = record(&form(agencies));
            let names: Vec<&str> =
                read.participating_orgs.iter().map(|org| org.organisation.name.as_str()).collect();
            assert_eq!(names, expected, "{agencies}");
        }
    }

    #[test]
    fn counted_values_are_values() {
        let read = record(
            "Skills for Lusaka\n\nCountry: Zambia\nTotal budget: USD 2,500,000\n\nImplementing partners\n\n1. Ministry of Labour\n2. Zambia Red Cross\n\nDonors\n\n1. Norad\n\n2. Sida\n",
        );
        let names: Vec<&str> =
            read.participating_orgs.iter().map(|org| org.organisation.name.as_str()).collect();
        assert_eq!(names, ["Ministry of Labour", "Zambia Red Cross", "Norad", "Sida"]);
    }

    #[test]
    fn a_number_may_be_the_largest() {
        let read = record(
            "Skills for Lusaka\n\nCountry: Zambia\nTotal budget: USD 2,500,000\n\n4294967295. Implementing partners\n\nZambia Red Cross\n\n4. Monitoring\n\nQuarterly.\n",
        );
        assert_eq!(read.participating_orgs.len(), 1);
    }
}
