//! What the names of elements say of them: roles, and the words of classes and ids, in several languages.

use super::labels;
use super::shape::words;
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
const WORDS: [&str; 119] = [
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
    "mega",
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
    "foot",
    "colophon",
    "copyright",
    "migalhas",
    "migaja",
    "cookieconsent",
    "megafoot",
    "topnavigation",
    "carousel",
    "slider",
    "swiper",
    "slick",
];

/// Two words that are about the page together.
const PAIRS: [(&str, &str); 33] = [
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
    ("article", "info"),
    ("entry", "meta"),
    ("post", "meta"),
    ("site", "top"),
    ("top", "strip"),
    ("top", "bar"),
    ("top", "links"),
    ("site", "bottom"),
    ("also", "like"),
    ("barra", "governo"),
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
/// Words of notes under the text.
const NOTES: [&str; 8] =
    ["footnote", "footnotes", "endnote", "endnotes", "fn", "footnotelist", "notesdebasdepage", "reflist"];

/// True where the element's role says that it is about the page.
pub(super) fn has_page_role(tree: &Tree, id: Id) -> bool {
    tree.get(id, "role").is_some_and(|role| ROLES.contains(&role))
}

/// True where the words of its classes say that it is about the page.
pub(super) fn is_of_page(tree: &Tree, id: Id) -> bool {
    if !tags::is_block(tree.name(id)) && !matches!(tree.name(id), "span" | "a") {
        return false;
    }
    let words: Vec<String> = words(tree, id).collect();
    let has = |word: &str| words.iter().any(|own| own == word);
    words.iter().any(|word| WORDS.contains(&word.as_str()))
        || PAIRS.iter().any(|(one, other)| has(one) && has(other))
        || words.iter().map(String::as_str).eq(["social"])
}

/// True where they say that it stands beside the subject, and may hold the box with its facts.
pub(super) fn is_beside(tree: &Tree, id: Id) -> bool {
    tree.name(id) == "aside"
        || tree.get(id, "role") == Some("complementary")
        || (matches!(tree.name(id), "div" | "section" | "td")
            && words(tree, id).any(|word| BESIDE.contains(&word.as_str())))
}

/// True where they say that it holds notes.
pub(super) fn is_notes(tree: &Tree, id: Id) -> bool {
    let role = tree.get(id, "role").unwrap_or_default();
    if matches!(role, "doc-footnote" | "doc-endnote" | "doc-endnotes" | "note") {
        return true;
    }
    matches!(tree.name(id), "section" | "div" | "aside" | "ol" | "ul" | "li" | "p")
        && words(tree, id).any(|word| NOTES.contains(&word.as_str()))
}

/// True for `<div class="section-title">`: a heading without its element.
pub(super) fn is_title(tree: &Tree, id: Id) -> bool {
    words(tree, id).any(|word| {
        matches!(word.as_str(), "title" | "heading" | "titre" | "titulo" | "überschrift" | "subtitle")
    }) && crate::text::is_heading(&labels::text(tree, id))
}
