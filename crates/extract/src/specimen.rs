//! For tests: the records of a text, read with the built-in layouts.

use almoner_codelists::Rates;
use almoner_document::{Limits, read};
use almoner_record::{Activity, Extracted, verify};

use crate::layouts::Layouts;

/// What a text gives; it keeps all rules of a record.
pub(crate) fn extracted(text: &str) -> Extracted {
    of_file(text, "specimen.txt")
}

/// The records of a page.
pub(crate) fn of_page(html: &str) -> Vec<Activity> {
    of_file(html, "specimen.html").activities
}

/// The records of a text in Markdown.
pub(crate) fn of_markdown(text: &str) -> Vec<Activity> {
    of_file(text, "specimen.md").activities
}

fn of_file(text: &str, name: &str) -> Extracted {
    let document = read(text.as_bytes(), name, &Limits::default()).unwrap();
    let extracted =
        crate::extract(document, &Layouts::built_in(), Rates::embedded(), crate::Conclusions::Drawn);
    assert_eq!(verify(&extracted), [], "{text}");
    extracted
}

/// The one record of a text.
pub(crate) fn record(text: &str) -> Activity {
    let mut activities = extracted(text).activities;
    assert_eq!(activities.len(), 1, "{text}");
    activities.remove(0)
}

/// The codes of an activity's countries, with spaces between them.
pub(crate) fn codes(one: &Activity) -> String {
    let codes: Vec<&str> = one.countries.iter().map(|country| country.code.as_str()).collect();
    codes.join(" ")
}

/// Its budget as a number; empty without one.
pub(crate) fn budget(one: &Activity) -> String {
    one.budget.as_ref().map_or_else(String::new, |budget| budget.money.value.to_string())
}

/// The names of those who take part.
pub(crate) fn names(one: &Activity) -> Vec<&str> {
    one.participating_orgs.iter().map(|org| org.organisation.name.as_str()).collect()
}
