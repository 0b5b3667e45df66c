//! `almoner layouts`, and layouts of one's own.

use crate::home::{Home, repository};
use crate::specimens::names;

const CLINIC: &str = "CLINIC FUND SHEET\nWhat: Clinics for Kivu\nBased in: Uganda\nHow much: EUR 250,000\n";

const LAYOUT: &str = r#"
title = "Clinic Fund sheet"
languages = ["en"]
[recognise]
any = ["CLINIC FUND SHEET"]
[labels]
title = ["What"]
countries = ["Based in"]
budget = ["How much"]
[[example]]
text = """
CLINIC FUND SHEET
What: Beds for Gulu
Based in: Uganda
How much: EUR 1,000
"""
expect = { "/title" = "Beds for Gulu", "/budget/value" = "1000", "/countries/0/code" = "UG" }
"#;

#[test]
fn all_layouts_are_listed_in_the_order_in_which_they_are_tried() {
    let home = Home::new("all_layouts_are_listed_in_the_order_in_which_they_are_tried");
    home.write("mine/clinic.toml", LAYOUT);
    let run = home.run("layouts list --layouts mine").exits(0).warns_of_nothing();
    let names: Vec<&str> = run.out.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!((names[0], *names.last().unwrap()), ("clinic", "general"), "{run}");
    for name in ["gac-profile", "un-police-proposal", "undp-thematic-chapter", "undp-project-page"] {
        assert!(names.contains(&name), "{name}\n{run}");
    }
    assert!(run.out.contains("Clinic Fund sheet (en; mine/clinic.toml)"), "{run}");
}

#[test]
fn a_layout_of_ones_own_reads_a_new_donor_without_any_rust() {
    let home = Home::new("a_layout_of_ones_own_reads_a_new_donor_without_any_rust");
    home.write("mine/clinic.toml", LAYOUT).write("in/kivu.txt", CLINIC).write("in/other.txt", "Dear all");
    home.run("layouts check mine/clinic.toml").exits(0).says("mine/clinic.toml: layout `clinic` is good");
    for command in ["extract in/kivu.txt --layouts mine", "extract in/kivu.txt in/other.txt --layouts mine"] {
        let record = &home.run(command).exits(0).json_lines()[0];
        assert_eq!(record["title"], "Clinics for Kivu");
        assert_eq!(record["budget"]["value"], "250000");
        assert_eq!(record["document"]["layout"], "clinic");
    }
    home.run("ingest in --layouts mine").exits(0).says("1 ok");
    home.copy_within("mine", "almoner-library/layouts");
    let record = &home.run("extract in/kivu.txt").exits(0).json_lines()[0];
    assert_eq!(record["document"]["layout"], "clinic", "the library's own layouts count as well");
    home.write("mine/clinic.toml", LAYOUT.replace("\"Based in\"", "\"Based in\", \"Country\""));
    home.run("ingest in --layouts mine").exits(0).says("2 documents: 1 ok, 1 no-activity; ");
}

#[test]
fn a_faulty_layout_is_told_with_file_line_and_nearest_name() {
    let home = Home::new("a_faulty_layout_is_told_with_file_line_and_nearest_name");
    home.write("in/kivu.txt", CLINIC);
    for (old, new, told, hint) in [
        (
            "budget = [",
            "budgett = [",
            "bad/clinic.toml:9:1: there is no field `budgett`",
            "did you mean `budget`?",
        ),
        ("[recognise]", "[recognize]", "bad/clinic.toml:4:", ""),
        ("languages", "langauges", "bad/clinic.toml:3:", ""),
        ("[[example]]", "[[examples]]", "bad/clinic.toml:10:", ""),
        ("= \"1000\"", "= \"1001\"", "bad/clinic.toml:17:41: the example expects 1001 at /budget/value", ""),
        ("title = \"Clinic", "title = Clinic", "bad/clinic.toml:2:", ""),
    ] {
        assert!(LAYOUT.contains(old), "{old}");
        home.write("bad/clinic.toml", LAYOUT.replacen(old, new, 1));
        home.run("layouts check bad/clinic.toml")
            .exits(2)
            .says_only("")
            .warns(told)
            .warns("hint: ")
            .warns(hint);
        home.run("extract in/kivu.txt --layouts bad").exits(2).says_only("").warns(told).warns("hint: ");
        home.run("ingest in --layouts bad").exits(2).says_only("").warns(told);
    }
    home.run("layouts check missing.toml").exits(2).warns("almoner: missing.toml: ").warns("hint: ");
    assert!(!home.path("almoner-library").exists());
}

#[test]
fn what_a_layout_would_change_in_a_folder_is_shown_and_nothing_else() {
    let home = Home::new("what_a_layout_would_change_in_a_folder_is_shown_and_nothing_else");
    home.write("clinic.toml", LAYOUT).write("in/kivu.txt", CLINIC).write("in/other.txt", "Dear all");
    home.copy("corpus/gac-profile/haiti-roads.txt", "in/")
        .copy("corpus/general/cambodia-irrigation.txt", "in/");
    home.run("layouts check clinic.toml --against in")
        .exits(0)
        .warns_of_nothing()
        .says("in/kivu.txt: `clinic` reads it instead of `general`")
        .says("Clinics for Kivu")
        .says("4 documents read: 1 document newly read by `clinic`; 1 record would change, in values of ")
        .does_not_say("haiti-roads")
        .does_not_say("cambodia");
    // The layout lies among those in use: it is compared with what they give without it.
    home.copy_within("clinic.toml", "mine/clinic.toml");
    let told = home.run("layouts check mine/clinic.toml --against in --layouts mine --format json").exits(0);
    let told: serde_json::Value = serde_json::from_str(&told.out).unwrap();
    let records = told["against"]["records"].as_array().unwrap();
    assert_eq!(records.len(), 1, "{told}");
    let values = records[0]["values"].as_array().unwrap();
    let title = values.iter().find(|value| value["field"] == "title").unwrap();
    assert_eq!(
        (&title["before"], &title["after"]["value"]),
        (&serde_json::Value::Null, &"Clinics for Kivu".into())
    );
    assert_eq!(title["after"]["quotes"][0]["quote"], "Clinics for Kivu");
    // A new edition of a layout in use: only what its change changes.
    let edited = LAYOUT.replace("budget = [\"How much\"]", "\"budget.requested\" = [\"How much\"]");
    home.write("new/clinic.toml", edited);
    home.run("layouts check new/clinic.toml --against in --layouts mine")
        .exits(0)
        .says("budget/measure")
        .says("4 documents read: 0 documents newly read by `clinic`; 1 record would change, in values of budget 1");
    home.run("layouts check mine/clinic.toml --against in/other.txt").exits(0).says("no record would change");
}

#[test]
fn a_check_against_what_cannot_be_read_says_so() {
    let home = Home::new("a_check_against_what_cannot_be_read_says_so");
    home.write("clinic.toml", LAYOUT)
        .write("in/kivu.txt", CLINIC)
        .write("in/broken.pdf", "%PDF-1.7 and no more");
    home.run("layouts check clinic.toml --against in")
        .exits(3)
        .says("1 document read, 1 failed: 1 document newly read")
        .warns("in/broken.pdf: ")
        .warns("hint: ");
    home.run("layouts check clinic.toml --against in/broken.pdf").exits(1).warns("in/broken.pdf: ");
    home.run("layouts check clinic.toml --against nowhere").exits(1).warns("nowhere: there is no such file");
    home.write("empty/.hidden", "");
    home.run("layouts check clinic.toml --against empty").exits(1).warns("empty: there is no document in it");
}

#[test]
fn the_fields_that_a_layout_may_name_are_listed() {
    let home = Home::new("the_fields_that_a_layout_may_name_are_listed");
    let run = home.run("layouts fields").exits(0).warns_of_nothing();
    for field in ["title", "budget", "countries", "implementing_org", "iati_identifier", "status"] {
        assert!(run.out.lines().any(|line| line.split_whitespace().next() == Some(field)), "{field}\n{run}");
    }
}

/// A layout that recognises nothing, in the place of a built-in one.
const NOTHING: &str = "title = \"Nothing\"\nlanguages = [\"en\"]\n[recognise]\nall = [\"stands in no document\"]\n\
    [[example]]\ntext = \"Text.\"\nexpect = {}\n";

#[test]
fn a_draft_is_good_as_printed_and_reads_its_samples_no_worse_than_without() {
    let home = Home::new("a_draft_is_good_as_printed_and_reads_its_samples_no_worse_than_without");
    home.copy("corpus", "corpus").copy("fixtures/gold", "gold");
    let families: Vec<String> = names(&repository().join("corpus"))
        .into_iter()
        .filter(|name| name != "general" && !name.contains('.') && name != "README.md")
        .collect();
    assert!(families.len() >= 12, "{families:?}");
    for family in &families {
        home.write(format!("general/{family}.toml"), NOTHING);
    }
    let f1 = |family: &str, layouts: &str| {
        let run =
            home.run(&format!("evaluate --gold gold corpus/{family} --layouts {layouts} --format json"));
        let report: serde_json::Value = serde_json::from_str(&run.exits(0).out).unwrap();
        report["values"]["f1"].as_f64().unwrap()
    };
    for family in families {
        let layouts = format!("with-{family}");
        home.copy_within("general", &layouts);
        std::fs::remove_file(home.path(format!("{layouts}/{family}.toml"))).unwrap();
        let samples: Vec<String> = names(&home.path(format!("corpus/{family}")))
            .iter()
            .map(|name| format!("corpus/{family}/{name}"))
            .collect();
        home.run(&format!("layouts new {} -o {layouts}/{family}.toml", samples.join(" ")))
            .exits(0)
            .says_only("");
        home.run(&format!("layouts check {layouts}/{family}.toml"))
            .exits(0)
            .says("is good and its examples hold");
        let draft = home.read(&format!("{layouts}/{family}.toml"));
        assert!(draft.contains("\"/"), "the example expects something\n{draft}");
        let (without, with) = (f1(&family, "general"), f1(&family, &layouts));
        assert!(with >= without, "{family}: F1 {with} with the draft, {without} without\n{draft}");
    }
}

const GRANTS: [(&str, &str); 2] = [
    (
        "wells",
        "Lagoon Fund grant: Wells for Kita\n\nIn the hands of: Association Jigi\nBased in: Mali\nGiven: EUR 250,000\n\
        Updated: 3 May 2021\nMood: hopeful\n\nWhat we hope for\n\n- 40 wells for 12 villages.\n",
    ),
    (
        "boats",
        "Lagoon Fund grant: Boats for Ada\n\nIn the hands of: Ada Women\nBased in: Ghana\nGiven: EUR 80,000\n\
        Updated: 4 June 2022\nMood: calm\nRoom: 5\n\nWhat we hope for\n\n- 12 boats for 60 fishers.\n",
    ),
];

#[test]
fn a_draft_guesses_by_values_and_leaves_the_rest_to_a_person() {
    let home = Home::new("a_draft_guesses_by_values_and_leaves_the_rest_to_a_person");
    for (name, text) in GRANTS {
        home.write(format!("in/{name}.txt"), text);
    }
    let run = home.run("layouts new in/wells.txt in/boats.txt").exits(0);
    let draft = run
        .says("title_after = [\"Lagoon Fund grant:\"]")
        .says("\"Lagoon Fund grant\"")
        .says("languages   = [\"en\"]")
        .says("countries           = [\"Based in\"]")
        .says("budget              = [\"Given\"]")
        .says("document_date       = [\"Updated\"]")
        .says("# FIELD = [\"In the hands of\"]   # label: Association Jigi; Ada Women")
        .says("# FIELD = [\"Mood\"]")
        .says("\"/budget/value\" = ")
        .does_not_say("[\"Room\"]")
        .warns("in one sample alone, and so left out: Room (boats.txt)")
        .warns("labels that want a field, or none: In the hands of | Mood");
    home.write("mine/lagoon.toml", &draft.out);
    home.run("layouts check mine/lagoon.toml --against in")
        .exits(0)
        .says("2 documents newly read by `lagoon`");
    let record = &home.run("extract in/wells.txt --layouts mine").exits(0).json_lines()[0];
    assert_eq!((&record["title"], &record["budget"]["value"]), (&"Wells for Kita".into(), &"250000".into()));
    // A person's layout is not written over.
    home.run("layouts new in/wells.txt in/boats.txt -o mine/lagoon.toml")
        .exits(2)
        .warns("is there already")
        .warns("hint: ");
    assert_eq!(home.read("mine/lagoon.toml"), draft.out);
}

#[test]
fn a_draft_is_made_of_any_format_and_told_what_failed() {
    let home = Home::new("a_draft_is_made_of_any_format_and_told_what_failed");
    home.copy("fixtures/forms", "forms").copy("fixtures/prints/chromium/haiti-roads.pdf", "");
    home.write("broken.pdf", "%PDF-1.7 and no more");
    for form in ["docx", "html", "md"] {
        let sample = format!("forms/{form}/kyrgyz-rural-roads.{form}");
        home.run(&format!("layouts new {sample} -o {form}/adb.toml")).exits(4).warns("there is no folder");
        home.write(format!("{form}/.keep"), "");
        home.run(&format!("layouts new {sample} -o {form}/adb.toml"))
            .exits(0)
            .warns("one sample does not tell");
        home.run(&format!("layouts check {form}/adb.toml --against {sample}")).exits(0).says("`adb`");
        assert!(home.read(&format!("{form}/adb.toml")).contains("\"/title\" = "), "{form}");
    }
    home.run("layouts new haiti-roads.pdf -o pdf.toml").exits(0);
    home.run("layouts check pdf.toml").exits(0);
    home.run("layouts new haiti-roads.pdf broken.pdf -o two.toml").exits(3).warns("broken.pdf: ");
    home.run("layouts new broken.pdf -o none.toml").exits(1).warns("broken.pdf: ");
    assert!(!home.path("none.toml").exists());
}
