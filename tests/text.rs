//! `almoner text`: what is read of a document, as text, blocks or tables.

use crate::home::Home;

const ROADS: &str = "corpus/gac-profile/haiti-roads.txt";

#[test]
fn a_text_is_printed_as_evidence_counts_it() {
    let home = Home::new("a_text_is_printed_as_evidence_counts_it");
    home.copy(ROADS, "");
    let whole = home.run("extract --whole haiti-roads.txt").exits(0).json_lines();
    let text = home.run("text haiti-roads.txt").exits(0).warns_of_nothing().out;
    assert_eq!(whole[0]["text"].as_str(), Some(text.as_str()));
    let input = std::fs::read(home.path("haiti-roads.txt")).unwrap();
    assert_eq!(home.run_on(&input, "text -").exits(0).out, text);
}

#[test]
fn blocks_are_one_object_with_all_keys() {
    let home = Home::new("blocks_are_one_object_with_all_keys");
    home.write("a.txt", "ROADS AND BRIDGES\n\nStatus: Closed\n\n    - gravel\n\nItem\tCost\nBridge\t9\n");
    let lines = home.run("text --blocks a.txt").exits(0).json_lines();
    let [object] = lines.as_slice() else { panic!("{} lines", lines.len()) };
    assert_eq!(object["document"]["name"], "a.txt");
    assert_eq!(object["pages"], serde_json::json!([]));
    let expected = serde_json::json!([
        {"kind": "heading", "layer": "body", "start": 0, "end": 17, "text": "ROADS AND BRIDGES", "page": null, "box": null,
            "level": 1, "depth": null, "rows": null},
        {"kind": "key-value", "layer": "body", "start": 19, "end": 33, "text": "Status: Closed", "page": null,
            "box": null, "level": null, "depth": null, "rows": null},
        {"kind": "list-item", "layer": "body", "start": 41, "end": 47, "text": "gravel", "page": null,
            "box": null, "level": null, "depth": 1, "rows": null},
    ]);
    let blocks = object["blocks"].as_array().unwrap();
    assert_eq!(serde_json::json!(blocks[..3]), expected);
    assert_eq!(blocks[3]["rows"][1][0]["text"], "Bridge");
    assert_eq!(blocks[3]["rows"][1][1]["col_span"], 1);
}

#[test]
fn tables_are_csv_with_an_empty_line_between() {
    let home = Home::new("tables_are_csv_with_an_empty_line_between");
    home.write("a.txt", "Item\tCost\nBridge, small\t9\n\nSome words.\n\nName\tYear\nRoad\t2020\n");
    home.run("text --tables a.txt")
        .exits(0)
        .says_only("Item,Cost\n\"Bridge, small\",9\n\nName,Year\nRoad,2020");
    home.write("b.txt", "No table at all.\n");
    home.run("text --tables b.txt").exits(0).says_only("").warns_of_nothing();
}

#[test]
fn what_cannot_be_read_is_told_as_everywhere() {
    let home = Home::new("what_cannot_be_read_is_told_as_everywhere");
    home.write("empty.txt", "").write("broken.pdf", "%PDF-1.7 and nothing else");
    for (command, code, what) in [
        ("text missing.txt", 1, "almoner: missing.txt: there is no such file\nhint: check the path"),
        ("text empty.txt", 1, "almoner: empty.txt: the file is empty\nhint: "),
        ("text broken.pdf", 1, "almoner: broken.pdf: the document is damaged: "),
        ("text .", 1, "almoner: .: it is a folder\nhint: "),
        ("text", 2, "FILE"),
        ("text --blocks --tables empty.txt", 2, "cannot be used with"),
    ] {
        home.run(command).exits(code).says_only("").warns(what);
    }
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let home = Home::new("a_reader_that_leaves_early_is_no_error");
    home.write("long.txt", "Roads and bridges.\n".repeat(100_000));
    for way in ["", "--blocks", "--tables"] {
        let script = format!(
            "set -o pipefail; almoner text {way} long.txt | head -c 10 > /dev/null; echo ${{PIPESTATUS[0]}}"
        );
        home.shell(&script).says_only("0").warns_of_nothing();
    }
}

#[test]
fn a_file_beyond_the_limit_is_refused() {
    let home = Home::new("a_file_beyond_the_limit_is_refused");
    home.write("a.txt", "Roads.\n");
    home.run("text --max-file-size 3 a.txt").exits(1).warns("the limit is 3");
}
