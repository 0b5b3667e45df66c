//! `almoner doctor`: all of the library checked; what is damaged named, and made right where that can be.

use std::io::Write;
use std::path::Path;
use std::time::Instant;

use almoner_library::{Checkup, Finding, Grade, Repair, examine, repair};
use serde::Serialize;

use crate::style::{self, ERROR, FAINT, HINT, Safe, counted, duration};
use crate::{Exit, Globals, report};

/// What `doctor` is asked.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  almoner doctor\n  almoner doctor --repair\n  \
    almoner doctor --format json | jq -r '.findings[].file'\n\n\
    It ends with 0 when nothing is damaged and with 1 when something is; after a repair with 3 when documents are to be \
    ingested again.")]
pub(crate) struct Arguments {
    /// Make right what can be made right, after a copy of the database: the index and what is derived from the records. What is
    /// lost is told, and marked so that the next ingest reads it again.
    #[arg(long)]
    repair: bool,

    /// The form of the answer.
    #[arg(long, value_name = "FORM", default_value = "text")]
    format: Format,
}

/// The form of the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For a person.
    Text,
    /// One JSON object: sound, findings (grade, file, table, row, id, path, what, remedy, hint), checked, repaired.
    Json,
}

/// Examines the library, and repairs it where that is asked.
pub(crate) fn run(arguments: Arguments, globals: &Globals) -> anyhow::Result<Exit> {
    let begun = Instant::now();
    // Damaged bytes may stop a reader of the index; that is told as damage, and is no bug.
    std::panic::set_hook(Box::new(|_| {}));
    let done = examined(&arguments, &globals.library);
    report::own_up_to_panics();
    let (found, repaired) = done?;
    let after = repaired.as_ref().map_or(&found, |repaired| &repaired.after);
    match arguments.format {
        Format::Json => {
            let answer = Answer {
                sound: after.is_sound(),
                findings: found.findings.iter().map(Told::of).collect(),
                checked: after.checked,
                repaired: repaired.as_ref().map(Done::of),
            };
            writeln!(style::stdout(), "{}", style::json_line(&answer)?)?;
        }
        Format::Text => {
            tell(&found.findings, globals)?;
            if let Some(repaired) = &repaired {
                tell_repair(repaired, globals)?;
            }
            if !globals.quiet {
                style::line(format_args!("{}; {}", summary(after), duration(begun.elapsed())))?;
            }
        }
    }
    let lost =
        repaired.as_ref().is_some_and(|done| !done.read_again.is_empty() || !done.taken_out.is_empty());
    Ok(match (after.is_sound(), lost) {
        (false, _) => Exit::Failed,
        (true, true) => Exit::SomeFailed,
        (true, false) => Exit::Ok,
    })
}

/// What is found, and what was done about it.
fn examined(arguments: &Arguments, library: &Path) -> anyhow::Result<(Checkup, Option<Repair>)> {
    let found = examine(library)?;
    let is_derived = |finding: &Finding| finding.file.starts_with("index");
    let to_do = !found.is_sound() || found.findings.iter().any(is_derived);
    let beyond = found.damages().any(|damage| damage.remedy == almoner_library::Remedy::Restore);
    if !arguments.repair || !to_do || beyond {
        return Ok((found, None));
    }
    let repaired = repair(library)?;
    Ok((repaired.before.clone(), Some(repaired)))
}

/// The answer as JSON.
#[derive(Serialize)]
struct Answer<'a> {
    sound: bool,
    findings: Vec<Told<'a>>,
    checked: almoner_library::Checked,
    repaired: Option<Done<'a>>,
}

#[derive(Serialize)]
struct Told<'a> {
    #[serde(flatten)]
    finding: &'a Finding,
    hint: &'static str,
}

impl Told<'_> {
    fn of(finding: &Finding) -> Told<'_> {
        Told { finding, hint: finding.remedy.hint() }
    }
}

#[derive(Serialize)]
struct Done<'a> {
    copy: Option<&'a Path>,
    read_again: &'a [String],
    taken_out: usize,
    index: bool,
    left: Vec<Told<'a>>,
}

impl Done<'_> {
    fn of(repaired: &Repair) -> Done<'_> {
        Done {
            copy: repaired.copy.as_deref(),
            read_again: &repaired.read_again,
            taken_out: repaired.taken_out.len(),
            index: repaired.index,
            left: repaired.after.damages().map(Told::of).collect(),
        }
    }
}

/// A line a finding; neighbours with the same hint share it.
fn tell(findings: &[Finding], globals: &Globals) -> anyhow::Result<()> {
    let mut out = style::stdout();
    let here = std::env::current_dir().unwrap_or_default();
    let mut findings =
        findings.iter().filter(|finding| finding.grade == Grade::Damage || !globals.quiet).peekable();
    while let Some(finding) = findings.next() {
        match finding.grade {
            Grade::Damage => write!(out, "{ERROR}damage:{ERROR:#} ")?,
            Grade::Note => write!(out, "{FAINT}note:{FAINT:#} ")?,
        }
        write!(out, "{}", Safe::line(&finding.file))?;
        for word in [&finding.table, &finding.row].into_iter().flatten() {
            write!(out, " {}", Safe::line(near(word, &here)))?;
        }
        let row = finding.row.as_ref();
        let hit = [&finding.id, &finding.path].into_iter().flatten().filter(|hit| Some(*hit) != row);
        let hit: Vec<&str> = hit.map(|hit| near(hit, &here)).collect();
        if !hit.is_empty() {
            write!(out, " ({})", Safe::line(&hit.join(", ")))?;
        }
        writeln!(out, ": {}", Safe::line(&finding.what))?;
        let hint = finding.remedy.hint();
        if !hint.is_empty() && findings.peek().is_none_or(|next| next.remedy != finding.remedy) {
            writeln!(out, "{HINT}hint:{HINT:#} {hint}")?;
        }
    }
    Ok(())
}

fn tell_repair(repaired: &Repair, globals: &Globals) -> anyhow::Result<()> {
    let mut out = style::stdout();
    let here = std::env::current_dir().unwrap_or_default();
    if let Some(copy) = &repaired.copy {
        writeln!(out, "repaired: the database, from its sound rows; as it was it is {}", Safe::path(copy))?;
    }
    if repaired.index {
        writeln!(out, "repaired: the index, from the records")?;
    }
    for path in &repaired.read_again {
        writeln!(out, "lost: {}", Safe::line(near(path, &here)))?;
    }
    if !repaired.read_again.is_empty() {
        let library = Safe::path(&globals.library);
        let files = counted(repaired.read_again.len() as u64, "file is", "files are");
        writeln!(
            out,
            "{HINT}hint:{HINT:#} {files} to be read again: `almoner --library {library} ingest` with their folder"
        )?;
    }
    if !repaired.taken_out.is_empty() {
        let rows = counted(repaired.taken_out.len() as u64, "damaged row was", "damaged rows were");
        writeln!(out, "lost: {rows} taken out that no document says again; the copy has them")?;
    }
    tell(&repaired.after.damages().cloned().collect::<Vec<_>>(), globals)
}

/// A path below the current folder as it is from here; anything else as it is.
fn near<'a>(path: &'a str, here: &Path) -> &'a str {
    Path::new(path).strip_prefix(here).ok().and_then(Path::to_str).unwrap_or(path)
}

/// `no damage: 12 files, 11 documents, …`
fn summary(checkup: &Checkup) -> String {
    let checked = &checkup.checked;
    let damages = checkup.damages().count() as u64;
    let verdict = match damages {
        0 => "no damage".to_owned(),
        damages => format!("damaged in {}", counted(damages, "place", "places")),
    };
    let parts = [
        counted(checked.sources, "file known", "files known"),
        counted(checked.documents, "document", "documents"),
        counted(checked.records, "record", "records"),
        counted(checked.evidence, "piece of evidence", "pieces of evidence"),
        counted(checked.history, "record of the past", "records of the past"),
        counted(checked.index_entries, "entry of the index", "entries of the index"),
    ];
    format!("{verdict}: {}", parts.join(", "))
}
