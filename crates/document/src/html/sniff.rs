//! Whether text is a page, and the encoding that a page names.

use encoding_rs::Encoding;

/// Elements that a page, or a piece of one, begins with.
const BEGINNINGS: [&str; 47] = [
    "html",
    "head",
    "body",
    "div",
    "p",
    "table",
    "section",
    "article",
    "main",
    "header",
    "nav",
    "ul",
    "ol",
    "dl",
    "h1",
    "h2",
    "h3",
    "h4",
    "span",
    "a",
    "form",
    "center",
    "style",
    "script",
    "meta",
    "title",
    "link",
    "base",
    "br",
    "hr",
    "b",
    "strong",
    "em",
    "i",
    "img",
    "font",
    "fieldset",
    "figure",
    "aside",
    "footer",
    "blockquote",
    "pre",
    "tr",
    "tbody",
    "frameset",
    "template",
    "noscript",
];

/// True for the beginning of a page. Text that has tags in it stays text, and XML is a page only when its first element
/// is one's.
pub(crate) fn is_html(start: &str, name: &str) -> bool {
    let lower = start.to_ascii_lowercase();
    let (head, is_xml) = behind_prologue(&lower);
    if head.starts_with("<!doctype html") {
        return true;
    }
    let Some(first) = element(head) else {
        // A stray line before the page; its name says what it is.
        let name = name.to_ascii_lowercase();
        let is_named = [".html", ".htm", ".xhtml"].iter().any(|ending| name.ends_with(ending));
        return is_named && (count(&lower) >= 3 || lower.contains("<html") || lower.contains("<body"));
    };
    match first {
        "html" | "head" | "body" => true,
        _ if is_xml => false,
        first => BEGINNINGS.contains(&first) && (count(head) >= 3 || head.contains(&format!("</{first}>"))),
    }
}

/// What stands behind an XML declaration, comments and white space; true when there is such a declaration.
fn behind_prologue(text: &str) -> (&str, bool) {
    let (mut rest, mut is_xml) = (text.trim_start_matches('\u{feff}').trim_start(), false);
    loop {
        let end = if rest.starts_with("<!--") {
            rest.find("-->").map(|at| at + 3)
        } else if rest.starts_with("<?") {
            is_xml |= rest.starts_with("<?xml");
            rest.find('>').map(|at| at + 1)
        } else {
            None
        };
        match end.and_then(|end| rest.get(end..)) {
            Some(behind) => rest = behind.trim_start(),
            None => return (rest, is_xml),
        }
    }
}

/// The name of the element that `text` begins with.
fn element(text: &str) -> Option<&str> {
    let rest = text.strip_prefix('<')?;
    let length = rest.find(|c: char| !c.is_ascii_alphanumeric())?;
    let (name, behind) = rest.split_at_checked(length)?;
    (!name.is_empty() && behind.starts_with(|c: char| c.is_whitespace() || c == '>' || c == '/'))
        .then_some(name)
}

/// How many elements of pages begin in `text`.
fn count(text: &str) -> usize {
    let tags = text.match_indices('<').filter_map(|(at, _)| text.get(at..)).filter_map(element);
    tags.filter(|name| BEGINNINGS.contains(name) || *name == "li" || *name == "td").count()
}

/// The encoding that a page names in its head, or in its XML declaration.
pub(super) fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    const LOOKED_AT: usize = 4096;
    let start = bytes.get(..bytes.len().min(LOOKED_AT)).unwrap_or_default();
    let start = String::from_utf8_lossy(start).to_ascii_lowercase();
    let mut named =
        start.match_indices("charset").chain(start.match_indices("encoding")).filter_map(|(at, name)| {
            let before = start.get(..at)?;
            let tag = before.get(before.rfind('<')?..)?;
            let is_told = (name == "charset" && tag.starts_with("<meta"))
                || (name == "encoding" && tag.starts_with("<?xml"));
            let value = start.get(at + name.len()..)?.trim_start().strip_prefix('=')?;
            let value = value.trim_start().trim_start_matches(['"', '\'']);
            let end = value
                .find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c)))
                .unwrap_or(value.len());
            is_told.then(|| value.get(..end)).flatten()
        });
    named.find_map(|label| Encoding::for_label(label.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_told_by_its_content() {
        for (start, name, expected) in [
            ("<!DOCTYPE html><p>", "page", true),
            ("\u{feff}\n <!-- saved from url=(0044)https://a --><HTML lang=en>", "a.txt", true),
            ("<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0\"><html>", "a", true),
            ("<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\">", "a", true),
            ("<div class=\"facts\"><span>Budget</span></div>", "facts", true),
            ("<p>One paragraph.</p>", "a", true),
            ("HTTP 200\n<html><body>", "a.html", true),
            ("<?xml version=\"1.0\"?><iati-activities version=\"2.03\">", "a.html", false),
            ("<iati-activities><title>Roads</title><p>a</p></iati-activities>", "a", false),
            ("<p> is the tag of a paragraph", "notes.txt", false),
            ("The <div> and the <span> are two, <b>three</b>.", "notes.txt", false),
            ("Outcomes\tOutputs\n<p>one</p> <p>two</p>", "a.txt", false),
            ("<5 million people>", "a.html", false),
        ] {
            assert_eq!(is_html(start, name), expected, "{start}");
        }
    }

    #[test]
    fn the_encoding_is_the_one_that_the_head_names() {
        for (page, expected) in [
            ("<meta charset=\"ISO-8859-1\">", Some(encoding_rs::WINDOWS_1252)),
            (
                "<META http-equiv=content-type content='text/html; charset=windows-1251'>",
                Some(encoding_rs::WINDOWS_1251),
            ),
            ("<?xml version='1.0' encoding='utf-8'?>", Some(encoding_rs::UTF_8)),
            ("<script charset=\"windows-1251\"></script>", None),
            ("<meta charset=\"klingon\">", None),
        ] {
            assert_eq!(declared(page.as_bytes()), expected, "{page}");
        }
    }
}
