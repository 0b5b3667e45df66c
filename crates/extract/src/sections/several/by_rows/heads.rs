//! The heads of a table whose rows are activities: what each column tells, and what a row of it must tell.

use std::collections::BTreeSet;

use almoner_codelists::{countries_in, fold};
use almoner_document::Cell;
use almoner_record::{Measure, Role};

use super::super::{Fact, above, fact, money_heads, of_aid, others};
use super::beside::{Beside, taker_beside_title};
use super::by_values;
use crate::field::{DateKind, Field};
use crate::lines::{self, Line};
use crate::nouns;
use crate::recognise::matched;
use crate::sections::Cutter;
use crate::value::money;
use crate::word_list::WordList;

/// The heads of a table of activities.
pub(super) struct Heads {
    /// The field of each column; None for one of no field.
    pub(super) fields: Vec<Option<Field>>,
    /// A list of grants: a row needs no country.
    pub(super) are_grants: bool,
    /// The cell of the title names below it, or above it, who carries the activity out.
    pub(super) with_taker: Option<Beside>,
    /// What stands above, titles and names say that the rows are of aid.
    pub(super) of_aid: bool,
}

impl Heads {
    /// True where countries, or the words of a list of grants, tell that the rows are activities.
    pub(super) fn are_sure(&self) -> bool {
        self.are_grants || self.fields.contains(&Some(Field::Countries))
    }

    /// True for a row with a title of several words and a country, or what else tells of an activity.
    ///
    /// `printed` is the row before cells stood for those above: a line that only goes on with a title has no figures.
    pub(super) fn tell_one(&self, cutter: &Cutter<'_>, row: &[Cell], printed: &[Cell]) -> bool {
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
        let parts = at.and_then(|at| row.get(at)).map_or(&[][..], |cell| cell.parts.as_slice());
        if self.with_taker.is_some_and(|beside| beside.parts(cutter, parts).is_none()) {
            return false;
        }
        let has_figures = || {
            let is_figure = |text: &String| text.bytes().any(|byte| byte.is_ascii_digit());
            of(printed, |fact| matches!(fact, Fact::Money | Fact::Time)).iter().any(is_figure)
        };
        let has_taker = || self.with_taker.is_some() || !of(row, |fact| fact == Fact::Taker).is_empty();
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
pub(super) fn heads<'r>(
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
    drop_names(cutter, &mut fields, body);
    take_amounts_for_budgets(&mut fields, &heads);
    let are_accounts = || others::are_accounts(cutter, line.span, &heads);
    money_heads::settle(cutter.document, &mut fields, &heads, body, are_accounts);
    drop_names_of_sums(&mut fields, &heads);
    take_names_for_takers(&mut fields, &heads);
    drop_counts(cutter, &mut fields, body);
    let with_taker = taker_beside_title(cutter, rows, &mut fields, line.block);
    let by_values = by_values::tell(cutter, line.span, &mut fields, &heads, body);
    let takes_part = fields.iter().zip(&heads).filter(|(_, head)| !others::is_client(head));
    let mut told: BTreeSet<Fact> = takes_part.filter_map(|(field, _)| fact((*field)?)).collect();
    told.extend(with_taker.map(|_| Fact::Taker));
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
        && (are_projects || by_values || told.contains(&Fact::Number) || told.contains(&Fact::Status));
    // Beside what was given, what was spent makes a register no account.
    let are_accounts =
        || others::are_accounts(cutter, line.span, if by_values { &[] } else { heads.as_slice() });
    // What banks and funds list by country: a project, where, and what was lent or given.
    let is_lent = {
        let has_sum = told.contains(&Fact::Money) || heads.iter().any(|head| is_sum_in_currency(head));
        let of = |wanted: Field| -> Vec<&str> {
            let at = fields.iter().position(|field| *field == Some(wanted));
            let cells = at.into_iter().flat_map(|at| body.iter().filter_map(move |row| row.get(at)));
            cells.filter(|cell| !cell.span.is_empty()).map(|cell| cutter.document.slice(cell.span)).collect()
        };
        are_projects
            && has_sum
            && fields.contains(&Some(Field::Countries))
            && by_values::receive(cutter, &fields, body)
            && (heads.iter().any(|head| is_lending(head))
                || of_aid::are_told(cutter, line.span, &of(Field::Title), &[]))
    };
    let is_whole = are_grants
        || is_register && !are_accounts()
        || is_lent && !are_accounts()
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
    let is_of_aid = || {
        let of = |wanted: fn(Field) -> bool| -> Vec<&str> {
            let at = fields.iter().position(|field| field.is_some_and(wanted));
            let cells = at.into_iter().flat_map(|at| body.iter().filter_map(move |row| row.get(at)));
            cells.filter(|cell| !cell.span.is_empty()).map(|cell| cutter.document.slice(cell.span)).collect()
        };
        let names = of(|field| matches!(field, Field::Org(_)));
        by_values::receive(cutter, &fields, body)
            && of_aid::are_told(cutter, line.span, &of(|field| field == Field::Title), &names)
    };
    // A list of aid may tell no more than where and how much.
    let is_short =
        || fields.contains(&Some(Field::Countries)) && told.contains(&Fact::Money) && !are_accounts();
    if !is_whole && !is_short() || are_others() {
        return None;
    }
    let of_aid = is_lent || is_of_aid();
    (of_aid || !by_values && is_whole).then_some((Heads { fields, are_grants, with_taker, of_aid }, body))
}

/// The one column of amounts is what each activity was given, where no other is of budgets.
fn take_amounts_for_budgets(fields: &mut [Option<Field>], heads: &[&str]) {
    static GIVEN: WordList = WordList::of_phrases(
        "award, awarded, award amount, amount, amount awarded, grant, grant amount, funding, montant, montant accorde, \
         montant octroye, financement, subvention, monto, monto concedido, importe, importe concedido, financiacion, \
         subvencion, montante, valor, financiamento",
    );
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
            && GIVEN.has(words.trim_matches([' ', '.', ':']))
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

/// `Climate finance (EUR million)` names nobody.
fn drop_names_of_sums(fields: &mut [Option<Field>], heads: &[&str]) {
    for (field, head) in fields.iter_mut().zip(heads) {
        if matches!(field, Some(Field::Org(_))) && head.contains('(') && is_sum_in_currency(head) {
            *field = None;
        }
    }
}

/// A column of organisations is of those that carry the activities out, where no other column is of them and amounts stand
/// beside: `Entidad | Título del proyecto | Importe concedido`.
fn take_names_for_takers(fields: &mut [Option<Field>], heads: &[&str]) {
    static TAKERS: WordList = WordList::of_phrases(
        "agency, agence, agencia, beneficiary, beneficiaire, beneficiario, beneficiaria, attributaire, applicant, demandeur, porteur de projet, \
         porteur du projet, solicitante, entidad solicitante, requerente, organisation, organization, organisation \
         name, name of organisation, name of organization, ngo, ngos, name of ngo, entity, association, recipient, \
         recipient organisation, recipient organization, recipient name, beneficiary organisation, beneficiary \
         organization, organisme, ong, osc, structure, organisation beneficiaire, organisme beneficiaire, association \
         beneficiaire, structure beneficiaire, organisation recipiendaire, organizacion, organizaciones, entidad, \
         entidades, ongd, asociacion, entidad beneficiaria, organizacion beneficiaria, organizacion receptora, entidad \
         receptora, organizacao, entidade, entidade beneficiaria, organizacao beneficiaria, associacao",
    );
    let has = |wanted: fn(Field) -> bool| fields.iter().flatten().any(|field| wanted(*field));
    let is_taken = has(|field| matches!(field, Field::Org(Some(Role::Implementing | Role::Extending))));
    if is_taken || !has(|field| matches!(field, Field::Budget(_))) {
        return;
    }
    let is_taker = |head: &&str| TAKERS.has(fold(head).trim_matches([' ', '.', ':', '/']));
    let mut own = heads.iter().enumerate().filter(|(_, head)| is_taker(head)).map(|(at, _)| at);
    if let (Some(at), None) = (own.next(), own.next()) {
        fields.get_mut(at).into_iter().for_each(|field| *field = Some(Field::Org(Some(Role::Implementing))));
    }
}

/// A column of words is of no budgets: `Grant`, below it `Wells of Zinder`.
fn drop_names(cutter: &Cutter<'_>, fields: &mut [Option<Field>], body: &[Vec<Cell>]) {
    const MOST_ROWS: usize = 40;
    let has_digit = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit());
    for (at, field) in
        fields.iter_mut().enumerate().filter(|(_, field)| matches!(field, Some(Field::Budget(_))))
    {
        let mut cells = body.iter().take(MOST_ROWS).filter_map(|row| row.get(at));
        let is_named = |cell: &Cell| {
            let text = cutter.document.slice(cell.span);
            !has_digit(text) && text.split_whitespace().nth(1).is_some()
        };
        if !body.is_empty() && cells.all(is_named) {
            *field = None;
        }
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
    let folded = fold(head);
    nouns::names_activity(&folded) || folded.starts_with("operati") || folded.starts_with("operac")
}

/// True for the head of a column of amounts that tells their currency: `Loan (USD million)`.
fn is_sum_in_currency(head: &str) -> bool {
    money::column(head).is_some_and(|column| column.sign.is_some()) && !by_values::is_of_other_money(head)
}

/// True for the head of a column of what was lent or given to many countries.
fn is_lending(head: &str) -> bool {
    static WORDS: WordList = WordList::of(
        "operation operations economy loan loans grant grants credit credits commitment commitments finance financing cofinancing funding funded pret \
         prets don dons financement financements subvention engagement prestamo prestamos donacion donaciones \
         financiamiento financiacion subvencion emprestimo emprestimos doacao doacoes financiamento subvencao",
    );
    almoner_codelists::words(&fold(head)).any(|(_, word)| WORDS.has(word))
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
    const BESIDE: [&str; 18] = [
        "o",
        "de",
        "del",
        "do",
        "du",
        "the",
        "of",
        "grant",
        "subvencion",
        "file",
        "application",
        "proposal",
        "demande",
        "candidature",
        "solicitud",
        "candidatura",
        "pedido",
        "processo",
    ];
    let text = fold(cutter.document.slice(cell.span));
    let text = text.trim_matches([' ', '.', ':']);
    const OPERATIONS: [&str; 8] = [
        "operation",
        "operation name",
        "name of operation",
        "nom de l'operation",
        "operacion",
        "nombre de la operacion",
        "operacao",
        "nome da operacao",
    ];
    if nouns::is_activity(text) || nouns::are_activities(text) || OPERATIONS.contains(&text) {
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
    if (is_number(first) || is_number(ends))
        && words.all(|word| is_number(word) || nouns::is_project(word) || BESIDE.contains(&word))
    {
        return Some(Field::OtherIdentifier);
    }
    let line = lines::line_of_cell(&cutter.document.text, cell.span, block);
    matched(cutter.layout, &line).filter(|found| !found.inline).map(|found| found.field)
}
