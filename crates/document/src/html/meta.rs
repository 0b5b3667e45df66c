//! What a page says of itself: title, language, address, date.

use almoner_record::{Origin, Precision};

use super::tree::Tree;

/// The longest value that is taken, in bytes.
const LONGEST: usize = 1000;

/// Sets what the page says of itself.
///
/// Its date is when it was published: it tells which of two pages is newer. It is no date of what the page tells of,
/// and the rates of money do not ask it.
pub(super) fn read(tree: &Tree, origin: &mut Origin) {
    let (mut title, mut social_title) = (None, None);
    let mut date: Option<(u8, &str)> = None;
    for id in tree.below(Tree::ROOT) {
        let Some(element) = tree.element(id) else { continue };
        match element.name() {
            "html" => {
                let told = element.get("lang").or(element.get("xml:lang")).and_then(language);
                origin.language = told.or(origin.language.take());
            }
            "title"
                if title.is_none() && tree.parent(id).is_some_and(|parent| tree.name(parent) == "head") =>
            {
                title = Some(super::labels::text(tree, id));
            }
            "link" if element.get("rel") == Some("canonical") && origin.url.is_none() => {
                origin.url = element.get("href").and_then(address);
            }
            "meta" => {
                let Some(content) = element.get("content").map(str::trim).filter(|it| !it.is_empty()) else {
                    continue;
                };
                let name = element.get("property").or(element.get("name")).or(element.get("itemprop"));
                match name.unwrap_or_default().to_ascii_lowercase().as_str() {
                    "og:title" => social_title = Some(content.to_owned()),
                    "og:url" if origin.url.is_none() => origin.url = address(content),
                    "article:modified_time" | "dcterms.modified" | "datemodified" | "last-modified" => {
                        date = date.max(Some((3, content)));
                    }
                    "article:published_time"
                    | "dcterms.issued"
                    | "dc.date"
                    | "dcterms.date"
                    | "date"
                    | "datepublished"
                    | "dc.date.issued"
                    | "citation_publication_date" => date = date.max(Some((2, content))),
                    _ => {}
                }
            }
            "script" if element.get("type") == Some("application/ld+json") => {
                let json = tree.children(id).find_map(|child| tree.text(child)).unwrap_or_default();
                for (rank, name) in [(3, "\"dateModified\""), (2, "\"datePublished\"")] {
                    date = date.max(string_behind(json, name).map(|date| (rank, date)));
                }
            }
            "body" if date.is_some() && title.is_some() && origin.url.is_some() => break,
            _ => {}
        }
    }
    let title = social_title.or(title).map(|title| title.trim().to_owned()).filter(|it| !it.is_empty());
    origin.title = title.filter(|title| title.len() <= LONGEST).or(origin.title.take());
    if let Some(date) = date.and_then(|(_, date)| date.get(..10)).and_then(|date| date.parse().ok()) {
        (origin.date, origin.date_precision) = (Some(date), Some(Precision::Day));
    }
}

/// Primary subtag.
fn language(tag: &str) -> Option<String> {
    let primary = tag.split(['-', '_']).next().unwrap_or_default().trim().to_ascii_lowercase();
    ((2..=3).contains(&primary.len()) && primary.bytes().all(|byte| byte.is_ascii_lowercase()))
        .then_some(primary)
}

fn address(text: &str) -> Option<String> {
    let text = text.trim();
    let is_whole = text.starts_with("https://") || text.starts_with("http://");
    (is_whole && text.len() <= LONGEST).then(|| text.to_owned())
}

/// The string that a name has in JSON, wherever it stands there.
fn string_behind<'a>(json: &'a str, name: &str) -> Option<&'a str> {
    let (_, behind) = json.split_once(name)?;
    let value = behind.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
    value.split_once('"').map(|(value, _)| value)
}
