//! Forms: labels and values that white space alone sets apart, those of no field too.

use almoner_document::BlockKind;
use almoner_record::{Role, Span};

use super::Cutter;
use crate::bodies;
use crate::field::{Field, Shape};
use crate::lines::{Line, LineKind};

impl Cutter<'_> {
    /// Label and value that the document itself divides (a tab stands between them), of no field of the layout: no
    /// value of the label above. In running text only where a gap sets the label above apart too: that is a form.
    pub(super) fn unknown_label(&self, line: &Line) -> Option<(Span, Span)> {
        let pays = [Field::Funding, Field::Org(Some(Role::Funding))];
        let field = self.pieces.last()?.field.filter(|field| *field != Field::Header)?;
        let in_form = self.layout.is_general() && self.is_in_form(line);
        let (key, value) = match (&self.document.blocks.get(line.block)?.kind, &line.label) {
            (BlockKind::KeyValue { key, value }, _) => (*key, *value),
            (_, Some((_, value))) if in_form => {
                (Span { start: line.span.start, end: value.start }.trim(&self.document.text), *value)
            }
            _ => return None,
        };
        let between = self.document.slice(Span { start: key.end, end: value.start });
        let is_apart = between.contains('\t') || in_form && between.trim().is_empty();
        let is_value = field.shape() != Shape::Text || in_form;
        // Right below the heading stand the heads of columns: `Finance source`, `Amount`.
        let has_payer =
            self.pieces.last().is_some_and(|piece| !piece.inline.is_empty() || !piece.lines.is_empty());
        if pays.contains(&field) && !(has_payer && self.is_no_payer(key, value)) {
            return None;
        }
        (line.kind == LineKind::Text && is_value && is_apart).then_some((key, value))
    }

    /// True for a label and its value below those who pay: an amount would be beside one of them, and a body is one of them.
    fn is_no_payer(&self, key: Span, value: Span) -> bool {
        const AMOUNTS: [&str; 7] =
            ["amount", "montant", "monto", "importe", "valor", "total", "contribution"];
        let (key, value) = (self.document.slice(key), self.document.slice(value));
        let folded = almoner_codelists::fold(value);
        !AMOUNTS.iter().any(|word| folded.starts_with(word))
            && !value.contains(|c: char| c.is_ascii_digit())
            && value.contains(char::is_alphabetic)
            && !bodies::is_payer(key)
    }

    /// True where the label of the open piece stands on the line right above, and white space alone sets its value apart.
    fn is_in_form(&self, line: &Line) -> bool {
        let Some(piece) = self.pieces.last().filter(|piece| piece.lines.is_empty()) else { return false };
        let (Some(label), Some(value)) = (piece.heading, piece.inline.last()) else { return false };
        let gap = self.document.text.get(label.range().end..value.range().start).unwrap_or_default();
        let between = self.document.text.get(value.range().end..line.span.range().start).unwrap_or_default();
        gap.trim().is_empty()
            && (gap.contains("  ") || gap.contains('\t'))
            && between.trim_matches(' ') == "\n"
    }
}

#[cfg(test)]
mod tests {
    use crate::specimen::of_page;

    fn named(rows: &[[&str; 2]], below: &str) -> Vec<String> {
        let row = |[label, value]: &[&str; 2]| format!("<tr><th>{label}</th><td>{value}</td></tr>");
        let rows: String = rows.iter().map(row).collect();
        let page = format!("<html><body><h1>Wells for Kita</h1><table>{rows}</table>{below}</body></html>");
        let read = of_page(&page).remove(0);
        read.participating_orgs.into_iter().map(|one| one.organisation.name).collect()
    }

    #[test]
    fn a_label_that_nothing_knows_is_no_donor() {
        let donors = ["Donor", "Irish Aid<br>European Commission"];
        let known =
            [["Country", "Malawi"], donors, ["Zonk", "Concern Universal"], ["Budget", "EUR 5,000,000"]];
        assert_eq!(named(&known, ""), ["Irish Aid", "European Commission"]);
    }

    #[test]
    fn what_stands_below_a_list_of_names_is_read_if_it_is_a_name() {
        let rows = [
            ["Country", "Malawi"],
            ["Budget", "EUR 5,000"],
            ["Implementing partner", "Concern Universal<br>Caritas"],
        ];
        for (below, further) in [
            (
                "<p>The aim of the Project is to improve the ways in which towns and villages manage their wells.</p>",
                None,
            ),
            ("<p><a href=/>Back to overview</a></p>", None),
            ("<p><a href=/>En savoir plus</a></p>", None),
            (
                "<p>Ministry of Water of the Republic of Malawi</p>",
                Some("Ministry of Water of the Republic of Malawi"),
            ),
        ] {
            let expected: Vec<&str> = ["Concern Universal", "Caritas"].into_iter().chain(further).collect();
            assert_eq!(named(&rows, below), expected, "{below}");
        }
    }

    #[test]
    fn years_before_amounts_are_no_donors() {
        let rows = [["Country", "Malawi"], ["Donor", "Irish Aid"], ["Budget", "EUR 1,200,000"]];
        for year in ["FY2019/20", "FY 2019", "2019", "2019/20"] {
            let below = format!(
                "<h2>Budget by financial year</h2><table><tr><th>Financial year</th><th>Budget</th></tr>\
                 <tr><td>{year}</td><td>€500,000</td></tr><tr><td>Total</td><td>€500,000</td></tr></table>"
            );
            assert_eq!(named(&rows, &below), ["Irish Aid"], "{year}");
        }
    }
}
