//! The name of the activity where the document's own title is a headline about it: `L'ambassade appuie les maraîchères`, and
//! in the text `le projet « Maraîchères de Thiès »`.

use almoner_codelists::{fold, words};
use almoner_record::Span;

use super::Told;
use crate::context::Context;
use crate::draft::Draft;
use crate::rules::set_title;

/// Words, folded, of what a headline says that somebody does.
const HEADLINES: &str = "launch launches launched sign signs signed supports awarded announce announces announced donate donates donated \
    hands provides inaugurate inaugurates welcomes visits celebrate celebrates funds appuie soutient lance signe inaugure finance \
    approves approve agrees grants lends provides backs commits signent accordent approuve aprueba aprueban concede otorgan prestara firman aprova \
    aprovou empresta assinam concede accorde octroie remet accompagne apoya lanza firma inaugura financia otorga entrega anuncia apoia assina";

/// True for a title that says what somebody does.
pub(super) fn is_headline(title: &str) -> bool {
    let folded = fold(title);
    words(&folded).skip(1).any(|(_, word)| HEADLINES.split_ascii_whitespace().any(|known| known == word))
}

/// Takes the name that a sentence gives the activity in place of a headline.
pub(super) fn read(draft: &mut Draft, context: &Context<'_>, told: &[Told<'_>]) {
    let is_headline = draft.activity.title.as_deref().is_some_and(is_headline);
    let is_of_text =
        draft.activity.evidence.iter().any(|one| one.path == "/title" && one.rule.ends_with("/header/title"));
    if !is_headline || !is_of_text {
        return;
    }
    let named = told.iter().find_map(|sentence| Some(sentence.inner(name(sentence)?)));
    if let Some(span) = named {
        draft.activity.title = None;
        draft.activity.evidence.retain(|evidence| evidence.path != "/title");
        set_title(draft, context, span, &context.rule("sentence", "title"));
    }
}

/// What a sentence calls the activity: in quotes behind a word for one, behind `called`, or in capitals behind `proyecto`.
fn name(told: &Told<'_>) -> Option<Span> {
    told.subjects.iter().filter(|subject| subject.own).find_map(|subject| {
        let (from, rest) = told.behind(subject.at);
        let word = rest.len() - rest.trim_start_matches(|c: char| c.is_alphanumeric()).len();
        let rest = rest.get(word..)?;
        let at = from + word;
        let skipped = rest.len() - rest.trim_start_matches([' ', ',', '\u{a0}']).len();
        let own = rest.get(skipped..)?;
        let called = [
            "called ",
            "named ",
            "entitled ",
            "titled ",
            "known as ",
            "intitulé ",
            "dénommé ",
            "appelé ",
            "denominado ",
            "llamado ",
        ];
        let front = called.iter().find(|front| own.starts_with(**front)).map_or(0, |front| front.len());
        let own = own.get(front..)?;
        let at = at + skipped + front;
        quoted(own)
            .or_else(|| capitals(own, front > 0))
            .map(|span| Span::new(at + span.range().start, at + span.range().end))
    })
}

/// What stands in quotes at the beginning of a text.
fn quoted(text: &str) -> Option<Span> {
    const LONGEST: usize = 200;
    let (open, close) = [('«', '»'), ('“', '”'), ('"', '"'), ('‘', '’'), ('„', '“')]
        .into_iter()
        .find(|(open, _)| text.starts_with(*open))?;
    let inside = text.get(open.len_utf8()..)?;
    let end = inside.find(close)?;
    let span = Span::new(open.len_utf8(), open.len_utf8() + end).trim(text);
    (!span.is_empty() && span.len() <= LONGEST).then_some(span)
}

/// The words with capitals that a text begins with, and the small ones between them: two at least, or one that is announced.
fn capitals(text: &str, announced: bool) -> Option<Span> {
    const SMALL: &str = "of and for the in to de des du la le les et pour l d del los las y para en con a";
    let (mut end, mut at, mut count) = (0, 0, 0);
    for word in text.split_inclusive(char::is_whitespace) {
        let plain = word.trim_matches(|c: char| !c.is_alphanumeric());
        let is_capital = plain.starts_with(char::is_uppercase);
        if !is_capital
            && !(count > 0
                && (SMALL.split_ascii_whitespace().any(|small| small == plain)
                    || plain.starts_with(|c: char| c.is_ascii_digit())))
        {
            break;
        }
        at += word.len();
        if is_capital {
            count += 1;
            end = at;
        }
        if word.trim_end().ends_with([',', '.', ';', ':', ')']) {
            break;
        }
    }
    let own = text.get(..end)?.trim_end().trim_end_matches([',', '.', ';', ':', ')']);
    (count > 1 || announced && count > 0).then(|| Span::new(0, own.len()))
}
