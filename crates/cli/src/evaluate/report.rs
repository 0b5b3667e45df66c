//! The report of an evaluation, for a person or for a program.

use std::io::{self, Write as _};

use rust_decimal::Decimal;
use serde_json::json;
use unicode_width::UnicodeWidthStr as _;

use super::score::{Miss, Share, Sheet, Tally};
use crate::style::{self, FAINT, STRONG, Safe, counted};

/// The table of fields, every miss, and the share of records that are right in every field.
pub(super) fn table(sheet: &Sheet, left_out: usize) -> io::Result<()> {
    let mut out = style::stdout();
    let fields = sheet.fields();
    let width = fields.iter().map(|(name, _)| name.width()).max().unwrap_or_default();
    let heads = ["gold", "found", "right", "precision", "recall", "F1"];
    write!(out, "{STRONG}{:width$}", "field")?;
    heads.iter().try_for_each(|head| write!(out, " {head:>9}"))?;
    writeln!(out, "{STRONG:#}")?;
    for (name, tally) in &fields {
        row(&mut out, name, width, *tally)?;
    }
    row(&mut out, "all", width, sheet.total())?;
    for miss in &sheet.misses {
        self::miss(&mut out, miss)?;
    }
    writeln!(out)?;
    let records = counted(sheet.records, "record", "records");
    writeln!(out, "{} of {records} right in every field ({})", sheet.records_right, sheet.whole())?;
    let documents = counted(sheet.documents, "document", "documents");
    let misses = counted(sheet.misses.len() as u64, "miss", "misses");
    writeln!(out, "{documents} judged, {left_out} without gold left out, {misses}")
}

fn row(out: &mut style::Out, name: &str, width: usize, tally: Tally) -> io::Result<()> {
    write!(out, "{name:width$} {:>9} {:>9} {:>9}", tally.gold, tally.found, tally.right)?;
    writeln!(out, " {:>9} {:>9} {:>9}", tally.precision(), tally.recall(), tally.f1())
}

fn miss(out: &mut style::Out, miss: &Miss) -> io::Result<()> {
    let activity = miss.activity.map(|ordinal| format!(" activity {ordinal}")).unwrap_or_default();
    let rule = miss.rule.as_deref().unwrap_or("no rule");
    writeln!(out)?;
    writeln!(
        out,
        "{}{activity}: {STRONG}{}{STRONG:#} {FAINT}{}{FAINT:#}",
        Safe::line(&miss.document),
        miss.field,
        Safe::line(rule)
    )?;
    writeln!(out, "  expected {}", said(miss.expected.as_deref()))?;
    writeln!(out, "  got      {}", said(miss.got.as_deref()))
}

/// A value on one line, cut where it is long.
fn said(value: Option<&str>) -> String {
    const LONGEST: usize = 300;
    let Some(value) = value else { return "nothing".to_owned() };
    let cut = value.char_indices().nth(LONGEST).and_then(|(at, _)| value.get(..at));
    format!("{}{}", Safe::line(cut.unwrap_or(value)), if cut.is_some() { " …" } else { "" })
}

/// One row of the table in JSON.
#[derive(serde::Serialize)]
struct Row<'a> {
    field: &'a str,
    gold: u64,
    found: u64,
    right: u64,
    precision: Share,
    recall: Share,
    f1: Share,
    soft_f1: Share,
    precision_interval: (u64, u64),
    recall_interval: (u64, u64),
}

impl<'a> Row<'a> {
    fn new(field: &'a str, tally: Tally) -> Row<'a> {
        let Tally { gold, found, right, near: _ } = tally;
        Row {
            field,
            gold,
            found,
            right,
            precision: tally.precision(),
            recall: tally.recall(),
            f1: tally.f1(),
            soft_f1: tally.soft_f1(),
            precision_interval: tally.precision().interval(),
            recall_interval: tally.recall().interval(),
        }
    }
}

/// The same as one JSON object.
pub(super) fn json(sheet: &Sheet, left_out: usize) -> anyhow::Result<()> {
    let fields: Vec<_> = sheet.fields().into_iter().map(|(name, tally)| Row::new(name, tally)).collect();
    let families: Vec<_> = sheet.families().into_iter().map(|(name, tally)| Row::new(name, tally)).collect();
    let tenths = sheet.sure.iter().zip(0_u32..).filter(|(tally, _)| tally.found > 0);
    let calibration: Vec<_> = tenths
        .map(|(tally, tenth)| json!({"from": Decimal::new(i64::from(tenth), 1), "values": tally.found, "right": tally.right, "share": tally.precision()}))
        .collect();
    let rules: Vec<_> =
        sheet.by_rule().into_iter().map(|(rule, misses)| json!({"rule": rule, "misses": misses})).collect();
    let report = json!({
        "documents": sheet.documents,
        "left_out": left_out,
        "records": sheet.records,
        "records_right": sheet.records_right,
        "records_right_share": sheet.whole(),
        "records_right_interval": sheet.whole().interval(),
        "all": Row::new("all", sheet.total()),
        "values": Row::new("values", sheet.values()),
        "families": families,
        "at_nine_tenths": sheet.at_nine_tenths(),
        "calibration": calibration,
        "rules": rules,
        "fields": fields,
        "misses": sheet.misses,
    });
    style::line(format_args!("{}", style::json_pretty(&report)?))?;
    Ok(())
}
