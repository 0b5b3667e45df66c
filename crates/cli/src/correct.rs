//! `almoner correct` and `almoner same`: what a person says stands instead of what was read, now and after every ingest.

use almoner_library::{Correction, Library, Saying};
use serde_json::Value;

use crate::report::complain;
use crate::style::{self, Safe, counted};
use crate::{Exit, Globals, read};

/// What `correct` is asked.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  almoner correct CA-3-P005189001 /budget/value 163850 --by ana\n  \
    almoner correct P005189001 /countries/1 null --by ana --because 'only visited'\n  \
    almoner correct P005189001 /sectors/- '{\"vocabulary\": \"1\", \"code\": \"14030\"}' --by ana\n  \
    almoner correct P005189001 /budget/value --undo\n\n\
    `almoner show ID --evidence` prints the paths; items of a list are counted from 0, `-` adds one, `null` takes a\n\
    value or an item away. `almoner corrections` lists what was said.")]
pub(crate) struct Arguments {
    /// The id of the activity, or as much of it as only one has.
    id: String,
    /// The value's place in the record: `/budget/value`.
    #[arg(value_name = "PATH", required_unless_present = "undo")]
    path: Option<String>,
    /// The value: a text as it is, or JSON.
    #[arg(required_unless_present = "undo", allow_hyphen_values = true)]
    value: Option<String>,
    /// Who says so.
    #[arg(long, value_name = "NAME", required_unless_present = "undo")]
    by: Option<String>,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    because: Option<String>,
    /// Take the correction back (all of the activity without PATH): what was read stands again.
    #[arg(long, conflicts_with_all = ["value", "by", "because"])]
    undo: bool,
}

/// Corrects a value, or takes that back.
pub(crate) fn run(arguments: Arguments, globals: &Globals) -> anyhow::Result<Exit> {
    Library::open(&globals.library)?;
    let mut library = read::to_write(globals)?;
    let Arguments { id, path, value, by, because, undo } = arguments;
    if undo {
        let taken = library.uncorrect(&id, path.as_deref())?;
        if taken == 0 {
            let what = format!("{id} {}: nothing is corrected there", path.as_deref().unwrap_or_default());
            return Err(complain(Exit::Failed, what, "`almoner corrections` lists what was said"));
        }
        library.index()?;
        let taken = counted(taken as u64, "correction", "corrections");
        style::line(format_args!("{taken} taken back; what was read stands again"))?;
        return Ok(Exit::Ok);
    }
    let (path, value, by) = (path.unwrap_or_default(), value.unwrap_or_default(), by.unwrap_or_default());
    let saying = Saying { by: by.trim(), because: because.as_deref() };
    if saying.by.is_empty() {
        return Err(complain(Exit::Usage, "--by: the name is empty", "say who corrects it"));
    }
    let made = library.correct(&id, &path, &value, saying)?;
    library.index()?;
    for correction in &made {
        style::line(format_args!("{}", line(correction)))?;
    }
    Ok(Exit::Ok)
}

/// `CA-3-P1 /budget/value: 163850, not 150000`.
pub(crate) fn line(correction: &Correction) -> String {
    let Correction { id, path, value, was, .. } = correction;
    let (id, path, value, was) = (Safe::line(id), Safe::line(path), short(value), short(was));
    format!("{id} {path}: {value}, not {was}")
}

fn short(value: &Value) -> String {
    const LONGEST: usize = 60;
    let text = match value {
        Value::Null => "nothing".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    style::cut(&Safe::line(&text).to_string(), LONGEST)
}

/// What `same` is asked.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  almoner same 'United Nations Development Programme' PNUD --by ana\n  \
    almoner same XM-DAC-41114 'UNDP Haïti' --by ana\n  almoner same --undo PNUD")]
pub(crate) struct Same {
    /// The organisation: its name, or its IATI identifier.
    #[arg(value_name = "ORGANISATION", required_unless_present = "undo")]
    one: Option<String>,
    /// Another name of it, or another identifier.
    #[arg(value_name = "NAME", required_unless_present = "undo")]
    other: Option<String>,
    /// Who says so.
    #[arg(long, value_name = "NAME", required_unless_present = "undo")]
    by: Option<String>,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    because: Option<String>,
    /// Take back that this is another organisation's name.
    #[arg(long, value_name = "NAME", conflicts_with_all = ["one", "by", "because"])]
    undo: Option<String>,
}

/// Makes two names one organisation, or takes that back.
pub(crate) fn same(arguments: Same, globals: &Globals) -> anyhow::Result<Exit> {
    Library::open(&globals.library)?;
    let mut library = read::to_write(globals)?;
    let Same { one, other, by, because, undo } = arguments;
    if let Some(name) = undo {
        if library.not_same(&name)? == 0 {
            let what = format!("{name}: nobody said that it is another organisation's name");
            return Err(complain(Exit::Failed, what, "`almoner corrections` lists what was said"));
        }
        library.index()?;
        style::line(format_args!("{} stands for itself again", Safe::line(&name)))?;
        return Ok(Exit::Ok);
    }
    let (one, other, by) = (one.unwrap_or_default(), other.unwrap_or_default(), by.unwrap_or_default());
    let saying = Saying { by: by.trim(), because: because.as_deref() };
    if saying.by.is_empty() {
        return Err(complain(Exit::Usage, "--by: the name is empty", "say who says so"));
    }
    let (same, changed) = library.same(&one, &other, saying)?;
    library.index()?;
    let reference = same.reference.as_deref().map(|id| format!(" [{id}]")).unwrap_or_default();
    let (other, name) = (Safe::line(&same.other), Safe::line(&same.name));
    let told = counted(changed as u64, "record", "records");
    style::line(format_args!("{other} is {name}{}; {told} changed", Safe::line(&reference)))?;
    if changed == 0 && !globals.quiet {
        style::note(format_args!("no record names {other} so far; `almoner same --undo` takes it back"));
    }
    Ok(Exit::Ok)
}
