//! Small PDFs, written by hand: a few pages of type in the fonts that every reader has, in several looks.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;

use super::chance::Chance;
use super::facts::{Facts, Language};
use super::{page, prose};

/// Points: A4, and the margin around the type.
const WIDTH: u32 = 595;
const HEIGHT: u32 = 842;
const MARGIN: u32 = 64;

/// Regular and bold type, and the width of a letter in thousandths of its size: a generous mean.
type Type = ([&'static str; 2], u32);
const TYPES: [Type; 3] = [
    (["Helvetica", "Helvetica-Bold"], 540),
    (["Times-Roman", "Times-Bold"], 490),
    (["Courier", "Courier-Bold"], 600),
];

#[derive(Clone, Copy)]
enum Face {
    Regular,
    Bold,
}

/// A PDF's bytes.
pub(crate) fn print(chance: &mut Chance, number: u64) -> Vec<u8> {
    let language = if chance.percent(30) { Language::French } else { Language::English };
    let facts = Facts::drawn(chance, language, number);
    let mut sheet = Sheet { pages: vec![Vec::new()], y: HEIGHT - MARGIN, kind: chance.pick(&TYPES) };
    let ruled = chance.percent(35);
    let beside = ruled || chance.percent(50);
    sheet.paragraph(&facts.title, Face::Bold, 16);
    for (label, value) in page::labels(&facts) {
        match (ruled, beside) {
            (true, _) => sheet.cells(&label, &value),
            (_, true) => sheet.row(&label, &value),
            _ => sheet.paragraph(&format!("{label}: {value}"), Face::Regular, 10),
        }
    }
    for (heading, length) in [(["Background", "Contexte"], 900), (["Objective", "Objectif"], 700)] {
        sheet.paragraph(facts.say(heading), Face::Bold, 13);
        sheet.paragraph(&prose::telling(&facts, chance, length), Face::Regular, 10);
    }
    sheet.paragraph(facts.say(["Results achieved", "Résultats obtenus"]), Face::Bold, 13);
    for item in prose::achieved(&facts, chance, 5) {
        sheet.paragraph(&format!("• {item}."), Face::Regular, 10);
    }
    let footed = chance.percent(60);
    sheet.finish(facts.say(["Fund for Rural Works", "Fonds des travaux ruraux"]), footed)
}

struct Sheet {
    /// The drawing of each page.
    pages: Vec<Vec<u8>>,
    /// Where the next line stands, from the bottom.
    y: u32,
    kind: Type,
}

impl Sheet {
    fn paragraph(&mut self, text: &str, face: Face, size: u32) {
        self.y -= size / 2;
        for line in wrapped(text, self.letters(WIDTH - 2 * MARGIN, size)) {
            self.advance(size + 4);
            self.show(&line, MARGIN, face, size);
        }
    }

    fn row(&mut self, label: &str, value: &str) {
        self.advance(16);
        self.show(label, MARGIN, Face::Bold, 10);
        let mut lines = wrapped(value, self.letters(WIDTH - MARGIN - 230, 10)).into_iter();
        self.show(&lines.next().unwrap_or_default(), 230, Face::Regular, 10);
        for line in lines {
            self.advance(13);
            self.show(&line, 230, Face::Regular, 10);
        }
    }

    /// A row between rulings.
    fn cells(&mut self, label: &str, value: &str) {
        let top = self.y.saturating_sub(4);
        self.row(label, value);
        let (bottom, right) = (self.y.saturating_sub(4), WIDTH - MARGIN + 6);
        // A page that was turned meanwhile has no top of this row.
        let top = if top > bottom { top } else { bottom + 16 };
        for (x, y, to_x, to_y) in [
            (MARGIN - 6, top, right, top),
            (MARGIN - 6, bottom, right, bottom),
            (MARGIN - 6, bottom, MARGIN - 6, top),
            (222, bottom, 222, top),
            (right, bottom, right, top),
        ] {
            self.draw(format!("{x} {y} m {to_x} {to_y} l S\n").as_bytes());
        }
    }

    fn advance(&mut self, by: u32) {
        if self.y < MARGIN + by {
            self.pages.push(Vec::new());
            self.y = HEIGHT - MARGIN;
        }
        self.y -= by;
    }

    /// How many letters fit into so many points.
    fn letters(&self, points: u32, size: u32) -> usize {
        usize::try_from(points * 1_000 / (self.kind.1 * size)).unwrap_or_default()
    }

    fn show(&mut self, text: &str, x: u32, face: Face, size: u32) {
        let font = match face {
            Face::Regular => "F1",
            Face::Bold => "F2",
        };
        self.draw(format!("BT /{font} {size} Tf 1 0 0 1 {x} {} Tm (", self.y).as_bytes());
        self.draw(&encoded(text));
        self.draw(b") Tj ET\n");
    }

    fn draw(&mut self, operators: &[u8]) {
        if let Some(page) = self.pages.last_mut() {
            page.extend_from_slice(operators);
        }
    }

    /// The file: catalogue, page tree, two fonts, and for each page itself and its drawing.
    fn finish(mut self, foot: &str, footed: bool) -> Vec<u8> {
        let count = self.pages.len();
        let kids: Vec<String> = (0..count).map(|at| format!("{} 0 R", 5 + 2 * at)).collect();
        let font = |name| {
            format!("<</Type/Font/Subtype/Type1/BaseFont/{name}/Encoding/WinAnsiEncoding>>").into_bytes()
        };
        let [regular, bold] = self.kind.0;
        let mut objects = vec![
            b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
            format!("<</Type/Pages/Kids[{}]/Count {count}>>", kids.join(" ")).into_bytes(),
            font(regular),
            font(bold),
        ];
        for (at, mut drawing) in std::mem::take(&mut self.pages).into_iter().enumerate() {
            if footed {
                let foot = encoded(&format!("{foot}   {}", at + 1));
                drawing.extend_from_slice(format!("BT /F1 8 Tf 1 0 0 1 {MARGIN} 36 Tm (").as_bytes());
                drawing.extend_from_slice(&foot);
                drawing.extend_from_slice(b") Tj ET\n");
            }
            let resources = "<</Font<</F1 3 0 R/F2 4 0 R>>>>";
            let contents = 6 + 2 * at;
            let page = format!(
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Resources{resources}/Contents {contents} 0 R>>"
            );
            objects.push(page.into_bytes());
            let packed = packed(&drawing);
            let head = format!("<</Length {}/Filter/FlateDecode>>\nstream\n", packed.len());
            objects.push([head.as_bytes(), &packed, b"\nendstream"].concat());
        }
        file(&objects)
    }
}

fn file(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut table = String::new();
    for (before, object) in objects.iter().enumerate() {
        table += &format!("{:010} 00000 n \n", file.len());
        file.extend_from_slice(format!("{} 0 obj\n", before + 1).as_bytes());
        file.extend_from_slice(object);
        file.extend_from_slice(b"\nendobj\n");
    }
    let (at, size) = (file.len(), objects.len() + 1);
    let end = format!(
        "xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{at}\n%%EOF\n"
    );
    file.extend_from_slice(end.as_bytes());
    file
}

fn packed(drawing: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    // Writing into memory does not fail.
    let _ = encoder.write_all(drawing);
    encoder.finish().unwrap_or_default()
}

/// A string of a content stream, in the encoding of Windows' Latin letters.
fn encoded(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    for letter in text.chars() {
        let byte = match letter {
            '’' => 0x92,
            '•' => 0x95,
            '—' => 0x97,
            'œ' => 0x9c,
            _ => u8::try_from(u32::from(letter)).unwrap_or(b'?'),
        };
        if matches!(byte, b'(' | b')' | b'\\') {
            bytes.push(b'\\');
        }
        bytes.push(byte);
    }
    bytes
}

fn wrapped(text: &str, letters: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split(' ') {
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > letters {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
    lines
}
