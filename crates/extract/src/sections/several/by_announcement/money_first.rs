//! What a line tells that gives the money before what it is for: `USD 10 million loan for the Wells Project in Mali`,
//! `Mali (signed with the minister). A USD 10 million loan will support the Wells Project.`

use almoner_codelists::{Folded, Mention, countries_in, fold, words};
use almoner_record::{DescriptionType, Span};

use super::entries::{bare, before_place, capitals, is_sentence};
use crate::field::Field;
use crate::nouns;
use crate::quotes::{Pair, quoted};
use crate::value::money;
use crate::value::numeral::DecimalMark;
use crate::value::sentence::sentences;
use crate::word_list::WordList;

/// Articles before an amount or what gives it.
static ARTICLES: WordList = WordList::of("a an un une uno una um uma the le la el o");

/// What is given: behind the amount in English, before it elsewhere.
pub(super) static GIVEN: WordList = WordList::of(
    "loan loans grant credit financing funding guarantee pret don subvention credit financement prestamo donacion credito \
     financiamiento financiacion subvencion emprestimo doacao subvencao financiamento apoyo apoio",
);

/// Words between such a word and its amount: `un prêt de`, `préstamo por hasta`.
static OF: WordList = WordList::of("of de por up to hasta ate jusqu'a um no valor un monto montant d");

/// Words, folded, that lead from the amount to what it is for.
const LEADS: [&str; 41] = [
    "will pay for ",
    "pays for ",
    "will build ",
    "will be used to ",
    "will be used for ",
    "for contribution to ",
    "for support to ",
    "for ",
    "towards ",
    "to support ",
    "to finance ",
    "to fund ",
    "to ",
    "will support ",
    "will finance ",
    "will fund ",
    "will go into ",
    "will go to ",
    "will help ",
    "pour ",
    "destine a ",
    "destinee a ",
    "financera ",
    "appuiera ",
    "soutiendra ",
    "aidera ",
    "para financiar ",
    "para apoyar ",
    "para apoiar ",
    "para ",
    "destinado a ",
    "destinada a ",
    "destinados a ",
    "destinado ao ",
    "financiara ",
    "apoyara ",
    "apoiara ",
    "ira para ",
    "pour financer ",
    "pour appuyer ",
    "em favor de ",
];

/// What is told, by its places in the text, and the code of the country.
pub(super) fn begins(text: &str) -> Option<(Vec<(Field, Span)>, &'static str)> {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let found = countries_in(text);
    let begun = found.first().filter(|one| one.span.range().start == 0);
    let from = match begun {
        Some(one) => behind_place(text, one.span.range().end)?,
        None => 0,
    };
    let (amount, behind) = amount(text, from)?;
    let object = sentences(text.get(behind..)?).first()?.range().end;
    let object = Span::new(behind, behind + object);
    let place = match begun {
        Some(begun) => begun,
        None => only_place(&found, object)?,
    };
    let whole = begun.is_some();
    let end = if whole { object.range().end } else { before_place(text, place.span) };
    let own = Span::new(behind, end.max(behind)).trim(text);
    let mut told = vec![(Field::Budget(None), amount), (Field::Countries, place.span)];
    // What is only told of (`upgrading a slum`) names no project.
    let title = title(text, own);
    // `EUR 20 million for two projects in Mali` are told one by one behind it.
    let folded = fold(object.of(text));
    if title.is_none() && words(&folded).any(|(_, word)| nouns::are_activities(word)) {
        return None;
    }
    told.extend(title.map(|title| (Field::Title, title)));
    (!own.is_empty()).then_some((told, place.entry.code))
}

/// The same of a line that begins with its country and tells in a sentence of one amount that is given: `Belize – The Board
/// has approved a grant of GBP 700,000 to the Government for a study.`
pub(super) fn told_of_country(text: &str) -> Option<(Vec<(Field, Span)>, &'static str)> {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let found = countries_in(text);
    let place = found.first().filter(|one| {
        text.get(..one.span.range().start)
            .is_some_and(|before| before.is_empty() || ARTICLES.has(fold(before).trim()))
    })?;
    let from = behind_place(text, place.span.range().end)?;
    let rest = text.get(from..)?;
    let sentence = sentences(rest).into_iter().find(|sentence| {
        words(&fold(sentence.of(rest))).any(|(_, word)| GIVEN.has(word))
            && money::money(sentence.of(rest), DecimalMark::Unknown).is_some()
    })?;
    let moneys = money::moneys(sentence.of(rest), DecimalMark::Unknown);
    let [(amount, _)] = moneys.as_slice() else { return None };
    let sentence = Span::new(from, from).inner(sentence);
    let named = capitals(sentence.of(text)).map(|name| (Field::Title, sentence.inner(name)));
    let about = Span::new(from, text.len()).trim(text);
    let told = [
        (Field::Budget(None), sentence.inner(*amount)),
        (Field::Countries, place.span),
        (Field::Description(DescriptionType::General), about),
    ];
    Some((told.into_iter().chain(named).collect(), place.entry.code))
}

/// The one country that the object of an amount ends in or names.
fn only_place(found: &[Mention], object: Span) -> Option<&Mention> {
    let mut own = found.iter().filter(|one| object.range().contains(&one.span.range().start));
    let last = own.clone().next_back()?;
    own.all(|one| one.entry.code == last.entry.code).then_some(last)
}

/// Where the text goes on behind a country, a bracket and the sign behind it.
fn behind_place(text: &str, end: usize) -> Option<usize> {
    const LONGEST: usize = 160;
    let mut rest = text.get(end..)?.trim_start();
    if rest.starts_with('(') {
        let close = rest.get(..rest.floor_char_boundary(LONGEST))?.find(')')?;
        rest = rest.get(close + 1..)?.trim_start();
    }
    let signs = [":", ".", ",", "–", "—", "-", ";", "|"];
    let behind = signs.iter().find_map(|sign| rest.strip_prefix(sign))?;
    Some(text.len() - behind.trim_start().len())
}

/// The amount that stands at `from`, with what is given before or behind it, and where what it is for begins.
fn amount(text: &str, from: usize) -> Option<(Span, usize)> {
    const MOST_BEFORE: usize = 7;
    const MOST_BEHIND: usize = 4;
    let rest = text.get(from..)?;
    let ahead = rest.get(..rest.floor_char_boundary(120))?;
    let (span, _) = money::money(ahead, DecimalMark::Unknown)?;
    let before = Folded::new(ahead.get(..span.range().start)?);
    let mut words = before.text().split_whitespace();
    let is_lead = |word: &str| ARTICLES.has(word) || GIVEN.has(word) || OF.has(word);
    if before.text().split_whitespace().count() > MOST_BEFORE || !words.all(is_lead) {
        return None;
    }
    let mut behind = from + span.range().end;
    // `EUR 25 million (USD 27 million)` tells one amount twice.
    let own = text.get(behind..)?.trim_start();
    if let Some(inner) = own.strip_prefix('(').and_then(|own| own.split(')').next())
        && money::is_alone(inner, DecimalMark::Unknown)
    {
        behind = text.len() - own.len() + inner.len() + 2;
    }
    let rest = text.get(behind..)?;
    let rest = rest.get(..rest.floor_char_boundary(120))?;
    let folded = Folded::new(rest);
    let mut at = folded.text().len() - folded.text().trim_start().len();
    let mut last = "";
    for _ in 0..=MOST_BEHIND {
        let own = folded.text().get(at..)?;
        let lead = LEADS.iter().filter(|lead| own.starts_with(**lead)).max_by_key(|lead| lead.len());
        if let Some(lead) = lead {
            // `EUR 2 million more for` gives nothing of its own.
            let is_given = last.is_empty() || GIVEN.has(last);
            let end = folded.span(0..at + lead.len()).range().end;
            return is_given.then(|| (Span::new(from, from).inner(span), behind + end));
        }
        last = own.split(' ').next().filter(|word| !word.is_empty() && word.len() < 24)?;
        at += last.len() + 1;
    }
    None
}

/// The name of a project in what an amount is for: in quotes, in capitals, or all of it that begins with one.
fn title(text: &str, own: Span) -> Option<Span> {
    const QUOTES: [Pair; 3] = [('“', '”'), ('«', '»'), ('"', '"')];
    const LONGEST: usize = 200;
    const SMALL: [&str; 14] =
        ["the ", "a ", "an ", "le ", "la ", "les ", "l'", "l’", "el ", "los ", "las ", "o ", "os ", "as "];
    let whole = own.of(text);
    let quoted = QUOTES.iter().find_map(|pair| quoted(whole, *pair).next());
    if let Some(quoted) = quoted {
        return Some(own.inner(quoted.inner).trim(text));
    }
    if let Some(name) = capitals(whole) {
        return Some(own.inner(name));
    }
    let article = SMALL.iter().find(|word| whole.starts_with(**word)).map_or(0, |word| word.len());
    let name = own.inner(Span::new(article, whole.len()));
    let end = [", for ", ", to ", ", which ", ", pour ", ", para ", ", qui ", ", que "];
    let end = end.iter().filter_map(|mark| name.of(text).find(mark)).min().unwrap_or(name.len());
    let name = bare(text, name.inner(Span::new(0, end)));
    let is_name = name.of(text).starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        && name.of(text).split_whitespace().count() > 1
        && name.len() <= LONGEST
        && !is_sentence(name.of(text))
        && money::money(name.of(text), DecimalMark::Unknown).is_none();
    is_name.then_some(name)
}
