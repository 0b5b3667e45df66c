//! What the names of elements tell, and tags that hold more attributes than any writer gives them.

use std::borrow::Cow;

/// Most attributes of one tag. html5ever compares each with all before it (as did quick-xml: RUSTSEC-2026-0194).
pub(super) const MOST_ATTRIBUTES: usize = 100;

/// Elements that begin a line of their own.
const BLOCKS: [&str; 66] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "col",
    "colgroup",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "frame",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "iframe",
    "legend",
    "li",
    "listing",
    "main",
    "marquee",
    "menu",
    "menuitem",
    "nav",
    "ol",
    "optgroup",
    "option",
    "p",
    "plaintext",
    "pre",
    "search",
    "section",
    "select",
    "summary",
    "table",
    "tbody",
    "td",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
    "video",
    "audio",
    "xmp",
    "title",
];

/// True for an element that begins a line; one of a page's own making (`<facts-box>`) does too.
pub(super) fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name) || name.contains('-')
}

/// True for a page that says to be XML, by its declaration or its document type.
pub(super) fn is_xml(text: &str) -> bool {
    const LOOKED_AT: usize = 1000;
    let head = text.get(..text.floor_char_boundary(LOOKED_AT)).unwrap_or_default().trim_start();
    head.starts_with("<?xml") || head.to_ascii_lowercase().contains("//dtd xhtml")
}

/// Elements that never hold anything.
pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "basefont"
            | "bgsound"
            | "br"
            | "col"
            | "embed"
            | "frame"
            | "hr"
            | "img"
            | "input"
            | "keygen"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Elements whose content is no markup.
pub(super) fn is_raw(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "textarea"
            | "title"
            | "xmp"
            | "iframe"
            | "noembed"
            | "noframes"
            | "noscript"
            | "plaintext"
    )
}

/// Elements that html5ever makes anew in each block until they are closed; `a` is there once at most.
pub(super) fn is_formatting(name: &str) -> bool {
    matches!(
        name,
        "b" | "big"
            | "code"
            | "em"
            | "font"
            | "i"
            | "nobr"
            | "s"
            | "small"
            | "strike"
            | "strong"
            | "tt"
            | "u"
    )
}

/// The level of `h1` to `h6`.
pub(super) fn heading(name: &str) -> Option<u8> {
    match name.as_bytes() {
        [b'h', level @ b'1'..=b'6'] => Some(level - b'0'),
        _ => None,
    }
}

/// `text` without what stands behind the hundredth attribute of a tag. One pass, nothing is copied where no tag has so
/// many.
pub(super) fn with_few_attributes(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let mut kept = String::new();
    let (mut from, mut at) = (0, 0);
    while let Some(open) = find(bytes, at, b"<") {
        at = open + 1;
        if bytes.get(at..at + 3) == Some(b"!--") {
            at = find(bytes, at, b"-->").unwrap_or(bytes.len());
            continue;
        }
        if !bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let name = at;
        let (end, too_many) = tag(bytes, at);
        if let Some(cut) = too_many {
            kept.push_str(text.get(from..cut).unwrap_or_default());
            from = end;
        }
        at = end;
        at = behind_raw(bytes, name, at);
    }
    if kept.is_empty() {
        return Cow::Borrowed(text);
    }
    kept.push_str(text.get(from..).unwrap_or_default());
    Cow::Owned(kept)
}

/// Where the tag whose name begins at `at` ends (at its `>`), and where its first attribute too many begins.
fn tag(bytes: &[u8], mut at: usize) -> (usize, Option<usize>) {
    let (mut attributes, mut too_many) = (0_usize, None);
    let (mut is_between, mut is_value) = (false, false);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'>' => break,
            // A value in quotes, not a stray quote in a name.
            b'"' | b'\'' if is_value => {
                at = find(bytes, at + 1, &[*byte]).unwrap_or(bytes.len());
                (is_between, is_value) = (true, false);
            }
            byte if byte.is_ascii_whitespace() || *byte == b'/' => is_between = !is_value,
            b'=' => (is_between, is_value) = (false, true),
            _ if is_between => {
                is_between = false;
                attributes += 1;
                if attributes > MOST_ATTRIBUTES && too_many.is_none() {
                    too_many = Some(at);
                }
            }
            _ => {}
        }
        is_value &= byte.is_ascii_whitespace() || *byte == b'=';
        at += 1;
    }
    (at.min(bytes.len()), too_many)
}

/// Behind the text of a script or style whose name begins at `name`; `at` for any other element.
fn behind_raw(bytes: &[u8], name: usize, at: usize) -> usize {
    const RAW: [&[u8]; 4] = [b"script", b"style", b"textarea", b"title"];
    let is = |raw: &&&[u8]| {
        let behind = bytes.get(name..name + raw.len() + 1);
        behind.is_some_and(|behind| {
            behind.get(..raw.len()).is_some_and(|own| own.eq_ignore_ascii_case(raw))
                && !behind.last().is_some_and(u8::is_ascii_alphanumeric)
        })
    };
    let Some(raw) = RAW.iter().find(is) else { return at };
    let mut from = at;
    while let Some(close) = find(bytes, from, b"</") {
        let named = bytes.get(close + 2..close + 2 + raw.len());
        if named.is_some_and(|named| named.eq_ignore_ascii_case(raw)) {
            return close;
        }
        from = close + 2;
    }
    bytes.len()
}

fn find(bytes: &[u8], from: usize, what: &[u8]) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let first = *what.first()?;
    let mut at = 0;
    loop {
        at += rest.get(at..)?.iter().position(|byte| *byte == first)?;
        if rest.get(at..)?.starts_with(what) {
            return Some(from + at);
        }
        at += 1;
    }
}
