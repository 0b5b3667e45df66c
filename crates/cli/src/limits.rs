//! What one file may take, and the workers that hold to it: the options of `extract` and `ingest`.

use std::ffi::OsString;
use std::time::Duration;

use almoner_extract::Conclusions;
use almoner_ingest::{PoolOptions, WorkerLimits};
use anyhow::Context;

use crate::Globals;
use crate::ocr::Ocr;

/// What one file may take.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Limits")]
pub(crate) struct Limits {
    /// Worker processes that read at once [default: one a core].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    workers: Option<u16>,

    /// Memory that a worker may take.
    #[arg(long, value_name = "SIZE", default_value = "1G", value_parser = size)]
    pub(crate) memory: u64,

    /// Seconds that a worker may take for one file.
    #[arg(long, value_name = "SECONDS", default_value = "60")]
    #[arg(value_parser = clap::value_parser!(u64).range(1..=86_400))]
    pub(crate) timeout: u64,

    /// The longest file that is read; a longer one is refused.
    #[arg(long, value_name = "SIZE", default_value = "512M", value_parser = size)]
    pub(crate) max_file_size: u64,

    /// The longest text that is kept of a document; the rest is cut off.
    #[arg(long, value_name = "SIZE", default_value = "32M", value_parser = size)]
    max_text: u64,

    /// Most pages; later ones are left out.
    #[arg(long, value_name = "N", default_value = "5000")]
    #[arg(value_parser = clap::value_parser!(u32).range(1..))]
    max_pages: u32,

    /// Most bytes that all compressed parts of a file may give.
    #[arg(long, value_name = "SIZE", default_value = "512M", value_parser = size)]
    max_inflated: u64,

    /// How deep parts may be nested in parts; deeper ones are left out.
    #[arg(long, value_name = "N", default_value = "512")]
    #[arg(value_parser = clap::value_parser!(u16).range(1..=4096))]
    max_depth: u16,

    /// Most glyphs on a page; later ones are left out.
    #[arg(long, value_name = "N", default_value = "1000000")]
    #[arg(value_parser = clap::value_parser!(u32).range(1..))]
    max_glyphs: u32,

    /// Most documents inside a file (entries of an archive, attachments); later ones are left out.
    #[arg(long, value_name = "N", default_value = "10000")]
    max_enclosed: u32,

    /// Nothing but what the document states and its layout implies: no sectors, markers, countries, places or
    /// identifiers of organisations concluded from its words.
    #[arg(long, help_heading = "Options")]
    pub(crate) stated_only: bool,

    #[command(flatten)]
    pub(crate) ocr: Ocr,
}

impl Limits {
    /// The limits of the readers.
    pub(crate) fn of_document(&self) -> almoner_document::Limits {
        almoner_document::Limits {
            file_bytes: self.max_file_size,
            text_bytes: usize::try_from(self.max_text).unwrap_or(usize::MAX),
            pages: self.max_pages,
            inflated_bytes: self.max_inflated,
            depth: self.max_depth,
            glyphs: self.max_glyphs,
            enclosed: self.max_enclosed,
        }
    }

    /// Whether the records also hold what was concluded.
    pub(crate) fn conclusions(&self) -> Conclusions {
        if self.stated_only { Conclusions::Left } else { Conclusions::Drawn }
    }

    /// Workers that read as this process would: the same program, layouts and rates.
    pub(crate) fn pool(&self, globals: &Globals) -> anyhow::Result<PoolOptions> {
        let program = std::env::current_exe().context("cannot find the program almoner itself")?;
        let mut arguments: Vec<OsString> = vec!["extract".into(), "--worker".into()];
        let mut add = |name: &str, value: OsString| arguments.extend([name.into(), value]);
        for (name, limit) in [
            ("--memory", self.memory),
            ("--timeout", self.timeout),
            ("--max-file-size", self.max_file_size),
            ("--max-text", self.max_text),
            ("--max-pages", self.max_pages.into()),
            ("--max-inflated", self.max_inflated),
            ("--max-depth", self.max_depth.into()),
            ("--max-glyphs", self.max_glyphs.into()),
            ("--max-enclosed", self.max_enclosed.into()),
        ] {
            add(name, limit.to_string().into());
        }
        add("--library", globals.library.clone().into());
        if let Some(layouts) = &globals.layouts {
            add("--layouts", layouts.into());
        }
        if let Some(rates) = &globals.rates {
            add("--rates", rates.into());
        }
        if self.ocr.ocr {
            add("--ocr-language", self.ocr.ocr_language.clone().into());
            arguments.push("--ocr".into());
        }
        if self.stated_only {
            arguments.push("--stated-only".into());
        }
        let workers = self.workers.map_or_else(cores, usize::from);
        let limits = WorkerLimits {
            time: Duration::from_secs(self.timeout),
            memory_bytes: self.memory,
            // Escaped it is longer, and its records quote it again.
            answer_bytes: self.max_text.saturating_mul(4).max(16 << 20),
        };
        Ok(PoolOptions { program, arguments, version: env!("CARGO_PKG_VERSION").to_owned(), workers, limits })
    }
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// `512M`, `1G`, `1GiB`, `65536`: a number of bytes, in steps of 1024.
fn size(text: &str) -> Result<u64, String> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = text.strip_prefix(digits).unwrap_or_default().to_ascii_lowercase();
    let shift = match unit.trim_end_matches('b').trim_end_matches('i') {
        "" => 0,
        "k" => 10,
        "m" => 20,
        "g" => 30,
        _ => return Err("a size is a number with k, M or G behind it, as in 512M".to_owned()),
    };
    let number: u64 = digits.parse().map_err(|_| "a size is a number, as in 512M".to_owned())?;
    number
        .checked_mul(1 << shift)
        .filter(|bytes| *bytes > 0)
        .ok_or_else(|| "this size is out of range".to_owned())
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn a_size_is_read_with_any_common_unit() {
        for (text, bytes) in [
            ("512M", Some(512 << 20)),
            ("512MB", Some(512 << 20)),
            ("1GiB", Some(1 << 30)),
            ("64k", Some(65_536)),
            ("4096", Some(4096)),
            ("0", None),
            ("1T", None),
            ("much", None),
            ("-1M", None),
            ("99999999999G", None),
        ] {
            assert_eq!(size(text).ok(), bytes, "{text}");
        }
    }
}
