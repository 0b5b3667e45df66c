//! Bytes to characters: byte order marks, UTF-8, UTF-16 without a mark, then the detector that Firefox uses.

mod western;

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::ReadError;

/// How many bytes the tests for binary and UTF-16 look at.
const SAMPLE: usize = 16 << 10;

/// `bytes` as text with `\n` line ends and without a byte order mark. What cannot be decoded is U+FFFD.
///
/// # Errors
/// [`ReadError::Encoding`] when more than one character in a hundred cannot be decoded; of UTF-16, one in two: it is
/// sure to be what it is.
pub(crate) fn decode(bytes: &[u8]) -> Result<String, ReadError> {
    decode_as(bytes, None)
}

/// The same for bytes whose encoding is `declared`: what they are without doubt (a byte order mark, UTF-8) comes before
/// it, what they look like behind it.
///
/// # Errors
/// As [`decode`].
pub(crate) fn decode_as(bytes: &[u8], declared: Option<&'static Encoding>) -> Result<String, ReadError> {
    let is_16 = matches!(Encoding::for_bom(bytes), Some((encoding, _)) if encoding != UTF_8)
        || utf_16(bytes).is_some();
    let is_plain = Encoding::for_bom(bytes).is_none() && !is_16;
    let declared = declared.filter(|declared| {
        is_plain
            && *declared != UTF_8
            && declared.is_ascii_compatible()
            && std::str::from_utf8(bytes).is_err()
    });
    let text = match declared {
        Some(declared) => declared.decode_without_bom_handling(bytes).0,
        None => characters(bytes),
    };
    let damaged = text.matches('\u{fffd}').count();
    if damaged > 0 {
        let characters = text.chars().count();
        if damaged.saturating_mul(if is_16 { 2 } else { 100 }) > characters {
            return Err(ReadError::Encoding { damaged, characters });
        }
    }
    let text = with_signs(text);
    if !text.contains('\r') {
        return Ok(text.into_owned());
    }
    Ok(text.replace("\r\n", "\n").replace('\r', "\n"))
}

/// Signs of Windows-1252 in place of the control characters U+0080 to U+009F that a careless program made of them: nobody
/// prints those.
fn with_signs(text: Cow<'_, str>) -> Cow<'_, str> {
    // In UTF-8 they are C2 and a byte of their range.
    let bytes = text.as_bytes();
    let is_control = |at: usize| bytes.get(at + 1).is_some_and(|byte| (0x80..=0x9f).contains(byte));
    if memchr::memchr_iter(0xc2, bytes).any(is_control) {
        return Cow::Owned(text.chars().map(western_sign).collect());
    }
    text
}

/// The sign of Windows-1252 for a control character from U+0080 to U+009F (`’` for U+0092); any other character is itself.
pub fn western_sign(c: char) -> char {
    match u8::try_from(c) {
        Ok(byte @ 0x80..=0x9f) => {
            WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next().unwrap_or(c)
        }
        _ => c,
    }
}

/// The first characters of a text, of its first `length` bytes.
pub(crate) fn beginning(bytes: &[u8], length: usize) -> String {
    characters(bytes.get(..bytes.len().min(length)).unwrap_or_default()).into_owned()
}

fn characters(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let rest = bytes.get(mark..).unwrap_or_default();
        return if encoding == UTF_8 { utf_8(rest) } else { encoding.decode_without_bom_handling(rest).0 };
    }
    if let Some(encoding) = utf_16(bytes) {
        return encoding.decode_without_bom_handling(bytes).0;
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    if is_mostly_utf_8(bytes) {
        return utf_8(bytes);
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, chardetng::Utf8Detection::Allow);
    western::better(bytes, guess).decode_without_bom_handling(bytes).0
}

/// UTF-8 in which single bytes of Windows-1252 stand: several offices wrote one file.
fn utf_8(bytes: &[u8]) -> Cow<'_, str> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let mut text = String::with_capacity(bytes.len());
    let length = bytes.len();
    let mut read = 0;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        read += chunk.valid().len() + chunk.invalid().len();
        // A character that breaks off at the end was one of UTF-8.
        let is_cut = read == length && chunk.invalid().first().is_some_and(|byte| *byte >= 0xc2);
        if is_cut && chunk.invalid().len() < 4 && !chunk.invalid().is_empty() {
            text.push('\u{fffd}');
        } else {
            text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
        }
    }
    Cow::Owned(text)
}

/// True for UTF-8, also with some bytes in it that are none: in no other encoding do letters stand so.
fn is_mostly_utf_8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += chunk.invalid().len();
    }
    bad == 0 || (good > 1 && good.saturating_mul(4) >= bad)
}

/// UTF-16 without a byte order mark, which the detector does not know: every second byte is that of a script, below 8
/// for those of Europe, Arabic and Hebrew, and no text of single bytes has such bytes.
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..bytes.len().min(SAMPLE)).unwrap_or_default();
    if count(sample, |byte| byte < 8) == 0 {
        return None;
    }
    let (mut even, mut odd) = (0_usize, 0_usize);
    for pair in sample.chunks_exact(2) {
        even += usize::from(pair.first().is_some_and(|byte| *byte < 8));
        odd += usize::from(pair.last().is_some_and(|byte| *byte < 8));
    }
    let pairs = sample.len() / 2;
    if pairs >= 4 && odd * 10 >= pairs * 6 && even * 20 <= pairs {
        Some(UTF_16LE)
    } else if pairs >= 4 && even * 10 >= pairs * 6 && odd * 20 <= pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// True for bytes that no text has: zero bytes outside UTF-16, or many control characters.
pub(crate) fn is_binary(bytes: &[u8]) -> bool {
    if Encoding::for_bom(bytes).is_some() || utf_16(bytes).is_some() {
        return false;
    }
    let sample = bytes.get(..bytes.len().min(SAMPLE)).unwrap_or_default();
    if sample.contains(&0) {
        return true;
    }
    let usual =
        |byte| (byte == b'\t') | (byte == b'\n') | (byte == b'\r') | (byte == b'\x0c') | (byte == b'\x1b');
    let control = count(sample, |byte| (byte < 0x20) & !usual(byte));
    control.saturating_mul(50) > sample.len()
}

/// How many bytes are wanted. All are looked at, which goes many at a time: in counters of a byte that do not run over.
pub(crate) fn count(bytes: &[u8], wanted: impl Fn(u8) -> bool) -> usize {
    let of_chunk = |chunk: &[u8]| usize::from(chunk.iter().map(|byte| u8::from(wanted(*byte))).sum::<u8>());
    bytes.chunks(usize::from(u8::MAX)).map(of_chunk).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn western_encodings_are_recognised() {
        let text = "Aperçu\nMarqueur de politique — Égalité des genres\nBudget et dépenses : 1 249 777 $\n";
        let windows = encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
        let utf_16 = |little: bool| -> Vec<u8> {
            text.encode_utf16()
                .flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() })
                .collect()
        };
        let marked = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
        for (name, bytes) in [
            ("UTF-8", text.as_bytes().to_vec()),
            ("UTF-8 with mark", marked(b"\xef\xbb\xbf", text.as_bytes())),
            ("Windows-1252", windows),
            ("UTF-16LE", utf_16(true)),
            ("UTF-16BE", utf_16(false)),
            ("UTF-16LE with mark", marked(b"\xff\xfe", &utf_16(true))),
            ("Windows line ends", text.replace('\n', "\r\n").into_bytes()),
            ("old Mac line ends", text.replace('\n', "\r").into_bytes()),
        ] {
            assert!(!is_binary(&bytes), "{name}");
            assert_eq!(decode(&bytes).as_deref(), Ok(text), "{name}");
        }
    }

    #[test]
    fn a_few_broken_characters_are_kept_and_many_are_refused() {
        let mut bytes = b"\xff\xfe".to_vec();
        bytes.extend(
            "a long text with one lone surrogate ".repeat(9).encode_utf16().flat_map(u16::to_le_bytes),
        );
        let broken = |many: usize| [bytes.clone(), 0xd800_u16.to_le_bytes().repeat(many)].concat();
        assert!(decode(&broken(1)).unwrap().ends_with('\u{fffd}'));
        assert!(decode(&broken(30)).unwrap().ends_with('\u{fffd}'));
        assert!(matches!(decode(&broken(900)), Err(ReadError::Encoding { damaged: 900, .. })));
    }

    const WESTERN: [(&str, &str); 5] = [
        (
            "en",
            "The project’s budget is €5 million — half of it for the café in São Tomé.\nIt trains “mentors” in Côte d’Ivoire.\n",
        ),
        (
            "fr",
            "Le projet a formé des sages-femmes à l’hôpital général de Maïga.\nLe coût s’élève à 12 500 € ; les œuvres sociales reçoivent le reste, où qu’elles soient.\n",
        ),
        (
            "es",
            "El proyecto construyó caminos rurales para los niños y niñas de la región.\n¿Cuánto costó? 1.500 €, según el ministerio — así fue.\n",
        ),
        (
            "pt",
            "O projeto capacitou mães e irmãos na produção de castanhas.\nA execução começou em março; os órgãos públicos não pagaram nada além de 300 €.\n",
        ),
        (
            "de",
            "Das Projekt stärkt die Gemeinden in der Größe von fünf Bezirken.\nEs kostet 5 € für jede Prüfung und läuft über zwölf Monate.\n",
        ),
    ];
    const CYRILLIC: [(&str, &str); 5] = [
        (
            "ru",
            "Проект поддерживает сельские дороги в северных районах страны.\nБюджет: 5 миллионов долларов на 2019 год.\n",
        ),
        (
            "uk",
            "Проєкт підтримує сільські дороги в північних районах країни.\nБюджет: п’ять мільйонів доларів на рік.\n",
        ),
        (
            "bg",
            "Проектът подкрепя селските пътища в северните райони на страната.\nБюджетът е пет милиона долара годишно.\n",
        ),
        (
            "sr",
            "Пројекат подржава сеоске путеве у северним крајевима земље.\nБуџет износи пет милиона долара годишње.\n",
        ),
        (
            "be",
            "Праект падтрымлівае сельскія дарогі ў паўночных раёнах краіны.\nБюджэт складае пяць мільёнаў долараў.\n",
        ),
    ];
    const ARABIC: [(&str, &str); 5] = [
        (
            "ar",
            "يدعم المشروع الطرق الريفية في المناطق الشمالية من البلاد.\nالميزانية: خمسة ملايين دولار لعام 2019، والمدة ثلاث سنوات.\n",
        ),
        (
            "ar-2",
            "تم تدريب أكثر من 260 ضابطا، بينهم 72 امرأة، على حماية المدنيين.\nتعمل وزارة الصحة مع الشركاء في المحافظات.\n",
        ),
        ("fa", "اين پروژه از جاده هاي روستايي در شمال کشور پشتيباني مي کند.\nبودجه آن پنج ميليون دلار است.\n"),
        (
            "fr",
            "Le projet a formé des sages-femmes à l’hôpital général de Sfax.\nLe coût s’élève à 12 500 dollars ; le ministère a reçu le reste.\n",
        ),
        ("en", "The project’s budget is $5 million — half of it for clinics in the café’s district.\n"),
    ];

    #[test]
    fn signs_that_were_taken_for_control_characters_are_signs_again() {
        let printed = "Women\u{92}s \u{93}voice\u{94} \u{96} 5 \u{80}, r\u{e9}sum\u{e9}";
        assert_eq!(decode(printed.as_bytes()).unwrap(), "Women’s “voice” – 5 €, résumé");
    }

    /// 13 encodings, each with the five languages that are written in it.
    #[test]
    fn encodings_are_read_exactly() {
        let all = [WESTERN[0], WESTERN[1], WESTERN[2], CYRILLIC[0], ARABIC[0]];
        let utf_16 = |text: &str, little: bool| -> Vec<u8> {
            text.encode_utf16()
                .flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() })
                .collect()
        };
        let single = |encoding: &'static Encoding, text: &str| encoding.encode(text).0.into_owned();
        // Latin-1 has no euro sign and no curly quotes.
        let latin_1 = |text: &str| {
            text.replace('€', "EUR")
                .replace('’', "'")
                .replace(['“', '”'], "\"")
                .replace('—', "-")
                .replace('œ', "oe")
        };
        let latin_9 = |text: &str| text.replace('’', "'").replace(['“', '”'], "\"").replace('—', "-");
        let half = |text: &str| {
            let (first, second) = text.split_once('\n').unwrap();
            [first.as_bytes(), b"\n", &single(WINDOWS_1252, second)].concat()
        };
        let mut cases: Vec<(&str, &str, String, Vec<u8>)> = Vec::new();
        for (language, text) in all {
            let own = || text.to_owned();
            cases.push(("UTF-8", language, own(), text.as_bytes().to_vec()));
            cases.push(("UTF-8 with mark", language, own(), [b"\xef\xbb\xbf", text.as_bytes()].concat()));
            cases.push(("UTF-16LE", language, own(), utf_16(text, true)));
            cases.push(("UTF-16BE", language, own(), utf_16(text, false)));
            cases.push((
                "UTF-16LE with mark",
                language,
                own(),
                [b"\xff\xfe".to_vec(), utf_16(text, true)].concat(),
            ));
            cases.push((
                "UTF-16BE with mark",
                language,
                own(),
                [b"\xfe\xff".to_vec(), utf_16(text, false)].concat(),
            ));
        }
        for (language, text) in WESTERN {
            cases.push(("Windows-1252", language, text.to_owned(), single(WINDOWS_1252, text)));
            cases.push(("Latin-1", language, latin_1(text), single(WINDOWS_1252, &latin_1(text))));
            cases.push((
                "ISO-8859-15",
                language,
                latin_9(text),
                single(encoding_rs::ISO_8859_15, &latin_9(text)),
            ));
            cases.push(("MacRoman", language, text.to_owned(), single(encoding_rs::MACINTOSH, text)));
            cases.push(("UTF-8, then Windows-1252", language, text.to_owned(), half(text)));
        }
        for (language, text) in CYRILLIC {
            cases.push(("Windows-1251", language, text.to_owned(), single(encoding_rs::WINDOWS_1251, text)));
        }
        for (language, text) in ARABIC {
            cases.push(("Windows-1256", language, text.to_owned(), single(encoding_rs::WINDOWS_1256, text)));
        }
        let mut wrong = Vec::new();
        for (encoding, language, text, bytes) in &cases {
            assert!(!is_binary(bytes), "{encoding} {language}");
            let read = decode(bytes);
            if read.as_ref() != Ok(text) {
                wrong.push(format!("{encoding} {language}: {read:?}"));
            }
        }
        assert_eq!(cases.len(), 65);
        assert!(wrong.is_empty(), "{} of {} wrong\n{}", wrong.len(), cases.len(), wrong.join("\n"));
    }
}
