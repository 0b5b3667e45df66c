//! Countries named after a river: `bridges on the Niger` and `Uruguay River` name water, no country.

/// ISO codes of the countries whose name is a river's too.
const RIVERS: [&str; 8] = ["NE", "CG", "CD", "SN", "GM", "JO", "PY", "UY"];

/// Words behind the name that make it the river's, in English.
const BEHIND: [&str; 12] = [
    "river",
    "rivers",
    "basin",
    "valley",
    "valleys",
    "delta",
    "rift",
    "bend",
    "floodplain",
    "floodplains",
    "estuary",
    "watershed",
];

/// Words before the name and its article that make it the river's, in English, French, Spanish and Portuguese.
const BEFORE: [&str; 56] = [
    "river",
    "on the",
    "along the",
    "over the",
    "across the",
    "up the",
    "down the",
    "banks of the",
    "basin of the",
    "valley of the",
    "delta of the",
    "waters of the",
    "bend of the",
    "course of the",
    "fleuve",
    "riviere",
    "le long du",
    "le long de la",
    "rives du",
    "rives de la",
    "bords du",
    "berges du",
    "bassin du",
    "bassin de la",
    "vallee du",
    "vallee de la",
    "delta du",
    "boucle du",
    "cours du",
    "eaux du",
    "pont sur le",
    "ponts sur le",
    "navigation sur le",
    "rio",
    "cuenca del",
    "cuenca baja del",
    "cuenca alta del",
    "valle del",
    "delta del",
    "orillas del",
    "riberas del",
    "a lo largo del",
    "aguas del",
    "puente sobre el",
    "sobre el rio",
    "bacia do",
    "bacia da",
    "vale do",
    "delta do",
    "margens do",
    "margens da",
    "aguas do",
    "ao longo do",
    "ponte sobre o",
    "bassin inferieur du",
    "bassin superieur du",
];

/// True where the name between `before` and `after` (folded, hyphens as spaces) is the river's. `On the Niger's economy`
/// is the country's.
pub(super) fn is_river(code: &str, before: &str, after: &str) -> bool {
    if !RIVERS.contains(&code) || after.starts_with("'s") {
        return false;
    }
    let next = after.trim_start().split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
    let before = before.trim_end_matches([' ', '\n']);
    let is_behind =
        |words: &str| before.strip_suffix(words).is_some_and(|front| !front.ends_with(char::is_alphanumeric));
    BEHIND.contains(&next) || BEFORE.iter().any(|words| is_behind(words))
}

#[cfg(test)]
mod tests {
    use crate::countries_in;

    #[test]
    fn the_name_of_a_river_is_no_country() {
        for (text, codes) in [
            ("Bridges on the Niger", &[][..]),
            ("Navigation along the Congo", &[]),
            ("Uruguay River Dredging", &[]),
            ("Jordan Valleys Irrigation", &[]),
            ("Pont sur le Niger", &[]),
            ("Aménagement de la vallée du Sénégal", &[]),
            ("Riego en el valle del Jordán", &[]),
            ("Cuenca del Paraguay", &[]),
            ("Margens do Congo", &[]),
            ("Fleuve Gambie", &[]),
            // The country, with its article or in the same words.
            ("Roads for the Niger", &["NE"]),
            ("Government of the Niger", &["NE"]),
            ("Appui au Sénégal", &["SN"]),
            ("On Niger and Mali", &["NE", "ML"]),
            ("Niger River Irrigation in Mali", &["ML"]),
            ("Riego en el Paraguay", &["PY"]),
        ] {
            let named: Vec<&str> = countries_in(text).iter().map(|mention| mention.entry.code).collect();
            assert_eq!(named, codes, "{text}");
        }
    }
}
