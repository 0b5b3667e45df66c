//! Minutes of those who give grants: an application a paragraph, with its number, what it is for, who asks and what was decided.
//!
//! ```text
//! Application 2019-014: Wells for the schools of Kita (Mali), submitted by WaterAid. Decision: a grant of EUR 40,000 is approved …
//! Demande 12/2019 – Puits pour Kita (Mali), présentée par … Le comité accorde une subvention de 40 000 EUR pour 24 mois.
//! 2.1 WaterAid, Mali: Wells for the schools of Kita. The members asked … Decision: approved, EUR 40,000.
//! ```
//!
//! What is refused, put off or decided without an amount gives nothing, nor does what is for no country that receives aid.

mod words;

use almoner_codelists::{Folded, countries_in, country, fold};
use almoner_record::{Measure, Role, Span};

use super::super::{Cutter, Piece};
use super::by_amounts::Entry;
use crate::field::{DateKind, Field};
use crate::header;
use crate::lines::LineKind;
use crate::quotes::unquoted;
use crate::recognise::has_words;
use crate::value;
use crate::value::date::DayOrder;
use crate::value::money::moneys;
use crate::value::numeral::DecimalMark;
use words::{ASKED_BY, ASKS, BEGINS, DECIDE, GIVEN, NOT_GIVEN};

pub(super) use words::REFUSALS;

/// Parts minutes into what they approve.
pub(super) fn part(cutter: &mut Cutter<'_>) -> bool {
    const TOP: usize = 8;
    let starts: Vec<(usize, Head)> =
        (0..cutter.lines.len()).filter_map(|at| Some((at, head(cutter, at)?))).collect();
    if starts.is_empty() {
        return false;
    }
    let top = cutter.lines.iter().take(TOP).map(|line| fold(cutter.document.slice(line.span)));
    if !top.into_iter().any(|line| DECIDE.iter().any(|word| has_words(&line, word))) {
        return false;
    }
    let nexts = starts.iter().skip(1).map(|(at, _)| *at).chain([cutter.lines.len()]);
    let entries: Vec<Entry> =
        starts.iter().zip(nexts).filter_map(|((at, head), next)| entry(cutter, *at, next, head)).collect();
    if entries.is_empty() {
        return false;
    }
    let mut pieces = Vec::new();
    let mut from = 0;
    for (ordinal, entry) in (0..).zip(entries) {
        pieces.push(Piece::of_lines(from..entry.lines.start));
        for (field, span) in entry.facts {
            let own = Piece::of_lines(entry.lines.start..entry.lines.start);
            pieces.push(Piece { field: Some(field), inline: vec![span], activity: Some(ordinal), ..own });
        }
        from = entry.lines.end;
        pieces.push(Piece::of_lines(entry.lines));
    }
    pieces.push(Piece::of_lines(from..cutter.lines.len()));
    cutter.pieces = pieces;
    true
}

/// The number that a paragraph begins with, and where what it is of begins.
struct Head {
    /// None for a number of the agenda: `2.1`.
    number: Option<Span>,
    behind: u32,
}

fn head(cutter: &Cutter<'_>, at: usize) -> Option<Head> {
    const LONGEST_NUMBER: usize = 24;
    const FEWEST_DIGITS: usize = 3;
    const SIGNS: [&str; 7] = ["no.", "no ", "nr.", "n°", "n.º", "nº", "#"];
    let line = cutter.lines.get(at).filter(|line| line.kind != LineKind::Table)?;
    let whole = cutter.document.slice(line.span);
    let text = whole.get(..whole.floor_char_boundary(120))?;
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    if let Some(behind) = behind_item(text) {
        return Some(Head { number: None, behind: line.span.inner(Span::new(behind, behind)).start });
    }
    let folded = Folded::new(text);
    let word = ASKS.iter().filter(|word| folded.text().starts_with(**word)).max_by_key(|word| word.len());
    let from = word.map_or(0, |word| folded.span(0..word.len()).range().end);
    let rest = text.get(from..)?;
    if word.is_some() && !rest.starts_with(' ') {
        return None;
    }
    let mut start = from + rest.len() - rest.trim_start().len();
    let own = text.get(start..)?;
    let small = own.get(..own.floor_char_boundary(4))?.to_lowercase();
    if let Some(sign) = SIGNS.iter().find(|sign| small.starts_with(**sign)) {
        let behind = own.get(sign.len()..)?;
        start += sign.len() + behind.len() - behind.trim_start().len();
    }
    let own = text.get(start..)?;
    let length = own.find(|c: char| c.is_whitespace() || matches!(c, ':' | ',' | '('))?;
    let number = own.get(..length)?;
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    let is_number = digits >= FEWEST_DIGITS
        && length <= LONGEST_NUMBER
        && number.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '/' | '.' | '_'))
        && (word.is_some() || number.contains(['-', '/']))
        && !number.ends_with('.');
    let tail = own.get(length..)?;
    let mark =
        [": ", " : ", "\u{a0}: ", " – ", " — ", " - ", ", "].iter().find(|mark| tail.starts_with(**mark))?;
    let behind = start + length + mark.len();
    is_number.then(|| Head {
        number: Some(line.span.inner(Span::new(start, start + length))),
        behind: line.span.inner(Span::new(behind, behind)).start,
    })
}

/// Where what stands behind the number of an item of an agenda begins: `2.1 Wells for Kita`.
fn behind_item(text: &str) -> Option<usize> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let first = text.len() - rest.len();
    let own = rest.strip_prefix('.')?;
    let rest = own.trim_start_matches(|c: char| c.is_ascii_digit());
    let second = own.len() - rest.len();
    let rest = rest.strip_prefix(['.', ')']).unwrap_or(rest);
    let bare = rest.strip_prefix([' ', '\t', '\u{a0}'])?.trim_start();
    let is_item = (1..=2).contains(&first) && (1..=2).contains(&second);
    (is_item && bare.starts_with(|c: char| c.is_uppercase() || "“«\"".contains(c)))
        .then(|| text.len() - bare.len())
}

/// `WaterAid, Mali: ` before what an application is for: who asks, for which country, and where the title begins.
fn asked_for(text: &str, end: usize) -> Option<(Span, Span, usize)> {
    const LONGEST: usize = 140;
    let own = text.get(..end)?;
    let (colon, length) = [": ", " : ", "\u{a0}: "]
        .iter()
        .filter_map(|mark| own.find(mark).map(|at| (at, mark.len())))
        .min()
        .filter(|(at, _)| *at <= LONGEST)?;
    let front = own.get(..colon)?;
    let (name, place) = match front.rfind(", ") {
        Some(comma) => (Span::new(0, comma), Span::new(comma + 2, colon)),
        None => {
            let open = front.rfind(" (").filter(|_| front.ends_with(')'))?;
            (Span::new(0, open), Span::new(open + 2, colon.checked_sub(1)?))
        }
    };
    country(place.of(text).trim())?;
    Some((name, place, colon + length))
}

/// What a paragraph tells of an application that was approved.
fn entry(cutter: &Cutter<'_>, at: usize, next: usize, head: &Head) -> Option<Entry> {
    const MOST_LINES: usize = 14;
    const LONGEST: usize = 2400;
    const LONGEST_TITLE: usize = 240;
    let first = cutter.lines.get(at)?;
    let goes_on = |line: &usize| {
        let Some(line) = cutter.lines.get(*line) else { return false };
        matches!(line.kind, LineKind::Text) && !is_numbered(cutter.document.slice(line.span))
    };
    let end = (at + 1..next.min(at + MOST_LINES)).take_while(goes_on).last().map_or(at + 1, |last| last + 1);
    let last = cutter.lines.get(end.checked_sub(1)?)?;
    let whole = Span { start: head.behind, end: last.span.end.max(first.span.end) };
    if whole.len() > LONGEST {
        return None;
    }
    // A narrow page breaks its lines.
    let text = cutter.document.slice(whole).replace(['\n', '\r'], " ");
    let sentences = value::sentence::sentences(&text);
    let folded = Folded::new(&text);
    let asked = ASKED_BY.iter().filter_map(|words| Some((folded.text().find(words)?, words.len()))).min();
    let until = asked.map(|(at, _)| folded.span(at..at + 1).range().start);
    let title_end = sentences.first()?.range().end.min(until.unwrap_or(usize::MAX));
    let front = if asked.is_none() { asked_for(&text, title_end) } else { None };
    let (title, place) = match front {
        Some((_, place, from)) => {
            let own = text.get(from..title_end)?.trim_end_matches(['.', ' ', ';']);
            (Span::new(from, from + own.len()), Some(place))
        }
        None => title(&text, title_end)?,
    };
    // An item of an agenda tells who asks.
    if head.number.is_none() && front.is_none() && asked.is_none() {
        return None;
    }
    if title.len() > LONGEST_TITLE || title.of(&text).chars().filter(|c| c.is_alphabetic()).count() < 5 {
        return None;
    }
    let decided = sentences.iter().find(|sentence| {
        let told = fold(sentence.of(&text));
        sentence.range().start >= title.range().end
            && GIVEN.iter().any(|word| has_words(&told, word))
            && !told.contains("recom")
            && amounts(sentence.of(&text)).len() == 1
    })?;
    // The part of the text behind the title is of the decision, and no part of it takes that back.
    let behind = folded.text().get(fold(text.get(..title.range().end)?).len().min(folded.text().len())..)?;
    if REFUSALS.iter().chain(&NOT_GIVEN).any(|word| behind.contains(word)) {
        return None;
    }
    let receiver = asked.and_then(|(at, length)| {
        let from = folded.span(at + length..at + length + 1).range().start;
        asker(&text, from, &sentences)
    });
    let receiver = receiver.or_else(|| front.map(|(name, ..)| name));
    let place = place.or_else(|| {
        let named = countries_in(title.of(&text));
        named.first().filter(|_| named.len() == 1).map(|one| title.inner(one.span))
    })?;
    if !countries_in(place.of(&text)).iter().any(|one| !header::gives(one.entry.code)) {
        return None;
    }
    let decision = decided.of(&text);
    let money = amounts(decision).into_iter().next()?;
    let mut facts = vec![
        (Field::Title, title),
        (Field::Countries, place),
        (Field::Budget(Some(Measure::Approved)), decided.inner(money)),
    ];
    facts.extend(receiver.map(|span| (Field::Org(Some(Role::Implementing)), span)));
    let rest_from = money.range().end;
    let rest = decision.get(rest_from..)?;
    let range = value::period::period(rest, DayOrder::Unknown)
        .filter(|(_, period)| period.start.zip(period.end).is_some_and(|(one, other)| one != other));
    if let Some((span, _)) = range {
        let span = Span::new(rest_from + span.range().start, rest_from + span.range().end);
        facts.push((Field::Period, decided.inner(span)));
    } else if let Some(day) = begins(rest) {
        let span = Span::new(rest_from + day.range().start, rest_from + day.range().end);
        facts.push((Field::Date(DateKind::Start), decided.inner(span)));
    } else if let Some(span) = told_before(&text, title, decided, &sentences) {
        facts.push((Field::Period, span));
    }
    if let Some((span, _)) = value::period::duration(rest) {
        let span = Span::new(rest_from + span.range().start, rest_from + span.range().end);
        facts.push((Field::Period, decided.inner(span)));
    }
    let facts = facts.into_iter().map(|(field, span)| (field, whole.inner(span)));
    let number = head.number.map(|number| (Field::OtherIdentifier, number));
    let facts = number.into_iter().chain(facts).collect();
    Some(Entry { facts, text: None, lines: at..end })
}

/// From when to when it goes on, where a sentence between title and decision tells it.
fn told_before(text: &str, title: Span, decided: &Span, sentences: &[Span]) -> Option<Span> {
    let between = sentences
        .iter()
        .filter(|one| one.range().start >= title.range().end && one.range().end <= decided.range().start);
    between.into_iter().find_map(|one| {
        let (span, period) = value::period::period(one.of(text), DayOrder::Unknown)?;
        let (start, end) = period.start.zip(period.end)?;
        (start.0 != end.0).then(|| one.inner(span))
    })
}

/// `3. Any other business`
fn is_numbered(text: &str) -> bool {
    let number = text.trim_start_matches(|c: char| c.is_ascii_digit());
    number.len() < text.len() && number.len() + 3 > text.len() && number.starts_with(['.', ')'])
}

/// The amounts of a sentence, with their currencies.
fn amounts(text: &str) -> Vec<Span> {
    let all = moneys(text, DecimalMark::Unknown).into_iter();
    all.filter(|(_, money)| money.currency.is_some() && money.range_end.is_none())
        .map(|(span, _)| span)
        .collect()
}

/// The title before `end`, and the country in the bracket behind it.
fn title(text: &str, end: usize) -> Option<(Span, Option<Span>)> {
    let is_mark = |c: char| c.is_whitespace() || ",;.–—-".contains(c);
    let length = text.get(..end)?.trim_end_matches(is_mark).len();
    let whole = text.get(..length)?;
    let bracket = whole.rfind(" (").filter(|open| {
        let inside = whole.get(open + 2..).and_then(|rest| rest.strip_suffix(')'));
        inside.is_some_and(|inside| country(inside).is_some() || are_countries(inside))
    });
    let place = bracket.map(|open| Span::new(open + 2, length - 1));
    let title = Span::new(0, bracket.unwrap_or(length)).trim(text);
    let own = title.of(text);
    let quotes = [('“', '”'), ('«', '»'), ('"', '"'), ('‘', '’')];
    let title = unquoted(own, &quotes).map_or(title, |inner| title.inner(inner));
    title.of(text).starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()).then_some((title, place))
}

/// `Mali and Niger`, `Kenya, Uganda`: nothing but countries.
fn are_countries(text: &str) -> bool {
    text.split([',', '/', ';'])
        .flat_map(|part| {
            [" and ", " et ", " y ", " e "]
                .iter()
                .find_map(|and| part.split_once(and))
                .map_or(vec![part], |(one, other)| vec![one, other])
        })
        .all(|part| country(part.trim()).is_some())
}

/// The name of who asks, that begins at `from`.
fn asker(text: &str, from: usize, sentences: &[Span]) -> Option<Span> {
    const LONGEST: usize = 160;
    const ENDS: [&str; 14] = [
        ", request",
        " requesting ",
        ", for ",
        " for a ",
        "; ",
        " (request",
        ", demand",
        " pour un montant",
        ", pour ",
        ", por ",
        " por un importe",
        " por importe",
        ", no valor",
        ", no montante",
    ];
    let end = sentences.iter().map(|one| one.range().end).find(|end| *end > from)?;
    let own = text.get(from..end)?;
    // `Chemonics International, Inc.. The committee …`
    let own = own.find(".. ").and_then(|at| own.get(..=at)).unwrap_or(own);
    let until = ENDS.iter().filter_map(|mark| own.find(mark)).min().unwrap_or(own.len());
    let name = own.get(..until)?.trim_end();
    let name = match name.strip_suffix('.') {
        Some(bare) if bare.ends_with('.') => bare,
        Some(bare) if !text.get(from + name.len()..)?.starts_with('.') => bare,
        _ => name,
    };
    (name.len() <= LONGEST && name.starts_with(char::is_uppercase))
        .then(|| Span::new(from, from + name.len()))
}

/// The day behind words that say when it begins.
fn begins(text: &str) -> Option<Span> {
    let folded = Folded::new(text);
    BEGINS.iter().find_map(|words| {
        let at = folded.text().find(words)? + words.len();
        let from = folded.span(at..at + 1).range().start;
        let (span, _) = value::date::date(text.get(from..)?, DayOrder::Unknown)?;
        (span.range().start == 0).then(|| Span::new(from, from + span.range().end))
    })
}

#[cfg(test)]
mod tests {
    use crate::specimen::extracted;

    fn told(text: &str) -> Vec<String> {
        let one = |one: almoner_record::Activity| {
            let codes: Vec<String> = one.countries.into_iter().map(|country| country.code).collect();
            let names: Vec<String> =
                one.participating_orgs.into_iter().map(|org| org.organisation.name).collect();
            let budget = one.budget.map_or_else(String::new, |budget| {
                format!("{} {}", budget.money.currency.unwrap_or_default(), budget.money.value)
            });
            let period = one.period.unwrap_or_default();
            let day =
                |date: Option<jiff::civil::Date>| date.map_or_else(String::new, |date| date.to_string());
            [
                one.other_identifiers.first().map_or_else(String::new, |one| one.value.clone()),
                one.title.unwrap_or_default(),
                codes.join(" "),
                names.join(", "),
                budget,
                day(period.start),
                day(period.end),
                period.duration.unwrap_or_default(),
            ]
            .join("|")
        };
        extracted(text).activities.into_iter().map(one).collect()
    }

    #[test]
    fn what_a_committee_approves_is_an_activity() {
        for (text, expected) in [
            (
                "Meeting of the Trustees, 4 May 2019\n\nPresent: Ms Ann Moss (chair)\n\nProposal no. 19/114 \u{2013} \u{201c}Wells for the schools of Kita\u{201d} (Mali), submitted by WaterAid, requesting GBP 50,000. The assessors recommended it. The Trustees approved a grant of GBP 40,000 from 1 June 2019 to 31 May 2021.\n",
                &["19/114|Wells for the schools of Kita|ML|WaterAid|GBP 40000|2019-06-01|2021-05-31|"][..],
            ),
            (
                "Comit\u{e9} des subventions : proc\u{e8}s-verbal\n\nDemande de financement n\u{b0} F-2019-12 : Puits pour Kita (Mali), d\u{e9}pos\u{e9}e par SOS Faim. Le comit\u{e9} accorde une subvention de 40 000 EUR pour 24 mois \u{e0} partir du 1er juin 2019.\n\nDemande de financement n\u{b0} F-2019-13 : \u{c9}coles de Tahoua (Niger), d\u{e9}pos\u{e9}e par Swissaid. La demande de 90 000 EUR est rejet\u{e9}e.\n\nDivers\n\nLa s\u{e9}ance est lev\u{e9}e.\n",
                &["F-2019-12|Puits pour Kita|ML|SOS Faim|EUR 40000|2019-06-01||P24M"],
            ),
            (
                "Acta de la comisi\u{f3}n\n\nExpediente 2020/31: Pozos de Sucre (Bolivia), presentado por Cruz Roja Boliviana. Se aprueba una ayuda de 25.000 euros por 12 meses.\n\nExpediente 2020/32: Escuelas de Copan (Honduras), presentado por Ayuda en Acci\u{f3}n. Se aprueba una ayuda de 35.000 euros por 18 meses.\n",
                &[
                    "2020/31|Pozos de Sucre|BO|Cruz Roja Boliviana|EUR 25000|||P12M",
                    "2020/32|Escuelas de Copan|HN|Ayuda en Acci\u{f3}n|EUR 35000|||P18M",
                ],
            ),
            (
                "Ata do conselho\n\nCandidatura 2021-7: Po\u{e7}os de Nampula (Mo\u{e7}ambique), apresentada por WaterAid. O conselho aprovou um apoio de 25.000 euros a 12 meses.\n",
                &["2021-7|Po\u{e7}os de Nampula|MZ|WaterAid|EUR 25000|||P12M"],
            ),
            (
                "Minutes of the Grants Committee\n\n1. Last minutes\n\nThe minutes were approved.\n\n2. Applications\n\n2.1 WaterAid, Mali: Wells for the schools of Kita. The project will run from June 2013 to November 2015. Members asked about the pumps. Decision: approved, GBP 35,200.\n\n2.2 Oxfam, Niger: Seeds of Tahoua. After discussion the committee agreed to fund the project with GBP 14,700 (January 2014 \u{2013} December 2015), on condition that the budget is revised.\n\n2.3 CARE, Chad: Goats of Abeche. The committee did not approve the GBP 20,000 asked for.\n\n3. Finances\n\nReserves stand at GBP 90,000.\n",
                &[
                    "|Wells for the schools of Kita|ML|WaterAid|GBP 35200|2013-06-01|2015-11-30|",
                    "|Seeds of Tahoua|NE|Oxfam|GBP 14700|2014-01-01|2015-12-31|",
                ],
            ),
            (
                "Proc\u{e8}s-verbal du comit\u{e9}\n\n2.1 Puits pour Kita (Mali) Demandeur : SOS Faim. Un montant de 62 000 \u{20ac} est approuv\u{e9} pour la p\u{e9}riode de janvier 2019 \u{e0} janvier 2022.\n\n2.2 Swissaid, Niger : Semences de Tahoua. Le comit\u{e9} d\u{e9}cide de financer le projet \u{e0} hauteur de 45 000 \u{20ac}.\n",
                &[
                    "|Puits pour Kita|ML|SOS Faim|EUR 62000|2019-01-01|2022-01-31|",
                    "|Semences de Tahoua|NE|Swissaid|EUR 45000|||",
                ],
            ),
            (
                "Acta del comit\u{e9} de proyectos\n\n2.1 Pozos de Sucre (Bolivia) Solicitante: Cruz Roja Boliviana. Se aprobaron 21.600 USD para el periodo de julio de 2016 a diciembre de 2017.\n",
                &["|Pozos de Sucre|BO|Cruz Roja Boliviana|USD 21600|2016-07-01|2017-12-31|"],
            ),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_refused_at_home_or_no_grant_gives_none() {
        for text in [
            "Minutes of the Grants Committee\n\nApplication 2019-014: Wells for Kita (Mali), submitted by WaterAid. Decision: the grant of EUR 40,000 is not approved.\n",
            "Minutes of the Grants Committee\n\nApplication 2019-014: Wells for Kita (Mali), submitted by WaterAid. The committee had approved EUR 40,000 in 2017. Decision: deferred.\n",
            "Minutes of the Grants Committee\n\nApplication 2019-014: Wells for Kita (Mali), submitted by WaterAid. Decision: approved.\n",
            "Minutes of the Arts Committee\n\nApplication 2019-014: Summer concerts in Leeds, submitted by Leeds Choir. Decision: a grant of GBP 4,000 is approved for 12 months.\n",
            "Minutes of the Arts Committee\n\nApplication 2019-014: Summer concerts (United Kingdom), submitted by Leeds Choir. Decision: a grant of GBP 4,000 is approved for 12 months.\n",
            "Minutes of the organising committee\n\nItem 2019-014: Budget of the conference in Kenya. The committee approved a budget of USD 40,000 for the conference.\n",
            "Minutes of the Board\n\n2.1 Office in Kenya. The board approved a rent of USD 40,000.\n\n2.2 Budget: the board approved EUR 90,000 for Kenya.\n",
            "Minutes of the Board\n\n2.1 Leeds Choir, United Kingdom: Songs of summer. Decision: approved, GBP 4,000.\n",
            "Minutes of the Board\n\nResolution 2019/14: Office in Kenya. The board approved a rent of USD 40,000.\n\nThe balance of the fund stands at EUR 1.4 million.\n",
            "Proc\u{e8}s-verbal du comit\u{e9}\n\nDemande 2019-14 : Puits de Kita (Mali), pr\u{e9}sent\u{e9}e par SOS Faim. La subvention de 40 000 EUR n'est pas accord\u{e9}e.\n",
            "Acta de la comisi\u{f3}n\n\nSolicitud 2019-14: Pozos de Sucre (Bolivia), presentada por Cruz Roja. Se aplaza la decisi\u{f3}n; en 2018 se concedi\u{f3} una ayuda de 20.000 euros.\n",
        ] {
            assert_eq!(told(text), [""; 0], "{text}");
        }
    }
}
