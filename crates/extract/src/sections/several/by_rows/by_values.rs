//! Columns whose heads nothing knows, told by what all of their cells are: countries, amounts, times; a long text that differs
//! in each row is the title, names of bodies are who carries it out.

use std::collections::BTreeSet;

use almoner_codelists::{countries_in, fold};
use almoner_document::Cell;
use almoner_record::Span;

use super::super::{MOST_COLUMNS, by_bars, others};
use crate::bodies;
use crate::codes;
use crate::field::{DateKind, Field};
use crate::header;
use crate::sections::Cutter;
use crate::value::date::{self, DayOrder};
use crate::value::money;
use crate::value::numeral::DecimalMark;
use crate::value::period::{duration, period};
use crate::word_list::{WordList, begins_word};

/// What a head of money says that was not given for the whole: spent, paid, asked for, of a year, of a part.
static NOT_GIVEN: WordList = WordList::of(
    "spent expenditure expenditures expenses disbursed disbursement disbursements paid payment payments balance remaining \
     requested asked sought own counterpart cofinancing matching raised needed lacking average per price prices salary fee fees date year annual depense \
     depenses decaisse decaisses decaissement decaissements verse verses paye payes solde demande sollicite apport prix \
     gasto gastos gastado ejecutado desembolsado desembolso desembolsos pagado pagos saldo solicitado contraparte precio \
     despesa despesas gasto desembolsado desembolsos pago pagos solicitado contrapartida preco",
);

/// Tells the fields of columns that have none. True where one was told that a row needs.
pub(super) fn tell(
    cutter: &Cutter<'_>,
    place: Span,
    fields: &mut [Option<Field>],
    heads: &[&str],
    body: &[Vec<Cell>],
) -> bool {
    if fields.len() > MOST_COLUMNS {
        return false;
    }
    let has = |fields: &[Option<Field>], wanted: fn(Field) -> bool| {
        fields.iter().flatten().any(|field| wanted(*field))
    };
    let is_open = |fields: &[Option<Field>], at: usize| fields.get(at).is_some_and(Option::is_none);
    let give = |fields: &mut [Option<Field>], at: usize, field: Field| {
        fields.get_mut(at).into_iter().for_each(|own| *own = Some(field));
    };
    let mut told = false;
    // A column for places that has nothing but countries is one of these.
    let places = (0..fields.len()).filter(|at| {
        matches!(fields.get(*at), Some(None | Some(Field::Locations | Field::Regions)))
            && Column::of(cutter, body, *at).is_some_and(|column| column.are_countries())
    });
    if !has(fields, |field| field == Field::Countries)
        && let [at] = places.collect::<Vec<usize>>().as_slice()
    {
        told |= is_open(fields, *at);
        give(fields, *at, Field::Countries);
    }
    // Rows that are nowhere are of no aid: most tables end here.
    if !has(fields, |field| field == Field::Countries) {
        return false;
    }
    let columns: Vec<(usize, Column<'_>)> = (0..fields.len())
        .filter(|at| is_open(fields, *at))
        .filter_map(|at| Some((at, Column::of(cutter, body, at)?)))
        .collect();
    let of = |wanted: &dyn Fn(&Column<'_>) -> bool| -> Vec<usize> {
        columns.iter().filter(|(_, column)| wanted(column)).map(|(at, _)| *at).collect()
    };
    let is_time = |field| matches!(field, Field::Period | Field::Date(DateKind::Start | DateKind::End));
    if let ([at], false) = (of(&|column| column.are_times()).as_slice(), has(fields, is_time)) {
        give(fields, *at, Field::Period);
        told = true;
    }
    take_dates(&columns, fields, heads);
    // What was spent stands beside what was given.
    let is_given = |at: usize| heads.get(at).is_some_and(|head| !is_of_other_money(head));
    let is_money = |(at, field): (usize, &Option<Field>)| match field {
        Some(Field::Budget(_)) => true,
        Some(Field::Funding | Field::Amount) => is_given(at),
        _ => false,
    };
    let is_in_currency = |at: usize| {
        heads.get(at).is_some_and(|head| money::column(head).is_some_and(|column| column.sign.is_some()))
    };
    let given: Vec<usize> = columns
        .iter()
        .filter(|(at, column)| is_given(*at) && column.are_amounts(is_in_currency(*at)))
        .map(|(at, _)| *at)
        .collect();
    // What the years of an account add up to was spent.
    let years = heads.iter().filter(|head| date::is_year(head.trim())).count();
    let are_accounts = || years > 1 || others::are_accounts(cutter, place, &[]);
    if let ([at], false) = (given.as_slice(), fields.iter().enumerate().any(is_money) || are_accounts()) {
        give(fields, *at, Field::Budget(None));
        told = true;
    }
    if let ([at], false) =
        (of(&|column| column.are_statuses()).as_slice(), has(fields, |field| field == Field::Status))
    {
        give(fields, *at, Field::Status);
    }
    if !has(fields, |field| field == Field::Title)
        && let Some(at) = title_of(&columns, fields)
    {
        give(fields, at, Field::Title);
        told = true;
    }
    let are_bodies = |(at, column): &&(usize, Column<'_>)| {
        is_open(fields, *at)
            && column.are_bodies()
            && heads.get(*at).is_none_or(|head| !others::is_own_work(head) && !others::is_client(head))
    };
    let bodies: Vec<usize> = columns.iter().filter(are_bodies).map(|(at, _)| *at).collect();
    if let ([at], true, false) =
        (bodies.as_slice(), told, has(fields, |field| matches!(field, Field::Org(_))))
    {
        give(fields, *at, Field::Org(None));
    }
    told
}

/// Columns of days over which no more than `From` or `To` stands are those that an activity begins or ends on.
fn take_dates(columns: &[(usize, Column<'_>)], fields: &mut [Option<Field>], heads: &[&str]) {
    static FROM: WordList =
        WordList::of_phrases("from, since, de, du, desde, depuis, a partir de, a partir du");
    static TO: WordList =
        WordList::of_phrases("to, until, till, a, au, jusqu'au, jusqu'a, hasta, al, ate, ate a");
    for (at, _) in columns.iter().filter(|(_, column)| column.are_dates()) {
        let head = heads.get(*at).map(|head| fold(head)).unwrap_or_default();
        let head = head.trim_matches([' ', '.', ':']);
        let kind = if FROM.has(head) {
            DateKind::Start
        } else if TO.has(head) {
            DateKind::End
        } else {
            continue;
        };
        let field = Some(Field::Date(kind));
        if !fields.contains(&field) && !fields.contains(&Some(Field::Period)) {
            fields.get_mut(*at).into_iter().for_each(|own| *own = field);
        }
    }
}

/// True where most rows are of countries that receive aid.
pub(super) fn receive(cutter: &Cutter<'_>, fields: &[Option<Field>], body: &[Vec<Cell>]) -> bool {
    let Some(at) = fields.iter().position(|field| *field == Some(Field::Countries)) else { return false };
    let named =
        body.iter().filter_map(|row| row.get(at)).map(|cell| countries_in(cutter.document.slice(cell.span)));
    let named: Vec<bool> = named
        .filter(|found| !found.is_empty())
        .map(|found| found.iter().any(|one| !header::gives(one.entry.code)))
        .collect();
    named.iter().filter(|receives| **receives).count() * 2 > named.len()
}

/// True for the head or label of money that was not given for the whole: spent, asked for, of a year.
pub(in crate::sections::several) fn is_of_other_money(head: &str) -> bool {
    let folded = fold(head);
    let mut words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.any(|word| NOT_GIVEN.has(word) || word.len() == 4 && word.parse::<u16>().is_ok())
}

/// The column of the longest texts, no two alike, where the next one is much shorter.
fn title_of(columns: &[(usize, Column<'_>)], fields: &[Option<Field>]) -> Option<usize> {
    const FEWEST_WORDS: usize = 3;
    let is_open = |at: usize| fields.get(at).is_some_and(Option::is_none);
    let mut texts: Vec<(usize, usize, bool)> = columns
        .iter()
        .filter(|(at, column)| is_open(*at) && !column.are_dates())
        .map(|(at, column)| (column.words(), *at, column.differ()))
        .collect();
    texts.sort_unstable_by(|one, other| other.cmp(one));
    let (words, at, differ) = *texts.first()?;
    let next = texts.get(1).map_or(0, |(words, ..)| *words);
    let rows = columns.iter().find(|(own, _)| *own == at)?.1.cells.len();
    (differ && words >= FEWEST_WORDS * rows && words * 2 >= next * 3).then_some(at)
}

/// The filled cells of a column.
struct Column<'a> {
    cells: Vec<&'a str>,
}

impl<'a> Column<'a> {
    /// Those of most rows that are none of a group or a sum.
    fn of(cutter: &Cutter<'a>, body: &[Vec<Cell>], at: usize) -> Option<Column<'a>> {
        const FEWEST: usize = 2;
        const MOST: usize = 60;
        /// A table may begin again at each of its rows: not all of those below are gone through for each.
        const SEEN: usize = 4 * MOST;
        let text = |span: Span| cutter.document.slice(span).trim();
        let is_row = |row: &&Vec<Cell>| {
            let filled = row.iter().filter(|cell| !cell.span.is_empty()).count();
            filled * 2 > row.len() && !super::super::above::is_total(cutter.document, row)
        };
        let rows: Vec<&Vec<Cell>> = body.iter().take(SEEN).filter(is_row).take(MOST).collect();
        let cells: Vec<&str> = rows
            .iter()
            .filter_map(|row| row.get(at))
            .map(|cell| text(cell.span))
            .filter(|text| !text.is_empty())
            .collect();
        (cells.len() >= FEWEST && cells.len() * 5 >= rows.len() * 4).then_some(Column { cells })
    }

    fn all(&self, wanted: impl Fn(&str) -> bool) -> bool {
        self.cells.iter().all(|text| wanted(text))
    }

    fn are_countries(&self) -> bool {
        self.all(|text| {
            text.len() > 3 && (codes::are_countries(text) || by_bars::fact_of(text) == Some(Field::Countries))
        })
    }

    fn are_times(&self) -> bool {
        // One of a month may stand among longer ones.
        let is_range = |text: &str| {
            period(text, DayOrder::Unknown).is_some_and(|(span, period)| {
                let ends = period.start.zip(period.end);
                span.len() + 2 >= text.len() && ends.is_some_and(|((start, _), (end, _))| start != end)
            })
        };
        let is_range = |text: &str| is_range(text) || by_bars::fact_of(text) == Some(Field::Period);
        let is_length = |text: &str| duration(text).is_some_and(|(span, _)| span.len() + 2 >= text.len());
        // Of years alone nothing tells what happened then.
        let is_long = |text: &&str| by_bars::fact_of(text) == Some(Field::Period) || is_length(text);
        self.all(|text| is_range(text) || is_length(text))
            && self.cells.iter().any(is_long)
            && self.cells.iter().any(|text| text.len() > 4)
    }

    fn are_amounts(&self, are_bare: bool) -> bool {
        const LEAST: i64 = 1_000;
        let is_bare = |text: &str| {
            let digits = text.bytes().filter(u8::is_ascii_digit).count();
            digits > 2 && text.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || ".,'’".contains(c))
        };
        self.all(|text| {
            are_bare && is_bare(text)
                || money::is_alone(text, DecimalMark::Unknown)
                    && money::money(text, DecimalMark::Unknown)
                        .is_some_and(|(_, printed)| printed.value >= LEAST.into())
        })
    }

    fn are_dates(&self) -> bool {
        self.all(|text| date::date(text, DayOrder::Unknown).is_some_and(|(span, _)| span.len() == text.len()))
    }

    fn are_statuses(&self) -> bool {
        self.all(|text| codes::status(text).is_some())
    }

    /// True for names of which at least half are those of bodies.
    fn are_bodies(&self) -> bool {
        let named = self.cells.iter().filter(|text| bodies::is_body(text)).count();
        self.all(|text| {
            text.starts_with(char::is_uppercase) && !text.bytes().any(|byte| byte.is_ascii_digit())
        }) && named * 2 >= self.cells.len()
            && !self.cells.iter().any(|text| begins_word(&fold(text), "donor"))
    }

    fn words(&self) -> usize {
        self.cells.iter().map(|text| text.split_whitespace().count()).sum()
    }

    fn differ(&self) -> bool {
        self.cells.iter().collect::<BTreeSet<_>>().len() == self.cells.len()
    }
}
