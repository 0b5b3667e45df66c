//! Currency signs and names as documents print them.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::folding::fold;
use crate::lists::CURRENCY;
use crate::table::rows;

struct Signs {
    printed: Vec<&'static str>,
    by_sign: FxHashMap<&'static str, Vec<&'static str>>,
    by_folded: FxHashMap<String, Vec<&'static str>>,
}

static SIGNS: LazyLock<Signs> = LazyLock::new(|| {
    let table = rows(include_str!("../data/currency-aliases.csv"));
    let mut signs =
        Signs { printed: Vec::new(), by_sign: FxHashMap::default(), by_folded: FxHashMap::default() };
    for row in &table {
        let (alias, codes) = (row.text("alias"), row.items("codes").collect::<Vec<_>>());
        signs.printed.push(alias);
        signs.by_folded.entry(fold(alias)).or_insert_with(|| codes.clone());
        signs.by_sign.insert(alias, codes);
    }
    for entry in CURRENCY.iter() {
        signs.by_sign.entry(entry.code).or_insert_with(|| vec![entry.code]);
    }
    for entry in CURRENCY.iter().filter(|entry| entry.active && !is_metal(entry.code)) {
        for name in entry.names() {
            signs.by_folded.entry(fold(name)).or_insert_with(|| vec![entry.code]);
        }
    }
    signs
});

/// Codes for gold, funds and tests, whose names (`Gold`, `No currency`) are words.
fn is_metal(code: &str) -> bool {
    code.starts_with('X') && !["XAF", "XCD", "XCG", "XDR", "XOF", "XPF"].contains(&code)
}

/// The ISO codes that a sign, name or code may stand for: one is sure, several are a question, none is unknown.
///
/// A sign as printed in the table counts first (`R`, `K` and `Le` only in that case); then, for those of more than
/// two letters, the folded form (`us dollars`) and the names of the ISO list.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_means_one_currency_or_several_or_none() {
        for (sign, codes) in [
            ("US$", &["USD"][..]),
            ("$US", &["USD"]),
            ("U.S.$", &["USD"]),
            ("$ CA", &["CAD"]),
            ("$\u{a0}CA", &["CAD"]),
            ("Can$", &["CAD"]),
            ("€", &["EUR"]),
            ("EUR", &["EUR"]),
            ("euros", &["EUR"]),
            ("US dollars", &["USD"]),
            ("dollars canadiens", &["CAD"]),
            ("dollars des états-unis", &["USD"]),
            ("Kenyan Shilling", &["KES"]),
            ("dinar tunisien", &["TND"]),
            ("£", &["GBP"]),
            ("DM", &["DEM"]),
            ("K", &["ZMW", "MMK", "PGK", "MWK"]),
            ("$", &["CAD", "USD", "AUD", "NZD"]),
            ("FCFA", &["XOF", "XAF"]),
            ("k", &[]),   // thousand
            ("le", &[]),  // an article
            ("cad", &[]), // codes in capitals only
            ("Gold", &[]),
            ("", &[]),
        ] {
            assert_eq!(currency_sign(sign), codes, "{sign}");
        }
        assert!(currency_signs().any(|sign| sign == "$US"));
    }
}
