//! Lines of a text set again: what its spaces put into columns, as rows and pairs with tabs.

/// What is made of the lines from one on.
pub(super) struct Again {
    /// What stands in their place; None where they stay as they are.
    pub(super) lines: Option<Vec<String>>,
    /// How many they are, one at least.
    pub(super) taken: usize,
}

impl Again {
    /// One line that stays.
    pub(super) const STAYS: Again = Again { lines: None, taken: 1 };
}

/// True where columns may be set by spaces at all: most texts have no such gap.
pub(super) fn has_wide_gap(text: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), b"    ").is_some()
}

/// The text with what `look` makes of its lines, asked at each that is not taken yet.
pub(super) fn set_again(text: String, look: impl FnMut(&[&str], usize) -> Again) -> String {
    if has_wide_gap(&text) { lines_again(text, look) } else { text }
}

/// The same of a text with or without wide gaps.
pub(super) fn lines_again(text: String, mut look: impl FnMut(&[&str], usize) -> Again) -> String {
    let lines: Vec<&str> = text.split('\n').collect();
    let mut out = String::new();
    let (mut at, mut kept) = (0, 0);
    while at < lines.len() {
        let again = look(&lines, at);
        let end = at + again.taken.max(1);
        if let Some(new) = again.lines {
            let before = lines.get(kept..at).unwrap_or_default().iter().copied();
            for line in before.chain(new.iter().map(String::as_str)) {
                out.push_str(line);
                out.push('\n');
            }
            kept = end;
        }
        at = end;
    }
    if kept == 0 {
        return text;
    }
    out.push_str(&lines.get(kept..).unwrap_or_default().join("\n"));
    out
}
