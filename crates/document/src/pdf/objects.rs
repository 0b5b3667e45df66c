//! What a PDF says beside its pages: of itself, of its outline, of the labels of its pages; files in it, values of its
//! form.
//!
//! ```text
//! objects/strings.rs      text strings
//! objects/trees.rs        name trees and number trees
//! objects/information.rs  title, language, date
//! objects/labels.rs       labels of pages
//! objects/outline.rs      bookmarks, which are headings
//! objects/fields.rs       values of a form that are drawn nowhere
//! objects/attachments.rs  files in the file
//! ```
//!
//! Every walk is bounded: by a number of nodes and by a depth.

mod attachments;
pub(super) mod fields;
mod information;
mod labels;
mod outline;
pub(super) mod strings;
mod trees;

use hayro_syntax::Pdf;
use hayro_syntax::object::Dict;

use crate::{Document, Limit, Limits};

pub(super) use attachments::take_out;
pub(super) use information::tell;

/// Adds what needs the pages' text: headings that bookmarks name, labels of pages, names of attachments.
pub(super) fn add(pdf: &Pdf, document: &mut Document, limits: &Limits) {
    document.promote(&outline::bookmarks(pdf));
    let labels = labels::labels(pdf, document.origin.pages.unwrap_or(0));
    for (page, label) in document.pages.iter_mut().zip(labels) {
        page.label = Some(label);
    }
    document.enclosed = attachments::names(pdf);
    if document.enclosed.len() > limits.enclosed as usize {
        document.enclosed.truncate(limits.enclosed as usize);
        document.cut = document.cut.or(Some(Limit::Enclosed { kept: limits.enclosed }));
    }
}

/// The root of all objects but the pages' own.
fn catalog(pdf: &Pdf) -> Dict<'_> {
    pdf.xref().get(pdf.xref().root_id()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use almoner_record::Origin;

    use crate::pdf::specimen::{pdf, stream};
    use crate::pdf::{read, take_out};
    use crate::{BlockKind, Document, Limits};

    /// Two pages that say `Overview` and `Results`, with entries of a catalog and objects (from 8) behind it.
    fn document(catalog: &str, annotations: &str, objects: &[&str]) -> (Vec<u8>, Document) {
        let catalog = format!("<< /Type /Catalog /Pages 2 0 R {catalog} >>");
        let page = |content: u8| {
            format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 400] /Contents {content} 0 R \
                /Resources << /Font << /F 7 0 R >> >> /Annots [{annotations}] >>"
            )
        };
        let content = |word: &str| {
            let lines = format!("BT /F 12 Tf 20 300 Td ({word}) Tj 0 -15 Td (Some words of the page.) Tj ET");
            stream("", &lines)
        };
        let mut all = vec![
            catalog,
            "<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>".to_owned(),
            page(5),
            page(6),
            content("Overview"),
            content("Results"),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
        ];
        all.extend(objects.iter().map(|object| (*object).to_owned()));
        let bytes = pdf(&all.iter().map(String::as_str).collect::<Vec<_>>());
        let document = read(&bytes.as_slice().into(), Origin::default(), &Limits::default(), None).unwrap();
        (bytes, document)
    }

    #[test]
    fn pages_have_their_labels() {
        let labels = |catalog: &str| {
            let pages = document(catalog, "", &[]).1.pages;
            pages.into_iter().map(|page| page.label).collect::<Vec<_>>()
        };
        let label = |label: &str| Some(label.to_owned());
        assert_eq!(labels(""), [None, None]);
        let one_range = "/PageLabels << /Nums [0 << /S /r /St 4 >>] >>";
        assert_eq!(labels(one_range), [label("iv"), label("v")]);
        let two_ranges =
            "/PageLabels << /Kids [<< /Nums [1 << /S /D /P (A-) >>] >> << /Nums [0 << /P (Cover) >>] >>] >>";
        assert_eq!(labels(two_ranges), [label("Cover"), label("A-1")]);
        let loops = "/PageLabels 8 0 R";
        let pages = document(loops, "", &["<< /Kids [8 0 R 8 0 R] >>"]).1.pages;
        assert_eq!(pages[0].label, None);
    }

    #[test]
    fn bookmarks_are_headings() {
        let headings = |objects: &[&str]| {
            let document = document("/Outlines 8 0 R /Dests << /end [4 0 R /Fit] >>", "", objects).1;
            let headings = document.blocks.iter().filter_map(|block| match block.kind {
                BlockKind::Heading { level } => Some((document.slice(block.span).to_owned(), level)),
                _ => None,
            });
            headings.collect::<Vec<_>>()
        };
        let both = [("Overview".to_owned(), 1), ("Results".to_owned(), 2)];
        for objects in [
            // A destination with a place, and one by its name below it.
            [
                "<< /First 9 0 R >>",
                "<< /Title (OVERVIEW) /Dest [3 0 R /XYZ 0 312 0] /First 10 0 R >>",
                "<< /Title (Results.) /A << /S /GoTo /D /end >> >>",
            ],
            // Entries that lead back to themselves.
            [
                "<< /First 9 0 R >>",
                "<< /Title (Overview) /Dest [3 0 R /Fit] /First 10 0 R /Next 9 0 R >>",
                "<< /Title (Results) /Dest [4 0 R /Fit] /Next 10 0 R /First 9 0 R >>",
            ],
        ] {
            assert_eq!(headings(&objects), both, "{objects:?}");
        }
    }

    #[test]
    fn a_value_that_is_drawn_nowhere_is_part_of_the_text() {
        let field = |entries: &str| {
            let widget = format!("<< /Subtype /Widget /Rect [20 100 280 120] {entries} >>");
            document("/AcroForm << >>", "8 0 R", &[widget.as_str(), "<< /FT /Tx /V (CAD 1,249) >>"]).1.text
        };
        for (entries, printed) in [
            ("/FT /Tx /V (Rural roads)", Some("Rural roads")),
            ("/Parent 9 0 R", Some("CAD 1,249")),
            ("/FT /Ch /V [(Haiti) (Benin)]", Some("Haiti")),
            // Read from right to left, but for the number.
            ("/FT /Tx /V <FEFF05DB05D105D905E905D905DD00200031002E0035>", Some("כבישים 1.5")),
            ("/FT /Tx /V (hidden) /F 2", None),
            ("/FT /Tx /V (password) /Ff 8192", None),
            ("/FT /Btn /V /Yes", None),
            ("/FT /Tx /V ( )", None),
        ] {
            let text = field(entries);
            match printed {
                Some(printed) => assert!(text.contains(printed), "{entries}: {text}"),
                None => assert_eq!(text, document("", "", &[]).1.text, "{entries}"),
            }
        }
    }

    #[test]
    fn what_a_field_holds_goes_before_what_it_looked_like() {
        let look = stream("/Subtype /Form /BBox [0 0 260 20]", "BT /F 12 Tf 2 5 Td (Old) Tj ET");
        let text = |form: &str| {
            let widget = "<< /Subtype /Widget /Rect [20 100 280 120] /FT /Tx /V (New) /AP << /N 9 0 R >> >>";
            document(&format!("/AcroForm << {form} >>"), "8 0 R", &[widget, &look]).1.text
        };
        for (form, shown, hidden) in [("", "Old", "New"), ("/NeedAppearances true", "New", "Old")] {
            let text = text(form);
            assert!(text.contains(shown) && !text.contains(hidden), "{form}: {text}");
        }
    }

    #[test]
    fn an_attachment_is_named_and_taken_out() {
        let file = stream("/Type /EmbeddedFile", "Title: Roads");
        let objects = [
            "<< /Type /Filespec /F (old.txt) /UF (../../roads.txt) /EF << /F 9 0 R >> >>",
            file.as_str(),
            "<< /Subtype /FileAttachment /Rect [0 0 1 1] /FS << /F (twice.txt) /EF << /F 9 0 R >> >> >>",
        ];
        let names = "/Names << /EmbeddedFiles << /Names [(a) 8 0 R (b) << /F (elsewhere.txt) >>] >> >>";
        let (bytes, document) = document(names, "10 0 R", &objects);
        assert_eq!(document.enclosed, ["../../roads.txt"]);
        let bytes = bytes.into();
        let file = take_out(&bytes, 0, &Limits::default()).unwrap();
        assert_eq!(
            (file.name.as_str(), file.bytes.as_slice()),
            ("../../roads.txt", b"Title: Roads".as_slice())
        );
        assert!(take_out(&bytes, 1, &Limits::default()).is_err());
        let short = Limits { file_bytes: 3, ..Limits::default() };
        assert!(take_out(&bytes, 0, &short).is_err());
    }
}
