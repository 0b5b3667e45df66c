//! Money that prose ties to the activity.

use almoner_record::Span;

use super::{is_prose, sentences};
use crate::context::Context;
use crate::draft::Draft;
use crate::figures;
use crate::lines::Line;
use crate::value;
use crate::value::money::PrintedMoney;
use crate::value::sign::CurrencySign;

/// Reads the amounts of one activity's prose.
pub(super) fn read(draft: &mut Draft, context: &Context<'_>, lines: &[&Line]) {
    for line in lines.iter().filter(|line| is_prose(line)) {
        for sentence in sentences(context, line) {
            let text = context.text(sentence);
            for (span, printed) in value::money::moneys(text, context.decimal) {
                amount(draft, context, sentence, span, &printed);
            }
        }
    }
}

fn amount(draft: &mut Draft, context: &Context<'_>, sentence: Span, span: Span, printed: &PrintedMoney) {
    let text = context.text(sentence);
    let sign =
        printed.currency.map(|sign| CurrencySign { span: sentence.inner(sign.span), codes: sign.codes });
    let mut settled = figures::settle(context, sentence.inner(span), printed.value, sign, None);
    // `As of February 2024, the Fund reached …`: the amount is of that day.
    const DAY_OF: [&str; 9] = [
        "As of ",
        "as of ",
        "As at ",
        "as at ",
        "By the end of ",
        "by the end of ",
        "by December ",
        "Au ",
        "au ",
    ];
    let said = DAY_OF.iter().find_map(|words| text.find(words));
    let date = said.and_then(|at| value::date::date(text.get(at..)?, context.order));
    if let Some((_, date)) = date.filter(|(place, date)| place.start < 24 && date.month.is_some()) {
        settled.money.value_date = Some(date.last());
        settled.money.value_date_precision = Some(date.precision());
    }
    let qualifier = printed.qualifier.map(|words| words.of(text).to_owned());
    let rule = context.rule("narrative", "amounts");
    figures::push_amount(draft, settled, of(text, span), qualifier, &rule);
}

/// What it is an amount of: `a portfolio of US$ 5 million` with the fund that the sentence names, or
/// `(US$1.7 million) of SALIENT funds`.
fn of(text: &str, span: Span) -> Option<String> {
    let before = text.get(..span.range().start)?.trim_end();
    if let Some(thing) = before.strip_suffix(" of").and_then(|rest| rest.rsplit(' ').next())
        && thing.chars().all(char::is_alphabetic)
        && thing.len() > 3
    {
        let fund = ["Trust Fund", "Fund", "Facility"].iter().find(|fund| before.contains(**fund));
        return Some(fund.map_or_else(|| thing.to_owned(), |fund| format!("{fund} {thing}")));
    }
    let after = text.get(span.range().end..)?.trim_start_matches(')').trim_start().strip_prefix("of ")?;
    let end = after.find(|c: char| !(c.is_alphanumeric() || c == ' ' || c == '-'))?;
    let words: Vec<&str> = after
        .get(..end)?
        .split_whitespace()
        .take_while(|word| !["has", "have", "was", "were", "is", "are", "to", "for"].contains(word))
        .collect();
    (1..=6).contains(&words.len()).then(|| words.join(" "))
}
