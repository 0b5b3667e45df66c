//! How one value is compared with what the gold says of it. Nothing here is shared with the code that extracts but the
//! table of signs that a file may hold as control characters.

use rust_decimal::Decimal;
use serde_json::Value;

use super::score::WHOLE;

/// White space folded to single spaces; the signs that a publisher's file holds as control characters are signs.
pub(super) fn spaced(text: &str) -> String {
    let text: String = text.chars().map(almoner_document::western_sign).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Case and white space folded.
pub(super) fn folded(text: &str) -> String {
    spaced(text).to_lowercase()
}

/// The words of `text` in lower case, without punctuation.
pub(super) fn words(text: &str) -> Vec<String> {
    let letters = |word: &str| word.to_lowercase();
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(letters).collect()
}

/// How many words of `one` stand in `other` too, each counted once.
pub(super) fn shared_words(one: &str, other: &str) -> usize {
    let mut others = words(other);
    let taken = |word: &String| {
        let place = others.iter().position(|other| other == word)?;
        Some(others.swap_remove(place))
    };
    words(one).iter().filter_map(taken).count()
}

/// True when one holds the other, or half the words of the shorter stand in the longer.
fn loosely(gold: &str, got: &str) -> bool {
    let (one, other) = (words(gold), words(got));
    let shorter = one.len().min(other.len());
    if shorter == 0 {
        return one.is_empty() && other.is_empty();
    }
    2 * shared_words(gold, got) >= shorter
}

/// A JSON number, or a string that is one.
pub(super) fn decimal(value: &Value) -> Option<Decimal> {
    let text = match value {
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        _ => return None,
    };
    text.parse().ok().or_else(|| Decimal::from_scientific(&text).ok())
}

/// The key that a code, a name or a symbol alone stands for in `object`.
fn stood_for(object: &Value) -> Option<&Value> {
    ["code", "symbol", "name", "title", "value"].into_iter().find_map(|key| object.get(key))
}

/// True when `got` is what the gold says under `key`.
pub(super) fn same(key: &str, gold: &Value, got: &Value) -> bool {
    if got.is_object() && !gold.is_object() {
        return stood_for(got).is_some_and(|got| same(key, gold, got));
    }
    match key {
        "value" | "percentage" | "units_per_usd" | "significance" | "part_of" => {
            gold == got || decimal(gold).is_some_and(|gold| decimal(got) == Some(gold))
        }
        "unit" | "qualifier" | "of" => match (gold.as_str(), got.as_str()) {
            (Some(gold), Some(got)) => loosely(gold, got),
            _ => gold == got,
        },
        "title" | "name" | "item" | "description" | "outcome" | "text" | "label" | "locations" => {
            match (gold.as_str(), got.as_str()) {
                (Some(gold), Some(got)) => folded(gold) == folded(got),
                _ => gold == got,
            }
        }
        _ => gold == got,
    }
}

/// How near a text comes to the gold's, in ten-thousandths: F1 of their words. Codes, dates and amounts are right or not.
pub(super) fn nearness(key: &str, gold: &Value, got: &Value) -> u64 {
    const TEXTS: [&str; 10] = [
        "title",
        "name",
        "item",
        "description",
        "outcome",
        "text",
        "label",
        "locations",
        "unit",
        "qualifier",
    ];
    match (gold.as_str(), got.as_str()) {
        (Some(gold), Some(got)) if TEXTS.contains(&key) => words_f1(gold, got),
        _ => 0,
    }
}

fn words_f1(gold: &str, got: &str) -> u64 {
    let all = words(gold).len() + words(got).len();
    (2 * shared_words(gold, got) as u64 * WHOLE).checked_div(all as u64).unwrap_or(0)
}

/// What items that are told by a text get for being near: each of the gold with the nearest that is left, each once.
pub(super) fn nearness_of_items<'a>(
    gold: impl Iterator<Item = &'a Value>,
    got: impl Iterator<Item = &'a Value>,
) -> u64 {
    let told = |item: &'a Value| {
        let keys = ["name", "title", "item", "text", "quote"];
        item.as_str().or_else(|| keys.into_iter().find_map(|key| item[key].as_str()))
    };
    let mut left: Vec<&str> = got.filter_map(told).collect();
    let mut sum = 0;
    for gold in gold.filter_map(told) {
        let near = left.iter().enumerate().map(|(at, got)| (words_f1(gold, got), at));
        if let Some((near, at)) = near.max_by_key(|(near, at)| (*near, std::cmp::Reverse(*at))) {
            sum += near;
            left.swap_remove(at);
        }
    }
    sum
}

/// A confidence between 0 and 1 in hundredths, cut.
pub(super) fn hundredths(confidence: &Value) -> Option<u64> {
    let hundredths = decimal(confidence)?.round_dp(4) * Decimal::ONE_HUNDRED;
    u64::try_from(hundredths.trunc()).ok()
}

/// True when the text of a result holds the words of the gold, or they hold it. A crumb of the quote is no result:
/// it must be at least half of it.
pub(super) fn tells(quote: &str, text: &str) -> bool {
    let (quote, text) = (spaced(quote), spaced(text));
    !text.is_empty() && (text.contains(&quote) || (quote.contains(&text) && 2 * text.len() >= quote.len()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_are_compared_by_their_key() {
        for (key, gold, got, right) in [
            ("value", json!("163850.00"), json!("163850"), true),
            ("value", json!(47452), json!(47452.0), true),
            ("value", json!("70000"), json!("70001"), false),
            ("percentage", json!(100.0), json!(100), true),
            ("title", json!("SALIENT: Saving Lives Entity"), json!("SALIENT:  SAVING LIVES ENTITY"), true),
            ("title", json!("Mine action"), json!("Mine actions"), false),
            ("code", json!("110"), json!("110 "), false),
            ("finance_type", json!("110"), json!({"code": "110", "name": "Standard grant"}), true),
            ("references", json!("A/72/19"), json!({"symbol": "A/72/19", "text": "A/72/19"}), true),
            ("references", json!("A/72/19"), json!({"symbol": "A/72/190", "text": "A/72/19"}), false),
            ("locations", json!("Salah al-Din"), json!({"name": "Salah  al-Din"}), true),
            ("unit", json!("partner organizations"), json!("organizations"), true),
            ("unit", json!("people"), json!("villages"), false),
            ("unit", json!("women"), json!(""), false),
            ("qualifier", json!("over"), json!("Over"), true),
            ("start", json!("2019-01-01"), json!("2019-01-02"), false),
        ] {
            assert_eq!(same(key, &gold, &got), right, "{key}: {gold} and {got}");
        }
    }

    #[test]
    fn a_text_may_be_nearly_right_and_a_code_may_not() {
        for (key, gold, got, near) in [
            ("title", json!("Mine action"), json!("Mine action in Iraq"), 6666),
            ("title", json!("Mine action"), json!("Wells"), 0),
            ("code", json!("110"), json!("111"), 0),
        ] {
            assert_eq!(nearness(key, &gold, &got), near, "{gold} and {got}");
        }
        let (gold, got) = ([json!({"name": "Save the Children"})], [json!({"name": "Save Children"})]);
        assert_eq!(nearness_of_items(gold.iter(), got.iter()), 8000);
        assert_eq!(hundredths(&json!(0.9)), Some(90));
    }

    #[test]
    fn a_result_is_told_by_its_words() {
        for (quote, text, right) in [
            ("reached over 150 people", "A campaign which reached over\n150 people.", true),
            ("supported 13 partner organizations", "supported 13 partner", true),
            ("supported 13 partner organizations", "13", false),
            ("supported 13 partner organizations", "", false),
            ("women’s networks", "women's networks", false), // the words stand in the document just so
        ] {
            assert_eq!(tells(quote, text), right, "{quote:?} and {text:?}");
        }
    }
}
