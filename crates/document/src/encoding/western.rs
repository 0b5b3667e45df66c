//! Which encoding of western Europe a text is in: Windows-1252, ISO-8859-15 and MacRoman differ in a few letters and
//! signs, and the detector knows the first alone.

use encoding_rs::{Encoding, ISO_8859_15, MACINTOSH, WINDOWS_1252};

/// How many bytes are judged.
const SAMPLE: usize = 64 << 10;

/// The encoding in which the signs of a text stand where signs stand; `guess` where none does better.
pub(super) fn better(bytes: &[u8], guess: &'static Encoding) -> &'static Encoding {
    let sample = bytes.get(..bytes.len().min(SAMPLE)).unwrap_or_default();
    let others = sample.iter().filter(|byte| !byte.is_ascii()).count();
    let letters = sample.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
    // Where most letters are no Latin ones it is another script's encoding.
    if others.saturating_mul(3) > letters {
        return guess;
    }
    let score = |encoding: &'static Encoding| score(&encoding.decode_without_bom_handling(sample).0);
    let mut best = (score(guess), guess);
    for encoding in [WINDOWS_1252, ISO_8859_15, MACINTOSH] {
        let own = score(encoding);
        if own > best.0 {
            best = (own, encoding);
        }
    }
    best.1
}

/// How well the characters beyond ASCII stand where they do.
fn score(text: &str) -> i64 {
    let mut score = 0;
    let mut before = ' ';
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let after = rest.peek().copied().unwrap_or(' ');
        if !c.is_ascii() {
            score += fit(before, c, after);
        }
        before = c;
    }
    score
}

fn fit(before: char, c: char, after: char) -> i64 {
    const WRONG: i64 = -3;
    let near = |is: fn(char) -> bool| is(before) || is(after);
    let is_good = match c {
        'à'..='ö' | 'ø'..='ÿ' | 'œ' | 'ß' => {
            near(|c| c.is_ascii_lowercase()) || !before.is_alphanumeric()
        }
        'À'..='Ö' | 'Ø'..='Ý' | 'Œ' => !before.is_lowercase() && !before.is_ascii_digit(),
        '’' | '‘' => near(char::is_alphabetic),
        '“' | '”' | '„' | '«' | '»' => near(|c| c.is_alphanumeric()) || near(char::is_whitespace),
        '–' | '—' | '•' | '·' | '…' => near(char::is_whitespace) || near(|c| c.is_ascii_digit()),
        '\u{a0}' | '\u{202f}' => true,
        '€' | '£' | '¥' => !near(char::is_lowercase),
        '°' | 'º' | 'ª' | '²' | '³' | '½' | '¼' | '¾' => {
            before.is_alphanumeric() && !after.is_alphabetic()
        }
        '©' | '®' | '™' | '§' | '¿' | '¡' | '×' | '±' | '†' => {
            !(before.is_alphabetic() && after.is_alphabetic())
        }
        'Š' | 'š' | 'Ž' | 'ž' | 'Ÿ' => return 0,
        c if c.is_alphabetic() && !near(|c| c.is_ascii_alphabetic()) => return 0,
        _ => false,
    };
    if is_good { 1 } else { WRONG }
}
