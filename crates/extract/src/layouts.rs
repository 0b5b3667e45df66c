//! The layouts that a run knows: a user's own first, then the built-in ones, `general` always last.

use std::path::{Path, PathBuf};

use crate::check::check_layout;
use crate::field::{FIELDS, Field};
use crate::layout::{GENERAL, Layout, LayoutFile};

/// The built-in layouts, in the order in which they are tried.
const BUILT_IN: [(&str, &str); 5] = [
    ("gac-profile", include_str!("../layouts/gac-profile.toml")),
    ("un-police-proposal", include_str!("../layouts/un-police-proposal.toml")),
    ("undp-thematic-chapter", include_str!("../layouts/undp-thematic-chapter.toml")),
    ("undp-project-page", include_str!("../layouts/undp-project-page.toml")),
    (GENERAL, include_str!("../layouts/general.toml")),
];

/// All layouts of a run, in the order in which they are tried.
#[derive(Debug, Clone)]
pub struct Layouts {
    layouts: Vec<Layout>,
}

impl Layouts {
    /// Those that come with the program.
    pub fn built_in() -> Layouts {
        let layouts =
            BUILT_IN.iter().filter_map(|(name, toml)| parse(name, "built-in", Path::new(name), toml).ok());
        Layouts { layouts: layouts.collect() }
    }

    /// These, after those of the files `*.toml` in `dir`, in the order of their names. A layout of a known name
    /// replaces the known one.
    ///
    /// # Errors
    /// [`LayoutError`] of the first file that cannot be read or is no layout.
    pub fn with_dir(self, dir: &Path) -> Result<Layouts, LayoutError> {
        let unreadable = |cause| LayoutError::Unreadable { path: dir.to_owned(), cause };
        let mut files = Vec::new();
        for entry in std::fs::read_dir(dir).map_err(unreadable)? {
            let path = entry.map_err(unreadable)?.path();
            if path.extension().is_some_and(|ending| ending == "toml") {
                files.push(path);
            }
        }
        files.sort();
        let mut layouts =
            files.iter().map(|path| check_layout(path)).collect::<Result<Vec<Layout>, LayoutError>>()?;
        let own: Vec<String> = layouts.iter().map(|layout| layout.name.clone()).collect();
        layouts.extend(self.layouts.into_iter().filter(|layout| !own.contains(&layout.name)));
        layouts.sort_by_key(Layout::is_general);
        Ok(Layouts { layouts })
    }

    /// One layout by itself.
    pub(crate) fn only(layout: Layout) -> Layouts {
        Layouts { layouts: vec![layout] }
    }

    /// Each layout, in the order in which they are tried.
    pub fn iter(&self) -> impl Iterator<Item = &Layout> {
        self.layouts.iter()
    }

    /// The layout of that name.
    pub(crate) fn get(&self, name: &str) -> Option<&Layout> {
        self.layouts.iter().find(|layout| layout.name == name)
    }
}

/// Why a layout cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LayoutError {
    /// The file or folder cannot be read.
    #[error("{}: {cause}", path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// What the system says.
        cause: std::io::Error,
    },
    /// The file is no TOML, or not of the form of a layout.
    #[error("{}:{line}: {what}", path.display())]
    Form {
        /// Which file.
        path: PathBuf,
        /// The line, counted from 1.
        line: usize,
        /// What is wrong.
        what: String,
        /// What to do.
        hint: String,
    },
    /// An example does not give what it expects.
    #[error("{}:{line}: the example expects {expected} at {pointer}, and it gives {found}", path.display())]
    Example {
        /// Which file.
        path: PathBuf,
        /// The line of the expectation.
        line: usize,
        /// JSON pointer into the record.
        pointer: String,
        /// As written in the layout.
        expected: String,
        /// As extracted.
        found: String,
    },
}

impl LayoutError {
    /// What to do about it.
    pub fn hint(&self) -> String {
        match self {
            LayoutError::Unreadable { path, cause } if cause.kind() == std::io::ErrorKind::IsADirectory => {
                format!("give one file of it, such as {}/NAME.toml", path.display())
            }
            LayoutError::Unreadable { .. } => "give a folder of *.toml files that you may read".to_owned(),
            LayoutError::Form { hint, .. } => hint.clone(),
            LayoutError::Example { .. } => {
                "write the text to a file and run `almoner explain` on it".to_owned()
            }
        }
    }
}

/// The layout in the file at `path`; its examples are not run.
///
/// # Errors
/// [`LayoutError`] with the line of the first fault.
pub(crate) fn load(path: &Path) -> Result<Layout, LayoutError> {
    let toml = std::fs::read_to_string(path)
        .map_err(|cause| LayoutError::Unreadable { path: path.to_owned(), cause })?;
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    parse(&name, &path.display().to_string(), path, &toml)
}

fn parse(name: &str, source: &str, path: &Path, toml: &str) -> Result<Layout, LayoutError> {
    let form =
        |line, what: String, hint: String| LayoutError::Form { path: path.to_owned(), line, what, hint };
    let file: LayoutFile = toml::from_str(toml).map_err(|error| {
        let line = error.span().map_or(1, |span| line_of(toml, span.start));
        let what = error.message().lines().next().unwrap_or_default();
        let (what, hint) = in_our_words(what);
        form(line, what, hint)
    })?;
    let named = file.labels.keys().chain(file.sections.keys()).chain(&file.header);
    for field in named {
        if Field::from_name(field).is_none() {
            let hint = format!("did you mean `{}`? `almoner layouts fields` lists them", nearest(field));
            return Err(form(line_with(toml, field), format!("there is no field `{field}`"), hint));
        }
    }
    if let Some(currency) = &file.defaults.currency
        && almoner_codelists::CURRENCY.get(currency).is_none()
    {
        let hint = "give the three letters of ISO 4217, such as USD or EUR".to_owned();
        return Err(form(line_with(toml, "currency"), format!("there is no currency `{currency}`"), hint));
    }
    if file.example.is_empty() {
        let hint = "add an [[example]] with a text and what must be read from it".to_owned();
        return Err(form(1, "a layout needs an example".to_owned(), hint));
    }
    Ok(Layout::new(name, source, file))
}

/// What the reader of TOML says of an unknown key or word, and what to do: its words are of Rust.
fn in_our_words(what: &str) -> (String, String) {
    let mut quoted = what.split('`').skip(1).step_by(2);
    let unknown = [("unknown field", "key"), ("unknown variant", "value")];
    let kind = unknown.iter().find(|(begins, _)| what.starts_with(begins)).map(|(_, kind)| *kind);
    let (Some(kind), Some(name)) = (kind, quoted.next()) else {
        return (what.to_owned(), "docs/layouts.md shows the form".to_owned());
    };
    let known: Vec<&str> = quoted.collect();
    let hint = match almoner_codelists::nearest(name, known.iter().map(|known| (*known, *known))) {
        Some(near) => format!("did you mean `{near}`? docs/layouts.md shows the form"),
        None => format!("there are {}; docs/layouts.md shows the form", known.join(", ")),
    };
    (format!("there is no {kind} `{name}`"), hint)
}

fn line_of(toml: &str, offset: usize) -> usize {
    1 + toml.as_bytes().iter().take(offset).filter(|byte| **byte == b'\n').count()
}

/// The first line that has `name` as a key or as a quoted word.
pub(crate) fn line_with(toml: &str, name: &str) -> usize {
    let is_there = |line: &str| {
        let key = line.split('=').next().unwrap_or_default().trim().trim_matches('"');
        key == name || line.contains(&format!("\"{name}\""))
    };
    toml.lines().position(is_there).map_or(1, |at| at + 1)
}

fn nearest(name: &str) -> &'static str {
    let part = |known: &str| known.strip_prefix(name).is_some_and(|rest| rest.starts_with('.'));
    if let Some(row) = FIELDS.iter().find(|row| part(row.name)) {
        return row.name;
    }
    let known = almoner_codelists::nearest(name, FIELDS.iter().map(|row| (row.name, row.name)));
    known.unwrap_or("title")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_layout_loads() {
        let names: Vec<String> = Layouts::built_in().iter().map(|layout| layout.name.clone()).collect();
        assert_eq!(names, BUILT_IN.map(|(name, _)| name));
    }

    #[test]
    fn a_fault_is_told_with_its_line_and_the_nearest_name() {
        let good = "title = \"A\"\nlanguages = [\"en\"]\n";
        for (toml, told, hint) in [
            (
                "title = \"A\"\nlanguages = [\"en\"]\n[labels]\nbudgett = [\"Cost\"]\n",
                "a.toml:4: there is no field `budgett`",
                "did you mean `budget`?",
            ),
            (
                "title = \"A\"\nlanguages = [\"en\"]\n[recognize]\n",
                "a.toml:3: there is no key `recognize`",
                "did you mean `recognise`?",
            ),
            (
                "title = \"A\"\nlanguages = [\"en\"]\n[sections]\nresults = [\"Done\"]\n",
                "a.toml:4: there is no field `results`",
                "did you mean `results.expected`?",
            ),
            (
                "title = \"A\"\nlanguages = [\"en\"]\n[defaults]\nkind = \"bar\"\n",
                "a.toml:4: there is no value `bar`",
                "project, proposal, programme, portfolio",
            ),
            (
                "title = \"A\"\nlanguages = [\"en\"]\n[defaults]\ncurrency = \"DOLLAR\"\n",
                "a.toml:4: there is no currency `DOLLAR`",
                "ISO 4217",
            ),
            (good, "a.toml:1: a layout needs an example", "[[example]]"),
            ("title = \n", "a.toml:1:", "docs/layouts.md"),
        ] {
            let error = parse("a", "a.toml", Path::new("a.toml"), toml).unwrap_err();
            assert!(error.to_string().starts_with(told), "{error}");
            assert!(error.hint().contains(hint), "{}", error.hint());
        }
    }
}
