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
    /// Each key with its values: several where a list stands behind it.
    pairs: Vec<(String, Vec<String>)>,
}

/// Keys with their values, in one line or as a list below; title, date and language become the document's.
pub(super) fn read(matter: &str, origin: &mut Origin) -> Matter {
    let mut read = Matter::default();
    // True right below a key without a value, whose items come.
    let mut is_open = false;
    for line in matter.lines() {
        if let Some(item) = line.trim_start().strip_prefix("- ") {
            let open = read.pairs.last_mut().filter(|_| is_open);
            // `- name: Oxfam` is a table of its own.
            if let (Some((_, values)), false) = (open, is_pair(item)) {
                values.extend(scalar(item));
            }
            continue;
        }
        let Some((key, value)) = line.split_once(':') else { continue };
        if key.starts_with([' ', '\t', '-', '#']) {
            is_open = false;
            continue;
        }
        let name = key.trim().to_lowercase();
        let is_of_the_site = OF_THE_SITE.contains(&name.as_str());
        let values = values(value);
        is_open = values.is_empty() && value.trim().is_empty() && name != "title" && !is_of_the_site;
        match (name.as_str(), values.first()) {
            ("title", first) => read.title = first.cloned().or(read.title),
            ("date", Some(value)) => {
                origin.date = value.get(..10).and_then(|date| date.parse().ok());
                origin.date_precision = origin.date.map(|_| Precision::Day);
            }
            ("lang" | "language" | "locale", Some(value)) => {
                let primary = value.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
                origin.language = Some(primary).filter(|it| it.len() == 2);
            }
            (_, first) if !is_of_the_site && (first.is_some() || is_open) => {
                read.pairs.push((key.trim().replace(['_', '-'], " "), values));
            }
            _ => {}
        }
    }
    read.pairs.retain(|(_, values)| !values.is_empty());
    origin.title.clone_from(&read.title);
    read
}

/// True for a key with a value: `name: Oxfam`.
fn is_pair(item: &str) -> bool {
    item.split_once(": ").is_some_and(|(key, _)| !key.contains([' ', '"', '\'']))
}

/// What stands behind a key: one value, or those of `[Kenya, Uganda]`. Tables and texts of several lines are none.
fn values(text: &str) -> Vec<String> {
    let text = text.trim();
    if let Some(list) = text.strip_prefix('[').and_then(|list| list.strip_suffix(']')) {
        let mut quote = None;
        let parts = list.split(|c: char| {
            match quote {
                Some(open) if open == c => quote = None,
                None if c == '"' || c == '\'' => quote = Some(c),
                _ => {}
            }
            c == ',' && quote.is_none()
        });
        return parts.filter_map(scalar).collect();
    }
    if text.starts_with(['[', '{', '|', '>', '&', '*', '#']) {
        Vec::new()
    } else {
        scalar(text).into_iter().collect()
    }
}

/// One value without its quotes, or without the comment behind it.
fn scalar(text: &str) -> Option<String> {
    let text = text.trim();
    let quoted = ['"', '\''].into_iter().find_map(|quote| {
        let rest = text.strip_prefix(quote)?;
        rest.split_once(quote).map(|(inner, _)| inner)
    });
    let value = quoted.unwrap_or_else(|| text.split(" #").next().unwrap_or_default()).trim();
    (!value.is_empty() && !["null", "~"].contains(&value)).then(|| value.to_owned())
}

impl Matter {
    /// The title as the heading of a page.
    pub(super) fn title(&self) -> Option<String> {
        self.title.as_ref().map(|title| format!("<h1>{}</h1>\n", escaped(title)))
    }

    /// Keys and values as a page gives them, to stand below its title.
    pub(super) fn pairs(&self) -> Option<String> {
        let pair = |(key, values): &(String, Vec<String>)| {
            let values: String = values.iter().map(|value| format!("<dd>{}</dd>", escaped(value))).collect();
            format!("<dt>{}</dt>{values}\n", escaped(key))
        };
        let pairs: String = self.pairs.iter().map(pair).collect();
        (!pairs.is_empty()).then(|| format!("<dl>\n{pairs}</dl>\n"))
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
