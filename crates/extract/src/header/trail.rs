//! The way down to a page of a site, which stands above its title: `Home > Projects > Wells for Kita`.

use crate::labels::label_key;
use crate::lines::is_part_of_site;

/// Where the last step begins; None for what is no such way.
pub(super) fn last_step(text: &str) -> Option<usize> {
    const MARKS: [&str; 5] = [">", "›", "»", "→", " / "];
    /// `You are here: Home > Projects`
    const LONGEST_LEAD: usize = 24;
    let (at, mark) = MARKS.iter().filter_map(|mark| Some((text.find(mark)?, mark))).min()?;
    let first = text.get(..at)?;
    let first =
        first.split_once(':').filter(|(lead, _)| lead.len() <= LONGEST_LEAD).map_or(first, |(_, rest)| rest);
    if !is_part_of_site(&label_key(first.trim())) {
        return None;
    }
    let from = text.rfind(mark)? + mark.len();
    let rest = text.get(from..)?;
    let step = rest.trim_start();
    (!step.is_empty()).then(|| from + rest.len() - step.len())
}

#[cfg(test)]
mod tests {
    use super::last_step;
    use crate::specimen::record;

    #[test]
    fn the_way_down_to_a_page_is_known_by_its_first_step() {
        for (text, step) in [
            ("Home > Projects > Wells for Kita", Some("Wells for Kita")),
            ("Accueil › Nos projets › Des puits pour Kita", Some("Des puits pour Kita")),
            ("Inicio » Proyectos » Pozos para Kita", Some("Pozos para Kita")),
            ("Início / Projetos / Poços para Kita", Some("Poços para Kita")),
            ("You are here: Home > Wells for Kita", Some("Wells for Kita")),
            ("Homes / schools for Kita", None),
            ("Wells > Pumps > Kita", None),
            ("Home > ", None),
            ("", None),
        ] {
            assert_eq!(last_step(text).and_then(|from| text.get(from..)), step, "{text}");
        }
    }

    #[test]
    fn the_way_down_to_a_page_is_no_title() {
        let facts = "Country: Mali\nDonor: Norad\nStatus: Closed\nBudget: EUR 400,000\n";
        for (head, title) in [
            (
                "Home > Projects > Wells for the schools of\nKita\n\nWells for the schools of Kita",
                "Wells for the schools of Kita",
            ),
            ("Accueil > Projets > Des puits\n\nDes puits pour Kita", "Des puits pour Kita"),
            ("Home > Projects > Wells for the schools of Kita", "Wells for the schools of Kita"),
        ] {
            assert_eq!(record(&format!("{head}\n\n{facts}")).title.as_deref(), Some(title), "{head}");
        }
    }

    #[test]
    fn the_head_of_a_part_is_no_title_though_a_word_for_one_stands_above_it() {
        let text = "Summary of the Technical Cooperation\nProject\n1. Outline of the Project\nCountry: Mali\nProject Title: Wells for Kita\nTotal Cost: EUR 400,000\nImplementing Agency: Oxfam\n";
        assert_eq!(record(text).title.as_deref(), Some("Wells for Kita"));
    }
}
