//! A record in the making. The only door into a record: a value enters with its evidence or not at all.

use almoner_codelists::Entry;
use almoner_record::{Activity, Basis, Evidence, Measure, Origin, Span, VERSION, Warning, WarningCode};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::figures::Settled;

/// A value that was found, and where.
#[derive(Debug, Clone)]
pub(crate) struct Found<T> {
    pub(crate) value: T,
    pub(crate) span: Span,
    pub(crate) basis: Basis,
    /// `layout/section/field`
    pub(crate) rule: String,
}

/// A record in the making.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) activity: Activity,
    /// The total of those who pay: the budget where no label tells one.
    pub(crate) funding_total: Option<FundingTotal>,
    /// Amounts whose labels name one who pays: one alone is the budget where nothing tells another.
    pub(crate) shares: Vec<Share>,
    /// The one country that receives aid of those that its running text names, where nothing states its countries.
    pub(crate) named_country: Option<(Span, &'static Entry)>,
    /// A sentence tells of money that is given for it: a record though nothing names it.
    pub(crate) is_gift: bool,
    /// The items of long lists that hold each thing once, by what makes them one.
    known: FxHashSet<(&'static str, String)>,
}

/// The last line of a list of those who pay.
#[derive(Debug, Clone)]
pub(crate) struct FundingTotal {
    pub(crate) settled: Settled,
    /// Its label: `Total`.
    pub(crate) label: Span,
    pub(crate) rule: String,
}

/// An amount whose label names who pays it.
#[derive(Debug, Clone)]
pub(crate) struct Share {
    /// Who pays, as the label prints it; None where it tells a country only.
    pub(crate) name: Option<Span>,
    /// What stands beside the label.
    pub(crate) line: Span,
    pub(crate) total: FundingTotal,
    pub(crate) measure: Option<Measure>,
}

impl Draft {
    pub(crate) fn new(origin: &Origin) -> Draft {
        Draft {
            activity: Activity {
                version: VERSION.to_owned(),
                document: origin.clone(),
                ..Activity::default()
            },
            funding_total: None,
            shares: Vec::new(),
            named_country: None,
            is_gift: false,
            known: FxHashSet::default(),
        }
    }

    /// Sets a field that is still empty; false, and nothing changed, when it holds a value already.
    pub(crate) fn set<T>(
        &mut self,
        path: &str,
        field: impl FnOnce(&mut Activity) -> &mut Option<T>,
        found: Found<T>,
    ) -> bool {
        let slot = field(&mut self.activity);
        if slot.is_some() {
            return false;
        }
        *slot = Some(found.value);
        self.witness(path.to_owned(), found.span, found.basis, &found.rule);
        true
    }

    /// Adds an item to a list; gives its JSON pointer, for evidence of its parts.
    pub(crate) fn push<T>(
        &mut self,
        list_path: &str,
        list: impl FnOnce(&mut Activity) -> &mut Vec<T>,
        found: Found<T>,
    ) -> String {
        let list = list(&mut self.activity);
        let path = [list_path, "/", &list.len().to_string()].concat();
        list.push(found.value);
        self.witness(path.clone(), found.span, found.basis, &found.rule);
        path
    }

    /// One more place that a value was read from.
    pub(crate) fn witness(&mut self, path: String, span: Span, basis: Basis, rule: &str) {
        self.activity.evidence.push(Evidence {
            path,
            page: None,
            boxes: Vec::new(),
            start: span.start,
            end: span.end,
            quote: String::new(),
            basis,
            confidence: None,
            rule: rule.to_owned(),
        });
    }

    /// Says how sure the latest piece of evidence is.
    pub(crate) fn sure(&mut self, confidence: f32) {
        if let Some(latest) = self.activity.evidence.last_mut() {
            latest.confidence = Some(confidence);
        }
    }

    /// Notes where the document contradicts itself.
    pub(crate) fn warn(&mut self, code: WarningCode, message: String, paths: &[&str]) {
        let paths = paths.iter().map(|path| (*path).to_owned()).collect();
        self.activity.warnings.push(Warning { code, message, paths });
    }

    /// Notes an item of a list that holds each thing once; false where it was noted before. To compare it with each of
    /// the list would take the square of the time.
    pub(crate) fn is_new(&mut self, list: &'static str, item: String) -> bool {
        self.known.insert((list, item))
    }

    /// The places of the evidence at each path that begins as one of `beginnings` does, in the order of the evidence.
    pub(crate) fn places_below(&self, beginnings: &[&str]) -> FxHashMap<&str, Vec<Span>> {
        let mut places: FxHashMap<&str, Vec<Span>> = FxHashMap::default();
        for evidence in &self.activity.evidence {
            if beginnings.iter().any(|beginning| evidence.path.starts_with(beginning)) {
                places.entry(evidence.path.as_str()).or_default().push(evidence.span());
            }
        }
        places
    }

    /// The place of the first evidence at `path`.
    pub(crate) fn place(&self, path: &str) -> Option<Span> {
        self.activity.evidence.iter().find(|evidence| evidence.path == path).map(Evidence::span)
    }
}
