//! `almoner search` over documents of our own.

use almoner_library::{FIELDS, Flag};

use crate::blessed::blessed;
use crate::home::repository;

/// The table of fields in docs/search.md is the one in the code.
#[test]
fn blessed_fields_of_a_query() {
    let page = std::fs::read_to_string(repository().join("docs/search.md")).unwrap();
    let (before, rest) = page.split_once("`make bless` -->\n").unwrap();
    let (_, after) = rest.split_once("<!-- end -->").unwrap();
    let mut table =
        "| field | also | flag | finds | for example | IATI element |\n|---|---|---|---|---|---|\n"
            .to_owned();
    for spec in &FIELDS {
        let flags = spec.flags.iter().map(|flag| match flag {
            Flag::Value(name) | Flag::Lower(name) | Flag::Upper(name) => format!("`--{name}`"),
        });
        let also: Vec<String> = spec.also.iter().map(|name| format!("`{name}`")).collect();
        let (also, flags) = (also.join(" "), flags.collect::<Vec<_>>().join(" "));
        let row = format!(
            "| `{}` | {also} | {flags} | {} | `{}` | {} |\n",
            spec.name, spec.meaning, spec.example, spec.iati
        );
        table.push_str(&row);
    }
    blessed("docs/search.md", &format!("{before}`make bless` -->\n{table}<!-- end -->{after}"));
}
