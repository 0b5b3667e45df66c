//! Organisations that prose names with their acronym or as partners, and programmes that it announces.

use almoner_codelists::{Donor, country, donor, fold, organisation};
use almoner_record::{Basis, Organisation, ParticipatingOrg, RelatedActivity, Role, Span};

use super::{is_prose, sentences};
use crate::context::Context;
use crate::draft::{Draft, Found};
use crate::header;
use crate::lines::Line;
use crate::organisations::{IN_A_ROLE, NAMED, in_a_role};
use crate::prose::names::{is_name, region, split};
use crate::quotes::{self, Quoted};
use crate::word_list::WordList;

/// Words of which an organisation's name has one.
static ORGANISATION: WordList = WordList::of(
    "Office Agency Police Ministry Fund Academy Centre Center Commission Organization Organisation Union Bank Council \
     Institute University Department Service Services Force Committee Authority Mission Federation Association Court \
     Alliance Network Foundation Coalition Secretariat Directorate Bureau Parliament Government Corporation Society Trust \
     Tribunal Ombudsman",
);

/// Small words inside names.
const SMALL: [&str; 12] = ["of", "on", "and", "for", "the", "in", "against", "to", "de", "des", "la", "et"];

/// Words behind which a programme's own paragraph names who belongs to it, and the role that they tell.
const BEHIND: [(&str, Option<Role>); 19] = [
    ("brings together ", None),
    ("bringing together ", None),
    ("partnership of ", None),
    ("partnership between ", None),
    ("partnership with ", None),
    ("initiative of ", None),
    ("initiative with ", None),
    ("programme of ", None),
    ("collaboration with ", None),
    ("cooperation with ", None),
    ("together with ", None),
    ("jointly with ", None),
    ("managed by ", None),
    ("on behalf of ", None),
    ("funded by ", Some(Role::Funding)),
    ("financed by ", Some(Role::Funding)),
    ("financial support of ", Some(Role::Funding)),
    ("financial support from ", Some(Role::Funding)),
    ("contributions from ", Some(Role::Funding)),
];

/// Reads the organisations of one activity's prose: `UN Office on Drugs and Crime (UNODC)`; of its own paragraph, which stands
/// right below its title, those named as partners or funders too.
pub(super) fn read(draft: &mut Draft, context: &Context<'_>, own: &[&Line], lines: &[&Line]) {
    let reporting = context.layout.defaults.reporting_org.as_ref().map(|implied| implied.name.clone());
    let is_own = |name: &str| organisation(name).map(|known| known.name) == reporting.as_deref();
    for line in own.iter().filter(|line| is_prose(line)) {
        for sentence in sentences(context, line) {
            for Partner { name, acronym, role } in told(context.text(sentence)) {
                let printed = sentence.inner(name);
                if !is_own(context.text(printed)) {
                    push(draft, context, printed, acronym, role);
                }
            }
        }
    }
    for line in lines.iter().filter(|line| is_prose(line)) {
        let text = context.text(line.span);
        for (name, acronym) in named(text) {
            let printed = name.of(text);
            let known = organisation(printed).or_else(|| organisation(acronym));
            if (known.is_some() || has_noun(printed)) && !is_own(printed) && !is_own(acronym) {
                push(draft, context, line.span.inner(name), Some(acronym), None);
            }
        }
    }
}

/// One of a list of names.
struct Partner<'a> {
    name: Span,
    acronym: Option<&'a str>,
    role: Option<Role>,
}

/// Those that a sentence names as partners or funders.
fn told(text: &str) -> Vec<Partner<'_>> {
    let mut found = Vec::new();
    for (words, role) in BEHIND {
        for (at, _) in text.match_indices(words) {
            let from = at + words.len();
            let names = text.get(from..).map(region).unwrap_or_default();
            let names = Span::new(from + names.range().start, from + names.range().end);
            let all = split(names.of(text)).into_iter().flat_map(|name| apart(text, names.inner(name)));
            found.extend(all.filter_map(|name| partner(text, name.trim(text), role)));
        }
    }
    found
}

/// `managed by UNDP for the Lake Chad Basin Commission` names two.
fn apart(text: &str, name: Span) -> Vec<Span> {
    const FOR: &str = " for the ";
    let printed = name.of(text);
    match printed.split_once(FOR).filter(|(first, _)| organisation(first.trim()).is_some()) {
        Some((first, _)) => [(0, first.len()), (first.len() + FOR.len(), printed.len())]
            .map(|(from, to)| name.inner(Span::new(from, to)))
            .to_vec(),
        None => vec![name],
    }
}

fn partner(text: &str, name: Span, role: Option<Role>) -> Option<Partner<'_>> {
    let printed = name.of(text);
    let (bare, acronym) = match printed.split_once('(') {
        Some((bare, rest)) => (bare.trim_end(), rest.strip_suffix(')').filter(|inside| is_acronym(inside))),
        None => (printed, None),
    };
    // A country gives, and takes part in nothing.
    let gives = role == Some(Role::Funding) && country(bare).is_some_and(|known| header::gives(known.code));
    let is_body = organisation(bare).is_some() || has_noun(bare) || gives;
    (is_body && is_name(bare)).then(|| Partner { name: name.inner(Span::new(0, bare.len())), acronym, role })
}

fn has_noun(name: &str) -> bool {
    name.split_whitespace().any(|word| ORGANISATION.has(word))
}

fn push(draft: &mut Draft, context: &Context<'_>, span: Span, acronym: Option<&str>, role: Option<Role>) {
    let name = context.text(span);
    if !draft.is_new(NAMED, name.to_owned()) {
        return;
    }
    draft.is_new(IN_A_ROLE, in_a_role(name, role));
    let known = organisation(name);
    let organisation = Organisation {
        reference: known.map(|known| known.id.to_owned()),
        name: name.to_owned(),
        acronym: acronym.map(str::to_owned),
        kind: known.and_then(|known| known.kind).map(str::to_owned),
        activity_id: None,
    };
    let value = ParticipatingOrg { organisation, role, crs_channel_code: None, basis: Basis::Stated };
    let rule = context.rule("narrative", "participating_orgs");
    let found = Found { value, span, basis: Basis::Stated, rule };
    draft.push("/participating_orgs", |activity| &mut activity.participating_orgs, found);
}

const LONGEST_ACRONYM: usize = 9;

/// `UNODC`, `eGA`
fn is_acronym(text: &str) -> bool {
    (3..=LONGEST_ACRONYM).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphabetic())
        && text.bytes().filter(u8::is_ascii_uppercase).count() + 1 >= text.len()
}

/// Names before an acronym in brackets whose letters they spell.
fn named(text: &str) -> Vec<(Span, &str)> {
    let mut found = Vec::new();
    for (open, _) in text.match_indices('(') {
        // No further than an acronym reaches.
        let inside = text.get(open + 1..).unwrap_or_default();
        let inside = inside.get(..inside.floor_char_boundary(LONGEST_ACRONYM + 1)).unwrap_or_default();
        let Some(acronym) = inside.find(')').and_then(|close| inside.get(..close)) else { continue };
        if let Some(start) = text
            .get(..open)
            .filter(|_| is_acronym(acronym))
            .and_then(|before| spelt(before, acronym).or_else(|| known(before, acronym)))
        {
            let name = text.get(start..open).unwrap_or_default().trim_end_matches([' ', '-', '\u{a0}']);
            found.push((Span::new(start, start + name.len()), acronym));
        }
    }
    found
}

/// Where the name begins that is known under the acronym, its longest form: `Office of the United Nations High Commissioner for
/// Human Rights (OHCHR)` does not spell it.
fn known(before: &str, acronym: &str) -> Option<usize> {
    const MOST_WORDS: usize = 14;
    let id = organisation(acronym)?.id;
    let words = before.rmatch_indices([' ', '\u{a0}', '\n']).map(|(at, space)| at + space.len());
    let near = words.chain([0]).take(MOST_WORDS);
    let named = near.filter(|at| before.get(*at..).is_some_and(|name| name.starts_with(char::is_uppercase)));
    let is_it = |at: &usize| {
        before.get(*at..).and_then(|name| organisation(name.trim())).is_some_and(|known| known.id == id)
    };
    named.filter(is_it).last()
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
        } else if let Some(shorter) = word.chars().next().and_then(|small| left.strip_suffix(small)) {
            left = shorter;
        } else if !SMALL.contains(&word) {
            return None;
        }
        if left.is_empty() {
            return Some(with_front(before, start));
        }
        end = start;
    }
}

/// Where a name begins with what its acronym leaves out: `UN Department of …`, `Estonian e-Governance Academy`.
fn with_front(before: &str, start: usize) -> usize {
    let front = before.get(..start).unwrap_or_default().trim_end_matches([' ', '\u{a0}']);
    let at = front.rfind([' ', '\u{a0}', '\n']).map_or(0, |at| at + 1);
    let word = front.get(at..).unwrap_or_default();
    let is_of_country = || donor(&fold(word)) == Some(Donor::Country);
    if front.ends_with("United Nations") {
        front.len() - "United Nations".len()
    } else if word == "UN" || is_of_country() {
        at
    } else {
        start
    }
}

/// Programmes that the prose announces in quotes: `the ‘Support Programme for …’ was launched`.
pub(super) fn read_related(draft: &mut Draft, context: &Context<'_>, lines: &[&Line]) {
    for line in lines.iter().filter(|line| is_prose(line)) {
        for sentence in sentences(context, line) {
            let text = context.text(sentence);
            const ANNOUNCES: [&str; 8] = [
                "launch",
                "announced",
                "will be implemented",
                "follow-on",
                "will follow",
                "will start",
                "will begin",
                "next phase",
            ];
            if !ANNOUNCES.iter().any(|words| text.contains(words)) {
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
    const FEWEST_WORDS: usize = 4;
    let mut found = Vec::new();
    for pair in [('‘', '’'), ('“', '”'), ('«', '»')] {
        for Quoted { inner, .. } in quotes::quoted(text, pair) {
            let title = inner.of(text);
            let words = || title.split_whitespace();
            let is_capital = |word: &str| word.starts_with(char::is_uppercase);
            let capitals = words().filter(|word| is_capital(word)).count();
            // `Rights in the Ground`
            let ends_so = capitals == 2 && words().next_back().is_some_and(is_capital);
            if (capitals >= 3 || ends_so) && words().nth(FEWEST_WORDS - 1).is_some() {
                found.push(inner);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_programmes_own_paragraph_names_its_partners() {
        let read = |text: &str| -> Vec<(String, Option<Role>)> {
            told(text).into_iter().map(|one| (one.name.of(text).to_owned(), one.role)).collect()
        };
        let name = |name: &str, role| (name.to_owned(), role);
        let funding = Some(Role::Funding);
        for (text, expected) in [
            (
                "The Hub, which brings together UNDP, the UN Department of Peace Operations and the African Union, sends advisers.",
                vec![
                    name("UNDP", None),
                    name("UN Department of Peace Operations", None),
                    name("African Union", None),
                ],
            ),
            (
                "The Window, managed by UNDP for the Lake Chad Basin Commission, pays for clinics.",
                vec![name("UNDP", None), name("Lake Chad Basin Commission", None)],
            ),
            (
                "It is funded by the Government of Sweden and the European Union.",
                vec![name("Government of Sweden", funding), name("European Union", funding)],
            ),
            ("The bridge was financed by Sweden.", vec![name("Sweden", funding)]),
            ("It grew out of a partnership with Rwanda.", Vec::new()),
            ("In partnership with young people and village elders it digs wells.", Vec::new()),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn a_name_before_its_acronym_is_whole() {
        for (text, expected) in [
            (
                "by the UN Department of Political and Peacebuilding Affairs (DPPA)",
                Some("UN Department of Political and Peacebuilding Affairs"),
            ),
            ("with the Estonian e-Governance Academy (eGA)", Some("Estonian e-Governance Academy")),
            (
                "and the Office of the United Nations High Commissioner for Human Rights (OHCHR)",
                Some("Office of the United Nations High Commissioner for Human Rights"),
            ),
            ("visited the prisons (including)", None),
            ("the old town (PDF)", None),
        ] {
            let name = named(text).first().map(|(name, _)| name.of(text));
            assert_eq!(name, expected, "{text}");
        }
    }

    #[test]
    fn a_programme_in_quotes_has_the_capitals_of_a_title() {
        for (text, expected) in [
            ("A programme, ‘Rights in the Ground’, will begin.", 1),
            ("A programme, ‘Wells for the Schools of Kita’, will begin.", 1),
            ("He said ‘We are on our way’ and left.", 0),
            ("‘Rights in the ground’ is a slogan.", 0),
        ] {
            assert_eq!(quoted(text).len(), expected, "{text}");
        }
    }
}
