//! Running text that names projects and tells of money for them: news of grants, decisions, newsletters, reviews of a year,
//! proposals in prose.
//!
//! ```text
//! 52,000 euros go to Oxfam for the project “Wells for Kita” in Mali. In Niger, CARE will use 60,000 euros for “Seeds”.
//! Article 2 : Une subvention de 95 000 EUR est attribuée à X pour le projet « … » (Mali).
//! In Ghana, a new project was launched: “…”. It is run by X and has a budget of NOK 355,000.
//! The proposed project, “…”, will be implemented by X in Jordan from … to …. We request a contribution of USD 68,000.
//! ```
//!
//! A sentence names one project, in quotes beside a word for one or behind what is given; those that go on about it follow. Money
//! and a country that receives aid must be told with it, and of one alone who carries it out or pays too.

mod acting;
mod entry;
mod facts;
mod headed;
mod list;
mod name;
#[cfg(test)]
mod tests;
mod units;
mod who;
mod words;

use almoner_codelists::fold;
use almoner_record::{DescriptionType, Span};

use self::entry::{Shared, entry, lead_payer, only_country};
use self::name::Naming;
use self::units::{Told, Unit, asks_for, units};
use self::words::money::HAS_GIVEN;
use self::words::refused::OF_OTHERS;
use super::super::{Cutter, Piece};
use super::others;
use crate::field::Field;
use crate::lines::{self, LineKind};
use crate::prose::{is_letter, is_saying};
use crate::recognise::has_words;
use crate::value::money;
use crate::value::numeral::DecimalMark;
use crate::word_list::begins_word;

/// What is told of one project.
struct Entry {
    line: usize,
    facts: Vec<(Field, Span)>,
    text: Vec<Span>,
    /// It is told without doubt; what is not stands beside one that is.
    is_whole: bool,
}

/// Parts the document where running text tells of such projects by names in quotes.
pub(super) fn part(cutter: &mut Cutter<'_>) -> bool {
    const SAID: [&str; 6] = ["project of ", "name of the", "projet d", "nom du", "proyecto de", "projeto d"];
    let text = &cutter.document.text;
    let may = text.contains(['“', '«', '"', '„', '\u{2018}', '\''])
        || SAID.iter().any(|words| text.contains(words));
    may && part_by(cutter, Naming::Quoted)
}

/// Parts the document where it tells of them by names with capitals alone: `the Bihar Kosi Basin Development Project`.
pub(super) fn part_unquoted(cutter: &mut Cutter<'_>) -> bool {
    const WORDS: [&str; 16] = [
        " project ",
        " projet ",
        " proyecto ",
        " projeto ",
        "-funded ",
        "Project",
        "Programme",
        "Program ",
        "Projet",
        "Proyecto",
        "Programa",
        "Projeto",
        "Projecto",
        "Initiative",
        "Iniciativa",
        "Operation",
    ];
    // prose.rs reads what a letter tells of the project in its subject.
    if is_letter(cutter.lines) {
        return false;
    }
    let text = &cutter.document.text;
    let has_money = text.contains(['€', '$', '£']) || lines_have_money(cutter);
    has_money && WORDS.iter().any(|word| text.contains(word)) && part_by(cutter, Naming::Capitals)
}

/// Parts the document where headings name them and text below tells of their money, places and parties.
pub(super) fn part_headed(cutter: &mut Cutter<'_>) -> bool {
    let text = &cutter.document.text;
    (text.contains(['€', '$', '£']) || lines_have_money(cutter)) && part_by(cutter, Naming::Headings)
}

/// True where one of the first lines has an amount.
fn lines_have_money(cutter: &Cutter<'_>) -> bool {
    const MOST_LINES: usize = 80;
    let mut lines = cutter.lines.iter().take(MOST_LINES);
    lines.any(|line| money::money(cutter.document.slice(line.span), DecimalMark::Unknown).is_some())
}

fn part_by(cutter: &mut Cutter<'_>, naming: Naming) -> bool {
    const MOST_FACTS: usize = 1;
    if super::facts(cutter, &cutter.pieces).len() > MOST_FACTS || others::is_study(cutter) {
        return false;
    }
    let (mut units, further) = units(cutter, naming);
    // What stands in quotes beside no word for a project is one where money is told with it.
    if units.len() > 1 {
        units.retain(|unit| !unit.is_bare || unit.told.iter().any(|told| !facts::amounts(told).is_empty()));
    }
    let alone = units.len() == 1;
    let may_stand_alone = |unit: &Unit| headed::speaks_of_project(unit) && !headed::is_paper(cutter);
    if alone && naming == Naming::Headings && !units.iter().all(may_stand_alone) {
        return false;
    }
    if let Some(unit) = units.first_mut().filter(|_| alone) {
        unit.told.extend(further);
    }
    let is_given = |told: &Told| HAS_GIVEN.iter().any(|words| begins_word(told.folded.text(), words));
    let asks = alone
        && !units.iter().flat_map(|unit| &unit.told).any(is_given)
        && units.iter().flat_map(|unit| &unit.told).any(|told| asks_for(told.folded.text()));
    let place = if alone || naming == Naming::Capitals { only_country(cutter) } else { None };
    let lead = if naming == Naming::Capitals { lead_payer(cutter, &units) } else { None };
    let mut entries: Vec<Entry> = Vec::new();
    for unit in &units {
        if let Some((facts, is_whole)) = entry(cutter, unit, &Shared { alone, asks, place, lead }) {
            entries.push(Entry { line: unit.line, facts, text: unit.text.clone(), is_whole });
        }
    }
    // What is told of one beside others that are whole is of a project too.
    if !entries.iter().any(|entry| entry.is_whole) {
        return false;
    }
    let says = fold(&lines::beginning(cutter.document));
    if OF_OTHERS.iter().any(|words| has_words(&says, words)) {
        return false;
    }
    let stand_below = units
        .first()
        .and_then(|unit| cutter.lines.get(unit.line))
        .is_none_or(|line| others::stand_below_others(cutter, line.span));
    let is_titled = alone && units.iter().any(|unit| is_titled(cutter, unit));
    // Of several of which most tell no money nothing is known, and the only one of two would take the facts of the other.
    let is_left = entries.len() == 1 && !alone;
    if is_left || entries.len() * 2 < units.len() || stand_below || is_titled {
        return false;
    }
    let mut pieces = Vec::new();
    let mut from = 0;
    for (ordinal, Entry { line, facts, text, .. }) in (0..).zip(entries) {
        if line > from && !alone {
            pieces.push(Piece::of_lines(from..line));
            from = line;
        }
        for (field, span) in facts {
            pieces.push(Piece {
                field: Some(field),
                inline: vec![span],
                activity: Some(ordinal),
                announced: field == Field::Title,
                ..Piece::of_lines(from..from)
            });
        }
        if !text.is_empty() && !alone {
            let field = Some(Field::Description(DescriptionType::General));
            pieces.push(Piece {
                field,
                inline: text,
                activity: Some(ordinal),
                ..Piece::of_lines(from..from)
            });
        }
    }
    if alone {
        pieces.append(&mut cutter.pieces);
    } else {
        pieces.push(Piece::of_lines(from..cutter.lines.len()));
    }
    cutter.pieces = pieces;
    true
}

/// True where the document's own first line is a name in quotes, of another than the text names.
fn is_titled(cutter: &Cutter<'_>, unit: &Unit) -> bool {
    let first = cutter.lines.iter().find(|line| line.kind != LineKind::Aside);
    let first = first.map(|line| cutter.document.slice(line.span).trim()).unwrap_or_default();
    let is_quoted = first.starts_with(['“', '«', '"']) && first.ends_with(['”', '»', '"']);
    is_quoted && !is_saying(first) && !first.contains(cutter.document.slice(unit.name))
}

/// Who carries out what a sentence without a name in quotes tells of: `…, led by Oxfam: EUR 66,000`.
pub(super) fn taker(text: &str) -> Option<Span> {
    let told = Told::new(text, Span::new(0, text.len()), None, DecimalMark::Unknown);
    who::carried_out_by(&told)
}
