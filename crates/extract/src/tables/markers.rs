//! Policy markers with a column a significance, one of them ticked.

use almoner_codelists::{POLICY_MARKER, fold};
use almoner_document::{Cell, Document};
use almoner_record::{Basis, PolicyMarker};

use super::cell;
use crate::codes::{self, Digits};
use crate::context::{Context, one_line};
use crate::draft::{Draft, Found};

/// What is printed in a box that is ticked.
const TICKS: [&str; 10] = ["☒", "☑", "✓", "✔", "✗", "✘", "x", "X", "√", "■"];

/// A tick alone, or in a box that brackets make: `[x]`.
fn is_tick(text: &str) -> bool {
    let text = text.trim();
    let inside = [('[', ']'), ('(', ')')]
        .iter()
        .find_map(|(open, close)| text.strip_prefix(*open)?.strip_suffix(*close));
    TICKS.contains(&inside.unwrap_or(text).trim())
}

/// True for a table of markers of the DAC's list, with a head of words for significances over boxes.
pub(crate) fn is_table(document: &Document, rows: &[Vec<Cell>]) -> bool {
    const LONGEST: usize = 60;
    let is_told = |cell: &&Cell| {
        let text = document.slice(cell.span);
        text.len() <= LONGEST && text.contains(char::is_alphabetic) && codes::significance(text).is_some()
    };
    let Some((head, body)) = rows.split_first() else { return false };
    let is_ticked = |cell: &Cell| is_tick(document.slice(cell.span));
    let is_marker = |row: &Vec<Cell>| {
        let name = row.first().and_then(|cell| POLICY_MARKER.find(document.slice(cell.span)));
        name.is_some() && row.iter().skip(1).any(is_ticked)
    };
    head.iter().skip(1).filter(is_told).count() >= 2 && body.iter().any(is_marker)
        || is_scored(document, head, body)
}

/// True for names of markers beside their significances, in words or digits, under heads that say so: `DAC marker | Score`.
fn is_scored(document: &Document, head: &[Cell], body: &[Vec<Cell>]) -> bool {
    const MARKERS: [&str; 6] = ["marker", "markers", "marqueur", "marqueurs", "marcador", "marcadores"];
    const SCORES: [&str; 15] = [
        "score",
        "significance",
        "value",
        "rating",
        "level",
        "objective",
        "score (0/1/2)",
        "note",
        "valeur",
        "niveau",
        "objectif",
        "puntuacion",
        "valor",
        "nivel",
        "objetivo",
    ];
    let [name, score] = head else { return false };
    let (name, score) = (fold(document.slice(name.span)), fold(document.slice(score.span)));
    let says_marker = name.split(|c: char| !c.is_alphanumeric()).any(|word| MARKERS.contains(&word));
    let is_told = |row: &Vec<Cell>| match row.as_slice() {
        [name, score] => {
            codes::marker_of_label(document.slice(name.span), document.slice(score.span), Digits::Read)
                .is_some()
        }
        _ => false,
    };
    says_marker && SCORES.contains(&score.trim()) && !body.is_empty() && body.iter().all(is_told)
}

pub(super) fn read(draft: &mut Draft, context: &Context<'_>, rows: &[Vec<Cell>]) {
    if let Some((head, body)) =
        rows.split_first().filter(|(head, body)| is_scored(context.document, head, body))
    {
        let rule = context.rule("table", "policy_markers");
        for row in body.iter().filter(|row| row.len() == head.len()) {
            if let (Some(name), Some(score)) = (cell(row, Some(0)), cell(row, Some(1))) {
                codes::push_marker_of_label(draft, context, name, score, &rule);
            }
        }
        return;
    }
    let mut columns: Vec<Option<u8>> = Vec::new();
    for row in rows {
        let heads: Vec<Option<u8>> =
            row.iter().map(|cell| codes::significance(context.text(cell.span))).collect();
        if heads.iter().flatten().count() >= 2 {
            // A column without a heading is a part of the one before it.
            columns = heads;
            for at in 1..columns.len() {
                let blank = row.get(at).is_some_and(|cell| cell.span.is_empty());
                let before = columns.get(at - 1).copied().flatten();
                if let Some(head) = columns.get_mut(at).filter(|_| blank) {
                    *head = before;
                }
            }
            continue;
        }
        let ticked: Vec<u8> = row
            .iter()
            .zip(&columns)
            .filter_map(|(cell, head)| head.filter(|_| is_tick(context.text(cell.span))))
            .collect();
        // Two ticks in a row: nothing tells which is meant.
        let (Some(name), [significance]) = (cell(row, Some(0)), ticked.as_slice()) else { continue };
        let text = context.text(name);
        let entry = POLICY_MARKER.find(text);
        let value = PolicyMarker {
            vocabulary: if entry.is_some() { "1" } else { "99" }.to_owned(),
            code: entry.map(|entry| entry.code.to_owned()),
            name: one_line(text),
            significance: Some(*significance),
            basis: Basis::Stated,
        };
        let rule = context.rule("table", "policy_markers");
        let found = Found { value, span: name, basis: Basis::Stated, rule };
        draft.push("/policy_markers", |activity| &mut activity.policy_markers, found);
    }
}

#[cfg(test)]
mod tests {
    use crate::specimen::of_page;

    fn markers(rows: &[&str]) -> Vec<(Option<String>, Option<u8>)> {
        let cell = |text: &str| format!("<td>{}</td>", text.trim());
        let row = |cells: &&str| format!("<tr>{}</tr>", cells.split('|').map(cell).collect::<String>());
        let table: String = rows.iter().map(row).collect();
        let page = format!(
            "<html><body><h1>Wells for Kita</h1><table><tr><th>Country</th><td>Mali</td></tr><tr><th>Donor</th><td>Norad</td></tr>\
             <tr><th>Budget</th><td>EUR 1,200,000</td></tr></table><table>{table}</table></body></html>"
        );
        let read = of_page(&page).remove(0);
        let stated = read.policy_markers.into_iter().filter(|one| one.basis == almoner_record::Basis::Stated);
        stated.map(|one| (one.code, one.significance)).collect()
    }

    #[test]
    fn a_table_of_significances_needs_no_heading() {
        for (head, tick, blank) in [
            (
                "General policy objective | Not targeted | Significant objective | Principal objective",
                "☒",
                "☐",
            ),
            (
                "General policy objective @ | Not targeted | Significant objective | Principal objective",
                "X",
                "",
            ),
            ("Objectif stratégique général | Non ciblé | Objectif important | Objectif principal", "✓", ""),
            ("Policy objectives | Not targeted | Significant objective | Principal objective", "[x]", "[ ]"),
            ("Objetivo general | No orientado | Objetivo significativo | Objetivo principal", "☑", "☐"),
        ] {
            let gender = format!("Gender equality | {blank} | {blank} | {tick}");
            let governance =
                format!("Participation development/good governance | {blank} | {tick} | {blank}");
            let trade = format!("Trade development | {tick} | {blank} | {blank}");
            let own = format!("Water for schools | {blank} | {tick} | {blank}");
            let read = markers(&[head, &gender, &governance, &trade, &own]);
            let known = |code: &str, significance| (Some(code.to_owned()), Some(significance));
            assert_eq!(read, [known("1", 2), known("3", 1), known("4", 0), (None, Some(1))], "{head}");
        }
    }

    #[test]
    fn names_of_markers_may_stand_beside_their_scores() {
        let known = |code: &str, significance| (Some(code.to_owned()), Some(significance));
        let read = markers(&[
            "DAC marker | Score",
            "Gender equality | 1",
            "Aid to environment | 2",
            "Biodiversity | 0",
        ]);
        assert_eq!(read, [known("1", 1), known("2", 2), known("5", 0)]);
        for rows in [
            // The United Nations' own scale goes to three; a theme's score is of something else.
            ["DAC marker | Score", "Gender equality | 3", "Biodiversity | 1"],
            ["Theme | Score", "Gender equality | 1", "Biodiversity | 2"],
            ["DAC marker | Page", "Gender equality | 1", "Biodiversity | 2"],
        ] {
            assert_eq!(markers(&rows), [], "{rows:?}");
        }
    }

    #[test]
    fn other_tables_of_boxes_tell_no_markers() {
        for rows in [
            // Risks have significances too.
            [
                "Risk | Not significant | Significant objective | Principal",
                "Drought | ☐ | ☒ | ☐",
                "Floods | ☐ | ☐ | ☒",
            ],
            // Two boxes, or none.
            [
                "Objective | Not targeted | Significant objective | Principal objective",
                "Gender equality | ☒ | ☒ | ☐",
                "Biodiversity | | |",
            ],
            ["Theme | Yes | No | Comment", "Gender equality | ☒ | ☐ | ☐", "Biodiversity | ☐ | ☒ | ☐"],
        ] {
            assert_eq!(markers(&rows), [], "{rows:?}");
        }
    }
}
