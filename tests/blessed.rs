//! What is made from the program is as the program makes it: golden records, docs/warnings.md, the examples in the
//! documentation. `make bless` writes it anew (`BLESS=1`); then read the diff.

use std::fmt::Write as _;
use std::path::Path;

use almoner_record::WarningCode;

use crate::home::repository;

#[test]
fn warnings_page() {
    let mut page = "# Warnings\n\nA warning marks a record at which a person should look. `almoner search --warning CODE` finds the records, \
        `almoner show ID` prints the\nmessage with its figures. This page is made from `crates/record/src/warning.rs` by `make bless`.\n\n\
        | code | what it means and what to do |\n|---|---|\n"
        .to_owned();
    for code in WarningCode::ALL {
        let explanation = code.explanation().split_whitespace().collect::<Vec<_>>().join(" ");
        writeln!(page, "| `{code}` | {explanation} |").unwrap();
    }
    blessed("docs/warnings.md", &page);
}

/// The file is as it was made; or is made so.
pub(crate) fn blessed(path: &str, made: &str) {
    let file = repository().join(path);
    if std::env::var_os("BLESS").is_some() {
        std::fs::create_dir_all(file.parent().unwrap_or(Path::new("."))).unwrap();
        std::fs::write(&file, made).unwrap();
        return;
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    let mut lines = kept.lines().zip(made.lines()).enumerate();
    if let Some((number, (kept, made))) = lines.find(|(_, (kept, made))| kept != made) {
        panic!(
            "{path}:{}: `make bless` would change this line\n  it is    {kept}\n  it would be {made}",
            number + 1
        );
    }
    assert_eq!(kept, made, "{path}: `make bless` would change its end");
}
