//! Who signs an agreement, and as what: `The Ministry for Foreign Affairs of Finland ("the Donor")`.
//!
//! A memorandum or a grant agreement has no labels: its parties are named so, its project stands in quotation marks, and a
//! sentence tells the grant.

use almoner_codelists::fold;
use almoner_record::{Measure, Role, Span};

use crate::context::Context;
use crate::draft::Draft;
use crate::lines::{Line, LineKind};
use crate::sections::Piece;
use crate::{bodies, figures, nouns, organisations, recognise, rules, value};

/// What a party is called in the rest of the text.
const PARTIES: [(&str, Role); 31] = [
    ("donor", Role::Funding),
    ("grantor", Role::Funding),
    ("funder", Role::Funding),
    ("bailleur", Role::Funding),
    ("donateur", Role::Funding),
    ("donante", Role::Funding),
    ("doador", Role::Funding),
    ("financiador", Role::Funding),
    ("cooperante", Role::Funding),
    ("grantee", Role::Implementing),
    ("donatario", Role::Implementing),
    ("subvencionado", Role::Implementing),
    ("parceiro de implementacao", Role::Implementing),
    ("parceiro implementador", Role::Implementing),
    ("parceiro executor", Role::Implementing),
    ("organizacao executora", Role::Implementing),
    ("grant recipient", Role::Implementing),
    ("implementing partner", Role::Implementing),
    ("implementing agency", Role::Implementing),
    ("partenaire de mise en oeuvre", Role::Implementing),
    ("agence d'execution", Role::Implementing),
    ("socio ejecutor", Role::Implementing),
    ("entidad ejecutora", Role::Implementing),
    ("entidade executora", Role::Implementing),
    ("recipient", Role::Accountable),
    ("borrower", Role::Accountable),
    ("emprunteur", Role::Accountable),
    ("beneficiaire", Role::Accountable),
    ("beneficiario", Role::Accountable),
    ("prestatario", Role::Accountable),
    ("mutuario", Role::Accountable),
];
const QUOTES: [char; 7] = ['"', '\u{201c}', '\u{201d}', '\u{ab}', '\u{bb}', '\u{2018}', '\u{2019}'];

const ARTICLES: [&str; 13] = [
    "the ",
    "The ",
    "and the ",
    "between the ",
    "le ",
    "Le ",
    "la ",
    "La ",
    "L'",
    "L\u{2019}",
    "El ",
    "O ",
    "A ",
];

/// One who signs.
struct Party {
    name: Span,
    /// What the rest of the text calls it, folded: `donor`.
    called: &'static str,
    role: Role,
}

/// Reads the parties of an agreement, and where there are some, its project and its grant.
pub(crate) fn read(draft: &mut Draft, context: &Context<'_>, own: &[&Piece]) {
    const FIRST_LINES: usize = 40;
    if !context.layout.is_general() {
        return;
    }
    let lines = own.iter().flat_map(|piece| context.lines_of(piece)).take(FIRST_LINES);
    let lines = lines.filter(|line| {
        matches!(line.kind, LineKind::Text | LineKind::Item { .. } | LineKind::Heading { .. })
    });
    let lines: Vec<&Line> = lines.collect();
    let found: Vec<Party> = lines
        .iter()
        .filter_map(|line| {
            let party = party(context.text(line.span))?;
            Some(Party { name: line.span.inner(party.name), ..party })
        })
        .collect();
    let is_body = |party: &Party| {
        let name = context.text(party.name);
        bodies::is_body(name) || bodies::is_payer(name)
    };
    let has_donor = found.iter().any(|party| party.role == Role::Funding);
    if !has_donor || found.len() < 2 || !found.iter().any(is_body) || lines.iter().any(|line| is_deed(line)) {
        return;
    }
    let rule = context.rule("party", "participating_orgs");
    for party in &found {
        organisations::take(draft, context, party.name, Some(party.role), &rule);
    }
    let mut titles: Vec<Span> = Vec::new();
    let mut granted = None;
    for line in
        own.iter().flat_map(|piece| context.lines_of(piece)).filter(|line| line.kind == LineKind::Text)
    {
        let text = context.text(line.span);
        for sentence in value::sentence::sentences(text) {
            let of_grant = grant(sentence.of(text), context.decimal)
                .filter(|from| gives(context, &found, sentence.of(text), *from));
            if let Some(title) = quoted(text, sentence) {
                let title = line.span.inner(title);
                titles.push(title);
                granted = granted.or(of_grant.map(|_| title));
            }
            if let Some(from) = of_grant {
                let rest = line.span.inner(sentence.inner(Span::new(from, sentence.len())));
                figures::budget(
                    draft,
                    context,
                    rest,
                    Some(Measure::Commitment),
                    None,
                    &context.rule("party", "budget"),
                );
            }
        }
    }
    if let Some(title) = granted.or(titles.first().copied()) {
        rules::set_title(draft, context, title, &context.rule("party", "title"));
    }
}

/// True for a line of a deed, whose grantor sells or gives land.
fn is_deed(line: &Line) -> bool {
    const DEEDS: [&str; 5] = ["deed", "easement", "conveyance", "mortgage", "quitclaim"];
    line.key.len() <= 120 && DEEDS.iter().any(|word| recognise::has_words(&line.key, word))
}

/// True where the one who pays gives what a sentence grants: it stands before the amount, and none of the others begins
/// the sentence.
fn gives(context: &Context<'_>, parties: &[Party], sentence: &str, amount: usize) -> bool {
    let before = fold(sentence.get(..amount).unwrap_or_default());
    let subject = ARTICLES.iter().find_map(|article| sentence.strip_prefix(article)).unwrap_or(sentence);
    let subject = fold(subject.trim_start());
    let names = |party: &Party| [party.called.to_owned(), fold(context.text(party.name))];
    let (donors, others): (Vec<&Party>, Vec<&Party>) =
        parties.iter().partition(|party| party.role == Role::Funding);
    donors.into_iter().flat_map(names).any(|name| recognise::has_words(&before, &name))
        && !others.into_iter().flat_map(names).any(|name| subject.starts_with(&name))
}

/// The name and role of a party that a line is.
fn party(text: &str) -> Option<Party> {
    const LONGEST: usize = 300;
    let open = text.find('(').filter(|_| text.len() <= LONGEST)?;
    let inside = text.get(open + 1..)?.split(')').next()?;
    let from = inside.find(QUOTES)?;
    let called = fold(inside.get(from..)?.trim_matches(|c: char| QUOTES.contains(&c) || c.is_whitespace()));
    let called = ["the ", "le ", "la ", "l'", "el ", "o ", "a "]
        .iter()
        .find_map(|article| called.strip_prefix(article))
        .unwrap_or(&called);
    let (called, role) = PARTIES.iter().find(|(word, _)| *word == called.trim_matches(QUOTES))?;
    let name = text.get(..open)?.trim_end_matches([' ', ',', '\u{a0}']);
    let article =
        ARTICLES.iter().find(|article| name.starts_with(**article)).map_or(0, |article| article.len());
    let own = name.get(article..)?;
    let is_name = own.starts_with(char::is_uppercase)
        && !own.contains([':', ';'])
        && !own.contains(". ")
        && own.split_whitespace().count() <= 14;
    is_name.then(|| Party { name: Span::new(article, name.len()), called, role: *role })
}

/// The project that a sentence of `text` names in quotation marks: `the project “Secure Land for Smallholders”`. That of an
/// agreement which went before is none.
fn quoted(text: &str, sentence: Span) -> Option<Span> {
    const OTHERS: [&str; 15] = [
        "replac",
        "previous",
        "preceding",
        "supersed",
        "former",
        "agreement on",
        "remplac",
        "precedent",
        "accord sur",
        "reemplaz",
        "sustituy",
        "acuerdo sobre",
        "substitu",
        "anterior",
        "acordo sobre",
    ];
    const FEWEST_WORDS: usize = 3;
    let mut from = sentence.range().start;
    while from < sentence.range().end {
        let open = from + text.get(from..sentence.range().end)?.find(['\u{201c}', '"', '\u{ab}'])?;
        let before = text.get(from..open)?.trim_end();
        let word = fold(before.rsplit(' ').next()?);
        let mark = text.get(open..)?.chars().next()?.len_utf8();
        let close = open + mark + text.get(open + mark..)?.find(['\u{201d}', '"', '\u{bb}'])?;
        let title = Span::new(open + mark, close).trim(text);
        let before = fold(before);
        let is_title = (nouns::is_activity(&word) || word == "action")
            && title.of(text).split_whitespace().count() >= FEWEST_WORDS
            && !OTHERS.iter().any(|other| before.contains(other));
        if is_title {
            return Some(title);
        }
        from = close + text.get(close..)?.chars().next()?.len_utf8();
    }
    None
}

/// Where the amount stands that a sentence grants: right behind `a grant of up to`.
fn grant(sentence: &str, decimal: value::numeral::DecimalMark) -> Option<usize> {
    const GRANTS: [&str; 27] = [
        "grant of up to ",
        "grant of ",
        "grant not exceeding ",
        "contribution of up to ",
        "contribution of ",
        "subvention de ",
        "don de ",
        "subvenci\u{f3}n de ",
        "subven\u{e7}\u{e3}o de ",
        "subven\u{e7}\u{e3}o no montante de ",
        "subven\u{e7}\u{e3}o no valor de ",
        "subven\u{e7}\u{e3}o at\u{e9} ",
        "subven\u{e7}\u{e3}o m\u{e1}xima de ",
        "contribui\u{e7}\u{e3}o de ",
        "contribui\u{e7}\u{e3}o no montante de ",
        "contribui\u{e7}\u{e3}o no valor de ",
        "donativo de ",
        "donativo no montante de ",
        "donativo no valor de ",
        "subvenci\u{f3}n por importe de ",
        "subvenci\u{f3}n por un importe de ",
        "contribuci\u{f3}n de ",
        "donaci\u{f3}n de ",
        "aporte de ",
        "subvention d'un montant de ",
        "contribution d'un montant de ",
        "don d'un montant de ",
    ];
    // A `sub-grant of` is paid on, and `more than` is a bound.
    let place = |words: &&str| {
        let at = sentence.find(*words)?;
        let before = sentence.get(..at)?;
        let stands = before.is_empty() || before.ends_with([' ', '\'', '\u{2019}']);
        let is_other = ["other ", "another ", "own "].iter().any(|other| before.ends_with(other));
        (stands && !is_other).then_some(at + words.len())
    };
    let from = GRANTS.iter().find_map(place)?;
    let rest = sentence.get(from..).filter(|rest| !rest.starts_with("more than"))?;
    let near = value::money::money(rest, decimal);
    near.is_some_and(|(span, _)| span.start <= 12).then_some(from)
}

#[cfg(test)]
mod tests {
    use almoner_record::Role;

    use crate::specimen::extracted;

    #[test]
    fn the_parties_of_an_agreement_have_their_roles() {
        let text = "MEMORANDUM OF UNDERSTANDING\n\nbetween\n\nThe Ministry for Foreign Affairs of Finland (\u{201c}the Donor\u{201d})\n\nand\n\nThe Zambia Land Alliance (hereinafter \u{201c}the Grantee\u{201d})\n\nGrant number: FIN-2020-14\n\nThe Donor will make available a grant of up to EUR 1,450,000 for the project \u{201c}Secure Land for Smallholders\u{201d} in Zambia. A balance of more than EUR 500 is returned.\n\nThe project will be implemented from 1 January 2021 to 31 December 2023.\n";
        let read = extracted(text).activities;
        assert_eq!(read.len(), 1);
        let orgs: Vec<(&str, Option<Role>)> =
            read[0].participating_orgs.iter().map(|org| (org.organisation.name.as_str(), org.role)).collect();
        assert_eq!(
            orgs,
            [
                ("Ministry for Foreign Affairs of Finland", Some(Role::Funding)),
                ("Zambia Land Alliance", Some(Role::Implementing))
            ]
        );
        assert_eq!(read[0].title.as_deref(), Some("Secure Land for Smallholders"));
        assert_eq!(
            read[0].budget.as_ref().map(|budget| budget.money.value.to_string()).as_deref(),
            Some("1450000")
        );
    }

    #[test]
    fn an_agreement_in_portuguese_has_its_parties_and_its_grant() {
        let text = "PROTOCOLO DE COOPERA\u{c7}\u{c3}O\n\nEntre\n\nO Cam\u{f5}es, Instituto da Coopera\u{e7}\u{e3}o e da L\u{ed}ngua, I.P. (doravante designado \u{201c}Financiador\u{201d})\n\ne\n\nA Funda\u{e7}\u{e3}o Terra Viva (doravante designada \u{201c}Parceiro Executor\u{201d})\n\nNúmero do contrato: 12/2021\n\nO Financiador concede uma subven\u{e7}\u{e3}o no montante de 300 000 EUR para o projeto \u{ab}Escolas Abertas de Gab\u{fa}\u{bb} na Guin\u{e9}-Bissau.\n\nO projeto decorre de 1 de janeiro de 2021 a 31 de dezembro de 2023.\n";
        let read = extracted(text).activities;
        assert_eq!(read.len(), 1);
        let roles: Vec<Option<Role>> = read[0].participating_orgs.iter().map(|org| org.role).collect();
        assert_eq!(roles, [Some(Role::Funding), Some(Role::Implementing)]);
        assert_eq!(read[0].title.as_deref(), Some("Escolas Abertas de Gab\u{fa}"));
        let budget = read[0].budget.as_ref().map(|budget| budget.money.value.to_string());
        assert_eq!(budget.as_deref(), Some("300000"));
        let period = read[0].period.as_ref().and_then(|period| period.end).map(|end| end.to_string());
        assert_eq!(period.as_deref(), Some("2023-12-31"));
    }

    #[test]
    fn other_brackets_name_no_party() {
        for text in [
            "Lease\n\nAcme Ltd (\u{201c}the Landlord\u{201d})\n\nJoe Smith (\u{201c}the Tenant\u{201d})\n\nThe rent is EUR 900.\n",
            "Warranty Deed\n\nJohn Smith (\u{201c}the Grantor\u{201d})\n\nJane Miller (\u{201c}the Grantee\u{201d})\n\nFile number: 22-1143\n\nStart date: 1 June 2021\n\nThe Grantor pays a contribution of USD 12,000 to the roof.\n",
            "Warranty Deed\n\nAcme Homes Ltd (\u{201c}the Grantor\u{201d})\n\nJane Miller (\u{201c}the Grantee\u{201d})\n\nFile number: 22-1143\n\nStart date: 1 June 2021\n",
            "Promise\n\nJohn Smith (\u{201c}the Donor\u{201d})\n\nJane Miller (\u{201c}the Recipient\u{201d})\n\nFile number: 22-1143\n\nStart date: 1 June 2021\n",
            "Study\n\nA donor (\u{201c}the Donor\u{201d}) may give a grant of EUR 500 to a body.\n",
        ] {
            assert!(extracted(text).activities.is_empty(), "{text}");
        }
    }

    #[test]
    fn the_grant_is_what_the_donor_gives_and_the_project_what_the_grant_is_for() {
        let head = "GRANT AGREEMENT\n\nThe Ministry for Foreign Affairs of Finland (\u{201c}the Donor\u{201d})\n\nThe Zambia Land Alliance (\u{201c}the Grantee\u{201d})\n\nGrant number: FIN-2020-14\n\nStart date: 1 January 2021\n\n";
        let gives = "The Donor will make available a grant of up to EUR 1,450,000.";
        for (body, title, budget) in [
            (
                format!("The Grantee shall provide a contribution of EUR 90,000 from its own funds. {gives}\n\nThis agreement replaces the agreement on the project \u{201c}Older Land Work in Chipata\u{201d}. It is for the project \u{201c}Secure Land for Smallholders\u{201d} in Zambia.\n"),
                "Secure Land for Smallholders",
                Some("1450000"),
            ),
            (
                "The project \u{201c}Land Work in Chipata\u{201d} ended. The Donor will make available a grant of EUR 90,000 for the project \u{201c}Secure Land for Smallholders\u{201d}.\n".to_owned(),
                "Secure Land for Smallholders",
                Some("90000"),
            ),
            (
                "The Grantee informs the Donor of any other grant of more than USD 5,000. Each sub-grant of EUR 2,000 needs approval by the Donor.\n\nIt is for the project \u{201c}Land Rights of Zambia\u{201d}.\n".to_owned(),
                "Land Rights of Zambia",
                None,
            ),
            ("Zambia Land Alliance tells the Donor of a contribution of EUR 7,000 for the project \u{201c}Land Rights of Zambia\u{201d}.\n".to_owned(), "Land Rights of Zambia", None),
            ("A contribution of EUR 7,000 comes from the city for the project \u{201c}Land Rights of Zambia\u{201d}.\n".to_owned(), "Land Rights of Zambia", None),
        ] {
            let read = extracted(&format!("{head}{body}")).activities;
            assert_eq!(read.len(), 1, "{body}");
            let told = read[0].budget.as_ref().map(|budget| budget.money.value.to_string());
            assert_eq!(told.as_deref(), budget, "{body}");
            assert_eq!(read[0].title.as_deref(), Some(title), "{body}");
        }
    }
}
