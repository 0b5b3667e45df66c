//! The one writer. Everything that the command prints goes through here, so that a closed pipe ends quietly, colours
//! follow `--color`, and nothing that a document or a file's name contains can take over a terminal.

use std::fmt::{self, Write as _};
use std::io::{self, IsTerminal, Write};
use std::path::Path;

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthChar;

/// Words that a search found, titles.
pub(crate) const STRONG: Style = Style::new().bold();
/// What matters less.
pub(crate) const FAINT: Style = Style::new().dimmed();
/// The word before an error.
pub(crate) const ERROR: Style = AnsiColor::Red.on_default().bold();
/// The word before a hint.
pub(crate) const HINT: Style = AnsiColor::Cyan.on_default().bold();

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Color {
    /// Makes it the choice of the whole process.
    pub(crate) fn set(self) {
        match self {
            Color::Auto => anstream::ColorChoice::Auto,
            Color::Always => anstream::ColorChoice::Always,
            Color::Never => anstream::ColorChoice::Never,
        }
        .write_global();
    }
}

/// Standard output. Whoever reads it may leave at any time (`| head`): the error then is `OutputError::Gone`, and the
/// command ends quietly.
pub(crate) fn stdout() -> Out {
    Out { stream: anstream::AutoStream::auto(io::stdout().lock()) }
}

/// Standard output for another program, byte for byte and at once: the standard library's would write what stands behind the
/// last line's end apart.
pub(crate) struct Wire;

impl Write for Wire {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Ok(nix::unistd::write(io::stdout(), bytes)?)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// One line on standard output.
pub(crate) fn line(text: fmt::Arguments<'_>) -> io::Result<()> {
    let mut out = stdout();
    out.write_fmt(text)?;
    out.write_all(b"\n")
}

/// The text of a document on standard output: made harmless on a terminal, byte for byte elsewhere.
pub(crate) fn document(text: &str) -> io::Result<()> {
    if io::stdout().is_terminal() {
        return stdout().write_all(Safe::text(text).to_string().as_bytes());
    }
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(of_stdout)
}

/// One line on standard error. That nobody can read it is no reason to fail.
pub(crate) fn note(text: fmt::Arguments<'_>) {
    let mut stream = anstream::AutoStream::auto(io::stderr().lock());
    let _ = writeln!(stream, "{text}");
}

/// Columns of the terminal that standard output goes to; 100 where it goes elsewhere.
pub(crate) fn width() -> usize {
    terminal_size::terminal_size_of(io::stdout()).map_or(100, |(width, _)| usize::from(width.0).max(20))
}

/// Standard output as a writer.
pub(crate) struct Out {
    stream: anstream::AutoStream<io::StdoutLock<'static>>,
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.stream.write(bytes).map_err(of_stdout)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush().map_err(of_stdout)
    }
}

/// Standard output cannot be written to. Says so itself, because an I/O error alone does not name what it is about.
#[derive(Debug, thiserror::Error)]
pub(crate) enum OutputError {
    /// The reader of the pipe has left.
    #[error("nobody reads standard output any more")]
    Gone,
    /// A full disk, mostly.
    #[error("cannot write to standard output: {0}")]
    Failed(io::Error),
}

fn of_stdout(error: io::Error) -> io::Error {
    match error.kind() {
        io::ErrorKind::BrokenPipe => io::Error::new(io::ErrorKind::BrokenPipe, OutputError::Gone),
        io::ErrorKind::Interrupted => error,
        kind => io::Error::new(kind, OutputError::Failed(error)),
    }
}

/// Text of documents and names of files, made harmless for a terminal: control characters, characters that turn the
/// direction of writing and characters without width are shown as `\u{202e}`, and so is the ninth and every further
/// combining mark on one letter. This is the only way for such text to be printed.
#[derive(Debug, Clone)]
pub(crate) struct Safe<'a> {
    text: std::borrow::Cow<'a, str>,
    breaks: Breaks,
}

/// What becomes of line breaks and tabs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Breaks {
    Shown,
    Kept,
}

impl<'a> Safe<'a> {
    /// For one line: a line break or a tab is shown as `\n`, `\t`.
    pub(crate) fn line(text: &'a str) -> Safe<'a> {
        Safe { text: text.into(), breaks: Breaks::Shown }
    }

    /// For running text: line breaks stay, a tab is a space.
    pub(crate) fn text(text: &'a str) -> Safe<'a> {
        Safe { text: text.into(), breaks: Breaks::Kept }
    }

    /// For a path; bytes that are no UTF-8 are shown as `�`.
    pub(crate) fn path(path: &'a Path) -> Safe<'a> {
        Safe { text: path.to_string_lossy(), breaks: Breaks::Shown }
    }
}

impl fmt::Display for Safe<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const MARKS: u32 = 8;
        let mut marks = 0;
        for c in self.text.chars() {
            let mark = !is_hidden(c) && c.width() == Some(0);
            marks = if mark { marks + 1 } else { 0 };
            match (c, self.breaks) {
                ('\n', Breaks::Kept) => f.write_char(c)?,
                ('\t', Breaks::Kept) => f.write_char(' ')?,
                ('\n' | '\t' | '\r', _) => write!(f, "{}", c.escape_default())?,
                _ if is_hidden(c) || marks > MARKS => write!(f, "{}", c.escape_unicode())?,
                _ => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

/// True for characters that a terminal obeys instead of showing, or that show nothing.
pub(crate) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// One value as one line of JSON. Characters that [`is_hidden`] are written as JSON's own `\u202e`: the value is the
/// same, and a terminal that shows the line is safe.
pub(crate) fn json_line(value: &impl serde::Serialize) -> serde_json::Result<String> {
    Ok(harmless(&serde_json::to_string(value)?))
}

/// One value as indented JSON for a person, escaped as [`json_line`] does.
pub(crate) fn json_pretty(value: &impl serde::Serialize) -> serde_json::Result<String> {
    Ok(harmless(&serde_json::to_string_pretty(value)?))
}

/// JSON text with characters that [`is_hidden`] escaped.
pub(crate) fn harmless(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for c in json.chars() {
        if c != '\n' && is_hidden(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(text, "\\u{unit:04x}");
            }
        } else {
            text.push(c);
        }
    }
    text
}

/// The beginning of a line that fits `columns`, with `…` where something was cut off.
pub(crate) fn cut(line: &str, columns: usize) -> String {
    let mut used = 0;
    let mut kept = String::new();
    for c in line.chars() {
        used += c.width().unwrap_or(0);
        if used > columns {
            let _ = kept.pop();
            return kept + "…";
        }
        kept.push(c);
    }
    kept
}

/// `1249` as `1,249`.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `1 document`, `1,249 documents`.
pub(crate) fn counted(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(number), if number == 1 { one } else { many })
}

/// `0.8 s`, `12.3 s`, `2 min 05 s`.
pub(crate) fn duration(duration: std::time::Duration) -> String {
    let tenths = duration.as_millis() / 100;
    match tenths / 600 {
        0 => format!("{}.{} s", tenths / 10, tenths % 10),
        minutes => format!("{minutes} min {:02} s", tenths / 10 % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_could_take_over_a_terminal_is_shown_instead() {
        for (text, line) in [
            ("plain É – ü", "plain É – ü"),
            ("\u{1b}[2Jgone", "\\u{1b}[2Jgone"),
            ("\u{9b}31m", "\\u{9b}31m"),
            ("a\u{202e}fdp.exe", "a\\u{202e}fdp.exe"),
            ("zero\u{200b}width", "zero\\u{200b}width"),
            ("\u{feff}mark", "\\u{feff}mark"),
            ("two\nlines\tand a\rreturn", "two\\nlines\\tand a\\rreturn"),
            ("e\u{301}te\u{301}", "e\u{301}te\u{301}"),
        ] {
            assert_eq!(Safe::line(text).to_string(), line);
        }
        assert_eq!(Safe::text("two\nlines\tand\r\u{7}").to_string(), "two\nlines and\\r\\u{7}");
    }

    #[test]
    fn a_flood_of_combining_marks_is_dammed() {
        let flood = format!("a{}b", "\u{301}".repeat(1000));
        let shown = Safe::line(&flood).to_string();
        assert_eq!(shown.matches('\u{301}').count(), 8);
    }

    #[test]
    fn json_keeps_the_value_and_hides_nothing() {
        let value = "a\u{202e}b\u{7f}\u{9b}\u{e0041}\u{1b}é";
        let line = json_line(&value).unwrap();
        assert_eq!(serde_json::from_str::<String>(&line).unwrap(), value);
        assert!(!line.chars().any(is_hidden), "{line}");
    }

    #[test]
    fn numbers_and_durations_are_short() {
        assert_eq!([0, 999, 1249, 1_000_000].map(grouped), ["0", "999", "1,249", "1,000,000"]);
        assert_eq!(counted(1, "document", "documents"), "1 document");
        for (millis, text) in [(40, "0.0 s"), (812, "0.8 s"), (12_345, "12.3 s"), (125_000, "2 min 05 s")] {
            assert_eq!(duration(std::time::Duration::from_millis(millis)), text);
        }
    }

    proptest! {
        #[test]
        fn only_line_breaks_and_printable_characters_come_out(text in ".*|(.|\u{1b}|\u{202e}|\u{301}|\n)*") {
            let harmless = |shown: &str| shown.chars().all(|c| c == '\n' || !is_hidden(c));
            prop_assert!(harmless(&Safe::text(&text).to_string()));
            let line = Safe::line(&text).to_string();
            prop_assert!(harmless(&line) && !line.contains('\n'));
        }
    }
}
