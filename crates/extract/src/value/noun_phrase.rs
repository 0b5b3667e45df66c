//! Where the words for what is counted end: `mid-ranked women police officers`, `manuels scolaires`.
//!
//! No grammar of any language, but what the four have in common: a counted noun is a plural; verbs, relative words
//! and prepositions end it, `of` and `de` do not, and a list goes on while each of its parts is a plural.

use almoner_record::Span;

use super::cursor::{Cursor, Plain, is_dash, last_word};
use super::lexicon::{AFTER_OF, AND, MEASURES, OF, STOPS, TAILS, TIMES, VERBS};
use super::phrase_word::Word;

/// The words for what is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NounPhrase {
    /// All of them, as printed.
    pub span: Span,
    /// The noun that is counted.
    pub head: Span,
    /// True when it goes on after `of` or `de`.
    pub has_of: bool,
}

/// Whether a plural is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Count {
    /// More than one: the noun stands in the plural.
    Many,
    /// One: any noun.
    One,
}

const MOST_WORDS: usize = 9;

/// The noun phrase that begins at byte `at`. None when no plural is found before something ends it, and for a proper name
/// (`1325 National Action Plan`, `16 Days of Activism`).
pub(crate) fn noun_phrase(text: &str, at: usize, count: Count) -> Option<NounPhrase> {
    let mut phrase = measure(text, at).or_else(|| simple(text, at, count))?;
    if is_name(text, &phrase) {
        return None;
    }
    let end = phrase.span.end as usize;
    let time = Plain::of(phrase.head.of(text)).is_in(&TIMES);
    if let Some(end) = tail(text, end).or_else(|| if time { None } else { list(text, end) }) {
        phrase.span.end = Span::new(0, end).end;
    }
    Some(phrase)
}

/// `ha of land`, `m3 of water`: a unit of measure by its sign.
fn measure(text: &str, at: usize) -> Option<NounPhrase> {
    let word = Word::next(text, at)?;
    let sign = word.text.trim_end_matches(['²', '³']);
    if !MEASURES.contains(&sign) {
        return None;
    }
    let of = of_phrase(text, word.end, Of::First);
    let head = Span::new(word.start, word.end);
    Some(NounPhrase { span: Span::new(word.start, of.unwrap_or(word.end)), head, has_of: of.is_some() })
}

/// Words behind a noun that belong to who is counted: `persons with disabilities`.
fn tail(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    TAILS.iter().find(|tail| rest.starts_with(**tail)).map(|tail| at + tail.len())
}

/// One noun phrase without a list: words up to the last plural, and what follows `of`.
fn simple(text: &str, at: usize, count: Count) -> Option<NounPhrase> {
    let mut scan = Scan { last: at, ..Scan::default() };
    for _ in 0..MOST_WORDS {
        scan.comma(text);
        let Some(word) = Word::next(text, scan.last) else { break };
        if scan.joins(&word) {
            continue;
        }
        if scan.ends_before(text, &word) {
            break;
        }
        scan.take(&word, count);
    }
    let (head, start) = (scan.head?, scan.start?);
    if scan.commas > scan.ands {
        return None;
    }
    let end = head.end as usize;
    let of = if end == scan.last { of_phrase(text, end, Of::First) } else { None };
    Some(NounPhrase { span: Span::new(start, of.unwrap_or(end)), head, has_of: of.is_some() })
}

/// How far a noun phrase has been read.
#[derive(Default)]
struct Scan {
    start: Option<usize>,
    /// The last plural.
    head: Option<Span>,
    last: usize,
    /// A joining word was the last.
    joined: bool,
    commas: usize,
    ands: usize,
}

impl Scan {
    /// Before the noun adjectives may be joined.
    fn in_adjectives(&self) -> bool {
        self.head.is_none() && self.start.is_some() && !self.joined
    }

    /// Moves over a comma between adjectives: `Cameroonian, Chadian and Nigerian officials`.
    fn comma(&mut self, text: &str) {
        let mut cursor = Cursor::new(text, self.last);
        if self.in_adjectives() && cursor.eat(',') {
            self.commas += 1;
            self.last = cursor.at();
        }
    }

    /// Moves over `and` between adjectives: `primary and secondary school students`.
    fn joins(&mut self, word: &Word<'_>) -> bool {
        let joins = self.in_adjectives() && word.plain.is_in(&AND) && !word.plain.is_any(&["ou", "or"]);
        if joins {
            self.ands += 1;
            self.joined = true;
            self.last = word.end;
        }
        joins
    }

    /// The phrase ends before that word: a stop, a verb behind the noun, a name behind a noun in small letters.
    fn ends_before(&self, text: &str, word: &Word<'_>) -> bool {
        let next = Word::next(text, word.end);
        let Some(head) = self.head else { return !word.is_open() };
        let name = word.is_capital()
            && !capital(head.of(text))
            && !word.is_plural()
            && !next.is_some_and(|next| next.is_plural());
        !word.is_open() || word.ends_phrase(next.as_ref()) || name
    }

    fn take(&mut self, word: &Word<'_>, count: Count) {
        self.start = self.start.or(Some(word.start));
        self.joined = false;
        self.last = word.end;
        if word.is_plural() || count == Count::One {
            self.head = Some(Span::new(word.start, word.end));
        }
    }
}

fn capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// Whether a phrase with `of` may go on with another.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    First,
    Second,
}

/// What follows `of` or `de` after a noun: where it ends.
fn of_phrase(text: &str, at: usize, which: Of) -> Option<usize> {
    const MOST_OF_SECOND: usize = 4;
    let of = Word::next(text, at)?;
    if !of.plain.is_in(&OF) {
        return None;
    }
    let mut last = of.end;
    let mut end = None;
    let mut article = true;
    let most = if which == Of::First { MOST_WORDS } else { MOST_OF_SECOND };
    for _ in 0..most {
        let Some(word) = Word::next(text, last) else { break };
        if article && word.plain.is_in(&AFTER_OF) {
            last = word.end;
            article = false;
            continue;
        }
        article = false;
        let goes_on = which == Of::First && end.is_some();
        if goes_on && word.plain.is_in(&AND) && end.is_some_and(|end| is_adjective(text, end)) {
            // `communes of rural and peri-urban Haiti`
            last = word.end;
            continue;
        }
        if goes_on && word.plain.is_in(&OF) {
            // `members of the Ministry of Interior`
            return of_phrase(text, end?, Of::Second).or(end);
        }
        let next = Word::next(text, word.end);
        if !word.is_open()
            || is_infinitive(&word, next.as_ref())
            || end.is_some() && word.ends_of(next.as_ref())
        {
            break;
        }
        last = word.end;
        end = Some(word.end);
    }
    end
}

/// The word that ends at `end` ends like an adjective.
fn is_adjective(text: &str, end: usize) -> bool {
    let Some(word) = last_word(text.get(..end).unwrap_or_default()) else { return false };
    let plain = Plain::of(word.of(text));
    ["al", "ary", "ern", "ic", "ive", "ous"].iter().any(|ending| plain.ends_with(ending))
}

/// `responsables de définir la politique`: a verb with its object, no noun.
fn is_infinitive(word: &Word<'_>, next: Option<&Word<'_>>) -> bool {
    let ending = ["er", "ir", "re", "ar"].iter().any(|ending| word.plain.ends_with(ending));
    ending && next.is_some_and(|next| next.plain.is_in(&STOPS) || next.plain.is_any(&["des", "l"]))
}

/// The rest of a list: `, parents, teachers and education officials`, ` et garçons`; where it ends.
fn list(text: &str, at: usize) -> Option<usize> {
    let mut last = at;
    for _ in 0..6 {
        let mut cursor = Cursor::new(text, last);
        cursor.spaces();
        let comma = cursor.eat(',');
        if comma {
            cursor.spaces();
        }
        let word = Word::next(text, cursor.at())?;
        let joined = word.plain.is_in(&AND);
        if !joined && !comma {
            return None;
        }
        let from = if joined { word.end } else { cursor.at() };
        let part = part(text, from)?;
        last = part;
        if joined {
            return Some(part);
        }
    }
    None
}

/// One part of a list: a noun phrase that begins with no verb.
fn part(text: &str, at: usize) -> Option<usize> {
    let first = Word::next(text, at)?;
    let second = Word::next(text, first.end);
    let verb = (first.plain.ends_with("ed") || first.plain.ends_with("ing")) && !first.text.contains(is_dash)
        || first.plain.is_in(&VERBS);
    let adjective = first.plain.is_any(&[
        "affected",
        "disabled",
        "displaced",
        "injured",
        "training",
        "unemployed",
        "wounded",
    ]);
    if !first.is_open()
        || verb && !adjective
        || second.is_some_and(|second| second.plain.is("of") && !first.is_plural())
    {
        return None;
    }
    simple(text, at, Count::Many).map(|phrase| phrase.span.end as usize)
}

/// A proper name: the counted noun is a capital, and what goes on after `of` as well, or the noun is `Days`.
fn is_name(text: &str, phrase: &NounPhrase) -> bool {
    let head = phrase.head.of(text);
    let acronym = head.trim_end_matches('s').chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    if !capital(head) || acronym {
        return false;
    }
    let after = text.get(phrase.head.end as usize..phrase.span.end as usize).unwrap_or_default();
    let capital_after = after.split_whitespace().nth(1).is_some_and(capital);
    capital_after || Plain::of(head).is_any(&["days", "jours"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_ends_where_its_noun_ends() {
        for (text, wanted) in [
            ("mid-ranked women police officers. Five", "mid-ranked women police officers"),
            ("police and gendarmerie officers, including 72", "police and gendarmerie officers"),
            ("Palestinian Authority citizens residing in", "Palestinian Authority citizens"),
            ("members of senior state leadership. In", "members of senior state leadership"),
            (
                "law enforcement and criminal justice officers on",
                "law enforcement and criminal justice officers",
            ),
            (
                "primary and secondary school students, parents, teachers and education officials were reached",
                "primary and secondary school students, parents, teachers and education officials",
            ),
            ("people in 32 villages", "people"),
            ("women’s networks within", "women’s networks"),
            ("training sessions organized by", "training sessions"),
            ("Iraqi police officers on", "Iraqi police officers"),
            ("women ex-combatants and 30 law", "women ex-combatants"),
            ("volunteer fighters to reintegrate", "volunteer fighters"),
            (
                "students, teachers, and administrative personnel at six",
                "students, teachers, and administrative personnel",
            ),
            ("displaced and vulnerable students (6,546", "displaced and vulnerable students"),
            ("dialogues, reaching 454", "dialogues"),
            ("km of road, including paving", "km of road"),
            ("teachers trained in", "teachers"),
            ("women were promoted", "women"),
            ("families live better", "families"),
            ("NGOs and CSOs took part", "NGOs and CSOs"),
            ("élèves (dont", "élèves"),
            ("manuels scolaires ont été remis", "manuels scolaires"),
            ("artisans locaux ont acquis", "artisans locaux"),
            ("arbres fruitiers et forestiers ainsi que", "arbres fruitiers et forestiers"),
            ("salles de classe, la réhabilitation", "salles de classe"),
            ("élèves, les enseignants et le personnel", "élèves"),
            ("femmes, hommes et enfants. Le", "femmes, hommes et enfants"),
            ("familles touchées par", "familles"),
            ("élèves déplacés et vulnérables (dont", "élèves déplacés et vulnérables"),
            ("personnes vivant dans", "personnes"),
            ("agriculteurs bénéficient d'un", "agriculteurs"),
            ("plants d’ananas et", "plants d’ananas"),
            ("mujeres policías fueron capacitadas", "mujeres policías"),
            ("familias desplazadas recibieron", "familias desplazadas"),
            ("membros da sociedade civil participaram", "membros da sociedade civil"),
            ("étudiant(e)s en", "étudiant(e)s"),
            ("Governorates (Anbar", "Governorates"),
        ] {
            let read = noun_phrase(text, 0, Count::Many).map(|phrase| phrase.span.of(text));
            assert_eq!(read, Some(wanted), "{text}");
        }
    }

    #[test]
    fn names_and_other_words_are_none() {
        for text in [
            "National Action Plan on",
            "Days of Activism against",
            "completed and 11 ongoing",
            "were voluntarily",
            ", with",
            "on the Richter scale",
            "(2000)",
            "",
            "of the women",
            "implementation",
        ] {
            assert_eq!(noun_phrase(text, 0, Count::Many), None, "{text}");
        }
    }

    #[test]
    fn one_thing_needs_no_plural() {
        let text = "training centre in Bamako";
        let phrase = noun_phrase(text, 0, Count::One).unwrap();
        assert_eq!(phrase.span.of(text), "training centre");
    }
}
