//! Where a path leads in a record: an item of a list is known by what it says, not by its number.

use almoner_codelists::nearest;
use serde_json::{Map, Value};

use super::{CannotLay, cannot};

/// Keys that no reading gives: identity, provenance, and what is worked out.
const NOT_READ: [&str; 8] =
    ["version", "id", "iati_identifier", "evidence", "document", "warnings", "iati", "usd"];

/// `/budget/value` or `budget/value` as its parts.
pub(super) fn parts(path: &str) -> Vec<String> {
    let path = path.trim().trim_start_matches('/');
    path.split('/').map(|part| part.replace("~1", "/").replace("~0", "~")).collect()
}

/// A path as it is kept: with `/` before it.
pub(crate) fn normal(path: &str) -> String {
    pointer(&parts(path))
}

pub(super) fn pointer(parts: &[String]) -> String {
    parts.iter().map(|part| format!("/{}", part.replace('~', "~0").replace('/', "~1"))).collect()
}

/// What the items of lists on a path are known by; an error where the path leads nowhere.
pub(super) fn items(record: &Value, parts: &[String]) -> Result<Vec<Option<String>>, CannotLay> {
    const HINT: &str = "`almoner show ID --evidence` prints the paths";
    let mut at = record;
    let mut items = Vec::new();
    for (depth, part) in parts.iter().enumerate() {
        if NOT_READ.contains(&part.as_str()) {
            return Err(cannot(
                format!("`{part}` is not read from the document"),
                "correct the values that it comes from",
            ));
        }
        let last = depth + 1 == parts.len();
        match at {
            Value::Array(list) if part == "-" && last => items.push(None),
            Value::Array(list) => {
                let item = part.parse().ok().and_then(|index: usize| list.get(index));
                let item = item.ok_or_else(|| {
                    let count = list.len();
                    cannot(
                        format!("there is no item `{part}`: the list has {count}"),
                        "items are counted from 0; `-` adds one",
                    )
                })?;
                items.push(Some(identity(item)));
                at = item;
            }
            Value::Object(fields) => {
                items.push(None);
                at = fields.get(part).ok_or_else(|| {
                    let known = nearest(part, fields.keys().map(|key| (key.as_str(), key)));
                    let hint = known.map_or(HINT.to_owned(), |known| format!("did you mean `{known}`?"));
                    cannot(format!("there is no field `{part}`"), hint)
                })?;
            }
            Value::Null => {
                let whole = pointer(parts.get(..depth).unwrap_or_default());
                let hint = format!("give it whole: {whole} '{{\"{part}\": …}}'");
                return Err(cannot(format!("{whole} has no value yet"), hint));
            }
            _ => return Err(cannot(format!("nothing stands below `{part}`"), HINT)),
        }
    }
    Ok(items)
}

/// The path with the items where they are now; None where they are no more. `value` tells an added item.
pub(super) fn place(
    record: &Value,
    parts: &[String],
    items: &[Option<String>],
    value: Option<&Value>,
) -> Option<Vec<String>> {
    let mut at = record;
    let mut place = Vec::new();
    for (depth, part) in parts.iter().enumerate() {
        let index = match at {
            Value::Array(list) if part == "-" => {
                let known =
                    value.and_then(|value| list.iter().position(|item| identity(item) == identity(value)));
                place.push(known.unwrap_or(list.len()).to_string());
                return Some(place);
            }
            Value::Array(list) => {
                let index: usize = part.parse().ok()?;
                let wanted = items.get(depth)?.as_deref()?;
                let is_it = |item: &Value| identity(item) == wanted;
                let index = match list.get(index) {
                    Some(item) if is_it(item) => index,
                    _ => list.iter().position(is_it)?,
                };
                index.to_string()
            }
            Value::Object(_) => part.clone(),
            _ => return None,
        };
        at = match at {
            Value::Array(list) => list.get(index.parse::<usize>().ok()?)?,
            other => other.get(&index)?,
        };
        place.push(index);
    }
    Some(place)
}

/// What tells an item of a list from the others.
fn identity(item: &Value) -> String {
    const KEYS: [&str; 14] = [
        "vocabulary",
        "code",
        "symbol",
        "ref",
        "name",
        "type",
        "role",
        "value",
        "date",
        "title",
        "text",
        "item",
        "status",
        "outcome",
    ];
    const LONGEST: usize = 200;
    let told = match item {
        Value::Object(fields) => {
            let told: Map<String, Value> = KEYS
                .iter()
                .filter_map(|key| Some(((*key).to_owned(), fields.get(*key)?.clone())))
                .filter(|(_, value)| !value.is_null())
                .collect();
            Value::Object(told).to_string()
        }
        other => other.to_string(),
    };
    if told.len() > LONGEST { format!("{:016x}", crate::sums::sum(&[&told])) } else { told }
}
