//! How a library stands, what is taken out of it, and room given back; newer exchange rates.

use crate::home::Home;

const ROADS: &str = "corpus/gac-profile/haiti-roads.txt";
const ANDES: &str = "corpus/gac-profile/andes-youth-livelihoods.txt";

#[test]
fn the_status_tells_what_there_is() {
    let home = Home::new("the_status_tells_what_there_is");
    home.copy(ROADS, "in/").copy(ROADS, "in/copy.txt").write("in/empty.txt", "");
    home.run("status").exits(10);
    home.run("ingest in").exits(3);
    home.run("ingest in").exits(0);
    home.run("status")
        .exits(0)
        .says("activities  1 in 1 record\n")
        .says("documents   1 of 3 files\n")
        .says(" x the text, up to date\n")
        .says("          1  empty\n")
        .says("3 documents: 3 unchanged")
        .says("3 documents: 1 ok, 1 duplicate, 1 empty");
    let told: serde_json::Value =
        serde_json::from_str(&home.run("status --format json").exits(0).out).unwrap();
    assert_eq!((&told["activities"], &told["outcomes"]["empty"]), (&1.into(), &1.into()));
    assert_eq!(told["runs"].as_array().unwrap().len(), 2);
    let length = std::fs::metadata(home.path(format!("in/{}", "haiti-roads.txt"))).unwrap().len();
    assert!(told["text_bytes"].as_u64().unwrap() <= length, "each content once");
    home.shell("rm -r almoner-library/index").exits(0);
    home.run("status").exits(0).says("missing: the next command makes it");
}

#[test]
fn what_is_removed_is_gone_and_the_file_stays() {
    let home = Home::new("what_is_removed_is_gone_and_the_file_stays");
    home.copy(ROADS, "in/").copy(ANDES, "in/more/").copy("corpus/general/lentil-soup-recipe.txt", "in/more/");
    home.run("ingest in").exits(0);
    home.run("remove in/more --dry-run").exits(0).warns("2 documents would be taken out");
    home.run("search").exits(0).says("3 of 3");
    home.run("remove in/more")
        .exits(0)
        .says("in/more/andes")
        .warns("2 documents taken out; the files themselves stay");
    assert!(home.path("in/more/andes-youth-livelihoods.txt").exists());
    home.run("search").exits(0).says("1 of 1");
    home.run("remove ''").exits(2).warns("a path is empty");
    home.run("remove P006418001").exits(1).warns("write `CA-3-P006418001` if you mean that");
    home.run("remove CA-3-P006418001").exits(0).says("in/haiti-roads.txt");
    home.run("search").exits(0).says("0 of 0");
    home.run("remove nowhere").exits(1).warns("the library knows no such file, folder or activity");
    home.run("ingest in").exits(0).says("3 documents: 2 ok, 1 no-activity");
}

#[test]
fn compacting_changes_nothing_that_is_found() {
    let home = Home::new("compacting_changes_nothing_that_is_found");
    home.copy("corpus", "in");
    home.run("ingest in").exits(0);
    for number in 0..3 {
        home.shell(&format!("sed -i 's/9,640,5/9,64{number},5/' in/gac-profile/haiti-roads.txt")).exits(0);
        home.run("ingest in").exits(0);
    }
    let told = |home: &Home| {
        let ask = ["export", "search water --facets country", "facets --by sector", "history P006418001"];
        ask.map(|command| home.run(command).exits(0).out)
    };
    let before = told(&home);
    home.run("compact").exits(0).warns(" before");
    assert_eq!(told(&home), before);
    home.run("ingest in").exits(0).says("nothing to do");
}

#[test]
fn newer_rates_renew_the_dollars_without_a_file_being_opened() {
    let home = Home::new("newer_rates_renew_the_dollars_without_a_file_being_opened");
    home.copy(ROADS, "in/");
    home.run("ingest in").exits(0);
    let rates = |day: &str, units: &str| {
        format!(
            "currency,date,frequency,units_per_usd,source\nCAD,2019-12-31,A,{units},TEST\nCAD,{day},M,1.5,TEST\n"
        )
    };
    home.write("older.csv", rates("2020-01-31", "4")).write("newer.csv", rates("2031-01-31", "2"));
    home.run("--rates older.csv ingest in").exits(0).says("1 unchanged").warns_of_nothing();
    home.run("show P006418001").exits(0).says("USD 7,266,014.44");
    // Nothing is opened for it: the file is not even readable.
    home.shell("touch -r in/haiti-roads.txt t && head -c $(stat -c %s in/haiti-roads.txt) /dev/zero > in/haiti-roads.txt && touch -r t in/haiti-roads.txt")
        .exits(0);
    home.run("--rates newer.csv ingest in")
        .exits(0)
        .warns("newer exchange rates: the US dollars of 1 record are renewed")
        .says("1 unchanged");
    home.run("show P006418001").exits(0).says("USD 4,820,250.00").says("(TEST, ");
    home.run("search --min-usd 4.8M --max-usd 4.9M").exits(0).says("1 of 1");
    home.run("--rates newer.csv ingest in").exits(0).warns_of_nothing();
    home.run("ingest in").exits(0).warns_of_nothing();
    home.run("show P006418001").exits(0).says("USD 4,820,250.00");
}
