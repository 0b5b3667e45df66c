//! Countries named after a river: `bridges on the Niger` and `Uruguay River` name water, no country. Only the bare name can
//! be the river's, as data/country-traps.csv says: `the Democratic Republic of the Congo` and `DRC` name the state
//! wherever they stand.

/// Words right behind the name that make it the river's, in English.
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

/// Words for a river, right before its name.
const RIVERS: [&str; 5] = ["river", "fleuve", "riviere", "rio", "rios"];

/// Parts of a river, in English: `valley of the Niger`. Banks are also houses of money: `commercial banks of the Gambia`.
const PARTS: [&str; 10] = [
    "basin",
    "valley",
    "delta",
    "bend",
    "estuary",
    "the banks",
    "both banks",
    "left bank",
    "right bank",
    "river banks",
];

/// Parts of a river, in French, Spanish and Portuguese: `bassin du Congo`, `cuenca del Paraguay`.
const ROMANCE_PARTS: [&str; 16] = [
    "bassin", "vallee", "delta", "boucle", "estuaire", "rives", "bords", "berges", "cuenca", "valle",
    "estuario", "orillas", "riberas", "bacia", "vale", "margens",
];

/// Which part of the river: `bassin inférieur du Congo`. The `bassin arachidier du Sénégal` is none of a river.
const PLACES: [&str; 14] = [
    "inferieur",
    "inferieure",
    "superieur",
    "superieure",
    "interieur",
    "moyen",
    "moyenne",
    "baja",
    "bajo",
    "alta",
    "alto",
    "media",
    "medio",
    "inferior",
];

/// What stands on a river or crosses it: `pont sur le Niger`.
const STRUCTURES: [&str; 25] = [
    "bridge",
    "bridges",
    "ferry",
    "ferries",
    "crossing",
    "crossings",
    "navigation",
    "dam",
    "dams",
    "weir",
    "embankment",
    "embankments",
    "pont",
    "ponts",
    "barrage",
    "barrages",
    "bac",
    "puente",
    "puentes",
    "presa",
    "navegacion",
    "ponte",
    "pontes",
    "barragem",
    "navegacao",
];

/// The article of a part's river.
const OF: [&str; 5] = [" du", " de la", " del", " do", " da"];

/// The article behind what stands on a river. Behind other words the country is meant: `across The Gambia`.
const ON: [&str; 15] = [
    " on the",
    " across the",
    " over the",
    " along the",
    " up the",
    " down the",
    " sur le",
    " sur la",
    " a travers le",
    " le long du",
    " le long de la",
    " sobre el",
    " sobre o",
    " a lo largo del",
    " ao longo do",
];

/// True where the name between `before` and `after` (folded, hyphens as spaces) is the river's. `On the Niger's economy`
/// is the country's. A name that `begins_line` is named by no word before it, but may follow its article.
pub(super) fn is_river(before: &str, after: &str, begins_line: bool) -> bool {
    // One space: `Niger - River basin management` is a country and what is done there.
    let behind = after.strip_prefix(' ').unwrap_or_default();
    let behind = behind.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
    let is_named = before.strip_suffix(' ').is_some_and(|front| RIVERS.contains(&last_word(front)));
    BEHIND.contains(&behind)
        || (is_named && !begins_line)
        || (!after.starts_with("'s") && is_of_river(before))
}

/// True where a part of a river or a structure on one, and an article, end `before`.
fn is_of_river(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '\n']);
    let ends = |front: &str, words: &[&str]| {
        let is_end = |front: &str| !front.ends_with(char::is_alphanumeric);
        words.iter().any(|word| front.strip_suffix(word).is_some_and(is_end))
    };
    let part = |front: &str| {
        let place = PLACES.iter().find_map(|place| front.strip_suffix(place)?.strip_suffix(' '));
        ends(place.unwrap_or(front), &ROMANCE_PARTS)
    };
    // `Bridge built across the Gambia`.
    let on = |front: &str| {
        let word = front.len() - last_word(front).len();
        let further = front.get(..word).and_then(|rest| rest.strip_suffix(' '));
        ends(front, &STRUCTURES) || further.is_some_and(|further| ends(further, &STRUCTURES))
    };
    before.strip_suffix(" of the").is_some_and(|front| ends(front, &PARTS))
        || OF.iter().any(|article| before.strip_suffix(article).is_some_and(part))
        || ON.iter().any(|article| before.strip_suffix(article).is_some_and(on))
}

fn last_word(text: &str) -> &str {
    text.rsplit(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use crate::countries_in;

    #[test]
    fn the_name_of_a_river_is_no_country() {
        for (text, codes) in [
            ("Bridges on the Niger", &[][..]),
            ("Navigation along the Congo", &[]),
            ("A bridge built across the Gambia", &[]),
            ("Uruguay River Dredging", &[]),
            ("Jordan Valleys Irrigation", &[]),
            ("Jordan Rift Valley", &[]),
            ("Pont sur le Niger", &[]),
            ("Puente sobre el Uruguay", &[]),
            ("Aménagement de la vallée du Sénégal", &[]),
            ("La basse vallée du Sénégal", &[]),
            ("Delta intérieur du Niger", &[]),
            ("Riego en el valle del Jordán", &[]),
            ("Cuenca del Paraguay", &[]),
            ("Cuenca media del Paraguay", &[]),
            ("Margens do Congo", &[]),
            ("Fleuve Gambie", &[]),
            ("Bassin du fleuve Congo", &[]),
            ("Villages on the banks of the Niger", &[]),
            // The country, with its article or in the same words.
            ("Roads for the Niger", &["NE"]),
            ("Government of the Niger", &["NE"]),
            ("Appui au Sénégal", &["SN"]),
            ("On Niger and Mali", &["NE", "ML"]),
            ("Niger River Irrigation in Mali", &["ML"]),
            ("Riego en el Paraguay", &["PY"]),
            ("Health services across The Gambia", &["GM"]),
            ("Conference on the Congo", &["CG"]),
            ("Niger - River basin management", &["NE"]),
            ("Senegal - Valley irrigation", &["SN"]),
            ("Jordan\nRiver training works", &["JO"]),
            ("River\nJordan", &["JO"]),
            ("Société des eaux du Sénégal", &["SN"]),
            ("Le bassin arachidier du Sénégal", &["SN"]),
            ("Commercial banks of The Gambia", &["GM"]),
            // A state's full name and its acronym are no river's.
            ("Conference on the Democratic Republic of the Congo", &["CD"]),
            ("across the Democratic Republic of the Congo", &["CD"]),
            ("bridges across the DRC", &["CD"]),
            ("Dams on the Islamic Republic of the Gambia", &["GM"]),
        ] {
            let named: Vec<&str> = countries_in(text).iter().map(|mention| mention.entry.code).collect();
            assert_eq!(named, codes, "{text}");
        }
    }
}
