//! The report as tables for a page.

use std::io::{self, Write as _};

use super::score::{Share, Sheet, Tally};
use crate::style::{self, counted};

/// Families and fields with their intervals, what each rule missed, and how far the confidences hold.
pub(super) fn print(sheet: &Sheet, left_out: usize) -> io::Result<()> {
    let mut out = style::stdout();
    let records = counted(sheet.records, "record", "records");
    let documents = counted(sheet.documents, "document", "documents");
    writeln!(
        out,
        "{} of {records} right in every field: {} ({}). {documents} judged, {left_out} without gold left out.",
        sheet.records_right,
        percent(sheet.whole()),
        interval(sheet.whole())
    )?;
    rows(&mut out, "family", &sheet.families(), sheet.values())?;
    rows(&mut out, "field", &sheet.fields(), sheet.total())?;
    let rules = sheet.by_rule();
    if !rules.is_empty() {
        writeln!(out, "\n| rule | misses |\n|---|---:|")?;
        for (rule, misses) in rules {
            let rule = if rule.is_empty() { "(nothing was read)" } else { rule };
            writeln!(out, "| {} | {misses} |", rule.replace('|', "\\|"))?;
        }
    }
    calibration(&mut out, sheet)
}

fn rows(out: &mut style::Out, head: &str, rows: &[(&str, Tally)], all: Tally) -> io::Result<()> {
    writeln!(out, "\n| {head} | gold | found | precision | 95 % | recall | 95 % | F1 | soft F1 |")?;
    writeln!(out, "|---|---:|---:|---:|---:|---:|---:|---:|---:|")?;
    for (name, tally) in rows.iter().copied().chain([("all", all)]) {
        let (precision, recall) = (tally.precision(), tally.recall());
        writeln!(
            out,
            "| {name} | {} | {} | {precision} | {} | {recall} | {} | {} | {} |",
            tally.gold,
            tally.found,
            interval(precision),
            interval(recall),
            tally.f1(),
            tally.soft_f1()
        )?;
    }
    Ok(())
}

fn calibration(out: &mut style::Out, sheet: &Sheet) -> io::Result<()> {
    let tenths = sheet.sure.iter().zip(0..).filter(|(tally, _)| tally.found > 0);
    let tenths: Vec<(&Tally, u32)> = tenths.collect();
    if tenths.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n| confidence from | values | right | share | 95 % |\n|---|---:|---:|---:|---:|")?;
    for (tally, tenth) in tenths {
        let share = tally.precision();
        writeln!(out, "| 0.{tenth} | {} | {} | {share} | {} |", tally.found, tally.right, interval(share))?;
    }
    Ok(())
}

fn interval(share: Share) -> String {
    let (low, high) = share.interval();
    format!(
        "{}–{}",
        percent(Share { part: low, whole: 10_000 }),
        percent(Share { part: high, whole: 10_000 })
    )
}

/// Per cent with one digit, cut.
fn percent(share: Share) -> String {
    let parts = (share.part * 1000).checked_div(share.whole).unwrap_or(1000);
    format!("{}.{} %", parts / 10, parts % 10)
}
