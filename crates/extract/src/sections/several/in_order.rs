//! Lists without labels whose entries have the same values in the same order, told by what all of them have: what stands on
//! a line between dashes or semicolons, the rows of a table without heads, a few lines below one another.
//!
//! ```text
//! Mali – Wells for Kita – Norad – EUR 1.2 million
//! Niger: Goats of Maradi; 2018-2020; Sida; USD 840,000
//! Wells for Kita (Mali) — CARE, USD 1,250,000, 2018–2021
//! ```

use std::collections::BTreeMap;
use std::ops::Range;

use almoner_codelists::{donor, fold};
use almoner_record::{DescriptionType, Role, Span};

use super::super::Cutter;
use super::by_amounts::Entry;
use super::by_items::{alone_or_labelled, is_title, role_before, without_sign};
use super::by_parts::{is_name_of_one, quoted};
use super::{MOST_COLUMNS, above, heads, of_aid};
use crate::bodies;
use crate::field::Field;
use crate::lines::{self, Line, LineKind};
use crate::nouns;
use crate::value::money;
use crate::value::numeral::DecimalMark;
use crate::word_list::WordList;

/// The fewest entries of a list.
const FEWEST: usize = 3;

/// What a part of an entry is by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Fact(Field),
    /// An amount without its currency.
    Bare,
    Number,
    Text,
}

/// The parts of what may be an entry, in their order, and the lines that it stands on.
struct Row {
    parts: Vec<(Kind, Span)>,
    lines: Range<usize>,
}

impl Row {
    fn kinds(&self) -> Vec<Kind> {
        self.parts.iter().map(|(kind, _)| *kind).collect()
    }

    fn has(&self, wanted: impl Fn(Kind) -> bool) -> bool {
        self.parts.iter().any(|(kind, _)| wanted(*kind))
    }
}

fn is_money(kind: Kind) -> bool {
    matches!(kind, Kind::Bare | Kind::Fact(Field::Budget(_)))
}

/// The activities of such a list that is of aid.
pub(super) fn entries(cutter: &Cutter<'_>) -> Vec<Entry> {
    let found = [rows_of_tables, rows_of_lines, rows_of_groups].into_iter().find_map(|rows| {
        let entries = settle(cutter, rows(cutter))?;
        of_aid::are_entries_of(cutter, &entries).then_some(entries)
    });
    found.unwrap_or_default()
}

/// The rows of tables, each cell a part. A table with heads has none of an activity in its first row.
fn rows_of_tables(cutter: &Cutter<'_>) -> Vec<Row> {
    let tables = cutter.lines.iter().enumerate().filter(|(_, line)| line.kind == LineKind::Table);
    let of_table = |(at, line): (usize, &Line)| {
        let rows = lines::rows(cutter.document, line);
        if rows.first().is_none_or(|row| row.len() > MOST_COLUMNS) {
            return Vec::new();
        }
        let rows = rows.into_iter().map(|row| {
            let cells = row.iter().map(|cell| cell.span).filter(|cell| !cell.is_empty());
            Row { parts: cells.map(|cell| told(cutter, cell, line.block)).collect(), lines: at..at + 1 }
        });
        let mut rows = rows.peekable();
        let is_one = rows.peek().is_some_and(|first| first.has(is_money));
        if is_one { rows.collect() } else { Vec::new() }
    };
    tables.flat_map(of_table).collect()
}

/// The lines that signs part.
fn rows_of_lines(cutter: &Cutter<'_>) -> Vec<Row> {
    const LONGEST: usize = 600;
    let is_read = |line: &Line| {
        !matches!(line.kind, LineKind::Table | LineKind::Aside)
            && line.span.len() <= LONGEST
            && may_have_amount(cutter.document.slice(line.span))
    };
    let all: Vec<(usize, &Line)> =
        cutter.lines.iter().enumerate().filter(|(_, line)| is_read(line)).collect();
    if all.len() < FEWEST {
        return Vec::new();
    }
    let parted = all.into_iter().map(|(at, line)| {
        let mut parts = Vec::new();
        for part in parts_of(cutter.document.slice(line.span)) {
            refine(cutter, line.span.inner(part), line.block, &mut parts);
        }
        Row { parts, lines: at..at + 1 }
    });
    parted.filter(|row| row.parts.len() > 2).collect()
}

/// Lines right below one another, set apart from the next such lines.
fn rows_of_groups(cutter: &Cutter<'_>) -> Vec<Row> {
    const LINES: Range<usize> = 3..7;
    const LONGEST: usize = 200;
    let text = &cutter.document.text;
    let mut rows = Vec::new();
    let mut from = 0;
    while from < cutter.lines.len() {
        let rest = cutter.lines.get(from..).unwrap_or_default();
        let joined = rest.array_windows().take_while(|[one, next]| lines::is_right_below(one, next, text));
        let until = from + 1 + joined.count();
        let own = cutter.lines.get(from..until).unwrap_or_default();
        let is_short = |line: &Line| {
            !matches!(line.kind, LineKind::Table | LineKind::Aside) && line.span.len() <= LONGEST
        };
        if LINES.contains(&own.len()) && own.iter().all(is_short) {
            let parts = own.iter().map(|line| told(cutter, line.span, line.block));
            rows.push(Row { parts: parts.collect(), lines: from..until });
        }
        from = until;
    }
    rows
}

/// True for a text with money or with the digits of an amount: most lines have none, and all else is looked for at length.
fn may_have_amount(text: &str) -> bool {
    const FEWEST_DIGITS: usize = 4;
    match text.bytes().filter(u8::is_ascii_digit).count() {
        0 => false,
        digits => digits >= FEWEST_DIGITS || money::money(text, DecimalMark::Unknown).is_some(),
    }
}

/// A text between the signs that part it surely; what is in quotes is not parted.
fn parts_of(text: &str) -> Vec<Span> {
    const SIGNS: [&str; 10] = ["\t", "\n", " | ", " · ", " • ", " – ", " — ", " - ", "; ", ". "];
    let mut parts = Vec::new();
    let start = heads::behind_count(text);
    let (mut from, mut at, mut closes) = (start, start, None);
    while let Some(letter) = text.get(at..).and_then(|rest| rest.chars().next()) {
        closes = match (closes, letter) {
            (None, '“') => Some('”'),
            (None, '«') => Some('»'),
            (Some(close), letter) if close == letter => None,
            (closes, _) => closes,
        };
        let rest = text.get(at..).unwrap_or_default();
        match SIGNS.iter().find(|sign| closes.is_none() && rest.starts_with(**sign)) {
            Some(sign) => {
                parts.push(Span::new(from, at));
                at += sign.len();
                from = at;
            }
            None => at += letter.len_utf8(),
        }
    }
    parts.push(Span::new(from, text.len()));
    parts.into_iter().map(|part| part.trim(text)).filter(|part| !part.is_empty()).collect()
}

/// Adds what a part of a line is: a fact, or a text with a fact before its colon, in a bracket at its end, behind its commas.
fn refine(cutter: &Cutter<'_>, part: Span, block: usize, found: &mut Vec<(Kind, Span)>) {
    let text = cutter.document.slice(part);
    let part = part.inner(Span::new(0, without_sign(text.trim_end()).len()));
    let text = cutter.document.slice(part);
    let inner = |start: usize, end: usize| part.inner(Span::new(start, end)).trim(&cutter.document.text);
    if part.is_empty() {
        return;
    }
    let whole = told(cutter, part, block);
    // Each sign may be tried with each other one.
    const MOST_SIGNS: usize = 12;
    if whole.0 != Kind::Text || text.matches([',', ':', '(']).count() > MOST_SIGNS {
        return found.push(whole);
    }
    // `ML-2018-04 Wells for Kita`
    let first = text.split(' ').next().unwrap_or_default();
    if heads::is_number(first) && first.len() < text.len() {
        found.push((Kind::Number, inner(0, first.len())));
        return refine(cutter, inner(first.len(), text.len()), block, found);
    }
    if let Some((amount, role, name)) = given(text) {
        let amount = told(cutter, inner(amount.start, amount.end), block);
        if is_money(amount.0) {
            found.push(amount);
            found.push((Kind::Fact(Field::Org(Some(role))), inner(name.start, name.end)));
            return;
        }
    }
    let front = text.find(": ").map(|at| (told(cutter, inner(0, at), block), inner(at + 1, text.len())));
    match front {
        Some((own, rest)) if own.0 != Kind::Text => {
            found.push(own);
            return refine(cutter, rest, block, found);
        }
        // `Wells for Kita: Mali, CARE, EUR 40,000`
        Some(((_, before), rest)) if text.matches(": ").count() == 1 => {
            let mut behind = Vec::new();
            refine(cutter, rest, block, &mut behind);
            if behind.first().is_some_and(|(kind, _)| *kind != Kind::Text) {
                refine(cutter, before, block, found);
                return found.append(&mut behind);
            }
        }
        _ => {}
    }
    if let Some([before, inside, behind]) =
        bracket(text).map(|parts| parts.map(|part| inner(part.start, part.end)))
    {
        let mut own = Vec::new();
        refine(cutter, inside, block, &mut own);
        if own.iter().all(|(kind, _)| *kind != Kind::Text) {
            refine(cutter, before, block, found);
            found.append(&mut own);
            return refine(cutter, behind, block, found);
        }
    }
    let begun = text.find(", ").map(|at| (told(cutter, inner(0, at), block), inner(at + 1, text.len())));
    if let Some((own, rest)) = begun.filter(|((kind, _), _)| *kind != Kind::Text) {
        found.push(own);
        return refine(cutter, rest, block, found);
    }
    let last = text.rfind(", ").map(|at| (inner(0, at), told(cutter, inner(at + 1, text.len()), block)));
    match last.filter(|(_, (kind, _))| *kind != Kind::Text) {
        Some((rest, last)) => {
            refine(cutter, rest, block, found);
            found.push(last);
        }
        None => found.push(whole),
    }
}

/// An amount, and who gave or received it: `USD 40,000 from Norad`, `40 000 EUR à Oxfam`.
fn given(text: &str) -> Option<(Range<usize>, Role, Range<usize>)> {
    const WORDS: [(&str, Role); 9] = [
        (" from ", Role::Funding),
        (" by ", Role::Funding),
        (" par ", Role::Funding),
        (" por ", Role::Funding),
        (" to ", Role::Implementing),
        (" for ", Role::Implementing),
        (" à ", Role::Implementing),
        (" a ", Role::Implementing),
        (" para ", Role::Implementing),
    ];
    let (at, word, role) = WORDS
        .iter()
        .filter_map(|(word, role)| Some((text.find(word)?, word, *role)))
        .min_by_key(|(at, ..)| *at)?;
    let name = at + word.len()..text.len();
    text.get(name.clone()).is_some_and(is_name).then_some((0..at, role, name))
}

/// What stands before the last bracket of a text, in it and behind it.
fn bracket(text: &str) -> Option<[Range<usize>; 3]> {
    let open = text.rfind('(')?;
    let close = open + text.get(open..)?.find(')')?;
    let behind = text.get(close + 1..)?;
    let next = text.len() - behind.trim_start_matches([' ', ',', ';', ':', '.']).len();
    Some([0..open, open + 1..close, next..text.len()])
}

/// What a part is, and where: behind its label, without the marks of bold print.
fn told(cutter: &Cutter<'_>, part: Span, block: usize) -> (Kind, Span) {
    const LONGEST: usize = 120;
    let text = cutter.document.slice(part);
    let front = text.len() - text.trim_start_matches(['*', '_', ' ']).len();
    let part = part.inner(Span::new(front, text.trim_end_matches(['*', '_', ' ']).len().max(front)));
    let text = cutter.document.slice(part);
    if text.len() > LONGEST {
        return (Kind::Text, part);
    }
    match alone_or_labelled(cutter, part, block) {
        // `Funded by Norad, USD 40,000`
        Some((Field::Org(_), own))
            if cutter.document.slice(own).bytes().any(|byte| byte.is_ascii_digit()) =>
        {
            (Kind::Text, part)
        }
        Some((field, own)) => (Kind::Fact(field), own),
        None if is_bare_amount(text) => (Kind::Bare, part),
        None if heads::is_number(text) => (Kind::Number, part),
        None => (Kind::Text, part),
    }
}

/// `1,250,000`, `840 000`.
fn is_bare_amount(text: &str) -> bool {
    const FEWEST_DIGITS: usize = 4;
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    digits >= FEWEST_DIGITS
        && digits < text.chars().count()
        && text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | ' ' | '\'' | '’' | '\u{a0}'))
}

/// The entries of the rows that have the order of most of them; None where it tells too little, or too few have it.
fn settle(cutter: &Cutter<'_>, mut rows: Vec<Row>) -> Option<Vec<Entry>> {
    rows.retain(|row| row.has(is_money) && row.has(|kind| kind == Kind::Text));
    if rows.len() < FEWEST {
        return None;
    }
    let mut orders: BTreeMap<Vec<Kind>, usize> = BTreeMap::new();
    for row in &rows {
        *orders.entry(row.kinds()).or_default() += 1;
    }
    let (order, times) = orders.into_iter().max_by_key(|(_, times)| *times)?;
    let once = |wanted: &dyn Fn(Kind) -> bool| order.iter().filter(|kind| wanted(**kind)).count() == 1;
    if times < FEWEST || !once(&is_money) || !once(&|kind| kind == Kind::Fact(Field::Countries)) {
        return None;
    }
    // Numbers alone may count anything.
    if order.contains(&Kind::Bare) && !names_currency_above(cutter, rows.first()?) {
        return None;
    }
    let alike: Vec<&Row> = rows.iter().filter(|row| row.kinds() == order).collect();
    let fields = fields(cutter, &order, &alike)?;
    let title = fields.iter().position(|field| *field == Some(Field::Title))?;
    let entry = |row: &Row| {
        let places = in_place(row, &order, title)?;
        let facts = fields.iter().zip(places).filter_map(|(field, span)| (*field).zip(span));
        let facts = facts.flat_map(|(field, span)| match field {
            Field::Title => titled(cutter, span),
            Field::Org(_) => vec![(field, behind_article(cutter, span))],
            _ => vec![(field, span)],
        });
        Some(Entry { facts: facts.collect(), text: None, lines: row.lines.clone() })
    };
    let is_total = |entry: &Entry| {
        let title = entry.facts.iter().find(|(field, _)| *field == Field::Title);
        title.is_some_and(|(_, title)| above::is_sum(cutter.document.slice(*title)))
    };
    let entries: Vec<Entry> = rows.iter().filter_map(entry).filter(|entry| !is_total(entry)).collect();
    (entries.len() * 5 >= rows.len() * 4).then_some(entries)
}

/// A title without its quotes, and what it is about behind a colon: `Ring Road Project: a by-pass for lorries`.
fn titled(cutter: &Cutter<'_>, whole: Span) -> Vec<(Field, Span)> {
    let title = quoted(cutter, whole).unwrap_or(whole);
    let text = cutter.document.slice(title);
    let named =
        text.find(": ").filter(|at| text.get(..*at).is_some_and(|name| nouns::names_activity(&fold(name))));
    let Some(at) = named else { return vec![(Field::Title, title)] };
    let about = title.inner(Span::new(at + 1, text.len())).trim(&cutter.document.text);
    vec![(Field::Title, title.inner(Span::new(0, at))), (Field::Description(DescriptionType::General), about)]
}

/// True where a line right above the first row, or its table's caption, names a currency: `Grants of 2019 (EUR)`.
fn names_currency_above(cutter: &Cutter<'_>, first: &Row) -> bool {
    const NEAR: usize = 4;
    let above = cutter.lines.get(..first.lines.start).unwrap_or_default().iter().rev().take(NEAR);
    above
        .map(|line| cutter.document.slice(line.span))
        .any(|text| money::column(text).is_some_and(|head| head.sign.is_some()))
}

/// The part of a row at each place of the order: more parts than it has are of the title, and one fact may be missing.
fn in_place(row: &Row, order: &[Kind], title: usize) -> Option<Vec<Option<Span>>> {
    let kinds = row.kinds();
    let spans = || row.parts.iter().map(|(_, span)| Some(*span));
    let (before, behind) = (order.get(..title)?, order.get(title + 1..)?);
    if kinds.len() >= order.len() && kinds.starts_with(before) && kinds.ends_with(behind) {
        let own = row.parts.get(title..kinds.len() - behind.len())?;
        let whole = own.iter().map(|(_, span)| *span).reduce(Span::cover)?;
        let front = spans().take(title);
        return Some(front.chain([Some(whole)]).chain(spans().skip(kinds.len() - behind.len())).collect());
    }
    let may_miss = |kind: Kind| !is_money(kind) && !matches!(kind, Kind::Text | Kind::Fact(Field::Countries));
    let mut missing = (0..order.len()).filter(|at| order.get(*at).copied().is_some_and(may_miss));
    let is_all_but = |at: &usize| {
        kinds.len() + 1 == order.len()
            && kinds.iter().eq(order.iter().enumerate().filter(|(own, _)| own != at).map(|(_, kind)| kind))
    };
    missing.find(is_all_but).map(|at| spans().take(at).chain([None]).chain(spans().skip(at)).collect())
}

/// The field of each place of the order: of its texts one is the title, and another may be a name.
fn fields(cutter: &Cutter<'_>, order: &[Kind], rows: &[&Row]) -> Option<Vec<Option<Field>>> {
    let column = |at: usize| -> Vec<&str> {
        rows.iter()
            .filter_map(|row| row.parts.get(at))
            .map(|(_, span)| cutter.document.slice(*span))
            .collect()
    };
    let texts: Vec<(usize, Vec<&str>)> = order
        .iter()
        .enumerate()
        .filter(|(_, kind)| **kind == Kind::Text)
        .map(|(at, _)| (at, column(at)))
        .collect();
    let words = |column: &[&str]| column.iter().map(|text| text.split_whitespace().count()).sum::<usize>();
    let are_names =
        |column: &[&str]| column.iter().filter(|text| is_name(text)).count() * 5 >= column.len() * 4;
    let bodies = |column: &[&str]| column.iter().filter(|text| is_body(text)).count() * 2 >= column.len();
    let are_bodies = |column: &[&str]| are_names(column) && bodies(column);
    let differ = |column: &[&str]| {
        let different: std::collections::BTreeSet<&&str> = column.iter().collect();
        different.len() == column.len()
    };
    let are_titles = |column: &[&str]| {
        differ(column)
            && column.iter().filter(|text| is_title(text) && role_before(text).is_none()).count() * 5
                >= column.len() * 4
    };
    let open = texts.iter().filter(|(_, column)| are_titles(column) && !are_bodies(column));
    let (title, titles) = open.max_by_key(|(_, column)| words(column))?;
    // Of two texts that are as long nothing tells which is the title.
    let is_sure = texts
        .iter()
        .all(|(at, column)| at == title || are_bodies(column) || words(column) * 3 <= words(titles) * 2);
    if !is_sure {
        return None;
    }
    // Themes, districts and persons are written as names are.
    let has_bodies = |column: &[&str]| column.iter().filter(|text| is_body(text)).count() * 4 >= column.len();
    let mut names =
        texts.iter().filter(|(at, column)| at != title && are_names(column) && has_bodies(column));
    let name = names.next().filter(|_| names.next().is_none());
    let fields = order.iter().enumerate().map(|(at, kind)| match kind {
        Kind::Fact(field) => Some(*field),
        Kind::Bare => Some(Field::Budget(None)),
        Kind::Number => Some(Field::OtherIdentifier),
        Kind::Text if at == *title => Some(Field::Title),
        Kind::Text => name.filter(|(own, _)| *own == at).map(|(_, column)| Field::Org(role(column))),
    });
    Some(fields.collect())
}

/// True for what may be a name: `the European Union` has its article.
fn is_name(text: &str) -> bool {
    is_name_of_one(without_article(text))
}

fn is_body(text: &str) -> bool {
    let text = without_article(text);
    bodies::is_body(text) || donor(&fold(text)).is_some()
}

fn behind_article(cutter: &Cutter<'_>, name: Span) -> Span {
    let text = cutter.document.slice(name);
    name.inner(Span::new(text.len() - without_article(text).len(), text.len()))
}

fn without_article(text: &str) -> &str {
    static ARTICLES: WordList = WordList::of("the la le les el los las o a os as");
    match text.split_once(' ') {
        Some((first, rest)) if ARTICLES.has(first) => rest,
        _ => text,
    }
}

/// Who gives aid pays; of others a name tells no role.
fn role(names: &[&str]) -> Option<Role> {
    let known = names.iter().filter(|name| donor(&fold(without_article(name))).is_some()).count();
    (known * 2 >= names.len()).then_some(Role::Funding)
}

#[cfg(test)]
mod tests {
    use crate::specimen::{budget, codes, extracted, of_markdown};

    /// Title, country, budget and who takes part with a role, of each record.
    fn told(read: &[almoner_record::Activity]) -> Vec<String> {
        let one = |one: &almoner_record::Activity| {
            let orgs = one.participating_orgs.iter();
            let orgs: Vec<String> =
                orgs.map(|org| format!("{} {:?}", org.organisation.name, org.role)).collect();
            format!(
                "{}/{}/{}/{}",
                one.title.clone().unwrap_or_default(),
                codes(one),
                budget(one),
                orgs.join(" ")
            )
        };
        read.iter().map(one).collect()
    }

    /// Title, country, donor, years, amount, who carries out.
    const ENTRIES: [[&str; 6]; 4] = [
        ["Wells for the villages of Kita", "Mali", "Norad", "2018-2021", "1,250,000", "Oxfam"],
        ["Training of midwives in Zomba", "Malawi", "Irish Aid", "2019-2022", "840,000", "Jhpiego"],
        [
            "Seeds - and tools - for farmers",
            "Ethiopia",
            "the European Union",
            "2017-2020",
            "3,400,000",
            "SNV",
        ],
        ["Girls back to school", "Nepal", "Sida", "2020-2023", "2,100,000", "Plan International"],
    ];

    fn list(heading: &str, pattern: &str) -> String {
        let entry = |values: &[&str; 6]| {
            let marks = ["{T}", "{C}", "{D}", "{Y}", "{M}", "{O}"];
            marks.iter().zip(values).fold(pattern.to_owned(), |text, (mark, value)| text.replace(mark, value))
        };
        format!("{heading}\n\n{}", ENTRIES.iter().map(entry).collect::<String>())
    }

    #[test]
    fn entries_are_told_by_the_order_that_they_have_in_common() {
        let funded = |[title, _, donor, _, amount, _]: [&str; 6], code: &str| {
            let donor = donor.trim_start_matches("the ");
            format!("{title}/{code}/{}/{donor} Some(Funding)", amount.replace(',', ""))
        };
        let codes = ["ML", "MW", "ET", "NP"];
        let by_donor: Vec<String> =
            ENTRIES.into_iter().zip(codes).map(|(one, code)| funded(one, code)).collect();
        for heading in ["Projects supported in 2019", "Projets soutenus en 2019", "Proyectos apoyados"] {
            for pattern in [
                "{C} – {T} – {D} – USD {M}\n",
                "{C}: {T}; {Y}; {D}; USD {M}\n",
                "{C}\t{T}\t{D}\t{Y}\tUSD {M}\n",
                "{T} | {C} | {D} | USD {M}\n",
                "{C}\n{T}\n{D}\nUS$ {M}\n\n",
                "- **{T}** ({C}), {D}, {Y}, USD {M}\n",
                "{Y}: {T}, {C}. Funded by {D}, USD {M}.\n",
                "• {T}, {C} ({Y}): USD {M} from {D}\n",
            ] {
                let text = list(heading, pattern);
                assert_eq!(told(&extracted(&text).activities), by_donor, "{text}");
            }
        }
        let named: Vec<String> = ENTRIES
            .into_iter()
            .zip(codes)
            .map(|([title, _, _, _, amount, org], code)| {
                format!("{title}/{code}/{}/{org} None", amount.replace(',', ""))
            })
            .collect();
        for pattern in [
            "**{T}** ({C}) — {O}, USD {M}, {Y}\n\n",
            "- “{T}” ({C}) – {O} – EUR {M}\n",
            "{T}: {C}, {O}, USD {M}, {Y}\n\n",
            "1) “{T}” – {O}, {C} (EUR {M}, {Y});\n\n",
        ] {
            let text = list("# Grants of 2019", pattern);
            assert_eq!(told(&of_markdown(&text)), named, "{text}");
        }
    }

    #[test]
    fn a_fact_may_be_missing_and_one_row_may_be_another() {
        let text = list("Projects supported in 2019", "{C}: {T}; {Y}; {D}; USD {M}\n");
        let text =
            text.replace(" - ", " ").replace(" 2019-2022;", "") + "In all: 4 projects; USD 7,590,000\n";
        assert_eq!(told(&extracted(&text).activities).len(), 4);
    }

    #[test]
    fn lists_of_other_things_are_no_activities() {
        for (heading, pattern) in [
            ("Players sold in 2019", "{C} – John Otieno number {Y} – Gor Mahia FC – USD {M}\n"),
            ("Our hotels", "{C}\tThe Grand Palm Hotel of {Y}\tAcme Holdings\t{M}\n"),
            ("Films of the year", "{C}: The night of {Y}; Acme Pictures; USD {M}\n"),
            // Numbers that nothing says to be money.
            ("Projects supported in 2019, with the number of people reached", "{C}: {T}; {D}; {M}\n"),
            // Nothing tells where.
            ("Projects supported in 2019", "{T} – {D} – USD {M}\n"),
        ] {
            let text = list(heading, pattern);
            assert_eq!(told(&extracted(&text).activities), Vec::<String>::new(), "{text}");
        }
    }
}
