//! Lines among the first ones that name nothing: what leads to something else, counts it or says where it comes from.

use rust_decimal::Decimal;

use crate::lines::Line;
use crate::value::money;
use crate::value::numeral::DecimalMark;
use crate::word_list::WordList;

/// True for `The following were approved:`, `(Reporting by A. Diallo)`, `Comments (0)`, `1 - 15 of 262`, `Source: The Gazette`, a
/// picture's owner, a sentence that tells an amount.
pub(super) fn is_beside(text: &str, line: &Line, decimal: DecimalMark) -> bool {
    /// Labels, folded, of what a page says of itself.
    static FILED: WordList = WordList::of(
        "source sources fuente fonte etiquette etiquettes tag tags etiqueta etiquetas category categories categorie categoria \
        categorias filed author auteur autor published publie publicado",
    );
    /// What leads to a list.
    static LEADS: WordList = WordList::of(
        "following below these this support supports approved awarded suivant suivants suivante suivantes ces siguiente siguientes estos \
        estas seguinte seguintes estes",
    );
    const FEWEST_WORDS_OF_NEWS: usize = 10;
    let text = text.trim();
    let is_bracket = text.starts_with('(') && text.ends_with(')') && text.matches('(').count() == 1;
    let is_filed = line.label.as_ref().is_some_and(|(label, _)| FILED.has(label));
    let tells_amount = || {
        let read = money::money(text, decimal);
        read.is_some_and(|(_, money)| money.currency.is_some() && money.value >= Decimal::ONE_THOUSAND)
    };
    let leads = || {
        let folded = almoner_codelists::fold(text);
        almoner_codelists::words(&folded).any(|(_, word)| LEADS.has(word))
    };
    text.ends_with(':') && leads()
        || text.contains('©')
        || is_bracket
        || is_filed
        || is_count(text)
        || text.ends_with('.') && text.split_whitespace().count() >= FEWEST_WORDS_OF_NEWS && tells_amount()
}

/// `Comments (0)`, `330 - 345 of 2621`.
fn is_count(text: &str) -> bool {
    let is_number = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    let counted = text.strip_suffix(')').and_then(|text| text.rsplit_once(" ("));
    if counted.is_some_and(|(words, count)| !words.contains(' ') && is_number(count)) {
        return true;
    }
    let mut words = text.split_whitespace();
    let is_range = match (words.next(), words.next(), words.next()) {
        (Some(from), Some("-" | "–" | "to" | "a" | "à"), Some(to)) => is_number(from) && is_number(to),
        _ => false,
    };
    // `2015 - 2019 Country programme` goes on with words.
    is_range && words.next().is_none_or(|of| ["of", "de", "sur", "von", "van"].contains(&of))
}

#[cfg(test)]
mod tests {
    use crate::specimen::record;

    #[test]
    fn what_stands_beside_the_content_is_no_title() {
        for line in [
            "Comments (0)",
            "16 - 30 of 412 results",
            "(Reporting by A. Diallo; editing by B. Traoré)",
            "Source: The Bamako Gazette",
            "The following projects were approved:",
            "Women of Kita at a well. © A. Diallo",
        ] {
            let text = format!(
                "{line}\n\nWells for the schools of Kita\n\nCountry: Mali\nDonor: Norad\nBudget: EUR 50,000\nDuration: 24 months\n"
            );
            assert_eq!(record(&text).title.as_deref(), Some("Wells for the schools of Kita"), "{line}");
        }
    }

    #[test]
    fn a_title_may_have_brackets_and_numbers() {
        for title in [
            "Wells for Kita (2019)",
            "Schools (Phase 2)",
            "2030 – the agenda for Kita",
            "Source of life: water for Kita",
            "2015 - 2019 programme for the schools of Kita",
        ] {
            let text =
                format!("{title}\n\nCountry: Mali\nDonor: Norad\nBudget: EUR 50,000\nDuration: 24 months\n");
            assert_eq!(record(&text).title.as_deref(), Some(title));
        }
    }
}
