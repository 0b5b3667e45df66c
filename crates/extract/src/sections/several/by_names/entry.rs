//! What the sentences about a project tell of it: who, where, how much and when.

use almoner_codelists::{countries_in, fold};
use almoner_record::{Measure, Role, Span};
use rust_decimal::Decimal;

use super::super::super::Cutter;
use super::units::{self, Told, Unit};
use super::words::refused::TRAVELS;
use super::{facts, who};
use crate::field::{DateKind, Field};
use crate::header;
use crate::lines;
use crate::nouns;
use crate::recognise::has_words;
use crate::value::numeral::DecimalMark;
use crate::word_list::begins_word;

/// The one country that receives aid which the document names.
pub(super) fn only_country(cutter: &Cutter<'_>) -> Option<Span> {
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
pub(super) struct Shared {
    /// It tells of one.
    pub(super) alone: bool,
    /// It asks for the money.
    pub(super) asks: bool,
    /// The one country that it names.
    pub(super) place: Option<Span>,
    /// Who pays, as the sentences before the first project tell.
    pub(super) lead: Option<Span>,
}

/// Who pays, by the sentences right before the first project of several: `The government signed two loans with the bank.`
pub(super) fn lead_payer(cutter: &Cutter<'_>, units: &[Unit]) -> Option<Span> {
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
            if part.len() > units::LONGEST_SENTENCE {
                continue;
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
pub(super) fn entry(cutter: &Cutter<'_>, unit: &Unit, shared: &Shared) -> Option<(Vec<(Field, Span)>, bool)> {
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
    let payer = order().find_map(|told| {
        let signed = || who::signed(told).map(|(payer, _)| payer);
        Some((told, who::payer(told, of(told)).or_else(signed)?))
    });
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
        let of_payer = |span: &&Span| {
            payer.as_ref().is_none_or(|payer| payer.1.of(&payer.0.text) != span.of(&told.text))
        };
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
        "appui",
        "soutien",
        "apoyo",
        "apoio",
        "convenio",
        "convention de",
        "financing agreement",
        "volunteer",
        "voluntari",
        "partner",
        "partenaire",
        "association",
        "solidar",
        "cooperac",
        "cooperat",
        "beneficia",
        "foundation",
        "fondation",
        "fundacion",
        "fundacao",
        "humanit",
        "charit",
        "communit",
        "communaut",
        "comunidad",
        "ayuda",
        "ajuda",
        "donac",
        "doac",
        "trustee",
        "entrusted",
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
