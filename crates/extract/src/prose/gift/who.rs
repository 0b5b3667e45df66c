//! Who gives and who is given in a sentence of news: names before verbs of giving, and behind `from`, `de la`, `del`.

use almoner_codelists::{Folded, countries_in, country, fold, organisation};
use almoner_record::Span;

use super::clause::is_about;
use super::words::{AGENTS, GIVES, PARTS, RECEIVES, SIGNS, TO};
use crate::bodies;
use crate::context::Context;
use crate::header;
use crate::prose::Told;
use crate::prose::names::{is_name, names_at, names_programme, region, split};
use crate::prose::parties::{behind_adjective, is_donor, is_of_state};
use crate::word_list::WordList;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    Gives,
    Signs,
    Receives,
}

/// Who a sentence begins with, and what they do.
pub(super) struct Subject {
    pub(super) names: Vec<Span>,
    pub(super) act: Act,
    pub(super) verb_end: usize,
}

pub(super) fn subject(context: &Context<'_>, text: &str, from: usize) -> Option<Subject> {
    const FURTHEST: usize = 110;
    const MOST_WORDS: usize = 7;
    const BY: [&str; 6] = ["by ", "par ", "por ", "pela ", "pelo ", "de l'"];
    static PASSIVE: WordList =
        WordList::of("was were been being is are ete est sont fue fueron sido foi foram e es sera");
    // `A Rocha` is a name in English.
    let is_portuguese = context.language == "pt"
        || [" um ", " uma ", "ção", "ões", "ã"].iter().any(|word| text.contains(word));
    let rest = text.get(from..)?;
    let article =
        ["O ", "A ", "Os ", "As "].iter().find(|article| is_portuguese && rest.starts_with(**article));
    let from = from + article.map_or(0, |article| article.len());
    let rest = text.get(from..)?;
    let names = region(rest);
    let mut name = Span::new(from + names.range().start, from + names.range().end);
    // Headlines write verbs with capitals.
    let cut = headline_verb(name.of(text));
    if let Some(cut) = cut {
        name = name.inner(Span::new(0, cut)).trim(text);
    }
    if name.is_empty() || !is_name(name.of(text)) && country(name.of(text)).is_none() {
        return None;
    }
    name = behind_adjective(text, name)?;
    let mut at = name.range().end;
    // `, through its Fund for …, `
    let tail = text.get(at..)?;
    if let Some(aside) = tail.strip_prefix(", ")
        && let Some(end) = aside.get(..aside.floor_char_boundary(FURTHEST)).and_then(|aside| aside.find(", "))
        && !aside.get(..end).is_some_and(|aside| aside.bytes().any(|byte| byte.is_ascii_digit()))
    {
        at += 2 + end + 2;
    }
    let tail = text.get(at..)?;
    let near = Folded::new(tail.get(..tail.floor_char_boundary(FURTHEST))?);
    let folded = near.text();
    let lists = [(Act::Gives, GIVES), (Act::Signs, SIGNS), (Act::Receives, RECEIVES)];
    for (place, word) in almoner_codelists::words(folded).take(MOST_WORDS) {
        let here = folded.get(place..)?;
        let verb = lists
            .iter()
            .flat_map(|(act, verbs)| verbs.iter().map(move |verb| (*act, *verb)))
            .filter(|(_, verb)| {
                here.strip_prefix(verb)
                    .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-'))
            })
            .max_by_key(|(_, verb)| verb.len());
        if let Some((act, verb)) = verb {
            // `The programme, funded by`, `the loan was approved`
            let behind = here.get(verb.len()..)?.trim_start();
            let before = folded.get(..place)?.trim_end().rsplit(' ').next().unwrap_or_default();
            if BY.iter().any(|by| behind.starts_with(by)) || PASSIVE.has(before) {
                return None;
            }
            let is_denied = crate::sentences::is_denied(folded.get(..place)?);
            let end = at + near.span(place..place + verb.len()).range().end;
            let names = parts_of(text, name);
            return (!is_denied).then_some(Subject { names, act, verb_end: end });
        }
        // `On top of the fund from IFAD the ministry will give`
        let is_other = ["the", "its", "their", "el", "los", "las", "les"].contains(&word);
        if is_other || PARTS.has(word) {
            return None;
        }
    }
    None
}

/// One who is known to give before a verb of giving, inside a sentence: `Last week the ADB approved …`.
pub(super) fn inner_subject(context: &Context<'_>, text: &str, from: usize) -> Option<Subject> {
    const MOST: usize = 10;
    const FURTHEST: usize = 240;
    let rest = text.get(from..text.floor_char_boundary(from.saturating_add(FURTHEST).min(text.len())))?;
    let mut before = ' ';
    let starts = rest.char_indices().filter(|(_, c)| {
        let begins = c.is_uppercase() && matches!(before, ' ' | '\n' | '\'' | '’' | '\u{a0}');
        before = *c;
        begins
    });
    let starts: Vec<usize> = starts.map(|(at, _)| from + at).take(MOST).collect();
    starts.into_iter().find_map(|at| {
        let found = subject(context, text, at).filter(|found| found.act != Act::Receives)?;
        found.names.iter().any(|name| is_giver(without_board(text, *name).of(text))).then_some(found)
    })
}

/// True for a verb that headlines print with a capital.
pub(super) fn is_headline_verb(word: &str) -> bool {
    static VERBS: WordList = WordList::of(
        "Approves Approve Approved Agrees Sign Signs Signed Gives Lends Provides Provide Commits Extends Supports Support \
        Backs Okays Allocates Awards Awarded Invests Finances Receives Gets Secures Obtains To Boosts Launches Announces Helps Grants",
    );
    VERBS.has(word)
}

/// Where such a verb stands in what reads as a name.
pub(crate) fn headline_verb(name: &str) -> Option<usize> {
    let mut at = 0;
    for word in name.split_inclusive(char::is_whitespace) {
        if at > 0 && is_headline_verb(word.trim()) {
            return Some(at);
        }
        at += word.len();
    }
    None
}

/// The names of a list, countries among them too: `the Islamic Development Bank and Senegal`.
pub(in crate::prose) fn parts_of(text: &str, whole: Span) -> Vec<Span> {
    const JOINS: [&str; 15] = [
        ", and the ",
        ", and ",
        " and the ",
        " and ",
        " et la ",
        " et le ",
        " et l'",
        " et l’",
        " et ",
        " y la ",
        " y el ",
        " y ",
        " e a ",
        " e o ",
        " e ",
    ];
    let own = whole.of(text);
    // A bracket ends a name: `the Infrastructure Bank (AIIB), and the Minister of …`.
    for (at, _) in own.match_indices(')').take(4) {
        let rest = own.get(at + 1..).unwrap_or_default();
        let join = JOINS.iter().filter(|join| rest.starts_with(**join)).max_by_key(|join| join.len());
        if let Some(join) = join {
            let other = whole.inner(Span::new(at + 1 + join.len(), own.len()));
            return std::iter::once(whole.inner(Span::new(0, at + 1))).chain(parts_of(text, other)).collect();
        }
    }
    split(own).into_iter().map(|part| whole.inner(part)).collect()
}

/// The name behind `The Board of Directors of the …`, `the President of the …`.
pub(crate) fn without_board(text: &str, name: Span) -> Span {
    static BOARDS: WordList = WordList::of(
        "board conseil directorio consejo conselho president vice-president director director-general governor ambassador \
        embajador ambassadeur embaixador presidente directeur directrice representative representant representante head minister manager",
    );
    const OTHERS: [&str; 6] =
        ["Executive", "Directors", "Governors", "administration", "Administra", "Directeurs"];
    const OF: [&str; 9] =
        [" of the ", " of ", " de la ", " de l'", " de l’", " du ", " del ", " do ", " da "];
    // `The African Development Fund's` board
    let whole = name.of(text);
    let owned = whole.strip_suffix("'s").or_else(|| whole.strip_suffix("’s")).unwrap_or(whole);
    let name = name.inner(Span::new(0, owned.len()));
    // `CAF –banco de desarrollo de América Latina-`
    let aside = name.of(text).find(" –").or_else(|| name.of(text).find(" —")).unwrap_or(name.len());
    let name = name.inner(Span::new(0, aside));
    let own = name.of(text);
    let folded = fold(own);
    if !folded.split([' ', ',']).any(|word| BOARDS.has(word)) {
        return name;
    }
    // `The World Bank's Board of Executive Directors`
    let owner = ["'s ", "’s "].iter().find_map(|mark| own.find(mark));
    if let Some(end) = owner.filter(|end| own.get(..*end).is_some_and(is_giver)) {
        return name.inner(Span::new(0, end));
    }
    let places = OF.iter().flat_map(|of| own.match_indices(of).map(|(at, of)| (at, at + of.len())));
    let places = places.filter(|(_, at)| {
        own.get(*at..)
            .is_some_and(|rest| !OTHERS.iter().any(|other| rest.starts_with(other)) && is_giver(rest))
    });
    let first = places.min_by_key(|(at, end)| (*at, std::cmp::Reverse(*end)));
    first.map_or(name, |(_, end)| name.inner(Span::new(end, own.len())))
}

/// The name of who gives right before the word for what is given: `US$75 million World Bank loan`, `an ADB grant of`.
pub(super) fn before_instrument(text: &str, at: usize) -> Option<Span> {
    const MOST_WORDS: usize = 7;
    let head = text.get(..at)?.trim_end();
    let from = head.len();
    let mut start = from;
    let mut best = None;
    for word in head.rsplit([' ', '\n', '\u{a0}']).take(MOST_WORDS) {
        start = start.saturating_sub(word.len());
        let name = Span::new(start, from).trim(text);
        let own = name.of(text);
        if own.starts_with(char::is_uppercase)
            && !own.contains(|c: char| c.is_ascii_digit() || matches!(c, ',' | '('))
            && region(own) == Span::new(0, own.len())
            && is_giver(own)
        {
            best = Some(name);
        }
        start = start.saturating_sub(1);
    }
    best
}

/// Names of those who are known to give behind `from`, `de la`, `del`, between two places of a sentence.
pub(super) fn agents(told: &Told<'_>, from: usize, until: usize) -> Vec<Span> {
    const MOST: usize = 4;
    let text = told.text;
    let Some(rest) = text.get(from..until) else { return Vec::new() };
    let folded = Folded::new(rest);
    let mut found: Vec<Span> = Vec::new();
    let words: Vec<(usize, &str)> = almoner_codelists::words(folded.text()).collect();
    let mut behind = 0;
    for (at, _) in words {
        if at < behind || found.len() >= MOST {
            continue;
        }
        let here = folded.text().get(at..).unwrap_or_default();
        let opening = AGENTS
            .iter()
            .filter(|words| {
                here.strip_prefix(**words).is_some_and(|rest| words.ends_with('\'') || rest.starts_with(' '))
            })
            .max_by_key(|words| words.len());
        let Some(opening) = opening else { continue };
        let place = from + folded.span(at..at + opening.len()).range().end;
        let names = region(text.get(place..until).unwrap_or_default());
        if names.is_empty() {
            continue;
        }
        let name = Span::new(place + names.range().start, place + names.range().end);
        let parts = parts_of(text, name).into_iter();
        let parts = parts.map(|part| without_purpose(text, without_board(text, part)));
        let before = found.len();
        found.extend(parts.filter(|part| is_giver(part.of(text))));
        if found.len() > before {
            // What the name holds is no other one.
            let end = name.range().end;
            let rest = text.get(from..end).map(fold).unwrap_or_default();
            behind = rest.len();
        }
    }
    found
}

/// A giver's name without what its money is for: `OPEC Fund for the Lusaka` water scheme.
pub(in crate::prose) fn without_purpose(text: &str, name: Span) -> Span {
    let own = name.of(text);
    let goes_on = text.get(name.range().end..).unwrap_or_default();
    let is_cut = goes_on.trim_start().starts_with(char::is_lowercase);
    let at = own.find(" for the ").filter(|at| is_cut && own.get(..*at).is_some_and(is_giver));
    at.map_or(name, |at| name.inner(Span::new(0, at)))
}

/// The body that is given the money: `a grant of EUR 200,000 to WaterAid`.
pub(super) fn receiver(told: &Told<'_>, is_given: bool, from: usize, payers: &[Span]) -> Option<Span> {
    let rest = told.text.get(from..)?;
    let folded = Folded::new(rest);
    for (at, _) in almoner_codelists::words(folded.text()) {
        let here = folded.text().get(at..)?;
        let words = TO.iter().filter(|words| {
            here.strip_prefix(**words).is_some_and(|rest| words.ends_with('\'') || rest.starts_with(' '))
        });
        let Some(words) = words.max_by_key(|words| words.len()) else { continue };
        let place = from + folded.span(at..at + words.len()).range().end;
        let name = names_at(told.text, place)?;
        let own = name.of(told.text);
        let begins_country = countries_in(own).first().is_some_and(|mention| mention.span.start == 0);
        if name.is_empty()
            || begins_country
            || country(own).is_some()
            || is_of_state(own)
            || payers.iter().any(|payer| payer.contains(name))
        {
            continue;
        }
        // Right behind the amount a name alone is enough, unless it is a place's: `awarded EUR 5,000 to Concern`.
        let is_near = at <= 24 && is_given;
        let is_place = || {
            let codes: Vec<&str> = countries_in(told.text).iter().map(|mention| mention.entry.code).collect();
            let places = almoner_codelists::places_in(own, &codes);
            places.iter().any(|place| place.span.len() == own.len())
                || countries_in(own).iter().any(|mention| mention.span.len() == own.len())
        };
        let is_one = is_name(own) && split(own).len() == 1 && !is_project_name(own);
        return (is_one && (bodies::is_body(own) || is_near) && !is_place()).then_some(name);
    }
    None
}

/// True for what begins with a word for a project.
pub(super) fn is_project_name(name: &str) -> bool {
    let folded = fold(name);
    if names_programme(&folded) {
        return false;
    }
    almoner_codelists::words(&folded).next().is_some_and(|(_, word)| is_about(word)) && !bodies::is_body(name)
        || folded.ends_with(" project")
}

/// True for the adjective of a country that gives, which is nobody's name: `German`, `Swedish`.
pub(in crate::prose) fn is_adjective(name: &str) -> bool {
    static ADJECTIVES: WordList = WordList::of(
        "American Australian Austrian Belgian British Canadian Chinese Czech Danish Dutch Estonian European Finnish French German \
        Hungarian Icelandic Indian Irish Israeli Italian Japanese Korean Latvian Lithuanian Luxembourgish Norwegian Polish \
        Portuguese Qatari Russian Saudi Slovak Slovenian Spanish Swedish Swiss Turkish",
    );
    ADJECTIVES.has(name)
}

/// True for the name of one who gives to other countries, as it stands: a donor, a bank of states, a fund, a foundation.
pub(crate) fn is_giver(name: &str) -> bool {
    static AGENCIES: WordList = WordList::of("agency agence agencia");
    static WORK_OF_AGENCIES: WordList = WordList::of(
        "development developpement desarrollo desenvolvimento cooperation cooperacion cooperacao",
    );
    static FUNDS: WordList =
        WordList::of("fund fonds fondo fundo foundation fondation fundacion fundacao trust");
    static BANKS: WordList = WordList::of("bank banque banco");
    static OF_BANKS: WordList = WordList::of(
        "development world mondiale mundial investment investissement investimento inversiones inversion developpement desarrollo \
        desenvolvimento integracion islamic islamique islamico asiatico africaine entwicklungsbank export-import eximbank",
    );
    static ACRONYMS: WordList = WordList::of(
        "BAD BOAD BID AFD ADB AfDB IDB IsDB EBRD EIB BEI BERD FAD FIDA IFAD IDA IBRD BIRD AIF KfW KFW AIIB OFID BADEA CAF \
        BCIE CABEI FED JICA KOICA USAID DFID FCDO GEF FEM FMAM GCF UE EU AECID BDEAC BIsD USADF MCC NDF DANIDA SIDA Sida Norad NORAD \
        FONPLATA BM",
    );
    let bare = name.split(" (").next().unwrap_or(name).trim();
    let folded = fold(bare);
    let has = |list: &WordList| almoner_codelists::words(&folded).any(|(_, word)| list.has(word));
    let is_long = bare.contains(' ');
    let is_known = || {
        organisation(bare).is_some_and(|known| known.kind.is_some_and(|kind| kind == "40" || kind == "10"))
    };
    // A state that receives gives nothing, whatever its fund is called.
    const OTHERS: [&str; 4] = ["KW", "SA", "AE", "QA"];
    let receives = || {
        let mut codes = countries_in(bare).into_iter().map(|mention| mention.entry.code);
        codes.any(|code| !header::gives(code) && !OTHERS.contains(&code))
    };
    if is_adjective(bare) {
        return false;
    }
    if bare.contains(|c: char| "$€£%".contains(c)) || bare.is_empty() {
        return false;
    }
    let is_agency = || has(&AGENCIES) && has(&WORK_OF_AGENCIES);
    // `Corporación Andina de Fomento (CAF)`
    let short = name.split(" (").nth(1).and_then(|rest| rest.strip_suffix(')')).unwrap_or_default();
    ACRONYMS.has(bare)
        || ACRONYMS.has(short)
        || is_donor(bare)
        || is_known()
        || is_long && !receives() && (is_agency() || has(&FUNDS) || has(&BANKS) && has(&OF_BANKS))
}
