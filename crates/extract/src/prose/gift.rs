//! The sentence of news that tells of money given for an activity: `The World Bank today approved US$75 million for the Rural
//! Roads Project in Kenya.`, `Un prêt de 15 millions d'euros de la BOAD au Togo …`, `El BID prestará …`.
//!
//! One grammar for all languages: who gives (a subject before a verb of giving, or a name behind `from`, `de la`, `del`,
//! `da`), an amount beside a word for what it is given as or behind that verb, and for whom: a country that receives, a
//! body, a project. A release also tells of other money: what it says of portfolios, of years past, of many projects or of
//! what is not settled is refused as a whole sentence.

mod clause;
mod project;
mod signed;
mod who;
mod words;

use almoner_codelists::{Folded, fold};
use almoner_record::{Role, Span};
use rust_decimal::Decimal;

use self::clause::{Clause, clause, is_about, is_same};
use super::Told;
use super::parties::push;
use super::parties::words::Part;
use super::subject::is_of_others;
use crate::bodies;
use crate::codes::{self, Source};
use crate::context::Context;
use crate::draft::Draft;
use crate::figures;
use crate::lines::{Line, LineKind};
use crate::recognise;
use crate::rules::set_title;
use crate::value;
pub(crate) use project::{behind_word as project_behind_word, unquoted as unquoted_project};
pub(crate) use who::{headline_verb, is_giver, without_board};
pub(super) use who::{is_adjective, parts_of, without_purpose};
pub(crate) use words::SIGNS;

pub(super) use self::clause::is_of_many;

/// What the document tells of the money that its activity is given.
pub(super) struct Gift {
    /// The sentences that tell it, and whether one begins with who gives or is given.
    sentences: Vec<(Span, bool)>,
    /// The one amount.
    pub(super) amount: Option<Span>,
}

impl Gift {
    /// True for a sentence that tells of it.
    pub(super) fn holds(&self, sentence: Span) -> bool {
        self.at(sentence).is_some()
    }

    /// True where who does what is told by it.
    pub(super) fn has_subject(&self, sentence: Span) -> bool {
        self.at(sentence).is_some_and(|has_subject| has_subject)
    }

    fn at(&self, sentence: Span) -> Option<bool> {
        let mut own = self.sentences.iter();
        own.find(|(own, _)| own.start <= sentence.start && sentence.start < own.end).map(|(_, has)| *has)
    }
}

/// Reads who gives how much to whom, where the beginning of a document tells that, and gives where it does.
pub(super) fn read(draft: &mut Draft, context: &Context<'_>, from: u32) -> Option<Gift> {
    const NEAR: usize = 3;
    const MOST_GIFTS: usize = 2;
    /// Behind so many sentences no document begins with it any more.
    const FURTHEST: usize = 6;
    let (clauses, leads) = clauses(context, from);
    // `approved four projects in three countries`: the rest tells of each of them.
    let counts = |lead: &Span| clause::counts_many(&fold(context.text(*lead)));
    if leads.iter().take(MOST_GIFTS).any(counts) {
        return None;
    }
    // Lines of a site's menu are none of its sentences.
    const SHORTEST: usize = 40;
    let mut long = leads.iter().filter(|lead| lead.len() >= SHORTEST);
    let until = long.nth(FURTHEST).map_or(u32::MAX, |lead| lead.start);
    // What it is for may stand in the sentence before or behind it, or in the name of a project.
    let is_named = leads.iter().take(FURTHEST).any(|lead| project::name(context.text(*lead)).is_some());
    let is_near_project = |clause: &Clause<'_>| {
        let at = leads.iter().position(|lead| *lead == clause.told.span).unwrap_or_default();
        let near = leads.get(at.saturating_sub(1)..).unwrap_or_default().iter().take(3);
        near.into_iter().chain(leads.first()).any(|lead| is_about(&fold(context.text(*lead))))
    };
    let is_whole = |clause: &&Clause<'_>| {
        !clause.amounts.is_empty() && (clause.has_object() || is_named || is_near_project(clause))
    };
    // News of several gifts to several countries are of no one activity.
    let mut told: Vec<(Decimal, &str)> = Vec::new();
    for clause in clauses.iter().filter(is_whole) {
        let Some((money, mention)) = clause.money(context).zip(clause.countries.first()) else { continue };
        if told.iter().all(|(known, code)| *known != money.value && *code != mention.entry.code) {
            told.push((money.value, mention.entry.code));
        }
    }
    if told.len() > MOST_GIFTS {
        return None;
    }
    let payer_near = |at: usize| {
        let near = clauses.get(at.saturating_sub(1)..).unwrap_or_default().iter().take(NEAR);
        near.into_iter().any(|clause| !clause.payers.is_empty())
    };
    let order = clauses.iter().enumerate();
    let best = order
        .filter(|(_, clause)| clause.told.span.start < until)
        .filter(|(at, clause)| {
            is_whole(clause) && (!clause.payers.is_empty() || clause.by_us || payer_near(*at))
        })
        .min_by_key(|(_, clause)| clause.is_headline)
        .map(|(at, _)| at)?;
    let main = clauses.get(best)?;
    let money = main.money(context);
    let tells_it = |clause: &Clause<'_>| match (&money, clause.money(context)) {
        (Some(money), Some(own)) => is_same(money, &own),
        (None, None) => true,
        _ => false,
    };
    // A headline and what goes on about the money tell what is left.
    let of_it = |clause: &&Clause<'_>| {
        std::ptr::eq(*clause, main)
            || clause.refers
            || clause.amounts.is_empty() && clause.is_headline
            || main.payers.is_empty() && !clause.payers.is_empty()
            || tells_it(clause)
    };
    let own: Vec<&Clause<'_>> = std::iter::once(main)
        .chain(clauses.iter().filter(of_it).filter(|one| !std::ptr::eq(*one, main)))
        .collect();
    let payer = own.iter().find(|clause| !clause.payers.is_empty());
    if payer.is_none() && !main.by_us {
        return None;
    }
    let clear = |span: &Span, told: &Told<'_>| {
        figures::amount_on(context, told.inner(*span), None)
            .is_some_and(|settled| settled.money.currency.is_some())
    };
    let whole = own.iter().filter(|clause| tells_it(clause));
    let mut places = whole.filter_map(|clause| Some((clause.amounts.first()?.0, &clause.told)));
    let first = places.clone().next();
    let place = places.find(|(span, told)| clear(span, told)).or(first);
    if let Some(payer) = payer {
        pay(draft, context, payer, main);
    }
    if let Some(clause) = own.iter().find(|clause| !clause.countries.is_empty()) {
        countries(draft, context, clause);
    }
    if let Some(clause) = own.iter().find(|clause| clause.receiver.is_some())
        && let Some(receiver) = clause.receiver
    {
        push(draft, context, &clause.told, receiver, Part::Does, None);
    }
    title(draft, context, &own, &leads);
    draft.is_gift = true;
    let sentences = own.iter().map(|clause| (clause.told.span, clause.has_subject)).collect();
    let one = main.amounts.len() == 1;
    let amount = place.filter(|_| one).map(|(span, told)| told.inner(span));
    Some(Gift { sentences, amount })
}

/// Takes what a headline or a sentence tells beside the labels of a page of news, where its amount is the one that a label
/// tells: `India – World Bank approves US$ 250 million for …`, and below `IDA Credit: $250 million`.
pub(super) fn beside_labels(draft: &mut Draft, context: &Context<'_>) {
    let Some(budget) = draft.activity.budget.as_ref().map(|budget| budget.money.clone()) else { return };
    let mut roles = draft.activity.participating_orgs.iter().filter_map(|one| one.role);
    if roles.any(|role| role == Role::Funding) || !draft.activity.funding.is_empty() {
        return;
    }
    let (clauses, _) = clauses(context, 0);
    let mut paid = clauses.iter().map(|clause| (clause, clause.payers_of(context, &budget)));
    let Some((clause, payers)) = paid.find(|(_, payers)| !payers.is_empty()) else { return };
    for payer in payers {
        push(draft, context, &clause.told, payer, Part::Pays, None);
    }
    countries(draft, context, clause);
    title(draft, context, &[clause], &[]);
}

/// Takes the countries of a sentence, where nothing tells any.
fn countries(draft: &mut Draft, context: &Context<'_>, clause: &Clause<'_>) {
    if !draft.activity.countries.is_empty() || !draft.activity.regions.is_empty() {
        return;
    }
    let rule = context.rule("sentence", "countries");
    for mention in &clause.countries {
        let span = clause.told.inner(mention.span);
        let source = Source { line: context.text(span), span, rule: &rule, closed: false };
        codes::country_named(draft, &source, mention.entry);
    }
}

/// Takes who gives, where a letter with labels tells it in a sentence: `I am pleased to inform you that the Oakfield Foundation has
/// approved a grant to …`. Who is not known to give does so in these words.
pub(crate) fn payer_of_letter(draft: &mut Draft, context: &Context<'_>) {
    const FIRST_LINES: usize = 24;
    const THAT: [&str; 8] =
        [" that ", " que ", " qu'", " qu\u{2019}", " de que ", "behalf of ", "au nom de ", "en nombre de "];
    let activity = &draft.activity;
    let has = |role: Role| activity.participating_orgs.iter().any(|one| one.role == Some(role));
    let is_form = activity.budget.is_some() || !activity.other_identifiers.is_empty();
    if !context.layout.is_general() || !has(Role::Implementing) || has(Role::Funding) || !is_form {
        return;
    }
    let lines = context.lines.iter().filter(|line| matches!(line.kind, LineKind::Text)).take(FIRST_LINES);
    for line in lines {
        for part in value::sentence::sentences(context.text(line.span)) {
            let span = line.span.inner(part);
            let text = context.text(span);
            let folded = Folded::new(text);
            if !clause::is_grant(folded.text()) || super::is_doubtful(folded.text()) {
                continue;
            }
            let starts = THAT.iter().filter_map(|that| text.find(that).map(|at| at + that.len()));
            let starts = std::iter::once(0).chain(starts).collect::<Vec<_>>();
            let found = starts.into_iter().find_map(|at| who::subject(context, text, at));
            let Some(found) = found.filter(|found| found.act == who::Act::Gives) else { continue };
            let Some(name) = found.names.first().map(|name| who::without_board(text, *name)) else {
                continue;
            };
            let own = name.of(text);
            let is_held = draft.activity.participating_orgs.iter().any(|one| one.organisation.name == own);
            if found.names.len() == 1 && bodies::is_body(own) && !is_held && !super::parties::is_of_state(own)
            {
                let told = Told { span, text, folded, subjects: Vec::new() };
                push(draft, context, &told, name, Part::Pays, None);
                return;
            }
        }
    }
}

/// Takes those who pay, and what each pays where that is told.
fn pay(draft: &mut Draft, context: &Context<'_>, payer: &Clause<'_>, main: &Clause<'_>) {
    let settled =
        |clause: &Clause<'_>, span: Span| figures::amount_on(context, clause.told.inner(span), None);
    let shares: Vec<(Span, Span)> =
        payer.amounts.iter().filter_map(|(amount, payer)| Some(((*payer)?, *amount))).collect();
    if payer.amounts.len() > 1 {
        for (name, amount) in &shares {
            push(draft, context, &payer.told, *name, Part::Pays, settled(payer, *amount));
        }
    }
    let alone = payer.payers.len() == 1;
    for name in &payer.payers {
        if payer.amounts.len() > 1 && shares.iter().any(|(known, _)| known == name) {
            continue;
        }
        let amount = main.amounts.first().filter(|_| alone && main.amounts.len() == 1);
        let amount = amount.and_then(|(span, _)| settled(main, *span));
        push(draft, context, &payer.told, *name, Part::Pays, amount);
    }
}

/// Takes the name of the project in place of a headline or of a line of text.
fn title(draft: &mut Draft, context: &Context<'_>, own: &[&Clause<'_>], leads: &[Span]) {
    let held = draft.place("/title");
    let is_of_text = draft.activity.evidence.iter().any(|one| {
        one.path == "/title" && (one.rule.ends_with("/header/title") || one.rule.ends_with("/heading/title"))
    });
    let is_told = held.is_some_and(|held| {
        let own_text = context.text(held);
        let is_mark = own_text.chars().filter(|c| c.is_alphabetic()).count() < 4;
        let is_date = value::date::date(own_text, context.order)
            .is_some_and(|(span, _)| span.len() + 2 >= own_text.len());
        // A headline with an amount in it.
        let is_news = value::money::money(own_text, context.decimal).is_some();
        // Who posted it: `2019-11-03 (@desk)`.
        let is_post = own_text.contains('@');
        let is_sentence =
            is_news || is_post || is_mark || is_date || own_text.ends_with('.') || held.len() > 160;
        is_sentence
            || own.iter().any(|clause| clause.told.span.start < held.end && held.start < clause.told.span.end)
            || super::title::is_headline(context.text(held))
    });
    if held.is_some() && !(is_of_text && is_told) {
        return;
    }
    let of_own = own.iter().map(|clause| clause.told.span);
    let named = of_own
        .chain(leads.iter().copied())
        .find_map(|span| Some(span.inner(project::name(context.text(span))?)));
    let Some(name) = named else {
        // A whole sentence is no title, nor is a mark.
        if held.is_some_and(|held| {
            let text = context.text(held);
            text.ends_with('.') || held.len() > 160 || text.chars().filter(|c| c.is_alphabetic()).count() < 4
        }) {
            drop_title(draft);
        }
        return;
    };
    // The title is that name already.
    if held.is_some_and(|held| held.start == name.start && held.end == name.end) {
        return;
    }
    drop_title(draft);
    set_title(draft, context, name, &context.rule("sentence", "title"));
    if let Some(years) = project::years_behind(&context.document.text, name) {
        figures::period(draft, context, years, None, &context.rule("sentence", "period"));
    }
}

/// Takes back a title.
pub(super) fn drop_title(draft: &mut Draft) {
    draft.activity.title = None;
    draft.activity.evidence.retain(|evidence| evidence.path != "/title");
}

/// The sentences at the beginning that tell of money given, and all sentences there.
fn clauses<'a>(context: &Context<'a>, from: u32) -> (Vec<Clause<'a>>, Vec<Span>) {
    const MOST_BYTES: usize = 3600;
    const LONGEST: usize = 1200;
    const LONGEST_HEADLINE: usize = 200;
    const SIGNED_BEFORE: usize = 3;
    let (mut found, mut leads, mut length) = (Vec::new(), Vec::new(), 0);
    for passage in passages(context, from) {
        let text = context.text(passage);
        length += text.len();
        if length > MOST_BYTES || !found.is_empty() && text.len() < 60 && is_of_others(&fold(text)) {
            break;
        }
        let sentences = value::sentence::sentences(text);
        let is_one = sentences.len() == 1 && text.len() <= LONGEST_HEADLINE;
        let is_headline = is_one && !text.ends_with(['.', '!', '?', '»', '”', ')']);
        for part in sentences.into_iter().filter(|part| part.len() <= LONGEST) {
            let span = passage.inner(part);
            let clause = clause(context, span, is_headline);
            if clause.as_ref().is_some_and(|clause| clause.is_agreed && clause.payers.is_empty()) {
                let before = leads.iter().rev().take(SIGNED_BEFORE);
                found.extend(before.copied().find_map(|before| signed::signed(context, before)));
            }
            leads.push(span);
            found.extend(clause);
        }
    }
    (found, leads)
}

/// The lines at the beginning, those joined that a narrow page broke.
fn passages(context: &Context<'_>, from: u32) -> Vec<Span> {
    const MOST: usize = 60;
    let is_text = |line: &&Line| {
        matches!(line.kind, LineKind::Text | LineKind::Heading { .. } | LineKind::Item { .. })
            && line.span.start >= from
    };
    let mut joined: Vec<Span> = Vec::new();
    for line in context.lines.iter().filter(is_text).take(MOST) {
        if line.label.is_some() && recognise::matched(context.layout, line).is_some() {
            continue;
        }
        let goes_on = joined.last().is_some_and(|last| {
            let between = context.document.text.get(last.end as usize..line.span.start as usize);
            let (before, own) = (context.text(*last), context.text(line.span));
            between.is_some_and(|between| {
                between.trim().is_empty() && between.bytes().filter(|byte| *byte == b'\n').count() <= 1
            }) && !before.ends_with(['.', ':', '!', '?'])
                && (own.starts_with(char::is_lowercase) || bodies::is_unfinished(before, own))
        });
        match joined.last_mut().filter(|_| goes_on) {
            Some(last) => *last = last.cover(line.span),
            None => joined.push(line.span),
        }
    }
    joined
}

#[cfg(test)]
mod tests;
