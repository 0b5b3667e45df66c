//! `almoner extract --stdin --isolate`: a line in, exactly one line out.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write};

use serde_json::{Value, json};

use crate::home::{Home, repository};

const ISOLATE: &str = "extract --stdin --isolate";

fn roads() -> String {
    repository().join("corpus/gac-profile/haiti-roads.txt").display().to_string()
}

/// The outcomes by the text of their ids.
fn by_id(lines: Vec<Value>) -> BTreeMap<String, Value> {
    let count = lines.len();
    let outcomes: BTreeMap<String, Value> =
        lines.into_iter().map(|line| (line["id"].to_string(), line)).collect();
    assert_eq!(outcomes.len(), count, "an id stands twice");
    outcomes
}

#[test]
fn each_line_has_its_outcome_under_its_own_id() {
    let home = Home::new("each_line_has_its_outcome_under_its_own_id");
    home.copy("corpus/general/lentil-soup-recipe.txt", "a b/100%.txt").write("empty.txt", "");
    let encoded = format!("file://{}/a%20b/100%25.txt", home.path(".").display());
    // `Roads` in base64, with and without the signs at its end.
    let lines = [
        json!({"id": 1, "uri": roads()}),
        json!({"id": "path", "uri": "a b/100%.txt"}),
        json!({"id": [1, {"a": null}], "uri": encoded}),
        json!({"id": "bytes", "bytes": "Um9hZHM=", "name": "roads.txt"}),
        json!({"id": "bare", "bytes": "Um9hZHM"}),
        json!({"id": "empty", "uri": "empty.txt"}),
        json!({"id": "missing", "uri": "missing.txt"}),
        json!({"id": "folder", "uri": "."}),
        json!({"id": "stdin", "uri": "-"}),
        json!({"id": "web", "uri": "https://example.org/a.pdf"}),
        json!({"id": "both", "uri": "a", "bytes": ""}),
        json!({"id": "neither"}),
        json!({"id": "noise", "bytes": "!!!"}),
    ];
    let mut input: String = lines.iter().map(|line| format!("{line}\n")).collect();
    input += "\n{\"id\": 123456789012345678901234567890, \"uri\": \n";
    let run = home.run_on(input.as_bytes(), ISOLATE).exits(0).warns_of_nothing();
    assert!(run.out.contains("\"id\":123456789012345678901234567890,"), "{run}");
    let outcomes = by_id(run.json_lines());
    for (id, status) in [
        ("1", "ok"),
        ("\"path\"", "no-activity"),
        ("[1,{\"a\":null}]", "no-activity"),
        ("\"bytes\"", "no-activity"),
        ("\"bare\"", "no-activity"),
        ("\"empty\"", "empty"),
        ("\"missing\"", "unreadable"),
        ("\"folder\"", "unreadable"),
        ("\"stdin\"", "unreadable"),
        ("\"web\"", "unreadable"),
        ("\"both\"", "damaged"),
        ("\"neither\"", "damaged"),
        ("\"noise\"", "damaged"),
        ("1.2345678901234568e+29", "damaged"),
    ] {
        let outcome = outcomes.get(id).unwrap_or_else(|| panic!("{id} is missing: {outcomes:?}"));
        assert_eq!(outcome["status"], status, "{outcome}");
        let read = matches!(status, "ok" | "no-activity");
        assert_eq!(
            (outcome["extracted"].is_object(), outcome["reason"].is_string()),
            (read, !read),
            "{outcome}"
        );
    }
    assert_eq!(outcomes.len(), lines.len() + 1);
    assert_eq!(outcomes["1"]["extracted"]["activities"][0]["id"], "CA-3-P006418001");
    assert_eq!(outcomes["\"bytes\""]["extracted"]["document"]["name"], "roads.txt");
}

#[test]
fn an_archive_is_one_line_with_its_documents_inside() {
    let home = Home::new("an_archive_is_one_line_with_its_documents_inside");
    home.copy("corpus/gac-profile/haiti-roads.txt", "a.txt").write("b.txt", "");
    home.shell("python3 -m zipfile -c good.zip a.txt b.txt && python3 -m zipfile -c bad.zip b.txt b.txt")
        .exits(0);
    let encoded = home.shell("base64 -w0 good.zip").out;
    let input = format!(
        "{}\n{}\n{}\n",
        json!({"id": "path", "uri": "good.zip"}),
        json!({"id": "bytes", "bytes": encoded.trim()}),
        json!({"id": "bad", "uri": "bad.zip"})
    );
    let outcomes = by_id(home.run_on(input.as_bytes(), ISOLATE).exits(0).json_lines());
    for id in ["\"path\"", "\"bytes\""] {
        let told: Vec<_> = outcomes[id]["enclosed"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| (&one["name"], &one["status"]))
            .collect();
        assert_eq!(told, [(&json!("a.txt"), &json!("ok")), (&json!("b.txt"), &json!("empty"))]);
        assert_eq!(outcomes[id]["status"], "ok");
        assert_eq!(outcomes[id]["enclosed"][0]["extracted"]["activities"][0]["id"], "CA-3-P006418001");
    }
    assert_eq!(
        (&outcomes["\"bad\""]["status"], outcomes["\"bad\""].get("extracted")),
        (&json!("empty"), None)
    );
}

/// Whoever sends a line and waits for its outcome before sending the next is not kept waiting.
#[test]
fn a_line_is_answered_before_the_next_one_comes() {
    let home = Home::new("a_line_is_answered_before_the_next_one_comes");
    let mut child = home
        .command(ISOLATE)
        .stdin(std::process::Stdio::piped())
        .env("ALMONER_WORKER_FAULTS", "1")
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    home.write("x-abort.fault", "a note").write("note.txt", "a note");
    for name in ["note.txt", "x-abort.fault", "note.txt"] {
        writeln!(input, "{}", json!({"id": name, "uri": name})).unwrap();
        let mut line = String::new();
        output.read_line(&mut line).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&line).unwrap()["id"], name);
    }
    drop(input);
    assert!(child.wait().unwrap().success());
}

#[test]
fn nobody_who_reads_ends_it_also_while_its_input_stays_open() {
    let home = Home::new("nobody_who_reads_ends_it_also_while_its_input_stays_open");
    home.write("note.txt", "a note");
    let pipe = std::process::Stdio::piped;
    let mut child = home.command(ISOLATE).stdin(pipe()).stdout(pipe()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let mut ask = || stdin.write_all(b"{\"id\":1,\"uri\":\"note.txt\"}\n");
    ask().unwrap();
    let mut outcome = String::new();
    stdout.read_line(&mut outcome).unwrap();
    assert!(outcome.contains("no-activity"), "{outcome}");
    drop(stdout);
    // Refused where it has noticed before it is asked.
    let _ = ask();
    assert!(child.wait().unwrap().success());
}

#[cfg(debug_assertions)]
#[test]
fn of_ten_thousand_lines_thirty_poisonous_ones_cost_themselves() {
    let home = Home::new("of_ten_thousand_lines_thirty_poisonous_ones_cost_themselves");
    let faults = [
        ("abort", "crashed"),
        ("alloc", "memory"),
        ("exit", "crashed"),
        ("garbage", "crashed"),
        ("gigabyte", "limit"),
        ("half", "crashed"),
        ("hang", "timeout"),
        ("kill", "crashed"),
        ("overflow", "crashed"),
        ("spin", "timeout"),
    ];
    let mut input = String::new();
    let mut expected = BTreeMap::new();
    for number in 0..10_000 {
        // At the beginning, in the middle, at the end.
        let poison = match number {
            0..10 => faults.get(number),
            5_000..5_010 => faults.get(number - 5_000),
            9_990.. => faults.get(number - 9_990),
            _ => None,
        };
        let (name, status) = poison.map_or_else(
            || (format!("{number}.txt"), "no-activity"),
            |(fault, status)| (format!("{number}-{fault}.fault"), *status),
        );
        writeln!(input, "{}", json!({"id": number, "bytes": "YSBub3Rl", "name": name})).unwrap();
        expected.insert(number.to_string(), status);
    }
    let mut child = home
        .command(&format!("{ISOLATE} --timeout 5 --max-text 1M"))
        .stdin(std::process::Stdio::piped())
        .env("ALMONER_WORKER_FAULTS", "1")
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    let outcomes = by_id(text.lines().map(|line| serde_json::from_str(line).unwrap()).collect());
    assert_eq!(outcomes.len(), 10_000);
    for (id, status) in expected {
        assert_eq!(outcomes[&id]["status"], status, "{}", outcomes[&id]);
    }
}
