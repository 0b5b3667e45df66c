//! Names of organisations in a sentence: where a list of them ends, and what each is.

use almoner_codelists::{Donor, countries_in, country, donor, fold, organisation};
use almoner_record::Span;

use crate::bodies;
use crate::header;
use crate::organisations;
use crate::value;
use crate::word_list::WordList;

/// Small words inside names.
static SMALL: WordList = WordList::of(
    "of and for the on in to de des du la le les et pour l d del los las y para do da dos das e en au aux & el o os against",
);

/// Words in small letters inside the names of bodies, in languages that write them so.
static INSIDE: WordList = WordList::of(
    "francaise francais nationale national nacional nationaux europeenne europeen europea internationale international \
    internacional mondiale mondial mundial suisse suiza allemande alemana belge belga espanola espanol espagnole italienne \
    developpement cooperation cooperacion desarrollo agricole agricola generale general sante salud education educacion agriculture agricultura rouge roja rural \
    rurale regional regionale local locale publique publica publico internationaux unies unidas afrique africaine africano \
    humanitaire humanitaria securite alimentaire civile social sociale primaire secondaire technique professionnelle emploi \
    environnement medio ambiente luxembourgeoise suedoise norvegienne canadienne neerlandaise japonaise americaine britannique \
    japonais suedois norvegien canadien neerlandais americain danois finlandais allemand coreen italien luxembourgeois portugais \
    irlandais japones sueco noruego canadiense neerlandes britanico estadounidense danes aleman italiano alemao espanhol frances \
    contra faim hambre sans fronteras frontieres mundo monde paix paz climat clima",
);

/// Words in small letters that a name of a body begins with.
static HEADS: WordList = WordList::of(
    "ministere ministerio gouvernement gobierno ambassade embajada agence agencia union fondation fundacion banque banco \
    mairie commune alcaldia prefecture universite universidad instituto institut fonds fondo \
    corporacion asociacion secretaria direction direccion governo ministerio embaixada fundacao uniao agencia grand-duche principaute \
    municipalite municipio gobernacion delegation delegacion conseil consejo reseau red",
);

/// Words in small letters before a name that say what its bearer is.
static BEFORE: WordList = WordList::of(
    "its their our local national partner partners organisation organisations organization organizations ngo ngos \
    association non-governmental charity foundation consortium network being ses son leurs notre nos partenaire partenaires locaux \
    local nationaux ong l'ong osc l'association association cooperative cooperativa sus su nuestros socio socios locales contraparte \
    empresa entidad organizacion ong la the le les el los las his both namely including by avec con par por d'",
);

const ARTICLES: [&str; 16] = [
    "the ",
    "The ",
    "le ",
    "la ",
    "les ",
    "l'",
    "l\u{2019}",
    "L'",
    "L\u{2019}",
    "el ",
    "El ",
    "La ",
    "Le ",
    "los ",
    "las ",
    "a ",
];

/// Words, folded, of those whose names go on with where they are: `the Embassy of France in Senegal`.
pub(crate) const EMBASSIES: [&str; 4] = ["embassy", "ambassade", "embajada", "embaixada"];

/// True for a folded text that names an embassy: its country is not where an activity works.
pub(crate) fn names_embassy(folded: &str) -> bool {
    EMBASSIES.iter().any(|word| folded.contains(word))
}

fn plain(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric() && c != '&')
}

fn is_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
        || word.starts_with(char::is_lowercase)
            && word.chars().skip(1).any(char::is_uppercase)
            && word.len() < 8
}

/// What stands behind the possessive of a country or a body whose part it is: `the UN's Fund for …`, `Germany's KfW`.
fn of_another(text: &str) -> Option<&str> {
    let word = text.split(char::is_whitespace).next()?;
    let owner = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s"))?;
    let is_short = owner.len() <= 5 && owner.chars().all(char::is_uppercase);
    let rest = text.get(word.len()..)?.trim_start();
    ((is_short || country(owner).is_some()) && rest.starts_with(char::is_uppercase)).then_some(rest)
}

/// `text` without the articles and words in small letters that stand before a name.
fn without_front(text: &str) -> &str {
    let mut rest = text.trim_start();
    loop {
        if let Some(shorter) = ["NGO ", "NGOs ", "ONG "].iter().find_map(|kind| rest.strip_prefix(kind)) {
            rest = shorter;
        }
        if let Some(shorter) = ARTICLES.iter().find_map(|article| rest.strip_prefix(article)) {
            rest = shorter.trim_start();
            continue;
        }
        let word = rest.split(char::is_whitespace).next().unwrap_or_default();
        let is_before = !is_capital(plain(word)) && BEFORE.has(&fold(word.trim_end_matches(',')));
        match rest.get(word.len()..).filter(|_| is_before && !word.is_empty()) {
            Some(shorter) => rest = shorter.trim_start(),
            None if of_another(rest).is_some() => rest = of_another(rest).unwrap_or_default(),
            None => {
                // `l'ONG`, `d'Oxfam`
                let elided =
                    ["l'", "l\u{2019}", "d'", "d\u{2019}"].iter().find_map(|front| rest.strip_prefix(front));
                match elided {
                    Some(shorter) => rest = shorter,
                    None => return rest,
                }
                if let Some(shorter) = rest.strip_prefix("association ") {
                    rest = shorter;
                }
            }
        }
    }
}

/// Where the list of names stands that begins at byte `from` of a text: see [`region`].
pub(crate) fn names_at(text: &str, from: usize) -> Option<Span> {
    let names = region(text.get(from..)?);
    Some(Span::new(from + names.range().start, from + names.range().end))
}

/// The list of names that `text` begins with, brackets included; empty where it begins with none.
pub(crate) fn region(text: &str) -> Span {
    let rest = without_front(text);
    let start = text.len() - rest.len();
    let (mut end, mut at) = (start, start);
    let mut is_first = true;
    let mut depth = 0_usize;
    for word in rest.split_inclusive(char::is_whitespace) {
        let own = plain(word);
        let bare = word.trim_end();
        if depth > 0 || bare.starts_with('(') && end > start {
            depth += bare.matches('(').count();
            depth = depth.saturating_sub(bare.matches(')').count());
            at += word.len();
            if depth == 0 {
                end = at;
                if bare.ends_with(['.', ';']) {
                    break;
                }
            }
            continue;
        }
        let folded = fold(own);
        let elided = own.split(['\'', '\u{2019}']).nth(1).is_some_and(is_capital);
        let is_amount = almoner_codelists::currency_sign(own).len() == 1
            && text.get(at + word.len()..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        let joined = !is_first && follows_join(text.get(start..at));
        // `Invitational Travelers - USAID`
        let is_dash = own.is_empty() && !is_first && bare.chars().all(|c| matches!(c, '-' | '–'));
        let is_small = is_dash || SMALL.has(&folded) || elided && !is_first || joined && BEFORE.has(&folded);
        let is_number = own.starts_with(|c: char| c.is_ascii_digit());
        let starts =
            is_capital(own) && !is_month(&folded) || elided && !is_first || is_first && HEADS.has(&folded);
        let behind_in = text
            .get(start..at)
            .is_some_and(|so_far| [" in ", " en ", " em "].iter().any(|word| so_far.ends_with(word)));
        let inside = !is_first
            && !behind_in
            && (INSIDE.has(&folded)
                || HEADS.has(&folded) && joined
                || goes_on_small(text.get(start..at).unwrap_or_default(), own));
        let name = text.get(start..end).unwrap_or_default();
        let is_embassy = names_embassy(&fold(name));
        if is_small
            && !elided
            && !is_embassy
            && ends_name(&folded, name, text.get(at + word.len()..).unwrap_or_default())
        {
            break;
        }
        if is_number || is_amount || !(starts || is_small || inside) || is_first && !starts {
            match known_further(text, start, at) {
                Some(further) if !is_first && further > at => end = further,
                _ => {}
            }
            break;
        }
        at += word.len();
        if starts || inside {
            end = at;
        }
        // `(with funding from IADB)`
        if bare.ends_with(')') && !bare.contains('(') {
            end -= word.len() - word.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
            break;
        }
        // `Inc.. It`
        if (starts || inside) && (bare.ends_with([';', ':', '!', '?']) || bare.ends_with("..")) {
            break;
        }
        is_first = false;
    }
    let name = text.get(start..end).unwrap_or_default().trim_end();
    let name = name.trim_end_matches([',', ';', ':', ' ', '»', '"', '”']);
    // The sentence's full stop is none of the name's, but `Dev.` before it keeps its own.
    let ends_text = text.get(end..).is_none_or(|rest| rest.trim().is_empty()) || name.ends_with("..");
    let ends = name.strip_suffix('.').filter(|_| ends_text);
    Span::new(start, start + ends.unwrap_or(name).len())
}

/// True for a word in small letters that is of a name in a language that writes it so: behind `Fonds`, `Centre`, `Programa` an
/// adjective (`Fonds vert`, `Centre national`), behind their `de` what they are for (`Centre international de solidarité
/// ouvrière`).
fn goes_on_small(so_far: &str, word: &str) -> bool {
    static NOUNS: WordList = WordList::of(
        "fonds banque centre agence institut office union programme conseil comite commission organisation federation \
        fondation association direction ministere reseau groupe cooperative caisse service societe haut-commissariat secretariat \
        fondo banco centro agencia instituto oficina programa consejo comision organizacion federacion fundacion asociacion \
        direccion ministerio red grupo cooperativa secretaria fundo conselho comissao organizacao federacao fundacao associacao",
    );
    const ADJECTIVES: [&str; 30] = [
        "ien", "ienne", "ais", "aise", "al", "ale", "aux", "ales", "ique", "iques", "aire", "aires", "if",
        "ive", "ain", "aine", "el", "elle", "iere", "vert", "ano", "ana", "ico", "ica", "ario", "aria",
        "ivo", "iva", "ense", "eenne",
    ];
    const OF: [&str; 10] =
        [" de ", " du ", " des ", " de la ", " de l'", " de l’", " d'", " d’", " del ", " da "];
    // No longer name is read so.
    const LONGEST: usize = 160;
    if !word.starts_with(char::is_lowercase) || so_far.len() > LONGEST {
        return false;
    }
    // The last name of a list.
    let name = [", ", " - ", " – ", " et ", " y ", " e "]
        .iter()
        .filter_map(|join| so_far.rfind(join).map(|at| at + join.len()))
        .max();
    let name = without_front(so_far.get(name.unwrap_or_default()..).unwrap_or_default());
    let mut words = name.split_whitespace();
    let first = fold(plain(words.next().unwrap_or_default()));
    if !NOUNS.has(&first) || organisation(name.trim()).is_some() || !word.starts_with(char::is_lowercase) {
        return false;
    }
    let folded = fold(word);
    // `la Banque mondiale du` begins with a capital only; `Bank and the national` has none of these nouns.
    let last = words.next_back().unwrap_or(&first);
    let is_adjective = ADJECTIVES
        .iter()
        .any(|ending| folded.ends_with(ending) && folded.len() > ending.len() + 2 || folded == *ending);
    let is_last_small = SMALL.has(&fold(last)) || last.ends_with(['\'', '’']);
    let is_for = [" pour ", " para "].iter().any(|word| name.contains(word));
    let is_object = !is_for
        && OF.iter().any(|of| name.ends_with(of))
        && folded.len() > 3
        && !folded.starts_with(|c: char| c.is_ascii_digit());
    is_object || is_adjective && !is_last_small
}

/// Where a name ends that is known, though a word in small letters stands in it: `Fonds international de développement agricole`.
fn known_further(text: &str, start: usize, at: usize) -> Option<usize> {
    const MOST_WORDS: usize = 5;
    let mut end = at;
    for word in text.get(at..)?.split_inclusive(char::is_whitespace).take(MOST_WORDS) {
        end += word.len();
        let own = plain(word);
        let name = text.get(start..end)?.trim().trim_end_matches([',', '.', ';']);
        let ends = !SMALL.has(&fold(own)) && own.len() > 3;
        if ends && !name.contains([',', '(']) && organisation(name).is_some() {
            return Some(end);
        }
        if word.contains([',', '.', ';', '(']) {
            return None;
        }
    }
    None
}

/// True where the text so far ends with a word that joins another name to it.
fn follows_join(text: Option<&str>) -> bool {
    let last = text.unwrap_or_default().split_whitespace();
    let last: Vec<&str> = last.rev().take(2).collect();
    let joins = |word: &&str| ["and", "et", "y", "e"].contains(word) || word.ends_with(',');
    last.iter().any(joins)
}

fn is_month(folded: &str) -> bool {
    static MONTHS: WordList =
        WordList::of("january february march april may june july august september october november december");
    MONTHS.has(folded)
}

/// True for a small word behind a name that begins what is told of it: where it works, or when.
fn ends_name(word: &str, name: &str, rest: &str) -> bool {
    if !["in", "en", "au", "aux", "to", "with", "on", "para", "pour", "for"].contains(&word)
        || name.is_empty()
    {
        return false;
    }
    let next = rest.trim_start();
    let next = ARTICLES.iter().find_map(|article| next.strip_prefix(article)).unwrap_or(next);
    let is_place = countries_in(next.get(..next.floor_char_boundary(60)).unwrap_or_default())
        .first()
        .is_some_and(|mention| mention.span.range().start <= 1);
    let is_time = next.starts_with(|c: char| c.is_ascii_digit())
        || is_month(&fold(plain(next.split_whitespace().next().unwrap_or_default())));
    let is_whole = |name: &str| organisation(name).is_some();
    let last = name.rsplit([',']).next().unwrap_or(name).trim();
    // `to Kenya for the Lamu Water Project`
    if matches!(word, "for" | "to" | "pour" | "para") && country(last).is_some() {
        return true;
    }
    // `Water for Kenya` is a name; `Oxfam for Kenya`, `UNDP for Kenya` are not.
    let is_part = matches!(word, "for" | "pour" | "para")
        && is_place
        && !last.contains(' ')
        && !is_whole(last)
        && !bodies::is_body(last)
        && country(last).is_none();
    if is_part {
        return false;
    }
    let is_told = matches!(word, "for" | "pour" | "para") && next.starts_with(char::is_lowercase);
    // English writes what follows in a name with capitals: `the Development Bank of Ethiopia for rural roads`.
    let is_purpose = word == "for" && is_told && bodies::is_body(last);
    is_place
        || is_time
        || is_purpose
        || (is_told || matches!(word, "in" | "with" | "to" | "on")) && is_whole(last)
}

/// True where what begins at `at` goes on a name of one word and what it is for: the country of `Water for Kenya`.
pub(crate) fn is_inside_name(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let front = [" for ", " pour ", " para "].iter().find_map(|word| before.strip_suffix(word));
    front.is_some_and(|front| {
        let by = [" by ", " par ", " por ", " pelo ", " pela "].iter();
        let word = front.rsplit(' ').next().unwrap_or_default();
        let lead = front.get(..front.len() - word.len()).unwrap_or_default();
        word.starts_with(char::is_uppercase)
            && by.clone().any(|by| lead.ends_with(by))
            && !bodies::is_body(word)
            && country(word).is_none()
    })
}

/// A name without when and how its bearer acts, which stands between it and its verb: `Save the Children Sweden today`.
pub(crate) fn without_adverb(name: &str) -> &str {
    static ADVERBS: WordList = WordList::of(
        "today yesterday recently jointly formally officially also now both hier recemment officiellement conjointement aujourd'hui \
         hoy ayer recientemente oficialmente conjuntamente formalmente hoje ontem recentemente",
    );
    let mut own = name;
    while let Some((front, last)) = own.trim_end_matches([',', ' ']).rsplit_once(' ') {
        if !last.starts_with(char::is_lowercase) || !ADVERBS.has(&fold(last)) {
            break;
        }
        own = front.trim_end_matches([',', ' ']);
    }
    own
}

/// A name without what goes on behind it about its money or time: `Oxfam Australia worth AUD 3.2 million`, `Caritas Niger, d'un
/// montant de …`.
pub(crate) fn without_terms(name: &str) -> &str {
    const TERMS: [&str; 20] = [
        " worth ",
        " valued at ",
        " totalling ",
        " amounting to ",
        " d'un montant ",
        " d\u{2019}un montant ",
        " pour un montant ",
        " d'une valeur ",
        " d\u{2019}une valeur ",
        " por valor de ",
        " por un valor ",
        " por un monto ",
        " por importe de ",
        " por un importe ",
        " no valor de ",
        " no montante de ",
        " since ",
        " depuis ",
        " desde ",
        " until ",
    ];
    // What follows is an amount or a time.
    let is_figure = |rest: &str| {
        rest.split(' ')
            .take(4)
            .any(|word| word.starts_with(|c: char| c.is_ascii_digit() || "$€£".contains(c)))
    };
    let own = TERMS
        .iter()
        .filter_map(|words| name.find(words).map(|at| (at, at + words.len())))
        .filter(|(_, end)| name.get(*end..).is_some_and(is_figure))
        .filter_map(|(at, _)| name.get(..at))
        .min_by_key(|own| own.len());
    without_adverb(own.unwrap_or(name).trim_end_matches([',', ' ', ';']))
}

/// The names of a list, as parts of `text`.
pub(crate) fn split(text: &str) -> Vec<Span> {
    let whole = without_joined(text);
    if let Some(names) = beside_country(text) {
        return names;
    }
    if organisation(text).is_some() || !text.contains(',') && country(text).is_some() {
        return vec![Span::new(0, text.len())];
    }
    if let Some(names) = with_joins_inside(text) {
        return names;
    }
    let is_sure = whole.is_some();
    // A list takes off the point of `Inc.`, one name keeps it.
    let parts = whole.unwrap_or_else(|| bodies::joined(text, value::enumeration::list(text)));
    if parts.len() == 1 {
        return vec![Span::new(0, text.len())];
    }
    let (mut names, mut last): (Vec<Span>, Option<Span>) = (Vec::new(), None);
    let commas = text.contains(',');
    for part in parts {
        let own = without_front(part.of(text));
        let of = [
            "du ",
            "de la ",
            "de l'",
            "de l\u{2019}",
            "des ",
            "del ",
            "de los ",
            "de las ",
            "d'",
            "d\u{2019}",
        ];
        let own = of.iter().filter(|_| last.is_some()).find_map(|of| own.strip_prefix(of)).unwrap_or(own);
        let has_article = own.len() < part.of(text).len();
        let part = Span::new(part.range().end - own.len(), part.range().end);
        let is_first = last.is_none();
        let before = last.map(|last| last.of(text)).unwrap_or_default();
        let stands_alone = |name: &str| {
            bodies::is_body(name)
                || organisation(name).is_some()
                || country(name).is_some_and(|entry| header::gives(entry.code))
                || HEADS.has(&fold(name.split(' ').next().unwrap_or_default()))
        };
        let joined =
            text.get(last.map_or(0, |last| last.range().end)..part.range().start).unwrap_or_default();
        let by_word = [" and ", " et ", " y ", " e ", " & "].iter().any(|join| joined.contains(join));
        // `Swiss Tropical and Public Health Institute` is one.
        let splits = commas || stands_alone(before) && bodies::is_framed(own) || organisation(own).is_some();
        let is_name = is_first
            || is_sure
            || stands_alone(own) && splits
            || has_article
            || commas && by_word
            || by_word
                && (organisation(before).is_some() || !before.contains(' ') && bodies::is_body(before))
                && own.split(' ').count() <= 4
            || commas && joined.trim() == "," && names.len() > 1;
        if !is_name && by_word {
            // One name with a joining word inside.
            if let (Some(held), Some(before)) = (names.last_mut(), last) {
                *held = before.cover(part);
                last = Some(*held);
                continue;
            }
        }
        if !is_name && !may_be_listed(text, part) {
            break;
        }
        names.push(part);
        last = Some(part);
    }
    names
}

/// Two of which one is a country: `Sweden and Norway`, `the Islamic Development Bank and Senegal`.
fn beside_country(text: &str) -> Option<Vec<Span>> {
    const JOINS: [&str; 17] = [
        " and the ",
        " and ",
        " et la ",
        " et le ",
        " et l'",
        " et l\u{2019}",
        " et les ",
        " et ",
        " y la ",
        " y el ",
        " y ",
        " e a ",
        " e o ",
        " e ",
        " & ",
        ", the ",
        ", ",
    ];
    let is_country = |name: &str| {
        let bare = name.split(" (").next().unwrap_or(name).trim();
        // Codes of two letters are names of bodies too.
        bare.len() > 3 && country(bare).is_some()
    };
    if text.matches(',').count() > 1
        || text.contains(',') && [" and ", " et ", " y ", " e "].iter().any(|join| text.contains(join))
    {
        return None;
    }
    JOINS.iter().flat_map(|join| text.match_indices(join)).find_map(|(at, join)| {
        let (one, other) = (Span::new(0, at), Span::new(at + join.len(), text.len()));
        // `Australia and New Zealand Banking Group` is one.
        let (first, last) = (one.of(text), other.of(text));
        (is_country(last) || is_country(first) && organisation(last).is_some()).then(|| vec![one, other])
    })
}

/// A list of three names or more in which one holds a joining word of its own: `Action Against Hunger, Research and Development
/// Initiative and Catholic Relief Services`.
fn with_joins_inside(text: &str) -> Option<Vec<Span>> {
    const JOINS: [&str; 4] = [" and ", " et ", " y ", " e "];
    const MOST: usize = 8;
    let join = JOINS.iter().find(|join| text.matches(**join).count() == 2)?;
    if text.contains(['(', ';']) {
        return None;
    }
    let mut parts: Vec<Span> = Vec::new();
    let mut from = 0;
    for part in text.split(", ").take(MOST) {
        parts.push(Span::new(from, from + part.len()));
        from += part.len() + 2;
    }
    let last = *parts.last()?;
    if parts.len() < 2 || last.range().end != text.len() || last.of(text).matches(join).count() != 2 {
        return None;
    }
    let at = last.of(text).rfind(join)?;
    parts.pop();
    parts.push(last.inner(Span::new(0, at)));
    parts.push(last.inner(Span::new(at + join.len(), last.len())));
    // `Ministry of Agriculture, Water and Livestock and Oxfam`: what a ministry is for goes on.
    let is_whole = |part: &Span| {
        let name = part.of(text);
        let is_several = name.split_whitespace().filter(|word| is_capital(plain(word))).count() > 1;
        is_name(name) && (is_several || organisation(name).is_some())
    };
    let is_open = parts.first().is_some_and(|first| {
        [" of ", " for ", " de ", " du ", " des ", " del ", " da ", " do "]
            .iter()
            .any(|of| first.of(text).contains(of))
    });
    (!is_open && parts.iter().all(is_whole)).then_some(parts)
}

/// A part between commas of a list that a joining word ends: `ATAD, Nodde and UGCPA`.
fn may_be_listed(text: &str, part: Span) -> bool {
    let rest = text.get(part.range().end..).unwrap_or_default();
    rest.starts_with(',') && [" and ", " et ", " y ", " e "].iter().any(|join| rest.contains(join))
}

/// Names that only `and the`, `et le` divide: at the last such word that stands between two bodies, or behind a bracket.
fn without_joined(text: &str) -> Option<Vec<Span>> {
    const JOINS: [&str; 16] = [
        " and the ",
        " et le ",
        " et la ",
        " et les ",
        " et l'",
        " et l\u{2019}",
        " y la ",
        " y el ",
        " y los ",
        " y las ",
        " e o ",
        " e a ",
        " et du ",
        " et de la ",
        " and its ",
        " y su ",
    ];
    if text.contains(',') {
        return None;
    }
    let is_one = |name: &str| bodies::is_body(name) || organisation(name).is_some();
    let divides = |(at, join): &(usize, &str)| {
        let (Some(front), Some(back)) = (text.get(..*at), text.get(at + join.len()..)) else { return false };
        let own = without_front(back);
        let head = fold(own.split(' ').next().unwrap_or_default());
        let begins = is_capital(plain(own)) || HEADS.has(&head);
        let is_told = own.len() < back.len() || HEADS.has(&head) || is_one(own);
        begins && (front.ends_with(')') || is_told || is_capital(plain(front)) && !is_one(front))
    };
    let all = JOINS.iter().flat_map(|join| text.match_indices(join).map(|(at, _)| (at, *join)));
    let (at, join) = all.filter(divides).max()?;
    (organisation(text).is_none()).then(|| vec![Span::new(0, at), Span::new(at + join.len(), text.len())])
}

/// True for the folded name of an organisation of states that is called a programme.
pub(super) fn names_programme(folded: &str) -> bool {
    const BODIES: [&str; 6] = [
        "programme alimentaire mondial",
        "programme des nations unies",
        "programa mundial de",
        "programa das nacoes unidas",
        "programa de las naciones unidas",
        "programa alimentar mundial",
    ];
    BODIES.iter().any(|body| folded.starts_with(body))
}

/// `gouvernement suédois`, `gobierno japonés`: languages that write both in small letters.
fn is_government(name: &str) -> bool {
    let folded = fold(name);
    let (Some(first), Some(rest)) = (folded.split(' ').next(), folded.split_once(' ').map(|(_, rest)| rest))
    else {
        return false;
    };
    HEADS.has(first) && donor(rest) == Some(Donor::Country)
}

/// True for what a project is called, and no body: `USAID-funded Safe Water activity`, `Projet d'eau potable`.
pub(crate) fn is_of_activity(name: &str) -> bool {
    const LAST: [&str; 6] = ["activity", "project", "projet", "proyecto", "projeto", "projecto"];
    const PAID: [&str; 3] = ["-funded ", "-financed ", "-supported "];
    let last = name.split_whitespace().next_back().map(|word| fold(plain(word)));
    let is_last = name.contains(' ') && last.is_some_and(|last| LAST.contains(&last.as_str()));
    (is_last || PAID.iter().any(|paid| name.contains(paid))) && organisation(name).is_none()
}

/// True for what may be the name of an organisation.
pub(crate) fn is_name(name: &str) -> bool {
    static OTHERS: WordList = WordList::of(
        "il elle ils elles ella ellos ellas ele ela eles elas it he she they we this these those there he i children women men people communities farmers youth families \
        villages schools january february march april may june july august september october november december monday \
        tuesday wednesday thursday friday saturday sunday phase component project programme",
    );
    let first = fold(plain(name.split_whitespace().next().unwrap_or_default()));
    let starts = name.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_uppercase)
        || HEADS.has(&first)
            && name.split_whitespace().nth(1).is_some_and(|_| name.contains(char::is_uppercase))
        || is_capital(plain(name))
        || is_government(name);
    starts
        && !is_of_activity(name)
        && !name.contains(['$', '€', '£'])
        && name.len() >= 2
        && name.len() <= 160
        && (!OTHERS.has(&first) || names_programme(&fold(name)))
        && organisations::printed(name).is_some()
}

#[cfg(test)]
mod tests {
    use super::without_terms;

    #[test]
    fn what_is_told_of_its_bearer_is_none_of_a_name() {
        for (text, name) in [
            ("Save the Children Sweden today", "Save the Children Sweden"),
            ("Oxfam Australia worth AUD 3.2 million", "Oxfam Australia"),
            ("Oxfam Australia, worth $3.2 million", "Oxfam Australia"),
            ("Caritas Niger d'un montant de 2 millions d'euros", "Caritas Niger"),
            ("Ayuda en Acción por valor de 2 millones de euros", "Ayuda en Acción"),
            ("Ayuda en Acción ayer", "Ayuda en Acción"),
            ("DFAT (Australia) since 2015", "DFAT (Australia)"),
            // Names.
            ("Desde Abajo", "Desde Abajo"),
            ("Friends since Forever", "Friends since Forever"),
            ("Church World Service", "Church World Service"),
            ("Wells Today", "Wells Today"),
            ("Women Worth 100", "Women Worth 100"),
        ] {
            assert_eq!(without_terms(text), name, "{text}");
        }
    }
}
