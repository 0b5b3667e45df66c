//! Who pays, or who carries out, where a list is set out by them: `Annex: programmes by donor`, and over each part of it
//! `Harlow Foundation`.

use std::collections::BTreeMap;

use almoner_codelists::{country, words};
use almoner_record::{Role, Span};

use super::super::Cutter;
use super::by_parts::is_name_of_one;
use super::place_above::{activities, put_behind};
use super::{Fact, fact, of_aid};
use crate::bodies;
use crate::field::Field;
use crate::header;
use crate::lines::{Line, LineKind};
use crate::value::date::is_year;
use crate::word_list::WordList;

/// Folded words for those who pay.
static PAYING: WordList = WordList::of(
    "donor donors funder funders financier financiers bailleur bailleurs financeur financeurs donateur donateurs \
     financiador financiadora financiadores financiadoras donante donantes doador doadores doadora",
);

/// Folded words for those who carry out.
static DOING: WordList = WordList::of(
    "partner partners grantee grantees recipient recipients ngo ngos organisation organisations organization organizations \
     partenaire partenaires ong ongs osc socio socios contraparte contrapartes entidad entidades parceiro parceiros \
     entidade entidades organisme organismes association associations",
);

/// Gives each activity of such a list that names nobody of them the one whose name stands over its part.
pub(super) fn hand_down(cutter: &mut Cutter<'_>) {
    const FEWEST: usize = 2;
    let Some((from, role)) = announced(cutter) else { return };
    let wanted = Field::Org(role);
    let tells = |field: Option<Field>| match role {
        Some(_) => field == Some(wanted) || field == Some(Field::Funding),
        None => field.and_then(fact) == Some(Fact::Taker),
    };
    let all = activities(cutter, |piece| tells(piece.field));
    if all.len() < FEWEST || all.values().any(|own| own.is_placed) {
        return;
    }
    let mut starts: Vec<(Span, usize)> =
        all.values().filter_map(|own| Some((own.start?, own.last))).collect();
    starts.sort_by_key(|(start, _)| start.start);
    let mut open: Vec<(u8, Span)> = Vec::new();
    let mut lines = cutter.lines.iter().enumerate().skip(from + 1).peekable();
    let mut told: BTreeMap<usize, Span> = BTreeMap::new();
    for (start, last) in starts {
        while let Some((at, line)) = lines.next_if(|(_, line)| line.span.start < start.start) {
            let Some(level) = level(cutter, at, line) else { continue };
            open.retain(|(other, _)| *other < level);
            let text = cutter.document.slice(line.span);
            if is_name(text) {
                open.push((level, line.span));
            }
        }
        told.extend(open.last().map(|(_, name)| (last, *name)));
    }
    let titles: Vec<Span> = all.values().filter_map(|own| own.start).collect();
    // Each part has its own, and all have one.
    let mut names: Vec<&str> = told.values().map(|name| cutter.document.slice(*name)).collect();
    names.sort_unstable();
    names.dedup();
    if told.len() == all.len()
        && names.len() >= FEWEST
        && !titles.iter().any(|title| told.values().any(|name| name == title))
    {
        put_behind(cutter, &told, wanted);
    }
}

/// The line that says by whom the list is set out, and the role of these.
fn announced(cutter: &Cutter<'_>) -> Option<(usize, Option<Role>)> {
    const LOOKED_AT: usize = 40;
    cutter.lines.iter().take(LOOKED_AT).enumerate().find_map(|(at, line)| {
        let is_read = !matches!(line.kind, LineKind::Table | LineKind::Aside);
        is_read.then(|| by_whom(&line.key)).flatten().map(|role| (at, role))
    })
}

/// `by donor`, `par bailleur de fonds`, `por país y financiador`.
fn by_whom(key: &str) -> Option<Option<Role>> {
    const BY: [&str; 4] = ["by", "par", "por", "per"];
    const MOST_BEHIND: usize = 5;
    const MOST_WORDS: usize = 12;
    if key.is_empty() || words(key).nth(MOST_WORDS).is_some() {
        return None;
    }
    let behind = words(key).skip_while(|(_, word)| !BY.contains(word)).skip(1).take(MOST_BEHIND);
    behind.map(|(_, word)| word).find_map(|word| match word {
        _ if PAYING.has(word) => Some(Some(Role::Funding)),
        _ if DOING.has(word) => Some(None),
        _ => None,
    })
}

/// The level of a line that stands over a part of a list: a heading's, or of a short line right above a table.
fn level(cutter: &Cutter<'_>, at: usize, line: &Line) -> Option<u8> {
    match line.kind {
        LineKind::Heading { level } => Some(level),
        LineKind::Text | LineKind::Caption => {
            let below = cutter.lines.get(at + 1)?;
            (below.kind == LineKind::Table).then_some(u8::MAX)
        }
        LineKind::Item { depth: 0 } => Some(u8::MAX - 1),
        _ => None,
    }
}

/// True for the name of a body, or of a country that gives; no theme, year or place.
fn is_name(text: &str) -> bool {
    let text = text.trim();
    if let Some(place) = country(text) {
        return header::gives(place.code);
    }
    is_name_of_one(text) && !is_year(text) && (bodies::is_body(text) || !of_aid::is_about_aid(text))
}
