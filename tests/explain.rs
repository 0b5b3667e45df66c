//! `almoner explain`: why a document gave what it gave.

use crate::home::Home;

#[test]
fn a_record_is_explained_by_layout_sections_and_rules() {
    let home = Home::new("a_record_is_explained_by_layout_sections_and_rules");
    home.copy("corpus/gac-profile/haiti-roads.txt", "");
    let run = home
        .run("explain haiti-roads.txt")
        .exits(0)
        .says("haiti-roads.txt: text/plain, ")
        .says("1 activity")
        .says("* gac-profile")
        .says("missed ")
        .says("Sections\n")
        .says("/budget/value = ")
        .says("gac-profile/")
        .says(", stated: “")
        .warns_of_nothing();
    let record = &home.run("extract haiti-roads.txt").exits(0).json_lines()[0];
    for evidence in record["evidence"].as_array().unwrap() {
        let path = evidence["path"].as_str().unwrap();
        assert!(run.out.contains(&format!("  {path} = ")), "{path}\n{run}");
    }
}

#[test]
fn a_document_without_an_activity_is_told_why() {
    let home = Home::new("a_document_without_an_activity_is_told_why");
    home.copy("corpus/general/lentil-soup-recipe.txt", "");
    home.run("explain lentil-soup-recipe.txt")
        .exits(0)
        .says("0 activities")
        .says("It gives no record: ")
        .says("almoner layouts new")
        .says("missed ");
}

#[test]
fn what_cannot_be_read_is_told_as_by_extract() {
    let home = Home::new("what_cannot_be_read_is_told_as_by_extract");
    home.write("scan.pdf", "%PDF-1.4");
    let told = home.run("extract scan.pdf").exits(1).err;
    assert_eq!(home.run("explain scan.pdf").exits(1).says_only("").err, told);
}
