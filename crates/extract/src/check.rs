//! Whether a layout holds: its form, and that its examples give what they expect.

use std::path::Path;

use almoner_codelists::Rates;
use almoner_document::{Limits, read};
use serde_json::Value;

use crate::layout::{Example, Layout};
use crate::layouts::{LayoutError, Layouts, load, place_of};

/// The layout in the file at `path`, its examples run.
///
/// # Errors
/// [`LayoutError`] with the line of the first fault, in the form or in an example.
pub fn check_layout(path: &Path) -> Result<Layout, LayoutError> {
    let layout = load(path)?;
    run_examples(path, &layout)?;
    Ok(layout)
}

/// That the examples of the layout in the file at `path` give what they expect.
pub(crate) fn run_examples(path: &Path, layout: &Layout) -> Result<(), LayoutError> {
    let toml = std::fs::read_to_string(path)
        .map_err(|cause| LayoutError::Unreadable { path: path.to_owned(), cause })?;
    for example in &layout.examples {
        if let Some((pointer, expected, found)) = fault(layout, example) {
            return Err(LayoutError::Example {
                path: path.to_owned(),
                place: place_of(&toml, &pointer),
                pointer,
                expected,
                found,
            });
        }
    }
    Ok(())
}

/// The first expectation that an example does not give: pointer, expected, found.
fn fault(layout: &Layout, example: &Example) -> Option<(String, String, String)> {
    let layouts = Layouts::only(layout.clone());
    let document = read(example.text.as_bytes(), "example.txt", &Limits::default()).ok();
    let extracted = document
        .map(|document| crate::extract(document, &layouts, Rates::embedded(), crate::Conclusions::Drawn));
    let record = extracted.and_then(|extracted| extracted.activities.into_iter().next());
    let record = record.and_then(|record| serde_json::to_value(record).ok()).unwrap_or(Value::Null);
    example.expect.iter().find_map(|(pointer, expected)| {
        let found = match record.pointer(pointer) {
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
            None => "nothing".to_owned(),
        };
        (found != *expected).then(|| (pointer.clone(), expected.clone(), found))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// More than its example shows: the forms that the Canadian profile is printed in, and titles that look like labels.
    #[test]
    fn the_canadian_profile_holds_in_all_its_forms() {
        let layouts = Layouts::built_in();
        let layout = layouts.get("gac-profile").unwrap();
        for (text, expect) in [
            (
                "Project profile — Rural Roads in the North\n\nOverview\n\nCA-3-D000123001\n$2,500,000\nUNDP - United Nations Development Programme (41114)\n2016-04-01 - 2019-03-31\nClosed\nGlobal Affairs Canada\n\nCountry / region\n\n• Haiti (100.00%)\n\nSector\n\n• Transport and storage: Road transport (21020) (100.00%)\n",
                &[
                    ("/title", "Rural Roads in the North"),
                    ("/iati_identifier", "CA-3-D000123001"),
                    ("/budget/value", "2500000"),
                    ("/budget/currency", "CAD"),
                    ("/period/end", "2019-03-31"),
                    ("/status/code", "4"),
                    ("/countries/0/code", "HT"),
                    ("/sectors/0/code", "21020"),
                    ("/participating_orgs/0/role", "implementing"),
                ][..],
            ),
            (
                "Profil de projet — Routes rurales du Nord\nNuméro de projet : CA-3-D000124001\nContribution maximale : 1 250 000 $\nOrganisme d'exécution - partenaire : CARE Canada\nDate de début / fin : 2016-04-01 - 2019-03-31\nÉtat : Fermé\nOrganisme contributeur : Affaires mondiales Canada\nPays / région : Haïti (100,00 %)\n",
                &[
                    ("/budget/value", "1250000"),
                    ("/status/code", "4"),
                    ("/period/start", "2016-04-01"),
                    ("/countries/0/percentage", "100"),
                    ("/participating_orgs/1/role", "funding"),
                ][..],
            ),
            (
                "Project profile: Title Registration in the Delta\n\nCA-3-D000125001\n$750,000\nWorld Bank\n2018-02-15 - 2022-03-31\nOperational\nGlobal Affairs Canada\n\nCountry / region\n\n• Viet Nam (60.00%)\n• Asia, regional (40.00%)\n\nDescription\n\nThe project registers land.\n\nPartner: the work is done with Oxfam and others.\n\nEnd date: 2030-01-01.\n",
                &[
                    ("/title", "Title Registration in the Delta"),
                    ("/iati_identifier", "CA-3-D000125001"),
                    ("/budget/value", "750000"),
                    ("/period/end", "2022-03-31"),
                    ("/participating_orgs/0/name", "World Bank"),
                    ("/participating_orgs/1/role", "funding"),
                    ("/countries/0/code", "VN"),
                    ("/regions/0/code", "798"),
                ][..],
            ),
            (
                "Project profile\nTitle\nSector: Forests\nProject number\nCA-3-D000126001\nMaximum contribution\n$1,000,000\nStatus\nClosed\nSector\nForestry: Forestry development (31220) (100.00%)\n",
                &[
                    ("/title", "Sector: Forests"),
                    ("/iati_identifier", "CA-3-D000126001"),
                    ("/sectors/0/code", "31220"),
                ][..],
            ),
            (
                "Profil de projet\n\nTitre\nDESCRIPTION DE LA BIODIVERSITÉ\nNuméro de projet\nCA-3-D000127001\nAgence d'exécution - partenaire\nMedical Research Centre (MRC), Sierra Leone\nÉtat\nOpérationnel\nOrganisme contributeur\nAffaires mondiales Canada\n",
                &[
                    ("/title", "DESCRIPTION DE LA BIODIVERSITÉ"),
                    ("/participating_orgs/0/name", "Medical Research Centre (MRC), Sierra Leone"),
                    ("/status/code", "2"),
                ][..],
            ),
        ] {
            let expect = expect.iter().map(|(pointer, value)| ((*pointer).to_owned(), (*value).to_owned()));
            let example = Example { text: text.to_owned(), expect: expect.collect() };
            assert_eq!(fault(layout, &example), None, "{text}");
        }
    }

    #[test]
    fn no_built_in_layout_is_long() {
        const LONGEST: usize = 60;
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/layouts");
        for path in Layouts::files_of(Path::new(folder)).unwrap() {
            let lines = std::fs::read_to_string(&path).unwrap().lines().count();
            let is_general = path.file_stem().is_some_and(|stem| stem == "general");
            assert!(lines < LONGEST || is_general, "{}: {lines} lines", path.display());
        }
    }

    #[test]
    fn the_examples_of_the_built_in_layouts_hold() {
        for layout in Layouts::built_in().iter() {
            for example in &layout.examples {
                assert_eq!(fault(layout, example), None, "{}", layout.name);
            }
        }
    }
}
