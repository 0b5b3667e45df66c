//! The words around a picture, known by its credit line: alternative text, caption, `Photo: …`.

use crate::{Block, BlockKind};

/// Beginnings of a credit line, in small letters.
const CREDITS: [&str; 12] = [
    "photo:",
    "photos:",
    "photo credit",
    "photo ©",
    "photo by",
    "credit:",
    "image:",
    "©",
    "photographie :",
    "photo :",
    "crédit photo",
    "foto:",
];

/// The longest caption, in bytes.
const LONGEST: usize = 300;

/// Makes captions of each credit line, of the one line before it, and of a heading-like line before that.
pub(crate) fn mark(text: &str, blocks: &mut [Block]) {
    let credits: Vec<usize> = blocks
        .iter()
        .enumerate()
        .filter(|(_, block)| is_credit(block.span.of(text)))
        .map(|(at, _)| at)
        .collect();
    for credit in credits {
        let Some(before) = blocks.get_mut(..=credit) else { continue };
        let mut nearest = before.iter_mut().rev();
        let Some(credit) = nearest.next() else { continue };
        credit.kind = BlockKind::Caption;
        let is_of_page = is_of_page(credit.span.of(text));
        let Some(caption) = nearest.next().filter(|block| is_short_text(block)) else { continue };
        // The last line of a page is of no picture above its last sentence.
        if is_of_page && caption.span.of(text).trim_end().ends_with('.') {
            continue;
        }
        caption.kind = BlockKind::Caption;
        // Alternative text looks like a heading. A real heading that a layout names is found in captions too.
        if let Some(title) =
            nearest.next().filter(|block| matches!(block.kind, BlockKind::Heading { level: 2.. }))
        {
            title.kind = BlockKind::Caption;
        }
    }
}

/// True for a line that tells whose a picture is.
pub(crate) fn is_credit(line: &str) -> bool {
    // What they begin with: few lines do.
    const FIRST: [[u8; 2]; 5] = [*b"ph", *b"cr", *b"im", *b"fo", [0xc2, 0xa9]];
    let first = line.as_bytes().first_chunk::<2>().map(|first| first.map(|byte| byte.to_ascii_lowercase()));
    if !first.is_some_and(|first| FIRST.contains(&first)) {
        return false;
    }
    let start: String = line.chars().take(24).flat_map(char::to_lowercase).collect();
    CREDITS.iter().any(|credit| start.starts_with(credit)) && line.len() <= LONGEST
}

/// True for a line that says whose the page is: `© 2021 All rights reserved`.
fn is_of_page(line: &str) -> bool {
    const RESERVED: [&str; 8] = [
        "rights reserved",
        "droits réservés",
        "droits reserves",
        "derechos reservados",
        "direitos reservados",
        "alle rechte",
        "privacy",
        "copyright",
    ];
    let small = line.to_lowercase();
    RESERVED.iter().any(|words| small.contains(words))
}

fn is_short_text(block: &Block) -> bool {
    let kind = matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading { level: 2.. });
    kind && block.span.len() <= LONGEST
}

#[cfg(test)]
mod tests {
    use crate::{BlockKind, Limits, read};

    #[test]
    fn a_credit_line_makes_a_caption_of_the_line_above_but_a_page_s_last_line_none_of_a_sentence() {
        for (last, expected) in [
            ("Photo: A. Moss", true),
            ("© A. Moss", true),
            ("© 2021 All rights reserved", false),
            ("© Tous droits réservés", false),
        ] {
            let text = format!("Wells for Kita\n\nThe village has a well.\n\n{last}\n");
            let document = read(text.as_bytes(), "page.txt", &Limits::default()).unwrap();
            let sentence =
                document.blocks.iter().find(|block| document.slice(block.span).starts_with("The village"));
            let is_caption = sentence.is_some_and(|block| block.kind == BlockKind::Caption);
            assert_eq!(is_caption, expected, "{last}");
        }
    }
}
