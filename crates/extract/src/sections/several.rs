//! Several activities in one document that no layout names: a chapter whose headings each have their facts below them, or a
//! table with an activity a row.
//!
//! A paper about one activity has headings with facts too, of its parts, and tables of other projects. So nothing is parted
//! where facts stand above the first of them, and each must have the facts that the others have.

use std::collections::BTreeSet;

use almoner_codelists::{countries_in, fold};
use almoner_document::Cell;
use almoner_record::Span;

use super::{Cutter, Piece};
use crate::field::{DateKind, Field};
use crate::lines::{self, LineKind};
use crate::recognise::matched;

/// What a fact is of, for comparing what activities have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fact {
    Number,
    Country,
    Money,
    Time,
    Taker,
    Status,
    Sector,
}

fn fact(field: Field) -> Option<Fact> {
    Some(match field {
        Field::IatiIdentifier | Field::OtherIdentifier => Fact::Number,
        Field::Countries | Field::Locations => Fact::Country,
        Field::Budget(_) | Field::Funding => Fact::Money,
        Field::Period | Field::Date(DateKind::Start | DateKind::End) => Fact::Time,
        Field::Org(_) => Fact::Taker,
        Field::Status => Fact::Status,
        Field::Sectors => Fact::Sector,
        _ => return None,
    })
}

/// Parts the pieces of a document that the general layout took for one activity.
pub(super) fn part(cutter: &mut Cutter<'_>) {
    if !cutter.layout.is_general() {
        return;
    }
    if !part_by_headings(cutter) {
        part_by_rows(cutter);
    }
}

/// The headings that begin an activity each: of one level, with facts below them that the others have too.
fn part_by_headings(cutter: &mut Cutter<'_>) -> bool {
    const LOWEST: u8 = 4;
    let levels: Vec<Option<u8>> = cutter.pieces.iter().map(|piece| level(cutter, piece)).collect();
    if levels.iter().flatten().count() < 2 {
        return false;
    }
    for level in 1..=LOWEST {
        let begins = |at: usize| levels.get(at).copied().flatten();
        // Where the part that begins at `at` ends.
        let end = |at: usize| {
            let next = (at + 1..levels.len()).find(|next| begins(*next).is_some_and(|other| other <= level));
            next.unwrap_or(levels.len())
        };
        let headings = (0..levels.len()).filter(|at| begins(*at) == Some(level));
        let parts: Vec<(usize, usize, BTreeSet<Fact>)> = headings
            .map(|at| (at, end(at), facts(cutter.pieces.get(at + 1..end(at)).unwrap_or_default())))
            .filter(|(at, _, facts)| is_activity(facts) && !is_part(cutter, *at))
            .collect();
        let Some((first, ..)) = parts.first() else { continue };
        let alike = parts.windows(2).all(|pair| match pair {
            [(_, _, one), (_, _, other)] => one.intersection(other).count() >= 2,
            _ => false,
        });
        let above = facts(cutter.pieces.get(..*first).unwrap_or_default());
        if parts.len() < 2 || !alike {
            continue;
        }
        if above.len() > 1 {
            // What an activity's paper tells of others: their donors and money are none of its own.
            let others = parts.iter().filter(|(_, _, facts)| {
                [Fact::Country, Fact::Money, Fact::Time].iter().all(|fact| facts.contains(fact))
            });
            for (from, until, _) in others {
                cutter
                    .pieces
                    .get_mut(*from..*until)
                    .into_iter()
                    .flatten()
                    .for_each(|piece| piece.activity = None);
            }
            continue;
        }
        for piece in &mut cutter.pieces {
            piece.activity = None;
        }
        for (ordinal, (from, until, _)) in parts.iter().enumerate() {
            let ordinal = u32::try_from(ordinal).ok();
            cutter
                .pieces
                .get_mut(*from..*until)
                .into_iter()
                .flatten()
                .for_each(|piece| piece.activity = ordinal);
        }
        return true;
    }
    false
}

/// The level of a heading that names nothing known.
fn level(cutter: &Cutter<'_>, piece: &Piece) -> Option<u8> {
    let heading = piece.heading.filter(|_| piece.field.is_none() && piece.inline.is_empty())?;
    let at = cutter.lines.partition_point(|line| line.span.start < heading.start);
    match cutter.lines.get(at).filter(|line| line.span == heading)?.kind {
        LineKind::Heading { level } => Some(level),
        _ => None,
    }
}

/// The facts that pieces have values of.
fn facts(pieces: &[Piece]) -> BTreeSet<Fact> {
    let has_value = |piece: &&Piece| !piece.inline.is_empty() || !piece.lines.is_empty();
    pieces.iter().filter(has_value).filter_map(|piece| fact(piece.field?)).collect()
}

/// Enough facts for an activity: three, or a country and another that a company's site or a study does not have.
fn is_activity(facts: &BTreeSet<Fact>) -> bool {
    let has = |fact| facts.contains(&fact);
    has(Fact::Country) && (has(Fact::Money) || has(Fact::Taker)) && facts.len() > 1
        || facts.len() > 2 && has(Fact::Money) && (has(Fact::Taker) || has(Fact::Number))
}

/// True for the heading of a part of an activity, or of what is no activity.
fn is_part(cutter: &Cutter<'_>, at: usize) -> bool {
    const PARTS: [&str; 30] = [
        "component",
        "outcome",
        "output",
        "phase",
        "year",
        "work package",
        "annex",
        "appendix",
        "activity",
        "result",
        "part",
        "lot",
        "composante",
        "produit",
        "effet",
        "annee",
        "annexe",
        "volet",
        "resultat",
        "componente",
        "producto",
        "efecto",
        "ano",
        "anexo",
        "resultado",
        "fase",
        "fact sheet",
        "factsheet",
        "contact",
        "evaluation",
    ];
    let heading = cutter.pieces.get(at).and_then(|piece| piece.heading);
    let heading = fold(heading.map_or("", |heading| cutter.document.slice(heading)));
    let heading = crate::labels::unnumbered(&heading);
    let first = |part: &&str| {
        heading
            .strip_prefix(*part)
            .is_some_and(|rest| !rest.trim_start_matches('s').starts_with(char::is_alphabetic))
    };
    heading.is_empty() || PARTS.iter().any(first) || matched_heading(cutter, heading)
}

fn matched_heading(cutter: &Cutter<'_>, heading: &str) -> bool {
    cutter.layout.banners.iter().any(|banner| banner == heading)
}

/// A table whose rows are an activity each, in a document that tells of no other.
fn part_by_rows(cutter: &mut Cutter<'_>) {
    const FEWEST: usize = 2;
    if facts(&cutter.pieces).len() > 1 || is_study(cutter) {
        return;
    }
    let tables = cutter.lines.iter().enumerate().filter(|(_, line)| line.kind == LineKind::Table);
    let tables: Vec<(usize, Vec<Vec<Piece>>)> =
        tables.filter_map(|(at, _)| Some((at, rows(cutter, at)?))).collect();
    if tables.iter().map(|(_, rows)| rows.len()).sum::<usize>() < FEWEST {
        return;
    }
    for piece in &mut cutter.pieces {
        piece.activity = None;
    }
    let mut ordinal = 0;
    for (at, rows) in tables {
        let place =
            cutter.pieces.iter().rposition(|piece| piece.lines.start <= at).map_or(0, |place| place + 1);
        let mut own = Vec::new();
        for row in rows {
            own.extend(row.into_iter().map(|piece| Piece { activity: Some(ordinal), ..piece }));
            ordinal += 1;
        }
        // What stands behind the table goes on as the piece that holds it.
        let rest = cutter.pieces.get_mut(place.saturating_sub(1)).map(|piece| {
            let rest = Piece {
                heading: None,
                inline: Vec::new(),
                lines: at + 1..piece.lines.end.max(at + 1),
                ..piece.clone()
            };
            piece.lines.end = piece.lines.end.min(at + 1);
            rest
        });
        own.extend(rest.filter(|rest| !rest.lines.is_empty()));
        cutter.pieces.splice(place..place, own);
    }
}

/// A paper of science lists projects as its data.
fn is_study(cutter: &Cutter<'_>) -> bool {
    const SIGNS: [&str; 7] =
        ["references", "bibliography", "literature", "abstract", "keywords", "bibliographie", "bibliografia"];
    let is_sign =
        |line: &lines::Line| line.key.len() <= 40 && SIGNS.contains(&crate::labels::unnumbered(&line.key));
    cutter.lines.iter().any(is_sign)
}

/// The pieces of each row of the table on line `at`, if its heads are those of activities.
fn rows(cutter: &Cutter<'_>, at: usize) -> Option<Vec<Vec<Piece>>> {
    let line = cutter.lines.get(at)?;
    let rows = lines::rows(cutter.document, line);
    let (head, body) = rows.split_first()?;
    let fields: Vec<Option<Field>> =
        head.iter().map(|cell| field_of_head(cutter, cell, line.block)).collect();
    let told: BTreeSet<Fact> = fields.iter().flatten().filter_map(|field| fact(*field)).collect();
    let titles = fields.iter().position(|field| *field == Some(Field::Title))?;
    let countries = fields.iter().position(|field| *field == Some(Field::Countries))?;
    let is_whole = told.contains(&Fact::Taker) && (told.contains(&Fact::Money) || told.contains(&Fact::Time));
    // A person's `Role` in each stands in a curriculum vitae.
    let is_own = |cell: &Cell| {
        let text = fold(cutter.document.slice(cell.span));
        ["role", "position", "function", "fonction", "poste", "funcion", "cargo", "funcao"]
            .contains(&text.trim())
    };
    if !is_whole || are_others(cutter, at) || head.iter().any(is_own) {
        return None;
    }
    let is_one = |row: &&Vec<Cell>| {
        let text = |at: usize| row.get(at).map_or("", |cell| cutter.document.slice(cell.span));
        text(titles).split_whitespace().nth(1).is_some() && !countries_in(text(countries)).is_empty()
    };
    let piece = |(field, (head, cell)): (&Option<Field>, (&Cell, &Cell))| {
        let field = field.filter(|_| !cell.span.is_empty())?;
        Some(Piece {
            heading: Some(head.span),
            field: Some(field),
            inline: cell.parts.clone(),
            lines: at + 1..at + 1,
            activity: None,
            by_words: false,
            in_row: true,
        })
    };
    let of_row = |row: &Vec<Cell>| fields.iter().zip(head.iter().zip(row)).filter_map(piece).collect();
    Some(body.iter().filter(is_one).map(of_row).collect())
}

fn field_of_head(cutter: &Cutter<'_>, cell: &Cell, block: usize) -> Option<Field> {
    const TITLES: [&str; 11] = [
        "project",
        "projects",
        "programme",
        "projet",
        "projets",
        "proyecto",
        "proyectos",
        "projeto",
        "projetos",
        "projecto",
        "programa",
    ];
    const NUMBERS: [&str; 9] =
        ["n\u{b0}", "n\u{ba}", "no", "number", "code", "ref", "project no", "numero", "id"];
    let text = fold(cutter.document.slice(cell.span));
    let text = text.trim_matches([' ', '.', ':']);
    if TITLES.contains(&text) {
        return Some(Field::Title);
    }
    if NUMBERS.contains(&text) {
        return Some(Field::OtherIdentifier);
    }
    let line = lines::line_of_cell(&cutter.document.text, cell.span, block);
    matched(cutter.layout, &line).filter(|found| !found.inline).map(|found| found.field)
}

/// True for a table of what others do, or was done before.
fn are_others(cutter: &Cutter<'_>, at: usize) -> bool {
    const WORDS: [&str; 17] = [
        "other",
        "previous",
        "related",
        "similar",
        "autres",
        "anterieur",
        "connexe",
        "otros",
        "anteriores",
        "outros",
        "annex",
        "pipeline",
        "experience",
        "experiences",
        "experiencia",
        "references",
        "assignments",
    ];
    const LOOKED_BACK: usize = 4;
    let above = cutter.lines.get(at.saturating_sub(LOOKED_BACK)..at).unwrap_or_default();
    let headings = above.iter().filter(|line| line.key.len() <= 120);
    let mut texts = headings.map(|line| -> &str { &line.key });
    texts.any(|text| WORDS.iter().any(|word| crate::recognise::has_words(text, word)))
}

/// The title of an activity that a heading begins: without its number.
pub(crate) fn title(text: &str) -> Span {
    let number = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').len();
    let rest = text.get(number..).unwrap_or_default();
    let is_number = number > 0 && rest.starts_with([' ', '\t', ')', '\u{a0}']);
    let from =
        if is_number { text.len() - rest.trim_start_matches([' ', '\t', ')', '\u{a0}']).len() } else { 0 };
    Span::new(from, text.len())
}

#[cfg(test)]
mod tests {
    use almoner_codelists::Rates;
    use almoner_document::{Limits, read};

    use crate::layouts::Layouts;

    fn titles(text: &str) -> Vec<(String, String, String)> {
        let document = read(text.as_bytes(), "specimen.md", &Limits::default()).unwrap();
        let read =
            crate::extract(document, &Layouts::built_in(), Rates::embedded(), crate::Conclusions::Drawn);
        assert_eq!(almoner_record::verify(&read), [], "{text}");
        let told = |one: almoner_record::Activity| {
            let codes: Vec<String> = one.countries.into_iter().map(|country| country.code).collect();
            let budget = one.budget.map_or_else(String::new, |budget| budget.money.value.to_string());
            (one.title.unwrap_or_default(), codes.join(" "), budget)
        };
        read.activities.into_iter().map(told).collect()
    }

    fn told(title: &str, country: &str, budget: &str) -> (String, String, String) {
        (title.to_owned(), country.to_owned(), budget.to_owned())
    }

    const CHAPTER: &str = "# Chapter 4. Our projects in 2020\n\nThree projects.\n\n## 4.1 Wells for Borena\n\nCountry: Ethiopia\n\nPartner: Water Bureau\n\nPeriod: 2019-2022\n\nBudget: NOK 22.5 million\n\nWells were drilled.\n\n## 4.2 School meals in Karnali\n\nCountry: Nepal\n\nPartner: World Food Programme\n\nPeriod: 2020-2023\n\nBudget: NOK 31 million\n\nMeals were served.\n\n# Chapter 5. Accounts\n\nIncome rose.\n";

    #[test]
    fn headings_with_their_own_facts_begin_activities() {
        assert_eq!(
            titles(CHAPTER),
            [told("Wells for Borena", "ET", "22500000"), told("School meals in Karnali", "NP", "31000000")]
        );
    }

    #[test]
    fn the_parts_of_one_activity_are_none() {
        let parts = "# Water for Borena\n\nCountry: Ethiopia\n\nDonor: Norad\n\nBudget: NOK 40 million\n\n## 1. Wells\n\nLocation: Borena\n\nPartner: Water Bureau\n\nBudget: NOK 22.5 million\n\n## 2. Pipes\n\nLocation: Guji\n\nPartner: Pipe Office\n\nBudget: NOK 17.5 million\n";
        assert_eq!(titles(parts), [told("Water for Borena", "ET", "40000000")]);
        let components = "# Water for Borena\n\n## Component 1: Wells\n\nCountry: Ethiopia\n\nPartner: Water Bureau\n\nBudget: NOK 22.5 million\n\n## Component 2: Pipes\n\nCountry: Ethiopia\n\nPartner: Pipe Office\n\nBudget: NOK 17.5 million\n";
        assert!(titles(components).len() < 2, "{:?}", titles(components));
    }

    const HEADS: &str = "| N° | Projet | Pays | Partenaire | Durée | Budget (en milliers d'euros) |\n|---|---|---|---|---|---|\n";
    const ROWS: &str = "| F-1 | Greniers villageois | Mali | AOPP | 2020-2022 | 340 |\n| F-2 | Écoles rurales de Tahoua | Niger | Swissaid Niger | 2019-2021 | 1 150 |\n| Total | | | | | 1 490 |\n";

    #[test]
    fn rows_of_a_table_may_be_activities() {
        let text = format!("# Les projets de 2021\n\n{HEADS}{ROWS}\nLes comptes sont dans la suite.\n");
        assert_eq!(
            titles(&text),
            [told("Greniers villageois", "ML", "340000"), told("Écoles rurales de Tahoua", "NE", "1150000")]
        );
    }

    #[test]
    fn what_a_paper_tells_of_other_activities_is_none_of_its_own() {
        let text = "# Bee-keeping in Wag Hemra\n\nCountry: Ethiopia\n\nApplicant: Amhara Bee Union\n\nBudget: EUR 410,000\n\n# Experience of the applicant\n\n## Goats for Sekota\n\nCountry: Ethiopia\n\nDonor: Misereor\n\nBudget: EUR 220,000\n\nPeriod: 2014-2016\n\n## Terraces in Lasta\n\nCountry: Ethiopia\n\nDonor: Caritas\n\nBudget: EUR 310,000\n\nPeriod: 2017-2019\n";
        let document = read(text.as_bytes(), "specimen.md", &Limits::default()).unwrap();
        let read =
            crate::extract(document, &Layouts::built_in(), Rates::embedded(), crate::Conclusions::Drawn);
        let orgs = read.activities.iter().flat_map(|one| &one.participating_orgs);
        let names: Vec<&str> = orgs.map(|org| org.organisation.name.as_str()).collect();
        assert_eq!((read.activities.len(), names), (1, vec!["Amhara Bee Union"]));
        assert!(read.activities[0].period.is_none() && read.activities[0].amounts.is_empty());
    }

    #[test]
    fn rows_of_other_tables_are_none() {
        let study = format!("# L'aide et la scolarisation\n\nAbstract\n\nNous étudions.\n\n{HEADS}{ROWS}\n");
        let others = format!("# Rapport\n\n## Autres projets du fonds\n\n{HEADS}{ROWS}\n");
        let vita = "# Curriculum vitae\n\n## Work\n\n| Project | Country | Donor | Period | Role |\n|---|---|---|---|---|\n| Rural roads | Kenya | World Bank | 2012-2014 | Engineer |\n| Water supply | Uganda | KfW | 2015-2017 | Team leader |\n";
        let company = "# Nordvind annual report\n\n| Project | Country | Capacity | Status | Completion |\n|---|---|---|---|---|\n| Marsabit wind | Kenya | 210 MW | In operation | 2021 |\n| Ninh Thuan wind | Vietnam | 90 MW | Under construction | 2023 |\n";
        let one = format!(
            "# Eau pour Kita\n\nPays : Mali\n\nBailleur : Norad\n\nBudget : 5 000 EUR\n\n## Expériences\n\n{HEADS}{ROWS}\n"
        );
        for text in [study.as_str(), others.as_str(), company, vita] {
            assert_eq!(titles(text), [], "{text}");
        }
        assert_eq!(titles(&one).len(), 1, "{:?}", titles(&one));
    }
}
