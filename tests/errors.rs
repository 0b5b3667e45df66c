//! Every error is one clear line, a hint and an exit code, and leaves the library as it was.

use std::os::unix::process::CommandExt;

use crate::home::Home;

const ROADS: &str = "corpus/gac-profile/haiti-roads.txt";

#[test]
fn what_is_wrong_with_a_file_is_said_with_a_hint() {
    let home = Home::new("what_is_wrong_with_a_file_is_said_with_a_hint");
    home.write("empty.txt", "")
        .write("blank.txt", " \n\t\n")
        .write("binary.dat", [0, 1, 2, 255, 254, 0, 0, 7]);
    home.write("sheet.xlsx", b"PK\x03\x04rest")
        .write("page.html", "<!doctype html><p>Hello")
        .write("in/x.txt", "x");
    for (file, what, hint) in [
        ("missing.txt", "there is no such file", "check the path"),
        ("in", "it is a folder", "give its files, or give the folder to `almoner ingest`"),
        ("empty.txt", "the file is empty", "fetch the document again"),
        ("blank.txt", "the file is empty", "fetch the document again"),
        ("binary.dat", "a binary file is not a format that almoner reads", "save it as"),
        (
            "sheet.xlsx",
            "the document is damaged: the list of its parts cannot be read",
            "fetch the document again",
        ),
        ("in/x.txt/y", "there is no such file", "check the path"),
    ] {
        home.run(&format!("extract {file}"))
            .exits(1)
            .says_only("")
            .warns(&format!("almoner: {file}: {what}"))
            .warns(&format!("hint: {hint}"));
    }
    home.run("extract missing.txt in/x.txt empty.txt").exits(3).warns("missing.txt").warns("empty.txt");
    home.run("extract missing.txt empty.txt").exits(1);
    home.run("extract --max-file-size 4 page.html").exits(1).warns("the file has 23 bytes; the limit is 4");
}

#[test]
fn what_is_wrong_with_the_command_line_is_said_with_a_hint() {
    let home = Home::new("what_is_wrong_with_the_command_line_is_said_with_a_hint");
    for (command, what, hint) in [
        ("extrct", "unrecognized subcommand 'extrct'", "did you mean `extract`?"),
        ("schema --hole", "unexpected argument '--hole' found", "did you mean `--whole`?"),
        (
            "extract",
            "the following required arguments were not provided: <FILE>...",
            "the form is `almoner extract",
        ),
        (
            "extract --timeout 0 a",
            "invalid value '0' for '--timeout <SECONDS>'",
            "`almoner --help` tells more",
        ),
        ("extract --memory much a", "invalid value 'much' for '--memory <SIZE>'", "tells more"),
        (
            "extract - a",
            "`-` (standard input) stands beside other files",
            "give standard input or files, not both",
        ),
        ("--color sometimes schema", "invalid value 'sometimes'", "tells more"),
    ] {
        home.run(command)
            .exits(2)
            .says_only("")
            .warns(&format!("almoner: {what}"))
            .warns("hint: ")
            .warns(hint);
    }
}

#[test]
fn a_folder_without_documents_is_an_error_and_makes_no_library() {
    let home = Home::new("a_folder_without_documents_is_an_error_and_makes_no_library");
    home.write("empty/.hidden", "x");
    home.run("ingest empty")
        .exits(1)
        .says_only("")
        .warns("almoner: empty: there is no document in it\nhint: give files, or a folder with files");
    home.run("ingest nowhere")
        .exits(1)
        .says_only("")
        .warns("almoner: nowhere: there is no such file or folder\n");
    assert!(!home.path("almoner-library").exists());
}

#[test]
fn when_all_files_fail_the_command_fails() {
    let home = Home::new("when_all_files_fail_the_command_fails");
    home.write("in/a.txt", "").write("in/b.pdf", "%PDF-1.7");
    home.run("ingest in").exits(1).says("2 documents: 1 empty, 1 damaged; 0 records of 0 activities; ");
}

#[test]
fn a_library_of_a_newer_version_or_a_foreign_one_is_left_as_it_was() {
    let home = Home::new("a_library_of_a_newer_version_or_a_foreign_one_is_left_as_it_was");
    home.copy(ROADS, "in/");
    home.run("ingest in").exits(0);
    let sql = "import sqlite3; sqlite3.connect('almoner-library/library.sqlite').execute('PRAGMA user_version = 99')";
    home.shell(&format!("python3 -c \"{sql}\"")).exits(0);
    home.run("ingest in").exits(10).warns("almoner: ").warns("99").warns("hint: a newer almoner made it");
    home.write(
        "foreign/library.sqlite",
        "a text and no database, long enough to be looked at as one ".repeat(20),
    );
    home.run("--library foreign ingest in").exits(10).warns("no almoner library").warns("hint: ");
}

#[test]
fn a_library_that_another_writes_to_is_locked() {
    let home = Home::new("a_library_that_another_writes_to_is_locked");
    home.copy(ROADS, "in/");
    home.run("ingest in").exits(0);
    home.copy(ROADS, "in/new.txt");
    home.shell("flock almoner-library/writer.lock almoner ingest in")
        .exits(11)
        .warns("locked by")
        .warns("hint: wait");
    home.run("ingest in").exits(0);
}

#[test]
fn a_library_where_nothing_may_be_written_is_the_disks_fault() {
    let home = Home::new("a_library_where_nothing_may_be_written_is_the_disks_fault");
    home.copy(ROADS, "in/");
    home.run("--library /proc/almoner ingest in").exits(4).warns("almoner: /proc/almoner: ").warns("hint: ");
    home.write("file", "x");
    home.run("--library file/library ingest in").exits(4).warns("almoner: file/library: ").warns("hint: ");
}

#[test]
fn a_full_disk_on_standard_output_is_said() {
    let home = Home::new("a_full_disk_on_standard_output_is_said");
    home.copy(ROADS, "in/");
    home.shell("almoner extract in/haiti-roads.txt > /dev/full")
        .exits(4)
        .warns("almoner: cannot write to standard output: No space left on device")
        .warns("hint: is the disk full?");
}

#[test]
fn a_reader_that_leaves_ends_the_command_quietly() {
    let home = Home::new("a_reader_that_leaves_ends_the_command_quietly");
    home.copy("corpus/gac-profile", "in");
    for command in ["schema", "-q extract in/*", "extract --pretty in/haiti-roads.txt", "--help"] {
        home.shell(&format!("almoner {command} | head -n 1; exit ${{PIPESTATUS[0]}}"))
            .exits(0)
            .warns_of_nothing();
        home.shell(&format!("almoner {command} | true; exit ${{PIPESTATUS[0]}}")).exits(0).warns_of_nothing();
    }
}

#[test]
fn a_table_of_rates_or_layouts_that_are_not_there_are_told() {
    let home = Home::new("a_table_of_rates_or_layouts_that_are_not_there_are_told");
    home.copy(ROADS, "in/").write("rates.csv", "currency,date\nEUR,2020-01-01\n");
    for command in ["extract in/haiti-roads.txt", "ingest in", "explain in/haiti-roads.txt"] {
        home.run(&format!("--rates missing.csv {command}"))
            .exits(2)
            .warns("almoner: missing.csv: ")
            .warns("hint: ");
        home.run(&format!("--rates rates.csv {command}"))
            .exits(2)
            .warns("almoner: rates.csv: ")
            .warns("hint: ");
        home.run(&format!("--layouts missing {command}"))
            .exits(2)
            .warns("almoner: missing: ")
            .warns("hint: ");
    }
    assert!(!home.path("almoner-library").exists());
}

/// Root may read everything; these are run as the user `nobody`, where that is possible.
#[test]
fn files_and_folders_that_may_not_be_read_are_told() {
    let home = Home::new("files_and_folders_that_may_not_be_read_are_told");
    home.copy(ROADS, "in/").write("in/secret.txt", "x").write("in/closed/a.txt", "x");
    home.shell(
        "chmod 755 . in; chmod 644 in/haiti-roads.txt; chmod 000 in/secret.txt in/closed; mkdir -m 777 out",
    )
    .exits(0);
    let as_nobody = |command: &str| {
        home.run_with(command, |command| {
            command.uid(65534).gid(65534);
        })
    };
    if !nobody_can_run(&home) {
        return;
    }
    as_nobody("extract in/secret.txt")
        .exits(1)
        .warns("in/secret.txt: you may not read it (permission denied)\nhint: ");
    as_nobody("--library out/library ingest in")
        .exits(3)
        .says("2 documents: 1 ok, 1 unreadable; ")
        .warns("almoner: in/closed: it cannot be read: Permission denied")
        .warns("almoner: in/secret.txt: you may not read it (permission denied)\nhint: ");
    as_nobody("--library in/library ingest in/haiti-roads.txt")
        .exits(4)
        .warns("in/library: ")
        .warns("hint: ");
    home.shell("chmod 644 in/secret.txt").exits(0);
    as_nobody("--library out/library ingest in").exits(3).says("2 documents: 1 no-activity, 1 unchanged; ");
}

/// True when this process may become `nobody`, and `nobody` may start the program.
fn nobody_can_run(home: &Home) -> bool {
    let mut command = home.command("--version");
    command.uid(65534).gid(65534);
    command.output().is_ok_and(|output| output.status.success())
}

#[test]
fn what_a_folder_of_real_documents_holds_sooner_or_later_costs_only_itself() {
    let home = Home::new("what_a_folder_of_real_documents_holds_sooner_or_later_costs_only_itself");
    home.copy("fixtures/broken", "in").copy(ROADS, "in/");
    home.run("ingest in")
        .exits(3)
        .says("10 documents: 1 ok, ")
        .says(" unsupported")
        .says("; 1 record of 1 activity; ")
        .warns("in/binary.txt: a binary file is not a format that almoner reads\nhint: ")
        .warns("almoner: in/truncated.pdf: the document is damaged: it has no page tree\n");
}
