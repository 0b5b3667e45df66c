//! Nouns for an activity, as labels, heads of columns and sentences print them: `project`, `programa`, `initiatives`.
//!
//! One list for all who ask. What else a place reads beside them (`facility` on the cover of a bank's paper, `dossier` before
//! a number) stands there.

/// `project` in each language: alone before a colon, the label of a title.
const PROJECT: [&str; 5] = ["project", "projet", "proyecto", "projeto", "projecto"];

const PROGRAMME: [&str; 5] = ["programme", "program", "programa", "initiative", "iniciativa"];

const SEVERAL: [&str; 10] = [
    "projects",
    "projets",
    "proyectos",
    "projetos",
    "projectos",
    "programmes",
    "programs",
    "programas",
    "initiatives",
    "iniciativas",
];

/// True for `project`, folded, in any language.
pub(crate) fn is_project(word: &str) -> bool {
    PROJECT.contains(&word)
}

/// True for a folded word for one activity.
pub(crate) fn is_activity(word: &str) -> bool {
    is_project(word) || PROGRAMME.contains(&word)
}

/// True for a folded word for several activities.
pub(crate) fn are_activities(word: &str) -> bool {
    SEVERAL.contains(&word)
}

/// True for a folded text with a word for one activity or several.
pub(crate) fn names_activity(text: &str) -> bool {
    almoner_codelists::words(text).any(|(_, word)| is_activity(word) || are_activities(word))
}
