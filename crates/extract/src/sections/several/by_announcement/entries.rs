//! The entries of such a list: what each line or paragraph names, where and with which amount.

use std::ops::Range;

use almoner_codelists::{countries_in, country, fold};
use almoner_record::{Role, Span};

use super::super::by_names;
use super::money_first;
use crate::bodies;
use crate::field::Field;
use crate::lines::{Line, LineKind};
use crate::nouns;
use crate::sections::Cutter;
use crate::value::money;
use crate::value::numeral::DecimalMark;
use crate::value::sentence::sentences;
use crate::word_list::WordList;

/// What one entry tells.
pub(super) struct Entry {
    pub(super) told: Vec<(Field, Span)>,
    pub(super) code: &'static str,
    pub(super) lines: Range<usize>,
    /// What tells of it, where it is no more than a part of a line.
    pub(super) text: Option<Span>,
}

/// The entries from line `from` on, as long as entries follow one another.
pub(super) fn entries(cutter: &Cutter<'_>, from: usize) -> Vec<Entry> {
    const MOST_BETWEEN: usize = 3;
    const MOST: usize = 400;
    let mut entries: Vec<Entry> = Vec::new();
    let (mut at, mut between) = (from, 0);
    while at < cutter.lines.len() && entries.len() < MOST && between <= MOST_BETWEEN {
        match entry(cutter, at).filter(|entry| !is_count(cutter, entry)) {
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

/// Lines right below one another that begin with a country and its amount each, one of which says what is given: `Uganda: US$9
/// million loan for the drains of Kampala`. They need no announcement.
pub(super) fn by_place(cutter: &Cutter<'_>) -> Option<(usize, Vec<Entry>)> {
    const FEWEST: usize = 3;
    const NEAR: usize = 48;
    static GIVEN: WordList = WordList::of(
        "loan grant credit pret don subvention prestamo donacion credito subvencion emprestimo doacao subvencao",
    );
    let mut run: Vec<Entry> = Vec::new();
    let mut says = false;
    for at in 0..=cutter.lines.len() {
        let line = cutter.lines.get(at);
        if line.is_some_and(|line| line.kind == LineKind::Aside) {
            continue;
        }
        let own = line.and_then(|line| {
            let text = cutter.document.slice(line.span);
            let near = text.get(..text.floor_char_boundary(NEAR))?;
            // A colon and a figure near it: few lines have both.
            (near.contains(':') && text.bytes().any(|byte| byte.is_ascii_digit())).then_some(())?;
            let (told, code) = begins_with_money(cutter, at, money_first::begins)?;
            let is_first =
                told.iter().any(|(field, span)| *field == Field::Countries && span.start == line.span.start);
            says |= almoner_codelists::words(&fold(text)).any(|(_, word)| GIVEN.has(word));
            is_first.then_some(Entry { told, code, lines: at..at + 1, text: None })
        });
        match own {
            Some(entry) => run.push(entry),
            None if run.len() >= FEWEST && says => break,
            None => {
                run.clear();
                says = false;
            }
        }
    }
    let first = run.first()?.lines.start;
    (run.len() >= FEWEST && says).then_some((first, run))
}

/// `two projects` are told one by one behind it.
fn is_count(cutter: &Cutter<'_>, entry: &Entry) -> bool {
    const MOST_WORDS: usize = 3;
    let title = entry.told.iter().find(|(field, _)| *field == Field::Title);
    title.is_some_and(|(_, span)| {
        let folded = fold(cutter.document.slice(*span));
        folded.split_whitespace().count() <= MOST_WORDS
            && folded.split_whitespace().next_back().is_some_and(nouns::are_activities)
    })
}

/// The entry that begins on line `at`.
fn entry(cutter: &Cutter<'_>, at: usize) -> Option<Entry> {
    const MOST_LINES: usize = 4;
    let (mut told, code) = begins_with_money(cutter, at, money_first::begins)
        .or_else(|| begins(cutter, at))
        .or_else(|| begins_with_money(cutter, at, money_first::told_of_country))?;
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
    if !told.iter().any(|(field, _)| matches!(field, Field::Budget(_))) {
        told.extend(amount(cutter, &own).map(|span| (Field::Budget(None), span)));
    }
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
    // What is told of a country stands behind its name.
    let text =
        told.extract_if(.., |(field, _)| matches!(field, Field::Description(_))).next().map(|(_, span)| span);
    Some(Entry { told, code, lines: at..end, text })
}

/// What a line tells that begins with its amount, or with its country and amount, as `read` finds it.
fn begins_with_money(
    cutter: &Cutter<'_>,
    at: usize,
    read: impl Fn(&str) -> Option<(Vec<(Field, Span)>, &'static str)>,
) -> Option<(Vec<(Field, Span)>, &'static str)> {
    const LONGEST: usize = 1_200;
    let line = cutter.lines.get(at).filter(|line| line.span.len() <= LONGEST)?;
    if !matches!(line.kind, LineKind::Text | LineKind::Item { .. }) {
        return None;
    }
    let (told, code) = read(cutter.document.slice(line.span))?;
    Some((told.into_iter().map(|(field, span)| (field, line.span.inner(span))).collect(), code))
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
        && !name.ends_with(" of")
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
pub(super) fn is_sentence(name: &str) -> bool {
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
pub(super) fn before_place(text: &str, place: Span) -> usize {
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
pub(super) fn bare(text: &str, title: Span) -> Span {
    let name = title.of(text).trim_end_matches([';', ',', '.', ' ', '-', '–', '—']);
    let short = name.rsplit_once(' ').filter(|(_, word)| nouns::is_activity(word));
    let name = short.map_or(name, |(short, _)| short);
    title.inner(Span::new(0, name.len())).trim(text)
}

/// `The Clean Air Project` at the beginning of a sentence, without its article.
fn named_project(text: &str) -> Option<Span> {
    sentences(text).into_iter().find_map(|sentence| {
        let own = sentence.of(text);
        let name = capitals(own)?;
        (own.starts_with("The ") && name.range().start == "The ".len()).then(|| sentence.inner(name))
    })
}

/// The first name in capitals that ends with a word for a project: `Clean Air Project`.
pub(super) fn capitals(text: &str) -> Option<Span> {
    const NOUNS: [&str; 4] = ["Project", "Programme", "Program", "Initiative"];
    const SMALL: [&str; 8] = ["and", "of", "for", "the", "in", "to", "on", "&"];
    const MOST_WORDS: usize = 12;
    let (mut start, mut count, mut at) = (0, 0, 0);
    for word in text.split(' ') {
        let bare = word.trim_end_matches([',', '.', ';', ':']);
        if (2..=MOST_WORDS).contains(&count) && NOUNS.contains(&bare) {
            return Some(Span::new(start, at + bare.len()));
        }
        let is_capital = word.starts_with(char::is_uppercase) && word != "The";
        if is_capital && count == 0 {
            start = at;
        }
        let goes_on = is_capital || count > 0 && SMALL.contains(&word);
        count = if goes_on && (bare == word || word.ends_with(',')) { count + 1 } else { 0 };
        at += word.len() + 1;
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
