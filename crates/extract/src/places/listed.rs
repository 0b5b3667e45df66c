//! Countries that a sentence lists by what they are to the project: `works in three partner countries: Ghana, Mali and Togo`.

use almoner_codelists::countries_in;
use almoner_record::Span;

use crate::codes::{self, Source};
use crate::context::Context;
use crate::draft::Draft;
use crate::header;

/// What is before such a list, with a colon behind it or one of [`VERBS`].
const NAMES: [&str; 16] = [
    "partner countries",
    "target countries",
    "project countries",
    "programme countries",
    "participating countries",
    "beneficiary countries",
    "recipient countries",
    "focus countries",
    "pays partenaires",
    "pays bénéficiaires",
    "pays d'intervention",
    "países socios",
    "países beneficiarios",
    "países participantes",
    "países parceiros",
    "países beneficiários",
];

const VERBS: [&str; 8] = ["are", "include", "sont", "son", "incluyen", "são", "namely", "à savoir"];

/// Reads such a list where nothing else tells a country: two or more that receive, up to the end of the sentence.
pub(crate) fn read_listed(draft: &mut Draft, context: &Context<'_>) {
    const LONGEST: usize = 300;
    let text = context.document.text.as_str();
    if !context.layout.is_general() || !draft.activity.countries.is_empty() {
        return;
    }
    let may_be = |name: &&&str| text.contains(**name);
    for name in NAMES.iter().filter(may_be) {
        for (at, _) in text.match_indices(name) {
            let from = at + name.len();
            let rest = text.get(from..text.floor_char_boundary(from + LONGEST)).unwrap_or_default();
            let list = rest.trim_start().strip_prefix(':').or_else(|| {
                let rest = rest.trim_start_matches([' ', ',']);
                VERBS.iter().find_map(|verb| rest.strip_prefix(verb)?.strip_prefix([' ', ':']))
            });
            let Some(list) = list else { continue };
            let own = list.split(['.', ';', '\n']).next().unwrap_or_default();
            let start = from + rest.len() - list.len();
            let named = countries_in(own);
            let receives = named.iter().filter(|one| !header::gives(one.entry.code)).count();
            if receives < 2 || receives != named.len() {
                continue;
            }
            let rule = context.rule("text", "countries");
            for mention in named {
                let span = Span::new(start, start + own.len()).inner(mention.span);
                let source = Source { line: span.of(text), span, rule: &rule, closed: false };
                codes::country_named(draft, &source, mention.entry);
            }
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::specimen::record;

    #[test]
    fn partner_countries_are_listed_behind_their_name() {
        for (sentence, expected) in [
            ("It works in three African partner countries: Ghana, Mali and Togo.", &["GH", "ML", "TG"][..]),
            ("The target countries are Nepal and Bhutan. Experts from India help.", &["NP", "BT"]),
            ("Les pays partenaires sont le Bénin, le Togo et le Mali.", &["BJ", "TG", "ML"]),
            ("It learns from partner countries as well. Ghana and Mali had good harvests.", &[]),
            ("It trains staff; partner countries include Ghana, Germany and Mali in its view.", &[]),
        ] {
            let read = record(&format!(
                "Trade for decent work\n\nDonor: Norad\nTotal cost: EUR 2,400,000\nStatus: Closed\nImplementing partner: Oxfam\n\n{sentence}\n"
            ));
            let stated = read.countries.iter().filter(|one| one.basis == almoner_record::Basis::Stated);
            let codes: Vec<&str> = stated.map(|one| one.code.as_str()).collect();
            assert_eq!(codes, expected, "{sentence}");
        }
    }
}
