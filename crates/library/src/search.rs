//! A search: a query turned into hits.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use almoner_record::{Activity, Origin};
use tantivy::{DocAddress, Index, Searcher};

use crate::collect::{self, Matches};
use crate::columns::{Part, column, own};
use crate::corrections::{SameOrganisation, replaced_names};
use crate::facets::{Facet, MANY_SEGMENTS, tallies};
use crate::facts::Scope;
use crate::fields::Field;
use crate::index::{Purpose, State, index_error};
use crate::matching::Matching;
use crate::query::{Expr, all};
use crate::segments::Segments;
use crate::snippet::{Snippet, Wanted};
use crate::store::Library;
use crate::{LibraryError, Query};

/// Which hits to give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// How many to step over.
    pub offset: usize,
    /// How many to give at most.
    pub limit: usize,
    /// Facets to count over all that was found.
    pub facets: Vec<Field>,
}

/// What a search found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// How many hits there are in all.
    pub total: u64,
    /// Those of the page, best first.
    pub hits: Vec<Hit>,
    /// The facets asked for, over all hits.
    pub facets: Vec<Facet>,
    /// Where nothing was found: how many hits there were without one part of the query.
    pub without: Vec<(String, u64)>,
    /// Where nothing was found: words that the library does not hold, and the nearest that it does.
    pub nearest: Vec<(String, String)>,
}

/// An activity, or a text that belongs to none.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// From 1.
    pub rank: usize,
    /// How well it fits; only for comparing hits of one search.
    pub score: f32,
    /// The id of the activity; of a text that belongs to none, `doc:` and 16 hex digits of the document.
    pub id: String,
    /// Its best record; none for a text that belongs to no activity.
    pub record: Option<Box<Activity>>,
    /// The document of that record.
    pub document: Origin,
    /// The names of all documents that hold the activity, that one first.
    pub documents: Vec<String>,
    /// The text around what was found.
    pub snippet: Snippet,
}

impl Hit {
    /// `project`, `proposal`, `programme`, `portfolio`; `document` for a text that belongs to no activity.
    pub fn kind(&self) -> &'static str {
        use almoner_record::Kind;
        match self.record.as_ref().map(|record| record.kind) {
            Some(Kind::Project) => "project",
            Some(Kind::Proposal) => "proposal",
            Some(Kind::Programme) => "programme",
            Some(Kind::Portfolio) => "portfolio",
            None => "document",
        }
    }

    /// The title of the activity, or of the document.
    pub fn title(&self) -> Option<&str> {
        match &self.record {
            Some(record) => record.title.as_deref(),
            None => self.document.title.as_deref(),
        }
    }
}

/// An index that has seen all records, kept open from one search to the next.
pub(crate) struct Opened {
    /// SQLite's count of what other connections have changed since.
    version: i64,
    view: View,
}

impl std::fmt::Debug for Opened {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Opened").field("version", &self.version).finish_non_exhaustive()
    }
}

/// The index as it was when it was opened.
#[derive(Clone)]
pub(crate) struct View {
    pub(crate) searcher: Searcher,
    pub(crate) segments: Arc<Segments>,
    pub(crate) path: PathBuf,
    /// Names of organisations that people replaced: who asks for one is to find the other.
    replaced: Arc<BTreeMap<String, SameOrganisation>>,
    /// What is known of the whole of it.
    whole: Arc<Whole>,
}

/// What is the same for all searches, and what a search without a query finds: as much as there is, and so it is looked
/// for once.
#[derive(Default)]
struct Whole {
    languages: OnceLock<Vec<String>>,
    activities: OnceLock<Arc<collect::Activities>>,
    facets: Mutex<BTreeMap<(Field, Scope), Facet>>,
}

impl Library {
    /// The hits of a query.
    pub fn search(&self, query: &Query, page: &Page) -> Result<Found, LibraryError> {
        self.with_view(|view| self.search_in(view, query, page))
    }

    fn search_in(&self, view: &View, query: &Query, page: &Page) -> Result<Found, LibraryError> {
        let mut matching = view.matching(query)?;
        let activities = view.found(&mut matching, &query.expr)?;
        let total = activities.len() as u64;
        let facets = view.facets(query, &activities, &page.facets);
        let facets = facets.map_err(index_error(&view.path))?;
        let (without, nearest) = match total {
            0 => (view.without(&mut matching, &query.expr)?, view.nearest(&mut matching, &query.expr)?),
            _ => Default::default(),
        };
        let ranked = collect::page(&view.segments, &activities, page.offset, page.limit);
        let ranked = ranked.map_err(index_error(&view.path))?;
        let wanted = Wanted::of(&query.expr, &mut |word| matching.stems_of(word));
        let hits = self.hits(view, ranked, page.offset, &wanted, &mut matching.stems)?;
        Ok(Found { total, hits, facets, without, nearest })
    }

    /// The index, made or brought up to date where that is possible.
    pub(crate) fn view(&self) -> Result<View, LibraryError> {
        let path = self.index_path();
        let version = self.sql(|db| db.query_row("PRAGMA data_version", [], |row| row.get::<_, i64>(0)))?;
        if let Some(opened) = self.opened.take().filter(|opened| opened.version == version && path.is_dir()) {
            let view = opened.view.clone();
            self.opened.replace(Some(opened));
            return Ok(view);
        }
        let (index, current) = match self.index_state(Purpose::Reading)? {
            State::Current(index) => (index, true),
            State::Behind(index, _) => {
                // Whoever writes now will bring it up to date; until then it is whole, if not complete.
                (self.renew().unwrap_or(index), false)
            }
            State::Unusable => (self.wait_for_index()?, false),
        };
        let index = with_threads(index);
        let searcher = index.reader_builder().reload_policy(tantivy::ReloadPolicy::Manual).try_into();
        let searcher = searcher.map_err(index_error(&path))?.searcher();
        let replaced = Arc::new(self.sql(replaced_names)?);
        let segments = Arc::new(Segments::of(searcher.clone()));
        let view = View { searcher, segments, path, replaced, whole: Arc::default() };
        // This connection's own changes do not count there: who writes opens it each time.
        if current && self.is_for_reading() {
            self.opened.replace(Some(Opened { version, view: view.clone() }));
        }
        Ok(view)
    }

    /// Asks the index; one that turns out to be damaged is made again once.
    pub(crate) fn with_view<T>(
        &self,
        ask: impl Fn(&View) -> Result<T, LibraryError>,
    ) -> Result<T, LibraryError> {
        let asked = || self.view().and_then(|view| ask(&view));
        match asked() {
            Err(error) if error.is_damaged_index() => {
                self.opened.take();
                let damaged = |error| match error {
                    LibraryError::Locked { .. } => error,
                    _ => LibraryError::DamagedIndex { path: self.index_path() },
                };
                self.for_writing().and_then(|library| library.index_all()).map_err(damaged)?;
                asked()
            }
            asked => asked,
        }
    }

    /// Makes the index, or waits a while for whoever is making it now.
    fn wait_for_index(&self) -> Result<Index, LibraryError> {
        const TRIES: u32 = 100;
        for _ in 0..TRIES {
            match self.renew() {
                Err(LibraryError::Locked { .. }) => std::thread::sleep(Duration::from_millis(50)),
                Err(error) if error.is_forbidden() => {
                    return Err(LibraryError::NoIndex { path: self.index_path() });
                }
                made => return made,
            }
            if let State::Current(index) | State::Behind(index, _) = self.index_state(Purpose::Reading)? {
                return Ok(index);
            }
        }
        self.renew()
    }

    fn renew(&self) -> Result<Index, LibraryError> {
        self.for_writing()?.index()?;
        match self.index_state(Purpose::Reading)? {
            State::Current(index) | State::Behind(index, _) => Ok(index),
            State::Unusable => Err(LibraryError::Damaged {
                path: self.index_path(),
                what: "the index cannot be opened".to_owned(),
            }),
        }
    }
}

/// An index whose segments are asked several at a time, where there are many and threads to be had.
fn with_threads(mut index: Index) -> Index {
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(4);
    let many = index.searchable_segment_ids().is_ok_and(|segments| segments.len() >= MANY_SEGMENTS);
    if many && threads > 1 {
        // Without threads it is asked all the same.
        let _ = index.set_multithread_executor(threads);
    }
    index
}

impl View {
    pub(crate) fn matching(&self, query: &Query) -> Result<Matching<'_>, LibraryError> {
        if let Some(problem) = query.problems.first() {
            return Err(LibraryError::Query(problem.clone()));
        }
        let mut matching = Matching::new(&self.searcher, query.stated_only, &self.path, &self.replaced);
        matching.languages = match self.whole.languages.get() {
            Some(known) => known.clone(),
            None => {
                let read = matching.terms(&column(Field::Language, Part::Codes, Scope::All), "")?;
                self.whole.languages.get_or_init(|| read.into_iter().collect()).clone()
            }
        };
        Ok(matching)
    }

    /// The activities that an expression finds, each once.
    pub(crate) fn found(
        &self,
        matching: &mut Matching<'_>,
        expr: &Expr,
    ) -> Result<Arc<collect::Activities>, LibraryError> {
        let is_whole = *expr == Expr::All;
        if let Some(whole) = self.whole.activities.get().filter(|_| is_whole) {
            return Ok(whole.clone());
        }
        let query = matching.of(expr)?;
        let collector = Matches { scored: has_words(expr), segments: &self.segments };
        let matches = self.searcher.search(&*query, &collector);
        let matches = matches.map_err(index_error(&self.path))?;
        let found = collect::activities(&self.segments, matches).map_err(index_error(&self.path))?;
        let found = Arc::new(found);
        if is_whole {
            let _ = self.whole.activities.set(found.clone());
        }
        Ok(found)
    }

    /// The facets of what a query finds.
    pub(crate) fn facets(
        &self,
        query: &Query,
        found: &collect::Activities,
        fields: &[Field],
    ) -> tantivy::Result<Vec<Facet>> {
        if query.expr != Expr::All {
            return tallies(self, &found.counted(), fields, query.stated_only);
        }
        let key = |field: Field| (field, Scope::of(field, query.stated_only));
        let mut known = self.whole.facets.lock().unwrap_or_else(PoisonError::into_inner);
        let new: Vec<Field> =
            fields.iter().copied().filter(|field| !known.contains_key(&key(*field))).collect();
        if !new.is_empty() {
            let facets = tallies(self, &found.counted(), &new, query.stated_only)?;
            known.extend(new.into_iter().map(key).zip(facets));
        }
        Ok(fields.iter().filter_map(|field| known.get(&key(*field)).cloned()).collect())
    }

    /// How many are found without each part of the query, where that helps.
    fn without(&self, matching: &mut Matching<'_>, expr: &Expr) -> Result<Vec<(String, u64)>, LibraryError> {
        const PARTS: usize = 12;
        let Expr::And(parts) = expr else { return Ok(Vec::new()) };
        let mut counts = Vec::new();
        for (place, part) in parts.iter().enumerate().take(PARTS) {
            let others =
                parts.iter().enumerate().filter(|(other, _)| *other != place).map(|(_, part)| part.clone());
            let count = self.found(matching, &all(others.collect()).unwrap_or_default())?.len() as u64;
            if count > 0 {
                counts.push((part.to_string(), count));
            }
        }
        Ok(counts)
    }

    /// Words of the query that stand nowhere, and the nearest that do.
    fn nearest(
        &self,
        matching: &mut Matching<'_>,
        expr: &Expr,
    ) -> Result<Vec<(String, String)>, LibraryError> {
        let mut nearest = BTreeMap::new();
        for word in words_of(expr) {
            if !self.found(matching, &Expr::Word(word.to_owned()))?.is_empty() {
                continue;
            }
            let first = word.chars().next().map(String::from).unwrap_or_default();
            let mut known = matching.terms(own::TEXT, &first)?;
            // A word of documents that have gone may stand in the index still.
            known.remove(word);
            if let Some(near) =
                almoner_codelists::nearest(word, known.iter().map(|known| (known.as_str(), known.clone())))
            {
                nearest.insert(word.to_owned(), near);
            }
        }
        Ok(nearest.into_iter().collect())
    }

    /// The rows in `library.sqlite` of a document and, if it is one, of its record.
    pub(crate) fn rows(&self, at: DocAddress) -> tantivy::Result<(i64, Option<u64>)> {
        let column = |name| self.segments.u64(at.segment_ord, name);
        let document = column(own::DOCUMENT)?.first(at.doc_id).unwrap_or_default();
        let record = column(own::RECORD)?.first(at.doc_id);
        Ok((i64::try_from(document).unwrap_or(i64::MAX), record))
    }
}

impl View {
    /// The numbers of activities, as the index keeps them.
    pub(crate) fn identities(&self, activities: &collect::Activities) -> tantivy::Result<Vec<u64>> {
        let mut numbers = Vec::with_capacity(activities.len());
        for (segment, docs) in activities.shown() {
            let column = self.segments.u64(segment, own::ACTIVITY)?;
            collect::for_each_first(&column, docs, |number| numbers.extend(number));
        }
        Ok(numbers)
    }
}

/// True where hits differ in how well they fit.
fn has_words(expr: &Expr) -> bool {
    match expr {
        Expr::All => false,
        Expr::Word(_) | Expr::Prefix(_) | Expr::Phrase(_) => true,
        Expr::Field(field, _) => matches!(crate::FieldSpec::of(*field).values, crate::Values::Text),
        Expr::Not(_) => false,
        Expr::And(parts) | Expr::Or(parts) => parts.iter().any(has_words),
    }
}

fn words_of(expr: &Expr) -> Vec<&str> {
    match expr {
        Expr::Word(word) => vec![word],
        Expr::Phrase(words) => words.iter().map(String::as_str).collect(),
        Expr::And(parts) | Expr::Or(parts) => parts.iter().flat_map(words_of).collect(),
        Expr::All | Expr::Prefix(_) | Expr::Field(..) | Expr::Not(_) => Vec::new(),
    }
}
