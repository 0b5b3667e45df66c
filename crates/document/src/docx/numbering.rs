//! Numbers and bullets that Word writes itself: a paragraph names its list and level only.

use std::collections::BTreeMap;

use super::xml::{Children, Element, decode};
use crate::numeral;

/// How many levels a list has.
const LEVELS: usize = 9;

/// The lists of a document, and where the counting in each stands.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    forms: BTreeMap<u32, Form>,
    lists: BTreeMap<u32, List>,
    /// By form: lists of one form go on counting where the other stopped.
    counts: BTreeMap<u32, [u32; LEVELS]>,
    begun: BTreeMap<u32, [bool; LEVELS]>,
}

#[derive(Debug, Default, Clone)]
struct Form {
    levels: BTreeMap<u8, Level>,
    /// The form is that of this style, which another form defines.
    link: Option<String>,
    style: Option<String>,
}

#[derive(Debug, Default, Clone)]
struct List {
    form: u32,
    levels: BTreeMap<u8, Level>,
    starts: BTreeMap<u8, u32>,
}

#[derive(Debug, Clone)]
struct Level {
    start: u32,
    format: String,
    /// `%1.%2` stands for the numbers of the first two levels.
    text: String,
}

impl Numbering {
    pub(super) fn read(part: &[u8], depth: u16) -> Numbering {
        let text = decode(part);
        let mut numbering = Numbering::default();
        for element in Children::of(&text, "numbering", depth) {
            let number = |name: &str| element.get(name).and_then(|number| number.trim().parse::<u32>().ok());
            match element.name {
                "abstractNum" => {
                    let Some(id) = number("abstractNumId") else { continue };
                    numbering.forms.insert(id, Form::of(&element));
                }
                "num" => {
                    let form = element.child_val("abstractNumId").and_then(|id| id.trim().parse().ok());
                    if let (Some(id), Some(form)) = (number("numId"), form) {
                        numbering.lists.insert(id, List::of(&element, form));
                    }
                }
                _ => {}
            }
        }
        numbering
    }

    /// The mark of the next item at that level of a list, with the space behind it.
    pub(super) fn mark(&mut self, list: u32, depth: u8) -> String {
        let Some(own) = self.lists.get(&list).cloned() else { return "• ".to_owned() };
        let level = own.levels.get(&depth).or_else(|| self.form(own.form)?.levels.get(&depth)).cloned();
        let Some(level) = level else { return "• ".to_owned() };
        let at = usize::from(depth);
        let counts = self.counts.entry(own.form).or_default();
        let begun = self.begun.entry(list).or_default();
        let start = own.starts.get(&depth).copied();
        if let (Some(count), Some(begun)) = (counts.get_mut(at), begun.get_mut(at)) {
            *count = match start.filter(|_| !*begun) {
                Some(start) => start,
                None if *count == 0 => level.start,
                None => count.saturating_add(1),
            };
            *begun = true;
        }
        counts.iter_mut().skip(at + 1).for_each(|deeper| *deeper = 0);
        let counts = *counts;
        match level.format.as_str() {
            "bullet" => "• ".to_owned(),
            _ => {
                let mark = self.filled(&own, &level, counts);
                if mark.trim().is_empty() { String::new() } else { mark + " " }
            }
        }
    }

    fn form(&self, id: u32) -> Option<&Form> {
        let form = self.forms.get(&id)?;
        let linked = form
            .link
            .as_ref()
            .and_then(|link| self.forms.values().find(|other| other.style.as_ref() == Some(link)));
        Some(linked.unwrap_or(form))
    }

    /// The text of a level with its numbers.
    fn filled(&self, list: &List, level: &Level, counts: [u32; LEVELS]) -> String {
        const LONGEST: usize = 60;
        let mut filled = String::new();
        let mut rest = level.text.chars();
        while let Some(c) = rest.next() {
            let digit = if c == '%' { rest.clone().next().and_then(|c| c.to_digit(10)) } else { None };
            let Some(digit) = digit.filter(|digit| *digit > 0) else {
                filled.push(c);
                continue;
            };
            rest.next();
            let at = digit as usize - 1;
            let depth = u8::try_from(at).unwrap_or_default();
            let its = list.levels.get(&depth).or_else(|| self.form(list.form)?.levels.get(&depth));
            let count = counts.get(at).copied().unwrap_or_default().max(1);
            filled.push_str(&number(count, its.map_or("decimal", |its| its.format.as_str())));
            if filled.len() > LONGEST {
                break;
            }
        }
        filled
    }
}

impl Form {
    fn of(element: &Element) -> Form {
        Form {
            levels: levels(element),
            link: element.child_val("numStyleLink").map(str::to_owned),
            style: element.child_val("styleLink").map(str::to_owned),
        }
    }
}

impl List {
    fn of(element: &Element, form: u32) -> List {
        let mut list = List { form, ..List::default() };
        for change in element.children().filter(|child| child.name == "lvlOverride") {
            let Some(depth) = depth_of(change) else { continue };
            if let Some(start) = change.child_val("startOverride").and_then(|start| start.trim().parse().ok())
            {
                list.starts.insert(depth, start);
            }
            list.levels.append(&mut levels(change));
        }
        list
    }
}

fn levels(element: &Element) -> BTreeMap<u8, Level> {
    let levels = element.children().filter(|child| child.name == "lvl");
    levels
        .filter_map(|level| {
            let read = Level {
                start: level.child_val("start").and_then(|start| start.trim().parse().ok()).unwrap_or(1),
                format: level.child_val("numFmt").unwrap_or("decimal").to_owned(),
                text: level.child_val("lvlText").unwrap_or_default().to_owned(),
            };
            Some((depth_of(level)?, read))
        })
        .collect()
}

fn depth_of(element: &Element) -> Option<u8> {
    element.get("ilvl")?.trim().parse().ok().filter(|depth| usize::from(*depth) < LEVELS)
}

/// A count as its format writes it; the formats of ECMA-376 17.18.59 that the languages of donors use.
fn number(count: u32, format: &str) -> String {
    match format {
        "none" | "bullet" => String::new(),
        "decimalZero" => format!("{count:02}"),
        "lowerLetter" => letters(count, 'a'),
        "upperLetter" => letters(count, 'A'),
        "lowerRoman" => numeral::roman(count).to_lowercase(),
        "upperRoman" => numeral::roman(count),
        "ordinal" => format!("{count}."),
        _ => count.to_string(),
    }
}

/// `a` to `z`, then `aa` to `zz`, as Word counts.
fn letters(count: u32, first: char) -> String {
    const MOST: u32 = 4;
    let at = count.saturating_sub(1);
    let letter = char::from_u32(u32::from(first) + at % 26).unwrap_or(first);
    (0..=(at / 26).min(MOST)).map(|_| letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_count_as_word_does() {
        let part = r#"<w:numbering><w:abstractNum w:abstractNumId="7">
            <w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
            <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl>
            <w:lvl w:ilvl="2"><w:numFmt w:val="upperRoman"/><w:lvlText w:val="(%3)"/></w:lvl>
            <w:lvl w:ilvl="3"><w:numFmt w:val="bullet"/><w:lvlText w:val=""/></w:lvl></w:abstractNum>
            <w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
            <w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num></w:numbering>"#;
        let mut numbering = Numbering::read(part.as_bytes(), 512);
        let steps = [(1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 1), (2, 0), (2, 0), (1, 3), (9, 0)];
        let marks: Vec<String> = steps.iter().map(|(list, depth)| numbering.mark(*list, *depth)).collect();
        assert_eq!(marks, ["3. ", "3.a) ", "3.b) ", "(I) ", "4. ", "4.a) ", "1. ", "2. ", "• ", "• "]);
    }
}
