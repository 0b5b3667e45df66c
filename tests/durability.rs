//! What is reported done is kept: through kills, full disks, folders that may not be written to, and whatever the order in
//! which documents come. docs/reliability.md tells what holds.

use std::fs;
use std::process::Child;
use std::time::{Duration, Instant};

use crate::home::{Home, Run};

/// How many times as long as in CI: `make soak` sets it.
fn soak() -> u32 {
    let told = std::env::var_os("ALMONER_SOAK").and_then(|told| told.into_string().ok()?.parse().ok());
    told.unwrap_or(1)
}

/// Seeded numbers, the same in each run.
struct Dice(u64);

impl Dice {
    /// A number below `limit`.
    fn throw(&mut self, limit: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        u32::try_from((self.0 >> 11) % u64::from(limit)).unwrap()
    }

    /// A moment of this time.
    fn moment(&mut self, time: Duration) -> Duration {
        time * self.throw(1000) / 1000
    }
}

/// Starts a command and kills it after a while, as a person without patience or a machine without memory does.
fn start_and_kill(home: &Home, command: &str, after: Duration) {
    let mut child = home.command(command).spawn().unwrap();
    std::thread::sleep(after);
    kill(&mut child);
}

fn kill(child: &mut Child) {
    child.kill().unwrap();
    child.wait().unwrap();
}

/// A library of some documents, then the same folder with one changed, one gone and some new.
fn changed_folder(test: &str) -> Home {
    let home = Home::new(test);
    home.copy("corpus/gac-profile", "in");
    home.run("--library base ingest in").exits(0);
    let text = home.read("in/haiti-roads.txt").replace("Haiti", "Togo");
    home.write("in/haiti-roads.txt", text);
    home.copy("corpus/general/togo-marches-couverts.txt", "in/").write("in/note.txt", "a note of nothing");
    home
}

#[test]
fn a_killed_ingest_loses_nothing_and_doubles_nothing() {
    let home = changed_folder("a_killed_ingest_loses_nothing_and_doubles_nothing");
    home.copy_within("base", "whole");
    let begun = Instant::now();
    home.run("--library whole ingest in").exits(0);
    let time = begun.elapsed();
    let whole = home.run("--library whole export").exits(0).out;
    let mut dice = Dice(20_261_129);
    let mut stopped = 0;
    for number in 0..50 * soak() {
        let _ = fs::remove_dir_all(home.path("library"));
        // Every third is a first ingest.
        if number % 3 > 0 {
            home.copy_within("base", "library");
        }
        let after = dice.moment(time);
        start_and_kill(&home, "--library library ingest in", after);
        let told = |run: Run, what: &str| {
            assert!(
                matches!(run.code, 0 | 10) && !run.err.contains("bug"),
                "kill {number} after {after:?}: {what}: {run}"
            );
            run
        };
        let doctor = told(home.run("--library library doctor"), "doctor");
        // Killed before there was a library.
        assert!(doctor.code == 0 || number % 3 == 0, "kill {number} after {after:?}: {doctor}");
        let again = home.run("--library library ingest in").exits(0);
        stopped += u32::from(!again.out.contains("nothing to do"));
        let export = home.run("--library library export").exits(0).out;
        assert_eq!(export, whole, "kill {number} after {after:?}: {again}");
        if number % 5 == 0 {
            home.run("--library library doctor").exits(0).says("no damage: 11 files known, ");
        }
    }
    assert!(stopped >= 10, "only {stopped} were stopped in time");
}

#[test]
fn the_order_of_documents_workers_clock_and_language_change_nothing() {
    let home = Home::new("the_order_of_documents_workers_clock_and_language_change_nothing");
    // One activity in two languages and two layouts, and one content under two names.
    home.copy("corpus/gac-profile", "a")
        .copy("corpus/general", "b")
        .copy("corpus/gac-profile/haiti-roads.txt", "c/again.txt");
    let ask = |library: &str| {
        let export = home.run(&format!("--library {library} export")).exits(0).out;
        let facets =
            home.run(&format!("--library {library} facets --by country,sector,donor,year --format json"));
        (export, facets.exits(0).out)
    };
    home.run("--library first ingest a b c --workers 1").exits(0);
    let first = ask("first");
    for (number, (paths, workers, zone, locale)) in [
        ("c b a", 3, "Pacific/Auckland", "tr_TR.UTF-8"),
        ("b a c", 3, "America/Los_Angeles", "C"),
        ("a c b", 1, "Asia/Kathmandu", "fr_FR.UTF-8"),
    ]
    .into_iter()
    .enumerate()
    {
        let library = format!("other-{number}");
        let command = format!("--library {library} ingest {paths} --workers {workers}");
        home.run_with(&command, |command| {
            command.env("TZ", zone).env("LANG", locale).env("LC_ALL", locale);
        })
        .exits(0);
        assert_eq!(ask(&library), first, "{command} TZ={zone} LC_ALL={locale}");
    }
    // One folder after the other, the last first.
    for path in ["c", "b", "a"] {
        home.run(&format!("--library slowly ingest {path}")).exits(0);
    }
    assert_eq!(ask("slowly").1, first.1);
}

#[test]
fn a_library_of_an_older_form_is_brought_to_this_one() {
    let home = Home::new("a_library_of_an_older_form_is_brought_to_this_one");
    home.copy("fixtures/old/form-1/library.sqlite", "old/").copy("fixtures/old/form-1/export.jsonl", "");
    // The older program wrote an activity's records one after the other; now each stands in the order of its own id.
    let sorted = |text: &str| {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    let export = sorted(&home.read("export.jsonl"));
    let is_whole = |library: &str| {
        let run = home.run(&format!("--library {library} export")).exits(0);
        assert_eq!(sorted(&run.out), export, "{library}");
    };
    // A read is enough; a copy of the file stays.
    home.copy_within("old", "read");
    is_whole("read");
    let (old, copy) = ("old/library.sqlite", "read/library.form-1.sqlite");
    home.shell(&format!(
        "python3 -c \"import sqlite3; \
        dump = lambda path: list(sqlite3.connect(path).iterdump()); assert dump('{old}') == dump('{copy}')\""
    ))
    .exits(0);
    home.run("--library read doctor")
        .exits(0)
        .says("note: library.form-1.sqlite: a copy")
        .says("no damage: ");
    home.run("--library read search").exits(0);
    // A migration that is killed leaves the older library or the new one.
    let mut dice = Dice(1);
    let begun = Instant::now();
    home.copy_within("old", "timed").run("--library timed export").exits(0);
    let time = begun.elapsed();
    for number in 0..10 * soak() {
        let _ = fs::remove_dir_all(home.path("killed"));
        home.copy_within("old", "killed");
        start_and_kill(&home, "--library killed export", dice.moment(time));
        is_whole("killed");
        if number % 3 == 0 {
            home.run("--library killed doctor").exits(0).says("no damage: ");
        }
    }
}

/// The winner hangs on a file, so that it holds the library until the others have been told so.
#[cfg(debug_assertions)]
#[test]
fn of_twenty_ingests_one_works_and_the_others_say_who() {
    let home = Home::new("of_twenty_ingests_one_works_and_the_others_say_who");
    home.copy("corpus/gac-profile/haiti-roads.txt", "in/").write("in/hang.fault", "a note");
    let start = |_| {
        let mut command = home.command("ingest in --workers 1");
        command.env("ALMONER_WORKER_FAULTS", "1").spawn().unwrap()
    };
    let mut running: Vec<Child> = (0..20).map(start).collect();
    let mut told = Vec::new();
    let begun = Instant::now();
    while running.len() > 1 && begun.elapsed() < Duration::from_secs(50) {
        std::thread::sleep(Duration::from_millis(20));
        let mut left = Vec::new();
        for mut child in running {
            match child.try_wait().unwrap() {
                Some(_) => told.push(child.wait_with_output().unwrap()),
                None => left.push(child),
            }
        }
        running = left;
    }
    assert_eq!((running.len(), told.len()), (1, 19));
    let mut winner = running.remove(0);
    let holder = format!("almoner-library: the library is locked by process {} on ", winner.id());
    for output in &told {
        let words = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(11), "{words}");
        // One that came at the very moment may have found no signature yet.
        assert!(words.contains(&holder) || words.contains("locked by another process"), "{words}");
        assert!(words.contains("hint: wait until it has ended"), "{words}");
    }
    let named =
        told.iter().filter(|output| String::from_utf8_lossy(&output.stderr).contains(&holder)).count();
    assert!(named > 10, "{named}");
    // The lock dies with its holder.
    kill(&mut winner);
    home.run("ingest in").exits(0).says("2 documents: 1 ok, 1 no-activity; ");
}

/// Runs `script` as root of a mount namespace of its own, with an empty disk of 16 MB at `disk`; none where that may not be.
fn on_a_small_disk(home: &Home, script: &str) -> Option<Run> {
    const CANNOT: i32 = 77;
    fs::create_dir_all(home.path("disk")).unwrap();
    let mounted = format!("mount -t tmpfs -o size=16m none disk || exit {CANNOT}\n{script}");
    home.write("script.sh", mounted);
    let run = home.shell("unshare -m bash script.sh");
    if run.code == CANNOT || run.err.contains("unshare") {
        println!("a full disk was not tested: no disk can be mounted here ({})", run.err.trim());
        return None;
    }
    Some(run)
}

#[test]
fn a_full_disk_costs_nothing_that_was_kept() {
    let home = Home::new("a_full_disk_costs_nothing_that_was_kept");
    home.copy("corpus/gac-profile", "in");
    let mut dice = Dice(3);
    for number in 0..24 {
        let words: Vec<String> = (0..9000).map(|_| format!("{:x}", dice.throw(1_000_000_000))).collect();
        home.write(format!("more/{number}.txt"), words.join(" "));
    }
    home.run("--library whole ingest in more").exits(0);
    let whole = home.run("--library whole export").exits(0).out;
    let script = "almoner --library disk/library ingest in || exit 1
        almoner --library disk/library export > before
        for left in 8 40 100 200 400 800 1600 3200; do
            free=$(df -k --output=avail disk | tail -1)
            head -c $(( (free - left) * 1024 )) /dev/zero > disk/ballast
            almoner --library disk/library ingest in more > out 2> err; code=$?
            echo \"$left kB: ingest $code: $(cat err | tr '\\n' '|')\"
            almoner --library disk/library export > now || echo \"export failed: $left\"
            cmp -s before now && echo \"as before\" || { cp now later; echo \"committed\"; }
            almoner --library disk/library search roads > found || echo \"search failed: $left\"
            almoner --library disk/library doctor > doctor || echo \"doctor failed: $left: $(cat doctor)\"
            rm -f disk/ballast
            [ $code = 4 ] || break
        done
        almoner --library disk/library ingest in more && almoner --library disk/library doctor || echo \"the last run failed\"
        almoner --library disk/library export > after";
    let Some(run) = on_a_small_disk(&home, script) else { return };
    let run = run.exits(0).does_not_say("failed").does_not_say("ingest 1:").says("ingest 4: almoner: ");
    let full: Vec<&str> = run.out.lines().filter(|line| line.contains("ingest 4:")).collect();
    assert!(full.len() >= 2, "{run}");
    for line in full {
        assert!(line.contains("hint: ") && !line.contains("bug"), "{line}\n{run}");
    }
    assert_eq!(home.read("after"), whole, "{run}");
    if home.path("later").exists() {
        assert_eq!(home.read("later"), whole, "what was committed is whole\n{run}");
    }
}

/// Root may write everywhere: only another user finds a folder that may not be written to.
#[test]
fn who_may_only_read_a_library_may_ask_it_everything() {
    let home = Home::new("who_may_only_read_a_library_may_ask_it_everything");
    home.copy("corpus/gac-profile", "in");
    home.run("ingest in").exits(0);
    let nobody =
        |command: &str| home.shell(&format!("setpriv --reuid=65534 --regid=65534 --clear-groups {command}"));
    if nobody("almoner --version").code != 0 || nobody("cat almoner-library/library.sqlite").code != 0 {
        println!(
            "a library that may only be read was not tested: this user cannot become another, or is kept out"
        );
        return;
    }
    home.copy("corpus/general/togo-marches-couverts.txt", "in/");
    for command in ["search roads", "show P006418001", "facets --by country", "export", "failures", "doctor"]
    {
        let own = home.run(command).exits(0).out;
        let theirs = nobody(&format!("almoner {command}")).exits(0).warns_of_nothing();
        let timeless =
            |out: &str| out.rsplit_once("; ").map_or(out.to_owned(), |(before, _)| before.to_owned());
        match command {
            "doctor" => assert_eq!(timeless(&theirs.out), timeless(&own)),
            _ => assert_eq!(theirs.out, own, "{command}"),
        }
    }
    nobody("almoner ingest in")
        .exits(4)
        .warns("almoner: almoner-library/writer.lock: ")
        .warns("hint: you may not write there");
    nobody("almoner doctor --repair").exits(0);
    home.shell("rm -r almoner-library/index").exits(0);
    nobody("almoner search roads").exits(4).warns("the library has no index, and you may not write there");
    home.run("search roads").exits(0);
    home.shell("chmod o-rwx almoner-library/library.sqlite").exits(0);
    nobody("almoner search roads")
        .exits(4)
        .warns("almoner: almoner-library/library.sqlite: ")
        .warns("hint: ");
}
