//! A record as `library.sqlite` keeps it: its values as JSON, as an export writes them; its evidence apart and without
//! quotes, which the document's text has; its document by the row.
//!
//! Evidence is most of a record. Kept so, a library takes a third less room than with whole records, and SQL still
//! reads every value: `views.sql` cuts the quotes from the text.

use std::sync::LazyLock;

use almoner_record::{Activity, Origin, Unquoted};

/// A record in two columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Slim {
    pub(crate) record: String,
    pub(crate) evidence: String,
}

/// What an empty evidence and an unknown document look like in JSON; left out of what is kept.
static TAIL: LazyLock<String> = LazyLock::new(|| {
    let origin = serde_json::to_string(&Origin::default()).unwrap_or_default();
    format!("\"evidence\":[],\"document\":{origin},")
});

/// The first key behind [`TAIL`]. No other key of a record before it has this name.
const NEXT: &str = "\"iati\":";

/// Writes a record for keeping. It is borrowed mutably only to leave evidence and document out for the moment.
pub(crate) fn pack(activity: &mut Activity) -> serde_json::Result<Slim> {
    let evidence = std::mem::take(&mut activity.evidence);
    let document = std::mem::take(&mut activity.document);
    let record = serde_json::to_string(activity);
    activity.document = document;
    activity.evidence = evidence;
    let pieces: Vec<Unquoted<&str>> = activity.evidence.iter().map(Unquoted::from).collect();
    Ok(Slim { record: without_tail(record?), evidence: serde_json::to_string(&pieces)? })
}

/// The end of a record that was read in no IATI file: [`TAIL`] stands before it.
const END: &str = "\"iati\":null}";

/// A record as it is written, [`TAIL`] left out.
fn without_tail(mut record: String) -> String {
    match record.strip_suffix(END).and_then(|front| front.strip_suffix(TAIL.as_str())).map(str::len) {
        Some(front) => {
            record.truncate(front);
            record.push_str(END);
            record
        }
        None => record.replacen(TAIL.as_str(), "", 1),
    }
}

/// The record as it was packed, of the document `origin` with the text `text`. The words of an error are for a person.
pub(crate) fn unpack(slim: &Slim, origin: &Origin, text: &str) -> Result<Activity, String> {
    let whole = match slim.record.strip_suffix(END) {
        Some(front) => format!("{front}{}{END}", *TAIL),
        None => slim.record.replacen(NEXT, &format!("{}{NEXT}", *TAIL), 1),
    };
    let mut activity: Activity = serde_json::from_str(&whole).map_err(|error| error.to_string())?;
    let pieces: Vec<Unquoted> = serde_json::from_str(&slim.evidence).map_err(|error| error.to_string())?;
    activity.document = origin.clone();
    activity.evidence = pieces.into_iter().map(|piece| piece.quoted(text)).collect::<Result<_, String>>()?;
    Ok(activity)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::sample;

    #[test]
    fn a_record_comes_out_as_it_went_in() {
        // Keys of an IATI file and words of a title may look like the tail.
        for iati in
            [json!({"iati": {"evidence": [], "document": {}}}), json!({"iati": {"iati": null}}), json!(null)]
        {
            comes_out_as_it_went_in(&iati);
        }
    }

    fn comes_out_as_it_went_in(iati: &serde_json::Value) {
        let told = json!({
            "title": "\"iati\": \"evidence\":[],\"document\":{",
            "iati": iati,
            "evidence": [
                {"path": "/title", "page": 2, "boxes": [[1.5, 2.0, 3.25, 4.0]], "start": 0, "end": 5, "quote": "Caf\u{e9}",
                    "basis": "stated", "confidence": 0.9, "rule": "general/header/title"},
                {"path": "/kind", "page": null, "boxes": [], "start": 0, "end": 0, "quote": "", "basis": "default",
                    "confidence": null, "rule": "general/defaults/kind"},
            ],
        });
        let document =
            sample::document("a.txt", "en", "Caf\u{e9} and tea", vec![sample::activity("X-1", told)]);
        let mut activity = document.activities[0].clone();
        let slim = pack(&mut activity).unwrap();
        assert_eq!(activity, document.activities[0], "it is given back whole");
        assert!(!slim.record.contains("blake3") && !slim.evidence.contains("Caf\u{e9}"), "{slim:?}");
        assert_eq!(unpack(&slim, &document.document, &document.text).unwrap(), activity);
        assert!(unpack(&slim, &document.document, "Caf").unwrap_err().contains("/title: 0..5"));
    }
}
