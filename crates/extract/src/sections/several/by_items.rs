//! Lists of which each item tells all of an activity, its facts behind the title: `Wells for Kita (Mali), 2019–2022.
//! Implemented by WaterAid. Budget: EUR 1.9 million.`

mod ordered;

use almoner_codelists::{Folded, country, fold};
use almoner_record::{DescriptionType, Role, Span};

use super::super::Cutter;
use super::by_amounts::Entry;
use super::{Fact, by_blocks, by_parts, fact};
use crate::bodies;
use crate::codes;
use crate::field::Field;
use crate::lines::{self, Line, LineKind};
use crate::prose::parties::words::{BEHIND, Part};
use crate::recognise::matched;
use crate::value::date::{DayOrder, is_year};
use crate::value::money;
use crate::value::numeral::DecimalMark;
use crate::value::period::period;
use crate::word_list::WordList;

/// The activities of such items; none where they are few among the items of their list.
pub(super) fn entries(cutter: &Cutter<'_>) -> Vec<Entry> {
    let is_item = |line: &Line| {
        matches!(line.kind, LineKind::Item { .. } | LineKind::Text)
            && country(cutter.document.slice(line.span)).is_none()
    };
    let lines = cutter.lines.iter().enumerate();
    let items: Vec<usize> = lines.filter(|(_, line)| is_item(line)).map(|(at, _)| at).collect();
    let mut entries: Vec<Entry> = Vec::new();
    for at in &items {
        if entries.last().is_none_or(|last| last.lines.end <= *at) {
            entries.extend(of_item(cutter, *at));
        }
    }
    let (Some(first), Some(last)) = (entries.first(), entries.last()) else { return Vec::new() };
    let list = first.lines.start..last.lines.end;
    let listed = items.iter().filter(|at| list.contains(at)).count();
    let told: usize = entries.iter().map(|entry| entry.lines.len()).sum();
    if entries.len() < 2 * listed.saturating_sub(told) {
        return Vec::new();
    }
    ordered::settle(cutter, entries)
}

fn of_item(cutter: &Cutter<'_>, at: usize) -> Option<Entry> {
    let line = cutter.lines.get(at)?;
    // It may go on on the next line, which then begins with a label of its own.
    let below = cutter.lines.get(at + 1).filter(|below| below.kind == LineKind::Text);
    // Values on a line of their own go on with nothing.
    let below = below.filter(|below| !by_blocks::are_values(cutter.document.slice(below.span)));
    let both = below.map(|below| (line.span.cover(below.span), at + 2));
    let read =
        |span: Span| facts(cutter, span, line.block).or_else(|| by_parts::facts(cutter, span, line.block));
    let mut wholes = [Some((line.span, at + 1)), both].into_iter().flatten();
    let (facts, end) = wholes.find_map(|(span, end)| Some((read(span)?, end)))?;
    Some(Entry { facts, text: None, lines: at..end })
}

/// The title and the facts behind it: an amount, and two of who, when and where.
fn facts(cutter: &Cutter<'_>, whole: Span, block: usize) -> Option<Vec<(Field, Span)>> {
    const LONGEST: usize = 800;
    /// Of what is more than a part of the title.
    const FEWEST_WORDS: usize = 4;
    const MOST_PARTS: usize = 40;
    if whole.len() > LONGEST {
        return None;
    }
    let parts = parts(&on_one_line(cutter, whole));
    if !(3..=MOST_PARTS).contains(&parts.len()) {
        return None;
    }
    let mut found: Vec<(Field, Span)> = Vec::new();
    let mut left = parts.len();
    while left > 1 {
        // What a number is called, in a bracket behind it: `ETH-21/00006 (NICFI)`.
        let part = |at: usize| parts.get(at).map_or("", |part| cutter.document.slice(whole.inner(*part)));
        if left > 2 && is_acronym(part(left - 1)) && is_number(part(left - 2).trim()) {
            left -= 1;
            continue;
        }
        let Some((from, field, span)) = last_fact(cutter, whole, &parts, left, block) else { break };
        let is_again = found.iter().any(|(other, _)| fact(*other) == fact(field));
        // `(Brazil, Haiti, Senegal)`, and more than one who takes part.
        let goes_on = match fact(field) {
            Some(Fact::Taker) => true,
            Some(Fact::Country) => {
                let last = found.last().filter(|(other, _)| fact(*other) == fact(field));
                last.is_some_and(|(_, last)| {
                    let between = Span { start: span.end, end: last.start };
                    cutter.document.slice(between).trim() == ","
                })
            }
            _ => false,
        };
        if from == 0 || is_again && !goes_on {
            break;
        }
        found.push((field, span));
        left = from;
    }
    let title = Span::new(0, parts.get(left - 1)?.range().end);
    let title = whole_bracket(cutter, whole.inner(title).trim(&cutter.document.text));
    // `Zambia: Reading in Eastern Province; 2018–2021; 52170077; SEK 64 million`
    let placed = found.iter().any(|(field, _)| *field == Field::OtherIdentifier)
        && !found.iter().any(|(field, _)| fact(*field) == Some(Fact::Country));
    let title = match placed.then(|| behind_country(cutter, title)).flatten() {
        Some((place, rest)) => {
            found.push((Field::Countries, place));
            rest
        }
        None => title,
    };
    let told = |wanted: Fact| found.iter().any(|(field, _)| fact(*field) == Some(wanted));
    let others = [Fact::Taker, Fact::Time, Fact::Country].into_iter().filter(|other| told(*other)).count();
    let name = &on_one_line(cutter, title);
    // A body with an amount is who gave it; `Fund for Local Initiatives` is a title where somebody carries it out.
    let is_body = || !told(Fact::Taker) && !told(Fact::Number) && bodies::is_body(name);
    let is_label = || labelled(cutter, title, block).is_some();
    if !told(Fact::Money) || others < 2 || !is_title(name) || is_body() || is_label() {
        return None;
    }
    // Where more than a title stands before the facts, its first sentence is one.
    let is_text = |about: &Span| about.of(name).split_whitespace().nth(FEWEST_WORDS).is_some();
    match by_parts::titled(name) {
        Some((own, Some(about))) if is_text(&about) => {
            found.push((Field::Description(DescriptionType::General), title.inner(about)));
            found.push((Field::Title, title.inner(own)));
        }
        _ => found.push((Field::Title, title)),
    }
    found.reverse();
    Some(found)
}

/// The country that a title begins with before a colon, and the title behind it.
fn behind_country(cutter: &Cutter<'_>, title: Span) -> Option<(Span, Span)> {
    let text = cutter.document.slice(title);
    let colon = text.find(": ")?;
    country(text.get(..colon)?)?;
    let rest = title.inner(Span::new(colon + 2, text.len())).trim(&cutter.document.text);
    Some((title.inner(Span::new(0, colon)), rest))
}

/// True for a few capitals.
fn is_acronym(text: &str) -> bool {
    let text = text.trim_matches([' ', '.', ')', '(']);
    (2..=10).contains(&text.len()) && text.chars().all(|c| c.is_ascii_uppercase() || c == '-')
}

/// The number of an agreement, as it stands between other facts: `TAN-19/0002`, `52170077`.
fn is_number(text: &str) -> bool {
    const LENGTHS: std::ops::RangeInclusive<usize> = 6..=24;
    let is_part =
        |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, '-' | '/' | '.' | '_');
    LENGTHS.contains(&text.len())
        && text.bytes().filter(u8::is_ascii_digit).count() >= 4
        && text.chars().all(is_part)
        && whole_period(text).is_none()
}

/// The amount behind words that say no more than that it is one: `committing NOK 53 million`, `total EUR 40,000`.
fn led_sum(text: &str) -> Option<Span> {
    static LEADS: WordList = WordList::of(
        "committing commits committed commitment worth total totalling amount budget of grant value valued for around approx \
         montant total de d un engagement budget subvention valeur monto importe por valor total presupuesto montante no orcamento",
    );
    const MOST_WORDS: usize = 4;
    let (span, _) = money::money(text, DecimalMark::Unknown)?;
    let before = fold(text.get(..span.range().start)?);
    let words: Vec<&str> =
        before.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_led = (1..=MOST_WORDS).contains(&words.len()) && words.iter().all(|word| LEADS.has(word));
    (is_led && money::is_alone(text.get(span.range().start..)?.trim(), DecimalMark::Unknown)).then_some(span)
}

/// The text of a place, byte for byte, a line's end as a space.
pub(super) fn on_one_line(cutter: &Cutter<'_>, place: Span) -> String {
    // A bracket behind a name in bold stands behind a tab.
    cutter.document.slice(place).replace('\n', " ").replace("\t(", " (")
}

/// An item's text between its signs; a bracket is a part of its own.
pub(super) fn parts(text: &str) -> Vec<Span> {
    const SIGNS: [&str; 10] = [". ", "; ", ", ", " (", ")", " — ", " – ", " -- ", " | ", " · "];
    let mut parts = Vec::new();
    let mut from = 0;
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        // No sign within quotes parts anything.
        if let Some(quoted) = quoted(rest) {
            at += quoted;
            continue;
        }
        let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) else {
            at += rest.chars().next().map_or(1, char::len_utf8);
            continue;
        };
        // `Brot und Wasser e.V. (Mali)`: the bracket ends the name, not the point.
        if *sign == ". " && rest.starts_with(". (") {
            at += 1;
            continue;
        }
        let next = at + sign.len();
        parts.push(Span::new(from, at));
        (from, at) = (next, next);
    }
    parts.push(Span::new(from, text.len()));
    parts.retain(|part| !part.of(text).trim_matches([' ', '.', ',', ';', '\n']).is_empty());
    parts
}

/// The fact that the first `left` parts end with: the part that it begins with, its field and place.
fn last_fact(
    cutter: &Cutter<'_>,
    whole: Span,
    parts: &[Span],
    left: usize,
    block: usize,
) -> Option<(usize, Field, Span)> {
    const MOST_JOINED: usize = 6;
    let place = |from: usize| -> Option<Span> {
        let own = Span::new(parts.get(from)?.range().start, parts.get(left - 1)?.range().end);
        Some(whole_bracket(cutter, whole.inner(own).trim(&cutter.document.text)))
    };
    let alone = left - 1;
    let own = place(alone)?;
    if let Some((field, span)) = alone_or_labelled(cutter, own, block) {
        return Some((alone, field, span));
    }
    // A name goes on behind commas: `Partner: Ministry of Water, Wajir County`.
    let joined = (left.saturating_sub(MOST_JOINED)..alone).rev().find_map(|from| {
        let (field, span) = labelled(cutter, place(from)?, block)?;
        matches!(field, Field::Org(_)).then_some((from, field, span))
    });
    let body = || {
        let text = on_one_line(cutter, own);
        let is_name = text.starts_with(char::is_uppercase) && text.bytes().all(|byte| !byte.is_ascii_digit());
        (is_name && bodies::is_body(&text)).then_some((alone, Field::Org(Some(Role::Implementing)), own))
    };
    joined.or_else(body)
}

/// A text without the sign that ends it: `e.V.` keeps its point, and has one sign behind it in `e.V..`.
pub(super) fn without_sign(text: &str) -> &str {
    let is_short = |text: &str| {
        let mut last = text.chars().rev();
        last.next() == Some('.') && last.next().is_some_and(char::is_uppercase) && last.next() == Some('.')
    };
    let one_less = text.strip_suffix(['.', ',', ';']).unwrap_or(text);
    match (is_short(text), is_short(one_less)) {
        (true, _) => text,
        (_, true) => one_less,
        _ => text.trim_end_matches(['.', ',', ';']),
    }
}

/// A part without the sign at its end, and with the end of a bracket that begins in it.
pub(super) fn whole_bracket(cutter: &Cutter<'_>, part: Span) -> Span {
    let part = part.inner(Span::new(0, without_sign(cutter.document.slice(part)).len()));
    let text = cutter.document.slice(part);
    let is_open = text.matches('(').count() > text.matches(')').count();
    let ahead = Span { end: part.end.saturating_add(1), ..part };
    let closes = is_open && cutter.document.text.get(ahead.range()).is_some_and(|ahead| ahead.ends_with(')'));
    if closes { ahead } else { part }
}

/// How long the quote is that a text begins with.
fn quoted(text: &str) -> Option<usize> {
    const LONGEST: usize = 400;
    let (open, close) = match text.chars().next()? {
        '“' => ('“', '”'),
        '«' => ('«', '»'),
        _ => return None,
    };
    let end = text.get(..text.floor_char_boundary(LONGEST))?.find(close)?;
    Some(end + close.len_utf8()).filter(|end| *end > open.len_utf8())
}

/// What a part is by itself: an amount, a period or year, countries, or what has a label.
pub(super) fn alone_or_labelled(cutter: &Cutter<'_>, part: Span, block: usize) -> Option<(Field, Span)> {
    const LEAST: i64 = 1_000;
    let text = &on_one_line(cutter, part);
    if money::is_alone(text, DecimalMark::Unknown) {
        let (_, printed) = money::money(text, DecimalMark::Unknown)?;
        return (printed.value >= LEAST.into()).then_some((Field::Budget(None), part));
    }
    if let Some(sum) = led_sum(text) {
        return Some((Field::Budget(None), part.inner(sum)));
    }
    if whole_period(text).is_some() || is_year(text) {
        return Some((Field::Period, part));
    }
    if is_number(text) {
        return Some((Field::OtherIdentifier, part));
    }
    if country(text).is_some() || codes::are_countries(text) {
        return Some((Field::Countries, part));
    }
    labelled(cutter, part, block)
}

/// A period that is all of a text.
fn whole_period(text: &str) -> Option<Span> {
    period(text, DayOrder::Unknown).map(|(span, _)| span).filter(|span| span.len() + 2 >= text.len())
}

/// `Partner: WaterAid`, `implemented by WaterAid`, `Budget: EUR 1.9 million`.
fn labelled(cutter: &Cutter<'_>, part: Span, block: usize) -> Option<(Field, Span)> {
    let line = lines::line_of_cell(&cutter.document.text, part, block);
    if let Some((_, value)) = line.label.clone() {
        let found = matched(cutter.layout, &line).filter(|found| found.inline)?;
        return fact(found.field).map(|_| (found.field, value));
    }
    let text = on_one_line(cutter, part);
    let (role, behind) = role_before(&text)?;
    let name = part.inner(Span::new(behind, text.len())).trim(&cutter.document.text);
    let is_name = cutter.document.slice(name).chars().next().is_some_and(char::is_alphabetic);
    is_name.then_some((Field::Org(Some(role)), name))
}

/// The role that the words at the beginning of a text tell, and where they end: `implemented by`, `funding from`.
pub(super) fn role_before(text: &str) -> Option<(Role, usize)> {
    let folded = Folded::new(text);
    let (role, words) = BEHIND.iter().find_map(|(part, words)| {
        let rest = folded.text().strip_prefix(*words)?;
        let is_whole = words.ends_with('\'') || rest.starts_with(|c: char| !c.is_alphanumeric());
        let role = match part {
            Part::Pays => Role::Funding,
            Part::Does => Role::Implementing,
            Part::Supports | Part::Owns | Part::Beside => return None,
        };
        is_whole.then_some((role, *words))
    })?;
    Some((role, folded.span(0..words.len()).range().end))
}

/// The one name that is all of a line behind such words: `Run by Swissaid`, `Mené par Eau Vive`, `A cargo de Oikos`.
pub(super) fn named_behind(text: &str) -> Option<(Role, Span)> {
    const LONGEST: usize = 160;
    // `Funding of schools` names nobody.
    const AGENT: [&str; 6] = [" by", " par", " por", " pela", " pelo", " from"];
    if text.len() > LONGEST || text.contains('\t') {
        return None;
    }
    let (role, behind) = role_before(text)?;
    let words = fold(text.get(..behind)?);
    let is_agent = AGENT.iter().any(|agent| words.ends_with(agent)) || words.starts_with("a cargo d");
    let name = Span::new(behind, text.trim_end().len()).trim(text);
    let name = name.inner(Span::new(0, without_sign(name.of(text)).len()));
    (is_agent && by_parts::is_name_of_one(name.of(text))).then_some((role, name))
}

/// True for what may be a title: several words, and none of a body, an amount, a date or a label.
pub(super) fn is_title(text: &str) -> bool {
    const FEWEST_LETTERS: usize = 8;
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    letters >= FEWEST_LETTERS
        && text.split_whitespace().nth(1).is_some()
        && text.starts_with(|c: char| {
            c.is_uppercase() || c.is_ascii_digit() || matches!(c, '“' | '«' | '"' | '‘')
        })
        && country(text).is_none()
        && money::money(text, DecimalMark::Unknown).is_none()
}

#[cfg(test)]
mod tests {
    use crate::specimen::of_page;

    fn told(heading: &str, items: &[&str]) -> Vec<[String; 5]> {
        let items: Vec<String> = items.iter().map(|item| format!("<li>{item}</li>")).collect();
        let page = format!(
            "<html lang=\"en\"><body><h1>Annex 2. Projects</h1><h2>{heading}</h2><ul>{}</ul></body></html>",
            items.concat()
        );
        let one = |one: almoner_record::Activity| {
            let codes: Vec<String> = one.countries.into_iter().map(|country| country.code).collect();
            let names: Vec<String> =
                one.participating_orgs.into_iter().map(|org| org.organisation.name).collect();
            let budget = one.budget.map_or_else(String::new, |budget| budget.money.value.to_string());
            let start =
                one.period.and_then(|period| period.start).map_or_else(String::new, |day| day.to_string());
            [one.title.unwrap_or_default(), codes.join(" "), names.join(" + "), budget, start]
        };
        of_page(&page).into_iter().map(one).collect()
    }

    #[test]
    fn an_item_tells_its_facts_behind_its_title() {
        for (heading, one, other) in [
            (
                "Grants",
                "Wells, roads and schools for Kita (Mali), 2019–2022. Implemented by WaterAid. Budget: EUR 1.9 million.",
                "Seed stores: phase 2 (Niger), 2020. Implemented by Oxfam. Budget: EUR 400,000.",
            ),
            (
                "Grants",
                "Wells, roads and schools for Kita, implemented by WaterAid (Mali, EUR 1,900,000, 2019–2022)",
                "Seed stores: phase 2, implemented by Oxfam (Niger, EUR 400,000, 2020)",
            ),
            (
                "Subventions",
                "Wells, roads and schools for Kita ; Mali ; mis en œuvre par WaterAid ; 2019-2022 ; 1 900 000 EUR",
                "Seed stores: phase 2 ; Niger ; mis en œuvre par Oxfam ; 2020 ; 400 000 EUR",
            ),
        ] {
            let expected = [
                ["Wells, roads and schools for Kita", "ML", "WaterAid", "1900000", "2019-01-01"],
                ["Seed stores: phase 2", "NE", "Oxfam", "400000", "2020-01-01"],
            ]
            .map(|row| row.map(str::to_owned));
            assert_eq!(told(heading, &[one, other]), expected, "{one}");
        }
        let several = [
            "Fund for Local Initiatives - Phase II (FLI II) (Brazil, Haiti), 2010–2013. Implemented by Oxfam. Budget: CAD 900,000.",
            "Wells for Kita (Mali), 2019. Implemented by WaterAid. Budget: CAD 80,000.",
        ];
        let expected =
            ["Fund for Local Initiatives - Phase II (FLI II)", "BR HT", "Oxfam", "900000", "2010-01-01"];
        assert_eq!(told("Grants", &several).first(), Some(&expected.map(str::to_owned)));
        let below = told(
            "Kenya",
            &[
                "Rural Health Posts. Partner: Ministry of Health, Wajir County. 2019–2022. US$2,340,000",
                "Feeder Roads. Partner: Save the Children. 2019. US$300,000",
            ],
        );
        let expected = [
            ["Rural Health Posts", "KE", "Ministry of Health, Wajir County", "2340000", "2019-01-01"],
            ["Feeder Roads", "KE", "Save the Children", "300000", "2019-01-01"],
        ]
        .map(|row| row.map(str::to_owned));
        assert_eq!(below, expected);
    }

    #[test]
    fn a_number_may_stand_among_the_facts_of_an_item() {
        let read = told(
            "Grants from Sida",
            &[
                "Mali: Wells for the schools of Kita; 2019-2022; 52170102; SEK 9 million",
                "Zambia: Reading in Eastern Province; 2018-2021; 52170077; committing SEK 64 million",
                "Sudan: Kassala Hospital; 2020-2023; SDN-20/00014 (CIVSAM); total SEK 38 million",
            ],
        );
        let expected = [
            ["Wells for the schools of Kita", "ML", "", "9000000", "2019-01-01"],
            ["Reading in Eastern Province", "ZM", "", "64000000", "2018-01-01"],
            ["Kassala Hospital", "SD", "", "38000000", "2020-01-01"],
        ]
        .map(|row| row.map(str::to_owned));
        assert_eq!(read, expected);
    }

    const NONE: [[String; 5]; 0] = [];

    #[test]
    fn prices_books_accounts_and_gifts_are_no_activities() {
        for items in [
            &["Deluxe tent for four, 2019, $450", "Camp stove with gas, 2020, $85"][..],
            &[
                "Okello, J. Wells of the north. Nairobi: East Press, 2012. KES 2,500",
                "Diallo, A. Roads of the south. Dakar: Sahel Press, 2014. XOF 12,000",
            ],
            &["Staff costs of the office, 2019, EUR 3,000,000", "Rent of the office, 2019, EUR 300,000"],
            &["Government of Norway, 2019, NOK 12,000,000", "Government of Japan, 2019, JPY 90,000,000"],
        ] {
            for heading in ["Kenya", "Annex"] {
                assert_eq!(told(heading, items), NONE, "{heading}");
            }
        }
        // One alone is no list, and what heads it names no activity.
        let one = ["Wells for Kita (Mali), 2019–2022. Implemented by WaterAid. Budget: EUR 1.9 million."];
        for heading in ["Kenya", "Annex"] {
            assert!(told(heading, &one).iter().all(|[title, ..]| !title.contains("Annex")), "{heading}");
        }
    }

    #[test]
    fn a_line_may_tell_all_of_an_activity() {
        for (one, other) in [
            (
                "Rural Health Posts — AMREF — EUR 2,340,000 — 2019–2022",
                "Feeder Roads — Save the Children — EUR 300,000 — 2019–2022",
            ),
            (
                "Rural Health Posts — Implementing partner: AMREF — EUR 2,340,000 — 2019–2022",
                "Feeder Roads — 2019–2022 — EUR 300,000 — Implementing partner: Save the Children",
            ),
            (
                "Rural Health Posts | AMREF | 2019-2022 | EUR 2,340,000",
                "Feeder Roads | Save the Children | 2019-2022 | EUR 300,000",
            ),
        ] {
            let expected = [
                ["Rural Health Posts", "KE", "AMREF", "2340000", "2019-01-01"],
                ["Feeder Roads", "KE", "Save the Children", "300000", "2019-01-01"],
            ]
            .map(|row| row.map(str::to_owned));
            assert_eq!(told("Kenya", &[one, other]), expected, "{one}");
        }
    }

    #[test]
    fn items_that_tell_less_are_no_activities() {
        for items in [
            // One alone.
            &["Rural Health Posts — AMREF — EUR 2,340,000 — 2019–2022"][..],
            // A person's posts.
            &["Team Leader — Nairobi office — 2019–2022", "Field Officer — Mombasa office — 2016–2019"],
            &["2019–2022 — AMREF — Team Leader — EUR 2,340,000", "2016–2019 — Oxfam — Officer — EUR 300,000"],
            // Prices, and what no one takes part in.
            &["Deep wells — two — EUR 2,340 — 2019", "Feeder roads — many — EUR 300 — 2019"],
            &["Rural Health Posts — EUR 2,340,000", "Feeder Roads — EUR 300,000"],
        ] {
            assert_eq!(told("Kenya", items), NONE, "{items:?}");
        }
    }
}
