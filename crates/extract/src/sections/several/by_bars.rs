//! Facts without labels between bars below a title: `Kenya | 2019–2022 | EUR 2,340,000`, under it `Funded by Norad.
//! Implemented by AMREF.`; one such block, or several below one another.
//!
//! Places with days stand so below news, and with years on calendars; so an amount, or who pays or carries out, has to
//! be told beside them.

use almoner_codelists::{SECTOR, SECTOR_CATEGORY, country};
use almoner_record::Span;

use super::super::{Cutter, Piece};
use super::{Fact, facts, others};
use crate::codes;
use crate::field::Field;
use crate::lines::{Line, LineKind};
use crate::sentences;
use crate::value;
use crate::value::date::DayOrder;
use crate::value::numeral::DecimalMark;

/// The facts of one activity: its title's line, what is told below it, and the first line behind.
struct Block {
    title: usize,
    facts: Vec<(Field, Span)>,
    end: usize,
}

/// Gives the facts of such blocks to the activities that they tell of.
pub(super) fn part(cutter: &mut Cutter<'_>) -> bool {
    let lines = 0..cutter.lines.len();
    // Labels further down may tell who and how much, where the line tells where and when.
    let labelled = facts(cutter, &cutter.pieces);
    let has = |wanted| labelled.contains(&wanted);
    let is_completed = (has(Fact::Money) || has(Fact::Taker)) && !has(Fact::Country) && !has(Fact::Time);
    let blocks: Vec<Block> = lines.filter_map(|at| block(cutter, at, is_completed)).collect();
    let Some(first) = blocks.first() else { return false };
    let are_others =
        cutter.lines.get(first.title).is_none_or(|line| others::stand_below_others(cutter, line.span));
    let is_one = is_completed && blocks.len() == 1;
    if labelled.len() > 1 && !is_one || others::is_study(cutter) || are_others {
        return false;
    }
    let fact = |(field, span): (Field, Span), activity, at| Piece {
        field: Some(field),
        inline: vec![span],
        activity,
        ..Piece::of_lines(at..at)
    };
    if let [only] = blocks.as_slice() {
        if !is_top(cutter, only.title) {
            return false;
        }
        let own = cutter.pieces.iter().find_map(|piece| piece.activity).or(Some(0));
        let told: Vec<Piece> = only.facts.iter().map(|told| fact(*told, own, only.end)).collect();
        cutter.pieces.extend(told);
        return true;
    }
    let mut pieces = Vec::new();
    let mut at = 0;
    for (ordinal, block) in (0..).zip(blocks) {
        let Some(title) = cutter.lines.get(block.title) else { continue };
        pieces.push(Piece::of_lines(at..block.title));
        let told = std::iter::once((Field::Title, title.span)).chain(block.facts);
        pieces.extend(told.map(|told| fact(told, Some(ordinal), block.title)));
        at = block.end;
    }
    pieces.push(Piece::of_lines(at..cutter.lines.len()));
    cutter.pieces = pieces;
    true
}

/// True for a heading of the first level, or the first line that is read: the document's own title.
fn is_top(cutter: &Cutter<'_>, title: usize) -> bool {
    let is_read = |line: &Line| line.kind != LineKind::Aside;
    let is_first = cutter.lines.iter().position(is_read) == Some(title);
    is_first || cutter.lines.get(title).is_some_and(|line| line.kind == LineKind::Heading { level: 1 })
}

/// The block whose facts stand on the line at `at`.
fn block(cutter: &Cutter<'_>, at: usize, is_completed: bool) -> Option<Block> {
    let line = cutter.lines.get(at)?;
    let text = cutter.document.slice(line.span);
    let mut facts: Vec<(Field, Span)> = facts_of(text)?;
    for (_, span) in &mut facts {
        *span = line.span.inner(*span);
    }
    let title = at.checked_sub(1)?;
    let above = cutter.lines.get(title).filter(|above| is_title(above, cutter.document.slice(above.span)))?;
    if above.block > line.block {
        return None;
    }
    let mut end = at + 1;
    if let Some(below) = cutter.lines.get(end) {
        let told = sentences::told_without_subject(cutter.document.slice(below.span));
        end += usize::from(!told.is_empty());
        facts.extend(told.into_iter().map(|(role, span)| (Field::Org(Some(role)), below.span.inner(span))));
    }
    let is_told = facts.iter().any(|(field, _)| matches!(field, Field::Budget(_) | Field::Org(_)));
    let has = |wanted: Field| facts.iter().any(|(field, _)| *field == wanted);
    let is_placed = is_completed && has(Field::Countries) && has(Field::Period);
    (is_told || is_placed).then_some(Block { title, facts, end })
}

fn is_title(line: &Line, text: &str) -> bool {
    const LONGEST: usize = 200;
    let is_line = matches!(line.kind, LineKind::Heading { .. } | LineKind::Text | LineKind::Item { .. })
        && line.label.is_none();
    is_line
        && text.len() <= LONGEST
        && text.split_whitespace().count() >= 2
        && text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "«“\"".contains(c))
        && !text.contains('|')
        && !text.trim_end().ends_with(['.', ':', ';', ','])
}

/// The facts of a line each part of which is one, no two of a kind; None for any other line.
fn facts_of(line: &str) -> Option<Vec<(Field, Span)>> {
    const MARKS: [&str; 5] = [" | ", " · ", " • ", " ¦ ", " || "];
    facts_between(line, MARKS.into_iter().find(|mark| line.contains(mark))?)
}

/// The facts of a line each part of which, between marks, is one.
pub(super) fn facts_between(line: &str, mark: &str) -> Option<Vec<(Field, Span)>> {
    const LONGEST: usize = 240;
    if line.len() > LONGEST {
        return None;
    }
    let mut facts: Vec<(Field, Span)> = Vec::new();
    let mut from = 0;
    for part in line.split(mark) {
        // `*Kenya · 2019–2022*` is set in italics.
        let front = part.len() - part.trim_start_matches(['*', '_']).len();
        let end = part.trim_end_matches(['*', '_']).len().max(front);
        let span = Span::new(from + front, from + end).trim(line);
        let own = span.of(line);
        // `Mali | Santé | 2017-2019`
        let field = fact_of(own)
            .or_else(|| SECTOR.find(own).or_else(|| SECTOR_CATEGORY.find(own)).map(|_| Field::Sectors))?;
        if facts.iter().any(|(other, _)| *other == field) {
            return None;
        }
        facts.push((field, span));
        from += part.len() + mark.len();
    }
    (facts.len() >= 2).then_some(facts)
}

/// The field of a text that is a value of it and nothing else.
pub(in crate::sections) fn fact_of(text: &str) -> Option<Field> {
    const FEWEST_DAYS: i32 = 60;
    if value::money::is_alone(text, DecimalMark::Unknown) {
        return Some(Field::Budget(None));
    }
    if let Some((span, period)) = value::period::period(text, DayOrder::Unknown) {
        let ends = period.start.zip(period.end)?;
        let days = ends.1.1.last().since(ends.0.1.first()).ok()?.get_days();
        return (span.len() + 2 >= text.len() && days >= FEWEST_DAYS).then_some(Field::Period);
    }
    // A name may hold a comma, and a list too.
    let is_list = || {
        text.split([',', ';', '/'])
            .flat_map(|part| part.split(" and "))
            .all(|one| country(one.trim()).is_some())
    };
    if codes::are_countries(text) || is_list() {
        return Some(Field::Countries);
    }
    codes::status(text).map(|_| Field::Status)
}

#[cfg(test)]
mod tests {
    use crate::specimen::{budget, codes, extracted, of_markdown};

    /// Title, countries, budget, years and who takes part of each record.
    fn told(text: &str) -> Vec<String> {
        extracted(text).activities.iter().map(row).collect()
    }

    fn row(one: &almoner_record::Activity) -> String {
        let period = one.period.clone().unwrap_or_default();
        let year =
            |date: Option<jiff::civil::Date>| date.map_or_else(String::new, |date| date.year().to_string());
        let orgs = one.participating_orgs.iter();
        let orgs: Vec<String> =
            orgs.map(|org| format!("{}{:?}", org.organisation.name, org.role.unwrap())).collect();
        format!(
            "{}/{}/{}/{}-{}/{}",
            one.title.clone().unwrap_or_default(),
            codes(one),
            budget(one),
            year(period.start),
            year(period.end),
            orgs.join(" ")
        )
    }

    #[test]
    fn facts_between_bars_are_of_the_title_above_them() {
        let one = "Rural Health Posts/KE/2340000/2019-2022/Irish AidFunding AMREFImplementing";
        let two = "Seeds for the Delta/PE BO/780000/2018-2022/NoradFunding Fe y AlegríaImplementing Save the ChildrenImplementing";
        let blocks = "Rural Health Posts\nKenya | 2019–2022 | EUR 2,340,000\nFunded by Irish Aid. Implemented by AMREF.\n\nSeeds for the Delta\nPeru, Bolivia | July 2018 – June 2022 | USD 780,000\nFunded by Norad. Implemented by Fe y Alegría; Save the Children.\n";
        assert_eq!(told(&format!("Our grants in 2022\n\n{blocks}")), [one, two]);
        let (first, _) = blocks.split_once("\n\n").unwrap();
        assert_eq!(told(&format!("# {first}\n")), [one]);
    }

    #[test]
    fn labels_below_may_complete_the_line() {
        let text = "Appui à la santé maternelle à Kita\n\nMali | Santé | 2017-2019\n\nPartenaire : Bureau des œuvres médicales\nCoût total : 312 000 €\n";
        let read = extracted(text).activities;
        let [one] = read.as_slice() else { panic!("{read:?}") };
        assert_eq!(one.countries.first().map(|one| one.code.as_str()), Some("ML"));
        assert!(one.period.is_some() && one.budget.is_some());
    }

    #[test]
    fn facts_in_italics_are_read_without_their_marks() {
        let text = "# Rural Health Posts\n\n*Kenya · 2019–2022*\n\nFunded by UK aid. Implemented by AMREF.\n";
        let told: Vec<String> = of_markdown(text).iter().map(row).collect();
        assert_eq!(told, ["Rural Health Posts/KE//2019-2022/UK aidFunding AMREFImplementing"]);
    }

    #[test]
    fn places_and_days_between_bars_are_no_activity() {
        for text in [
            "Our news of the year\n\nVisit to the wells\nKenya | 12 May 2022\nBy Maria Keller.\n\nTalks on seeds\nMali | 3–5 June 2022\nBy Jan Otto.\n",
            "Where we work\n\nOur teams abroad\nKenya | 2019–2022\nWe dig wells.\n\nOur friends there\nMali | 2018–2022\nWe plant trees.\n",
            "Prices of tents\n\nTents for all\nLarge | EUR 450\nDelivered by Post.\n\nStoves for two\nSmall | EUR 85\nDelivered by Post.\n",
            "Rural Health Posts\nKenya | a story | EUR 2,340,000\nFunded by us all.\n",
        ] {
            assert_eq!(told(text), Vec::<String>::new(), "{text}");
        }
    }
}
