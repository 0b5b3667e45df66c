//! Menus of a site, which a page saved as text prints among its lines.

use almoner_codelists::fold;

use super::{GAP, Line, LineKind};
use crate::word_list::WordList;

/// Folded, in English, French, Spanish, Portuguese and German.
static PARTS_OF_A_SITE: WordList = WordList::of_phrases(
    "home, homepage, menu, search, about, about us, who we are, contact, contact us, news, newsroom, careers, \
     donate, projects, our projects, accueil, qui sommes-nous, contactez-nous, actualites, projets, nos projets, \
     inicio, quienes somos, contacto, noticias, proyectos, nuestros proyectos, quem somos, contato, projetos, \
     startseite, kontakt",
);

/// Those that may also be a heading within a line, folded, in these and further languages: a menu where others stand around.
static PARTS_AMONG_OTHERS: WordList = WordList::of_phrases(
    "our work, what we do, work with us, get involved, take action, nos actions, que faisons-nous, \
     que hacemos, nuestro trabajo, o que fazemos, nosso trabalho, uber uns, wer wir sind, was wir tun, unsere projekte, \
     chi siamo, cosa facciamo, i nostri progetti, over ons, wie zijn wij, wat doen we, om os, hvem er vi, om oss, qui som, \
     que fem, o nas",
);

/// The longest part of a menu, in bytes.
const LONGEST: usize = 24;
/// Fewer parts than these are no menu.
const FEWEST: usize = 3;

/// True for a line of a menu: several short lines right below one another, or parts of one line, one of which names a part
/// of a site.
pub(crate) fn is_in_menu(line: &Line, lines: &[Line], text: &str) -> bool {
    let is_first = lines.first().is_some_and(|first| first.span.start == line.span.start);
    let names_site = |line: &&Line| PARTS_OF_A_SITE.has(&line.key);
    is_menu(line.span.of(text), is_first) || {
        let run = run(line, lines, text);
        run.len() >= FEWEST && run.iter().any(names_site)
    }
}

/// True for a label that is a part of a site too, in a menu: `Início`, right below it `Quem somos` and `Contato`. Values stand
/// among the labels of a form.
pub(crate) fn is_label_of_menu(line: &Line, lines: &[Line], text: &str) -> bool {
    const FEWEST_KNOWN: usize = 2;
    let names_site = |line: &&&Line| PARTS_OF_A_SITE.has(&line.key);
    let has_digit = |line: &&Line| line.span.of(text).bytes().any(|byte| byte.is_ascii_digit());
    let is_part = PARTS_OF_A_SITE.has(&line.key) && {
        let run = run(line, lines, text);
        run.iter().filter(names_site).count() >= FEWEST_KNOWN && !run.iter().any(has_digit)
    };
    is_part || line.label.is_none() && line.span.len() <= LONGEST && stands_among_parts(line, lines)
}

/// True for a line that parts of a site stand around, whatever marks part them: `Where we work` below `What we do` and above
/// `Get involved`.
fn stands_among_parts(line: &Line, lines: &[Line]) -> bool {
    const FARTHEST: usize = 6;
    let at = lines.partition_point(|other| other.span.start < line.span.start);
    // A menu stands at the top.
    const MOST_ABOVE: usize = 40;
    if at > MOST_ABOVE {
        return false;
    }
    let parts = |lines: &[Line]| lines.iter().filter(|line| is_part_of_site(&line.key)).count();
    let above = parts(lines.get(at.saturating_sub(FARTHEST)..at).unwrap_or_default());
    let below = parts(lines.get(at + 1..lines.len().min(at + 1 + FARTHEST)).unwrap_or_default());
    above > 0 && below > 0 && above + below >= FEWEST
}

/// The short lines right above and below one another that a line is among, without labels and values beside each other.
fn run<'a>(line: &'a Line, lines: &'a [Line], text: &str) -> Vec<&'a Line> {
    /// So many lines above and below are looked at.
    const FARTHEST: usize = 16;
    let at = lines.partition_point(|other| other.span.start < line.span.start);
    // An address is what a label for contacts has below it.
    let is_short = |line: &&Line| {
        line.kind == LineKind::Text
            && line.span.len() <= LONGEST
            && line.label.is_none()
            && !line.span.of(text).contains('@')
    };
    let joined = |one: &Line, next: &Line| super::is_right_below(one, next, text);
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
    run
}

/// True for the name of a part of a site, alone on a line.
pub(crate) fn is_part_of_site(key: &str) -> bool {
    PARTS_OF_A_SITE.has(key) || PARTS_AMONG_OTHERS.has(key)
}

/// True for the folded links between the pages of a list, alone on a line: `Previous project Next project`, `« Précédent | Suivant »`.
pub(super) fn is_way_on(folded: &str) -> bool {
    const MOST_WORDS: usize = 8;
    static WAYS: WordList = WordList::of(
        "previous prev next older newer precedent precedente suivant suivante anterior siguiente proximo proxima \
        seguinte vorheriges nachstes",
    );
    static THINGS: WordList = WordList::of(
        "project projects programme program activity article post page story entry item case result results \
        projet projets programme activite article page fiche proyecto proyectos programa pagina articulo ficha projeto \
        projetos artigo projekt the le la el o all to list overview",
    );
    let mut words = words_of(folded);
    let (mut ways, mut all) = (0, 0);
    let are_known = words.all(|word| {
        all += 1;
        let is_way = WAYS.has(word);
        ways += usize::from(is_way);
        is_way || THINGS.has(word)
    });
    are_known && ways > 0 && all <= MOST_WORDS
}

/// True for the folded tabs of a page about one thing: `Overview Financials Documents`.
fn is_tabs(folded: &str) -> bool {
    static TABS: WordList = WordList::of(
        "overview summary details detail description financials finances finance budget documents documentation \
         results activities partners contacts contact transactions map news gallery resources downloads timeline indicators \
         locations photos videos media related updates ratings procurement safeguards \
         apercu resume finances resultats activites partenaires carte actualites ressources galerie \
         resumen descripcion finanzas documentos resultados actividades socios mapa noticias recursos galeria \
         resumo descricao financas atividades parceiros",
    );
    const JOINS: [&str; 4] = ["and", "et", "y", "e"];
    const MOST_WORDS: usize = 12;
    let mut known = 0;
    let mut words = words_of(folded).filter(|word| !JOINS.contains(word));
    let are_known = words.all(|word| {
        known += 1;
        TABS.has(word)
    });
    are_known && (FEWEST..=MOST_WORDS).contains(&known)
}

/// True for what stands at the top of a site beside its menu, folded: `Search EN menu Log in`.
fn is_top_of_site(folded: &str) -> bool {
    const MOST_WORDS: usize = 8;
    const FEWEST_KNOWN: usize = 2;
    static WORDS: WordList = WordList::of(
        "menu search login signin navigation toggle newsletter sitemap rechercher recherche connexion buscar \
         buscador idioma pesquisar pesquisa",
    );
    if words_of(folded).nth(MOST_WORDS).is_some() {
        return false;
    }
    let mut known: Vec<&str> = words_of(folded).filter(|word| WORDS.has(word)).collect();
    known.dedup();
    known.len() >= FEWEST_KNOWN
}

fn words_of(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
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
    let folded = fold(line);
    let is_way_past = || WAYS_PAST.iter().any(|way| folded.starts_with(way));
    if is_way_past() || is_tabs(&folded) || is_top_of_site(&folded) {
        return true;
    }
    let is_language = |part: &str| LANGUAGES.contains(&part);
    let Some(mark) = MARKS.into_iter().find(|mark| line.contains(mark)) else {
        return folded.contains(' ') && folded.split(' ').all(is_language);
    };
    let parts: Vec<String> = line.split(mark).map(fold).filter(|part| !part.is_empty()).collect();
    let is_short =
        |part: &String| part.len() <= LONGEST && !part.contains(|c: char| c.is_ascii_digit() || c == ':');
    let names_site = |part: &String| PARTS_OF_A_SITE.has(part);
    parts.len() > 1 && parts.iter().all(|part| is_language(part))
        || parts.len() >= FEWEST && parts.iter().all(is_short) && (is_first || parts.iter().any(names_site))
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
