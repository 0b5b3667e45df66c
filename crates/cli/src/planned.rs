//! `almoner ingest --dry-run`: what a run would do with each file.

use std::collections::BTreeMap;

use almoner_ingest::{Options, Plan, PlanEnd, Planned, Step, Vanished, Walk, count_documents};
use almoner_library::Library;

use crate::Globals;
use crate::ingest::tell_passed;
use crate::style::{self, Safe, counted, grouped};

/// Tells it: a line for each file that would be read or taken out, then how many there are of each kind. Gives how many
/// files cannot be looked at.
pub(crate) fn tell(found: &Walk, options: &Options, globals: &Globals) -> anyhow::Result<u64> {
    let library = || match globals.library.join("library.sqlite").is_file() {
        true => Library::open(&globals.library).map(Some),
        false => Ok(None),
    };
    let mut counts: BTreeMap<Step, u64> = BTreeMap::new();
    let mut bytes = 0;
    let mut plan = Plan::new(found, library()?, &options.choice);
    for planned in &mut plan {
        let Planned { file, step, .. } = planned?;
        *counts.entry(step).or_default() += 1;
        if step.is_read() {
            bytes += file.size;
            style::line(format_args!("{:<8} {}", word(step), Safe::path(&found.shown(&file))))?;
        }
    }
    let PlanEnd { vanished: gone, passed } = plan.end();
    for path in &gone {
        style::line(format_args!("{:<8} {}", "vanished", Safe::line(path)))?;
    }
    let missing = tell_passed(&passed, globals);
    if globals.quiet {
        return Ok(missing);
    }
    let read: Vec<String> = counts
        .iter()
        .filter(|(step, _)| step.is_read())
        .map(|(step, count)| format!("{} {}", grouped(*count), word(*step)))
        .collect();
    let count: u64 = counts.iter().filter(|(step, _)| step.is_read()).map(|(_, count)| count).sum();
    let kinds = if read.is_empty() { String::new() } else { format!(" ({})", read.join(", ")) };
    let mut line =
        format!("would read {}{kinds}, {}", counted(count, "file", "files"), counted(bytes, "byte", "bytes"));
    let left = counts.get(&Step::Unchanged).copied().unwrap_or_default()
        + counts.get(&Step::NotAsked).copied().unwrap_or_default();
    line += &format!("; leave {} alone", grouped(left));
    if let Some(library) = library()?.filter(|_| !gone.is_empty()) {
        let count = counted(count_documents(&library, &gone)?, "document that is", "documents that are");
        line += &match options.vanished {
            Vanished::Prune => format!("; take out {count} not there any more"),
            Vanished::Keep => format!("; keep {count} not there any more (`--prune` takes them out)"),
        };
    }
    style::line(format_args!("{line}"))?;
    Ok(missing)
}

fn word(step: Step) -> &'static str {
    match step {
        Step::New => "new",
        Step::Changed => "changed",
        Step::Outdated => "outdated",
        Step::Again => "again",
        Step::Unchanged | Step::NotAsked => "left",
    }
}
