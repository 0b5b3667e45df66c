//! Word documents as Word, and others, write them, a body at a time.

use std::io::Write;

use almoner_record::Origin;
use zip::write::SimpleFileOptions;

use crate::{BlockKind, Document, Layer, Limit, Limits, ReadError, read};

fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn document_of(body: &str, others: &[(&str, &str)]) -> Document {
    let main = format!(
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"><w:body>{body}</w:body></w:document>"
    );
    let mut parts = vec![("[Content_Types].xml", "<Types/>"), ("word/document.xml", main.as_str())];
    parts.extend(others);
    read(zipped(&parts), "a.docx", &Limits::default()).unwrap_or_else(|error| panic!("{body}: {error}"))
}

/// Each block in one word and its text; cells are divided by `|`, their paragraphs by `/`, rows by `‖`.
fn told(document: &Document) -> Vec<String> {
    let blocks = document.blocks.iter().map(|block| {
        let text = document.slice(block.span);
        let told = match &block.kind {
            BlockKind::Heading { level } => format!("h{level} {text}"),
            BlockKind::Paragraph => format!("p {text}"),
            BlockKind::ListItem { depth } => format!("li{depth} {text}"),
            BlockKind::KeyValue { key, value } => {
                format!("kv {} = {}", document.slice(*key), document.slice(*value))
            }
            BlockKind::Caption => format!("caption {text}"),
            BlockKind::Table { rows } => {
                let cell = |cell: &crate::Cell| {
                    let parts: Vec<&str> = cell.parts.iter().map(|part| document.slice(*part)).collect();
                    let reach = match (cell.row_span, cell.col_span) {
                        (1, 1) => String::new(),
                        (rows, columns) => format!("{rows}x{columns} "),
                    };
                    reach + &parts.join("/")
                };
                let rows: Vec<String> =
                    rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join("|")).collect();
                format!("table {}", rows.join("‖"))
            }
        };
        match block.layer {
            Layer::Body => told,
            Layer::Furniture => format!("({told})"),
            Layer::Notes => format!("[{told}]"),
        }
    });
    blocks.collect()
}

fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn bold(text: &str) -> String {
    format!("<w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r>")
}

fn p(runs: &str) -> String {
    format!("<w:p>{runs}</w:p>")
}

fn cell(content: &str) -> String {
    format!("<w:tc>{content}</w:tc>")
}

#[test]
fn a_paragraph_shows_what_word_shows() {
    let begin = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>";
    let separate = "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>";
    let end = "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
    for (what, paragraph, expected) in [
        ("runs", p(&(run("Road") + &run("s &amp; &#8364;5 &mine;"))), &["p Roads & €5"][..]),
        (
            "a deletion",
            p(&(run("40 ")
                + "<w:del><w:r><w:delText>50</w:delText></w:r></w:del><w:ins>"
                + &run("60")
                + "</w:ins>")),
            &["p 40 60"],
        ),
        (
            "a move",
            p(&format!("<w:moveFrom>{0}</w:moveFrom>", run("x")))
                + &p(&format!("<w:moveTo>{0}</w:moveTo>", run("x"))),
            &["p x"],
        ),
        (
            "a deleted end",
            format!("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{}</w:p>{}", run("One "), p(&run("two."))),
            &["p One two."],
        ),
        (
            "breaks",
            p(&(run("CA-3-P1")
                + "<w:r><w:br/></w:r>"
                + &run("$5")
                + "<w:r><w:br w:type=\"page\"/></w:r>"
                + &run("Closed"))),
            &["p CA-3-P1", "p $5", "p Closed"],
        ),
        (
            "hidden text",
            p(&("<w:r><w:rPr><w:vanish/></w:rPr><w:t>no</w:t></w:r>".to_owned() + &run("yes"))),
            &["p yes"],
        ),
        (
            "a field",
            p(&(begin.to_owned()
                + "<w:r><w:instrText>HYPERLINK \"x\"</w:instrText></w:r>"
                + separate
                + &run("the site")
                + end)),
            &["p the site"],
        ),
        (
            "a field that never ends",
            p(&(begin.to_owned() + "<w:r><w:instrText>DATE</w:instrText></w:r>")) + &p(&run("after")),
            &["p after"],
        ),
        (
            "a form's list",
            p(
                "<w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData><w:ddList><w:result w:val=\"1\"/><w:listEntry w:val=\"Open\"/><w:listEntry w:val=\"Closed\"/></w:ddList></w:ffData></w:fldChar></w:r>",
            ),
            &["p Closed"],
        ),
        (
            "hyphens and signs",
            p(
                "<w:r><w:t>co</w:t><w:softHyphen/><w:t>ordination CA</w:t><w:noBreakHyphen/><w:t>3 </w:t><w:sym w:font=\"Symbol\" w:char=\"F0B3\"/><w:t> 5</w:t></w:r>",
            ),
            &["p coordination CA-3 ≥ 5"],
        ),
        (
            "square metres",
            p(&(run("40 km") + "<w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:t>2</w:t></w:r>")),
            &["p 40 km²"],
        ),
        (
            "a label and a tab",
            p("<w:r><w:t>Budget:</w:t><w:tab/><w:tab/><w:t>$5</w:t></w:r>"),
            &["kv Budget = $5"],
        ),
        ("a bold label", p(&(bold("Budget") + &run(" : $5"))), &["kv Budget = $5"]),
        ("a bold line", p(&bold("Expected results")) + &p(&run("x")), &["h2 Expected results", "p x"]),
        ("a typed bullet", p("<w:r><w:t>•</w:t><w:tab/><w:t>Haiti (95%)</w:t></w:r>"), &["li0 Haiti (95%)"]),
        (
            "a control",
            p(&format!(
                "<w:sdt><w:sdtPr><w:dropDownList w:lastValue=\"2\"><w:listItem w:value=\"2\" w:displayText=\"Ongoing\"/></w:dropDownList></w:sdtPr><w:sdtContent/></w:sdt> <w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
                run("Click here")
            )),
            &["p Ongoing"],
        ),
        (
            "a smart tag and a link",
            p(&format!(
                "<w:smartTag>{}</w:smartTag><w:hyperlink r:id=\"rId1\">{}</w:hyperlink>",
                run("Kenya "),
                run("page")
            )),
            &["p Kenya page"],
        ),
        (
            "a formula",
            p(
                "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>",
            ),
            &["p 1/2"],
        ),
        (
            "right to left",
            "<w:p><w:pPr><w:bidi/></w:pPr><w:r><w:rPr><w:rtl/></w:rPr><w:t>مشروع الطرق</w:t></w:r></w:p>"
                .to_owned(),
            &["p مشروع الطرق"],
        ),
    ] {
        assert_eq!(told(&document_of(&paragraph, &[])), expected, "{what}");
    }
}

#[test]
fn a_text_box_is_read_once_and_in_place() {
    let content = format!("<w:txbxContent>{}</w:txbxContent>", p(&run("In the box")));
    let body = p(&format!(
        "{}<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wps:txbx>{content}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
        run("Before")
    )) + &p(&run("After"));
    assert_eq!(told(&document_of(&body, &[])), ["p Before", "p In the box", "p After"]);
}

#[test]
fn tables_are_data_labels_or_frames() {
    let td = |text: &str| cell(&p(&run(text)));
    let th = |text: &str| cell(&p(&bold(text)));
    let tr = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let tbl = |rows: &[String]| format!("<w:tbl>{}</w:tbl>", rows.concat());
    let merge =
        |kind: &str, text: &str| format!("<w:tc><w:tcPr><w:vMerge{kind}/></w:tcPr>{}</w:tc>", p(&run(text)));
    let wide =
        |text: &str| format!("<w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>{}</w:tc>", p(&run(text)));
    let inside = tbl(&[tr(&[td("a"), td("b")])]);
    for (what, table, expected) in [
        (
            "data",
            tbl(&[tr(&[th("Item"), th("Cost")]), tr(&[td("Pumps"), td("$5")])]),
            &["table Item|Cost‖Pumps|$5"][..],
        ),
        (
            "cells that reach over others",
            tbl(&[
                tr(&[wide("Both"), td("c")]),
                tr(&[merge(" w:val=\"restart\"", "down"), td("x"), td("y")]),
                tr(&[merge("", ""), td("z"), td("q")]),
            ]),
            &["table 1x2 Both|c‖2x1 down|x|y‖z|q"],
        ),
        (
            "a deleted row",
            tbl(&[tr(&[td("A"), td("B")]), format!("<w:tr><w:trPr><w:del/></w:trPr>{}</w:tr>", td("no"))]),
            &["table A|B"],
        ),
        (
            "labels",
            tbl(&[tr(&[th("Country"), td("Haiti")]), tr(&[th("Budget"), td("$5")])]),
            &["kv Country = Haiti", "kv Budget = $5"],
        ),
        (
            "a label beside a list",
            tbl(&[
                tr(&[td("Country"), td("Haiti")]),
                tr(&[td("Results"), cell(&(p(&run("- wells")) + &p(&run("- roads"))))]),
            ]),
            &["kv Country = Haiti", "h2 Results", "li0 wells", "li0 roads"],
        ),
        ("a frame", tbl(&[tr(&[cell(&(p(&run("One.")) + &p(&run("Two."))))])]), &["p One.", "p Two."]),
        (
            "a table in a cell",
            tbl(&[tr(&[cell(&inside), td("c")]), tr(&[td("d"), td("e")])]),
            &["table a b|c‖d|e"],
        ),
    ] {
        assert_eq!(told(&document_of(&table, &[])), expected, "{what}");
    }
}

#[test]
fn notes_headers_and_contents_are_out_of_the_way() {
    let relations = r#"<Relationships><Relationship Id="1" Type="http://x/footnotes" Target="footnotes.xml"/>
        <Relationship Id="2" Type="http://x/header" Target="/word/header1.xml"/><Relationship Id="3" Type="http://x/header" Target="header2.xml"/>
        <Relationship Id="4" Type="http://x/footer" Target="../word/footer1.xml"/><Relationship Id="5" Type="http://x/comments" Target="comments.xml"/>
        <Relationship Id="6" Type="http://x/attachedTemplate" Target="file:///etc/passwd" TargetMode="External"/></Relationships>"#;
    let header = format!("<w:hdr>{}</w:hdr>", p(&run("The Fund")));
    let toc = "<w:p><w:pPr><w:pStyle w:val=\"TOC1\"/></w:pPr><w:r><w:t>Results</w:t><w:tab/><w:t>7</w:t></w:r></w:p>";
    let body =
        toc.to_owned() + &p(&(run("It works") + "<w:r><w:footnoteReference w:id=\"2\"/></w:r>" + &run(".")));
    let notes = format!(
        "<w:footnotes><w:footnote w:type=\"separator\" w:id=\"0\">{}</w:footnote><w:footnote w:id=\"2\">{}</w:footnote></w:footnotes>",
        p(&run("---")),
        p(&run("See page 4."))
    );
    let comments =
        format!("<w:comments><w:comment w:id=\"1\">{}</w:comment></w:comments>", p(&run("Check this")));
    let footer = format!("<w:ftr>{}</w:ftr>", p(&run("Page 3")));
    let document = document_of(
        &body,
        &[
            ("word/_rels/document.xml.rels", relations),
            ("word/footnotes.xml", &notes),
            ("word/comments.xml", &comments),
            ("word/header1.xml", &header),
            ("word/header2.xml", &header),
            ("word/footer1.xml", &footer),
        ],
    );
    let expected =
        ["(p The Fund)", "(p Results 7)", "p It works.", "(p Page 3)", "[p See page 4.]", "[p Check this]"];
    assert_eq!(told(&document), expected);
}

#[test]
fn a_document_says_its_title_language_and_date() {
    let core = "<cp:coreProperties><dc:title>Roads</dc:title><dc:language>pt-BR</dc:language><dcterms:created>2013-01-02T00:00:00Z</dcterms:created><dcterms:modified>2019-05-06T07:08:09Z</dcterms:modified></cp:coreProperties>";
    let origin: Origin = document_of(&p(&run("x")), &[("docProps/core.xml", core)]).origin;
    let date = origin.date.map(|date| date.to_string());
    assert_eq!(
        (origin.title.as_deref(), origin.language.as_deref(), date.as_deref()),
        (Some("Roads"), Some("pt"), Some("2019-05-06"))
    );
}

#[test]
fn no_entity_is_expanded_and_nothing_is_opened() {
    let laughs = (1..20).fold(String::from("<!ENTITY a0 \"ha\">"), |all, at| {
        all + &format!("<!ENTITY a{at} \"&a{0};&a{0};&a{0};&a{0};&a{0};&a{0};&a{0};&a{0};\">", at - 1)
    });
    let main = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE w [<!ENTITY file SYSTEM \"file:///etc/passwd\">{laughs}]><w:document><w:body>{}</w:body></w:document>",
        p(&run("before &file;&a19; after"))
    );
    let bytes = zipped(&[("[Content_Types].xml", "<Types/>"), ("word/document.xml", &main)]);
    assert_eq!(told(&read(&bytes, "a.docx", &Limits::default()).unwrap()), ["p before after"]);
}

#[test]
fn a_broken_or_too_deep_part_gives_what_stands_before() {
    let broken = format!("<w:document><w:body>{}<w:p><w:r><w:t>and then", p(&run("Before")));
    let bytes = zipped(&[("[Content_Types].xml", "<Types/>"), ("word/document.xml", &broken)]);
    let document = read(&bytes, "a.docx", &Limits::default()).unwrap();
    assert_eq!(told(&document), ["p Before", "p and then"]);
    assert!(matches!(document.cut, Some(Limit::Text { .. })), "{:?}", document.cut);
    let deep = p(&run("Before")) + &"<w:tbl><w:tr><w:tc>".repeat(20_000) + &p(&run("deep"));
    let document = document_of(&(deep + &"</w:tc></w:tr></w:tbl>".repeat(20_000)), &[]);
    assert_eq!(
        (told(&document), document.cut),
        (vec!["p Before".to_owned()], Some(Limit::Depth { limit: 512 }))
    );
    let no_text = zipped(&[
        ("[Content_Types].xml", "<Types/>"),
        ("word/document.xml", "<w:document><w:body/></w:document>"),
    ]);
    assert_eq!(read(&no_text, "a.docx", &Limits::default()).map(|_| ()), Err(ReadError::Empty));
}

#[test]
fn a_bomb_gives_no_more_than_its_share() {
    let filler = " ".repeat(64 << 20);
    let bytes = zipped(&[
        ("[Content_Types].xml", "<Types/>"),
        ("word/document.xml", &format!("<w:document><w:body>{}{filler}", p(&run("Before")))),
    ]);
    assert!(bytes.len() < 1 << 20, "{}", bytes.len());
    let document = read(&bytes, "a.docx", &Limits::default()).unwrap();
    assert_eq!(told(&document), ["p Before"]);
    assert!(
        matches!(document.cut, Some(Limit::Inflated { limit }) if limit < 16 << 20),
        "{:?}",
        document.cut
    );
}

#[test]
fn a_hundred_thousand_attributes_are_no_work() {
    let attributes: String = (0..100_000).map(|at| format!(" a{at}=\"\"")).collect();
    let spaces: String = (0..100_000).map(|at| format!(" xmlns:n{at}=\"u\"")).collect();
    let document = document_of(&format!("<w:p{attributes}>{}</w:p><w:p{spaces}/>", run("x")), &[]);
    assert_eq!(told(&document), ["p x"]);
}
