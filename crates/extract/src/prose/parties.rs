//! Who pays for the activity, who carries it out and who takes part, as a sentence says, and how much each pays.

pub(crate) mod words;

use almoner_codelists::{Donor, country, donor, fold, organisation};
use almoner_record::{Role, Span};

use super::gift::{is_adjective, without_purpose};
use super::names::{is_name, names_at, names_embassy, region, split};
use super::signing::signers;
use super::{SIGNS, Told};
use crate::bodies;
use crate::context::Context;
use crate::draft::Draft;
use crate::figures::{self, Settled};
use crate::header;
use crate::organisations;
use crate::value;
use words::{BEHIND, GIVES, IMPLEMENTS, Part, SUPPORTS, TO, VERBS, WITH};

/// Reads who takes part.
pub(super) fn read(draft: &mut Draft, context: &Context<'_>, told: &Told<'_>) {
    behind(draft, context, told);
    // Of two who sign together one gives and one receives: signing.rs.
    let clauses = if signers(context, told).is_some() { Vec::new() } else { clauses(context, told.text) };
    for from in clauses {
        subject(draft, context, told, from);
    }
    money_from(draft, context, told);
    hyphened(draft, context, told);
}

/// Who is named before a hyphen: `A USAID-funded project`, `the EU-financed programme`.
fn hyphened(draft: &mut Draft, context: &Context<'_>, told: &Told<'_>) {
    const FUNDED: [&str; 3] = ["-funded ", "-financed ", "-backed "];
    const MOST_WORDS: usize = 4;
    for funded in FUNDED {
        let Some(at) = told.text.find(funded) else { continue };
        let head = told.text.get(..at).unwrap_or_default();
        let starts = head.rmatch_indices(' ').map(|(space, _)| space + 1).chain([0]).take(MOST_WORDS);
        let names: Vec<Span> = starts
            .map(|start| Span::new(start, at))
            .take_while(|name| name.of(told.text).starts_with(char::is_uppercase))
            .filter(|name| is_donor(name.of(told.text)))
            .collect();
        let folded = fold(head).len();
        if let Some(name) = names.last().filter(|_| told.is_own(folded)) {
            push(draft, context, told, *name, Part::Pays, None);
        }
    }
}

/// Reads the names behind words that tell what their bearers do.
pub(super) fn behind(draft: &mut Draft, context: &Context<'_>, told: &Told<'_>) {
    for (part, words) in BEHIND {
        for (at, end) in told.places(words).collect::<Vec<_>>() {
            if is_of_name(told, at) {
                continue;
            }
            let follows = told.folded.text().get(end..).and_then(|rest| rest.chars().next());
            let is_whole = words.ends_with('\'') || follows.is_none_or(|c| !c.is_alphanumeric());
            if is_whole {
                let (from, rest) = told.behind(end);
                let skipped = behind_verb(rest);
                named(draft, context, told, from + skipped, *part);
            }
        }
    }
}

/// True for what is told of the one whom a sentence begins with, not of the activity: `KPMG, funded by Sida, audits …`.
fn is_of_name(told: &Told<'_>, at: usize) -> bool {
    let (from, _) = told.behind(at);
    let front = told.text.get(..from).unwrap_or_default().trim_end();
    let Some(front) = front.strip_suffix(',') else { return false };
    let names = region(front);
    let is_one = !names.is_empty() && names.range().end == front.len() && split(names.of(front)).len() == 1;
    // `Wells for Kita, funded by Norad, …`: no word for an activity stands before that of another.
    is_one
        && is_name(names.of(front))
        && bodies::is_body(names.of(front))
        && !told.subjects.is_empty()
        && told.subjects.iter().all(|subject| subject.at > at)
}

/// How much of a text stands before the names that it goes on with: `was COCASAM`, `, l'ATAD`.
fn behind_verb(rest: &str) -> usize {
    const VERBS: [&str; 14] = [
        "is ",
        "was ",
        "are ",
        "were ",
        "include ",
        "includes ",
        "locaux",
        "local ",
        "sont ",
        "est ",
        "es ",
        "son ",
        "fue ",
        "fueron ",
    ];
    let front = |text: &str| text.len() - text.trim_start_matches([' ', ',', ':', '\u{a0}', '\n']).len();
    let mut from = front(rest);
    let verb = VERBS.iter().find(|verb| rest.get(from..).is_some_and(|rest| rest.starts_with(**verb)));
    from += verb.map_or(0, |verb| verb.len());
    from + front(rest.get(from..).unwrap_or_default())
}

/// The names that stand at `from` in a sentence.
fn named(draft: &mut Draft, context: &Context<'_>, told: &Told<'_>, from: usize, part: Part) {
    let Some(mut region) = names_at(told.text, from).filter(|region| !region.is_empty()) else { return };
    // `With funds of the European Union, Swisscontact carries out …`: the list ends where the sentence begins.
    if is_fronted(told.text, from)
        && let Some(comma) = outside_brackets(region.of(told.text))
    {
        region = Span::new(region.range().start, region.range().start + comma);
    }
    let Some(whole) = behind_adjective(told.text, region) else { return };
    region = whole;
    let names = split(region.of(told.text));
    let tail = told.text.get(region.range().end..).unwrap_or_default();
    let further =
        ["and by ", "and from ", "et par ", "y por ", "e por ", "et de ", "et du ", "as well as by "];
    let tail = tail.trim_start_matches([',', ' ']);
    // `by Norad with NOK 4 million and by Sida`
    const LONGEST_AMOUNT: usize = 48;
    let near = tail.get(..tail.floor_char_boundary(LONGEST_AMOUNT)).unwrap_or_default();
    let is_amount = |text: &str| {
        text.is_empty()
            || text.bytes().any(|byte| byte.is_ascii_digit()) && !text.contains(". ") && !text.contains(';')
    };
    let places = further.iter().filter_map(|words| near.find(words).map(|at| (at, at + words.len())));
    let further = places.min().filter(|(at, _)| is_amount(near.get(..*at).unwrap_or_default()));
    let is_one = names.len() == 1;
    for name in names {
        let name = region.inner(name);
        let amount = beside(context, told, name, is_one.then_some(region));
        push(draft, context, told, name, part, amount);
    }
    if let Some((_, behind)) = further {
        named(draft, context, told, told.text.len() - tail.len() + behind, part);
    }
    let tail = told.text.get(region.range().end..).unwrap_or_default();
    let through = [", through ", " through ", ", via ", " via ", " a trav\u{e9}s de ", ", \u{e0} travers "];
    if part == Part::Pays
        && let Some(words) = through.iter().find(|words| tail.starts_with(**words))
    {
        channel(draft, context, told, region.range().end + words.len());
    }
}

/// The name that begins with the adjective of a country that gives: `German government`, and of `Swedish aid agency Sida` the
/// agency's own; None where it goes on as no name does.
pub(super) fn behind_adjective(text: &str, name: Span) -> Option<Span> {
    const STATES: [&str; 4] = [" government", " embassy", " foreign ministry", " state"];
    const AGENCIES: [&str; 6] = [
        " aid agency ",
        " development agency ",
        " development cooperation agency ",
        " cooperation agency ",
        " international development agency ",
        " development bank ",
    ];
    let own = name.of(text);
    if !is_adjective(own) {
        return Some(name);
    }
    let tail = text.get(name.range().end..)?;
    if let Some(state) = STATES.iter().find(|state| tail.starts_with(**state)) {
        return Some(Span::new(name.range().start, name.range().end + state.len()));
    }
    let agency = AGENCIES.iter().find(|agency| tail.starts_with(**agency))?;
    let from = name.range().end + agency.len();
    names_at(text, from).filter(|behind| !behind.is_empty())
}

/// Who passes the money on: a donor's own agency pays, an organisation of states carries what others give.
fn channel(draft: &mut Draft, context: &Context<'_>, told: &Told<'_>, from: usize) {
    let rest = told.text.get(from..).unwrap_or_default();
    let name = region(rest).of(rest);
    let bare = name.split(" (").next().unwrap_or(name);
    let is_of_states = organisation(bare).is_some_and(|known| known.kind == Some("40"));
    named(draft, context, told, from, if is_of_states { Part::Beside } else { Part::Supports });
}

/// True for names behind the words that a sentence begins with, before its subject.
fn is_fronted(text: &str, from: usize) -> bool {
    const MOST_WORDS: usize = 7;
    const FRONTS: [&str; 14] = [
        "With ",
        "Thanks to ",
        "Funded ",
        "Financed ",
        "Avec ",
        "Grâce ",
        "Financé ",
        "Financée ",
        "Con ",
        "Gracias ",
        "Financiado ",
        "Financiada ",
        "Com ",
        "Co-funded ",
    ];
    let before = text.get(..from).unwrap_or_default();
    FRONTS.iter().any(|front| text.starts_with(front))
        && before.split_whitespace().count() <= MOST_WORDS
        && !before.contains(',')
}

/// Where the first comma outside brackets stands.
fn outside_brackets(text: &str) -> Option<usize> {
    let mut depth = 0_u32;
    text.char_indices().find_map(|(at, c)| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => return Some(at),
            _ => {}
        }
        None
    })
}

/// The amount that stands beside a name: in its bracket, or behind it where it stands alone.
fn beside(context: &Context<'_>, told: &Told<'_>, name: Span, alone: Option<Span>) -> Option<Settled> {
    const NEAR: usize = 12;
    let own = name.of(told.text);
    if let Some(open) = own.find('(') {
        let inside = name.inner(Span::new(open, own.len()));
        if value::money::money(inside.of(told.text), context.decimal).is_some() {
            return figures::amount_on(context, told.inner(inside), None);
        }
    }
    let end = alone?.range().end;
    let tail = told.text.get(end..)?;
    let from = tail.len() - tail.trim_start_matches([' ', ',', '(', '\u{a0}', '\n']).len();
    let is_bracket = tail.trim_start().starts_with('(');
    let folded = fold(tail.get(from..tail.floor_char_boundary(from + 60)).unwrap_or_default());
    let words = WITH.iter().find(|words| folded.starts_with(**words));
    let until = words.map_or(if is_bracket { 2 } else { 0 }, |words| words.len() + NEAR);
    let (span, _) = value::money::money(tail.get(from..)?, context.decimal)?;
    (until > 0 && span.range().start <= until)
        .then(|| figures::amount_on(context, told.inner(Span::new(end + from, told.text.len())), None))
        .flatten()
}

/// The amount with which who is named before a verb pays for the activity: `supports the project with CHF 6.2 million`.
fn paid(context: &Context<'_>, told: &Told<'_>, from: usize) -> Option<Settled> {
    let rest = told.text.get(from..)?;
    let (span, money) = value::money::money(rest, context.decimal)?;
    let before = fold(rest.get(..span.range().start)?);
    let is_with = ["with", "with over", "with about", "a hauteur de", "avec", "con", "com"]
        .iter()
        .any(|words| before.strip_suffix(words).is_some_and(|front| front.ends_with(' ')));
    let gives = ["contribut", "donat", "provid", "gave", "given", "allocat", "aport", "verse", "dono"]
        .iter()
        .any(|verb| before.split(' ').rev().take(4).any(|word| word.starts_with(verb)));
    ((is_with || gives) && money.range_end.is_none())
        .then(|| {
            figures::amount_on(
                context,
                told.inner(Span::new(from + span.range().start, from + span.range().end)),
                None,
            )
        })
        .flatten()
}

/// True for a name of one who is known to give.
pub(super) fn is_donor(name: &str) -> bool {
    let folded = fold(name);
    let bare = [
        "the ",
        "government of ",
        "gouvernement de la ",
        "gobierno de ",
        "embassy of ",
        "ambassade de ",
        "embajada de ",
    ];
    let front = bare.iter().find_map(|front| folded.strip_prefix(front)).unwrap_or(&folded);
    let named = front.strip_prefix("the ").unwrap_or(front);
    let gives = |name: &str| country(name).is_some_and(|entry| header::gives(entry.code));
    // `Japanese Government`, `gouvernement norvégien`
    let is_government = ["government", "gouvernement", "gobierno", "governo"].iter().any(|word| {
        let rest = front.strip_prefix(word).or_else(|| front.strip_suffix(word)).map(str::trim);
        rest.is_some_and(|rest| donor(rest) == Some(Donor::Country))
    });
    // Of bilateral donors and the European Union.
    let is_giver = organisation(name).is_some_and(|known| known.kind == Some("10"));
    donor(&folded).is_some() || is_government || gives(named) || is_giver || names_embassy(&folded)
}

/// True for a name of a state's own body.
pub(super) fn is_of_state(name: &str) -> bool {
    const WORDS: [&str; 8] = [
        "ministry",
        "government",
        "ministere",
        "gouvernement",
        "ministerio",
        "gobierno",
        "county",
        "governo",
    ];
    let folded = fold(name);
    WORDS.iter().any(|word| folded.contains(word))
}

/// The body alone that works somewhere: `CARE Mali in the Mopti region`, `AKF Mozambique in Cabo Delgado Province`.
fn without_place(text: &str, name: Span) -> Span {
    const KINDS: [&str; 8] =
        ["province", "district", "districts", "region", "regions", "county", "governorate", "state"];
    let own = name.of(text);
    let Some(at) = own.find(" in ") else { return name };
    let place = own.get(at + " in ".len()..).unwrap_or_default();
    let last = fold(place.split_whitespace().next_back().unwrap_or_default());
    let behind = text.get(name.range().end..).unwrap_or_default().trim_start();
    let next = fold(behind.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default());
    // `signed with WaterAid Mali …, to be implemented by WaterAid Mali in Segou`
    let body = own.get(..at).unwrap_or_default();
    let is_known = || {
        let before = text.get(..name.range().start).unwrap_or_default();
        body.contains(' ') && before.contains(body)
    };
    let is_place = KINDS.contains(&&*last) || KINDS.contains(&&*next) || is_known();
    if is_place { name.inner(Span::new(0, at)) } else { name }
}

pub(super) fn push(
    draft: &mut Draft,
    context: &Context<'_>,
    told: &Told<'_>,
    name: Span,
    part: Part,
    amount: Option<Settled>,
) {
    let name = match part {
        Part::Does => {
            // As it stands already, without where it works.
            let own = name.of(told.text);
            let held = own.find(" in ").filter(|at| own.get(..*at).is_some_and(|own| stands(draft, own)));
            held.map_or_else(|| without_place(told.text, name), |at| name.inner(Span::new(0, at)))
        }
        Part::Pays => without_purpose(told.text, name),
        _ => name,
    };
    let own = name.of(told.text);
    // As a label has printed it already.
    let is_whole = draft.activity.participating_orgs.iter().any(|held| held.organisation.name == own);
    let open = own.find(" (").filter(|_| own.ends_with(')') && !is_whole);
    let bare = name.inner(Span::new(0, open.unwrap_or(own.len())));
    let printed = bare.of(told.text);
    let is_place = |part: Part| part != Part::Pays && country(printed).is_some();
    let role = match part {
        Part::Pays => Some(Role::Funding),
        Part::Supports if is_donor(printed) || amount.is_some() => Some(Role::Funding),
        Part::Owns if !bodies::is_body(printed) || stands(draft, printed) => return,
        Part::Owns if is_donor(printed) => Some(Role::Funding),
        Part::Does | Part::Owns => Some(Role::Implementing),
        Part::Supports | Part::Beside => None,
    };
    if !is_name(printed) || figures::is_generic(printed) || is_place(part) && role != Some(Role::Funding) {
        return;
    }
    let inside = open.and_then(|open| own.get(open + 2..own.len() - 1));
    let acronym = inside.filter(|inside| is_acronym(inside));
    let rule = context.rule("sentence", "participating_orgs");
    organisations::take_named(draft, told.inner(bare), context.words(told.inner(bare)), acronym, role, &rule);
    if role == Some(Role::Funding)
        && let Some(settled) = amount
        && let Some((organisation, _)) = organisations::printed(printed)
        && !draft.activity.funding.iter().any(|one| one.organisation.name == organisation.name)
    {
        let rule = context.rule("sentence", "funding");
        let line = told.inner(bare).cover(settled.span);
        figures::push_funding(draft, organisation, &settled, line, &rule);
    }
}

/// True for a name that a sentence or a label has told already.
pub(super) fn stands(draft: &Draft, name: &str) -> bool {
    let mut held = draft.activity.participating_orgs.iter().map(|one| &one.organisation);
    held.any(|one| one.name == name || one.acronym.as_deref() == Some(name))
}

/// `AECID`, `Swiss TPH`: short, and with capitals.
fn is_acronym(inside: &str) -> bool {
    const LONGEST: usize = 14;
    inside.len() <= LONGEST
        && inside.chars().filter(|c| c.is_uppercase()).count() >= 2
        && inside.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '/' | '&'))
}

/// The name at the beginning of a sentence, and what it does: `Mercy Corps will implement the programme`.
fn subject(draft: &mut Draft, context: &Context<'_>, told: &Told<'_>, from: usize) {
    const FURTHEST: usize = 48;
    let rest = told.text.get(from..).unwrap_or_default();
    let names = region(rest);
    if names.is_empty() || !is_name(names.of(rest)) {
        return;
    }
    let region = Span::new(from + names.range().start, from + names.range().end);
    let Some(region) = behind_adjective(told.text, region) else { return };
    let end = region.range().end;
    // `The United States, through the Agency for …, today launched`
    let tail = told.text.get(end..).unwrap_or_default();
    let aside =
        [", through ", " through ", ", via ", ", à travers "].iter().find(|words| tail.starts_with(**words));
    let (mut verb_at, mut channel) = (end, None);
    if let Some(words) = aside {
        let begins = end + words.len();
        let own = super::names::region(told.text.get(begins..).unwrap_or_default());
        channel = (!own.is_empty()).then_some(begins);
        verb_at = begins + own.range().end;
    }
    let tail = told.text.get(verb_at..).unwrap_or_default();
    let folded = fold(tail.get(..tail.floor_char_boundary(FURTHEST)).unwrap_or_default());
    let folded = folded.trim_start_matches([' ', ',', ')', '.']);
    let verb = VERBS.iter().find(|(_, verb)| {
        folded
            .strip_prefix(verb)
            .is_some_and(|rest| rest.starts_with(|c: char| !c.is_alphanumeric() && c != '-'))
    });
    let Some((part, verb)) = verb else { return };
    // `KPMG, funded by Sida, …`
    let behind = folded.get(verb.len()..).unwrap_or_default().trim_start();
    if ["by ", "par ", "por ", "pela ", "pelo "].iter().any(|by| behind.starts_with(by)) {
        return;
    }
    let at = told.folded.text().find(verb).unwrap_or_default();
    let object = told.subjects.iter().find(|subject| subject.at > at);
    if !object.map_or(told.subjects.is_empty(), |subject| subject.own) {
        return;
    }
    let has_money = value::money::money(tail, context.decimal).is_some();
    let names = split(region.of(told.text));
    let paid = (names.len() == 1).then(|| paid(context, told, verb_at)).flatten();
    for name in names {
        let name = region.inner(name);
        let own = name.of(told.text);
        let part = match part {
            Part::Supports
                if has_money && !is_of_state(own) && (is_donor(own) || SUPPORTS.contains(verb)) =>
            {
                Part::Pays
            }
            Part::Does if is_donor(own) && has_money && !IMPLEMENTS.contains(verb) => Part::Pays,
            Part::Does if is_of_state(own) && !IMPLEMENTS.contains(verb) => Part::Beside,
            part => *part,
        };
        let amount = paid.clone().filter(|_| part == Part::Pays);
        push(draft, context, told, name, part, amount);
    }
    if *part == Part::Supports
        && SIGNS.contains(&verb.rsplit(' ').next().unwrap_or(verb))
        && let [one] = split(region.of(told.text)).as_slice()
        && let Some((_, Some(receiver))) = super::sides(told.text, region.inner(*one), verb_at)
    {
        push(draft, context, told, receiver, Part::Does, None);
    }
    if let Some(channel) = channel {
        self::channel(draft, context, told, channel);
    }
    if GIVES.contains(verb) {
        receiver(draft, context, told, verb_at);
    }
    if ["funded", "has funded"].contains(verb) {
        let behind = tail.find("funded").map_or(verb_at, |place| verb_at + place + "funded ".len());
        named(draft, context, told, behind, Part::Does);
    }
}

/// Who is given the money: `awarded a grant of $450,000 to LI-BIRD`.
fn receiver(draft: &mut Draft, context: &Context<'_>, told: &Told<'_>, from: usize) {
    let subject = told.subjects.iter().find(|subject| subject.own);
    let start = subject.map_or(from, |subject| told.behind(subject.at).0.max(from));
    let rest = told.text.get(start..).unwrap_or_default();
    let folded = almoner_codelists::Folded::new(rest);
    let found = TO.iter().filter_map(|words| {
        let at = folded.text().find(words)?;
        let place = folded.span(at..at + words.len()).range().end;
        let names = region(rest.get(place..)?);
        let own = names.of(rest.get(place..)?);
        (!names.is_empty() && is_name(own) && country(own).is_none()).then_some(start + place)
    });
    let found = found.min();
    // `EUR 200,000 to WaterAid for this project`
    let (from, rest) = (start.min(from), told.text.get(from..start).unwrap_or_default());
    let before = || {
        let (money, _) = value::money::money(rest, context.decimal)?;
        let behind = rest.get(money.range().end..)?;
        let words = [" to ", " \u{e0} ", " a "].iter().find(|words| behind.starts_with(**words))?;
        let place = from + money.range().end + words.len();
        let own = names_at(told.text, place)?.of(told.text);
        (!own.is_empty() && is_name(own) && country(own).is_none()).then_some(place)
    };
    if let Some(at) = found.or_else(before) {
        named(draft, context, told, at, Part::Does);
    }
}

/// Where the clauses of a sentence begin: behind a day and place, behind what is said before its subject (`With funds of the
/// European Union, Swisscontact carries out …`), behind a semicolon.
fn clauses(context: &Context<'_>, text: &str) -> Vec<usize> {
    const FRONTS: [&str; 26] = [
        "After ",
        "When ",
        "Following ",
        "With ",
        "Thanks to ",
        "Funded by ",
        "Financed by ",
        "In response to ",
        "Since ",
        "As part of ",
        "Après ",
        "Suite à ",
        "Avec ",
        "Grâce ",
        "Financé ",
        "Depuis ",
        "Dans le cadre ",
        "Con ",
        "Tras ",
        "Gracias ",
        "Desde ",
        "Financiado ",
        "En el marco ",
        "Com ",
        "Through ",
        "Under ",
    ];
    let mut found = vec![behind_date(context, text)];
    if FRONTS.iter().any(|front| text.starts_with(front)) {
        found.extend(text.match_indices(", ").map(|(at, mark)| at + mark.len()).take(2));
    }
    const INFORMS: [&str; 7] = [
        " inform you that ",
        " vous informer que ",
        " informarle de que ",
        " informarle que ",
        " informarles que ",
        " inform\u{e1}-lo de que ",
        " announce that ",
    ];
    found.extend(INFORMS.iter().filter_map(|words| Some(text.find(words)? + words.len())));
    found.extend(text.match_indices("; ").map(|(at, mark)| at + mark.len()).take(3));
    found
}

/// Where a sentence goes on behind the day and place that it begins with: `In January 2022, `, `Nairobi, 14 March 2022 – `.
pub(super) fn behind_date(context: &Context<'_>, text: &str) -> usize {
    const LONGEST: usize = 60;
    let near = text.get(..text.floor_char_boundary(LONGEST)).unwrap_or_default();
    let dash =
        [" – ", " — ", " - "].iter().filter_map(|dash| near.find(dash).map(|at| at + dash.len())).min();
    let has_date = |part: &str| value::date::date(part, context.order).is_some();
    if let Some(at) = dash.filter(|at| near.get(..*at).is_some_and(has_date)) {
        return at;
    }
    let folded = fold(near);
    if !["in ", "on ", "en ", "le "].iter().any(|front| folded.starts_with(front)) {
        return 0;
    }
    let date = value::date::date(near, context.order).filter(|(span, _)| span.range().start <= 6);
    date.map_or(0, |(span, _)| {
        let rest = text.get(span.range().end..).unwrap_or_default();
        span.range().end + (rest.len() - rest.trim_start_matches([',', ' ']).len())
    })
}

/// Amounts behind which the name stands of who pays them: `EUR 1,500,000 is requested from the European Commission`.
fn money_from(draft: &mut Draft, context: &Context<'_>, told: &Told<'_>) {
    const SURE: [&str; 20] = [
        "is requested from",
        "are requested from",
        "requested from",
        "will be contributed by",
        "is contributed by",
        "contributed by",
        "will be provided by",
        "is provided by",
        "provided by",
        "comes from",
        "come from",
        "est demande a",
        "sont demandes a",
        "apportes par",
        "proviennent de",
        "sera apporte par",
        "aportados por",
        "se solicitan a",
        "seran aportados por",
        "provienen de",
    ];
    const OPEN: [&str; 6] = ["from", "de l'", "de la", "du", "del", "de"];
    for (span, _) in value::money::moneys(told.text, context.decimal) {
        let (from, rest) = (span.range().end, told.text.get(span.range().end..).unwrap_or_default());
        let folded =
            almoner_codelists::Folded::new(rest.get(..rest.floor_char_boundary(80)).unwrap_or_default());
        let words = |list: &[&str]| {
            list.iter()
                .find(|words| folded.text().starts_with(**words))
                .map(|words| from + folded.span(0..words.len()).range().end)
        };
        let sure = words(&SURE);
        let Some(at) = sure.or_else(|| words(&OPEN)) else { continue };
        let rest = told.text.get(at..).unwrap_or_default();
        let names = region(rest);
        let own = names.of(rest);
        let is_payer = bodies::is_payer(own.split(" (").next().unwrap_or_default());
        if names.is_empty() || sure.is_none() && !is_payer || !told.is_own(told.folded.text().len()) {
            continue;
        }
        let amount = figures::amount_on(context, told.inner(span), None);
        let name = split(own).first().copied().unwrap_or_default();
        let name = Span::new(at, told.text.len()).inner(names.inner(name));
        push(draft, context, told, name, Part::Pays, amount);
    }
}
