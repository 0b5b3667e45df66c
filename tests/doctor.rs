//! `almoner doctor`: what is damaged is named, with what to do, and made right where that can be.

use crate::home::Home;

/// A library of a few documents.
fn library(test: &str) -> Home {
    let home = Home::new(test);
    home.copy("corpus/gac-profile", "in").write("in/empty.txt", "");
    home.run("ingest in").exits(3);
    home
}

/// Runs SQL on the database.
fn sql(home: &Home, sql: &str) {
    let script = "import sqlite3\n\
        sqlite3.connect('almoner-library/library.sqlite').executescript(open('change.sql').read())\n";
    home.write("change.sql", sql).write("change.py", script);
    home.shell("python3 change.py").exits(0);
}

#[test]
fn a_sound_library_is_sound() {
    let home = library("a_sound_library_is_sound");
    let run = home
        .run("doctor")
        .exits(0)
        .says("no damage: 10 files known, 9 documents, 9 records, ")
        .warns_of_nothing();
    assert_eq!(run.out.lines().count(), 1, "{run}");
    home.run("doctor -q").exits(0).says_only("");
    home.run("doctor --repair").exits(0).says("no damage: ").does_not_say("repaired");
    let json = &home.run("doctor --format json").exits(0).json_lines()[0];
    assert_eq!((&json["sound"], json["findings"].as_array().unwrap().len()), (&true.into(), 0), "{json}");
    assert_eq!(
        (&json["checked"]["documents"], &json["checked"]["index_entries"]),
        (&9.into(), &9.into()),
        "{json}"
    );
    home.run("--library nowhere doctor").exits(10).warns("there is no library here");
}

#[test]
fn damage_is_named_with_what_it_hits_and_what_to_do() {
    let home = library("damage_is_named_with_what_it_hits_and_what_to_do");
    sql(
        &home,
        "UPDATE records SET record = replace(record, 'Haiti', 'Tahiti') WHERE record LIKE '%P006418001%'",
    );
    let run = home.run("doctor").exits(1).warns_of_nothing();
    assert!(run.out.starts_with("damage: library.sqlite records "), "{run}");
    run.says(" (CA-3-P006418001, ")
        .says("in/haiti-roads.txt): its sum does not fit: it is not what was put there\n")
        .says("hint: `almoner doctor --repair` takes it out and marks its document, which the next ingest reads again\n")
        .says("damaged in 1 place: ");
    let json = home.run("doctor --format json").exits(1).json_lines().remove(0);
    let finding = &json["findings"][0];
    assert_eq!(
        [&finding["grade"], &finding["file"], &finding["table"], &finding["id"], &finding["remedy"]],
        ["damage", "library.sqlite", "records", "CA-3-P006418001", "read-again"],
        "{json}"
    );
    assert!(finding["path"].as_str().unwrap().ends_with("in/haiti-roads.txt") && finding["hint"].is_string());
}

#[test]
fn a_repair_says_what_is_lost_and_the_next_ingest_reads_it_again() {
    let home = library("a_repair_says_what_is_lost_and_the_next_ingest_reads_it_again");
    let before = home.run("export").exits(0).out;
    sql(
        &home,
        "UPDATE records SET record = replace(record, 'Haiti', 'Tahiti') WHERE record LIKE '%P006418001%'; \
         UPDATE documents SET text = text || '.' WHERE name LIKE 'rwanda%'",
    );
    let run = home
        .run("doctor --repair")
        .exits(3)
        .says("repaired: the database, from its sound rows; as it was it is almoner-library/library.before-repair-")
        .says("repaired: the index, from the records\n")
        .says("in/haiti-roads.txt\n")
        .says("hint: 2 files are to be read again: `almoner --library almoner-library ingest` with their folder\n")
        .says("no damage: ");
    assert_eq!(run.out.matches("\nlost: ").count(), 2, "{run}");
    home.run("failures")
        .exits(0)
        .says("records of it were lost when the library was damaged")
        .says("ingest it again");
    home.run("search roads").exits(0);
    home.run("ingest in").exits(0).says("10 documents: 2 ok, 8 unchanged; ");
    home.run("export").exits(0).says_only(before.trim());
    // The copy is what it was.
    let copies = home.shell("ls almoner-library | grep -c before-repair.*sqlite$").out;
    assert_eq!(copies.trim(), "1");
    home.run("doctor").exits(0).says("note: library.before-repair-");
}

#[test]
fn what_was_inside_a_file_is_read_again_with_it() {
    let home = Home::new("what_was_inside_a_file_is_read_again_with_it");
    home.copy("corpus/gac-profile/haiti-roads.txt", "in/a.txt");
    home.shell(
        "cd in && python3 -c \"import zipfile; zipfile.ZipFile('b.zip', 'w').write('a.txt')\" && rm a.txt",
    )
    .exits(0);
    home.run("ingest in").exits(0).says("1 document: 1 ok; ");
    let before = home.run("export").exits(0).out;
    sql(&home, "UPDATE documents SET text = text || '.'");
    home.run("doctor --repair").exits(3).says("in/b.zip!/a.txt\n");
    home.run("export").exits(0).says_only("");
    home.run("ingest in").exits(0).says("1 document: 1 ok; ");
    home.run("export").exits(0).says_only(before.trim());
    home.run("doctor").exits(0);
}

#[test]
fn a_damaged_index_is_named_and_made_again() {
    let home = library("a_damaged_index_is_named_and_made_again");
    let before = home.run("facets --by country").exits(0).out;
    home.shell(
        "cd almoner-library/index; for f in *.fast; do printf x | dd of=$f bs=1 seek=9 conv=notrunc; done",
    )
    .exits(0);
    home.run("doctor")
        .exits(1)
        .says(".fast: its sum does not fit: it is not what was written\n")
        .says("hint: `almoner doctor --repair` makes it again from the records\n");
    let run = home.run("doctor --repair").exits(0).says("repaired: the index, from the records\n");
    assert!(!run.out.contains("before-repair"), "nothing was done to the database\n{run}");
    home.run("facets --by country").exits(0).says_only(before.trim());
}

#[test]
fn a_database_that_does_not_open_is_named() {
    let home = library("a_database_that_does_not_open_is_named");
    home.shell("cp -r almoner-library cut; truncate -s 0 cut/library.sqlite; cp -r almoner-library gone; rm gone/library.sqlite").exits(0);
    home.shell("printf 'no database at all' | dd of=almoner-library/library.sqlite conv=notrunc bs=1")
        .exits(0);
    for library in ["almoner-library", "cut", "gone"] {
        for repair in ["", "--repair"] {
            home.run(&format!("--library {library} doctor {repair}"))
                .exits(1)
                .says("damage: library.sqlite: it ")
                .says("hint: put a copy of the folder in its place, or move it away and ingest the documents again\n");
        }
    }
}

#[test]
fn the_index_is_made_again_where_it_was_deleted_with_a_bar_on_a_terminal() {
    let home = library("the_index_is_made_again_where_it_was_deleted_with_a_bar_on_a_terminal");
    let before = home.run("search roads").exits(0).out;
    for command in ["search roads", "facets --by country", "export roads", "ingest in"] {
        home.shell("rm -r almoner-library/index").exits(0);
        home.run("doctor")
            .exits(0)
            .says("note: index: there is none: the next command that needs it makes it\n");
        home.run(command).exits(0).warns_of_nothing();
        assert!(home.path("almoner-library/index/meta.json").exists(), "{command}");
    }
    home.run("search roads").exits(0).says_only(before.trim());
    if home.shell("command -v script").code == 0 {
        home.shell("rm -r almoner-library/index").exits(0);
        home.shell("script -qec 'almoner search roads' /dev/null").exits(0).says("making the index");
        home.shell("script -qec 'almoner search roads' /dev/null").exits(0).does_not_say("making the index");
    }
}
