//! What the index knows of a record: for each field of [`FIELDS`](crate::FIELDS) its codes, words, days and amounts.
//!
//! Each is asked for twice: of all values, and of those alone that the document states (`--stated-only`).

use std::collections::BTreeSet;

use almoner_codelists::{SECTOR, SECTOR_CATEGORY, organisation_by_id, organisation_key};
use almoner_record::{Activity, Basis, Organisation, Role};
use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::fields::{Field, FieldSpec, Split};
use crate::shares::{Row, Share, rows};

/// Which values are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Scope {
    All,
    Stated,
}

impl Scope {
    pub(crate) const BOTH: [Scope; 2] = [Scope::All, Scope::Stated];

    /// The scope in which a field is asked: those without a basis have only one.
    pub(crate) fn of(field: Field, stated_only: bool) -> Scope {
        use Field as F;
        let with_basis =
            matches!(
                field,
                F::Country | F::Region | F::Sector | F::Marker | F::Status | F::Donor | F::Org | F::Year
            ) || matches!(field, F::Period | F::Start | F::End | F::Usd | F::Amount | F::Currency | F::Sdg);
        if stated_only && with_basis { Scope::Stated } else { Scope::All }
    }
}

/// A record, looked at in one scope.
#[derive(Debug)]
pub(crate) struct Facts<'a> {
    activity: &'a Activity,
    scope: Scope,
    start: Option<Date>,
    end: Option<Date>,
    amount: Option<Decimal>,
}

impl<'a> Facts<'a> {
    pub(crate) fn of(activity: &'a Activity, scope: Scope) -> Facts<'a> {
        let mut facts = Facts { activity, scope, start: None, end: None, amount: None };
        let period = activity.period.as_ref();
        let at = |day: Option<Date>, path| day.filter(|_| facts.knows(path));
        let start = at(period.and_then(|period| period.start), "/period/start");
        let end = at(period.and_then(|period| period.end), "/period/end");
        let budget = activity.budget.as_ref().filter(|_| facts.knows("/budget/value"));
        let amount = budget.map(|budget| budget.money.value);
        (facts.start, facts.end, facts.amount) = (start, end, amount);
        facts
    }

    /// The codes by which a field finds the record.
    pub(crate) fn codes(&self, field: Field) -> BTreeSet<String> {
        let a = self.activity;
        match field {
            Field::Country => self.shares(field).into_iter().map(|share| share.key).collect(),
            Field::Region => {
                a.regions.iter().filter(|r| self.counts(r.basis)).filter_map(|r| r.code.clone()).collect()
            }
            Field::Sector => self.sector_codes(),
            Field::Marker => self.marker_codes(),
            Field::Status => self.status().into_iter().collect(),
            Field::Donor => references(&self.donors()),
            Field::Org => references(&self.organisations()),
            Field::Kind => BTreeSet::from([kind(a)]),
            Field::Currency => self.currency().into_iter().collect(),
            Field::Sdg => {
                a.sdgs.iter().filter(|s| self.counts(s.basis)).flat_map(|s| goals(&s.code)).collect()
            }
            Field::Warning => warnings(a),
            Field::Language => a
                .languages
                .iter()
                .chain(a.document.language.iter().filter(|_| a.languages.is_empty()))
                .cloned()
                .collect(),
            Field::Layout => BTreeSet::from([a.document.layout.to_lowercase()]),
            _ => BTreeSet::new(),
        }
    }

    /// The texts in whose words a field finds the record.
    pub(crate) fn texts(&self, field: Field) -> Vec<String> {
        let a = self.activity;
        match field {
            Field::Region => {
                let own = a.regions.iter().filter(|r| self.counts(r.basis) && r.code.is_none());
                own.map(|region| region.name.clone()).collect()
            }
            Field::Sector => {
                let own = a
                    .sectors
                    .iter()
                    .filter(|s| self.counts(s.basis) && !is_dac(&s.vocabulary, s.code.as_deref()));
                own.filter_map(|sector| sector.name.clone()).collect()
            }
            Field::Marker => {
                let own = a
                    .policy_markers
                    .iter()
                    .filter(|m| self.counts(m.basis) && m.code.is_none() && m.significance != Some(0));
                own.map(|marker| marker.name.clone()).collect()
            }
            Field::Donor => names(&self.donors()),
            Field::Org => names(&self.organisations()),
            Field::Id => identifiers(a),
            Field::Title => a.title.iter().chain(translated(a, "/title")).cloned().collect(),
            Field::Description => {
                let own = a.descriptions.iter().map(|description| &description.text);
                own.chain(translated(a, "/descriptions")).cloned().collect()
            }
            Field::Results => {
                let own = a.results.iter().map(|result| &result.text);
                own.chain(a.indicators.iter().map(|indicator| &indicator.title)).cloned().collect()
            }
            Field::File => vec![a.document.name.clone()],
            _ => Vec::new(),
        }
    }

    /// The rows of a facet that the record stands in.
    pub(crate) fn rows(&self, field: Field) -> Vec<Row> {
        let split = FieldSpec::of(field).facet.unwrap_or(Split::Each);
        rows(
            &self.shares(field),
            split,
            self.usd_cents(),
            field == Field::Country && !self.activity.regions.is_empty(),
        )
    }

    /// The values of a facet, each once, and their stated percentages.
    fn shares(&self, field: Field) -> Vec<Share> {
        let a = self.activity;
        let found: Vec<Share> = match field {
            Field::Country => {
                let countries = a.countries.iter().filter(|c| self.counts(c.basis));
                countries.map(|c| Share::coded(&c.code).with(c.percentage)).collect()
            }
            Field::Region => {
                let regions = a.regions.iter().filter(|r| self.counts(r.basis));
                regions
                    .map(|r| Share::of(r.code.as_deref(), &r.vocabulary, &r.name).with(r.percentage))
                    .collect()
            }
            Field::Sector => self.sector_shares(),
            Field::Marker => {
                let markers =
                    a.policy_markers.iter().filter(|m| self.counts(m.basis) && m.significance != Some(0));
                markers.map(|m| Share::of(m.code.as_deref(), &m.vocabulary, &m.name)).collect()
            }
            Field::Donor => self.donors().into_iter().map(of_organisation).collect(),
            Field::Org => self.organisations().into_iter().map(of_organisation).collect(),
            Field::Year => self.start().iter().map(|start| Share::coded(&start.year().to_string())).collect(),
            Field::Sdg => self
                .codes(field)
                .iter()
                .filter(|code| !code.contains('.'))
                .map(|code| Share::coded(code))
                .collect(),
            Field::Warning => self
                .codes(field)
                .iter()
                .filter(|code| *code != "any")
                .map(|code| Share::coded(code))
                .collect(),
            _ => self.codes(field).iter().map(|code| Share::coded(code)).collect(),
        };
        Share::joined(found)
    }

    /// First day of the activity.
    pub(crate) fn start(&self) -> Option<Date> {
        self.start
    }

    /// Last day of the activity.
    pub(crate) fn end(&self) -> Option<Date> {
        self.end
    }

    /// The budget in its own currency.
    pub(crate) fn amount(&self) -> Option<Decimal> {
        self.amount
    }

    /// The budget in cents of a US dollar.
    pub(crate) fn usd_cents(&self) -> Option<i64> {
        self.amount()?;
        cents(self.activity.budget.as_ref()?.money.usd.as_ref()?.value)
    }

    fn currency(&self) -> Option<String> {
        let budget = self.activity.budget.as_ref()?;
        budget.money.currency.clone().filter(|_| self.knows("/budget/currency"))
    }

    fn status(&self) -> Option<String> {
        self.activity.status.as_ref().filter(|_| self.knows("/status")).map(|status| status.code.clone())
    }

    fn sector_codes(&self) -> BTreeSet<String> {
        let dac = self
            .activity
            .sectors
            .iter()
            .filter(|s| self.counts(s.basis) && is_dac(&s.vocabulary, s.code.as_deref()));
        let mut codes = BTreeSet::new();
        for code in dac.filter_map(|sector| sector.code.as_deref()) {
            let category = SECTOR.get(code).and_then(|entry| entry.parent).unwrap_or(code);
            let group = SECTOR_CATEGORY.get(category).and_then(|entry| entry.parent);
            codes.extend([Some(code), Some(category), group].into_iter().flatten().map(str::to_owned));
        }
        codes
    }

    /// One vocabulary only, else an activity would be shared out twice: purposes, else categories, else the donor's own.
    fn sector_shares(&self) -> Vec<Share> {
        let counted: Vec<_> = self.activity.sectors.iter().filter(|s| self.counts(s.basis)).collect();
        let Some(vocabulary) = counted.iter().map(|s| s.vocabulary.as_str()).min_by_key(|v| (v.len(), *v))
        else {
            return Vec::new();
        };
        let of_it = counted.iter().filter(|s| s.vocabulary == vocabulary);
        of_it
            .filter_map(|s| {
                let code = s.code.as_deref().filter(|_| is_dac(vocabulary, Some("")));
                let name = s.name.as_deref().or(s.code.as_deref())?;
                Some(Share::of(code, vocabulary, name).with(s.percentage))
            })
            .collect()
    }

    /// A marker that is not targeted is found by its significance alone: `marker:1/0`.
    fn marker_codes(&self) -> BTreeSet<String> {
        let markers = self.activity.policy_markers.iter().filter(|m| self.counts(m.basis));
        markers
            .filter_map(|marker| Some((marker.code.as_deref()?, marker.significance)))
            .flat_map(|(code, significance)| {
                let plain = (significance != Some(0)).then(|| code.to_owned());
                plain.into_iter().chain(significance.map(|significance| format!("{code}/{significance}")))
            })
            .collect()
    }

    /// The funding organisations, else the reporting one.
    fn donors(&self) -> Vec<&'a Organisation> {
        let a = self.activity;
        let funding =
            a.participating_orgs.iter().filter(|o| o.role == Some(Role::Funding) && self.counts(o.basis));
        let funding: Vec<&Organisation> = funding.map(|o| &o.organisation).collect();
        if !funding.is_empty() {
            return funding;
        }
        let paying: Vec<&Organisation> = a.funding.iter().map(|funding| &funding.organisation).collect();
        if !paying.is_empty() {
            return paying;
        }
        a.reporting_org.iter().filter(|o| self.counts(o.basis)).map(|o| &o.organisation).collect()
    }

    fn organisations(&self) -> Vec<&'a Organisation> {
        let a = self.activity;
        let taking_part =
            a.participating_orgs.iter().filter(|o| self.counts(o.basis)).map(|o| &o.organisation);
        let reporting = a.reporting_org.iter().filter(|o| self.counts(o.basis)).map(|o| &o.organisation);
        taking_part.chain(a.funding.iter().map(|funding| &funding.organisation)).chain(reporting).collect()
    }

    fn counts(&self, basis: Basis) -> bool {
        self.scope == Scope::All || is_told(basis)
    }

    /// True when the value at `path` is looked at: always, or because the document states it.
    fn knows(&self, path: &str) -> bool {
        let evidence = &self.activity.evidence;
        let inside = |outer: &str, inner: &str| {
            inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let at_it = evidence.iter().filter(|e| inside(path, &e.path)).map(|e| e.basis).max();
        let above = || evidence.iter().filter(|e| inside(&e.path, path)).map(|e| e.basis).max();
        self.scope == Scope::All || at_it.or_else(above).is_some_and(is_told)
    }
}

/// What `--stated-only` looks at: what the document says, and what a person said instead.
fn is_told(basis: Basis) -> bool {
    matches!(basis, Basis::Stated | Basis::Corrected)
}

/// An amount in cents, rounded; None beyond 92 million million.
pub(crate) fn cents(amount: Decimal) -> Option<i64> {
    amount.checked_mul(Decimal::ONE_HUNDRED)?.round().try_into().ok()
}

fn is_dac(vocabulary: &str, code: Option<&str>) -> bool {
    matches!(vocabulary, "1" | "2") && code.is_some()
}

fn kind(activity: &Activity) -> String {
    serde_json::to_value(activity.kind)
        .ok()
        .and_then(|kind| kind.as_str().map(str::to_owned))
        .unwrap_or_default()
}

/// `16.4` is found by `16` too.
fn goals(code: &str) -> Vec<String> {
    let goal = code.split_once('.').map(|(goal, _)| goal.to_owned());
    goal.into_iter().chain([code.to_owned()]).collect()
}

fn warnings(activity: &Activity) -> BTreeSet<String> {
    let codes: BTreeSet<String> =
        activity.warnings.iter().map(|warning| warning.code.code().to_owned()).collect();
    let any = (!codes.is_empty()).then(|| "any".to_owned());
    codes.into_iter().chain(any).collect()
}

fn identifiers(activity: &Activity) -> Vec<String> {
    let others = activity.other_identifiers.iter().map(|other| &other.value);
    std::iter::once(&activity.id).chain(&activity.iati_identifier).chain(others).cloned().collect()
}

fn translated<'a>(activity: &'a Activity, path: &'a str) -> impl Iterator<Item = &'a String> {
    activity.translations.iter().filter(move |text| text.path.starts_with(path)).map(|text| &text.text)
}

fn references(organisations: &[&Organisation]) -> BTreeSet<String> {
    organisations.iter().filter_map(|organisation| organisation.reference.clone()).collect()
}

fn names(organisations: &[&Organisation]) -> Vec<String> {
    let known = |organisation: &&Organisation| organisation.reference.as_deref().and_then(organisation_by_id);
    let mut names = BTreeSet::new();
    for organisation in organisations {
        let printed = [
            Some(organisation.name.as_str()),
            organisation.acronym.as_deref(),
            organisation.reference.as_deref(),
        ];
        let listed = known(organisation).map(|known| [Some(known.name), known.acronym]);
        names.extend(printed.into_iter().chain(listed.into_iter().flatten()).flatten().map(str::to_owned));
    }
    names.into_iter().collect()
}

/// An organisation is its identifier, else its name in one spelling (`Oxfam-Québec (OQ)`, `OXFAM Quebec`).
fn of_organisation(organisation: &Organisation) -> Share {
    match organisation.reference.as_deref() {
        Some(reference) => {
            let name = organisation_by_id(reference).map_or(organisation.name.as_str(), |known| known.name);
            Share { key: reference.to_owned(), label: name.to_owned(), percentage: None }
        }
        None => {
            let key = organisation_key(&organisation.name);
            Share { key, label: organisation.name.clone(), percentage: None }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::sample::activity;

    fn evidence(path: &str, basis: &str) -> Value {
        json!({"path": path, "page": null, "boxes": [], "start": 0, "end": 0, "quote": "", "basis": basis,
            "confidence": null, "rule": "test"})
    }

    #[test]
    fn stated_values_are_known_by_their_evidence() {
        let record = activity(
            "A",
            json!({
                "status": {"code": "2", "name": null},
                "period": {"start": "2019-01-01", "end": "2020-12-31", "start_precision": null, "end_precision": null, "duration": null},
                "budget": {"value": "5", "currency": "CAD", "label": null, "value_date": null, "value_date_precision": null, "usd": null, "measure": null},
                "evidence": [
                    evidence("/status/code", "inferred"), evidence("/period/start", "stated"), evidence("/period", "inferred"),
                    evidence("/budget/value", "stated"), evidence("/budget/currency", "default"),
                ],
            }),
        );
        let facts = |scope| Facts::of(&record, scope);
        let known = |scope| {
            let facts: Facts<'_> = facts(scope);
            (
                facts.status().is_some(),
                facts.start().is_some(),
                facts.end().is_some(),
                facts.amount().is_some(),
                facts.currency().is_some(),
            )
        };
        assert_eq!(known(Scope::All), (true, true, true, true, true));
        assert_eq!(known(Scope::Stated), (false, true, false, true, false));
    }

    #[test]
    fn a_purpose_is_found_by_its_category_and_group_and_one_vocabulary_is_counted() {
        let sector = |vocabulary: &str, code: Option<&str>, name: &str| json!({"vocabulary": vocabulary, "code": code, "name": name, "category": null, "percentage": null, "basis": "stated"});
        let sectors = vec![
            sector("99", None, "Schools"),
            sector("2", Some("112"), "Basic"),
            sector("1", Some("11220"), "Primary"),
        ];
        let record = activity("A", json!({ "sectors": sectors }));
        let facts = Facts::of(&record, Scope::All);
        let codes: Vec<String> = facts.codes(Field::Sector).into_iter().collect();
        assert_eq!(codes, ["110", "112", "11220"]);
        assert_eq!(facts.texts(Field::Sector), ["Schools"]);
        let rows: Vec<String> = facts.rows(Field::Sector).into_iter().map(|row| row.key).collect();
        assert_eq!(rows, ["11220"]);
    }

    #[test]
    fn the_donor_is_who_funds_else_who_pays_else_who_reports() {
        let name = |name: &str| json!({"ref": null, "name": name, "acronym": null, "type": null, "activity_id": null});
        let with = |organisation: Value, more: Value| {
            let mut fields = organisation.as_object().unwrap().clone();
            fields.extend(more.as_object().unwrap().clone());
            Value::Object(fields)
        };
        let funding =
            with(name("Funder"), json!({"role": "funding", "crs_channel_code": null, "basis": "stated"}));
        let money = json!({"value": "1", "currency": null, "label": null, "value_date": null, "value_date_precision": null, "usd": null, "measure": null});
        let paying = with(name("Payer"), money);
        let reporting =
            with(name("Reporter"), json!({"unit": null, "secondary_reporter": null, "basis": "default"}));
        let mut fields =
            json!({"participating_orgs": [funding], "funding": [paying], "reporting_org": reporting});
        for (left_out, donor) in [("", "funder"), ("participating_orgs", "payer"), ("funding", "reporter")] {
            if !left_out.is_empty() {
                fields[left_out] = json!([]);
            }
            let record = activity("A", fields.clone());
            let rows = Facts::of(&record, Scope::All).rows(Field::Donor);
            assert_eq!(rows[0].key, donor);
        }
        let record = activity("A", fields);
        let stated = Facts::of(&record, Scope::Stated).rows(Field::Donor);
        assert_eq!(
            stated[0].key,
            crate::shares::NOT_STATED,
            "a reporting organisation that is implied is not stated"
        );
    }
}
