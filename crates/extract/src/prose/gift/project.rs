//! The name of a project inside a sentence: `the Bihar Kosi Basin Development Project`, `le Projet d'accès à l'eau`, `« … »`.

use almoner_codelists::fold;
use almoner_record::Span;

use crate::nouns;
use crate::quotes::{self, Quoted};

/// Words that end a name in English.
const LAST: [&str; 6] = ["Project", "Programme", "Program", "Initiative", "Projects", "Operation"];
/// Words that begin one in French, Spanish and Portuguese.
const FIRST: [&str; 8] =
    ["Projet", "Programme", "Proyecto", "Programa", "Projeto", "Projecto", "Operación", "Iniciativa"];
const LONGEST: usize = 200;

fn is_capital(word: &str) -> bool {
    word.trim_start_matches(['“', '"', '«', '(']).starts_with(char::is_uppercase)
}

/// The first name of a project that `text` tells without quotes.
pub(crate) fn unquoted(text: &str) -> Option<Span> {
    let found = led(text).or_else(|| ended(text)).or_else(|| behind_word(text)).or_else(|| funded(text))?;
    (found.len() <= LONGEST).then_some(found)
}

/// The first name of a project that `text` tells.
pub(super) fn name(text: &str) -> Option<Span> {
    let found = quoted(text).or_else(|| led(text)).or_else(|| ended(text)).or_else(|| behind_word(text))?;
    (found.len() <= LONGEST).then_some(found)
}

/// In quotes, right behind a word for a project.
fn quoted(text: &str) -> Option<Span> {
    const CALLED: [&str; 2] = ["called", "titled"];
    const SMALL: [&str; 6] = ["de", "titled", "entitled", "called", "intitule", "denominado"];
    const FEWEST_WORDS: usize = 2;
    for pair in [('«', '»'), ('“', '”'), ('"', '"'), ('„', '”'), ('‘', '’')] {
        let Some(Quoted { whole, inner: span }) = quotes::quoted(text, pair).next() else { continue };
        let before = fold(text.get(..whole.range().start)?);
        let mut words = before.split_whitespace().rev();
        let last = words.next().unwrap_or_default();
        let kind = if SMALL.contains(&last) { words.next().unwrap_or_default() } else { last };
        let own = span.of(text);
        let begins = fold(own.split_whitespace().next().unwrap_or_default());
        let is_one = |word: &str| nouns::is_activity(word) || CALLED.contains(&word);
        // `the “Urban Water of Khulna” project`
        let behind = text.get(whole.range().end..).unwrap_or_default();
        let behind = behind.strip_prefix(' ').and_then(|rest| rest.split([' ', ',', '.', ';']).next());
        // `known as the ‘Rehabilitation of the Coast Road Project (North)’`
        let holds_one = ["as", "the"].contains(&last) && own.split(' ').any(|word| LAST.contains(&word));
        let is_kind = is_one(kind) || is_one(&begins) || behind.is_some_and(is_one) || holds_one;
        if is_kind && own.split_whitespace().count() >= FEWEST_WORDS && own.starts_with(char::is_uppercase) {
            // The stop of the sentence may stand before the quote.
            return Some(span.inner(Span::new(0, own.trim_end_matches(['.', ',']).len())));
        }
    }
    None
}

/// `Projet d'amélioration des services d'eau`: a word for one with a capital, inside a sentence, and what it is for.
fn led(text: &str) -> Option<Span> {
    const FEWEST_WORDS: usize = 3;
    const OF: [&str; 11] = ["de ", "d'", "d’", "du ", "des ", "del ", "para ", "pour ", "da ", "do ", "à "];
    for word in FIRST {
        for (at, _) in text.match_indices(word) {
            let rest = text.get(at + word.len()..)?;
            let before = text.get(..at).and_then(|text| text.chars().next_back());
            if before.is_some_and(char::is_alphanumeric) || !rest.starts_with(' ') {
                continue;
            }
            let own = rest.trim_start();
            // `Programme d'appui …`, `Programme Pays …`
            if !(OF.iter().any(|of| own.starts_with(of)) || is_capital(own) && word != "Programme") {
                continue;
            }
            let end = end_of(rest).unwrap_or(rest.len());
            let span = Span::new(at, at + word.len() + end).trim(text);
            if span.of(text).split_whitespace().count() >= FEWEST_WORDS {
                return Some(span);
            }
        }
    }
    None
}

/// Right behind a word for one: `the project Better Roads for Farmers in Uganda`, `en el proyecto Agua para todos, Turkana.`
pub(crate) fn behind_word(text: &str) -> Option<Span> {
    const LEADS: [&str; 24] = [
        "the project for ",
        "the Project for ",
        "the project ",
        "The project ",
        "the programme ",
        "The programme ",
        "the initiative ",
        "-funded project ",
        "le projet ",
        "Le projet ",
        "au projet ",
        "du projet ",
        "le programme ",
        "Le programme ",
        "el proyecto ",
        "El proyecto ",
        "del proyecto ",
        "al proyecto ",
        "el programa ",
        "El programa ",
        "o projeto ",
        "O projeto ",
        "do projeto ",
        "no projeto ",
    ];
    const FEWEST_WORDS: usize = 3;
    LEADS.iter().find_map(|lead| {
        let at = text.find(lead)? + lead.len();
        let rest = text.get(at..)?;
        if !rest.starts_with(char::is_uppercase) {
            return None;
        }
        let end = end_behind(rest);
        let own = rest.get(..end)?.trim_end();
        // `project YouthWorks (2018–2021)`
        let is_marked = own.chars().skip(1).any(char::is_uppercase)
            && !own.contains(' ')
            && rest
                .get(own.len()..)
                .is_some_and(|behind| behind.starts_with([',', '(']) || behind.starts_with(" ("));
        let is_long = own.split_whitespace().count() >= FEWEST_WORDS;
        ((is_long || is_marked) && !own.contains(['“', '«', '"'])).then(|| Span::new(at, at + own.len()))
    })
}

/// `the USAID-funded Feed the Future Zambia Growth activity`: words with capitals between who funds it and a word for one.
fn funded(text: &str) -> Option<Span> {
    const FUNDED: [&str; 4] = ["-funded ", "-financed ", "-backed ", "-supported "];
    const KINDS: [&str; 5] = [" project", " programme", " program", " activity", " initiative"];
    const FEWEST_WORDS: usize = 2;
    FUNDED.iter().find_map(|lead| {
        let at = text.find(lead)? + lead.len();
        let rest = text.get(at..)?;
        let end = KINDS.iter().filter_map(|kind| rest.find(kind)).min()?;
        let own = rest.get(..end)?;
        let words: Vec<&str> = own.split(' ').collect();
        let is_small =
            |word: &&str| ["of", "the", "for", "and", "in", "to", "on", "&", "–", "-"].contains(word);
        let is_name = words.len() >= FEWEST_WORDS
            && words.iter().all(|word| is_capital(word) || is_small(word))
            && words.first().is_some_and(|word| is_capital(word));
        is_name.then(|| Span::new(at, at + end))
    })
}

/// Where such a name ends: at a mark, a verb, or a country told behind it.
fn end_behind(rest: &str) -> usize {
    const VERBS: [&str; 44] = [
        " is ",
        " was ",
        " will ",
        " has ",
        " had ",
        " aims ",
        " helps ",
        " began ",
        " started ",
        " starts ",
        " runs ",
        " which ",
        " that ",
        " financed",
        " funded",
        " implemented",
        " supported",
        " carried",
        " run by",
        " worth ",
        " with a ",
        " est ",
        " a été ",
        " sera ",
        " qui ",
        " vise ",
        " aide ",
        " financé",
        " mis en",
        " porté",
        " mené",
        " se ",
        " es ",
        " fue ",
        " será ",
        " que ",
        " financiad",
        " ejecutad",
        " é ",
        " foi ",
        " executad",
        " tem ",
        " cuenta ",
        " busca ",
    ];
    const PLACES: [&str; 9] = [" in ", " en ", " au ", " aux ", " em ", " no ", " na ", " à ", " nas "];
    let marks =
        [" (", "; ", ": ", " : ", " – ", " — ", " - ", ". "].iter().filter_map(|mark| rest.find(mark));
    let verbs = VERBS.iter().filter_map(|verb| rest.find(verb));
    // A comma ends it, unless one name more stands behind and the sentence ends.
    let comma = rest.match_indices(", ").map(|(at, _)| at).find(|at| {
        let behind = rest.get(at + 2..).unwrap_or_default();
        let last = behind.split([',', ' ', '.']).next().unwrap_or_default();
        !(last.starts_with(char::is_uppercase)
            && behind.get(last.len()..).is_some_and(|end| end.starts_with('.')))
    });
    let until = marks.chain(verbs).chain(comma).min().unwrap_or(rest.len());
    let own = rest.get(..until).unwrap_or_default();
    let places = PLACES.iter().flat_map(|word| own.match_indices(word)).filter(|(at, word)| {
        let behind = own.get(at + word.len()..).unwrap_or_default();
        let behind = behind.strip_prefix("the ").unwrap_or(behind);
        almoner_codelists::countries_in(behind).first().is_some_and(|mention| mention.span.range().start == 0)
    });
    let place = places.map(|(at, _)| at).min();
    let end = place.unwrap_or(until);
    let own = rest.get(..end).unwrap_or_default();
    own.trim_end_matches(['.', ' ']).len()
}

/// Where a name ends that a sentence goes on behind.
fn end_of(rest: &str) -> Option<usize> {
    const ENDS: [&str; 34] = [
        ", ",
        " (",
        "; ",
        " :",
        ": ",
        ". ",
        " – ",
        " — ",
        " - ",
        " selon ",
        " qui ",
        " que ",
        " dont ",
        " afin ",
        " financé",
        " a été ",
        " est ",
        " sera ",
        " au profit ",
        " según ",
        " financiado",
        " fue ",
        " será ",
        " ejecutado",
        " por un ",
        " por US",
        " mediante ",
        " através ",
        " financiad",
        " é ",
        " foi ",
        " no valor ",
        " pour un montant",
        " à hauteur",
    ];
    let mut end = ENDS.iter().filter_map(|mark| rest.find(mark)).min();
    if end.is_none() {
        end = rest.ends_with('.').then(|| rest.len() - 1);
    }
    end
}

/// `Improving Growth Corridors in Mindanao Road Sector Project`: words with capitals that end with a word for one.
fn ended(text: &str) -> Option<Span> {
    const SMALL: [&str; 16] = [
        "of", "and", "for", "the", "in", "to", "on", "with", "from", "&", "a", "at", "de", "through",
        "against", "by",
    ];
    const FEWEST: usize = 2;
    // Each word with where it begins and whether it goes on the one before.
    let mut at = 0;
    let words = text.split_inclusive(char::is_whitespace).map(|word| {
        let start = at;
        at += word.len();
        (start, word.trim_end())
    });
    let words: Vec<(usize, &str)> = words.filter(|(_, word)| !word.is_empty()).collect();
    for (nth, (at, word)) in words.iter().enumerate() {
        let bare = word.trim_end_matches([',', '.', ';', ':', ')', '”', '"', '\'', '’']);
        if !LAST.contains(&bare) {
            continue;
        }
        let mut start = None;
        let mut capitals = 0;
        for (at, word) in words.get(..nth)?.iter().rev() {
            let plain = word.trim_end_matches(['.', ')']);
            let ends_clause = word.ends_with([',', ';', ':', '.', ')']) && !word.ends_with(',');
            if ends_clause || word.contains(|c: char| "$€£".contains(c)) {
                break;
            }
            let is_verb = super::who::is_headline_verb(plain);
            if is_verb {
                break;
            }
            if is_capital(word) || word.chars().all(|c| c.is_ascii_digit() || c == '-') && capitals > 0 {
                // A comma inside a list of things: `Water, Sanitation and Hygiene Project`.
                start = Some(*at);
                capitals += 1;
            } else if !SMALL.contains(&plain) {
                break;
            }
        }
        let Some(mut start) = start.filter(|_| capitals >= FEWEST) else { continue };
        // `Million for the Roads Project`, `The Roads Project`, `World Bank for Roads Project`
        let mut end = at + bare.len();
        let own = text.get(start..end)?;
        for mark in ["Million for ", "million for ", "Billion for ", " for the ", " for "] {
            if let Some(found) = own
                .find(mark)
                .filter(|found| mark.starts_with('M') || mark.starts_with('B') || is_before_name(own, *found))
            {
                start = start.max(text.get(..end)?.len() - own.len() + found + mark.len());
                break;
            }
        }
        let own = text.get(start..end)?;
        let front = ["The ", "the ", "Its ", "With the ", "Under the ", "A ", "With "]
            .iter()
            .find(|front| own.starts_with(**front));
        start += front.map_or(0, |front| front.len());
        // `Project II`, `Project Phase 2`
        let behind = text.get(at + word.len()..).unwrap_or_default();
        if bare.len() == word.len() {
            let number = behind.trim_start().split([' ', ',', '.', ';']).next().unwrap_or_default();
            if !number.is_empty() && number.len() <= 3 && number.chars().all(|c| "IVX".contains(c)) {
                end = at + word.len() + (behind.len() - behind.trim_start().len()) + number.len();
            }
        }
        let own = text.get(start..end)?;
        if own.split_whitespace().count() > FEWEST {
            return Some(Span::new(start, end));
        }
    }
    None
}

/// True for a body or a kind of money before ` for `: the name stands behind.
fn is_before_name(own: &str, at: usize) -> bool {
    own.get(..at).is_some_and(|front| {
        let last = fold(front.split_whitespace().next_back().unwrap_or_default());
        super::words::INSTRUMENTS.has(&last)
            || crate::bodies::is_body(front)
            || almoner_codelists::country(front).is_some()
    })
}

/// True for a span of years that stands in brackets right behind a name.
pub(super) fn years_behind(text: &str, name: Span) -> Option<Span> {
    let rest = text.get(name.range().end..)?;
    let open = rest.trim_start().strip_prefix('(')?;
    let (inside, _) = open.split_once(')')?;
    let start = text.len() - open.len();
    let is_years = inside.len() <= 24 && inside.chars().filter(char::is_ascii_digit).count() == 8;
    is_years.then(|| Span::new(start, start + inside.len()))
}
