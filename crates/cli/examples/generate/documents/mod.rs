//! Documents drawn by lot: `(seed, number)` gives the same bytes on every machine, whatever else is written.

mod chance;
mod facts;
mod page;
mod print;
mod profile;
mod proposal;
mod prose;
mod words;

use chance::Chance;

/// A kind of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A project profile as text, about 3 kB.
    Profile,
    /// A proposal as text.
    Proposal,
    /// A page of the web.
    Page,
    /// A small PDF.
    Print,
}

impl Kind {
    /// All kinds, in the order in which they are written.
    pub(crate) const ALL: [Kind; 4] = [Kind::Profile, Kind::Proposal, Kind::Page, Kind::Print];

    /// The folder for it, and the ending of its files' names.
    pub(crate) fn names(self) -> (&'static str, &'static str) {
        match self {
            Kind::Profile => ("profiles", "txt"),
            Kind::Proposal => ("proposals", "txt"),
            Kind::Page => ("pages", "html"),
            Kind::Print => ("pdfs", "pdf"),
        }
    }

    /// Document `number` of this kind.
    pub(crate) fn document(self, seed: u64, number: u64) -> Vec<u8> {
        let kind = match self {
            Kind::Profile => 1,
            Kind::Proposal => 2,
            Kind::Page => 3,
            Kind::Print => 4,
        };
        let mut chance = Chance::of(seed, kind, number);
        match self {
            Kind::Profile => profile::profile(&mut chance, number).into_bytes(),
            Kind::Proposal => proposal::proposal(&mut chance, number).into_bytes(),
            Kind::Page => page::page(&mut chance, number).into_bytes(),
            Kind::Print => print::print(&mut chance, number),
        }
    }
}
