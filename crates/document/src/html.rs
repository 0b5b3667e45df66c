//! HTML to blocks.
//!
//! ```text
//! html/sniff.rs      whether text is a page, and in which encoding
//! html/tags.rs       names of elements; tags with more attributes than any writer gives them
//! html/tree.rs       text -> elements, no deeper than the limit
//! html/meta.rs       what the page says of itself
//! html/shape.rs      what each element holds
//! html/fields.rs     labels and values that only the structure tells
//! html/title.rs      which element is the page's title
//! html/furniture.rs  which parts are about the page and not about its subject: by the names of elements (named.rs), by
//!                    what headings say (announced.rs), as cards of other things (others.rs)
//! html/flow.rs       elements -> blocks
//! html/labels.rs     labels and their values
//! html/tables.rs     tables: data, labels, layout
//! html/line.rs       white space as a browser shows it
//! ```

mod announced;
mod fields;
mod flow;
mod furniture;
mod labels;
mod line;
mod meta;
mod named;
mod others;
mod shape;
mod sniff;
mod tables;
mod tags;
mod title;
mod tree;

use almoner_record::Origin;
use encoding_rs::Encoding;

use crate::composer::Composer;
use crate::{Document, Layer, Limit, Limits, ReadError, encoding};
use flow::{Flow, Place};
use furniture::Judge;
pub(crate) use sniff::is_html;
use tree::Tree;

/// # Errors
/// [`ReadError`] when the bytes are no text, or nothing is there to read.
pub(crate) fn read(bytes: &[u8], origin: Origin, limits: &Limits) -> Result<Document, ReadError> {
    read_as(bytes, None, origin, limits)
}

/// The same for bytes whose `encoding` stood before them; without one it is looked for in them.
///
/// # Errors
/// As [`read`].
pub(crate) fn read_as(
    bytes: &[u8],
    encoding: Option<&'static Encoding>,
    origin: Origin,
    limits: &Limits,
) -> Result<Document, ReadError> {
    let declared = encoding.or_else(|| sniff::declared(bytes));
    page(&encoding::decode_as(bytes, declared)?, origin, limits)
}

/// The document that the markup `text` is.
///
/// # Errors
/// [`ReadError::Empty`] when nothing is there to read.
pub(crate) fn page(text: &str, mut origin: Origin, limits: &Limits) -> Result<Document, ReadError> {
    let text = tags::with_few_attributes(text);
    let tree = tree::parse(&text, limits.depth);
    meta::read(&tree, &mut origin);
    let shapes = shape::measure(&tree);
    let (mut out, mut is_too_deep) = write(&tree, &Judge::new(&tree, &shapes, true), limits);
    if !tells_enough(&out, shapes.first().map_or(0, |whole| whole.text)) {
        // All that it tells was taken for furniture: then only the markup's own word counts.
        (out, is_too_deep) = write(&tree, &Judge::new(&tree, &shapes, false), limits);
    }
    let cut = if tree.is_too_deep || is_too_deep { Some(Limit::Depth { limit: limits.depth }) } else { None };
    let document = out.finish(origin, cut);
    if document.text.trim().is_empty() {
        return Err(ReadError::Empty);
    }
    let kept = document.text.len();
    let cut = document.cut.or(tree.is_too_long.then_some(Limit::Text { kept }));
    Ok(Document { cut, ..document })
}

fn write(tree: &Tree, judge: &Judge<'_>, limits: &Limits) -> (Composer, bool) {
    let mut out = Composer::new(limits.text_bytes);
    let mut flow = Flow::new(tree, judge, &mut out);
    flow.children(Tree::ROOT, Place::top(judge.page()));
    flow.finish();
    let is_too_deep = flow.is_too_deep;
    (out, is_too_deep)
}

/// True when a twentieth of the page, or a few lines of it, is body.
fn tells_enough(out: &Composer, whole: u32) -> bool {
    const ENOUGH: usize = 200;
    let body = out.blocks().iter().filter(|block| block.layer == Layer::Body);
    let told: usize = body.map(|block| block.span.len()).sum();
    told >= ENOUGH || told * 20 >= whole as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(page: &str) -> Option<Document> {
        super::page(page, Origin::default(), &Limits::default()).ok()
    }

    #[test]
    fn a_start_is_no_way_home() {
        let page = "<main><h1>Saúde para todos</h1><p><strong>País:</strong> Argentina</p>\
            <p><strong>Início:</strong> 1 de janeiro de 2020</p></main>";
        let text = read(page).unwrap().text;
        assert!(text.contains("Início:\t1 de janeiro de 2020"), "{text}");
    }

    /// Each of these took minutes, or the stack, without the limits. A tree builder without them does not end here.
    #[test]
    fn what_is_nested_or_repeated_without_end_is_read_to_its_end() {
        let many = |piece: &str, times: usize| piece.repeat(times);
        let attributes: String = (0..200_000).map(|at| format!(" a{at}='>'")).collect();
        let bold: String = (0..20_000).map(|at| format!("<p><b id={at}>")).collect();
        for (name, page, is_deep) in [
            ("attributes", format!("<div{attributes}>end"), false),
            ("blocks", format!("{}{}end", many("<div>", 100_000), many("</div>", 100_000)), true),
            ("lists", format!("{}end", many("<ul><li>", 60_000)), true),
            ("bold", format!("{bold}end"), false),
            ("tables", format!("{}end", many("<table><tr><td>", 20_000)), true),
            ("fostered", format!("<table>{}end", many("<b>x", 20_000)), false),
            ("entities", format!("{}end", many("&amp;", 100_000)), false),
            ("templates", format!("{}</template>end", many("<template><div>", 50_000)), true),
        ] {
            let document = read(&page);
            let cut = document.as_ref().and_then(|document| document.cut);
            assert_eq!(cut == Some(Limit::Depth { limit: 512 }), is_deep && document.is_some(), "{name}");
            let ends = document.is_some_and(|document| document.text.contains("end"));
            assert!(ends || name == "templates", "{name}");
        }
    }

    #[test]
    fn a_mark_of_a_note_is_no_part_of_a_number_or_label_and_a_power_stays() {
        for (html, expected) in [
            ("Budget<sup>2</sup>: USD 4,300,000<sup>3</sup>", "Budget: USD 4,300,000"),
            ("Norway<sup>[1]</sup> and Sweden<sup>*</sup>", "Norway and Sweden"),
            ("12 km<sup>2</sup> of 10<sup>6</sup> m<sup>3</sup>", "12 km² of 106 m³"),
            ("the 21<sup>st</sup> of May", "the 21st of May"),
        ] {
            let document = read(&format!("<main><h1>Wells</h1><p>{html}</p></main>")).unwrap();
            assert_eq!(document.text.lines().last(), Some(expected), "{html}");
        }
    }

    #[test]
    fn a_time_of_several_elements_is_the_value_of_the_bold_word_before_it() {
        let list = |item: &str| {
            format!("<main><h1>Wells</h1><ul><li><b>Donor</b> Norad</li><li>{item}</li></ul></main>")
        };
        for (item, expected) in [
            (
                "<b>Period</b> <time>1 May 2020</time> – <time>4 June 2021</time>",
                "Period\t1 May 2020 – 4 June 2021",
            ),
            (
                "<b>Période</b> du <time>1er mai 2020</time> au <time>4 juin 2021</time>",
                "Période\tdu 1er mai 2020 au 4 juin 2021",
            ),
            (
                "<b>Wells</b> from the year 2020 serve all villages",
                "Wells from the year 2020 serve all villages",
            ),
            ("<b>Wells</b> du village", "Wells du village"),
        ] {
            let document = read(&list(item)).unwrap();
            assert!(document.text.trim_end().ends_with(expected), "{item}: {}", document.text);
        }
    }

    #[test]
    fn a_box_of_facts_beside_the_text_is_read_however_it_is_made() {
        let facts = "<b>Country</b> Malawi<br><b>Donor</b> Irish Aid<br><b>Budget</b> EUR 5,000,000";
        let table = "<table><tr><td>Country</td><td>Malawi</td></tr><tr><td>Donor</td><td>Irish Aid</td></tr>\
            <tr><td>Budget</td><td>EUR 5,000,000</td></tr></table>";
        let linked = table.replace("Malawi", "<a href=/malawi>Malawi</a>");
        let prose = "<b>Note</b> that rain fell. <b>Wells</b> were drilled.";
        let main =
            "<main><h1>Rural Water Supply</h1><p>The project improves the supply of drinking water.</p>";
        for (aside, after, is_read) in [
            (format!("<aside><p>{facts}</p></aside>"), "", true),
            (format!("<aside class=related>{table}</aside>"), "", true),
            (format!("<aside class=related><h4>Related projects</h4>{table}</aside>"), "", false),
            (format!("<aside class=related>{linked}</aside>"), "", false),
            // The facts stand elsewhere.
            (
                format!("<aside class=related>{table}</aside>"),
                "<dl><dt>Country</dt><dd>Mali</dd><dt>Donor</dt><dd>Norad</dd></dl>",
                false,
            ),
            (format!("<aside><p>{prose}</p></aside>"), "", false),
        ] {
            let document = read(&format!("{main}{after}</main>{aside}")).unwrap();
            let word = if aside.contains(prose) { "drilled" } else { "Malawi" };
            let block =
                document.blocks.iter().find(|block| document.slice(block.span).contains(word)).unwrap();
            assert_eq!(block.layer == crate::Layer::Body, is_read, "{aside}");
        }
    }

    #[test]
    fn a_sum_or_years_above_their_label_are_its_value() {
        let pairs = |figure: &str, label: &str| {
            let card = format!("<div class=card><h3>{figure}</h3><span>{label}</span></div>");
            let page =
                format!("<main><h1>Wells for Kita</h1>{card}<p>Text that goes on for a while.</p></main>");
            let document = read(&page).unwrap();
            let is_pair = |block: &&crate::Block| matches!(block.kind, crate::BlockKind::KeyValue { .. });
            document.blocks.iter().filter(is_pair).count()
        };
        for (figure, label, count) in [
            ("€1.5m", "Irish Aid funding", 1),
            ("2021–2023", "Period", 1),
            ("USD 45.2 million", "Total value", 1),
            ("2021", "Launch of the fund", 0),
            ("12,400", "People reached", 0),
            ("€1.5m", "We gave this sum to families in 2021", 0),
        ] {
            assert_eq!(pairs(figure, label), count, "{figure} {label}");
        }
    }

    proptest! {
        #[test]
        fn blocks_are_in_order_and_spans_are_of_the_text(
            pieces in proptest::collection::vec(
                prop::sample::select(vec![
                    "<div class=label>", "</div>", "<table>", "<tr>", "<td colspan=2 rowspan=3>", "<th>", "</table>",
                    "<dl><dt>", "<dd>", "</dl>", "<ul>", "<li>", "</ul>", "<b>", "</b>", "<h2>", "</h2>", "<br>",
                    "<pre>", "</pre>", "<aside>", "</aside>", "é: ", "Budget:", " 5 €", "&nbsp;", "\u{ad}", "<p>",
                    "<a href=x>", "</a>", "<nav>", "</nav>", "<span>", "</span>", "\t", "<template>", "<svg>", "<!--",
                ]),
                0..60,
            )
        ) {
            if let Some(document) = read(&pieces.concat()) {
                let mut end = 0;
                for block in &document.blocks {
                    prop_assert!(block.span.start >= end, "{:?}", document.blocks);
                    prop_assert!(document.text.get(block.span.range()).is_some());
                    end = block.span.end;
                }
            }
        }
    }
}
