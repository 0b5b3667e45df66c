//! What is made from the program is as the program makes it: golden records, docs/warnings.md, the examples in the
//! documentation. `make bless` writes it anew (`BLESS=1`); then read the diff.

use std::fmt::Write as _;
use std::path::Path;

use almoner_record::WarningCode;

use crate::home::{Home, repository};

#[test]
fn golden_records() {
    let home = Home::new("golden_records");
    home.copy("corpus", "corpus");
    for layout in folder("corpus") {
        if !repository().join("corpus").join(&layout).is_dir() {
            continue;
        }
        for document in folder(&format!("corpus/{layout}")) {
            let (stem, _) = document.rsplit_once('.').unwrap();
            let run = home.run(&format!("extract corpus/{layout}/{document}")).exits(0);
            blessed(&format!("fixtures/records/{layout}/{stem}.jsonl"), &run.out);
        }
    }
}

#[test]
fn golden_records_satisfy_the_schema() {
    let schema = &Home::new("golden_records_satisfy_the_schema").run("schema").exits(0).out;
    let schema = jsonschema::validator_for(&serde_json::from_str(schema).unwrap()).unwrap();
    for layout in folder("fixtures/records") {
        for name in folder(&format!("fixtures/records/{layout}")) {
            let records =
                std::fs::read_to_string(repository().join("fixtures/records").join(&layout).join(&name));
            for line in records.unwrap().lines() {
                let record = serde_json::from_str(line).unwrap();
                let faults: Vec<_> = schema.iter_errors(&record).map(|error| error.to_string()).collect();
                assert_eq!(faults, [""; 0], "{layout}/{name}");
            }
        }
    }
}

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

#[test]
fn examples_of_the_documentation() {
    let pages = folder("docs").into_iter().map(|name| format!("docs/{name}"));
    for page in ["README.md".to_owned()].into_iter().chain(pages) {
        let home = Home::new(&format!("examples_of_{}", page.replace(['/', '.'], "_")));
        home.copy("corpus", "corpus").copy("fixtures", "fixtures");
        let text = std::fs::read_to_string(repository().join(&page)).unwrap();
        blessed(&page, &with_examples_run(&text, &home));
    }
}

/// The page with the output of each `$ command` in its `console` blocks as it is now. A block that names a file
/// (```toml layouts/x.toml) is that file for the commands below it.
fn with_examples_run(page: &str, home: &Home) -> String {
    let (mut made, mut block, mut content) = (String::new(), None, String::new());
    for line in page.lines() {
        match (line.strip_prefix("```"), block) {
            (Some(opening), None) => {
                content.clear();
                block = Some(opening);
            }
            (Some(_), Some(opened)) => {
                if let Some((_, file)) = opened.split_once(' ') {
                    home.write(file, &content);
                }
                block = None;
            }
            (None, Some("console")) => {
                if let Some(command) = line.strip_prefix("$ ") {
                    let run = home.shell(&format!("exec 2>&1\n{command}"));
                    let printed = run.out.replace(&format!("{}/", home.path(".").display()), "");
                    let newline = if printed.is_empty() || printed.ends_with('\n') { "" } else { "\n" };
                    write!(made, "{line}\n{}{newline}", timeless(&printed)).unwrap();
                }
                continue; // What the page says of the output is what was printed when it was written.
            }
            (None, _) => writeln!(content, "{line}").unwrap(),
        }
        writeln!(made, "{line}").unwrap();
    }
    made
}

/// Every duration as `0.1 s`: it differs from run to run.
fn timeless(text: &str) -> String {
    let mut words: Vec<String> = text.split_inclusive([' ', '\n', ';', ',']).map(str::to_owned).collect();
    for at in 1..words.len() {
        let is_seconds = words[at].trim_end_matches([' ', '\n', ';', ',']) == "s";
        let number = words[at - 1].trim_end();
        if is_seconds && number.starts_with(|c: char| c.is_ascii_digit()) && number.contains('.') {
            words[at - 1] = "0.1 ".to_owned();
        }
    }
    words.concat()
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

/// The names in a folder of the repository but hidden ones, sorted.
fn folder(path: &str) -> Vec<String> {
    let entries =
        std::fs::read_dir(repository().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| !name.starts_with('.'));
    names.sort();
    names
}
