//! The columns of the index, made from [`FIELDS`], and what a record puts into them.

use std::cell::LazyCell;
use std::sync::LazyLock;

use almoner_record::{Activity, Origin, Section, Span};
use tantivy::TantivyDocument;
use tantivy::schema::{
    FAST, Field as Column, INDEXED, IndexRecordOption, NumericOptions, STRING, Schema, SchemaBuilder,
    TextFieldIndexing, TextOptions,
};

use crate::facts::{Facts, Scope, cents};
use crate::fields::{FIELDS, Field, FieldSpec, Values};
use crate::words::{STEMS, WORDS, in_language};

/// What a column holds of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// Codes, whole.
    Codes,
    /// Words, with their places.
    Words,
    /// Stems of the words.
    Stems,
    /// Rows of the facet: key, `\u{1f}`, label.
    Rows,
    /// The cents of each row.
    Cents,
    /// Days since 1970; cents of an amount.
    Number,
    /// First day of a period; open: the least number.
    From,
    /// Last day of a period; open: the greatest number.
    To,
}

/// Columns that belong to no field of a query.
pub(crate) mod own {
    /// Row of the document in `library.sqlite`.
    pub(crate) const DOCUMENT: &str = "document";
    /// Row of the record; none for text that belongs to no activity.
    pub(crate) const RECORD: &str = "record";
    /// Number of the identity: records of one activity share it.
    pub(crate) const ACTIVITY: &str = "activity";
    /// The id, for a stable order.
    pub(crate) const IDENTITY: &str = "identity";
    /// Day of the document, and the first bits of its BLAKE3: which of several records of an id counts.
    pub(crate) const NEWEST: &str = "newest";
    pub(crate) const LOWEST: &str = "lowest";
    /// Measure of the budget: 0 for none, else 1 + its place among the measures.
    pub(crate) const MEASURE: &str = "measure";
    /// 0 without amount, 1 without rate, 2 in dollars.
    pub(crate) const MONEY: [&str; 2] = ["money", "money_stated"];
    /// All text.
    pub(crate) const TEXT: &str = "text";
    pub(crate) const TEXT_STEMS: &str = "text_stems";
}

/// Days beyond any date: an open end of a period, a document without a date.
pub(crate) const FAR: i64 = 10_000_000;

/// Between key and label of a facet's row.
pub(crate) const LABEL: char = '\u{1f}';

/// The columns that hold something of `field`.
pub(crate) fn parts(field: Field) -> Vec<Part> {
    let spec = crate::FieldSpec::of(field);
    let mut parts = match spec.values {
        Values::Code { open: false, .. } | Values::Word(_) | Values::Plain => vec![Part::Codes],
        Values::Code { open: true, .. } | Values::Organisation => vec![Part::Codes, Part::Words],
        Values::Id => vec![Part::Words],
        Values::Text => vec![Part::Words, Part::Stems],
        Values::Date if field == Field::Period => vec![Part::From, Part::To],
        Values::Date | Values::Money => vec![Part::Number],
    };
    if spec.facet.is_some() {
        parts.extend([Part::Rows, Part::Cents]);
    }
    parts
}

/// The name of a column: `sector_rows_stated`.
pub(crate) fn column(field: Field, part: Part, scope: Scope) -> String {
    let scope = if scope == Scope::Stated { "_stated" } else { "" };
    format!("{field:?}_{part:?}{scope}").to_lowercase()
}

/// The schema of the index.
pub(crate) fn schema() -> Schema {
    SCHEMA.clone()
}

static SCHEMA: LazyLock<Schema> = LazyLock::new(|| {
    let mut schema = Schema::builder();
    let number = NumericOptions::default().set_fast();
    schema.add_u64_field(own::DOCUMENT, INDEXED | FAST);
    for name in [own::RECORD, own::ACTIVITY, own::LOWEST, own::MEASURE, own::MONEY[0], own::MONEY[1]] {
        schema.add_u64_field(name, number.clone());
    }
    schema.add_i64_field(own::NEWEST, number.clone());
    schema.add_text_field(own::IDENTITY, STRING | FAST);
    schema.add_text_field(own::TEXT, words(WORDS, IndexRecordOption::WithFreqsAndPositions));
    schema.add_text_field(own::TEXT_STEMS, words(STEMS, IndexRecordOption::WithFreqs));
    for spec in &FIELDS {
        for scope in scopes(spec.field) {
            for part in parts(spec.field) {
                add(&mut schema, &column(spec.field, part, scope), part);
            }
        }
    }
    schema.build()
});

/// The columns of a field in one scope: looked up by name once, not for each record.
struct Holding {
    scope: Scope,
    field: Field,
    columns: Vec<(Part, Column)>,
}

static HOLDINGS: LazyLock<Vec<Holding>> = LazyLock::new(|| {
    let columns = |field, scope| {
        let named = |part| Some((part, SCHEMA.get_field(&column(field, part, scope)).ok()?));
        parts(field).into_iter().filter_map(named).collect()
    };
    let of = |spec: &FieldSpec| {
        let field = spec.field;
        scopes(field)
            .map(|scope| Holding { scope, field, columns: columns(field, scope) })
            .collect::<Vec<_>>()
    };
    FIELDS.iter().flat_map(of).collect()
});

fn scopes(field: Field) -> impl Iterator<Item = Scope> {
    Scope::BOTH.into_iter().filter(move |scope| Scope::of(field, true) == *scope || *scope == Scope::All)
}

fn add(schema: &mut SchemaBuilder, name: &str, part: Part) {
    match part {
        Part::Codes => schema.add_text_field(name, STRING),
        Part::Words => schema.add_text_field(name, words(WORDS, IndexRecordOption::WithFreqsAndPositions)),
        Part::Stems => schema.add_text_field(name, words(STEMS, IndexRecordOption::WithFreqs)),
        Part::Rows => schema.add_text_field(name, TextOptions::default().set_fast("raw")),
        Part::Cents | Part::Number | Part::From | Part::To => schema.add_i64_field(name, FAST),
    };
}

fn words(tokenizer: &str, option: IndexRecordOption) -> TextOptions {
    TextOptions::default()
        .set_indexing_options(TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(option))
}

/// A document as `library.sqlite` keeps it.
#[derive(Debug, PartialEq)]
pub(crate) struct Kept {
    pub(crate) row: u64,
    pub(crate) origin: Origin,
    pub(crate) sections: Vec<Section>,
    pub(crate) text: String,
    /// Row, identity, record.
    pub(crate) records: Vec<(u64, u64, Activity)>,
}

/// What the index holds of a document: one entry a record, and one for text that belongs to no activity.
pub(crate) fn entries(schema: &Schema, kept: &Kept) -> tantivy::Result<Vec<TantivyDocument>> {
    let mut entries = Vec::new();
    for (ordinal, (row, activity, record)) in kept.records.iter().enumerate() {
        let mut entry = Entry::new(schema, kept);
        entry.record(*row, *activity, record)?;
        let spans = own_text(kept, u32::try_from(ordinal).unwrap_or(u32::MAX), record);
        entry.text(&kept.text, &spans, &languages(record, &kept.origin))?;
        entries.push(entry.document);
    }
    let spans = nobodys_text(kept);
    if has_words(kept, &spans) {
        let mut entry = Entry::new(schema, kept);
        entry.no_record()?;
        let languages: Vec<String> = kept.origin.language.iter().cloned().collect();
        entry.text(&kept.text, &spans, &languages)?;
        entries.push(entry.document);
    }
    Ok(entries)
}

/// The languages of a record, else of its document.
pub(crate) fn languages(record: &Activity, origin: &Origin) -> Vec<String> {
    if record.languages.is_empty() {
        origin.language.iter().cloned().collect()
    } else {
        record.languages.clone()
    }
}

/// The id of the hit that stands for a document's own text.
pub(crate) fn document_id(origin: &Origin) -> String {
    format!("doc:{}", origin.blake3.get(..16).unwrap_or(&origin.blake3))
}

/// Where an activity's text stands: its sections, and wherever one of its values was read.
pub(crate) fn own_text(kept: &Kept, ordinal: u32, record: &Activity) -> Vec<Span> {
    let sections = kept.sections.iter().filter(|section| section.activity == Some(ordinal));
    let sections = sections.map(|section| Span { start: section.start, end: section.end });
    united(sections.chain(record.evidence.iter().map(|evidence| evidence.span())).collect())
}

/// Where the text stands that belongs to no activity.
pub(crate) fn nobodys_text(kept: &Kept) -> Vec<Span> {
    let whole = Span::new(0, kept.text.len());
    let is_ones = |ordinal: u32| (ordinal as usize) < kept.records.len();
    let free = kept.sections.iter().filter(|section| !section.activity.is_some_and(is_ones));
    let free: Vec<Span> = match kept.sections.is_empty() {
        true => vec![whole],
        false => free.map(|section| Span { start: section.start, end: section.end }).collect(),
    };
    let taken = kept.records.iter().enumerate().flat_map(|(ordinal, (_, _, record))| {
        own_text(kept, u32::try_from(ordinal).unwrap_or(u32::MAX), record)
    });
    without(united(free), &united(taken.collect()))
}

/// True when there is something to be found at these spans.
pub(crate) fn has_words(kept: &Kept, spans: &[Span]) -> bool {
    spans.iter().any(|span| crate::words::words(span.of(&kept.text)).next().is_some())
}

/// The same bytes as spans in order that do not touch.
fn united(mut spans: Vec<Span>) -> Vec<Span> {
    spans.retain(|span| !span.is_empty());
    spans.sort();
    let mut united: Vec<Span> = Vec::new();
    for span in spans {
        match united.last_mut() {
            Some(last) if span.start <= last.end => *last = last.cover(span),
            _ => united.push(span),
        }
    }
    united
}

/// What of `spans` is in none of `taken`, both as [`united`] gives them.
fn without(spans: Vec<Span>, taken: &[Span]) -> Vec<Span> {
    let mut left = Vec::new();
    for span in spans {
        let mut start = span.start;
        for hole in taken.iter().filter(|hole| hole.end > span.start && hole.start < span.end) {
            left.push(Span { start, end: hole.start });
            start = hole.end;
        }
        left.push(Span { start, end: span.end });
    }
    left.retain(|span| !span.is_empty());
    left
}

struct Entry<'a> {
    schema: &'a Schema,
    kept: &'a Kept,
    document: TantivyDocument,
}

impl<'a> Entry<'a> {
    fn new(schema: &'a Schema, kept: &'a Kept) -> Entry<'a> {
        Entry { schema, kept, document: TantivyDocument::default() }
    }

    fn column(&self, name: &str) -> tantivy::Result<Column> {
        self.schema.get_field(name)
    }

    fn add_text(&mut self, name: &str, text: &str) -> tantivy::Result<()> {
        let column = self.column(name)?;
        self.document.add_text(column, text);
        Ok(())
    }

    fn add_u64(&mut self, name: &str, number: u64) -> tantivy::Result<()> {
        let column = self.column(name)?;
        self.document.add_u64(column, number);
        Ok(())
    }

    fn add_i64(&mut self, name: &str, number: i64) -> tantivy::Result<()> {
        let column = self.column(name)?;
        self.document.add_i64(column, number);
        Ok(())
    }

    /// What every entry has: whose it is, and which one counts where several have the same id.
    fn identity(&mut self, activity: u64, id: &str) -> tantivy::Result<()> {
        let origin = &self.kept.origin;
        self.add_u64(own::DOCUMENT, self.kept.row)?;
        self.add_u64(own::ACTIVITY, activity)?;
        self.add_text(own::IDENTITY, id)?;
        self.add_i64(own::NEWEST, origin.date.map_or(-FAR, day))?;
        let bits = origin.blake3.get(..16).and_then(|digits| u64::from_str_radix(digits, 16).ok());
        self.add_u64(own::LOWEST, bits.unwrap_or_default())
    }

    fn record(&mut self, row: u64, activity: u64, record: &Activity) -> tantivy::Result<()> {
        // Identities of records are even, those of documents odd: they never meet.
        self.identity(activity * 2, &record.id)?;
        self.add_u64(own::RECORD, row)?;
        let measure = record.budget.as_ref().and_then(|budget| budget.measure);
        self.add_u64(own::MEASURE, measure.map_or(0, |measure| measure as u64 + 1))?;
        let languages = languages(record, &self.kept.origin);
        for (scope, money) in Scope::BOTH.into_iter().zip(own::MONEY) {
            let facts = Facts::of(record, scope);
            let state = match (facts.amount(), facts.usd_cents()) {
                (None, _) => 0,
                (Some(_), None) => 1,
                (Some(_), Some(_)) => 2,
            };
            self.add_u64(money, state)?;
            for holding in HOLDINGS.iter().filter(|holding| holding.scope == scope) {
                self.field(&facts, holding, &languages);
            }
        }
        Ok(())
    }

    fn field(&mut self, facts: &Facts<'_>, holding: &Holding, languages: &[String]) {
        let field = holding.field;
        let (texts, rows) = (LazyCell::new(|| facts.texts(field)), LazyCell::new(|| facts.rows(field)));
        for (part, column) in &holding.columns {
            match part {
                Part::Codes => {
                    facts.codes(field).iter().for_each(|code| self.document.add_text(*column, code));
                }
                Part::Words => texts.iter().for_each(|text| self.document.add_text(*column, text)),
                Part::Stems => texts.iter().for_each(|text| self.stems(*column, text, languages)),
                Part::Rows => rows.iter().for_each(|row| {
                    self.document.add_text(*column, format!("{}{LABEL}{}", row.key, row.label))
                }),
                Part::Cents => rows.iter().for_each(|row| self.document.add_i64(*column, row.cents)),
                Part::Number => {
                    if let Some(number) = number(facts, field) {
                        self.document.add_i64(*column, number);
                    }
                }
                Part::From | Part::To if facts.start().is_none() && facts.end().is_none() => {}
                Part::From => self.document.add_i64(*column, facts.start().map_or(-FAR, day)),
                Part::To => self.document.add_i64(*column, facts.end().map_or(FAR, day)),
            }
        }
    }

    /// Text that belongs to no activity: no filter but `kind`, `language`, `layout`, `file` and `title` finds it.
    fn no_record(&mut self) -> tantivy::Result<()> {
        let origin = &self.kept.origin;
        self.identity(self.kept.row * 2 + 1, &document_id(origin))?;
        self.add_text(&column(Field::Kind, Part::Codes, Scope::All), "document")?;
        self.add_text(&column(Field::Layout, Part::Codes, Scope::All), &origin.layout.to_lowercase())?;
        self.add_text(&column(Field::Id, Part::Words, Scope::All), &document_id(origin))?;
        let languages: Vec<String> = origin.language.iter().cloned().collect();
        for language in &languages {
            self.add_text(&column(Field::Language, Part::Codes, Scope::All), language)?;
        }
        for (field, text) in [(Field::File, Some(&origin.name)), (Field::Title, origin.title.as_ref())] {
            if let Some(text) = text {
                self.add_text(&column(field, Part::Words, Scope::All), text)?;
                let stems = self.column(&column(field, Part::Stems, Scope::All))?;
                self.stems(stems, text, &languages);
            }
        }
        Ok(())
    }

    fn text(&mut self, text: &str, spans: &[Span], languages: &[String]) -> tantivy::Result<()> {
        let (words, stems) = (self.column(own::TEXT)?, self.column(own::TEXT_STEMS)?);
        for span in spans {
            let piece = span.of(text);
            self.document.add_text(words, piece);
            self.stems(stems, piece, languages);
        }
        Ok(())
    }

    /// The stems of a text in each of its languages.
    fn stems(&mut self, column: Column, text: &str, languages: &[String]) {
        for language in languages {
            self.document.add_text(column, in_language(language, text));
        }
    }
}

fn number(facts: &Facts<'_>, field: Field) -> Option<i64> {
    match field {
        Field::Start | Field::Year => facts.start().map(day),
        Field::End => facts.end().map(day),
        Field::Amount => cents(facts.amount()?),
        Field::Usd => facts.usd_cents(),
        _ => None,
    }
}

/// Days since 1970-01-01.
pub(crate) fn day(date: jiff::civil::Date) -> i64 {
    let since = date.since(jiff::civil::Date::constant(1970, 1, 1));
    since.map_or(0, |span| i64::from(span.get_days()))
}
