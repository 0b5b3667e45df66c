//! Dates in a table whose heads are planned and actual and whose rows are start and end, or the other way round.

use almoner_codelists::fold;
use almoner_document::Cell;
use almoner_record::Span;

use super::{Cutter, unmarked};
use crate::field::{DateKind, Field};
use crate::lines::LineKind;
use crate::word_list::WordList;

/// What a head of a column or row says of the dates in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Head {
    Planned,
    Actual,
    Start,
    End,
}

/// The heads of a table's columns; None for one of another kind.
type Heads = Vec<Option<Head>>;

impl Cutter<'_> {
    /// Opens a piece a date of such a table, and one a row of another label; false for any other table.
    pub(super) fn take_dates_both_ways(&mut self, at: usize, rows: &[Vec<Cell>]) -> bool {
        let Some((columns, body)) = self.heads_of_dates(at, rows).filter(|_| self.layout.knows_the_trade())
        else {
            return false;
        };
        let of_cell = |cell: &Cell| head_of(self.document.slice(cell.span));
        let row_of = |row: &Vec<Cell>| row.first().and_then(of_cell);
        let is_dated = |row: &&Vec<Cell>| {
            row_of(row)
                .is_some_and(|down| columns.iter().flatten().any(|across| kind(down, *across).is_some()))
        };
        // A date each, or a mark that there is none: costs have rows of the same names.
        let is_date = |cell: &Cell| {
            let text = self.document.slice(cell.span);
            super::told::is_date_alone(text) || !text.bytes().any(|byte| byte.is_ascii_digit())
        };
        let are_dates =
            |row: &Vec<Cell>| row.iter().zip(&columns).all(|(cell, head)| head.is_none() || is_date(cell));
        if !body.iter().any(|row| is_dated(&row)) || !body.iter().filter(is_dated).all(are_dates) {
            return false;
        }
        let mut found: Vec<(Span, Option<Field>, Vec<Span>)> = Vec::new();
        for row in body {
            let Some((first, values)) = row.split_first().filter(|(first, _)| !first.span.is_empty()) else {
                continue;
            };
            let label = unmarked(&self.document.text, first.span);
            let Some(down) = row_of(row).filter(|_| is_dated(&row)) else {
                let spans = values.iter().flat_map(|cell| cell.parts.iter().copied()).collect();
                found.push((label, None, spans));
                continue;
            };
            for (cell, across) in row.iter().zip(&columns).filter(|(cell, _)| !cell.span.is_empty()) {
                if let Some(kind) = across.and_then(|across| kind(down, across)) {
                    found.push((label, Some(Field::Date(kind)), vec![cell.span]));
                }
            }
        }
        for (label, field, value) in found {
            self.open(Some(label), field, value, at + 1);
        }
        true
    }

    /// What the heads of the columns say, and the rows below them. In text whose columns spaces make, the first column has no
    /// head, so that the heads stand on a line of their own above.
    fn heads_of_dates<'r>(&self, at: usize, rows: &'r [Vec<Cell>]) -> Option<(Heads, &'r [Vec<Cell>])> {
        let (head, body) = rows.split_first()?;
        let of = |text: &str| head_of(text);
        let own: Heads = head
            .iter()
            .enumerate()
            .map(|(at, cell)| of(self.document.slice(cell.span)).filter(|_| at > 0))
            .collect();
        if are_both(&own) {
            return Some((own, body));
        }
        let above = at.checked_sub(1).and_then(|above| self.lines.get(above))?;
        let text = self.document.slice(above.span);
        let parts =
            text.split("  ").flat_map(|part| part.split('\t')).map(str::trim).filter(|part| !part.is_empty());
        let heads: Heads = std::iter::once(None).chain(parts.map(of)).collect();
        (above.kind == LineKind::Text && are_both(&heads) && rows.iter().all(|row| row.len() == heads.len()))
            .then_some((heads, rows))
    }
}

/// True for the heads of both, planned and actual or start and end.
fn are_both(heads: &[Option<Head>]) -> bool {
    let has = |head: Head| heads.contains(&Some(head));
    has(Head::Planned) && has(Head::Actual) || has(Head::Start) && has(Head::End)
}

/// The date where a row and a column meet.
fn kind(one: Head, other: Head) -> Option<DateKind> {
    match (one, other) {
        (Head::Planned, Head::Start) | (Head::Start, Head::Planned) => Some(DateKind::PlannedStart),
        (Head::Planned, Head::End) | (Head::End, Head::Planned) => Some(DateKind::PlannedEnd),
        (Head::Actual, Head::Start) | (Head::Start, Head::Actual) => Some(DateKind::ActualStart),
        (Head::Actual, Head::End) | (Head::End, Head::Actual) => Some(DateKind::ActualEnd),
        _ => None,
    }
}

/// A head of nothing but one of these words, in English, French, Spanish, Portuguese and German, and words for a date.
fn head_of(text: &str) -> Option<Head> {
    const LONGEST: usize = 40;
    static HEADS: [(Head, WordList); 4] = [
        (
            Head::Planned,
            WordList::of(
                "planned plan scheduled expected estimated prevu prevue previsionnel previsionnelle planifie planifiee \
             previsto prevista planificado planificada planeado planeada planejado planejada programado programada geplant",
            ),
        ),
        (
            Head::Actual,
            WordList::of(
                "actual reel reelle effectif effective realise realisee real reales reais efectivo efectiva efetivo efetiva \
             realizado realizada tatsachlich ist",
            ),
        ),
        (
            Head::Start,
            WordList::of(
                "start starting begin beginning commencement debut demarrage lancement inicio comienzo arranque beginn",
            ),
        ),
        (
            Head::End,
            WordList::of(
                "end ending completion closing closure finish fin achevement cloture fim final finalizacion cierre termino \
             conclusao encerramento ende",
            ),
        ),
    ];
    static DATES: WordList = WordList::of(
        "date dates fecha fechas data datas de du d da do la o of the le project projet proyecto projeto activity",
    );
    let folded = fold(text);
    if text.len() > LONGEST || folded.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut told = words.by_ref().filter(|word| !DATES.has(word));
    let (word, None) = (told.next()?, told.next()) else { return None };
    HEADS.iter().find(|(_, known)| known.has(word)).map(|(head, _)| *head)
}

#[cfg(test)]
mod tests {
    use crate::specimen::of_page;

    /// The type of a date, and its day.
    type Dated = (Option<String>, String);

    /// The dates of a table, and the beginning and the end of the period.
    fn dates(table: &str) -> (Vec<Dated>, Option<String>, Option<String>) {
        let page = format!(
            "<html><body><h1>Wells for Kita</h1><table><tr><th>Country</th><td>Mali</td></tr>\
             <tr><th>Donor</th><td>Norad</td></tr><tr><th>Budget</th><td>EUR 1,200,000</td></tr></table>\
             <table>{table}</table></body></html>"
        );
        let read = of_page(&page).remove(0);
        let dates = read.activity_dates.iter().map(|one| (one.kind.clone(), one.date.to_string())).collect();
        let day = |date: Option<jiff::civil::Date>| date.map(|date| date.to_string());
        let (start, end) = read.period.map_or((None, None), |period| (day(period.start), day(period.end)));
        (dates, start, end)
    }

    fn row(cells: &str) -> String {
        let cells: Vec<String> = cells.split('|').map(|cell| format!("<td>{}</td>", cell.trim())).collect();
        format!("<tr>{}</tr>", cells.concat())
    }

    fn table(rows: &[&str]) -> String {
        rows.iter().map(|cells| row(cells)).collect()
    }

    #[test]
    fn a_date_is_what_its_row_and_its_column_say() {
        for (rows, expected, start, end) in [
            (
                ["|Planned|Actual", "Start|2019-03-01|2019-04-15", "End|2021-02-28|–"],
                &[("1", "2019-03-01"), ("2", "2019-04-15"), ("3", "2021-02-28")][..],
                "2019-04-15",
                "2021-02-28",
            ),
            (
                ["|Prévu|Réel", "Date de début|–|19-02-2007", "Date de fin|31-12-2011|31-01-2012"],
                &[("2", "2007-02-19"), ("3", "2011-12-31"), ("4", "2012-01-31")],
                "2007-02-19",
                "2012-01-31",
            ),
            (
                ["Fechas|Fecha prevista|Fecha real", "Inicio|2019-03-01|", "Fin||2021-03-31"],
                &[("1", "2019-03-01"), ("4", "2021-03-31")],
                "2019-03-01",
                "2021-03-31",
            ),
            // Turned.
            (
                ["|Início|Fim", "Previsto|2019-03-01|2021-02-28", "Efetivo|2019-04-15|n/d"],
                &[("1", "2019-03-01"), ("3", "2021-02-28"), ("2", "2019-04-15")],
                "2019-04-15",
                "2021-02-28",
            ),
        ] {
            let expected: Vec<Dated> =
                expected.iter().map(|(kind, date)| (Some((*kind).to_owned()), (*date).to_owned())).collect();
            let read = dates(&table(&rows));
            assert_eq!(read, (expected, Some(start.to_owned()), Some(end.to_owned())), "{rows:?}");
        }
    }

    #[test]
    fn heads_may_stand_above_columns_that_spaces_make() {
        let read = crate::specimen::record(
            "Wells for Kita\n\nCountry     Mali\nDonor       Norad\nBudget      EUR 1,200,000\n\n            Planned      Actual\nStart       2019-03-01   2019-04-15\nEnd         2021-02-28   2021-03-31\n",
        );
        let kinds: Vec<Option<&str>> = read.activity_dates.iter().map(|one| one.kind.as_deref()).collect();
        assert_eq!(kinds, [Some("1"), Some("2"), Some("3"), Some("4")]);
    }

    #[test]
    fn other_tables_of_planned_and_actual_tell_no_dates() {
        for rows in [
            // Costs, counts, indicators.
            ["|Planned|Actual", "Start|250,000|260,000", "End|10,000|12,000"],
            ["Wells|Planned|Actual", "2019|12|10", "2020|14|15"],
            ["|Planned|Actual", "Inception report|2019-03-01|2019-04-15", "Audit|2021-02-28|2021-03-01"],
            // Nothing tells which is meant.
            ["|Planned|Revised", "Trainings|2019-03-01|2019-04-15", "Visits|2021-02-28|–"],
        ] {
            let (dates, start, end) = dates(&table(&rows));
            let typed: Vec<&Dated> = dates.iter().filter(|(kind, _)| kind.is_some()).collect();
            assert_eq!((typed, start, end), (vec![], None, None), "{rows:?}");
        }
    }
}
