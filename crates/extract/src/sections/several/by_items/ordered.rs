//! Items that name an activity and a body and tell neither which is which nor when: what all of a list have in common tells.

use almoner_record::{Role, Span};

use super::super::by_amounts::Entry;
use super::super::by_parts::is_name_of_one;
use super::super::{Fact, fact, of_aid};
use super::{is_title, on_one_line};
use crate::bodies;
use crate::field::Field;
use crate::sections::Cutter;

/// The entries, the name in the same place in each; without those that tell no time where nothing says that they are of aid.
pub(super) fn settle(cutter: &Cutter<'_>, mut entries: Vec<Entry>) -> Vec<Entry> {
    const FEWEST: usize = 3;
    put_in_order(cutter, &mut entries);
    let is_sure = |entry: &Entry| tells(entry, Fact::Time) || name_of(cutter, entry).is_none();
    if entries.iter().all(is_sure) {
        return entries;
    }
    if entries.len() < FEWEST || !of_aid::are_entries_of(cutter, &entries) {
        entries.retain(is_sure);
    }
    entries
}

fn tells(entry: &Entry, wanted: Fact) -> bool {
    entry.facts.iter().any(|(field, _)| fact(*field) == Some(wanted))
}

/// The name that its place alone tells: no label stands before it.
fn name_of(cutter: &Cutter<'_>, entry: &Entry) -> Option<Span> {
    let is_bare = |span: Span| {
        let before = cutter.document.text.get(..span.range().start).unwrap_or_default();
        before
            .trim_end_matches([' ', '\t'])
            .ends_with(['.', ';', ',', '(', ')', '–', '—', '-', '|', '·', '\n'])
    };
    let named = entry.facts.iter().find(|(field, span)| match field {
        Field::Org(None) => true,
        Field::Org(Some(Role::Implementing)) => is_bare(*span),
        _ => false,
    });
    named.map(|(_, span)| *span)
}

fn title_of(entry: &Entry) -> Option<Span> {
    entry.facts.iter().find(|(field, _)| *field == Field::Title).map(|(_, span)| *span)
}

/// Puts name and title of each in the order that most have.
fn put_in_order(cutter: &Cutter<'_>, entries: &mut [Entry]) {
    let text = |span: Span| on_one_line(cutter, span);
    let mut first_are_names = 0_i32;
    for entry in entries.iter() {
        let Some((name, title)) = name_of(cutter, entry).zip(title_of(entry)) else { continue };
        let (first, second) = if name.start < title.start { (name, title) } else { (title, name) };
        let (first, second) = (text(first), text(second));
        let point = |is_first: bool, is_second: bool| i32::from(is_first) - i32::from(is_second);
        first_are_names += point(bodies::is_body(&first), bodies::is_body(&second));
        first_are_names += point(of_aid::is_about_aid(&second), of_aid::is_about_aid(&first));
    }
    let is_quoted = |title: Span| {
        let before = cutter.document.text.get(..title.range().start).unwrap_or_default();
        before.ends_with(['“', '«', '"', '„', '‘']) || before.trim_end().ends_with('«')
    };
    for entry in entries.iter_mut() {
        let Some((name, title)) = name_of(cutter, entry).zip(title_of(entry)) else { continue };
        let is_wrong = if name.start < title.start { first_are_names < 0 } else { first_are_names > 0 };
        let may_be = is_title(&text(name)) && is_name_of_one(&text(title));
        if !is_wrong || !may_be || is_quoted(title) {
            continue;
        }
        for (field, span) in &mut entry.facts {
            match field {
                Field::Title => *span = name,
                Field::Org(_) if *span == name => (*field, *span) = (Field::Org(None), title),
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::specimen::{extracted, of_page};

    fn row(one: &almoner_record::Activity) -> String {
        let codes: Vec<&str> = one.countries.iter().map(|country| country.code.as_str()).collect();
        let names: Vec<&str> =
            one.participating_orgs.iter().map(|org| org.organisation.name.as_str()).collect();
        let budget = one.budget.as_ref().map_or_else(String::new, |budget| budget.money.value.to_string());
        format!("{}/{}/{}/{budget}", one.title.clone().unwrap_or_default(), codes.join(" "), names.join(" "))
    }

    const ITEMS: [[&str; 4]; 4] = [
        ["Brot und Wasser e.V.", "Mali", "EUR 143,000", "Clean water for the schools of Kita"],
        ["Swissaid", "Niger", "EUR 78,500", "Small fund for returnees in Maradi"],
        ["Tierra Nueva", "Bolivia", "EUR 210,000", "Seed banks of the highland farmers"],
        ["Women for Change Network", "Zambia", "EUR 65,000", "Midwives for the villages of Chipata"],
    ];

    fn listed(pattern: &str) -> String {
        let item = |[name, country, money, title]: &[&str; 4]| {
            let values = [("{O}", name), ("{C}", country), ("{M}", money), ("{T}", title)];
            values.iter().fold(pattern.to_owned(), |text, (mark, value)| text.replace(mark, value))
        };
        let items: Vec<String> = ITEMS.iter().map(item).collect();
        format!("2012\n\n{}\n\n2011\n\n{}\n", items[..2].join("\n"), items[2..].join("\n"))
    }

    #[test]
    fn names_and_titles_are_told_by_what_all_items_have() {
        let expected: Vec<String> = ITEMS
            .iter()
            .zip(["ML", "NE", "BO", "ZM"])
            .map(|([name, _, money, title], code)| {
                format!("{title}/{code}/{name}/{}", money.trim_start_matches("EUR ").replace(',', ""))
            })
            .collect();
        for heading in
            ["Grants made so far", "Aides accordées à ce jour", "Ayudas concedidas", "Projetos apoiados"]
        {
            for pattern in ["- {O} ({C}), {M} – {T}", "- {T} ({C}), {M} – {O}", "* {M} – {O}, {C} – {T}"]
            {
                let text = format!("{heading}\n\n{}", listed(pattern));
                let read: Vec<String> = extracted(&text).activities.iter().map(row).collect();
                assert_eq!(read, expected, "{text}");
            }
        }
        let bold: String = ITEMS
            .iter()
            .map(|[name, country, money, title]| {
                format!("<li><strong>{name}</strong> ({country}), {money} – {title}</li>")
            })
            .collect();
        let page =
            format!("<html><body><h1>Grants made so far</h1><h2>2012</h2><ul>{bold}</ul></body></html>");
        assert_eq!(of_page(&page).iter().map(row).collect::<Vec<String>>(), expected);
    }

    #[test]
    fn other_items_with_names_and_money_are_no_activities() {
        for text in [
            "Transfers of 2012\n\n- Gor Mahia (Kenya), EUR 45,000 – John Otieno, goalkeeper\n- Hearts of Oak (Ghana), EUR 350,000 – Kwame Mensah, striker\n- Sporting Cristal (Peru), EUR 90,000 – Luis Quispe, winger\n",
            "Sold in 2012\n\n- Acme Builders Ltd (Kenya), USD 4,500,000 – Marina Tower and offices\n- Kaunda Ltd (Ghana), USD 2,100,000 – Westlands shopping arcade\n- Delta Holdings (Vietnam), USD 3,300,000 – Saigon river view\n",
            "Prizes of 2012\n\n- University of Nairobi (Kenya), USD 5,000 – Best robot\n- Makerere University (Uganda), USD 3,000 – Second best robot\n- University of Ghana (Ghana), USD 2,000 – Third best robot\n",
            "Our donors in 2012\n\n- Kenya Airways (Kenya), USD 50,000 – Gold sponsor of the year\n- Ghana Cocoa Board (Ghana), USD 30,000 – Silver sponsor\n- Banco de Chile (Chile), USD 20,000 – Bronze sponsor\n",
        ] {
            let read: Vec<String> = extracted(text).activities.iter().map(row).collect();
            assert!(read.is_empty(), "{text} {read:?}");
        }
    }
}
