//! Lists in running text that a sentence announces: `The Board approved the following projects:`, then an item or paragraph
//! for each, which names what is done and the country where, mostly with the amount.
//!
//! ```text
//! - FP046 – USD 8.65 million for the Solar Parks Programme in Mongolia with XacBank.
//! Chad - Pastoral Water Project - Total cost: $39.5 million
//! Assainissement des quartiers de Nairobi au Kenya. Un prêt de 53,4 millions de dollars …
//! Wells for the schools of Kita (Mali);
//! ```

use std::collections::BTreeSet;
use std::ops::Range;

use almoner_codelists::{countries_in, country, fold};
use almoner_record::{DescriptionType, Role, Span};

use super::super::{Cutter, Piece};
use super::{by_names, facts, others};
use crate::bodies;
use crate::field::Field;
use crate::header;
use crate::lines::{Line, LineKind};
use crate::recognise::has_words;
use crate::value::money;
use crate::value::numeral::DecimalMark;
use crate::value::sentence::sentences;

/// What one entry tells.
struct Entry {
    told: Vec<(Field, Span)>,
    code: &'static str,
    lines: Range<usize>,
}

/// Parts a document with such a list.
pub(super) fn part(cutter: &mut Cutter<'_>) -> bool {
    const FEWEST: usize = 2;
    const MOST_FACTS: usize = 1;
    if facts(cutter, &cutter.pieces).len() > MOST_FACTS || others::is_study(cutter) {
        return false;
    }
    let Some(at) = (0..cutter.lines.len()).find(|at| announces(cutter, *at)) else { return false };
    let each = cutter.lines.get(at).and_then(|line| amount_of_each(cutter, line));
    let entries = entries(cutter, at + 1);
    let text = |span: Span| cutter.document.slice(span);
    let titles: BTreeSet<String> = entries
        .iter()
        .filter_map(|entry| entry.told.iter().find(|(field, _)| *field == Field::Title))
        .map(|(_, span)| fold(text(*span)))
        .collect();
    let receive = entries.iter().filter(|entry| !header::gives(entry.code)).count();
    if entries.len() < FEWEST
        || titles.len() < entries.len()
        || receive < entries.len()
        || cutter.lines.get(at).is_none_or(|line| others::stand_below_others(cutter, line.span))
    {
        return false;
    }
    let mut pieces = Vec::new();
    let mut from = 0;
    for (ordinal, entry) in (0..).zip(entries) {
        if from < entry.lines.start {
            pieces.push(Piece::of_lines(from..entry.lines.start));
        }
        let tells_money = entry.told.iter().any(|(field, _)| matches!(field, Field::Budget(_)));
        let shared = each.filter(|_| !tells_money).map(|span| (Field::Budget(None), span));
        for (field, span) in entry.told.into_iter().chain(shared) {
            pieces.push(Piece {
                field: Some(field),
                inline: vec![span],
                activity: Some(ordinal),
                announced: field == Field::Title,
                // What stands with the announcement stays there.
                in_row: Some(span) == each,
                ..Piece::of_lines(entry.lines.start..entry.lines.start)
            });
        }
        let field = Some(Field::Description(DescriptionType::General));
        from = entry.lines.end;
        pieces.push(Piece { field, activity: Some(ordinal), ..Piece::of_lines(entry.lines) });
    }
    pieces.push(Piece::of_lines(from..cutter.lines.len()));
    cutter.pieces = pieces;
    true
}

/// True for a line that says of projects, loans or grants that they were approved, paid for or chosen, and ends with a colon.
fn announces(cutter: &Cutter<'_>, at: usize) -> bool {
    const LONGEST: usize = 900;
    const GIVEN: [&str; 38] = [
        "approved",
        "approves",
        "endorsed",
        "financed",
        "finances",
        "funded",
        "funds",
        "supported",
        "supports",
        "selected",
        "awarded",
        "signed",
        "granted",
        "will receive",
        "approuves",
        "approuve",
        "approuvees",
        "financees",
        "retenus",
        "retenu",
        "soutenus",
        "appuyes",
        "octroyes",
        "accordes",
        "signes",
        "aprobo",
        "aprobados",
        "aprobadas",
        "financiados",
        "financiara",
        "apoyados",
        "concedidas",
        "han recibido",
        "seleccionados",
        "aprovados",
        "aprovou",
        "apoiados",
        "selecionados",
    ];
    let Some(line) = cutter.lines.get(at) else { return false };
    let text = cutter.document.slice(line.span).trim_end();
    if line.span.len() > LONGEST || line.kind == LineKind::Table || !text.ends_with(':') {
        return false;
    }
    let text = fold(text);
    if !names_activities(&text) {
        return false;
    }
    // `The new projects are:` behind a heading that says who approved them.
    let above = cutter.lines.iter().find(|line| line.kind != LineKind::Aside);
    let above = above.filter(|above| above.span.len() <= LONGEST && is_bare(&text));
    let above = above.map(|line| fold(cutter.document.slice(line.span)));
    let is_given = |text: &str| GIVEN.iter().any(|word| has_words(text, word));
    is_given(&text) || above.is_some_and(|above| names_aid(&above) && is_given(&above))
}

fn names_activities(text: &str) -> bool {
    const NOUNS: [&str; 24] = [
        "projects",
        "programmes",
        "programs",
        "grants",
        "loans",
        "credits",
        "operations",
        "projets",
        "prets",
        "dons",
        "subventions",
        "proyectos",
        "programas",
        "prestamos",
        "donaciones",
        "subvenciones",
        "operaciones",
        "projetos",
        "projectos",
        "emprestimos",
        "subvencoes",
        "initiatives",
        "iniciativas",
        "interventions",
    ];
    NOUNS.iter().any(|noun| has_words(text, noun))
}

/// True for a heading of money or projects that are given.
fn names_aid(text: &str) -> bool {
    const WORDS: [&str; 12] = [
        "project",
        "projects",
        "projet",
        "projets",
        "proyecto",
        "proyectos",
        "projeto",
        "projetos",
        "grants",
        "loans",
        "funding",
        "financement",
    ];
    WORDS.iter().any(|word| has_words(text, word))
}

/// True for a line whose last words say that the projects follow.
fn is_bare(text: &str) -> bool {
    const ENDS: [&str; 14] = [
        "are",
        "are the following",
        "as follows",
        "are as follows",
        "include",
        "following",
        "sont",
        "sont les suivants",
        "suivants",
        "son",
        "son los siguientes",
        "siguientes",
        "sao",
        "seguintes",
    ];
    let text = text.trim_end_matches([':', ' ']);
    ENDS.iter().any(|end| text.ends_with(end))
}

/// The amount that each of them is given: `… have received 900 euros each for these projects:`.
fn amount_of_each(cutter: &Cutter<'_>, line: &Line) -> Option<Span> {
    const EACH: [&str; 8] =
        ["each", "en cada caso", "cada uno", "cada una", "chacun", "chacune", "cada um", "a cada proyecto"];
    let text = cutter.document.slice(line.span);
    let moneys = money::moneys(text, DecimalMark::Unknown);
    let [(span, _)] = moneys.as_slice() else { return None };
    EACH.iter().any(|word| has_words(&fold(text), word)).then(|| line.span.inner(*span))
}

/// The entries from line `from` on, as long as entries follow one another.
fn entries(cutter: &Cutter<'_>, from: usize) -> Vec<Entry> {
    const MOST_BETWEEN: usize = 3;
    const MOST: usize = 400;
    let mut entries: Vec<Entry> = Vec::new();
    let (mut at, mut between) = (from, 0);
    while at < cutter.lines.len() && entries.len() < MOST && between <= MOST_BETWEEN {
        match entry(cutter, at) {
            Some(entry) => {
                at = entry.lines.end;
                between = 0;
                entries.push(entry);
            }
            None => {
                let is_aside = cutter.lines.get(at).is_some_and(|line| line.kind == LineKind::Aside);
                between += usize::from(!is_aside);
                at += 1;
            }
        }
    }
    entries
}

/// The entry that begins on line `at`.
fn entry(cutter: &Cutter<'_>, at: usize) -> Option<Entry> {
    const MOST_LINES: usize = 4;
    let (mut told, code) = begins(cutter, at)?;
    let goes_on = |line: &Line| {
        let text = cutter.document.slice(line.span);
        matches!(line.kind, LineKind::Text) && !text.contains(" - ") && !text.trim_end().ends_with(':')
    };
    let has_amount =
        |line: &Line| money::money(cutter.document.slice(line.span), DecimalMark::Unknown).is_some();
    let is_item = matches!(cutter.lines.get(at)?.kind, LineKind::Item { .. });
    let mut end = at + 1;
    // An entry goes on up to its amount.
    while end < cutter.lines.len().min(at + MOST_LINES)
        && !is_item
        && !cutter.lines.get(end - 1).is_some_and(has_amount)
        && cutter.lines.get(end).is_some_and(goes_on)
        && begins(cutter, end).is_none()
    {
        end += 1;
    }
    // What follows without one is of the document.
    if !cutter.lines.get(end - 1).is_some_and(has_amount) {
        end = at + 1;
    }
    let own: Vec<Span> = cutter.lines.get(at..end)?.iter().map(|line| line.span).collect();
    told.extend(amount(cutter, &own).map(|span| (Field::Budget(None), span)));
    // `…, led by Oxfam: EUR 66,000`
    let names_taker = told.iter().any(|(field, _)| matches!(field, Field::Org(_)));
    let taker = own.first().and_then(|span| Some(span.inner(by_names::taker(cutter.document.slice(*span))?)));
    told.extend(taker.filter(|_| !names_taker).map(|span| (Field::Org(Some(Role::Implementing)), span)));
    // A headline is no title where the text names the project.
    let named = own
        .iter()
        .skip(1)
        .find_map(|span| named_project(cutter.document.slice(*span)).map(|own| span.inner(own)));
    if let Some((named, title)) = named.zip(told.iter_mut().find(|(field, _)| *field == Field::Title)) {
        title.1 = named;
    }
    Some(Entry { told, code, lines: at..end })
}

/// Title, country, number and who carries it out, as a line begins that tells of one activity in one country.
fn begins(cutter: &Cutter<'_>, at: usize) -> Option<(Vec<(Field, Span)>, &'static str)> {
    const LONGEST: usize = 1_200;
    const FEWEST_WORDS: usize = 2;
    let line = cutter.lines.get(at)?;
    if let Some(told) = begins_alone(cutter, at) {
        return Some(told);
    }
    let is_read = matches!(line.kind, LineKind::Text | LineKind::Item { .. } | LineKind::Heading { .. });
    let text = cutter.document.slice(line.span);
    if !is_read
        || text.len() > LONGEST
        || !text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "«“\"".contains(c))
    {
        return None;
    }
    let first = sentences(text).first().copied()?;
    let whole = first.of(text);
    let found = countries_in(whole);
    let place = found.last().filter(|last| found.iter().all(|other| other.entry.code == last.entry.code))?;
    let mut told = Vec::new();
    let begun = found
        .first()
        .filter(|one| one.span.range().start == 0)
        .and_then(|one| behind_mark(whole, one.span.range().end));
    let title = if let Some(begun) = begun {
        let rest = whole.get(begun..)?;
        let end = [" - ", " – ", " — ", " | "]
            .iter()
            .filter_map(|mark| rest.find(mark))
            .min()
            .unwrap_or(rest.len());
        Span::new(begun, begun + end)
    } else {
        let number = number(whole);
        told.extend(number.map(|number| (Field::OtherIdentifier, number)));
        let from =
            number.map_or(0, |number| behind_mark(whole, number.range().end).unwrap_or(number.range().end));
        let from = match money::money(whole.get(from..)?, DecimalMark::Unknown)
            .filter(|(span, _)| span.range().start < 4)
        {
            Some((span, _)) => behind_words(whole, from + span.range().end)?,
            None => from,
        };
        // `Climate / Water programme` has none.
        let is_body = |slash: &usize| {
            let name = whole.get(from..from + slash).unwrap_or_default();
            bodies::is_body(name) || name.split_whitespace().count() > 1
        };
        let (from, taker) = match whole.get(from..)?.find(" / ").filter(is_body) {
            Some(slash) => (from + slash + 3, Some(Span::new(from, from + slash))),
            None => (from, None),
        };
        told.extend(taker.map(|taker| (Field::Org(Some(Role::Implementing)), taker)));
        let end = before_place(whole, place.span);
        if end <= from {
            return None;
        }
        Span::new(from, end)
    };
    let title = bare(whole, title.trim(whole));
    let name = title.of(whole);
    let is_title = name.split_whitespace().count() >= FEWEST_WORDS
        && name.len() <= 300
        && name.starts_with(|c: char| c.is_alphanumeric() || "«“\"¿".contains(c))
        && money::money(name, DecimalMark::Unknown).is_none()
        && !is_sentence(name);
    let inner = |span: Span| line.span.inner(first.inner(span));
    told.push((Field::Title, title));
    told.push((Field::Countries, place.span));
    is_title.then(|| (told.into_iter().map(|(field, span)| (field, inner(span))).collect(), place.entry.code))
}

/// A country alone on a line, and on the next one a colon with what is done there.
fn begins_alone(cutter: &Cutter<'_>, at: usize) -> Option<(Vec<(Field, Span)>, &'static str)> {
    let (line, below) = (cutter.lines.get(at)?, cutter.lines.get(at + 1)?);
    let entry = country(cutter.document.slice(line.span))?;
    let text = cutter.document.slice(below.span);
    let title = Span::new(text.len() - text.strip_prefix(':')?.trim_start().len(), text.len());
    let title = bare(text, title);
    let told = vec![(Field::Title, below.span.inner(title)), (Field::Countries, line.span)];
    (title.of(text).split_whitespace().count() > 2).then_some((told, entry.code))
}

/// What says something of somebody and names no project: `The Board met`, `We thank`.
fn is_sentence(name: &str) -> bool {
    const BEGIN: [&str; 22] = [
        "the", "this", "these", "in", "on", "at", "we", "it", "they", "he", "she", "les", "ces", "cette",
        "ce", "nous", "los", "estas", "este", "en", "le", "dans",
    ];
    const VERBS: [&str; 16] = [
        "is",
        "are",
        "was",
        "were",
        "has",
        "have",
        "had",
        "said",
        "says",
        "est",
        "sont",
        "ete",
        "fue",
        "fueron",
        "foi",
        "announced",
    ];
    let folded = fold(name);
    let mut words = folded.split_whitespace();
    words.next().is_some_and(|first| BEGIN.contains(&first)) || words.any(|word| VERBS.contains(&word))
}

/// Where the text goes on behind a colon or dash that follows `end`.
fn behind_mark(text: &str, end: usize) -> Option<usize> {
    let rest = text.get(end..)?;
    let bare = rest.trim_start();
    let mark = [":", "–", "—", "-", "|"].iter().find_map(|mark| bare.strip_prefix(mark))?;
    let is_apart = mark.starts_with(char::is_whitespace) || bare.starts_with(':');
    is_apart.then(|| text.len() - mark.trim_start().len())
}

/// Where the title begins behind an amount: `USD 8.65 million for the …`.
fn behind_words(text: &str, from: usize) -> Option<usize> {
    const WORDS: [&str; 12] = [
        "for the ",
        "for ",
        "to the ",
        "towards the ",
        "pour le ",
        "pour la ",
        "pour ",
        "para el ",
        "para la ",
        "para o ",
        "para a ",
        "para ",
    ];
    let rest = text.get(from..)?;
    let bare = rest.trim_start();
    let begun = WORDS.iter().find_map(|word| bare.strip_prefix(word))?;
    Some(text.len() - begun.len())
}

/// The number that a text begins with: `FP046`, `21-005`.
fn number(text: &str) -> Option<Span> {
    const LENGTHS: std::ops::RangeInclusive<usize> = 4..=24;
    let word = text.split_whitespace().next()?.trim_end_matches([':', ',']);
    let is_code = LENGTHS.contains(&word.len())
        && word.bytes().filter(u8::is_ascii_digit).count() >= 2
        && word.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, '-' | '/' | '.'));
    is_code.then(|| Span::new(0, word.len()))
}

/// Where a title ends before the country behind it and the words that lead to it.
fn before_place(text: &str, place: Span) -> usize {
    const WORDS: [&str; 18] = [
        "in", "en", "au", "aux", "a", "em", "no", "na", "nos", "nas", "dans", "for", "the", "el", "la",
        "los", "de", "le",
    ];
    let mut end = place.range().start;
    loop {
        let before = text.get(..end).unwrap_or_default().trim_end();
        let last = before.rsplit(char::is_whitespace).next().unwrap_or_default();
        let bare = before.trim_end_matches([',', '(', '–', '-', '—', ':', '/']).trim_end();
        if bare.len() < before.len() {
            end = bare.len();
        } else if WORDS.contains(&fold(last).as_str()) && last.len() < before.len() {
            end = before.len() - last.len();
        } else {
            return before.len();
        }
    }
}

/// A title without quotes around it, and without the word `project` in small letters at its end.
fn bare(text: &str, title: Span) -> Span {
    const WORDS: [&str; 8] =
        [" project", " programme", " program", " projet", " proyecto", " programa", " projeto", " projecto"];
    let name = title.of(text).trim_end_matches([';', ',', '.', ' ', '-', '–', '—']);
    let name = WORDS.iter().find_map(|word| name.strip_suffix(word)).unwrap_or(name);
    title.inner(Span::new(0, name.len())).trim(text)
}

/// `The Clean Air Project` at the beginning of a sentence, without its article.
fn named_project(text: &str) -> Option<Span> {
    const NOUNS: [&str; 4] = ["Project", "Programme", "Program", "Initiative"];
    const SMALL: [&str; 8] = ["and", "of", "for", "the", "in", "to", "on", "&"];
    const MOST_WORDS: usize = 12;
    for sentence in sentences(text) {
        let own = sentence.of(text);
        let Some(rest) = own.strip_prefix("The ") else { continue };
        let mut at = 0;
        for (count, word) in rest.split(' ').enumerate().take(MOST_WORDS) {
            let is_noun = NOUNS.contains(&word.trim_end_matches([',', '.', ';']));
            if is_noun && count >= 2 {
                let end = at + word.trim_end_matches([',', '.', ';']).len();
                return Some(sentence.inner(Span::new(own.len() - rest.len(), own.len() - rest.len() + end)));
            }
            if !word.starts_with(char::is_uppercase) && !SMALL.contains(&word) {
                break;
            }
            at += word.len() + 1;
        }
    }
    None
}

/// The one amount of an entry, or the one that is told to be its total.
fn amount(cutter: &Cutter<'_>, lines: &[Span]) -> Option<Span> {
    const TOTALS: [&str; 8] = [
        "total cost",
        "cout total",
        "costo total",
        "coste total",
        "custo total",
        "total",
        "montant total",
        "overall cost",
    ];
    let mut found: Vec<(Span, bool)> = Vec::new();
    for line in lines {
        let text = cutter.document.slice(*line);
        let mut from = 0;
        for (span, _) in money::moneys(text, DecimalMark::Unknown) {
            let before = fold(text.get(from..span.range().start).unwrap_or_default());
            let before = before.trim_end_matches([':', ' ', '=']);
            found.push((line.inner(span), TOTALS.iter().any(|word| before.ends_with(word))));
            from = span.range().end;
        }
    }
    match found.as_slice() {
        [(one, _)] => Some(*one),
        _ => {
            let mut totals = found.iter().filter(|(_, is_total)| *is_total);
            totals.next().filter(|_| totals.next().is_none()).map(|(span, _)| *span)
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::specimen::extracted;

    fn told(text: &str) -> Vec<String> {
        let row = |one: &almoner_record::Activity| {
            let codes: Vec<&str> = one.countries.iter().map(|country| country.code.as_str()).collect();
            let budget = one.budget.as_ref().map(|budget| budget.money.value.to_string());
            format!(
                "{}/{}/{}",
                one.title.clone().unwrap_or_default(),
                codes.join(" "),
                budget.unwrap_or_default()
            )
        };
        extracted(text).activities.iter().map(row).collect()
    }

    #[test]
    fn a_sentence_may_announce_activities() {
        let cases: [(&str, &str, [&str; 2]); 9] = [
            (
                "Les projets suivants seront financés :",
                "- Puits et pompes de Kita (Mali), mené par Oxfam : 66 000 EUR\n- Semences de Tahoua (Niger), mené par Swissaid : 51 000 EUR\n",
                ["Puits et pompes de Kita/ML/66000", "Semences de Tahoua/NE/51000"],
            ),
            (
                "Serão financiados os seguintes projetos:",
                "- Escolas de Ayacucho (Peru), a cargo de Cáritas: 37.000 €\n- Sementes de Kaya (Burkina Faso), a cargo de Oikos: 25.000 €\n",
                ["Escolas de Ayacucho/PE/37000", "Sementes de Kaya/BF/25000"],
            ),
            (
                "The Board approved the following grants:",
                "- GR-0117 – USD 8.65 million for the Solar Villages Programme in Mali with AMREF.\n- GR-0118 – USD 2 million for the Green Valleys project in Niger with CARE.\n",
                ["Solar Villages Programme/ML/8650000", "Green Valleys/NE/2000000"],
            ),
            (
                "These are the projects approved by the Board of the fund for poor households:",
                "Mali - Livestock of the Sahel Project - Total cost: USD 39.5 million; loan: USD 19.5 million\n\nNiger: Value chains of the north – Total cost: USD 17.8 million; grant: USD 6 million\n",
                ["Livestock of the Sahel Project/ML/39500000", "Value chains of the north/NE/17800000"],
            ),
            (
                "Les projets approuvés sont les suivants :",
                "Assainissement des quartiers de Bamako au Mali. Un prêt de 53,4 millions d'euros aidera la ville.\n\nEau des villages au Niger. Une subvention de 3 millions d'euros est accordée.\n",
                ["Assainissement des quartiers de Bamako/ML/53400000", "Eau des villages/NE/3000000"],
            ),
            (
                "The fund finances these projects for smallholders:",
                "• Wells for the schools of Kita (Mali);\n• Better seeds for the valleys, Niger; and\n",
                ["Wells for the schools of Kita/ML/", "Better seeds for the valleys/NE/"],
            ),
            (
                "Estas dos asociaciones han recibido 900 euros en cada caso para proyectos de cooperación:",
                "- Manos Unidas / Reparación de la escuela de Santa Ana en El Salvador.\n- Agua y Vida / Salud de las mujeres de Copán en Honduras.\n",
                ["Reparación de la escuela de Santa Ana/SV/900", "Salud de las mujeres de Copán/HN/900"],
            ),
            (
                "Foram aprovados os seguintes projetos de cooperação:",
                "- Escolas rurais do norte em Moçambique, 200 000 EUR.\n- Água para todos em Angola, 300 000 EUR.\n",
                ["Escolas rurais do norte/MZ/200000", "Água para todos/AO/300000"],
            ),
            (
                "The bank approved three loans:",
                "Mali: Bank Helps to Cut Air Pollution\nA USD 62.2 million loan for cleaner air. The Clean Air Project helps the ministry.\n\nNiger: Bank Supports Transport Services\nA USD 25 million loan for trade. The Second Trade Facilitation Project gives advice.\n",
                ["Clean Air Project/ML/62200000", "Second Trade Facilitation Project/NE/25000000"],
            ),
        ];
        for (announcement, entries, expected) in cases {
            let text = format!("News of the week\n\n{announcement}\n\n{entries}");
            assert_eq!(told(&text), expected, "{announcement}");
        }
    }

    #[test]
    fn other_lists_are_no_activities() {
        for text in [
            // Books, posts, offers.
            "The fund supports these studies:\n\n- Water and poverty in Mali, a grant of EUR 2 million.\n- Schools and poverty in Niger, a loan of EUR 3 million.\n",
            "He worked on the following projects:\n\n- Rural roads of the north in Mali, a grant of EUR 2 million.\n- Village water supply in Niger, a loan of EUR 3 million.\n",
            // What a company builds and sells.
            "The group approved the following projects, and its shareholders and customers earn the profit of all sales:\n\n- Marsabit wind farm in Kenya (USD 40 million).\n- Ninh Thuan solar farm in Vietnam (USD 30 million).\n",
            // Countries that give.
            "The council funded these projects for poor households:\n\n- The new library of Bergen in Norway.\n- The new school of Tampere in Finland.\n",
            // One alone, and sentences.
            "The Board approved these projects and a grant:\n\n- Village water supply in Niger.\n",
            "The Board approved these projects and a grant:\n\nThe Board met in Niger.\n\nWe thank all our friends in Mali.\n",
        ] {
            assert!(told(text).is_empty(), "{text} {:?}", told(text));
        }
    }
}
