//! Scanned pages: told, and with `--ocr` recognised by tesseract. Scans are made of our own PDFs by scripts/scan.py.

use serde_json::Value;

use crate::home::{Home, repository};

const ROADS: &str = "fixtures/prints/libreoffice/haiti-roads.pdf";

/// A home with the roads of Haiti as they were printed (`roads.pdf`), and as a scan (`scan.pdf`).
fn home(test: &str, options: &str) -> Home {
    let home = Home::new(test);
    home.copy(ROADS, "roads.pdf");
    let script = repository().join("scripts/scan.py");
    home.shell(&format!("python3 {} roads.pdf scan.pdf {options}", script.display()))
        .exits(0)
        .warns_of_nothing();
    home
}

#[test]
fn a_scan_is_told_with_its_pages() {
    let home = home("a_scan_is_told_with_its_pages", "--dpi 40");
    home.run("text scan.pdf")
        .exits(0)
        .says_only("")
        .warns("scan.pdf: no text layer: pages 1-2\nhint: read it with --ocr");
    home.run("ingest scan.pdf").exits(0).says("1 needs-ocr");
}

#[test]
fn scanned_pages_among_others_are_a_warning() {
    let home = home("scanned_pages_among_others_are_a_warning", "--dpi 40");
    home.shell("qpdf --empty --pages roads.pdf 1 scan.pdf 2 -- mixed.pdf").exits(0);
    home.run("text mixed.pdf")
        .exits(0)
        .says("Overview")
        .warns("mixed.pdf: no text layer: page 2; --ocr reads them");
    let record: Value = serde_json::from_str(&home.run("extract mixed.pdf").exits(0).out).unwrap();
    let warnings = record["warnings"].as_array().unwrap();
    let told = warnings.iter().find(|warning| warning["code"] == "scanned-pages").unwrap();
    assert_eq!(told["message"], "no text layer: page 2");
}

/// What a scan gives is what the page gives, but for letters that are recognised wrongly; and it says so.
#[test]
fn a_scan_that_is_recognised_gives_its_record() {
    for (name, options) in [
        ("upright", "--dpi 150"),
        ("turned", "--dpi 150 --turn 90"),
        ("black_and_white", "--dpi 200 --bits 1"),
    ] {
        let home = home(&format!("a_scan_that_is_recognised_gives_its_record_{name}"), options);
        let read = |file: &str| -> Value {
            serde_json::from_str(&home.run(&format!("extract {file}")).exits(0).out).unwrap()
        };
        let (printed, scanned) = (read("roads.pdf"), read("--ocr scan.pdf"));
        for path in ["/id", "/budget/value", "/activity_dates", "/status", "/reporting_org/name", "/aid_type"]
        {
            assert_eq!(scanned.pointer(path), printed.pointer(path), "{name}: {path}");
        }
        let of = |record: &Value| {
            let evidence = record["evidence"].as_array().unwrap();
            evidence.iter().find(|one| one["path"] == "/budget/value").unwrap().clone()
        };
        let (printed, scanned) = (of(&printed), of(&scanned));
        assert_eq!(scanned["rule"], "ocr:gac-profile/header/budget");
        assert!(scanned["confidence"].as_f64().is_some_and(|sure| sure > 0.7 && sure <= 1.0), "{scanned}");
        for side in 0..4 {
            let at = |evidence: &Value| evidence["boxes"][0][side].as_f64().unwrap();
            assert!((at(&printed) - at(&scanned)).abs() < 4.0, "{name}: {printed} {scanned}");
        }
    }
}

#[test]
fn workers_recognise_within_their_limits() {
    let home = home("workers_recognise_within_their_limits", "--dpi 150");
    home.run("ingest scan.pdf").exits(0).says("1 needs-ocr");
    home.run("ingest --ocr scan.pdf").exits(0).says("1 ok; 1 record");
    home.run("show CA-3-P006418001 --evidence").exits(0).says("ocr:gac-profile/header/budget");
}

#[test]
fn what_recognising_needs_is_told() {
    let home = Home::new("what_recognising_needs_is_told");
    home.write("a.txt", "Roads");
    let no_programs = home.run_with("text --ocr a.txt", |command| {
        command.env("PATH", "");
    });
    no_programs.exits(1).warns("--ocr: there is no program `tesseract`\nhint: install it");
    home.run("text --ocr --ocr-language xyz a.txt")
        .exits(2)
        .warns("tesseract has no language `xyz`\nhint: it has eng");
    home.run("text --ocr-language eng a.txt").exits(2).warns("--ocr");
}
