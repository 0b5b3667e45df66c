//! What a draft of a document that no layout recognises tells of aid, weighed against what its page tells of something else.
//!
//! Neither side is sure by itself: a bank's page names a donor, and a project's page a contractor. Each reason has points, and a
//! draft whose points add up to less than [`ENOUGH`] is no activity.

use std::sync::LazyLock;

use almoner_codelists::{countries_hinted, countries_in, fold};
use almoner_record::{Activity, Basis, Country, DescriptionType, ParticipatingOrg, Precision, Role, Sector};
use rust_decimal::Decimal;

use super::form::Labels;
use super::kinds::{
    ANSWERS, BEGINNINGS, BUYERS, CALL, EVENTS, KINDS, Kind, OFFERS, PAPERS, POSTS, STUDIES, THANKS,
};
use super::words::Lists;
use super::{Beginning, begins_word, has_role, nameless, names, others};
use crate::header;

/// A reason for or against, and its points.
type Reason = (&'static str, i32);

/// Points from which on a draft is of aid: a country that receives, and who pays or two facts of a form.
const ENOUGH: i32 = 4;

/// Points at most against what a known giver pays for in a country that receives, by labels of other kinds of page.
const MOST_BESIDE_A_GIVER: i32 = 5;

/// Facts that a draft has at least, unless who pays and who carries out are told.
const FEWEST_FACTS: usize = 2;

/// Currencies of those who give, some of whom receive too; in all others the country that receives counts.
const OF_GIVERS: [&str; 47] = [
    "BRL", "INR", "MXN", "THB", "TRY", "ZAR", "AED", "AUD", "BGN", "CAD", "CHF", "CNY", "CZK", "DKK", "EUR",
    "GBP", "HUF", "ILS", "ISK", "JPY", "KRW", "KWD", "LTL", "NOK", "NZD", "PLN", "QAR", "RON", "RUB", "SAR",
    "SEK", "TWD", "USD", "XDR", "XEU", "XUA", "ATS", "BEF", "DEM", "ESP", "FIM", "FRF", "IEP", "ITL", "LUF",
    "NLG", "PTE",
];

/// Why a draft is of no activity: the reasons, where those against it weigh more.
pub(super) fn why(activity: &Activity, text: &Beginning<'_>, labels: Labels) -> Option<String> {
    if activity.iati_identifier.is_some() {
        return None;
    }
    let Told { mut reasons, is_given, is_done } = told(activity, text);
    let against = text.against();
    // A giver who pays for something in a country that receives may call all else as others do.
    let is_of_years = others::lasts_for_months(activity);
    let (kind, points_of_kind) = if is_of_years { against.labels_but_events } else { against.labels };
    let labels_of_others =
        if !against.is_sure && is_given { points_of_kind.max(-MOST_BESIDE_A_GIVER) } else { points_of_kind };
    // Labels of another kind of page are strange ones too: they count once.
    let strange = (labels.points_of_strange() + labels_of_others).max(0);
    let takes_part = |item: &ParticipatingOrg| item.role.is_some() || names::is_of_aid(item);
    let is_untold = labels.are_of_bare_list()
        && text.aid() == 0
        && text.strong_aid() == 0
        && !activity.participating_orgs.iter().any(takes_part)
        && !text.says_themes();
    reasons.extend([
        ("a list without labels that says nothing of aid", if is_untold { -2 } else { 0 }),
        ("labels of aid", labels.points_of_aid()),
        ("one of a list", i32::from(labels.are_of_list())),
        ("labels that no activity has", -strange),
        (kind, labels_of_others),
    ]);
    reasons.extend(against.words);
    // Where nothing is of aid, a hotel's and a shop's words count double; one of them may stray into a list.
    let of_others = text.elsewhere() + text.trade();
    let is_stray = labels.are_of_list() && of_others == 1;
    if !is_given && !is_done && !is_stray && text.aid() == 0 {
        reasons.push(("and none of aid", -points(of_others, 2)));
    }
    reasons.retain(|(_, points)| *points != 0);
    let total: i32 = reasons.iter().map(|(_, points)| points).sum();
    (total < ENOUGH).then(|| {
        let listed: Vec<String> = reasons.iter().map(|(name, points)| format!("{name} {points:+}")).collect();
        format!("too little tells of aid ({total} points, {ENOUGH} are needed): {}", listed.join(", "))
    })
}

/// What the draft's own values tell.
struct Told {
    reasons: Vec<Reason>,
    /// A known giver pays for it in a country that is stated to receive.
    is_given: bool,
    /// Somebody carries it out in such a country.
    is_done: bool,
}

fn told(activity: &Activity, text: &Beginning<'_>) -> Told {
    const LEAST_MONEY: Decimal = Decimal::from_parts(5000, 0, 0, false, 0);
    let orgs = &activity.participating_orgs;
    let is_payer = |item: &&ParticipatingOrg| item.role == Some(Role::Funding);
    let aid_pays = orgs.iter().filter(is_payer).any(names::is_of_aid);
    let aid_does = orgs.iter().filter(|item| !is_payer(item)).any(names::is_of_aid);
    let other_pays = !aid_pays && orgs.iter().any(|item| is_payer(&item));
    let is_odd = other_pays
        && !orgs.iter().filter(is_payer).any(|item| crate::bodies::is_body(&item.organisation.name));
    let does = |item: &ParticipatingOrg| item.role == Some(Role::Implementing) && !names::is_of_aid(item);
    let (place, names_place) = match place(activity) {
        0 => (0, text.names_who_receives()),
        place => (place, false),
    };
    let strong = text.strong_aid() > 0;
    let coded = coded(activity);
    let is_nowhere = place == 0 && !aid_pays && !aid_does && !strong && coded == 0 && !names_place;
    let money = activity.budget.as_ref().map(|budget| &budget.money);
    let money = money.or_else(|| activity.funding.first().map(|share| &share.money));
    let is_known = orgs.iter().any(|item| item.organisation.reference.is_some());
    let currency = money.and_then(|money| money.currency.as_deref());
    let is_own = !is_known && currency.is_some_and(|code| !OF_GIVERS.contains(&code));
    let facts = [
        money.is_some(),
        others::lasts(activity),
        !activity.other_identifiers.is_empty(),
        activity.status.is_some(),
        activity.descriptions.iter().any(|one| one.kind == DescriptionType::Objective),
        !activity.results.is_empty() || !activity.indicators.is_empty(),
    ];
    let facts = facts.into_iter().filter(|told| *told).count();
    let (pays, does_it) = (has_role(activity, Role::Funding), has_role(activity, Role::Implementing));
    let has_sector = activity.sectors.iter().any(|sector| sector.basis == Basis::Stated);
    let has_group = activity.descriptions.iter().any(|one| one.kind == DescriptionType::TargetGroups);
    let others =
        [place == STATED, pays, does_it, coded > 0, has_sector, has_group, !activity.amounts.is_empty()];
    let is_bare =
        facts + others.into_iter().filter(|told| *told).count() < FEWEST_FACTS && !(pays && does_it);
    let is_unplaced = place == 0 && !names_place && others::is_told_in_prose(activity);
    let is_lost =
        place == 0 && !names_place && !aid_pays && !aid_does && (money.is_none() || orgs.is_empty());
    let has_nobody = orgs.is_empty() && money.is_none() && activity.amounts.is_empty() && coded == 0;
    let title = fold(activity.title.as_deref().unwrap_or_default());
    let is_paper = text.against().begins_as_paper || begins_as_paper(&title);
    let reasons = vec![
        ("a country that receives", place + i32::from(names_place)),
        ("a code or marker of aid", coded),
        ("who gives aid pays", if aid_pays { 3 } else { 0 }),
        ("who gives aid takes part", if aid_does { 2 } else { 0 }),
        ("somebody carries it out", i32::from(orgs.iter().any(does))),
        ("who pays is no body", if is_odd { -1 } else { 0 }),
        ("words of aid", 2 * i32::from(strong) + i32::from(text.told_aid() > 0 || text.aid() > 1)),
        ("facts of an activity", points(facts, 3)),
        ("no money and nobody", if has_nobody { -1 } else { 0 }),
        ("the title of a paper or a country", if is_of_paper(&title, activity) { -4 } else { 0 }),
        ("sentences that name no country", if is_unplaced { -3 } else { 0 }),
        ("no country, and no money or nobody", if is_lost { -3 } else { 0 }),
        ("few facts", if is_bare { -3 } else { 0 }),
        ("only countries that give", if strong { 0 } else { -at_home(activity, place) }),
        ("no country and nobody who gives", if is_nowhere { -4 } else { 0 }),
        ("money of the country itself", if is_own && !aid_pays { -3 } else { 0 }),
        (
            "a small sum",
            if !is_known && money.is_some_and(|money| money.value < LEAST_MONEY) { -2 } else { 0 },
        ),
        ("it begins as a bill or another paper does", if is_paper { -8 } else { 0 }),
        ("some weeks only", -short(activity)),
        ("a call for proposals", if is_call(activity, text) { -8 } else { 0 }),
        ("a company is the client", if has_client(activity, text) { -3 } else { 0 }),
        ("a title of arms", if is_of_arms(&title) { -5 } else { 0 }),
        ("the title is a company's name", if is_company(activity) { -4 } else { 0 }),
        ("the title of a post", if is_post(&title) { -8 } else { 0 }),
    ];
    Told { reasons, is_given: aid_pays && place == STATED, is_done: does_it && place == STATED }
}

/// What the page tells of something else than an activity, whatever draft is read of it.
pub(super) struct Against {
    labels: Reason,
    /// The same without those of events, which last some days.
    labels_but_events: Reason,
    /// A kind of page is told for sure.
    is_sure: bool,
    words: [Reason; 2],
    asks_for_proposals: bool,
    begins_as_paper: bool,
}

impl Against {
    pub(super) fn of(text: &Beginning<'_>) -> Against {
        const MOST_OF_LABELS: usize = 7;
        const MOST_OF_WORDS: usize = 5;
        static LISTS: LazyLock<Lists> = LazyLock::new(|| {
            Lists::of(&[
                &others::VACANCY,
                &others::EVENT,
                &others::STUDY,
                &nameless::OF_BODIES,
                &super::CLOSES,
                &OFFERS,
                &STUDIES,
                &ANSWERS,
                &THANKS,
            ])
        });
        let told: Vec<(&Kind, usize)> =
            KINDS.iter().map(|kind| (kind, kind.points(text))).filter(|(_, points)| *points > 0).collect();
        let labels = |wanted: fn(&Kind) -> bool| {
            let told = told.iter().filter(|(kind, _)| wanted(kind));
            let most = told.clone().max_by_key(|(_, points)| *points);
            let most = most.map_or("labels of another kind", |(kind, _)| kind.name);
            (most, -points(told.map(|(_, points)| points).sum(), MOST_OF_LABELS))
        };
        let is_bought = told.iter().any(|(kind, _)| kind.name == BUYERS);
        let said = text.each(&LISTS);
        let said = |list: usize| said.get(list).copied().unwrap_or(0);
        let words = said(0) / 2
            + said(1) / 2
            + said(2) / 2
            + said(3).min(1)
            + said(4).min(1)
            + if is_bought { 4 * said(5).min(1) } else { 0 }
            + if said(6) > 1 { 2 } else { 0 }
            + MOST_OF_WORDS * said(8).min(1);
        Against {
            labels: labels(|_| true),
            labels_but_events: labels(|kind| kind.name != EVENTS),
            is_sure: told.iter().any(|(kind, points)| kind.is_sure(*points)),
            words: [
                ("words of posts, events, studies and tenders", -points(words, MOST_OF_WORDS)),
                ("words of trade, property and shows", -points(text.elsewhere() + text.trade(), 2)),
            ],
            asks_for_proposals: CALL.points(text) > 0 || said(7) > 0,
            begins_as_paper: text.first_lines().iter().any(|line| begins_as_paper(line)),
        }
    }
}

/// A number of points, `most` at most.
fn points(number: usize, most: usize) -> i32 {
    i32::try_from(number.min(most)).unwrap_or(0)
}

/// Points for a country that receives, or a region, as stated.
const STATED: i32 = 2;

/// Points for where it is: a country that receives, as stated, or as the title, a partner's name or a place tells.
pub(super) fn place(activity: &Activity) -> i32 {
    let receives = |country: &Country| !header::gives(&country.code);
    let is_stated = |country: &&Country| country.basis == Basis::Stated;
    if activity.regions.iter().any(|region| region.code.is_some())
        || activity.countries.iter().filter(is_stated).any(receives)
    {
        return STATED;
    }
    let names = || activity.participating_orgs.iter().take(8).map(|item| item.organisation.name.as_str());
    let tells = |name: &str| {
        countries_in(name).iter().any(|mention| !header::gives(mention.entry.code))
            || !countries_hinted(name).is_empty()
    };
    let is_placed = activity
        .locations
        .iter()
        .any(|place| place.country.as_deref().is_none_or(|code| !header::gives(code)))
        || activity.countries.iter().any(receives);
    i32::from(is_placed || activity.title.as_deref().into_iter().chain(names()).any(tells))
}

/// Points against, where all countries that are told, or else those of who takes part, give aid themselves.
fn at_home(activity: &Activity, place: i32) -> i32 {
    if activity.countries.iter().any(|country| !header::gives(&country.code)) || !activity.regions.is_empty()
    {
        return 0;
    }
    if !activity.countries.is_empty() {
        return 6;
    }
    let mut titled = activity.title.as_deref().map(countries_in).unwrap_or_default().into_iter().peekable();
    if titled.peek().is_some() && titled.all(|mention| header::gives(mention.entry.code)) {
        return 6;
    }
    let takes_part = activity.participating_orgs.iter().filter(|item| item.role != Some(Role::Funding));
    let mut named = takes_part.take(8).flat_map(|item| countries_in(&item.organisation.name)).peekable();
    let is_home =
        place == 0 && named.peek().is_some() && named.all(|mention| header::gives(mention.entry.code));
    if is_home { 3 } else { 0 }
}

/// Points for what nothing but aid is coded by; the name of a sector is everybody's.
fn coded(activity: &Activity) -> i32 {
    let is_dac =
        |sector: &&Sector| matches!(sector.vocabulary.as_str(), "1" | "2") && sector.basis == Basis::Stated;
    let is_coded = !activity.policy_markers.is_empty()
        || !activity.sdgs.is_empty()
        || activity.aid_type.is_some()
        || activity.finance_type.is_some();
    if is_coded {
        3
    } else {
        i32::from(activity.sectors.iter().filter(is_dac).any(|sector| sector.code.is_some()))
    }
}

/// Points against, for what lasts some weeks: from one day to another more than within a month.
fn short(activity: &Activity) -> i32 {
    let Some(period) = activity.period.as_ref().filter(|_| !others::lasts(activity)) else { return 0 };
    if period.start_precision == Some(Precision::Day) { 2 } else { 1 }
}

/// True for a short title, folded, that is a post's.
fn is_post(title: &str) -> bool {
    const LONGEST_WORDS: usize = 6;
    /// `Accountant training for village banks`, `Coordinator's School`
    const OTHERS: [&str; 4] = ["'", " training", " school", " formation"];
    title.split_whitespace().count() <= LONGEST_WORDS
        && POSTS.iter().any(|post| {
            let begins = title.strip_prefix(post);
            let is_other = |rest: &str| OTHERS.iter().any(|word| rest.starts_with(word));
            begins.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()) && !is_other(rest))
                || !post.contains(' ') && title.strip_suffix(post).is_some_and(|rest| rest.ends_with(' '))
        })
}

/// True where others are asked for proposals, and nobody carries out.
fn is_call(activity: &Activity, text: &Beginning<'_>) -> bool {
    !has_role(activity, Role::Implementing) && text.against().asks_for_proposals
}

/// True where a company, not a state, has it done.
fn has_client(activity: &Activity, text: &Beginning<'_>) -> bool {
    let is_client = |item: &ParticipatingOrg| {
        item.role == Some(Role::Accountable) && !super::is_public(&item.organisation.name)
    };
    activity.participating_orgs.iter().any(is_client) && text.says(&["client"])
}

/// True for a title, folded, of arms, which no aid is.
fn is_of_arms(title: &str) -> bool {
    const ARMS: [&str; 14] = [
        "army",
        "armed forces",
        "military",
        "helicopter",
        "aircraft",
        "patrol boat",
        "weapon",
        "munition",
        "armee",
        "militaire",
        "gendarmerie",
        "fuerzas armadas",
        "ejercito",
        "forcas armadas",
    ];
    ARMS.iter().any(|word| begins_word(title, word))
}

/// True where a company's form ends the title.
fn is_company(activity: &Activity) -> bool {
    let last =
        activity.title.as_deref().and_then(|title| title.split_whitespace().next_back()).unwrap_or_default();
    crate::bodies::is_legal_form(last) || matches!(last, "Holdings" | "Holding" | "Builders" | "Properties")
}

/// True for a title, folded, of what donors and others write about their money, or that is a country's name.
fn is_of_paper(title: &str, activity: &Activity) -> bool {
    let name = activity.title.as_deref().unwrap_or_default();
    PAPERS.iter().any(|words| title.starts_with(words)) || almoner_codelists::country(name).is_some()
}

/// True for a title or a line, folded, that begins as a paper does.
fn begins_as_paper(line: &str) -> bool {
    BEGINNINGS.iter().any(|words| {
        line.strip_prefix(words).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
    })
}

#[cfg(test)]
mod tests;
