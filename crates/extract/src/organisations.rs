//! Organisations under a label, on a header line, and in running text.

mod joined;
mod nobody;

use almoner_codelists::{CHANNEL, channel, organisation};
use almoner_record::{Basis, Organisation, ParticipatingOrg, ReportingOrg, Role, Span};

use crate::bodies;
use crate::bracket_role;
use crate::codes::items;
use crate::context::{Context, one_line};
use crate::draft::{Draft, Found};
use crate::funders;
use crate::header;
use crate::layout::Layout;
use crate::prose::names::without_terms;
use crate::value;
pub(crate) use joined::is_known_name;
pub(crate) use nobody::is_sentence;
use nobody::names_nobody;

/// What forms have people write behind an organisation: of which kind it is.
const KINDS: [&str; 16] = [
    ", UN",
    ", CSO",
    ", NGO",
    ", INGO",
    ", NUNO",
    ", RUNO",
    ", Government",
    ", ONU",
    ", OSC",
    ", ONG",
    " (UN)",
    " (CSO)",
    " (NGO)",
    " (ONU)",
    " (OSC)",
    " (ONG)",
];

/// An organisation as printed, and its CRS channel code where one is printed behind it.
///
/// Brackets stay in the name; only a channel code behind it, or before it and a dash, is taken off. A code of a kind of
/// organisation (`11000 - Donor government`) names none.
pub(crate) fn printed(text: &str) -> Option<(Organisation, Option<String>)> {
    const LONGEST: usize = 600;
    if text.len() > LONGEST {
        return None;
    }
    let whole = text.trim().trim_end_matches([';', ',']).trim_start_matches(['-', '–', '•', ' ', '\n']);
    let behind =
        value::identifier::bracketed_code(whole, 5).filter(|(span, _)| span.range().end == whole.len());
    let behind = behind.map(|(span, code)| (whole.get(..span.range().start).unwrap_or_default(), code));
    let coded = behind.or_else(|| channel_before(whole));
    let (name, code) = coded.map_or((whole, None), |(name, code)| (name, Some(code)));
    if code.is_some_and(|code| code.ends_with("000")) {
        return None;
    }
    let name = without_stop(without_number(name.trim()));
    let code = code.filter(|code| CHANNEL.get(code).is_some());
    let name = name.get(..funders::without_instrument(name)).unwrap_or(name);
    let name = KINDS.iter().find_map(|kind| name.strip_suffix(kind)).unwrap_or(name);
    let name = without_terms(without_part(name));
    if !name.chars().any(char::is_alphabetic) || names_nobody(name) {
        return None;
    }
    let known = code.and_then(channel).or_else(|| organisation(name));
    let printed = Organisation {
        reference: known.map(|known| known.id.to_owned()),
        name: one_line(name),
        acronym: None,
        kind: known.and_then(|known| known.kind).map(str::to_owned),
        activity_id: None,
    };
    Some((printed, code.map(str::to_owned)))
}

/// A name without the full stop of a list or line that ends with it. An abbreviation keeps its own: `Abt Associates Inc.`.
fn without_stop(name: &str) -> &str {
    const SHORTEST: usize = 5;
    const ABBREVIATIONS: [&str; 11] =
        ["corp", "univ", "dept", "govt", "assoc", "inst", "intl", "bros", "assn", "pvt", "ltda"];
    let Some(bare) = name.strip_suffix('.').map(str::trim_end) else { return name };
    let last = bare.rsplit([' ', '\u{a0}']).next().unwrap_or(bare);
    let word = last.trim_matches(|c: char| !c.is_alphanumeric());
    // `NATURAL RESOURCES AND RURAL DEVP.` tells no word from an abbreviation.
    let is_word = word.len() >= SHORTEST && !word.contains('.') && word.contains(char::is_lowercase)
        || last.ends_with([')', '"', '”', '»']);
    let is_short =
        ABBREVIATIONS.contains(&almoner_codelists::fold(word).as_str()) || bodies::is_legal_form(word);
    if is_word && !is_short { bare } else { name }
}

/// A name without the part that a bracket says its bearer has among several: `Oxfam (lead)`.
fn without_part(name: &str) -> &str {
    const PARTS: [&str; 20] = [
        "local partner",
        "partenaire local",
        "socio local",
        "parceiro local",
        "lead",
        "leader",
        "lead partner",
        "lead agency",
        "lead applicant",
        "prime",
        "coordinator",
        "co-lead",
        "chef de file",
        "coordinateur",
        "lider",
        "socio lider",
        "coordinador",
        "entidad lider",
        "coordenador",
        "partner",
    ];
    let bracket = name.strip_suffix(')').and_then(|rest| rest.rsplit_once(" ("));
    let front = bracket.filter(|(_, inside)| PARTS.contains(&almoner_codelists::fold(inside).as_str()));
    front.map_or(name, |(front, _)| front.trim_end())
}

/// True for a name behind which a bracket says which part its bearer has among several.
pub(crate) fn is_part_of_several(name: &str) -> bool {
    without_part(name).len() < name.len()
}

/// A name without the large number behind it, which is an amount of no currency or the number of a file: `EU 500000`, `GEF ID
/// 10234`. A year stays.
fn without_number(name: &str) -> &str {
    const FEWEST_DIGITS: usize = 5;
    const BESIDE: [&str; 6] = [" ID", " id", " no.", " No.", " n°", " #"];
    let Some((front, number)) = name.rsplit_once([' ', '\u{a0}']) else { return name };
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.' | b'\''));
    if digits < FEWEST_DIGITS || !is_number {
        return name;
    }
    let front = front.trim_end_matches([':', ' ', '-', '–', '=']);
    BESIDE.iter().find_map(|word| front.strip_suffix(word)).unwrap_or(front)
}

/// `41114 - UNDP`: the name and the channel code before it.
fn channel_before(text: &str) -> Option<(&str, &str)> {
    let (code, name) = text.split_once(" - ").or_else(|| text.split_once(" – "))?;
    let is_code = code.len() == 5 && code.bytes().all(|byte| byte.is_ascii_digit());
    (is_code && (code.ends_with("000") || channel(code).is_some())).then_some((name, code))
}

/// Adds the organisations of one line in one role. Semicolons divide them; where no layout says that a line holds
/// one, commas and `and` divide them too, if each part looks like a name.
pub(crate) fn take(draft: &mut Draft, context: &Context<'_>, line: Span, role: Option<Role>, rule: &str) {
    let text = context.text(line);
    if take_in_roles(draft, context, line, rule) {
        return;
    }
    // A header's line is one organisation, commas and slashes included: `Research Centre (RC), Sierra Leone`.
    let is_one = role.is_some() && !context.layout.header.is_empty() && !text.contains([';', '\n', '|', '•']);
    let mut parts = if is_one { vec![Span::new(0, text.len())] } else { unbroken(text, items(text)) };
    // `A; and B` is one name of a consortium as printed, and so is `Consortium A; B`.
    let joined = |part: &Span| ["and ", "et ", "y ", "e "].iter().any(|join| part.of(text).starts_with(join));
    if text.to_lowercase().starts_with("consortium") || parts.iter().any(joined) {
        parts = vec![Span::new(0, text.len())];
    }
    let is_led = || {
        let listed = value::enumeration::list(text);
        text.contains('(') && listed.iter().any(|part| is_part_of_several(part.of(text)))
    };
    if role.is_none()
        && (parts.len() == 1 || is_led())
        && let Some(led) = bodies::listed(text, false)
    {
        parts = led;
    } else if role.is_none() && parts.len() == 1 {
        let listed = bodies::joined(text, value::enumeration::list(text));
        // A name may hold an `and` of its own: `Livingstonia Synod Church and Society`.
        let divides = |part: &Span| {
            if text.contains([',', '/']) { is_name(part.of(text)) } else { bodies::is_body(part.of(text)) }
        };
        if listed.len() > 1 && listed.iter().all(divides) {
            parts = listed;
        }
    }
    if parts.len() == 1
        && let Some(names) = bodies::behind_brackets(text)
    {
        parts = names;
    }
    // Commas divide known organisations: `European Union, EIB`.
    if role.is_some() && parts.len() == 1 {
        let listed = value::enumeration::list(text);
        let is_giver = |name: &str| {
            role == Some(Role::Funding)
                && almoner_codelists::country(name).is_some_and(|entry| header::gives(entry.code))
        };
        let is_one = |part: &Span| organisation(part.of(text)).is_some() || is_giver(part.of(text));
        if listed.len() > 1 && listed.iter().all(is_one) {
            parts = listed.into_iter().map(|name| joined::without_article(text, name)).collect();
        }
    }
    let is_general = context.layout.is_general();
    let parts = parts.into_iter().flat_map(|part| {
        let names = if is_general { joined::names(part.of(text), role) } else { None };
        match names {
            Some(names) => names.into_iter().map(|name| part.inner(name)).collect(),
            None => vec![part],
        }
    });
    for part in parts {
        if !take_in_roles(draft, context, line.inner(part), rule) {
            push(draft, text, line, part, role, rule);
        }
    }
}

/// Adds the organisations of a line each of which has its role in brackets behind it; false for any other line.
pub(crate) fn take_in_roles(draft: &mut Draft, context: &Context<'_>, line: Span, rule: &str) -> bool {
    let text = context.text(line);
    let Some(named) = bracket_role::named(text) else { return false };
    for (name, role) in named {
        push(draft, text, line, name, Some(role), rule);
    }
    true
}

/// The parts of a text, those joined again that a narrow column broke: `Agency for Development and`, `Cooperation`.
fn unbroken(text: &str, parts: Vec<Span>) -> Vec<Span> {
    // `Implementing`, below it `agency`: the end of the label that stands beside the name.
    const ENDS_OF_LABELS: [&str; 8] =
        ["agency", "agencies", "partner", "partners", "organisation", "organization", "entity", "body"];
    let names = parts.into_iter().filter(|part| !ENDS_OF_LABELS.contains(&part.of(text)));
    bodies::whole_names(text, names, |between| between.contains('\n'))
}

/// The lists that [`Draft::is_new`] holds of organisations: by name alone, and by name and role.
pub(crate) const NAMED: &str = "organisations";
pub(crate) const IN_A_ROLE: &str = "organisations in a role";

/// What makes an organisation in a role one.
pub(crate) fn in_a_role(name: &str, role: Option<Role>) -> String {
    format!("{role:?} {name}")
}

fn is_name(text: &str) -> bool {
    text.len() >= 2 && text.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase)
}

fn push(draft: &mut Draft, text: &str, line: Span, part: Span, role: Option<Role>, rule: &str) {
    let Some((organisation, channel)) = printed(part.of(text)) else { return };
    if !draft.is_new(IN_A_ROLE, in_a_role(&organisation.name, role)) {
        return;
    }
    draft.is_new(NAMED, organisation.name.clone());
    let item = ParticipatingOrg { organisation, role, crs_channel_code: channel, basis: Basis::Stated };
    let found = Found { value: item, span: line.inner(part), basis: Basis::Stated, rule: rule.to_owned() };
    draft.push("/participating_orgs", |activity| &mut activity.participating_orgs, found);
}

/// Adds an organisation that a sentence names, with the acronym in brackets behind it, unless it stands there in that role
/// already, by its name or its acronym.
pub(crate) fn take_named(
    draft: &mut Draft,
    span: Span,
    name: String,
    acronym: Option<&str>,
    role: Option<Role>,
    rule: &str,
) {
    let Some((mut named, channel)) = printed(&name) else { return };
    let of_acronym = || acronym.and_then(organisation);
    if named.reference.is_none()
        && let Some(known) = of_acronym()
    {
        named.reference = Some(known.id.to_owned());
        named.kind = known.kind.map(str::to_owned);
    }
    named.acronym = acronym.map(str::to_owned);
    let is_same = |held: &ParticipatingOrg| {
        let (held, name) = (&held.organisation, Some(named.name.as_str()));
        held.name == named.name
            || held.acronym.as_deref() == name
            || held.reference.is_some() && held.reference == named.reference
    };
    // Who pays or carries out is no mere partner besides.
    let stands = |held: &ParticipatingOrg| (held.role == role || role.is_none()) && is_same(held);
    if draft.activity.participating_orgs.iter().any(stands)
        || !draft.is_new(IN_A_ROLE, in_a_role(&named.name, role))
    {
        return;
    }
    draft.is_new(NAMED, named.name.clone());
    let item =
        ParticipatingOrg { organisation: named, role, crs_channel_code: channel, basis: Basis::Stated };
    let found = Found { value: item, span, basis: Basis::Stated, rule: rule.to_owned() };
    let path = draft.push("/participating_orgs", |activity| &mut activity.participating_orgs, found);
    if acronym.is_some() {
        draft.witness([&path, "/acronym"].concat(), span, Basis::Stated, rule);
    }
}

/// Who reports, as the document prints it.
pub(crate) fn reporting(draft: &mut Draft, context: &Context<'_>, line: Span, rule: &str) {
    let Some((organisation, _)) = printed(context.text(line)) else { return };
    let value = ReportingOrg { organisation, unit: None, secondary_reporter: None, basis: Basis::Stated };
    let found = Found { value, span: line, basis: Basis::Stated, rule: rule.to_owned() };
    draft.set("/reporting_org", |activity| &mut activity.reporting_org, found);
}

/// Who reports, where the layout implies it and the document does not print it.
pub(crate) fn default_reporting(draft: &mut Draft, layout: &Layout) {
    let Some(implied) = &layout.defaults.reporting_org else { return };
    // Where the document prints it in another role, its name stands there.
    let mut named = draft.activity.participating_orgs.iter();
    let at = named
        .position(|item| implied.reference.is_some() && item.organisation.reference == implied.reference);
    let printed = at
        .and_then(|at| draft.activity.participating_orgs.get(at))
        .map(|item| item.organisation.name.clone());
    let span = at.and_then(|at| draft.place(&format!("/participating_orgs/{at}"))).unwrap_or_default();
    let organisation = Organisation {
        reference: implied.reference.clone(),
        name: printed.unwrap_or_else(|| implied.name.clone()),
        acronym: None,
        kind: organisation(&implied.name).and_then(|known| known.kind).map(str::to_owned),
        activity_id: None,
    };
    let value = ReportingOrg { organisation, unit: None, secondary_reporter: None, basis: Basis::Default };
    let rule = format!("{}/defaults/reporting_org", layout.name);
    let found = Found { value, span, basis: Basis::Default, rule };
    draft.set("/reporting_org", |activity| &mut activity.reporting_org, found);
}

/// A branch of the reporting organisation; kept only where one is known.
pub(crate) fn unit(draft: &mut Draft, context: &Context<'_>, line: Span, rule: &str) {
    default_reporting(draft, context.layout);
    let text = context.words(line);
    if let Some(reporting) =
        draft.activity.reporting_org.as_mut().filter(|reporting| reporting.unit.is_none())
    {
        reporting.unit = Some(text);
        draft.witness("/reporting_org/unit".to_owned(), line, Basis::Stated, rule);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_divide_organisations_that_are_known() {
        for (printed, names) in [
            ("European Union, UNICEF", &["European Union", "UNICEF"][..]),
            ("European Union, Belgium", &["European Union", "Belgium"]),
            ("AO Foundation, Switzerland", &["AO Foundation, Switzerland"]),
            ("Norway, EU Trust Fund", &["Norway", "EU Trust Fund"]),
            ("Research Centre, Sierra Leone", &["Research Centre, Sierra Leone"]),
            (
                "Ministry of Agriculture, Livestock and Fisheries",
                &["Ministry of Agriculture, Livestock and Fisheries"],
            ),
        ] {
            let read = crate::specimen::record(&format!(
                "Wells for Kita\n\nCountry: Mali\nFunded by: {printed}\nTotal budget: EUR 5,000\n"
            ));
            let orgs: Vec<&str> =
                read.participating_orgs.iter().map(|org| org.organisation.name.as_str()).collect();
            assert_eq!(orgs, names);
        }
    }

    #[test]
    fn a_full_stop_behind_a_name_is_none_of_it() {
        for (text, name) in [
            (
                "Ministry of Foreign Affairs of the Czech Republic.",
                "Ministry of Foreign Affairs of the Czech Republic",
            ),
            ("Center for Strategic Research (CSRDG).", "Center for Strategic Research (CSRDG)"),
            ("Abt Associates Inc.", "Abt Associates Inc."),
            ("Camões, I.P.", "Camões, I.P."),
            ("MINISTRY OF RURAL DEVP.", "MINISTRY OF RURAL DEVP."),
            ("Bell Corp.", "Bell Corp."),
            ("Norad.", "Norad"),
        ] {
            assert_eq!(printed(text).map(|(one, _)| one.name).as_deref(), Some(name), "{text}");
        }
    }

    #[test]
    fn a_name_that_a_narrow_column_broke_is_one() {
        for (lines, names) in [
            (
                "Swiss Agency for\nDevelopment and Cooperation",
                &["Swiss Agency for Development and Cooperation"][..],
            ),
            (
                "Swiss Agency for Development\nand Cooperation",
                &["Swiss Agency for Development and Cooperation"],
            ),
            ("World\nFood Programme", &["World Food Programme"]),
            ("Norad\nSida", &["Norad", "Sida"]),
            ("Ministry of Water\nHelvetas", &["Ministry of Water", "Helvetas"]),
        ] {
            let read = crate::specimen::record(&format!(
                "Wells for Kita\n\nCountry\nMali\n\nDonor\n{lines}\n\nStatus\nClosed\n\nTotal budget\nEUR 5,000\n"
            ));
            let orgs: Vec<&str> =
                read.participating_orgs.iter().map(|org| org.organisation.name.as_str()).collect();
            assert_eq!(orgs, names, "{lines}");
        }
    }

    #[test]
    fn a_name_may_hold_an_and() {
        for (lines, names) in [
            (
                "- Livingstonia Synod Church and Society\n- Norad and Sida",
                &["Livingstonia Synod Church and Society", "Norad", "Sida"][..],
            ),
            ("- Kita Forum, Ségou Forum and Mopti Forum", &["Kita Forum", "Ségou Forum", "Mopti Forum"]),
        ] {
            let read = crate::specimen::record(&format!(
                "Wells for Kita\n\nCountry: Mali\nStatus: Closed\nTotal budget: EUR 5,000\nPartner organisations:\n\n{lines}\n"
            ));
            let orgs: Vec<&str> =
                read.participating_orgs.iter().map(|org| org.organisation.name.as_str()).collect();
            assert_eq!(orgs, names);
        }
    }

    #[test]
    fn a_channel_code_is_no_part_of_a_name() {
        for (text, expected) in [
            ("41114 - UNDP", Some(("UNDP", Some("41114")))),
            ("Farm Radio (22501)", Some(("Farm Radio", Some("22501")))),
            ("11000 - Donor Government", None), // a kind of organisation
            ("12345 - Radio Farms", Some(("12345 - Radio Farms", None))),
            ("Ministry of Lands, Government", Some(("Ministry of Lands", None))),
            ("GEF (10234)", Some(("GEF", None))), // no channel has that code
            ("GEF ID 10234", Some(("GEF", None))),
            ("EU: 500,000", Some(("EU", None))),
            ("Vision 2030", Some(("Vision 2030", None))),
            ("2021", None),
            ("Oxfam (lead)", Some(("Oxfam", None))),
            ("Cruz Roja (socio líder)", Some(("Cruz Roja", None))),
            ("Ministry of Trade (MINICOM)", Some(("Ministry of Trade (MINICOM)", None))),
        ] {
            let read = printed(text).map(|(organisation, code)| (organisation.name, code));
            let expected = expected.map(|(name, code)| (name.to_owned(), code.map(str::to_owned)));
            assert_eq!(read, expected, "{text}");
        }
    }
}
