//! Tables whose rows an empty line keeps apart, their cells set in columns by spaces: set again with tabs between the cells, so that
//! they are one table.
//!
//! ```text
//! Source                       Amount
//!
//! African Development Fund     EUR 25,000
//!
//! Government                   EUR 3,000
//! ```

use super::again::{Again, set_again};
use super::paired::{Run, runs};

/// The most rows of a table.
const MOST_ROWS: usize = 60;

/// The text again, with such tables set close.
pub(super) fn reset(text: String) -> String {
    set_again(text, |lines, at| {
        let heads = lines.get(at).map(|line| runs(line)).unwrap_or_default();
        let table = if are_heads(&heads) { table(lines, at, &heads) } else { None };
        table.map_or(Again::STAYS, |(rows, end)| Again { lines: Some(rows), taken: end - at })
    })
}

/// Two or three words for columns, no figure among them; the last says that amounts or days stand below it, else it may be the
/// value of a label.
fn are_heads(heads: &[Run<'_>]) -> bool {
    const LONGEST: usize = 40;
    const LAST: &str = "amount amounts cost costs budget value total share planned actual revised \
        montant montants coût coûts valeur part prévu réel effectif révisé \
        monto importe costo coste presupuesto valor previsto real efectivo montante custo orçamento efetivo";
    let is_head = |head: &Run<'_>| {
        head.text.len() <= LONGEST
            && head.text.starts_with(char::is_alphabetic)
            && !head.text.bytes().any(|byte| byte.is_ascii_digit())
            && !head.text.ends_with(['.', ',', ';', ':'])
    };
    let last = heads.last().and_then(|head| head.text.split([' ', '(']).next()).map(str::to_lowercase);
    matches!(heads.len(), 2 | 3)
        && last.is_some_and(|last| LAST.split_ascii_whitespace().any(|word| word == last))
        && heads.iter().all(is_head)
}

/// The rows of the table below the heads, tabs between their cells, and the line behind it. Each row stands behind an empty line,
/// with figures below all heads but the first; one more column stands at the margin where the heads name none for it.
fn table(lines: &[&str], at: usize, heads: &[Run<'_>]) -> Option<(Vec<String>, usize)> {
    const FEWEST_ROWS: usize = 2;
    let columns: Vec<usize> = heads.iter().map(|head| head.start).collect();
    let own = |row: &[Run<'_>]| row.iter().map(|run| run.start).collect::<Vec<usize>>();
    let has_figure = |run: &Run<'_>| run.text.bytes().any(|byte| byte.is_ascii_digit());
    let joined = |row: &[Run<'_>]| row.iter().map(|run| run.text).collect::<Vec<&str>>().join("\t");
    let mut rows: Vec<String> = Vec::new();
    let mut is_margin = false;
    let mut end = at + 1;
    for two in lines.get(at + 1..)?.chunks_exact(2).take(MOST_ROWS) {
        let [blank, line] = two else { break };
        let row = runs(line);
        let starts = own(&row);
        let behind = starts.get(1..).unwrap_or_default();
        let has_margin = behind == columns.as_slice();
        let is_row = blank.trim().is_empty()
            && !blank.contains('\u{c}')
            && (starts == columns || has_margin)
            && (rows.is_empty() || has_margin == is_margin)
            && row.first().is_some_and(|name| !has_figure(name))
            && row.iter().skip(1).all(has_figure);
        if !is_row {
            break;
        }
        is_margin = has_margin;
        rows.push(joined(&row));
        end += 2;
    }
    if rows.len() < FEWEST_ROWS {
        return None;
    }
    let head = joined(heads);
    let head = if is_margin { ["\t", &head].concat() } else { head };
    Some((std::iter::once(head).chain(rows).collect(), end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_an_empty_line_keeps_apart_are_one_table() {
        assert_eq!(
            reset("Plan\nSource            Amount\n\nADF               EUR 25,000\n\nGovernment        EUR 3,000\n\nEnd\n".to_owned()),
            "Plan\nSource\tAmount\nADF\tEUR 25,000\nGovernment\tEUR 3,000\n\nEnd\n"
        );
        assert_eq!(
            reset("              Planned       Actual\n\nStart date    3 May 2008    3 Jun 2008\n\nEnd date      1 Jul 2010    5 Jan 2011\n".to_owned()),
            "\tPlanned\tActual\nStart date\t3 May 2008\t3 Jun 2008\nEnd date\t1 Jul 2010\t5 Jan 2011\n"
        );
    }

    #[test]
    fn labels_and_their_values_stay_as_they_are() {
        for text in [
            "Country       Mali\n\nStart date    3 May 2008\n\nEnd date      5 May 2009\n",
            "Country       Mali\n\nStart date    3 May 2008\n\nDonor         Norad\n",
            "Country       Mali\n\nDonor         Norad\n\nStatus        Closed\n",
            "Source        Amount\n\nADF           EUR 25,000\n",
            "Source        Amount\n\nADF      EUR 25,000\n\nState         EUR 5,000\n",
        ] {
            assert_eq!(reset(text.to_owned()), text);
        }
    }
}
