//! Plain text and Markdown-flavoured text to blocks.
//!
//! A line is a block of its own, unless the file is wrapped at a width: then the lines that the width alone broke
//! are one block again. Lines with tabs, and Markdown's pipe tables, are tables; a table goes on over one empty line.

mod again;
mod aligned;
mod bars;
mod bordered;
pub(crate) mod captions;
mod columns;
mod paired;
mod spread;
mod tables;
mod wrapped;
pub(crate) mod wrapping;

use almoner_record::{Origin, Span};

pub(crate) use wrapping::{is_figure, is_label};

use crate::{Block, BlockKind, Document, Layer, Limit, Limits, ReadError, encoding};

/// The longest line that may be a heading, in bytes.
const LONGEST_HEADING: usize = 160;

/// A form feed: what printers and `pdftotext` put between pages.
const PAGE_BREAK: char = '\u{c}';

/// # Errors
/// [`ReadError`] when the bytes are no text, or nothing but white space.
pub(crate) fn read(bytes: &[u8], origin: Origin, limits: &Limits) -> Result<Document, ReadError> {
    let mut text = encoding::decode(bytes)?;
    // Zero-width spaces and joiners are nothing to read either.
    if text.chars().all(|c| {
        c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
    }) {
        return Err(ReadError::Empty);
    }
    let cut = (text.len() > limits.text_bytes).then(|| {
        text.truncate(text.floor_char_boundary(limits.text_bytes));
        Limit::Text { kept: text.len() }
    });
    // A U+FFFD that stands in the file itself is a character like others.
    let damaged = if std::str::from_utf8(bytes).is_ok() { 0 } else { text.matches('\u{fffd}').count() };
    let cut = cut.or((damaged > 0).then_some(Limit::Characters { damaged }));
    text = bordered::reset(text);
    if again::has_wide_gap(&text) {
        text = columns::apart(wrapped::reset(spread::reset(paired::reset(text))));
    }
    let blocks = blocks(&text);
    let mut document = Document::unpaged(origin, text, blocks, cut);
    // The last page may end in one too.
    let last = document.text.trim_end().len();
    let feeds = document.text.match_indices(PAGE_BREAK).filter(|(at, _)| *at < last);
    document.breaks = feeds.map(|(at, feed)| Span::new(at + feed.len(), 0).start).collect();
    if !document.breaks.is_empty() {
        document.origin.pages = u32::try_from(document.breaks.len() + 1).ok();
    }
    Ok(document)
}

pub(crate) fn blocks(text: &str) -> Vec<Block> {
    let lines = lines(text);
    let width = wrapping::width(text, &lines);
    let mut blocks = Vec::with_capacity(lines.len());
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        if line.is_empty() {
            at += 1;
        } else if let Some(level) = underlined(text, &lines, at) {
            let kind = BlockKind::Heading { level };
            blocks.push(Block {
                span: unwrap_bold(text, line.trim(text)),
                kind,
                layer: Layer::Body,
                place: None,
            });
            at += 2;
        } else if let Some((block, taken)) = tables::read(text, lines.get(at..).unwrap_or_default()) {
            blocks.push(block);
            at += taken;
        } else {
            let taken =
                width.map_or(1, |width| wrapping::run(text, lines.get(at..).unwrap_or_default(), width));
            let last = lines.get(at + taken - 1).copied().unwrap_or(*line);
            let alone = is_blank(&lines, at.checked_sub(1)) && is_blank(&lines, at.checked_add(taken));
            blocks.push(line_block(text, line.cover(last), alone));
            at += taken;
        }
    }
    captions::mark(text, &mut blocks);
    notes(text, &mut blocks);
    blocks
}

/// Each line without its line end and without white space at its end; leading white space is kept, but for tabs that
/// all lines begin with.
pub(crate) fn lines(text: &str) -> Vec<Span> {
    let tabs = |line: &str| line.len() - line.trim_start_matches('\t').len();
    // The first line without one tells already that not all begin so.
    let mut indent = None;
    for line in raw_lines(text).filter(|line| !line.trim().is_empty()) {
        indent = Some(tabs(line).min(indent.unwrap_or(usize::MAX)));
        if indent == Some(0) {
            break;
        }
    }
    let indent = indent.unwrap_or_default();
    let mut start = 0;
    raw_lines(text)
        .map(|line| {
            let begin = start + indent.min(line.len());
            let trimmed = line.trim_end_matches(|c: char| c.is_whitespace() && c != '\t').len();
            let span = Span::new(begin, begin.max(start + trimmed));
            start += line.len() + 1;
            // A line of tabs alone is an empty line.
            if is_white(span.of(text)) { Span::new(begin, begin) } else { span }
        })
        .collect()
}

/// True for nothing but white space; most lines tell with their first byte that they are not.
fn is_white(line: &str) -> bool {
    !line.starts_with(|c: char| c.is_ascii_graphic()) && line.trim().is_empty()
}

/// What line ends and page breaks part.
fn raw_lines(text: &str) -> impl Iterator<Item = &str> {
    let mut start = 0;
    text.as_bytes().split(|byte| matches!(byte, b'\n' | b'\x0c')).map(move |line| {
        let range = start..start + line.len();
        start = range.end + 1;
        text.get(range).unwrap_or_default()
    })
}

fn is_blank(lines: &[Span], at: Option<usize>) -> bool {
    at.and_then(|at| lines.get(at)).is_none_or(|line| line.is_empty())
}

/// The block of one line (or of lines that a width broke); `alone` when empty lines stand before and after it.
fn line_block(text: &str, line: Span, alone: bool) -> Block {
    let indent = line.of(text).len() - line.of(text).trim_start().len();
    let mut span = line.trim(text);
    let content = span.of(text);
    let kind = if let Some((level, mark)) = markdown_heading(content) {
        span = drop_front(span, mark);
        BlockKind::Heading { level }
    } else if let Some(mark) = list_mark(content) {
        span = drop_front(span, mark).trim(text);
        BlockKind::ListItem { depth: u8::try_from(indent / 4).unwrap_or(u8::MAX) }
    } else if is_capitals(content) {
        BlockKind::Heading { level: 1 }
    } else if is_bold(content) || (alone && is_heading(content)) {
        BlockKind::Heading { level: 2 }
    } else if let Some((key, value)) = key_value(content) {
        BlockKind::KeyValue { key: span.inner(key), value: span.inner(value) }
    } else {
        BlockKind::Paragraph
    };
    Block { span: unwrap_bold(text, span), kind, layer: Layer::Body, place: None }
}

/// The level of a line below nothing with a row of `=` or `-` right below it, as long as itself.
fn underlined(text: &str, lines: &[Span], at: usize) -> Option<u8> {
    const MOST_BESIDE: usize = 3;
    let (line, below) = (lines.get(at)?.of(text), lines.get(at + 1)?.of(text).trim());
    let mark = below.chars().next().filter(|c| matches!(c, '=' | '-' | '~'))?;
    let (length, marks) = (line.trim().chars().count(), below.chars().count());
    let is_row = marks >= 3 && below.chars().all(|c| c == mark);
    let is_one = line.len() <= LONGEST_HEADING && !line.contains(['\t', '|']) && !line.trim().contains("  ");
    let is_below = marks + MOST_BESIDE >= length && (mark == '=' || marks <= length + MOST_BESIDE);
    (is_row
        && is_one
        && is_below
        && is_blank(lines, at.checked_sub(1))
        && line.chars().any(char::is_alphabetic))
    .then_some(if mark == '=' { 1 } else { 2 })
}

fn drop_front(span: Span, bytes: usize) -> Span {
    Span::new(span.range().start + bytes, span.range().end)
}

/// Level and length of `## `.
fn markdown_heading(line: &str) -> Option<(u8, usize)> {
    let marks = line.len() - line.trim_start_matches('#').len();
    let level = u8::try_from(marks).ok().filter(|level| (1..=6).contains(level))?;
    line.get(marks..)?.starts_with(' ').then_some((level, marks + 1))
}

/// Length of a bullet or number with the space behind it: `• `, `- `, `1. `, `(2) `, `iv) `.
pub(crate) fn list_mark(line: &str) -> Option<usize> {
    let first = line.chars().next()?;
    if "•·▪●○◦‣⁃∙■□–*-+>›»→►▶➢➤✓✔◆♦".contains(first) {
        let rest = line.get(first.len_utf8()..)?;
        let space = rest.len() - rest.trim_start().len();
        return (space > 0 || !"–*-+>›»→".contains(first)).then_some(first.len_utf8() + space);
    }
    let open = usize::from(first == '(');
    let rest = line.get(open..)?;
    let mark = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric()).len();
    let number = rest.get(..mark)?;
    let counts = number.len() <= 2 && number.bytes().all(|byte| byte.is_ascii_digit());
    let roman = number.len() <= 4 && number.bytes().all(|byte| b"ivxIVX".contains(&byte));
    let letter = number.len() == 1 && number.bytes().all(|byte| byte.is_ascii_lowercase());
    let close = rest.get(mark..)?.chars().next()?;
    let closed = close == ')' || (close == '.' && open == 0 && (counts || letter));
    let behind = rest.get(mark + 1..).filter(|_| closed && mark > 0 && (counts || roman || letter))?;
    let space = behind.len() - behind.trim_start().len();
    (space > 0).then_some(open + mark + 1 + space)
}

/// A line in capitals: at least six letters, none of them small. Scripts without capitals (Arabic) have no such lines.
pub(crate) fn is_capitals(line: &str) -> bool {
    // First what most lines fail at once.
    if line.len() > 2 * LONGEST_HEADING || line.chars().any(char::is_lowercase) {
        return false;
    }
    let letters = line.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 6
        && line.chars().filter(|c| c.is_uppercase()).count() * 2 > letters
        && !line.ends_with('.')
        && (!line.ends_with(')') || line.contains('('))
        && line.chars().filter(char::is_ascii_digit).count() * 2 < letters
}

/// A short line that is no sentence: it begins with a capital or a digit and does not end as a sentence does.
pub(crate) fn is_heading(line: &str) -> bool {
    line.len() <= LONGEST_HEADING
        && line.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
        && line.chars().filter(|c| c.is_alphabetic()).count() >= 3
        && !line.ends_with(['.', ';', ',', ':', '!', ')', ']', '%'])
        && key_value(line).is_none()
}

fn is_bold(line: &str) -> bool {
    ["**", "__"].iter().any(|mark| line.len() > 4 && line.starts_with(mark) && line.ends_with(mark))
}

fn unwrap_bold(text: &str, span: Span) -> Span {
    if is_bold(span.of(text)) {
        Span::new(span.range().start + 2, span.range().end - 2).trim(text)
    } else {
        span
    }
}

/// Key and value of `Label: value`: a short label without a full stop, a value behind the colon.
pub(crate) fn key_value(line: &str) -> Option<(Span, Span)> {
    let colon = line.find(':').filter(|colon| *colon <= 60)?;
    let (key, value) = (line.get(..colon)?, line.get(colon + 1..)?);
    let is_label = key.chars().next().is_some_and(char::is_uppercase)
        && key.split_whitespace().count() <= 7
        && !key.contains(['.', '?', '!']);
    let whole = Span::new(colon + 1, line.len()).trim(line);
    (is_label && value.starts_with(char::is_whitespace) && !whole.is_empty())
        .then(|| (Span::new(0, colon).trim(line), whole))
}

/// Footnotes: a line that is only a small number, and the block after it, which is short. A number right below a line, with an
/// empty line below it, is a value under its label.
fn notes(text: &str, blocks: &mut [Block]) {
    const LONGEST: usize = 420;
    let breaks =
        |from: u32, to: u32| text.get(from as usize..to as usize).unwrap_or_default().matches('\n').count();
    let starts: Vec<u32> = blocks.iter().map(|block| block.span.start).collect();
    let mut in_note = false;
    let mut last = None;
    for (at, block) in blocks.iter_mut().enumerate() {
        let content = block.span.of(text);
        let below = last.is_some_and(|end| breaks(end, block.span.start) == 1);
        let apart = starts.get(at + 1).is_none_or(|next| breaks(block.span.end, *next) > 1);
        last = Some(block.span.end);
        let is_number = content.len() <= 2 && content.bytes().all(|byte| byte.is_ascii_digit());
        let is_mark = is_number && !(below && apart);
        if is_mark || in_note && content.len() <= LONGEST {
            block.layer = Layer::Notes;
        }
        in_note = is_mark;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<String> {
        blocks(text)
            .into_iter()
            .map(|block| {
                let kind = block.kind.told();
                let layer = if block.layer == Layer::Body { "" } else { " (notes)" };
                format!("{kind}{layer}|{}", block.span.of(text))
            })
            .collect()
    }

    #[test]
    fn a_line_is_what_its_form_says() {
        for (text, expected) in [
            ("Overview\u{a0} \n\nCA-3-1\n$5\n", &["h2|Overview", "p|CA-3-1", "p|$5"][..]),
            ("COMMUNITY SECURITY\n", &["h1|COMMUNITY SECURITY"]),
            ("مشروع الطرق.\nx\n", &["p|مشروع الطرق.", "p|x"]),
            ("مشروع الطرق\nx\n", &["p|مشروع الطرق", "p|x"]),
            ("## Results\ntext", &["h2|Results", "p|text"]),
            (
                "Wells for Kita\n==============\nThe wells.\n\nPlan\n----\n\na b\n---\n",
                &["h1|Wells for Kita", "p|The wells.", "h2|Plan", "h2|a b"],
            ),
            ("text\nDonor: Norad\n------------\n", &["p|text", "kv|Donor: Norad", "p|------------"]),
            ("- **Objective of the project**\n", &["li0|Objective of the project"]),
            ("  • one\n    - two\n1. three\n(iv) four\n", &["li0|one", "li1|two", "li0|three", "li0|four"]),
            ("•\tHaiti (95%)\n•\tCanada (5%)\n", &["li0|Haiti (95%)", "li0|Canada (5%)"]),
            ("Status: Ongoing\n", &["kv|Status: Ongoing"]),
            (
                "\tTwo words\n\t• one\n\n\t| Budget | $5 |\n\tend.\n",
                &["p|Two words", "li0|one", "kv|| Budget | $5 |", "p|end."],
            ),
            ("-5 degrees\n2018. A year\n", &["p|-5 degrees", "p|2018. A year"]),
            ("a\tb\n\tc\n\n\td\n\nend of it.\n", &["table 3|a\tb\n\tc\n\n\td", "p|end of it."]),
            ("1\n\nInstitute, p. 34.\n", &["p (notes)|1", "p (notes)|Institute, p. 34."]),
        ] {
            assert_eq!(kinds(text), expected, "{text:?}");
        }
    }

    #[test]
    fn what_stands_above_a_photo_credit_is_its_caption() {
        let text = "Text before it.\n\nThematic police\n\nA session in Abuja, Nigeria\n\nPhoto: UNDP\n\nText after it.\n";
        assert_eq!(
            kinds(text),
            [
                "p|Text before it.",
                "caption|Thematic police",
                "caption|A session in Abuja, Nigeria",
                "caption|Photo: UNDP",
                "p|Text after it."
            ]
        );
    }

    #[test]
    fn headers_in_a_wrapped_file_stay_lines() {
        let prose = "The project trains nurses in all the districts of the north and\nof the south, and it builds clinics there which the districts run\nafter its end, with money of the state that parliament has given\nthem for it.\n";
        let cases = [
            "Partner: International Centre of Insect Physiology and Ecology\nStart / end date: 2013-05-15 - 2019-01-27\n",
            "International Centre of Insect Physiology and Ecology (47054)\n2013-05-15 - 2019-01-27\n",
            "Type of aid Contributions to specific-purpose programmes of all\nDate modified:\n",
        ];
        for header in cases {
            let text = format!("{header}\n{prose}");
            let blocks = super::blocks(&text);
            assert_eq!(blocks.len(), 3, "{header}: {blocks:?}");
        }
        let gaps = "Executing agency    International Centre of Insect Physiology\nMaximum contribution    $2,500,000\n";
        let shares =
            "Saint Vincent and the Grenadines, and all of its isles 7.20%\nTurks and Caicos Islands 4.10%\n";
        for apart in [gaps, shares] {
            let text = format!("{apart}\n{prose}");
            assert_eq!(super::blocks(&text).len(), 3, "{text}");
        }
        let open = "Sectors: Health: Basic nutrition (12240): 15%; Water: Basic\nSanitation: Basic sanitation (14032): 85%\n";
        assert_eq!(super::blocks(&format!("{open}\n{prose}")).len(), 2);
        let list = "Health: Basic nutrition for children (12240)\nHealth: Basic health infrastructure (12230)\nHealth: Infectious disease control (122501)\nEducation: Primary education (112201234567)\n";
        assert_eq!(super::blocks(list).len(), 4);
    }

    #[test]
    fn form_feeds_divide_pages() {
        let text = "Overview\n\u{c}Status: Ongoing\u{c}Country: Haiti\n\u{c}";
        assert_eq!(kinds(text), ["h2|Overview", "kv|Status: Ongoing", "kv|Country: Haiti"]);
        let document = read(text.as_bytes(), Origin::default(), &Limits::default()).unwrap();
        let pages: Vec<_> = document.blocks.iter().map(|block| document.page_of(block.span)).collect();
        assert_eq!((document.origin.pages, pages), (Some(3), vec![Some(1), Some(2), Some(3)]));
    }

    #[test]
    fn a_title_wider_than_the_text_breaks_no_paragraph() {
        let text = "Supporting the courts of the southern districts and the people who go there\n\nThe project supports the rehabilitation of forty\nkilometres of rural roads in the north of the\ncountry and trains the municipal teams which\nwill maintain them.\n";
        assert_eq!(kinds(text).len(), 2, "{:?}", kinds(text));
    }

    #[test]
    fn lines_that_a_width_broke_are_one_block() {
        let text = "The project supports the rehabilitation of forty\nkilometres of rural roads in the north of the\ncountry and trains the municipal teams that will\nmaintain them.\n\nStatus: Closed\nCountry: Haiti\n";
        assert_eq!(kinds(text).len(), 3, "{:?}", kinds(text));
    }
}
