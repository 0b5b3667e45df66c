//! Which currencies a sign, code or name may mean.

use std::sync::LazyLock;

use almoner_codelists::{CURRENCY, currency_sign, currency_signs, fold};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Look, is_symbol};
use crate::value::cursor::Plain;

/// Codes and signs that are words or names too: they count only beside what looks like an amount.
const WEAK: [&str; 26] = [
    "ALL", "BAM", "BOB", "COP", "CUP", "DM", "FF", "GEL", "KID", "LAK", "LE", "MAD", "MOP", "NIS", "PEN",
    "RON", "Rp", "SDG", "SDR", "SOS", "STG", "Tk", "TOP", "TRY", "XTS", "kr",
];

/// Signs of one letter or that are words in French: only directly at the number.
const CLINGING: [&str; 7] = ["D", "K", "L", "Le", "R", "S/", "S/."];

/// Codes of the great currencies are read in lower case as well.
const LOWER: [&str; 7] = ["cad", "chf", "eur", "gbp", "usd", "yen", "yuan"];

/// Spellings that the codelist lacks, plain; a plural is found by its singular.
const MORE: [(&str, &[&str]); 68] = [
    ("ariary", &["MGA"]),
    ("cdn", &["CAD"]),
    ("cedi", &["GHS"]),
    ("colones", &["CRC", "SVC"]),
    ("cordoba", &["NIO"]),
    ("coronas danesas", &["DKK"]),
    ("coronas noruegas", &["NOK"]),
    ("coronas suecas", &["SEK"]),
    ("dalasi", &["GMD"]),
    ("dolar", &["CAD", "USD", "AUD", "NZD"]),
    ("dolares", &["CAD", "USD", "AUD", "NZD"]),
    ("dolares americanos", &["USD"]),
    ("dolares australianos", &["AUD"]),
    ("dolares canadienses", &["CAD"]),
    ("dolares de estados unidos", &["USD"]),
    ("dolares de los estados unidos", &["USD"]),
    ("dolares dos estados unidos", &["USD"]),
    ("dolares estadounidenses", &["USD"]),
    ("dollar e.-u.", &["USD"]),
    ("dollars e.-u.", &["USD"]),
    ("dollars eu", &["USD"]),
    ("dong", &["VND"]),
    ("f cfa", &["XOF", "XAF"]),
    ("f.cfa", &["XOF", "XAF"]),
    ("francos suicos", &["CHF"]),
    ("francos suizos", &["CHF"]),
    ("guaranies", &["PYG"]),
    ("kina", &["PGK"]),
    ("kwacha", &["ZMW", "MWK"]),
    ("kyat", &["MMK"]),
    ("leone", &["SLE", "SLL"]),
    ("libras esterlinas", &["GBP"]),
    ("libras sterlinas", &["GBP"]),
    ("metical", &["MZN"]),
    ("ouguiya", &["MRU", "MRO"]),
    ("pesos colombianos", &["COP"]),
    ("pesos mexicanos", &["MXN"]),
    ("pula", &["BWP"]),
    ("rand", &["ZAR"]),
    ("reais", &["BRL"]),
    ("soles", &["PEN"]),
    ("tenge", &["KZT"]),
    ("u.s dollar", &["USD"]),
    ("u.s. dollar", &["USD"]),
    ("us$ dollar", &["USD"]),
    ("usd dollar", &["USD"]),
    ("zloty", &["PLN"]),
    ("ua", &["XUA"]),
    ("uac", &["XUA"]),
    ("uc", &["XUA"]),
    ("unites de compte", &["XUA"]),
    ("amerikaanse dollar", &["USD"]),
    ("corones daneses", &["DKK"]),
    ("danske kroner", &["DKK"]),
    ("dolars americans", &["USD"]),
    ("dollari", &["CAD", "USD", "AUD", "NZD"]),
    ("dollari americani", &["USD"]),
    ("dollari statunitensi", &["USD"]),
    ("dollari usa", &["USD"]),
    ("dollars des etats unis", &["USD"]),
    ("franchi svizzeri", &["CHF"]),
    ("norske kroner", &["NOK"]),
    ("schweizer franken", &["CHF"]),
    ("sterline", &["GBP"]),
    ("svenska kronor", &["SEK"]),
    ("us-dollar", &["USD"]),
    ("zl", &["PLN"]),
    ("zlotych", &["PLN"]),
];

/// First and last words of the known names, plain: most words beside a number begin and end none.
struct Words {
    first: FxHashSet<Vec<u8>>,
    last: FxHashSet<Vec<u8>>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let all = |word: fn(&'static str) -> Option<&'static str>| {
        let names = currency_signs().chain(MORE.iter().map(|(name, _)| *name));
        let own = names.filter_map(word).chain(LOWER);
        let words = own.map(|word| Plain::of(word).bytes().to_vec());
        words.flat_map(|word| [[word.as_slice(), b"s"].concat(), word]).collect()
    };
    Words { first: all(|name| name.split(' ').next()), last: all(|name| name.split(' ').next_back()) }
});

/// The first three letters of each word of each sign, code and name, folded: capitals that begin none are no code.
static STARTS: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    let listed = CURRENCY.iter().flat_map(|entry| std::iter::once(entry.code).chain(entry.names()));
    let names: Vec<String> =
        listed.chain(currency_signs()).chain(MORE.iter().map(|(name, _)| *name)).map(fold).collect();
    let words = names.iter().flat_map(|name| name.split(' '));
    words.filter_map(|word| word.get(..3)).map(str::to_owned).collect()
});

/// True when a sign, code or name may begin with that word.
pub(super) fn may_begin(word: &str) -> bool {
    may_be(word, &WORDS.first)
}

/// True when a sign, code or name may end with that word.
pub(super) fn may_end(word: &str) -> bool {
    may_be(word, &WORDS.last)
}

/// A symbol, a code, or a word of the list.
fn may_be(word: &str, known: &FxHashSet<Vec<u8>>) -> bool {
    let listed = |word: &str| known.contains(Plain::of(word).bytes());
    let pointed = || word.ends_with('.') && listed(word.trim_end_matches('.'));
    word.chars().any(is_symbol)
        || word.starts_with(char::is_alphabetic) && (is_start_of_code(word) || listed(word) || pointed())
}

fn is_start_of_code(word: &str) -> bool {
    let capitals = word.get(..3).filter(|start| is_capitals(start));
    capitals.is_some_and(|start| STARTS.contains(&start.to_ascii_lowercase()))
}

fn is_capitals(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// True for a code of three capitals that stands for a currency and is no word.
pub(super) fn is_code(word: &str) -> bool {
    word.len() == 3 && is_capitals(word) && !WEAK.contains(&word) && !currency_sign(word).is_empty()
}

/// The codes that a sign may mean; a plural is its singular. None for a weak sign beside a bare number.
pub(super) fn codes_of(sign: &str, clings: bool, look: Look) -> Option<&'static [&'static str]> {
    // `dollars US` with a space that no line breaks at.
    let spaced = sign.contains('\u{a0}').then(|| sign.replace('\u{a0}', " "));
    let sign = spaced.as_deref().unwrap_or(sign);
    let last = sign.rsplit(' ').next().unwrap_or(sign);
    let digits = sign.bytes().any(|byte| byte.is_ascii_digit());
    if sign.is_empty() || sign.len() > 40 || digits || !may_end(last) {
        return None;
    }
    if CLINGING.contains(&sign) && !(clings && look == Look::Amount) {
        return None;
    }
    if WEAK.contains(&sign) && look == Look::Bare {
        return None;
    }
    // The African Development Bank's unit of account, in English and in French; Ukraine and a university elsewhere.
    let is_unit = sign.eq_ignore_ascii_case("ua") || sign.eq_ignore_ascii_case("uc");
    if is_unit && (!is_capitals(sign) || look == Look::Bare) {
        return None;
    }
    let letters = sign.chars().filter(|c| c.is_alphabetic()).count();
    let codes = currency_sign(sign);
    if !codes.is_empty() {
        let short = letters == 3 && !(sign.len() == 3 && is_capitals(sign));
        return Some(codes).filter(|_| !short || as_listed(sign));
    }
    let singular =
        sign.split(' ').map(|word| word.strip_suffix('s').unwrap_or(word)).collect::<Vec<_>>().join(" ");
    let codes = if singular.len() > 2 && singular != sign { currency_sign(&singular) } else { &[] };
    if codes.is_empty() { more(sign).or_else(|| more(&singular)) } else { Some(codes) }
}

/// [`MORE`] by its names.
static MORE_BY_NAME: LazyLock<FxHashMap<&'static [u8], &'static [&'static str]>> =
    LazyLock::new(|| MORE.iter().map(|(name, codes)| (name.as_bytes(), *codes)).collect());

fn more(sign: &str) -> Option<&'static [&'static str]> {
    let mut plain = Vec::with_capacity(sign.len());
    for (at, word) in sign.split(' ').enumerate() {
        plain.extend((at > 0).then_some(b' '));
        plain.extend_from_slice(Plain::of(word).bytes());
    }
    MORE_BY_NAME.get(plain.as_slice()).copied()
}

/// Three letters that are not all capitals are a sign only as the list prints them (`Yen`, `Rs.`, `Gde`), or in lower
/// case for the great currencies.
fn as_listed(sign: &str) -> bool {
    LOWER.contains(&sign) || currency_signs().any(|known| known == sign)
}
