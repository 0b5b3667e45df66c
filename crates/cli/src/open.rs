//! The library, open for reading. An index that is missing, damaged or late is made on the way, with a bar on a terminal.

use std::sync::Mutex;

use almoner_library::Library;
use indicatif::{ProgressBar, ProgressStyle};

use crate::Globals;

/// The library that the command line names.
pub(crate) fn library(globals: &Globals) -> anyhow::Result<Library> {
    let library = Library::open(&globals.library)?;
    if globals.quiet {
        return Ok(library);
    }
    let bar: Mutex<Option<ProgressBar>> = Mutex::new(None);
    Ok(library.watched(move |done, all| {
        let Ok(mut bar) = bar.lock() else { return };
        let shown = bar.get_or_insert_with(|| begin(all));
        shown.set_length(all);
        shown.set_position(done);
        if done == all {
            shown.finish_and_clear();
            *bar = None;
        }
    }))
}

fn begin(all: u64) -> ProgressBar {
    let form = "{msg}  {bar:24} {human_pos}/{human_len}, {eta} left";
    let style = ProgressStyle::with_template(form).unwrap_or_else(|_| ProgressStyle::default_bar());
    let bar = ProgressBar::new(all).with_style(style).with_message("making the index");
    // Seen at once, not only when there is something to change.
    bar.tick();
    bar
}
