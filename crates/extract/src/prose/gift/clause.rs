//! What one sentence tells of money given: its parts, or nothing.

use almoner_codelists::{Folded, Mention, countries_hinted, countries_in, country, fold};
use almoner_record::{Money, Span};
use rust_decimal::Decimal;

use super::who::{Act, agents, before_instrument, inner_subject, is_giver, receiver, subject, without_board};
use super::words::{AGREED, BY_US, GRANTS, INSTRUMENTS, REFERS, REFUSED};
use crate::bodies;
use crate::context::Context;
use crate::figures;
use crate::header;
use crate::nouns;
use crate::prose::Told;
use crate::prose::names::{is_inside_name, is_name, region};
use crate::prose::parties::is_of_state;
use crate::prose::sides::{between, pair, sides};
use crate::prose::subject::is_elsewhere;
use crate::value;
use crate::word_list::WordList;
use crate::word_list::begins_word;

/// What one sentence tells.
pub(super) struct Clause<'a> {
    pub(super) told: Told<'a>,
    pub(super) is_headline: bool,
    pub(super) has_subject: bool,
    pub(super) payers: Vec<Span>,
    /// Amounts, each with the one who pays it where its part of the sentence names one.
    pub(super) amounts: Vec<(Span, Option<Span>)>,
    pub(super) countries: Vec<Mention>,
    pub(super) receiver: Option<Span>,
    /// It goes on about the money of the sentence before.
    pub(super) refers: bool,
    /// It says how much is given by what the sentence before says was signed.
    pub(super) is_agreed: bool,
    /// A word for an activity stands in it.
    pub(super) is_about: bool,
    /// Who writes gives it: `We gave €16,000`.
    pub(super) by_us: bool,
    /// The adjective of a country that receives stands in it: `con el Gobierno boliviano`.
    pub(super) hints: bool,
}

impl Clause<'_> {
    /// True where it says what the money is for.
    pub(super) fn has_object(&self) -> bool {
        !self.countries.is_empty()
            || self.receiver.is_some()
            || self.is_about
            || self.refers
            || self.is_agreed
            || self.hints
    }

    /// Its first amount.
    pub(super) fn money(&self, context: &Context<'_>) -> Option<Money> {
        let (span, _) = self.amounts.first()?;
        self.settled(context, *span)
    }

    fn settled(&self, context: &Context<'_>, amount: Span) -> Option<Money> {
        figures::amount_on(context, self.told.inner(amount), None).map(|settled| settled.money)
    }

    /// Those who pay just this money: of several amounts the one whose it is, and no one where several pay several.
    pub(super) fn payers_of(&self, context: &Context<'_>, money: &Money) -> Vec<Span> {
        let own = self.amounts.iter().enumerate().find(|(_, (amount, _))| {
            self.settled(context, *amount).is_some_and(|settled| is_same(&settled, money))
        });
        match (own, self.amounts.as_slice()) {
            (None, _) => Vec::new(),
            (Some(_), [_]) => self.payers.clone(),
            (Some((_, (_, Some(payer)))), _) => vec![*payer],
            // The one who gives gives the first of them: the next may be what all of it costs.
            (Some((0, _)), _) if self.payers.len() == 1 => self.payers.clone(),
            (Some(_), _) => Vec::new(),
        }
    }
}

/// True for one amount printed twice: a currency may stand beside one of them alone, `$75 million` beside `US$75 million`.
pub(super) fn is_same(one: &Money, other: &Money) -> bool {
    one.value == other.value
        && (one.currency == other.currency || one.currency.is_none() || other.currency.is_none())
}

/// What a sentence tells of money given; None for any other.
pub(super) fn clause<'a>(context: &Context<'a>, span: Span, is_headline: bool) -> Option<Clause<'a>> {
    let text = context.text(span);
    let folded = Folded::new(text);
    let whole = folded.text();
    let refers = REFERS.iter().any(|words| whole.starts_with(words));
    let has_digit = text.bytes().any(|byte| byte.is_ascii_digit());
    if !has_digit && !refers || text.starts_with(['"', '“', '«']) || text.ends_with('?') {
        return None;
    }
    if REFUSED.iter().any(|words| begins_word(whole, words))
        || crate::prose::is_doubtful(whole)
        || counts_many(whole)
        || is_elsewhere(whole)
        || is_of_many(context, text)
    {
        return None;
    }
    let (is_grant, is_about) = (is_grant(whole), is_about(whole));
    let is_agreed = AGREED.iter().any(|words| whole.starts_with(words));
    let by_us = BY_US.iter().any(|words| whole.starts_with(words));
    let told = Told { span, text, folded, subjects: Vec::new() };
    let front = front(context, text);
    let subject = subject(context, text, front.end).or_else(|| inner_subject(context, text, front.end));
    let has_subject = subject.is_some();
    let moneys = moneys(context, text);
    let (mut payers, mut amounts) = (Vec::new(), Vec::new());
    let gives = subject.as_ref().filter(|subject| subject.act != Act::Receives);
    for (nth, money) in moneys.iter().enumerate() {
        let until = moneys.get(nth + 1).map_or(text.len(), |next| next.range().start);
        let since = nth.checked_sub(1).and_then(|nth| moneys.get(nth)).map_or(0, |last| last.range().end);
        let kind = instrument(text, *money, since, until);
        let is_behind_verb =
            subject.as_ref().is_some_and(|subject| subject.verb_end <= money.range().start && nth == 0);
        // `We gave €16,000`, `39.6 million euros for Togo`
        let is_first = nth == 0 && (by_us || is_agreed || is_headed_by(text, front.end, *money));
        if kind.is_none() && !is_behind_verb && !is_first {
            continue;
        }
        let agent = agents(&told, money.range().end, until).into_iter().next();
        let own = kind.and_then(|kind| before_instrument(text, kind)).or(agent);
        amounts.push((*money, own));
    }
    if let Some(subject) = gives {
        let is_given = !amounts.is_empty();
        payers.extend(subject.names.iter().filter_map(|name| {
            let name = without_board(text, *name);
            let own = name.of(text);
            let is_payer = is_giver(own)
                || is_given
                    && subject.act == Act::Gives
                    && is_grant
                    && bodies::is_body(own)
                    && !is_of_state(own);
            is_payer.then_some(name)
        }));
    }
    for (_, payer) in &amounts {
        payers.extend(payer.filter(|payer| !payers.contains(payer)));
    }
    // `A loan of $36.3 million from …`: the name may stand before the amount too.
    if payers.is_empty() && (!amounts.is_empty() || refers) {
        payers.extend(agents(&told, 0, text.len()).into_iter().take(2));
    }
    // `Norway signed an agreement worth USD 5 million with FAO`: one of the two is given.
    let signed = match subject.as_ref().filter(|_| !amounts.is_empty()) {
        Some(subject) if subject.act == Act::Signs => match subject.names.as_slice() {
            [one] => sides(text, *one, subject.verb_end),
            [one, other] => pair(text, *one, *other),
            _ => None,
        },
        Some(_) => None,
        None => between(&told).filter(|_| !amounts.is_empty()),
    };
    if let Some((payer, _)) = signed {
        payers = vec![payer];
        amounts.iter_mut().for_each(|(_, own)| *own = own.filter(|own| *own == payer));
    }
    // Each pays its own: `le FED donne 7,5 millions d'euros, l'Espagne 2 millions d'euros`.
    if let Some(shares) = shares(text, &moneys, &payers) {
        payers = shares.iter().map(|(_, payer)| *payer).collect();
        amounts = shares.into_iter().map(|(money, payer)| (money, Some(payer))).collect();
    }
    let is_in_payer = |span: Span| payers.iter().any(|payer| payer.contains(span));
    let countries: Vec<Mention> = countries_in(text)
        .into_iter()
        .filter(|mention| {
            let at = mention.span.range().start;
            (at >= front.end || front.is_country)
                && !header::gives(mention.entry.code)
                && !is_in_payer(mention.span)
                && !is_inside_name(text, at)
        })
        .collect();
    let mut codes: Vec<&str> = countries.iter().map(|mention| mention.entry.code).collect();
    codes.sort_unstable();
    codes.dedup();
    if codes.len() > 4 {
        return None;
    }
    let hints =
        countries.is_empty() && countries_hinted(text).iter().any(|(_, entry)| !header::gives(entry.code));
    let of_signed = signed.and_then(|(_, receiver)| receiver);
    let gives = subject.as_ref().filter(|subject| subject.act == Act::Gives);
    let first = amounts.first().map(|(money, _)| *money);
    let behind = first.map_or(text.len(), |money| money.range().end);
    let receiver = of_signed.or_else(|| receiver(&told, gives.is_some(), behind, &payers)).or_else(|| {
        // `approved a grant to Oxfam Australia worth AUD 3.2 million`
        let from = gives?.verb_end;
        let found = receiver(&told, false, from, &payers)?;
        (found.range().end <= first?.range().start).then_some(found)
    });
    let tells = !amounts.is_empty() || refers && !payers.is_empty() || is_headline && !payers.is_empty();
    tells.then_some(Clause {
        told,
        is_headline,
        has_subject,
        payers,
        amounts,
        countries,
        receiver,
        refers,
        is_agreed,
        is_about,
        by_us,
        hints,
    })
}

/// True where an amount begins a sentence and a country follows that it is for: `39.6 million euros for Togo`.
fn is_headed_by(text: &str, front: usize, money: Span) -> bool {
    const FOR: [&str; 8] =
        [" for ", " pour le ", " pour la ", " pour l'", " pour l\u{2019}", " para ", " to ", " pour "];
    let begins = text.get(front..money.range().start).is_some_and(|between| between.trim().is_empty());
    let rest = text.get(money.range().end..).unwrap_or_default();
    let behind = FOR.iter().find_map(|words| rest.strip_prefix(words));
    begins
        && behind
            .is_some_and(|rest| countries_in(rest).first().is_some_and(|mention| mention.span.start <= 4))
}

/// What stands before the subject of a sentence: a place and day, or a country.
pub(super) struct Front {
    pub(super) end: usize,
    pub(super) is_country: bool,
}

/// `WASHINGTON, December 8, 2015 - `, `India – `, `MANILA (News Agency) — `.
pub(super) fn front(context: &Context<'_>, text: &str) -> Front {
    const LONGEST: usize = 70;
    const MOST_WORDS: usize = 4;
    let near = text.get(..text.floor_char_boundary(LONGEST)).unwrap_or_default();
    let dashes = [" – ", " — ", " - ", " -- ", ".- ", ".-", ": ", " : ", " —", "– "];
    let found = dashes.iter().filter_map(|dash| near.find(dash).map(|at| (at, at + dash.len()))).min();
    if let Some((at, end)) = found {
        let before = near.get(..at).unwrap_or_default().trim();
        let is_country = country(before).is_some_and(|entry| !header::gives(entry.code));
        let is_place = before.split_whitespace().count() <= MOST_WORDS
            || value::date::date(before, context.order).is_some()
            || before.ends_with(')');
        if is_country
            || is_place && before.starts_with(char::is_uppercase)
            || value::date::date(before, context.order).is_some()
        {
            return Front { end, is_country };
        }
    }
    Front { end: crate::prose::parties::behind_date(context, text), is_country: false }
}

/// The amounts of a sentence, without those that only say one of them in another currency.
pub(super) fn moneys(context: &Context<'_>, text: &str) -> Vec<Span> {
    const LEAST: Decimal = Decimal::from_parts(1000, 0, 0, false, 0);
    let all = value::money::moneys(text, context.decimal);
    let all = all
        .into_iter()
        .filter(|(_, money)| money.currency.is_some() && money.range_end.is_none() && money.value >= LEAST);
    let (mut found, mut last): (Vec<Span>, usize) = (Vec::new(), 0);
    for (span, _) in all {
        let between = text.get(last..span.range().start).unwrap_or_default();
        let folded = fold(between);
        let is_other = found.last().is_some()
            && (between
                .rfind('(')
                .is_some_and(|open| !between.get(open..).is_some_and(|rest| rest.contains(')')))
                || ["soit", "or", "about", "o sea", "ou seja", "equivalent to", "equivalente a", "around"]
                    .iter()
                    .any(|word| folded.trim_start_matches([',', ' ', '*', ')']) == *word));
        last = span.range().end;
        if !is_other {
            found.push(span);
        }
    }
    found
}

/// Where the word stands that tells what an amount is given as: right behind the amount, or before it.
pub(super) fn instrument(text: &str, money: Span, since: usize, until: usize) -> Option<usize> {
    const BEHIND: usize = 6;
    const BEFORE: usize = 9;
    static OPENS: WordList = WordList::of(
        "of for worth totalling totaling totals amounting de d por no en in up to valued equivalent hasta jusqu",
    );
    let tail = text.get(money.range().end..until)?;
    let tail = tail.get(..tail.find([';', '.', '(']).unwrap_or(tail.len()))?;
    let behind = Folded::new(tail);
    let mut near = almoner_codelists::words(behind.text()).take(BEHIND);
    let found =
        near.find(|(_, word)| INSTRUMENTS.has(word)).map(|(at, word)| (at, behind.span(at..at + word.len())));
    // `$75 million for a project with a grant` is no grant of it.
    // `Irish Aid`, `Green Climate Finance`
    static OF_NAMES: WordList =
        WordList::of("Aid Support Assistance Finance Facility Funding Apoio Ayuda Appui");
    let is_of_name = |at: usize, span: Span| {
        let word = text.get(at + span.range().start..at + span.range().end);
        word.is_some_and(|word| OF_NAMES.has(word))
    };
    let is_parted = |at: usize| {
        let between = behind.text().get(..at).unwrap_or_default();
        almoner_codelists::words(between).any(|(_, word)| {
            ["for", "to", "pour", "para", "from", "and", "a", "with", "avec", "con", "com"].contains(&word)
        })
    };
    if let Some((_, span)) =
        found.filter(|(at, span)| !is_parted(*at) && !is_of_name(money.range().end, *span))
    {
        return Some(money.range().end + span.range().start);
    }
    let from = text.floor_char_boundary(money.range().start.saturating_sub(110).max(since));
    let head = text.get(from..money.range().start)?;
    let before = Folded::new(head);
    let words: Vec<(usize, &str)> = almoner_codelists::words(before.text()).collect();
    let near = words.iter().rev().take(BEFORE);
    let mut opens = false;
    for (at, word) in near {
        opens |= OPENS.has(word);
        if INSTRUMENTS.has(word) && !is_of_name(from, before.span(*at..*at + word.len())) {
            let between = before.text().get(at + word.len()..)?;
            let is_near = between.split_whitespace().count() <= 1;
            return (opens || is_near)
                .then(|| from + before.span(*at..*at + 1).range().start)
                .filter(|_| !between.contains([';', '.']));
        }
    }
    None
}

/// Several who pay, each followed by its amount.
pub(super) fn shares(text: &str, moneys: &[Span], payers: &[Span]) -> Option<Vec<(Span, Span)>> {
    const FEWEST: usize = 2;
    let first = payers.first()?;
    if moneys.len() < FEWEST || first.range().start > moneys.first()?.range().start {
        return None;
    }
    let mut shares = vec![(*moneys.first()?, *first)];
    for pair in moneys.windows(2) {
        let [last, next] = pair else { continue };
        let from = last.range().end;
        let between = text.get(from..next.range().start)?;
        let lead = between.len() - between.trim_start_matches([',', ' ', ';']).len();
        let rest = between.get(lead..)?;
        let joint = ["et ", "and ", "y ", "e "]
            .iter()
            .find(|word| rest.starts_with(**word))
            .map_or(0, |word| word.len());
        let names = region(rest.get(joint..)?);
        let start = from + lead + joint;
        let name = Span::new(start + names.range().start, start + names.range().end);
        let own = name.of(text);
        let behind = text.get(name.range().end..next.range().start)?;
        if !is_name(own) && country(own).is_none() || behind.split_whitespace().count() > 2 {
            return None;
        }
        shares.push((*next, name));
    }
    (shares.len() >= FEWEST).then_some(shares)
}

/// True where a word for what is given away stands; one for a loan may stand beside it.
pub(super) fn is_grant(folded: &str) -> bool {
    almoner_codelists::words(folded).any(|(_, word)| GRANTS.has(word))
}

/// True for a word for one activity.
pub(super) fn is_about(folded: &str) -> bool {
    almoner_codelists::words(folded).any(|(_, word)| nouns::is_activity(word) || word == "subprojet")
}

/// True for a sentence that gives each of several countries its own amount: news of several activities.
pub(in crate::prose) fn is_of_many(context: &Context<'_>, text: &str) -> bool {
    const NEAR: usize = 14;
    const FEWEST: usize = 2;
    if text.bytes().filter(u8::is_ascii_digit).count() < FEWEST {
        return false;
    }
    let moneys = value::money::moneys(text, context.decimal);
    if moneys.len() < FEWEST {
        return false;
    }
    let mut codes: Vec<&str> = Vec::new();
    for mention in countries_in(text).iter().filter(|mention| !header::gives(mention.entry.code)) {
        let place = mention.span.range();
        let is_near = |from: usize, until: usize| {
            from <= until
                && until - from <= NEAR
                && text.get(from..until).is_some_and(|between| !between.contains(['(', ')', '.']))
        };
        let is_paired = moneys.iter().any(|(money, _)| {
            is_near(money.range().end, place.start) || is_near(place.end, money.range().start)
        });
        if is_paired && !codes.contains(&mention.entry.code) {
            codes.push(mention.entry.code);
        }
    }
    codes.len() >= FEWEST
}

/// True for a sentence that counts activities: `24 projects in 12 countries`, `three loans`.
pub(super) fn counts_many(folded: &str) -> bool {
    static MANY: WordList = WordList::of(
        "projects programmes programs loans grants operations countries projets programmes prets subventions pays proyectos \
        programas prestamos paises projetos emprestimos initiatives iniciativas activities",
    );
    static NUMBERS: WordList = WordList::of(
        "two three four five six seven eight nine ten several many various deux trois quatre cinq six sept huit dix plusieurs \
                    dos tres cuatro cinco seis siete ocho varios dois quatro varias",
    );
    static MILLIONS: WordList = WordList::of("million millions millones milhoes");
    let words: Vec<&str> = almoner_codelists::words(folded).map(|(_, word)| word).collect();
    words.iter().enumerate().any(|(at, first)| {
        let after = |nth: usize| words.get(at + nth).copied().unwrap_or_default();
        let (second, third) = (after(1), after(2));
        let is_number = |word: &str| {
            word.bytes().all(|byte| byte.is_ascii_digit()) && word.len() < 4 || NUMBERS.has(word)
        };
        is_number(first) && (MANY.has(second) || MANY.has(third) && !MILLIONS.has(second))
    })
}
