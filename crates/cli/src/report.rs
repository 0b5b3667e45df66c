//! Errors to words and exit codes, in this one place: `almoner: FILE: what is wrong`, then `hint: what to do`.

use std::io;
use std::path::Path;

use almoner_codelists::RatesError;
use almoner_extract::LayoutError;
use almoner_ingest::{IngestError, PoolError};
use almoner_library::LibraryError;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::style::{self, OutputError, Safe};
use crate::{Exit, style::ERROR, style::HINT};

/// What is wrong, what to do about it, and how the command ends: an error that a subcommand finds itself.
#[derive(Debug, thiserror::Error)]
#[error("{what}")]
pub(crate) struct Complaint {
    /// `FILE: what is wrong`, a lowercase fragment.
    pub(crate) what: String,
    /// What to do about it.
    pub(crate) hint: String,
    /// The exit code.
    pub(crate) exit: Exit,
}

/// An error that a subcommand finds itself, ready to be returned.
pub(crate) fn complain(exit: Exit, what: impl Into<String>, hint: impl Into<String>) -> anyhow::Error {
    Complaint { what: what.into(), hint: hint.into(), exit }.into()
}

/// Tells the error and gives the exit code.
pub(crate) fn report(error: &anyhow::Error) -> Exit {
    let Some(complaint) = complaint(error) else { return Exit::Ok };
    tell(&complaint.what, &complaint.hint);
    complaint.exit
}

/// One error in the form that all errors have.
pub(crate) fn tell(what: &str, hint: &str) {
    tell_what(what);
    tell_hint(hint);
}

fn tell_what(what: &str) {
    style::note(format_args!("{ERROR}almoner:{ERROR:#} {}", Safe::line(what)));
}

fn tell_hint(hint: &str) {
    if !hint.is_empty() {
        style::note(format_args!("{HINT}hint:{HINT:#} {}", Safe::line(hint)));
    }
}

/// What is wrong with files, a line each. Files next to each other that have the same hint share it: it stands once,
/// below them.
#[derive(Debug, Default)]
pub(crate) struct FileErrors {
    hint: String,
}

impl FileErrors {
    /// Tells what is wrong with a file.
    pub(crate) fn tell(&mut self, file: &Path, what: &str, hint: &str) {
        if self.hint != hint {
            self.end();
        }
        tell_what(&format!("{}: {what}", file.display()));
        hint.clone_into(&mut self.hint);
    }

    /// Tells the hint of the last files, where there is one to be told.
    pub(crate) fn end(&mut self) {
        tell_hint(&std::mem::take(&mut self.hint));
    }
}

impl Drop for FileErrors {
    fn drop(&mut self) {
        self.end();
    }
}

/// What there is to say; None when the reader of a pipe has left, which is no error.
fn complaint(error: &anyhow::Error) -> Option<Complaint> {
    let what = in_words(error);
    if let Some(complaint) = error.downcast_ref::<Complaint>() {
        return Some(Complaint { what, hint: complaint.hint.clone(), exit: complaint.exit });
    }
    if let Some((hint, exit)) = known(error) {
        return Some(Complaint { what, hint, exit });
    }
    let io = error.chain().find_map(|cause| cause.downcast_ref::<io::Error>());
    match io.and_then(|io| io.get_ref()).and_then(|inner| inner.downcast_ref::<OutputError>()) {
        Some(OutputError::Gone) => return None,
        Some(OutputError::Failed(_)) => {
            return Some(Complaint {
                what,
                hint: "is the disk full? standard output is not whole".to_owned(),
                exit: Exit::Disk,
            });
        }
        None => {}
    }
    Some(match io {
        Some(io) => Complaint { what, hint: io_hint(io.kind()).to_owned(), exit: io_exit(io.kind()) },
        None => Complaint { what, hint: BUG.to_owned(), exit: Exit::Failed },
    })
}

/// The error and its causes, from the outermost in; a cause that the one before has told already is left out.
fn in_words(error: &anyhow::Error) -> String {
    let mut words = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if words.is_empty() {
            words = cause;
        } else if !words.ends_with(&cause) {
            words = format!("{words}: {cause}");
        }
    }
    words
}

/// Hint and exit code of the errors that the other crates have.
fn known(error: &anyhow::Error) -> Option<(String, Exit)> {
    if let Some(error) = error.downcast_ref::<LibraryError>() {
        return Some(of_library(error));
    }
    match error.downcast_ref::<IngestError>() {
        Some(IngestError::Library(error)) => return Some(of_library(error)),
        Some(IngestError::Pool(error)) => return Some((error.hint().to_owned(), Exit::Failed)),
        None => {}
    }
    if let Some(error) = error.downcast_ref::<PoolError>() {
        return Some((error.hint().to_owned(), Exit::Failed));
    }
    if let Some(error) = error.downcast_ref::<LayoutError>() {
        return Some((error.hint().to_string(), Exit::Usage));
    }
    error.downcast_ref::<RatesError>().map(|error| (error.hint(), Exit::Usage))
}

fn of_library(error: &LibraryError) -> (String, Exit) {
    let exit = match error {
        LibraryError::NotFound { .. } | LibraryError::Foreign { .. } | LibraryError::WrongVersion { .. } => {
            Exit::NoLibrary
        }
        LibraryError::Locked { .. } => Exit::Locked,
        LibraryError::Query(_) | LibraryError::CannotCorrect { .. } => Exit::Usage,
        error if error.is_disk() => Exit::Disk,
        _ => Exit::Failed,
    };
    (error.hint(), exit)
}

/// What to do about an I/O error of this kind.
fn io_hint(kind: io::ErrorKind) -> &'static str {
    match kind {
        io::ErrorKind::NotFound => "check the path; a relative one starts at the current folder",
        io::ErrorKind::PermissionDenied => "check who owns it and its permissions (`ls -l`)",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "make room on the disk, then run it again"
        }
        io::ErrorKind::ReadOnlyFilesystem => "choose a folder that can be written to",
        io::ErrorKind::IsADirectory => "give a file, or give the folder to `almoner ingest`",
        _ => "check the disk and the path, then run it again",
    }
}

/// The exit code of an I/O error of this kind.
fn io_exit(kind: io::ErrorKind) -> Exit {
    match kind {
        io::ErrorKind::NotFound | io::ErrorKind::IsADirectory | io::ErrorKind::InvalidData => Exit::Failed,
        _ => Exit::Disk,
    }
}

/// The hint of what should not happen.
pub(crate) const BUG: &str =
    "this is a bug in almoner; please report it with the command line and, if you may, the document";

/// A command line that clap does not take, in the form of all errors; or the help that was asked for.
pub(crate) fn usage(error: &clap::Error) -> anyhow::Result<Exit> {
    match error.kind() {
        ErrorKind::DisplayHelp => {
            style::line(format_args!("{}", error.render().ansi().to_string().trim_end()))?;
            return Ok(Exit::Ok);
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            style::note(format_args!("{}", error.render().ansi().to_string().trim_end()));
            return Ok(Exit::Usage);
        }
        _ => {}
    }
    let text = error.render().to_string();
    let first = text.split("\n\n").next().unwrap_or_default();
    let what = first.trim_start_matches("error: ").split_whitespace().collect::<Vec<_>>().join(" ");
    tell(&what, &usage_hint(error));
    Ok(Exit::Usage)
}

fn usage_hint(error: &clap::Error) -> String {
    let suggested = |kind| match error.get(kind) {
        Some(ContextValue::String(name)) => Some(name.clone()),
        // The nearest stands last.
        Some(ContextValue::Strings(names)) => names.last().cloned(),
        _ => None,
    };
    let nearest = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    if let Some(name) = nearest.into_iter().find_map(suggested) {
        return format!("did you mean `{name}`?");
    }
    match error.get(ContextKind::Usage) {
        Some(ContextValue::StyledStr(usage)) => {
            let usage = usage.to_string().split_whitespace().skip(1).collect::<Vec<_>>().join(" ");
            format!("the form is `{usage}`; `--help` tells more")
        }
        _ => "`almoner --help` tells more".to_owned(),
    }
}

/// A panic is a bug: it says so and how to report it. The process then ends with 101.
pub(crate) fn own_up_to_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(|place| format!(" ({}:{})", place.file(), place.line()));
        let what = panic.payload_as_str().unwrap_or("no message").to_owned();
        tell(&format!("it stopped: {what}{}", place.unwrap_or_default()), BUG);
    }));
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use anyhow::{Context, anyhow};

    use super::*;

    fn io(kind: io::ErrorKind) -> io::Error {
        io::Error::from(kind)
    }

    #[test]
    fn every_error_has_words_a_hint_and_its_exit_code() {
        let dir = || PathBuf::from("lib");
        let disk = || LibraryError::Disk {
            path: dir(),
            what: "cannot write",
            cause: io(io::ErrorKind::StorageFull),
        };
        let not_started =
            || PoolError::NotStarted { program: "almoner".into(), cause: io(io::ErrorKind::NotFound) };
        let full =
            || io::Error::new(io::ErrorKind::StorageFull, OutputError::Failed(io::Error::other("full")));
        for (error, exit) in [
            (LibraryError::NotFound { dir: dir() }.into(), Exit::NoLibrary),
            (LibraryError::Foreign { path: dir() }.into(), Exit::NoLibrary),
            (LibraryError::WrongVersion { dir: dir(), found: 9, known: 1 }.into(), Exit::NoLibrary),
            (LibraryError::Locked { dir: dir(), holder: "process 7".to_owned() }.into(), Exit::Locked),
            (disk().into(), Exit::Disk),
            (IngestError::from(disk()).into(), Exit::Disk),
            (not_started().into(), Exit::Failed),
            (IngestError::from(not_started()).into(), Exit::Failed),
            (RatesError::NotATable { path: dir(), what: "no column `date`".to_owned() }.into(), Exit::Usage),
            (RatesError::Unreadable { path: dir(), source: io(io::ErrorKind::NotFound) }.into(), Exit::Usage),
            (LayoutError::Unreadable { path: dir(), cause: io(io::ErrorKind::NotFound) }.into(), Exit::Usage),
            (complain(Exit::Usage, "what", "hint"), Exit::Usage),
            (complain(Exit::Usage, "what", "hint").context("where"), Exit::Usage),
            (full().into(), Exit::Disk),
            (anyhow::Error::from(io(io::ErrorKind::PermissionDenied)).context("a.txt"), Exit::Disk),
            (anyhow::Error::from(io(io::ErrorKind::NotFound)).context("a.txt"), Exit::Failed),
            (anyhow!("something new"), Exit::Failed),
        ] {
            let told = complaint(&error).unwrap();
            assert_eq!(told.exit, exit, "{error:?}");
            assert!(!told.what.is_empty() && !told.hint.is_empty(), "{told:?}");
            let words: Vec<&str> = told.what.split(": ").collect();
            assert!(words.windows(2).all(|pair| pair[0] != pair[1]), "{told:?}");
            assert!(!told.what.contains("Os {") && !told.what.ends_with('.'), "{told:?}");
        }
    }

    #[test]
    fn a_reader_that_left_is_no_error() {
        let gone: io::Result<()> = Err(io::Error::new(io::ErrorKind::BrokenPipe, OutputError::Gone));
        assert!(complaint(&gone.context("somewhere").unwrap_err()).is_none());
    }
}
