//! What one document gives, as a worker sends it: bytes without names of fields, which take a tenth of the time that JSON
//! takes to be written and read. Only the program that wrote them reads them; what is kept and shown is JSON.
//!
//! Quotes and the documents of records are left out, since the text and the document tell them again: so a quote is always the
//! text at its span. Numbers are as long as they need be (seven bits a byte), a text or list has its length before it, what
//! may be missing a 0 or 1. The reader trusts none of it: whatever it makes of bytes could also be read from JSON.

use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::{FromPrimitive, ToPrimitive};

use crate::*;

/// Why what was packed cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Misfit {
    /// Its quotes would be longer than they may be.
    #[error("its quotes are longer than they may be")]
    TooLong,
    /// What is wrong, in words.
    #[error("{0}")]
    Wrong(String),
}

impl Extracted {
    /// What it is, packed.
    pub fn pack(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(2 * self.text.len() + 4096);
        self.put(&mut out);
        out
    }

    /// What was packed in `bytes`, its quotes no longer than `most` bytes together.
    ///
    /// # Errors
    /// [`Misfit`]: other bytes than [`Extracted::pack`] gives, evidence outside the text, or longer quotes.
    pub fn unpack(bytes: &[u8], most: u64) -> Result<Box<Extracted>, Misfit> {
        const ROOM_FOR_DOCUMENTS: u64 = 1 << 20;
        let mut from = bytes;
        let mut extracted = Box::new(Extracted::take(&mut from)?);
        if !from.is_empty() {
            return Err(wrong("more than a document"));
        }
        let Extracted { document, text, activities, .. } = extracted.as_mut();
        // A few bytes may ask for the whole text as their quote, or for a document of long names, again and again.
        let evidence = activities.iter().flat_map(|activity| &activity.evidence);
        let quotes = evidence.map(|evidence| evidence.span().len() as u64).sum::<u64>();
        let mut origin = Vec::new();
        document.put(&mut origin);
        let documents = (origin.len() as u64).saturating_mul(activities.len() as u64);
        if quotes > most || documents > most.saturating_add(ROOM_FOR_DOCUMENTS) {
            return Err(Misfit::TooLong);
        }
        for activity in activities {
            activity.document = document.clone();
            for Evidence { path, start, end, quote, .. } in &mut activity.evidence {
                let there = text.get(*start as usize..*end as usize);
                let there = there.ok_or_else(|| wrong(format!("{path}: {start}..{end} is not in the text")));
                quote.push_str(there?);
            }
        }
        Ok(extracted)
    }
}

fn wrong(what: impl Into<String>) -> Misfit {
    Misfit::Wrong(what.into())
}

/// What stands in a packed document.
trait Packed: Sized {
    fn put(&self, out: &mut Vec<u8>);

    /// Takes it from the beginning of `from`.
    fn take(from: &mut &[u8]) -> Result<Self, Misfit>;
}

fn bytes<'a>(from: &mut &'a [u8], length: usize) -> Result<&'a [u8], Misfit> {
    from.split_off(..length).ok_or_else(|| wrong("it ends too early"))
}

fn some_bytes<const N: usize>(from: &mut &[u8]) -> Result<[u8; N], Misfit> {
    let (taken, rest) = from.split_first_chunk().ok_or_else(|| wrong("it ends too early"))?;
    *from = rest;
    Ok(*taken)
}

impl Packed for u8 {
    fn put(&self, out: &mut Vec<u8>) {
        out.push(*self);
    }

    fn take(from: &mut &[u8]) -> Result<u8, Misfit> {
        some_bytes(from).map(|[byte]| byte)
    }
}

impl Packed for u64 {
    fn put(&self, out: &mut Vec<u8>) {
        let mut rest = *self;
        while rest > 0x7f {
            out.push(rest as u8 | 0x80);
            rest >>= 7;
        }
        out.push(rest as u8);
    }

    fn take(from: &mut &[u8]) -> Result<u64, Misfit> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = u8::take(from)?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err(wrong("a number without end"))
    }
}

impl Packed for u32 {
    fn put(&self, out: &mut Vec<u8>) {
        u64::from(*self).put(out);
    }

    fn take(from: &mut &[u8]) -> Result<u32, Misfit> {
        u64::take(from)?.try_into().map_err(|_| wrong("a number out of range"))
    }
}

fn put_length(length: usize, out: &mut Vec<u8>) {
    (length as u64).put(out);
}

/// How many there are; each takes a byte or more.
fn take_length(from: &mut &[u8]) -> Result<usize, Misfit> {
    let length = usize::try_from(u64::take(from)?).ok();
    length.filter(|length| *length <= from.len()).ok_or_else(|| wrong("it ends too early"))
}

impl Packed for bool {
    fn put(&self, out: &mut Vec<u8>) {
        out.push(u8::from(*self));
    }

    fn take(from: &mut &[u8]) -> Result<bool, Misfit> {
        match u8::take(from)? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(wrong("neither yes nor no")),
        }
    }
}

/// JSON has only finite ones.
impl Packed for f32 {
    fn put(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.to_le_bytes());
    }

    fn take(from: &mut &[u8]) -> Result<f32, Misfit> {
        let number = f32::from_le_bytes(some_bytes(from)?);
        if number.is_finite() { Ok(number) } else { Err(wrong("a number out of range")) }
    }
}

impl Packed for [f32; 4] {
    fn put(&self, out: &mut Vec<u8>) {
        self.iter().for_each(|number| number.put(out));
    }

    fn take(from: &mut &[u8]) -> Result<[f32; 4], Misfit> {
        Ok([f32::take(from)?, f32::take(from)?, f32::take(from)?, f32::take(from)?])
    }
}

impl Packed for String {
    fn put(&self, out: &mut Vec<u8>) {
        put_length(self.len(), out);
        out.extend_from_slice(self.as_bytes());
    }

    fn take(from: &mut &[u8]) -> Result<String, Misfit> {
        let length = take_length(from)?;
        let text = std::str::from_utf8(bytes(from, length)?);
        text.map(str::to_owned).map_err(|error| wrong(error.to_string()))
    }
}

impl<T: Packed> Packed for Option<T> {
    fn put(&self, out: &mut Vec<u8>) {
        self.is_some().put(out);
        if let Some(value) = self {
            value.put(out);
        }
    }

    fn take(from: &mut &[u8]) -> Result<Option<T>, Misfit> {
        bool::take(from)?.then(|| T::take(from)).transpose()
    }
}

/// No more room is taken beforehand than so many need: a length is only said.
const ROOM: usize = 128;

impl<T: Packed> Packed for Vec<T> {
    fn put(&self, out: &mut Vec<u8>) {
        put_length(self.len(), out);
        self.iter().for_each(|value| value.put(out));
    }

    fn take(from: &mut &[u8]) -> Result<Vec<T>, Misfit> {
        let length = take_length(from)?;
        let mut values = Vec::with_capacity(length.min(ROOM));
        for _ in 0..length {
            values.push(T::take(from)?);
        }
        Ok(values)
    }
}

impl Packed for Date {
    fn put(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.year().to_le_bytes());
        out.extend_from_slice(&[self.month() as u8, self.day() as u8]);
    }

    fn take(from: &mut &[u8]) -> Result<Date, Misfit> {
        let year = i16::from_le_bytes(some_bytes(from)?);
        let [month, day] = some_bytes(from)?;
        Date::new(year, month as i8, day as i8).map_err(|error| wrong(error.to_string()))
    }
}

impl Packed for Decimal {
    fn put(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.serialize());
    }

    fn take(from: &mut &[u8]) -> Result<Decimal, Misfit> {
        let bytes = some_bytes(from)?;
        let number = Decimal::deserialize(bytes);
        // Other bytes are made to fit; a 0 below 0 is not what its text says.
        let fits = number.serialize() == bytes && !(number.is_zero() && number.is_sign_negative());
        if fits { Ok(number) } else { Err(wrong("no decimal number")) }
    }
}

/// A decimal that is a number of JSON: percentages, quantities. It comes out as it does from there.
struct Number(Decimal);

impl Packed for Number {
    fn put(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.0.to_f64().unwrap_or_default().to_le_bytes());
    }

    fn take(from: &mut &[u8]) -> Result<Number, Misfit> {
        let number = f64::from_le_bytes(some_bytes(from)?);
        Decimal::from_f64(number).map(Number).ok_or_else(|| wrong("a number out of range"))
    }
}

/// Whatever an IATI file holds: JSON, since few documents have it.
impl Packed for serde_json::Map<String, serde_json::Value> {
    fn put(&self, out: &mut Vec<u8>) {
        serde_json::to_string(self).unwrap_or_default().put(out);
    }

    fn take(from: &mut &[u8]) -> Result<Self, Misfit> {
        serde_json::from_str(&String::take(from)?).map_err(|error| wrong(error.to_string()))
    }
}

/// Objects: all of their fields, in order. `number` ones are [`Number`]s; what is `left_out` is empty when it comes out.
macro_rules! objects {
    ($($object:ident { $($field:ident $(: $how:ident)?),+ })+) => { $(
        impl Packed for $object {
            fn put(&self, out: &mut Vec<u8>) {
                let $object { $($field),+ } = self;
                $(objects!(@put $field out $($how)?);)+
            }

            fn take(from: &mut &[u8]) -> Result<$object, Misfit> {
                Ok($object { $($field: objects!(@take from $($how)?)),+ })
            }
        }
    )+ };
    (@put $field:ident $out:ident) => { $field.put($out) };
    (@put $field:ident $out:ident number) => { Number(*$field).put($out) };
    (@put $field:ident $out:ident number_or_none) => { $field.map(Number).put($out) };
    (@put $field:ident $out:ident left_out) => { let _ = $field; };
    (@take $from:ident) => { Packed::take($from)? };
    (@take $from:ident number) => { Number::take($from)?.0 };
    (@take $from:ident number_or_none) => { <Option<Number> as Packed>::take($from)?.map(|Number(number)| number) };
    (@take $from:ident left_out) => { Default::default() };
}

objects! {
    Extracted { document, text, sections, activities }
    Origin { blake3, name, media_type, bytes, pages, layout, language, title, date, date_precision, url }
    Section { heading, field, activity, start, end }
    Activity {
        version, id, iati_identifier, other_identifiers, kind, title, languages, reporting_org, participating_orgs, status,
        activity_dates, period, countries, regions, planned_countries, locations, sectors, policy_markers, sdgs, budget,
        budget_lines, funding, amounts, aid_type, finance_type, flow_type, collaboration_type, tied_status, descriptions,
        logframe, results, indicators, references, related_activities, translations, warnings, evidence, document: left_out,
        iati
    }
    Evidence { path, page, boxes, start, end, quote: left_out, basis, confidence, rule }
    Warning { code, message, paths }
    OtherIdentifier { kind, value }
    Organisation { reference, name, acronym, kind, activity_id }
    ReportingOrg { organisation, unit, secondary_reporter, basis }
    ParticipatingOrg { organisation, role, crs_channel_code, basis }
    Coded { code, name }
    ActivityDate { kind, date, precision, text }
    Period { start, end, start_precision, end_precision, duration }
    Country { code, name, percentage: number_or_none, basis }
    Region { vocabulary, code, name, percentage: number_or_none, basis }
    Location { name, country, basis }
    Sector { vocabulary, code, name, category, percentage: number_or_none, basis }
    PolicyMarker { vocabulary, code, name, significance, basis }
    Sdg { code, basis }
    Money { value, currency, label, value_date, value_date_precision, usd }
    Usd { value, units_per_usd, rate_frequency, rate_date, rate_source, rate_rule, date_from }
    Budget { money, measure }
    BudgetLine { money, item, description, kind }
    Funding { organisation, money, measure }
    Amount { money, of, qualifier }
    Description { kind, text }
    LogframeRow { outcome, outputs, activities }
    ResultItem { kind, status, text, country, as_of, quantities }
    Quantity { value: number, unit, qualifier, part_of }
    Indicator { title, result, measure, baseline, periods }
    IndicatorPeriod { start, end, target, actual }
    Reference { symbol, text }
    RelatedActivity { kind, reference, title }
    Narrative { path, lang, text }
}

/// Words: the place of each in its list.
macro_rules! words {
    ($($word:ident { $($variant:ident),+ })+) => { $(
        impl Packed for $word {
            fn put(&self, out: &mut Vec<u8>) {
                // None is forgotten.
                match self { $($word::$variant)|+ => put_place(self, &[$($word::$variant),+], out) }
            }

            fn take(from: &mut &[u8]) -> Result<$word, Misfit> {
                take_place(&[$($word::$variant),+], from)
            }
        }
    )+ };
}

fn put_place<T: PartialEq>(word: &T, words: &[T], out: &mut Vec<u8>) {
    put_length(words.iter().position(|known| known == word).unwrap_or(words.len()), out);
}

fn take_place<T: Copy>(words: &[T], from: &mut &[u8]) -> Result<T, Misfit> {
    words.get(usize::from(u8::take(from)?)).copied().ok_or_else(|| wrong("an unknown word"))
}

words! {
    Kind { Project, Proposal, Programme, Portfolio }
    Basis { Stated, Default, Inferred, Corrected }
    Precision { Day, Month, Year }
    Role { Funding, Accountable, Extending, Implementing }
    Frequency { A, M }
    DateFrom { ValueDate, PeriodStart, DocumentDate }
    Measure { Commitment, Ceiling, TotalCost, Approved, Requested }
    LineKind { Direct, Support, Subtotal, Total }
    DescriptionType {
        General, Objective, Rationale, Impact, TargetGroups, Gender, Risks, Alignment, LessonsLearned, LookingForward,
        Timeline, Other
    }
    ResultType { Impact, Outcome, Output }
    ResultStatus { Expected, Achieved }
}

impl Packed for WarningCode {
    fn put(&self, out: &mut Vec<u8>) {
        put_place(self, WarningCode::ALL, out);
    }

    fn take(from: &mut &[u8]) -> Result<WarningCode, Misfit> {
        take_place(WarningCode::ALL, from)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    /// A document whose text has the quotes of `activities` where they say.
    fn extracted(activities: Vec<Activity>) -> Extracted {
        let evidence = || activities.iter().flat_map(|activity| &activity.evidence);
        let mut text = vec![b' '; evidence().map(|evidence| evidence.end as usize).max().unwrap_or_default()];
        for Evidence { start, end, quote, .. } in evidence() {
            text[*start as usize..*end as usize].copy_from_slice(quote.as_bytes());
        }
        let document = activities.first().map(|activity| activity.document.clone()).unwrap_or_default();
        let section =
            Section { heading: None, field: Some("title".to_owned()), activity: Some(0), start: 0, end: 9 };
        Extracted { document, text: String::from_utf8(text).unwrap(), sections: vec![section], activities }
    }

    /// The records of each of the specimens.
    fn specimens() -> Vec<Vec<Activity>> {
        let mut specimens = Vec::new();
        let records = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/records");
        for layout in std::fs::read_dir(records).unwrap() {
            for file in std::fs::read_dir(layout.unwrap().path()).unwrap() {
                let lines = std::fs::read_to_string(file.unwrap().path()).unwrap();
                specimens.push(lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect());
            }
        }
        specimens
    }

    #[test]
    fn what_was_packed_comes_out_as_it_was() {
        let specimens = specimens();
        assert!(specimens.len() > 20);
        for activities in specimens {
            let whole = extracted(activities);
            assert_eq!(Extracted::unpack(&whole.pack(), u64::MAX).as_deref(), Ok(&whole));
        }
    }

    #[test]
    fn no_bytes_give_what_json_would_not() {
        let whole = r#"{"version": "1", "id": "X-1", "kind": "proposal", "title": "été", "iati": {"a": [1, {}]},
            "countries": [{"code": "HT", "name": "Haiti", "percentage": 12.5, "basis": "inferred"}],
            "budget": {"value": "12.50", "currency": "CAD", "value_date": "2020-02-29", "measure": "total_cost"},
            "evidence": [{"path": "/title", "page": 3, "boxes": [[1.5, 2.0, 3.25, 400.0]], "start": 2, "end": 7, "quote": "été",
                "basis": "stated", "confidence": 0.75, "rule": "general/title"}]}"#;
        let mut activity = serde_json::to_value(Activity::default()).unwrap();
        let told: serde_json::Map<String, serde_json::Value> = serde_json::from_str(whole).unwrap();
        activity.as_object_mut().unwrap().extend(told);
        let whole = extracted(vec![serde_json::from_value(activity).unwrap()]);
        let bytes = whole.pack();
        for length in 0..bytes.len() {
            assert!(Extracted::unpack(&bytes[..length], u64::MAX).is_err(), "{length} bytes");
        }
        let mut read = 0;
        for place in 0..bytes.len() {
            for byte in 0..=255 {
                let mut changed = bytes.clone();
                changed[place] = byte;
                let Ok(other) = Extracted::unpack(&changed, u64::MAX) else { continue };
                read += 1;
                let json = serde_json::to_string(&other).unwrap();
                assert_eq!(
                    serde_json::from_str::<Extracted>(&json).ok(),
                    Some(*other),
                    "{place} {byte}: {json}"
                );
            }
        }
        assert!(read > bytes.len(), "most letters are as good as another");
    }

    #[test]
    fn evidence_is_in_the_text_and_its_quotes_are_no_longer_than_they_may_be() {
        let evidence = |start, end, quote: &str| Evidence {
            path: "/title".to_owned(),
            page: None,
            boxes: Vec::new(),
            start,
            end,
            quote: quote.to_owned(),
            basis: Basis::Stated,
            confidence: None,
            rule: String::new(),
        };
        let quoted = vec![evidence(0, 5, "été"), evidence(9, 13, "Ség")];
        let whole = extracted(vec![Activity { evidence: quoted, ..Activity::default() }]);
        assert_eq!(Extracted::unpack(&whole.pack(), 9).as_deref(), Ok(&whole));
        assert_eq!(Extracted::unpack(&whole.pack(), 8), Err(Misfit::TooLong));
        let mut many = extracted(vec![Activity::default(); 99]);
        many.document.name = "n".repeat(99_999);
        assert_eq!(Extracted::unpack(&many.pack(), 9), Err(Misfit::TooLong));
        for (start, end) in [(0, 50), (1, 5), (5, 0)] {
            let mut whole = whole.clone();
            whole.activities[0].evidence[0].start = start;
            whole.activities[0].evidence[0].end = end;
            let told = Extracted::unpack(&whole.pack(), 99);
            assert_eq!(told, Err(wrong(format!("/title: {start}..{end} is not in the text"))));
        }
    }
}
