//! `almoner search` over documents of our own.

use almoner_library::{FIELDS, Flag};

use crate::blessed::blessed;
use crate::home::{Home, repository};

/// The table of fields in docs/search.md is the one in the code.
#[test]
fn blessed_fields_of_a_query() {
    let page = std::fs::read_to_string(repository().join("docs/search.md")).unwrap();
    let (before, rest) = page.split_once("`make bless` -->\n").unwrap();
    let (_, after) = rest.split_once("<!-- end -->").unwrap();
    let mut table =
        "| field | also | flag | finds | for example | IATI element |\n|---|---|---|---|---|---|\n"
            .to_owned();
    for spec in &FIELDS {
        let flags = spec.flags.iter().map(|flag| match flag {
            Flag::Value(name) | Flag::Lower(name) | Flag::Upper(name) => format!("`--{name}`"),
        });
        let also: Vec<String> = spec.also.iter().map(|name| format!("`{name}`")).collect();
        let (also, flags) = (also.join(" "), flags.collect::<Vec<_>>().join(" "));
        let row = format!(
            "| `{}` | {also} | {flags} | {} | `{}` | {} |\n",
            spec.name, spec.meaning, spec.example, spec.iati
        );
        table.push_str(&row);
    }
    blessed("docs/search.md", &format!("{before}`make bless` -->\n{table}<!-- end -->{after}"));
}

/// A library of two profiles, a proposal and a recipe.
fn library(test: &str) -> Home {
    let home = Home::new(test);
    home.copy("corpus/gac-profile/haiti-roads.txt", "in/")
        .copy("corpus/gac-profile/benin-sante-maternelle.txt", "in/")
        .copy("corpus/gac-profile/andes-youth-livelihoods.txt", "in/")
        .copy("corpus/un-police-proposal/crime-scene-management.txt", "in/")
        .copy("corpus/general/lentil-soup-recipe.txt", "in/");
    home.run("ingest in").exits(0);
    home
}

#[test]
fn a_hit_has_title_place_time_money_and_the_words_marked() {
    let home = library("a_hit_has_title_place_time_money_and_the_words_marked");
    home.run("search 'footbridges rainy'")
        .exits(0)
        .says("Rural Roads and River Crossings in the Grand’Anse")
        .says("CA-3-P006418001 · project · Haiti · 2019-06-03 to 2023-11-30 · CAD 9,640,500 = USD 7,")
        .says("**rainy**")
        .says("haiti-roads.txt")
        .says("1 of 1")
        .warns_of_nothing();
    home.run("search footbridges --color always").says("\u{1b}[1mfootbridges\u{1b}[0m");
    let hits = home.run("search footbridges --format jsonl").exits(0).json_lines();
    let [hit] = hits.as_slice() else { panic!("{hits:?}") };
    assert!(hit["snippet"].as_str().unwrap().contains("**footbridges**"), "{hit}");
    assert_eq!(
        (hit["id"].as_str(), hit["budget"]["currency"].as_str()),
        (Some("CA-3-P006418001"), Some("CAD"))
    );
}

#[test]
fn words_fields_and_flags_find_the_same() {
    let home = library("words_fields_and_flags_find_the_same");
    for query in [
        "search 'roads country:Haiti'",
        "search roads --country haïti",
        "search roads --country HT,BJ",
        "search P006418001",
        "search CA-3-P006418001",
        "search '\"footbridges where paths\"'",
        "search 'footbrid* -soup'",
        "search --sector 210 --marker gender --status finalisation --from 2023 --to 2030 --min-usd 1M --max-usd 20M",
        "search --sector 21020 --donor 'Global Affairs Canada' --year 2019",
        "search 'title:crossing year:2019 amount:9,640,500 currency:CAD kind:project'",
        "search '(roads OR rivers) id:P006418001' --stated-only",
    ] {
        let run = home.run(&format!("{query} --format jsonl")).exits(0);
        let ids: Vec<_> = run.json_lines().iter().map(|hit| hit["id"].as_str().map(str::to_owned)).collect();
        assert_eq!(ids, [Some("CA-3-P006418001".to_owned())], "{run}");
    }
    home.run("search --from 2024 --to 2024 --country HT")
        .exits(0)
        .says("0 of 0")
        .says("without `country:HT`: ");
    home.run("search SANTÉ --country Bénin").exits(0).says("1 of 1");
    home.run("search sante").exits(0).says("1 of 1");
}

#[test]
fn a_text_about_no_activity_is_found_and_filters_leave_it_out() {
    let home = library("a_text_about_no_activity_is_found_and_filters_leave_it_out");
    let hits = home.run("search lentils --format jsonl").exits(0).json_lines();
    let [hit] = hits.as_slice() else { panic!("{hits:?}") };
    assert_eq!(hit["kind"], "document");
    home.run("search lentils --country HT").exits(0).says("0 of 0");
    home.run(&format!("show {}", hit["id"].as_str().unwrap())).exits(0).says("belongs to no activity");
}

#[test]
fn facets_and_pages_go_with_the_hits() {
    let home = library("facets_and_pages_go_with_the_hits");
    home.run("search --kind project --facets country,sector --limit 1")
        .exits(0)
        .says("Haiti (HT)")
        .says("1 of 3; more with --offset 1");
    let run = home.run("search --kind project --facets country --limit 1 --offset 2 --format json").exits(0);
    let answer: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((answer["total"].as_u64(), answer["hits"][0]["rank"].as_u64()), (Some(3), Some(3)));
    assert_eq!(answer["facets"][0]["by"], "country");
}

#[test]
fn what_is_not_understood_is_told_with_the_nearest() {
    let home = library("what_is_not_understood_is_told_with_the_nearest");
    for (command, what, hint) in [
        ("search cuntry:Haiti", "almoner: there is no field `cuntry`", "hint: did you mean `country:`?"),
        (
            "search --country Hiati",
            "almoner: there is no country `Hiati`",
            "hint: did you mean `HT` (Haiti)?",
        ),
        ("search --sector 21029", "almoner: there is no sector `21029`", "hint: did you mean `2102"),
        (
            "search --marker gendr",
            "almoner: there is no marker `gendr`",
            "hint: did you mean `1` (Gender Equality)?",
        ),
        ("search --from soon", "almoner: `--from soon` is not understood", "hint: for example"),
        (
            "search roads --facets contry",
            "almoner: there is no facet `contry`",
            "hint: did you mean `country`?",
        ),
        ("facets --by colour", "almoner: there is no facet `colour`", "hint: there are country, region"),
        ("export cuntry:Haiti", "almoner: there is no field `cuntry`", "hint: "),
    ] {
        home.run(command).exits(2).warns(what).warns(hint).says_only("");
    }
    home.run("search 'roads \"river'")
        .exits(0)
        .warns("read as: roads \"river\" (a quotation mark is not closed)")
        .says("1 of 1");
    home.run("search raods").exits(0).says("0 of 0").says("`raods` stands in no document; `roads` does");
}

#[test]
fn without_a_library_it_says_how_to_make_one() {
    let home = Home::new("without_a_library_it_says_how_to_make_one");
    for command in ["search roads", "show X", "facets --by country", "export"] {
        home.run(command)
            .exits(10)
            .warns("there is no library here")
            .warns("hint: make one with `almoner ingest PATH`");
    }
}

#[test]
fn a_library_that_may_not_be_written_to_is_searched() {
    let home = library("a_library_that_may_not_be_written_to_is_searched");
    // Root may write anywhere, so it is done as nobody, with a copy of the program that nobody may run.
    let script = "set -e; program=$(mktemp); cp $(command -v almoner) $program; chmod 755 $program \n\
        chmod -R a-w,a+rX . \n\
        as() { if [ $(id -u) = 0 ]; then setpriv --reuid=65534 --regid=65534 --clear-groups \"$@\"; else \"$@\"; fi; } \n\
        library=$(mktemp -d); cp -r almoner-library $library; chmod -R a-w,a+rX $library \n\
        cd $library; as $program search roads; as $program export | wc -l; as $program facets --by country; as $program show P006418001 \n\
        code=0; as $program ingest /etc/hostname || code=$?; echo ingest ended with $code \n\
        chmod -R u+w $library $OLDPWD; rm -rf $library $program";
    home.shell(script).exits(0).says("1 of 1").says("\n4\n").says("Haiti").says("ingest ended with 4");
}

#[test]
fn a_word_may_be_left_out_before_all_others() {
    let home = library("a_word_may_be_left_out_before_all_others");
    let total = |command: &str| home.run(command).exits(0).json_lines().len();
    let all = total("search --format jsonl");
    let without = total("search -roads --format jsonl");
    assert!(without > 0 && without < all, "{without} of {all}");
    for command in [
        "search --format jsonl -roads",
        "--library almoner-library -q search -roads -q --format jsonl",
        "search --format jsonl -- -roads",
        "search --format jsonl -haiti",
    ] {
        assert_eq!(total(command), without, "{command}");
    }
    assert_eq!(total("search -roads --country HT --format jsonl"), 0);
    assert_eq!(total("export -roads -o -"), total("export NOT roads"));
    home.run("facets -roads --by country -q").exits(0);
    home.run("search -roads --contry HT").exits(2).warns("--contry").warns("--country");
    home.run("search -h").exits(0).says("Usage");
}

#[test]
fn a_range_that_ends_before_it_begins_is_told() {
    let home = library("a_range_that_ends_before_it_begins_is_told");
    for (command, hint) in [
        ("search --from 2020 --to 2010", "`--from 2010 --to 2020`"),
        ("export --min-usd 5M --max-usd 1M", "`--min-usd 1M --max-usd 5M`"),
        ("facets --by year year:2021..2019", "`year:2019..2021`"),
        ("search amount:5M..1M", "..5M`"),
    ] {
        home.run(command).exits(2).warns("the range ends before it begins").warns(hint);
    }
    home.run("search --from 2020 --to 2020 year:2020..2020").exits(0);
}
