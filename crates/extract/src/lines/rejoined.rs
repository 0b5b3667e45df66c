//! Labels that a narrow column broke over two lines: `Total project`, below it `budget: GBP 240,000`.

use almoner_document::Document;

use super::{Line, LineKind};
use crate::labels::Key;
use crate::recognise::Matched;

/// The lines again, such pairs as one: the second begins in small letters, and both together are a label of the layout, which
/// the first alone is not. `known` gives the label that a line is or begins with.
pub(crate) fn rejoined(
    lines: Vec<Line>,
    document: &Document,
    known: impl Fn(&Line) -> Option<Matched>,
) -> Vec<Line> {
    let text = &document.text;
    let joined = |one: &Line, next: &Line| -> Option<Line> {
        const LONGEST: usize = 40;
        // Few lines with a label begin in small letters.
        let (_, value) = next.label.as_ref()?;
        if !next.span.of(text).starts_with(char::is_lowercase) || next.kind != LineKind::Text {
            return None;
        }
        let above = one.span.of(text);
        let may_be = one.kind == LineKind::Text
            && one.label.is_none()
            && above.len() <= LONGEST
            && above.starts_with(char::is_uppercase)
            && !above.contains(|c: char| c.is_ascii_digit() || ".:;,|\t".contains(c))
            && super::is_right_below(one, next, text);
        // `Coût total du` cannot end so.
        if !may_be || known(one).is_some() && !crate::bodies::is_unfinished(above, "") {
            return None;
        }
        let rest = text.get(next.span.range().start..value.range().start)?.split(':').next()?;
        let whole = Line {
            span: one.span.cover(next.span),
            kind: LineKind::Text,
            key: Key::default(),
            label: Some((Key::of(&format!("{above} {}", rest.trim())), *value)),
            block: one.block,
        };
        known(&whole).filter(|found| found.inline && !found.by_words).map(|_| whole)
    };
    let mut all = Vec::with_capacity(lines.len());
    let mut rest = lines.into_iter().peekable();
    while let Some(line) = rest.next() {
        match rest.peek().and_then(|next| joined(&line, next)) {
            Some(whole) => {
                rest.next();
                all.push(whole);
            }
            None => all.push(line),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use crate::specimen::record;

    #[test]
    fn a_label_may_be_broken_over_two_lines() {
        for (lines, expected) in [
            ("Total project\nbudget: GBP 240,000", Some("240000")),
            ("Coût total du\nprojet : 240 000 €", Some("240000")),
            ("Presupuesto total del\nproyecto: 240.000 €", Some("240000")),
            // The end of a sentence, a label of its own, another line between.
            ("It is written in the\nreport: GBP 240,000 was spent", None),
            ("Number of wells\n\nreport: GBP 240,000", None),
        ] {
            let read = record(&format!(
                "Clean water in the hills\n\nCountry: Uganda\nDonor: Irish Aid\n{lines}\nImplementing partner: Kigezi Water Network\nDuration: 2 years\n"
            ));
            let value = read.budget.map(|budget| budget.money.value.to_string());
            assert_eq!(value.as_deref(), expected, "{lines}");
        }
        let read = record(
            "Clean water in the hills\n\nCountry: Uganda\nDonor: Irish Aid\nName of implementing\npartner: Kigezi Water Network\n",
        );
        assert!(read.participating_orgs.iter().any(|one| one.organisation.name == "Kigezi Water Network"
            && one.role == Some(almoner_record::Role::Implementing)));
    }
}
