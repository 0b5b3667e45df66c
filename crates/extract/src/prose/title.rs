//! The name of the activity where the document's own title is a headline about it: `L'ambassade appuie les maraîchères`, and
//! in the text `le projet « Maraîchères de Thiès »`.

use almoner_codelists::{fold, words};
use almoner_record::Span;

use super::Told;
use super::gift::project_behind_word;
use crate::context::Context;
use crate::draft::Draft;
use crate::nouns;
use crate::quotes::{self, Quoted, unquoted};
use crate::rules::set_title;
use crate::word_list::WordList;

/// Words, folded, of what a headline says that somebody does.
static HEADLINES: WordList = WordList::of(
    "launch launches launched sign signs signed supports awarded announce announces announced donate donates donated \
    hands provides inaugurate inaugurates welcomes visits celebrate celebrates funds appuie soutient lance signe inaugure finance \
    approves approve agrees grants lends provides backs commits signent accordent approuve aprueba aprueban concede otorgan prestara firman aprova \
    aprovou empresta assinam concede accorde octroie remet accompagne apoya lanza firma inaugura financia otorga entrega anuncia apoia assina \
    ceremony ceremonie ceremonia cerimonia alianza alliance entregan vacancy recruitment recrutement convocatoria quotations lends",
);

/// True for a title that says what somebody does.
pub(crate) fn is_headline(title: &str) -> bool {
    let folded = fold(title);
    words(&folded).skip(1).any(|(_, word)| HEADLINES.has(word))
}

/// Takes the name that a sentence gives the activity in place of a headline.
pub(super) fn read(draft: &mut Draft, context: &Context<'_>, told: &[Told<'_>]) {
    let held = draft.activity.title.as_deref();
    // What somebody said, or where a letter was written: the text tells the name in quotes beside a word for a project.
    if held.is_some_and(|title| is_saying(title) || is_address(title)) {
        let quoted = told.iter().find_map(|sentence| Some(sentence.inner(quoted_project(sentence.text)?)));
        if let Some(span) = quoted {
            replace(draft, context, span);
        }
        return;
    }
    let is_headline = held.is_some_and(|title| is_headline(title) || is_furniture(title));
    let is_of_text =
        draft.activity.evidence.iter().any(|one| one.path == "/title" && one.rule.ends_with("/header/title"));
    if is_of_text && held.is_some_and(is_sentence) {
        draft.activity.title = None;
        draft.activity.evidence.retain(|evidence| evidence.path != "/title");
    } else if !is_headline || !is_of_text {
        return;
    }
    let named = told.iter().find_map(|sentence| Some(sentence.inner(name(sentence)?)));
    match named {
        Some(span) if draft.activity.title.is_none() && is_of_text => {
            set_title(draft, context, span, &context.rule("sentence", "title"));
        }
        Some(span) => replace(draft, context, span),
        None => {}
    }
}

/// True for a whole sentence, which is no title: it is long and ends with a full stop.
fn is_sentence(title: &str) -> bool {
    const FEWEST_WORDS: usize = 12;
    let title = title.trim();
    title.ends_with('.') && title.split_whitespace().count() >= FEWEST_WORDS
}

/// Takes a name in place of the first line of a text; the title under a label stays.
fn replace(draft: &mut Draft, context: &Context<'_>, span: Span) {
    let is_of_text = draft.activity.evidence.iter().any(|one| {
        one.path == "/title" && (one.rule.ends_with("/header/title") || one.rule.ends_with("/heading/title"))
    });
    if is_of_text {
        draft.activity.title = None;
        draft.activity.evidence.retain(|evidence| evidence.path != "/title");
        set_title(draft, context, span, &context.rule("sentence", "title"));
    }
}

/// True for a line of a site that is no title: `(Writing by P Deol)`, `Comments (0)`, `330 - 345 of 2621 news`.
fn is_furniture(title: &str) -> bool {
    const WORDS: [&str; 8] =
        ["comments", "comentarios", "commentaires", "posted", "writing by", "editing by", "date ", "page "];
    let title = title.trim();
    let folded = fold(title);
    let in_brackets = title.starts_with('(') && title.ends_with(')');
    let digits = title.bytes().filter(u8::is_ascii_digit).count();
    let letters = title.chars().filter(|c| c.is_alphabetic()).count();
    let is_counted = title.starts_with(|c: char| c.is_ascii_digit()) && digits * 3 > letters;
    in_brackets || is_counted || digits > 0 && WORDS.iter().any(|word| folded.starts_with(word))
}

/// True for a title that is what somebody said: `“Now I have time for my garden”`.
pub(crate) fn is_saying(title: &str) -> bool {
    static PERSONS: WordList = WordList::of(
        "i my me we our us je j mes mon ma nous notre nos mis mi mio yo nosotros nuestra nuestro nuestros ahora agora \
        meus minha meu eu nos",
    );
    let pairs = [('“', '”'), ('«', '»'), ('"', '"'), ('‘', '’')];
    let title = title.trim();
    unquoted(title, &pairs).is_some() && words(&fold(title)).any(|(_, word)| PERSONS.has(word))
}

/// True for a street with its number, or for whom a letter is to: `12 Harbour Street, London`, `The Director, Oxfam`.
fn is_address(title: &str) -> bool {
    static STREETS: WordList = WordList::of(
        "street road avenue lane square rue boulevard place calle avenida plaza rua praca strasse",
    );
    const TO: [&str; 8] = [
        "the director,",
        "the executive director,",
        "a l'attention de",
        "a l\u{2019}attention de",
        "a la atencion de",
        "ao cuidado de",
        "attn",
        "attention:",
    ];
    const LONGEST: usize = 120;
    let folded = fold(title);
    let is_street = title.bytes().any(|byte| byte.is_ascii_digit())
        && title.contains(',')
        && words(&folded).any(|(_, word)| STREETS.has(word));
    title.len() <= LONGEST && (is_street || TO.iter().any(|to| folded.starts_with(to)))
}

/// The name in quotes beside a word for one activity: `the project “X”`, `take part in «X», a project in Mali`.
fn quoted_project(text: &str) -> Option<Span> {
    const LONGEST: usize = 240;
    const FEWEST_LETTERS: usize = 5;
    const MOST_WORDS: usize = 4;
    let is_kind = |word: &str| nouns::is_activity(word.trim_end_matches([',', ':', '.']));
    for pair in [('«', '»'), ('“', '”'), ('"', '"')] {
        let Some(Quoted { whole, inner: span }) = quotes::quoted(text, pair).next() else { continue };
        let before = fold(text.get(..whole.range().start)?);
        let behind = fold(text.get(whole.range().end..)?);
        let stands_behind = before.split_whitespace().next_back().is_some_and(is_kind);
        let is_called = behind.strip_prefix(',').is_some_and(|rest| {
            let mut near = rest.split_whitespace().take(MOST_WORDS);
            near.next().is_some_and(|first| ["a", "an", "un", "une", "uma", "the"].contains(&first))
                && near.any(is_kind)
        });
        let own = span.of(text);
        let is_name = own.starts_with(char::is_uppercase)
            && own.chars().filter(|c| c.is_alphabetic()).count() >= FEWEST_LETTERS
            && own.len() <= LONGEST;
        if (stands_behind || is_called) && is_name {
            return Some(span);
        }
    }
    None
}

/// What a sentence calls the activity: in quotes behind a word for one, behind `called`, or in capitals behind `proyecto`.
fn name(told: &Told<'_>) -> Option<Span> {
    told.subjects
        .iter()
        .filter(|subject| subject.own)
        .find_map(|subject| {
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
        .filter(|span| {
            // `project Preventing HIV among …` goes on in small letters.
            project_behind_word(told.text).is_none_or(|whole| whole.range().start != span.range().start)
        })
        .or_else(|| project_behind_word(told.text))
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
    static SMALL: WordList =
        WordList::of("of and for the in to de des du la le les et pour l d del los las y para en con a");
    let (mut end, mut at, mut count) = (0, 0, 0);
    for word in text.split_inclusive(char::is_whitespace) {
        let plain = word.trim_matches(|c: char| !c.is_alphanumeric());
        let is_capital = plain.starts_with(char::is_uppercase);
        if !is_capital
            && !(count > 0 && (SMALL.has(plain) || plain.starts_with(|c: char| c.is_ascii_digit())))
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

#[cfg(test)]
mod tests {
    use super::{is_address, is_saying, quoted_project};
    use crate::specimen::record;

    #[test]
    fn what_somebody_said_and_where_a_letter_was_written_are_no_names() {
        for (title, expected) in [
            ("“My children go to school”", true),
            ("« Mes enfants mangent »", true),
            ("“Wells for Kita”", false),
            ("My children go to school", false),
            ("8, rue du Lac, Paris", true),
            ("The Director, Oxfam", true),
            ("À l’attention de SOS Faim", true),
            ("Nairobi street vendors", false),
            ("Road 12 to Kita", false),
        ] {
            assert_eq!(is_saying(title) || is_address(title), expected, "{title}");
        }
    }

    #[test]
    fn a_name_in_quotes_stands_beside_a_word_for_one() {
        for (text, expected) in [
            ("They take part in “Wells for Kita”, a project in Mali.", Some("Wells for Kita")),
            ("Une subvention pour le projet « Puits pour Kita » au Mali.", Some("Puits pour Kita")),
            ("La aldea participa en el proyecto «Pozos para Kita» en Malí.", Some("Pozos para Kita")),
            ("“My children go to school,” she says of the project.", None),
            ("She read “Wells for Kita”, a novel.", None),
            ("The project “went well”.", None),
        ] {
            assert_eq!(quoted_project(text).map(|span| span.of(text)), expected, "{text}");
        }
        let told = "Her village takes part in “Wells for Kita”, a project in Mali implemented by WaterAid and funded by Norad. The project, worth EUR 640,000, began in February 2010.\n";
        let read = record(&format!("“Now I have time for my garden”\n\n{told}"));
        assert_eq!(read.title.as_deref(), Some("Wells for Kita"));
        let read = record(&format!("“Gardens of Kita”\n\n{told}"));
        assert_ne!(read.title.as_deref(), Some("Wells for Kita"));
    }
}
