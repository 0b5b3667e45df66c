//! A query as tantivy takes it: one `match` over [`Expr`], not tantivy's own parser.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::path::Path;

use almoner_codelists::organisation_by_id;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, FuzzyTermQuery, Occur, PhraseQuery,
    Query as Matcher, RangeQuery, TermQuery,
};
use tantivy::schema::{Field as Column, IndexRecordOption, Schema};
use tantivy::{Searcher, Term};

use crate::columns::{Part, column, day, own};
use crate::corrections::{SameOrganisation, organisation_word};
use crate::facts::{Scope, cents};
use crate::fields::{Field, FieldSpec, Values};
use crate::index::index_error;
use crate::query::{Expr, Value};
use crate::words::{Stems, folded};
use crate::{LibraryError, values};

/// Far above what a word can weigh: what has the words as they are stands above what has other forms of them.
const EXACT: f32 = 1000.0;
const IN_TITLE: f32 = 3.0;
const STEMMED: f32 = 0.5;

/// Turns expressions into tantivy's queries, for one state of the index.
pub(crate) struct Matching<'a> {
    pub(crate) searcher: &'a Searcher,
    pub(crate) schema: Schema,
    /// The languages that the library holds; none until whoever asks tells them.
    pub(crate) languages: Vec<String>,
    pub(crate) stems: Stems,
    pub(crate) stated_only: bool,
    /// The index's folder, for errors.
    pub(crate) path: &'a Path,
    replaced: &'a BTreeMap<String, SameOrganisation>,
}

type Matched = Result<Box<dyn Matcher>, LibraryError>;

impl<'a> Matching<'a> {
    pub(crate) fn new(
        searcher: &'a Searcher,
        stated_only: bool,
        path: &'a Path,
        replaced: &'a BTreeMap<String, SameOrganisation>,
    ) -> Matching<'a> {
        let (schema, stems) = (searcher.schema().clone(), Stems::new());
        Matching { searcher, schema, languages: Vec::new(), stems, stated_only, path, replaced }
    }

    pub(crate) fn of(&mut self, expr: &Expr) -> Matched {
        Ok(match expr {
            Expr::All => weightless(Box::new(AllQuery)),
            Expr::Word(word) => self.word(word)?,
            Expr::Prefix(word) => self.prefix(word)?,
            Expr::Phrase(words) => self.phrase(words)?,
            Expr::Field(field, value) => self.field(*field, value)?,
            Expr::Not(_) => self.all(std::slice::from_ref(expr))?,
            Expr::And(parts) => self.all(parts)?,
            Expr::Or(parts) => {
                let parts: Vec<Box<dyn Matcher>> =
                    parts.iter().map(|part| self.of(part)).collect::<Result<_, _>>()?;
                any(parts)
            }
        })
    }

    fn all(&mut self, parts: &[Expr]) -> Matched {
        let mut clauses = Vec::new();
        for part in parts {
            clauses.push(match part {
                Expr::Not(inner) => (Occur::MustNot, self.of(inner)?),
                other => (Occur::Must, self.of(other)?),
            });
        }
        if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            clauses.push((Occur::Must, weightless(Box::new(AllQuery))));
        }
        Ok(Box::new(BooleanQuery::new(clauses)))
    }

    /// As it is in text, title or identifiers, else in another form in the text.
    fn word(&mut self, word: &str) -> Matched {
        let text = self.column(own::TEXT)?;
        let title = self.part(Field::Title, Part::Words)?;
        let mut exact = vec![term(text, word), term(title, word)];
        if is_identifying(std::slice::from_ref(&word)) {
            exact.push(term(self.part(Field::Id, Part::Words)?, word));
        }
        let mut clauses: Vec<Box<dyn Matcher>> = vec![
            Box::new(ConstScoreQuery::new(any(exact), EXACT)),
            term(text, word),
            Box::new(BoostQuery::new(term(title, word), IN_TITLE)),
        ];
        let stems = self.column(own::TEXT_STEMS)?;
        let title_stems = self.part(Field::Title, Part::Stems)?;
        for stem in self.stems_of(word) {
            clauses.push(Box::new(BoostQuery::new(term(stems, &stem), STEMMED)));
            clauses.push(Box::new(BoostQuery::new(term(title_stems, &stem), STEMMED)));
        }
        Ok(any(clauses))
    }

    /// The stems of a word in each language that the library holds.
    pub(crate) fn stems_of(&mut self, word: &str) -> BTreeSet<String> {
        let Matching { languages, stems, .. } = self;
        languages.iter().map(|language| stems.stem(language, word)).collect()
    }

    fn prefix(&self, word: &str) -> Matched {
        let columns = [
            self.column(own::TEXT)?,
            self.part(Field::Title, Part::Words)?,
            self.part(Field::Id, Part::Words)?,
        ];
        Ok(any(columns.map(|column| beginning(column, word)).into()))
    }

    fn phrase(&self, words: &[String]) -> Matched {
        let mut places = vec![
            phrase(self.column(own::TEXT)?, words),
            Box::new(BoostQuery::new(phrase(self.part(Field::Title, Part::Words)?, words), IN_TITLE)),
        ];
        if is_identifying(words) {
            places.push(phrase(self.part(Field::Id, Part::Words)?, words));
        }
        Ok(any(places))
    }

    fn field(&mut self, field: Field, value: &Value) -> Matched {
        let spec = FieldSpec::of(field);
        Ok(match value {
            Value::Code(code) if matches!(spec.values, Values::Organisation) => {
                let found = self.organisation(field, code)?;
                weightless(self.or_replaced(field, code, found)?)
            }
            Value::Code(code) => weightless(term(self.part(field, Part::Codes)?, code)),
            Value::Words(words) if matches!(spec.values, Values::Text) => self.in_text(field, words)?,
            Value::Words(words) => {
                let named = phrase(self.part(field, Part::Words)?, words);
                let known =
                    matches!(spec.values, Values::Organisation | Values::Id) || self.finds(&*named)?;
                if !known {
                    return Err(LibraryError::Query(values::unknown(spec, &words.join(" "))));
                }
                if matches!(spec.values, Values::Organisation) {
                    return self.or_replaced(field, &words.join(" "), named).map(weightless);
                }
                weightless(named)
            }
            Value::Prefix(word) => beginning(self.part(field, Part::Words)?, word),
            Value::Dates(from, to) => {
                let (from, to) = (from.map(day), to.map(day));
                weightless(match field {
                    Field::Period => self.overlap(from, to)?,
                    _ => range(self.part(field, Part::Number)?, from.into_bound(), to.into_bound()),
                })
            }
            Value::Amounts(from, to) => {
                let cents = |amount: &rust_decimal::Decimal| cents(*amount).unwrap_or(i64::MAX);
                let column = self.part(field, Part::Number)?;
                weightless(range(column, from.as_ref().map(cents), to.as_ref().map(cents)))
            }
        })
    }

    /// An open end fits whatever is asked of it, so that what is known decides.
    fn overlap(&self, from: Option<i64>, to: Option<i64>) -> Matched {
        let ends = range(self.part(Field::Period, Part::To)?, from.into_bound(), Bound::Unbounded);
        let begins = range(self.part(Field::Period, Part::From)?, Bound::Unbounded, to.into_bound());
        Ok(Box::new(BooleanQuery::intersection(match (from, to) {
            (Some(_), None) => vec![ends],
            (None, Some(_)) => vec![begins],
            _ => vec![ends, begins],
        })))
    }

    /// By its identifier, or by one of its names as printed.
    fn organisation(&self, field: Field, id: &str) -> Matched {
        let words = self.part(field, Part::Words)?;
        let names = organisation_by_id(id).map(|known| [Some(known.name), known.acronym]);
        let names = names.into_iter().flatten().flatten().chain([id]);
        let mut ways: Vec<Box<dyn Matcher>> = names.map(|name| phrase(words, &folded(name))).collect();
        ways.push(term(self.part(field, Part::Codes)?, id));
        Ok(any(ways))
    }

    /// What is found, and the organisation that a person said this name is one of.
    fn or_replaced(&self, field: Field, name: &str, found: Box<dyn Matcher>) -> Matched {
        let Some(one) = self.replaced.get(&organisation_word(name)) else { return Ok(found) };
        Ok(any(vec![
            found,
            match &one.reference {
                Some(id) => self.organisation(field, id)?,
                None => phrase(self.part(field, Part::Words)?, &folded(&one.name)),
            },
        ]))
    }

    fn in_text(&mut self, field: Field, words: &[String]) -> Matched {
        let exact = self.part(field, Part::Words)?;
        let [word] = words else { return Ok(phrase(exact, words)) };
        let stems = self.part(field, Part::Stems)?;
        let mut ways: Vec<Box<dyn Matcher>> =
            vec![Box::new(ConstScoreQuery::new(term(exact, word), EXACT)), term(exact, word)];
        ways.extend(self.stems_of(word).iter().map(|stem| term(stems, stem)));
        Ok(any(ways))
    }

    /// True when the library holds something that this finds.
    fn finds(&self, query: &dyn Matcher) -> Result<bool, LibraryError> {
        query.count(self.searcher).map(|count| count > 0).map_err(index_error(self.path))
    }

    fn part(&self, field: Field, part: Part) -> Result<Column, LibraryError> {
        self.column(&column(field, part, Scope::of(field, self.stated_only)))
    }

    fn column(&self, name: &str) -> Result<Column, LibraryError> {
        self.schema.get_field(name).map_err(index_error(self.path))
    }

    /// The terms of a column that begin so.
    pub(crate) fn terms(&self, name: &str, beginning: &str) -> Result<BTreeSet<String>, LibraryError> {
        let column = self.column(name)?;
        let read = || -> tantivy::Result<BTreeSet<String>> {
            let mut terms = BTreeSet::new();
            for segment in self.searcher.segment_readers() {
                let dictionary = segment.inverted_index(column)?;
                let mut stream = dictionary.terms().range().ge(beginning.as_bytes()).into_stream()?;
                while stream.advance() {
                    match std::str::from_utf8(stream.key()) {
                        Ok(term) if term.starts_with(beginning) => terms.insert(term.to_owned()),
                        _ => break,
                    };
                }
            }
            Ok(terms)
        };
        read().map_err(index_error(self.path))
    }
}

trait IntoBound {
    fn into_bound(self) -> Bound<i64>;
}

impl IntoBound for Option<i64> {
    fn into_bound(self) -> Bound<i64> {
        self.map_or(Bound::Unbounded, Bound::Included)
    }
}

/// True for what may be an identifier: a long part with a figure. `ca` and `3` stand in every Canadian one.
fn is_identifying<W: AsRef<str>>(words: &[W]) -> bool {
    words.iter().map(AsRef::as_ref).any(|word| word.len() >= 4 && word.contains(|c: char| c.is_ascii_digit()))
}

fn weightless(query: Box<dyn Matcher>) -> Box<dyn Matcher> {
    Box::new(ConstScoreQuery::new(query, 0.0))
}

fn any(parts: Vec<Box<dyn Matcher>>) -> Box<dyn Matcher> {
    Box::new(BooleanQuery::union(parts))
}

fn term(column: Column, word: &str) -> Box<dyn Matcher> {
    Box::new(TermQuery::new(Term::from_field_text(column, word), IndexRecordOption::WithFreqs))
}

fn beginning(column: Column, word: &str) -> Box<dyn Matcher> {
    Box::new(FuzzyTermQuery::new_prefix(Term::from_field_text(column, word), 0, false))
}

fn phrase<W: AsRef<str>>(column: Column, words: &[W]) -> Box<dyn Matcher> {
    match words {
        [] => Box::new(EmptyQuery),
        [word] => term(column, word.as_ref()),
        words => {
            let terms = words.iter().map(|word| Term::from_field_text(column, word.as_ref()));
            Box::new(PhraseQuery::new(terms.collect()))
        }
    }
}

fn range(column: Column, from: Bound<i64>, to: Bound<i64>) -> Box<dyn Matcher> {
    let term = |number: i64| Term::from_field_i64(column, number);
    match (from, to) {
        (Bound::Unbounded, Bound::Unbounded) => Box::new(AllQuery),
        (from, to) => Box::new(RangeQuery::new(from.map(term), to.map(term))),
    }
}
