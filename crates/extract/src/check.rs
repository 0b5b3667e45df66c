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

    #[test]
    fn the_examples_of_the_built_in_layouts_hold() {
        for layout in Layouts::built_in().iter() {
            for example in &layout.examples {
                assert_eq!(fault(layout, example), None, "{}", layout.name);
            }
        }
    }
}
