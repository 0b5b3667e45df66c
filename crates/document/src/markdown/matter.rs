//! What stands before a Markdown text between two lines of dashes: `title: Roads`.

use almoner_record::{Origin, Precision};

/// Keys for the program that makes a site of the text, in small letters.
const OF_THE_SITE: [&str; 20] = [
    "layout",
    "permalink",
    "slug",
    "tags",
    "categories",
    "category",
    "draft",
    "published",
    "author",
    "authors",
    "image",
    "weight",
    "template",
    "type",
    "aliases",
    "toc",
    "date",
    "lang",
    "language",
    "locale",
];

/// The lines between the dashes, and the text behind them.
pub(super) fn split(text: &str) -> Option<(&str, &str)> {
    const LONGEST: usize = 8 << 10;
    let rest = text.strip_prefix("---\n").or_else(|| text.strip_prefix("---\r\n"))?;
    let near = rest.get(..rest.floor_char_boundary(LONGEST))?;
    let end = near.find("\n---\n").or_else(|| near.find("\n---\r\n"))?;
    let (matter, behind) = rest.split_at_checked(end)?;
    // Text between two rules has no keys.
    let is_key =
        |line: &&str| line.split_once(':').is_some_and(|(key, _)| !key.trim().contains(char::is_whitespace));
    let first = matter.lines().find(|line| !line.trim().is_empty())?;
    let behind =
        behind.strip_prefix('\n').and_then(|behind| behind.split_once('\n')).map_or("", |(_, text)| text);
    is_key(&first).then_some((matter, behind))
}

/// What was said before the text.
#[derive(Debug, Default)]
pub(super) struct Matter {
    title: Option<String>,
    pairs: Vec<(String, String)>,
}

/// Keys and values of one line each; title, date and language become the document's.
pub(super) fn read(matter: &str, origin: &mut Origin) -> Matter {
    let mut read = Matter::default();
    for line in matter.lines() {
        let Some((key, value)) = line.split_once(':') else { continue };
        let value = value.trim().trim_matches(['"', '\'']).trim();
        if key.starts_with([' ', '-', '#']) || value.is_empty() {
            continue;
        }
        let name = key.trim().to_lowercase();
        match name.as_str() {
            "title" => read.title = Some(value.to_owned()),
            "date" => {
                origin.date = value.get(..10).and_then(|date| date.parse().ok());
                origin.date_precision = origin.date.map(|_| Precision::Day);
            }
            "lang" | "language" | "locale" => {
                let primary = value.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
                origin.language = Some(primary).filter(|it| it.len() == 2);
            }
            _ if OF_THE_SITE.contains(&name.as_str()) || value.starts_with(['[', '{', '|', '>']) => {}
            _ => read.pairs.push((key.trim().replace('_', " "), value.to_owned())),
        }
    }
    origin.title.clone_from(&read.title);
    read
}

impl Matter {
    /// As the beginning of a page; with the title where the text has none.
    pub(super) fn page(&self, with_title: bool) -> String {
        let mut page = String::new();
        if let Some(title) = self.title.as_ref().filter(|_| with_title) {
            page.push_str(&format!("<h1>{}</h1>\n", escaped(title)));
        }
        if !self.pairs.is_empty() {
            page.push_str("<dl>\n");
            for (key, value) in &self.pairs {
                page.push_str(&format!("<dt>{}</dt><dd>{}</dd>\n", escaped(key), escaped(value)));
            }
            page.push_str("</dl>\n");
        }
        page
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
