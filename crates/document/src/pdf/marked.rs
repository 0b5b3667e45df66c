//! Marked content (ISO 32000-1, 14.6): which stretch of a page belongs to which element of its structure, what is an
//! artifact, what is hidden, and what letters stand for a stretch's glyphs.

use std::collections::HashSet;

use hayro_syntax::Pdf;
use hayro_syntax::object::dict::keys;
use hayro_syntax::object::{Array, Dict, Name, ObjRef, Object, String as Text};
use hayro_syntax::page::Resources;

use super::fonts::UNKNOWN;
use super::objects::strings;
use super::sheet::Sheet;

/// Most marks within marks that are kept apart.
const DEEPEST: usize = 512;
/// A replacement of more glyphs stays out unless they say nothing themselves.
const MOST_REPLACED: usize = 32;

/// The layers of a document that are not shown.
#[derive(Debug, Default)]
pub(super) struct Layers {
    hidden: HashSet<ObjRef>,
}

impl Layers {
    pub(super) fn of(pdf: &Pdf) -> Layers {
        let mut layers = Layers::default();
        if !pdf.xref().has_optional_content_groups() {
            return layers;
        }
        let root = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
        let Some(properties) = root.and_then(|root| root.get::<Dict<'_>>(keys::OCPROPERTIES)) else {
            return layers;
        };
        let Some(defaults) = properties.get::<Dict<'_>>(keys::D) else { return layers };
        let refs = |dict: &Dict<'_>, key: &[u8]| -> Vec<ObjRef> {
            dict.get::<Array<'_>>(key)
                .iter()
                .flat_map(|array| array.raw_iter())
                .filter_map(|item| item.as_obj_ref())
                .collect()
        };
        if defaults.get::<Name<'_>>("BaseState").is_some_and(|state| state.as_ref() == b"OFF") {
            layers.hidden.extend(refs(&properties, b"OCGs"));
            for shown in refs(&defaults, b"ON") {
                layers.hidden.remove(&shown);
            }
        }
        layers.hidden.extend(refs(&defaults, b"OFF"));
        layers
    }

    /// True when what `dict` calls `key` is a layer, or a set of layers, that is not shown.
    pub(super) fn hide(&self, dict: &Dict<'_>, key: impl AsRef<[u8]>) -> bool {
        if self.hidden.is_empty() {
            return false;
        }
        match dict.get_ref(key.as_ref()) {
            Some(reference) if self.hidden.contains(&reference) => true,
            _ => dict.get::<Dict<'_>>(key.as_ref()).is_some_and(|set| self.hides_set(&set)),
        }
    }

    fn hides_set(&self, set: &Dict<'_>) -> bool {
        let members: Vec<bool> = match set.get_ref("OCGs") {
            Some(one) if set.get::<Array<'_>>("OCGs").is_none() => vec![self.hidden.contains(&one)],
            _ => set
                .get::<Array<'_>>("OCGs")
                .iter()
                .flat_map(|array| array.raw_iter())
                .filter_map(|member| member.as_obj_ref())
                .map(|member| self.hidden.contains(&member))
                .collect(),
        };
        let policy = set.get::<Name<'_>>(keys::P);
        let (any, all) = (members.iter().any(|hidden| *hidden), members.iter().all(|hidden| *hidden));
        match policy.as_ref().map(AsRef::as_ref) {
            _ if members.is_empty() => false,
            Some(b"AllOn") => any,
            Some(b"AnyOff") => !any,
            Some(b"AllOff") => !all,
            _ => all,
        }
    }
}

/// The marks that are open.
#[derive(Debug, Default)]
pub(super) struct Marks {
    open: Vec<Mark>,
    /// Opened beyond the deepest.
    lost: usize,
}

#[derive(Debug, Clone)]
struct Mark {
    mcid: i32,
    artifact: bool,
    hidden: bool,
    /// The letters of its glyphs, and how many glyphs and letters there were before.
    actual: Option<(String, usize)>,
}

impl Marks {
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// The innermost numbered content; none below zero.
    pub(super) fn mcid(&self) -> i32 {
        self.open.last().map_or(-1, |mark| mark.mcid)
    }

    pub(super) fn artifact(&self) -> bool {
        self.open.last().is_some_and(|mark| mark.artifact)
    }

    pub(super) fn hidden(&self) -> bool {
        self.open.last().is_some_and(|mark| mark.hidden)
    }

    /// Opens a mark without properties.
    pub(super) fn begin(&mut self, tag: &Name<'_>) {
        let mut mark = self.inherited();
        mark.artifact |= tag.as_ref() == b"Artifact";
        self.push(mark);
    }

    /// Opens a mark with properties; `is_numbered` where its number is one of the page's.
    pub(super) fn begin_with(
        &mut self,
        tag: &Name<'_>,
        properties: &Object<'_>,
        resources: &Resources<'_>,
        layers: &Layers,
        is_numbered: bool,
        sheet: &Sheet,
    ) {
        let mut mark = self.inherited();
        mark.artifact |= tag.as_ref() == b"Artifact";
        let named;
        let dict = match properties {
            Object::Dict(dict) => Some(dict),
            Object::Name(name) => {
                mark.hidden |= tag.as_ref() == b"OC" && layers.hide(&resources.properties, name);
                named = resources.properties.get::<Dict<'_>>(name);
                named.as_ref()
            }
            _ => None,
        };
        if let Some(dict) = dict {
            if let Some(mcid) = dict.get::<i32>("MCID").filter(|mcid| is_numbered && *mcid >= 0) {
                mark.mcid = mcid;
            }
            let within = self.open.iter().any(|mark| mark.actual.is_some());
            if let Some(text) = dict.get::<Text<'_>>("ActualText").filter(|_| !within) {
                mark.actual = Some((strings::text(text.as_bytes()), sheet.glyphs.len()));
            }
        }
        self.push(mark);
    }

    fn inherited(&self) -> Mark {
        match self.open.last() {
            Some(mark) => Mark { actual: None, ..mark.clone() },
            None => Mark { mcid: -1, artifact: false, hidden: false, actual: None },
        }
    }

    fn push(&mut self, mark: Mark) {
        if self.open.len() < DEEPEST {
            self.open.push(mark);
        } else {
            self.lost = self.lost.saturating_add(1);
        }
    }

    /// Closes the innermost mark, unless it was open before `floor` marks were.
    pub(super) fn end(&mut self, floor: usize, sheet: &mut Sheet) {
        if self.lost > 0 {
            self.lost = self.lost.saturating_sub(1);
            return;
        }
        if self.open.len() <= floor {
            return;
        }
        if let Some((text, first)) = self.open.pop().and_then(|mark| mark.actual) {
            replace(sheet, first, &text);
        }
    }

    /// Closes what a content stream left open.
    pub(super) fn close(&mut self, floor: usize, sheet: &mut Sheet) {
        self.lost = 0;
        while self.open.len() > floor {
            self.end(floor, sheet);
        }
    }
}

/// Gives the glyphs from `first` on the letters of `text`, where that is sane: a ligature, a hyphen, a drawn word. A
/// whole paragraph that says in order what its glyphs say is left to them, since they have places.
fn replace(sheet: &mut Sheet, first: usize, text: &str) {
    let glyphs = sheet.glyphs.get(first..).unwrap_or_default();
    let (Some(begin), Some(end)) = (glyphs.first(), glyphs.last()) else { return };
    let drawn = sheet.letters.get(begin.start as usize..end.end as usize).unwrap_or_default();
    let is_told = !drawn.contains(|c: char| c == UNKNOWN || ('\u{e000}'..='\u{f8ff}').contains(&c));
    let solid = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let letters: Vec<char> = text.chars().filter(|c| !c.is_control()).collect();
    let is_backwards = letters.iter().any(|c| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fefc}'));
    let count = glyphs.len();
    if is_told && (count > 1 && is_backwards || solid(drawn) == solid(text) || count > MOST_REPLACED) {
        return;
    }
    if is_told && count > 1 && letters.iter().any(|c| c.is_whitespace()) && letters.len() > 2 * count {
        return;
    }
    let one_each = letters.len() == count && !is_backwards;
    let mut letters = letters.into_iter();
    for at in first..first.saturating_add(count) {
        let start = sheet.letters.len();
        match one_each {
            true => sheet.letters.extend(letters.next()),
            false => sheet.letters.extend(letters.by_ref()),
        }
        if let Some(glyph) = sheet.glyphs.get_mut(at) {
            #[expect(clippy::cast_possible_truncation, reason = "a page's letters are few")]
            let (start, end) = (start as u32, sheet.letters.len() as u32);
            (glyph.start, glyph.end) = (start, end);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::sheet::Glyph;

    fn sheet(letters: &[&str]) -> Sheet {
        let mut sheet = Sheet::default();
        for text in letters {
            let start = u32::try_from(sheet.letters.len()).unwrap();
            sheet.letters.push_str(text);
            let end = u32::try_from(sheet.letters.len()).unwrap();
            sheet.glyphs.push(Glyph { start, end, ..Glyph::default() });
        }
        sheet
    }

    #[test]
    fn letters_stand_for_glyphs_where_that_is_sane() {
        for (drawn, text, expected) in [
            (&["\u{fffd}"][..], "fi", &["fi"][..]),
            (&["-"], "\u{ad}", &["\u{ad}"]),
            (&["\u{fffd}", "\u{fffd}"], "ab", &["a", "b"]),
            (&["a", "\u{fffd}", "c"], "drawn", &["drawn", "", ""]),
            (&["T", "h", "e"], "The", &["T", "h", "e"]),
            // Right-to-left glyphs are drawn from the left; the text is in reading order.
            (&["א", "ב"], "בא", &["א", "ב"]),
            (&["a", "b"], "a long description of it", &["a", "b"]),
        ] {
            let mut sheet = sheet(drawn);
            replace(&mut sheet, 0, text);
            let letters: Vec<&str> = sheet.glyphs.iter().map(|glyph| sheet.letters(glyph)).collect();
            assert_eq!(letters, expected, "{drawn:?} {text:?}");
        }
    }
}
