//! Which parts of a page are about the page and not about its subject: menus, banners, related links, footers.
//!
//! What the markup says comes first (elements, roles, names of classes in several languages), then what a heading
//! says, then the shape: cards whose headings are links, lists of links.

use super::shape::{Shape, words};
use super::tags;
use super::tree::{Id, Tree};

/// Roles of parts that are about the page.
const ROLES: [&str; 13] = [
    "navigation",
    "banner",
    "contentinfo",
    "search",
    "dialog",
    "alertdialog",
    "menu",
    "menubar",
    "toolbar",
    "tablist",
    "alert",
    "status",
    "tooltip",
];

/// Words of classes and ids that are about the page, in English, French, Spanish, Portuguese and German.
const WORDS: [&str; 106] = [
    "nav",
    "navbar",
    "navigation",
    "subnav",
    "sitenav",
    "topnav",
    "mainnav",
    "menu",
    "menus",
    "submenu",
    "megamenu",
    "mainmenu",
    "breadcrumb",
    "breadcrumbs",
    "crumb",
    "crumbs",
    "footer",
    "cookie",
    "cookies",
    "cookiebar",
    "consent",
    "gdpr",
    "rgpd",
    "onetrust",
    "share",
    "sharing",
    "sharebar",
    "sharethis",
    "addthis",
    "addtoany",
    "socials",
    "related",
    "similar",
    "recommended",
    "recommendations",
    "suggestions",
    "teaser",
    "teasers",
    "newsletter",
    "newsletters",
    "subscribe",
    "subscription",
    "signup",
    "comments",
    "commentlist",
    "respond",
    "disqus",
    "search",
    "searchbar",
    "searchbox",
    "searchform",
    "pager",
    "pagination",
    "toolbar",
    "topbar",
    "masthead",
    "advert",
    "ads",
    "adsbygoogle",
    "advertisement",
    "promo",
    "promos",
    "promotion",
    "langswitch",
    "login",
    "signin",
    "feedback",
    "survey",
    "skip",
    "skiplink",
    "skiplinks",
    "backtotop",
    "popup",
    "modal",
    "overlay",
    "lightbox",
    "news",
    "newsfeed",
    "latest",
    "trending",
    "tagcloud",
    "sitemap",
    "ariane",
    "filariane",
    "piedpage",
    "partage",
    "partager",
    "recherche",
    "actualites",
    "actus",
    "connexes",
    "migas",
    "migajas",
    "compartir",
    "buscador",
    "busqueda",
    "noticias",
    "relacionados",
    "relacionadas",
    "boletin",
    "rodape",
    "compartilhar",
    "pesquisa",
    "brotkrumen",
    "fusszeile",
    "verwandte",
];

/// Two words that are about the page together.
const PAIRS: [(&str, &str); 23] = [
    ("pied", "page"),
    ("social", "media"),
    ("social", "links"),
    ("social", "share"),
    ("social", "icons"),
    ("social", "networks"),
    ("social", "bar"),
    ("follow", "us"),
    ("language", "switcher"),
    ("lang", "switcher"),
    ("language", "selector"),
    ("lang", "switch"),
    ("back", "top"),
    ("more", "projects"),
    ("other", "projects"),
    ("see", "also"),
    ("read", "next"),
    ("mailing", "list"),
    ("site", "header"),
    ("global", "header"),
    ("sign", "up"),
    ("quick", "links"),
    ("autres", "projets"),
];

/// Words of what stands beside the subject, and may hold the box with its facts.
const BESIDE: [&str; 9] = [
    "marginal",
    "sidebar",
    "sidebars",
    "aside",
    "complementary",
    "rail",
    "sidecolumn",
    "rightcol",
    "leftcol",
];

/// Beginnings of headings and of `aria-label`s of parts that tell of something else, in small letters.
const BEGINNINGS: [&str; 85] = [
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
    "dans la même",
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
];

/// Whole headings of such parts.
const HEADINGS: [&str; 40] = [
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
];

/// How far a neighbour may stand away, white space counted.
const NEAR: usize = 6;
/// Most nodes of a part that is looked through: parts that stand in each other would cost the square of their number.
const MOST_LOOKED_AT: usize = 4000;

/// What a part of the page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// About the subject.
    Subject,
    /// Beside the subject: only the boxes of facts in it are about it.
    Beside,
    /// About the page.
    Furniture,
    /// Notes under the text.
    Notes,
}

/// Judges the parts of one page.
pub(super) struct Judge<'a> {
    tree: &'a Tree,
    shapes: &'a [Shape],
    /// The element with the page's subject, where the page says so.
    main: Option<Id>,
    /// The page's title.
    title: Option<Id>,
    /// Letters and digits of the page.
    whole: u32,
    /// False when all else finds no subject: only what the markup says counts then.
    by_words: bool,
}

impl<'a> Judge<'a> {
    pub(super) fn new(tree: &'a Tree, shapes: &'a [Shape], by_words: bool) -> Judge<'a> {
        let whole = shapes.first().map_or(0, |shape| shape.text);
        let mut judge = Judge { tree, shapes, main: None, title: None, whole, by_words };
        judge.main = judge.main_element();
        judge.title = judge.title_element();
        judge
    }

    pub(super) fn shape(&self, id: Id) -> Shape {
        self.shapes.get(id.index()).copied().unwrap_or_default()
    }

    /// `<main>`, its role, or the one article: what holds a good part of the text.
    fn main_element(&self) -> Option<Id> {
        let holds = |id: &Id, part: u32| self.shape(*id).text.saturating_mul(part) >= self.whole.max(1);
        let all = |is: fn(&Tree, Id) -> bool| {
            self.tree.below(Tree::ROOT).filter(move |id| is(self.tree, *id)).collect::<Vec<Id>>()
        };
        let mains = all(|tree, id| tree.name(id) == "main" || tree.get(id, "role") == Some("main"));
        if let Some(main) = mains.into_iter().filter(|id| holds(id, 5)).max_by_key(|id| self.shape(*id).text)
        {
            return Some(main);
        }
        match all(|tree, id| tree.name(id) == "article" || tree.get(id, "role") == Some("article")).as_slice()
        {
            [article] if holds(article, 2) => Some(*article),
            _ => None,
        }
    }

    /// The first heading of the first level in the main element, else the first that is no link home.
    fn title_element(&self) -> Option<Id> {
        let first = |top: Id| {
            let mut headings =
                self.tree.below(top).filter(|id| self.tree.name(*id) == "h1" && self.shape(*id).text > 0);
            headings.find(|id| self.shape(*id).linked_headings == 0)
        };
        self.main.and_then(first).or_else(|| first(Tree::ROOT))
    }

    fn holds_title(&self, id: Id) -> bool {
        self.title.is_some_and(|title| self.is_within(title, id))
    }

    fn holds_main(&self, id: Id) -> bool {
        self.main.is_some_and(|main| self.is_within(main, id))
    }

    fn is_within(&self, id: Id, outer: Id) -> bool {
        std::iter::successors(Some(id), |id| self.tree.parent(*id)).any(|id| id == outer)
    }

    /// What element `id` is, in a part that is `outer`.
    pub(super) fn part(&self, id: Id, outer: Part) -> Part {
        match outer {
            Part::Furniture | Part::Notes => outer,
            _ if self.is_notes(id) => Part::Notes,
            Part::Subject if self.is_furniture(id) => Part::Furniture,
            Part::Subject if self.is_beside(id) => self.beside(id),
            Part::Subject => Part::Subject,
            Part::Beside if self.is_furniture(id) => Part::Furniture,
            Part::Beside => self.beside(id),
        }
    }

    /// The part that the body of the page is.
    pub(super) fn page(&self) -> Part {
        if self.main.is_some() && self.by_words { Part::Beside } else { Part::Subject }
    }

    /// An element beside the subject: the subject where it is the main element, the title or a box of facts.
    fn beside(&self, id: Id) -> Part {
        if Some(id) == self.main || self.is_heading_box(id) {
            return Part::Subject;
        }
        if self.holds_main(id) || self.holds_title(id) {
            return Part::Beside;
        }
        if self.is_facts(id) { Part::Subject } else { Part::Beside }
    }

    /// The title, or the box around it and nothing of the page's.
    fn is_heading_box(&self, id: Id) -> bool {
        if !self.holds_title(id)
            || self.main.is_some_and(|main| self.title.is_some_and(|title| self.is_within(title, main)))
        {
            return false;
        }
        let shape = self.shape(id);
        let about_page = self.tree.below(id).take(MOST_LOOKED_AT).any(|inner| {
            matches!(self.tree.name(inner), "nav" | "form") || (inner != id && self.is_named_furniture(inner))
        });
        !about_page && !self.holds_main(id) && shape.linked * 2 < shape.text.max(1)
    }

    /// What the markup, its names or its heading say to be about the page.
    fn is_furniture(&self, id: Id) -> bool {
        let name = self.tree.name(id);
        if matches!(name, "html" | "body" | "main" | "") || self.holds_main(id) || Some(id) == self.title {
            return false;
        }
        let is_small = self.shape(id).text.saturating_mul(2) < self.whole;
        match name {
            "nav" | "dialog" | "search" | "menu" => return true,
            "footer" => return is_small,
            "header" => return !self.holds_title(id) && !self.is_within_main(id) && is_small,
            "button" => return true,
            _ => {}
        }
        if self.tree.get(id, "role").is_some_and(|role| ROLES.contains(&role))
            && !self.holds_title(id)
            && is_small
        {
            return true;
        }
        if !self.by_words || self.holds_title(id) || !is_small {
            return false;
        }
        self.is_named_furniture(id) || self.is_announced(id) || self.is_card(id) || self.is_list_of_links(id)
    }

    fn is_within_main(&self, id: Id) -> bool {
        self.main.is_some_and(|main| self.is_within(id, main))
            || std::iter::successors(self.tree.parent(id), |id| self.tree.parent(*id))
                .any(|outer| matches!(self.tree.name(outer), "main" | "article"))
    }

    fn is_named_furniture(&self, id: Id) -> bool {
        if !tags::is_block(self.tree.name(id)) && self.tree.name(id) != "span" && self.tree.name(id) != "a" {
            return false;
        }
        let words: Vec<String> = words(self.tree, id).collect();
        let is_named = words.iter().any(|word| WORDS.contains(&word.as_str()))
            || PAIRS
                .iter()
                .any(|(one, other)| words.iter().any(|w| w == one) && words.iter().any(|w| w == other))
            || words.iter().map(String::as_str).eq(["social"]);
        is_named || self.tree.get(id, "aria-label").is_some_and(announces_other)
    }

    /// A part whose only heading of its level says that it tells of something else.
    fn is_announced(&self, id: Id) -> bool {
        if !matches!(
            self.tree.name(id),
            "section" | "div" | "aside" | "article" | "ul" | "details" | "figure"
        ) {
            return false;
        }
        let Some(heading) = self.first_heading(id) else { return false };
        if !announces_other(&self.text(heading)) {
            return false;
        }
        let level = tags::heading(self.tree.name(heading)).unwrap_or(6);
        let mut others = self.tree.below(id).take(MOST_LOOKED_AT).filter(|other| *other != heading);
        !others.any(|other| tags::heading(self.tree.name(other)).is_some_and(|other| other <= level))
    }

    /// The heading that an element begins with; None where text stands before it.
    pub(super) fn first_heading(&self, id: Id) -> Option<Id> {
        for inner in self.tree.below(id).skip(1).take(NEAR * NEAR) {
            if tags::heading(self.tree.name(inner)).is_some() {
                return Some(inner);
            }
            if self.tree.text(inner).is_some_and(|text| !text.trim().is_empty()) {
                return None;
            }
        }
        None
    }

    /// One of several parts side by side whose headings are links: cards of other projects, teasers of news.
    fn is_card(&self, id: Id) -> bool {
        let shape = self.shape(id);
        if shape.linked_headings == 0 || shape.headings > 2 * shape.linked_headings || shape.titles > 0 {
            return false;
        }
        let (name, class) = (self.tree.name(id), self.tree.get(id, "class"));
        let is_alike = |other: Id| {
            self.tree.name(other) == name
                && self.tree.get(other, "class") == class
                && self.shape(other).linked_headings > 0
        };
        matches!(name, "div" | "article" | "li" | "section" | "a")
            && (self.tree.before(id).take(NEAR).any(is_alike) || self.tree.after(id).take(NEAR).any(is_alike))
    }

    /// A list of nothing but links that no heading of the subject announces.
    fn is_list_of_links(&self, id: Id) -> bool {
        let shape = self.shape(id);
        let is_list = matches!(self.tree.name(id), "ul" | "ol");
        if !is_list || shape.links < 3 || shape.linked * 10 < shape.text * 9 || self.main.is_some() {
            return false;
        }
        !self.follows_heading(id)
    }

    /// True when the element before it in its parent is a heading, a label or a line that ends in a colon.
    fn follows_heading(&self, id: Id) -> bool {
        let is_read = |before: &Id| {
            self.shape(*before).text > 0 || self.tree.text(*before).is_some_and(|text| text.trim() == ":")
        };
        let before = self.tree.before(id).take(NEAR).find(is_read);
        match before {
            None => self.tree.parent(id).is_some_and(|parent| matches!(self.tree.name(parent), "dd" | "td")),
            Some(before) => {
                tags::heading(self.tree.name(before)).is_some()
                    || self.tree.name(before) == "p"
                    || self.tree.name(before) == "strong"
                    || self.text(before).trim_end().ends_with(':')
            }
        }
    }

    fn is_notes(&self, id: Id) -> bool {
        let role = self.tree.get(id, "role").unwrap_or_default();
        if matches!(role, "doc-footnote" | "doc-endnote" | "doc-endnotes" | "note") {
            return true;
        }
        const NOTES: [&str; 8] = [
            "footnote",
            "footnotes",
            "endnote",
            "endnotes",
            "fn",
            "footnotelist",
            "notesdebasdepage",
            "reflist",
        ];
        matches!(self.tree.name(id), "section" | "div" | "aside" | "ol" | "ul" | "li" | "p")
            && words(self.tree, id).any(|word| NOTES.contains(&word.as_str()))
    }

    fn is_beside(&self, id: Id) -> bool {
        let name = self.tree.name(id);
        if !self.by_words
            || matches!(name, "html" | "body" | "main" | "article")
            || self.holds_main(id)
            || self.holds_title(id)
        {
            return false;
        }
        name == "aside"
            || self.tree.get(id, "role") == Some("complementary")
            || (matches!(name, "div" | "section" | "td")
                && words(self.tree, id).any(|word| BESIDE.contains(&word.as_str())))
    }

    /// A box of facts: at least two labels with their values, each of them once, and no links as headings.
    pub(super) fn is_facts(&self, id: Id) -> bool {
        let shape = self.shape(id);
        if shape.linked_headings > 0 || shape.text == 0 || self.tree.element(id).is_none() {
            return false;
        }
        // A box around nothing but another box is judged by that.
        if self.tree.elements(id).any(|inner| {
            self.shape(inner).text == shape.text
                && tags::is_block(self.tree.name(inner))
                && self.tree.name(inner) != "dl"
                && self.tree.name(inner) != "table"
        }) {
            return false;
        }
        let labels = super::labels::of(self.tree, id);
        let once: std::collections::BTreeSet<&String> = labels.iter().collect();
        labels.len() >= 2 && once.len() == labels.len()
    }

    /// All text of an element, in small letters, white space as single spaces.
    pub(super) fn text(&self, id: Id) -> String {
        const LOOKED_AT: usize = 400;
        let mut text = String::new();
        for inner in self.tree.below(id).filter_map(|inner| self.tree.text(inner)) {
            text.push_str(inner);
            if text.len() > LOOKED_AT {
                break;
            }
        }
        text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
    }
}

/// True for a heading that says that what follows is about something else, or about the page.
pub(super) fn announces_other(heading: &str) -> bool {
    let heading = heading.trim().trim_end_matches(':').trim().to_lowercase().replace('\'', "’");
    HEADINGS.contains(&heading.as_str())
        || (heading.len() <= 80 && BEGINNINGS.iter().any(|beginning| heading.starts_with(beginning)))
}
