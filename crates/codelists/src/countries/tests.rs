//! Tables of texts and the countries in them.

use super::*;

fn codes(text: &str) -> Vec<&'static str> {
    countries_in(text).iter().map(|mention| mention.entry.code).collect()
}

#[test]
fn a_name_is_found_whole_and_at_its_longest() {
    let cases: &[(&str, &[&str])] = &[
        ("In Malawi and Lebanon, UNDP", &["MW", "LB"]),
        ("Guinea, Guinea-Bissau, Equatorial Guinea and Papua New Guinea", &["GN", "GW", "GQ", "PG"]),
        ("Guinea-\nBissau", &["GW"]), // broken at the end of a line
        ("Guinea – Bissau", &["GW"]),
        ("Niger and Nigeria", &["NE", "NG"]),
        ("Nigerien and Nigerian officers", &[]),
        ("South Sudan, Sudan", &["SS", "SD"]),
        ("Dominica; Dominican Republic", &["DM", "DO"]),
        ("Côte d’Ivoire, Côte d'Ivoire, COTE D`IVOIRE, Côte\u{a0}d´Ivoire", &["CI", "CI", "CI", "CI"]),
        ("Bosnia and Herzegovina and North Macedonia", &["BA", "MK"]),
        ("Democratic Republic of the Congo", &["CD"]),
        ("the DR Congo", &["CD"]),
        ("Congo (Kinshasa) and Congo (Brazzaville)", &["CD", "CG"]),
        ("Republic of Korea and Democratic People's Republic of Korea", &["KR", "KP"]),
        ("Korea, Democratic People's Republic of", &["KP"]),
        ("West Bank and Gaza", &["PS"]),
        ("the Occupied Palestinian Territory", &["PS"]),
        ("Timor Leste", &["TL"]),
        ("Trinidad & Tobago", &["TT"]),
        ("Saint Vincent and the Grenadines", &["VC"]),
        ("St. Kitts and Nevis", &["KN"]),
        ("Viet Nam, Viêt Nam, Vietnam", &["VN", "VN", "VN"]),
        ("Sao Tome and Principe, São Tomé", &["ST", "ST"]),
        ("Türkiye, Turkey", &["TR", "TR"]),
        ("the Netherlands Antilles", &[]),
        ("eSwatini", &["SZ"]),
        ("Haiti-based partners; Kenya/Somalia border", &["HT", "KE", "SO"]),
        ("Burkina\nFaso", &["BF"]),
        ("HAITI AND THE DOMINICAN REPUBLIC", &["HT", "DO"]),
        ("Haïti,\u{202f}Haïti", &["HT", "HT"]),
        ("Hai\u{ad}ti", &["HT"]),
    ];
    for (text, expected) in cases {
        assert_eq!(codes(text), *expected, "{text}");
    }
}

#[test]
fn french_and_spanish_names_count() {
    let cases: &[(&str, &[&str])] = &[
        ("en Haïti, au Bénin, à l’Île Maurice et en Côte d’Ivoire", &["HT", "BJ", "MU", "CI"]),
        ("l’Équateur, l'Égypte, d’Éthiopie", &["EC", "EG", "ET"]),
        ("la République démocratique du Congo et la République centrafricaine", &["CD", "CF"]),
        ("le Soudan du Sud et le Soudan", &["SS", "SD"]),
        ("le Royaume-Uni, les États-Unis, les Pays-Bas", &["GB", "US", "NL"]),
        ("Corée du Nord", &["KP"]),
        ("en Haití, Perú, España y los Países Bajos", &["HT", "PE", "ES", "NL"]),
        ("República Democrática del Congo", &["CD"]),
        ("Guinea Ecuatorial, Papúa Nueva Guinea", &["GQ", "PG"]),
        ("Costa de Marfil; Estados Unidos; Líbano; Túnez", &["CI", "US", "LB", "TN"]),
        ("haïtien, haïtienne, péruvien, mexicano", &[]),
    ];
    for (text, expected) in cases {
        assert_eq!(codes(text), *expected, "{text}");
    }
}

#[test]
fn what_only_looks_like_a_country_is_none() {
    let cases: &[(&str, &[&str])] = &[
        ("3,360 Iraqi police officers, the Korean National Police Agency, Lebanese partners", &[]),
        ("a china cup, a turkey, jordan, niger", &[]),
        ("New Mexico, New Jersey, Northern Ireland", &[]),
        ("the Lake Chad Basin, the Niger Delta, the Gulf of Guinea", &[]),
        ("bassin du lac Tchad, fleuve Niger, golfe de Guinée", &[]),
        ("Guinea worm and guinea fowl", &[]),
        ("Global Affairs Canada", &[]),
        ("US$ 27,545,816, U.S. dollars, dollars des États-Unis, U.S.$ 3", &[]),
        ("Kenya shillings", &[]),
        ("Chinatown, Panamanian, Malian, Malice, Omani, Togolese", &[]),
        ("somalia", &[]), // no capital
        ("", &[]),
    ];
    for (text, expected) in cases {
        assert_eq!(codes(text), *expected, "{text}");
    }
}

#[test]
fn names_that_are_also_words_or_people_need_company() {
    let cases: &[(&str, &[&str])] = &[
        ("Maurice Richard met Dominique", &[]),
        ("Haïti, Dominique, Grenade et Sainte-Lucie", &["HT", "DM", "GD", "LC"]),
        ("• Dominique (50,00 %)\n• Grenade (50,00 %)", &["DM", "GD"]),
        ("à la Dominique", &["DM"]),
        ("au Salvador, San Salvador", &["SV"]),
        ("Réunion du comité", &[]),
        ("UNE GRENADE", &[]),
        ("la Grenade", &["GD"]),
        ("Granada, Dominica y Santa Lucía", &["GD", "DM", "LC"]),
        ("in Trinidad", &["TT"]),
    ];
    for (text, expected) in cases {
        assert_eq!(codes(text), *expected, "{text}");
    }
}

#[test]
fn an_acronym_counts_as_printed_and_where_it_is_one() {
    let cases: &[(&str, &[&str])] = &[
        ("the DRC, the UK, the oPt and BiH", &["CD", "GB", "PS", "BA"]),
        ("a car, an opt, the uk", &[]),
        ("refugees in CAR fled", &["CF"]),
        ("CAR PARK", &[]),
        ("DISTRIBUTION D'EAU", &[]),
        ("Central African Republic (CAR)", &["CF", "CF"]),
        ("Democratic Republic of the Congo (DRC). In the DRC", &["CD", "CD", "CD"]),
        ("Danish Refugee Council (DRC). The DRC works in Iraq", &["IQ"]),
        ("the International Republican Institute (IRI)", &[]),
        ("in the U.S. and the U.K.", &["US", "GB"]),
    ];
    for (text, expected) in cases {
        assert_eq!(codes(text), *expected, "{text}");
    }
}

#[test]
fn congo_alone_is_the_one_that_the_text_names_in_full() {
    assert_eq!(codes("Congo"), ["CG"]);
    assert_eq!(codes("Congo. In the Democratic Republic of the Congo"), ["CD", "CD"]);
    assert_eq!(codes("Congo; the Republic of the Congo; DR Congo"), ["CG", "CG", "CD"]);
}

#[test]
fn a_mention_says_where_it_stands_and_whether_it_owns_something() {
    for (text, printed, possessive) in [
        ("EXCHANGE ON KOREA’S BEST PRACTICES", "KOREA", true),
        ("Jamaica's audit", "Jamaica", true),
        ("Honduras' ports", "Honduras", true),
        ("in Côte d’Ivoire.", "Côte d’Ivoire", false),
        ("Haïti", "Haïti", false), // decomposed
    ] {
        let mentions = countries_in(text);
        let [mention] = mentions.as_slice() else { panic!("{text}: {mentions:?}") };
        assert_eq!((mention.span.of(text), mention.possessive), (printed, possessive), "{text}");
    }
}

#[test]
fn a_name_by_itself_may_have_an_article_or_its_official_form() {
    for (name, code) in [
        ("Palestine", Some("PS")),
        ("PS", Some("PS")),
        ("la", None), // an article, though LA is a code
        ("HTI", Some("HT")),
        ("The Gambia", Some("GM")),
        ("l’Équateur", Some("EC")),
        ("Tanzania, United Republic of", Some("TZ")),
        ("Venezuela (Bolivarian Republic of)", Some("VE")),
        ("Kenya, Republic of", Some("KE")),
        ("Congo, Democratic Republic of", Some("CD")),
        ("Korea, Republic of", Some("KR")),
        ("Korea, People's Republic", None),
        ("Zaire", Some("CD")),
        ("East Timor", Some("TL")),
        ("Burma", Some("MM")),
        ("Paris, France", None),
        ("", None),
    ] {
        assert_eq!(country(name).map(|entry| entry.code), code, "{name}");
    }
}

#[test]
fn no_two_countries_share_a_name() {
    let mut names = std::collections::BTreeMap::new();
    for entry in COUNTRY.iter().filter(|entry| entry.active) {
        for name in entry.names() {
            let other = names.insert(key(&crate::fold(name)), entry.code);
            assert!(other.is_none_or(|other| other == entry.code), "{name}: {other:?} and {}", entry.code);
        }
    }
}

#[test]
fn a_long_text_is_read_in_linear_time() {
    let names =
        "Guinea Guinea-Bissa Congo, Democratic Republic o Saint Vincent and the Grenadine ".repeat(5_000);
    assert_eq!(countries_in(&names).len(), 15_000);
    // One line, one word: what looks around a name must not look to its ends.
    for (part, found) in
        [("X(DRC)", 20_000), ("CAR PARK ", 0), ("Dominique x ", 0), ("EAU-", 0), ("(DRC)", 20_000)]
    {
        assert_eq!(countries_in(&part.repeat(20_000)).len(), found, "{part}");
    }
}
