//! Organisations under a label, on a header line, and in running text.

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
use crate::value;

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
    let name = without_number(name.trim());
    let code = code.filter(|code| CHANNEL.get(code).is_some());
    let name = name.get(..funders::without_instrument(name)).unwrap_or(name);
    let name = KINDS.iter().find_map(|kind| name.strip_suffix(kind)).unwrap_or(name);
    let name = without_part(name);
    let is_none = is_placeholder(name)
        || is_kind(name)
        || is_count(name)
        || is_clause(name)
        || is_sentence(name)
        || is_of_a_form(name)
        || is_fiscal_year(name);
    if !name.chars().any(char::is_alphabetic) || is_none {
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

/// What forms print where nothing is to be said: `N/A`, `none`, `à déterminer`.
pub(crate) fn is_placeholder(text: &str) -> bool {
    const NOTHING: [&str; 33] = [
        "n a",
        "n/a",
        "n.a.",
        "na",
        "none",
        "nil",
        "no",
        "tbd",
        "tbc",
        "t.b.d.",
        "unknown",
        "not applicable",
        "not available",
        "not yet known",
        "to be determined",
        "to be confirmed",
        "to be decided",
        "unspecified",
        "not specified",
        "non specifie",
        "no especificado",
        "sin especificar",
        "nao especificado",
        "aucun",
        "aucune",
        "neant",
        "sans objet",
        "non applicable",
        "a determiner",
        "ninguno",
        "ninguna",
        "no aplica",
        "nenhum",
    ];
    let text = almoner_codelists::fold(text.trim().trim_end_matches('.'));
    NOTHING.contains(&text.as_str()) || NOTHING.contains(&text.replace(' ', "").as_str())
}

/// What stands in the cells of forms and financing plans where others have a name: the form of a contribution, the head of a
/// column, a row of totals or of an analysis (`NPV (base case)`), a kind of entity.
fn is_of_a_form(name: &str) -> bool {
    const WHOLE: [&str; 34] = [
        "in-kind",
        "in kind",
        "cash",
        "en nature",
        "en especie",
        "em especie",
        "en numeraire",
        "grant",
        "grants",
        "loan",
        "loans",
        "equity",
        "guarantee",
        "amount",
        "montant",
        "monto",
        "importe",
        "instrument",
        "cofinancing",
        "co-financing",
        "cofinancement",
        "cofinanciamiento",
        "name of institution",
        "name of co-financier",
        "financial instrument",
        "gcf financial instrument",
        "co-financing information",
        "counterpart inputs",
        "support costs",
        "national implementing entity",
        "regional implementing entity",
        "multilateral implementing entity",
        "recipient country government",
        "to be confirmed by the bank",
    ];
    const FIRST: [&str; 15] = [
        "total",
        "totale",
        "subtotal",
        "sub-total",
        "sous-total",
        "npv",
        "eirr",
        "irr",
        "enpv",
        "firr",
        "van",
        "vane",
        "tre",
        "tri",
        "tir",
    ];
    const SUMMED: [&str; 14] = [
        "amount",
        "approved",
        "budget",
        "co-financing",
        "cofinancing",
        "contribution",
        "cost",
        "costs",
        "financing",
        "funding",
        "gcf",
        "gef",
        "program",
        "project",
    ];
    const INSTRUMENTS: [&str; 4] = ["sovereign", "nonsovereign", "concessional", "regular loan"];
    const TOTALS: [&str; 7] = [
        "cout total",
        "montant total",
        "costo total",
        "coste total",
        "monto total",
        "custo total",
        "grand total",
    ];
    let folded = almoner_codelists::fold(name.trim_start_matches(['-', '–', '•', '*', ' ']));
    let plain = crate::labels::unnumbered(&folded);
    let plain = plain.strip_suffix(':').unwrap_or(plain).trim_end();
    let bare = plain.split_once(" (").map_or(plain, |(bare, _)| bare);
    let (first, rest) = bare.split_once(' ').map_or((bare, ""), |(first, rest)| (first, rest));
    // `Total Land Care` and `Van Leer Foundation` are names.
    let of = rest.split([' ', '/']).next().unwrap_or_default();
    let is_row = FIRST.contains(&first) && (rest.is_empty() || bare != plain || SUMMED.contains(&of));
    let begins = |words: &[&str]| words.iter().any(|word| bare.starts_with(word));
    name.ends_with(':') || WHOLE.contains(&bare) || is_row || begins(&INSTRUMENTS) || begins(&TOTALS)
}

/// Many words, none but the first with a capital, and no noun of a body among them: a note, no name. So is what tells a share
/// of something: `The World Bank finances 60% of the total cost`.
fn is_clause(name: &str) -> bool {
    const FEWEST_WORDS: usize = 7;
    const OF: [&str; 6] = ["of ", "of\u{a0}", "du ", "de ", "del ", "do "];
    let told = name.split_once('%').filter(|(front, _)| !front.contains('('));
    if told.is_some_and(|(_, rest)| OF.iter().any(|of| rest.trim_start().starts_with(of))) {
        return true;
    }
    let words = || name.split_whitespace();
    let capitals = || words().skip(1).filter(|word| word.chars().any(char::is_uppercase));
    words().nth(FEWEST_WORDS - 1).is_some() && capitals().next().is_none() && !bodies::is_body(name)
}

/// `FY2019/20`, `FY 2021`: a row of a table of years.
fn is_fiscal_year(name: &str) -> bool {
    let rest = name.strip_prefix("FY").or_else(|| name.strip_prefix("Fy"));
    rest.is_some_and(|rest| {
        rest.contains(|c: char| c.is_ascii_digit()) && !rest.contains(char::is_alphabetic)
    })
}

/// A sentence, no name: many words, or some without the noun of a body, more of them in small letters than with capitals, and a full stop behind a word in small
/// letters.
pub(crate) fn is_sentence(text: &str) -> bool {
    const FEWEST_WORDS: usize = 8;
    const SHORTEST: usize = 4;
    let Some(told) = text.trim().strip_suffix('.') else { return false };
    let words: Vec<&str> = told.split_whitespace().collect();
    let is_long = |word: &&&str| word.chars().filter(|c| c.is_alphabetic()).count() >= SHORTEST;
    let small = words.iter().filter(is_long).filter(|word| word.starts_with(char::is_lowercase)).count();
    let capital = words.iter().filter(is_long).filter(|word| word.starts_with(char::is_uppercase)).count();
    // A few words may be a name with a full stop.
    let are_enough = words.len() >= FEWEST_WORDS || words.len() >= 3 && !bodies::is_body(told);
    are_enough
        && small > capital
        && words
            .last()
            .is_some_and(|last| is_long(&last) && last.chars().all(|c| c.is_lowercase() || c == '-'))
}

/// A count of organisations, which is the name of none: `three NGOs`, `Consortium of 4 organisations`.
fn is_count(name: &str) -> bool {
    const COUNTS: &str = "two three four five six seven eight nine ten several various many deux trois quatre cinq six sept huit neuf dix \
        plusieurs dos tres cuatro cinco seis siete ocho nueve diez varias varios duas quatro sete oito";
    const COUNTED: &str = "ngos ngo ongs ong organisations organizations organisations partners partenaires associations osc csos \
        universities universites entidades organizaciones organizacoes socios parceiros asociaciones agencies institutions companies \
        institutes members membres miembros local locaux national nationaux international locales nationales internationales internacionales of de \
        consortium consorcio consorcios partnership";
    let folded = almoner_codelists::fold(name);
    let is_in = |list: &str, word: &str| list.split_ascii_whitespace().any(|known| known == word);
    let is_number =
        |word: &str| is_in(COUNTS, word) || word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit());
    let words: Vec<&str> = folded.split([' ', '(', ')', ',']).filter(|word| !word.is_empty()).collect();
    words.iter().any(|word| is_number(word))
        && words.len() > 1
        && words.iter().all(|word| is_number(word) || is_in(COUNTED, word))
}

/// A kind of organisation that names none: `International or foreign NGO`, `Private sector`.
fn is_kind(name: &str) -> bool {
    const WORDS: &str = "international foreign national local swiss non-governmental other private public sector ngo ngos ong ongs \
        or and et y e organisation organization organisations state institution institutions internationale etrangere \
        osc cso nationale prive privee secteur publique internacional extranjera sector privado sociedad civil society";
    const KINDS: [&str; 8] = ["ngo", "ngos", "ong", "ongs", "osc", "cso", "private", "prive"];
    const LONGEST: usize = 60;
    if name.len() > LONGEST {
        return false;
    }
    let folded = almoner_codelists::fold(name);
    let mut words = folded.split([' ', '/', ',']).filter(|word| !word.is_empty());
    words.clone().any(|word| KINDS.contains(&word))
        && words.all(|word| WORDS.split_ascii_whitespace().any(|known| known == word))
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
            parts = listed;
        }
    }
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
    let mut whole: Vec<Span> = Vec::with_capacity(parts.len());
    for part in parts {
        if ENDS_OF_LABELS.contains(&part.of(text)) {
            continue;
        }
        let is_broken = |last: &Span| {
            let between = text.get(last.range().end..part.range().start);
            let is_break = between.is_some_and(|between| between.contains('\n') && between.trim().is_empty());
            is_break && bodies::name_goes_on(text, *last, part)
        };
        match whole.last_mut().filter(|last| is_broken(last)) {
            Some(last) => *last = last.cover(part),
            None => whole.push(part),
        }
    }
    whole
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

    #[test]
    fn what_forms_print_in_the_place_of_a_name_is_none() {
        for text in [
            "In-kind",
            "(vi) Grants",
            "GCF financial instrument",
            "(c) Total financing (c) = (a)+(b)",
            "Total project costs",
            "COÛT TOTAL",
            "NPV (base case)",
            "VAN (scénario de base)",
            "- Support costs (13%)",
            "- Grand Total",
            "Multilateral Implementing Entity",
            "Sovereign Project loan: Concessional Ordinary capital resources",
            "Government:",
        ] {
            assert!(printed(text).is_none(), "{text}");
        }
        for (text, name) in [
            ("Total Land Care", "Total Land Care"),
            ("Van Leer Foundation", "Van Leer Foundation"),
            ("Grant Thornton", "Grant Thornton"),
            ("FAO (ONU)", "FAO"),
            ("Oxfam (OI)", "Oxfam (OI)"),
            ("Cash Learning Partnership", "Cash Learning Partnership"),
        ] {
            assert_eq!(printed(text).map(|(one, _)| one.name).as_deref(), Some(name), "{text}");
        }
    }

    #[test]
    fn a_count_of_organisations_names_none() {
        for (value, names) in [
            ("three NGOs", 0),
            ("Four local organisations", 0),
            ("Consortium of 4 ONG", 0),
            ("plusieurs partenaires locaux", 0),
            ("Four Paws", 1),
            ("Three Rivers Trust", 1),
            ("Partners in Health", 1),
        ] {
            let read = crate::specimen::record(&format!(
                "Wells for Kita\n\nCountry: Mali\nDonor: Norad\nImplementing partner: {value}\nBudget: EUR 500,000\n"
            ));
            assert_eq!(read.participating_orgs.len(), 1 + names, "{value}: {:?}", read.participating_orgs);
        }
    }
}
