//! Who carries out a project and who pays for it, in the sentences that tell of it.

use almoner_codelists::{Folded, countries_in, country, places_in, fold, organisation};
use almoner_record::Span;

use super::units::Told;
use super::words::money::{BUDGET, PARTS};
use super::words::names::{ADVERBS, CUTS, DECIDERS, OF_DECIDERS, OPENS, PLACES, SMALL, TIMES};
use super::words::who::{AWARD, BY, CARRIED_OUT, DOES, DONE_BY, FUNDS_OF, GIVES, LOANS_OF, PAID, SIGNERS};
use crate::bodies;
use crate::funders::without_article;
use crate::header;
use crate::nouns;
use crate::prose::without_board;
use crate::sentences::is_denied;
use crate::value::date::{DayOrder, date};
use crate::value::money::moneys;
use crate::word_list::{WordList, begins_word, word_starts};

/// The longest name.
const LONGEST: usize = 180;

/// Who carries it out.
pub(super) fn taker(told: &Told, money: Option<Span>) -> Option<Span> {
    // A country is where it is.
    named_taker(told, money).filter(|name| country(name.of(&told.text)).is_none())
}

fn named_taker(told: &Told, money: Option<Span>) -> Option<Span> {
    behind(told, DONE_BY)
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
    behind(told, SIGNERS).filter(|name| !is_decider(name.of(&told.text)) && country(name.of(&told.text)).is_none())
}

/// The two who sign an agreement about it, of whom nothing tells who gives.
pub(super) fn both(told: &Told) -> Vec<Span> {
    const SIGN: [&str; 12] = [
        "signed", "have signed", "ont signe", "ont paraphe", "ont conclu", "suscribieron", "firmaron", "han firmado", "han suscrito",
        "assinaram", "celebraram", "rubricaram",
    ];
    const JOINS: [&str; 4] = [" and ", " et ", " y ", " e "];
    let text = told.text.as_str();
    let folded = told.folded.text();
    let Some(at) = SIGN.iter().filter_map(|verb| places(folded, verb).next()).min() else { return Vec::new() };
    let verb = told.printed(at);
    let Some(start) = front(told).into_iter().chain(text.find(". ").map(|at| at + 2)).find(|from| *from < verb) else {
        return Vec::new();
    };
    let Some(named) = text.get(start..verb) else { return Vec::new() };
    let named = named.trim_end();
    let mut joins = JOINS.iter().flat_map(|join| named.match_indices(join).map(|(at, join)| (at, join.len())));
    let Some((join, length)) = joins.next() else { return Vec::new() };
    if joins.next().is_some() {
        return Vec::new();
    }
    let one = Span::new(start, start + join).trim(text);
    let other = Span::new(start + join + length, start + named.len()).trim(text);
    let bare = |span: Span| {
        let own = span.of(text);
        let named = own.find(" (").filter(|_| own.ends_with(')')).and_then(|open| own.get(..open)).unwrap_or(own);
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

/// Who is known to give, behind one of the words.
pub(super) fn behind_known(told: &Told, words: &[&str]) -> Option<Span> {
    let folded = told.folded.text();
    let at = words.iter().find_map(|words| folded.find(words).map(|at| at + words.len()))?;
    name_at(told, told.printed(at)).filter(|name| is_known(told, *name))
}

/// True for a name that reads as that of one who gives.
fn is_known(told: &Told, name: Span) -> bool {
        let name = name.of(&told.text);
        let gives = || country(name).is_some_and(|entry| header::gives(entry.code));
        let is_of_receiver = || {
            let state = is_of_state(name).then(|| countries_in(name)).unwrap_or_default();
            state.iter().any(|mention| !header::gives(mention.entry.code))
        };
    (bodies::is_body(name) && country(name).is_none() || gives() || is_of_place(name)) && !is_of_receiver()
}

/// Who pays.
pub(super) fn payer(told: &Told, money: Option<Span>) -> Option<Span> {
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
fn is_of_place(name: &str) -> bool {
    const FRONTS: [&str; 20] = [
        "city of ", "town of ", "borough of ", "county of ", "province of ", "canton of ", "region ", "ville de ", "ville du ", "ville d'",
        "ville d\u{2019}", "departement ", "canton de ", "province de ", "diputacion ", "comunidad de ", "cabildo ", "municipio de ",
        "cidade de ", "concelho de ",
    ];
    let folded = fold(name);
    FRONTS.iter().any(|front| folded.starts_with(front))
}

/// The name of who pays at the beginning of a sentence without its subject: `With funding from Irish Aid, Concern has launched`.
fn alone_before_subject(told: &Told, name: Span) -> Span {
    const FRONT: usize = 50;
    match name.of(&told.text).find(", ") {
        Some(comma) if name.range().start < FRONT => name.inner(Span::new(0, comma)),
        _ => name,
    }
}

/// True for one who decides and has no name of its own: `the Grants Committee`, `le conseil municipal`.
fn is_decider(name: &str) -> bool {
    let folded = fold(name);
    let mut words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 2).peekable();
    let begins = words.peek().is_none_or(|first| DECIDERS.has(first) || OF_DECIDERS.has(first));
    begins && words.all(|word| DECIDERS.has(word) || OF_DECIDERS.has(word))
}

/// Places of folded `phrase` as words of a text.
fn places<'a>(text: &'a str, phrase: &'a str) -> impl Iterator<Item = usize> + 'a {
    word_starts(text, phrase).filter(|at| {
        let after = text.get(at + phrase.len()..).and_then(|rest| rest.chars().next());
        phrase.ends_with(' ') || after.is_none_or(|c| !c.is_alphanumeric() && c != '-')
    })
}

/// The name behind one of the phrases.
fn behind(told: &Told, phrases: &[&str]) -> Option<Span> {
    let folded = told.folded.text();
    phrases.iter().find_map(|phrase| {
        let at = places(folded, phrase).next()?;
        if is_denied(folded.get(..at)?) {
            return None;
        }
        name_at(told, told.printed(at + phrase.len()))
    })
}

/// The name behind a participle and `by`: `implemented by`, `carried out from 2015 to 2018 by`.
fn by(told: &Told, participles: &[&str]) -> Option<Span> {
    const MOST_BETWEEN: usize = 60;
    let folded = told.folded.text();
    participles.iter().find_map(|participle| {
        places(folded, participle).find_map(|at| {
            let rest = folded.get(at + participle.len()..)?;
            let (between, length) = BY
                .iter()
                .filter_map(|by| rest.find(by).map(|found| (found, by.len())))
                .filter(|(found, _)| *found <= MOST_BETWEEN)
                .min()?;
            let inner = rest.get(..between)?;
            // A time or a place stands between them, no other clause.
            let is_near = between == 0
                || inner.split_whitespace().count() <= 8
                    && !inner.contains([',', ';', ':', '.', '“', '"'])
                    && (inner.bytes().any(|byte| byte.is_ascii_digit())
                        || inner.split_whitespace().count() <= 3);
            if !is_near || is_denied(folded.get(..at)?) {
                return None;
            }
            name_at(told, told.printed(at + participle.len() + between + length))
        })
    })
}

/// The name that a sentence begins with, before one of the verbs.
fn subject(told: &Told, verbs: &[&str]) -> Option<Span> {
    // `Second is “…”: Oxfam will get`
    let colon = told.text.find(": ").map(|at| at + 2);
    front(told).into_iter().chain(colon).find_map(|from| subject_at(told, verbs, without_article_at(told, from)))
}

fn without_article_at(told: &Told, from: usize) -> usize {
    told.text.get(from..).map_or(from, |rest| told.text.len() - without_article(rest).len())
}

/// The one that begins at `from`.
fn subject_at(told: &Told, verbs: &[&str], from: usize) -> Option<Span> {
    let folded = told.folded.text();
    let start = told.folded_at(from);
    let mut found: Vec<(usize, usize)> = verbs
        .iter()
        .filter_map(|verb| places(folded, verb).find(|at| *at > start).map(|at| (at, verb.len())))
        .collect();
    found.sort_unstable();
    let (at, length) = *found.first()?;
    // `The project was launched by`
    let rest = folded.get(at + length..)?;
    if BY.iter().any(|by| rest.starts_with(by)) {
        return None;
    }
    let verb = told.folded.span(at..at + 1).range().start;
    let name = name_at(told, from)?;
    let between = told.text.get(name.range().end..verb)?;
    // A name itself may hold `Sans` or `Without`.
    if is_denied(&fold(between)) {
        return None;
    }
    // `Norwegian Agency for Development Cooperation (Norad) has granted`
    let bracket = between.trim_start().strip_prefix('(').and_then(|inside| inside.split_once(')'));
    let between = bracket.map_or(between, |(_, rest)| rest);
    // `X, with funding from Y, launches`, `Oxfam in Lebanon can count on`
    let is_place = || {
        between.split_whitespace().count() <= 4
            && PLACES.has(&fold(between.split_whitespace().next().unwrap_or_default()))
            && told.countries.iter().any(|(span, _)| span.range().start >= name.range().end && span.range().end <= verb)
    };
    let is_near = between.trim().is_empty()
        || between.starts_with(", ") && between.trim_end().ends_with(',')
        || is_place();
    // Of two who sign neither is told to do it.
    let signs = || {
        let own = fold(name.of(&told.text));
        let words = folded.get(at..at + length).unwrap_or_default();
        (words.contains("sign") || words.contains("firm") || words.contains("assin"))
            && [" and ", " et ", " y ", " e "].iter().any(|join| own.contains(join))
    };
    (is_near && !is_decider(name.of(&told.text)) && !signs()).then_some(name)
}

/// Who does it by a clause inside the sentence: `which Oxfam manages`, `comment Oxfam entend agir`, `que desarrollará en Mali
/// Oxfam`.
fn within(told: &Told) -> Option<Span> {
    const OPENINGS: [&str; 12] = [
        "which ", "that ", "as ", "how ", "where ", "que ", "qu'", "qu\u{2019}", "comment ", "como ", "lorsque ", "quand ",
    ];
    const MOST_BETWEEN: usize = 60;
    let folded = told.folded.text();
    let starts_with_verb = |rest: &str| {
        let rest = rest.trim_start();
        DOES.iter()
            .filter(|verb| rest.strip_prefix(**verb).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)))
            .map(|verb| verb.len())
            .max()
    };
    OPENINGS.iter().find_map(|opening| {
        word_starts(folded, opening).find_map(|at| {
            let from = at + opening.len();
            if is_denied(folded.get(..at)?) {
                return None;
            }
            if let Some(verb) = starts_with_verb(folded.get(from..)?) {
                // The verb, then where, then who.
                let rest = folded.get(from + verb..)?;
                let start = told.printed(from + verb);
                let place = told.countries.iter().find(|(span, _)| {
                    span.range().start >= start && span.range().start <= start + MOST_BETWEEN
                });
                let place = place.filter(|_| [" en ", " em ", " no ", " na ", " au ", " aux "].iter().any(|word| rest.starts_with(word)));
                let start = place.map_or(start, |(span, _)| span.range().end);
                return name_at(told, start).filter(|name| {
                    name.range().start <= start + 6 && !is_decider(name.of(&told.text)) && !begins_clause(told, start)
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
        " and its ", " et son ", " et sa ", " y su ", " e o seu ", " e a sua ", ", which ", ", who ", ", qui ", ", que ",
        ", where ", ", ou ", ", donde ", ", onde ", ", dont ", ", laquelle ", ", lequel ", " and their ",
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
            (is_end && is_name(bare.of(&told.text)) && country(bare.of(&told.text)).is_none() && !is_decider(bare.of(&told.text)))
                .then_some(bare)
        })
    })
}

/// Whose project it is, behind its name and place: `“…” (Togo), de Caritas Kara`, `(Mali, 36 months), of Oxfam`.
fn behind_place(told: &Told) -> Option<Span> {
    const OF: [&str; 16] = [
        "), de la ", "), de ", "), del ", "), da ", "), do ", "), of the ", "), of ", "), by ", ") de ", ") da ", ") do ", ") du ", "), du ", "), d'", "), d\u{2019}",
        ") by ",
    ];
    let folded = told.folded.text();
    OF.iter().find_map(|words| {
        let at = folded.find(words)?;
        let open = folded.get(..at)?.rfind('(')?;
        let start = told.printed(open);
        let is_place = told.countries.iter().any(|(span, _)| {
            span.range().start > start && span.range().start <= start + 3
        });
        let name = name_at(told, told.printed(at + words.len())).filter(|_| is_place)?;
        (!is_decider(name.of(&told.text)) && country(name.of(&told.text)).is_none()).then_some(name)
    })
}

/// True where a mark stands right at a place: what follows is told of something else.
fn begins_clause(told: &Told, at: usize) -> bool {
    told.text.get(at..).is_some_and(|rest| rest.trim_start().starts_with([',', ';', '.', ':']))
}

/// Where the subject of a sentence may begin: behind `In Mali, `, `Article 2: `, `2.1 `, a day.
fn front(told: &Told) -> Option<usize> {
    const LONGEST_FRONT: usize = 70;
    let text = told.text.as_str();
    let near = text.get(..text.floor_char_boundary(LONGEST_FRONT))?;
    let mut from = dateline(near);
    if let Some(comma) = near.get(from..)?.find(", ").map(|at| from + at).filter(|_| from == 0) {
        let before = near.get(..comma)?;
        // `Finally, Oxfam receives`
        if ADVERBS.has(&fold(before)) {
            from = comma + 2;
        }
        let opens = ["In ", "En ", "Au ", "Aux ", "À ", "Em ", "No ", "Na ", "On ", "Le ", "El ", "A "];
        let is_place = told.countries.iter().any(|(span, _)| span.range().end == comma);
        let is_day = date(before, DayOrder::Unknown).is_some();
        // `With funding from Irish Aid, Concern has launched`
        let is_payer = FUNDS_OF.iter().any(|words| fold(before).starts_with(words));
        if opens.iter().any(|word| before.starts_with(word)) && (is_place || is_day) || is_payer {
            from = comma + 2;
        }
    }
    // `Em Angola a WaterAid`: a place without a comma.
    let rest = text.get(from..)?;
    let article = [
        "The ", "L'", "L’", "Le ", "La ", "Les ", "El ", "Los ", "O ", "A ", "the ", "la ", "le ", "el ",
        "o ", "a ",
    ]
    .iter()
    .find(|article| rest.starts_with(**article));
    Some(from + article.map_or(0, |article| article.len()))
}

/// Where a sentence goes on behind the place and day that news begins with: `MANILA – `, `9 de fevereiro de 2014 – `.
fn dateline(near: &str) -> usize {
    const DASHES: [&str; 3] = [" – ", " — ", " - "];
    const SHORTEST: usize = 5;
    let dash = DASHES.iter().filter_map(|dash| near.find(dash).map(|at| (at, at + dash.len()))).min();
    let is_line = |front: &str| {
        let place = front.split([',', '(']).next().unwrap_or_default();
        let is_place = place.len() >= SHORTEST && organisation(place.trim()).is_none() && place.chars().all(|c| c.is_uppercase() || matches!(c, ' ' | '.' | '-'));
        is_place || date(front, DayOrder::Unknown).is_some_and(|(span, _)| span.range().start < 24)
    };
    dash.filter(|(at, _)| near.get(..*at).is_some_and(is_line)).map_or(0, |(_, end)| end)
}

/// The name that ends right before one of the verbs inside a sentence: `she said the Harbour Agency had put in`.
fn before_verb(told: &Told, verbs: &[&str]) -> Option<Span> {
    static INNER: WordList = WordList::of("of for and the de du des la le les et del y da do das dos e para pour d' l'");
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

/// Who gives the amount: `a contribution of EUR 58,000 from the Agency`.
fn giver(told: &Told, money: Span) -> Option<Span> {
    const FROM: [&str; 34] = [
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
        " apportes par ",
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
fn before_funded(told: &Told) -> Option<Span> {
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
            if !word.starts_with(char::is_uppercase) || word.ends_with(',') {
                break;
            }
            best = Some(Span::new(start, end));
            start = start.saturating_sub(1);
        }
        best.filter(|span| !["The", "This", "A", "An"].contains(&span.of(text)))
    })
}

/// Who gives a part of the whole: `of which EUR 203,000 comes from the Harbour Trust`.
fn payer_of_part(told: &Told) -> Option<Span> {
    let folded = told.folded.text();
    let at = PARTS.iter().filter_map(|words| folded.find(words)).min()?;
    let from = told.printed(at);
    let amounts = moneys(&told.text, told.decimal);
    amounts.into_iter().filter(|(span, _)| span.range().start >= from).find_map(|(span, _)| giver(told, span))
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

/// The name that begins at `from`.
fn name_at(told: &Told, from: usize) -> Option<Span> {
    let text = told.text.as_str();
    let from = text.len() - without_article(text.get(from..)?.trim_start()).len();
    let from = from + portuguese_article(text.get(from..)?);
    let from = from + kind_before(text.get(from..)?);
    let end = end(told, from)?;
    let own = text.get(from..end)?;
    let bare = without_clause(own.trim_end_matches([' ', ',', ';', ':', '\u{a0}']));
    // `Inc.`, `e.V.` keep their points.
    let last = bare.rsplit(' ').next().unwrap_or_default();
    let is_form = bodies::is_legal_form(last) || last.trim_end_matches('.').contains('.');
    let bare = if is_form { bare } else { bare.trim_end_matches('.') };
    is_name(bare).then(|| Span::new(from, from + bare.len()))
}

/// The length of an article in Portuguese before a name: `a Associação`, `o Instituto`.
fn portuguese_article(text: &str) -> usize {
    let is_article = ["a ", "o ", "as ", "os "].iter().find(|article| text.starts_with(**article));
    let length = is_article.map_or(0, |article| article.len());
    if text.get(length..).is_some_and(|rest| rest.starts_with(char::is_uppercase)) { length } else { 0 }
}

/// The length of the words in small letters that say what the bearer of a name is: `organização Oxfam`, `our partner Oxfam`.
fn kind_before(text: &str) -> usize {
    static KINDS: WordList = WordList::of(
        "organisation organization ngo charity association partner partners local organizacion organizacao ong asociacion \
        associacao partenaire partenaires socio socia parceiro parceira entidad entidade our notre nuestro nuestra nosso nossa \
        long-standing l'association l'organisation l'ong l\u{2019}association l\u{2019}organisation l\u{2019}ong",
    );
    let mut length = 0;
    for word in text.split_inclusive(' ').take(4) {
        let bare = word.trim_end();
        if !bare.starts_with(char::is_lowercase) && !bare.starts_with(char::is_uppercase) || !KINDS.has(&fold(bare)) || bare.starts_with(char::is_uppercase) {
            break;
        }
        length += word.len();
    }
    if text.get(length..).is_some_and(|rest| rest.starts_with(char::is_uppercase)) { length } else { 0 }
}

/// A name without what goes on behind it in small letters: `Cruz Roja y concluirá`, `Oxfam which the project`.
fn without_clause(name: &str) -> &str {
    const JOINS: [&str; 5] = [", ", " and ", " et ", " y ", " e "];
    let join = JOINS.iter().filter_map(|join| name.rfind(join)).max();
    match join.and_then(|join| name.split_at_checked(join)) {
        Some((front, rest)) if !rest.contains(char::is_uppercase) => front,
        _ => name,
    }
}

fn is_name(name: &str) -> bool {
    const MOST_WORDS: usize = 22;
    let first = name.split_whitespace().next().unwrap_or_default();
    let begins = name.starts_with(char::is_uppercase)
        || name.contains(char::is_uppercase) && bodies::is_framed(name)
        || first.chars().skip(1).any(char::is_uppercase);
    let folded_first = fold(first);
    let is_kind = nouns::is_activity(&folded_first) && organisation(name).is_none();
    // `Dr Moss`, `Mme Traoré`
    let is_person = [
        "dr",
        "dr.",
        "prof",
        "prof.",
        "professor",
        "mr",
        "mr.",
        "ms",
        "ms.",
        "mrs",
        "mrs.",
        "mme",
        "sr.",
        "sra.",
    ]
    .contains(&folded_first.as_str());
    begins
        && !is_person
        && !is_kind
        && !OPENS.has(&folded_first)
        && (2..=LONGEST).contains(&name.len())
        && name.split_whitespace().count() <= MOST_WORDS
        && !name.contains(['$', '€', '£', '%'])
        && name.bytes().filter(u8::is_ascii_digit).count() < 5
}

/// Where a name ends that begins at `from`: at a mark or at words that go on.
fn end(told: &Told, from: usize) -> Option<usize> {
    const WINDOW: usize = 48;
    let text = told.text.as_str();
    let rest = text.get(from..)?;
    for (at, c) in rest.char_indices() {
        let place = from + at;
        if at > LONGEST {
            return None;
        }
        match c {
            '“' | '”' | '«' | '»' | '"' | '„' | ';' | '(' | ')' | ':' => return Some(place),
            ',' | ' ' => {
                let tail = text.get(place..)?;
                let window = fold(tail.get(..tail.floor_char_boundary(WINDOW))?);
                // Folding takes the space before the first word.
                let window = if c == ' ' { [" ", window.trim_start()].concat() } else { window };
                if at > 0
                    && (c == ',' && goes_on_small(tail)
                        || CUTS.iter().any(|cut| window.starts_with(cut))
                        || ends_here(told, place, &window))
                {
                    return Some(place);
                }
            }
            _ => {}
        }
    }
    Some(text.len())
}

/// True for a comma before a small word that is of no name: `Oxfam, active in Mali`.
fn goes_on_small(tail: &str) -> bool {
    const OF_NAMES: [&str; 14] =
        ["de", "du", "des", "del", "da", "do", "dos", "das", "of", "and", "et", "y", "e", "und"];
    let Some(rest) = tail.strip_prefix(", ") else { return false };
    let word = rest.split([' ', ',', '.', '\u{2019}', '\'']).next().unwrap_or_default();
    word.starts_with(char::is_lowercase) && !OF_NAMES.contains(&word)
}

/// True for a small word behind which a place, a time or another clause begins, and for verbs.
fn ends_here(told: &Told, place: usize, window: &str) -> bool {
    let Some(inner) = window.strip_prefix(' ') else { return false };
    let is_verb = || {
        DOES.iter()
            .chain(GIVES)
            .any(|verb| {
                inner.strip_prefix(verb).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-'))
            })
    };
    let word = inner.split(' ').next().unwrap_or_default();
    let tail = told.text.get(place + 1..).unwrap_or_default();
    let next = tail.find(' ').map_or("", |space| tail.get(space + 1..).unwrap_or_default());
    let is_small =
        next.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit() || "$€£“«\"".contains(c));
    // `Local Funds Management Center`
    if tail.starts_with(char::is_lowercase) && is_verb() {
        return true;
    }
    if SMALL.has(word) {
        let is_month = next.get(..next.floor_char_boundary(24)).is_some_and(|near| {
            date(near, DayOrder::Unknown).is_some_and(|(span, _)| span.range().start == 0)
        });
        let is_currency = next.get(..3).is_some_and(|code| code.bytes().all(|b| b.is_ascii_uppercase()))
            && next.get(3..).is_some_and(|rest| {
                rest.starts_with([' ', '\u{a0}'])
                    && rest.trim_start().starts_with(|c: char| c.is_ascii_digit())
            });
        return is_small || is_month || is_currency;
    }
    let is_of_place = PLACES.has(word);
    if is_of_place || TIMES.has(word) {
        let start = place + 1 + (tail.len() - next.len());
        let is_place = told.countries.iter().any(|(span, _)| {
            let begins = span.range().start;
            begins >= start && begins <= start + 4
        });
        let is_time = next.get(..next.floor_char_boundary(24)).is_some_and(|near| {
            near.starts_with(|c: char| c.is_ascii_digit())
                || date(near, DayOrder::Unknown).is_some_and(|(span, _)| span.range().start == 0)
        });
        return is_of_place && is_place || is_time || next.starts_with(['“', '«', '"', '„']);
    }
    false
}
