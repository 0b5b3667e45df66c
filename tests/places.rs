//! The places of evidence, asked of another program: Poppler finds the quote's words inside the boxes.

use crate::home::{Home, repository};

/// The words of a page with the middle of each, as `pdftotext -bbox` gives them.
fn words(home: &Home, page: u64) -> Vec<(f64, f64, String)> {
    let pages = home.shell(&format!("pdftotext -bbox -f {page} -l {page} doc.pdf -")).exits(0).out;
    let number = |line: &str, name: &str| -> f64 {
        let value = line.split_once(&format!("{name}=\"")).unwrap().1;
        value.split_once('"').unwrap().0.parse().unwrap()
    };
    let lines = pages.lines().filter(|line| line.contains("<word "));
    lines
        .map(|line| {
            let text = line.split_once('>').unwrap().1.split_once("</word>").unwrap().0;
            let text = text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">");
            let middle = |from, to| f64::midpoint(number(line, from), number(line, to));
            (middle("xMin", "xMax"), middle("yMin", "yMax"), text)
        })
        .collect()
}

fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[test]
fn the_words_of_a_quote_stand_in_its_boxes() {
    for producer in ["chromium", "libreoffice", "reportlab", "typst", "weasyprint"] {
        let home = Home::new(&format!("the_words_of_a_quote_stand_in_its_boxes_{producer}"));
        assert!(repository().join(format!("fixtures/prints/{producer}/haiti-roads.pdf")).exists());
        home.copy(&format!("fixtures/prints/{producer}/haiti-roads.pdf"), "doc.pdf");
        let record = home.run("extract doc.pdf").exits(0).json_lines().remove(0);
        let (mut checked, pages) = (0, record["document"]["pages"].as_u64().unwrap());
        let words: Vec<Vec<(f64, f64, String)>> = (1..=pages).map(|page| words(&home, page)).collect();
        for evidence in record["evidence"].as_array().unwrap() {
            let Some(page) = evidence["page"].as_u64() else { continue };
            let boxes: Vec<[f64; 4]> = serde_json::from_value(evidence["boxes"].clone()).unwrap();
            let inside = |x: f64, y: f64| {
                boxes.iter().any(|[x0, y0, x1, y1]| (*x0..=*x1).contains(&x) && (*y0..=*y1).contains(&y))
            };
            let there: String = words[page as usize - 1]
                .iter()
                .filter(|(x, y, _)| inside(*x, *y))
                .map(|(_, _, text)| folded(text))
                .collect();
            let quote = evidence["quote"].as_str().unwrap();
            let missing: Vec<&str> =
                quote.split_whitespace().filter(|word| !there.contains(&folded(word))).collect();
            assert!(missing.is_empty(), "{producer}: {evidence}\n{missing:?}\n{there}");
            checked += 1;
        }
        assert!(checked > 10, "{producer}: {checked}");
    }
}
