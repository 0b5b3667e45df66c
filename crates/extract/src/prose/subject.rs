//! Which sentences tell of the activity, and which words in them name it.

mod words;

use almoner_codelists::{Folded, fold, words as words_of};

use crate::draft::Draft;
use crate::word_list::begins_word;
use words::{ACTIVITIES, DEFINITE, ELSEWHERE, GOES_ON, INDEFINITE, MONEY, OF_OTHERS, OF_SETTING, PLAIN};

/// A word for an activity in a folded sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Subject {
    pub(super) at: usize,
    /// It is the activity that the document tells of.
    pub(super) own: bool,
}

/// Sentences at the beginning of a text in which any activity is the one that it tells of.
const LEADING: usize = 3;

/// Where the reading of a text stands.
pub(super) struct Setting {
    /// The words of the title, folded.
    title: Vec<String>,
    sentences: usize,
    /// What the heading above tells of.
    place: Place,
    /// The sentence before, in the same paragraph or the one above, was of the activity.
    before: bool,
    refused: bool,
    /// A sentence has told of the activity: others may be named behind it.
    seen: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Own,
    Setting,
    Others,
}

impl Setting {
    pub(super) fn of(draft: &Draft) -> Setting {
        let title = draft.activity.title.as_deref().map(fold).unwrap_or_default();
        let title = words_of(&title).map(|(_, word)| word.to_owned()).collect();
        Setting { title, sentences: 0, place: Place::Own, before: false, refused: false, seen: false }
    }

    /// A new line begins, under `heading`.
    pub(super) fn open(&mut self, heading: Option<&str>) {
        let heading = heading.map(fold).unwrap_or_default();
        let says = |words: &[&str]| words.iter().any(|words| begins_word(&heading, words));
        self.place = match heading.len() <= 120 {
            // Above the text it says where on a site it stands.
            true if !self.seen
                && ["news", "noticias", "actualites", "noticia"].contains(&heading.as_str()) =>
            {
                Place::Own
            }
            true if is_of_others(&heading) => Place::Others,
            true if says(&OF_SETTING) => Place::Setting,
            _ => Place::Own,
        };
    }

    /// True where a sentence that was not judged to be of the activity may still tell what it reached.
    pub(super) fn may_go_on(&self, folded: &str) -> bool {
        const REACHED: [&str; 24] = [
            "by ",
            "to date",
            "so far",
            "in total",
            "a total of",
            "over ",
            "more than ",
            "some ",
            "about ",
            "already ",
            "at the end",
            "au total",
            "a ce jour",
            "plus de ",
            "environ ",
            "en tout",
            "fin 20",
            "hasta la fecha",
            "en total",
            "un total de",
            "mas de ",
            "a la fecha",
            "ate a data",
            "no total",
        ];
        let begins = REACHED.iter().any(|words| folded.starts_with(words))
            || folded.starts_with(|c: char| c.is_ascii_digit());
        self.place == Place::Own && self.seen && begins && !self.refused
    }

    /// True for a title under which no activity is told of, but an organisation, its past or all of its work.
    pub(super) fn is_of_others(title: &str) -> bool {
        const TITLES: [&str; 16] = [
            "our history",
            "history",
            "our story",
            "who we are",
            "about",
            "annual report",
            "our work",
            "notre histoire",
            "qui sommes-nous",
            "rapport annuel",
            "rapport d'activite",
            "nuestra historia",
            "quienes somos",
            "memoria anual",
            "a nossa historia",
            "news",
        ];
        !OWN.iter().any(|own| title.starts_with(own))
            && TITLES.iter().any(|words| {
                title == *words
                    || title.strip_prefix(words).is_some_and(|rest| rest.starts_with([' ', ':', ',']))
            })
    }

    /// False below a heading under which others are told of.
    pub(super) fn is_of_it(&self) -> bool {
        self.place != Place::Others
    }

    /// The words for the activity in a sentence that tells of it; None for any other sentence.
    pub(super) fn judge(&mut self, text: &str, folded: &Folded) -> Option<Vec<Subject>> {
        self.sentences += 1;
        let folded = folded.text();
        self.refused = self.place == Place::Others
            || is_elsewhere(folded)
            || begins_quoted(text)
            || text.contains(" worldwide")
            || text.starts_with("Worldwide")
            || self.sentences > LEADING
                && ["since ", "depuis ", "desde "].iter().any(|since| folded.starts_with(since));
        if self.refused {
            self.before = false;
            return None;
        }
        let leads = self.sentences <= LEADING && self.place == Place::Own;
        let subjects = self.subjects(folded, leads);
        let goes_on = subjects.is_empty()
            && (self.before || leads && self.sentences > 1)
            && self.place == Place::Own
            && GOES_ON.iter().any(|words| folded.starts_with(words));
        let is_own = match self.place {
            Place::Setting => subjects.first().is_some_and(|subject| subject.own && subject.at <= 24),
            _ => {
                goes_on
                    || subjects.iter().any(|subject| subject.own)
                    || leads && subjects.is_empty() && is_gift(folded)
            }
        };
        self.before = is_own;
        self.seen |= is_own;
        is_own.then_some(subjects)
    }

    /// The words for activities in a folded sentence.
    fn subjects(&self, folded: &str, leads: bool) -> Vec<Subject> {
        let words: Vec<(usize, &str)> = hyphened(folded);
        // `Action contre la Faim` is who does it.
        let is_of_name = |nth: usize| {
            const BEHIND: [&str; 6] = ["contre", "against", "contra", "aid", "medeor", "ayuda"];
            let next = words.get(nth + 1).map_or("", |(_, next)| next);
            words.get(nth).is_some_and(|(_, word)| matches!(*word, "action" | "accion" | "acao"))
                && BEHIND.contains(&next)
        };
        let found = words.iter().enumerate();
        let found = found.filter(|(nth, (_, word))| ACTIVITIES.has(word) && !is_of_name(*nth));
        found
            .map(|(nth, (at, word))| Subject {
                at: *at,
                own: self.is_own(words.get(..nth).unwrap_or_default(), folded, word, leads)
                    || self.is_named(folded, *at),
            })
            .collect()
    }

    /// True where the words before a word for an activity make it the one that is told of.
    fn is_own(&self, before: &[(usize, &str)], folded: &str, word: &str, leads: bool) -> bool {
        const FURTHEST: usize = 9;
        let is_plural = word.ends_with('s') && !word.ends_with("ss");
        if is_plural {
            return false;
        }
        // A grant may be told of behind the project that it is for.
        let is_money = MONEY.has(word);
        let may_be_any = leads && (!self.seen || is_money);
        let mut end = before.last().map_or(0, |(at, word)| at + word.len());
        for (at, word) in before.iter().rev().take(FURTHEST) {
            // Another part of the sentence, but for `a five-year, $25 million programme`.
            let between = folded.get(at + word.len()..end).unwrap_or_default();
            if between.contains([';', ':', '(', ')']) {
                return false;
            }
            if DEFINITE.has(word) {
                return true;
            }
            if INDEFINITE.has(word) {
                return may_be_any;
            }
            let is_plain = PLAIN.has(word)
                || word.starts_with(|c: char| c.is_ascii_digit())
                || word.ends_with("-year")
                || word.ends_with("-month")
                || word.len() <= 3
                || self.title.iter().any(|own| own == word);
            if !is_plain && !may_be_any {
                return false;
            }
            end = *at;
        }
        may_be_any
    }

    /// True where the title stands around a word for an activity: `the Nets for Mwanza project`, `projet « Reverdir … »`.
    fn is_named(&self, folded: &str, at: usize) -> bool {
        const FEWEST: usize = 2;
        let near = folded.get(at..folded.floor_char_boundary(at + 120)).unwrap_or_default();
        let behind: Vec<&str> = words_of(near).skip(1).map(|(_, word)| word).take(self.title.len()).collect();
        self.title.len() >= FEWEST
            && behind.iter().zip(&self.title).filter(|(one, own)| one == own).count() >= FEWEST
    }
}

/// The words of a folded text, hyphened ones whole.
fn hyphened(folded: &str) -> Vec<(usize, &str)> {
    let mut found: Vec<(usize, &str)> = Vec::new();
    for (at, word) in words_of(folded) {
        let joined = found.last().and_then(|(start, last)| {
            let whole = folded.get(*start..at + word.len())?;
            (folded.get(start + last.len()..at)? == "-").then_some((*start, whole))
        });
        match (joined, found.last_mut()) {
            (Some(joined), Some(last)) => *last = joined,
            _ => found.push((at, word)),
        }
    }
    found
}

/// True for what tells that money was given, and in the first sentences so for what the document tells of: `Japan has
/// contributed US$ 2.3 million to UNHCR`, `With financial support from Bread for the World, our partner …`.
fn is_gift(folded: &str) -> bool {
    let holds = |words: &[&str]| words.iter().any(|words| begins_word(folded, words));
    let gives = holds(&[
        "contribut",
        "donated",
        "has given",
        "gave ",
        "provided",
        "provides",
        "is providing",
        "awarded",
        "granted",
        "received",
        "allocated",
        "approved",
        "pledged",
        "a accorde",
        "a octroye",
        "a verse",
        "a recu",
        "otorgo",
        "aporto",
        "dono",
        "recibio",
        "concedio",
        "contribuyo",
    ]);
    let is_funded = holds(&[
        "funded by",
        "financed by",
        "with financial support",
        "with the financial support",
        "with support from",
        "with the support of",
        "with funding from",
        "thanks to funding",
        "with a grant from",
        "avec le soutien financier",
        "avec l'appui financier",
        "grace au financement",
        "finance par",
        "financee par",
        "con financiacion de",
        "con el apoyo financiero",
        "con fondos de",
        "financiado por",
        "financiada por",
        "funded care",
        "com financiamento",
    ]) || folded.contains(" funded ");
    let has_digit = folded.bytes().any(|byte| byte.is_ascii_digit());
    gives && has_digit || is_funded
}

/// True for a folded sentence that tells of other activities, or of all of them.
pub(crate) fn is_elsewhere(folded: &str) -> bool {
    ELSEWHERE.iter().any(|words| begins_word(folded, words))
}

/// Headings, folded, that name the activity, though they begin as those of others do.
const OWN: [&str; 14] = [
    "about the project",
    "about the programme",
    "about the program",
    "about this project",
    "about the action",
    "a propos du projet",
    "a propos du programme",
    "a propos de ce projet",
    "a propos de l'action",
    "sobre el proyecto",
    "sobre el programa",
    "acerca del proyecto",
    "sobre o projeto",
    "sobre o programa",
];

/// True for a folded heading under which others are told of; `About the project` is of this one.
pub(super) fn is_of_others(heading: &str) -> bool {
    OF_OTHERS.iter().any(|words| begins_word(heading, words))
        && !OWN.iter().any(|own| heading.starts_with(own))
}

/// What somebody is quoted to have said.
fn begins_quoted(text: &str) -> bool {
    text.starts_with(['"', '“', '„', '‘'])
}
