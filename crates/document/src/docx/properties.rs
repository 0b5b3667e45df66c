//! What a document says of itself: title, language, date.

use almoner_record::{Origin, Precision};

use super::xml::{Children, decode};

/// The longest title that is taken, in bytes.
const LONGEST: usize = 1000;

/// Sets what `docProps/core.xml` says. Its date is when the document was last changed; it dates no money.
pub(super) fn read(part: &[u8], origin: &mut Origin, depth: u16) {
    let text = decode(part);
    let (mut created, mut modified) = (None, None);
    for element in Children::of(&text, "coreProperties", depth) {
        let value = element.text().trim().to_owned();
        match element.name {
            "title" => origin.title = Some(value).filter(|title| is_title(title)),
            "language" => origin.language = language(&value),
            "created" => created = date(&value),
            "modified" => modified = date(&value),
            _ => {}
        }
    }
    origin.date = modified.or(created);
    origin.date_precision = origin.date.map(|_| Precision::Day);
}

/// A title that somebody gave: no name of a file or program.
fn is_title(title: &str) -> bool {
    let folded = title.to_lowercase();
    !title.is_empty()
        && title.len() <= LONGEST
        && !["microsoft word", "word document", "untitled", "document1"]
            .iter()
            .any(|start| folded.starts_with(start))
        && ![".doc", ".docx", ".dot", ".rtf"].iter().any(|end| folded.ends_with(end))
}

/// `2019-03-31T10:00:00Z`; a year before computers wrote documents is none.
fn date(value: &str) -> Option<jiff::civil::Date> {
    value.get(..10)?.parse().ok().filter(|date: &jiff::civil::Date| date.year() >= 1980)
}

/// Primary subtag.
fn language(tag: &str) -> Option<String> {
    let primary = tag.split(['-', '_']).next().unwrap_or_default().trim().to_ascii_lowercase();
    ((2..=3).contains(&primary.len()) && primary.bytes().all(|byte| byte.is_ascii_lowercase()))
        .then_some(primary)
}
