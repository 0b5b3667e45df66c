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

mod facts;
mod headed;
mod list;
mod name;
#[cfg(test)]
mod tests;
mod units;
mod who;
mod words;

use almoner_codelists::{countries_in, fold};
use almoner_record::{DescriptionType, Measure, Role, Span};
use rust_decimal::Decimal;

use self::name::Naming;
use self::units::{Told, Unit, asks_for, units};
use self::words::money::HAS_GIVEN;
use self::words::refused::{OF_OTHERS, TRAVELS};
use super::super::{Cutter, Piece};
use super::others;
use crate::field::{DateKind, Field};
use crate::header;
use crate::lines::{self, LineKind};
use crate::nouns;
use crate::prose::is_saying;
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
    let may = text.contains(['“', '«', '"', '„', '\u{2018}', '\'']) || SAID.iter().any(|words| text.contains(words));
    may && part_by(cutter, Naming::Quoted)
}

/// Parts the document where it tells of them by names with capitals alone: `the Bihar Kosi Basin Development Project`.
pub(super) fn part_unquoted(cutter: &mut Cutter<'_>) -> bool {
    const WORDS: [&str; 16] = [
        " project ", " projet ", " proyecto ", " projeto ", "-funded ", "Project", "Programme", "Program ", "Projet", "Proyecto", "Programa", "Projeto", "Projecto", "Initiative", "Iniciativa",
        "Operation",
    ];
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
    if std::path::Path::new("/tmp/m6t-dbg").exists() { eprintln!("PART"); }
    if super::facts(cutter, &cutter.pieces).len() > MOST_FACTS || others::is_study(cutter) {
        return false;
    }
    if std::path::Path::new("/tmp/m6t-dbg").exists() { eprintln!("FACTS {:?} study {}", super::facts(cutter, &cutter.pieces), others::is_study(cutter)); }
    let (mut units, further) = units(cutter, naming);
    if std::path::Path::new("/tmp/m6t-dbg").exists() { eprintln!("UNITS {}", units.len()); }
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
        if std::path::Path::new("/tmp/m6t-dbg").exists() {
            eprintln!("UNIT {:?} bare {} told {} line {}", cutter.document.slice(unit.name), unit.is_bare, unit.is_told, unit.line);
            for told in &unit.told { eprintln!("   T {:?} amounts {:?} taker {:?} payer {:?} countries {:?}", told.text, facts::amounts(told), who::taker(told, None).map(|s| s.of(&told.text)), who::payer(told, None).map(|s| s.of(&told.text)), told.countries.iter().map(|c| c.1).collect::<Vec<_>>()); }
            eprintln!("   => {:?} aid {}", entry(cutter, unit, &Shared { alone, asks, place, lead }).map(|(f, w)| (f.len(), w)), is_of_aid(cutter));
        }
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

/// The one country that receives aid which the document names.
fn only_country(cutter: &Cutter<'_>) -> Option<Span> {
    const MOST_LINES: usize = 60;
    let mut only: Option<(Span, &'static str)> = None;
    for line in cutter.lines.iter().take(MOST_LINES) {
        let told = fold(cutter.document.slice(line.span));
        // Who visits a project is where it is.
        if TRAVELS.iter().any(|words| begins_word(&told, words)) && !nouns::names_activity(&told) {
            continue;
        }
        for mention in countries_in(cutter.document.slice(line.span)) {
            if header::gives(mention.entry.code) {
                continue;
            }
            match only {
                None => only = Some((line.span.inner(mention.span), mention.entry.code)),
                Some((_, code)) if code != mention.entry.code => return None,
                Some(_) => {}
            }
        }
    }
    only.map(|(span, _)| span)
}

/// What the document tells of all its projects.
struct Shared {
    /// It tells of one.
    alone: bool,
    /// It asks for the money.
    asks: bool,
    /// The one country that it names.
    place: Option<Span>,
    /// Who pays, as the sentences before the first project tell.
    lead: Option<Span>,
}

/// Who pays, by the sentences right before the first project of several: `The government signed two loans with the bank.`
fn lead_payer(cutter: &Cutter<'_>, units: &[Unit]) -> Option<Span> {
    const MOST_LINES: usize = 3;
    const WITH: [&str; 5] = [" with the ", " with ", " avec la ", " con el ", " com o "];
    let first = units.first().filter(|_| units.len() > 1)?;
    let start = first.told.first()?.span.start;
    let from = first.line.saturating_sub(MOST_LINES);
    for line in cutter.lines.get(from..=first.line)?.iter() {
        let text = cutter.document.slice(line.span);
        for part in units::sentences_of(text) {
            let span = line.span.inner(part);
            if span.end > start {
                return None;
            }
            let told = Told::new(part.of(text), span, None, DecimalMark::Unknown);
            let payer = who::payer(&told, None).or_else(|| who::behind_known(&told, &WITH));
            if let Some(payer) = payer {
                return Some(span.inner(payer));
            }
        }
    }
    None
}

/// What the sentences tell of a project; None where they do not tell enough of one.
fn entry(
    cutter: &Cutter<'_>,
    unit: &Unit,
    shared: &Shared,
) -> Option<(Vec<(Field, Span)>, bool)> {
    let Shared { alone, asks, place: only, lead } = *shared;
    let named = unit.told.get(unit.named)?;
    let order = || std::iter::once(named).chain(unit.told.iter().filter(|told| !std::ptr::eq(*told, named)));
    let money = money(unit, order().collect());
    let of =
        |told: &Told| money.filter(|(at, _)| told.span.contains(*at)).map(|(at, _)| relative(at, told.span));
    // `The Fund gives 7.5 million, Spain 2 million and France 2.2 million`
    let shares = |told: &Told| facts::amounts(told).iter().filter(|(_, _, is_total)| !is_total).count();
    if alone && !unit.is_told && order().any(|told| !std::ptr::eq(told, named) && shares(told) > 1) {
        return None;
    }
    let taker = order().find_map(|told| Some((told, who::taker(told, of(told))?)));
    let both = || order().map(|told| (told, who::both(told))).find(|(_, both)| !both.is_empty());
    let both = if taker.is_some() { None } else { both() };
    let signer = || order().find_map(|told| Some((told, who::signer(told)?)));
    let before = || order().find_map(|told| Some((told, who::before_amount(told, of(told)?)?)));
    let taker = taker.or_else(|| signer().filter(|_| both.is_none())).or_else(before);
    let payer = order().find_map(|told| Some((told, who::payer(told, of(told))?)));
    let same =
        |one: &(&Told, Span), other: &(&Told, Span)| one.1.of(&one.0.text) == other.1.of(&other.0.text);
    let taker = taker.filter(|taker| payer.as_ref().is_none_or(|payer| !same(taker, payer)));
    let doc = |(told, span): &(&Told, Span)| told.span.inner(*span);
    let names: Vec<Span> = taker.iter().chain(&payer).map(doc).collect();
    let places = places(cutter, unit, order().collect(), &names)?;
    let places = if places.is_empty() { only.into_iter().collect() } else { places };
    let lead = lead.filter(|_| payer.is_none());
    let has_party = lead.is_some() || taker.is_some() || payer.is_some() || both.is_some();
    if unit.is_bare && !(has_party && is_of_aid(cutter)) {
        return None;
    }
    let is_whole = match (alone, unit.is_told || unit.is_bare) {
        (true, true) => has_party,
        (true, false) => taker.is_some() && payer.is_some() || has_party && is_of_aid(cutter),
        (false, is_told) => is_told && (has_party || unit.is_told) || taker.is_some(),
    };
    if places.is_empty()
        || alone && !is_whole
        || taker.as_ref().is_some_and(|(told, span)| is_firm(span.of(&told.text)) && !gives_aid(cutter))
    {
        return None;
    }
    let (amount, approved) = money?;
    let measure = if asks { Some(Measure::Requested) } else { approved.then_some(Measure::Approved) };
    let mut facts = vec![(Field::Title, unit.name)];
    facts.extend(places.into_iter().map(|place| (Field::Countries, place)));
    facts.push((Field::Budget(measure), amount));
    facts.extend(taker.as_ref().map(|taker| (Field::Org(Some(Role::Implementing)), doc(taker))));
    facts.extend(payer.as_ref().map(|payer| (Field::Org(Some(Role::Funding)), doc(payer))));
    facts.extend(lead.map(|lead| (Field::Org(Some(Role::Funding)), lead)));
    if let Some((told, both)) = &both {
        let of_payer = |span: &&Span| payer.as_ref().is_none_or(|payer| payer.1.of(&payer.0.text) != span.of(&told.text));
        facts.extend(both.iter().filter(of_payer).map(|span| (Field::Org(None), told.span.inner(*span))));
    }
    let number = facts::number(
        &cutter.document.text.get(named.span.range())?.replace('\n', " "),
        relative(unit.name, named.span),
    );
    facts.extend(number.map(|number| (Field::OtherIdentifier, named.span.inner(number))));
    times(&mut facts, order());
    Some((facts, is_whole))
}

/// True for the name of a company by its form: `Build Ltd`.
fn is_firm(name: &str) -> bool {
    const WORDS: [&str; 10] =
        ["ltd", "limited", "plc", "sarl", "corp", "company", "cement", "ltda", "s.a", "sa"];
    let folded = fold(name);
    folded.split([' ', ',']).skip(1).any(|word| WORDS.contains(&word.trim_end_matches('.')))
}

/// True where the document says that it is of aid.
/// True where the document has a word of aid or of a project.
fn is_of_aid(cutter: &Cutter<'_>) -> bool {
    const STEMS: [&str; 31] = [
        "appui", "soutien", "apoyo", "apoio", "convenio", "convention de", "financing agreement", "volunteer", "voluntari",
        "partner", "partenaire", "association", "solidar", "cooperac", "cooperat", "beneficia", "foundation", "fondation",
        "fundacion", "fundacao", "humanit", "charit", "communit", "communaut", "comunidad", "ayuda", "ajuda", "donac", "doac",
        "trustee", "entrusted",
    ];
    let says = fold(&lines::beginning(cutter.document));
    gives_aid(cutter) || nouns::names_activity(&says) || STEMS.iter().any(|stem| begins_word(&says, stem))
}

fn gives_aid(cutter: &Cutter<'_>) -> bool {
    const WORDS: [&str; 14] = [
        "grant",
        "grants",
        "donor",
        "donors",
        "aid",
        "ngo",
        "subvention",
        "subventions",
        "bailleur",
        "ong",
        "subvencion",
        "subvenciones",
        "cooperacion",
        "cooperacao",
    ];
    let says = fold(&lines::beginning(cutter.document));
    WORDS.iter().any(|word| has_words(&says, word))
}

fn relative(span: Span, outer: Span) -> Span {
    Span { start: span.start.saturating_sub(outer.start), end: span.end.saturating_sub(outer.start) }
}

/// When it begins, ends and how long it takes: the first of each.
fn times<'a>(facts: &mut Vec<(Field, Span)>, order: impl Iterator<Item = &'a Told>) {
    let (mut start, mut end, mut length) = (false, false, false);
    for told in order {
        let time = facts::time(told);
        if let Some(range) = time.range.filter(|_| !start && !end) {
            facts.push((Field::Period, told.span.inner(range)));
            (start, end) = (true, true);
        }
        for (day, kind, known) in
            [(time.start, DateKind::Start, &mut start), (time.end, DateKind::End, &mut end)]
        {
            if let Some(day) = day.filter(|_| !*known) {
                facts.push((Field::Date(kind), told.span.inner(day)));
                *known = true;
            }
        }
        if let Some(span) = time.length.filter(|_| !length) {
            facts.push((Field::Period, told.span.inner(span)));
            length = true;
        }
    }
}

/// The one amount that the sentences tell, or the one of the sentence that names it, or the one told to be the whole; and whether
/// it was approved.
fn money(unit: &Unit, order: Vec<&Told>) -> Option<(Span, bool)> {
    const APPROVED: [&str; 6] = ["approve", "approuv", "aprob", "aprueba", "apruebe", "aprov"];
    let approved = order.iter().any(|told| APPROVED.iter().any(|words| told.folded.text().contains(words)));
    let mut all: Vec<(Span, Decimal, bool)> = Vec::new();
    for told in order {
        let own = facts::amounts(told).into_iter();
        all.extend(own.map(|(span, value, is_total)| (told.span.inner(span), value, is_total)));
        // What is told first counts, and what is added behind it must not contradict it.
        if !all.is_empty() && std::ptr::eq(told, unit.told.get(unit.named)?) {
            break;
        }
    }
    let first = all.first()?;
    if all.iter().all(|(_, value, _)| *value == first.1) {
        return Some((first.0, approved));
    }
    let mut totals = all.iter().filter(|(_, _, is_total)| *is_total);
    let total = totals.next().filter(|_| totals.next().is_none())?;
    Some((total.0, approved))
}

/// The countries that the sentences tell of, or the heading above, or the name; None where it is for one that gives aid.
fn places(cutter: &Cutter<'_>, unit: &Unit, order: Vec<&Told>, names: &[Span]) -> Option<Vec<Span>> {
    const MOST: usize = 3;
    for told in order {
        let free = told
            .countries
            .iter()
            .map(|(span, code)| (told.span.inner(*span), *code))
            .filter(|(span, _)| names.iter().all(|name| !name.contains(*span)))
            .collect::<Vec<_>>();
        let receives: Vec<&(Span, &str)> = free.iter().filter(|(_, code)| !header::gives(code)).collect();
        if receives.is_empty() {
            // `in Germany`, right behind the name.
            let near = |span: &Span| span.start > unit.name.end && span.start - unit.name.end < 16;
            if free.iter().any(|(span, _)| near(span)) {
                return None;
            }
            continue;
        }
        let mut codes: Vec<&str> = receives.iter().map(|(_, code)| *code).collect();
        codes.sort_unstable();
        codes.dedup();
        if codes.len() == 1 {
            return Some(receives.first().map(|(span, _)| *span).into_iter().collect());
        }
        // The ones behind the name.
        let behind: Vec<Span> =
            receives.iter().filter(|(span, _)| span.start > unit.name.end).map(|(span, _)| *span).collect();
        return (!behind.is_empty() && behind.len() <= MOST).then_some(behind);
    }
    let one = |span: Span| {
        let found = countries_in(cutter.document.slice(span));
        let first = found.first()?;
        let is_one = found.iter().all(|other| other.entry.code == first.entry.code);
        (is_one && !header::gives(first.entry.code)).then(|| span.inner(first.span))
    };
    let heading = unit.heading.filter(|heading| heading.len() < 120).and_then(one);
    Some(heading.or_else(|| one(unit.name)).into_iter().collect())
}
