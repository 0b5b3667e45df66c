//! Writes any number of varied documents: `cargo run --release --example generate -- --profiles 1000 --seed 1 DIR`.
//!
//! What benches and large tests read. The same seed gives the same bytes, and a document does not depend on how many
//! are asked for. A thousand files go into each folder.

mod documents;

use std::path::{Path, PathBuf};

use clap::Parser as _;

use documents::Kind;

/// Write documents about aid activities that never were.
#[derive(Debug, clap::Parser)]
struct Arguments {
    /// How many project profiles, as text of about 3 kB
    #[arg(long, default_value_t = 0)]
    profiles: u64,
    /// How many proposals, as text
    #[arg(long, default_value_t = 0)]
    proposals: u64,
    /// How many pages of the web
    #[arg(long, default_value_t = 0)]
    pages: u64,
    /// How many small PDFs
    #[arg(long, default_value_t = 0)]
    pdfs: u64,
    /// The same seed gives the same documents
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Where to write them; folders are made
    dir: PathBuf,
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    for kind in Kind::ALL {
        let count = match kind {
            Kind::Profile => arguments.profiles,
            Kind::Proposal => arguments.proposals,
            Kind::Page => arguments.pages,
            Kind::Print => arguments.pdfs,
        };
        write(kind, count, arguments.seed, &arguments.dir)?;
    }
    Ok(())
}

fn write(kind: Kind, count: u64, seed: u64, dir: &Path) -> anyhow::Result<()> {
    const IN_A_FOLDER: u64 = 1_000;
    let (folder, ending) = kind.names();
    for number in 0..count {
        let dir = dir.join(folder).join(format!("{:04}", number / IN_A_FOLDER));
        if number % IN_A_FOLDER == 0 {
            std::fs::create_dir_all(&dir)?;
        }
        std::fs::write(dir.join(format!("{number:07}.{ending}")), kind.document(seed, number))?;
    }
    Ok(())
}
