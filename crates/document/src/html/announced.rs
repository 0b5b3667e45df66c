//! Headings and lines that say that what follows is about something else: other projects, news, the page itself.

/// Beginnings of headings and of `aria-label`s of parts that tell of something else, in small letters.
const BEGINNINGS: [&str; 134] = [
    "related ",
    "other projects",
    "more projects",
    "similar projects",
    "other activities",
    "other programmes",
    "see also",
    "you may also",
    "you might also",
    "also of interest",
    "latest news",
    "recent news",
    "in the news",
    "news and",
    "news &",
    "latest ",
    "follow us",
    "subscribe",
    "sign up",
    "stay informed",
    "stay connected",
    "connect with us",
    "leave a comment",
    "leave a reply",
    "explore more",
    "more from",
    "more in ",
    "more on ",
    "recommended",
    "trending",
    "most read",
    "we use cookies",
    "this site uses",
    "this website uses",
    "cookie",
    "your privacy",
    "quick links",
    "useful links",
    "you are here",
    "skip to",
    "share this",
    "share on",
    "projets liés",
    "projets connexes",
    "projets similaires",
    "autres projets",
    "à lire aussi",
    "voir aussi",
    "sur le même thème",
    "dernières actualités",
    "à la une",
    "suivez-nous",
    "lettre d",
    "s’abonner",
    "abonnez-vous",
    "fil d",
    "nous utilisons des cookies",
    "ce site utilise",
    "liens utiles",
    "proyectos relacionados",
    "otros proyectos",
    "proyectos similares",
    "más proyectos",
    "ver también",
    "véase también",
    "últimas noticias",
    "noticias relacionadas",
    "síguenos",
    "suscríbete",
    "te puede interesar",
    "también te puede",
    "projetos relacionados",
    "outros projetos",
    "outros projectos",
    "veja também",
    "leia também",
    "siga-nos",
    "weitere projekte",
    "ähnliche projekte",
    "verwandte projekte",
    "andere projekte",
    "siehe auch",
    "folgen sie",
    "mehr zum thema",
    "also in ",
    "in the same ",
    "également ",
    "dans le même ",
    "dans la même ",
    "también en",
    "también en el",
    "en el mismo ",
    "en la misma ",
    "também em",
    "no mesmo ",
    "na mesma ",
    "explore nearby",
    "explore other",
    "you may like",
    "you might like",
    "people also",
    "featured ",
    "spotlight",
    "vous aimerez",
    "vous pourriez",
    "cela pourrait",
    "à découvrir",
    "découvrez aussi",
    "découvrez nos",
    "quizás también",
    "quizá también",
    "tal vez te",
    "le puede interesar",
    "puede interesar",
    "talvez lhe",
    "também pode",
    "pode interessar",
    "poderá também",
    "conoce otr",
    "conoce más",
    "conheça outr",
    "conheça mais",
    "descubre otr",
    "descubre más",
    "descubra outr",
    "descubra mais",
    "keep exploring",
    "keep reading",
    "continue reading",
    "contact us",
    "get in touch",
    "mantente",
    "fique por dentro",
    "restez informé",
];

/// Whole headings of such parts.
const HEADINGS: [&str; 53] = [
    "contact",
    "contacts",
    "contact details",
    "contacto",
    "contactos",
    "contato",
    "contatos",
    "news",
    "share",
    "search",
    "menu",
    "main menu",
    "navigation",
    "main navigation",
    "comments",
    "language",
    "languages",
    "related",
    "newsletter",
    "cookies",
    "sitemap",
    "site map",
    "breadcrumb",
    "footer",
    "partager",
    "actualités",
    "commentaires",
    "recherche",
    "langue",
    "langues",
    "compartir",
    "noticias",
    "comentarios",
    "comentários",
    "buscar",
    "idioma",
    "idiomas",
    "notícias",
    "compartilhar",
    "partilhar",
    "aktuelles",
    "nachrichten",
    "teilen",
    "suche",
    "kommentare",
    "sprache",
    "neuigkeiten",
    "explore",
    "discover",
    "you are here",
    "featured",
    "highlights",
    "a la une",
];

/// Words that say that what follows is not the subject.
const OTHER: [&str; 42] = [
    "other",
    "others",
    "more",
    "similar",
    "related",
    "further",
    "additional",
    "recommended",
    "nearby",
    "neighbouring",
    "autre",
    "autres",
    "similaires",
    "liés",
    "liées",
    "connexes",
    "semblables",
    "voisins",
    "associés",
    "otro",
    "otros",
    "otra",
    "otras",
    "más",
    "similares",
    "relacionados",
    "relacionadas",
    "cercanos",
    "outro",
    "outros",
    "outra",
    "outras",
    "mais",
    "semelhantes",
    "weitere",
    "andere",
    "ähnliche",
    "verwandte",
    "recent",
    "récents",
    "recientes",
    "recentes",
];
/// What a site has many of.
const MANY: [&str; 49] = [
    "projects",
    "programmes",
    "programs",
    "operations",
    "initiatives",
    "activities",
    "interventions",
    "grants",
    "loans",
    "stories",
    "publications",
    "articles",
    "news",
    "campaigns",
    "countries",
    "projets",
    "opérations",
    "financements",
    "actualités",
    "prêts",
    "proyectos",
    "programas",
    "operaciones",
    "iniciativas",
    "actuaciones",
    "intervenciones",
    "préstamos",
    "noticias",
    "publicaciones",
    "campañas",
    "projetos",
    "projectos",
    "operações",
    "ações",
    "intervenções",
    "notícias",
    "publicações",
    "projekte",
    "vorhaben",
    "nachrichten",
    "programme",
    "investments",
    "investissements",
    "inversiones",
    "investimentos",
    "actions",
    "acciones",
    "activités",
    "actividades",
];
const SAME: [&str; 7] = ["same", "même", "mêmes", "mismo", "misma", "mesmo", "mesma"];

/// True for a heading that says that what follows is about something else, or about the page.
pub(super) fn announces_other(heading: &str) -> bool {
    let heading = folded(heading);
    HEADINGS.contains(&heading.as_str()) || is_announced(&heading)
}

/// The same for a line that no element makes a heading: it must say so in more than one word.
pub(super) fn line_announces_other(line: &str) -> bool {
    let line = folded(line);
    line.contains(' ') && is_announced(&line)
}

fn folded(heading: &str) -> String {
    heading.trim().trim_end_matches(':').trim().to_lowercase().replace('\'', "’")
}

fn is_announced(heading: &str) -> bool {
    const LONGEST: usize = 80;
    // Behind a colon stands what the text below is about: `À la une : un reportage`.
    const STORIES: [&str; 5] = ["à la une", "featured ", "spotlight", "latest ", "in the news"];
    let is_story = |beginning: &&&str| STORIES.contains(*beginning);
    let told = heading.split_once(':').is_some_and(|(_, told)| !told.trim().is_empty());
    heading.len() <= LONGEST
        && !(told && BEGINNINGS.iter().filter(is_story).any(|beginning| heading.starts_with(beginning)))
        && (BEGINNINGS.iter().any(|beginning| heading.starts_with(beginning)) || names_others(heading))
}

/// `Explore other projects`, `Projets similaires`, `Operations in the same country`: near the beginning, as `Links with
/// other programmes` is a section about the subject.
fn names_others(heading: &str) -> bool {
    const FARTHEST: usize = 1;
    let words: Vec<&str> =
        heading.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(9).collect();
    let place = |of: &[&str]| words.iter().position(|word| of.contains(word));
    let Some(many) = place(&MANY) else { return false };
    if many <= FARTHEST && place(&SAME).is_some_and(|same| same > many) {
        return true;
    }
    let is_than = |at: usize| words.get(at + 1).is_some_and(|next| matches!(*next, "than" | "de" | "que"));
    place(&OTHER).is_some_and(|other| {
        other.min(many) <= FARTHEST && other.abs_diff(many) <= 2 && !(is_than(other) && other < many)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_says_that_what_follows_is_about_something_else() {
        for (heading, expected) in [
            ("Other projects in this theme", true),
            ("Explore other initiatives", true),
            ("Operations in the same country", true),
            ("Projets similaires", true),
            ("Opérations dans le même pays", true),
            ("Conoce otras iniciativas", true),
            ("Quizás también le interese", true),
            ("Projetos do mesmo país", true),
            ("Vous aimerez aussi", true),
            ("Also in Georgia", true),
            ("Links with other programmes", false),
            ("More than 30 projects visited", false),
            ("Project activities", false),
            ("Actividades del proyecto", false),
            ("Objectives", false),
            ("Other financing", false),
        ] {
            assert_eq!(announces_other(heading), expected, "{heading}");
        }
    }
}
