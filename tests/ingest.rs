//! `almoner ingest`: what becomes of files and folders.

use crate::home::Home;
#[cfg(debug_assertions)]
use crate::home::Run;

/// A document that gives at least one record, and one that gives none.
const ROADS: &str = "corpus/gac-profile/haiti-roads.txt";
const SOUP: &str = "corpus/general/lentil-soup-recipe.txt";

#[test]
fn a_broken_file_costs_one_file() {
    let home = Home::new("a_broken_file_costs_one_file");
    home.copy(ROADS, "in/");
    home.write("in/broken.pdf", "%PDF-1.7 and nothing else");
    home.run("ingest in")
        .exits(3)
        .says("2 documents: 1 ok, 1 damaged; 1 record of 1 activity; ")
        .warns("almoner: in/broken.pdf: the document is damaged: it has no page tree\nhint: ");
}

#[test]
fn the_second_time_nothing_is_done() {
    let home = Home::new("the_second_time_nothing_is_done");
    home.copy(ROADS, "in/").copy(SOUP, "in/").write("in/empty.txt", "");
    home.run("ingest in")
        .exits(3)
        .says("3 documents: 1 ok, 1 no-activity, 1 empty; 1 record of 1 activity; ");
    home.run("ingest in")
        .exits(0)
        .says("1 unchanged document failed before; `--retry-failed` reads them again")
        .says("3 documents: 3 unchanged; nothing to do; ")
        .warns_of_nothing();
    home.run("ingest --retry-failed in").exits(3).says("3 documents: 2 unchanged, 1 empty; ");
}

#[test]
fn a_file_is_the_same_from_wherever_it_is_named() {
    let home = Home::new("a_file_is_the_same_from_wherever_it_is_named");
    home.copy(ROADS, "in/");
    home.shell("ln -s in link").exits(0);
    home.run("ingest in").exits(0).says("1 document: 1 ok; ");
    for other in ["./in", "in/", "in/haiti-roads.txt", "link", "in/../in in in/haiti-roads.txt"] {
        home.run(&format!("ingest {other}")).exits(0).says("1 document: 1 unchanged; nothing to do; ");
    }
    home.shell("cd in && almoner --library ../almoner-library ingest .").exits(0).says("1 unchanged");
}

#[test]
fn a_changed_file_is_read_again_and_a_touched_one_stays_what_it_was() {
    let home = Home::new("a_changed_file_is_read_again_and_a_touched_one_stays_what_it_was");
    home.copy(ROADS, "in/").copy(ROADS, "in/copy.txt").copy(SOUP, "in/soup.txt");
    home.run("ingest in").exits(0).says("3 documents: 1 ok, 1 no-activity, 1 duplicate; ");
    home.shell("touch -d 2001-01-01 in/*").exits(0);
    home.run("ingest in").exits(0).says("3 documents: 1 ok, 1 no-activity, 1 duplicate; ");
    home.copy(ROADS, "in/soup.txt");
    home.run("ingest in").exits(0).says("3 documents: 2 unchanged, 1 duplicate; 0 records of 0 activities; ");
}

#[test]
fn the_same_bytes_under_two_names_are_one_document() {
    let home = Home::new("the_same_bytes_under_two_names_are_one_document");
    home.copy(ROADS, "in/b.txt");
    home.run("ingest in").exits(0).says("1 document: 1 ok; ");
    home.copy(ROADS, "in/a.txt").copy(ROADS, "in/c/d.txt");
    home.run("ingest in").exits(0).says("3 documents: 1 unchanged, 2 duplicate; ");
}

#[test]
fn another_layout_reads_known_files_again() {
    let home = Home::new("another_layout_reads_known_files_again");
    home.copy(ROADS, "in/").copy("crates/extract/layouts/undp-project-page.toml", "mine/");
    home.run("ingest in").exits(0).says("1 ok");
    home.run("--layouts mine ingest in").exits(0).says("1 document: 1 ok; ");
    home.run("--layouts mine ingest in").exits(0).says("1 unchanged");
}

#[test]
fn hidden_files_and_the_library_are_left_out_and_ignore_files_are_not_obeyed() {
    let home = Home::new("hidden_files_and_the_library_are_left_out_and_ignore_files_are_not_obeyed");
    home.copy(ROADS, "in/").copy(SOUP, "in/.hidden.txt").copy(SOUP, "in/.git/soup.txt");
    home.write("in/.gitignore", "*").write("in/.ignore", "*");
    home.run("--library in/library ingest in").exits(0).says("1 document: 1 ok; ");
    home.run("--library in/library ingest in").exits(0).says("1 document: 1 unchanged; ");
    home.run("--library in/library ingest in/.hidden.txt").exits(0).says("1 document: 1 no-activity; ");
}

#[test]
fn odd_entries_are_passed_over_and_odd_names_are_read() {
    let home = Home::new("odd_entries_are_passed_over_and_odd_names_are_read");
    home.copy(ROADS, "in/");
    home.shell("mkfifo in/pipe").exits(0);
    home.shell("cd in; ln -s . loop; ln -s / root; ln -s nowhere dead; ln -s a b; ln -s b a").exits(0);
    home.shell("python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind(\"in/socket\")'").exits(0);
    let long = "n".repeat(251);
    for name in
        ["new\nline.txt", "esc\u{1b}[2J.txt", " space.txt ", "ü.txt", "u\u{308}.txt", &format!("{long}.txt")]
    {
        home.write(format!("in/{name}"), format!("a note, not about any activity: {name}"));
    }
    home.shell(r"printf 'one note' > $'in/\xff.txt'; printf 'another note' > $'in/\xfe.txt'").exits(0);
    home.run("ingest in")
        .exits(0)
        .says("9 documents: 1 ok, 8 no-activity; ")
        .warns("in/pipe: it is passed over: a pipe, no file\n")
        .warns("in/socket: it is passed over: a socket, no file\n")
        .warns("in/loop: it is passed over: a link to a folder\n")
        .warns("in/root: it is passed over: a link to a folder\n")
        .warns("in/dead: it is passed over: a link that leads nowhere\n")
        .warns("in/a: it is passed over: a link that leads nowhere\n");
    home.run("ingest in").exits(0).says("9 documents: 9 unchanged; ");
    home.run("-q ingest in").exits(0).says_only("").warns_of_nothing();
}

/// Deeper than any path may be long.
#[test]
fn a_folder_out_of_reach_costs_itself() {
    let home = Home::new("a_folder_out_of_reach_costs_itself");
    home.copy(ROADS, "in/");
    let dig = "import os\nos.chdir('in')\nfor _ in range(40):\n  os.mkdir('d' * 200)\n  os.chdir('d' * 200)\nopen('deep.txt', 'w').write('x')";
    home.write("dig.py", dig);
    home.shell("python3 dig.py").exits(0);
    home.run("ingest in").exits(3).says("1 document: 1 ok; ").warns("it cannot be read: File name too long");
    home.shell("rm -rf in").exits(0);
}

#[test]
fn a_device_is_passed_over() {
    let home = Home::new("a_device_is_passed_over");
    home.copy(ROADS, "in/");
    // Only root may make one.
    if home.shell("mknod in/zero c 1 5").code == 0 {
        home.run("ingest in")
            .exits(0)
            .says("1 document: 1 ok; ")
            .warns("in/zero: it is passed over: a device, no file\n");
    }
    home.run("ingest /dev/zero").exits(1).warns("/dev/zero: it is passed over: a device, no file\n");
}

#[test]
fn names_of_files_cannot_take_over_the_terminal() {
    let home = Home::new("names_of_files_cannot_take_over_the_terminal");
    home.write("in/a\u{1b}[2J\u{202e}.txt", "");
    home.run("ingest in").exits(1).warns("in/a\\u{1b}[2J\\u{202e}.txt: the file is empty");
}

#[test]
fn of_several_paths_a_missing_one_costs_itself() {
    let home = Home::new("of_several_paths_a_missing_one_costs_itself");
    home.copy(ROADS, "in/");
    home.run("ingest nowhere in")
        .exits(3)
        .says("1 document: 1 ok; ")
        .warns("almoner: nowhere: there is no such file or folder\nhint: check the path");
}

#[test]
fn failures_are_kept_with_their_reason() {
    let home = Home::new("failures_are_kept_with_their_reason");
    home.copy(ROADS, "in/").write("in/empty.txt", " \n");
    home.run("ingest in").exits(3);
    let ask = "SELECT outcome, reason, hint FROM sources ORDER BY path";
    let script = format!(
        "python3 -c \"import sqlite3; \
        print(*sqlite3.connect('almoner-library/library.sqlite').execute('{ask}'), sep='\\n')\""
    );
    home.shell(&script)
        .exits(0)
        .says("('empty', 'the file is empty', 'fetch the document again; nothing arrived')")
        .says("('ok', None, None)");
}

#[test]
fn the_order_and_number_of_workers_change_nothing() {
    let home = Home::new("the_order_and_number_of_workers_change_nothing");
    home.copy("corpus/general", "in/").copy("corpus/gac-profile", "in/");
    let all =
        home.run("extract in/general/togo-marches-couverts.txt in/gac-profile/haiti-roads.txt --workers 1");
    let many =
        home.run("extract in/general/togo-marches-couverts.txt in/gac-profile/haiti-roads.txt --workers 5");
    assert_eq!(all.out, many.out);
    let one = home.run("ingest in --library one --workers 1").exits(0).out;
    let five = home.run("ingest in --library five --workers 5").exits(0).out;
    let without_time = |line: &str| line.rsplit_once("; ").unwrap().0.to_owned();
    assert_eq!(without_time(&one), without_time(&five));
}

#[test]
fn times_out_of_the_ordinary_are_times_like_others() {
    let home = Home::new("times_out_of_the_ordinary_are_times_like_others");
    for date in ["1901-12-14", "1960-06-01", "1970-01-01", "2106-02-08", "2446-01-01", "2999-01-01"] {
        home.write(format!("in/{date}.txt"), format!("a note of {date}"));
        home.shell(&format!("touch -d {date} in/{date}.txt")).exits(0);
    }
    home.run("ingest in").exits(0).says("6 documents: 6 no-activity; ");
    home.run("ingest in").exits(0).says("6 documents: 6 unchanged; ");
}

#[test]
fn a_terminal_sees_counts_rate_and_time_left_and_a_pipe_nothing_of_it() {
    let home = Home::new("a_terminal_sees_counts_rate_and_time_left_and_a_pipe_nothing_of_it");
    home.copy("corpus/general", "in").write("in/empty.txt", "");
    if home.shell("command -v script").code != 0 {
        return;
    }
    home.shell("script -qec 'almoner --library a ingest in' /dev/null")
        .exits(3)
        .says("files/s, ")
        .says(" left")
        .says("\u{1b}[31malmoner:\u{1b}[0m in/empty.txt: ");
    let quiet = home.shell("script -qec 'almoner --color never -q --library b ingest in' /dev/null").exits(3);
    assert!(!quiet.out.contains('\u{1b}') && !quiet.out.contains(" left"), "{quiet}");
    let piped = home.run("--library c ingest in").exits(3);
    assert_eq!(
        piped.err,
        "almoner: in/empty.txt: the file is empty\nhint: fetch the document again; nothing arrived\n"
    );
    assert_eq!(piped.out.lines().count(), 1, "{piped}");
}

#[cfg(debug_assertions)]
#[test]
fn ctrl_c_keeps_what_was_read() {
    let home = Home::new("ctrl_c_keeps_what_was_read");
    home.copy(ROADS, "in/00.txt");
    for number in 1..40 {
        home.write(format!("in/{number:02}-hang.fault"), "a note");
    }
    let script = "ALMONER_WORKER_FAULTS=1 almoner ingest in --timeout 1 --workers 1 2> err & \
        until grep -q 'longer than' err; do sleep 0.1; done; kill -INT $!; wait $!; code=$?; cat err >&2; exit $code";
    let stopped = home.shell(script);
    let stopped = stopped.exits(130).warns("stopping after the files under way; Ctrl-C again stops now");
    assert!(
        stopped.out.contains("40 documents: 1 ok, ") && stopped.out.contains(" not read yet; 1 record of")
    );
    home.run("ingest in").exits(0).says(" unchanged");
}

#[cfg(debug_assertions)]
/// Runs the command with workers that suffer what the names of the files say: `abort.fault`.
fn with_faults(home: &Home, command: &str) -> Run {
    home.run_with(command, |command| {
        command.env("ALMONER_WORKER_FAULTS", "1");
    })
}

#[cfg(debug_assertions)]
#[test]
fn whatever_a_worker_suffers_costs_one_file() {
    let faults = [
        ("abort", "crashed", "died: signal 6"),
        ("alloc", "memory", "more than 1024 MB of memory"),
        ("close", "crashed", "closed its output without an answer"),
        ("drip", "timeout", "longer than 3 s"),
        ("exit", "crashed", "ended with code 0 and without an answer"),
        ("garbage", "crashed", "answered nonsense"),
        ("gigabyte", "limit", "more text than any document should"),
        ("half", "crashed", "without an answer"),
        ("hang", "timeout", "longer than 3 s"),
        ("kill", "crashed", "was killed"),
        ("overflow", "crashed", "ran out of stack"),
        ("panic", "crashed", "the reader stopped: as the test asked for"),
        ("noise", "timeout", "longer than 3 s"),
        ("orphan", "crashed", "died: signal 6"),
        ("spin", "timeout", "longer than 3 s"),
    ];
    let home = Home::new("whatever_a_worker_suffers_costs_one_file");
    for (fault, _, _) in faults {
        for (place, number) in [("first", "0"), ("middle", "5"), ("last", "9")] {
            let folder = format!("{fault}/{place}");
            home.write(format!("{folder}/{number}-{fault}.fault"), "a note");
            for other in ["1", "4", "6", "8"] {
                home.write(format!("{folder}/{other}.txt"), format!("{fault} {place} {other}"));
            }
        }
    }
    for (fault, outcome, reason) in faults {
        for place in ["first", "middle", "last"] {
            let command = format!(
                "ingest --library {fault}-{place} --timeout 3 --max-text 1M --workers 2 {fault}/{place}"
            );
            with_faults(&home, &command)
                .exits(3)
                .says(&format!("5 documents: 4 no-activity, 1 {outcome}; "))
                .warns(&format!("-{fault}.fault: "))
                .warns(reason);
        }
    }
}

#[cfg(debug_assertions)]
#[test]
fn a_file_whose_worker_died_is_tried_once_more_alone() {
    let home = Home::new("a_file_whose_worker_died_is_tried_once_more_alone");
    home.write("in/a.txt", "a note").write("in/b-crowd.fault", "another note");
    with_faults(&home, "ingest in --workers 1").exits(0).says("2 documents: 2 no-activity; ");
}

/// What one file leaves in the pipe must not be taken for the next one's answer.
#[cfg(debug_assertions)]
#[test]
fn an_answer_too_many_is_nobodys() {
    let home = Home::new("an_answer_too_many_is_nobodys");
    home.write("in/a-twice.fault", "a note").copy(ROADS, "in/b.txt").copy(SOUP, "in/c.txt");
    with_faults(&home, "ingest in --workers 1").exits(3).says("3 documents: 1 ok, 1 no-activity, 1 empty; ");
}

#[cfg(debug_assertions)]
#[test]
fn a_file_that_killed_its_worker_is_left_alone_until_asked_for() {
    let home = Home::new("a_file_that_killed_its_worker_is_left_alone_until_asked_for");
    home.copy(ROADS, "in/").write("in/x-abort.fault", "a note");
    with_faults(&home, "ingest in").exits(3).says("2 documents: 1 ok, 1 crashed; ");
    home.run("ingest in")
        .exits(0)
        .says("1 unchanged document failed before; `--retry-failed` reads them again");
    home.run("failures")
        .exits(0)
        .says("crashed     in/x-abort.fault: the worker that read it died: signal 6");
    // Without the fault it is a note.
    home.run("ingest --retry-failed in").exits(0).says("2 documents: 1 no-activity, 1 unchanged; ");
    home.run("failures").exits(0).says_only("none of 2 files");
}

#[cfg(debug_assertions)]
#[test]
fn a_file_that_vanishes_during_the_run_is_unreadable() {
    let home = Home::new("a_file_that_vanishes_during_the_run_is_unreadable");
    home.write("in/a-hang.fault", "a note").write("in/z.txt", "another note");
    home.shell(
        "ALMONER_WORKER_FAULTS=1 almoner ingest in --workers 1 --timeout 2 & sleep 1; rm in/z.txt; wait $!",
    )
    .exits(1)
    .says("2 documents: 1 unreadable, 1 timeout; ")
    .warns("in/z.txt: there is no such file\n");
}

#[cfg(debug_assertions)]
#[test]
fn a_worker_does_not_outlive_the_run() {
    let home = Home::new("a_worker_does_not_outlive_the_run");
    home.write("in/hang.fault", "a note");
    let workers = "ps -eo args | grep -q \"[e]xtract --worker.*a_worker_does_not_outlive\"";
    let script = format!(
        "ALMONER_WORKER_FAULTS=1 almoner ingest in --library $PWD/library & until {workers}; do sleep 0.1; done; \
         kill -KILL $!; for i in $(seq 100); do {workers} || break; sleep 0.1; done; {workers} || echo gone"
    );
    home.shell(&script).says_only("gone");
}

/// Packs `in/*` into `bundle.zip`, in the order of the names, and removes them.
fn pack(home: &Home) {
    let script = "import zipfile, os\nz = zipfile.ZipFile('bundle.zip', 'w', zipfile.ZIP_DEFLATED)\n\
        for f, _, names in sorted(os.walk('in')):\n  for n in sorted(names): z.write(os.path.join(f, n), os.path.join(f, n)[3:])";
    home.write("pack.py", script);
    home.shell("python3 pack.py && rm -r in pack.py && mkdir -p in && mv bundle.zip in/").exits(0);
}

#[test]
fn the_documents_of_an_archive_are_documents_of_their_own() {
    let home = Home::new("the_documents_of_an_archive_are_documents_of_their_own");
    home.copy(ROADS, "in/a.txt").copy(ROADS, "in/reports/copy.txt").copy(SOUP, "in/reports/soup.txt");
    home.write("in/reports/empty.txt", "");
    pack(&home);
    home.run("ingest in")
        .exits(3)
        .says("4 documents: 1 ok, 1 no-activity, 1 duplicate, 1 empty; 1 record of 1 activity; ")
        .warns("almoner: in/bundle.zip!/reports/empty.txt: the file is empty\n");
    home.run("ingest in").exits(0).says("4 documents: 4 unchanged; nothing to do; ");
    home.run("search roads").exits(0).says("1 of 1");
    home.run("show P006418001").exits(0).says("in/bundle.zip!/a.txt").says("in/bundle.zip!/reports/copy.txt");
    home.run("failures").exits(0).says("empty       in/bundle.zip!/reports/empty.txt: the file is empty\n");
    home.run("export").exits(0).says("CA-3-P006418001");
    home.run("extract in/bundle.zip")
        .exits(3)
        .says("CA-3-P006418001")
        .warns("in/bundle.zip!/reports/soup.txt: no aid activity in it")
        .warns("in/bundle.zip!/reports/empty.txt: the file is empty");
    // A changed archive: what is no more in it is no more known.
    home.shell("rm in/bundle.zip").exits(0);
    home.copy(SOUP, "in/reports/soup.txt");
    pack(&home);
    home.run("ingest in").exits(0).says("1 document: 1 no-activity; ");
    home.run("search roads").exits(0).says("0 of 0");
    home.run("failures").exits(0).says_only("none of 2 files");
}

#[cfg(debug_assertions)]
#[test]
fn a_document_of_an_archive_that_kills_its_worker_costs_only_itself() {
    let home = Home::new("a_document_of_an_archive_that_kills_its_worker_costs_only_itself");
    home.copy(ROADS, "in/b.txt").copy(SOUP, "in/d.txt");
    for fault in ["a-abort", "c-hang", "e-kill"] {
        home.write(format!("in/{fault}.fault"), fault);
    }
    pack(&home);
    with_faults(&home, "ingest in --timeout 3")
        .exits(3)
        .says("5 documents: 1 ok, 1 no-activity, 1 timeout, 2 crashed; ")
        .warns("in/bundle.zip!/a-abort.fault: ");
    home.run("ingest in")
        .exits(0)
        .says("5 documents: 5 unchanged; ")
        .says("3 unchanged documents failed before");
    home.run("ingest in --retry-failed").exits(0).says("5 documents: 1 ok, 4 no-activity; ");
}

#[test]
fn an_archive_in_an_archive_is_not_opened() {
    let home = Home::new("an_archive_in_an_archive_is_not_opened");
    home.copy(ROADS, "in/a.txt");
    pack(&home);
    home.copy(SOUP, "in/soup.txt");
    pack(&home);
    home.run("ingest in").exits(3).says("2 documents: 1 no-activity, 1 unsupported; ").warns(
        "in/bundle.zip!/bundle.zip: a ZIP archive is not a format that almoner reads\nhint: unpack it",
    );
}

#[test]
fn a_limit_that_cuts_keeps_what_was_read_and_says_which_it_was() {
    let home = Home::new("a_limit_that_cuts_keeps_what_was_read_and_says_which_it_was");
    home.copy(ROADS, "in/");
    home.run("ingest in --max-text 1k")
        .exits(0)
        .says("1 document: 1 partial; 1 record of 1 activity; ")
        .warns("almoner: in/haiti-roads.txt: cut short: only the first 1")
        .warns("hint: split the document, or raise the limit with `--max-text`\n");
    home.run("search warning:partial").exits(0).says("1 of 1");
    home.run("failures").exits(0).says("partial     in/haiti-roads.txt: only the first 1");
    home.run("failures --status timeout").exits(0).says_only("none of 1 file");
    home.run("extract in/haiti-roads.txt --max-text 1k")
        .exits(0)
        .warns("in/haiti-roads.txt: cut short: only the first");
    home.run("extract in/haiti-roads.txt --max-file-size 1k").exits(1).warns("the limit is 1024");
}
