//! Lists in running text that a sentence announces: `The Board approved the following projects:`, then an item or paragraph
//! for each, which names what is done and the country where, mostly with the amount.
//!
//! ```text
//! - FP046 – USD 8.65 million for the Solar Parks Programme in Mongolia with XacBank.
//! Chad - Pastoral Water Project - Total cost: $39.5 million
//! Assainissement des quartiers de Nairobi au Kenya. Un prêt de 53,4 millions de dollars …
//! Wells for the schools of Kita (Mali);
//! ```

mod by_country;
mod by_grantee;
mod entries;
mod in_brackets;
mod in_line;
mod in_turn;
mod money_first;

use std::collections::BTreeSet;

use almoner_codelists::{fold, words};
use almoner_record::{DescriptionType, Role, Span};

use super::super::{Cutter, Piece};
use super::{facts, others};
use crate::field::Field;
use crate::header;
use crate::lines::{Line, LineKind};
use crate::nouns;
use crate::prose::names::names_at;
use crate::prose::{headline_verb, is_giver, unquoted_project, without_board};
use crate::recognise::has_words;
use crate::value::money;
use crate::value::numeral::DecimalMark;
use crate::value::sentence::sentences;
use crate::word_list::WordList;
use entries::{Entry, entries};

/// Parts a document with such a list.
pub(super) fn part(cutter: &mut Cutter<'_>) -> bool {
    const FEWEST: usize = 2;
    const MOST_FACTS: usize = 1;
    if facts(cutter, &cutter.pieces).len() > MOST_FACTS || others::is_study(cutter) {
        return false;
    }
    let listed = (0..cutter.lines.len()).find(|at| announces(cutter, *at)).and_then(|at| {
        let each = cutter.lines.get(at).and_then(|line| amount_of_each(cutter, line));
        let entries = entries(cutter, at + 1);
        (entries.len() >= FEWEST).then_some((at, each, entries))
    });
    let opened = || {
        let at = (0..cutter.lines.len()).find(|at| opens(cutter, *at))?;
        let entries = entries(cutter, at + 1);
        are_gifts(&entries).then_some((at, None, entries))
    };
    let found = listed
        .or_else(opened)
        .or_else(|| in_line::entries(cutter).map(|(at, entries)| (at, None, entries)))
        .filter(|(at, _, entries)| are_sure(cutter, *at, entries, !are_gifts(entries)));
    match found {
        Some((at, each, entries)) => {
            part_by(cutter, at, each, entries);
            true
        }
        None => false,
    }
}

/// Parts news that nothing announces so: what a lender or a foundation gave, told a sentence, an item or a bracket each.
pub(super) fn part_of_news(cutter: &mut Cutter<'_>) -> bool {
    if facts(cutter, &cutter.pieces).len() > 1 || others::is_study(cutter) {
        return false;
    }
    let found = in_brackets::entries(cutter)
        .or_else(|| by_country::entries(cutter))
        .or_else(|| by_grantee::entries(cutter))
        .or_else(|| entries::by_place(cutter))
        .or_else(|| in_turn::entries(cutter))
        .filter(|(at, entries)| are_sure(cutter, *at, entries, false));
    match found {
        Some((at, entries)) => {
            part_by(cutter, at, None, entries);
            true
        }
        None => false,
    }
}

/// Gives each entry its pieces.
fn part_by(cutter: &mut Cutter<'_>, at: usize, each: Option<Span>, entries: Vec<Entry>) {
    let payer = payer(cutter, at);
    let mut pieces = Vec::new();
    let mut from = 0;
    for (ordinal, entry) in (0..).zip(entries) {
        if from < entry.lines.start {
            pieces.push(Piece::of_lines(from..entry.lines.start));
        }
        let has_title = entry.told.iter().any(|(field, _)| *field == Field::Title);
        // Of one without a name its amount is announced, or else its country.
        let first =
            entry.told.iter().map(|(field, _)| *field).find(|field| matches!(field, Field::Budget(_)));
        let first = first.unwrap_or(Field::Countries);
        let tells_money = entry.told.iter().any(|(field, _)| matches!(field, Field::Budget(_)));
        let shared = each.filter(|_| !tells_money).map(|span| (Field::Budget(None), span));
        let pays = Field::Org(Some(Role::Funding));
        let tells_payer = entry.told.iter().any(|(field, _)| *field == pays);
        let payer = payer.filter(|_| !tells_payer).map(|span| (pays, span));
        for (field, span) in entry.told.into_iter().chain(shared).chain(payer) {
            pieces.push(Piece {
                field: Some(field),
                inline: vec![span],
                activity: Some(ordinal),
                announced: field == Field::Title || !has_title && field == first,
                // What stands with the announcement stays there.
                in_row: Some(span) == each || field == pays,
                ..Piece::of_lines(entry.lines.start..entry.lines.start)
            });
        }
        let field = Some(Field::Description(DescriptionType::General));
        from = entry.lines.end;
        let inline: Vec<Span> = entry.text.into_iter().collect();
        let lines = if inline.is_empty() { entry.lines } else { entry.lines.end..entry.lines.end };
        pieces.push(Piece { field, inline, activity: Some(ordinal), ..Piece::of_lines(lines) });
    }
    pieces.push(Piece::of_lines(from..cutter.lines.len()));
    cutter.pieces = pieces;
}

/// True for entries of activities in countries that receive, no two of which have the same title.
fn are_sure(cutter: &Cutter<'_>, at: usize, entries: &[Entry], need_title: bool) -> bool {
    const FEWEST: usize = 2;
    let titles: Vec<String> = entries
        .iter()
        .filter_map(|entry| entry.told.iter().find(|(field, _)| *field == Field::Title))
        .map(|(_, span)| fold(cutter.document.slice(*span)))
        .collect();
    let unlike: BTreeSet<&String> = titles.iter().collect();
    entries.len() >= FEWEST
        && !(need_title && titles.is_empty())
        && unlike.len() == titles.len()
        && entries.iter().all(|entry| !header::gives(entry.code))
        && cutter.lines.get(at).is_some_and(|line| !others::stand_below_others(cutter, line.span))
}

/// The one who is known to give whom the announcement names, or the first line.
fn payer(cutter: &Cutter<'_>, at: usize) -> Option<Span> {
    const LONGEST: usize = 6_000;
    let first = cutter.lines.iter().find(|line| line.kind != LineKind::Aside);
    let lines = [cutter.lines.get(at), first].into_iter().flatten();
    let decides = |span: Span| {
        let folded = fold(cutter.document.slice(span));
        is_given(&folded) || by_country::decides(&folded)
    };
    // Behind the sentence that says so others are named.
    let lines = lines.filter(|line| line.span.len() <= LONGEST);
    let told = lines.flat_map(|line| {
        let parts = sentences(cutter.document.slice(line.span));
        parts.into_iter().map(|part| line.span.inner(part)).find(|span| decides(*span))
    });
    told.into_iter().find_map(|span| giver(cutter, span))
}

/// The first name of one who is known to give in a line, where no other follows it with `and`.
fn giver(cutter: &Cutter<'_>, line: Span) -> Option<Span> {
    const MOST: usize = 24;
    let text = cutter.document.slice(line);
    let mut before = ' ';
    let starts = text.char_indices().filter(|(_, c)| {
        let begins = c.is_uppercase() && matches!(before, ' ' | '\n' | '\'' | '’' | '(' | '\u{a0}');
        before = *c;
        begins
    });
    starts.take(MOST).find_map(|(at, _)| {
        let whole = names_at(text, at)?;
        // `A União Europeia aprovou …`
        let article = ["A ", "O "].iter().find(|article| {
            whole.of(text).strip_prefix(**article).is_some_and(|rest| rest.starts_with(char::is_uppercase))
        });
        let whole = whole.inner(Span::new(article.map_or(0, |article| article.len()), whole.len()));
        let name = without_board(text, cut_before_verb(text, whole));
        let name = name.inner(Span::new(0, end_of_body(name.of(text))));
        // Its short form stands behind it in brackets.
        let open = name.of(text).find(" (").unwrap_or(name.len());
        let name = name.inner(Span::new(0, open));
        is_giver(name.of(text)).then(|| line.inner(name))
    })
}

/// Where a name ends in a headline whose words all have capitals: `Green Climate Fund Closes Year`.
fn end_of_body(name: &str) -> usize {
    static BODIES: WordList = WordList::of("Fund Bank Foundation Agency Fondo Banco Fonds Banque Fundo");
    static GO_ON: WordList = WordList::of("for of and de du del des da do d'Afrique pour para");
    let mut words = name.split(' ').scan(0, |at, word| {
        let end = *at + word.len();
        *at = end + 1;
        Some((end, word))
    });
    let Some((end, _)) = words.by_ref().find(|(_, word)| BODIES.has(word.trim_end_matches(','))) else {
        return name.len();
    };
    let goes_on = |word: &str| GO_ON.has(word) || word.starts_with('(') || BODIES.has(word);
    // `Banco de Desarrollo`, `Fondo OPEP` have their words behind.
    let is_english = ["Fund", "Bank", "Foundation", "Agency"]
        .iter()
        .any(|word| name.get(..end).is_some_and(|own| own.ends_with(word)));
    match words.next() {
        Some((_, next)) if is_english && !goes_on(next) => end,
        _ => name.len(),
    }
}

/// The name of a project that a sentence tells; no body's, as that of the United Nations Development Programme.
fn named_in(text: &str) -> Option<Span> {
    let name = unquoted_project(text)?;
    let own = name.of(text);
    let is_other = crate::bodies::is_body(own)
        || own.contains(" through ")
        || own.starts_with("Government")
        || almoner_codelists::organisation(own).is_some();
    (!is_other).then_some(name)
}

/// A name without the verb that a headline prints with a capital behind it.
fn cut_before_verb(text: &str, name: Span) -> Span {
    match headline_verb(name.of(text)) {
        Some(cut) => name.inner(Span::new(0, cut)).trim(text),
        None => name,
    }
}

/// True for entries of which each tells its country and what was given there.
fn are_gifts(entries: &[Entry]) -> bool {
    const FEWEST: usize = 3;
    let has_money = |entry: &Entry| entry.told.iter().any(|(field, _)| matches!(field, Field::Budget(_)));
    entries.len() >= FEWEST && entries.iter().all(has_money)
}

/// True for a line that says that projects, loans or grants follow, and not what became of them: `New loans include:`,
/// `It approved the following projects.`
fn opens(cutter: &Cutter<'_>, at: usize) -> bool {
    const LONGEST: usize = 900;
    static FOLLOWING: WordList = WordList::of("following suivants suivantes siguientes seguintes");
    let Some(line) = cutter.lines.get(at) else { return false };
    let text = cutter.document.slice(line.span).trim_end();
    if line.span.len() > LONGEST || line.kind == LineKind::Table || !text.ends_with([':', '.']) {
        return false;
    }
    let last = sentences(text).last().map(|last| fold(last.of(text))).unwrap_or_default();
    let follow = || words(&last).any(|(_, word)| FOLLOWING.has(word));
    names_activities(&last) && (text.ends_with(':') && is_bare(&last) || follow())
}

/// True for a line that says of projects, loans or grants that they were approved, paid for or chosen, and ends with a colon.
fn announces(cutter: &Cutter<'_>, at: usize) -> bool {
    const LONGEST: usize = 900;
    let Some(line) = cutter.lines.get(at) else { return false };
    let text = cutter.document.slice(line.span).trim_end();
    if line.span.len() > LONGEST || line.kind == LineKind::Table || !text.ends_with(':') {
        return false;
    }
    let text = fold(text);
    if !names_activities(&text) {
        return false;
    }
    // `The new projects are:` behind a heading, or a line, that says who approved them.
    let first = cutter.lines.iter().find(|line| line.kind != LineKind::Aside);
    let nearest = at.checked_sub(1).and_then(|above| cutter.lines.get(above));
    let mut above = [first, nearest].into_iter().flatten().filter(|above| above.span.len() <= LONGEST);
    let says = |line: &Line| {
        let above = fold(cutter.document.slice(line.span));
        names_aid(&above) && is_given(&above)
    };
    is_given(&text) || is_bare(&text) && above.any(says)
}

/// True for a folded text that says that something was given or chosen.
fn is_given(text: &str) -> bool {
    const GIVEN: [&str; 46] = [
        "approvals",
        "signings",
        "approbations",
        "aprobaciones",
        "aprovacoes",
        "will support",
        "will finance",
        "provides",
        "approved",
        "approves",
        "endorsed",
        "financed",
        "finances",
        "funded",
        "funds",
        "supported",
        "supports",
        "selected",
        "awarded",
        "signed",
        "granted",
        "will receive",
        "approuves",
        "approuve",
        "approuvees",
        "financees",
        "retenus",
        "retenu",
        "soutenus",
        "appuyes",
        "octroyes",
        "accordes",
        "signes",
        "aprobo",
        "aprobados",
        "aprobadas",
        "financiados",
        "financiara",
        "apoyados",
        "concedidas",
        "han recibido",
        "seleccionados",
        "aprovados",
        "aprovou",
        "apoiados",
        "selecionados",
    ];
    GIVEN.iter().any(|word| has_words(text, word))
}

fn names_activities(text: &str) -> bool {
    const GIVEN: [&str; 22] = [
        "approvals",
        "signings",
        "agreements",
        "financings",
        "approbations",
        "financements",
        "aprobaciones",
        "aprovacoes",
        "grants",
        "loans",
        "credits",
        "prets",
        "dons",
        "subventions",
        "prestamos",
        "donaciones",
        "subvenciones",
        "operaciones",
        "emprestimos",
        "subvencoes",
        "operations",
        "interventions",
    ];
    words(text).any(|(_, word)| nouns::are_activities(word) || GIVEN.contains(&word))
}

/// True for a heading of money or projects that are given.
fn names_aid(text: &str) -> bool {
    const MONEY: [&str; 4] = ["grants", "loans", "funding", "financement"];
    nouns::names_activity(text) || words(text).any(|(_, word)| MONEY.contains(&word))
}

/// True for a line whose last words say that the projects follow.
fn is_bare(text: &str) -> bool {
    const MOST_WORDS: usize = 4;
    const ENDS: [&str; 21] = [
        "includes",
        "included",
        "were",
        "incluent",
        "comprennent",
        "incluyen",
        "incluem",
        "are",
        "are the following",
        "as follows",
        "are as follows",
        "include",
        "following",
        "sont",
        "sont les suivants",
        "suivants",
        "son",
        "son los siguientes",
        "siguientes",
        "sao",
        "seguintes",
    ];
    let text = text.trim_end_matches([':', ' ']);
    // `Public sector operations (in alphabetical order):`
    let short = text.strip_suffix(')').and_then(|text| text.rsplit_once('(')).map_or(text, |(own, _)| own);
    ENDS.iter().any(|end| text.ends_with(end)) || short.split_whitespace().count() <= MOST_WORDS
}

/// The amount that each of them is given: `… have received 900 euros each for these projects:`.
fn amount_of_each(cutter: &Cutter<'_>, line: &Line) -> Option<Span> {
    const EACH: [&str; 8] =
        ["each", "en cada caso", "cada uno", "cada una", "chacun", "chacune", "cada um", "a cada proyecto"];
    let text = cutter.document.slice(line.span);
    let moneys = money::moneys(text, DecimalMark::Unknown);
    let [(span, _)] = moneys.as_slice() else { return None };
    EACH.iter().any(|word| has_words(&fold(text), word)).then(|| line.span.inner(*span))
}

#[cfg(test)]
mod tests {
    use crate::specimen::{budget, codes, extracted};

    fn told(text: &str) -> Vec<String> {
        let row = |one: &almoner_record::Activity| {
            format!("{}/{}/{}", one.title.clone().unwrap_or_default(), codes(one), budget(one))
        };
        extracted(text).activities.iter().map(row).collect()
    }

    #[test]
    fn a_sentence_may_announce_activities() {
        let cases: [(&str, &str, [&str; 2]); 13] = [
            (
                "Les projets suivants seront financés :",
                "- Puits et pompes de Kita (Mali), mené par Oxfam : 66 000 EUR\n- Semences de Tahoua (Niger), mené par Swissaid : 51 000 EUR\n",
                ["Puits et pompes de Kita/ML/66000", "Semences de Tahoua/NE/51000"],
            ),
            (
                "Serão financiados os seguintes projetos:",
                "- Escolas de Ayacucho (Peru), a cargo de Cáritas: 37.000 €\n- Sementes de Kaya (Burkina Faso), a cargo de Oikos: 25.000 €\n",
                ["Escolas de Ayacucho/PE/37000", "Sementes de Kaya/BF/25000"],
            ),
            (
                "The Board approved the following grants:",
                "- GR-0117 – USD 8.65 million for the Solar Villages Programme in Mali with AMREF.\n- GR-0118 – USD 2 million for the Green Valleys project in Niger with CARE.\n",
                ["Solar Villages Programme/ML/8650000", "Green Valleys/NE/2000000"],
            ),
            (
                "These are the projects approved by the Board of the fund for poor households:",
                "Mali - Livestock of the Sahel Project - Total cost: USD 39.5 million; loan: USD 19.5 million\n\nNiger: Value chains of the north – Total cost: USD 17.8 million; grant: USD 6 million\n",
                ["Livestock of the Sahel Project/ML/39500000", "Value chains of the north/NE/17800000"],
            ),
            (
                "Les projets approuvés sont les suivants :",
                "Assainissement des quartiers de Bamako au Mali. Un prêt de 53,4 millions d'euros aidera la ville.\n\nEau des villages au Niger. Une subvention de 3 millions d'euros est accordée.\n",
                ["Assainissement des quartiers de Bamako/ML/53400000", "Eau des villages/NE/3000000"],
            ),
            (
                "The fund finances these projects for smallholders:",
                "• Wells for the schools of Kita (Mali);\n• Better seeds for the valleys, Niger; and\n",
                ["Wells for the schools of Kita/ML/", "Better seeds for the valleys/NE/"],
            ),
            (
                "Estas dos asociaciones han recibido 900 euros en cada caso para proyectos de cooperación:",
                "- Manos Unidas / Reparación de la escuela de Santa Ana en El Salvador.\n- Agua y Vida / Salud de las mujeres de Copán en Honduras.\n",
                ["Reparación de la escuela de Santa Ana/SV/900", "Salud de las mujeres de Copán/HN/900"],
            ),
            (
                "Foram aprovados os seguintes projetos de cooperação:",
                "- Escolas rurais do norte em Moçambique, 200 000 EUR.\n- Água para todos em Angola, 300 000 EUR.\n",
                ["Escolas rurais do norte/MZ/200000", "Água para todos/AO/300000"],
            ),
            (
                "The new financing will support these public sector projects:",
                "Malawi: EUR 45 million (USD 49.5 million) loan for the Shire Feeder Roads Project. It will pave 120 km.\nTogo: A USD 60 million credit will support the Hill Farmers Irrigation Project in partnership with IFAD.\n",
                ["Shire Feeder Roads Project/MW/45000000", "Hill Farmers Irrigation Project/TG/60000000"],
            ),
            (
                "The loan signings at the meeting were as follows:",
                "Kenya (signed with Mary Wanjiru of the Treasury). $40m for Lamu Coast Water Supply. Thirty villages get water.\nMali (signed with the minister, Awa Keita). $30m for Kita Rural Markets.\n",
                ["Lamu Coast Water Supply/KE/40000000", "Kita Rural Markets/ML/30000000"],
            ),
            (
                "Les financements approuvés sont les suivants :",
                "Mali : un prêt de 40 millions d’euros pour le Projet de routes de Kita. 80 km seront bitumés.\nNiger (accord signé avec le ministre). Un don de 18 millions d’euros financera le Programme Eau des Collines.\n",
                ["Projet de routes de Kita/ML/40000000", "Programme Eau des Collines/NE/18000000"],
            ),
            (
                "As aprovações incluem:",
                "• 25 milhões de euros para o Projeto de Água do Planalto em Angola\n• um empréstimo de 20 milhões de euros para a Central Solar da Praia em Cabo Verde\n",
                ["Projeto de Água do Planalto/AO/25000000", "Central Solar da Praia/CV/20000000"],
            ),
            (
                "The bank approved three loans:",
                "Mali: Bank Helps to Cut Air Pollution\nA USD 62.2 million loan for cleaner air. The Clean Air Project helps the ministry.\n\nNiger: Bank Supports Transport Services\nA USD 25 million loan for trade. The Second Trade Facilitation Project gives advice.\n",
                ["Clean Air Project/ML/62200000", "Second Trade Facilitation Project/NE/25000000"],
            ),
        ];
        for (announcement, entries, expected) in cases {
            let text = format!("News of the week\n\n{announcement}\n\n{entries}");
            assert_eq!(told(&text), expected, "{announcement}");
        }
    }

    #[test]
    fn one_without_a_name_stands_beside_others() {
        let text = "Gulf fund signs loans\n\nThe loan signings were as follows:\n\nKenya (signed with the minister). $40m for Lamu Coast Water Supply.\nRwanda (signed with the minister). $30m to rebuild the road to Gitega.\n";
        assert_eq!(told(text), ["Lamu Coast Water Supply/KE/40000000", "/RW/30000000"]);
    }

    #[test]
    fn a_sentence_may_tell_one_after_another() {
        for (text, expected) in [
            (
                "Coast bank lends USD 61 million\n\nThe board approved USD 61 million for four countries. The approvals include USD 21 million for the Port Access Project in Liberia, USD 18 million for rural clinics in Guinea and USD 12 million to train teachers in Benin.\n",
                ["Port Access Project/LR/21000000", "/GN/18000000", "/BJ/12000000"],
            ),
            (
                "Le fonds accorde 45 millions d’euros\n\nLe comité du Fonds de l’eau a approuvé hier 45 millions d’euros de subventions : 20 millions d’euros pour le Programme Puits de Kayes au Mali, 15 millions d’euros pour l’assainissement de Zinder au Niger et 10 millions d’euros pour des pompes solaires au Togo.\n",
                ["Programme Puits de Kayes/ML/20000000", "/NE/15000000", "/TG/10000000"],
            ),
        ] {
            assert_eq!(told(text), expected);
        }
    }

    #[test]
    fn other_lists_are_no_activities() {
        for text in [
            // Books, posts, offers.
            "The fund supports these studies:\n\n- Water and poverty in Mali, a grant of EUR 2 million.\n- Schools and poverty in Niger, a loan of EUR 3 million.\n",
            "He worked on the following projects:\n\n- Rural roads of the north in Mali, a grant of EUR 2 million.\n- Village water supply in Niger, a loan of EUR 3 million.\n",
            // What a company builds and sells.
            "The group approved the following projects, and its shareholders and customers earn the profit of all sales:\n\n- Marsabit wind farm in Kenya (USD 40 million).\n- Ninh Thuan solar farm in Vietnam (USD 30 million).\n",
            // What a court decides, and deals of sports.
            "The court approved these settlements and programs:\n\nKenya: $40 million for damages to Acme shareholders.\nMali: a $20 million settlement to end the Bamako dispute.\n",
            "The deals approved include:\n\n- €40 million for the striker from Senegal\n- €25 million for the Keeper Program in Ghana\n",
            "The week in sport\n\nThe club supported its programs: USD 21 million for the striker of Liberia, USD 18 million for Guinea’s keeper in Guinea and USD 12 million for the Youth Program in Benin.\n",
            "Results of the group\n\nThe group approved investments: USD 21 million for the Buchanan Port Terminal in Liberia, USD 18 million for new shops in Guinea and USD 12 million to buy trucks in Benin. Shareholders earn a dividend.\n",
            // Countries that give.
            "The council funded these projects for poor households:\n\n- The new library of Bergen in Norway.\n- The new school of Tampere in Finland.\n",
            // One alone, and sentences.
            "The Board approved these projects and a grant:\n\n- Village water supply in Niger.\n",
            "The Board approved these projects and a grant:\n\nThe Board met in Niger.\n\nWe thank all our friends in Mali.\n",
        ] {
            assert!(told(text).is_empty(), "{text} {:?}", told(text));
        }
    }

    #[test]
    fn each_entry_may_tell_its_country_first_and_its_amount_in_a_sentence() {
        let text = "Spring meeting of the board\n\nThe board of the Coral Development Bank met in Goldfield. It approved the following projects.\n\nBELIZE - The board has given a grant of GBP700,000 to the Government for a study of roads.\n\nTHE GAMBIA - A USD500,000 grant goes to the Government for colleges.\n\nHAITI - A USD12 million line of credit was approved for the Farm Tools Project.\n";
        assert_eq!(told(text), ["/BZ/700000", "/GM/500000", "Farm Tools Project/HT/12000000"]);
        let loans = "Talks in Vienna\n\nThe president led the delegation.\n\nThe new loans in partner countries include:\n- Benin: US$26 million loan to support the Highland Horticulture Project for small farmers\n- Bhutan: US$50 million loan to build two plants\n- Jordan: US$30 million loan to train young people\n";
        assert_eq!(
            told(loans),
            ["Highland Horticulture Project/BJ/26000000", "/BT/50000000", "/JO/30000000"]
        );
    }

    #[test]
    fn what_follows_and_is_no_gift_gives_nothing() {
        for text in [
            "Our branches\n\nThe projects include:\n- Benin: a US$26 million shopping arcade\n- Bhutan: a US$50 million hotel\n- Jordan: a US$30 million tower\n",
            "Losses of the year\n\nThe bank wrote off the following loans.\n\nBELIZE - The bank lost USD 700,000.\n\nHAITI - The bank lost USD 500,000.\n\nMALI - The bank lost USD 100,000.\n",
        ] {
            assert_eq!(told(text), Vec::<String>::new(), "{text}");
        }
    }
}
