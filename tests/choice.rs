//! Which files `almoner ingest` reads, and what it says of those that went.

use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::home::Home;

const ROADS: &str = "corpus/gac-profile/haiti-roads.txt";
const SOUP: &str = "corpus/general/lentil-soup-recipe.txt";
const PRINT: &str = "fixtures/prints/chromium/andes-youth-livelihoods.pdf";

#[test]
fn a_file_that_went_is_told_and_goes_only_when_asked() {
    let home = Home::new("a_file_that_went_is_told_and_goes_only_when_asked");
    home.copy(ROADS, "in/").copy(SOUP, "in/").copy(ROADS, "other/roads.txt").copy(PRINT, "in/");
    home.shell("cd in && python3 -m zipfile -c b.zip lentil-soup-recipe.txt && rm lentil-soup-recipe.txt")
        .exits(0);
    home.run("ingest in other").exits(0).says("4 documents: 2 ok, 1 no-activity, 1 duplicate; ");
    home.shell("rm in/b.zip in/*.pdf").exits(0);
    home.run("ingest in")
        .exits(0)
        .says("2 documents are not there any more; `--prune` takes out what they gave")
        .says("1 document: 1 unchanged; nothing to do; ");
    home.run("search andes").exits(0).says("andes-youth-livelihoods.pdf");
    home.run("ingest in --dry-run").exits(0).says("in/b.zip!/lentil-soup-recipe.txt\n").says(
        "would read 0 files, 0 bytes; leave 1 alone; keep 2 documents that are not there any more (`--prune`",
    );
    home.run("ingest in --prune")
        .exits(0)
        .says("2 documents are not there any more; what they gave is taken out");
    home.run("search andes").exits(0).says("0 of 0");
    home.run("search soup").exits(0).says("0 of 0");
    home.run("ingest in other")
        .exits(0)
        .says("2 documents: 2 unchanged; nothing to do; ")
        .does_not_say("any more");
    // What it gave lives on as long as another file has its bytes.
    home.shell("rm in/haiti-roads.txt").exits(0);
    home.run("ingest in other --prune").exits(0).says("1 document is not there any more");
    home.run("search roads --country HT").exits(0).says("1 of 1");
}

#[test]
fn a_folder_that_cannot_be_found_takes_nothing_with_it() {
    let home = Home::new("a_folder_that_cannot_be_found_takes_nothing_with_it");
    home.copy(ROADS, "in/").copy(SOUP, "other/");
    home.run("ingest in other").exits(0);
    home.shell("mv in elsewhere").exits(0);
    home.run("ingest in other --prune").exits(3).warns("almoner: in: there is no such file or folder");
    home.run("search roads").exits(0).says("1 of 1");
}

#[test]
fn a_dry_run_says_what_would_be_done_and_does_nothing() {
    let home = Home::new("a_dry_run_says_what_would_be_done_and_does_nothing");
    home.copy(ROADS, "in/").copy(SOUP, "in/");
    home.run("ingest in --dry-run").exits(0).says(
        "new      in/haiti-roads.txt\nnew      in/lentil-soup-recipe.txt\nwould read 2 files (2 new), ",
    );
    assert!(!home.path("almoner-library").exists(), "not even a library");
    home.run("ingest in").exits(0);
    home.write("in/new.txt", "a").write("in/lentil-soup-recipe.txt", "soup");
    home.run("ingest in --dry-run")
        .exits(0)
        .says("changed  in/lentil-soup-recipe.txt\nnew      in/new.txt\nwould read 2 files (1 new, 1 changed), 5 bytes; leave 1 alone");
    home.run("search soup").exits(0).says("lentils");
}

#[test]
fn only_those_asked_for_are_read() {
    let home = Home::new("only_those_asked_for_are_read");
    home.copy(ROADS, "in/").copy(PRINT, "in/").write("in/empty.txt", "");
    home.run("ingest in").exits(3).says("2 ok, 1 empty");
    home.write("in/late.txt", "nothing of aid");
    home.run("ingest in --only failed")
        .exits(1)
        .says("3 other files left alone\n1 document: 1 empty; 0 records of 0 activities; ");
    home.run("ingest in --only pdf").exits(0).says("1 document: 1 ok; 1 record of 1 activity; ");
    home.run("ingest in --only empty,pdf").exits(3).says("2 documents: 1 ok, 1 empty; ");
    home.run("ingest --only outdated")
        .exits(0)
        .says("3 other files left alone\n0 documents; nothing to do; ");
    home.run("ingest in --only new").exits(0).says("3 other files left alone\n1 document: 1 no-activity; ");
    home.run("ingest in --only word")
        .exits(2)
        .warns("invalid value 'word' for '--only <KIND,…>': there are failed, ");
    home.copy("crates/extract/layouts/undp-project-page.toml", "mine/");
    // Without paths: all that the library knows, wherever it lies.
    home.shell("cd / && almoner --library \"$OLDPWD/almoner-library\" --layouts \"$OLDPWD/mine\" ingest --only outdated")
        .exits(3)
        .says("4 documents: 2 ok, 1 no-activity, 1 empty; ");
}

#[test]
fn bytes_are_compared_where_that_is_asked_for() {
    let home = Home::new("bytes_are_compared_where_that_is_asked_for");
    home.copy(ROADS, "in/");
    home.run("ingest in").exits(0);
    // The same length, the same time, another amount.
    home.shell("touch -r in/haiti-roads.txt t && sed -i 's/9,640,500/9,640,900/' in/haiti-roads.txt && touch -r t in/haiti-roads.txt")
        .exits(0);
    home.run("ingest in").exits(0).says("1 unchanged");
    home.run("ingest in --verify").exits(0).says("1 document: 1 ok; ");
    home.run("show P006418001").exits(0).says("9,640,900");
    home.run("ingest in --verify").exits(0).says("1 unchanged");
}

#[test]
fn who_waits_goes_on_when_the_other_has_ended() {
    let home = Home::new("who_waits_goes_on_when_the_other_has_ended");
    home.copy(ROADS, "in/");
    home.run("ingest in").exits(0);
    let hold = "import fcntl, sys, time\nf = open('almoner-library/writer.lock', 'r+')\nfcntl.flock(f, fcntl.LOCK_EX)\n\
        f.truncate(0); f.write('process 7 on desk since noon'); f.flush()\nprint('held', flush=True)\ntime.sleep(1.5)\n";
    let mut other = std::process::Command::new("python3");
    let mut other =
        other.args(["-c", hold]).current_dir(home.path("")).stdout(Stdio::piped()).spawn().unwrap();
    let mut held = String::new();
    std::io::BufRead::read_line(&mut std::io::BufReader::new(other.stdout.take().unwrap()), &mut held)
        .unwrap();
    home.run("ingest in").exits(11).warns("locked by process 7 on desk since noon");
    home.run("ingest in --wait").exits(0).warns("waiting: ").warns("process 7 on desk").says("1 unchanged");
    other.wait().unwrap();
}

#[test]
fn what_is_dropped_into_a_watched_folder_is_taken_in() {
    let home = Home::new("what_is_dropped_into_a_watched_folder_is_taken_in");
    home.copy(ROADS, "in/");
    let log = std::fs::File::create(home.path("log")).unwrap();
    let watch = |log: std::fs::File| {
        home.command("watch in --every 1 --still 1 --prune").stdout(log).spawn().unwrap()
    };
    let until = |words: &str| {
        let begun = Instant::now();
        while !home.read("log").contains(words) {
            assert!(begun.elapsed() < Duration::from_secs(60), "`{words}` is not in\n{}", home.read("log"));
            std::thread::sleep(Duration::from_millis(50));
        }
    };
    let stop = |mut child: std::process::Child| {
        let id = child.id();
        home.shell(&format!("kill -INT {id}")).exits(0);
        assert_eq!(child.wait().unwrap().code(), Some(130));
    };
    let child = watch(log.try_clone().unwrap());
    until("watching in; Ctrl-C stops\n");
    until("1 document: 1 ok; 1 record of 1 activity; ");
    // Moved in, and broken: told, and left where it is.
    home.copy(SOUP, "soup.txt").write("broken.pdf", "%PDF-1.7 and nothing else");
    home.shell("mv soup.txt broken.pdf in/").exits(0);
    until("1 no-activity, 1 damaged; ");
    assert!(home.path("in/broken.pdf").exists());
    stop(child);
    // What was taken in is known to the next one, which takes out what went.
    home.shell("rm in/soup.txt && : > log").exits(0);
    let child = watch(log);
    until("1 document is not there any more; what it gave is taken out");
    stop(child);
    home.run("failures").exits(0).says("in/broken.pdf");
    home.run("watch nowhere").exits(1).warns("nowhere: there is no such file or folder");
}
