//! `almoner mark`: a copy of a PDF with the evidence highlighted. Other programs open what it writes.

use crate::home::{Home, Run, repository};

const ID: &str = "CA-3-P006418001";

/// A library with the roads of Haiti, read from the PDF of a producer.
fn library(test: &str, producer: &str) -> Home {
    let home = Home::new(test);
    home.copy(&format!("fixtures/prints/{producer}/haiti-roads.pdf"), "in/");
    home.run("ingest in").exits(0);
    home
}

/// Runs a program that must be there; its exit code and all that it printed.
fn program(home: &Home, command: &str) -> Run {
    let run = home.shell(command);
    assert_ne!(run.code, 127, "{command}: apt-get install poppler-utils qpdf\n{run}");
    run
}

#[test]
fn a_marked_copy_opens_elsewhere_and_keeps_its_text() {
    let producers =
        std::fs::read_dir(repository().join("fixtures/prints")).unwrap().map(|entry| entry.unwrap());
    let producers = producers.filter(|entry| entry.path().join("haiti-roads.pdf").exists());
    let producers: Vec<String> = producers.map(|entry| entry.file_name().into_string().unwrap()).collect();
    assert!(producers.len() >= 4, "{producers:?}");
    for producer in producers {
        let home = library(&format!("a_marked_copy_{producer}"), &producer);
        home.run(&format!("mark {ID} -o marked.pdf")).exits(0).warns("values marked on ");
        program(&home, "qpdf --check marked.pdf").exits(0);
        let info = "pdfinfo in/haiti-roads.pdf 2> before; pdfinfo marked.pdf 2> after >/dev/null && cmp before after";
        program(&home, info).exits(0);
        let text = "pdftotext in/haiti-roads.pdf - | tr -d '\\f' > before; pdftotext marked.pdf - | tr -d '\\f' > after; cmp before after";
        program(&home, text).exits(0).warns_of_nothing();
        // It is seen on paper: some of the page is yellow now.
        let yellow = "pdftoppm -r 30 -f 1 -l 1 in/haiti-roads.pdf a && pdftoppm -r 30 -f 1 -l 1 marked.pdf b && ! cmp -s a*.ppm b*.ppm";
        program(&home, yellow).exits(0).warns_of_nothing();
        // The source is as it was, and the copy holds it.
        let size = std::fs::metadata(home.path("in/haiti-roads.pdf")).unwrap().len();
        program(&home, &format!("head -c {size} marked.pdf | cmp - in/haiti-roads.pdf")).exits(0);
    }
}

#[test]
fn each_value_is_an_annotation_that_names_its_field() {
    let home = library("each_value_is_an_annotation_that_names_its_field", "chromium");
    home.run(&format!("mark {ID} -o marked.pdf")).exits(0);
    let record: serde_json::Value =
        serde_json::from_str(&home.run(&format!("show {ID} --format json")).exits(0).out).unwrap();
    let evidence = record["evidence"].as_array().unwrap();
    let placed: Vec<_> = evidence.iter().filter(|one| !one["page"].is_null()).collect();
    assert!(placed.len() > 10, "{}", placed.len());
    let objects = program(&home, "qpdf --qdf --object-streams=disable marked.pdf - | strings").out;
    assert_eq!(objects.matches("/Subtype /Highlight").count(), placed.len());
    for one in placed {
        let subject = format!("/Subj ({})", one["path"].as_str().unwrap());
        assert!(objects.contains(&subject), "{subject}");
    }
}

#[test]
fn an_encrypted_source_without_password_is_marked() {
    let home = library("an_encrypted_source_without_password_is_marked", "libreoffice");
    program(
        &home,
        "qpdf --encrypt '' owner 256 -- in/haiti-roads.pdf in/locked.pdf && rm in/haiti-roads.pdf",
    )
    .exits(0);
    home.run("ingest in").exits(0);
    home.run(&format!("mark {ID} --source in/locked.pdf -o marked.pdf")).exits(0);
    program(&home, "qpdf --check marked.pdf").exits(0);
    program(&home, "pdftotext marked.pdf -").exits(0).says("Roads").warns_of_nothing();
}

#[test]
fn what_cannot_be_marked_is_told() {
    let home = library("what_cannot_be_marked_is_told", "libreoffice");
    home.copy("corpus/gac-profile/benin-sante-maternelle.txt", "in/");
    home.run("ingest in").exits(0);
    let mark = |rest: &str| home.run(&format!("mark {rest}"));
    mark("CA-3-P007302001 -o m.pdf")
        .exits(1)
        .warns("benin-sante-maternelle.txt (text/plain); only PDFs can be marked\nhint: ");
    mark("nothing -o m.pdf").exits(1).warns("hint: ");
    mark(&format!("{ID} -o in/haiti-roads.pdf"))
        .exits(2)
        .warns("in/haiti-roads.pdf: is the source itself\nhint: ");
    mark(&format!("{ID} -o none/m.pdf")).exits(4).warns("hint: make the folder first");
    home.write("other.pdf", "%PDF-1.7");
    mark(&format!("{ID} --source other.pdf -o m.pdf"))
        .exits(1)
        .warns("other.pdf: `CA-3-P006418001` was not read from it but from haiti-roads.pdf\nhint: ");
    home.copy_within("in/haiti-roads.pdf", "moved.pdf").write("in/haiti-roads.pdf", "%PDF-1.7 changed");
    mark(&format!("{ID} -o m.pdf")).exits(1).warns("has changed since");
    std::fs::remove_file(home.path("in/haiti-roads.pdf")).unwrap();
    mark(&format!("{ID} -o m.pdf")).exits(1).warns("is not there any more\nhint: give the PDF with --source");
    mark(&format!("{ID} --source moved.pdf -o m.pdf")).exits(0).warns("values marked");
    assert!(home.path("m.pdf").exists());
}
