//! Lists and news: documents that no publisher's form fits are read as a careful reader does.

use crate::home::{Home, repository};
use crate::specimens::names;

#[test]
fn lists_and_news_are_read_as_a_careful_reader_does() {
    let home = Home::new("lists_and_news");
    home.copy("fixtures/several", "several");
    let golden = names(&repository().join("fixtures/several"))
        .into_iter()
        .filter(|name| name.ends_with(".json"))
        .count();
    let run = home.shell("almoner evaluate --gold several several/*.txt --format json").exits(0);
    let report: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(report["documents"], golden, "{report}");
    assert_eq!(report["records_right"], report["records"], "{report}");
}
