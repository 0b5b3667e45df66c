//! Organisations that prose names with their acronym, and programmes that it announces.

use almoner_codelists::organisation;
use almoner_record::{Basis, Organisation, ParticipatingOrg, RelatedActivity, Span};

use super::{is_prose, sentences};
use crate::context::Context;
use crate::draft::{Draft, Found};
use crate::lines::Line;
use crate::organisations::{IN_A_ROLE, NAMED, in_a_role};

/// Words of which an organisation's name has one.
const ORGANISATION: [&str; 26] = [
    "Office",
    "Agency",
    "Police",
    "Ministry",
    "Fund",
    "Academy",
    "Centre",
    "Center",
    "Commission",
    "Organization",
    "Organisation",
    "Union",
    "Bank",
    "Council",
    "Institute",
    "University",
    "Department",
    "Service",
    "Services",
    "Force",
    "Committee",
    "Authority",
    "Mission",
    "Federation",
    "Association",
    "Court",
];

/// Small words inside names.
const SMALL: [&str; 12] = ["of", "on", "and", "for", "the", "in", "against", "to", "de", "des", "la", "et"];

/// Reads the organisations of one activity's prose: `UN Office on Drugs and Crime (UNODC)`.
pub(super) fn read(draft: &mut Draft, context: &Context<'_>, lines: &[&Line]) {
    let reporting = context.layout.defaults.reporting_org.as_ref().map(|implied| implied.name.clone());
    for line in lines.iter().filter(|line| is_prose(line)) {
        let text = context.text(line.span);
        for (name, acronym) in named(text) {
            let printed = name.of(text);
            let known = organisation(printed).or_else(|| organisation(acronym));
            let is_own = known.map(|known| known.name) == reporting.as_deref();
            let is_organisation =
                known.is_some() || printed.split_whitespace().any(|word| ORGANISATION.contains(&word));
            if is_organisation && !is_own && draft.is_new(NAMED, printed.to_owned()) {
                draft.is_new(IN_A_ROLE, in_a_role(printed, None));
                push(draft, context, line.span.inner(name), printed, acronym);
            }
        }
    }
}

fn push(draft: &mut Draft, context: &Context<'_>, span: Span, name: &str, acronym: &str) {
    let known = organisation(name);
    let organisation = Organisation {
        reference: known.map(|known| known.id.to_owned()),
        name: name.to_owned(),
        acronym: Some(acronym.to_owned()),
        kind: known.and_then(|known| known.kind).map(str::to_owned),
        activity_id: None,
    };
    let value = ParticipatingOrg { organisation, role: None, crs_channel_code: None, basis: Basis::Stated };
    let rule = context.rule("narrative", "participating_orgs");
    let found = Found { value, span, basis: Basis::Stated, rule };
    draft.push("/participating_orgs", |activity| &mut activity.participating_orgs, found);
}

const LONGEST_ACRONYM: usize = 9;

/// Names before an acronym in brackets whose letters they spell.
fn named(text: &str) -> Vec<(Span, &str)> {
    let mut found = Vec::new();
    for (open, _) in text.match_indices('(') {
        // No further than an acronym reaches.
        let inside = text.get(open + 1..).unwrap_or_default();
        let inside = inside.get(..inside.floor_char_boundary(LONGEST_ACRONYM + 1)).unwrap_or_default();
        let Some(acronym) = inside.find(')').and_then(|close| inside.get(..close)) else { continue };
        let is_acronym = (3..=LONGEST_ACRONYM).contains(&acronym.len())
            && acronym.bytes().all(|byte| byte.is_ascii_uppercase());
        if let Some(start) = text
            .get(..open)
            .filter(|_| is_acronym)
            .and_then(|before| spelt(before, acronym).or_else(|| known(before, acronym)))
        {
            let name = text.get(start..open).unwrap_or_default().trim_end_matches([' ', '-', '\u{a0}']);
            found.push((Span::new(start, start + name.len()), acronym));
        }
    }
    found
}

/// Where the name begins that is known under the acronym: `Office of the United Nations High Commissioner for Human
/// Rights (OHCHR)` does not spell it.
fn known(before: &str, acronym: &str) -> Option<usize> {
    const MOST_WORDS: usize = 14;
    let id = organisation(acronym)?.id;
    let words = before.rmatch_indices([' ', '\u{a0}', '\n']).map(|(at, space)| at + space.len());
    let near = words.chain([0]).take(MOST_WORDS);
    let mut named =
        near.filter(|at| before.get(*at..).is_some_and(|name| name.starts_with(char::is_uppercase)));
    named.find(|at| {
        before.get(*at..).and_then(|name| organisation(name.trim())).is_some_and(|known| known.id == id)
    })
}

/// Where the name begins whose initials, read from its end, spell the acronym; capitals such as `UN` spell two letters.
fn spelt(before: &str, acronym: &str) -> Option<usize> {
    let mut left = acronym;
    let mut end = before.len();
    loop {
        let head = before.get(..end)?.trim_end_matches([' ', '-', '\u{a0}']);
        let start = head.rfind([' ', '\u{a0}', '\n', '-']).map_or(0, |at| at + 1);
        let word = head.get(start..).filter(|word| !word.is_empty())?;
        let initial = word.chars().next().filter(char::is_ascii_uppercase);
        if word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase()) {
            left = left.strip_suffix(word)?;
        } else if let Some(initial) = initial {
            left = left.strip_suffix(initial)?;
        } else if !SMALL.contains(&word) {
            return None;
        }
        if left.is_empty() {
            return Some(start);
        }
        end = start;
    }
}

/// Programmes that the prose announces in quotes: `the ‘Support Programme for …’ was launched`.
pub(super) fn read_related(draft: &mut Draft, context: &Context<'_>, lines: &[&Line]) {
    for line in lines.iter().filter(|line| is_prose(line)) {
        for sentence in sentences(context, line) {
            let text = context.text(sentence);
            let announces =
                ["launch", "will be implemented", "follow-on", "will follow", "will start", "next phase"];
            if !announces.iter().any(|words| text.contains(words)) {
                continue;
            }
            for title in quoted(text) {
                let value =
                    RelatedActivity { kind: None, reference: None, title: Some(title.of(text).to_owned()) };
                let rule = context.rule("narrative", "related_activities");
                let found = Found { value, span: sentence.inner(title), basis: Basis::Stated, rule };
                draft.push("/related_activities", |activity| &mut activity.related_activities, found);
            }
        }
    }
}

/// What stands in quotes and reads as a title: four words or more that begin with a capital.
fn quoted(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    for (open, close) in [('‘', '’'), ('“', '”'), ('«', '»')] {
        let mut from = 0;
        while let Some(start) =
            text.get(from..).and_then(|rest| rest.find(open)).map(|at| at + from + open.len_utf8())
        {
            let Some(end) = text.get(start..).and_then(|rest| rest.find(close)).map(|at| at + start) else {
                break;
            };
            let title = text.get(start..end).unwrap_or_default();
            let capitals = title
                .split_whitespace()
                .filter(|word| word.chars().next().is_some_and(char::is_uppercase))
                .count();
            if capitals >= 3 && title.split_whitespace().count() >= 4 {
                found.push(Span::new(start, end).trim(text));
            }
            from = end + close.len_utf8();
        }
    }
    found
}
