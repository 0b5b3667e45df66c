//! What commands write: the form of an answer, and files whole or not at all.

use std::fs::{self, File};
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use anyhow::{Context, bail};

use crate::Exit;
use crate::report::complain;
use crate::style::Safe;

/// The form of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Form {
    /// For people.
    Text,
    /// JSON.
    Json,
}

/// The file whole or not at all: a new one beside it takes its place when all of it is on the disk. What is no plain
/// file (`/dev/stdout`, a pipe) cannot be replaced and is written to.
///
/// # Errors
/// A complaint that names the file: it is a folder, its folder is not there, the disk is full.
pub(crate) fn to_file<T>(path: &Path, write: impl FnOnce(&File) -> anyhow::Result<T>) -> anyhow::Result<T> {
    let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let told = || Safe::path(path).to_string();
    if place.is_dir() {
        let hint = "-o takes the file to write, a name in that folder";
        bail!(complain(Exit::Disk, format!("{}: is a folder", path.display()), hint));
    }
    if place.exists() && !place.is_file() {
        let file = File::options().write(true).open(&place).with_context(told)?;
        return write(&file).with_context(told);
    }
    let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        let what = format!("{}: there is no folder {}", path.display(), folder.display());
        bail!(complain(Exit::Disk, what, "make the folder first, or give another file with -o"));
    }
    let fresh = tempfile::Builder::new()
        .prefix(".almoner-")
        .permissions(fs::Permissions::from_mode(0o666))
        .tempfile_in(folder)
        .map_err(io_of)
        .with_context(told)?;
    let written = write(fresh.as_file()).with_context(told)?;
    fresh.as_file().sync_all().with_context(told)?;
    fresh.persist(&place).map_err(|error| error.error).with_context(told)?;
    File::open(folder).and_then(|folder| folder.sync_all()).with_context(told)?;
    Ok(written)
}

/// The error without the name of the new file, which nobody asked for.
fn io_of(error: io::Error) -> io::Error {
    match error.raw_os_error() {
        Some(code) => io::Error::from_raw_os_error(code),
        None => io::Error::from(error.kind()),
    }
}
