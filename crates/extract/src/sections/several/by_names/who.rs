//! Who carries out a project and who pays for it, in the sentences that tell of it.

mod named;
mod payer;
mod phrase;

use almoner_codelists::{Folded, country, fold, organisation, places_in};
use almoner_record::Span;

use self::named::{is_name, name_at};
pub(super) use self::payer::{behind_known, payer};
use self::phrase::{behind, by, front, is_decider, places, subject};
use super::units::Told;
use super::words::doing::{CARRIED_OUT, DOES, DONE_BY, SIGNERS};
use super::words::money::BUDGET;
use super::words::paying::AWARD;
use crate::bodies;
use crate::funders::without_article;
use crate::prose::names::without_adverb;
use crate::prose::{SIGNS, pair, sides};
use crate::sentences::is_denied;
use crate::word_list::{begins_word, word_starts};

/// Who carries it out.
pub(super) fn taker(told: &Told, money: Option<Span>) -> Option<Span> {
    // A country is where it is.
    named_taker(told, money).filter(|name| country(name.of(&told.text)).is_none())
}

/// Who pays and who carries out, where one signs with the other: `Norway signed an agreement worth USD 5 million with FAO`.
pub(super) fn signed(told: &Told) -> Option<(Span, Option<Span>)> {
    if let [one, other] = both(told).as_slice() {
        return pair(&told.text, *one, *other);
    }
    let one = subject(told, SIGNS)?;
    sides(&told.text, one, one.range().end)
}

fn named_taker(told: &Told, money: Option<Span>) -> Option<Span> {
    signed(told)
        .and_then(|(_, receiver)| receiver)
        .or_else(|| behind(told, DONE_BY))
        .filter(|name| !is_decider(name.of(&told.text)) && country(name.of(&told.text)).is_none())
        .or_else(|| subject(told, DOES))
        .or_else(|| within(told))
        .or_else(|| for_whom(told))
        .or_else(|| behind_place(told))
        .or_else(|| by(told, CARRIED_OUT))
        .or_else(|| money.and_then(|money| receiver(told, money)))
        .or_else(|| behind(told, AWARD).filter(|name| !is_decider(name.of(&told.text))))
}

/// Who signs for it, or whose head does.
pub(super) fn signer(told: &Told) -> Option<Span> {
    behind(told, SIGNERS)
        .filter(|name| !is_decider(name.of(&told.text)) && country(name.of(&told.text)).is_none())
}

/// The two who sign an agreement about it, of whom nothing tells who gives.
pub(super) fn both(told: &Told) -> Vec<Span> {
    const SIGN: [&str; 12] = [
        "signed",
        "have signed",
        "ont signe",
        "ont paraphe",
        "ont conclu",
        "suscribieron",
        "firmaron",
        "han firmado",
        "han suscrito",
        "assinaram",
        "celebraram",
        "rubricaram",
    ];
    const JOINS: [&str; 4] = [" and ", " et ", " y ", " e "];
    let text = told.text.as_str();
    let folded = told.folded.text();
    let Some(at) = SIGN.iter().filter_map(|verb| places(folded, verb).next()).min() else {
        return Vec::new();
    };
    let verb = told.printed(at);
    let Some(start) =
        front(told).into_iter().chain(text.find(". ").map(|at| at + 2)).find(|from| *from < verb)
    else {
        return Vec::new();
    };
    let Some(named) = text.get(start..verb) else { return Vec::new() };
    let named = named.trim_end();
    let mut joins =
        JOINS.iter().flat_map(|join| named.match_indices(join).map(|(at, join)| (at, join.len())));
    let Some((join, length)) = joins.next() else { return Vec::new() };
    if joins.next().is_some() {
        return Vec::new();
    }
    let one = Span::new(start, start + join).trim(text);
    let other = Span::new(start + join + length, start + named.len()).trim(text);
    let bare = |span: Span| {
        let own = span.of(text);
        let named =
            own.find(" (").filter(|_| own.ends_with(')')).and_then(|open| own.get(..open)).unwrap_or(own);
        let named = without_adverb(named);
        let end = span.range().start + named.len();
        Span::new(end - without_article(named).len(), end)
    };
    [bare(one), bare(other)]
        .into_iter()
        .filter(|span| {
            let own = span.of(text);
            is_name(own) && !own.contains([',', ':', '“', '«', '"']) && !is_of_state(own) && !is_decider(own)
        })
        .collect()
}

/// `Government`, `le ministre des Finances`
fn is_of_state(name: &str) -> bool {
    const STEMS: [&str; 6] = ["govern", "gouvern", "gobiern", "minist", "president", "represent"];
    let folded = fold(name);
    STEMS.iter().any(|stem| begins_word(&folded, stem))
}

/// Who is told to carry it out behind a participle or `a cargo de`.
pub(super) fn carried_out_by(told: &Told) -> Option<Span> {
    by(told, CARRIED_OUT)
        .or_else(|| behind(told, &["a cargo de ", "a cargo da ", "a cargo do ", "a cargo del "]))
}

/// Who does it by a clause inside the sentence: `which Oxfam manages`, `comment Oxfam entend agir`, `que desarrollará en Mali
/// Oxfam`.
fn within(told: &Told) -> Option<Span> {
    const OPENINGS: [&str; 12] = [
        "which ",
        "that ",
        "as ",
        "how ",
        "where ",
        "que ",
        "qu'",
        "qu\u{2019}",
        "comment ",
        "como ",
        "lorsque ",
        "quand ",
    ];
    const MOST_BETWEEN: usize = 60;
    let folded = told.folded.text();
    let starts_with_verb = |rest: &str| {
        let rest = rest.trim_start();
        DOES.iter()
            .filter(|verb| {
                rest.strip_prefix(**verb).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
            })
            .map(|verb| verb.len())
            .max()
    };
    OPENINGS.iter().find_map(|opening| {
        word_starts(folded, opening).find_map(|at| {
            let from = at + opening.len();
            // `estou no Senegal para conhecer «…», que`: what is denied is so in its own clause.
            let clause = folded.get(..at)?.rsplit([',', ';', '»', '”', '"']).next().unwrap_or_default();
            if is_denied(clause) {
                return None;
            }
            if let Some(verb) = starts_with_verb(folded.get(from..)?) {
                // The verb, then where, then who.
                let rest = folded.get(from + verb..)?;
                let start = told.printed(from + verb);
                let place = told.countries.iter().find(|(span, _)| {
                    span.range().start >= start && span.range().start <= start + MOST_BETWEEN
                });
                let place = place.filter(|_| {
                    [" en ", " em ", " no ", " na ", " au ", " aux "]
                        .iter()
                        .any(|word| rest.starts_with(word))
                });
                let start = place.map_or(start, |(span, _)| span.range().end);
                return name_at(told, start).filter(|name| {
                    name.range().start <= start + 6
                        && !is_decider(name.of(&told.text))
                        && !begins_clause(told, start)
                });
            }
            let name = name_at(told, told.printed(from))?;
            let verb = told.text.get(name.range().end..)?;
            let verb = fold(verb.get(..verb.floor_char_boundary(MOST_BETWEEN))?);
            (starts_with_verb(&verb).is_some() && !is_decider(name.of(&told.text))).then_some(name)
        })
    })
}

/// Whom an amount is for, by what is said behind of them: `438,597 dollars for Concern Universal and its “…”`, `147.000 € serán
/// para Clínica Móvil, que …`.
fn for_whom(told: &Told) -> Option<Span> {
    const FOR: [&str; 5] = [" for ", " pour ", " para ", " a ", " to "];
    const ITS: [&str; 18] = [
        " and its ",
        " et son ",
        " et sa ",
        " y su ",
        " e o seu ",
        " e a sua ",
        ", which ",
        ", who ",
        ", qui ",
        ", que ",
        ", where ",
        ", ou ",
        ", donde ",
        ", onde ",
        ", dont ",
        ", laquelle ",
        ", lequel ",
        " and their ",
    ];
    let folded = told.folded.text();
    FOR.iter().find_map(|words| {
        folded.match_indices(words).find_map(|(at, _)| {
            let name = name_at(told, told.printed(at + words.len()))?;
            let near = told.text.get(name.range().start..)?;
            let near = fold(near.get(..near.floor_char_boundary(name.len() + 16))?);
            let own = fold(name.of(&told.text));
            // `X and its`: the name was read on.
            let its = ITS.iter().filter_map(|its| near.find(its)).min()?;
            let is_end = its == own.len() || own.get(..its).is_some_and(|front| !front.contains(','));
            let cut = Folded::new(name.of(&told.text)).span(0..its.min(own.len())).range().end;
            let bare = name.inner(Span::new(0, cut));
            (is_end
                && is_name(bare.of(&told.text))
                && country(bare.of(&told.text)).is_none()
                && !is_decider(bare.of(&told.text)))
            .then_some(bare)
        })
    })
}

/// Whose project it is, behind its name and place: `“…” (Togo), de Caritas Kara`, `(Mali, 36 months), of Oxfam`.
fn behind_place(told: &Told) -> Option<Span> {
    const OF: [&str; 16] = [
        "), de la ",
        "), de ",
        "), del ",
        "), da ",
        "), do ",
        "), of the ",
        "), of ",
        "), by ",
        ") de ",
        ") da ",
        ") do ",
        ") du ",
        "), du ",
        "), d'",
        "), d\u{2019}",
        ") by ",
    ];
    let folded = told.folded.text();
    OF.iter().find_map(|words| {
        let at = folded.find(words)?;
        let open = folded.get(..at)?.rfind('(')?;
        let start = told.printed(open);
        let is_place = told
            .countries
            .iter()
            .any(|(span, _)| span.range().start > start && span.range().start <= start + 3);
        let name = name_at(told, told.printed(at + words.len())).filter(|_| is_place)?;
        (!is_decider(name.of(&told.text)) && country(name.of(&told.text)).is_none()).then_some(name)
    })
}

/// True where a mark stands right at a place: what follows is told of something else.
fn begins_clause(told: &Told, at: usize) -> bool {
    told.text.get(at..).is_some_and(|rest| rest.trim_start().starts_with([',', ';', '.', ':']))
}

/// Who is given the amount: `EUR 38,000 to Oxfam for`, `40 000 EUR sont attribués à Oxfam pour`.
fn receiver(told: &Told, money: Span) -> Option<Span> {
    const MOST_WORDS: usize = 6;
    const TO: [&str; 7] = ["to", "a", "al", "ao", "au", "aux", "pour"];
    let from = told.folded_at(money.range().end);
    let rest = told.folded.text().get(from..)?;
    let mut at = from;
    for word in rest.split_inclusive(' ').take(MOST_WORDS) {
        let bare = word.trim();
        at += word.len();
        if bare.contains([',', ';', '.', '“', '«', '"', '(']) {
            return None;
        }
        if TO.contains(&bare) {
            let start = told.printed(at);
            let name = name_at(told, start).filter(|name| !is_decider(name.of(&told.text)));
            let name = name.filter(|name| !is_first_name(told, name.of(&told.text)));
            if let Some(name) = name {
                return Some(name);
            }
            if bare == "pour" {
                return None;
            }
        }
    }
    None
}

/// True for a name of one word where somebody is supported: `apoya con 500 euros a María`.
fn is_first_name(told: &Told, name: &str) -> bool {
    const SUPPORTS: [&str; 4] = ["apoya ", "apoia ", "apoyan ", "apoiam "];
    let is_word = name.chars().skip(1).all(char::is_lowercase);
    is_word
        && SUPPORTS.iter().any(|verb| begins_word(told.folded.text(), verb))
        && organisation(name).is_none()
        && !bodies::is_body(name)
}

/// Whose name stands before an amount and a dash or colon: `Oxfam – EUR 46,000 for`.
pub(super) fn before_amount(told: &Told, money: Span) -> Option<Span> {
    let before = told.text.get(..money.range().start)?.trim_end();
    let bare = before.trim_end_matches(['–', '—', '-', ':', ',']).trim_end();
    if bare.len() == before.len() || bare.is_empty() {
        return None;
    }
    let name = Span::new(0, bare.len());
    let codes: Vec<&str> = told.countries.iter().map(|(_, code)| *code).collect();
    let is_place = || places_in(bare, &codes).iter().any(|place| place.span.len() == bare.len());
    let is_label = is_place() || BUDGET.iter().any(|word| begins_word(&fold(bare), word));
    (is_name(bare) && !is_label && !is_decider(bare) && !bare.contains(['“', '«', '"', '('])).then_some(name)
}
