//! Names of persons, which stand below the same labels as names of activities.
//!
//! `Name: Wells for the schools of Kita` among the first lines is the title, for it holds a word in small letters.
//! Particles of names are none: `Nombre: María de los Ángeles García López` is a person, and so is what has capitals alone.

use crate::bodies;
use crate::word_list::WordList;

/// Labels, folded, that stand beside a name where it is of a person.
pub(crate) fn is_person_label(label: &str) -> bool {
    const LABELS: [&str; 14] = [
        "surname",
        "last name",
        "first name",
        "apellido",
        "apellidos",
        "prenom",
        "sobrenome",
        "position",
        "cargo",
        "email",
        "e-mail",
        "telephone",
        "phone",
        "contact",
    ];
    LABELS.contains(&label)
}

/// `Name`, folded: of the activity or of a person.
pub(crate) fn is_name_label(label: &str) -> bool {
    ["name", "nom", "nombre", "nome"].contains(&label)
}

/// True for a name that begins as a person's does, with a common given name and others behind it: `María García`. So may a
/// project's, but one that is called so is rare.
pub(crate) fn is_person_name(text: &str) -> bool {
    static GIVEN: WordList = WordList::of(
        "maria jose juan luis carlos ana pedro miguel antonio francisco manuel jorge rosa carmen elena laura \
        marta lucia sofia pablo diego andres fernando ricardo roberto javier alejandro sergio raul oscar alberto eduardo \
        daniel david gabriela claudia patricia silvia isabel teresa julia beatriz cristina adriana monica veronica angel \
        joao paulo joaquim rui nuno tiago ines catarina mariana helena rita luisa marcos lucas mateus \
        jean pierre marie michel philippe jacques nicolas francois claude anne sophie nathalie isabelle christine amadou \
        mamadou moussa ibrahima ousmane fatou aminata aissata abdoulaye cheikh seydou boubacar \
        john james robert william richard thomas charles christopher matthew mark paul andrew peter george stephen mary \
        elizabeth jennifer linda susan sarah karen emily anna jane alice grace joseph samuel michael mohammed muhammad \
        mohamed ahmed ali hassan hussein fatima aisha khadija omar yusuf abdul",
    );
    const MOST_WORDS: usize = 5;
    let folded = almoner_codelists::fold(text);
    let words: Vec<&str> = folded.split_whitespace().collect();
    let is_given = |word: &&str| GIVEN.has(word);
    (2..=MOST_WORDS).contains(&words.len())
        && words.first().is_some_and(is_given)
        && !text.contains(|c: char| c.is_ascii_digit())
        && !text.split_whitespace().any(is_common_word)
        && !bodies::is_body(text)
}

/// A word in small letters that is no part of a person's name.
pub(super) fn is_common_word(word: &str) -> bool {
    const FEWEST_LETTERS: usize = 3;
    const PARTICLES: [&str; 24] = [
        "abu", "auf", "bin", "bint", "das", "degli", "del", "dela", "della", "dem", "den", "der", "des",
        "dos", "ibn", "las", "los", "san", "ten", "ter", "van", "von", "zum", "zur",
    ];
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    word.chars().count() >= FEWEST_LETTERS
        && word.chars().all(char::is_lowercase)
        && !PARTICLES.contains(&word)
}

#[cfg(test)]
mod tests {
    use crate::specimen::record;

    #[test]
    fn a_name_of_a_person_is_no_title() {
        for (name, is_title) in [
            ("Nombre: Agua para las escuelas de Kita", true),
            ("Nombre: María José García López", false),
            ("Nombre: María de los Ángeles García López", false),
            ("Name: Anna von der Leyen Schmidt", false),
            ("Nome: JOÃO PEDRO DOS SANTOS", false),
        ] {
            let read = record(&format!(
                "{name}\n\nWells for Kita\n\nProject number: ML-12/4\nCountry: Mali\nDonor: Norad\nStatus: Closed\n"
            ));
            let value = name.split_once(": ").map(|(_, value)| value);
            assert_eq!(read.title.as_deref() == value, is_title, "{name}: {:?}", read.title);
            assert!(is_title || read.title.as_deref() == Some("Wells for Kita"), "{name}: {:?}", read.title);
        }
    }

    #[test]
    fn a_name_is_the_title_where_nothing_else_is_and_no_person_is_told() {
        for (lines, title) in [
            ("Nombre: Semillas Vivas\nPaís: Perú", Some("Semillas Vivas")),
            ("Nombre: Carlos\nApellidos: Pérez\nPaís: Perú", None),
            ("Nombre: María García\nPaís: Perú", None),
            ("Nombre: María Elena Quispe Huamán\nPaís: Perú", None),
            ("Nombre: Fundación María García\nPaís: Perú", Some("Fundación María García")),
        ] {
            let text =
                format!("{lines}\nDonante: Fundación Ford\nEjecutor: CIPCA\nPresupuesto: USD 240.000\n");
            let read = crate::specimen::extracted(&text).activities;
            assert_eq!(read.first().and_then(|one| one.title.as_deref()), title, "{lines}");
        }
    }
}
