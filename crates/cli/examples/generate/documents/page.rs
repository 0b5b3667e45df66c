//! Pages of the web: facts in tables, definition lists or plain elements, with a site's noise around them.

use super::chance::Chance;
use super::facts::{Facts, Language, grouped};
use super::prose;

/// A page's HTML.
pub(crate) fn page(chance: &mut Chance, number: u64) -> String {
    let language = if chance.percent(30) { Language::French } else { Language::English };
    let facts = Facts::drawn(chance, language, number);
    let rows = labels(&facts);
    let details = match chance.between(0, 3) {
        0 => element("table", &rows, |label, value| {
            format!("<tr><th scope=\"row\">{label}</th><td>{value}</td></tr>")
        }),
        1 => element("dl", &rows, |label, value| format!("<dt>{label}</dt><dd>{value}</dd>")),
        2 => element("ul", &rows, |label, value| format!("<li><strong>{label}:</strong> {value}</li>")),
        _ => element("div", &rows, |label, value| {
            format!(
                "<div class=\"field\"><div class=\"field__label\">{label}</div><div class=\"field__item\">{value}</div></div>"
            )
        }),
    };
    let title = escaped(&facts.title);
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{title} | {}</title></head>\n<body>\n",
        facts.say(["en", "fr"]),
        facts.say(["Fund for Rural Works", "Fonds des travaux ruraux"])
    );
    page += &format!(
        "<header><nav><ul><li><a href=\"/\">{}</a></li><li><a href=\"/news\">{}</a></li></ul></nav></header>\n",
        facts.say(["Home", "Accueil"]),
        facts.say(["News", "Actualités"])
    );
    page += &format!("<main><h1>{title}</h1>\n{details}\n");
    let (background, aim) = (prose::telling(&facts, chance, 700), prose::telling(&facts, chance, 500));
    for (heading, text) in [(["Background", "Contexte"], background), (["Objective", "Objectif"], aim)] {
        page += &format!("<h2>{}</h2>\n<p>{}</p>\n", facts.say(heading), escaped(&text));
    }
    page += &format!("<h2>{}</h2>\n<ul>\n", facts.say(["Results achieved", "Résultats obtenus"]));
    for item in prose::achieved(&facts, chance, 4) {
        page += &format!("<li>{}.</li>\n", escaped(&item));
    }
    page += &format!("</ul></main>\n<aside><h3>{}</h3>", facts.say(["Related projects", "Projets liés"]));
    page += &format!(
        "<p><a href=\"/{}\">{} {}</a></p></aside>\n",
        chance.between(1, 9_999),
        facts.say(["Works in", "Travaux à"]),
        chance.village()
    );
    page + "<footer><p>© Fund for Rural Works, 12 Main Street</p></footer>\n</body></html>\n"
}

/// Labels and their values, of no layout.
pub(crate) fn labels(facts: &Facts) -> Vec<(String, String)> {
    let sector = facts.sectors.first().map(|(sector, _)| *sector).unwrap_or_default();
    let status = facts.say([
        facts.status(["Planned", "Ongoing", "Ongoing", "Completed"]),
        facts.status(["Prévu", "En cours", "En cours", "Terminé"]),
    ]);
    let thousands = facts.say([",", " "]);
    let rows = [
        (["Project number", "Numéro du projet"], format!("RW-{}", facts.number)),
        (["Country", "Pays"], facts.country().to_owned()),
        (["Sector", "Secteur"], facts.say(sector.2).to_owned()),
        (["Status", "État"], status.to_owned()),
        (["Start date", "Date de début"], facts.start.words(facts.language)),
        (["End date", "Date de fin"], facts.end.words(facts.language)),
        (["Total budget", "Budget total"], format!("EUR {}", grouped(facts.amount, thousands))),
        (["Implementing partner", "Partenaire d’exécution"], facts.say(facts.partner).to_owned()),
    ];
    rows.into_iter().map(|(label, value)| (facts.say(label).to_owned(), value)).collect()
}

fn element(name: &str, rows: &[(String, String)], row: impl Fn(&str, &str) -> String) -> String {
    let rows: Vec<String> = rows.iter().map(|(label, value)| row(&escaped(label), &escaped(value))).collect();
    format!("<{name} class=\"details\">\n{}\n</{name}>", rows.join("\n"))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
