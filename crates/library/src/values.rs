//! What stands in a query: plain words, and the values of fields settled to codes, days and amounts.

use std::fmt;
use std::ops::Bound;

use almoner_codelists::{Codelist, Entry, POLICY_SIGNIFICANCE, organisation, organisation_by_id};
use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::fields::{Field, FieldSpec, Values};
use crate::query::{Expr, Note, Problem, Value, any};
use crate::words::folded;

/// Names of which `text` is a part: more are too many to mean all of them.
const MANY: usize = 8;

/// Words without a field. None where there is no word in them.
pub(crate) fn plain(text: &str, quoted: bool, notes: &mut Vec<Note>) -> Option<Expr> {
    let mut words = folded(text);
    if words.is_empty() {
        // `*` alone means everything, and so does nothing.
        if text != "*" {
            notes.push(Note::NoWord(text.to_owned()));
        }
        return None;
    }
    if quoted {
        return Some(Expr::Phrase(words));
    }
    let body = text.strip_suffix('*').unwrap_or(text);
    if body.contains('*') {
        notes.push(Note::InnerStar(text.to_owned()));
    }
    match words.pop() {
        Some(word) if words.is_empty() && body.len() < text.len() => {
            if word.chars().count() < 2 {
                notes.push(Note::ShortPrefix(text.to_owned()));
                return Some(Expr::Word(word));
            }
            Some(Expr::Prefix(word))
        }
        Some(word) if words.is_empty() => Some(Expr::Word(word)),
        Some(word) => {
            words.push(word);
            Some(Expr::Phrase(words))
        }
        None => None,
    }
}

/// A value as typed, or several with commas between them.
pub(crate) fn settle(spec: &'static FieldSpec, typed: &str, notes: &mut Vec<Note>) -> Result<Expr, Problem> {
    let whole = settle_whole(spec, typed, notes);
    let listed = matches!(
        spec.values,
        Values::Code { .. } | Values::Word(_) | Values::Organisation | Values::Plain | Values::Date
    );
    let names_one = matches!(&whole, Ok(Expr::Field(_, Value::Code(_)) | Expr::Or(_)));
    if !listed || names_one || !typed.contains(',') {
        return whole;
    }
    let parts: Vec<&str> = typed.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    let settled: Result<Vec<Expr>, Problem> =
        parts.into_iter().map(|part| settle_whole(spec, part, notes)).collect();
    settled.and_then(|parts| any(parts).ok_or_else(|| bad(spec, typed)))
}

/// One value as typed; a comma is a part of it.
pub(crate) fn settle_whole(
    spec: &'static FieldSpec,
    typed: &str,
    notes: &mut Vec<Note>,
) -> Result<Expr, Problem> {
    let typed = typed.trim();
    let value = match spec.values {
        Values::Code { .. } => return code(spec, typed, notes),
        Values::Word(known) => word(spec, typed, &known()),
        Values::Organisation => organised(typed).ok_or_else(|| bad(spec, typed)),
        Values::Id | Values::Text => text(typed).ok_or_else(|| bad(spec, typed)),
        Values::Plain => short(typed).ok_or_else(|| bad(spec, typed)),
        Values::Date => dates(typed).map(|(from, to)| Value::Dates(from, to)).ok_or_else(|| bad(spec, typed)),
        Values::Money => {
            amounts(typed).map(|(from, to)| Value::Amounts(from, to)).ok_or_else(|| bad(spec, typed))
        }
    }?;
    match typed.split_once("..").filter(|_| reversed(&value)) {
        Some((from, to)) => Err(Problem::Reversed {
            typed: format!("{}:{typed}", spec.name),
            turned: format!("{}:{to}..{from}", spec.name),
        }),
        None => Ok(Expr::Field(spec.field, value)),
    }
}

/// True for a range that ends before it begins.
fn reversed(value: &Value) -> bool {
    match value {
        Value::Dates(Some(from), Some(to)) => from > to,
        Value::Amounts(Bound::Included(from), Bound::Included(to)) => from > to,
        _ => false,
    }
}

/// True where the values of the two flags of a range stand the wrong way round.
pub(crate) fn bounds_reversed(spec: &'static FieldSpec, from: &str, to: &str) -> bool {
    let (from, to) = (from.trim(), to.trim());
    match spec.values {
        Values::Money => amount(from).zip(amount(to)).is_some_and(|(from, to)| from > to),
        _ => day(from).zip(day(to)).is_some_and(|(from, to)| from.0 > to.1),
    }
}

/// The value of `--from`, `--to`, `--min-usd`, `--max-usd`: one end of a range.
pub(crate) fn bound(spec: &'static FieldSpec, typed: &str, lower: bool) -> Result<Expr, Problem> {
    let typed = typed.trim();
    let value = match (spec.values, lower) {
        (Values::Money, true) => {
            amount(typed).map(|from| Value::Amounts(Bound::Included(from), Bound::Unbounded))
        }
        (Values::Money, false) => {
            amount(typed).map(|to| Value::Amounts(Bound::Unbounded, Bound::Included(to)))
        }
        (_, true) => day(typed).map(|(from, _)| Value::Dates(Some(from), None)),
        (_, false) => day(typed).map(|(_, to)| Value::Dates(None, Some(to))),
    };
    value.map(|value| Expr::Field(spec.field, value)).ok_or_else(|| bad(spec, typed))
}

fn bad(spec: &'static FieldSpec, typed: &str) -> Problem {
    let expected = match spec.values {
        Values::Date => "a year, month, day or a range of them",
        Values::Money => "an amount or a range",
        Values::Code { .. } => "a code or a name",
        _ => "a word",
    };
    Problem::BadValue { field: spec.name, typed: typed.to_owned(), expected, flag: None }
}

/// A code or a name of a codelist: the whole name, else the one name, or the few, that hold these words.
fn code(spec: &'static FieldSpec, typed: &str, notes: &mut Vec<Note>) -> Result<Expr, Problem> {
    let Values::Code { lists, open } = spec.values else { return Err(bad(spec, typed)) };
    let found = |code: &str| Expr::Field(spec.field, Value::Code(code.to_owned()));
    if let Some(entry) = lists.iter().find_map(|list| list.lookup(typed)) {
        return Ok(found(entry.code));
    }
    if let Some((marker, significance)) = typed.rsplit_once('/').filter(|_| spec.field == Field::Marker)
        && let Some(of) = significance_of(significance)
    {
        return with_significance(code(spec, marker.trim(), notes)?, of).ok_or_else(|| unknown(spec, typed));
    }
    let words = folded(typed);
    let candidates: Vec<&Entry> = lists
        .iter()
        .map(|list| list.iter().filter(|entry| entry.active && holds(entry, &words)).collect::<Vec<_>>())
        .find(|candidates| !candidates.is_empty())
        .unwrap_or_default();
    let numeric = words.iter().all(|word| word.chars().all(|c| c.is_ascii_digit()));
    match candidates.len() {
        0 if open && !numeric => Ok(Expr::Field(spec.field, Value::Words(words))),
        0 => Err(unknown(spec, typed)),
        1..=MANY => {
            notes.push(Note::Partial { field: spec.name, typed: typed.to_owned() });
            any(candidates.iter().map(|entry| found(entry.code)).collect())
                .ok_or_else(|| unknown(spec, typed))
        }
        _ => Err(Problem::Ambiguous {
            field: spec.name,
            typed: typed.to_owned(),
            candidates: candidates
                .iter()
                .map(|entry| (entry.code.to_owned(), entry.name.to_owned()))
                .collect(),
        }),
    }
}

/// There is no such code or name; the nearest is.
pub(crate) fn unknown(spec: &'static FieldSpec, typed: &str) -> Problem {
    let nearest = match spec.values {
        Values::Code { lists, .. } => {
            let by_code = || lists.iter().rev().find_map(|list| nearest_code(list, typed));
            let by_name = || lists.iter().find_map(|list| list.nearest(typed));
            let numeric = typed.chars().all(|c| c.is_ascii_digit());
            let nearest = if numeric { by_code() } else { by_name() };
            nearest.map(|entry| (entry.code.to_owned(), entry.name.to_owned()))
        }
        Values::Word(known) => {
            let known = known();
            almoner_codelists::nearest(&typed.to_lowercase(), known.iter().map(|word| (*word, *word)))
                .map(|word| (word.to_owned(), String::new()))
        }
        _ => None,
    };
    Problem::UnknownCode { field: spec.name, typed: typed.to_owned(), nearest }
}

/// The row whose code begins most like `typed`, two signs at least.
fn nearest_code<'a>(list: &'a Codelist, typed: &str) -> Option<&'a Entry> {
    let alike = |entry: &&Entry| entry.code.bytes().zip(typed.bytes()).take_while(|(a, b)| a == b).count();
    list.iter().filter(|entry| entry.active).max_by_key(alike).filter(|entry| alike(entry) >= 2)
}

/// True when one of the names has all the words, whole.
fn holds(entry: &Entry, words: &[String]) -> bool {
    !words.is_empty()
        && entry.names().any(|name| {
            let name = folded(name);
            words.iter().all(|word| name.contains(word))
        })
}

/// `2`, `principal`, `significant`: the code of a significance.
fn significance_of(typed: &str) -> Option<&'static str> {
    let words = folded(typed);
    let named = |entry: &&Entry| holds(entry, &words);
    let list = &*POLICY_SIGNIFICANCE;
    list.lookup(typed).or_else(|| list.iter().find(named)).map(|entry| entry.code)
}

/// None for a donor's own marker: its significance is not looked at.
fn with_significance(expr: Expr, significance: &str) -> Option<Expr> {
    match expr {
        Expr::Field(field, Value::Code(code)) => {
            Some(Expr::Field(field, Value::Code(format!("{code}/{significance}"))))
        }
        Expr::Or(parts) => {
            let parts = parts.into_iter().map(|part| with_significance(part, significance));
            parts.collect::<Option<_>>().map(Expr::Or)
        }
        _ => None,
    }
}

fn word(spec: &'static FieldSpec, typed: &str, known: &[&'static str]) -> Result<Value, Problem> {
    let typed_low = typed.to_lowercase();
    let found = known.iter().copied().chain(["any"]).find(|word| *word == typed_low);
    found.map(|word| Value::Code(word.to_owned())).ok_or_else(|| unknown(spec, typed))
}

/// A known organisation by its identifier, any other by the words of its name.
fn organised(typed: &str) -> Option<Value> {
    let known = organisation_by_id(typed)
        .or_else(|| organisation(typed))
        .or_else(|| organisation(&folded(typed).join(" ")));
    match known {
        // An identifier with other signs than these could not be read again from the canonical form.
        Some(known)
            if known.id.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_')) =>
        {
            Some(Value::Code(known.id.to_owned()))
        }
        _ => text(typed),
    }
}

fn text(typed: &str) -> Option<Value> {
    let words = folded(typed);
    match (typed.ends_with('*'), words.as_slice()) {
        (_, []) => None,
        (true, [word]) if word.chars().count() >= 2 => Some(Value::Prefix(word.clone())),
        _ => Some(Value::Words(words)),
    }
}

fn short(typed: &str) -> Option<Value> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let fits = !typed.is_empty() && typed.chars().all(plain);
    fits.then(|| Value::Code(typed.to_lowercase()))
}

/// First and last day of `2019`, `2019-03`, `2019-03-01`.
fn day(text: &str) -> Option<(Date, Date)> {
    let mut parts = text.split('-');
    let year = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let number = |part: &str| (part.len() <= 2).then(|| part.parse::<i8>().ok()).flatten();
    let (first, last) = match (parts.next().map(number), parts.next().map(number), parts.next()) {
        (None, None, None) => (Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?),
        (Some(month), None, None) => {
            let first = Date::new(year, month?, 1).ok()?;
            (first, first.last_of_month())
        }
        (Some(month), Some(day), None) => {
            let day = Date::new(year, month?, day?).ok()?;
            (day, day)
        }
        _ => return None,
    };
    Some((first, last))
}

/// `2019`, `2019..2021`, `2019..`, `>2019`, `>=2019-03`, `<2020`.
fn dates(text: &str) -> Option<(Option<Date>, Option<Date>)> {
    if let Some((from, to)) = text.split_once("..") {
        let open = |text: &str| text.is_empty() || text == "*";
        let from = if open(from) { None } else { Some(day(from)?.0) };
        let to = if open(to) { None } else { Some(day(to)?.1) };
        return (from.is_some() || to.is_some()).then_some((from, to));
    }
    if let Some(rest) = text.strip_prefix(">=") {
        return Some((Some(day(rest)?.0), None));
    }
    if let Some(rest) = text.strip_prefix("<=") {
        return Some((None, Some(day(rest)?.1)));
    }
    if let Some(rest) = text.strip_prefix('>') {
        return Some((Some(day(rest)?.1.tomorrow().ok()?), None));
    }
    if let Some(rest) = text.strip_prefix('<') {
        let before = day(rest)?.0.yesterday().ok().filter(|date| date.year() >= 0)?;
        return Some((None, Some(before)));
    }
    day(text).map(|(first, last)| (Some(first), Some(last)))
}

pub(crate) fn write_dates(f: &mut fmt::Formatter<'_>, from: Option<Date>, to: Option<Date>) -> fmt::Result {
    let first = |date: Date| match date.day_of_year() == 1 && date.year() > 0 {
        true => format!("{:04}", date.year()),
        false => date.to_string(),
    };
    let last = |date: Date| match (date.month(), date.day()) == (12, 31) && date.year() > 0 {
        true => format!("{:04}", date.year()),
        false => date.to_string(),
    };
    let (from, to) = (from.map(first), to.map(last));
    match (from, to) {
        (Some(from), Some(to)) if from == to => f.write_str(&from),
        (from, to) => write!(f, "{}..{}", from.unwrap_or_default(), to.unwrap_or_default()),
    }
}

/// `500000`, `500,000`, `2.5M`, `10k`, `1bn`.
fn amount(text: &str) -> Option<Decimal> {
    let text = text.trim().trim_start_matches('$').to_lowercase();
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let zeros = match text.strip_prefix(digits)?.trim() {
        "" => 0,
        "k" | "thousand" => 3,
        "m" | "mio" | "mn" | "million" => 6,
        "b" | "bn" | "billion" => 9,
        _ => return None,
    };
    let digits: String = digits.chars().filter(|c| !matches!(c, ',' | '_' | ' ')).collect();
    let number: Decimal = digits.parse().ok()?;
    number.checked_mul(Decimal::from(10_i64.pow(zeros))).map(|amount| amount.normalize())
}

/// `1M`, `>1M`, `>=1M`, `<1M`, `<=1M`, `10k..2.5M`, `1M..`.
fn amounts(text: &str) -> Option<(Bound<Decimal>, Bound<Decimal>)> {
    use Bound::{Excluded, Included, Unbounded};
    if let Some((from, to)) = text.split_once("..") {
        let open = |text: &str| text.is_empty() || text == "*";
        let end = |text: &str| if open(text) { Some(Unbounded) } else { amount(text).map(Included) };
        return (!open(from) || !open(to)).then_some((end(from)?, end(to)?));
    }
    if let Some(rest) = text.strip_prefix(">=") {
        return Some((Included(amount(rest)?), Unbounded));
    }
    if let Some(rest) = text.strip_prefix("<=") {
        return Some((Unbounded, Included(amount(rest)?)));
    }
    if let Some(rest) = text.strip_prefix('>') {
        return Some((Excluded(amount(rest)?), Unbounded));
    }
    if let Some(rest) = text.strip_prefix('<') {
        return Some((Unbounded, Excluded(amount(rest)?)));
    }
    amount(text).map(|amount| (Included(amount), Included(amount)))
}

pub(crate) fn write_amounts(
    f: &mut fmt::Formatter<'_>,
    from: Bound<Decimal>,
    to: Bound<Decimal>,
) -> fmt::Result {
    use Bound::{Excluded, Included, Unbounded};
    match (from, to) {
        (Included(from), Included(to)) if from == to => write!(f, "{from}"),
        (Included(from), Unbounded) => write!(f, ">={from}"),
        (Excluded(from), Unbounded) => write!(f, ">{from}"),
        (Unbounded, Included(to)) => write!(f, "<={to}"),
        (Unbounded, Excluded(to)) => write!(f, "<{to}"),
        (Included(from) | Excluded(from), Included(to) | Excluded(to)) => write!(f, "{from}..{to}"),
        (Unbounded, Unbounded) => f.write_str("*"),
    }
}
