//! Menus of a site, which a page saved as text prints among its lines.

use almoner_codelists::fold;

use super::{GAP, Line, LineKind};

/// Folded, in English, French, Spanish, Portuguese and German.
const PARTS_OF_A_SITE: [&str; 32] = [
    "home",
    "homepage",
    "menu",
    "search",
    "about",
    "about us",
    "who we are",
    "contact",
    "contact us",
    "news",
    "newsroom",
    "careers",
    "donate",
    "projects",
    "our projects",
    "accueil",
    "qui sommes-nous",
    "contactez-nous",
    "actualites",
    "projets",
    "nos projets",
    "inicio",
    "quienes somos",
    "contacto",
    "noticias",
    "proyectos",
    "nuestros proyectos",
    "quem somos",
    "contato",
    "projetos",
    "startseite",
    "kontakt",
];

/// The longest part of a menu, in bytes.
const LONGEST: usize = 24;
/// Fewer parts than these are no menu.
const FEWEST: usize = 3;

/// True for a line of a menu: several short lines right below one another, or parts of one line, one of which names a part
/// of a site.
pub(crate) fn is_in_menu(line: &Line, lines: &[Line], text: &str) -> bool {
    /// So many lines above and below are looked at.
    const FARTHEST: usize = 16;
    let at = lines.partition_point(|other| other.span.start < line.span.start);
    if is_menu(line.span.of(text), at == 0) {
        return true;
    }
    let is_short =
        |line: &&Line| line.kind == LineKind::Text && line.span.len() <= LONGEST && line.label.is_none();
    let joined =
        |one: &Line, next: &Line| text.get(one.span.range().end..next.span.range().start) == Some("\n");
    let (above, below) = (lines.get(..at).unwrap_or_default(), lines.get(at..).unwrap_or_default());
    let mut run: Vec<&Line> = Vec::new();
    for line in below.iter().take(FARTHEST).take_while(is_short) {
        if run.last().is_some_and(|last| !joined(last, line)) {
            break;
        }
        run.push(line);
    }
    let mut first = line;
    for line in above.iter().rev().take(FARTHEST).take_while(is_short) {
        if !joined(line, first) {
            break;
        }
        first = line;
        run.push(line);
    }
    run.len() >= FEWEST && run.iter().any(|line| PARTS_OF_A_SITE.contains(&&*line.key))
}

/// True for parts of a site with marks or gaps between them, languages to choose from, or a way past them. The first line of
/// a document need not name a known part.
fn is_menu(line: &str, is_first: bool) -> bool {
    const MARKS: [&str; 6] = ["|", "·", "•", ">", GAP, "\t"];
    const MOST_PARTS: usize = 10;
    const LANGUAGES: [&str; 8] = ["en", "fr", "es", "pt", "de", "ar", "ru", "zh"];
    const WAYS_PAST: [&str; 6] =
        ["skip to ", "jump to ", "aller au contenu", "ir al contenido", "saltar al ", "ir para o conteudo"];
    if line.len() > LONGEST * MOST_PARTS {
        return false;
    }
    let mark = MARKS.into_iter().find(|mark| line.contains(mark));
    let parts: Vec<String> =
        line.split(mark.unwrap_or(" ")).map(fold).filter(|part| !part.is_empty()).collect();
    if parts.len() > 1 && parts.iter().all(|part| LANGUAGES.contains(&part.as_str())) {
        return true;
    }
    let is_past = || WAYS_PAST.iter().any(|way| fold(line).starts_with(way));
    let names_site = |part: &String| PARTS_OF_A_SITE.contains(&part.as_str());
    let is_row = mark.is_some()
        && parts.len() >= FEWEST
        && parts
            .iter()
            .all(|part| part.len() <= LONGEST && !part.contains(|c: char| c.is_ascii_digit() || c == ':'));
    is_past() || is_row && (is_first || parts.iter().any(names_site))
}

#[cfg(test)]
mod tests {
    use super::is_menu;

    #[test]
    fn a_menu_may_stand_on_one_line() {
        for (line, is_first, expected) in [
            ("Home | Projects | News", false, true),
            ("Ideas  Our work  Committed grants", true, true),
            ("Ideas  Our work  Committed grants", false, false),
            ("FR  EN  ES", false, true),
            ("Skip to main content  Countries  News", true, true),
            ("Mali  Norad  2019-2022", true, false),
            ("Wells for the schools of Kita", true, false),
            ("Home gardens for the women of Kita", false, false),
        ] {
            assert_eq!(is_menu(line, is_first), expected, "{line}");
        }
    }
}
