//! The layouts that a run knows: a user's own first, then the built-in ones, `general` always last.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use almoner_codelists::LANGUAGE;

use crate::check::check_layout;
use crate::field::{FIELDS, Field};
use crate::labels::{Labels, Namers, Vocabulary, label_key};
use crate::layout::{GENERAL, Layout, LayoutFile};
use crate::lines::{Line, LineKind};
use crate::recognise::Phrases;

/// The built-in layouts, in the order in which they are tried.
const BUILT_IN: [(&str, &str); 13] = [
    ("gac-profile", include_str!("../layouts/gac-profile.toml")),
    ("un-police-proposal", include_str!("../layouts/un-police-proposal.toml")),
    ("undp-thematic-chapter", include_str!("../layouts/undp-thematic-chapter.toml")),
    ("undp-project-page", include_str!("../layouts/undp-project-page.toml")),
    ("world-bank-project-page", include_str!("../layouts/world-bank-project-page.toml")),
    ("world-bank-pid", include_str!("../layouts/world-bank-pid.toml")),
    ("adb-project-data-sheet", include_str!("../layouts/adb-project-data-sheet.toml")),
    ("afdb-project-page", include_str!("../layouts/afdb-project-page.toml")),
    ("devtracker-page", include_str!("../layouts/devtracker-page.toml")),
    ("eu-action-document", include_str!("../layouts/eu-action-document.toml")),
    ("pbf-project-document", include_str!("../layouts/pbf-project-document.toml")),
    ("idb-project-page", include_str!("../layouts/idb-project-page.toml")),
    (GENERAL, include_str!("../layouts/general.toml")),
];

/// The labels of the trade: those of the built-in general layout.
static TRADE: LazyLock<Option<Arc<Labels>>> = LazyLock::new(|| {
    let (name, toml) = BUILT_IN.iter().find(|(name, _)| *name == GENERAL)?;
    let layout = parse(name, "built-in", Path::new(name), toml).ok()?;
    Some(Arc::new(layout.labels))
});

/// All layouts of a run, in the order in which they are tried.
#[derive(Debug, Clone)]
pub struct Layouts {
    layouts: Vec<Layout>,
    vocabulary: Vocabulary,
    phrases: Phrases,
}

impl Layouts {
    /// Those that come with the program.
    pub fn built_in() -> Layouts {
        let layouts =
            BUILT_IN.iter().filter_map(|(name, toml)| parse(name, "built-in", Path::new(name), toml).ok());
        Layouts::of(layouts.collect())
    }

    fn of(layouts: Vec<Layout>) -> Layouts {
        let mut vocabulary = Vocabulary::default();
        for (place, layout) in layouts.iter().enumerate() {
            vocabulary.add(place, &layout.labels);
        }
        Layouts { phrases: Phrases::of(&layouts), vocabulary, layouts }
    }

    /// What all layouts are recognised by.
    pub(crate) fn phrases(&self) -> &Phrases {
        &self.phrases
    }

    /// The layouts, by their places, that may name the line or the label on it, or what it begins with.
    pub(crate) fn namers(&self, line: &Line) -> Namers {
        let known = &self.vocabulary;
        let label = line.label.as_ref().map(|(label, _)| known.namers(label).or(known.beginners(label)));
        let is_heading = matches!(line.kind, LineKind::Heading { .. });
        let dated = if is_heading { known.dated(&line.key) } else { Namers::default() };
        let whole = known.namers(&line.key).or(known.beginners(&line.key)).or(known.bare(&line.key));
        whole.or(dated).or(label.unwrap_or_default())
    }

    /// The files of those that come with the program: what tells this program's layouts from another's.
    pub fn built_in_files() -> impl Iterator<Item = &'static str> {
        BUILT_IN.iter().map(|(_, toml)| *toml)
    }

    /// These, after those of the files `*.toml` in `dir`, in the order of their names. A layout of a known name
    /// replaces the known one.
    ///
    /// # Errors
    /// [`LayoutError`] of the first file that cannot be read or is no layout.
    pub fn with_dir(self, dir: &Path) -> Result<Layouts, LayoutError> {
        self.with_files(&Layouts::files_of(dir)?)
    }

    /// The files of `dir` that are layouts by their names, sorted.
    ///
    /// # Errors
    /// [`LayoutError`] when the folder cannot be listed.
    pub fn files_of(dir: &Path) -> Result<Vec<PathBuf>, LayoutError> {
        let unreadable = |cause| LayoutError::Unreadable { path: dir.to_owned(), cause };
        let mut files = Vec::new();
        for entry in std::fs::read_dir(dir).map_err(unreadable)? {
            let path = entry.map_err(unreadable)?.path();
            if path.extension().is_some_and(|ending| ending == "toml") {
                files.push(path);
            }
        }
        files.sort();
        Ok(files)
    }

    /// These, after those of `files`, in their order. A layout of a known name replaces the known one.
    ///
    /// # Errors
    /// [`LayoutError`] of the first file that cannot be read or is no layout.
    pub fn with_files(self, files: &[PathBuf]) -> Result<Layouts, LayoutError> {
        let mut layouts =
            files.iter().map(|path| check_layout(path)).collect::<Result<Vec<Layout>, LayoutError>>()?;
        let own: Vec<String> = layouts.iter().map(|layout| layout.name.clone()).collect();
        layouts.extend(self.layouts.into_iter().filter(|layout| !own.contains(&layout.name)));
        layouts.sort_by_key(Layout::is_general);
        Ok(Layouts::of(layouts))
    }

    /// One layout by itself.
    pub(crate) fn only(layout: Layout) -> Layouts {
        Layouts::of(vec![layout])
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

/// A place in a layout's file, as editors count: line and column, in letters, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The letter on that line.
    pub column: usize,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
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
    #[error("{}:{place}: {what}", path.display())]
    Form {
        /// Which file.
        path: PathBuf,
        /// Where in it.
        place: Place,
        /// What is wrong.
        what: String,
        /// What to do.
        hint: String,
    },
    /// An example does not give what it expects.
    #[error("{}:{place}: the example expects {expected} at {pointer}, and it gives {found}", path.display())]
    Example {
        /// Which file.
        path: PathBuf,
        /// Where the expectation stands.
        place: Place,
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

/// The layout called `name` that `toml` says; `path` is named where it is none.
pub(crate) fn parse(name: &str, source: &str, path: &Path, toml: &str) -> Result<Layout, LayoutError> {
    let form =
        |place, what: String, hint: String| LayoutError::Form { path: path.to_owned(), place, what, hint };
    let file: LayoutFile = toml::from_str(toml).map_err(|error| {
        let place = error.span().map_or(Place { line: 1, column: 1 }, |span| place_at(toml, span.start));
        let what = error.message().lines().next().unwrap_or_default();
        let (what, hint) = in_our_words(what);
        form(place, what, hint)
    })?;
    let named = file.labels.keys().chain(file.sections.keys()).chain(&file.header);
    for field in named {
        if Field::from_name(field).is_none() {
            let hint = format!("did you mean `{}`? `almoner layouts fields` lists them", nearest(field));
            return Err(form(place_of(toml, field), format!("there is no field `{field}`"), hint));
        }
    }
    if let Some(currency) = &file.defaults.currency
        && almoner_codelists::CURRENCY.get(currency).is_none()
    {
        let hint = "give the three letters of ISO 4217, such as USD or EUR".to_owned();
        return Err(form(place_of(toml, "currency"), format!("there is no currency `{currency}`"), hint));
    }
    if let Some(language) = file.languages.iter().find(|language| LANGUAGE.get(language).is_none()) {
        let hint = "give codes of ISO 639-1, two letters, such as en or pt".to_owned();
        return Err(form(place_of(toml, language), format!("there is no language `{language}`"), hint));
    }
    if let Some((label, what, place)) = repeated(toml, &file) {
        let hint =
            "strike one: case, accents, spaces and the spelling `z` for `s` make no other label".to_owned();
        return Err(form(place, format!("the label `{label}` stands {what}"), hint));
    }
    if file.example.is_empty() {
        let hint = "add an [[example]] with a text and what must be read from it".to_owned();
        return Err(form(Place { line: 1, column: 1 }, "a layout needs an example".to_owned(), hint));
    }
    let trade = if name == GENERAL { None } else { TRADE.clone() };
    Ok(Layout::new(name, source, file, trade))
}

/// A label or heading that stands twice, how, and where it stands again.
fn repeated(toml: &str, file: &LayoutFile) -> Option<(String, String, Place)> {
    let mut known: BTreeMap<String, &str> = BTreeMap::new();
    for (field, labels) in file.labels.iter().chain(&file.sections) {
        for label in labels {
            let Some(before) = known.insert(label_key(label), field) else { continue };
            let what = if before == field {
                "there twice".to_owned()
            } else {
                format!("for `{before}` and for `{field}`")
            };
            let quoted = format!("\"{label}\"");
            let place = place_at(toml, toml.rfind(&quoted).map_or(0, |at| at + 1));
            return Some((label.clone(), what, place));
        }
    }
    None
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

fn place_at(toml: &str, offset: usize) -> Place {
    let before = toml.get(..toml.floor_char_boundary(offset)).unwrap_or_default();
    let (line, column) = (before.matches('\n').count(), before.rsplit('\n').next().unwrap_or_default());
    Place { line: line + 1, column: column.chars().count() + 1 }
}

/// The first place that has `name` as a key or as a quoted word.
pub(crate) fn place_of(toml: &str, name: &str) -> Place {
    let mut offset = 0;
    for line in toml.split_inclusive('\n') {
        let key = line.split('=').next().unwrap_or_default();
        let quoted = line.find(&format!("\"{name}\"")).map(|at| at + 1);
        let is_key = key.trim().trim_matches('"') == name;
        let at =
            if is_key { Some(key.len() - key.trim_start_matches([' ', '\t', '"']).len()) } else { quoted };
        if let Some(at) = at {
            return place_at(toml, offset + at);
        }
        offset += line.len();
    }
    Place { line: 1, column: 1 }
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
        for (name, toml) in BUILT_IN {
            let path = format!("crates/extract/layouts/{name}.toml");
            if let Err(error) = parse(name, "built-in", Path::new(&path), toml) {
                panic!("{error}\nhint: {}", error.hint());
            }
        }
        let names: Vec<String> = Layouts::built_in().iter().map(|layout| layout.name.clone()).collect();
        assert_eq!(names, BUILT_IN.map(|(name, _)| name));
    }

    #[test]
    fn a_fault_is_told_with_its_line_and_the_nearest_name() {
        let good = "title = \"A\"\nlanguages = [\"en\"]\n";
        for (toml, told, hint) in [
            (
                "title = \"A\"\nlanguages = [\"en\"]\n[labels]\nbudgett = [\"Cost\"]\n",
                "a.toml:4:1: there is no field `budgett`",
                "did you mean `budget`?",
            ),
            (
                "title = \"A\"\nlanguages = [\"en\"]\n[recognize]\n",
                "a.toml:3:2: there is no key `recognize`",
                "did you mean `recognise`?",
            ),
            (
                "title = \"A\"\nlanguages = [\"en\"]\n[sections]\nresults = [\"Done\"]\n",
                "a.toml:4:1: there is no field `results`",
                "did you mean `results.expected`?",
            ),
            (
                "title = \"A\"\nlanguages = [\"en\"]\n[defaults]\nkind = \"bar\"\n",
                "a.toml:4:8: there is no value `bar`",
                "project, proposal, programme, portfolio",
            ),
            (
                "title = \"A\"\nlanguages = [\"en\"]\n[defaults]\ncurrency = \"DOLLAR\"\n",
                "a.toml:4:1: there is no currency `DOLLAR`",
                "ISO 4217",
            ),
            (
                "title = \"A\"\nlanguages = [\"en\", \"English\"]\n",
                "a.toml:2:21: there is no language `English`",
                "two letters",
            ),
            (
                "title = \"A\"\nlanguages = [\"en\"]\n[labels]\nend = [\"Fin\", \"FIN:\"]\n",
                "a.toml:4:16: the label `FIN:` stands there twice",
                "strike one",
            ),
            (
                "title = \"A\"\nlanguages = [\"en\"]\n[labels]\nend = [\"Fin\"]\n[sections]\nignore = [\n  \"Fin\",\n]\n",
                "a.toml:7:4: the label `Fin` stands for `end` and for `ignore`",
                "strike one",
            ),
            (good, "a.toml:1:1: a layout needs an example", "[[example]]"),
            ("title = \n", "a.toml:1:", "docs/layouts.md"),
        ] {
            let error = parse("a", "a.toml", Path::new("a.toml"), toml).unwrap_err();
            assert!(error.to_string().starts_with(told), "{error}");
            assert!(error.hint().contains(hint), "{}", error.hint());
        }
    }
}
