//! Two columns of a page that a program printed beside each other with spaces between, as `pdftotext -layout` does: running
//! text and a box of facts at its side. Each is read by itself, the left one first.
//!
//! A form has two columns too, labels and their values, and belongs together: there each label has its value on its own line.

use std::ops::Range;

use almoner_record::Span;

use super::PAGE_BREAK;

/// Longer lines are no printed page's, in characters.
const WIDEST: usize = 400;
/// So many spaces set columns apart.
const GAP: usize = 2;
/// How far a line of the right column may be set in.
const DEEPEST: usize = 6;
/// The most lines of a page that are looked at.
const MOST_LINES: usize = 400;

/// Words of a line without a gap: their columns on the page, and their bytes in the line.
#[derive(Debug, Clone, Copy)]
struct Run {
    start: usize,
    end: usize,
    span: Span,
}

/// A line of a page, divided where a gap is.
struct Printed<'a> {
    text: &'a str,
    runs: Vec<Run>,
}

/// The text of one line on both sides of a gutter.
struct Sides<'a> {
    left: &'a str,
    right: &'a str,
}

/// The text again, columns that stand beside each other put one below the other.
pub(super) fn apart(text: String) -> String {
    if !may_have_columns(&text) {
        return text;
    }
    let mut apart = String::with_capacity(text.len());
    let mut is_changed = false;
    for (at, page) in text.split(PAGE_BREAK).enumerate() {
        if at > 0 {
            apart.push(PAGE_BREAK);
        }
        match page_apart(page) {
            Some(page) => {
                is_changed = true;
                apart.push_str(&page);
            }
            None => apart.push_str(page),
        }
    }
    if is_changed { apart } else { text }
}

/// Asked first, for most files have no such lines: some are set in far, or have a wide gap.
fn may_have_columns(text: &str) -> bool {
    const FEWEST: usize = 5;
    const WIDE: &str = "    ";
    let has_gap = |line: &&str| {
        let line = line.trim_end();
        line.len() <= WIDEST * 4 && line.contains(WIDE)
    };
    text.lines().filter(has_gap).nth(FEWEST - 1).is_some()
}

fn page_apart(page: &str) -> Option<String> {
    let lines: Vec<&str> = page.split('\n').collect();
    if lines.len() > MOST_LINES {
        return None;
    }
    let printed: Vec<Printed<'_>> = lines.iter().map(|line| divided(line)).collect();
    let (gutter, region) = candidates(&printed)
        .into_iter()
        .find_map(|gutter| region(&printed, gutter).map(|region| (gutter, region)))?;
    let mut apart = String::with_capacity(page.len());
    let push = |apart: &mut String, line: &str| {
        apart.push_str(line);
        apart.push('\n');
    };
    for line in lines.get(..region.start)? {
        push(&mut apart, line);
    }
    let sides: Vec<Sides<'_>> = printed.get(region.clone())?.iter().map(|line| line.sides(gutter)).collect();
    for side in [|sides: &Sides<'_>| sides.left, |sides: &Sides<'_>| sides.right]
        as [for<'a> fn(&Sides<'a>) -> &'a str; 2]
    {
        column(&mut apart, &sides, side);
        apart.push('\n');
    }
    for line in lines.get(region.end..)? {
        push(&mut apart, line);
    }
    apart.pop();
    Some(apart)
}

/// The lines of one column. Where it is empty beside the other one, only a paragraph that ends there is parted from the next.
fn column<'a>(apart: &mut String, sides: &[Sides<'a>], side: fn(&Sides<'a>) -> &'a str) {
    let mut last = "";
    let (mut skipped, mut is_blank) = (false, false);
    for line in sides {
        let own = side(line).trim_end();
        if own.trim().is_empty() {
            skipped = true;
            is_blank |= line.left.trim().is_empty() && line.right.trim().is_empty();
            continue;
        }
        let begins = own.trim_start().starts_with(|c: char| !c.is_lowercase());
        let ends = last.trim_end().ends_with(['.', ':', '!', '?']);
        if !last.is_empty() && (is_blank || skipped && begins && ends) {
            apart.push('\n');
        }
        apart.push_str(own);
        apart.push('\n');
        (last, skipped, is_blank) = (own, false, false);
    }
}

fn divided(line: &str) -> Printed<'_> {
    let text = line.trim_end();
    let mut runs: Vec<Run> = Vec::new();
    if text.len() > WIDEST * 4 || text.contains('\t') {
        let length = text.chars().count();
        let whole = Run { start: 0, end: length, span: Span::new(0, text.len()) };
        return Printed { text, runs: vec![whole] };
    }
    for (column, (at, c)) in text.char_indices().enumerate() {
        if c == ' ' || c == '\u{a0}' {
            continue;
        }
        let end = at + c.len_utf8();
        match runs.last_mut().filter(|run| column < run.end + GAP) {
            Some(run) => {
                run.end = column + 1;
                run.span = run.span.cover(Span::new(at, end));
            }
            None => runs.push(Run { start: column, end: column + 1, span: Span::new(at, end) }),
        }
    }
    Printed { text, runs }
}

impl<'a> Printed<'a> {
    fn is_blank(&self) -> bool {
        self.runs.is_empty()
    }

    /// True where nothing crosses the gutter, and what stands right of it begins there.
    fn fits(&self, gutter: usize) -> bool {
        let crosses = |run: &Run| run.start < gutter && run.end + GAP > gutter;
        let begins = self.runs.iter().find(|run| run.start >= gutter);
        !self.runs.iter().any(crosses) && begins.is_none_or(|run| run.start <= gutter + DEEPEST)
    }

    fn sides(&self, gutter: usize) -> Sides<'a> {
        let right = self.runs.iter().find(|run| run.start >= gutter);
        let at = right.map_or(self.text.len(), |run| run.span.start as usize);
        let (left, right) = self.text.split_at_checked(at).unwrap_or((self.text, ""));
        Sides { left, right }
    }
}

/// Where the most lines begin anew behind a gap, the most frequent places first.
fn candidates(lines: &[Printed<'_>]) -> Vec<usize> {
    const NEAREST: usize = 16;
    const FEWEST: usize = 5;
    const MOST: usize = 3;
    let mut starts = vec![0_usize; WIDEST];
    for line in lines {
        for run in line.runs.iter().filter(|run| run.start >= NEAREST) {
            if let Some(count) = starts.get_mut(run.start) {
                *count += 1;
            }
        }
    }
    let mut places: Vec<(usize, usize)> =
        starts.into_iter().enumerate().filter(|(_, count)| *count >= FEWEST).collect();
    places.sort_by_key(|(place, count)| (std::cmp::Reverse(*count), *place));
    places.into_iter().take(MOST).map(|(place, _)| place).collect()
}

/// The lines around `gutter` that are of two columns; None where they are of a form, a table, or of one column.
fn region(lines: &[Printed<'_>], gutter: usize) -> Option<Range<usize>> {
    let is_both = |line: &Printed<'_>| {
        let sides = line.sides(gutter);
        line.fits(gutter) && !sides.left.trim().is_empty() && !sides.right.trim().is_empty()
    };
    let first = lines.iter().position(is_both)?;
    let reach = |line: &&Printed<'_>| line.fits(gutter);
    let before = lines.get(..first)?.iter().rev().take_while(reach).count();
    let behind = lines.get(first..)?.iter().take_while(reach).count();
    let mut range = first - before..first + behind;
    // What stands below both, behind an empty line, is of the page: its number, a note.
    let has_right = |line: &Printed<'_>| !line.sides(gutter).right.trim().is_empty();
    let last =
        lines.get(range.clone())?.iter().rposition(has_right).map_or(range.end, |at| range.start + at + 1);
    range.end = last + lines.get(last..range.end)?.iter().take_while(|line| !line.is_blank()).count();
    while range.end > range.start && lines.get(range.start).is_some_and(Printed::is_blank) {
        range.start += 1;
    }
    are_columns(lines.get(range.clone())?, gutter).then_some(range)
}

/// True where the lines on both sides of the gutter go on by themselves.
fn are_columns(lines: &[Printed<'_>], gutter: usize) -> bool {
    const FEWEST: usize = 2;
    const FEWEST_OF_BOX: usize = 5;
    /// Labels are not as wide.
    const WIDE: usize = 45;
    const SHORTEST_OF_TEXT: usize = 30;
    let (mut both, mut left_only, mut right_only, mut tabular) = (0, 0, 0, 0);
    // Lines on which both stand, one of them within a sentence.
    let (mut left_goes_on, mut right_goes_on) = (0, 0);
    let (mut left_broken, mut right_broken) = (Broken::default(), Broken::default());
    // Lines of the left column alone that follow one another: a label above its value, in a form a label has its own.
    let (mut run, mut runs) = (0, 0);
    let within = |text: &str| {
        let text = text.trim();
        text.chars().count() >= SHORTEST_OF_TEXT && text.starts_with(char::is_lowercase)
    };
    for line in lines.iter().filter(|line| !line.is_blank()) {
        let sides = line.sides(gutter);
        let (has_left, has_right) = (!sides.left.trim().is_empty(), !sides.right.trim().is_empty());
        tabular += usize::from(line.runs.len() > 2);
        match (has_left, has_right) {
            (true, true) => both += 1,
            (true, false) => left_only += 1,
            (false, true) => right_only += 1,
            (false, false) => {}
        }
        run = if has_left && !has_right { run + 1 } else { 0 };
        runs += usize::from(run == 2);
        left_broken.take(sides.left);
        right_broken.take(sides.right);
        if has_left && has_right {
            left_goes_on += usize::from(within(sides.left));
            right_goes_on += usize::from(within(sides.right));
        }
    }
    if tabular * 5 > both + left_only + right_only {
        return false;
    }
    let is_apart = both >= FEWEST && right_only >= FEWEST;
    let has_text_left = left_goes_on >= FEWEST && is_apart;
    let has_text_right = right_goes_on >= FEWEST && is_apart && left_only >= FEWEST;
    let has_box_right = gutter >= WIDE && both >= FEWEST && right_only >= FEWEST_OF_BOX.max(2 * both);
    let is_left_broken = left_broken.times >= FEWEST && right_only > FEWEST;
    let fewest = if both > 0 { FEWEST } else { usize::MAX };
    let is_right_broken =
        left_only > FEWEST && (right_broken.times >= fewest || right_broken.times > 0 && runs >= FEWEST);
    has_text_left || has_text_right || has_box_right || is_left_broken || is_right_broken
}

/// How often lines of the other column alone stand within a sentence of this one: no form has that.
#[derive(Debug, Default)]
struct Broken {
    is_open: bool,
    is_skipped: bool,
    times: usize,
}

impl Broken {
    fn take(&mut self, line: &str) {
        const SHORTEST: usize = 24;
        let line = line.trim();
        if line.is_empty() {
            self.is_skipped = true;
            return;
        }
        let is_long = line.chars().count() >= SHORTEST;
        self.times +=
            usize::from(self.is_open && self.is_skipped && is_long && line.starts_with(char::is_lowercase));
        self.is_open = is_long && !line.ends_with(['.', ':', ';', '!', '?']);
        self.is_skipped = false;
    }
}

#[cfg(test)]
mod tests {
    use super::apart;

    #[test]
    fn a_box_beside_running_text_is_read_by_itself() {
        let right = "\
Wells for Kita

Background                                            Country
The wells of Kita are old, and the women of the       Mali
villages walk for hours to fetch water. The project   Budget
drills new ones, trains who looks after them and      EUR 200,000
pays for the first repairs.                           Donor
                                                      Irish Aid
                                                      Norad

Page 1";
        let told = apart(right.to_owned());
        assert!(told.contains("pays for the first repairs.\n"), "{told}");
        assert!(told.contains("Country\nMali\nBudget\nEUR 200,000\nDonor\nIrish Aid\nNorad\n"), "{told}");
        assert!(told.ends_with("Page 1"), "{told}");
        let left = "\
PAYS
                    Contexte
Mali
BUDGET              Les puits de Kita sont vieux, et les femmes des
200 000 EUR         villages marchent des heures pour chercher de
                    l'eau. Le projet en creuse de nouveaux, forme
BAILLEUR            ceux qui en prennent soin et paie les premières
Norad               réparations.
";
        let told = apart(left.to_owned());
        assert!(told.starts_with("PAYS\nMali\nBUDGET\n200 000 EUR\nBAILLEUR\nNorad\n"), "{told}");
        assert!(told.contains("villages marchent des heures pour chercher de\nl'eau."), "{told}");
    }

    #[test]
    fn a_form_and_a_table_stay_whole() {
        for text in [
            "Title               Wells for Kita\nObjective           The wells of Kita are old and few, and the women\n                    of the villages walk for hours to fetch water in\n                    the dry season.\nBudget              EUR 200,000\nDonor               Irish Aid\n                    Norad\nStatus              Closed\n",
            "Country    Project          Donor        Budget\nMali       Wells for Kita   Irish Aid    200,000\n           and the villages\n           around it\nNiger      Schools          Norad        300,000\n           for all\n",
            "Type of contract\nand its length      Grant of three years\n\nImplementing\npartner             The union of the villages of the circle of Kita\n                    and its neighbours\n\nBudget              EUR 200,000\n",
            "Objectif\n               améliorer l'accès à l'eau dans les villages\nRésultats\n               des puits sont forés et des pompes achetées\nGroupe cible\n               les femmes et les enfants du cercle de Kita\nBailleur\n               Norad\n",
            "A letter.\n\n                    Bamako, 3 May 2020\n\nDear all,\n\nthe wells are dug.\n\n                    Yours\n                    Awa\n                    Director\n                    Kita\n",
        ] {
            assert_eq!(apart(text.to_owned()), text);
        }
    }
}
