//! Lists in running text that a sentence announces: `The Board approved the following projects:`, then an item or paragraph
//! for each, which names what is done and the country where, mostly with the amount.
//!
//! ```text
//! - FP046 – USD 8.65 million for the Solar Parks Programme in Mongolia with XacBank.
//! Chad - Pastoral Water Project - Total cost: $39.5 million
//! Assainissement des quartiers de Nairobi au Kenya. Un prêt de 53,4 millions de dollars …
//! Wells for the schools of Kita (Mali);
//! ```

mod entries;

use std::collections::BTreeSet;

use almoner_codelists::{fold, words};
use almoner_record::{DescriptionType, Span};

use super::super::{Cutter, Piece};
use super::{facts, others};
use crate::field::Field;
use crate::header;
use crate::lines::{Line, LineKind};
use crate::nouns;
use crate::recognise::has_words;
use crate::value::money;
use crate::value::numeral::DecimalMark;
use entries::entries;

/// Parts a document with such a list.
pub(super) fn part(cutter: &mut Cutter<'_>) -> bool {
    const FEWEST: usize = 2;
    const MOST_FACTS: usize = 1;
    if facts(cutter, &cutter.pieces).len() > MOST_FACTS || others::is_study(cutter) {
        return false;
    }
    let Some(at) = (0..cutter.lines.len()).find(|at| announces(cutter, *at)) else { return false };
    let each = cutter.lines.get(at).and_then(|line| amount_of_each(cutter, line));
    let entries = entries(cutter, at + 1);
    let text = |span: Span| cutter.document.slice(span);
    let titles: BTreeSet<String> = entries
        .iter()
        .filter_map(|entry| entry.told.iter().find(|(field, _)| *field == Field::Title))
        .map(|(_, span)| fold(text(*span)))
        .collect();
    let receive = entries.iter().filter(|entry| !header::gives(entry.code)).count();
    if entries.len() < FEWEST
        || titles.len() < entries.len()
        || receive < entries.len()
        || cutter.lines.get(at).is_none_or(|line| others::stand_below_others(cutter, line.span))
    {
        return false;
    }
    let mut pieces = Vec::new();
    let mut from = 0;
    for (ordinal, entry) in (0..).zip(entries) {
        if from < entry.lines.start {
            pieces.push(Piece::of_lines(from..entry.lines.start));
        }
        let tells_money = entry.told.iter().any(|(field, _)| matches!(field, Field::Budget(_)));
        let shared = each.filter(|_| !tells_money).map(|span| (Field::Budget(None), span));
        for (field, span) in entry.told.into_iter().chain(shared) {
            pieces.push(Piece {
                field: Some(field),
                inline: vec![span],
                activity: Some(ordinal),
                announced: field == Field::Title,
                // What stands with the announcement stays there.
                in_row: Some(span) == each,
                ..Piece::of_lines(entry.lines.start..entry.lines.start)
            });
        }
        let field = Some(Field::Description(DescriptionType::General));
        from = entry.lines.end;
        pieces.push(Piece { field, activity: Some(ordinal), ..Piece::of_lines(entry.lines) });
    }
    pieces.push(Piece::of_lines(from..cutter.lines.len()));
    cutter.pieces = pieces;
    true
}

/// True for a line that says of projects, loans or grants that they were approved, paid for or chosen, and ends with a colon.
fn announces(cutter: &Cutter<'_>, at: usize) -> bool {
    const LONGEST: usize = 900;
    const GIVEN: [&str; 38] = [
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
    let Some(line) = cutter.lines.get(at) else { return false };
    let text = cutter.document.slice(line.span).trim_end();
    if line.span.len() > LONGEST || line.kind == LineKind::Table || !text.ends_with(':') {
        return false;
    }
    let text = fold(text);
    if !names_activities(&text) {
        return false;
    }
    // `The new projects are:` behind a heading that says who approved them.
    let above = cutter.lines.iter().find(|line| line.kind != LineKind::Aside);
    let above = above.filter(|above| above.span.len() <= LONGEST && is_bare(&text));
    let above = above.map(|line| fold(cutter.document.slice(line.span)));
    let is_given = |text: &str| GIVEN.iter().any(|word| has_words(text, word));
    is_given(&text) || above.is_some_and(|above| names_aid(&above) && is_given(&above))
}

fn names_activities(text: &str) -> bool {
    const GIVEN: [&str; 14] = [
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
    const ENDS: [&str; 14] = [
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
    ENDS.iter().any(|end| text.ends_with(end))
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
    use crate::specimen::extracted;

    fn told(text: &str) -> Vec<String> {
        let row = |one: &almoner_record::Activity| {
            let codes: Vec<&str> = one.countries.iter().map(|country| country.code.as_str()).collect();
            let budget = one.budget.as_ref().map(|budget| budget.money.value.to_string());
            format!(
                "{}/{}/{}",
                one.title.clone().unwrap_or_default(),
                codes.join(" "),
                budget.unwrap_or_default()
            )
        };
        extracted(text).activities.iter().map(row).collect()
    }

    #[test]
    fn a_sentence_may_announce_activities() {
        let cases: [(&str, &str, [&str; 2]); 9] = [
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
    fn other_lists_are_no_activities() {
        for text in [
            // Books, posts, offers.
            "The fund supports these studies:\n\n- Water and poverty in Mali, a grant of EUR 2 million.\n- Schools and poverty in Niger, a loan of EUR 3 million.\n",
            "He worked on the following projects:\n\n- Rural roads of the north in Mali, a grant of EUR 2 million.\n- Village water supply in Niger, a loan of EUR 3 million.\n",
            // What a company builds and sells.
            "The group approved the following projects, and its shareholders and customers earn the profit of all sales:\n\n- Marsabit wind farm in Kenya (USD 40 million).\n- Ninh Thuan solar farm in Vietnam (USD 30 million).\n",
            // Countries that give.
            "The council funded these projects for poor households:\n\n- The new library of Bergen in Norway.\n- The new school of Tampere in Finland.\n",
            // One alone, and sentences.
            "The Board approved these projects and a grant:\n\n- Village water supply in Niger.\n",
            "The Board approved these projects and a grant:\n\nThe Board met in Niger.\n\nWe thank all our friends in Mali.\n",
        ] {
            assert!(told(text).is_empty(), "{text} {:?}", told(text));
        }
    }
}
