//! What a file says of itself: title, language, date; from the document information and, where that is silent, from
//! its metadata (XMP, ISO 16684-1).

use almoner_record::{Origin, Precision};
use hayro_syntax::Pdf;
use hayro_syntax::object::{Stream, String as Bytes};
use jiff::civil::Date;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{catalog, strings};

/// Longer metadata hold pictures or a history, and are cut here.
const LONGEST_XMP: usize = 1 << 20;
/// Longer titles are none.
const LONGEST_TITLE: usize = 400;

/// Endings of files that programs put as a title.
const FILE_ENDINGS: [&str; 29] = [
    "ai", "cdr", "doc", "docm", "docx", "dot", "dotx", "dvi", "eps", "fm", "htm", "html", "indd", "jpg",
    "md", "odp", "ods", "odt", "p65", "pdf", "pmd", "ppt", "pptx", "ps", "pub", "qxd", "rtf", "tex", "txt",
];

/// Titles that programs write when nobody gave one, in small letters.
const NO_TITLES: [&str; 14] = [
    "(anonymous)",
    "about:blank",
    "blank page",
    "diapositiva 1",
    "document",
    "document1",
    "no title",
    "powerpoint presentation",
    "presentación de powerpoint",
    "présentation powerpoint",
    "sans titre",
    "slide 1",
    "title",
    "unspecified",
];

/// Fills in what the file says of itself.
pub(crate) fn tell(pdf: &Pdf, origin: &mut Origin) {
    let information = pdf.metadata();
    let catalog = catalog(pdf);
    origin.language = catalog.get::<Bytes>("Lang").and_then(|language| primary(&strings::line(&language)));
    origin.title = information.title.as_deref().and_then(|title| title_of(&strings::line(title)));
    origin.date = information.creation_date.and_then(|at| {
        day(i16::try_from(at.year).ok()?, i8::try_from(at.month).ok()?, i8::try_from(at.day).ok()?)
    });
    if origin.title.is_none() || origin.date.is_none() || origin.language.is_none() {
        let metadata = catalog.get::<Stream>("Metadata").and_then(|stream| stream.decoded_data().ok());
        let metadata = metadata.as_deref().unwrap_or_default();
        let xmp = xmp(metadata.get(..metadata.len().min(LONGEST_XMP)).unwrap_or_default());
        origin.title = origin.title.take().or_else(|| title_of(&strings::line(xmp.title?.as_bytes())));
        origin.date = origin.date.or_else(|| date_of(&xmp.created?));
        origin.language = origin.language.take().or_else(|| primary(&xmp.language?));
    }
    origin.date_precision = origin.date.map(|_| Precision::Day);
}

/// A title, unless it is the name of a file, an address, or what a program writes when nobody gave one.
fn title_of(title: &str) -> Option<String> {
    let small = title.to_lowercase();
    let ending = small.rsplit_once('.').map(|(_, ending)| ending);
    let is_file = ending.is_some_and(|ending| FILE_ENDINGS.contains(&ending))
        || (!small.contains(' ') && small.contains(['_', '\\', '/']));
    let is_address =
        ["http:", "https:", "file:", "data:", "about:", "www."].iter().any(|start| small.starts_with(start));
    let is_default = NO_TITLES.contains(&small.as_str())
        || small.starts_with("untitled")
        || small.starts_with("microsoft word - ")
        || small.starts_with("microsoft powerpoint - ")
        || small.starts_with("microsoft excel - ");
    let has_letters = small.chars().filter(|c| c.is_alphabetic()).count() >= 2;
    let is_title = has_letters
        && title.len() <= LONGEST_TITLE
        && !is_file
        && !is_address
        && !is_default
        && !small.contains('\u{fffd}');
    is_title.then(|| title.to_owned())
}

/// The primary subtag of a language tag: `fr` of `fr-CA`.
fn primary(tag: &str) -> Option<String> {
    let subtag = tag.split(['-', '_']).next()?.trim().to_ascii_lowercase();
    let is_language = (2..=3).contains(&subtag.len()) && subtag.bytes().all(|byte| byte.is_ascii_lowercase());
    (is_language && subtag != "und").then_some(subtag)
}

/// The day of `2019-06-03T10:00:00Z`; a month or a year alone is no day.
fn date_of(text: &str) -> Option<Date> {
    let mut parts = text.trim().get(..10)?.split('-');
    let (year, month, of_month) = (parts.next()?, parts.next()?, parts.next()?);
    day(year.parse().ok()?, month.parse().ok()?, of_month.parse().ok()?)
}

/// A day on which a PDF can have been made: the format is of 1993.
fn day(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok().filter(|date| (1993..=2100).contains(&date.year()))
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Xmp {
    title: Option<String>,
    created: Option<String>,
    language: Option<String>,
}

/// The properties of metadata, as elements or as attributes of `rdf:Description`. Broken XML gives what stood before
/// the break.
fn xmp(xml: &[u8]) -> Xmp {
    let mut reader = Reader::from_reader(xml);
    let mut xmp = Xmp::default();
    let mut inside: Option<Property> = None;
    loop {
        match reader.read_event() {
            Ok(Event::Start(element)) => {
                attributes(&element, &mut xmp);
                inside = property(element.name().as_ref()).or(inside);
            }
            Ok(Event::Empty(element)) => attributes(&element, &mut xmp),
            Ok(Event::End(element)) => {
                // Of several languages the first; the standard puts the default there.
                let name = element.name();
                let told = inside.is_some_and(|property| property(&mut xmp).is_some());
                if property(name.as_ref()).is_some() || (name.as_ref() == "rdf:li" && told) {
                    inside = None;
                }
            }
            Ok(Event::Text(text)) => {
                if let Some(property) = inside.filter(|_| !text.trim().is_empty()) {
                    property(&mut xmp).get_or_insert_default().push_str(&text);
                }
            }
            // References divide a text.
            Ok(Event::GeneralRef(reference)) => {
                let known = match reference.as_ref() {
                    "amp" => Some('&'),
                    "apos" => Some('\''),
                    "quot" => Some('"'),
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    _ => reference.resolve_char_ref().ok().flatten(),
                };
                if let Some((property, c)) = inside.zip(known) {
                    property(&mut xmp).get_or_insert_default().push(c);
                }
            }
            Ok(Event::Eof) | Err(_) => return xmp,
            Ok(_) => {}
        }
    }
}

type Property = fn(&mut Xmp) -> &mut Option<String>;

/// Where an element's or attribute's value goes, by its name with the usual prefix.
fn property(name: &str) -> Option<Property> {
    match name {
        "dc:title" => Some(|xmp| &mut xmp.title),
        "xmp:CreateDate" | "xap:CreateDate" => Some(|xmp| &mut xmp.created),
        "dc:language" => Some(|xmp| &mut xmp.language),
        _ => None,
    }
}

fn attributes(element: &BytesStart<'_>, xmp: &mut Xmp) {
    for attribute in element.attributes().with_checks(false).flatten().take(100) {
        if let Some(property) = property(attribute.key.as_ref()) {
            let value = attribute.value.into_owned();
            property(xmp).get_or_insert(value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_what_somebody_wrote() {
        for (title, is_title) in [
            ("Rural Roads in the Grand’Anse", true),
            ("Annual Report 2019", true),
            ("وثيقة المشروع", true),
            ("Microsoft Word - GAC profile Haiti.doc", false),
            ("profile_final_v2", false),
            ("Annual Report 2019.pdf", false),
            ("Rural Roads.docx", false),
            ("https://example.org/project/1", false),
            ("C:\\reports\\roads", false),
            ("untitled", false),
            ("Untitled-1", false),
            ("(anonymous)", false),
            ("PowerPoint Presentation", false),
            ("2019", false),
            ("", false),
        ] {
            assert_eq!(title_of(title).is_some(), is_title, "{title}");
        }
    }

    #[test]
    fn metadata_are_read_as_elements_and_as_attributes() {
        let known = Xmp {
            title: Some("Roads & bridges".to_owned()),
            created: Some("2019-06-03T10:00:00Z".to_owned()),
            language: Some("fr-CA".to_owned()),
        };
        for xml in [
            r#"<x:xmpmeta><rdf:RDF><rdf:Description xmp:CreateDate="2019-06-03T10:00:00Z"><dc:title><rdf:Alt>
                <rdf:li xml:lang="x-default">Roads &amp; bridges</rdf:li><rdf:li xml:lang="fr">Routes</rdf:li></rdf:Alt></dc:title>
                <dc:language><rdf:Bag><rdf:li>fr-CA</rdf:li></rdf:Bag></dc:language></rdf:Description></rdf:RDF>"#,
            "<rdf:RDF><xmp:CreateDate>2019-06-03T10:00:00Z</xmp:CreateDate><dc:title>Roads &#38; bridges</dc:title>\
                <dc:language>fr-CA</dc:language><broken",
        ] {
            assert_eq!(xmp(xml.as_bytes()), known, "{xml}");
        }
        assert_eq!(xmp(b"\xff\xfe no xml <<<"), Xmp::default());
    }

    #[test]
    fn a_date_is_a_day_of_the_time_of_pdf() {
        for (text, expected) in [
            ("2019-06-03T10:00:00Z", Some("2019-06-03")),
            ("2019-06-03", Some("2019-06-03")),
            ("2019-06", None),
            ("2019-02-30", None),
            ("1601-01-01", None),
            ("ßßßßßßßßßß", None),
        ] {
            assert_eq!(date_of(text).map(|date| date.to_string()).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_language_is_its_primary_subtag() {
        for (tag, expected) in
            [("fr-CA", Some("fr")), ("EN_us", Some("en")), ("und", None), ("x", None), ("", None)]
        {
            assert_eq!(primary(tag).as_deref(), expected, "{tag}");
        }
    }
}
