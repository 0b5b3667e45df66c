//! Who pays for a project, in the sentences that tell of it.

use almoner_codelists::{countries_in, country, fold};
use almoner_record::Span;

use super::super::units::Told;
use super::super::words::money::PARTS;
use super::super::words::paying::{BY, FUNDS_OF, GIVES, LOANS_OF, PAID};
use super::is_of_state;
use super::named::{is_name, name_at};
use super::phrase::{behind, by, is_decider, places, subject};
use crate::bodies;
use crate::funders::without_article;
use crate::header;
use crate::prose::without_board;
use crate::sentences::is_denied;
use crate::value::money::moneys;
use crate::word_list::WordList;

/// Who is known to give, behind one of the words.
pub(in super::super) fn behind_known(told: &Told, words: &[&str]) -> Option<Span> {
    let folded = told.folded.text();
    let at = words.iter().find_map(|words| folded.find(words).map(|at| at + words.len()))?;
    name_at(told, told.printed(at)).filter(|name| is_known(told, *name))
}

/// True for a name that reads as that of one who gives.
pub(super) fn is_known(told: &Told, name: Span) -> bool {
    let name = name.of(&told.text);
    let gives = || country(name).is_some_and(|entry| header::gives(entry.code));
    let is_of_receiver = || {
        let state = if is_of_state(name) { countries_in(name) } else { Vec::new() };
        state.iter().any(|mention| !header::gives(mention.entry.code))
    };
    (bodies::is_body(name) && country(name).is_none() || gives() || is_of_place(name)) && !is_of_receiver()
}

/// Who pays.
pub(in super::super) fn payer(told: &Told, money: Option<Span>) -> Option<Span> {
    let known = |name: &Span| is_known(told, *name);
    by(told, PAID)
        .or_else(|| behind(told, FUNDS_OF).map(|name| alone_before_subject(told, name)))
        .or_else(|| money.and_then(|money| giver(told, money)).filter(known))
        .or_else(|| behind(told, LOANS_OF).filter(known))
        .or_else(|| subject(told, GIVES).filter(known))
        .or_else(|| before_verb(told, GIVES).filter(known))
        .or_else(|| payer_of_part(told).filter(known))
        .or_else(|| before_funded(told).filter(known))
        .map(|name| without_board(&told.text, name))
        .filter(|name| !is_decider(name.of(&told.text)))
}

/// A town, region or province that gives: `City of Westbridge`, `Région Centre`.
pub(super) fn is_of_place(name: &str) -> bool {
    const FRONTS: [&str; 20] = [
        "city of ",
        "town of ",
        "borough of ",
        "county of ",
        "province of ",
        "canton of ",
        "region ",
        "ville de ",
        "ville du ",
        "ville d'",
        "ville d\u{2019}",
        "departement ",
        "canton de ",
        "province de ",
        "diputacion ",
        "comunidad de ",
        "cabildo ",
        "municipio de ",
        "cidade de ",
        "concelho de ",
    ];
    let folded = fold(name);
    FRONTS.iter().any(|front| folded.starts_with(front))
}

/// The name of who pays at the beginning of a sentence without its subject: `With funding from Irish Aid, Concern has launched`.
pub(super) fn alone_before_subject(told: &Told, name: Span) -> Span {
    const FRONT: usize = 50;
    match name.of(&told.text).find(", ") {
        Some(comma) if name.range().start < FRONT => name.inner(Span::new(0, comma)),
        _ => name,
    }
}

/// The name that ends right before one of the verbs inside a sentence: `she said the Harbour Agency had put in`.
pub(super) fn before_verb(told: &Told, verbs: &[&str]) -> Option<Span> {
    static INNER: WordList =
        WordList::of("of for and the de du des la le les et del y da do das dos e para pour d' l'");
    const MOST_WORDS: usize = 12;
    let folded = told.folded.text();
    verbs.iter().find_map(|verb| {
        places(folded, verb).find_map(|at| {
            let rest = folded.get(at + verb.len()..)?;
            if BY.iter().any(|by| rest.starts_with(by)) || is_denied(folded.get(..at)?) {
                return None;
            }
            let front = told.text.get(..told.printed(at))?.trim_end();
            let mut start = None;
            let mut place = front.len();
            for word in front.rsplit(' ').take(MOST_WORDS) {
                place = place.checked_sub(word.len())?;
                if word.ends_with([',', ';', ':', '.', '”', '»', '"']) {
                    break;
                }
                if word.starts_with(char::is_uppercase) {
                    start = Some(place);
                } else if !INNER.has(&fold(word)) {
                    break;
                }
                place = place.saturating_sub(1);
            }
            let start = start.filter(|start| *start > 0)?;
            let own = front.get(start..)?;
            let bare = without_article(own);
            let span = Span::new(front.len() - bare.len(), front.len());
            (is_name(bare) && !is_decider(bare) && bare.contains(' ')).then_some(span)
        })
    })
}

/// Who gives the amount: `a contribution of EUR 58,000 from the Agency`.
pub(super) fn giver(told: &Told, money: Span) -> Option<Span> {
    const FROM: [&str; 33] = [
        " comes from ",
        " come from ",
        " proceden de ",
        " procede de ",
        " provienen de ",
        " proviennent de ",
        " provient de ",
        " provem de ",
        " provem da ",
        " sao suportados por ",
        " apportes par ",
        " from ",
        " de ",
        " d'",
        " d\u{2019}",
        " made available by ",
        " venant de ",
        " venant du ",
        " provenant de ",
        " provenant du ",
        " procedentes de ",
        " aportados por ",
        " provenientes de ",
        " provenientes da ",
        " provided by ",
        " donated by ",
        " de la part de ",
        " de la ",
        " de l'",
        " de l’",
        " del ",
        " da ",
        " do ",
    ];
    let from = told.folded_at(money.range().end);
    let rest = told.folded.text().get(from..)?;
    let words = FROM.iter().find(|words| rest.starts_with(**words))?;
    name_at(told, told.printed(from + words.len()))
}

/// `the USAID-funded project`, `a World Bank-financed programme`
pub(super) fn before_funded(told: &Told) -> Option<Span> {
    const FUNDED: [&str; 3] = ["-funded ", "-financed ", "-backed "];
    const MOST_WORDS: usize = 3;
    let text = told.text.as_str();
    FUNDED.iter().find_map(|words| {
        let end = text.find(words)?;
        let front = text.get(..end)?;
        let mut start = end;
        let mut best = None;
        for word in front.rsplit(' ').take(MOST_WORDS) {
            start = start.checked_sub(word.len())?;
            let is_article = ["The", "This", "A", "An"].contains(&word);
            if !word.starts_with(char::is_uppercase) || is_article || word.ends_with(',') {
                break;
            }
            best = Some(Span::new(start, end));
            start = start.saturating_sub(1);
        }
        best
    })
}

/// Who gives a part of the whole: `of which EUR 203,000 comes from the Harbour Trust`.
pub(super) fn payer_of_part(told: &Told) -> Option<Span> {
    let folded = told.folded.text();
    let at = PARTS.iter().filter_map(|words| folded.find(words)).min()?;
    let from = told.printed(at);
    let amounts = moneys(&told.text, told.decimal);
    amounts.into_iter().filter(|(span, _)| span.range().start >= from).find_map(|(span, _)| giver(told, span))
}
