//! Facts without labels below a title, one a line: themes, countries, a time, who carries out, an amount. An amount and a time
//! alone on their lines have to be among them: no news and no calendar has both.

use almoner_codelists::{REGION, country, fold};
use almoner_record::Span;

use super::several::{fact_of, stand_below_others};
use super::{Cutter, Piece};
use crate::field::Field;
use crate::lines::{Line, LineKind};
use crate::recognise::matched;

/// Parts of the world, folded, that countries are listed under.
const CONTINENTS: [&str; 14] = [
    "africa",
    "asia",
    "europe",
    "america",
    "americas",
    "the americas",
    "oceania",
    "latin america",
    "afrique",
    "asie",
    "amerique",
    "amerique latine",
    "america latina",
    "europa",
];

/// Gives such facts to the one activity of the document.
pub(super) fn take(cutter: &mut Cutter<'_>) -> bool {
    const MOST_LINES: usize = 10;
    const FARTHEST: usize = 6;
    const LONGEST: usize = 240;
    const MOST_OTHERS: usize = 5;
    let known = |field: Field| cutter.opened.iter().any(|(_, own)| *own == field);
    let is_told = cutter.opened.iter().any(|(_, field)| matches!(field, Field::Budget(_) | Field::Funding));
    if is_told || known(Field::Period) {
        return false;
    }
    let is_read = |line: &&Line| line.kind != LineKind::Aside;
    let lines: Vec<&Line> = cutter.lines.iter().filter(is_read).take(FARTHEST + MOST_LINES).collect();
    let text = |line: &Line| cutter.document.slice(line.span);
    // The title: the first heading of the first level, else the first line.
    let heading = |line: &&Line| line.kind == (LineKind::Heading { level: 1 });
    let title = lines.iter().take(FARTHEST).position(heading).unwrap_or_default();
    let mut facts: Vec<(Field, Span)> = Vec::new();
    let mut others = 0;
    for line in lines.iter().skip(title + 1).take(MOST_LINES) {
        let own = text(line);
        let is_line = matches!(line.kind, LineKind::Text | LineKind::Heading { .. } | LineKind::Item { .. });
        let is_sentence = own.ends_with('.') && own.split_whitespace().count() > 4;
        if !is_line || own.len() > LONGEST || is_sentence || line.label.is_some() {
            break;
        }
        let bare = own.trim_end_matches([',', ';', ' ']);
        let field = if are_places(bare) { Some(Field::Countries) } else { fact_of(bare) };
        match field.filter(|field| facts.iter().all(|(other, _)| other != field)) {
            Some(Field::Countries) => {
                let mut from = 0;
                for part in bare.split([',', ';']) {
                    let name = Span::new(from, from + part.len()).trim(bare);
                    from += part.len() + 1;
                    if country(name.of(bare)).is_some() {
                        facts.push((Field::Countries, line.span.inner(name)));
                    }
                }
            }
            Some(field) => facts.push((field, line.span.inner(Span::new(0, bare.len())))),
            None if matched(cutter.layout, line).is_some() => break,
            None => others += 1,
        }
        if others > MOST_OTHERS {
            return false;
        }
    }
    let has = |field: Field| facts.iter().any(|(own, _)| *own == field);
    let is_below = || lines.get(title).is_some_and(|line| stand_below_others(cutter, line.span));
    if !has(Field::Budget(None)) || !has(Field::Period) || is_below() {
        return false;
    }
    if !known(Field::Title)
        && let Some(line) =
            lines.get(title).filter(|line| line.label.is_none() && line.kind != LineKind::Table)
    {
        facts.push((Field::Title, line.span));
    }
    let activity = cutter.pieces.iter().find_map(|piece| piece.activity).or(Some(0));
    let end = cutter.lines.len();
    let told = facts.into_iter().map(|(field, span)| Piece {
        field: Some(field),
        inline: vec![span],
        activity,
        ..Piece::of_lines(end..end)
    });
    cutter.pieces.extend(told);
    true
}

/// True for countries, and the parts of the world that they are in: `Europe, Georgia, Kenya`.
fn are_places(text: &str) -> bool {
    let mut countries = 0;
    let mut parts = text.split([',', ';']).map(str::trim).filter(|part| !part.is_empty());
    let are = parts.all(|part| {
        let is_country = country(part).is_some();
        countries += usize::from(is_country);
        is_country || REGION.find(part).is_some() || CONTINENTS.contains(&fold(part).as_str())
    });
    are && countries > 0 && text.contains([',', ';'])
}

#[cfg(test)]
mod tests {
    use crate::specimen::extracted;

    #[test]
    fn an_amount_and_a_time_alone_below_a_title_are_of_it() {
        let read = extracted(
            "Technical Assistance to the Centres of Excellence in Kenya and Morocco\n\nGovernance, Health,\n\nEurope, Georgia, Kenya, Morocco,\n\n09/2015 - 09/2018\n\nEuropean Commission\n\n2,969,700 €\n\nThree centres get more skill. Poor households live more safely.\n",
        );
        let one = read.activities.first().unwrap();
        let codes: Vec<&str> = one.countries.iter().map(|country| country.code.as_str()).collect();
        assert_eq!(codes, ["GE", "KE", "MA"]);
        assert_eq!(one.budget.as_ref().unwrap().money.value.to_string(), "2969700");
        assert_eq!(one.period.as_ref().unwrap().end.unwrap().to_string(), "2018-09-30");
    }

    #[test]
    fn one_of_them_alone_tells_of_no_activity() {
        for text in [
            "Tents for the refugees of Kita\n\nMali\n\nEUR 24,000\n\nA large tent.\n",
            "Summer school in Kita\n\nMali\n\n3 May 2020 - 10 May 2020\n\nEUR 24,000\n\nRegister here. Keynote speakers are to be told.\n",
            "Villa in Dakar\n\nSenegal\n\n01/2020 - 12/2022\n\nEUR 420,000\n\nThree bedrooms, for sale.\n",
        ] {
            assert!(extracted(text).activities.is_empty(), "{text}");
        }
    }
}
