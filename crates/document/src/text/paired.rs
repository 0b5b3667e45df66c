//! Forms that print two labels with their values a line, columns kept by spaces, as `pdftotext -layout` sets them: set again
//! with one label and its value a line, a tab between them, so that a value that its column broke is one text.
//!
//! ```text
//! Grant Name    Taps for the quarters     Grant Number    TF011223
//!               of Matola
//! Country       Mozambique                Grant Amount    US$ 60,000
//! ```

use super::again::{Again, set_again};

/// So many spaces set columns apart.
const GAP: usize = 2;
/// No sheet of paper holds longer lines, in bytes.
const WIDEST: usize = 800;
/// The fewest lines with two labels.
const FEWEST_ROWS: usize = 3;

/// Words of a line without a gap, and the column that they begin in.
pub(super) struct Run<'a> {
    pub(super) start: usize,
    pub(super) text: &'a str,
}

/// A label with its value, whose lines are joined.
struct Pair<'a> {
    label: &'a str,
    value: String,
}

/// The text again, with such forms set one label a line.
pub(super) fn reset(text: String) -> String {
    set_again(text, |lines, at| {
        let rest = lines.get(at..).unwrap_or_default();
        let Some(columns) = rest.first().and_then(|line| columns(line)) else { return Again::STAYS };
        let (pairs, rows, taken) = form(rest, columns);
        let is_form = rows >= FEWEST_ROWS && are_labels(&pairs);
        let line = |pair: &Pair<'_>| [pair.label, "\t", &pair.value].concat();
        Again { lines: is_form.then(|| pairs.iter().map(line).collect()), taken }
    })
}

/// The runs of a line; none of one that is no line of a printed page.
pub(super) fn runs(line: &str) -> Vec<Run<'_>> {
    if line.len() > WIDEST || line.contains(['\t', '|', '\u{c}']) {
        return Vec::new();
    }
    let mut runs = Vec::new();
    let (mut begin, mut end, mut spaces, mut first) = (None, 0, 0, 0);
    for (column, (at, c)) in line.char_indices().enumerate() {
        if c == ' ' || c == '\r' {
            spaces += 1;
            if spaces == GAP
                && let Some(from) = begin.take()
            {
                runs.extend(line.get(from..end).map(|text| Run { start: first, text }));
            }
            continue;
        }
        if begin.is_none() {
            (begin, first) = (Some(at), column);
        }
        (end, spaces) = (at + c.len_utf8(), 0);
    }
    if let Some(from) = begin {
        runs.extend(line.get(from..end).map(|text| Run { start: first, text }));
    }
    runs
}

/// The columns of a line of two labels with their values.
fn columns(line: &str) -> Option<[usize; 4]> {
    match runs(line).as_slice() {
        [one, value, two, other] if reads_as_label(one.text) && reads_as_label(two.text) => {
            Some([one.start, value.start, two.start, other.start])
        }
        _ => None,
    }
}

/// A few words without figures.
fn reads_as_label(text: &str) -> bool {
    const LONGEST: usize = 48;
    const MOST_WORDS: usize = 7;
    text.len() <= LONGEST
        && text.starts_with(char::is_uppercase)
        && text.contains(char::is_lowercase)
        && text.split_whitespace().count() <= MOST_WORDS
        && !text.ends_with(['.', ',', ';', '-'])
        && !text.bytes().any(|byte| byte.is_ascii_digit())
}

/// The labels of a form that begins with the first of `lines`, how many lines have two, and how many lines it takes.
fn form<'a>(lines: &[&'a str], columns: [usize; 4]) -> (Vec<Pair<'a>>, usize, usize) {
    let [first, value, second, other] = columns;
    let (mut pairs, mut rows, mut taken): (Vec<Pair<'a>>, usize, usize) = (Vec::new(), 0, 0);
    // The places of the pairs of the last row.
    let mut last = [None, None];
    let mut is_blank = false;
    for (at, line) in lines.iter().enumerate() {
        if line.trim().is_empty() {
            if line.contains('\u{c}') {
                break;
            }
            is_blank = true;
            continue;
        }
        let runs = runs(line);
        let starts: Vec<usize> = runs.iter().map(|run| run.start).collect();
        let is_row = matches!(starts.as_slice(), [one, two, rest @ ..]
            if *one == first && *two == value && (rest.is_empty() || rest == [second, other]));
        let are_read = runs.iter().step_by(2).all(|run| reads_as_label(run.text));
        if is_row && are_read {
            last = [None, None];
            for (place, pair) in runs.chunks_exact(2).enumerate() {
                if let ([label, own], Some(last)) = (pair, last.get_mut(place)) {
                    *last = Some(pairs.len());
                    pairs.push(Pair { label: label.text, value: own.text.to_owned() });
                }
            }
            rows += usize::from(runs.len() == 4);
        } else if !is_blank && !runs.is_empty() && starts.iter().all(|start| [value, other].contains(start)) {
            for run in &runs {
                let place = last.get(usize::from(run.start == other)).copied().flatten();
                if let Some(pair) = place.and_then(|place| pairs.get_mut(place)) {
                    pair.value.push(' ');
                    pair.value.push_str(run.text);
                }
            }
        } else {
            break;
        }
        is_blank = false;
        taken = at + 1;
    }
    (pairs, rows, taken)
}

/// True where most labels have a word that forms of activities label with: four columns of anything else are a table.
fn are_labels(pairs: &[Pair<'_>]) -> bool {
    const WORDS: &str = "project programme program grant title name number no ref reference code id country region location sector status \
        start end closing date period duration amount budget cost total donor funder fund funding financing partner agency \
        organisation organization executing implementing beneficiary recipient contact type approval disbursed currency \
        projet titre intitulé numéro n° référence pays région secteur état statut début fin clôture durée période montant coût \
        bailleur financement partenaire agence organisme maître bénéficiaire \
        proyecto título nombre número referencia código país región estado inicio fecha finalización plazo duración monto importe \
        presupuesto coste costo donante financiadora subvención entidad contraparte organismo ejecutor beneficiario expediente \
        projeto projecto designação setor situação início fim prazo duração montante orçamento custo doador entidade parceiro \
        organização executora beneficiário";
    let is_known = |pair: &&Pair<'_>| {
        let label = pair.label.to_lowercase();
        label
            .split([' ', ':', '/', '(', ')', '\'', '’'])
            .any(|word| !word.is_empty() && WORDS.split_ascii_whitespace().any(|known| known == word))
    };
    let mut labels: Vec<&str> = pairs.iter().map(|pair| pair.label).collect();
    labels.sort_unstable();
    let is_repeated = labels.windows(2).any(|two| matches!(two, [one, other] if one == other));
    !is_repeated && pairs.iter().filter(is_known).count() * 3 >= pairs.len() * 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_labels_a_line_are_set_one_a_line() {
        let form = "Status sheet\n\n  Grant Name    Taps for the quarters     Grant Number    TF011223\n                of Matola -\n                North\n\n  Country       Mozambique                Executing       Water Office of the\n                                          Agency town\n";
        assert_eq!(reset(form.to_owned()), form, "a label that is broken");
        let form = "Status sheet\n\n  Grant Name    Taps for the quarters     Grant Number    TF011223\n                of Matola -\n                North\n\n  Country       Mozambique                Agency          Water Office of the\n                                                          town\n\n  Start Date    3 May 2011                End Date        7 June 2014\n  Status        Closed\n\nObjective\nThe taps run.\n";
        assert_eq!(
            reset(form.to_owned()),
            "Status sheet\n\nGrant Name\tTaps for the quarters of Matola - North\nGrant Number\tTF011223\nCountry\tMozambique\nAgency\tWater Office of the town\nStart Date\t3 May 2011\nEnd Date\t7 June 2014\nStatus\tClosed\n\nObjective\nThe taps run.\n"
        );
    }

    #[test]
    fn four_columns_of_anything_else_stay_as_they_are() {
        for text in [
            "Country    Amount    Donor    Status\nMali       12,000    Norad    Closed\nKenya      15,000    Sida     Closed\nGhana      16,000    Sida     Closed\n",
            "Name      Town      Team      Sport\nAnna      Bergen    North     Rowing\nBerit     Oslo      South     Chess\nCarl      Molde     East      Golf\n",
            "Country    Mali     Donor    Norad\nStatus     Closed   Sector   Health\n",
            "Country    Mali     Donor    Norad\nCountry    Togo     Donor    Sida\nCountry    Peru     Donor    Danida\n",
            "A sentence  stands here  and Another  one\nIt goes  on\n",
        ] {
            assert_eq!(reset(text.to_owned()), text);
        }
    }
}
