//! A record as a card: one line a value, and with evidence the quote and place behind each.

use std::collections::BTreeMap;

use almoner_codelists::POLICY_SIGNIFICANCE;
use almoner_library::Record;
use almoner_record::{Activity, Basis, Coded, Evidence, Frequency, Organisation, ResultStatus, Role, Usd};
use rust_decimal::Decimal;
use serde::Serialize;

use crate::style::{self, FAINT, STRONG, Safe};
use crate::table::{self, Marking, number};

/// A value on the card.
struct Line {
    label: String,
    text: String,
    /// Where it stands in the record: its evidence is there or below.
    path: String,
}

/// The card of a record.
pub(crate) fn card(record: &Record, with_evidence: bool) -> Vec<String> {
    let activity = &record.activity;
    let title = activity.title.as_deref().unwrap_or("(no title)");
    let mut shown = vec![format!("{STRONG}{}{STRONG:#}", Safe::line(title))];
    let known = if with_evidence { Some(by_path(&activity.evidence)) } else { None };
    let title = with_evidence && activity.title.is_some();
    let title = title.then(|| Line { label: String::new(), text: String::new(), path: "/title".to_owned() });
    if let (Some(title), Some(known)) = (&title, &known) {
        shown.extend(evidence_of(title, known));
    }
    let (lines, document) = (lines(activity), document(record));
    let indent =
        lines.iter().chain(&document).map(|line| line.label.chars().count()).max().unwrap_or_default() + 2;
    for line in &lines {
        shown.extend(laid_out(line, indent));
        if let Some(known) = &known {
            shown.extend(evidence_of(line, known));
        }
    }
    shown.extend(document.iter().flat_map(|line| laid_out(line, indent)));
    shown
}

/// `label  text`, the text wrapped beside the label.
fn laid_out(line: &Line, indent: usize) -> Vec<String> {
    let mut shown = Vec::new();
    for (place, text) in line.text.lines().map(str::trim).filter(|text| !text.is_empty()).enumerate() {
        let text = almoner_library::Snippet { text: text.replace('\t', " "), marks: Vec::new() };
        let mut wrapped = table::paragraph(&text, indent, style::width(), Marking::Strong);
        if let Some(first) = wrapped.first_mut().filter(|_| place == 0) {
            let label = Safe::line(&line.label);
            *first = format!(
                "{FAINT}{label}{FAINT:#}{:gap$}{}",
                "",
                first.trim_start(),
                gap = indent.saturating_sub(line.label.chars().count())
            );
        }
        shown.extend(wrapped);
    }
    shown
}

fn by_path(evidence: &[Evidence]) -> BTreeMap<&str, Vec<&Evidence>> {
    let mut known: BTreeMap<&str, Vec<&Evidence>> = BTreeMap::new();
    for item in evidence {
        known.entry(item.path.as_str()).or_default().push(item);
    }
    known
}

/// The evidence at the line's path and below it.
fn evidence_of(line: &Line, known: &BTreeMap<&str, Vec<&Evidence>>) -> Vec<String> {
    let inside = |path: &str| {
        path.strip_prefix(line.path.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let here = known.range(line.path.as_str()..).take_while(|(path, _)| path.starts_with(&line.path));
    let here = here.filter(|(path, _)| inside(path)).flat_map(|(_, evidence)| evidence);
    here.map(|evidence| told(evidence)).collect()
}

/// `    /budget/value “$1,249,777” bytes 70..80, stated, gac-profile/header/budget`.
fn told(evidence: &Evidence) -> String {
    const LONGEST: usize = 160;
    let mut quote: String = evidence.quote.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((cut, _)) = quote.char_indices().nth(LONGEST) {
        quote.truncate(cut);
        quote.push('…');
    }
    let quote = if quote.is_empty() {
        "(nothing printed)".to_owned()
    } else {
        format!("“{}”", Safe::line(&quote))
    };
    let page = evidence.page.map(|page| format!("page {page}, ")).unwrap_or_default();
    let basis = match evidence.basis {
        Basis::Stated => "stated",
        Basis::Default => "default",
        Basis::Inferred => "inferred",
        Basis::Corrected => "corrected",
    };
    let sure = evidence.confidence.map(|sure| format!(" ({sure:.2})")).unwrap_or_default();
    let (path, rule) = (Safe::line(&evidence.path), Safe::line(&evidence.rule));
    let place = format!("{page}bytes {}..{}", evidence.start, evidence.end);
    format!("    {FAINT}{path}{FAINT:#} {quote} {FAINT}{place}, {basis}{sure}, {rule}{FAINT:#}")
}

fn lines(a: &Activity) -> Vec<Line> {
    let mut lines = Lines { lines: Vec::new() };
    lines.identity(a);
    lines.organisations(a);
    lines.places(a);
    lines.subjects(a);
    lines.money(a);
    lines.texts(a);
    lines.rest(a);
    lines.lines
}

/// The card as it grows.
struct Lines {
    lines: Vec<Line>,
}

impl Lines {
    fn add(&mut self, label: impl Into<String>, text: impl Into<String>, path: impl Into<String>) {
        const LONGEST: usize = 24;
        let mut label = label.into();
        // The label of a date is what the document prints, which may be a sentence.
        if let Some((cut, _)) = label.char_indices().nth(LONGEST) {
            label.truncate(cut);
            label.push('…');
        }
        self.lines.push(Line { label, text: text.into(), path: path.into() });
    }

    fn identity(&mut self, a: &Activity) {
        // An id that is the document's own stands nowhere in it.
        self.add("id", &a.id, if a.iati_identifier.is_some() { "/iati_identifier" } else { "/id" });
        for (place, other) in a.other_identifiers.iter().enumerate() {
            let kind = other.kind.as_deref().unwrap_or("other id");
            self.add(kind, &other.value, format!("/other_identifiers/{place}"));
        }
        self.add("kind", word(&a.kind), "/kind");
        if let Some(status) = &a.status {
            self.add("status", coded(status), "/status");
        }
        if let Some(period) = &a.period {
            self.add("period", table::period(period), "/period");
        }
        for (place, date) in a.activity_dates.iter().enumerate() {
            let path = format!("/activity_dates/{place}");
            let kind = match date.kind.as_deref() {
                Some("1") => "planned start",
                Some("2") => "actual start",
                Some("3") => "planned end",
                Some("4") => "actual end",
                _ => date.text.as_deref().unwrap_or("date"),
            };
            self.add(kind, date.date.to_string(), path);
        }
    }

    fn organisations(&mut self, a: &Activity) {
        if let Some(reporting) = &a.reporting_org {
            let unit = reporting.unit.as_ref().map(|unit| format!("; {unit}")).unwrap_or_default();
            self.add(
                "reporting",
                format!("{}{unit}", organisation(&reporting.organisation)),
                "/reporting_org",
            );
        }
        for (place, taking_part) in a.participating_orgs.iter().enumerate() {
            let role = match taking_part.role {
                Some(Role::Funding) => "funding",
                Some(Role::Accountable) => "accountable",
                Some(Role::Extending) => "extending",
                Some(Role::Implementing) => "implementing",
                None => "partner",
            };
            let path = format!("/participating_orgs/{place}");
            self.add(role, organisation(&taking_part.organisation) + marked(taking_part.basis), path);
        }
    }

    fn places(&mut self, a: &Activity) {
        for (label, countries) in [("country", &a.countries), ("planned country", &a.planned_countries)] {
            let list = if label == "country" { "countries" } else { "planned_countries" };
            for (place, country) in countries.iter().enumerate() {
                let text = format!("{} ({}){}", country.name, country.code, percent(country.percentage));
                self.add(label, text + marked(country.basis), format!("/{list}/{place}"));
            }
        }
        for (place, region) in a.regions.iter().enumerate() {
            let code = region.code.as_ref().map(|code| format!(" ({code})")).unwrap_or_default();
            let text = format!("{}{code}{}", region.name, percent(region.percentage));
            self.add("region", text + marked(region.basis), format!("/regions/{place}"));
        }
        for (place, location) in a.locations.iter().enumerate() {
            let country = location.country.as_ref().map(|code| format!(" ({code})")).unwrap_or_default();
            let text = format!("{}{country}", location.name);
            self.add("location", text + marked(location.basis), format!("/locations/{place}"));
        }
    }

    fn subjects(&mut self, a: &Activity) {
        for (place, sector) in a.sectors.iter().enumerate() {
            let name = sector.name.as_deref().unwrap_or_default();
            let code = sector.code.as_ref().map(|code| format!("{code} ")).unwrap_or_default();
            let text = format!("{code}{name}{}", percent(sector.percentage));
            self.add("sector", text + marked(sector.basis), format!("/sectors/{place}"));
        }
        for (place, marker) in a.policy_markers.iter().enumerate() {
            let significance = marker.significance.map(|number| number.to_string());
            let named = significance.as_deref().and_then(|code| POLICY_SIGNIFICANCE.get(code));
            let of = named.map(|entry| format!(": {}", entry.name)).unwrap_or_default();
            self.add(
                "marker",
                format!("{}{of}{}", marker.name, marked(marker.basis)),
                format!("/policy_markers/{place}"),
            );
        }
        for (place, sdg) in a.sdgs.iter().enumerate() {
            let name = almoner_codelists::SDG.get(&sdg.code).map(|entry| format!(" {}", entry.name));
            let text = format!("{}{}", sdg.code, name.unwrap_or_default());
            self.add("SDG", text + marked(sdg.basis), format!("/sdgs/{place}"));
        }
    }

    fn money(&mut self, a: &Activity) {
        if let Some(budget) = &a.budget {
            let how = budget.money.usd.as_ref().and_then(|usd| rate(usd, budget.money.currency.as_deref()));
            let how = how.map(|how| format!("\n{how}")).unwrap_or_default();
            self.add("budget", format!("{}{how}", table::budget(budget)), "/budget");
        }
        for (place, line) in a.budget_lines.iter().enumerate() {
            let text = format!("{}: {}", line.item, table::money(&line.money));
            self.add(format!("budget, {}", word(&line.kind)), text, format!("/budget_lines/{place}"));
        }
        for (place, funding) in a.funding.iter().enumerate() {
            let text = format!("{}: {}", organisation(&funding.organisation), table::money(&funding.money));
            self.add("pays", text, format!("/funding/{place}"));
        }
        for (place, amount) in a.amounts.iter().enumerate() {
            let qualifier = amount.qualifier.as_ref().map(|word| format!("{word} ")).unwrap_or_default();
            let of = amount.of.as_ref().map(|of| format!(" of {of}")).unwrap_or_default();
            let text = format!("{qualifier}{}{of}", table::money(&amount.money));
            self.add("amount", text, format!("/amounts/{place}"));
        }
        let types = [
            ("type of aid", &a.aid_type, "/aid_type"),
            ("type of finance", &a.finance_type, "/finance_type"),
            ("type of flow", &a.flow_type, "/flow_type"),
            ("collaboration", &a.collaboration_type, "/collaboration_type"),
            ("tied", &a.tied_status, "/tied_status"),
        ];
        for (label, value, path) in types {
            if let Some(value) = value {
                self.add(label, coded(value), path);
            }
        }
    }

    fn texts(&mut self, a: &Activity) {
        for (place, description) in a.descriptions.iter().enumerate() {
            let label = word(&description.kind).replace('_', " ");
            self.add(label, &description.text, format!("/descriptions/{place}"));
        }
        for (place, row) in a.logframe.iter().enumerate() {
            let parts = row.outcome.iter().map(|text| format!("outcome: {text}"));
            let parts = parts.chain(row.outputs.iter().map(|text| format!("output: {text}")));
            let parts = parts.chain(row.activities.iter().map(|text| format!("activity: {text}")));
            self.add("logframe", parts.collect::<Vec<_>>().join("\n"), format!("/logframe/{place}"));
        }
        for (place, result) in a.results.iter().enumerate() {
            let status = match result.status {
                ResultStatus::Expected => "expected",
                ResultStatus::Achieved => "achieved",
            };
            let kind = result.kind.as_ref().map(|kind| format!(" {}", word(kind))).unwrap_or_default();
            self.add(format!("{status}{kind}"), &result.text, format!("/results/{place}"));
        }
        for (place, indicator) in a.indicators.iter().enumerate() {
            let targets = indicator.periods.iter().flat_map(|period| {
                let target = period.target.as_ref().map(|target| format!("target {target}"));
                target.into_iter().chain(period.actual.as_ref().map(|actual| format!("actual {actual}")))
            });
            let baseline = indicator.baseline.as_ref().map(|baseline| format!("baseline {baseline}"));
            let values: Vec<String> = baseline.into_iter().chain(targets).collect();
            let text = format!("{}: {}", indicator.title, values.join(", "));
            self.add("indicator", text, format!("/indicators/{place}"));
        }
    }

    fn rest(&mut self, a: &Activity) {
        for (place, reference) in a.references.iter().enumerate() {
            self.add("cites", &reference.symbol, format!("/references/{place}"));
        }
        for (place, related) in a.related_activities.iter().enumerate() {
            let parts: Vec<&str> =
                related.reference.iter().chain(&related.title).map(String::as_str).collect();
            self.add("related", parts.join(" "), format!("/related_activities/{place}"));
        }
        for (place, text) in a.translations.iter().enumerate() {
            self.add(
                format!("in {}", text.lang),
                format!("{}: {}", text.path, text.text),
                format!("/translations/{place}"),
            );
        }
        for warning in &a.warnings {
            self.add("warning", format!("{}: {}", warning.code, warning.message), "/warnings");
        }
    }
}

/// Where it came from.
fn document(record: &Record) -> Vec<Line> {
    let origin = &record.activity.document;
    let facts = [
        Some(origin.media_type.clone()),
        origin.pages.map(|pages| style::counted(u64::from(pages), "page", "pages")),
        origin.language.clone(),
        origin.date.map(|date| date.to_string()),
        Some(format!("layout {}", origin.layout)),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    let mut lines = vec![(String::from("document"), format!("{} ({})", origin.name, facts.join(", ")))];
    lines.extend(record.paths.iter().map(|path| ("found at".to_owned(), path.clone())));
    lines.into_iter().map(|(label, text)| Line { label, text, path: "/document".to_owned() }).collect()
}

fn organisation(organisation: &Organisation) -> String {
    let acronym = organisation.acronym.as_ref().map(|acronym| format!(" ({acronym})")).unwrap_or_default();
    let reference = organisation.reference.as_ref().map(|id| format!(" [{id}]")).unwrap_or_default();
    format!("{}{acronym}{reference}", organisation.name)
}

/// `1.2958179 CAD a dollar, average of 2018 (IMF-AVG), by the start of the period`.
fn rate(usd: &Usd, currency: Option<&str>) -> Option<String> {
    let date = usd.rate_date?;
    let of = match usd.rate_frequency? {
        Frequency::A => format!("average of {}", date.year()),
        Frequency::M => format!("end of {}", date.strftime("%Y-%m")),
    };
    let source = usd.rate_source.as_deref().unwrap_or("source unknown");
    let from =
        usd.date_from.map(|from| format!(", by the {}", word(&from).replace('-', " "))).unwrap_or_default();
    Some(format!(
        "{} {} a dollar, {of} ({source}, {}){from}",
        usd.units_per_usd?,
        currency.unwrap_or("units"),
        usd.rate_rule
    ))
}

fn coded(coded: &Coded) -> String {
    match &coded.name {
        Some(name) => format!("{name} ({})", coded.code),
        None => coded.code.clone(),
    }
}

fn percent(percentage: Option<Decimal>) -> String {
    percentage.map(|percentage| format!(", {} %", number(percentage.normalize()))).unwrap_or_default()
}

/// What stands behind a value that the document does not state.
fn marked(basis: Basis) -> &'static str {
    match basis {
        Basis::Stated => "",
        Basis::Default => " (implied)",
        Basis::Inferred => " (concluded)",
        Basis::Corrected => " (corrected)",
    }
}

/// The word by which a record writes a value.
fn word(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}
