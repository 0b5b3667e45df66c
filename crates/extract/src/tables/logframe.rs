//! Outcomes, outputs and activities. A row without an outcome goes on with the one above it.

use almoner_document::Cell;
use almoner_record::{Basis, LogframeRow, Span};

use super::column;
use crate::context::Context;
use crate::draft::Draft;
use crate::value;

const OUTCOMES: [&str; 5] = ["outcome", "effet", "resultat", "efecto", "resultado"];
const OUTPUTS: [&str; 4] = ["output", "produit", "extrant", "producto"];
const ACTIVITIES: [&str; 3] = ["activit", "actividad", "atividad"];

pub(super) fn read(draft: &mut Draft, context: &Context<'_>, rows: &[Vec<Cell>]) {
    let Some((header, body)) = rows.split_first() else { return };
    if has_figures(context, body) {
        return;
    }
    let outputs = column(context, header, &OUTPUTS);
    let activities = column(context, header, &ACTIVITIES);
    let outcomes =
        column(context, header, &OUTCOMES).filter(|at| Some(*at) != outputs && Some(*at) != activities);
    let is_header = [outcomes, outputs, activities].iter().flatten().count() >= 2;
    let (columns, body) =
        if is_header { ([outcomes, outputs, activities], body) } else { ([Some(0), Some(1), Some(2)], rows) };
    let mut reader = Reader { draft, rule: context.rule("table", "logframe") };
    for row in body {
        let parts = columns
            .map(|column| column.and_then(|at| row.get(at)).map_or(&[][..], |cell| cell.parts.as_slice()));
        reader.row(context, parts);
    }
}

/// True for a column of figures: a table of components with their costs tells no outputs.
fn has_figures(context: &Context<'_>, body: &[Vec<Cell>]) -> bool {
    const FEWEST_ROWS: usize = 2;
    const MOST_BESIDE: usize = 12;
    let width = body.iter().map(Vec::len).max().unwrap_or_default();
    let is_figure = |cell: &&Cell| {
        let text = context.text(cell.span);
        let is_money = || {
            value::money::money(text, context.decimal).is_some_and(|(span, money)| {
                money.currency.is_some() && text.len() <= span.len() + MOST_BESIDE
            })
        };
        text.contains(|c: char| c.is_ascii_digit()) && (!text.contains(char::is_alphabetic) || is_money())
    };
    let figures = |at: usize| body.iter().filter_map(|row| row.get(at)).filter(is_figure).count();
    width <= 3 && body.len() >= FEWEST_ROWS && (1..width).any(|at| figures(at) * 2 > body.len())
}

struct Reader<'a> {
    draft: &'a mut Draft,
    rule: String,
}

impl Reader<'_> {
    fn row(&mut self, context: &Context<'_>, [outcome, outputs, activities]: [&[Span]; 3]) {
        if outcome.is_empty() && outputs.is_empty() && activities.is_empty() {
            return;
        }
        let is_new = !outcome.is_empty() || self.draft.activity.logframe.is_empty();
        if is_new {
            self.draft.activity.logframe.push(LogframeRow::default());
        }
        let at = self.draft.activity.logframe.len() - 1;
        let texts = |parts: &[Span]| parts.iter().map(|part| context.words(*part)).collect::<Vec<String>>();
        let Some(row) = self.draft.activity.logframe.last_mut() else { return };
        if !outcome.is_empty() {
            row.outcome = Some(texts(outcome).join(" "));
        }
        let (first_output, first_activity) = (row.outputs.len(), row.activities.len());
        row.outputs.extend(texts(outputs));
        row.activities.extend(texts(activities));
        for part in outcome {
            self.witness(format!("/logframe/{at}/outcome"), *part);
        }
        for (index, part) in outputs.iter().enumerate() {
            self.witness(format!("/logframe/{at}/outputs/{}", first_output + index), *part);
        }
        for (index, part) in activities.iter().enumerate() {
            self.witness(format!("/logframe/{at}/activities/{}", first_activity + index), *part);
        }
    }

    fn witness(&mut self, path: String, span: Span) {
        self.draft.witness(path, span, Basis::Stated, &self.rule);
    }
}
