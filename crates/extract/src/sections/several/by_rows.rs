//! A table with an activity a row.

use std::collections::BTreeSet;

use almoner_codelists::{countries_in, country, fold};
use almoner_document::Cell;
use almoner_record::{Measure, Role, Span};

use super::super::{Cutter, Piece};
use super::{Fact, above, by_columns, fact, facts, money_heads, others, place_above};
use crate::codes;
use crate::field::{DateKind, Field};
use crate::lines::{self, Line, LineKind};
use crate::recognise::matched;

/// The heads of a table of activities.
pub(super) struct Heads {
    /// The field of each column; None for one of no field.
    fields: Vec<Option<Field>>,
    /// A list of grants: a row needs no country.
    are_grants: bool,
}

/// A table whose rows are an activity each, in a document that tells of no other.
pub(super) fn part(cutter: &mut Cutter<'_>) {
    const FEWEST: usize = 2;
    if facts(cutter, &cutter.pieces).len() > 1 || others::is_study(cutter) {
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

/// The pieces of each row of the table on line `at`, if its heads are those of activities.
fn rows(cutter: &Cutter<'_>, at: usize) -> Option<Vec<Vec<Piece>>> {
    let line = cutter.lines.get(at)?;
    let rows = lines::rows(cutter.document, line);
    let (head, heads, body) = match heads(cutter, line, &rows, None) {
        Some((found, body)) => (rows.first()?.clone(), found, body.to_vec()),
        None => {
            let rows = by_columns::turned(cutter, &rows)?;
            let (found, body) =
                heads(cutter, line, &rows, Some(Field::Title)).filter(|(heads, _)| heads.are_sure())?;
            (rows.first()?.clone(), found, body.to_vec())
        }
    };
    let piece = |(field, (head, cell)): (&Option<Field>, (&Cell, &Cell))| {
        let field = field.filter(|_| !cell.span.is_empty())?;
        // `Region`, and below it `India`.
        let is_country = field == Field::Regions && codes::are_countries(cutter.document.slice(cell.span));
        let field = if is_country { Field::Countries } else { field };
        let mut inline = cell.parts.clone();
        if field == Field::Title {
            inline.iter_mut().for_each(|part| *part = without_marks(&cutter.document.text, *part));
        }
        Some(Piece { inline, ..of_cell(Some(head.span), field, at) })
    };
    let has_countries = heads.fields.contains(&Some(Field::Countries));
    let mut country = if has_countries { None } else { place_above::country_above(cutter, line.span) };
    let mut told = Vec::new();
    for (row, printed) in above::filled(cutter.document, &heads.fields, &body).iter().zip(&body) {
        if let Some(alone) = country_alone(cutter, printed).filter(|_| !has_countries) {
            country = Some(alone);
        } else if heads.tell_one(cutter, row, printed) {
            let cells = heads.fields.iter().zip(head.iter().zip(row));
            let mut pieces: Vec<Piece> = cells.filter_map(piece).collect();
            pieces.extend(
                country.map(|span| Piece { inline: vec![span], ..of_cell(None, Field::Countries, at) }),
            );
            told.push(pieces);
        }
    }
    Some(told)
}

/// The piece of a cell in the table on line `at`.
fn of_cell(heading: Option<Span>, field: Field, at: usize) -> Piece {
    Piece {
        heading,
        field: Some(field),
        inline: Vec::new(),
        lines: at + 1..at + 1,
        activity: None,
        by_words: false,
        in_row: true,
        announced: false,
    }
}

/// A title without the marks of notes at its end: `Safe Water*`, `Safe Water²`.
fn without_marks(text: &str, title: Span) -> Span {
    let is_mark =
        |c: char| matches!(c, '*' | '†' | '‡' | '¹' | '²' | '³' | '⁰' | '⁴'..='⁹') || c.is_whitespace();
    let kept = title.of(text).trim_end_matches(is_mark).len();
    if kept == 0 { title } else { title.inner(Span::new(0, kept)) }
}

/// The country that stands alone in a row over those of its activities.
fn country_alone(cutter: &Cutter<'_>, row: &[Cell]) -> Option<Span> {
    let mut filled = row.iter().filter(|cell| !cell.span.is_empty());
    let alone = filled.next().filter(|_| filled.next().is_none())?;
    country(cutter.document.slice(alone.span)).map(|_| alone.span)
}

/// True for heads of activities, the first of which may be blank, over no fewer than two activities.
pub(super) fn are_activities(cutter: &Cutter<'_>, line: &Line, rows: &[Vec<Cell>]) -> bool {
    heads(cutter, line, rows, Some(Field::Title)).filter(|(heads, _)| heads.are_sure()).is_some_and(
        |(heads, body)| body.len() > 1 && body.iter().all(|row| heads.tell_one(cutter, row, row)),
    )
}

impl Heads {
    /// True where countries, or the words of a list of grants, tell that the rows are activities.
    fn are_sure(&self) -> bool {
        self.are_grants || self.fields.contains(&Some(Field::Countries))
    }

    /// True for a row with a title of several words and a country, or what else tells of an activity.
    ///
    /// `printed` is the row before cells stood for those above: a line that only goes on with a title has no figures.
    fn tell_one(&self, cutter: &Cutter<'_>, row: &[Cell], printed: &[Cell]) -> bool {
        const FEWEST_LETTERS: usize = 6;
        let text = |cell: &Cell| cutter.document.slice(cell.span);
        let of = |row: &[Cell], wanted: fn(Fact) -> bool| -> Vec<String> {
            let cells = self.fields.iter().zip(row);
            let own = cells.filter(|(field, _)| field.and_then(fact).is_some_and(wanted));
            own.map(|(_, cell)| text(cell).to_owned()).filter(|text| !text.is_empty()).collect()
        };
        let at = self.fields.iter().position(|field| *field == Some(Field::Title));
        let title = at.and_then(|at| row.get(at)).map_or("", text);
        if above::is_total(cutter.document, printed) {
            return false;
        }
        let has_figures = || {
            let is_figure = |text: &String| text.bytes().any(|byte| byte.is_ascii_digit());
            of(printed, |fact| matches!(fact, Fact::Money | Fact::Time)).iter().any(is_figure)
        };
        let has_taker = || !of(row, |fact| fact == Fact::Taker).is_empty();
        let has_number = || !of(row, |fact| fact == Fact::Number).is_empty();
        // A title of one word is one where all else is told: `FORTALESSA`.
        let is_word = || {
            let letters = || title.chars().filter(|c| c.is_alphabetic());
            letters().count() >= FEWEST_LETTERS && letters().skip(1).any(char::is_uppercase)
        };
        if title.split_whitespace().nth(1).is_none()
            && !(is_word() && (has_taker() || has_number()) && has_figures())
        {
            return false;
        }
        let countries = self.fields.iter().position(|field| *field == Some(Field::Countries));
        let country = |row: &[Cell]| countries.and_then(|at| row.get(at)).map_or("", text).to_owned();
        if self.are_grants {
            return true;
        }
        if countries.is_none() {
            return has_taker() && has_figures();
        }
        let is_own = !above::is_same_again(&country(printed)) && !country(printed).is_empty();
        !countries_in(&country(row)).is_empty() && (is_own || has_figures())
    }
}

/// The heads, a blank first one `corner`, and the rows below them; None where they are no heads of activities.
fn heads<'r>(
    cutter: &Cutter<'_>,
    line: &Line,
    rows: &'r [Vec<Cell>],
    corner: Option<Field>,
) -> Option<(Heads, &'r [Vec<Cell>])> {
    let (head, body) = rows.split_first()?;
    let first = head.first().filter(|cell| cutter.document.slice(cell.span).trim().is_empty()).and(corner);
    let of_head =
        |(at, cell): (usize, &Cell)| field_of_head(cutter, cell, line.block).or(first.filter(|_| at == 0));
    let mut fields: Vec<Option<Field>> = head.iter().enumerate().map(of_head).collect();
    let heads: Vec<&str> = head.iter().map(|cell| cutter.document.slice(cell.span)).collect();
    take_amounts_for_budgets(&mut fields, &heads);
    let are_accounts = || others::are_accounts(cutter, line.span, &heads);
    money_heads::settle(cutter.document, &mut fields, &heads, body, are_accounts);
    take_names_for_takers(&mut fields, &heads);
    drop_counts(cutter, &mut fields, body);
    let takes_part = fields.iter().zip(&heads).filter(|(_, head)| !others::is_client(head));
    let told: BTreeSet<Fact> = takes_part.filter_map(|(field, _)| fact((*field)?)).collect();
    // A list of grants calls what each is for its purpose, and needs no country.
    let purposes = heads.iter().position(|head| is_purpose(head));
    let are_grants =
        purposes.is_some() && heads.iter().any(|head| is_grantee(head)) && told.contains(&Fact::Money);
    let titles = fields.iter().position(|field| *field == Some(Field::Title));
    // Beside who received it, where and how much, a purpose is the title too.
    let is_listed = told.contains(&Fact::Money)
        && told.contains(&Fact::Taker)
        && fields.contains(&Some(Field::Countries));
    *fields.get_mut(titles.or(purposes.filter(|_| are_grants || is_listed))?)? = Some(Field::Title);
    let has_figures = told.contains(&Fact::Money) || told.contains(&Fact::Time);
    let are_projects =
        heads.iter().zip(&fields).any(|(head, field)| *field == Some(Field::Title) && names_projects(head));
    // A register of projects may name nobody: number or status, country, money and time tell what its rows are.
    let is_register = fields.contains(&Some(Field::Countries))
        && told.contains(&Fact::Money)
        && told.contains(&Fact::Time)
        && (are_projects || told.contains(&Fact::Number) || told.contains(&Fact::Status));
    let is_whole = are_grants
        || is_register && !others::are_accounts(cutter, line.span, &heads)
        || told.contains(&Fact::Taker)
            && if fields.contains(&Some(Field::Countries)) {
                has_figures || are_projects
            } else {
                has_figures && are_projects && !others::are_accounts(cutter, line.span, &heads)
            };
    let at = cutter.lines.partition_point(|other| other.span.start < line.span.start);
    let are_others = || {
        others::are_others(cutter, at)
            || others::stand_below_others(cutter, line.span)
            || heads.iter().any(|head| others::is_own_work(head))
            || others::are_calls(&heads)
    };
    (is_whole && !are_others()).then_some((Heads { fields, are_grants }, body))
}

/// The one column of amounts is what each activity was given, where no other is of budgets.
fn take_amounts_for_budgets(fields: &mut [Option<Field>], heads: &[&str]) {
    const GIVEN: [&str; 22] = [
        "award",
        "awarded",
        "award amount",
        "amount",
        "amount awarded",
        "grant",
        "grant amount",
        "funding",
        "montant",
        "montant accorde",
        "montant octroye",
        "financement",
        "subvention",
        "monto",
        "monto concedido",
        "importe",
        "importe concedido",
        "financiacion",
        "subvencion",
        "montante",
        "valor",
        "financiamento",
    ];
    if fields.iter().any(|field| matches!(field, Some(Field::Budget(_)))) {
        return;
    }
    let is_given = |(field, head): (&Option<Field>, &&str)| {
        let head = fold(head);
        // The currency stands in brackets or behind a comma.
        let words = head.split(['(', '[', ',']).next().unwrap_or_default();
        // `Funding (EUR)`: no donor.
        let is_counted = head.contains('(') && matches!(field, Some(Field::Org(_)));
        (is_counted || matches!(field, None | Some(Field::Funding | Field::Amount)))
            && GIVEN.contains(&words.trim_matches([' ', '.', ':']))
    };
    let given: Vec<usize> =
        fields.iter().zip(heads).enumerate().filter(|(_, own)| is_given(*own)).map(|(at, _)| at).collect();
    let others = fields.iter().enumerate().filter(|(at, _)| !given.contains(at));
    let is_alone =
        others.filter(|(_, field)| matches!(field, Some(Field::Funding | Field::Amount))).count() == 0;
    if let ([at], true) = (given.as_slice(), is_alone) {
        fields.get_mut(*at).into_iter().for_each(|field| {
            *field = Some(Field::Budget(Some(Measure::Commitment)));
        });
    }
}

/// A column of organisations is of those that carry the activities out, where no other column is of them and amounts stand
/// beside: `Entidad | Título del proyecto | Importe concedido`.
fn take_names_for_takers(fields: &mut [Option<Field>], heads: &[&str]) {
    const TAKERS: [&str; 52] = [
        "beneficiary",
        "beneficiaire",
        "beneficiario",
        "beneficiaria",
        "attributaire",
        "applicant",
        "demandeur",
        "porteur de projet",
        "porteur du projet",
        "solicitante",
        "entidad solicitante",
        "requerente",
        "organisation",
        "organization",
        "organisation name",
        "name of organisation",
        "name of organization",
        "ngo",
        "ngos",
        "name of ngo",
        "entity",
        "association",
        "recipient",
        "recipient organisation",
        "recipient organization",
        "recipient name",
        "beneficiary organisation",
        "beneficiary organization",
        "organisme",
        "ong",
        "osc",
        "structure",
        "organisation beneficiaire",
        "organisme beneficiaire",
        "association beneficiaire",
        "structure beneficiaire",
        "organisation recipiendaire",
        "organizacion",
        "organizaciones",
        "entidad",
        "entidades",
        "ongd",
        "asociacion",
        "entidad beneficiaria",
        "organizacion beneficiaria",
        "organizacion receptora",
        "entidad receptora",
        "organizacao",
        "entidade",
        "entidade beneficiaria",
        "organizacao beneficiaria",
        "associacao",
    ];
    let has = |wanted: fn(Field) -> bool| fields.iter().flatten().any(|field| wanted(*field));
    let is_taken = has(|field| matches!(field, Field::Org(Some(Role::Implementing | Role::Extending))));
    if is_taken || !has(|field| matches!(field, Field::Budget(_))) {
        return;
    }
    let is_taker = |head: &&str| TAKERS.contains(&fold(head).trim_matches([' ', '.', ':', '/']));
    let mut own = heads.iter().enumerate().filter(|(_, head)| is_taker(head)).map(|(at, _)| at);
    if let (Some(at), None) = (own.next(), own.next()) {
        fields.get_mut(at).into_iter().for_each(|field| *field = Some(Field::Org(Some(Role::Implementing))));
    }
}

/// A column that counts the rows, `1`, `2`, `3`, numbers no activity.
fn drop_counts(cutter: &Cutter<'_>, fields: &mut [Option<Field>], body: &[Vec<Cell>]) {
    for (at, field) in
        fields.iter_mut().enumerate().filter(|(_, field)| **field == Some(Field::OtherIdentifier))
    {
        let numbers = body.iter().filter_map(|row| row.get(at));
        let numbers = numbers.map(|cell| cutter.document.slice(cell.span).trim_matches([' ', '.', ')', '(']));
        let counted: Vec<Option<u32>> =
            numbers.filter(|text| !text.is_empty()).map(|text| text.parse().ok()).collect();
        let counts = counted.windows(2).all(|pair| match pair {
            [Some(one), Some(next)] => one.checked_add(1) == Some(*next),
            _ => false,
        });
        if counts && matches!(counted.first(), Some(Some(0..=2))) {
            *field = None;
        }
    }
}

/// True for the head of a column for the titles of projects, by their own word: `Project title`, `Intitulé du projet`.
fn names_projects(head: &str) -> bool {
    const WORDS: [&str; 12] = [
        "project",
        "projects",
        "programme",
        "programmes",
        "projet",
        "projets",
        "proyecto",
        "proyectos",
        "projeto",
        "projetos",
        "programa",
        "programas",
    ];
    let head = fold(head);
    head.split(|c: char| !c.is_alphanumeric()).any(|word| WORDS.contains(&word))
}

/// True for the head of a column for what each grant is for.
fn is_purpose(head: &str) -> bool {
    const HEADS: [&str; 13] = [
        "purpose",
        "purpose of the grant",
        "objet du financement",
        "objeto de la subvencion",
        "finalidade",
        "grant purpose",
        "purpose of grant",
        "description",
        "grant description",
        "objet",
        "objet de la subvention",
        "objeto",
        "finalidad",
    ];
    HEADS.contains(&fold(head).trim_matches([' ', '.', ':']))
}

/// True for the head of a column for who receives each grant.
fn is_grantee(head: &str) -> bool {
    const HEADS: [&str; 12] = [
        "grantee",
        "grantees",
        "grantee name",
        "grant recipient",
        "recipient",
        "recipient organisation",
        "recipient organization",
        "awardee",
        "beneficiaire de la subvention",
        "attributaire",
        "entidad beneficiaria",
        "beneficiario de la subvencion",
    ];
    HEADS.contains(&fold(head).trim_matches([' ', '.', ':']))
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
    // `No.`, `N.º expediente`, `Project code`, `Numéro de dossier`.
    const NUMBERS: [&str; 16] = [
        "n",
        "no",
        "nr",
        "number",
        "numero",
        "code",
        "codigo",
        "cod",
        "ref",
        "reference",
        "referencia",
        "id",
        "expediente",
        "dossier",
        "n\u{b0}",
        "n\u{ba}",
    ];
    const BESIDE: [&str; 22] = [
        "application",
        "proposal",
        "demande",
        "candidature",
        "solicitud",
        "candidatura",
        "pedido",
        "processo",
        "o",
        "de",
        "del",
        "do",
        "du",
        "the",
        "of",
        "project",
        "grant",
        "projet",
        "proyecto",
        "projeto",
        "subvencion",
        "file",
    ];
    let text = fold(cutter.document.slice(cell.span));
    let text = text.trim_matches([' ', '.', ':']);
    if TITLES.contains(&text) {
        return Some(Field::Title);
    }
    // Alone they are words like others; over a column they are dates.
    match text {
        "debut" | "demarrage" | "inicio" | "comienzo" => return Some(Field::Date(DateKind::Start)),
        "fin" | "termino" | "cierre" | "fim" | "cloture" => return Some(Field::Date(DateKind::End)),
        "years" | "year(s)" | "annees" | "annee(s)" | "anos" | "ano(s)" => return Some(Field::Period),
        _ => {}
    }
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
    let first = words.peek().copied().unwrap_or_default();
    let is_number = |word: &str| NUMBERS.contains(&word);
    let ends = text.rsplit(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default();
    if (is_number(first) || is_number(ends)) && words.all(|word| is_number(word) || BESIDE.contains(&word)) {
        return Some(Field::OtherIdentifier);
    }
    let line = lines::line_of_cell(&cutter.document.text, cell.span, block);
    matched(cutter.layout, &line).filter(|found| !found.inline).map(|found| found.field)
}

#[cfg(test)]
mod tests {
    use crate::specimen::of_page;

    /// Title, countries, budget.
    fn told(title: &str, tables: &[&[&str]]) -> Vec<[String; 3]> {
        let row = |cells: &&str| {
            let cells: Vec<String> =
                cells.split('|').map(|cell| format!("<td>{}</td>", cell.trim())).collect();
            format!("<tr>{}</tr>", cells.concat())
        };
        let table = |rows: &&[&str]| match rows {
            // A heading before the heads.
            [heading, rows @ ..] if !heading.contains('|') => {
                let rows: String = rows.iter().map(row).collect();
                format!("<h2>{heading}</h2><table>{rows}</table>")
            }
            rows => format!("<table>{}</table>", rows.iter().map(row).collect::<String>()),
        };
        let tables: String = tables.iter().map(table).collect();
        let page = format!("<html lang=\"en\"><body><h1>{title}</h1>{tables}</body></html>");
        let one = |one: almoner_record::Activity| {
            let codes: Vec<String> = one.countries.into_iter().map(|country| country.code).collect();
            let budget = one.budget.map_or_else(String::new, |budget| budget.money.value.to_string());
            [one.title.unwrap_or_default(), codes.join(" "), budget]
        };
        of_page(&page).into_iter().map(one).collect()
    }

    fn expected(rows: &[[&str; 3]]) -> Vec<[String; 3]> {
        rows.iter().map(|row| row.map(str::to_owned)).collect()
    }

    const HEADS: &str = "Project title | Implementing partner | Budget (EUR) | Period";

    #[test]
    fn projects_need_no_column_of_countries() {
        let posts = "Rural Health Posts* | AMREF | 2,340,000 | 2019–2022";
        let water = "Safe Water² | WaterAid | 800,000 | 2020–2022";
        let mark_less = |first: &str, second: &str| {
            vec![
                ["Rural Health Posts".to_owned(), first.to_owned(), "2340000".to_owned()],
                ["Safe Water".to_owned(), second.to_owned(), "800000".to_owned()],
            ]
        };
        for heading in ["Projects financed in 2022", "Annex 3. Projects financed"] {
            assert_eq!(told(heading, &[&[HEADS, posts, water]]), mark_less("", ""), "{heading}");
        }
        let seeds = "Seeds for All | Oxfam | 300,000 | 2020–2021";
        let by_country: [&[&str]; 2] = [&["Kenya", HEADS, posts, seeds], &["Mali", HEADS, water, seeds]];
        let countries: Vec<String> = told("Projects financed in 2022", &by_country)
            .into_iter()
            .map(|[_, country, _]| country)
            .collect();
        assert_eq!(countries, ["KE", "KE", "ML", "ML"]);
        let over = [HEADS, "Kenya | | |", posts, "Mali | | |", water];
        assert_eq!(told("Projects financed in 2022", &[&over]), mark_less("KE", "ML"));
    }

    #[test]
    fn a_register_need_name_nobody() {
        let expected = expected(&[["Rural Health Posts", "KE", "2340000"], ["Safe Water", "ML", "800000"]]);
        for (heads, one, other) in [
            (
                "Project ID | Project name | Country | Approval date | Closing date | Commitment (US$ million) | Status",
                "P159348 | Rural Health Posts | Kenya | 01-Feb-2012 | 31-Jan-2015 | 2.34 | Active",
                "P115160 | Safe Water | Mali | 24-Nov-2009 | 30-Sep-2016 | 0.8 | Closed",
            ),
            (
                "Ref. | Title | Country | Start | End | Amount (EUR)",
                "G/KE/0535 | Rural Health Posts | Kenya | 06/2007 | 03/2015 | 2,340,000",
                "G/ML/0102 | Safe Water | Mali | 09/2005 | 09/2019 | 800,000",
            ),
        ] {
            assert_eq!(told("Register of grants", &[&[heads, one, other]]), expected, "{heads}");
        }
        let studies = [
            "Study | Country | Year | Households",
            "Rural Health Posts | Kenya | 2012 | 2,340",
            "Safe Water | Mali | 2011 | 800",
        ];
        assert!(told("Studies of water", &[&studies]).len() < 2);
    }

    #[test]
    fn lists_of_grants_have_heads_in_other_languages() {
        for (title, heads, rows) in [
            (
                "Subventions accordées au Niger",
                "N° de dossier | Association | Intitulé du projet | Montant accordé (€)",
                [
                    "14-001 | Eau Vive | Puits de Maradi | 45 000",
                    "14-002 | Swissaid | Repas scolaires | 35 000",
                ],
            ),
            (
                "Convenios firmados por la Embajada del Japón en el Níger",
                "N.º | Nombre del proyecto | Organización receptora | Monto (USD) | Fecha de firma",
                [
                    "1 | Puits de Maradi | Eau Vive | 45.000 | 01/10/2012",
                    "2 | Repas scolaires | Swissaid | 35.000 | 01/10/2013",
                ],
            ),
            (
                "Níger: projetos apoiados",
                "Ref. | Entidade | Título do projeto | Montante (EUR)",
                ["A-1 | Eau Vive | Puits de Maradi | 45.000", "A-2 | Swissaid | Repas scolaires | 35.000"],
            ),
            (
                "Country programme: Niger – list of projects",
                "Code | Project title | NGO | Budget (USD)",
                ["NE-1 | Puits de Maradi | Eau Vive | 45,000", "NE-2 | Repas scolaires | Swissaid | 35,000"],
            ),
        ] {
            let read = told(title, &[&[heads, rows[0], rows[1]]]);
            let own = [["Puits de Maradi", "NE", "45000"], ["Repas scolaires", "NE", "35000"]];
            let read: Vec<[String; 3]> =
                read.into_iter().map(|row| row.map(|cell| cell.replace(".00", ""))).collect();
            assert_eq!(read, expected(&own), "{title}");
        }
    }

    #[test]
    fn a_column_that_counts_the_rows_numbers_nothing() {
        let page = |numbers: [&str; 2]| {
            format!(
                "<html lang=\"en\"><body><h1>Grants in Kenya</h1><table><tr><th>No.</th><th>Project title</th><th>Grantee</th><th>Amount (USD)</th></tr><tr><td>{}</td><td>Rural Health Posts</td><td>AMREF</td><td>45,000</td></tr><tr><td>{}</td><td>Safe Water</td><td>WaterAid</td><td>35,000</td></tr></table></body></html>",
                numbers[0], numbers[1]
            )
        };
        let counted =
            |numbers| of_page(&page(numbers)).iter().map(|one| one.other_identifiers.len()).sum::<usize>();
        assert_eq!((counted(["1", "2"]), counted(["4711", "5210"])), (0, 2));
    }

    #[test]
    fn the_links_of_a_site_tell_nothing_of_its_tables() {
        let page = |first: &str| {
            let text = format!(
                "{first}\n\nSmall grants\n============\n\n| Organisation | Country | Project | Budget (EUR) |\n|---|---|---|---|\n| AMREF | Kenya | Rural Health Posts | 45,000 |\n| WaterAid | Mali | Safe Water | 35,000 |\n"
            );
            crate::specimen::extracted(&text).activities.len()
        };
        assert_eq!(page("Home | Our work | News | Publications | Contact"), 2);
        assert_eq!(page("Publications of the office"), 0);
    }

    #[test]
    fn references_accounts_and_plans_are_no_projects() {
        let rows =
            ["Rural Health Posts | AMREF | 2,340,000 | 2019–2022", "Safe Water | WaterAid | 800,000 | 2020"];
        for (title, heads) in [
            ("Our work", "Project title | Client | Contract value (EUR) | Period"),
            ("Our references", HEADS),
            ("Tenders of 2014 in Kenya", HEADS),
            ("Appels d'offres au Niger", HEADS),
            ("Works in Kenya", "Project | Implementing partner | Budget (EUR) | Deadline | Period"),
            ("Works in Kenya", "Project | Implementing partner | Budget (EUR) | Closing date | Country"),
            ("Curriculum vitae", HEADS),
            ("Work plan of the health project", HEADS),
            ("Annual accounts of 2022", "Project | Donor | Income (EUR) | Period"),
            ("Budget of the health project", "Component | Implementing partner | Budget (EUR) | Period"),
            ("Budget of the health project", "Project output | Implementing partner | Budget (EUR) | Period"),
            ("Staff of 2022", "Project | Employer | Budget (EUR) | Period"),
        ] {
            let read = told(title, &[&[heads, rows[0], rows[1]]]);
            assert!(read.len() < 2, "{title} {heads} {read:?}");
        }
    }

    #[test]
    fn a_purpose_beside_country_partner_and_amount_is_the_title() {
        for heads in [
            "Country | Partner organisation | Purpose of the grant | Grant amount | Duration",
            "Pays | Partenaire | Objet de la subvention | Montant accordé | Durée",
        ] {
            let rows = [
                "Kenya | AMREF | Rural Health Posts | EUR 45,000 | 2 years",
                "Mali | WaterAid | Safe Water | EUR 35,000 | 1 year",
            ];
            let own = [["Rural Health Posts", "KE", "45000"], ["Safe Water", "ML", "35000"]];
            assert_eq!(told("Grants of 2018", &[&[heads, rows[0], rows[1]]]), expected(&own), "{heads}");
        }
        let contracts = [
            "Country | Supplier | Purpose | Amount | Duration",
            "Kenya | AMREF | Rural Health Posts | EUR 45,000 | 2 years",
            "Mali | WaterAid | Safe Water | EUR 35,000 | 1 year",
        ];
        assert!(told("Contracts of 2018", &[&contracts]).len() < 2);
    }

    #[test]
    fn grants_for_research_at_home_are_no_activities() {
        for heads in [
            "Principal investigator | Project | Funder | Amount (EUR) | Duration",
            "Investigador principal | Proyecto | Entidad financiadora | Importe (EUR) | Duración",
            "Project | Faculty | Funder | Amount (EUR) | Period",
        ] {
            let rows = [
                "Prof. Anna Weiss | Rural Health Posts | Wellcome Trust | 45,000 | 24 months",
                "Dr. Carlos Peña | Safe Water | Norad | 35,000 | 36 months",
            ];
            assert!(told("Research grants of 2018", &[&[heads, rows[0], rows[1]]]).len() < 2, "{heads}");
        }
    }

    #[test]
    fn what_was_given_to_each_is_its_budget_and_what_was_spent_is_not() {
        let rows = |money: &str| {
            let heads = format!("Country | Project | Donor | {money} | Period");
            let own = [
                "Kenya | Rural Health Posts | Irish Aid | 2,340 | 2019–2022",
                "Mali | Safe Water | Norad | 800 | 2020–2022",
            ];
            told("Grants awarded", &[&[&heads, own[0], own[1]]])
        };
        for money in ["Award (€ thousand)", "Funding (EUR thousand)", "Grant amount (EUR thousand)"] {
            let own = [["Rural Health Posts", "KE", "2340000"], ["Safe Water", "ML", "800000"]];
            assert_eq!(rows(money), expected(&own), "{money}");
        }
        for money in ["Spent (EUR thousand)", "Households"] {
            let read = rows(money);
            assert!(read.iter().all(|told| told[2].is_empty()), "{money} {read:?}");
        }
    }
}
