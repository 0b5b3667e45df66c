//! Markdown to blocks: as the page that it renders to, so that a value has no marks in it and both formats read alike.
//!
//! One thing is not as in a browser: a line break in a paragraph stays one, unless the width of the lines made it.
//! People who write `Status: Active` under `Country: Kenya` mean two lines.

mod matter;

use std::borrow::Cow;

use almoner_record::Origin;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html::push_html};

use crate::text::{lines, wrapping};
use crate::{Document, Limits, ReadError, encoding, html};

/// True for Markdown: by its name, or by two kinds of marks, one of which plain text with a few marks in it never has.
pub(crate) fn is_markdown(start: &str, name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    if [".md", ".markdown", ".mdown", ".mkd"].iter().any(|ending| name.ends_with(ending)) {
        return true;
    }
    // Each sure mark has one of these signs; most text has none, and its lines need no look.
    let is_mark = |byte| (byte == b'|') | (byte == b'[') | (byte == b'`') | (byte == b'~');
    if encoding::count(start.as_bytes(), is_mark) == 0 && matter::split(start).is_none() {
        return false;
    }
    let rows = start.lines().filter(|line| line.trim().contains('\t')).count();
    let any = |is: fn(&str) -> bool| start.lines().any(is);
    let sure = [
        any(is_table_rule),
        any(|line| line.contains("](http")),
        any(|line| line.starts_with("```") || line.starts_with("~~~")),
        any(|line| line.starts_with("[^") && line.contains("]: ")),
        matter::split(start).is_some(),
    ];
    let usual = [
        any(|line| {
            let behind = line.trim_start_matches('#');
            (1..=6).contains(&(line.len() - behind.len()))
                && behind.starts_with(' ')
                && !behind.trim().is_empty()
        }),
        any(|line| line.matches("**").count() >= 2),
    ];
    let count = |marks: &[bool]| marks.iter().filter(|is_there| **is_there).count();
    rows < 2 && count(&sure) > 0 && count(&sure) + count(&usual) >= 2
}

/// `|---|:--:|`
fn is_table_rule(line: &str) -> bool {
    line.contains("--") && line.contains('|') && line.chars().all(|c| "|-: ".contains(c))
}

/// # Errors
/// [`ReadError`] when the bytes are no text, or nothing is there to read.
pub(crate) fn read(bytes: &[u8], mut origin: Origin, limits: &Limits) -> Result<Document, ReadError> {
    let text = encoding::decode(bytes)?;
    let (matter, body) = matter::split(&text).unwrap_or(("", &text));
    let matter = matter::read(matter, &mut origin);
    let page = render(&with_rules(body), &matter);
    html::page(&page, origin, limits)
}

/// `text` with a rule for each table that has none: without it Markdown knows no table.
fn with_rules(text: &str) -> Cow<'_, str> {
    let is_row = |line: &str| {
        let line = line.trim();
        line.len() > 2 && line.starts_with('|') && line.ends_with('|') && cells(line) >= 2
    };
    if !text.lines().any(is_row) {
        return Cow::Borrowed(text);
    }
    let mut ruled = String::with_capacity(text.len() + 64);
    let mut lines = text.split_inclusive('\n').peekable();
    let (mut in_table, mut in_code) = (false, false);
    while let Some(line) = lines.next() {
        in_code ^= line.trim_start().starts_with("```");
        let row = !in_code && is_row(line);
        let has_rule = lines.peek().is_some_and(|next| is_table_rule(next.trim()));
        if row && !in_table && !has_rule && !is_table_rule(line.trim()) {
            let columns = cells(line.trim());
            let rule = format!("|{}\n", "---|".repeat(columns));
            ruled.push('\n');
            if columns == 2 {
                // Labels and their values, no headings.
                ruled.push_str("| | |\n");
                ruled.push_str(&rule);
                ruled.push_str(line);
            } else {
                ruled.push_str(line.trim_end());
                ruled.push('\n');
                ruled.push_str(&rule);
            }
        } else {
            if in_table && !row && !in_code {
                ruled.push('\n');
            }
            ruled.push_str(line);
        }
        in_table = row;
    }
    Cow::Owned(ruled)
}

/// How many cells a row has.
fn cells(row: &str) -> usize {
    row.matches('|').count().saturating_sub(row.matches("\\|").count() + 1)
}

/// The page that `text` renders to, what stood before it right below the title: there are an activity's facts looked for.
fn render(text: &str, matter: &matter::Matter) -> String {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST;
    let lines = lines(text);
    let width = wrapping::width(text, &lines);
    let is_kept = |at: usize| match width {
        None => true,
        Some(width) => {
            let line = lines.partition_point(|line| line.range().start <= at).saturating_sub(1);
            wrapping::run(text, lines.get(line..line + 2).unwrap_or_default(), width) == 1
        }
    };
    let pairs = matter.pairs();
    let mut title_ends = None;
    let mut events = Vec::new();
    let mut in_cell = false;
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        match &event {
            Event::End(TagEnd::Heading(pulldown_cmark::HeadingLevel::H1)) => {
                title_ends = title_ends.or(Some(events.len() + 1));
            }
            Event::Start(Tag::TableCell) => in_cell = true,
            Event::End(TagEnd::TableCell) => in_cell = false,
            _ => {}
        }
        let is_break = matches!(event, Event::SoftBreak) && !in_cell && is_kept(range.start);
        events.push(if is_break { Event::HardBreak } else { event });
    }
    let mut page = String::new();
    match title_ends {
        Some(end) => events.splice(end..end, pairs.map(|pairs| Event::Html(pairs.into()))).for_each(drop),
        None => page.extend(matter.title().into_iter().chain(pairs)),
    }
    push_html(&mut page, events.into_iter());
    page
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Layer;

    fn blocks(text: &str) -> Vec<String> {
        let document = read(text.as_bytes(), Origin::default(), &Limits::default()).unwrap();
        let told = |block: &crate::Block| {
            let text = document.slice(block.span).replace('\t', " | ").replace('\n', " / ");
            let kind = block.kind.told();
            let layer = match block.layer {
                Layer::Body => "",
                Layer::Furniture => " (furniture)",
                Layer::Notes => " (notes)",
            };
            format!("{kind}{layer}|{text}")
        };
        document.blocks.iter().map(told).collect()
    }

    #[test]
    fn marks_are_no_part_of_what_is_read() {
        for (text, expected) in [
            ("# Roads\n\n**Budget:** \\$5,000\n", &["h1|Roads", "kv|Budget: $5,000"][..]),
            ("Country: Kenya\nStatus: Active\n", &["kv|Country: Kenya", "kv|Status: Active"]),
            ("Donor: [European *Union*](https://eu.example)\n", &["kv|Donor: European Union"]),
            ("- one\n  - two\n- [x] three\n", &["li0|one", "li1|two", "li0|three"]),
            ("| A | B |\n|---|---|\n| <p>x</p><p>y</p> | 5 \\| 6 |\n", &["table 2|A | B / x y | 5 | 6"]),
            (
                "### Facts\n| Status | Active |\n| Country | Kenya |\n- one\n",
                &["h3|Facts", "kv|Status | Active", "kv|Country | Kenya", "li0|one"],
            ),
            ("| A | B | C |\n| 1 | 2 | 3 |\nText.\n", &["table 2|A | B | C / 1 | 2 | 3", "p|Text."]),
            ("A fact.[^1]\n\n[^1]: The source.\n", &["p|A fact.", "p (notes)|1", "p (notes)|The source."]),
            ("The sum is ~~USD 4~~ USD 5.\n", &["p|The sum is USD 5."]),
            ("**Label**\nvalue\n", &["h2|Label", "p|value"]),
            (
                "## Related projects\n\n- [Other](https://a.example) USD 9\n\n## Results\n\nDone.\n",
                &["h2 (furniture)|Related projects", "li0 (furniture)|Other USD 9", "h2|Results", "p|Done."],
            ),
        ] {
            assert_eq!(blocks(text), expected, "{text}");
        }
    }

    #[test]
    fn lines_that_a_width_broke_are_one() {
        let text = "The project supports the rehabilitation of forty\nkilometres of rural roads in the north of the\ncountry and trains the municipal teams that will\nmaintain them.\n";
        assert_eq!(blocks(text).len(), 1, "{:?}", blocks(text));
    }

    #[test]
    fn what_stands_before_the_text_is_told_and_kept() {
        let text = "---\ntitle: \"Clean water\"\ndate: 2021-05-04\nlang: en\ncountry: Kenya\ntags:\n  - water\nlayout: project\n---\n\nText.\n";
        assert_eq!(blocks(text), ["h1|Clean water", "kv|country | Kenya", "p|Text."]);
        for (matter, expected) in [
            (
                "implementing_partner:\n  - AMREF\n  - \"Oxfam\" # of Kenya\nslug: a-b",
                &["h2|implementing partner", "p|AMREF", "p|Oxfam"][..],
            ),
            (
                "country: [Kenya, \"Congo, Republic of\"]\ntags: [water, Mali]",
                &["h2|country", "p|Kenya", "p|Congo, Republic of"],
            ),
            ("start-date: 2020-05-01 # planned\nend_date: ~", &["kv|start date | 2020-05-01"]),
            ("tags:\n- Norad\npartners:\n  - name: Oxfam\n    role: x\ntext: |\n  Donor: Sida", &[]),
            ("donor:\nbudget:\n  value: 5\n  - 6", &[]),
        ] {
            let read = blocks(&format!("---\ntitle: Water\n{matter}\n---\n\n# Clean water\n\nText.\n"));
            let pairs: Vec<&str> = read.iter().skip(1).take(read.len() - 2).map(String::as_str).collect();
            assert_eq!((read[0].as_str(), pairs.as_slice()), ("h1|Clean water", expected), "{matter}");
        }
        let document = read(text.as_bytes(), Origin::default(), &Limits::default()).unwrap();
        assert_eq!(document.origin.title.as_deref(), Some("Clean water"));
        assert_eq!(document.origin.date.map(|date| date.to_string()).as_deref(), Some("2021-05-04"));
    }

    #[test]
    fn markdown_is_told_by_its_marks() {
        for (start, name, expected) in [
            ("Roads", "a.md", true),
            ("# Roads\n\n[Donor](https://a.example)\n", "a.txt", true),
            ("# Roads\n\n**Budget:** 5\n| a | b |\n", "a.txt", false),
            ("| A | B |\n|---|---|\n| [x](https://a.example) | y |\n", "a", true),
            ("# Roads\n\nText.\n", "a.txt", false),
            ("- **Label**\n\nA\tB\nC\tD\n# x\n", "a.txt", false),
            ("Budget: 5 ** estimated\nSee note **\n", "a.txt", false),
        ] {
            assert_eq!(is_markdown(start, name), expected, "{start}");
        }
    }
}
