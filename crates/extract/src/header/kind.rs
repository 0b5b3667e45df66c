//! What kind of document or page a first line says that this is: `Project appraisal document`, no title.

use crate::context::Context;

/// What a document is, as the last word.
const KINDS: [&str; 10] = [
    "document",
    "evaluation",
    "summary",
    "sheet",
    "factsheet",
    "proposal",
    "profile",
    "report",
    "brief",
    "note",
];

/// What it is of: what donors call their activities, and the steps that they take.
const SUBJECTS: [&str; 23] = [
    "project",
    "program",
    "development",
    "engagement",
    "investment",
    "design",
    "intervention",
    "action",
    "activity",
    "grant",
    "operation",
    "cooperation",
    "technical",
    "appraisal",
    "ex-ante",
    "ex-post",
    "concept",
    "completion",
    "implementation",
    "identification",
    "information",
    "fact",
    "data",
];

/// True for the key of a line that is a banner of the layout, or has words for documents alone. A bracket behind it does
/// not count: `Ex-ante evaluation (for ODA loans)`.
pub(super) fn is_banner(context: &Context<'_>, key: &str) -> bool {
    let bare = key.strip_suffix(')').and_then(|key| key.split_once(" (")).map_or(key, |(bare, _)| bare);
    let is_listed = context.layout.banners.iter().any(|banner| banner == bare || banner == key);
    is_listed || (context.layout.is_general() && is_kind(bare))
}

fn is_kind(key: &str) -> bool {
    let Some((subjects, kind)) = key.rsplit_once(' ') else { return false };
    KINDS.contains(&kind) && subjects.split(' ').all(|word| SUBJECTS.contains(&word))
}

#[cfg(test)]
mod tests {
    use crate::specimen::record;

    #[test]
    fn the_kind_of_a_document_is_no_title() {
        for (line, is_kind) in [
            ("Ex-ante evaluation (for soft loans)", true),
            ("Development engagement document", true),
            ("Investment Design Summary", true),
            ("Project appraisal document (draft)", true),
            ("Programme completion report", true),
            ("Support to the design of reports", false),
        ] {
            let read = record(&format!(
                "{line}\n\nWells for the schools of Kita\n\nCountry: Mali\nDonor: Norad\nStatus: Closed\nTotal budget: EUR 5,000\n"
            ));
            let expected = if is_kind { "Wells for the schools of Kita" } else { line };
            assert_eq!(read.title.as_deref(), Some(expected), "{line}");
        }
    }
}
