//! Countries of lines without a label, each with its share: `Ghana - $ 2,348,081.25 (60.00%)`, below it `Mali - … (40.00%)`.

use almoner_codelists::{Entry, country};
use almoner_record::Span;
use rust_decimal::Decimal;

use crate::codes::{self, Source};
use crate::context::Context;
use crate::draft::Draft;
use crate::value;
use crate::value::numeral::DecimalMark;

/// Reads such lines where nothing else tells a country: several that add up to the whole.
pub(crate) fn read_shares(draft: &mut Draft, context: &Context<'_>) {
    const MOST: usize = 40;
    let text = context.document.text.as_str();
    // Few documents say a share of anything at the end of a line.
    if !context.layout.is_general() || !draft.activity.countries.is_empty() || !text.contains("%)") {
        return;
    }
    let mut shares: Vec<(Span, &'static Entry, Decimal)> = Vec::new();
    let mut start = 0;
    for part in text.split(['\n', '|', '\t']) {
        let span = Span::new(start, start + part.len()).trim(text);
        start += part.len() + 1;
        let Some((name, entry, share)) = share_of(span.of(text)) else { continue };
        if shares.iter().any(|(_, known, _)| known.code == entry.code) || shares.len() == MOST {
            return;
        }
        shares.push((span.inner(name), entry, share));
    }
    let total: Decimal = shares.iter().map(|(.., share)| *share).sum();
    if shares.len() < 2 || (total - Decimal::ONE_HUNDRED).abs() > Decimal::ONE {
        return;
    }
    let rule = context.rule("text", "countries");
    for (span, entry, share) in shares {
        let source = Source { line: span.of(text), span, rule: &rule, closed: false };
        codes::country_shared(draft, &source, entry, share);
    }
}

/// The name of a country that a line begins with, with nothing behind it but an amount and its share in brackets.
fn share_of(line: &str) -> Option<(Span, &'static Entry, Decimal)> {
    const LONGEST: usize = 100;
    let (front, _) = line.strip_suffix("%)").filter(|_| line.len() <= LONGEST)?.rsplit_once('(')?;
    let (span, share) = value::percentage::percentage(line.get(front.len()..)?)?;
    if span.range().start > 1 {
        return None;
    }
    let front = front.trim_end();
    let name = [" - ", " – ", ": "].iter().find_map(|mark| {
        let (name, amount) = front.rsplit_once(mark)?;
        value::money::is_alone(amount.trim(), DecimalMark::Unknown).then_some(name)
    });
    let name = name.unwrap_or(front).trim_end_matches([' ', '-', '–', ':']);
    Some((Span::new(0, name.len()), country(name)?, share))
}

#[cfg(test)]
mod tests {
    use crate::specimen::record;

    #[test]
    fn lines_of_countries_with_their_shares_are_a_list_where_they_add_up() {
        let told = |lines: &str| -> Vec<(String, String)> {
            let read = record(&format!(
                "Schools after the storm\n\nDonor: Irish Aid\nTotal cost: EUR 2,400,000\nStatus: Closed\nImplementing partner: Oxfam\n\n{lines}\n\nSchools are rebuilt.\n"
            ));
            let share = |one: Option<rust_decimal::Decimal>| one.map(|one| one.normalize().to_string());
            read.countries
                .into_iter()
                .map(|one| (one.code, share(one.percentage).unwrap_or_default()))
                .collect()
        };
        let both = [("MW".to_owned(), "60".to_owned()), ("MZ".to_owned(), "40".to_owned())];
        for lines in [
            "Malawi - $ 1,440,000 (60.00%)\nMozambique - $ 960,000 (40.00%)",
            "Malawi (60%)\n\nMozambique (40%)",
            "Malawi - $ 1,440,000 (60.00%) | |\n|\n|\nMozambique - $ 960,000 (40.00%) | |",
        ] {
            assert_eq!(told(lines), both, "{lines}");
        }
        for lines in [
            "Malawi (60%)\nMozambique (20%)",
            "Girls in Malawi (60%)\nGirls in Mozambique (40%)",
            "Malawi grew (60%)\nMozambique (40%)",
        ] {
            assert!(told(lines).iter().all(|(_, share)| share.is_empty()), "{lines}");
        }
    }
}
