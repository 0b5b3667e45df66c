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

/// True for the name of a part of a site, alone on a line.
pub(crate) fn is_part_of_site(key: &str) -> bool {
    PARTS_OF_A_SITE.contains(&key)
}

/// True for the folded links between the pages of a list, alone on a line: `Previous project Next project`, `« Précédent | Suivant »`.
pub(super) fn is_way_on(folded: &str) -> bool {
    const MOST_WORDS: usize = 8;
    const WAYS: &str = "previous prev next older newer precedent precedente suivant suivante anterior siguiente proximo proxima \
        seguinte vorheriges nachstes";
    const THINGS: &str = "project projects programme program activity article post page story entry item case result results \
        projet projets programme activite article page fiche proyecto proyectos programa pagina articulo ficha projeto \
        projetos artigo projekt the le la el o all to list overview";
    let is_one_of = |word: &str, list: &str| list.split_ascii_whitespace().any(|known| known == word);
    let mut words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let (mut ways, mut all) = (0, 0);
    let are_known = words.all(|word| {
        all += 1;
        let is_way = is_one_of(word, WAYS);
        ways += usize::from(is_way);
        is_way || is_one_of(word, THINGS)
    });
    are_known && ways > 0 && all <= MOST_WORDS
}

/// True for the tabs of a page about one thing: `Overview Financials Documents`.
fn is_tabs(line: &str) -> bool {
    const TABS: &str = "overview summary details detail description financials finances finance budget documents documentation \
        results activities partners contacts contact transactions map news gallery resources downloads timeline indicators \
        locations photos videos media related updates ratings procurement safeguards \
        apercu resume finances resultats activites partenaires carte actualites ressources galerie \
        resumen descripcion finanzas documentos resultados actividades socios mapa noticias recursos galeria \
        resumo descricao financas atividades parceiros";
    const JOINS: [&str; 4] = ["and", "et", "y", "e"];
    const MOST_WORDS: usize = 12;
    let folded = fold(line);
    let words = folded.split(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty() && !JOINS.contains(word)).collect();
    let is_known = |word: &&str| TABS.split_ascii_whitespace().any(|known| known == *word);
    (FEWEST..=MOST_WORDS).contains(&words.len()) && words.iter().all(is_known)
}

/// True for what stands at the top of a site beside its menu: `Search EN menu Log in`.
fn is_top_of_site(line: &str) -> bool {
    const MOST_WORDS: usize = 8;
    const FEWEST_KNOWN: usize = 2;
    const WORDS: &str = "menu search login signin navigation toggle newsletter sitemap rechercher recherche connexion buscar \
        buscador idioma pesquisar pesquisa";
    let folded = fold(line);
    let mut words: Vec<&str> =
        folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let all = words.len();
    words.retain(|word| WORDS.split_ascii_whitespace().any(|known| known == *word));
    words.dedup();
    all <= MOST_WORDS && words.len() >= FEWEST_KNOWN
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
    is_past() || is_tabs(line) || is_top_of_site(line) || is_row && (is_first || parts.iter().any(names_site))
}

#[cfg(test)]
mod tests {
    use super::{fold, is_menu, is_way_on};

    #[test]
    fn links_between_pages_are_told_from_names() {
        for (line, expected) in [
            ("Previous project Next project", true),
            ("← Previous | Next →", true),
            ("Projet précédent – Projet suivant", true),
            ("Proyecto anterior / Siguiente proyecto", true),
            ("Next", true),
            ("Next Generation Fund", false),
            ("All projects", false),
            ("Project 4", false),
            ("Next steps", false),
        ] {
            assert_eq!(is_way_on(&fold(line)), expected, "{line}");
        }
    }

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
            ("Overview Financials Documents", false, true),
            ("Aperçu | Résultats | Documents", false, true),
            ("Results and Activities", false, false),
            ("Activities in Kita", false, false),
            ("Documents and results of refugees", false, false),
            ("Search En menu en ClientConnect", true, true),
            ("Search and rescue at sea", true, false),
        ] {
            assert_eq!(is_menu(line, is_first), expected, "{line}");
        }
    }
}
