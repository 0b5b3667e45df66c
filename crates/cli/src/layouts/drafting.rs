//! `almoner layouts new SAMPLE…`: a layout drafted from documents of one family.

use std::io::Write;
use std::path::{Path, PathBuf};

use almoner_extract::{Sketch, sketch};

use crate::limits::Limits;
use crate::output::to_file;
use crate::read::{Reader, on_a_deep_stack};
use crate::report::{FileErrors, complain};
use crate::style::{self, Safe, counted};
use crate::{Exit, Globals};

/// What is drafted from what.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  almoner layouts new grants/*.pdf -o my-layouts/trust.toml\n  \
    almoner layouts check my-layouts/trust.toml --against grants/\n\n\
    What nothing tells a field for stands in the draft as a comment, for a person to place.")]
pub(super) struct New {
    /// Documents of one family, in any format; two or more tell what they share.
    #[arg(value_name = "SAMPLE", required = true)]
    samples: Vec<PathBuf>,

    /// The file to write, which must not be there; its name is the layout's. Standard output if not given.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    #[command(flatten)]
    limits: Limits,
}

/// Writes the draft, and tells what a person should know of it.
pub(super) fn run(new: &New, globals: &Globals) -> anyhow::Result<Exit> {
    let New { samples, output, limits } = new;
    let output = output.as_deref().filter(|path| *path != Path::new("-"));
    if let Some(path) = output.filter(|path| path.is_file()) {
        let hint = "a draft takes no layout's place: give another name, or delete the file first";
        return Err(complain(Exit::Usage, format!("{}: is there already", path.display()), hint));
    }
    let reader = Reader::new(globals, limits)?;
    let mut errors = FileErrors::default();
    let (mut documents, mut failed) = (Vec::new(), 0);
    for path in samples {
        match on_a_deep_stack(|| reader.document(path))? {
            Ok(document) => documents.push(document),
            Err(failure) => {
                failed += 1;
                errors.tell(path, &failure.reason, &failure.hint);
            }
        }
    }
    errors.end();
    if documents.is_empty() {
        return Ok(Exit::Failed);
    }
    let name = output.and_then(Path::file_stem).map_or("draft".into(), |stem| stem.to_string_lossy());
    let count = documents.len() as u64;
    let Sketch { toml, notes } = on_a_deep_stack(|| sketch(&name, documents))?;
    match output {
        None => style::document(&toml)?,
        Some(path) => to_file(path, |mut file| Ok(file.write_all(toml.as_bytes())?))?,
    }
    if !globals.quiet {
        for note in notes {
            style::note(format_args!("{}", Safe::line(&note)));
        }
        if let Some(path) = output {
            let (samples, path) = (counted(count, "sample", "samples"), Safe::path(path));
            style::note(format_args!(
                "{path}: drafted from {samples}; finish it, then `almoner layouts check {path}`"
            ));
        }
    }
    Ok(if failed > 0 { Exit::SomeFailed } else { Exit::Ok })
}
