//! The number that all titles of a list begin or end with: `LARF-14: Maize for the uplands`, `Wells for Kita (AID 011234)`.
//! One title alone may have such letters and digits of its own: `COVID-19: masks for nurses`.

use std::collections::BTreeSet;

use almoner_record::Span;

use super::super::{Cutter, Piece};
use crate::field::Field;

/// Gives each activity its number, and takes it out of its title.
pub(super) fn take(cutter: &mut Cutter<'_>) {
    const FEWEST: usize = 3;
    let titles: Vec<(usize, Span)> = cutter
        .pieces
        .iter()
        .enumerate()
        .filter(|(_, piece)| piece.field == Some(Field::Title) && piece.activity.is_some())
        .filter_map(|(at, piece)| Some((at, *piece.inline.first().filter(|_| piece.inline.len() == 1)?)))
        .collect();
    if titles.len() < FEWEST || cutter.pieces.iter().any(|piece| piece.field == Some(Field::OtherIdentifier))
    {
        return;
    }
    let found = [before, behind].into_iter().find_map(|read| {
        let parts =
            titles.iter().map(|(at, title)| Some((*at, *title, read(cutter.document.slice(*title))?)));
        let parts: Vec<(usize, Span, Numbered)> = parts.collect::<Option<_>>()?;
        let text =
            |(_, title, own): &(usize, Span, Numbered)| title.inner(own.number).of(&cutter.document.text);
        let letters: BTreeSet<String> = parts.iter().map(|part| letters(text(part))).collect();
        let numbers: BTreeSet<&str> = parts.iter().map(text).collect();
        (letters.len() == 1 && numbers.len() == parts.len()).then_some(parts)
    });
    for (at, title, own) in found.into_iter().flatten() {
        let Some(piece) = cutter.pieces.get_mut(at) else { continue };
        piece.inline = vec![title.inner(own.title)];
        let number = Piece {
            field: Some(Field::OtherIdentifier),
            inline: vec![title.inner(own.number)],
            activity: piece.activity,
            ..Piece::of_lines(piece.lines.start..piece.lines.start)
        };
        cutter.pieces.push(number);
    }
}

/// A title and its number, by their places.
struct Numbered {
    title: Span,
    number: Span,
}

fn before(text: &str) -> Option<Numbered> {
    let end = text.find([':', ' ', '\t'])?;
    let number = text.get(..end).filter(|number| is_number(number))?;
    let rest = text.get(end..)?.trim_start_matches([':', ' ', '\t', '–', '—', '-']);
    // `G20 compact with Africa` goes on in small letters.
    let goes_on = rest.starts_with(|c: char| c.is_uppercase() || "«“\"".contains(c));
    goes_on.then(|| Numbered {
        title: Span::new(text.len() - rest.len(), text.len()),
        number: Span::new(0, number.len()),
    })
}

fn behind(text: &str) -> Option<Numbered> {
    let inner = text.strip_suffix(')')?;
    let open = inner.rfind('(')?;
    let number = inner.get(open + 1..).filter(|number| is_number(&number.replace(' ', "")))?;
    Some(Numbered {
        title: Span::new(0, open).trim(text),
        number: Span::new(open + 1, open + 1 + number.len()),
    })
}

/// Capitals, then digits: `LARF-14`, `AID011234`.
fn is_number(text: &str) -> bool {
    const LENGTHS: std::ops::RangeInclusive<usize> = 4..=24;
    /// Years of accounts and goals are no numbers of activities.
    const OTHERS: [&str; 6] = ["FY", "SDG", "SDGS", "MDG", "ODS", "ODD"];
    if OTHERS.contains(&letters(text).as_str()) {
        return false;
    }
    let digits = text.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let number = digits.trim_start_matches(['-', '/', '_', '.']);
    LENGTHS.contains(&text.len())
        && digits.len() + 1 < text.len()
        && number.len() > 1
        && number.bytes().all(|byte| byte.is_ascii_digit() || b"-/".contains(&byte))
}

fn letters(number: &str) -> String {
    number.chars().take_while(|c| c.is_ascii_uppercase()).collect()
}

#[cfg(test)]
mod tests {
    use crate::specimen::extracted;

    /// Number and title of each record.
    fn told(pattern: &str, numbers: [&str; 3]) -> Vec<String> {
        let titles =
            ["Wells for the villages of Kita", "Training of midwives in Zomba", "Maize for the uplands"];
        let countries = ["Mali", "Malawi", "Nepal"];
        let entry = |((number, title), country): ((&str, &str), &str)| {
            let head = pattern.replace("{N}", number).replace("{T}", title);
            format!("{head}\nAgency: Swissaid\nCountry: {country}\nGrant: EUR 40,000\n\n")
        };
        let entries: String = numbers.into_iter().zip(titles).zip(countries).map(entry).collect();
        let read = extracted(&format!("Projects supported in 2019\n\n{entries}")).activities;
        let one = |one: &almoner_record::Activity| {
            let numbers: Vec<&str> = one.other_identifiers.iter().map(|own| own.value.as_str()).collect();
            format!("{} {}", numbers.join("+"), one.title.clone().unwrap_or_default())
        };
        read.iter().map(one).collect()
    }

    #[test]
    fn a_number_that_all_titles_have_is_none_of_them() {
        for pattern in ["{N}: {T}", "{T} ({N})"] {
            assert_eq!(
                told(pattern, ["LARF-14", "LARF-15", "LARF-16"]),
                [
                    "LARF-14 Wells for the villages of Kita",
                    "LARF-15 Training of midwives in Zomba",
                    "LARF-16 Maize for the uplands"
                ],
                "{pattern}"
            );
        }
        let spaced = told("{T} (AID {N})", ["011234", "011235", "011236"]);
        assert_eq!(spaced.first().map(String::as_str), Some("AID 011234 Wells for the villages of Kita"));
    }

    #[test]
    fn what_one_title_has_and_the_others_have_not_is_its_own() {
        let told = told("{N}: {T}", ["COVID-19", "LARF-15", "SDG 6"]);
        assert_eq!(told.first().map(String::as_str), Some(" COVID-19: Wells for the villages of Kita"));
    }
}
