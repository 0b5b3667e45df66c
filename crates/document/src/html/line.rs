//! The text of one line as a browser shows it: white space as single spaces, soft hyphens left out.

/// A line in the making.
#[derive(Debug, Default)]
pub(super) struct Line {
    text: String,
    /// White space stands before what comes next.
    space: bool,
    /// How many bytes from the beginning are bold.
    strong: usize,
}

impl Line {
    /// Adds text as it stands in the page.
    pub(super) fn push(&mut self, text: &str, is_strong: bool) {
        let is_strong_so_far = self.strong == self.text.len();
        for c in text.chars() {
            match c {
                '\u{ad}' | '\u{200b}' | '\u{feff}' | '\u{2060}' => {}
                c if c.is_ascii_whitespace() || c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => {
                    self.space = true;
                }
                c => {
                    self.separate(c);
                    self.text.push(c);
                }
            }
        }
        if is_strong && is_strong_so_far {
            self.strong = self.text.len();
        }
    }

    /// Writes the space before `next`. A no-break space beside a plain one is that space.
    fn separate(&mut self, next: char) {
        if !std::mem::take(&mut self.space) || self.text.is_empty() {
            return;
        }
        if next == '\u{a0}' || self.text.ends_with('\u{a0}') {
            return;
        }
        self.text.push(' ');
    }

    /// What comes next is no part of the last word.
    pub(super) fn space(&mut self) {
        self.space = true;
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The bold words that it begins with, and the rest.
    pub(super) fn split_strong(&self) -> (&str, &str) {
        self.text.split_at_checked(self.strong).unwrap_or((&self.text, ""))
    }

    /// The line, which is empty after that.
    pub(super) fn take(&mut self) -> Line {
        std::mem::take(self)
    }
}
