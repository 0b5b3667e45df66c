//! The countries where no list of them stands: what the title tells, else the names of partners, an objective, the text.

use almoner_codelists::{Entry, countries_hinted, countries_in, fold};
use almoner_record::{Basis, Country, DescriptionType, Role, Span};

use crate::context::Context;
use crate::draft::{Draft, Found};
use crate::header;
use crate::prose::names::names_embassy;
use crate::word_list::WordList;

/// Of the countries that a title or a text names, so many are where the activity works: docs/inference.md.
const SURE: f32 = 0.8;

/// Concludes the countries of a record that lists neither countries nor regions.
pub(super) fn conclude(draft: &mut Draft, context: &Context<'_>) {
    let silent = draft.activity.countries.is_empty() && draft.activity.regions.is_empty();
    if !silent || !context.layout.defaults.country_from_title {
        return;
    }
    let mut told = named(draft, context);
    if told.is_empty() {
        told.extend(hinted(draft, context));
    }
    for (span, entry) in told {
        push(draft, context, "title", span, entry);
    }
    if draft.activity.countries.is_empty()
        && !is_worldwide(context)
        && let Some((span, entry)) = draft.named_country.or_else(|| only_one_described(draft, context))
    {
        push(draft, context, "text", span, entry);
    }
}

/// True where a line near the top, or the value of a label there, says that it is for all the world.
fn is_worldwide(context: &Context<'_>) -> bool {
    const FARTHEST: usize = 60;
    static WORDS: WordList = WordList::of_phrases(
        "worldwide, global, all countries, monde, monde entier, mondial, mundial, todo el mundo, weltweit, mondiale, globale, \
         wereldwijd, globalt, hele verden, hela varlden, mon, caly swiat",
    );
    context.lines.iter().take(FARTHEST).any(|line| {
        WORDS.has(&line.key)
            || line.label.as_ref().is_some_and(|(_, value)| WORDS.has(&fold(context.text(*value))))
    })
}

fn push(draft: &mut Draft, context: &Context<'_>, from: &str, span: Span, entry: &'static Entry) {
    if draft.activity.countries.iter().any(|known| known.code == entry.code) {
        return;
    }
    let value = Country {
        code: entry.code.to_owned(),
        name: entry.name.to_owned(),
        percentage: None,
        basis: Basis::Inferred,
    };
    let found = Found { value, span, basis: Basis::Inferred, rule: context.rule(from, "countries") };
    draft.push("/countries", |activity| &mut activity.countries, found);
    draft.sure(SURE);
}

/// The countries that the first of these names: the title, a partner that does not pay, an objective with one country.
fn named(draft: &Draft, context: &Context<'_>) -> Vec<(Span, &'static Entry)> {
    let objectives = draft.activity.descriptions.iter().enumerate();
    let objectives = objectives
        .filter(|(_, text)| text.kind == DescriptionType::Objective && countries_in(&text.text).len() == 1)
        .map(|(at, _)| format!("/descriptions/{at}"));
    // Who pays gives its own country's money elsewhere. A place is looked for among all evidence: not for thousands.
    const MOST_PARTNERS: usize = 50;
    let partners = draft.activity.participating_orgs.iter().enumerate();
    let partners = partners.filter(|(_, org)| org.role != Some(Role::Funding));
    let partners = partners.map(|(at, _)| format!("/participating_orgs/{at}")).take(MOST_PARTNERS);
    let paths = std::iter::once("/title".to_owned()).chain(partners).chain(objectives);
    let mut named = paths.filter_map(|path| draft.place(&path)).map(|place| {
        let text = context.text(place);
        // `The U.S. Embassy supports …` tells who gives.
        let is_embassy = names_embassy(&fold(text));
        let named = countries_in(text).into_iter();
        let named = named.filter(|mention| !is_embassy || !header::gives(mention.entry.code));
        named.map(|mention| (place.inner(mention.span), mention.entry)).collect()
    });
    named.find(|named: &Vec<_>| !named.is_empty()).unwrap_or_default()
}

/// The one country that the adjectives and capitals of the title tell of: `Haitian National Police`.
fn hinted(draft: &Draft, context: &Context<'_>) -> Option<(Span, &'static Entry)> {
    let title = draft.place("/title")?;
    let mut told = countries_hinted(context.text(title));
    if names_embassy(&fold(context.text(title))) {
        told.retain(|(_, entry)| !header::gives(entry.code));
    }
    only_one(told.into_iter().map(|(span, entry)| (title.inner(span), entry)))
}

/// The one country that receives aid of those that the descriptions name, else of those that their adjectives and capitals
/// tell of. One that gives is named as who pays.
fn only_one_described(draft: &Draft, context: &Context<'_>) -> Option<(Span, &'static Entry)> {
    let descriptions = draft.activity.evidence.iter().filter(|one| one.path.starts_with("/descriptions/"));
    let places: Vec<Span> = descriptions.map(almoner_record::Evidence::span).collect();
    let receives = |(_, entry): &(Span, &'static Entry)| !header::gives(entry.code);
    let named: Vec<(Span, &'static Entry)> = places
        .iter()
        .flat_map(|place| {
            let mentions = countries_in(context.text(*place)).into_iter();
            mentions.map(|mention| (place.inner(mention.span), mention.entry))
        })
        .filter(receives)
        .collect();
    if !named.is_empty() {
        return only_one(named);
    }
    let hinted = places.iter().flat_map(|place| {
        let hints = countries_hinted(context.text(*place)).into_iter();
        hints.map(|(span, entry)| (place.inner(span), entry))
    });
    only_one(hinted.filter(receives))
}

/// The first of them, where all are the same country.
fn only_one(told: impl IntoIterator<Item = (Span, &'static Entry)>) -> Option<(Span, &'static Entry)> {
    let mut told = told.into_iter();
    let (span, entry) = told.next()?;
    told.all(|(_, other)| other.code == entry.code).then_some((span, entry))
}

#[cfg(test)]
mod tests {
    use almoner_record::Basis;

    use crate::specimen::record;

    #[test]
    fn a_country_that_only_the_text_tells_is_concluded() {
        for (text, codes) in [
            ("We train midwives in the villages around Kailahun, Sierra Leone.", &["SL"][..]),
            ("Nous formons des sages-femmes au Mali, avec l'aide de la France.", &["ML"]),
            ("The schools are rebuilt with the help of Haitian masons.", &["HT"]),
            // Where two receive, nothing tells which.
            ("Seeds come from Kenya and go to farmers of Uganda.", &[]),
            ("Irish Aid and Germany pay for the wells.", &[]),
            ("Wells are dug and pumps are kept.", &[]),
        ] {
            let page = format!(
                "Wells and health for the villages\n\n{text}\n\nFunder: Irish Aid\nBudget: EUR 40,000\n"
            );
            let countries = record(&page).countries;
            let found: Vec<&str> = countries.iter().map(|country| country.code.as_str()).collect();
            assert_eq!(found, codes, "{text}");
            assert!(countries.iter().all(|country| country.basis == Basis::Inferred), "{text}");
        }
    }

    #[test]
    fn what_is_listed_or_titled_is_not_added_to() {
        let page = |title: &str, label: &str| {
            format!("{title}\n\nPumps are made in Kenya.\n\n{label}Funder: Irish Aid\nBudget: EUR 40,000\n")
        };
        for (title, label) in
            [("Wells for villages", "Country: Uganda\n"), ("Wells for villages in Uganda", "")]
        {
            let countries = record(&page(title, label)).countries;
            assert_eq!(
                countries.iter().map(|country| country.code.as_str()).collect::<Vec<_>>(),
                ["UG"],
                "{title}"
            );
        }
    }
}
