//! Names of months in English, French, Spanish and Portuguese.

use super::cursor::{Cursor, Plain, before, is_dash, last_word};

/// The name of a month, its point too.
pub(super) fn month(cursor: &mut Cursor<'_>) -> Option<i8> {
    let mut ahead = *cursor;
    let word = ahead.word();
    let month = Plain::of(word).find(&MONTHS)?;
    if word.chars().count() <= 5 && ahead.peek() == Some('.') {
        ahead.bump();
    }
    *cursor = ahead;
    Some(month)
}

/// True when the name of a month stands directly before byte `at`, spaces between.
pub(super) fn month_before(text: &str, at: usize) -> bool {
    let head = text.get(..at).unwrap_or_default();
    let head = head.trim_end_matches(|c: char| c.is_whitespace() || c == '.' || is_dash(c));
    let head = head.strip_suffix(" de").unwrap_or(head);
    head.len() < at && last_word(head).is_some_and(|word| is_month(word.of(head)))
        || before(text, at).is_some_and(is_dash) && last_word(head).is_some_and(|w| is_month(w.of(head)))
}

/// True for the name of a month.
pub(crate) fn is_month(word: &str) -> bool {
    Plain::of(word).find(&MONTHS).is_some()
}

/// Names and abbreviations, plain. `mar`, `mai`, `set` and the like count only where a day or a year stands beside.
const MONTHS: [(&str, i8); 131] = [
    ("abr", 4),
    ("abril", 4),
    ("ago", 8),
    ("agost", 8),
    ("agosto", 8),
    ("aou", 8),
    ("aout", 8),
    ("apr", 4),
    ("april", 4),
    ("aprile", 4),
    ("aug", 8),
    ("august", 8),
    ("augusti", 8),
    ("augustus", 8),
    ("avr", 4),
    ("avril", 4),
    ("czerwca", 6),
    ("czerwiec", 6),
    ("dec", 12),
    ("december", 12),
    ("decembre", 12),
    ("desember", 12),
    ("desembre", 12),
    ("dez", 12),
    ("dezember", 12),
    ("dezembro", 12),
    ("dic", 12),
    ("dicembre", 12),
    ("diciembre", 12),
    ("ene", 1),
    ("enero", 1),
    ("feb", 2),
    ("febbraio", 2),
    ("febrer", 2),
    ("febrero", 2),
    ("februar", 2),
    ("februari", 2),
    ("february", 2),
    ("fev", 2),
    ("fevereiro", 2),
    ("fevr", 2),
    ("fevrier", 2),
    ("gener", 1),
    ("gennaio", 1),
    ("giugno", 6),
    ("grudnia", 12),
    ("grudzien", 12),
    ("jan", 1),
    ("janeiro", 1),
    ("januar", 1),
    ("januari", 1),
    ("january", 1),
    ("janv", 1),
    ("janvier", 1),
    ("juil", 7),
    ("juillet", 7),
    ("juin", 6),
    ("jul", 7),
    ("julho", 7),
    ("juli", 7),
    ("julio", 7),
    ("juliol", 7),
    ("july", 7),
    ("jun", 6),
    ("june", 6),
    ("junho", 6),
    ("juni", 6),
    ("junio", 6),
    ("juny", 6),
    ("kwiecien", 4),
    ("kwietnia", 4),
    ("lipca", 7),
    ("lipiec", 7),
    ("listopad", 11),
    ("listopada", 11),
    ("luglio", 7),
    ("lutego", 2),
    ("luty", 2),
    ("maart", 3),
    ("maerz", 3),
    ("maggio", 5),
    ("mai", 5),
    ("maig", 5),
    ("maio", 5),
    ("maj", 5),
    ("maja", 5),
    ("mar", 3),
    ("marc", 3),
    ("marca", 3),
    ("march", 3),
    ("marco", 3),
    ("mars", 3),
    ("marts", 3),
    ("marz", 3),
    ("marzec", 3),
    ("marzo", 3),
    ("may", 5),
    ("mayo", 5),
    ("mei", 5),
    ("nov", 11),
    ("november", 11),
    ("novembre", 11),
    ("novembro", 11),
    ("noviembre", 11),
    ("oct", 10),
    ("october", 10),
    ("octobre", 10),
    ("octubre", 10),
    ("okt", 10),
    ("oktober", 10),
    ("ottobre", 10),
    ("out", 10),
    ("outubro", 10),
    ("pazdziernik", 10),
    ("pazdziernika", 10),
    ("sep", 9),
    ("sept", 9),
    ("september", 9),
    ("septembre", 9),
    ("septiembre", 9),
    ("set", 9),
    ("setembre", 9),
    ("setembro", 9),
    ("setiembre", 9),
    ("settembre", 9),
    ("sierpien", 8),
    ("sierpnia", 8),
    ("styczen", 1),
    ("stycznia", 1),
    ("wrzesien", 9),
    ("wrzesnia", 9),
];

/// The first two letters of all months; what is no ASCII letter is an accented `e`.
pub(super) fn may_begin(bytes: &[u8], at: usize) -> bool {
    let lower = |at: usize| match bytes.get(at) {
        Some(byte) if byte.is_ascii() => byte.to_ascii_lowercase(),
        Some(_) => b'e',
        None => b' ',
    };
    matches!(
        &[lower(at), lower(at + 1)],
        b"ab"
            | b"ag"
            | b"ao"
            | b"ap"
            | b"au"
            | b"av"
            | b"de"
            | b"di"
            | b"en"
            | b"fe"
            | b"ja"
            | b"ju"
            | b"ma"
            | b"no"
            | b"oc"
            | b"ok"
            | b"ou"
            | b"se"
    ) || may_begin_rarer(&[lower(at), lower(at + 1), lower(at + 2)])
}

/// The first three letters of the months of fewer texts: their first two begin many other words.
fn may_begin_rarer(letters: &[u8; 3]) -> bool {
    matches!(
        letters,
        b"cze"
            | b"gen"
            | b"giu"
            | b"gru"
            | b"kwi"
            | b"lip"
            | b"lis"
            | b"lug"
            | b"lut"
            | b"mei"
            | b"ott"
            | b"paz"
            | b"pae"
            | b"sie"
            | b"sty"
            | b"wrz"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted() {
        crate::value::cursor::is_sorted(&MONTHS.map(|(word, _)| word));
        assert!(MONTHS.iter().all(|(word, _)| may_begin(word.as_bytes(), 0)));
    }

    #[test]
    fn a_month_before_a_number_is_seen() {
        for (text, wanted) in [
            ("January 12", true),
            ("enero de 12", true),
            ("Jan-12", true),
            ("women 12", false),
            ("12", false),
        ] {
            assert_eq!(month_before(text, text.len() - 2), wanted, "{text}");
        }
    }
}
