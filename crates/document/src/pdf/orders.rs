//! The order of the glyphs in fonts that every Windows has, for PDFs that name such a font, do not embed it, and show
//! its glyphs by their numbers. Measured on PDFs that embed these fonts and tell the Unicode of their glyphs.

/// Most fonts begin with Apple's standard glyphs (OpenType, table `post`, format 1), the space at 3: ASCII in its order,
/// then these.
const ASCII: std::ops::RangeInclusive<u32> = 3..=97;
const FROM_ASCII: u32 = 29;
const APPLE: &str = "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u{a0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄¤\
    ‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{fffd}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇŁłŠšŽž¦ÐðÝýÞþ−×¹²³½¼¾₣ĞğİŞşĆćČčđ";
const FIRST_APPLE: u32 = 98;
/// Arial, Times New Roman and Courier New have neither its no-break space nor its apple, and go on with the rest of
/// Microsoft's list of 652 glyphs (WGL4).
const FIRST_CORE: u32 = 172;
const CORE: &str = "ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔÒÚÛÙıˆ˜ˉ˘˙˚¸˝˛ˇŁłŠšŽž¦ÐðÝýÞþ−×¹²³½¼¾₣ĞğİŞşĆćČčđ¯·ĂăĄąĎď\
    ĐĘęĚěĹĺĽľĿŀŃńŇňŐőŔŕŘřŚśŢţŤťŮůŰűŹźŻżΓΘΦαδεστφ‗‼ⁿ₧←↑→↓↔↕↨∟∩≡⌂⌐⌠⌡─│┌┐└┘├┤┬┴┼═║╒╓╔╕╖╗╘╙╚╛╜╝╞╟╠╡╢\
    ╣╤╥╦╧╨╩╪╫╬▀▄█▌▐░▒▓■▬▲►▼◄○◘◙☺☻☼♀♂♠♣♥♦♪♫Ĳĳŉ′″℅ℓ□▪▫●◦ĀāĈĉĊċĒēĔĕĖėĜĝĠġĢģĤĥĦħĨĩĪīĬĭĮįĴĵĶķĸĻļŅņŊŋŌ\
    ōŎŏŖŗŜŝŦŧŨũŪūŬŭŲųŴŵŶŷſǺǻǼǽǾǿ·ẀẁẂ";
/// Calibri has the alphabet with each letter's accents behind it; numbers of glyphs and what follows from there.
const CALIBRI: &[(u32, &str)] = &[
    (1, " "),
    (3, " "),
    (4, "AÀÁÂÃÄ"),
    (17, "B"),
    (18, "C"),
    (21, "Č"),
    (24, "D"),
    (28, "EÈÉÊĚË"),
    (38, "F"),
    (39, "G"),
    (44, "H"),
    (47, "IÌÍÎ"),
    (58, "J"),
    (60, "K"),
    (62, "L"),
    (68, "M"),
    (69, "N"),
    (75, "OÒÓÔÕÖ"),
    (87, "P"),
    (89, "QR"),
    (94, "S"),
    (97, "Š"),
    (100, "T"),
    (104, "UÙÚÛ"),
    (109, "Ü"),
    (115, "VW"),
    (121, "XY"),
    (127, "Z"),
    (258, "aàáâãä"),
    (271, "bcć"),
    (275, "č"),
    (282, "d"),
    (286, "eèéêěë"),
    (296, "f"),
    (336, "g"),
    (346, "h"),
    (349, "iìíî"),
    (361, "j"),
    (364, "k"),
    (367, "l"),
    (373, "mn"),
    (381, "oòóôõö"),
    (393, "p"),
    (395, "qr"),
    (400, "s"),
    (410, "t"),
    (437, "uùúû"),
    (442, "ü"),
    (448, "vw"),
    (454, "xy"),
    (460, "z"),
    (853, ","),
    (855, ":."),
    (876, "/"),
    (878, "-"),
    (882, "-"),
    (894, "()[]"),
    (923, "@"),
    (940, "£"),
    (1004, "0123456789"),
];
/// Fonts of which nothing is known but that their order is another.
const OTHERS: [&str; 8] =
    ["cambria", "candara", "consolas", "constantia", "corbel", "aptos", "segoe", "arialunicode"];

/// The character of a glyph of the font called `font`, by its number.
pub(super) fn character(font: &str, glyph: u32) -> Option<char> {
    let font: String =
        font.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    let begins = |names: &[&str]| names.iter().any(|name| font.starts_with(name));
    let nth = |list: &str, first: u32| list.chars().nth(glyph.checked_sub(first)? as usize);
    if font.starts_with("calibri") {
        return CALIBRI.iter().find_map(|(first, list)| nth(list, *first));
    }
    if begins(&OTHERS) {
        return None;
    }
    let is_core = begins(&["arial", "timesnewroman", "couriernew"]) && !font.contains("black");
    let found = match glyph {
        glyph if ASCII.contains(&glyph) => char::from_u32(glyph.saturating_add(FROM_ASCII)),
        FIRST_CORE.. if is_core => nth(CORE, FIRST_CORE),
        _ => nth(APPLE, FIRST_APPLE),
    };
    found.filter(|c| *c != char::REPLACEMENT_CHARACTER)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glyphs_of_windows_fonts_have_their_order() {
        for (font, glyphs, expected) in [
            ("Arial", &[2, 3, 36, 97, 98, 112][..], "\u{fffd} A~Äé"),
            ("ArialMT", &[177, 182, 188, 225, 261, 286, 479], "–’€łąśẂ"),
            ("TimesNewRoman,Bold", &[178, 210, 480], "—Ú\u{fffd}"),
            ("Verdana", &[178, 183, 210, 227, 257, 258], "–’\u{fffd}łđ\u{fffd}"),
            ("Arial-Black", &[178, 227], "–ł"),
            ("Calibri", &[68, 258, 373, 288, 940, 1005, 1008, 856, 1004, 2], "Mamé£14.0\u{fffd}"),
            ("Calibri-Bold", &[80, 442], "Öü"),
            ("Cambria", &[36, 4], "\u{fffd}\u{fffd}"),
        ] {
            let told: String =
                glyphs.iter().map(|glyph| character(font, *glyph).unwrap_or('\u{fffd}')).collect();
            assert_eq!(told, expected, "{font}");
        }
    }
}
