//! What a hostile PDF is refused before it costs anything: the parser below inflates, and counts up ranges, without
//! an end of its own. What is not refused here ends at the limits of the worker.

use std::borrow::Cow;
use std::cell::Cell;
use std::io::Read;

use flate2::read::ZlibDecoder;
use hayro_syntax::Filter;
use hayro_syntax::object::dict::keys;
use hayro_syntax::object::{Array, Dict, Object, Stream};
use memchr::memmem;

use crate::{Limit, Limits};

/// No deflated byte gives more than this many (1032:1 is what the format can do).
const DEFLATE_RATIO: u64 = 1032;
/// What a stream may give without being looked into.
const HARMLESS: u64 = 64 << 20;
/// Most content streams of a page.
const MOST_PARTS: usize = 50_000;
/// Most operators of a page, and of a document.
const MOST_OPERATORS: u64 = 20_000_000;
const MOST_OPERATORS_IN_ALL: u64 = 200_000_000;
/// Most forms drawn on a page, and in a document.
const MOST_FORMS: u64 = 100_000;
const MOST_FORMS_IN_ALL: u64 = 2_000_000;
/// Most widths that a font may state; a code has two bytes.
const MOST_WIDTHS: u64 = 1_000_000;
/// A document's glyphs, as a multiple of those of a page.
const GLYPHS_IN_ALL: u64 = 12;

/// What is left of a document's limits.
#[derive(Debug)]
pub(super) struct Budget {
    limits: Limits,
    inflated: Cell<u64>,
    operators: Cell<u64>,
    forms: Cell<u64>,
    glyphs: Cell<u64>,
    page: Cell<Page>,
    cut: Cell<Option<Limit>>,
}

/// What is left of a page's.
#[derive(Debug, Clone, Copy, Default)]
struct Page {
    number: u32,
    operators: u64,
    forms: u64,
    glyphs: u64,
}

impl Budget {
    pub(super) fn new(limits: &Limits) -> Budget {
        Budget {
            limits: *limits,
            inflated: Cell::new(limits.inflated_bytes),
            operators: Cell::new(MOST_OPERATORS_IN_ALL),
            forms: Cell::new(MOST_FORMS_IN_ALL),
            glyphs: Cell::new(u64::from(limits.glyphs).saturating_mul(GLYPHS_IN_ALL)),
            page: Cell::default(),
            cut: Cell::new(None),
        }
    }

    /// The first limit that cut the reading short.
    pub(super) fn cut(&self) -> Option<Limit> {
        self.cut.get()
    }

    /// Notes that a limit cut the reading short.
    pub(super) fn note(&self, limit: Limit) {
        self.cut.set(self.cut.get().or(Some(limit)));
    }

    pub(super) fn turn_to(&self, page: u32) {
        self.page.set(Page {
            number: page,
            operators: MOST_OPERATORS,
            forms: MOST_FORMS,
            glyphs: u64::from(self.limits.glyphs),
        });
    }

    /// The page that is read.
    pub(super) fn page(&self) -> u32 {
        self.page.get().number
    }

    /// True when one more operator may be played.
    pub(super) fn operator(&self) -> bool {
        let page = self.page.get();
        let left = page.operators.min(self.operators.get());
        self.page.set(Page { operators: page.operators.saturating_sub(1), ..page });
        self.operators.set(self.operators.get().saturating_sub(1));
        self.may(left, Limit::Drawing { page: page.number })
    }

    /// True when one more form may be drawn.
    pub(super) fn form(&self) -> bool {
        let page = self.page.get();
        let left = page.forms.min(self.forms.get());
        self.page.set(Page { forms: page.forms.saturating_sub(1), ..page });
        self.forms.set(self.forms.get().saturating_sub(1));
        self.may(left, Limit::Drawing { page: page.number })
    }

    /// True when one more glyph may be kept.
    pub(super) fn glyph(&self) -> bool {
        let page = self.page.get();
        let left = page.glyphs.min(self.glyphs.get());
        self.page.set(Page { glyphs: page.glyphs.saturating_sub(1), ..page });
        self.glyphs.set(self.glyphs.get().saturating_sub(1));
        self.may(left, Limit::Glyphs { page: page.number })
    }

    fn may(&self, left: u64, limit: Limit) -> bool {
        if left == 0 {
            self.note(limit);
        }
        left > 0
    }

    /// Most bytes that one stream may give.
    fn share(&self) -> u64 {
        self.inflated.get().min(self.limits.inflated_bytes / 4)
    }

    fn spend(&self, bytes: u64) {
        self.inflated.set(self.inflated.get().saturating_sub(bytes));
    }

    fn too_much(&self) {
        self.note(Limit::Inflated { limit: self.limits.inflated_bytes });
    }

    /// The content of a page: its streams, one after the other.
    pub(super) fn contents<'a>(&self, page: &Dict<'a>) -> Cow<'a, [u8]> {
        match page.get::<Object<'a>>(keys::CONTENTS) {
            Some(Object::Stream(stream)) => self.content(&stream),
            Some(Object::Array(parts)) => Cow::Owned(self.joined(&parts)),
            _ => Cow::Borrowed(&[]),
        }
    }

    fn joined(&self, parts: &Array<'_>) -> Vec<u8> {
        let mut content = Vec::new();
        for (nth, part) in parts.iter::<Object<'_>>().enumerate() {
            let Some(stream) = part.into_stream() else { continue };
            if nth >= MOST_PARTS || content.len() as u64 > self.share() {
                self.note(Limit::Drawing { page: self.page() });
                break;
            }
            content.extend_from_slice(&self.content(&stream));
            content.push(b'\n');
        }
        content
    }

    /// What a stream of operators gives, cut at the limit.
    pub(super) fn content<'a>(&self, stream: &Stream<'a>) -> Cow<'a, [u8]> {
        let filters = stream.filters();
        if filters.as_slice() == [Filter::FlateDecode] && !has_predictor(stream.dict()) {
            let share = self.share();
            let mut bytes = Vec::new();
            let whole = inflate(&stream.raw_data(), share.saturating_add(1), &mut bytes);
            self.spend(bytes.len() as u64);
            if bytes.len() as u64 > share {
                self.too_much();
                return Cow::Owned(bytes);
            }
            if whole {
                return Cow::Owned(bytes);
            }
        }
        // Damaged streams are left to the parser, which makes the best of them.
        match self.allows(stream) {
            true => stream.decoded_data().unwrap_or_default(),
            false => Cow::Borrowed(&[]),
        }
    }

    /// True when a stream gives no more than it may.
    fn allows(&self, stream: &Stream<'_>) -> bool {
        let raw = stream.raw_data();
        let filters = stream.filters();
        let worst =
            filters.iter().fold(raw.len() as u64, |bytes, filter| bytes.saturating_mul(ratio(*filter)));
        let bytes = match filters.iter().position(|filter| ratio(*filter) > 1) {
            _ if worst <= HARMLESS.min(self.share()) => raw.len() as u64,
            Some(0) => {
                deflated(&raw, filters.iter().filter(|filter| ratio(**filter) > 1).count(), self.share())
            }
            _ => worst / DEFLATE_RATIO,
        };
        self.spend(bytes);
        if bytes > self.share() {
            self.too_much();
        }
        bytes <= self.share()
    }

    /// True when a font may be built: none of its parts is a bomb, none of its ranges is longer than a font has codes.
    pub(super) fn font(&self, font: &Dict<'_>) -> bool {
        let descendant =
            font.get::<Array<'_>>(keys::DESCENDANT_FONTS).and_then(|fonts| fonts.iter::<Dict<'_>>().next());
        let sane = [Some(font), descendant.as_ref()].into_iter().flatten().all(|font| self.font_part(font));
        if !sane {
            self.note(Limit::Font { page: self.page() });
        }
        sane
    }

    fn font_part(&self, font: &Dict<'_>) -> bool {
        let descriptor = font.get::<Dict<'_>>(keys::FONT_DESC).unwrap_or_default();
        let programs = [keys::FONT_FILE, keys::FONT_FILE2, keys::FONT_FILE3]
            .map(|key| descriptor.get::<Stream<'_>>(key));
        let maps =
            [keys::TO_UNICODE, keys::ENCODING, keys::CID_TO_GID_MAP].map(|key| font.get::<Stream<'_>>(key));
        let widths = [keys::W, keys::W2].map(|key| font.get::<Array<'_>>(key));
        programs.iter().chain(&maps).flatten().all(|stream| self.allows(stream))
            && widths.iter().flatten().all(|widths| widths_stated(widths.data()) <= MOST_WIDTHS)
            && font.get::<i64>(keys::FIRST_CHAR).is_none_or(|first| first < MOST_WIDTHS.cast_signed())
    }
}

fn ratio(filter: Filter) -> u64 {
    match filter {
        Filter::FlateDecode => DEFLATE_RATIO,
        Filter::LzwDecode => 2048,
        Filter::RunLengthDecode => 64,
        _ => 1,
    }
}

fn has_predictor(dict: &Dict<'_>) -> bool {
    [keys::DECODE_PARMS, keys::DP].iter().any(|key| match dict.get::<Object<'_>>(key) {
        Some(Object::Dict(params)) => params.get::<i32>(keys::PREDICTOR).unwrap_or(1) > 1,
        Some(Object::Array(_)) => true,
        _ => false,
    })
}

/// Inflates at most `most` bytes; false when the bytes are not whole.
fn inflate(bytes: &[u8], most: u64, into: &mut Vec<u8>) -> bool {
    into.reserve(usize::try_from(most.min(bytes.len() as u64 * 3)).unwrap_or_default());
    ZlibDecoder::new(bytes).take(most).read_to_end(into).is_ok()
}

/// How many bytes a stream gives that was deflated `times` times; more than `most` where it is at least so many.
fn deflated(bytes: &[u8], times: usize, most: u64) -> u64 {
    let mut reader: Box<dyn Read + '_> = Box::new(bytes);
    for _ in 0..times.min(8) {
        reader = Box::new(ZlibDecoder::new(reader));
    }
    let mut reader = reader.take(most.saturating_add(1));
    let mut block = [0; 1 << 14];
    let mut sum = 0;
    while let Ok(read @ 1..) = reader.read(&mut block) {
        sum += read as u64;
    }
    sum
}

/// The widths that the inside of `[first last width first [width width] …]` states in ranges.
fn widths_stated(array: &[u8]) -> u64 {
    let mut sum: u64 = 0;
    let mut numbers: [u64; 3] = [0; 3];
    let mut known = 0;
    let mut depth: i64 = 0;
    for token in array.split_inclusive(|byte| byte.is_ascii_whitespace() || matches!(byte, b'[' | b']')) {
        let (digits, end) = token.split_at(token.len().saturating_sub(1));
        let digits = if end.first().is_some_and(u8::is_ascii_digit) { token } else { digits };
        if depth == 0
            && let Some(number) =
                std::str::from_utf8(digits).ok().and_then(|digits| digits.parse::<f64>().ok())
        {
            numbers.rotate_left(1);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates")]
            let number = number as u64;
            numbers = [numbers[0], numbers[1], number];
            known += 1;
            if known == 3 {
                sum = sum.saturating_add(numbers[1].saturating_sub(numbers[0]));
                known = 0;
            }
        }
        match end {
            b"[" => {
                depth += 1;
                known = 0;
            }
            b"]" => depth -= 1,
            _ => {}
        }
    }
    sum
}

/// A look at the bytes of a file before they are parsed: the objects that are packed into streams are inflated all
/// at once then.
///
/// # Errors
/// The limit that they break.
pub(crate) fn look(bytes: &[u8], limits: &Limits) -> Result<(), Limit> {
    const LONGEST_DICTIONARY: usize = 1 << 10;
    let mut left = limits.inflated_bytes;
    for end in memmem::find_iter(bytes, b"stream") {
        let (before, data) = bytes.split_at(end);
        let dictionary = before.get(before.len().saturating_sub(LONGEST_DICTIONARY)..).unwrap_or_default();
        if dictionary.ends_with(b"end") || memmem::find(dictionary, b"Flate").is_none() {
            continue;
        }
        let dictionary =
            memmem::rfind(dictionary, b" obj").map_or(dictionary, |at| dictionary.split_at(at).1);
        let packed = [&b"ObjStm"[..], b"XRef"].iter().any(|kind| memmem::find(dictionary, kind).is_some());
        if !packed {
            continue;
        }
        let data = data.get(b"stream".len()..).unwrap_or_default().trim_ascii_start();
        let times = memmem::find_iter(dictionary, b"Flate").count();
        let given = deflated(data, times, left.min(limits.inflated_bytes / 4));
        left = match left.checked_sub(given) {
            Some(left) if given <= limits.inflated_bytes / 4 => left,
            _ => return Err(Limit::Inflated { limit: limits.inflated_bytes }),
        };
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_of_widths_are_counted_before_they_are_made() {
        for (array, widths) in [
            (&b" 0 4000000000 500 "[..], 4_000_000_000),
            (b"32[340 379 449]65504 65510 1000 65512 65518 500", 12),
            (b"1 [500 500] 7 12 0 R", 5),
        ] {
            assert_eq!(widths_stated(array), widths, "{array:?}");
        }
    }

    #[test]
    fn a_bomb_is_refused_before_it_is_parsed() {
        use std::io::Write as _;
        let mut twice = Vec::new();
        for _ in 0..2 {
            let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
            encoder.write_all(if twice.is_empty() { &[0; 8 << 20] } else { &twice }).unwrap();
            twice = encoder.finish().unwrap();
        }
        let mut file =
            b"%PDF-1.7\n1 0 obj << /Type /ObjStm /Filter [/FlateDecode /FlateDecode] >> stream\n".to_vec();
        file.extend(twice);
        let limits = Limits { inflated_bytes: 16 << 20, ..Limits::default() };
        assert_eq!(look(&file, &limits), Err(Limit::Inflated { limit: 16 << 20 }));
        assert_eq!(look(&file, &Limits::default()), Ok(()));
    }
}
