//! Currency signs and names as documents print them.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::folding::fold;
use crate::lists::CURRENCY;
use crate::table::rows;

struct Signs {
    printed: Vec<&'static str>,
    by_sign: HashMap<&'static str, Vec<&'static str>>,
    by_folded: HashMap<String, Vec<&'static str>>,
}

static SIGNS: LazyLock<Signs> = LazyLock::new(|| {
    let table = rows(include_str!("../data/currency-aliases.csv"));
    let mut signs = Signs { printed: Vec::new(), by_sign: HashMap::new(), by_folded: HashMap::new() };
    for row in &table {
        let (alias, codes) = (row.text("alias"), row.items("codes").collect::<Vec<_>>());
        signs.printed.push(alias);
        signs.by_folded.entry(fold(alias)).or_insert_with(|| codes.clone());
        signs.by_sign.insert(alias, codes);
    }
    for entry in CURRENCY.iter() {
        signs.by_sign.entry(entry.code).or_insert_with(|| vec![entry.code]);
    }
    signs
});

/// The ISO codes that a sign, name or code may stand for: one is sure, several are a question, none is unknown.
///
/// A sign as printed in the table counts first (`R`, `K` and `Le` only in that case); then, for those of more than
/// two letters, the folded form (`us dollars`).
pub fn currency_sign(sign: &str) -> &'static [&'static str] {
    let sign = sign.trim();
    if let Some(codes) = SIGNS.by_sign.get(sign) {
        return codes;
    }
    let folded = fold(sign);
    let found = SIGNS.by_folded.get(&folded).filter(|_| folded.chars().count() > 2 || !sign.is_ascii());
    found.map_or(&[], Vec::as_slice)
}

/// All signs and names of the table, as printed, in its order.
pub fn currency_signs() -> impl Iterator<Item = &'static str> {
    SIGNS.printed.iter().copied()
}
